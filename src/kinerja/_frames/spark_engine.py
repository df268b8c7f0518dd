"""PySpark tables: nodes as SQL, one select a stage."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from ..errors import KinerjaWarning, outside
from .engine import Aggregates, ColumnKind, Engine
from .expressions import Node
from .programs import Stage
from .sql import DIALECTS, Writer, aggregate, quoted, selected

_DIALECT = DIALECTS["spark"]
_COMPILED = 8_000
"""Bytes of a method that the Java virtual machine still compiles."""


def _quoted(name: str) -> str:
    return quoted(name, _DIALECT)


def _aggregated(aggregates: Aggregates) -> list[str]:
    writer = Writer(_DIALECT)
    return [
        f"{aggregate(kind, writer.write(node))} AS {_quoted(name)}"
        for name, (kind, node) in aggregates.items()
    ]


class Spark(Engine):
    """A PySpark DataFrame."""

    name: ClassVar[str] = "PySpark"

    def kinds(self, frame: Any) -> dict[str, ColumnKind]:
        return {item.name: _kind(item.dataType.typeName()) for item in frame.schema.fields}

    def extend(self, frame: Any, own: Sequence[str], stages: Sequence[Stage]) -> Any:
        if own:
            _warn_of_codegen(frame)
        for stage in stages:
            kept = [_quoted(name) for name in dict.fromkeys((*own, *stage.keep))]
            frame = frame.selectExpr(*kept, *selected(stage.new, _DIALECT))
        return frame

    def one_row(self, frame: Any, aggregates: Aggregates) -> dict[str, Any]:
        return dict(frame.selectExpr(*_aggregated(aggregates)).collect()[0].asDict())

    def grouped(
        self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates
    ) -> dict[str, list[Any]]:
        names = [*keys, *aggregates]
        rows = self.summed(frame, keys, aggregates).collect()
        return {name: [row[name] for row in rows] for name in names}

    def summed(self, frame: Any, keys: Mapping[str, Node], aggregates: Aggregates) -> Any:
        from pyspark.sql import functions

        writer = Writer(_DIALECT)
        groups = [functions.expr(writer.write(n)).alias(name) for name, n in keys.items()]
        figures = [functions.expr(text) for text in _aggregated(aggregates)]
        return frame.groupBy(*groups).agg(*figures)

    def smallest(self, frame: Any, condition: Node, name: str, count: int) -> list[Any]:
        rows = frame.filter(Writer(_DIALECT).write(condition)).selectExpr(_quoted(name))
        return [row[0] for row in rows.orderBy(_quoted(name)).limit(count).collect()]

    def only(self, frame: Any, condition: Node) -> Any:
        return frame.filter(Writer(_DIALECT).write(condition))

    def joined(self, frame: Any, key: str, table: Mapping[str, Sequence[Any]]) -> Any:
        from pyspark.sql import functions, types

        first = next(iter(table))
        kinds = {item.name: item.dataType for item in frame.schema.fields}
        schema = types.StructType(
            [
                types.StructField(name, kinds[key] if name == first else types.DoubleType())
                for name in table
            ]
        )
        rows = list(zip(*table.values(), strict=True))
        figures = frame.sparkSession.createDataFrame(rows, schema)
        return frame.join(
            functions.broadcast(figures), frame[_quoted(key)] == figures[first], "left"
        )


def _warn_of_codegen(frame: Any) -> None:
    conf = frame.sparkSession.conf
    whole = str(conf.get("spark.sql.codegen.wholeStage", "true")).lower() == "true"
    if whole and int(str(conf.get("spark.sql.codegen.hugeMethodLimit", "65535"))) > _COMPILED:
        warnings.warn(
            "Spark puts a whole card into one method, too long for Java to compile, and then runs "
            "it ten times slower; your session was left as it is. Say "
            'spark.conf.set("spark.sql.codegen.wholeStage", "false") before the table is read.',
            KinerjaWarning,
            stacklevel=outside(),
        )


def _kind(name: str) -> ColumnKind:
    if name in {"float", "double"}:
        return "float"
    if name in {"byte", "short", "integer", "long", "void"} or name.startswith("decimal"):
        return "exact"
    if name == "boolean":
        return "boolean"
    return "text" if name in {"string", "varchar", "char"} else "other"
