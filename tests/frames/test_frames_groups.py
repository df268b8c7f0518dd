"""Relative scales anchored where the table is, peer groups, personal targets, rows at fault."""

import numpy as np
import pytest
from engines_for_tests import SLOW, in_order
from hypothesis import given, settings
from hypothesis import strategies as st
from test_frames_cards import EVERYTHING, agree, columns_of, expected

from kinerja import frames, scoring
from kinerja.errors import InputError
from kinerja.indicators import (
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    Log,
    MaxShare,
    MinMax,
    Percentile,
    Scorecard,
    SumShare,
    Target,
    Vector,
    ZScore,
)
from strategies import data_for

RELATIVE = [
    MinMax(),
    ZScore(mean=60, sd=5),
    ZScore(clip=1.0),
    Percentile(),
    Vector(),
    Vector(cost="plain"),
    MaxShare(),
    MaxShare(cost="complement"),
    SumShare(),
]


@st.composite
def relative_cards(draw):
    parts = [
        Indicator(
            code=f"i{j}",
            name="I",
            scale=draw(st.sampled_from([*RELATIVE, Linear(worst=0, best=90)])),
            lower_is_better=None,
        )
        for j in range(draw(st.integers(1, 4)))
    ]
    parts = [
        part.model_copy(update={"lower_is_better": draw(st.booleans())})
        if part.scale.relative
        else part
        for part in parts
    ]
    return Scorecard(code="c", name="C", parts=tuple(parts))


def tried(engine, check, examples=25):
    @settings(max_examples=min(SLOW.get(engine.name, 60), examples))
    @given(data=st.data())
    def run(data):
        check(engine, data)

    run()


def relative(engine, data):
    card = data.draw(relative_cards())
    values = data.draw(data_for(card, missing=True))
    table = engine.table(columns_of(card, values))
    columns = [kind for kind in EVERYTHING if kind != "clipped"]
    found = in_order(engine.collect(frames.score(card, table, missing="reweight", columns=columns)))
    wanted = expected(card, values, missing="reweight")
    agree(found, {k: v for k, v in wanted.items() if not k.startswith("clipped")})


def test_relative_scales_are_anchored_where_the_table_is(engine):
    tried(engine, relative)


def in_groups(engine, data):
    card = data.draw(relative_cards())
    values = data.draw(data_for(card, missing=True, most_rows=9))
    seats = data.draw(st.lists(st.sampled_from(["north", "south", "o'k\"x"]),
                               min_size=len(values), max_size=len(values)))  # fmt: skip
    table = engine.table(columns_of(card, values) | {"unit": seats})
    columns = ["points", "total", "contributions"]
    found = in_order(
        engine.collect(frames.score(card, table, missing="reweight", by="unit", columns=columns))
    )
    wanted = expected(card, values, missing="reweight", by=seats)
    kinds = {"points", "total", "contribution"}
    agree(found, {k: v for k, v in wanted.items() if k.split("_")[0] in kinds})


def test_relative_scales_hold_inside_peer_groups(engine):
    tried(engine, in_groups)


def test_an_anchored_card_measures_the_next_period(engine):
    card = Scorecard(
        code="c",
        name="C",
        parts=tuple(
            Indicator(code=f"i{j}", name="I", scale=scale) for j, scale in enumerate(RELATIVE)
        ),
    )
    rng = np.random.default_rng(3)
    values, later = rng.uniform(1, 100, (2, 20, len(RELATIVE)))
    ruler = frames.anchor(card, engine.table(columns_of(card, values)))
    wanted = scoring.score(scoring.anchor(card, values), later)
    np.testing.assert_allclose(scoring.score(ruler, later).points, wanted.points, rtol=1e-10)


