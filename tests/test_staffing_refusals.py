"""staffing: each refusal about tasks, units and hours in its words, with the rows by name."""

import numpy as np
import pytest

from kinerja import staffing as s
from kinerja.errors import InputError
from shared_laws import refused_at

GAP = float("nan")
ABC = ["A", "B", "C"]
EVERY = "a number in every cell"
FILL = "Fill it in, or leave the row out."
LOAD = "a load that a float64 can hold, also against the time there is"
UNITS_OF_TIME = "Check it, the time and their units."
LOST = "more days than are lost to leave, holidays, sickness, training and the rest"


def tasks(volume=(1, 2, 3), norm=(4, 5, 6), time=7):
    return s.workload_need(volume, norm, effective_time=time, ids=ABC)


def facilities(workload=((1, 2), (3, 4), (5, 6)), available=9, **more):
    return s.wisn(workload, [1, 2], available_time=available, ids=ABC, **more)


def units(load=(1, 2, 3), staff=(4, 5, 6), time=7):
    return s.efficiency(load, staff, effective_time=time, ids=ABC)


# Each is refused in the second or a later place: (argument, code, expected, found, hint), places.
NAMED = {
    "volume below 0": (
        lambda: tasks(volume=[1, 2, -3]),
        ("volume", "negative", "0 or more", "row 'C' (-3)", ""),
        ["C"],
    ),
    "norm below 0": (
        lambda: tasks(norm=[4, -5, 6]),
        ("norm", "negative", "0 or more", "row 'B' (-5)", ""),
        ["B"],
    ),
    "norm missing": (
        lambda: tasks(norm=[4, 5, GAP]),
        ("norm", "missing_value", EVERY, "row 'C' (missing)", FILL),
        ["C"],
    ),
    "time missing": (
        lambda: tasks(time=[7, GAP, 8]),
        ("effective_time", "missing_value", EVERY, "row 'B' (missing)", FILL),
        ["B"],
    ),
    "time of nobody": (
        lambda: tasks(time=[7, 8, 0]),
        (
            "effective_time",
            "not_positive",
            "more than 0",
            "row 'C' (0)",
            "A person without time needs a leave.",
        ),
        ["C"],
    ),
    "load beyond a float": (
        lambda: tasks(volume=[1, 1e200, 3], norm=[4, 1e150, 6]),
        ("volume", "out_of_range", LOAD, "row 'B' (inf)", UNITS_OF_TIME),
        ["B"],
    ),
    "need beyond a float": (
        lambda: tasks(volume=[1, 2, 1e200], time=[1, 1, 1e-200]),
        ("volume", "out_of_range", LOAD, "row 'C' (6e+200)", UNITS_OF_TIME),
        ["C"],
    ),
    "load below 0": (
        lambda: units(load=[1, -2, 3]),
        ("load", "negative", "0 or more", "row 'B' (-2)", ""),
        ["B"],
    ),
    "load missing": (
        lambda: units(load=[1, 2, GAP]),
        ("load", "missing_value", EVERY, "row 'C' (missing)", FILL),
        ["C"],
    ),
    "staff missing": (
        lambda: units(staff=[1, GAP, 2]),
        ("staff", "missing_value", EVERY, "row 'B' (missing)", FILL),
        ["B"],
    ),
    "unit without staff": (
        lambda: units(staff=[1, 0, 2]),
        (
            "staff",
            "not_positive",
            "more than 0",
            "row 'B' (0)",
            "A unit without staff has no efficiency: leave it out.",
        ),
        ["B"],
    ),
    "staff without time": (
        lambda: units(time=[1, 2, 0]),
        ("effective_time", "not_positive", "more than 0", "row 'C' (0)", ""),
        ["C"],
    ),
    "time of staff missing": (
        lambda: units(time=[1, 2, GAP]),
        ("effective_time", "missing_value", EVERY, "row 'C' (missing)", FILL),
        ["C"],
    ),
    "efficiency beyond a float": (
        lambda: units(load=[1, 1e200, 3], time=[1, 1e-200, 1]),
        ("load", "out_of_range", LOAD, "row 'B' (1e+200)", UNITS_OF_TIME),
        ["B"],
    ),
    "workload below 0": (
        lambda: facilities([[1, 2], [3, -4], [5, 6]]),
        ("workload", "negative", "0 or more", "row 'B' column 1 (-4)", ""),
        [("B", 1)],
    ),
    "time of a task": (
        lambda: s.wisn([[1, 2]], [3, 0], available_time=9),
        (
            "unit_time",
            "not_positive",
            "more than 0",
            "row 1 (0)",
            "A task that takes no time needs no staff: drop it.",
        ),
        [1],
    ),
    "available time": (
        lambda: facilities(available=[9, 0, 8]),
        ("available_time", "not_positive", "more than 0", "row 'B' (0)", ""),
        ["B"],
    ),
    "available time missing": (
        lambda: facilities(available=[9, 8, GAP]),
        ("available_time", "missing_value", EVERY, "row 'C' (missing)", FILL),
        ["C"],
    ),
    "share below 0": (
        lambda: facilities(category_allowance=[0.1, -0.2, 0.3]),
        ("category_allowance", "negative", "0 or more", "row 'B' (-0.2)", ""),
        ["B"],
    ),
    "share missing": (
        lambda: facilities(category_allowance=[0.1, 0.2, GAP]),
        ("category_allowance", "missing_value", EVERY, "row 'C' (missing)", FILL),
        ["C"],
    ),
    "whole share": (
        lambda: facilities(category_allowance=[0.1, 1.0, 0.3]),
        (
            "category_allowance",
            "out_of_range",
            "a share below 1",
            "row 'B' (1)",
            "Write 12.5 % as 0.125; staff who do nothing but other work never meet the tasks.",
        ),
        ["B"],
    ),
    "work of some below 0": (
        lambda: facilities(individual_allowance=[1, -2, 3]),
        ("individual_allowance", "negative", "0 or more", "row 'B' (-2)", ""),
        ["B"],
    ),
    "work of some missing": (
        lambda: facilities(individual_allowance=[1, 2, GAP]),
        ("individual_allowance", "missing_value", EVERY, "row 'C' (missing)", FILL),
        ["C"],
    ),
    "existing below 0": (
        lambda: facilities(existing=[1, -2, 3]),
        ("existing", "negative", "0 or more", "row 'B' (-2)", ""),
        ["B"],
    ),
    "existing missing": (
        lambda: facilities(existing=[1, 2, GAP]),
        ("existing", "missing_value", EVERY, "row 'C' (missing)", FILL),
        ["C"],
    ),
    "no need to compare with": (
        lambda: facilities([[1, 2], [0, 0], [5, 6]], existing=1),
        (
            "workload",
            "not_positive",
            "a need above 0 in each unit that is compared with its staff",
            "row 'B' (0)",
            "Leave the unit out, or leave out `existing`.",
        ),
        ["B"],
    ),
    "need of a facility beyond a float": (
        lambda: facilities([[1, 2], [1e308, 1e308], [5, 6]], available=1),
        (
            "workload",
            "out_of_range",
            "a need that a float64 can hold",
            "row 'B' (inf)",
            "Check the workload, the times and their units.",
        ),
        ["B"],
    ),
    "hours below 0": (
        lambda: s.teacher_need([24, -1, 48], ids=ABC),
        ("hours", "negative", "0 or more", "row 'B' (-1)", ""),
        ["B"],
    ),
    "hours missing": (
        lambda: s.teacher_need([24, 1, GAP], ids=ABC),
        ("hours", "missing_value", EVERY, "row 'C' (missing)", FILL),
        ["C"],
    ),
    "hours of an open case": (
        lambda: s.teacher_need([24, 41, 48], open_cases="refuse", most=40.5, ids=ABC),
        (
            "hours",
            "out_of_range",
            "hours that the rule decides: at most 40.5 a teacher",
            "row 'B' (41)",
            'Decide each case, or pass open_cases="up" or "down".',
        ),
        ["B"],
    ),
    "days of work": (
        lambda: s.working_time([20, 9, 30], leave=[1, 4, 1], sick=[0, 5, 0], hours_per_day=8),
        (
            "days",
            "not_positive",
            LOST,
            "row 1 (0)",
            "A year without working time gives no need: check the days.",
        ),
        [1],
    ),
    "hours of a day": (
        lambda: s.working_time(20, hours_per_day=[8, 24, 24.5]),
        ("hours_per_day", "out_of_range", "at most 24 hours", "row 2 (24.5)", ""),
        [2],
    ),
    "no hours in a day": (
        lambda: s.working_time(20, hours_per_day=[8, 0, 24]),
        ("hours_per_day", "not_positive", "more than 0", "row 1 (0)", ""),
        [1],
    ),
    "a whole day of rest": (
        lambda: s.working_time(20, hours_per_day=8, allowance=[0.3, 1, 0.9]),
        ("allowance", "out_of_range", "a share below 1", "row 1 (1)", "Write 30 % as 0.3."),
        [1],
    ),
    "rest below 0": (
        lambda: s.working_time(20, hours_per_day=8, allowance=[0.3, 0.1, -0.9]),
        ("allowance", "negative", "0 or more", "row 2 (-0.9)", ""),
        [2],
    ),
    "need to be rounded": (
        lambda: s.round_need([[1, 2], [3, GAP]]),
        ("need", "missing_value", EVERY, "row 1 column 1 (missing)", FILL),
        [(1, 1)],
    ),
}
for lost in ("leave", "holidays", "sick", "training", "other"):
    NAMED[f"{lost} below 0"] = (
        lambda lost=lost: s.working_time(20, hours_per_day=8, **{lost: [1, -2]}),
        (lost, "negative", "0 or more", "row 1 (-2)", ""),
        [1],
    )

