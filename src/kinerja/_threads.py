"""One thread for small matrices.

A linear algebra library shares every product out to all processors. For matrices of a few thousand
rows that gains little on an idle machine, and on a busy one each step waits for the slowest thread:
the same fit took seven times as long. Where threadpoolctl is installed, small problems are solved
by one thread.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

SMALL = 3_000
"""Rows of a square matrix below which one thread is enough."""


def threads_for(size: int) -> AbstractContextManager[Any]:
    """Limit linear algebra to one thread while square matrices of this size are worked on.

    >>> with threads_for(10):
    ...     pass
    """
    if size >= SMALL:
        return nullcontext()
    try:
        import scipy.linalg  # noqa: F401 - it brings a library of its own, which must be there
        from threadpoolctl import threadpool_limits
    except ImportError:
        return nullcontext()
    limited: AbstractContextManager[Any] = threadpool_limits(limits=1, user_api="blas")
    return limited
