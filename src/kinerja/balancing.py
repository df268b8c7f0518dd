"""Who is needed where: how uneven the load is, and the transfers that even it out, with a proof.

`plan_transfers` moves named people between units so that the most shortage goes with the fewest
moves, and proves that no plan is better; `plan_flows` does the same by headcount. `explain_move`
says why this person, `candidates` who else could come, `what_if` what another rule would change.
`assign_tasks` divides tasks among the workers who are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Unpack, overload

from numpy.typing import ArrayLike

from . import _checks
from ._balancing.candidates import (
    Candidates,
    MoveExplanation,
    candidates_of,
    explanation_of,
    problem_of,
)
from ._balancing.headcounts import FlowPlan, flows_of
from ._balancing.imbalance import Imbalance, ImbalanceChange, imbalance, imbalance_change
from ._balancing.make_plan import plan_of
from ._balancing.plan import Move, Remaining, TransferPlan
from ._balancing.problem import Problem
from ._balancing.reading import read_problem, rules_of
from ._balancing.reasons import RULES
from ._balancing.rules import Objective, People, Requirement, TransferRules
from ._balancing.tasks.assignment import Assignment, assign_tasks
from ._balancing.what_if import Changes, changed
from ._definitions import Language
from ._official import MONTHS_BEFORE_TRANSFER
from ._progress import Progress
from ._solve import Level
from ._words import check_language
from .errors import InputError

__all__ = [
    "RULES",
    "Assignment",
    "Candidates",
    "FlowPlan",
    "Imbalance",
    "ImbalanceChange",
    "Level",
    "Move",
    "MoveExplanation",
    "People",
    "Problem",
    "Remaining",
    "Requirement",
    "TransferPlan",
    "TransferRules",
    "assign_tasks",
    "candidates",
    "explain_move",
    "imbalance",
    "imbalance_change",
    "plan_flows",
    "plan_transfers",
    "what_if",
]


def __dir__() -> list[str]:
    return sorted(__all__)


@overload
def plan_transfers(
    people: People | Mapping[str, Any],
    need: Any,
    rules: TransferRules | None = None,
    /,
    *,
    units: ArrayLike | None = None,
    jobs: ArrayLike | None = None,
    time_limit: float = 60.0,
    progress: Progress = False,
) -> TransferPlan: ...
@overload
def plan_transfers(
    people: People | Mapping[str, Any],
    need: Any,
    /,
    *,
    rules: TransferRules,
    units: ArrayLike | None = None,
    jobs: ArrayLike | None = None,
    time_limit: float = 60.0,
    progress: Progress = False,
) -> TransferPlan: ...
@overload
def plan_transfers(
    *,
    people: People | Mapping[str, Any],
    need: Any,
    rules: TransferRules | None = None,
    units: ArrayLike | None = None,
    jobs: ArrayLike | None = None,
    time_limit: float = 60.0,
    progress: Progress = False,
) -> TransferPlan: ...
@overload
def plan_transfers(
    unit: ArrayLike,
    job: ArrayLike,
    need: Any,
    *,
    qualified: ArrayLike | None = None,
    movable: ArrayLike | None = None,
    months_in_post: ArrayLike | None = None,
    min_months: float = MONTHS_BEFORE_TRANSFER,
    max_months: float | None = None,
    home: ArrayLike | None = None,
    distance: ArrayLike | None = None,
    preference: ArrayLike | None = None,
    together: Iterable[tuple[Any, Any]] | None = None,
    fit: ArrayLike | None = None,
    within_unit: bool = False,
    max_moves: int | None = None,
    max_out: ArrayLike | Mapping[str, int] | None = None,
    max_in: ArrayLike | Mapping[str, int] | None = None,
    chains: bool = False,
    objective: Objective = "shortage",
    price_per_move: float = 0.0,
    ids: ArrayLike | None = None,
    units: ArrayLike | None = None,
    jobs: ArrayLike | None = None,
    time_limit: float = 60.0,
    progress: Progress = False,
) -> TransferPlan: ...
def plan_transfers(
    unit: Any = None,
    job: Any = None,
    need: Any = None,
    *,
    people: Any = None,
    rules: TransferRules | None = None,
    qualified: ArrayLike | None = None,
    movable: ArrayLike | None = None,
    months_in_post: ArrayLike | None = None,
    min_months: float = MONTHS_BEFORE_TRANSFER,
    max_months: float | None = None,
    home: ArrayLike | None = None,
    distance: ArrayLike | None = None,
    preference: ArrayLike | None = None,
    together: Iterable[tuple[Any, Any]] | None = None,
    fit: ArrayLike | None = None,
    within_unit: bool = False,
    max_moves: int | None = None,
    max_out: ArrayLike | Mapping[str, int] | None = None,
    max_in: ArrayLike | Mapping[str, int] | None = None,
    chains: bool = False,
    objective: Objective = "shortage",
    price_per_move: float = 0.0,
    ids: ArrayLike | None = None,
    units: ArrayLike | None = None,
    jobs: ArrayLike | None = None,
    time_limit: float = 60.0,
    progress: Progress = False,
) -> TransferPlan:
    """Transfers that remove the most shortage with the fewest moves, proved and explained.

    A move takes a person to another unit, to any job they are qualified for. No post is left with
    less than the smaller of its headcount and its need rounded up, so no shortage is made or made
    worse, and no move enters a post without need.

    Called with `people`, `need` and `rules`, or with everything by keyword; both are the same.

    Parameters
    ----------
    people : People, or table with columns unit, job, id …
        The people, in place of `unit`, `job` and the other columns; comes first.
    rules : TransferRules
        The rules, in place of the keywords that they hold; default those of `TransferRules()`.
    unit, job : array_like, shape (n,)
        Present unit and job of each person: codes, the rows and columns of `need` from 0, or
        labels listed in `units` and `jobs`.
    need : array_like, shape (units, jobs), table, Need or BalanceSheet
        Persons needed in each post, 0 or more, compared at six decimals. A table names the units
        in its first column and the jobs by its other columns; so do the results of
        `staffing.workload_need` (summed by unit and job) and `staffing.balance_sheet`.
    qualified : array_like of bool, shape (n, jobs), optional
        Jobs each person may hold, as `competency.eligible` gives them; default their own only.
    movable : array_like of bool, shape (n,), optional
        Who may be moved; those who may not still count as headcount.
    months_in_post : array_like, shape (n,), optional
        Months in the present post, NaN where unknown (counted as 0). Without it tenure is not
        checked, and the plan says so.
    min_months : float
        Fewest months in post before a move.
    max_months : float, optional
        More months than this are overdue: among plans equal so far the one that moves most overdue
        people is taken.
    home : array_like, shape (n,), optional
        Unit nearest to each person's home, with `distance`.
    distance : array_like, shape (units, units), optional
        Distance in km from a home unit (row) to a unit (column), 0 or more.
    preference : array_like, shape (n, units), optional
        Cost of each unit to each person, in place of `home` and `distance`.
    together : iterable of pairs, optional
        People (ids, or positions where there are none) who move to the same unit or not at all.
    fit : array_like, shape (n, jobs), optional
        Cost of each job to each person, added to the cost of the move.
    within_unit : bool
        Allow a change of job inside one's unit; it counts against `max_moves` only.
    max_moves : int, optional
        Most moves in all.
    max_out, max_in : int, array_like of shape (units,) or dict by unit, optional
        Most departures from, and arrivals in, each unit.
    chains : bool
        Allow that a person who leaves is replaced by another. Otherwise a move leaves only a post
        with more people than its need rounded up, and enters only a post with fewer than its need,
        both by the headcount before any move.
    objective : {"shortage", "deviation", "peak"}
        What comes first: total shortage; Σ (n − need)²/need; or the number of posts with a need
        of 1 or more and nobody, then the largest need/n over those that have somebody.
    price_per_move : float
        Persons of shortage that a move must be worth; the levels are then shortage + price·moves,
        and cost. With "shortage" only.
    ids : array_like, shape (n,), optional
        Names of the people, each once. They also break ties.
    units, jobs : array_like, optional
        Labels of the rows and columns of `need`.
    time_limit : float
        Seconds; when they run out the plan is ``"feasible"``, with its bound and gap.
    progress : bool or callable
        A progress bar, or a function called with (levels done, levels in all).

    Returns
    -------
    TransferPlan
        Moves with their reasons, the levels with their bounds, what stays short and why.

    Raises
    ------
    InputError
        If an input has the wrong shape, an unknown label, a missing, negative or infinite number, a
        duplicated id, a person without any job, or options that exclude each other.
    ConvergenceError
        If the solver fails; its status is named, and there is no half plan.

    Notes
    -----
    The objectives are lexicographic: (shortage, moves, cost), or deviation, or empty posts and
    peak, in place of the shortage; then delay where `max_months` is given; then `months`, the whole
    months in the present post of those who move, as many as possible, where months are given; then
    `order`, the sum of their positions by id (without ids, by row), as small as possible. Each
    level is solved on the face of the plans that are optimal for the levels before. Shortage is
    counted in millionths of a person, so its optimum is an exact whole number, proved by whole
    prices of the rows.

    Direct moves form a network: the rows on either side of the moves are nested sets, the matrix is
    totally unimodular, and a vertex of the linear programme consists of whole people. Where chains,
    pairs, or changes of job under caps break that and a vertex is fractional, branch and bound
    takes over. The shortage of a post is taken at whole headcounts, where it is convex; a row
    s ≥ need − n would let the programme move 0.4 of a person.

    `decided_by` says which rule was the last that was needed; plans equal in every level go by a
    fixed order of the posts.

    References
    ----------
    Edmonds, J. (1970). Submodular functions, matroids, and certain polyhedra. Combinatorial
    Structures and their Applications, 69-87.
    Ahuja, R. K., Magnanti, T. L. and Orlin, J. B. (1993). Network Flows, chapters 9 and 17.

    Examples
    --------
    The office has a clerk too many, and the clinic lacks one.

    >>> plan = plan_transfers(
    ...     ["office", "office", "clinic"],
    ...     ["clerk", "clerk", "clerk"],
    ...     [[1], [2]],
    ...     ids=["A1", "A2", "A3"],
    ...     units=["office", "clinic"],
    ...     jobs=["clerk"],
    ... )
    >>> plan.status, plan.shortage_before, plan.shortage_after, plan.other_plans
    ('optimal', 1.0, 0.0, True)
    >>> [(move.staff, move.to_unit) for move in plan.moves]
    [('A1', 'clinic')]
    >>> plan.decided_by
    'order'
    >>> plan.moves[0].reason
    'clinic needs 2 people as clerk and has 1; under this plan it has 2. office keeps 1 as clerk
    for a need of 1.'

    The same with the rules as a definition.

    >>> staff = {
    ...     "id": ["A1", "A2", "A3"],
    ...     "unit": ["office"] * 2 + ["clinic"],
    ...     "job": ["clerk"] * 3,
    ... }
    >>> need = {"unit": ["office", "clinic"], "clerk": [1, 2]}
    >>> plan_transfers(staff, need, TransferRules(max_moves=1)).moves == plan.moves
    True
    """
    if people is None and (rules is not None or isinstance(unit, People) or _checks.is_table(unit)):
        people, unit = unit, None
        if need is None or isinstance(need, TransferRules):
            rules, need, job = need if rules is None else rules, job, None
    if people is not None:
        _refuse_both(
            unit=unit, job=job, qualified=qualified, movable=movable, months_in_post=months_in_post,
            home=home, distance=distance, preference=preference, together=together, fit=fit,
            ids=ids,
        )  # fmt: skip
        people = people if isinstance(people, People) else People.of(people)
    else:
        people = People(
            unit=unit,
            job=job,
            ids=ids,
            qualified=qualified,
            movable=movable,
            months_in_post=months_in_post,
            home=home,
            distance=distance,
            preference=preference,
            fit=fit,
            together=together,
        )
    own = rules_of(
        min_months=min_months,
        max_months=max_months,
        within_unit=within_unit,
        max_moves=max_moves,
        max_out=max_out,
        max_in=max_in,
        chains=chains,
        objective=objective,
        price_per_move=price_per_move,
    )
    if rules is not None and own != TransferRules():
        raise InputError.about(
            "rules",
            code="contradiction",
            expected="each rule once: in `rules`, or by keyword",
            found="both",
            hint="Change the rules first: rules.model_copy(update={…}).",
        )
    problem = read_problem(
        people, need, rules or own, units=units, jobs=jobs, time_limit=time_limit
    )
    return plan_of(problem, progress=progress)


def _refuse_both(**data: Any) -> None:
    """Refuse data of people beside `people`."""
    twice = [name for name, value in data.items() if value is not None]
    if twice:
        raise InputError.about(
            twice[0],
            code="contradiction",
            expected="each column once: in `people`, or by keyword",
            found="both",
            hint="Put it into `people`.",
        )


def plan_flows(
    headcount: ArrayLike,
    need: ArrayLike,
    *,
    convertible: ArrayLike | None = None,
    cost: ArrayLike | None = None,
    max_moves: int | None = None,
    max_out: ArrayLike | None = None,
    max_in: ArrayLike | None = None,
    objective: Objective = "shortage",
    time_limit: float = 60.0,
) -> FlowPlan:
    """Transfers by headcount: how many people from which post to which, no names.

    Parameters
    ----------
    headcount : array_like, shape (units, jobs)
        People in each post, whole numbers.
    need : array_like, shape (units, jobs)
        Persons needed in each post, 0 or more, compared at six decimals.
    convertible : array_like of bool, shape (jobs, jobs), optional
        Whether people in the job of the row may take the job of the column; default the same job
        only.
    cost : array_like, shape (units, units), optional
        Cost of a move from the unit of the row to that of the column.
    max_moves : int, optional
        Most moves in all.
    max_out, max_in : int or array_like, shape (units,), optional
        Most departures from, and arrivals in, each unit.
    objective : {"shortage", "deviation", "peak"}
        As in `plan_transfers`.
    time_limit : float
        Seconds; when they run out the plan is ``"feasible"``, with its bound and gap.

    Returns
    -------
    FlowPlan

    Raises
    ------
    InputError
        If a table has the wrong shape, a missing or negative number, or a headcount is not whole.
    ConvergenceError
        If the solver fails; its status is named.

    Notes
    -----
    The same direct moves, protection and levels as `plan_transfers`, each post being one stock of
    interchangeable people: 4.7 million people are as quick as the number of their posts.

    Examples
    --------
    >>> flows = plan_flows([[12], [3]], [[8], [5.5]])
    >>> flows.count.tolist(), flows.shortage_before, flows.shortage_after
    ([3], 2.5, 0.0)
    """
    return flows_of(
        headcount,
        need,
        convertible=convertible,
        cost=cost,
        max_moves=max_moves,
        max_out=max_out,
        max_in=max_in,
        objective=objective,
        time_limit=time_limit,
    )


def explain_move(plan: TransferPlan, staff: Any, *, language: Language = "en") -> MoveExplanation:
    """Why this person moves and why there, the runner-up, and a letter to the person.

    Parameters
    ----------
    plan : TransferPlan
    staff : label or int
        Id of the person, or the position where there are no ids.
    language : {"en", "id"}

    Returns
    -------
    MoveExplanation
        `text` for the official who decides, `letter` for the person. The letter states facts,
        promises nothing and names nobody else.

    Raises
    ------
    InputError
        If the plan does not move the person, or was read back without its problem.

    Notes
    -----
    The runner-up is the best of those who stay, if this one person stayed instead and everyone else
    moved as planned: most shortage removed, then least cost, then overdue first, then the order of
    ids.

    Examples
    --------
    >>> plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1], [2]], preference=[[0, 5], [0, 2], [0, 0]])
    >>> why = explain_move(plan, 1)
    >>> why.effect, why.cost, why.runner_up, why.runner_up_cost
    (1.0, 2.0, 0, 5.0)
    """
    check_language(language)
    return explanation_of(plan, staff, language)


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
        shortage removed, cost, overdue, and the order of ids.

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
      id  from_unit  from_job  cost  effect  rule     planned  destination
      1           0         0     2       1  –            yes  1
      0           0         0     5      -1  protect       no  –
    """
    return candidates_of(plan, unit, job)


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
        Moves ruled out, or laid down. All three are added to those already in the plan.
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
    kinerja.errors.InfeasibleError: 1 cannot be sent to 1. Rules that clash: force, keep.
    """
    problem = changed(problem_of(plan), keep=keep, forbid=forbid, force=force, changes=changes)
    return plan_of(problem)
