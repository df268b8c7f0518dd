"""Two workers who divide their tasks anew: limits, coarse steps, and in which order they meet."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from test_task_shares import unlike
from test_task_steps import divisions, drawn, loads, may, plans, sound, start, time_of

from kinerja._balancing.tasks import exchange
from kinerja._balancing.tasks.exchange import Plan, even_out, level
from kinerja._balancing.tasks.first_plans import largest_differences, longest_first, multifit
from kinerja._balancing.tasks.problem import NO_CAP, Tasks, read_tasks

LATER = math.inf


def tasks_of(durations: Any, m: int, **options: Any) -> Tasks:
    none: dict[str, Any] = dict.fromkeys(("speed", "eligible", "capacity"))
    return read_tasks(durations, m, **{**none, **options})


def test_workers_are_whole_numbers():
    tasks = tasks_of([5, 3, 2, 2], 3)
    for found in (
        Plan.of(tasks, np.array([0, 1, 1, 2])).worker(),
        longest_first(tasks),
        largest_differences(tasks),
        multifit(tasks, 5, 13),
    ):
        assert found is not None
        assert found.dtype == np.int64


# --- the division of two -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_what_only_one_of_the_two_may_do_stays(seed):
    tasks = unlike(seed)
    plan = start(tasks, seed)
    assert plan is not None
    for a, b in itertools.permutations(range(tasks.m), 2):
        items = sorted(plan.bins[a] + plan.bins[b])
        # Nobody has more than the fuller of the two has now.
        most = max(plan.load[a], plan.load[b])
        tried = []
        for mine in exchange._unrelated(plan, a, b, items):
            other = [i for i in items if i not in mine]
            assert sorted([*mine, *other]) == items
            assert all(may(tasks, i, b) for i in other)
            assert all(may(tasks, i, a) or i in plan.bins[a] for i in mine)
            tried.append(
                (
                    sum(time_of(tasks, i, a) for i in mine),
                    sum(time_of(tasks, i, b) for i in other),
                )
            )
        assert 1 <= len(tried) <= 2
        without = Plan(replace(tasks, cap=np.full(tasks.m, NO_CAP)), plan.bins, plan.load)
        every = {(max(pair), sum(pair)) for pair in divisions(without, a, b) if pair[0] <= most}
        assert (max(tried[0]), sum(tried[0])) == min(every)


@pytest.mark.parametrize("seed", range(40))
def test_limits_hold_through_every_exchange(seed):
    tasks = unlike(seed, room=1.0)
    every = plans(tasks)
    for k in (0, len(every) // 2, -1):
        for step in (lambda p: level(p, 0, LATER), lambda p: even_out(p, LATER)):
            plan = Plan.of(tasks, np.array(every[k]))
            before, squares = max(plan.load), sum(x * x for x in plan.load)
            step(plan)
            sound(plan)
            assert max(plan.load) <= before
            assert max(plan.load) < before or sum(x * x for x in plan.load) <= squares


def test_a_limit_may_be_met_exactly():
    # 10 hours with the first; 5 and 5 fill the second to its limit.
    plan = Plan.of(tasks_of([5, 3, 2], 2, capacity=[10, 5]), np.zeros(3, dtype=np.int64))
    level(plan, 0, LATER)
    assert plan.load == [5, 5]
    # One hour less, and the two next to the even one do not fit: 5 and 5, and nothing between.
    plan = Plan.of(tasks_of([5, 3, 2], 2, capacity=[10, 4]), np.zeros(3, dtype=np.int64))
    level(plan, 0, LATER)
    assert plan.load[1] <= 4


@pytest.mark.parametrize("worker", [[0, 1], [1, 0]])
def test_what_is_no_better_is_left_as_it_is(worker):
    plan = Plan.of(tasks_of([[3, 3], [3, 3]], 2), np.array(worker))
    even_out(plan, LATER)
    assert plan.worker().tolist() == worker


@pytest.mark.parametrize("seed", range(12))
def test_no_two_of_many_workers_alike_can_be_evened_out_further(seed):
    rng = np.random.default_rng(seed)
    tasks = tasks_of(rng.integers(1, 40, 18), 6)
    plan = Plan.of(tasks, rng.integers(6, size=18))
    even_out(plan, LATER)
    sound(plan)
    for a, b in itertools.combinations(range(6), 2):
        if len(plan.bins[a] + plan.bins[b]) <= 10:
            now = plan.load[a] ** 2 + plan.load[b] ** 2
            assert now <= min(x * x + y * y for x, y in divisions(plan, a, b))


# --- coarse steps, and only so many tasks ------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "most", "step", "coarse"),
    [
        (96, 8, 12, [4, 2, 1, 0]),  # 50, 18, 17 and 5 of 12: 4.2, 1.5, 1.4, 0.4
        (97, 8, 13, [4, 1, 1, 0]),  # of 13: 3.8, 1.4, 1.3, 0.4
        (90, 90, 1, [50, 18, 17, 5]),
        (90, 1000, 1, [50, 18, 17, 5]),
        (0, 8, 1, [50, 18, 17, 5]),
    ],
)
def test_times_in_the_nearest_steps(total, most, step, coarse):
    assert exchange._in_steps(np.array([50, 18, 17, 5]), total, most) == (step, coarse)


@pytest.mark.parametrize("kind", ["related", "unrelated"])
def test_coarse_steps_that_lose_nothing_divide_evenly(kind, monkeypatch):
    # Tens of hours but for one task of the third worker, counted in tens.
    durations = np.array([[70, 40], [50, 90], [40, 40], [20, 30], [30, 60], [1, 1]])
    if kind == "related":
        durations = durations[:, 0]
    tasks = tasks_of(np.column_stack([durations, durations[:, 0]]) if kind == "unrelated"
                     else durations, 3)  # fmt: skip
    assert tasks.unit == 1
    plan = Plan.of(tasks, np.array([0, 0, 0, 0, 0, 2]))
    monkeypatch.setattr(exchange, "MOST_BITS", 21)  # 210 hours
    monkeypatch.setattr(exchange, "MOST_CELLS", 21)
    step = exchange._related if kind == "related" else exchange._unrelated
    tried = [
        max(
            sum(time_of(tasks, i, 0) for i in mine),
            sum(time_of(tasks, i, 1) for i in range(5) if i not in mine),
        )
        for mine in step(plan, 0, 1, [0, 1, 2, 3, 4])
    ]
    assert min(tried) == min(max(pair) for pair in divisions(plan, 0, 1))


def test_of_many_tasks_those_along_the_lengths_are_divided(monkeypatch):
    # By the times of the first worker: 80, 70, … 10. Of eight three: places 0, 3 and 7.
    monkeypatch.setattr(exchange, "MOST_TASKS", 3)
    here = [30, 80, 10, 70, 50, 20, 61, 40]
    tasks = tasks_of(np.column_stack([here, np.arange(1, 9)]), 2)
    plan = Plan.of(tasks, np.array([0, 0, 0, 1, 0, 1, 0, 0]))
    stays, free = exchange._free(plan, 0, 1, list(range(8)))
    assert free == [1, 4, 2]
    assert stays == [0, 6, 7]


# --- who meets whom ----------------------------------------------------------------------------


def test_the_fullest_meets_the_emptiest_first():
    # 12, 5 and 1: with the last it is 8 and 5, and no more is asked for.
    tasks = tasks_of([4, 4, 4, 5, 1], 3)
    plan = Plan.of(tasks, np.array([0, 0, 0, 1, 2]))
    level(plan, 11, LATER)
    assert sorted(loads(tasks, plan.worker())) == [5, 5, 8]
    # The same with the places exchanged.
    plan = Plan.of(tasks, np.array([1, 1, 1, 0, 2]))
    level(plan, 11, LATER)
    assert plan.load[0] == 5


def test_evening_out_goes_from_the_fullest_and_the_emptiest_inwards(monkeypatch):
    met = []

    def noted(plan: Plan, a: int, b: int, most: int, *, squares: bool) -> bool:
        assert squares
        met.append((plan.load[a], plan.load[b], most))
        return False

    monkeypatch.setattr(exchange, "_better", noted)
    even_out(Plan.of(tasks_of([5, 12, 1, 8], 4), np.array([0, 1, 2, 3])), LATER)
    assert met == [(12, 1, 12), (12, 5, 12), (12, 8, 12), (8, 1, 8), (8, 5, 8), (5, 1, 5)]


def test_those_who_have_nothing_new_are_not_tried_again(monkeypatch):
    met: list[set[int]] = []

    def noted(plan: Plan, a: int, b: int, most: int, *, squares: bool) -> bool:
        met.append({a, b})
        return len(met) in (2, 9)  # the second of the first round, then one of the next

    monkeypatch.setattr(exchange, "_better", noted)
    even_out(Plan.of(tasks_of([9, 7, 4, 2], 4), np.array([0, 1, 2, 3])), LATER)
    every = [{0, 3}, {0, 2}, {0, 1}, {1, 3}, {1, 2}, {2, 3}]
    assert met[:6] == every
    # 0 and 2 have something new; at the third of the second round 0 and 1.
    assert met[6:11] == [{0, 3}, {0, 2}, {0, 1}, {1, 3}, {1, 2}]
    assert met[11] == {2, 3}
    # The third round: whoever met 0 or 1; then nothing is new.
    assert met[12:] == [{0, 3}, {0, 2}, {0, 1}, {1, 3}, {1, 2}]


def test_evening_out_ends_after_so_many_rounds(monkeypatch):
    met = []

    def always(*_: Any, **__: Any) -> bool:
        met.append(1)
        return True

    monkeypatch.setattr(exchange, "_better", always)
    even_out(Plan.of(drawn(1, "alike"), np.zeros(drawn(1, "alike").n, dtype=np.int64)), LATER)
    m = drawn(1, "alike").m
    assert len(met) == exchange.SWEEPS * m * (m - 1) // 2
