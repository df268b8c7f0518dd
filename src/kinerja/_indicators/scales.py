"""Scales that stand by themselves: a raw value becomes points, whoever else is measured.

Each scale has `apply` (raw → points) and `inverse` (points → raw). The private half is what the
scoring loop uses: `_points` writes into a given column and reports which values were cut.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from functools import cached_property
from itertools import pairwise
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field, model_validator

from .._checks import floats, refuse_cells, refuse_infinite
from .._definitions import Definition, Flag, Number, Positive
from .._digits import significant

Float = NDArray[np.float64]
Cut = NDArray[np.bool_] | None
"""Where a scale cut the value it was given; None where nowhere."""

FULL_MARKS = 100.0


def _clip(points: Float, low: float, high: float) -> Cut:
    """Cut `points` in place to [low, high]; two reductions tell that there is nothing to cut."""
    # A NaN makes both comparisons false, and then the slower way leaves it as it is.
    if points.size == 0 or (points.min() >= low and points.max() <= high):
        return None
    cut = (points < low) | (points > high)
    np.maximum(points, low, out=points)
    np.minimum(points, high, out=points)
    return cut if cut.any() else None


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

    @abstractmethod
    def _points(self, x: Float, out: Float) -> Cut:
        """Write the points of a contiguous column into `out`; missing stays missing."""

    @abstractmethod
    def _raw(self, points: Float) -> Float:
        """Raw values of points; NaN where none."""

    def _reach(self, points: float, x: float) -> float:
        """Raw value nearest to `x` that earns at least `points`; NaN where none does."""
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
        """
        raw = floats(x, "x")
        if np.isinf(raw).any():
            refuse_infinite(raw, "x")
        # Copies of a row and of a batch meet the same contiguous loop, hence the same last bits.
        column = np.array(raw, dtype=np.float64, order="C").reshape(-1)
        out = np.empty_like(column)
        self._points(column, out)
        return out.reshape(raw.shape)[()]

    def inverse(self, points: ArrayLike) -> Float:
        """Return the raw value that earns so many points; NaN where none does.

        Examples
        --------
        >>> Linear(worst=0, best=20).inverse(75.0)
        np.float64(15.0)
        """
        p = floats(points, "points")
        return self._raw(np.array(p, dtype=np.float64).reshape(-1)).reshape(p.shape)[()]


def _share(points: Float, low: float, high: float, *, closed: bool) -> Float:
    """Position of points between low and high; NaN outside (at the ends too unless closed)."""
    judged = significant(points)
    inside = (judged >= low) & (judged <= high) if closed else (judged > low) & (judged < high)
    t = (points - low) / (high - low)
    return np.where(inside, np.clip(t, 0.0, 1.0), np.nan)


class Identity(Scale):
    """The raw value is the points already.

    Examples
    --------
    >>> Identity().apply([80, 95.5]).tolist()
    [80.0, 95.5]
    """

    kind: Literal["identity"] = "identity"

    def _points(self, x: Float, out: Float) -> Cut:
        out[:] = x
        return None

    def _raw(self, points: Float) -> Float:
        return points.copy()


class _Goalposts(Scale):
    """Between two goalposts: what Linear and Log have in common."""

    worst: Number
    best: Number
    low: Number = 0.0
    high: Number = FULL_MARKS
    clip: Flag = True

    @model_validator(mode="after")
    def _goalposts_apart(self) -> Self:
        if self.worst == self.best:
            raise ValueError(f"goalposts must differ; `worst` and `best` are both {self.best:g}")
        if not math.isfinite(self.best - self.worst):
            raise ValueError("goalposts lie too far apart for a float64")
        if not self.low < self.high:
            raise ValueError(f"`low` must be below `high`; got {self.low:g} and {self.high:g}")
        return self

    @property
    def lower_is_better(self) -> bool:
        return self.best < self.worst

    @property
    def best_points(self) -> float:
        return self.high

    def _spread(self, t: Float) -> Cut:
        """From the share of the way between the goalposts, in place, to points."""
        cut = _clip(t, 0.0, 1.0) if self.clip else None
        t *= self.high - self.low
        if self.low:
            t += self.low
        return cut

    def _way(self, points: Float) -> Float:
        """Share of the way from worst to best that earns the points."""
        if self.clip:
            return _share(points, self.low, self.high, closed=True)
        return np.asarray((points - self.low) / (self.high - self.low))


