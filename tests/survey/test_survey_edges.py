"""Corners that samples seldom reach: each by hand."""

import copy
import pickle

import numpy as np
import pandas as pd
import pytest

from kinerja._survey.allocation import _level, _rounded
from kinerja._survey.drivers import apart
from kinerja._survey.freedom import Held, degrees
from kinerja._survey.multiplicity import benjamini_hochberg, holm
from kinerja._survey.priorities import _probability
from kinerja.errors import InputError
from kinerja.schemes import skm
from kinerja.survey import (
    Design,
    calibrate,
    chi_square,
    compare_waves,
    difference,
    importance_performance,
    key_drivers,
    mean,
    plan_margins,
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
    variance,
    waves,
)


def near(value):
    return pytest.approx(value, rel=1e-12)


T3 = 3.182446305284263  # t at .975 on 3 degrees of freedom

# ------------------------------------------------------------------------------------- designs


def test_a_design_survives_being_sent_and_copied():
    design = poststratify(Design(weights=[1, 2, 3, 4]), list("aabb"), {"a": 6, "b": 14})
    sent = pickle.loads(pickle.dumps(design))  # noqa: S301 - what was just written
    for other in (sent, copy.deepcopy(design)):
        assert repr(other) == repr(design)
        found = mean([1.0, 5, 2, 9], other, by=list("xyxy"), covariance=True, df="design")
        same = mean([1.0, 5, 2, 9], design, by=list("xyxy"), covariance=True, df="design")
        assert found == same
        assert not other.weights.flags.writeable


def test_how_a_design_is_written():
    assert repr(Design(weights=[1, 2, 3])) == "Design(n=3, 3 PSUs in 1 stratum, df=2)"
    design = poststratify(
        Design(strata=list("aabb"), fpc=[10, 10, 6, 6]), list("aabb"), {"a": 11, "b": 5}
    )
    assert repr(design) == "Design(n=4, 4 PSUs in 2 strata, df=2, calibrated in 1 step)"
    twice = poststratify(design, list("abab"), {"a": 8, "b": 8})
    assert repr(twice) == "Design(n=4, 4 PSUs in 2 strata, df=2, calibrated in 2 steps)"
    cut = trim_weights(Design(weights=[1, 2, 3, 10]), 1.5, 7)
    assert repr(cut) == (
        "Design(n=4, 4 PSUs in 1 stratum, df=3, weights trimmed to 1.5–7 in 2 rows)"
    )
    assert twice.n == 4


def test_trimming_drops_a_calibration_and_says_so():
    # Weights 1, 1, 6, 6 have the sum 14: with 6 cut to 5 two units go to the two others.
    design = poststratify(Design(), list("aabb"), {"a": 2, "b": 12})
    cut = trim_weights(design, 0.5, 5)
    assert cut.weights.tolist() == [2, 2, 5, 5]
    assert cut.adjustments == ()
    assert cut.weighted
    plain = trim_weights(Design(weights=[1, 1, 6, 6]), 0.5, 5)
    assert cut.notes != plain.notes
    assert "0.5–5 in 2 rows" in cut.notes[0]
    # What was noted before stays, and a later calibration keeps the notes.
    again = trim_weights(plain, 3, 9)
    assert again.notes[0] == plain.notes[0]
    assert len(again.notes) == 2
    assert poststratify(plain, list("aabb"), {"a": 2, "b": 12}).notes == plain.notes
    # The ends belong to the range, and a row of weight 0 takes nothing.
    same = Design(weights=[0, 2, 5, 3])
    assert trim_weights(same, 2, 5) is same
    assert trim_weights(same, 2.5, 5).weights.tolist() == [0, 2.5, 4.75, 2.75]


def test_one_array_a_stage_or_one_for_all():
    # A tuple of arrays is one array a stage; a tuple of labels is one array.
    two = Design(weights=np.ones(4), clusters=([1, 1, 2, 2], [1, 2, 3, 4]))
    assert two.df == 1
    assert Design(weights=np.ones(4), clusters=(1, 1, 2, 3)).df == 2
    assert Design(weights=np.ones(4), strata=("ab", "ab", "cd", "cd")).df == 2
    # A stage without strata is None, and the rows are counted from what is there.
    staged = Design(
        strata=[None, list("xyxyxyxy")],
        clusters=[[1, 1, 1, 1, 2, 2, 2, 2], [1, 1, 2, 2, 1, 1, 2, 2]],
        weights=None,
        fpc=[[4] * 8, [3] * 8],
        nested=True,
    )
    assert staged.n == 8
    assert [stage.size.tolist() for stage in staged.stages] == [[2], [2, 2, 2, 2]]
    # 4/2 of the first stage, 3/2 of the second.
    assert staged.weights.tolist() == [3.0] * 8
    assert not Design(weights=np.ones(4)).stages[0].unit.flags.writeable


def test_a_fraction_of_one_is_a_census_and_just_below_is_not():
    # f = 3/(3 + 1e-9): 1 − f < 1e-7, so nothing varies.
    near_whole = Design(fpc=np.full(3, 3 + 1e-9))
    assert total([1.0, 2, 4], near_whole).se[0] == 0.0
    # f = 3/3.001: (1 − f)·3·s²·w², with s² of 1, 2, 4 = 7/3 and w = 3.001/3.
    w = 3.001 / 3
    almost = total([1.0, 2, 4], Design(fpc=np.full(3, 3.001)))
    assert almost.se[0] ** 2 == pytest.approx(w**2 * (0.001 / 3.001) * 3 * 7 / 3, rel=1e-9)
    # Fractions: all of them 1.
    assert Design(fpc=np.ones(3)).weights.tolist() == [1.0, 1.0, 1.0]


# ------------------------------------------------------------------------- degrees of freedom


def test_counting_degrees_of_freedom():
    units, strata, spare = (np.array(x) for x in ([3, 1, 4, 0], [2, 1, 1, 0], [18, 5, 2, 0]))
    # min(3 − 1, 18), min(1 − 1, 5), min(4 − 1, 2); never below 0.
    assert degrees(units, strata, spare, "domain").tolist() == [2, 0, 2, 0]
    assert degrees(units, strata, spare, "nchs").tolist() == [1, 0, 3, 0]


def test_pairs_that_stand_for_several_units():
    # One set has 3 units of stratum 0 and 2 of stratum 1; the other 4 others of stratum 1.
    held = Held(
        row=np.array([0, 1]),
        set=np.array([0, 0, 1]),
        unit=np.array([0, 1, 2]),
        stratum=np.array([0, 1, 1]),
        sampled=np.array([5, 9]),
        count=np.array([3, 2, 4]),
    )
    # min(5 − 1, 4 + 8) and min(4 − 1, 8).
    assert held.of_sets(2, "domain").tolist() == [4, 3]
    assert held.of_sets(2, "nchs").tolist() == [3, 3]
    # Together 9 units in 2 strata: min(9 − 1, 12); 9 − 2.
    a, b = np.array([0]), np.array([1])
    assert held.of_pairs(a, b, "domain").tolist() == [8]
    assert held.of_pairs(a, b, "nchs").tolist() == [7]
    used = np.array([[True, True], [True, False], [False, True]])
    assert held.of_contrasts(used, "domain").tolist() == [8, 4, 3]
    assert held.of_contrasts(used, "nchs").tolist() == [7, 3, 3]


def test_three_stages_taken_whole_one_inside_the_other():
    # One of one office, both of two desks, and 2 of 5 people at each desk: the people vary.
    design = Design(
        clusters=[[1] * 4, [1, 1, 2, 2], [1, 2, 3, 4]],
        fpc=[[1] * 4, [2] * 4, [5] * 4],
    )
    found = total([1.0, 3, 5, 9], design)
    # Weight 5/2. Desks: (1 − 2/5)·2·[(2.5)²·2 + (2.5·2)²·2]·… with deviations ±1 and ±2:
    # ·2·(2·2.5²·1 + 2·2.5²·4) = 1.2·62.5.
    assert found.se[0] ** 2 == near(0.6 * 2 * (2 * 2.5**2 * 1 + 2 * 2.5**2 * 4))
    # 4 people in 2 strata of 2: min(4 − 1, 1 + 1) and 4 − 2.
    assert found.df[0] == 2
    assert total([1.0, 3, 5, 9], design, df="nchs").df[0] == 2
    # The second office taken in part: its desks do not stand for people.
    desks = Design(
        clusters=[[1] * 4, [1, 1, 2, 2], [1, 2, 3, 4]],
        fpc=[[1] * 4, [4] * 4, [5] * 4],
    )
    # Desks: 2 of 4, people 2 of 5: weight 5. (1 − ½)·2·((20 − 45)²·2) + ½·.6·2·25·(2 + 8).
    found = total([1.0, 3, 5, 9], desks)
    assert found.se[0] ** 2 == near(0.5 * 2 * 2 * 25**2 + 0.5 * 0.6 * 2 * 25 * 10)
    assert found.df[0] == 1


