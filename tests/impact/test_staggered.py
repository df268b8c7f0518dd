"""staggered_did: by hand, R's did, a saturated regression, brute force by units, laws, refusals."""

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kinerja.errors import InputError
from kinerja.impact import StaggeredDiD, did, event_study, staggered_did

PARITY = Path(__file__).parents[1] / "parity"
UNIT, PERIOD = np.repeat(np.arange(6), 3), np.tile([1, 2, 3], 6)
START = np.repeat([np.nan, 2, 3], 6)
# Three rows per unit: two never treated, two from period 2 on, two from 3 on.
Y = [30, 31, 29, 32, 31, 31, 29, 20, 19, 33, 22, 24, 30, 31, 21, 28, 27, 20]


def test_by_hand_never_treated():
    """Three groups of two units.

    Base of group 2 is period 1. Changes 1→2: never 1, −1 (mean 0); group 2: −9, −11 (mean −10).
    Cell (2, 2): −10, se² = (1² + 1²)/2² + (1² + 1²)/2² = 1.
    Changes 1→3: never −1, −1 (mean −1, no deviation); group 2: −10, −9 (mean −9.5).
    Cell (2, 3): −8.5, se² = (.5² + .5²)/2² = .125.
    Base of group 3 is period 2. Changes 2→1: never −1, 1 (mean 0); group 3: −1, 1 (mean 0).
    Cell (3, 1): 0, se² = .5 + .5 = 1.
    Changes 2→3: never −2, 0 (mean −1); group 3: −10, −7 (mean −8.5).
    Cell (3, 3): −7.5, se² = (1 + 1)/4 + (1.5² + 1.5²)/4 = .5 + 1.125 = 1.625.
    """
    r = staggered_did(Y, UNIT, PERIOD, START)
    assert r.group.tolist() == [2, 2, 3, 3]
    assert r.period.tolist() == [2, 3, 1, 3]
    assert r.value == pytest.approx([-10, -8.5, 0, -7.5], abs=1e-12)
    assert r.se**2 == pytest.approx([1, 0.125, 1, 1.625])
    assert r.upper - r.value == pytest.approx(1.959963984540054 * r.se)
    assert r.relative.tolist() == [-2, 0, 1]
    assert r.relative_value == pytest.approx([0, -8.75, -8.5], abs=1e-12)
    # e = 0, influence of each unit: never u: (−(1 − 0)/2 − (−2 + 1)/2)/2 = 0 and 0;
    # group 2: (1/2)/2 = ±.25, and of the weights (−10 + 8.75)/4 = −.3125 each;
    # group 3: (∓1.5/2)/2 = ∓.375, and (−7.5 + 8.75)/4 = .3125 each.
    # Σ² = 2(.25² + .3125²) + 2(.375² + .3125²) = .3203125 + .4765625 = .796875.
    assert r.relative_se**2 == pytest.approx([1, 0.796875, 0.125])
    assert r.groups.tolist() == [2, 3]
    assert r.by_group_value == pytest.approx([-9.25, -7.5])
    # Group 2, half of both cells: never −.25, .25 (from 2; 3 has none); own: change 1→2 ±.25,
    # 1→3 ∓.125: unit 2 has 1/2·½ − .5/2·½ = .25 − .125 = .125, unit 3 −.125.
    assert r.by_group_se[0] ** 2 == pytest.approx(2 * 0.25**2 + 2 * 0.125**2)
    assert r.overall == pytest.approx((-10 - 8.5 - 7.5) / 3)
    assert (r.n_units, r.clusters, r.control) == (6, 6, "never")
    # One time before: W = 0²/1, on F(1, 5).
    assert (r.pretrend_statistic, r.pretrend_df, r.pretrend_p) == (0, 1, 1)


def test_by_hand_not_yet_treated():
    """Group 3 is a control of (2, 2), where it has not begun; no later cell changes.

    Changes 1→2 of the four: 1, −1, 1, −1: mean 0, so −10; se² = 2/4 + 4/16 = .75.
    """
    r = staggered_did(Y, UNIT, PERIOD, START, control="not_yet")
    assert r.value == pytest.approx([-10, -8.5, 0, -7.5], abs=1e-12)
    assert r.se**2 == pytest.approx([0.75, 0.125, 1, 1.625])


