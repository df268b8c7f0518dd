"""Who could come to a post, and why this person does: one move against its alternatives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import numpy as np

from .._solve import CLOSE
from .._types import Float, Ints
from ..errors import InputError
from ..results import Axis, BoolVector, FloatVector, LabelVector, Provenance, Result
from .letter import letter_of, text_of
from .network import movable, posts
from .problem import Problem
from .reasons import names_of, sentence
from .rules import MILLIONTHS
from .strategies.moves import deviation, empty_posts, peak, shortage

if TYPE_CHECKING:
    from .._definitions import Language
    from .plan import TransferPlan

TieRule = Literal["months", "order", "months_together", "order_together"]

POSTS_NAMED = 3
"""Open posts that a letter names."""


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

    def _headline(self) -> str:
        return "People who could come"

    def _facts(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("unit", "job", "shortage")}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MoveExplanation(Result):
    """Why this person, why there, and who would have been next."""

    staff: Any
    from_unit: Any
    from_job: Any
    to_unit: Any
    to_job: Any
    cost: float
    effect: float
    """Persons of shortage removed by this move, the others being as planned."""
    candidates: int
    """How many people could come without breaking a rule, this one among them."""
    runner_up: Any
    """Next best of those whom the plan leaves in place; None if there is none."""
    runner_up_cost: float
    """NaN without a runner-up."""
    runner_up_effect: float
    """NaN without a runner-up."""
    decided_by: TieRule | None
    """What decided where others would do as well. ``"months"`` (longer in the present post) or
    ``"order"`` (earlier by id): between this person and those with whom an exchange of just these
    two keeps every rule and every earlier level. ``"months_together"``, ``"order_together"``: there
    is nobody such, but other plans as good. None: no other plan is as good."""
    text: str
    """For the official who decides; names the runner-up by id."""
    letter: str
    """For the person; names nobody else."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""


