"""working_days and due_date: calendars of all kinds, half days, offices, deadlines, refusals."""

import datetime as dt

import holidays
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.errors import InputError
from kinerja.impact import due_date, working_days

OFF = {dt.date(2026, 3, 18): "a", dt.date(2026, 3, 19): "b", dt.date(2026, 3, 20): "c"}


@pytest.mark.parametrize(
    "form",
    [
        list(OFF), tuple(OFF), set(OFF), frozenset(OFF), OFF, OFF.keys(), iter(list(OFF)),
        (d for d in OFF), np.array(list(OFF), dtype="M8[D]"), pd.to_datetime(list(OFF)),
        pd.Series(list(OFF)), pl.Series(list(OFF)), pa.array(list(OFF)),
        {str(d) for d in OFF}, [*OFF, *OFF],
    ],
)  # fmt: skip
def test_holidays_as_people_have_them(form):
    """11 weekdays in (6 March, 23 March 2026]; Wednesday 18 to Friday 20 off: 8."""
    assert working_days("2026-03-06", "2026-03-23", holidays=form).tolist() == [8]


def test_calendars_of_the_package_holidays():
    whole = holidays.country_holidays("ID", years=[2025, 2026])
    filling = holidays.country_holidays("ID")
    days = list(whole)
    expected = working_days("2025-12-20", "2026-01-10", holidays=days)
    assert expected[0] < working_days("2025-12-20", "2026-01-10")[0]
    assert working_days("2025-12-20", "2026-01-10", holidays=whole) == expected
    assert working_days("2025-12-20", "2026-01-10", holidays=filling) == expected
    assert len(filling) == 0  # the caller's calendar is left alone
    assert not filling.years
    assert due_date("2025-12-20", 10, holidays=filling) == due_date("2025-12-20", 10, holidays=days)
    both = working_days(["2025-12-20"] * 2, "2026-01-10", holidays=filling, office=["a", "b"])
    assert both.tolist() == [expected[0]] * 2


def test_names_and_shares_of_the_week():
    # Monday 2 March to Monday 9 March 2026: Tue Wed Thu Fri Sat Sun Mon.
    span = ("2026-03-02", "2026-03-09")
    assert working_days(*span, weekmask="Mon Tue Wed").tolist() == [3]
    assert working_days(*span, weekmask="mon tue wed thu fri sat").tolist() == [6]
    half_friday = working_days(*span, weekmask=(1, 1, 1, 1, 0.5, 0, 0))
    assert half_friday.tolist() == [4.5]
    assert half_friday.dtype == np.float64
    assert working_days(*span, weekmask=[1, 1, 1, 1, 1, 0, 0]).dtype == np.int64


def test_half_days():
    # 24 and 31 December 2026 are Thursdays, 25 December and 1 January Fridays off.
    off, half = ["2026-12-25", "2027-01-01"], ["2026-12-24", "2026-12-31", "2026-12-26"]
    got = working_days(
        ["2026-12-23", "2026-12-24", "2026-12-23"],
        ["2026-12-24", "2026-12-28", "2027-01-04"],
        holidays=off, half_days=half,
    )  # fmt: skip
    # Thursday alone: .5. Friday off, Saturday is no half day, Monday: 1. All: .5 + 3 + .5 + 1.
    assert got.tolist() == [0.5, 1, 5]
    shares = working_days("2026-12-23", "2026-12-24", half_days={"2026-12-24": 0.75})
    assert shares.tolist() == [0.75]
    named = working_days("2026-12-23", "2026-12-24", half_days={dt.date(2026, 12, 24): "eve"})
    assert named.tolist() == [0.5]
    # A holiday stays one; on a half Friday a half day counts once.
    assert working_days("2026-12-24", "2026-12-25", holidays=off, half_days=off).tolist() == [0]
    twice = working_days(
        "2026-12-24", "2026-12-25", weekmask=(1, 1, 1, 1, 0.5, 0, 0), half_days=["2026-12-25"]
    )
    assert twice.tolist() == [0.5]


def test_offices_with_calendars_of_their_own():
    school = ["2026-03-16", "2026-03-17"]
    got = working_days(
        ["2026-03-13"] * 3, ["2026-03-18"] * 3,
        holidays={"school": school, "tax": []}, office=["school", "tax", "school"],
    )  # fmt: skip
    assert got.tolist() == [1, 3, 1]
    week = working_days(
        ["2026-03-13"] * 2, ["2026-03-18"] * 2,
        weekmask={"school": "1111110", "tax": "1111100"}, holidays=school, office=["school", "tax"],
    )  # fmt: skip
    assert week.tolist() == [2, 1]  # Saturday 14 and Wednesday 18; Wednesday
    due = due_date(["2026-03-13"] * 2, 1, holidays={1: school, 2: []}, office=[1, 2])
    assert due.astype(str).tolist() == ["2026-03-18", "2026-03-16"]
    with pytest.raises(InputError, match="'tax'") as error:
        working_days(["2026-03-13"] * 2, "2026-03-18", holidays={"school": school},
                     office=["school", "tax"])  # fmt: skip
    assert error.value.argument == "holidays"


