"""Packing tasks into bins, held against every way of doing it."""

from __future__ import annotations

import itertools
import math
import time
from collections import Counter
from typing import Any

import brute
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from kinerja._balancing.tasks import packing
from kinerja._balancing.tasks.packing import Cover, Packing, search
from kinerja.errors import ConvergenceError

LATER = math.inf


def drawn(seed: int, *, most: int = 8, top: int = 30) -> tuple[list[int], int, np.random.Generator]:
    """Sizes, longest first and some of them equal, and a number of bins."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, most + 1)), int(rng.integers(1, 5))
    sizes = rng.integers(1, top, n)
    twin = rng.random(n) < 0.3
    sizes[twin] = sizes[0]
    return sorted(sizes.tolist(), reverse=True), m, rng


def keeps(bins: list[list[int]] | None, sizes: list[int], m: int, makespan: int) -> None:
    """Every task in one bin, m bins, none over the makespan."""
    assert bins is not None
    assert len(bins) == m
    assert Counter(itertools.chain(*bins)) == Counter(sizes)
    assert max(map(sum, bins)) <= makespan


def least(sizes: list[int], m: int) -> int:
    """Least makespan by trying each."""
    makespan = max(sizes)
    while not brute.packable(sizes, m, makespan):
        makespan += 1
    return makespan


@pytest.fixture(params=[2**17, 15, 2, 0], ids=["fine", "quarters", "coarse", "coarsest"])
def bits(request, monkeypatch) -> None:
    """Count sums in their own steps, and in coarse ones."""
    monkeypatch.setattr(packing, "MOST_BITS", request.param)


seeds = st.integers(0, 10**6)


@pytest.mark.usefixtures("bits")
@pytest.mark.parametrize("seed", range(60))
def test_a_packing_is_found_exactly_where_there_is_one(seed):
    sizes, m, _ = drawn(seed)
    best = least(sizes, m)
    for makespan in range(max(0, best - 3), best + 3):
        found = Packing(makespan, LATER).whole(list(sizes), m, 10**6)
        if makespan < best:
            assert found is None
        else:
            keeps(found, sizes, m, makespan)


@pytest.mark.parametrize(
    ("sizes", "m", "makespan", "fits"),
    [
        ([], 3, 0, True),
        ([], 1, 5, True),
        ([7], 1, 7, True),
        ([7], 1, 6, False),
        ([7], 3, 6, False),
        ([4, 4], 2, 4, True),
        ([5, 5, 5], 2, 14, True),
        ([5, 5, 5], 2, 9, False),
        ([0, 0], 2, 0, True),
        ([3, 0, 0], 1, 3, True),
        ([3, 3, 2, 2, 2], 2, 6, True),  # 3 + 3 and 2 + 2 + 2: not the next longest each
        ([6, 5, 5, 4, 4, 3, 3], 3, 10, True),
        ([6, 6, 5, 5, 4, 4], 3, 9, False),  # no two of them make 9 but 5 + 4: 6s stand alone
    ],
)
def test_ends_of_the_search(sizes, m, makespan, fits):
    found = Packing(makespan, LATER).whole(sizes, m, 1000)
    if fits:
        keeps(found, sizes, m, makespan)
    else:
        assert found is None


def all_sets(sizes: list[int], low: int, high: int) -> set[tuple[int, ...]]:
    """Sets, as sizes, with a sum from low to high beside which nothing more fits."""
    out = set()
    for number in range(len(sizes) + 1):
        for picks in itertools.combinations(range(len(sizes)), number):
            total = sum(sizes[j] for j in picks)
            rest = [s for j, s in enumerate(sizes) if j not in picks]
            if low <= total <= high and all(total + s > high for s in rest):
                out.add(tuple(sizes[j] for j in picks))
    return out


@pytest.mark.usefixtures("bits")
@pytest.mark.parametrize("seed", range(40))
def test_every_set_that_fills_a_bin_is_tried_once(seed):
    sizes, _, rng = drawn(seed)
    high = int(rng.integers(1, sum(sizes) + 2))
    low = int(rng.integers(-3, high + 1))
    own = Packing(high, LATER)
    own.left = 10**6
    reach = packing._reach([s >> own.shift for s in sizes], high >> own.shift)
    found = list(own._fills(sizes, reach, 0, low, high, []))
    assert all(sorted(picks) == picks for picks in found)
    as_sizes = [tuple(sizes[j] for j in picks) for picks in found]
    assert len(set(as_sizes)) == len(as_sizes)
    assert set(as_sizes) == all_sets(sizes, low, high)


@given(seeds)
def test_sums_that_can_be_reached(seed):
    sizes, _, rng = drawn(seed, most=6, top=12)
    high = int(rng.integers(0, 40))
    rows = packing._reach(sizes, high)
    assert len(rows) == len(sizes) + 1
    for j, row in enumerate(rows):
        sums = {
            sum(part)
            for number in range(len(sizes) - j + 1)
            for part in itertools.combinations(sizes[j:], number)
        }
        assert row == sum(1 << total for total in sums if total <= high)


@given(seeds)
def test_a_lot_fills_the_room_as_far_as_sizes_can(seed):
    sizes, _, rng = drawn(seed)
    room = int(rng.integers(0, sum(sizes) + 3))
    picks = Packing(room, LATER)._tight(sizes, room, rng)
    assert sorted(set(picks)) == picks
    sums = {
        sum(part)
        for number in range(len(sizes) + 1)
        for part in itertools.combinations(sizes, number)
    }
    assert sum(sizes[j] for j in picks) == max(total for total in sums if total <= room)


@given(seeds, st.integers(0, 3))
def test_a_lot_in_coarse_steps_never_overfills(seed, shift):
    sizes, _, rng = drawn(seed)
    room = int(rng.integers(0, sum(sizes) + 3))
    own = Packing(room, LATER)
    own.shift = shift
    picks = own._tight(sizes, room, rng)
    assert sorted(set(picks)) == picks
    assert sum(sizes[j] for j in picks) <= room
    if room >> shift >= -(-min(sizes) >> shift) and not picks:
        # Something fits in coarse steps, so something is taken.
        assert all((s + (1 << shift) - 1) >> shift > room >> shift for s in sizes)


def test_without_doubt_a_lot_takes_the_longest_that_still_fill_the_room(monkeypatch):
    # 9 of 8, 5, 4, 3, 1: 8 + 1 before 5 + 4; in doubt it goes on to the last one possible.
    monkeypatch.setattr(packing, "CAUTION", 1.0)
    rng = np.random.default_rng(0)
    assert Packing(9, LATER)._tight([8, 5, 4, 3, 1], 9, rng) == [0, 4]
    assert Packing(9, LATER)._tight([7, 5, 4, 3, 1], 9, rng) == [1, 2]
    monkeypatch.setattr(packing, "CAUTION", 0.0)
    # 8 and 5 can begin it, 5 is the last; of the 4 left, 4 and 3 can, 3 is the last; then 1.
    assert Packing(9, LATER)._tight([8, 5, 4, 3, 1], 9, rng) == [1, 3, 4]
    # Here the first 4 is the last to begin it, with 4 + 1.
    assert Packing(9, LATER)._tight([8, 5, 4, 4, 1], 9, rng) == [2, 3, 4]


@pytest.mark.parametrize("seed", range(40))
def test_bins_filled_by_lot(seed, monkeypatch):
    monkeypatch.setattr(packing, "TAIL", 3)
    sizes, m, rng = drawn(seed, most=9)
    best = least(sizes, m)
    for makespan in range(max(best - 1, sizes[0]), best + 4):
        found = Packing(makespan, LATER).by_lot(list(sizes), m, rng, 10**6)
        if makespan < best:
            assert found is None
        elif found is not None:
            keeps(found, sizes, m, makespan)
    # With room to spare every lot ends well.
    keeps(Packing(sum(sizes), LATER).by_lot(list(sizes), m, rng, 10**6), sizes, m, sum(sizes))


def test_lots_only_while_there_are_many_tasks_and_bins(monkeypatch):
    monkeypatch.setattr(packing, "TAIL", 4)
    drawn_lots: list[list[int]] = []
    own = Packing(10, LATER)
    tight = own._tight

    def noted(sizes: list[int], room: int, rng: Any) -> list[int]:
        drawn_lots.append([*sizes, room])
        return tight(sizes, room, rng)

    own._tight = noted
    rng = np.random.default_rng(1)
    # Seven tasks and four bins of 10: 7 + 3 leaves five, 6 + 4 three.
    found = own.by_lot([7, 6, 6, 4, 4, 3, 2], 4, rng, 1000)
    keeps(found, [7, 6, 6, 4, 4, 3, 2], 4, 10)
    assert [lot[-1] for lot in drawn_lots] == [3, 4]
    drawn_lots.clear()
    assert own.by_lot([7, 6, 6, 4, 4, 3], 2, rng, 1000) is None
    assert drawn_lots == []
    keeps(own.by_lot([7, 6, 4, 3], 3, rng, 1000), [7, 6, 4, 3], 3, 10)
    assert drawn_lots == []


def test_a_lot_that_wastes_more_than_there_is_ends_at_once(monkeypatch):
    # Four bins of 10 for 37 waste 3 at most, and each 8 alone wastes 2.
    monkeypatch.setattr(packing, "TAIL", 0)
    own = Packing(10, LATER)
    own.left = 0
    assert own.by_lot([8, 8, 8, 8, 5], 4, np.random.default_rng(0), 10) is None
    assert own.left == 0  # no search was begun


def test_the_search_stops_at_its_allowance_and_its_deadline(monkeypatch):
    with pytest.raises(packing._GaveUpError):
        Packing(6, LATER).whole([3, 3, 2, 2, 2], 2, 3)
    keeps(Packing(6, LATER).whole([3, 3, 2, 2, 2], 2, 99), [3, 3, 2, 2, 2], 2, 6)
    # A search that uses up its allowance to the last set still ends well.
    for allowance, enough in ((0, False), (1, True)):
        if enough:
            assert Packing(9, LATER).whole([5, 4], 1, allowance) == [[5, 4]]
        else:
            with pytest.raises(packing._GaveUpError):
                Packing(9, LATER).whole([5, 4], 1, allowance)
    monkeypatch.setattr(time, "monotonic", lambda: 50.0)
    with pytest.raises(packing._GaveUpError):
        Packing(9, 50.0).whole([5, 4], 1, 65)  # looks at the clock when 64 sets are left
    assert Packing(9, 50.0).whole([5, 4], 1, 66) == [[5, 4]]
    assert Packing(9, 50.5).whole([5, 4], 1, 65) == [[5, 4]]


# --- fractions of bins -------------------------------------------------------------------------


def bins_in_fractions(sizes: list[int], makespan: int) -> float:
    """Least number of bins in fractions, over all fillings there are."""
    size, count = np.unique(sizes, return_counts=True)
    table = np.array(brute.fillings(size.tolist(), count.tolist(), makespan), dtype=float).T
    out = optimize.linprog(np.ones(table.shape[1]), A_ub=-table, b_ub=-count.astype(float))
    return math.inf if out.status == 2 else float(out.fun)


@pytest.mark.parametrize("seed", range(50))
def test_more_bins_are_needed_only_where_all_fillings_say_so(seed):
    sizes, m, _ = drawn(seed, most=7, top=20)
    best = least(sizes, m)
    cover = Cover(sizes, [])
    for makespan in range(max(sizes), best + 3):
        more = cover.needs_more(makespan, m, LATER)
        assert more == (bins_in_fractions(sizes, makespan) > m + 1e-6)
        assert not (more and makespan >= best)


def test_fillings_that_are_known_are_begun_with():
    cover = Cover([7, 5, 5, 3], [[5, 5], [7, 3], []])
    assert (cover.size.tolist(), cover.count.tolist()) == ([3, 5, 7], [1, 2, 1])
    assert [f.tolist() for f in cover.fillings] == [
        *([1, 0, 0], [0, 1, 0], [0, 0, 1]),
        *([0, 2, 0], [1, 0, 1], [0, 0, 0]),
    ]


@given(seeds, st.booleans())
def test_the_filling_of_the_highest_price(seed, large):
    sizes, _, rng = drawn(seed, most=6, top=15)
    cover = Cover(sizes, [])
    makespan = int(rng.integers(1, 40))
    price = rng.integers(0, 9, cover.size.size) * (2**29 if large else 1)
    left = np.array([int(rng.integers(0, c + 1)) for c in cover.count])
    filling, worth = cover._dearest(price, left, makespan)
    every = brute.fillings(cover.size.tolist(), left.tolist(), makespan)
    assert worth == max(int(np.dot(price, take)) for take in every)
    assert int(price @ filling) == worth
    assert tuple(filling.tolist()) in every


def test_nothing_is_proved_after_the_deadline_or_by_a_solver_that_fails(monkeypatch):
    sizes = [6, 6, 6]
    assert Cover(sizes, []).needs_more(11, 2, LATER)
    monkeypatch.setattr(time, "monotonic", lambda: 50.0)
    assert not Cover(sizes, []).needs_more(11, 2, 50.0)

    def fails(*_, **__):
        raise ConvergenceError("stopped")

    monkeypatch.setattr(packing, "linear", fails)
    assert not Cover(sizes, []).needs_more(11, 2, 51.0)


@pytest.mark.parametrize("seed", range(40))
def test_a_bound_that_is_raised_stays_below_the_best(seed):
    sizes, m, rng = drawn(seed, most=8, top=25)
    best = least(sizes, m)
    bound = max(-(-sum(sizes) // m), max(sizes))
    known = int(max(best, bound + 1) + rng.integers(0, 4))
    raised = packing._raised(sizes, m, [], bound, known, LATER)
    assert bound <= raised <= best
    # It is the least makespan at which fractions of bins are enough.
    wanted = bound
    while wanted < known and bins_in_fractions(sizes, wanted) > m + 1e-6:
        wanted += 1
    assert raised == wanted


def test_a_bound_is_not_raised_where_it_would_be_too_much_work(monkeypatch):
    # Six tasks of 6 for four: 12, where the mean says 9. Each row has a place for every unit.
    assert packing._raised([6] * 6, 4, [], 9, 12, LATER) == 12
    scale = 2 * 10**7 // 72
    sizes = [6 * scale] * 6
    assert packing._raised(sizes, 4, [], 9 * scale, 12 * scale, LATER) == 12 * scale
    scale += 1
    sizes = [6 * scale] * 6
    assert packing._raised(sizes, 4, [], 9 * scale, 12 * scale, LATER) == 9 * scale
    monkeypatch.setattr(time, "monotonic", lambda: 50.0)
    assert packing._raised([6] * 6, 4, [], 9, 12, 50.0) == 9


# --- the whole search --------------------------------------------------------------------------


@pytest.mark.parametrize("looks", [4000, 1], ids=["at once", "in rounds"])
@pytest.mark.parametrize("seed", range(30))
def test_the_search_ends_at_the_best_and_proves_it(seed, looks, monkeypatch):
    monkeypatch.setattr(packing, "FIRST_LOOK", looks)
    if looks == 1:
        monkeypatch.setattr(packing, "TAIL", 4)
        monkeypatch.setattr(packing, "FIRST_LOTS", 2)
        monkeypatch.setattr(packing, "NEAR", 0.0 if seed % 2 else 0.5)
    sizes, m, rng = drawn(seed, most=9)
    best = least(sizes, m)
    bound = max(-(-sum(sizes) // m), max(sizes))
    known = best + int(rng.integers(0, 5))
    found, proved = search(sizes, m, bound, known, time.monotonic() + 60)
    assert proved == best
    if known > best:
        keeps(found, sizes, m, best)
    else:
        assert found is None


def test_a_search_without_time_proves_nothing(monkeypatch):
    monkeypatch.setattr(time, "monotonic", lambda: 50.0)
    assert search([6, 6, 6], 2, 9, 18, 50.0) == (None, 9)


def test_the_rounds_of_a_search(monkeypatch):
    # Nothing is found or ruled out for three rounds; then everything is ruled out.
    asked: list[tuple[int, int, int]] = []
    raised: list[tuple[int, int]] = []

    def packed(sizes, m, makespan, rng, allowance, lots, deadline):
        asked.append((makespan, allowance, lots))
        return None, allowance > 16_000

    def raise_(sizes, m, known, bound, makespan, deadline):
        raised.append((bound, makespan))
        return bound

    monkeypatch.setattr(packing, "_packed", packed)
    monkeypatch.setattr(packing, "_raised", raise_)
    assert search([9], 1, 1000, 1004, LATER) == (None, 1004)
    # From the bound up, each time half of what is left: 1000, (1000 + 1004) // 2, …
    rounds = [
        [makespan for makespan, a, _ in asked if a == allowance] for allowance in (4000, 8000)
    ]
    assert rounds == [[1000, 1002, 1003], [1000, 1002, 1003]]
    assert sorted({(allowance, lots) for _, allowance, lots in asked}) == [
        *((4000, 0), (8000, 100), (16000, 200), (32000, 400)),
    ]
    assert [makespan for makespan, a, _ in asked if a == 32000] == [1000, 1002, 1003]
    assert raised == []  # 4 of 1000 is close: lots come first, until they are many
    asked.clear()
    assert search([9], 1, 100, 104, LATER) == (None, 104)
    assert raised == [(100, 104)]


def test_lots_are_drawn_only_of_many_tasks_and_until_one_ends_well(monkeypatch):
    monkeypatch.setattr(packing, "TAIL", 3)
    ends: list[Any] = []
    drawn_lots: list[int] = []

    def lot(self, sizes, m, rng, allowance):
        drawn_lots.append(allowance)
        end = ends.pop(0)
        if isinstance(end, type):
            raise end
        return end

    def gives_up(self, sizes, m, allowance):
        raise packing._GaveUpError

    monkeypatch.setattr(Packing, "whole", gives_up)
    monkeypatch.setattr(Packing, "by_lot", lot)
    rng = np.random.default_rng(0)
    ends[:] = [None, packing._GaveUpError, RecursionError, [[1]], None]
    assert packing._packed([1] * 4, 2, 2, rng, 7, 5, LATER) == ([[1]], False)
    assert drawn_lots == [7] * 4
    ends[:] = [None] * 3
    assert packing._packed([1] * 4, 2, 2, rng, 7, 3, LATER) == (None, False)
    assert ends == []
    assert packing._packed([1] * 3, 2, 2, rng, 7, 3, LATER) == (None, False)
    monkeypatch.setattr(time, "monotonic", lambda: 50.0)
    assert packing._packed([1] * 4, 2, 2, rng, 7, 3, 50.0) == (None, False)


def test_what_the_whole_tree_says_is_final():
    assert packing._packed([5, 5, 5], 2, 9, np.random.default_rng(0), 99, 5, LATER) == (None, True)
    found, none = packing._packed([5, 5, 5], 2, 10, np.random.default_rng(0), 99, 5, LATER)
    keeps(found, [5, 5, 5], 2, 10)
    assert not none
