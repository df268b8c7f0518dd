"""Labels and ids that are refused, as they are read: the sentence, its code and its places."""

import numpy as np
import pandas as pd
import pytest

from kinerja import _checks as checks
from kinerja.errors import InputError
from shared_laws import told

NAN = float("nan")
FILL = "Give the row a label, or leave the row out."
MEASURE = "A label is a name or a code, not a measurement."
APART = "Write them alike, for instance with str.strip(), or name them apart."


LABELS = {
    "a set": (
        {"a"},
        ("one label per row, in the order of the rows; found a set, which has none. Pass a list."),
        "wrong_shape",
        (),
    ),
    "a text": ("ab", "one label per row; found 'ab'.", "wrong_shape", ()),
    "one value": (7, "one label per row; found 7.", "wrong_shape", ()),
    "a table": (pd.DataFrame({"a": [1]}), "one label per row; found DataFrame.", "wrong_shape", ()),
    "a matrix": (np.array([["a"]]), "one label per row; found shape (1, 1).", "wrong_shape", ()),
    "nested": ([["a"], ["b"]], "one label per row; found nested values.", "wrong_shape", ()),
    "missing": (
        ["a", None, "b", " "],
        (f"a label in every row; found row 1 (missing); row 3 (missing). {FILL}"),
        "missing_value",
        (1, 3),
    ),
    "missing number": (
        [1.0, NAN],
        f"a label in every row; found row 1 (missing). {FILL}",
        "missing_value",
        (1,),
    ),
    "a measurement": (
        np.array([1.0, 2.5]),
        "text or whole numbers; found row 1 (2.5). " + MEASURE,
        "wrong_type",
        (1,),
    ),
    "a measurement in a list": (
        [1, 2.5],
        f"text or whole numbers; found row 1 (2.5). {MEASURE}",
        "wrong_type",
        (1,),
    ),
    "complex": (
        ["a", 1j, None],
        f"text or whole numbers; found row 1 (1j). {MEASURE}",
        "wrong_type",
        (1,),
    ),
    "long": (
        np.array([5.0, 2.0**53 + 2]),
        (
            "labels with all their digits (a float has 15); found "
            "row 1 (9.0072e+15). Read the column as text: beyond 2^53 different numbers become "
            "one float."
        ),
        "out_of_range",
        (1,),
    ),
    "two kinds": (
        ["a", 1],
        ("labels of one kind; found int and str. Make them all text, or all whole numbers."),
        "wrong_type",
        (),
    ),
    "flags and numbers": (
        [True, 2, 3.0],
        (
            "labels of one kind; found bool and float and int. Make "
            "them all text, or all whole numbers."
        ),
        "wrong_type",
        (),
    ),
    "twins": (
        ["North ", "x", "North"],
        (
            "labels that differ in what is read; found 'North ' and "
            f"'North', which differ in blanks or Unicode form only. {APART}"
        ),
        "duplicate",
        ("North ", "North"),
    ),
    "lost digits": (
        ["7", "1.98501E+17"],
        (
            "labels as they are written; found '1.98501E+17', a "
            "long number cut by a spreadsheet. Read the column as text, from a file that "
            "has all digits."
        ),
        "out_of_range",
        ("1.98501E+17",),
    ),
}


@pytest.mark.parametrize("case", LABELS)
def test_columns_of_labels_that_are_refused(case):
    column, *wanted = LABELS[case]
    assert told(lambda: checks.labels(column, "x")) == tuple(wanted)


def test_labels_and_ids_of_another_number_are_refused():
    assert told(lambda: checks.labels(["a", "b"], "x", n=3)) == (
        "3 labels, one per row; found 2. Pass one label for each row, in the same order.",
        "wrong_shape",
        (),
    )
    assert told(lambda: checks.identifiers(["a", "b"], 3), "ids") == (
        "3 ids, one per row; found 2. Pass one id for each subject, in the order of the rows.",
        "wrong_shape",
        (),
    )
    assert told(lambda: checks.identifiers(["a", "b"], 3, "x")) == (
        "3 labels; found 2. Pass one label for each, in the same order.",
        "wrong_shape",
        (),
    )


