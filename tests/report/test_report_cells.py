"""Cells, bars, heads and refusals of the tables of a report, by hand."""

import datetime as dt
import math

import numpy as np
import pytest

from kinerja import score
from kinerja._report.cells import view
from kinerja._report.section import Column, Section, Table
from kinerja._report.tables import _of_result, as_table, facts_of, guessed, in_words, tables_of
from kinerja._report.written import written
from kinerja._results.display import Shown
from kinerja.errors import InputError
from kinerja.indicators import Bands, Group, Identity, Indicator, Scorecard
from kinerja.survey import Design, mean

NAN = math.nan


def cells(column):
    return [row[0] for row in view("", Table({"x": column}), "en").rows]


def test_a_number_is_sorted_by_its_exact_value():
    found = cells(Column([0.125, NAN, None, math.inf], "number", decimals=1))
    assert [(cell.text, cell.value) for cell in found[:3]] == [
        ("0.1", "0.125"), ("–", ""), ("", ""),
    ]  # fmt: skip
    assert found[3].value == ""
    assert [cell.bar for cell in found] == [None] * 4
    assert [cell.depth for cell in found] == [0] * 4


def test_a_text_is_sorted_as_it_is_and_a_date_by_its_day():
    found = cells(Column(["  a", "b", dt.date(2025, 3, 1)]))
    assert [(cell.text, cell.value, cell.depth) for cell in found] == [
        ("a", None, 2), ("b", None, 0), ("1 March 2025", "2025-03-01", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "full", "bars"),
    [
        ([4, 1, NAN, 0], None, [(0, 100), (0, 25), (0, 0), (0, 0)]),
        ([4, 1], 8, [(0, 50), (0, 12.5)]),
        ([4, 1], 2, [(0, 100), (0, 50)]),  # no bar is longer than its room
        # Below 0 there are 50 to each side of the middle.
        ([-1, 2, -4], None, [(37.5, 12.5), (50, 25), (0, 50)]),
        ([0, 0], None, [(0, 0), (0, 0)]),
        ([1, 3], None, [(0, 33.33), (0, 100)]),
    ],
)
def test_bars_of_a_page(values, full, bars):
    found = cells(Column(values, "number", bar=True, full=full))
    assert [cell.bar for cell in found] == bars


def test_what_a_page_knows_of_a_table():
    table = Table(
        {
            "unit": ["A", "Bee", "all"],
            "n": Column([1, 22.5, NAN], "number", bar=True),
            "d": Column([-1, 2, 1], "number", bar=True),
            "s": Column([0.5, 1, 0.75], "share", decimals=0),
        },
        foot=1,
    )
    found = view("Caption", table, "en")
    assert found.caption == "Caption"
    assert [tuple(head) for head in found.heads] == [
        ("unit", False, 3, False), ("n", True, 4, False), ("d", True, 4, True),
        ("s", True, 4, False),
    ]  # fmt: skip
    assert [row[0].text for row in found.rows] == ["A", "Bee"]
    assert [row[0].text for row in found.foot] == ["all"]
    assert (found.wide, found.short) == (False, True)
    for columns, rows, wide, short in ((5, 14, False, True), (6, 15, True, False)):
        made = view("", Table({str(i): ["x"] * rows for i in range(columns)}), "en")
        assert (made.wide, made.short) == (wide, short)
    assert view("", Table({"a": []}), "en").heads[0].room == 0


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (Column([1234.5, -2], "number", sign=True), ["+1,234.5", "−2.0"]),
        (Column([0.125], "share"), ["12.5%"]),
        (Column([0.127], "share", decimals=0, sign=True), ["+13%"]),
        (Column([1.0, 2.25], "number", decimals=None), ["1", "2.25"]),
        (Column([True, False, None, 3, "x"]), ["yes", "no", "", "3", "x"]),
        (Column([dt.datetime(2025, 3, 1, 8, 5), dt.datetime(2025, 3, 1)]),  # noqa: DTZ001
         ["1 March 2025 08:05", "1 March 2025"]),
    ],
)  # fmt: skip
def test_cells_as_a_reader_knows_them(column, shown):
    assert written(column, "en") == shown


@pytest.mark.parametrize(
    ("values", "decimals"),
    [([1, 2.0], 0), ([1.5, 2], 1), ([1.25, 2], 2), ([1.125, 2], 3), ([123.456, 2], 2),
     ([NAN, 1.5], 1)],
)  # fmt: skip
def test_a_column_has_the_decimals_that_tell_its_figures(values, decimals):
    column = guessed(values, first=False, head="x", language="en")
    assert (column.kind, column.decimals) == ("number", decimals)


def test_whole_numbers_of_the_first_column_and_years_are_names():
    for first, head in ((True, "x"), (False, " Year "), (False, "PERIODE"), (False, "tahun")):
        column = guessed([2024, None], first=first, head=head, language="en")
        assert (column.kind, written(column, "en")) == ("text", ["2024", "–"])
    assert guessed([2024], first=False, head="x", language="en").kind == "number"
    assert guessed([2024.5], first=True, head="x", language="en").kind == "number"
    assert guessed([None], first=False, head="x", language="en").kind == "text"


