"""weights: hand values, parity with published implementations, laws, refusals."""

import json
import pickle
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kinerja import weights as w
from kinerja.errors import InputError

PARITY = json.loads((Path(__file__).parent / "parity" / "weights.json").read_text("utf-8"))
MATRIX = np.array(PARITY["fighter"]["matrix"])
BENEFIT = np.array(PARITY["fighter"]["types"]) == 1
SAATY = [[1, 1 / 3, 5], [3, 1, 7], [1 / 5, 1 / 7, 1]]

ON_FIGHTER = {
    "equal": lambda: w.equal(6),
    "entropy": lambda: w.entropy(MATRIX),
    "std_minmax": lambda: w.standard_deviation(MATRIX),
    "critic": lambda: w.critic(MATRIX, benefit=BENEFIT),
    "critic_spearman": lambda: w.critic(MATRIX, benefit=BENEFIT, correlation="spearman"),
    "merec": lambda: w.merec(MATRIX, benefit=BENEFIT),
    "gini": lambda: w.gini(MATRIX),
    "angle": lambda: w.angle(MATRIX),
    "coefficient_of_variation": lambda: w.coefficient_of_variation(MATRIX),
    "cilos": lambda: w.cilos(MATRIX, benefit=BENEFIT),
    "idocriw": lambda: w.idocriw(MATRIX, benefit=BENEFIT),
}
STATED = {
    "rank_order_centroid": lambda x: w.rank_order_centroid(x["ranks"]),
    "rank_sum": lambda x: w.rank_sum(x["ranks"]),
    "rank_reciprocal": lambda x: w.rank_reciprocal(x["ranks"]),
    "rank_exponent": lambda x: w.rank_exponent(x["ranks"], x["p"]),
    "ahp_eigenvector": lambda x: w.ahp(x["pairwise"]),
    "ahp_geometric_mean": lambda x: w.ahp(x["pairwise"], method="geometric"),
    "ahp_column_mean": lambda x: w.ahp(x["pairwise"], method="column_mean"),
    "ahp_group_aij": lambda x: w.ahp_group(x["pairwise_list"]),
    "bwm_linear": lambda x: w.bwm(x["best_to_others"], x["others_to_worst"]),
    "swara": lambda x: w.swara(x["s"]),
    "fucom": lambda x: w.fucom(x["priority"]),
}
FIELDS = {
    "lambda_max": "lambda_max",
    "ci": "consistency_index",
    "cr_saaty": "consistency_ratio",
    "ri_saaty": "random_index",
    "ksi": "ksi",
}


@pytest.mark.parametrize("case", PARITY["cases"], ids=lambda case: case["id"])
def test_parity(case):
    method, expected = case["method"], case["expected"]
    out = ON_FIGHTER[method]() if method in ON_FIGHTER else STATED[method](case["input"])
    values = expected["values"] if isinstance(expected, dict) else expected
    close = {"rtol": case["tolerance"], "atol": 1e-12}
    np.testing.assert_allclose(getattr(out, "weights", out), values, **close)
    if isinstance(expected, dict):
        for name in FIELDS.keys() & expected.keys():
            np.testing.assert_allclose(getattr(out, FIELDS[name]), expected[name], **close)


def variant(method):
    return next(case for case in PARITY["variants"] if case["method"] == method)


def test_the_raw_standard_deviation_of_the_peers_weighs_the_unit():
    peers = np.array(variant("std")["expected"])  # pymcdm 1.4.0, scikit-criteria 0.10 …
    largest = MATRIX.max(axis=0).argmax()
    assert peers[largest] > 0.7  # 18,000 to 21,000 pounds, and little else counts
    kilograms = np.array(MATRIX)
    kilograms[:, largest] *= 0.00045359237
    deviation = kilograms.std(axis=0)
    assert (deviation / deviation.sum())[largest] < 0.01  # in tonnes it hardly counts
    np.testing.assert_allclose(
        w.standard_deviation(kilograms), w.standard_deviation(MATRIX), rtol=1e-12
    )


def test_critic_without_directions_differs_from_the_published_one():
    peers = variant("critic_nodirection")["expected"]  # pymcdm 1.4.0, pyrepo-mcda 0.1.15
    np.testing.assert_allclose(w.critic(MATRIX), peers, rtol=1e-9)  # theirs: all as benefit
    assert np.abs(w.critic(MATRIX, benefit=BENEFIT) - peers).max() > 0.05


