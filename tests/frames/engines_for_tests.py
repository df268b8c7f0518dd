"""Each engine as the tests see it: a table from columns, and columns from a table."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
from typing import Any

import numpy as np


def as_lists(table: Any) -> dict[str, list[Any]]:
    """Columns of a table in memory, missing as None."""
    if hasattr(table, "to_pydict"):
        columns = table.to_pydict()
    elif hasattr(table, "to_dict") and hasattr(table, "schema"):
        columns = table.to_dict(as_series=False)
    else:
        columns = {name: list(table[name]) for name in table.columns}
    return {name: [_plain(v) for v in column] for name, column in columns.items()}


def _plain(value: Any) -> Any:
    if value is None or type(value).__name__ in {"NAType", "NaTType"} or value != value:
        return None
    return value.item() if isinstance(value, np.generic) else value


def _turned(rows: list[Any], width: int) -> list[Any]:
    return list(zip(*rows, strict=True)) if rows else [[]] * width


def in_order(columns: dict[str, list[Any]], ids: str = "id") -> dict[str, list[Any]]:
    """Rows in the order of their ids: a database promises none of its own."""
    order = sorted(range(len(columns[ids])), key=columns[ids].__getitem__)
    return {name: [column[i] for i in order] for name, column in columns.items()}


class Pandas:
    name, keeps_order = "pandas", True

    def table(self, columns: dict[str, list[Any]]) -> Any:
        import pandas as pd

        return pd.DataFrame(columns)

    def collect(self, table: Any) -> dict[str, list[Any]]:
        return as_lists(table)


class Arrow(Pandas):
    name = "pyarrow"

    def table(self, columns: dict[str, list[Any]]) -> Any:
        import pyarrow as pa

        return pa.table(columns)


class PolarsEager(Pandas):
    name = "polars"

    def table(self, columns: dict[str, list[Any]]) -> Any:
        import polars as pl

        return pl.DataFrame(columns, strict=False)


class PolarsLazy(Pandas):
    name = "polars lazy"

    def table(self, columns: dict[str, list[Any]]) -> Any:
        import polars as pl

        return pl.LazyFrame(columns, strict=False)

    def collect(self, table: Any) -> dict[str, list[Any]]:
        import polars as pl

        assert isinstance(table, pl.LazyFrame)
        return as_lists(table.collect(engine="streaming"))


class DuckDB:
    name, keeps_order = "duckdb", False

    def __init__(self) -> None:
        import duckdb

        self.connection = duckdb.connect()
        self.count = 0

    def table(self, columns: dict[str, list[Any]]) -> Any:
        import pyarrow as pa

        self.count += 1
        name = f"t{self.count}"
        arrow = pa.table(columns)  # noqa: F841 - read by name in the statement
        self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arrow")  # noqa: S608
        return self.connection.table(name)

    def collect(self, table: Any) -> dict[str, list[Any]]:
        rows, names = table.fetchall(), table.columns
        return {
            name: [_plain(v) for v in column]
            for name, column in zip(names, _turned(rows, len(names)), strict=True)
        }


class SQLite:
    """Not a table of any library: SQL text, run by the database that Python brings along."""

    name = "sqlite"

    def run(self, text: str, columns: dict[str, list[Any]], table: str = "t") -> dict:
        connection = sqlite3.connect(":memory:")
        quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
        connection.execute(f'CREATE TABLE "{table}" ({quoted})')
        marks = ", ".join("?" * len(columns))
        rows = list(zip(*columns.values(), strict=True))
        connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608
        cursor = connection.execute(text)
        names = [item[0] for item in cursor.description]
        found = cursor.fetchall()
        return {
            name: list(column)
            for name, column in zip(names, _turned(found, len(names)), strict=True)
        }


class IbisDuckDB:
    """Ibis on DuckDB."""

    name, keeps_order = "ibis", False

    def __init__(self) -> None:
        self.connection = self.connect()
        self.count = 0

    def connect(self) -> Any:
        import ibis

        return ibis.duckdb.connect()

    def table(self, columns: dict[str, list[Any]]) -> Any:
        import pyarrow as pa

        self.count += 1
        arrow = pa.table(columns)
        for at, field in enumerate(arrow.schema):
            if pa.types.is_null(field.type):
                arrow = arrow.set_column(at, field.name, arrow[at].cast(pa.float64()))
        return self.connection.create_table(f"t{self.count}", arrow, temp=True)

    def collect(self, table: Any) -> dict[str, list[Any]]:
        return as_lists(table.to_pyarrow())


class IbisPostgres(IbisDuckDB):
    """Ibis on a PostgreSQL cluster of the tests' own."""

    name = "postgres"

    def connect(self) -> Any:
        import ibis
        from postgres_for_tests import cluster

        return ibis.postgres.connect(**cluster())


class Spark:
    """PySpark on one machine."""

    name, keeps_order = "pyspark", False

    def __init__(self) -> None:
        from pyspark.sql import SparkSession

        self.session = (
            SparkSession.builder.master("local[1]")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()
        )
        self.session.sparkContext.setLogLevel("OFF")

    def table(self, columns: dict[str, list[Any]]) -> Any:
        from pyspark.sql import types

        kinds = {int: types.LongType, float: types.DoubleType, str: types.StringType}
        kinds[bool] = types.BooleanType
        fields = []
        for name, column in columns.items():
            kind = next((type(v) for v in column if v is not None), float)
            made = types.DecimalType(12, 4) if kind not in kinds else kinds[kind]()
            fields.append(types.StructField(name, made))
        rows = list(zip(*columns.values(), strict=True))
        return self.session.createDataFrame(rows, types.StructType(fields))

    def collect(self, table: Any) -> dict[str, list[Any]]:
        rows, names = table.collect(), table.columns
        return {
            name: [_plain(v) for v in column]
            for name, column in zip(names, _turned(rows, len(names)), strict=True)
        }


class Dask(Pandas):
    """Dask in two partitions."""

    name = "dask"

    def table(self, columns: dict[str, list[Any]]) -> Any:
        import dask.dataframe as dd
        import pandas as pd

        frame = pd.DataFrame(columns)
        gone = [name for name in frame.columns if frame[name].isna().all()]
        return dd.from_pandas(frame.astype(dict.fromkeys(gone, float)), npartitions=2)

    def collect(self, table: Any) -> dict[str, list[Any]]:
        return as_lists(table.compute(scheduler="synchronous"))


MAKERS = {
    maker.name: maker
    for maker in (
        Pandas,
        Arrow,
        PolarsEager,
        PolarsLazy,
        DuckDB,
        IbisDuckDB,
        IbisPostgres,
        Spark,
        Dask,
    )
}
SLOW = {"postgres": 6, "pyspark": 4, "dask": 8, "ibis": 8, "duckdb": 15}
"""Engines on which a property is tried on fewer cards."""


def why_not(name: str) -> str | None:
    """Why an engine cannot be used here; None where it can."""
    modules = {
        "polars lazy": ("polars",),
        "ibis": ("ibis", "duckdb"),
        "postgres": ("ibis", "psycopg"),
        "mariadb": ("pymysql",),
    }.get(name, (name,))
    for module in modules:
        if importlib.util.find_spec(module) is None:
            return f"{name}: {module} is not installed"
    if name == "pyspark" and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        return "pyspark: Java is not installed"
    if name == "postgres":
        from postgres_for_tests import programs

        if programs() is None:
            return "postgres: PostgreSQL is not installed"
    if name == "mariadb":
        import mariadb_for_tests

        if not mariadb_for_tests.programs():
            return "mariadb: MariaDB is not installed"
    return None
