"""What people hand over by mistake, on every engine: refused by name, or read for what it is."""

from decimal import Decimal

import numpy as np
import pytest
from engines_for_tests import in_order
from test_frames_groups import FAULTS, PLAIN, RELATIVE_CARD, rows

from kinerja import frames, scoring
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, Scorecard

VALUES = {"id": [1, 2, 3], "a": [50, 3, 20], "b": [60, 7, 8], "c": [70, 9, 10]}
WANTED = scoring.score(PLAIN, np.array([VALUES[c] for c in "abc"], dtype=float).T).total.tolist()


def typed(engine, kind, columns):
    """A table whose columns of numbers have an Arrow type, as each library takes it over."""
    pa = pytest.importorskip("pyarrow")
    types = {"float32": pa.float32(), "decimal": pa.decimal128(12, 4), "int8": pa.int8(),
             "int32": pa.int32(), "int64": pa.int64()}  # fmt: skip
    number = Decimal if kind == "decimal" else float if kind == "float32" else int
    arrow = pa.table(
        {
            name: pa.array(values, pa.int64())
            if name == "id"
            else pa.array([None if v is None else number(v) for v in values], types[kind])
            for name, values in columns.items()
        }
    )
    name = engine.name
    if name == "pyarrow":
        return arrow
    if name in {"polars", "polars lazy"}:
        import polars as pl

        frame = pl.from_arrow(arrow)
        return frame.lazy() if name == "polars lazy" else frame
    if name == "duckdb":
        engine.count += 1
        engine.connection.execute(f"CREATE TABLE t{engine.count} AS SELECT * FROM arrow")  # noqa: S608
        return engine.connection.table(f"t{engine.count}")
    if name in {"ibis", "postgres"}:
        engine.count += 1
        return engine.connection.create_table(f"t{engine.count}", arrow, temp=True)
    import pandas as pd

    frame = arrow.to_pandas(types_mapper=pd.ArrowDtype)
    if name == "dask":
        import dask.dataframe as dd

        return dd.from_pandas(frame, npartitions=2)
    if name == "pyspark":
        kinds = {"float32": "float", "decimal": "decimal(12,4)", "int8": "tinyint",
                 "int32": "int", "int64": "bigint"}  # fmt: skip
        schema = ", ".join(f"{n} {'bigint' if n == 'id' else kinds[kind]}" for n in columns)
        return engine.session.createDataFrame(
            [tuple(row.values()) for row in arrow.to_pylist()], schema
        )
    return frame


@pytest.mark.parametrize("kind", ["float32", "decimal", "int8", "int32", "int64"])
def test_numbers_of_every_kind_are_widened_first(engine, kind):
    table = typed(engine, kind, VALUES)
    found = in_order(engine.collect(frames.score(PLAIN, table)))
    assert found["total"] == pytest.approx(WANTED, rel=1e-12)
    gap = VALUES | {"a": [50, None, 20]}
    flagged = in_order(engine.collect(frames.score(PLAIN, typed(engine, kind, gap), on_bad="flag")))
    assert flagged["problem"] == [None, "a: missing_value", None]
    assert flagged["total"][1] is None


@pytest.mark.parametrize("kind", ["decimal", "int64"])
def test_relative_scales_take_numbers_of_every_kind(engine, kind):
    table = typed(engine, kind, {"id": [1, 2, 3], "a": [10, 20, 30]})
    found = in_order(engine.collect(frames.score(RELATIVE_CARD, table)))
    assert found["points_a"] == pytest.approx([0.0, 50.0, 100.0])


@pytest.mark.parametrize("words", [False, True])
def test_coded_columns_are_read_as_numbers_or_refused_by_name(words):
    """An encoding of numbers may be read; categories, which have an order of their own, may not."""
    pa = pytest.importorskip("pyarrow")
    pd = pytest.importorskip("pandas")
    values = ["10", "20", "10"] if words else [10.0, 20.0, 10.0]
    coded = pa.table({"a": pa.array(values).dictionary_encode()})
    tables = [coded, pd.DataFrame({"a": pd.Categorical(values)})]
    try:
        import polars as pl

        tables += [pl.from_arrow(coded), pl.from_arrow(coded).lazy()]
    except ImportError:
        pass
    card = Scorecard(code="c", name="C", parts=(Indicator(code="a", name="A", scale=Identity()),))
    for table in tables:
        refused, found = None, None
        try:
            found = frames.score(card, table, columns=["total"])
        except InputError as error:
            refused = error
        if refused is not None:
            assert refused.code == "not_numeric"
            assert "'a'" in str(refused)
            assert "other" not in refused.found
            continue
        assert not words
        found = found.collect() if hasattr(found, "collect") else found
        assert [float(v) for v in found["total"]] == [10.0, 20.0, 10.0]


def test_nan_is_missing_as_null_is(engine):
    table = rows({}, {"a": float("nan")}, {"a": None}, {})
    found = in_order(engine.collect(frames.score(PLAIN, engine.table(table), on_bad="flag")))
    assert found["problem"] == [None, "a: missing_value", "a: missing_value", None]
    with pytest.raises(InputError) as caught:
        frames.score(PLAIN, engine.table(table))
    assert caught.value.code == "missing_value"
    shared = in_order(engine.collect(frames.score(PLAIN, engine.table(table), missing="reweight")))
    wanted = scoring.score(PLAIN, [[np.nan, 60.0, 70.0]], missing="reweight")
    assert shared["total"][1:3] == pytest.approx([wanted.total[0]] * 2, rel=1e-12)
    assert shared["points_a"][1:3] == [None, None]  # null, wherever the engine has null