# Objective weights ---------------------------------------------------------------------------

PLAIN = [
    w.entropy,
    w.standard_deviation,
    w.gini,
    w.angle,
    w.coefficient_of_variation,
    w.pca,
    lambda x: w.pca(x, rule="kaiser"),
]
DIRECTED = [
    w.critic,
    lambda x, benefit=True: w.critic(x, benefit=benefit, correlation="spearman"),
    w.merec,
    w.cilos,
    w.idocriw,
]
OBJECTIVE = PLAIN + DIRECTED


def spread_out(seed, n, k):
    return np.random.default_rng(seed).uniform(1, 10, (n, k))


seeds = st.integers(0, 10_000)
shapes = st.tuples(st.integers(4, 9), st.integers(3, 5))


def test_hand_values():
    # Two columns, entropy: Σ p ln(3p) of (1,3,2)/6 and of (2,2,5)/9.
    first = np.log(3) - (np.log(6) / 6 + np.log(2) / 2 + np.log(3) / 3)
    second = np.log(3) - (2 * 2 / 9 * np.log(4.5) + 5 / 9 * np.log(1.8))
    out = w.entropy([[1, 2], [3, 2], [2, 5]])
    np.testing.assert_allclose(out, np.array([first, second]) / (first + second), rtol=1e-12)
    # A share of 0 adds nothing to the entropy: Σ p ln(3p) of (0,1,1)/2 is ln(3/2).
    out = w.entropy([[0, 1], [1, 3], [1, 2]])
    whole = np.log(1.5) + first
    np.testing.assert_allclose(out, [np.log(1.5) / whole, first / whole], rtol=1e-12)
    # Gini of (1,3,2): 2·4/(2·9·2) = 2/9; of (5,5,6): 2·2/(2·9·16/3) = 1/24.
    exact = np.array([Fraction(2, 9), Fraction(1, 24)]) / (Fraction(2, 9) + Fraction(1, 24))
    np.testing.assert_allclose(w.gini([[1, 5], [3, 5], [2, 6]]), exact.astype(float), rtol=1e-12)
    # CILOS of (4,1),(1,2): the second column loses .5 at the first's best, the first .75 there.
    np.testing.assert_allclose(w.cilos([[4, 1], [1, 2]]), [0.4, 0.6], rtol=1e-12)
    # MEREC of (1,4),(4,1) by symmetry.
    np.testing.assert_allclose(w.merec([[1, 4], [4, 1]]), [0.5, 0.5], rtol=1e-12)


def test_merec_as_written():
    x = spread_out(3, 6, 4)
    benefit = np.array([True, False, True, True])
    part = np.abs(np.log(np.where(benefit, x.min(axis=0) / x, x / x.max(axis=0))))
    whole = np.log(1 + part.sum(axis=1) / 4)
    without = np.log(1 + (part.sum(axis=1, keepdims=True) - part) / 4)
    effect = np.abs(without - whole[:, None]).sum(axis=0)
    np.testing.assert_allclose(w.merec(x, benefit=benefit), effect / effect.sum(), rtol=1e-12)


def test_pca_as_written():
    x = spread_out(5, 30, 4)
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    _, size, vectors = np.linalg.svd(z, full_matrices=False)
    np.testing.assert_allclose(w.pca(x), vectors[0] ** 2, rtol=1e-9)
    values = size**2 / len(x)
    kept = values >= 1
    expected = (vectors[kept] ** 2 * values[kept, None]).sum(axis=0) / values[kept].sum()
    np.testing.assert_allclose(w.pca(x, rule="kaiser"), expected, rtol=1e-9)


def test_pca_of_uncorrelated_columns_is_equal():
    x = [[0, 0], [0, 1], [1, 0], [1, 1]]
    for rule in ("first", "kaiser"):
        np.testing.assert_allclose(w.pca(x, rule=rule), [0.5, 0.5], rtol=1e-12)