def problem_of(plan: TransferPlan) -> Problem:
    """Return the problem of a plan, or say how to get it."""
    if not hasattr(plan, "problem"):
        raise InputError.about(
            "plan",
            code="wrong_type",
            expected="a plan",
            found=f"a {type(plan).__name__}",
            hint="Pass what plan_transfers returned.",
        )
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
        _short(problem, v, d, there)
        - _short(problem, v, d, there + 1)
        - (_short(problem, u, c, own - 1) - _short(problem, u, c, own))
    ) / MILLIONTHS
    cost = cost_of(problem, people, v, d)
    rule = _rules(plan, problem, people, v, d, own, moved, to_unit)
    late = problem.overdue()[people]
    place = np.empty(problem.size, dtype=np.int64)
    place[problem.order()] = np.arange(problem.size)
    order = np.lexsort((place[people], ~late, cost, -effect, rule != ""))
    people, moved_here = people[order], here[order]
    return Candidates(
        unit=problem.unit_name(v),
        job=problem.job_name(d),
        shortage=float(_short(problem, v, d, final[v, d])) / MILLIONTHS,
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


def cost_of(problem: Problem, people: Ints, unit: int, job: int) -> Float:
    """Cost of each person's move to one post."""
    out = np.zeros(people.size)
    if problem.preference is not None:
        out += problem.preference[people, unit]
    if problem.distance is not None and problem.home is not None:
        out += problem.distance[problem.home[people], unit]
    if problem.fit is not None:
        out += problem.fit[people, job]
    return out


def _able(problem: Problem, unit: int, job: int) -> Ints:
    able = movable(problem)
    if problem.qualified is None:
        able &= problem.job == job
    else:
        able &= problem.qualified[:, job]
    inside = problem.unit == unit
    able &= ~inside | ((problem.job != job) & bool(problem.rules.within_unit))
    return np.flatnonzero(able)


def _short(problem: Problem, unit: Any, job: Any, headcount: Any) -> Any:
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
    broken: list[tuple[str, Any]] = [
        ("need", np.full(people.size, need[v, d] == 0)),
        ("direct", np.full(people.size, not enter[v, d])),
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
    shut = [i for i, unit, job in problem.forbid.tolist() if unit == v and job in (-1, d)]
    broken.append(("forbid", np.isin(people, shut)))
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


def explanation_of(plan: TransferPlan, staff: Any, language: Language) -> MoveExplanation:
    """Explain one move of a plan."""
    problem = problem_of(plan)
    person = problem.person_at(staff)
    name = problem.person(person)
    move = next((m for m in plan.moves if m.staff == name), None)
    if move is None:
        raise InputError.about(
            "staff",
            code="unknown_label",
            expected="a person whom the plan moves",
            found=repr(name),
            hint="candidates(plan, unit, job) also lists those who stay.",
        )
    v, d = problem.unit_at(move.to_unit), problem.job_at(move.to_job)
    ranked = candidates_of(plan, v if problem.units is None else move.to_unit, move.to_job)
    me = ranked.staff.tolist().index(name)
    stays = np.array([unit is None for unit in ranked.destination], dtype=np.bool_)
    # The runner-up takes this person's place: the caps that this move used up are free again.
    possible = _if_vacant(plan, problem, ranked, person, v, d) & stays
    next_one = int(np.flatnonzero(possible)[0]) if possible.any() else None
    fields: dict[str, Any] = {
        "staff": name,
        "from_unit": move.from_unit,
        "from_job": move.from_job,
        "to_unit": move.to_unit,
        "to_job": move.to_job,
        "cost": move.cost,
        "effect": float(ranked.effect[me]),
        "candidates": int(possible.sum()) + 1,
        "runner_up": None if next_one is None else ranked.staff.tolist()[next_one],
        "runner_up_cost": np.nan if next_one is None else float(ranked.cost[next_one]),
        "runner_up_effect": np.nan
        if next_one is None
        else _instead(plan, problem, ranked, person, next_one, v, d),
        "decided_by": _tie(plan, problem, ranked, possible, person, v, d),
    }
    fact = sentence(problem, plan.headcount_after, person, v, d, language)
    return MoveExplanation(
        **fields,
        text=text_of(problem, fields, fact, v, d, language),
        letter=letter_of(
            problem,
            fields,
            person,
            fact,
            v,
            d,
            still_open=_still_open(plan, problem, person, v, d, language),
            language=language,
        ),
        provenance=Provenance(options={"language": language}),
    )


def _if_vacant(
    plan: TransferPlan, problem: Problem, ranked: Candidates, person: int, v: int, d: int
) -> Any:
    """Who could come if this one person stayed: the rules looked at without this move."""
    from dataclasses import replace

    name = problem.person(person)
    without = tuple(m for m in plan.moves if m.staff != name)
    after = plan.headcount_after.copy()
    after[v, d] -= 1
    after[problem.unit[person], problem.job[person]] += 1
    other = replace(plan, moves=without, headcount_after=after)
    again = candidates_of(other, ranked.unit, ranked.job)
    free = {
        s for s, rule in zip(again.staff.tolist(), again.rule.tolist(), strict=True) if not rule
    }
    return np.array([s in free and s != name for s in ranked.staff.tolist()], dtype=np.bool_)


def _instead(
    plan: TransferPlan, problem: Problem, ranked: Candidates, person: int, row: int, v: int, d: int
) -> float:
    """Shortage removed by the runner-up's coming in this person's place."""
    u, c = problem.unit_at(ranked.from_unit[row]), problem.job_at(ranked.from_job[row])
    final = plan.headcount_after
    there = int(final[v, d]) - 1
    own = int(final[u, c]) + int((u, c) == (int(problem.unit[person]), int(problem.job[person])))
    gain = _short(problem, v, d, there) - _short(problem, v, d, there + 1)
    loss = _short(problem, u, c, own - 1) - _short(problem, u, c, own)
    return float(gain - loss) / MILLIONTHS


def _tie(
    plan: TransferPlan,
    problem: Problem,
    ranked: Candidates,
    possible: Any,
    person: int,
    v: int,
    d: int,
) -> TieRule | None:
    """What decided between this person and those who would do as well."""
    if not plan.other_plans:
        return None
    bound = np.concatenate(
        [
            problem.force[:, 0],
            np.empty(0, np.int64) if problem.together is None else problem.together.ravel(),
        ]
    )
    timed = problem.months_in_post is not None
    alike: list[int] = []
    if person not in bound:
        others = [problem.person_at(name) for name in ranked.staff[possible].tolist()]
        alike = [
            other
            for other, cost in zip(others, ranked.cost[possible].tolist(), strict=True)
            if _as_good(plan, problem, person, other, cost, v, d)
        ]
    if not alike:
        return "months_together" if timed else "order_together"
    months = problem.whole_months()
    if months is None:
        return "order"
    return "months" if months[person] > months[alike].max() else "order"


def _as_good(
    plan: TransferPlan, problem: Problem, person: int, other: int, cost: float, v: int, d: int
) -> bool:
    """Tell whether sending the other in this person's place is equal in every earlier level."""
    now = plan.headcount_after
    then = now.copy()
    then[problem.unit[person], problem.job[person]] += 1
    then[problem.unit[other], problem.job[other]] -= 1
    late = problem.overdue()
    own = float(cost_of(problem, np.array([person]), v, d)[0])
    if late[person] != late[other] or abs(cost - own) > CLOSE * max(1.0, abs(plan.cost)):
        return False
    need = problem.need_millionths()
    before, after = (_first_objective(problem, need, headcount) for headcount in (now, then))
    return all(abs(a - b) <= CLOSE * max(1.0, abs(a)) for a, b in zip(before, after, strict=True))


def _first_objective(problem: Problem, need: Ints, headcount: Ints) -> tuple[float, ...]:
    objective = problem.rules.objective
    if objective == "deviation":
        return (deviation(need, headcount),)
    if objective == "peak":
        return empty_posts(need, headcount), peak(need, headcount)
    return (shortage(need, headcount) / MILLIONTHS,)


def _still_open(
    plan: TransferPlan, problem: Problem, person: int, v: int, d: int, language: Language
) -> list[str]:
    """Posts still short that the person could take, the least costly first."""
    _, need, _, enter, _ = posts(problem)
    short = (need - plan.headcount_after * MILLIONTHS > 0) & enter
    jobs = np.arange(need.shape[1])
    able = jobs == problem.job[person] if problem.qualified is None else problem.qualified[person]
    short &= able
    short[problem.unit[person]] = False
    short[v, d] = False
    one = np.array([person])
    found = [(float(cost_of(problem, one, u, c)[0]), u, c) for u, c in np.argwhere(short).tolist()]
    return [", ".join(names_of(problem, u, c, language)) for _, u, c in sorted(found)[:POSTS_NAMED]]
