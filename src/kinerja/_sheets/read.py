"""Reading a file: what it is, where its table is, and its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .._checks import (
    LARGEST,
    choice,
    is_whole,
    texts,
)
from .._types import Ints
from ..errors import InputError, shown
from .cells import BLANK, NUMBER, TEXT, Column, Grid, Note
from .column_cells import WORDS, Cells, Percent, Reader, look
from .delimited import read_delimited
from .dialect import Dialect, open_delimited
from .heading import Heading, find_heading, no_heading
from .heading_rows import TOP
from .missing import NA
from .numbers import Sign
from .rows import TOTALS, TotalRows, data_rows, merged_words, unread_columns
from .settle import settle, votes
from .sheet import Sheet, Source, close_names
from .stream import read_sheet
from .workbook import SheetPart, Workbook, open_workbook, unreadable

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OTHER = {
    b"%PDF": "a PDF document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture", b"{\\rtf": "a text document", b"\x1f\x8b": "a compressed file",
    b"SQLite format": "a database", b"ARROW1": "an Arrow file",
}  # fmt: skip
_PAGE = ("<!doctype", "<html", "<table", "<?xml", "<svg", "<head", "<body")


def kind_of(path: Path) -> Literal["xlsx", "csv", "parquet"]:
    """What a file is, by its content; its name may say otherwise."""
    if not path.exists():
        raise InputError.about(
            "path", code="invalid_input", expected="a file", found=f"nothing at {str(path)!r}"
        )
    if path.is_dir():
        raise InputError.about(
            "path", code="invalid_input", expected="a file", found=f"a folder at {str(path)!r}"
        )
    if not path.is_file():
        raise InputError.about(
            "path", code="invalid_input", expected="a regular file",
            found=f"a device or a pipe at {str(path)!r}",
        )  # fmt: skip
    with path.open("rb") as file:
        start = file.read(4096)
        if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return "xlsx"
        if start.startswith(b"PAR1"):
            return "parquet"
        if start.startswith(_OLE):
            raise _old_or_locked(path, start + file.read(1 << 22))
    for mark, what in _OTHER.items():
        if start.startswith(mark):
            raise unreadable(path, what, "Save the table as .xlsx or as CSV.")
    if not start:
        raise unreadable(path, "an empty file")
    begin = start.decode("latin-1").lstrip("\ufeffï»¿ \t\r\n").lower()
    if begin.startswith(_PAGE):
        raise unreadable(
            path, "a web page or XML, whatever its name says",
            "Open it in a spreadsheet and save it as .xlsx.",
        )  # fmt: skip
    return "csv"


def _old_or_locked(path: Path, content: bytes) -> InputError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return unreadable(
            path, "it is protected by a password", "Open it, and save it without the password."
        )
    return unreadable(path, "a workbook of the old kind (.xls)", "Save it as .xlsx.")


class Wanted:
    """The arguments of ``read``, checked."""

    def __init__(
        self,
        *,
        sheet: str | int | None,
        header: int | str,
        ids: str | None,
        text: Sequence[str] | str,
        na: Sequence[str] | None,
        total_rows: TotalRows,
        percent: Percent,
        decimal: Literal["auto", ",", "."],
        max_cells: int,
        also_text: Callable[[str], bool] | None = None,
        choose_ids: Callable[[Sequence[str]], str | None] | None = None,
    ) -> None:
        self.sheet = sheet
        self.also_text = also_text or (lambda _: False)
        self.choose_ids = choose_ids or (lambda _: None)
        if isinstance(header, str) and header == "auto":
            self.header: int | None = None
        elif is_whole(header) and 0 < int(header) <= LARGEST:
            self.header = int(header)
        else:
            raise InputError.about(
                "header", code="unknown_option", expected="'auto' or a row, counted from 1",
                found=shown(header),
            )  # fmt: skip
        if ids is not None and not isinstance(ids, str):
            raise InputError.about(
                "ids", code="wrong_type", expected="the heading of a column", found=shown(ids)
            )
        self.ids = ids
        self.text = texts(text, "text", expected="headings of columns")
        marks = NA if na is None else texts(na, "na", expected="texts that mean missing")
        self.na = frozenset(mark.strip().casefold() for mark in marks) | {""}
        choice(total_rows, "total_rows", ("drop", "keep", "refuse"))
        choice(percent, "percent", ("points", "fractions"))
        choice(decimal, "decimal", ("auto", ",", "."))
        self.total_rows, self.percent, self.decimal = total_rows, percent, decimal
        if not is_whole(max_cells) or max_cells < 1:
            raise InputError.about(
                "max_cells", code="out_of_range", expected="a whole number, 1 or more",
                found=shown(max_cells),
            )  # fmt: skip
        self.max_cells = int(max_cells)


def read_file(path: Path, wanted: Wanted) -> Sheet:
    """Read the table of a file."""
    kind = kind_of(path)
    notes: list[Note] = []
    usual = {"xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm"}, "parquet": {".parquet", ".pq"}}
    if kind in usual and path.suffix.lower() not in usual[kind]:
        what = "a workbook" if kind == "xlsx" else "a Parquet file"
        notes.append(Note("file", "kind", f"{what}, named {path.name!r},", "read as what it is"))
    if kind == "parquet":
        from .parquet import read_parquet

        return read_parquet(path, wanted, notes)
    if wanted.sheet is not None and kind == "csv":
        raise InputError.about(
            "sheet", code="unknown_option", expected="None: a CSV file has no sheets",
            found=shown(wanted.sheet),
        )  # fmt: skip
    if kind == "xlsx":
        return _read_workbook(path, wanted, notes)
    source = open_delimited(path)

    def find(grid: Grid) -> Heading:
        heading = find_heading(grid, wanted.header)
        if heading is None:
            raise no_heading(grid, path.name)
        return heading

    top = max(TOP, (wanted.header or 0) + 20)
    beginnings = {*TOTALS, *WORDS, *(mark[:2] for mark in wanted.na if mark)}
    grid, heading = read_delimited(source, find, wanted.max_cells, top, beginnings)
    separator = source.separator
    sign: Sign = "," if separator == ";" else "."
    dialect = Dialect(separator, sign, source.encoding)
    where = Source(str(path), "csv", heading=(heading.first + 1, heading.end), dialect=dialect)
    return _table(grid, heading, wanted, where, notes)


def _read_workbook(path: Path, wanted: Wanted, notes: list[Note]) -> Sheet:
    book = open_workbook(path, wanted.max_cells)
    try:
        if not book.sheets:
            raise unreadable(path, "a workbook without a sheet of cells")
        if wanted.sheet is None:
            part, grid, heading = _first_table(path, book, wanted)
        else:
            part = _named_sheet(book, wanted.sheet)
            grid = read_sheet(book, part, wanted.max_cells)
            found = find_heading(grid, wanted.header)
            if found is None:
                raise no_heading(grid, f"sheet {part.name!r}")
            heading = found
    finally:
        book.archive.close()
    others = tuple(sheet.name for sheet in book.sheets if sheet is not part)
    if others and wanted.sheet is None:
        shown = ", ".join(map(repr, others[:5])) + (", …" if len(others) > 5 else "")
        notes.append(
            Note(
                f"sheet {part.name!r}",
                "sheets",
                "the first that holds a table;",
                f"not read: {shown}",
            )
        )
    where = Source(
        str(path), "xlsx", sheet=part.name, other_sheets=others,
        heading=(heading.first + 1, heading.end),
    )  # fmt: skip
    return _table(grid, heading, wanted, where, notes)


def _named_sheet(book: Workbook, sheet: str | int) -> SheetPart:
    names = [part.name for part in book.sheets]
    if is_whole(sheet) and 0 <= int(sheet) < len(names):
        return book.sheets[int(sheet)]
    for part in book.sheets:
        if part.name == sheet:
            return part
    near = close_names(str(sheet), names)
    raise InputError.about(
        "sheet", code="unknown_label", expected=f"one of {', '.join(map(repr, names[:8]))}",
        found=shown(sheet), hint=f"Did you mean {near[0]!r}?" if near else "",
    )  # fmt: skip


def _first_table(path: Path, book: Workbook, wanted: Wanted) -> tuple[SheetPart, Grid, Heading]:
    """The first sheet shown that holds a table of figures, else the first that holds any table."""
    spare: tuple[SheetPart, Grid, Heading] | None = None
    empty: Grid | None = None
    for part in sorted(book.sheets, key=lambda sheet: not sheet.visible):
        grid = read_sheet(book, part, wanted.max_cells)
        if not grid.columns:
            continue
        try:
            heading = find_heading(grid, wanted.header)
        except InputError:
            if spare is None:
                raise
            break
        if heading is None:
            empty = empty or grid
            continue
        if _has_figures(grid, heading):
            return part, grid, heading
        spare = spare or (part, grid, heading)
    if spare is not None:
        return spare
    if empty is not None:
        raise no_heading(empty, path.name)
    raise InputError.about(
        "path", code="not_a_table", expected="a sheet with a table",
        found=f"{path.name}: no sheet that holds any cell",
        hint="Pictures and charts are not read: the figures must stand in cells.",
    )  # fmt: skip


def _has_figures(grid: Grid, heading: Heading) -> bool:
    last = min(grid.height, heading.end + 50)
    return any(
        grid.columns[j].kind(row) not in (BLANK, TEXT)
        for j in heading.names
        if j in grid.columns
        for row in range(heading.end, last)
    )


def _table(
    grid: Grid, heading: Heading, wanted: Wanted, source: Source, notes: list[Note]
) -> Sheet:
    """Columns of the table, settled one by one, with every note in the order of the sheet."""
    names = {name: j for j, name in heading.names.items()}
    place = Path(source.path).name
    named = wanted.ids if wanted.ids is not None else wanted.choose_ids(list(names))
    ids = _asked(named, names, "ids", place)
    as_text = {_asked(name, names, "text", place) for name in wanted.text}
    as_text |= {j for name, j in names.items() if wanted.also_text(name)}
    found = data_rows(grid, heading, ids, wanted.total_rows)
    rows = found.rows
    if not len(rows):
        raise InputError.about(
            "path", code="too_few", expected="rows of data under the heading",
            found=f"none in {place}"
            + (f", sheet {source.sheet!r}" if source.sheet else "")
            + f", under row {heading.end}",
        )  # fmt: skip
    fill, merged = merged_words(grid, heading, rows, ids)
    notes = [
        *grid.notes,
        *notes,
        *heading.notes,
        *found.notes,
        *unread_columns(grid, heading, rows),
        *merged,
    ]
    cells = {}
    for name, j in names.items():
        cells[name] = _cells(grid, name, j, rows, fill.get(j, {}))
        grid.columns.pop(j, None)  # each cell once in memory
    given: Sign | None = None if wanted.decimal == "auto" else wanted.decimal
    reader = Reader(wanted.na, wanted.percent, given, _sign_of_file(cells, wanted, source))
    columns: dict[str, NDArray[Any]] = {}
    for name, j in sorted(names.items(), key=lambda item: item[1]):
        own = cells[name]
        columns[name] = settle(own, reader, as_text=j in as_text, is_ids=j == ids)
        notes += own.notes
    return Sheet(columns, ids=named, notes=notes, source=source, rows=rows, places=names)


def _asked(name: str | None, names: dict[str, int], argument: str, place: str) -> int | None:
    if name is None:
        return None
    if name in names:
        return names[name]
    near = close_names(name, list(names))
    there = ", ".join(map(repr, list(names)[:8])) + (", …" if len(names) > 8 else "")
    raise InputError.about(
        argument, code="missing_column", expected=f"a heading of {place}", found=shown(name),
        hint=f"Did you mean {near[0]!r}?" if near else f"The headings are: {there}.",
    )  # fmt: skip


def _cells(grid: Grid, name: str, j: int, rows: Ints, fill: dict[int, tuple[int, str]]) -> Cells:
    column = grid.columns.get(j) or Column()
    values, kinds, words = column.pick(rows)
    for row, (_, word) in fill.items():
        at = np.flatnonzero(rows == row)
        kinds[at], words[at] = TEXT, word
    plain = column.ordinary and not fill
    return Cells(name, j, rows, values, kinds, words, grid.typed, grid.base_1904, plain)


def _sign_of_file(cells: dict[str, Cells], wanted: Wanted, source: Source) -> Any:
    """Decimal sign that the other columns of a CSV file show, found out when it is asked for."""

    @cache
    def sign() -> Sign | None:
        if source.dialect is None:
            return None
        seen: set[Sign] = set()
        for own in cells.values():
            numbers = own.values[own.kinds == NUMBER]
            if len(numbers) and (numbers % 1 != 0).any():
                seen.add("," if source.dialect.separator == ";" else ".")
            seen |= set(votes(look(own, Reader(wanted.na))))
        return seen.pop() if len(seen) == 1 else None

    return sign
