"""ranking: hand values, laws that every method keeps, where a peer is wrong, refusals."""

import inspect
import json
import math
import pickle
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kinerja import ranking as rk
from kinerja.errors import InputError

PROMETHEE = ("usual", "u_shape", "v_shape", "level", "linear", "gaussian")
METHODS = {
    "saw": (rk.saw, {}),
    "saw min_max": (rk.saw, {"normalization": "min_max"}),
    "saw sum": (rk.saw, {"normalization": "sum"}),
    "wp": (rk.wp, {}),
    "wp linear": (rk.wp, {"normalization": "linear"}),
    "wp sum": (rk.wp, {"normalization": "sum"}),
    "waspas": (rk.waspas, {}),
    "topsis": (rk.topsis, {}),
    "topsis min_max": (rk.topsis, {"normalization": "min_max"}),
    "vikor": (rk.vikor, {}),
    "moora": (rk.moora, {}),
    "moora_reference_point": (rk.moora_reference_point, {}),
    "full_multiplicative": (rk.full_multiplicative, {}),
    "multimoora": (rk.multimoora, {}),
    "aras": (rk.aras, {}),
    "copras": (rk.copras, {}),
    "edas": (rk.edas, {}),
    "codas": (rk.codas, {}),
    "mabac": (rk.mabac, {}),
    "marcos": (rk.marcos, {}),
    "cocoso": (rk.cocoso, {}),
    "spotis": (rk.spotis, {"bounds": (0.0, 60.0)}),
    **{f"promethee_ii {kind}": (rk.promethee_ii, {"preference": kind}) for kind in PROMETHEE},
}
NOT_MONOTONE = {
    "cocoso",
    "codas",
    "copras",
    "moora_reference_point",
    "multimoora",
    "topsis",
    "vikor",
}
DIVIDES_BY_THE_RANGE = {"saw min_max", "topsis min_max", "vikor", "mabac", "cocoso"}
every_method = pytest.mark.parametrize("name", METHODS)


def run(name, x, weights, benefit=True, **more):
    method, options = METHODS[name]
    options = dict(options)
    if method is rk.promethee_ii:
        options |= {"q": 1.0, "p": 3.0}
    if method is rk.spotis:
        options["bounds"] = [options["bounds"]] * np.shape(x)[1]
    return method(x, weights, benefit=benefit, **options, **more)


def leads(ranking):
    """1 where the row is ahead of the column by more than rounding, −1 behind, 0 level."""
    side = 1 if ranking.higher_is_better else -1
    gap = side * np.subtract.outer(ranking.score, ranking.score)
    noise = 1e-9 * max(1.0, np.abs(ranking.score).max())
    return np.where(gap > noise, 1, np.where(gap < -noise, -1, 0))


@st.composite
def problems(draw, *, low=1, high=30, rows=(2, 6)):
    n, k = draw(st.integers(*rows)), draw(st.integers(1, 4))
    cell = st.integers(low, high)
    x = np.array(draw(st.lists(st.lists(cell, min_size=k, max_size=k), min_size=n, max_size=n)))
    weights = np.array(draw(st.lists(st.integers(1, 9), min_size=k, max_size=k)))
    benefit = np.array(draw(st.lists(st.booleans(), min_size=k, max_size=k)))
    return x.astype(float), weights.astype(float), benefit


# Laws ------------------------------------------------------------------------------------------


@every_method
@given(problem=problems())
@settings(max_examples=25)
def test_who_dominates_is_never_behind(name, problem):
    x, weights, benefit = problem
    good = np.where(benefit, x, -x)
    dominates = (good[:, None] >= good[None]).all(axis=2) & (good[:, None] > good[None]).any(axis=2)
    ranking = run(name, x, weights, benefit)
    assert (leads(ranking)[dominates] >= 0).all()


@pytest.mark.parametrize("name", [name for name in METHODS if name not in NOT_MONOTONE])
@given(problem=problems(), data=st.data())
@settings(max_examples=25)
def test_doing_better_never_costs_a_place(name, problem, data):
    x, weights, benefit = problem
    i = data.draw(st.integers(0, x.shape[0] - 1))
    j = data.draw(st.integers(0, x.shape[1] - 1))
    better = x.copy()
    if benefit[j]:
        better[i, j] += data.draw(st.integers(1, 20))
    else:
        assume(x[i, j] > 1)
        better[i, j] = data.draw(st.integers(1, int(x[i, j]) - 1))
    before = leads(run(name, x, weights, benefit))[i]
    after = leads(run(name, better, weights, benefit))[i]
    assert (after >= before).all()


