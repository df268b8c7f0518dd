"""Writing tables: workbooks, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from .._definitions import Language
from .._words import check_language, words
from ..errors import InputError, shown
from ..results import Result
from .apostrophe import safe_for_csv
from .cells import Note, cell_name
from .dialect import Dialect, refuse_odd
from .files import write_whole
from .numbers import figure
from .sheet import Sheet
from .tables import Table, tables_of

_LONGEST = 32_767
"""Characters that a cell of a workbook holds."""
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


def write_file(
    path: Path,
    things: Mapping[str, Any],
    *,
    language: Language,
    notes: Sequence[Note] = (),
    dialect: Dialect | None = None,
    inputs: Sequence[Path] = (),
) -> None:
    """Write tables to a file whose kind follows from its name."""
    check_language(language)
    if dialect is not None:
        refuse_odd(dialect)
    kinds: dict[str, Callable[[], Callable[[BinaryIO], None]]] = {
        ".xlsx": lambda: _workbook(tables_of(things), language, notes),
        ".csv": lambda: _csv(tables_of(things), dialect or _dialect_of(things)),
        ".tsv": lambda: _csv(tables_of(things), Dialect("\t")),
        ".json": lambda: _json(things),
    }
    kind = path.suffix.lower()
    if kind not in kinds:
        raise InputError.about(
            "path", code="unknown_option", expected="a name that ends in .xlsx, .csv or .json",
            found=shown(path.name),
        )  # fmt: skip
    write_whole(path, kinds[kind](), inputs=inputs)


def _dialect_of(things: Mapping[str, Any]) -> Dialect:
    for thing in things.values():
        if isinstance(thing, Sheet) and thing.source.dialect is not None:
            return thing.source.dialect
    return Dialect()


def _json(things: Mapping[str, Any]) -> Callable[[BinaryIO], None]:
    content = {
        str(name): thing.to_dict()
        if isinstance(thing, Result)
        else _plain(tables_of({name: thing})[0])
        for name, thing in things.items()
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    return lambda file: _put(file, text.encode("utf-8") + b"\n")


def _put(file: BinaryIO, content: bytes) -> None:
    file.write(content)


def _plain(table: Table) -> dict[str, list[Any]]:
    return {
        name: [item if isinstance(item, str | int | float | None) else str(item) for item in column]
        for name, column in table.columns.items()
    }


def _csv(tables: list[Table], dialect: Dialect) -> Callable[[BinaryIO], None]:
    if len(tables) > 1:
        raise InputError.about(
            "tables", code="contradiction", expected="one table for a CSV file",
            found=f"{len(tables)}: {', '.join(repr(table.name) for table in tables[:5])}",
            hint="Write them to a workbook (.xlsx), or each to a file of its own.",
        )  # fmt: skip
    encoding = dialect.encoding if dialect.encoding.startswith("utf") else "utf-8-sig"

    def fill(file: BinaryIO) -> None:
        out = io.TextIOWrapper(file, encoding=encoding, newline="")
        writer = csv.writer(out, delimiter=dialect.separator, lineterminator="\n")
        columns = tables[0].columns
        writer.writerow([safe_for_csv(name) for name in columns])
        cells = [_csv_cells(column, dialect.decimal) for column in columns.values()]
        writer.writerows(zip(*cells, strict=True))
        out.flush()
        out.detach()

    return fill


def _csv_cells(column: list[Any], decimal: str) -> list[str]:
    cells = [_csv_cell(item, decimal) for item in column]
    fractions = [
        cell
        for cell, item in zip(cells, column, strict=True)
        if isinstance(item, float) and decimal in cell
    ]
    if fractions and all(map(_AMBIGUOUS.fullmatch, fractions)):
        # 1.125 could be read as a thousand; 1.1250 cannot, and settles the column.
        at = cells.index(fractions[0])
        cells[at] += "0"
    return cells


def _csv_cell(item: Any, decimal: str) -> str:
    if item is None:
        return ""
    if isinstance(item, str):
        return safe_for_csv(item)
    if isinstance(item, bool):
        return "TRUE" if item else "FALSE"
    if isinstance(item, int | float):
        return figure(item).replace(".", decimal) if isinstance(item, float) else str(item)
    return str(item)


def _workbook(
    tables: list[Table], language: Language, notes: Sequence[Note]
) -> Callable[[BinaryIO], None]:
    from .workbook import needs_openpyxl

    needs_openpyxl()
    import openpyxl

    for table in tables:
        _refuse_long(table)

    def fill(file: BinaryIO) -> None:
        book = openpyxl.Workbook(write_only=True)
        taken: set[str] = set()
        for table in tables:
            _fill_sheet(book.create_sheet(_sheet_name(table.name, taken)), table)
        name = words(language).sheets.notes
        _fill_notes(book.create_sheet(_sheet_name(name, taken)), tables, notes, language)
        book.save(file)

    def guarded(file: BinaryIO) -> None:
        try:
            fill(file)
        except Exception as error:
            if type(error).__module__.startswith("lxml"):  # its name for a disk that is full
                raise OSError(str(error)) from None
            raise

    return guarded


def _refuse_long(table: Table) -> None:
    for j, (name, column) in enumerate(table.columns.items()):
        for i, item in enumerate(column):
            if isinstance(item, str) and len(item) > _LONGEST:
                raise InputError.about(
                    "tables", code="out_of_range",
                    expected=f"at most {_LONGEST:,} characters in a cell of a workbook",
                    found=f"{len(item):,} in {cell_name(i + 1, j)} (column {name!r} of {table.name!r})",
                    hint="Shorten the text, or write the table as CSV.",
                )  # fmt: skip


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name as workbooks allow: no brackets, colons or slashes, at most 31 characters, once."""
    bare = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip("' ")[:31] or "Table"
    made, number = bare, 2
    while made.casefold() in taken:
        made = f"{bare[: 28 - len(str(number))]} ({number})"
        number += 1
    taken.add(made.casefold())
    return made


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def _escaped(text: str) -> str:
    """Write characters that XML does not know as workbooks do: ``_x001B_``."""
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _format_of(column: list[Any]) -> str:
    """Number format of a column: as many decimals as its numbers have, two to four at most."""
    numbers = [
        item for item in column if isinstance(item, int | float) and not isinstance(item, bool)
    ]
    if not numbers:
        return "General"
    large = max(map(abs, numbers)) >= 10_000
    head = "#,##0" if large else "0"
    if all(isinstance(item, int) or float(item).is_integer() for item in numbers):
        return head
    decimals = 2 if all(round(item, 2) == item for item in numbers) or large else 4
    return f"{head}.{'0' * decimals}"


