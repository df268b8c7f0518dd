"""Results of the survey module travel as JSON, and say what they hold."""

import json
import pickle

import jsonschema
import numpy as np
import pytest

from kinerja import survey

ANSWERS = np.array([[3.0, 2], [4, 4], [2, 2], [3, 4], [1, 2], [4, 3], [2, 1], [3, 3]])
UNIT = list("aabbaabb")
DESIGN = survey.Design(weights=np.arange(1.0, 9), clusters=[1, 1, 2, 2, 3, 3, 4, 4])
MEANS = survey.mean(ANSWERS, DESIGN, by=UNIT, covariance=True)
EVERY = {
    "mean": MEANS,
    "proportion": survey.proportion(ANSWERS[:, 0] > 2, DESIGN),
    "quantile": survey.quantile(ANSWERS, DESIGN, [0.5, 0.9]),
    "difference": survey.difference(MEANS, "pairwise"),
    "chi_square": survey.chi_square(ANSWERS[:, 0] > 2, UNIT, DESIGN),
    "regression": survey.regression(ANSWERS[:, 0], {"b": ANSWERS[:, 1]}, DESIGN),
    "key_drivers": survey.key_drivers(ANSWERS, ANSWERS.sum(axis=1) + np.arange(8) % 3),
    "priorities": survey.importance_performance(ANSWERS, ANSWERS[:, ::-1], DESIGN),
    "waves": survey.compare_waves(ANSWERS, ANSWERS[::-1], (DESIGN, DESIGN), by=(UNIT, UNIT)),
    "waves_alone": survey.compare_waves(ANSWERS, ANSWERS[::-1]),
    "replicates": survey.replicate_variance(lambda w: w @ ANSWERS, DESIGN),
    "screen": survey.screen(ANSWERS, scale=(1, 4)),
    "plan": survey.plan_margins([3, 4], [30, 40]),
}


@pytest.mark.parametrize("name", sorted(EVERY))
def test_there_and_back(name):
    result = EVERY[name]
    text = json.dumps(result.to_dict(), allow_nan=False)
    jsonschema.validate(json.loads(text), type(result).json_schema())
    assert type(result).from_dict(json.loads(text)) == result
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own
    assert type(result).__name__.lower() in repr(result).replace(" ", "").lower()
    assert result._repr_html_()
    assert len(result.to_frame("pandas")) == len(result.to_frame("polars"))


def test_the_rows_that_were_read_are_told():
    assert [EVERY[name].provenance.rows for name in ("mean", "regression", "chi_square")] == [8] * 3


def test_many_contrasts_are_corrected():
    d = EVERY["difference"]
    assert d.p_value.size == 6
    assert (d.holm >= d.bh).all()
    assert (d.bh >= d.p_value).all()
    assert d.holm.min() == pytest.approx(min(1, 6 * d.p_value.min()), rel=1e-12)


@pytest.mark.parametrize("name", ["n", "value", "variable"])
def test_a_grouping_called_like_a_column_is_not_lost(name):
    m = survey.mean(ANSWERS[:, 0], DESIGN, by={name: UNIT, "by_x": UNIT})
    table = m.to_frame("pandas")
    assert table[f"by_{name}"].tolist() == ["a", "b"]
    assert table["by_x"].tolist() == ["a", "b"]
    assert table["n"].tolist() == [4, 4]
    assert table["value"].tolist() == m.value.tolist()
    assert f"by_{name}" in repr(m)
    assert list(m.domain) == [name, "by_x"]


@pytest.mark.parametrize(
    ("name", "axes"),
    [
        ("mean", {"domain": ("domain", "variable", "q")}),
        ("difference", {"contrast": "label"}),
        (
            "chi_square",
            {"row": "rows", "column": "columns", "parameter": None, "direction": None},
        ),
        ("regression", {"term": "term"}),
        ("key_drivers", {"driver": "drivers"}),
        ("priorities", {"item": "item", "quadrant": "quadrants"}),
        ("replicates", {"estimate": None, "replicate": None}),
        ("screen", {"finding": "row", "person": None}),
        ("plan", {"stratum": None}),
    ],
)
def test_rows_are_those_of_named_axes(name, axes):
    assert dict(EVERY[name].axes) == axes


def test_tables_of_the_axes():
    table = EVERY["mean"].to_frame("domain", "pandas")
    assert table.columns.tolist()[:4] == ["by", "variable", "value", "se"]
    assert table["small"].tolist() == [True] * 4
    long = EVERY["mean"].to_frame(("domain", "domain"), "pandas")
    assert long["covariance"].tolist() == MEANS.covariance.ravel().tolist()
    counted = EVERY["chi_square"].to_frame("row", "pandas")
    assert counted["row"].tolist() == [False, True]
    assert counted["table_a"].tolist() == EVERY["chi_square"].table[:, 0].tolist()
    assert "probability_keep_up" in EVERY["priorities"].to_frame("item", "pandas").columns
    assert EVERY["waves"].units.to_frame("pandas").columns.tolist()[:2] == ["by", "item"]
