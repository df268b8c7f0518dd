"""First plans and the search of every plan where workers have limits, and how far it looks."""

from __future__ import annotations

import numpy as np
import pytest
from test_task_shares import unlike
from test_task_steps import KINDS, best, drawn, loads, may, one_by_one, plans

from kinerja._balancing.tasks import few_tasks
from kinerja._balancing.tasks.few_tasks import Every
from kinerja._balancing.tasks.first_plans import (
    descending,
    least_choice_first,
    longest_first,
)
from kinerja._balancing.tasks.problem import Tasks, read_tasks


def alike(durations: list[int], m: int) -> Tasks:
    return read_tasks(durations, m, speed=None, eligible=None, capacity=None)


def test_equals_stay_in_their_order():
    # Forty of five lengths: more than the few among which any sort keeps equals in order.
    time = np.random.default_rng(1).integers(1, 6, 40)
    assert descending(time).tolist() == sorted(range(40), key=lambda i: -time[i])


def test_any_order_of_tasks_within_limits():
    found = 0
    for seed in range(60):
        tasks = unlike(seed, room=0.75)
        choice = [
            sum(may(tasks, i, w) and tasks.times[i, w] <= tasks.cap[w] for w in range(tasks.m))
            for i in range(tasks.n)
        ]
        quickest = [
            min(int(tasks.times[i, w]) for w in range(tasks.m) if may(tasks, i, w))
            for i in range(tasks.n)
        ]
        order = sorted(range(tasks.n), key=lambda i: (choice[i], -quickest[i]))
        assert least_choice_first(tasks).tolist() == order
        for other in (order, order[::-1]):
            got, want = longest_first(tasks, np.array(other)), one_by_one(tasks, other)
            assert (None if got is None else got.tolist()) == want
            found += want is not None
    assert 20 <= found <= 110


def test_a_task_that_fits_exactly_counts_as_a_choice():
    tasks = read_tasks([[2, 5], [4, 4]], 2, speed=None, eligible=None, capacity=[4, 4])
    assert least_choice_first(tasks).tolist() == [0, 1]  # one choice, then two
    assert longest_first(tasks, np.array([1, 0])) is None  # 4 fills the first one, 5 is too long


@pytest.mark.parametrize("seed", range(40))
def test_every_plan_within_limits_is_tried(seed):
    tasks = unlike(seed, room=1.0 if seed % 2 else 0.85)
    every = plans(tasks)
    if not every:
        return
    # From the worst plan that keeps the limits.
    worst = max(every, key=lambda plan: max(loads(tasks, plan)))
    search = Every(tasks, np.array(worst))
    assert search.run()
    load = loads(tasks, search.worker)
    assert tuple(search.worker.tolist()) in every
    assert (max(load), sum(x * x for x in load)) == best(tasks) == search.best


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(10))
def test_the_first_plan_that_is_reached_is_that_of_the_longest_first(seed, kind, monkeypatch):
    tasks = drawn(seed, kind)
    first = longest_first(tasks)
    every = plans(tasks)
    if first is None or not every:
        return
    worst = max(
        every, key=lambda plan: (max(loads(tasks, plan)), np.square(loads(tasks, plan)).sum())
    )
    monkeypatch.setattr(few_tasks, "ALLOWANCE", tasks.n + 1)  # down to one plan
    search = Every(tasks, np.array(worst))
    search.run()
    if max(loads(tasks, first)) < max(loads(tasks, worst)):
        assert search.worker.tolist() == first.tolist()


def test_how_many_partial_plans_are_looked_at(monkeypatch):
    # 6 to the first, 5 to the second: nothing, one task, the plan. 5 to the third is the same, to
    # the first it is too long, and so is it all for who begins with 6.
    tasks, heavy = alike([6, 5], 3), np.zeros(2, dtype=np.int64)
    for allowance, enough in ((3, True), (2, False)):
        monkeypatch.setattr(few_tasks, "ALLOWANCE", allowance)
        search = Every(tasks, heavy)
        assert search.run() is enough
        assert search.best == ((6, 61) if enough else (11, 121))


@pytest.mark.parametrize(
    ("durations", "plan", "looks"),
    [
        ([3, 2], [0, 1], 1),  # 5 for two: 3 at least, and squares of 12.5, 13 at least
        ([4, 4], [1, 0], 1),
    ],
)
def test_a_plan_that_no_even_loads_beat_is_not_searched(durations, plan, looks):
    search = Every(alike(durations, 2), np.array(plan))
    assert search.run()
    assert few_tasks.ALLOWANCE - search.left == looks
    assert search.worker.tolist() == plan


def test_of_plans_alike_the_one_in_hand_stays():
    # 3 + 2 and 3, which is the best; found again with the workers exchanged.
    search = Every(alike([3, 3, 2], 2), np.array([1, 0, 1]))
    assert search.run()
    assert search.worker.tolist() == [1, 0, 1]


def test_workers_alike_are_passed_over_one_by_one():
    # 3 + 3, 2 + 2 + 2 and 2 + 2 + 2: the second 3 goes to the fullest, after two that are empty.
    search = Every(alike([3, 3, 2, 2, 2, 2, 2, 2], 3), np.zeros(8, dtype=np.int64))
    assert search.run()
    assert search.best == (6, 108)


def test_tasks_in_the_order_of_their_lengths():
    search = Every(alike([2, 7, 5, 7], 2), np.zeros(4, dtype=np.int64))
    assert search.order == [1, 3, 2, 0]
    assert search.rest == [21, 14, 7, 2]
