"""rater_effects: parity with lme4 and lm, laws, both ways of solving, refusals."""

import json
import math
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from kinerja._ratings import eliminated_side, likelihood
from kinerja._ratings import fixed as fixed_room
from kinerja._ratings.eliminated_side import Pairs
from kinerja.errors import InputError
from kinerja.ratings import RaterEffects, icc, rater_effects

PARITY = json.loads((Path(__file__).parents[1] / "parity" / "rater_effects.json").read_text())
CASES = [name for name in PARITY if name != "source"]


def fitted(case, **options):
    data = PARITY[case]["data"]
    options.setdefault("islands", "separate" if case == "islands" else "refuse")
    return rater_effects(data["subject"], data["rater"], data["value"], **options)


def placed(names, wanted, values):
    """`values` of `names`, in the order of `wanted`."""
    at = {name: i for i, name in enumerate(names)}
    return np.asarray(values)[[at[name] for name in wanted]]


# parity ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_random_effects_are_lme4s(case):
    got, want = fitted(case), PARITY[case]["random"]
    for name, value in want["components"].items():
        assert got.components[name] == pytest.approx(value, rel=1e-6)
    np.testing.assert_allclose(got.mean, np.atleast_1d(want["mean"]), rtol=1e-8)
    np.testing.assert_allclose(got.mean_se, np.atleast_1d(want["mean_se"]), rtol=1e-6)
    names = want["subject"]
    effect = got.adjusted - got.mean[got.island_of_subject]
    there = got.subject.tolist()
    np.testing.assert_allclose(effect, placed(names, there, want["subject_effect"]), atol=1e-6)
    np.testing.assert_allclose(
        got.adjusted_se, placed(names, there, want["adjusted_se"]), rtol=1e-6
    )
    np.testing.assert_allclose(got.cutoff_se, placed(names, there, want["cutoff_se"]), rtol=1e-6)
    if "rater" in want:
        there = got.rater.tolist()
        np.testing.assert_allclose(
            got.severity, placed(want["rater"], there, want["severity"]), atol=1e-6
        )
        np.testing.assert_allclose(
            got.severity_se, placed(want["rater"], there, want["severity_se"]), rtol=1e-6
        )
    assert got.exact


@pytest.mark.parametrize("case", ["penicillin", "lectures", "units"])
def test_fixed_effects_are_lms(case):
    got, want = fitted(case, method="fixed"), PARITY[case]["fixed"]
    assert got.df == want["df"]
    assert got.components["residual"] == pytest.approx(want["residual"], rel=1e-9)
    assert [got.mean[0], got.mean_se[0]] == pytest.approx([want["mean"], want["mean_se"]], rel=1e-9)
    there = got.subject.tolist()
    for name in ("adjusted", "adjusted_se"):
        np.testing.assert_allclose(
            getattr(got, name), placed(want["subject"], there, want[name]), rtol=1e-9
        )
    there = got.rater.tolist()
    for name in ("severity", "severity_se"):
        np.testing.assert_allclose(
            getattr(got, name), placed(want["rater"], there, want[name]), rtol=1e-8, atol=1e-10
        )
    assert got.cutoff_se.tolist() == got.adjusted_se.tolist()
    assert np.isnan(got.reliability).all()
    assert math.isnan(got.single_rating)


def test_fixed_effects_of_islands_are_lms_island_by_island():
    got, parts = fitted("islands", method="fixed"), list(PARITY["islands"]["fixed"].values())
    squares = sum(part["residual"] * part["df"] for part in parts)
    assert got.df == sum(part["df"] for part in parts)
    assert got.components["residual"] == pytest.approx(squares / got.df, rel=1e-9)
    for i, part in enumerate(parts):
        here = placed(got.subject.tolist(), part["subject"], np.arange(got.subject.size))
        np.testing.assert_allclose(got.adjusted[here], part["adjusted"], rtol=1e-9)
        np.testing.assert_allclose(got.adjusted_se[here], part["adjusted_se"], rtol=1e-9)
        here = placed(got.rater.tolist(), part["rater"], np.arange(got.rater.size))
        np.testing.assert_allclose(got.severity[here], part["severity"], atol=1e-9)
        np.testing.assert_allclose(got.severity_se[here], part["severity_se"], rtol=1e-9)
        assert got.mean[i] == pytest.approx(part["mean"], rel=1e-9)
        assert got.mean_se[i] == pytest.approx(part["mean_se"], rel=1e-9)


