"""The heading of a table: found below titles, in one line or several, with merged cells."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from ..errors import InputError
from .cells import (
    BLANK,
    DATE,
    ERROR,
    FLAG,
    TEXT,
    Grid,
    Note,
    cell_name,
    letters,
    rows_in_words,
)
from .heading_lines import MOST, lines_of, of_several_lines
from .heading_rows import BELOW, TOP, Row, first_rows


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the heading is, and what it calls the columns."""

    first: int
    end: int
    """Row after the last line of the heading."""
    names: dict[int, str]
    """Name of each column that has one, by its position in the sheet."""
    stop: int | None = None
    """Row from which on another table follows."""
    notes: list[Note] = field(default_factory=list)


def _blocks(rows: list[Row]) -> list[list[Row]]:
    """Rows with no empty row between them."""
    blocks: list[list[Row]] = []
    for row in rows:
        if blocks and blocks[-1][-1].number == row.number - 1:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


@dataclass(frozen=True, slots=True)
class _Candidate:
    row: Row
    width: int
    numbers: int
    """Cells below that hold numbers under a word."""
    rows: int
    """Rows of its block below it."""


def _candidates(rows: list[Row]) -> list[_Candidate]:
    """The first row of each block that may be the heading of a table."""
    out: list[_Candidate] = []
    blocks = _blocks(rows)
    for b, block in enumerate(blocks):
        for at, row in enumerate(block):
            below = block[at + 1 :]
            if not below and b + 1 < len(blocks):
                below = blocks[b + 1]  # an empty line between the heading and its table
            if (found := _candidate(row, below)) is not None:
                wider = _candidate(below[0], below[1:]) if block[at + 1 :] else None
                if wider is not None and wider.numbers and wider.width > found.width:
                    found = wider  # a line such as "Recap, 2025" over a narrow table
                out.append(found)
                break
    return out


def _candidate(row: Row, below: list[Row]) -> _Candidate | None:
    if not row.words:
        return None
    near = below[:BELOW]
    width = median([len(other.looks) for other in near]) if near else len(row.looks)
    enough = len(row.looks) >= max(2, MOST * width) or (
        len(row.looks) == 1 == width and len(near) > 0
    )
    looks = row.looks if enough else of_several_lines(row, below, width)
    if not looks:
        return None
    contrast = [j for j, look in looks.items() if look == "word"]
    numbers = sum(other.looks.get(j) == "number" for other in below for j in contrast)
    return _Candidate(row, len(looks), numbers, len(below))


def _choose(candidates: list[_Candidate], grid: Grid) -> tuple[_Candidate, int | None] | None:
    """The heading of the sheet's table, and the row where another table begins."""
    tables = [c for c in candidates if c.width > 1 or len(candidates) == 1]
    numeric = [c for c in tables if c.numbers]
    if not numeric:
        return (max(tables, key=lambda c: c.width), None) if tables else None
    chosen = max(numeric, key=_size)
    others = [
        c
        for c in tables
        if c is not chosen and not _same_words(grid, c.row.number, chosen.row.number)
    ]
    rivals = [c for c in others if c.numbers and _size(c) * 3 > _size(chosen)]
    if rivals:
        both = sorted([chosen, *rivals], key=lambda c: c.row.number)
        raise InputError.about(
            "header", code="contradiction", expected="one row that can be the heading",
            found=" and ".join(_described(grid, c.row) for c in both[:3]),
            hint=f"Say which, for example header={both[0].row.number + 1}; "
            "or put each table on a sheet of its own.",
            positions=tuple(f"row {c.row.number + 1}" for c in both),
        )  # fmt: skip
    after = [c.row.number for c in others if c.row.number > chosen.row.number]
    return chosen, min(after, default=None)


def _size(candidate: _Candidate) -> int:
    return candidate.rows * candidate.width + candidate.numbers


def _described(grid: Grid, row: Row) -> str:
    shown = ", ".join(repr(_heading_text(grid, row.number, j)) for j in list(row.looks)[:3])
    return f"row {row.number + 1} ({shown}{', …' if len(row.looks) > 3 else ''})"


def _same_words(grid: Grid, a: int, b: int) -> bool:
    return all(_heading_text(grid, a, j) == _heading_text(grid, b, j) for j in grid.columns)


def _heading_text(grid: Grid, row: int, j: int) -> str:
    """Text of a cell as a heading: on one line, numbers and dates as they are read."""
    column = grid.columns.get(j)
    if column is None or column.kind(row) == BLANK:
        return ""
    kind = column.kind(row)
    if kind in (TEXT, ERROR):
        return column.label(row)
    if kind == DATE:
        from .dates import date_text

        return date_text(column.values[row], base_1904=grid.base_1904)
    if kind == FLAG:
        return "TRUE" if column.values[row] else "FALSE"
    return f"{column.values[row]:.15g}"


def find_heading(grid: Grid, header: int | None = None) -> Heading | None:
    """Find the heading of a sheet; None where the sheet holds no table.

    `header` names its row, counted from 1; the lines that belong to it are found from there.
    """
    rows = first_rows(grid)
    if header is not None:
        return _given(grid, rows, header)
    found = _choose(_candidates(rows), grid)
    if found is None:
        return None
    chosen, stop = found
    first, end = lines_of(grid, rows, chosen.row.number)
    return _finished(grid, rows, first, end, stop)


