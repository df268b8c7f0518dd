"""The plan: its moves, its proof, what is left, and the function that makes it."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from .._progress import Progress, reporter
from .._solve import CLOSE, Level, Status
from ..errors import ConvergenceError, InfeasibleError
from ..results import IntMatrix, Provenance, Result
from .direct import (
    Arcs,
    Trail,
    after,
    level_names,
    measured,
    out_of_time,
    shortage,
    solve_whole,
)
from .groups import Ints, Network, group
from .problem import MILLIONTHS, Problem

DENSE = 20_000
"""Up to so many possible moves all of them stand in one programme."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Move(Result):
    """One person's transfer."""

    staff: Any
    from_unit: Any
    from_job: Any
    to_unit: Any
    to_job: Any
    cost: float
    reason: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Remaining(Result):
    """A post that stays short, and the rule that holds it."""

    unit: Any
    job: Any
    shortage: float
    """Persons still missing."""
    rule: str
    """Relaxing this rule alone would let one more person come (`RULES` says it in words); two
    joined by ``+`` where only both together would."""
    others: tuple[str, ...] = ()
    """Further rules of which each, relaxed alone, would do the same."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TransferPlan(Result):
    """Moves, and the proof that no plan is better."""

    moves: tuple[Move, ...]
    shortage_before: float
    shortage_after: float
    cost: float
    levels: tuple[Level, ...]
    bound: float
    """Of the first level whose gap is not 0, else of the first level."""
    gap: float
    status: Status
    """``"optimal"`` only if every gap is 0."""
    stopped_by: Literal["time_limit"] | None
    other_plans: bool
    """True when other plans have the same value in every level; ties went by the order of ids."""
    tenure_checked: bool
    """False when no months in post were given: then nobody's tenure was looked at."""
    mean_fit: float
    """Mean of `fit` over the moves; NaN without moves or without `fit`."""
    wishes_met: float
    """Share of the moves to the unit that the person likes best (or that is nearest to home),
    their present unit apart; NaN without moves or wishes."""
    headcount_before: IntMatrix
    """(units, jobs)"""
    headcount_after: IntMatrix
    """(units, jobs)"""
    remaining: tuple[Remaining, ...]
    provenance: Provenance
    problem: Problem | None = field(default=None, compare=False)
    """Frozen copy of the inputs and options; in `to_dict` only if asked for, and no part of
    equality."""

    def to_dict(self, *, problem: bool = False) -> dict[str, Any]:
        """Return the fields in plain JSON types; the problem only if asked for."""
        # Slotted dataclasses are made anew, which a bare super() does not follow.
        out = Result.to_dict(self)
        if not problem:
            del out["problem"]
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Restore a plan from what `to_dict` returned, with or without its problem."""
        whole = {"problem": None, **data}
        return Result.from_dict.__func__(cls, whole)  # type: ignore[attr-defined,no-any-return]

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of `to_dict()`."""
        out: dict[str, Any] = Result.json_schema.__func__(cls)  # type: ignore[attr-defined]
        out["required"].remove("problem")
        return out

    def _columns(self) -> dict[str, NDArray[Any]]:
        names = ("staff", "from_unit", "from_job", "to_unit", "to_job", "cost", "reason")
        out = {}
        for name in names:
            column = np.empty(len(self.moves), dtype=object)
            column[:] = [getattr(move, name) for move in self.moves]
            out[name] = column.astype(np.float64) if name == "cost" else column
        return out


def plan_of(problem: Problem, *, progress: Progress = False) -> TransferPlan:
    """Solve a checked problem."""
    from .reasons import remaining_of, sentence
    from .what_if import check_demands, explain_clash

    limit = problem.options["time_limit"]
    net = group(problem)
    late = problem.options["max_months"] is not None
    names = level_names(net, late=late)
    trail = Trail(time.monotonic() + limit, reporter(progress, len(names), "levels"))
    check_demands(problem, net)
    start = _direct_moves(problem, net, limit, late=late) if net.chains else None
    try:
        arcs, stopped = searched(net, trail, late=late)
    except InfeasibleError as error:
        raise explain_clash(problem) from error
    if stopped and start is not None:
        arcs = min(arcs, start, key=lambda plan: tuple(measured(net, plan, names).values()))
    levels = levels_of(net, arcs, trail, names)
    people, unit, job = _people(net, problem, arcs)
    final = after(net, arcs)
    costs = _costs(problem, people, unit, job)
    first_open = next((level for level in levels if level.gap != 0), levels[0])
    moves = tuple(
        Move(
            staff=problem.person(i),
            from_unit=problem.unit_name(int(problem.unit[i])),
            from_job=problem.job_name(int(problem.job[i])),
            to_unit=problem.unit_name(v),
            to_job=problem.job_name(d),
            cost=cost,
            reason=sentence(problem, final, i, v, d),
        )
        for i, v, d, cost in zip(
            people.tolist(), unit.tolist(), job.tolist(), costs.tolist(), strict=True
        )
    )
    return TransferPlan(
        moves=moves,
        shortage_before=shortage(net.need, net.headcount) / MILLIONTHS,
        shortage_after=shortage(net.need, final) / MILLIONTHS,
        cost=math.fsum(costs.tolist()),
        levels=levels,
        bound=first_open.bound,
        gap=first_open.gap,
        status="optimal" if all(level.gap == 0 for level in levels) else "feasible",
        stopped_by="time_limit" if stopped or trail.cut else None,
        other_plans=trail.others,
        tenure_checked=problem.months_in_post is not None,
        mean_fit=math.nan
        if problem.fit is None or not people.size
        else float(problem.fit[people, job].mean()),
        wishes_met=_wishes(problem, people, unit),
        headcount_before=net.headcount,
        headcount_after=final,
        remaining=remaining_of(problem, net, arcs, final, stopped=stopped),
        provenance=Provenance(
            options={**problem.options, **net.caps()}, left_out=_left_out(problem)
        ),
        problem=problem,
    )


