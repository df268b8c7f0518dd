"""Optimisation: programmes, the ladder of objectives, whole numbers, and what is proved of them."""

from __future__ import annotations

from .bound import (
    CLOSE,
    HALF,
    Level,
    Status,
    Trail,
    first_open,
    least_of,
    level_of,
    on_grid,
    out_of_time,
    room_of,
    status_of,
)
from .calls import (
    TIME_LIMIT,
    failure,
    linear,
    mixed,
    out_of_time_error,
    seconds_left,
)
from .ladder import NOISE, Goal, Step, climb, is_whole, minimise, narrow, step_of
from .points import Linear, Mixed
from .program import Program
from .whole import climb_whole

__all__ = [
    "CLOSE",
    "HALF",
    "NOISE",
    "TIME_LIMIT",
    "Goal",
    "Level",
    "Linear",
    "Mixed",
    "Program",
    "Status",
    "Step",
    "Trail",
    "climb",
    "climb_whole",
    "failure",
    "first_open",
    "is_whole",
    "least_of",
    "level_of",
    "linear",
    "minimise",
    "mixed",
    "narrow",
    "on_grid",
    "out_of_time",
    "out_of_time_error",
    "room_of",
    "seconds_left",
    "status_of",
    "step_of",
]