class Linear(_Goalposts):
    """Straight line between goalposts: low + (high − low)·(x − worst)/(best − worst).

    The direction follows from the goalposts; `clip` keeps points between low and high.

    Examples
    --------
    >>> Linear(worst=60, best=10).apply([10, 35, 90]).tolist()
    [100.0, 50.0, 0.0]
    """

    kind: Literal["linear"] = "linear"

    def _points(self, x: Float, out: Float) -> Cut:
        np.subtract(x, self.worst, out=out)
        out /= self.best - self.worst
        return self._spread(out)

    def _raw(self, points: Float) -> Float:
        return self.worst + self._way(points) * (self.best - self.worst)


class Log(_Goalposts):
    """Equal ratios earn equal points: low + (high − low)·ln(x/worst)/ln(best/worst), x > 0.

    Examples
    --------
    >>> Log(worst=1, best=100).apply([1, 10, 100]).tolist()
    [0.0, 50.0, 100.0]
    """

    kind: Literal["log"] = "log"
    worst: Positive
    best: Positive

    def _points(self, x: Float, out: Float) -> Cut:
        _refuse_not_positive(x, zero=False)
        np.divide(x, self.worst, out=out)
        np.log(out, out=out)
        out /= math.log(self.best / self.worst)
        return self._spread(out)

    def _raw(self, points: Float) -> Float:
        return self.worst * np.exp(self._way(points) * math.log(self.best / self.worst))


def _refuse_not_positive(x: Float, *, zero: bool) -> None:
    with np.errstate(invalid="ignore"):
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


class Target(Scale):
    """Achievement of a target T by a result R, in percent.

    100·R/T; where less is better (`cost`) either ``"linear"``, 100·(2 − R/T), or ``"ratio"``,
    100·T/R. Points are cut at `cap` and `floor`. With "ratio" a result of 0 earns the cap and is
    refused where there is none.

    Examples
    --------
    >>> Target(target=50, cap=120).apply([45, 70]).tolist()
    [90.0, 120.0]
    >>> Target(target=10, cost="linear").apply([8, 12, 25]).tolist()
    [120.0, 80.0, 0.0]
    """

    kind: Literal["target"] = "target"
    target: Positive
    cost: Literal["linear", "ratio"] | None = None
    cap: Number | None = None
    floor: Number | None = 0.0

    @model_validator(mode="after")
    def _cap_above_floor(self) -> Self:
        if self.cap is not None and self.floor is not None and not self.cap > self.floor:
            raise ValueError(f"`cap` must lie above `floor`; got {self.cap:g} and {self.floor:g}")
        return self

    @property
    def lower_is_better(self) -> bool:
        return self.cost is not None

    def _points(self, x: Float, out: Float) -> Cut:
        return self._against(x, self.target, out)

    def _against(self, x: Float, target: Float | float, out: Float) -> Cut:
        """Points against one target, or against a target a row."""
        if self.cost == "ratio":
            _refuse_not_positive(x, zero=self.cap is not None)
            with np.errstate(divide="ignore"):
                np.divide(target, x, out=out)
            out *= FULL_MARKS
        else:
            np.divide(x, target, out=out)
            if self.cost == "linear":
                np.subtract(2.0, out, out=out)
            out *= FULL_MARKS
        low = -np.inf if self.floor is None else self.floor
        return _clip(out, low, np.inf if self.cap is None else self.cap)

    def _raw(self, points: Float) -> Float:
        return self._raw_against(points, self.target)

    def _raw_against(self, points: Float, target: float) -> Float:
        judged = significant(points)
        low = -np.inf if self.floor is None else self.floor
        inside = (judged >= low) & (judged <= (np.inf if self.cap is None else self.cap))
        share = np.where(inside, points, np.nan) / FULL_MARKS
        if self.cost == "linear":
            return target * (2.0 - share)
        if self.cost == "ratio":
            with np.errstate(divide="ignore", invalid="ignore"):
                raw = target / share
            return np.where(np.isfinite(raw) & (raw > 0), raw, np.nan)
        return target * share


