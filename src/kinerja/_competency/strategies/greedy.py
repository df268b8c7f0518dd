"""Whole attendances without a solver: add what closes most, take out what closes nothing.

Nothing here is proved: these are plans to start from, and plans mended after a search. They keep
every limit, so what they close is a bound from the other side.
"""

from __future__ import annotations

import numpy as np

from ..._blocks import blocks
from ..._solve import room_of
from ..._types import Flags, Float, Ints
from ..learning import NOISE, Learning, exceeds

ROWS = 50_000
"""Pairs weighed at a time."""


def added_worth(problem: Learning, taken: Flags, people: Ints, courses: Ints) -> Float:
    """Weighted gap that each course would close beyond what the person attends already."""
    n = taken.shape[0]
    everyone = np.arange(n)
    closed = problem.closed(everyone, taken)
    out = np.zeros(people.size)
    if problem.simple:
        left = problem.gap - closed
        for k in np.flatnonzero(problem.weight > 0).tolist():
            step = np.minimum(problem.gain[courses, k], left[people, k])
            out += problem.weight[k] * step
        return out
    before = problem.worth(closed)
    for rows in blocks(people.size, ROWS):
        with_it = taken[people[rows]]
        with_it[np.arange(with_it.shape[0]), courses[rows]] = True
        after = problem.worth(problem.closed(people[rows], with_it))
        out[rows] = after - before[people[rows]]
    return out


def fill(
    problem: Learning,
    taken: Flags,
    people: Ints,
    courses: Ints,
    *,
    toll: Float | None = None,
    size: Float | None = None,
) -> Flags:
    """Add attendances of the given pairs while one fits and closes something.

    Round by round each person's best course is looked for, and the best of these are granted as
    long as there are seats and money. Best is what closes most less its `toll` (what the pair uses
    up, at the prices of a linear programme), or without one, most for the `size` of a course,
    (c,): its hours if not given.
    """
    taken = taken.copy()
    hours, seats, cost = problem.spent(taken)
    left, room, money = problem.due - hours, problem.seats - seats, problem.budget - cost
    length, price = problem.length, problem.price
    charge = np.zeros(people.size) if toll is None else toll
    least = threshold(problem)
    size = length if size is None else size
    size = size + NOISE * (float(size.max(initial=0.0)) or 1.0)  # some take up nothing
    while people.size:
        open_ = ~taken[people, courses] & ~exceeds(length[courses], left[people])
        open_ &= (room[courses] >= 1) & ~exceeds(price[courses], money)
        people, courses, charge = people[open_], courses[open_], charge[open_]
        worth = added_worth(problem, taken, people, courses)
        some = worth > least
        people, courses, charge, worth = people[some], courses[some], charge[some], worth[some]
        if not people.size:
            break
        score = worth / size[courses] if toll is None else worth - charge
        order = np.lexsort((courses, people, -score))
        _, first = np.unique(people[order], return_index=True)
        for position in order[np.sort(first)].tolist():
            i, c = int(people[position]), int(courses[position])
            if room[c] < 1 or exceeds(price[c], money):
                continue
            taken[i, c] = True
            left[i] -= length[c]
            room[c] -= 1
            money -= price[c]
    return taken


def threshold(problem: Learning) -> float:
    """Worth up to which a change counts as none."""
    return NOISE * max(1.0, float((problem.gap * problem.weight).max(initial=0.0)))


def lost_worth(problem: Learning, taken: Flags, people: Ints, courses: Ints) -> Float:
    """Weighted gap that opens again when each attendance alone is taken out."""
    before = problem.worth(problem.closed(np.arange(taken.shape[0]), taken))
    out = np.empty(people.size)
    for rows in blocks(people.size, ROWS):
        without = taken[people[rows]]
        without[np.arange(without.shape[0]), courses[rows]] = False
        out[rows] = before[people[rows]] - problem.worth(problem.closed(people[rows], without))
    return out


