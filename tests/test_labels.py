"""Labels at the border: what is one label, what is missing, and in which order labels stand."""

import datetime as dt
import unicodedata
import warnings
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._checks import identifiers, labels, read_domains, row_of
from kinerja.errors import InputError, KinerjaWarning

LEVELS = ["poor", "good", "fair", "excellent"]
ANSWERS = ["fair", "good", None, "good", "fair"]
ORDERED = [
    pd.Series(pd.Categorical(ANSWERS, categories=LEVELS, ordered=True)),
    pd.Categorical(ANSWERS, categories=LEVELS, ordered=True),
    pd.CategoricalIndex(ANSWERS, categories=LEVELS, ordered=True),
    pl.Series(ANSWERS, dtype=pl.Enum(LEVELS)),
    pa.array(pd.Categorical(ANSWERS, categories=LEVELS, ordered=True)),
    pa.chunked_array([pa.array(pd.Categorical(ANSWERS, categories=LEVELS, ordered=True))] * 1),
]


@pytest.mark.parametrize("column", ORDERED, ids=lambda c: type(c).__module__ + type(c).__name__)
def test_a_declared_order_is_kept_with_its_unused_levels(column):
    read = labels(column, "x", missing="allow", unused=True)
    assert read.names.tolist() == LEVELS
    assert read.codes.tolist() == [2, 1, -1, 1, 2]
    assert read.ordered
    # Units and strata have only those that occur, in the same order.
    read = labels(column, "x", missing="allow")
    assert (read.names.tolist(), read.codes.tolist()) == (["good", "fair"], [1, 0, -1, 0, 1])
    with pytest.raises(InputError, match=r"`x`: expected a label in every row; found row 2"):
        labels(column, "x")


def test_a_categorical_without_an_order_is_text():
    for column in (
        pd.Series(["b", "a", "b"], dtype="category"),
        pl.Series(["b", "a", "b"], dtype=pl.Categorical),
    ):
        read = labels(column, "x", unused=True)
        assert (read.names.tolist(), read.ordered) == (["a", "b"], False)
    # An arrow dictionary keeps its order; only one marked as ordered says what is more.
    array = pa.DictionaryArray.from_arrays(pa.array([1, 0]), pa.array(LEVELS))
    read = labels(array, "x", unused=True)
    assert (read.names.tolist(), read.codes.tolist(), read.ordered) == (LEVELS, [1, 0], False)


def test_domains_have_the_declared_levels_and_leave_out_rows_without_a_label():
    column = ORDERED[0]
    found = read_domains(column, 5, missing="allow", unused=True)
    assert (found.size, found.names["by"].tolist()) == (4, LEVELS)
    assert found.codes.tolist() == [2, 1, -1, 1, 2]
    # Crossed: pairs that occur among rows with both labels.
    found = read_domains(
        {"a": column, "b": ["x", "y", "z", "y", None]}, 5, missing="allow", unused=True
    )
    assert found.labels() == [("good", "y"), ("fair", "x")]
    assert found.codes.tolist() == [1, 0, -1, 0, -1]


BLANKS = st.text(alphabet=" \t\u00a0\u2003\u200b\ufeff", max_size=3)


@given(blank=BLANKS, place=st.integers(0, 2), holder=st.sampled_from(["list", "pl", "pd", "np"]))
def test_blank_text_is_missing_whatever_holds_it(blank, place, holder):
    items = ["a", "b"]
    items.insert(place, blank)
    column = {
        "list": list, "pl": pl.Series, "pd": pd.Series, "np": lambda v: np.array(v, dtype=object),
    }[holder](items)  # fmt: skip
    assert labels(column, "x", missing="allow").codes[place] == -1
    with pytest.raises(InputError, match=rf"`x`: expected a label in every row; found row {place}"):
        labels(column, "x")
    with pytest.raises(InputError, match="a label in every row"):
        identifiers(column, 3)


WORD = st.text(alphabet="aéöB1-", min_size=1, max_size=4)


@given(word=WORD, before=BLANKS, after=BLANKS, form=st.sampled_from(["NFC", "NFD"]))
def test_labels_alike_but_for_blanks_and_unicode_form_are_refused(word, before, after, form):
    plain = unicodedata.normalize("NFC", word)
    twin = before + unicodedata.normalize(form, word) + after
    if twin == plain:
        assert labels([plain, twin], "x").names.tolist() == [plain]
        return
    for read in (lambda v: labels(v, "x"), lambda v: identifiers(v, 2, "x")):
        with pytest.raises(InputError, match="`x`: expected labels that differ in what is read"):
            read([plain, twin])
    with pytest.raises(InputError, match="differ in what is read"):
        labels(pd.Categorical([plain, twin], categories=[plain, twin], ordered=True), "x")


