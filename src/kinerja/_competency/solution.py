"""What is found and what is proved of it, and how the two are compared."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .._solve import TIME_LIMIT
from ..errors import ConvergenceError
from .bundles import Bundles
from .fill import prune, repair
from .learning import Flags, Learning, grid
from .selection import Choice

HALF = 0.5


@dataclass(slots=True)
class Solution:
    """An attendance and what was proved of it."""

    taken: Flags
    closed_bound: float
    """Nobody can close more."""
    cost_bound: float
    """Closing as much cannot cost less; NaN when never asked."""
    stopped: bool = False
    """True when the time ran out."""


def slack(value: float, step: float) -> float:
    return HALF * step if step else 1e-9 * max(1.0, abs(value))


def down(bound: float, step: float) -> float:
    """Bound of something that is maximised, on its grid."""
    return step * math.floor(bound / step + 1e-6) if step and math.isfinite(bound) else bound


def stopped(error: ConvergenceError, best: Solution) -> Solution:
    if error.code != TIME_LIMIT:
        raise error
    best.stopped = True
    return best


def take_better(problem: Learning, best: Solution, found: Flags) -> None:
    if problem.reached(found) > problem.reached(best.taken):
        best.taken = found


def cheaper(problem: Learning, best: Solution, found: Flags, reached: float, step: float) -> None:
    """Take an attendance that closes as much for less; leave out what is idle."""
    found = repair(problem, found)
    if problem.reached(found) >= reached - slack(reached, step) and (
        problem.spent(found)[2] <= problem.spent(best.taken)[2]
    ):
        best.taken = found
    best.taken = prune(problem, best.taken)


def cost_choice(problem: Learning, bundles: Bundles, reached: float, step: float) -> Choice:
    return Choice(
        problem,
        bundles,
        bundles.price,
        grid(problem.price),
        floor=reached - slack(reached, step),
        floor_scale=step or max(float(problem.weight.max()), 1e-300),
    )