WHOLE = {
    "hours and rest of several shapes": (
        lambda: s.working_time([20, 20], other=1, hours_per_day=[8] * 3, allowance=[0.1] * 4),
        (
            "days",
            "wrong_shape",
            "arguments of one shape, or scalars",
            "days (2,), hours_per_day (3,), allowance (4,)",
            "",
        ),
    ),
    "days of several shapes": (
        lambda: s.working_time([20, 20], leave=[1, 2, 3], sick=1, hours_per_day=8),
        (
            "days",
            "wrong_shape",
            "arguments of one shape, or scalars",
            "days (2,), leave (3,)",
            "",
        ),
    ),
    "names of jobs that are none": (
        lambda: s.headcount(["a"], ["x"], units=["a"], jobs=3),
        ("jobs", "wrong_shape", "one label per row", "3", None),
    ),
    "names of units that are none": (
        lambda: s.headcount(["a"], ["x"], units=3, jobs=["x"]),
        ("units", "wrong_shape", "one label per row", "3", None),
    ),
    "open cases by no rule": (
        lambda: s.teacher_need([24, 41], open_cases="maybe"),
        ("open_cases", "unknown_option", "one of 'up', 'down', 'refuse'", "'maybe'", ""),
    ),
    "rounding of hours by no rule": (
        lambda: s.teacher_need([24, 41], rounding="nearest"),
        ("rounding", "unknown_option", None, "'nearest'", None),
    ),
    "grades that are none": (
        lambda: s.efficiency(1, 1, effective_time=9, grades={"A": 1}),
        ("grades", "wrong_type", "Bands", "dict", ""),
    ),
    "weekly hours of nobody": (
        lambda: s.teacher_need(1, weekly=0),
        ("weekly", "out_of_range", None, "0", None),
    ),
    "one need missing": (
        lambda: s.round_need(GAP),
        ("need", "missing_value", EVERY, "missing", FILL),
    ),
    "one need without end": (
        lambda: s.round_need(float("inf")),
        ("need", "infinite_value", None, "inf", None),
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_refusal_names_the_place_as_the_caller_does(name):
    refused_at(*NAMED[name])


@pytest.mark.parametrize("name", WHOLE)
def test_a_refusal_of_a_whole_argument_names_no_place(name):
    refused_at(*WHOLE[name], ())


@pytest.mark.parametrize(
    ("function", "given"),
    [
        (s.workload_need, {"volume": [1, 2], "norm": 3, "effective_time": 7}),
        (s.efficiency, {"load": [1, 2], "staff": 3, "effective_time": 7}),
        (
            s.wisn,
            {
                "workload": [3, 4],
                "unit_time": [1, 2],
                "available_time": 5,
                "category_allowance": 0.1,
                "individual_allowance": 2,
                "existing": 3,
            },
        ),
        (s.teacher_need, {"hours": 30}),
        (s.project_need, {"need": [3], "staff": [2], "retirements": 0, "arrivals": [1]}),
        (s.balance_sheet, {"need": [[1]], "staff": [[2]]}),
        (
            s.working_time,
            {
                **dict.fromkeys(("leave", "holidays", "sick", "training", "other"), 1),
                "days": [260],
                "hours_per_day": 8,
                "allowance": 0.1,
            },
        ),
    ],
)
def test_text_in_place_of_numbers_is_refused_by_the_name_of_its_argument(function, given):
    for name, value in given.items():
        words = np.full(np.shape(value), "many").tolist()
        with pytest.raises(InputError) as caught:
            function(**{**given, name: words})
        assert (caught.value.argument, caught.value.code) == (name, "not_numeric")