def test_offices_of_which_some_are_taken_whole():
    # Stratum a: 2 of 2 offices, in each 2 of 4 people; stratum b: 2 of 6 offices, 2 of 4 people.
    office = np.repeat([1, 2, 3, 4], 2)
    design = Design(
        strata=list("aaaabbbb"),
        clusters=[office, np.arange(8)],
        fpc=[[2] * 4 + [6] * 4, [4] * 8],
    )
    y = np.array([1.0, 2, 4, 8, 3, 5, 6, 1])
    found = mean(y, design, by=np.where(office < 3, "a", "b"))
    # a: 4 people in 2 strata of 2: min(3, 2). b: 2 offices: min(1, 1).
    assert found.df.tolist() == [2, 1]
    whole = mean(y, design)
    # 4 people of a and 2 offices of b, in 3 strata: min(6 − 1, 1 + 1 + 1).
    assert whole.df[0] == 3
    assert mean(y, design, df="nchs").df[0] == 3
    # One person of office 1 and one of office 3: min(2 − 1, 1 + 1) and 2 − 2. The others are 3
    # people and 2 offices in 3 strata: min(5 − 1, 3) and 5 − 3.
    few = np.zeros(8, dtype=int)
    few[[0, 4]] = 1
    assert mean(y, design, by=few).df.tolist() == [3, 1]
    assert mean(y, design, by=few, df="nchs").df.tolist() == [2, 0]


# ------------------------------------------------------------------------------------ estimates


def test_labels_and_what_nobody_answered():
    y = np.array([[1.0, 2], [3, np.nan], [2, np.nan], [4, 5]])
    design = Design(weights=np.ones(4))
    # Two answers for each q: the label holds all three.
    found = quantile(y, design, [0.25, 0.5], by=list("abba"), missing="available")
    assert found.labels[:4] == (("a", 0, 0.25), ("a", 0, 0.5), ("a", 1, 0.25), ("a", 1, 0.5))
    assert found.left_out == (("b", 1, 0.25), ("b", 1, 0.5))
    one = quantile(y[:, 0], design, [0.25, 0.5])
    assert one.labels == (0.25, 0.5)
    assert quantile(y[:, 0], design).labels == (0,)
    assert quantile(y[:, 0], design, by=list("abba")).labels == ("a", "b")
    gone = mean(y, design, missing="available", by={"u": list("abba"), "v": [1, 1, 1, 1]})
    assert gone.labels[0] == ("a", 1, 0)
    assert gone.left_out == (("b", 1, 1),)
    silent = mean(np.c_[y[:, 0], [np.nan] * 4], design, missing="available")
    assert silent.left_out == (1,)
    # A domain that nobody answered anything in is named once.
    y[1:3] = np.nan
    assert mean(y, design, missing="available", by=list("abba")).left_out == ("b",)
    assert mean(y, design, missing="omit", by=list("abba")).left_out == ("b",)


def test_at_most_five_places_are_named():
    y, unit = np.arange(9.0), list("abcdefghi")
    found = mean(y, Design(weights=np.ones(9)), by=unit)
    said = found.provenance.left_out[0]
    assert said.endswith("by='a'; by='b'; by='c'; by='d'; by='e' and 4 more")
    five = mean(y[:5], Design(weights=np.ones(5)), by=unit[:5])
    assert five.provenance.left_out[0].endswith("by='a'; by='b'; by='c'; by='d'; by='e'")
    # A variable of a domain is named with it; a whole domain alone.
    y = np.array([[1.0, np.nan], [2, 3], [3, np.nan], [4, 5]])
    some = mean(y, Design(weights=np.ones(4)), by=list("abab"), missing="available")
    assert "nobody with an answer in 1 of by='a'" in some.provenance.left_out


def test_facts_below_a_table():
    found = mean([1.0, 2, 4, 6], Design(weights=np.ones(4)), by={"u": list("aabb")}, level=0.9)
    assert found._facts()["interval"].startswith("90%, ")
    assert found._facts()["*"] == "n < 30 or df < 8"
    assert "note" not in found._facts()
    assert found._headline().endswith(" by u")
    large = mean(np.arange(100.0), Design(weights=np.ones(100)))
    assert "*" not in large._facts()
    assert large._seen("small") is None
    # With sixty people in a and ten in b the mark stands beside b alone.
    mixed = mean(np.arange(70.0), Design(weights=np.ones(70)), by=["a"] * 60 + ["b"] * 10)
    assert mixed._seen("small").tolist() == [" ", "*"]


def test_missing_answers_are_counted_in_words():
    y = np.array([[1.0, np.nan], [np.nan, np.nan], [3, 2], [4, 5]])
    design = Design(weights=np.ones(4))
    omitted = mean(y, design, missing="omit")
    assert omitted.provenance.left_out == ("2 rows with a missing value",)
    assert omitted.provenance.missing == "omit"
    available = mean(y, design, missing="available")
    assert available.provenance.left_out == ("3 missing values, each left out of its own variable",)
    assert mean(y[2:], Design(weights=[1, 1]), missing="available").provenance.left_out == ()
    through = mean(y, design, missing="propagate")
    assert np.isnan(through.value).all()


def test_text_and_flags_as_lists_of_rows():
    # One row a person: two questions.
    p = proportion([["y", "n"], ["y", "y"], ["n", "y"], ["y", "y"]], Design())
    assert p.variable.tolist() == [(0, "n"), (0, "y"), (1, "n"), (1, "y")]
    assert p.value.tolist() == [0.25, 0.75, 0.25, 0.75]
    flags = proportion([[True, False], [True, True], (False, True), (True, True)], Design())
    assert flags.variable.tolist() == [0, 1]
    assert flags.value.tolist() == [0.75, 0.75]
    # Nobody says yes: a row of 0, which is True's.
    none = proportion({"a": [False] * 4, "b": [True, False, True, False]}, Design())
    assert none.variable.tolist() == ["a", "b"]
    assert none.value.tolist() == [0.0, 0.5]
    # A missing answer goes through where it is to be seen.
    gap = proportion(["y", None, "n", "y"], Design(), missing="propagate", by=list("aabb"))
    assert np.isnan(gap.value).tolist() == [True, True, False, False]


def test_names_of_contrasts():
    m = mean(np.arange(10.0), Design(weights=np.ones(10)), by=list("abcde") * 2, covariance=True)
    assert difference(m, {"b": -1, "a": 1}).label.tolist() == ["a − b"]
    assert difference(m, {"a": -1}).label.tolist() == ["−a"]
    assert difference(m, {"a": 2, "b": -0.5, "c": -1.5}).label.tolist() == ["2·a − 0.5·b − 1.5·c"]
    assert difference(m, [[1, 1, 1, 1, 0]]).label.tolist() == ["a + b + c + d"]
    assert difference(m, [[1, 1, 1, 1, 1], [0, 0, 0, 0, 0]]).label.tolist() == [
        "contrast 0",
        "contrast 1",
    ]
    # A row of numbers is one contrast; a pair of rows is two.
    assert difference(m, [1, 0, 0, 0, -1]).label.tolist() == ["a − e"]
    pair = difference(m, ([1, 0, 0, 0, -1], [0, 1, 0, 0, -1]))
    assert pair.label.tolist() == ["a − e", "b − e"]
    pair = difference(m, (np.array([1, 0, 0, 0, -1]), np.array([0, 1, 0, 0, -1])))
    assert pair.label.tolist() == ["a − e", "b − e"]
    # The same label twice takes itself away.
    same = difference(m, ("a", "a"))
    assert (same.value[0], same.t[0], same.p_value[0]) == (0.0, 0.0, 1.0)
    with pytest.raises(ValueError, match="`contrast`"):
        difference(m, (["a"], "b"))


