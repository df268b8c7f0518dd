"""Many people and posts: pools for what does not ask where, nearest posts for what does.

Shortage, deviation, peak and moves do not depend on who goes where within a job. There people go
into the pool of a job, and posts draw from it. The pool forgets that nobody returns to their own
unit; that can always be mended when, for each job and unit, departures plus arrivals are at most
the moves of the job (a transport with a forbidden diagonal). The prices of the pooled programme
are prices of the full one, for the price of a pool cancels: they prove the full optimum.

The cost then runs over the moves between near people and posts; the others are priced, and those
that would improve are added until none does, which proves the optimum over all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..._solve import HALF, Step, is_whole, minimise, narrow
from ..._types import Flags, Float, Ints
from ..network import Network, merged
from .columns import POOLED, Model, Segments, build, counted, keys_of, move_columns
from .every_move import later_goals
from .moves import Arcs, Search
from .objectives import lead
from .ties import settle

NEAREST_PEOPLE = 6
"""People offered to each post and job before prices decide, where most groups are of one person."""

NEAREST_POSTS = 5
"""Posts offered to each group and job before prices decide, where groups are stocks of people."""

ADDED = 8
"""Most posts added for each group and job after each pricing."""

DROPS = 4
"""How often in a level moves that are unused and dear are left out again."""

SHARP = 0.01
"""Pricing looks this much closer than the tolerance of the face."""

BLOCK = 2_000
"""Groups priced at a time: tables of groups × units stay small."""

FACE_LIMIT = 200_000
"""Most columns of equal cost that are added to look for other plans."""


@dataclass(slots=True)
class Face:
    """One level that is settled: a move may be used only if its reduced cost is zero."""

    left: Float
    """(g,) price of one departure of each group."""
    right: Float
    """(posts,) price of one arrival at each post."""
    per_move: float | None
    """Cost of a move in this level; None: its cost proper."""
    tolerance: float


def solve_pooled(net: Network, search: Search) -> Arcs | None:
    """Levels by pools and pricing; None when pools cannot be split without a return.

    Valid as said above: pools lose nothing that the first levels ask for, and pricing the moves
    left out shows that none of them would improve a later one.
    """
    pools = merged(net)
    columns = _pool_columns(pools)

    def make(segments: Segments) -> Model:
        return build(pools, *columns, segments, pooled=True)

    def read(model: Model, x: Float) -> Arcs | None:
        split = _split(pools, model, x)
        return None if split is None else _shared(net, split)

    led = lead(pools, make, search, read)
    start = search.latest()
    if led is None or start is None:
        return None
    model, steps = led
    faces = [_face(net, pools, model, step, per_move) for step, per_move in steps]
    return _costed(net, pools, model, faces, start, search)


def _pool_columns(net: Network) -> tuple[Ints, Ints, Ints]:
    plain = ~np.isin(np.arange(net.size.size), list(net.allowed))
    group, job = np.nonzero(net.qualified & plain[:, None])
    unit = np.full(group.size, POOLED)
    for own in net.allowed:
        for d in np.flatnonzero(net.qualified[own]).tolist():
            there = np.flatnonzero(net.open_to(np.array([own]), d)[0])
            group = np.append(group, np.full(there.size, own))
            unit = np.append(unit, there)
            job = np.append(job, np.full(there.size, d))
    order = np.lexsort((job, unit, group))
    return group[order], unit[order], job[order]


def _split(net: Network, model: Model, x: Float) -> Arcs | None:
    """Turn flows through pools into moves that avoid one's own unit."""
    if not is_whole(x):
        return None
    x = np.rint(x).astype(np.int64)
    flow, into = x[: model.moves], x[model.moves : model.moves + model.exits.size]
    jobs = net.headcount.shape[1]
    own = (model.unit != POOLED) & (flow > 0)
    parts = [Arcs(model.group[own], model.unit[own], model.job[own], flow[own])]
    for job in np.unique(model.exits % jobs).tolist():
        used = (model.unit == POOLED) & (model.job == job)
        drawn = model.exits % jobs == job
        part = _transport(
            model.group[used],
            flow[used],
            net.unit[model.group[used]],
            model.exits[drawn] // jobs,
            into[drawn],
            apart=not net.within_unit,
        )
        if part is None:
            return None
        group, unit, count = part
        parts.append(Arcs(group, unit, np.full(group.size, job), count))
    return Arcs(
        *(np.concatenate([getattr(p, f) for p in parts]) for f in ("group", "unit", "job", "count"))
    )


