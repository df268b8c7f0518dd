"""CSV files: their encoding and dialect, and their records as columns.

One rule for a cell, whatever is installed: a column whose cells are plain numbers is read at once,
block by block; any other is kept as text, which ``settle`` judges cell by cell.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from .cells import BLANK, NAN, NUMBER, TEXT, Column, Grid, Note
from .numbers import Sign
from .plain_numbers import ordinary, padded, plain_cells, plain_numbers, watch, with_exponents
from .workbook import too_large, unreadable

TOP = 60
"""Rows in which the heading is looked for."""
_BLOCK = 512
"""Records read at a time: their cells stay in the processor's cache."""
_PIECE = 1 << 18
"""Bytes read at a time where nothing is quoted."""
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

    def records(self, file: TextIO) -> Any:
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
        if plain is not None and (plain.settled.any() or not plain.pointed.any()):
            self.keep(plain.values, plain.filled)
        else:
            self.again = True

    def judge_first(self, beginnings: Collection[str]) -> None:
        """Tell whether the first texts of the column are plain words."""
        self.column.ordinary = self.words is not None and all(
            word[:1].isascii()
            and word[:1].isalpha()
            and word[-1:].isascii()
            and word[-1:].isprintable()
            and word[-1:] != " "
            and not any(word[:2].casefold().startswith(b[:2].casefold()) for b in beginnings)
            for word in self.words
        )

    def keep(self, values: NDArray[np.float64], filled: NDArray[np.bool_]) -> None:
        """Add numbers to the column."""
        self.column.values.frombytes(values.tobytes())
        self.column.kinds.extend((filled * np.uint8(NUMBER)).tobytes())


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
    columns = [_Fast(j, grid.columns[j], sign) for j in range(width)]
    rest = top[begin:]
    _even(rest, width, begin, source.path)
    for column, cells in zip(columns, zip(*rest, strict=True), strict=True) if rest else ():
        plain = plain_numbers("\n".join(cells), len(cells), sign)
        if plain is None or (plain.pointed.any() and not plain.settled.any()):
            column.words = []
        column.take(cells)
    row = begin + len(rest)
    for column in columns:
        column.flush()
    starts = {*beginnings, *(name[:2] for name in heading.names.values())}
    for column in columns:
        column.judge_first(starts)
    bulk = _Bulk(source, columns, width, max_cells, watch(starts))
    try:
        row, left = bulk.read(row, lines)
        rest_of = records if left is None else left
        while block := list(islice(rest_of, _BLOCK)):
            if (row + len(block)) * width > max_cells:
                raise too_large(max_cells)
            _even(block, width, row, source.path)
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


class _Bulk:
    """Rows read from the bytes of the file, as long as nothing in it is quoted.

    Between the separators of such a file stands what the CSV reader would return, and numbers can
    be read without a text for each of them. From the first quotation mark on, and in encodings of
    more than a byte, the CSV reader goes on.
    """

    def __init__(
        self,
        source: Delimited,
        columns: list[_Fast],
        width: int,
        max_cells: int,
        watched: NDArray[np.bool_],
    ) -> None:
        self.watched = watched
        self.source, self.columns, self.width, self.max_cells = source, columns, width, max_cells
        self.sign = columns[0].sign if columns else "."
        self.encoding = source.encoding.replace("utf-8-sig", "utf-8")
        self.file = source.path.open("rb")

    def read(self, row: int, lines: int) -> tuple[int, Iterator[list[str]] | None]:
        """Read from a line on; returns the row reached, and a reader of the rest if it goes on."""
        if self.source.encoding.startswith(("utf-16", "utf-32")):
            return row, None
        for _ in range(lines):
            if b"\r" in self.file.readline().rstrip(b"\r\n"):
                return row, None
        first = True
        while True:
            place = self.file.tell()
            piece = self.file.read(_PIECE)
            piece += self.file.readline()
            if not piece:
                return row, iter(())
            block = piece.replace(b"\r\n", b"\n")
            if b'"' in block or b"\r" in block:
                if first:
                    return row, None
                self.file.seek(place)
                text = io.TextIOWrapper(self.file, encoding=self.encoding, newline="")
                return row, csv.reader(text, delimiter=self.source.separator, strict=True)
            row = self._take(block if block.endswith(b"\n") else block + b"\n", row)
            first = False

    def _take(self, block: bytes, row: int) -> int:
        """Read a block of whole lines."""
        text = padded(block)
        cells = plain_cells(text, ord(self.source.separator), self.sign)
        height, odd = divmod(len(cells.ends), self.width)
        shape = (height, self.width)
        if (
            odd
            or not cells.last.reshape(shape)[:, -1].all()
            or np.count_nonzero(cells.last) != height
        ):
            return self._by_lines(block, row)
        if (row + height) * self.width > self.max_cells:
            raise too_large(self.max_cells)
        values, plain = cells.values.reshape(shape), cells.plain.reshape(shape)
        filled = cells.filled.reshape(shape)
        clear = np.asarray(
            ~cells.pointed.reshape(shape).any(axis=0) | cells.settled.reshape(shape).any(axis=0)
        )
        whole = np.asarray(plain.all(axis=0))
        starts, ends = cells.starts.reshape(shape), cells.ends.reshape(shape)
        pad = int(cells.starts[0])
        for column in self.columns:
            j = column.j
            if column.again:
                continue
            if column.words is None and clear[j]:
                own = np.ascontiguousarray(values[:, j])
                if whole[j] or self._exponents(
                    own, plain[:, j], block, starts[:, j] - pad, ends[:, j] - pad
                ):
                    column.keep(own, filled[:, j])
                    continue
            if column.words is None:
                column.again = True
            else:
                column.words += self._texts(block, starts[:, j] - pad, ends[:, j] - pad)
                if column.column.ordinary:
                    column.column.ordinary = ordinary(text, starts[:, j], ends[:, j], self.watched)
        return row + height

    def _exponents(self, own: Any, plain: Any, block: bytes, starts: Any, ends: Any) -> bool:
        return self.sign == "." and with_exponents(
            own, np.flatnonzero(~plain), lambda i: block[starts[i] : ends[i]].decode("latin-1")
        )

    def _texts(self, block: bytes, starts: Any, ends: Any) -> list[str]:
        places = zip(starts.tolist(), ends.tolist(), strict=True)
        if block.isascii():
            text = block.decode("ascii")
            return [text[a:b] for a, b in places]
        return [block[a:b].decode(self.encoding) for a, b in places]

    def _by_lines(self, block: bytes, row: int) -> int:
        """Read a block in which some line has more or fewer cells, or none."""
        lines = block.decode(self.encoding).split("\n")[:-1]
        records = [line.split(self.source.separator) if line else [] for line in lines]
        if (row + len(records)) * self.width > self.max_cells:
            raise too_large(self.max_cells)
        _even(records, self.width, row, self.source.path)
        for column, cells in zip(self.columns, zip(*records, strict=True), strict=True):
            column.take(cells)
            column.flush()
            column.column.ordinary = False
        return row + len(records)


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
