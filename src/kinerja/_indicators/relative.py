"""Scales relative to the group: points say where a value stands among those scored with it.

A relative scale is first *anchored*: its figures for the group are read once and become a scale
that stands by itself. Scoring with the anchored scale gives the same points, bit for bit, and
keeps the ruler for the next period.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Literal, Self

import numpy as np
from pydantic import ValidationError, model_validator

from .._checks import flag, vector
from .._definitions import Number, Positive
from .._digits import rank, same
from .._types import Float, Ints
from ..errors import InputError, Position
from .peer_groups import ByGroup, along_lines, last_places, sums
from .scale import FULL_MARKS, Cut, Scale, apart
from .steps import anchored_constant
from .straight import Linear, Piecewise
from .targets import Target

_TINY = 1e-140
"""Groups of no value larger than this go their own way: their squares would underflow."""


class Relative(Scale):
    """Base of the relative scales."""

    @property
    def relative(self) -> bool:
        return True

    @property
    def lower_is_better(self) -> bool | None:
        """Stated on the indicator, not on the scale."""
        return None

    def write_points(self, x: Float, out: Float) -> Cut:
        known = x[~np.isnan(x)]
        if known.size == 0:
            out[:] = np.nan
            return None
        return self.anchored(known).write_points(x, out)

    def _raw(self, points: Float) -> Float:
        # Without a group there is no ruler to read a raw value from.
        return np.full(points.shape, np.nan)

    @abstractmethod
    def _fitted(self, x: Float, lower_is_better: bool) -> Scale:  # noqa: FBT001
        """Absolute scale that gives this group (finite, not empty) the same points."""

    def by_group(self, x: Float, starts: Ints, *, lower_is_better: bool) -> ByGroup | None:
        """Points of many groups in one pass; None where the scale has only the way of one group.

        The values `x` (n,) stand one group after the other, none missing; `starts` (g,) are the
        positions of the first value of each group, of which the first is 0.
        """
        del x, starts, lower_is_better
        return None

    def anchored(self, x: Float, *, lower_is_better: bool = False) -> Scale:
        """Freeze the scale at the figures of the group `x`.

        Parameters
        ----------
        x : ndarray of float64, shape (n,)
            The group's raw values, n ≥ 1, none missing.
        lower_is_better : bool
            Whether less is better.

        Raises
        ------
        InputError
            If there is no value, one is missing or infinite, or the scale cannot have the group.

        Examples
        --------
        >>> from kinerja.indicators import MinMax
        >>> frozen = MinMax().anchored([20, 40])
        >>> frozen.apply([25, 50]).tolist()
        [25.0, 150.0]
        """
        x = vector(x, "x")
        if not x.size:
            raise InputError.about("x", code="too_few", expected="at least one value", found="none")
        flag(lower_is_better, "lower_is_better")
        try:
            with np.errstate(all="ignore"):
                return self._fitted(x, lower_is_better)
        except ValidationError:
            raise InputError.about(
                "x",
                code="out_of_range",
                expected=f"values whose distance a float64 can hold (scale {self.kind!r})",  # type: ignore[attr-defined]
                found=f"{x.min():g} to {x.max():g}",
                hint="Is every value in the unit of the column?",
            ) from None
        except InputError as error:
            # The group was read as a table of one column; here it is a column by itself.
            raise InputError.about(
                "x",
                code=error.code,
                expected=f"{error.expected} (scale {self.kind!r})",  # type: ignore[attr-defined]
                found=str(error.found).replace(" column 0", ""),
                hint=error.own_hint,
                positions=tuple(Position(row=p.row, cell=p.cell) for p in error.positions),
            ) from None


_SHARE = Linear(worst=0.0, best=1.0, clip=False)
"""From nothing to the whole, without limits."""


def _constant(x: Float) -> bool:
    """Tell whether all values of a group are the same at twelve significant digits."""
    low, high = float(x.min()), float(x.max())
    if high - low > 1e-9 * max(abs(low), abs(high)):
        return False  # apart by far: the usual case, and quick where there are many groups
    return bool(same(np.array([low]), np.array([high]))[0])


class MinMax(Relative):
    """From the group's worst value (low) to its best (high); a constant column gets the middle.

    Examples
    --------
    >>> MinMax().apply([10, 15, 20]).tolist()
    [0.0, 50.0, 100.0]
    """

    kind: Literal["min_max"] = "min_max"
    low: Number = 0.0
    high: Number = FULL_MARKS

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low < self.high:
            raise ValueError(f"`low` must be below `high`; got {self.low:g} and {self.high:g}")
        apart(self.low, self.high, "`low` and `high`")
        return self

    @property
    def best_points(self) -> float:
        return self.high

    def _fitted(self, x: Float, lower_is_better: bool) -> Scale:  # noqa: FBT001
        if _constant(x):
            return anchored_constant(self.low + 0.5 * (self.high - self.low))
        worst, best = float(x.min()), float(x.max())
        if lower_is_better:
            worst, best = best, worst
        return Linear(worst=worst, best=best, low=self.low, high=self.high, clip=False)

    def by_group(self, x: Float, starts: Ints, *, lower_is_better: bool) -> ByGroup:
        ends = np.minimum.reduceat(x, starts), np.maximum.reduceat(x, starts)
        line = Linear(worst=0.0, best=1.0, low=self.low, high=self.high, clip=False)
        middle = self.low + 0.5 * (self.high - self.low)
        worst, best = ends[::-1] if lower_is_better else ends
        return along_lines(line, x, starts, worst, best, flat=(same(*ends), middle))


class ZScore(Relative):
    """Standard score of the group, as points: mean + sd·z.

    Parameters
    ----------
    mean, sd : float
        Points of the group's mean, and of one standard deviation.
    clip : float, optional
        Cut z at ± so many standard deviations.
    ddof : {0, 1}
        Deviation of a population (0) or of a sample (1, divided by n − 1).

    Examples
    --------
    >>> ZScore().apply([1, 2, 3]).round(6).tolist()
    [37.752551, 50.0, 62.247449]
    >>> ZScore(ddof=1).apply([1, 2, 3]).round(6).tolist()
    [40.0, 50.0, 60.0]
    """

    kind: Literal["z_score"] = "z_score"
    mean: Number = 50.0
    sd: Positive = 10.0
    clip: Positive | None = None
    ddof: Literal[0, 1] = 0

    def _fitted(self, x: Float, lower_is_better: bool) -> Scale:  # noqa: FBT001
        if _constant(x):
            return anchored_constant(self.mean)
        # A power of two changes no digit; without it squares of huge values overflow.
        largest = np.abs(x).max()
        unit = 2.0**600 if largest > 1e150 else 2.0**-600 if largest < _TINY else 1.0
        centre = float((x / unit).mean()) * unit
        spread = float((x / unit).std(ddof=self.ddof)) * unit
        reach = (1.0 if self.clip is None else self.clip) * spread
        points = self.sd * (1.0 if self.clip is None else self.clip)
        side = -1.0 if lower_is_better else 1.0
        if self.clip is None:
            return Linear(
                worst=centre,
                best=centre + side * reach,
                low=self.mean,
                high=self.mean + points,
                clip=False,
            )
        return Linear(
            worst=centre - side * reach,
            best=centre + side * reach,
            low=self.mean - points,
            high=self.mean + points,
        )

    def by_group(self, x: Float, starts: Ints, *, lower_is_better: bool) -> ByGroup | None:
        if np.abs(x).max() > 1e150:
            return None
        size = np.diff(np.append(starts, x.size))
        centre = sums(x, starts) / size
        away = x - np.repeat(centre, size)
        freedom = np.maximum(size - self.ddof, 1)  # a single value is constant
        spread = np.sqrt(sums(away * away, starts) / freedom)
        reach = (1.0 if self.clip is None else self.clip) * spread
        points = self.sd * (1.0 if self.clip is None else self.clip)
        if lower_is_better:
            reach = -reach
        cut = self.clip is not None
        line = Linear(
            worst=0.0,
            best=1.0,
            low=self.mean - points if cut else self.mean,
            high=self.mean + points,
            clip=cut,
        )
        flat = same(np.minimum.reduceat(x, starts), np.maximum.reduceat(x, starts))
        worst = centre - reach if cut else centre
        tiny = ~flat & (np.maximum.reduceat(np.abs(x), starts) < _TINY)
        return along_lines(
            line, x, starts, worst, centre + reach, flat=(flat, self.mean), alone=tiny
        )


class Percentile(Relative):
    """Share of the group that a value leaves behind: 100·(rank − 1)/(n − 1), ties at their worst.

    Examples
    --------
    >>> Percentile().apply([3, 9, 9, 12, 20]).tolist()
    [0.0, 25.0, 25.0, 75.0, 100.0]
    """

    kind: Literal["percentile"] = "percentile"

    def _fitted(self, x: Float, lower_is_better: bool) -> Scale:  # noqa: FBT001
        if _constant(x):
            return anchored_constant(0.5 * FULL_MARKS)
        # Rank counted from the worst, so that ties share the place below them.
        place = rank(x, ties="min", higher_is_better=lower_is_better)
        points = FULL_MARKS * ((place - 1.0) / (x.size - 1.0))
        at, first = np.unique(x, return_index=True)
        knots = tuple(zip(at.tolist(), points[first].tolist(), strict=True))
        # Validated by construction; a million knots would take seconds to check again.
        return Piecewise.model_construct(points=knots, extrapolate=False)

    def by_group(self, x: Float, starts: Ints, *, lower_is_better: bool) -> ByGroup:
        size = np.diff(np.append(starts, x.size))
        place = last_places(x, starts, higher_is_better=not lower_is_better)
        flat = same(np.minimum.reduceat(x, starts), np.maximum.reduceat(x, starts))
        with np.errstate(invalid="ignore"):  # a group of one is flat
            points = FULL_MARKS * ((place - 1.0) / np.repeat(size - 1.0, size))
        points = np.where(np.repeat(flat, size), 0.5 * FULL_MARKS, points)
        return ByGroup(points, None, np.zeros(starts.size, dtype=np.bool_))


class Vector(Relative):
    """Share of the group's Euclidean length: 100·x/‖x‖₂.

    Where less is better, ``cost="complement"`` gives 100·(1 − x/‖x‖₂) and ``"plain"`` leaves the
    share as it is, lower being better.

    Examples
    --------
    >>> Vector().apply([3, 4]).tolist()
    [60.0, 80.0]
    """

    kind: Literal["vector"] = "vector"
    cost: Literal["complement", "plain"] = "complement"

    def _fitted(self, x: Float, lower_is_better: bool) -> Scale:  # noqa: FBT001
        largest = float(np.abs(x).max())
        if largest == 0:
            raise InputError.about(
                "x",
                code="invalid_input",
                expected="at least one value other than 0",
                found="only zeros",
                hint="A share of nothing is undefined: use another scale.",
            )
        length = largest * float(np.sqrt(np.square(x / largest).sum()))
        if lower_is_better and self.cost == "complement":
            return Linear(worst=length, best=0.0, clip=False)
        return Linear(worst=0.0, best=length, clip=False)

    def by_group(self, x: Float, starts: Ints, *, lower_is_better: bool) -> ByGroup:
        size = np.diff(np.append(starts, x.size))
        largest = np.maximum.reduceat(np.abs(x), starts)
        share = x / np.repeat(np.where(largest > 0, largest, 1.0), size)
        length = largest * np.sqrt(sums(np.square(share), starts))
        ends = np.zeros(starts.size), length
        worst, best = ends[::-1] if lower_is_better and self.cost == "complement" else ends
        return along_lines(_SHARE, x, starts, worst, best)


class MaxShare(Relative):
    """Share of the group's largest value: 100·x/max.

    Where less is better, ``cost="ratio"`` gives 100·min/x and ``"complement"`` 100·(1 − x/max).

    Examples
    --------
    >>> MaxShare().apply([5, 10]).tolist()
    [50.0, 100.0]
    """

    kind: Literal["max_share"] = "max_share"
    cost: Literal["ratio", "complement"] = "ratio"

    def _fitted(self, x: Float, lower_is_better: bool) -> Scale:  # noqa: FBT001
        from ..normalization import max_share

        max_share(x, benefit=not lower_is_better, cost=self.cost)  # refuses what has no share
        if not lower_is_better:
            return Linear(worst=0.0, best=float(x.max()), clip=False)
        if self.cost == "ratio":
            return Target(target=float(x.min()), cost="ratio", floor=None)
        return Linear(worst=float(x.max()), best=0.0, clip=False)

    def by_group(self, x: Float, starts: Ints, *, lower_is_better: bool) -> ByGroup | None:
        if lower_is_better and self.cost == "ratio":
            return None
        ends = np.zeros(starts.size), np.maximum.reduceat(x, starts)
        worst, best = ends[::-1] if lower_is_better else ends
        refused = np.minimum.reduceat(x, starts) < 0
        return along_lines(_SHARE, x, starts, worst, best, alone=refused)


class SumShare(Relative):
    """Share of the group's sum: 100·x/Σx; where less is better 100·(1/x)/Σ(1/x).

    Examples
    --------
    >>> SumShare().apply([1, 3]).tolist()
    [25.0, 75.0]
    """

    kind: Literal["sum_share"] = "sum_share"

    def _fitted(self, x: Float, lower_is_better: bool) -> Scale:  # noqa: FBT001
        from ..normalization import sum_share

        sum_share(x, benefit=not lower_is_better)  # refuses what has no share
        if lower_is_better:
            return Target(target=1.0 / float((1.0 / x).sum()), cost="ratio", floor=None)
        return Linear(worst=0.0, best=float(x.sum()), clip=False)

    def by_group(self, x: Float, starts: Ints, *, lower_is_better: bool) -> ByGroup | None:
        if lower_is_better:
            return None
        total = sums(x, starts)
        refused = np.minimum.reduceat(x, starts) < 0
        return along_lines(_SHARE, x, starts, np.zeros(starts.size), total, alone=refused)