def test_limits_of_a_difference():
    # Two strata of two: a mean of 2 (1, 3), b of 6 (5, 7); V each (s²/2) = 1: se √2, df 2.
    m = mean(
        [1.0, 3, 5, 7],
        Design(weights=np.ones(4), strata=list("aabb")),
        by=list("aabb"),
        covariance=True,
        small=(2, 1),
    )
    d = difference(m, ("b", "a"), level=0.5)
    assert d.value[0] == 4.0
    assert d.se[0] == near(np.sqrt(2))
    assert d.df[0] == 2
    # t at .75 on 2 degrees of freedom is .5·√(2/(1 − .25)).
    t = 0.5 * np.sqrt(2 / 0.75)
    assert [d.lower[0], d.upper[0]] == near([4 - t * np.sqrt(2), 4 + t * np.sqrt(2)])
    assert d.t[0] == near(4 / np.sqrt(2))
    # Two-sided on 2: 1 − t/√(2 + t²), with t² = 8.
    assert d.p_value[0] == near(1 - np.sqrt(8 / 10))
    assert d.provenance.options["level"] == 0.5
    assert d._headline().count("50") == 1


def test_many_p_values():
    p = np.array([0.04, np.nan, 0.01, 0.03, 0.5])
    # Sorted .01 .03 .04 .5, times 4 3 2 1: .04 .09 .08 → .09, .5.
    np.testing.assert_allclose(holm(p), [0.09, np.nan, 0.04, 0.09, 0.5], rtol=1e-12)
    # Times 4, 2, 4/3, 1: .04, .06, .0533, .5; from the end down: .0533 also for the .06.
    wanted = [0.16 / 3, np.nan, 0.04, 0.16 / 3, 0.5]
    np.testing.assert_allclose(benjamini_hochberg(p), wanted, rtol=1e-12)
    assert holm(np.array([0.6, 0.7])).tolist() == [1.0, 1.0]
    assert benjamini_hochberg(np.array([0.6, 0.7])).tolist() == [0.7, 0.7]


# ----------------------------------------------------------------------------------- quantiles


def test_interval_of_a_median_by_hand():
    # 1 … 20, one each. Share at or below 10 is .5; V = 20/19·Σ(½/20)² = .25/19.
    # t on 19 is 2.093024; .5 ± 2.093024·√(.25/19) = .26 and .74: the 6th and the 15th.
    y = np.arange(1.0, 21.0)
    m = quantile(y, Design(weights=np.ones(20)))
    assert (m.value[0], m.lower[0], m.upper[0]) == (10.0, 6.0, 15.0)
    assert m.se[0] == near((15 - 6) / (2 * 2.093024054408263))
    assert m.df[0] == 19
    # Near the end a limit leaves 0 to 1: it is not known, nor is the error.
    low = quantile(y, Design(weights=np.ones(20)), 0.05)
    assert low.value[0] == 1.0
    assert np.isnan([low.lower[0], low.se[0]]).all()
    # .05 + 2.093024·√(.05·.95/19) = .1547: the 4th.
    assert low.upper[0] == 4.0
    census = quantile(y, Design(fpc=np.full(20, 20)))
    assert (census.lower[0], census.upper[0], census.se[0]) == (10.0, 10.0, 0.0)


@pytest.mark.parametrize(
    ("rule", "wanted"),
    # x = 1, 2, 4, 8 with weights 1, 2, 3, 2: C = 1, 3, 6, 8 of 8; at q = .5 and .1.
    [
        ("hf4", [8 / 3, 1]),  # C/8: .125, .375, .75, 1: ⅓ of the way from 2 to 4; before the first
        ("hf5", [3.6, 1.2]),  # .5, 2, 4.5, 7 of 8: 4 is .8 of the way; .8 is .2 of the way
        ("hf6", [10 / 3, 1]),  # C/10: .1, .3, .6, .8: ⅔ of the way; the first itself
        ("hf7", [4, 1.6]),  # 0, 1, 3, 6 of 6: 3 itself; .6 of the way
        ("hf8", [3.5, 1.12]),  # ⅔, 2⅓, 5, 7⅓ of 8⅔: 4⅓ is 2/2⅔ of the way; .86667 is .2/1⅔
        ("hf9", [2 + 4 / 2.625, 1 + 0.225 / 1.625]),  # .625, 2.25, 4.875, 7.25 of 8.5: 4.25, .85
    ],
)
def test_rules_of_quantiles_by_hand(rule, wanted):
    # Rows in any order, and one of weight 0.
    x, w = [4.0, 1, 8, 5, 2], [3.0, 1, 2, 0, 2]
    assert quantile(x, Design(weights=w), [0.5, 0.1], rule=rule).value == near(wanted)


def test_rules_where_a_share_is_just_reached():
    # C = 1, 3, 6, 8 of 8 at x = 1, 2, 4, 8: 3/8 is reached at 2, the second value.
    x, design = [1.0, 2, 4, 8], Design(weights=[1.0, 2, 3, 2])
    q = [3 / 8, 0.4, 1 / 8, 1.0, 0.0]
    for rule in ("math", "hf1"):
        assert quantile(x, design, q, rule=rule).value.tolist() == [2, 4, 1, 8, 1]
    for rule in ("school", "hf2"):
        assert quantile(x, design, q, rule=rule).value.tolist() == [3, 4, 1.5, 8, 1]
    # hf3: the one at an even position: 2 is second, 1 is first and gives way to 2.
    assert quantile(x, design, q, rule="hf3").value.tolist() == [2, 4, 2, 8, 1]
    # Repeated values are one position.
    twice = quantile([1.0, 1, 2, 4, 8], Design(weights=[0.5, 0.5, 2, 3, 2]), q, rule="hf3")
    assert twice.value.tolist() == [2, 4, 2, 8, 1]
    # A third of the weight is a third, also where the last bit asks for more.
    more = np.nextafter(1 / 3, 1)
    even = Design(weights=np.ones(3))
    assert quantile([5.0, 7, 9], even, [more, more + 1e-9], rule="math").value.tolist() == [5, 7]
    assert quantile([5.0, 7, 9], even, more, rule="school").value[0] == 6
    # One value alone.
    for rule in ("math", "hf2", "hf3", "hf4", "hf7", "shahvaish"):
        assert quantile([5.0, 9.0], Design(weights=[2, 0]), rule=rule).value.tolist() == [5.0]


# ------------------------------------------------------------------- replication and regression


def test_a_jackknife_by_loops():
    """Weights of 0, strata of several sizes, one lonely, one taken whole."""
    stratum = np.array([0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 3])
    unit = np.array([0, 0, 1, 1, 2, 3, 4, 4, 5, 6, 7])
    w = np.array([1.0, 2, 1.5, 3, 0, 2, 1, 1, 4, 2, 5])
    y = np.array([3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5])
    fpc = np.array([9.0] * 5 + [4] * 3 + [7] + [2] * 2)

    def share(weights):
        return weights @ y / weights.sum()

    for policy in ("adjust", "certainty"):
        design = Design(weights=w, strata=stratum, clusters=unit, fpc=fpc, lonely_psu=policy)
        for centre in ("replicates", "estimate"):
            values, scales = [], []
            for c in range(8):
                h = stratum[unit == c][0]
                units = sorted(set(unit[stratum == h].tolist()))
                m, population = len(units), fpc[stratum == h][0]
                if m == population or (m == 1 and policy == "certainty"):
                    continue
                again = w.copy()
                if m > 1:
                    again[stratum == h] *= m / (m - 1)
                    scales.append((1 - m / population) * (m - 1) / m)
                else:
                    # The others stand in for it, as for one of four strata.
                    again[stratum != h] *= 4 / 3
                    scales.append(3 / 4)
                again[unit == c] = 0
                values.append(share(again))
            values = np.array(values)
            middle = values.mean() if centre == "replicates" else share(w)
            found = replicate_variance(share, design, centre=centre)
            assert found.replicates[:, 0] == near(values)
            assert found.se[0] ** 2 == near((np.array(scales) * (values - middle) ** 2).sum())
            assert found.value[0] == near(share(w))
            assert found.df == design.df
            half = found.upper[0] - found.value[0]
            assert found.value[0] - found.lower[0] == near(half)


