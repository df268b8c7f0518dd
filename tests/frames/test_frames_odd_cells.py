"""Cells, labels and names of odd kinds in tables of records: refused in words, or left alone."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kinerja import frames
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, MinMax, Scorecard, Target

HALF = "a\ud800"  # half a character: no file and no database can hold it


class Mute:
    """An object that cannot even be shown."""

    def __repr__(self):
        raise RuntimeError("no repr")


NO_NUMBER = {
    "list": [1.0],
    "mute": Mute(),
    "complex": 1 + 2j,
    "text": "12",
    "date": dt.date(2026, 3, 2),
    "400 digits": 10**400,
}
CALLS = {
    "present": lambda t: frames.attendance(t, "id", present="x", scheduled="due"),
    "due": lambda t: frames.completion(t, "id", done="done", due="x"),
    "t": lambda t: frames.service_times(t, "x", target=3),
    "selected": lambda t: frames.adverse_impact(t, "x", "id"),
}


def table(**columns):
    good = {"id": ["a", "b", "a"], "done": [1, 1, 0], "due": [1, 1, 1]}
    return pd.DataFrame({name: pd.Series(v, dtype=object) for name, v in (good | columns).items()})


@pytest.mark.parametrize("kind", NO_NUMBER)
@pytest.mark.parametrize("place", CALLS)
def test_a_cell_that_is_no_number_is_refused_by_its_column(place, kind):
    with pytest.raises(InputError) as caught:
        CALLS[place](table(x=[1, NO_NUMBER[kind], 0]))
    assert caught.value.argument in {"frame", place}
    assert caught.value.code in {"wrong_type", "not_numeric", "wrong_shape"}


@pytest.mark.parametrize("as_kind", [pd.DataFrame, pl.DataFrame, pa.table])
@pytest.mark.parametrize("place", ["t", "selected"])
def test_text_of_digits_is_text_in_every_library(place, as_kind):
    given = as_kind({"x": ["1", "0", "1"], "id": ["a", "b", "a"], "due": [1, 1, 1]})
    with pytest.raises(InputError) as caught:
        CALLS[place](given)
    assert caught.value.argument == place
    assert caught.value.code in {"not_numeric", "wrong_type"}


@pytest.mark.parametrize("kind", ["mute", "complex", "400 digits"])
def test_a_cell_that_no_typed_column_holds_is_named_by_its_row(kind):
    for name in ("id", "done"):
        given = table(**{name: [1, NO_NUMBER[kind], 1]})
        with pytest.raises(InputError) as caught:
            frames.completion(given, "id", done="done", due="due")
        assert (caught.value.argument, caught.value.code) == ("frame", "wrong_type")
        assert caught.value.positions == ((1, name),)


def test_a_column_of_two_kinds_says_which():
    given = table(id=["a", 2, "a"])
    with pytest.raises(InputError, match="'int', 'str'") as caught:
        frames.completion(given, "id", done="done", due="due")
    assert caught.value.positions == ("id",)


def test_columns_that_are_not_named_may_hold_anything():
    given = table(remark=[Mute(), [1], 10**400], first=[7, 7, 7], second=[0, 0, 0])
    given.columns = ["id", "done", "due", "remark", "twice", "twice"]
    found = frames.completion(given, "id", done="done", due="due")
    assert found["completion"].tolist() == [0.5, 1.0]  # a: 1 of 2; b: 1 of 1


def test_a_named_level_of_the_index_is_a_column():
    given = table().set_index("id")
    found = frames.completion(given, "id", done="done", due="due")
    assert found["id"].tolist() == ["a", "b"]
    assert found["completion"].tolist() == [0.5, 1.0]


def test_a_column_that_is_named_and_there_twice_is_refused():
    given = table()
    given.columns = ["id", "due", "due"]
    with pytest.raises(InputError) as caught:
        frames.completion(given, "id", done="due", due="due")
    assert (caught.value.argument, caught.value.code) == ("frame", "duplicate")


@pytest.mark.parametrize("kind", ["list", "mute", "inf", "1.5", "two kinds"])
@pytest.mark.parametrize("column", ["unit", "job"])
def test_a_post_is_named_by_text_or_whole_numbers(column, kind):
    odd = {"list": [1.0], "mute": Mute(), "inf": np.inf, "1.5": 1.5, "two kinds": True}[kind]
    other = Mute() if kind == "mute" else 3
    labels = {"unit": ["n", "s", "n"], "job": ["p", "p", "q"]} | {column: [odd, other, other]}
    given = pd.DataFrame({n: pd.Series(v, dtype=object) for n, v in labels.items()})
    with pytest.raises(InputError) as caught:
        frames.headcount(given, unit="unit", job="job")
    assert caught.value.argument == column


def test_people_of_one_post_are_counted_whatever_kind_names_it():
    unit = pd.Series([2.0, 10.0, 2.0, 2.0])  # whole numbers that a file reader made floats
    job = pd.Series([Decimal(7), Decimal(7), Decimal(3), Decimal(7)], dtype=object)
    matrix, units, jobs = frames.headcount(
        pd.DataFrame({"unit": unit, "job": job}), unit="unit", job="job"
    )
    # rows 2 and 10, columns 3 and 7: (2,7), (10,7), (2,3), (2,7)
    assert (units, jobs, matrix.tolist()) == ([2, 10], [3, 7], [[1, 2], [0, 1]])


def test_a_person_without_a_post_is_counted_out_loud():
    given = pd.DataFrame({"unit": ["n", None, "s"], "job": [" ", "p", "p"]})
    with pytest.raises(InputError, match="none in 2 rows") as caught:
        frames.headcount(given, unit="unit", job="job")
    assert caught.value.code == "missing_value"


def card(scale):
    return Scorecard(code="c", name="C", parts=(Indicator(code="a", name="A", scale=scale),))


NAMED = {
    "prefix": lambda: frames.score(card(Identity()), pl.LazyFrame({"a": [1.0]}), prefix=HALF),
    "by": lambda: frames.score(card(MinMax()), pl.LazyFrame({"a": [1.0]}), by=HALF),
    "ids": lambda: frames.score(card(Identity()), pl.LazyFrame({"a": [1.0]}), ids=HALF),
    "targets": lambda: frames.compile(card(Target(target=5)), targets={"a": HALF}),
    "keep": lambda: frames.compile(card(Identity())).sql("sqlite", "t", keep=HALF),
    "table": lambda: frames.compile(card(Identity())).sql("sqlite", HALF),
    "name": lambda: frames.attendance(table(), "id", present="done", scheduled="due", name=HALF),
    "y": lambda: frames.survey_mean(pl.LazyFrame({"a": [1.0, 2.0]}), [HALF]),
    "weights": lambda: frames.survey_total(pl.LazyFrame({"a": [1.0]}), "a", weights=HALF),
    "items": lambda: frames.skm_index(pl.LazyFrame({"a": [1.0]}), items=[HALF] * 9),
}


@pytest.mark.parametrize("argument", NAMED)
def test_half_a_character_is_in_no_name_of_a_column(argument):
    with pytest.raises(InputError, match="half a character") as caught:
        NAMED[argument]()
    assert str(caught.value.argument).partition("[")[0] == argument


@pytest.mark.parametrize("name", [None, 3, b"x"], ids=repr)
def test_the_column_that_is_made_has_a_name(name):
    with pytest.raises(InputError) as caught:
        frames.attendance(table(), "id", present="done", scheduled="due", name=name)
    assert caught.value.argument == "name"


@pytest.mark.parametrize("given", [
    {"a": ["x", "y"]}, {"b": [1.0]}, {"a": []}, {"a": [1.0, np.inf]}, {"a": [True, False]},
    {"a": [1.0, None]},
], ids=str)  # fmt: skip
def test_anchoring_speaks_of_the_frame_it_was_given(given):
    with pytest.raises(InputError) as caught:
        frames.anchor(card(MinMax()), pd.DataFrame(given))
    assert caught.value.argument == "frame"
    assert str(caught.value).startswith("`frame`")


def test_any_number_between_0_and_1_is_a_level():
    rng = np.random.default_rng(3)
    answers = pl.LazyFrame({f"U{j + 1}": rng.integers(1, 5, 12) for j in range(9)})
    found, plain = (frames.skm_index(answers, level=v) for v in (np.longdouble(0.5), 0.5))
    assert found.lower.tolist() == plain.lower.tolist()
    assert not np.isnan(plain.lower).any()
