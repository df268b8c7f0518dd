"""One bundle of courses a person: column generation for the bound, branch and bound for the plan.

The linear programme over all bundles is solved with few of them: the prices of seats and money say
which bundle would be each person's best, and those are added until none improves. A bundle whose
loss at these prices is larger than the distance between bound and plan is in no better plan, so
that branch and bound has few columns left to look at.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from .._solve import TIME_LIMIT, Mixed, linear, mixed, seconds_left
from ..errors import ConvergenceError
from .bundles import Bundles
from .learning import Flags, Float, Ints, Learning, grid

ROUNDS = 200

FIRST = 4
"""Bundles a person that the first search for a whole plan looks at."""

PRESOLVED = 5_000
"""Most columns that are worth reducing first; more take longer than the time limit allows."""

COLUMNS = 40_000
"""Most columns of a search that proves."""

CLOSE_BY = 5e-4
"""Share of its value by which a plan may miss its bound where nothing is to be proved."""

HALF = 0.5


@dataclass(slots=True)
class Choice:
    """Minimise Σ cost of the bundles chosen, at most one a person, under the rows that tie them."""

    problem: Learning
    bundles: Bundles
    cost: Float
    """(b,)"""
    step: float
    """Step of the costs' grid; 0 without one."""
    floor: float | None = None
    """Least Σ worth, where the costs are another objective."""
    floor_scale: float = 1.0

    @property
    def coin(self) -> float:
        """Step of all prices; 1 without one."""
        return grid(self.problem.price) or 1.0

    @property
    def purse(self) -> float:
        """The budget in steps."""
        step = grid(self.problem.price)
        return math.floor(self.problem.budget / step + 1e-6) if step else self.problem.budget

    def rows(self, chosen: Ints) -> tuple[Any, Float]:
        """Matrix and right sides over some bundles: people, seats, money, worth."""
        from scipy import sparse

        problem, b = self.problem, self.bundles
        count = problem.able.shape[1]
        people, place = np.unique(b.person[chosen], return_inverse=True)
        size = chosen.size
        column = np.arange(size)
        parts = [sparse.csr_array((np.ones(size), (place, column)), shape=(people.size, size))]
        right = [np.ones(people.size)]
        members = b.courses[chosen]
        at, slot = np.nonzero(members < count)
        seats = sparse.csr_array((np.ones(at.size), (members[at, slot], at)), shape=(count, size))
        limited = np.flatnonzero(np.isfinite(problem.seats))
        parts.append(seats[limited])
        right.append(problem.seats[limited])
        if math.isfinite(problem.budget):
            # Whole steps, so that nothing slips through the solver's tolerance.
            parts.append(sparse.csr_array(b.price[chosen][None, :] / self.coin))
            right.append(np.array([self.purse]))
        if self.floor is not None:
            parts.append(sparse.csr_array(-b.worth[chosen][None, :] / self.floor_scale))
            right.append(np.array([-self.floor / self.floor_scale]))
        return sparse.vstack(parts, format="csr"), np.concatenate(right)

    def charges(self, dual: Float) -> tuple[Float, float]:
        """(b,) what the tying rows' prices add to a bundle's cost, and Σ price · right side."""
        problem, b = self.problem, self.bundles
        count = problem.able.shape[1]
        limited = np.flatnonzero(np.isfinite(problem.seats))
        price = np.zeros(count)
        price[limited] = dual[: limited.size]
        out = -b.charged(price)
        base = float(price[limited] @ problem.seats[limited])
        at = limited.size
        if math.isfinite(problem.budget):
            out -= dual[at] * b.price / self.coin
            base += float(dual[at] * self.purse)
            at += 1
        if self.floor is not None:
            out += dual[at] * b.worth / self.floor_scale
            base -= float(dual[at] * self.floor / self.floor_scale)
        return out, base


@dataclass(slots=True)
class Relaxed:
    """What the linear programme proved."""

    bound: float
    """No choice costs less."""
    loss: Float
    """(b,) what a bundle costs over its person's best, at the best prices."""
    inside: Flags
    """(b,) bundles that the programme was made of."""


def relax(choice: Choice, start: Ints, deadline: float) -> Relaxed:
    """Linear programme over all bundles; when the time runs out, the best bound so far."""
    b = choice.bundles
    first = starts(b.person)
    inside = np.zeros(len(b), dtype=np.bool_)
    inside[start] = True
    if not start.size:
        inside[first] = True
    best = Relaxed(-math.inf, np.zeros(len(b)), inside)
    scale = max(1e-300, float(np.abs(choice.cost).max(initial=0.0)))
    tolerance = 1e-9 * scale
    for _ in range(ROUNDS):
        chosen = np.flatnonzero(inside)
        matrix, right = choice.rows(chosen)
        free = np.full(right.size, -np.inf)
        try:
            out = linear(
                choice.cost[chosen] / scale,
                matrix,
                free,
                right,
                np.zeros(chosen.size),
                np.full(chosen.size, np.inf),
                deadline=deadline,
            )
        except ConvergenceError as error:
            if error.code != TIME_LIMIT:
                raise
            break
        people = np.unique(b.person[chosen]).size
        # A price above 0 would ask for a left side that the row does not have.
        dual = np.minimum(out.row_dual[people:], 0.0) * scale
        charge, base = choice.charges(dual)
        net = choice.cost + charge
        least = np.minimum(np.minimum.reduceat(net, first), 0.0)
        bound = base + math.fsum(least.tolist())
        loss = net - np.repeat(least, _sizes(first, len(b)))
        if bound > best.bound:
            best = Relaxed(bound, loss, inside)
        if out.value * scale - bound <= 1e-9 * max(1.0, abs(bound)):
            break
        new = _nearest(b, loss, ~inside, first) if least.size else np.empty(0, np.int64)
        new = new[loss[new] <= tolerance + 0.02 * scale]
        if not new.size:
            break
        inside[new] = True
    return best