@pytest.mark.parametrize("fault", FAULTS)
def test_bad_rows_are_refused_on_every_engine(engine, fault):
    change, words = FAULTS[fault]
    with pytest.raises(InputError) as caught:
        frames.score(PLAIN, engine.table(rows({}, change)))
    assert caught.value.code == words.split(": ")[1]


@pytest.mark.parametrize("on_bad", ["raise", "flag"])
def test_empty_tables_have_the_columns_and_no_row(engine, on_bad):
    table = typed(engine, "float32", {name: [] for name in VALUES})
    found = engine.collect(frames.score(PLAIN, table, on_bad=on_bad))
    names = [*VALUES, "points_a", "points_b", "points_c", "group_results", "total", "band"]
    assert list(found) == names + (["problem"] if on_bad == "flag" else [])
    assert {len(column) for column in found.values()} == {0}
    with pytest.raises(InputError) as caught:
        frames.anchor(RELATIVE_CARD, typed(engine, "float32", {name: [] for name in ("id", "a")}))
    assert caught.value.code == "too_few"
    with pytest.raises(InputError):
        frames.survey_mean(table, "a")


def test_names_of_64_bytes_are_cut_by_no_engine(engine):
    code = "x" * 57  # points_ + 57 = 64 bytes: PostgreSQL would cut one off
    card = Scorecard(code="c", name="C", parts=(Indicator(code=code, name="A", scale=Identity()),))
    table = engine.table({"id": [1], code: [10.0]})
    if engine.name == "postgres":
        with pytest.raises(InputError, match="63 bytes") as caught:
            frames.score(card, table, on_bad="flag")
        assert caught.value.code == "not_in_engine"
        return
    found = engine.collect(frames.score(card, table, on_bad="flag"))
    assert found[f"points_{code}"] == [10.0]


def test_a_name_that_is_taken_in_another_case_is_never_overwritten(engine):
    table = rows({}, {}) | {"Points_A": [1.0, 2.0]}
    with pytest.raises(InputError) as caught:
        frames.score(PLAIN, engine.table(table))
    assert caught.value.code == "duplicate"
    with pytest.raises(InputError) as caught:
        frames.score(PLAIN, engine.table(rows({}) | {"k_BAND": ["x"]}), prefix="k_")
    assert caught.value.code == "duplicate"


def test_no_row_is_dropped_moved_or_changed(engine):
    n = 40
    changes = [{"a": 1.0 + (7 * i) % 13, "b": float(i % 5)} for i in range(n)]
    table = rows(*changes)
    table["id"] = [(17 * i) % n for i in range(n)]  # in no order
    table |= {
        "name": [None if i % 6 == 0 else f"p{i % 3}" for i in range(n)],  # twins and gaps
        "flag": [i % 2 == 0 for i in range(n)],
        "other": [None if i % 4 == 0 else i / 8 for i in range(n)],
    }
    found = engine.collect(frames.score(PLAIN, engine.table(table), on_bad="flag"))
    if not engine.keeps_order:
        found, table = in_order(found), in_order(table)
    for name, column in table.items():
        assert found[name] == column, name


def changing(engine, tmp_path, before, after):
    """A table, and what changes its rows behind the back of whoever has it."""
    name = engine.name
    if name == "polars lazy":
        import polars as pl

        csv = tmp_path / "t.csv"
        pl.DataFrame(before).write_csv(csv)
        return pl.scan_csv(csv), lambda: pl.DataFrame(after).write_csv(csv)
    if name in {"pyspark", "dask"}:
        pq = pytest.importorskip("pyarrow.parquet")
        pa = pytest.importorskip("pyarrow")
        path = tmp_path / "t.parquet"

        def write(columns):
            pq.write_table(pa.table(columns), path)
            for leftover in tmp_path.glob(".*.crc"):
                leftover.unlink()

        write(before)
        if name == "dask":
            import dask.dataframe as dd

            return dd.read_parquet(path), lambda: write(after)
        table = engine.session.read.parquet(str(path))

        def rewrite():
            write(after)
            engine.session.catalog.refreshByPath(str(path))

        return table, rewrite
    table = engine.table(before)
    run = engine.connection.execute if name == "duckdb" else engine.connection.raw_sql
    label = f"t{engine.count}"

    def update():
        for i, key in enumerate(after["id"]):
            found = ", ".join(f"{c} = {after[c][i]!r}" for c in "abc")
            done = run(f"UPDATE {label} SET {found} WHERE id = {key}")  # noqa: S608
            if name == "postgres":
                done.close()

    return table, update


def test_a_table_that_changes_after_the_check_gives_null_and_no_wrong_number(lazy, tmp_path):
    before = rows({}, {}, {})
    after = rows({}, {"a": 0.0, "b": -3.0}, {"c": -1.0})
    table, change = changing(lazy, tmp_path, before, after)
    scored = frames.score(PLAIN, table)
    change()
    found = in_order(lazy.collect(scored))
    wanted = scoring.score(PLAIN, [[50.0, 60.0, 70.0]]).total[0]
    assert found["total"] == [pytest.approx(wanted, rel=1e-12), None, None]
    assert found["band"] == ["high", None, None]
