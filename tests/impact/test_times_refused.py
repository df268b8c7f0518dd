"""impact: refusals of dates, days off, waiting times, counts and tests of means in their words."""

import datetime

import numpy as np
import pytest

from kinerja.impact import (
    due_date,
    n_gain,
    paired,
    rate,
    rate_ratio,
    service_times,
    two_groups,
    working_days,
)
from shared_laws import refused_at

GAP = float("nan")
FORM = "Write dates as in ISO 8601: '2026-03-06'."
ISO = "dates as in ISO 8601, '2026-03-06', without a time zone"
LOCAL = "Turn other forms, and times of another zone, into local dates first."
OPEN = "For cases still open, give the day of the reading and mark them as censored."
KIND = "Pass datetime64, datetime.date or ISO text such as '2026-03-06'."
OFFICE = "Turn them into the office's local dates first: the day may differ."
SEVEN = "seven digits 0 or 1 from Monday to Sunday, not all 0"
DAYS = "Names of days ('Mon Tue Wed') do as well, or seven shares such as .5 for half days."
EXCHANGED = "Look for exchanged columns, or day and month exchanged."
MEANT = "Without variance there is no error to compare with, and so no number to give."
EVENTS = "Pass the number of events, and what they are counted over as `exposure`."
SCORE = "Correct the score, or state the true maximum of the test."
MONDAY = "2026-03-02"
CASES = {"t": [1, 2, 3, 4], "target": 2}
NOON = datetime.datetime(2026, 3, 3, 12, tzinfo=datetime.UTC)


def days(opened, closed=("2026-03-06",) * 3, **more):
    return working_days(opened, list(closed), **more)


