"""Workbooks as offices keep them, with made-up names; each after a kind seen in public."""

from __future__ import annotations

import datetime as dt

import openpyxl
from openpyxl.styles import Font


def _book(title="Sheet1"):
    book = openpyxl.Workbook()
    book.active.title = title
    return book, book.active


def _percent(sheet, cells, code="0%"):
    for row in sheet[cells]:
        for cell in row:
            cell.number_format = code


def titled(path):
    """A cover sheet in front; a merged title; percent cells; a row of totals; remarks below."""
    book, cover = _book("Sampul")
    cover["A1"] = "REKAPITULASI KINERJA PEGAWAI"
    cover["A2"] = "Dinas Contoh Kabupaten Rekaan"
    sheet = book.create_sheet("Data")
    sheet["A1"] = "REKAP KINERJA TAHUN 2025"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:E1")
    sheet["A2"] = "(data rekaan)"
    for j, name in enumerate(["No", "NIP", "Nama", "Kehadiran", "Capaian"], 1):
        sheet.cell(4, j, name)
    rows = [
        (1, "198501012010011001", "Pegawai A", 0.98, "35,5"),
        (2, "198602022011012002", "Pegawai B", 0.875, "40"),
        (3, "198703032012011003", "Pegawai C", 1, "n/a"),
    ]
    for i, row in enumerate(rows, 5):
        for j, value in enumerate(row, 1):
            sheet.cell(i, j, value)
    _percent(sheet, "D5:D7")
    sheet["A8"] = "Jumlah"
    sheet["D8"] = "=AVERAGE(D5:D7)"
    sheet["A10"] = "Keterangan: data rekaan"
    book.save(path)
    return {
        "names": ("No", "NIP", "Nama", "Kehadiran", "Capaian"),
        "ids": "NIP",
        "columns": {"Kehadiran": [98, 87.5, 100], "Capaian": [35.5, 40, None]},
    }


def two_lines(path):
    """A heading of two lines with merged cells, and a line that counts the columns."""
    book, sheet = _book()
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["E1"] = "No", "Nama", "Nilai", "Ket"
    sheet["C2"], sheet["D2"] = "Kehadiran", "Tugas"
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        sheet.merge_cells(cells)
    for j in range(1, 6):
        sheet.cell(3, j, j)
    for i, (name, a, b) in enumerate([("Ani", 90, 80), ("Budi", 85, 75), ("Citra", 70, 95)], 1):
        sheet.append([i, name, a, b, None])
    book.save(path)
    return {
        "names": ("No", "Nama", "Kehadiran", "Tugas", "Ket"),
        "ids": "Nama",
        "columns": {"Kehadiran": [90, 85, 70], "Tugas": [80, 75, 95]},
    }


def typed_numbers(path):
    """Numbers typed as text in every way that people write them."""
    book, sheet = _book()
    sheet.append(["Unit", "Anggaran", "Realisasi", "Selisih"])
    sheet.append(["Unit 1", "1.250.000,50", "98%", "(12)"])
    sheet.append(["Unit 2", "Rp 2.500.000", "97,5 %", "1 250"])
    sheet.append(["Unit 3", "1.080", " 100% ", "35 "])
    book.save(path)
    return {
        "names": ("Unit", "Anggaran", "Realisasi", "Selisih"),
        "ids": "Unit",
        "columns": {
            "Anggaran": [1250000.5, 2500000, 1080],
            "Realisasi": [98, 97.5, 100],
            "Selisih": [-12, 1250, 35],
        },
    }


def margins(path):
    """Empty rows and columns around the table, and empty rows inside it."""
    book, sheet = _book()
    for j, name in enumerate(["Kode", "A", "B"], 3):
        sheet.cell(6, j, name)
    for i, row in zip(
        (7, 8, 10, 11), [("x1", 1, 2), ("x2", 3, 4), ("x3", 5, 6), ("x4", 7, 8)], strict=True
    ):
        for j, value in enumerate(row, 3):
            sheet.cell(i, j, value)
    book.save(path)
    return {
        "names": ("Kode", "A", "B"),
        "ids": "Kode",
        "columns": {"A": [1, 3, 5, 7], "B": [2, 4, 6, 8]},
    }


