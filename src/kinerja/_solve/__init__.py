"""Optimisation: programmes, the ladder of objectives, whole numbers, and what is proved of them."""

from __future__ import annotations

from .bound import (
    CLOSE,
    Level,
    Status,
    Trail,
    first_open,
    least_of,
    level_of,
    out_of_time,
    status_of,
)
from .calls import TIME_LIMIT, Linear, Mixed, failure, linear, mixed, seconds_left
from .ladder import HALF, NOISE, Goal, Step, climb, is_whole, minimise, narrow
from .program import Program
from .whole import climb_whole, step_of

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
    "out_of_time",
    "seconds_left",
    "status_of",
    "step_of",
]