@pytest.mark.parametrize("function", OBJECTIVE)
@given(seed=seeds, shape=shapes, data=st.data())
def test_laws_of_weights_from_data(function, seed, shape, data):
    x = spread_out(seed, *shape)
    if function in (w.cilos, w.idocriw):  # no answer where few subjects are best in everything
        assume(len(set(x.argmax(axis=0))) == shape[1])
    out = function(x)
    assert out.shape == (shape[1],)
    assert (out >= 0).all()
    assert out.sum() == pytest.approx(1, abs=1e-12)
    close = {"rtol": 1e-6, "atol": 1e-9}
    rows = data.draw(st.permutations(range(shape[0])))
    np.testing.assert_allclose(function(x[rows]), out, **close)
    columns = data.draw(st.permutations(range(shape[1])))
    np.testing.assert_allclose(function(x[:, columns]), out[columns], **close)
    units = np.array(data.draw(st.lists(st.floats(1e-6, 1e6), min_size=5, max_size=5)))
    np.testing.assert_allclose(function(x * units[: shape[1]]), out, **close)


@given(seed=seeds, shape=shapes)
def test_a_cost_is_its_negative_as_benefit(seed, shape):
    x = spread_out(seed, *shape)
    benefit = np.arange(shape[1]) % 2 == 0
    mirrored = np.where(benefit, x, 20 - x)
    for correlation in ("pearson", "spearman"):
        np.testing.assert_allclose(
            w.critic(x, benefit=benefit, correlation=correlation),
            w.critic(mirrored, correlation=correlation),
            rtol=1e-9,
        )


@given(seed=seeds, shape=shapes)
def test_merec_of_costs_is_merec_of_their_inverses(seed, shape):
    x = spread_out(seed, *shape)
    np.testing.assert_allclose(w.merec(x, benefit=False), w.merec(1 / x), rtol=1e-9)
    if len(set(x.argmin(axis=0))) == shape[1]:
        np.testing.assert_allclose(w.cilos(x, benefit=False), w.cilos(1 / x), rtol=1e-9)


@pytest.mark.parametrize("function", OBJECTIVE)
@pytest.mark.parametrize("value", [7.0, 0.0, -3.0])
def test_a_constant_column_weighs_nothing(function, value):
    x = spread_out(1, 6, 3)
    out = function(np.column_stack([x[:, :1], np.full(6, value), x[:, 1:]]))
    assert out[1] == 0
    assert np.isfinite(out).all()
    assert out.sum() == pytest.approx(1)
    if function is not w.merec:  # MEREC counts it in k, as published
        np.testing.assert_allclose(np.delete(out, 1), function(x), rtol=1e-9)


@pytest.mark.parametrize("function", OBJECTIVE)
def test_degenerate_matrices(function):
    noisy = [[0.3, 1.0], [0.1 + 0.2, 2.0], [0.3, 3.0]]  # equal at twelve digits is constant
    assert function(noisy).tolist() == [0, 1]
    assert function([[1.0], [2.0]]).tolist() == [1]
    for x in ([[1, 2]], [[1, 2], [1, 2]], [[5.0], [5.0]]):
        with pytest.raises(InputError, match="values differ"):
            function(x)
    for shape in ((0, 2), (2, 0)):
        with pytest.raises(InputError, match="at least one row and one column"):
            function(np.empty(shape))
    with pytest.raises(InputError, match="row 1 column 0"):
        function([[1, 2], [np.nan, 3]])
    with pytest.raises(InputError, match="finite"):
        function([[1, 2], [np.inf, 3]])


@pytest.mark.parametrize("function", OBJECTIVE)
@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_huge_and_tiny_values_stay_finite(function, size):
    x = spread_out(2, 6, 3)
    np.testing.assert_allclose(function(x * size), function(x), rtol=1e-6, atol=1e-12)
    far = x.copy()
    far[0, 0], far[1, 0] = 1e-300, 1e300
    assert np.isfinite(function(far)).all()


def test_small_differences_keep_their_digits():
    x = 1 + 1e-7 * spread_out(4, 8, 3)
    away = (x - x.mean(axis=0)) / x.mean(axis=0)
    square = np.square(away).sum(axis=0)
    np.testing.assert_allclose(w.entropy(x), square / square.sum(), rtol=1e-5)
    np.testing.assert_allclose(w.angle(x), w.coefficient_of_variation(x), rtol=1e-9)


