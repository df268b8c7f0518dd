"""A card worked out once: what can be looked at, SQL for databases, and what is refused."""

import pytest
from engines_for_tests import SQLite, in_order, why_not
from hypothesis import given, settings
from hypothesis import strategies as st
from test_frames_cards import EVERYTHING, POLICIES, agree, columns_of, expected, graded
from test_frames_groups import FAULTS, PLAIN, rows

from kinerja import frames, scoring
from kinerja.errors import InputError, KinerjaWarning
from kinerja.indicators import (
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    Log,
    Logistic,
    LogNormal,
    MinMax,
    Scorecard,
)
from strategies import cards, data_for

DIALECTS = ["duckdb", "postgres", "spark", "sqlite", "mysql", "mssql"]


def test_what_is_computed_can_be_looked_at():
    made = frames.compile(PLAIN, columns=EVERYTHING)
    assert made.reads == ("a", "b", "c")
    assert made.columns[:4] == ("points_a", "points_b", "points_c", "group_results")
    assert made.columns[-1] == "problem"
    assert made.size == sum(node.size for stage in made.stages for node in stage.new.values())
    assert list(made.stages[-1].new) == list(made.columns)
    assert "Compiled(card 'plain' version '1'" in repr(made)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_text_names_the_card_and_the_table(dialect):
    text = frames.compile(PLAIN).sql(dialect, "hr.staff", keep="id")
    assert PLAIN.fingerprint[:12] in text.splitlines()[0]
    start, end = {"mysql": "``", "spark": "``", "mssql": "[]"}.get(dialect, '""')
    assert f"FROM {start}hr{end}.{start}staff{end}" in text
    assert ("NaN" in text or "isnan" in text) == (dialect in {"duckdb", "postgres", "spark"})
    dotted = frames.compile(PLAIN).sql(dialect, ["a.b"])
    assert f"FROM {start}a.b{end}" in dotted


def test_bad_rows_are_named_by_sqlite_too():
    changes = {name: (change, words) for name, (change, words) in FAULTS.items()}
    columns = rows({}, *(change for change, _ in changes.values()), {"a": "word"})
    text = frames.compile(PLAIN).sql("sqlite", "t", keep="id")
    found = in_order(SQLite().run(text, columns))
    wanted = [None, *(words for _, words in changes.values()), "a: missing_value"]
    assert found["problem"] == wanted
    assert [total is None for total in found["total"]] == [word is not None for word in wanted]


def test_what_cannot_be_written_is_refused():
    relative = Scorecard(code="c", name="C", parts=(Indicator(code="a", name="A", scale=MinMax()),))
    with pytest.raises(InputError, match=r"frames\.anchor") as caught:
        frames.compile(relative)
    assert caught.value.code == "not_in_engine"
    with pytest.raises(InputError, match="dialect"):
        frames.compile(PLAIN).sql("cobol", "t")
    with pytest.raises(InputError, match="prefix"):
        frames.compile(PLAIN).sql("sqlite", "t", keep="Total")
    long = Scorecard(
        code="c", name="C", parts=(Indicator(code="x" * 60, name="A", scale=Identity()),)
    )
    with pytest.raises(InputError, match="63 bytes"):
        frames.compile(long).sql("postgres", "t")


@settings(max_examples=15)
@given(data=st.data())
def test_sql_that_mariadb_runs_gives_the_same(data):
    reason = why_not("mariadb")
    if reason is not None:
        pytest.skip(reason)
    from mariadb_for_tests import run

    card = graded(data.draw(cards()))
    missing = data.draw(st.sampled_from(POLICIES))
    values = data.draw(data_for(card, missing=missing != "raise"))
    made = frames.compile(card, missing=missing, columns=EVERYTHING, on_bad="raise")
    found = in_order(run(made.sql("mysql", "t", keep="id"), columns_of(card, values)))
    agree(found, expected(card, values, missing=missing))


def test_a_card_is_used_again_on_another_table(engine):
    made = frames.compile(PLAIN, columns=["total"])
    if engine.name == "dask":
        return  # a partition takes the road of tables in memory: frames.score says it all
    table = engine.table(rows({}, {"a": 0.0}))
    found = in_order(engine.collect(made.score(table)))
    assert found["total"][0] == pytest.approx(
        scoring.score(PLAIN, [[50.0, 60.0, 70.0]]).total[0], rel=1e-12
    )
    assert found["problem"] == [None, "a: not_positive"]


def test_a_table_that_changes_after_the_check_gives_null():
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t (id INTEGER, a DOUBLE, b DOUBLE, c DOUBLE)")
    connection.execute("INSERT INTO t VALUES (1, 50, 60, 70), (2, 50, 60, 70)")
    scored = frames.score(PLAIN, connection.table("t"))
    connection.execute("UPDATE t SET a = 0, b = -3 WHERE id = 2")
    totals = [row[-2] for row in scored.order("id").fetchall()]
    assert totals[0] is not None
    assert totals[1] is None


def test_many_indicators_in_three_levels_stay_small(lazy):
    scales = [
        Linear(worst=0, best=100),
        Log(worst=1, best=100),
        Logistic(midpoint=50, slope=0.1),
        LogNormal(median=40, p10=10),
        Identity(),
    ]
    size = 20 if lazy.name == "pyspark" else 50  # Spark takes its time to plan
    leaves = [Indicator(code=f"i{j}", name="I", scale=scales[j % 5]) for j in range(size)]
    inner = [
        Group(
            code=f"g{j}",
            name="G",
            parts=tuple(leaves[5 * j : 5 * j + 5]),
            aggregation="geometric" if j % 2 else "harmonic",
        )
        for j in range(size // 5)
    ]
    half = size // 10
    outer = [
        Group(code=f"h{j}", name="H", parts=tuple(inner[half * j : half * (j + 1)])) for j in (0, 1)
    ]
    card = Scorecard(
        code="c", name="C", parts=tuple(outer), bands=Bands.of({"low": None, "high": 50})
    )
    assert len(frames.compile(card, columns=EVERYTHING).sql("duckdb", "t")) < 250_000
    values = [[10.0 + (7 * i + 3 * j) % 80 for j in range(size)] for i in range(3)]
    columns = {"id": [0, 1, 2]} | {f"i{j}": [row[j] for row in values] for j in range(size)}
    found = in_order(lazy.collect(frames.score(card, lazy.table(columns), columns=["total"])))
    assert found["total"] == pytest.approx(scoring.score(card, values).total.tolist(), rel=1e-10)


def test_spark_is_told_of_its_setting_and_left_as_it_is(engine):
    if engine.name != "pyspark":
        return
    setting = "spark.sql.codegen.wholeStage"
    engine.session.conf.set(setting, "true")
    try:
        with pytest.warns(KinerjaWarning, match=r"wholeStage.*false"):
            frames.score(PLAIN, engine.table(rows({})), on_bad="flag")
        assert engine.session.conf.get(setting) == "true"
    finally:
        engine.session.conf.set(setting, "false")