def _transport(
    group: Ints, supply: Ints, home: Ints, unit: Ints, demand: Ints, *, apart: bool
) -> tuple[Ints, Ints, Ints] | None:
    """Match supplies to demands in their order, then swap pairs that would stay in their unit."""
    total = int(supply.sum())
    busy = np.bincount(np.concatenate([home, unit]), np.concatenate([supply, demand]))
    if apart and busy.max(initial=0) > total:
        return None
    cuts = np.union1d(np.cumsum(supply), np.cumsum(demand))
    count = np.diff(cuts, prepend=0)
    i = np.searchsorted(np.cumsum(supply), cuts)
    j = np.searchsorted(np.cumsum(demand), cuts)
    cells = [list(cell) for cell in zip(i.tolist(), j.tolist(), count.tolist(), strict=True)]
    if apart:
        homes, units = home.tolist(), unit.tolist()
        k = 0
        while k < len(cells):
            a, b, stuck = cells[k]
            if stuck and homes[a] == units[b]:
                for other in range(len(cells)):
                    c, d, there = cells[other]
                    if there and homes[c] != homes[a] and units[d] != units[b]:
                        part = min(stuck, there)
                        cells[other][2] -= part
                        stuck -= part
                        # What is added before position k is clean; a diagonal met later is mended.
                        cells.append([a, d, part])
                        cells.append([c, b, part])
                        if not stuck:
                            break
                cells[k][2] = stuck
            k += 1
    merged: dict[tuple[int, int], int] = {}
    for a, b, amount in cells:
        if amount:
            merged[a, b] = merged.get((a, b), 0) + amount
    keys = sorted(merged)
    rows = np.array([a for a, _ in keys], dtype=np.int64)
    cols = np.array([b for _, b in keys], dtype=np.int64)
    return group[rows], unit[cols], np.array([merged[key] for key in keys], dtype=np.int64)


def _shared(net: Network, pooled: Arcs) -> Arcs:
    """Give the moves of each pool to its groups, first come first served."""
    order = np.lexsort((pooled.group,))
    pool, amount = pooled.group[order], pooled.count[order]
    before = np.concatenate([[0], np.cumsum(net.size)])
    first = np.searchsorted(_pool_of(net), pool)
    # Each pool's people stand in a row; its moves take them from the front.
    offset = np.cumsum(amount) - amount
    lo = before[first] + offset - offset[np.searchsorted(pool, pool)]
    hi = lo + amount
    # A move takes some of every group between the one that it begins in and the one it ends in.
    begin = np.searchsorted(before, lo, side="right") - 1
    groups = np.searchsorted(before, hi) - begin
    row = np.repeat(np.arange(pool.size), groups)
    group = begin[row] + counted(groups)
    count = np.minimum(before[group + 1], hi[row]) - np.maximum(before[group], lo[row])
    return Arcs(group, pooled.unit[order][row], pooled.job[order][row], count)


def _pool_of(net: Network) -> Ints:
    """(g,) position of each group's pool in the merged network."""
    return np.unique(net.pool, return_inverse=True)[1]


def _prices(net: Network, model: Model, price: Float) -> tuple[Float, Float]:
    """Price of a departure of each group, and of an arrival at each post."""
    rows = model.rows
    posts = price[rows.posts : rows.posts + net.need.size]
    left = price[: rows.posts] - posts[net.origin]
    right = posts.copy()
    units, jobs = net.need.shape
    if rows.out is not None:
        left = left + price[rows.out : rows.out + units][net.unit]
    if rows.into is not None:
        right += np.repeat(price[rows.into : rows.into + units], jobs)
    if rows.total is not None:
        left = left + price[rows.total]
    return left, right


def _face(net: Network, pools: Network, model: Model, step: Step, per_move: float) -> Face:
    left, right = _prices(pools, model, step.price)
    return Face(left[_pool_of(net)], right, per_move, step.tolerance)


