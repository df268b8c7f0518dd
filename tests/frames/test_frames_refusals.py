"""What tables are refused for, in full: argument, code, what was expected and found, what to do."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from kinerja import frames
from kinerja.indicators import (
    Bands,
    Identity,
    Indicator,
    Log,
    MaxShare,
    MinMax,
    Percentile,
    Scorecard,
    SumShare,
    Target,
    Vector,
)
from shared_laws import refused_at

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")


def card(**parts):
    bands = parts.pop("bands", None)
    return Scorecard(
        code="c",
        name="C",
        bands=bands,
        parts=tuple(
            part
            if isinstance(part, Indicator)
            else Indicator(code=code, name=code, scale=part, weight=1)
            for code, part in parts.items()
        ),
    )


PLAIN = card(a=Identity(), b=Identity())
TABLES = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "lazy": pl.LazyFrame}


def of_duckdb(columns):
    frame = pd.DataFrame(columns)  # noqa: F841 - read by name in the statement
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t AS SELECT * FROM frame")
    return connection.table("t")


LAZY = {"polars": pl.LazyFrame, "duckdb": of_duckdb}


@pytest.fixture(params=list(LAZY))
def lazy_table(request):
    return LAZY[request.param]


@pytest.mark.parametrize("given", [{"a": [1.0]}, [1.0], np.ones(2), pd.Series([1.0])], ids=repr)
def test_what_is_no_table_is_called_by_its_type(given):
    kind = type(given)
    refused_at(
        lambda: frames.score(PLAIN, given),
        (
            "frame",
            "not_a_table",
            "a pandas, polars, pyarrow, DuckDB, Ibis, PySpark or Dask table",
            f"{kind.__module__.split('.')[0]}.{kind.__qualname__}",
            "scoring.score takes arrays and mappings.",
        ),
        [],
    )


def test_columns_that_are_not_there_are_listed_with_those_that_are(lazy_table):
    wide = card(**{f"k{j}": Identity() for j in range(7)})
    table = lazy_table({"k3": [1.0], "id": [1]})
    gone = ["k0", "k1", "k2", "k4", "k5", "k6"]
    refused_at(
        lambda: frames.score(wide, table, ids="who"),
        (
            "frame",
            "missing_column",
            "a column for each of 'k0', 'k1', 'k2', 'k3', 'k4' and 3 more",
            "no column 'k0', 'k1', 'k2', 'k4', 'k5' and 2 more",
            "The columns there are: 'k3', 'id'.",
        ),
        gone[:5],
    )


def test_columns_that_hold_no_numbers_are_listed_by_kind(lazy_table):
    columns = {"a": ["x", "y"], "b": [True, False]}
    refused_at(
        lambda: frames.score(PLAIN, lazy_table(columns)),
        (
            "frame",
            "not_numeric",
            "numbers",
            "column 'a' of text, column 'b' of boolean",
            "Convert it to numbers first: text, booleans and dates are not.",
        ),
        ["a", "b"],
    )
    wide = card(**{f"k{j}": Identity() for j in range(6)})
    table = lazy_table({f"k{j}": ["x"] for j in range(6)})
    refused_at(
        lambda: frames.score(wide, table),
        (None, None, None, ", ".join(f"column 'k{j}' of text" for j in range(5)), None),
        [f"k{j}" for j in range(5)],
    )


@pytest.mark.parametrize("library", [*TABLES, "duckdb"])
def test_names_that_are_taken_in_any_case_are_all_listed(library):
    make = TABLES.get(library, of_duckdb)
    table = make({"a": [1.0], "b": [2.0], "TOTAL": [3.0], "Points_B": [4.0]})
    refused_at(
        lambda: frames.score(PLAIN, table),
        (
            "frame",
            "duplicate",
            "no column yet with the name of an appended one (whatever its case)",
            "'points_b', 'total'",
            "Rename it, or say prefix='kinerja_' to give the appended columns other names.",
        ),
        ["points_b", "total"],
    )
    six = card(**{f"k{j}": Identity() for j in range(6)})
    full = {f"k{j}": [1.0] for j in range(6)} | {f"POINTS_k{j}": [1.0] for j in range(6)}
    refused_at(
        lambda: frames.score(six, make(full)),
        (None, None, None, f"{', '.join(repr(f'points_k{j}') for j in range(5))} and 1 more", None),
        [f"points_k{j}" for j in range(5)],
    )  # fmt: skip


def test_codes_that_differ_in_case_only_are_for_the_card_to_mend(lazy_table):
    twins = card(ab=Identity(), AB=Identity())
    table = pl.LazyFrame({"ab": [1.0], "AB": [2.0]})
    refused_at(
        lambda: frames.score(twins, table),
        (
            "card",
            "duplicate",
            "codes whose columns differ in more than case",
            "'points_ab'",
            "Databases do not tell such names apart: give one of them another code.",
        ),
        ["points_ab"],
    )


FLAG = " on_bad='flag' names such rows in a column instead."
RANGED = Indicator(code="a", name="A", scale=Identity(), weight=1, valid_range=(0, 12.5))
BELOW = Indicator(code="a", name="A", scale=Identity(), weight=1, valid_range=(None, 12.5))
ABOVE = Indicator(code="a", name="A", scale=Identity(), weight=1, valid_range=(2.5, None))
CORRECT = "Correct the value, or the indicator's valid_range or scale."
FILL = (
    "Fill it in, or say what a missing value means: missing='reweight' lets the other indicators "
    "share its weight."
)
OTHER = "Correct the value, or use another scale or mean."


@pytest.mark.parametrize(
    ("made", "values", "code", "expected", "found", "hint", "ids"),
    [
        (card(a=Identity()), [3.0, None, None], "missing_value", "a number in every row",
         "2 rows in 'a'", FILL, [7, 8]),
        (card(a=Identity()), [3.0, np.inf, 4.0], "infinite_value", "finite numbers",
         "1 row in 'a'", "Correct it, or mark it as missing (null).", [7]),
        (card(a=RANGED), [12.5, 0.0, 12.6], "out_of_range", "values from 0 to 12.5 (valid_range)",
         "1 row in 'a'", CORRECT, [8]),
        (card(a=BELOW), [13.0, 0.0, 12.6], "out_of_range", "values from −∞ to 12.5 (valid_range)",
         "2 rows in 'a'", CORRECT, [8, 9]),
        (card(a=ABOVE), [2.5, 2.4, 99.0], "out_of_range", "values from 2.5 to ∞ (valid_range)",
         "1 row in 'a'", CORRECT, [7]),
        (card(a=Log(worst=1, best=9)), [1.0, 0.0, -1.0], "not_positive", "more than 0",
         "2 rows in 'a'", OTHER, [7, 8]),
        (card(a=Target(target=4, cost="ratio", cap=150)), [1.0, 0.0, -1.0], "negative",
         "0 or more", "1 row in 'a'", OTHER, [8]),
        (card(a=Identity(), bands=Bands.of({"low": 10, "high": 50}, upper=100)),
         [10.0, 101.0, 9.0], "out_of_range", "totals inside the bands",
         "2 rows in 'total'", CORRECT, [7, 8]),
    ],
)  # fmt: skip
def test_rows_at_fault_are_counted_and_named_by_id(
    lazy_table, made, values, code, expected, found, hint, ids
):
    table = lazy_table({"who": [9, 7, 8], "a": values})
    listed = ", ".join(map(str, ids))
    place = found.split("'")[1]
    refused_at(
        lambda: frames.score(made, table, ids="who"),
        ("frame", code, expected, f"{code} in {found} (ids {listed})", hint + FLAG),
        [(i, place) for i in ids],
    )
    refused_at(
        lambda: frames.score(made, table),
        ("frame", code, expected, f"{code} in {found}", hint + FLAG),
        [place],
    )


def test_many_columns_at_fault_are_counted_beyond_the_fifth(lazy_table):
    wide = card(**{f"k{j}": Identity() for j in range(7)})
    # Row 1 lacks all seven, row 2 the first: 2 rows in k0, 1 row in each other.
    columns = {"who": [4, 2, 3]} | {f"k{j}": [1.0, None, None if j == 0 else 1.0] for j in range(7)}
    shown = "; ".join(
        f"{2 if j == 0 else 1} row{'s' if j == 0 else ''} in 'k{j}'" for j in range(5)
    )
    refused_at(
        lambda: frames.score(wide, lazy_table(columns)),
        (None, "missing_value", None, f"missing_value in {shown}; and 2 more columns", None),
        [f"k{j}" for j in range(5)],
    )
    # The five smallest ids with their columns: 2 in k0 to k4, before 3 in k0.
    refused_at(
        lambda: frames.score(wide, lazy_table(columns), ids="who"),
        (None, None, None, f"missing_value in {shown}; and 2 more columns (ids 2, 2, 2, 2, 2)",
         None),
        [(2, f"k{j}") for j in range(5)],
    )  # fmt: skip


def test_several_columns_out_of_range_have_no_range_in_common(lazy_table):
    other = Indicator(code="b", name="B", scale=Identity(), weight=1, valid_range=(5, 6))
    made = card(a=RANGED, b=other)
    table = lazy_table({"a": [13.0, 1.0], "b": [5.0, 7.0]})
    refused_at(
        lambda: frames.score(made, table),
        ("frame", "out_of_range", "values inside their range",
         "out_of_range in 1 row in 'a'; 1 row in 'b'", CORRECT + FLAG),
        ["a", "b"],
    )  # fmt: skip


def test_a_card_that_needs_its_group_is_not_written_down():
    parts = {f"k{j}": MinMax() for j in range(6)} | {"z": Identity()}
    refused_at(
        lambda: frames.compile(card(**parts)),
        (
            "card",
            "not_in_engine",
            "scales that stand by themselves",
            "scales relative to the group: 'k0', 'k1', 'k2', 'k3', 'k4'",
            "Anchor the card on its group first: frames.anchor(card, frame).",
        ),
        [f"k{j}" for j in range(5)],
    )


@pytest.mark.parametrize("by", [None, "unit"])
def test_a_percentile_of_too_many_values_is_refused_and_one_of_so_many_is_not(lazy_table, by):
    made = card(a=Percentile())
    for n in (1000, 1001):
        table = lazy_table({"a": np.arange(n) * 1.5, "unit": ["x", *["y"] * (n - 1)]})
        if n == 1000:
            frames.score(made, table, by=by)
            continue
        refused_at(
            lambda table=table: frames.score(made, table, by=by),
            (
                "card",
                "not_in_engine",
                "at most 1,000 different values for a Percentile scale",
                "1,001 in 'a'",
                "Use another scale (z_score, min_max), or scoring.anchor on the collected column.",
            ),
            ["a"],
        )


SHIFT = "Shift the values, or use min_max."
NOTHING = "A share of nothing is undefined: use another scale."


@pytest.mark.parametrize(
    ("scale", "less", "values", "code", "expected", "found", "hint"),
    [
        (SumShare(), False, [-2.5, 4.0, 1.0], "negative",
         "values of 0 or more (scale 'sum_share')", "values from -2.5 to 4", SHIFT),
        (SumShare(), True, [0.0, 4.0, 9.0], "not_positive",
         "costs above 0 (scale 'sum_share')", "values from 0 to 9", SHIFT),
        (MaxShare(), True, [0.25, 4.0, 0.0], "not_positive",
         "costs above 0 (scale 'max_share')", "values from 0 to 4", SHIFT),
        (MaxShare(), False, [0.0, 0.0, 0.0], "invalid_input",
         "a column with a value above 0 (scale 'max_share')", "values from 0 to 0", SHIFT),
        (Vector(), False, [0.0, 0.0, 0.0], None,
         "at least one value other than 0 (scale 'vector')", "values from 0 to 0", NOTHING),
    ],
)  # fmt: skip
@pytest.mark.parametrize("by", [None, "unit"])
def test_values_that_a_relative_scale_cannot_measure_are_told_by_their_ends(
    lazy_table, scale, less, values, code, expected, found, hint, by
):
    measured = Indicator(code="b", name="B", scale=scale, lower_is_better=less, weight=1)
    made = card(a=Identity(), b=measured)
    columns = {"a": [1.0] * 4, "b": [*values, 7.0], "unit": ["x", "x", "x", "y"]}
    if by is None:
        columns = {name: column[:3] for name, column in columns.items()}
    refused_at(
        lambda: frames.score(made, lazy_table(columns), by=by),
        ("frame", code, f"{expected} in column 'b'", found, hint),
        ["b"],
    )


def test_nobody_to_anchor_on_is_said(lazy_table):
    table = lazy_table({"a": np.empty(0)})
    refused_at(
        lambda: frames.anchor(card(a=MinMax()), table),
        ("frame", "too_few", "at least one row to anchor on", "none", ""),
        [],
    )


# Options ----------------------------------------------------------------------------------------

SOME = "some of 'points', 'groups', 'total', 'band', 'coverage' and 2 more"
TARGETED = card(a=Target(target=4), b=Identity())


@pytest.mark.parametrize(
    ("options", "wanted", "places"),
    [
        ({"columns": 7}, ("columns", "wrong_shape", SOME, "7", ""), []),
        ({"targets": ["a"]}, ("targets", "wrong_shape", "names of columns by code", "list", ""),
         []),
        ({"targets": {"b": "goal"}}, ("targets", "unknown_label",
         "codes of indicators on a Target scale", "'b'", ""), ["b"]),
        ({"targets": {"z": "goal"}}, ("targets", "unknown_label", None, "'z'", ""), ["z"]),
        ({"targets": {"a": 3}}, ("targets['a']", None,
         "the name of the column that holds the targets", None, None), []),
        ({"by": 3}, ("by", None, "the name of a column", None, None), []),
        ({"ids": 3}, ("ids", None, "the name of a column", None, None), []),
        ({"prefix": None}, ("prefix", None, "a text", None, None), []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("library", TABLES)
def test_options_are_refused_in_full_whatever_the_table(library, options, wanted, places):
    table = TABLES[library]({"a": [1.0], "b": [2.0]})
    refused_at(lambda: frames.score(TARGETED, table, **options), wanted, places)


@pytest.mark.parametrize(("dialect", "longest"), [("postgres", 63), ("mysql", 64), ("mssql", 128)])
def test_names_that_a_database_would_cut_are_listed(dialect, longest):
    short, long = "x" * (longest - len("points_")), "y" * (longest - len("points_") + 1)
    frames.compile(card(**{short: Identity()})).sql(dialect, "t")
    refused_at(
        lambda: frames.compile(card(**{short: Identity(), long: Identity()})).sql(dialect, "t"),
        (
            "dialect",
            "not_in_engine",
            f"column names of at most {longest} bytes ({dialect})",
            repr(f"points_{long}"),
            "Shorten the code or the prefix: the database would cut the name.",
        ),
        [f"points_{long}"],
    )


@pytest.mark.parametrize("table", [3, None, ["hr", 3]], ids=repr)
def test_a_table_is_called_by_its_name(table):
    refused_at(
        lambda: frames.compile(PLAIN).sql("sqlite", table), ("table", None, "its name", None, None),
        [],
    )  # fmt: skip
