"""The border's other readers: dates, yes and no, weights, declared levels, crossed groupings."""

import datetime as dt
import os
import signal

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja import _checks as checks
from kinerja.errors import InputError

NAN = float("nan")
DAY = dt.date(2026, 3, 6)


@pytest.mark.parametrize(
    "day",
    [
        "2026-03-06",
        DAY,
        dt.datetime(2026, 3, 6, 23, 59),  # noqa: DTZ001
        dt.datetime(2026, 3, 6, 1, tzinfo=dt.timezone(dt.timedelta(hours=7))),
        pd.Timestamp("2026-03-06 08:00"),
        np.datetime64("2026-03-06"),
        np.datetime64("2026-03-06T23:59:59.999999999"),
    ],
)
def test_one_day_of_any_library(day):
    found = checks.one_day(day, "on")
    assert (found, type(found)) == (DAY, dt.date)


@pytest.mark.parametrize(
    "odd", ["2026-3-6", "06-03-2026", "2026-03-06T00:00", "", 20260306, None, pd.NaT, NAN,
            np.datetime64("NaT"), "2026-02-30", b"2026-03-06"], ids=repr,
)  # fmt: skip
def test_what_is_no_day(odd):
    with pytest.raises(InputError) as caught:
        checks.one_day(odd, "on", row=4)
    assert (caught.value.argument, caught.value.positions) == ("on", (4,))


ZONE = "Asia/Jakarta"
LATE = pd.Timestamp("2026-03-06 01:30", tz=ZONE)  # 5 March in UTC


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([LATE, pd.NaT]),
        pl.Series([LATE.to_pydatetime(), None]).dt.convert_time_zone(ZONE),
        pa.array([LATE, None], type=pa.timestamp("us", tz=ZONE)),
        [LATE.to_pydatetime(), None],
    ],
    ids=["pandas", "polars", "arrow", "list"],
)
def test_a_date_with_a_zone_is_what_its_own_clock_shows(column):
    found = checks.local_dates(column)
    shown = dt.datetime(2026, 3, 6, 1, 30)  # noqa: DTZ001
    assert found[0] == shown
    assert found[0].tzinfo is None
    assert found[1] is None or pd.isna(found[1])


def test_columns_without_dates_stay_as_they_are():
    for column in (["a", "b"], [1, 2], np.array([1.0, 2.0]), pd.Series(["a"])):
        assert checks.local_dates(column) is column
    days = checks.local_dates(np.array(["2026-03-06", "NaT"], dtype="M8[D]"))
    assert days.dtype == object
    assert days[0] == dt.datetime(2026, 3, 6)  # noqa: DTZ001


@pytest.mark.parametrize(
    "column",
    [[True, False, None], [1, 0, None], [1.0, 0.0, NAN], np.array([1, 0, NAN]),
     pd.array([True, False, None], dtype="boolean"), pd.Series([1, 0, None]),
     pl.Series([True, False, None]), pa.array([True, False, None])],
    ids=lambda x: f"{type(x).__module__}.{type(x).__name__}",
)  # fmt: skip
def test_yes_and_no_in_any_container(column):
    found = checks.yes_no(column, "x", n=3, missing="allow")
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, [1, 0, NAN])
    with pytest.raises(InputError) as caught:
        checks.yes_no(column, "x")
    assert (caught.value.argument, caught.value.code) == ("x", "missing_value")
    with pytest.raises(InputError, match="4 values; found 3"):
        checks.yes_no(column, "x", n=4, missing="allow")


def test_yes_and_no_of_numpy_and_of_numbers_as_text():
    assert checks.yes_no(np.array([True, False]), "x").tolist() == [1, 0]
    assert checks.yes_no([np.True_, np.False_, 1], "x").tolist() == [1, 0, 1]
    for odd in (np.array(["1"]), [[True]], [True, "no"], [2], "yes"):
        with pytest.raises(InputError) as caught:
            checks.yes_no(odd, "x")
        assert caught.value.argument == "x"