def test_tables_name_their_columns():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"speed": [1.0, 2.0], "debt": [1.0, -2.0]})
    with pytest.raises(InputError, match="row 1 column 'debt'"):
        w.entropy(frame)
    np.testing.assert_array_equal(
        w.standard_deviation(frame), w.standard_deviation(frame.to_numpy())
    )


def test_ties_at_the_best_do_not_depend_on_the_order():
    x = np.array([[4, 1, 2], [4, 2, 1], [1, 3, 5]], dtype=float)
    np.testing.assert_allclose(w.cilos(x[::-1]), w.cilos(x), rtol=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: w.entropy([[1, -2], [2, 3]]), "0 or more.*row 0 column 1"),
        (lambda: w.gini([[1, -2], [2, 3]]), "0 or more"),
        (lambda: w.angle([[1, -2], [2, 3]]), "0 or more"),
        (lambda: w.coefficient_of_variation([[1, -2], [2, 2]]), "mean is not 0"),
        (lambda: w.merec([[1, 0], [2, 3]]), "above 0.*row 0 column 1"),
        (lambda: w.cilos([[1, 0], [2, 3]], benefit=False), "costs above 0"),
        (lambda: w.idocriw([[1, -1], [2, 3]]), "0 or more"),
        (lambda: w.cilos([[1, 1], [2, 2]]), "all say the same"),
        (lambda: w.critic([[1, 10], [2, 20], [3, 30]]), "all say the same"),
        (lambda: w.critic(MATRIX, correlation="kendall"), "'pearson', 'spearman'"),
        (lambda: w.critic(MATRIX, benefit=[True]), "`benefit`"),
        (lambda: w.pca(MATRIX, rule="all"), "'first', 'kaiser'"),
        (lambda: w.entropy([1, 2, 3]), r"\(n, k\)"),
        (lambda: w.equal(0), "`k`"),
        (lambda: w.from_points([0, 0]), "at least one weight above 0"),
        (lambda: w.from_points([1, -1]), "`points`"),
        (lambda: w.from_points([]), "at least one value"),
        (lambda: w.rank_sum([1, 3]), "ranks from 1"),
        (lambda: w.rank_sum([0, 1]), "ranks from 1"),
        (lambda: w.rank_exponent([1, 2], -1), "`p`"),
        (lambda: w.swara([0.1, 0.2]), "0 first"),
        (lambda: w.swara([0, -0.2]), "0 or more|negative"),
        (lambda: w.fucom([0.5, 1]), "1 or more"),
        (lambda: w.fucom([2, 3]), "a priority of 1"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(InputError, match=message):
        call()


# Stated weights ------------------------------------------------------------------------------


def test_rank_weights_by_hand():
    # Three criteria: centroid (11, 5, 2)/18, sum (3, 2, 1)/6, reciprocal (6, 3, 2)/11.
    np.testing.assert_allclose(w.rank_order_centroid([1, 2, 3]), np.array([11, 5, 2]) / 18)
    np.testing.assert_allclose(w.rank_sum([3, 1, 2]), np.array([1, 3, 2]) / 6)
    np.testing.assert_allclose(w.rank_reciprocal([1, 2, 3]), np.array([6, 3, 2]) / 11)
    np.testing.assert_allclose(w.rank_exponent([1, 2, 3], 0), [1 / 3] * 3)
    # (3⁶⁰, 2⁶⁰, 1) over their sum: the last, 2.4e-29, keeps its digits beside the first.
    exact = np.array([3**60, 2**60, 1]) / (3**60 + 2**60 + 1)
    np.testing.assert_allclose(w.rank_exponent([2, 3, 1], 60), exact[[1, 2, 0]].astype(float))


@pytest.mark.parametrize("size", [5e-324, 1e-310, 1e-200, 1.0, 1e200, 2.5e307])
def test_points_of_any_size_are_divided_by_their_sum(size):
    np.testing.assert_allclose(w.from_points([3 * size, 0, size, 4 * size]), [0.375, 0, 0.125, 0.5])


def test_tied_ranks_share_their_places():
    for ranks in ([1, 2, 2], [1, 2.5, 2.5]):
        np.testing.assert_allclose(w.rank_sum(ranks), [3 / 6, 1.5 / 6, 1.5 / 6])
    np.testing.assert_allclose(w.rank_sum([1, 1, 2]), [2.5 / 6, 2.5 / 6, 1 / 6])


@given(k=st.integers(1, 30), p=st.floats(0, 500))
def test_rank_weights_sum_to_one_and_fall(k, p):
    ranks = np.arange(1, k + 1)
    for out in (
        w.rank_order_centroid(ranks),
        w.rank_sum(ranks),
        w.rank_reciprocal(ranks),
        w.rank_exponent(ranks, p),
        w.equal(k),
    ):
        assert out.sum() == pytest.approx(1, abs=1e-12)
        assert (np.diff(out) <= 1e-15).all()


@given(x=arrays(np.float64, st.integers(1, 9), elements=st.floats(0, 9)))
def test_swara_and_fucom_keep_what_was_said(x):
    steps = np.concatenate([[0.0], x])
    out = w.swara(steps)
    assert out.sum() == pytest.approx(1)
    np.testing.assert_allclose(out[:-1] / out[1:], 1 + x, rtol=1e-9)
    priorities = np.concatenate([[1.0], 1 + x])
    out = w.fucom(priorities)
    np.testing.assert_allclose(out[0] / out, priorities, rtol=1e-9)


# Pairwise judgements -------------------------------------------------------------------------


@given(
    x=arrays(np.float64, st.integers(1, 15), elements=st.floats(0.01, 9)),
    method=st.sampled_from(["eigenvector", "geometric", "column_mean"]),
)
def test_a_consistent_matrix_gives_its_weights_back(x, method):
    out = w.ahp(x[:, None] / x, method=method)
    np.testing.assert_allclose(out.weights, x / x.sum(), rtol=1e-9)
    assert out.lambda_max == len(x)
    assert out.consistency_ratio == 0
    assert out.worst_judgement is None
    assert w.ahp_group([x[:, None] / x] * 3, method=method).weights == pytest.approx(out.weights)


def judgements(seed, k):
    a = np.ones((k, k))
    rng = np.random.default_rng(seed)
    for i in range(k):
        for j in range(i + 1, k):
            a[i, j] = rng.integers(1, 10) ** rng.choice([-1.0, 1.0])
            a[j, i] = 1 / a[i, j]
    return a


@given(seed=seeds, k=st.integers(3, 9))
def test_laws_of_pairwise_judgements(seed, k):
    a = judgements(seed, k)
    out = w.ahp(a)
    np.testing.assert_allclose(a @ out.weights, out.lambda_max * out.weights, rtol=1e-9)
    assert out.lambda_max >= k
    order = np.random.default_rng(seed).permutation(k)
    np.testing.assert_allclose(w.ahp(a[order][:, order]).weights, out.weights[order], rtol=1e-9)
    for method in ("geometric", "column_mean"):
        other = w.ahp(a, method=method)
        assert other.consistency_ratio == out.consistency_ratio  # one matrix, one ratio
        assert other.weights.sum() == pytest.approx(1)
    if out.worst_judgement is not None:
        i, j = out.worst_judgement
        mended = a.copy()
        mended[i, j], mended[j, i] = out.suggested_judgement, 1 / out.suggested_judgement
        assert w.ahp(mended).consistency_ratio == pytest.approx(out.suggested_ratio, abs=1e-12)


@given(seed=seeds, k=st.integers(4, 9), factor=st.floats(1.5, 9))
def test_the_one_broken_judgement_is_found(seed, k, factor):
    rng = np.random.default_rng(seed)
    x = rng.uniform(1, 9, k)
    a = x[:, None] / x
    i, j = sorted(rng.choice(k, 2, replace=False).tolist())
    right = a[i, j]
    a[i, j] *= factor
    a[j, i] = 1 / a[i, j]
    out = w.ahp(a)
    assert out.worst_judgement == (i, j)
    assert out.suggested_judgement == pytest.approx(right, rel=1e-9)
    assert out.suggested_ratio == 0


def test_pairwise_weights_say_how_they_were_made():
    one = w.ahp(SAATY, method="geometric", fill=None).provenance.options
    assert one == {"method": "geometric", "fill": None, "random_index": "Saaty 1977"}
    group = w.ahp_group([SAATY, SAATY], stakeholder_weights=[1, 3]).provenance.options
    assert group == {
        "method": "eigenvector",
        "stakeholder_weights": (0.25, 0.75),
        "fill": "upper",
        "random_index": "Saaty 1977",
    }


def test_the_random_index_is_named_and_ends():
    out = w.ahp(SAATY)
    assert (out.random_index, out.random_index_table) == (0.58, "Saaty 1977")
    assert "Saaty 1977" in repr(out)
    assert w.ahp(np.ones((15, 15))).random_index == 1.59
    assert w.ahp([[1, 4], [0.25, 1]]).consistency_ratio == 0
    assert w.ahp([[1]]).weights.tolist() == [1]
    with pytest.raises(InputError, match=r"table of random indices.*Saaty 1977.*ends"):
        w.ahp(np.ones((16, 16)))


def test_stakeholders_count_as_stated():
    first, second = [[1, 2], [1 / 2, 1]], [[1, 8], [1 / 8, 1]]
    # 2^.75 · 8^.25 = 2^1.5 to 1.
    out = w.ahp_group([first, second], stakeholder_weights=[3, 1])
    assert out.weights[0] / out.weights[1] == pytest.approx(2**1.5)
    alone = w.ahp_group([first, second], stakeholder_weights=[0, 1])
    np.testing.assert_allclose(alone.weights, w.ahp(second).weights, rtol=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: w.ahp([[1, 3], [0.34, 1]]), r"multiply to 1.*1/3 or 0\.33 for 3"),
        (lambda: w.ahp([[1, 2], [1, 1]]), "multiply to 1"),
        (lambda: w.ahp([[1, 3], [np.nan, 1]], fill=None), "row 1 column 0"),
        (lambda: w.ahp([[1, 3], [1 / 3, 1]], fill="lower"), "'upper'"),
        (lambda: w.ahp([[2, 1], [1, 1]]), "1 on the diagonal"),
        (lambda: w.ahp([[1, 0], [1, 1]]), "more than 0"),
        (lambda: w.ahp([[1, -2], [-0.5, 1]]), "more than 0"),
        (lambda: w.ahp([[1, np.nan], [1, 1]]), "row 0 column 1"),
        (lambda: w.ahp([[1, 2]]), "as many rows as columns"),
        (lambda: w.ahp(np.empty((0, 0))), "1 to 15 criteria"),
        (lambda: w.ahp(SAATY, method="mean"), "'eigenvector'"),
        (lambda: w.ahp_group([]), "at least one matrix"),
        (lambda: w.ahp_group([SAATY, [[1]]]), "one size"),
        (lambda: w.ahp_group([SAATY, np.full((3, 3), 2.0)]), r"`matrices\[1\]`"),
        (lambda: w.ahp_group([SAATY], stakeholder_weights=[1, 2]), "1 values"),
        (lambda: w.bwm([2, 3], [1, 2]), "judgement of 1"),
        (lambda: w.bwm([1, 0.5], [2, 1]), "from 1 to 1000"),
        (lambda: w.bwm([1, 2], [3, 1]), "Both are the best over the worst"),
        (lambda: w.bwm([1, 2], [2, 1, 1]), "2 values"),
        (lambda: w.bwm([], []), "at least one value"),
    ],
)
def test_refusals_of_judgements(call, message):
    with pytest.raises(InputError, match=message):
        call()


