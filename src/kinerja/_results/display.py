"""How a result looks: a title, its single values, the first rows; in a terminal and a notebook."""

from __future__ import annotations

import html
import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._digits import half_up
from .._words import words
from .._words.grammar import WRITTEN_OUT

_ROWS_SHOWN = 6
_HTML_ROWS_SHOWN = 20
_WIDTH = 79
_LABEL_WIDTH = 40
"""The widest a label in front may be, so that there is room for what is said of it."""
_LEAST_TEXT = 24
"""A text that is cut shorter than this says nothing; its column is named instead."""
MISSING = "–"


@dataclass(slots=True)
class Shown:
    """What there is to show of a result, before it becomes text or HTML."""

    title: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    units: Mapping[str, str | None] = field(default_factory=dict)
    keys: int = 0
    """How many of the columns, from the left, are labels of the rows."""
    prose: Sequence[str] = ()
    """Texts and letters, each with its own paragraphs."""
    limit: int | None = None
    """How many rows are shown, where it is not the usual number."""
    more: Sequence[str] = ()
    """Other tables that the result has, in words."""
    heads: Mapping[str, str] = field(default_factory=dict)
    """Names of columns and single values as a reader knows them; the others are shown as named."""
    language: str = "en"
    """Of the words and of the marks in numbers."""

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def head(self, name: str) -> str:
        """A name as a heading."""
        return _plain(self.heads.get(name, str(name)))


class Rendering:
    """What a result looks like, where a terminal or a notebook shows it."""

    __slots__ = ("_page", "_text")

    def __init__(self, text: str, page: str) -> None:
        self._text, self._page = text, page

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        return self._page


def writeable(column: NDArray[Any]) -> Any:
    """A column as a dataframe library takes it, free to be changed."""
    if column.dtype != object:
        return column.copy()
    cells = column.tolist()
    kinds = {type(cell) for cell in cells if cell is not None}
    if len(kinds) > 1 or kinds & {tuple, list}:
        # polars and pyarrow take one kind of cell a column: labels of several become text.
        return [None if cell is None else as_text(cell) for cell in cells]
    return cells


def as_text(label: Any) -> str:
    """A label as text; one of several parts with commas between them."""
    return ", ".join(map(str, label)) if isinstance(label, tuple | list) else str(label)


# --- numbers ------------------------------------------------------------------------------------


def _rounded(values: NDArray[np.float64], decimals: int) -> list[str]:
    """Numbers at some decimals, halves away from zero as people round, never ``-0``."""
    sizes = np.minimum(np.abs(values), WRITTEN_OUT)
    power = 10.0**decimals
    # Twelve significant digits, by which halves are judged, do not reach the end of a long number.
    short = sizes * power < 1e11
    near = half_up(np.where(short, sizes, 0.0), decimals)
    sizes = np.where(short, near, np.floor(sizes * power + 0.5) / power)
    out = []
    for value, size in zip(values.tolist(), sizes.tolist(), strict=True):
        if not math.isfinite(value):
            out.append(MISSING if math.isnan(value) else ("inf" if value > 0 else "-inf"))
        elif abs(value) >= WRITTEN_OUT:
            out.append(f"{value:.6g}")
        else:
            out.append(f"{'-' if value < 0 and size else ''}{size:.{decimals}f}")
    return out


def p_value(value: float, language: str = "en") -> str:
    """A p-value as reports print it: three decimals, and never 0."""
    if math.isnan(value):
        return MISSING
    grammar = words(language).grammar
    if value < 0.001:
        return f"< {grammar.p_value_below}"
    shown = f"{value:.3f}"
    if language == "en":
        return shown.replace("0.", ".", 1)
    return shown.replace(".", grammar.decimal)


