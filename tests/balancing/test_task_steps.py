"""Each step on the way to the best plan of tasks, held against enumeration.

The exact search at the end hides what the steps before it do; here each stands alone.
"""

from __future__ import annotations

import itertools
import math
import time
from typing import Any

import numpy as np
import pytest

from kinerja._balancing.tasks import exchange, few_tasks
from kinerja._balancing.tasks.bounds import simple_bound
from kinerja._balancing.tasks.exchange import Plan, even_out, level
from kinerja._balancing.tasks.few_tasks import Every
from kinerja._balancing.tasks.first_plans import (
    by_length,
    largest_differences,
    least_choice_first,
    longest_first,
    multifit,
)
from kinerja._balancing.tasks.problem import Tasks, read_tasks

LATER = math.inf
KINDS = ["alike", "speeds", "unrelated", "eligible", "speeds eligible", "capacity"]


def drawn(seed: int, kind: str, *, most: int = 6) -> Tasks:
    """Whole durations, some of them equal, for two to four workers of a kind."""
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    n, m = int(rng.integers(1, most + 1)), int(rng.integers(2, 4))
    durations = rng.integers(1, 25, (n, m) if kind == "unrelated" else n).astype(float)
    if kind != "unrelated":
        durations[rng.random(n) < 0.3] = durations[0]
    options: dict[str, Any] = dict.fromkeys(("speed", "eligible", "capacity"))
    if "speeds" in kind:
        options["speed"] = rng.choice([1.0, 2.0, 3.0], m)
    if "eligible" in kind:
        allowed = rng.random((n, m)) < 0.6
        allowed[np.arange(n), rng.integers(m, size=n)] = True
        options["eligible"] = allowed
    if kind == "capacity":
        fair = durations.sum() / m * rng.uniform(1.1, 1.9, m)
        options["capacity"] = np.maximum(np.ceil(fair), durations.max())
    return read_tasks(durations, m, **options)


def time_of(tasks: Tasks, i: int, w: int) -> int:
    """Time of a task on a worker, from the grid alone."""
    return int(tasks.size[i] * tasks.slow[w] if tasks.related else tasks.times[i, w])


def may(tasks: Tasks, i: int, w: int) -> bool:
    return tasks.allowed is None or bool(tasks.allowed[i, w])


def one_by_one(tasks: Tasks, order: list[int]) -> list[int] | None:
    """Each to whoever is done first and has room; None where nobody has."""
    out, load = [0] * tasks.n, [0] * tasks.m
    for i in order:
        done = {
            w: load[w] + time_of(tasks, i, w)
            for w in range(tasks.m)
            if may(tasks, i, w) and load[w] + time_of(tasks, i, w) <= tasks.cap[w]
        }
        if not done:
            return None
        out[i] = min(done, key=lambda w: (done[w], w))
        load[out[i]] = done[out[i]]
    return out


def loads(tasks: Tasks, worker: Any) -> list[int]:
    out = [0] * tasks.m
    for i, w in enumerate(worker):
        out[int(w)] += time_of(tasks, i, int(w))
    return out


def plans(tasks: Tasks) -> list[tuple[int, ...]]:
    """Every plan that keeps the rules."""
    out = []
    for worker in itertools.product(range(tasks.m), repeat=tasks.n):
        if all(may(tasks, i, w) for i, w in enumerate(worker)):
            load = loads(tasks, worker)
            if all(x <= cap for x, cap in zip(load, tasks.cap.tolist(), strict=True)):
                out.append(worker)
    return out


def best(tasks: Tasks) -> tuple[int, int]:
    return min(
        (max(load), sum(x * x for x in load)) for load in (loads(tasks, p) for p in plans(tasks))
    )


