"""Fingerprints of data: worked out again without the library, so that old ones can be checked."""

import copy
import hashlib
import pickle
import struct
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kinerja import survey
from kinerja._results.prints import Prints, as_column, column_print, made_from, prints_of
from kinerja.results import Provenance
from shared_laws import told

NAN = float("nan")
ALL = 2**64


def of_number(x):
    """Finalizer of SplitMix64 (Steele, Lea & Flood 2014) of the bits of a float, in whole numbers.

    −0 counts as 0, and every NaN as the one that numpy writes.
    """
    bits = 0x7FF8000000000000 if x != x else struct.unpack("<Q", struct.pack("<d", x + 0.0))[0]
    bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9 % ALL
    bits = (bits ^ bits >> 27) * 0x94D049BB133111EB % ALL
    return bits ^ bits >> 31


def of_text(word):
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def printed(parts):
    return f"{sum(parts) % ALL:016x}"


def objects(*cells):
    out = np.empty(len(cells), dtype=object)
    out[:] = cells
    return out


ODD = [0.0, -0.0, NAN, -NAN, 1.0, -1.5, 5e-324, 1.7e308, 80.0, 1 / 3]


def test_numbers_are_scrambled_one_by_one_and_added():
    assert column_print(np.array(ODD)) == printed(map(of_number, ODD))
    assert column_print(np.empty(0)) == "0" * 16
    many = np.random.default_rng(3).normal(size=40_000)  # more than two blocks of the sum
    many[[5, 16_383, 16_384, 39_999]] = NAN
    assert column_print(many) == printed(map(of_number, many.tolist()))
    for cells in (np.array([3, 4]), np.array([3, 4], dtype=np.int8), objects(3, 4.0)):
        assert column_print(cells) == printed([of_number(3.0), of_number(4.0)])
    for cells in (np.array([True, False]), objects(True, 0)):
        assert column_print(cells) == printed([of_number(1.0), of_number(0.0)])
    assert column_print(objects(None, 2.5)) == printed([of_number(NAN), of_number(2.5)])


def test_texts_are_hashed_and_counted():
    cells = objects("a", "b", "a", "", None, "é", "\ud800")
    words = ["a", "b", "a", "", "", "é", "\ud800"]
    assert column_print(cells) == printed(map(of_text, words))


class Mute:
    """Cannot be written."""

    def __str__(self):
        raise RuntimeError("no words")


def test_what_stands_among_texts_is_written_out():
    cells = objects("a", 1, 1.0, True, 2**53 - 1, 2**53, -(2**53), 10**400, 0.1, Decimal("2.50"))
    words = ["a", "1.0", "1.0", "True", "9007199254740991.0", "9007199254740992",
             "-9007199254740992", "1" + "0" * 400, "0.1", "2.50"]  # fmt: skip
    assert column_print(cells) == printed(map(of_text, words))
    gone = objects("a", None, NAN, pd.NA, pd.NaT, " ", Mute())
    assert column_print(gone) == printed(map(of_text, ["a", "", "", "", "", "", "Mute"]))
    # A whole number that no float holds makes the column one of texts.
    assert column_print(objects(10**400, 1)) == printed(map(of_text, ["1" + "0" * 400, "1.0"]))


@pytest.mark.parametrize(
    "column",
    [[1, None, 2.5], (1, NAN, 2.5), np.array([1, NAN, 2.5]), pd.Series([1, None, 2.5]),
     pl.Series([1, None, 2.5], strict=False), pa.array([1, None, 2.5])],
    ids=lambda x: type(x).__module__,
)  # fmt: skip
def test_a_column_of_numbers_is_one_in_any_library(column):
    read = as_column(column)
    assert read.dtype == np.float64
    np.testing.assert_array_equal(read, [1, NAN, 2.5])


@pytest.mark.parametrize(
    "column",
    [["a", None, "b"], np.array(["a", None, "b"], dtype=object), pd.Series(["a", None, "b"]),
     pl.Series(["a", None, "b"]), pa.array(["a", None, "b"])],
    ids=lambda x: type(x).__module__,
)  # fmt: skip
def test_a_column_of_texts_is_one_in_any_library(column):
    assert column_print(as_column(column)) == printed(map(of_text, ["a", "", "b"]))


def test_columns_without_texts_or_numbers():
    assert as_column(["a", 1, NAN, " "]).tolist() == ["a", 1, None, None]
    assert np.isnan(as_column([None, None])).all()
    # Nothing at all is the same however a library writes it.
    assert column_print(as_column(["", ""])) == printed([of_number(NAN)] * 2)
    assert column_print(as_column([None, None])) == printed([of_number(NAN)] * 2)
    assert as_column([]).size == 0
    own = np.array([1.0, 2.0])
    read = as_column(own)
    read[0] = 9
    assert own[0] == 1  # a copy


NOTHING = printed([])
A, B = printed([of_number(1.0), of_number(2.0)]), printed([of_number(3.0), of_number(4.0)])


