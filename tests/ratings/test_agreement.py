"""ratings, agreement: hand values, laws, refusals, published figures and those of peers."""

import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kinerja.errors import InputError
from kinerja.ratings import (
    ICC,
    FleissKappa,
    cohen_kappa,
    fleiss_kappa,
    icc,
    kendall_w,
    krippendorff_alpha,
)

PARITY = json.loads((Path(__file__).parents[1] / "parity" / "agreement.json").read_text("utf-8"))
DATA = PARITY["data"]
ANXIETY = np.array(DATA["anxiety"], dtype=float)
FOUR = np.array(DATA["four_observers"], dtype=float)
MEASUREMENTS = ["nominal", "ordinal", "interval", "ratio"]
NAN = float("nan")


@st.composite
def marks(draw, *, most=5):
    """Whole marks from 1 to 5 of 3 to 12 subjects by 2 to `most` raters, not all alike."""
    n, r = draw(st.integers(3, 12)), draw(st.integers(2, most))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = np.clip(np.rint(3 + rng.normal(size=(n, 1)) + rng.normal(size=(n, r))), 1, 5)
    assume(np.ptp(x) > 0)
    return x


def krippendorff_by_pairs(x, measurement):
    """Alpha by the formula, pair by pair, as a second way to the number."""
    units = [[v for v in row if v == v] for row in x.tolist()]
    units = [row for row in units if len(row) >= 2]
    values = sorted(itertools.chain(*units))
    count = {v: values.count(v) for v in values}

    def delta(a, b):
        if measurement == "nominal":
            return float(a != b)
        if measurement == "interval":
            return (a - b) ** 2
        if measurement == "ratio":
            return ((a - b) / (a + b)) ** 2 if a + b else 0.0
        low, high = min(a, b), max(a, b)
        between = sum(c for v, c in count.items() if low <= v <= high)
        return (between - (count[a] + count[b]) / 2) ** 2

    n = len(values)
    found = sum(
        delta(a, b) / (len(row) - 1) for row in units for a, b in itertools.permutations(row, 2)
    )
    chance = sum(delta(a, b) for a, b in itertools.permutations(values, 2))
    return 1 - (found / n) / (chance / (n * (n - 1)))


# --- hand values -----------------------------------------------------------------------------


def test_icc_by_hand():
    # subjects (1,2) (3,4): B = 2·2·1²/1 = 4; W = (.5 + .5)/2 = .5; J = 1; E = 0
    out = icc([[1, 2], [3, 4]])
    assert out.mean_squares == pytest.approx([4, 0.5, 1, 0], abs=1e-12)
    # ICC1 = 3.5/4.5, ICC2 = 4/(4 + 2·1/2), ICC3 = 1; with k: 3.5/4, 4/(4 + .5), 1
    assert out.value == pytest.approx([7 / 9, 4 / 5, 1, 7 / 8, 8 / 9, 1])
    assert out.f.tolist() == [8.0, np.inf, np.inf, 8.0, np.inf, np.inf]
    assert out.p_value[[1, 2]].tolist() == [0.0, 0.0]
    assert out.lower[[2, 5]].tolist() == [1.0, 1.0]


def test_subjects_with_equal_means_have_no_icc_of_the_mean():
    # B = 0: (B − W)/B is not a number, ICC1 = −W/((k − 1)W) = −1/2
    out = icc([[1, 2, 3], [2, 3, 1], [3, 1, 2]])
    assert out.value[[0, 2]] == pytest.approx([-0.5, -0.5])
    assert np.isnan(out.value[[3, 5]]).all()
    assert out.f.tolist() == [0.0] * 6


def test_cohen_by_hand():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: p_o = .7, p_e = .5·.6 + .5·.4 = .5, κ = .4
    a = ["yes"] * 25 + ["no"] * 25
    b = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    out = cohen_kappa(a, b)
    assert (out.observed, out.expected) == pytest.approx((0.7, 0.5))
    assert out.value == pytest.approx(0.4)
    assert out.categories.tolist() == ["no", "yes"]
    assert out.table.tolist() == [[15, 10], [5, 20]]