# Best-worst ----------------------------------------------------------------------------------


def test_best_worst_by_hand():
    # Two criteria judged 1 : 4 are always consistent.
    out = w.bwm([1, 4], [4, 1])
    np.testing.assert_allclose(out.weights, [0.8, 0.2], rtol=1e-12)
    # Three: 2·2 and 8 over the worst; |4 − 8|/(64 − 8) = 1/14.
    out = w.bwm([1, 2, 8], [8, 2, 1])
    assert out.input_consistency == pytest.approx(1 / 14)
    # b − 2m = ξ, m − 2c = −ξ or ξ, b − 8c = −ξ: least with b = 2m + ξ, m = 2c + ξ, b = 8c − ξ,
    # so 4c + 3ξ = 8c − ξ, ξ = c; c = ξ, m = 3ξ, b = 7ξ, which sum to 11ξ.
    np.testing.assert_allclose(out.weights, np.array([7, 3, 1]) / 11, rtol=1e-9)
    assert out.ksi == pytest.approx(1 / 11)


@given(x=arrays(np.float64, st.integers(1, 9), elements=st.floats(1, 9)))
def test_consistent_judgements_give_their_weights_back(x):
    out = w.bwm(x.max() / x, x / x.min())
    np.testing.assert_allclose(out.weights, x / x.sum(), rtol=1e-9)
    assert out.ksi == 0
    assert out.input_consistency == 0


