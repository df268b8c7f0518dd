"""Refusals of reading and writing in full: argument, code, what was found, places, the mend."""

import importlib.util
import sys
import zipfile

import numpy as np
import openpyxl
import pytest

from kinerja import sheets
from kinerja.errors import InputError
from kinerja.sheets import Dialect, Sheet

READ = "a workbook (.xlsx), a CSV file or a Parquet file"
# Text or bytes of the file, options of `read`, then argument, code, expected, found, hint, places.
CASES = {
    "an empty file": ("", {}, "path", "invalid_input", READ, "f.csv: an empty file", "", ()),
    "a web page": (
        "<!DOCTYPE html><p>x", {}, "path", "invalid_input", READ,
        "f.csv: a web page or XML, whatever its name says",
        "Open it in a spreadsheet and save it as .xlsx.", (),
    ),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), {}, "path", "invalid_input", READ,
        "f.csv: a workbook of the old kind (.xls)", "Save it as .xlsx.", (),
    ),
    "a separator that is none": (
        "sep=x\na,b\n1,2\n", {}, "path", "invalid_input", READ,
        "f.csv: a first line that names 'x' as the separator", "", (),
    ),
    "a sheet of a text": (
        "a,b\n1,2\n", {"sheet": "Data"}, "sheet", "unknown_option",
        "None: a CSV file has no sheets", "'Data'", "", (),
    ),
    "a row of another width": (
        "a,b\n1,2\n1,2,3\n", {}, "path", "wrong_shape", "2 cells a line, as in the heading",
        "3 in row 3 of f.csv",
        "A quotation mark or a separator is missing, or there is one too many.", ("3",),
    ),
    "no rows": (
        "a,b\n", {}, "path", "too_few", "rows of data under the heading",
        "none in f.csv, under row 1", "", (),
    ),
    "a heading that is none": (
        "a,b\n1,2\n", {"ids": "c"}, "ids", "missing_column", "a heading of f.csv", "'c'",
        "The headings are: 'a', 'b'.", (),
    ),
    "a heading that is nearly one": (
        "nama,nilai\nx,2\n", {"text": ["nilia"]}, "text", "missing_column", "a heading of f.csv",
        "'nilia'", "Did you mean 'nilai'?", (),
    ),
    "an id that is missing": (
        "id,a\nx,1\n,2\n,3\n", {"ids": "id"}, "ids", "missing_value",
        "an id in every row of column 'id'", "nothing in A3, A4",
        "Fill it in, or delete the row; a row of totals is set apart by its label.", ("A3", "A4"),
    ),
    "an id that is there twice": (
        "id,a\nx,1\ny,2\nx,3\n", {"ids": "id"}, "ids", "duplicate", "each id once in column 'id'",
        "'x' more than once, in A2 and A4",
        "Correct one of them; several rows of one person are brought together first.",
        ("A2", "A4"),
    ),
    "two decimal signs": (
        "id;a\nx;1,25\ny;2.75\n", {}, "path", "contradiction", "one decimal sign in column 'a'",
        None, "Write them alike, or give `decimal`.", ("B2", "B3"),
    ),
    "a number of two readings": (
        "id;a\nx;1.080\ny;70\n", {}, "path", "invalid_input",
        "numbers that can be read in one way",
        "'1.080', which may be 1080 or 1.08, in B2 (column 'a')",
        "Enter them as numbers, or give `decimal=','` or `decimal='.'`.", ("B2",),
    ),
    "percent beside plain numbers": (
        "id,a\nx,80%\ny,75\n", {}, "path", "contradiction",
        "column 'a' all in percent or all in plain numbers", "80% in B2 and 75 in B3",
        "Format the whole column alike: with one of them a value would count a hundredfold.",
        ("B2", "B3"),
    ),
    "two columns of a name": (
        "id,a,a\nx,1,2\n", {}, "path", "duplicate", "headings that differ",
        "'a' more than once, in columns B and C", "Rename or drop one of them.", ("a",),
    ),
    "more cells than allowed": (
        "a,b\n1,2\n3,4\n", {"max_cells": 3}, "max_cells", "out_of_range", "at most 3 cells", "more",
        "Give a larger `max_cells` if the file is meant to be this large.", (),
    ),
    "no cells at all": (
        "a,b\n1,2\n", {"max_cells": 0}, "max_cells", "out_of_range", "a whole number, 1 or more",
        "0", "", (),
    ),
    "a heading by its name": (
        "a,b\n1,2\n", {"header": "first"}, "header", "unknown_option",
        "'auto' or a row, counted from 1", "'first'", "", (),
    ),
    "a heading below the table": (
        "a,b\n1,2\n", {"header": 7}, "header", "out_of_range",
        "the row of the heading, counted from 1", "7 of 2 rows", "", (),
    ),
    "ids that are no text": (
        "a,b\n1,2\n", {"ids": 1}, "ids", "wrong_type", "the heading of a column", "1", "", (),
    ),
}  # fmt: skip


