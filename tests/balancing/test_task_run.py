"""The order of the steps to the best plan of tasks, what each is given, and what becomes of it.

The steps are stood in for: what they find is made up, so that each way through can be told.
"""

from __future__ import annotations

import math
import time
from typing import Any

import numpy as np
import pytest
from test_task_steps import loads

from kinerja._balancing.tasks import best_plan
from kinerja._balancing.tasks.best_plan import UNKNOWN, Search
from kinerja._balancing.tasks.problem import Tasks, read_tasks
from kinerja._solve import TIME_LIMIT
from kinerja.errors import ConvergenceError, InfeasibleError

LATER = math.inf
DURATIONS = [7, 5, 4, 2]


def tasks_of(kind: str) -> Tasks:
    options: dict[str, Any] = dict.fromkeys(("speed", "eligible", "capacity"))
    durations: Any = DURATIONS
    if kind == "speeds":
        options["speed"] = [2, 3]
    if kind == "unrelated":
        durations = [[7, 6], [5, 9], [4, 4], [1, 3]]
    if kind == "capacity":
        options["capacity"] = [18, 17]
    if kind == "three":
        durations, options["capacity"] = [2, 2, 2], [3, 3]
    return read_tasks(durations, 2, **options)


@pytest.fixture
def steps(monkeypatch) -> tuple[list[str], dict[str, Any], dict[str, tuple[Any, ...]]]:
    """Names of the steps as they are called; what each finds; what each was given."""
    called: list[str] = []
    given: dict[str, tuple[Any, ...]] = {}
    finds: dict[str, Any] = {
        "longest_first": np.zeros(4, dtype=np.int64),  # all on one: anything is better
        "largest_differences": None,
        "multifit": None,
        "bound_by_shares": lambda tasks, bound, deadline: (bound, "shares"),
        "from_shares": None,
        "whole_tasks": lambda tasks, bound, makespan, deadline: (None, bound, False),
        "search": lambda sizes, m, bound, makespan, deadline: (None, bound),
        "level": None,
        "even_out": None,
        "every": False,
    }

    def step(name: str):
        def call(*args: Any) -> Any:
            called.append(name)
            given[name] = args
            if name not in {"search", "level", "even_out", "every"}:
                assert isinstance(args[0], Tasks)
            if name == "from_shares":
                assert args[1] == "shares"
            found = finds[name]
            if isinstance(found, Exception):
                raise found
            return found(*args) if callable(found) else found

        return call

    class Every:
        def __init__(self, tasks: Tasks, worker: Any) -> None:
            assert isinstance(tasks, Tasks)
            self.worker = worker

        def run(self) -> Any:
            return step("every")(self)

    for name in set(finds) - {"every"}:
        monkeypatch.setattr(best_plan, name, step(name))
    monkeypatch.setattr(best_plan, "Every", Every)
    monkeypatch.setattr(best_plan, "MOST_TASKS", 3)
    return called, finds, given


FIRST, FULL = ["longest_first"], ["longest_first", "longest_first"]
QUICK = ["largest_differences", "multifit"]
CUT = ["bound_by_shares", "from_shares"]


@pytest.mark.parametrize(
    ("method", "kind", "want"),
    [
        ("auto", "alike", [*FIRST, *QUICK, "level", "search", "even_out"]),
        ("exact", "alike", [*FIRST, "search", "even_out"]),
        ("lpt", "alike", FIRST),
        ("ldm", "alike", ["largest_differences"]),
        ("multifit", "alike", ["multifit"]),
        ("auto", "speeds", [*FIRST, "multifit", *CUT, "level", "whole_tasks", "even_out"]),
        ("exact", "speeds", [*FIRST, *CUT, "whole_tasks", "even_out"]),
        ("lpt", "speeds", [*FIRST, *CUT]),
        ("multifit", "speeds", ["multifit", *CUT]),
        ("auto", "unrelated", [*FIRST, *CUT, "level", "whole_tasks", "even_out"]),
        ("auto", "capacity", [*FIRST, *CUT, "level", "whole_tasks", "even_out"]),
    ],
)
def test_which_steps_a_method_has(steps, method, kind, want):
    called, finds, given = steps
    if method in ("ldm", "multifit"):
        finds["largest_differences" if method == "ldm" else "multifit"] = np.zeros(4, dtype=int)
    search = Search(tasks_of(kind), LATER)
    search.run(method)
    assert called == want
    assert search.stopped == (want[-1] == "even_out")  # the exact step was not finished
    heavy = max(loads(search.tasks, [0] * 4))
    assert search.makespan == heavy
    if method == "multifit":
        # All on the slowest is one that fits: 18 at the slowest speed, and one more.
        assert given["multifit"][1:] == (search.bound, 18 * int(search.tasks.slow.max()) + 1)
    elif "multifit" in want:
        assert given["multifit"][1:] == (search.bound, heavy)
    for name in {"bound_by_shares", "level", "search", "whole_tasks", "even_out"} & set(want):
        assert given[name][-1] == LATER


