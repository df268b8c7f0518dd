"""Columns of bundles: the rows that tie people to each other, and column generation over them.

The linear programme over all bundles is solved with few of them: the prices of seats and money say
which bundle would be each person's best, and those are added until none improves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..._solve import Program, out_of_time
from ..._types import Flags, Float, Ints
from ...errors import ConvergenceError
from ..learning import Learning, grid
from .bundles import Bundles

ROUNDS = 200
"""Most rounds of column generation; the bound of the last one holds as well."""


@dataclass(slots=True)
class Choice:
    """Minimise Σ cost of the bundles chosen, one per person at most, under shared rows."""

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
        problem, step = self.problem, grid(self.problem.price)
        if not step:
            return problem.budget
        # Nobody can spend more than this, and steps beyond an int64 are no numbers of numpy.
        most = problem.able.shape[0] * float(problem.price.sum()) + step
        return float(math.floor(min(problem.budget, most) / step + 1e-6))

    def programme(self, chosen: Ints) -> Program:
        """Rows over some bundles: people, seats, money, worth.

        Valid because a person's hours are kept by each bundle: nothing else ties people.
        """
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
        upper = np.concatenate(right)
        one = np.ones(size)
        return Program(
            sparse.vstack(parts, format="csc"),
            lower=np.zeros(size),
            upper=np.full(size, np.inf),  # the row of a person keeps it to 1
            room=one,
            row_lower=np.full(upper.size, -np.inf),
            row_upper=upper,
        )

    def charges(self, dual: Float) -> tuple[Float, float]:
        """(b,) what the tying rows' prices add to a bundle's cost, and Σ price · right side.

        Valid for bundles that are not in the programme, too: prices belong to rows.
        """
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


def relax(choice: Choice, start: Ints, deadline: float | None) -> Relaxed:
    """Linear programme over all bundles; when the time runs out, the best bound so far.

    Valid by Lagrangian duality: at any prices each person's cheapest bundle bounds what the person
    costs in any plan.
    """
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
        programme = choice.programme(chosen)
        try:
            out = programme.vertex(choice.cost[chosen] / scale, deadline=deadline)
        except ConvergenceError as error:
            if not out_of_time(error):
                raise
            break
        people = np.unique(b.person[chosen]).size
        # A price above 0 would ask for a left side that the row does not have.
        dual = np.minimum(out.row_dual[people:], 0.0) * scale
        charge, base = choice.charges(dual)
        net = choice.cost + charge
        least = np.minimum(np.minimum.reduceat(net, first), 0.0)
        bound = base + math.fsum(least.tolist())
        loss = net - np.repeat(least, sizes(first, len(b)))
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
    """Of each person, the bundles outside that lose least: the best one and one more.

    Valid as columns to add: a programme without them is at its optimum once none of them gains.
    """
    masked = np.where(where, loss, np.inf)
    size = sizes(first, len(b))
    found = []
    for _ in range(2):
        least = np.minimum.reduceat(masked, first)
        hit = np.flatnonzero((masked == np.repeat(least, size)) & np.isfinite(masked))
        _, one = np.unique(b.person[hit], return_index=True)
        found.append(hit[one])
        masked[hit[one]] = np.inf
    return np.sort(np.concatenate(found))


def starts(ordered: Ints) -> Ints:
    """Where each run of equal values begins: each person's bundles or pairs."""
    return np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))


def sizes(first: Ints, count: int) -> Ints:
    """Lengths of the runs that begin at `first`, of `count` values in all."""
    return np.diff(np.append(first, count))
