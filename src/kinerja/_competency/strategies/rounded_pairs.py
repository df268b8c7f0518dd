"""Large offices: the linear programme over pairs gives the bound, its best pairs the plan."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..._solve import HALF, Goal, Trail, on_grid, out_of_time_error
from ..._types import Flags, Float
from ..learning import Learning, value_grid
from .bundle_columns import sizes, starts
from .bundles import Bundles, write_out
from .greedy import fill, keep_better, ready_plan, repair, settle
from .one_bundle_each import choose, closing_choice, spend_on_bundles
from .pair_columns import Pairs, loss_of, toll_of
from .priced_bound import priced_bound

NEAREST = (14, 10, 7)
"""Pairs of a person from which bundles are made where there are too many of them."""


@dataclass(slots=True)
class RoundedPairs:
    """Levels of a development plan of so many pairs that nothing is proved by branch and bound."""

    problem: Learning
    pairs: Pairs
    near: Bundles | None = field(default=None, init=False)
    """Bundles of each person's nearest pairs, once the linear programme has said which they are."""

    @property
    def ceiling(self) -> float:
        """What would be closed if every gap could be."""
        return self.pairs.ceiling

    def close(self, trail: Trail[Flags]) -> Flags:
        """Close most, as far as rounding and a choice among the nearest pairs go.

        Valid because the bound is that of the linear programme, of which every plan is a point.
        """
        problem, pairs = self.problem, self.pairs
        people, courses = pairs.people, pairs.courses
        taken = ready_plan(problem, people, courses)
        trail.note(taken)
        step = value_grid(problem)
        # Prices alone bound the level, should the time run out before the programme is solved.
        quick = priced_bound(problem, people, courses, problem.reached(taken), trail.deadline)
        trail.bounds["closed"] = quick = min(self.ceiling, -on_grid(-quick, step))
        goal = pairs.closing(step)
        out = pairs.program.vertex(goal.cost, interior=True, deadline=trail.deadline)
        bound = min(quick, -on_grid(out.value / -goal.unit, step))
        toll = toll_of(problem, pairs, out.row_dual / -goal.unit)
        taken = self._rounded(taken, out.x[: pairs.size], toll)
        found, stopped = self._chosen(taken, loss_of(pairs, out.row_dual), trail.deadline)
        taken = keep_better(problem, taken, found)
        trail.note(taken)
        trail.prove("closed", bound)
        if stopped:
            raise out_of_time_error()
        pairs.keep(goal, problem.reached(taken), step)
        return taken

    def _rounded(self, taken: Flags, x: Float, toll: Float) -> Flags:
        """Round the linear programme's point in two ways and fill up; keep what is best.

        Valid because `repair` drops whatever exceeds a limit.
        """
        problem, pairs = self.problem, self.pairs
        for least in (1 - 1e-6, HALF):
            chosen = pairs.attendance(np.where(x >= least, x, 0.0), problem.able.shape)
            found = fill(problem, repair(problem, chosen), pairs.people, pairs.courses, toll=toll)
            found = settle(problem, found, pairs.people, pairs.courses)
            taken = keep_better(problem, taken, found)
        return taken

    def _chosen(self, taken: Flags, loss: Float, deadline: float | None) -> tuple[Flags, bool]:
        """Choose one bundle per person among the nearest pairs; tell if time ran out.

        Valid as a plan, not as a proof: other pairs are not looked at.
        """
        problem, pairs = self.problem, self.pairs
        self.near, at = self._nearest(loss, taken)
        if self.near is None:
            return taken, False
        choice = closing_choice(problem, self.near)
        out = choose(choice, self.near.of(taken), deadline, prove=False)
        found = repair(problem, self.near.attendance(out.chosen, problem.able.shape))
        return settle(problem, found, pairs.people[at], pairs.courses[at]), out.stopped

    def _nearest(self, loss: Float, taken: Flags) -> tuple[Bundles | None, Flags]:
        """Bundles of each person's nearest pairs, as many as can be written out, and the plan's.

        Valid as a start: the pairs of the plan at hand are among them.
        """
        people, courses = self.pairs.people, self.pairs.courses
        order = np.lexsort((loss, people))
        first = starts(people)
        place = np.empty(people.size, dtype=np.int64)
        place[order] = np.arange(people.size) - np.repeat(first, sizes(first, people.size))
        held = taken[people, courses]
        for most in NEAREST:
            near = (place < most) | held
            bundles = write_out(self.problem, people[near], courses[near])
            if bundles is not None:
                return bundles, near
        return None, np.ones(people.size, dtype=np.bool_)

    def spend(self, taken: Flags, trail: Trail[Flags]) -> None:
        """Bound of the cost of closing as much, and a cheaper plan where the bundles hold one.

        Valid because the linear programme keeps the level before by a row.
        """
        goal: Goal = self.pairs.spending(self.problem)
        out = self.pairs.program.vertex(goal.cost, interior=True, deadline=trail.deadline)
        bound = out.value / goal.unit
        if self.near is None:
            trail.prove("cost", bound)
            return
        spend_on_bundles(self.problem, self.near, taken, trail, prove=False, bound=bound)