def test_an_island_with_nothing_left_has_no_error_but_the_others_have_theirs():
    # Island 1: three people by two raters, 6 ratings, df 6 − 3 − 2 + 1 = 2. Island 2: a path of two
    # people and two raters, 3 ratings, df 3 − 2 − 2 + 1 = 0.
    subject = [0, 0, 1, 1, 2, 2, 10, 10, 11]
    rater = ["a", "b", "a", "b", "a", "b", "x", "y", "y"]
    got = rater_effects(
        subject, rater, [1, 2, 4, 6, 7, 7, 3, 5, 4], method="fixed", islands="separate"
    )
    assert got.df == 2
    assert np.isnan(got.severity_se).tolist() == [False, False, True, True]
    assert np.isnan(got.adjusted_se).tolist() == [False] * 3 + [True] * 2
    # b − a: 1, 2, 0, mean 1: severities +.5 and −.5. Residuals ±(d − 1)/2: 0, ±.5, ∓.5, so the sum
    # of squares is 4·.25 = 1 and the variance 1/2; half of b − a has the variance (1/2)·2/3/4.
    assert got.severity[:2].tolist() == pytest.approx([0.5, -0.5])
    assert got.severity_se[:2].tolist() == pytest.approx([np.sqrt(1 / 12)] * 2)


def test_a_single_ratings_share_is_icc_2_1_when_everybody_rates_everybody():
    # Shrout & Fleiss (1979), table 2.
    table = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9],
                      [6, 2, 4, 7]], dtype=float)  # fmt: skip
    subject, rater = np.indices(table.shape).reshape(2, -1)
    got = rater_effects(subject, rater, table.ravel())
    assert got.single_rating == pytest.approx(icc(table).value[1], rel=1e-9)


def test_a_component_at_zero_by_hand():
    # Both raters' mean is 5, so their mean square is 0, below the residual one: the component is 0.
    # Subjects' means 2, 5, 8: sum of squares 2·(9 + 0 + 9) = 36 on 2, mean square 18.
    value = [1.5, 2.5, 5.5, 4.5, 8, 8]
    got = rater_effects(["a", "a", "b", "b", "c", "c"], ["x", "y"] * 3, value)
    assert got.at_zero == ("rater",)
    # Without raters: residual SS .5 + .5 + 0 = 1 on 3 df; subject (18 − 1/3)/2.
    assert got.components["residual"] == pytest.approx(1 / 3)
    assert got.components["subject"] == pytest.approx((18 - 1 / 3) / 2)
    assert got.severity.tolist() == [0.0, 0.0]
    assert got.severity_se.tolist() == [0.0, 0.0]
    assert math.isnan(got.component_se["rater"])
    # The adjusted score is then the subject's mean, drawn by 1 − (1/3)/2/18.
    shrink = 1 - (1 / 3) / 18
    np.testing.assert_allclose(got.adjusted, [5 - 3 * shrink, 5, 5 + 3 * shrink])


def test_both_components_at_zero():
    # Every subject's and every rater's mean is 2: nothing but chance.
    got = rater_effects([0, 0, 1, 1], ["x", "y"] * 2, [1, 3, 3, 1])
    assert got.at_zero == ("subject", "rater")
    assert got.components == {"subject": 0.0, "rater": 0.0, "residual": pytest.approx(4 / 3)}
    assert got.adjusted.tolist() == [2.0, 2.0]
    assert got.adjusted_se.tolist() == [0.0, 0.0]
    assert got.reliability.tolist() == [0.0, 0.0]
    assert got.cutoff_se.tolist() == pytest.approx([math.sqrt(1 / 3)] * 2)


# laws ------------------------------------------------------------------------------------------


def crossed(seed, subjects=40, raters=12, each=4, sd=(5.0, 3.0, 4.0)):
    rng = np.random.default_rng(seed)
    subject = np.repeat(np.arange(subjects), each)
    rater = np.concatenate([rng.choice(raters, each, replace=False) for _ in range(subjects)])
    u, v = rng.normal(0, sd[0], subjects), rng.normal(0, sd[1], raters)
    value = 70 + u[subject] - v[rater] + rng.normal(0, sd[2], subject.size)
    return subject, rater, value, 70 + u, v


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["random", "fixed"]))
def test_order_of_rows_and_names_do_not_matter(seed, method):
    subject, rater, value, _, _ = crossed(seed)
    rng = np.random.default_rng(seed)
    one = rater_effects(subject, rater, value, method=method)
    rows, names = rng.permutation(value.size), rng.permutation(12)
    other = rater_effects(subject[rows], names[rater[rows]], value[rows], method=method)
    np.testing.assert_allclose(other.adjusted, one.adjusted, rtol=1e-9)
    np.testing.assert_allclose(other.adjusted_se, one.adjusted_se, rtol=1e-7)
    np.testing.assert_allclose(other.severity[names], one.severity, rtol=1e-8, atol=1e-8)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(-30, 30))
