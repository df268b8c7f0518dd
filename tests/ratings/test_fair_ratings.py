"""combine, check_distribution, adverse_impact, score_differences: figures, laws, refusals."""

import json
import math
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from kinerja.errors import InputError
from kinerja.ratings import (
    Combined,
    adverse_impact,
    check_distribution,
    combine,
    score_differences,
)

# combine ---------------------------------------------------------------------------------------

SUBJECT = ["A"] * 6 + ["B"] * 3
SOURCE = ["boss", "peer", "peer", "peer", "peer", "self", "boss", "peer", "self"]
VALUE = [3, 4, 5, 3, 4, 5, 2, 4, 4]
WEIGHTS = {"boss": 0.6, "peer": 0.4}


def test_combine_by_hand():
    got = combine(SUBJECT, SOURCE, VALUE, weights=WEIGHTS, minimum={"boss": 1}, self_source="self")
    assert got.source.tolist() == ["boss", "peer", "self"]
    # A: .6·3 + .4·4; the four peers do not outvote the boss. B's one peer is not shown: boss only.
    np.testing.assert_allclose(got.overall, [3.4, 2.0])
    np.testing.assert_allclose(got.coverage, [1.0, 0.6])
    np.testing.assert_allclose(got.self_gap, [1.6, 2.0])
    assert math.isnan(got.mean[1, 1])
    assert got.n.tolist() == [[1, 4, 1], [1, 1, 1]]
    assert got.suppressed == (("B", "peer"),)
    # Peers 4, 5, 3, 4: √(2/3).
    assert got.spread[0, 1] == pytest.approx(math.sqrt(2 / 3))
    assert pickle.loads(pickle.dumps(got)) == got  # noqa: S301


def test_nobody_can_be_read_out_of_the_overall_figure():
    one = combine(SUBJECT, SOURCE, VALUE, weights=WEIGHTS, minimum={"boss": 1}, self_source="self")
    other = combine(
        SUBJECT,
        SOURCE,
        [*VALUE[:7], 1, VALUE[8]],
        weights=WEIGHTS,
        minimum={"boss": 1},
        self_source="self",
    )
    assert one.overall.tolist() == other.overall.tolist()


def test_nothing_shown_is_missing_not_zero():
    got = combine(["A"] * 2, ["peer"] * 2, [1, 2], weights={"peer": 1})
    assert math.isnan(got.overall[0])
    assert got.coverage.tolist() == [0.0]


def test_a_missing_rating_is_found_by_its_row():
    # Subjects repeat and may be numbers: only the row says which rating it is.
    with pytest.raises(InputError, match=r"row 2 .*the rating of 7, source 'peer'") as caught:
        combine([7, 8, 7], ["peer"] * 3, [4, 5, math.nan], weights={"peer": 1})
    assert caught.value.positions == (2,)


def test_missing_ratings():
    value = [3, np.nan, 5, 3, 4, 5, 2, 4, 4]
    out = combine(SUBJECT, SOURCE, value, weights=WEIGHTS, minimum=1, self_source="self",
                  missing="omit")  # fmt: skip
    np.testing.assert_allclose(out.mean[0], [3, 4, 5])
    assert out.provenance.left_out == ("1 rows without a value",)
    spread = combine(SUBJECT, SOURCE, value, weights=WEIGHTS, minimum=1, self_source="self",
                     missing="propagate")  # fmt: skip
    assert math.isnan(spread.overall[0])
    assert spread.overall[1] == pytest.approx(0.6 * 2 + 0.4 * 4)


def test_whole_numbers_name_sources_as_well():
    got = combine([1, 1, 2], [10, 10, 20], [1, 2, 3], weights={10: 1, 20: 2}, minimum=1)
    np.testing.assert_allclose(got.overall, [1.5, 3.0])
    np.testing.assert_allclose(got.coverage, [1 / 3, 2 / 3])
    assert Combined.from_dict(json.loads(json.dumps(got.to_dict()))) == got


def test_a_minimum_for_oneself_means_nothing():
    got = combine(
        SUBJECT, SOURCE, VALUE, weights=WEIGHTS, minimum={"boss": 1, "self": 9}, self_source="self"
    )
    np.testing.assert_allclose(got.mean[:, 2], [5, 4])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 5)), min_size=1))
