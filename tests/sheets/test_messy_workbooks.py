"""Ten workbooks as offices keep them, read as they are."""

import numpy as np
import pytest
from messy_workbooks import MESSY

from kinerja import sheets


@pytest.mark.parametrize("make", MESSY, ids=lambda make: make.__name__)
def test_a_messy_workbook_is_read_as_it_is(make, tmp_path):
    expected = make(tmp_path / "office.xlsx")
    sheet = sheets.read(tmp_path / "office.xlsx", ids=expected["ids"])
    assert sheet.names == expected["names"]
    assert sheet.ids.tolist() == sheet[expected["ids"]].tolist()
    for name, column in expected["columns"].items():
        np.testing.assert_array_equal(sheet[name], np.array(column, dtype=float))
    for name, column in expected.get("text", {}).items():
        assert sheet[name].tolist() == column


def test_every_repair_is_noted_by_its_cell(tmp_path):
    messy = {make.__name__: make for make in MESSY}
    messy["titled"](tmp_path / "a.xlsx")
    notes = {note.place: str(note) for note in sheets.read(tmp_path / "a.xlsx", ids="NIP").notes}
    assert notes["E5"] == "E5: '35,5' read as 35.5"
    assert notes["E7"] == "E7: 'n/a' read as missing"
    assert notes["column D"].endswith("read as points of 100: D5 is 98")
    assert "'Jumlah' in A8" in notes["row 8"]
    assert "'Keterangan: data rekaan'" in notes["row 10"]
    assert "'Sampul'" in notes["sheet 'Data'"]
    messy["typed_numbers"](tmp_path / "b.xlsx")
    notes = {note.place: str(note) for note in sheets.read(tmp_path / "b.xlsx").notes}
    assert notes["D4"] == "D4: '35 ' read as 35"
    assert notes["B4"] == "B4: '1.080' read as 1080 (as '1.250.000,50' in the same column shows)"


def test_the_notes_name_what_was_set_apart(tmp_path):
    messy = {make.__name__: make for make in MESSY}
    kinds = {}
    for name, make in messy.items():
        make(tmp_path / "x.xlsx")
        kinds[name] = {note.kind for note in sheets.read(tmp_path / "x.xlsx").notes}
    assert {"heading", "numbering"} <= kinds["two_lines"]
    assert {"total_row", "part_heading"} <= kinds["parts"]
    assert {"hidden", "repeated_heading"} <= kinds["repeated"]
    assert "merged" in kinds["years"]
    assert {"title", "no_heading"} <= kinds["facts_above"]
    assert {"another_table", "below_table"} <= kinds["signed"]
    assert kinds["margins"] == set()
