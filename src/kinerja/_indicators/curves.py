"""Curves that level off: half of the points at a stated value, and never quite all of them."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from .._definitions import Number, Positive
from .._types import Float
from .scale import (
    FULL_MARKS,
    Cut,
    Scale,
    apart,
    log_quotient,
    log_ratio,
    position,
    refuse_not_positive,
    times_exp,
)

_SHORT_OF_ALL = 1e-9
"""Share of an S-curve that no finite value earns."""


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
        apart(self.low, self.high, "`low` and `high`")
        return self

    @property
    def lower_is_better(self) -> bool:
        return True

    @property
    def best_points(self) -> float:
        return self.high

    @cached_property
    def sigma(self) -> float:
        from scipy.special import ndtri

        return log_ratio(self.median, self.p10) / float(ndtri(0.9))

    def write_points(self, x: Float, out: Float) -> Cut:
        from scipy.special import ndtr

        refuse_not_positive(x, zero=True)
        log_quotient(x, self.median, out)
        out /= -self.sigma
        out[:] = self.low + (self.high - self.low) * ndtr(out)
        return None

    def _raw(self, points: Float) -> Float:
        from scipy.special import ndtri

        t = position(points, self.low, self.high, closed=True)
        # No value, however large, earns exactly `low`: it is infinite there.
        return times_exp(self.median, -self.sigma * ndtri(t))


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
        apart(self.low, self.high, "`low` and `high`")
        return self

    @property
    def lower_is_better(self) -> bool:
        return self.slope < 0

    @property
    def best_points(self) -> float:
        return self.high

    def _most(self, highest: float) -> float:
        return self.high - _SHORT_OF_ALL * (self.high - self.low)

    def write_points(self, x: Float, out: Float) -> Cut:
        z = self.slope * (x - self.midpoint)
        e = np.exp(-np.abs(z))  # never overflows, whatever the sign of z
        share = np.where(z >= 0, 1.0 / (1.0 + e), e / (1.0 + e))
        out[:] = self.low + (self.high - self.low) * share
        return None

    def _raw(self, points: Float) -> Float:
        t = position(points, self.low, self.high, closed=False)
        return self.midpoint + (np.log(t) - np.log1p(-t)) / self.slope