def test_kinds_of_blanks_inside_are_told_apart_by_nobody():
    with pytest.raises(InputError, match=r"'North\\xa0East' and 'North East'|'North East' and"):
        labels(["North\u00a0East", "North East"], "x")
    with pytest.raises(InputError, match="blanks or Unicode form"):
        labels(["North  East", "North East"], "x")


def test_labels_that_differ_in_case_only_are_told():
    with pytest.warns(KinerjaWarning, match="`x`: 'North' and 'NORTH' differ in case only") as told:
        read = labels(["North", "NORTH", "South"], "x")
    assert read.names.tolist() == ["NORTH", "North", "South"]
    assert told[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        labels(["North", "South"], "x")


def test_a_float_is_a_label_as_far_as_it_is_exact():
    assert labels([1.0, 2.0**53, 1.0], "x").names.tolist() == [1, 2**53]
    for numbers in (
        np.array([1.0, 198501012010011001.0]),
        [1, 198501012010011001.0],
        [Decimal(1), 1e300],
        [1.0, np.inf],
        [1.0, -np.inf, None],
    ):
        with pytest.raises(InputError, match=r"`x`.*row 1 .*Read the column as text"):
            labels(numbers, "x")
    with pytest.raises(InputError, match="a long number cut by a spreadsheet"):
        labels(["1.98501E+17", "1.98502E+17"], "x")
    # Whole numbers of Python and numpy are exact, however long.
    long = [9007199254740993, 9007199254740992, 1]
    assert labels(long, "x").names.tolist() == sorted(long)
    assert labels([*long, 1.0], "x").codes.tolist() == [2, 1, 0, 0]
    beyond = np.array([2**63 + 1, 2**63, 5], dtype=np.uint64)
    assert labels(beyond, "x").names.tolist() == [5, 2**63, 2**63 + 1]
    assert identifiers(beyond, 3).tolist() == beyond.tolist()
    assert labels([10**30, 7], "x").names.tolist() == [7, 10**30]


@given(
    st.lists(st.one_of(st.integers(-(10**20), 10**20), st.integers(-5, 5).map(float)), min_size=1)
)
def test_no_two_numbers_become_one(numbers):
    read = labels(numbers, "x")
    assert read.names[read.codes].tolist() == numbers
    assert read.names.tolist() == sorted(set(numbers))


@pytest.mark.parametrize(
    "mixed", [[True, 1], [True, 1.0], [np.True_, 2], ["a", 1], [dt.date(2026, 1, 1), "a"]]
)
def test_labels_of_several_kinds_are_refused(mixed):
    with pytest.raises(InputError, match="`x`: expected labels of one kind"):
        labels(mixed, "x")


def test_what_has_no_order_or_no_rows_is_refused():
    for odd in ({"a", "b"}, {"a": 1}.keys(), {"a": 1}, "ab", 3, [["a"], ["b"]], [{}]):
        with pytest.raises(InputError, match="`x`: expected one label per row"):
            labels(odd, "x")


def test_text_that_is_numbers_sorts_as_numbers():
    assert labels(["10", "9", "1", "2.5"], "x").names.tolist() == ["1", "2.5", "9", "10"]
    # One word, and it is text.
    assert labels(["10", "9", "b"], "x").names.tolist() == ["10", "9", "b"]
    # Codes of units stay what they are.
    assert labels(["01", "1", "001"], "x").names.tolist() == ["001", "01", "1"]


def test_dates_are_labels_in_whatever_unit():
    days = np.array(["2026-03-02", "2026-03-01", "NaT"], dtype="M8[ns]")
    read = labels(days, "x", missing="allow")
    assert read.names.tolist() == [dt.datetime(2026, 3, 1), dt.datetime(2026, 3, 2)]  # noqa: DTZ001
    assert read.codes.tolist() == [1, 0, -1]
    with pytest.raises(InputError, match="a label in every row; found row 2"):
        labels(days, "x")
    assert labels(days[:2].astype("M8[D]"), "x").names.tolist()[0] == dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    "gone", [None, float("nan"), pd.NA, pd.NaT, np.datetime64("NaT"), Decimal("sNaN"), np.ma.masked]
)
def test_every_mark_of_what_is_missing_is_missing(gone):
    assert labels(["a", gone, "b"], "x", missing="allow").codes.tolist() == [0, -1, 1]


def test_a_row_is_named_by_its_id_and_by_nothing_like_it():
    ids = identifiers([1, 2, 3], 3)
    assert row_of(2.0, ids, 3) == 1
    for odd in (True, np.array([1, 2]), [1], "1", {}):
        with pytest.raises(InputError, match="`row`"):
            row_of(odd, ids, 3)
