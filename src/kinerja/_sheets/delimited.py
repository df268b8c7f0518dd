"""CSV files: their records as columns.

One rule for a cell, whatever is installed: a column whose cells are plain numbers is read at once,
block by block; any other is kept as text, which ``settle`` judges cell by cell.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Callable, Collection
from itertools import islice
from typing import Any, TextIO

from .cells import BLANK, NAN, TEXT, Column, Grid
from .csv_bytes import Bulk
from .csv_columns import CsvColumn, even
from .dialect import Delimited
from .numbers import Sign
from .plain_numbers import plain_numbers, watch
from .workbook import too_large, unreadable

_BLOCK = 512
"""Records read at a time: their cells stay in the processor's cache."""
_FIELD = 10_000_000
"""Characters that one cell may have: a quote that is never closed is found out before memory is."""


def read_delimited(
    source: Delimited,
    find: Callable[[Grid], Any],
    max_cells: int,
    first_rows: int,
    beginnings: Collection[str] = (),
) -> tuple[Grid, Any]:
    """Read a CSV file; `find` looks at its first rows and returns the heading.

    A text that begins as one of `beginnings` may be more than a plain word.
    """
    old = csv.field_size_limit(_FIELD)
    try:
        with source.open() as file:
            return _read(source, file, find, max_cells, first_rows, beginnings)
    except csv.Error as error:
        raise unreadable(
            source.path, str(error), "Look for a quotation mark that is never closed."
        ) from None
    except UnicodeError as error:
        raise unreadable(source.path, f"text that cannot be decoded ({error})") from None
    finally:
        csv.field_size_limit(old)


def _read(
    source: Delimited,
    file: TextIO,
    find: Callable[[Grid], Any],
    max_cells: int,
    first_rows: int,
    beginnings: Collection[str],
) -> tuple[Grid, Any]:
    records = source.records(file)
    top = list(islice(records, first_rows))
    lines = records.line_num + source.stated  # those of a quoted cell are several
    grid = Grid({}, len(top), typed=False, notes=list(source.notes))
    for i, record in enumerate(top):
        _put_words(grid, i, record)
    heading = find(grid)
    begin, width = heading.end, max(len(record) for record in top[: heading.end])
    grid = Grid({}, begin, typed=False, notes=grid.notes)
    for i, record in enumerate(top[:begin]):
        _put_words(grid, i, record)
    for j in range(width):
        own = grid.columns.setdefault(j, Column())
        short = begin - len(own.kinds)
        own.kinds.extend(bytes(short))
        own.values.extend([NAN] * short)
    sign: Sign = "," if source.separator == ";" else "."
    columns = [CsvColumn(j, grid.columns[j], sign) for j in range(width)]
    rest = top[begin:]
    even(rest, width, begin, source.path)
    for column, cells in zip(columns, zip(*rest, strict=True), strict=True) if rest else ():
        plain = plain_numbers("\n".join(cells), len(cells), sign)
        if plain is None or (plain.pointed.any() and not plain.settled.any()):
            column.words = list(cells)
        else:
            column.keep(plain.values, plain.filled)
    row = begin + len(rest)
    if row * width > max_cells:
        raise too_large(max_cells)
    starts = {*beginnings, *(name[:2] for name in heading.names.values())}
    for column in columns:
        column.judge_first(starts)
    bulk = Bulk(source, columns, width, max_cells, watch(starts))
    try:
        row, left = bulk.read(row, lines)
        rest_of = records if left is None else left
        while block := list(islice(rest_of, _BLOCK)):
            if (row + len(block)) * width > max_cells:
                raise too_large(max_cells)
            even(block, width, row, source.path)
            for column, cells in zip(columns, zip(*block, strict=True), strict=True):
                column.take(cells)
                column.column.ordinary = False
            row += len(block)
    finally:
        bulk.file.close()
    grid.height = row
    for column in columns:
        column.flush()
    late = [column for column in columns if column.again]
    if late:
        _read_again(source, file, late, begin, width)
    for column in columns:
        if column.words is not None:
            _keep_words(column.column, column.words, begin)
    return grid, heading


def _put_words(grid: Grid, row: int, record: list[str]) -> None:
    for j, cell in enumerate(record):
        if cell and not cell.isspace():
            grid.columns.setdefault(j, Column()).put(row, TEXT, NAN, cell)


def _read_again(
    source: Delimited, file: TextIO, late: list[CsvColumn], begin: int, width: int
) -> None:
    """Read columns as text whose first blocks were numbers and a later one was not."""
    records = source.records(file)
    for _ in islice(records, begin):
        pass
    words: list[list[str]] = [[] for _ in late]
    row = begin
    while block := list(islice(records, _BLOCK)):
        even(block, width, row, source.path)
        for fast, own in zip(late, words, strict=True):
            own.extend([record[fast.j] for record in block])
        row += len(block)
    for fast, own in zip(late, words, strict=True):
        fast.words = own
        fast.column.ordinary = False


def _keep_words(column: Column, words: list[str], begin: int) -> None:
    """Put the text of a column below its heading; equal texts are kept once."""
    del column.kinds[begin:]
    del column.values[begin:]
    column.words = [*column.words[:begin], *[None] * (begin - len(column.words))]
    empty = "" in words or True in map(str.isspace, words)
    kept: list[str | None] = list(words)
    if empty:
        kept = [None if not word or word.isspace() else word for word in words]
        column.kinds.extend(bytes([BLANK if word is None else TEXT for word in kept]))
    else:
        column.kinds.extend(bytes([TEXT]) * len(kept))
    column.words.extend(kept)
    column.values.extend(array("d", [NAN]) * len(kept))