class Piecewise(Scale):
    """Straight lines between stated (x, points), ascending in x.

    Outside the first and last x the end points hold, or with `extrapolate` the end lines go on.

    Examples
    --------
    >>> Piecewise(points=((0, 0), (50, 80), (100, 100))).apply([25, 75, 120]).tolist()
    [40.0, 90.0, 100.0]
    """

    kind: Literal["piecewise"] = "piecewise"
    points: tuple[tuple[Number, Number], ...] = Field(min_length=2)
    extrapolate: Flag = False

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        for (a, _), (b, _) in pairwise(self.points):
            if not a < b:
                raise ValueError(f"`points` must ascend in x; got {a:g} before {b:g}")
        return self

    @cached_property
    def _knots(self) -> tuple[Float, Float]:
        knots = np.array(self.points, dtype=np.float64)
        return np.ascontiguousarray(knots[:, 0]), np.ascontiguousarray(knots[:, 1])

    @property
    def lower_is_better(self) -> bool | None:
        steps = np.diff(self._knots[1])
        if (steps >= 0).all():
            return False
        return True if (steps <= 0).all() else None

    @property
    def best_points(self) -> float:
        return float(self._knots[1].max())

    def _points(self, x: Float, out: Float) -> Cut:
        at, points = self._knots
        out[:] = np.interp(x, at, points)
        with np.errstate(invalid="ignore"):
            below, above = x < at[0], x > at[-1]
        if not (below.any() or above.any()):
            return None
        if not self.extrapolate:
            return np.asarray(below | above)
        for outside, i, j in ((below, 0, 1), (above, -1, -2)):
            slope = (points[j] - points[i]) / (at[j] - at[i])
            out[outside] = points[i] + slope * (x[outside] - at[i])
        return None

    def _solutions(self, points: float) -> list[float]:
        """Every raw value that earns exactly the points, ends of flat stretches included."""
        at, height = self._knots
        found: list[float] = []
        last = len(at) - 2
        for i, (a, b) in enumerate(pairwise(height.tolist())):
            low, high = min(a, b), max(a, b)
            if points == a:
                found.append(float(at[i]))
            if points == b:
                found.append(float(at[i + 1]))
            inside = low < points < high
            if self.extrapolate and a != b:
                inside |= (i == 0 and (points < a if b > a else points > a)) or (
                    i == last and (points > b if b > a else points < b)
                )
            if inside:
                found.append(float(at[i] + (points - a) / (b - a) * (at[i + 1] - at[i])))
        return sorted(set(found))

    def _raw(self, points: Float) -> Float:
        # Where several values earn the points, the one that asks least: the smallest of them,
        # or the largest where less is better.
        at, height = self._knots
        strictly = np.diff(height)
        if not self.extrapolate and ((strictly > 0).all() or (strictly < 0).all()):
            rising = bool(strictly[0] > 0)
            inner = _share(points, height.min(), height.max(), closed=True)
            known = np.where(np.isnan(inner), np.nan, np.clip(points, height.min(), height.max()))
            if rising:
                return np.interp(known, height, at)
            return np.interp(known, height[::-1], at[::-1])
        pick = -1 if self.lower_is_better else 0
        found = [self._solutions(float(p)) for p in points]
        return np.array([s[pick] if s else np.nan for s in found], dtype=np.float64)

    def _reach(self, points: float, x: float) -> float:
        now = float(self.apply(x))
        if now >= points:
            return x
        found = self._solutions(points)
        return min(found, key=lambda value: abs(value - x)) if found else math.nan


class Steps(Scale):
    """A stair: one more figure of points than thresholds.

    With ``closed="left"`` a value on a threshold earns the points above it, with ``"right"`` those
    below.

    Examples
    --------
    >>> Steps(thresholds=(1, 3), points=(0, 60, 100)).apply([0, 1, 2, 3]).tolist()
    [0.0, 60.0, 60.0, 100.0]
    """

    kind: Literal["steps"] = "steps"
    thresholds: tuple[Number, ...]
    points: tuple[Number, ...] = Field(min_length=1)
    closed: Literal["left", "right"] = "left"

    @model_validator(mode="after")
    def _a_stair(self) -> Self:
        if len(self.points) != len(self.thresholds) + 1:
            raise ValueError(
                f"`points` needs one figure more than `thresholds`; got {len(self.points)} and "
                f"{len(self.thresholds)}"
            )
        for a, b in pairwise(self.thresholds):
            if not a < b:
                raise ValueError(f"`thresholds` must ascend; got {a:g} before {b:g}")
        return self

    @property
    def lower_is_better(self) -> bool | None:
        steps = np.diff(self.points)
        if (steps >= 0).all():
            return False
        return True if (steps <= 0).all() else None

    @property
    def best_points(self) -> float:
        return max(self.points)

    @cached_property
    def _stair(self) -> tuple[Float, Float]:
        return np.array(self.thresholds, dtype=np.float64), np.array(self.points)

    def _points(self, x: Float, out: Float) -> Cut:
        thresholds, points = self._stair
        side: Literal["left", "right"] = "right" if self.closed == "left" else "left"
        out[:] = points[np.searchsorted(thresholds, x, side=side)]
        out[np.isnan(x)] = np.nan
        return None

    def _treads(self) -> list[tuple[float, float, float]]:
        """(smallest, largest, points) of each step: the values that stand on it."""
        edges = self.thresholds
        if self.closed == "left":
            lowest = [-math.inf, *edges]
            highest = [*(float(np.nextafter(e, -math.inf)) for e in edges), math.inf]
        else:
            lowest = [-math.inf, *(float(np.nextafter(e, math.inf)) for e in edges)]
            highest = [*edges, math.inf]
        return list(zip(lowest, highest, self.points, strict=True))

    def _raw(self, points: Float) -> Float:
        """The end of the step that asks least; NaN where no step has those points."""
        judged = significant(points)
        out = np.full(points.shape, np.nan)
        for low, high, value in self._treads():
            end = high if self.lower_is_better else low
            if not math.isfinite(end):
                end = low if math.isfinite(low) else high
            hit = (judged == significant(np.array(value))) & np.isnan(out)
            out[hit] = end if math.isfinite(end) else np.nan
        return out

    def _reach(self, points: float, x: float) -> float:
        enough = [(low, high) for low, high, value in self._treads() if value >= points]
        nearest = [min(max(x, low), high) for low, high in enough]
        return min(nearest, key=lambda value: abs(value - x)) if nearest else math.nan


