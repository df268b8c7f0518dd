"""staffing: each refusal about posts and years in its words, with unit and job by name."""

import numpy as np
import pytest

from kinerja import staffing as s
from shared_laws import refused_at

GAP = float("nan")
POSTS = {"units": ["North", "South"], "jobs": ["clerk", "nurse", "cook"]}
NEED = {"unit": ["North", "South"], "clerk": [3, 2], "nurse": [1.5, 1]}
STAFF = {"unit": ["South", "North"], "nurse": [1, 2], "clerk": [3, 9]}
GROWTH = [[[0, -2], [0, 0]], [[0, 0], [0, 0]]]
EVERY = "a number in every cell"
FILL = "Fill it in, or leave the row out."
LEAVERS = "no more leavers than there are people, in each post (row) and year (column)"
TWICE = "Check retirements, contract ends and other leavers: nobody leaves twice."
ROWS = "Rows are units and columns jobs, in the order of `need`."
ORDER = "Pass one number for each post, in the same order."
LAST = "The last axis is the years; repeat a path of years for each post."


# Each is refused in the second or a later place: (argument, code, expected, found, hint), places.
NAMED = {
    "need of a post below 0": (
        lambda: s.balance_sheet([[1, 2, 3], [4, -5, 6]], np.ones((2, 3)), **POSTS),
        (
            "need",
            "negative",
            "0 or more",
            "row 'South' column 'nurse' (-5)",
            "A surplus is staff above the need, not a negative need.",
        ),
        [("South", "nurse")],
    ),
    "need of a post missing": (
        lambda: s.balance_sheet([[1, 2, GAP], [4, 5, 6]], np.ones((2, 3)), **POSTS),
        ("need", "missing_value", EVERY, "row 'North' column 'cook' (missing)", FILL),
        [("North", "cook")],
    ),
    "staff of a post missing": (
        lambda: s.balance_sheet(np.ones((2, 3)), [[1, 2, 3], [GAP, 5, 6]], **POSTS),
        ("staff", "missing_value", EVERY, "row 'South' column 'clerk' (missing)", FILL),
        [("South", "clerk")],
    ),
    "staff of a post below 0": (
        lambda: s.balance_sheet(np.ones((2, 3)), [[1, 2, 3], [4, 5, -6]], **POSTS),
        ("staff", "negative", "0 or more", "row 'South' column 'cook' (-6)", ""),
        [("South", "cook")],
    ),
    "leavers without end": (
        lambda: s.project_need(
            NEED,
            STAFF,
            retirements=[[[0, 0], [0, 0]], [[0, float("inf")], [0, 0]]],
            years=2,
            first_year=2027,
        ),
        (
            "retirements",
            "infinite_value",
            "finite numbers",
            "row ('South', 'clerk') column 2028 (inf)",
            "Correct it, or mark it as missing (NaN).",
        ),
        [(("South", "clerk"), 2028)],
    ),
    "need of today below 0": (
        lambda: s.project_need({**NEED, "nurse": [-1, 1]}, STAFF),
        ("need", "negative", "0 or more", "row 'North' column 'nurse' (-1)", ""),
        [("North", "nurse")],
    ),
    "staff of today below 0": (
        lambda: s.project_need(NEED, {**STAFF, "clerk": [-3, 9]}),
        ("staff", "negative", "0 or more", "row 'South' column 'clerk' (-3)", ""),
        [("South", "clerk")],
    ),
    "growth of a whole": (
        lambda: s.project_need([1, 1, 1], [2, 2, 2], growth=[0.1, -0.9, -1], years=1),
        ("growth", "out_of_range", "a share above −1", "row 2 (-1)", "Write 2 % as 0.02."),
        [2],
    ),
    "growth beyond a float": (
        lambda: s.project_need([1, 1e200], [2, 2], growth=[0.1, 1e80], years=2),
        (
            "growth",
            "out_of_range",
            "a need that a float64 can hold",
            "row 1 column 2 (inf)",  # in the second year
            "Write 2 % as 0.02.",
        ),
        [(1, 2)],
    ),
    "leavers of posts without names": (
        lambda: s.project_need(
            [[1, 1], [1, 1]], [[9, 9], [9, 3]], other_leavers=[[0, 0], [1, 2]], first_year=2027
        ),
        # 3 clerks lose 2 a year: −1 after the second.
        ("staff", "negative", LEAVERS, "row (1, 1) column 2028 (-1)", TWICE),
        [((1, 1), 2028)],
    ),
    "leavers of a list of posts": (
        lambda: s.project_need([1, 1], [2, 9], contract_ends=[3, 2], first_year=2030, years=2),
        ("staff", "negative", LEAVERS, "row 0 column 2030 (-1)", TWICE),
        [(0, 2030)],
    ),
    "a unit without a row": (
        lambda: s.headcount(["North", "East"], ["clerk"] * 2, **POSTS),
        (
            "unit",
            "unknown_label",
            "one of the labels in `units`",
            "row 1 ('East')",
            "A post without need is still a post: give it a row and a column, with need 0.",
        ),
        [1],
    ),
    "names in one table only": (
        lambda: s.balance_sheet(
            NEED, {"unit": ["South", "East"], "clerk": [1, 1], "nurse": [2, 2]}
        ),
        (
            "staff",
            "unknown_label",
            "the units of `need`, each once",
            "'North', 'East' in one of the two only",
            "Give both tables the same names; a post without people or need has 0.",
        ),
        ["North", "East"],
    ),
}
NAMED["growth of a named post in a named year"] = (
    lambda: s.project_need(
        NEED,
        [[9, 9], [9, 9]],
        growth=[[[0, -2], [0, 0]], [[0, 0], [0, 0]]],
        first_year=2027,
        years=2,
    ),
    (
        "growth",
        "out_of_range",
        "a share above −1",
        "row ('North', 'clerk') column 2028 (-2)",
        "Write 2 % as 0.02.",
    ),
    [(("North", "clerk"), 2028)],
)
for flow in ("retirements", "contract_ends", "other_leavers", "arrivals"):
    NAMED[f"{flow} below 0"] = (
        lambda flow=flow: s.project_need(
            [1, 1], [9, 9], first_year=2027, years=2, **{flow: [[1, 1], [1, -2]]}
        ),
        (flow, "negative", "0 or more", "row 1 column 2028 (-2)", ""),
        [(1, 2028)],
    )
    NAMED[f"{flow} missing"] = (
        lambda flow=flow: s.project_need([1, 1], [9, 9], years=2, **{flow: [GAP, 1]}),
        (flow, "missing_value", EVERY, "row 0 (missing)", FILL),
        [0],
    )