# Each of these is the method as published, not a fault of the code: the documentation of the
# subject names them.
COUNTEREXAMPLES = {
    # The first improves its second value from 5 to 10. That lengthens the column, and the second,
    # which is ahead in the first column, now stands before it in two of the three orders.
    "multimoora": ([[2, 5], [10, 1], [1, 10]], [1, 1], [True, True], (0, 1, 10), 1),
    # The third improves its second value from 2 to 10. That lengthens the column, so the fourth's
    # gap in it shrinks while the third's largest gap, in the first column, stays what it was.
    "moora_reference_point": (
        [[1, 2], [4, 11], [1, 2], [10, 1]],
        [1, 1],
        [True, True],
        (2, 1, 10),
        3,
    ),
    # The second is no longer the smallest in the first column, and the scores are relative to the
    # smallest sums: what it was far ahead in counts for less.
    "cocoso": ([[8, 2], [5, 5], [11, 3]], [1, 4], [True, True], (1, 0, 8), 2),
    # The column's best rises with the second's own value, and with it everybody's regret.
    "vikor": (
        [[39, 2, 15], [19, 27, 6], [20, 19, 27]],
        [3, 3, 5],
        [False, True, True],
        (1, 1, 38),
        0,
    ),
    # Its lower cost shrinks the column's sum, so the third's share of the costs counts for more.
    "copras": (
        [[176, 6, 80], [362, 993, 12573], [36, 274, 38], [477, 1990, 247]],
        [20, 41, 39],
        [True, False, False],
        (1, 2, 3980),
        2,
    ),
    # Euclidean distances closer than the threshold: the taxicab ones, in its favour, do not count.
    "codas": ([[5, 6, 10], [3, 10, 1]], [5, 3, 3], [False, True, True], (1, 1, 15), 0),
    # The third draws level with the second in the first column, which lengthens it: the first's gap
    # to the ideal there, its only one, shrinks by more than the third gained.
    "topsis": ([[2, 2, 2], [8, 6, 3], [7, 2, 3]], [2, 9, 5], [True, False, False], (2, 0, 8), 0),
}


@pytest.mark.parametrize("name", sorted(NOT_MONOTONE))
def test_seven_methods_are_not_monotone(name):
    x, weights, benefit, (i, j, value), rival = COUNTEREXAMPLES[name]
    better = np.array(x, dtype=float)
    assert (value > better[i, j]) == benefit[j]
    before = leads(run(name, better, weights, benefit))[i, rival]
    better[i, j] = value
    after = leads(run(name, better, weights, benefit))[i, rival]
    assert after < before


def test_a_value_below_zero_takes_monotonicity_from_moora():
    # Less far below 0, the first shortens the column: the second's share of it grows by more.
    # Leads of the first: 11·1 − 10·11/√101 = .055, then 11·1 − 10·10/√82 = −.043.
    before = rk.moora([[-10, 1], [1, 0]], [10, 11])
    after = rk.moora([[-9, 1], [1, 0]], [10, 11])
    assert before.rank.tolist() == [1.0, 2.0]
    assert after.rank.tolist() == [2.0, 1.0]


@every_method
@given(problem=problems(), data=st.data())
@settings(max_examples=15)
def test_neither_order_of_rows_nor_of_columns_matters(name, problem, data):
    x, weights, benefit = problem
    rows = np.array(data.draw(st.permutations(range(x.shape[0]))))
    columns = np.array(data.draw(st.permutations(range(x.shape[1]))))
    one = run(name, x, weights, benefit)
    two = run(name, x[np.ix_(rows, columns)], weights[columns], benefit[columns])
    # A lead of exactly the threshold may fall on either side of it after another order of sums.
    if name != "codas":
        np.testing.assert_allclose(two.score, one.score[rows], rtol=1e-9, atol=1e-12)


WITH_UNITS = ("promethee_ii", "spotis")  # thresholds and bounds are in the column's own unit


