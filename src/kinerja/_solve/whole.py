"""The same ladder by branch and bound, where a linear programme does not end at whole numbers.

There are no prices to name a face by: a level that was solved is kept by a row.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .._types import Float
from .bound import Plan, Trail, on_grid, room_of
from .calls import out_of_time_error
from .ladder import Goal
from .points import Mixed
from .program import Program, scale_of


def climb_whole(
    program: Program, goal: Goal, trail: Trail[Plan], read: Callable[[Float], Plan | None]
) -> Mixed:
    """Solve one level over whole numbers, note what is proved, and keep it by a row.

    Valid because the row leaves less than one step of room: no worse plan passes, and no equal one
    is lost. Raises where the time ran out first; the trail then holds the bound, and `read` makes
    a plan of the best point.
    """
    step = goal.grid
    scale = step or scale_of(goal.cost)
    # Where no total exceeds `most`, being closer than that to the bound is less than one step.
    close = 0.99 * step / goal.most if goal.most > 0 else 0.0
    out = program.whole_point(goal.cost / scale, relative_gap=close, deadline=trail.deadline)
    value = float(goal.cost @ out.x)
    bound = on_grid(min(out.bound * scale, value), step)
    trail.prove(goal.name, (goal.base + bound) / goal.unit)
    trail.latest = lambda: read(out.x)
    if not out.finished:
        raise out_of_time_error()
    program.add_row(goal.cost, -np.inf, value + room_of(value, step, size=scale))
    return Mixed(out.x, value, bound, finished=True)
