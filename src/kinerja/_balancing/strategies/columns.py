"""The linear programme of a transfer problem: columns for moves, rows for rules.

Rows: at most its size leaves each group; a post ends between its floor and what pays; caps on
departures from a unit, arrivals in a unit, moves in all. For direct moves the rows on the left of
the moves (group, post, unit, all) are nested sets, and so are the rows on the right (post, unit):
two laminar families give a network matrix, which is totally unimodular (Edmonds 1970), so every
vertex consists of whole people.

References
----------
Schrijver, A. (2003). Combinatorial Optimization, section 41.4 (laminar families).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..._solve import Program
from ..._types import Flags, Float, Ints
from ..network import Network
from ..rules import MILLIONTHS

POOLED = -1
"""Unit of a move whose destination is left open: into the pool of a job."""


@dataclass(frozen=True, slots=True)
class Segments:
    """Pieces of the net change of each post; the marginal cost grows from piece to piece."""

    post: Ints
    up: Flags
    width: Float
    marginal: Float

    def take(self, keep: Flags) -> Segments:
        """Return the pieces marked."""
        return Segments(self.post[keep], self.up[keep], self.width[keep], self.marginal[keep])


@dataclass(slots=True)
class Model:
    """A programme, and what its columns stand for: moves, then pool exits, then segments."""

    program: Program
    group: Ints
    unit: Ints
    """(moves,) destination; POOLED where it is left open."""
    job: Ints
    exits: Ints
    """(e,) posts that pools lead to."""
    segments: Segments
    rows: Rows

    @property
    def moves(self) -> int:
        """Number of move columns."""
        return int(self.group.size)

    @property
    def pieces(self) -> int:
        """First column of the segments."""
        return self.moves + int(self.exits.size)

    def spread(self, move: Float | float, segment: Float | float = 0.0) -> Float:
        """One cost a column, from costs of moves and of segments."""
        out = np.zeros(self.program.lower.size)
        out[: self.moves] = move
        at = self.pieces
        out[at : at + self.segments.post.size] = segment
        return out


@dataclass(frozen=True, slots=True)
class Rows:
    """Where each family of rows begins."""

    groups: int
    posts: int
    out: int | None
    into: int | None
    total: int | None
    pools: int | None
    couples: int
    count: int


def rows_of(net: Network, *, pooled: bool) -> Rows:
    """Number the rows of a network."""
    units, jobs = net.headcount.shape
    at = net.size.size + units * jobs
    out = into = total = pools = None
    if net.max_out is not None:
        out, at = at, at + units
    if net.max_in is not None:
        into, at = at, at + units
    if net.max_moves is not None:
        total, at = at, at + 1
    if pooled:
        pools, at = at, at + jobs
    couples = at
    return Rows(0, net.size.size, out, into, total, pools, couples, at + len(net.couples) * units)


def arcs_of(net: Network) -> tuple[Ints, Ints, Ints]:
    """Every move that the rules of people and posts allow: group, unit, job."""
    found = []
    for job in range(net.headcount.shape[1]):
        if not net.enter[:, job].any():
            continue
        groups = np.flatnonzero(net.qualified[:, job])
        rows, units = np.nonzero(net.open_to(groups, job))
        found.append((groups[rows], units, np.full(rows.size, job)))
    if not found:
        return (np.empty(0, np.int64),) * 3
    group, unit, job_ = (np.concatenate(part) for part in zip(*found, strict=True))
    # Group by group, so that the columns do not depend on how they were found.
    order = np.lexsort((job_, unit, group))
    return group[order], unit[order], job_[order]


def keys_of(net: Network, group: Ints, unit: Ints, job: Ints) -> Ints:
    """Number of each move, the same wherever it stands."""
    units, jobs = net.need.shape
    out: Ints = (group * units + unit) * jobs + job
    return out


def move_columns(net: Network, rows: Rows, group: Ints, unit: Ints, job: Ints) -> Program:
    """Columns of moves, with the programme's rows empty of anything else."""
    from scipy import sparse

    jobs = net.headcount.shape[1]
    col = np.arange(group.size)
    pooled = unit == POOLED
    inside = unit == net.unit[group]
    r = [group, rows.posts + net.origin[group]]
    c = [col, col]
    s = [1.0, -1.0]
    if rows.pools is not None:
        r += [rows.pools + job[pooled]]
        c += [col[pooled]]
        s += [1.0]
    r += [rows.posts + unit[~pooled] * jobs + job[~pooled]]
    c += [col[~pooled]]
    s += [1.0]
    if rows.out is not None:
        r, c, s = [*r, rows.out + net.unit[group[~inside]]], [*c, col[~inside]], [*s, 1.0]
    if rows.into is not None:
        there = ~pooled & ~inside
        r, c, s = [*r, rows.into + unit[there]], [*c, col[there]], [*s, 1.0]
    if rows.total is not None:
        r, c, s = [*r, np.full(group.size, rows.total)], [*c, col], [*s, 1.0]
    for k, (first, second) in enumerate(net.couples.tolist()):
        for member, sign in ((first, 1.0), (second, -1.0)):
            mine = np.flatnonzero(group == member)
            r += [rows.couples + k * net.headcount.shape[0] + unit[mine]]
            c += [mine]
            s += [sign]
    values = np.concatenate([np.full(len(part), sign) for part, sign in zip(r, s, strict=True)])
    matrix = sparse.coo_array(
        (values, (np.concatenate(r), np.concatenate(c))), shape=(rows.count, group.size)
    ).tocsc()
    # Room is an upper bound that the rows imply; the solver is spared it.
    return Program(
        matrix,
        np.zeros(group.size),
        np.full(group.size, np.inf),
        np.array(net.size[group], np.float64),
        np.empty(0),
        np.empty(0),
    )


