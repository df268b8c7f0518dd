"""What differs between the versions of scipy that are supported."""

from __future__ import annotations


def before_1_17() -> bool:
    """Tell whether scipy is older than 1.17.

    Its quantile of t is good to 1e-11 only, and its HiGHS (1.8 to 1.10) now and then calls a point
    of a programme in whole numbers the best that is not.
    """
    import scipy

    return tuple(int(part) for part in scipy.__version__.split(".")[:2]) < (1, 17)
