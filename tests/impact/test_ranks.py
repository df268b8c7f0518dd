"""Tests on ranks beside all outcomes one by one, and medians beside all pairs."""

import math
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja._impact import ranks
from kinerja.impact import paired, two_groups


def normal_tails(away, variance):
    """2·Φ(−(|away| − ½)/σ) by the error function; away is not 0."""
    return min(1.0, math.erfc((abs(away) - 0.5) / math.sqrt(variance) / math.sqrt(2)))


def test_signed_ranks_beside_all_signs():
    rng = np.random.default_rng(4)
    for n in range(1, 9):
        difference = (rng.permutation(n) + 1.0) * rng.choice([-1, 1], n) * 1.5
        v, p = ranks.signed_rank(difference)
        place = [sorted(np.abs(difference)).index(abs(x)) + 1 for x in difference]
        assert v == sum(r for r, x in zip(place, difference, strict=True) if x > 0)
        every = [
            sum(r for r, positive in zip(place, signs, strict=True) if positive)
            for signs in product((0, 1), repeat=n)
        ]
        tail = min(sum(x <= v for x in every), sum(x >= v for x in every)) / 2**n
        assert p == pytest.approx(min(1.0, 2 * tail), rel=1e-12)


def test_signed_ranks_with_ties_and_zeros_by_hand():
    # |d| = 1 1 2 3 4 without the zeros: ranks 1.5 1.5 3 4 5; positive 1, 3, 4: 1.5 + 4 + 5.
    v, p = ranks.signed_rank(np.array([1.0, -1, -2, 3, 4, 0, 0]))
    assert v == 10.5
    # mean 5·6/4, variance 5·6·11/24 less (2³ − 2)/48 for the pair.
    assert p == pytest.approx(normal_tails(10.5 - 7.5, 13.75 - 6 / 48), rel=1e-12)
    # Zeros alone are no ties, and yet no exact p-value is left.
    v, p = ranks.signed_rank(np.array([1.0, -2, 3, 0]))
    assert v == 4
    assert p == pytest.approx(normal_tails(4 - 3, 3.5), rel=1e-12)
    assert ranks.signed_rank(np.zeros(3)) == (0.0, 1.0)
    # At the mean itself there is nothing to correct: p is 1.
    assert ranks.signed_rank(np.array([1.0, -1, 2, -2, 0])) == (5.0, 1.0)


def test_fifty_pairs_are_judged_by_the_normal_distribution():
    signs = np.where(np.arange(60) % 3 == 0, -1.0, 1.0)
    for n, exact in ((49, True), (50, False)):
        difference = (np.arange(n) + 1.0) * signs[:n]
        v, p = ranks.signed_rank(difference)
        assert v == sum(x for x in difference if x > 0)
        about = normal_tails(v - n * (n + 1) / 4, n * (n + 1) * (2 * n + 1) / 24)
        assert p == pytest.approx(about, rel=0.05)
        assert (abs(p - about) > 1e-9) is exact


def test_rank_sums_beside_all_ways_to_part_them():
    rng = np.random.default_rng(9)
    for m, n in ((1, 1), (1, 4), (3, 2), (4, 4), (2, 6)):
        pooled = rng.permutation(m + n) * 2.0
        a, b = pooled[:m], pooled[m:]
        u, p = ranks.rank_sum(a, b)
        assert u == sum(x > y for x in a for y in b)
        every = []
        for chosen in combinations(range(m + n), m):
            rest = [i for i in range(m + n) if i not in chosen]
            every.append(sum(pooled[i] > pooled[j] for i in chosen for j in rest))
        tail = min(sum(x <= u for x in every), sum(x >= u for x in every)) / len(every)
        assert p == pytest.approx(min(1.0, 2 * tail), rel=1e-12)