def _given(grid: Grid, rows: list[Row], header: int) -> Heading:
    at = header - 1
    if not 0 <= at < grid.height or not grid.filled(at):
        raise InputError.about(
            "header", code="out_of_range", expected="the row of the heading, counted from 1",
            found=f"{header}, an empty row" if at < grid.height else f"{header} of {grid.height} rows",
        )  # fmt: skip
    stops = [c.row.number for c in _candidates(rows) if c.row.number > at and c.width > 1]
    _, end = lines_of(grid, rows, at) if at < TOP else (at, at + 1)
    after = [
        row for row in stops
        if row >= end + 1 and not grid.filled(row - 1) and not _same_words(grid, row, at)
    ]  # fmt: skip
    return _finished(grid, rows, at, max(end, at + 1), min(after, default=None))


def _finished(grid: Grid, rows: list[Row], first: int, end: int, stop: int | None) -> Heading:
    """Name the columns, and skip the line that only counts them."""
    notes: list[Note] = []
    titles = [row.number for row in rows if row.number < first]
    if titles:
        shown = "; ".join(repr(_short(_first_text(grid, row))) for row in titles[:3])
        notes.append(Note(rows_in_words(titles), "title", shown, "set apart: above the heading"))
    names = _names(grid, first, end)
    if end - first > 1:
        notes.append(
            Note(rows_in_words(range(first, end)), "heading", f"{end - first} lines of heading",
                 f"read as {', '.join(map(repr, list(names.values())[:6]))}{', …' if len(names) > 6 else ''}")
        )  # fmt: skip
    by_number = {row.number: row for row in rows}
    if end in by_number and _counts_columns(grid, by_number[end], by_number.get(end + 1)):
        notes.append(Note(f"row {end + 1}", "numbering", "numbers of the columns", "set apart"))
        end += 1
    _refuse_twice(names, end)
    return Heading(first, end, names, stop, notes)


def _short(text: str, size: int = 60) -> str:
    return text if len(text) <= size else f"{text[: size - 1]}…"


def _first_text(grid: Grid, row: int) -> str:
    return _heading_text(grid, row, min(grid.filled(row)))


def _names(grid: Grid, first: int, end: int) -> dict[int, str]:
    """Name of each column: its lowest line, with those above it where that is not enough."""
    parts: dict[int, list[str]] = {}
    over = {}
    for top, left, bottom, right in grid.merges:
        if first <= top < end:
            for i in range(top, min(bottom + 1, end)):
                for j in range(left, right + 1):
                    over[i, j] = (top, left)
    for j in sorted(grid.columns):
        for i in range(first, end):
            source = over.get((i, j), (i, j))
            text = _heading_text(grid, *source)
            if not text and i + 1 < end and _heading_text(grid, end - 1, j):
                text = _from_the_left(grid, i, j, over)
            if text and text not in parts.setdefault(j, []):
                parts[j].append(text)
    lowest = {j: texts[-1] for j, texts in parts.items() if texts}
    counts = Counter(lowest.values())
    return {j: name if counts[name] == 1 else " ".join(parts[j]) for j, name in lowest.items()}


def _from_the_left(
    grid: Grid, row: int, j: int, over: dict[tuple[int, int], tuple[int, int]]
) -> str:
    """A heading over several columns that are not merged stands over the first of them."""
    for left in range(j - 1, -1, -1):
        if (row, left) in over:
            return ""
        if text := _heading_text(grid, row, left):
            return text
    return ""


def _counts_columns(grid: Grid, row: Row, below: Row | None) -> bool:
    """Tell whether a row under the heading only counts the columns, as (1), (2), (3)."""
    if len(row.looks) < 2:
        return False
    numbers = []
    bracketed = True
    for j in sorted(row.looks):
        text = _heading_text(grid, row.number, j)
        match = re.fullmatch(r"\(?([0-9]{1,2})\)?", text)
        if match is None:
            return False
        bracketed = bracketed and text.startswith("(")
        numbers.append(int(match[1]))
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[0] not in {0, 1}:
        return False
    wide = len(numbers) > 2
    return bracketed or (wide and below is not None and "word" in below.looks.values())


def _refuse_twice(names: dict[int, str], end: int) -> None:
    counts = Counter(names.values())
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        where = {
            name: [letters(j) for j, own in names.items() if own == name] for name in twice[:5]
        }
        raise InputError.about(
            "path", code="duplicate", expected="headings that differ",
            found="; ".join(f"{_short(name)!r} more than once, in columns {' and '.join(at)}" for name, at in where.items()),
            hint="Rename or drop one of them.", positions=tuple(twice[:5]),
        )  # fmt: skip


def no_heading(grid: Grid, what: str) -> InputError:
    """Return the error for a sheet without a heading."""
    first = next((i for i in range(min(grid.height, TOP)) if grid.filled(i)), None)
    found = (
        "no cells"
        if first is None
        else f"no row of words above the figures, from {cell_name(first, min(grid.filled(first)))} on"
    )
    return InputError.about(
        "path", code="not_a_table",
        expected="a table with a heading in its first rows", found=f"{found} in {what}",
        hint="Write a name over each column, or say the row with `header`.",
    )  # fmt: skip