class LogNormal(Scale):
    """Complementary log-normal curve for a quantity of which less is better, x ≥ 0.

    low + (high − low)·Φ(−ln(x/median)/σ), σ set so that `median` earns half of the way and `p10`
    nine tenths of it, as web performance scores do.

    Examples
    --------
    >>> LogNormal(median=30, p10=10).apply([10, 30, 0]).round(9).tolist()
    [90.0, 50.0, 100.0]
    """

    kind: Literal["lognormal"] = "lognormal"
    median: Positive
    p10: Positive
    low: Number = 0.0
    high: Number = FULL_MARKS

    @model_validator(mode="after")
    def _p10_below_median(self) -> Self:
        if not self.p10 < self.median:
            raise ValueError(f"`p10` must be below `median`; got {self.p10:g} and {self.median:g}")
        if not self.low < self.high:
            raise ValueError(f"`low` must be below `high`; got {self.low:g} and {self.high:g}")
        return self

    @property
    def lower_is_better(self) -> bool:
        return True

    @property
    def best_points(self) -> float:
        return self.high

    @cached_property
    def _sigma(self) -> float:
        from scipy.special import ndtri

        return math.log(self.median / self.p10) / float(ndtri(0.9))

    def _points(self, x: Float, out: Float) -> Cut:
        from scipy.special import ndtr

        _refuse_not_positive(x, zero=True)
        with np.errstate(divide="ignore"):
            np.log(x / self.median, out=out)
        out /= -self._sigma
        out[:] = self.low + (self.high - self.low) * ndtr(out)
        return None

    def _raw(self, points: Float) -> Float:
        from scipy.special import ndtri

        t = _share(points, self.low, self.high, closed=True)
        with np.errstate(invalid="ignore"):
            raw = self.median * np.exp(-self._sigma * ndtri(t))
        # No value, however large, earns exactly `low`.
        return np.where(np.isfinite(raw), raw, np.nan)


class Logistic(Scale):
    """S-curve: low + (high − low)/(1 + exp(−slope·(x − midpoint))).

    A negative `slope` makes less the better.

    Examples
    --------
    >>> Logistic(midpoint=5, slope=2).apply([5, 1000, -1000]).tolist()
    [50.0, 100.0, 0.0]
    """

    kind: Literal["logistic"] = "logistic"
    midpoint: Number
    slope: Number
    low: Number = 0.0
    high: Number = FULL_MARKS

    @model_validator(mode="after")
    def _not_flat(self) -> Self:
        if self.slope == 0:
            raise ValueError("`slope` must not be 0")
        if not self.low < self.high:
            raise ValueError(f"`low` must be below `high`; got {self.low:g} and {self.high:g}")
        return self

    @property
    def lower_is_better(self) -> bool:
        return self.slope < 0

    @property
    def best_points(self) -> float:
        return self.high

    def _points(self, x: Float, out: Float) -> Cut:
        with np.errstate(over="ignore", under="ignore"):
            z = self.slope * (x - self.midpoint)
            e = np.exp(-np.abs(z))  # never overflows, whatever the sign of z
        share = np.where(z >= 0, 1.0 / (1.0 + e), e / (1.0 + e))
        out[:] = self.low + (self.high - self.low) * share
        return None

    def _raw(self, points: Float) -> Float:
        t = _share(points, self.low, self.high, closed=False)
        return self.midpoint + (np.log(t) - np.log1p(-t)) / self.slope


def anchored_constant(value: float) -> Steps:
    """Scale that gives everybody the same points: what a column without differences comes to."""
    return Steps(thresholds=(), points=(value,))
