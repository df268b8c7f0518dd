"""Details of estimates that small changes of the code would break unseen."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from kinerja._survey.answers import named
from kinerja._survey.bivariate import both_above
from kinerja._survey.calibration import _curve
from kinerja._survey.drivers import correlations
from kinerja._survey.variance import variance_of_sums
from kinerja.errors import InputError
from kinerja.survey import (
    Design,
    calibrate,
    chi_square,
    compare_waves,
    difference,
    importance_performance,
    key_drivers,
    margin_of_error,
    mean,
    poststratify,
    proportion,
    quantile,
    rake,
    ratio,
    regression,
    replicate_variance,
    screen,
    total,
    trim_weights,
    waves,
)

EIGHT = np.array([3.0, 1.0, 4.0, 1.5, 9.0, 2.6, 5.3, 5.8])
SRS = Design(weights=np.ones(8))
# The last of seven columns is the sum of the others.
SIX = np.random.default_rng(7).integers(1, 6, (16, 6)).astype(float)
SEVEN = dict(zip("abcdefg", [*SIX.T, SIX.sum(axis=1)], strict=True))


def near(value):
    return pytest.approx(value, rel=1e-9)


# Each has six or more at fault.
MANY = {
    "items of other waves": (
        lambda: compare_waves(dict.fromkeys("abcd", EIGHT), dict.fromkeys("aefg", EIGHT)),
        list("bcdef"),
    ),
    "items of other names": (
        lambda: importance_performance(dict.fromkeys("abcd", EIGHT), dict.fromkeys("aefg", EIGHT)),
        list("bcdef"),
    ),
    "totals of other columns": (
        lambda: calibrate(SRS, dict.fromkeys("abc", EIGHT), dict.fromkeys("defg", 1.0)),
        list("abcde"),
    ),
    # g = 1 + λ(x − 15.125), λ = (2000 − 121)/8260.875 = .227: below 0 wherever x is below 10.7.
    "weights below 0": (
        lambda: calibrate(SRS, np.c_[np.ones(8), [0, 1, 2, 3, 4, 5, 6, 100]], [8, 2000]),
        [0, 1, 2, 3, 4],
    ),
    "groups without a total": (
        lambda: poststratify(SRS, list("abcdefgh"), {"a": 3, "h": 1}),
        list("bcdef"),
    ),
    "totals without a group": (
        lambda: poststratify(SRS, list("aaaabbbb"), dict.fromkeys("abcdefgh", 2)),
        list("cdefg"),
    ),
    "groups without weight": (
        lambda: poststratify(
            Design(weights=[1, 0, 0, 0, 0, 0, 0, 2]),
            list("abcdefgh"),
            dict.fromkeys("abcdefgh", 2),
        ),
        list("bcdef"),
    ),
    "clusters in two strata": (
        lambda: Design(strata=list("aaaaaa") + list("bbbbbb"), clusters=[*range(6)] * 2),
        [0, 1, 2, 3, 4],
    ),
    "terms that follow": (lambda: regression([*EIGHT] * 2, SEVEN, Design()), list("abcde")),
    "drivers that follow": (lambda: key_drivers(SEVEN, [*EIGHT] * 2), list("abcde")),
}


@pytest.mark.parametrize("case", MANY)
def test_a_refusal_points_at_the_first_five(case):
    call, wanted = MANY[case]
    with pytest.raises(InputError) as caught:
        call()
    places = [getattr(place, "label", place) for place in caught.value.positions]
    assert places == wanted


NO_TABLE = SimpleNamespace(columns=["a"])
READERS = {
    "mean": ("y", lambda t: mean(t, SRS)),
    "total": ("y", lambda t: total(t, SRS)),
    "ratio": ("x", lambda t: ratio(EIGHT, t, SRS)),
    "quantile": ("y", lambda t: quantile(t, SRS, 0.5)),
    "proportion": ("y", lambda t: proportion(t, SRS)),
    "regression on": ("x", lambda t: regression(EIGHT, t, SRS)),
    "regression of": ("y", lambda t: regression(t, EIGHT, SRS)),
    "calibrate": ("x", lambda t: calibrate(SRS, t, [8])),
    "key_drivers": ("x", lambda t: key_drivers(t, EIGHT)),
    "performance": ("performance", lambda t: importance_performance(t, EIGHT)),
    "importance": ("importance", lambda t: importance_performance(np.eye(8)[:, :2], t)),
    "first": ("first", lambda t: compare_waves(t, EIGHT)),
    "second": ("second", lambda t: compare_waves(EIGHT, t)),
    "screen": ("responses", lambda t: screen(t)),
}


@pytest.mark.parametrize("reader", READERS)
def test_what_only_looks_like_a_table_is_refused_by_its_own_argument(reader):
    argument, call = READERS[reader]
    with pytest.raises(InputError) as caught:
        call(NO_TABLE)
    assert (caught.value.argument, caught.value.code) == (argument, "not_a_table")


@pytest.mark.parametrize(("power", "power_y"), [(0, 400), (400, 0), (-380, -410), (300, -150)])
def test_a_regression_in_another_unit_is_the_same(power, power_y):
    # With x in a unit 2^p as small the slopes are 2^−p of what they were, and the intercept and its
    # error stay; with y in another unit all of them follow it. Powers of two change no digit.
    x = np.array([[1.0, 2, 4, 7, 3, 11, 5, 6], [2.0, 1, 1, 3, 9, 2, 2, 4]]).T
    design = Design(weights=[1, 2, 3, 1, 0, 5, 2, 2], strata=list("aaabbbcc"))
    plain = regression(EIGHT, x, design)
    moved = regression(np.ldexp(EIGHT, power_y), np.ldexp(x, power), design)
    unit = np.array([power_y, power_y - power, power_y - power])
    assert np.ldexp(moved.value, -unit) == near(plain.value)
    assert np.ldexp(moved.se, -unit) == near(plain.se)
    assert moved.t == near(plain.t)
    assert moved.r2 == near(plain.r2)


def test_a_constant_outcome_has_nothing_to_explain():
    design = Design(weights=[1, 2, 3, 1, 2, 5, 1, 1])
    found = regression([3.3] * 8, {"x": EIGHT}, design)
    assert found.value.tolist() == [3.3, 0.0]
    assert found.se.tolist() == [0.0, 0.0]
    assert found.p_value[1] == 1.0
    assert np.isnan(found.r2)  # 0 of 0


@pytest.mark.parametrize("power", [400, -400])
def test_totals_of_domains_in_another_unit_are_the_same(power):
    # All within a ten-thousandth of 5, and how many are in each domain is itself uncertain.
    y = 5 + EIGHT * 1e-5
    by = list("abaabbab")
    design = Design(weights=[1, 2, 3, 1, 4, 5, 2, 2], clusters=[1, 1, 2, 3, 3, 4, 5, 5])
    plain = total(y, design, by=by, covariance=True)
    moved = total(np.ldexp(y, power), design, by=by, covariance=True)
    # Σ w·y of domain a by hand, rows 0, 2, 3, 6.
    a = 1 * y[0] + 3 * y[2] + 1 * y[3] + 2 * y[6]
    assert plain.value[0] == near(a)
    assert np.ldexp(moved.value, -power) == near(plain.value)
    assert np.ldexp(moved.se, -power) == near(plain.se)
    assert np.ldexp(np.ldexp(moved.covariance, -power), -power) == near(plain.covariance)


def test_a_ratio_in_another_unit_is_the_same():
    # Weights are far above 1, so that a design effect is compared with rounding of the right size.
    x = np.array([2.0, 7, 1, 8, 2, 8, 1, 8])
    design = Design(weights=1e6 * np.array([1, 2, 3, 1, 4, 5, 2, 2]), strata=list("aaaaabbb"))
    by = list("abaabbab")
    plain = ratio(EIGHT, x, design, by=by)
    assert plain.value[0] == near((3 + 3 * 4 + 1.5 + 2 * 5.3) / (2 + 3 + 8 + 2))
    for power, power_x in ((400, 400), (-380, 20), (300, -100)):
        moved = ratio(np.ldexp(EIGHT, power), np.ldexp(x, power_x), design, by=by)
        assert np.ldexp(moved.value, power_x - power) == near(plain.value)
        assert np.ldexp(moved.se, power_x - power) == near(plain.se)
        assert np.isfinite(moved.deff).all()
        assert moved.deff == near(plain.deff)


def test_the_one_unit_of_a_domain_gives_it_no_design_effect():
    # Domain b lies in cluster 2: without a degree of freedom there is no variance to compare.
    design = Design(weights=[1, 2, 3, 1, 4, 5, 2, 2], clusters=[1, 1, 2, 2, 2, 3, 3, 4])
    found = mean(EIGHT, design, by=list("aabbbaaa"))
    assert found.df.tolist() == [2, 0]
    assert np.isfinite(found.deff[0])
    assert np.isnan([found.deff[1], found.se[1], found.lower[1], found.upper[1]]).all()


@pytest.mark.parametrize("method", ["logit", "wald", "beta", "wilson", "likelihood"])
def test_a_share_of_all_is_not_known_where_the_design_counts(method):
    # Clopper and Pearson's limit for 8 of 8, or 0 of 8: .025^(1/8).
    all_of_them = proportion([True] * 8, SRS, df="design", method=method)
    assert (all_of_them.lower[0], all_of_them.upper[0]) == (near(0.025 ** (1 / 8)), 1)
    nobody = proportion([False] * 8, SRS, df="design", method=method)
    assert (nobody.lower[0], nobody.upper[0]) == (0, near(1 - 0.025 ** (1 / 8)))


def test_flags_of_python_and_numpy_in_one_list():
    mixed = proportion([[True, np.False_], [False, np.True_], [True, np.True_]], Design())
    assert mixed.variable.tolist() == [0, 1]
    assert mixed.value == near([2 / 3, 2 / 3])


@pytest.mark.parametrize("statistic", ["F", "chi2", "wald", "adj_wald"])
def test_a_table_without_a_degree_of_freedom(statistic):
    # One cluster in each of four strata: 4 − 4, but measured from the mean of all there is error.
    pairs = list("aabbccdd")
    design = Design(
        weights=[1, 2, 3, 1, 4, 5, 2, 2], strata=pairs, clusters=pairs, lonely_psu="adjust"
    )
    rows, cols = list("xyxyxyxx"), list("aabbabab")
    found = chi_square(rows, cols, design, df="design", statistic=statistic)
    assert design.df == 0
    assert np.isnan(found.p_value) == (statistic != "chi2")  # which asks for no such degrees
    assert np.isnan(found.statistic) == (statistic == "adj_wald")
    assert (found.share_se > 0).all()


def test_a_column_of_ones_counts_people_in_a_total_alone():
    # Three who all say 1, or all 3, tell little of a mean; a total of ones is a number of people.
    design = Design(weights=[1, 2, 3])
    for answer in (1.0, 3.0):
        said = mean([answer] * 3, design)
        assert said.value[0] == near(answer)
        assert np.isnan([said.lower[0], said.upper[0]]).all()
    counted = total([1.0] * 3, design)
    # Σ w = 6, and 3/2·Σ(w − 2)² = 3.
    assert (counted.value[0], counted.se[0] ** 2) == (6, near(3.0))
    assert np.isfinite([counted.lower[0], counted.upper[0]]).all()


def test_a_survey_without_a_degree_of_freedom_has_no_trend():
    pairs = list("aabbccdd")
    alone = Design(strata=pairs, clusters=pairs, lonely_psu="adjust")
    by_year = {2023: SRS, 2024: SRS, 2025: alone}
    parts = {year: mean(EIGHT + year, design, df="design") for year, design in by_year.items()}
    assert parts[2025].df[0] == 0
    assert parts[2025].se[0] > 0
    found = waves(parts)
    assert np.isnan([found.slope[0], found.se[0], found.p_value[0], found.lower[0]]).all()
    assert len(found.provenance.left_out) == 1
    assert waves({**parts, 2025: parts[2024], 2024: parts[2023], 2023: parts[2023]}).slope[0] > 0


def test_declared_domains_and_rows_without_a_label():
    labels = ["a", "c", None, "a", "c", "c", None, "c"]
    by = pd.Series(pd.Categorical(labels, categories=["a", "b", "c"], ordered=True))
    for missing in ("omit", "available"):
        found = mean(EIGHT, SRS, by=by, missing=missing)
        assert found.domain["by"].tolist() == ["a", "b", "c"]
        assert found.n.tolist() == [2, 0, 4]
        assert found.value[[0, 2]] == near([4.5 / 2, 18.4 / 4])
        assert np.isnan(found.value[1])


@pytest.mark.parametrize("method", ["logit", "wald", "beta", "wilson", "likelihood"])
def test_a_share_that_strata_fix_is_known_where_the_design_counts(method):
    # All of one stratum say so and nobody of the other: 4 of 10 by weight, without variance.
    design = Design(weights=[1] * 4 + [1.5] * 4, strata=list("aaaabbbb"))
    answers = np.array(list("aaaabbbb")) == "a"
    known = proportion(answers, design, method=method, df="design")
    assert known.value[0] == near(0.4)
    assert known.lower[0] == known.upper[0] == known.value[0]
    taken = proportion(answers, design, method=method)
    if method != "wald":  # which knows no more than the variance
        assert taken.lower[0] < 0.39 < 0.41 < taken.upper[0]


def test_a_complete_table_is_tested_under_any_policy():
    rows, cols = list("xyxyxyxx"), list("aabbabab")
    design = Design(weights=[1, 2, 3, 1, 4, 5, 2, 2])
    plain = chi_square(rows, cols, design)
    for missing in ("omit", "propagate"):
        found = chi_square(rows, cols, design, missing=missing)
        assert np.isfinite(found.statistic)
        assert found.statistic == near(plain.statistic)
        assert found.p_value == near(plain.p_value)


@pytest.mark.parametrize("estimate", [mean, total, "ratio"])
def test_omitted_answers_are_a_domain_of_a_calibrated_sample(estimate):
    # Who did not answer stays in the sample, outside the domain of those who did.
    gaps = np.where([0, 0, 1, 0, 0, 0, 1, 0], np.nan, EIGHT)
    group = list("xxyyxyxy")
    design = Design(weights=[1, 2, 3, 1, 4, 5, 2, 2], clusters=[1, 1, 2, 3, 3, 4, 5, 6])
    design = poststratify(design, group, {"x": 12, "y": 9})
    known = ~np.isnan(gaps)

    def call(y, **options):
        if estimate == "ratio":
            return ratio(y, [2.0, 7, 1, 8, 2, 8, 1, 8], design, **options)
        return estimate(y, design, **options)

    omitted = call(gaps, missing="omit")
    domain = call(np.where(known, EIGHT, 77.0), by=known)
    assert omitted.value[0] == near(domain.value[1])
    assert omitted.se[0] == near(domain.se[1])
    assert omitted.n[0] == 6


@pytest.mark.parametrize("missing", ["omit", "available"])
def test_one_domain_and_rows_without_a_label(missing):
    # (1·3 + 2·1 + 5·2.6)/8 of the rows that are in it.
    by = ["a", "a", None, None, None, "a", None, None]
    design = Design(weights=[1, 2, 3, 1, 4, 5, 2, 2])
    found = mean(EIGHT, design, by=by, missing=missing, covariance=True)
    assert found.value == near([18 / 8])
    assert found.n.tolist() == [3]
    # Influence w(y − ȳ)/8 in the 8 rows, and 0 in five of them: Σ z = 0, V = 8/7·Σ z².
    z = np.array([1 * (3 - 2.25), 2 * (1 - 2.25), 5 * (2.6 - 2.25)]) / 8
    assert found.se[0] ** 2 == near(8 / 7 * (z @ z))


@pytest.mark.parametrize("calibrated", [False, True])
def test_blocks_of_units_give_the_same_covariance(calibrated, monkeypatch):
    design = Design(
        weights=[1, 2, 3, 1, 4, 5, 2, 2, 1, 3],
        strata=list("aaaaaabbbb"),
        clusters=[1, 1, 2, 3, 3, 4, 5, 6, 6, 7],
    )
    if calibrated:
        design = poststratify(design, list("xxyyxyxyxy"), {"x": 12, "y": 9})
    y = {"a": [*EIGHT, 2.0, 7.0], "b": [1.0, 5, 2, 2, 8, 3, 1, 4, 4, 6]}
    by = list("uvuuvvuvvu")
    whole = mean(y, design, by=by, covariance=True)
    for block in (1, 8, 12):  # one, two and three of the seven clusters at a time
        monkeypatch.setattr("kinerja._survey.variance._BLOCK", block)
        parts = mean(y, design, by=by, covariance=True)
        np.testing.assert_allclose(parts.covariance, whole.covariance, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(mean(y, design, by=by).se, whole.se, rtol=1e-12)


def test_a_jackknife_of_a_total_with_lonely_units():
    # Totals of the units of strata a, b and c: 3 and 5; 10; 12. In all 30. Without a unit of a the
    # other counts twice: 22 + 2·5 and 22 + 2·3, each with 1/2. Without b, or c, the rest counts for
    # three strata in place of two: 3/2·20 and 3/2·18, each with 2/3.
    design = Design(weights=np.ones(4), strata=list("aabc"), lonely_psu="adjust")
    y = np.array([3.0, 5.0, 10.0, 12.0])
    scales = np.array([1 / 2, 1 / 2, 2 / 3, 2 / 3])
    for centre, middle in (("estimate", 30.0), ("replicates", 117 / 4)):
        found = replicate_variance(lambda w: w @ y, design, centre=centre)
        assert found.replicates[:, 0] == near([32, 28, 30, 27])
        assert found.value.tolist() == [30]
        assert found.se[0] ** 2 == near(scales @ (np.array([32, 28, 30, 27]) - middle) ** 2)


def test_what_is_said_of_each_person_screened_is_an_array_of_objects():
    found = screen([[1, 1, 1, 1, 1, 1, 1, 1], [1, 2, 3, 1, 2, 4, 1, 2]], ids=["p", "q"])
    assert found.detail.dtype == object
    assert all(isinstance(text, str) for text in found.detail.tolist())
    assert found.flagged.dtype == np.bool_
    assert Design().n == 0  # a design that does not know its rows yet


def test_a_screening_tells_which_answers_it_read():
    answers = [[1, 1, 1, 1, 1], [1, 2, 3, 1, 2]]
    read = screen(answers).provenance.data
    assert len(read) == 5
    assert read == screen(answers).provenance.data
    assert read != screen([[1, 1, 1, 1, 1], [1, 2, 3, 1, 3]]).provenance.data


def test_replicates_say_that_weights_were_trimmed():
    trimmed = trim_weights(Design(weights=[1, 1, 1, 9]), 1, 5)
    assert replicate_variance(np.sum, trimmed).provenance.left_out == trimmed.notes
    assert len(trimmed.notes) == 1


@pytest.mark.parametrize("covariance", [False, True])
def test_a_missing_answer_is_missing_beside_answers_far_from_0(covariance):
    y = 2.0**40 + np.round(16 * EIGHT) / 16
    by = list("aaaabbbb")
    found = mean(
        np.where(np.arange(8) == 2, np.nan, y),
        SRS,
        by=by,
        missing="propagate",
        covariance=covariance,
    )
    assert np.isnan([found.value[0], found.se[0], found.lower[0]]).all()
    alone = mean(y, SRS, by=by)
    assert (found.value[1], found.se[1]) == (alone.value[1], near(alone.se[1]))


def test_no_correlation_is_above_1():
    # Rounding leaves more than 1 for two of three such pairs.
    rng = np.random.default_rng(0)
    for _ in range(20):
        x = np.r_[1.0, 5.0, rng.integers(1, 6, 7)]
        found = correlations(np.c_[x, 3 * x + 1, -7 * x], np.ones(9), [0, 1])
        assert found.max() == 1.0
        assert found.min() >= -1.0
        assert np.abs(found) == near(1.0)


def test_units_that_are_all_alike_have_no_variance_of_sums():
    # Ten units of .1: Σ z² − (Σ z)²/10 is 3·10⁻¹⁷ by rounding. Of 1, 2, 3 it is 2, times 3/2.
    place = np.arange(2)
    found = variance_of_sums(
        np.array([[np.full(10, 0.1).sum()], [6.0]]),
        np.array([[(np.full(10, 0.1) ** 2).sum()], [14.0]]),
        stratum=place,
        domain=place,
        share=np.array([1 / 10, 1 / 3]),
        scale=np.array([10 / 9, 3 / 2]),
        size=2,
    )
    assert found[0, 0] == 0
    assert found[1, 0] == near(3.0)


def test_whole_numbers_are_labels_as_far_as_they_fit():
    for ends in (-(2**63), 2**63 - 1):
        assert named([ends, 0]).dtype == np.int64
        assert named([ends, 0]).tolist() == [ends, 0]
    for beyond in (-(2**63) - 1, 2**63):
        assert named([beyond, 0]).dtype == object
        assert named([beyond, 0]).tolist() == [beyond, 0]


@pytest.mark.parametrize("far", [2.0**40, -(2.0**40)])
@pytest.mark.parametrize("estimate", [mean, total])
def test_a_wide_column_takes_no_digit_from_one_far_from_0(estimate, far):
    # 2^40 + y holds these y exactly, and their distances from each other.
    y = np.round(16 * EIGHT) / 16
    design = Design(weights=[1, 2, 3, 1, 4, 5, 2, 2], strata=list("aaaaabbb"))
    found = estimate({"far": far + y, "wide": 1e12 * EIGHT}, design)
    assert found.value[1] == near(1e12 * estimate(EIGHT, design).value[0])
    assert found.se[1] == near(1e12 * estimate(EIGHT, design).se[0])
    if estimate is mean:
        alone = mean(y, design)
        assert found.value[0] - far == pytest.approx(alone.value[0], abs=1e-3)
        assert found.se[0] == near(alone.se[0])
        assert found.deff[0] == near(alone.deff[0])


@pytest.mark.parametrize("covariance", [False, True])
def test_one_person_alone_has_no_design_effect(covariance):
    # w·y/w differs from y in the last bit for some: rounding is no variance to compare with.
    rng = np.random.default_rng(3)
    w, y = rng.uniform(0.1, 9, 300), rng.uniform(1, 50, 300)
    by = np.r_[np.arange(100), np.repeat(np.arange(100, 200), 2)]
    found = mean(y, Design(weights=w), by=by, df="design", covariance=covariance)
    assert found.n.tolist() == [1] * 100 + [2] * 100
    assert np.isnan(found.deff[:100]).all()
    assert np.isfinite(found.deff[100:]).all()


def test_rows_without_a_label_are_in_no_domain_of_any_variable():
    # Domain a: y of rows 0 and 4, (1·3 + 4·9)/5; z of row 0 alone. Row 2 has no label.
    by = ["a", "b", None, "b", "a", "b", None, "b"]
    z = np.array([2.0, 1, 7, 3, np.nan, 5, 8, np.nan])
    design = Design(weights=[1, 2, 3, 1, 4, 5, 2, 2])
    found = mean({"y": EIGHT, "z": z}, design, by=by, missing="available")
    assert found.n.tolist() == [2, 1, 4, 3]
    # b: (2·1 + 1·1.5 + 5·2.6 + 2·5.8)/10 = 28.1/10, and (2·1 + 1·3 + 5·5)/8 = 30/8.
    assert found.value == near([39 / 5, 2.0, 2.81, 3.75])


def test_a_bar_says_what_it_counts(capsys):
    replicate_variance(np.sum, SRS, progress=True)
    assert capsys.readouterr().err.split("\r")[-1].startswith("replicates: 100%")


def test_drivers_that_are_unknown_are_each_unknown():
    x = np.c_[EIGHT, EIGHT[::-1], [1.0, 2, 2, 1, 3, 1, 2, np.nan]]
    found = key_drivers(x, [1.0, 2, 3, 4, 3, 2, 1, 1], missing="propagate")
    for name in ("share_of_r2", "johnson", "beta", "correlation"):
        column = getattr(found, name)
        assert column.shape == (3,)
        assert np.isnan(column).all()
    assert np.isnan(found.r2)
    assert found.drivers.tolist() == [0, 1, 2]


def test_cells_of_one_are_hidden_from_two_on():
    # x: 3 in a, 1 in b; y: 4 in each. The totals tell x-b unless another of its column is hidden.
    rows, cols = list("xxxx") + list("yyyyyyyy"), list("aaab") + list("aaaabbbb")
    design = Design(weights=np.arange(1.0, 13.0))
    shown = chi_square(rows, cols, design)
    assert shown.suppressed == ()
    assert shown.count.tolist() == [[3, 1], [4, 4]]
    hidden = chi_square(rows, cols, design, minimum=2)
    assert hidden.suppressed == (("x", "a"), ("x", "b"), ("y", "a"), ("y", "b"))
    assert np.isnan(hidden.table).all()
    assert hidden.provenance.options["minimum"] == 2
    (said,) = hidden.provenance.left_out
    assert said.endswith(": x, a; x, b; y, a; y, b")


def test_margins_with_weights_far_apart_are_known_exactly():
    # One margin has a group that weighs a billionth of the other: its total is as known.
    w = np.array([1e-4, 2e-4, 1.5e-4, 3e-4, 1e5, 2e5, 1.2e5, 3e5, 2.2e5])
    small = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0])
    other = np.array([0, 1, 0, 1, 0, 1, 1, 0, 0])
    margins = [
        (small, {0: 9e5, 1: 1e-3}),
        (other, {0: 5e5 + 4e-4, 1: 4e5 + 6e-4}),
    ]
    design = rake(Design(weights=w), margins)
    for flag, count in ((small, 1e-3), (other, 4e5 + 6e-4)):
        found = total(flag.astype(float), design)
        assert found.value[0] == near(count)
        assert found.se[0] <= 1e-9 * count


def test_waves_that_share_one_unit_of_a_stratum_or_a_whole_one_have_no_covariance():
    # One shared unit says nothing of a covariance, and what is drawn whole has none.
    y = EIGHT
    strata = list("aaaabbbb")
    first = Design(strata=strata, fpc=[9] * 4 + [4] * 4)
    second = Design(strata=strata, fpc=[9] * 4 + [7] * 4)
    ids = ([1, 2, 3, 4, 5, 6, 7, 8], [11, 12, 4, 14, 6, 5, 7, 18])
    apart = compare_waves(y, y[::-1], (first, second))
    found = compare_waves(y, y[::-1], (first, second), ids=ids)
    assert found.shared == 4
    one, other = mean(y, first), mean(y[::-1], second)
    assert found.items.se[0] ** 2 == near(one.se[0] ** 2 + other.se[0] ** 2)
    assert found.items.se == near(apart.items.se)
    assert found.items.correlation[0] == 0


def test_shared_units_that_hold_nobody_of_a_unit():
    # Unit v is asked of others in either wave: what is shared is in u, the first of the two.
    y = EIGHT
    by = list("uuuuvvvv")
    ids = (list("abcdefgh"), list("abcdijkl"))
    found = compare_waves(y, y[::-1], by=(by, by), ids=ids).units
    apart = compare_waves(y, y[::-1], by=(by, by)).units
    assert found.correlation[1] == 0
    assert found.se[1] == near(apart.se[1])
    # Influence (y − ȳ)/4 in u, 0 in v; shared are the four: C = (4/3)·Σ(z − z̄)(z′ − z̄′)·(1 − 0).
    z, other = (v[:4] - v[:4].mean() for v in (y, y[::-1]))
    assert found.se[0] ** 2 == near(apart.se[0] ** 2 - 2 * 4 / 3 * (z @ other) / 16)


def test_waves_of_which_one_is_drawn_in_more_stages():
    # The same 4 of 10 offices; in one wave 2 of 5 people of each, in the other everybody.
    office = np.repeat([1, 2, 3, 4], 2)
    stages = Design(clusters=[office, np.arange(8)], fpc=[[10] * 8, [5] * 8])
    whole = Design(clusters=office, fpc=[10] * 8)
    y, later = EIGHT, EIGHT[::-1] ** 2
    found = compare_waves(y, later, (stages, whole), ids=(office, office)).items
    # Influence (y − ȳ)/8, weights alike. C = (4 − 4·.4)/3·Σ z z′ over the offices, whose Σ z is 0.
    z, other = ((v - v.mean()).reshape(4, 2).sum(axis=1) / 8 for v in (y, later))
    apart = mean(y, stages).se[0] ** 2 + mean(later, whole).se[0] ** 2
    assert found.se[0] ** 2 == near(apart - 2 * 2.4 / 3 * (z @ other))
    back = compare_waves(later, y, (whole, stages), ids=(office, office)).items
    assert back.se[0] == near(found.se[0])
    # Both in two stages: other people of the same offices, who share nothing of the second.
    both = compare_waves(y, later, (stages, stages), ids=(office, office)).items
    apart = mean(y, stages).se[0] ** 2 + mean(later, stages).se[0] ** 2
    assert both.se[0] ** 2 == near(apart - 2 * 2.4 / 3 * (z @ other))


def test_degrees_of_a_difference_between_whole_offices_and_sampled_ones():
    # Stratum a: 2 of 2 offices, 2 of 4 people in each; stratum b: 2 of 6 offices.
    office = np.repeat([1, 2, 3, 4], 2)
    design = Design(
        strata=list("aaaabbbb"),
        clusters=[office, np.arange(8)],
        fpc=[[2] * 4 + [6] * 4, [4] * 8],
    )
    # Of two domains together: 4 people and 2 offices in 3 strata, min(6 − 1, 1 + 1 + 1) and 6 − 3.
    # Of u and v, the first people of offices 1 and 2: 2 people in 2 strata, min(1, 2) and 0.
    # Of u and w, the rest: 3 people and 2 offices in 3 strata, min(5 − 1, 3) and 5 − 3.
    for by, wanted in (
        (list("ccccdddd"), {("c", "d"): (3, 3)}),
        (list("cdcdcdcd"), {("c", "d"): (3, 3)}),
        (list("uwvwwwww"), {("u", "v"): (1, 0), ("u", "w"): (3, 2), ("v", "w"): (3, 2)}),
    ):
        for kind, at in (("domain", 0), ("nchs", 1)):
            estimates = mean(EIGHT, design, by=by, df=kind, covariance=True)
            for pair, df in wanted.items():
                assert difference(estimates, pair).df[0] == df[at], (pair, kind)
            found = difference(estimates, "pairwise")
            assert sorted(found.df.tolist()) == sorted(df[at] for df in wanted.values())


def test_a_unit_in_one_cluster_is_named_and_has_no_error():
    by = list("aaabb")
    # The first wave has a unit more, before the others: places of the two waves differ.
    before = Design(clusters=[7, 8, 1, 1, 2, 3, 3])
    found = compare_waves(
        [1.0, 5, 1, 2, 3, 4, 2],
        [2.0, 2, 5, 1, 2],
        (before, Design(clusters=[1, 2, 2, 3, 4])),
        by=(["0", "0", *by], by),
    )
    assert found.units.change.tolist() == [1.0, -1.5]
    assert np.isfinite(found.units.se[0])
    assert np.isnan(found.units.se[1])
    alone, said = found.provenance.left_out
    assert "'0'" in alone
    assert said.endswith(" in by='b'")


def test_a_change_of_everybody_is_known():
    census = (Design(fpc=[4] * 4),) * 2
    for later, change, p in (([2.0, 2, 3, 5], 0.5, 0.0), ([2.0, 2, 3, 3], 0.0, 1.0)):
        row = compare_waves([1.0, 2, 3, 4], later, census).items
        assert row.change.tolist() == row.lower.tolist() == row.upper.tolist() == [change]
        assert row.p_value.tolist() == [p]


def test_a_small_unit_beside_a_huge_one_has_no_error_of_0():
    # Beside 1e200 the squares of a few are below any float: what is not known is not 0.
    first = [1.0, 2, 3, 1, 1e200, 2e200, 4e200, 5e200]
    second = [2.0, 2, 5, 4, 1e200, 3e200, 4e200, 5e200]
    by = list("aaaabbbb")
    units = compare_waves(first, second, by=(by, by)).units
    assert units.change == near([1.5, 2.5e199])
    unknown = [units.se[0], units.lower[0], units.upper[0], units.t[0], units.p_value[0]]
    assert np.isnan(unknown).all()
    # v₁ + v₂ of b, 4/3·Σ(y − ȳ)²/16 in the whole sample of 8: 8/7 instead of 4/3.
    spread = sum(
        ((np.array(v[4:]) / 1e200 - np.mean(v[4:]) / 1e200) ** 2).sum() for v in (first, second)
    )
    assert units.se[1] == near(1e200 * np.sqrt(8 / 7 * spread / 16))


def test_a_regression_on_everybody_knows_its_slopes():
    everybody = Design(fpc=[8] * 8)
    flat = regression([2.0] * 8, EIGHT, everybody)
    assert flat.value.tolist() == [2.0, 0.0]
    assert flat.p_value.tolist() == [0.0, 1.0]
    steep = regression(1 + 2.0 * np.arange(8), np.arange(8.0), everybody)
    assert steep.value == near([1.0, 2.0])
    assert steep.p_value.tolist() == [0.0, 0.0]
    assert steep.lower.tolist() == steep.upper.tolist() == steep.value.tolist()


def test_points_of_shah_and_vaish_that_coincide_are_averaged():
    # (Σ w/w̄ + ½ − w/2)/3 with w = 1.5 and 4.5, w̄ = 3: .25/3 for both.
    design = Design(weights=[1.5, 4.5])
    found = quantile([10.0, 20.0], design, [0.05, 0.5, 0.9], rule="shahvaish")
    assert found.value.tolist() == [15, 15, 15]


def test_answers_that_are_all_alike_in_two_waves():
    # Three that all say 0, and then all 4, tell little; forty that do tell that much.
    for n, unsure in ((3, True), (40, False)):
        for first, second in ((0.0, 0.0), (0.0, 4.0), (4.0, 0.0), (4.0, 4.0)):
            row = compare_waves([first] * n, [second] * n).items
            assert row.change[0] == second - first
            assert row.se[0] == 0
            assert np.isnan(row.lower[0]) == np.isnan(row.upper[0]) == unsure
            if not unsure:
                assert row.lower[0] == row.upper[0] == second - first


@pytest.mark.parametrize(
    ("beyond", "share"), [(np.nextafter(-1, -2), 0.0), (np.nextafter(1, 2), 0.5)]
)
def test_a_correlation_beyond_1_by_rounding_is_1(beyond, share):
    # Both above 0: never where one is minus the other, half of the time where they are one.
    assert both_above(np.zeros(1), np.zeros(1), np.array([beyond])).tolist() == [share]


def test_one_of_two_people_leaves_the_margin_of_everybody():
    # (N − n)/(N − 1) is 1 for one of any number: 1.96·√(.5·.5/1).
    assert margin_of_error(1, population=2) == near(margin_of_error(1))
    assert margin_of_error(1, population=2) == pytest.approx(0.98, abs=1e-4)
    assert margin_of_error(1, population=1) == 0.0


CURVES = {
    "linear": ("linear", -np.inf, np.inf),
    "linear inside bounds": ("linear", 0.4, 2.3),
    "raking": ("raking", -np.inf, np.inf),
    "raking inside bounds": ("raking", 0.4, 2.3),
    "raking below a bound": ("raking", 0.0, 1.7),
    "logit": ("logit", 0.3, 2.9),
}


@pytest.mark.parametrize("curve", CURVES)
def test_the_dual_of_a_calibration_rises_as_its_factors(curve):
    # The factor is the derivative of the integral, and the slope that of the factor: the law that
    # the line search rests on, inside the bounds, beyond them, and not across a corner.
    at = _curve(*CURVES[curve])
    u = np.array([-3.0, -1.1, -0.7, -0.2, 0.0, 0.3, 0.5, 0.9, 1.5, 2.6])
    h = 1e-5
    factor, slope, _ = at(u)
    above, below = at(u + h), at(u - h)
    assert (above[2] - below[2]) / (2 * h) == pytest.approx(factor, abs=1e-8)
    assert (above[0] - below[0]) / (2 * h) == pytest.approx(slope, abs=1e-8)
    assert at(np.zeros(1))[0][0] == near(1.0)
