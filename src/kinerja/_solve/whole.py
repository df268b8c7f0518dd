"""The same ladder by branch and bound, where a linear programme does not end at whole numbers.

There are no prices to name a face by: a level that was solved is kept by a row.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from .bound import Plan, Trail
from .calls import Mixed, out_of_time_error
from .ladder import HALF, Goal
from .program import Float, Program


def climb_whole(
    program: Program, goal: Goal, trail: Trail[Plan], read: Callable[[Float], Plan | None]
) -> Mixed:
    """Solve one level over whole numbers, note what is proved, and keep it by a row.

    Valid because the row leaves less than one step of room: no worse plan passes, and no equal one
    is lost. Raises where the time ran out first; the trail then holds the bound, and `read` makes
    a plan of the best point.
    """
    step = step_of(goal.cost) if goal.whole else 0.0
    scale = step or max(1.0, float(np.abs(goal.cost).max(initial=0.0)) / 1000)
    out = program.whole_point(goal.cost / scale, deadline=trail.deadline)
    value = float(goal.cost @ out.x)
    bound = min(out.bound * scale, value)
    if step:
        bound = step * math.ceil(bound / step - 1e-6)
    trail.prove(goal.name, (goal.base + bound) / goal.unit)
    trail.latest = lambda: read(out.x)
    if not out.finished:
        raise out_of_time_error()
    # Half a step of a whole level, or the noise of a real one, is all the room that is left.
    slack = HALF * step if step else 1e-9 * max(1.0, abs(value))
    program.add_row(goal.cost, -np.inf, value + slack)
    return Mixed(out.x, value, bound, finished=True)


def step_of(cost: Float) -> float:
    """Largest number that divides all whole coefficients; 1 where there are none.

    Valid as the step of the values: a sum of whole multiples of it is one itself.
    """
    whole = np.abs(cost[cost != 0]).astype(np.int64)
    return float(np.gcd.reduce(whole)) if whole.size else 1.0
