"""The border: what becomes float64, what becomes labels, and what is refused."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kinerja import _checks as checks
from kinerja.errors import InputError

NAN = float("nan")


@pytest.mark.parametrize(
    "x",
    [
        [1, 2.5, None],
        (1, 2.5, NAN),
        np.array([1, 2.5, NAN], dtype=np.float32),
        np.array([1, 2.5, None], dtype=object),
        np.ma.array([1, 2.5, 9], mask=[0, 0, 1]),
        [Decimal(1), Fraction(5, 2), pd.NA],
        pd.Series([1, 2.5, None]),
        pd.Series([1, 2.5, None], dtype="Float64"),
        pl.Series([1.0, 2.5, None]),
        pa.array([1.0, 2.5, None]),
        pa.chunked_array([[1.0, 2.5], [None]], type=pa.float64()),
        pd.Series([1, 2.5, None], dtype=object),
    ],
    ids=lambda x: type(x).__module__ + "." + type(x).__name__,
)
def test_every_kind_of_column_becomes_float64(x):
    out = checks.vector(x, "x", missing="allow")
    assert out.dtype == np.float64
    np.testing.assert_array_equal(out, [1, 2.5, NAN])


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"a": [1, 2], "b": [3, None]}),
        pl.DataFrame({"a": [1, 2], "b": [3, None]}),
        pa.table({"a": [1, 2], "b": [3, None]}),
    ],
)
def test_a_whole_dataframe_is_a_matrix(table):
    np.testing.assert_array_equal(checks.matrix(table, "x", missing="allow"), [[1, 3], [2, NAN]])


def test_integers_do_not_overflow():
    small = np.array([[127, -128]], dtype=np.int8)
    assert (checks.floats(small, "x") * 2).tolist() == [[254, -256]]
    assert checks.floats(np.array([2**63], dtype=np.uint64), "x")[0] == 2.0**63


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([1, "2"], r"expected numbers; found row 1 \('2'\)"),
        ([1, True], r"found row 1 \(True\)"),
        ([True, False], "expected numbers"),
        (np.array([True]), "array of bool"),
        (np.array(["a"]), "array of str"),
        (np.array([1j]), "complex"),
        (np.array(["2020-01-01"], dtype="datetime64[D]"), "datetime64"),
        (pd.Series(["a"]), "expected numbers"),
        (pd.Series([True, None], dtype="boolean"), "expected numbers"),
        (pl.Series(["a"]), r"row 0 \('a'\)"),
        (pl.Series(["1"]), "numbers, not text; found row 0"),
        (pd.Series([1, 2]).astype("category"), "Categorical"),
        ([[1, 2], [3]], "rows of one length"),
        ([10**400], "too large"),
        ({"a": 1}, "numbers"),
    ],
    ids=str,
)
def test_what_is_not_a_number_is_refused(x, message):
    with pytest.raises(InputError, match=message):
        checks.floats(x, "x")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: checks.vector([[1]], "x"), r"shape \(n,\)"),
        (lambda: checks.vector([1, 2], "x", n=3), "3 values; found 2"),
        (lambda: checks.vector([1, NAN], "x"), r"row 1 \(missing\)"),
        (lambda: checks.vector([np.inf], "x", missing="allow"), "finite"),
        (lambda: checks.matrix([1, 2], "x"), r"write \[\[…\]\]"),
        (lambda: checks.matrix([[1, 2]], "x", k=3), "3 columns; found 2"),
        (lambda: checks.square([[1, 2]], "x"), "as many rows as columns"),
        (lambda: checks.cube([[1]], "x"), r"\(m, n, k\)"),
        (lambda: checks.weights([1, 2, -3], 3), r"row 2 \(-3\)"),
        (lambda: checks.weights([0, 0], 2), "above 0"),
        (lambda: checks.choice("c", "x", ("a", "b")), "one of 'a', 'b'; found 'c'"),
        (lambda: checks.choice(1, "x", (True,)), "one of True"),
        (lambda: checks.number("1", "x"), "finite number; found '1'"),
        (lambda: checks.number(True, "x"), "found True"),
        (lambda: checks.number(2, "x", lower=0, upper=1), "at least 0 and at most 1"),
        (lambda: checks.whole_number(1.0, "x"), "whole number"),
        (lambda: checks.whole_number(-1, "x"), "at least 0"),
        (lambda: checks.confidence_level(1), "below 1"),
        (lambda: checks.generator(None), "`rng`"),
        (lambda: checks.benefit([True], 2), "2 of them"),
        (lambda: checks.benefit("yes", 1), "'yes'"),
    ],
)
def test_refusals_say_what_was_expected(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_a_refusal_names_five_cells_and_counts_the_rest():
    x = np.full((3, 4), NAN)
    with pytest.raises(InputError) as caught:
        checks.refuse_missing(x, "x", rows=["p", "q", "r"], columns=list("abcd"))
    assert caught.value.positions == (("p", "a"), ("p", "b"), ("p", "c"), ("p", "d"), ("q", "a"))
    assert "and 7 more" in str(caught.value)


def test_a_million_bad_cells_cost_five_names():
    checks.refuse_missing(np.zeros((1000, 1000)), "x")
    with pytest.raises(InputError, match="and 999995 more"):
        checks.refuse_missing(np.full((1000, 1000), NAN), "x")


def test_generators():
    assert checks.generator(3).integers(10**9) == checks.generator(3).integers(10**9)
    own = np.random.default_rng(1)
    assert checks.generator(own) is own


# Tables ------------------------------------------------------------------------------------------


def test_a_matrix_is_read_by_name_into_fresh_memory():
    x = np.array([[1.0, 2.0], [3.0, 4.0]], order="F")
    values, ids = checks.read_matrix(x, ["a", "b"])
    assert values.flags.f_contiguous
    assert not np.shares_memory(values, x)
    assert ids is None
    values, ids = checks.read_matrix(
        {"b": [1], "z": ["text"], "a": [2], "n": ["x"]}, ["a", "b"], ids="n"
    )
    assert values.tolist() == [[2, 1]]
    assert ids.tolist() == ["x"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"a": [1]}, "no column 'b'.*The columns there are: 'a'"),
        ({}, "no column 'a', 'b'.*There are no columns at all"),
        ({"a": [1, 2], "b": [1]}, "'a': 2, 'b': 1"),
        ({"a": [1], "b": [[1]]}, "one value per row in column 'b'"),
        ({"a": [1], "b": ["x"]}, r"column 'b'"),
        (pd.DataFrame([[1, 2, 3]], columns=["a", "b", "b"]), "'b' more than once"),
        (pl.DataFrame({"a": [1], "b": [2]}).lazy(), "Collect a lazy table"),
        (pl.DataFrame({"a": [1], "b": [float("inf")]}), "finite numbers; found row 0 column 'b'"),
        ([[1, 2, 3]], "expected 2 columns; found 3"),
    ],
)
def test_bad_tables(table, message):
    with pytest.raises(InputError, match=message):
        checks.read_matrix(table, ["a", "b"])


def test_columns_of_pandas_without_names_are_known_by_their_number():
    table = pd.DataFrame(np.array([[1.0, 2.0, 9.0], [3.0, np.nan, 9.0]]))
    x, _ = checks.read_matrix(table, ["1", "0"])
    np.testing.assert_array_equal(x, [[2, 1], [np.nan, 3]])
    x, _ = checks.read_matrix(table.set_axis([0, 7, 7], axis=1), ["0"])  # "7" is not asked for
    assert x.tolist() == [[1], [3]]
    with pytest.raises(InputError, match="column '1'"):
        checks.floats(table.astype({1: str}), "x")


def test_a_column_not_asked_for_may_repeat():
    table = pd.DataFrame([[1, 2, 3, 4]], columns=["a", "b", "z", "z"])
    assert checks.read_matrix(table, ["b", "a"])[0].tolist() == [[2, 1]]


# Labels ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "x",
    [
        ["b", "a", "b"],
        np.array(["b", "a", "b"]),
        pd.Series(["b", "a", "b"]).astype("category"),
        pl.Series(["b", "a", "b"]),
        pa.array(["b", "a", "b"]),
    ],
)
def test_text_labels(x):
    codes, names = checks.labels(x, "by")
    assert codes.tolist() == [1, 0, 1]
    assert names.tolist() == ["a", "b"]


@pytest.mark.parametrize("x", [[7, -2, 7], np.array([7.0, -2.0, 7.0]), [10**12, 3, 10**12]])
def test_whole_number_labels(x):
    codes, names = checks.labels(x, "by")
    assert codes.tolist() == [1, 0, 1]
    assert names.dtype == np.int64
    assert checks.labels([True, False], "by").names.tolist() == [False, True]
    assert checks.labels([], "by").codes.size == 0


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (["a", None], r"a label in every row; found row 1 \(missing\)"),
        (["a", NAN], "a label in every row"),
        ([1.0, NAN], "a label in every row"),
        ([1.5, 2.0], "not a measurement"),
        (["a", 1], "labels of one kind; found int and str"),
        ("text", "one label per row"),
        ([["a"], ["b"]], "one label per row; found nested"),
        (np.array([["a"]]), r"shape \(1, 1\)"),
        (np.ma.array([1, 2], mask=[0, 1]), "a label in every row"),
    ],
    ids=str,
)
def test_bad_labels(x, message):
    with pytest.raises(InputError, match=message):
        checks.labels(x, "by")


def test_ids():
    assert checks.identifiers(None, 3) is None
    assert checks.identifiers(["x", 1], 2).tolist() == ["x", 1]
    source = np.array([3, 1])
    ids = checks.identifiers(source, 2)
    assert not np.shares_memory(ids, source)
    for bad, message in (
        (["x"], "2 ids"),
        (["x", "x"], "'x' more than once"),
        ([1, 1.0], "1 more than once"),
        (["x", None], "missing"),
    ):
        with pytest.raises(InputError, match=message):
            checks.identifiers(bad, 2)


def test_rows_by_id_or_position():
    names = np.array(["x", "y"], dtype=object)
    assert checks.row_of("y", names, 2) == 1
    assert checks.row_of(1, names, 2) == 1
    assert checks.row_of(-1, None, 2) == 1
    assert checks.row_of(5, np.array([9, 5]), 2) == 1
    for row, ids in (("z", names), (7, np.array([9, 5])), (2, None), (True, None), ("x", None)):
        with pytest.raises(InputError):
            checks.row_of(row, ids, 2)


@pytest.mark.parametrize("n", [1, 2, 101, 102, 103, 5_000])
@pytest.mark.parametrize("order", ["C", "F"])
def test_extremes_are_numpys_over_any_length_and_layout(n, order):
    x = np.asarray(np.random.default_rng(n).normal(size=(n, 10)), order=order)
    for data in (x, x[:, ::2], x[:, :1]):
        low, high = checks.extremes(data)
        np.testing.assert_array_equal(low, data.min(axis=0))
        np.testing.assert_array_equal(high, data.max(axis=0))
    x[n // 2, 3] = np.nan
    low, high = checks.extremes(x)
    assert np.isnan(low).tolist() == [j == 3 for j in range(10)] == np.isnan(high).tolist()


def test_a_number_beyond_any_float_is_refused_by_name():
    for value in (10**400, -(10**400)):
        with pytest.raises(InputError, match=r"`x`.*a finite number"):
            checks.number(value, "x")


def test_labels_from_extension_arrays_and_not_from_tables():
    found = checks.labels(pd.array([2, 1], dtype="Int64"), "x")
    assert found.names.tolist() == [1, 2]
    assert checks.labels(pd.array(["b", "a"]), "x").names.tolist() == ["a", "b"]
    with pytest.raises(InputError, match="label in every row"):
        checks.labels(pd.array([1, None], dtype="Int64"), "x")
    for table in (pd.DataFrame({"a": [1]}), pd.NA):
        with pytest.raises(InputError, match="one label per row"):
            checks.labels(table, "x")


@pytest.mark.parametrize(
    "column",
    [
        ["b", None, "a", "b"],
        np.array(["b", None, "a", "b"], dtype=object),
        pd.Series(["b", None, "a", "b"]),
        pd.Series(["b", pd.NA, "a", "b"], dtype="string"),
        pd.Series(["b", None, "a", "b"], dtype="category"),
        pl.Series(["b", None, "a", "b"]),
        pa.chunked_array([["b", None], ["a", "b"]]),
    ],
)
def test_categories_keep_their_values_and_mark_what_is_missing(column):
    codes, names = checks.read_categories({"x": column}, "x")
    assert [names[code] if code >= 0 else None for code in codes] == ["b", None, "a", "b"]


def test_a_table_whose_columns_are_numbered():
    # pandas numbers the columns of an array that is given no names: 0 and 1, not "0" and "1".
    table = pd.DataFrame([[1.0, np.nan], [3.0, 4.0]])
    x, names, ids = checks.read_all(table)
    assert (x[1].tolist(), names, ids) == ([3, 4], ["0", "1"], None)
    assert checks.read_matrix(table, ["1"])[0][1].tolist() == [4]
    both = pd.DataFrame([[1, 2, 3]], columns=[0, "0", 1])
    assert checks.read_matrix(both, ["1"])[0].tolist() == [[3]]
    with pytest.raises(InputError, match="each column once"):
        checks.read_all(both)


def test_categories_tell_kinds_apart():
    codes, names = checks.read_categories({"x": [True, 1, 1.0, "1", NAN, None]}, "x")
    assert codes.tolist() == [0, 1, 2, 3, -1, -1]
    assert [type(name) for name in names] == [bool, int, float, str]
    with pytest.raises(InputError, match="nested"):
        checks.read_categories({"x": [[1]]}, "x")


@pytest.mark.parametrize(
    "given",
    [
        [True, False],
        pd.Series([True, False], dtype=object),
        pd.array([True, False], "boolean"),
        pl.Series([True, False]),
        pa.array([True, False]),
    ],
)
def test_directions_come_in_any_container(given):
    assert checks.benefit(given, 2).tolist() == [True, False]


def test_flags_are_true_and_false_or_1_and_0():
    assert checks.flags(pd.DataFrame({"a": [True]}), "x", (1, 1)).tolist() == [[True]]
    assert checks.flags([[True], [np.False_]], "x", (2, 1)).tolist() == [[True], [False]]
    # What every spreadsheet holds; other numbers are no flags.
    assert checks.flags([[1], [0.0]], "x", (2, 1)).tolist() == [[True], [False]]
    assert checks.flags(pd.DataFrame({"a": [1], "b": [True]}), "x").tolist() == [[True, True]]
    for bad in ([[2]], [["yes"]], [[None]], [[np.nan]], [["1"]], [[True, False]]):
        with pytest.raises(InputError, match="True or False"):
            checks.flags(bad, "x", (1, 1))


def test_ragged_flags_are_refused_in_words():
    with pytest.raises(InputError, match="`x`: expected rows of one length, True or False"):
        checks.flags([[True], [True, False]], "x")


def test_flags_of_an_arrow_table_and_the_cell_that_is_missing():
    table = pa.table({"a": [True, False], "b": [False, True]})
    assert checks.flags(table, "x", (2, 2)).tolist() == [[True, False], [False, True]]
    for gap in (
        pa.table({"a": [True, False], "b": [False, None]}),
        pd.DataFrame({"a": [True, False], "b": [False, None]}),
        pl.DataFrame({"a": [True, False], "b": [False, None]}),
    ):
        with pytest.raises(InputError, match=r"found row 1 column 1 \(missing\)") as caught:
            checks.flags(gap, "x", (2, 2))
        assert caught.value.positions == ((1, 1),)


def test_flags_of_any_library_and_what_is_no_flag():
    for x in (pd.Series([True, False]), pl.Series([True, False]), pa.array([True, False])):
        assert checks.flags(x, "flag").tolist() == [True, False]
    for odd in (
        np.ma.masked_array([True, False], mask=[False, True]),
        pa.array([True, None]),
        pl.Series([True, None]),
        pd.array([True, None], dtype="boolean"),
        [2, 0],
        "yes",
    ):
        with pytest.raises(InputError, match=r"`flag`.*True or False"):
            checks.flags(odd, "flag")
