"""Rows of a table: which are data, and which are totals, notes and repeated headings."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import numpy as np

from .._types import Flags, Ints
from ..errors import InputError
from .cells import (
    BLANK,
    DATE,
    FLAG,
    NUMBER,
    PERCENT,
    TEXT,
    Column,
    Grid,
    Note,
    cell_name,
    letters,
    rows_in_words,
)
from .heading import Heading

TotalRows = Literal["drop", "keep", "refuse"]

_TOTAL = re.compile(
    r"(?:(?:grand|sub)[ -]?)?"
    r"(?:total|jumlah|rata[ -]?rata|rerata|rataan|mean|average|sum|median|maksimum|minimum|max|min|tertinggi|terendah)"
    r"(?: ?(?:/|dan|&) ?(?:total|jumlah|rata[ -]?rata))?"
    r"(?: (?:keseluruhan|seluruhnya|semua|umum|akhir|total|nilai|skor|rata[ -]?rata|overall|all))?"
    r" ?[:.=]?",
    re.IGNORECASE,
)
# The last rows of the official table of answers (Permenpan RB 14/2017, annex), as offices write
# them: ΣNilai /Unsur, NRR / Unsur, NRR tertbg/ unsur, IKM Unit pelayanan.
_OF_A_SURVEY = re.compile(
    r"(?:"
    r"(?:Σ ?|jumlah |total )nilai(?: (?:per|/) ?unsur| ?/ ?unsur)?"
    r"|(?:jumlah |total |Σ ?)?(?:nrr|nilai rata[ -]?rata)(?: (?:tertimbang|tertbg\.?|tertimb\.?))?"
    r"(?: ?(?:per |/ ?)unsur(?: pelayanan)?)?"
    r") ?\*{0,3}\)? ?[:.=]?",
    re.IGNORECASE,
)
_BELOW_TOTALS = re.compile(
    r"(?:(?:nilai )?(?:ikm|skm|indeks)|mutu|kinerja)(?: (?:unit )?(?:pelayanan|layanan))?"
    r" ?\*{0,3}\)? ?[:.=]?",
    re.IGNORECASE,
)
"""Labels of a survey's index where they stand below totals; elsewhere they may be indicators."""
TOTALS = (
    "gr", "su", "to", "ju", "ra", "re", "me", "av", "ma", "mi", "te", "nr", "ni",
)  # fmt: skip
"""First letters of the labels of totals."""
_TOTAL_STARTS = frozenset("gstjrmanGSTJRMANΣ∑ \t\n\u00a0")
"""How a label of totals begins; among a million names the others need no closer look."""
_REMARK = re.compile(
    r"(?:keterangan|catatan|ket|sumber|note|notes|source|legend|disclaimer)\b|\*|\([*0-9]\)",
    re.IGNORECASE,
)


class DataRows(NamedTuple):
    """Rows that are data, and what was said about the others."""

    rows: Ints
    """Positions in the sheet, counted from 0."""
    notes: list[Note]


def is_total(word: str) -> bool:
    """Tell whether a label is one of a row of totals or means.

    >>> is_total("Rata-rata"), is_total("JUMLAH TOTAL :"), is_total("Jumlah pegawai")
    (True, True, False)
    >>> is_total("NRR tertbg/ unsur"), is_total("Nilai")
    (True, False)
    """
    if len(word) >= 60:
        return False
    label = " ".join(word.replace("∑", "Σ").split())
    return any(kind.fullmatch(label) for kind in (_TOTAL, _OF_A_SURVEY))


def data_rows(grid: Grid, heading: Heading, ids: int | None, total_rows: TotalRows) -> DataRows:
    """Rows below the heading that hold data.

    Empty rows are no rows. Totals, repeated headings, headings of parts inside the table and what
    stands below it are set apart, each with a note.
    """
    notes: list[Note] = []
    end = grid.height if heading.stop is None else heading.stop
    rows = np.arange(heading.end, max(end, heading.end))
    named = {j: grid.columns[j] for j in heading.names if j in grid.columns}
    if heading.stop is not None:
        notes.append(
            Note(
                f"row {heading.stop + 1}",
                "another_table",
                "what begins here is no part of the table",
                "(set apart, with all below it)",
            )
        )
    first, filled = _first_filled(named, rows)
    there = filled > 0
    gap_above = np.concatenate([[False], ~there[:-1]]) if len(rows) else there
    rows, first, filled, gap_above = rows[there], first[there], filled[there], gap_above[there]
    keep = np.ones(len(rows), dtype=np.bool_)
    _set_totals_apart(named, rows, first, keep, total_rows, notes)
    _set_headings_apart(grid, heading, named, rows, first, filled, keep, notes)
    _set_remarks_apart(named, rows, first, filled, gap_above, ids, keep, notes)
    _note_hidden(grid, rows[keep], notes)
    return DataRows(rows[keep], notes)


