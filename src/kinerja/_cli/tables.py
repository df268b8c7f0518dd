"""Files in and out: CSV with the standard library; Parquet and Excel where polars is installed."""

from __future__ import annotations

import csv
import importlib.util
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError

Columns = dict[str, Any]

_NAN = ("NaN", "nan")
"""How other programs write a missing number."""


def _has_polars() -> bool:
    return importlib.util.find_spec("polars") is not None


def a_file(path: Path, argument: str) -> Path:
    """Return the path of a file that is there."""
    if not path.is_file():
        what = "a folder" if path.is_dir() else "nothing"
        raise InputError.about(
            argument, code="invalid_input", expected="a file", found=f"{what} at {str(path)!r}"
        )
    return path


def read_text(path: Path, argument: str) -> str:
    """Text of a UTF-8 file, with or without a byte order mark."""
    try:
        return a_file(path, argument).read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(path, argument, error) from None


def _not_utf8(path: Path, argument: str, error: UnicodeDecodeError) -> InputError:
    line = path.read_bytes()[: error.start].count(b"\n") + 1 if error.start < 1 << 16 else None
    return InputError.about(
        argument,
        code="invalid_input",
        expected="text in UTF-8",
        found=f"byte 0x{error.object[error.start]:02x} "
        + (f"in line {line} of {path.name}" if line else f"in {path.name}"),
        hint="Save it as UTF-8; in Excel: Save As, CSV UTF-8.",
    )


def read_table(path: Path, ids: str | None) -> Columns:
    """Columns of a data file by name; the column `ids` stays text.

    CSV files may separate with commas, semicolons or tabs; with semicolons a comma is the decimal
    sign, as spreadsheets in Indonesia write them. A line without anything in it is not a row.
    """
    kind = a_file(path, "DATA").suffix.lower()
    if kind in {".parquet", ".xlsx", ".xls"}:
        return _read_with_polars(path, kind)
    return _read_csv(path, ids)


def _read_with_polars(path: Path, kind: str) -> Columns:
    try:
        import polars as pl

        frame = pl.read_parquet(path) if kind == ".parquet" else pl.read_excel(path)
    except ModuleNotFoundError as error:
        raise InputError.about(
            "DATA",
            code="not_installed",
            expected="polars, to read Parquet and Excel (and fastexcel for Excel)",
            found=f"{error.name or 'fastexcel'} is not installed",
            hint="Install it with: pip install polars fastexcel; or save the table as CSV.",
        ) from None
    except Exception as error:
        raise _unreadable(path, error) from error
    return {name: frame[name] for name in frame.columns}


def _unreadable(path: Path, error: Exception) -> InputError:
    first = str(error).strip().splitlines() or [type(error).__name__]
    return InputError.about(
        "DATA",
        code="invalid_input",
        expected="a readable table",
        found=f"{path.name}: {first[0].rstrip('.')}",
    )


class _Layout(NamedTuple):
    """How a CSV file is written."""

    separator: str
    skipped: int
    """Lines above the header: 1 where Excel's own ``sep=;`` stands there."""
    header: list[str]


def _layout(file: TextIO) -> _Layout:
    first = file.readline()
    stated = re.fullmatch(r"sep=(.)\s*", first)
    line = file.readline() if stated else first
    bare = re.sub(r'"[^"]*"', "", line)  # a name may hold a comma
    separator = stated[1] if stated else max(",;\t", key=bare.count)
    file.seek(0)
    if stated:
        file.readline()
    header = [name.strip() for name in next(csv.reader(file, delimiter=separator), [])]
    if not any(header):
        raise InputError.about(
            "DATA", code="too_few", expected="a header line", found="an empty file"
        )
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise InputError.about(
            "DATA", code="duplicate", expected="each column once",
            found=f"{', '.join(map(repr, twice[:5]))} more than once",
            hint="Rename or drop one of them.",
        )  # fmt: skip
    return _Layout(separator, int(stated is not None), header)


def _read_csv(path: Path, ids: str | None) -> Columns:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            layout = _layout(file)
            if _has_polars():
                return _polars_csv(path, layout, ids)
            rows = [row for _, row in _lines(file, layout)]
    except UnicodeDecodeError as error:
        raise _not_utf8(path, "DATA", error) from None
    except csv.Error as error:
        raise _unreadable(path, error) from error
    decimal = "," if layout.separator == ";" else "."
    cells = {name: [row[j] for row in rows] for j, name in enumerate(layout.header) if name}
    return {
        name: [text or None for text in column] if name == ids else _typed(column, decimal)
        for name, column in cells.items()
    }