def test_quick_ways_only_where_they_are_quick(steps, monkeypatch):
    called, _, _ = steps
    for most, quick in ((8, QUICK), (7, [])):  # four tasks for two workers
        monkeypatch.setattr(best_plan, "MOST_DIFFERENCES", most)
        called.clear()
        Search(tasks_of("alike"), LATER).run("auto")
        assert called == [*FIRST, *quick, "level", "search", "even_out"]


@pytest.mark.parametrize("method", ["auto", "exact"])
def test_every_plan_of_few_tasks_ends_it_where_it_is_finished(steps, method, monkeypatch):
    called, finds, _ = steps
    monkeypatch.setattr(best_plan, "MOST_TASKS", 4)
    finds["every"] = True
    search = Search(tasks_of("alike"), LATER)
    search.run(method)
    assert called[-1] == "every"
    assert (search.makespan, search.bound, search.stopped) == (18, 18, False)
    called.clear()
    finds["every"] = False
    search = Search(tasks_of("alike"), LATER)
    search.run(method)
    assert called[-3:] == ["every", "search", "even_out"]
    assert (search.makespan, search.bound) == (18, 9)


def test_few_tasks_are_searched_to_the_end_by_name(steps, monkeypatch):
    _, finds, _ = steps
    monkeypatch.setattr(best_plan, "MOST_TASKS", 4)

    def every(self):
        self.worker = EVEN
        return False

    finds["every"] = every
    search = Search(tasks_of("alike"), LATER)
    search.run("exact")
    assert (search.method, search.makespan, search.stopped) == ("exact", 9, False)
    assert search.worker.tolist() == EVEN.tolist()


EVEN = np.array([0, 1, 1, 0])  # 9 and 9
WORSE = np.array([0, 1, 0, 1])  # 11 and 7


@pytest.mark.parametrize(
    ("kind", "step", "name"),
    [
        ("alike", "longest_first", "lpt"),
        ("alike", "largest_differences", "ldm"),
        ("alike", "multifit", "multifit"),
        ("unrelated", "from_shares", "shares"),
        ("unrelated", "whole_tasks", "exact"),
    ],
)
def test_a_plan_has_the_name_of_the_step_that_found_it(steps, kind, step, name):
    _, finds, _ = steps
    plan = WORSE if kind == "alike" else np.array([1, 0, 1, 0])  # 10 and 6
    finds[step] = (lambda *_: (plan, 7, False)) if step == "whole_tasks" else plan
    search = Search(tasks_of(kind), LATER)
    search.run("auto")
    assert (search.method, search.makespan) == (name, max(loads(search.tasks, plan)))
    assert search.worker.tolist() == plan.tolist()


def test_levelling_has_a_name_and_no_step_follows_the_bound(steps):
    called, finds, _ = steps

    def level(plan, bound, _):
        assert bound == 9
        plan.divide(0, 1, [0, 3], [1, 2])

    finds["level"] = level
    search = Search(tasks_of("alike"), LATER)
    search.run("auto")
    assert (search.method, search.makespan, search.stopped) == ("exchange", 9, False)
    assert called == [*FIRST, *QUICK, "level", "even_out"]
    called.clear()
    finds["longest_first"] = EVEN  # 9 of 9 at once
    search = Search(tasks_of("alike"), LATER)
    search.run("auto")
    assert (search.method, called) == ("lpt", [*FIRST, "level", "even_out"])