DATES = {
    "closed before opened": (
        lambda: days([MONDAY, "2026-03-07", MONDAY]),
        ("closed", "out_of_range", "no date before `opened`", "row 1 ('2026-03-06')", EXCHANGED),
        [1],
    ),
    "a missing date": (
        lambda: days([MONDAY, MONDAY, None]),
        ("opened", "missing_value", "a date in every row", "row 2 ('NaT')", OPEN),
        [2],
    ),
    "a date of another form": (
        lambda: days([MONDAY, "3/3/2026", MONDAY]),
        ("opened", "wrong_type", ISO, "row 1 ('3/3/2026')", LOCAL),
        [1],
    ),
    "a date that the calendar lacks": (
        lambda: days([MONDAY, MONDAY, "2026-02-29"]),
        ("opened", "wrong_type", "dates that the calendar has", "row 2 ('2026-02-29')", FORM),
        [2],
    ),
    "a date before the calendar": (
        lambda: days(np.array([MONDAY, "0000-12-31", MONDAY], "datetime64[D]")),
        (
            "opened",
            "out_of_range",
            "dates of the years 1 to 9999",
            "row 1 ('0000-12-31')",
            FORM,
        ),
        [1],
    ),
    "a number among dates": (
        lambda: days([datetime.date(2026, 3, 2), None, 20260302]),
        (
            "opened",
            "wrong_type",
            "dates",
            "row 2 (20260302)",
            "A number does not say which calendar it counts on.",
        ),
        [2],
    ),
    "a date of another zone": (
        lambda: days([datetime.date(2026, 3, 2), NOON, NOON.replace(tzinfo=None)]),
        ("opened", "wrong_type", "dates without a time zone", None, OFFICE),
        [1],
    ),
    "numbers for dates": (
        lambda: days([1, 2, 3]),
        ("opened", "wrong_type", "dates (n,)", "an array of int64, shape (3,)", KIND),
        [],
    ),
    "a table of dates": (
        lambda: days([[MONDAY], [MONDAY], [MONDAY]]),
        ("opened", "wrong_type", "dates (n,)", None, KIND),
        [],
    ),
    "months for dates": (
        lambda: days(np.array(["2026-03"] * 3, "datetime64[M]")),
        (
            "opened",
            "wrong_type",
            "whole dates",
            "datetime64[M]",
            "A month does not say on which day.",
        ),
        [],
    ),
    "dates of another length": (
        lambda: days([MONDAY, MONDAY]),
        ("closed", "wrong_shape", "2 dates", "3", ""),
        [],
    ),
    "an office without a calendar": (
        lambda: days(
            [MONDAY] * 3, holidays={"North": ["2026-03-04"]}, office=["North", "South", "East"]
        ),
        (
            "holidays",
            "missing_value",
            "a calendar for each office",
            "none for 'East', 'South'",
            "An office without days off of its own has an empty one, ().",
        ),
        ["East", "South"],
    ),
    "half days of one office only": (
        lambda: days([MONDAY] * 3, half_days={"N": ["2026-03-04"]}, office=["N", "S", "S"]),
        ("half_days", "missing_value", "a calendar for each office", "none for 'S'", None),
        ["S"],
    ),
    "a week of one office only": (
        lambda: days([MONDAY] * 3, weekmask={"N": "1111110"}, office=["N", "S", "S"]),
        ("weekmask", "missing_value", "a calendar for each office", "none for 'S'", None),
        ["S"],
    ),
    "lists of holidays": (
        lambda: days([MONDAY] * 3, holidays=[["2026-03-04"], ["2026-03-05"]]),
        (
            "holidays",
            "wrong_shape",
            "one list of dates, or a mapping of office to dates",
            "lists inside a list",
            "Several calendars are a mapping by office, with `office` for the rows.",
        ),
        [],
    ),
    "a holiday that is none": (
        lambda: days([MONDAY] * 3, holidays=["2026-03-04", "4 March"]),
        ("holidays", "wrong_type", ISO, "row 1 ('4 March')", LOCAL),
        [1],
    ),
    "a half day that is none": (
        lambda: days([MONDAY] * 3, half_days=["2026-03-04", "4 March"]),
        ("half_days", "wrong_type", ISO, "row 1 ('4 March')", LOCAL),
        [1],
    ),
    "a week of no day": (
        lambda: due_date(MONDAY, 3, weekmask="0000000"),
        ("weekmask", "unknown_option", SEVEN, "'0000000'", DAYS),
        [],
    ),
    "a week of six digits": (
        lambda: due_date(MONDAY, 3, weekmask="111110"),
        ("weekmask", "unknown_option", SEVEN, "'111110'", DAYS),
        [],
    ),
    "a week of an unknown day": (
        lambda: due_date(MONDAY, 3, weekmask="Mon Tue Wes"),
        ("weekmask", "unknown_option", SEVEN, "'Mon Tue Wes'", DAYS),
        [],
    ),
    "a week of shares below 0": (
        lambda: due_date(MONDAY, 3, weekmask=[1, 1, 1, 1, -1, 0, 0]),
        ("weekmask", "unknown_option", SEVEN, "[1, 1, 1, 1, -1, 0, 0]", DAYS),
        [],
    ),
}

