"""SQL text in the words of each database, by their manuals: quotes, numbers, kinds and stages."""

import re

import pytest

from kinerja import frames
from kinerja.errors import InputError
from kinerja.indicators import Bands, Identity, Indicator, Linear, Log, Scorecard, Steps

DIALECTS = ["duckdb", "postgres", "spark", "sqlite", "mysql", "mssql"]


def written(dialect, *parts, bands=None, keep=(), table="t", how="arithmetic", **options):
    card = Scorecard(code="c", name="C", parts=parts, bands=bands, aggregation=how)
    return frames.compile(card, **options).sql(dialect, table, keep=keep)


def leaf(code, scale, **more):
    return Indicator(code=code, name="x", scale=scale, weight=1, **more)


LABELS = {
    "duckdb": ("'it''s'", r"'a\b'"),
    "postgres": ("'it''s'", r"'a\b'"),
    "sqlite": ("'it''s'", r"'a\b'"),
    # A backslash escapes what follows in these two; Spark doubles no quotes.
    "mysql": ("'it''s'", r"'a\\b'"),
    "spark": (r"'it\'s'", r"'a\\b'"),
    "mssql": ("N'it''s'", r"N'a\b'"),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_texts_are_quoted_as_the_database_reads_them(dialect):
    text = written(dialect, leaf("a", Identity()), bands=Bands.of({"it's": None, r"a\b": 50}))
    for label in LABELS[dialect]:
        assert f"THEN {label}" in text
    assert ("THEN N'" in text) == (dialect == "mssql")


QUOTES = {"mysql": "``", "spark": "``", "mssql": "[]"}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("code", ['a"b', "a`b", "a]b", "a[b", "a'b"])
def test_only_the_mark_that_ends_a_name_is_doubled_in_it(dialect, code):
    start, end = QUOTES.get(dialect, '""')
    name = start + code.replace(end, end + end) + end
    text = written(dialect, leaf(code, Identity()), table=["s.x", code])
    assert f"FROM {start}s.x{end}.{name}\n" in text
    assert name in text.partition("FROM")[0]


NUMBERS = {
    "duckdb": ("(-2.5e0)", "1e-07", "7e0"),
    "postgres": ("('-2.5'::float8)", "'1e-07'::float8", "'7.0'::float8"),
    "spark": ("(-2.5D)", "1e-07D", "7.0D"),
    "sqlite": ("(-2.5)", "1e-07", "7.0"),
    "mysql": ("(-2.5e0)", "1e-07", "7e0"),
    "mssql": ("(-2.5e0)", "1e-07", "7e0"),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_numbers_are_floats_and_never_decimals(dialect):
    scale = Steps(thresholds=(-2.5, 1e-7), points=(7, 8, 9))
    text = written(dialect, leaf("a", scale))
    less, small, seven = NUMBERS[dialect]
    assert re.search(rf" < {re.escape(small)}\)", text)
    assert f" < {less})" in text
    assert f"THEN {seven} " in text


KINDS = {
    "duckdb": ('CAST("a" AS DOUBLE)', "BOOLEAN"),
    "postgres": ('CAST("a" AS DOUBLE PRECISION)', "BOOLEAN"),
    "spark": ("CAST(`a` AS DOUBLE)", "BOOLEAN"),
    "sqlite": ("CASE WHEN typeof(\"a\") IN ('integer', 'real') THEN CAST(\"a\" AS REAL) END",
               "INTEGER"),
    "mysql": ("CAST(`a` AS DOUBLE)", "SIGNED"),
    "mssql": ("CAST([a] AS FLOAT(53))", "BIT"),
}  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
def test_columns_have_the_kinds_of_the_database(dialect):
    number, truth = KINDS[dialect]
    text = written(
        dialect, leaf("a", Linear(worst=0, best=9)), leaf("b", Identity()),
        columns=["points", "clipped"],
    )  # fmt: skip
    assert f"  {number} AS " in text
    if truth == "BOOLEAN":
        assert re.search(r"THEN COALESCE\(.*, FALSE\) END AS .clipped_a", text)
    else:
        assert re.search(rf"CAST\(CASE WHEN .* THEN 1 ELSE 0 END AS {truth}\) END AS .clipped_a",
                         text)  # fmt: skip
    assert re.search(rf"THEN CAST\(0 AS {truth}\) END AS .clipped_b", text)  # it never cuts
    open_ = written(dialect, leaf("a", Identity()), missing="propagate")
    # A row at fault by infinity: these two hold none, so that nothing is looked for.
    assert ("WHEN (1 = 0) THEN" in open_) == (dialect in {"mysql", "mssql"})


@pytest.mark.parametrize("dialect", DIALECTS)
def test_logarithms_and_extremes_have_their_own_names(dialect):
    parts = leaf("a", Log(worst=1, best=9)), leaf("b", Identity()), leaf("d", Identity())
    text = written(dialect, *parts, how="minimum")
    assert ("LOG(" in text) == (dialect == "mssql")
    assert (" LN(" in text or "(LN(" in text) == (dialect != "mssql")
    least = "MIN(" if dialect == "sqlite" else "LEAST("
    assert least in text
    assert ("LEAST(" in text) == (least == "LEAST(")


STAGES = {
    "duckdb": ("AS NOT MATERIALIZED (\nSELECT\n", ""),
    "postgres": ("AS (\nSELECT\n", "\nOFFSET 0"),
    "spark": ("AS (\nSELECT\n", ""),
    "sqlite": ("AS MATERIALIZED (\nSELECT\n", ""),
    "mysql": ("AS (\nSELECT\n", "\nLIMIT 9223372036854775807"),
    "mssql": ("AS (\nSELECT TOP (9223372036854775807)\n", ""),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_stage_reads_the_one_before_it(dialect):
    text = written(dialect, leaf("a", Log(worst=1, best=9)), leaf("b", Linear(worst=3, best=8)),
                   keep=["id", "a", "id"])  # fmt: skip
    begin, end = STAGES[dialect]
    start, stop = QUOTES.get(dialect, '""')
    head, _, body = text.partition("\n")
    assert head.startswith("-- kinerja ")
    assert "card c version 1, fingerprint" in head
    stages = body.count("stage_") // 2
    assert stages >= 2
    for at in range(1, stages + 1):
        before = f"{start}t{stop}" if at == 1 else f"stage_{at - 1}"
        assert f"stage_{at} {begin}" in body
        assert re.search(rf"\nFROM {re.escape(before)}{end}\n\)", body)
    assert body.startswith("WITH stage_1 ")
    assert body.endswith(f"\nFROM stage_{stages}")
    # What is kept comes first, each column once, in every stage.
    first = f"  {start}id{stop},\n  {start}a{stop},\n  {start}b{stop},\n"
    assert body.count(first) == stages + 1


ALIASES = {
    "PostgreSQL": "postgres", "postgresql": "postgres", "Postgres": "postgres",
    "databricks": "spark", "pyspark": "spark", "SPARK": "spark", "mariadb": "mysql",
    "MariaDB": "mysql", "sqlserver": "mssql", "tsql": "mssql", "DuckDB": "duckdb",
    "SQLite": "sqlite",
}  # fmt: skip


@pytest.mark.parametrize("name", ALIASES)
def test_a_database_may_be_called_as_people_call_it(name):
    part = leaf("a", Linear(worst=0, best=9))
    assert written(name, part) == written(ALIASES[name], part)


@pytest.mark.parametrize("name", ["oracle", "", None, 3, "stage"])
def test_a_database_that_is_not_known_is_refused_with_those_that_are(name):
    with pytest.raises(InputError) as caught:
        written(name, leaf("a", Identity()))
    assert caught.value.argument == "dialect"
    for dialect in DIALECTS:
        assert repr(dialect) in str(caught.value)