def decimals_of(values: NDArray[np.float64]) -> int:
    """Decimals that show four significant digits of the largest number, and no idle zeros."""
    there = np.abs(values[np.isfinite(values)])
    if not there.size or not (there != np.floor(there)).any():
        return 0
    largest = float(there.max())
    wanted = min(max(3 - math.floor(math.log10(largest)), 0), 8) if largest > 0 else 0
    wanted = max(wanted, 1) if largest < 10_000 else wanted
    texts = [f"{value:.{wanted}f}" for value in there.tolist()]
    idle = min(len(text) - len(text.rstrip("0")) for text in texts) if wanted else 0
    return max(wanted - idle, 0)


def _percent(shares: NDArray[np.float64]) -> tuple[NDArray[np.float64], int]:
    """Shares in per cent, and one decimal where any of them needs it."""
    with np.errstate(over="ignore"):  # of what is no share at all
        percent = 100 * shares
    there = percent[np.isfinite(percent)]
    return percent, int((np.abs(there - np.rint(there)) > 0.05).any())


def texts(column: NDArray[Any], unit: str | None, language: str = "en") -> list[str]:
    """A column as text: one number of decimals for all, so that the digits stand in line."""
    grammar = words(language).grammar
    if column.dtype.kind == "b":
        return [grammar.yes if value else grammar.no for value in column.tolist()]
    if column.dtype.kind in "iu":
        return [str(value) for value in column.tolist()]
    if column.dtype.kind == "f":
        numbers = column.astype(np.float64)
        if unit == "p":
            return [p_value(value, language) for value in numbers.tolist()]
        if unit == "share":
            shown = [
                t if t == MISSING else t + grammar.percent_sign
                for t in _rounded(*_percent(numbers))
            ]
        else:
            shown = _rounded(numbers, 1 if unit == "points" else decimals_of(numbers))
        return [t.replace(".", grammar.decimal) for t in shown] if language != "en" else shown
    return [_cell(value, language) for value in column.tolist()]


def _cell(value: Any, language: str = "en") -> str:
    if value is None or value == "":
        return MISSING
    if isinstance(value, bool | np.bool_):
        return str(value)
    if isinstance(value, float):
        return texts(np.array([value]), None, language)[0]
    return _plain(as_text(value))


