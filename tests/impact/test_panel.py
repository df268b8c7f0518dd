"""did and event_study: clubSandwich's and sandwich's figures, brute force, simulation, refusals."""

import datetime as dt
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja.errors import InputError
from kinerja.impact import DiD, EventStudy, did, event_study

R = json.loads((Path(__file__).parents[1] / "parity" / "impact_models.json").read_text("utf-8"))
FIGURES = ("value", "se", "df", "p_value", "lower", "upper")
VARIANCES = ("CR0", "CR1", "CR2")


@pytest.mark.parametrize("variance", VARIANCES)
@pytest.mark.parametrize("case", ["pooled", "inside"])
def test_did_is_clubsandwich(case, variance):
    data, expected = R[case]["data"], R[case]["expected"][variance]
    got = did(data["y"], data["treated"], data["post"], clusters=data["cluster"], variance=variance)
    for name in FIGURES:
        assert getattr(got, name) == pytest.approx(expected[name], rel=1e-9), name


def test_cr1_is_sandwich():
    data = R["pooled"]["data"]
    got = did(data["y"], data["treated"], data["post"], clusters=data["cluster"], variance="CR1")
    assert got.se == pytest.approx(R["pooled"]["sandwich_HC1"], rel=1e-9)


@pytest.mark.parametrize("variance", VARIANCES)
@pytest.mark.parametrize("clusters", ["unit", "district", "crossing"])
def test_two_way_effects_are_clubsandwich(clusters, variance):
    data, expected = R["two_way"]["data"], R["two_way"][clusters][variance]
    got = did(
        data["y"],
        data["treated"],
        data["post"],
        clusters=data[clusters],
        unit=data["unit"],
        period=data["period"],
        variance=variance,
    )
    for name in FIGURES:
        assert getattr(got, name) == pytest.approx(expected[name], rel=1e-9), name


@pytest.mark.parametrize("variance", VARIANCES)
@pytest.mark.parametrize("clusters", ["unit", "district"])
def test_event_study_is_clubsandwich(clusters, variance):
    data, expected = R["two_way"]["data"], R["event"][clusters][variance]
    got = event_study(
        data["y"],
        data["treated"],
        data["period"],
        start=2022,
        unit=data["unit"],
        clusters=None if clusters == "unit" else data[clusters],
        variance=variance,
    )
    assert got.relative.tolist() == R["event"]["relative"]
    for name in FIGURES:
        assert getattr(got, name) == pytest.approx(expected[name], rel=1e-9), name
    assert [got.pretrend_f, *got.pretrend_df, got.pretrend_p] == pytest.approx(
        expected["pretrend"], rel=1e-9
    )


def brute(y, x, cluster, contrast):
    """CR2 and its df by matrices as large as the data, straight from the definition."""
    bread = np.linalg.pinv(x.T @ x)
    hat = x @ bread @ x.T
    rest = np.eye(len(y)) - hat
    e = rest @ y
    scores, weights = [], []
    for g in np.unique(cluster):
        at = cluster == g
        value, vector = np.linalg.eigh(rest[np.ix_(at, at)])
        power = np.where(value > 1e-10, np.maximum(np.abs(value), 1e-12) ** -0.5, 0.0)
        a = vector @ np.diag(power) @ vector.T
        w = a @ x[at] @ bread @ contrast
        scores.append(w @ e[at])
        weights.append(rest[:, at] @ w)
    p = np.array(weights)
    cross = p @ p.T
    return math.sqrt(np.square(scores).sum()), np.trace(cross) ** 2 / np.square(cross).sum()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_cr2_is_its_definition(seed):
    rng = np.random.default_rng(seed)
    units, periods = 7, 4
    unit, period = np.divmod(np.arange(units * periods), periods)
    keep = (rng.random(unit.size) < 0.9) | (unit < 4)
    unit, period = unit[keep], period[keep]
    cluster = (unit + (period > rng.integers(0, 4))) % 5  # units move between clusters
    treated, post = unit % 2 == 0, period >= 2
    y = rng.normal(size=unit.size)
    x = np.column_stack(
        [
            treated & post,
            unit[:, None] == np.arange(units),
            period[:, None] == np.arange(1, periods),
        ]
    ).astype(float)
    se, df = brute(y, x, cluster, np.eye(x.shape[1])[0])
    got = did(y, treated, post, clusters=cluster, unit=unit, period=period)
    assert got.se == pytest.approx(se, rel=1e-8)
    assert got.df == pytest.approx(df, rel=1e-8)