def test_data_are_named_as_the_caller_named_them():
    table = {"a": [1.0, 2.0], "b": [3.0, 4.0], "id": ["p", "q"]}
    assert made_from(data=table, without="id") == {"data": {"a": A, "b": B}, "rows": 2}
    matrix = [[1.0, 3.0], [2.0, 4.0]]
    assert made_from(data=matrix) == {"data": {"0": A, "1": B}, "rows": 2}
    assert made_from(data=np.array(matrix)) == {"data": {"0": A, "1": B}, "rows": 2}
    assert made_from(y=[1.0, 2.0], x=None, k=3, z=np.array(2.0)) == {"data": {"y": A}, "rows": 2}
    # One name twice is told apart by the arguments; the longest says how many rows.
    twice = made_from(first={"a": [1.0, 2.0], "c": [1.0, 2.0]}, second={"a": [3.0, 4.0]})
    assert twice["data"] == {"first[a]": A, "c": A, "second[a]": B}
    assert made_from(y=[1.0, 2.0], x=[3.0])["rows"] == 2
    assert made_from(y=None) == {"data": {}, "rows": 0}
    # A text holds for all rows; further axes are columns too, in the order of a matrix.
    assert made_from(y=[1.0, 2.0], rank="pertama") == {"data": {"y": A}, "rows": 2}
    cube = np.array([[[1.0, 3.0]], [[2.0, 4.0]]])
    assert made_from(x=cube) == {"data": {"0": A, "1": B}, "rows": 2}
    gap = printed([of_number(NAN), of_number(4.0)])
    hidden = np.ma.array([[1.0, 9.0], [2.0, 4.0]], mask=[[False, True], [False, False]])
    for masked in (hidden, [[1.0, np.ma.masked], [2.0, 4.0]]):
        assert made_from(x=masked) == {"data": {"0": A, "1": gap}, "rows": 2}
    mixed = made_from(x=[[1, "p"], [2, "q"]])["data"]
    assert mixed["0"] == A
    assert mixed["1"] == made_from(y=["p", "q"])["data"]["y"]
    assert made_from(x=np.empty((0, 2))) == {"data": {"0": NOTHING, "1": NOTHING}, "rows": 0}
    assert made_from(x=np.empty((2, 0))) == {"data": {}, "rows": 0}


def test_columns_of_a_result_have_prints_up_to_two_million_values():
    assert prints_of({1: np.array([1.0, 2.0])}) == {"1": A}
    assert set(prints_of({"a": np.zeros(1_000_000), "b": np.zeros(1_000_000)})) == {"a", "b"}
    assert prints_of({"a": np.zeros(1_000_000), "b": np.zeros(1_000_001)}) == {}


def test_prints_that_wait_are_a_mapping_like_any_other():
    def waiting():
        return Prints({"a": np.array([1.0, 2.0]), "b": np.array([3.0, 4.0])})

    assert dict(waiting()) == {"a": A, "b": B}
    assert (len(waiting()), list(waiting()), waiting()["b"]) == (2, ["a", "b"], B)
    assert repr(waiting()) == repr({"a": A, "b": B})
    assert pickle.loads(pickle.dumps(waiting())) == {"a": A, "b": B}  # noqa: S301
    assert copy.copy(waiting()) == {"a": A, "b": B}
    one = waiting()
    assert one["a"] == A  # worked out once, and again from what is kept
    assert one["b"] == B


def test_a_ratio_knows_what_stands_above_and_below_it():
    y, x = [1.0, 2.0, 4.0], [2.0, 3.0, 7.0]
    for above, below in ((y, x), (pd.DataFrame({"y": y}), {"x": x})):
        made = survey.ratio(above, below, survey.Design()).provenance
        assert made.same_data({"y": y, "x": x})
        assert not made.same_data({"y": y, "x": [2.0, 3.0, 8.0]})
        assert not made.same_data({"y": [1.0, 2.0, 5.0], "x": x})


def test_a_table_is_the_one_or_another():
    made = Provenance(data={"a": A, "b": B}, rows=2)
    assert made.same_data({"b": [4.0, 3.0], "a": [2.0, 1.0], "c": [0.0, 0.0]})
    assert made.same_data([[1.0, 3.0], [2.0, 4.0]])
    assert not made.same_data([[3.0, 1.0], [4.0, 2.0]])  # in the order in which they were read
    assert not made.same_data([[1.0, 3.0, 0.0], [2.0, 4.0, 0.0]])
    assert not made.same_data([1.0, 2.0])
    assert not made.same_data(np.empty((0, 2)))
    assert Provenance(data={"a": A}, rows=2).same_data([2.0, 1.0])
    # 0 adds something, and a row more is another table even where nothing were added.
    assert not Provenance(data={"a": A}, rows=3).same_data([2.0, 1.0])
    assert Provenance(data={"a": A}).same_data([2.0, 1.0])
    assert told(lambda: made.same_data(np.zeros((1, 1, 1))), "frame") == (
        "a table, a mapping or an array (n, k); found shape (1, 1, 1).", "wrong_shape", ()
    )  # fmt: skip
    assert told(lambda: Provenance(rows=2).same_data({"a": [1.0]}), "provenance") == (
        ("the provenance of a result that knows its data; found no fingerprints of data. A "
        "result made from other results leaves that to them; one made from very many values, or by "
        "an earlier version, does not know. See Provenance.data."), "missing_argument", (),
    )  # fmt: skip
    fault = told(lambda: made.same_data({"a": [1.0]}), "frame")
    assert fault[1:] == ("missing_column", ("b",))
