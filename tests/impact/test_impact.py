"""impact: R's figures, hand values, laws, refusals."""

import datetime as dt
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaincc

from kinerja.errors import InputError
from kinerja.impact import n_gain, paired, rate, rate_ratio, two_groups, working_days

R = json.loads((Path(__file__).parents[1] / "parity" / "impact.json").read_text("utf-8"))
MODELS = json.loads(
    (Path(__file__).parents[1] / "parity" / "impact_models.json").read_text("utf-8")
)
T_TEST = ("value", "se", "lower", "upper", "t", "df", "p_value")


def test_paired_is_rs():
    case = R["paired"]
    got = paired(case["before"], case["after"])
    for name in T_TEST:
        assert getattr(got, name) == pytest.approx(case["expected"][name], rel=1e-9), name
    assert got.d == pytest.approx(case["d"], rel=1e-9)
    for name in ("g", "g_lower", "g_upper"):
        assert getattr(got, name) == pytest.approx(case[name], rel=1e-5), name
    assert got.rank_statistic == case["V"]
    assert got.rank_p == pytest.approx(case["rank_p"], rel=1e-9)


@pytest.mark.parametrize(("variances", "name"), [("unequal", "welch"), ("equal", "student")])
def test_two_groups_are_rs(variances, name):
    case = R["groups"]
    got = two_groups(case["a"], case["b"], variances=variances)
    for field in T_TEST:
        assert getattr(got, field) == pytest.approx(case[name][field], rel=1e-9), field
    for field in ("g", "g_lower", "g_upper"):
        assert getattr(got, field) == pytest.approx(case[field], rel=1e-5), field
    assert got.rank_statistic == case["U"]
    assert got.rank_p == pytest.approx(case["rank_p"], rel=1e-9)


def test_effect_sizes_at_full_precision():
    # effectsize searches the limits to 1e-5; these are inverted from pt() itself.
    case = MODELS["effects"]["paired"]
    pairs = paired(case["before"], case["after"])
    case = MODELS["effects"]["groups"]
    both = two_groups(case["a"], case["b"])
    for got, name in ((pairs, "paired"), (both, "groups")):
        for figure in ("g", "g_lower", "g_upper"):
            expected = MODELS["effects"][name][figure]
            assert getattr(got, figure) == pytest.approx(expected, rel=1e-9), figure


def test_effect_sizes_of_a_change_in_the_spread_of_people():
    before, after = [1.0, 2, 3, 4], [2.0, 4, 5, 5]
    # Changes 1 2 2 1: mean 1.5, sd √(1/3). sds √(5/3) and √2; covariance 5/3, r = √(5/6).
    got = paired(before, after)
    assert got.d == pytest.approx(1.5 * math.sqrt(3))
    assert got.d_average == pytest.approx(1.5 / math.sqrt((5 / 3 + 2) / 2))
    assert got.d_repeated == pytest.approx(got.d * math.sqrt(2 * (1 - math.sqrt(5 / 6))))
    assert math.isnan(paired([3, 3, 3], [1, 2, 4]).d_repeated)
    # Perfectly related: in standard units nothing changed.
    assert paired([1, 2, 3], [2, 4, 6]).d_repeated == 0
    case = MODELS["effects"]["paired"]
    many = paired(case["before"], case["after"])
    assert many.d_average == pytest.approx(case["d_average"], rel=1e-9)
    assert many.d_repeated == pytest.approx(case["d_repeated"], rel=1e-9)


def test_exact_rank_tests_are_rs():
    case = R["signed_rank"]
    got = paired(case["y"], case["x"])
    assert got.rank_statistic == case["V"]
    assert got.rank_p == pytest.approx(case["p"], rel=1e-9)
    assert got.shift == pytest.approx(case["shift"])
    case = R["rank_sum"]
    both = two_groups(case["x"], case["y"])
    assert both.rank_statistic == case["U"]
    assert both.rank_p == pytest.approx(case["p"], rel=1e-9)
    assert both.shift == pytest.approx(case["shift"])


@pytest.mark.parametrize("step", [1e-4, 1e-7, 1e-10])
def test_a_change_that_hardly_varies_has_its_effect_size(step):
    # t = (1 + step/3)/(step/3) on 2: so far out T = nc/(χ₂/√2), and χ₂² = −2·ln u for uniform u.
    before, after = np.zeros(3), [1, 1 + step, 1]
    got = paired(before, after)
    factor = 0.5641895835477563  # J for 2: Γ(1)/Γ(½) = 1/√π
    lower, upper = (math.sqrt(-math.log(u)) for u in (0.975, 0.025))
    assert got.g == pytest.approx(factor * got.d)
    assert got.g_lower == pytest.approx(got.g * lower, rel=1e-6)
    assert got.g_upper == pytest.approx(got.g * upper, rel=1e-6)
    fallen = paired(after, before)
    assert [fallen.g_upper, fallen.g_lower] == [-got.g_lower, -got.g_upper]


