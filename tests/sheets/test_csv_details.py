"""CSV files beyond the plain: late quotation marks, empty lines, line ends, cells in odd ways."""

import csv

import numpy as np
import pytest

from kinerja import sheets
from kinerja.errors import InputError


def write(path, lines, *, end="\n", encoding="utf-8"):
    path.write_bytes("".join(f"{line}{end}" for line in lines).encode(encoding))
    return path


def column(path, cells, **options):
    """The column of a small file with these cells, and what was noted of it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["id", "x"], *([f"p{i}", cell] for i, cell in enumerate(cells))]
        )
    sheet = sheets.read(path, ids="id", **options)
    return sheet["x"].tolist(), [str(note) for note in sheet.notes]


LONG = [f"P{i},{i % 1000}.5,Unit {i % 7}" for i in range(30_000)]
"""More than one piece of the file: some 550 kB."""


@pytest.mark.parametrize(
    ("late", "read"),
    [
        ('P,7.25,"Unit, baru"', ("P", 7.25, "Unit, baru")),
        ('"P",7.25,"Unit ""9"""', ("P", 7.25, 'Unit "9"')),
        ('P,"7.25",Unit', ("P", 7.25, "Unit")),
    ],
)
def test_a_quotation_mark_far_down(tmp_path, late, read):
    lines = ["id,x,unit", *LONG]
    lines[25_001] = late
    sheet = sheets.read(write(tmp_path / "a.csv", lines))
    assert tuple(sheet[name][25_000] for name in sheet.names) == read
    # the rows before and behind it are what they were
    for i in (0, 24_999, 25_001, 29_999):
        assert [sheet[name][i] for name in sheet.names] == [
            f"P{i}", i % 1000 + 0.5, f"Unit {i % 7}"
        ]  # fmt: skip
    assert sheet["x"].dtype == np.float64


@pytest.mark.parametrize("quoted", [False, True])
def test_a_word_far_down_makes_no_number_of_it(tmp_path, quoted):
    lines = ["id,x,unit", *LONG]
    lines[15_001], lines[29_000] = "P,belum,U", "P,nanti,U"
    if quoted:
        lines[100] = 'P,99.5,"Unit"'
    sheet = sheets.read(write(tmp_path / "a.csv", lines))
    assert sheet["x"].dtype == object
    assert [sheet["x"][i] for i in (0, 15_000, 28_999, 29_999)] == [0.5, "belum", "nanti", 999.5]
    assert [note.place for note in sheet.notes if note.kind == "words_among_numbers"] == [
        "column B"
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoted", [False, True])
def test_empty_lines_and_line_ends_are_no_rows(tmp_path, end, quoted):
    lines = ["id,x", *(f"P{i},{i}" for i in range(200))]
    lines[100:100] = ["", "", ""]
    lines[190:190] = [",", ""]
    if quoted:
        lines[5] = '"P4",4'
    sheet = sheets.read(write(tmp_path / "a.csv", lines, end=end), ids="id")
    assert sheet.ids.tolist() == [f"P{i}" for i in range(200)]
    assert sheet["x"].tolist() == list(range(200))


@pytest.mark.parametrize("quoted", [False, True])
def test_more_cells_than_allowed_in_each_way_of_reading(tmp_path, quoted):
    for gap in (False, True):
        lines = ["id,x", *(f"P{i},{i}" for i in range(300))]
        if gap:
            lines[200:200] = [""]
        if quoted:
            lines[150] = '"P149",149'
        path = write(tmp_path / "a.csv", lines)
        held = 2 * len(lines)
        assert sheets.read(path, max_cells=held).n_rows == 300
        with pytest.raises(InputError, match=f"at most {held - 1} cells") as caught:
            sheets.read(path, max_cells=held - 1)
        assert caught.value.argument == "max_cells"


def test_a_cell_longer_than_the_piece_that_is_judged(tmp_path):
    lines = ["id;x;ket", f'p;1,5;"{"panjang; " * 20_000}"', "q;2,5;pendek"]
    sheet = sheets.read(write(tmp_path / "a.csv", lines))
    assert sheet["x"].tolist() == [1.5, 2.5]
    assert len(sheet["ket"][0]) == 9 * 20_000 - 1  # without the space at its end


def test_text_that_breaks_off_far_down(tmp_path):
    path = write(tmp_path / "a.csv", ["id,x,unit", *LONG], encoding="utf-16")
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(InputError, match="text that cannot be decoded"):
        sheets.read(path)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.500,-", "2.750,--", "12"], [1500, 2750, 12]),  # rupiah without sen
        (["Rp 1.250,50", "IDR 3", "-Rp2"], [1250.5, 3, -2]),
        (["(12)", "+7", "−3", "–4"], [-12, 7, -3, -4]),
        (["1e-3", "2.5E+2", "-1e+3"], [0.001, 250, -1000]),
        (["1 250 000", "1\u00a0250", "7"], [1250000, 1250, 7]),
        (["7\u200b", "\u200b", "8"], [7, None, 8]),  # characters that nobody sees
        (["true", "FALSE", "", "True"], [True, False, None, True]),
        (["true", "FALSE", "True"], [True, False, True]),
        (["ya", "true", "12", "tidak"], ["ya", "true", "12", "tidak"]),
    ],
)
def test_cells_as_people_write_them(tmp_path, cells, expected):
    found, _ = column(tmp_path / "a.csv", cells)
    assert [None if item != item else item for item in found] == expected


@pytest.mark.parametrize("cell", ["+-5", "-(5)", "(5", "1e+999", "1.2.3", "5,5,5", "9" * 61, "--5"])
def test_what_is_no_number_stays_text(tmp_path, cell):
    found, notes = column(tmp_path / "a.csv", ["1", cell, "2", "3"])
    assert found == (["1", cell, "2", "3"] if cell.isdigit() else [1, cell, 2, 3])
    told = "digits" if cell.isdigit() else "among numbers"
    assert any(told in note for note in notes)


def test_a_decimal_sign_that_is_given_settles_what_it_can(tmp_path):
    # 1.080 is a number in both ways; 1,5 is one only with a comma, and is told.
    found, notes = column(tmp_path / "a.csv", ["1.080", "1,5"], decimal=".")
    assert found == [1.08, 1.5]
    assert [note for note in notes if "'1,5'" in note] == [
        "B3: '1,5' read as 1.5 (a number only with the decimal sign ',')"
    ]
    assert column(tmp_path / "a.csv", ["1.080", "1,5"], decimal=",")[0] == [1080, 1.5]


def test_many_rows_in_a_note_are_counted(tmp_path):
    lines = ["REKAP", *[f"baris {i}" for i in range(2)], "id,x"]
    for i in range(12):
        lines += [f"P{i},{i}", "Jumlah,1"]
    sheet = sheets.read(write(tmp_path / "a.csv", lines), header=4)
    assert sheet.n_rows == 12
    made = tmp_path / "b.csv"
    write(made, [*(f"a{i}" if i % 2 else "" for i in range(22)), "id,x,y", "p,1,2", "q,3,4"])
    titles = [note for note in sheets.read(made).notes if note.kind == "title"]
    # Every second line holds a word: rows 2, 4, … 22.
    assert titles[0].place == "rows 2, 4, 6, 8, 10, 12, 14, 16 and 3 more"
