"""The first rows of a sheet as a heading looks at them: which cells are words, which numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from .cells import DATE, ERROR, NUMBER, TEXT, Grid
from .missing import is_mark
from .numbers import reading

TOP = 60
"""Rows in which a heading is looked for."""
BELOW = 20
"""Rows below a line that say how wide its table is."""

Look = Literal["word", "number", "mark"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty: its number, and how each of its cells looks."""

    number: int
    looks: dict[int, Look]

    @property
    def words(self) -> bool:
        """Tell whether every cell is a word, or a year beside words."""
        kinds = Counter(self.looks.values())
        return kinds["word"] > 0 and kinds["number"] == 0 and kinds["mark"] == 0


def first_rows(grid: Grid) -> list[Row]:
    """Rows among the first that are not empty."""
    rows = []
    for i in range(min(grid.height, TOP)):
        filled = sorted(grid.filled(i))
        if filled:
            rows.append(Row(i, {j: _look(grid, i, j) for j in filled}))
    return rows


def _look(grid: Grid, row: int, j: int) -> Look:
    column = grid.columns[j]
    kind = column.kind(row)
    if kind == TEXT:
        word = column.word(row).strip()
        if is_mark(word):
            return "mark"
        return "word" if reading(word) is None or _period(word) else "number"
    if kind == ERROR:
        return "mark"
    if kind == NUMBER and _period(f"{column.values[row]:g}"):
        return "word"
    return "word" if kind == DATE else "number"


def _period(word: str) -> bool:
    """Tell whether a number may be the year of a heading."""
    return re.fullmatch(r"(?:19|20)[0-9]{2}", word) is not None