def test_r_did_on_county_employment():
    """did 2.3.0's output for its example data, xformla = ~1, control_group = "nevertreated",
    analytical errors: "simple" and the ATT(g, t). The file holds moments of that panel only (sizes,
    means and covariances of five years by group): all figures follow from them, so any panel with
    these moments gives the published ones.
    """
    moments = json.loads((PARITY / "staggered_moments.json").read_text("utf-8"))
    rows, starts, rng = [], [], np.random.default_rng(5)
    for group in moments["groups"]:
        z = rng.standard_normal((group["n"], 5))
        z -= z.mean(axis=0)
        z = z @ np.linalg.inv(np.linalg.cholesky(z.T @ z / len(z))).T
        root = np.linalg.cholesky(np.array(group["covariance"]))
        rows.append(z @ root.T + group["mean"])
        starts += [group["start"]] * group["n"]
    y = np.vstack(rows)
    unit, year = np.repeat(np.arange(500), 5), np.tile(moments["years"], 500)
    start = np.repeat(np.array(starts, dtype=float), 5)
    r = staggered_did(y.ravel(), unit, year, start)
    assert (r.overall, r.overall_se) == pytest.approx((-0.0399512752, 0.0120340128), abs=6e-11)
    att = dict(zip(zip(r.group.tolist(), r.period.tolist(), strict=True), r.value, strict=True))
    published = {
        (2004, 2004): -0.01050325,
        (2004, 2005): -0.07042316,
        (2004, 2006): -0.13725874,
        (2004, 2007): -0.10081136,
        (2006, 2006): -0.00459461,
        (2006, 2007): -0.04122447,
        (2007, 2007): -0.02605441,
        # The periods before are published from one to the next; here they are from g − 1.
        (2006, 2004): 0.00275082,
        (2006, 2003): 0.00275082 - 0.00652011,
        (2007, 2005): 0.03108712,
        (2007, 2004): 0.03108712 + 0.00272589,
        (2007, 2003): 0.03108712 + 0.00272589 - 0.03050666,
    }
    for cell, value in published.items():
        assert att[cell] == pytest.approx(value, abs=2e-8), cell
    # "dynamic": its overall figure is the plain mean of the times from 0 on; "group": the mean of
    # the groups by size.
    assert r.relative_value[r.relative >= 0].mean() == pytest.approx(-0.0772398215, abs=6e-11)
    assert np.average(r.by_group_value, weights=[20, 40, 131]) == pytest.approx(
        -0.0310182822, abs=6e-11
    )


def panel(seed, sizes=(4, 3, 5), starts=(None, 3, 5), periods=6):
    """A balanced panel of random walks: y (m, T), starts (m,)."""
    rng = np.random.default_rng(seed)
    y = rng.normal(0, 1, (sum(sizes), periods)).cumsum(axis=1).round(2)
    return y, [s for s, n in zip(starts, sizes, strict=True) for _ in range(n)]


def long(y, starts):
    m, t = y.shape
    unit, period = np.repeat(np.arange(m), t), np.tile(np.arange(1, t + 1), m)
    return y.ravel(), unit, period, np.repeat(np.array(starts, dtype=float), t)


@pytest.mark.parametrize("seed", range(3))
def test_values_are_those_of_the_saturated_regression(seed):
    """Sun & Abraham (2021): unit and period effects, one dummy a group and time but −1."""
    y, starts = panel(seed)
    values, unit, period, start = long(y, starts)
    r = staggered_did(values, unit, period, start)
    cells = list(zip(r.group.tolist(), r.period.tolist(), strict=True))
    x = np.column_stack(
        [unit == u for u in range(len(y))]
        + [period == p for p in range(2, 7)]
        + [(start == g) & (period == p) for g, p in cells]
    ).astype(float)
    b = np.linalg.lstsq(x, values, rcond=None)[0]
    assert r.value == pytest.approx(b[-len(cells) :], abs=1e-9)