@pytest.mark.parametrize("name", [name for name in METHODS if not name.startswith(WITH_UNITS)])
@given(problem=problems(), power=st.integers(-20, 20))
@settings(max_examples=15)
def test_the_unit_of_a_column_does_not_matter(name, problem, power):
    x, weights, benefit = problem
    other = x.copy()
    other[:, 0] = np.ldexp(other[:, 0], power)
    one, two = run(name, x, weights, benefit), run(name, other, weights, benefit)
    np.testing.assert_allclose(two.score, one.score, rtol=1e-9, atol=1e-12)


@every_method
@given(problem=problems(), factor=st.floats(0.001, 1000))
@settings(max_examples=10)
def test_only_the_proportions_of_weights_matter(name, problem, factor):
    x, weights, benefit = problem
    one, two = run(name, x, weights, benefit), run(name, x, weights * factor, benefit)
    np.testing.assert_allclose(two.score, one.score, rtol=1e-9, atol=1e-9)


@every_method
@given(problem=problems())
@settings(max_examples=15)
def test_a_column_that_tells_nobody_apart_changes_no_place(name, problem):
    x, weights, benefit = problem
    same = np.column_stack([x, np.full(len(x), 7.0)])
    direction = np.append(benefit, True)
    with_it = run(name, same, np.append(weights, 5.0), direction)
    without = run(name, x, weights, benefit)
    np.testing.assert_array_equal(leads(with_it), leads(without))


@every_method
@given(problem=problems())
@settings(max_examples=10)
def test_weight_zero_is_as_if_the_column_were_not_there(name, problem):
    x, weights, benefit = problem
    more = np.column_stack([np.arange(1.0, len(x) + 1.0), x])
    with_it = run(name, more, np.append(0.0, weights), np.append(True, benefit))
    np.testing.assert_allclose(
        with_it.score, run(name, x, weights, benefit).score, rtol=1e-9, atol=1e-12
    )


extreme = st.sampled_from([1e-300, 1e-160, 1e-9, 1.0, 1.0 + 2**-52, 3.0, 1e9, 1e160, 1e300])


@every_method
@given(
    x=st.integers(1, 4).flatmap(
        lambda k: st.lists(st.lists(extreme, min_size=k, max_size=k), min_size=1, max_size=5)
    ),
    data=st.data(),
)
@settings(max_examples=40)
def test_finite_values_give_finite_scores(name, x, data):
    k = len(x[0])
    if name == "spotis":
        x = np.minimum(x, 60.0)
    benefit = data.draw(st.lists(st.booleans(), min_size=k, max_size=k))
    weights = data.draw(
        st.lists(st.sampled_from([0.0, 1e-300, 1.0, 1e300]), min_size=k, max_size=k)
    )
    assume(max(weights) > 0)
    try:
        ranking = run(name, x, weights, benefit)
    except InputError:
        # A value beyond what the formula can hold is named, never turned into NaN.
        return
    assert np.isfinite(ranking.score).all()
    assert np.isfinite(ranking.rank).all()
    for key, value in ranking.details.items():
        array = np.asarray(value)
        assert array.dtype.kind != "f" or np.isfinite(array).all(), key


@every_method
def test_one_row_and_equal_rows_tie(name):
    assert run(name, [[3.0, 2.0]], [1, 2]).rank.tolist() == [1.0]
    same = run(name, [[3.0, 2.0]] * 4, [1, 2], ties="average")
    assert same.rank.tolist() == [2.5] * 4
    assert np.isfinite(same.score).all()


@every_method
def test_labels_ties_and_pickles(name):
    ranking = run(name, [[3.0, 2.0], [1.0, 1.0], [3.0, 2.0]], [1, 2], ids=["a", "b", "c"])
    assert ranking.ids.tolist() == ["a", "b", "c"]
    assert ranking.rank.tolist() == [1.0, 3.0, 1.0]
    assert ranking.provenance.options["method"] == METHODS[name][0].__name__
    again = pickle.loads(pickle.dumps(ranking))  # noqa: S301
    assert again == ranking
    assert type(ranking).from_dict(ranking.to_dict()) == ranking
    assert not again.score.flags.writeable
    frame = ranking.to_frame("pandas")
    assert list(frame.columns) == ["id", "score", "rank"]


