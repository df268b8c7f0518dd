"""Cells as a file keeps them, their names, and what was noted about them."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Float, Ints

BLANK, NUMBER, PERCENT, DATE, SPAN, FLAG, TEXT, ERROR, UNSTORED, LONG = range(10)
"""What a cell holds. SPAN: a time of day or a duration; UNSTORED: a formula without a stored value;
LONG: a number of more digits than a spreadsheet keeps."""

NAN = math.nan


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that a reader of the table should know: a repair, or something set apart.

    Examples
    --------
    >>> print(Note(place="F4", kind="spaces", found="'35 '", done="read as 35"))
    F4: '35 ' read as 35
    """

    place: str
    """Cell (``"F4"``), row (``"row 8"``), column (``"column B"``), sheet or file."""
    kind: str
    """Kind of repair, for programs: ``"spaces"``, ``"percent"``, ``"total_row"`` …"""
    found: str
    """What stood there."""
    done: str
    """What was made of it."""

    def __str__(self) -> str:
        return f"{self.place}: {self.found} {self.done}"


def letters(column: int) -> str:
    """Name of a column, counted from 0, as spreadsheets write it.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """Position of a column, counted from 0.

    >>> column_number("A"), column_number("AAA")
    (0, 702)
    """
    out = 0
    for letter in name:
        out = out * 26 + ord(letter) - 64
    return out - 1


def cell_name(row: int, column: int) -> str:
    """Name of a cell from its row and column, both counted from 0.

    >>> cell_name(3, 5)
    'F4'
    """
    return f"{letters(column)}{row + 1}"


def rows_in_words(rows: Iterable[int]) -> str:
    """Rows, counted from 0, as people list them.

    >>> rows_in_words([2]), rows_in_words([2, 3, 4]), rows_in_words([2, 5])
    ('row 3', 'rows 3–5', 'rows 3, 6')
    """
    numbers = sorted(row + 1 for row in rows)
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"rows {numbers[0]}–{numbers[-1]}"
    shown = ", ".join(map(str, numbers[:8]))
    more = len(numbers) - 8
    return f"rows {shown}" + (f" and {more} more" if more > 0 else "")


@dataclass(slots=True)
class Column:
    """One column of a file, a cell a row from the first row of the sheet on."""

    values: array[float] = field(default_factory=lambda: array("d"))
    """Numbers; a date is the serial day of its file; what else a cell holds has no meaning here."""
    kinds: bytearray = field(default_factory=bytearray)
    words: list[str | None] = field(default_factory=list)
    """Text of the cells that hold any; shorter than the column where none follows."""
    ordinary: bool = False
    """Whether every text below the heading is seen to be a plain word: no mark, no amount, no label
    of totals, no space at its end."""

    def put(self, row: int, kind: int, value: float, word: str | None = None) -> None:
        """Write a cell; rows that were skipped are blank."""
        gap = row - len(self.kinds)
        if gap > 0:
            self.kinds.extend(bytes(gap))
            self.values.extend([NAN] * gap)
        self.kinds.append(kind)
        self.values.append(value)
        if word is not None:
            self.words.extend([None] * (row - len(self.words)))
            self.words.append(word)

    def kind(self, row: int) -> int:
        """What the cell of a row holds."""
        return self.kinds[row] if row < len(self.kinds) else BLANK

    def word(self, row: int) -> str:
        """Text of a cell, empty where it holds none."""
        return (self.words[row] if row < len(self.words) else None) or ""

    def label(self, row: int) -> str:
        """Text of a cell on one line."""
        return " ".join(self.word(row).split())

    def pick(self, rows: Ints) -> tuple[Float, NDArray[np.uint8], NDArray[Any]]:
        """Numbers, kinds and words of some rows."""
        return self.picked_values(rows), self.picked_kinds(rows), self.picked_words(rows)

    def picked_kinds(self, rows: Ints) -> NDArray[np.uint8]:
        """Kinds of some rows; below its last cell a column is blank."""
        kinds = np.zeros(len(rows), dtype=np.uint8)
        there = rows < len(self.kinds)
        kinds[there] = np.frombuffer(self.kinds, dtype=np.uint8)[rows[there]]
        return kinds

    def picked_values(self, rows: Ints) -> Float:
        """Numbers of some rows."""
        values = np.full(len(rows), NAN)
        there = rows < len(self.values)
        values[there] = np.frombuffer(self.values, dtype=np.float64)[rows[there]]
        return values

    def picked_words(self, rows: Ints) -> NDArray[Any]:
        """Words of some rows; None where a cell holds none."""
        words = np.full(len(rows), None, dtype=object)
        if self.words:
            there = rows < len(self.words)
            words[there] = np.array(self.words, dtype=object)[rows[there]]
        return words


@dataclass(slots=True)
class Grid:
    """The cells of one sheet, and what else its file says about them."""

    columns: dict[int, Column]
    height: int
    typed: bool
    """Whether the file keeps numbers as numbers: a workbook does, a CSV file holds text only."""
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Merged ranges: first row, first column, last row, last column."""
    hidden_rows: list[int] = field(default_factory=list)
    base_1904: bool = False
    notes: list[Note] = field(default_factory=list)

    def filled(self, row: int) -> list[int]:
        """Columns whose cell in a row holds anything."""
        return [j for j, column in self.columns.items() if column.kind(row) != BLANK]