def test_an_unused_category_changes_a_weighted_kappa_only():
    a, b = [1, 1, 2, 4, 4], [1, 2, 2, 4, 2]
    assert cohen_kappa(a, b).value == cohen_kappa(a, b, categories=[1, 2, 3, 4]).value
    # quadratic, on the labels that occur (places 0, 1, 2): D_o = (1 + 1)/5, in quarters;
    # D_e = (2·(3·1 + 1·4) + 1·(1 + 1) + 2·(4 + 3))/25 = 30/25: κ = 1 − (2/5)/(30/25) = 2/3
    assert cohen_kappa(a, b, weighting="quadratic").value == pytest.approx(2 / 3)
    # with 3 between, places 0, 1, 3: D_o = (1 + 4)/5, D_e = (2·(3 + 9) + (1 + 4) + 2·(9 + 12))/25
    out = cohen_kappa(a, b, weighting="quadratic", categories=[1, 2, 3, 4])
    assert out.value == pytest.approx(1 - (5 / 5) / (71 / 25))


def test_a_rater_who_never_differs_leaves_no_test():
    # a says 1 always: κ = 0 whatever b says
    out = cohen_kappa([1, 1, 1, 1], [1, 2, 1, 2])
    assert out.value == 0.0
    assert np.isnan([out.z, out.p_value]).all()


def test_fleiss_by_hand():
    # aab: 1/3, bbb: 1, aaa: 1, abb: 1/3: p_o = 2/3; p = 1/2 each: p_e = 1/2, κ = 1/3
    out = fleiss_kappa([["a", "a", "b"], ["b", "b", "b"], ["a", "a", "a"], ["a", "b", "b"]])
    assert (out.observed, out.expected) == pytest.approx((2 / 3, 1 / 2))
    assert out.value == pytest.approx(1 / 3)
    # Σ pq = 1/2, Σ pq(q − p) = 0: se = √2·(1/2)/((1/2)·√(4·3·2)) = √(2/24)
    assert out.se == pytest.approx(np.sqrt(2 / 24))


def test_kendall_by_hand():
    # ranks (1,2,1) (2,1,3) (3,3,2) (4,4,4): sums 4 6 8 12, S = 12.25+2.25+.25+20.25 = 35
    # W = 12·35/(9·60) = 7/9
    out = kendall_w([[10, 20, 1], [20, 10, 3], [30, 30, 2], [40, 40, 4]])
    assert out.value == pytest.approx(7 / 9)
    assert out.chi_square == pytest.approx(3 * 3 * 7 / 9)
    assert out.mean_rank == pytest.approx([4 / 3, 2, 8 / 3, 4])


def test_krippendorff_by_hand():
    # units aa, bb, ab: N = 6, o_ab = 2 of 6; n_a = n_b = 3: D_e = 2·9/(6·5) = .6: 1 − (1/3)/.6
    out = krippendorff_alpha([["a", "a"], ["b", "b"], ["a", "b"]])
    assert out.value == pytest.approx(1 - (1 / 3) / 0.6)
    assert (out.n, out.values) == (3, 6)


def test_two_zeros_on_a_ratio_scale_do_not_differ():
    # δ²(0, 1) = 1 between zero and anything else: as nominal here
    x = [[0, 0], [1, 1], [0, 1]]
    assert krippendorff_alpha(x, measurement="ratio").value == pytest.approx(4 / 9)


# --- laws ------------------------------------------------------------------------------------


@given(x=marks(), measurement=st.sampled_from(MEASUREMENTS), holes=st.integers(0, 2**16))
def test_krippendorff_is_its_formula_pair_by_pair(x, measurement, holes):
    x = np.where(np.random.default_rng(holes).random(x.shape) < 0.2, np.nan, x)
    paired = x[(~np.isnan(x)).sum(axis=1) >= 2]
    assume(paired.size)
    assume(np.nanmax(paired) > np.nanmin(paired))
    out = krippendorff_alpha(x, measurement=measurement, missing="omit")
    expected = krippendorff_by_pairs(x, measurement)
    assert out.value == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(x=marks(), scale=st.floats(0.01, 100), shift=st.floats(-100, 100))