def test_rank_sums_with_ties_by_hand():
    # Of 12 pairs 3 > 1, 5 > 1, 5 > 3, 7 > 1, 3, 5 and 2 > 1; ties 3 = 3 and 5 = 5, half each.
    a, b = np.array([3.0, 5, 7, 2]), np.array([1.0, 3, 5])
    u, p = ranks.rank_sum(a, b)
    assert u == 1 + 2 + 3 + 1 + 0.5 + 0.5
    # Variance m·n/12·(N + 1 − Σ(t³ − t)/(N(N − 1))): two pairs of 6 each among seven.
    assert p == pytest.approx(normal_tails(u - 6, 4 * 3 / 12 * (8 - 12 / 42)), rel=1e-12)
    assert ranks.rank_sum(np.array([2.0, 2]), np.array([2.0, 2, 2])) == (3.0, 1.0)


def test_fifty_of_either_group_are_judged_by_the_normal_distribution():
    for m, n, exact in ((49, 3, True), (50, 3, False), (3, 50, False)):
        pooled = (np.arange(m + n) * 7.0) % (m + n + 1)
        assert np.unique(pooled).size == m + n
        a, b = pooled[:m], pooled[m:]
        u, p = ranks.rank_sum(a, b)
        assert u == sum(x > y for x in a for y in b)
        about = normal_tails(u - m * n / 2, m * n * (m + n + 1) / 12)
        assert p == pytest.approx(about, abs=0.03)
        assert (abs(p - about) > 1e-9) is exact


def test_values_alike_at_twelve_digits_are_level():
    # 1 and 1 + 2e-12 differ, but at twelve digits all six are one value: nothing tells a from b.
    got = two_groups([1, 1, 1 + 2e-12], [1, 1 + 2e-12, 1 + 2e-12])
    assert (got.rank_statistic, got.rank_p) == (4.5, 1.0)


SAMPLE = st.lists(st.integers(-6, 30), min_size=1, max_size=12)


@given(a=SAMPLE, b=SAMPLE)
@settings(max_examples=80)
def test_medians_are_those_of_all_pairs_however_they_are_found(a, b):
    x, y = np.array(a) / 3, np.array(b) / 3
    means = sorted((x[i] + x[j]) / 2 for i in range(x.size) for j in range(i, x.size))
    apart = sorted(u - v for u in x for v in y)
    for pairs in (ranks._PAIRS, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ranks, "_PAIRS", pairs)
            assert ranks.median_of_means(x) == pytest.approx(np.median(means), abs=1e-13)
            assert ranks.median_difference(x, y) == pytest.approx(np.median(apart), abs=1e-13)


def test_medians_of_many_pairs_are_known_without_them():
    # Twice 0 … 2999 spread evenly about 10 and 4: the median of all 9 million differences is 6.
    spread = np.arange(-1500, 1501) / 7.0
    assert ranks.median_difference(10 + spread, 4 + spread[::-1]) == pytest.approx(6, rel=1e-14)
    # Symmetric about 3.5: so are the means of all pairs.
    assert ranks.median_of_means(3.5 + spread) == pytest.approx(3.5, rel=1e-14)
    assert paired(np.zeros(3001), 3.5 + spread).shift == pytest.approx(3.5, rel=1e-14)
    # An even number of pairs: the mean of the two in the middle. 2 600 zeros and 400 ones against
    # 1 600 zeros: more than half of the differences are 0.
    a, b = np.append(np.zeros(2600), np.ones(400)), np.zeros(1600)
    assert abs(ranks.median_difference(a, b)) < 1e-15
    # Half 0 and half 1: half of the differences are 0, half are 1.
    halves = np.repeat([0.0, 1.0], 1500)
    assert ranks.median_difference(halves, b) == pytest.approx(0.5, rel=1e-15)


def test_where_many_pairs_begin():
    assert ranks._PAIRS == 4_000_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranks, "_median_of_sums", lambda *_, own: f"own={own}")
        # 2828·2829/2 is the first number of pairs above four million; 2827·2828/2 is below.
        assert ranks.median_of_means(np.zeros(2828)) == "own=True"
        assert ranks.median_of_means(np.zeros(2827)) == 0.0
        assert ranks.median_difference(np.zeros(2001), np.zeros(2000)) == "own=False"
        assert ranks.median_difference(np.zeros(2000), np.zeros(2000)) == 0.0
