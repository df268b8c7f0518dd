"""Columns of a CSV file while it is read: numbers as long as they are, else text."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np

from .._types import Flags, Float
from ..errors import InputError
from .cells import NUMBER, Column
from .numbers import Sign
from .plain_numbers import plain_numbers

_AT_ONCE = 8_192
"""Cells of a column that are turned into numbers at once."""


class CsvColumn:
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

    def keep(self, values: Float, filled: Flags) -> None:
        """Add numbers to the column."""
        self.column.values.frombytes(values.tobytes())
        self.column.kinds.extend((filled * np.uint8(NUMBER)).tobytes())


def even(block: list[list[str]], width: int, row: int, path: Path) -> None:
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
