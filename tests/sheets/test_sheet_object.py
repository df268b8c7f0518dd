"""The table that was read: as a mapping, as text, by its cells, as a dataframe."""

import importlib.util

import numpy as np
import pandas as pd
import pytest

from kinerja.errors import InputError
from kinerja.sheets import Note, Sheet, Source


def columns(**other):
    made = {
        "NIP": np.array(["01", "02", "03"], dtype=object),
        "Nilai": np.array([80.0, np.nan, 90.0]),
        "Aktif": np.array([True, False, True]),
        "Mulai": np.array(["2025-01-02", "NaT", "2024-12-31"], dtype="datetime64[D]"),
        "Ket": np.array(["baik", None, 7], dtype=object),
        "Hadir": np.array([True, None, False], dtype=object),
    }
    return made | other


def test_two_sheets_are_equal_where_their_columns_are():
    sheet = Sheet(columns(), ids="NIP")
    assert sheet == Sheet(columns())
    for name, other in {
        "Nilai": np.array([80.0, 0.0, 90.0]),
        "Mulai": np.array(["2025-01-02", "NaT", "NaT"], dtype="datetime64[D]"),
        "Ket": np.array(["baik", None, 8], dtype=object),
    }.items():
        assert sheet != Sheet(columns(**{name: other}))
    assert sheet != Sheet({name: columns()[name] for name in reversed(columns())})
    assert sheet != columns()
    with pytest.raises(TypeError, match="unhashable"):
        hash(sheet)


def test_a_sheet_is_shown_by_its_columns():
    notes = [Note(f"A{i}", "spaces", "'x '", "read as 'x'") for i in range(1, 23)]
    shown = repr(
        Sheet(columns(), ids="NIP", notes=notes, source=Source("a.xlsx", "xlsx", sheet="Data"))
    ).splitlines()
    assert shown[0] == "Sheet of a.xlsx, sheet 'Data': 3 rows, 6 columns"
    kinds = ["text  ids", "numbers", "flags", "dates", "text", "text"]
    assert [line.split()[:2] for line in shown[1:7]] == [
        [letter, name] for letter, name in zip("ABCDEF", columns(), strict=True)
    ]
    assert [line[46:].strip() for line in shown[1:7]] == kinds
    assert shown[7:] == [f"  {note}" for note in notes[:20]]
    wide = repr(Sheet({f"k{j}": np.zeros(2) for j in range(33)})).splitlines()
    assert wide[0] == "Sheet: 2 rows, 33 columns"
    assert wide[-1] == "  … and 3 more"
    assert len(wide) == 1 + 30 + 1


def test_cells_by_their_names():
    sheet = Sheet(columns(), rows=np.array([3, 4, 7]), places={"NIP": 1, "Nilai": 27, **dict(
        zip(["Aktif", "Mulai", "Ket", "Hadir"], range(2, 6), strict=True))})  # fmt: skip
    assert sheet.cell("Nilai", 2) == "AB8"
    assert sheet.place("AB8") == ("Nilai", 2)
    assert sheet.place("AB7") is None  # a row that was set apart
    assert sheet.place("A4") is None  # a column without a heading
    for odd in ("4F", "F", "f4", "$F$4", "", 4, None):
        with pytest.raises(InputError, match="the name of a cell, such as 'F4'"):
            sheet.place(odd)
    with pytest.raises(KeyError, match=r"Did you mean 'Nilai'\?"):
        sheet.cell("nilai", 0)
    with pytest.raises(KeyError, match="The headings are: 'NIP', 'Nilai'"):
        sheet.cell(3, 0)
    with pytest.raises(InputError, match="row"):
        sheet.cell("Nilai", 3)


def test_what_is_no_column():
    with pytest.raises(InputError, match=r"one value a row in each column; found shape \(2, 2\)"):
        Sheet({"a": np.zeros((2, 2))})
    with pytest.raises(InputError, match="ids"):
        Sheet(columns(), ids="Nama")
    empty = Sheet({})
    assert (empty.n_rows, empty.names) == (0, ())


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_dataframe_of_each_library(backend):
    frame = Sheet(columns()).to_frame(backend)
    assert type(frame).__module__.partition(".")[0] == backend
    made = frame.to_pandas() if backend != "pandas" else frame
    assert made["NIP"].tolist() == ["01", "02", "03"]
    assert made["Nilai"].isna().tolist() == [False, True, False]
    assert made["Aktif"].tolist() == [True, False, True]
    assert [str(day)[:10] for day in made["Mulai"][::2]] == ["2025-01-02", "2024-12-31"]
    # text beside numbers is text; a flag may be missing
    assert made["Ket"][0] == "baik"
    assert made["Ket"][2] == "7"
    assert pd.isna(made["Ket"][1])
    assert [bool(made["Hadir"][0]), bool(made["Hadir"][2])] == [True, False]
    assert pd.isna(made["Hadir"][1])


def test_the_library_of_a_dataframe_is_the_first_that_is_there(monkeypatch):
    sheet = Sheet({"a": np.array([1.0, 2.0])})
    find = importlib.util.find_spec
    for gone, first in (((), "pandas"), (("pandas",), "polars"), (("pandas", "polars"), "pyarrow")):
        monkeypatch.setattr(
            importlib.util,
            "find_spec",
            lambda name, *rest, gone=gone: None if name in gone else find(name, *rest),
        )
        assert type(sheet.to_frame()).__module__.partition(".")[0] == first
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
    with pytest.raises(InputError, match="pip install pandas") as caught:
        sheet.to_frame()
    assert caught.value.code == "not_installed"
    with pytest.raises(InputError, match="pip install polars"):
        sheet.to_frame("polars")
    with pytest.raises(InputError, match="backend"):
        sheet.to_frame("excel")


def test_a_heading_that_is_not_there_lists_those_that_are():
    many = Sheet({f"kolom {j}": np.zeros(1) for j in range(10)}, source=Source("x/a.csv", "csv"))
    with pytest.raises(KeyError, match=r"a heading of the sheet \(a\.csv\).*'kolom 7', …\."):
        many["?"]
