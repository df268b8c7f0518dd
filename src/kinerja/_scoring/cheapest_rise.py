"""The cheapest rise of points that brings the total to a goal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._solve import linear
from .._types import Flags, Float
from ..errors import ConvergenceError, InfeasibleError
from .subject import Subject, nearly
from .tree import Evaluated, evaluate

_BISECTIONS = 80
_MOST_CUTS = 200


def cheapest_rise(
    subject: Subject,
    goal: float,
    start: Float,
    smooth: Flags,
    ceiling: Float,
    cost: Float,
) -> Float | None:
    """Points after the cheapest rise of the smooth indicators to the goal; None where none is."""
    at = np.flatnonzero(smooth)
    if subject.totals(start[np.newaxis])[0] >= nearly(goal):
        return start
    if not at.size:
        return None
    room = ceiling[at] - start[at]
    room = np.where(np.isinf(room), 1e6, room)
    full = start.copy()
    full[at] += room
    if subject.totals(full[np.newaxis])[0] < nearly(goal):
        return None
    # A cost of 0 would leave the choice to the solver; the smallest rise is taken instead.
    prices = cost[at] + 1e-9 * (cost.max(initial=0.0) or 1.0)
    price_of = dict(zip(at.tolist(), prices.tolist(), strict=True))
    known = subject.known(1)
    top = evaluate(subject.tree, [np.array([x]) for x in start], subject.place, known=known)
    if _is_linear(top):
        return _cheapest_first(
            subject, goal, start, full, _rises(_leaf_weights(top, 1.0), price_of)
        )
    parts = _separate(subject, top, price_of)
    if parts is not None:
        return _at_one_price(subject, goal, start, full, parts)
    return _cutting_planes(subject, goal, start, full, at, prices)


class _Rise(NamedTuple):
    """A leaf that may rise: its weight in its part, and the price of a point of the part by it."""

    leaf: int
    weight: float
    price: float


class _Part(NamedTuple):
    """A part of the top node: its share, its figure now, and its leaves, the cheapest first."""

    share: float
    now: float
    rises: list[_Rise]


def _rises(leaves: Iterable[tuple[int, float]], prices: dict[int, float]) -> list[_Rise]:
    """Leaves that may rise and count, the cheapest first."""
    rises = [
        _Rise(leaf, share, prices[leaf] / share)
        for leaf, share in leaves
        if share > 0 and leaf in prices
    ]
    return sorted(rises, key=lambda rise: rise.price)


def _cheapest_first(
    subject: Subject, goal: float, start: Float, full: Float, rises: list[_Rise]
) -> Float:
    """An arithmetic total: whoever adds a point of it for least rises first, to the ceiling."""
    points = start.copy()
    short = goal - float(subject.totals(start[np.newaxis])[0])
    for leaf, weight, _ in rises:
        step = min(short / weight, full[leaf] - start[leaf])
        points[leaf] += step
        short -= step * weight
        if short <= 0:
            break
    return _lifted(subject, goal, start, points, full)


def _lifted(subject: Subject, goal: float, start: Float, points: Float, full: Float) -> Float:
    """The points, raised by what rounding may have left short of the goal."""
    for little in (0.0, 1e-15, 1e-14, 1e-13, 1e-12):
        lifted = np.where(points > start, np.minimum(points * (1.0 + little), full), points)
        if _enough(subject, goal, lifted):
            return lifted
    return _along(subject, goal, points, full)


def _separate(subject: Subject, top: Evaluated, prices: dict[int, float]) -> list[_Part] | None:
    """Parts of a top node that is a power mean with p < 1 of leaves and arithmetic groups.

    None for any other tree.
    """
    how = subject.tree.how
    if not (how.kind == "geometric" or (how.kind == "power" and how.p < 1)):
        return None
    parts, whole = [], 0.0
    for i, (part, weight) in enumerate(zip(top.node.parts, top.node.weights, strict=True)):
        below = top.below[i]
        if below is not None and not _is_linear(below):
            return None
        leaves: list[tuple[int, float]] = []
        if below is not None:
            leaves = list(_leaf_weights(below, 1.0))
        elif isinstance(part, int):
            leaves = [(part, 1.0)]
        if not any(subject.there[leaf] for leaf, _ in leaves):
            continue
        own = float(np.ravel(weight)[0])
        whole += own
        if own > 0:
            parts.append(_Part(own, float(top.columns[i][0]), _rises(leaves, prices)))
    return [part._replace(share=part.share / whole) for part in parts]


def _is_linear(evaluated: Evaluated) -> bool:
    how = evaluated.node.how
    straight = how.kind == "arithmetic" or (how.kind == "power" and how.p == 1)
    return straight and all(_is_linear(below) for below in evaluated.below if below is not None)


def _leaf_weights(evaluated: Evaluated, share: float) -> Iterator[tuple[int, float]]:
    """Leaves below an arithmetic node, with what a point of each adds to its figure."""
    for part, below, slope in zip(
        evaluated.node.parts, evaluated.below, evaluated.combined.gradient, strict=True
    ):
        own = share * float(np.ravel(slope)[0])
        if below is not None:
            yield from _leaf_weights(below, own)
        elif isinstance(part, int):
            yield part, own


def _at_one_price(
    subject: Subject, goal: float, start: Float, full: Float, parts: list[_Part]
) -> Float:
    """The optimum of Σ price·rise with Σ w·φ(y) ≥ φ(goal), φ(y) = yᵖ/p, or ln y for p = 0.

    φ is concave, so at the optimum every leaf rises until a point of its part costs μ·w·φ'(y) for
    one and the same μ, or to its ceiling (Karush, Kuhn & Tucker). More is reached as μ rises: it is
    found by bisection, and the end that reaches the goal is taken.
    """
    p = 0.0 if subject.tree.how.kind == "geometric" else subject.tree.how.p
    scale = max(float(full.max()), goal)
    least = 1e-12 * scale

    room = (full - start).tolist()

    def rise_at(log_price: float) -> tuple[dict[int, float], list[float]]:
        """Rise of each leaf, and the figure of each part."""
        rises: dict[int, float] = {}
        figures = []
        for part in parts:
            figure = part.now
            for leaf, weight, price in part.rises:
                wished = math.exp((log_price + math.log(part.share / price)) / (1.0 - p))
                step = min((wished - figure) / weight, room[leaf])
                if step <= 0:
                    break
                rises[leaf] = step
                figure += step * weight
            figures.append(figure)
        return rises, figures

    def phi(figure: float) -> float:
        """Concave scale on which the shares of the parts add up, relative to the goal."""
        ratio = figure / goal
        if p == 0:
            return math.log(ratio) if ratio > 0 else -math.inf
        if ratio <= 0:
            return -math.inf if p < 0 else -1.0 / p
        return math.expm1(p * math.log(ratio)) / p

    ends = [
        math.log(rise.price / part.share) + (1.0 - p) * math.log(figure)
        for part in parts
        for rise in part.rises
        for figure in (max(part.now, least), 2.0 * scale)
    ]
    low, high = min(ends), max(ends)
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        if not low < middle < high:
            break
        _, figures = rise_at(middle)
        if sum(part.share * phi(y) for part, y in zip(parts, figures, strict=True)) >= 0:
            high = middle
        else:
            low = middle
    points = start.copy()
    for leaf, step in rise_at(high)[0].items():
        points[leaf] += step
    return _lifted(subject, goal, start, points, full)


def _cutting_planes(
    subject: Subject,
    goal: float,
    start: Float,
    full: Float,
    at: NDArray[np.intp],
    prices: Float,
) -> Float:
    """Kelley's method: a linear programme over the tangents met so far, until the goal is."""
    room = (full - start)[at]
    cuts: list[Float] = []
    limits: list[float] = []
    points = start
    for _ in range(_MOST_CUTS):
        value, slope = subject.gradient(points)
        if value >= goal - 1e-10 * max(1.0, abs(goal)):
            break
        cuts.append(-slope[at])
        limits.append(value - goal - float(slope[at] @ (points - start)[at]))
        if not slope[at].any():
            return _along(subject, goal, start, full)
        try:
            rise = linear(
                prices,
                np.array(cuts),
                np.full(len(cuts), -np.inf),
                np.array(limits),
                np.zeros(at.size),
                room,
            ).x
        except (InfeasibleError, ConvergenceError):
            # Where the total is not concave a cut may be wrong; a straight way is always there.
            return _along(subject, goal, start, full)
        points = start.copy()
        points[at] += rise
    if _enough(subject, goal, points):
        return points
    return _along(subject, goal, points, full)


def _enough(subject: Subject, goal: float, points: Float) -> bool:
    return bool(subject.totals(points[np.newaxis])[0] >= goal)


def _along(subject: Subject, goal: float, low: Float, high: Float) -> Float:
    """First points on the straight way from `low` to `high` that reach the goal."""
    a, b = 0.0, 1.0
    for _ in range(_BISECTIONS):
        middle = 0.5 * (a + b)
        if _enough(subject, goal, low + middle * (high - low)):
            b = middle
        else:
            a = middle
    return low + b * (high - low)
