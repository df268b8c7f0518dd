"""What is set apart, noted and told of a sheet, at the points where it turns."""

import datetime as dt
import shutil
import zipfile

import numpy as np
import openpyxl
import pytest
from test_workbook_parts import POINTS, write

from kinerja import sheets
from kinerja.errors import InputError
from kinerja.sheets import Note, Sheet
from shared_laws import refused_at


def book(path, rows, *merged):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    made.save(path)
    return path


HEAD = ["NIP", "Unit", "Hadir", "Tugas", "Sikap"]


@pytest.mark.parametrize(
    ("row", "apart"),
    [
        (HEAD, True),
        (["NIP", "Unit ", " Hadir", "Tugas", "x"], True),  # four of five: as many as it takes
        (["NIP", "Unit", "Hadir", "x", "y"], False),
        (["NIP", "Unit", "x", "y", "z"], False),
        (["NIP", "x", "y", "z", "w"], False),
        (["x", *HEAD[1:]], False),  # a heading begins as the first one does
    ],
)
def test_a_row_is_the_heading_once_more_where_four_fifths_of_it_are(tmp_path, row, apart):
    rows = [HEAD, ["a", "b", 1, 2, 3], ["c", "d", 4, 5, 6], row, ["e", "f", 7, 8, 9]]
    sheet = sheets.read(book(tmp_path / "a.xlsx", rows))
    notes = [str(note) for note in sheet.notes if note.kind == "repeated_heading"]
    assert notes == ["row 4: the heading once more set apart"] * apart
    assert sheet["NIP"].tolist() == ["a", "c", *[row[0]] * (not apart), "e"]


@pytest.mark.parametrize("above", [0, 1, 2, 3])
@pytest.mark.parametrize("j", [0, 1, 2])
def test_a_heading_of_two_lines_is_known_by_a_cell_merged_downwards(tmp_path, above, j):
    # Without the merged cell the lower line is a row of words under a heading that is whole.
    lower = ["nama", "akhir", "hari"]
    names = ("Nama", "Nilai", "Hadir")
    rows = [[]] * above + [list(names), lower, ["Ani", 1, 2], ["Budi", 3, 4], ["Citra", 5, 6]]
    lower[j] = None
    cell = f"{'ABC'[j]}{above + 1}:{'ABC'[j]}{above + 2}"
    sheet = sheets.read(book(tmp_path / "a.xlsx", rows, cell))
    own = [low or high for low, high in zip(lower, names, strict=True)]
    assert sheet.names == tuple(own)
    assert sheet.n_rows == 3
    assert [str(note) for note in sheet.notes] == [
        f"rows {above + 1}–{above + 2}: 2 lines of heading read as "
        + ", ".join(map(repr, own))
    ]  # fmt: skip


@pytest.mark.parametrize("above", [0, 1, 2, 3])
@pytest.mark.parametrize("j", [0, 1, 2, 3])
def test_one_cell_merged_downwards_beside_the_line_that_is_found(tmp_path, above, j):
    # One word is no heading of four columns, so the lower line is found; its gap is named above.
    names = ["Nama", "Nilai", "Hadir", "Cuti"]
    upper = [name if i == j else None for i, name in enumerate(names)]
    lower = [None if i == j else name for i, name in enumerate(names)]
    data = [["Ani", 1, 2, 3], ["Budi", 4, 5, 6], ["Citra", 7, 8, 9]]
    cell = f"{'ABCD'[j]}{above + 1}:{'ABCD'[j]}{above + 2}"
    rows = [*[[]] * above, upper, lower, *data]
    sheet = sheets.read(book(tmp_path / "a.xlsx", rows, cell))
    assert sheet.names == tuple(names)
    assert [sheet[name].tolist() for name in names] == [
        list(own) for own in zip(*data, strict=True)
    ]
    # A word that is not merged with its gap is a title above the table, which has no name there.
    alone = sheets.read(book(tmp_path / "b.xlsx", rows))
    assert alone.names == tuple(filter(None, lower))


def test_times_with_a_gap_are_times(tmp_path):
    stamp = dt.datetime(2025, 1, 2, 8, 30)  # noqa: DTZ001
    rows = [["NIP", "Mulai"], ["a", stamp], ["b", None], ["c", dt.date(2025, 1, 3)]]
    column = sheets.read(book(tmp_path / "a.xlsx", rows))["Mulai"]
    assert column.dtype == "datetime64[s]"
    assert column[[0, 2]].tolist() == [stamp, dt.datetime(2025, 1, 3)]  # noqa: DTZ001
    assert np.isnat(column[1])


@pytest.mark.parametrize("values", [[80, 70, 60], [True, False, True]])
def test_spaces_around_a_word_among_other_cells_are_told(tmp_path, values):
    first, *rest = values
    rows = [["NIP", "Hadir"], ["a", first], ["b", " sakit "], *(["c", value] for value in rest)]
    sheet = sheets.read(book(tmp_path / "a.xlsx", rows))
    assert sheet["Hadir"][1] == "sakit"
    notes = [note for note in sheet.notes if note.kind == "spaces"]
    assert [(note.place, note.found, note.done) for note in notes] == [
        ("B3", "' sakit '", "read as 'sakit'")
    ]


def test_a_file_by_another_name_is_noted_and_one_by_its_own_is_not(tmp_path):
    path = book(tmp_path / "a.xlsx", [["NIP", "Hadir"], ["a", 80]])
    for name in ("a.csv", "a.txt", "a.xls", "a.pq", "a"):
        shutil.copy(path, tmp_path / name)
        (note,) = sheets.read(tmp_path / name).notes
        assert (note.place, note.kind) == ("file", "kind")
        assert str(note) == f"file: a workbook, named {name!r}, read as what it is"
    for ending in ("xlsx", "xlsm", "xltx", "xltm", "XLSX", "Xltm"):
        shutil.copy(path, tmp_path / f"b.{ending}")
        assert sheets.read(tmp_path / f"b.{ending}").notes == ()


