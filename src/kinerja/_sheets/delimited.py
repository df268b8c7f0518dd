"""CSV files: their encoding and dialect, and their records as columns.

One rule for a cell, whatever is installed: a column whose cells are plain numbers is read at once,
block by block; any other is kept as text, which ``settle`` judges cell by cell.
"""

from __future__ import annotations

import codecs
import csv
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from ..errors import InputError
from .cells import BLANK, NAN, NUMBER, TEXT, Column, Grid, Note
from .numbers import Sign
from .plain_numbers import plain_numbers
from .workbook import too_large, unreadable

TOP = 60
"""Rows in which the heading is looked for."""
_BLOCK = 512
"""Records read at a time: their cells stay in the processor's cache."""
_AT_ONCE = 16 * _BLOCK
"""Cells of a column that are turned into numbers at once."""
_SEPARATORS = (",", ";", "\t", "|")
_FIELD = 10_000_000
"""Characters that one cell may have: a quote that is never closed is found out before memory is."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written.

    Examples
    --------
    >>> Dialect(separator=";", decimal=",").decimal
    ','
    """

    separator: str = ","
    """Between cells."""
    decimal: Sign = "."
    """Decimal sign."""
    encoding: str = "utf-8"
    """Encoding of the text."""


def encoding_of(path: Path) -> tuple[str, str]:
    """Encoding of a text file, and in words how it was found where it had to be judged."""
    with path.open("rb") as file:
        start = file.read(4096)
        for mark, name in (
            (codecs.BOM_UTF8, "utf-8-sig"),
            (codecs.BOM_UTF32_LE, "utf-32"),
            (codecs.BOM_UTF32_BE, "utf-32"),
            (codecs.BOM_UTF16_LE, "utf-16"),
            (codecs.BOM_UTF16_BE, "utf-16"),
        ):
            if start.startswith(mark):
                return name, ""
        if b"\0" in start:
            even, odd = start[::2].count(0), start[1::2].count(0)
            if max(even, odd) > len(start) // 5 and min(even, odd) * 10 <= max(even, odd):
                name = "utf-16-be" if even > odd else "utf-16-le"
                return name, f"text in {name.upper()} without a byte order mark"
            raise unreadable(path, "bytes that are no text")
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        file.seek(0)
        try:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8", ""
        file.seek(0)
        control = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
        undefined = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
        name = "cp1252"
        while piece := file.read(1 << 20):
            if control.search(piece):
                raise unreadable(path, "bytes that are no text")
            if undefined.search(piece):
                name = "latin-1"
    return name, "text that is not UTF-8"


@dataclass(slots=True)
class Delimited:
    """A CSV file whose encoding and separator are known."""

    path: Path
    encoding: str
    separator: str
    stated: bool
    """Whether the first line says the separator, as ``sep=;`` does."""
    notes: list[Note]

    def records(self, file: TextIO) -> Iterator[list[str]]:
        """Records of the open file from its beginning."""
        file.seek(0)
        if self.stated:
            file.readline()
        return csv.reader(file, delimiter=self.separator, strict=True)

    def open(self) -> TextIO:
        """Open the file as text, line ends as they are."""
        return self.path.open(encoding=self.encoding, newline="")


def open_delimited(path: Path) -> Delimited:
    """Find out how a CSV file is written."""
    encoding, judged = encoding_of(path)
    notes = []
    if judged:
        shown = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}.get(encoding, encoding.upper())
        notes.append(
            Note("file", "encoding", judged, f"read as {shown}; look at accents and dashes")
        )
    with path.open(encoding=encoding, newline="") as file:
        first = _piece(file, path)
        stated = re.fullmatch(r'"?sep=(.)"?\s*', first)
        if stated and stated[1] not in _SEPARATORS:
            raise unreadable(path, f"a first line that names {stated[1]!r} as the separator")
        if stated:
            return Delimited(path, encoding, stated[1], stated=True, notes=notes)
        file.seek(0)
        sample = file.read(1 << 18)
    separator = max(_SEPARATORS, key=lambda s: _fit(sample, s))
    return Delimited(path, encoding, separator, stated=False, notes=notes)


def _piece(file: TextIO, path: Path) -> str:
    try:
        return file.readline(200)
    except UnicodeError as error:
        raise unreadable(path, f"text that cannot be decoded ({error})") from None


