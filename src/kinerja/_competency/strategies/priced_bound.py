"""A bound on what can be closed from prices alone, for when a linear programme takes too long."""

from __future__ import annotations

import math
import time

import numpy as np

from ..._types import Float, Ints
from ..learning import NOISE, Learning
from .greedy import added_worth

STEPS = 15
"""Later ones lower the bound by little."""


class _Priced:
    """What people would take, part courses allowed, at given prices of a seat and of money."""

    def __init__(self, problem: Learning, people: Ints, courses: Ints) -> None:
        nobody = np.zeros(problem.able.shape, dtype=np.bool_)
        self.problem, self.people, self.courses = problem, people, courses
        self.alone = added_worth(problem, nobody, people, courses)
        self.hours = problem.length[courses]
        self.first = np.flatnonzero(np.append(True, people[1:] != people[:-1]))
        self.count = np.diff(np.append(self.first, people.size))
        self.most = (problem.gap * problem.weight).sum(axis=1)[people[self.first]]
        """(people,) what each has to close."""

    def __call__(self, seat: Float, coin: float) -> tuple[float, Float]:
        """Sum over people of what is closed less what it costs, and (c,) seats taken for it."""
        problem, courses = self.problem, self.courses
        net = self.alone - seat[courses] - coin * problem.price[courses]
        order = np.lexsort((-net / (self.hours + 1e-9), self.people))
        pays = net[order] > 0
        length = np.where(pays, self.hours[order], 0.0)
        before = np.cumsum(length) - length
        before -= np.repeat(before[self.first], self.count)
        part = pays.astype(np.float64)
        np.divide(problem.due[self.people] - before, length, out=part, where=length > 0)
        part = part.clip(0.0, 1.0)
        worth = np.add.reduceat(part * net[order], self.first)
        taken = np.asarray(np.bincount(courses[order], part, seat.size), dtype=np.float64)
        return float(np.minimum(worth, self.most).sum()), taken


def priced_bound(
    problem: Learning, people: Ints, courses: Ints, reached: float, deadline: float | None
) -> float:
    """Σ importance · closed that no plan exceeds; infinite where a course takes something away.

    Seats and money get prices. Whatever these are, what is closed is at most the value of all seats
    and money plus, person by person, what courses close less what they cost. Several courses close
    no more together than each alone, and no more than there is to close: a person's part is at most
    that of a knapsack of hours, parts of courses allowed. Prices follow what is short, by steps
    towards `reached`, the value of a plan at hand (Polyak 1969, USSR Computational Mathematics and
    Mathematical Physics 9, 14–29).

    `people` and `courses` are the pairs that help, sorted by person.
    """
    if (problem.gain < 0).any():
        return math.inf
    priced = _Priced(problem, people, courses)
    # Limits on seats, then the one on money; one that is not there is never short.
    limit = np.append(problem.seats, problem.budget)
    limited = np.isfinite(limit)
    limit = np.where(limited, limit, 0.0)
    # A step is large where the limit is: counted in attendances, at the mean price of one.
    size = np.maximum(limit, 1.0)
    size[-1] *= float(problem.price.mean()) or 1.0
    price = np.zeros(limit.size)
    best = math.inf
    for _ in range(STEPS):
        if deadline is not None and time.monotonic() > deadline:
            break
        worth, taken = priced(price[:-1], price[-1])
        bound = worth + float(price @ limit)
        best = min(best, bound)
        short = np.append(taken, taken @ problem.price) - limit
        short[~limited | ((price <= 0) & (short < 0))] = 0.0
        square = float((short * short / size).sum())
        if square <= 0 or bound <= reached:
            break
        price = np.maximum(price + (bound - reached) / square * short / size, 0.0)
    return best * (1 + NOISE)  # limits have that much room