def test_weights_whose_sum_no_float_holds_keep_their_ratios():
    huge = checks.weights([1.5e308, 0.75e308, 0.0], 3)
    assert huge.tolist() == [1.5e308 / 2**64, 0.75e308 / 2**64, 0.0]
    assert checks.weights([3.0, 2.0**960], 2).tolist() == [3.0, 2.0**960]  # as given
    assert checks.weights(None, 3).tolist() == [1.0, 1.0, 1.0]
    assert checks.weights([], 0).size == checks.weights(None, 0).size == 0


def test_counts_are_whole_numbers_of_64_bits():
    largest = np.nextafter(2.0**63, 0)
    found = checks.as_counts(np.array([0.0, 3.0, largest]), "x", given=np.zeros(3), hint="")
    assert (found.dtype, found.tolist()) == (np.int64, [0, 3, int(largest)])
    for x in (-(2.0**63), NAN, np.inf):
        with pytest.raises(InputError) as caught:
            checks.as_counts(np.array([1.0, x]), "x", given=np.array([5.0, 6.0]), hint="")
        assert caught.value.positions == (1,)


def test_directions_are_the_callers_own_no_longer():
    own = np.array([True, False])
    found = checks.benefit(own, 2)
    found[0] = False
    assert own[0]
    assert checks.benefit(False, 2).flags.writeable
    assert checks.benefit(np.True_, 2).tolist() == [True, True]
    assert checks.benefit([1, 0.0], 2).tolist() == [True, False]


# Levels -----------------------------------------------------------------------------------------

ANSWERS, LEVELS = ["good", None, "poor", "good"], ["poor", "fair", "good"]


def arrow(ordered):
    return pa.DictionaryArray.from_arrays(
        pa.array([2, None, 0, 2]), pa.array(LEVELS), ordered=ordered
    )


ARROW = arrow(ordered=True)


def chunks():
    one = pa.DictionaryArray.from_arrays(pa.array([1, None]), pa.array(["poor", "good"]))
    two = pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(["poor", "good"]))
    return pa.chunked_array([one, two])


@pytest.mark.parametrize(
    ("column", "names", "ordered"),
    [
        (pd.Categorical(ANSWERS, LEVELS, ordered=True), LEVELS, True),
        (nw.from_native(pl.Series(ANSWERS, dtype=pl.Enum(LEVELS)), series_only=True), LEVELS, True),
        (pl.Series(ANSWERS, dtype=pl.Enum(LEVELS)), LEVELS, True),
        (arrow(ordered=True), LEVELS, True),
        (arrow(ordered=False), LEVELS, False),
        (
            pd.Series(arrow(ordered=True), dtype=pd.ArrowDtype(arrow(ordered=True).type)),
            LEVELS,
            True,
        ),
        (chunks(), ["poor", "good"], False),
    ],
    ids=["pandas", "narwhals", "polars", "arrow", "arrow storage", "pandas on arrow", "chunks"],
)
def test_levels_that_a_column_brings_along(column, names, ordered):
    found = checks.declared_levels(column)
    assert (found.names, found.ordered) == (names, ordered)
    assert found.codes.dtype == np.int64
    assert [None if i < 0 else names[i] for i in found.codes.tolist()] == ANSWERS


@pytest.mark.parametrize(
    "column",
    [
        ANSWERS,
        pd.Series(ANSWERS),
        pd.Series(ANSWERS, dtype="category"),
        pl.Series(ANSWERS),
        pl.Series(ANSWERS, dtype=pl.Categorical),
        pa.array(ANSWERS),
        pa.chunked_array([], type=pa.dictionary(pa.int8(), pa.string())),
        pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(["a", "a"])),
        pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(["a", None])),
    ],
    ids=lambda x: type(x).__name__,
)
def test_columns_without_levels(column):
    found = checks.declared_levels(column)
    assert found is None or found.codes.size == 0


