"""The one solver call: hand values, and every status as an error."""

from __future__ import annotations

import math
import time
from typing import Any

import numpy as np
import pytest
from scipy import optimize

from kinerja._solve import calls, failure, linear, mixed, older, out_of_time_error, seconds_left
from kinerja.errors import ConvergenceError, InfeasibleError

ONE = np.ones(1)


def test_prices_of_rows_are_changes_of_the_least_cost():
    # min x + 2y with x + y >= 3, x <= 1: x = 1, y = 2; one more on the first row costs 2,
    # one more on the second saves 1.
    out = linear(
        np.array([1.0, 2.0]),
        np.array([[1.0, 1.0], [1.0, 0.0]]),
        np.array([3.0, -np.inf]),
        np.array([np.inf, 1.0]),
        np.zeros(2),
        np.full(2, np.inf),
    )
    assert out.x.tolist() == [1.0, 2.0]
    assert out.row_dual.tolist() == [2.0, -1.0]
    assert out.value == 5.0


def test_an_equation_and_a_range():
    # x = 2 and 1 <= y <= 4: the least x − y is 2 − 4.
    out = linear(
        np.array([1.0, -1.0]),
        np.eye(2),
        np.array([2.0, 1.0]),
        np.array([2.0, 4.0]),
        np.zeros(2),
        np.full(2, 9.0),
    )
    assert out.x.tolist() == [2.0, 4.0]
    assert out.row_dual.tolist() == [1.0, -1.0]


def test_whole_numbers():
    # 2x <= 3: the best whole x is 1.
    out = mixed(-ONE, 2 * np.ones((1, 1)), -np.inf * ONE, 3 * ONE, 0 * ONE, 9 * ONE)
    assert (out.value, out.bound, out.finished) == (-1.0, -1.0, True)


@pytest.mark.parametrize("solve", [linear, mixed])
def test_no_solution_is_infeasible(solve):
    with pytest.raises(InfeasibleError, match="status 2"):
        solve(ONE, np.ones((1, 1)), 2 * ONE, 3 * ONE, 0 * ONE, ONE)


def test_no_bottom_names_the_status():
    with pytest.raises(ConvergenceError, match=r"status [34]"):
        linear(-ONE, np.ones((1, 1)), 0 * ONE, np.inf * ONE, 0 * ONE, np.inf * ONE)


@pytest.mark.parametrize("solve", [linear, mixed])
def test_a_deadline_that_has_passed(solve):
    with pytest.raises(ConvergenceError) as caught:
        solve(ONE, np.ones((1, 1)), 0 * ONE, ONE, 0 * ONE, ONE, deadline=time.monotonic() - 1)
    assert caught.value.code == "time_limit"


def test_time_that_runs_out_leaves_the_best_point_and_the_bound(monkeypatch):
    found = optimize.OptimizeResult(status=1, message="time", x=ONE, fun=5.0, mip_dual_bound=3.0)
    monkeypatch.setattr(optimize, "milp", lambda *_, **__: found)
    out = mixed(ONE, np.ones((1, 1)), 0 * ONE, ONE, 0 * ONE, ONE, deadline=time.monotonic() + 9)
    assert (out.value, out.bound, out.finished) == (5.0, 3.0, False)
    found.x = None
    with pytest.raises(ConvergenceError, match="time limit"):
        mixed(ONE, np.ones((1, 1)), 0 * ONE, ONE, 0 * ONE, ONE, deadline=time.monotonic() + 9)


def box(k: int, *sides: float) -> list[np.ndarray]:
    return [np.full(k, side, dtype=float) for side in sides]


@pytest.mark.parametrize("interior", [False, True])
def test_rows_of_every_kind_and_their_prices(interior):
    # min 2x + 3y + 4z with x + y + z = 6, x ≤ 3, 1 ≤ y ≤ 2, x + y + z free: x = 3, y = 2, z = 1.
    # One more of the sum is one more z: 4. One more x for z saves 2, one more y for z saves 1.
    matrix = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0], [1, 1, 1]], dtype=float)
    low = np.array([6, -np.inf, 1, -np.inf])
    high = np.array([6, 3, 2, np.inf])
    out = linear(np.array([2.0, 3.0, 4.0]), matrix, low, high, *box(3, 0, 9), interior=interior)
    assert out.x == pytest.approx([3, 2, 1])
    assert out.row_dual == pytest.approx([4, -2, -1, 0])
    assert out.value == pytest.approx(16)
    # max y in place of it: the lower side of y's row is then never met, and y dearer than z is.
    out = linear(np.array([2.0, 7.0, 4.0]), matrix, low, high, *box(3, 0, 9), interior=interior)
    assert out.x == pytest.approx([3, 1, 2])
    assert out.row_dual == pytest.approx([4, -2, 3, 0])  # 3·2 + 7 + 8 = 21


