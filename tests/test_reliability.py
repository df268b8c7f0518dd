"""reliability: hand values, laws, refusals, and the figures of R."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kinerja.errors import InputError
from kinerja.reliability import Alpha, alpha, bartlett, item_analysis, kmo, omega

PARITY = json.loads((Path(__file__).parent / "parity" / "reliability.json").read_text("utf-8"))
COMPLETE = np.array(PARITY["data"]["A"], dtype=float)
HOLES = np.array(PARITY["data"]["B"], dtype=float)
CASES = [
    ("complete", COMPLETE, "raise"),
    ("pairwise", HOLES, "pairwise"),
    ("omit", HOLES, "omit"),
]
SMALL = [[1, 2], [2, 2], [3, 4], [4, 5]]
FUNCTIONS = [alpha, omega, kmo, bartlett, item_analysis]


@st.composite
def answers(draw, *, least=3, most=6):
    """Answers of 12 to 40 people to items that share a factor, on a scale from 1 to 5."""
    k = draw(st.integers(least, most))
    n = draw(st.integers(12, 40))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = np.clip(np.rint(3 + rng.normal(size=(n, 1)) + rng.normal(size=(n, k))), 1, 5)
    assume((np.ptp(x, axis=0) > 0).all())
    return x


# --- hand values -----------------------------------------------------------------------------


def test_alpha_by_hand():
    # variances 5/3 and 9/4, covariance 11/6: 2·(1 − (47/12)/(91/12)) = 88/91
    out = alpha(SMALL)
    r = (11 / 6) / np.sqrt(5 / 3 * 9 / 4)
    assert out.raw == pytest.approx(88 / 91, rel=1e-14)
    assert out.standardized == pytest.approx(2 * r / (1 + r), rel=1e-14)
    assert out.item_rest == pytest.approx([r, r], rel=1e-14)
    # smc of two items is r²: λ6 = 1 − 2(1 − r²)/(2 + 2r) = r
    assert out.lambda_6 == pytest.approx(r, rel=1e-12)
    assert np.isnan(out.if_dropped).all()


def test_weighted_alpha_by_hand():
    # weight 2 on the last person: as the person twice, save the n/(n − 1), which cancels
    twice = alpha([*SMALL, SMALL[-1]])
    out = alpha(SMALL, weights=[1, 1, 1, 2])
    assert out.raw == pytest.approx(twice.raw, rel=1e-14)
    assert out.standardized == pytest.approx(twice.standardized, rel=1e-14)
    assert np.isnan([out.lower, out.upper, out.standard_error]).all()


def test_three_items_fit_one_factor_exactly():
    # λ₁ = √(r₁₂·r₁₃/r₂₃) and so on
    x = COMPLETE[:, [0, 1, 3]]
    r = np.corrcoef(x, rowvar=False)
    by_hand = np.sqrt(
        [r[0, 1] * r[0, 2] / r[1, 2], r[0, 1] * r[1, 2] / r[0, 2], r[0, 2] * r[1, 2] / r[0, 1]]
    )
    for method in ("ml", "minres"):
        out = omega(x, method=method)
        assert out.loadings == pytest.approx(by_hand, abs=1e-7)
        assert not out.at_bound.any()
        # an exact model implies the observed variance of the sum: the two omegas are one
        assert out.observed == pytest.approx(out.total, abs=1e-7)


def test_a_factor_that_does_not_fit_says_so():
    # r₁₂ r₁₃/r₂₃ > 1: the first item would need a negative variance of its own
    r = np.array([[1, 0.8, 0.8], [0.8, 1, 0.5], [0.8, 0.5, 1]])
    z = np.linalg.qr(np.random.default_rng(1).normal(size=(50, 4)))[0]
    z = z - z.mean(axis=0)
    z = np.linalg.qr(z)[0][:, :3]
    out = omega(z @ np.linalg.cholesky(r).T)
    assert out.at_bound.tolist() == [True, False, False]
    assert out.uniqueness[0] == pytest.approx(0.005)


def test_two_items_have_a_kmo_of_one_half():
    # nothing to take out of a pair: q = r, r²/(r² + r²) = 1/2
    out = kmo(SMALL)
    assert out.overall == pytest.approx(0.5)
    assert out.per_item == pytest.approx([0.5, 0.5])


def test_bartlett_of_two_items_by_hand():
    # −ln(1 − r²)·(4 − 1 − 9/6), r² = (121/36)/(15/4) = 121/135
    out = bartlett(SMALL)
    assert out.chi_square == pytest.approx(-np.log(14 / 135) * 1.5, rel=1e-12)
    assert out.df == 1


def test_item_analysis_by_hand():
    out = item_analysis({"a": [1, 2, 3, 4], "b": [2, 2, 4, 5]})
    assert out.items.tolist() == ["a", "b"]
    assert out.mean.tolist() == [2.5, 3.25]
    assert out.sd == pytest.approx([np.sqrt(5 / 3), 1.5])
    assert out.floor.tolist() == [0.25, 0.0]
    assert out.ceiling.tolist() == [0.0, 0.25]


def test_what_is_left_out_is_said():
    out = item_analysis(HOLES, missing="omit")
    assert out.missing.tolist() == [1, 1, 1, 1, 0, 0, 1]
    assert out.n.tolist() == [26] * 7
    assert out.provenance.left_out == ("4 rows with a missing answer",)
    assert item_analysis(HOLES, missing="pairwise").n.tolist() == [29, 29, 29, 29, 30, 30, 29]


# --- laws ------------------------------------------------------------------------------------


@given(x=answers(), scale=st.floats(1e-3, 1e3), shift=st.floats(-1e3, 1e3))
def test_alpha_knows_neither_unit_nor_origin_nor_order(x, scale, shift):
    out = alpha(x)
    other = alpha((x * scale + shift)[::-1, ::-1])
    assert other.raw == pytest.approx(out.raw, rel=1e-7, abs=1e-7)
    assert other.item_rest[::-1] == pytest.approx(out.item_rest, abs=1e-7, nan_ok=True)


@given(x=answers())
def test_alpha_without_an_item_is_the_alpha_of_the_others(x):
    out = alpha(x)
    for j in range(x.shape[1]):
        assert alpha(np.delete(x, j, axis=1)).raw == pytest.approx(out.if_dropped[j], abs=1e-9)


@given(x=answers())
def test_alpha_is_at_most_one_within_its_interval(x):
    out = alpha(x)
    assert out.raw <= 1
    assert out.lower <= out.raw <= out.upper <= 1
    assert alpha(x, level=0.5).lower >= out.lower


@given(x=answers(), c=st.floats(1e-6, 1e6))
def test_equal_weights_change_no_figure(x, c):
    plain, weighted = alpha(x), alpha(x, weights=np.full(len(x), c))
    assert weighted.raw == pytest.approx(plain.raw, rel=1e-9)
    assert weighted.if_dropped == pytest.approx(plain.if_dropped, rel=1e-9, abs=1e-9)


@given(x=answers())
def test_a_row_of_weight_zero_is_nobody(x):
    w = np.ones(len(x))
    w[0] = 0.0
    assume((np.ptp(x[1:], axis=0) > 0).all())
    assert alpha(x, weights=w).raw == pytest.approx(alpha(x[1:]).raw, rel=1e-12)


@given(x=answers())
def test_the_policies_agree_where_nothing_is_missing(x):
    for function in (alpha, kmo, bartlett, item_analysis):
        try:
            plain = function(x)
        except InputError:
            continue
        for missing in ("omit", "pairwise"):
            other = function(x, missing=missing)
            for name in ("raw", "overall", "chi_square", "item_rest"):
                if hasattr(plain, name):
                    assert np.array_equal(
                        getattr(other, name), getattr(plain, name), equal_nan=True
                    )


@given(x=answers())
def test_item_rest_is_the_correlation_with_the_sum_of_the_others(x):
    total = x.sum(axis=1)
    for j, value in enumerate(alpha(x).item_rest):
        rest = total - x[:, j]
        if np.ptp(rest) > 0:
            assert value == pytest.approx(np.corrcoef(x[:, j], rest)[0, 1], abs=1e-9)


@given(x=answers(least=4))
def test_omega_stays_between_zero_and_one(x):
    try:
        out = omega(x)
    except InputError:
        return  # one item follows from the others
    assert 0 <= out.total < 1
    assert out.loadings.sum() >= 0
    assert ((out.uniqueness >= 0.005 - 1e-12) & (out.uniqueness <= 1)).all()


@given(x=hnp.arrays(np.float64, (6, 3), elements=st.floats(-1e300, 1e300)))
def test_finite_answers_give_finite_figures_or_a_refusal(x):
    try:
        out = alpha(x)
    except InputError:
        return
    assert np.isfinite([out.raw, out.lower, out.upper]).all()


def test_a_repeated_item_has_a_multiple_correlation_of_one():
    out = item_analysis(np.column_stack([COMPLETE, COMPLETE[:, 0]]))
    assert out.smc[[0, 7]] == pytest.approx([1.0, 1.0])
    assert ((out.smc >= 0) & (out.smc <= 1)).all()


# --- parity ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("case", "x", "missing"), CASES, ids=[c[0] for c in CASES])
def test_figures_of_r(case, x, missing):
    expected = PARITY[case]
    out = alpha(x, missing=missing)
    got = {
        "raw": out.raw,
        "standardized": out.standardized,
        "lambda_6": out.lambda_6,
        "average_r": out.average_r,
        "ase": out.standard_error,
        "feldt": [out.lower, out.upper],
        "if_dropped": out.if_dropped,
        "item_rest": out.item_rest,
        "psych_r_drop": out.item_rest,
        "kmo": kmo(x, missing=missing).overall,
        "kmo_items": kmo(x, missing=missing).per_item,
        "bartlett": bartlett(x, missing=missing).chi_square,
        "bartlett_df": bartlett(x, missing=missing).df,
        "bartlett_p": bartlett(x, missing=missing).p_value,
        "smc": item_analysis(x, missing=missing).smc,
    }
    for name, value in got.items():
        np.testing.assert_allclose(value, expected[name], rtol=1e-9, err_msg=name)


def test_weighted_alpha_of_r():
    got = alpha(COMPLETE, weights=PARITY["data"]["w"]).raw
    assert got == pytest.approx(PARITY["weighted_alpha"], rel=1e-9)


@pytest.mark.parametrize(("case", "k"), [("ml", 5), ("ml7", 7)])
def test_maximum_likelihood_of_r(case, k):
    out, expected = omega(COMPLETE[:, :k]), PARITY[case]
    assert out.loadings == pytest.approx(expected["loadings"], abs=1e-6)
    assert out.uniqueness == pytest.approx(expected["uniqueness"], abs=1e-6)
    assert out.total == pytest.approx(expected["total"], rel=1e-6)


def test_the_omega_with_the_observed_variance_is_another_number():
    out, expected = omega(COMPLETE[:, :5]), PARITY["ml"]
    assert out.observed == pytest.approx(expected["observed"], rel=1e-6)
    assert abs(out.observed - out.total) > 1e-6


def test_minres_of_r():
    # psych stops at a loose tolerance
    out = omega(COMPLETE[:, :5], method="minres")
    assert out.loadings == pytest.approx(PARITY["minres"]["loadings"], abs=1e-5)


# --- refusals --------------------------------------------------------------------------------


@pytest.mark.parametrize("function", FUNCTIONS)
def test_refuses_what_no_statistic_can_use(function):
    with pytest.raises(InputError, match=r"at least [23] items \(columns\); found 1"):
        function([[1], [2], [3]])
    with pytest.raises(InputError, match="at least 2 rows"):
        function([[1, 2, 3]])
    with pytest.raises(InputError, match="one answer only in 'b'") as caught:
        function({"a": [1, 2, 3], "b": [4, 4, 4], "c": [1, 3, 2]})
    assert caught.value.code == "constant"
    with pytest.raises(InputError, match="row 1 column 2") as caught:
        function([[1, 2, 3], [2, 3, np.nan], [3, 1, 1], [1, 1, 2]])
    assert caught.value.code == "missing_value"
    assert "omit" in caught.value.hint
    with pytest.raises(InputError, match="finite"):
        function([[1, 2, 3], [2, 3, np.inf], [3, 1, 1]])
    with pytest.raises(InputError, match="`missing`: expected one of 'raise', 'omit', 'pairwise'"):
        function(COMPLETE, missing="drop")
    with pytest.raises(InputError, match="found 1 after 2 with a missing answer"):
        function([[1, 2, 3], [np.nan, 1, 2], [2, np.nan, 1]], missing="omit")
    with pytest.raises(InputError, match="numbers"):
        function([["a", "b"], ["c", "d"]])


def test_refuses_items_nobody_answered_together():
    x = [[1, np.nan, 2], [2, np.nan, 3], [np.nan, 1, 1], [np.nan, 2, 2]]
    with pytest.raises(InputError, match="0 and 1 by 0") as caught:
        alpha(x, missing="pairwise")
    assert caught.value.code == "too_few"


def test_refuses_a_sum_without_variance():
    with pytest.raises(InputError, match="opposite directions"):
        alpha([[1, 5], [2, 4], [4, 2]])


@pytest.mark.parametrize("function", [omega, kmo, bartlett])
def test_refuses_an_item_that_follows_from_the_others(function):
    x = np.column_stack([COMPLETE[:, :3], COMPLETE[:, 0]])
    with pytest.raises(InputError, match="a dependence among 0, 3") as caught:
        function(x)
    assert caught.value.code == "not_estimable"


def test_refuses_bad_weights():
    with pytest.raises(InputError, match="`weights`: expected 0 or more"):
        alpha(SMALL, weights=[1, 1, -1, 1])
    with pytest.raises(InputError, match="only zeros"):
        alpha(SMALL, weights=[0, 0, 0, 0])
    with pytest.raises(InputError, match="expected 4 values; found 3"):
        alpha(SMALL, weights=[1, 1, 1])


def test_refuses_an_item_that_vanishes_beside_the_others():
    with pytest.raises(InputError, match="differences in 1 that vanish"):
        alpha([[1e200, 1], [0, 2], [1, 0]])


def test_refuses_items_without_any_correlation():
    with pytest.raises(InputError, match="correlations of exactly 0"):
        kmo([[1, 1], [1, -1], [-1, 1], [-1, -1]])


def test_refuses_a_level_and_a_method_that_are_none():
    with pytest.raises(InputError, match="`level`"):
        alpha(SMALL, level=95)
    with pytest.raises(InputError, match="`method`: expected one of 'ml', 'minres'"):
        omega(COMPLETE, method="pca")


def test_results_travel_as_json():
    out = alpha(COMPLETE)
    assert Alpha.from_dict(json.loads(json.dumps(out.to_dict(), allow_nan=False))) == out
    assert not out.item_rest.flags.writeable


def test_an_item_is_constant_among_the_complete_rows_only():
    x = [[1, 2, 1, 3], [2, 1, 2, 3], [3, 3, 3, 3], [4, 3, 3, 3], [np.nan, 2, 2, 1], [5, 4, 4, 3]]
    with pytest.raises(InputError, match=r'5 complete rows of 6.*missing="pairwise"'):
        alpha(x, missing="omit")
    assert alpha(x, missing="pairwise").raw == pytest.approx(0.8387, abs=5e-5)
