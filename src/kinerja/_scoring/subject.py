"""One scored subject whose points can be moved, and the total read again."""

from __future__ import annotations

import numpy as np

from .._aggregate import Place
from .._indicators.card import Scorecard
from .._indicators.curves import Logistic, LogNormal
from .._indicators.parts import Indicator
from .._indicators.relative import ZScore
from .._indicators.scale import Scale
from .._indicators.steps import Steps
from .._indicators.straight import Identity, Linear, Log, Piecewise
from .._types import Flags, Float
from .scores import Scores
from .tree import Evaluated, Node, evaluate, tree_of

_ROUNDING = 1e-13
"""Share of a goal that rounding may leave short: grades look at twelve significant digits."""


def nearly(goal: float) -> float:
    """Least total that is graded as the goal: whoever is at a ceiling has no more to give."""
    return goal - _ROUNDING * abs(goal)


def card_for(scores: Scores, row: int) -> Scorecard:
    """Anchored card that a row was scored with."""
    if isinstance(scores.anchored, Scorecard):
        return scores.anchored
    assert scores.peers is not None  # noqa: S101 - a mapping of cards comes with peer groups
    return scores.anchored[scores.peers[row]]


class Subject:
    """One scored row: its points can be moved, and the total read again."""

    def __init__(self, scores: Scores, row: int) -> None:
        self.card = card_for(scores, row)
        self.tree: Node = tree_of(self.card)
        self.values: Float = scores.values[row]
        self.points: Float = scores.points[row]
        self.there: Flags = ~np.isnan(self.points)
        self.targets = {code: float(target[row]) for code, target in scores.targets.items()}
        self.place = Place("scores", ids=None)

    def known(self, n: int) -> list[Flags | None] | None:
        """Which leaves count, for n copies of the row: its own missing pattern."""
        if self.there.all():
            return None
        return [np.full(n, there) for there in self.there]

    def totals(self, points: Float) -> Float:
        """Totals of several (n, k) sets of points."""
        columns = [np.ascontiguousarray(points[:, j]) for j in range(points.shape[1])]
        known = self.known(len(points))
        return evaluate(self.tree, columns, self.place, known=known, slopes=False).combined.value

    def gradient(self, points: Float) -> tuple[float, Float]:
        """Total at one set of points, and its gradient."""
        known = self.known(1)
        columns = [np.array([p]) for p in points]
        evaluated = evaluate(self.tree, columns, self.place, known=known)
        ones = [np.empty(1) for _ in points]
        _slopes(evaluated, ones, 1.0)
        slope = np.array([column[0] for column in ones])
        return float(evaluated.combined.value[0]), np.where(self.there, slope, 0.0)

    def scale(self, j: int) -> Scale:
        """Scale of an indicator for this subject, its personal target included."""
        indicator: Indicator = self.card.indicators[j]
        scale: Scale = indicator.scale
        if not np.isnan(self.targets.get(indicator.code, np.nan)):
            scale = scale.model_copy(update={"target": self.targets[indicator.code]})
        return scale

    def raw(self, j: int, points: float) -> float:
        """Raw value nearest to the present one that earns at least the points; NaN where none."""
        scale = self.scale(j)
        raw = scale.reach(points, float(self.values[j]))
        low, high = _limits(self.card.indicators[j])
        if not np.isfinite(raw):
            return np.nan
        # The points of a limit, read back, may miss it by rounding.
        inside = min(max(raw, low), high)
        return inside if abs(inside - raw) <= 1e-9 * max(1.0, abs(raw)) else np.nan

    def ceiling(self, j: int) -> float:
        """Most points that the indicator can come to."""
        scale, indicator = self.scale(j), self.card.indicators[j]
        return max(scale.ceiling(*_limits(indicator)), float(self.points[j]))

    def most(self) -> float:
        """What no total exceeds: no mean is above the largest of its parts; ∞ where none is sure.

        A penalty that is added, for unevenness, may lift a total above all of its parts.
        """
        nodes = (self.card, *self.card.groups)
        if any(getattr(node.aggregation, "penalty", "") == "plus" for node in nodes):
            return float("inf")
        tops = [self._end(j) for j in range(len(self.points)) if self.there[j]]
        return max(tops, default=float("inf"))

    def least(self) -> float:
        """What no total falls below: no mean is under the smallest of its parts; −∞ where unsure.

        A penalty that is subtracted, for unevenness, may take a total below all of its parts.
        """
        nodes = (self.card, *self.card.groups)
        if any(getattr(node.aggregation, "penalty", "") == "minus" for node in nodes):
            return -float("inf")
        floors = [self._start(j) for j in range(len(self.points)) if self.there[j]]
        return min(floors, default=-float("inf"))

    def _start(self, j: int) -> float:
        """Points that no value of the indicator falls below; −∞ where one may."""
        scale = self.scale(j)
        if isinstance(scale, Identity):
            floor = _limits(self.card.indicators[j])[0]
        elif isinstance(scale, (LogNormal, Logistic)) or (
            isinstance(scale, (Linear, Log)) and scale.clip
        ):
            floor = scale.low
        elif isinstance(scale, Steps):
            floor = min(scale.points)
        elif isinstance(scale, Piecewise) and not scale.extrapolate:
            floor = min(points for _, points in scale.points)
        else:
            floor = -float("inf")
        return min(floor, float(self.points[j]))

    def _end(self, j: int) -> float:
        """Points that no value of the indicator exceeds; ∞ where one may lie beyond the best."""
        scale = self.scale(j)
        open_ended = isinstance(scale, ZScore) or getattr(scale, "extrapolate", False)
        if isinstance(scale, Identity):
            open_ended = not np.isfinite(_limits(self.card.indicators[j])[1])
        return float("inf") if open_ended else self.ceiling(j)


def _slopes(evaluated: Evaluated, out: list[Float], slope: Float | float) -> None:
    for i, part in enumerate(evaluated.node.parts):
        own = slope * evaluated.combined.gradient[i]
        inner = evaluated.below[i]
        if inner is not None:
            _slopes(inner, out, own)
        elif isinstance(part, int):
            out[part][:] = own


def _limits(indicator: Indicator) -> tuple[float, float]:
    low, high = indicator.valid_range or (None, None)
    return (-np.inf if low is None else low), (np.inf if high is None else high)