def test_a_regression_by_the_normal_equations():
    rng = np.random.default_rng(8)
    n = 30
    unit = np.repeat(np.arange(10), 3)
    w = rng.uniform(1, 4, n)
    w[[4, 17]] = 0.0
    x = np.column_stack([rng.normal(size=n), rng.uniform(1, 5, n)])
    y = 2 + x @ [1.5, -0.5] + rng.normal(size=n)
    design = Design(weights=w, clusters=unit)
    inside = rng.random(n) < 0.8
    used = inside & (w > 0)
    for intercept in (True, False):
        z = np.column_stack([np.ones(n), x]) if intercept else x
        here = w * used
        a = np.linalg.inv(z.T @ (here[:, None] * z))
        b = a @ z.T @ (here * y)
        e = y - z @ b
        u = np.zeros((10, z.shape[1]))
        for i in range(n):
            u[unit[i]] += here[i] * e[i] * (z[i] @ a)
        u -= u.mean(axis=0)
        covariance = 10 / 9 * u.T @ u
        fit = regression(y, x, design, domain=inside, intercept=intercept, level=0.9)
        np.testing.assert_allclose(fit.value, b, rtol=1e-9)
        np.testing.assert_allclose(fit.covariance, covariance, rtol=1e-9, atol=1e-14)
        centre = here @ y / here.sum() if intercept else 0.0
        assert fit.r2 == pytest.approx(1 - here @ e**2 / (here @ (y - centre) ** 2), rel=1e-9)
        assert fit.n == used.sum()
        holding = len(set(unit[used].tolist()))
        assert fit.df == holding - 1 + 1 - z.shape[1]
        assert fit.t == near(fit.value / fit.se)
        assert fit.term.tolist() == (["intercept"] if intercept else []) + [0, 1]
    # A design that is known in full has no error, and a column that does not matter p = 1.
    census = Design(fpc=[6] * 6)
    fit = regression([1.0, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], census, intercept=False)
    assert fit.se.tolist() == [0.0]
    assert (fit.lower[0], fit.upper[0], fit.p_value[0]) == (fit.value[0], fit.value[0], 0.0)
    # As many rows as terms and one more are enough.
    assert regression([1.0, 2, 4], [1.0, 2, 3], Design(weights=np.ones(3))).n == 3


def test_categories_in_a_regression():
    x = {"g": list("babcac"), "late": [True, False, True, False, True, False]}
    y = [4.0, 1, 4.5, 9, 1.5, 8]
    fit = regression(y, x, Design(weights=np.ones(6)))
    assert fit.term.tolist() == ["intercept", "g=b", "g=c", "late=True"]
    # a: 1 and 1.5 (late); c: 9 and 8, both not late; b: 4 and 4.5, both late. So late is .5 and
    # b is 4.25 − 1.5 above a, c 8.5 − 1.
    assert fit.value == pytest.approx([1, 2.75, 7.5, 0.5], rel=1e-9)


# -------------------------------------------------------------------------------- two-way tables


def test_a_table_by_hand():
    # Eight rows of weight 1: (x, a) 3, (x, b) 1, (y, a) 1, (y, b) 3.
    rows, cols = list("xxxxyyyy"), list("aaabbbba")
    test = chi_square(rows, cols, Design(weights=np.ones(8)))
    assert test.table.tolist() == [[3, 1], [1, 3]]
    assert test.share.tolist() == [[0.375, 0.125], [0.125, 0.375]]
    # p(1 − p)/7.
    inner, outer = 0.375 * 0.625 / 7, 0.125 * 0.875 / 7
    assert test.share_se.ravel() ** 2 == near([inner, outer, outer, inner])
    # Expected ¼ each: 8·4·(1/8)²/(1/4) = 2.
    chi2 = chi_square(rows, cols, Design(weights=np.ones(8)), statistic="chi2")
    assert chi2.statistic == near(2.0)
    assert chi2.df.tolist() == [1.0]
    # Weights twice as large: the same 8 rows.
    double = chi_square(rows, cols, Design(weights=np.full(8, 2.0)), statistic="chi2")
    assert double.statistic == near(2.0)
    assert double.table.tolist() == [[6, 2], [2, 6]]
    # One degree: F = X²/δ on 1 and 7; δ is the design effect of log odds, 1/p summed twice.
    assert test.df.tolist() == near([1.0, 7.0])
    assert test.statistic == near(2.0 / test.deff[0])
    assert test.n == 8


def test_wald_of_a_table_by_hand():
    # Of the table above: Y = N₂₂ − N₂·N.₂/N = 3 − 2 = 1. Its influence: 1 for (y, b), less
    # N.₂/N = ½ for each of row y and N₂./N = ½ for each of column b, plus ¼ for all:
    # (x, a) ¼, (x, b) −¼, (y, a) −¼, (y, b) ¼. Sum: 6·¼ − 2·¼ = 1.
    # V = 8/7·(8/16 − 8·(1/8)²) = 8/7·(3/8) = 3/7: W = 7/3, on 1 and 7.
    rows, cols = list("xxxxyyyy"), list("aaabbbba")
    test = chi_square(rows, cols, Design(weights=np.ones(8)), statistic="wald")
    assert test.statistic == near(7 / 3)
    assert test.df.tolist() == [1, 7]
    # Adjusted: W·(7 − 1 + 1)/(1·7) on 1 and 7.
    adjusted = chi_square(rows, cols, Design(weights=np.ones(8)), statistic="adj_wald")
    assert adjusted.statistic == near(7 / 3)
    assert adjusted.df.tolist() == [1, 7]


# ------------------------------------------------------------------------------------ planning


def test_sharing_a_sample_by_its_lines():
    # Pull 1 and 3 between (0, 0) and (10, 12): t·1 + t·3 = n until the second is full at t = 4.
    pull, least, most = np.array([1.0, 3.0]), np.zeros(2), np.array([10.0, 12.0])
    assert _level(8, pull, least, most) == near([2, 6])
    assert _level(16, pull, least, most) == near([4, 12])
    assert _level(19, pull, least, most) == near([7, 12])
    assert _level(22, pull, least, most) == near([10, 12])
    # Minima of 5: the first stays at 5 until t = 5, when the second is full already.
    least = np.array([5.0, 5.0])
    assert _level(10, pull, least, most) == near([5, 5])
    assert _level(13, pull, least, most) == near([5, 8])
    # Everything is a minimum: all of it at the first turn.
    assert _level(22, pull, most, most) == near([10, 12])


def test_fractions_go_to_the_largest_then_the_larger_then_the_first():
    people = np.array([10.0, 20, 20])
    assert _rounded(np.array([1.5, 1.5, 1.0]), people, 4).tolist() == [1, 2, 1]
    assert _rounded(np.array([1.0, 1.5, 1.5]), people, 4).tolist() == [1, 2, 1]
    assert _rounded(np.array([1.6, 1.5, 0.9]), people, 4).tolist() == [2, 1, 1]
    assert _rounded(np.array([1.2, 1.4, 1.4]), people, 4).tolist() == [1, 2, 1]
    # A stratum that is full takes no more.
    assert _rounded(np.array([2.0, 0.9, 0.1]), np.array([2.0, 2, 2]), 3).tolist() == [2, 1, 0]


# --------------------------------------------------------------------------------------- waves


def test_titles_of_waves():
    found = compare_waves([1.0, 2, 4, 3], [2.0, 3, 4, 4])
    assert "2.5" in found._headline()
    assert "+0.75" in found._headline()
    assert list(found._facts().values()) == [0]
    assert isinstance(found.items._headline(), str)
    trend = waves({t: mean([1.0, 2, 3, t], Design()) for t in (4, 5, 6)})
    assert "3" in trend._headline()