def _blocks(net: Network, faces: list[Face]) -> Iterator[tuple[int, Ints, Ints, Flags, Float]]:
    """Moves that all settled levels allow, a table at a time: job, groups, units, open, cost."""
    jobs = net.need.shape[1]
    for job in range(jobs):
        units = np.flatnonzero(net.enter[:, job])
        groups = np.flatnonzero(net.qualified[:, job])
        if not units.size:
            continue
        for begin in range(0, groups.size, BLOCK):
            block = groups[begin : begin + BLOCK]
            cost = net.costs[np.ix_(net.cost_row[block], units)]
            cost = cost + net.fits[net.fit_row[block], job][:, None]
            is_open = net.open_to(block, job)[:, units]
            for face in faces:
                right = face.right[units * jobs + job]
                own = cost if face.per_move is None else face.per_move
                is_open &= np.abs(own - face.left[block][:, None] - right) <= face.tolerance
            keep = is_open.any(axis=1)
            yield job, block[keep], units, is_open[keep], cost[keep]


def _nearest(net: Network, faces: list[Face]) -> tuple[Ints, Ints, Ints]:
    """Moves to begin with: the posts nearest to each stock, or the people nearest to each post.

    One person fills one post, and most will stay: looked at from the posts, most people need no
    column at all.
    """
    found, costs = [], []
    stocks = net.size.sum() >= 3 * net.size.size
    for job, groups, units, is_open, cost in _blocks(net, faces):
        table = np.where(is_open, cost, np.inf)
        if stocks:
            row, col = _least(table, NEAREST_POSTS)
        else:
            col, row = _least(table.T, NEAREST_PEOPLE)
        found.append((groups[row], units[col], np.full(row.size, job)))
        costs.append(table[row, col])
    group, unit, job_ = _stacked(found)
    if stocks or not group.size:
        return group, unit, job_
    # Groups come block by block: the nearest of all blocks are picked from the nearest of each.
    post = unit * net.need.shape[1] + job_
    order = np.lexsort((group, np.concatenate(costs), post))
    rank = np.arange(order.size) - np.searchsorted(post[order], post[order])
    keep = order[rank < NEAREST_PEOPLE]
    return group[keep], unit[keep], job_[keep]


def _improving(net: Network, faces: list[Face], now: Face) -> tuple[Ints, float]:
    """Moves that would improve the level being solved, and the least reduced cost of the rest."""
    jobs = net.need.shape[1]
    found = []
    least = 0.0
    edge = -SHARP * now.tolerance
    for job, groups, units, is_open, cost in _blocks(net, faces):
        own = cost if now.per_move is None else now.per_move
        reduced = own - now.left[groups][:, None] - now.right[units * jobs + job]
        reduced = np.where(is_open, reduced, np.inf)
        least = float(reduced[reduced >= edge].min(initial=least))
        row, col = _least(np.where(reduced < edge, reduced, np.inf), ADDED)
        found.append((groups[row], units[col], np.full(row.size, job)))
    return keys_of(net, *_stacked(found)), least


def _least(table: Float, k: int) -> tuple[Ints, Ints]:
    """Cells of the k least finite values of each row."""
    if k >= table.shape[1]:
        row, col = np.nonzero(np.isfinite(table))
        return row, col
    row = np.repeat(np.arange(table.shape[0]), k)
    col = np.argpartition(table, k - 1)[:, :k].ravel()
    there = np.isfinite(table[row, col])
    return row[there], col[there]


def _equal(net: Network, faces: list[Face]) -> tuple[Ints, Ints, Ints]:
    """Moves whose reduced cost is zero in every level: the other plans are made of them."""
    found = []
    size = 0
    for job, groups, units, is_open, _ in _blocks(net, faces):
        row, col = np.nonzero(is_open)
        found.append((groups[row], units[col], np.full(row.size, job)))
        size += row.size
        if size > FACE_LIMIT:
            break
    return _stacked(found)


def _stacked(found: list[tuple[Ints, Ints, Ints]]) -> tuple[Ints, Ints, Ints]:
    if not found:
        return (np.empty(0, np.int64),) * 3
    group, unit, job = (np.concatenate(part) for part in zip(*found, strict=True))
    return group, unit, job


def _cells(net: Network, keys: Ints) -> tuple[Ints, Ints, Ints]:
    units, jobs = net.need.shape
    return keys // (units * jobs), keys // jobs % units, keys % jobs


