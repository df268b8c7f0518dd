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


class _Cells:
    """Handlers of the parser: a million cells pass through them."""

    __slots__ = (
        "collecting", "columns", "formula", "height", "hidden", "kinds", "known", "left",
        "max_cells", "merges", "name", "phonetic", "pieces", "places", "position", "row", "stored",
        "strings", "style", "typed",
    )  # fmt: skip

    def __init__(self, book: Workbook, max_cells: int) -> None:
        self.strings, self.kinds, self.known = book.strings, book.kinds, dict(_ELEMENTS)
        self.columns: dict[int, Column] = {}
        self.places: dict[str, tuple[array[float], bytearray, Column]] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden: list[int] = []
        self.row, self.height, self.position = -1, 0, -1
        self.left = self.max_cells = max_cells
        self.name, self.style, self.typed = "", "", ""
        self.formula = self.stored = self.collecting = self.phonetic = False
        self.pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the begin of an element."""
        element = self.known.get(tag)
        if element is None:
            element = self.known[tag] = _ELEMENTS.get(tag.rpartition(":")[2], 0)
        if element == 1:
            self.name = attributes.get("r", "")
            self.style = attributes.get("s", "0")
            self.typed = attributes.get("t", "n")
            self.formula = self.stored = False
            self.position += 1
            self._count()
        elif element == 2:
            self.collecting = self.stored = True
        elif element == 5:
            self.collecting = not self.phonetic
        elif element == 4:
            self.formula = True
        elif element == 3:
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.position = -1
            self._count()
            if attributes.get("hidden") in {"1", "true"}:
                self.hidden.append(self.row)
        elif element == 6:
            self.merges.append(_range(attributes.get("ref", "")))
        elif element == 7:
            self.phonetic = True

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise too_large(self.max_cells)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        element = self.known[tag]
        if element == 2 or element == 5:
            self.collecting = False
        elif element == 1:
            if self.pieces:
                text = "".join(self.pieces)
                self.pieces.clear()
            elif self.formula and not (self.stored and self.typed == "str"):
                text = ""  # a formula that was never calculated
            else:
                return
            self._put(text)
        elif element == 7:
            self.phonetic = False

    def _put(self, text: str) -> None:
        """Write the cell that ends here."""
        column, row = self.name.rstrip(_DIGITS), self.row
        values, held, whole = self.places.get(column) or self._place(column)
        if self.typed == "n" and text:
            value = float(text)
            kind = self.kinds[int(self.style)]
            if not -_TOO_LONG < value < _TOO_LONG:
                whole.put(row, LONG, value, text)
            elif len(held) == row:  # the next cell of its column: nothing to fill up
                values.append(value)
                held.append(kind)
            else:
                whole.put(row, kind, value)
        else:
            _put_other(whole, row, self.typed, text, self.strings)
        if row >= self.height:
            self.height = row + 1

    def _place(self, column: str) -> tuple[array[float], bytearray, Column]:
        j = column_number(column) if column else self.position
        own = self.columns.setdefault(j, Column())
        place = (own.values, own.kinds, own)
        if column:
            self.places[column] = place
        return place

    def characters(self, piece: str) -> None:
        """Take text."""
        if self.collecting:
            self.pieces.append(piece)


def read_sheet(book: Workbook, sheet: SheetPart, max_cells: int) -> Grid:
    """Read the cells of a sheet, its merged ranges and its hidden rows."""
    cells = _Cells(book, max_cells)
    parser: Any = new_parser()
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.characters
    try:
        feed(book.archive, sheet.part, book.limit, parser)
    except (ValueError, IndexError, OverflowError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError.about(
            "path", code="invalid_input", expected="cells as a workbook writes them",
            found=f"sheet {sheet.name!r}, row {cells.row + 1}: {error}",
            hint="Open the file in a spreadsheet and save it again.",
        ) from None  # fmt: skip
    return Grid(
        cells.columns, cells.height, typed=True, merges=cells.merges, hidden_rows=cells.hidden,
        base_1904=book.base_1904,
    )  # fmt: skip


def _put_other(column: Column, row: int, typed: str, text: str, strings: list[str]) -> None:
    """Write a cell that is not a number."""
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
    elif typed == "n":
        column.put(row, UNSTORED, NAN)
    else:
        raise ValueError(f"a cell of type {typed!r}")


def _range(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    last = last or first
    corners = []
    for name in (first, last):
        column = name.rstrip(_DIGITS)
        corners += [int(name[len(column) :]) - 1, column_number(column)]
    return corners[0], corners[1], corners[2], corners[3]
