"""Rows of a CSV file read from its bytes, as long as nothing in it is quoted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import numpy as np

from .._types import Flags
from .csv_columns import CsvColumn, even
from .dialect import Delimited
from .plain_numbers import ordinary, padded, plain_cells, with_exponents
from .workbook import too_large

_PIECE = 1 << 18
"""Bytes read at a time."""


class Bulk:
    """Rows read from the bytes of the file, as long as nothing in it is quoted.

    Between the separators of such a file stands what the CSV reader would return, and numbers can
    be read without a text for each of them. From the first quotation mark on, and in encodings of
    more than a byte, the CSV reader goes on.
    """

    def __init__(
        self,
        source: Delimited,
        columns: list[CsvColumn],
        width: int,
        max_cells: int,
        watched: Flags,
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
        even(records, self.width, row, self.source.path)
        for column, cells in zip(self.columns, zip(*records, strict=True), strict=True):
            column.take(cells)
            column.flush()
            column.column.ordinary = False
        return row + len(records)
