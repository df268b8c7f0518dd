"""Tables that the border refuses, as they are read: the sentence, its code and its places."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from kinerja import _checks as checks
from kinerja.errors import InputError
from shared_laws import told

THERE = "The columns there are: 'age', 'cost'."
TABLES = {
    "no column": (
        {"age": [1.0], "cost": [2.0]},
        ["Age ", "c"],
        (
            f"a column for each of 'Age ', 'c'; found no column 'Age ', 'c'. Did you mean "
            f"'age' for 'Age '? {THERE}"
        ),
        "missing_column",
        ("Age ", "c"),
    ),
    "no columns": (
        {},
        ["a"],
        ("a column for each of 'a'; found no column 'a'. There are no columns at all."),
        "missing_column",
        ("a",),
    ),
    "twice": (
        pd.DataFrame([[1.0, 2.0, 3.0]], columns=["a", "b", "a"]),
        ["a", "b"],
        "each column once; found 'a' more than once. Rename or drop one of them.",
        "duplicate",
        ("a",),
    ),
    "uneven": (
        {"a": [1.0, 2.0], "b": [1.0]},
        ["a", "b"],
        "columns of one length; found 'a': 2, 'b': 1.",
        "wrong_shape",
        (),
    ),
    "one value": (
        {"a": [1.0], "b": 5.0},
        ["a", "b"],
        "one value per row in column 'b'; found a float.",
        "wrong_shape",
        ("b",),
    ),
    "a matrix": (
        {"a": np.ones((2, 3))},
        ["a"],
        "one value per row in column 'a'; found shape (2, 3).",
        "wrong_shape",
        ("a",),
    ),
    "rows in a column": (
        {"a": [[1.0, 2.0]]},
        ["a"],
        "one value per row in column 'a'; found shape (1, 2).",
        "wrong_shape",
        ("a",),
    ),
    "lazy": (
        pl.LazyFrame({"a": [1.0]}),
        ["a"],
        ("an array, a mapping or an eager dataframe; found LazyFrame. Collect a lazy table first."),
        "not_a_table",
        (),
    ),
    "infinite": (
        {"a": [1.0, 2.0], "b": [3.0, np.inf]},
        ["b", "a"],
        ("finite numbers; found row 1 column 'b' (inf). Correct it, or mark it as missing (NaN)."),
        "infinite_value",
        ((1, "b"),),
    ),
    "text": (
        {"a": [1.0, 2.0], "b": [3.0, "four"]},
        ["a", "b"],
        (
            "numbers; found row 1 column 'b' ('four'). Convert it to numbers first: text, "
            "booleans, dates and complex numbers are not."
        ),
        "not_numeric",
        ((1, "b"),),
    ),
}


@pytest.mark.parametrize("case", TABLES)
def test_tables_that_are_refused(case):
    table, codes, *wanted = TABLES[case]
    assert told(lambda: checks.read_matrix(table, codes, argument="x")) == tuple(wanted)


def test_rows_of_a_table_are_named_by_its_ids():
    table = {"id": ["p", "q", "r"], "a": [1.0, np.inf, 2.0], "b": [1.0, 2.0, "x"]}
    _, _, places = told(lambda: checks.read_matrix(table, ["a"], argument="x", ids="id"))
    assert places == (("q", "a"),)
    _, _, places = told(lambda: checks.read_matrix(table, ["b"], argument="x", ids="id"))
    assert places == (("r", "b"),)
    # Ids that do not fit are no names of rows: the cell is named by its number.
    wrong = table | {"id": ["p", "p", "r"]}
    _, _, places = told(lambda: checks.read_matrix(wrong, ["b"], argument="x", ids="id"))
    assert places == ((2, "b"),)


INDEXED = pd.DataFrame({"a": [1.0, 2.0]}, index=["p", "q"])
TWO = pd.DataFrame(
    {"a": [1.0, 2.0]}, index=pd.MultiIndex.from_tuples([("p", 1), ("q", 2)], names=["id", "year"])
)


def test_an_index_that_would_be_dropped_is_refused():
    unnamed = (
        "a name for the index, which holds more than the number of the row; found an index without "
        "a name. Name it, rename_axis('id'), to have it read; or make it a column with "
        "reset_index(), or drop it with reset_index(drop=True)."
    )
    half = TWO.rename_axis(index=["id", None])
    for table in (INDEXED, half):
        for read in (
            lambda t: checks.read_matrix(t, ["a"], argument="x", ids=None),
            lambda t: checks.ids_of(t, None, "x"),
            lambda t: checks.column_names(t, "x", levels=True),
            lambda t: checks.read_domains(t, 2, "x"),
        ):
            assert told(lambda t=table, r=read: r(t)) == (unnamed, "missing_argument", ())
    assert told(lambda: checks.ids_of(TWO, None, "x")) == (
        (
            "one name a row; found an index of 2 levels, 'id', 'year'. Make columns of them with "
            "reset_index(), and keep as index, set_index(), what names the rows."
        ),
        "contradiction",
        (),
    )


def test_an_index_that_is_read():
    named = INDEXED.rename_axis("id")
    assert list(checks.ids_of(named, None)) == ["p", "q"]
    assert checks.row_labels(named) == "id"
    assert checks.row_labels(TWO) is None
    assert checks.column_names(TWO, levels=True) == ["id", "year", "a"]
    assert checks.column_names(TWO) == ["a"]
    # A column that is called as a level stands for it.
    assert checks.column_names(named.assign(id=1), levels=True) == ["a", "id"]
    assert checks.read_columns(TWO, ["year"])[0].tolist() == [1, 2]
    assert checks.ids_of(named, "a").to_list() == [1.0, 2.0]
    assert checks.ids_of([[1.0]], ["z"]) == ["z"]
    # Whole numbers only count the rows; without rows there is nothing to count.
    assert checks.ids_of(pd.DataFrame({"a": [1.0]}, index=[7]), None) is None
    assert checks.ids_of(pd.DataFrame({"a": []}, index=pd.Index([], dtype=object)), None) is None


def test_posts_are_read_from_a_first_column_or_an_index():
    units, jobs, cells = checks.read_posts(
        {"unit": ["n", "s"], "a": [1.0, 2.0], "b": [3.0, 4.0]}, "x"
    )
    assert (units, jobs, cells.tolist()) == (["n", "s"], ["a", "b"], [[1, 3], [2, 4]])
    table = pd.DataFrame(
        {"a": [1.0, 2.0], "b": [3.0, 4.0]}, index=pd.Index(["n", "s"], name="unit")
    )
    units, jobs, cells = checks.read_posts(table, "x")
    assert (units, jobs, cells.tolist()) == (["n", "s"], ["a", "b"], [[1, 3], [2, 4]])
    assert told(lambda: checks.read_posts({"unit": ["n"]}, "x")) == (
        (
            "a first column of units, then a column for each job; found columns 'unit'. A table "
            "names its units and jobs itself."
        ),
        "wrong_shape",
        (),
    )


def test_posts_of_one_job_and_cells_that_are_none():
    units, jobs, cells = checks.read_posts({"unit": ["n", "s"], "a": [1.0, 2.0]}, "x")
    assert (units, jobs, cells.tolist()) == (["n", "s"], ["a"], [[1], [2]])
    named = pd.DataFrame({"a": [1.0]}, index=pd.Index(["n"], name="unit"))
    assert checks.read_posts(named, "x")[:2] == (["n"], ["a"])
    text = {"unit": ["n", "s"], "a": [1.0, 2.0], "b": [3.0, "four"]}
    assert told(lambda: checks.read_posts(text, "x")) == (
        (
            "a first column of units, then a column of numbers for each job; found row 1 column "
            "'b' ('four'). A long table (unit, job, number) is turned first: "
            "table.pivot(index='unit', columns='job', values='number')."
        ),
        "not_numeric",
        ((1, "b"),),
    )
    sentence, code, places = told(
        lambda: checks.read_posts(pd.DataFrame(text).set_index("unit"), "x")
    )
    assert sentence.startswith("numbers; found row 1 column 'b' ('four').")
    assert (code, places) == ("not_numeric", ((1, "b"),))
    uneven = {"unit": ["n", "s"], "a": [1.0, 2.0], "b": [3.0]}
    assert told(lambda: checks.read_posts(uneven, "x"))[1] == "wrong_shape"
    twice = pd.DataFrame([["n", "s", 1.0]], columns=["unit", "unit", "a"])
    assert told(lambda: checks.read_posts(twice, "x"))[1:] == ("duplicate", ("unit",))


def test_groupings_that_are_refused():
    assert told(lambda: checks.read_domains({}, 2, "x")) == (
        "at least one grouping; found none.",
        "too_few",
        (),
    )
    with pytest.raises(InputError) as caught:
        checks.read_domains({"x": ["a", None], "z": ["b", "c"]}, 2, "x")
    assert (caught.value.argument, caught.value.positions) == ("x", (1,))
    with pytest.raises(InputError) as caught:
        checks.read_domains({"a": ["a", "b"], "z": ["b", None]}, 2, "x")
    assert (caught.value.argument, caught.value.positions) == ("x['z']", (1,))
    assert told(lambda: checks.read_categories({"a": [[1]]}, "a", "x")) == (
        "one value per row in column 'a'; found nested values.",
        "wrong_shape",
        ("a",),
    )
