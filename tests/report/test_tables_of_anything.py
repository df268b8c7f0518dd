"""Tables of a report out of results, mappings and dataframes of any library."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kinerja import plotting
from kinerja._report import drawn as drawings
from kinerja._report.section import Column, Table
from kinerja._report.tables import as_table, guessed, tables_of
from kinerja._report.written import written
from kinerja.errors import InputError
from kinerja.impact import did
from kinerja.staffing import balance_sheet
from kinerja.survey import Design, mean


def shown(values, *, first=False, head="x", language="en"):
    return written(guessed(values, first=first, head=head, language=language), language)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2500, 3], ["1", "2,500", "3"]),
        ([1.5, 2.25, 3.0], ["1.50", "2.25", "3.00"]),
        ([1.0, 2.0], ["1", "2"]),
        ([0.125, 2.0], ["0.125", "2.000"]),  # more than two decimals: what tells them apart
        ([1.5, None, math.nan], ["1.5", "–", "–"]),
        ([True, False], ["yes", "no"]),
        ([1, True], ["1", "yes"]),
        (["a", None, math.nan, pd.NA, pd.NaT], ["a", "–", "–", "–", "–"]),
        ([dt.date(2025, 1, 2), None], ["2 January 2025", "–"]),
        ([None, None], ["–", "–"]),
        ([], []),
    ],
)
def test_a_column_is_shown_by_what_it_holds(values, expected):
    assert shown(values) == expected


def test_whole_numbers_that_count_nothing_have_no_separator():
    assert shown([2024, 2025], head="Tahun") == ["2024", "2025"]
    assert shown([19850101, 19860202], first=True) == ["19850101", "19860202"]
    assert shown([2024, 2025]) == ["2,024", "2,025"]
    assert shown([2024.5], first=True) == ["2,024.5"]


MOMENT = np.array(["2025-01-02T08:30", "2025-03-04"], dtype="datetime64[ns]")
FRAMES = {
    "mapping": {"unit": ["A", "B"], "x": np.array([1.5, 2]), "jam": MOMENT},
    "lists": {"unit": ("A", "B"), "x": [np.float64(1.5), np.int64(2)], "jam": list(MOMENT)},
    "pandas": pd.DataFrame({"unit": ["A", "B"], "x": [1.5, 2], "jam": MOMENT}),
    "polars": pl.DataFrame({"unit": ["A", "B"], "x": [1.5, 2.0], "jam": MOMENT}),
    "pyarrow": pa.table({"unit": ["A", "B"], "x": [1.5, 2.0], "jam": MOMENT}),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_every_library_gives_the_same_table(kind):
    table = as_table(FRAMES[kind], "en")
    assert list(table) == ["unit", "x", "jam"]
    assert written(table.column("unit"), "en") == ["A", "B"]
    assert written(table.column("x"), "en") == ["1.5", "2.0"]
    # times, not nanoseconds since 1970
    assert written(table.column("jam"), "en") == ["2 January 2025 08:30", "4 March 2025"]
    assert as_table(table, "id") is table


@pytest.mark.parametrize(
    ("odd", "message"),
    [
        (
            pl.LazyFrame({"a": [1]}),
            r"rows are there; found a lazy LazyFrame.*Collect it",
        ),
        ({"a": "abc"}, "a list of values for each column; found str for 'a'"),
        ({"a": 3}, "a list of values for each column; found int for 'a'"),
        ([1, 2], "a result, a mapping of columns or a dataframe; found list"),
        (None, "found NoneType"),
    ],
)
def test_what_is_no_table_is_refused(odd, message):
    with pytest.raises(InputError, match=message) as caught:
        as_table(odd, "en")
    assert caught.value.argument == "tables"


def test_a_result_without_rows_is_a_table_of_its_figures():
    y = [5, 6, 4, 5, 7, 9, 6, 9]
    result = did(y, [0, 0, 0, 0, 1, 1, 1, 1], [0, 1] * 4, clusters=list("aabbccdd"))
    (table,) = (table for _, table in tables_of(result, "en")[:1])
    said = dict(zip(*(table[head] for head in table), strict=True))
    # (6.5 → 8 + 9) / 2: the treated go from 6.5 to 9, the others from 4.5 to 5.5.
    assert any(text in {"1.5", "1.50"} for text in said.values())
    assert len(said) == table.size


def test_a_foot_is_of_rows_that_are_there():
    assert Table({"a": [1, 2]}, foot=2).foot == 2
    for foot in (-1, 3):
        with pytest.raises(InputError, match="at least 0 and at most 2"):
            Table({"a": [1, 2]}, foot=foot)
    assert Table({"a": []}).column("a").kind == "text"
    assert Table({"a": [1, 2.5]}).column("a").kind == "number"
    assert Table({"a": [1, True]}).column("a").kind == "text"
    assert written(Column([0.5, None, math.nan], "number", sign=True), "en") == ["+0.5", "", "–"]


def test_a_picture_that_cannot_be_drawn_is_left_to_the_tables(monkeypatch):
    sheet = balance_sheet([[3, 1]], [[1, 2]], units=["North"])
    (picture,) = drawings.drawn("need", sheet, language="en")
    (half,) = drawings.drawn_narrow("need", sheet, language="en")
    assert half.get_figwidth() < picture.get_figwidth()
    assert plotting.alt_text(picture) == plotting.alt_text(half)
    assert drawings.drawn("needs", sheet) == ()
    assert drawings.drawn("need", mean([3, 4.0], Design())) == ()
    monkeypatch.setattr(drawings, "find_spec", lambda _: None)
    assert drawings.drawn("need", sheet, language="en") == ()
