"""Interchangeable people: who may be treated as one stock, and what binds each stock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Flags, Float, Ints
from .problem import Problem
from .rules import MILLIONTHS


@dataclass(frozen=True, slots=True)
class Network:
    """Stocks of interchangeable people, posts, and caps: what every formulation reads.

    A post (unit u, job c) is the cell ``u * jobs + c`` of the flattened tables.
    """

    headcount: Ints
    """(units, jobs)"""
    need: Ints
    """(units, jobs) in millionths."""
    floor: Ints
    """(units, jobs) fewest people a post may end with."""
    enter: Flags
    """(units, jobs) posts that may be entered."""
    unit: Ints
    """(g,) unit of each group."""
    job: Ints
    """(g,) job of each group."""
    size: Ints
    """(g,) people in it."""
    qualified: Flags
    """(g, jobs)"""
    pool: Ints
    """(g,) groups of one pool differ in cost alone."""
    cost_row: Ints
    """(g,) row of `costs`."""
    costs: Float
    """(r, units)"""
    fit_row: Ints
    """(g,) row of `fits`."""
    fits: Float
    """(f, jobs)"""
    overdue: Flags
    """(g,)"""
    late: int | None
    """Overdue people in all, those who may not move included; None where nobody can be overdue."""
    forced: Flags
    """(g,) all of the group must move."""
    allowed: dict[int, Flags]
    """Groups with rules of their own: cells (units, jobs) open to them."""
    couples: Ints
    """(k, 2) groups of one person each that move to one unit, or not at all."""
    members: Ints
    """People, group by group; within a group in the order in which they are to be moved: longest
    in post first, then by id."""
    place: Ints
    """(people,) place of each entry of `members` in the order of ids."""
    months: Ints | None
    """(people,) whole months in the present post of each entry; None where none were given."""
    start: Ints
    """(g + 1,) where each group begins in `members`."""
    max_out: Ints | None
    max_in: Ints | None
    max_moves: int | None
    chains: bool
    within_unit: bool
    objective: str
    price: float
    """Persons a move costs in the first objective."""
    named: bool = True
    """False for stocks of people without names: nothing then says who of them moves."""

    @property
    def origin(self) -> Ints:
        """(g,) post of each group."""
        out: Ints = self.unit * self.headcount.shape[1] + self.job
        return out

    @property
    def laminar(self) -> bool:
        """Tell whether the rows are two laminar families, so that vertices are whole people."""
        capped = self.max_out is not None or self.max_in is not None
        if self.couples.size:
            return False
        if self.chains and (capped or self.max_moves is not None):
            return False
        return not (self.within_unit and capped)

    def caps(self) -> dict[str, Any]:
        """Caps by name, as a provenance states them."""
        return {
            "max_moves": self.max_moves,
            "max_out": None if self.max_out is None else self.max_out.tolist(),
            "max_in": None if self.max_in is None else self.max_in.tolist(),
        }

    @property
    def costed(self) -> bool:
        """Tell whether moves differ in cost at all."""
        return bool(self.costs.any() or self.fits.any())

    def open_to(self, groups: Ints, job: int) -> Flags:
        """(len(groups), units) the units where each of the groups may take the job."""
        out = np.outer(self.qualified[groups, job], self.enter[:, job])
        home = self.unit[groups]
        rows = np.arange(groups.size)
        inside = (
            out[rows, home] & (self.job[groups] != job)
            if self.within_unit
            else np.zeros(groups.size, dtype=np.bool_)
        )
        out[rows, home] = inside
        if self.allowed:
            for row, group in enumerate(groups.tolist()):
                if group in self.allowed:
                    out[row] &= self.allowed[group][:, job]
        return out

    def cost(self, groups: Ints, unit: Ints, job: Ints) -> Float:
        """Cost of one person of each group in the post beside it."""
        return self.costs[self.cost_row[groups], unit] + self.fits[self.fit_row[groups], job]


def posts(problem: Problem, *, guarded: bool = True) -> tuple[Ints, Ints, Ints, Flags, Flags]:
    """Headcount, need, floor, and the posts that may be entered and left, by unit and job.

    Where posts are not `guarded`, those that are not short may give whom they need.
    """
    headcount, need = problem.headcount(), problem.need_millionths()
    ceiling = -(-need // MILLIONTHS)
    floor = np.minimum(headcount, ceiling)
    short = headcount * MILLIONTHS < need
    if not guarded:
        floor = np.where(short, floor, 0)
    if problem.rules.chains:
        return headcount, need, floor, need > 0, headcount > 0
    return headcount, need, floor, short, headcount > floor


def movable(problem: Problem) -> Flags:
    """(n,) people whom no rule of their own keeps in place."""
    out = problem.tenured().copy()
    if problem.movable is not None:
        out &= problem.movable
    out[problem.keep] = False
    return out


def group(problem: Problem, *, guarded: bool = True) -> Network:
    """Put people together who have the same post, qualifications, costs and delay."""
    headcount, need, floor, enter, leave = posts(problem, guarded=guarded)
    order = problem.order()
    special = _special(problem)
    cells = problem.unit * need.shape[1] + problem.job
    people = order[(movable(problem) & leave.ravel()[cells])[order]]
    people, qualified = _with_somewhere_to_go(problem, people, enter, special)
    kinds = _row_codes(np.packbits(qualified, axis=1))
    pool = _combined(cells[people], kinds, special[people])
    cost_row, costs = _cost_rows(problem, people)
    fit_row, fits = _fit_rows(problem, people)
    late = problem.overdue()[people]
    code = _combined(pool, cost_row, fit_row, late.astype(np.int64))
    count = int(code.max()) + 1 if code.size else 0
    months = problem.tie_months()
    # People come in the order of ids; a stable sort keeps it among equals.
    keys = (code,) if months is None else (-months[people], code)
    by_group = np.lexsort(keys)
    start = np.concatenate([[0], np.cumsum(np.bincount(code, minlength=count))]).astype(np.int64)
    first = by_group[start[:-1]]
    members = people[by_group]
    place = np.empty(problem.size, dtype=np.int64)
    place[order] = np.arange(problem.size)
    of = np.full(problem.size, -1, dtype=np.int64)
    of[members] = code[by_group]
    allowed, forced = _demands(problem, of, count)
    pairs = np.empty((0, 2), np.int64) if problem.together is None else of[problem.together]
    # Where one of two may not move, neither does.
    for i in pairs[(pairs < 0).any(axis=1)].max(axis=1, initial=-1).tolist():
        if i >= 0:
            allowed[i] = np.zeros(need.shape, dtype=np.bool_)
    return Network(
        headcount=headcount,
        need=need,
        floor=floor,
        enter=enter,
        unit=problem.unit[members[start[:-1]]] if count else np.empty(0, np.int64),
        job=problem.job[members[start[:-1]]] if count else np.empty(0, np.int64),
        size=np.diff(start),
        qualified=qualified[first],
        pool=pool[first],
        cost_row=cost_row[first],
        costs=costs,
        fit_row=fit_row[first],
        fits=fits,
        overdue=late[first],
        late=None if problem.rules.max_months is None else int(problem.overdue().sum()),
        forced=forced,
        allowed=allowed,
        couples=pairs[(pairs >= 0).all(axis=1)],
        members=members,
        place=place[members],
        months=None if months is None else months[members],
        start=start,
        max_out=problem.max_out,
        max_in=problem.max_in,
        max_moves=problem.rules.max_moves,
        chains=problem.rules.chains,
        within_unit=problem.rules.within_unit,
        objective=problem.rules.objective,
        price=problem.rules.price_per_move,
    )


def _with_somewhere_to_go(
    problem: Problem, people: Ints, enter: Flags, special: Ints
) -> tuple[Ints, Flags]:
    """Those people who have an open post to go to, or whom a demand names; and their jobs."""
    if problem.qualified is None:
        qualified = np.zeros((people.size, enter.shape[1]), dtype=np.bool_)
        qualified[np.arange(people.size), problem.job[people]] = True
    else:
        qualified = problem.qualified[people]
    qualified = qualified & enter.any(axis=0)
    useful = qualified.any(axis=1) | special[people].astype(np.bool_)
    return people[useful], qualified[useful]


def merged(net: Network) -> Network:
    """Pools in place of groups: cost, delay and names forgotten.

    Valid for what does not depend on them: shortage, deviation, peak and moves.
    """
    first = np.flatnonzero(np.diff(net.pool, prepend=-1) != 0)
    size = np.add.reduceat(net.size, first) if first.size else net.size
    position = np.cumsum(np.diff(net.pool, prepend=-1) != 0) - 1
    return replace(
        net,
        unit=net.unit[first],
        job=net.job[first],
        size=size,
        qualified=net.qualified[first],
        pool=np.arange(first.size),
        forced=net.forced[first],
        couples=position[net.couples],
        allowed={int(position[g]): mask for g, mask in net.allowed.items()},
        overdue=net.overdue[first],
        named=False,
        cost_row=np.zeros(first.size, dtype=np.int64),
        fit_row=np.zeros(first.size, dtype=np.int64),
    )


def _special(problem: Problem) -> Ints:
    """(n,) 0, or a number of one's own for people whom a demand names."""
    out = np.zeros(problem.size, dtype=np.int64)
    named = [problem.forbid[:, 0], problem.force[:, 0]]
    if problem.together is not None:
        named.append(problem.together.ravel())
    people = np.unique(np.concatenate(named)).astype(np.int64)
    out[people] = people + 1
    return out


