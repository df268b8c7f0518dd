"""Who attends what: the plan, its proof, and a reason for each course and each gap that stays."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from .. import _checks
from .._definitions import fingerprint
from .._official import TRAINING_HOURS
from .._progress import Progress, reporter
from .._results.prints import made_from
from .._solve import Trail, first_open, status_of
from .._steady import steady
from .._types import ArrayLike, Flags, TableLike
from ..results import Provenance
from .course import Course
from .learning import magnified
from .plan import DevelopmentPlan
from .read_learning import read_learning
from .reasons import assignments_of, unmet_of
from .strategies.search import searched


@steady
def development_plan(
    gap: TableLike,
    courses: Sequence[Course],
    *,
    competencies: Sequence[Any],
    importance: Any = None,
    hours: ArrayLike = float(TRAINING_HOURS),
    budget: float | None = None,
    allowed: ArrayLike | None = None,
    actual: TableLike | None = None,
    ids: Any = None,
    time_limit: float = 60.0,
    progress: Progress = False,
) -> DevelopmentPlan:
    """Who attends which course, so that most of the gaps is closed, proved and explained.

    Parameters
    ----------
    gap : array_like (n, k), mapping or dataframe
        Levels missing, 0 or more: `gaps(…).shortfall`.
    courses : sequence of Course
        What is on offer. A gain in a competency that is not asked about is not used, and the
        plan's provenance says so.
    competencies : sequence of k labels
        Names of the columns of `gap`, as the courses' gains name them.
    importance : array_like (k,) or mapping, optional
        Weight of each competency, 0 or more; default 1 each.
    hours : float or array_like (n,)
        Most training hours of each person; 20 a year are due to a civil servant.
    budget : float, optional
        Most that the office can spend, Σ cost · cost_share.
    allowed : array_like of bool (n, c), optional
        Who may attend what; default everyone everything.
    actual : array_like (n, k), mapping or dataframe, optional
        Levels before; needed where a course has a `maximum`.
    ids : array_like (n,), or name of a column
        Who they are.
    time_limit : float
        Seconds; when they run out the plan is ``"feasible"``, with its bound and gap.
    progress : bool or callable
        A progress bar, or a function called with (levels done, levels in all).

    Returns
    -------
    DevelopmentPlan

    Raises
    ------
    InputError
        If a gap is negative or missing, a label or a course repeats, a limit is negative, or a
        course has a maximum and `actual` is not given.
    ConvergenceError
        If the solver fails; its status is named, and there is no half plan.

    Notes
    -----
    First Σ importance · closed is made as large as possible, then among the plans that close as
    much the cheapest is taken; closed = min(gap, Σ gain of the courses taken) for each person and
    competency. Each course is taken at most once by a person; hours, seats and budget are limits.
    Where a course leads up to a maximum it adds min(gain, maximum − level reached), the courses
    with the lowest maximum being taken first. A plan holds no attendance that could be left out
    without closing less.

    Every set of courses that a person could usefully take within their hours is written out, and
    one is chosen for each person; only seats and money tie people to each other. The linear
    relaxation of this, solved by column generation, gives the bound, and a search among the bundles
    near its prices the plan. Up to 20,000 pairs of person and course that help, branch and bound
    then looks at every bundle that could still be in a better plan, until none is left or the time
    is over; above, a plan within 0.05 % of its bound is good enough, and the gap is stated. Where
    there are more than five million bundles, a programme over the pairs takes their place: branch
    and bound, or above 20,000 pairs its relaxation, rounded, filled up and pruned; until that is
    solved, prices of seats and money alone give a wider bound. Where gains, gaps and importance lie
    on a common grid, value and bound are read on that grid. The same input gives the same plan,
    unless time ran out; which of several equally good and cheap plans it is follows from the order
    of people and courses.

    The reason of a gap that stays is found by looking at the courses that would close more of it:
    ``"no course"``, there is none (none allowed, none left, or none that leads so far);
    ``"hours"``, none fits into the person's hours that are left; ``"seats"``, none of those that
    fit has a seat left; ``"budget"``, none of these can be paid; ``"closed better elsewhere"``, one
    could be taken, but would close less of what counts than it costs there. Where such a limit
    alone does not hold the gap and another one alone does, that one is named; `others` names all
    further ones of which each alone would do.

    References
    ----------
    Government Regulation 11/2017, article 203: at least 20 training hours a year. Barnhart, C. et
    al. (1998). Branch-and-price: column generation for solving huge integer programs. Operations
    Research 46(3), 316–329. Nemhauser, G. L. and Wolsey, L. A. (1988). Integer and Combinatorial
    Optimization, II.5: reduced-cost fixing.

    Examples
    --------
    >>> offer = [
    ...     Course(code="B", name="Budgeting", gain={"budgeting": 2}, hours=12, cost=4, seats=1),
    ...     Course(code="S", name="Service", gain={"service": 1}, hours=8, cost=1),
    ... ]
    >>> plan = development_plan(
    ...     [[2, 1], [1, 1]], offer, competencies=["budgeting", "service"], ids=["A1", "A2"]
    ... )
    >>> plan.status, plan.total_closed, plan.total_gap, plan.cost
    ('optimal', 4.0, 5.0, 6.0)
    >>> [(a.id, a.course, dict(a.closes)) for a in plan.assignments]
    [('A1', 'B', {'budgeting': 2.0}), ('A1', 'S', {'service': 1.0}), ('A2', 'S', {'service': 1.0})]
    >>> [(u.id, u.competency, u.left, u.reason) for u in plan.unmet]
    [('A2', 'budgeting', 1.0, 'seats')]
    """
    limit = _checks.number(time_limit, "time_limit", lower=0.0)
    deadline = time.monotonic() + limit
    problem, rows, names, offer, left_out = read_learning(
        gap,
        courses,
        competencies=competencies,
        importance=importance,
        hours=hours,
        budget=budget,
        allowed=allowed,
        actual=actual,
        ids=ids,
    )
    trail: Trail[Flags] = Trail(deadline, reporter(progress, 2, "levels"), lambda: None)
    near_one, times = magnified(problem)
    taken, stopped = searched(near_one, trail)
    closed = problem.closed(np.arange(taken.shape[0]), taken)
    spent, seats, cost = problem.spent(taken)
    values = {"closed": problem.value(closed), "cost": cost}
    levels = tuple(
        replace(
            level,
            value=values[level.name],
            bound=values[level.name] if level.gap == 0 else level.bound / times[level.name],
            gap=level.gap / times[level.name],
        )
        for level in trail.levels(
            {name: value * times[name] for name, value in values.items()}, lambda _: math.nan
        )
    )
    proof = first_open(levels)
    read = dict(zip(map(str, names), problem.gap.T, strict=True))
    return DevelopmentPlan(
        attendance=taken,
        closed=closed,
        total_closed=levels[0].value,
        total_gap=problem.value(problem.gap),
        cost=cost,
        hours=spent,
        seats=seats.astype(np.int64),
        levels=levels,
        status=status_of(levels),
        bound=proof.bound,
        gap=proof.gap,
        stopped_by="time_limit" if stopped else None,
        assignments=assignments_of(problem, taken, closed, rows, names, offer),
        unmet=unmet_of(problem, taken, closed, rows, names),
        shortfall=problem.gap.copy(),
        due=problem.due.copy(),
        ids=rows,
        competencies=np.array(names, dtype=object),
        courses=offer,
        provenance=Provenance(
            **made_from(gap=read, hours=hours),
            definition=fingerprint(offer),
            options={
                "importance": tuple(problem.weight.tolist()),
                "budget": None if budget is None else problem.budget,
                "time_limit": limit,
            },
            missing="raise",
            left_out=left_out,
        ),
    )
