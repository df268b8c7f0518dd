"""Lazy polars: nodes as expressions, collected by the streaming engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import polars as pl

from .engine import Aggregates, ColumnKind, Engine
from .expressions import BLANKS, OPERATORS, Node
from .programs import Stage

_PAIRS: dict[str, Any] = {
    **OPERATORS,
    "least": pl.min_horizontal,
    "greatest": pl.max_horizontal,
    "filled": lambda a, b: a.fill_null(b),
    "is_null": lambda a: a.is_null(),
    "not_null": lambda a: a.is_not_null(),
    "finite": lambda a: a.is_finite(),
    "infinite": lambda a: a.is_infinite(),
    "nan": lambda a: a.is_nan(),
    "float": lambda a: a.cast(pl.Float64),
    "ln": lambda a: a.log(),
    "exp": lambda a: a.exp(),
    "abs": lambda a: a.abs(),
    "sqrt": lambda a: a.sqrt(),
    "blank": lambda a: a.cast(pl.String).str.strip_chars(BLANKS) == "",
    "truth": lambda a: a.fill_null(False),  # noqa: FBT003 - polars' own argument
}

_AGGREGATES: dict[str, Any] = {
    "rows": lambda _: pl.len(),
    "count": lambda x: x.count(),
    "sum": lambda x: x.sum(),
    "min": lambda x: x.min(),
    "max": lambda x: x.max(),
    "mean": lambda x: x.mean(),
    "sd": lambda x: x.std(ddof=0),
}


def expression(node: Node) -> Any:
    """The node as a polars expression."""
    op = node.op
    if op == "column":
        return pl.col(node.args[0])
    if op == "number":
        return pl.lit(node.args[0], dtype=pl.Float64)
    if op == "text":
        return pl.lit(node.args[0], dtype=pl.String)
    if op == "null":
        return pl.lit(None, dtype=pl.Float64)
    if op == "no_text":
        return pl.lit(None, dtype=pl.String)
    if op == "no_truth":
        return pl.lit(None, dtype=pl.Boolean)
    if op == "false":
        return pl.lit(False, dtype=pl.Boolean)  # noqa: FBT003 - polars' own argument
    parts = [expression(part) for part in node.args]
    if op == "case":
        chain: Any = pl
        for condition, value in zip(parts[:-1:2], parts[1:-1:2], strict=True):
            chain = chain.when(condition).then(value)
        return chain.otherwise(parts[-1])
    return _PAIRS[op](*parts)


class Polars(Engine):
    """A LazyFrame."""

    name: ClassVar[str] = "polars"
    folds_case: ClassVar[bool] = False

    def kinds(self, frame: Any) -> dict[str, ColumnKind]:
        return {name: _kind(dtype) for name, dtype in frame.collect_schema().items()}

    def extend(self, frame: Any, own: Sequence[str], stages: Sequence[Stage]) -> Any:
        for stage in stages:
            new = [expression(node).alias(name) for name, node in stage.new.items()]
            frame = frame.select([*map(pl.col, dict.fromkeys((*own, *stage.keep))), *new])
        return frame

    def one_row(self, frame: Any, aggregates: Aggregates) -> dict[str, Any]:
        table = frame.select(_aggregated(aggregates)).collect(engine="streaming")
        return dict(table.row(0, named=True))

    def grouped(
        self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates
    ) -> dict[str, list[Any]]:
        table = self.summed(frame, keys, aggregates).collect(engine="streaming")
        return {name: table[name].to_list() for name in table.columns}

    def many(self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates) -> dict[str, Any]:
        table = self.summed(frame, keys, aggregates).collect(engine="streaming")
        out: dict[str, Any] = {}
        for name in table.columns:
            column = table.drop_in_place(name)
            whole = column.dtype.is_integer() and not column.null_count()
            out[name] = column.to_numpy() if name in aggregates or whole else column.to_list()
        return out

    def summed(self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates) -> Any:
        groups = [expression(node).alias(name) for name, node in keys.items()]
        return frame.group_by(groups).agg(_aggregated(aggregates))

    def smallest(self, frame: Any, condition: Node, name: str, count: int) -> list[Any]:
        rows = frame.filter(expression(condition)).select(pl.col(name)).sort(name).head(count)
        return list(rows.collect(engine="streaming")[name].to_list())

    def only(self, frame: Any, condition: Node) -> Any:
        return frame.filter(expression(condition))

    def joined(self, frame: Any, key: str, table: Mapping[str, Sequence[Any]]) -> Any:
        first = next(iter(table))
        other = pl.LazyFrame(dict(table)).with_columns(
            pl.col(first).cast(frame.collect_schema()[key])
        )
        return frame.join(other, left_on=key, right_on=first, how="left", maintain_order="left")


def _aggregated(aggregates: Aggregates) -> list[Any]:
    return [
        _AGGREGATES[kind](expression(node)).alias(name) for name, (kind, node) in aggregates.items()
    ]


def _kind(dtype: Any) -> ColumnKind:
    if dtype.is_float():
        return "float"
    if dtype.is_numeric() or dtype == pl.Null:
        return "exact"
    if dtype == pl.Boolean:
        return "boolean"
    if isinstance(dtype, pl.String | pl.Categorical | pl.Enum):
        return "text"
    return "other"
