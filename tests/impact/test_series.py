"""interrupted_series: R's figures, hand values, simulation, refusals."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kinerja.errors import ConvergenceError, InputError
from kinerja.impact import InterruptedSeries, interrupted_series

R = json.loads((Path(__file__).parents[1] / "parity" / "impact_models.json").read_text("utf-8"))[
    "series"
]
CASES = {
    "plain": {},
    "plain_unadjusted": {"lag": 5, "adjust": False},
    "season": {"season": 12},
    "harmonics": {"season": 12, "harmonics": 2},
    "prais": {"method": "prais_winsten"},
    "prais_season": {"method": "prais_winsten", "season": 12},
}


@pytest.mark.parametrize("case", CASES)
def test_series_is_rs(case):
    got, expected = interrupted_series(R["y"], R["start"], **CASES[case]), R[case]
    for name, figure in expected.items():
        assert getattr(got, name) == pytest.approx(figure, rel=1e-9), name


def test_levels_by_hand():
    # 10 + 2t for t = 1 … 10, then a jump of 3 and 3 a step in place of 2; what departs from the
    # lines (1 − 1 − 1 + 1 over four steps) has no mean and no trend in either part.
    away = np.tile([1.0, -1, -1, 1, 0, 0, 1, -1, -1, 1], 2)
    y = np.concatenate([10 + 2.0 * np.arange(1, 11), 35 + 3.0 * np.arange(10)]) + away
    got = interrupted_series(y, 10)
    assert got.value == pytest.approx([10, 2, 3, 1])
    assert got.effect == pytest.approx(3 + np.arange(10.0))
    assert got.average_effect == pytest.approx(7.5)
    assert got.counterfactual == pytest.approx(10 + 2.0 * np.arange(1, 21))


@pytest.mark.parametrize("method", ["newey_west", "prais_winsten"])
def test_an_exact_fit_is_refused(method):
    """Before, the errors were 0 and the intervals had no width; `paired` always refused it."""
    y = np.concatenate([10 + 2.0 * np.arange(1, 11), 35 + 3.0 * np.arange(10)])
    for series in (y, 0.1 * y + 0.3):
        with pytest.raises(InputError, match="exactly") as error:
            interrupted_series(series, 10, method=method)
        assert (error.value.argument, error.value.code) == ("y", "constant")


def test_a_flat_start_has_errors():
    """No complaints before the channel opened: 0, 0, 0, then 7, 3, 2.

    The line before is 0. After: slope −2.5, middle 4, so 6.5 at the start. All errors come from
    what departs from that line: .5, −1, .5.
    """
    got = interrupted_series([0, 0, 0, 7, 3, 2], 3, lag=0, adjust=False)
    assert got.value == pytest.approx([0, 0, 6.5, -2.5], abs=1e-12)
    assert got.se[:2].tolist() == [0, 0]
    # x = 0, 1, 2: slope Σ(x − 1)e/2 → ((−1·.5)² + (1·.5)²)/4; start: weights 5/6, 2/6, −1/6.
    assert got.se[3] == pytest.approx(math.sqrt(0.5 / 4))
    assert got.se[2] == pytest.approx(math.sqrt((5 * 0.5) ** 2 + 2**2 + 0.5**2) / 6)
    assert np.isnan(got.p_value[:2]).all()
    for lag in (None, 1, 3):
        r = interrupted_series([0, 0, 0, 7, 3, 2], 3, lag=lag)
        assert np.isfinite([*r.se, *r.lower, *r.upper, *r.effect_se, r.average_effect_se]).all()
    scaled = interrupted_series(1e-3 * np.array([0, 0, 0, 7, 3, 2]) + 5.0, 3)
    assert scaled.se[:2].tolist() == [0, 0]


GAPPED = np.array(R["y"], dtype=float)
GAPPED[[4, 5, 6, 20, R["start"] + 3]] = np.nan
HERE = ~np.isnan(GAPPED)


@pytest.mark.parametrize("lag", [0, 2, None])
def test_missing_periods_keep_their_place(lag):
    """The sandwich straight from its definition: each pair weighted by its real distance."""
    got = interrupted_series(GAPPED, R["start"], lag=lag)
    t = np.flatnonzero(HERE)
    x = np.column_stack(
        [np.ones(t.size), t + 1, t >= R["start"], np.maximum(t - R["start"], 0)]
    ).astype(float)
    y = GAPPED[HERE]
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    e = y - x @ b
    lags = math.floor(4 * (t.size / 100) ** (2 / 9)) if lag is None else lag
    weight = np.maximum(0, 1 - np.abs(t[:, None] - t[None, :]) / (lags + 1))
    bread = np.linalg.inv(x.T @ x)
    v = bread @ (x * e[:, None]).T @ weight @ (x * e[:, None]) @ bread * t.size / (t.size - 4)
    assert got.lag == lags
    assert got.value == pytest.approx(b)
    assert got.se == pytest.approx(np.sqrt(np.diag(v)))
    assert got.df == t.size - 4
    assert got.fitted.size == got.counterfactual.size == GAPPED.size
    assert got.effect == pytest.approx(b[2] + b[3] * np.arange(GAPPED.size - R["start"]))
    assert got.provenance.left_out == ("5 of 60 periods without a value",)


def test_an_office_closed_for_half_a_year():
    """50 + 2 a month, −10 from month 25. Months 4 to 9 lack: by least squares on the real months
    −10.092 and .0043; with the rows left out and the others moved together −13.5 and −.57.
    """
    dates = pd.date_range("2022-01-01", periods=36, freq="MS")
    t = np.arange(36)
    noise = np.random.default_rng(0).normal(0, 0.5, 36)
    y = pd.Series(50 + 2 * t - 10 * (t >= 24) + noise, index=dates)
    gap = y.copy()
    gap.iloc[3:9] = np.nan
    short = y.drop(dates[3:9])
    for got in (interrupted_series(gap, 24), interrupted_series(short, 18)):
        assert got.value[2:] == pytest.approx([-10.092, 0.0043], abs=5e-4)


MONTHS = pd.date_range("2020-01-31", periods=60, freq="ME")
TIMES = {
    "months' ends": MONTHS[HERE],
    "zone": MONTHS.tz_localize("Asia/Jakarta")[HERE],
    "periods": MONTHS.to_period("M")[HERE],
    "numbers": np.arange(60)[HERE],
    "halves": (np.arange(60) / 2)[HERE].tolist(),
    "text": [f"{d:%Y-%m}" for d in MONTHS[HERE]],
    "days as text": [f"{d:%Y-%m-15}" for d in MONTHS[HERE]],
    "dates": [d.date() for d in MONTHS[HERE]],
    "month numbers": [d.year * 100 + d.month for d in MONTHS[HERE]],
    "quarters": np.array("2001-01", "M8[M]") + 3 * np.arange(60)[HERE],
    "years": np.array("1960", "M8[Y]") + np.arange(60)[HERE],
    "days": np.array("2024-02-01", "M8[D]") + np.arange(60)[HERE],
    "weeks": (np.array("2024-02-05", "M8[D]") + 7 * np.arange(60)[HERE]).tolist(),
    "hours": np.array("2024-02-05T08", "M8[h]") + np.arange(60)[HERE],
}


@pytest.mark.parametrize("kind", TIMES)
@pytest.mark.parametrize("season", [None, 4])
def test_times_with_holes_are_missing_values(kind, season):
    start = R["start"]
    expected = interrupted_series(GAPPED, start, season=season)
    first = int(HERE[:start].sum())
    got = interrupted_series(GAPPED[HERE], first, time=TIMES[kind], season=season)
    assert got.value == pytest.approx(expected.value)
    assert got.se == pytest.approx(expected.se)
    assert got.durbin_watson == pytest.approx(expected.durbin_watson)
    if isinstance(TIMES[kind], pd.Index):
        by_index = interrupted_series(
            pd.Series(GAPPED[HERE], index=TIMES[kind]), first, season=season
        )
        assert by_index == got


def test_an_index_of_numbers_after_dropna():
    start, first = R["start"], int(HERE[: R["start"]].sum())
    got = interrupted_series(pd.Series(GAPPED).dropna(), first)
    assert got.value == pytest.approx(interrupted_series(GAPPED, start).value)


def test_several_interruptions():
    """10, then +5 and one more a step from 10 on, then −8 from 20 on: by hand as above."""
    away = np.tile([1.0, -1, -1, 1, 0, 0, 1, -1, -1, 1], 3)
    t = np.arange(30)
    y = 10 + away + np.where(t >= 10, 5.0 + (t - 10), 0) - 8.0 * (t >= 20)
    got = interrupted_series(y, (10, 20))
    assert got.term.tolist() == ["intercept", "trend", "level_1", "slope_1", "level_2", "slope_2"]
    assert got.value == pytest.approx([10, 0, 5, 1, -8, 0], abs=1e-9)
    assert (got.start, got.starts) == (10, (10, 20))
    assert got.counterfactual == pytest.approx(np.full(30, 10.0))
    assert got.effect[10] == pytest.approx(5 + 10 - 8)
    assert got.average_effect == pytest.approx(got.effect.mean())
    assert interrupted_series(y, [10]).value == pytest.approx(interrupted_series(y, 10).value)
    # The error of the mean effect is that of the plain regression's sandwich at lag 0.
    x = np.column_stack([np.ones(30), t + 1, t >= 10, np.maximum(t - 10, 0), t >= 20,
                         np.maximum(t - 20, 0)]).astype(float)  # fmt: skip
    e = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    bread = np.linalg.inv(x.T @ x)
    v = bread @ (x * e[:, None] ** 2).T @ x @ bread * 30 / 24
    c = np.r_[0, 0, x[10:, 2:].mean(axis=0)]
    again = interrupted_series(y, (10, 20), lag=0)
    assert again.average_effect_se == pytest.approx(math.sqrt(c @ v @ c))


def test_prais_winsten_far_from_zero():
    near = interrupted_series(R["y"], R["start"], method="prais_winsten")
    far = interrupted_series(np.array(R["y"]) + 1e9, R["start"], method="prais_winsten")
    assert far.value[1:] == pytest.approx(near.value[1:], abs=1e-5)


UNEVEN = MONTHS + np.arange(60) * np.timedelta64(1, "s")
LATE = [*MONTHS[:59], MONTHS[59] - pd.Timedelta("9D")]


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda y: interrupted_series(np.append(y[:-1], np.inf), 20), "y"),
        (lambda y: interrupted_series(y, 20, season=[None, *"abab" * 14, "a", "b", "a"]), "season"),
        (lambda y: interrupted_series(y, 20, time=[None, *range(59)]), "time"),
        (lambda y: interrupted_series(y, 20, time=[*range(58), 60, 59]), "time"),
        (lambda y: interrupted_series(y, 20, time=[*range(59), 58]), "time"),
        (lambda y: interrupted_series(y, 20, time=[*range(0, 118, 2), 119]), "time"),
        (lambda y: interrupted_series(y, 20, time=range(59)), "time"),
        (lambda y: interrupted_series(y, 20, time=[*range(59), 10**9]), "time"),
        (lambda y: interrupted_series(y, 20, time=UNEVEN), "time"),
        (lambda y: interrupted_series(pd.Series(y, index=MONTHS[::-1]), 20), "y"),
        (lambda y: interrupted_series(pd.Series(y, index=UNEVEN), 20), "y"),
        (lambda y: interrupted_series(pd.Series(y, index=LATE), 20), "y"),
        (lambda y: interrupted_series([None, *y[1:]], 20, method="prais_winsten"), "y"),
        (lambda y: interrupted_series(y, 20, time=[*range(59), 60], method="prais_winsten"), "y"),
        (lambda y: interrupted_series(y, (20, 10)), "start"),
        (lambda y: interrupted_series(y, (10, 12)), "start"),
        (lambda y: interrupted_series(y, ()), "start"),
        (lambda y: interrupted_series(np.full(60, np.nan), 20), "start"),
    ],
)  # fmt: skip
def test_no_hint_takes_a_period_out_of_a_series(call, argument):
    with pytest.raises(InputError) as error:
        call(np.array(R["y"], dtype=float))
    assert error.value.argument == argument
    assert "row out" not in str(error.value)


def test_the_counterfactual_parts_at_the_start():
    got = interrupted_series(R["y"], R["start"], season=12)
    start = R["start"]
    assert got.counterfactual[:start] == pytest.approx(got.fitted[:start])
    assert got.fitted[start:] - got.counterfactual[start:] == pytest.approx(got.effect)
    assert got.effect[0] == pytest.approx(got.value[2])
    assert got.effect_se[0] == pytest.approx(got.se[2])
    assert got.average_effect == pytest.approx(got.effect.mean())
    assert got.average_effect_lower < got.average_effect < got.average_effect_upper
    assert got.effect_upper - got.effect == pytest.approx(got.effect - got.effect_lower)


def test_seasons_as_labels_are_those_of_the_period():
    months = [f"{i % 12:02d}" for i in range(60)]
    by_label = interrupted_series(R["y"], R["start"], season=months)
    by_period = interrupted_series(R["y"], R["start"], season=12)
    assert by_label.value == pytest.approx(by_period.value)
    assert by_label.season == pytest.approx(by_period.season)
    assert by_period.season.size == 11


def test_all_harmonics_are_the_seasons():
    # 12 months have 11 free effects: five sines and cosines, and the cosine at half the period.
    harmonics = interrupted_series(R["y"], R["start"], season=12, harmonics=6)
    seasons = interrupted_series(R["y"], R["start"], season=12)
    assert harmonics.season.size == 11
    assert harmonics.fitted == pytest.approx(seasons.fitted)
    assert harmonics.value[2:] == pytest.approx(seasons.value[2:])


def test_shift_and_unit_of_the_series():
    one = interrupted_series(R["y"], R["start"])
    two = interrupted_series(1e5 + 7 * np.array(R["y"]), R["start"])
    assert two.value[1:] == pytest.approx(7 * one.value[1:], rel=1e-6)
    assert two.se == pytest.approx(7 * one.se, rel=1e-6)
    assert two.durbin_watson == pytest.approx(one.durbin_watson)


def test_prais_winsten_covers_a_known_jump():
    """300 series with autocorrelation .4 and a jump of 3: 95 % of the intervals hold it."""
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(300):
        noise = rng.normal(size=100)
        for i in range(1, 100):
            noise[i] += 0.4 * noise[i - 1]
        y = 20 + noise + 3.0 * (np.arange(100) >= 50)
        r = interrupted_series(y, 50, method="prais_winsten")
        hits += r.lower[2] <= 3 <= r.upper[2]
    assert abs(hits / 300 - 0.95) < 3 * math.sqrt(0.95 * 0.05 / 300)


def test_newey_west_covers_a_known_jump_without_autocorrelation():
    rng = np.random.default_rng(4)
    hits = 0
    for _ in range(300):
        y = rng.normal(size=300) + 1.0 * (np.arange(300) >= 150)
        r = interrupted_series(y, 150, lag=0)
        hits += r.lower[2] <= 1 <= r.upper[2]
    assert abs(hits / 300 - 0.95) < 3 * math.sqrt(0.95 * 0.05 / 300)


def test_result_travels():
    for case in CASES.values():
        r = interrupted_series(R["y"], R["start"], **case)
        again = InterruptedSeries.from_dict(json.loads(json.dumps(r.to_dict(), allow_nan=False)))
        assert again == r
    assert interrupted_series(R["y"], R["start"]).to_frame("pandas").shape == (4, 6)
    assert interrupted_series(R["y"][:8], 4).to_frame("pandas").shape == (4, 6)
    assert interrupted_series(R["y"], R["start"]).lag == 3
    assert interrupted_series(R["y"], R["start"], method="prais_winsten").lag is None


def test_a_walk_has_no_prais_winsten():
    # Residuals that swing ever wider come with an autocorrelation beyond −1.
    y = np.append(np.zeros(6), [1e-3 * (-2.5) ** i for i in range(7)])
    with pytest.raises(ConvergenceError, match="newey_west"):
        interrupted_series(y, 6, method="prais_winsten")


Y = [1.0, 2, 4, 3, 5, 7, 6, 8]


@pytest.mark.parametrize(
    ("call", "argument", "code"),
    [
        (lambda: interrupted_series(Y, 2), "start", "too_few"),
        (lambda: interrupted_series(Y, 6), "start", "too_few"),
        (lambda: interrupted_series(Y, 0), "start", "too_few"),
        (lambda: interrupted_series(Y, 9), "start", "too_few"),
        (lambda: interrupted_series(Y, -3), "start", "out_of_range"),
        (lambda: interrupted_series(Y, 4.0), "start", "out_of_range"),
        (lambda: interrupted_series([*Y[:5], *[np.nan] * 3], 4), "start", "too_few"),
        (lambda: interrupted_series([5.0] * 8, 4), "y", "constant"),
        (lambda: interrupted_series(Y[:6], 3, season=3), "y", "too_few"),
        (lambda: interrupted_series(Y, 3, season=4), "season", "too_few"),
        (lambda: interrupted_series(Y, 4, season=list("aaaabbbb")), "season", "too_few"),
        (lambda: interrupted_series(Y, 4, season=1), "season", "out_of_range"),
        (lambda: interrupted_series(Y, 4, season=2.5), "season", "out_of_range"),
        (lambda: interrupted_series(Y, 4, season=list("abc")), "season", "wrong_shape"),
        (lambda: interrupted_series(Y, 4, harmonics=1), "season", "missing_argument"),
        (
            lambda: interrupted_series(Y, 4, season=list("abababab"), harmonics=1),
            "season",
            "missing_argument",
        ),
        (lambda: interrupted_series(Y, 4, season=4, harmonics=3), "harmonics", "out_of_range"),
        (lambda: interrupted_series(Y, 4, method="gls"), "method", "unknown_option"),
        (lambda: interrupted_series(Y, 4, lag=-1), "lag", "out_of_range"),
        (lambda: interrupted_series(Y, 4, lag=8), "lag", "out_of_range"),
        (lambda: interrupted_series(Y, 4, lag=2, method="prais_winsten"), "lag", "contradiction"),
        (lambda: interrupted_series(Y, 4, level=1.0), "level", "out_of_range"),
        (lambda: interrupted_series(Y, 4, adjust=1), "adjust", "wrong_type"),
        (lambda: interrupted_series([[1.0] * 8], 4), "y", "wrong_shape"),
    ],
)
def test_refusals(call, argument, code):
    with pytest.raises(InputError) as caught:
        call()
    assert (caught.value.argument, caught.value.code) == (argument, code)