def build(
    net: Network, group: Ints, unit: Ints, job: Ints, segments: Segments, *, pooled: bool = False
) -> Model:
    """Build the programme of the given moves."""
    from scipy import sparse

    units, jobs = net.headcount.shape
    rows = rows_of(net, pooled=pooled)
    program = move_columns(net, rows, group, unit, job)
    exits = np.empty(0, np.int64)
    if rows.pools is not None:
        used = np.zeros(jobs, dtype=np.bool_)
        used[job[unit == POOLED]] = True
        exits = np.flatnonzero((net.enter & used).ravel())
        to_unit, to_job = np.divmod(exits, jobs)
        col = np.arange(exits.size)
        r = [rows.pools + to_job, rows.posts + exits]
        c, s = [col, col], [-np.ones(exits.size), np.ones(exits.size)]
        if rows.into is not None:
            r, c, s = [*r, rows.into + to_unit], [*c, col], [*s, np.ones(exits.size)]
        part = sparse.coo_array(
            (np.concatenate(s), (np.concatenate(r), np.concatenate(c))),
            shape=(rows.count, exits.size),
        )
        most = np.full(exits.size, float(net.size.sum()))
        program.append(part.tocsc(), np.zeros(exits.size), np.full(exits.size, np.inf), most)
    count = segments.post.size
    part = sparse.coo_array(
        (np.where(segments.up, -1.0, 1.0), (rows.posts + segments.post, np.arange(count))),
        shape=(rows.count, count),
    )
    program.append(part.tocsc(), np.zeros(count), segments.width, segments.width)
    low, high = np.full(rows.count, -np.inf), np.zeros(rows.count)
    high[: rows.posts] = net.size
    low[: rows.posts][net.forced] = net.size[net.forced]
    low[rows.posts : rows.posts + units * jobs] = 0.0
    caps: tuple[tuple[int | None, int, Any], ...] = (
        (rows.out, units, net.max_out),
        (rows.into, units, net.max_in),
        (rows.total, 1, net.max_moves),
    )
    for begin, length, most in caps:
        if begin is not None:
            high[begin : begin + length] = most
    if rows.pools is not None:
        low[rows.pools : rows.pools + jobs] = 0.0
    low[rows.couples :] = 0.0
    program.row_lower, program.row_upper = low, high
    return Model(program, group, unit, job, exits, segments, rows)