TIMES = {
    "a time that is missing": (
        lambda: service_times([1, GAP, 3], target=2),
        (
            "t",
            "missing_value",
            None,
            "row 1 (missing)",
            "Of a case still open give the time so far, and mark it as censored.",
        ),
        [1],
    ),
    "no case": (
        lambda: service_times([], target=2),
        ("t", "too_few", "a case", "none", ""),
        [],
    ),
    "no case left": (
        lambda: service_times([GAP, GAP], target=2, missing="omit"),
        ("t", "too_few", "a case", "none", ""),
        [],
    ),
    "a time below 0": (
        lambda: service_times([1, 2, -3], target=2),
        ("t", "negative", "0 or more", "row 2 (-3)", "Look for opening and closing exchanged."),
        [2],
    ),
    "a mix of no channels": (
        lambda: service_times(**CASES, mix={"web": 1}),
        ("mix", "missing_argument", "`channel` too", "None", ""),
        [],
    ),
    "a share of no channel": (
        lambda: service_times(**CASES, channel=list("aabb"), mix={"a": 0.5, "b": 0.25, "c": 0.25}),
        (
            "mix",
            "unknown_label",
            "a share for each channel, 'a', 'b'",
            "'c' without cases",
            "Give 0 to a channel that is not to count.",
        ),
        ["c"],
    ),
    "a channel without a share": (
        lambda: service_times(**CASES, channel=list("aabb"), mix={"a": 1.0}),
        ("mix", "unknown_label", "a share for each channel, 'a', 'b'", "none for 'b'", None),
        ["b"],
    ),
    "shares of more than 1": (
        lambda: service_times(**CASES, channel=list("aabb"), mix={"a": 0.75, "b": 0.5}),
        ("mix", "invalid_input", "shares that sum to 1", "1.25", ""),
        [],
    ),
    "a share below 0": (
        lambda: service_times(**CASES, channel=list("aabb"), mix={"a": -0.5, "b": 1.5}),
        ("mix", "negative", "0 or more", "row 'a' (-0.5)", ""),
        ["a"],
    ),
    "a share that is missing": (
        lambda: service_times(**CASES, channel=list("aabb"), mix={"b": GAP, "a": 1}),
        ("mix", "missing_value", None, "row 'b' (missing)", None),
        ["b"],
    ),
    "a group without a channel": (
        lambda: service_times(
            [1, 2, 3, 4, 5],
            target=2,
            by=list("xxyyz"),
            channel=list("abaaa"),
            mix={"a": 0.5, "b": 0.5},
        ),
        (
            "channel",
            "missing_value",
            "cases of every channel of the mix in every group",
            "none of 'b' in 'y'",
            "Join channels or groups, or give the channel the share 0.",
        ),
        [("y", "b"), ("z", "b")],
    ),
    "a change of no group": (
        lambda: service_times(**CASES, by=list("xxyy")).change("x", "w"),
        ("second", "unknown_label", "one of the groups, 'x', 'y'", "'w'", ""),
        [],
    ),
    "a change from no group": (
        lambda: service_times(**CASES, by=list("xxyy")).change("w", "x"),
        ("first", "unknown_label", "one of the groups, 'x', 'y'", "'w'", ""),
        [],
    ),
    "parts of events": (
        lambda: rate([3, 4.5], [10, 10]),
        ("count", "out_of_range", "whole numbers", "row 1 (4.5)", EVENTS),
        [1],
    ),
    "events below 0": (
        lambda: rate([3, -4], [10, 10]),
        ("count", "negative", "0 or more", "row 1 (-4)", ""),
        [1],
    ),
    "events beyond whole numbers": (
        lambda: rate([3, 1e16], [10, 10]),
        (
            "count",
            "out_of_range",
            f"counts of at most {2**53}",
            "row 1 (1e+16)",
            "Larger floats are not every whole number.",
        ),
        [1],
    ),
    "no exposure": (
        lambda: rate([3, 4], [10, 0]),
        ("exposure", "not_positive", "more than 0", "row 1 (0)", ""),
        [1],
    ),
    "exposures of another length": (
        lambda: rate([3, 4], [10, 2, 5]),
        ("exposure", "wrong_shape", "2 values", "3", None),
        [],
    ),
    "no event of either": (
        lambda: rate_ratio([0, 0], [1, 2]),
        (
            "count",
            "too_few",
            "at least one event",
            "0 and 0",
            "Two rates of 0 have no ratio; look at rate() of each.",
        ),
        [],
    ),
    "a score above the maximum before": (
        lambda: n_gain([40, 101], [50, 60], 100),
        ("pre", "out_of_range", "at most the maximum, 100", "row 1 (101)", SCORE),
        [1],
    ),
    "a score above the maximum after": (
        lambda: n_gain([4, 5, 6], [5, 6, 10.75], 10.5),
        ("post", "out_of_range", "at most the maximum, 10.5", "row 2 (10.75)", SCORE),
        [2],
    ),
    "groups without variance": (
        lambda: two_groups([3, 3], [4, 4, 4]),
        (
            "a",
            "constant",
            "values that differ",
            "only 3 in the one group and 4 in the other",
            MEANT,
        ),
        [],
    ),
    "pairs of one change": (
        lambda: paired([3, 5, 9], [4.5, 6.5, 10.5]),
        ("after", "constant", "values that differ", "the same change, 1.5, in all 3 pairs", MEANT),
        [],
    ),
}


@pytest.mark.parametrize("name", DATES)
def test_a_refusal_of_dates_is_said_whole(name):
    refused_at(*DATES[name])


@pytest.mark.parametrize("name", TIMES)
def test_a_refusal_of_times_and_counts_is_said_whole(name):
    refused_at(*TIMES[name])