def test_a_strict_rater_costs_nobody_their_standing(seed, c):
    """Fixed: all adjusted move by c/m, and that severity falls by c against any other."""
    subject, rater, value, _, _ = crossed(seed)
    before = rater_effects(subject, rater, value, method="fixed")
    after = rater_effects(subject, rater, value + c * (rater == 3), method="fixed")
    np.testing.assert_allclose(after.adjusted - before.adjusted, c / 12, atol=1e-9)
    moved = after.severity - before.severity
    np.testing.assert_allclose(np.delete(moved, 3) - moved[3], c, atol=1e-9)
    assert moved[3] == pytest.approx(-c * (1 - 1 / 12), abs=1e-9)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.floats(-20, 20))
def test_in_a_balanced_design_a_constant_moves_all_alike(seed, c):
    subject, rater = np.indices((15, 6)).reshape(2, -1)
    rng = np.random.default_rng(seed)
    value = 60 + rng.normal(0, 5, 15)[subject] + rng.normal(0, 3, 6)[rater] + rng.normal(0, 2, 90)
    before = rater_effects(subject, rater, value)
    after = rater_effects(subject, rater, value + c * (rater == 0))
    np.testing.assert_allclose(after.adjusted - before.adjusted, c / 6, atol=1e-6)


def test_subjects_and_raters_are_two_sides_of_one_model():
    subject, rater, value, _, _ = crossed(5)
    one, other = rater_effects(subject, rater, value), rater_effects(rater, subject, value)
    np.testing.assert_allclose(other.adjusted - other.mean, -one.severity, atol=1e-9)
    np.testing.assert_allclose(other.severity_se, one.adjusted_se, rtol=1e-9)
    swapped = rater_effects(rater, subject, value, method="fixed")
    fixed = rater_effects(subject, rater, value, method="fixed")
    np.testing.assert_allclose(swapped.adjusted - swapped.mean, -fixed.severity, atol=1e-9)
    np.testing.assert_allclose(swapped.severity_se**2 + swapped.mean_se**2 > 0, True)


@pytest.mark.parametrize("unit", [1e-120, 1e-6, 1e6, 1e120])
def test_units_scale_through(unit):
    subject, rater, value, _, _ = crossed(6)
    one, other = rater_effects(subject, rater, value), rater_effects(subject, rater, unit * value)
    np.testing.assert_allclose(other.adjusted, unit * one.adjusted, rtol=1e-8)
    np.testing.assert_allclose(other.cutoff_se, unit * one.cutoff_se, rtol=1e-8)
    assert other.components["rater"] == pytest.approx(unit**2 * one.components["rater"], rel=1e-7)


def test_known_effects_are_recovered_with_their_coverage():
    inside, people, against_cut = [], [], []
    for seed in range(60):
        subject, rater, value, truth, severity = crossed(seed, subjects=120, raters=15, each=4)
        got = rater_effects(subject, rater, value)
        apart = (got.adjusted[:, None] - got.adjusted) - (truth[:, None] - truth)
        # Two people, conditionally independent but for their raters.
        error = np.hypot(got.adjusted_se[:, None], got.adjusted_se)
        people.append((np.abs(apart) < 1.96 * error)[np.triu_indices(120, 1)].mean())
        against_cut.append((np.abs(got.adjusted - truth) < 1.96 * got.cutoff_se).mean())
        centred = severity - severity.mean()
        inside.append((np.abs(got.severity - centred) < 1.96 * got.severity_se).mean())
    assert np.mean(people) == pytest.approx(0.95, abs=0.015)
    assert np.mean(against_cut) == pytest.approx(0.95, abs=0.015)
    assert np.mean(inside) > 0.93


