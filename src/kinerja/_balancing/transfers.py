"""`plan_transfers`: how people, need and rules may be handed in, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, overload

from .. import _checks
from .._official import MONTHS_BEFORE_TRANSFER
from .._progress import Progress
from .._steady import steady
from .._types import ArrayLike, TableLike
from ..errors import InputError
from .make_plan import plan_of
from .plan import TransferPlan
from .reading import read_problem, rules_of
from .rules import Objective, People, TransferRules


@overload
def plan_transfers(
    people: People | TableLike,
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
    people: People | TableLike,
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
    people: People | TableLike,
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
@steady
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
    'clinic needs 2 people as clerk and has 1; under this plan it would have 2. office keeps 1 as
    clerk for a need of 1.'

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
    columns: dict[str, Any] = {
        "unit": unit, "job": job, "qualified": qualified, "movable": movable,
        "months_in_post": months_in_post, "home": home, "distance": distance,
        "preference": preference, "together": together, "fit": fit, "ids": ids,
    }  # fmt: skip
    if people is None:
        people = People(**columns)
    else:
        _refuse_both(columns)
        people = people if isinstance(people, People) else People.of(people)
    own = rules_of(
        min_months=min_months, max_months=max_months, within_unit=within_unit,
        max_moves=max_moves, max_out=max_out, max_in=max_in, chains=chains,
        objective=objective, price_per_move=price_per_move,
    )  # fmt: skip
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


def _refuse_both(columns: Mapping[str, Any]) -> None:
    """Refuse data of people beside `people`."""
    twice = [name for name, value in columns.items() if value is not None]
    if twice:
        raise InputError.about(
            twice[0],
            code="contradiction",
            expected="each column once: in `people`, or by keyword",
            found="both",
            hint="Put it into `people`.",
        )
