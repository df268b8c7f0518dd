"""Arrays that the border refuses, as they are read: the sentence, its code and its places."""

import datetime as dt

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kinerja import _checks as checks
from kinerja.errors import InputError
from shared_laws import told

NAN, INF = float("nan"), float("inf")
MISSING = "Fill it in, or leave the row out."
ROWS = "Make every row as long; a missing value is None or NaN."
KIND = "Convert it to numbers first: text, booleans, dates and complex numbers are not."
COMPARE = "Compare first, for instance `table == 1`."


class Stubborn:
    """Says that it is an array, and tells why it cannot be one."""

    def __array__(self, *_, **__):
        raise RuntimeError("on another device")


NUMBERS = {
    "bytes": (
        lambda: checks.floats(bytearray(b"ab"), "x"),
        (
            "numbers; found bytearray(b'ab'). Bytes are text that is not yet decoded: decode "
            "it, and convert it."
        ),
        "not_numeric",
    ),
    "bytes in a row": (
        lambda: checks.floats([[1.0], bytearray(b"b")], "x"),
        (
            "numbers; found bytearray(b'b'). Bytes are text that is not yet decoded: "
            "decode it, and convert it."
        ),
        "not_numeric",
    ),
    "an array of text": (
        lambda: checks.floats(np.array(["a"]), "x"),
        f"numbers; found an array of str32. {KIND}",
        "not_numeric",
    ),
    "too large": (
        lambda: checks.floats([10**400], "x"),
        f"numbers; found a whole number too large for a float64. {KIND}",
        "not_numeric",
    ),
    "uneven": (
        lambda: checks.floats([[1.0, 2.0], [3.0]], "x"),
        f"rows of one length; found rows of length 1, 2. {ROWS}",
        "wrong_shape",
    ),
    "uneven rows of several kinds": (
        lambda: checks.floats([(1.0,), [1.0, 2.0, 3.0], np.ones(2), np.array(5.0)], "x"),
        f"rows of one length; found rows of length 1, 2, 3. {ROWS}",
        "wrong_shape",
    ),
    "uneven for numpy": (
        lambda: checks.array_of([[1.0, 2.0], [3.0]], "x", " of x"),
        f"rows of one length of x; found rows of different lengths. {ROWS}",
        "wrong_shape",
    ),
    "no array": (
        lambda: checks.floats(Stubborn(), "x"),
        "an array; found a Stubborn that cannot become one. It says: on another device.",
        "wrong_shape",
    ),
    "no vector": (
        lambda: checks.vector([[1.0]], "x"),
        "an array of shape (n,); found shape (1, 1). Pass one value per row.",
        "wrong_shape",
    ),
    "another length": (
        lambda: checks.vector([1.0, 2.0], "x", n=3),
        "3 values; found 2. Pass one value for each, in the same order.",
        "wrong_shape",
    ),
    "no matrix": (
        lambda: checks.matrix([1.0], "x"),
        ("an array of shape (n, k); found shape (1,). One subject is one row: write [[…]]."),
        "wrong_shape",
    ),
    "another width": (
        lambda: checks.matrix([[1.0, 2.0]], "x", k=1),
        "1 columns; found 2. Pass one column for each, in the same order.",
        "wrong_shape",
    ),
    "no cube": (
        lambda: checks.cube([[1.0]], "x"),
        "an array of shape (m, n, k); found shape (1, 1). Stack the matrices.",
        "wrong_shape",
    ),
    "not square": (
        lambda: checks.square([[1.0], [2.0]], "x"),
        "as many rows as columns; found shape (2, 1).",
        "wrong_shape",
    ),
    "no weight": (
        lambda: checks.weights([0.0, 0.0], 2, "x"),
        "at least one weight above 0; found only zeros.",
        "invalid_input",
    ),
    "a lazy table": (
        lambda: checks.floats(pl.LazyFrame({"a": [1.0]}), "x"),
        (
            "an array, a mapping or an eager dataframe; found a LazyFrame. Collect a "
            "lazy table first."
        ),
        "not_a_table",
    ),
    "a column of dates": (
        lambda: checks.floats(pl.Series([dt.date(2026, 1, 2)]), "x"),
        ("numbers; found Date. Convert it to numbers first: text, booleans and dates are not."),
        "not_numeric",
    ),
    "not flags": (
        lambda: checks.flags([["a", "b"]], "x"),
        f"True or False; found an array of str32. {COMPARE}",
        "wrong_type",
    ),
    "no flag": (
        lambda: checks.flags("yes", "x"),
        f"True or False; found 'yes'. {COMPARE}",
        "wrong_type",
    ),
    "flags of another shape": (
        lambda: checks.flags([True, False], "x", (3,)),
        f"True or False, shape (3,); found shape (2,). {COMPARE}",
        "wrong_shape",
    ),
    "uneven flags": (
        lambda: checks.flags([[True], [True, False]], "x"),
        (
            "rows of one length, True or False in every cell; found rows of different "
            f"lengths. {ROWS}"
        ),
        "wrong_shape",
    ),
    "words for yes and no": (
        lambda: checks.yes_no(np.array(["yes", "no"]), "x"),
        'True or False; found text. Compare first: unit == "North".',
        "wrong_type",
    ),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_arrays_that_are_refused_whole(case):
    call, sentence, code = NUMBERS[case]
    assert told(call) == (sentence, code, ())


FINITE = "Correct it, or mark it as missing (NaN)."
CELLS = {
    "missing": (
        lambda: checks.vector([1.0, NAN, 2.0], "x", rows=["p", "q", "r"]),
        f"a number in every cell; found row 'q' (missing). {MISSING}",
        "missing_value",
        ("q",),
    ),
    "infinite": (
        lambda: checks.matrix(
            [[1.0, -INF], [INF, NAN]], "x", missing="allow", rows=["p", "q"], columns=["a", "b"]
        ),
        "finite numbers; found row 'p' column 'b' (-inf); row 'q' column 'a' (inf). " + FINITE,
        "infinite_value",
        (("p", "b"), ("q", "a")),
    ),
    "missing in a cube": (
        lambda: checks.cube(np.full((1, 1, 2), [3.0, NAN]), "x"),
        f"a number in every cell; found row 0 column (0, 1) (missing). {MISSING}",
        "missing_value",
        ((0, (0, 1)),),
    ),
    "missing in a square": (
        lambda: checks.square([[1.0, NAN], [2.0, 3.0]], "x"),
        f"a number in every cell; found row 0 column 1 (missing). {MISSING}",
        "missing_value",
        ((0, 1),),
    ),
    "negative": (
        lambda: checks.nonnegative(
            np.array([[0.0, 0.5], [NAN, -0.25]]),
            "x",
            rows=["p", "q"],
            columns=["a", "b"],
            hint="Turn it.",
        ),
        "0 or more; found row 'q' column 'b' (-0.25). Turn it.",
        "negative",
        (("q", "b"),),
    ),
    "not positive": (
        lambda: checks.positive(
            np.array([[0.5, 0.0], [NAN, -1.0]]),
            "x",
            rows=["p", "q"],
            columns=["a", "b"],
            hint="Raise it.",
        ),
        ("more than 0; found row 'p' column 'b' (0); row 'q' column 'b' (-1). Raise it."),
        "not_positive",
        (("p", "b"), ("q", "b")),
    ),
    "a weight below 0": (
        lambda: checks.weights([1.0, -0.5], 2, "x", names=["a", "b"]),
        "0 or more; found row 'b' (-0.5).",
        "negative",
        ("b",),
    ),
    "a weight that is missing": (
        lambda: checks.weights([1.0, None], 2, "x", names=["a", "b"]),
        f"a number in every cell; found row 'b' (missing). {MISSING}",
        "missing_value",
        ("b",),
    ),
    "a count too long": (
        lambda: checks.as_counts(
            np.array([1.0, 2.0**63]), "x", given=np.array([0.5, 7.0]), hint="Fewer."
        ),
        (
            "values whose count a whole number of 64 bits holds (below 9.2e18); "
            "found row 1 (7). Fewer."
        ),
        "out_of_range",
        (1,),
    ),
    "text among numbers": (
        lambda: checks.floats([[1.0, "2"], [None, 3.0]], "x"),
        f"numbers; found row 0 column 1 ('2'). {KIND}",
        "not_numeric",
        ((0, 1),),
    ),
    "words among numbers": (
        lambda: checks.floats(pl.Series(["1", "two", None, "3"]), "x"),
        (
            "numbers; found row 1 ('two'). Correct the cell, or leave it empty, "
            "and read the column as numbers."
        ),
        "not_numeric",
        (1,),
    ),
    "numbers as text": (
        lambda: checks.floats(pl.Series([None, "1", "2"]), "x"),
        ("numbers, not text; found row 1 ('1'); row 2 ('2'). Convert the column to numbers first."),
        "not_numeric",
        (1, 2),
    ),
    "text in a column": (
        lambda: checks.floats(pd.DataFrame({"a": [1.0, 2.0], "b": ["1", "2"]}), "x"),
        (
            "numbers, not text; found row 0 column 'b' ('1'); row 1 column 'b' ('2'). "
            "Convert the column to numbers first."
        ),
        "not_numeric",
        ((0, "b"), (1, "b")),
    ),
    "no flag among flags": (
        lambda: checks.flags(np.array([[True, "no"], [0, 1.0]], object), "x"),
        (
            "True or False, or 1 or 0, in every cell; found row 0 column 1 ('no'). "
            "Fill it in, or leave the row out."
        ),
        "wrong_type",
        ((0, 1),),
    ),
    "a number among flags": (
        lambda: checks.flags([1, 0, 2, 1], "x"),
        (
            "True or False, or 1 or 0, in every cell; found row 2 (2). Compare "
            "first, for instance `table >= 3`."
        ),
        "wrong_type",
        (2,),
    ),
    "half of them no flags": (
        lambda: checks.flags([1.0, 0.5], "x"),
        (
            "True or False, or 1 or 0, in every cell; found row 1 (0.5). Compare "
            "first, for instance `table >= 3`."
        ),
        "wrong_type",
        (1,),
    ),
    "neither yes nor no": (
        lambda: checks.yes_no([1, 0.5, None], "x", missing="allow"),
        "True or False; found row 1 (0.5). 1 and 0 do as well.",
        "wrong_type",
        (1,),
    ),
}


@pytest.mark.parametrize("case", CELLS)
def test_cells_that_are_refused_by_their_place(case):
    call, *wanted = CELLS[case]
    assert told(call) == tuple(wanted)


def test_more_than_half_of_an_array_beside_1_and_0_is_no_array_of_flags():
    sentence, code, places = told(lambda: checks.flags([1.0, 2.0, 3.0], "x"))
    assert sentence == f"True or False; found an array of float64. {COMPARE}"
    assert (code, places) == ("wrong_type", ())


@pytest.mark.parametrize("given", [True, [True], "yes", [1, 2, 0], [True, None, False]])
def test_directions_are_asked_for_with_both_forms(given):
    if given is True:
        assert checks.benefit(given, 3).tolist() == [True, True, True]
        return
    with pytest.raises(InputError) as caught:
        checks.benefit(given, 3)
    assert str(caught.value) == (
        f"`benefit`: expected True, False, or 3 of them; found {given!r}. True means that more is "
        "better."
    )
    assert (caught.value.argument, caught.value.code) == ("benefit", "wrong_type")


@pytest.mark.parametrize(
    "table",
    [
        pa.table([[1.0], [2.0], [3.0], [4.0]], names=["a", "b", "a", "b"]),
        pd.DataFrame([[1.0, 2.0, 3.0, 4.0]], columns=["a", "b", "a", "b"]),
    ],
    ids=["arrow", "pandas"],
)
def test_a_table_with_names_that_repeat_is_refused_by_each_of_them(table):
    assert told(lambda: checks.floats(table, "x")) == (
        "each column once; found 'a', 'b' more than once. Rename or drop one of them.",
        "duplicate",
        ("a", "b"),
    )


@pytest.mark.parametrize("table", [[[True, "no"], [0, 1.0]], ((1, "no"), (False, True))])
def test_a_word_among_flags_of_a_list_is_named_by_its_cell(table):
    sentence, code, places = told(lambda: checks.flags(table, "x"))
    assert sentence.startswith(
        "True or False, or 1 or 0, in every cell; found row 0 column 1 ('no')."
    )
    assert (code, places) == ("wrong_type", ((0, 1),))