def test_waves_say_what_they_leave_out_and_count():
    one, two = list("aaaabbbbcc"), list("aaaaabbbbcccc")
    rng = np.random.default_rng(3)
    first, second = rng.normal(3, 1, 10), rng.normal(3, 1, 13)
    found = compare_waves(first, second, by=(one, two), minimum=3)
    assert "c" in found.units.suppressed
    assert np.isnan(found.units.change[2])
    assert found.provenance.left_out[-1].count("3") == 1
    assert "'c'" in found.provenance.left_out[-1]
    shown = compare_waves(first, second, by=(one, two))
    assert shown.units.suppressed == ()
    assert shown.provenance.left_out == ()
    assert shown.units.n_first.tolist() == [4, 4, 2]
    assert shown.units.n_second.tolist() == [5, 4, 4]
    # Separate samples add: (4 − 1) + (5 − 1), 3 + 3, 1 + 3; of the designs 9 + 12.
    assert shown.units.df.tolist() == [7, 6, 4]
    assert compare_waves(first, second, by=(one, two), df="design").units.df.tolist() == [21] * 3
    # Units of one wave only are named, and with which.
    some = compare_waves(first, second, by=(one, list("aaaaabbbbdddd")))
    assert some.units.domain["by"].tolist() == ["a", "b"]
    assert [("'c'" in x, "'d'" in x) for x in some.provenance.left_out] == [
        (True, False),
        (False, True),
    ]
    # The index is the weighted mean of the items: (3·a + b)/4.
    items = {"a": first, "b": first**2}
    after = {"b": second**2, "a": second}
    index = compare_waves(items, after, item_weight=[3, 1])
    wanted = np.mean(0.75 * first + 0.25 * first**2)
    assert index.overall.first[0] == near(wanted)
    assert index.overall.item.tolist() == ["index"]
    assert index.items.item.tolist() == ["a", "b"]
    assert index.items.second == near([second.mean(), (second**2).mean()])
    assert index.provenance.options["item_weight"] == near([0.75, 0.25])
    assert not index.provenance.options["linked"]
    # A row with a missing answer is said with its wave.
    gap = compare_waves(np.r_[first, np.nan], second, missing="omit")
    assert gap.provenance.left_out[0].startswith("1 ")
    assert "first" in gap.provenance.left_out[0]


def test_waves_of_quantiles_and_of_two_variables():
    y = np.arange(24.0).reshape(12, 2)
    design = Design(weights=np.ones(12))
    medians = {t: quantile(y + t, design, [0.4, 0.5]) for t in (1, 2, 4)}
    found = waves(medians)
    assert found.variable.tolist() == [(0, 0.4), (0, 0.5), (1, 0.4), (1, 0.5)]
    assert found.slope == near([1.0] * 4)
    means = waves({t: mean(y * t, design, by=list("ab") * 6) for t in (1, 2, 4)})
    assert means.variable.tolist() == [0, 1, 0, 1]
    assert means.domain["by"].tolist() == ["a", "a", "b", "b"]
    # Errors grow with t, so later surveys weigh less; y·t lies on a line all the same.
    assert means.slope == near([10, 11, 12, 13])
    assert means.departure == pytest.approx([0] * 4, abs=1e-18)
    assert means.departure_p == pytest.approx([1] * 4)


def test_a_survey_without_error_has_no_trend():
    years = {t: mean([1.0, 2, 3, t], Design()) for t in (4, 5, 6)}
    years[7] = mean([2.0] * 4, Design())
    found = waves(years)
    assert np.isnan([found.slope[0], found.se[0], found.p_value[0], found.departure[0]]).all()
    assert found.provenance.left_out
    assert found.value[0].tolist() == [2.5, 2.75, 3.0, 2.0]


def test_a_line_with_unequal_errors_and_degrees():
    rng = np.random.default_rng(2)
    given = {t: mean(rng.normal(3, t, 5 + 3 * t), Design()) for t in (1, 2, 4, 5)}
    found = waves(given, level=0.8)
    times = np.array([1.0, 2, 4, 5])
    y, se, df = (
        np.array([getattr(m, k)[0] for m in given.values()]) for k in ("value", "se", "df")
    )
    weight = 1 / se**2
    middle = (weight @ times) / weight.sum()
    c = weight * (times - middle) / (weight @ (times - middle) ** 2)
    assert found.slope[0] == near(c @ y)
    assert found.se[0] == near(np.sqrt((c**2) @ se**2))
    part = c**2 * se**2
    assert found.df[0] == near(part.sum() ** 2 / (part**2 / df).sum())
    assert found.t[0] == near(found.slope[0] / found.se[0])
    line = (weight @ y) / weight.sum() + (c @ y) * (times - middle)
    assert found.fitted[0] == near(line)
    assert found.departure[0] == near((weight * (y - line) ** 2).sum())
    # Chi-square on 4 − 2: exp(−x/2).
    assert found.departure_p[0] == near(np.exp(-found.departure[0] / 2))
    assert found.upper[0] - found.slope[0] == near(found.slope[0] - found.lower[0])


def test_an_index_in_waves_keeps_its_name():
    rng = np.random.default_rng(1)
    years = {t: skm.index(rng.integers(2, 5, (40, 9))) for t in (1, 2, 3)}
    assert waves(years).variable.tolist() == ["index"]


# ------------------------------------------------------------------------------ calibration, more


def test_a_column_that_says_nothing_new_changes_nothing():
    x = {"one": np.ones(4), "x": [1.0, 2, 3, 4], "twice": [2.0, 4, 6, 8]}
    design = calibrate(Design(), x, {"one": 4, "x": 11, "twice": 22})
    # g = 1 + λ₁ + λ₂x: Σg = 4, Σgx = 11: λ₂ = 1/5, λ₁ = −1/2.
    assert design.weights == pytest.approx([0.7, 0.9, 1.1, 1.3], rel=1e-12)
    nothing = calibrate(Design(), {"one": np.ones(4), "zero": np.zeros(4)}, {"one": 8, "zero": 0})
    assert nothing.weights == near([2, 2, 2, 2])


def test_bounds_hold_and_totals_are_met():
    rng = np.random.default_rng(4)
    n = 40
    x = np.column_stack([np.ones(n), rng.normal(2, 1, n)])
    w = rng.uniform(1, 3, n)
    w[3] = 0.0
    totals = w @ x * [1.05, 1.2]
    free = {}
    for method in ("linear", "raking", "logit"):
        for bounds in (None, (0.7, 1.5), (0.0, 1.45)):
            if method == "logit" and bounds is None:
                continue
            design = calibrate(Design(weights=w), x, totals, method=method, bounds=bounds)
            assert design.weights @ x == pytest.approx(totals, rel=1e-9)
            g = design.weights[w > 0] / w[w > 0]
            if bounds is None:
                free[method] = g
                continue
            low, high = bounds
            assert (g >= low - 1e-12).all()
            assert (g <= high + 1e-12).all()
            inner = (g > low + 1e-9) & (g < high - 1e-9)
            # Inside the bounds the curve is a line in x on its own scale.
            scale = {
                "linear": lambda g, low=low, high=high: g - 1,
                "raking": lambda g, low=low, high=high: np.log(g),
                "logit": lambda g, low=low, high=high: np.log((g - low) / (high - g)),
            }[method](g[inner])
            fit = np.linalg.lstsq(x[w > 0][inner], scale, rcond=None)[0]
            assert scale == pytest.approx(x[w > 0][inner] @ fit, abs=1e-8)
    assert not np.allclose(free["linear"], free["raking"], rtol=1e-3)


def test_raking_three_margins_by_passes():
    rng = np.random.default_rng(6)
    n = 60
    w = rng.uniform(1, 3, n)
    groups = [rng.integers(0, k, n) for k in (2, 3, 4)]
    margins = []
    for k, group in zip((2, 3, 4), groups, strict=True):
        share = rng.uniform(1, 2, k)
        margins.append((group, dict(enumerate((share / share.sum() * 500).tolist()))))
    by_hand = w.copy()
    for _ in range(200):
        for group, totals in margins:
            sums = np.bincount(group, by_hand)
            by_hand *= np.array([totals[g] for g in range(sums.size)])[group] / sums[group]
    raked = rake(Design(weights=w), margins)
    assert raked.weights == pytest.approx(by_hand, rel=1e-10)
    # Without a design of one's own every row weighs 1; a mapping crosses groupings.
    plain = rake(Design(), [(list("aab"), {"a": 4, "b": 6}), (list("xyx"), {"x": 8, "y": 2})])
    assert plain.weights == near([2, 2, 6])
    crossed = {"u": list("aab"), "v": list("xyx")}
    cells = {("a", "x"): 1, ("a", "y"): 2, ("b", "x"): 3}
    assert rake(Design(), [(crossed, cells)]).weights.tolist() == [1, 2, 3]


# ------------------------------------------------------------------------------------- screening


