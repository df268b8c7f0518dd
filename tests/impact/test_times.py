"""service_times: R's figures, hand values, laws, standardization, refusals."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kinerja._impact import survival
from kinerja._impact.survival import log_rank, ordered
from kinerja.errors import InputError
from kinerja.impact import ServiceTimes, service_times, working_days

R = json.loads((Path(__file__).parents[1] / "parity" / "impact_models.json").read_text("utf-8"))[
    "times"
]


def numbers(x):
    return np.array([np.nan if v is None else v for v in x], dtype=float)


@pytest.mark.parametrize("interval", ["loglog", "log"])
def test_curves_are_survfit(interval):
    for j, target in enumerate(R["targets"]):
        got = service_times(
            R["time"], target=target, censored=R["open"], by=R["cell"], interval=interval
        )
        for i, cell in enumerate(got.domain.tolist()):
            expected = R[interval][cell]
            assert (got.n[i], got.closed[i]) == (expected["n"], expected["closed"])
            for name in ("median", "p90"):
                three = [getattr(got, name + end)[i] for end in ("", "_lower", "_upper")]
                assert three == pytest.approx(numbers(expected[name]), nan_ok=True), name
            for name in ("within", "within_lower", "within_upper"):
                assert getattr(got, name)[i] == pytest.approx(expected[name][j], rel=1e-9), name
            curve = got.curves[i]
            assert curve.time == pytest.approx(expected["time"])
            assert curve.within == pytest.approx(expected["curve"], rel=1e-9)
            assert curve.se == pytest.approx(numbers(expected["se"]), rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("name", ["logrank", "stratified"])
def test_log_rank_is_survdiff(name):
    channel = {"channel": R["arm"]} if name == "stratified" else {}
    got = service_times(R["time"], target=30, censored=R["open"], by=R["cell"], **channel).test
    for figure, expected in R[name].items():
        assert getattr(got, figure) == pytest.approx(expected, rel=1e-9), figure


def test_standardized_curves_are_rs():
    for j, target in enumerate(R["targets"]):
        got = service_times(
            R["time"], target=target, censored=R["open"], by=R["cell"], channel=R["arm"],
            mix={1: 0.25, 2: 0.75},
        )  # fmt: skip
        for i, cell in enumerate(got.domain.tolist()):
            expected = R["standard"][cell]
            assert got.within[i] == pytest.approx(expected["within"][j], rel=1e-9)
            assert got.within_se[i] == pytest.approx(expected["se"][j], rel=1e-9)


def test_by_hand():
    # 5 cases: closed at 2, 3, 3, one still open at 3, closed at 6.
    got = service_times([3, 2, 3, 3, 6], target=3, censored=[False, False, False, True, False])
    # S(2) = 4/5; at 3 two of four are closed, before the open one: 4/5·2/4 = 2/5; S(6) = 0.
    assert got.curves[0].time.tolist() == [2, 3, 6]
    assert got.curves[0].within == pytest.approx([1 / 5, 3 / 5, 1])
    assert got.within[0] == pytest.approx(3 / 5)
    # Greenwood: S²·(1/(5·4) + 2/(4·2)) = .16·.3.
    assert got.within_se[0] == pytest.approx(math.sqrt(0.16 * 0.3))
    assert (got.median[0], got.p90[0]) == (3, 6)
    # loglog: ln S = ln .4, S^exp(±1.96·√.3/ln .4)
    theta = math.exp(1.959963984540054 * math.sqrt(0.3) / math.log(0.4))
    assert got.within_lower[0] == pytest.approx(1 - 0.4**theta)
    assert got.within_upper[0] == pytest.approx(1 - 0.4 ** (1 / theta))
    assert math.isnan(got.curves[0].se[2])


def test_a_flat_curve_has_its_first_time():
    # Half are closed at 2 and nobody until 5: R's survfit says 3.5.
    assert service_times([1, 2, 5, 6], target=2).median.tolist() == [2]


def test_decimals_are_equal_at_twelve_digits():
    # .1 + .2 is .3, a hair late; three of ten closed is .3.
    got = service_times([0.1 + 0.2, 0.3, 1, 1], target=0.3)
    assert got.within.tolist() == [0.5]
    assert got.curves[0].time.size == 2
    assert service_times([0.1 + 0.2, 1], target=0.3).within.tolist() == [0.5]
    # Of 30 different times the product of 1 − 1/n leaves half a hair above .5, and .1 above .1.
    thirty = service_times(np.arange(1.0, 31), target=1)
    assert (thirty.median[0], thirty.p90[0]) == (15, 27)
    nine = service_times([1.0] * 9 + [2.0], target=1)
    assert nine.p90.tolist() == [1]


def test_nobody_closed_and_everybody_closed():
    got = service_times([4, 5], target=4, censored=[1, 1])
    assert (got.n[0], got.closed[0], got.within[0]) == (2, 0, 0)
    for name in ("median", "p90", "median_lower"):
        assert math.isnan(getattr(got, name)[0]), name
    # Clopper & Pearson for 0 of 2: up to 1 − √.025.
    assert got.exact.tolist() == [True]
    assert (got.within_lower[0], got.within_upper[0]) == (0, pytest.approx(1 - math.sqrt(0.025)))
    assert got.test is None
    done = service_times([4, 5], target=5)
    assert done.within.tolist() == [1]
    assert (done.within_lower[0], done.within_upper[0]) == (pytest.approx(math.sqrt(0.025)), 1)
    early = service_times([4, 5], target=1)
    assert early.within.tolist() == [0]
    both = service_times([4, 5, 6, 7], target=5, censored=[1] * 4, by=list("aabb"))
    assert both.test is None


def test_limits_at_the_edge_are_clopper_pearson():
    """40 of 40 and 0 of 40: .9119 to 1, 0 to .0881 (binom.test of R)."""
    every = service_times([3] * 40, target=5)
    assert (every.within[0], every.within_upper[0]) == (1, 1)
    assert every.within_lower[0] == pytest.approx(0.9119, abs=5e-5)
    none = service_times([3] * 40, target=2)
    assert (none.within[0], none.within_lower[0]) == (0, 0)
    assert none.within_upper[0] == pytest.approx(0.0881, abs=5e-5)
    some = service_times([1, 3], target=2)
    assert some.exact.tolist() == [False]


def test_beyond_the_longest_watch_nothing_is_known():
    """A counter opened five days ago, promise ten: 20 closed on days 1 to 4, 20 still open."""
    t = np.r_[np.repeat([1.0, 2.0, 3.0, 4.0], 5), np.full(20, 5.0)]
    still = np.r_[np.zeros(20, bool), np.ones(20, bool)]
    got = service_times(t, target=10, censored=still)
    assert np.isnan([got.within[0], got.within_se[0], got.within_lower[0]]).all()
    assert got.median[0] == 4
    assert service_times(t, target=5, censored=still).within[0] == pytest.approx(0.5)
    # All open, for one and two days: nobody was late for day 2, nothing is known of day 10.
    young = [True] * 3
    assert service_times([1, 1, 2.0], target=2, censored=young).within.tolist() == [0]
    assert service_times([1, 1, 2.0], target=2, censored=young).within_upper[0] == 1 - 0.025
    assert np.isnan(service_times([1, 1, 2.0], target=10, censored=young).within[0])
    # All closed: known for ever. A tie of closed and open at the end is not all.
    assert service_times([1, 2, 3], target=10).within.tolist() == [1]
    assert np.isnan(service_times([1, 2, 2], target=10, censored=[0, 0, 1]).within[0])
    # A case withdrawn on day 1 is not of the 2 whose state on day 4 is known.
    three = service_times([1, 2, 3], target=4, censored=[1, 0, 0])
    assert (three.within[0], three.within_lower[0]) == (1, pytest.approx(math.sqrt(0.025)))


def test_a_mix_is_known_as_far_as_all_its_channels():
    t, channel = [1, 2, 3, 9, 1, 2, 2, 2], list("aaaabbbb")
    still = [0, 0, 0, 0, 0, 0, 1, 1]
    half = {"a": 0.5, "b": 0.5}
    known = service_times(t, target=2, censored=still, channel=channel, mix=half)
    assert known.within[0] == pytest.approx((0.5 + 0.5) / 2)
    later = service_times(t, target=3, censored=still, channel=channel, mix=half)
    assert np.isnan(later.within[0])  # b ends at 2 with two of four open
    assert later.curves[0].time.tolist() == [1, 2]
    only = service_times(t, target=3, censored=still, channel=channel, mix={"a": 1, "b": 0})
    assert only.within[0] == pytest.approx(0.75)
    # All in time: 1 of 2 in each channel weighs as one sample of 1/(.25/4 + .25/4) = 8.
    done = service_times([1] * 8, target=3, channel=channel, mix=half)
    assert done.within_lower[0] == pytest.approx(0.025 ** (1 / 8))


def test_a_group_too_small_to_be_tested():
    """One case on day 1, 28 on days 2 to 29: chi-square says 1e-7, exactly it is 1/29."""
    t, unit = np.r_[1.0, np.arange(2, 30)], ["m"] + ["n"] * 28
    got = service_times(t, target=5, by=unit)
    assert got.test.statistic == pytest.approx(28)
    assert math.isnan(got.test.p_value)
    assert got.n.tolist() == [1, 28]
    assert got.within[1] == pytest.approx(4 / 28)
    assert "p-value" in got.provenance.left_out[0]
    forced = service_times(t, target=5, by=unit, minimum_test=1)
    assert forced.test.p_value == pytest.approx(1.2e-7, rel=0.05)
    assert forced.provenance.left_out == ()


times = st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.sampled_from("abc")), min_size=1)


@given(times)
def test_without_open_cases_the_share_is_counted(rows):
    t = [row[0] for row in rows]
    got = service_times(t, target=6)
    assert got.within[0] == pytest.approx(np.mean(np.array(t) <= 6))
    assert got.median[0] == np.sort(t)[math.ceil(len(t) / 2) - 1]


@given(times)
def test_what_is_known_by_definition(rows):
    for label in sorted({row[2] for row in rows}):
        mine = [(t, still) for t, still, by in rows if by == label]
        t, still = (np.array(x) for x in zip(*mine, strict=True))
        got = service_times(t, target=5, censored=still)
        watched, ended = t >= 5, (t <= 5) & ~still
        if not watched.any() and still[t == t.max()].any():
            assert np.isnan([got.within[0], got.within_upper[0]]).all()
            continue
        if got.within[0] not in {0, 1}:
            assert not got.exact[0]
            continue
        n = int((watched | ended).sum())
        exact = stats.binomtest(n if got.within[0] else 0, n).proportion_ci()
        assert (got.within_lower[0], got.within_upper[0]) == pytest.approx((exact.low, exact.high))


@given(times, st.randoms())
def test_order_and_unit_do_not_matter(rows, random):
    t, open_, by = (list(x) for x in zip(*rows, strict=True))
    one = service_times(t, target=5, censored=open_, by=by)
    random.shuffle(rows)
    t, open_, by = (list(x) for x in zip(*rows, strict=True))
    two = service_times([7.0 * x for x in t], target=35, censored=open_, by=by)
    assert two.within == pytest.approx(one.within, nan_ok=True)
    assert two.within_lower == pytest.approx(one.within_lower, nan_ok=True)
    assert two.median == pytest.approx(7 * one.median, nan_ok=True)
    assert two.p90_upper == pytest.approx(7 * one.p90_upper, nan_ok=True)
    if one.test is None:
        assert two.test is None
    else:
        assert two.test.statistic == pytest.approx(one.test.statistic, abs=1e-9)
        assert one.test.observed.sum() == pytest.approx(one.test.expected.sum())


@given(times)
def test_log_rank_is_its_definition(rows):
    t = np.array([row[0] for row in rows], dtype=float)
    closed = ~np.array([row[1] for row in rows])
    group = np.array(["abc".index(row[2]) for row in rows])
    expected, covariance = np.zeros(3), np.zeros((3, 3))
    for time in np.unique(t[closed]):
        risk = np.array([((t >= time) & (group == g)).sum() for g in range(3)])
        n, d = risk.sum(), (closed & (t == time)).sum()
        expected += d * risk / n
        if n > 1:
            w = d * (n - d) / (n - 1)
            covariance += w * (np.diag(risk / n) - np.outer(risk, risk) / n**2)
    got = log_rank(ordered(t), closed, group, 3)
    assert got[1] == pytest.approx(expected)
    assert got[2] == pytest.approx(covariance, abs=1e-9)


def test_log_rank_of_many_distinct_times_is_its_definition(monkeypatch):
    monkeypatch.setattr(survival, "_BLOCK", 8)  # several tables of blocks
    rng = np.random.default_rng(2)
    t, group, closed = rng.random(300), rng.integers(0, 4, 300), rng.random(300) < 0.7
    covariance = np.zeros((4, 4))
    for time in t[closed]:
        risk = np.bincount(group[t >= time], minlength=4)
        n = risk.sum()
        covariance += np.diag(risk / n) - np.outer(risk, risk) / n**2
    got = log_rank(ordered(t), closed, group, 4)
    assert got[2] == pytest.approx(covariance)


def test_the_same_mix_everywhere_changes_nothing():
    # Every group has one channel only in name: its curve is its own.
    t, by = [1, 2, 3, 4, 2, 4, 6, 8], list("aaaabbbb")
    plain = service_times(t, target=3, by=by)
    same = service_times(t, target=3, by=by, channel=["counter"] * 8)
    assert same.within == pytest.approx(plain.within)
    assert same.within_se == pytest.approx(plain.within_se)
    assert same.median == pytest.approx(plain.median)
    assert same.test == plain.test


def test_a_channel_without_a_share_is_not_tested():
    t, by = [1, 2, 3, 4, 9, 2, 4, 6, 8, 1], list("aaaaabbbbb")
    channel = ["counter"] * 4 + ["post"] + ["counter"] * 4 + ["post"]
    mix = {"counter": 1.0, "post": 0.0}
    some = service_times(t, target=3, by=by, channel=channel, mix=mix)
    kept = [0, 1, 2, 3, 5, 6, 7, 8]
    only = service_times([t[i] for i in kept], target=3, by=[by[i] for i in kept])
    assert some.within == pytest.approx(only.within)
    assert some.test.statistic == pytest.approx(only.test.statistic)


def test_mix_takes_away_a_change_of_channels():
    # Online takes 1 day, the counter 4; only the mix changed, from 1 in 4 online to 3 in 4.
    t = [1.0, 4, 4, 4, 1, 1, 1, 4] * 10
    channel = ["online" if x == 1 else "counter" for x in t]
    by = (["before"] * 4 + ["after"] * 4) * 10
    raw = service_times(t, target=2, by=by).change("before", "after")
    fair = service_times(t, target=2, by=by, channel=channel).change("before", "after")
    assert raw.value == pytest.approx(0.5)
    assert fair.value == pytest.approx(0)
    assert service_times(t, target=2, by=by, channel=channel).within == pytest.approx([0.5, 0.5])


def test_change_by_hand():
    got = service_times([1, 2, 3, 4, 1, 1, 2, 4], target=2, by=["b"] * 4 + ["a"] * 4)
    change = got.change("b", "a")
    # .5 → .75; variances .5·.5/4 and .75·.25/4.
    assert change.value == pytest.approx(0.25)
    assert change.se == pytest.approx(math.sqrt(0.0625 + 0.046875))
    assert change.median == -1
    assert change.lower == pytest.approx(0.25 - 1.959963984540054 * change.se)
    with pytest.raises(InputError, match="one of the groups"):
        got.change("b", "c")


def test_small_groups_are_hidden():
    t = [1.0, 2, 3, 4, 5, 9]
    got = service_times(t, target=3, by=list("aaabbc"), minimum=2)
    assert got.suppressed == ("c",)
    assert math.isnan(got.closed[2])
    assert math.isnan(got.within[2])
    assert got.curves[2].time.size == 0
    rest = service_times(t[:5], target=3, by=list("aaabb"))
    assert got.test.statistic == pytest.approx(rest.test.statistic)
    assert math.isnan(got.test.observed[2])
    assert service_times(t, target=3, by=list("aaabbc"), minimum=3).test is None
    # A hidden group has no part in the mix, and all may be hidden.
    channel = list("xxyxyy")
    mixed = service_times(t, target=3, by=list("aaabbc"), channel=channel, minimum=2)
    assert mixed.provenance.options["mix"] == {"x": 0.6, "y": 0.4}
    none = service_times(t, target=3, by=list("aaabbc"), channel=channel, minimum=9)
    assert none.suppressed == ("a", "b", "c")
    assert np.isnan(none.within).all()


def test_several_groupings_are_crossed():
    t, still = [1.0, 2, 3, 4, 5, 6], [0, 0, 1, 0, 0, 0]
    unit, month = ["a", "a", "b", "b", "a", "b"], [1, 2, 1, 2, 1, 2]
    by = {"unit": unit, "month": month}
    got = service_times(t, target=3, censored=still, by=by, minimum=2)
    pairs = service_times(
        t, target=3, censored=still, by=list(zip(unit, month, strict=True)), minimum=2
    )
    for name in ("n", "closed", "median", "p90", "within", "within_lower", "within_upper"):
        assert np.array_equal(getattr(got, name), getattr(pairs, name), equal_nan=True)
    assert got.domain.tolist() == pairs.domain.tolist()
    assert got.test == pairs.test
    assert got.domain.tolist() == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]
    assert got.n.tolist() == [2, 1, 1, 2]
    assert got.suppressed == (("a", 2), ("b", 1))
    assert got.change(("a", 1), ("b", 2)).value == -0.5
    # A table has a column for each, unless it would be taken for a figure.
    table = got.to_frame("pandas")
    assert table["unit"].tolist() == ["a", "a", "b", "b"]
    assert table["month"].tolist() == [1, 2, 1, 2]
    assert "domain" not in table
    taken = service_times(t, target=3, by={"unit": unit, "n": month}).to_frame("pandas")
    assert taken["n"].tolist() == [2, 1, 1, 2]
    assert taken["by_n"].tolist() == [1, 2, 1, 2]
    # In the order of the names, from a table as well; crossings that occur only.
    turned = service_times(t[1:], target=3, by=pd.DataFrame({"m": month[1:], "u": unit[1:]}))
    assert turned.domain.tolist() == [(1, "a"), (1, "b"), (2, "a"), (2, "b")]
    few = service_times(t[:3], target=3, by={"unit": unit[:3], "month": month[:3]})
    assert few.domain.tolist() == [("a", 1), ("a", 2), ("b", 1)]
    # One name is one array: plain labels of its own type.
    one = service_times(t, target=3, by={"month": month})
    assert one == service_times(t, target=3, by=np.array(month))
    assert one.domain.dtype == np.int64
    assert ServiceTimes.from_dict(json.loads(json.dumps(got.to_dict()))) == got


def test_missing_times():
    t = [1.0, np.nan, 3, 4]
    by = list("aabb")
    with pytest.raises(InputError, match="row 1"):
        service_times(t, target=3, by=by)
    some = service_times(t, target=3, by=by, missing="omit", minimum_test=1)
    assert some.n.tolist() == [1, 2]
    assert some.provenance.left_out == ("1 cases with a missing time",)
    whole = service_times(t, target=3, by=by, missing="propagate")
    assert whole.n.tolist() == [2, 2]
    assert math.isnan(whole.within[0])
    assert whole.within[1] == 0.5
    assert whole.suppressed == ()


def test_complaints_within_their_deadline():
    days = working_days(["2026-03-02", "2026-03-02", "2026-03-06"], ["2026-03-09", "2026-03-20",
                        "2026-03-13"])  # fmt: skip
    assert days.tolist() == [5, 14, 5]
    assert service_times(days, target=10).within[0] == pytest.approx(2 / 3)


def test_intervals_cover_a_known_share():
    """300 offices, exponential times, a fifth still open: 95 % of the intervals hold the share."""
    rng = np.random.default_rng(9)
    n, groups = 60, 300
    t, c = rng.exponential(1, n * groups), rng.exponential(4, n * groups)
    got = service_times(
        np.minimum(t, c), target=1, censored=c < t, by=np.repeat(np.arange(groups), n)
    )
    truth = 1 - math.exp(-1)
    hits = np.mean((got.within_lower <= truth) & (truth <= got.within_upper))
    assert abs(hits - 0.95) < 3 * math.sqrt(0.95 * 0.05 / groups)
    half = np.mean((got.median_lower <= math.log(2)) & ~(got.median_upper < math.log(2)))
    assert abs(half - 0.95) < 3 * math.sqrt(0.95 * 0.05 / groups)


def test_result_travels():
    got = service_times(R["time"], target=30, censored=R["open"], by=R["cell"])
    again = ServiceTimes.from_dict(json.loads(json.dumps(got.to_dict(), allow_nan=False)))
    assert again == got
    assert got.to_frame("pandas").shape[0] == 4


@pytest.mark.parametrize(
    ("call", "argument", "code"),
    [
        (lambda: service_times([-1, 2], target=1), "t", "negative"),
        (lambda: service_times([], target=1), "t", "too_few"),
        (lambda: service_times([np.nan], target=1, missing="omit"), "t", "too_few"),
        (lambda: service_times([np.inf], target=1), "t", "infinite_value"),
        (lambda: service_times(["2"], target=1), "t", "not_numeric"),
        (lambda: service_times([1, 2], target=-1), "target", "out_of_range"),
        (lambda: service_times([1, 2], target=np.nan), "target", "out_of_range"),
        (lambda: service_times([1, 2], target=1, censored=[0, 2]), "censored", "wrong_type"),
        (lambda: service_times([1, 2], target=1, censored=[0]), "censored", "wrong_shape"),
        (lambda: service_times([1, 2], target=1, by=["a", None]), "by", "missing_value"),
        (lambda: service_times([1, 2], target=1, minimum=0), "minimum", "out_of_range"),
        (lambda: service_times([1, 2], target=1, interval="plain"), "interval", "unknown_option"),
        (lambda: service_times([1, 2], target=1, mix={"a": 1.0}), "mix", "missing_argument"),
        (
            lambda: service_times([1, 2], target=1, channel=list("ab"), mix={"a": 1.0}),
            "mix",
            "unknown_label",
        ),
        (
            lambda: service_times([1, 2], target=1, channel=list("aa"), mix={"a": 0.5, "b": 0.5}),
            "mix",
            "unknown_label",
        ),
        (
            lambda: service_times([1, 2], target=1, channel=list("ab"), mix={"a": 0.5, "b": 0.6}),
            "mix",
            "invalid_input",
        ),
        (
            lambda: service_times([1, 2, 3], target=1, by=list("xxy"), channel=list("aba")),
            "channel",
            "missing_value",
        ),
        (lambda: service_times([1, 2], target=2, by={}), "by", "too_few"),
        (lambda: service_times([1, 2], target=2, by={"unit": ["a"]}), "by['unit']", "wrong_shape"),
        (
            lambda: service_times([1, 2], target=2, by={"unit": ["a", None]}),
            "by['unit']",
            "missing_value",
        ),
    ],
)
def test_refusals(call, argument, code):
    with pytest.raises(InputError) as caught:
        call()
    assert (caught.value.argument, caught.value.code) == (argument, code)
