"""Attendances that are filled up, pruned and repaired: by hand, and against adding up anew."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from learners import broken, closed_of, learning_problems, value_of

from kinerja._competency.learning import Learning, exceeds, grid, value_grid
from kinerja._competency.read_learning import read_learning
from kinerja._competency.strategies.greedy import (
    added_worth,
    fill,
    keep_better,
    keep_cheaper,
    lost_worth,
    prune,
    ready_plan,
    repair,
    settle,
    threshold,
)

OPTIONS = {"importance": None, "hours": 20.0, "budget": None, "allowed": None, "actual": None}


def learning_of(problem):
    data = OPTIONS | problem | {"ids": None}
    gap = np.array(data.pop("gap"), dtype=float).reshape(len(problem["gap"]), -1)
    if data["allowed"] is not None:
        data["allowed"] = np.array(data["allowed"], dtype=bool).reshape(
            len(gap), len(data["courses"])
        )
    return read_learning(gap, data.pop("courses"), **data)[0]


def small(gap, gain, **more):
    """A problem of one competency unless `gain` says otherwise; everything else unlimited."""
    gap, gain = np.atleast_2d(np.array(gap, float)), np.atleast_2d(np.array(gain, float))
    (n, k), c = gap.shape, gain.shape[0]
    fields = {
        "gap": gap,
        "weight": np.ones(k),
        "gain": gain,
        "top": np.full((c, k), np.inf),
        "level": None,
        "due": np.full(n, 100.0),
        "length": np.ones(c),
        "seats": np.full(c, np.inf),
        "price": np.zeros(c),
        "budget": math.inf,
        "able": np.ones((n, c), dtype=bool),
    }
    return Learning(
        **fields | {name: np.array(x, float) if name in fields else x for name, x in more.items()}
    )


@st.composite
def attended(draw, **options):
    """A problem, and who attends what, whatever its limits say."""
    problem = draw(learning_problems(**options))
    n, c = len(problem["gap"]), len(problem["courses"])
    taken = np.array(
        [[draw(st.booleans()) for _ in range(c)] for _ in range(n)], dtype=bool
    ).reshape(n, c)
    return problem, taken


def every_pair(taken):
    n, c = taken.shape
    return np.repeat(np.arange(n), c), np.tile(np.arange(c), n)


@given(st.one_of(attended(), attended(negatives=True, maxima=True)))
def test_what_a_course_adds_and_what_is_lost_without_it(given_):
    problem, taken = given_
    learning = learning_of(problem)
    people, courses = every_pair(taken)
    before = value_of(problem, taken.tolist())
    assert learning.reached(taken) == pytest.approx(before, abs=1e-9)
    closed = learning.closed(np.arange(len(taken)), taken)
    np.testing.assert_allclose(closed, np.reshape(closed_of(problem, taken.tolist()), closed.shape))
    added, lost = (f(learning, taken, people, courses) for f in (added_worth, lost_worth))
    for i, c, more, less in zip(people, courses, added, lost, strict=True):
        other = taken.copy()
        other[i, c] = not taken[i, c]
        change = value_of(problem, other.tolist()) - before
        if taken[i, c]:
            assert less == pytest.approx(-change, abs=1e-9)
        else:
            assert more == pytest.approx(change, abs=1e-9)


@given(st.one_of(attended(), attended(negatives=True, maxima=True)))
def test_limits_are_those_of_the_problem(given_):
    problem, taken = given_
    learning = learning_of(problem)
    rows = taken.tolist()
    assert learning.fits(taken) == (not broken(problem, rows))
    mended = repair(learning, taken)
    assert broken(problem, mended.tolist()) == []
    assert not (mended & ~taken).any()
    if not broken(problem, rows):
        np.testing.assert_array_equal(mended, taken)


@given(st.one_of(attended(), attended(negatives=True, maxima=True)))
def test_filled_up_nothing_more_fits_and_pruned_nothing_is_idle(given_):
    problem, taken = given_
    learning = learning_of(problem)
    start = repair(learning, taken)
    people, courses = np.nonzero(learning.able)
    full = fill(learning, start, people, courses)
    assert (full >= start).all()
    assert broken(problem, full.tolist()) == []
    for i, c in zip(people, courses, strict=True):
        other = full.copy()
        other[i, c] = True
        if not full[i, c] and not broken(problem, other.tolist()):
            assert value_of(problem, other.tolist()) <= value_of(problem, full.tolist()) + 1e-6
    for ready in (prune(learning, full), settle(learning, start, people, courses)):
        assert broken(problem, ready.tolist()) == []
        for i, c in np.argwhere(ready):
            other = ready.copy()
            other[i, c] = False
            assert value_of(problem, other.tolist()) < value_of(problem, ready.tolist())
    pruned = prune(learning, full)
    assert (pruned <= full).all()
    assert value_of(problem, pruned.tolist()) >= value_of(problem, full.tolist()) - 1e-6
    plan = ready_plan(learning, *learning.helpful())
    assert broken(problem, plan.tolist()) == []


# --- filling up


def test_what_closes_most_in_an_hour_comes_first():
    # 3 in 2 hours, 4 in 4, 2 in 1: of five hours the third and the first; nothing is left for 4.
    problem = small([[9.0]], [[3], [4], [2]], length=[2, 4, 1], due=[5])
    filled = fill(problem, np.zeros((1, 3), bool), np.zeros(3, int), np.arange(3))
    assert filled.tolist() == [[True, False, True]]
    # With a size of its own (the price) the second comes first, and no hours are left for more
    # than the third.
    by_price = fill(
        problem,
        np.zeros((1, 3), bool),
        np.zeros(3, int),
        np.arange(3),
        size=np.array([3.0, 1.0, 4.0]),
    )
    assert by_price.tolist() == [[False, True, True]]
    # Less its toll the first is worth 3 − 2.5, the second 4 − 1, the third 2 − 1.5.
    with_toll = fill(
        problem,
        np.zeros((1, 3), bool),
        np.zeros(3, int),
        np.arange(3),
        toll=np.array([2.5, 1.0, 1.5]),
    )
    assert with_toll.tolist() == [[False, True, True]]


def test_seats_and_money_go_to_whom_they_help_most():
    pairs = np.arange(3), np.zeros(3, int)
    # one course that closes 4: of gaps 1, 3 and 2 there are seats for two
    problem = small([[1.0], [3], [2]], [[4]], seats=[2])
    filled = fill(problem, np.zeros((3, 1), bool), *pairs)
    assert filled.tolist() == [[False], [True], [True]]
    # money for one of them at 2 of 3
    problem = small([[1.0], [3], [2]], [[4]], price=[2], budget=3)
    filled = fill(problem, np.zeros((3, 1), bool), *pairs)
    assert filled.tolist() == [[False], [True], [False]]
    # who is there already keeps the seat, and takes it from the count
    there = np.array([[True], [False], [False]])
    assert fill(small([[1.0], [3], [2]], [[4]], seats=[2]), there, *pairs).tolist() == [
        [True],
        [True],
        [False],
    ]
    assert there.tolist() == [[True], [False], [False]]
    # of two that close as much, the person who comes first
    problem = small([[2.0], [2]], [[4]], seats=[1])
    pairs = np.arange(2), np.zeros(2, int)
    assert fill(problem, np.zeros((2, 1), bool), *pairs).tolist() == [[True], [False]]


def test_a_person_s_second_course_counts_what_the_first_has_left():
    # 3 and 2 of a gap of 4: the second adds 1; a third course that adds nothing is not taken
    problem = small([[4.0]], [[3], [2], [1]], length=[1, 1, 4], due=[6])
    filled = fill(problem, np.zeros((1, 3), bool), np.zeros(3, int), np.arange(3))
    assert filled.tolist() == [[True, True, False]]
    assert added_worth(
        problem, np.array([[True, False, False]]), np.zeros(2, int), np.array([1, 2])
    ).tolist() == [1, 1]


# --- taking out


def test_what_is_idle_goes_the_dearest_and_longest_first():
    taken = np.ones((1, 3), bool)
    # any two close the gap of 2: the dearest goes
    problem = small([[2.0]], [[1], [1], [1]], price=[1, 3, 2])
    assert prune(problem, taken).tolist() == [[True, False, True]]
    # of one price the longest, of one length the last
    problem = small([[2.0]], [[1], [1], [1]], length=[4, 2, 3])
    assert prune(problem, taken).tolist() == [[False, True, True]]
    assert prune(small([[2.0]], [[1], [1], [1]]), taken).tolist() == [[True, True, False]]
    assert taken.all()
    # with a gap of 1 two of the three go, one after the other
    problem = small([[1.0]], [[1], [1], [1]], price=[1, 3, 2])
    assert prune(problem, taken).tolist() == [[True, False, False]]


def test_a_change_up_to_the_noise_of_sums_is_none():
    # gaps up to 5 with weights 1 and 4: the largest weighted gap is 12, and its share 1e-9
    problem = small([[5.0, 3.0]], [[1, 1]], weight=[1, 4])
    assert threshold(problem) == pytest.approx(12e-9)
    assert threshold(small([[0.5]], [[1]])) == 1e-9
    assert exceeds(1 + 2e-9, 1.0)
    assert not exceeds(1 + 0.5e-9, 1.0)
    assert exceeds(1000 + 2e-6, 1000.0)
    assert not exceeds(1000 + 0.5e-6, 1000.0)
    assert not exceeds(1e300, math.inf)


# --- repairing


def test_hours_too_many_cost_the_course_that_closes_least():
    problem = small([[4.0], [4]], [[3], [1]], length=[6, 7], due=[10, 13])
    assert repair(problem, np.ones((2, 2), bool)).tolist() == [[True, False], [True, True]]
    # of two that close as much the longer goes, one a round, until the hours are kept
    problem = small([[3.0]], [[1], [1], [1]], length=[2, 4, 3], due=[2])
    assert repair(problem, np.ones((1, 3), bool)).tolist() == [[True, False, False]]
    # a course of no hours is not what is too long
    problem = small([[4.0]], [[0.5], [3]], length=[0, 6], due=[5])
    assert repair(problem, np.ones((1, 2), bool)).tolist() == [[True, False]]


def test_seats_too_many_are_given_up_by_those_who_lose_least():
    problem = small([[1.0], [3], [2], [4]], [[5], [1]], seats=[2, np.inf])
    taken = np.zeros((4, 2), bool)
    taken[:, 0] = True
    assert repair(problem, taken)[:, 0].tolist() == [False, True, False, True]


def test_money_too_little_is_found_where_least_is_lost():
    # 4, 3 and 2 for gaps of 1, 2 and 3; the free course does not pay for anything
    gain = [[9, 0], [9, 0], [9, 0], [0, 9]]
    gap = [[1.0, 0.5], [2, 0.5], [3, 0.5]]
    taken = np.array(
        [[True, False, False, True], [False, True, False, True], [False, False, True, True]]
    )
    for budget, kept in ((9, [0, 1, 2]), (5, [1, 2]), (4.5, [2]), (1, [])):
        problem = small(gap, gain, price=[4, 3, 2, 0], budget=budget)
        mended = repair(problem, taken)
        assert [i for i in range(3) if mended[i, i]] == kept
        assert mended[:, 3].all()


def test_who_may_not_attend_does_not():
    problem = replace(small([[1.0], [1]], [[1]]), able=np.array([[True], [False]]))
    assert repair(problem, np.ones((2, 1), bool)).tolist() == [[True], [False]]
    assert not problem.fits(np.ones((2, 1), bool))


# --- choosing


def test_the_better_plan_is_kept_and_of_equals_the_first():
    problem = small([[4.0]], [[3], [1], [3]])
    one, other, same = (np.array([row]) for row in ([1, 0, 0], [0, 1, 0], [0, 0, 1]))
    one, other, same = one.astype(bool), other.astype(bool), same.astype(bool)
    assert keep_better(problem, one, other) is one
    assert keep_better(problem, other, one) is one
    assert keep_better(problem, one, same) is one


def test_a_cheaper_plan_has_to_close_as_much():
    problem = small([[3.0]], [[3], [3], [2]], price=[5, 4, 1])
    first, cheap, little = (np.eye(3, dtype=bool)[[c]] for c in range(3))
    assert keep_cheaper(problem, first, cheap, reached=3, step=1).tolist() == cheap.tolist()
    assert keep_cheaper(problem, cheap, first, reached=3, step=1).tolist() == cheap.tolist()
    assert keep_cheaper(problem, first, little, reached=3, step=1).tolist() == first.tolist()
    # what is idle beside it goes
    both = cheap | little
    assert keep_cheaper(problem, first, both, reached=3, step=1).tolist() == cheap.tolist()
    assert keep_cheaper(problem, first, both, reached=3, step=0).tolist() == cheap.tolist()


# --- grids of figures


def test_the_grid_of_figures():
    assert grid([1.5, -4.0, 0.25, 0.0]) == 0.25
    assert grid([6, 9]) == 3
    assert grid([0.1, 0.25]) == 0.05
    assert grid([1 / 3, 1]) == 0
    assert grid([2.0, np.inf]) == 2
    assert grid([1e9, 5e8]) == 5e8
    assert grid([1.1e9, 1]) == 0
    assert grid([0.0]) == grid([]) == 0


def test_the_grid_of_what_can_be_closed():
    # gaps of 1.5 and 3, a gain of 2: halves; the second competency (steps of 1) counts 0.3
    assert value_grid(small([[1.5], [3]], [[2]])) == 0.5
    assert value_grid(small([[1.5, 2], [3, 1]], [[2, 1]], weight=[1, 0.3])) == pytest.approx(0.1)
    assert value_grid(small([[1.5, 1 / 3]], [[2, 1]], weight=[1, 0])) == 0.5
    assert value_grid(small([[1.5, 1 / 3]], [[2, 1]], weight=[1, 1])) == 0
    assert value_grid(small([[1.5]], [[2]], weight=[0])) == 0
    # up to a level of 3.2 from 0.8: 2.4 is a step as well
    ending = small([[1.0]], [[2]], top=[[3.2]], level=[[0.8]])
    assert value_grid(ending) == pytest.approx(0.2)


def test_what_a_course_can_bring_to_whom():
    problem = small([[5.0], [5], [5]], [[2], [-1], [2]], top=[[3], [np.inf], [np.inf]])
    assert problem.effect(0).tolist() == [[2, -1, 2]] * 3
    levels = replace(problem, level=np.array([[0.0], [2], [4]]))
    assert levels.effect(0).tolist() == [[2, -1, 2], [1, -1, 2], [0, -1, 2]]
    assert not problem.simple
    assert not levels.simple
    assert small([[1.0]], [[0]]).simple


def test_pairs_that_help_and_fit_by_themselves():
    def helpful(**more):
        return list(
            zip(*small([[2.0, 0], [0, 1]], [[1, 0], [0, 1]], **more).helpful(), strict=True)
        )

    assert helpful() == [(0, 0), (1, 1)]
    assert helpful(weight=[1, 0]) == [(0, 0)]
    assert helpful(length=[5, 6], due=[5, 5]) == [(0, 0)]
    assert helpful(seats=[0, 1]) == [(1, 1)]
    assert helpful(price=[2, 3], budget=2) == [(0, 0)]


def test_all_that_courses_take_away_is_counted():
    problem = small([[3.0, 9], [2, 9]], [[4, 2], [-1, 0], [-1.5, 3]])
    taken = np.array([[True, True, True], [True, False, True]])
    # 4 − 1 − 1.5 of 3; 4 − 1.5 is more than the gap of 2; 2 + 3 of 9
    assert problem.closed(np.arange(2), taken).tolist() == [[1.5, 5], [2, 5]]
    assert problem.spent(taken)[1].tolist() == [2, 1, 2]