def test_poisson_is_rs():
    case = R["rate"]
    got = rate(case["count"], case["exposure"])
    assert [got.value, got.lower, got.upper] == pytest.approx(
        [case[name] for name in ("value", "lower", "upper")], rel=1e-9
    )
    case = R["poisson"]
    ratio = rate_ratio(case["count"], case["exposure"])
    assert [ratio.value, ratio.lower, ratio.upper, ratio.p_value] == pytest.approx(
        [case[name] for name in ("value", "lower", "upper", "p")], rel=1e-7
    )


@pytest.mark.parametrize(
    ("count", "exposure", "p_value", "lower", "upper"),
    [
        (
            (1_000_000, 1_002_500),
            (1, 1),
            0.0774031263150673,
            0.9947458920820645,
            1.0002742341146482,
        ),
        ((30_500, 60_000), (1, 2), 0.0188664997103189, 1.0027174626798518, 1.0307940704895784),
    ],
)
def test_many_events_are_poisson_test(count, exposure, p_value, lower, upper):
    """R 4.2.2, poisson.test(count, exposure)."""
    got = rate_ratio(count, exposure)
    assert [got.lower, got.upper] == pytest.approx([lower, upper], rel=1e-9)
    assert got.p_value == pytest.approx(p_value, rel=1e-6)
    # Twenty times as many are no more work: no outcome is gone through.
    assert rate_ratio([10**8, 10**8], [1, 1]).p_value == 1


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 9), st.integers(1, 9))
def test_the_p_value_of_a_ratio_is_its_definition(a, b, first, second):
    n = max(1, a + b)
    a = min(a, n) if a + b else 1
    weight = [math.comb(n, k) * first**k * second ** (n - k) for k in range(n + 1)]
    # Whole numbers: no more likely is exact.
    likely = sum(w for w in weight if w <= weight[a])
    expected = likely / sum(weight)
    assert rate_ratio([a, n - a], [first, second]).p_value == pytest.approx(expected, rel=1e-9)


@given(st.integers(0, 300), st.floats(0.5, 0.99))
def test_ends_of_a_rate_leave_their_tails(count, level):
    got = rate(count, 1.0, level=level)
    # P(X ≤ count) at the upper end is the tail.
    assert gammaincc(count + 1, got.upper) == pytest.approx((1 - level) / 2, rel=1e-6)
    assert got.lower <= got.value <= got.upper


def test_intervals_cover_known_differences():
    """500 samples: 95 % of the intervals hold the mean, and the effect size, within 3 errors."""
    rng = np.random.default_rng(8)
    hits = np.zeros(4)
    for _ in range(500):
        a, b = rng.normal(1, 2, 12), rng.normal(0, 2, 15)
        both = two_groups(a, b)
        pairs = paired(b[:12], b[:12] + a)
        hits += [
            both.lower <= 1 <= both.upper,
            both.g_lower <= 0.5 <= both.g_upper,
            pairs.lower <= 1 <= pairs.upper,
            pairs.g_lower <= 0.5 <= pairs.g_upper,
        ]
    assert np.abs(hits / 500 - 0.95).max() < 3 * math.sqrt(0.95 * 0.05 / 500)


def test_poisson_intervals_cover_at_least_their_level():
    rng = np.random.default_rng(8)
    for mean in (0.5, 3.0, 40.0):
        got = rate(rng.poisson(mean, 2_000), 2.0)
        assert np.mean((got.lower <= mean / 2) & (mean / 2 <= got.upper)) > 0.94


def test_rate_ratio_without_events_in_one():
    got = rate_ratio([3, 0], [1, 1])
    assert got.value == math.inf == got.upper
    assert got.lower > 0
    turned = rate_ratio([0, 3], [1, 1])
    assert turned.value == 0
    assert turned.p_value == got.p_value


moved = st.lists(st.integers(0, 50), min_size=3, max_size=9)


@given(moved, st.integers(-20, 20))
def test_a_constant_moves_the_difference_alone(before, shift):
    after = [x + (i % 3) for i, x in enumerate(before)]
    one = paired(before, after)
    two = paired(before, [x + shift for x in after])
    assert two.value == pytest.approx(one.value + shift)
    assert two.se == pytest.approx(one.se)
    back = paired(after, before)
    assert back.value == pytest.approx(-one.value)
    assert back.lower == pytest.approx(-one.upper)


