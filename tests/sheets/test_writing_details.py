"""Writing: values of odd kinds, names that collide, owners, and what breaks off."""

import datetime as dt
import json
import os
from decimal import Decimal

import numpy as np
import openpyxl
import pytest

from kinerja import sheets
from kinerja._sheets import files, write
from kinerja.errors import InputError

DAY, MOMENT = dt.date(2025, 1, 2), dt.datetime(2025, 1, 2, 8, 30)  # noqa: DTZ001
ODD = {
    "id": [1.0, None, 198501012010011, "x"],
    "hari": [DAY, None, MOMENT, DAY],
    "besar": [np.inf, 2.5, -np.inf, np.nan],
    "lain": [Decimal("1.5"), np.float32(0.5), np.int16(7), np.bool_(True)],
    "flag": [True, False, None, True],
}


def test_values_of_every_kind_in_a_csv_file(tmp_path):
    sheets.write(tmp_path / "a.csv", {"x": ODD})
    assert (tmp_path / "a.csv").read_text("utf-8").splitlines() == [
        "id,hari,besar,lain,flag",
        "1,2025-01-02,inf,1.5,TRUE",
        ",,2.5,0.5,FALSE",
        "198501012010011,2025-01-02 08:30:00,-inf,7,",
        "x,2025-01-02,,TRUE,TRUE",
    ]


def test_values_of_every_kind_in_a_workbook(tmp_path):
    sheets.write(tmp_path / "a.xlsx", {"x": ODD})
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["x"].iter_rows(min_row=2))
    values = [[cell.value for cell in row] for row in rows]
    midnight = dt.datetime(2025, 1, 2)  # noqa: DTZ001
    assert [row[0] for row in values] == ["1", None, "198501012010011", "x"]
    assert [row[1] for row in values] == [midnight, None, MOMENT, midnight]
    # a workbook has no infinite numbers: they are words there, also beside a text
    assert [row[2] for row in values] == ["inf", 2.5, "-inf", None]
    assert [row[2].data_type for row in rows[::2]] == ["s", "s"]
    assert [row[3] for row in values] == ["1.5", 0.5, 7, True]
    assert [row[4] for row in values] == [True, False, None, True]


def test_dates_and_moments_of_an_array(tmp_path):
    moment, length = np.datetime64("2025-01-02T08:30:00.5", "ns"), np.timedelta64(90, "m")
    columns = {
        "satu": [moment, np.datetime64("NaT", "ns")],
        "lama": [length, length.astype("m8[ns]")],
        "kisi": np.array([length, "NaT"], dtype="m8[ns]"),
        "hari": np.array(["2025-01-02", "NaT"], dtype="datetime64[D]"),
        "jam": np.array(["2025-01-02T08:30:00.5", "NaT"], dtype="datetime64[ns]"),
    }
    sheets.write(tmp_path / "a.json", {"x": columns})
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["x"] == {
        "satu": ["2025-01-02 08:30:00.500000", None],
        "lama": ["1:30:00", "1:30:00"],
        "kisi": ["1:30:00", None],
        "hari": ["2025-01-02", None],
        "jam": ["2025-01-02 08:30:00.500000", None],
    }


def test_names_of_sheets_that_a_workbook_would_take_for_one(tmp_path):
    long = "Penilaian kinerja pegawai tahun 2025"
    names = ["a/b", "a:b", "A?B", long, f"{long} lagi", "[]", "Notes", "'x'"]
    sheets.write(tmp_path / "a.xlsx", {name: {"v": [i]} for i, name in enumerate(names)})
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [
        "a b", "a b (2)", "A B (3)",
        "Penilaian kinerja pegawai tahun", "Penilaian kinerja pegawai t (2)",
        "Table", "Notes", "x", "Notes (2)",
    ]  # fmt: skip
    assert max(map(len, book.sheetnames)) == 31  # all that a workbook allows
    assert [book.worksheets[i]["A2"].value for i in range(8)] == list(range(8))


def test_a_name_that_no_file_can_have(tmp_path):
    with pytest.raises(InputError, match=r"x\.csv' \(.*too long\)") as caught:
        sheets.write(tmp_path / f"{'x' * 300}.csv", {"x": {"a": [1]}})
    assert caught.value.expected == "a name that a file can have"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, ValueError])
def test_what_breaks_off_leaves_no_half_of_a_file(tmp_path, error):
    path = tmp_path / "a.csv"
    path.write_text("old")

    def breaks(file):
        file.write(b"half")
        raise error

    with pytest.raises(error):
        files.write_whole(path, breaks)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_an_error_of_another_library_is_not_called_a_full_disk(tmp_path, monkeypatch):
    for module, told in (("lxml.etree", InputError), ("openpyxl.utils", RuntimeError)):
        fault = type("Fault", (RuntimeError,), {"__module__": module})

        def fails(*_, fault=fault):
            raise fault("No space left on device")

        monkeypatch.setattr(write, "_fill_sheet", fails)
        with pytest.raises(told, match="No space left on device"):
            sheets.write(tmp_path / "a.xlsx", {"x": {"a": [1]}})
        assert list(tmp_path.iterdir()) == []


def test_a_file_keeps_its_owner(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o640)
    own = path.stat()
    other = os.stat_result((own.st_mode, *own[1:4], own.st_uid + 1, own.st_gid + 2, *own[6:]))
    given = []
    monkeypatch.setattr(os, "chown", lambda *call: given.append(call))
    files._dress(path, own)
    assert given == []
    files._dress(path, other)
    assert given == [(path, own.st_uid + 1, own.st_gid + 2)]
    assert path.stat().st_mode & 0o777 == 0o640