def by_units(y, starts, cluster, later):
    """Every figure from a matrix of the units' influence, one unit, cell and row at a time."""
    m, t = y.shape
    s = [np.inf if v is None else v for v in starts]
    cells, theta, psi, ones = [], [], [], []
    for g in sorted({v for v in s if v <= t}):
        for p in range(1, t + 1):
            if p == g - 1:
                continue
            change = y[:, p - 1] - y[:, g - 2]
            mine = [i for i in range(m) if s[i] == g]
            others = [
                i for i in range(m)
                if s[i] != g and (s[i] > max(p, g - 1) if later else s[i] == np.inf)
            ]  # fmt: skip
            if not others:
                continue
            a, b = change[mine].mean(), change[others].mean()
            one = np.zeros(m)
            for i in mine:
                one[i] += (change[i] - a) / len(mine)
            for i in others:
                one[i] -= (change[i] - b) / len(others)
            cells.append((g, p))
            theta.append(a - b)
            psi.append(one)
            ones.append(np.isin(np.arange(m), mine).astype(float))
    theta, psi, ones = np.array(theta), np.array(psi), np.array(ones)
    group = np.array([c[0] for c in cells])
    e = np.array([c[1] - c[0] for c in cells])

    def mean(at, *, by_size):
        w = ones[at].sum(axis=1) if by_size else np.ones(at.sum())
        value = (w * theta[at]).sum() / w.sum()
        influence = w @ psi[at] / w.sum()
        if by_size:
            influence = influence + ((theta[at] - value)[:, None] * ones[at]).sum(axis=0) / w.sum()
        return value, influence

    profile = [mean(e == k, by_size=True) for k in np.unique(e)]
    groups = [mean((group == g) & (e >= 0), by_size=False) for g in np.unique(group)
              if ((group == g) & (e >= 0)).any()]  # fmt: skip
    total = mean(e >= 0, by_size=True)
    to_clusters = (np.asarray(cluster)[:, None] == np.unique(cluster)).astype(float)

    def cov(rows):
        s = np.array(rows) @ to_clusters
        return s @ s.T

    return theta, np.sqrt(np.diag(cov(psi))), np.unique(e), profile, groups, total, cov


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("clustered", [False, True])
def test_errors_are_those_of_brute_force(later, clustered):
    y, starts = panel(11, sizes=(6, 5, 4, 3), starts=(None, 2, 4, 5))
    m = len(y)
    cluster = np.arange(m) % 9 if clustered else np.arange(m)
    theta, se, e, profile, groups, total, cov = by_units(y, starts, cluster, later)
    values, unit, period, start = long(y, starts)
    r = staggered_did(
        values, unit, period, start,
        clusters=np.repeat(cluster, 6) if clustered else None,
        control="not_yet" if later else "never",
    )  # fmt: skip
    assert r.value == pytest.approx(theta, abs=1e-12)
    assert r.se == pytest.approx(se, rel=1e-9)
    assert r.relative.tolist() == e.tolist()
    assert r.relative_value == pytest.approx([v for v, _ in profile], abs=1e-12)
    covariance = cov([p for _, p in profile])
    assert r.relative_se == pytest.approx(np.sqrt(np.diag(covariance)), rel=1e-9)
    assert r.by_group_value == pytest.approx([v for v, _ in groups], abs=1e-12)
    assert r.by_group_se == pytest.approx(np.sqrt(np.diag(cov([p for _, p in groups]))), rel=1e-9)
    assert (r.overall, r.overall_se) == pytest.approx(
        (total[0], float(np.sqrt(cov([total[1]])[0, 0]))), rel=1e-9
    )
    before = e < -1
    b, v = np.array([v for v, _ in profile])[before], covariance[np.ix_(before, before)]
    w = b @ np.linalg.pinv(v, rcond=1e-10, hermitian=True) @ b
    q, c = np.linalg.matrix_rank(v, tol=1e-10 * np.linalg.norm(v, 2)), r.clusters
    assert (r.pretrend_statistic, r.pretrend_df) == (pytest.approx(w, rel=1e-7), q)
    assert r.pretrend_p == pytest.approx(stats.f.sf(w / q, q, c - 1), rel=1e-7)
    # The band: a second draw, a hundred times as long, agrees to its own error.
    rho = covariance / np.outer(*[np.sqrt(np.diag(covariance))] * 2)
    draws = np.random.default_rng(1).multivariate_normal(np.zeros(len(e)), rho, 100_000)
    wide = (r.band_upper - r.relative_value) / r.relative_se
    assert np.ptp(wide) < 1e-9
    assert wide[0] == pytest.approx(np.quantile(np.abs(draws).max(axis=1), 0.95), abs=0.15)
    assert wide[0] >= 1.959963984540054