@every_method
def test_inputs_are_neither_changed_nor_shared(name):
    x = np.array([[3.0, 2.0], [1.0, 4.0]])
    weights = np.array([1.0, 2.0])
    ranking = run(name, x, weights)
    assert x.tolist() == [[3.0, 2.0], [1.0, 4.0]]
    assert weights.tolist() == [1.0, 2.0]
    for value in (ranking.score, *ranking.details.values()):
        if isinstance(value, np.ndarray):
            assert not np.shares_memory(value, x)
            assert not np.shares_memory(value, weights)


@every_method
def test_the_container_does_not_show_in_the_last_bit(name):
    x = np.random.default_rng(7).uniform(1.0, 30.0, (40, 3))
    wide = np.column_stack([x[:, :1], np.full(40, 9.0), x[:, 1:]])
    expected = run(name, x, [1.0, 2.0, 3.0]).score.tolist()
    assert run(name, np.asfortranarray(x), [1.0, 2.0, 3.0]).score.tolist() == expected
    assert run(name, pd.DataFrame(x), [1.0, 2.0, 3.0]).score.tolist() == expected
    if name in DIVIDES_BY_THE_RANGE:  # elsewhere a column without differences has its say
        assert run(name, wide, [1.0, 5.0, 2.0, 3.0]).score.tolist() == expected


# Ties --------------------------------------------------------------------------------------------


def exact_ranks(score):
    return [1.0 + sum(other > own for other in score) for own in score]


def position(x):
    """Shares of the way from a column's worst to its best, as fractions."""
    low, high = min(x), max(x)
    return [Fraction(value - low, high - low) for value in x]


def lead_shape(lead, kind):
    """Preference of a lead in tenths with q = .1 and p = .3, as a fraction."""
    if lead <= 0:
        return Fraction(0)
    return {
        "usual": Fraction(1),
        "u_shape": Fraction(lead > 1),
        "v_shape": min(Fraction(lead, 3), Fraction(1)),
        "level": Fraction((lead > 1) + (lead > 3), 2),
        "linear": min(max(Fraction(lead - 1, 2), Fraction(0)), Fraction(1)),
    }[kind]


@given(problem=problems(high=6, rows=(3, 6)))
@settings(max_examples=60)
def test_what_ties_on_paper_ties(problem):
    whole, weights, benefit = problem
    tenths = np.where(benefit, whole, -whole).astype(int)
    columns = [column for column in tenths.T.tolist() if min(column) < max(column)]
    assume(len(columns) == whole.shape[1])
    share = [Fraction(int(w), int(weights.sum())) for w in weights]
    n = len(whole)
    # The same figures in tenths, .1 … .6: none of them is exact as a float.
    x = whole / 10

    regret = [[w * (1 - r) for r in position(c)] for w, c in zip(share, columns, strict=True)]
    s, r = ([fold(part) for part in zip(*regret, strict=True)] for fold in (sum, max))
    q = [sum(pair) for pair in zip(spread(s), spread(r), strict=True)]
    got = rk.vikor(x, weights, benefit=benefit)
    assert got.rank.tolist() == exact_ranks([-value for value in q])
    # C1 and C2 as published, Q here being twice the published one.
    order = sorted(range(n), key=lambda i: (q[i], s[i], i))
    needed, first = Fraction(2, n - 1), order[0]
    advantage = q[order[1]] - q[first] >= needed
    stability = s[first] == min(s) or r[first] == min(r)
    within = [i for i in order if q[i] - q[first] < needed]
    assert got.details["acceptable_advantage"] is advantage
    assert got.details["acceptable_stability"] is stability
    assert got.details["compromise"].tolist() == (
        within if not advantage else order[: 1 if stability else 2]
    )

    for kind in ("usual", "u_shape", "v_shape", "level", "linear"):
        net = [
            sum(
                w * (lead_shape(c[i] - c[m], kind) - lead_shape(c[m] - c[i], kind))
                for w, c in zip(share, columns, strict=True)
                for m in range(n)
            )
            for i in range(n)
        ]
        got = rk.promethee_ii(x, weights, benefit=benefit, preference=kind, q=0.1, p=0.3)
        assert got.rank.tolist() == exact_ranks(net), kind


def spread(x):
    low, high = min(x), max(x)
    return [(value - low) / (high - low) if high > low else Fraction(0) for value in x]


