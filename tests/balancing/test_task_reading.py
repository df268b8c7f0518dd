"""How tasks and workers are read: the grid of whole numbers, every refusal in full, the figures."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from kinerja._balancing.tasks import problem
from kinerja._balancing.tasks.problem import LARGEST, NO_CAP, Tasks, read_tasks
from kinerja.balancing import assign_tasks
from kinerja.errors import InfeasibleError, InputError


def read(durations: Any, workers: Any = 2, **options: Any) -> Tasks:
    none: dict[str, Any] = dict.fromkeys(("speed", "eligible", "capacity"))
    return read_tasks(durations, workers, **{**none, **options})


# --- the grid ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("durations", "unit", "size"),
    [
        ([6, 4, 10], 2, [3, 2, 5]),
        ([0.75, 1.5, 2], Fraction(1, 4), [3, 6, 8]),
        ([0.3, 0.1], Fraction(1, 10), [3, 1]),
        ([0.000001, 0.000002], Fraction(1, 10**6), [1, 2]),
        ([0, 0], 1, [0, 0]),
        ([], 1, []),
        ([2**53], 2**53, [1]),
        # Three decimals of 2^53 / 1000 are just counted in thousandths.
        ([9007199254740.5, 0.492], Fraction(1, 250), [9007199254740500 // 4, 123]),
    ],
)
def test_durations_that_are_whole_in_some_decimal(durations, unit, size):
    tasks = read(durations)
    assert (tasks.unit, tasks.exact, tasks.size.tolist()) == (unit, True, size)
    assert tasks.size.dtype == np.int64
    assert [Fraction(s) * tasks.unit for s in size] == [Fraction(str(d)) for d in durations]


def test_other_durations_are_counted_in_a_power_of_two():
    durations = [math.pi, math.e, 1 / 3]  # 6.2 in all: 8 = 2^3, in steps of 2^(3 - 52)
    tasks = read(durations)
    assert tasks.unit == Fraction(1, 2**49)
    assert tasks.size.tolist() == [round(Fraction(d) * 2**49) for d in durations]
    assert tasks.exact is False
    # 4 in all is 2^2 itself. Seven binary places after a seventh decimal are still exact.
    durations = [1 + 2**-30, 3 - 2**-30]
    tasks = read(durations)
    assert (tasks.unit, tasks.exact) == (Fraction(1, 2**50), True)
    # By worker the longest of each task make the total: 3 + 4 and a bit, 8 = 2^3.
    tasks = read([[1 / 3, 1.0], [2.0, 4.1]])
    assert tasks.unit == Fraction(1, 2**49)
    assert tasks.times.tolist() == [
        [round(Fraction(1 / 3) * 2**49), 2**49],
        [2**50, round(Fraction(4.1) * 2**49)],
    ]
    assert (tasks.related, tasks.exact) == (False, False)


def test_speeds_make_whole_times_of_a_common_piece():
    # 1.5 and 2: 3 and 4 halves. A piece of work takes 4 and 3 twelfths of two halves.
    tasks = read([6, 9], 2, speed=[1.5, 2])
    assert (tasks.size.tolist(), tasks.slow.tolist()) == ([2, 3], [4, 3])
    assert tasks.times.tolist() == [[8, 6], [12, 9]]
    assert [Fraction(t) * tasks.unit for t in tasks.times[0].tolist()] == [4, 3]  # 6 / 1.5, 6 / 2
    assert (tasks.related, tasks.alike, tasks.exact) == (True, False, True)
    # A third of an hour's work is none of a decimal: times are counted in a power of two.
    odd = read([6, 9], 2, speed=[1 / 3, 2])
    assert (odd.related, odd.exact, odd.size.tolist()) == (False, False, [])
    assert odd.unit == Fraction(1, 2**46)  # 18 and 27 with the slower: 45 < 2^6
    assert odd.times.tolist() == [[18 * 2**46, 3 * 2**46], [27 * 2**46, round(4.5 * 2**46)]]
    none = read([0, 0], 2, speed=[1 / 3, 2])
    assert (none.related, none.exact, none.times.tolist()) == (True, True, [])


def test_whole_times_only_where_their_sum_is_exact():
    # At half the speed twice the time: 2^53 just holds, 2^53 + 4 does not.
    tasks = read([2**52 - 1, 1], 2, speed=[1, 0.5])
    assert (tasks.related, tasks.exact, tasks.slow.tolist()) == (True, True, [1, 2])
    with pytest.raises(InputError, match="larger unit"):
        read([2**52 + 1, 1], 2, speed=[1, 0.5])


@pytest.mark.parametrize(
    ("options", "alike"),
    [
        ({}, True),
        ({"speed": [3, 3]}, True),
        ({"speed": [3, 2]}, False),
        ({"eligible": [[True, True]] * 2}, True),
        ({"eligible": [[True, True], [True, False]]}, False),
        ({"capacity": 99}, False),
        ({"capacity": [99, 1e300]}, False),
        ({"capacity": 1e300}, True),
    ],
)
def test_who_is_alike(options, alike):
    tasks = read([2, 3], 2, **options)
    assert tasks.alike is alike
    assert tasks.related is True
    assert tasks.times.tolist() == ([] if alike else [[2, 2], [3, 3]] if "speed" not in options
                                    else [[4, 6], [6, 9]])  # fmt: skip
    assert tasks.free == ("speed" in options or alike)
    by_worker = read([[2, 2], [3, 3]], 2, **({} if "speed" in options else options))
    assert (by_worker.alike, by_worker.related) == (False, False)
    assert by_worker.size.size == 0


def test_what_is_given_is_kept_apart():
    durations, speed = np.array([4.0, 6.0]), np.array([1.0, 2.0])
    tasks = read(durations, ["ani", "budi"], speed=speed)
    durations[0] = speed[0] = 99
    assert (tasks.seconds.tolist(), tasks.names.tolist()) == ([4, 6], ["ani", "budi"])
    assert tasks.speed is not None
    assert tasks.speed.tolist() == [1, 2]
    assert (tasks.n, tasks.m, tasks.time(1, 0), tasks.time(1, 1)) == (2, 2, 6, 3)
    assert (read([5, 3]).time(1, 0), read([5, 3]).speed, read([5, 3]).names) == (3, None, None)


@pytest.mark.parametrize(
    ("capacity", "steps"),
    [
        (None, [NO_CAP, NO_CAP]),
        (1, [10, 10]),
        ([0.3, 0.99], [3, 9]),  # 0.3 is meant as written, not as the float below it
        ([0.7, 1e300], [7, NO_CAP]),
        ([math.pi, 0.7999999], [31, 7]),
    ],
)
def test_capacities_in_steps(capacity, steps):
    assert read([0.3, 0.4], capacity=capacity).cap.tolist() == steps


# --- refusals in full --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "kind", "code", "argument", "message"),
    [
        (
            ([1], []), InputError, "too_few", "workers",
            "`workers`: expected a number of workers, or their labels; found [].",
        ),
        (
            ([[1, 2]], 2, {"speed": [1, 1]}), InputError, "contradiction", "speed",
            ("`speed`: expected durations of shape (n,) with it; found durations by worker. "
            "Durations by worker hold the speed already."),
        ),
        (
            ([[1, np.nan], [np.inf, 2]], 2), InputError, "missing_value", "durations",
            ("`durations`: expected a finite time for every task and worker; found row 0 column 1 "
            "(missing); row 1 column 0 (inf). Where a worker may not have a task, write any time "
            "there and pass `eligible=`, with 0 in that cell."),
        ),
        (
            ([2.0**52] * 3, 2), InputError, "out_of_range", "durations",
            ("`durations`: expected a sum of at most 2^53 = 9007199254740992; found 1.35108e+16. "
            "Count in a larger unit of time: beyond this, loads would not be exact."),
        ),
        (
            # By worker the longest of each: 2^52 + 2^53.
            ([[2.0**52, 1], [1, 2.0**53]], 2), InputError, "out_of_range", "durations",
            "`durations`: expected a sum of at most 2^53 = 9007199254740992; found 1.35108e+16.",
        ),
        (
            ([3 * 2.0**50, 1], 2, {"speed": [0.25, 1]}), InputError, "out_of_range", "speed",
            ("`speed`: expected durations / speed with a sum of at most 2^53 = 9007199254740992; "
            "found 1.35108e+16. Count in a larger unit of time."),
        ),
        (
            ([1] * 8, 2, {"eligible": [[0, 0]] * 8}), InfeasibleError, "infeasible", "eligible",
            ("`eligible`: no worker is eligible for tasks 0, 1, 2, 3, 4 and 3 more. Make somebody "
            "eligible, or leave the task out."),
        ),
        (
            ([1] * 5, 2, {"eligible": [[0, 0]] * 5}), InfeasibleError, "infeasible", "eligible",
            "`eligible`: no worker is eligible for tasks 0, 1, 2, 3, 4. Make somebody",
        ),
        (
            ([1, 9], 2, {"capacity": 5}), InfeasibleError, "infeasible", "capacity",
            ("`capacity`: no worker has the capacity for task 1. Raise a capacity, or leave the "
            "task out."),
        ),
        (
            # Whoever may take it has no room, and whoever has room may not.
            ([9, 1], 2, {"capacity": [9, 5], "eligible": [[0, 1], [1, 1]]}), InfeasibleError,
            "infeasible", "capacity", "`capacity`: no worker has the capacity for task 0.",
        ),
        (
            ([1, 2], 2, {"method": "ldm", "speed": [1, 2]}), InputError, "contradiction",
            "method", ("`method`: expected workers who are alike; found 'ldm' with workers who "
            "differ otherwise. Take \"auto\", \"lpt\" or \"exact\"."),
        ),
        (
            ([1, 2], 2, {"method": "multifit", "capacity": 9}), InputError, "contradiction",
            "method", ("`method`: expected workers who differ in speed at most; found 'multifit' "
            "with workers who differ otherwise."),
        ),
        (
            ([[1, 2]], 2, {"method": "multifit"}), InputError, "contradiction", "method",
            "`method`: expected workers who differ in speed at most; found 'multifit'",
        ),
        (([-1, 2], 2), InputError, "negative", "durations", "`durations`: expected 0 or more"),
        (([1], ["a", "a"]), InputError, "duplicate", "workers", "`workers`"),
        (
            ([1], ["a", "b"], {"speed": [1, 0]}), InputError, "not_positive", "speed",
            "`speed`: expected more than 0; found row 'b' (0)",
        ),
        (
            ([1], ["a", "b"], {"capacity": [1, -2]}), InputError, "negative", "capacity",
            "`capacity`: expected 0 or more; found row 'b' (-2)",
        ),
        (([1], 2, {"capacity": -1}), InputError, None, "capacity", "`capacity`"),
        (([1], np.True_), InputError, None, "workers", "`workers`: expected a whole number"),
    ],
)  # fmt: skip
def test_what_is_refused_and_in_which_words(call, kind, code, argument, message):
    durations, workers, options = (*call, {})[:3]
    with pytest.raises(kind) as caught:
        assign_tasks(durations, workers, **options)
    error = caught.value
    assert type(error) is kind
    assert error.argument == argument
    if code is not None:
        assert error.code == code
    assert str(error).startswith(message)


@pytest.mark.parametrize(("count", "told"), [(1, "task 0"), (5, "4"), (6, "4 and 1 more")])
def test_the_first_five_tasks_for_nobody_are_named(count, told):
    with pytest.raises(InfeasibleError) as caught:
        assign_tasks([1] * count, 2, eligible=[[0, 0]] * count)
    assert caught.value.found is not None
    assert caught.value.found.endswith(told)
    assert len(caught.value.positions) == min(count, 5)


def test_a_task_for_nobody_has_its_facts():
    with pytest.raises(InfeasibleError) as caught:
        assign_tasks([1, 2, 3], 2, eligible=[[1, 0], [0, 0], [0, 0]])
    error = caught.value
    assert error.positions == (1, 2)
    assert (error.expected, error.found) == ("a worker for each task", "none for tasks 1, 2")
    assert error.hint == "Make somebody eligible, or leave the task out."
    assert LARGEST == 2**53


# --- figures of a plan -------------------------------------------------------------------------


def test_loads_of_rounded_durations_are_sums_as_given():
    # Graham's tasks times π on three: 11 by the longest first, where 9 is the least.
    durations = [math.pi * d for d in (5, 5, 4, 4, 3, 3, 3)]
    plan = assign_tasks(durations, 3, method="lpt")
    for w in range(3):
        mine = [durations[i] for i in plan.tasks_of(w)]
        assert plan.load[w] == math.fsum(mine)
    assert plan.makespan == plan.load.max()
    assert plan.bound == pytest.approx(9 * math.pi, rel=1e-12)
    # Half a step a task: the bound stays below the sum that is exact.
    assert Fraction(plan.bound) <= sum(map(Fraction, durations)) / 3
    assert plan.gap == (plan.makespan - plan.bound) / plan.bound
    best = assign_tasks(durations, 3)
    assert (best.bound, best.gap) == (best.makespan, 0.0)


def test_figures_are_in_the_unit_that_was_given():
    # 3, 6 and 9 quarters, the longest first: 9 and 9, and 18 / 2 is the least.
    plan = assign_tasks([0.75, 1.5, 2.25], 2, method="lpt")
    assert (plan.load.tolist(), plan.makespan, plan.bound, plan.gap) == ([2.25] * 2, 2.25, 2.25, 0)
    # Four of a quarter and one of a half for two, in order: half and quarters, 0.75 each at best.
    plan = assign_tasks([0.25, 0.25, 0.5, 0.25, 0.25, 0.1], 2, method="lpt")
    # 0.5 | .25 .25, then .25 each, then 0.1 to the first: 0.85; 1.6 / 2 is 0.8.
    assert (plan.load.tolist(), plan.makespan, plan.bound) == ([0.85, 0.75], 0.85, 0.8)
    assert plan.gap == (0.85 - 0.8) / 0.8


def test_a_search_without_time_says_so_whatever_the_gap():
    # 8 to 4 for two with room for 15 and 18: 15 and 15 at best, 17 and 13 by the longest first.
    plan = assign_tasks([8, 7, 6, 5, 4], 2, method="lpt", capacity=[18, 18], time_limit=0)
    assert (plan.makespan, plan.bound, plan.stopped_by) == (17, 15, "time_limit")
    done = assign_tasks([8, 7, 6, 5, 4], 2, capacity=[18, 18])
    assert (done.makespan, done.bound, done.stopped_by) == (15, 15, None)
    assert done.provenance.options == {"method": "auto", "time_limit": 10.0}


@pytest.mark.parametrize(
    ("options", "argument"),
    [
        ({"method": "best"}, "method"),
        ({"time_limit": -1}, "time_limit"),
        ({"speed": [1, 2, 3]}, "speed"),
        ({"speed": [1, "x"]}, "speed"),
        ({"eligible": [[1, 1]]}, "eligible"),
        ({"capacity": [1, 2, 3]}, "capacity"),
    ],
)
def test_the_argument_at_fault_is_named(options, argument):
    with pytest.raises(InputError) as caught:
        assign_tasks([3, 2], 2, **options)
    assert caught.value.argument == argument
    for durations in ([["x", 1]], "x", [[1, 2, 3]], [[[1]]]):
        with pytest.raises(InputError) as caught:
            assign_tasks(durations, 2)
        assert caught.value.argument == "durations"


def test_loads_by_worker_and_by_speed_as_given():
    times = [[1 / 3, 5.0], [7.0, 1 / 7], [1 / 9, 9.0]]
    plan = assign_tasks(times, 2)
    assert plan.worker.tolist() == [0, 1, 0]
    assert plan.load.tolist() == [math.fsum([1 / 3, 1 / 9]), 1 / 7]
    plan = assign_tasks([1.0, 2.0], 2, speed=[1 / 3, 0.7])
    # 1 on the first is 3 hours, 2 on the second 2.86; both on the second 4.3.
    assert plan.worker.tolist() == [0, 1]
    assert plan.load.tolist() == [1.0 / (1 / 3), 2.0 / 0.7]
    assert (plan.makespan, plan.gap) == (3.0, 0.0)


def test_a_time_too_short_for_the_grid_is_not_proved():
    # A step is some 2^-52 of the hour; 10^-20 of it is none, so that nothing is known below it.
    plan = assign_tasks([[1e-20 / 3, 1.0]], 2)
    assert (plan.worker.tolist(), plan.makespan) == ([0], 1e-20 / 3)
    assert (plan.bound, plan.gap, plan.stopped_by) == (0.0, math.inf, None)


def test_a_plan_holds_who_and_how():
    plan = assign_tasks([5, 3, 2], ["ani", "budi"], method="lpt", time_limit=3)
    assert plan.workers.tolist() == ["ani", "budi"]
    assert plan.provenance.options == {"method": "lpt", "time_limit": 3.0}
    assert plan.tasks.tolist() == [1, 2]
    assert plan.tasks_of("budi").tolist() == [1, 2]
    assert plan._headline() == "Tasks given to workers"
    assert plan._facts() == {"makespan": 5.0, "bound": 5.0, "gap": 0.0, "method": "lpt"}
    four = assign_tasks([5, 3], 4)
    assert four.workers.tolist() == [0, 1, 2, 3]
    assert four.tasks.tolist() == [1, 1, 0, 0]
    assert four.tasks_of(3).tolist() == []
    with pytest.raises(InputError, match="`worker`"):
        four.tasks_of(4)
    numbered = assign_tasks([5, 3], [20, 10])
    assert numbered.tasks_of(10).tolist() == [1]
    assert problem.PLACES == 7