@given(seed=seeds, k=st.integers(3, 8))
def test_no_weights_deviate_less(seed, k):
    rng = np.random.default_rng(seed)
    down, up = rng.integers(2, 9, (2, k)).astype(float)
    down[0], up[-1] = 1, 1
    down[-1] = up[0] = 9
    out = w.bwm(down, up)
    assert (out.best, out.worst) == (0, k - 1)
    assert out.weights.sum() == pytest.approx(1)
    assert 0 <= out.input_consistency <= 1

    def deviation(x):
        return max(np.abs(x[0] - down * x).max(), np.abs(x - up * x[-1]).max())

    assert deviation(out.weights) == pytest.approx(out.ksi, abs=1e-12)
    for _ in range(20):
        near = out.weights * rng.uniform(0.9, 1.1, k)
        assert deviation(near / near.sum()) >= out.ksi - 1e-9


def test_results_are_values():
    for out in (w.ahp(judgements(1, 5)), w.ahp(SAATY), w.bwm([1, 2, 8], [8, 2, 1]), w.ahp([[1]])):
        text = json.dumps(out.to_dict(), allow_nan=False)
        assert type(out).from_dict(json.loads(text)) == out
        assert pickle.loads(pickle.dumps(out)) == out  # noqa: S301 - our own bytes
        assert not out.weights.flags.writeable
        assert len(out.to_frame("pandas")) == len(out.weights)