def _costed(
    net: Network, pools: Network, pooled: Model, faces: list[Face], start: Arcs, search: Search
) -> Arcs | None:
    near = keys_of(net, *_nearest(net, faces))
    first = keys_of(net, start.group, start.unit, start.job)
    group, unit, job = _cells(net, np.union1d(near, first))
    model = build(net, group, unit, job, pooled.segments)
    _inherit(net, pools, model, pooled)
    if net.costed:
        _level(net, model, faces, search, "cost", None)
    else:
        search.prove("cost", 0.0)
    if net.late is not None:
        # Delay is a cost of the group, the same wherever it goes.
        _level(net, model, faces, search, "overdue", -net.overdue.astype(np.float64))
    if search.latest() is None or not net.named:
        return search.latest()
    _extend(net, model, _equal(net, faces))
    return settle(net, model, search)


def _inherit(net: Network, pools: Network, model: Model, pooled: Model) -> None:
    """Carry the face of the pooled programme over to the groups."""
    new, old = model.program, pooled.program
    at = model.moves
    was = pooled.moves + pooled.exits.size
    new.lower[at:], new.upper[at:] = old.lower[was:], old.upper[was:]
    held = (old.row_lower == old.row_upper)[: pools.size.size][_pool_of(net)]
    new.row_lower[: net.size.size][held] = net.size[held]
    # Posts, caps and total are numbered alike after the groups.
    end = new.row_lower.size - net.size.size
    tail = slice(pools.size.size, pools.size.size + end)
    new.row_lower[net.size.size :] = old.row_lower[tail]
    new.row_upper[net.size.size :] = old.row_upper[tail]


def _level(
    net: Network,
    model: Model,
    faces: list[Face],
    search: Search,
    name: str,
    of_group: Float | None,
) -> None:
    """Solve one level over all moves: those in the programme, and those priced out of it."""
    drops = DROPS
    while True:
        goal = next(goal for goal in later_goals(net, model) if goal.name == name)
        step = minimise(model.program, goal.cost, whole=goal.whole, deadline=search.deadline)
        left, right = _prices(net, model, step.price)
        if of_group is not None:
            left = left - of_group
        face = Face(left, right, None if of_group is None else 0.0, step.tolerance)
        better, least = _improving(net, faces, face)
        better = np.setdiff1d(better, keys_of(net, model.group, model.unit, model.job))
        if not better.size:
            break
        if drops:
            _drop(model, step)
            drops -= 1
        _extend(net, model, _cells(net, better))
    # A move left out may be better by a hair; no more of them are made than there are people.
    search.prove(name, goal.proved(step.bound + least * float(net.size.sum())))
    narrow(model.program, step)
    faces.append(face)
    # Read now: columns may be added later.
    found = Arcs.of(model, step.x) if is_whole(step.x) else None
    search.latest = lambda: found


def _drop(model: Model, step: Step) -> None:
    """Leave out moves that are unused and dear; pricing brings back what is missed.

    Done a few times a level, so that no move can go in and out for ever.
    """
    program, at = model.program, model.moves
    dear = np.where(step.x[:at] > HALF, -np.inf, step.reduced[:at])
    limit = program.row_lower.size
    if at <= limit:
        return
    stay = np.argpartition(dear, limit)[:limit]
    stay = np.union1d(stay, np.flatnonzero(dear <= step.tolerance))
    columns = np.concatenate([stay, np.arange(at, program.lower.size)])
    program.take(columns)
    model.group, model.unit, model.job = model.group[stay], model.unit[stay], model.job[stay]


def _extend(net: Network, model: Model, cells: tuple[Ints, Ints, Ints]) -> None:
    """Add moves; they come before the segments, so the segments are put after them again."""
    group, unit, job = cells
    fresh = ~np.isin(
        keys_of(net, group, unit, job), keys_of(net, model.group, model.unit, model.job)
    )
    group, unit, job = group[fresh], unit[fresh], job[fresh]
    if not group.size:
        return
    model.program.insert(model.moves, move_columns(net, model.rows, group, unit, job))
    model.group = np.concatenate([model.group, group])
    model.unit = np.concatenate([model.unit, unit])
    model.job = np.concatenate([model.job, job])
