"""Bounds of workers of different speed, worked by hand, and the same from every plan."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from kinerja._balancing.tasks.bounds import simple_bound
from kinerja._balancing.tasks.problem import read_tasks


def hours(durations, speed):
    tasks = read_tasks(durations, len(speed), speed=speed, eligible=None, capacity=None)
    return simple_bound(tasks) * tasks.unit


def least(durations, speed):
    """Least makespan of all plans, in exact fractions."""
    return min(
        max(
            sum(Fraction(d) / s for d, w in zip(durations, plan, strict=True) if w == own)
            for own, s in enumerate(speed)
        )
        for plan in itertools.product(range(len(speed)), repeat=len(durations))
    )


@pytest.mark.parametrize(
    ("durations", "speed", "bound"),
    [
        # The two of 10 have the speeds 2 and 1 at most. In 6.5 hours these two do 13 + 6 pieces of
        # one hour of work, in 7 hours 14 + 7. Each 10 alone is 5 hours, and all 21 are 5.5.
        ([10, 10, 1], [1, 2, 1], 7),
        # In 5/6 of an hour speeds of 3 and 2 do 2 and 1 whole pieces, in an hour 3 and 2.
        ([1, 1, 1, 1], [3, 2], 1),
        # No work, no time.
        ([0, 0, 0], [3, 1], 0),
        # The longest alone, the others beside it.
        ([9, 1, 1], [3, 2], 3),
        # All of them, by all: 30 at 1 + 2 + 3 in the hour.
        ([6, 6, 6, 6, 6], [2, 1, 3], 6),
        # More workers than tasks: two of 5 by the quickest two, 10 at 5 an hour, in pieces of 5.
        ([5, 5], [1, 3, 2, 1], Fraction(5, 2)),
    ],
)
def test_bounds_by_hand_at_different_speeds(durations, speed, bound):
    assert hours(durations, speed) == bound <= least(durations, speed)