def test_limits_of_screening_belong_to_the_content():
    nan = np.nan
    # Half of the questions without an answer is not more than half.
    assert screen([[1, nan], [2, 1]]).counts["missing"] == 0
    assert screen([[1, nan, nan], [2, 1, 2]]).counts["missing"] == 1
    # The ends of the scale are inside it; as fast as the limit is not too fast.
    assert screen([[1.0, 4], [4, 1]], scale=(1, 4)).counts["out_of_scale"] == 0
    assert screen([[1, 2], [2, 1]], seconds=[10, 30], fastest=10).counts["too_fast"] == 0
    assert screen([[1, 2], [2, 1], [1, 1]], seconds=[10, 20, 40]).counts["too_fast"] == 0
    assert screen([[1, 2], [2, 1], [1, 1]], seconds=[9, 20, 40]).row.tolist() == [0]
    assert screen([[1, 2]], seconds=[nan]).counts["too_fast"] == 0
    # The third of the same answers points to the first.
    three = screen([[1, 2], [1, 2], [1, 2]], ids=["p", "q", "r"])
    assert three.row.tolist() == ["q", "r"]
    assert three.detail.tolist() == ["the answers of row p"] * 2
    options = screen([[1, 2]], scale=(1, 4), most_missing=0.25, straight_from=5, whole=False)
    assert options.provenance.options == {
        "scale": (1, 4),
        "whole": False,
        "fastest": 0.0,
        "most_missing": 0.25,
        "straight_from": 5,
    }
    assert options.n == 1


# --------------------------------------------------------------------- options reach the figures


@pytest.mark.parametrize("estimate", [mean, total, variance, ratio, quantile, proportion])
def test_options_are_said_and_used(estimate):
    rng = np.random.default_rng(1)
    design = Design(weights=np.ones(12), clusters=np.repeat(np.arange(6), 2))
    y = rng.normal(3, 1, 12)
    given = (y > 3,) if estimate is proportion else (y, y + 9) if estimate is ratio else (y,)
    by = ["a"] * 9 + ["b"] * 3
    hidden = estimate(*given, design, by=by, minimum=4)
    assert "b" in hidden.suppressed
    assert np.isnan(hidden.value[1])
    wide = estimate(*given, design, by=by, level=0.5, small=(10, 1))
    assert wide.small.tolist() == [True, True]
    said = wide.provenance.options
    assert (said["level"], said["small"]) == (0.5, (10, 1))
    assert said["estimate"] == estimate.__name__
    assert wide.provenance.missing == "raise"
    full = estimate(*given, design, by=by, small=(1, 1))
    assert full.small.tolist() == [False, False]
    assert full.provenance.options["level"] == 0.95
    assert full.suppressed == ()
    if estimate is not quantile:
        assert wide.upper[0] - wide.lower[0] < full.upper[0] - full.lower[0]
        assert full.covariance is None
        assert estimate(*given, design, by=by, covariance=True).covariance.shape == (2, 2)
    options = {
        "level": 2,
        "missing": "drop",
        "small": (1, 2, 3),
        "minimum": 0,
        "df": "own",
    }
    if estimate is not quantile:
        options["covariance"] = "yes"
    for name, bad in options.items():
        with pytest.raises(ValueError, match=f"`{name}`") as caught:
            estimate(*given, design, **{name: bad})
        assert caught.value.argument == name


def test_small_begins_below_its_limits():
    y = np.arange(12.0)
    design = Design(weights=np.ones(12), clusters=np.repeat(np.arange(6), 2))
    # 12 people, 5 degrees of freedom.
    for limits, small in (((12, 5), False), ((13, 5), True), ((12, 6), True), ((0, 0), False)):
        assert mean(y, design, small=limits).small.tolist() == [small]
    census = Design(fpc=[3.0] * 3)
    assert mean([1.0, 2, 4], census, small=(3, 50)).small.tolist() == [False]
    assert mean([1.0, 2, 4], census, small=(4, 0)).small.tolist() == [True]


def test_rows_of_different_lengths_are_refused_where_they_are_read():
    with pytest.raises(InputError) as caught:
        key_drivers([[1, 2], [2, 1], [3, 4], [4, 4]], [[1.0], [1.0, 2.0], [3.0], [4.0]])
    assert caught.value.argument == "y"


# ------------------------------------------------------- categories that nobody is in, and rounding


def declared(labels, levels):
    return pd.Series(pd.Categorical(labels, categories=levels, ordered=True))


@pytest.mark.parametrize("calibrated", [False, True])
def test_a_declared_domain_that_nobody_is_in_changes_no_other(calibrated):
    rng = np.random.default_rng(7)
    n = 24
    design = Design(weights=rng.uniform(1, 3, n), clusters=np.repeat(np.arange(8), 3))
    if calibrated:
        design = poststratify(design, ["u", "v"] * 12, {"u": 40, "v": 30})
        x = np.column_stack([np.ones(n), rng.uniform(1, 2, n)])
        design = calibrate(design, x, design.weights @ x * [1, 1.01], method="raking")
    y = rng.normal(3, 1, (n, 2))
    labels = rng.choice(["b", "d"], n).tolist()
    by = declared(labels, ["a", "b", "c", "d", "e"])
    calls = [
        lambda g, f=f, c=c: f(y, design, by=g, covariance=c)
        for f in (mean, total, variance)
        for c in (False, True)
    ]
    calls.append(lambda g: ratio(y, y + 9, design, by=g))
    calls.append(lambda g: quantile(y, design, by=g))
    calls.append(lambda g: proportion(y > 3, design, by=g))
    for call in calls:
        plain, wide = call(labels), call(by)
        assert wide.domain["by"].tolist() == [x for x in "abcde" for _ in range(2)]
        there = [2, 3, 6, 7]
        for name in ("value", "se", "lower", "upper", "deff", "df", "n"):
            np.testing.assert_allclose(
                getattr(wide, name)[there], getattr(plain, name), rtol=1e-12, err_msg=name
            )
        nobody = [0, 1, 4, 5, 8, 9]
        assert np.isnan(wide.value[nobody]).all()
        assert wide.n[nobody].tolist() == [0] * 6
        assert wide.left_out == ("a", "c", "e")
        if plain.covariance is not None:
            inner = wide.covariance[np.ix_(there, there)]
            np.testing.assert_allclose(inner, plain.covariance, rtol=1e-9, atol=1e-16)
            one = difference(plain, (("b", 0), ("d", 0)))
            other = difference(wide, (("b", 0), ("d", 0)))
            assert (other.value[0], other.df[0]) == (near(one.value[0]), one.df[0])
            assert other.se[0] == pytest.approx(one.se[0], rel=1e-9)
            assert np.isnan(difference(wide, (("b", 0), ("e", 0))).value[0])


def test_two_waves_with_declared_units_and_the_same_offices():
    rng = np.random.default_rng(9)
    office = np.repeat(np.arange(10), 3)
    labels = np.repeat(["b", "d"], 15).tolist()
    answers = rng.normal(3, 1, (2, 30))
    designs = []
    for w in rng.uniform(1, 3, (2, 30)):
        design = Design(weights=w, clusters=office)
        designs.append(poststratify(design, ["u", "v"] * 15, {"u": 40, "v": 30}))
    ids = (office, office)
    plain = compare_waves(*answers, tuple(designs), by=(labels, labels), ids=ids)
    levels = (["a", "b", "c", "d"], ["d", "c", "b", "x"])
    wide = compare_waves(
        *answers, tuple(designs), by=tuple(declared(labels, x) for x in levels), ids=ids
    )
    there = [wide.units.domain["by"].tolist().index(x) for x in "bd"]
    for name in ("change", "se", "lower", "p_value", "correlation", "df", "n_first"):
        np.testing.assert_allclose(
            getattr(wide.units, name)[there], getattr(plain.units, name), rtol=1e-9, err_msg=name
        )


def test_where_a_driver_begins_to_follow_from_another():
    # Eigenvalues 1 ∓ r; their ratio is 5e-13 for r = 1 − 1e-12, and the limit 1e-12.
    near_one = np.array([[1.0, 1 - 1e-12], [1 - 1e-12, 1.0]])
    with pytest.raises(InputError, match="dependence among 'a', 'b'"):
        apart(near_one, ["a", "b"])
    values, _ = apart(np.array([[1.0, 1 - 1e-11], [1 - 1e-11, 1.0]]), ["a", "b"])
    assert values == pytest.approx([1e-11, 2], rel=1e-4)


