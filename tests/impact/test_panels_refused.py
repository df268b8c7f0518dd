"""impact: refusals of panels and their starts in all their words, with units and rows by name."""

import pytest

from kinerja.impact import did, event_study, staggered_did
from shared_laws import refused_at

GAP = float("nan")
UNITS, PERIODS = list("aaabbbcccddd"), [1, 2, 3] * 4
Y = [5, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9]
HALF = [0] * 6 + [1] * 6
LATER = "Where units start at different times, use staggered_did with the start of each unit."
BOTH = "Two-way effects need both; leave both out for the plain model."
ONE = "one start for all treated units, each of them marked before it too"
ONE_EACH = "units that are treated throughout, never, or from `start` on"
NEVER = "A unit that is never treated has None."
START_HINT = "Write the first treated period of the unit in each of its rows."
WIDER = "A unit that changes its cluster joins the two: take a wider cluster."
EVERY_ROW = "the first treated period of the unit in every row"


def starts(start, **more):
    return staggered_did(Y, UNITS, PERIODS, start, **more)


def study(treated=HALF, start=3, **more):
    return event_study(Y, treated, PERIODS, start=start, unit=UNITS, **more)


def differences(treated=HALF, post=(0, 0, 1) * 4, clusters=UNITS, **more):
    return did(Y, treated, list(post), clusters=clusters, **more)


PANELS = {
    "a unit without its period": (
        lambda: differences(unit=UNITS),
        ("period", "missing_argument", "labels, because `unit` is given", "None", BOTH),
        [],
    ),
    "a period without its unit": (
        lambda: differences(period=PERIODS),
        ("unit", "missing_argument", "labels, because `period` is given", "None", BOTH),
        [],
    ),
    "clusters that switch": (
        lambda: differences([0, 0, 1, *[0] * 6, 1, 1, 1]),
        ("treated", "contradiction", ONE, "clusters in which `treated` switches on", LATER),
        [],
    ),
    "units that switch": (
        lambda: differences([0, 0, 1, *[0] * 6, 1, 1, 1], unit=UNITS, period=PERIODS),
        ("treated", "contradiction", ONE, "units in which `treated` switches on", LATER),
        [],
    ),
    "a period after one start and before another": (
        lambda: differences(post=(0, 1, 1) * 3 + (0, 0, 1), unit=UNITS, period=PERIODS),
        (
            "post",
            "contradiction",
            ONE,
            "a period that is after the start of one unit, before another's",
            LATER,
        ),
        [],
    ),
    "a base after the start": (
        lambda: study(base=0),
        ("base", "out_of_range", "a period before the start, from -2 to -1", "0", ""),
        [],
    ),
    "a base before all periods": (
        lambda: study(base=-3),
        ("base", "out_of_range", "a period before the start, from -2 to -1", "-3", ""),
        [],
    ),
    "a base that is a flag": (
        lambda: study(base=True),
        ("base", "out_of_range", None, "True", None),
        [],
    ),
    "several starts": (
        lambda: study(start=[2, 3]),
        ("start", "contradiction", "one start for all treated units", "2 values", LATER),
        [],
    ),
    "a start that is no period": (
        lambda: study(start=7),
        ("start", "unknown_label", "one of the periods, 1, 2, 3", "7", ""),
        [],
    ),
    "a start at the first period": (
        lambda: study(start=1),
        (
            "start",
            "too_few",
            "a period before the start",
            "none",
            "Without one nothing shows how the groups differed before.",
        ),
        [],
    ),
    "other starts": (
        lambda: study([0, 1, 1, *[0] * 3, 1, 0, 1, 0, 0, 1]),
        ("treated", "contradiction", ONE_EACH, "other starts in 'a', 'c'", LATER),
        ["a", "c"],
    ),
    "nobody treated in a period": (
        lambda: event_study([*Y, 4], [*HALF, 0], [*PERIODS, 4], start=3, unit=[*UNITS, "a"]),
        (
            "period",
            "too_few",
            "treated rows in every period",
            "none in 4",
            "Leave such a period out, or join it with its neighbour.",
        ),
        [],
    ),
    "two starts of a unit": (
        lambda: starts([2, 2, 3, *[GAP] * 3, 3, 3, 2, *[GAP] * 3]),
        (
            "start",
            "contradiction",
            "one start for all rows of a unit",
            "several in 'a', 'c'",
            START_HINT,
        ),
        ["a", "c"],
    ),
    "two clusters of a unit": (
        lambda: starts([2] * 3 + [GAP] * 9, clusters=[*"ppqqqqrrrrrs"]),
        (
            "clusters",
            "contradiction",
            "one cluster for all rows of a unit",
            "several in 'a', 'd'",
            WIDER,
        ),
        ["a", "d"],
    ),
    "rows that are there twice": (
        lambda: staggered_did(
            [*Y, 1, 2], [*UNITS, "b", "d"], [*PERIODS, 2, 3], [2] * 3 + [GAP] * 11
        ),
        (
            "unit",
            "duplicate",
            "one row for each unit and period",
            "('b', 2), ('d', 3) more than once",
            "Take the mean of such rows, or make the unit finer.",
        ),
        [("b", 2), ("d", 3)],
    ),
    "a start for all rows at once": (
        lambda: staggered_did(Y, UNITS, list("123") * 4, "2"),
        ("start", "wrong_shape", EVERY_ROW, "'2'", NEVER),
        [],
    ),
    "starts of another length": (
        lambda: staggered_did(Y, UNITS, list("123") * 4, ["2", None]),
        (
            "start",
            "wrong_shape",
            "12 values",
            "2",
            "Pass one value for each row, in the same order.",
        ),
        [],
    ),
    "starts of another kind": (
        lambda: staggered_did(Y, UNITS, list("123") * 4, [None] * 6 + [2] * 6),
        ("start", "wrong_type", "periods as in `period`, '1', '2', '3'", "2", NEVER),
        [],
    ),
}


@pytest.mark.parametrize("name", PANELS)
def test_a_refusal_of_a_panel_is_said_whole(name):
    refused_at(*PANELS[name])