def told(error):
    return (error.argument, error.code, error.expected, error.own_hint,
            tuple(str(place) for place in error.positions))  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_text_that_cannot_be_read(case, tmp_path):
    content, options, argument, code, expected, found, hint, places = CASES[case]
    path = tmp_path / "f.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as caught:
        sheets.read(path, **options)
    assert told(caught.value) == (argument, code, expected, hint, places)
    assert found is None or caught.value.found == found


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda path: None, "nothing at '{}'"),
        (lambda path: path.mkdir(), "a folder at '{}'"),
    ],
)
def test_what_is_no_file(make, found, tmp_path):
    make(tmp_path / "x.csv")
    with pytest.raises(InputError) as caught:
        sheets.read(tmp_path / "x.csv")
    assert told(caught.value) == ("path", "invalid_input", "a file", "", ())
    assert caught.value.found == found.format(tmp_path / "x.csv")


def book(path, rows, sheet="Data"):
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


WORKBOOKS = {
    "a sheet that is not there": (
        [["id", "a"], ["x", 1]], {"sheet": "Dat"}, "sheet", "unknown_label", "one of 'Data'",
        "'Dat'", "Did you mean 'Data'?", (),
    ),
    "a sheet of nothing": (
        [], {}, "path", "not_a_table", "a sheet with a table",
        "f.xlsx: no sheet that holds any cell",
        "Pictures and charts are not read: the figures must stand in cells.", (),
    ),
    "figures without a heading": (
        [[1, 2], [3, 4]], {"sheet": "Data"}, "path", "not_a_table",
        "a table with a heading in its first rows", None,
        "Write a name over each column, or say the row with `header`.", (),
    ),
    "no rows": (
        [["id", "a"]], {}, "path", "too_few", "rows of data under the heading",
        "none in f.xlsx, sheet 'Data', under row 1", "", (),
    ),
    "an error of a formula": (
        [["id", "a"], ["x", "#REF!"], ["y", 2]], {}, "path", "invalid_input",
        "values, and no errors", "#REF! in B2 (column 'a')",
        "Correct the formula, or clear the cell: an empty cell is missing.", ("B2",),
    ),
    "a formula without a value": (
        [["id", "a"], ["x", "=1+1"], ["y", 2]], {}, "path", "invalid_input", "values",
        "a formula without a stored value in B2 (column 'a')",
        "Open the file in a spreadsheet, which calculates it, and save it again.", ("B2",),
    ),
    "an id of sixteen digits": (
        [["id", "a"], [1234567890123456, 1], [1234567890123457, 2]], {"ids": "id"}, "path",
        "invalid_input", "at most 15 digits, all that a spreadsheet keeps of a number", None,
        "Its last digits may be lost already: format the column as text and enter it again.",
        ("A2",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WORKBOOKS)
def test_a_workbook_that_cannot_be_read(case, tmp_path):
    rows, options, argument, code, expected, found, hint, places = WORKBOOKS[case]
    with pytest.raises(InputError) as caught:
        sheets.read(book(tmp_path / "f.xlsx", rows), **options)
    assert told(caught.value) == (argument, code, expected, hint, places)
    assert found is None or caught.value.found == found


def test_an_archive_that_is_no_workbook(tmp_path):
    path = tmp_path / "f.xlsx"
    for name, content, found, hint in (
        ("x.txt", "x", "an archive that holds no workbook", "Save the table as .xlsx or as CSV."),
        ("content.xml", "x", None, "Save it as .xlsx or as CSV."),
    ):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, content)
            if name == "content.xml":
                archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with pytest.raises(InputError) as caught:
            sheets.read(path)
        assert told(caught.value)[:3] == ("path", "invalid_input", READ)
        if found:
            assert (caught.value.found, caught.value.own_hint) == (f"f.xlsx: {found}", hint)
    path.write_bytes(b"PK\x03\x04" + bytes(40))
    with pytest.raises(InputError) as caught:
        sheets.read(path)
    assert caught.value.found.startswith("f.xlsx: damaged (")
    assert caught.value.own_hint == "Open it in a spreadsheet and save it again."


def test_libraries_that_are_missing_are_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    parquet = tmp_path / "f.parquet"
    parquet.write_bytes(b"PAR1" + bytes(30))
    find = importlib.util.find_spec
    gone = {"polars", "pyarrow"}
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name in gone else find(name, *rest)
    )
    with pytest.raises(InputError) as caught:
        sheets.read(parquet)
    assert told(caught.value) == (
        "path", "not_installed", "polars or pyarrow, for Parquet files",
        "Install one of them with: pip install polars; or save the table as CSV.", (),
    )  # fmt: skip
    assert caught.value.found == "neither is installed"
    with pytest.raises(InputError) as caught:
        sheets.write(tmp_path / "o.xlsx", {"x": {"a": [1]}})
    assert told(caught.value)[:3] == ("path", "not_installed", "openpyxl, for Excel workbooks")
    assert caught.value.own_hint == (
        "Install it with: pip install 'kinerja[excel]'; or save the table as CSV."
    )


