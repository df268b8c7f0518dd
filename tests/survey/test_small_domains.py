"""Errors of small domains: degrees of freedom, undetermined errors, empty domains, single items."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._survey.freedom import Reach
from kinerja._survey.variance import variance_of_sums
from kinerja.errors import InputError
from kinerja.scoring import recognize
from kinerja.survey import (
    Design,
    Estimates,
    chi_square,
    compare_waves,
    difference,
    importance_performance,
    mean,
    proportion,
    quantile,
    ratio,
    regression,
    total,
    variance,
)


def near(value):
    return pytest.approx(value, rel=1e-12)


# 3 strata of 4 offices of 2 people; the domains:
#   x: offices 0, 1, 4 (strata 0, 0, 1): 3 offices, and 2·(4 − 1) = 6 in their strata: df 2
#   y: offices 2, 3 of stratum 0: 2 offices, 3 in the stratum: df 1
#   z: the rest of everything: 7 offices in strata 1 and 2 (3 and 4): min(7 − 1, 6) = 6
OFFICE = np.repeat(np.arange(12), 2)
STRATUM = OFFICE // 4
UNIT = np.array(["z"] * 24, dtype=object)
UNIT[np.isin(OFFICE, [0, 1, 4])] = "x"
UNIT[np.isin(OFFICE, [2, 3])] = "y"
SCORE = np.random.default_rng(3).integers(1, 5, 24).astype(float)
DESIGN = Design(weights=np.ones(24), strata=STRATUM, clusters=OFFICE)


# ---------------------------------------------------------------------------- degrees of freedom


@pytest.mark.parametrize(
    ("kind", "each"),
    # nchs: x 3 − 2, y 2 − 1, z 7 − 2. The design: 12 − 3.
    [("domain", [2, 1, 6]), ("nchs", [1, 1, 5]), ("design", [9, 9, 9])],
)
def test_degrees_of_freedom_by_hand(kind, each):
    m = mean(SCORE, DESIGN, by=UNIT, df=kind)
    assert m.df.tolist() == each
    assert m.provenance.options["df"] == kind
    for estimate in (total, variance, quantile, proportion):
        y = SCORE > 2 if estimate is proportion else SCORE
        assert estimate(y, DESIGN, by=UNIT, df=kind).df.tolist() == each
    assert ratio(SCORE, SCORE + 1, DESIGN, by=UNIT, df=kind).df.tolist() == each


def test_the_whole_sample_has_those_of_the_design():
    assert mean(SCORE, DESIGN).df.tolist() == [DESIGN.df] == [9]
    assert mean(SCORE, Design()).df.tolist() == [23]


def test_few_sampled_units_in_the_strata_of_a_domain():
    # Two offices in each of three strata, the domain in all six: 6 − 1 = 5, but 6 − 3 = 3.
    office = np.repeat(np.arange(6), 2)
    design = Design(weights=np.ones(12), strata=office // 2, clusters=office)
    domain = np.tile(["a", "b"], 6)
    assert mean(np.arange(12.0), design, by=domain).df.tolist() == [3, 3]
    assert mean(np.arange(12.0), design, by=domain, df="nchs").df.tolist() == [3, 3]


def test_a_weight_of_zero_holds_nobody():
    weights = np.ones(24)
    weights[OFFICE == 0] = 0.0
    design = Design(weights=weights, strata=STRATUM, clusters=OFFICE)
    m = mean(SCORE, design, by=UNIT)
    # x is left with offices 1 and 4; stratum 0 with three sampled offices.
    assert m.df.tolist() == [1, 1, 6]
    holes = np.where(OFFICE == 0, np.nan, SCORE)
    assert mean(holes, DESIGN, by=UNIT, missing="omit").df.tolist() == [1, 1, 6]


def test_strata_taken_whole_count_neither():
    # Strata 0 and 1 have 4 offices, all of them asked; stratum 2 has 10.
    fpc = np.where(STRATUM < 2, 4, 10)
    design = Design(strata=STRATUM, clusters=OFFICE, fpc=fpc)
    m = mean(SCORE, design, by=UNIT, covariance=True)
    # x and y lie wholly in offices taken with certainty; z has four offices of stratum 2.
    assert m.df.tolist() == [0, 0, 3]
    assert m.se[:2].tolist() == [0.0, 0.0]
    assert m.lower[:2].tolist() == m.upper[:2].tolist() == m.value[:2].tolist()
    assert m.se[2] > 0
    d = difference(m, "pairwise")
    assert d.df.tolist() == [0, 3, 3]  # x − y, x − z, y − z
    assert (d.se[0], d.p_value[0]) == (0.0, 0.0)  # known, and not alike
    assert d.se[1] == near(m.se[2])
    share = proportion(SCORE > 2, design, by=UNIT)
    assert share.lower[:2].tolist() == share.value[:2].tolist() == share.upper[:2].tolist()


def test_the_people_of_an_office_taken_with_certainty_are_what_varies():
    # Both offices are all there are; of 6 people in each 3 were asked: two strata of three units.
    office = np.repeat([0, 1], 3)
    design = Design(clusters=[office, np.arange(6)], fpc=[np.full(6, 2), np.full(6, 6)])
    m = mean([1.0, 2, 3, 2, 4, 3], design, by=office)
    assert m.df.tolist() == [2, 2]
    # Within an office s² = 1: (1 − 3/6)·1/3.
    assert m.se == near([np.sqrt(1 / 6)] * 2)
    assert mean([1.0, 2, 3, 2, 4, 3], design).df.tolist() == [4]


def test_a_difference_has_the_units_of_both():
    m = mean(SCORE, DESIGN, by=UNIT, covariance=True)
    d = difference(m, "pairwise")
    # x − y: 5 offices in strata 0, 1: min(4, 6). x − z: 10 offices in all strata: min(9, 9).
    # y − z: 9 offices in all strata: min(8, 9).
    assert d.label.tolist() == ["x − y", "x − z", "y − z"]
    assert d.df.tolist() == [4, 9, 8]
    for i, pair in enumerate((("x", "y"), ("x", "z"), ("y", "z"))):
        one = difference(m, pair)
        assert (one.df[0], one.p_value[0]) == (d.df[i], near(d.p_value[i]))
    every = difference(m, [[1, 1, -2], [0, 0, 1]])
    assert every.df.tolist() == [9, 6]
    # Domains that share offices count them once.
    halves = mean(SCORE, DESIGN, by=np.tile(["a", "b"], 12), covariance=True)
    assert difference(halves, ("a", "b")).df.tolist() == [9]
    nchs = mean(SCORE, DESIGN, by=UNIT, covariance=True, df="nchs")
    assert difference(nchs, "pairwise").df.tolist() == [3, 7, 6]


# --------------------------------------------------------------------------- undetermined errors


def test_a_domain_inside_one_office_has_no_error():
    # Every office wants its figure: no variance between offices can be seen from one of them.
    office = np.repeat(["A", "B", "C", "D"], [8, 6, 7, 9])
    y = np.random.default_rng(1).integers(1, 5, 30).astype(float)
    weights = np.repeat([12.5, 31.0, 17.3, 9.1], [8, 6, 7, 9])
    design = Design(weights=weights, clusters=office)
    m = mean(y, design, by=office, covariance=True)
    assert m.df.tolist() == [0] * 4
    assert np.isnan([m.se, m.lower, m.upper]).all()
    assert np.isfinite(m.value).all()
    assert np.isnan(m.covariance).all()
    assert "the error is undetermined (no degrees of freedom) in by='A'; by='B'" in " ".join(
        repr(m).split()
    )
    d = difference(m, "pairwise")
    assert np.isfinite(d.value).all()
    assert np.isnan([d.se, d.lower, d.t, d.p_value]).all()
    share = proportion(y >= 3, design, by=office)
    assert np.isnan([share.lower, share.upper]).all()
    # R takes them for known.
    assert (mean(y, design, by=office, df="design").se < 1e-15).all()


def test_one_respondent_is_never_surely_among_the_first():
    unit = np.array(["A"] * 30 + ["B"] * 25 + ["C"])
    y = np.r_[np.tile([3, 4, 2, 3, 4], 11), 4.0]
    m = mean(y, Design(weights=np.ones(56)), by=unit, covariance=True)
    assert np.isnan(m.lower).tolist() == [False, False, True]
    found = recognize(m.value, m.se, count=1, ids=["A", "B", "C"])
    assert "C" in found.possibly.tolist()
    assert found.surely.tolist() == []
    # Where there are places enough for all of them it is not surely either.
    assert "C" not in recognize(m.value, m.se, count=3, ids=["A", "B", "C"]).surely.tolist()
    # What is known of the others stands.
    d = difference(m, [[1, -1, 0], [0, 1, -1]])
    assert np.isnan(d.p_value).tolist() == [False, True]


def test_answers_that_are_alike_leave_no_limits_in_a_small_domain():
    y = np.r_[[4.0] * 5, [3.0] * 5, np.tile([2.0, 4.0], 25)]
    unit = np.repeat(["a", "b", "c"], [5, 5, 50])
    design = Design(weights=np.ones(60))
    for estimate in (mean, total, variance):
        m = estimate(y, design, by=unit)
        assert np.isnan(m.lower).tolist() == [True, True, False]
        said = "the limits are undetermined (all answers are alike) in by='a'; by='b'"
        assert m.provenance.left_out == (said,)
    r = ratio(2 * y, y, design, by=unit)
    assert np.isnan(r.lower[:2]).all()
    assert np.isnan(quantile(y, design, by=unit).lower[:2]).all()
    # Not one of the two is known, and so the difference is not.
    m = mean(y, design, by=unit, covariance=True)
    d = difference(m, ("a", "b"))
    assert (d.value[0], d.se[0]) == (1.0, 0.0)
    assert np.isnan([d.lower[0], d.t[0], d.p_value[0]]).all()
    assert np.isfinite(difference(m, ("a", "c")).p_value).all()
    # Many who answer alike do say something, and where the line is drawn is up to the caller.
    assert mean(y, design, by=unit, small=(4, 2)).lower[0] == 4.0
    assert mean(np.full(40, 3.0), Design()).lower[0] == 3.0
    # A column of ones counts people.
    assert np.isfinite(total(np.ones(60), design, by=unit).lower).all()


def test_a_share_of_everybody_is_no_certainty_in_a_difference():
    yes = np.array([True] * 3 + [False] * 3)
    unit = np.repeat(["a", "b"], 3)
    p = proportion(yes, Design(), by=unit, covariance=True)
    d = difference(p, ("a", "b"))
    assert np.isnan(d.p_value[0])


def test_regressions_tables_and_priorities_of_one_domain():
    inside = UNIT == "x"
    x = np.random.default_rng(2).normal(size=24)
    fit = regression(SCORE, x, DESIGN, domain=inside)
    assert fit.df == 2 + 1 - 2
    assert regression(SCORE, x, DESIGN, domain=inside, df="design").df == 9 + 1 - 2
    many = np.repeat(np.arange(6), 4)
    wide = Design(weights=np.ones(24), clusters=many)
    one = regression(SCORE, x, wide, domain=many == 0)
    assert one.df == 0
    assert np.isnan([one.se, one.lower, one.p_value]).all()
    online, content = np.tile([True, False], 12), np.arange(24) % 3 > 0
    test = chi_square(online, content, wide, domain=many == 0)
    assert np.isnan([test.statistic, test.p_value]).all()
    assert np.isnan(test.share_se).all()
    assert test.share.sum() == near(1.0)
    assert "undetermined" in test.provenance.left_out[-1]
    some = chi_square(online, content, wide, domain=many < 3)
    assert some.df[1] == near(2 * some.df[0])
    rated = np.random.default_rng(4).integers(1, 5, (24, 2)).astype(float)
    found = importance_performance(rated, rated[:, ::-1], wide, domain=many == 0)
    assert np.isnan([*found.performance_se, *found.importance_lower, *found.certainty]).all()
    assert found.df == 0
    assert importance_performance(rated, rated[:, ::-1], wide, domain=many < 3).df == 2


def test_waves_by_unit_have_the_units_of_both():
    # Separate samples: 3 and 4 people of "a", 2 and 2 of "b", one and one of "c".
    one, two = list("aaabbc"), list("aaaabbc")
    y = np.arange(7.0)
    found = compare_waves(y[:6] ** 1.5, y**2, by=(one, two))
    assert found.units.df.tolist() == [2 + 3, 1 + 1, 0]
    assert np.isnan([found.units.se[2], found.units.p_value[2]]).all()
    assert np.isfinite(found.units.change).all()
    # A panel: each person once, the three of "a" less 1.
    people = list(range(6))
    panel = compare_waves(y[:6], y[:6] ** 2, by=(one, one), ids=(people, people))
    assert panel.units.df.tolist() == [2, 1, 0]
    # Small units that answer alike in both waves, and differently.
    alike = compare_waves([4.0] * 3, [3.0] * 3)
    assert alike.items.se[0] == 0
    assert np.isnan([alike.items.p_value[0], alike.items.lower[0]]).all()


# --------------------------------------------------------------- nobody, and everybody to an item


def test_a_domain_without_an_answer_keeps_its_row():
    y = np.array([3, 4, 2, np.nan, np.nan, 1, 4.0, 3])
    unit = np.array(list("AAABBCCC"))
    office = np.array([1, 1, 2, 3, 4, 5, 6, 6])
    design = Design(weights=np.ones(8), clusters=office)
    # What A and C are: all offices stay in the design, those of B too.
    joined = mean(y, design, by=np.where(unit == "B", "A", unit), missing="omit")
    for covariance in (False, True):
        m = mean(y, design, by=unit, missing="omit", covariance=covariance)
        assert m.domain["by"].tolist() == ["A", "B", "C"]
        assert np.isnan([m.value[1], m.se[1], m.lower[1], m.deff[1]]).all()
        assert (m.n[1], m.left_out) == (0, ("B",))
        assert m.se[[0, 2]] == near(joined.se)
    assert "nobody with an answer in by='B'" in m.provenance.left_out
    assert Estimates.from_dict(json.loads(json.dumps(m.to_dict()))) == m
    assert np.isnan(difference(m, "pairwise").p_value).tolist() == [True, False, True]
    for other in (total, quantile):
        assert np.isnan(other(y, design, by=unit, missing="omit").value[1])
    assert np.isnan(ratio(y, y + 1, design, by=unit, missing="omit").value[1])
    yes = [None if np.isnan(v) else v > 2 for v in y.tolist()]
    assert np.isnan(proportion(yes, design, by=unit, missing="omit").value[1])
    crossed = mean(y, design, by={"unit": unit, "all": [1] * 8}, missing="omit")
    assert crossed.left_out == (("B", 1),)


def test_a_row_without_a_label_is_in_no_domain_and_its_office_stays():
    unit = np.array(["a", "a", "b", None, "b", "  ", "a", "b"], dtype=object)
    y = np.arange(8.0)
    design = Design(weights=np.ones(8), clusters=[1, 2, 3, 4, 1, 2, 3, 4])
    with pytest.raises(InputError, match="`by`"):
        mean(y, design, by=np.array(["a", None] * 4, dtype=object))
    m = mean(y, design, by=unit, missing="omit")
    elsewhere = mean(y, design, by=np.where([u in ("a", "b") for u in unit], unit, "c"))
    assert m.domain["by"].tolist() == ["a", "b"]
    assert m.value == near(elsewhere.value[:2])
    assert m.se == near(elsewhere.se[:2])
    assert "2 rows without a label in `by`" in m.provenance.left_out
    two = mean(y, design, by={"u": unit, "half": [0, 0, 0, 0, 1, 1, 1, 1]}, missing="omit")
    assert two.n.tolist() == [2, 1, 1, 2]


def test_each_item_over_those_who_answered_it():
    rng = np.random.default_rng(5)
    y = rng.integers(1, 5, (40, 3)).astype(float)
    y[:25, 2] = np.nan
    y[3, 0] = np.nan
    unit, office = np.repeat(["a", "b"], 20), np.arange(40) // 4
    design = Design(weights=rng.uniform(1, 2, 40), clusters=office)
    m = mean(y, design, by=unit, missing="available", covariance=True)
    alone = [mean(y[:, j], design, by=unit, missing="omit") for j in range(3)]
    for name in ("value", "se", "lower", "upper", "n", "df"):
        wanted = np.column_stack([getattr(a, name) for a in alone]).ravel()
        np.testing.assert_allclose(getattr(m, name), wanted, rtol=1e-12)
    assert m.left_out == (("a", 2),)
    assert m.n.tolist() == [19, 20, 0, 20, 20, 15]
    assert "26 missing values, each left out of its own variable" in m.provenance.left_out
    # Two items of one domain: the error of their difference, from influences by hand.
    w = design.weights
    u = np.zeros(40)
    for j, sign in ((0, 1), (2, -1)):
        here = (unit == "b") & ~np.isnan(y[:, j])
        u[here] += sign * (y[here, j] - np.average(y[here, j], weights=w[here])) / w[here].sum()
    z = np.bincount(office, w * u)
    d = difference(m, (("b", 0), ("b", 2)))
    assert d.se[0] ** 2 == near(10 / 9 * ((z - z.mean()) ** 2).sum())
    assert np.isnan(difference(m, (("a", 0), ("a", 2))).se[0])


def test_available_answers_of_the_other_estimates():
    rng = np.random.default_rng(6)
    y = rng.integers(1, 4, (30, 2)).astype(float)
    x = rng.uniform(1, 2, 30)
    y[:6, 1] = x[28:] = np.nan
    unit = np.tile(["a", "b"], 15)
    design = Design(weights=rng.uniform(1, 2, 30))

    def agree(estimate, columns):
        whole = estimate(columns, "available")
        parts = [estimate(columns[:, [j]], "omit") for j in range(columns.shape[1])]
        for name in ("value", "se", "lower", "upper", "n", "df"):
            got = getattr(whole, name).reshape(2, columns.shape[1], -1)
            for j, part in enumerate(parts):
                np.testing.assert_allclose(got[:, j].ravel(), getattr(part, name), rtol=1e-9)

    for estimate in (total, variance, quantile, proportion):
        agree(lambda c, how, f=estimate: f(c, design, by=unit, missing=how), y)
    agree(lambda c, how: ratio(c, x, design, by=unit, missing=how), y)


def test_the_mark_of_a_small_domain():
    unit = np.repeat(["few", "many"], [10, 90])
    m = mean(np.arange(100.0), Design(weights=np.ones(100)), by=unit)
    assert m.small.tolist() == [True, False]
    lines = repr(m).splitlines()
    assert lines[-2].endswith("*")
    assert not lines[-1].endswith("*")
    assert "n < 30 or df < 8" in repr(m)
    assert mean(np.arange(100.0), Design(), by=unit, small=(10, 9)).small.tolist() == [False, False]
    assert mean(np.arange(100.0), Design(), by=unit, small=(10, 10)).small.tolist() == [True, False]
    # Many people in few offices.
    few = Design(weights=np.ones(100), clusters=np.arange(100) // 20)
    assert mean(np.arange(100.0), few).small.tolist() == [True]
    # A full count of many is not small for its lack of degrees of freedom.
    assert not mean(np.arange(100.0), Design(fpc=np.full(100, 100))).small[0]
    for bad in (30, (1, 2, 3), (-1, 8), (1.5, 8)):
        with pytest.raises(InputError, match="`small`"):
            mean([1.0, 2.0], Design(), small=bad)
    with pytest.raises(InputError, match="`df`"):
        mean([1.0, 2.0], Design(), df="own")


# -------------------------------------------------------------------------------------- properties


@st.composite
def samples(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    offices, each = draw(st.integers(3, 8)), draw(st.integers(1, 4))
    strata = draw(st.integers(1, 2))
    office = np.repeat(np.arange(offices * strata), each)
    n = office.size
    unit = rng.integers(0, draw(st.integers(1, 4)), n)
    weights = rng.uniform(0.5, 3, n) if draw(st.booleans()) else np.ones(n)
    return rng, office, office // offices, unit, weights


@given(samples(), st.sampled_from(["domain", "nchs"]))
def test_degrees_of_freedom_are_counted(sample, kind):
    rng, office, stratum, unit, weights = sample
    weights = weights * (rng.random(office.size) > 0.2)
    if not weights.any():
        return
    design = Design(weights=weights, strata=stratum, clusters=office)
    m = mean(rng.normal(size=office.size), design, by=unit, df=kind, covariance=True)
    home = dict(zip(office.tolist(), stratum.tolist(), strict=True))
    sampled = {o for o, w in zip(office.tolist(), weights.tolist(), strict=True) if w > 0}

    def counted(domains):
        held = {
            o
            for o, u, w in zip(office.tolist(), unit.tolist(), weights.tolist(), strict=True)
            if u in domains and w > 0
        }
        strata = {home[o] for o in held}
        there = sum(home[o] in strata for o in sampled)
        left = (
            len(held) - len(strata) if kind == "nchs" else min(len(held) - 1, there - len(strata))
        )
        return max(left, 0)

    labels = m.domain["by"].tolist()
    assert m.df.tolist() == [counted({d}) for d in labels]
    assert (np.isnan(m.se) == (m.df == 0)).all()
    if len(labels) > 1:
        pairs = [(a, b) for i, a in enumerate(labels) for b in labels[i + 1 :]]
        d = difference(m, "pairwise")
        assert d.df.tolist() == [counted({a, b}) for a, b in pairs]
        k = np.zeros((len(pairs), len(labels)))
        for i, (a, b) in enumerate(pairs):
            k[i, labels.index(a)], k[i, labels.index(b)] = 1, -1
        assert difference(m, k).df.tolist() == d.df.tolist()
        undetermined = {label for label, se in zip(labels, m.se, strict=True) if np.isnan(se)}
        lost = [bool({a, b} & undetermined) for a, b in pairs]
        assert np.isnan(d.se).tolist() == lost


METHODS = ("logit", "wald", "beta", "wilson", "likelihood")


@given(samples(), st.sampled_from(METHODS), st.integers(0, 100))
def test_limits_of_a_share_contain_it_and_stay_inside(sample, method, percent):
    rng, office, stratum, unit, weights = sample
    design = Design(weights=weights, strata=stratum, clusters=office)
    yes = rng.random(office.size) * 100 < percent
    p = proportion(yes, design, by=unit, method=method)
    known = ~np.isnan(p.lower)
    assert (known == (p.df > 0)).all()
    low, value, high = p.lower[known], p.value[known], p.upper[known]
    assert (low >= 0).all()
    assert (high <= 1).all()
    assert (low <= value).all()
    assert (value <= high).all()
    assert (low[value == 0] == 0).all()
    assert (high[value == 1] == 1).all()


@given(samples(), st.sampled_from(METHODS), st.integers(0, 100), st.integers(2, 3))
def test_more_offices_that_answer_the_same_never_widen_a_share(sample, method, percent, times):
    rng, office, stratum, unit, weights = sample
    yes = rng.random(office.size) * 100 < percent

    def limits(copies):
        again = np.concatenate([office + copy * 1000 for copy in range(copies)])
        design = Design(
            weights=np.tile(weights, copies), strata=np.tile(stratum, copies), clusters=again
        )
        return proportion(np.tile(yes, copies), design, by=np.tile(unit, copies), method=method)

    one, more = limits(1), limits(times)
    assert more.value == pytest.approx(one.value, abs=1e-12)
    known = ~np.isnan(one.lower)
    assert not np.isnan(more.lower[known]).any()
    assert (more.lower[known] >= one.lower[known] - 1e-9).all()
    assert (more.upper[known] <= one.upper[known] + 1e-9).all()


@pytest.mark.parametrize("share", [False, True])
@pytest.mark.parametrize("size", [2, 5, 10])
def test_intervals_of_small_domains_hold_the_true_value(size, share):
    # 60 offices of 4 people, correlated by .1 within an office; docs/survey_coverage.md has more.
    rng = np.random.default_rng(2026)
    office = np.repeat(np.arange(60), 4)
    design = Design(weights=np.ones(240), clusters=office)
    covered = known = 0
    for _ in range(40):
        domain = np.zeros(240, dtype=np.int64)
        domain[rng.permutation(240)[:size]] = 1
        position = np.sqrt(0.1) * rng.normal(size=(60, 50))[office]
        position += np.sqrt(0.9) * rng.normal(size=(240, 50))
        if share:
            truth, found = 0.3, proportion(position < -0.524400512708041, design, by=domain)
        else:
            # Shares .05, .15, .45, .35: the mean is 3.1.
            cuts = [-1.6448536269514722, -0.8416212335729142, 0.3853204664075675]
            answers = 1.0 + np.searchsorted(cuts, position)
            truth, found = 3.1, mean(answers, design, by=domain)
        low, high = found.lower[50:], found.upper[50:]
        known += (~np.isnan(low)).sum()
        covered += ((low <= truth) & (truth <= high)).sum()
    # 2,000 samples: the standard error of a coverage of .92 is .006.
    assert covered / known >= (0.95 if share else 0.91) - 0.012


# --------------------------------------------------------------------------------- shares by hand


def share_of(n, yes, method, *, each=1):
    """`yes` of n people in n/each offices, inside a survey of 60 offices of 4."""
    office = np.repeat(np.arange(60), 4)
    unit, y = np.full(240, "rest", dtype=object), np.arange(240) % 3 == 0
    rows = (np.arange(n) // each) * 4 + np.arange(n) % each
    unit[rows], y[rows] = "unit", False
    y[rows[:yes]] = True
    p = proportion(y, Design(weights=np.ones(240), clusters=office), by=unit, method=method)
    i = p.domain["by"].tolist().index("unit")
    return float(p.lower[i]), float(p.upper[i])


@pytest.mark.parametrize("method", METHODS)
def test_nobody_of_a_few(method):
    # Clopper–Pearson, 0 of n: (0, 1 − .025^(1/n)).
    for n in (2, 3, 5, 10, 20):
        assert share_of(n, 0, method) == (0.0, near(1 - 0.025 ** (1 / n)))
        assert share_of(n, n, method) == (near(0.025 ** (1 / n)), 1.0)


def test_nobody_of_people_in_few_offices():
    # 0 of 6 in 2 offices: n* = 2, t on 5 is 2.5705818, t on 1 is 12.7062047: m = 2·(.2023092)².
    m = 2 * (2.5705818356363146 / 12.706204736174694) ** 2
    assert share_of(6, 0, "beta", each=3)[1] == pytest.approx(1 - 0.025 ** (1 / m), rel=1e-9)


def test_one_of_two():
    # n* = min(2, ¼/V); V = 60/59·2·(¼)² = 60/59/8: ¼/V = 2·59/60. R, on the two alone, has
    # n* = 1 and [.0119, .9881] for 1.967; of all 60 offices it makes [.386, .614].
    low, high = share_of(2, 1, "beta")
    assert (low, high) == (pytest.approx(0.0119, abs=5e-5), pytest.approx(0.9881, abs=5e-5))
    # logit: t on 1 over √(n*·¼), n* = 59/30.
    half = 12.706204736174694 / np.sqrt(59 / 30 / 4)
    assert share_of(2, 1, "logit") == (near(1 / (1 + np.exp(half))), near(1 / (1 + np.exp(-half))))


def test_offices_that_are_all_alike_inside_are_not_worth_more_than_their_people():
    # Half of each office says yes: V = 0, so n* is the eight people, not infinity.
    yes, office = np.tile([True, False], 4), np.repeat([1, 2, 3, 4], 2)
    p = proportion(yes, Design(clusters=office))
    half = 3.182446305284263 / np.sqrt(8 / 4)  # t on 3
    assert p.upper[0] == near(1 / (1 + np.exp(-half)))


@pytest.mark.parametrize("method", METHODS)
def test_a_full_count_is_known(method):
    census = Design(fpc=np.full(6, 6))
    for yes in ([1, 0, 1, 0, 1, 0], [0] * 6, [1] * 6):
        p = proportion(np.array(yes) > 0, census, method=method)
        assert (p.lower[0], p.upper[0]) == (p.value[0], p.value[0]) == (np.mean(yes), np.mean(yes))


@pytest.mark.parametrize("n", [3, 5, 7, 12])
def test_no_limit_below_nothing(n):
    p = proportion(np.zeros(n, bool), Design(weights=np.ones(n)), method="wilson")
    assert p.lower[0] == 0.0
    assert not np.signbit(p.lower[0])


# ------------------------------------------------------------------- sums in place of rows


@given(samples())
def test_sums_by_stratum_and_domain_give_the_errors_of_rows(sample):
    rng, _, stratum, unit, weights = sample
    n, domains = unit.size, int(unit.max()) + 1
    design = Design(weights=weights, strata=stratum)
    y = rng.normal(1, 1, n)
    m = mean(y, design, by=unit, df="design")
    inside = np.unique(unit)
    centre, total_weight = np.zeros(domains), np.zeros(domains)
    centre[inside] = m.value
    np.add.at(total_weight, unit, weights)
    z = weights * (y - centre[unit])
    groups, at = np.unique(stratum * domains + unit, return_inverse=True)
    home, place = groups // domains, groups % domains
    sampled = np.bincount(stratum)
    sums, squares = np.bincount(at, z)[:, None], np.bincount(at, z**2)[:, None]
    variance_of = variance_of_sums(
        sums,
        squares,
        stratum=home,
        domain=place,
        share=1 / sampled,
        scale=sampled / (sampled - 1),
        size=domains,
    )
    se = np.sqrt(variance_of[inside, 0]) / total_weight[inside]
    np.testing.assert_allclose(se, m.se, rtol=1e-9, atol=1e-12)
    for kind in ("domain", "nchs"):
        reach = Reach(home, place, np.bincount(at), sampled, domains)
        wanted = mean(y, design, by=unit, df=kind).df
        assert reach.degrees(kind)[inside].tolist() == wanted.tolist()
