"""Ibis tables: nodes as Ibis expressions, for whatever database stands behind them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

from .._checks import joined
from ..errors import InputError
from .engine import Aggregates, ColumnKind, Engine
from .expressions import BLANKS, LARGEST, OPERATORS, Node
from .programs import Stage

_FENCE = "_kinerja_fence"
"""A volatile column in every stage. Ibis melts selects, and PostgreSQL pulls subqueries up, each
writing a column out wherever it is used; neither does so past something random."""

_LONGEST = {"postgres": 63, "mysql": 64, "mssql": 128, "oracle": 128}
_WITHOUT_NAN = {"sqlite", "mysql", "mssql"}


@cache
def _operations() -> dict[str, Any]:
    """Operations by name; Ibis is loaded when its first table is met."""
    import ibis

    return {
        **OPERATORS,
        "least": lambda *xs: ibis.least(*xs),
        "greatest": lambda *xs: ibis.greatest(*xs),
        "filled": lambda a, b: ibis.coalesce(a, b),
        "is_null": lambda a: a.isnull(),
        "not_null": lambda a: a.notnull(),
        "finite": lambda a: a.abs() <= ibis.literal(repr(LARGEST)).cast("float64"),
        "float": lambda a: a.cast("float64"),
        "ln": lambda a: a.ln(),
        "exp": lambda a: a.exp(),
        "abs": lambda a: a.abs(),
        "sqrt": lambda a: a.sqrt(),
        "blank": lambda a: a.re_search("^[" + BLANKS + "]*$"),
        "truth": lambda a: ibis.coalesce(a, ibis.literal(False)),  # noqa: FBT003 - a value
    }


_AGGREGATES: dict[str, Any] = {
    "count": lambda x: x.count(),
    "sum": lambda x: x.sum(),
    "min": lambda x: x.min(),
    "max": lambda x: x.max(),
    "mean": lambda x: x.mean(),
    "sd": lambda x: x.std(how="pop"),
}


class Ibis(Engine):
    """An Ibis table, bound to a database or not."""

    name: ClassVar[str] = "Ibis"

    def __init__(self, frame: Any) -> None:
        backends, _ = frame._find_backends()
        self.backend: str | None = backends[0].name if backends else None

    def kinds(self, frame: Any) -> dict[str, ColumnKind]:
        return {name: _kind(dtype) for name, dtype in frame.schema().items()}

    def check_names(self, names: Sequence[str]) -> None:
        limit = _LONGEST.get(self.backend or "", 255)
        long = [name for name in names if len(name.encode()) > limit]
        percent = [name for name in names if "%" in name] if self.backend == "postgres" else []
        for bad, wanted in (
            (long, f"column names of at most {limit} bytes ({self.backend})"),
            (percent, "column names without a percent sign, which the driver cannot take"),
        ):
            if bad:
                raise InputError.about(
                    "frame",
                    code="not_in_engine",
                    expected=wanted,
                    found=joined(bad),
                    hint="Give the card other codes, or shorten the prefix.",
                    positions=tuple(bad[:5]),
                )

    def extend(self, frame: Any, own: Sequence[str], stages: Sequence[Stage]) -> Any:
        import ibis

        for at, stage in enumerate(stages, start=1):
            kept = [frame[name] for name in dict.fromkeys((*own, *stage.keep))]
            new = [self._written(node, frame).name(name) for name, node in stage.new.items()]
            fence = [] if at == len(stages) else [ibis.random().name(_FENCE)]
            frame = frame.select([*kept, *new, *fence])
        return frame

    def one_row(self, frame: Any, aggregates: Aggregates) -> dict[str, Any]:
        self._bound()
        # One query can hold so many figures; what comes back is one row of each.
        table = frame.aggregate(self._aggregated(frame, aggregates)).to_pyarrow()
        return dict(table.to_pylist()[0])

    def grouped(
        self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates
    ) -> dict[str, list[Any]]:
        self._bound()
        table = self.summed(frame, keys, aggregates).to_pyarrow()
        return {name: table[name].to_pylist() for name in (*keys, *aggregates)}

    def many(self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates) -> dict[str, Any]:
        self._bound()
        table = self.summed(frame, keys, aggregates).to_pyarrow()
        out: dict[str, Any] = {}
        for name in (*keys, *aggregates):
            column, kind = table[name], str(table.schema.field(name).type)
            whole = kind.removeprefix("u").startswith("int") and not column.null_count
            number = kind in {"double", "float"} and name in aggregates
            out[name] = column.to_numpy() if whole or number else column.to_pylist()
        return out

    def summed(self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates) -> Any:
        groups = [self._written(node, frame).name(name) for name, node in keys.items()]
        return frame.group_by(groups).aggregate(self._aggregated(frame, aggregates))

    def smallest(self, frame: Any, condition: Node, name: str, count: int) -> list[Any]:
        rows = frame.filter(self._written(condition, frame)).order_by(name).limit(count)
        return list(rows.select(name).to_pyarrow()[name].to_pylist())

    def only(self, frame: Any, condition: Node) -> Any:
        return frame.filter(self._written(condition, frame))

    def joined(self, frame: Any, key: str, table: Mapping[str, Sequence[Any]]) -> Any:
        import ibis

        first = next(iter(table))
        schema = dict.fromkeys(table, "float64") | {first: frame.schema()[key]}
        rows = list(zip(*table.values(), strict=True))
        figures = ibis.memtable(
            [dict(zip(table, row, strict=True)) for row in rows], schema=ibis.schema(schema)
        )
        return frame.left_join(figures, frame[key] == figures[first])

    def _bound(self) -> None:
        if self.backend is None:
            raise InputError.about(
                "frame",
                code="not_in_engine",
                expected="a table in a database, for what needs its rows",
                found="a table that is bound to none",
                hint="Say on_bad='flag', and anchor relative scales first.",
            )

    def _aggregated(self, frame: Any, aggregates: Aggregates) -> list[Any]:
        return [
            (
                frame.count() if kind == "rows" else _AGGREGATES[kind](self._written(node, frame))
            ).name(name)
            for name, (kind, node) in aggregates.items()
        ]

    def _written(self, node: Node, frame: Any) -> Any:
        import ibis

        op = node.op
        if op == "column":
            return frame[node.args[0]]
        if op == "number":
            # A float literal is a decimal to databases, and a cast of what is a float already is
            # dropped by Ibis: a text that is cast is a float to both.
            return ibis.literal(repr(node.args[0])).cast("float64")
        if op == "text":
            return ibis.literal(node.args[0], "string")
        if op in {"null", "no_text", "no_truth"}:
            return ibis.null({"null": "float64", "no_text": "string", "no_truth": "boolean"}[op])
        if op == "false":
            return ibis.literal(False)  # noqa: FBT003 - a value
        if op in {"nan", "infinite"}:
            if self.backend in _WITHOUT_NAN:
                return ibis.literal(False)  # noqa: FBT003 - a value
            x = self._written(node.args[0], frame)
            return x.isnan() if op == "nan" else x.isinf()
        parts = [self._written(part, frame) for part in node.args]
        if op == "case":
            return ibis.cases(*zip(parts[:-1:2], parts[1:-1:2], strict=True), else_=parts[-1])
        return _operations()[op](*parts)


def _kind(dtype: Any) -> ColumnKind:
    if dtype.is_floating():
        return "float"
    if dtype.is_integer() or dtype.is_decimal() or dtype.is_null():
        return "exact"
    if dtype.is_boolean():
        return "boolean"
    return "text" if dtype.is_string() else "other"