A, B = (Indicator(code=code, name=code.upper(), scale=Identity()) for code in "ab")


def scored(bands=None):
    card = Scorecard(code="c", name="C", parts=(Group(code="g", name="total", parts=(A, B)),),
                     bands=bands)  # fmt: skip
    return score(card, [[90, 70], [50, np.nan]], ids=["p", "q"], missing="reweight")


def test_scores_are_shown_as_an_office_reads_them():
    table = as_table(scored(Bands.of({"low": 0, "high": 75})), "en")
    # The group is called as the column of totals is, so its code stands there.
    assert {head: list(table[head]) for head in table} == {
        "id": ["p", "q"], "total": [80, 50], "rank": [1, 2], "grade": ["high", "low"],
        "coverage": [1, 0.5], "g": [80, 50],
    }  # fmt: skip
    looks = {head: (table.column(head).kind, table.column(head).decimals) for head in table}
    assert looks["total"] == looks["g"] == ("number", 1)
    assert (looks["rank"], looks["coverage"]) == (("number", 0), ("share", 0))
    assert "grade" not in as_table(scored(), "en")
    assert tables_of(scored(), "en")[0][0] == ""
    assert len(tables_of(scored(), "en")) == 1


def test_a_result_is_shown_by_the_units_of_its_figures():
    result = mean([0.25, 0.5, 0.75, 0.5], Design(), by=["a", "a", "b", "b"])
    table = as_table(result, "en")
    assert list(table[next(iter(table))]) == ["a", "b"]
    (value,) = [head for head in table if list(table[head])[:2] == [0.375, 0.625]]
    assert table.column(value).kind == "number"
    columns = {"x": [0.5, 0.25], "y": [0.125, 0.5], "p": [0.0625, 1], "z": [80.25, 1]}
    units = {"x": "share", "y": "share", "p": "p", "z": "points"}
    arrays = {name: np.array(column) for name, column in columns.items()}
    shown = Shown(title="", columns=arrays, units=units, keys=0, heads={})
    made = _of_result(shown, "en")
    looks = [(made.column(head).kind, made.column(head).decimals) for head in made]
    assert looks == [("share", 0), ("share", 1), ("number", 3), ("number", 1)]


def test_single_values_are_facts():
    shown = Shown(title="", columns={}, units={"s": "share"}, keys=0, heads={},
                  facts={"s": 0.125, "n": 2.5, "w": 1200, "yes": True, "no": False, "t": "x",
                         "none": None})  # fmt: skip
    table = facts_of(shown, "en")
    (names, figures) = (list(table[head]) for head in table)
    assert len(names) == 7
    assert figures == ["12.5%", "2.5", "1,200", "yes", "no", "x", "–"]
    assert in_words("points_attendance", "en") == "points attendance"


REFUSED = {
    "no table": (lambda: as_table(3, "en"), "tables", "not_a_table", "found int"),
    "no table of data": (lambda: as_table(3, "en", "data"), "data", "not_a_table", "a result, a"),
    "a text as a column": (lambda: as_table({"a": "xy"}, "en"), "tables", "wrong_type",
                           "found str for 'a'"),
    "a number as a column": (lambda: as_table({"a": 3}, "en"), "tables", "wrong_type",
                             "a list of values for each column; found int for 'a'"),
    "no title": (lambda: Section(" "), "title", "wrong_type", "a heading; found ' '"),
    "no caption": (lambda: Section("A", tables=[{"a": [1]}]), "tables", "wrong_type",
                   "pairs of a caption and a table; found dict"),
    "three of a pair": (lambda: Section("A", tables=[("a", {}, 1)]), "tables", "wrong_type",
                        "found tuple"),
    "a caption of another kind": (lambda: Section("A", tables=[(1, {})]), "tables", "wrong_type",
                                  "found tuple"),
    "a sentence of another kind": (lambda: Section("A", text=["a", 3]), "text", "wrong_type",
                                   "sentences; found int"),
    "a method of another kind": (lambda: Section("A", method=[None]), "method", "wrong_type",
                                 "sentences; found NoneType"),
    "columns of two lengths": (lambda: Table({"a": [1], "b": [1, 2]}), "columns", None, "b"),
    "decimals beyond 15": (lambda: Column([1.0], decimals=16), "decimals", "out_of_range", "15"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_report_takes_is_refused_by_name(case):
    call, argument, code, said = REFUSED[case]
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
    assert code is None or caught.value.code == code
    assert said in str(caught.value)
    assert Column([1.0], decimals=15).decimals == 15


def test_a_plain_table_shows_figures_with_what_they_have():
    table = Table({"a": [1.5, 2], "b": ["x", 1], "c": [], "d": [True, 1]} | {"c": [1, 2]})
    looks = {head: (table.column(head).kind, table.column(head).decimals) for head in table}
    assert looks == {"a": ("number", None), "b": ("text", 1), "c": ("number", None),
                     "d": ("text", 1)}  # fmt: skip
    assert (table.size, len(table), table.foot) == (2, 4, 0)
    assert Table({}).size == 0
    assert Table({"a": []}).column("a").kind == "text"