def test_agreement_knows_neither_unit_nor_origin(x, scale, shift):
    moved = x * scale + shift
    assert krippendorff_alpha(moved, measurement="interval").value == pytest.approx(
        krippendorff_alpha(x, measurement="interval").value, rel=1e-7, abs=1e-7
    )
    try:
        first = icc(x)
    except InputError:
        return
    second = icc(moved)
    usual = np.abs(first.value) < 1e6
    assert second.value[usual] == pytest.approx(first.value[usual], rel=1e-6, abs=1e-6, nan_ok=True)


@given(x=marks(), seed=st.integers(0, 2**16))
def test_order_of_subjects_and_raters_changes_nothing(x, seed):
    rng = np.random.default_rng(seed)
    other = x[rng.permutation(len(x))][:, rng.permutation(x.shape[1])]
    assert fleiss_kappa(other).value == pytest.approx(fleiss_kappa(x).value)
    for measurement in MEASUREMENTS:
        a = krippendorff_alpha(x, measurement=measurement).value
        b = krippendorff_alpha(other, measurement=measurement).value
        assert a == pytest.approx(b, abs=1e-9)
    if (np.ptp(x, axis=0) > 0).any():
        assert kendall_w(other).value == pytest.approx(kendall_w(x).value)


@given(x=marks(most=2))
def test_two_raters_change_places(x):
    a, b = x[:, 0], x[:, 1]
    for weighting in (None, "linear", "quadratic"):
        first = cohen_kappa(a, b, weighting=weighting)
        second = cohen_kappa(b, a, weighting=weighting)
        assert first.value == pytest.approx(second.value)
        assert first.se == pytest.approx(second.se)
        assert first.value <= 1 + 1e-12


@given(x=marks(most=2))
def test_conger_of_two_raters_is_cohen(x):
    expected = cohen_kappa(x[:, 0], x[:, 1]).value
    assert fleiss_kappa(x, chance="conger").value == pytest.approx(expected, abs=1e-9)


@given(x=marks())
def test_fleiss_is_the_mean_of_its_categories_weighted_by_their_spread(x):
    out = fleiss_kappa(x)
    spread = out.share * (1 - out.share)
    assert out.value == pytest.approx(float(spread @ out.category_kappa / spread.sum()))


@given(x=marks())
def test_stepping_up_the_icc_of_one_gives_the_icc_of_the_mean(x):
    try:
        out = icc(x)
    except InputError:
        return
    k = x.shape[1]
    for one, mean in ((0, 3), (1, 4), (2, 5)):
        value = out.value[one]
        if np.isnan(out.value[mean]) or np.isnan(value) or abs(out.value[mean]) > 1e3:
            continue
        assert out.value[mean] == pytest.approx(k * value / (1 + (k - 1) * value), abs=1e-6)


@given(x=marks())
def test_icc_lies_within_its_limits(x):
    try:
        out = icc(x)
    except InputError:
        return
    known = ~np.isnan(out.value + out.lower + out.upper)
    consistent = known & np.array([True, False, True, True, False, True])
    assert (out.lower[consistent] <= out.value[consistent] + 1e-9).all()
    assert (out.value[consistent] <= out.upper[consistent] + 1e-9).all()


@given(x=marks())
def test_w_lies_between_zero_and_one_and_is_one_for_one_order(x):
    assume(np.ptp(x[:, 0]) > 0)
    assert 0 <= kendall_w(x).value <= 1
    assert kendall_w(x[:, [0, 0, 0]]).value == pytest.approx(1.0)


def test_the_interval_of_alpha_is_one_seed_one_answer():
    first = krippendorff_alpha(ANXIETY, measurement="ordinal", resamples=200, rng=3)
    second = krippendorff_alpha(ANXIETY, measurement="ordinal", resamples=200, rng=3)
    assert first == second
    assert first.lower < first.value < first.upper
    assert first.undefined == 0
    narrow = krippendorff_alpha(ANXIETY, measurement="ordinal", resamples=200, rng=3, level=0.5)
    assert first.lower < narrow.lower
    assert narrow.upper < first.upper