def shortage_segments(net: Network) -> Segments:
    """Whole persons of shortage gain one each, the last gains the rest; marginals in millionths.

    At whole headcounts the shortage of a post is convex, and these pieces are its exact slopes.
    """
    posts, spare = _spare(net)
    gap = np.maximum(net.need - net.headcount * MILLIONTHS, 0).ravel()
    short = np.flatnonzero((gap > 0) & net.enter.ravel())
    whole, rest = gap[short] // MILLIONTHS, gap[short] % MILLIONTHS
    parts = [
        (posts, False, spare, np.zeros(posts.size)),
        (short, True, whole, np.full(short.size, -float(MILLIONTHS))),
        (short, True, np.ones(short.size), -rest.astype(np.float64)),
    ]
    if net.forced.any() or net.couples.size:
        # A demand may send more people than the need.
        at = np.flatnonzero(net.enter.ravel())
        parts.append((at, True, np.full(at.size, net.size.sum()), np.zeros(at.size)))
    return _joined(parts)


def deviation_segments(net: Network, reach: Ints) -> Segments:
    """Marginal Σ (n − need)²/need of each arrival up to `reach` and of each departure.

    f(n + 1) − f(n) = (2n + 1)/need − 2, which grows with n; a post without need counts nothing.
    """
    need, n = net.need.ravel() / MILLIONTHS, net.headcount.ravel()
    posts, spare = _spare(net)
    unneeded = need[posts] == 0
    down = np.repeat(posts[~unneeded], spare[~unneeded])
    k = counted(spare[~unneeded])
    at = np.flatnonzero(net.enter.ravel())
    up, j = np.repeat(at, reach[at]), counted(reach[at])
    return _joined(
        [
            (posts[unneeded], False, spare[unneeded], np.zeros(int(unneeded.sum()))),
            (down, False, np.ones(down.size), 2 - (2 * (n[down] - k) - 1) / need[down]),
            (up, True, np.ones(up.size), (2 * (n[up] + j) + 1) / need[up] - 2),
        ]
    )


def peak_segments(net: Network, least: Ints, shut: Flags | None = None) -> Segments:
    """Arrivals that bring each post to `least` people count −1; any more count nothing.

    Posts that are `shut` get nobody.
    """
    posts, spare = _spare(net, least)
    wanted = np.maximum(least - net.headcount, 0).ravel()
    enter = net.enter if shut is None else net.enter & ~shut
    at = np.flatnonzero(enter.ravel())
    return _joined(
        [
            (posts, False, spare, np.zeros(posts.size)),
            (at, True, wanted[at], -np.ones(at.size)),
            (at, True, np.full(at.size, net.size.sum()), np.zeros(at.size)),
        ]
    )


def _spare(net: Network, least: Ints | None = None) -> tuple[Ints, Ints]:
    floor = net.floor if least is None else np.maximum(net.floor, least)
    spare = np.maximum(net.headcount - floor, 0).ravel()
    posts = np.unique(net.origin)
    return posts, spare[posts]


def counted(sizes: Ints) -> Ints:
    """0, 1, … within each run."""
    out: Ints = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return out


def _joined(parts: list[tuple[Ints, bool, NDArray[np.generic], Float]]) -> Segments:
    post = np.concatenate([p for p, _, _, _ in parts])
    up = np.concatenate([np.full(p.size, u) for p, u, _, _ in parts])
    width = np.concatenate([w for _, _, w, _ in parts], dtype=np.float64)
    marginal = np.concatenate([m for _, _, _, m in parts])
    out = Segments(post, up, width, marginal)
    return out.take(width > 0)
