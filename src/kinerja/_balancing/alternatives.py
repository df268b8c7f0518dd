"""Who could go in one person's place, and what decided between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from .._solve import CLOSE
from .._types import Flags, Float, Ints
from .candidates import Candidates, best_first, candidates_of, short_of
from .problem import Problem, cost_of
from .rules import MILLIONTHS
from .strategies.moves import deviation, empty_posts, peak, shortage

if TYPE_CHECKING:
    from .plan import TransferPlan

TieRule = Literal["months", "order", "months_together", "order_together"]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Those who stay and could take one person's place, the best first; one row each."""

    ranked: Candidates
    rows: Ints
    """Rows of `ranked` that these are."""
    people: Ints
    """Their positions."""
    effect: Float
    """Persons of shortage that each would remove instead."""
    worse: Flags
    """Plan worse in its first objective."""
    dearer: Flags
    """As good there, at a higher cost."""
    not_overdue: Flags
    """As good so far; the person is in post beyond the term, the other is not."""
    alike: Flags
    """As good in every level before the ties."""


def alternatives_of(
    plan: TransferPlan, problem: Problem, person: int, v: int, d: int
) -> Alternatives:
    """Compare a person with everybody who could come in their place, all else as planned."""
    ranked = candidates_of(plan, problem.unit_name(v), problem.job_name(d))
    stays = np.array([unit is None for unit in ranked.destination], dtype=np.bool_)
    rows = np.flatnonzero(_if_vacant(plan, problem, ranked, person, v, d) & stays)
    people = np.array(
        [problem.person_at(name) for name in ranked.staff[rows].tolist()], dtype=np.int64
    )
    # What an exchange does to the posts depends on where the other comes from, not on who it is.
    cells = problem.unit[people] * problem.need.shape[1] + problem.job[people]
    origins, which = np.unique(cells, return_inverse=True)
    posts = [divmod(int(cell), problem.need.shape[1]) for cell in origins.tolist()]
    effect = np.array([_instead(plan, problem, person, u, c, v, d) for u, c in posts])[which]
    step = np.array([step_of(plan, problem, person, u, c) for u, c in posts])[which]
    # Beside the plan each was ranked as coming too; here each comes in this one's place.
    best = best_first(problem, people, step, effect, ranked.cost[rows])
    rows, people, effect, step = rows[best], people[best], effect[best], step[best]
    own = float(cost_of(problem, np.array([person]), v, d)[0])
    extra = ranked.cost[rows] - own
    near = near_cost(problem, plan.cost)
    late = problem.overdue()
    even = step == 0
    same_cost = even & (np.abs(extra) <= near)
    return Alternatives(
        ranked=ranked,
        rows=rows,
        people=people,
        effect=effect.astype(np.float64),
        worse=step > 0,
        dearer=even & (extra > near),
        not_overdue=same_cost & bool(late[person]) & ~late[people],
        alike=same_cost & (late[people] == late[person]),
    )


def near_cost(problem: Problem, total: float) -> float:
    """Difference of cost that counts as none: a share of the total, or of the parts' size below 1.

    The parts are looked at only where the total is below 1: in a city they are millions.
    """
    if abs(total) >= 1.0:
        return CLOSE * abs(total)
    parts = (problem.preference, problem.distance, problem.fit)
    sizes = [float(np.abs(part).max(initial=0.0)) for part in parts if part is not None]
    return CLOSE * max(min(1.0, sum(sizes)), abs(total))


def bound(problem: Problem, person: int) -> Literal["forced", "together"] | None:
    """Tell what ties a person's move, so that nobody could be exchanged with them."""
    if person in problem.force[:, 0]:
        return "forced"
    return "together" if problem.together is not None and person in problem.together else None


def tie_of(
    plan: TransferPlan, problem: Problem, person: int, others: Alternatives
) -> TieRule | None:
    """What decided between this person and those who would do as well."""
    if not plan.other_plans:
        return None
    months = problem.tie_months()
    alike = others.people[others.alike]
    if bound(problem, person) or not alike.size:
        return "order_together" if months is None else "months_together"
    if months is None:
        return "order"
    return "months" if months[person] > months[alike].max() else "order"


def _if_vacant(
    plan: TransferPlan, problem: Problem, ranked: Candidates, person: int, v: int, d: int
) -> Flags:
    """Who could come if this one person stayed: the rules looked at without this move."""
    name = problem.person(person)
    without = tuple(m for m in plan.moves if m.staff != name)
    after = plan.headcount_after.copy()
    after[v, d] -= 1
    after[problem.unit[person], problem.job[person]] += 1
    other = replace(plan, moves=without, headcount_after=after)
    again = candidates_of(other, ranked.unit, ranked.job)
    free = {
        s for s, rule in zip(again.staff.tolist(), again.rule.tolist(), strict=True) if not rule
    }
    return np.array([s in free and s != name for s in ranked.staff.tolist()], dtype=np.bool_)


def _instead(
    plan: TransferPlan, problem: Problem, person: int, u: int, c: int, v: int, d: int
) -> float:
    """Shortage removed by somebody's coming from a post in this person's place."""
    final = plan.headcount_after
    there = int(final[v, d]) - 1
    own = int(final[u, c]) + int((u, c) == (int(problem.unit[person]), int(problem.job[person])))
    gain = short_of(problem, v, d, there) - short_of(problem, v, d, there + 1)
    loss = short_of(problem, u, c, own - 1) - short_of(problem, u, c, own)
    return float(gain - loss) / MILLIONTHS


def step_of(plan: TransferPlan, problem: Problem, person: int, u: int, c: int) -> int:
    """Sign of the change of the first objective if somebody from a post went instead."""
    now = plan.headcount_after
    then = now.copy()
    then[problem.unit[person], problem.job[person]] += 1
    then[u, c] -= 1
    need = problem.need_millionths()
    before, after = (_first_objective(problem, need, headcount) for headcount in (now, then))
    for a, b in zip(before, after, strict=True):
        if abs(a - b) > CLOSE * max(1.0, abs(a)):
            return 1 if b > a else -1
    return 0


def _first_objective(problem: Problem, need: Ints, headcount: Ints) -> tuple[float, ...]:
    objective = problem.rules.objective
    if objective == "deviation":
        return (deviation(need, headcount),)
    if objective == "peak":
        return empty_posts(need, headcount), peak(need, headcount)
    return (shortage(need, headcount) / MILLIONTHS,)
