"""How far the search of packings looks: no branch that cannot end well, and rounds that grow."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from test_packing import drawn

from kinerja._balancing.tasks import packing
from kinerja._balancing.tasks.packing import Cover, Packing, search

LATER = math.inf


@pytest.mark.parametrize("seed", range(40))
def test_no_branch_is_entered_that_cannot_end_in_a_sum_that_will_do(seed):
    sizes, _, rng = drawn(seed)
    high = int(rng.integers(1, sum(sizes) + 2))
    low = int(rng.integers(-3, high + 1))
    own = Packing(high, LATER)
    own.left = 10**6
    list(own._fills(sizes, packing._reach(sizes, high), 0, low, high, []))
    # Every beginning of every set whose sum will do, longest first; the empty one is looked at
    # in any case.
    begun = {()}
    for number in range(len(sizes) + 1):
        for picks in itertools.combinations(sizes, number):
            if low <= sum(picks) <= high:
                begun |= {picks[:k] for k in range(number + 1)}
    assert 10**6 - own.left == len(begun)


def noted(monkeypatch: pytest.MonkeyPatch, ends: Any) -> tuple[list[Any], list[Any]]:
    """Have packings end so; the makespans and lots that are asked for, and bounds raised."""
    asked: list[Any] = []
    raised: list[Any] = []

    def packed(sizes, m, makespan, rng, allowance, lots, deadline):
        asked.append((makespan, lots))
        return ends(makespan, lots)

    def raise_(sizes, m, known, bound, makespan, deadline):
        raised.append((known, bound, makespan, asked[-1][1], deadline))
        return bound

    monkeypatch.setattr(packing, "_packed", packed)
    monkeypatch.setattr(packing, "_raised", raise_)
    return asked, raised


def test_a_packing_at_the_bound_ends_it(monkeypatch):
    asked, raised = noted(monkeypatch, lambda makespan, lots: ([[6, 4], [9]], False))
    assert search([9, 6, 4], 2, 10, 14, LATER) == ([[6, 4], [9]], 10)
    assert (asked, raised) == ([(10, 0)], [])


def test_what_is_found_lowers_the_upper_end(monkeypatch):
    # 9 is not known; half-way from 9 to 20 is 14, found with 13; to 13 it is 11, not known, and 12.
    def ends(makespan: int, lots: int) -> Any:
        return {14: [[13], [6]], 12: [[12], [7]]}.get(makespan), lots > 0

    asked, raised = noted(monkeypatch, ends)
    found, bound = search([12, 7], 2, 9, 20, 1e300)
    assert found == [[12], [7]]
    assert [makespan for makespan, lots in asked if not lots] == [9, 14, 11, 12]
    assert bound == 12
    # The bound is raised once, between what is known and what is ruled out.
    assert raised == [([[12], [7]], 9, 12, 0, 1e300)]


@pytest.mark.parametrize(
    ("makespan", "lots"),
    [
        (1005, 1600),  # half a hundredth of 1000 is close: lots first, more than 800 of them
        (1006, 0),
    ],
)
def test_close_to_the_bound_lots_come_before_a_better_bound(makespan, lots, monkeypatch):
    asked, raised = noted(monkeypatch, lambda _, drawn_lots: (None, drawn_lots > 3000))
    assert search([9], 1, 1000, makespan, 7e300) == (None, makespan)
    assert raised == [([], 1000, makespan, lots, 7e300)]
    assert sorted({number for _, number in asked}) == [0, 100, 200, 400, 800, 1600, 3200]


def test_a_bound_is_raised_up_to_just_so_much_work():
    # Four of 2,500,000 for three: two go together. Four rows of 5,000,000 places are 2 · 10^7.
    one = 2_500_000
    assert packing._raised([one] * 4, 3, [], 3_333_334, 2 * one, LATER) == 2 * one
    assert packing._raised([one] * 4, 3, [], 3_333_334, 2 * one + 1, LATER) == 3_333_334


def test_programmes_of_fillings_have_the_deadline(monkeypatch):
    seen = []
    solve = packing.linear

    def told(*args: Any, deadline: float) -> Any:
        seen.append(deadline)
        return solve(*args, deadline=deadline)

    monkeypatch.setattr(packing, "linear", told)
    assert Cover([6, 6, 6], []).needs_more(11, 2, 1e300)
    assert set(seen) == {1e300}


def test_prices_of_any_size_are_added_without_loss():
    # Three of 2^30 are more than 32 bits with a sign hold, and five more than 32 bits.
    for count in (2, 3, 5):
        cover = Cover([2] * count + [3], [])
        price = np.array([2**30, 1])
        filling, worth = cover._dearest(price, cover.count, 2 * count)
        assert (filling.tolist(), worth) == ([count, 0], count * 2**30)
    # A filling of one task that is as long as the bin; nothing that is longer.
    cover = Cover([4, 9], [])
    assert [x.tolist() for x in cover.fillings] == [[1, 0], [0, 1]]
    filling, worth = cover._dearest(np.array([5, 7]), cover.count, 4)
    assert (filling.tolist(), worth, filling.dtype) == ([1, 0], 5, np.int64)