def test_evening_out_keeps_the_longest_and_lowers_the_others():
    tasks = read_tasks([6, 1, 1, 1, 1], 3, speed=None, eligible=None, capacity=None)
    search = Search(tasks, LATER)
    search.offer(np.array([0, 1, 1, 1, 1]), "lpt")
    search._even_out()
    assert sorted(loads(tasks, search.worker)) == [2, 2, 6]
    assert (search.makespan, search.method) == (6, "lpt")


# --- where there is no plan at first -----------------------------------------------------------


def test_a_second_try_places_those_with_the_least_choice_first(steps):
    _, finds, given = steps
    finds["longest_first"] = lambda tasks, *order: None if not order else EVEN
    search = Search(tasks_of("capacity"), LATER)
    search.run("lpt")
    assert (search.makespan, search.method) == (9, "lpt")
    # Nobody but the first has room for 18 hours; all may do each: the longest first.
    assert given["longest_first"][1].tolist() == [0, 1, 2, 3]


def test_where_quick_ways_find_none_any_plan_is_searched(steps):
    called, finds, given = steps
    finds["longest_first"] = None
    finds["whole_tasks"] = lambda tasks, bound, makespan, _: (WORSE, bound + 1, True)
    search = Search(tasks_of("capacity"), LATER)
    search.run("lpt")
    assert called == [*FULL, *CUT, "whole_tasks"]
    assert given["whole_tasks"][1:] == (9, None, LATER)
    assert (search.makespan, search.bound, search.method) == (11, 10, "exact")


def test_no_plan_found_and_none_ruled_out(steps):
    _, finds, _ = steps
    finds["longest_first"] = None
    with pytest.raises(ConvergenceError) as caught:
        Search(tasks_of("capacity"), LATER).run("lpt")
    error = caught.value
    assert (error.code, error.argument) == ("no_convergence", "capacity")
    assert error.hint == "Allow a little more capacity."
    said = "No plan within the capacities was found, and none was ruled out."
    assert str(error).startswith(said)


@pytest.mark.parametrize("step", ["bound_by_shares", "whole_tasks"])
def test_tasks_without_room_are_named(steps, step):
    _, finds, _ = steps
    finds["longest_first"] = None
    finds[step] = InfeasibleError("none", code="infeasible")
    # The least choice first, of these the longest: 4 fills the first one's 4 hours, 3 and 2 find
    # no room there and may not go elsewhere; of the two that may, the longer one goes to the
    # second, who has 3 hours and none left for the other.
    tasks = read_tasks(
        [[2, 9], [3, 9], [2, 2], [4, 9], [2, 2]], 2,
        speed=None, eligible=[[1, 0], [1, 0], [1, 1], [1, 0], [1, 1]], capacity=[4, 3],
    )  # fmt: skip
    with pytest.raises(InfeasibleError) as caught:
        Search(tasks, LATER).run("lpt")
    error = caught.value
    assert (error.argument, error.positions) == ("capacity", (0, 1, 4))
    assert str(error).startswith(
        "`capacity`: no worker has room left for tasks 0, 1, 4. Raise a capacity, or leave"
    )
    # Of three tasks of 2 hours two fit; everybody may do each.
    with pytest.raises(InfeasibleError) as caught:
        Search(tasks_of("three"), LATER).run("lpt")
    assert caught.value.positions == (2,)


# --- time, and what the solver says ------------------------------------------------------------

OUT = ConvergenceError("time", code=TIME_LIMIT)
ODD = ConvergenceError("odd", code="no_convergence")


def test_shares_that_run_out_of_time_leave_the_plan(steps):
    called, finds, _ = steps
    finds["bound_by_shares"] = OUT
    search = Search(tasks_of("unrelated"), LATER)
    search.run("lpt")
    assert (called, search.stopped) == ([*FIRST, "bound_by_shares"], True)
    finds["bound_by_shares"] = ODD
    with pytest.raises(ConvergenceError, match="odd"):
        Search(tasks_of("unrelated"), LATER).run("lpt")