def htz(y, x, cluster, contrasts):
    """F, its degrees of freedom and the CR2 errors by matrices as large as the data."""
    bread = np.linalg.pinv(x.T @ x)
    rest = np.eye(len(y)) - x @ bread @ x.T
    e = rest @ y
    scores, p = [], []
    for g in np.unique(cluster):
        at = cluster == g
        value, vector = np.linalg.eigh(rest[np.ix_(at, at)])
        power = np.where(value > 1e-10, np.maximum(np.abs(value), 1e-12) ** -0.5, 0.0)
        w = vector @ np.diag(power) @ vector.T @ x[at] @ bread @ contrasts
        scores.append(w.T @ e[at])
        p.append((rest[:, at] @ w).T)
    v = np.array(scores).T @ np.array(scores)
    value, vector = np.linalg.eigh(sum(one @ one.T for one in p))
    p = [vector @ np.diag(value**-0.5) @ vector.T @ one for one in p]
    pairs = [a @ b.T for a in p for b in p]
    q = contrasts.shape[1]
    eta = q * (q + 1) / sum(np.trace(s) ** 2 + np.trace(s @ s) for s in pairs)
    b = contrasts.T @ bread @ x.T @ y
    f = b @ np.linalg.solve(v, b) / q * (eta - q + 1) / eta
    return f, q, eta - q + 1, np.sqrt(np.diag(v))


