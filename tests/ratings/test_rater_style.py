"""rater_style: brute force, planted habits, refusals."""

import math
import pickle

import numpy as np
import pytest
from scipy.stats import chi2, t

from kinerja.errors import ConvergenceError, InputError
from kinerja.ratings import RaterStyle, rater_effects, rater_style


def forms(seed=1, people=60, raters=6, each=3, items=4):
    rng = np.random.default_rng(seed)
    subject = np.repeat(np.arange(people), each)
    rater = np.concatenate([rng.choice(raters, each, replace=False) for _ in range(people)])
    common = rng.normal(0, 2, people)[subject]
    values = 10 + common[:, None] + rng.normal(0, 2, (subject.size, items))
    return subject, rater, values


def test_against_one_rater_at_a_time():
    subject, rater, values = forms()
    got = rater_style(subject, rater, values)
    mean = values.mean(axis=1)
    effects = rater_effects(subject, rater, mean)
    assert got.leniency.tolist() == (-effects.severity).tolist()
    assert got.leniency_se.tolist() == effects.severity_se.tolist()
    everybody = (mean + effects.severity[rater]).std(ddof=1)
    pairs = np.triu_indices(4, 1)
    all_items = np.corrcoef(values.T)[pairs].mean()
    for j in range(6):
        mine, n = values[rater == j], int((rater == j).sum())
        assert got.n[j] == n
        spread = mean[rater == j].std(ddof=1) / everybody
        assert got.spread[j] == pytest.approx(spread)
        limits = spread * np.sqrt((n - 1) / chi2.ppf([0.975, 0.025], n - 1))
        assert [got.spread_lower[j], got.spread_upper[j]] == pytest.approx(limits)
        assert got.halo[j] == pytest.approx(np.corrcoef(mine.T)[pairs].mean() - all_items)
        left_out = np.array(
            [np.corrcoef(np.delete(mine, i, axis=0).T)[pairs].mean() for i in range(n)]
        )
        error = math.sqrt((n - 1) / n * np.square(left_out - left_out.mean()).sum())

        assert got.halo_upper[j] - got.halo[j] == pytest.approx(error * t.ppf(0.975, n - 1))
        assert got.halo[j] - got.halo_lower[j] == pytest.approx(error * t.ppf(0.975, n - 1))


def test_planted_habits_are_found():
    subject, rater, values = forms(seed=2, people=200)
    values[rater == 0] += 3  # generous
    middle = values[rater == 1].mean()
    values[rater == 1] = middle + 0.2 * (values[rater == 1] - middle)  # keeps to the middle
    first = values[rater == 2, :1]
    values[rater == 2] = first + np.random.default_rng(1).normal(0, 0.1, values[rater == 2].shape)
    got = rater_style(subject, rater, values)
    assert got.leniency.argmax() == 0
    assert got.spread_upper[1] < 0.5
    assert got.halo.argmax() == 2
    assert got.halo_lower[2] > 0.2
    assert set(got.limits) == {"en", "id"}
    assert pickle.loads(pickle.dumps(got)) == got  # noqa: S301
    assert RaterStyle.from_dict(got.to_dict()) == got


def test_order_of_forms_does_not_matter():
    subject, rater, values = forms(seed=3)
    rows = np.random.default_rng(3).permutation(subject.size)
    one, other = (
        rater_style(subject, rater, values),
        rater_style(subject[rows], rater[rows], values[rows]),
    )
    for name in ("leniency", "spread", "halo", "halo_upper"):
        np.testing.assert_allclose(getattr(other, name), getattr(one, name), atol=1e-8)


def test_no_leniency_is_a_plain_zero():
    # Both raters give 16 points in all: their severities, and the component, are exactly 0.
    marks = [[1, 2], [2, 3], [3, 4], [5, 3], [4, 2], [2, 1]]
    got = rater_style([1, 1, 2, 2, 3, 3], ["a", "b"] * 3, marks).leniency
    assert got.tolist() == [0.0, 0.0]
    assert not np.signbit(got).any()


def test_what_cannot_be_told_is_missing():
    subject = ["A", "B", "C", "A", "B", "C", "A", "B"]
    rater = ["x", "x", "x", "y", "y", "y", "z", "z"]
    values = [[1, 2], [3, 5], [4, 4], [2, 3], [2, 4], [2, 6], [3, 3], [5, 4]]
    got = rater_style(subject, rater, values)
    # y never changes the first item; z filled in two forms.
    assert np.isnan(got.halo).tolist() == [False, True, True]
    assert np.isfinite(got.spread).all()
    one = rater_style(subject, rater, [row[1] for row in values])
    assert np.isnan(one.halo).all()
    assert np.isfinite(one.leniency).all()


def test_missing_items():
    subject, rater, values = forms(seed=4)
    values[[0, 7], 1] = np.nan
    with pytest.raises(InputError):
        rater_style(subject, rater, values)
    kept = ~np.isnan(values).any(axis=1)
    got = rater_style(subject, rater, values, missing="omit")
    want = rater_style(subject[kept], rater[kept], values[kept])
    assert got.halo.tolist() == want.halo.tolist()
    assert got.spread.tolist() == want.spread.tolist()
    assert got.provenance.left_out == ("2 rows without a value",)
    through = rater_style(subject, rater, values, missing="propagate")
    assert np.isnan([through.halo, through.spread, through.leniency]).all()


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: rater_style([0, 0, 1], ["x"] * 3, [[1, 2]] * 3), "rater"),
        (lambda: rater_style([0, 0, 1], ["x", "y", "x"], [[1, 2]] * 3), "values"),
        (lambda: rater_style([0, 0, 1], ["x", "y", "x"], np.empty((3, 0))), "values"),
        (lambda: rater_style([0, 0, 1], ["x", "y"], [[1], [2], [4]]), "rater"),
        (lambda: rater_style([0, 1], ["x", "y"], [[1], [2]], level=1.0), "level"),
    ],
)
def test_refusals(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument


@pytest.mark.parametrize("values", [[[1.0], [1.0, 2.0]], None, "12345678", [[[1.0]]]])
def test_what_is_no_table_of_marks_is_refused_by_its_name(values):
    with pytest.raises(InputError) as caught:
        rater_style(list("ABCDABCD"), list("xxxxyyyy"), values)
    assert caught.value.argument == "values"


def test_a_masked_mark_of_one_item_is_missing():
    subject, rater, values = forms(items=1)
    hidden = np.ma.masked_array(values[:, 0], mask=np.arange(subject.size) == 2)
    with pytest.raises(InputError) as caught:
        rater_style(subject, rater, hidden)
    assert caught.value.code == "missing_value"
    kept = np.arange(subject.size) != 2
    got = rater_style(subject, rater, hidden, missing="omit")
    want = rater_style(subject[kept], rater[kept], values[kept, 0])
    np.testing.assert_allclose(got.leniency, want.leniency, rtol=1e-12)


def test_marks_whose_parts_do_not_settle_are_named_as_the_caller_named_them(monkeypatch):
    monkeypatch.setattr("kinerja._ratings.reml._STEPS", 1)
    with pytest.raises(ConvergenceError) as caught:
        rater_style(*forms())
    assert caught.value.argument == "values"
