"""Headings of several lines: names over groups of columns, and names that stand for all lines.

A table with the columns NIP, Name and three marks under one title fills columns 1, 2 and 3 of its
first line and columns 3, 4 and 5 of its second. Cells may be merged or left empty.
"""

from __future__ import annotations

from collections.abc import Iterable

from .cells import Grid
from .heading_rows import BELOW, Look, Row

MOST, NEARLY_ALL = 0.6, 0.9
"""Shares of the columns of a table that its heading names in one line, and in several."""
_STEPS = (1, 2, 3)
"""Lines that a heading may have beyond the one that is looked at."""


def of_several_lines(row: Row, below: list[Row], width: float) -> dict[int, Look]:
    """Cells of a line and of the next where they name the columns only together; else none."""
    both, columns = dict(row.looks), _columns(below)
    for lower in below[: len(_STEPS)]:
        groups = set(both) & set(lower.looks)
        alone = len(lower.looks) >= MOST * width
        if alone or not lower.words or not groups or len(groups) == len(row.looks):
            return {}
        if not _spans(groups, set(row.looks), columns):
            return {}
        both = {**lower.looks, **both}
        if len(both) >= NEARLY_ALL * width:
            return both
    return {}


def _columns(rows: Iterable[Row]) -> set[int]:
    return {j for row in rows for j in row.looks}


def _spans(groups: set[int], line: set[int], columns: set[int]) -> bool:
    """Tell whether each of the cells may be the name of several columns: none is at its right."""
    return all(j + 1 in columns and j + 1 not in line for j in groups)


def lines_of(grid: Grid, rows: list[Row], found: int) -> tuple[int, int]:
    """First row of the heading that was found, and the row after its last."""
    by_number = {row.number: row for row in rows}
    # What is surely below it first: then a title of two words above it names nothing new.
    last = _last_line(grid, by_number, found, found, sure=True)
    first = _first_line(grid, by_number, found, last)
    return first, _last_line(grid, by_number, first, last, sure=False) + 1


def _last_line(grid: Grid, by_number: dict[int, Row], first: int, last: int, *, sure: bool) -> int:
    while True:
        last_of = max((m[2] for m in grid.merges if first <= m[0] <= last), default=last)
        if last_of > last and last_of - first < 5:
            last = last_of
            continue
        steps = (k for k in _STEPS if _go_on(grid, by_number, first, last, k, sure=sure))
        more = next(steps, None)
        if more is None:
            return last
        last += more


def _first_line(grid: Grid, by_number: dict[int, Row], found: int, last: int) -> int:
    first = found
    table = _columns(by_number[i] for i in range(found, last + 1) if i in by_number)
    # A column whose name is merged downwards has no cell in the lower line, and values below it.
    near = [by_number[i] for i in range(last + 1, last + 1 + BELOW) if i in by_number]
    width = table | _columns(near)
    while True:
        for step in _STEPS:
            above = [by_number.get(first - k) for k in range(1, step + 1)]
            words = [row for row in above if row is not None and row.words]
            if len(words) < step or first - step < found - len(_STEPS):
                return first
            own = set(words[-1].looks)
            # Lines between name groups of columns that have names; the upper one names others.
            joined = step == 1 or (_columns(words[:-1]) <= table and bool(own & (width - table)))
            if joined and _groups_above(grid, words[-1], table, width, first):
                first -= step
                table |= _columns(words)
                break
        else:
            return first


def _groups_above(grid: Grid, above: Row, table: set[int], width: set[int], first: int) -> bool:
    """Tell whether the row above holds headings over several columns, and is no title.

    `table` are the columns that have a name below it, `width` those that have cells at all.
    """
    own = set(above.looks)
    spans = [m for m in grid.merges if m[3] > m[1] and m[0] == above.number]
    if any(width <= set(range(m[1], m[3] + 1)) for m in spans):
        return False  # a title across the whole table
    if spans and len(own) > 1:
        return True
    tall = [m for m in grid.merges if m[0] == above.number and m[2] >= first and m[1] == m[3]]
    if tall:
        return True
    # Without merged cells: what the lower line leaves empty stands above it.
    return bool(own - table) and len(own) > 1 and bool(table - own)


def _go_on(
    grid: Grid, by_number: dict[int, Row], first: int, last: int, step: int, *, sure: bool
) -> bool:
    """Tell whether so many rows below go on with the heading.

    Surely they do where each of their cells under a name is the first of several columns.
    """
    lines = [by_number.get(last + k) for k in range(1, step + 1)]
    below = [row for row in lines if row is not None and row.words]
    if len(below) < step:
        return False
    own = _columns(below)
    if step == 1 and any(m[3] > m[1] and m[0] == last for m in grid.merges):
        return True  # a name merged over several columns has theirs below it
    upper = _columns(by_number[i] for i in range(first, last + 1) if i in by_number)
    after = by_number.get(last + step + 1)
    numbers = after is not None and any(after.looks.get(j) == "number" for j in below[-1].looks)
    if (sure or step > 1) and not _spans(own & upper, upper, own | upper):
        return False
    if sure and not own & upper:
        return False
    return bool(own - upper) and bool(upper - own) and numbers