@pytest.mark.parametrize(("units", "of"), [(120, 1), (30, 1), (9, 1), (18, 3)])
def test_an_unbalanced_event_study_is_its_definition(units, of):
    # So many clusters that each holds little of H; more clusters than columns; fewer; and clusters
    # in which treated and control units are mixed.
    rng = np.random.default_rng(units)
    unit, period = np.divmod(np.arange(units * 5), 5)
    keep = (rng.random(unit.size) < 0.8) | (unit < 4)
    unit, period = unit[keep], period[keep]
    treated, y = unit % 2 == 0, rng.normal(size=unit.size)
    relative = np.array([-3, -2, 0, 1])
    x = np.column_stack(
        [
            treated[:, None] & (period[:, None] - 3 == relative),
            unit[:, None] == np.arange(units),
            period[:, None] == np.arange(1, 5),
        ]
    ).astype(float)
    f, q, rest, se = htz(y, x, unit // of, np.eye(x.shape[1])[:, :2])
    got = event_study(y, treated, period, start=3, unit=unit, clusters=unit // of)
    assert got.relative.tolist() == relative.tolist()
    assert got.se[:2] == pytest.approx(se, rel=1e-8)
    assert [got.pretrend_f, *got.pretrend_df] == pytest.approx([f, q, rest], rel=1e-8)


def test_groups_that_never_meet_are_two_studies_in_one():
    # Effects are treated less control: the two groups share nothing but the subtraction.
    y, treated, period, unit = panel(3)
    keep = np.arange(y.size) % 7 > 0
    y, treated, period, unit = y[keep], treated[keep], period[keep], unit[keep]
    whole = event_study(y, treated, period, start=3, unit=unit)
    moved = event_study(np.where(treated, y, 10 * y), treated, period, start=3, unit=unit)
    again = event_study(np.where(treated, 10 * y, y), treated, period, start=3, unit=unit)
    assert moved.value + again.value == pytest.approx(11 * whole.value)
    assert moved.se**2 + again.se**2 == pytest.approx(101 * whole.se**2)


@pytest.mark.parametrize(("start", "odd"), [(2, "d"), (3, "c")])
def test_a_unit_of_another_start_is_refused(start, odd):
    # Marked from the second period on, in a study of the third: each row alone could be of a unit
    # that is marked throughout or of one marked from the start on; the unit is neither.
    y, unit, period = np.arange(12.0) ** 1.5, list("aaabbbcccddd"), [1, 2, 3] * 4
    marks = [0] * 6 + [0, 1, 1] + [0, 0, 1]
    with pytest.raises(InputError) as caught:
        event_study(y, marks, period, start=start, unit=unit)
    assert caught.value.code == "contradiction"
    assert caught.value.positions == (odd,)
    # Some units marked throughout and others from the start on: both are clear.
    mixed = event_study(y, [0] * 6 + [1, 1, 1] + [0, 0, 1], period, start=3, unit=unit)
    assert mixed.value.tolist() == event_study(
        y, [0] * 6 + [1] * 6, period, start=3, unit=unit
    ).value.tolist()  # fmt: skip


def test_means_by_hand():
    # Control 31 → 29.5, treated 31 → 21: (21 − 31) − (29.5 − 31) = −8.5.
    y = [30, 28, 32, 31, 29, 20, 33, 22]
    got = did(y, [0] * 4 + [1] * 4, [0, 1] * 4, clusters=list("aabbccdd"))
    assert got.means.tolist() == [[31, 29.5], [31, 21]]
    assert got.value == -8.5
    assert (got.n, got.clusters, got.treated_clusters) == (8, 4, 2)
    # A balanced panel gives the same with unit and period effects.
    two_way = did(
        y, [0] * 4 + [1] * 4, [0, 1] * 4, clusters=list("aabbccdd"), unit=list("aabbccdd"),
        period=[0, 1] * 4,
    )  # fmt: skip
    assert two_way.value == pytest.approx(-8.5)


def panel(seed=0, units=12, periods=6):
    rng = np.random.default_rng(seed)
    unit, period = np.divmod(np.arange(units * periods), periods)
    y = rng.normal(size=unit.size) + rng.normal(size=units)[unit] + period / 3
    return y, unit % 2 == 0, period, unit


def test_what_does_not_move_the_effect():
    y, treated, period, unit = panel()
    post = period >= 3
    base = did(y, treated, post, clusters=unit)
    order = np.random.default_rng(1).permutation(y.size)
    for other in (
        did(y[order], treated[order], post[order], clusters=unit[order]),
        did(y + 1e6, treated, post, clusters=unit),
        did(y + 5.0 * treated, treated, post, clusters=unit),
        did(y, treated, post, clusters=np.array([f"u{i}" for i in unit])),
    ):
        assert other.value == pytest.approx(base.value, rel=1e-8)
        assert other.se == pytest.approx(base.se, rel=1e-8)
        assert other.df == pytest.approx(base.df, rel=1e-8)
    moved = did(y + 4.0 * (treated & post), treated, post, clusters=unit)
    assert moved.value == pytest.approx(base.value + 4)
    scaled = did(3 * y, treated, post, clusters=unit)
    assert scaled.se == pytest.approx(3 * base.se)
    assert scaled.p_value == pytest.approx(base.p_value)


def test_intervals_cover_a_known_effect():
    """400 panels of 10 offices, half treated, strongly related inside: 95 % hold 0 to 2.5 se."""
    rng = np.random.default_rng(5)
    cluster = np.repeat(np.arange(10), 12)
    treated, post = cluster < 5, np.tile(np.arange(12) >= 6, 10)
    hits = {"CR2": 0, "CR0": 0}
    for _ in range(400):
        y = 2 * rng.normal(size=10)[cluster] * post + rng.normal(size=120) + 3.0 * (treated & post)
        for variance in hits:
            r = did(y, treated, post, clusters=cluster, variance=variance)
            hits[variance] += r.lower <= 3 <= r.upper
    assert abs(hits["CR2"] / 400 - 0.95) < 2.5 * math.sqrt(0.95 * 0.05 / 400)
    assert hits["CR0"] < hits["CR2"]


def test_pretrend_is_calm_without_and_loud_with_a_trend():
    y, treated, period, unit = panel(units=30)
    calm = event_study(y, treated, period, start=3, unit=unit)
    loud = event_study(y + 2.0 * period * treated, treated, period, start=3, unit=unit)
    assert loud.pretrend_p < 1e-4 < 0.01 < calm.pretrend_p
    # The effect before the start falls back to the base period by 2 a period.
    assert (loud.value - calm.value)[0] == pytest.approx(-4)


def test_pretrend_rejects_as_often_as_it_says():
    """200 panels of 14 units in which nothing happens: about 1 in 20 below .05."""
    rng = np.random.default_rng(6)
    unit, period = np.divmod(np.arange(14 * 5), 5)
    below = 0
    for _ in range(200):
        y = rng.normal(size=70) + rng.normal(size=14)[unit]
        below += event_study(y, unit < 6, period, start=3, unit=unit).pretrend_p < 0.05
    assert 0 < below / 200 < 0.05 + 3 * math.sqrt(0.05 * 0.95 / 200)


def test_event_study_reads_what_it_is_given():
    y, treated, period, unit = panel()
    whole = event_study(y, treated, period, start=3, unit=unit)
    on = event_study(y, treated & (period >= 3), period, start=3, unit=unit)
    assert on == whole
    months = np.datetime64("2024-01") + period
    first = np.datetime64("2024-04")
    for dates, start in (
        (months, first),
        (months.astype("M8[ns]"), dt.date(2024, 4, 1)),
        (pd.Series(months.astype("M8[ns]")), pd.Timestamp("2024-04-01")),
        (months.astype("M8[D]").tolist(), first),
        (months.astype("M8[D]").tolist(), "2024-04-01"),
        (np.datetime_as_string(months), "2024-04"),
        (period.astype(float), 3.0),
    ):
        assert event_study(y, treated, dates, start=start, unit=unit).value == pytest.approx(
            whole.value
        )
    for start in ("2024-09-01", "today", 3):
        with pytest.raises(InputError, match="one of the periods, '2024-01-01', '2024-02-01'"):
            event_study(y, treated, months.astype("M8[D]").tolist(), start=start, unit=unit)
    other = event_study(y, treated, period, start=3, unit=unit, base=-3)
    assert other.relative.tolist() == [-2, -1, 0, 1, 2]
    # Another base moves every effect by the same.
    moved = whole.value[whole.relative >= 0] - other.value[other.relative >= 0]
    assert moved == pytest.approx(np.full(3, moved[0]))
    # The joint test does not depend on it.
    assert other.pretrend_p == pytest.approx(whole.pretrend_p, rel=1e-8)


def test_tables_of_any_library():
    y, treated, period, unit = panel()
    plain = did(y, treated, period >= 3, clusters=unit)
    for wrap in (pd.Series, pl.Series, pa.array, list):
        got = did(wrap(y), wrap(treated), wrap(period >= 3), clusters=wrap(unit))
        assert got == plain


def test_a_cluster_that_fills_a_cell_alone():
    # Only cluster 3 has treated rows before: what it does there cannot be told from the cell.
    rng = np.random.default_rng(4)
    cluster = np.repeat(np.arange(5), 6)
    treated, post = cluster >= 3, (np.arange(30) % 2 == 0) | (cluster == 4)
    y = rng.normal(size=30)
    x = np.column_stack([np.ones(30), treated, post, treated & post]).astype(float)
    se, df = brute(y, x, cluster, np.array([0.0, 0, 0, 1]))
    got = did(y, treated, post, clusters=cluster)
    assert got.se == pytest.approx(se, rel=1e-9)
    assert got.df == pytest.approx(df, rel=1e-9)


def test_one_period_before_has_no_pretrend():
    y, treated, period, unit = panel()
    got = event_study(y, treated, period, start=1, unit=unit)
    assert math.isnan(got.pretrend_f)
    assert math.isnan(got.pretrend_p)
    assert got.relative.tolist() == [0, 1, 2, 3, 4]


def test_two_periods_are_the_did():
    y, treated, period, unit = panel(periods=2)
    event = event_study(y, treated, period, start=1, unit=unit)
    plain = did(y, treated, period == 1, clusters=unit, unit=unit, period=period)
    for name in FIGURES:
        assert getattr(event, name)[0] == pytest.approx(getattr(plain, name)), name


def test_missing_values():
    y, treated, period, unit = panel()
    post = period >= 3
    gaps = y.copy()
    gaps[[4, 20]] = np.nan
    with pytest.raises(InputError, match="row 4"):
        did(gaps, treated, post, clusters=unit)
    kept = ~np.isnan(gaps)
    some = did(gaps, treated, post, clusters=unit, missing="omit")
    same = did(gaps[kept], treated[kept], post[kept], clusters=unit[kept])
    assert (some.value, some.se, some.df) == (same.value, same.se, same.df)
    assert "2 rows" in some.provenance.left_out[0]
    assert math.isnan(did(gaps, treated, post, clusters=unit, missing="propagate").value)
    event = event_study(gaps, treated, period, start=3, unit=unit, missing="omit")
    again = event_study(gaps[kept], treated[kept], period[kept], start=3, unit=unit[kept])
    assert event.value == pytest.approx(again.value)
    assert np.isnan(
        event_study(gaps, treated, period, start=3, unit=unit, missing="propagate").value
    ).all()


def test_an_exact_fit_is_refused():
    """A model that leaves nothing over says nothing of its error, as in `paired`; before, it gave
    an interval of width 0.
    """
    treated, post = np.repeat([False, True], 8), np.tile([False, True], 8)
    y = 10 + 2.0 * treated + 3 * post + 4 * (treated & post)
    with pytest.raises(InputError, match="exactly") as error:
        did(y, treated, post, clusters=np.arange(16) // 4)
    assert (error.value.code, error.value.argument) == ("constant", "y")
    # Nor has one that rounding alone keeps from being exact.
    with pytest.raises(InputError, match="exactly"):
        did(0.1 * y + 0.3, treated, post, clusters=np.arange(16) // 4)


def test_results_travel():
    y, treated, period, unit = panel()
    one = did(y, treated, period >= 3, clusters=unit)
    assert DiD.from_dict(json.loads(json.dumps(one.to_dict(), allow_nan=False))) == one
    two = event_study(y, treated, period, start=1, unit=unit)
    assert EventStudy.from_dict(json.loads(json.dumps(two.to_dict(), allow_nan=False))) == two
    assert len(two.to_frame("pandas")) == 5


Y8 = [1.0, 2, 3, 5, 4, 6, 7, 9]
T8, P8, C8 = [0] * 4 + [1] * 4, [0, 1] * 4, list("aabbccdd")


@pytest.mark.parametrize(
    ("call", "argument", "code"),
    [
        (lambda: did(Y8, [0] * 8, P8, clusters=C8), "treated", "too_few"),
        (lambda: did(Y8, [1] * 8, P8, clusters=C8), "treated", "too_few"),
        (lambda: did(Y8, T8, [0] * 8, clusters=C8), "post", "too_few"),
        (lambda: did(Y8, T8, [1] * 8, clusters=C8), "post", "too_few"),
        (lambda: did(Y8, T8, [0, 1, 0, 1, 1, 1, 1, 1], clusters=C8), "post", "too_few"),
        (lambda: did(Y8, T8, P8, clusters=list("aabbcccc")), "clusters", "too_few"),
        (lambda: did(Y8, T8, P8, clusters=list("aaaaccdd")), "clusters", "too_few"),
        (lambda: did([2.0] * 8, T8, P8, clusters=C8), "y", "constant"),
        (lambda: did(Y8, [0.5] * 8, P8, clusters=C8), "treated", "wrong_type"),
        (lambda: did(Y8, T8[:7], P8, clusters=C8), "treated", "wrong_shape"),
        (lambda: did(Y8, T8, P8, clusters=[*C8[:7], None]), "clusters", "missing_value"),
        (lambda: did(Y8, T8, P8, clusters=C8, unit=C8), "period", "missing_argument"),
        (lambda: did(Y8, T8, P8, clusters=C8, period=P8), "unit", "missing_argument"),
        (lambda: did(Y8, T8, P8, clusters=C8, variance="HC1"), "variance", "unknown_option"),
        (
            lambda: did(Y8, T8, P8, clusters=C8, unit=list("abcdefgh"), period=P8),
            "treated",
            "not_estimable",
        ),
        (lambda: did([np.inf, *Y8[1:]], T8, P8, clusters=C8), "y", "infinite_value"),
        (lambda: event_study(Y8, T8, P8, start=0, unit=C8), "start", "too_few"),
        (lambda: event_study(Y8, T8, P8, start=7, unit=C8), "start", "unknown_label"),
        (lambda: event_study(Y8, T8, P8, start=[1, 1], unit=C8), "start", "contradiction"),
        (lambda: event_study(Y8, T8, P8, start=1, unit=C8, base=0), "base", "out_of_range"),
        (lambda: event_study(Y8, T8, P8, start=1, unit=C8, base=-2), "base", "out_of_range"),
        (
            lambda: event_study(Y8, [0, 0, 0, 1, 1, 0, 1, 1], P8, start=1, unit=C8),
            "treated",
            "contradiction",
        ),
        (
            lambda: event_study(Y8, T8, [0, 1, 0, 1, 0, 2, 0, 2], start=1, unit=C8),
            "period",
            "too_few",
        ),
    ],
)
def test_refusals(call, argument, code):
    with pytest.raises(InputError) as caught:
        call()
    assert (caught.value.argument, caught.value.code) == (argument, code)


def test_clusters_that_change_alike_are_refused():
    """Visits vary inside each office and month, offices not at all: nothing to judge by."""
    y = np.tile([1.0, 3, 2, 4, 1, 3, 4, 6], 2)
    treated, post = np.tile(np.repeat([0, 1], 4), 2), np.tile([0, 0, 1, 1], 4)
    with pytest.raises(InputError, match="exactly alike"):
        did(y, treated, post, clusters=np.arange(16) // 4)


def test_periods_of_a_time_zone_keep_their_day():
    """Midnight in Jakarta is 17:00 of the day before in UTC: polars' own arrays are of UTC."""
    y, unit = [5.0, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9], np.repeat(list("abcd"), 3)
    days = pd.to_datetime(["2026-01-01", "2026-02-01", "2026-03-01"]).tz_localize("Asia/Jakarta")
    period = pd.Series(days.to_list() * 4)
    for form in (period, pl.Series(period), period.to_list()):
        got = event_study(y, [0] * 6 + [1] * 6, form, start="2026-03-01", unit=unit)
        assert got.relative.tolist() == [-2, 0]