@pytest.mark.parametrize("method", [rk.moora, rk.multimoora, rk.mabac, rk.codas, rk.edas])
def test_scores_that_cancel_tie(method):
    # Columns in pairs, the second of each the first with two rows exchanged: rows 0 and 1 have the
    # same figures in another order, so their scores are one number summed in two ways.
    rng = np.random.default_rng(3)
    for _ in range(200):
        half = rng.integers(1, 10, (4, 3)) / 10
        x = np.hstack([half, half[[1, 0, 2, 3]]])
        weights, benefit = rng.integers(1, 10, 3), rng.random(3) < 0.5
        rank = method(x, np.tile(weights, 2), benefit=np.tile(benefit, 2)).rank
        assert rank[0] == rank[1]


def test_values_level_on_paper_are_level():
    # .1 + .2 and .3 differ in the last bit: neither is ahead of the other.
    x = [[0.1 + 0.2, 1], [0.3, 1], [0.1, 2]]
    assert rk.promethee_ii(x, [1, 1]).rank.tolist() == [1.0, 1.0, 1.0]
    level = rk.electre_i(x, [1, 1], concordance=1)
    assert level.concordance[:2, :2].tolist() == [[1, 1], [1, 1]]
    assert not level.relation[:2, :2].any()
    # .4 − .3 comes out above .1, which is no lead beyond q = .1; .3 − .2 comes out below it.
    got = rk.promethee_ii([[0.4], [0.3], [0.2]], [1], preference="u_shape", q=0.1)
    assert got.details["phi_plus"].tolist() == [0.5, 0.0, 0.0]


def test_a_gaussian_narrower_than_any_float_is_the_usual_preference():
    x = [[5e250], [2.0], [7.0]]
    narrow = rk.promethee_ii(x, [1], preference="gaussian", p=5e-324)
    np.testing.assert_array_equal(narrow.score, rk.promethee_ii(x, [1]).score)


def test_every_method_says_what_it_left_out():
    ranking = rk.saw({"a": [1, 2], "b": [5, 5], "c": [2, 1]}, [1, 1, 0], normalization="min_max")
    assert ranking.provenance.left_out == ("column 'b': no differences", "column 'c': weight 0")
    assert ranking.details["columns"].tolist() == [0]


def test_all_methods_share_their_first_arguments():
    for method, _ in METHODS.values():
        names = list(inspect.signature(method).parameters)
        assert names[:5] == ["matrix", "weights", "benefit", "ties", "ids"]


# Hand values -----------------------------------------------------------------------------------


def test_topsis_by_hand():
    # Columns (3, 4) and (5, 12): lengths 5 and 13; weights .5. v = (.3, .4) and (5/26, 12/26).
    # Row 1 is worst in both, row 2 best in both: closeness 0 and 1.
    ranking = rk.topsis([[3, 5], [4, 12]], [1, 1])
    np.testing.assert_allclose(ranking.score, [0.0, 1.0])
    np.testing.assert_allclose(ranking.details["weighted"], [[0.3, 5 / 26], [0.4, 12 / 26]])


def test_wp_by_hand():
    # Weights 2 and 3 of 5: S = 32^.4 · 243^−.6 = 4/27 and 243^.4 · 32^−.6 = 9/8.
    r = rk.wp([[32, 243], [243, 32]], [2, 3], benefit=[True, False])
    assert r.details["S"] == pytest.approx([4 / 27, 9 / 8])
    assert r.score == pytest.approx([32 / 275, 243 / 275])  # over their sum, 275/216
    subnormal = rk.wp([[5e-324], [1e-323]], [1], benefit=False)
    assert np.isfinite(subnormal.details["S"]).all()


def test_vikor_conditions_by_hand():
    # One benefit 0…10: S = R = (10 − x)/10 = 0, .5, 1 and Q the same. DQ = 1/2, Q₂ − Q₁ = .5: the
    # lead is enough, and the first is first in S and R, so it stands alone.
    ranking = rk.vikor([[10], [5], [0]], [1])
    np.testing.assert_allclose(ranking.score, [0.0, 0.5, 1.0])
    assert ranking.details["acceptable_advantage"] is True
    assert ranking.details["acceptable_stability"] is True
    assert ranking.details["compromise"].tolist() == [0]
    # Four alternatives, DQ = 1/3: a lead of .1 is too small, and those within 1/3 join.
    close = rk.vikor([[10], [9], [5], [0]], [1])
    assert close.details["acceptable_advantage"] is False
    assert close.details["compromise"].tolist() == [0, 1]


