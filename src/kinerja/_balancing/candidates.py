"""Who could come to a post: everyone whom the rules of their own person allow to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._types import Flags, Float, Ints
from .._words import words
from ..errors import InputError
from ..results import Axis, BoolVector, FloatVector, LabelVector, Provenance, Result
from .network import movable, posts
from .plan import TransferPlan
from .problem import Problem, cost_of
from .rules import MILLIONTHS


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Candidates(Result):
    """People who could come to one post, the best first; everyone else stays as planned."""

    _keys: ClassVar = {"person": "staff"}

    unit: Any
    job: Any
    shortage: float
    """Persons missing there with the plan."""
    staff: Annotated[LabelVector, Axis("person")]
    from_unit: Annotated[LabelVector, Axis("person")]
    from_job: Annotated[LabelVector, Axis("person")]
    cost: Annotated[FloatVector, Axis("person")]
    """Of the move to this post."""
    effect: Annotated[FloatVector, Axis("person")]
    """Persons of shortage removed by this coming, over staying in the present post."""
    rule: Annotated[LabelVector, Axis("person")]
    """Rule that the move would break beside the other moves of the plan; empty if none."""
    planned: Annotated[BoolVector, Axis("person")]
    """Whom the plan sends here."""
    destination: Annotated[LabelVector, Axis("person")]
    """Unit to which the plan sends the person; None if nowhere."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the plan was made."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.candidates

    def _facts(self, language: str = "en") -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("unit", "job", "shortage")}


def problem_of(plan: TransferPlan) -> Problem:
    """Return the problem of a plan, or say how to get it."""
    _checks.instance(plan, "plan", TransferPlan, hint="Pass what plan_transfers returned.")
    if plan.problem is None:
        raise InputError.about(
            "plan",
            code="missing_argument",
            expected="a plan that holds its problem",
            found="none",
            hint="Write it with to_dict(problem=True), or pass the plan as it was made.",
        )
    return plan.problem


def planned(plan: TransferPlan, problem: Problem) -> tuple[Ints, Ints]:
    """(n,) unit and job of each person with the plan."""
    unit, job = problem.unit.copy(), problem.job.copy()
    where = {} if problem.ids is None else {name: i for i, name in enumerate(problem.ids.tolist())}
    for move in plan.moves:
        i = where.get(move.staff, move.staff)
        unit[i], job[i] = problem.unit_at(move.to_unit), problem.job_at(move.to_job)
    return unit, job


def candidates_of(plan: TransferPlan, unit: Any, job: Any) -> Candidates:
    """Rank everyone whom the rules of their own person allow to take a post."""
    problem = problem_of(plan)
    v, d = problem.unit_at(unit), problem.job_at(job)
    to_unit, to_job = planned(plan, problem)
    moved = (to_unit != problem.unit) | (to_job != problem.job)
    people = _able(problem, v, d)
    u, c = problem.unit[people], problem.job[people]
    here = (to_unit[people] == v) & (to_job[people] == d)
    final = plan.headcount_after
    # Each against staying in the present post, the others being where the plan puts them.
    own = final[u, c] + moved[people]
    there = final[v, d] - here
    effect = (
        short_of(problem, v, d, there)
        - short_of(problem, v, d, there + 1)
        - (short_of(problem, u, c, own - 1) - short_of(problem, u, c, own))
    ) / MILLIONTHS
    cost = cost_of(problem, people, v, d)
    rule = _rules(plan, problem, people, v, d, own, moved, to_unit)
    order = best_first(problem, people, rule != "", effect, cost)
    people, moved_here = people[order], here[order]
    return Candidates(
        unit=problem.unit_name(v),
        job=problem.job_name(d),
        shortage=float(short_of(problem, v, d, final[v, d])) / MILLIONTHS,
        staff=_named([problem.person(i) for i in people.tolist()]),
        from_unit=_named([problem.unit_name(i) for i in problem.unit[people].tolist()]),
        from_job=_named([problem.job_name(i) for i in problem.job[people].tolist()]),
        cost=cost[order],
        effect=effect[order],
        rule=_named(rule[order].tolist()),
        planned=moved_here,
        destination=_named(
            [problem.unit_name(int(to_unit[i])) if moved[i] else None for i in people.tolist()]
        ),
        provenance=plan.provenance,
    )


