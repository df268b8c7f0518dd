"""Sums over all pairs without the pairs: sort once, then count and add up to a threshold."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Flags, Float

_NOISE = 1e-12
"""A difference is judged at this share of the larger value: 0.3 − 0.2 is 0.1 to a reader."""


def below_by(x: Float, threshold: float, *, inclusive: bool = False) -> NDArray[np.intp]:
    """How many of the sorted `x` lie below each by more than `threshold` (or by at least it).

    Each comparison is as in a double loop, at twelve digits of the larger of the two values.
    `threshold` is 0 or more, above 0 where it is inclusive.
    """
    distinct, first = _distinct(x)
    counts = np.searchsorted(distinct, distinct - threshold, side="right" if inclusive else "left")
    last = distinct.size - 1

    size = np.abs(distinct)

    def passes(position: Any) -> Flags:
        # As position falls the gap grows faster than the noise, so those who pass come first.
        other = distinct[position]
        gap, noise = distinct - other, _NOISE * np.maximum(size, np.abs(other))
        if inclusive:
            return np.asarray((gap >= threshold - noise) & (gap > 0))
        return np.asarray(gap > threshold + noise)

    # The search knows no noise, so the count may be off by the few values inside it.
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
