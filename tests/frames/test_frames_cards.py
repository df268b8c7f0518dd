"""Random nested cards: every engine gives the figures of `scoring.score`."""

import numpy as np
import pytest
from engines_for_tests import SLOW, SQLite, in_order
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja import frames, scoring
from kinerja.indicators import Bands
from strategies import cards, data_for

EVERYTHING = ("points", "groups", "total", "band", "coverage", "contributions", "clipped")
POLICIES = ("raise", "reweight", "propagate", 0.0, 35.0)


def graded(card):
    bands = Bands.of({"low": None, "fair": 40, "good": 66.6}, decimals=1)
    return card.model_copy(update={"bands": bands})


def expected(card, values, **options):
    """Columns as `frames.score` names them, of what `scoring.score` gives."""
    scores = scoring.score(card, values, **options)
    out = {f"points_{c}": scores.points[:, j] for j, c in enumerate(card.codes)}
    out |= {f"group_{g.code}": scores.groups[g.code] for g in card.groups}
    out["total"] = scores.total
    if card.bands is not None:
        out["band"] = np.array([label or None for label in scores.band], dtype=object)
    out["coverage"] = scores.coverage
    out |= {f"contribution_{c}": scores.contributions[:, j] for j, c in enumerate(card.codes)}
    return out | {f"clipped_{c}": scores.clipped[:, j] for j, c in enumerate(card.codes)}


def columns_of(card, values):
    n = len(values)
    columns = {"id": list(range(n))}
    for j, code in enumerate(card.codes):
        columns[code] = [None if v != v else float(v) for v in values[:, j]]
    return columns


def agree(found, wanted, *, tolerance=1e-9):
    for name, column in wanted.items():
        got = found[name]
        if column.dtype == object:
            assert got == column.tolist(), name
            continue
        if column.dtype == bool:
            assert [bool(v) for v in got] == column.tolist(), name
            continue
        numbers = np.array([np.nan if v is None else v for v in got], dtype=float)
        scale = np.maximum(1.0, np.abs(column))
        np.testing.assert_allclose(
            numbers / scale, column / scale, rtol=0, atol=tolerance, equal_nan=True, err_msg=name
        )
    assert list(found)[-len(wanted) :] == list(wanted)


def over(engine, check, examples=40):
    """Try a property on fewer cards where an engine takes its time."""

    @settings(max_examples=min(SLOW.get(engine.name, 60), examples))
    @given(data=st.data())
    def run(data):
        check(engine, data)

    run()


def test_every_engine_scores_as_numpy_does(engine):
    over(engine, scores_as_numpy_does)


def scores_as_numpy_does(engine, data):
    card = graded(data.draw(cards()))
    missing = data.draw(st.sampled_from(POLICIES))
    values = data.draw(data_for(card, missing=missing != "raise"))
    least = data.draw(st.sampled_from([0.0, 0.5]))
    table = engine.table(columns_of(card, values))
    scored = frames.score(
        card, table, missing=missing, min_coverage=least, columns=EVERYTHING, on_bad="raise"
    )
    found = in_order(engine.collect(scored))
    agree(found, expected(card, values, missing=missing, min_coverage=least))


def test_flagged_rows_without_a_fault_are_scored_alike(engine):
    over(engine, flags, 20)


def flags(engine, data):
    card = graded(data.draw(cards(max_leaves=4)))
    values = data.draw(data_for(card, missing=True))
    table = engine.table(columns_of(card, values))
    found = in_order(engine.collect(frames.score(card, table, columns=EVERYTHING, on_bad="flag")))
    whole = ~np.isnan(values).any(axis=1)
    for i, row in enumerate(values):
        first = next((c for c, v in zip(card.codes, row, strict=True) if v != v), None)
        assert found["problem"][i] == (None if first is None else f"{first}: missing_value")
        if first is not None:
            assert {found[name][i] for name in expected(card, values[whole])} == {None}
    problem = found.pop("problem")
    kept = [i for i, word in enumerate(problem) if word is None]
    if kept:
        part = {name: [column[i] for i in kept] for name, column in found.items()}
        agree(part, expected(card, values[whole]))


@settings(max_examples=40)
@given(data=st.data())
def test_sql_that_sqlite_runs_gives_the_same(data):
    card = graded(data.draw(cards()))
    missing = data.draw(st.sampled_from(POLICIES))
    values = data.draw(data_for(card, missing=missing != "raise"))
    made = frames.compile(card, missing=missing, columns=EVERYTHING, on_bad="raise")
    found = in_order(SQLite().run(made.sql("sqlite", "t", keep="id"), columns_of(card, values)))
    agree(found, expected(card, values, missing=missing))


@pytest.mark.parametrize("name", ["pandas", "pyarrow", "polars"])
def test_tables_in_memory_get_the_very_bits(name):
    from conftest import made as engine_made
    from kinerja.indicators import Indicator, Linear, Log, Scorecard

    engine = engine_made(name)
    card = Scorecard(
        code="c",
        name="C",
        aggregation="geometric",
        parts=(
            Indicator(code="a", name="A", scale=Linear(worst=0, best=7), weight=3),
            Indicator(code="b", name="B", scale=Log(worst=1, best=9), weight=2),
        ),
    )
    values = np.random.default_rng(1).uniform(1, 9, (50, 2))
    found = engine.collect(frames.score(card, engine.table(columns_of(card, values))))
    assert found["total"] == scoring.score(card, values).total.tolist()