def best_first(
    problem: Problem, people: Ints, held: Flags | Ints, effect: Float, cost: Float
) -> Ints:
    """Order by what holds people back, shortage removed, cost, delay, and the rule of ties."""
    place = np.empty(problem.size, dtype=np.int64)
    place[problem.order()] = np.arange(problem.size)
    months = problem.tie_months()
    longest = np.zeros(people.size) if months is None else -months[people]
    late = problem.overdue()[people]
    return np.lexsort((place[people], longest, ~late, cost, -effect, held))


def _able(problem: Problem, unit: int, job: int) -> Ints:
    able = movable(problem)
    if problem.qualified is None:
        able &= problem.job == job
    else:
        able &= problem.qualified[:, job]
    inside = problem.unit == unit
    able &= ~inside | ((problem.job != job) & bool(problem.rules.within_unit))
    return np.flatnonzero(able)


def short_of(problem: Problem, unit: Any, job: Any, headcount: Any) -> Any:
    """Millionths of a person missing in posts with so many people."""
    need = np.rint(problem.need[unit, job] * MILLIONTHS).astype(np.int64)
    return np.maximum(need - headcount * MILLIONTHS, 0)


def _rules(
    plan: TransferPlan,
    problem: Problem,
    people: Ints,
    v: int,
    d: int,
    own: Ints,
    moved: Any,
    to_unit: Ints,
) -> Any:
    """First rule that each move would break beside the other moves of the plan."""
    _, need, floor, enter, leave = posts(problem)
    u, c = problem.unit[people], problem.job[people]
    inside = u == v
    units = need.shape[0]
    away = to_unit != problem.unit
    out = np.bincount(problem.unit[away], minlength=units)
    into = np.bincount(to_unit[away], minlength=units)
    mine = away[people]
    others_out = out[u] - mine
    others_in = into[v] - (mine & (to_unit[people] == v))
    shut = [i for i, unit, job in problem.forbid.tolist() if unit == v and job in (-1, d)]
    broken: list[tuple[str, Any]] = [
        ("need", np.full(people.size, need[v, d] == 0)),
        ("direct", np.full(people.size, not enter[v, d])),
        # Before what others have used up: it holds the person whoever else moves.
        ("forbid", np.isin(people, shut)),
        ("protect", ~leave[u, c] | (own - 1 < floor[u, c])),
    ]
    most = problem.rules.max_moves
    if most is not None:
        broken.append(("max_moves", moved.sum() - moved[people] + 1 > most))
    if problem.max_out is not None:
        broken.append(("max_out", ~inside & (others_out + 1 > problem.max_out[u])))
    if problem.max_in is not None:
        broken.append(("max_in", ~inside & (others_in + 1 > problem.max_in[v])))
    if problem.together is not None:
        broken.append(("together", np.isin(people, problem.together.ravel())))
    rule = np.full(people.size, "", dtype=object)
    for name, bad in reversed(broken):
        rule[bad] = name
    # What the plan itself does breaks no rule.
    rule[(to_unit[people] == v) & moved[people] & (rule == "together")] = ""
    return rule


def _named(items: list[Any]) -> Any:
    if items and all(type(item) is int for item in items):
        return np.array(items, dtype=np.int64)
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


def rule_for(
    plan: TransferPlan,
    problem: Problem,
    person: int,
    post: tuple[int, int],
    *,
    instead_of: int | None = None,
) -> str:
    """First rule that one person's move to a post would break; empty if none.

    With `instead_of` that person stays, everyone else being as planned.
    """
    v, d = post
    to_unit, to_job = planned(plan, problem)
    final = plan.headcount_after.copy()
    if instead_of is not None:
        final[to_unit[instead_of], to_job[instead_of]] -= 1
        final[problem.unit[instead_of], problem.job[instead_of]] += 1
        to_unit[instead_of], to_job[instead_of] = problem.unit[instead_of], problem.job[instead_of]
    moved = (to_unit != problem.unit) | (to_job != problem.job)
    one = np.array([person])
    own = final[problem.unit[one], problem.job[one]] + moved[one]
    return str(_rules(plan, problem, one, v, d, own, moved, to_unit)[0])