def test_error_is_that_of_resampled_units():
    """Bootstrap of units, 2,000 draws: the error to within a few per cent (its own is 1.6 %)."""
    y, starts = panel(2, sizes=(60, 50, 40), starts=(None, 3, 5))
    r = staggered_did(*long(y, starts))
    rng, got = np.random.default_rng(8), []
    kind = np.array([0 if s is None else s for s in starts])
    for _ in range(2000):
        at = rng.integers(0, len(y), len(y))
        z, k = y[at], kind[at]
        cells = [
            ((k == g).sum(), (z[k == g, p - 1] - z[k == g, g - 2]).mean()
             - (z[k == 0, p - 1] - z[k == 0, g - 2]).mean())
            for g in (3, 5) for p in range(g, 7)
        ]  # fmt: skip
        w, v = np.array(cells).T
        got.append(w @ v / w.sum())
    assert r.overall_se == pytest.approx(np.std(got), rel=0.08)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(["never", "not_yet"]))
def test_row_order_and_names_do_not_matter(seed, control):
    y, starts = panel(seed)
    values, unit, period, start = long(y, starts)
    a = staggered_did(values, unit, period, start, control=control)
    rng = np.random.default_rng(seed)
    at = rng.permutation(values.size)
    names = np.array([f"office {k:03d}" for k in rng.permutation(1000)[: len(y)]], dtype=object)
    years = np.array([f"20{p:02d}-Q1" for p in range(7)], dtype=object)
    text = np.array([None if s != s else years[int(s)] for s in start], dtype=object)
    b = staggered_did(values[at], names[unit][at], years[period][at], text[at], control=control)
    for name in ("value", "se", "relative_value", "relative_se", "band_lower", "band_upper",
                 "by_group_value", "by_group_se"):  # fmt: skip
        assert getattr(b, name) == pytest.approx(getattr(a, name), rel=1e-7, abs=1e-9), name
    assert (b.overall, b.overall_se, b.pretrend_p) == pytest.approx(
        (a.overall, a.overall_se, a.pretrend_p), rel=1e-7
    )
    assert b.group.tolist() == [f"20{g:02d}-Q1" for g in a.group]


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_one_group_is_the_simple_difference_in_differences(seed):
    """Two periods, one start: the contrast of four means, and CR0's error without clusters' df."""
    y, starts = panel(seed, sizes=(5, 4), starts=(None, 2), periods=2)
    values, unit, period, start = long(y, starts)
    r = staggered_did(values, unit, period, start)
    simple = did(values, start == 2, period == 2, clusters=unit, variance="CR0")
    assert r.overall == pytest.approx(simple.value, abs=1e-12)
    assert r.overall_se == pytest.approx(simple.se, rel=1e-9)
    assert r.relative.tolist() == [0]
    assert np.isnan([r.pretrend_statistic, r.pretrend_p]).all()


def test_one_group_is_the_event_study():
    y, starts = panel(4, sizes=(5, 4), starts=(None, 4))
    values, unit, period, start = long(y, starts)
    r = staggered_did(values, unit, period, start)
    e = event_study(values, start == 4, period, start=4, unit=unit, variance="CR0")
    assert r.relative.tolist() == e.relative.tolist()
    assert r.relative_value == pytest.approx(e.value, abs=1e-10)
    assert r.relative_se == pytest.approx(e.se, rel=1e-9)


def test_a_constant_effect_is_found_whatever_the_starts():
    """+5 for all: the two-way regression of the same data says 2.78."""
    unit, period = np.repeat(list("abcdef"), 4), np.tile([1, 2, 3, 4], 6)
    start = np.select([np.isin(unit, ["a", "b"]), unit == "c"], [2.0, 4.0], np.nan)
    noise = np.random.default_rng(0).normal(0, 0.01, 24)
    y = np.where(period >= start, 5.0, 0.0) + period + noise
    r = staggered_did(y, unit, period, start)
    assert r.overall == pytest.approx(5, abs=0.05)
    assert np.isnan(r.se[r.group == 4]).all()  # one unit
    assert not np.isnan(r.se[r.group == 2]).any()
    assert np.isnan(r.relative_se[r.relative == 0]).all()
    assert not np.isnan(r.relative_se[r.relative == 1]).any()