def _plain(text: str) -> str:
    """A text without what would steer a terminal: control and direction characters."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def fact(value: Any, unit: str | None = None, language: str = "en") -> str:
    """One single value as text."""
    if isinstance(value, bool):
        grammar = words(language).grammar
        return grammar.yes if value else grammar.no
    if isinstance(value, int | float | np.number):
        return texts(np.array([value]), unit, language)[0]
    return _cell(value, language)


# --- terminal -----------------------------------------------------------------------------------


def wrapped(line: str) -> list[str]:
    """Lines that fit a terminal."""
    return textwrap.wrap(line, _WIDTH, subsequent_indent="    ") or [""]


def text(shown: Shown) -> str:
    """The whole of it for a terminal of 80 columns."""
    lines = wrapped(_plain(shown.title))
    if shown.facts:
        lines += _facts(shown)
    if shown.size:
        lines += _table(shown)
    for item in shown.more:
        lines += wrapped(f"  {item}")
    for letter in shown.prose:
        for paragraph in letter.split("\n"):
            lines += textwrap.wrap(_printable(paragraph), _WIDTH) or [""]
    return "\n".join(lines)


def _printable(paragraph: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in paragraph)


def _facts(shown: Shown) -> list[str]:
    cells = {
        shown.head(name): fact(value, shown.units.get(name), shown.language)
        for name, value in shown.facts.items()
    }
    width = max(map(len, cells))
    if shown.size and len(cells) > 3:
        return wrapped("  " + ", ".join(f"{name} {value}" for name, value in cells.items()))
    lines: list[str] = []
    for name, value in cells.items():
        lines += textwrap.wrap(
            f"  {name.ljust(width)}  {value}", _WIDTH, subsequent_indent=" " * (width + 4)
        )
    return lines


def _column(shown: Shown, name: str, count: int) -> list[str]:
    """The first cells of a column; a label that is True or False is no answer to a question."""
    column = shown.columns[name][:count]
    if column.dtype.kind == "b" and name in list(shown.columns)[: shown.keys]:
        return [str(value) for value in column.tolist()]
    return texts(column, shown.units.get(name), shown.language)


def _table(shown: Shown) -> list[str]:
    """The first rows as lines that fit a terminal; what does not fit is named."""
    count = min(shown.size, shown.limit or _ROWS_SHOWN)
    rows = [""] * (count + 1)
    left_out = []
    for at, (name, column) in enumerate(shown.columns.items()):
        cells = _column(shown, name, count)
        head = shown.head(name)
        width = max(len(head), *map(len, cells))
        room = _WIDTH - len(rows[0]) - 2
        if at == 0:
            room = min(room, _LABEL_WIDTH)
        if width > room:
            if column.dtype != object or room < _LEAST_TEXT or len(head) > room:
                left_out.append(head)
                continue
            cells, width = [_cut(cell, room) for cell in cells], room
        left = at < shown.keys or column.dtype == object
        for i, cell in enumerate([head, *cells]):
            rows[i] += "  " + (cell.ljust(width) if left else cell.rjust(width))
    rows = [row.rstrip() for row in rows]
    if shown.size > count:
        rows.append(f"  {_further_rows(shown, count)}")
    if left_out:
        said = words(shown.language).results.more_columns
        rows += wrapped(f"  {said.format(names=', '.join(left_out))}")
    return rows


def _further_rows(shown: Shown, count: int) -> str:
    said = words(shown.language)
    more = shown.size - count
    return said.grammar.plural(said.results.more_rows, more, shown=str(more))


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"


# --- notebook -----------------------------------------------------------------------------------

# No colour is named: a notebook's own text colour and background hold, light or dark.
_RULE = "border-bottom:1px solid currentColor"
_CELL = "padding:.15em .7em;border:0;background:transparent"


def page(shown: Shown) -> str:
    """HTML for a notebook: title, single values, first rows; every text escaped."""
    parts = [f"<p><strong>{html.escape(shown.title)}</strong></p>"]
    if shown.facts:
        rows = "".join(
            f'<tr><th scope="row" style="{_CELL};text-align:left">'
            f"{html.escape(shown.head(name))}</th>"
            f'<td style="{_CELL};text-align:left">'
            f"{html.escape(fact(value, shown.units.get(name), shown.language))}</td></tr>"
            for name, value in shown.facts.items()
        )
        parts.append(f'<table style="margin:.3em 0 .6em"><tbody>{rows}</tbody></table>')
    if shown.size:
        parts.append(_html_table(shown))
    parts += [f"<p><small>{html.escape(item)}</small></p>" for item in shown.more]
    for letter in shown.prose:
        parts += [
            f"<p>{html.escape(paragraph)}</p>" for paragraph in letter.split("\n") if paragraph
        ]
    return f'<div class="kinerja" lang="{shown.language}">{"".join(parts)}</div>'


def _html_table(shown: Shown) -> str:
    count = min(shown.size, shown.limit or _HTML_ROWS_SHOWN)
    names = list(shown.columns)
    cells = [_column(shown, name, count) for name in names]
    side = [
        "left" if at < shown.keys or shown.columns[name].dtype == object else "right"
        for at, name in enumerate(names)
    ]
    head = "".join(
        f'<th scope="col" style="{_CELL};{_RULE};text-align:{side[at]}">'
        f"{html.escape(shown.head(name))}</th>"
        for at, name in enumerate(names)
    )
    rows = []
    for i in range(count):
        row = ""
        for at, column in enumerate(cells):
            style = f"{_CELL};text-align:{side[at]}"
            content = html.escape(column[i])
            if at == 0 and shown.keys:
                row += f'<th scope="row" style="{style};font-weight:normal">{content}</th>'
            else:
                row += f'<td style="{style};font-variant-numeric:tabular-nums">{content}</td>'
        rows.append(f"<tr>{row}</tr>")
    more = f"<p><small>{_further_rows(shown, count)}</small></p>" if shown.size > count else ""
    body = "".join(rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
