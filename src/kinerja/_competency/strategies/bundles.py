"""Every set of courses that a person could usefully take within their hours.

When each person takes one such bundle, only seats and money tie people to each other: a handful of
rows. The linear relaxation is then as tight as it can be made person by person, and all but a few
people hold a whole bundle in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..._blocks import blocks
from ..._types import Flags, Float, Ints
from ..learning import Learning, exceeds
from .greedy import threshold

MOST = 5_000_000
"""Most bundles that are written out: with five courses each, about a gigabyte at the peak."""

ROWS = 200_000


Members = NDArray[np.int32]
"""Courses in sets: the largest array there is, so in half the width."""


@dataclass(slots=True)
class Bundles:
    """Bundles, the people in order; the empty one is not among them."""

    person: Ints
    """(b,)"""
    courses: Members
    """(b, s) courses; the number of courses stands for none."""
    worth: Float
    """(b,) Σ importance · closed."""
    price: Float
    """(b,) cost to the office."""

    def __len__(self) -> int:
        return int(self.person.size)

    def attendance(self, chosen: Ints, shape: tuple[int, ...]) -> Flags:
        """(n, c) of one bundle per person."""
        taken = np.zeros((shape[0], shape[1] + 1), dtype=np.bool_)
        taken[self.person[chosen][:, None], self.courses[chosen]] = True
        return taken[:, :-1]

    def of(self, taken: Flags) -> Ints:
        """Positions of the bundles that make up an attendance (n, c), one for each who attends."""
        count = taken.shape[1]
        people = np.flatnonzero(taken.any(axis=1))
        start = np.searchsorted(self.person, people)
        end = np.searchsorted(self.person, people, side="right")
        out = []
        for i, first, last in zip(people.tolist(), start.tolist(), end.tolist(), strict=True):
            mine = np.flatnonzero(taken[i])
            if mine.size <= self.courses.shape[1]:
                row = np.full(self.courses.shape[1], count)
                row[: mine.size] = mine
                out += (
                    first + np.flatnonzero((self.courses[first:last] == row).all(axis=1))
                ).tolist()
        return np.array(out, dtype=np.int64)

    def charged(self, price: Float) -> Float:
        """(b,) sum of a price a course."""
        table = np.append(price, 0.0)
        out = np.zeros(len(self))
        for column in self.courses.T:
            out += table[column]
        return out


def write_out(
    problem: Learning, people: Ints, courses: Ints, *, most: int = MOST
) -> Bundles | None:
    """Bundles of the pairs that help (sorted by person and course); None if there are too many.

    A course that adds nothing to a bundle adds nothing to a larger one either, so such bundles and
    all that contain them are left out, unless some course takes something away.
    """
    count = problem.able.shape[1]
    steady = not (problem.gain < 0).any()
    least = threshold(problem)
    end = np.searchsorted(people, people, side="right")
    last = np.arange(people.size)
    offered = courses.astype(np.int32)
    members: Members = offered[:, None]
    hours = problem.length[courses]
    worth = _worth(problem, people, members)
    found = [(people, members, worth)]
    total = people.size
    while last.size:
        who = people[last]
        more = end[last] - last - 1
        if total + int(more.sum()) > 3 * most:
            return None
        parent = np.repeat(np.arange(last.size), more)
        first = np.cumsum(more) - more
        new = last[parent] + 1 + np.arange(parent.size) - first[parent]
        length = hours[parent] + problem.length[courses[new]]
        fits = ~np.asarray(exceeds(length, problem.due[who[parent]]))
        parent, new, length = parent[fits], new[fits], length[fits]
        grown = np.column_stack([members[parent], offered[new]])
        value = _worth(problem, people[new], grown)
        if steady:
            keep = value > worth[parent] + least
            for position in range(grown.shape[1] - 1):
                at = np.flatnonzero(keep)
                rest = np.delete(grown[at], position, axis=1)
                keep[at] = value[at] > _worth(problem, people[new[at]], rest) + least
            new, length, grown, value = new[keep], length[keep], grown[keep], value[keep]
        last, members, hours, worth = new, grown, length, value
        total += last.size
        if total > most:
            return None
        found.append((people[last], members, worth))
    size = found[-1][1].shape[1]
    person = np.concatenate([part[0] for part in found])
    padded = np.vstack(
        [
            np.pad(part[1], ((0, 0), (0, size - part[1].shape[1])), constant_values=count)
            for part in found
        ]
    )
    order = np.argsort(person, kind="stable")
    out = Bundles(
        person[order],
        padded[order],
        np.concatenate([part[2] for part in found])[order],
        np.empty(0),
    )
    out.price = out.charged(problem.price)
    return out


def _worth(problem: Learning, people: Ints, members: Members) -> Float:
    """Σ importance · closed of each bundle (b, s)."""
    out = np.empty(people.size)
    for rows in blocks(people.size, ROWS):
        who, courses = people[rows], members[rows]
        if problem.simple:
            gap, total = problem.gap[who], np.zeros((who.size, problem.gap.shape[1]))
            for column in courses.T:
                total += problem.gain[column]
            out[rows] = problem.worth(np.minimum(total, gap))
            continue
        taken = np.zeros((who.size, problem.able.shape[1]), dtype=np.bool_)
        taken[np.arange(who.size)[:, None], courses] = True
        out[rows] = problem.worth(problem.closed(who, taken))
    return out
