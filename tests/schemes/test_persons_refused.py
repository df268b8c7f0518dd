"""schemes of persons: refusals of allowances and professionalism in all their words, by name."""

import pytest

from kinerja.schemes import allowance, ip_asn
from kinerja.schemes.allowance import Rule
from shared_laws import refused_at

GAP = float("nan")
LOCAL = allowance.EXAMPLES["local"]
PEOPLE = ["P1", "P2", "P3"]
MISSING = "a number in every cell"
FILL = "Fill it in, or leave the row out."
PARTS = "qualification, competence, performance, discipline"
NO_TABLE = "Since the measurement of 2023 the official table is another one, which was not found "
PUBLIC = "in a public text: pass your own as `table=`, or version='2018' for older years."
TWO = [[100, 90], [80, 70], [60, 50]]
OWN = {"qualification": {"a": 1}, "competence": {"x": 1}, "performance": {"4": 1}}


def monthly(components, shares=None, ids=PEOPLE, **more):
    shares = {"output": 0.6, "presence": 0.4} if shares is None else shares
    return allowance.monthly(components, shares, rule=LOCAL, ids=ids, **more)


def days(late=(1, 2, 3), **more):
    return allowance.deductions(["P1", "P1", "P2"], late, rule=LOCAL, **more)


def asn(school=("S1", "S2", "S3"), trained=None, rating=(5, 4, 3), sanction=("none",) * 3, **more):
    marks = [[True] * 3] * 3 if trained is None else trained
    more = {"version": "2018", "ids": PEOPLE, **more}
    return ip_asn.index(school, marks, rating, sanction, **more)


ALLOWANCE = {
    "no rule": (
        lambda: allowance.monthly(TWO, [0.6, 0.4], rule="local"),
        ("rule", "wrong_type", "a Rule", "'local'", ""),
        [],
    ),
    "a component missing": (
        lambda: monthly([[100, 90], [80, GAP], [60, 50]]),
        ("components", "missing_value", MISSING, "row 'P2' column 'presence' (missing)", FILL),
        [("P2", "presence")],
    ),
    "a component beyond 100": (
        lambda: monthly([[100, 90], [80, 70], [100.5, 50]]),
        (
            "components",
            "out_of_range",
            "per cents from 0 to 100",
            "row 'P3' column 'output' (100.5)",
            "",
        ),
        [("P3", "output")],
    ),
    "a component below 0": (
        lambda: monthly([[100, 90], [80, -0.5], [100, 50]], ids=None),
        ("components", "out_of_range", None, "row 1 column 'presence' (-0.5)", ""),
        [(1, "presence")],
    ),
    "a cut below 0": (
        lambda: monthly(TWO, cut=[1, -2, 3]),
        ("cut", "negative", "0 or more", "row 'P2' (-2)", ""),
        ["P2"],
    ),
    "a cut missing": (
        lambda: monthly(TWO, cut=[1, 2, GAP]),
        ("cut", "missing_value", MISSING, "row 'P3' (missing)", FILL),
        ["P3"],
    ),
    "a share below 0": (
        lambda: monthly(TWO, {"output": 1.5, "presence": -0.5}),
        ("shares", "negative", "0 or more", "row 'presence' (-0.5)", ""),
        ["presence"],
    ),
    "a share missing": (
        lambda: monthly(TWO, {"output": GAP, "presence": 0.5}),
        ("shares", "missing_value", MISSING, "row 'output' (missing)", FILL),
        ["output"],
    ),
    "shares of more than 1": (
        lambda: monthly(TWO, [0.75, 0.5]),
        ("shares", "invalid_input", "shares that sum to 1", "1.25", ""),
        [],
    ),
    "no shares": (
        lambda: allowance.monthly(TWO, rule=LOCAL),
        (
            "shares",
            "missing_argument",
            "shares, or a rule that names its components",
            "neither",
            "",
        ),
        [],
    ),
    "a rule of another component": (
        lambda: allowance.monthly(
            TWO, {"a": 0.5, "b": 0.5}, rule=Rule(code="own", applies_to="presence")
        ),
        ("rule", "unknown_option", "a rule that cuts one of a, b", "applies_to='presence'", ""),
        [],
    ),
    "deductions of nobody by name": (
        lambda: monthly(TWO, cut=days(), ids=None),
        (
            "ids",
            "missing_argument",
            "the person of each row, to match the deductions with",
            "none",
            "Pass `ids=`, or `cut` as an array in the order of the rows.",
        ),
        [],
    ),
    "deductions of other people": (
        lambda: monthly(TWO, cut=days(), ids=["P1", "P4", "P5"]),
        (
            "cut",
            "unknown_label",
            "the same people as in `ids`",
            "'P4', 'P5', 'P2' in one of the two only",
            "A person without a cut still has days: give them, with 0 minutes.",
        ),
        ["P4", "P5", "P2"],
    ),
    "no rule of deductions": (
        lambda: allowance.deductions(["P1"], [1], rule=None),
        ("rule", "wrong_type", "a Rule", "None", ""),
        [],
    ),
    "minutes below 0": (
        lambda: days([1, -2, 3]),
        ("late", "negative", "0 or more", "row 1 (-2)", ""),
        [1],
    ),
    "minutes left early below 0": (
        lambda: days(early=[1, 2, -3]),
        ("early", "negative", "0 or more", "row 2 (-3)", ""),
        [2],
    ),
    "minutes missing": (
        lambda: days(early=[1, 2, GAP]),
        ("early", "missing_value", MISSING, "row 2 (missing)", FILL),
        [2],
    ),
    "half a scan": (
        lambda: days(missing_scans=[0, 0.5, 1]),
        ("missing_scans", "out_of_range", "whole numbers of scans", "row 1 (0.5)", ""),
        [1],
    ),
}
for flag in ("absent", "made_up", "flexible"):
    ALLOWANCE[f"{flag} of another length"] = (
        lambda flag=flag: days(**{flag: [True, False]}),
        (flag, "wrong_shape", "3 values", "shape (2,)", ""),
        [],
    )

