"""One sheet of a workbook, read cell by cell as a stream into columns."""

from __future__ import annotations

from array import array
from typing import Any

from ..errors import InputError
from .cells import (
    ERROR,
    FLAG,
    LONG,
    NAN,
    TEXT,
    UNSTORED,
    Column,
    Grid,
    column_number,
)
from .workbook import SheetPart, Workbook, feed, new_parser, too_large, unescaped

_ELEMENTS = {"c": 1, "v": 2, "row": 3, "f": 4, "t": 5, "mergeCell": 6, "rPh": 7}
_DIGITS = "0123456789"
_TOO_LONG = 1e15
"""Numbers from here on have more than fifteen digits."""


def read_sheet(book: Workbook, sheet: SheetPart, max_cells: int) -> Grid:
    """Read the cells of a sheet, its merged ranges and its hidden rows.

    One function with its handlers inside: a million cells pass through them, and names of the
    enclosing function are the cheapest there are.
    """
    strings, kinds, known = book.strings, book.kinds, dict(_ELEMENTS)
    columns: dict[int, Column] = {}
    places: dict[str, tuple[array[float], bytearray, Column]] = {}
    merges: list[tuple[int, int, int, int]] = []
    hidden: list[int] = []
    row, height, budget, position = -1, 0, max_cells, -1
    name, style, typed, formula, stored = "", "", "", False, False
    collecting = phonetic = False
    pieces: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, name, style, typed, formula, stored, collecting, phonetic, budget, position
        element = known.get(tag)
        if element is None:
            element = known[tag] = _ELEMENTS.get(tag.rpartition(":")[2], 0)
        if element == 1:
            name = attributes.get("r", "")
            style = attributes.get("s", "0")
            typed = attributes.get("t", "n")
            formula = stored = False
            position += 1
            budget -= 1
            if budget < 0:
                raise too_large(max_cells)
        elif element == 2:
            collecting = stored = True
        elif element == 5:
            collecting = not phonetic
        elif element == 4:
            formula = True
        elif element == 3:
            row = int(attributes["r"]) - 1 if "r" in attributes else row + 1
            position = -1
            budget -= 1
            if budget < 0:
                raise too_large(max_cells)
            if attributes.get("hidden") in {"1", "true"}:
                hidden.append(row)
        elif element == 6:
            merges.append(_range(attributes.get("ref", "")))
        elif element == 7:
            phonetic = True

    def end(tag: str) -> None:
        nonlocal collecting, phonetic, height
        element = known[tag]
        if element == 2 or element == 5:
            collecting = False
        elif element == 1:
            column = name.rstrip(_DIGITS)
            if pieces:
                text = "".join(pieces)
                pieces.clear()
            elif formula and not (stored and typed == "str"):
                text = ""  # a formula that was never calculated
            else:
                return
            place = places.get(column)
            if place is None:
                j = column_number(column) if column else position
                own = columns.setdefault(j, Column())
                place = (own.values, own.kinds, own)
                if column:
                    places[column] = place
            values, held, whole = place
            if typed == "n" and text:
                value = float(text)
                kind = kinds[int(style)]
                if -_TOO_LONG < value < _TOO_LONG:
                    if len(held) == row:  # the next cell of its column: nothing to fill up
                        values.append(value)
                        held.append(kind)
                    else:
                        whole.put(row, kind, value)
                else:
                    whole.put(row, LONG, value, text)
            else:
                _put_other(whole, row, typed, text, strings)
            height = row + 1 if row >= height else height
        elif element == 7:
            phonetic = False

    def characters(piece: str) -> None:
        if collecting:
            pieces.append(piece)

    parser: Any = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        feed(book.archive, sheet.part, book.limit, parser)
    except (ValueError, IndexError, OverflowError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError.about(
            "path", code="invalid_input", expected="cells as a workbook writes them",
            found=f"sheet {sheet.name!r}, row {row + 1}: {error}",
            hint="Open the file in a spreadsheet and save it again.",
        ) from None  # fmt: skip
    return Grid(
        columns, height, typed=True, merges=merges, hidden_rows=hidden, base_1904=book.base_1904
    )


def _put_other(column: Column, row: int, typed: str, text: str, strings: list[str]) -> None:
    """Write a cell that is no number."""
    if typed in {"s", "str", "inlineStr"}:
        word = strings[int(text)] if typed == "s" else unescaped(text)
        if word and not word.isspace():
            column.put(row, TEXT, NAN, word)
        elif not text:
            column.put(row, UNSTORED, NAN)
    elif typed == "b":
        column.put(row, FLAG, float(text))
    elif typed == "e":
        column.put(row, ERROR, NAN, text)
    elif typed == "d":
        column.put(row, TEXT, NAN, text.removesuffix("T00:00:00"))
    elif not text:
        column.put(row, UNSTORED, NAN)


def _range(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    last = last or first
    corners = []
    for name in (first, last):
        column = name.rstrip(_DIGITS)
        corners += [int(name[len(column) :]) - 1, column_number(column)]
    return corners[0], corners[1], corners[2], corners[3]