def test_gains_by_hand():
    # 40 → 70 of 60 missing: .5; 90 → 85: −.5; one was at the top already.
    got = n_gain([40, 90, 100], [70, 85, 100], 100)
    assert got.mean_of_gains == 0
    assert got.gain_of_means == pytest.approx(25 / 70)
    assert got.undefined == 1
    assert (got.low, got.medium, got.high) == (1, 1, 0)


def test_working_days_by_the_calendar():
    # Friday to Monday is one day; a holiday between takes one away.
    assert working_days("2026-11-20", "2026-11-23").tolist() == [1]
    assert working_days(["2026-12-24"], ["2026-12-28"], holidays=["2026-12-25"]).tolist() == [1]
    six = working_days(["2026-11-20"], ["2026-11-23"], weekmask="1111110")
    assert six.tolist() == [2]


def test_working_days_of_all_kinds_of_dates():
    friday, monday = dt.date(2026, 3, 6), dt.datetime(2026, 3, 9, 23, 30)  # noqa: DTZ001 - local
    for opened in (
        [friday],
        ["2026-03-06"],
        ["2026-03-06T08:15:30.5"],
        np.array(["2026-03-06T08:15"], dtype="M8[ns]"),
        pd.Series([friday]),
        pd.Series(pd.to_datetime(["2026-03-06"])),
        pl.Series([friday]),
        pa.array([friday]),
    ):
        assert working_days(opened, [monday]).tolist() == [1]
    assert working_days(["2026-03-06", friday, "2026-03-08"], "2026-03-09").tolist() == [1, 1, 1]
    assert working_days([], []).tolist() == []


JAKARTA = dt.timezone(dt.timedelta(hours=7))


@pytest.mark.parametrize(
    ("opened", "code"),
    [
        (["2026-03"], "wrong_type"),
        (["today"], "wrong_type"),
        (["06/03/2026"], "wrong_type"),
        (["2026-02-30"], "wrong_type"),
        (["2026-03-06T08:00+07:00"], "wrong_type"),
        (["2026-03-06T01:00Z"], "wrong_type"),
        ([dt.datetime(2026, 3, 6, 1, tzinfo=JAKARTA)], "wrong_type"),
        (pd.to_datetime(["2026-03-06"]).tz_localize("UTC"), "wrong_type"),
        (np.array(["2026-03"], dtype="M8[M]"), "wrong_type"),
        ([20260306], "wrong_type"),
        ([True, None], "wrong_type"),
        ([3.5, dt.date(2026, 3, 6)], "wrong_type"),
        ([None], "missing_value"),
        (["2026-03-06", ""], "missing_value"),
        ([dt.date(2026, 3, 6), pd.NaT], "missing_value"),
        ([[dt.date(2026, 3, 6)]], "wrong_type"),
    ],
)
def test_what_is_no_date(opened, code):
    with pytest.raises(InputError) as caught:
        working_days(opened, "2026-12-31")
    assert (caught.value.argument, caught.value.code) == ("opened", code)


@given(st.dates(), st.integers(0, 400), st.integers(0, 400))
def test_working_days_add_up(start, first, second):
    day = np.datetime64(start)
    middle = day + np.timedelta64(first, "D")
    end = middle + np.timedelta64(second, "D")
    whole = working_days([day], [end])[0]
    assert whole == working_days([day], [middle])[0] + working_days([middle], [end])[0]


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: paired([1, 2], [1]), "after"),
        (lambda: paired([1, np.nan], [1, 2]), "before"),
        (lambda: n_gain([1], [11], 10), "post"),
        (lambda: rate(-1, 1), "count"),
        (lambda: rate(1.5, 1), "count"),
        (lambda: rate(1, 0), "exposure"),
        (lambda: rate_ratio([0, 0], [1, 1]), "count"),
        (lambda: working_days(["2026-01-02"], ["2026-01-01"]), "closed"),
        (lambda: working_days(["x"], ["2026-01-01"]), "opened"),
        (lambda: working_days(["2026-01-01"], ["2026-01-01"], weekmask="0000000"), "weekmask"),
    ],
)
def test_refusals(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument


def test_equal_gains_have_no_error():
    got = n_gain([10, 20, 40], [55, 60, 70], 100)  # half of what was missing, for each
    assert (got.mean_of_gains, got.medium) == (0.5, 3)
    assert np.isnan([got.se, got.lower, got.upper]).all()