def restricted(components, subject, rater, value):
    """Restricted log-likelihood from the whole covariance matrix."""
    s, r, e = components
    same = (subject[:, None] == subject) * s + (rater[:, None] == rater) * r
    root = np.linalg.cholesky(same + e * np.eye(value.size))
    one, y = np.linalg.solve(root, np.column_stack([np.ones(value.size), value])).T
    left = y @ y - (one @ y) ** 2 / (one @ one)
    return -np.log(np.diag(root)).sum() - np.log(one @ one) / 2 - left / 2


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 100_000),
    st.tuples(*[st.sampled_from([0.0, 0.3, 1.0, 3.0])] * 2),
    st.tuples(st.integers(3, 10), st.integers(3, 7)),
    st.booleans(),
)
def test_no_step_away_from_the_estimate_is_more_likely(seed, sd, size, whole):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(sum(size) + 2, size[0] * size[1] + 3))
    subject, rater = rng.integers(0, size[0], n), rng.integers(0, size[1], n)
    value = rng.normal(0, sd[0], 10)[subject] + rng.normal(0, sd[1], 7)[rater] + rng.normal(size=n)
    value = np.round(value) if whole else value
    try:
        got = rater_effects(subject, rater, value)
    except InputError as error:
        assert error.code in {"not_estimable", "constant", "too_few"}  # noqa: PT017
        return
    at = np.array(list(got.components.values()))
    best = restricted(at, subject, rater, value)
    for i, step in [(i, step) for i in range(3) for step in (-1e-3, 1e-3)]:
        away = at.copy()
        away[i] += step * (at[i] or value.var())
        if away[i] >= 0:
            assert restricted(away, subject, rater, value) <= best + 1e-9


# two ways of solving ---------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(1, 40),
    st.integers(2, 30),
    st.floats(0.02, 1.0),
    st.sampled_from([(1 << 23, 1 << 20), (0, 1 << 20), (0, 5)]),
)
def test_pairs_are_the_matrix_products(seed, rows, columns, share, held):
    with pytest.MonkeyPatch.context() as patch:  # remembered, or made again a few at a time
        patch.setattr(eliminated_side, "_KEPT", held[0])
        patch.setattr(eliminated_side, "_CHUNK", held[1])
        pairs_are_the_matrix_products(seed, rows, columns, share)


def pairs_are_the_matrix_products(seed, rows, columns, share):
    rng = np.random.default_rng(seed)
    counts = rng.poisson(1.0, (rows, columns)) * (rng.random((rows, columns)) < share)
    weight, root = rng.random(rows), rng.normal(size=(columns, columns))
    pairs, inverse = Pairs(csr_array(counts.astype(float))), root @ root.T
    out = np.zeros((columns, columns))
    pairs.subtract(out, weight)
    np.fill_diagonal(out, -pairs.diagonal(weight))
    above = np.triu_indices(columns)
    np.testing.assert_allclose(out[above], -(counts.T * weight @ counts)[above], atol=1e-9)
    np.testing.assert_allclose(
        pairs.quadratic(np.triu(inverse)),
        np.einsum("ij,jk,ik->i", counts, inverse, counts),
        atol=1e-9,
    )


@pytest.mark.parametrize("largest_double", [4_000, 10])
def test_conjugate_gradients_agree_with_the_dense_way(monkeypatch, largest_double):
    subject, rater, value, _, _ = crossed(11, subjects=600, raters=80, each=5)
    dense = rater_effects(subject, rater, value)
    monkeypatch.setattr(likelihood, "DENSE", 10)
    monkeypatch.setattr(likelihood, "DOUBLE", largest_double)
    got = rater_effects(subject, rater, value)
    for name, figure in dense.components.items():
        assert got.components[name] == pytest.approx(figure, rel=1e-6)
    np.testing.assert_allclose(got.adjusted, dense.adjusted, rtol=1e-7)
    np.testing.assert_allclose(got.severity, dense.severity, atol=1e-6)
    # In single precision the errors belong to the components before the last steps.
    near = 1e-6 if largest_double == 4_000 else 1e-3
    np.testing.assert_allclose(got.severity_se, dense.severity_se, rtol=near)
    np.testing.assert_allclose(got.cutoff_se, dense.cutoff_se, rtol=near)
    assert got == rater_effects(subject, rater, value)


