"""Slopes over periods with their intervals, and changes that are more than chance."""

import json
import math
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kinerja.errors import InputError
from kinerja.scoring import Trend, trend

PARITY = json.loads((Path(__file__).parent / "parity" / "analytics.json").read_text("utf-8"))

tables = hnp.arrays(
    np.float64, st.tuples(st.integers(1, 5), st.integers(2, 7)), elements=st.integers(0, 20)
)


def test_by_hand():
    # Pairs of 60, 62, 64, 66, 90: six slopes of 2, then 24, 13, 28/3, 7.5: the median is 2.
    # N = 10, σ² = 5·4·15/18 = 16.67, z·σ = 8.00: places 1 and 10 of the sorted slopes.
    t = trend([[60, 62, 64, 66, 90]])
    assert t.slope.tolist() == [2]
    assert (t.lower.tolist(), t.upper.tolist()) == ([2], [24])
    assert t.direction.tolist() == [1]
    assert t.reliable_change is None


def test_too_few_periods_have_no_direction():
    # T periods are in perfect order, up or down, by chance with 2/T!: 1, 1/3, 1/12, 1/60.
    rising = np.arange(1.0, 6.0)
    for level, needed in [(0.6, 3), (0.9, 4), (0.95, 5)]:
        told = [int(trend([rising[:T]], level=level).direction[0]) for T in range(2, 6)]
        assert told == [int(needed <= T) for T in range(2, 6)]
    assert trend([np.arange(40.0)]).direction.tolist() == [1]


def test_a_table_names_its_periods_and_people():
    table = {"nip": ["a", "b"], "2023": [1, 2], "2024": [2, 4], "2025": [3, 6]}
    t = trend(table, ids="nip")
    assert t.ids is not None
    assert (t.ids.tolist(), t.slope.tolist()) == (["a", "b"], [1, 2])
    with pytest.raises(InputError, match="row 'b' column '2024'"):
        trend(table | {"2024": [2, None]}, ids="nip")


@pytest.mark.parametrize("case", PARITY["trend"]["cases"], ids=lambda c: f"{len(c['y'])} periods")
def test_theilslopes(case):
    t = trend([case["y"]], times=case["times"], level=case["level"])
    found = [t.slope[0], t.lower[0], t.upper[0]]
    assert found == pytest.approx([case["slope"], case["lower"], case["upper"]], abs=1e-12)


def test_reliable_change_by_hand():
    # First totals 50, 60, 70: SD₁ = 10. With r = 0.82 the error of a difference is
    # 10·√(2·0.18) = 6. Changes of 12, −12 and 3 are 2, −2 and 0.5 of it.
    t = trend([[50, 62], [60, 48], [70, 73]], reliability=0.82)
    assert t.reliable_change == pytest.approx([2, -2, 0.5])
    assert t.reliably.tolist() == [1, -1, 0]  # beyond 1.96


def test_a_missing_total():
    x = [[50, np.nan, 54, 56, 58], [60, 61, 62, 63, 64], [np.nan] * 4 + [1]]
    with pytest.raises(InputError, match="row 0 column 1"):
        trend(x)
    t = trend(x, missing="omit", reliability=0.5)
    alone = trend([[50, 54, 56, 58]], times=[0, 2, 3, 4])
    assert t.slope[0] == alone.slope[0] == 2
    assert (t.lower[0], t.upper[0]) == (alone.lower[0], alone.upper[0])
    assert t.slope[1] == 1
    assert np.isnan([t.slope[2], t.lower[2], t.upper[2], t.reliable_change[2]]).all()
    assert t.periods.tolist() == [4, 5, 1]
    assert t.direction.tolist() == [0, 1, 0]  # four periods in order by chance: 2/4! is above .05
    assert t.provenance.left_out == ("5 missing totals",)
    t = trend(x, missing="propagate")
    assert np.isnan(t.slope).tolist() == [True, False, True]


def test_a_subject_without_a_single_total():
    t = trend([[np.nan, np.nan], [1, 2]], missing="omit")
    assert np.isnan(t.slope).tolist() == [True, False]


@given(tables)
def test_slopes_by_definition(x):
    t = trend(x)
    pairs = list(combinations(range(x.shape[1]), 2))
    slopes = np.array([[(row[j] - row[i]) / (j - i) for i, j in pairs] for row in x])
    assert t.slope == pytest.approx(np.median(slopes, axis=1), abs=1e-12)
    assert (t.lower <= t.slope).all()
    assert (t.slope <= t.upper).all()


@given(tables, st.integers(-9, 9), st.sampled_from([0.5, 2, 4]))
def test_a_straight_line_more_adds_its_slope(x, slope, unit):
    line = slope * np.arange(x.shape[1])
    before, after = trend(x), trend(unit * (x + line) + 7, times=unit * np.arange(x.shape[1]))
    assert after.slope == pytest.approx(before.slope + slope, abs=1e-9)


