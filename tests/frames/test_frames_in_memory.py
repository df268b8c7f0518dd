"""Tables in memory: what is appended has the kind of the table, and every row keeps its place."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kinerja import frames
from kinerja.indicators import (
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    MinMax,
    Percentile,
    Scorecard,
    Target,
    ZScore,
)

NAN = float("nan")
EVERYTHING = ("points", "groups", "total", "band", "coverage", "contributions", "clipped")
CARD = Scorecard(
    code="c",
    name="C",
    parts=(
        Indicator(code="a", name="A", scale=Linear(worst=0, best=50), weight=3),
        Group(
            code="g",
            name="G",
            weight=1,
            parts=(Indicator(code="b", name="B", scale=Identity(), valid_range=(-5, 200)),),
        ),
    ),
    bands=Bands.of({"low": 10, "high": 60}, upper=120),
)
# Row 1 lacks b; row 2 is beyond what a scale of 0 to 50 measures; row 3 is graded below "low".
ROWS = {"a": [25.0, 40.0, 75.0, 5.0], "b": [90.0, NAN, 20.0, 4.0]}
# Points of a: 50, 80, 100 (cut), 10. Totals: (3·50 + 90)/4 = 60; –; (300 + 20)/4 = 80; 34/4 = 8.5.
WANTED = {
    "points_a": [50.0, None, 100.0, None],
    "points_b": [90.0, None, 20.0, None],
    "group_g": [90.0, None, 20.0, None],
    "total": [60.0, None, 80.0, None],
    "band": ["high", None, "high", None],
    "coverage": [1.0, None, 1.0, None],
    "contribution_a": [37.5, None, 75.0, None],
    "contribution_b": [22.5, None, 5.0, None],
    "clipped_a": [False, None, True, None],
    "clipped_b": [False, None, False, None],
    "problem": [None, "b: missing_value", None, "total: out_of_range"],
}


def of_pandas(dtype):
    return lambda columns: pd.DataFrame(columns, index=[7, 5, 3, 1], dtype=dtype)


def of_arrow(columns):
    return pa.table({name: pa.array(column, from_pandas=True) for name, column in columns.items()})


MAKERS = {
    "numpy": of_pandas(np.float64),
    "nullable": of_pandas("Float64"),
    "nullable short": of_pandas("Float32"),
    "arrow in pandas": of_pandas(pd.ArrowDtype(pa.float64())),
    "polars": lambda columns: pl.DataFrame(columns).fill_nan(None),
    "arrow": of_arrow,
}


def lists(table):
    if isinstance(table, pa.Table):
        return table.to_pydict()
    if isinstance(table, pl.DataFrame):
        return table.to_dict(as_series=False)
    return {
        name: [None if pd.isna(x) else x for x in table[name].tolist()] for name in table.columns
    }


@pytest.mark.parametrize("library", MAKERS)
def test_what_is_appended_stands_beside_its_row(library):
    table = MAKERS[library](ROWS)
    before = lists(table)
    found = frames.score(CARD, table, columns=EVERYTHING, on_bad="flag", prefix="k ")
    assert type(found) is type(table)
    got = lists(found)
    assert list(got) == ["a", "b", *("k " + name for name in WANTED)]
    assert {name: got[name] for name in ("a", "b")} == before == lists(table)
    for name, wanted in WANTED.items():
        assert got["k " + name] == wanted, name
    if isinstance(table, pd.DataFrame):
        assert found.index.tolist() == [7, 5, 3, 1]


DTYPES = {
    "numpy": ("float64", "object", "object"),
    "nullable": ("Float64", "string", "boolean"),
    "nullable short": ("Float64", "string", "boolean"),
    "arrow in pandas": ("double[pyarrow]", "string[pyarrow]", "bool[pyarrow]"),
    "polars": ("Float64", "String", "Boolean"),
    "arrow": ("double", "string", "bool"),
}


def dtypes(table):
    if isinstance(table, pa.Table):
        return {field.name: str(field.type) for field in table.schema}
    if isinstance(table, pl.DataFrame):
        return {name: str(dtype) for name, dtype in table.schema.items()}
    return {name: str(dtype) for name, dtype in table.dtypes.items()}


@pytest.mark.parametrize("library", MAKERS)
def test_new_columns_have_the_kinds_of_the_table(library):
    number, text, truth = DTYPES[library]
    if library == "numpy":
        # pandas may keep texts of objects as its own texts, and truths without a gap as truths.
        text = str(pd.Series(np.array(["x", None], dtype=object)).dtype)
    flagged = dtypes(frames.score(CARD, MAKERS[library](ROWS), columns=EVERYTHING, on_bad="flag"))
    assert flagged["total"] == flagged["points_a"] == flagged["coverage"] == number
    assert flagged["band"] == flagged["problem"] == text
    assert flagged["clipped_a"] == truth
    whole = {name: [column[0], column[2]] * 2 for name, column in ROWS.items()}
    refused = dtypes(frames.score(CARD, MAKERS[library](whole), columns=EVERYTHING))
    assert refused["total"] == number
    assert refused["band"] == text
    assert refused["clipped_a"] == ("bool" if library == "numpy" else truth)


@pytest.mark.parametrize("library", MAKERS)
def test_a_table_of_bad_rows_alone_has_the_columns_all_the_same(library):
    bad = {"a": [NAN] * 4, "b": [1.0, 2.0, 3.0, 4.0]}
    found = lists(frames.score(CARD, MAKERS[library](bad), columns=EVERYTHING, on_bad="flag"))
    for name in WANTED:
        assert found[name] == (["a: missing_value"] * 4 if name == "problem" else [None] * 4)


@pytest.mark.parametrize("library", MAKERS)
def test_nothing_asked_for_leaves_the_table_as_it_was(library):
    whole = {name: [column[0]] * 4 for name, column in ROWS.items()}
    table = MAKERS[library](whole)
    assert lists(frames.score(CARD, table, columns=())) == lists(table)


RELATIVE = [MinMax(), ZScore(), Percentile()]


@pytest.mark.parametrize("scale", RELATIVE, ids=lambda scale: scale.kind)
@pytest.mark.parametrize("missing", ["raise", "reweight", 20.0])
def test_peers_are_measured_without_the_rows_at_fault(scale, missing):
    card = Scorecard(
        code="c", name="C",
        parts=tuple(Indicator(code=c, name=c, scale=scale, weight=1) for c in "ab"),
    )  # fmt: skip
    rows = {
        "a": [3.0, 8.0, np.inf, 5.0, 40.0, 11.0, 20.0, 6.0],
        "b": [1.0, 2.0, 9.0, 7.0, -np.inf, 3.0, 4.0, 2.5],
        "unit": ["x", "y", "x", "x", "y", "y", None, "x"],
    }
    fault = [None, None, "a: infinite_value", None, "b: infinite_value", None,
             "unit: missing_value", None]  # fmt: skip
    good = [i for i, word in enumerate(fault) if word is None]
    table = pd.DataFrame(rows)
    options = {"missing": missing, "by": "unit", "columns": ("points", "total")}
    found = lists(frames.score(card, table, on_bad="flag", **options))
    assert found["problem"] == fault
    alone = lists(frames.score(card, table.iloc[good], **options))
    for name in ("points_a", "points_b", "total"):
        assert [found[name][i] for i in good] == alone[name]
        assert {found[name][i] for i in range(8) if i not in good} == {None}


@pytest.mark.parametrize("goal", [[10.0, 0.0, NAN, np.inf], [10.0, -2.0, NAN, np.inf]])
def test_targets_at_fault_are_named_by_their_column(goal):
    card = Scorecard(
        code="c", name="C", parts=(Indicator(code="a", name="A", scale=Target(target=5)),)
    )
    table = pd.DataFrame({"a": [5.0, 5.0, 5.0, 5.0], "goal": goal})
    found = lists(frames.score(card, table, targets={"a": "goal"}, on_bad="flag"))
    # 5 of 10 is half.
    assert found["total"] == [50.0, None, None, None]
    assert found["problem"] == [None, "goal: not_positive", "goal: missing_value",
                                "goal: infinite_value"]  # fmt: skip
    for at, row in enumerate(found["problem"]):
        if row is None:
            continue
        with pytest.raises(ValueError, match="`targets"):
            frames.score(card, table.iloc[[at]], targets={"a": "goal"})


def test_the_first_fault_of_a_row_is_the_one_that_is_named():
    card = Scorecard(
        code="c", name="C",
        parts=(
            Indicator(code="a", name="A", scale=Identity(), valid_range=(0, 10)),
            Indicator(code="b", name="B", scale=Identity(), valid_range=(0, 10)),
        ),
    )  # fmt: skip
    rows = {
        "a": [11.0, NAN, np.inf, 11.0, 11.0, 10.0, 0.0, -0.5],
        "b": [NAN, np.inf, NAN, 12.0, 5.0, 10.5, 10.0, 0.0],
    }
    # Infinite before missing, missing before out of range; among equals the first column.
    wanted = ["b: missing_value", "b: infinite_value", "a: infinite_value", "a: out_of_range",
              "a: out_of_range", "b: out_of_range", None, "a: out_of_range"]  # fmt: skip
    for make in (pd.DataFrame, pl.LazyFrame):
        found = frames.score(card, make(rows), on_bad="flag")
        found = found.collect() if isinstance(found, pl.LazyFrame) else found
        assert lists(found)["problem"] == wanted