def _nearest(b: Bundles, loss: Float, where: Flags, first: Ints) -> Ints:
    """Of each person, the bundles outside that lose least: the best one and one more."""
    masked = np.where(where, loss, np.inf)
    size = _sizes(first, len(b))
    found = []
    for _ in range(2):
        least = np.minimum.reduceat(masked, first)
        hit = np.flatnonzero((masked == np.repeat(least, size)) & np.isfinite(masked))
        _, one = np.unique(b.person[hit], return_index=True)
        found.append(hit[one])
        masked[hit[one]] = np.inf
    return np.sort(np.concatenate(found))


@dataclass(slots=True)
class Found:
    """Bundles chosen, and what is proved of them."""

    chosen: Ints
    value: float
    bound: float
    stopped: bool = False


def choose(choice: Choice, ready: Ints, deadline: float, *, prove: bool) -> Found:
    """Cheapest choice: a bound, a good plan near it, and the proof among what could be better.

    `ready` is a choice that keeps every row. Without `prove` a plan within the share `CLOSE_BY` of
    its bound is good enough.
    """
    b = choice.bundles
    relaxed = relax(choice, ready, deadline)
    best = Found(ready, float(choice.cost[ready].sum()), _up(relaxed.bound, choice.step))
    if best.value - best.bound > (0.0 if prove else CLOSE_BY) * abs(best.value):
        # The bundles of the linear programme, and a few more of each person.
        near = relaxed.inside.copy()
        order = np.lexsort((choice.cost, relaxed.loss, b.person))
        first = starts(b.person)
        near[order[np.arange(len(b)) - np.repeat(first, _sizes(first, len(b))) < FIRST]] = True
        _improve(choice, best, near, deadline, CLOSE_BY)
    if prove and not best.stopped and not _done(best, choice.step):
        # Whatever loses more than the distance to the bound is in no better plan.
        room = best.value - best.bound
        near = relaxed.loss <= room + 1e-9 * max(1.0, abs(best.value))
        near[best.chosen] = True
        if near.sum() <= COLUMNS:
            bound = _improve(choice, best, near, deadline, 0.0)
            best.bound = max(best.bound, min(_up(bound, choice.step), best.value))
    return best


def _improve(choice: Choice, best: Found, near: Flags, deadline: float, close: float) -> float:
    """Search among some bundles; note what is found, return what is proved of these bundles."""
    chosen = np.flatnonzero(near)
    try:
        out = _search(choice, chosen, deadline, max(abs(best.value), abs(best.bound)), close)
    except ConvergenceError as error:
        if error.code != TIME_LIMIT:
            raise
        best.stopped = True
        return -math.inf
    picked = chosen[out.x > HALF]
    value = float(choice.cost[picked].sum())
    if value < best.value:
        best.chosen, best.value = picked, value
    best.stopped = not out.finished
    return out.bound


def _search(choice: Choice, chosen: Ints, deadline: float, most: float, close: float) -> Mixed:
    seconds_left(deadline)
    matrix, right = choice.rows(chosen)
    cost = choice.cost[chosen]
    scale = choice.step or max(1e-300, float(np.abs(cost).max(initial=0.0)))
    gap = 0.99 * choice.step / most if choice.step and 0 < most < math.inf else 0.0
    out = mixed(
        cost / scale,
        matrix,
        np.full(right.size, -np.inf),
        right,
        np.zeros(chosen.size),
        np.ones(chosen.size),
        relative_gap=max(gap, close),
        presolve=chosen.size <= PRESOLVED,
        deadline=deadline,
    )
    return Mixed(out.x, out.value * scale, out.bound * scale, out.finished)


def _up(bound: float, step: float) -> float:
    """Bound of something that is minimised, on its grid."""
    return step * math.ceil(bound / step - 1e-6) if step and math.isfinite(bound) else bound


def _done(best: Found, step: float) -> bool:
    least = HALF * step if step else 1e-9 * max(1.0, abs(best.value))
    return best.value - best.bound <= least


def starts(ordered: Ints) -> Ints:
    """Where each person's bundles begin."""
    return np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))


def _sizes(first: Ints, count: int) -> Ints:
    return np.diff(np.append(first, count))
