"""Parquet files: what their columns become, through polars or pyarrow, and what is refused."""

import datetime as dt
import importlib.util
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kinerja import sheets
from kinerja.errors import InputError

MOMENT = dt.datetime(2025, 1, 2, 8, 30)  # noqa: DTZ001
TABLE = {
    "NIP": ["b ", "a", "c"],
    "kode": [7.0, 2.5, None],
    "pagu": [Decimal("1.25"), None, Decimal("-3.5")],
    "aktif": [True, False, True],
    "hadir": [True, None, False],
    "mulai": [dt.date(2025, 1, 2), None, dt.date(1899, 12, 31)],
    "jam": [MOMENT, None, MOMENT],
    "panjang": [2**53 + 1, 5, -1],
    "kosong": pa.array([None, None, None], pa.int64()),
}


@pytest.fixture(params=["polars", "pyarrow"])
def through(request, monkeypatch):
    """The library that reads; what is not installed cannot be found."""
    find = importlib.util.find_spec
    others = {"polars", "pyarrow"} - {request.param}
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *rest: None if name in others else find(name, *rest),
    )
    return request.param


def written(table, path):
    """Write by pyarrow, whose threads survive the fork of a mutant."""
    pq.write_table(pa.table(table), path)
    return path


@pytest.fixture
def path(tmp_path):
    return written(TABLE, tmp_path / "a.parquet")


@pytest.mark.usefixtures("through")
def test_columns_are_what_the_file_says(path):
    sheet = sheets.read(path, ids="NIP", text=["kode"])
    assert sheet.ids.tolist() == ["b", "a", "c"]
    assert sheet["kode"].tolist() == ["7", "2.5", None]
    np.testing.assert_array_equal(sheet["pagu"], [1.25, np.nan, -3.5])
    assert sheet["aktif"].dtype == bool
    assert sheet["aktif"].tolist() == [True, False, True]
    assert sheet["hadir"].tolist() == [True, None, False]
    assert sheet["mulai"].dtype == np.dtype("datetime64[D]")
    assert sheet["mulai"].tolist() == TABLE["mulai"]
    assert sheet["jam"].tolist() == TABLE["jam"]
    assert sheet["panjang"].tolist() == [2**53 + 1, 5, -1]  # more digits than a float keeps
    assert np.isnan(sheet["kosong"]).all()
    assert sheet.source.kind == "parquet"


@pytest.mark.usefixtures("through")
def test_what_is_refused(path, tmp_path):
    with pytest.raises(InputError, match=r"Did you mean 'NIP'\?"):
        sheets.read(path, ids="nip")
    with pytest.raises(InputError, match=r"a column of a\.parquet; found 'golongan'\.$"):
        sheets.read(path, text=["golongan"])
    # Three rows of nine columns.
    assert sheets.read(path, max_cells=27).n_rows == 3
    with pytest.raises(InputError, match="at most 26 cells"):
        sheets.read(path, max_cells=26)
    written(pa.table(TABLE).slice(0, 0), tmp_path / "none.parquet")
    with pytest.raises(InputError, match=r"rows of data; found none in none\.parquet"):
        sheets.read(tmp_path / "none.parquet")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1" + bytes(30))
    with pytest.raises(InputError, match="damaged"):
        sheets.read(tmp_path / "bad.parquet")


@pytest.mark.usefixtures("through")
@pytest.mark.parametrize(
    ("ids", "message", "places"),
    [
        (["a", None, "b", " "], "nothing in row 1", ["1", "3"]),
        (["a", "b", "c", "b"], "'b' more than once", ["b"]),
    ],
)
def test_ids_must_be_there_and_be_different(tmp_path, ids, message, places):
    written({"id": ids, "x": [1, 2, 3, 4]}, tmp_path / "a.parquet")
    with pytest.raises(InputError, match=message) as caught:
        sheets.read(tmp_path / "a.parquet", ids="id")
    assert [str(place) for place in caught.value.positions] == places


@pytest.mark.usefixtures("through")
def test_a_parquet_file_by_another_name_is_noted(path):
    other = path.rename(path.with_name("a.csv"))
    assert [note.kind for note in sheets.read(other).notes] == ["kind"]


def test_without_polars_and_pyarrow_both_are_named(path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
    with pytest.raises(InputError, match="pip install polars") as caught:
        sheets.read(path)
    assert caught.value.code == "not_installed"