def test_due_dates_by_hand():
    # From Friday 6 March 2026: the first working day is Monday 9, the tenth Friday 20.
    assert due_date("2026-03-06", [0, 1, 5, 10]).astype(str).tolist() == [
        "2026-03-06", "2026-03-09", "2026-03-13", "2026-03-20"
    ]  # fmt: skip
    # From a Saturday the same; three days off in the second week push the tenth to Wednesday 25.
    got = due_date(["2026-03-07", "2026-03-07"], [1, 10], holidays=OFF)
    assert got.astype(str).tolist() == ["2026-03-09", "2026-03-25"]
    # A half Thursday and half Friday make one day.
    half = due_date("2026-03-11", [0.5, 1, 1.5], half_days=["2026-03-12", "2026-03-13"])
    assert half.astype(str).tolist() == ["2026-03-12", "2026-03-13", "2026-03-16"]


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    st.integers(0, 60),
    st.sets(st.integers(0, 90)),
    st.sets(st.integers(0, 90)),
    st.sampled_from(["1111100", "1111110", "0000001", "1010100"]),
)
def test_the_due_date_is_the_first_day_that_suffices(start, days, off, half, week):
    off, half = ([start + dt.timedelta(k) for k in some] for some in (off, half))
    kw = {"holidays": off, "weekmask": week}
    for more in ({}, {"half_days": half}):
        due = due_date([start], [days], **kw, **more)
        assert working_days([start], due, **kw, **more)[0] >= days
        before = due - np.timedelta64(1, "D")
        if before >= np.datetime64(start):
            assert working_days([start], before, **kw, **more)[0] < days
        else:
            assert days == 0


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    st.integers(0, 60),
    st.sets(st.integers(0, 60)),
    st.sets(st.integers(0, 60)),
    st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=7, max_size=7).filter(any),
)
def test_counting_day_by_day(start, length, off, half, week):
    off, half = ({start + dt.timedelta(k) for k in some} for some in (off, half))
    total = sum(
        0 if d in off else min(week[d.weekday()], 0.5) if d in half else week[d.weekday()]
        for d in (start + dt.timedelta(k) for k in range(1, length + 1))
    )
    got = working_days(
        start, start + dt.timedelta(length), holidays=off, half_days=half, weekmask=week
    )
    assert got.tolist() == [total]


@pytest.mark.parametrize(
    ("closed", "row"),
    [
        (["2026-03-09", "2023-02-29"], 1),
        (["2026-02-30", "2026-03-09"], 0),
        (["2026-03-09", "2026-13-01"], 1),
        (["2026-03-09", "2026-03-09T25:00"], 1),
        ([dt.date(2026, 3, 9), "2026-04-31"], 1),
        (pl.Series(["2026-03-09", "2026-04-31"]), 1),
        (["2026-03-09", "0000-01-01"], 1),
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_its_row(closed, row):
    with pytest.raises(InputError, match=f"row {row}") as error:
        working_days(["2020-01-01"] * 2, closed)
    assert error.value.argument == "closed"


def test_dates_of_a_time_zone_are_refused_whatever_holds_them():
    times = pd.to_datetime(["2026-03-05 17:30"]).tz_localize("UTC").tz_convert("Asia/Jakarta")
    for form in (times, pd.Series(times), pl.Series(times), pa.array(times), times.to_list()):
        with pytest.raises(InputError, match="zone"):
            working_days(form, "2026-03-09")


SPAN = ("2026-03-06", "2026-03-09")


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: due_date("2026-03-06", -1), "days"),
        (lambda: due_date("2026-03-06", 1e22), "days"),
        (lambda: due_date("2026-03-06", [1, np.nan]), "days"),
        (lambda: due_date(["2026-03-06"] * 2, [1, 2, 3]), "days"),
        (lambda: due_date("2026-02-30", 1), "opened"),
        (lambda: working_days("2026-03-06", "2026-03-09", holidays=[["2026-03-09"]]), "holidays"),
        (lambda: working_days("2026-03-06", "2026-03-09", holidays=["2026-02-30"]), "holidays"),
        (lambda: working_days(*SPAN, half_days={"2026-03-09": 2}), "half_days"),
        (lambda: working_days("2026-03-06", "2026-03-09", weekmask="Mon Tues"), "weekmask"),
        (lambda: working_days(*SPAN, weekmask=[1, 1, 1, 1, 1, 0, 2]), "weekmask"),
        (lambda: working_days("2026-03-06", "2026-03-09", office=["a", "b"]), "office"),
        (lambda: working_days(np.array([10**9], "M8[D]"), np.array([10**9], "M8[D]")), "opened"),
    ],
)  # fmt: skip
def test_refused(call, argument):
    with pytest.raises(InputError) as error:
        call()
    assert error.value.argument == argument
