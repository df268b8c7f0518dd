"""Names of columns, texts and labels at the floor: of every library, and whatever stands there."""

import warnings

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kinerja import _checks, normalization, ranking, survey
from kinerja.errors import InputError
from kinerja.schemes import skm

HALF = "a\ud800"
COLUMNS = {"a": [1.0, 2.0], "b": [3.0, np.nan]}
MAKERS = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "arrow": pa.table, "dict": dict,
          "lazy": pl.LazyFrame}  # fmt: skip


class Mute:
    """An object that cannot even be shown."""

    def __repr__(self):
        raise RuntimeError("no repr")


@pytest.mark.parametrize("library", MAKERS)
def test_a_table_of_every_library_says_its_columns_without_a_warning(library):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert _checks.names_in(MAKERS[library](COLUMNS)) == ["a", "b"]


@pytest.mark.parametrize("value", [None, 3, "ab", [1.0], (1.0,), np.ones((2, 2)), {1, 2}, Mute()],
                         ids=lambda v: type(v).__name__)  # fmt: skip
def test_what_has_no_columns_has_no_names(value):
    assert _checks.names_in(value) is None
    assert not _checks.is_table(value)


@pytest.mark.parametrize("library", ["pandas", "polars", "arrow"])
def test_a_gap_is_named_by_its_column(library):
    with pytest.raises(InputError) as caught:
        normalization.min_max(MAKERS[library](COLUMNS))
    assert caught.value.positions == ((1, "b"),)


@pytest.mark.parametrize("call", [
    lambda x: normalization.enhanced_accuracy(x),
    lambda x: normalization.z_score(x),
    lambda x: ranking.topsis(x, [0.5, 0.5], benefit=True),
    lambda x: skm.index(x),
    lambda x: skm.check_report(x, index=80.0),
    lambda x: survey.mean(x, survey.Design()),
], ids=["enhanced_accuracy", "z_score", "topsis", "index", "check_report", "mean"])  # fmt: skip
def test_a_lazy_table_is_refused_without_a_word_of_its_library(call):
    table = pl.LazyFrame({"U1": [3.0, 4.0], "U2": [2.0, 3.0]})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(InputError) as caught:
            call(table)
    assert caught.value.code in {"not_a_table", "missing_column"}


@pytest.mark.parametrize("library", ["pandas", "polars", "arrow", "dict"])
def test_a_printed_report_is_read_from_every_library(library):
    means = {f"U{j}": [3.0 + j / 10] for j in range(1, 10)}
    found = skm.check_report(MAKERS[library](means))
    # the mean of 3.1 … 3.9 is 3.5, and 25 times that 87.5
    assert found.item.tolist() == list(means)
    assert found.converted == pytest.approx(87.5)


@pytest.mark.parametrize(
    "value", [None, 3, b"a", ["a"], HALF, Mute()], ids=lambda v: ascii(type(v))
)
def test_a_text_is_one_that_can_be_written(value):
    with pytest.raises(InputError) as caught:
        _checks.text(value, "prefix", expected="a text")
    assert (caught.value.argument, caught.value.code) == ("prefix", "wrong_type")


def test_texts_are_each_looked_at():
    assert _checks.texts(np.array(["é", "b"]), "keep", expected="names") == ("é", "b")
    with pytest.raises(InputError, match="half a character"):
        _checks.texts(["a", HALF], "keep", expected="names")


@pytest.mark.parametrize("column", [
    [Mute()], [Mute(), "a"], np.array([Mute()], dtype=object),
    pd.Series([Mute()]).astype("category"),
], ids=["alone", "beside text", "array", "category"])  # fmt: skip
def test_a_label_without_words_is_refused(column):
    with pytest.raises(InputError) as caught:
        _checks.labels(column, "by")
    assert (caught.value.argument, caught.value.code) == ("by", "wrong_type")
    with pytest.raises(InputError):
        _checks.identifiers(column, len(column))


@pytest.mark.parametrize(("value", "kept"), [
    ("P1", "P1"), (np.str_("P1"), "P1"), (7, 7), (np.int64(7), 7), (7.0, 7), (True, True),
])  # fmt: skip
def test_one_label_is_read_as_a_column_of_them_is(value, kept):
    found = _checks.one_label(value, "whose")
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize("value", [None, np.nan, " ", [1], {}, np.array([1, 2]), np.ma.masked,
                                   pd.NA, 1.5, np.inf, 1j, Mute()],
                         ids=lambda v: type(v).__name__)  # fmt: skip
def test_what_is_no_label_is_refused(value):
    with pytest.raises(InputError) as caught:
        _checks.one_label(value, "whose")
    assert caught.value.argument == "whose"
