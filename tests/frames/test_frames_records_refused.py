"""Records and surveys of tables that are refused: in full, at the boundary, and never beside it."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kinerja import frames
from shared_laws import fault_of, refused_at

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")

TASKS = {
    "id": ["a", "a", "b", "c"],
    "unit": ["x", "x", "y", "y"],
    "done": [3, 4, 2, 0],
    "due": [5, 4, 2, 1],
    "late": [1, 0, 0, 1],
    "open": [1, 0, 0, 0],
}


def of_duckdb(columns):
    frame = pd.DataFrame(columns)  # noqa: F841 - read by name in the statement
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t AS SELECT * FROM frame")
    return connection.table("t")


def columns_of(table):
    if hasattr(table, "collect"):
        table = table.collect()
    if hasattr(table, "fetchall"):
        table = pd.DataFrame(table.fetchall(), columns=table.columns)
    if isinstance(table, pa.Table):
        return table.to_pydict()
    return {name: list(table[name]) for name in table.columns}


TABLES = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "lazy": pl.LazyFrame,
          "arrow": pa.table, "duckdb": of_duckdb}  # fmt: skip


@pytest.fixture(params=list(TABLES))
def table(request):
    return TABLES[request.param]


@pytest.fixture(params=["lazy", "duckdb"])
def lazy_table(request):
    return TABLES[request.param]


def completed(made, **options):
    return frames.completion(
        made, "id", done="done", due="due", late="late", open="open", **options
    )


def test_what_is_late_counts_its_credit_and_what_is_open_is_not_due(table):
    # a: (3 + 4 + 0.25·1) of (9 − 1); b: 2 of 2; c: 0.25 of 1. The groups come in order.
    found = columns_of(completed(table(TASKS), late_credit=0.25, name="share"))
    assert list(found) == ["id", "share"]
    assert dict(zip(found["id"], found["share"], strict=True)) == pytest.approx(
        {"a": 7.25 / 8, "b": 1.0, "c": 0.25}
    )
    both = columns_of(frames.completion(table(TASKS), ["unit", "id"], done="done", due="due"))
    assert list(both) == ["unit", "id", "completion"]
    rates = dict(zip(zip(both["unit"], both["id"], strict=True), both["completion"], strict=True))
    assert rates == pytest.approx({("x", "a"): 7 / 9, ("y", "b"): 1.0, ("y", "c"): 0.0})


@pytest.mark.parametrize("library", ["pandas", "polars", "arrow"])
def test_groups_of_a_table_in_memory_come_back_sorted_in_its_own_kind(library):
    given = TABLES[library]({"id": ["c", "a", "b"], "done": [1, 2, 3], "due": [4, 4, 4]})
    found = frames.completion(given, "id", done="done", due="due")
    assert type(found) is type(given)
    assert columns_of(found) == {"id": ["a", "b", "c"], "completion": [0.5, 0.75, 0.25]}


@pytest.mark.parametrize("column", ["done", "due", "late", "open"])
def test_a_count_below_0_is_refused_by_its_column(table, column):
    refused_at(
        lambda: completed(table(TASKS | {column: [1, 1, 1, -1]})),
        (
            "done",
            "negative",
            "counts of 0 or more",
            f"a negative one in column {column!r}",
            "A count of days or tasks is 0 or more.",
        ),
        [column],
    )


def test_every_column_with_a_count_below_0_is_a_place(table):
    fault = fault_of(lambda: completed(table(TASKS | {"due": [-1] * 4, "late": [-1] * 4})))
    assert fault.found == "a negative one in column 'late'"  # in the order in which they are read
    assert fault.positions == ("late", "due")


@pytest.mark.parametrize(
    ("done", "groups"),
    [([5, 4, 2, 0], None), ([5, 5, 2, 0], "1 group"), ([5, 5, 3, 0], "2 groups")],
)
def test_more_than_was_due_is_counted_in_groups(table, done, groups):
    # a: 9 due, b: 2, c: 1; as much as that is right, one more is not.
    def call():
        return frames.completion(table(TASKS | {"done": done}), "id", done="done", due="due")

    if groups is None:
        assert sorted(columns_of(call())["completion"]) == [0.0, 1.0, 1.0]
        return
    refused_at(
        call,
        (
            "done",
            "out_of_range",
            "no more counted in a group than are due",
            f"more in {groups}",
            "Correct the record: a day or task was counted twice.",
        ),
        [],
    )


def test_late_ones_count_against_what_is_due_and_their_credit_lies_between_0_and_1(table):
    # c: one late of one due; with one done as well, two of one.
    assert fault_of(lambda: completed(table(TASKS | {"done": [3, 4, 2, 1]}))).found == (
        "more in 1 group"
    )
    for credit in (-0.1, 1.1):
        assert fault_of(lambda c=credit: completed(table(TASKS), late_credit=c)).argument == (
            "late_credit"
        )
    for credit in (0.0, 1.0):
        found = columns_of(completed(table(TASKS), late_credit=credit))
        assert dict(zip(found["id"], found["completion"], strict=True))["c"] == credit


def test_a_gap_leaves_its_group_without_a_rate_and_refuses_nothing(table):
    gap = TASKS | {"done": [3.0, None, 2.0, 0.0]}
    found = columns_of(frames.completion(table(gap), "id", done="done", due="due"))
    rates = dict(zip(found["id"], found["completion"], strict=True))
    assert rates["a"] is None or rates["a"] != rates["a"]
    assert (rates["b"], rates["c"]) == (1.0, 0.0)


def test_a_rate_needs_groups_that_its_own_column_is_not_named_after(table):
    for by in ([], None):
        refused_at(
            lambda by=by: frames.completion(table(TASKS), by, done="done", due="due"),
            ("by", "too_few", "a column", "none", ""),
            [],
        )
    fault = fault_of(lambda: frames.completion(table(TASKS), "id", done="done", due="due",
                                               name="ID"))  # fmt: skip
    assert (fault.code, fault.found) == ("duplicate", "'ID'")
    fault = fault_of(lambda: frames.completion(table(TASKS), "id", done="done", due="owed"))
    assert (fault.argument, fault.code) == ("frame", "missing_column")
    assert "'owed'" in str(fault)


@pytest.mark.parametrize(("units", "rows"), [([None, "x", "y", "y"], "1 row"),
                                             ([None, "x", None, "y"], "2 rows")])  # fmt: skip
def test_people_without_a_post_are_counted_in_rows(table, units, rows):
    refused_at(
        lambda: frames.headcount(table(TASKS | {"unit": units}), unit="unit", job="id"),
        ("frame", "missing_value", "a label in 'unit' and 'id' in every row", f"none in {rows}",
         ""),
        [],
    )  # fmt: skip


def test_a_table_of_nobody_has_no_posts():
    nobody = pl.LazyFrame({"unit": ["x"], "job": ["p"]}).head(0)
    matrix, units, jobs = frames.headcount(nobody, unit="unit", job="job")
    assert (matrix.shape, units, jobs) == ((0, 0), [], [])


# Surveys ----------------------------------------------------------------------------------------

ANSWERS = {
    "y": [1.0, 2.0, 4.0, 3.0, 7.0, 5.0],
    "x": [2.0, 2.0, 5.0, 4.0, 1.0, 3.0],
    "k": ["a", "a", "b", "b", "a", "b"],
    "w": [1.0, 2.0, 2.0, 1.0, 3.0, 1.0],
    "h": ["p", "p", "q", "q", "q", "p"],
    "c": [1, 1, 2, 2, 3, 4],
    "big": [30, 30, 40, 40, 40, 30],
}


@pytest.mark.parametrize(
    ("column", "cells", "options", "code", "expected", "found"),
    [
        ("y", [1.0, None, 4.0, None, 7.0, 5.0], {}, "missing_value",
         "an answer in every row in column 'y'", "missing_value in 2 rows"),
        ("y", [1.0, np.inf, 4.0, 1.0, 7.0, 5.0], {}, "infinite_value",
         "finite numbers in column 'y'", "infinite_value in 1 row"),
        ("y", [1.0, np.inf, -np.inf, 1.0, 7.0, 5.0], {"missing": "omit"}, "infinite_value",
         "finite numbers in column 'y'", "infinite_value in 2 rows"),
        ("w", [1.0, None, 4.0, 1.0, 7.0, 5.0], {}, "missing_value",
         "a weight in every row in column 'w'", "missing_value in 1 row"),
        ("w", [1.0, -0.5, 4.0, 1.0, 7.0, 5.0], {}, "negative",
         "weights of 0 or more in column 'w'", "negative in 1 row"),
        ("h", ["p", None, "q", "q", None, "p"], {}, "missing_value",
         "a label in every row in column 'h'", "missing_value in 2 rows"),
        ("k", ["a", "a", None, "b", "a", "b"], {}, "missing_value",
         "a label in every row in column 'k'", "missing_value in 1 row"),
    ],
)  # fmt: skip
def test_what_a_survey_cannot_add_up_is_counted_in_rows(
    lazy_table, column, cells, options, code, expected, found
):
    made = lazy_table(ANSWERS | {column: cells})
    way_out = 'Correct it, or say missing="omit" to leave such rows out.'
    numbers = code == "missing_value" and column in {"y", "w"}
    refused_at(
        lambda: frames.survey_mean(made, "y", by="k", weights="w", strata="h", **options),
        ("frame", code, expected, found, way_out if numbers else ""),
        [column],
    )


def test_a_survey_of_no_rows_is_refused(lazy_table):
    nobody = lazy_table({name: np.array(column)[:0] for name, column in ANSWERS.items()})
    refused_at(
        lambda: frames.survey_mean(nobody, "y"),
        ("frame", "too_few", "at least one row", "none", ""),
        [],
    )


def test_stages_need_clusters_and_populations_belong_to_strata(lazy_table):
    made = lazy_table(ANSWERS)
    refused_at(
        lambda: frames.survey_mean(made, "y", strata=["h", "k"]),
        ("clusters", "missing_argument", "clusters for a sample of several stages",
         "2 strata, 0 fpc and no clusters", None),
        [],
    )  # fmt: skip
    refused_at(
        lambda: frames.survey_mean(made, "y", strata="h", fpc=["big", "c"]),
        ("clusters", "missing_argument", None, "1 strata, 2 fpc and no clusters", None),
        [],
    )
    torn = lazy_table(ANSWERS | {"big": [30.0, 30.0, 40.0, 40.0, 45.5, 30.0]})
    refused_at(
        lambda: frames.survey_mean(torn, "y", strata="h", fpc="big"),
        (
            "fpc",
            "contradiction",
            "one value in each stratum",
            "40 and 45.5 in one of column 'big'",
            "The finite population belongs to the stratum, not to the row.",
        ),
        [],
    )
    for fpc, name in (([2, 2, 40, 40, 40, 2], "p"), ([30, 30, 2, 2, 2, 30], "q")):
        few = lazy_table(ANSWERS | {"big": fpc})
        fault = fault_of(lambda few=few: frames.survey_mean(few, "y", strata="h", fpc="big"))
        assert fault.argument == "fpc"
        assert f"stratum '{name}'" in str(fault)
    one = lazy_table(ANSWERS | {"big": [5] * 6})
    assert "the one stratum" in str(fault_of(lambda: frames.survey_mean(one, "y", fpc="big")))


def test_a_total_of_rows_that_stand_for_nobody_knows_how_many_is_refused(lazy_table):
    made = lazy_table(ANSWERS)
    for design in ({}, {"clusters": "c"}, {"strata": "h"}):
        refused_at(
            lambda design=design: frames.survey_total(made, "y", **design),
            (
                "weights",
                "missing_argument",
                "weights, or the population of every stage (fpc), for a total",
                "neither",
                "A total needs to know how many each row stands for.",
            ),
            [],
        )
    # 1·1 + 2·2 + 4·2 + 3·1 + 7·3 + 5·1 = 42
    assert frames.survey_total(made, "y", weights="w").value.tolist() == [42.0]


@pytest.mark.parametrize("n", [1, 8])
def test_an_index_has_the_items_of_its_regulation(table, n):
    made = table({f"q{j}": [1, 2, 3] for j in range(9)})
    refused_at(
        lambda: frames.skm_index(made, items=[f"q{j}" for j in range(n)]),
        ("items", "wrong_shape", "9 columns or more, in the regulation's order", str(n), None),
        [],
    )


def test_answers_beyond_the_scale_are_told_by_their_ends(lazy_table):
    good = {f"U{j}": [1, 2, 3, 4] for j in range(1, 10)}
    frames.skm_index(lazy_table(good))
    refused_at(
        lambda: frames.skm_index(lazy_table(good | {"U2": [0, 2, 3, 4], "U9": [1, 2, 3, 5]})),
        ("frame", "out_of_range", "answers from 1 to 4", "0 to 4 in 'U2'; 1 to 5 in 'U9'", ""),
        ["U2", "U9"],
    )
    wild = {f"U{j}": [0, 2, 3, 7] for j in range(1, 10)}
    refused_at(
        lambda: frames.skm_index(lazy_table(wild)),
        (None, None, None, "; ".join(f"0 to 7 in 'U{j}'" for j in range(1, 6)), None),
        [f"U{j}" for j in range(1, 6)],
    )


def test_respondents_with_different_items_are_clusters_of_their_own(lazy_table):
    gaps = {f"U{j}": [1.0, 2.0, 3.0, 4.0] for j in range(1, 10)} | {"U3": [None, 2.0, 3.0, 4.0]}
    refused_at(
        lambda: frames.skm_index(lazy_table(gaps), missing="available"),
        (
            "clusters",
            "not_in_engine",
            "clusters, where respondents answered different items",
            "none",
            "Name the column of the respondents' ids as clusters.",
        ),
        [],
    )