GAPS = {
    "floats": (np.array([2.0, NAN, 1.0]), [1, 2]),
    "one float": (np.array([NAN, NAN, 4.0]), [4]),
    "numbers": ([2, None, 1], [1, 2]),
    "far numbers": ([10**9, None, -5], [-5, 10**9]),
    "nullable numbers": (pd.array([2, None, 1], dtype="Int64"), [1, 2]),
    "flags": ([True, None, False], [False, True]),
    "texts": (["b", " ", "a"], ["a", "b"]),
    "days": ([dt.date(2026, 3, 2), None, DAY], [dt.date(2026, 3, 2), DAY]),
    "masked": (np.ma.array([2, 5, 1], mask=[False, True, False]), [1, 2]),
    "arrow": (pa.array([2.0, None, 1.0]), [1, 2]),
    "nothing": (np.array([NAN, NAN]), []),
}


@pytest.mark.parametrize("case", GAPS)
def test_a_row_without_a_label_has_the_code_below_0(case):
    column, names = GAPS[case]
    read = checks.labels(column, "x", missing="allow")
    assert read.names.tolist() == names
    assert set(read.codes.tolist()) == {-1, *range(len(names))}
    shown = [None if code < 0 else names[code] for code in read.codes.tolist()]
    cells = [None if checks.is_missing(cell) else cell for cell in checks.items_of(column)]
    assert shown == cells


# Groupings --------------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), min_size=1, max_size=40),
    st.sampled_from([(5, 7), (5, 100_000)]),
)
def test_crossed_groupings_are_the_pairs_that_occur(pairs, sizes):
    a, b = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    codes, keys = checks.cross(a, b, *sizes)
    assert keys.tolist() == sorted({x * sizes[1] + y for x, y in pairs})
    assert [keys[code] for code in codes] == [x * sizes[1] + y for x, y in pairs]
    assert (codes.dtype, keys.dtype) == (np.int64, np.int64)


def test_domains_and_what_they_are_called():
    whole = checks.read_domains(None, 3)
    assert (whole.codes.tolist(), whole.size, whole.names) == ([0, 0, 0], 1, {})
    assert whole.label(0) == "the whole sample"
    one = checks.read_domains(["b", "a", "b"], 3)
    assert (one.size, one.labels(), one.label(1)) == (2, ["a", "b"], "by='b'")
    by = {"unit": ["n", "s", "n", "s"], "year": [2025, 2024, 2024, 2024]}
    two = checks.read_domains(by, 4)
    assert two.labels() == [("n", 2024), ("n", 2025), ("s", 2024)]
    assert two.codes.tolist() == [1, 2, 0, 2]
    assert two.label(1) == "unit='n', year=2025"
    three = checks.read_domains({**by, "sex": list("fmff")}, 4)
    assert three.labels() == [("n", 2024, "f"), ("n", 2025, "f"), ("s", 2024, "f"),
                              ("s", 2024, "m")]  # fmt: skip
    assert three.codes.tolist() == [1, 3, 0, 2]


def test_the_index_of_a_grouping_is_one_where_there_is_no_other():
    table = pd.DataFrame({"unit": ["n", "s"], "sex": ["f", "m"], "y": [1.0, 2.0]})
    index = table.set_index(["unit", "sex"]).index
    assert checks.read_domains(index, 2).labels() == [("n", "f"), ("s", "m")]
    named = pd.DataFrame({"sex": ["f", "m"]}, index=pd.Index(["p", "q"], name="id"))
    assert list(checks.read_domains(named, 2).names) == ["sex"]  # the index names the rows
    bare = named[[]]
    assert checks.read_domains(bare, 2).labels() == ["p", "q"]


def test_rows_of_each_label():
    rows = checks.rows_by_label(np.array([2, 0, 2, 1, 0]))
    assert [part.tolist() for part in rows] == [[1, 4], [3], [0, 2]]
    assert checks.rows_by_label(np.array([], dtype=np.int64)) == []


def test_a_forked_process_reads_levels_although_polars_has_no_threads_there():
    pl.LazyFrame({"a": [1, 2]}).select(pl.col("a").sum()).collect()  # the threads are there now
    column = pl.Series(ANSWERS, dtype=pl.Enum(LEVELS))
    child = os.fork()
    if child == 0:
        signal.alarm(20)  # ends a child that waits
        codes = None
        try:
            codes = checks.declared_levels(column).codes.tolist()
        finally:  # a child never goes on with the tests
            os._exit(codes != [2, -1, 0, 2])
    assert os.waitpid(child, 0)[1] == 0
