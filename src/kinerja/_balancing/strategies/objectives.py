"""The first objective and the fewest moves: what every formulation begins with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..._solve import HALF, Goal, Step, climb, is_whole, least_of, minimise, narrow
from ..._types import Flags, Float, Ints
from ...errors import InfeasibleError
from ..network import Network
from ..rules import MILLIONTHS
from .columns import Model, Segments, deviation_segments, peak_segments, shortage_segments
from .moves import Arcs, Search, demanding, deviation, empty_posts, shortage

Make = Callable[[Segments], Model]


def lead(
    net: Network, make: Make, search: Search, read: Callable[[Model, Float], Arcs | None]
) -> tuple[Model, list[tuple[Step, float]]] | None:
    """Solve the first objective and the moves; return the model on the face, and its steps.

    Each step comes with the cost that the level puts on one move. None where a peak leaves a choice
    of posts to fill, which takes whole numbers.
    """
    steps: list[tuple[Step, float]] = []
    if net.objective == "peak":
        settled = _lead_peak(net, make, search)
        if settled is None:
            return None
        model = settled
    elif net.objective == "deviation":
        model, step = _lead_deviation(net, make, search)
        steps.append((step, 0.0))
    else:
        model, goal = shortage_goal(net, make)
        step = climb(model.program, goal, search, first=True)
        steps.append((step, net.price * MILLIONTHS))
    if steps:
        reached = steps[0][0].x
        search.latest = lambda: read(model, reached)
    if net.price == 0:
        step = climb(model.program, Goal("moves", model.spread(1.0)), search)
        steps.append((step, 1.0))
        search.latest = lambda: read(model, step.x)
    return model, steps


def shortage_goal(net: Network, make: Make) -> tuple[Model, Goal]:
    """Shortage, or shortage and moves: whole millionths unless the price is finer than that."""
    segments = shortage_segments(net)
    model = make(segments)
    price = net.price * MILLIONTHS
    name = "shortage" if net.price == 0 else "shortage_and_moves"
    cost = model.spread(price, segments.marginal)
    base = shortage(net.need, net.headcount)
    whole = price == np.rint(price)
    return model, Goal(name, cost, whole=bool(whole), base=base, unit=MILLIONTHS)


def _lead_deviation(net: Network, make: Make, search: Search) -> tuple[Model, Step]:
    """Offer a few arrivals a post, and more where all are used.

    Valid because the deviation of a post is convex: an arrival left out is worth less than the last
    one offered, and that one was not used up.
    """
    base = deviation(net.need, net.headcount)
    reach = np.maximum(-(-net.need // MILLIONTHS) - net.headcount, 0).ravel() + 2
    while True:
        reach = np.minimum(reach, net.size.sum())
        segments = deviation_segments(net, reach)
        model = make(segments)
        cost = model.spread(0.0, segments.marginal)
        step = minimise(model.program, cost, whole=False, deadline=search.deadline, first=True)
        used = step.x[model.pieces :] > HALF
        arrivals = np.bincount(segments.post[used & segments.up], minlength=reach.size)
        full = (arrivals >= reach) & (reach < net.size.sum()) & net.enter.ravel()
        if not full.any():
            search.prove("deviation", base + step.bound)
            narrow(model.program, step)
            return model, step
        reach = np.where(full, 2 * reach + 2, reach)


def _lead_peak(net: Network, make: Make, search: Search) -> Model | None:
    """Fewest empty posts, then the least peak by bisection over the values a peak can have.

    A peak of at most a/m (need a, headcount m) asks for n ≥ need·m/a in every post that has
    somebody: whole arithmetic. Valid because a value below the least one is ruled out by the bound
    of a programme, and because more people than one value asks for are enough for a larger one.
    """
    filled = _fill(net, make, search)
    if filled is None:
        return None
    there = demanding(net) & ((net.headcount >= 1) | filled)
    shut = demanding(net) & ~there

    def attempt(value: tuple[int, int]) -> Model | None:
        least = least_headcount(net, there, value)
        if ((least > net.headcount) & ~net.enter).any():
            return None
        segments = peak_segments(net, least, shut)
        model = make(segments)
        cost = model.spread(0.0, segments.marginal)
        wanted = float(segments.width[segments.marginal < 0].sum())
        try:
            step = minimise(model.program, cost, whole=True, deadline=search.deadline)
        except InfeasibleError:
            # A required move would take a post below what this peak asks of it.
            return None
        # With chains or couples the least cost may be half a person short: that is short, too.
        if step.bound > HALF - wanted or float(cost @ step.x) > 1e-6 - wanted:
            return None
        narrow(model.program, step)
        must = model.pieces + np.flatnonzero(segments.marginal < 0)
        model.program.lower[must] = model.program.upper[must]
        return model

    model, (need, n) = least_of(peak_values(net, there), attempt)
    search.prove("peak", need / MILLIONTHS / n)
    return model


def empties(net: Network) -> Flags:
    """Posts with a need of 1 or more and nobody, to which somebody may move."""
    out = demanding(net) & (net.headcount < 1) & net.enter
    for job in np.flatnonzero(out.any(axis=0)).tolist():
        groups = np.flatnonzero(net.qualified[:, job])
        out[:, job] &= net.open_to(groups, job).any(axis=0)
    return out


def empty_goal(net: Network, make: Make) -> tuple[Model, Goal]:
    """Fewest empty posts: the first arrival in each counts −1."""
    empty = empties(net)
    segments = peak_segments(net, empty.astype(np.int64))
    model = make(segments)
    # Only the first arrival in an empty post counts.
    base = empty_posts(net.need, net.headcount)
    return model, Goal("empty", model.spread(0.0, segments.marginal), base=base)


def _fill(net: Network, make: Make, search: Search) -> Flags | None:
    """Empty posts that every plan with the fewest empty posts fills; None where there is a choice.

    Valid by the face of that level: a first arrival held at 1 is in all of its plans, one held at 0
    in none.
    """
    empty = empties(net)
    out = np.zeros(net.need.size, dtype=np.bool_)
    if not empty.any():
        search.prove("empty", empty_posts(net.need, net.headcount))
        return out.reshape(net.need.shape)
    model, goal = empty_goal(net, make)
    program = model.program
    step = climb(program, goal, search, first=True)
    if not is_whole(step.x):
        return None
    reached = round(-step.bound)
    if reached in (0, int(empty.sum())):
        return empty & (reached > 0)
    first = model.pieces + np.flatnonzero(model.segments.marginal < 0)
    post = model.segments.post[first - model.pieces]
    low, high = program.lower[first], program.upper[first]
    if (low < high).any():
        return None
    out[post[low > 0]] = True
    return out.reshape(net.need.shape)


def peak_values(net: Network, there: Flags) -> list[tuple[int, int]]:
    """Peaks that can occur, least first, as (need in millionths, headcount)."""
    need, n = net.need[there], net.headcount[there]
    if not need.size:
        return [(0, 1)]
    left = np.isin(np.arange(net.need.size), net.origin)
    enter, floor = net.enter[there], net.floor[there]
    least = np.where(left.reshape(net.need.shape)[there], np.minimum(floor, n), n)
    # No plan brings the peak below that of a post that nobody may enter.
    base = None if enter.all() else float((need[~enter] / n[~enter]).max())
    supply = int(net.size.sum())
    found: set[tuple[int, int]] = set()
    rows = zip(need.tolist(), n.tolist(), least.tolist(), enter.tolist(), strict=True)
    for a, now, low, more in rows:
        last = now + supply if more else now
        if base is not None:
            last = min(last, int(a / (0.999 * base)))
        found.update((a, k) for k in range(max(low, 1), last + 1))
    out: list[tuple[int, int]] = []
    for v in sorted(found, key=lambda v: (v[0] / v[1], v)):
        # Equal ratios count once.
        if not out or v[0] * out[-1][1] != out[-1][0] * v[1]:
            out.append(v)
    return out


def least_headcount(net: Network, there: Flags, value: tuple[int, int]) -> Ints:
    """Fewest people in each post so that need/n is at most the value; 0 where it does not count."""
    need, n = value
    out = np.zeros(net.need.shape, dtype=np.int64)
    if need:
        out[there] = [-(-a * n // need) for a in net.need[there].tolist()]
    return out
