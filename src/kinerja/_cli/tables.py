"""Files in and out: CSV with the standard library; Parquet and Excel where polars is installed."""

from __future__ import annotations

import csv
import importlib.util
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError

Columns = dict[str, Any]


def _has_polars() -> bool:
    return importlib.util.find_spec("polars") is not None


def read_table(path: Path, ids: str | None) -> Columns:
    """Columns of a data file by name; the column `ids` stays text.

    CSV files may separate with commas, semicolons or tabs; with semicolons a comma is the decimal
    sign, as spreadsheets in Indonesia write them.
    """
    if not path.is_file():
        raise InputError.about(
            "DATA", code="not_found", expected="a file", found=f"nothing at {str(path)!r}"
        )
    kind = path.suffix.lower()
    if kind in {".parquet", ".xlsx", ".xls"}:
        return _read_with_polars(path, kind)
    return _read_csv(path, ids)


def _read_with_polars(path: Path, kind: str) -> Columns:
    if not _has_polars():
        raise InputError.about(
            "DATA",
            code="not_installed",
            expected="polars, to read Parquet and Excel",
            found="it is not installed",
            hint="Install it with: pip install polars (and fastexcel for Excel); or save as CSV.",
        )
    import polars as pl

    try:
        frame = pl.read_parquet(path) if kind == ".parquet" else pl.read_excel(path)
    except Exception as error:
        raise _unreadable(path, error) from error
    return {name: frame[name] for name in frame.columns}


def _unreadable(path: Path, error: Exception) -> InputError:
    first = str(error).strip().splitlines() or [type(error).__name__]
    return InputError.about(
        "DATA", code="unreadable", expected="a readable table", found=f"{path.name}: {first[0]}"
    )


def _separator(header: str) -> str:
    counts = {mark: header.count(mark) for mark in (",", ";", "\t")}
    return max(counts, key=lambda mark: counts[mark])


def _read_csv(path: Path, ids: str | None) -> Columns:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            separator = _separator(file.readline())
            file.seek(0)
            reader = csv.reader(file, delimiter=separator)
            header = next(reader, None)
            if not header:
                raise InputError.about(
                    "DATA", code="empty", expected="a header line", found="an empty file"
                )
            twice = sorted({name for name in header if header.count(name) > 1})
            if twice:
                raise InputError.about(
                    "DATA", code="duplicate", expected="each column once",
                    found=f"{', '.join(map(repr, twice[:5]))} more than once",
                    hint="Rename or drop one of them.",
                )  # fmt: skip
            if _has_polars():
                return _polars_csv(path, separator, header, ids)
            rows = [row for row in reader if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, error) from error
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise InputError.about(
                "DATA", code="ragged", expected=f"{len(header)} cells a line",
                found=f"{len(row)} in line {number}", positions=(number,),
            )  # fmt: skip
    decimal = "," if separator == ";" else "."
    return {
        name: [row[j] for row in rows] if name == ids else _typed([row[j] for row in rows], decimal)
        for j, name in enumerate(header)
    }


def _polars_csv(path: Path, separator: str, header: list[str], ids: str | None) -> Columns:
    import polars as pl

    try:
        frame = pl.read_csv(
            path,
            separator=separator,
            decimal_comma=separator == ";",
            infer_schema_length=None,
            null_values=[""],
            schema_overrides={ids: pl.String} if ids in header else None,
            encoding="utf8",
        )
    except Exception as error:
        raise _unreadable(path, error) from error
    return {name: frame[name] for name in frame.columns}


def _typed(cells: list[str], decimal: str) -> list[Any]:
    """Numbers where the cell is one, None where it is empty, else the text itself."""

    def cell(text: str) -> Any:
        text = text.strip()
        if not text:
            return None
        try:
            return float(text.replace(decimal, ".") if decimal != "." else text)
        except ValueError:
            return text

    return [cell(text) for text in cells]


def write_csv(path: Path, columns: Mapping[str, NDArray[Any]]) -> None:
    """Write columns as CSV; the file appears whole or not at all."""
    folder = path.resolve().parent
    if not folder.is_dir():
        raise InputError.about(
            "OUT", code="not_found", expected="a folder that exists", found=repr(str(folder))
        )
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            write_rows(file, columns)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)  # mkstemp makes it private; a result is an ordinary file
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_rows(file: Any, columns: Mapping[str, NDArray[Any]]) -> None:
    """Write columns as CSV lines to an open text file; missing is an empty cell."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    cells = [_cells(column) for column in columns.values()]
    writer.writerows(zip(*cells, strict=True))


def _cells(column: NDArray[Any]) -> list[Any]:
    if column.dtype.kind != "f":
        return list(column.tolist())
    missing = np.isnan(column)
    values = column.tolist()
    if not missing.any():
        return list(values)
    return ["" if gap else value for gap, value in zip(missing.tolist(), values, strict=True)]
