"""Small things that change what is read: numbering, names of encodings, spaces, hidden rows."""

import datetime as dt
import zipfile

import numpy as np
import openpyxl
import pytest

from kinerja import sheets
from kinerja.errors import InputError
from kinerja.sheets import Sheet


def read(tmp_path, rows):
    path = tmp_path / "a.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return sheets.read(path)


def test_a_row_that_numbers_the_columns_is_told_from_data_by_what_follows(tmp_path):
    # Without brackets 1, 2, 3 number the columns only where words follow below.
    sheet = read(tmp_path, ["NIP,Nama,Hadir", "1,2,3", "7,Ani,80", "8,Budi,70"])
    assert sheet["Nama"].tolist() == ["Ani", "Budi"]
    assert [(note.place, note.found) for note in sheet.notes if note.kind == "numbering"] == [
        ("row 2", "numbers of the columns")
    ]
    sheet = read(tmp_path, ["NIP,Tugas,Hadir", "1,2,3", "7,5,80", "8,6,70"])
    assert sheet["Tugas"].tolist() == [2, 5, 6]
    assert not [note for note in sheet.notes if note.kind == "numbering"]
    # From 0 too, but from 2 on they are figures, and so they are with a gap.
    assert read(tmp_path, ["A,B,C", "0,1,2", "x,y,9"]).n_rows == 1
    assert read(tmp_path, ["A,B,C", "2,3,4", "x,y,9"]).n_rows == 2
    assert read(tmp_path, ["A,B,C", "1,2,4", "x,y,9"]).n_rows == 2
    assert read(tmp_path, ["A,B", "1,2", "x,y"]).n_rows == 2  # two columns number nothing


@pytest.mark.parametrize(
    ("encoding", "found", "shown"),
    [
        ("cp1252", "text that is not UTF-8", "Windows-1252"),
        ("utf-16-le", "text in UTF-16-LE without a byte order mark", "UTF-16-LE"),
        ("utf-16-be", "text in UTF-16-BE without a byte order mark", "UTF-16-BE"),
    ],
)
def test_an_encoding_that_was_judged_is_named(tmp_path, encoding, found, shown):
    path = tmp_path / "a.csv"
    path.write_bytes("nama,nilai\nRené,1\nAni,2\n".encode(encoding))
    sheet = sheets.read(path)
    assert sheet["nama"].tolist() == ["René", "Ani"]
    assert [(note.place, note.found, note.done) for note in sheet.notes] == [
        ("file", found, f"read as {shown}; look at accents and dashes")
    ]


def test_spaces_around_words_are_told_and_those_around_nothing_are_not(tmp_path):
    sheet = read(tmp_path, ["nama,unit", '" Ani ",U', "Budi,V", "Citra, "])
    assert sheet["nama"].tolist() == ["Ani", "Budi", "Citra"]
    assert [str(note) for note in sheet.notes] == ["A2: ' Ani ' read as 'Ani'"]


@pytest.mark.parametrize("name", ["a.xlsm", "a.xltx", "a.xltm", "a.XLSX"])
def test_a_workbook_by_any_of_its_names_needs_no_note(tmp_path, name):
    book = openpyxl.Workbook()
    book.active.append(["Nama", "A"])
    book.active.append(["x", 1])
    book.save(tmp_path / "a.xlsx")
    path = (tmp_path / "a.xlsx").rename(tmp_path / name)
    assert sheets.read(path).notes == ()


def test_a_part_that_unpacks_to_too_much_says_how_much_may_be(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Nama", "A"])
    book.active.append(["x", 1])
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            blown = content.replace(b"<sheetData>", b"<sheetData>" + b" " * (96 << 20))
            archive.writestr(name, blown if "sheet1" in name else content)
    with pytest.raises(InputError) as caught:
        sheets.read(path, max_cells=10)
    assert (caught.value.argument, caught.value.code) == ("max_cells", "out_of_range")
    assert "96 MB in" in caught.value.found
    assert caught.value.own_hint == (
        "Give a larger `max_cells` if the file is meant to be this large."
    )


def test_a_sheet_that_was_put_together_has_no_source():
    source = Sheet({"a": np.ones(2)}).source
    assert (source.path, source.kind) == ("", "")


def test_spaces_are_told_in_a_column_of_several_kinds_too(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["id", "Ket"],
        ["p", " baik "],
        ["q", dt.date(2025, 1, 2)],
        ["r", "x"],
        ["s", True],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    sheet = sheets.read(tmp_path / "a.xlsx")
    assert sheet["Ket"].tolist()[0] == "baik"
    assert [str(note) for note in sheet.notes if note.kind == "spaces"] == [
        "B2: ' baik ' read as 'baik'"
    ]
