"""Whole numbers by branch and bound, where the linear programme does not give them by itself.

A person who is replaced by another uses two moves for one gain, and two people who move together
are two units of one decision: caps on moves then cut through the network, and a vertex may hold
halves of people. Each level is solved as a mixed programme, the earlier ones kept as rows.
"""

from __future__ import annotations

import math

import numpy as np

from .._solve import Mixed
from ..errors import InfeasibleError
from .direct import (
    Arcs,
    Trail,
    deviation,
    least_headcount,
    peak_posts,
    peak_values,
    settle_ties,
    shortage,
    whole_point,
)
from .groups import Float, Ints, Network
from .levels import HALF
from .model import (
    Model,
    Segments,
    arcs_of,
    build,
    deviation_segments,
    peak_segments,
    shortage_segments,
)
from .problem import MILLIONTHS


class _OutOfTimeError(Exception):
    """The time is used up; the best plan is noted."""


def solve_mixed(net: Network, trail: Trail, *, late: bool) -> Arcs:
    """All levels by mixed programmes; the trail holds what was proved when the time runs out."""
    arcs = arcs_of(net)
    trail.bounds.clear()
    try:
        model = _first(net, arcs, trail)
        if net.price == 0:
            _level(model, trail, "moves", model.spread(1.0), 0.0)
        price = net.cost(model.group, model.unit, model.job)
        _level(model, trail, "cost", model.spread(price), 0.0, whole=False)
        if late:
            marked = -net.overdue[model.group].astype(np.float64)
            _level(model, trail, "overdue", model.spread(marked), float(net.late))
        return settle_ties(net, model, trail, face=False) or Arcs.none()
    except _OutOfTimeError:
        pass
    return trail.latest() or Arcs.none()


def _first(net: Network, arcs: tuple[Ints, Ints, Ints], trail: Trail) -> Model:
    if net.objective == "peak":
        return _peak(net, arcs, trail)
    if net.objective == "deviation":
        # Every arrival that could come is offered: with whole rows there are no prices to ask.
        reach = np.full(net.need.size, int(net.size.sum()), dtype=np.int64)
        segments = deviation_segments(net, reach)
        model = build(net, *arcs, segments)
        base = deviation(net.need, net.headcount)
        _level(model, trail, "deviation", model.spread(0.0, segments.marginal), base, whole=False)
        return model
    segments = shortage_segments(net)
    model = build(net, *arcs, segments)
    cost = model.spread(net.price * MILLIONTHS, segments.marginal)
    name = "shortage" if net.price == 0 else "shortage_and_moves"
    base = shortage(net.need, net.headcount)
    _level(
        model,
        trail,
        name,
        cost,
        base,
        unit=MILLIONTHS,
        whole=bool((cost == np.rint(cost)).all()),
    )
    return model


def _level(
    model: Model,
    trail: Trail,
    name: str,
    cost: Float,
    base: float,
    *,
    unit: float = 1.0,
    whole: bool = True,
) -> None:
    """Solve one level, note it, and keep it by a row."""
    out = _solved(model, cost, trail, whole=whole)
    value = float(cost @ np.rint(out.x))
    bound = min(out.bound, value)
    if whole:
        step = _step(cost)
        bound = step * math.ceil(bound / step - 1e-6)
    trail.bounds[name] = (base + bound) / unit
    trail.latest = lambda: Arcs.of(model, out.x)
    trail.tick(1)
    if not out.finished:
        raise _OutOfTimeError
    # Half a step of a whole level, or the noise of a real one, is all the room that is left.
    slack = HALF * _step(cost) if whole else 1e-9 * max(1.0, abs(value))
    _row(model, cost, value + slack)


def _solved(model: Model, cost: Float, trail: Trail, *, whole: bool) -> Mixed:
    scale = _step(cost) if whole else max(1.0, float(np.abs(cost).max(initial=0.0)) / 1000)
    out = whole_point(model.program, cost / scale, trail)
    return Mixed(out.x, out.value * scale, out.bound * scale, out.finished)


def _row(model: Model, cost: Float, most: float) -> None:
    from scipy import sparse

    program = model.program
    scale = max(1.0, float(np.abs(cost).max(initial=0.0)) / 1000)
    program.matrix = sparse.vstack(
        [program.matrix, sparse.csr_array(cost[None, :] / scale)], format="csc"
    )
    program.row_lower = np.append(program.row_lower, -np.inf)
    program.row_upper = np.append(program.row_upper, most / scale)


def _step(cost: Float) -> float:
    whole = np.abs(cost[cost != 0]).astype(np.int64)
    return float(np.gcd.reduce(whole)) if whole.size else 1.0


def _peak(net: Network, arcs: tuple[Ints, Ints, Ints], trail: Trail) -> Model:
    at, values = peak_posts(net), peak_values(net)

    def attempt(position: int) -> Model | None:
        least = least_headcount(net, at, values[position])
        segments: Segments = peak_segments(net, least)
        if ((least > net.headcount) & ~net.enter).any():
            return None
        model = build(net, *arcs, segments)
        must = model.moves + np.flatnonzero(segments.marginal < 0)
        model.program.lower[must] = model.program.upper[must]
        try:
            out = _solved(model, model.spread(0.0), trail, whole=True)
        except InfeasibleError:
            return None
        trail.latest = lambda: Arcs.of(model, out.x)
        return model

    low, high = 0, len(values) - 1
    best = attempt(high)
    if best is None:
        raise InfeasibleError("No plan keeps all the rules at once.")
    while low < high:
        middle = (low + high) // 2
        tried = attempt(middle)
        if tried is None:
            low = middle + 1
        else:
            best, high = tried, middle
    need, n = values[high]
    trail.prove("peak", need / MILLIONTHS / n)
    return best