def test_no_rows_at_all():
    out = linear(np.array([2.0, -1.0]), np.zeros((0, 2)), *box(0, 0, 0), *box(2, 1, 4))
    assert (out.x.tolist(), out.row_dual.tolist(), out.value) == ([1, 4], [], -2)


@pytest.fixture
def asked(monkeypatch) -> dict[str, Any]:
    """What scipy is asked; the answer is `asked["end"]`."""
    kept: dict[str, Any] = {}

    def solver(cost, **options):
        kept.update(options, cost=cost)
        return kept["end"]

    monkeypatch.setattr(optimize, "linprog", solver)
    monkeypatch.setattr(optimize, "milp", solver)
    monkeypatch.setattr(time, "monotonic", lambda: 100.0)
    return kept


def test_a_linear_programme_is_asked_for_within_the_time(asked):
    row, sides = (optimize.OptimizeResult(marginals=np.full(k, 2.0)) for k in (1, 2))
    asked["end"] = optimize.OptimizeResult(
        status=0, message="", x=ONE, fun=5.0, eqlin=row, ineqlin=sides
    )
    call = (ONE, np.ones((1, 1)), ONE, ONE, 0 * ONE, ONE)
    linear(*call)
    assert (asked["method"], asked["options"]) == ("highs-ds", {})
    assert (asked["A_ub"], asked["b_ub"]) == (None, None)
    assert (asked["A_eq"].toarray().tolist(), asked["b_eq"].tolist()) == ([[1]], [1])
    linear(ONE, np.ones((1, 1)), 0 * ONE, 2 * ONE, 0 * ONE, ONE)
    assert (asked["A_eq"], asked["b_eq"]) == (None, None)
    assert (asked["A_ub"].toarray().tolist(), asked["b_ub"].tolist()) == ([[1], [-1]], [2, 0])
    linear(*call, interior=True, deadline=107.5)
    assert (asked["method"], asked["options"]) == ("highs-ipm", {"time_limit": 7.5})


def test_a_search_is_asked_for_within_the_time_and_the_gap(asked, monkeypatch):
    monkeypatch.setattr(calls, "before_1_17", lambda: False)
    asked["end"] = optimize.OptimizeResult(
        status=0, message="", x=np.array([1.0, 0.5]), fun=5.0, mip_dual_bound=4.5
    )
    call = (np.ones(2), np.ones((1, 2)), ONE, 2 * ONE, *box(2, 0, 1))
    out = mixed(*call)
    assert asked["options"] == {"mip_rel_gap": 0.0, "presolve": True}
    assert asked["integrality"].tolist() == [1, 1]
    assert (out.x.tolist(), out.value, out.bound, out.finished) == ([1.0, 0.5], 5.0, 4.5, True)
    assert (asked["bounds"].lb.tolist(), asked["bounds"].ub.tolist()) == ([0, 0], [1, 1])
    rows = asked["constraints"]
    assert (rows.A.tolist(), rows.lb.tolist(), rows.ub.tolist()) == ([[1, 1]], [1], [2])
    whole = np.array([True, False])
    mixed(*call, whole=whole, relative_gap=0.25, presolve=False, deadline=102.5)
    assert asked["options"] == {"mip_rel_gap": 0.25, "presolve": False, "time_limit": 2.5}
    assert asked["integrality"].tolist() == [1, 0]