class _Writer:
    """Rows of one sheet; a cell for each column is used again in every row."""

    def __init__(self, sheet: Any, formats: list[str]) -> None:
        from openpyxl.cell import WriteOnlyCell

        self.sheet = sheet
        self.numbers = []
        self.texts = []
        for code in formats:
            number, text = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
            number.number_format = code
            text.number_format = "@"
            text.quotePrefix = True
            self.numbers.append(number)
            self.texts.append(text)

    def append(self, row: Sequence[Any]) -> None:
        """Write a row; text stays text, whatever it begins with."""
        cells: list[Any] = []
        for item, number, text in zip(row, self.numbers, self.texts, strict=True):
            if item is None:
                cells.append(None)
            elif isinstance(item, str):
                text.value = _escaped(item)
                text.data_type = "s"
                cells.append(text)
            elif isinstance(item, bool | int | float):
                if isinstance(item, float) and item in (float("inf"), float("-inf")):
                    text.value = str(item)
                    cells.append(text)
                    continue
                number.value = item
                cells.append(number)
            else:
                cells.append(item)
        self.sheet.append(cells)


def _head(sheet: Any, names: Sequence[str]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cells = []
    for name in names:
        cell = WriteOnlyCell(sheet, _escaped(name))
        cell.data_type = "s"
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    sheet.append(cells)


def _width(name: str, column: list[Any]) -> float:
    shown = [
        len(str(item)) if not isinstance(item, float) else 9
        for item in column[:500]
        if item is not None
    ]
    return float(min(60, max([8, min(len(name), 24) + 2, *(size + 2 for size in shown)])))


def _fill_sheet(sheet: Any, table: Table) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "B2" if len(table.columns) > 1 else "A2"
    for j, (name, column) in enumerate(table.columns.items(), 1):
        sheet.column_dimensions[get_column_letter(j)].width = _width(name, column)
    _head(sheet, list(table.columns))
    writer = _Writer(sheet, [_format_of(column) for column in table.columns.values()])
    for row in zip(*table.columns.values(), strict=True):
        writer.append(row)


def _fill_notes(sheet: Any, tables: list[Table], notes: Sequence[Note], language: Language) -> None:
    """The last sheet: what was noted while reading, and how each result was made."""
    said = words(language).sheets
    for letter, width in zip("ABCD", (24, 20, 48, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    _head(sheet, (said.place, said.kind, said.found, said.done))
    writer = _Writer(sheet, ["General"] * 4)
    for note in [*notes, *(note for table in tables for note in table.notes)]:
        writer.append([_cut(item) for item in (note.place, note.kind, note.found, note.done)])
    for table in tables:
        for name, value in (table.made or {}).items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            if value not in (None, [], {}):
                writer.append([_cut(table.name), said.made, name, _cut(text)])


def _cut(text: str) -> str:
    return text if len(text) <= 2_000 else f"{text[:2_000]}…"