WHOLE = {
    "a sheet of another shape": (
        lambda: s.balance_sheet([[1, 2], [3, 4]], [[1, 2]]),
        ("staff", "wrong_shape", "the shape of `need`, (2, 2)", "(1, 2)", ROWS),
    ),
    "staff of another shape": (
        lambda: s.project_need([1, 2], [1, 2, 3]),
        ("staff", "wrong_shape", "the shape of `need`, (2,)", "(3,)", ORDER),
    ),
    "a need in three dimensions": (
        lambda: s.project_need(np.ones((1, 2, 3)), 1),
        ("need", "wrong_shape", "a scalar, (posts,) or (units, jobs)", "shape (1, 2, 3)", ""),
    ),
    "leavers of another shape": (
        lambda: s.project_need([1, 2], [1, 2], arrivals=[1, 2, 3], years=4),
        ("arrivals", "wrong_shape", "a scalar, shape (2,) or shape (2, 4)", "shape (3,)", LAST),
    ),
    "leavers of one post in another shape": (
        lambda: s.project_need(1, 1, growth=[0.1, 0.2, 0.3], years=4),
        ("growth", "wrong_shape", "a scalar or (4,)", "shape (3,)", LAST),
    ),
    "a need that is not summed": (
        lambda: s.balance_sheet(s.workload_need([1], [1], effective_time=9), [[1]]),
        (
            "need",
            "wrong_shape",
            "a need summed by unit and job",
            "a need by task only",
            "Pass `unit=` and `job=` to `workload_need`.",
        ),
    ),
    "a need summed by unit alone": (
        lambda: s.balance_sheet(s.workload_need([1], [1], effective_time=9, unit=["A"]), [[1]]),
        ("need", "wrong_shape", "a need summed by unit and job", "a need by task only", None),
    ),
    "a need summed by job alone": (
        lambda: s.project_need(s.workload_need([1], [1], effective_time=9, job=["A"]), [[1]]),
        ("need", "wrong_shape", "a need summed by unit and job", "a need by task only", None),
    ),
    "names of units twice": (
        lambda: s.balance_sheet(NEED, STAFF, units=["North", "South"]),
        (
            "units",
            "contradiction",
            "names once: `need` brings its own",
            "names beside it",
            "Leave `units` and `jobs` out.",
        ),
    ),
    "names of jobs twice": (
        lambda: s.balance_sheet(NEED, STAFF, jobs=["clerk", "nurse"]),
        ("jobs", "contradiction", "names once: `need` brings its own", "names beside it", None),
    ),
    "staff by name and a need without units": (
        lambda: s.balance_sheet([[3, 1.5], [2, 1]], STAFF, jobs=["clerk", "nurse"]),
        (
            "units",
            "missing_argument",
            "names in `need` that the table of staff can be matched with",
            "none",
            "Pass `units=` and `jobs=`, or `staff` as an array.",
        ),
    ),
    "staff by name and a need without jobs": (
        lambda: s.balance_sheet([[3, 1.5], [2, 1]], STAFF, units=["North", "South"]),
        ("jobs", "missing_argument", None, "none", None),
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_refusal_names_unit_job_and_year(name):
    refused_at(*NAMED[name])


@pytest.mark.parametrize("name", WHOLE)
def test_a_refusal_of_a_whole_table_names_no_place(name):
    refused_at(*WHOLE[name], ())
