"""A scorecard written as a spreadsheet, as `table.read_table` reads it back."""

from __future__ import annotations

from typing import Any

from .aggregations import OWA, Power
from .parts import Group, Indicator, Node, walk
from .table_columns import FIELDS, NONE, PARAMETERS, WORDS
from .text import Text


def write_table(card: Node) -> dict[str, list[Any]]:
    """Columns of a table that ``read_table`` reads back; empty columns are left out."""
    every = list(walk(card))
    groups = [part for part in every if isinstance(part, Group)]
    above = {part.code: group.code for group in groups for part in group.parts}
    rows = [_row(part, above.get(part.code, "")) for part in every]
    there = dict.fromkeys(name for row in rows for name in row)
    known = [*FIELDS, *PARAMETERS]
    columns = [name for name in known if name in there]
    columns += [name for name in there if name not in known]  # words in further languages
    return {name: _of_one_kind([row.get(name) for row in rows]) for name in columns}


def _of_one_kind(cells: list[Any]) -> list[Any]:
    """Cells as a dataframe takes them: a column of several kinds becomes text."""
    if len({type(cell) for cell in cells if cell is not None}) < 2:
        return cells
    return [cell if cell is None or isinstance(cell, str) else repr(cell) for cell in cells]


def _row(part: Indicator | Group, parent: str) -> dict[str, Any]:
    row: dict[str, Any] = {"code": part.code, "weight": part.weight}
    row |= by_language("name", part.name)
    if parent:
        row["group"] = parent
    if isinstance(part, Group):
        row["aggregation"] = aggregation_text(part.aggregation)
        return row
    row["scale"] = part.scale.kind
    for name in WORDS:
        row |= by_language(name, getattr(part, name))
    if part.lower_is_better is not None:
        row["lower_is_better"] = part.lower_is_better
    for name, limit in zip(
        ("valid_min", "valid_max"), part.valid_range or (None, None), strict=True
    ):
        if limit is not None:
            row[name] = limit
    for name, info in type(part.scale).model_fields.items():
        value = getattr(part.scale, name)
        if name != "kind" and (info.is_required() or value != info.get_default()):
            row[name] = _parameter_text(value)
    return row


def by_language(name: str, words: Text | str) -> dict[str, str]:
    """Words as columns: English under `name`, another language under its code too."""
    if isinstance(words, Text):
        columns = {code: f"{name}_{code}" for code in words.by_language} | {"en": name}
        return {columns[code]: text for code, text in words.by_language.items()}
    return {name: words} if words else {}


def _parameter_text(value: Any) -> Any:
    if value is None:
        return NONE
    if not isinstance(value, tuple):
        return value
    return "; ".join(":".join(map(repr, v)) if isinstance(v, tuple) else repr(v) for v in value)


def aggregation_text(how: Any) -> str:
    """Write an aggregation as one cell, as `read_aggregation` reads it."""
    if isinstance(how, str):
        return how
    if isinstance(how, Power):
        return f"power: {how.p!r}"
    if isinstance(how, OWA):
        return f"owa: {'; '.join(map(repr, how.weights))}"
    return f"mpi: {how.penalty}"
