"""Whole numbers by branch and bound, where the linear programme does not give them by itself.

A person who is replaced by another uses two moves for one gain, two people who move together are
two units of one decision, and of several empty posts only some may be filled: a vertex may then
hold halves of people. Each level is solved as a mixed programme, the earlier ones kept as rows.
"""

from __future__ import annotations

import numpy as np

from ..._solve import Goal, climb_whole, least_of
from ..._types import Float, Ints
from ...errors import InfeasibleError
from ..network import Network
from ..rules import MILLIONTHS
from .columns import Model, Segments, arcs_of, build, deviation_segments, peak_segments
from .every_move import later_goals
from .moves import Arcs, Search, demanding, deviation, empty_posts
from .objectives import empties, empty_goal, least_headcount, peak_values, shortage_goal
from .ties import settle


def solve_whole_people(net: Network, search: Search) -> Arcs | None:
    """All levels by mixed programmes; the search holds what was proved when the time runs out.

    Valid because branch and bound ends with a bound that no whole point can beat.
    """
    arcs = arcs_of(net)
    search.bounds.clear()
    model = _first(net, arcs, search)

    def read(x: Float) -> Arcs:
        return Arcs.of(model, x)

    if net.price == 0:
        climb_whole(model.program, Goal("moves", model.spread(1.0)), search, read)
    for goal in later_goals(net, model):
        climb_whole(model.program, goal, search, read)
    return settle(net, model, search, linear=False)


def _first(net: Network, arcs: tuple[Ints, Ints, Ints], search: Search) -> Model:
    def make(segments: Segments) -> Model:
        return build(net, *arcs, segments)

    if net.objective == "peak":
        return _peak(net, arcs, search)
    if net.objective == "deviation":
        # Every arrival that could come is offered: with whole rows there are no prices to ask.
        reach = np.full(net.need.size, int(net.size.sum()), dtype=np.int64)
        segments = deviation_segments(net, reach)
        model = make(segments)
        base = deviation(net.need, net.headcount)
        cost = model.spread(0.0, segments.marginal)
        goal = Goal("deviation", cost, whole=False, base=base)
    else:
        model, goal = shortage_goal(net, make)
    climb_whole(model.program, goal, search, lambda x: Arcs.of(model, x))
    return model


def _peak(net: Network, arcs: tuple[Ints, Ints, Ints], search: Search) -> Model:
    """Fewest empty posts, then the least peak by bisection; which posts are filled stays open.

    Valid because a post that gets somebody gets at least as many as the peak asks for.
    """

    def make(segments: Segments) -> Model:
        return build(net, *arcs, segments)

    empty = empties(net)
    most = 0
    if empty.any():
        first, goal = empty_goal(net, make)
        out = climb_whole(first.program, goal, search, lambda x: Arcs.of(first, x))
        most = round(-out.value)
        empty &= most > 0
    else:
        search.prove("empty", empty_posts(net.need, net.headcount))
    there = demanding(net) & ((net.headcount >= 1) | empty)

    def attempt(value: tuple[int, int]) -> Model | None:
        least = least_headcount(net, there, value)
        if ((least > net.headcount) & ~net.enter).any():
            return None
        segments = peak_segments(net, least)
        model = make(segments)
        may = np.flatnonzero(empty.ravel())
        must = (segments.marginal < 0) & ~np.isin(segments.post, may)
        columns = model.pieces + np.flatnonzero(must)
        model.program.lower[columns] = model.program.upper[columns]
        _fill_or_not(model, may, most)
        try:
            out = model.program.whole_point(model.spread(0.0), deadline=search.deadline)
        except InfeasibleError:
            return None
        search.latest = lambda: Arcs.of(model, out.x)
        return model

    model, (need, n) = least_of(peak_values(net, there), attempt)
    search.prove("peak", need / MILLIONTHS / n)
    return model


def _fill_or_not(model: Model, posts: Ints, most: int) -> None:
    """Add a column for each empty post, 1 where it is filled, and rows that tie arrivals to it."""
    from scipy import sparse

    if not posts.size:
        return
    program, segments = model.program, model.segments
    at = program.lower.size
    one = np.ones(posts.size)
    nothing = sparse.csc_array((program.row_lower.size, posts.size))
    program.append(nothing, np.zeros(posts.size), one, one)
    low: list[float] = []
    rows: list[tuple[int, int, float]] = []
    count = 0
    for k, post in enumerate(posts.tolist()):
        for piece in np.flatnonzero((segments.post == post) & segments.up).tolist():
            column = model.pieces + piece
            asked = bool(segments.marginal[piece] < 0)
            # The arrivals asked for all come or none does; any more come only with them.
            rows += [(count, column, 1.0), (count, at + k, -float(segments.width[piece]))]
            low.append(0.0 if asked else -np.inf)
            count += 1
    rows += [(count, at + k, 1.0) for k in range(posts.size)]
    r, c, v = zip(*rows, strict=True)
    matrix = sparse.coo_array((v, (r, c)), shape=(count + 1, at + posts.size))
    program.add_rows(
        matrix, np.array([*low, float(most)]), np.array([*np.zeros(count), float(posts.size)])
    )
