"""From a checked problem to the plan: solve, measure, name the people, say why."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np

from .._progress import Progress, reporter
from .._results.prints import DataRead, made_from
from .._solve import Level, first_open, status_of
from .._types import Ints
from .._words import words
from ..errors import ConvergenceError, InfeasibleError
from ..results import Provenance
from .network import Network, group
from .plan import Move, TransferPlan
from .problem import Problem, cost_of
from .reasons import remaining_of, sentence
from .rules import MILLIONTHS
from .strategies.columns import counted
from .strategies.moves import Arcs, Search, after, level_names, measured, shortage
from .strategies.search import DENSE, moves_at_most, searched
from .what_if import check_demands, explain_clash


def plan_of(problem: Problem, *, progress: Progress = False) -> TransferPlan:
    """Solve a checked problem."""
    limit = problem.time_limit
    net = group(problem)
    count = len(level_names(net))
    search = Search(time.monotonic() + limit, reporter(progress, count, "levels"), Arcs.none)
    check_demands(problem, net)
    start = _direct_moves(problem, net, limit) if net.chains else None
    try:
        arcs, stopped = searched(net, search)
    except InfeasibleError as error:
        raise explain_clash(problem) from error
    if stopped and start is not None:
        arcs = min(arcs, start, key=lambda plan: _ranked(measured(net, plan)))
    levels = levels_of(net, arcs, search)
    people, unit, job = _people(net, arcs)
    final = after(net, arcs)
    costs = cost_of(problem, people, unit, job)
    unproved = first_open(levels)
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
        bound=unproved.bound,
        gap=unproved.gap,
        status=status_of(levels),
        stopped_by="time_limit" if stopped else None,
        other_plans=search.others,
        decided_by=search.decided_by,
        tenure_checked=problem.months_in_post is not None,
        mean_fit=math.nan
        if problem.fit is None or not people.size
        else float(problem.fit[people, job].mean()),
        wishes_met=_wishes(problem, people, unit),
        headcount_before=net.headcount,
        headcount_after=final,
        remaining=remaining_of(problem, net, arcs, final, stopped=stopped),
        provenance=Provenance(
            **_posts_held(problem),
            options={**problem.options, **net.caps()},
            left_out=_left_out(problem),
        ),
        problem=problem,
    )


def _posts_held(problem: Problem) -> DataRead:
    """Fingerprints of where people are now, by the names of units and jobs."""
    unit, job = (
        codes if names is None else names[codes]
        for codes, names in ((problem.unit, problem.units), (problem.job, problem.jobs))
    )
    return made_from(unit=unit, job=job, months_in_post=problem.months_in_post)


def _direct_moves(problem: Problem, net: Network, limit: float) -> Arcs | None:
    """Plan without chains, to fall back on where chains are too many for the time limit.

    Direct moves keep every rule of chains, and take a small part of the time.
    """
    if moves_at_most(net) <= DENSE:
        return None
    direct = group(replace(problem, rules=problem.rules.model_copy(update={"chains": False})))
    search = Search(time.monotonic() + limit / 2, lambda _levels: None, Arcs.none)
    try:
        found, _ = searched(direct, search)
    except (InfeasibleError, ConvergenceError):
        # A demand that only chains can meet, or no time for as much as this.
        return None
    people, unit, job = _people(direct, found)
    group_of = np.full(problem.size, -1, dtype=np.int64)
    group_of[net.members] = np.repeat(np.arange(net.size.size), net.size)
    rows, count = np.unique(
        np.column_stack([group_of[people], unit, job]), axis=0, return_counts=True
    )
    return Arcs(rows[:, 0], rows[:, 1], rows[:, 2], count.astype(np.int64))


def _ranked(values: dict[str, float]) -> tuple[float, ...]:
    """Levels to compare plans by, the least first: months in post are to be many."""
    return tuple(-v if name == "months" else v for name, v in values.items())


def levels_of(net: Network, arcs: Arcs, search: Search) -> tuple[Level, ...]:
    """Set the value of each level beside its bound."""
    values = measured(net, arcs)
    return search.levels(values, lambda name: _least(net, name, values))


def _least(net: Network, name: str, values: dict[str, float]) -> float:
    """A bound that holds before anything is solved."""
    if name == "months" and net.months is not None:
        return float(net.months.sum())
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


def _people(net: Network, arcs: Arcs) -> tuple[Ints, Ints, Ints]:
    """Name the people: the first of each group in the order of ids, to posts in their order."""
    order = np.lexsort((arcs.job, arcs.unit, arcs.group))
    group_, count = arcs.group[order], arcs.count[order]
    row = np.repeat(np.arange(group_.size), count)
    offset = np.cumsum(count) - count
    begin = offset - offset[np.searchsorted(group_, group_)]
    at = net.start[group_[row]] + begin[row] + counted(count)
    people = net.members[at]
    by_id = np.argsort(net.place[at])
    return people[by_id], arcs.unit[order][row][by_id], arcs.job[order][row][by_id]


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
        return (words().notes.tenure_not_given,)
    unknown = int(np.isnan(problem.months_in_post).sum())
    if unknown:
        return (words().notes.tenure_unknown.format(n=unknown),)
    return ()