def test_starts_outside_and_between():
    y, starts = panel(3, sizes=(3, 3, 3, 2), starts=(None, 3, 9, 1))
    values, unit, period, start = long(y, starts)
    r = staggered_did(values, unit, period, start)
    kept = unit < 9
    late = np.where(start == 9, np.nan, start)
    assert r.value == pytest.approx(
        staggered_did(values[kept], unit[kept], period[kept], late[kept]).value
    )
    assert (r.n_units, r.groups.tolist()) == (9, [3])
    assert "9, 10" in r.provenance.left_out[0]
    # 2.5 lies between 2 and 3: treated from 3 on.
    between = np.where(start == 3, 2.5, start)
    again = staggered_did(values, unit, period, between)
    assert again == r


def test_not_yet_without_never_treated():
    y, starts = panel(6, sizes=(4, 4), starts=(3, 5))
    values, unit, period, start = long(y, starts)
    with pytest.raises(InputError, match="not_yet") as error:
        staggered_did(values, unit, period, start)
    assert error.value.code == "too_few"
    r = staggered_did(values, unit, period, start, control="not_yet")
    # From period 5 on nobody is left to compare with.
    assert max(r.period.tolist()) == 4
    assert any("group 5 in 5" in line for line in r.provenance.left_out)
    assert np.isnan(r.by_group_value[1])
    assert r.groups.tolist() == [3, 5]


def test_a_unit_counts_where_it_has_both_periods():
    """Unit 2 without period 1 leaves the cells from period 1, and stays in those that need 2, 3."""
    kept = ~((UNIT == 2) & (PERIOD == 1))
    y = np.array(Y, dtype=float)
    a = staggered_did(y[kept], UNIT[kept], PERIOD[kept], START[kept])
    b = staggered_did(np.where(kept, y, np.nan), UNIT, PERIOD, START, missing="omit")
    assert a.value == pytest.approx(b.value)
    assert a.value == pytest.approx([-11, -8, 0, -7.5], abs=1e-12)  # only 33 → 22, 24 is left
    # Sizes in e = 0 are 1 and 2: (−11 − 2·7.5)/3.
    assert a.relative_value[1] == pytest.approx(-26 / 3)
    assert np.isnan(a.se[:2]).all()
    assert b.provenance.left_out == ("1 rows with a missing y",)
    whole = staggered_did(np.where(kept, y, np.nan), UNIT, PERIOD, START, missing="propagate")
    assert np.isnan([*whole.value, *whole.relative_se, whole.overall, whole.pretrend_p]).all()
    assert whole.group.tolist() == [2, 2, 3, 3]
    with pytest.raises(InputError, match="y"):
        staggered_did(np.where(kept, y, np.nan), UNIT, PERIOD, START)


@pytest.mark.parametrize("library", ["numpy", "pandas", "polars", "python"])
def test_dates(library):
    days = np.array(["2024-01-01", "2024-04-01", "2024-07-01"], dtype="datetime64[D]")
    period = days[PERIOD - 1]
    start = np.where(
        np.isnan(START),
        np.datetime64("NaT", "D"),
        days[np.nan_to_num(START, nan=1).astype(int) - 1],
    )
    kinds = {
        "numpy": (period, start),
        "pandas": (pd.Series(period), pd.Series(start)),
        "polars": (
            pl.Series(period),
            pl.Series([None if np.isnat(s) else s.item() for s in start]),
        ),
        "python": (period.tolist(), [None if np.isnat(s) else str(s) for s in start]),
    }
    got = staggered_did(Y, UNIT, *kinds[library])
    assert got.value == pytest.approx([-10, -8.5, 0, -7.5], abs=1e-12)
    assert str(got.groups[0])[:10] == "2024-04-01"
    assert isinstance(got.groups.tolist()[0], dt.date)


