"""What is proved: levels beside their bounds, grids, what was reached in time, bisection."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._solve import (
    Level,
    Trail,
    first_open,
    least_of,
    level_of,
    on_grid,
    out_of_time,
    room_of,
    status_of,
)
from kinerja.errors import ConvergenceError, InfeasibleError


def parts(level: Level) -> tuple[str, float, float, float]:
    return level.name, level.value, level.bound, level.gap


@pytest.mark.parametrize(
    ("value", "bound", "gap"),
    [
        (10.0, 7.0, 3.0),
        (7.0, 10.0, 3.0),  # a total that is to be large has its bound above
        (-4.0, -6.5, 2.5),
        (0.5, 0.5 + 1.5e-6, 1.5e-6),  # one millionth, not a share, of a value below 1
        (2.0, 2.0 + 2.5e-6, 2.5e-6),
        (-2.0, -2.0 - 2.5e-6, 2.5e-6),
    ],
)
def test_a_gap_is_a_distance(value, bound, gap):
    assert parts(level_of("moves", value, bound)) == ("moves", value, bound, pytest.approx(gap))


@pytest.mark.parametrize(
    ("value", "bound"),
    [(3.0, 3.0), (0.0, 1e-6), (0.0, -1e-6), (2.0, 2.0 + 1.5e-6), (-2.0, -2.0 - 1.5e-6)],
)
def test_a_gap_of_a_millionth_is_none(value, bound):
    assert parts(level_of("km", value, bound)) == ("km", value, value, 0.0)


def test_a_bound_that_was_never_reached_proves_nothing():
    open_ = level_of("km", 3.0, math.nan)
    assert math.isnan(open_.bound)
    assert math.isnan(open_.gap)
    assert status_of([level_of("a", 1.0, 1.0), open_]) == "feasible"


def test_the_first_level_that_is_open_is_the_proof_of_the_plan():
    shut, also_shut = level_of("a", 1.0, 1.0), level_of("b", 2.0, 2.0)
    wide, narrow = level_of("c", 9.0, 3.0), level_of("d", 9.0, 8.0)
    assert first_open([shut, wide, narrow]) is wide
    assert first_open([shut, narrow, wide]) is narrow
    assert first_open([shut, also_shut]) is shut
    assert status_of([shut, also_shut]) == "optimal"
    assert status_of([shut, narrow]) == "feasible"


@pytest.mark.parametrize(
    ("bound", "step", "up"),
    [
        (7.2, 3.0, 9.0),
        (9.0, 3.0, 9.0),
        (9.0 + 1e-7, 3.0, 9.0),  # noise of a solver
        (9.0 + 1e-4, 3.0, 12.0),
        (1e-6, 1.0, 0.0),
        (-7.2, 3.0, -6.0),
        (0.4, 0.25, 0.5),
        (7.2, 0.0, 7.2),
    ],
)
def test_a_bound_on_a_grid_is_the_next_multiple(bound, step, up):
    assert on_grid(bound, step) == up


def test_no_bound_stays_none_on_a_grid():
    assert on_grid(-math.inf, 3.0) == -math.inf
    assert on_grid(math.inf, 1.0) == math.inf
    assert math.isnan(on_grid(math.nan, 1.0))


@given(st.integers(-50, 50), st.sampled_from([0.25, 1.0, 2.0, 7.0]), st.floats(0, 5))
def test_no_multiple_at_or_above_a_bound_is_lost(times, step, below):
    # A total of times·step, which the bound before lay under, is not under the bound after.
    value = times * step
    assert value - below - 1e-9 <= on_grid(value - below, step) <= value
    assert on_grid(value - below, step) % step == 0


@pytest.mark.parametrize(
    ("value", "step", "room"),
    [
        (10.0, 3.0, 1.5),
        (0.0, 1.0, 0.5),
        (10.0, 0.0, 1e-8),
        (-10.0, 0.0, 1e-8),
        (0.25, 0.0, 1e-9),
        (1.5, 0.0, 1.5e-9),
    ],
)
def test_room_is_less_than_one_step(value, step, room):
    assert room_of(value, step) == pytest.approx(room, rel=1e-12)


def trail_of(*, deadline: float | None = None) -> tuple[Trail[str], list[int]]:
    told: list[int] = []
    return Trail(deadline, told.append, lambda: None), told


def test_a_trail_keeps_the_last_plan_and_tells_each_level():
    trail, told = trail_of(deadline=8.0)
    assert trail.deadline == 8.0
    assert trail.latest() is None
    trail.note("first")
    trail.prove("moves", 4.0)
    trail.note("second")
    trail.prove("km", 7.5)
    assert trail.latest() == "second"
    assert trail.bounds == {"moves": 4.0, "km": 7.5}
    assert told == [1, 1]


def test_only_the_first_level_that_was_not_solved_has_a_bound():
    # Solved: moves, short by 0 of 4. Next: km, bounded at once by 6. After it there is no face.
    trail, _ = trail_of()
    trail.prove("moves", 4.0)
    asked: list[str] = []

    def unreached(name: str) -> float:
        asked.append(name)
        return 6.0

    moves, km, liking, rest = trail.levels(
        {"moves": 4.0, "km": 9.0, "liking": 5.0, "rest": 1.0}, unreached
    )
    assert asked == ["km"]
    assert parts(moves) == ("moves", 4.0, 4.0, 0.0)
    assert parts(km) == ("km", 9.0, 6.0, 3.0)
    for level, name, value in ((liking, "liking", 5.0), (rest, "rest", 1.0)):
        assert (level.name, level.value) == (name, value)
        assert math.isnan(level.bound)
        assert math.isnan(level.gap)


def test_all_levels_solved_need_no_other_bound():
    trail, _ = trail_of()
    trail.prove("a", 1.0)
    trail.prove("b", 2.0)

    def never(name: str) -> float:
        raise AssertionError(name)

    first, second = trail.levels({"a": 1.0, "b": 3.0}, never)
    assert (first.gap, second.gap, second.bound) == (0.0, 1.0, 2.0)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=40, unique=True), st.data())
def test_the_least_value_at_which_something_is_found(values, data):
    values = sorted(values)
    first = data.draw(st.integers(0, len(values) - 1))
    tried: list[int] = []

    def attempt(value: int) -> str | None:
        tried.append(value)
        return f"plan at {value}" if value >= values[first] else None

    assert least_of(values, attempt) == (f"plan at {values[first]}", values[first])
    assert tried[0] == values[-1]  # whether there is anything at all is asked first
    assert len(set(tried)) == len(tried)
    assert len(tried) <= 1 + math.ceil(math.log2(len(values)))


def test_nothing_at_the_largest_value_is_nothing_at_all():
    tried: list[int] = []
    with pytest.raises(InfeasibleError) as caught:
        least_of([1, 2, 3], tried.append)
    assert str(caught.value) == "No plan keeps all the rules at once."
    assert tried == [3]


def test_what_is_found_may_count_as_false():
    assert least_of([1, 2, 3], lambda value: 0 if value > 1 else None) == (0, 2)


def test_only_the_code_of_the_time_is_the_end_of_the_time():
    assert out_of_time(ConvergenceError("x", code="time_limit"))
    assert not out_of_time(ConvergenceError("x", code="no_convergence"))
