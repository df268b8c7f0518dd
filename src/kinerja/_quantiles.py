"""Half-widths of two-sided intervals, in standard errors, from `scipy.special` alone."""

from __future__ import annotations

import numpy as np

from ._types import ArrayLike, Float

_WIDE = 1e15


def normal_quantile(level: float) -> float:
    """Half-width of a normal interval.

    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def t_quantile(df: ArrayLike, level: float) -> Float:
    """Half-width of a t interval; infinite df is the normal.

    >>> t_quantile([4, np.inf], 0.95).round(6).tolist()
    [2.776445, 1.959964]
    """
    from scipy.special import stdtrit

    freedom = np.asarray(df, dtype=np.float64)
    far = freedom > _WIDE
    t = stdtrit(np.where(far, 1.0, freedom), 0.5 + level / 2)
    return np.where(far, normal_quantile(level), t)
