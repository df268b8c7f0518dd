"""What every scale is: raw values become points, and points are read back.

Callers use `apply` and `inverse`. The scoring loop uses `write_points`, which writes into a given
column and reports which values were cut.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable
from contextlib import suppress

import numpy as np

from .._checks import floats, refuse_cells, refuse_infinite
from .._definitions import Definition
from .._digits import significant
from .._types import ArrayLike, Flags, Float
from ..errors import InputError

Cut = Flags | None
"""Where a scale cut the value it was given; None where nowhere."""

FULL_MARKS = 100.0

_SMALLEST = float(np.finfo(np.float64).tiny)
"""Below it a quotient loses digits."""


def clip(points: Float, low: float, high: float) -> Cut:
    """Cut `points` in place to [low, high]; two reductions tell that there is nothing to cut."""
    # A NaN makes both comparisons false, and then the slower way leaves it as it is.
    if points.size == 0 or (points.min() >= low and points.max() <= high):
        return None
    cut = (points < low) | (points > high)
    np.maximum(points, low, out=points)
    np.minimum(points, high, out=points)
    return cut if cut.any() else None


def within_floats(earn: Callable[[], Cut], x: Float, out: Float) -> Cut:
    """Let `earn` write the points of `x` into `out`; refuse points too large for a float64.

    Nobody is given −0 points: 0 is added, which changes no other value. A step on the way may
    overflow where the scale then cuts it; only the outcome is judged.
    """
    overflows: list[str] = []
    with np.errstate(all="ignore", over="call", call=lambda kind, _: overflows.append(kind)):
        cut = earn()
    out += 0.0
    if overflows:
        refuse_cells(
            ~np.isfinite(out) & ~np.isnan(x),
            x,
            "x",
            code="out_of_range",
            expected="values whose points a float64 can hold",
            hint="Is the value in the unit of its scale?",
        )
    return cut


class Scale(Definition):
    """Base of every scale; tagged by `kind` in JSON."""

    @property
    def relative(self) -> bool:
        """Whether points depend on the group that is scored together."""
        return False

    @property
    def lower_is_better(self) -> bool | None:
        """Direction: True where less is better, None where neither holds throughout."""
        return False

    @property
    def best_points(self) -> float:
        """Points of the best, or full, achievement."""
        return FULL_MARKS

    def _most(self, highest: float) -> float:
        """Most points that a value can earn where values end at `highest` (∞: nowhere)."""
        return self.best_points

    def ceiling(self, lowest: float = -np.inf, highest: float = np.inf) -> float:
        """Most points that a raw value from `lowest` to `highest` can come to; ∞ where no limit is.

        Examples
        --------
        >>> from kinerja.indicators import Linear, Target
        >>> Linear(worst=0, best=20).ceiling(), Linear(worst=0, best=20).ceiling(highest=15)
        (100.0, 75.0)
        >>> Target(target=10, cap=120).ceiling()
        120.0
        """
        most = self._most(highest)
        if self.lower_is_better is None:
            return most  # the best value may lie anywhere inside
        limit = lowest if self.lower_is_better else highest
        if np.isfinite(limit):
            with suppress(InputError):  # a ratio at 0 has no points of its own
                most = min(most, float(self.apply(limit)))
        return most

    @abstractmethod
    def write_points(self, x: Float, out: Float) -> Cut:
        """Write the points of a contiguous column into `out`; missing stays missing."""

    @abstractmethod
    def _raw(self, points: Float) -> Float:
        """Raw values of points; NaN where none."""

    def reach(self, points: float, x: float) -> float:
        """Raw value nearest to `x` that earns at least `points`; NaN where none does."""
        with np.errstate(all="ignore"):
            raw = self._nearest(points, x)
        return raw if math.isfinite(raw) else math.nan

    def _nearest(self, points: float, x: float) -> float:
        """As `reach`; it may be infinite where no float64 earns the points."""
        del x
        return float(self._raw(np.array([points]))[0])

    def apply(self, x: ArrayLike) -> Float:
        """Return the points of raw values.

        Parameters
        ----------
        x : array_like
            Raw values of any shape; a relative scale takes them as one group. NaN stays NaN.

        Returns
        -------
        ndarray of float64, of the shape of `x`

        Raises
        ------
        InputError
            If a value is infinite, not a number, or one that the formula cannot have.

        Examples
        --------
        >>> from kinerja.indicators import Target
        >>> Target(target=40).apply([20, 30, float("nan")]).tolist()
        [50.0, 75.0, nan]
        """
        raw = floats(x, "x")
        if np.isinf(raw).any():
            refuse_infinite(raw, "x")
        # Copies of a row and of a batch meet the same contiguous loop, hence the same last bits.
        column = np.array(raw).reshape(-1)
        out = np.empty_like(column)
        within_floats(lambda: self.write_points(column, out), column, out)
        return out.reshape(raw.shape)[()]

    def inverse(self, points: ArrayLike) -> Float:
        """Return the raw value that earns so many points; NaN where no finite one does.

        Examples
        --------
        >>> from kinerja.indicators import Linear
        >>> Linear(worst=0, best=20).inverse(75.0)
        np.float64(15.0)
        """
        p = floats(points, "points")
        with np.errstate(all="ignore"):
            raw = self._raw(np.array(p).reshape(-1)) + 0.0  # never −0
        return np.where(np.isfinite(raw), raw, np.nan).reshape(p.shape)[()]


def position(points: Float, low: float, high: float, *, closed: bool) -> Float:
    """Position of points between low and high; NaN outside (at the ends too unless closed)."""
    judged = significant(points)
    inside = (judged >= low) & (judged <= high) if closed else (judged > low) & (judged < high)
    t = (points - low) / (high - low)
    return np.where(inside, np.clip(t, 0.0, 1.0), np.nan)


def apart(low: float, high: float, what: str) -> None:
    """Refuse two figures of a definition whose distance no float64 holds."""
    if not math.isfinite(high - low):
        raise ValueError(f"{what} lie too far apart for a float64")


def log_ratio(a: float, b: float) -> float:
    """ln(a/b) of figures above 0, also where no float64 holds the quotient.

    >>> log_ratio(8.0, 4.0) == math.log(2), round(log_ratio(1e300, 1e-300) / math.log(10), 9)
    (True, 600.0)
    """
    ratio = a / b
    return math.log(ratio) if _SMALLEST <= ratio < math.inf else math.log(a) - math.log(b)


def log_quotient(x: Float, b: float, out: Float) -> None:
    """Write ln(x/b) of values of 0 or more into `out`, also where no float64 holds the quotient."""
    np.divide(x, b, out=out)
    far = (out < _SMALLEST) | (out == np.inf)
    np.log(out, out=out)
    if far.any():
        out[far] = np.log(x[far]) - math.log(b)


def times_exp(b: float, way: Float) -> Float:
    """b·exp(way), also where a float64 holds the product and not the exponential."""
    ratio, half = np.exp(way), np.exp(0.5 * way)
    far = (ratio < _SMALLEST) | (ratio == np.inf)
    return np.asarray(b * np.where(far, half, ratio) * np.where(far, half, 1.0))


def refuse_not_positive(x: Float, *, zero: bool) -> None:
    bad = x < 0 if zero else x <= 0
    if bad.any():
        refuse_cells(
            bad,
            x,
            "x",
            code="negative" if zero else "not_positive",
            expected="0 or more" if zero else "more than 0",
            hint="The scale takes logarithms or ratios: correct the value, or use another scale.",
        )