def parts(path):
    """Headings of parts inside the table, merged over its width, each with a subtotal."""
    book, sheet = _book()
    sheet.append(["Nama", "Jam", "Nilai"])
    for part, rows in (
        ("BIDANG A", [("P1", 10, 80), ("P2", 12, 85)]),
        ("BIDANG B", [("P3", 9, 70)]),
    ):
        sheet.append([part])
        sheet.merge_cells(
            start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=3
        )
        for row in rows:
            sheet.append(row)
        sheet.append(["Sub Total", "=SUM(B1:B2)", None])
    sheet.append(["TOTAL", 31, None])
    book.save(path)
    return {
        "names": ("Nama", "Jam", "Nilai"),
        "ids": "Nama",
        "columns": {"Jam": [10, 12, 9], "Nilai": [80, 85, 70]},
    }


def marks(path):
    """Every mark of a missing value, an error of a formula among them."""
    book, sheet = _book()
    sheet.append(["ID", "Skor", "Catatan"])
    for i, mark in enumerate([None, "-", "n/a", "N/A", "#N/A", "tidak ada", "–"], 1):
        sheet.append([f"{i:03}", mark, "x"])
    sheet.append(["008", 77, "y"])
    sheet["B6"].data_type = "e"
    book.save(path)
    return {"names": ("ID", "Skor", "Catatan"), "ids": "ID", "columns": {"Skor": [None] * 7 + [77]}}


def signed(path):
    """A place to sign below the table, and a source."""
    book, sheet = _book()
    sheet.append(["DAFTAR NILAI", None, None])
    sheet.append([None, None, None])
    sheet.append(["Nama", "Disiplin", "Hasil"])
    sheet.append(["Dewi", 88, 90])
    sheet.append(["Eko", 92, 75])
    sheet.append([None, None, None])
    sheet.append([None, None, "Kota Rekaan, 5 Januari 2026"])
    sheet.append(["Mengetahui,", None, "Kepala Dinas"])
    sheet.append(["Sekretaris", None, "Pejabat Contoh"])
    book.save(path)
    return {
        "names": ("Nama", "Disiplin", "Hasil"),
        "ids": "Nama",
        "columns": {"Disiplin": [88, 92], "Hasil": [90, 75]},
    }


def years(path):
    """Years as headings, units merged over several rows, dates."""
    book, sheet = _book()
    sheet.append(["Unit", "Layanan", 2024, 2025, "Mulai"])
    sheet.append(["Unit A", "L1", 70, 75, dt.date(2024, 5, 1)])
    sheet.append([None, "L2", 71, 76, dt.date(2024, 6, 1)])
    sheet.append(["Unit B", "L3", 72, 77, dt.date(2024, 7, 15)])
    sheet.merge_cells("A2:A3")
    book.save(path)
    return {
        "names": ("Unit", "Layanan", "2024", "2025", "Mulai"),
        "ids": "Layanan",
        "columns": {"2024": [70, 71, 72], "2025": [75, 76, 77]},
        "text": {"Unit": ["Unit A", "Unit A", "Unit B"]},
    }


def repeated(path):
    """The heading repeated on every printed page, spaces around names, a hidden row."""
    book, sheet = _book()
    head = ["Nama ", "Nilai\nPerilaku", "Nilai\nHasil"]
    sheet.append(head)
    sheet.append([" Fajar", 80, 81])
    sheet.append(["Gita ", 82, 83])
    sheet.append(head)
    sheet.append(["Hadi", 84, 85])
    sheet.row_dimensions[3].hidden = True
    book.save(path)
    return {
        "names": ("Nama", "Nilai Perilaku", "Nilai Hasil"),
        "ids": "Nama",
        "columns": {"Nilai Perilaku": [80, 82, 84], "Nilai Hasil": [81, 83, 85]},
    }


def facts_above(path):
    """Facts about the form above the table, and a column without a heading beside it."""
    book, sheet = _book()
    sheet["A1"], sheet["B1"] = "Instansi", "Dinas Contoh"
    sheet["A2"], sheet["B2"] = "Tahun", 2025
    for j, name in enumerate(["No", "Nama", "Kehadiran (%)", "Inovasi"], 1):
        sheet.cell(4, j, name)
    for i in range(1, 9):
        for j, value in enumerate([i, f"Pegawai {i}", 90 + i, i % 3], 1):
            sheet.cell(4 + i, j, value)
    sheet["F5"] = "periksa"
    book.save(path)
    return {
        "names": ("No", "Nama", "Kehadiran (%)", "Inovasi"),
        "ids": "Nama",
        "columns": {
            "Kehadiran (%)": [91, 92, 93, 94, 95, 96, 97, 98],
            "Inovasi": [1, 2, 0, 1, 2, 0, 1, 2],
        },
    }


MESSY = [
    titled,
    two_lines,
    typed_numbers,
    margins,
    parts,
    marks,
    signed,
    years,
    repeated,
    facts_above,
]
