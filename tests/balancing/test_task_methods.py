"""Each way of giving tasks out, on cases that can be worked by hand."""

import pytest

from kinerja._balancing.tasks import best_plan
from kinerja.balancing import assign_tasks

GRAHAM = [5, 5, 4, 4, 3, 3, 3]  # on three: 9 at best, 11 by the longest first (Graham 1969)


def test_the_longest_first_reaches_its_published_worst_case():
    # 5 5 4 | then 4 to the 4, 3 to a 5, 3 to a 5, and 3 to any of three 8s: 11. The bound is 27/3.
    plan = assign_tasks(GRAHAM, 3, method="lpt")
    assert (plan.makespan, plan.bound, plan.method, plan.stopped_by) == (11, 9, "lpt", None)
    assert plan.gap == pytest.approx(2 / 9)
    assert sorted(plan.load.tolist()) == [8, 8, 11]


def test_largest_differences_by_hand():
    # Karmarkar and Karp 1982 on two: 8 − 7 = 1; 6 − 5 = 1; 4 − 1 = 3; 3 − 1 = 2: sums 16 and 14.
    plan = assign_tasks([8, 7, 6, 5, 4], 2, method="ldm")
    assert (plan.makespan, plan.bound, plan.method) == (16, 15, "ldm")
    assert sorted(plan.load.tolist()) == [14, 16]


@pytest.mark.parametrize("method", ["auto", "exact"])
@pytest.mark.parametrize("few", [True, False])
def test_the_best_plan_is_reached_and_proved(method, few, monkeypatch):
    if not few:
        monkeypatch.setattr(best_plan, "MOST_TASKS", 0)
    plan = assign_tasks(GRAHAM, 3, method=method)
    assert (plan.makespan, plan.bound, plan.gap, plan.stopped_by) == (9, 9, 0, None)
    assert plan.load.tolist() == [9, 9, 9]
    if method == "exact":
        assert plan.method == "exact"  # what comes before it is the longest first, with 11


@pytest.mark.parametrize("few", [True, False])
def test_workers_of_two_speeds_by_hand(few, monkeypatch):
    # 18 in all at speeds 2 and 1: 6 each if it can be, and 5 + 4 + 3 = 12 = 2 · 6 it can.
    if not few:
        monkeypatch.setattr(best_plan, "MOST_TASKS", 0)
    plan = assign_tasks([6, 5, 4, 3], 2, speed=[2, 1], method="exact")
    assert (plan.makespan, plan.bound, plan.stopped_by) == (6, 6, None)
    assert plan.worker.tolist() == [1, 0, 0, 0]
    # The longest first gives 6 and 4 to the fast one, 5 to the slow one, and 3 to the fast: 6.5.
    quick = assign_tasks([6, 5, 4, 3], 2, speed=[2, 1], method="lpt")
    assert (quick.worker.tolist(), quick.makespan) == ([0, 1, 0, 0], 6.5)


@pytest.mark.parametrize("few", [True, False])
def test_a_plan_that_no_bound_meets_is_proved_all_the_same(few, monkeypatch):
    # Three of 2 for two workers: 4, though the mean load is 3; with 3, 3, 2, 2, 2 on two it is 6.
    if not few:
        monkeypatch.setattr(best_plan, "MOST_TASKS", 0)
    for durations, makespan in (([2, 2, 2], 4), ([3, 3, 2, 2, 2], 6), ([7, 7, 7, 2], 14)):
        plan = assign_tasks(durations, 2, method="exact")
        assert (plan.makespan, plan.bound, plan.gap, plan.stopped_by) == (
            makespan,
            makespan,
            0,
            None,
        )
    # By worker: the second may have one of the 4s, at twice its time.
    other = assign_tasks([[4, 8], [4, 8], [4, 8]], 2, method="exact")
    assert (other.makespan, other.bound, other.stopped_by) == (8, 8, None)
    assert sorted(other.load.tolist()) == [8, 8]


def test_no_time_leaves_the_plan_of_the_longest_first_and_says_so(monkeypatch):
    monkeypatch.setattr(best_plan, "MOST_TASKS", 0)
    plan = assign_tasks(GRAHAM, 3, method="exact", time_limit=0.0)
    assert (plan.makespan, plan.bound, plan.method, plan.stopped_by) == (11, 9, "lpt", "time_limit")
    assert assign_tasks([3, 3, 3], 3, method="exact", time_limit=0.0).stopped_by is None


def test_nothing_to_do_and_tasks_of_no_time():
    none = assign_tasks([], 2)
    assert (none.makespan, none.bound, none.load.tolist()) == (0, 0, [0, 0])
    zero = assign_tasks([0, 0], 2, method="exact")
    assert (zero.makespan, zero.bound, zero.gap) == (0, 0, 0)