@pytest.mark.parametrize("lines", [1, 2_000, 400_000])
def test_a_byte_of_no_text_is_refused_wherever_it_stands(tmp_path, lines):
    # 400,000 lines are more than a megabyte, which is what is looked at in one go.
    for text in ("x", "é"):
        path = tmp_path / "f.csv"
        path.write_text("id,a\n" + f"{text},1\n" * lines + "y\0,2\n", "utf-8")
        refused_at(
            lambda: sheets.read(tmp_path / "f.csv"),
            ("path", "invalid_input", None, "f.csv: bytes that are no text", ""),
            (),
        )


@pytest.mark.parametrize("named", ["r:id", "rel:id", "id"])
def test_however_the_relation_of_a_sheet_is_prefixed(tmp_path, named):
    source = write(tmp_path / "a.xlsx", cells=POINTS)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for part in old.namelist():
            text = old.read(part).decode()
            if part == "xl/workbook.xml":
                assert "r:id=" in text
                text = text.replace("r:id=", f"{named}=")
                text = text.replace("xmlns:r=", f"xmlns:{named.rpartition(':')[0] or 'r'}=")
            new.writestr(part, text)
    assert sheets.read(tmp_path / "b.xlsx") == sheets.read(source)


@pytest.mark.parametrize("part", ["workbook", "sharedStrings", "styles", "worksheets/sheet1"])
def test_a_part_that_ends_before_its_end_is_refused(tmp_path, part):
    # Every element in it is whole, but for the one that holds them all.
    with (
        zipfile.ZipFile(write(tmp_path / "a.xlsx", cells=POINTS)) as old,
        zipfile.ZipFile(tmp_path / "f.xlsx", "w") as new,
    ):
        for name in old.namelist():
            text = old.read(name).decode()
            if name == f"xl/{part}.xml":
                text = text[: text.rindex("</")]
            new.writestr(name, text)
    with pytest.raises(InputError) as caught:
        sheets.read(tmp_path / "f.xlsx")
    assert (caught.value.argument, caught.value.code) == ("path", "invalid_input")


def test_a_row_that_has_an_id_and_nothing_else_is_no_remark(tmp_path):
    rows = [["Unit", "A", "B"], ["Dinas A", 1, 2], ["Dinas B", 3, 4], ["Catatan: sipil"]]
    path = book(tmp_path / "a.xlsx", rows)
    assert sheets.read(path, ids="Unit").ids.tolist() == ["Dinas A", "Dinas B", "Catatan: sipil"]
    plain = sheets.read(path)
    assert plain["Unit"].tolist() == ["Dinas A", "Dinas B"]
    assert [str(note) for note in plain.notes] == [
        "row 4: 'Catatan: sipil' set apart: below the table"
    ]


def test_remarks_above_and_below_a_row_of_totals_are_set_apart(tmp_path):
    rows = [["NIP", "A", "B"], ["a", 1, 2], ["b", 3, 4], ["Keterangan: sementara"],
            ["Jumlah", 4, 6], ["Sumber: BKD"]]  # fmt: skip
    sheet = sheets.read(book(tmp_path / "a.xlsx", rows))
    assert sheet["NIP"].tolist() == ["a", "b"]
    assert {note.kind for note in sheet.notes} == {"total_row", "below_table"}


def test_an_input_is_not_written_over(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("a\n1\n")
    (tmp_path / "link.csv").symlink_to(path)
    for name in ("f.csv", "link.csv"):
        refused_at(
            lambda name=name: sheets.write(tmp_path / name, {"x": {"a": [2]}}, inputs=[path]),
            ("path", "contradiction", "another file than the input", repr(str(tmp_path / name)),
             "The data would be lost: choose another name."),
            (),
        )  # fmt: skip
    assert path.read_text() == "a\n1\n"


def test_a_column_that_is_not_there_is_refused_by_every_name(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("nama," + ",".join(f"n{i}" for i in range(9)) + "\nx" + ",1" * 9 + "\n")
    read, made = sheets.read(path), Sheet({"a": np.array([1.0]), "b": np.array([2.0])})
    eight = "'nama', 'n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', …"
    for sheet, name, where, hint in (
        (read, "Namo", " (f.csv)", "Did you mean 'nama'?"),
        (read, 3, " (f.csv)", f"The headings are: {eight}."),
        (made, "z", "", "The headings are: 'a', 'b'."),
        (made, ["a"], "", "The headings are: 'a', 'b'."),
    ):
        assert name not in sheet
        wanted = ("name", "missing_column", f"a heading of the sheet{where}", repr(name), hint)
        refused_at(lambda: sheet[name], wanted, ())  # noqa: B023 - called at once
        refused_at(lambda: sheet.cell(name, 0), wanted, ())  # noqa: B023
        with pytest.raises(KeyError):
            sheet[name]


@pytest.mark.parametrize(("size", "shown"), [(1_999, 1_999), (2_000, 2_000), (2_001, 2_000)])
def test_a_long_note_is_cut_in_the_workbook(tmp_path, size, shown):
    text = ("abc" * size)[:size]
    notes = [Note(place="B3", kind="spaces", found=text, done="kept")]
    sheets.write(tmp_path / "o.xlsx", {"x": {"a": [1]}}, notes=notes)
    row = openpyxl.load_workbook(tmp_path / "o.xlsx")["Notes"][2]
    whole = text[:shown] + "…" * (size > shown)
    assert [cell.value for cell in row] == ["B3", "spaces", whole, "kept"]
