"""What is proved: levels with bound and gap, what was reached when the time ran out, bisection."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

import numpy as np

from ..errors import ConvergenceError, InfeasibleError
from ..results import Result
from .calls import TIME_LIMIT

Status = Literal["optimal", "feasible"]

CLOSE = 1e-6
"""A gap of at most this share of the value counts as none."""

HALF = 0.5
"""A whole column above it is 1; half a step is all the room that a whole value needs."""

Plan = TypeVar("Plan")
Value = TypeVar("Value")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Level(Result):
    """One objective of a lexicographic order, with its proof."""

    name: str
    value: float
    """What the plan reaches, as a total."""
    bound: float
    """No plan as good in the levels before can be better than this; NaN when never reached."""
    gap: float
    """How far the value is from the bound; 0 when at most 1e-6·max(1, |value|)."""


def level_of(name: str, value: float, bound: float) -> Level:
    """Set a value beside its bound.

    Valid for a value that is to be small and for one that is to be large: the gap is the distance.
    """
    gap = abs(value - bound)
    if gap <= CLOSE * max(1.0, abs(value)):
        gap, bound = 0.0, value
    return Level(name=name, value=value, bound=bound, gap=gap)


def first_open(levels: Sequence[Level]) -> Level:
    """Return the first level that is not proved, else the first one.

    Valid as the proof of a whole plan because every later bound supposes the earlier ones.
    """
    return next((level for level in levels if level.gap != 0), levels[0])


def status_of(levels: Sequence[Level]) -> Status:
    """Tell a plan of which every level is proved; a bound that is NaN proves nothing."""
    return "optimal" if all(level.gap == 0 for level in levels) else "feasible"


def on_grid(bound: float, step: float) -> float:
    """Lower bound of a value that is a multiple of `step`; as it is where the step is 0.

    Valid because no such value lies between the bound and the next multiple above it.
    """
    return step * math.ceil(bound / step - 1e-6) if step and math.isfinite(bound) else bound


def room_of(value: float, step: float, *, size: float = 1.0) -> float:
    """How far a total may be off before it counts as another one.

    Valid because half a step reaches no other whole value; without a step it is the noise of sums
    whose parts are of a `size` below 1, or of 1.
    """
    return HALF * step if step else 1e-9 * max(min(size, 1.0), abs(value))


@dataclass(slots=True)
class Trail(Generic[Plan]):
    """What has been proved so far, and the best plan so far."""

    deadline: float | None
    """On the monotonic clock; None: no limit."""
    tick: Callable[[int], None]
    """Told how many further levels are done."""
    latest: Callable[[], Plan | None]
    """Reads the plan of the last level solved; None if it is not one of whole numbers."""
    bounds: dict[str, float] = field(default_factory=dict)
    """Level to proved bound, in the order in which they were solved."""

    def note(self, plan: Plan | None) -> None:
        """Keep the plan of the last level solved."""
        self.latest = lambda: plan

    def prove(self, name: str, bound: float) -> None:
        """Note the bound of a level that was solved."""
        self.bounds[name] = bound
        self.tick(1)

    def levels(
        self, values: Mapping[str, float], unreached: Callable[[str], float]
    ) -> tuple[Level, ...]:
        """Set each value beside its bound; `unreached` bounds the first level not solved.

        Valid because a level after one that was not solved has no face to be bounded on: NaN.
        """
        out, reached = [], True
        for name, value in values.items():
            if name in self.bounds:
                bound = self.bounds[name]
            else:
                bound, reached = (unreached(name) if reached else np.nan), False
            out.append(level_of(name, value, bound))
        return tuple(out)


def least_of(
    values: Sequence[Value], attempt: Callable[[Value], Found | None]
) -> tuple[Found, Value]:
    """Return what `attempt` finds at the least of the rising values at which it finds anything.

    Valid where whatever can be had at one value can be had at every larger one: half of the values
    is ruled out by each attempt.
    """
    low, high = 0, len(values) - 1
    best = attempt(values[high])
    if best is None:
        raise InfeasibleError("No plan keeps all the rules at once.")
    while low < high:
        middle = (low + high) // 2
        tried = attempt(values[middle])
        if tried is None:
            low = middle + 1
        else:
            best, high = tried, middle
    return best, values[high]


def out_of_time(error: ConvergenceError) -> bool:
    """Tell the end of the time from a failure of the solver."""
    return error.code == TIME_LIMIT
