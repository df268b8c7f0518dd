"""DuckDB relations: nodes as SQL, one projection a stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from numpy import nan, ndarray
from numpy.ma import MaskedArray

from .engine import Aggregates, ColumnKind, Engine
from .expressions import Node
from .programs import Stage
from .sql import DIALECTS, Writer, aggregate, literal, quoted, selected, written_number

_DIALECT = DIALECTS["duckdb"]
_EXACT = {
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "UHUGEINT",
    "BIGNUM",
}
_AS_ARRAYS = _EXACT - {"HUGEINT", "UHUGEINT", "BIGNUM"} | {"VARCHAR", "DOUBLE"}
"""Labels that arrays hold without changing them."""


def _quoted(name: str) -> str:
    return quoted(name, _DIALECT)


def _aggregated(aggregates: Aggregates) -> str:
    writer = Writer(_DIALECT)
    return ", ".join(
        f"{aggregate(kind, writer.write(node))} AS {_quoted(name)}"
        for name, (kind, node) in aggregates.items()
    )


class DuckDB(Engine):
    """A DuckDBPyRelation."""

    name: ClassVar[str] = "DuckDB"

    def kinds(self, frame: Any) -> dict[str, ColumnKind]:
        return {
            name: _kind(str(kind).upper())
            for name, kind in zip(frame.columns, frame.types, strict=True)
        }

    def extend(self, frame: Any, own: Sequence[str], stages: Sequence[Stage]) -> Any:
        for stage in stages:
            kept = [_quoted(name) for name in dict.fromkeys((*own, *stage.keep))]
            frame = frame.project(", ".join([*kept, *selected(stage.new, _DIALECT)]))
        return frame

    def one_row(self, frame: Any, aggregates: Aggregates) -> dict[str, Any]:
        row = frame.aggregate(_aggregated(aggregates)).fetchall()[0]
        return dict(zip(aggregates, row, strict=True))

    def grouped(
        self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates
    ) -> dict[str, list[Any]]:
        rows = self.summed(frame, keys, aggregates).fetchall()
        names = [*keys, *aggregates]
        columns = zip(*rows, strict=True) if rows else [()] * len(names)
        return {name: list(column) for name, column in zip(names, columns, strict=True)}

    def many(self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates) -> dict[str, Any]:
        made = self.summed(frame, keys, aggregates)
        kinds = [str(kind).upper() for kind in made.types[: len(keys)]]
        if not all(kind in _AS_ARRAYS for kind in kinds):
            rows = made.fetchall()
            columns = zip(*rows, strict=True) if rows else [()] * len(made.columns)
            return dict(zip(made.columns, map(list, columns), strict=True))
        out: dict[str, Any] = {}
        for name, values in made.fetchnumpy().items():
            if name in keys and not (values.dtype.kind in "iu" and type(values) is ndarray):
                out[name] = values.tolist()
            else:
                out[name] = values.filled(nan) if isinstance(values, MaskedArray) else values
        return out

    def summed(self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates) -> Any:
        writer = Writer(_DIALECT)
        groups = [writer.write(node) for node in keys.values()]
        labels = [f"{g} AS {_quoted(n)}" for n, g in zip(keys, groups, strict=True)]
        return frame.aggregate(", ".join([*labels, _aggregated(aggregates)]), ", ".join(groups))

    def smallest(self, frame: Any, condition: Node, name: str, count: int) -> list[Any]:
        rows = frame.filter(Writer(_DIALECT).write(condition)).project(_quoted(name))
        return [row[0] for row in rows.order(_quoted(name)).limit(count).fetchall()]

    def only(self, frame: Any, condition: Node) -> Any:
        return frame.filter(Writer(_DIALECT).write(condition))

    def joined(self, frame: Any, key: str, table: Mapping[str, Sequence[Any]]) -> Any:
        kind = dict(zip(frame.columns, map(str, frame.types), strict=True))[key]
        lists = []
        for at, (name, values) in enumerate(table.items()):
            items = ", ".join(_literal(value) for value in values)
            of = kind if at == 0 else "DOUBLE"
            lists.append(f"UNNEST(CAST([{items}] AS {of}[])) AS {_quoted(name)}")
        # A relation of the same connection: nothing is registered, nothing stays behind.
        figures = frame.limit(1).project(", ".join(lists)).set_alias("figures")
        first = next(iter(table))
        return frame.set_alias("people").join(
            figures, f"people.{_quoted(key)} = figures.{_quoted(first)}", how="left"
        )


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return written_number(value, _DIALECT)
    return literal(str(value), _DIALECT)


def _kind(kind: str) -> ColumnKind:
    if kind in {"FLOAT", "DOUBLE", "REAL"}:
        return "float"
    if kind in _EXACT or kind.startswith("DECIMAL") or kind.strip('"') == "NULL":
        return "exact"
    if kind == "BOOLEAN":
        return "boolean"
    if kind in {"VARCHAR", "UUID"} or kind.startswith("ENUM"):
        return "text"
    return "other"