@given(tables)
def test_turned_in_time_the_interval_turns(x):
    one, two = trend(x), trend(x[:, ::-1])
    assert two.slope == pytest.approx(-one.slope)
    # Places are rounded half to even, so the ends may lie one slope apart; the sign holds.
    assert (two.lower <= -one.slope + 1e-12).all()


def test_a_row_stands_alone_and_blocks_do_not_show(monkeypatch):
    x = np.random.default_rng(2).integers(50, 70, (40, 6)).astype(float)
    x[::7, 2] = np.nan
    whole = trend(x, missing="omit")
    monkeypatch.setattr("kinerja._scoring.trend.CELLS", 45)
    for other in (trend(x, missing="omit"), trend(np.asfortranarray(x), missing="omit")):
        assert (whole.lower == other.lower).all()
        assert (whole.slope == other.slope).all()
        assert (whole.upper == other.upper).all()
    assert trend(x[3:4], missing="omit").lower[0] == whole.lower[3]


def test_the_last_bits_are_a_tie():
    exact, noisy = trend([[0.3, 0.3, 0.3, 0.5, 0.4]]), trend([[0.3, 0.1 + 0.2, 0.3, 0.5, 0.4]])
    assert noisy.lower == pytest.approx(exact.lower, abs=1e-12)
    assert noisy.upper == pytest.approx(exact.upper, abs=1e-12)


@pytest.mark.parametrize(
    ("x", "options", "words"),
    [
        ([[1], [2]], {}, "two periods"),
        ([1, 2, 3], {}, "`totals`"),
        ([[1, np.inf]], {}, "`totals`"),
        ([[1, 2]], {"times": [1, 1]}, "increase"),
        ([[1, 2]], {"times": [1]}, "`times`"),
        ([[1, 2]], {"level": 1}, "`level`"),
        ([[1, 2]], {"missing": "reweight"}, "`missing`"),
        ([[1, 2], [2, 2]], {"reliability": 1}, "`reliability`"),
        ([[1, 2], [2, 2]], {"reliability": -0.1}, "`reliability`"),
        ([[1, 2], [1, 3]], {"reliability": 0.8}, "differ"),
        ([[1, 2]], {"reliability": 0.8}, "differ"),
        ([[1, 2]], {"ids": [1, 2]}, "`ids`"),
        ([[1, 2], [1.5e308, -1.5e308]], {}, "row 1 column 0"),
        ([[1, 1e300]], {"times": [0, 1e-20]}, "row 0"),
        ([[1e-300, 1e300], [2e-300, 1]], {"reliability": 0.8}, "`totals`"),
    ],
)
def test_refusals(x, options, words):
    with pytest.raises(InputError, match=words):
        trend(x, **options)
    with pytest.raises(InputError, match="`reliability`"):
        _ = trend([[1, 2]]).reliably


def test_the_unit_of_totals_does_not_matter_to_a_reliable_change():
    y = np.array([[60.0, 64.0, 70.0], [55.0, 50.0, 52.0], [70.0, 69.0, 71.0]])
    for size in (1e-300, 1e-160, 1e160, 1e300):
        change = trend(y * size, reliability=0.8).reliable_change
        np.testing.assert_allclose(change, trend(y, reliability=0.8).reliable_change, rtol=1e-12)


def test_results_travel():
    t = trend([[1, 2, 4, 5, 7], [5] * 5], reliability=0.8, ids=["a", "b"])
    assert Trend.from_dict(json.loads(json.dumps(t.to_dict(), allow_nan=False))) == t
    assert "1 up, 0 down" in repr(t)
    assert list(t.to_frame().columns) == [
        "id", "slope", "lower", "upper", "reliable_change", "periods", "direction",
    ]  # fmt: skip
    assert trend(np.empty((0, 3))).slope.size == 0


def test_many_periods_with_gaps_and_ties():
    # The places of the sorted slopes, row by row from the definition.
    rng = np.random.default_rng(2)
    y = rng.integers(0, 40, (60, 30)).astype(float)
    y[:20] += rng.random((20, 30))  # no ties, no gaps: the same places in many rows
    y[40:][rng.random((20, 30)) < 0.2] = np.nan
    got = trend(y, missing="omit")
    for row, lower, slope, upper in zip(y, got.lower, got.slope, got.upper, strict=True):
        at = np.flatnonzero(~np.isnan(row))
        slopes = sorted((row[j] - row[i]) / (j - i) for i, j in combinations(at, 2))
        t, pairs = at.size, len(slopes)
        _, sizes = np.unique(row[at], return_counts=True)
        variance = t * (t - 1) * (2 * t + 5) - (sizes * (sizes - 1) * (2 * sizes + 5)).sum()
        z = 1.959963984540054 * math.sqrt(variance / 18)
        assert slope == pytest.approx(np.median(slopes), abs=1e-15)
        assert lower == slopes[round((pairs - z) / 2) - 1]
        assert upper == slopes[round((pairs + z) / 2)]
