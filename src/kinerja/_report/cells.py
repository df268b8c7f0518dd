"""Tables of a page, cell by cell: what is written, what it is sorted by, and the bar beside it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from .._definitions import Language
from .section import Column, Table
from .written import written

_NARROW = 5
"""Columns that a table of the width of the text has at most."""
_SHEET = 14
"""Rows of a table that is kept together on paper."""


class Cell(NamedTuple):
    """One cell of a table."""

    text: str
    value: str | None
    """What it is sorted by: the exact number, empty where it is missing; None: the text."""
    bar: tuple[float, float] | None = None
    """Where a bar begins and how long it is, in per cent of the room it has."""
    depth: int = 0
    """How far it stands below the row above: a part of a group."""


class Head(NamedTuple):
    """Head of a column."""

    text: str
    number: bool
    """Whether numbers stand below it."""
    room: int
    """Letters of the longest cell."""
    below: bool
    """Whether bars go to both sides of a line."""


@dataclass(frozen=True, slots=True)
class View:
    """A table as the template takes it."""

    caption: str
    heads: list[Head]
    rows: list[tuple[Cell, ...]]
    foot: list[tuple[Cell, ...]]
    """Totals, which stay below the rows."""
    wide: bool
    """Whether it is likely to need the whole width of the page."""
    short: bool
    """Whether it fits a sheet of paper, and should not be parted."""


def view(caption: str, table: Table, language: Language) -> View:
    """Cells of a table, row by row."""
    heads, columns = [], []
    for text in table:
        column = table.column(text)
        cells = _cells(column, language)
        room = max((len(cell.text) for cell in cells), default=0)
        number = column.kind != "text"
        below = column.bar and any(not _missing(x) and x < 0 for x in column.values)
        heads.append(Head(text, number, room, below))
        columns.append(cells)
    rows = list(zip(*columns, strict=True))
    body = len(rows) - table.foot
    wide, short = len(heads) > _NARROW, len(rows) <= _SHEET
    return View(caption, heads, rows[:body], rows[body:], wide, short)


def _cells(column: Column, language: Language) -> list[Cell]:
    texts = written(column, language)
    if column.kind == "text":
        values = [x.isoformat() if isinstance(x, dt.date) else None for x in column.values]
        return [
            Cell(text.lstrip(" "), value, depth=len(text) - len(text.lstrip(" ")))
            for text, value in zip(texts, values, strict=True)
        ]
    exact = ["" if _missing(x) else repr(float(x)) for x in column.values]
    if not column.bar:
        return [Cell(*pair) for pair in zip(texts, exact, strict=True)]
    return [Cell(*triple) for triple in zip(texts, exact, _bars(column), strict=True)]


def _missing(value: Any) -> bool:
    return value is None or not math.isfinite(value)


def _bars(column: Column) -> list[tuple[float, float]]:
    """Bars to the right of a line, and to its left where some numbers are below 0."""
    sizes = [0.0 if _missing(x) else float(x) for x in column.values]
    full = column.full or max(map(abs, sizes), default=0.0) or 1.0
    below = any(x < 0 for x in sizes)
    zero, room = (50.0, 50.0) if below else (0.0, 100.0)
    bars = []
    for x in sizes:
        width = min(abs(x) / full, 1.0) * room
        bars.append((round(zero - width if x < 0 else zero, 2), round(width, 2)))
    return bars