WRITES = {
    "two tables for a text": (
        "o.csv", {"x": {"a": [1]}, "y": {"a": [2]}}, "tables", "contradiction",
        "one table for a CSV file", "2: 'x', 'y'",
        "Write them to a workbook (.xlsx), or each to a file of its own.",
    ),
    "a kind that is not written": (
        "o.pdf", {"x": {"a": [1]}}, "path", "unknown_option",
        "a name that ends in .xlsx, .csv or .json", "'o.pdf'", "",
    ),
    "no tables": (
        "o.csv", {}, "tables", "wrong_type", "a mapping from name to result or table",
        "an empty mapping", "",
    ),
    "a list of tables": (
        "o.csv", [1], "tables", "wrong_type", "a mapping from name to result or table", "list", "",
    ),
    "no table": (
        "o.csv", {"x": 3}, "tables", "not_a_table", "a result or a table as 'x'", "int", "",
    ),
    "a text beyond a cell": (
        "o.xlsx", {"x": {"a": ["b", "c" * 32_768]}}, "tables", "out_of_range",
        "at most 32,767 characters in a cell of a workbook",
        "32,768 in A3 (column 'a' of 'x')", "Shorten the text, or write the table as CSV.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRITES)
def test_what_cannot_be_written(case, tmp_path):
    name, tables, argument, code, expected, found, hint = WRITES[case]
    with pytest.raises(InputError) as caught:
        sheets.write(tmp_path / name, tables)
    assert told(caught.value)[:4] == (argument, code, expected, hint)
    assert caught.value.found == found
    assert list(tmp_path.iterdir()) == []


def test_what_a_sheet_is_not_made_of():
    with pytest.raises(InputError) as caught:
        Sheet({"a": np.ones((2, 2))})
    assert told(caught.value)[:3] == ("columns", "wrong_shape", "one value a row in each column")
    assert caught.value.found == "shape (2, 2) in 'a'"
    sheet = Sheet({"a": np.ones(2)})
    with pytest.raises(InputError) as caught:
        sheet.place(3)
    assert told(caught.value)[:3] == ("cell", "wrong_type", "the name of a cell, such as 'F4'")
    assert caught.value.found == "3"


def test_an_encoding_that_there_is_not(tmp_path):
    with pytest.raises(InputError) as caught:
        sheets.write(tmp_path / "o.csv", {"x": {"a": [1]}}, dialect=Dialect(",", ".", "utf-99"))
    assert told(caught.value)[:3] == (
        "dialect.encoding", "unknown_option", "the name of an encoding",
    )  # fmt: skip
    assert caught.value.found == "'utf-99'"
