"""Headings of two and three lines: names that stand for all lines, and names over groups.

Whatever the shape, a table is read by the lowest name of each column, and no row or column is lost.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from test_reading_details import book

from kinerja import sheets

LEFT = ("NIP", "Nama", "Unit kerja")
RIGHT = ("Jumlah", "Keterangan")
PEOPLE = 6


class Drawn:
    """A table as an office draws it: `tops` are groups, of so many columns or of groups.

    Cells are merged across ("wide"), downwards ("tall"), both or not at all.
    """

    def __init__(self, left, right, tops, *, merged, title="", gap=False, numbered=False):
        wide, tall = merged in {True, "wide"}, merged in {True, "tall"}
        self.deep = 3 if any(isinstance(top, tuple) for top in tops) else 2
        self.left, self.right = LEFT[:left], RIGHT[:right]
        self.lines = [[] for _ in range(self.deep)]
        self.merges, self.marks = [], 0
        self.above = bool(title) + (bool(title) and gap)
        for name in self.left:
            self.tall(name, tall)
        for t, top in enumerate(tops):
            self.group(t, top, wide)
        for name in self.right:
            self.tall(name, tall)
        k = len(self.lines[0])
        self.names = tuple(
            low or top for top, low in zip(self.lines[0], self.lines[-1], strict=True)
        )
        self.rows = [[title] + [None] * (k - 1)] * bool(title) + [[None] * k] * (self.above > 1)
        if title.startswith("Rekap") and wide:
            self.merges.append(f"A1:{get_column_letter(k)}1")
        self.rows += self.lines
        if numbered:
            self.rows.append([f"({j + 1})" for j in range(k)])
        self.rows += [self.person(i) for i in range(PEOPLE)]

    def span(self, line, j, lines, columns):
        top, left = self.above + line + 1, get_column_letter(j + 1)
        right = get_column_letter(j + columns)
        self.merges.append(f"{left}{top}:{right}{top + lines - 1}")

    def tall(self, name, merged):
        if merged:
            self.span(0, len(self.lines[0]), self.deep, 1)
        for i, line in enumerate(self.lines):
            line.append(None if i else name)

    def group(self, t, top, merged):
        parts = top if isinstance(top, tuple) else (top,)
        start = len(self.lines[0])
        for g, size in enumerate(parts):
            at = len(self.lines[0])
            if self.deep == 3:
                self.lines[1] += [f"Bagian {t + 1}.{g + 1}"] + [None] * (size - 1)
                if merged and size > 1:
                    self.span(1, at, 1, size)
            self.lines[0] += [None] * size
            self.lines[-1] += [f"N{t + 1}{g + 1}{'abcdef'[i]}" for i in range(size)]
        self.lines[0][start] = f"Kelompok {t + 1}"
        if merged:
            self.span(0, start, 1, sum(parts))
        self.marks = len(self.lines[0]) - len(self.left)

    def person(self, i):
        who = (f"19800101 20050{i} 1 00{i}", f"Pegawai {'ABCDEF'[i]}", f"Bidang {'ABAABA'[i]}")
        marks = [60 + 7 * i % 11 + j for j in range(self.marks)]
        return [*who[: len(self.left)], *marks, *(300 + i, "baik")[: len(self.right)]]

    def saved(self, path):
        return book(path, self.rows, *self.merges)


def shapes(groups):
    size = st.integers(2, 5)
    return st.builds(
        Drawn,
        st.integers(0, 3),
        st.integers(0, 2),
        groups(size),
        merged=st.sampled_from([True, False, "wide", "tall"]),
        title=st.sampled_from(["", "Rekap penilaian kinerja", "Dinas yang dibuat-buat"]),
        gap=st.booleans(),
        numbered=st.booleans(),
    )


def of_two(size):
    return st.lists(size, min_size=2, max_size=3)


def of_three(size):
    one = st.lists(size, min_size=1, max_size=3).map(tuple)
    return st.lists(one, min_size=1, max_size=2)


@pytest.mark.parametrize("groups", [of_two, of_three])
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_every_column_has_its_lowest_name_and_no_row_is_lost(tmp_path_factory, groups, data):
    drawn = data.draw(shapes(groups))
    sheet = sheets.read(drawn.saved(tmp_path_factory.mktemp("drawn") / "a.xlsx"))
    assert sheet.names == drawn.names
    assert sheet.n_rows == PEOPLE
    marks = [name for name in drawn.names if name.startswith("N") and name[1:2].isdigit()]
    first = len(drawn.left)
    for j, name in enumerate(marks):
        own = [row[first + j] for row in drawn.rows[-PEOPLE:]]
        assert sheet[name].tolist() == own


@pytest.mark.parametrize(
    "shape",
    [
        # The lower line names what one merged cell covers, and the first column stands beside it.
        (1, 0, [3]),
        # Each line names five of nine columns.
        (2, 2, [5]),
        # No line names more than four of the seven.
        (3, 0, [(2, 2)]),
        (1, 2, [(2, 2)]),
    ],
)
@pytest.mark.parametrize("merged", [True, False, "wide", "tall"])
def test_lines_that_name_the_columns_only_together(tmp_path, shape, merged):
    left, right, tops = shape
    drawn = Drawn(left, right, tops, merged=merged)
    sheet = sheets.read(drawn.saved(tmp_path / "a.xlsx"))
    assert sheet.names == drawn.names
    assert sheet.n_rows == PEOPLE


@pytest.mark.parametrize("merged", [True, False, "wide", "tall"])
def test_a_first_person_without_figures_is_no_line_of_the_heading(tmp_path, merged):
    drawn = Drawn(2, 0, [3, 2], merged=merged)
    drawn.rows[2] = [*drawn.rows[2][:2], *[None] * 5]
    sheet = sheets.read(drawn.saved(tmp_path / "a.xlsx"))
    assert (sheet.names, sheet.n_rows) == (drawn.names, PEOPLE)


def test_two_names_of_an_office_above_a_table_are_no_part_of_its_heading(tmp_path):
    rows = [["Dinas yang dibuat-buat", None, None, "Lampiran 2"]]
    rows += (["NIP", "Nama", "Hadir", "Tugas"], ["7 a", "A", 80, 7], ["8 b", "B", 70, 6])
    sheet = drawn_rows(tmp_path / "a.xlsx", rows)
    assert sheet.names == ("NIP", "Nama", "Hadir", "Tugas")
    assert [note.kind for note in sheet.notes if note.kind in {"title", "heading"}] == ["title"]


SIGNED = ("Medan, 30 November 2026", "Kepala Dinas", None, None, "Nama yang dibuat-buat")


@pytest.mark.parametrize("gap", [True, False])
@pytest.mark.parametrize("right", [0, 1, 2])  # the column that is signed: figures, or words
@pytest.mark.parametrize("lines", [SIGNED, SIGNED[:2], SIGNED[:1]])
def test_what_is_signed_below_a_table_is_no_person(tmp_path, gap, right, lines):
    drawn = Drawn(2, right, [3, 2], merged=True)
    k = len(drawn.names)
    drawn.rows += [[None] * k] * gap
    # Without a gap, words below words could be a person of whom nothing else is known.
    at = k - 1 if gap or right < 2 or len(lines) > 2 else k - 2
    drawn.rows += [[None] * at + [line] + [None] * (k - 1 - at) for line in lines]
    sheet = sheets.read(drawn.saved(tmp_path / "a.xlsx"))
    assert (sheet.names, sheet.n_rows) == (drawn.names, PEOPLE)
    (below,) = [note for note in sheet.notes if note.kind == "below_table"]
    assert below.found.startswith("'Medan, 30 November 2026'")


def test_a_person_of_whom_only_the_name_is_known_stays_above_what_is_signed(tmp_path):
    drawn = Drawn(2, 0, [3, 2], merged=True)
    drawn.rows += [[None, "Pegawai G", *[None] * 5], [None] * 7]
    drawn.rows += [[None] * 6 + [line] for line in SIGNED]
    sheet = sheets.read(drawn.saved(tmp_path / "a.xlsx"))
    assert sheet.n_rows == PEOPLE + 1
    assert sheet["Nama"].tolist()[-1] == "Pegawai G"


@pytest.mark.parametrize("columns", [2, 3])
def test_a_line_that_counts_the_columns_in_brackets_is_no_person(tmp_path, columns):
    # (1) alone is how accounts write −1.
    rows = (["Hadir", "Tugas", "Inovasi"], ["(1)", "(2)", "(3)"], [80, 7, 1], [70, 6, 2])
    sheet = drawn_rows(tmp_path / "a.xlsx", [row[:columns] for row in rows])
    assert sheet["Hadir"].tolist() == [80, 70]
    assert [note.kind for note in sheet.notes] == ["numbering"]


def drawn_rows(path, rows, merges=()):
    return sheets.read(book(path, rows, *merges))


@pytest.mark.parametrize("at", [1, 2])
def test_a_merged_title_over_all_but_the_last_columns_is_a_name_of_these(tmp_path, at):
    # Over every column it is a title; over all but one it names a group beside that one.
    end = "DC"[at - 1]
    top = ["Nilai", None, None, None]
    top[4 - at + 1 :] = ["Jumlah"] * (at - 1)
    low = ["A", "B", "C", "D"] if at == 1 else ["A", "B", "C", None]
    rows = [top, low, [1, 2, 3, 6], [2, 3, 4, 9], [5, 5, 5, 15]]
    sheet = drawn_rows(tmp_path / "a.xlsx", rows, [f"A1:{end}1"])
    kinds = [note.kind for note in sheet.notes]
    assert sheet.names == (("A", "B", "C", "D") if at == 1 else ("A", "B", "C", "Jumlah"))
    assert kinds == (["title"] if at == 1 else ["heading"])


def test_words_under_a_merged_name_are_its_line_and_words_beside_it_are_a_person(tmp_path):
    # The first person has no figures yet; what stands there is not below the merged cell.
    rows = [
        ["Nama", "Unit", "Nilai", None, "Ket"], [None, None, "A", "B", None],
        ["Ani", "Satu", None, None, "cuti"], ["Budi", "Dua", 3, 4, None],
        ["Cici", "Dua", 5, 4, "x"],
    ]  # fmt: skip
    sheet = drawn_rows(tmp_path / "a.xlsx", rows, ["C1:D1"])
    assert sheet.names == ("Nama", "Unit", "A", "B", "Ket")
    assert sheet["Nama"].tolist() == ["Ani", "Budi", "Cici"]


def kinds(sheet):
    return [note.kind for note in sheet.notes if note.kind in {"title", "heading"}]


@pytest.mark.parametrize("merged", [True, "wide"])
def test_names_of_groups_alone_are_a_line_below_a_letterhead(tmp_path, merged):
    drawn = Drawn(0, 0, [2, 3], merged=merged)
    above = [["Pemerintah kota"], ["Dinas yang dibuat-buat"], ["Jalan Contoh 1"], []]
    rows = [*above, *drawn.rows]
    sheet = drawn_rows(tmp_path / "a.xlsx", rows, ["A5:B5", "C5:E5"])
    assert (sheet.names, sheet.n_rows) == (drawn.names, PEOPLE)
    assert kinds(sheet) == ["title", "heading"]
    assert sheet.notes[0].place == "rows 1–3"


@pytest.mark.parametrize("at", [3, 4])
@pytest.mark.parametrize("merged", [True, False])
def test_two_cells_above_a_heading_of_two_lines_are_no_third_one(tmp_path, at, merged):
    drawn = Drawn(2, 0, [at - 1], merged=merged)
    drawn.rows.insert(0, ["Dinas yang dibuat-buat", *[None] * (at - 1), "Lampiran"])
    end = get_column_letter(at + 1)
    merges = ["A2:A3", "B2:B3", f"C2:{end}2"] if merged else []
    sheet = drawn_rows(tmp_path / "a.xlsx", drawn.rows, merges)
    assert (sheet.names, sheet.n_rows) == (drawn.names, PEOPLE)
    assert kinds(sheet) == ["title", "heading"]


def test_a_merged_title_with_a_word_beside_the_table_is_a_title(tmp_path):
    rows = [
        ["Rekap", None, None, None, None, "Lampiran 2"], ["NIP", "Nama", "Hadir", "Tugas"],
        ["7 a", "Ani", 80, 7], ["8 b", "Budi", 70, 6],
    ]  # fmt: skip
    sheet = drawn_rows(tmp_path / "a.xlsx", rows, ["A1:D1"])
    assert kinds(sheet) == ["title"]
    assert sheet.names == ("NIP", "Nama", "Hadir", "Tugas")


@pytest.mark.parametrize("tops", [[2, 3], [(2, 2)], [(2,), (3, 2)]])
def test_one_person_is_enough_below_lines_without_merged_cells(tmp_path, tops):
    drawn = Drawn(3, 2, tops, merged=False)
    drawn.rows = drawn.rows[: -PEOPLE + 1]
    sheet = sheets.read(drawn.saved(tmp_path / "a.xlsx"))
    assert (sheet.names, sheet.n_rows) == (drawn.names, 1)


@pytest.mark.parametrize(
    "rows",
    [
        # A column without a name, and people of whom no figure is known yet.
        [
            ["Nama", "Ruang", None, "Nilai"], ["Ani", "A", "cuti", None],
            ["Budi", "B", "sakit", None], ["Cici", 7, "x", 5],
        ],
        [["Nama", "Unit", "Nilai"], ["Ani", "A", None, "cuti"], ["Budi", "B", 4], ["Cici", "B", 5]],
    ],
)  # fmt: skip
def test_people_without_figures_below_one_line_are_people(tmp_path, rows):
    sheet = drawn_rows(tmp_path / "a.xlsx", rows)
    assert sheet["Nama"].tolist() == ["Ani", "Budi", "Cici"]
    assert kinds(sheet) == []


def test_a_letterhead_of_two_lines_over_a_whole_heading_is_no_part_of_it(tmp_path):
    rows = [
        ["Dinas yang dibuat-buat", None, None, "Lampiran"], ["Tahun anggaran", None, None, None],
        ["NIP", "Nama", "Hadir", "Tugas"], ["7 a", "Ani", 80, 7], ["8 b", "Budi", 70, 6],
    ]  # fmt: skip
    sheet = drawn_rows(tmp_path / "a.xlsx", rows, ["A1:B1"])
    assert kinds(sheet) == ["title"]
    assert (sheet.names, sheet.n_rows) == (("NIP", "Nama", "Hadir", "Tugas"), 2)