def ended(value, status=0):
    return optimize.OptimizeResult(
        status=status, message="", x=None if value is None else value * ONE, fun=value,
        mip_dual_bound=value,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ends", "value", "bound", "finished"),
    [
        ([7.0, None], 7.0, 7.0, True),  # asked for less, there is nothing
        ([0.5, None], 0.5, 0.5, True),
        ([7.0, 4.0, None], 4.0, 4.0, True),
        ([7.0, 4.0, 3.5, None], 3.5, 3.5, True),
        ([7.0, 7.0], 7.0, 7.0, True),  # no better, but for the width of a row
        ([7.0, "late"], 7.0, -math.inf, False),
        ([7.0, (4.0, "late")], 4.0, 4.0, False),
        ([7.0, "odd"], 7.0, -math.inf, False),
    ],
)
def test_an_older_solver_is_asked_for_a_better_point(monkeypatch, ends, value, bound, finished):
    kinds = {None: (None, 2), "late": (None, 1), "odd": (None, 4), (4.0, "late"): (4.0, 1)}
    told, highs = iter(ends), []

    def solver(cost, constraints, **_):
        end = next(told)
        highs.append(constraints.ub.tolist())
        # The more row holds the cost itself, below what is known.
        assert constraints.A.shape == (len(highs[-1]), 1)
        return ended(*kinds.get(end, (end, 0)))

    monkeypatch.setattr(optimize, "milp", solver)
    monkeypatch.setattr(calls, "before_1_17", lambda: True)
    deadline = time.monotonic() + 60
    out = mixed(ONE, np.ones((1, 1)), 0 * ONE, 9 * ONE, 0 * ONE, 9 * ONE, deadline=deadline)
    assert (out.value, out.bound, out.finished) == (value, bound, finished)
    assert out.x.tolist() == [value]
    assert next(told, "all") == "all"
    known = [end for end in ends[:-1] if isinstance(end, float)]
    below = [pytest.approx(x - 1e-6 * max(1, x), rel=0, abs=1e-9) for x in known]
    assert highs == [[9.0], *([9.0, x] for x in below)]


def test_a_point_that_breaks_a_row_is_searched_for_again(monkeypatch):
    # scipy issue 24141: with presolve its HiGHS hands over a point that breaks three rows.
    matrix = np.array([[1.0, 1.0], [1.0, -1.0]])
    call = (np.ones(2), matrix, np.array([3.0, -1.0]), np.array([3.0, 1.0]), *box(2, 0, 9))
    presolved = []
    right = {"wrong": [3.0, 0.0], "right": [2.0, 1.0]}

    def solver(cost, constraints, options, **_):
        presolved.append(options["presolve"])
        if len(constraints.ub) > 2:
            return optimize.OptimizeResult(status=2, message="no better", x=None)
        x = np.array(right["wrong" if options["presolve"] else answer])
        return optimize.OptimizeResult(
            status=0, message="", x=x, fun=float(x.sum()), mip_dual_bound=3.0
        )

    monkeypatch.setattr(optimize, "milp", solver)
    monkeypatch.setattr(calls, "before_1_17", lambda: True)
    answer = "right"
    assert mixed(*call).x.tolist() == [2, 1]
    assert presolved == [True, False, True]
    answer = "wrong"
    told = r"^The solver's point breaks a row of its programme\."
    with pytest.raises(ConvergenceError, match=told) as caught:
        mixed(*call)
    assert (caught.value.code, caught.value.hint) == (
        "no_convergence", "Install scipy 1.17 or newer.",
    )  # fmt: skip
    with pytest.raises(ConvergenceError, match="breaks a row"):
        mixed(*call, presolve=False)
    assert presolved[3:] == [True, False, False]


@pytest.mark.parametrize(("miss", "kept"), [(0.8e-5, True), (1.5e-5, False)])
@pytest.mark.parametrize("side", [-1, 1])
def test_a_point_may_miss_a_row_by_a_hundred_thousandth(miss, kept, side):
    # Of what stands in the row, at least of 1: here 0.5, then 300 − 299.5.
    for row, x in (([1.0], [0.5]), ([1.0, -1.0], [300.0, 299.5])):
        size = max(1.0, float(np.abs(row) @ np.abs(x)))
        sides = np.array([0.5]) - side * miss * size
        rows = (np.array([row]), sides if side < 0 else sides - 9, sides if side > 0 else sides + 9)
        assert older._keeps(np.array(x), rows) == kept


