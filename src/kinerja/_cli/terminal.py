"""Sections as plain text that reads well in 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from .._definitions import Language
from .._report.section import Column, Section, Table
from .._report.written import written

WIDTH = 80
_INDENT = "  "
_GAP = "  "
_BAR = 24
"""Characters of the longest bar, where there is room for it."""
_NARROW = 12
"""A column of words is not made narrower than this."""
_BLOCKS = " ▏▎▍▌▋▊▉█"


def title(text: str) -> str:
    """Heading of the whole report."""
    return f"{text}\n{'═' * WIDTH}"


def chapter(text: str) -> str:
    """Heading of one of the questions, after an empty line.

    >>> chapter("Who is needed where?").splitlines()[1]
    'Who is needed where?'
    """
    return f"\n{text}\n{'═' * len(text)}"


def section(number: int, one: Section, language: Language) -> str:
    """A section under its numbered heading, after an empty line.

    >>> print(section(1, Section("Scores", text="Two people.", method="By hand."), "en"))
    <BLANKLINE>
    1 · Scores ─────────────────────────────────────────────────────────────────────
    Two people.
    <BLANKLINE>
    By hand.
    """
    head = f"{number} · {one.title} "
    blocks = _texts(one.text)
    for caption, data in one.tables:
        lines = table(data, language)
        blocks.append(f"{paragraph(f'{caption}:', indent=2)}\n{lines}" if caption else lines)
    blocks += ["\n".join(map(paragraph, one.method))] if one.method else []
    return f"\n{head}{'─' * (WIDTH - len(head))}\n" + "\n\n".join(blocks)


def _texts(text: Sequence[str]) -> list[str]:
    """Paragraphs on lines of their own; a letter stands apart, indented."""
    blocks: list[list[str]] = [[]]
    for part in text:
        if "\n" in part:
            blocks += [[paragraph(part.strip("\n"), indent=4)], []]
        else:
            blocks[-1].append(paragraph(part))
    return ["\n".join(lines) for lines in blocks if lines]


def paragraph(text: str, *, indent: int = 0) -> str:
    """Wrapped prose, a line of its own for each line of the text."""
    pad = " " * indent
    return "\n".join(
        # A doubled word of Indonesian, such as rata-rata, stays whole.
        textwrap.fill(
            line, WIDTH, initial_indent=pad, subsequent_indent=pad, break_on_hyphens=False
        )
        for line in text.splitlines()
    )


def bar(value: float, full: float, width: int) -> str:
    """Horizontal bar, exact to an eighth of a character.

    >>> bar(2.5, 5, 4)
    '██  '
    """
    eighths = round(max(0.0, min(1.0, value / full if full > 0 else 0.0)) * width * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_BLOCKS[rest] if rest else "")).ljust(width)


def table(data: Mapping[str, Any], language: Language) -> str:
    """Columns under their heads: words flush left, numbers flush right, bars beside them.

    >>> print(table(Table({"name": ["A", "Bee"], "points": Column([80.0, 7.5], "number")}), "en"))
      name  points
      A       80.0
      Bee      7.5
    """
    shown = data if isinstance(data, Table) else Table(data)
    cells: list[list[str]] = []
    left: list[bool] = []
    for head in shown:
        column = shown.column(head)
        cells.append([head, *written(column, language)])
        left.append(column.kind == "text")
        if column.bar:
            cells.append(["", *_bars(column)])
            left.append(False)  # bars are of one width, and never folded
    room = _room(cells, left)
    lines = []
    for row in zip(*cells, strict=True):
        wrapped = [_wrapped(cell, width) for cell, width in zip(row, room, strict=True)]
        for line in zip_longest(*wrapped, fillvalue=""):
            parts = [
                cell.ljust(width) if flush else cell.rjust(width)
                for cell, width, flush in zip(line, room, left, strict=True)
            ]
            lines.append(f"{_INDENT}{_GAP.join(parts)}".rstrip())
    return "\n".join(lines)


def _bars(column: Column) -> list[str]:
    """Bars of a column: to the right, and to both sides of a line where some are below 0."""
    values = [0.0 if x is None or x != x else float(x) for x in column.values]
    full = column.full or max([0.0, *map(abs, values)])
    if all(x >= 0 for x in values):
        return [bar(x, full, _BAR) for x in values]
    half = _BAR // 2
    # There are no blocks that grow from the right: the left side goes by whole characters.
    return [
        f"{'█' * len(bar(-x, full, half).rstrip()):>{half}}│{bar(x, full, half)}" for x in values
    ]


def _room(cells: list[list[str]], left: list[bool]) -> list[int]:
    """Width of each column: the widest column of words gives way until the table fits."""
    room = [max(map(len, column)) for column in cells]
    while (over := len(_INDENT) + sum(room) + len(_GAP) * (len(room) - 1) - WIDTH) > 0:
        wide = [i for i, flush in enumerate(left) if flush and room[i] > _NARROW]
        if not wide:
            break
        widest = max(wide, key=lambda i: room[i])
        room[widest] = max(_NARROW, room[widest] - over)
    return room


def _wrapped(cell: str, width: int) -> list[str]:
    """Lines of a cell; what is indented stays so, and what fits is left alone."""
    if len(cell) <= width:
        return [cell]
    return textwrap.wrap(cell, width, subsequent_indent=" ", break_on_hyphens=False)
