"""Why a person moves: the move against its alternatives, in figures and in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np

from .._letters import Reply, Templates, layered
from .._words import words
from ..errors import InputError, shown
from ..results import Axis, Provenance, Result, Unit
from .alternatives import TieRule, alternatives_of, bound, tie_of
from .candidates import problem_of
from .letter import letter_of, requirements_of, rules_in_words, text_of
from .open_posts import OpenPost, distance_of, open_posts
from .reasons import sentence

if TYPE_CHECKING:
    from .._definitions import Language
    from .plan import TransferPlan
    from .problem import Problem


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MoveExplanation(Result):
    """Why this person, why there, who would have been next, and a letter to the person."""

    _single = True

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
    need: float
    """Persons needed in the new post."""
    before: int
    """People in it before the plan."""
    after: int
    """People in it with the plan."""
    own_need: float
    """Persons needed in the post that is left."""
    left: int
    """People in it with the plan."""
    distance: float
    """Km from the person's home to the new unit; NaN where no distances were given."""
    preference: float
    """Cost of the new unit to the person, as the wishes state it; NaN without wishes."""
    fit: float
    """Cost of the new job to the person; NaN where no fit was given."""
    months: float
    """Months in the present post; NaN where unknown or not given."""
    laid_down: Literal["forced", "together"] | None
    """What ties this move, so that nobody could be exchanged with the person; None if nothing."""
    others_worse: int
    """Of the others who could come, how many would make the plan worse in its first objective."""
    others_dearer: int
    """How many would be as good there, at a higher cost."""
    others_not_overdue: int
    """How many would be as good so far, but are not in post beyond the term."""
    others_alike: int
    """How many would be as good in every level before the ties."""
    requirements: tuple[str, ...]
    """What the new post asks for and the person meets, in words."""
    open_posts: Annotated[tuple[OpenPost, ...], Axis("post")]
    """Other posts that stay short and whose requirements the person meets."""
    rules: tuple[str, ...]
    """Rules that the plan was made by, in words."""
    ground: str
    """Rules that the office names as the ground."""
    starts: str | None
    """First day in the new post, as an ISO date; None where it is not stated."""
    reply: Reply | None
    """How the person answers; None: the letter says only that they can."""
    text: Annotated[str, Unit("text")]
    """For the official who decides; names the runner-up by id."""
    letter: Annotated[str, Unit("text")]
    """For the person; names nobody else."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.move


def explanation_of(
    plan: TransferPlan,
    staff: Any,
    *,
    language: Language,
    reply: Reply | None,
    starts: dt.date | None,
    ground: str,
    templates: Templates | None,
) -> MoveExplanation:
    """Explain one move of a plan."""
    problem = problem_of(plan)
    person = problem.person_at(staff)
    said = layered(words(language).letters.move, templates)
    fields = _fields(plan, problem, person, problem.person(person))
    v, d = problem.unit_at(fields["to_unit"]), problem.job_at(fields["to_job"])
    fields |= {
        "requirements": requirements_of(problem, d, said, language),
        "open_posts": tuple(
            post
            for post in open_posts(plan, problem, person)
            if (post.unit, post.job) != (fields["to_unit"], fields["to_job"])
        ),
        "rules": rules_in_words(problem, said, language),
        "ground": ground,
        "starts": None if starts is None else starts.isoformat(),
        "reply": reply,
    }
    fact = sentence(problem, plan.headcount_after, person, v, d, language)
    return MoveExplanation(
        **fields,
        text=text_of(problem, fields, fact, person, v, d, language),
        letter=letter_of(problem, fields, person, v, d, said, language),
        provenance=Provenance(options={"language": language, "templates": templates is not None}),
    )


def _fields(plan: TransferPlan, problem: Problem, person: int, name: Any) -> dict[str, Any]:
    """Figures of a move and of its alternatives."""
    move = next((m for m in plan.moves if m.staff == name), None)
    if move is None:
        raise InputError.about(
            "staff",
            code="unknown_label",
            expected="a person whom the plan moves",
            found=shown(name),
            hint="explain_stay(plan, staff) says why somebody stays.",
        )
    u, c = int(problem.unit[person]), int(problem.job[person])
    v, d = problem.unit_at(move.to_unit), problem.job_at(move.to_job)
    others = alternatives_of(plan, problem, person, v, d)
    ranked, next_one = others.ranked, others.rows[:1]
    nothing = float("nan")
    return {
        "staff": name,
        "from_unit": move.from_unit,
        "from_job": move.from_job,
        "to_unit": move.to_unit,
        "to_job": move.to_job,
        "cost": move.cost,
        "effect": float(ranked.effect[ranked.staff.tolist().index(name)]),
        "candidates": int(others.rows.size) + 1,
        "runner_up": ranked.staff[next_one].tolist()[0] if next_one.size else None,
        "runner_up_cost": float(ranked.cost[next_one][0]) if next_one.size else nothing,
        "runner_up_effect": float(others.effect[0]) if next_one.size else nothing,
        "decided_by": tie_of(plan, problem, person, others),
        "need": float(problem.need[v, d]),
        "before": problem.headcount_at(v, d),
        "after": int(plan.headcount_after[v, d]),
        "own_need": float(problem.need[u, c]),
        "left": int(plan.headcount_after[u, c]),
        "distance": distance_of(problem, person, v),
        "preference": nothing
        if problem.preference is None
        else float(problem.preference[person, v]),
        "fit": nothing if problem.fit is None else float(problem.fit[person, d]),
        "months": nothing
        if problem.months_in_post is None
        else float(problem.months_in_post[person]),
        "laid_down": bound(problem, person),
        "others_worse": int(np.sum(others.worse)),
        "others_dearer": int(np.sum(others.dearer)),
        "others_not_overdue": int(np.sum(others.not_overdue)),
        "others_alike": int(np.sum(others.alike)),
    }
