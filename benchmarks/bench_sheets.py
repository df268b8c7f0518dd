"""Spreadsheets of 100,000 rows: against the workbook library and the CSV reader alone."""

import csv
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl

from benchmarks.timing import paired, peak
from kinerja import sheets

ROWS, COLUMNS = 100_000, 20


def run(report: Callable[[str, float, str], None]) -> None:
    rng = np.random.default_rng(1)
    numbers = rng.uniform(0, 100, (ROWS, COLUMNS - 1)).round(2).tolist()
    head = ["id", *(f"c{j}" for j in range(COLUMNS - 1))]
    with tempfile.TemporaryDirectory() as folder:
        csv_file, full_file = Path(folder, "a.csv"), Path(folder, "full.csv")
        book_file = Path(folder, "a.xlsx")
        rows = [[f"P{i:06d}", *row] for i, row in enumerate(numbers)]
        full = rng.uniform(-1000, 1000, (ROWS, COLUMNS - 1)).tolist()
        for path, some in ((csv_file, rows), (full_file, full)):
            with path.open("w", newline="") as file:
                csv.writer(file).writerows([head[-len(some[0]) :], *some])
        write_book(book_file, [head, *rows])
        _compare(report, "workbook", book_file, _openpyxl, 1.5, runs=1)
        _compare(report, "CSV, two decimals", csv_file, _reader, 3, runs=5)
        _compare(report, "CSV, seventeen digits", full_file, _reader, 3, runs=5)
        for path in (book_file, csv_file):
            sheet = sheets.read(path)
            size = sum(sheet[name].nbytes for name in sheet.names)
            size += sum(map(sys.getsizeof, sheet["id"].tolist()))
            used = peak(lambda path=path: sheets.read(path)) / size
            report(f"peak memory over the data, {path.suffix}", used, "at most 6")


def _compare(
    report: Callable[[str, float, str], None],
    what: str,
    path: Path,
    alone: Callable[[Path], None],
    most: float,
    *,
    runs: int,
) -> None:
    ratio, ours, theirs = paired(lambda: sheets.read(path), lambda: alone(path), runs=runs)
    name = {"_openpyxl": "openpyxl's read-only rows alone", "_reader": "csv.reader alone"}
    note = f"{ours:.2f} s against {theirs:.2f} s; at most {most}"
    report(f"read, {what}, {ROWS:,} × {COLUMNS}, over {name[alone.__name__]}", ratio, note)


def write_book(path: Path, rows: list[list[object]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("data")
    for row in rows:
        sheet.append(row)
    book.save(path)


def _openpyxl(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True)
    for _ in book.worksheets[0].iter_rows(values_only=True):
        pass


def _reader(path: Path) -> None:
    with path.open(newline="") as file:
        for _ in csv.reader(file):
            pass
