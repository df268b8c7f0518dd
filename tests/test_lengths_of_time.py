"""A length of time is no number, although numpy counts it among its whole numbers.

numpy compares one with a whole number as if it had no unit, and warns of it since 2.5.
"""

import warnings

import numpy as np
import pytest

from kinerja import _checks, impact, scoring, survey
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, Scorecard, Target


def days(count):
    return np.timedelta64(count, "D")


def card():
    return Scorecard(
        code="c",
        name="C",
        parts=(
            Indicator(code="q", name="Quality", scale=Identity(), weight=3),
            Indicator(code="s", name="Speed", scale=Target(target=5), weight=1),
        ),
    )


def scores():
    return scoring.score(
        card(), {"q": [30.0, 80, 55], "s": [9.0, 2, 1]}, targets={"s": [10.0, 4, 5]}
    )


def events(base):
    outcome = [5, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9]
    return impact.event_study(
        outcome, [0] * 6 + [1] * 6, [1, 2, 3] * 4, start=3, unit=list("aaabbbcccddd"), base=base
    )


def waves(key):
    years = {1: [2, 3, 3, 2], key: [3, 3, 2, 3], 3: [3, 4, 3, 3]}
    design = survey.Design()
    return survey.waves({year: survey.mean(y, design) for year, y in years.items()})


DOORS = {
    "one number": ("x", lambda: _checks.number(days(1), "x")),
    "one whole number": ("x", lambda: _checks.whole_number(days(1), "x")),
    "a flag among flags": ("x", lambda: _checks.flags([True, days(1), False], "x")),
    "a flag of 0": ("x", lambda: _checks.flags([True, days(0), False], "x")),
    "a position": ("row", lambda: _checks.row_of(days(1), None, 3)),
    "a position of scores": ("row", lambda: scores()[days(1)]),
    "a position far outside": ("row", lambda: scores()[days(9)]),
    "a pair of positions": (
        "interaction",
        lambda: scoring.choquet([18, 16], [0.5, 0.5], {(days(0), 1): 0.2}),
    ),
    "points for what is missing": (
        "missing",
        lambda: scoring.score(card(), {"q": [1.0], "s": [1.0]}, missing=days(1)),
    ),
    "a period before the start": ("base", lambda: events(days(-1))),
    "an option of a series that is not given": (
        "autocorrelation",
        lambda: impact.sample_for(0.5, autocorrelation=days(0)),
    ),
    "when a survey was": ("times", lambda: waves(days(2))),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_length_of_time_is_refused_where_a_number_belongs(door):
    argument, call = DOORS[door]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(InputError) as caught:
            call()
    assert caught.value.argument == argument


@pytest.mark.parametrize(
    ("value", "number", "whole"),
    [
        *((kind(2), True, True) for kind in (int, np.int8, np.uint64)),
        *((kind(2), True, False) for kind in (float, np.float32, np.longdouble)),
        *((value, False, False) for value in (True, np.True_, days(2), 2j, "2", None, [2])),
    ],
)
def test_what_is_a_number_and_what_a_whole_one(value, number, whole):
    assert (_checks.is_number(value), _checks.is_whole(value)) == (number, whole)


def test_the_same_doors_let_numbers_of_numpy_through():
    one = np.int16(1)
    assert _checks.row_of(one, None, 3) == 1
    assert scores()[one].total == scores().total[1]
    assert events(-one).relative.tolist() == events(-1).relative.tolist()
    assert waves(np.int32(2)).slope.tolist() == waves(2).slope.tolist()
