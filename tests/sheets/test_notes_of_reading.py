"""Notes of reading, word for word: the place, what stood there, and what was done with it."""

import openpyxl
import pytest

from kinerja import sheets
from kinerja.errors import InputError


def workbook(path, rows, merges=(), hidden=()):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in rows:
        sheet.append(row)
    for cells in merges:
        sheet.merge_cells(cells)
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    book.create_sheet("Lain").append(["x"])
    book.save(path)
    return path


def notes(sheet):
    return {note.kind: (note.place, note.found, note.done) for note in sheet.notes}


ROWS = [
    ["Rekap  kinerja", None, None, None],
    ["Tahun 2025", None, None, None],
    [],
    ["NIP", "Unit", "Hadir", "Tugas"],
    ["(1)", "(2)", "(3)", "(4)"],
    ["007", "Bidang A", 80, 7],
    ["008", None, 70, 6],
    ["NIP", "Unit", "Hadir", "Tugas"],
    ["Bagian dua", None, None, None],
    ["009", "Bidang B", 60, 5, "lihat"],
    ["010", "Bidang B", 50, 4],
    ["Jumlah", None, 260, 22],
    [],
    ["Keterangan: sementara", None, None, None],
    ["Kepala Bagian", None, None, None],
]


def test_a_sheet_of_an_office_says_all_that_was_done(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", ROWS, merges=["A9:D9", "B6:B7"], hidden=[11]
    )  # fmt: skip
    sheet = sheets.read(path, ids="NIP")
    assert sheet.ids.tolist() == ["007", "008", "009", "010"]
    assert sheet["Unit"].tolist() == ["Bidang A", "Bidang A", "Bidang B", "Bidang B"]
    assert sheet["Hadir"].tolist() == [80, 70, 60, 50]
    first = ("sheet 'Data'", "the first that holds a table;")
    assert notes(sheet).pop("sheets")[:2] == first
    assert {kind: said for kind, said in notes(sheet).items() if kind != "sheets"} == {
        "title": ("rows 1–2", "'Rekap kinerja'; 'Tahun 2025'", "set apart: above the heading"),
        "numbering": ("row 5", "numbers of the columns", "set apart"),
        "repeated_heading": ("row 8", "the heading once more", "set apart"),
        "part_heading": ("row 9", "'Bagian dua'", "set apart: a heading inside the table"),
        "total_row": ("row 12", "'Jumlah' in A12", "set apart: a row of totals or means"),
        "below_table": (
            "rows 14–15",
            "'Keterangan: sementara' …",
            "set apart: below the table",
        ),
        "merged": ("B6:B7", "'Bidang A', merged over 2 rows", "read in each of them"),
        "hidden": ("row 11", "hidden or filtered out", "read like the others"),
        "no_heading": ("column E", "1 cell without a heading", "not read"),
    }


def test_totals_are_kept_or_refused_where_that_is_asked(tmp_path):
    rows = [["NIP", "Hadir"], ["007", 80], ["Rata-rata", 80]]
    path = workbook(tmp_path / "a.xlsx", rows)
    assert sheets.read(path, total_rows="keep")["Hadir"].tolist() == [80, 80]
    with pytest.raises(InputError) as caught:
        sheets.read(path, total_rows="refuse")
    assert (caught.value.argument, caught.value.found) == ("total_rows", "'Rata-rata' in A3")
    assert (caught.value.code, caught.value.expected) == ("invalid_input", "rows of data only")
    assert [str(place) for place in caught.value.positions] == ["A3"]
    assert 'total_rows="drop"' in caught.value.own_hint


@pytest.mark.parametrize(
    ("rows", "merge", "found"),
    [
        ([["NIP", "Hadir"], ["7", 80], ["8", None]], "B2:B3", "B2:B3 merged, holding 80"),
        ([["NIP", "A", "B"], ["7", "x", None], ["8", "y", "z"]], "B2:C2",
         "B2:C2 merged, holding 'x'"),
        ([["NIP", "A"], ["7", 1], [None, 2]], "A2:A3", "A2:A3 merged, holding '7'"),
    ],
)  # fmt: skip
def test_merged_cells_that_would_be_read_twice_are_refused(tmp_path, rows, merge, found):
    path = workbook(tmp_path / "a.xlsx", rows, merges=[merge])
    with pytest.raises(InputError) as caught:
        sheets.read(path, ids="NIP")
    assert (caught.value.argument, caught.value.found) == ("path", found)
    assert caught.value.expected == "one cell a value"
    assert [str(place) for place in caught.value.positions] == [merge]
    assert "Unmerge the cells" in caught.value.own_hint


def test_another_table_below_is_set_apart(tmp_path):
    rows = [
        ["NIP", "Hadir"], *[[f"00{i}", 60 + i] for i in range(8)], [], [], ["Kode", "Arti"],
        ["x", "y"], ["p", "q"],
    ]  # fmt: skip
    sheet = sheets.read(workbook(tmp_path / "a.xlsx", rows), ids="NIP")
    assert sheet.n_rows == 8
    assert notes(sheet)["another_table"] == (
        "row 12", "what begins here is no part of the table", "(set apart, with all below it)",
    )  # fmt: skip


def test_a_heading_of_two_lines_says_how_it_was_read(tmp_path):
    rows = [["NIP", "Nilai", None], [None, "A", "B"], ["7", 1, 2], ["8", 3, 4]]
    path = workbook(tmp_path / "a.xlsx", rows, merges=["A1:A2", "B1:C1"])
    sheet = sheets.read(path)
    assert sheet.names == ("NIP", "A", "B")
    assert notes(sheet)["heading"] == ("rows 1–2", "2 lines of heading",
                                       "read as 'NIP', 'A', 'B'")  # fmt: skip


@pytest.mark.parametrize(("columns", "more"), [(6, ""), (7, ", …")])
def test_a_wide_heading_of_two_lines_names_six_columns_and_says_that_there_are_more(
    tmp_path, columns, more
):
    words = list("ABCDEFG")[: columns - 1]
    rows = [
        ["NIP", "Nilai", *[None] * (columns - 2)],
        [None, *words],
        ["7", *range(80, 79 + columns)],
    ]
    end = "ABCDEFG"[columns - 1]
    path = workbook(
        tmp_path / "a.xlsx", [*rows, ["8", *range(60, 59 + columns)]], ["A1:A2", f"B1:{end}1"]
    )
    sheet = sheets.read(path)
    assert notes(sheet)["heading"][2] == f"read as 'NIP', 'A', 'B', 'C', 'D', 'E'{more}"


def test_an_input_that_is_there_is_no_reason_not_to_write_beside_it(tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("a\n1\n")
    sheets.write(tmp_path / "out.csv", {"x": {"a": [2]}}, inputs=[source, tmp_path / "gone.csv"])
    assert (tmp_path / "out.csv").read_text() == "a\n2\n"
    sheets.write(tmp_path / "out.csv", {"x": {"a": [3]}}, inputs=[source])
    assert (tmp_path / "out.csv").read_text() == "a\n3\n"
    assert source.read_text() == "a\n1\n"
