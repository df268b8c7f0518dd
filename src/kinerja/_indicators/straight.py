"""Straight lines from raw value to points: between goalposts, and from corner to corner."""

from __future__ import annotations

import math
from functools import cached_property
from itertools import pairwise
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from .._definitions import Flag, Number, Positive
from .._types import Float
from .scale import (
    FULL_MARKS,
    Cut,
    Scale,
    apart,
    clip,
    log_quotient,
    log_ratio,
    position,
    refuse_not_positive,
    times_exp,
)


class Identity(Scale):
    """The raw value is the points already.

    Examples
    --------
    >>> Identity().apply([80, 95.5]).tolist()
    [80.0, 95.5]
    """

    kind: Literal["identity"] = "identity"

    def write_points(self, x: Float, out: Float) -> Cut:
        out[:] = x
        return None

    def _most(self, highest: float) -> float:
        # Full marks are the most unless the indicator says how far its values go.
        return highest if math.isfinite(highest) else self.best_points

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
        apart(self.worst, self.best, "goalposts")
        if not self.low < self.high:
            raise ValueError(f"`low` must be below `high`; got {self.low:g} and {self.high:g}")
        apart(self.low, self.high, "`low` and `high`")
        return self

    @property
    def lower_is_better(self) -> bool:
        return self.best < self.worst

    @property
    def best_points(self) -> float:
        return self.high

    def _most(self, highest: float) -> float:
        return self.high if self.clip else math.inf

    def spread(self, t: Float) -> Cut:
        """From the share of the way between the goalposts, in place, to points."""
        cut = clip(t, 0.0, 1.0) if self.clip else None
        t *= self.high - self.low
        if self.low:
            t += self.low
        return cut

    def _way(self, points: Float) -> Float:
        """Share of the way from worst to best that earns the points."""
        if self.clip:
            return position(points, self.low, self.high, closed=True)
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

    def write_points(self, x: Float, out: Float) -> Cut:
        np.subtract(x, self.worst, out=out)
        out /= self.best - self.worst
        return self.spread(out)

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

    def write_points(self, x: Float, out: Float) -> Cut:
        refuse_not_positive(x, zero=False)
        log_quotient(x, self.worst, out)
        out /= log_ratio(self.best, self.worst)
        return self.spread(out)

    def _raw(self, points: Float) -> Float:
        raw = times_exp(self.worst, self._way(points) * log_ratio(self.best, self.worst))
        return np.where(raw > 0, raw, np.nan)


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
        for one, other in pairwise(self.points):
            for a, b in zip(one, other, strict=True):
                apart(a, b, "neighbours of `points`")
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

    def write_points(self, x: Float, out: Float) -> Cut:
        at, points = self._knots
        out[:] = np.interp(x, at, points)
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
            inner = position(points, height.min(), height.max(), closed=True)
            known = np.where(np.isnan(inner), np.nan, np.clip(points, height.min(), height.max()))
            if rising:
                return np.interp(known, height, at)
            return np.interp(known, height[::-1], at[::-1])
        pick = -1 if self.lower_is_better else 0
        found = [self._solutions(float(p)) for p in points]
        return np.array([s[pick] if s else np.nan for s in found], dtype=np.float64)

    def _nearest(self, points: float, x: float) -> float:
        now = float(self.apply(x))
        if now >= points:
            return x
        found = self._solutions(points)
        return min(found, key=lambda value: abs(value - x)) if found else math.nan
