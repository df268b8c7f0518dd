"""impact: what is refused, with argument, kind, what was expected and what was found."""

import datetime
import math

import numpy as np
import pandas as pd
import pytest

from kinerja._impact.survival import first_reached
from kinerja.errors import InputError
from kinerja.impact import (
    did,
    due_date,
    event_study,
    interrupted_series,
    n_gain,
    paired,
    rate_ratio,
    service_times,
    staggered_did,
    two_groups,
    working_days,
)
from shared_laws import refused_as

GAP = float("nan")
UNITS, PERIODS = list("aaabbbcccddd"), [1, 2, 3] * 4
Y = [5, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9]


def series(*values, **more):
    return interrupted_series(values, 3, **more)


REFUSALS = {
    "dates of two lengths": (
        lambda: working_days(["2026-03-02", "2026-03-03"], ["2026-03-04"] * 3),
        ("closed", "wrong_shape", "2 dates", "3"),
    ),
    "three counts": (
        lambda: rate_ratio([4, 5, 6], [1, 2, 3]),
        ("count", "wrong_shape", "two counts", "3"),
    ),
    "a date that is none": (
        lambda: working_days(["2026-02-30"], ["2026-03-04"]),
        ("opened", "wrong_type", "dates that the calendar has", "row 0 ('2026-02-30')"),
    ),
    "objects that are no dates": (
        lambda: working_days([object()], ["2026-03-04"]),
        ("opened", "wrong_type", "dates", None),
    ),
    "a week of six days": (
        lambda: due_date("2026-03-02", 3, weekmask=[1, 1, 1, 1, 1, 0]),
        (
            "weekmask",
            "unknown_option",
            "seven digits 0 or 1 from Monday to Sunday, not all 0",
            "[1, 1, 1, 1, 1, 0]",
        ),
    ),
    "a week that is a number": (
        lambda: due_date("2026-03-02", 3, weekmask=5),
        (
            "weekmask",
            "unknown_option",
            "seven digits 0 or 1 from Monday to Sunday, not all 0",
            "5",
        ),
    ),
    "a week of shares above 1": (
        lambda: due_date("2026-03-02", 3, weekmask=[1, 1, 1, 1, 2, 0, 0]),
        (
            "weekmask",
            "unknown_option",
            "seven digits 0 or 1 from Monday to Sunday, not all 0",
            "[1, 1, 1, 1, 2, 0, 0]",
        ),
    ),
    "nobody treated": (
        lambda: event_study(Y, [0] * 12, PERIODS, start=3, unit=UNITS),
        ("treated", "too_few", "treated rows", "none"),
    ),
    "everybody treated": (
        lambda: event_study(Y, [1] * 12, PERIODS, start=3, unit=UNITS),
        ("treated", "too_few", "control rows", "none"),
    ),
    "cuts that fall": (
        lambda: n_gain([40, 50], [60, 70], 100, cuts=(0.7, 0.3)),
        ("cuts", "invalid_input", "two rising cuts", "(0.7, 0.3)"),
    ),
    "cuts that are one": (
        lambda: n_gain([40, 50], [60, 70], 100, cuts=(0.5, 0.5)),
        ("cuts", "invalid_input", "two rising cuts", "(0.5, 0.5)"),
    ),
    "nobody below the maximum": (
        lambda: n_gain([100, 100], [90, 100], 100),
        ("pre", "too_few", "a person below the maximum before", "none"),
    ),
    "no rows": (
        lambda: staggered_did([], [], [], []),
        ("y", "too_few", "rows", "none"),
    ),
    "a start for all rows at once": (
        lambda: staggered_did(Y, UNITS, list("123") * 4, "2"),
        ("start", "wrong_shape", "the first treated period of the unit in every row", "'2'"),
    ),
    "a start that is a number for periods that are text": (
        lambda: staggered_did(Y, UNITS, list("123") * 4, 7),
        ("start", "wrong_shape", "the first treated period of the unit in every row", "7"),
    ),
    "starts of another length": (
        lambda: staggered_did(Y, UNITS, list("123") * 4, ["2", None]),
        ("start", "wrong_shape", "12 values", "2"),
    ),
    "starts of another kind": (
        lambda: staggered_did(Y, UNITS, list("123") * 4, [None] * 6 + [2] * 6),
        ("start", "wrong_type", "periods as in `period`, '1', '2', '3'", "2"),
    ),
    "nobody to compare with": (
        lambda: staggered_did(Y, UNITS, PERIODS, [2] * 12, control="not_yet"),
        ("start", "too_few", "units to compare with in a period after a start", "none"),
    ),
    "nobody who never starts": (
        lambda: staggered_did(Y, UNITS, PERIODS, [2] * 6 + [3] * 6),
        ("start", "too_few", "units that are never treated", "none"),
    ),
    "one pair": (
        lambda: paired([3, GAP], [4, 5], missing="omit"),
        ("before", "too_few", "at least 2 pairs", "1"),
    ),
    "one value left in b": (
        lambda: two_groups([3, 4, GAP], [4, GAP], missing="omit"),
        ("b", "too_few", "at least 2 values", "1"),
    ),
    "one value in a": (
        lambda: two_groups([3], [4, 5]),
        ("a", "too_few", "at least 2 values", "1"),
    ),
    "groups without any difference": (
        lambda: two_groups([3, 3], [4, 4, 4]),
        ("a", "constant", None, "only 3 in the one group and 4 in the other"),
    ),
    "pairs with one change": (
        lambda: paired([3, 5, 9], [4.5, 6.5, 10.5]),
        ("after", "constant", None, "the same change, 1.5, in all 3 pairs"),
    ),
    "times of another length": (
        lambda: series(1, 2, 4, 3, 5, 7, time=np.array(["2026-01", "2026-02"], "datetime64[M]")),
        ("time", "wrong_shape", "6 times", "2"),
    ),
    "a time that is missing": (
        lambda: series(
            *(1, 2, 4, 3, 5, 7),
            time=np.array(["2026-01-05", "NaT", *["2026-01-07"] * 4], "datetime64[D]"),
        ),
        ("time", "missing_value", "a time for every value", "row 1 (missing)"),
    ),
    "a time that the calendar lacks": (
        lambda: series(1, 2, 4, 3, 5, 7, time=[f"2026-02-{day}" for day in range(26, 32)]),
        (
            "time",
            "wrong_type",
            "dates that the calendar has",
            "row 3 ('2026-02-29'); row 4 ('2026-02-30'); row 5 ('2026-02-31')",
        ),
    ),
    "an index that the calendar lacks": (
        lambda: interrupted_series(
            pd.Series([1.0, 2, 4, 3, 5, 7], [f"2026-06-{day}" for day in range(26, 32)]), 3
        ),
        ("y", "wrong_type", "dates that the calendar has", "row 5 ('2026-06-31')"),
    ),
    "a model that fits exactly": (
        lambda: series(1, 2, 3, 7, 9, 11),
        ("y", "constant", "values that differ from the model's", None),
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_names_argument_and_kind(name):
    call, wanted = REFUSALS[name]
    refused_as(call, *wanted)


# What is given once, or in another form -------------------------------------------------------


def test_one_holiday_and_holidays_by_name_are_days_off():
    # From Monday 2 to Friday 6 March 2026 four working days are counted; Wednesday is off.
    plain = working_days("2026-03-02", "2026-03-06")
    for off in (
        "2026-03-04",
        datetime.date(2026, 3, 4),
        np.datetime64("2026-03-04"),
        ["2026-03-04"],
        {"2026-03-04": "Founding day"},
        ("2026-03-04", "2026-03-04"),
    ):
        assert working_days("2026-03-02", "2026-03-06", holidays=off) == plain - 1
    # One calendar for all offices is no mapping by office, though it is a mapping.
    got = working_days(
        ["2026-03-02"] * 2, ["2026-03-06"] * 2, holidays={"2026-03-04": "x"}, office=["A", "B"]
    )
    assert got.tolist() == [int(plain[0]) - 1] * 2


def test_a_week_of_shares_counts_parts_of_days():
    # Monday to Friday whole but Friday half, and half of Saturday: due after 5 whole days of work
    # from Monday 2 March are Tuesday to Thursday (3), Friday ½, Saturday ½, Monday 1.
    week = [1, 1, 1, 1, 0.5, 0.5, 0]
    spent = working_days("2026-03-02", "2026-03-09", weekmask=week)
    assert spent.tolist() == [5.0]
    assert working_days("2026-03-02", "2026-03-09", weekmask=tuple(week)).tolist() == [5.0]
    assert working_days("2026-03-02", "2026-03-09", weekmask=np.array(week)).tolist() == [5.0]


def test_dates_among_texts_are_read():
    got = working_days(
        [np.datetime64("2026-03-02"), "2026-03-02", datetime.date(2026, 3, 2)], ["2026-03-06"] * 3
    )
    assert len(set(got.tolist())) == 1
    with pytest.raises(InputError, match="a date in every row") as caught:
        working_days(["2026-03-02", np.datetime64("NaT")], ["2026-03-06"] * 2)
    assert caught.value.code == "missing_value"


def test_did_leaves_out_rows_of_units_and_periods():
    treated, post = [0] * 6 + [1] * 6, [0, 0, 1] * 4
    gaps = [*Y[:4], GAP, *Y[5:]]
    kept = [i for i in range(12) if i != 4]

    def of(rows, values):
        return did(
            [values[i] for i in rows],
            [treated[i] for i in rows],
            [post[i] for i in rows],
            clusters=[UNITS[i] for i in rows],
            unit=[UNITS[i] for i in rows],
            period=[PERIODS[i] for i in rows],
            missing="omit",
        )

    whole, without = of(range(12), gaps), of(kept, Y)
    assert (whole.value, whole.se, whole.df) == (without.value, without.se, without.df)
    assert whole.n == 11
    assert len(whole.provenance.left_out) == 1
    assert without.provenance.left_out == ()
    assert whole._headline("en") != whole._headline("id")


def test_two_groups_with_a_gap_keep_what_is_known():
    got = two_groups([3, 4, GAP], [1, 2, 6], missing="propagate", variances="equal", level=0.9)
    assert (got.n, got.variances, got.level) == ((3, 3), "equal", 0.9)
    assert math.isnan(got.mean[0])
    assert got.mean[1] == 3.0
    assert np.isnan([got.value, got.se, got.g, got.lower, got.rank_p, got.superiority]).all()
    both = two_groups([3, 4, 5.5], [1, GAP, 6], missing="propagate")
    assert both.mean[0] == pytest.approx(12.5 / 3)
    omitted = two_groups([3, 4, GAP], [1, 2, 6, GAP], missing="omit")
    again = two_groups([3, 4], [1, 2, 6])
    assert (omitted.value, omitted.se, omitted.n) == (again.value, again.se, (2, 3))
    assert "2" in omitted.provenance.left_out[0]
    assert again.provenance.left_out == ()


def test_pairs_with_a_gap_are_left_out_together():
    omitted = paired([1, GAP, 3, 5, 8], [2, 4, GAP, 7, 8], missing="omit")
    again = paired([1, 5, 8], [2, 7, 8])
    assert (omitted.value, omitted.sd, omitted.n) == (again.value, again.sd, 3)
    assert "2" in omitted.provenance.left_out[0]
    with pytest.raises(InputError, match="row 1"):
        paired([1, GAP, 3], [2, 4, 5])


def test_a_gain_with_a_gap_has_no_mean_and_says_whom_it_knows():
    got = n_gain([40, GAP, 100, 50], [70, 80, 100, 40], 100, missing="propagate")
    assert np.isnan([got.mean_of_gains, got.se, got.lower, got.upper, got.gain_of_means]).all()
    # 30/60 and −10/50; the third had nothing left to gain.
    assert got.gain.tolist()[::3] == [0.5, -0.2]
    assert (got.undefined, got.low, got.medium, got.high) == (1, 1, 1, 0)
    # Nobody is known to be below the maximum, and nothing more is refused.
    assert n_gain([GAP, 100], [50, 90], 100, missing="propagate").undefined == 1


def test_a_series_seen_every_other_period_has_no_neighbours():
    y = [3.0, GAP, 4, GAP, 6, GAP, 5, GAP, 9, GAP, 8, GAP, 12, GAP, 11]
    got = interrupted_series(y, 8)
    assert math.isnan(got.durbin_watson)
    assert np.isfinite(got.se).all()


def test_seasons_that_the_lines_explain_are_refused():
    # Three values before the start, each in a season of its own, and two of these seasons never
    # again: a line through the three is as good as the seasons.
    y = [3.0, 4, 6, 5, 9, 8, 12, 11]
    with pytest.raises(InputError) as caught:
        interrupted_series(y, 3, season=list("abcaaaaa"))
    fault = caught.value
    assert (fault.argument, fault.code) == ("season", "not_estimable")
    assert fault.expected == "seasons that differ from trend and level"
    assert fault.found == "a season that they explain entirely"


def test_the_index_of_a_series_tells_the_steps():
    y = [3.0, 4, 6, 5, 9, 8, 12, 11]
    plain = interrupted_series(y, 4)
    months = pd.period_range("2026-01", periods=8, freq="M")
    for index in (
        months,
        months.to_timestamp(),
        months.astype(str),
        pd.Index([stamp.date() for stamp in months.to_timestamp()], dtype=object),
        pd.RangeIndex(5, 13),
        list("abcdefgh"),  # says nothing of time: one step each
        np.arange(8) / 3,
    ):
        got = interrupted_series(pd.Series(y, index=index), 4)
        assert got.se.tolist() == plain.se.tolist()


@pytest.mark.parametrize(
    "gap",
    [
        lambda x: x,
        lambda x: pd.to_datetime(x),
        lambda x: pd.Series(pd.to_datetime(x)).dt.tz_localize("Asia/Jakarta"),
        lambda x: [*x[:4], " ", *x[5:]],
    ],
)
def test_a_missing_date_is_missing_in_whatever_holds_it(gap):
    dates = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", None, "2026-01-10"]
    with pytest.raises(InputError, match="a time for every value; found row 4") as caught:
        series(1, 2, 4, 3, 5, 7, time=gap(dates))
    assert (caught.value.argument, caught.value.code) == ("time", "missing_value")
    assert caught.value.hint == ("Give the period its time: a period without a value has one too.")


def test_many_groups_are_not_tested():
    n = 1001
    t = np.tile([3.0, 5.0], n)
    got = service_times(t, target=4, by=np.repeat(np.arange(n), 2))
    assert got.test is None
    assert any("1,000" in note for note in got.provenance.left_out)
    some = service_times(t[: 2 * 1000], target=4, by=np.repeat(np.arange(1000), 2), minimum_test=2)
    assert some.test.df == 999


def test_a_share_is_reached_at_twelve_digits_and_not_before():
    # Just short of one half by less than 1e-10, and yet another number at twelve digits.
    short = 0.5 - 5e-12
    assert first_reached(np.array([0.2, short, 0.5, 0.9]), 0.5) == 2
    assert first_reached(np.array([0.2, 0.5 - 1e-14, 0.9]), 0.5) == 1
    assert first_reached(np.array([0.2, short]), 0.5) == -1
    assert first_reached(np.array([]), 0.5) == -1