def test_what_is_said_of_how_figures_were_made():
    y, by = [1.0, 2, 4, 8, 3, 5], list("ababab")
    design = Design(weights=np.ones(6))
    limits = {"small": (30, 8)}
    expected = {
        "mean": {"estimate": "mean", "df": "domain", "level": 0.9, **limits},
        "quantile": {
            "estimate": "quantile", "df": "domain", "level": 0.9, "rule": "hf7",
            "interval": "woodruff", **limits,
        },
        "proportion": {
            "estimate": "proportion", "df": "domain", "level": 0.9, "method": "beta", **limits,
        },
        "regression": {"estimate": "regression", "df": "nchs", "level": 0.9, "intercept": False},
        "table": {"estimate": "table", "df": "domain", "statistic": "chi2"},
        "waves": {"level": 0.9, "item_weight": (1.0,), "linked": True, "df": "nchs"},
        "trend": {"level": 0.9, "correlated": True},
        "apart": {"level": 0.9, "correlated": False},
        "replicates": {"kind": "jackknife", "centre": "estimate", "level": 0.9, "replicates": 6},
        "priorities": {
            "estimate": "importance_performance", "df": "domain", "level": 0.9,
            "importance": "stated", "lines": (2.5, 3.0),
        },
        "derived": {
            "estimate": "importance_performance", "df": "domain", "level": 0.95,
            "importance": "derived (correlation)", "lines": "mean",
        },
        "drivers": {"weighted": False},
        "weighted": {"weighted": True},
        "plan": {"level": 0.9, "proportion": 0.3, "deff": 2.0, "response": 0.5},
    }  # fmt: skip
    years = {t: mean(np.add(y, t), design) for t in (1, 2, 3)}
    items = np.array([[1.0, 3], [2, 1], [4, 4], [3, 2], [1, 1], [2, 4]])
    found = {
        "mean": mean(y, design, by=by, level=0.9),
        "quantile": quantile(y, design, level=0.9, rule="hf7"),
        "proportion": proportion(by, design, level=0.9, method="beta"),
        "regression": regression(y, y, design, level=0.9, intercept=False, df="nchs"),
        "table": chi_square(by, list("xxyyxy"), design, statistic="chi2"),
        "waves": compare_waves(y, y[::-1], level=0.9, ids=(range(6), range(6)), df="nchs"),
        "trend": waves(years, level=0.9, correlation=np.eye(3)),
        "apart": waves(years, level=0.9),
        "replicates": replicate_variance(np.sum, design, level=0.9, centre="estimate"),
        "priorities": importance_performance(items, items, level=0.9, lines=(2.5, 3)),
        "derived": importance_performance(items, y, derived="correlation"),
        "drivers": key_drivers(items, y),
        "weighted": key_drivers(items, y, weights=np.ones(6)),
        "plan": plan_margins([2], [9], level=0.9, proportion=0.3, deff=2.0, response=0.5),
    }
    for name, wanted in expected.items():
        assert dict(found[name].provenance.options) == wanted, name
    assert found["trend"].level == 0.9
    for name in ("mean", "quantile", "proportion", "regression", "table", "priorities", "waves"):
        assert found[name].provenance.missing == "raise"
    for name in ("mean", "quantile", "proportion"):
        assert list(found[name].provenance.data) == ["y" if name == "proportion" else "0"], name
        assert found[name].provenance.rows == 6
    given = {
        "regression": {"y", "x"},
        "table": {"rows", "cols"},
        "priorities": {"performance", "importance"},
        "waves": {"first", "second"},
    }
    for name, arguments in given.items():
        named = {key.partition("[")[0] for key in found[name].provenance.data}
        assert named == arguments, name
    # What is missing goes through, and is said to come from the same data.
    gap = np.where(items == 3, np.nan, items)
    lost = key_drivers(gap, y, missing="propagate")
    assert np.isnan([lost.r2, *lost.beta, *lost.johnson]).all()
    assert list(lost.provenance.data) == list(found["drivers"].provenance.data)
    assert lost.provenance.missing == "propagate"
    through = difference(mean(y, design, by=by, covariance=True, missing="omit"), ("a", "b"))
    assert through.provenance.missing == "omit"
    assert through.provenance.options["estimate"] == "mean"


def test_a_bootstrap_weighs_units_by_how_often_they_are_drawn():
    # Three strata: 2 of 8 units, one unit that stays as it is, 3 units of many.
    stratum = np.array([0, 0, 1, 2, 2, 2, 2])
    unit = np.array([0, 1, 2, 3, 4, 4, 5])
    w = np.array([1.0, 2, 3, 4, 5, 6, 7])
    design = Design(
        weights=w, strata=stratum, clusters=unit, fpc=np.where(stratum == 0, 8, 1e12),
        lonely_psu="certainty",
    )  # fmt: skip
    found = replicate_variance(
        lambda weights: weights / w, design, kind="bootstrap", rng=3, replicates=400
    )
    factor = found.replicates
    # m − 1 = 1 of 2: drawn 0 times or once: 1 ± √(1 − ¼).
    pull = np.sqrt(0.75)
    assert factor[:, 0] + factor[:, 1] == near(np.full(400, 2.0))
    drawn = np.isclose(factor[:, 0], 1 + pull)
    assert factor[:, 0] == near(np.where(drawn, 1 + pull, 1 - pull))
    assert 150 < drawn.sum() < 250
    assert (factor[:, 2] == 1).all()
    # 2 of 3: k·3/2 for k = 0, 1, 2; rows of one unit alike.
    assert factor[:, 4] == near(factor[:, 5])
    times = factor[:, [3, 4, 6]] / 1.5
    assert times == pytest.approx(np.rint(times), abs=1e-9)
    assert np.rint(times).sum(axis=1).tolist() == [2.0] * 400
    assert set(np.rint(times).ravel().tolist()) == {0.0, 1.0, 2.0}
    # Each unit of the three is drawn ⅔ of a time: 267 of 400, standard deviation 13.
    assert (np.abs(np.rint(times).sum(axis=0) - 800 / 3) < 60).all()
    # Around the replicates: over B − 1; around the statistic: over B.
    away = factor[:, 3] - factor[:, 3].mean()
    assert found.se[3] ** 2 == near(away @ away / 399)
    other = replicate_variance(
        lambda weights: weights / w, design, kind="bootstrap", rng=3, replicates=400,
        centre="estimate",
    )  # fmt: skip
    assert other.se[3] ** 2 == near(((factor[:, 3] - 1) ** 2).sum() / 400)


def test_an_undetermined_table_keeps_its_shape():
    rows, cols = list("xyzxyzxyzxyz"), list("aaaabbbccddd")
    office = [1] * 12 + [2] * 12
    test = chi_square(
        rows + rows, cols + cols, Design(weights=np.ones(24), clusters=office),
        domain=np.arange(24) < 12, statistic="chi2",
    )  # fmt: skip
    assert (test.share.shape, test.deff.shape, test.df.shape) == ((3, 4), (6,), (1,))
    assert np.isnan([*test.deff, *test.df, test.statistic, test.p_value]).all()
    assert test.share.sum() == near(1.0)
    assert test.table.sum() == near(12.0)
    gap = chi_square([None, *rows[1:]], cols, Design(weights=np.ones(12)), missing="propagate")
    assert np.isnan(gap.share).all()
    assert gap.deff.shape == (6,)
    assert gap.df.shape == (2,)


def test_labels_of_results_are_objects():
    items = np.array([[1.0, 3], [2, 1], [4, 4], [3, 2], [1, 1], [2, 4]])
    found = importance_performance(items, items)
    assert found.quadrant.dtype == found.quadrants.dtype == object
    lost = importance_performance(np.where(items == 3, np.nan, items), items, missing="propagate")
    assert lost.quadrant.tolist() == ["", ""]
    assert screen(items.tolist()).finding.dtype == object
    assert compare_waves(items, items).overall.item.dtype == object
    assert proportion(list("abab"), Design()).variable.dtype == object


def test_two_numbers_that_are_no_labels():
    m = mean([1.0, 2, 3, 4], Design(), by=[1, 2, 1, 2], covariance=True)
    assert difference(m, (2, 1)).value[0] == 1.0
    for pair in ((7, 8), (1, 8), (7, 2)):
        with pytest.raises(InputError) as caught:
            difference(m, pair)
        assert caught.value.code == "unknown_label"
        assert caught.value.positions == ((8,) if pair[0] == 1 else (7,))


