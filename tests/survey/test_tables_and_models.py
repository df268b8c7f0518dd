"""Association of two questions, and regression: hand values, laws and refusals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.errors import InputError
from kinerja.survey import (
    Design,
    RaoScott,
    Regression,
    chi_square,
    linearized_variance,
    mean,
    poststratify,
    proportion,
    ratio,
    regression,
)


def near(value, rel=1e-9):
    return pytest.approx(value, rel=rel)


def test_two_by_two_by_hand():
    # Shares of 8: ff 3, fm 1, mf 1, mm 3. Pearson: 8·(3·3 − 1·1)²/(4·4·4·4) = 2.
    rows, cols = list("ffffmmmm"), [1, 1, 1, 2, 1, 2, 2, 2]
    x2 = chi_square(rows, cols, Design(), statistic="chi2")
    assert x2.statistic == near(2.0)
    assert x2.table.tolist() == [[3, 1], [1, 3]]
    assert x2.share.tolist() == [[0.375, 0.125], [0.125, 0.375]]
    # With replacement and n − 1 below the design effect is n/(n − 1) of the binomial variance:
    # the interaction is (p₁₁ − p₁₂ − p₂₁ + p₂₂)-like on D⁻¹, here with signs (8/3, −8, −8, 8/3).
    signs = np.array([1 / 0.375, -1 / 0.125, -1 / 0.125, 1 / 0.375])
    cell = np.array([0, 0, 0, 1, 2, 3, 3, 3])
    u = signs[cell] / 8
    v = linearized_variance(u - u.mean(), Design())[0, 0]
    under_srs = (signs**2 * np.array([0.375, 0.125, 0.125, 0.375])).sum() / 8
    f = chi_square(rows, cols, Design())
    assert f.deff[0] == near(v / under_srs)
    assert f.statistic == near(2.0 / (v / under_srs))
    assert f.df.tolist() == [1.0, 7.0]


def test_the_table_is_that_of_the_shares():
    rng = np.random.default_rng(1)
    rows, cols = rng.integers(0, 3, 90), rng.integers(0, 2, 90)
    design = Design(weights=rng.uniform(1, 4, 90), clusters=np.arange(90) // 3)
    found = chi_square(rows, cols, design)
    p = proportion(rows * 2 + cols, design)
    assert found.share.ravel() == near(p.value)
    assert found.share_se.ravel() == near(p.se)
    assert found.table.sum() == near(design.weights.sum())
    assert RaoScott.from_dict(found.to_dict()) == found
    assert "Rao Scott test of association: F" in repr(found)


def test_a_domain_and_missing_answers_are_the_same_thing():
    rng = np.random.default_rng(2)
    rows, cols = rng.choice(list("ab"), 60), rng.choice(list("xyz"), 60)
    design = Design(weights=rng.uniform(1, 4, 60), clusters=np.arange(60) // 4)
    inside = rng.random(60) < 0.8
    holes = rows.astype(object)
    holes[~inside] = None
    with pytest.raises(InputError, match="`rows`"):
        chi_square(holes, cols, design)
    one = chi_square(holes, cols, design, missing="omit")
    other = chi_square(rows, cols, design, domain=inside)
    assert (one.statistic, one.p_value) == (other.statistic, other.p_value)
    assert one.df[1] == near(one.df[0] * design.df)
    assert one.n == inside.sum()
    assert len(one.provenance.left_out) == 1
    # What is missing outside the domain is nobody's concern.
    assert chi_square(holes, cols, design, domain=inside).p_value == one.p_value
    unknown = chi_square(holes, cols, design, missing="propagate")
    assert np.isnan([unknown.statistic, unknown.p_value, *unknown.df]).all()


@given(st.integers(0, 10_000), st.floats(0.1, 50))
def test_the_scale_of_weights_and_the_order_of_rows_do_not_matter(seed, factor):
    rng = np.random.default_rng(seed)
    n = 40
    rows, cols = rng.integers(0, 2, n), np.r_[0, 1, 2, rng.integers(0, 3, n - 3)]
    rows[:2] = [0, 1]
    w, cluster = rng.uniform(1, 3, n), rng.permutation(np.arange(n) // 4)
    one = chi_square(rows, cols, Design(weights=w, clusters=cluster))
    order = rng.permutation(n)
    other = chi_square(
        rows[order], cols[order], Design(weights=factor * w[order], clusters=cluster[order])
    )
    assert other.statistic == near(one.statistic, rel=1e-8)
    assert other.p_value == near(one.p_value, rel=1e-7)


@pytest.mark.parametrize(
    ("rows", "cols", "options", "message"),
    [
        (["a", "a"], ["x", "y"], {}, "`rows`.*at least two categories; found only 'a'"),
        (["a", "b"], ["x", "x"], {}, "`cols`.*only 'x'"),
        (["a", "b", "a"], ["x", "y"], {}, "length|2|3"),
        (["a", "b"], [1.5, 2.0], {}, "whole numbers"),
        (["a", "b"], [1.0, np.nan], {}, "`cols`"),
        (["a", "b"], ["x", "y"], {"statistic": "lincom"}, "statistic"),
        (["a", "b", "a", "b"], ["x", "y", "x", "y"], {"domain": [1, 1, 0, 0]}, "True for each"),
        (
            ["a", "b", "a", "b"],
            ["x", "y", "x", "y"],
            {"domain": [True, False, True, False]},
            "`rows`.*only 'a'",
        ),
    ],
)
def test_tables_that_are_refused(rows, cols, options, message):
    with pytest.raises(InputError, match=message):
        chi_square(rows, cols, Design(), **options)


def test_a_table_that_is_fixed_has_nothing_to_test():
    design = Design(fpc=[4, 4, 4, 4])  # everybody was asked
    with pytest.raises(InputError, match="otherwise"):
        chi_square(list("abab"), [1, 1, 2, 2], design)


def test_wald_needs_more_units_than_differences():
    design = Design(clusters=[1, 1, 2, 2, 3, 3])
    rows, cols = list("aabbcc"), list("xyyzzx")
    with pytest.raises(InputError, match="more PSUs than the 4"):
        chi_square(rows, cols, design, statistic="wald")


def test_wald_of_a_two_by_two_table_is_a_t_squared():
    # One difference: its square over its variance, on 1 and the design's degrees of freedom.
    rng = np.random.default_rng(3)
    rows, cols = rng.integers(0, 2, 60), rng.integers(0, 2, 60)
    design = Design(weights=rng.uniform(1, 3, 60), clusters=np.arange(60) // 4)
    plain, adjusted = (
        chi_square(rows, cols, design, statistic=how) for how in ("wald", "adj_wald")
    )
    assert plain.df.tolist() == [1.0, 14.0]
    assert (plain.statistic, plain.p_value) == (adjusted.statistic, adjusted.p_value)
    w, total_ = design.weights, design.weights.sum()
    both, r, c = (w @ v / total_ for v in (rows * cols, rows, cols))
    u = rows * cols - both - (rows - r) * c - (cols - c) * r
    # As a share of the whole; with the total estimated too the difference keeps its own part.
    y = both - r * c
    v = linearized_variance(u + y, design)[0, 0]
    assert plain.statistic == near((y * total_) ** 2 / v)


def test_a_complete_association_has_no_error():
    with pytest.raises(InputError, match="a complete association") as caught:
        chi_square(list("aabbab"), list("xxyyxy"), Design())
    assert caught.value.code == "not_estimable"


def test_codes_read_as_floats_are_categories():
    found = chi_square([1.0, 2.0, 1.0, 2.0, 1.0], [True, False, True, False, False], Design())
    assert found.rows.tolist() == [1, 2]
    assert found.columns.tolist() == [False, True]


# ---------------------------------------------------------------------------------- regression


def test_a_line_by_hand():
    # x 0 1 2, y 1 3 4: slope 3/2, intercept 7/6, residuals −1/6, 1/3, −1/6.
    # A⁻¹x·e for the slope is (x − 1)/2·e = 1/12, 0, −1/12: variance 3/2·2/144 = 1/48.
    fit = regression([1, 3, 4], [0, 1, 2], Design())
    assert fit.value == near([7 / 6, 1.5])
    assert fit.se[1] ** 2 == near(1 / 48)
    assert fit.df == 1  # 2 degrees of the design, + 1 − 2
    assert fit.r2 == near(1 - (1 / 36 + 1 / 9 + 1 / 36) / (14 / 3))
    assert fit.term.tolist() == ["intercept", 0]
    assert "Linear regression" in repr(fit)


def test_without_anything_to_explain_it_is_a_mean_or_a_ratio():
    rng = np.random.default_rng(5)
    y, x = rng.normal(5, 1, 30), rng.uniform(1, 2, 30)
    design = Design(weights=rng.uniform(1, 3, 30), clusters=np.arange(30) // 3)
    alone = regression(y, np.ones(30), design, intercept=False)
    m = mean(y, design)
    assert (alone.value[0], alone.se[0], alone.df) == (near(m.value[0]), near(m.se[0]), m.df)
    # y/√x on √x through the origin is the ratio of the totals.
    through = regression(y / np.sqrt(x), np.sqrt(x), design, intercept=False)
    r = ratio(y, x, design)
    assert (through.value[0], through.se[0]) == (near(r.value[0]), near(r.se[0]))


def test_a_category_is_the_difference_of_means():
    rng = np.random.default_rng(6)
    y, unit = rng.normal(3, 1, 40), rng.choice(["north", "south", "west"], 40)
    design = Design(weights=rng.uniform(1, 3, 40), clusters=np.arange(40) // 4)
    fit = regression(y, pd.DataFrame({"unit": unit}), design)
    m = mean(y, design, by=unit)
    assert fit.term.tolist() == ["intercept", "unit=south", "unit=west"]
    assert fit.value == near([m.value[0], *(m.value[1:] - m.value[0])])
    assert fit.se[0] == near(m.se[0])
    flag = regression(y, {"south": unit == "south"}, design)
    assert flag.term.tolist() == ["intercept", "south=True"]


def test_a_calibrated_variable_leaves_no_error():
    rng = np.random.default_rng(7)
    group = rng.integers(0, 2, 30)
    design = poststratify(Design(weights=rng.uniform(1, 2, 30)), group, {0: 50, 1: 70})
    # The share of a known group is known.
    fit = regression(group, np.ones(30), design, intercept=False)
    assert fit.value[0] == near(70 / 120)
    assert fit.se[0] < 1e-12


def test_missing_values_and_domains():
    rng = np.random.default_rng(8)
    x, y = rng.normal(0, 1, (30, 2)), rng.normal(0, 1, 30)
    design = Design(weights=rng.uniform(1, 3, 30), clusters=np.arange(30) // 3)
    inside = rng.random(30) < 0.8
    holes = np.where(inside[:, None] | [True, False], x, np.nan)
    with pytest.raises(InputError, match="`x`"):
        regression(y, holes, design)
    one, other = (
        regression(y, holes, design, missing="omit"),
        regression(y, x, design, domain=inside),
    )
    assert one.value == near(other.value)
    assert one.se == near(other.se)
    assert (one.df, one.n) == (design.df - 2, inside.sum())
    unknown = regression(y, holes, design, missing="propagate")
    assert np.isnan(unknown.value).all()
    assert Regression.from_dict(one.to_dict()) == one


@given(st.integers(0, 10_000), st.floats(0.01, 100), st.floats(-50, 50))
def test_units_shift_and_scale(seed, factor, shift):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(0, 1, (25, 2)), rng.normal(0, 1, 25)
    design = Design(weights=rng.uniform(1, 3, 25), clusters=np.arange(25) // 2)
    one = regression(y, x, design)
    other = regression(y * 2, x * [factor, 1] + [shift, 0], design)
    assert other.value[1:] == near(one.value[1:] * [2 / factor, 2], rel=1e-6)
    assert other.se[1:] == near(one.se[1:] * [2 / factor, 2], rel=1e-6)
    assert other.r2 == near(one.r2, rel=1e-6)


@pytest.mark.parametrize(
    ("y", "x", "options", "message"),
    [
        ([1, 2, 3], [1, 1, 1], {}, "a dependence among 'intercept', 0"),
        ([1, 2, 3, 4], [[1, 2], [2, 4], [3, 6], [5, 10]], {}, "a dependence among 0, 1"),
        ([1, 2], [1, 2], {}, "more rows than the 2 terms"),
        ([[1, 2], [2, 3]], [1, 2], {}, "one outcome"),
        ([1, 2, 3], [1, 2], {}, "`x`"),
        ([1, np.inf, 3], [1, 2, 4], {}, "`y`"),
        ([1, 2, 3], {"unit": ["a", "a", "a"]}, {}, "at least two categories"),
        ([1, 2, 3], {}, {}, "at least one"),
        ([1, 2, 3], [1, 2, 4], {"intercept": "no"}, "intercept"),
    ],
)
def test_regressions_that_are_refused(y, x, options, message):
    with pytest.raises(InputError, match=message):
        regression(y, x, Design(), **options)


def test_no_degrees_of_freedom_no_interval():
    fit = regression([1.0, 2, 4, 3], [1, 2, 3, 4], Design(clusters=[1, 1, 2, 2]))
    assert fit.df == 0
    assert np.isnan([*fit.lower, *fit.p_value]).all()
    assert np.isfinite(fit.se).all()
