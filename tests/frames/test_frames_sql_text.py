"""SQL text as a database's own team gets it: run by the database, nothing of ours in between."""

from decimal import Decimal

import pytest
from engines_for_tests import SLOW, in_order, why_not
from hypothesis import given, settings
from hypothesis import strategies as st
from test_frames_cards import EVERYTHING, POLICIES, agree, columns_of, expected, graded
from test_frames_groups import FAULTS, PLAIN, rows
from text_for_tests import DIALECT, RUNNERS

from kinerja import frames, scoring
from kinerja.indicators import Identity, Indicator, Scorecard
from strategies import cards, data_for


@pytest.fixture(params=list(RUNNERS))
def database(request):
    reason = why_not(request.param)
    if reason is not None:
        pytest.skip(reason)
    return request.param


def run(database, made, columns, keep="id", **options):
    text = made.sql(DIALECT.get(database, database), "t", keep=keep)
    return in_order(RUNNERS[database](text, columns, **options))


def test_random_cards_come_out_as_numpy_scores_them(database):
    @settings(max_examples=4 * SLOW[database])
    @given(data=st.data())
    def check(data):
        card = graded(data.draw(cards()))
        missing = data.draw(st.sampled_from(POLICIES))
        least = data.draw(st.sampled_from([0.0, 0.5]))
        values = data.draw(data_for(card, missing=missing != "raise"))
        made = frames.compile(
            card, missing=missing, min_coverage=least, columns=EVERYTHING, on_bad="raise"
        )
        found = run(database, made, columns_of(card, values))
        agree(found, expected(card, values, missing=missing, min_coverage=least))

    check()


def test_bad_rows_are_named(database):
    faults = [*FAULTS.values(), ({"b": float("nan")}, "b: missing_value")]
    columns = rows({}, *(change for change, _ in faults))
    found = run(database, frames.compile(PLAIN), columns)
    assert found["problem"] == [None, *(words for _, words in faults)]
    assert [total is None for total in found["total"]] == [p is not None for p in found["problem"]]


KINDS = {
    "postgres": ["integer", "smallint", "bigint", "real", "numeric(12, 4)", "numeric"],
    "duckdb": ["INTEGER", "UTINYINT", "BIGINT", "FLOAT", "DECIMAL(12, 4)"],
    "pyspark": ["INT", "SMALLINT", "BIGINT", "FLOAT", "DECIMAL(12, 4)"],
}


def test_whole_numbers_decimals_and_short_floats_are_widened_first(database):
    wanted = scoring.score(PLAIN, [[50.0, 60.0, 70.0], [3.0, 7.0, 9.0]]).total.tolist()
    for kind in KINDS[database]:
        decimal = kind.lower().startswith(("decimal", "numeric"))
        number = Decimal if decimal else float if kind.lower() in {"real", "float"} else int
        columns = {"id": [1, 2]} | {
            code: [number(v) for v in pair]
            for code, pair in {"a": (50, 3), "b": (60, 7), "c": (70, 9)}.items()
        }
        found = run(database, frames.compile(PLAIN), columns, kinds=dict.fromkeys("abc", kind))
        assert found["total"] == pytest.approx(wanted, rel=1e-12), kind
        assert found["problem"] == [None, None]


@pytest.mark.parametrize("code", ["a b", 'a"b', "a'b", "a`b", "a]b", "%s", "se%%lect", "ü" * 20])
def test_names_may_hold_anything(database, code):
    card = Scorecard(code="c", name="C", parts=(Indicator(code=code, name="A", scale=Identity()),))
    found = run(database, frames.compile(card), {"id": [1, 2], code: [10.0, 20.0]})
    assert found["total"] == [10.0, 20.0]


@settings(max_examples=40)
@given(data=st.data())
def test_sql_server_s_text_is_its_language(data):
    """SQL Server is not at hand: what reads its language reads the text, and finds the columns."""
    sqlglot = pytest.importorskip("sqlglot", reason="sqlglot is not installed")
    card = graded(data.draw(cards()))
    made = frames.compile(card, missing=data.draw(st.sampled_from(POLICIES)), columns=EVERYTHING)
    text = made.sql("mssql", "hr.staff", keep="id")
    (tree,) = sqlglot.parse(text, read="tsql")
    assert tree.named_selects == ["id", *made.reads, *made.columns]
    commands = {type(node).__name__ for node in tree.walk()} & {"Command", "Anonymous"}
    assert not commands  # nothing that the parser only passes on
    tables = {table.name for table in tree.find_all(sqlglot.exp.Table)}
    stages = {with_.alias for with_ in tree.find_all(sqlglot.exp.CTE)}
    assert tables - stages == {"staff"}