PRINTED = [[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]]
# Principal eigenvector of PRINTED, Saaty's method: .6370 .2583 .1047.


@pytest.mark.parametrize("empty", [np.nan, 0.0])
def test_judgements_above_the_diagonal_are_enough(empty):
    half = [[1, 3, 5], [empty, 1, 3], [empty, empty, 1]]
    out = w.ahp(half, fill="upper")
    assert out.weights.round(4).tolist() == [0.637, 0.2583, 0.1047]
    assert out.filled == ((1, 0), (2, 0), (2, 1))
    assert w.ahp(np.where(np.eye(3), np.nan, half)).weights.tolist() == out.weights.tolist()
    assert w.ahp_group([half, PRINTED]).weights.round(4).tolist() == [0.637, 0.2583, 0.1047]


@pytest.mark.parametrize(("third", "fifth"), [(0.33, 0.2), (0.333, 0.2), (0.3, 0.2), (1 / 3, 0.2)])
def test_printed_inverses_are_read_as_the_exact_ones(third, fifth):
    out = w.ahp([[1, 3, 5], [third, 1, 3], [fifth, third, 1]])
    assert out.weights.tolist() == pytest.approx(w.ahp(PRINTED).weights.tolist(), abs=1e-15)
    assert out.rounded == (() if third == 1 / 3 else ((1, 0), (2, 1)))


def test_what_is_no_rounding_of_the_inverse_is_refused():
    for wrong in (0.34, 0.32, 0.3334, 0.0, -0.33):
        with pytest.raises(InputError):
            w.ahp([[1, 3], [wrong, 1]], fill=None)
    with pytest.raises(InputError, match="multiply to 1"):
        w.ahp([[1, 2], [1, 1]])  # 1 is no printed form of 1/2, though .5 rounds to it
    # 1/.35 = 2.857 is printed 2.9, while 1/2.9 = .345 is not printed .35.
    assert w.ahp([[1, 2.9], [0.35, 1]]).rounded == ((0, 1),)


def test_deviation_of_the_values_as_they_are():
    # Population deviations: of 1, 2, 3 sqrt(2/3); of 2, 5, 8 three times that.
    raw = w.standard_deviation([[1, 2], [2, 5], [3, 8]], scale="raw")
    assert raw.tolist() == pytest.approx([0.25, 0.75], abs=1e-15)
    assert w.standard_deviation([[1, 2], [2, 5], [3, 8]]).tolist() == [0.5, 0.5]
    huge = w.standard_deviation([[1e300, 2e300], [2e300, 5e300], [3e300, 8e300]], scale="raw")
    assert huge.tolist() == pytest.approx([0.25, 0.75], abs=1e-15)
    with pytest.raises(InputError, match="'min_max'"):
        w.standard_deviation([[1, 2], [2, 5]], scale="rank")


