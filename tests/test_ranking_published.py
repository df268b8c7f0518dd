"""Rankings as published: columns without differences, weights as stated, dominance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja import ranking as rk
from kinerja.errors import InputError

# Brauers & Zavadskas' method on heating losses, Kracka et al. (2010), Inzinerine Ekonomika 21(4),
# 352-359: six buildings, seven criteria.
LOSSES = [
    [33.95, 23.78, 11.45, 39.97, 29.44, 167.10, 3.852],
    [38.9, 4.17, 6.32, 0.01, 4.29, 132.52, 25.184],
    [37.59, 9.36, 8.23, 4.35, 10.22, 136.71, 10.845],
    [30.44, 37.59, 13.91, 74.08, 45.10, 198.34, 2.186],
    [36.21, 14.79, 9.17, 17.77, 17.06, 148.3, 6.610],
    [37.8, 8.55, 7.97, 2.35, 9.25, 134.83, 11.935],
]
LOSSES_BENEFIT = [False, False, False, False, True, False, True]

# Karabasevic, Stanujkic, Urosevic & Maksimovic (2015), Acta Montanistica Slovaca 20(2); everybody
# has 4 in the last criterion, and the printed weights sum to .999.
CANDIDATES = [[4, 3, 3, 4, 3, 2, 4], [3, 3, 4, 3, 5, 4, 4], [5, 4, 4, 5, 5, 5, 4]]
CANDIDATE_WEIGHTS = [0.215, 0.215, 0.159, 0.133, 0.102, 0.102, 0.073]


def test_a_column_without_differences_has_its_say():
    # x/max is 1 in the second column: .5*.5 + .5 and .5 + .5.
    assert rk.saw([[1, 5], [2, 5]], [0.5, 0.5]).score.tolist() == [0.75, 1.0]
    assert rk.saw([[1, 5], [2, 5]], [0.5, 0.5]).provenance.left_out == ()
    # Under min-max it is 0/0 and goes: 0 and 1 of the first column alone.
    scaled = rk.saw([[1, 5], [2, 5]], [0.5, 0.5], normalization="min_max")
    assert scaled.score.tolist() == [0.0, 1.0]


def test_admission_to_a_school():
    # Rizan, Wahyuningsih, Pradana & Ramadella (2020), CITSM: the third criterion is .75 for all,
    # and the first pupils have 0 where no certificate was handed in.
    marks = [
        [0.75, 0.50, 0.75, 0, 0, 0, 1],
        [0.75, 1, 0.75, 0, 0, 0, 0.75],
        [0.75, 0.75, 0.75, 0, 0.50, 0.25, 1],
        [0.50, 0.50, 0.75, 1, 0.50, 0, 0.75],
    ]
    got = rk.saw(marks, [0.1, 0.1, 0.1, 0.15, 0.2, 0.25, 0.1])
    assert got.score.round(3).tolist() == [0.35, 0.375, 0.825, 0.642]


def test_candidates_of_a_mine():
    got = rk.moora(CANDIDATES, CANDIDATE_WEIGHTS, normalize=False)
    assert got.score.round(3).tolist() == [0.494, 0.527, 0.677]
    assert got.details["weights"].tolist() == CANDIDATE_WEIGHTS
    assert rk.multimoora(CANDIDATES, CANDIDATE_WEIGHTS).rank.tolist() == [3, 2, 1]


def test_multimoora_by_dominance():
    got = rk.multimoora(LOSSES, np.ones(7), benefit=LOSSES_BENEFIT)
    assert got.rank.tolist() == [5, 1, 3, 6, 4, 2]
    assert got.details["decided_by"] == "dominance"
    # The rank sum knows no difference between the second, the third and the last.
    assert got.details["rank_sum"].tolist() == [14, 7, 7, 18, 10, 7]


def dominates(orders, a, b):
    return sum(np.sign(order[b] - order[a]) for order in orders) > 0


def has_cycle(orders, n):
    reach = np.array([[dominates(orders, a, b) for b in range(n)] for a in range(n)])
    for via in range(n):
        reach |= np.outer(reach[:, via], reach[via])
    return bool(reach.diagonal().any())


@given(st.data())
def test_dominance_is_kept_wherever_it_makes_no_cycle(data):
    n, k = data.draw(st.integers(2, 6)), data.draw(st.integers(1, 3))
    cell = st.integers(1, 9)
    x = data.draw(st.lists(st.lists(cell, min_size=k, max_size=k), min_size=n, max_size=n))
    got = rk.multimoora(x, np.arange(1, k + 1))
    names = ("ratio_rank", "reference_point_rank", "multiplicative_rank")
    orders = [got.details[name] for name in names]
    if has_cycle(orders, n):
        assert got.details["decided_by"] == "rank_sum"
        assert got.score.tolist() == got.details["rank_sum"].tolist()
        return
    assert got.details["decided_by"] == "dominance"
    for a in range(n):
        for b in range(n):
            if dominates(orders, a, b):
                assert got.rank[a] < got.rank[b]


def test_many_rows_are_settled_too():
    x = np.random.default_rng(3).uniform(1, 9, (5_000, 4))
    assert rk.multimoora(x, np.ones(4)).details["decided_by"] == "rank_sum"
    ladder = np.arange(1.0, 5_001.0)[:, None] * [1.0, 2.0]
    assert rk.multimoora(ladder, [1, 1]).rank.tolist() == list(range(5_000, 0, -1))


def test_weights_that_do_not_sum_to_one_are_kept_on_request():
    # Chakraborty, Zavadskas & Antucheviciene (2015), Economic Computation and Economic Cybernetics
    # Studies and Research 49(1), example 1: the printed weights sum to 1.0155.
    systems = [
        [30, 23, 5, 0.745, 0.745, 1500, 5000],
        [18, 13, 15, 0.745, 0.745, 1300, 6000],
        [15, 12, 10, 0.500, 0.500, 950, 7000],
        [25, 20, 13, 0.745, 0.745, 1200, 4000],
        [14, 18, 14, 0.255, 0.745, 950, 3500],
        [17, 15, 9, 0.745, 0.500, 1250, 5250],
        [23, 18, 20, 0.500, 0.745, 1100, 3000],
        [16, 8, 14, 0.255, 0.500, 1500, 3000],
    ]
    weights = [0.1181, 0.1181, 0.0445, 0.1181, 0.2861, 0.2861, 0.0445]
    benefit = [True, True, True, True, True, False, False]
    got = rk.waspas(systems, weights, benefit=benefit, normalize=False)
    want = [0.8329, 0.7884, 0.6987, 0.8831, 0.7971, 0.7036, 0.8728, 0.5749]
    assert got.score.round(4).tolist() == want
    with pytest.raises(InputError, match="normalize"):
        rk.waspas(systems, weights, benefit=benefit, normalize="no")


def test_nobody_is_told_apart_by_the_last_bit():
    noise = [[3, 0.1 + 0.2], [4, 0.3]]
    plain = [[3, 0.3], [4, 0.3]]
    for method in (rk.saw, rk.codas, rk.edas, rk.topsis, rk.promethee_ii):
        assert method(noise, [1, 1]).rank.tolist() == method(plain, [1, 1]).rank.tolist()
    assert rk.codas([[0.1 + 0.2], [0.3]], [1]).score.tolist() == [0, 0]
