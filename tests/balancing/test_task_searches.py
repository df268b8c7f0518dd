"""Searches for the best plan of tasks without the step that tries all, against enumeration."""

from __future__ import annotations

import math

import numpy as np
import pytest
from test_task_steps import KINDS, best, drawn, loads, may, plans, time_of

from kinerja._balancing.tasks import best_plan, mixed
from kinerja._balancing.tasks.best_plan import Search
from kinerja._balancing.tasks.bounds import simple_bound
from kinerja.errors import ConvergenceError, InfeasibleError

APART = KINDS[1:]
"""Workers who are not alike."""


@pytest.mark.parametrize("method", ["auto", "exact"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(12))
def test_the_exact_search_alone_ends_at_the_best(seed, kind, method, monkeypatch):
    monkeypatch.setattr(best_plan, "MOST_TASKS", -1)
    tasks = drawn(seed, kind)
    if kind == "speeds" and tasks.alike:
        return
    search = Search(tasks, math.inf)
    if not plans(tasks):
        with pytest.raises(InfeasibleError):
            search.run(method)
        return
    search.run(method)
    load = loads(tasks, search.worker)
    assert max(load) == search.makespan == search.bound == best(tasks)[0]
    assert search.stopped is False
    assert search.open is False
    assert search.method in {"lpt", "ldm", "multifit", "shares", "exchange", "exact"}
    assert all(may(tasks, i, int(w)) for i, w in enumerate(search.worker))
    assert all(x <= cap for x, cap in zip(load, tasks.cap.tolist(), strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_a_search_whose_time_is_up_says_so(kind, monkeypatch):
    monkeypatch.setattr(best_plan, "MOST_TASKS", -1)
    stopped = 0
    for seed in range(25):
        tasks = drawn(seed, kind)
        if not plans(tasks):
            continue
        search = Search(tasks, -math.inf)
        try:
            search.run("exact")
        except ConvergenceError:  # no plan within the capacities was found in no time
            assert kind == "capacity"
            continue
        assert simple_bound(tasks) <= search.bound <= best(tasks)[0] <= search.makespan
        assert search.makespan == max(loads(tasks, search.worker))
        assert search.stopped == search.open
        stopped += search.stopped
    assert stopped > 0


def test_only_a_better_plan_is_taken():
    tasks = drawn(3, "alike")
    search = Search(tasks, math.inf)
    search.offer(None, "lpt")
    assert search.makespan == best_plan.UNKNOWN
    all_on_one = np.zeros(tasks.n, dtype=np.int64)
    search.offer(all_on_one, "first")
    search.offer(all_on_one + 1, "second")  # as long, and later
    assert (search.method, search.worker.tolist()) == ("first", all_on_one.tolist())


@pytest.mark.parametrize("kind", APART)
@pytest.mark.parametrize("seed", range(12))
def test_a_plan_below_a_makespan_is_found_where_there_is_one(seed, kind):
    tasks = drawn(seed, kind)
    if tasks.alike:
        return
    every = plans(tasks)
    if not every:
        with pytest.raises(InfeasibleError):
            mixed.whole_tasks(tasks, 0, None, math.inf)
        return
    least = best(tasks)[0]
    found, bound, finished = mixed.whole_tasks(tasks, simple_bound(tasks), None, math.inf)
    assert found is not None
    assert tuple(found.tolist()) in every
    assert (max(loads(tasks, found)), bound, finished) == (least, least, True)
    with pytest.raises(InfeasibleError):
        mixed.whole_tasks(tasks, 0, least, math.inf)
    found, bound, _ = mixed.whole_tasks(tasks, 0, least + 1, math.inf)
    assert found is not None
    assert (max(loads(tasks, found)), bound) == (least, least)


@pytest.mark.parametrize("kind", APART)
@pytest.mark.parametrize("seed", range(12))
def test_shares_bound_every_plan(seed, kind):
    tasks = drawn(seed, kind)
    if tasks.alike or not plans(tasks):
        return
    least = best(tasks)[0]
    bound, shares = mixed.bound_by_shares(tasks, simple_bound(tasks), math.inf)
    assert simple_bound(tasks) <= bound <= least
    # Each task is given once, to workers who may have it, in a time below the bound.
    given = np.zeros((tasks.n, tasks.m))
    given[shares.task, shares.worker] = shares.share
    assert given.sum(axis=1) == pytest.approx(np.ones(tasks.n))
    for i, w in zip(*np.nonzero(given > 1e-9), strict=True):
        assert may(tasks, int(i), int(w))
        assert time_of(tasks, int(i), int(w)) <= bound
    taken = (given * tasks.times).sum(axis=0)
    assert taken.max() <= bound * (1 + 1e-6)
    assert (taken <= tasks.cap * (1 + 1e-6)).all()
    found = mixed.from_shares(tasks, shares)
    if found is not None:
        assert tuple(found.tolist()) in plans(tasks)


def test_any_prices_bound_every_plan():
    # Lagrangian duality: prices of time that sum to 1, and of capacity, whatever they are.
    rng = np.random.default_rng(1)
    for kind in APART:
        for seed in range(10):
            tasks = drawn(seed, kind)
            if tasks.alike or not plans(tasks):
                continue
            pairs = mixed.open_pairs(tasks)
            room = np.where(tasks.cap < mixed.NO_CAP, rng.random(tasks.m), 0.0)
            for back in (np.zeros(tasks.m), room):
                bound = mixed._priced(tasks, pairs, rng.random(tasks.m), back)
                assert bound <= best(tasks)[0]
            assert mixed._priced(tasks, pairs, np.zeros(tasks.m), room) == 0


def test_pairs_that_are_open():
    for kind in APART:
        tasks = drawn(2, kind)
        if tasks.alike:
            continue
        for longest in (None, 10):
            found = mixed.open_pairs(tasks, longest)
            for i in range(tasks.n):
                for w in range(tasks.m):
                    time = time_of(tasks, i, w)
                    fits = time <= tasks.cap[w] and (longest is None or time <= longest)
                    assert found[i, w] == (may(tasks, i, w) and fits)
