"""What is refused, in full: the argument, the kind of fault, the places, and the whole sentence.

A sentence is part of the promise: it says what was expected, what was found and what to do.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from kinerja.competency import (
    Course,
    DevelopmentMap,
    Link,
    Requirement,
    Rule,
    candidates,
    career_paths,
    development_plan,
    eligible,
    gaps,
    job_match,
    learning_needs,
    measurement_error,
    nine_box,
    succession_depth,
)
from kinerja.errors import InputError

nan = float("nan")
CUTS = {"performance_cuts": (60, 80), "potential_cuts": (2, 4)}
AGE = Rule(code="age", column="age", at_most=56)
JOBS = [
    Requirement(
        job="clerk",
        rules=(
            Rule(code="degree", column="education", order=("SMA", "D3", "S1"), at_least="D3"),
            AGE,
            Rule(code="clean", column="sanction", not_one_of=("heavy", "medium")),
        ),
    )
]
PEOPLE = {
    "nip": ["p", "q", "r"],
    "education": ["S1", "D3", None],
    "age": [56.0, 40.0, nan],
    "sanction": ["none", "heavy", "none"],
}
TABLE = DevelopmentMap(
    links=(
        Link(indicator="queue", competency="service", weight=3, courses=("SRV", "FRT")),
        Link(indicator="reports", competency="planning", courses=("PLN",)),
    )
)
OFFER = [
    Course(code="SRV", name="Service", gain={"service": 1}, hours=8),
    Course(code="PLN", name="Planning", gain={"planning": 2}, hours=12),
]
ENDING = [
    OFFER[0],
    Course(code="END", name="End", gain={"planning": 2}, hours=12, maximum={"planning": 3}),
]
TWICE = pd.DataFrame([[1, 2]], columns=["x", "x"])
POINTS = {"queue": [50, 90], "reports": [30, 60]}

REFUSED = [
    (
        lambda: gaps([[1, 2]], [3, 3], missing="drop"),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'omit', 'propagate'; found 'drop'."),
    ),
    (
        lambda: gaps([[1, 2], [2, 1]], [[1, 2], [1, 2], [2, 2]]),
        "required",
        "wrong_shape",
        (),
        ("`required`: expected one row of levels, or 2: one per person; found shape (3, 2)."),
    ),
    (
        lambda: gaps([[1, 2]], 3),
        "required",
        "wrong_shape",
        (),
        (
            "`required`: expected one level a competency, (k,), or a row of them each, (rows, k);"
            " found shape ()."
        ),
    ),
    (
        lambda: gaps([[1, 2]], [1, 2, 3], competencies=["x", "y"]),
        "required",
        "wrong_shape",
        (),
        (
            "`required`: expected 2 competencies; found 3. Pass one level for each competency, in"
            " the same order."
        ),
    ),
    (
        lambda: gaps([[1, 2]], {"x": 1, "y": 2}, competencies=["x", "z"]),
        "required",
        "missing_column",
        ("z",),
        (
            "`required`: expected a level for each of 'x', 'z'; found none for 'z'. Write 0 for "
            "what is not required."
        ),
    ),
    (
        lambda: gaps([[1, 2]], {"x": 1, "y": 2}, competencies=["x"]),
        "required",
        "unknown_label",
        ("y",),
        (
            "`required`: expected a level for each of 'x'; found 'y' beside them. Write 0 for "
            "what is not required."
        ),
    ),
    (
        lambda: gaps([[1, 2], [2, 1]], [[1, 2], [nan, 2]], competencies=["x", "y"]),
        "required",
        "missing_value",
        ((1, "x"),),
        (
            "`required`: expected a number in every cell; found row 1 column 'x' (missing). Write"
            " 0 for what is not required."
        ),
    ),
    (
        lambda: gaps([[1, 2]], [1, nan], competencies=["x", "y"]),
        "required",
        "missing_value",
        ("y",),
        (
            "`required`: expected a number in every cell; found row 'y' (missing). Write 0 for "
            "what is not required."
        ),
    ),
    (
        lambda: gaps([[1, 2]], [1, np.inf], competencies=["x", "y"]),
        "required",
        "infinite_value",
        ("y",),
        (
            "`required`: expected finite numbers; found row 'y' (inf). Correct it, or mark it as "
            "missing (NaN)."
        ),
    ),
    (
        lambda: gaps([[1, 2], [2, 1]], [[1, 2], [np.inf, 2]], competencies=["x", "y"]),
        "required",
        "infinite_value",
        ((1, "x"),),
        (
            "`required`: expected finite numbers; found row 1 column 'x' (inf). Correct it, or "
            "mark it as missing (NaN)."
        ),
    ),
    (
        lambda: gaps([[1, 2]], {"x": 1, "y": "b"}),
        "required",
        "not_numeric",
        (1,),
        (
            "`required`: expected numbers; found row 1 ('b'). Convert it to numbers first: text, "
            "booleans, dates and complex numbers are not."
        ),
    ),
    (
        lambda: gaps({"x": [1, 2], "y": [1, 2]}, {"x": ["a", "b"], "y": [1, 2]}),
        "required",
        "not_numeric",
        ((0, "x"), (1, "x")),
        (
            "`required`: expected numbers; found row 0 column 'x' ('a'); row 1 column 'x' ('b'). "
            "Convert it to numbers first: text, booleans, dates and complex numbers are not."
        ),
    ),
    (
        lambda: gaps([[1, 2]], "ab"),
        "required",
        "not_numeric",
        (),
        (
            "`required`: expected numbers; found 'ab'. Convert it to numbers first: text, "
            "booleans, dates and complex numbers are not."
        ),
    ),
    (
        lambda: gaps([[1, 2]], TWICE),
        "required",
        "duplicate",
        ("x", "x"),
        (
            "`required`: expected each column once; found 'x', 'x' more than once. Rename or drop"
            " one of them."
        ),
    ),
    (
        lambda: gaps(TWICE, [1, 2]),
        "actual",
        "duplicate",
        ("x", "x"),
        (
            "`actual`: expected each column once; found 'x', 'x' more than once. Rename or drop "
            "one of them."
        ),
    ),
    (
        lambda: gaps({"x": [1, "low"], "y": [1, 2]}, [1, 2]),
        "actual",
        "not_numeric",
        ((1, "x"),),
        (
            "`actual`: expected numbers; found row 1 column 'x' ('low'). Convert it to numbers "
            "first: text, booleans, dates and complex numbers are not."
        ),
    ),
    (
        lambda: gaps([[1, 2]], [1, 2], competencies="xy"),
        "competencies",
        "wrong_shape",
        (),
        ("`competencies`: expected one label per row; found 'xy'."),
    ),
    (
        lambda: gaps([[1, 2], [nan, 1]], {"x": 1, "y": 2}, ids=["p", "q"]),
        "actual",
        "missing_value",
        (("q", "x"),),
        (
            "`actual`: expected a number in every cell; found row 'q' column 'x' (missing). "
            'Assess it, or say what a missing level does: missing="omit" or "propagate".'
        ),
    ),
    (
        lambda: gaps([[1, 2]], {"x": 1, "y": 2}, ids=["p", "q"]),
        "ids",
        "wrong_shape",
        (),
        (
            "`ids`: expected 1 ids, one per row; found 2. Pass one id for each subject, in the "
            "order of the rows."
        ),
    ),
    (
        lambda: gaps([[1, 2]], [1, 2], competencies=["x", "x"]),
        "competencies",
        "duplicate",
        ("x",),
        (
            "`competencies`: expected every label once; found 'x' more than once. Leave out what "
            "is there twice, or name it apart."
        ),
    ),
    (
        lambda: gaps([[1, 2]], [1, 2], importance=[1, -2], competencies=["x", "y"]),
        "importance",
        "negative",
        ("y",),
        ("`importance`: expected 0 or more; found row 'y' (-2)."),
    ),
    (
        lambda: gaps([[1, 2]], {"x": 1, "y": 2}, importance={"x": 1}),
        "importance",
        "missing_column",
        ("y",),
        (
            "`importance`: expected a weight for each of 'x', 'y'; found none for 'y'. Write 0 "
            "for what does not count."
        ),
    ),
    (
        lambda: gaps([[1, 2]], {"x": 1, "y": 2}, importance={"x": 1, "y": 0, "z": 3}),
        "importance",
        "unknown_label",
        ("z",),
        (
            "`importance`: expected a weight for each of 'x', 'y'; found 'z' beside them. Write 0"
            " for what does not count."
        ),
    ),
    (
        lambda: gaps([[1, 2]], [1, 2], importance={"x": 1, "y": -1}),
        "importance",
        "negative",
        ("y",),
        ("`importance`: expected 0 or more; found row 'y' (-1)."),
    ),
    (
        lambda: gaps([[1, 2]], [1, 2], importance=[0, 0]),
        "importance",
        "invalid_input",
        (),
        ("`importance`: expected at least one weight above 0; found only zeros."),
    ),
    (
        lambda: gaps([[1, 2]], [1, 2], importance={"x": 1, "y": nan}),
        "importance",
        "missing_value",
        ("y",),
        (
            "`importance`: expected a number in every cell; found row 'y' (missing). Write 0 for "
            "what does not count."
        ),
    ),
    (
        lambda: job_match([[1, 2]], [[1, 1]], missing="drop"),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'omit', 'propagate'; found 'drop'."),
    ),
    (
        lambda: job_match([[1, 2]], [[1, 1]], cap="yes"),
        "cap",
        "wrong_type",
        (),
        ("`cap`: expected True or False; found 'yes'."),
    ),
    (
        lambda: job_match([[1, 2]], [1, 1]),
        "required",
        "wrong_shape",
        (),
        (
            "`required`: expected one row per post, shape (jobs, k); found shape (2,). One post "
            "is one row: write [[…]]."
        ),
    ),
    (
        lambda: job_match([[1, 2], [1, -2]], [[1, 1]], competencies=["x", "y"]),
        "actual",
        "negative",
        ((1, "y"),),
        ("`actual`: expected 0 or more; found row 1 column 'y' (-2)."),
    ),
    (
        lambda: job_match([[1, 2]], [[1, 1], [1, -1]], competencies=["x", "y"]),
        "required",
        "negative",
        ((1, "y"),),
        ("`required`: expected 0 or more; found row 1 column 'y' (-1)."),
    ),
    (
        lambda: job_match([[1, nan]], [[1, 1]], competencies=["x", "y"]),
        "actual",
        "missing_value",
        ((0, "y"),),
        (
            "`actual`: expected a number in every cell; found row 0 column 'y' (missing). Assess "
            'it, or say what a missing level does: missing="omit" or "propagate".'
        ),
    ),
    (
        lambda: job_match([[1, 2]], [[1, nan]], competencies=["x", "y"], missing="omit"),
        "required",
        "missing_value",
        ((0, "y"),),
        (
            "`required`: expected a number in every cell; found row 0 column 'y' (missing). Write"
            " 0 for what is not required."
        ),
    ),
    (
        lambda: job_match([[1, 2]], [[1, 1], [2, 2]], importance=[[1, 1], [1, 1], [2, 1]]),
        "importance",
        "wrong_shape",
        (),
        ("`importance`: expected shape (2,) or (2, 2); found shape (3, 2)."),
    ),
    (
        lambda: job_match([[1, 2]], [[1, 1], [2, 2]], importance=[[1, 1], [1, -1]]),
        "importance",
        "negative",
        ((1, 1),),
        ("`importance`: expected 0 or more; found row 1 column 1 (-1)."),
    ),
    (
        lambda: job_match([[1, 2]], [[1, 1], [2, 2]], importance=[[1], [1]]),
        "importance",
        "wrong_shape",
        (),
        ("`importance`: expected 2 columns; found 1. Pass one column for each, in the same order."),
    ),
    (
        lambda: job_match([[1, 2]], [[1, 1], [2, 2]], importance=[1, -1], competencies=["x", "y"]),
        "importance",
        "negative",
        ("y",),
        ("`importance`: expected 0 or more; found row 'y' (-1)."),
    ),
    (
        lambda: job_match([[1, 2]], {"x": 1, "y": 1}, importance={"x": 1}),
        "importance",
        "missing_column",
        ("y",),
        (
            "`importance`: expected a weight for each of 'x', 'y'; found none for 'y'. Write 0 "
            "for what does not count."
        ),
    ),
    (
        lambda: job_match(
            [[1, 2]], [[1, 0], [1, 1], [2, 0], [1, 0], [1, 0], [1, 0], [1, 0]], importance=[0, 1]
        ),
        "required",
        "too_few",
        (0, 2, 3, 4, 5),
        (
            "`required`: expected at least one level above 0, of importance above 0, in every "
            "post; found none in post 0, 2, 3, 4, 5 and 1 more. A match with a post that requires"
            " nothing has no meaning; leave the post out."
        ),
    ),
    (
        lambda: job_match([[1e200, 1]], [[1e-150, 1]]),
        "actual",
        "out_of_range",
        (),
        (
            "`actual`: expected levels and requirements on one scale; found a level of 1e+200 "
            "where 1e-150 is required."
        ),
    ),
    (
        lambda: candidates([[1, 2]], [1, 1], missing="drop"),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'omit', 'propagate'; found 'drop'."),
    ),
    (
        lambda: candidates([[1, 2]], [1, 1], cap=2),
        "cap",
        "wrong_type",
        (),
        ("`cap`: expected True or False; found 2."),
    ),
    (
        lambda: candidates([[1, 2]], [1, 1], count=-1),
        "count",
        "out_of_range",
        (),
        ("`count`: expected a whole number of at least 0; found -1."),
    ),
    (
        lambda: candidates([[1, 2]], [1, 1], count=1.5),
        "count",
        "out_of_range",
        (),
        ("`count`: expected a whole number of at least 0; found 1.5."),
    ),
    (
        lambda: candidates([[1, 2]], [1, 1], minimum=nan),
        "minimum",
        "out_of_range",
        (),
        ("`minimum`: expected a finite number; found nan."),
    ),
    (
        lambda: candidates([[1, 2]], [[1, 1]]),
        "required",
        "wrong_shape",
        (),
        (
            "`required`: expected the levels of one post, shape (k,); found shape (1, 2). Ask for"
            " one post after the other; job_match takes them all."
        ),
    ),
    (
        lambda: candidates([[1, 2]], {"x": 1, "y": -1}),
        "required",
        "negative",
        ("y",),
        ("`required`: expected 0 or more; found row 'y' (-1)."),
    ),
    (
        lambda: candidates([[1, 2], [1, -2]], {"x": 1, "y": 1}, ids=["p", "q"]),
        "actual",
        "negative",
        (("q", "y"),),
        ("`actual`: expected 0 or more; found row 'q' column 'y' (-2)."),
    ),
    (
        lambda: candidates([[1, 2]], {"x": 0, "y": 0}),
        "required",
        "too_few",
        (0,),
        (
            "`required`: expected at least one level above 0, of importance above 0, in every "
            "post; found none in post 0. A match with a post that requires nothing has no "
            "meaning; leave the post out."
        ),
    ),
    (
        lambda: candidates([[1, 2], [nan, 2]], {"x": 1, "y": 1}, ids=["p", "q"]),
        "actual",
        "missing_value",
        (("q", "x"),),
        (
            "`actual`: expected a number in every cell; found row 'q' column 'x' (missing). "
            'Assess it, or say what a missing level does: missing="omit" or "propagate".'
        ),
    ),
    (
        lambda: candidates([[4, 2]], [3, 3])[0].text("fr"),
        "language",
        "unknown_option",
        (),
        ("`language`: expected one of 'en', 'id'; found 'fr'."),
    ),
    (
        lambda: succession_depth([[100.0]], ready="all"),
        "ready",
        "out_of_range",
        (),
        ("`ready`: expected a finite number; found 'all'."),
    ),
    (
        lambda: succession_depth([[100.0, nan]]),
        "match",
        "missing_value",
        ((0, 1),),
        (
            "`match`: expected a number in every cell; found row 0 column 1 (missing). Fill it "
            "in, or leave the row out."
        ),
    ),
    (
        lambda: succession_depth([100.0]),
        "match",
        "wrong_shape",
        (),
        (
            "`match`: expected an array of shape (n, k); found shape (1,). One subject is one "
            "row: write [[…]]."
        ),
    ),
    (
        lambda: career_paths([[1, 2]], [[1, 1]], within=-1),
        "within",
        "out_of_range",
        (),
        ("`within`: expected a whole number of at least 0; found -1."),
    ),
    (
        lambda: career_paths([[1, 2], [-1, 2]], [[1, 1]], competencies=["x", "y"]),
        "actual",
        "negative",
        ((1, "x"),),
        ("`actual`: expected 0 or more; found row 1 column 'x' (-1)."),
    ),
    (
        lambda: career_paths([[1, nan]], [[1, 1]], competencies=["x", "y"]),
        "actual",
        "missing_value",
        ((0, "y"),),
        (
            "`actual`: expected a number in every cell; found row 0 column 'y' (missing). Assess "
            "it: a level that is not known is not 0."
        ),
    ),
    (
        lambda: nine_box([60, 70], [1, 2], **CUTS, missing="omit"),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'propagate'; found 'omit'."),
    ),
    (
        lambda: nine_box([60, 70], [1, 2], **CUTS, ids=["p", "p"]),
        "ids",
        "duplicate",
        ("p",),
        (
            "`ids`: expected every id once; found 'p' more than once. Join the rows of one "
            "subject first, or make the ids distinct."
        ),
    ),
    (
        lambda: nine_box([60, nan], [1, 2], **CUTS, ids=["p", "q"]),
        "performance",
        "missing_value",
        ("q",),
        (
            "`performance`: expected a number in every cell; found row 'q' (missing). Fill it in,"
            " or leave the row out."
        ),
    ),
    (
        lambda: nine_box([60, 70], [1, nan], **CUTS, ids=["p", "q"]),
        "potential",
        "missing_value",
        ("q",),
        (
            "`potential`: expected a number in every cell; found row 'q' (missing). Fill it in, "
            "or leave the row out."
        ),
    ),
    (
        lambda: nine_box([60, 70], [1], **CUTS),
        "potential",
        "wrong_shape",
        (),
        ("`potential`: expected 2 values; found 1. Pass one value for each, in the same order."),
    ),
    (
        lambda: nine_box([60, 70], [1, 2], performance_cuts=(80, 60), potential_cuts=(2, 4)),
        "performance_cuts",
        "invalid_input",
        (),
        (
            "`performance_cuts`: expected two rising cuts; found 80 and 60. The first is where "
            "the middle level begins, the second where the high one does."
        ),
    ),
    (
        lambda: nine_box([60, 70], [1, 2], performance_cuts=(60, 80), potential_cuts=(4, 4)),
        "potential_cuts",
        "invalid_input",
        (),
        (
            "`potential_cuts`: expected two rising cuts; found 4 and 4. The first is where the "
            "middle level begins, the second where the high one does."
        ),
    ),
    (
        lambda: nine_box([60, 70], [1, 2], performance_cuts=(60, 80, 90), potential_cuts=(2, 4)),
        "performance_cuts",
        "wrong_shape",
        (),
        (
            "`performance_cuts`: expected 2 values; found 3. Pass one value for each, in the same"
            " order."
        ),
    ),
    (
        lambda: nine_box([60, 70], [1, 2], performance_cuts=(60, 80), potential_cuts=(2,)),
        "potential_cuts",
        "wrong_shape",
        (),
        (
            "`potential_cuts`: expected 2 values; found 1. Pass one value for each, in the same "
            "order."
        ),
    ),
    (
        lambda: nine_box([60, 70], [1, 2], **CUTS, performance_se=-1),
        "performance_se",
        "out_of_range",
        (),
        ("`performance_se`: expected a finite number and at least 0; found -1."),
    ),
    (
        lambda: nine_box([60, 70], [1, 2], **CUTS, potential_se=[1, 2, 3]),
        "potential_se",
        "wrong_shape",
        (),
        ("`potential_se`: expected 2 values; found 3. Pass one value for each, in the same order."),
    ),
    (
        lambda: nine_box([60, 70], [1, 2], **CUTS, potential_se=[1, -2], ids=["p", "q"]),
        "potential_se",
        "negative",
        ("q",),
        ("`potential_se`: expected 0 or more; found row 'q' (-2)."),
    ),
    (
        lambda: nine_box([60, 70], [1, 2], **CUTS, performance_se=[1, nan], ids=["p", "q"]),
        "performance_se",
        "missing_value",
        ("q",),
        (
            "`performance_se`: expected a number in every cell; found row 'q' (missing). Fill it "
            "in, or leave the row out."
        ),
    ),
    (
        lambda: measurement_error(np.inf, 0.5),
        "sd",
        "infinite_value",
        (),
        ("`sd`: expected finite numbers; found inf. Correct it, or mark it as missing (NaN)."),
    ),
    (
        lambda: measurement_error(1, np.inf),
        "reliability",
        "infinite_value",
        (),
        (
            "`reliability`: expected finite numbers; found inf. Correct it, or mark it as missing"
            " (NaN)."
        ),
    ),
    (
        lambda: measurement_error(nan, 0.5),
        "sd",
        "missing_value",
        (),
        ("`sd`: expected a number in every cell; found missing. Fill it in, or leave the row out."),
    ),
    (
        lambda: measurement_error([1, 2], [0.5, nan]),
        "reliability",
        "missing_value",
        (1,),
        (
            "`reliability`: expected a number in every cell; found row 1 (missing). Fill it in, "
            "or leave the row out."
        ),
    ),
    (
        lambda: measurement_error([1, -2], 0.5),
        "sd",
        "negative",
        (1,),
        ("`sd`: expected 0 or more; found row 1 (-2)."),
    ),
    (
        lambda: measurement_error(1, [0.5, 1.2, -0.1]),
        "reliability",
        "out_of_range",
        (1, 2),
        (
            "`reliability`: expected 0 to 1; found row 1 (1.2); row 2 (-0.1). A negative alpha "
            "says that the items do not measure one thing."
        ),
    ),
    (
        lambda: measurement_error([1, 2], [0.5, 0.6, 0.7]),
        "reliability",
        "wrong_shape",
        (),
        ("`reliability`: expected one value, or shape (2,); found shape (3,)."),
    ),
    (
        lambda: measurement_error("a", 0.5),
        "sd",
        "not_numeric",
        (),
        (
            "`sd`: expected numbers; found 'a'. Convert it to numbers first: text, booleans, "
            "dates and complex numbers are not."
        ),
    ),
    (
        lambda: measurement_error(1, "a"),
        "reliability",
        "not_numeric",
        (),
        (
            "`reliability`: expected numbers; found 'a'. Convert it to numbers first: text, "
            "booleans, dates and complex numbers are not."
        ),
    ),
    (
        lambda: eligible([[1, 2]], JOBS),
        "people",
        "not_a_table",
        (),
        ("`people`: expected a mapping or dataframe whose columns the rules name; found list."),
    ),
    (
        lambda: eligible(PEOPLE, []),
        "requirements",
        "too_few",
        (),
        (
            "`requirements`: expected a sequence of Requirement, at least one; found none. Read "
            "one from JSON with Requirement.model_validate_json(…)."
        ),
    ),
    (
        lambda: eligible(PEOPLE, [AGE]),
        "requirements",
        "wrong_type",
        (),
        (
            "`requirements`: expected a sequence of Requirement, at least one; found Rule. Read "
            "one from JSON with Requirement.model_validate_json(…)."
        ),
    ),
    (
        lambda: eligible(PEOPLE, {"job": "clerk"}),
        "requirements",
        "wrong_type",
        (),
        (
            "`requirements`: expected a sequence of Requirement, at least one; found dict. Read "
            "one from JSON with Requirement.model_validate_json(…)."
        ),
    ),
    (
        lambda: eligible(PEOPLE, 3),
        "requirements",
        "wrong_type",
        (),
        (
            "`requirements`: expected a sequence of Requirement, at least one; found int. Read "
            "one from JSON with Requirement.model_validate_json(…)."
        ),
    ),
    (
        lambda: eligible(PEOPLE, [JOBS[0], JOBS[0]]),
        "requirements",
        "duplicate",
        ("clerk",),
        (
            "`requirements`: expected every label once; found 'clerk' more than once. Leave out "
            "what is there twice, or name it apart."
        ),
    ),
    (
        lambda: eligible({**PEOPLE, "age": [1, 2]}, JOBS),
        "people",
        "wrong_shape",
        (),
        (
            "`people`: expected columns of one length; found 'age': 2, 'education': 3, "
            "'sanction': 3."
        ),
    ),
    (
        lambda: eligible({"nip": ["p"]}, JOBS),
        "people",
        "missing_column",
        ("age", "education", "sanction"),
        (
            "`people`: expected a column for each of 'age', 'education', 'sanction'; found no "
            "column 'age', 'education', 'sanction'. The columns there are: 'nip'."
        ),
    ),
    (
        lambda: eligible({**PEOPLE, "nip": ["p", "p", "q"]}, JOBS, ids="nip"),
        "ids",
        "duplicate",
        ("p",),
        (
            "`ids`: expected every id once; found 'p' more than once. Join the rows of one "
            "subject first, or make the ids distinct."
        ),
    ),
    (
        lambda: eligible({**PEOPLE, "education": ["S1", "S4", "D3"]}, JOBS, ids="nip"),
        "people",
        "out_of_range",
        (("q", "education"),),
        (
            "`people`: expected a value of the order of rule 'degree': 'SMA', 'D3', 'S1'; found "
            "row 'q' column 'education' ('S4'). Correct the value, or add it to the order."
        ),
    ),
    (
        lambda: eligible({**PEOPLE, "education": [1, None, 3]}, JOBS, ids="nip"),
        "people",
        "wrong_type",
        (("p", "education"), ("r", "education")),
        (
            "`people`: expected text, as in rule 'degree', in column 'education'; found row 'p' "
            "column 'education' (1); row 'r' column 'education' (3). Text, numbers and booleans "
            "are never equal; convert one of them."
        ),
    ),
    (
        lambda: eligible({**PEOPLE, "sanction": [True, None, False]}, JOBS, ids="nip"),
        "people",
        "wrong_type",
        (("p", "sanction"), ("r", "sanction")),
        (
            "`people`: expected text, as in rule 'clean', in column 'sanction'; found row 'p' "
            "column 'sanction' (True); row 'r' column 'sanction' (False). Text, numbers and "
            "booleans are never equal; convert one of them."
        ),
    ),
    (
        lambda: eligible({**PEOPLE, "age": ["x", "y", "z"]}, JOBS, ids="nip"),
        "people",
        "not_numeric",
        (("p", "age"), ("q", "age"), ("r", "age")),
        (
            "`people`: expected numbers; found row 'p' column 'age' ('x'); row 'q' column 'age' "
            "('y'); row 'r' column 'age' ('z'). Convert it to numbers first: text, booleans, "
            "dates and complex numbers are not."
        ),
    ),
    (
        lambda: eligible(
            {**PEOPLE, "sanction": [dt.date(2026, 1, 2), None, None]}, JOBS, ids="nip"
        ),
        "people",
        "wrong_type",
        (("p", "sanction"),),
        (
            "`people`: expected text, as in rule 'clean', in column 'sanction'; found row 'p' "
            "column 'sanction' (datetime.date(2026, 1, 2)). Text, numbers and booleans are never "
            "equal; convert one of them."
        ),
    ),
    (
        lambda: eligible(PEOPLE, JOBS, ids="nip").reasons("s", "clerk"),
        "person",
        "unknown_label",
        (),
        ("`person`: expected one of the ids; found 's'. The ids begin 'p', 'q', 'r'."),
    ),
    (
        lambda: eligible(PEOPLE, JOBS, ids="nip").reasons("p", "judge"),
        "job",
        "unknown_label",
        (),
        ("`job`: expected one of the ids; found 'judge'. The ids begin 'clerk'."),
    ),
    (
        lambda: eligible(PEOPLE, JOBS, ids="nip").text("p", "clerk", language="fr"),
        "language",
        "unknown_option",
        (),
        ("`language`: expected one of 'en', 'id'; found 'fr'."),
    ),
    (
        lambda: learning_needs(POINTS, TABLE, below="low"),
        "below",
        "out_of_range",
        (),
        ("`below`: expected a finite number; found 'low'."),
    ),
    (
        lambda: learning_needs(POINTS, TABLE, below=60, missing="propagate"),
        "missing",
        "unknown_option",
        (),
        ("`missing`: expected one of 'raise', 'omit'; found 'propagate'."),
    ),
    (
        lambda: learning_needs(POINTS, {"links": []}, below=60),
        "table",
        "wrong_type",
        (),
        (
            "`table`: expected a DevelopmentMap; found dict. Read one with "
            "DevelopmentMap.from_table(…) or model_validate_json(…)."
        ),
    ),
    (
        lambda: learning_needs({**POINTS, "queue": [50, nan]}, TABLE, below=60, ids=["p", "q"]),
        "points",
        "missing_value",
        (("q", "queue"),),
        (
            "`points`: expected a number in every cell; found row 'q' column 'queue' (missing). "
            'Fill it in, or leave it out with missing="omit".'
        ),
    ),
    (
        lambda: learning_needs(POINTS, TABLE, below=60, courses=[OFFER[0], "x"]),
        "courses",
        "wrong_type",
        (),
        (
            "`courses`: expected a sequence of Course; found str. Read one from JSON with "
            "Course.model_validate_json(…)."
        ),
    ),
    (
        lambda: learning_needs(POINTS, TABLE, below=60, courses=OFFER[:1] * 2),
        "courses",
        "duplicate",
        ("SRV",),
        (
            "`courses`: expected every label once; found 'SRV' more than once. Leave out what is "
            "there twice, or name it apart."
        ),
    ),
    (
        lambda: learning_needs(POINTS, TABLE, below=60, courses=OFFER[:1]),
        "courses",
        "unknown_label",
        ("FRT", "PLN"),
        (
            "`courses`: expected every course that the table names; found no course 'FRT', 'PLN'."
            " Add it to the catalogue, or take it out of the table."
        ),
    ),
    (
        lambda: learning_needs(POINTS, TABLE, below=60, courses=7),
        "courses",
        "wrong_type",
        (),
        (
            "`courses`: expected a sequence of Course; found int. Read one from JSON with "
            "Course.model_validate_json(…)."
        ),
    ),
    (
        lambda: learning_needs(POINTS, TABLE, below=60).of("p"),
        "person",
        "unknown_label",
        (),
        ("`person`: expected a row position from 0 to 1; found 'p'."),
    ),
    (
        lambda: learning_needs(POINTS, TABLE, below=60).text(0, language="fr"),
        "language",
        "unknown_option",
        (),
        ("`language`: expected one of 'en', 'id'; found 'fr'."),
    ),
    (
        lambda: learning_needs(POINTS, TABLE, below=60).help_for(0, language="fr"),
        "language",
        "unknown_option",
        (),
        ("`language`: expected one of 'en', 'id'; found 'fr'."),
    ),
    (
        lambda: learning_needs(POINTS, TABLE, below=60).help_for(9),
        "person",
        "unknown_label",
        (),
        ("`person`: expected a row position from 0 to 1; found 9."),
    ),
    (
        lambda: DevelopmentMap.from_table(
            {"indicator": ["a", None, "b"], "competency": ["x", "y", "z"]}
        ),
        "frame",
        "missing_value",
        ((1, "indicator"),),
        ("`frame`: expected a code in every row of column 'indicator'; found none in row 1."),
    ),
    (
        lambda: DevelopmentMap.from_table(
            {"indicator": ["a", "b", "c"], "competency": ["x", None, None]}
        ),
        "frame",
        "missing_value",
        ((1, "competency"), (2, "competency")),
        ("`frame`: expected a code in every row of column 'competency'; found none in row 1, 2."),
    ),
    (
        lambda: DevelopmentMap.from_table({"indicator": ["a"]}),
        "frame",
        "missing_column",
        ("competency",),
        (
            "`frame`: expected a column for each of 'competency'; found no column 'competency'. "
            "The columns there are: 'indicator'."
        ),
    ),
    (
        lambda: DevelopmentMap.from_table([["a", "x"]]),
        "frame",
        "not_a_table",
        (),
        (
            "`frame`: expected an array, a mapping or an eager dataframe; found list. Collect a "
            "lazy table first."
        ),
    ),
    (
        lambda: development_plan(
            [[-1.0, 1]], OFFER, competencies=["service", "planning"], ids=["p"]
        ),
        "gap",
        "negative",
        (("p", "service"),),
        (
            "`gap`: expected 0 or more; found row 'p' column 'service' (-1). Pass "
            "gaps(…).shortfall: what is missing, not actual less required."
        ),
    ),
    (
        lambda: development_plan(
            [[nan, 1]], OFFER, competencies=["service", "planning"], ids=["p"]
        ),
        "gap",
        "missing_value",
        (("p", "service"),),
        (
            "`gap`: expected a number in every cell; found row 'p' column 'service' (missing). "
            "Assess it: a level that is not known is not 0."
        ),
    ),
    (
        lambda: job_match([[1, 2]], np.empty((0, 2))),
        "required",
        "too_few",
        (),
        ("`required`: expected one row per post; found shape (0, 2)."),
    ),
    (
        lambda: development_plan(np.empty((1, 0)), OFFER, competencies=[]),
        "competencies",
        "too_few",
        (),
        ("`competencies`: expected a name for each column of `gap`; found none."),
    ),
    (
        lambda: development_plan([[1, 1]], OFFER, competencies=["service", "service"]),
        "competencies",
        "duplicate",
        ("service",),
        (
            "`competencies`: expected every label once; found 'service' more than once. Leave out"
            " what is there twice, or name it apart."
        ),
    ),
    (
        lambda: development_plan(
            [[1, 1]], OFFER, competencies=["service", "planning"], importance=[1, -1]
        ),
        "importance",
        "negative",
        ("planning",),
        ("`importance`: expected 0 or more; found row 'planning' (-1)."),
    ),
    (
        lambda: development_plan([[1, 1]], OFFER, competencies=["service", "planning"], hours=-1),
        "hours",
        "out_of_range",
        (),
        ("`hours`: expected a finite number and at least 0; found -1."),
    ),
    (
        lambda: development_plan(
            [[1, 1], [1, 2]],
            OFFER,
            competencies=["service", "planning"],
            hours=[1, -1],
            ids=["p", "q"],
        ),
        "hours",
        "negative",
        ("q",),
        ("`hours`: expected 0 or more; found row 'q' (-1)."),
    ),
    (
        lambda: development_plan(
            [[1, 1], [1, 2]],
            OFFER,
            competencies=["service", "planning"],
            hours=[1, nan],
            ids=["p", "q"],
        ),
        "hours",
        "missing_value",
        ("q",),
        (
            "`hours`: expected a number in every cell; found row 'q' (missing). Fill it in, or "
            "leave the row out."
        ),
    ),
    (
        lambda: development_plan(
            [[1, 1], [1, 2]], OFFER, competencies=["service", "planning"], hours=[1]
        ),
        "hours",
        "wrong_shape",
        (),
        ("`hours`: expected 2 values; found 1. Pass one value for each, in the same order."),
    ),
    (
        lambda: development_plan([[1, 1]], OFFER, competencies=["service", "planning"], hours="a"),
        "hours",
        "not_numeric",
        (),
        (
            "`hours`: expected numbers; found 'a'. Convert it to numbers first: text, booleans, "
            "dates and complex numbers are not."
        ),
    ),
    (
        lambda: development_plan([[1, 1]], OFFER, competencies=["service", "planning"], budget=-1),
        "budget",
        "out_of_range",
        (),
        ("`budget`: expected a finite number and at least 0; found -1."),
    ),
    (
        lambda: development_plan(
            [[1, 1]], OFFER, competencies=["service", "planning"], allowed=[[True]]
        ),
        "allowed",
        "wrong_shape",
        (),
        (
            "`allowed`: expected True or False, shape (1, 2); found shape (1, 1). Compare first, "
            "for instance `table == 1`."
        ),
    ),
    (
        lambda: development_plan(
            [[1, 1]], OFFER, competencies=["service", "planning"], time_limit=-1
        ),
        "time_limit",
        "out_of_range",
        (),
        ("`time_limit`: expected a finite number and at least 0; found -1."),
    ),
    (
        lambda: development_plan([[1, 1]], OFFER * 2, competencies=["service", "planning"]),
        "courses",
        "duplicate",
        ("SRV", "PLN"),
        (
            "`courses`: expected every label once; found 'SRV', 'PLN' more than once. Leave out "
            "what is there twice, or name it apart."
        ),
    ),
    (
        lambda: development_plan([[1, 1]], ENDING, competencies=["service", "planning"]),
        "actual",
        "missing_argument",
        ("END",),
        (
            "`actual`: expected the levels before, where a course has a maximum; found none, and "
            "a maximum in course 'END'. Pass actual=, the levels that the gaps were counted from."
        ),
    ),
    (
        lambda: development_plan(
            [[1, 1]], ENDING, competencies=["service", "planning"], actual=[[1, 1], [2, 2]]
        ),
        "actual",
        "wrong_shape",
        (),
        ("`actual`: expected 1 rows, one per person; found 2."),
    ),
    (
        lambda: development_plan(
            [[1, 1]], ENDING, competencies=["service", "planning"], actual=[[1, nan]]
        ),
        "actual",
        "missing_value",
        ((0, "planning"),),
        (
            "`actual`: expected a number in every cell; found row 0 column 'planning' (missing). "
            "Assess it: a level that is not known is not 0."
        ),
    ),
    (
        lambda: development_plan([[1, 1]], OFFER, competencies=["service", "planning"]).letter("p"),
        "person",
        "unknown_label",
        (),
        ("`person`: expected a row position from 0 to 0; found 'p'."),
    ),
    (
        lambda: development_plan([[1, 1]], OFFER, competencies=["service", "planning"]).letter(
            0, language="fr"
        ),
        "language",
        "unknown_option",
        (),
        ("`language`: expected one of 'en', 'id'; found 'fr'."),
    ),
    (
        lambda: development_plan([[1, 1]], OFFER, competencies=["service", "planning"]).help_for(
            "p"
        ),
        "person",
        "unknown_label",
        (),
        ("`person`: expected a row position from 0 to 0; found 'p'."),
    ),
    (
        lambda: development_plan([[1, 1]], OFFER, competencies=["service", "planning"]).help_for(
            0, language="fr"
        ),
        "language",
        "unknown_option",
        (),
        ("`language`: expected one of 'en', 'id'; found 'fr'."),
    ),
]


@pytest.mark.parametrize(("call", "argument", "code", "positions", "sentence"), REFUSED)
def test_refused_in_full(call, argument, code, positions, sentence):
    with pytest.raises(InputError) as caught:
        call()
    error = caught.value
    assert (error.argument, error.code, error.positions) == (argument, code, positions)
    assert str(error) == sentence


MANY = [f"c{n}" for n in range(7)]


@pytest.mark.parametrize(
    ("call", "places"),
    [
        (lambda: gaps([[1]], {"x": 1}, competencies=["x", *MANY]), MANY),
        (lambda: gaps([[1]], dict.fromkeys(["x", *MANY], 1), competencies=["x"]), MANY),
        (lambda: job_match([[1]], [[0]] * 7), list(range(7))),
        (
            lambda: learning_needs(
                POINTS,
                DevelopmentMap(
                    links=(Link(indicator="queue", competency="s", courses=tuple(MANY)),)
                ),
                below=60,
                courses=OFFER,
            ),
            MANY,
        ),
        (
            lambda: DevelopmentMap.from_table({"indicator": [None] * 7, "competency": MANY}),
            [(row, "indicator") for row in range(7)],
        ),
        (
            lambda: development_plan(
                [[1.0]],
                [
                    Course(code=code, name=code, gain={"a": 1}, hours=1, maximum={"a": 3})
                    for code in MANY
                ],
                competencies=["a"],
            ),
            MANY,
        ),
    ],
)
def test_the_first_five_places_are_named(call, places):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.positions == tuple(places[:5])
