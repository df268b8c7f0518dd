"""survey, key drivers: hand value, laws, refusals, every subset fitted by R."""

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kinerja._survey.drivers import key_drivers
from kinerja.errors import InputError

PARITY = json.loads(
    (Path(__file__).parents[1] / "parity" / "survey_models.json").read_text("utf-8")
)
ATTITUDE = np.array(PARITY["attitude"], dtype=float)
NAN = float("nan")


@st.composite
def problems(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    k = draw(st.integers(1, 6))
    x = rng.normal(size=(k + draw(st.integers(5, 30)), k)) + rng.normal(size=(1, k))
    y = x @ rng.normal(size=k) + rng.normal(size=len(x))
    return x, y, rng.uniform(0.1, 5, len(x))


def test_two_drivers_by_hand():
    # r₁ = .8 and r₂ = .6, drivers uncorrelated: shares .64 and .36, whatever the method
    a = np.array([1.0, 1, -1, -1])
    b = np.array([1.0, -1, 1, -1])
    x = np.column_stack([np.tile(a, 2), np.tile(b, 2)])
    out = key_drivers(x, 0.8 * x[:, 0] + 0.6 * x[:, 1])
    assert out.share_of_r2 == pytest.approx([0.64, 0.36])
    assert out.johnson == pytest.approx([0.64, 0.36])
    assert out.beta == pytest.approx([0.8, 0.6])
    assert out.r2 == pytest.approx(1.0)


def test_correlated_drivers_by_hand():
    # shares of two are (r₁² + (R² − r₂²))/2 and (r₂² + (R² − r₁²))/2
    x, y = ATTITUDE[:, 1:3], ATTITUDE[:, 0]
    r = np.corrcoef(ATTITUDE[:, :3], rowvar=False)
    r1, r2, between = r[0, 1], r[0, 2], r[1, 2]
    explained = (r1**2 + r2**2 - 2 * r1 * r2 * between) / (1 - between**2)
    out = key_drivers(x, y)
    assert out.share_of_r2 == pytest.approx(
        [(r1**2 + explained - r2**2) / 2, (r2**2 + explained - r1**2) / 2]
    )


@given(problem=problems())
def test_both_shares_sum_to_what_is_explained(problem):
    x, y, w = problem
    for weights in (None, w):
        out = key_drivers(x, y, weights=weights)
        assert out.share_of_r2.sum() == pytest.approx(out.r2, abs=1e-9)
        assert out.johnson.sum() == pytest.approx(out.r2, abs=1e-9)
        assert (out.share_of_r2 >= 0).all()
        assert (out.johnson >= 0).all()


@given(problem=problems(), scale=st.floats(0.01, 100))
def test_units_weights_and_order_change_nothing(problem, scale):
    x, y, w = problem
    first = key_drivers(x, y, weights=w)
    second = key_drivers((x * scale + 3)[:, ::-1], 5 - scale * y, weights=w * scale)
    assert second.share_of_r2[::-1] == pytest.approx(first.share_of_r2, abs=1e-8)
    assert second.johnson[::-1] == pytest.approx(first.johnson, abs=1e-8)


@given(problem=problems())
def test_a_whole_weight_is_a_person_counted_so_often(problem):
    x, y, _ = problem
    times = np.arange(len(x)) % 3
    assume((times > 0).sum() > x.shape[1] + 2)
    weighted = key_drivers(x, y, weights=times)
    repeated = key_drivers(np.repeat(x, times, axis=0), np.repeat(y, times))
    assert weighted.share_of_r2 == pytest.approx(repeated.share_of_r2, abs=1e-8)
    assert weighted.n == int((times > 0).sum())


def test_r2_is_that_of_least_squares():
    x, y = ATTITUDE[:, 1:], ATTITUDE[:, 0]
    design = np.column_stack([np.ones(len(y)), x])
    rest = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    expected = 1 - (rest**2).sum() / ((y - y.mean()) ** 2).sum()
    assert key_drivers(x, y).r2 == pytest.approx(expected)


@pytest.mark.parametrize(("case", "weights"), [("plain", None), ("weighted", PARITY["weights"])])
def test_every_subset_fitted_by_r(case, weights):
    out = key_drivers(ATTITUDE[:, 1:], ATTITUDE[:, 0], weights=weights)
    expected = PARITY["key_drivers"][case]
    np.testing.assert_allclose(out.share_of_r2, expected["lmg"], rtol=1e-9)
    np.testing.assert_allclose(out.johnson, expected["johnson"], rtol=1e-9)
    np.testing.assert_allclose(out.r2, expected["r2"], rtol=1e-9)


def test_twelve_drivers_are_shared_exactly():
    rng = np.random.default_rng(5)
    x = rng.normal(size=(200, 12))
    out = key_drivers(x, x.sum(axis=1) + rng.normal(size=200))
    assert out.share_of_r2.sum() == pytest.approx(out.r2)


def test_names_of_a_table_and_people_left_out():
    x = {"speed": [1, 2, 3, NAN, 5, 6], "staff": [2, 1, 4, 3, 6, 4]}
    out = key_drivers(x, [1, 2, 3, 5, 5, 6], missing="omit")
    assert out.drivers.tolist() == ["speed", "staff"]
    assert out.n == 5
    assert out.provenance.left_out == ("1 people with a missing value",)


def make(k, n=40):
    return np.random.default_rng(0).normal(size=(n, k))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: key_drivers(make(21), make(1)[:, 0]), r"1 to 20 drivers \(columns\); found 21"),
        (lambda: key_drivers(make(3, 4), make(1, 4)[:, 0]), "at least 5 people for 3 drivers"),
        (lambda: key_drivers(make(2), make(1, 39)[:, 0]), "`y`: expected 40 values; found 39"),
        (lambda: key_drivers(make(2), np.ones(40)), "`y`: expected values that differ"),
        (lambda: key_drivers(np.ones((40, 1)), make(1)[:, 0]), "`x`.*one value only in 0"),
        (lambda: key_drivers(make(1)[:, [0, 0]], make(2)[:, 1]), "a dependence among 0, 1"),
        (lambda: key_drivers([[NAN], [1], [2]], [1, 2, 3]), "row 0 column 0"),
        (lambda: key_drivers([[0], [1], [2]], [1, NAN, 3]), "`y`.*row 1"),
        (lambda: key_drivers(make(1), make(1)[:, 0], weights=-np.ones(40)), "`weights`"),
        (lambda: key_drivers(make(1), make(1)[:, 0], missing="pairwise"), "`missing`"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_what_is_missing_may_stay_unknown():
    x, y = [[1, 2], [2, 1], [3, np.nan], [4, 3], [5, 6]], [1, 2, 3, 4, 6]
    out = key_drivers(x, y, missing="propagate")
    assert np.isnan([*out.share_of_r2, *out.johnson, *out.beta, out.r2]).all()
    known = np.delete(np.array(x), 2, axis=0), np.delete(y, 2)
    assert key_drivers(*known, missing="propagate").r2 == key_drivers(*known).r2


def test_the_outcome_may_come_first():
    x = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 6], [6, 4]]
    y = [1, 2, 3, 5, 5, 6]
    assert key_drivers(y, x) == key_drivers(x, y)
    table = {"a": [row[0] for row in x], "b": [row[1] for row in x]}
    assert key_drivers(y, table) == key_drivers(table, y)