def test_ids_that_stand_twice_are_told_in_the_order_of_the_rows():
    ids = ["d", "b", "a", "b", "d", "b", "c"]
    assert told(lambda: checks.identifiers(ids, 7), "ids") == (
        (
            "every id once; found 'b', 'd' more than once. Join the rows of one subject first, or "
            "make the ids distinct."
        ),
        "duplicate",
        ("b", "d"),
    )
    many = [*range(10, 17), *range(16, 9, -1)]
    assert told(lambda: checks.identifiers(many, 14, "x")) == (
        (
            "every label once; found 16, 15, 14, 13, 12 and 2 more more than once. Leave out what "
            "is there twice, or name it apart."
        ),
        "duplicate",
        (16, 15, 14, 13, 12),
    )


IDS = np.array(["p", "q", "r"], dtype=object)
ROWS = {
    "no id": (
        "z",
        IDS,
        3,
        "one of the ids; found 'z'. The ids begin 'p', 'q', 'r'.",
        "unknown_label",
    ),
    "nobody": ("z", IDS[:0], 0, "one of the ids; found 'z'. There are no rows.", "unknown_label"),
    "beyond the ids": (
        3,
        IDS,
        3,
        "one of the ids; found 3. The ids begin 'p', 'q', 'r'.",
        "unknown_label",
    ),
    "below the ids": (
        -4,
        IDS,
        3,
        "one of the ids; found -4. The ids begin 'p', 'q', 'r'.",
        "unknown_label",
    ),
    "beyond": (3, None, 3, "a row position from 0 to 2; found 3.", "unknown_label"),
    "no rows": (0, None, 0, "no row: there are none; found 0.", "unknown_label"),
    "id and position": (
        2,
        np.array([2, 5, 9]),
        3,
        (
            "an id that is not the position of another row "
            "too; found 2, the id of row 0 and the position of row 2. Give ids as text "
            "(str(id)), where positions cannot be meant."
        ),
        "contradiction",
    ),
    "id and position from the end": (
        -1,
        np.array([-1, 5, 9]),
        3,
        (
            "an id that is not the position "
            "of another row too; found -1, the id of row 0 and the "
            "position of row 2. Give ids as text (str(id)), where "
            "positions cannot be meant."
        ),
        "contradiction",
    ),
    "a position among numbers": (
        1,
        np.array([7, 5, 9]),
        3,
        ("one of the ids; found 1. The ids begin 7, 5, 9."),
        "unknown_label",
    ),
    "a position among numbers and text": (
        1,
        np.array(["a", "b", 9], dtype=object),
        3,
        ("one of the ids; found 1. The ids begin 'a', 'b', 9."),
        "unknown_label",
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_row_that_is_refused(case):
    row, ids, n, *wanted = ROWS[case]
    assert told(lambda: checks.row_of(row, ids, n, "x")) == (*wanted, ())


def test_a_row_that_is_found():
    assert [checks.row_of(i, IDS, 3) for i in (-3, -1, 0, 2)] == [0, 2, 0, 2]
    assert [checks.row_of(i, None, 3) for i in (-3, -1, 0, 2)] == [0, 2, 0, 2]
    # An id that is the position of the same row is both.
    assert checks.row_of(2, np.array([7, 5, 2]), 3) == 2
    assert checks.row_of(-1, np.array([7, 5, -1]), 3) == 2
    # A flag among the ids is no whole number, and a whole number no flag.
    flags = np.array([True, False])
    assert checks.row_of(False, flags, 2) == 1
    with pytest.raises(InputError) as caught:
        checks.row_of(5, flags, 2)
    assert caught.value.argument == "row"


def test_labels_without_a_place_are_refused_by_their_rows():
    found = checks.labels(["b", "a", "c", "b"], "x")
    positions = np.array([0, -1, 1])  # of a, b and c: b has none
    assert told(
        lambda: checks.refuse_unknown(
            positions, found, "x", expected="a unit of the table", hint="Add it.", rows=list("pqrs")
        )
    ) == (
        "a unit of the table; found row 'p' ('b'); row 's' ('b'). Add it.",
        "unknown_label",
        ("p", "s"),
    )
    checks.refuse_unknown(np.array([0, 0, 1]), found, "x", expected="", hint="")
