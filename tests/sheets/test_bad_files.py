"""Files that cannot be read as they are, each with the sentence that says why."""

import struct
import sys
import zipfile
import zlib

import numpy as np
import openpyxl
import polars as pl
import pytest

from kinerja import Indicator, Scorecard, score, sheets
from kinerja.errors import InputError
from kinerja.indicators import Identity

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def book(path, rows, *, merge=(), formats=None, errors=()):
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    for cell, code in (formats or {}).items():
        sheet[cell].number_format = code
    for cell in errors:
        sheet[cell].data_type = "e"
    made.save(path)
    return path


def refused(path, message, **options):
    with pytest.raises(InputError, match=message) as caught:
        sheets.read(path, **options)
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        ("a.csv", b"%PDF-1.7 ...", "a PDF document"),
        ("a.csv", bytes(range(256)), "bytes that are no text"),
        ("a.csv", b"", "an empty file"),
        ("a.xls", b"<html><body><table></table></body></html>", "a web page or XML"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("a.xls", OLE, r"a workbook of the old kind \(\.xls\)"),
        ("a.xlsx", b"PK\x03\x04" + bytes(50), "damaged"),
        ("a.xlsx", b"hello", "no row of words above the figures"),
        ("a.csv", b'Nama,Nilai\n"x,1\ny,2\n', "never closed"),
        ("a.csv", b'sep="\nNama;Nilai\nx;1\n', "as the separator"),
        ("a.csv", b"Nama,Nilai\n", "rows of data under the heading"),
        ("a.csv", b"1,2\n3,4\n", "no row of words above the figures"),
        ("a.csv", b"a,b,c\n1,2,3\n1,2\n", "found 2 in row 3"),
    ],
)
def test_what_is_no_table(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    refused(tmp_path / name, message)


def test_places_without_a_file(tmp_path):
    refused(tmp_path / "none.xlsx", "nothing at")
    refused(tmp_path, "a folder at")
    refused("/dev/null", "a device or a pipe")


def test_a_workbook_with_only_pictures(tmp_path):
    refused(book(tmp_path / "a.xlsx", []), "Pictures and charts are not read")


def test_other_archives_are_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "x")
    refused(tmp_path / "a.xlsx", "an archive that holds no workbook")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    refused(tmp_path / "b.xlsx", "an OpenDocument file")


def test_two_rows_that_could_be_the_heading(tmp_path):
    rows = [["Nama", "A"], ["x", 1], ["y", 2], [], ["Nama", "B"], ["z", 3], ["w", 4]]
    path = book(tmp_path / "a.xlsx", rows)
    error = refused(path, "row 1 .* and row 5")
    assert "header=1" in str(error)
    assert sheets.read(path, header=1)["A"].tolist() == [1, 2]
    assert sheets.read(path, header=5)["B"].tolist() == [3, 4]
    refused(path, "an empty row", header=4)
    refused(path, "'auto' or a row", header="first")


def test_headings_that_repeat(tmp_path):
    refused(book(tmp_path / "a.xlsx", [["Nama", "A", "A"], ["x", 1, 2]]), "'A' more than once")


def test_merged_figures(tmp_path):
    rows = [["Nama", "A", "B"], ["x", 1, None], ["y", None, 3]]
    refused(book(tmp_path / "a.xlsx", rows, merge=["B2:B3"]), "B2:B3 merged")
    refused(book(tmp_path / "b.xlsx", rows, merge=["B2:C2"]), "B2:C2 merged")


def test_percent_beside_plain_numbers(tmp_path):
    rows = [["Nama", "A"], ["x", 0.98], ["y", 97]]
    error = refused(book(tmp_path / "a.xlsx", rows, formats={"B2": "0%"}), "98% in B2 and 97 in B3")
    assert error.code == "contradiction"
    assert sheets.read(
        book(tmp_path / "b.xlsx", [["Nama", "A"], ["x", 0.98], ["y", 0]], formats={"B2": "0%"})
    )["A"].tolist() == [98, 0]
    path = book(tmp_path / "c.xlsx", [["Nama", "A"], ["x", 0.985]], formats={"B2": "0.0%"})
    assert sheets.read(path)["A"].tolist() == [98.5]
    assert sheets.read(path, percent="fractions")["A"].tolist() == [0.985]


