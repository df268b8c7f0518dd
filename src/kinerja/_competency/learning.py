"""The problem behind a development plan: checked arrays, and what an attendance closes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .._digits import below
from .._types import Flags, Float, Ints

NOISE = 1e-9
"""Share of a limit by which a sum may exceed it: rounding of the sum, no more."""

TINY = 2.0**-10
"""Where the largest figure of a kind is below it, tolerances made for 1 would hide differences."""


@dataclass(frozen=True, slots=True)
class Learning:
    """Who lacks what, what courses there are, and what limits them."""

    gap: Float
    """(n, k) levels missing, 0 or more."""
    weight: Float
    """(k,) importance."""
    gain: Float
    """(c, k) levels that a course adds."""
    top: Float
    """(c, k) level up to which a course leads; infinite without one."""
    level: Float | None
    """(n, k) levels before; needed where a top is finite."""
    due: Float
    """(n,) hours that each person has."""
    length: Float
    """(c,) hours of a course."""
    seats: Float
    """(c,) infinite without a limit."""
    price: Float
    """(c,) cost of a seat to the office."""
    budget: float
    """Infinite without a limit."""
    able: Flags
    """(n, c) who may attend what."""

    @property
    def simple(self) -> bool:
        """Tell whether gains just add up: none is negative, none ends at a level."""
        return self.level is None and not (self.gain < 0).any()

    def effect(self, k: int) -> Float:
        """(n, c) levels that each course alone can add to a competency; negatives as they are."""
        gain = np.broadcast_to(self.gain[:, k], (self.gap.shape[0], self.gain.shape[0]))
        if self.level is None:
            return gain
        room = np.maximum(self.top[:, k] - self.level[:, k, None], 0.0)
        return np.where(gain > 0, np.minimum(gain, room), gain)

    def closed(self, people: Ints, taken: Flags) -> Float:
        """(rows, k) levels closed when the people of `people` attend the courses of `taken`.

        Courses that lead up to a level are taken first, the lowest first: no other order brings
        anybody further.
        """
        gap = self.gap[people]
        total = np.zeros(gap.shape)
        if self.simple:
            for c in np.flatnonzero(taken.any(axis=0)).tolist():
                total[taken[:, c]] += self.gain[c]
        else:
            used = np.flatnonzero(taken.any(axis=0))
            for k in range(gap.shape[1]):
                start = np.zeros(people.size) if self.level is None else self.level[people, k]
                risen, fallen = np.zeros(people.size), np.zeros(people.size)
                for c in used[np.argsort(self.top[used, k], kind="stable")].tolist():
                    gain = self.gain[c, k]
                    if gain > 0:
                        room = np.maximum(self.top[c, k] - (start + risen), 0.0)
                        risen += np.where(taken[:, c], np.minimum(gain, room), 0.0)
                    elif gain < 0:
                        fallen += np.where(taken[:, c], gain, 0.0)
                total[:, k] = risen + fallen
        return np.where(below(total, gap), total, gap)

    def value(self, closed: Float) -> float:
        """Σ importance · closed."""
        return math.fsum((closed * self.weight).sum(axis=0).tolist())

    def reached(self, taken: Flags) -> float:
        """Σ importance · closed of an attendance (n, c)."""
        return self.value(self.closed(np.arange(taken.shape[0]), taken))

    def worth(self, closed: Float) -> Float:
        """(rows,) Σ importance · closed of each row."""
        return np.asarray((closed * self.weight).sum(axis=1))

    def spent(self, taken: Flags) -> tuple[Float, Float, float]:
        """Hours of each person, seats of each course, and the cost, of an attendance (n, c)."""
        hours = np.zeros(taken.shape[0])
        for c in range(taken.shape[1]):
            hours += np.where(taken[:, c], self.length[c], 0.0)
        seats = taken.sum(axis=0).astype(np.float64)
        return hours, seats, math.fsum((seats * self.price).tolist())

    def fits(self, taken: Flags) -> bool:
        """Tell whether an attendance keeps every limit."""
        hours, seats, cost = self.spent(taken)
        return bool(
            not (taken & ~self.able).any()
            and not exceeds(hours, self.due).any()
            and (seats <= self.seats).all()
            and not exceeds(cost, self.budget)
        )

    def helpful(self) -> tuple[Ints, Ints]:
        """People and courses of the pairs that could close something and fit by themselves."""
        out = np.zeros(self.able.shape, dtype=np.bool_)
        for k in np.flatnonzero(self.weight > 0).tolist():
            out |= (self.gap[:, k, None] > 0) & (self.effect(k) > 0)
        out &= self.able
        out &= ~exceeds(self.length, self.due[:, None])
        out &= (self.seats >= 1) & ~exceeds(self.price, self.budget)
        people, courses = np.nonzero(out)
        return people.astype(np.int64), courses.astype(np.int64)


def exceeds(x: Any, limit: Any) -> Any:
    """Tell where a sum is above its limit, the rounding of the sum aside."""
    return x > np.asarray(limit, dtype=np.float64) * (1 + NOISE)


def magnified(problem: Learning) -> tuple[Learning, dict[str, float]]:
    """The same problem with levels, importance, hours and cost each near 1 where they are tiny.

    Valid because who attends what does not depend on the units; powers of two round nothing. Also
    returns what the total of each level was multiplied by.
    """
    level = _power(problem.gap, problem.gain)
    weight, hour = _power(problem.weight), _power(problem.length, problem.due)
    cost = _power(problem.price, np.array([problem.budget]))
    made = replace(
        problem,
        gap=problem.gap * level,
        gain=problem.gain * level,
        top=problem.top * level,
        level=None if problem.level is None else problem.level * level,
        weight=problem.weight * weight,
        length=problem.length * hour,
        due=problem.due * hour,
        price=problem.price * cost,
        budget=problem.budget * cost,
    )
    return made, {"closed": level * weight, "cost": cost}


def _power(*values: Float) -> float:
    """Power of two that brings the largest finite figure to 1 or above; 1 where none is tiny."""
    largest = max(float(np.abs(x[np.isfinite(x)]).max(initial=0.0)) for x in values)
    if not 0 < largest < TINY:
        return 1.0
    return 2.0 ** min(1 - math.frexp(largest)[1], 1023)


def grid(values: Any) -> float:
    """Largest step of which all values are multiples, in whole millionths; 0 if there is none.

    >>> grid([1.5, 4.0, 0.25]), grid([1 / 3]), grid([])
    (0.25, 0.0, 0.0)
    """
    x = np.unique(np.abs(np.asarray(values, dtype=np.float64).ravel()))
    x = x[(x > 0) & np.isfinite(x)]
    if not x.size or x[-1] > 1e9:
        return 0.0
    scaled = x * 1e6
    whole = np.rint(scaled)
    if (np.abs(scaled - whole) > 1e-9 * np.maximum(scaled, 1.0)).any():
        return 0.0
    return float(np.gcd.reduce(whole.astype(np.int64))) / 1e6


def value_grid(problem: Learning) -> float:
    """Step of which every possible Σ importance·closed is a multiple; 0 if there is none."""
    parts: list[Float] = []
    for k in np.flatnonzero(problem.weight > 0).tolist():
        values = [np.unique(problem.gap[:, k]), problem.gain[:, k]]
        if problem.level is not None:
            tops = problem.top[np.isfinite(problem.top[:, k]), k]
            values.append((tops[:, None] - np.unique(problem.level[:, k])).ravel())
        if not grid(np.concatenate(values)):
            return 0.0
        parts.append(problem.weight[k] * np.concatenate(values))
    return grid(np.concatenate(parts)) if parts else 0.0