def _lines(file: TextIO, layout: _Layout) -> Iterator[tuple[int, list[str]]]:
    """Rows below the header with their line numbers; one of another length is refused."""
    reader = csv.reader(file, delimiter=layout.separator)
    wide = len(layout.header)
    for row in reader:
        if wide == 1 and not row:
            row = [""]  # in a file of one column an empty line is a missing value
        elif not any(row):
            continue
        line = reader.line_num + layout.skipped + 1
        if len(row) != wide:
            raise InputError.about(
                "DATA",
                code="wrong_shape",
                expected=f"{wide} cells a line, as in the header",
                found=f"{len(row)} in line {line}",
                positions=(line,),
            )
        yield line, row


def _polars_csv(path: Path, layout: _Layout, ids: str | None) -> Columns:
    import polars as pl

    names = [name or f"column {j + 1}" for j, name in enumerate(layout.header)]
    try:
        frame = pl.read_csv(
            path,
            has_header=False,
            skip_rows=layout.skipped + 1,
            new_columns=names,
            separator=layout.separator,
            decimal_comma=layout.separator == ";",
            infer_schema_length=None,
            null_values=["", *_NAN],
            schema_overrides={ids: pl.String} if ids in names else None,
            encoding="utf8",
        )
    except pl.exceptions.NoDataError:
        return {name: [] for name in layout.header if name}
    except Exception as error:
        _refuse_ragged(path, layout)
        raise _unreadable(path, error) from error
    if frame.width != len(names) or frame.to_series(-1).null_count():
        _refuse_ragged(path, layout)  # polars fills a short line up
    if frame.width > 1:
        frame = frame.filter(~pl.all_horizontal(pl.all().is_null()))
    return {
        name: frame[name] if name == ids else _stripped(frame[name], layout.separator)
        for name in layout.header
        if name
    }


def _stripped(column: Any, separator: str) -> Any:
    """Numbers that only stand between spaces are numbers."""
    import polars as pl

    if column.dtype != pl.String:
        return column
    bare = column.str.strip_chars()
    if (bare == column).all():
        return column
    if separator == ";":
        # A point in such a file may part thousands: those cells stay text.
        bare = bare.str.replace(".", "?", literal=True).str.replace(",", ".", literal=True)
    numbers = bare.cast(pl.Float64, strict=False)
    return numbers if numbers.null_count() == column.null_count() else column


def _refuse_ragged(path: Path, layout: _Layout) -> None:
    """Name the first line that has not as many cells as the header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for _ in range(layout.skipped):
            file.readline()
        next(csv.reader(file, delimiter=layout.separator))
        for _ in _lines(file, layout):
            pass


def _typed(cells: list[str], decimal: str) -> list[Any]:
    """Numbers where the cell is one, None where it is empty, else the text itself."""

    def cell(text: str) -> Any:
        text = text.strip()
        if not text or text in _NAN:
            return None
        if decimal == "," and "." in text:
            return text  # 1.080 may be a thousand and eighty: no guess
        try:
            return float(text.replace(decimal, "."))
        except ValueError:
            return text

    return [cell(text) for text in cells]


def an_output(path: Path, *inputs: Path) -> Path:
    """Return the path of a CSV file that may be written: none of the inputs, no other format."""
    if path.suffix.lower() in {".xlsx", ".xls", ".ods", ".parquet", ".json"}:
        raise InputError.about(
            "OUT", code="unknown_option", expected="a name that ends in .csv", found=repr(path.name),
            hint="The figures are written as CSV, which spreadsheets open.",
        )  # fmt: skip
    if path.is_dir():
        raise InputError.about(
            "OUT",
            code="invalid_input",
            expected="the name of a file",
            found=f"a folder at {str(path)!r}",
        )
    if not path.resolve().parent.is_dir():
        raise InputError.about(
            "OUT", code="invalid_input", expected="a folder that exists",
            found=repr(str(path.resolve().parent)),
        )  # fmt: skip
    if path.exists() and any(path.samefile(given) for given in inputs if given.exists()):
        raise InputError.about(
            "OUT", code="invalid_input", expected="another file than the input", found=repr(str(path)),
            hint="The data would be lost: choose another name.",
        )  # fmt: skip
    return path


def write_csv(path: Path, columns: Mapping[str, NDArray[Any]]) -> None:
    """Write columns as CSV; the file appears whole or not at all."""
    handle, name = tempfile.mkstemp(
        dir=path.resolve().parent, prefix=f".{path.name}.", suffix=".tmp"
    )
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
    cells = [_cells(column, whole=name == "rank") for name, column in columns.items()]
    writer.writerows(zip(*cells, strict=True))


def _cells(column: NDArray[Any], *, whole: bool = False) -> list[Any]:
    """Cells of one column; `whole`: places, which people read as 1 and not as 1.0."""
    if column.dtype.kind != "f":
        return list(column.tolist())
    missing = np.isnan(column)
    values = (np.where(missing, 0, column).astype(np.int64) if whole else column).tolist()
    if not missing.any():
        return list(values)
    return ["" if gap else value for gap, value in zip(missing.tolist(), values, strict=True)]