def _fit(sample: str, separator: str) -> tuple[float, int]:
    """How well a separator parts a file: share of the lines of the commonest width, and that width."""
    lines = sample.splitlines(keepends=True)
    if len(lines) > 1:
        lines.pop()  # the sample may end inside it
    widths: Counter[int] = Counter()
    try:
        for record in islice(csv.reader(lines, delimiter=separator), TOP):
            if any(record):
                widths[len(record)] += 1
    except csv.Error:
        pass
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return (0.0, 0)
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total(), width


class _Fast:
    """A column while its cells are plain numbers; text where one of its first cells is not."""

    __slots__ = ("again", "column", "count", "j", "pending", "sign", "words")

    def __init__(self, j: int, column: Column, sign: Sign) -> None:
        self.j, self.column, self.sign = j, column, sign
        self.words: list[str] | None = None
        self.pending: list[str] = []
        """Cells not read yet, a line each, in pieces of a block."""
        self.count = 0
        self.again = False
        """Whether the file has to be read once more for this column, as text."""

    def take(self, cells: tuple[str, ...]) -> None:
        """Take the next cells of the column."""
        if self.words is not None:
            self.words.extend(cells)
        elif not self.again:
            # Joined at once, while the cells are still in the processor's cache.
            self.pending.append("\n".join(cells))
            self.count += len(cells)
            if self.count >= _AT_ONCE:
                self.flush()

    def flush(self) -> None:
        """Read what is pending as numbers."""
        if not self.pending or self.again:
            return
        plain = plain_numbers("\n".join(self.pending), self.count, self.sign)
        self.pending, self.count = [], 0
        if plain is not None and (plain.settled or not plain.pointed):
            self.column.values.frombytes(plain.values.tobytes())
            self.column.kinds.extend((plain.filled * np.uint8(NUMBER)).tobytes())
        else:
            self.again = True


def read_delimited(
    source: Delimited, find: Callable[[Grid], Any], max_cells: int, first_rows: int
) -> tuple[Grid, Any]:
    """Read a CSV file; `find` looks at its first rows and returns the heading."""
    old = csv.field_size_limit(_FIELD)
    try:
        with source.open() as file:
            return _read(source, file, find, max_cells, first_rows)
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
) -> tuple[Grid, Any]:
    records = source.records(file)
    top = list(islice(records, first_rows))
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
    columns = [_Fast(j, grid.columns[j], sign) for j in range(width)]
    rest = top[begin:]
    _even(rest, width, begin, source.path)
    for column, cells in zip(columns, zip(*rest, strict=True), strict=True) if rest else ():
        plain = plain_numbers("\n".join(cells), len(cells), sign)
        if plain is None or (plain.pointed and not plain.settled):
            column.words = []
        column.take(cells)
    row = begin + len(rest)
    while block := list(islice(records, _BLOCK)):
        if (row + len(block)) * width > max_cells:
            raise too_large(max_cells)
        _even(block, width, row, source.path)
        for column, cells in zip(columns, zip(*block, strict=True), strict=True):
            column.take(cells)
        row += len(block)
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


def _even(block: list[list[str]], width: int, row: int, path: Path) -> None:
    """Give every record the width of the heading, or refuse the one that lost or gained a cell."""
    if set(map(len, block)) == {width}:
        return
    for i, record in enumerate(block):
        if len(record) == width:
            continue
        if not any(record[width:]) and (width == 1 or not any(record) or len(record) > width):
            block[i] = [*record[:width], *[""] * (width - len(record))]
            continue
        raise InputError.about(
            "path",
            code="wrong_shape",
            expected=f"{width} cells a line, as in the heading",
            found=f"{len(record)} in row {row + i + 1} of {path.name}",
            hint="A quotation mark or a separator is missing, or there is one too many.",
            positions=(row + i + 1,),
        )


def _read_again(source: Delimited, file: TextIO, late: list[_Fast], begin: int, width: int) -> None:
    """Read columns as text whose first blocks were numbers and a later one was not."""
    records = source.records(file)
    for _ in islice(records, begin):
        pass
    words: list[list[str]] = [[] for _ in late]
    row = begin
    while block := list(islice(records, _BLOCK)):
        _even(block, width, row, source.path)
        for fast, own in zip(late, words, strict=True):
            own.extend([record[fast.j] for record in block])
        row += len(block)
    for fast, own in zip(late, words, strict=True):
        fast.words = own


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
