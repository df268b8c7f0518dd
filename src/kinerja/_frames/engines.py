"""Which engine a table belongs to; nothing of a library is imported before its table is met."""

from __future__ import annotations

from typing import Any

from ..errors import InputError
from .engine import Engine

EAGER = {("pandas", "DataFrame"), ("polars", "DataFrame"), ("pyarrow", "Table")}


def library_of(frame: Any) -> tuple[str, str] | None:
    """Library and class of a table that is known here."""
    known = {
        *EAGER,
        ("polars", "LazyFrame"),
        ("duckdb", "DuckDBPyRelation"),
        ("_duckdb", "DuckDBPyRelation"),
        ("ibis", "Table"),
        ("pyspark", "DataFrame"),
        ("dask", "DataFrame"),
    }
    for kind in type(frame).__mro__:
        root = kind.__module__.partition(".")[0]
        if root == "pyspark" and not kind.__module__.startswith("pyspark.sql"):
            continue
        pair = ("dask" if root == "dask_expr" else root, kind.__name__)
        if pair in known:
            return pair
    return None


def is_eager(frame: Any) -> bool:
    """Tell whether the table's rows are in memory; what is not a table is refused."""
    pair = library_of(frame)
    if pair is None:
        raise InputError.about(
            "frame",
            code="not_a_table",
            expected="a pandas, polars, pyarrow, DuckDB, Ibis, PySpark or Dask table",
            found=f"{type(frame).__module__.partition('.')[0]}.{type(frame).__qualname__}",
            hint="scoring.score takes arrays and mappings.",
        )
    return pair in EAGER


def engine_of(frame: Any) -> Engine:
    """The engine of a lazy table."""
    pair = library_of(frame)
    if pair == ("polars", "LazyFrame"):
        from .polars_engine import Polars

        return Polars()
    if pair is not None and pair[0].endswith("duckdb"):
        from .duckdb_engine import DuckDB

        return DuckDB()
    if pair == ("ibis", "Table"):
        from .ibis_engine import Ibis

        return Ibis(frame)
    if pair == ("pyspark", "DataFrame"):
        from .spark_engine import Spark

        return Spark()
    raise AssertionError  # pragma: no cover - Dask takes the eager road in its partitions
