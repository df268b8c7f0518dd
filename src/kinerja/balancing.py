"""Who is needed where: how uneven the load is, and the transfers that even it out, with a proof.

`plan_transfers` moves named people between units so that the most shortage goes with the fewest
moves, and proves that no plan is better; `plan_flows` does the same by headcount. `explain_move`
says why this person, `explain_stay` why not another, `candidates` who else could come, `what_if`
what another rule would change. `assign_tasks` divides tasks among the workers who are there.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Unpack

from ._balancing.candidates import Candidates, candidates_of, problem_of
from ._balancing.headcounts import FlowPlan, plan_flows
from ._balancing.imbalance import Imbalance, ImbalanceChange, imbalance, imbalance_change
from ._balancing.make_plan import plan_of
from ._balancing.open_posts import OpenPost
from ._balancing.plan import Move, Remaining, TransferPlan
from ._balancing.problem import Problem
from ._balancing.reasons import RULES
from ._balancing.rules import People, Requirement, TransferRules
from ._balancing.tasks.assignment import Assignment, assign_tasks
from ._balancing.transfers import plan_transfers
from ._balancing.what_if import Changes, changed
from ._balancing.why_move import MoveExplanation, explanation_of
from ._balancing.why_stay import Considered, StayExplanation, stay_of
from ._checks import one_day
from ._definitions import Language
from ._letters import Reply, Templates, read_reply
from ._solve import Level
from ._steady import steady
from ._words import check_language
from .errors import InputError

__all__ = [
    "RULES",
    "Assignment",
    "Candidates",
    "Considered",
    "FlowPlan",
    "Imbalance",
    "ImbalanceChange",
    "Level",
    "Move",
    "MoveExplanation",
    "OpenPost",
    "People",
    "Problem",
    "Remaining",
    "Reply",
    "Requirement",
    "StayExplanation",
    "TransferPlan",
    "TransferRules",
    "assign_tasks",
    "candidates",
    "explain_move",
    "explain_stay",
    "imbalance",
    "imbalance_change",
    "plan_flows",
    "plan_transfers",
    "what_if",
]


def __dir__() -> list[str]:
    return sorted(__all__)


@steady
def explain_move(
    plan: TransferPlan,
    staff: Any,
    *,
    language: Language = "en",
    reply: Reply | None = None,
    starts: datetime.date | str | None = None,
    ground: str = "",
    templates: Templates | None = None,
) -> MoveExplanation:
    """Why this person moves and why there, the runner-up, and a letter to the person.

    Parameters
    ----------
    plan : TransferPlan
    staff : label or int
        Id of the person, or the position where there are no ids.
    language : {"en", "id"}
    reply : Reply, optional
        Whom the person answers to, and until when. Without it the letter says only that they may
        ask and object within 14 days.
    starts : date, or its text as YYYY-MM-DD, optional
        First day in the new post.
    ground : str, optional
        Rules that the office names as the ground of the move.
    templates : mapping of name to sentence, optional
        Sentences in place of those of `letters.sentences("move")`.

    Returns
    -------
    MoveExplanation
        `text` for the official who decides, `letter` for the person; all that they state stands in
        fields as well. The letter states facts, promises nothing and names nobody else.

    Raises
    ------
    InputError
        If the plan does not move the person, or was read back without its problem; if a template
        has no sentence of its name or lacks a placeholder.

    Notes
    -----
    The runner-up is the best of those who stay, if this one person stayed instead and everyone else
    moved as planned: most shortage removed, then least cost, then overdue first, then the order of
    ids. The same exchange, with each of those who could come, gives the counts `others_…`: by the
    first objective of the plan, then by cost, then by the term, and the rest as good.

    Examples
    --------
    >>> plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1], [2]], preference=[[0, 5], [0, 2], [0, 0]])
    >>> why = explain_move(plan, 1)
    >>> why.effect, why.cost, why.runner_up, why.runner_up_cost, why.others_dearer
    (1.0, 2.0, 0, 5.0, 1)
    """
    check_language(language)
    return explanation_of(
        plan,
        staff,
        language=language,
        reply=read_reply(reply),
        starts=None if starts is None else one_day(starts, "starts"),
        ground=_text(ground, "ground"),
        templates=templates,
    )


def _text(value: Any, argument: str) -> str:
    if not isinstance(value, str):
        raise InputError.about(
            argument, code="wrong_type", expected="text", found=type(value).__name__
        )
    return value


@steady
def explain_stay(
    plan: TransferPlan,
    staff: Any,
    *,
    language: Language = "en",
    asked: Any = None,
    reply: Reply | None = None,
    templates: Templates | None = None,
) -> StayExplanation:
    """Why this person stays, what they were considered for, what they asked for, what is open.

    Parameters
    ----------
    plan : TransferPlan
    staff : label or int
        Id of the person, or the position where there are no ids.
    language : {"en", "id"}
    asked : unit, or (unit, job), optional
        What the person asked for; without it the unit that they like best, where the plan was made
        with `preference` and that is not their own.
    reply : Reply, optional
        Whom the person answers to, and until when.
    templates : mapping of name to sentence, optional
        Sentences in place of those of `letters.sentences("stay")`.

    Returns
    -------
    StayExplanation
        `text` for the official, `letter` for the person, and the same in fields. The letter names
        nobody else.

    Raises
    ------
    InputError
        If the plan moves the person, or was read back without its problem; if the unit or job asked
        for is unknown; if a template has no sentence of its name or lacks a placeholder.

    Notes
    -----
    What keeps a person wherever they might go comes first: a request, a list, time in post, no post
    that is short and asks for them, a post of their own that can spare nobody. Otherwise each move
    that they could have made in place of the one who does is compared with theirs in the order of
    the plan's objectives, and `because` names the first that decided.

    Examples
    --------
    >>> plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1], [2]], preference=[[0, 5], [0, 2], [0, 0]])
    >>> why = explain_stay(plan, 0)
    >>> why.reason, [(row.unit, row.next_in_line, row.because) for row in why.considered]
    ('filled', [(1, True, 'cost')])
    """
    check_language(language)
    return stay_of(
        plan,
        staff,
        language=language,
        asked=asked,
        reply=read_reply(reply),
        templates=templates,
    )


@steady
def candidates(plan: TransferPlan, unit: Any, job: Any) -> Candidates:
    """Who could come to a post: a ranked list with cost and effect, everyone else as planned.

    Parameters
    ----------
    plan : TransferPlan
    unit, job : label or int
        The post.

    Returns
    -------
    Candidates
        Everyone who may move and is qualified. First those whose coming breaks no rule, then by
        shortage removed, cost, overdue, the longest in post (where the plan's rule of ties asks for
        it), and the order of ids.

    Raises
    ------
    InputError
        If the unit or the job is unknown, or the plan was read back without its problem.

    Examples
    --------
    >>> plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1], [2]], preference=[[0, 5], [0, 2], [0, 0]])
    >>> candidates(plan, 1, 0)
    People who could come
      unit      1
      job       0
      shortage  0
      id  from unit  from job  cost  effect  rule     planned  destination
      1           0         0     2       1  –            yes  1
      0           0         0     5      -1  protect       no  –
    """
    return candidates_of(plan, unit, job)


@steady
def what_if(
    plan: TransferPlan,
    *,
    keep: Iterable[Any] = (),
    forbid: Iterable[tuple[Any, ...]] = (),
    force: Iterable[tuple[Any, ...]] = (),
    **changes: Unpack[Changes],
) -> TransferPlan:
    """Solve a plan's problem again with something changed.

    Parameters
    ----------
    plan : TransferPlan
    keep : iterable of staff
        People who stay.
    forbid, force : iterable of (staff, unit) or (staff, unit, job)
        Moves that are forbidden, or required. All three are added to those already in the plan.
    **changes
        Any argument of `plan_transfers` but `units`, `jobs` and `progress`: rules by keyword, or
        `rules` as a whole (``plan.problem.rules.model_copy(update={…})``). With `ids` the people
        are those named: the rows of those who stay are taken over, so that somebody who has
        resigned is left out by their id alone.

    Returns
    -------
    TransferPlan

    Raises
    ------
    InfeasibleError
        If the demands contradict each other or a rule; the rules that clash are named.
    InputError
        If a person, a unit, a job or an option is unknown.

    Examples
    --------
    >>> plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1], [2]], preference=[[0, 5], [0, 2], [0, 0]])
    >>> plan.cost, what_if(plan, keep=[1]).cost
    (2.0, 5.0)
    >>> what_if(plan, keep=[1], force=[(1, 1)])
    Traceback (most recent call last):
        ...
    kinerja.errors.InfeasibleError: Person 1 cannot be sent to unit 1. Rules that clash: ...
    """
    problem = changed(problem_of(plan), keep=keep, forbid=forbid, force=force, changes=changes)
    return plan_of(problem)
