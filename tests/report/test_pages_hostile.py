"""What is no text, no table and nobody's name in a report: refused by the argument's name."""

import re

import numpy as np
import pandas as pd
import polars as pl
import pytest

from kinerja import report, score
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, Scorecard
from kinerja.report import Column, Section, Table


class Mute:
    """An object that cannot even be shown."""

    def __repr__(self):
        raise RuntimeError("no repr")


class Liar:
    """Says that it is an array, and is not."""

    def __array__(self, *_, **__):
        raise RuntimeError("on another device")


ODD = {
    "number": 1.5, "whole": 3, "missing": pd.NA, "bytes": b"ab", "array of one": np.array(2.0),
    "masked": np.ma.masked, "lazy": pl.LazyFrame({"a": [1.0]}), "class": Indicator,
    "mute": Mute(), "liar": Liar(), "set": {1, 2},
}  # fmt: skip
CARD = Scorecard(
    code="c", name="C", parts=[Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
)
SCORES = score(CARD, [[50.0, 60.0], [70.0, 90.0]], ids=["P1", "P2"])
PLACES = {
    "text": lambda v: Section("A", text=v),
    "method": lambda v: Section("A", method=v),
    "tables": lambda v: Section("A", tables=v),
    "figures": lambda v: Section("A", figures=v),
    "columns": lambda v: Table(v),
    "foot": lambda v: Table({"a": [1.0]}, foot=v),
    "values": lambda v: Column(v),
    "lead": lambda v: report.html([Section("A", text="b.")], title="T", lead=v),
    "unit": lambda v: report.of(SCORES, unit=v),
    "only": lambda v: report.folder("never_made", SCORES, only=v),
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("argument", PLACES)
def test_what_is_no_list_is_refused_by_its_argument(argument, kind):
    if (argument, kind) == ("foot", "whole"):
        return  # refused too, as more rows than there are: below
    with pytest.raises(InputError) as caught:
        PLACES[argument](ODD[kind])
    assert caught.value.argument == argument


@pytest.mark.parametrize("kind", ODD)
def test_a_column_of_a_table_is_a_list(kind):
    for columns in ({"a": ODD[kind]}, {"b": [1.0], "a": ODD[kind]}):
        with pytest.raises(InputError) as caught:
            Table(columns)
        assert caught.value.argument == "columns"


@pytest.mark.parametrize("foot", [-1, 3, 1.0, True, None, np.nan])
def test_a_table_has_no_more_rows_at_its_foot_than_it_has(foot):
    with pytest.raises(InputError) as caught:
        Table({"a": [1.0, 2.0]}, foot=foot)
    assert (caught.value.argument, caught.value.code) == ("foot", "out_of_range")
    assert Table({"a": [1.0, 2.0]}, foot=2).foot == 2


def test_a_table_reads_whatever_has_an_order():
    table = Table(
        {"a": (x for x in (1.0, 2.5)), "b": pd.Series(["x", "y"]), "c": Column(iter("pq"))}
    )
    assert [list(table[head]) for head in "abc"] == [[1.0, 2.5], ["x", "y"], ["p", "q"]]
    assert [table.column(head).kind for head in "abc"] == ["number", "text", "text"]


@pytest.mark.parametrize(("argument", "value"), [
    ("kind", "money"), ("kind", None), ("decimals", -1), ("decimals", 1.5), ("decimals", "2"),
    ("full", 0.0), ("full", np.inf), ("full", "x"),
])  # fmt: skip
def test_a_column_is_shown_in_a_way_there_is(argument, value):
    with pytest.raises(InputError) as caught:
        Column([1.0], **{argument: value})
    assert caught.value.argument == argument


def test_a_heading_is_a_text():
    with pytest.raises(InputError) as caught:
        Table({2024: [1.0]})
    assert caught.value.argument == "columns"


NOBODY = {
    "list": ["P1"], "empty": [], "array": np.array(["P1", "P2"]), "nothing": np.array([]),
    "mute": Mute(), "liar": Liar(), "mapping": {"P1": 1}, "fraction": 1.5, "missing": np.nan,
    "unknown": "P3", "number": 7,
}  # fmt: skip


@pytest.mark.parametrize("reader", ["employee", "head"])
@pytest.mark.parametrize("kind", NOBODY)
def test_a_page_is_somebodys(kind, reader):
    with pytest.raises(InputError) as caught:
        report.of(SCORES, reader=reader, whose=NOBODY[kind], unit=["North", "South"])
    assert caught.value.argument == "whose"


def test_people_are_found_by_their_id_of_whatever_kind():
    numbered = score(CARD, [[50.0, 60.0], [70.0, 90.0]], ids=[12, 34])
    for whose in (34, np.int64(34), 34.0):
        page = report.of(numbered, reader="employee", whose=whose)
        assert re.search(r"\b80\b", page)  # the mean of 70 and 90
        assert not re.search(r"\b55\b", page)  # that of the other one


def test_units_are_labels_as_everywhere():
    page = report.of(SCORES, reader="head", whose="1", unit=np.array([1.0, 2.0]))
    assert "1" in page
    with pytest.raises(InputError, match="2 labels") as caught:
        report.of(SCORES, unit=["North"])
    assert caught.value.argument == "unit"
    with pytest.raises(InputError) as caught:
        report.of(SCORES, unit=["North", ["South"]])
    assert caught.value.argument == "unit"


def test_a_sign_that_no_page_can_hold_is_shown_as_one():
    page = report.html([Section("A\ud800", text="b\ud800c.")], title="T")
    assert "b\ufffdc." in page
    assert page.encode().decode() == page