def test_personal_targets_come_from_a_column(engine):
    card = Scorecard(
        code="c",
        name="C",
        parts=(
            Indicator(code="a", name="A", scale=Target(target=50, cap=120)),
            Indicator(code="b", name="B", scale=Target(target=5, cost="ratio", cap=150)),
            Indicator(code="d", name="D", scale=Target(target=5, cost="linear")),
        ),
    )
    values = np.array([[30.0, 4.0, 7.0], [90.0, 0.0, 1.0], [60.0, 9.0, 30.0]])
    goals = {"goal_a": [40.0, 60.0, 50.0], "goal_b": [5.0, 6.0, 3.0]}
    table = engine.table(columns_of(card, values) | goals)
    found = in_order(
        engine.collect(
            frames.score(
                card, table, targets={"a": "goal_a", "b": "goal_b"}, columns=("points", "clipped")
            )
        )
    )
    scores = scoring.score(card, values, targets={"a": goals["goal_a"], "b": goals["goal_b"]})
    for j, code in enumerate(card.codes):
        np.testing.assert_allclose(found[f"points_{code}"], scores.points[:, j], rtol=1e-12)
        assert [bool(v) for v in found[f"clipped_{code}"]] == scores.clipped[:, j].tolist()


def test_too_many_values_for_a_percentile_are_refused_by_name(lazy):
    card = Scorecard(code="c", name="C", parts=(Indicator(code="a", name="A", scale=Percentile()),))
    table = lazy.table({"id": list(range(1100)), "a": [float(v) for v in range(1100)]})
    with pytest.raises(InputError, match="at most 1,000 different values") as caught:
        frames.score(card, table)
    assert caught.value.code == "not_in_engine"
    assert "scoring.anchor" in caught.value.hint


# Bad input --------------------------------------------------------------------------------------

PLAIN = Scorecard(
    code="plain",
    name="Plain",
    aggregation="geometric",
    parts=(
        Indicator(code="a", name="A", scale=Log(worst=1, best=100)),
        Group(
            code="results",
            name="Results",
            aggregation="geometric",
            parts=(
                Indicator(code="b", name="B", scale=Identity(), valid_range=(-50, 500)),
                Indicator(code="c", name="C", scale=Identity()),
            ),
        ),
    ),
    bands=Bands.of({"low": 10, "high": 50}, upper=100),
)
GOOD = {"a": 50.0, "b": 60.0, "c": 70.0}
FAULTS = {
    "missing": ({"a": None}, "a: missing_value"),
    "infinite": ({"c": float("inf")}, "c: infinite_value"),
    "minus infinite": ({"b": float("-inf")}, "b: infinite_value"),
    "out of range": ({"b": 501.0}, "b: out_of_range"),
    "a zero in a logarithm": ({"a": 0.0}, "a: not_positive"),
    "a negative mean": ({"b": -1.0}, "results: negative"),
    "no grade": ({"a": 1.1, "b": 1.0, "c": 1.0}, "total: out_of_range"),
}


def rows(*changes):
    out = {"id": list(range(100, 100 + len(changes)))}
    for code in GOOD:
        out[code] = [(GOOD | change)[code] for change in changes]
    return out


def test_bad_rows_are_flagged_and_keep_their_place(engine):
    columns = rows({}, *(change for change, _ in FAULTS.values()), {})
    found = in_order(
        engine.collect(
            frames.score(PLAIN, engine.table(columns), columns=EVERYTHING, on_bad="flag")
        )
    )
    assert found["problem"] == [None, *(words for _, words in FAULTS.values()), None]
    assert found["a"] == columns["a"]  # the table's own columns are as they were
    wanted = scoring.score(PLAIN, [[50.0, 60.0, 70.0]])
    for i, problem in enumerate(found["problem"]):
        if problem is None:
            assert found["total"][i] == pytest.approx(wanted.total[0], rel=1e-12)
            assert found["band"][i] == "high"
        else:
            names = [name for name in found if name not in {*columns, "problem"}]
            assert {found[name][i] for name in names} == {None}, problem


@pytest.mark.parametrize("fault", FAULTS)
def test_bad_rows_are_refused_with_column_count_and_ids(lazy, fault):
    change, words = FAULTS[fault]
    place, code = words.split(": ")
    table = lazy.table(rows({}, change, {}, change))
    with pytest.raises(InputError) as caught:
        frames.score(PLAIN, table, ids="id")
    error = caught.value
    assert error.code == code
    assert f"2 rows in '{place}'" in error.found
    assert "101" in str(error)
    assert "103" in str(error)


