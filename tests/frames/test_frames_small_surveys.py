"""Surveys of few rows, with empty domains, gaps and weights of nothing: those of the rows."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from test_frames_survey import array, same

from kinerja import frames, survey
from kinerja.errors import InputError
from kinerja.schemes import skm
from shared_laws import refused_at

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")

ROWS = {
    "unit": ["n", "n", "s", "n", "s", "e", "s", "e", "n", "s", "e", "n", "w", "w"],
    "sex": ["f", "m", "f", "m", "m", "f", "f", "m", "f", "m", "f", "m", "f", "f"],
    "h": ["p", "q", "p", "q", "p", "q", "q", "p", "p", "q", "p", "q", "p", "q"],
    "c": [1, 5, 1, 5, 2, 6, 6, 2, 3, 7, 3, 7, 4, 8],
    "w": [1.5, 2.0, 0.5, 1.0, 3.0, 2.5, 1.0, 4.0, 0.75, 1.25, 2.0, 1.0, 0.0, 0.0],
    "big": [40.0, 60.0] * 7,
    "y": [3.0, None, 5.0, 2.5, 9.0, None, 4.0, None, 1.0, 6.5, None, 8.0, 2.0, 7.0],
    "x": [2.0, 1.5, 4.0, 2.0, None, 3.0, 2.5, 1.0, 1.0, 5.0, 2.0, 3.5, 6.0, 1.0],
    "k": ["a", "b", "b", "a", "c", "a", "b", "a", "a", "c", "b", "a", "c", "a"],
}
ROWS["big"] = [40.0 if h == "p" else 60.0 for h in ROWS["h"]]


def of_duckdb(columns):
    frame = pd.DataFrame(columns)  # noqa: F841 - read by name in the statement
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t AS SELECT * FROM frame")
    return connection.table("t")


@pytest.fixture(params=[pl.LazyFrame, of_duckdb], ids=["polars", "duckdb"])
def table(request):
    return request.param


DESIGNS = {
    "rows": {"strata": "h"},
    "one stratum": {},
    "clusters": {"strata": "h", "clusters": "c"},
    "populations": {"strata": "h", "fpc": "big"},
}


def drawn(design, weights):
    strata, clusters = (ROWS[design[n]] if n in design else None for n in ("strata", "clusters"))
    fpc = ROWS["big"] if "fpc" in design else None
    return survey.Design(
        weights=ROWS["w"] if weights else None, strata=strata, clusters=clusters, fpc=fpc
    )


def together(found, wanted):
    same(found, wanted)
    assert found.small.tolist() == wanted.small.tolist()
    assert found.provenance.options == wanted.provenance.options
    assert (found.provenance.rows, found.provenance.data) == (len(ROWS["h"]), {})
    if wanted.covariance is None:
        assert found.covariance is None
        return
    np.testing.assert_allclose(found.covariance, wanted.covariance, rtol=1e-8, atol=1e-11)


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("weights", [True, False])
@pytest.mark.parametrize("missing", ["omit", "available", "propagate"])
def test_a_domain_without_an_answer_and_one_without_weight(table, name, weights, missing):
    design, by = DESIGNS[name], {"unit": ROWS["unit"]}
    named = design | {"by": "unit", "missing": missing, "covariance": True}
    named |= {"weights": "w"} if weights else {}
    y, x = array(ROWS["y"]), array(ROWS["x"])  # east has no y at all, west no weight
    options = {"by": by, "missing": missing, "covariance": True}
    held = drawn(design, weights)
    frame = table(ROWS)
    together(
        frames.survey_mean(frame, ["y", "x"], **named),
        survey.mean({"y": y, "x": x}, held, **options),
    )
    if weights or "fpc" in design:
        together(
            frames.survey_total(frame, ["y", "x"], **named),
            survey.total({"y": y, "x": x}, held, **options),
        )
    together(
        frames.survey_ratio(frame, "y", "x", **named),
        survey.ratio(y, x, held, **options),
    )


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize(
    ("df", "method"),
    [("domain", "logit"), ("nchs", "beta"), ("design", "wilson"), ("design", "wald")],
)
def test_shares_at_their_ends_and_of_nobody(table, name, df, method):
    design = DESIGNS[name]
    # "c" is nowhere in north, "a" alone in none; west has no weight.
    found = frames.survey_proportion(
        table(ROWS), "k", by="unit", weights="w", df=df, method=method, covariance=True, **design
    )
    wanted = survey.proportion(
        ROWS["k"], drawn(design, True), by={"unit": ROWS["unit"]}, df=df, method=method,
        covariance=True,
    )  # fmt: skip
    together(found, wanted)
    assert found.variable.tolist() == wanted.variable.tolist()


@pytest.mark.parametrize("missing", ["omit", "propagate"])
def test_labels_that_are_missing_are_no_label_of_a_share(table, missing):
    gaps = ROWS | {"k": [None if i in {2, 7} else v for i, v in enumerate(ROWS["k"])]}
    for name in ("rows", "clusters"):
        found = frames.survey_proportion(
            table(gaps), "k", by="sex", weights="w", missing=missing, **DESIGNS[name]
        )
        wanted = survey.proportion(
            gaps["k"], drawn(DESIGNS[name], True), by={"sex": ROWS["sex"]}, missing=missing
        )
        together(found, wanted)
        assert found.variable.tolist() == wanted.variable.tolist()


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize(("small", "level"), [((30, 8), 0.95), ((5, 2), 0.8), ((0, 0), 0.99)])
def test_smallness_and_the_level_are_those_of_the_rows(table, name, small, level):
    options = {"small": small, "level": level, "missing": "omit"}
    frame, held = table(ROWS), drawn(DESIGNS[name], True)
    for by in (["unit"], ["sex", "unit"], []):
        groups = {g: ROWS[g] for g in by} or None
        found = frames.survey_mean(frame, "x", by=by, weights="w", **DESIGNS[name], **options)
        together(found, survey.mean(array(ROWS["x"]), held, by=groups, **options))
        assert set(found.variable.tolist()) == {"x"}
        assert found.provenance.options["small"] == small


def test_answers_far_from_0_keep_their_digits(table):
    far = ROWS | {"x": [1e7 + v if v is not None else 1e7 for v in ROWS["x"]]}
    for name in ("rows", "clusters"):
        found = frames.survey_mean(table(far), "x", by="sex", weights="w", **DESIGNS[name])
        wanted = survey.mean(far["x"], drawn(DESIGNS[name], True), by={"sex": ROWS["sex"]})
        np.testing.assert_allclose(found.se, wanted.se, rtol=1e-6)
        np.testing.assert_allclose(found.deff, wanted.deff, rtol=1e-6)


SKM_DESIGNS = {
    "weights": {"weights": "w"},
    "strata": {"weights": "w", "strata": "h"},
    "populations": {"strata": "h", "fpc": "big"},
    "clusters": {"weights": "w", "clusters": "c"},
}


@pytest.mark.parametrize("name", SKM_DESIGNS)
@pytest.mark.parametrize("by", ["sex", "alone", None])
def test_an_index_of_few_answers_is_that_of_the_rows(table, name, by):
    rng = np.random.default_rng(8)
    items = {f"U{j}": rng.integers(1, 5, 14).tolist() for j in range(1, 10)}
    items["U4"] = [None if i in {3, 6} else v for i, v in enumerate(items["U4"])]
    # One respondent is in no domain, and one alone in his own: his error is undetermined.
    labels = {"sex": ROWS["sex"], "alone": [None, "z", *ROWS["sex"][2:]]}
    drawn_by = SKM_DESIGNS[name]
    columns = {key: ROWS[column] for key, column in drawn_by.items()}
    served = {"population": {"f": 500, "m": 70, "z": 9}} if by == "alone" else {}
    found = frames.skm_index(
        table(ROWS | labels | items), by=by, missing="omit", **drawn_by, **served
    )
    wanted = skm.index(
        {name: array(column) for name, column in items.items()},
        by=None if by is None else {by: labels[by]},
        design=survey.Design(**columns), missing="omit", **served,
    )  # fmt: skip
    for field in ("index", "converted", "se", "lower", "upper", "n", "df", "item_mean", "item_n",
                  "required"):  # fmt: skip
        np.testing.assert_allclose(
            np.asarray(getattr(found, field), float), np.asarray(getattr(wanted, field), float),
            rtol=1e-9, err_msg=field,
        )  # fmt: skip
    assert found.text == wanted.text
    assert found.df_all == wanted.df_all
    assert found.provenance.left_out == wanted.provenance.left_out
    assert "2 incomplete rows" in found.provenance.left_out
    assert any("undetermined" in words for words in found.provenance.left_out) == (by == "alone")
    assert (found.provenance.rows, found.provenance.data) == (14, {})
    if by == "sex":  # an agency has the freedom of all its units together
        ours, theirs = skm.agency(found), skm.agency(wanted)
        np.testing.assert_allclose([ours.lower, ours.upper], [theirs.lower, theirs.upper])


def test_a_result_that_an_engine_added_up_does_not_know_its_data(table):
    for design in DESIGNS.values():
        found = frames.survey_mean(table(ROWS), "x", weights="w", missing="omit", **design)
        assert found.provenance.rows == 14
        with pytest.raises(InputError, match="knows its data"):
            found.provenance.same_data(pd.DataFrame(ROWS))


def test_several_ratios_and_shares_are_for_tables_in_memory(table):
    frame = table(ROWS)
    refused_at(
        lambda: frames.survey_ratio(frame, ["y", "x"], ["w", "w"]),
        ("y", "wrong_shape", "one column for a ratio", "2", ""),
        [],
    )
    refused_at(
        lambda: frames.survey_proportion(frame, ["k", "sex", "h"]),
        ("y", "not_in_engine", "one column of labels, or clusters", "3 columns",
         "Ask for one after the other."),
        [],
    )  # fmt: skip
    refused_at(
        lambda: frames.survey_ratio(frame, ["y", "x"], ["w"]),
        ("x", "wrong_shape", "2 columns, one for each of y", "1", ""),
        [],
    )
    refused_at(
        lambda: frames.survey_mean(frame, "y", weights=["w", "x", "y"]),
        ("weights", "wrong_shape", "one column", "3", ""),
        [],
    )
    refused_at(lambda: frames.survey_mean(frame, []), ("y", "too_few", "a column", "none", ""), [])


INTEGERS = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"]
NUMBERS = ["FLOAT", "REAL", "DOUBLE", "DECIMAL(9,2)", *INTEGERS, *(f"U{k}" for k in INTEGERS)]
OTHERS = {"VARCHAR": "text", "BOOLEAN": "boolean", "DATE": "other", "UUID": "text"}


@pytest.mark.parametrize("kind", NUMBERS)
def test_every_type_of_number_of_duckdb_is_read(kind):
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE t (y {kind})")
    connection.execute("INSERT INTO t VALUES (2), (3), (7)")
    found = frames.survey_mean(connection.table("t"), "y")
    assert found.value.tolist() == [4.0]
    # The mean of 2, 3 and 7: variance (4 + 1 + 9)/2 = 7, and 7/3 of the mean.
    assert found.se[0] == pytest.approx(np.sqrt(7 / 3))


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_number_in_duckdb_is_refused_by_its_kind(kind):
    cell = {"VARCHAR": "'12'", "BOOLEAN": "true", "DATE": "DATE '2026-03-02'",
            "UUID": "uuid()"}[kind]  # fmt: skip
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE t AS SELECT {cell} AS y")
    refused_at(
        lambda: frames.survey_mean(connection.table("t"), "y"),
        ("frame", "not_numeric", "numbers", f"column 'y' of {OTHERS[kind]}", None),
        ["y"],
    )