def _first_filled(named: dict[int, Column], rows: Ints) -> tuple[Ints, Ints]:
    """Column of each row's first cell that holds anything, and how many there are."""
    first = np.full(len(rows), -1)
    filled = np.zeros(len(rows), dtype=np.int64)
    for j in sorted(named):
        there = named[j].picked_kinds(rows) != BLANK
        filled += there
        first[there & (first < 0)] = j
    return first, filled


def _set_totals_apart(
    named: dict[int, Column], rows: Ints, first: Ints, keep: Flags,
    total_rows: TotalRows, notes: list[Note],
) -> None:  # fmt: skip
    if total_rows == "keep":
        return
    for j in np.unique(first).tolist():
        column = named[j]
        if column.ordinary:
            continue
        at = np.flatnonzero(first == j)
        words = column.picked_words(rows[at])
        may_be = {word for word in words.tolist() if word is not None and word[0] in _TOTAL_STARTS}
        totals = {word for word in may_be if is_total(word.strip())}
        for i in at[[word in totals for word in words]] if totals else []:
            _set_total_apart(column, j, int(rows[i]), total_rows, notes)
            keep[i] = False
    for i in (np.flatnonzero(keep[1:] & ~keep[:-1]) + 1).tolist():
        while i < len(rows) and rows[i] == rows[i - 1] + 1 and keep[i]:
            column, row = named[int(first[i])], int(rows[i])
            if column.kind(row) != TEXT or not _BELOW_TOTALS.fullmatch(column.label(row)):
                break
            _set_total_apart(column, int(first[i]), row, total_rows, notes)
            keep[i] = False
            i += 1


def _set_total_apart(
    column: Column, j: int, row: int, total_rows: TotalRows, notes: list[Note]
) -> None:
    where = f"{column.label(row)!r} in {cell_name(row, j)}"
    if total_rows == "refuse":
        raise InputError.about(
            "total_rows", code="invalid_input", expected="rows of data only",
            found=where, positions=(cell_name(row, j),),
            hint='Delete the row, or set such rows apart with total_rows="drop".',
        )  # fmt: skip
    notes.append(Note(f"row {row + 1}", "total_row", where, "set apart: a row of totals or means"))


def _set_headings_apart(
    grid: Grid, heading: Heading, named: dict[int, Column], rows: Ints, first: Ints,
    filled: Ints, keep: Flags, notes: list[Note],
) -> None:  # fmt: skip
    """Set apart the heading where it is repeated, and headings of parts inside the table."""
    names = heading.names
    start = min(names, default=0)
    name = names.get(start, "")
    column = named.get(start)
    if column is not None and name and not column.ordinary:
        words = column.picked_words(rows).tolist()
        begin = name.split()[0]
        same_start = [word is not None and begin in word for word in words]
        for i in np.flatnonzero(same_start):
            row = int(rows[i])
            same = [named[j].label(row) == own for j, own in names.items() if j in named]
            if keep[i] and sum(same) >= max(2, 0.8 * len(same)):
                keep[i] = False
                notes.append(
                    Note(f"row {row + 1}", "repeated_heading", "the heading once more", "set apart")
                )
    spans = {m[0]: m for m in grid.merges if m[0] == m[2] and m[3] - m[1] >= 1}
    for i in np.flatnonzero((filled == 1) & keep):
        row, j = int(rows[i]), int(first[i])
        if row in spans and spans[row][1] <= j <= spans[row][3] and named[j].kind(row) == TEXT:
            keep[i] = False
            label = named[j].label(row)
            notes.append(
                Note(
                    f"row {row + 1}",
                    "part_heading",
                    f"{label[:60]!r}",
                    "set apart: a heading inside the table",
                )
            )