@pytest.mark.parametrize(
    ("change", "argument", "words"),
    [
        ({"start": np.where(UNIT + PERIOD == 3, 3, START)}, "start", "one start"),
        ({"clusters": UNIT + (PERIOD == 2)}, "clusters", "one cluster"),
        ({"unit": np.where(UNIT == 1, 0, UNIT)}, "unit", "one row for each unit and period"),
        ({"start": np.full(18, np.nan)}, "start", "before their start"),
        ({"start": np.where(np.isnan(START), 0, 1)}, "start", "not 0"),
        ({"start": np.where(np.isnan(START), 0, START)}, "start", "not 0"),
        ({"y": np.ones(18)}, "y", "differ"),
        ({"y": PERIOD + 5.0 * (PERIOD >= START)}, "y", "same change"),
        ({"control": "later"}, "control", "not_yet"),
        ({"start": 2}, "start", r"\(n,\)"),
        ({"start": ["x"] * 18}, "start", "numbers"),
    ],
)  # fmt: skip
def test_refused(change, argument, words):
    given = {"y": Y, "unit": UNIT, "period": PERIOD, "start": START} | change
    with pytest.raises(InputError, match=words) as error:
        staggered_did(
            given.pop("y"), given.pop("unit"), given.pop("period"), given.pop("start"), **given
        )
    assert error.value.argument == argument


def test_result_travels():
    r = staggered_did(Y, UNIT, PERIOD, START)
    assert StaggeredDiD.from_dict(json.loads(json.dumps(r.to_dict(), allow_nan=False))) == r
    assert r.to_frame("pandas").columns.tolist() == [
        "group",
        "period",
        "value",
        "se",
        "lower",
        "upper",
    ]


ON = (np.isin(np.repeat(list("abcdef"), 4), ["a", "b"]) & (np.tile([1, 2, 3, 4], 6) >= 2)) | (
    (np.repeat(list("abcdef"), 4) == "c") & (np.tile([1, 2, 3, 4], 6) >= 4)
)


@pytest.mark.parametrize("after", [3, 4])
@pytest.mark.parametrize("two_way", [False, True])
def test_did_refuses_a_switch_that_goes_on_at_different_times(after, two_way):
    unit, period = np.repeat(list("abcdef"), 4), np.tile([1, 2, 3, 4], 6)
    y = np.random.default_rng(0).normal(size=24)
    by = {"unit": unit, "period": period} if two_way else {}
    with pytest.raises(InputError, match="staggered_did") as error:
        did(y, ON, period >= after, clusters=unit, **by)
    assert (error.value.code, error.value.argument) == ("contradiction", "treated")


def test_did_refuses_a_post_of_each_units_own():
    unit, period = np.repeat(list("abcdef"), 4), np.tile([1, 2, 3, 4], 6)
    own = np.where(np.isin(unit, ["a", "b"]), period >= 2, period >= 4)
    y = np.random.default_rng(0).normal(size=24)
    with pytest.raises(InputError, match="staggered_did") as error:
        did(y, unit < "d", own, clusters=unit, unit=unit, period=period)
    assert (error.value.code, error.value.argument) == ("contradiction", "post")


def test_did_takes_treated_and_control_people_side_by_side():
    """People of one office, some trained and some not; one office lost its untrained afterwards."""
    office = np.repeat(list("abcdef"), 8)
    trained, post = np.tile([0, 0, 0, 0, 1, 1, 1, 1], 6), np.tile([0, 1], 24)
    y = np.random.default_rng(1).normal(size=48)
    kept = ~((office == "a") & (trained == 0) & (post == 1))
    did(y[kept], trained[kept], post[kept], clusters=office[kept])
    did(y, trained, post, clusters=office, unit=office, period=post)


@pytest.mark.parametrize("unit", [None, "unit"])
def test_a_fit_without_anything_left_is_refused(unit):
    cluster, y = np.repeat(list("abcd"), 2), np.tile([1.0, 1.0, 1.0, 3.0], 2)
    treated, post = np.tile([0, 0, 1, 1], 2), np.tile([0, 1], 4)
    by = {} if unit is None else {"unit": cluster, "period": post}
    with pytest.raises(InputError, match="exactly") as error:
        did(y, treated, post, clusters=cluster, **by)
    assert (error.value.code, error.value.argument) == ("constant", "y")
    if unit:
        with pytest.raises(InputError, match="exactly"):
            event_study(y, treated, post, start=1, unit=cluster)
