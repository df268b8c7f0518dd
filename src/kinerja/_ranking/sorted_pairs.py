"""Sums over all pairs without the pairs: sort once, then count and add up to a threshold."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]


def below_by(x: Float, threshold: float, *, inclusive: bool = False) -> NDArray[np.intp]:
    """How many of the sorted `x` lie below each by more than `threshold` (or by at least it).

    The comparison is x[i] − x[j] > threshold as a float subtraction, so the count agrees with a
    double loop to the last bit.
    """
    distinct, first = _distinct(x)
    counts = np.searchsorted(distinct, distinct - threshold, side="right" if inclusive else "left")
    last = distinct.size - 1

    def passes(position: Any) -> NDArray[np.bool_]:
        gap = distinct - distinct[position]
        return np.asarray(gap >= threshold if inclusive else gap > threshold)

    # x − threshold is rounded, so the count may be off by the few values inside that rounding.
    while (more := (counts <= last) & passes(np.minimum(counts, last))).any():
        counts = counts + more
    while (less := (counts > 0) & ~passes(np.maximum(counts - 1, 0))).any():
        counts = counts - less
    ends = np.append(first, x.size)
    return np.repeat(ends[counts], np.diff(ends))


def _distinct(x: Float) -> tuple[Float, NDArray[np.intp]]:
    """Distinct values of a sorted array, and where each begins."""
    first = np.flatnonzero(np.concatenate([[True], x[1:] != x[:-1]]))
    return x[first], first