def _direct_moves(problem: Problem, net: Network, limit: float, *, late: bool) -> Arcs | None:
    """Plan without chains, to fall back on where chains are too many for the time limit.

    Direct moves keep every rule of chains, and take a small part of the time.
    """
    if _moves_at_most(net) <= DENSE:
        return None
    direct = group(replace(problem, options={**problem.options, "chains": False}))
    trail = Trail(time.monotonic() + limit / 2, lambda _levels: None, named=False)
    try:
        found, _ = searched(direct, trail, late=late)
    except (InfeasibleError, ConvergenceError):
        # A demand that only chains can meet, or no time for as much as this.
        return None
    people, unit, job = _people(direct, problem, found)
    group_of = np.full(problem.size, -1, dtype=np.int64)
    group_of[net.members] = np.repeat(np.arange(net.size.size), net.size)
    rows, count = np.unique(
        np.column_stack([group_of[people], unit, job]), axis=0, return_counts=True
    )
    return Arcs(rows[:, 0], rows[:, 1], rows[:, 2], count.astype(np.int64))


def searched(net: Network, trail: Trail, *, late: bool) -> tuple[Arcs, bool]:
    """Find the best moves by the lightest formulation that fits, and tell if time ran out."""
    from .chains import solve_mixed
    from .large import solve_pooled

    try:
        arcs: Arcs | None = None
        if _poolable(net):
            arcs = solve_pooled(net, trail, late=late)
        if arcs is None:
            arcs = solve_whole(net, trail, late=late)
        if arcs is None:
            arcs = solve_mixed(net, trail, late=late)
            if not set(level_names(net, late=late)) <= set(trail.bounds):
                return arcs, True
    except ConvergenceError as error:
        if not out_of_time(error):
            raise
        best = trail.latest()
        if best is None:
            best = Arcs.none()
        if net.forced.any() and not best.count.size:
            # Nobody moving would break a demand, and half a plan is none.
            raise
        return best, True
    return arcs, False


def _poolable(net: Network) -> bool:
    if net.chains or net.couples.size:
        return False
    if net.within_unit and (net.max_out is not None or net.max_in is not None):
        return False
    return _moves_at_most(net) > DENSE


def _moves_at_most(net: Network) -> int:
    """Columns of a programme in which every possible move stands."""
    return int((net.qualified @ net.enter.sum(axis=0)).sum())


def levels_of(net: Network, arcs: Arcs, trail: Trail, names: list[str]) -> tuple[Level, ...]:
    values = measured(net, arcs, names)
    out = []
    reached = True
    for name in names:
        value = values[name]
        if name in trail.bounds:
            bound = trail.bounds[name]
        else:
            bound = _least(net, name, values) if reached else math.nan
            reached = False
        gap = value - bound
        if gap <= CLOSE * max(1.0, abs(value)):
            gap, bound = 0.0, value
        out.append(Level(name=name, value=value, bound=bound, gap=gap))
    return tuple(out)


def _least(net: Network, name: str, values: dict[str, float]) -> float:
    """A bound that holds before anything is solved."""
    people = int(net.size.sum())
    if net.max_moves is not None:
        people = min(people, net.max_moves)
    if name in {"shortage", "shortage_and_moves"}:
        return max(0.0, shortage(net.need, net.headcount) / MILLIONTHS - people)
    if name == "cost" and net.costs.size and net.fits.size:
        moves = int(values.get("moves", 0.0))
        cheapest = float(net.costs.min() + net.fits.min())
        return min(cheapest * moves, cheapest * people if "moves" not in values else math.inf)
    return 0.0


def _people(net: Network, problem: Problem, arcs: Arcs) -> tuple[Ints, Ints, Ints]:
    """Name the people: the first of each group in the order of ids, to posts in their order."""
    order = np.lexsort((arcs.job, arcs.unit, arcs.group))
    group_, count = arcs.group[order], arcs.count[order]
    row = np.repeat(np.arange(group_.size), count)
    offset = np.cumsum(count) - count
    begin = offset - offset[np.searchsorted(group_, group_)] if group_.size else offset
    within = np.arange(row.size) - np.repeat(offset, count)
    at = net.start[group_[row]] + begin[row] + within
    people = net.members[at]
    by_id = np.argsort(net.place[at], kind="stable")
    return people[by_id], arcs.unit[order][row][by_id], arcs.job[order][row][by_id]


def _costs(problem: Problem, people: Ints, unit: Ints, job: Ints) -> NDArray[np.float64]:
    out = np.zeros(people.size)
    if problem.preference is not None:
        out += problem.preference[people, unit]
    if problem.distance is not None and problem.home is not None:
        out += problem.distance[problem.home[people], unit]
    if problem.fit is not None:
        out += problem.fit[people, job]
    return out


def _wishes(problem: Problem, people: Ints, unit: Ints) -> float:
    if problem.preference is not None:
        wish = problem.preference[people].copy()
    elif problem.distance is not None and problem.home is not None:
        wish = problem.distance[problem.home[people]].copy()
    else:
        return math.nan
    if not people.size:
        return math.nan
    rows = np.arange(people.size)
    got = wish[rows, unit]
    stay = problem.unit[people]
    elsewhere = stay != unit
    wish[rows[elsewhere], stay[elsewhere]] = np.inf
    return float((got <= wish.min(axis=1)).mean())


def _left_out(problem: Problem) -> tuple[str, ...]:
    if problem.months_in_post is None:
        return ("tenure: months in post were not given, so nobody's tenure was checked",)
    return ()
