"""What is written: columns of plain values out of results, sheets and other tables."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .._checks import (
    column_names,
    is_missing,
    is_table,
    items_of,
    plain,
    read_columns,
    refuse_uneven,
)
from ..errors import InputError
from ..results import Provenance, Result
from .cells import Note
from .numbers import figure
from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class Table:
    """One table to be written."""

    name: str
    columns: dict[str, list[Any]]
    """Values of each column: text, numbers, flags, dates, None."""
    notes: tuple[Note, ...] = ()
    made: dict[str, Any] | None = None
    """How a result was made."""


def tables_of(things: Any) -> list[Table]:
    """Read what is to be written: one table for each name."""
    if not isinstance(things, Mapping) or not things:
        raise InputError.about(
            "tables", code="wrong_type", expected="a mapping from name to result or table",
            found=type(things).__name__ if not isinstance(things, Mapping) else "an empty mapping",
        )  # fmt: skip
    return [_table(str(name), thing) for name, thing in things.items()]


def _table(name: str, thing: Any) -> Table:
    if isinstance(thing, Result):
        columns = {head: _values(column) for head, column in thing._table(None, long=False).items()}
        _ids_as_text(columns)
        made = getattr(thing, "provenance", None)
        return Table(name, columns, made=made.to_dict() if isinstance(made, Provenance) else None)
    if isinstance(thing, Sheet):
        return Table(name, {head: _values(thing[head]) for head in thing.names}, thing.notes)
    if not is_table(thing):
        raise InputError.about(
            "tables", code="not_a_table", expected=f"a result or a table as {name!r}",
            found=type(thing).__name__,
        )  # fmt: skip
    names = column_names(thing, "tables", levels=True)
    read = read_columns(thing, names, "tables")
    columns = {head: _values(column) for head, column in zip(names, read, strict=True)}
    sizes = {head: len(column) for head, column in columns.items()}
    refuse_uneven(sizes, "tables", where=f" in {name!r}")
    _ids_as_text(columns)
    return Table(name, columns)


def _ids_as_text(columns: dict[str, list[Any]]) -> None:
    """Ids are names: a spreadsheet must neither add them up nor cut their digits."""
    if "id" in columns:
        columns["id"] = [None if item is None else _id(item) for item in columns["id"]]


def _id(item: Any) -> str:
    return figure(item) if isinstance(item, float) else str(item)


def _values(column: Any) -> list[Any]:
    if isinstance(column, np.ndarray) and column.dtype.kind == "f":
        return [None if item != item else item for item in column.tolist()]
    return [_value(item) for item in items_of(column)]


def _value(item: Any) -> Any:
    if is_missing(item) or (isinstance(item, float) and math.isnan(item)):
        return None
    item = plain(item)
    if isinstance(item, bool | int | float | str | dt.date):
        return item
    return str(item)
