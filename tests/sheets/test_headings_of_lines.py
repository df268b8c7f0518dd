"""Headings of several lines, with merged cells and without, and tables on several sheets."""

import openpyxl
import pytest

from kinerja import sheets
from kinerja.errors import InputError


def book(path, rows, *merged, pages=()):
    made = openpyxl.Workbook()
    page = made.active
    page.title = "Satu"
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    for name, own in pages:
        other = made.create_sheet(name)
        for row in own:
            other.append(row)
    made.save(path)
    return path


DATA = [[1, "Ani", 80, 81, 82, 83], [2, "Budi", 70, 71, 72, 73], [3, "Citra", 60, 61, 62, 63]]
TWICE = (
    *("No", "Nama", "Semester 1 Nilai", "Semester 1 Hadir"),
    *("Semester 2 Nilai", "Semester 2 Hadir"),
)


@pytest.mark.parametrize(
    ("head", "merged", "names"),
    [
        # groups that are not merged stand over the first of their columns
        ([["No", "Nama", "Semester 1", None, "Semester 2", None],
          [None, None, "Nilai", "Hadir", "Nilai", "Hadir"]], (), TWICE),
        ([[None, "Nama", "Semester 1", None, "Semester 2", None],
          ["No", None, "Nilai", "Hadir", "Nilai", "Hadir"]], (), TWICE),
        # groups that are merged, over a heading that is whole without them
        ([[None, None, "Semester 1", None, "Semester 2", None],
          ["No", "Nama", "Nilai", "Hadir", "Nilai", "Hadir"]], ("C1:D1", "E1:F1"), TWICE),
        # a group ends where its merged cells do
        ([["No", "Nama", "Semester 1", None, None, None],
          [None, None, "Nilai", "Hadir", "Cuti", "Ket"]], ("C1:D1",),
         ("No", "Nama", "Nilai", "Hadir", "Cuti", "Ket")),
        ([["No", "Nama", "Semester 1", None, "Cuti", "Ket"],
          [None, None, "Nilai", "Hadir", None, None]], ("C1:D1",),
         ("No", "Nama", "Nilai", "Hadir", "Cuti", "Ket")),
        # cells merged downwards only
        ([["No", "Nama", None, None, None, None],
          [None, None, "Nilai", "Hadir", "Cuti", "Ket"]], ("A1:A2", "B1:B2"),
         ("No", "Nama", "Nilai", "Hadir", "Cuti", "Ket")),
        # a title over the whole table is no part of the heading
        ([["REKAP", None, None, None, None, None],
          ["No", "Nama", "Nilai", "Hadir", "Cuti", "Ket"]], ("A1:F1",),
         ("No", "Nama", "Nilai", "Hadir", "Cuti", "Ket")),
    ],
)  # fmt: skip
def test_two_lines_name_each_column(tmp_path, head, merged, names):
    sheet = sheets.read(book(tmp_path / "a.xlsx", [*head, *DATA], *merged))
    assert sheet.names == names
    assert [sheet[name].tolist() for name in names[2:]] == [
        [row[j] for row in DATA] for j in range(2, 6)
    ]
    assert sheet["Nama"].tolist() == ["Ani", "Budi", "Citra"]


def test_merged_cells_that_hold_nothing_or_one_row_change_nothing(tmp_path):
    rows = [["Unit", "Nilai", "Ket"], ["x", 1, None], ["y", 2, None], ["z", 3, "baik"]]
    path = book(tmp_path / "a.xlsx", rows, "C2:C3", "C4:C6", "E2:E3")
    sheet = sheets.read(path)
    assert sheet["Ket"].tolist() == [None, None, "baik"]
    assert not [note for note in sheet.notes if note.kind == "merged"]


def test_words_merged_over_two_columns_and_ids_merged_are_refused(tmp_path):
    rows = [["Unit", "Kota", "Nilai"], ["x", "Bima", 1], [None, "Dompu", 2]]
    with pytest.raises(InputError, match="B2:C2 merged, holding 'Bima'"):
        sheets.read(book(tmp_path / "a.xlsx", rows, "B2:C2"))
    with pytest.raises(InputError, match="A2:A3 merged, holding 'x'") as caught:
        sheets.read(book(tmp_path / "b.xlsx", rows, "A2:A3"), ids="Unit")
    assert [str(place) for place in caught.value.positions] == ["A2:A3"]


FIGURES = [["Nama", "Nilai"], ["Ani", 80], ["Budi", 70]]
TEXTS = [["Kode", "Arti"], ["H", "hadir"], ["C", "cuti"]]
BARE = [[1, 2], [3, 4]]
TWO = [["Nama", "A"], ["x", 1], ["y", 2], [], ["Nama", "B"], ["z", 3], ["w", 4]]


@pytest.mark.parametrize(
    ("first", "others", "read"),
    [
        (TEXTS, [FIGURES], "Nama"),  # a table of figures before one of words
        (TEXTS, [BARE], "Kode"),
        (BARE, [TEXTS], "Kode"),
        (TEXTS, [TWO, FIGURES], "Kode"),  # no choice is made for the reader
        ([], [BARE, FIGURES], "Nama"),
    ],
)
def test_the_sheet_that_is_read_where_none_is_named(tmp_path, first, others, read):
    pages = [(f"L{i}", rows) for i, rows in enumerate(others)]
    path = book(tmp_path / "a.xlsx", first, pages=pages)
    assert sheets.read(path).names[0] == read


def test_sheets_without_a_heading_are_named(tmp_path):
    path = book(tmp_path / "a.xlsx", BARE, pages=[("Dua", FIGURES)])
    with pytest.raises(InputError, match=r"no row of words above the figures.*sheet 'Satu'"):
        sheets.read(path, sheet="Satu")
    assert sheets.read(path, sheet=1).names == ("Nama", "Nilai")
    with pytest.raises(InputError, match=r"Did you mean 'Satu'\?"):
        sheets.read(path, sheet="Situ")
    with pytest.raises(InputError, match=r"expected one of 'Satu', 'Dua'; found 2"):
        sheets.read(path, sheet=2)
    with pytest.raises(InputError, match=r"from A1 on in b\.xlsx"):
        sheets.read(book(tmp_path / "b.xlsx", BARE, pages=[("Dua", BARE)]))
    with pytest.raises(InputError, match="expected a heading of a"):
        sheets.read(path, sheet=1, ids="Golongan")
    with pytest.raises(InputError, match="the heading of a column"):
        sheets.read(path, ids=3)


def test_a_chart_on_a_sheet_of_its_own_is_no_table(tmp_path):
    made = openpyxl.Workbook()
    made.create_chartsheet("Grafik", 0)
    for row in FIGURES:
        made["Sheet"].append(row)
    made.save(tmp_path / "a.xlsx")
    sheet = sheets.read(tmp_path / "a.xlsx")
    assert sheet.source.sheet == "Sheet"
    assert sheet.source.other_sheets == ()
    made.remove(made["Sheet"])
    made.save(tmp_path / "b.xlsx")
    with pytest.raises(InputError, match="a workbook without a sheet of cells"):
        sheets.read(tmp_path / "b.xlsx")
