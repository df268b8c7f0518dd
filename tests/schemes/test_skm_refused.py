"""SKM: refusals of answers, weights, populations, plans and reports in all their words."""

import pytest

from kinerja.schemes import skm
from kinerja.survey import Design
from shared_laws import refused_at

GAP = float("nan")
ITEMS = [f"U{j}" for j in range(1, 10)]
THREES, FOURS = [3.0] * 9, [4.0] * 9
ANSWERS = [THREES, FOURS, THREES, FOURS]
UNIT = ["a", "a", "b", "b"]
MISSING = "a number in every cell"
FILL = "Fill it in, or leave the row out."
PLAN = "the columns item, action and who; due and done where they are known"
EACH = f"a weight for each of {', '.join(ITEMS)}"
SINGLE = "1/9 or a rounding of it, such as 0.111 or 0.11; or one weight for each item, which "
MADE = "what `skm.index` returned"


def answers_but(row, item, value):
    out = [list(x) for x in ANSWERS]
    out[row][item] = value
    return out


def weights_but(**more):
    return {**dict.fromkeys(ITEMS, 1 / 9), **more}


def plan(**more):
    return skm.action_plan(["U1", "U2"], ["x", "y"], ["A", "B"], **more)


def by_unit(answers=ANSWERS, **more):
    return skm.index(answers, by=UNIT, **more)


INDEX = {
    "an answer beyond 4": (
        lambda: skm.index(answers_but(2, 3, 5.0)),
        ("responses", "out_of_range", "answers from 1 to 4", "row 2 column 'U4' (5)", ""),
        [(2, "U4")],
    ),
    "an answer below 1": (
        lambda: skm.index(answers_but(1, 8, 0.5)),
        ("responses", "out_of_range", "answers from 1 to 4", "row 1 column 'U9' (0.5)", ""),
        [(1, "U9")],
    ),
    "an answer missing": (
        lambda: skm.index(answers_but(3, 1, GAP), missing="raise"),
        ("responses", "missing_value", MISSING, "row 3 column 'U2' (missing)", FILL),
        [(3, "U2")],
    ),
    "no complete answer": (
        lambda: skm.index([[GAP, *THREES[1:]]], missing="omit"),
        ("responses", "too_few", "at least one complete row", "none", ""),
        [],
    ),
    "no item left": (
        lambda: skm.index(ANSWERS, not_applicable=ITEMS),
        ("not_applicable", "too_few", "at least one item left", "none", ""),
        [],
    ),
    "items of labels without a grouping": (
        lambda: skm.index(ANSWERS, not_applicable={"a": ["U4"]}),
        (
            "not_applicable",
            "missing_argument",
            "one grouping in `by`, whose labels the mapping names",
            "0 groupings",
            "Pass `by=`, or the items that apply to nobody as a list.",
        ),
        [],
    ),
    "items of another label": (
        lambda: by_unit(not_applicable={"a": ["U4"], "c": ["U4"]}),
        ("not_applicable", "unknown_label", "labels of `by`: 'a', 'b'", "'c'", ""),
        ["c"],
    ),
    "a weight of another size": (
        lambda: skm.index(ANSWERS, item_weight=0.2),
        ("item_weight", "out_of_range", SINGLE + "sum to 1", "0.2", ""),
        [],
    ),
    "a weight of no item": (
        lambda: skm.index(ANSWERS, item_weight=weights_but(U10=0.1, U11=0.1)),
        ("item_weight", "unknown_label", EACH, "U10, U11 beside them", ""),
        ["U10", "U11"],
    ),
    "an item without a weight": (
        lambda: skm.index(ANSWERS, item_weight=dict.fromkeys(ITEMS[:-2], 1 / 7)),
        ("item_weight", "missing_value", EACH, "none for U8", ""),
        ["U8", "U9"],
    ),
    "eight weights": (
        lambda: skm.index(ANSWERS, item_weight=[1 / 8] * 8),
        ("item_weight", "wrong_shape", "9 weights, one for each item", "shape (8,)", ""),
        [],
    ),
    "weights of more than 1": (
        lambda: skm.index(ANSWERS, item_weight=[0.125] * 9),
        ("item_weight", "out_of_range", "weights above 0 that sum to 1", "a sum of 1.125", ""),
        [],
    ),
    "a weight of nothing": (
        lambda: skm.index(ANSWERS, item_weight=[0, *[0.125] * 8]),
        ("item_weight", "out_of_range", "weights above 0 that sum to 1", "a sum of 1", ""),
        [],
    ),
    "a design that is none": (
        lambda: skm.index(ANSWERS, design=[1, 1, 1, 1]),
        (
            "design",
            "wrong_type",
            "a kinerja.survey.Design, or None for a simple random sample",
            "list",
            "",
        ),
        [],
    ),
    "a design of other rows": (
        lambda: skm.index(ANSWERS, design=Design(weights=[1.0, 2.0, 3.0])),
        ("design", "wrong_shape", "a design of 4 rows", "3", ""),
        [],
    ),
    "a unit without weights": (
        lambda: by_unit(design=Design(weights=[1.0, 2.0, 0.0, 0.0])),
        (
            "design",
            "invalid_input",
            "a weight above 0 in every domain",
            "only zeros in by='b'",
            "Leave the domain out, or give its respondents their weights.",
        ),
        [],
    ),
    "people of the whole by label": (
        lambda: by_unit(population=300),
        ("population", "wrong_type", "people served by label of `by`, as a mapping", "300", ""),
        [],
    ),
    "people by label of the whole": (
        lambda: skm.index(ANSWERS, population={"a": 1, "b": 2}),
        ("population", "wrong_type", "one number: there is no `by`", "a mapping of 2", ""),
        [],
    ),
    "people of another label": (
        lambda: by_unit(population={"a": 100, "c": 50}),
        ("population", "unknown_label", "labels of `by`: 'a', 'b'", "'c'", ""),
        ["c"],
    ),
    "half a person": (
        lambda: by_unit(population={"a": 100, "b": 50.5}),
        ("population", "wrong_type", "whole numbers of people", "50.5 for 'b'", ""),
        ["b"],
    ),
    "an agency of no index": (
        lambda: skm.agency([1]),
        ("result", "wrong_type", MADE, "list", ""),
        [],
    ),
}