PROFESSIONALISM = {
    "neither version nor table": (
        lambda: asn(version=None),
        (
            "version",
            "missing_argument",
            "`version` or `table`, one of the two",
            "neither",
            NO_TABLE + PUBLIC,
        ),
        [],
    ),
    "both": (
        lambda: asn(table=OWN),
        ("version", "contradiction", "`version` or `table`, one of the two", "both", None),
        [],
    ),
    "the version of 2023": (
        lambda: asn(version="2023"),
        (
            "version",
            "unknown_option",
            "2018",
            "2023, whose table was not found in a public text",
            "Pass your agency's table as `table=`.",
        ),
        [],
    ),
    "a table that is none": (
        lambda: asn(version=None, table=[1]),
        (
            "table",
            "wrong_type",
            f"a schemes.Scheme, or a mapping with {PARTS}",
            "list",
            "",
        ),
        [],
    ),
    "a table without sanctions": (
        lambda: asn(version=None, table=OWN),
        (
            "table",
            "missing_argument",
            f"points of {PARTS}",
            "no mapping for discipline",
            "",
        ),
        [],
    ),
    "a table of no rows": (
        lambda: asn(version=None, table={**OWN, "discipline": {}}),
        ("table", "too_few", "at least one row of discipline", "none", ""),
        [],
    ),
    "points below 0": (
        lambda: asn(version=None, table={**OWN, "discipline": {"none": -1}}),
        ("table['discipline']", "out_of_range", None, "-1", None),
        [],
    ),
    "categories that are no bands": (
        lambda: asn(version=None, table={**OWN, "discipline": {"none": 1}, "category": 3}),
        ("table", "wrong_type", "Bands as `category`", "3", ""),
        [],
    ),
    "a school that is none": (
        lambda: asn(("S1", "S9", "S3")),
        (
            "qualification",
            "unknown_option",
            "one of S3, S2, S1, D3, SMA, SD",
            "'S9' (row 'P2')",
            "",
        ),
        ["P2"],
    ),
    "a rating beyond 5": (
        lambda: asn(rating=(5, 4, 6)),
        ("performance", "out_of_range", "1, 2, 3, 4 or 5", "row 'P3' (6)", ""),
        ["P3"],
    ),
    "a rating in other words": (
        lambda: asn(rating=("good", "fine", "good")),
        ("performance", "unknown_option", "one of 1, 2, 3, 4, 5", "'fine' (row 'P2')", ""),
        ["P2"],
    ),
    "a sanction that is none": (
        lambda: asn(sanction=("none", "none", "odd")),
        (
            "discipline",
            "unknown_option",
            "one of none, light, medium, heavy",
            "'odd' (row 'P3')",
            "",
        ),
        ["P3"],
    ),
    "ratings of another length": (
        lambda: asn(rating=(5, 4)),
        ("performance", "wrong_shape", "3 values", "shape (2,)", ""),
        [],
    ),
    "sanctions of another length": (
        lambda: asn(sanction=("none",) * 2),
        ("discipline", "wrong_shape", "3 values", "shape (2,)", ""),
        [],
    ),
    "groups of another length": (
        lambda: asn(group=["structural", "general"]),
        ("group", "wrong_shape", "one, or 3", "shape (2,)", ""),
        [],
    ),
    "training of another width": (
        lambda: asn(trained=[[True] * 2] * 3),
        (
            "competence",
            "wrong_shape",
            "shape (3, 3): leadership, technical, seminar (group structural)",
            "shape (3, 2)",
            "",
        ),
        [],
    ),
    "training that does not count": (
        lambda: asn(trained=[[True] * 3] * 3, group=["structural", "general", "structural"]),
        (
            "competence",
            "contradiction",
            "no training but technical, seminar (group general)",
            "row 'P2' column 0 (1)",
            "Leave it out: the table gives no points for it.",
        ),
        [("P2", 0)],
    ),
    "columns of two lengths": (
        lambda: asn(
            trained={"leadership": [True], "technical": [True] * 2, "seminar": [True]}, ids=None
        ),
        (
            "competence",
            "wrong_shape",
            "columns of one length",
            "'leadership': (1,), 'technical': (2,), 'seminar': (1,)",
            "",
        ),
        [],
    ),
}


@pytest.mark.parametrize("name", ALLOWANCE)
def test_a_refusal_of_an_allowance_is_said_whole(name):
    refused_at(*ALLOWANCE[name])


@pytest.mark.parametrize("name", PROFESSIONALISM)
def test_a_refusal_of_professionalism_is_said_whole(name):
    refused_at(*PROFESSIONALISM[name])
