"""Each engine as the tests see it: a table from columns, and columns from a table."""

from __future__ import annotations

import importlib.util
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
    if value is None or value != value or type(value).__name__ in {"NAType", "NaTType"}:
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


MAKERS = {maker.name: maker for maker in (Pandas, Arrow, PolarsEager, PolarsLazy, DuckDB)}
NEEDS = {"pandas": "pandas", "pyarrow": "pyarrow", "polars": "polars", "polars lazy": "polars"}


def is_there(name: str) -> bool:
    return importlib.util.find_spec(NEEDS.get(name, name)) is not None
