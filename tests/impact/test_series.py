"""interrupted_series: R's figures, hand values, simulation, refusals."""

import json
import math
from pathlib import Path

import numpy as np
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
    # 10 + 2t for t = 1 … 10, then a jump of 3 and 3 a step in place of 2.
    y = np.concatenate([10 + 2.0 * np.arange(1, 11), 35 + 3.0 * np.arange(10)])
    for method in ("newey_west", "prais_winsten"):
        got = interrupted_series(y, 10, method=method)
        assert got.value == pytest.approx([10, 2, 3, 1])
        assert got.effect == pytest.approx(3 + np.arange(10.0))
        assert got.average_effect == pytest.approx(7.5)
        assert got.counterfactual == pytest.approx(10 + 2.0 * np.arange(1, 21))
        assert got.se.tolist() == [0, 0, 0, 0]  # nothing is left over: there is no test
        assert np.isnan(got.p_value).all()


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
        (lambda: interrupted_series([*Y[:7], np.nan], 4), "y", "missing_value"),
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
        (lambda: interrupted_series(Y, 4, adjust=1), "adjust", "unknown_option"),
        (lambda: interrupted_series([[1.0] * 8], 4), "y", "wrong_shape"),
    ],
)
def test_refusals(call, argument, code):
    with pytest.raises(InputError) as caught:
        call()
    assert (caught.value.argument, caught.value.code) == (argument, code)