def _set_remarks_apart(
    named: dict[int, Column], rows: Ints, first: Ints, filled: Ints, gap_above: Flags,
    ids: int | None, keep: Flags, notes: list[Note],
) -> None:  # fmt: skip
    """Set apart what stands below the table: remarks, sources, places to sign."""
    if not keep.any():
        return
    figures = {
        j for j, column in named.items()
        if np.isin(column.picked_kinds(rows[keep][:1000]), (NUMBER, PERCENT, DATE, FLAG)).mean() > 0.3
    }  # fmt: skip
    numbers = np.zeros(len(rows), dtype=np.bool_)
    for j in figures:
        numbers |= ~np.isin(named[j].picked_kinds(rows), (BLANK, TEXT))
    last = len(rows)
    while last > 0 and not keep[last - 1]:
        last -= 1
    # From the end upwards: a row of one remark, or a part below a gap that has no figures.
    i = last - 1
    cut = last
    while i >= 0:
        if not keep[i]:
            i -= 1
            continue
        j, row = int(first[i]), int(rows[i])
        single = filled[i] == 1 and len(named) > 2 and named[j].kind(row) == TEXT and j != ids
        remark = single and _REMARK.match(named[j].word(row).strip()) is not None
        # Words alone under figures, or in the column of what is signed below them.
        signed = single and cut == i + 1 and (j in figures or 0 < j == _column_of(first, cut, last))
        if (
            remark
            or signed
            or (
                gap_above[i]
                and (figures or single)
                and not numbers[i:last].any()
                and (filled[i:last] * 2 <= max(len(named), 4)).all()
            )
        ):
            cut = i
        elif not (numbers[i:last].any() or (filled[i] * 2 > max(len(named), 4))):
            pass  # inside what may turn out to be the part below the gap
        else:
            break
        i -= 1
    apart = np.flatnonzero(keep[cut:last]) + cut
    if len(apart):
        keep[apart] = False
        j, row = int(first[apart[0]]), int(rows[apart[0]])
        text = named[j].label(row)
        notes.append(
            Note(
                rows_in_words(int(rows[k]) for k in apart),
                "below_table",
                f"{text[:60]!r}{' …' if len(apart) > 1 else ''}",
                "set apart: below the table",
            )
        )


def _column_of(first: Ints, cut: int, last: int) -> int:
    """Column in which what stands below the table begins; none where nothing does."""
    return int(first[cut]) if cut < last else -1


def _note_hidden(grid: Grid, rows: Ints, notes: list[Note]) -> None:
    hidden = sorted(set(grid.hidden_rows) & set(rows.tolist())) if grid.hidden_rows else []
    if hidden:
        notes.append(
            Note(rows_in_words(hidden), "hidden", "hidden or filtered out", "read like the others")
        )


def merged_words(
    grid: Grid, heading: Heading, rows: Ints, ids: int | None
) -> tuple[dict[int, dict[int, tuple[int, str]]], list[Note]]:
    """Fill words merged over several rows into each of them: column → row → (source row, word).

    A number merged over several rows, an id, and data merged over columns are refused.
    """
    inside = set(rows.tolist()) if grid.merges else set()
    fill: dict[int, dict[int, tuple[int, str]]] = {}
    notes: list[Note] = []
    for top, left, bottom, right in grid.merges:
        touched = [row for row in range(top, min(bottom, grid.height - 1) + 1) if row in inside]
        columns = [j for j in range(left, right + 1) if j in heading.names]
        if not touched or not columns or (top == bottom and left == right):
            continue
        name = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
        column = grid.columns.get(left)
        if column is None or column.kind(top) == BLANK:
            continue
        if column.kind(top) != TEXT or len(columns) > 1 or left == ids:
            raise InputError.about(
                "path", code="invalid_input", expected="one cell a value",
                found=f"{name} merged, holding {_shown(column, top)}", positions=(name,),
                hint="Unmerge the cells and write the value into each that it belongs to.",
            )  # fmt: skip
        if len(touched) > 1:
            word = column.word(top)
            fill.setdefault(left, {}).update({row: (top, word) for row in touched if row != top})
            notes.append(
                Note(
                    name,
                    "merged",
                    f"{word.strip()[:60]!r}, merged over {bottom - top + 1} rows",
                    "read in each of them",
                )
            )
    return fill, notes


def _shown(column: Column, row: int) -> str:
    return repr(column.word(row)[:60]) if column.kind(row) == TEXT else f"{column.values[row]:g}"


def unread_columns(grid: Grid, heading: Heading, rows: Ints) -> list[Note]:
    """Columns that hold something but have no heading."""
    notes = []
    for j, column in sorted(grid.columns.items()):
        if j in heading.names or not len(rows):
            continue
        count = int(np.count_nonzero(column.picked_kinds(rows)))
        if count:
            cells = "1 cell" if count == 1 else f"{count:,} cells"
            notes.append(
                Note(f"column {letters(j)}", "no_heading", f"{cells} without a heading", "not read")
            )
    return notes