def test_stakeholders_who_agree_have_consensus_and_nobody_dissents():
    out = w.ahp_group([SAATY, SAATY, SAATY])
    assert out.consensus == pytest.approx(1.0)
    assert out.agreement == "very_high"
    assert out.distance == pytest.approx(np.zeros(3), abs=1e-15)
    assert out.dissent.tolist() == [0.0, 0.0, 0.0]
    assert out.individual_weights[0] == pytest.approx(w.ahp(SAATY).weights)
    assert out.individual_ratio == pytest.approx(w.ahp(SAATY).consistency_ratio)
    assert isinstance(out, w.AHP)
    assert "agree to 100% (very high)" in out.text()


def test_how_far_stakeholders_disagree_by_hand():
    # Weights (.9, .1), (.1, .9): mean (.5, .5). Hα = −.9 ln .9 − .1 ln .1 = .3251, Hγ = ln 2, and
    # 1/Dβ = exp(.3251 − .6931) = .6921 = Dα,min/2: the scale leaves no more room to disagree.
    out = w.ahp_group([[[1, 9], [1 / 9, 1]], [[1, 1 / 9], [9, 1]]])
    assert out.consensus == pytest.approx(0.0, abs=1e-12)
    assert out.agreement == "very_low"
    assert out.distance == pytest.approx([0.4, 0.4])
    assert out.dissent == pytest.approx([0.5, 0.5])
    assert "no consensus" in out.text()
    assert "Kesepakatan belum tercapai" in out.text(language="id")
    # (2/3, 1/3) twice and (1/3, 2/3): mean (5/9, 4/9). KL of the first: 2/3 ln(6/5) + 1/3 ln(3/4)
    # = .0257, of the third 1/3 ln(3/5) + 2/3 ln(3/2) = .1000; thirds of them sum to Hβ = .05046.
    two, half = [[1, 2], [0.5, 1]], [[1, 0.5], [2, 1]]
    out = w.ahp_group([two, two, half], ids=["a", "b", "c"])
    kl = [
        2 / 3 * np.log(6 / 5) + 1 / 3 * np.log(3 / 4),
        1 / 3 * np.log(3 / 5) + 2 / 3 * np.log(1.5),
    ]
    beta = (2 * kl[0] + kl[1]) / 3
    assert out.dissent == pytest.approx(np.array([kl[0], kl[0], kl[1]]) / 3 / beta)
    least = np.exp(-0.9 * np.log(0.9) - 0.1 * np.log(0.1)) / 2
    assert out.consensus == pytest.approx((np.exp(-beta) - least) / (1 - least))
    assert "Furthest from the group stands c" in out.text()


def test_the_disagreement_is_the_beta_entropy_whatever_the_shares():
    x = np.array([1.0, 2.0, 4.0])
    groups = [x[:, None] / x, x / x[:, None], np.ones((3, 3))]
    share = np.array([0.5, 0.3, 0.2])
    out = w.ahp_group(groups, stakeholder_weights=share, method="geometric")
    p = out.individual_weights
    mean = share @ p
    beta = -(mean * np.log(mean)).sum() + (share[:, None] * p * np.log(p)).sum()
    least = np.exp(-(9 / 11) * np.log(9 / 11) - 2 / 11 * np.log(1 / 11)) / 3
    assert out.consensus == pytest.approx((np.exp(-beta) - least) / (1 - least))
    assert out.dissent.sum() == pytest.approx(1.0)
    assert out.stakeholder_weights == pytest.approx(share)
    # Whoever counts nothing brings no disagreement.
    alone = w.ahp_group(groups, stakeholder_weights=[1, 0, 0])
    assert (alone.consensus, alone.dissent.tolist()) == (pytest.approx(1.0), [0.0, 0.0, 0.0])
    assert "nobody to disagree with" in w.ahp_group(groups[:1]).text()
    assert w.ahp_group([[[1]], [[1]]]).consensus == 1.0
    assert type(out).from_dict(out.to_dict()) == out
    assert out.to_frame("stakeholder")["dissent"].tolist() == out.dissent.tolist()
