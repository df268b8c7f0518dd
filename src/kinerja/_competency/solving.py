"""Close most, then spend least: by bundles where they can be written out, else by pairs."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from .bundles import Bundles, write_out
from .fill import ready_plan, repair, settle
from .learning import Ints, Learning, value_grid
from .pairs import rounded, whole
from .programme import build
from .selection import Choice, choose, starts
from .solution import Solution, cheaper, cost_choice

EXACT = 20_000
"""Up to so many pairs that help the optimum is proved; above, a plan near its bound is enough."""


def solve(problem: Learning, deadline: float, tell: Callable[[int], None]) -> Solution:
    """Close most, then spend least."""
    people, courses = problem.helpful()
    shape = problem.able.shape
    if not people.size:
        tell(2)
        return Solution(np.zeros(shape, dtype=np.bool_), 0.0, 0.0)
    bundles = write_out(problem, people, courses)
    if bundles is not None:
        prove = people.size <= EXACT
        return _chosen(problem, bundles, people, courses, deadline, tell, prove=prove)
    programme = build(problem, people, courses)
    if people.size > EXACT:
        return rounded(problem, programme, deadline, tell)
    return whole(problem, programme, deadline, tell)


def _chosen(
    problem: Learning,
    bundles: Bundles,
    people: Ints,
    courses: Ints,
    deadline: float,
    tell: Callable[[int], None],
    *,
    prove: bool,
) -> Solution:
    """One bundle a person: what closes most, then what costs least."""
    shape = problem.able.shape
    ready = ready_plan(problem, people, courses)
    most = float(np.maximum.reduceat(bundles.worth, starts(bundles.person)).clip(0).sum())
    step = value_grid(problem)
    first = choose(
        Choice(problem, bundles, -bundles.worth, step), bundles.of(ready), deadline, prove=prove
    )
    taken = repair(problem, bundles.attendance(first.chosen, shape))
    best = Solution(settle(problem, taken, people, courses), min(most, -first.bound), math.nan)
    tell(1)
    if not bundles.price.any():
        best.cost_bound, best.stopped = 0.0, first.stopped
        tell(1)
        return best
    if first.stopped:
        best.stopped = True
        return best
    reached = problem.reached(best.taken)
    second = choose(
        cost_choice(problem, bundles, reached, step),
        bundles.of(best.taken),
        deadline,
        prove=prove,
    )
    best.cost_bound, best.stopped = second.bound, second.stopped
    cheaper(problem, best, bundles.attendance(second.chosen, shape), reached, step)
    tell(1)
    return best