def test_what_is_hidden_changes_nothing_that_is_shown(rows):
    subject, source, value = (np.array(column) for column in zip(*rows, strict=True))
    weights = {int(s): 1.0 + s for s in set(source.tolist())}
    one = combine(subject, source, value, weights=weights)
    hidden = (one.n < 3) & (one.n > 0)
    place = [
        hidden[one.subject.tolist().index(i), one.source.tolist().index(j)]
        for i, j in zip(subject.tolist(), source.tolist(), strict=True)
    ]
    other = combine(subject, source, np.where(place, 99.0, value), weights=weights)
    assert other == one
    assert len(one.suppressed) == hidden.sum()


# check_distribution ----------------------------------------------------------------------------


def test_distribution_by_hand():
    # 100 people, guide 20/60/20: expected 20, 60, 20; χ² = 100/20 + 100/60 + 0; df 2: e^(−χ²/2).
    labels = ["top"] * 30 + ["good"] * 50 + ["low"] * 20
    got = check_distribution(labels, {"low": 0.2, "good": 0.6, "top": 0.2})
    assert got.label.tolist() == ["low", "good", "top"]
    np.testing.assert_allclose(got.difference, [0, -0.1, 0.1])
    assert got.statistic == pytest.approx(20 / 3)
    assert got.p_value == pytest.approx(math.exp(-10 / 3))
    assert len(got.findings) == 2


def test_findings_speak_two_languages():
    labels, guide = ["top"] * 30 + ["good"] * 3, {"top": 0.5, "good": 0.5}
    assert check_distribution(labels, guide).findings == (
        "top: 30 people where the guide has 16.5",
        "good: 3 people where the guide has 16.5",
    )
    assert check_distribution(labels, guide, language="id").findings == (
        "top: 30 pegawai, sedangkan pedoman menyebut 16,5",
        "good: 3 pegawai, sedangkan pedoman menyebut 16,5",
    )


def test_a_label_whose_share_is_zero_must_not_occur():
    assert check_distribution(["a", "b"], {"a": 0.5, "b": 0.5, "c": 0}).statistic == 0
    got = check_distribution(["a", "b", "c"], {"a": 0.5, "b": 0.5, "c": 0})
    assert got.statistic == math.inf
    assert got.p_value == 0


# adverse_impact --------------------------------------------------------------------------------


def test_four_fifths_by_the_guidelines_own_example():
    # 48 of 80 and 12 of 40 (Questions and Answers to the Uniform Guidelines, 1979): 60 and 30 %.
    chosen = [True] * 48 + [False] * 32 + [True] * 12 + [False] * 28
    got = adverse_impact(chosen, ["x"] * 80 + ["y"] * 40)
    assert got.rate.tolist() == [0.6, 0.3]
    assert got.ratio.tolist() == [1.0, 0.5]
    assert got.below.tolist() == [False, True]
    # Katz: ln .5 ± 1.959964·√(1/12 − 1/40 + 1/48 − 1/80) = −.693147 ± 1.959964·.258199.
    assert got.lower[1] == pytest.approx(math.exp(math.log(0.5) - 1.959964 * 0.2581989), rel=1e-6)
    assert got.upper[1] == pytest.approx(math.exp(math.log(0.5) + 1.959964 * 0.2581989), rel=1e-6)
    assert np.isnan([got.lower[0], got.p_value[0]]).all()
    # Half of 120 chosen: Σ (x − n/2)²/(n/4) = 8²/20 + 8²/10.
    assert got.statistic == pytest.approx(64 / 20 + 64 / 10)
    assert set(got.limits) == {"en", "id"}


def test_fishers_tea():
    # Fisher (1935): 3 of 4 and 1 of 4: 2·(16 + 1)/70.
    got = adverse_impact([1, 1, 1, 0, 1, 0, 0, 0], list("aaaabbbb"), minimum=4)
    assert got.p_value[1] == pytest.approx(34 / 70)


def test_ratio_on_the_edge_is_not_below():
    # 4/5 of 30 % is 24 %: .24/.3 is .7999999999999999… as floats.
    chosen = [True] * 30 + [False] * 70 + [True] * 24 + [False] * 76
    got = adverse_impact(chosen, ["x"] * 100 + ["y"] * 100)
    assert got.below.tolist() == [False, False]


