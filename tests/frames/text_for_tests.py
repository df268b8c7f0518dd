"""Databases as they run the SQL text of a card: a table `t` is made, and the text is executed."""

from __future__ import annotations

import functools
from typing import Any


def _columns(names: list[str], rows: list[Any]) -> dict[str, list[Any]]:
    columns = list(zip(*rows, strict=True)) if rows else [[]] * len(names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}


@functools.cache
def _postgres() -> Any:
    import psycopg
    from postgres_for_tests import cluster

    at = cluster()
    return psycopg.connect(
        host=at["host"],
        port=at["port"],
        user=at["user"],
        dbname=at["database"],
        autocommit=True,
        prepare_threshold=None,
    )


def _quoted(name: str, mark: str = '"') -> str:
    return mark + name.replace(mark, mark * 2) + mark


def postgres(
    text: str, columns: dict[str, list[Any]], kinds: dict[str, str] | None = None
) -> dict[str, list[Any]]:
    """By PostgreSQL's own server, through psycopg alone."""
    with _postgres().cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS t")
        kinds = dict.fromkeys(columns, "DOUBLE PRECISION") | (kinds or {})
        cursor.execute(f"CREATE TABLE t ({', '.join(f'{_quoted(n)} {kinds[n]}' for n in columns)})")
        with cursor.copy("COPY t FROM STDIN") as copy:
            for row in zip(*columns.values(), strict=True):
                copy.write_row(row)
        cursor.execute(text)
        return _columns([item.name for item in cursor.description], cursor.fetchall())


def duckdb(
    text: str, columns: dict[str, list[Any]], kinds: dict[str, str] | None = None
) -> dict[str, list[Any]]:
    """By DuckDB."""
    import duckdb as library

    connection = library.connect()
    kinds = dict.fromkeys(columns, "DOUBLE") | (kinds or {})
    connection.execute(f"CREATE TABLE t ({', '.join(f'{_quoted(n)} {kinds[n]}' for n in columns)})")
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    if rows:
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO t VALUES ({marks})", rows)  # noqa: S608
    cursor = connection.execute(text)
    return _columns([item[0] for item in cursor.description], cursor.fetchall())


def pyspark(
    text: str, columns: dict[str, list[Any]], kinds: dict[str, str] | None = None
) -> dict[str, list[Any]]:
    """By Spark's SQL."""
    from pyspark.sql import types

    from conftest import made

    engine = made("pyspark")
    if kinds:
        kinds = {"id": "BIGINT"} | kinds
        fields = types.StructType.fromDDL(
            ", ".join(f"{_quoted(n, '`')} {kinds.get(n, 'DOUBLE')}" for n in columns)
        )
        rows = list(zip(*columns.values(), strict=True))
        table = engine.session.createDataFrame(rows, fields)
    else:
        table = engine.table(columns)
    table.createOrReplaceTempView("t")
    found = engine.session.sql(text)
    return _columns(found.columns, [tuple(row) for row in found.collect()])


RUNNERS = {"postgres": postgres, "duckdb": duckdb, "pyspark": pyspark}
DIALECT = {"pyspark": "spark"}