def test_a_perfect_alpha_is_perfect_in_every_resample():
    out = krippendorff_alpha([[1, 1], [2, 2]], resamples=50, rng=1)
    assert (out.lower, out.upper) == (1.0, 1.0)
    assert out.undefined > 0  # one unit drawn twice has nothing to tell apart


@pytest.mark.parametrize("measurement", MEASUREMENTS)
def test_large_values_do_not_overflow(measurement):
    x = np.array([[1e300, 1e300], [2e300, 2e300], [3e300, 1e300]])
    small = krippendorff_alpha(x / 1e300, measurement=measurement)
    if measurement == "nominal":
        x = x / 1e290
    assert krippendorff_alpha(x, measurement=measurement).value == pytest.approx(small.value)
    assert icc(x).value == pytest.approx(icc(x / x[0, 0]).value)


# --- missing ---------------------------------------------------------------------------------


def test_omit_leaves_out_whole_subjects_and_says_how_many():
    x = np.vstack([ANXIETY, [[1, NAN, 2]]])
    assert icc(x, missing="omit").value == pytest.approx(icc(ANXIETY).value)
    assert kendall_w(x, missing="omit").n == 20
    assert fleiss_kappa(x, missing="omit").provenance.left_out == (
        "1 subjects with a missing rating",
    )
    first, second = [*ANXIETY[:, 0], None], [*ANXIETY[:, 1], 3]
    assert cohen_kappa(first, second, missing="omit").n == 20


def test_krippendorff_keeps_what_is_paired():
    out = krippendorff_alpha(FOUR, missing="omit")
    assert (out.n, out.values) == (11, 40)
    assert out.provenance.left_out == ("1 units with one value",)


def test_propagate_gives_no_figure():
    x = np.vstack([ANXIETY, [[1, NAN, 2]]])
    assert np.isnan(icc(x, missing="propagate").value).all()
    for function in (kendall_w, fleiss_kappa, krippendorff_alpha):
        assert np.isnan(function(x, missing="propagate").value)
        assert not np.isnan(function(ANXIETY, missing="propagate").value)
    assert np.isnan(cohen_kappa(x[:, 0], x[:, 1], missing="propagate").value)


def test_missing_labels_are_none_or_nan_and_named():
    with pytest.raises(InputError, match="row 1 column 'second'") as caught:
        fleiss_kappa({"first": ["a", "b", "a"], "second": ["a", None, "b"]})
    assert caught.value.code == "missing_value"
    with pytest.raises(InputError, match="row 0 column 1"):
        krippendorff_alpha([[1, NAN], [2, 2], [1, 2]])
    with pytest.raises(InputError, match="row 0 column 'r2'"):
        icc({"r1": [1, 2, 3], "r2": [None, 2, 1]})
    with pytest.raises(InputError, match=r"`b`.*row 1") as caught:  # b is an argument of its own
        cohen_kappa(["x", "y"], ["x", None])
    assert caught.value.argument == "b"
    masked = np.ma.MaskedArray([[1, 2], [2, 2], [1, 1]], mask=[[0, 1], [0, 0], [0, 0]])
    assert fleiss_kappa(masked, missing="omit").n == 2


def test_tables_of_any_library_are_read_by_column():
    columns = {"r1": ["a", "b", "a", None], "r2": ["a", "b", "b", "a"]}
    expected = fleiss_kappa(columns, missing="omit")
    for library in (pd, pl, pa):
        make = library.table if library is pa else library.DataFrame
        assert fleiss_kappa(make(columns), missing="omit") == expected


# --- parity ----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["shrout_fleiss", "anxiety"])
def test_six_forms_of_psych(case):
    out, expected = icc(DATA[case]), PARITY["icc"][case]
    got = {
        "value": out.value,
        "f": out.f,
        "df1": out.df1,
        "df2": out.df2,
        "p": out.p_value,
        "lower": out.lower,
        "upper": out.upper,
    }
    for name, value in got.items():
        np.testing.assert_allclose(value, expected[name], rtol=1e-9, err_msg=name)


