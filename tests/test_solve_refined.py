"""Levels whose costs differ by less than a solver's tolerance, held against every point."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from kinerja._solve import Goal, Program, climb, ladder, minimise, narrow
from kinerja.errors import ConvergenceError
from small_programmes import points_of, programs, trail_of

LARGE = 2.0**20
"""Sums of multiples of 1/64 beside it are exact, and 1/64 of it is below 2e-8: HiGHS takes 1e-7."""


def costs(k, seed):
    """Some large costs, and small parts of 64 on all; few of them alike."""
    rng = np.random.default_rng(seed)
    return rng.integers(-1, 2, k) * LARGE + rng.integers(-9, 10, k) / 64


@given(programs(runs=True), st.integers(0, 10**6))
@settings(max_examples=80)
def test_small_differences_beside_large_costs_are_told_apart(drawn, seed):
    cost = costs(drawn.program.lower.size, seed)
    points = points_of(drawn.program)
    least = (points @ cost).min()
    best = points[points @ cost == least]
    step = minimise(drawn.program, cost, whole=False, deadline=None)
    assert step.bound == pytest.approx(least, rel=1e-12, abs=1e-6)
    face = replace(drawn.program)
    narrow(face, step)
    assert sorted(points_of(face).tolist()) == sorted(best.tolist())


@given(programs(runs=True), st.integers(0, 10**6), st.integers(-40, 40))
@settings(max_examples=40)
def test_a_ladder_is_the_same_in_whatever_unit(drawn, seed, power):
    cost = costs(drawn.program.lower.size, seed) * 2.0**power
    left = points_of(drawn.program)
    left = left[left @ cost == (left @ cost).min()]
    climb(drawn.program, Goal("g", cost, whole=False), trail_of(), first=True)
    assert sorted(points_of(drawn.program).tolist()) == sorted(left.tolist())


def two_of_three():
    """x + y + z = 2, each from 0 to 1: two of them are taken, at costs that differ by 1/64."""
    program = Program(
        sparse.csc_array([[1.0, 1.0, 1.0]]),
        np.zeros(3),
        np.ones(3),
        np.ones(3),
        np.array([2.0]),
        np.array([2.0]),
    )
    return program, np.array([LARGE, LARGE + 1 / 64, LARGE + 2 / 64])


def test_the_time_holds_for_every_step(monkeypatch):
    asked = []
    solved = ladder._solved

    def noted(*given, **more):
        asked.append(given[3])
        return solved(*given, **more)

    monkeypatch.setattr(ladder, "_solved", noted)
    program, cost = two_of_three()
    deadline = time.monotonic() + 100
    step = minimise(program, cost, whole=False, deadline=deadline)
    assert len(asked) > 1
    assert set(asked) == {deadline}
    assert step.x == pytest.approx([1.0, 1.0, 0.0])
    # The dearer of the two that are taken sets the price, and the third is left at 0.
    assert step.bound == 2 * LARGE + 1 / 64


def test_when_the_time_is_over_what_is_there_stands(monkeypatch):
    solved = ladder._solved
    calls = []

    def late(*given, **more):
        calls.append(given)
        if len(calls) > 1:
            raise ConvergenceError("The time is over.")
        return solved(*given, **more)

    monkeypatch.setattr(ladder, "_solved", late)
    program, cost = two_of_three()
    step = minimise(program, cost, whole=False, deadline=None)
    assert len(calls) == 2
    assert 2 * LARGE <= step.bound <= 2 * LARGE + 1 / 64


def test_what_a_row_costs_is_told_apart_too():
    # x is worth 2^20 and is full; y + z is worth 3/64, less than the tolerance of 0.1, so that its
    # row (y + z ≤ 2) has a price that counts as none, and yet must be held at 2.
    program = Program(
        sparse.csc_array([[0.0, 1.0, 1.0]]),
        np.zeros(3),
        np.array([1.0, 2.0, 2.0]),
        np.array([1.0, 2.0, 2.0]),
        np.array([-np.inf]),
        np.array([2.0]),
    )
    cost = np.array([-LARGE, -3 / 64, -3 / 64])
    step = minimise(program, cost, whole=False, deadline=None)
    assert step.price == pytest.approx([-3 / 64])
    assert step.bound == -LARGE - 6 / 64
    narrow(program, step)
    assert sorted(points_of(program).tolist()) == [[1, 0, 2], [1, 1, 1], [1, 2, 0]]
