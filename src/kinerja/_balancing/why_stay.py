"""Why a person stays: what keeps them, what they were considered for, what they asked for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np

from .._letters import Reply, Templates, layered
from .._words import words
from ..errors import InputError, shown
from ..results import Axis, Provenance, Result, Unit
from .alternatives import alternatives_of, bound, near_cost, step_of
from .candidates import problem_of, rule_for
from .network import posts
from .open_posts import OpenPost, distance_of, open_posts
from .problem import Problem, cost_of
from .stay_letter import stay_letter_of, stay_text_of

if TYPE_CHECKING:
    from .._definitions import Language
    from .plan import TransferPlan

Staying = Literal[
    "keep", "movable", "min_months", "unknown_months", "protect", "no_post", "filled", "held"
]
Because = Literal[
    "effect", "distance", "cost", "overdue", "months", "order", "forced", "pair", "together"
]


_LEVELS: dict[str, int] = {
    "effect": 0,
    "distance": 1,
    "cost": 1,
    "overdue": 2,
    "months": 3,
    "order": 4,
}
"""What decides first, and what only among those who are equal so far."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Considered(Result):
    """A post that the plan fills with another, and that this person could have filled."""

    unit: Any
    job: Any
    next_in_line: bool
    """True for the runner-up: whoever would have come if the one proposed stayed."""
    because: Because
    """What decided: more shortage removed, a shorter way, a lower cost, a term that is over, longer
    in post, the order of ids, a move laid down, a pair that moves together, or the whole plan."""
    distance: float
    """Km from the person's home; NaN where no distances were given."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StayExplanation(Result):
    """Why a person stays, what they were considered for, and a letter to them."""

    _single = True

    staff: Any
    unit: Any
    job: Any
    reason: Staying
    """What keeps the person: asked to stay, not to be moved, too short in post or not on record, a
    post that can spare nobody, no post that asks for them, every such post filled with others, or
    held by the rules."""
    need: float
    """Persons needed in the person's post."""
    after: int
    """People in it with the plan."""
    months: float
    """Months in the post; NaN where unknown or not given."""
    min_months: float
    """Fewest months before a move."""
    considered: Annotated[tuple[Considered, ...], Axis("move")]
    """Posts that the plan fills and the person could have filled, those next in line first."""
    asked_unit: Any
    """Unit that the person asked for; None if none."""
    asked_job: Any
    """Job that goes with it."""
    asked_rule: str
    """Why it was not proposed: a rule (`RULES`), ``"qualified"``, ``"here"``, or ``"other"`` where
    another person is proposed; empty where nothing was asked for."""
    open_posts: Annotated[tuple[OpenPost, ...], Axis("post")]
    """Posts that stay short and whose requirements the person meets; `rule` holds this person."""
    reply: Reply | None
    """How the person answers; None: the letter says only that they can."""
    text: Annotated[str, Unit("text")]
    """For the official who decides."""
    letter: Annotated[str, Unit("text")]
    """For the person; names nobody else."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.stay


def stay_of(
    plan: TransferPlan,
    staff: Any,
    *,
    language: Language,
    asked: Any,
    reply: Reply | None,
    templates: Templates | None,
) -> StayExplanation:
    """Explain why one person is not moved."""
    problem = problem_of(plan)
    person = problem.person_at(staff)
    name = problem.person(person)
    if any(move.staff == name for move in plan.moves):
        raise InputError.about(
            "staff",
            code="unknown_label",
            expected="a person whom the plan leaves in place",
            found=shown(name),
            hint="explain_move(plan, staff) says why somebody moves.",
        )
    own = _own_reason(plan, problem, person)
    seen = () if own else _considered(plan, problem, person)
    still = tuple(
        replace(post, rule=_rule(plan, problem, person, post, own))
        for post in open_posts(plan, problem, person)
    )
    wish = _wish(problem, person, asked)
    u, c = int(problem.unit[person]), int(problem.job[person])
    fields: dict[str, Any] = {
        "staff": name,
        "unit": problem.unit_name(u),
        "job": problem.job_name(c),
        "reason": own or _reason(seen, still),
        "need": float(problem.need[u, c]),
        "after": int(plan.headcount_after[u, c]),
        "months": float("nan")
        if problem.months_in_post is None
        else float(problem.months_in_post[person]),
        "min_months": float(problem.rules.min_months),
        "considered": seen,
        "asked_unit": None if wish is None else problem.unit_name(wish[0]),
        "asked_job": None if wish is None else problem.job_name(wish[1]),
        "asked_rule": "" if wish is None else _answer(plan, problem, person, wish, own, seen),
        "open_posts": still,
        "reply": reply,
    }
    said = layered(words(language).letters.stay, templates)
    return StayExplanation(
        **fields,
        text=stay_text_of(problem, fields, said, language),
        letter=stay_letter_of(problem, fields, said, language),
        provenance=Provenance(options={"language": language, "templates": templates is not None}),
    )


def _own_reason(plan: TransferPlan, problem: Problem, person: int) -> Staying | None:
    """What keeps a person wherever they might go."""
    if person in problem.keep:
        return "keep"
    if problem.movable is not None and not problem.movable[person]:
        return "movable"
    if not problem.tenured()[person]:
        months = problem.months_in_post
        unknown = months is not None and months[person] != months[person]
        return "unknown_months" if unknown else "min_months"
    if not _enterable(problem, person).any():
        return "no_post"
    u, c = int(problem.unit[person]), int(problem.job[person])
    _, _, floor, _, leave = posts(problem)
    # A post at its floor gives somebody only if another of its people, who moves, stayed.
    gives = any(
        (problem.unit_at(m.from_unit), problem.job_at(m.from_job)) == (u, c) for m in plan.moves
    )
    if not leave[u, c] or (plan.headcount_after[u, c] - 1 < floor[u, c] and not gives):
        return "protect"
    return None


def _enterable(problem: Problem, person: int) -> np.ndarray:
    """(units, jobs) posts that moves may enter and whose requirements the person meets."""
    _, need, _, enter, _ = posts(problem)
    jobs = np.arange(need.shape[1])
    able = jobs == problem.job[person] if problem.qualified is None else problem.qualified[person]
    out = enter & able & (need > 0)
    if not problem.rules.within_unit:
        out[problem.unit[person]] = False
    return np.asarray(out)


def _considered(plan: TransferPlan, problem: Problem, person: int) -> tuple[Considered, ...]:
    """Moves that this person could have made in place of the one who does, one row per post."""
    able = _enterable(problem, person)
    found: dict[tuple[int, int], Considered] = {}
    looked: set[tuple[int, int, int, int]] = set()
    for move in plan.moves:
        v, d = problem.unit_at(move.to_unit), problem.job_at(move.to_job)
        mover = problem.person_at(move.staff)
        # People who leave one post for another are alike in what their staying would free.
        place = (v, d, int(problem.unit[mover]), int(problem.job[mover]))
        if not able[v, d] or place in looked:
            continue
        looked.add(place)
        if rule_for(plan, problem, person, (v, d), instead_of=mover):
            continue
        others = alternatives_of(plan, problem, mover, v, d)
        row = Considered(
            unit=move.to_unit,
            job=move.to_job,
            next_in_line=bool(others.people.size) and int(others.people[0]) == person,
            because=_because(plan, problem, person, mover, v, d),
            distance=distance_of(problem, person, v),
        )
        if (v, d) not in found or _closeness(row) > _closeness(found[v, d]):
            found[v, d] = row
    return tuple(sorted(found.values(), key=lambda row: not row.next_in_line))


def _closeness(row: Considered) -> tuple[bool, int]:
    """Of several who move to one post, the one that this person came closest to is told."""
    return row.next_in_line, _LEVELS.get(row.because, -1)


def _because(
    plan: TransferPlan, problem: Problem, person: int, mover: int, v: int, d: int
) -> Because:
    """What decided for the one who moves."""
    tied = bound(problem, mover)
    if tied:
        return "forced" if tied == "forced" else "pair"
    step = step_of(plan, problem, mover, int(problem.unit[person]), int(problem.job[person]))
    if step:
        return "effect" if step > 0 else "together"
    mine, theirs = cost_of(problem, np.array([person, mover]), v, d).tolist()
    near = near_cost(problem, plan.cost)
    if abs(mine - theirs) > near:
        named: Because = (
            "cost" if problem.distance is None or problem.fit is not None else "distance"
        )
        return named if mine > theirs else "together"
    late = problem.overdue()
    if late[person] != late[mover]:
        return "overdue" if late[mover] else "together"
    months = problem.tie_months()
    if months is not None and months[mover] != months[person]:
        return "months" if months[mover] > months[person] else "together"
    return "order"


def _reason(seen: tuple[Considered, ...], still: tuple[OpenPost, ...]) -> Staying:
    return "held" if still and not seen else "filled"


def _rule(
    plan: TransferPlan, problem: Problem, person: int, post: OpenPost, own: Staying | None
) -> str:
    """What keeps this person from a post that stays short, else what holds it for everybody."""
    if own:
        return own
    place = (problem.unit_at(post.unit), problem.job_at(post.job))
    return rule_for(plan, problem, person, place) or post.rule or "objective"


def _wish(problem: Problem, person: int, asked: Any) -> tuple[int, int] | None:
    """Post that a person asked for: as stated, else the unit that they like best."""
    own = int(problem.job[person])
    if asked is not None:
        unit, job = _post(asked)
        return problem.unit_at(unit, "asked"), own if job is None else problem.job_at(job, "asked")
    if problem.preference is None:
        return None
    costs = problem.preference[person]
    best = int(np.argmin(costs))
    present = int(problem.unit[person])
    return None if costs[present] <= costs[best] else (best, own)


def _post(asked: Any) -> tuple[Any, Any]:
    """Unit and job of a wish; no job is the person's own."""
    if not isinstance(asked, tuple):
        return asked, None
    if len(asked) != 2:
        raise InputError.about(
            "asked", code="wrong_shape", expected="a unit, or (unit, job)", found=shown(asked)
        )
    return asked


def _answer(
    plan: TransferPlan,
    problem: Problem,
    person: int,
    wish: tuple[int, int],
    own: Staying | None,
    seen: tuple[Considered, ...],
) -> str:
    """Why the post that was asked for is not proposed."""
    u, c = int(problem.unit[person]), int(problem.job[person])
    if wish == (u, c):
        return "here"
    able = c == wish[1] if problem.qualified is None else bool(problem.qualified[person, wish[1]])
    if not able:
        return "qualified"
    if own and own not in ("no_post", "protect"):
        return own
    if any((problem.unit_at(row.unit), problem.job_at(row.job)) == wish for row in seen):
        return "other"
    broken = rule_for(plan, problem, person, wish)
    return broken or ("protect" if own == "protect" else "objective")
