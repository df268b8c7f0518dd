"""One bundle of courses a person: a bound by column generation, then branch and bound for the plan.

A bundle whose loss at the prices of the linear programme is larger than the distance between bound
and plan is in no better plan, so that branch and bound has few columns left to look at.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..._solve import (
    HALF,
    Mixed,
    Trail,
    on_grid,
    out_of_time,
    out_of_time_error,
    room_of,
    seconds_left,
)
from ..._types import Flags, Ints
from ...errors import ConvergenceError
from ..learning import Learning, grid, value_grid
from .bundle_columns import Choice, relax, sizes, starts
from .bundles import Bundles
from .greedy import keep_cheaper, ready_plan, repair, settle

FIRST = 4
"""Bundles a person that the first search for a whole plan looks at."""

PRESOLVED = 5_000
"""Most columns that are worth reducing first; more take longer than the time limit allows."""

COLUMNS = 40_000
"""Most columns of a search that proves."""

CLOSE_BY = 5e-4
"""Share of its value by which a plan may miss its bound where nothing is to be proved."""


@dataclass(frozen=True, slots=True)
class OneBundleEach:
    """Levels of a development plan over bundles that are all written out."""

    problem: Learning
    bundles: Bundles
    people: Ints
    courses: Ints
    prove: bool
    """False where a plan within `CLOSE_BY` of its bound is enough."""

    @property
    def ceiling(self) -> float:
        """What would be closed if everybody had their best bundle.

        Valid because the rows that tie people can only take something away.
        """
        best = np.maximum.reduceat(self.bundles.worth, starts(self.bundles.person))
        return float(best.clip(0).sum())

    def close(self, trail: Trail[Flags]) -> Flags:
        """Close most.

        Valid because every set of courses that a person could usefully attend is a bundle.
        """
        problem, bundles = self.problem, self.bundles
        ready = ready_plan(problem, self.people, self.courses)
        choice = closing_choice(problem, bundles)
        found = choose(choice, bundles.of(ready), trail.deadline, prove=self.prove)
        taken = repair(problem, bundles.attendance(found.chosen, problem.able.shape))
        taken = settle(problem, taken, self.people, self.courses)
        trail.note(taken)
        trail.prove("closed", min(self.ceiling, -found.bound))
        if found.stopped:
            raise out_of_time_error()
        return taken

    def spend(self, taken: Flags, trail: Trail[Flags]) -> None:
        """Spend least and close as much, that level being kept by a row."""
        spend_on_bundles(self.problem, self.bundles, taken, trail, prove=self.prove)


def closing_choice(problem: Learning, bundles: Bundles) -> Choice:
    """Bundles that close most.

    Valid as a sum over people: nobody's courses close another's gap.
    """
    return Choice(problem, bundles, -bundles.worth, value_grid(problem))


def spend_on_bundles(
    problem: Learning,
    bundles: Bundles,
    taken: Flags,
    trail: Trail[Flags],
    *,
    prove: bool,
    bound: float | None = None,
) -> None:
    """Look for the cheapest bundles that close as much as `taken`; note plan and bound.

    `bound` is one that is known already, where these bundles are only some of them. Valid because
    the row of what was reached leaves less than one step of room.
    """
    step = value_grid(problem)
    reached = problem.reached(taken)
    choice = Choice(
        problem,
        bundles,
        bundles.price,
        grid(problem.price),
        floor=reached - room_of(reached, step),
        floor_scale=step or max(float(problem.weight.max()), 1e-300),
    )
    found = choose(choice, bundles.of(taken), trail.deadline, prove=prove)
    cheaper = bundles.attendance(found.chosen, problem.able.shape)
    trail.note(keep_cheaper(problem, taken, cheaper, reached=reached, step=step))
    trail.prove("cost", found.bound if bound is None else bound)
    if found.stopped:
        raise out_of_time_error()


@dataclass(slots=True)
class Found:
    """Bundles chosen, and what is proved of them."""

    chosen: Ints
    value: float
    bound: float
    stopped: bool = False

    def proved(self, step: float) -> bool:
        """Tell whether no other value of the grid lies between value and bound."""
        return self.value - self.bound <= room_of(self.value, step)


def choose(choice: Choice, ready: Ints, deadline: float | None, *, prove: bool) -> Found:
    """Cheapest choice: a bound, a good plan near it, and the proof among what could be better.

    `ready` is a choice that keeps every row. Without `prove` a plan within the share `CLOSE_BY` of
    its bound is good enough.

    Valid by reduced-cost fixing: a plan with a bundle that loses more than the distance between
    plan and bound costs more than the plan at hand.
    """
    b = choice.bundles
    relaxed = relax(choice, ready, deadline)
    best = Found(ready, float(choice.cost[ready].sum()), on_grid(relaxed.bound, choice.step))
    if best.value - best.bound > (0.0 if prove else CLOSE_BY) * abs(best.value):
        # The bundles of the linear programme, and a few more of each person.
        near = relaxed.inside.copy()
        order = np.lexsort((choice.cost, relaxed.loss, b.person))
        first = starts(b.person)
        near[order[np.arange(len(b)) - np.repeat(first, sizes(first, len(b))) < FIRST]] = True
        _improve(choice, best, near, deadline, CLOSE_BY)
    if prove and not best.stopped and not best.proved(choice.step):
        # Whatever loses more than the distance to the bound is in no better plan.
        room = best.value - best.bound
        near = relaxed.loss <= room + 1e-9 * max(1.0, abs(best.value))
        near[best.chosen] = True
        if near.sum() <= COLUMNS:
            bound = _improve(choice, best, near, deadline, 0.0)
            best.bound = max(best.bound, min(on_grid(bound, choice.step), best.value))
    return best


def _improve(
    choice: Choice, best: Found, near: Flags, deadline: float | None, close: float
) -> float:
    """Search among some bundles; note what is found, return what is proved of these bundles.

    Valid for the plan because each bundle keeps a person's hours and the rows keep the rest.
    """
    chosen = np.flatnonzero(near)
    try:
        out = _search(choice, chosen, deadline, max(abs(best.value), abs(best.bound)), close)
    except ConvergenceError as error:
        if not out_of_time(error):
            raise
        best.stopped = True
        return -math.inf
    picked = chosen[out.x > HALF]
    value = float(choice.cost[picked].sum())
    if value < best.value:
        best.chosen, best.value = picked, value
    best.stopped = not out.finished
    return out.bound


def _search(
    choice: Choice, chosen: Ints, deadline: float | None, most: float, close: float
) -> Mixed:
    """Branch and bound over some bundles, until less than a step or the share `close` is left.

    Valid in units of the step: costs are divided by it, values and bounds multiplied again.
    """
    seconds_left(deadline)
    programme = choice.programme(chosen)
    cost = choice.cost[chosen]
    scale = choice.step or max(1e-300, float(np.abs(cost).max(initial=0.0)))
    gap = 0.99 * choice.step / most if choice.step and 0 < most < math.inf else 0.0
    out = programme.whole_point(
        cost / scale,
        relative_gap=max(gap, close),
        presolve=chosen.size <= PRESOLVED,
        deadline=deadline,
    )
    return Mixed(out.x, out.value * scale, out.bound * scale, out.finished)