def test_promethee_by_definition():
    rng = np.random.default_rng(11)
    x = rng.integers(0, 8, (9, 3)).astype(float)
    weights = np.array([0.5, 0.2, 0.3])
    q, p = np.array([1.0, 0.5, 2.0]), np.array([3.0, 2.0, 4.0])
    shapes = {
        "usual": lambda d, q, p: (d > 0) * 1.0,
        "u_shape": lambda d, q, p: (d > q) * 1.0,
        "v_shape": lambda d, q, p: np.clip(d / p, 0, 1),
        "level": lambda d, q, p: np.where(d > p, 1.0, np.where(d > q, 0.5, 0.0)),
        "linear": lambda d, q, p: np.clip((d - q) / (p - q), 0, 1),
        "gaussian": lambda d, q, p: np.where(d > 0, 1 - np.exp(-(d**2) / (2 * p**2)), 0.0),
    }
    for kind, shape in shapes.items():
        d = x[:, None, :] - x[None, :, :]
        preference = (shape(d, q, p) * weights).sum(axis=2)
        np.fill_diagonal(preference, 0.0)
        plus, minus = preference.sum(axis=1) / 8, preference.sum(axis=0) / 8
        got = rk.promethee_ii(x, weights, preference=kind, q=q, p=p)
        np.testing.assert_allclose(got.details["phi_plus"], plus, atol=1e-12)
        np.testing.assert_allclose(got.details["phi_minus"], minus, atol=1e-12)


@pytest.mark.parametrize("tau", [0.0, 0.02, 0.5])
def test_codas_by_definition(tau):
    x = np.random.default_rng(5).uniform(1, 9, (30, 3))
    weights = np.array([0.5, 0.2, 0.3])
    got = rk.codas(x, weights, tau=tau)
    w = x / x.max(axis=0) * weights
    beyond = w - w.min(axis=0)
    e, t = np.sqrt((beyond**2).sum(axis=1)), beyond.sum(axis=1)
    de, dt = np.subtract.outer(e, e), np.subtract.outer(t, t)
    np.testing.assert_allclose(
        got.score, (de + (np.abs(de) >= tau) * dt).sum(axis=1), rtol=1e-9, atol=1e-12
    )


def test_electre_i_by_hand():
    # Weights .6 and .4. a is ahead of b in the first, b of a in the second.
    result = rk.electre_i([[10, 5], [5, 10]], [3, 2], concordance=0.6, discordance=1.0)
    np.testing.assert_allclose(result.concordance, [[1, 0.6], [0.4, 1]])
    # After x/max: leads of .5, largest range .5.
    np.testing.assert_allclose(result.discordance, [[0, 1], [1, 0]])
    assert result.relation.tolist() == [[False, True], [False, False]]
    assert result.kernel.tolist() == [True, False]
    assert repr(result).startswith("Outranking, n=2: 1 outranked by nobody")
    frame = result.to_frame("pandas")
    assert frame[["outranks", "outranked_by"]].to_numpy().tolist() == [[1, 0], [0, 1]]
    # .1 + .2 is the threshold .3 at twelve digits, although not as floats.
    edge = rk.electre_i([[1, 1, 0], [0, 0, 9]], [0.1, 0.2, 0.7], concordance=0.3, discordance=1)
    assert edge.relation[0, 1]
    assert type(result).from_dict(result.to_dict()) == result


def test_profile_matching_of_two_aspects():
    # Aspect A: columns 0 (core), 1 (secondary); B: 2 (core). Gaps 0, 1, −1: scores 5, 4.5, 4.
    # A: .6·5 + .4·4.5 = 4.8; B: all core, 4. Shares 3 : 1: (3·4.8 + 4)/4 = 4.6.
    got = rk.profile_matching(
        [[4, 4, 2]],
        [4, 3, 3],
        core=[True, False, True],
        core_share={"A": 0.6, "B": 1.0},
        aspects=["A", "A", "B"],
        aspect_shares={"A": 3, "B": 1},
    )
    np.testing.assert_allclose(got.score, [4.6])
    np.testing.assert_allclose(got.details["aspect_score"], [[4.8, 4.0]])
    assert got.details["aspects"].tolist() == ["A", "B"]
    assert rk.Ranking.from_dict(json.loads(json.dumps(got.to_dict()))) == got