def test_table_4_of_shrout_and_fleiss():
    value = icc(DATA["shrout_fleiss"]).value.round(2)
    assert value.tolist() == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]


@pytest.mark.parametrize(
    ("weighting", "case", "place"),
    [(None, "unweighted", 0), ("linear", "linear", 1), ("quadratic", "quadratic", 2)],
)
def test_cohen_of_vcd_and_statsmodels(weighting, case, place):
    out = cohen_kappa(ANXIETY[:, 0], ANXIETY[:, 1], weighting=weighting)
    np.testing.assert_allclose([out.value, out.se], PARITY["cohen"][case], rtol=1e-9)
    np.testing.assert_allclose(out.z, PARITY["cohen"]["z"][place], rtol=1e-9)
    peer = PARITY["cohen"]["statsmodels"][case]
    got = [out.value, out.se, out.se_null, out.z, out.lower, out.upper]
    np.testing.assert_allclose(got, peer, rtol=1e-9)


def test_fleiss_of_the_psychiatric_diagnoses():
    # Fleiss (1971): κ = .430; R package irr prints z = 17.7 and these kappas of the categories
    out = fleiss_kappa(DATA["diagnoses"])
    assert out.value == pytest.approx(PARITY["fleiss"]["diagnoses"], rel=1e-9)
    assert round(out.value, 3) == 0.43
    assert round(out.z, 1) == 17.7
    assert out.category_kappa.round(3).tolist() == [0.245, 0.245, 0.52, 0.471, 0.566]


def test_kendall_is_friedman_in_another_unit():
    out, expected = kendall_w(ANXIETY), PARITY["kendall"]
    assert out.chi_square == pytest.approx(expected["friedman"], rel=1e-9)
    assert out.p_value == pytest.approx(expected["p"], rel=1e-9)
    assert out.value == pytest.approx(expected["value"], rel=1e-9)


@pytest.mark.parametrize("measurement", MEASUREMENTS)
def test_krippendorff_of_four_observers(measurement):
    for case, x in (("four_observers", FOUR), ("anxiety", ANXIETY)):
        got = krippendorff_alpha(x, measurement=measurement, missing="omit").value
        assert got == pytest.approx(PARITY["krippendorff"][case][measurement], rel=1e-9)


def test_krippendorff_of_text_labels():
    got = krippendorff_alpha(DATA["diagnoses"]).value
    assert got == pytest.approx(PARITY["krippendorff"]["diagnoses_nominal"], rel=1e-9)


def test_four_observers_as_krippendorff_prints_them():
    got = [
        krippendorff_alpha(FOUR, measurement=measurement, missing="omit").value
        for measurement in MEASUREMENTS
    ]
    assert np.round(got, 3).tolist() == [0.743, 0.815, 0.849, 0.797]


# --- refusals --------------------------------------------------------------------------------


@pytest.mark.parametrize("function", [icc, kendall_w, fleiss_kappa, krippendorff_alpha])
def test_refuses_too_few_and_no_variance(function):
    with pytest.raises(InputError, match=r"at least 2 raters \(columns\); found 1"):
        function([[1], [2], [3]])
    with pytest.raises(InputError, match=r"at least 2 subjects \(rows\); found 1"):
        function([[1, 2, 3]])
    with pytest.raises(InputError, match="ratings that differ") as caught:
        function([[2, 2], [2, 2], [2, 2]])
    assert caught.value.code == "constant"
    with pytest.raises(InputError, match="shape"):
        function([1, 2, 3])
    with pytest.raises(InputError, match="`missing`"):
        function([[1, 2], [2, 1]], missing="pairwise")


def test_refuses_subjects_lost_to_missing_ratings():
    with pytest.raises(InputError, match="found 1 after 2 with a missing rating"):
        icc([[1, 2], [NAN, 1], [2, NAN]], missing="omit")
    with pytest.raises(InputError, match="at least one unit with two values"):
        krippendorff_alpha([[1, NAN], [NAN, 2]], missing="omit")