# --- bounds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(15))
def test_no_plan_is_below_the_simple_bound(seed, kind):
    tasks = drawn(seed, kind)
    bound = simple_bound(tasks)
    assert not plans(tasks) or bound <= best(tasks)[0]
    # It is never below what the mean load and the longest task say.
    quickest = [
        min(time_of(tasks, i, w) for w in range(tasks.m) if may(tasks, i, w))
        for i in range(tasks.n)
    ]
    assert bound >= max(*quickest, 0)
    if tasks.alike:
        assert bound >= sum(quickest) / tasks.m
    elif not tasks.related:
        assert bound == max(*quickest, -(-sum(quickest) // tasks.m))


@pytest.mark.parametrize(
    ("durations", "m", "bound"),
    [
        ([7, 5, 4], 2, 9),  # three tasks, two workers: one has 5 + 4
        ([9, 5, 4], 2, 9),
        ([6, 6, 6, 6, 6], 2, 18),  # five tasks: one worker has three
        ([6, 6, 6, 6, 6], 3, 12),
        ([9, 8, 7, 3, 2], 3, 10),  # 29 of three
        ([5, 4, 4, 4, 4, 4, 4], 3, 12),  # the seven longest: three of them
        ([20, 1, 1], 2, 20),
        ([], 2, 0),
    ],
)
def test_bounds_by_hand(durations, m, bound):
    tasks = read_tasks(durations, m, speed=None, eligible=None, capacity=None)
    assert simple_bound(tasks) * tasks.unit == bound


@pytest.mark.parametrize("seed", range(30))
def test_the_longest_tasks_on_the_quickest_workers(seed):
    # The k longest are done by k workers at most, all of them by all: no quicker than the k
    # quickest, in whole pieces of work.
    tasks = drawn(seed, "speeds")
    if tasks.alike:  # the same speed for all is a matter of counting, above
        return
    size, slow = sorted(tasks.size.tolist(), reverse=True), sorted(tasks.slow.tolist())
    exact, parts = 0, 0.0
    for k in range(1, min(tasks.n, tasks.m) + 1):
        work = sum(size) if k == tasks.m else sum(size[:k])
        exact = max(exact, next(t for t in range(10**5) if sum(t // s for s in slow[:k]) >= work))
        parts = max(parts, work / sum(1 / s for s in slow[:k]))
    assert parts - 1e-9 <= simple_bound(tasks) <= exact


def test_bounds_of_workers_of_different_speed_by_hand():
    # 9 and 9 at speeds 2 and 1: both long ones, 18, at 3 an hour are 6 hours; in whole pieces of 9
    # the quick worker has both, 9 hours, or one goes to the slow one: 9 hours.
    tasks = read_tasks([9, 9], 2, speed=[2, 1], eligible=None, capacity=None)
    assert simple_bound(tasks) * tasks.unit == 9
    # 12 and 3 ones at speeds 3 and 1: the long one takes 4 hours at best, and all 15 at 4 an hour
    # 3.75: in pieces of 3, four on the quick worker and one on the other, 4 and 3.
    tasks = read_tasks([12, 3], 2, speed=[3, 1], eligible=None, capacity=None)
    assert simple_bound(tasks) * tasks.unit == 4


# --- first plans -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(12))
def test_longest_first_is_told_step_by_step(seed, kind):
    tasks = drawn(seed, kind)
    # Longest by its quickest worker; to whoever is done first, the first of equals.
    quickest = [
        min(time_of(tasks, i, w) for w in range(tasks.m) if may(tasks, i, w))
        for i in range(tasks.n)
    ]
    order = sorted(range(tasks.n), key=lambda i: -quickest[i])
    found = longest_first(tasks)
    assert (None if found is None else found.tolist()) == one_by_one(tasks, order)
    if not tasks.alike:
        assert by_length(tasks).tolist() == order
        choice = [
            sum(may(tasks, i, w) and time_of(tasks, i, w) <= tasks.cap[w] for w in range(tasks.m))
            for i in range(tasks.n)
        ]
        assert least_choice_first(tasks).tolist() == sorted(order, key=lambda i: choice[i])
        turned = np.array(order[::-1])
        again = longest_first(tasks, turned)
        assert again is None or len(plans(tasks)) > 0


@pytest.mark.parametrize("seed", range(30))
def test_differences_joined_until_one_is_left(seed):
    tasks = drawn(seed, "alike", most=9)
    found = largest_differences(tasks)
    # The same rule over bare loads: the two of largest spread, fullest with emptiest.
    heap = [(-s, i, [s] + [0] * (tasks.m - 1)) for i, s in enumerate(tasks.size.tolist())]
    number = tasks.n
    while len(heap) > 1:
        heap.sort()
        (_, _, one), (_, _, other), *heap = heap
        joined = sorted((a + b for a, b in zip(one, other[::-1], strict=True)), reverse=True)
        joined = [x - joined[-1] for x in joined]
        heap.append((-joined[0], number, joined))
        number += 1
    load = sorted(loads(tasks, found), reverse=True)
    assert [x - load[-1] for x in load] == heap[0][2]


def test_differencing_of_three_by_hand():
    # (9) and (8): 9, 8, 0. (7): with 7 in the empty place 9, 8, 7 → 2, 1, 0. (5): 5 + 0, 1, 2 →
    # 4, 1, 0. (4): 4, 1, 4 → 3, 3, 0. Loads 12, 12 and 9: 9 + 4, 8 + 5, 7 is 13, 13, 7 is worse.
    tasks = read_tasks([9, 8, 7, 5, 4], 3, speed=None, eligible=None, capacity=None)
    assert sorted(loads(tasks, largest_differences(tasks))) == [9, 12, 12]


@pytest.mark.parametrize("kind", ["alike", "speeds"])
@pytest.mark.parametrize("seed", range(15))
def test_first_fit_at_the_least_makespan_that_bisection_meets(seed, kind):
    tasks = drawn(seed, kind)

    def fits(makespan: int) -> list[int] | None:
        order = sorted(range(tasks.m), key=lambda w: -tasks.slow[w])  # the slowest first
        room = {w: makespan // int(tasks.slow[w]) for w in order}
        out = [0] * tasks.n
        for i in sorted(range(tasks.n), key=lambda i: -tasks.size[i]):
            w = next((w for w in order if tasks.size[i] <= room[w]), None)
            if w is None:
                return None
            room[w] -= int(tasks.size[i])
            out[i] = w
        return out

    low, high = simple_bound(tasks), int(tasks.size.sum() * tasks.slow.max()) + 1
    found = multifit(tasks, low, high)
    want = None
    while low < high:
        middle = (low + high) // 2
        now = fits(middle)
        if now is None:
            low = middle + 1
        else:
            want, high = now, middle
    assert found is not None
    assert found.tolist() == want
    assert max(loads(tasks, found)) <= high
    assert multifit(tasks, 5, 5) is None


# --- two workers -------------------------------------------------------------------------------


def start(tasks: Tasks, seed: int) -> Plan | None:
    """Any plan that keeps the rules."""
    every = plans(tasks)
    if not every:
        return None
    return Plan.of(tasks, np.array(every[np.random.default_rng(seed).integers(len(every))]))


def divisions(plan: Plan, a: int, b: int) -> list[tuple[int, int]]:
    """Loads of the two after every way to divide their tasks."""
    tasks = plan.tasks
    items = plan.bins[a] + plan.bins[b]
    out = []
    for pick in itertools.product((a, b), repeat=len(items)):
        if all(may(tasks, i, w) for i, w in zip(items, pick, strict=True)):
            x, y = (
                sum(time_of(tasks, i, w) for i, w in zip(items, pick, strict=True) if w == own)
                for own in (a, b)
            )
            if x <= tasks.cap[a] and y <= tasks.cap[b]:
                out.append((x, y))
    return out


def sound(plan: Plan) -> None:
    """Every task once, with a worker who may have it, and the loads are those of the tasks."""
    worker = plan.worker()
    assert sorted(itertools.chain(*plan.bins)) == list(range(plan.tasks.n))
    assert all(may(plan.tasks, i, int(w)) for i, w in enumerate(worker))
    assert plan.load == loads(plan.tasks, worker)
    assert all(x <= cap for x, cap in zip(plan.load, plan.tasks.cap.tolist(), strict=True))


@pytest.mark.parametrize("kind", KINDS[:5])
@pytest.mark.parametrize("seed", range(25))
def test_the_evenest_division_is_among_those_that_are_tried(seed, kind):
    tasks = drawn(seed, kind)
    plan = start(tasks, seed)
    assert plan is not None
    for a, b in itertools.permutations(range(tasks.m), 2):
        items = sorted(plan.bins[a] + plan.bins[b])
        step = exchange._related if tasks.related else exchange._unrelated
        tried = []
        for mine in step(plan, a, b, items):
            assert len(set(mine)) == len(mine)
            other = [i for i in items if i not in mine]
            assert all(may(tasks, i, a) or i in plan.bins[a] for i in mine)
            assert all(may(tasks, i, b) for i in other)
            tried.append(
                max(
                    sum(time_of(tasks, i, a) for i in mine),
                    sum(time_of(tasks, i, b) for i in other),
                )
            )
        assert min(tried) == min(max(pair) for pair in divisions(plan, a, b))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(15))
def test_levelling_ends_where_no_other_can_relieve_the_fullest(seed, kind):
    tasks = drawn(seed, kind)
    plan = start(tasks, seed)
    if plan is None:
        return
    before = max(plan.load)
    level(plan, 0, LATER)
    sound(plan)
    assert max(plan.load) <= before
    full = max(range(tasks.m), key=plan.load.__getitem__)
    if kind == "capacity":  # the evenest division may be one that has no room
        return
    for w in range(tasks.m):
        if w != full:
            assert min(max(pair) for pair in divisions(plan, full, w)) >= plan.load[full]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(15))
def test_evening_out_lowers_the_squares_and_raises_no_load_above_the_longest(seed, kind):
    tasks = drawn(seed, kind)
    plan = start(tasks, seed)
    if plan is None:
        return
    before, squares = max(plan.load), sum(x * x for x in plan.load)
    even_out(plan, LATER)
    sound(plan)
    assert max(plan.load) <= before
    now = sum(x * x for x in plan.load)
    assert now <= squares
    if tasks.alike:  # the evenest division of two has the least squares
        for a, b in itertools.combinations(range(tasks.m), 2):
            least = min(x * x + y * y for x, y in divisions(plan, a, b))
            assert plan.load[a] ** 2 + plan.load[b] ** 2 <= least


def test_steps_end_at_the_bound_and_at_the_deadline(monkeypatch):
    tasks = read_tasks([6, 5, 4, 3], 2, speed=None, eligible=None, capacity=None)
    heavy = np.zeros(4, dtype=np.int64)
    plan = Plan.of(tasks, heavy)
    level(plan, 18, LATER)
    assert plan.load == [18, 0]  # not more than the bound already
    level(plan, 17, LATER)
    assert sorted(plan.load) == [9, 9]
    monkeypatch.setattr(time, "monotonic", lambda: 50.0)
    for step in (lambda p: level(p, 0, 50.0), lambda p: even_out(p, 50.0)):
        plan = Plan.of(tasks, heavy)
        step(plan)
        assert plan.load == [18, 0]
    plan = Plan.of(tasks, heavy)
    even_out(plan, 50.5)
    assert sorted(plan.load) == [9, 9]


def test_sums_in_coarse_steps_are_checked(monkeypatch):
    # Rows of 8 bits for tasks of 180 in all: steps of 23. Whatever is picked, nothing gets worse.
    monkeypatch.setattr(exchange, "MOST_BITS", 8)
    monkeypatch.setattr(exchange, "MOST_CELLS", 8)
    for kind in ("alike", "speeds", "unrelated"):
        for seed in range(20):
            tasks = drawn(seed, kind)
            plan = start(tasks, seed)
            assert plan is not None
            before = max(plan.load)
            level(plan, 0, LATER)
            even_out(plan, LATER)
            sound(plan)
            assert max(plan.load) <= before


def test_only_so_many_tasks_of_two_are_divided_anew(monkeypatch):
    # Of nine tasks three are picked along their lengths: the longest, the middle one, the shortest.
    monkeypatch.setattr(exchange, "MOST_TASKS", 3)
    tasks = read_tasks([3, 9, 1, 7, 5, 2, 8, 4, 6], 2, speed=None, eligible=None, capacity=None)
    plan = Plan.of(tasks, np.array([0, 0, 1, 0, 1, 0, 1, 0, 0]))
    stays, free = exchange._free(plan, 0, 1, list(range(9)))
    assert sorted(free) == [1, 2, 4]  # of 9, 1 and 5
    assert sorted(stays) == [0, 3, 5, 7, 8]
    assert exchange._free(plan, 0, 1, [1, 2, 4]) == ([0, 3, 5, 7, 8], [1, 2, 4])
    level(plan, 0, LATER)
    sound(plan)


def test_picks_add_up_to_the_goal():
    # 5, 3 and 4 make 7 as 3 + 4, 8 as 5 + 3, 9 as 5 + 4.
    reach, bits = [], 1
    for size in (5, 3, 4):
        reach.append(bits)
        bits |= bits << size
    for goal, picks in ((0, []), (3, [1]), (7, [2, 1]), (8, [1, 0]), (9, [2, 0]), (12, [2, 1, 0])):
        assert exchange._picked([5, 3, 4], reach, goal) == picks


# --- few tasks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(15))
def test_every_plan_is_tried(seed, kind):
    tasks = drawn(seed, kind)
    plan = start(tasks, seed)
    if plan is None:
        return
    given = plan.worker()
    every = Every(tasks, given)
    assert every.run()
    load = loads(tasks, every.worker)
    assert (max(load), sum(x * x for x in load)) == best(tasks) == every.best
    assert all(may(tasks, i, int(w)) for i, w in enumerate(every.worker))
    assert given.tolist() == plan.worker().tolist()  # what was handed in is left alone


def test_a_search_of_few_tasks_that_is_cut_short_says_so(monkeypatch):
    tasks = read_tasks([6, 5, 4, 3], 2, speed=None, eligible=None, capacity=None)
    heavy = np.zeros(4, dtype=np.int64)
    monkeypatch.setattr(few_tasks, "ALLOWANCE", 3)
    every = Every(tasks, heavy)
    assert not every.run()
    assert max(loads(tasks, every.worker)) <= 18
    # One task and one worker to choose: the root and its leaf are two looks.
    one = read_tasks([6], 1, speed=None, eligible=None, capacity=None)
    for allowance, enough in ((1, True), (0, False)):
        monkeypatch.setattr(few_tasks, "ALLOWANCE", allowance)
        assert Every(one, np.zeros(1, dtype=np.int64)).run() is enough