def test_a_programme_that_older_solvers_got_wrong():
    # scipy issue 24141, where the point (16, 1, 24, 15, 17, 8, 0, 196) is given as the right one.
    matrix = np.array(
        [
            [0, 1, 1, 0, 1, 0, 0, 0], [0, 0, 1, 1, 1, 0, 1, 1], [1, 1, 1, 1, 1, 1, 0, 1],
            [0, 1, 0, 1, 1, 1, 0, 0], [0, 1, 0, 0, 1, 1, 0, 1], [0, 1, 1, 1, 0, 1, 1, 0],
        ],
        dtype=float,
    )  # fmt: skip
    sides = np.array([42.0, 252, 277, 41, 222, 48])
    out = mixed(np.ones(8), matrix, sides, sides, np.zeros(8), np.full(8, np.inf))
    # All columns but the seventh are in the third row: their sum is 277, and the seventh is 0.
    assert out.value == pytest.approx(277)
    assert matrix @ out.x == pytest.approx(sides)


@pytest.mark.parametrize("older", [True, False])
def test_a_gap_that_is_allowed_is_no_better_point(monkeypatch, older):
    # min -x with x <= 7.5 whole; from 6 on every point is within a fifth of the best.
    monkeypatch.setattr(calls, "before_1_17", lambda: older)
    out = mixed(-ONE, ONE[None], 0 * ONE, 7.5 * ONE, 0 * ONE, 9 * ONE, relative_gap=0.2)
    assert out.finished
    assert -7 <= out.value <= -6
    assert out.bound <= -7 or out.value == -7


def test_a_search_without_a_bound(asked):
    # Finished without one: the value is its own bound. Stopped without one: nothing is proved.
    end = optimize.OptimizeResult(status=0, message="", x=ONE, fun=5.0, mip_dual_bound=None)
    asked["end"] = end
    call = (ONE, np.ones((1, 1)), ONE, ONE, 0 * ONE, ONE)
    out = mixed(*call)
    assert (out.bound, out.finished) == (5.0, True)
    end.status = 1
    out = mixed(*call, deadline=101.0)
    assert (out.x.tolist(), out.value, out.bound, out.finished) == ([1.0], 5.0, -math.inf, False)
    end.mip_dual_bound = 4
    out = mixed(*call, deadline=101.0)
    assert out.bound == 4.0


@pytest.mark.parametrize("solve", [linear, mixed])
@pytest.mark.parametrize("status", [1, 2, 4])
def test_an_end_without_a_solution_is_told(asked, solve, status):
    asked["end"] = optimize.OptimizeResult(
        status=status, message="odd end", x=None, fun=None, mip_dual_bound=None
    )
    with pytest.raises((ConvergenceError, InfeasibleError)) as caught:
        solve(ONE, np.ones((1, 1)), ONE, ONE, 0 * ONE, ONE, deadline=101.0)
    if status == 1:
        assert caught.value.code == "time_limit"
    else:
        assert "odd end" in str(caught.value)


def test_the_seconds_that_are_left(monkeypatch):
    monkeypatch.setattr(calls.time, "monotonic", lambda: 100.0)
    assert seconds_left(None) == math.inf
    assert seconds_left(100.5) == 0.5
    for deadline in (100.0, 99.0):
        with pytest.raises(ConvergenceError) as caught:
            seconds_left(deadline)
        assert caught.value.code == "time_limit"


def told(error: Any) -> tuple[Any, ...]:
    return error.code, error.argument, error.found, error.hint


def test_the_words_of_each_end():
    late = out_of_time_error()
    assert told(late) == ("time_limit", "time_limit", None, "Allow more time.")
    assert str(late) == "The time limit was reached before the solver finished."
    none = failure(2, "odd", None)
    assert isinstance(none, InfeasibleError)
    assert str(none) == "No solution keeps all the rules at once (solver status 2: odd)"
    assert none.found == "odd"
    # Status 1 is the end of the time where there was a limit, else of the steps.
    assert told(failure(1, "odd", 3.0)) == told(late)
    for status in (1, 3, 4):
        stuck = failure(status, "odd", None if status == 1 else 3.0)
        assert isinstance(stuck, ConvergenceError)
        assert told(stuck)[0] == "no_convergence"
        assert stuck.found == f"status {status}: odd"
        assert str(stuck) == f"The solver stopped without a solution: status {status}, odd"