def test_cohen_refuses():
    with pytest.raises(InputError, match="`b`: expected 3 labels, as `a` has; found 2"):
        cohen_kappa([1, 2, 1], [1, 2])
    with pytest.raises(InputError, match="`a`: expected one label per subject"):
        cohen_kappa("abc", [1, 2, 1])
    with pytest.raises(InputError, match="one label only"):
        cohen_kappa([1, 1], [1, 1])
    with pytest.raises(InputError, match="`weighting`"):
        cohen_kappa([1, 2], [1, 2], weighting="equal")
    with pytest.raises(InputError, match="every label that occurs; found no 3"):
        cohen_kappa([1, 3], [1, 2], categories=[1, 2])
    with pytest.raises(InputError, match="labels of one kind"):
        cohen_kappa([1, 2], ["a", "b"])
    with pytest.raises(InputError, match="at least 2 subjects"):
        cohen_kappa([1], [2])


def test_labels_are_not_measurements():
    with pytest.raises(InputError, match=r"row 1 column 0 \(1\.5\)"):
        fleiss_kappa(np.array([[1, 2], [1.5, 2]]))
    with pytest.raises(InputError, match="numbers"):
        krippendorff_alpha([["a", "b"], ["b", "b"]], measurement="interval")
    with pytest.raises(InputError, match="rows of one length"):
        fleiss_kappa([["a", "b"], ["a"]])


GRADES = ["poor", "fair", "good"]
GIVEN_A = ["fair", "good", "good", "poor", "fair", "good"]
GIVEN_B = ["fair", "good", "fair", "poor", "fair", "good"]


def test_weights_need_an_order():
    """By the alphabet fair < good < poor: a weighted kappa of that is of no scale at all."""
    for weighting in ("linear", "quadratic"):
        with pytest.raises(InputError, match="order=") as caught:
            cohen_kappa(GIVEN_A, GIVEN_B, weighting=weighting)
        assert (caught.value.argument, caught.value.code) == ("order", "missing_argument")
    assert cohen_kappa(GIVEN_A, GIVEN_B).categories.tolist() == ["fair", "good", "poor"]
    places = [[GRADES.index(x) for x in given] for given in (GIVEN_A, GIVEN_B)]
    expected = cohen_kappa(*places, weighting="quadratic").value
    named = cohen_kappa(GIVEN_A, GIVEN_B, weighting="quadratic", order=GRADES)
    assert named.value == pytest.approx(expected)
    assert named == cohen_kappa(GIVEN_A, GIVEN_B, weighting="quadratic", categories=GRADES)
    # Numbers have their order, as text too: 10 comes after 9.
    nines = [[8 + place for place in given] for given in places]
    text = [[str(place) for place in given] for given in nines]
    assert cohen_kappa(*text, weighting="linear").categories.tolist() == ["8", "9", "10"]
    assert cohen_kappa(*text, weighting="linear").value == pytest.approx(
        cohen_kappa(*nines, weighting="linear").value
    )
    with pytest.raises(InputError, match="former name"):
        cohen_kappa(GIVEN_A, GIVEN_B, order=GRADES, categories=GRADES)


def declared(library, values, levels):
    if library == "pandas":
        return pd.Categorical(values, categories=levels, ordered=True)
    if library == "polars":
        return pl.Series(values, dtype=pl.Enum(levels))
    codes = [None if v is None else levels.index(v) for v in values]
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), levels, ordered=True)


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_declared_order_is_used_with_the_levels_nobody_gave(library):
    levels = ["bad", "poor", "fair", "good"]
    a, b = (declared(library, given, levels) for given in (GIVEN_A, GIVEN_B))
    got = cohen_kappa(a, b, weighting="linear")
    expected = cohen_kappa(GIVEN_A, GIVEN_B, weighting="linear", order=levels)
    assert got.categories.tolist() == levels
    assert got.value == pytest.approx(expected.value)
    # One column that declares the order is enough, if the other keeps to its levels.
    assert cohen_kappa(a, GIVEN_B, weighting="linear").value == pytest.approx(expected.value)
    with pytest.raises(InputError, match="declared order"):
        cohen_kappa(a, [*GIVEN_B[:5], "great"], weighting="linear")
    with pytest.raises(InputError, match="declared order"):
        cohen_kappa(a, declared(library, GIVEN_B, levels[::-1]), weighting="linear")
    gap = declared(library, [None, *GIVEN_A[1:]], levels)
    assert cohen_kappa(gap, b, weighting="linear", missing="omit").n == 5
    places = [[levels.index(x) for x in given] for given in (GIVEN_A, GIVEN_B)]
    alpha = krippendorff_alpha(np.transpose(places), measurement="ordinal").value
    table = {"a": a, "b": b}
    assert krippendorff_alpha(table, measurement="ordinal").value == pytest.approx(alpha)