def test_single_precision_gives_way_where_chance_is_tiny(monkeypatch):
    subject, rater, value, _, _ = crossed(13, subjects=600, raters=80, each=5, sd=(5, 3, 2e-3))
    dense = rater_effects(subject, rater, value)
    monkeypatch.setattr(likelihood, "DENSE", 10)
    monkeypatch.setattr(likelihood, "DOUBLE", 10)
    got = rater_effects(subject, rater, value)
    assert got.components["residual"] == pytest.approx(4e-6, rel=0.1)
    for name, figure in dense.components.items():
        assert got.components[name] == pytest.approx(figure, rel=1e-5)
    np.testing.assert_allclose(got.severity_se, dense.severity_se, rtol=1e-2)


def test_a_matrix_too_large_leaves_errors_unknown(monkeypatch):
    subject, rater, value, _, _ = crossed(12, subjects=600, raters=80, each=5)
    dense = rater_effects(subject, rater, value)
    monkeypatch.setattr(likelihood, "DENSE", 10)
    for room in (likelihood, fixed_room):
        monkeypatch.setattr(room, "MEMORY", 1_000)
    got = rater_effects(subject, rater, value)
    assert not got.exact
    assert np.isnan(got.severity_se).all()
    assert np.isnan(got.cutoff_se).all()
    np.testing.assert_allclose(got.adjusted, dense.adjusted, atol=0.2)
    fixed = rater_effects(subject, rater, value, method="fixed")
    assert not fixed.exact
    assert np.isnan(fixed.adjusted_se).all()
    monkeypatch.undo()
    exact = rater_effects(subject, rater, value, method="fixed")
    np.testing.assert_allclose(fixed.adjusted, exact.adjusted, rtol=1e-9)
    np.testing.assert_allclose(fixed.severity, exact.severity, atol=1e-8)


# islands ---------------------------------------------------------------------------------------

TWO = (
    ["A", "A", "B", "B", "C", "C", "D", "D", "E", "E"],
    ["x", "y", "x", "y", "x", "y", "z", "w", "z", "w"],
    [70, 60, 81, 70, 90, 81, 65, 66, 78, 81],
)


def test_islands_are_named_and_refused():
    with pytest.raises(InputError) as caught:
        rater_effects(*TWO)
    assert caught.value.code == "not_estimable"
    assert "2 islands" in str(caught.value)
    assert "3 people by 2 raters ('x', 'y')" in str(caught.value)
    assert "separate" in caught.value.hint


def test_separate_islands_are_not_ranked_together():
    got = rater_effects(*TWO, islands="separate")
    assert got.island_of_rater.tolist() == [0, 1, 1, 0]
    assert got.island_of_subject.tolist() == [1, 1, 1, 0, 0]
    assert got.mean.size == got.mean_se.size == 2
    assert "may not be ranked together" in " ".join(repr(got).split())
    assert "may not be ranked together" in got.limits["en"]
    assert "tidak boleh diperingkat bersama" in got.limits["id"]
    assert not hasattr(got, "rank")
    shifted = [v + 50 * (s in "DE") for s, _, v in zip(*TWO, strict=True)]
    other = rater_effects(TWO[0], TWO[1], shifted, islands="separate")
    np.testing.assert_allclose(other.severity, got.severity, atol=1e-6)
    np.testing.assert_allclose(other.mean - got.mean, [50, 0], atol=1e-6)


@pytest.mark.parametrize("method", ["random", "fixed"])
def test_an_island_of_one_rater_cannot_be_told_from_the_rater(method):
    subject, rater, value = (list(part) for part in TWO)
    got = rater_effects(
        [*subject, "F", "G", "F"],
        [*rater, "solo", "solo", "solo"],
        [*value, 50, 60, 53],
        islands="separate",
        method=method,
    )
    alone = got.rater.tolist().index("solo")
    assert np.isnan(got.severity).nonzero()[0].tolist() == [alone]
    assert np.isnan(got.severity_se).nonzero()[0].tolist() == [alone]
    assert got.subject[np.isnan(got.adjusted)].tolist() == ["F", "G"]
    assert got.subject[np.isnan(got.cutoff_se)].tolist() == ["F", "G"]
    assert np.isfinite(got.raw).all()