def prune(problem: Learning, taken: Flags) -> Flags:
    """Take out attendances without which just as much is closed, the dearest and longest first."""
    taken = taken.copy()
    least = threshold(problem)
    people, courses = np.nonzero(taken)
    while people.size:
        idle = lost_worth(problem, taken, people, courses) <= least
        people, courses = people[idle], courses[idle]
        # One course of a person at a time: two may each be idle only beside the other.
        order = np.lexsort((-courses, -problem.length[courses], -problem.price[courses], people))
        first = _first_of_each(people[order])
        taken[people[order[first]], courses[order[first]]] = False
        people, courses = people[order[~first]], courses[order[~first]]
    return taken


def settle(problem: Learning, taken: Flags, people: Ints, courses: Ints) -> Flags:
    """Fill up and take out the idle in turn, until neither finds anything."""
    while True:
        more = prune(problem, fill(problem, taken, people, courses))
        if (more == taken).all():
            return more
        taken = more


def ready_plan(problem: Learning, people: Ints, courses: Ints) -> Flags:
    """Attendances to start from: what closes most in an hour, or for its share of all limits.

    Where money is short, the first is spent on courses that are short but dear.
    """
    nobody = np.zeros(problem.able.shape, dtype=np.bool_)
    by_hour = settle(problem, nobody, people, courses)
    filled = fill(problem, nobody, people, courses, size=_shares(problem))
    by_share = settle(problem, filled, people, courses)
    return keep_better(problem, by_hour, by_share)


def _shares(problem: Learning) -> Float:
    """(c,) share of all hours, of all seats and of the budget that one attendance takes up."""
    out = problem.length / max(float(problem.due.sum()), NOISE)
    limited = np.isfinite(problem.seats)
    out = out + limited / max(float(problem.seats[limited].sum()), 1.0)
    if np.isfinite(problem.budget):
        out = out + problem.price / max(problem.budget, NOISE)
    return np.asarray(out)


def repair(problem: Learning, taken: Flags) -> Flags:
    """Drop attendances until every limit is kept, those first that close least."""
    taken = taken & problem.able
    while not problem.fits(taken):
        hours, seats, cost = problem.spent(taken)
        people, courses = np.nonzero(taken)
        lost = lost_worth(problem, taken, people, courses)
        order = np.lexsort((-problem.length[courses], lost))
        people, courses = people[order], courses[order]
        over = np.asarray(exceeds(hours, problem.due))
        drop = over[people] & (problem.length[courses] > 0)
        if drop.any():
            chosen = np.flatnonzero(drop)
            _, first = np.unique(people[chosen], return_index=True)
            chosen = chosen[first]
        elif (seats > problem.seats).any():
            full = np.flatnonzero(seats > problem.seats).tolist()
            chosen = np.concatenate(
                [np.flatnonzero(courses == c)[: int(seats[c] - problem.seats[c])] for c in full]
            )
        else:
            paid = np.flatnonzero(problem.price[courses] > 0)
            freed = np.cumsum(problem.price[courses[paid]])
            chosen = paid[: int(np.searchsorted(freed, cost - problem.budget)) + 1]
        taken[people[chosen], courses[chosen]] = False
    return taken


def keep_better(problem: Learning, one: Flags, other: Flags) -> Flags:
    """Return the attendance that closes more, the first if both close as much."""
    return other if problem.reached(other) > problem.reached(one) else one


def keep_cheaper(
    problem: Learning, taken: Flags, found: Flags, *, reached: float, step: float
) -> Flags:
    """Return the second attendance if it closes `reached` for no more; without what is idle.

    `step` is the step of the grid of what can be closed.
    """
    found = repair(problem, found)
    if problem.reached(found) >= reached - room_of(reached, step) and (
        problem.spent(found)[2] <= problem.spent(taken)[2]
    ):
        taken = found
    return prune(problem, taken)


def _first_of_each(ordered: Ints) -> Flags:
    """Mark the first of each run of equal values."""
    out = np.ones(ordered.size, dtype=np.bool_)
    out[1:] = ordered[1:] != ordered[:-1]
    return out