REPORTS = {
    "no column of who": (
        lambda: skm.action_plan(["U1"], ["x"]),
        ("items", "missing_column", PLAN, "no who", ""),
        [],
    ),
    "a column of another name": (
        lambda: skm.action_plan({"item": ["U1"], "action": ["x"], "who": ["A"], "cost": [1]}),
        ("items", "unknown_label", PLAN, "'cost' beside them", ""),
        [],
    ),
    "days of another length": (
        lambda: plan(due=["2026-01-01"]),
        ("due", "wrong_shape", "2 values, one for each action", "1", ""),
        [],
    ),
    "one number for days": (
        lambda: plan(due=3),
        ("due", None, "one value for each action", None, None),
        [],
    ),
    "an action missing": (
        lambda: skm.action_plan(["U1", "U2"], ["x", None], ["A", "B"]),
        ("action", "missing_value", "a text in every row", "None (row 1)", ""),
        [1],
    ),
    "somebody who is a number": (
        lambda: skm.action_plan(["U1", "U2"], ["x", "y"], ["A", 3]),
        ("who", "wrong_type", "a text in every row", "3 (row 1)", ""),
        [1],
    ),
    "an item that is blank": (
        lambda: skm.action_plan(["U1", "  "], ["x", "y"], ["A", "B"]),
        ("items", None, "a text in every row", "'  ' (row 1)", ""),
        [1],
    ),
    "a table of means": (
        lambda: skm.check_report([THREES]),
        ("means", "wrong_shape", "one mean for each item, (k,)", "shape (1, 9)", ""),
        [],
    ),
    "means of no scale": (
        lambda: skm.check_report([3.0, 4.5]),
        (
            "means",
            "out_of_range",
            "means from 1 to 4, or from 25 to 100",
            "from 3 to 4.5",
            "",
        ),
        [],
    ),
    "a mean missing": (
        lambda: skm.check_report([3.0, GAP]),
        ("means", "missing_value", MISSING, "row 1 (missing)", FILL),
        [1],
    ),
    "a grade that is none": (
        lambda: skm.check_report(THREES, grade="E"),
        ("grade", "unknown_option", None, "'E'", ""),
        [],
    ),
    "grades of another length": (
        lambda: skm.check_report(THREES, item_grades=["B", "B"]),
        ("item_grades", "wrong_shape", "9 grades, one for each item", "2", ""),
        [],
    ),
    "a form of no index": (
        lambda: skm.report_form("index"),
        ("result", "wrong_type", MADE, "str", ""),
        [],
    ),
    "names of no item": (
        lambda: skm.report_form(
            skm.index(ANSWERS, not_applicable=["U4"]), item_names={"U4": "x", "U1": "y"}
        ),
        (
            "item_names",
            "unknown_label",
            "items of the result: 'U1', 'U2', 'U3', 'U5', 'U6' and 3 more",
            "'U4'",
            "",
        ),
        ["U4"],
    ),
    "a wave of no index": (
        lambda: skm.waves(skm.index(ANSWERS), 3.5),
        ("second", "wrong_type", MADE, "float", ""),
        [],
    ),
    "waves of two regulations": (
        lambda: skm.waves(skm.index(ANSWERS), skm.index([[3.0] * 14] * 2, version="2004")),
        ("second", "contradiction", "version 2017, as `first` has", "2004", ""),
        [],
    ),
    "waves of other groupings": (
        lambda: skm.waves(by_unit(), skm.index(ANSWERS)),
        ("second", "contradiction", "domains by 'by'", "by nothing", ""),
        [],
    ),
    "waves of other units": (
        lambda: skm.waves(by_unit(), skm.index(ANSWERS, by=["c", "c", "d", "d"])),
        ("second", "too_few", "a domain that `first` has", "none", ""),
        [],
    ),
    "waves of other weights": (
        lambda: skm.waves(skm.index(ANSWERS), skm.index(ANSWERS, item_weight=[0.2, *[0.1] * 8])),
        (
            "second",
            "contradiction",
            "the item weights of `first` in every common domain",
            None,
            "Compare surveys of the same items, weighted alike.",
        ),
        [],
    ),
}


@pytest.mark.parametrize("name", INDEX)
def test_a_refusal_of_a_survey_is_said_whole(name):
    refused_at(*INDEX[name])


@pytest.mark.parametrize("name", REPORTS)
def test_a_refusal_of_a_plan_or_a_report_is_said_whole(name):
    refused_at(*REPORTS[name])