def test_ids_that_lost_their_digits(tmp_path):
    path = book(tmp_path / "a.xlsx", [["NIP", "A"], [198501012010011001, 1]])
    error = refused(path, "1.98501012010011e.17 in A2|198501012010011001 in A2")
    assert "format the column as text" in str(error)
    refused(path, "in A2", ids="NIP")
    # a budget of many digits is a figure
    path = book(tmp_path / "b.xlsx", [["Unit", "Pagu"], ["x", 3e15]])
    assert sheets.read(path)["Pagu"].tolist() == [3e15]


def test_ids_must_be_there_and_differ(tmp_path):
    rows = [["NIP", "A"], ["198501012010011001", 1], [None, 2]]
    refused(book(tmp_path / "a.xlsx", rows), "nothing in A3", ids="NIP")
    rows = [["NIP", "A"], ["01", 1], ["01", 2]]
    refused(book(tmp_path / "b.xlsx", rows), "'01' more than once, in A2 and A3", ids="NIP")
    refused(tmp_path / "b.xlsx", "Did you mean 'NIP'", ids="Nip")
    rows = [["NIP", "A"], ["Ren\u00e9", 1], ["Rene\u0301", 2]]  # one name, in two forms of Unicode
    refused(book(tmp_path / "c.xlsx", rows), "more than once, in A2 and A3", ids="NIP")
    refused(tmp_path / "b.xlsx", "Did you mean 'Sheet'", sheet="Sheat")


def test_leading_zeros_and_numbers_as_ids(tmp_path):
    path = book(tmp_path / "a.xlsx", [["NIP", "A"], ["007", 1], [8, 2], ["198501012010011001", 3]])
    assert sheets.read(path, ids="NIP").ids.tolist() == ["007", "8", "198501012010011001"]


def test_errors_and_formulas_without_a_value(tmp_path):
    path = book(tmp_path / "a.xlsx", [["Nama", "A"], ["x", "#REF!"]], errors=["B2"])
    refused(path, "#REF! in B2")
    refused(
        book(tmp_path / "b.xlsx", [["Nama", "A"], ["x", "=1+1"]]), "without a stored value in B2"
    )