def test_an_ordinal_alpha_of_text_needs_an_order():
    rows = list(zip(GIVEN_A, GIVEN_B, strict=True))
    with pytest.raises(InputError, match="order=") as caught:
        krippendorff_alpha(rows, measurement="ordinal")
    assert caught.value.argument == "order"
    got = krippendorff_alpha(rows, measurement="ordinal", order=GRADES)
    places = [[GRADES.index(x) for x in row] for row in rows]
    assert got.value == pytest.approx(krippendorff_alpha(places, measurement="ordinal").value)
    with pytest.raises(InputError, match="ordinal"):
        krippendorff_alpha(rows, order=GRADES)
    with pytest.raises(InputError, match="every label that occurs; found no 'good'"):
        krippendorff_alpha(rows, measurement="ordinal", order=["poor", "fair"])


def test_blank_ratings_are_missing():
    assert fleiss_kappa([["a", "a"], ["b", " "], ["b", "b"], ["a", "b"]], missing="omit").n == 3
    with pytest.raises(InputError, match="row 1 column 1"):
        fleiss_kappa([["a", "a"], ["b", ""], ["b", "b"]])


UNITS = [
    [1, 1, NAN, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [NAN, 5, 5, 5], [NAN, NAN, 1, 1], [NAN, NAN, 3, NAN],
]  # fmt: skip


def test_fleiss_on_the_ratings_that_are_there():
    """fleiss.kappa.raw of irrCAC 1.0 on its cac.raw4raters: .761 (Gwet's 12 units, 4 raters); the
    7 complete rows alone come to .641.

    p_o over the 11 units with two ratings or more: 1, 1/2, 1, 1, 1, 0, 1, 1/2, 1, 1, 1: 9/11.
    """
    got = fleiss_kappa(UNITS, missing="available")
    assert got.observed == pytest.approx(9 / 11)
    assert got.value == pytest.approx(0.76117, abs=5e-6)
    assert (got.n, got.raters) == (12, 4)
    # Shares are means over units: of 5 only unit 10 has any, 1 in 12.
    assert got.share[4] == pytest.approx(1 / 12)
    assert got.share.sum() == pytest.approx(1)
    assert fleiss_kappa(UNITS, missing="omit").value == pytest.approx(0.641, abs=5e-4)
    # The whole is the mean of the categories, weighted by their spread.
    weight = got.share * (1 - got.share)
    assert got.value == pytest.approx(np.average(got.category_kappa, weights=weight))
    empty = fleiss_kappa([*UNITS, [NAN] * 4], missing="available")
    assert empty.value == got.value
    assert empty.provenance.left_out == ("1 subjects without a rating",)
    with pytest.raises(InputError, match="fleiss"):
        fleiss_kappa(UNITS, chance="conger", missing="available")
    with pytest.raises(InputError, match="at least 2 subjects"):
        fleiss_kappa([[1, 2], [1, NAN], [NAN, 2]], missing="available")


@given(marks())
def test_nothing_missing_is_nothing_changed(x):
    assume(np.ptp(x) > 0)
    a, b = fleiss_kappa(x), fleiss_kappa(x, missing="available")
    for name in ("value", "se", "observed", "expected", "category_kappa", "category_z"):
        assert getattr(b, name) == pytest.approx(getattr(a, name), nan_ok=True)


def test_the_error_with_gaps_is_that_of_chance():
    """1,000 panels of chance labels, 1 to 4 a subject: the spread of kappa is its se."""
    rng = np.random.default_rng(3)
    n, share = 60, [0.5, 0.3, 0.2]
    said = rng.integers(1, 5, n)
    here = np.arange(4)[None, :] < said[:, None]
    found, each, errors = [], [], []
    for _ in range(1000):
        x = np.where(here, rng.choice(3, size=(n, 4), p=share), np.nan)
        got = fleiss_kappa(x, missing="available")
        found.append(got.value)
        each.append(got.category_kappa[0])
        errors.append((got.se, got.category_kappa[0] / got.category_z[0]))
    assert np.mean([e for e, _ in errors]) == pytest.approx(np.std(found), rel=0.08)
    assert np.mean([e for _, e in errors]) == pytest.approx(np.std(each), rel=0.08)


def test_krippendorff_refuses():
    with pytest.raises(InputError, match="below its zero"):
        krippendorff_alpha([[1, -1], [2, 2]], measurement="ratio")
    with pytest.raises(InputError, match="`rng`"):
        krippendorff_alpha(ANXIETY, resamples=10)
    with pytest.raises(InputError, match="`measurement`"):
        krippendorff_alpha(ANXIETY, measurement="metric")


def test_results_travel_as_json():
    for out, kind in ((icc([[1, 2], [3, 4]]), ICC), (fleiss_kappa(ANXIETY), FleissKappa)):
        again = kind.from_dict(json.loads(json.dumps(out.to_dict(), allow_nan=False)))
        assert again == out


@pytest.mark.parametrize("spread", [0.01, 1.0, 6.0])
@pytest.mark.parametrize("zeros", [0, 3])
def test_many_distinct_values_on_a_ratio_scale(spread, zeros):
    # The expected disagreement is Σ ((a − b)/(a + b))² over all pairs, listed one by one here.
    rng = np.random.default_rng(8)
    x = np.exp(rng.normal(3, spread, (1_500, 2)))
    x[:zeros, 1] = 0.0
    v = x.ravel()
    total = v[:, None] + v
    pairs = ((v[:, None] - v) / np.where(total > 0, total, 1.0)) ** 2
    got = krippendorff_alpha(x, measurement="ratio")
    assert got.expected == pytest.approx(pairs.sum() / (v.size * (v.size - 1)), rel=1e-12)


def test_whole_numbers_as_floats_are_the_same_labels():
    a, b = np.array([1, 2, 2, 3, 1, 3]), np.array([1, 2, 3, 3, 1, 1])
    want = cohen_kappa(a, b)
    assert cohen_kappa(a.astype(float), b.astype(float)).value == want.value
    holed = np.append(a.astype(float), [NAN, 2.0]), np.append(b.astype(float), [1.0, NAN])
    got = cohen_kappa(*holed, missing="omit")
    assert (got.value, got.n) == (want.value, 6)
    with pytest.raises(InputError, match="row 6"):
        cohen_kappa(*holed)
    with pytest.raises(InputError, match=r"whole numbers.*1\.5"):
        cohen_kappa(np.array([1.0, 1.5]), np.array([1.0, 2.0]))


class Liar:
    """Says that it is an array, and is not."""

    def __array__(self, *_, **__):
        raise RuntimeError("on another device")


@pytest.mark.parametrize(
    "ratings",
    [
        None,
        3,
        Liar(),
        [Liar(), Liar()],
        [["a", Liar()], ["a", "b"], ["b", "b"]],
        [["a", ["b", "c"]], ["a", "b"]],
        [["a"], ["a", "b"]],
        [["a", "b"], "a"],
        [[], []],
        {},
        {"x": 1, "y": 2},
        {"x": "ab", "y": "ab"},
        np.empty((3, 0)),
    ],
)
@pytest.mark.parametrize("function", [fleiss_kappa, krippendorff_alpha])
def test_what_is_no_table_of_ratings_is_refused_by_its_name(function, ratings):
    options = {"measurement": "nominal"} if function is krippendorff_alpha else {}
    with pytest.raises(InputError) as caught:
        function(ratings, **options)
    assert caught.value.argument.startswith("ratings")