def test_programmes_only_of_so_many_pairs(steps, monkeypatch):
    called, _, _ = steps
    for most, cut in ((8, True), (7, False)):
        monkeypatch.setattr(best_plan, "MOST_PAIRS", most)
        called.clear()
        search = Search(tasks_of("unrelated"), LATER)
        search.run("exact")
        want = [*CUT, "whole_tasks"] if cut else []
        assert called == [*FIRST, *want, "even_out"]
        assert search.stopped is True


def test_the_exact_step_begins_before_the_deadline_only(steps, monkeypatch):
    called, _, _ = steps
    monkeypatch.setattr(time, "monotonic", lambda: 50.0)
    for deadline, want in ((50.0, []), (50.5, ["search"])):
        called.clear()
        search = Search(tasks_of("alike"), deadline)
        search.run("exact")
        assert (called, search.stopped) == ([*FIRST, *want, "even_out"], True)


def branched(steps, *ends: Any) -> tuple[Search, list[int]]:
    """Search by branch and bound that ends so, time after time; and the makespans to be beaten."""
    _, finds, _ = steps
    left, asked = list(ends), []

    def whole(tasks: Tasks, bound: int, makespan: int, deadline: float) -> Any:
        asked.append(makespan)
        end = left.pop(0)
        if isinstance(end, Exception):
            raise end
        return end

    finds["whole_tasks"] = whole
    search = Search(tasks_of("unrelated"), LATER)
    search.run("exact")
    assert left == []
    return search, asked


TEN, NINE = np.array([1, 0, 1, 0]), np.array([1, 0, 0, 1])  # 10 and 6; 9 and 9


def test_branching_goes_on_until_nothing_is_below(steps):
    none = InfeasibleError("none", code="infeasible")
    search, asked = branched(steps, (TEN, 8, True), (NINE, 8, True), none)
    assert asked == [17, 10, 9]
    assert (search.makespan, search.bound, search.stopped) == (9, 9, False)


def test_branching_ends_where_a_plan_meets_the_bound(steps):
    search, asked = branched(steps, (NINE, 9, True))
    assert (asked, search.makespan, search.bound) == ([17], 9, 9)
    # A bound above the makespan that was to be beaten says no more than that makespan.
    search, _ = branched(steps, (None, 99, False))
    assert (search.makespan, search.bound, search.stopped) == (17, 17, False)


@pytest.mark.parametrize(
    "ends",
    [[(TEN, 8, False)], [(TEN, 8, True), (None, 8, True)], [(TEN, 8, True), OUT]],
    ids=["not finished", "nothing better", "no time"],
)
def test_branching_that_is_cut_short_says_so(steps, ends):
    search, _ = branched(steps, *ends)
    assert (search.makespan, search.bound, search.stopped) == (10, 8, True)


def test_an_odd_end_of_branching_is_not_hidden(steps):
    with pytest.raises(ConvergenceError, match="odd"):
        branched(steps, ODD)


def test_bins_go_to_tasks_of_their_sizes_the_first_ones_first(steps):
    _, finds, given = steps
    tasks = read_tasks([3, 5, 1, 3, 0, 5], 2, speed=None, eligible=None, capacity=None)
    finds["longest_first"] = np.array([0, 0, 0, 0, 1, 0])
    finds["search"] = lambda *_: ([[5, 3, 1], [3, 5]], 9)
    search = Search(tasks, 1e300)
    search.run("exact")
    # Tasks without any time are no part of it, and stay where they are.
    assert given["search"] == ([5, 5, 3, 3, 1], 2, 9, 17, 1e300)
    assert search.worker.tolist() == [0, 0, 0, 1, 1, 1]
    assert (search.makespan, search.bound, search.method) == (9, 9, "exact")
    assert search.stopped is False


def test_a_search_begins_without_a_plan():
    search = Search(tasks_of("alike"), 5.0)
    assert (search.makespan, search.bound, search.method) == (UNKNOWN, 9, "lpt")
    assert (search.open, search.stopped, search.worker.tolist()) == (True, False, [0] * 4)
    nothing = read_tasks([], 2, speed=None, eligible=None, capacity=None)
    assert Search(nothing, 5.0).open is False