def test_a_formula_gives_its_stored_value(tmp_path):
    path = book(tmp_path / "a.xlsx", [["Nama", "A"], ["x", "=1+1"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        parts[name] = parts[name].replace(empty, b"<v>2</v>")
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    assert sheets.read(path)["A"].tolist() == [2]


AMBIGUOUS = "Nama;Nilai\nx;1.080\ny;2.150\n"


def test_ambiguous_numbers_are_never_guessed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(AMBIGUOUS)
    refused(path, "'1.080', which may be 1080 or 1.08, in B2")
    assert sheets.read(path, decimal=",")["Nilai"].tolist() == [1080, 2150]
    assert sheets.read(path, decimal=".")["Nilai"].tolist() == [1.08, 2.15]
    path.write_text(AMBIGUOUS + "z;7,5\n")  # the column shows a decimal comma
    assert sheets.read(path)["Nilai"].tolist() == [1080, 2150, 7.5]
    path.write_text("Nama;Nilai;B\nx;1.080;7,5\ny;2.150;8\n")  # so does another column
    assert sheets.read(path)["Nilai"].tolist() == [1080, 2150]
    path.write_text("Nama;Nilai\nx;1.080,5\ny;2,150.5\n")
    refused(path, "'1.080,5' in B2 and '2,150.5' in B3")
    refused(book(tmp_path / "b.xlsx", [["Nama", "A"], ["x", "1.080"], ["y", "2.000"]]), "may be")


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", b"\xef\xbb\xbf"), ("utf-16", b""), ("utf-16-le", b""), ("cp1252", b"")],
)
def test_encodings(tmp_path, encoding, bom):
    path = tmp_path / "a.csv"
    path.write_bytes(bom + "Nama;Nilai\r\nRené;80,5\r\nŠárka;70\r\n".encode(encoding))
    sheet = sheets.read(path)
    assert sheet["Nama"].tolist() == ["René", "Šárka"]
    assert sheet["Nilai"].tolist() == [80.5, 70]
    assert any(note.kind == "encoding" for note in sheet.notes) is (
        encoding in {"cp1252", "utf-16-le"}
    )


@pytest.mark.parametrize(
    "text",
    [
        "Nama,Nilai\rx,80.5\ry,70\r",
        "Nama,Nilai\r\nx,80.5\r\n\r\ny,70\r\n",
        "sep=;\nNama;Nilai\nx;80,5\ny;70\n",
        "Nama\tNilai\nx\t80.5\ny\t70\n",
        '"Nama","Nilai"\n"x","80.5"\n"y","70"\n',
        "Rekap 2025,\n,\nNama,Nilai\nx,80.5\ny,70\nTotal,150.5\n",
    ],
)
def test_dialects(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    sheet = sheets.read(path)
    assert sheet["Nama"].tolist() == ["x", "y"]
    assert sheet["Nilai"].tolist() == [80.5, 70]


def test_quoted_newlines_count_as_one_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Nama,Nilai,Catatan\n"Ani\nBudi",n/a,"a,b"\nx,1,2\n')
    sheet = sheets.read(path)
    assert sheet["Nama"].tolist() == ["Ani\nBudi", "x"]
    assert [note.place for note in sheet.notes if note.kind == "missing"] == ["B2"]


def test_a_workbook_called_csv_is_read_as_what_it_is(tmp_path):
    path = book(tmp_path / "a.xlsx", [["Nama", "A"], ["x", 1]]).rename(tmp_path / "a.csv")
    sheet = sheets.read(path)
    assert sheet["A"].tolist() == [1]
    assert any(note.kind == "kind" for note in sheet.notes)


def test_more_cells_than_allowed(tmp_path):
    rows = [["Nama", "A"], *([["x", i] for i in range(500)])]
    refused(book(tmp_path / "a.xlsx", rows), "at most 100 cells", max_cells=100)
    (tmp_path / "a.csv").write_text("a,b\n" + "1,2\n" * 500)
    refused(tmp_path / "a.csv", "at most 100 cells", max_cells=100)


def test_more_cells_of_a_parquet_file_than_allowed(tmp_path):
    pl.DataFrame({"a": list(range(500))}).write_parquet(tmp_path / "a.parquet")
    refused(tmp_path / "a.parquet", "at most 100 cells", max_cells=100)


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = book(tmp_path / "a.xlsx", [["Nama", "A"], ["x", 1]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            bomb = b" " * 60_000_000 if name == "xl/worksheets/sheet1.xml" else b""
            archive.writestr(name, content + bomb)
    assert path.stat().st_size < 200_000
    refused(path, "MB in xl/worksheets/sheet1.xml", max_cells=1000)


def test_entities_are_refused(tmp_path):
    path = book(tmp_path / "a.xlsx", [["Nama", "A"], ["x", 1]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    parts[name] = (
        head + parts[name].partition(b"?>")[2]
        if b"<?xml" in parts[name][:9]
        else head + parts[name]
    )
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    refused(path, "declares entities")


def test_a_truncated_workbook_is_damaged(tmp_path):
    path = book(tmp_path / "a.xlsx", [["Nama", "A"], ["x", 1]])
    content = bytearray(path.read_bytes())
    at = content.find(b"xl/worksheets/sheet1.xml") + 40
    content[at : at + 8] = struct.pack("<Q", zlib.crc32(b"x"))
    path.write_bytes(bytes(content))
    refused(path, "damaged")


def test_hostile_cells_stay_text(tmp_path):
    path = tmp_path / "a.csv"
    long = "y" * 40_000
    path.write_text(f'Nama,Nilai\n"=HYPERLINK(""http://x"")",1\na\x1b[31mb,2\n{long},3\n', "utf-8")
    sheet = sheets.read(path)
    assert sheet["Nama"].tolist() == ['=HYPERLINK("http://x")', "a\x1b[31mb", long]
    assert all(len(str(note)) < 500 for note in sheet.notes)


def test_without_openpyxl_the_extra_is_named(tmp_path, monkeypatch):
    path = book(tmp_path / "a.xlsx", [["Nama", "A"], ["x", 1]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    error = refused(path, r"kinerja\[excel\]")
    assert error.code == "not_installed"
    with pytest.raises(InputError, match=r"kinerja\[excel\]"):
        sheets.write(tmp_path / "b.xlsx", {"x": {"a": [1]}})
    (tmp_path / "c.csv").write_text("Nama,A\nx,1\n")
    assert sheets.read(tmp_path / "c.csv")["A"].tolist() == [1]


def test_options(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Nama,A,Kode\nx,1,01\ny,kosong,2\nTotal,1,\n")
    assert np.isnan(sheets.read(path, na=["kosong"])["A"][1])
    assert sheets.read(path, text=["Kode"])["Kode"].tolist() == ["01", "2"]
    assert sheets.read(path, total_rows="keep")["Nama"].tolist() == ["x", "y", "Total"]
    refused(path, "'Total' in A4", total_rows="refuse")
    refused(path, "one of 'drop'", total_rows="remove")
    refused(path, "one of 'points'", percent="x")
    refused(path, "a whole number, 1 or more", max_cells=0)
    refused(path, "a CSV file has no sheets", sheet="x")


def test_a_sheet_is_data_for_every_function(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("NIP,a,b,unit\n007,80,60,U\n008,70,50,V\n")
    sheet = sheets.read(path, ids="NIP")
    card = Scorecard(
        code="c", name="C",
        parts=tuple(Indicator(code=code, name=code, scale=Identity()) for code in ("a", "b")),
    )  # fmt: skip
    scores = score(card, sheet, ids="NIP")
    assert scores.ids.tolist() == ["007", "008"]
    assert scores.total.tolist() == [70, 60]
    assert sheet.to_frame("pandas")["a"].tolist() == [80, 70]
    assert sheet.to_frame("polars")["NIP"].to_list() == ["007", "008"]
    assert sheet.source.dialect == sheets.Dialect(",", ".", "utf-8")
    assert sheet.cell("b", 1) == "C3"
    with pytest.raises(ValueError, match="read-only"):
        sheet["a"][0] = 1
    with pytest.raises(KeyError, match="Did you mean 'unit'"):
        sheet["Unti"]
    assert "nothing" not in sheet


def test_parquet(tmp_path):
    path = tmp_path / "a.parquet"
    pl.DataFrame({"id": [1, 2], "x": [1.5, None], "t": ["a", None], "n": [2**60, 1]}).write_parquet(
        path
    )
    sheet = sheets.read(path, ids="id")
    assert sheet.ids.tolist() == ["1", "2"]
    assert np.isnan(sheet["x"][1])
    assert sheet["n"].tolist() == [2**60, 1]  # more digits than a float has
    path.write_bytes(b"PAR1" + bytes(20))
    refused(path, "damaged")


def test_text_that_breaks_off_inside_a_character(tmp_path):
    path = tmp_path / "data.csv"
    path.write_bytes(bytes([0x0A, 0x00, 0x3D, 0x00, 0x02]))  # found by fuzzing
    refused(path, "cannot be decoded")
