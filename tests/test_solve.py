"""The one solver call: hand values, and every status as an error."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy import optimize

from kinerja._solve import linear, mixed
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
