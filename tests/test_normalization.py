"""normalization: hand values, parity with published implementations, laws, refusals."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kinerja import normalization as norm
from kinerja.errors import InputError

PARITY = json.loads((Path(__file__).parent / "parity" / "normalization.json").read_text("utf-8"))
MATRIX = np.array(PARITY["fighter"]["matrix"])
BENEFIT = np.array(PARITY["fighter"]["types"]) == 1

ON_FIGHTER = {
    "minmax": lambda: norm.min_max(MATRIX, benefit=BENEFIT),
    "max": lambda: norm.max_share(MATRIX, benefit=BENEFIT, cost="complement"),
    "linear": lambda: norm.max_share(MATRIX, benefit=BENEFIT),
    "sum": lambda: norm.sum_share(MATRIX, benefit=BENEFIT),
    "vector": lambda: norm.vector(MATRIX, benefit=BENEFIT),
    "vector_plain": lambda: norm.vector(MATRIX, benefit=BENEFIT, cost="plain"),
    "enhanced_accuracy": lambda: norm.enhanced_accuracy(MATRIX, benefit=BENEFIT),
    "logarithmic": lambda: norm.logarithmic(MATRIX, benefit=BENEFIT),
    "nonlinear": lambda: norm.nonlinear(MATRIX, benefit=BENEFIT),
    "zscore_pop": lambda: norm.z_score(MATRIX, benefit=BENEFIT),
    "zscore_sample": lambda: norm.z_score(MATRIX, benefit=BENEFIT, ddof=1),
    "rank_average": lambda: norm.rank_scale(MATRIX, benefit=BENEFIT),
    "percent_rank": lambda: norm.percentile(MATRIX, benefit=BENEFIT),
}


@pytest.mark.parametrize("case", PARITY["cases"], ids=lambda case: case["id"])
def test_parity(case):
    given_ = case["input"]
    if case["method"] in ON_FIGHTER:
        out = ON_FIGHTER[case["method"]]()
    elif case["method"] == "goalpost":
        out = norm.goalposts(given_["column"], given_["low"], given_["high"], clip=given_["clip"])
    else:
        cost = {"target_ratio": None, "target_ratio_cost": "linear"}.get(case["method"], "ratio")
        out = norm.target_ratio(given_["actual"], given_["target"], cost=cost)
    np.testing.assert_allclose(out, case["expected"], rtol=case["tolerance"], atol=1e-12)


ALL = [
    norm.min_max,
    norm.max_share,
    norm.sum_share,
    norm.vector,
    norm.z_score,
    norm.rank_scale,
    norm.percentile,
    norm.enhanced_accuracy,
    norm.nonlinear,
    norm.logarithmic,
]
SCALE_FREE = [f for f in ALL if f is not norm.logarithmic]
positive = st.floats(1.5, 1e6)


def matrices(elements=positive):
    shape = st.tuples(st.integers(1, 7), st.integers(1, 4))
    return arrays(np.float64, shape, elements=elements)


@given(x=matrices(), function=st.sampled_from(ALL), benefit=st.booleans())
def test_finite_in_finite_out_and_a_column_is_a_column(x, function, benefit):
    out = function(x, benefit=benefit)
    assert out.shape == x.shape
    assert np.isfinite(out).all()
    np.testing.assert_array_equal(function(x[:, 0], benefit=benefit), out[:, 0])


@given(x=matrices(), function=st.sampled_from(SCALE_FREE), factor=st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(x, function, factor):
    np.testing.assert_allclose(function(x * factor), function(x), rtol=1e-6, atol=1e-6)


@given(x=matrices(), function=st.sampled_from(ALL), benefit=st.booleans(), data=st.data())
def test_permuting_rows_permutes_the_result(x, function, benefit, data):
    order = data.draw(st.permutations(range(len(x))))
    np.testing.assert_allclose(
        function(x[order], benefit=benefit),
        function(x, benefit=benefit)[order],
        rtol=1e-9,
        atol=1e-12,
    )


@given(x=matrices())
def test_opposite_directions_mirror(x):
    for function in (norm.min_max, norm.enhanced_accuracy):
        np.testing.assert_allclose(function(-x, benefit=False), function(x), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(norm.z_score(x, benefit=False), -norm.z_score(x))
    np.testing.assert_allclose(norm.rank_scale(x, benefit=False), len(x) + 1 - norm.rank_scale(x))


@given(x=matrices(st.floats(-1e6, 1e6)), benefit=st.booleans())
def test_where_a_value_stands_does_not_depend_on_where_0_is(x, benefit):
    # In whole numbers no digit is lost by the shift, here to columns that are negative throughout.
    x = np.rint(x)
    for function in (
        norm.min_max,
        norm.z_score,
        norm.rank_scale,
        norm.percentile,
        norm.enhanced_accuracy,
    ):
        for shift in (2e6, -2e6):
            np.testing.assert_allclose(
                function(x + shift, benefit=benefit), function(x, benefit=benefit), atol=1e-12
            )


def test_standard_scores_by_hand():
    # Below 0: mean −2, deviations 1, 0 and 1 about it; about 0: mean 0, Σ of squares 8 over 2.
    apart = np.sqrt(3 / 2)
    np.testing.assert_allclose(norm.z_score([-3, -1, -2]), [-apart, apart, 0], rtol=1e-12)
    np.testing.assert_allclose(norm.z_score([-2, 2, 0], ddof=1), [-1, 1, 0], rtol=1e-12)


@given(x=matrices())
def test_shares_sum_to_one(x):
    for benefit in (True, False):
        np.testing.assert_allclose(norm.sum_share(x, benefit=benefit).sum(axis=0), 1)
        np.testing.assert_allclose(norm.logarithmic(x, benefit=benefit).sum(axis=0), 1)
    np.testing.assert_allclose(np.square(norm.vector(x)).sum(axis=0), 1)


@pytest.mark.parametrize(
    ("function", "value"),
    [
        (norm.min_max, 0.5),
        (norm.percentile, 0.5),
        (norm.z_score, 0),
        (norm.rank_scale, 2),
        (norm.enhanced_accuracy, 1),
        (norm.logarithmic, 1 / 3),
    ],
)
def test_a_constant_column_has_a_stated_value(function, value):
    noisy = [0.3, 0.1 + 0.2, 0.3]  # equal at twelve digits: noise is not spread from 0 to 1
    for column in ([7, 7, 7], noisy):
        for benefit in (True, False):
            np.testing.assert_allclose(function(column, benefit=benefit), [value] * 3, atol=1e-12)


def test_one_row_and_no_row():
    assert norm.min_max([[5, 6]]).tolist() == [[0.5, 0.5]]
    assert norm.rank_scale([9]).tolist() == [1]
    for function in ALL:
        assert function(np.empty((0, 3))).shape == (0, 3)


@pytest.mark.parametrize("size", [1e-300, 1e300, 1.7e308])
def test_huge_and_tiny_values_stay_finite(size):
    x = np.array([0.5, 1.0, 0.25]) * size
    for function in SCALE_FREE:
        np.testing.assert_allclose(function(x), function(x / size), rtol=1e-12)
    assert norm.min_max([-1.7e308, 1.7e308, 0]).tolist() == [0, 1, 0.5]
    assert norm.goalposts([-1.7e308, 1.7e308, 0], -1.7e308, 1.7e308).tolist() == [0, 1, 0.5]
    # Beside a column whose goalposts lie near each other: 1/4 and 3/2 of the way, not cut.
    far = norm.goalposts([[-8e307, 5], [0, 30]], [-1.6e308, 0], [1.6e308, 20], clip=False)
    np.testing.assert_allclose(far, [[0.25, 0.25], [0.5, 1.5]], rtol=1e-12)
    assert norm.target_ratio([1e308], 1e-300, cap=2).tolist() == [2]


def test_a_table_is_refused_by_column_name():
    pandas = pytest.importorskip("pandas")
    for function in (norm.max_share, norm.sum_share, norm.nonlinear):
        with pytest.raises(InputError, match="column 'debt'"):
            function(pandas.DataFrame({"speed": [1.0, 2.0], "debt": [1.0, -2.0]}))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: norm.min_max([[1, np.nan]]), "row 0 column 1"),
        (lambda: norm.min_max([1, np.inf]), "finite"),
        (lambda: norm.min_max(["a", "b"]), "numbers"),
        (lambda: norm.min_max(5), r"\(n, k\) or \(n,\)"),
        (lambda: norm.min_max([[1, 2]], benefit=[True]), "`benefit`"),
        (lambda: norm.min_max([1], benefit=1), "`benefit`"),
        (lambda: norm.max_share([[1, -2]]), "column 1.*0 or more|0 or more.*column 1"),
        (lambda: norm.max_share([0, 1], benefit=False), "costs above 0"),
        (lambda: norm.max_share([0, 0]), "above 0"),
        (lambda: norm.sum_share([0, 0]), "above 0"),
        (lambda: norm.sum_share([0, 1], benefit=False), "costs above 0"),
        (lambda: norm.vector([0, 0]), "other than 0"),
        (lambda: norm.logarithmic([0, 2]), "above 0"),
        (lambda: norm.logarithmic([0.5, 2]), "product is not 1"),
        (lambda: norm.nonlinear([0, 2], benefit=False), "costs above 0"),
        (lambda: norm.z_score([1, 2], ddof=-1), "`ddof`"),
        (lambda: norm.max_share([1], cost="plain"), "'ratio', 'complement'"),
        (lambda: norm.goalposts([1], 3, 3), "differ from `worst`"),
        (lambda: norm.target_ratio([1], 0), "`target`.*more than 0"),
        (lambda: norm.target_ratio([0], 1, cost="ratio"), "a `cap`"),
        (lambda: norm.target_ratio([-1], 1, cost="ratio"), "0 or more"),
        (lambda: norm.target_ratio([1, 2], [1, 2, 3]), "broadcast"),
        (lambda: norm.target_ratio([1e308], 1e-300), "a float64 can hold"),
        (lambda: norm.target_ratio([1e-300], 1e300, cost="ratio"), "a float64 can hold"),
        (lambda: norm.goalposts([1e308], 0, 1e-300, clip=False), "a float64 can hold"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_costs_in_max_share():
    assert norm.max_share([0, 4, 8], benefit=False, cost="complement").tolist() == [1, 0.5, 0]
    assert norm.target_ratio([0, 5, -0.0], 10, cost="ratio", cap=1.5).tolist() == [1.5] * 3


def test_a_table_without_rows_keeps_its_columns():
    empty = np.empty((0, 2))
    for function in (
        norm.min_max,
        norm.z_score,
        norm.max_share,
        norm.sum_share,
        norm.vector,
        norm.logarithmic,
        norm.nonlinear,
        norm.rank_scale,
        norm.percentile,
    ):
        assert function(empty, benefit=[True, False]).shape == (0, 2)
        assert function(np.empty(0)).shape == (0,)


def test_logarithms_that_are_all_0_share_alike():
    # a column of ones has a product of 1 and no differences: a third each; the other 1/7, 2/7, 4/7
    x = [[1.0, 2], [1, 4], [1, 16]]
    with np.errstate(all="raise"):
        shares = norm.logarithmic(x)
    np.testing.assert_allclose(shares, [[1 / 3, 1 / 7], [1 / 3, 2 / 7], [1 / 3, 4 / 7]])
