"""Achievement of a stated target."""

from __future__ import annotations

import math
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from .._definitions import Number, Positive
from .._digits import significant
from .._types import Float
from .scale import FULL_MARKS, Cut, Scale, clip, refuse_not_positive


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

    def _most(self, highest: float) -> float:
        if self.cap is not None:
            return self.cap
        return 2.0 * FULL_MARKS if self.cost == "linear" else math.inf

    def write_points(self, x: Float, out: Float) -> Cut:
        return self.write_points_against(x, self.target, out)

    def write_points_against(self, x: Float, target: Float | float, out: Float) -> Cut:
        """Points against one target, or against a target a row."""
        if self.cost == "ratio":
            refuse_not_positive(x, zero=self.cap is not None)
            np.add(x, 0.0, out=out)  # −0 is 0: the largest ratio, not the smallest
            np.divide(target, out, out=out)
            out *= FULL_MARKS
        else:
            np.divide(x, target, out=out)
            if self.cost == "linear":
                np.subtract(2.0, out, out=out)
            out *= FULL_MARKS
        low = -np.inf if self.floor is None else self.floor
        return clip(out, low, np.inf if self.cap is None else self.cap)

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
            raw = target / share
            return np.where(np.isfinite(raw) & (raw > 0), raw, np.nan)
        return target * share