# the border ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "rater", "value", "argument", "code"),
    [
        ([0, 0, 1], ["x"] * 3, [1, 2, 3], "rater", "too_few"),
        (["A"] * 3, ["x", "y", "z"], [1, 2, 3], "subject", "too_few"),
        ([0, 1, 2], ["x", "y", "x"], [1, 2, 3], "subject", "too_few"),
        ([0, 1, 0], ["x", "y", "z"], [1, 2, 3], "rater", "too_few"),
        ([0, 0, 1, 1], ["x", "y"] * 2, [4, 4, 4, 4], "value", "constant"),
        ([0, 0, 1, 1], ["x", "y"] * 2, [0.3, 0.3, 0.1 + 0.2, 0.3], "value", "constant"),
        ([0, 0, 1, 1, 2, 2], ["x", "y"] * 3, [1, 2, 4, 5, 7, 8], "value", "constant"),
        ([0, 0, 1, 1], ["x", "y"] * 2, [1, np.nan, 2, 3], "value", "missing_value"),
        ([0, 0, 1, 1], ["x", "y"] * 2, [1, np.inf, 2, 3], "value", "infinite_value"),
        ([0, 0, 1], ["x", "y"] * 2, [1, 2, 2, 3], "subject", "wrong_shape"),
        ([], [], [], "value", "too_few"),
        (
            [0, 0, 1, 1, 2, 2],
            ["x", "y"] * 3,
            [1e200, 3e200, 0, 0, 1e200, 0],
            "value",
            "out_of_range",
        ),
        ([0, 0, 1, 1, 2, 2], ["x", "y"] * 3, [1e-200, 3e-200, 0, 0, 0, 0], "value", "out_of_range"),
    ],
)
def test_what_is_refused(subject, rater, value, argument, code):
    with pytest.raises(InputError) as caught:
        rater_effects(subject, rater, value)
    assert (caught.value.argument, caught.value.code) == (argument, code)


def test_fixed_effects_need_residual_degrees_of_freedom():
    with pytest.raises(InputError) as caught:
        rater_effects([0, 0, 1, 1, 2], ["x", "y", "y", "z", "z"], [1, 5, 2, 7, 3], method="fixed")
    assert caught.value.code == "constant"
    with pytest.raises(InputError) as caught:
        rater_effects([0, 0, 1, 1, 2, 2], ["x", "y"] * 3, [1, 2, 4, 5, 7, 8], method="fixed")
    assert "exactly" in str(caught.value)


def test_islands_of_one_rater_each_tell_nothing():
    with pytest.raises(InputError) as caught:
        rater_effects([0, 0, 1, 2, 2, 3], list("xxxyyy"), [1, 2, 3, 4, 5, 7], islands="separate")
    assert caught.value.argument == "rater"


@pytest.mark.parametrize(
    ("option", "value"), [("method", "mixed"), ("islands", "join"), ("missing", "zero")]
)
def test_closed_choices(option, value):
    with pytest.raises(InputError) as caught:
        rater_effects([0, 0, 1, 1], ["x", "y"] * 2, [1, 2, 2, 4], **{option: value})
    assert caught.value.argument == option


def test_nothing_left_is_said_of_the_values():
    with pytest.raises(InputError, match="at least one rating"):
        rater_effects([0, 0, 1, 1], ["x", "y"] * 2, [np.nan] * 4, missing="omit")


def test_missing_ratings():
    subject, rater, value, _, _ = crossed(3)
    holed = value.copy()
    holed[[0, 1, 2, 3, 17]] = np.nan
    out = rater_effects(subject, rater, holed, missing="omit")
    kept = ~np.isnan(holed)
    want = rater_effects(subject[kept], rater[kept], value[kept])
    assert out.adjusted.tolist() == want.adjusted.tolist()
    assert out.subject.tolist() == list(range(1, 40))
    assert out.provenance.left_out == (
        "5 rows without a value",
        "1 subjects without any rating",
    )
    passed = rater_effects(subject, rater, holed, missing="propagate")
    assert np.isnan(passed.adjusted).all()
    assert np.isnan(passed.severity_se).all()
    assert math.isnan(passed.components["rater"])
    assert passed.n_raters.tolist() == [4] * 40


def test_a_result_travels_and_stays_as_it_is():
    got = fitted("units")
    assert RaterEffects.from_dict(json.loads(json.dumps(got.to_dict(), allow_nan=False))) == got
    assert pickle.loads(pickle.dumps(got)) == got  # noqa: S301
    assert not got.severity.flags.writeable
    table = got.to_frame("pandas")
    assert table.columns[:3].tolist() == ["id", "raw", "adjusted"]
    assert len(table) == 30
    assert got.n_ratings.sum() == 124
    assert got.n_raters.max() <= 15


def test_progress_is_told_to_the_end():
    subject, rater, value, _, _ = crossed(4)
    seen = []
    rater_effects(subject, rater, value, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
