"""The two levels of a development plan, and the lightest formulation that fits."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from ..._solve import Trail, out_of_time
from ..._types import Flags
from ...errors import ConvergenceError
from ..learning import Learning
from .bundles import write_out
from .every_pair import EveryPair
from .one_bundle_each import OneBundleEach
from .pair_columns import build
from .rounded_pairs import RoundedPairs

EXACT = 20_000
"""Up to so many pairs that help the optimum is proved; above, a plan near its bound is enough."""


class Strategy(Protocol):
    """A formulation: it solves each level, and notes the plan and what is proved of it.

    Where the time runs out it raises, after it has noted the best plan so far.
    """

    @property
    def ceiling(self) -> float:
        """Nobody can close more."""

    def close(self, trail: Trail[Flags]) -> Flags:
        """Close most, and return the plan."""

    def spend(self, taken: Flags, trail: Trail[Flags]) -> None:
        """Spend least among the plans that close as much as `taken`."""


def searched(problem: Learning, trail: Trail[Flags]) -> tuple[Flags, bool]:
    """Close most, then spend least; return who attends what, and tell if time ran out.

    Valid because each formulation holds every plan, and the second level keeps the first.
    """
    people, courses = problem.helpful()
    nobody = np.zeros(problem.able.shape, dtype=np.bool_)
    trail.note(nobody)
    if not people.size:
        trail.prove("closed", 0.0)
        trail.prove("cost", 0.0)
        return nobody, False
    free = not problem.price[courses].any()
    if free:
        # Nothing costs less than nothing, whatever is closed.
        trail.prove("cost", 0.0)
    strategy = _lightest(problem)
    stopped = False
    try:
        taken = strategy.close(trail)
        if not free:
            strategy.spend(taken, trail)
    except ConvergenceError as error:
        if not out_of_time(error):
            raise
        stopped = True
    trail.bounds["closed"] = min(trail.bounds.get("closed", math.inf), strategy.ceiling)
    best = trail.latest()
    return nobody if best is None else best, stopped


def _lightest(problem: Learning) -> Strategy:
    """Bundles where they can be written out; else pairs, exactly or by rounding.

    Valid by size alone: each of the three finds a plan of any problem, with its bound.
    """
    people, courses = problem.helpful()
    bundles = write_out(problem, people, courses)
    if bundles is not None:
        return OneBundleEach(problem, bundles, people, courses, people.size <= EXACT)
    pairs = build(problem, people, courses)
    return RoundedPairs(problem, pairs) if people.size > EXACT else EveryPair(problem, pairs)