def test_what_needs_no_data_is_refused_before_anything_runs(engine):
    def refused(code, table, **options):
        with pytest.raises(InputError) as caught:
            frames.score(PLAIN, engine.table(table), **options)
        assert caught.value.code == code
        return caught.value

    good = rows({}, {})
    refused("missing_column", {k: v for k, v in good.items() if k != "b"})
    refused("not_numeric", good | {"b": ["x", "y"]})
    refused("not_numeric", good | {"b": [True, False]})
    error = refused("duplicate", good | {"TOTAL": [1.0, 2.0]})
    assert "prefix" in error.hint
    refused("unknown_option", good, on_bad="drop")
    refused("unknown_option", good, columns=["totals"])
    refused("unknown_label", good, targets={"a": "b"})
    scored = frames.score(PLAIN, engine.table(good | {"TOTAL": [1.0, 2.0]}), prefix="k_")
    assert engine.collect(scored)["TOTAL"] == [1.0, 2.0]


def test_whole_numbers_and_empty_tables_are_tables(engine):
    columns = rows({}, {}) | {"c": [70, 70], "b": [60, 60]}
    found = engine.collect(frames.score(PLAIN, engine.table(columns)))
    assert found["total"] == pytest.approx(
        scoring.score(PLAIN, [[50.0, 60.0, 70.0]] * 2).total.tolist(), rel=1e-12
    )


@pytest.mark.parametrize(
    "code", ["a b", "a.b", 'a"b', "a'b", "a`b", "a[b]", "ä" * 20, "%", "select"]
)
def test_codes_may_hold_anything_that_the_engine_can_name(engine, code):
    card = Scorecard(code="c", name="C", parts=(Indicator(code=code, name="A", scale=Identity()),))
    table_of = {"id": [1, 2], code: [10.0, 20.0]}
    try:
        table = engine.table(table_of)
        engine.collect(table)
    except Exception:
        assert engine.name in {"postgres", "ibis"}
        return
    if "%" in code and engine.name == "postgres":
        with pytest.raises(InputError, match="percent sign"):
            frames.score(card, table, on_bad="flag")
        return
    found = in_order(engine.collect(frames.score(card, table, on_bad="flag")))
    assert found[f"points_{code}"] == [10.0, 20.0]
    assert found["total"] == [10.0, 20.0]


RELATIVE_CARD = Scorecard(
    code="c",
    name="C",
    parts=(Indicator(code="a", name="A", scale=MinMax(), lower_is_better=False),),
)


@pytest.mark.parametrize("blank", [None, "", " ", "\t\u00a0", "\u200b"])
def test_a_blank_label_is_no_peer_group(engine, blank):
    table = engine.table(
        {"id": [1, 2, 3, 4], "a": [1.0, 2.0, 3.0, 4.0], "u": ["x", "x", blank, "y z"]}
    )
    with pytest.raises(InputError) as caught:
        frames.score(RELATIVE_CARD, table, by="u")
    assert caught.value.code == "missing_value"
    found = in_order(engine.collect(frames.score(RELATIVE_CARD, table, by="u", on_bad="flag")))
    assert found["problem"] == [None, None, "u: missing_value", None]
    assert found["points_a"][:3] == [0.0, 100.0, None]


def test_a_number_that_is_no_label_is_no_peer_group(engine):
    group = [1.0, 1.0, float("nan"), float("nan")]
    table = engine.table({"id": [1, 2, 3, 4], "a": [1.0, 2.0, 3.0, 4.0], "u": group})
    with pytest.raises(InputError) as caught:
        frames.score(RELATIVE_CARD, table, by="u")
    assert caught.value.code == "missing_value"
    found = in_order(engine.collect(frames.score(RELATIVE_CARD, table, by="u", on_bad="flag")))
    assert found["problem"] == [None, None, "u: missing_value", "u: missing_value"]
    assert found["points_a"] == [0.0, 100.0, None, None]


def test_what_a_relative_scale_cannot_have_is_its_group_s_fault_and_no_row_s(engine):
    card = Scorecard(
        code="c",
        name="C",
        parts=(Indicator(code="a", name="A", scale=SumShare(), lower_is_better=False),),
    )
    table = engine.table({"id": [1, 2], "a": [-1.0, 2.0]})
    codes = set()
    for on_bad in ("raise", "flag"):
        with pytest.raises(InputError, match="a") as caught:
            frames.score(card, table, on_bad=on_bad)
        codes.add(caught.value.code)
    assert codes == {"negative"}