def test_the_shares_are_the_mean_over_every_order():
    # LMG by its definition: five drivers, 120 orders, R² by least squares each time.
    rng = np.random.default_rng(11)
    x = rng.normal(size=(60, 5)) + rng.normal(size=(60, 1))
    y = x @ [1.0, 0.5, 0.0, -0.7, 2.0] + rng.normal(size=60)

    def r2(columns):
        a = np.column_stack([np.ones(60), x[:, columns]])
        rest = y - a @ np.linalg.lstsq(a, y)[0]
        return 1 - (rest @ rest) / ((y - y.mean()) ** 2).sum()

    want = np.zeros(5)
    for order in permutations(range(5)):
        for place, driver in enumerate(order):
            want[driver] += (r2(list(order[: place + 1])) - r2(list(order[:place]))) / 120
    np.testing.assert_allclose(key_drivers(x, y).share_of_r2, want, rtol=1e-10)


def test_twenty_drivers_are_shared_exactly():
    # Drivers without correlation: each explains its own squared correlation, whatever the order.
    x = np.linalg.qr(
        np.column_stack([np.ones(64), np.random.default_rng(3).normal(size=(64, 20))])
    )[0][:, 1:]
    y = x @ np.arange(1.0, 21.0) + np.random.default_rng(4).normal(size=64)
    out = key_drivers(x, y)
    np.testing.assert_allclose(out.share_of_r2, out.correlation**2, atol=1e-12)
    # Correlated ones sum to R².
    z = np.random.default_rng(5).normal(size=(400, 20)) @ np.random.default_rng(6).normal(
        size=(20, 20)
    )
    out = key_drivers(z, z.sum(axis=1) + np.random.default_rng(7).normal(size=400))
    assert out.share_of_r2.sum() == pytest.approx(out.r2, rel=1e-9)