def test_borda_and_copeland_by_hand():
    # Three voters on a, b, c: a b c, a b c, c a b. Places in rows: a 1 1 2, b 2 2 3, c 3 3 1.
    ranks = [[1, 1, 2], [2, 2, 3], [3, 3, 1]]
    # Borda n − r: a 2 + 2 + 1, b 1 + 1 + 0, c 0 + 0 + 2.
    assert rk.borda(ranks).score.tolist() == [5.0, 2.0, 2.0]
    # Copeland: a beats b 3:0 and c 2:1; b beats c 2:1.
    copeland = rk.copeland(ranks)
    assert copeland.score.tolist() == [2.0, 0.0, -2.0]
    assert copeland.details["wins"].tolist() == [2.0, 1.0, 0.0]


@given(
    ranks=st.integers(1, 4).flatmap(
        lambda m: st.lists(
            st.lists(st.integers(1, 5), min_size=m, max_size=m), min_size=1, max_size=9
        )
    )
)
def test_consensus_by_definition(ranks):
    x = np.array(ranks)
    n, m = x.shape
    ahead = (x[:, None, :] < x[None, :, :]).sum(axis=2)
    assert rk.copeland(x).score.tolist() == np.sign(ahead - ahead.T).sum(axis=1).tolist()
    # Borda with shared places: half a point for a tie, one for a lead, in each ranking.
    ties = (x[:, None, :] == x[None, :, :]).sum(axis=2)
    np.fill_diagonal(ties, 0)
    np.testing.assert_allclose(rk.borda(x).score, (ahead + 0.5 * ties).sum(axis=1))
    assert math.isclose(rk.borda(x).score.sum(), m * n * (n - 1) / 2)


@given(
    pair=st.integers(1, 12).flatmap(
        lambda n: st.tuples(*[st.lists(st.integers(1, 6), min_size=n, max_size=n)] * 2)
    )
)
def test_kendall_by_definition(pair):
    a, b = (np.array(side) for side in pair)
    da, db = (np.sign(np.subtract.outer(s, s)) for s in (a, b))
    spread = math.sqrt((da**2).sum() * (db**2).sum())
    got = rk.compare_rankings(a, b)
    if spread:
        assert math.isclose(got.kendall_tau_b, (da * db).sum() / spread, abs_tol=1e-12)
    else:
        assert got.kendall_tau_b == float((da**2).sum() == (db**2).sum() == 0)
    back = rk.compare_rankings(b, a)
    assert math.isclose(back.spearman, got.spearman, abs_tol=1e-12)
    assert math.isclose(back.weighted_spearman, got.weighted_spearman, abs_tol=1e-12)
    assert -1 <= got.spearman <= 1
    assert got.ws + 1e-12 >= 0


# Where a peer is wrong ---------------------------------------------------------------------------


def test_a_cost_ten_times_worse_lifts_nobody():
    # pymcdm 1.4.0, COPRAS()(x, [.5, .5], [1, -1]): .358, .415, .301, 1 puts the last row first,
    # although the first does as much for 4 instead of 30; with a cost of 300 it stays first.
    x = [[80, 4], [90, 5], [70, 3], [80, 30]]
    peer_first = int(np.argmax([0.35802469, 0.41512346, 0.30092593, 1.0]))
    for cost in (30, 300):
        x[3][1] = cost
        got = rk.copras(x, [1, 1], benefit=[True, False])
        assert got.rank[peer_first] == 4
        assert got.score[0] > got.score[3]


def test_a_missing_cell_is_refused_by_its_place_not_taken_for_the_best():
    table = {"name": ["Ayu", "Budi"], "speed": [3.0, None]}
    for name in METHODS:
        if name != "spotis":
            with pytest.raises(InputError, match=r"speed.*Budi|Budi.*speed"):
                run_table(name, table)


def run_table(name, table):
    method, options = METHODS[name]
    more = {"q": 1.0, "p": 3.0} if method is rk.promethee_ii else {}
    return method(table, [1], ids="name", **options, **more)


# Refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: rk.saw([[1, 2]], [1]), "weights"),
        (lambda: rk.saw([[1, 2]], [0, 0]), "weights"),
        (lambda: rk.saw([[1, 2]], [-1, 2]), "weights"),
        (lambda: rk.saw([[1, 2], [3, np.inf]], [1, 1]), "matrix"),
        (lambda: rk.saw([], [1]), "matrix"),
        (lambda: rk.saw([1, 2], [1]), "matrix"),
        (lambda: rk.saw([[1], [-2]], [1]), "matrix"),
        (lambda: rk.saw([[1], [2]], [1], ties="max"), "ties"),
        (lambda: rk.saw([[1], [2]], [1], normalization="z"), "normalization"),
        (lambda: rk.saw([[1], [2]], [1], ids=["a"]), "ids"),
        (lambda: rk.saw([[1], [2]], [1], benefit=[True, False]), "benefit"),
        (lambda: rk.wp([[0], [2]], [1]), "matrix"),
        (lambda: rk.waspas([[1], [2]], [1], mix=1.5), "mix"),
        (lambda: rk.vikor([[1], [2]], [1], mix=-0.1), "mix"),
        (lambda: rk.codas([[1], [2]], [1], tau=-1), "tau"),
        (lambda: rk.codas([[0], [2]], [1], benefit=False), "matrix"),
        (lambda: rk.copras([[-1], [2]], [1]), "matrix"),
        (lambda: rk.spotis([[1], [2]], [1], bounds=[[0, 1]]), "matrix"),
        (lambda: rk.spotis([[1], [2]], [1], bounds=[[2, 0]]), "bounds"),
        (lambda: rk.spotis([[1], [2]], [1], bounds=[[0, 3], [0, 3]]), "bounds"),
        (lambda: rk.spotis([[1], [2]], [1], bounds=[[0, 3]], expected=[4]), "expected"),
        (lambda: rk.smart([[1], [2]], [1], [0], [1.5]), "matrix"),
        (lambda: rk.smart([[1], [2]], [0], [0], [5]), "points"),
        (lambda: rk.promethee_ii([[1], [2]], [1], preference="linear", q=1), "p"),
        (lambda: rk.promethee_ii([[1], [2]], [1], preference="linear", q=2, p=1), "p"),
        (lambda: rk.promethee_ii([[1], [2]], [1], preference="gaussian", p=0), "p"),
        (lambda: rk.promethee_ii([[1], [2]], [1], preference="sharp"), "preference"),
        (lambda: rk.promethee_ii([[1], [2]], [1], preference=["usual"] * 2), "preference"),
        (lambda: rk.electre_i([[1], [2]], [1], concordance=65), "concordance"),
        (lambda: rk.electre_i([[1], [2]], [1], discordance=-1), "discordance"),
        (lambda: rk.profile_matching([[9]], [1], core=[True], core_share=1), "actual"),
        (lambda: rk.profile_matching([[1]], [1], core=[1]), "core"),
        (lambda: rk.profile_matching([[1]], [1], core=[True]), "core"),
        (lambda: rk.profile_matching([[1]], [1, 2], core=[True]), "ideal"),
        (lambda: rk.profile_matching([[1]], [1], core=[True], gap_scores={}), "gap_scores"),
        (lambda: rk.profile_matching([[1]], [1], core=[True], core_share=2), "core_share"),
        (lambda: rk.borda([[1, np.nan]]), "ranks"),
        (lambda: rk.copeland([]), "ranks"),
        (lambda: rk.compare_rankings([1, 2], [1]), "b"),
        (lambda: rk.compare_rankings([], []), "a"),
    ],
)
def test_refusals_name_the_argument(call, words):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.to_dict()["argument"] == words


def test_rankings_of_different_people_are_not_compared():
    a = rk.saw([[1], [2]], [1], ids=["x", "y"])
    b = rk.saw([[1], [2]], [1], ids=["y", "x"])
    with pytest.raises(InputError, match="ids"):
        rk.compare_rankings(a, b)
    assert rk.compare_rankings(a, a).kendall_tau_b == 1.0


def test_topsis_of_more_rows_than_a_block_is_its_formula():
    # The columns are divided and weighted in blocks of 65,536 cells; here there are three.
    x = np.random.default_rng(7).uniform(1, 100, (20_000, 10))
    share = np.arange(1, 11) / 55
    weighted = x / np.sqrt(np.square(x).sum(axis=0)) * share
    near = np.sqrt(np.square(weighted - weighted.max(axis=0)).sum(axis=1))
    far = np.sqrt(np.square(weighted - weighted.min(axis=0)).sum(axis=1))
    got = rk.topsis(x, np.arange(1, 11)).score
    np.testing.assert_allclose(got, far / (near + far), rtol=1e-12)
