"""Stairs: so many points from a threshold on."""

from __future__ import annotations

import math
from functools import cached_property
from itertools import pairwise
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from .._definitions import Number, Whole
from .._digits import half_up, last_digit, rounded_up_from, significant
from .._types import Float
from .scale import Cut, Scale


class Steps(Scale):
    """A stair: one more figure of points than thresholds.

    With ``closed="left"`` a value on a threshold earns the points above it, with ``"right"`` those
    below. With `decimals` a value is first rounded half up, as it is printed, ties judged at twelve
    significant digits (80.05 → 80.1).

    Examples
    --------
    >>> Steps(thresholds=(1, 3), points=(0, 60, 100)).apply([0, 1, 2, 3]).tolist()
    [0.0, 60.0, 60.0, 100.0]
    >>> Steps(thresholds=(80.1, 100), points=(1, 2, 3), decimals=1).apply([80.05, 99.96]).tolist()
    [2.0, 3.0]
    """

    kind: Literal["steps"] = "steps"
    thresholds: tuple[Number, ...]
    points: tuple[Number, ...] = Field(min_length=1)
    closed: Literal["left", "right"] = "left"
    decimals: Whole | None = Field(default=None, le=9)

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

    def ceiling(self, lowest: float = -np.inf, highest: float = np.inf) -> float:
        """Most points of any step: where values end inside a step says nothing about it."""
        return self.best_points

    @cached_property
    def _stair(self) -> tuple[Float, Float]:
        return np.array(self.thresholds, dtype=np.float64), np.array(self.points)

    def write_points(self, x: Float, out: Float) -> Cut:
        thresholds, points = self._stair
        if self.decimals is not None:
            x, thresholds = half_up(x, self.decimals), significant(thresholds)
        side: Literal["left", "right"] = "right" if self.closed == "left" else "left"
        out[:] = points[np.searchsorted(thresholds, x, side=side)]
        out[np.isnan(x)] = np.nan
        return None

    def _treads(self) -> list[tuple[float, float, float]]:
        """(smallest, largest, points) of each step: the values that stand on it."""
        edges = self.thresholds
        if self.decimals is not None:
            entries = rounded_up_from(self._stair[0], self.decimals, closed=self.closed)
            lowest = [-math.inf, *entries.tolist()]
            highest = [*(entries - last_digit(entries)).tolist(), math.inf]
        elif self.closed == "left":
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

    def _nearest(self, points: float, x: float) -> float:
        enough = [(low, high) for low, high, value in self._treads() if value >= points]
        nearest = [min(max(x, low), high) for low, high in enough]
        return min(nearest, key=lambda value: abs(value - x)) if nearest else math.nan


def anchored_constant(value: float) -> Steps:
    """Scale that gives everybody the same points: what a column without differences comes to."""
    return Steps(thresholds=(), points=(value,))