def test_small_groups_leave_everything():
    chosen = [True, False] * 10 + [True, True]
    group = ["a"] * 10 + ["b"] * 10 + ["c"] * 2
    got = adverse_impact(chosen, group)
    assert got.suppressed == ("c",)
    assert np.isnan([got.rate[2], got.selected[2], got.ratio[2]]).all()
    without = adverse_impact(chosen[:20], group[:20])
    assert got.statistic == without.statistic
    assert got.reference == "a"  # the first label on a tie


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=4).filter(
        lambda rows: sum(a + b >= 5 for a, b in rows) >= 2
    )
)
def test_order_of_people_does_not_matter(rows):
    chosen, group = [], []
    for label, (yes, no) in zip("abcd", rows, strict=False):
        chosen += [True] * yes + [False] * no
        group += [label] * (yes + no)
    one = adverse_impact(chosen, group)
    assert adverse_impact(chosen[::-1], group[::-1]) == one
    p = one.p_value[~np.isnan(one.p_value)]
    assert ((p > 0) & (p <= 1)).all()


@pytest.mark.parametrize("reference", ["a", "highest"])
def test_a_missing_selection_is_passed_on_to_the_totals(reference):
    chosen = [None, *([True, False] * 10)[1:]]
    got = adverse_impact(chosen, ["a"] * 10 + ["b"] * 10, reference=reference, missing="propagate")
    assert np.isnan([got.rate[0], got.statistic, got.overall_p]).all()
    assert np.isnan(got.p_value).all()
    assert got.suppressed == ()
    left = adverse_impact(chosen, ["a"] * 10 + ["b"] * 10, missing="omit")
    assert left.n.tolist() == [9, 10]


def test_nobody_selected_has_no_ratio():
    got = adverse_impact([0] * 10 + [1] * 10, ["a"] * 10 + ["b"] * 10, reference="a")
    assert np.isnan(got.ratio).all()
    assert got.below.tolist() == [False, False]
    # 2/C(20, 10): both corners of Fisher's table.
    assert got.p_value[1] == pytest.approx(2 / math.comb(20, 10))
    nobody = adverse_impact([0] * 20, ["a", "b"] * 10)
    assert math.isnan(nobody.overall_p)
    assert nobody.difference.tolist() == [0, 0]


# score_differences -----------------------------------------------------------------------------


def test_differences_by_hand():
    # a: 1, 2, 3; b: 3, 5, 7. HC3 of a mean: residual/(1 − 1/3): a 2·1.5² = 4.5, b 8·1.5² = 18 over
    # n² = 9: variance .5 + 2 = 2.5. t(.975, 4) = 2.776445.
    got = score_differences([1, 2, 3, 3, 5, 7], list("aaabbb"), reference="a", minimum=3)
    assert got.difference.tolist() == pytest.approx([0.0, 3.0])
    assert got.upper[1] == pytest.approx(3 + 2.776445 * math.sqrt(2.5), rel=1e-6)
    # Pooled sd √(10/4).
    assert got.standardized[1] == pytest.approx(3 / math.sqrt(2.5))


def test_a_covariate_that_explains_all_leaves_nothing():
    service = np.array([1.0, 2, 3, 4, 5, 6, 7, 9])
    score = 50 + 2 * service + np.array([0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1, -0.1])
    got = score_differences(score, list("aaaabbbb"), reference="a", covariates=service, minimum=4)
    assert got.difference[1] > 7
    assert abs(got.adjusted[1]) < 0.5
    assert got.adjusted_lower[1] < 0 < got.adjusted_upper[1]


SCORE, GROUP = np.arange(20.0) ** 1.5, ["a"] * 10 + ["b"] * 10


@pytest.mark.parametrize("unit", [1e-12, 1.0, 1e9])
def test_units_of_a_covariate_do_not_matter(unit):
    service = np.arange(20) % 7 + np.sqrt(np.arange(20))
    one = score_differences(SCORE, GROUP, reference="a", covariates=service)
    got = score_differences(SCORE, GROUP, reference="a", covariates=unit * service)
    np.testing.assert_allclose(got.adjusted, one.adjusted, atol=1e-6)
    np.testing.assert_allclose(got.adjusted_upper, one.adjusted_upper, rtol=1e-6)


def test_a_covariate_that_singles_one_out_leaves_no_interval():
    # HC3 divides by 1 − leverage, which is 0 for the one person.
    alone = (np.arange(20) == 3).astype(float)
    got = score_differences(SCORE, GROUP, reference="a", covariates=alone)
    left = score_differences(np.delete(SCORE, 3), np.delete(GROUP, 3), reference="a")
    assert got.adjusted[1] == pytest.approx(left.difference[1])
    assert math.isnan(got.adjusted_lower[1])
    assert math.isfinite(got.lower[1])


