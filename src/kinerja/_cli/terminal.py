"""Plain text that reads well in 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from .._definitions import Language
from .._indicators.text import figure

WIDTH = 80
Section = tuple[str, str]
"""A heading and the text under it."""
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


def section(number: int, text: str) -> str:
    """Heading of a section, after an empty line.

    >>> section(1, "Scores").strip()[:13]
    '1 · Scores ──'
    """
    head = f"{number} · {text} "
    return f"\n{head}{'─' * (WIDTH - len(head))}"


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


def bars(names: Sequence[str], counts: Sequence[int]) -> list[str]:
    """One bar a name, the longest for the largest count.

    >>> bars(["good", "fair"], [2, 1])[1]
    '  fair  ████████████████████                       1'
    """
    wide = max(map(len, names))
    return [
        f"  {name.ljust(wide)}  {bar(count, max(counts), 40)} {count:>3}"
        for name, count in zip(names, counts, strict=True)
    ]


def percent(share: float, language: Language, *, decimals: int = 0) -> str:
    """Write a share as a percentage.

    >>> percent(0.125, "id", decimals=1)
    '12,5%'
    """
    return f"{figure(100 * share, language, decimals=decimals)}%"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> str:
    """Columns under their heads: the first `left` flush left, the others flush right.

    >>> print(table(["name", "points"], [["A", "80.0"], ["Bee", "7.5"]]))
      name  points
      A       80.0
      Bee      7.5
    """
    columns = list(zip_longest(head, *rows, fillvalue=""))
    widths = [max(map(len, column)) for column in columns]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.ljust(width) if i < left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return ("  " + "  ".join(padded)).rstrip()

    return "\n".join(line(row) for row in (head, *rows))


def left_last(text: str, rows: Sequence[Sequence[str]], head: str) -> str:
    """A table whose last column, of words, reads flush left.

    >>> rows = [["A", "1", "few"], ["B", "2", "a lot"]]
    >>> print(left_last(table(["id", "n", ""], rows), rows, "words"))
      id  n  words
      A   1  few
      B   2  a lot
    """
    first, *rest = text.splitlines()
    width = max(len(row[-1]) for row in rows)
    cut = max(map(len, rest)) - width
    lines = [line[:cut].ljust(cut) + row[-1] for line, row in zip(rest, rows, strict=True)]
    return "\n".join([(first[:cut].ljust(cut) + head).rstrip(), *(x.rstrip() for x in lines)])
