"""The ladder of objectives, held against every point of small programmes."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, sparse

from kinerja._solve import (
    Goal,
    Linear,
    Mixed,
    Program,
    climb,
    climb_whole,
    is_whole,
    ladder,
    minimise,
    narrow,
    step_of,
)
from kinerja._solve import program as program_module
from kinerja.errors import ConvergenceError, InfeasibleError
from small_programmes import points_of, programs, trail_of


@given(programs(runs=True))
@settings(max_examples=60)
def test_a_ladder_leaves_exactly_the_best_points(drawn):
    program, trail = drawn.program, trail_of()
    left = points_of(program)
    for number, cost in enumerate(drawn.costs):
        step = climb(program, Goal(f"g{number}", cost), trail, first=number == 0)
        least = (left @ cost).min()
        left = left[left @ cost == least]
        assert trail.bounds[f"g{number}"] == least
        assert cost @ step.x == pytest.approx(least, abs=1e-6)
        assert sorted(points_of(program).tolist()) == sorted(left.tolist())


@given(programs(runs=False))
@settings(max_examples=60)
def test_a_bound_is_the_least_over_all_points_and_never_above_it(drawn):
    program, cost = drawn.program, drawn.costs[0] + 0.37
    relaxed = optimize.linprog(
        cost,
        A_ub=np.vstack([program.matrix.toarray(), -program.matrix.toarray()]),
        b_ub=np.append(np.minimum(program.row_upper, 1e6), -np.maximum(program.row_lower, -1e6)),
        bounds=np.column_stack([program.lower, program.upper]),
    ).fun
    for whole, these in ((False, cost), (True, drawn.costs[1])):
        step = minimise(program, these, whole=whole, deadline=None)
        assert step.bound <= (points_of(program) @ these).min() + 1e-6
        if not whole:
            assert step.bound == pytest.approx(relaxed, abs=1e-6)


@given(programs(runs=False))
@settings(max_examples=40)
def test_branch_and_bound_leaves_exactly_the_best_points(drawn):
    program, trail = drawn.program, trail_of()
    left = points_of(program)
    for number, cost in enumerate(drawn.costs):
        goal = Goal(f"g{number}", cost, base=2.0, unit=-4.0 if number == 1 else 1.0)
        out = climb_whole(program, goal, trail, lambda x: x.tolist())
        least = (left @ cost).min()
        left = left[left @ cost == least]
        assert (out.value, out.bound, out.finished) == (least, least, True)
        assert cost @ out.x == least
        assert trail.bounds[goal.name] == (2.0 + least) / goal.unit
        assert trail.latest() == out.x.tolist()
        assert sorted(points_of(program).tolist()) == sorted(left.tolist())


@given(programs(runs=False), st.integers(1, 9))
@settings(max_examples=30)
def test_prices_of_any_kind_give_a_bound(drawn, seed):
    # Lagrangian duality: whatever the prices, no point is below the bound that they give.
    program, cost = drawn.program, drawn.costs[0]
    rng = np.random.default_rng(seed)
    price = rng.integers(-3, 4, program.row_lower.size).astype(float)
    step = ladder._priced(program, cost, np.zeros(cost.size), price, 0.5)
    assert step.bound <= (points_of(program) @ cost).min() + 1e-9


# --- goals -----------------------------------------------------------------------------------


def test_a_goal_turns_a_bound_of_the_cost_into_one_of_the_total():
    cost = np.array([2.0, 4.0])
    assert Goal("a", cost).proved(4.2) == 5.0  # the next whole number
    assert Goal("a", cost, base=3.0, unit=2.0).proved(4.2) == 4.0  # (3 + 4.2 → 8) / 2
    assert Goal("a", cost, whole=False, base=3.0, unit=-2.0).proved(4.0) == -3.5
    assert Goal("a", cost, whole=False).proved(4.2) == 4.2


def test_the_grid_of_a_goal():
    cost = np.array([6.0, 0.0, -4.0])
    assert Goal("a", cost).grid == 2.0
    assert Goal("a", cost, step=0.0).grid == 0.0
    assert Goal("a", cost, step=5.0).grid == 5.0
    assert Goal("a", cost, whole=False).grid == 0.0
    assert Goal("a", cost, whole=False, step=0.5).grid == 0.5


def test_the_step_of_coefficients():
    assert step_of(np.array([6.0, 0.0, -9.0])) == 3.0
    assert step_of(np.array([-8.0])) == 8.0
    assert step_of(np.zeros(3)) == 1.0
    assert isinstance(step_of(np.array([6.0])), float)


def test_whole_as_far_as_a_solver_can_tell():
    assert is_whole(np.array([1.0, -2.0, 3 + 9e-6, 3 - 9e-6]))
    assert not is_whole(np.array([1.0, 2 + 2e-5]))
    assert not is_whole(np.array([1.0, 2 - 2e-5]))
    assert not is_whole(np.array([0.5]))


# --- one level -------------------------------------------------------------------------------


def one_row(low: float, high: float, **bounds: Any) -> Program:
    """x + 2y between two figures, 0 ≤ x, y ≤ 5."""
    return Program(
        sparse.csc_array([[1.0, 2.0]]),
        np.array(bounds.get("lower", [0.0, 0.0])),
        np.array(bounds.get("upper", [5.0, 5.0])),
        np.array([5.0, 5.0]),
        np.array([low]),
        np.array([high]),
    )


def test_prices_and_reduced_costs_by_hand():
    # min 3x + 4y with x + 2y ≥ 4: y is dearer a piece and cheaper a unit of the row, 2 of it.
    # One unit of the row costs 2, so x is 3 − 2 = 1 too dear. Bound: 2·4 = 8.
    program = one_row(4.0, np.inf)
    step = minimise(program, np.array([3.0, 4.0]), whole=True, deadline=None)
    assert step.x.tolist() == [0.0, 2.0]
    assert step.price.tolist() == [2.0]
    assert step.reduced.tolist() == [1.0, 0.0]
    assert step.bound == 8.0
    narrow(program, step)
    assert program.upper.tolist() == [0.0, 5.0]  # x stays at its lower bound
    assert (program.row_lower.tolist(), program.row_upper.tolist()) == ([4.0], [4.0])


def test_a_column_whose_worth_is_above_its_price_stays_at_its_upper_bound():
    # max 3x + 4y (as min) with x + 2y ≤ 9: x = 5, then y = 2 at the price 2 a unit.
    program = one_row(-np.inf, 9.0)
    step = minimise(program, np.array([-3.0, -4.0]), whole=True, deadline=None)
    assert step.x.tolist() == [5.0, 2.0]
    assert step.price.tolist() == [-2.0]
    assert step.reduced.tolist() == [-1.0, 0.0]
    assert step.bound == -23.0
    narrow(program, step)
    assert (program.lower.tolist(), program.upper.tolist()) == ([5.0, 0.0], [5.0, 5.0])
    assert (program.row_lower.tolist(), program.row_upper.tolist()) == ([9.0], [9.0])


def test_a_row_that_costs_nothing_stays_open():
    program = one_row(1.0, 14.0)
    narrow(program, minimise(program, np.zeros(2), whole=True, deadline=None))
    assert (program.row_lower.tolist(), program.row_upper.tolist()) == ([1.0], [14.0])
    assert (program.lower.tolist(), program.upper.tolist()) == ([0.0, 0.0], [5.0, 5.0])


@pytest.mark.parametrize("beyond", ["below", "above"])
def test_fixed_columns_that_break_a_row(beyond):
    # x = 2, y = 1 are fixed: the row is 4, and it must be at least 5, or at most 3.
    low, high = (5.0, np.inf) if beyond == "below" else (-np.inf, 3.0)
    program = one_row(low, high, lower=[2.0, 1.0], upper=[2.0, 1.0])
    with pytest.raises(InfeasibleError) as caught:
        minimise(program, np.ones(2), whole=True, deadline=None)
    assert str(caught.value) == "No plan keeps all the rules at once."


def test_fixed_columns_that_keep_a_row_but_for_noise():
    # The row is 4: half a unit short of whole numbers is noise, more is not.
    program = one_row(4.5, np.inf, lower=[2.0, 1.0], upper=[2.0, 1.0])
    step = minimise(program, np.array([3.0, 5.0]), whole=True, deadline=None)
    assert step.x.tolist() == [2.0, 1.0]
    assert step.bound == 11.0


def test_columns_in_no_row_go_where_they_are_cheapest():
    program = Program(
        sparse.csc_array([[1.0, 0.0, 0.0, 0.0]]),
        np.array([2.0, 1.0, 1.0, 1.0]),
        np.array([2.0, 4.0, 4.0, 4.0]),
        np.full(4, 4.0),
        np.array([2.0]),
        np.array([2.0]),
    )
    step = minimise(program, np.array([7.0, 3.0, -3.0, 0.0]), whole=True, deadline=None)
    # 7·2 + 3·1 − 3·4 = 5.
    assert step.x.tolist() == [2.0, 1.0, 4.0, 1.0]
    assert step.bound == 5.0
    narrow(program, step)
    assert (program.lower[1:].tolist(), program.upper[1:].tolist()) == ([1, 4, 1], [1, 4, 4])


def test_a_bound_counts_what_is_fixed():
    # y = 3 is fixed and costs 15; x ≥ 1 − 6 is open: x = 0.
    program = one_row(1.0, np.inf, lower=[0.0, 3.0], upper=[5.0, 3.0])
    step = minimise(program, np.array([2.0, 5.0]), whole=True, deadline=None)
    assert step.x.tolist() == [0.0, 3.0]
    assert step.bound == 15.0


def test_tolerances_follow_the_size_of_the_coefficients():
    program = one_row(1.0, 14.0)
    fine = minimise(program, np.array([0.25, 300.5]), whole=False, deadline=None)
    assert fine.tolerance == pytest.approx(3.005e-5)
    small = minimise(program, np.array([0.25, -0.5]), whole=False, deadline=None)
    assert small.tolerance == pytest.approx(5e-8)
    whole = minimise(program, np.array([1.0, 3.0]), whole=True, deadline=None)
    assert whole.tolerance == 0.5


def test_prices_that_are_not_whole_are_kept_where_rounding_loses_the_bound():
    # max x + y with 2x + 2y ≤ 3 has the price 1/2: rounded to 0 the bound would be −10.
    program = Program(
        sparse.csc_array([[2.0, 2.0]]),
        np.zeros(2),
        np.full(2, 5.0),
        np.full(2, 5.0),
        np.array([-np.inf]),
        np.array([3.0]),
    )
    step = minimise(program, -np.ones(2), whole=True, deadline=None)
    assert step.x.sum() == pytest.approx(1.5)
    assert step.price == pytest.approx([-0.5])
    assert step.bound == pytest.approx(-1.5)
    assert step.tolerance == 1e-7


def test_a_price_of_the_wrong_sign_is_none():
    # The row has no upper side to be paid for, so the price of −3 cannot be meant.
    program = one_row(2.0, np.inf)
    step = ladder._priced(program, np.ones(2), np.zeros(2), np.array([-3.0]), 0.5)
    assert step.price.tolist() == [0.0]
    assert step.reduced.tolist() == [1.0, 1.0]
    assert step.bound == 0.0


def test_a_column_without_an_upper_bound_has_the_room_of_the_rows():
    program = one_row(-np.inf, 8.0, upper=[np.inf, 3.0])
    program.room = np.array([8.0, 4.0])
    step = ladder._priced(program, np.array([-1.0, -2.0]), np.zeros(2), np.zeros(1), 0.5)
    assert step.bound == -14.0  # −1·8 − 2·3


def test_narrowing_leaves_columns_between_their_bounds_alone():
    program = one_row(0.0, 15.0)
    reduced = np.array([2.0, -2.0])
    narrow(program, ladder.Step(np.array([1.0, 4.0]), np.zeros(1), reduced, 0.0, 0.5))
    assert (program.lower.tolist(), program.upper.tolist()) == ([0.0, 0.0], [5.0, 5.0])
    near = ladder.Step(np.array([5e-8, 5 - 5e-8]), np.zeros(1), reduced, 0.0, 0.5)
    narrow(program, near)
    assert (program.lower.tolist(), program.upper.tolist()) == ([0.0, 5.0], [0.0, 5.0])


def test_narrowing_takes_reduced_costs_below_the_tolerance_for_none():
    program = one_row(1.0, 15.0)
    step = ladder.Step(np.array([0.0, 5.0]), np.array([0.5]), np.array([0.5, -0.5]), 0.0, 0.5)
    narrow(program, step)
    assert (program.lower.tolist(), program.upper.tolist()) == ([0.0, 0.0], [5.0, 5.0])
    assert (program.row_lower.tolist(), program.row_upper.tolist()) == ([1.0], [15.0])


# --- which solver ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cost", "whole", "divisor"),
    [
        ([0.0, 0.0], True, 1.0),
        ([0.0], False, 1.0),
        ([], True, 1.0),
        ([6.0, -9.0], True, 3.0),
        ([2.0**14, 1.0], True, 1.0),
        ([2.0**14 + 1, 1.0], True, 2.0),
        ([-3.0 * 2**17, 3.0], True, 24.0),
        ([250.0, -500.0], False, 0.5),
    ],
)
def test_coefficients_are_brought_to_a_size(cost, whole, divisor):
    assert ladder._divisor(np.array(cost), whole=whole) == divisor


class Solver:
    """Notes how it is called; ends as told."""

    def __init__(self, *ends: Any) -> None:
        self.ends = list(ends)
        self.interior: list[bool] = []
        self.deadlines: list[float | None] = []

    def __call__(self, *given: Any, interior: bool = False, deadline: float | None = None) -> Any:
        self.given = given
        self.interior.append(interior)
        self.deadlines.append(deadline)
        end = self.ends.pop(0)
        if isinstance(end, Exception):
            raise end
        return end


WHOLE = Linear(np.array([1.0]), np.zeros(1), 1.0)
BROKEN = Linear(np.array([0.5]), np.zeros(1), 0.5)


def vertex(
    monkeypatch, solver: Solver, matrix: Any, rows: tuple[Any, Any], *, first: bool, large: int = 3
) -> Any:
    monkeypatch.setattr(ladder, "linear", solver)
    monkeypatch.setattr(ladder, "LARGE", large)
    matrix = sparse.csr_array(np.array(matrix, dtype=float))
    k = matrix.shape[1]
    low, high = (np.array(side, dtype=float) for side in rows)
    return ladder._vertex(
        np.arange(k), matrix, low, high, np.zeros(k), np.ones(k), first=first, deadline=9.0
    )


# The longest row holds 3 of 4 columns, and 2 of 4: more than half, and half of them.
CAPPED = [[1, 0, 0, 0], [1, 1, 1, 0]]
HALVED = [[1, 0, 0, 0], [1, 1, 0, 0]]
TIGHT, LOOSE, OTHER = ([0, 2], [1, 2]), ([0, 1], [1, 2]), ([1, 0], [1, 2])


@pytest.mark.parametrize(
    ("matrix", "rows", "first", "large", "interior"),
    [
        (CAPPED, TIGHT, False, 3, True),
        (CAPPED, TIGHT, False, 4, False),  # no more than LARGE columns
        (CAPPED, LOOSE, False, 3, False),
        (CAPPED, OTHER, False, 3, False),  # tight is another row
        (HALVED, TIGHT, False, 3, False),
        (HALVED, LOOSE, True, 3, True),
        (HALVED, LOOSE, True, 4, False),
    ],
)
def test_the_interior_point_is_for_large_programmes_that_tie(
    monkeypatch, matrix, rows, first, large, interior
):
    solver = Solver(WHOLE)
    assert vertex(monkeypatch, solver, matrix, rows, first=first, large=large) is WHOLE
    assert solver.interior == [interior]
    assert solver.deadlines == [9.0]
    cost, given_matrix, low, high, lower, upper = solver.given
    assert cost.tolist() == [0, 1, 2, 3]
    assert given_matrix.toarray().tolist() == matrix
    assert (low.tolist(), high.tolist()) == rows
    assert (lower.tolist(), upper.tolist()) == ([0.0] * 4, [1.0] * 4)


@pytest.mark.parametrize(
    "end",
    [BROKEN, InfeasibleError("no point"), ConvergenceError("stuck", code="no_convergence")],
)
def test_where_the_interior_point_does_not_end_the_simplex_decides(monkeypatch, end):
    solver = Solver(end, WHOLE)
    assert vertex(monkeypatch, solver, CAPPED, LOOSE, first=True) is WHOLE
    assert solver.interior == [True, False]
    assert solver.deadlines == [9.0, 9.0]
    assert [part.tolist() for part in solver.given[2:]] == [[0, 1], [1, 2], [0] * 4, [1] * 4]


def test_the_simplex_is_not_begun_when_the_time_is_used_up(monkeypatch):
    solver = Solver(ConvergenceError("late", code="time_limit"), WHOLE)
    with pytest.raises(ConvergenceError, match="late"):
        vertex(monkeypatch, solver, CAPPED, LOOSE, first=True)
    assert solver.interior == [True]


def test_a_level_hands_down_what_it_was_asked(monkeypatch):
    # Column 0 is fixed at 2 and row 1 holds nothing that is free: the solver sees the rest.
    asked: dict[str, Any] = {}

    def solver(cost, matrix, low, high, lower, upper, *, first, deadline):
        asked.update(first=first, deadline=deadline, parts=(cost, low, high, lower, upper))
        asked["matrix"] = matrix.toarray().tolist()
        return Linear(np.array([4.0, 1.0]), np.array([3.0]), 0.0)

    monkeypatch.setattr(ladder, "_vertex", solver)
    program = Program(
        sparse.csc_array([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]]),
        np.array([2.0, 0.0, 1.0]),
        np.array([2.0, 9.0, 8.0]),
        np.full(3, 9.0),
        np.array([7.0, 0.0]),
        np.array([np.inf, 2.0]),
    )
    trail = trail_of(deadline=5.0)
    step = climb(program, Goal("g", np.array([10.0, 6.0, 9.0]), base=1.0), trail, first=True)
    assert (asked["first"], asked["deadline"]) == (True, 5.0)
    assert asked["matrix"] == [[1.0, 1.0]]
    cost, low, high, lower, upper = (part.tolist() for part in asked["parts"])
    assert cost == [2.0, 3.0]  # in steps of 3
    assert (low, high, lower, upper) == ([5.0], [np.inf], [0.0, 1.0], [9.0, 8.0])
    assert step.x.tolist() == [2.0, 4.0, 1.0]
    assert step.price.tolist() == [9.0, 0.0]  # 3 of 3
    # 9·7, then (10 − 9)·2 + (6 − 9)·9 + 0: 63 + 2 − 27 = 38, and 1 of the base.
    assert trail.bounds == {"g": 39.0}
    # Unless it is said to be the first level, it is not.
    program.lower[1], program.upper[1] = 0.0, 9.0
    climb(program, Goal("h", np.array([10.0, 6.0, 9.0])), trail)
    assert asked["first"] is False
    minimise(program, np.array([10.0, 6.0, 9.0]), whole=True, deadline=None)
    assert asked["first"] is False


def test_a_programme_without_columns_costs_nothing():
    empty = np.zeros(0)
    program = Program(
        sparse.csc_array((1, 0)), empty, empty, empty, np.array([-np.inf]), np.array([0.0])
    )
    step = minimise(program, empty, whole=True, deadline=None)
    assert (step.x.size, step.bound) == (0, 0.0)


# --- programmes --------------------------------------------------------------------------------


def columns(*numbers: float) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray]:
    own = np.array(numbers)
    return sparse.csc_array([own, 10 * own]), own, own + 100, own + 200


def program_of(*numbers: float) -> Program:
    matrix, lower, upper, room = columns(*numbers)
    return Program(matrix, lower, upper, room, np.zeros(2), np.full(2, 9.0))


def held(program: Program) -> list[float]:
    """Numbers of the columns, if every part of the programme agrees on them."""
    top, bottom = program.matrix.toarray()
    assert (bottom == 10 * top).all()
    assert program.lower.tolist() == top.tolist()
    assert program.upper.tolist() == (top + 100).tolist()
    assert program.room.tolist() == (top + 200).tolist()
    return top.tolist()


def test_columns_are_added_put_between_and_taken():
    program = program_of(1.0, 2.0, 3.0)
    program.append(*columns(4.0, 5.0))
    assert held(program) == [1, 2, 3, 4, 5]
    program.insert(2, program_of(7.0, 8.0))
    assert held(program) == [1, 2, 7, 8, 3, 4, 5]
    program.insert(0, program_of(9.0))
    assert held(program) == [9, 1, 2, 7, 8, 3, 4, 5]
    program.take(np.array([6, 0, 2]))
    assert held(program) == [4, 9, 2]
    assert program.matrix.format == "csc"


def test_rows_are_added():
    program = program_of(1.0, 2.0)
    program.add_rows(sparse.csr_array([[5.0, 6.0]]), np.array([-1.0]), np.array([4.0]))
    assert program.matrix.toarray().tolist() == [[1, 2], [10, 20], [5, 6]]
    assert (program.row_lower.tolist(), program.row_upper.tolist()) == ([0, 0, -1], [9, 9, 4])
    assert program.matrix.format == "csc"


@pytest.mark.parametrize(("row", "scale"), [([500.0, -1000.0], 1.0), ([8.0, -4000.0], 4.0)])
def test_a_row_of_large_coefficients_is_scaled(row, scale):
    program = program_of(1.0, 2.0)
    program.add_row(np.array(row), -8.0, 12.0)
    assert program.matrix.toarray()[2].tolist() == [x / scale for x in row]
    assert program.row_lower[2] == -8.0 / scale
    assert program.row_upper[2] == 12.0 / scale
    empty = program_of()
    empty.add_row(np.zeros(0), 0.0, 1.0)
    assert empty.row_upper.tolist() == [9, 9, 1]


def test_a_vertex_is_over_all_columns_as_they_stand(monkeypatch):
    # max x + 2y with 2x + 2y ≤ 3: y = 1.5 at the price of 1 a unit.
    program = Program(
        sparse.csc_array([[2.0, 2.0]]),
        np.zeros(2),
        np.full(2, np.inf),
        np.full(2, 1.0),
        np.array([-np.inf]),
        np.array([3.0]),
    )
    out = program.vertex(np.array([-1.0, -2.0]))
    assert (out.x.tolist(), out.row_dual.tolist(), out.value) == ([0.0, 1.5], [-1.0], -3.0)
    solver = Solver(WHOLE, WHOLE)
    monkeypatch.setattr(program_module, "linear", solver)
    program.vertex(np.ones(2), interior=True, deadline=4.0)
    program.vertex(np.ones(2))
    assert (solver.interior, solver.deadlines) == ([True, False], [4.0, None])


def test_whole_points_and_the_columns_that_need_not_be_whole():
    # max 3x + 2y with 4x + 3y ≤ 10.2 whole: x = 1, y = 2 is 7. With x free to be a part: y = 3
    # leaves x = 1.2/4 = .3, which is .9 + 6 = 6.9; y = 0 leaves 2.55, which is 7.65.
    program = Program(
        sparse.csc_array([[4.0, 3.0]]),
        np.zeros(2),
        np.array([np.inf, 3.0]),
        np.array([9.0, 9.0]),
        np.array([-np.inf]),
        np.array([10.2]),
    )
    cost = np.array([-3.0, -2.0])
    out = program.whole_point(cost, deadline=None)
    assert (out.x.tolist(), out.value, out.bound, out.finished) == ([1.0, 2.0], -7.0, -7.0, True)
    program.whole = np.array([False, True])
    part = program.whole_point(cost, deadline=None)
    assert part.x.tolist() == pytest.approx([2.55, 0.0])
    assert part.value == pytest.approx(-7.65)


def test_a_search_is_told_the_room_the_gap_and_the_time(monkeypatch):
    program = program_of(1.0, 2.0)
    program.upper = np.array([np.inf, 7.0])
    asked: dict[str, Any] = {}

    def solver(*given, **options):
        asked.update(options, given=given)
        return Mixed(np.array([1 + 1e-9, 2 - 1e-9]), 5.0, 4.0, finished=False)

    monkeypatch.setattr(program_module, "mixed", solver)
    cost = np.array([1.0, 2.0])
    out = program.whole_point(cost, relative_gap=0.25, presolve=False, deadline=3.0)
    assert (out.x.tolist(), out.value, out.bound, out.finished) == ([1, 2], 5.0, 4.0, False)
    given_cost, matrix, low, high, lower, upper = asked.pop("given")
    assert given_cost is cost
    assert matrix is program.matrix
    assert (low.tolist(), high.tolist()) == ([0, 0], [9, 9])
    assert (lower.tolist(), upper.tolist()) == ([1.0, 2.0], [201.0, 7.0])
    assert asked == {"whole": None, "relative_gap": 0.25, "presolve": False, "deadline": 3.0}
    program.whole = np.array([True, False])
    out = program.whole_point(cost, deadline=None)
    assert out.x.tolist() == [1.0, 2 - 1e-9]
    assert (asked["relative_gap"], asked["presolve"], asked["deadline"]) == (0.0, True, None)
    assert asked["whole"] is program.whole


# --- the ladder by branch and bound ------------------------------------------------------------


def whole_level(monkeypatch, goal: Goal, out: Mixed, deadline: float | None = 6.0) -> Any:
    """Climb one level with a search that ends as told; what it was asked, and the rest."""
    asked: dict[str, Any] = {}

    def search(self, cost, **options):
        asked.update(options, cost=cost.tolist())
        return out

    monkeypatch.setattr(Program, "whole_point", search)
    program, trail = one_row(0.0, 15.0), trail_of(deadline)
    end = climb_whole(program, goal, trail, lambda x: x.tolist())
    return asked, program, trail, end


def test_a_search_need_not_go_below_one_step(monkeypatch):
    # Steps of 3, totals up to 30: closer than a tenth is less than one step.
    goal = Goal("g", np.array([6.0, 9.0]), base=2.0, unit=2.0, most=30.0)
    out = Mixed(np.array([1.0, 2.0]), 8.0, 7.2, finished=True)
    asked, program, trail, end = whole_level(monkeypatch, goal, out)
    assert asked["cost"] == [2.0, 3.0]
    assert asked["relative_gap"] == pytest.approx(0.99 * 3 / 30)
    assert asked["deadline"] == 6.0
    # The bound of 7.2 steps is 21.6, so 24: the value of (1, 2).
    assert (end.value, end.bound, end.finished) == (24.0, 24.0, True)
    assert end.x.tolist() == [1.0, 2.0]
    assert trail.bounds == {"g": 13.0}
    assert program.matrix.toarray()[-1].tolist() == [6.0, 9.0]
    assert (program.row_lower[-1], program.row_upper[-1]) == (-np.inf, 25.5)


def test_a_total_of_one_step_at_most(monkeypatch):
    goal = Goal("g", np.array([1.0, 1.0]), most=1.0)
    out = Mixed(np.array([1.0, 0.0]), 1.0, 1.0, finished=True)
    assert whole_level(monkeypatch, goal, out)[0]["relative_gap"] == 0.99


def test_a_goal_without_a_grid_is_scaled_by_its_size(monkeypatch):
    goal = Goal("g", np.array([500.0, -4000.0]), whole=False)
    out = Mixed(np.array([2.0, 1.0]), -750.0, -760.0, finished=True)
    asked, program, trail, end = whole_level(monkeypatch, goal, out)
    assert asked["cost"] == [125.0, -1000.0]
    assert asked["relative_gap"] == 0.0
    # 2·500 − 4000 = −3000; the bound is −760·4.
    assert (end.value, end.bound) == (-3000.0, -3040.0)
    assert trail.bounds == {"g": -3040.0}
    assert program.row_upper[-1] * 4 == pytest.approx(-3000 + 3e-6, abs=1e-9)
    small = Goal("g", np.array([5.0, -4.0]), whole=False)
    asked = whole_level(monkeypatch, small, out)[0]
    assert asked["cost"] == [5.0, -4.0]
    assert whole_level(monkeypatch, Goal("g", np.zeros(2)), out)[0]["cost"] == [0.0, 0.0]


def test_a_bound_above_the_value_that_was_found_is_the_value(monkeypatch):
    # Noise of the solver: 4.001 steps would be rounded up to 5.
    out = Mixed(np.array([2.0, 1.0]), 4.0, 4.001, finished=True)
    end = whole_level(monkeypatch, Goal("g", np.array([1.0, 2.0])), out)[3]
    assert (end.value, end.bound) == (4.0, 4.0)


def test_a_search_that_ran_out_of_time_leaves_its_bound_and_its_point(monkeypatch):
    out = Mixed(np.array([2.0, 1.0]), 4.0, 2.5, finished=False)
    program, trail = one_row(0.0, 15.0), trail_of()
    monkeypatch.setattr(Program, "whole_point", lambda *_, **__: out)
    with pytest.raises(ConvergenceError) as caught:
        climb_whole(program, Goal("g", np.array([1.0, 2.0])), trail, lambda x: x.tolist())
    assert caught.value.code == "time_limit"
    assert trail.bounds == {"g": 3.0}
    assert trail.latest() == [2.0, 1.0]
    assert program.matrix.shape == (1, 2)  # nothing is kept of a level that was not solved


def test_a_time_that_has_passed_stops_a_level():
    trail = trail_of(deadline=time.monotonic() - 1)
    with pytest.raises(ConvergenceError, match="time limit"):
        climb(one_row(1.0, 9.0), Goal("g", np.ones(2)), trail)
    assert trail.bounds == {}