def test_quadrants_of_two_errors():
    # Two items at both lines: P(both above) = ¼ + asin ρ/2π. Errors 2 and 3 with covariance 3:
    # ρ = ½ and the share ⅓; errors 1 and 4 with covariance −2: ρ = −½, and 1/6.
    covariance = np.zeros((4, 4))
    covariance[np.ix_([0, 2], [0, 2])] = [[4, 3], [3, 9]]
    covariance[np.ix_([1, 3], [1, 3])] = [[1, -2], [-2, 16]]
    found = _probability(np.zeros(4), covariance, 2)
    # concentrate (important, weak), keep up, low priority, overkill.
    assert found == pytest.approx(
        np.array([[1 / 6, 1 / 3, 1 / 3, 1 / 6], [1 / 3, 1 / 6, 1 / 6, 1 / 3]]), abs=1e-12
    )
    # Apart, at z = 1 and −2: products of Φ(1) = .8413447 and Φ(−2) = .0227501.
    a, b = 0.8413447460685429, 0.022750131948179195
    apart_ = np.diag([4.0, 1, 9, 16])
    found = _probability(np.array([2.0, 1, -6, -8]), apart_, 2)
    assert found == pytest.approx(
        np.array([[(1 - a) * b, a * b, (1 - a) * (1 - b), a * (1 - b)]] * 2), abs=1e-12
    )
    # Without any error it is where it is; on a line it counts as above.
    found = _probability(np.array([0.0, -1, 2, 0]), np.zeros((4, 4)), 2)
    assert found.tolist() == [[0, 1, 0, 0], [1, 0, 0, 0]]
    # One of two errors: Φ(1) of the other.
    found = _probability(np.array([1.0, 1, 3, -3]), np.diag([0.0, 0, 9, 9]), 2)
    assert found == pytest.approx(np.array([[0, a, 0, 1 - a], [0, 1 - a, 0, a]]), abs=1e-12)


def test_what_stands_above_and_below_each_result():
    y, by = [1.0, 2, 4, 8, 3, 5], list("ababab")
    design = Design(weights=np.ones(6))
    items = np.array([[1.0, 3], [2, 1], [4, 4], [3, 2], [1, 1], [2, 4]])
    fit = regression(y, items, design)
    assert fit._facts() == {"r2": fit.r2, "df": fit.df, "n": 6}
    assert (fit.df, fit._headline() != "") == (3, True)
    table = chi_square(by, list("xxyyxy"), design)
    assert next(iter(table._facts())) == "statistic"
    assert list(table._facts())[2:] == ["p_value", "n"]
    assert list(table._facts().values()) == [
        table.statistic, f"{table.df[0]:.6g}, {table.df[1]:.6g}", table.p_value, 6
    ]  # fmt: skip
    kinds = ("F", "chi2", "wald", "adj_wald")
    titles = {chi_square(by, list("xxyyxy"), design, statistic=kind)._headline() for kind in kinds}
    assert len(titles) == 4
    found = importance_performance(items, items, design, lines=(2.5, 2.25))
    assert found._facts() == {"performance_line": 2.5, "importance_line": 2.25, "n": 6}
    assert "stated" in found._headline()
    linked = compare_waves(y, y[::-1], ids=(range(6), range(6)))
    assert list(linked._facts().values()) == [6]
    m = mean(y, design, by=by)
    assert m._facts()["interval"] != mean(y, design, by=by, df="nchs")._facts()["interval"]
    assert m._headline() == mean(y, design)._headline() + " by domain"
    crossed = mean(y, design, by={"u": by, "v": [1] * 6})
    assert crossed._headline() == mean(y, design)._headline() + " by u, v"
    gap = mean([np.nan, *y[1:]], design, missing="omit")
    assert gap._facts()["note"] == "1 rows with a missing value"


def test_what_is_known_beside_what_is_only_alike():
    # Stratum w is taken whole: its domains k and l are known. Stratum s has offices of many, and
    # the few of m answer alike: no error, and no knowledge.
    design = Design(strata=list("wwwwssssss"), fpc=[4] * 4 + [90] * 6)
    y = np.array([1.0, 3, 2, 4, 5, 5, 5, 1, 2, 6])
    m = mean(y, design, by=list("kkllmmmnnn"), covariance=True)
    assert m.df.tolist() == [0, 0, 2, 2]
    assert m.se[:3].tolist() == [0.0, 0.0, 0.0]
    pairs = difference(m, "pairwise")
    by_label = dict(zip(pairs.label.tolist(), range(6), strict=True))
    known, unsure, seen = (by_label[x] for x in ("k − l", "k − m", "m − n"))
    assert (pairs.lower[known], pairs.upper[known], pairs.p_value[known]) == (-1.0, -1.0, 0.0)
    assert pairs.df[known] == 0
    assert np.isnan([pairs.lower[unsure], pairs.t[unsure], pairs.p_value[unsure]]).all()
    assert (pairs.value[unsure], pairs.se[unsure]) == (-3.0, 0.0)
    assert np.isfinite([pairs.lower[seen], pairs.p_value[seen]]).all()
    for label, pair in (("k − l", "kl"), ("k − m", "km"), ("m − n", "mn")):
        one, i = difference(m, tuple(pair)), by_label[label]
        np.testing.assert_array_equal(
            [one.lower[0], one.p_value[0]], [pairs.lower[i], pairs.p_value[i]]
        )
    # Two that are known to be alike do not differ.
    same = mean(np.r_[2.0, 3, 1, 4, y[4:]], design, by=list("kkllmmmnnn"), covariance=True)
    assert difference(same, ("k", "l")).p_value[0] == 1.0


def test_rows_without_label_and_rows_without_answer():
    # Left: a 1, 3; b 4, 8. Row 2 has no label, row 5 no answer, row 6 neither.
    y = [1.0, 3, 90, 4, 8, np.nan, np.nan]
    by = np.array(["a", "a", None, "b", "b", "b", None], dtype=object)
    found = mean(y, Design(weights=np.ones(7)), by=by, missing="omit")
    assert found.value.tolist() == [2.0, 6.0]
    assert found.n.tolist() == [2, 2]
    fit = regression(
        [1.0, 2, 3, 4, 9, np.nan], [1.0, 2, 3, 4, 1, 2], Design(weights=np.ones(6)),
        missing="omit", domain=[True] * 4 + [False] * 2,
    )  # fmt: skip
    assert (fit.n, fit.df) == (4, 2)
    assert fit.value == pytest.approx([0, 1], abs=1e-12)
    # Outside the domain an answer may be missing without a word.
    same = regression(
        [1.0, 2, 3, 4, 9, np.nan], [1.0, 2, 3, 4, 1, 2], Design(weights=np.ones(6)),
        domain=[True] * 4 + [False] * 2,
    )  # fmt: skip
    assert same.n == 4
    assert same.provenance.left_out == ()


def test_totals_are_refused_by_the_name_of_their_group():
    for bad, code in ((np.nan, "missing_value"), (-1, "not_positive"), (np.inf, "infinite_value")):
        with pytest.raises(InputError) as caught:
            poststratify(Design(), list("aab"), {"b": bad, "a": 3})
        assert (caught.value.argument, caught.value.code) == ("totals", code)
        assert caught.value.positions == ("b",)
        with pytest.raises(InputError) as caught:
            rake(Design(), [(list("aab"), {"a": 3, "b": 2}), (list("xyy"), {"x": 3, "y": bad})])
        assert caught.value.argument == "margins[1]"
        assert caught.value.positions == ("y",)


def test_units_without_weight_leave_no_degree_of_freedom():
    # Stratum a has 3 offices, one of weight 0; b has 2; c has one, of weight 0.
    design = Design(weights=[1, 1, 0, 1, 1, 0], strata=list("aaabbc"), lonely_psu="certainty")
    # Offices 4 less 1, and (2 − 1) + (2 − 1) in their strata.
    found = mean(np.arange(6.0), design)
    assert (found.df[0], design.df, found.n[0]) == (2, 2, 4)
    assert mean(np.arange(6.0), design, df="nchs").df[0] == 2
    assert mean(np.arange(6.0), design, by=list("xyxyxy")).df.tolist() == [1, 1]
    # They are units of the stratum all the same: a has 3, of which one shows 0.
    # z of the total: 0, 1, 0 about 1/3: 3/2·(2/3); 3, 4: 2·½.
    assert total(np.arange(6.0), design).se[0] ** 2 == near(1 + 1)


def test_more_columns_than_rows_may_agree():
    x = np.array([[1.0, 1, 2, 3], [1, 2, 1, 3], [1, 3, 4, 7]])
    wanted = np.array([2.0, 0.5, 1.5])
    design = calibrate(Design(), x, wanted @ x)
    # Three columns of four are independent: three rows have one solution.
    assert design.weights == pytest.approx(wanted, rel=1e-9)
    with pytest.raises(InputError, match="agree where columns"):
        calibrate(Design(), x, wanted @ x + [0, 0, 0, 1])
