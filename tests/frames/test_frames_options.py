"""Options that no table can answer for are refused before it is read, whatever library it is of."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from kinerja import frames, scoring
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, Piecewise, Scorecard, Steps, Target

ANSWERS = {"y": [1.0, 2.0, 4.0, 3.0], "x": [2.0, 2.0, 5.0, 4.0], "k": ["a", "a", "b", "b"],
           "w": [1.0, 2.0, 2.0, 1.0]}  # fmt: skip
CARD = Scorecard(
    code="c", name="C",
    parts=[Indicator(code=code, name=code, scale=Identity(), weight=1) for code in "ab"],
)  # fmt: skip
POINTS = {"a": [50.0, 3.0], "b": [60.0, 7.0]}
TABLES = {"pandas": pd.DataFrame, "polars": pl.DataFrame,
          "polars lazy": pl.LazyFrame}  # fmt: skip


@pytest.fixture(params=list(TABLES))
def table(request):
    return TABLES[request.param]


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda t: frames.survey_mean(t, []), "`y`"),
        (lambda t: frames.survey_ratio(t, "y", ["x", "w"]), "`x`: expected 1 column"),
        (lambda t: frames.survey_ratio(t, ["y", "x"], ["w"]), "`x`: expected 2 columns"),
        (lambda t: frames.survey_mean(t, "y", weights=["w", "x"]), "`weights`: expected one"),
        (lambda t: frames.survey_proportion(t, "k", method="exact"), "`method`"),
        (lambda t: frames.survey_mean(t, "y", lonely_psu="drop"), "`lonely_psu`"),
        (lambda t: frames.survey_mean(t, "y", df="n"), "`df`"),
        (lambda t: frames.survey_mean(t, "nothing"), "nothing"),
        (lambda t: frames.survey_mean(t, ["y", "x", "y"]), "`y`: expected each figure once"),
        (lambda t: frames.survey_ratio(t, ["y", "y"], ["x", "x"]), "'y/x' twice"),
    ],
)
def test_a_survey_is_refused_by_the_name_of_the_option(table, call, argument):
    with pytest.raises(InputError, match=argument):
        call(table(ANSWERS))


def test_ratios_of_several_columns_and_shares_without_clusters_are_for_memory():
    lazy = pl.LazyFrame(ANSWERS)
    with pytest.raises(InputError, match="`y`: expected one column for a ratio; found 2"):
        frames.survey_ratio(lazy, ["y", "x"], ["w", "w"])
    with pytest.raises(InputError, match="`y`: expected one column of labels, or clusters"):
        frames.survey_proportion(lazy, ["y", "x"])
    # Σwy / Σwx with weights 1, 2, 2, 1: (1 + 4 + 8 + 3) / (2 + 4 + 10 + 4) = 16/20; and 20/20.
    both = frames.survey_ratio(pl.DataFrame(ANSWERS), ["y", "x"], ["x", "x"], weights="w")
    np.testing.assert_allclose(both.value, [0.8, 1.0])
    assert both.variable.tolist() == ["y/x", "x/x"]


@pytest.mark.parametrize(
    ("options", "argument"),
    [
        ({"columns": 7}, "`columns`: expected some of"),
        ({"columns": ("total", "mean")}, "`columns`"),
        ({"prefix": 1}, "`prefix`: expected a text"),
        ({"ids": 3}, "`ids`: expected the name of a column"),
        ({"targets": ["a"]}, "`targets`: expected names of columns by code"),
        ({"targets": {"a": "goal"}}, "`targets`: expected codes of indicators on a Target scale"),
        ({"on_bad": "drop"}, "`on_bad`"),
    ],
)
def test_a_score_is_refused_by_the_name_of_the_option(table, options, argument):
    with pytest.raises(InputError, match=argument):
        frames.score(CARD, table(POINTS), **options)


def test_one_kind_of_column_may_be_named_alone(table):
    made = frames.score(CARD, table(POINTS), columns="total")
    made = made.collect() if isinstance(made, pl.LazyFrame) else made
    assert list(made.columns) == ["a", "b", "total"]
    assert list(made["total"]) == [55.0, 5.0]


def test_names_of_targets_are_texts(table):
    goal = Indicator(code="a", name="A", scale=Target(target=10), weight=1)
    card = Scorecard(code="c", name="C", parts=[goal])
    with pytest.raises(InputError, match=r"`targets\['a'\]`: expected the name of the column"):
        frames.score(card, table({"a": [5.0]}), targets={"a": 3})


def test_names_of_new_columns_differ_by_more_than_case(table):
    parts = [Indicator(code=code, name=code, scale=Identity(), weight=1) for code in ("a", "A")]
    card = Scorecard(code="c", name="C", parts=parts)
    with pytest.raises(InputError, match="differ in more than case"):
        frames.score(card, table({"a": [1.0], "A": [2.0]}))


@pytest.mark.parametrize(
    "scale",
    [
        Steps(thresholds=(3.0, 20.0), points=(80.0, 10.0, 60.0)),
        Piecewise(points=((0.0, 40.0), (10.0, 90.0), (30.0, 20.0))),
        Piecewise(points=((0.0, 40.0), (10.0, 90.0), (30.0, 20.0)), extrapolate=True),
        Target(target=20, cost="ratio"),
        Target(target=20, cost="ratio", cap=0.0, floor=-10.0),
        Target(target=20, cap=110.0, floor=5.0),
    ],
)
def test_points_of_a_table_are_those_of_the_scale(table, scale):
    card = Scorecard(
        code="c", name="C", parts=[Indicator(code="a", name="A", scale=scale, weight=1)]
    )
    data = {"a": [3.0, 0.5, 17.0, 25.0, 60.0]}
    made = frames.score(card, table(data), columns="total")
    made = made.collect() if isinstance(made, pl.LazyFrame) else made
    own = scoring.score(card, np.array([data["a"]]).T).total
    np.testing.assert_allclose(np.asarray(made["total"]), own, rtol=1e-12)
