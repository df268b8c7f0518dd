"""Grades as one float a band: the smallest that is graded into it.

Rounding at twelve digits, decimals and half-up rounding are all in that float, found by halving
the floats; an engine then compares, and never rounds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .._digits import below
from .._indicators.bands import Bands
from .expressions import LARGEST
from .scales import bisect


class Grades(NamedTuple):
    """Where bands begin and end, exactly."""

    starts: tuple[float, ...]
    """Smallest float of each band but the first."""
    lowest: float | None
    """Smallest float that is graded at all; None where every one is."""
    highest: float | None
    """Largest float that is graded at all."""


def grades_of(bands: Bands) -> Grades:
    """Read bands as floats."""

    def code(x: float) -> int:
        with np.errstate(all="ignore"):
            return int(bands.codes(bands.judged(np.array([x])))[0])

    def outside(x: float) -> bool:
        with np.errstate(all="ignore"):
            return bool(bands.outside(bands.judged(np.array([x])))[0])

    starts = tuple(
        bisect(lambda x, i=i: code(x) >= i, -LARGEST, LARGEST)  # type: ignore[misc]
        for i in range(1, len(bands.bands))
    )
    lowest = highest = None
    first = bands.bands[0].lower
    if first is not None:
        inside = first + max(abs(first), 1.0) * 1e-6 + 10.0 ** -(bands.decimals or 0)
        if bands.upper is not None:
            inside = min(inside, bands.upper)
        lowest = bisect(lambda x: not outside(x), -LARGEST, inside)
    if bands.upper is not None:
        highest = float(np.nextafter(bisect(outside, bands.upper, LARGEST), -np.inf))
    return Grades(starts, lowest, highest)


def least_coverage(share: float) -> float:
    """Smallest float that is not below the share at twelve significant digits."""
    if share <= 0.0:
        return 0.0
    return bisect(lambda x: not bool(below(np.array(x), np.array(share))), 0.0, share)