def test_the_highest_mean_may_be_the_reference():
    got = score_differences(-SCORE, GROUP, reference="highest")
    assert got.reference == "a"
    assert got.difference[1] < 0


def test_covariates_of_a_table_are_named():
    score, group = [1.0, 4, 3, 6, 5, 8], list("ababab")
    years = [1, 1, 2, 2, 3, 4]
    plain = score_differences(score, group, reference="a", minimum=3, covariates=years)
    table = pd.DataFrame({"years": years})
    for columns in (table, pl.from_pandas(table), {"years": years}):
        named = score_differences(score, group, reference="a", minimum=3, covariates=columns)
        assert named == plain
    with pytest.raises(InputError, match="row 2 column 'grade'") as caught:
        score_differences(
            score,
            group,
            reference="a",
            covariates=table.assign(grade=[1, 2, None, 4, 5, 6]),
        )
    assert caught.value.positions == ((2, "grade"),)


def test_missing_scores():
    holed = np.where(np.arange(20) == 3, np.nan, SCORE)
    with pytest.raises(InputError):
        score_differences(holed, GROUP, reference="a")
    left = score_differences(holed, GROUP, reference="a", missing="omit")
    want = score_differences(np.delete(SCORE, 3), np.delete(GROUP, 3), reference="a")
    assert left.difference.tolist() == want.difference.tolist()
    assert left.upper[1] == want.upper[1]
    assert left.provenance.left_out == ("1 people with a missing value",)
    through = score_differences(holed, GROUP, reference="a", missing="propagate")
    assert np.isnan([through.difference, through.adjusted, through.upper]).all()
    assert through.mean[1] == left.mean[1]


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: combine(["A"], ["peer"], [1], weights={"boss": 1}), "weights"),
        (lambda: combine(["A"], ["peer"], [1], weights={}), "weights"),
        (lambda: combine(["A"], ["peer"], [np.nan], weights={"peer": 1}), "value"),
        (lambda: combine([], [], [], weights={}), "value"),
        (lambda: combine(["A"], ["p"], [1], weights={"p": 1}, minimum={"q": 1}), "minimum"),
        (lambda: check_distribution(["a"], {"b": 1}), "labels"),
        (lambda: check_distribution(["a"], {"a": 0.9}), "guide"),
        (lambda: check_distribution([], {"a": 1}), "labels"),
        (lambda: check_distribution(["a"], [1.0]), "guide"),
        (lambda: check_distribution(["a"], {"a": 1.5, "b": -0.5}), "guide"),
        (lambda: check_distribution(["a"], {"a": 1}, language="nl"), "language"),
        (lambda: adverse_impact([1, 0], ["a", "b"]), "group"),
        (lambda: adverse_impact([2] * 10, ["a", "b"] * 5), "selected"),
        (lambda: adverse_impact([1] * 10, ["a", "b"] * 5, reference="c"), "reference"),
        (lambda: score_differences([1, 2], ["a", "b"], reference="a"), "group"),
        (
            lambda: score_differences(
                range(10), ["a", "b"] * 5, reference="a", covariates=[[1.0]] * 10
            ),
            "covariates",
        ),
    ],
)
def test_refusals(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument


@pytest.mark.parametrize(
    ("x", "n", "x0", "n0", "lower", "upper"),
    [
        # confint_proportions_2indep(compare="ratio", method="score", correction=True) of
        # statsmodels 0.15.0, whose upper ends hold at the edge; lower ones are 1/upper of the
        # exchanged groups.
        (10, 10, 10, 10, 1 / 1.4043640863888427, 1.4043640863888427),
        (0, 10, 5, 10, 0, 0.6411778729679285),
        (10, 10, 4, 12, 1.6257272274204, 7.392561845982107),
        (7, 7, 30, 40, None, 1.676982787532457),
        (3, 5, 5, 5, None, 1.2829260125678403),
    ],
)
def test_ratio_at_the_edge_is_miettinen_and_nurminens(x, n, x0, n0, lower, upper):
    chosen = [True] * x + [False] * (n - x) + [True] * x0 + [False] * (n0 - x0)
    got = adverse_impact(chosen, ["a"] * n + ["b"] * n0, reference="b", minimum=1)
    assert got.upper[0] == pytest.approx(upper, rel=1e-8)
    if lower is not None:
        assert got.lower[0] == pytest.approx(lower, rel=1e-8)
    elif x and x0:
        other = adverse_impact(chosen, ["a"] * n + ["b"] * n0, reference="a", minimum=1)
        assert got.lower[0] == pytest.approx(1 / other.upper[1], rel=1e-8)
    # The definition: at either end the score statistic is z, with the likeliest rates under it.
    z2, p, p0 = 1.959963984540054**2, x / n, x0 / n0
    for end in (got.lower[0], got.upper[0]):
        if end == 0:
            continue
        q = np.linspace(1e-9, min(1, 1 / end) - 1e-9, 2_000_001)
        with np.errstate(divide="ignore", invalid="ignore"):
            like = (x * np.log(end * q) + (n - x) * np.log1p(-end * q)
                    + x0 * np.log(q) + (n0 - x0) * np.log1p(-q))  # fmt: skip
        best = q[np.nanargmax(like)]
        v = end * best * (1 - end * best) / n + end**2 * best * (1 - best) / n0
        total = n + n0
        assert (p - end * p0) ** 2 / (v * total / (total - 1)) == pytest.approx(z2, rel=1e-3)


def test_ten_of_ten_do_not_show_equality():
    got = adverse_impact([True] * 20, ["f"] * 10 + ["m"] * 10)
    assert got.ratio.tolist() == [1, 1]
    assert got.lower[1] == pytest.approx(0.712, abs=1e-3)
    assert got.upper[1] == pytest.approx(1.404, abs=1e-3)
    nobody = adverse_impact([False] * 20, ["f"] * 10 + ["m"] * 10)
    assert np.isnan([*nobody.ratio, *nobody.lower, *nobody.upper]).all()


@pytest.mark.parametrize("covariates", [None, np.arange(10.0)])
def test_scores_that_do_not_differ_inside_groups_are_refused(covariates):
    """Before, the difference came with an interval of width 0."""
    score = np.repeat([1.0, 4.0], 5) + (0 if covariates is None else covariates)
    with pytest.raises(InputError, match="exactly") as error:
        score_differences(score, list("aaaaabbbbb"), reference="a", covariates=covariates)
    assert (error.value.argument, error.value.code) == ("score", "constant")


def test_two_equal_groups_beside_one_that_varies_have_no_interval():
    score = [1.0] * 5 + [2.0] * 5 + [1, 2, 3, 4, 5]
    got = score_differences(score, list("aaaaabbbbbccccc"), reference="a")
    assert got.difference == pytest.approx([0, 1, 2])
    assert np.isnan([got.lower[1], got.upper[1]]).all()
    assert got.lower[2] < 2 < got.upper[2]


@pytest.mark.parametrize("none", [None, float("nan")])
def test_people_without_a_stated_group_are_left_out_and_listed(none):
    chosen, group = [True, False] * 6 + [True], ["a"] * 6 + ["b"] * 6
    whole = adverse_impact(chosen[:12], group)
    some = adverse_impact(chosen, [*group, none], missing="omit")
    assert some.ratio.tolist() == whole.ratio.tolist()
    assert some.provenance.left_out == ("1 people without a group",)
    with pytest.raises(InputError, match="omit") as caught:
        adverse_impact(chosen, [*group, none])
    assert (caught.value.argument, caught.value.code) == ("group", "missing_value")
    score = np.arange(13.0) % 5
    left = score_differences(score, [*group, none], reference="a", missing="omit")
    assert left.difference == pytest.approx(
        score_differences(score[:12], group, reference="a").difference
    )
    assert left.provenance.left_out == ("1 people without a group",)


@pytest.mark.parametrize("c", [0, 3])
def test_differences_are_least_squares_on_a_column_for_each_group(c):
    # β = (X'X)⁻¹X'y and HC3 (X'X)⁻¹X'diag(e²/(1 − h)²)X(X'X)⁻¹ with dense matrices, from scratch.
    rng = np.random.default_rng(5)
    group = rng.permutation(np.repeat(np.arange(7), [5, 6, 9, 20, 30, 5, 40]))
    n = group.size
    more = rng.normal(size=(n, c)) * [10.0, 1.0, 0.1][:c] + 2.0e3 + group[:, None]
    y = 60 + group + more @ [0.1, 1.0, 10.0][:c] + rng.normal(size=n) * (1 + group)
    got = score_differences(y, group, reference=2, covariates=more if c else None)
    x = np.column_stack([group == g for g in range(7)] + [more - more.mean(axis=0)]).astype(float)
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    e = y - x @ beta
    scaled = e / (1 - np.einsum("ij,jk,ik->i", x, bread, x))
    covariance = bread @ (x.T * scaled**2) @ x @ bread
    for g in (0, 1, 3, 4, 5, 6):
        along = np.zeros(7 + c)
        along[[g, 2]] = 1, -1
        assert got.adjusted[g] == pytest.approx(along @ beta, rel=1e-7)
        half = (got.adjusted_upper[g] - got.adjusted_lower[g]) / 2
        t = float(special.stdtrit(n - 7 - c, 0.975))
        assert half == pytest.approx(t * np.sqrt(along @ covariance @ along), rel=1e-7)
        sd = np.sqrt((e @ e) / (n - 7 - c))
        assert got.adjusted_standardized[g] == pytest.approx(along @ beta / sd, rel=1e-7)


def test_a_covariate_that_groups_tell_already_is_refused():
    group = np.repeat(np.arange(4), 6)
    years = np.array([2001.0, 2010.1, 2011.7, 2023.3])[group]
    y = np.random.default_rng(1).normal(size=24)
    with pytest.raises(InputError, match="Leave out a covariate"):
        score_differences(y, group, reference=0, covariates=years)
    with pytest.raises(InputError, match="Leave out a covariate"):
        score_differences(y, group, reference=0, covariates=np.column_stack([y**2, 3 * y**2 + 1]))


@pytest.mark.parametrize("power", [-1030, -600, 600, 1010])
def test_differences_keep_their_figures_in_any_unit(power):
    """A power of two as the unit changes no digit: differences carry it, standardized ones do not.

    At 2**-1030 values are subnormal; these, multiples of 2**-10, are still exact there.
    """
    score = np.array([60, 62, 70, 73, 80, 81, 64, 75]) / 8
    group, along = list("ababaaba"), np.array([1, 1, 2, 2, 3, 3, 1, 2.0])
    options = {"reference": "a", "minimum": 3}
    want = score_differences(score, group, covariates=along, **options)
    got = score_differences(
        np.ldexp(score, power), group, covariates=np.ldexp(along, power), **options
    )
    for name in ("standardized", "adjusted_standardized"):
        np.testing.assert_allclose(getattr(got, name), getattr(want, name), rtol=1e-12)
    for name in ("difference", "lower", "upper", "adjusted", "adjusted_lower", "adjusted_upper"):
        back = np.ldexp(getattr(got, name), -power)
        np.testing.assert_allclose(back, getattr(want, name), rtol=1e-12)


def test_the_own_source_may_be_any_label_and_is_one():
    numbered = [{"boss": 15, "peer": 25, "self": 35}[name] for name in SOURCE]
    weights = {{"boss": 15, "peer": 25}[name]: weight for name, weight in WEIGHTS.items()}
    by_number = combine(
        SUBJECT, numbered, VALUE, weights=weights, minimum=2, self_source=np.int64(35)
    )
    by_name = combine(SUBJECT, SOURCE, VALUE, weights=WEIGHTS, minimum=2, self_source="self")
    assert np.array_equal(by_number.self_gap, by_name.self_gap, equal_nan=True)
    assert not np.isnan(by_name.self_gap).all()
    for odd in (np.array(["self"]), ["self"], float("nan"), pd.NA):
        with pytest.raises(InputError, match="`self_source`"):
            combine(SUBJECT, SOURCE, VALUE, weights=WEIGHTS, self_source=odd)


@pytest.mark.parametrize("level", [1e-300, 5e-324, 1e-20])
def test_an_interval_of_no_width_is_the_ratio_itself(level):
    chosen = [1] * 12 + [0] * 8 + [1] * 10 + [0] * 10
    found = adverse_impact(chosen, ["a"] * 20 + ["b"] * 20, level=level)
    # 10 of 20 beside 12 of 20: 5/6, from and to.
    assert found.ratio[1] == pytest.approx(5 / 6, rel=1e-12)
    assert found.lower[1] == pytest.approx(5 / 6, rel=1e-9)
    assert found.upper[1] == pytest.approx(5 / 6, rel=1e-9)