def _demands(problem: Problem, of: Ints, count: int) -> tuple[dict[int, Flags], Flags]:
    allowed: dict[int, Flags] = {}
    forced = np.zeros(count, dtype=np.bool_)
    whole = np.ones(problem.need.shape, dtype=np.bool_)
    for person, unit, job in problem.forbid.tolist():
        if (at := int(of[person])) >= 0:
            mask = allowed.setdefault(at, whole.copy())
            mask[unit, slice(None) if job < 0 else job] = False
    for person, unit, job in problem.force.tolist():
        if (at := int(of[person])) >= 0:
            wanted = np.zeros(problem.need.shape, dtype=np.bool_)
            wanted[unit, slice(None) if job < 0 else job] = True
            allowed[at] = allowed.get(at, whole) & wanted
            forced[at] = True
    return allowed, forced


def _cost_rows(problem: Problem, people: Ints) -> tuple[Ints, Float]:
    units = problem.need.shape[0]
    if problem.distance is not None and problem.home is not None:
        return problem.home[people], problem.distance
    if problem.preference is None:
        return np.zeros(people.size, dtype=np.int64), np.zeros((1, units))
    return _distinct(problem.preference[people])


def _fit_rows(problem: Problem, people: Ints) -> tuple[Ints, Float]:
    if problem.fit is None:
        return np.zeros(people.size, dtype=np.int64), np.zeros((1, problem.need.shape[1]))
    return _distinct(problem.fit[people])


def _distinct(rows: Float) -> tuple[Ints, Float]:
    codes = _row_codes(rows + 0.0)
    count = int(codes.max()) + 1 if codes.size else 0
    first = np.zeros(count, dtype=np.int64)
    first[codes[::-1]] = np.arange(codes.size)[::-1]
    return codes, rows[first] if count else rows[:0]


def _row_codes(rows: NDArray[Any]) -> Ints:
    """Number the distinct rows, in an order that depends on their content alone."""
    if not rows.shape[0]:
        return np.empty(0, np.int64)
    data = np.ascontiguousarray(rows)
    whole = data.view(np.dtype((np.void, data.dtype.itemsize * data.shape[1]))).ravel()
    return np.unique(whole, return_inverse=True)[1].astype(np.int64).ravel()


def _combined(*codes: Ints) -> Ints:
    """Number the distinct combinations of several codes."""
    out = codes[0]
    for code in codes[1:]:
        if out.size == 0:
            return out
        out = np.unique(out, return_inverse=True)[1].astype(np.int64) * (int(code.max()) + 1) + code
    return np.unique(out, return_inverse=True)[1].astype(np.int64) if out.size else out
