"""Posts that stay short and that one person could take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..results import Result
from .network import posts
from .problem import Problem, cost_of
from .rules import MILLIONTHS

if TYPE_CHECKING:
    from .plan import TransferPlan


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OpenPost(Result):
    """A post that stays short and whose requirements a person meets.

    Examples
    --------
    >>> from kinerja.balancing import explain_stay, plan_transfers
    >>> plan = plan_transfers([0, 0, 1], [0, 0, 0], [[2], [3]])
    >>> [(post.unit, post.shortage, post.rule) for post in explain_stay(plan, 0).open_posts]
    [(1, 2.0, 'protect')]
    """

    unit: Any
    job: Any
    shortage: float
    """Persons still missing."""
    cost: float
    """Of the person's move there."""
    distance: float
    """Km from the person's home; NaN where no distances were given."""
    rule: str
    """What holds the post for everybody, or this person from it (`RULES` says it in words)."""


def open_posts(plan: TransferPlan, problem: Problem, person: int) -> tuple[OpenPost, ...]:
    """Posts still short that the person could take, the least costly first."""
    _, need, _, enter, _ = posts(problem)
    short = (need - plan.headcount_after * MILLIONTHS > 0) & enter
    jobs = np.arange(need.shape[1])
    able = jobs == problem.job[person] if problem.qualified is None else problem.qualified[person]
    short &= able
    short[problem.unit[person]] = False
    one = np.array([person])
    held = {(rest.unit, rest.job): rest.rule for rest in plan.remaining}
    found = [(float(cost_of(problem, one, u, c)[0]), u, c) for u, c in np.argwhere(short).tolist()]
    return tuple(
        OpenPost(
            unit=problem.unit_name(u),
            job=problem.job_name(c),
            shortage=float(need[u, c] - plan.headcount_after[u, c] * MILLIONTHS) / MILLIONTHS,
            cost=cost,
            distance=distance_of(problem, person, u),
            rule=held.get((problem.unit_name(u), problem.job_name(c)), ""),
        )
        for cost, u, c in sorted(found)
    )


def distance_of(problem: Problem, person: int, unit: int) -> float:
    """Km from a person's home to a unit; NaN where no distances were given."""
    if problem.distance is None or problem.home is None:
        return float("nan")
    return float(problem.distance[problem.home[person], unit])
