"""Spreadsheets as offices keep them: read as they are, with every repair noted, and written back.

>>> from kinerja import sheets
>>> sheets.Note(place="row 8", kind="total_row", found="'Jumlah' in A8", done="set apart").place
'row 8'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, Literal

from ._checks import listed
from ._definitions import Language
from ._paths import path_of
from ._sheets.cells import Note
from ._sheets.dialect import Dialect
from ._sheets.read import Wanted, read_file
from ._sheets.sheet import Sheet, Source
from ._sheets.write import write_file
from ._steady import steady

__all__ = ["Dialect", "Note", "Sheet", "Source", "read", "write"]


def __dir__() -> list[str]:
    return sorted(__all__)


@steady
def read(
    path: str | PathLike[str],
    *,
    sheet: str | int | None = None,
    header: Literal["auto"] | int = "auto",
    ids: str | None = None,
    text: Sequence[str] = (),
    na: Sequence[str] | None = None,
    total_rows: Literal["drop", "keep", "refuse"] = "drop",
    percent: Literal["points", "fractions"] = "points",
    decimal: Literal["auto", ",", "."] = "auto",
    max_cells: int = 20_000_000,
) -> Sheet:
    """Table of a workbook, a CSV file or a Parquet file, as an office keeps it.

    The heading is found below titles, also where it has several lines or merged cells. Numbers are
    read as people write them, percentages as points of 100. Rows of totals, remarks below the table
    and what else is no data are set apart. Nothing is repaired without a note.

    Parameters
    ----------
    path : str or path
        The file; what it is follows from its content, not from its name.
    sheet : str or int, optional
        Name of the sheet, or its position from 0. Without it: the first sheet shown that holds a
        table; a note names the others.
    header : "auto" or int
        Row of the heading, counted from 1; ``"auto"`` finds it.
    ids : str, optional
        Heading of the column that names the rows. It stays text, and every row must have an id of
        its own.
    text : sequence of str
        Headings of further columns that stay text.
    na : sequence of str, optional
        Marks of a missing value, in any case, in place of the usual ones: ``-``, ``–``, ``n/a``,
        ``#N/A``, ``NA``, ``nan``, ``null``, ``tidak ada`` … An empty cell is always missing.
    total_rows : {"drop", "keep", "refuse"}
        What is done with rows labelled Jumlah, Total, Rata-rata, Mean …
    percent : {"points", "fractions"}
        How a cell shown as 98% is read: as 98 or as 0.98.
    decimal : {"auto", ",", "."}
        Decimal sign of numbers that are written as text; ``"auto"`` lets the column decide, and in
        a CSV file the other columns.
    max_cells : int, default 20,000,000
        Cells that may be read; a larger file is refused.

    Returns
    -------
    Sheet
        A mapping from heading to column that every function takes as data, with `ids`, `notes` and
        `source`.

    Raises
    ------
    InputError
        If the file is not a table, is protected or damaged; if two rows could be the heading; if
        headings repeat; if a cell holds an error, a formula without a stored value, or a number of
        more than fifteen digits that may have been an id; if numbers are ambiguous, or percent
        stands beside plain numbers; if cells of data are merged; if an id is missing or repeated.

    Notes
    -----
    A text such as ``1.080`` is a thousand and eighty where a comma is the decimal sign, and a
    little more than one where a point is. It is settled by the other cells of its column
    (``1.250,5`` shows a decimal comma), never by itself.

    A formula gives the value that was stored when the file was last saved.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "office.csv"
    >>> rows = ["Rekap kinerja 2025;;", "NIP;Kehadiran;Nilai"]
    >>> rows += ["007;98%;1.080,5", "008;n/a;950", "Jumlah;;2.030,5"]
    >>> _ = path.write_text(chr(10).join(rows))
    >>> sheet = read(path, ids="NIP")
    >>> sheet.ids.tolist(), sheet["Kehadiran"].tolist(), sheet["Nilai"].tolist()
    (['007', '008'], [98.0, nan], [1080.5, 950.0])
    >>> for note in sheet.notes:
    ...     print(note)
    row 1: 'Rekap kinerja 2025' set apart: above the heading
    row 5: 'Jumlah' in A5 set apart: a row of totals or means
    B4: 'n/a' read as missing
    B3: '98%' read as 98
    column B: 1 cell shown as percent read as points of 100: B3 is 98
    C3: '1.080,5' read as 1080.5
    """
    wanted = Wanted(
        sheet=sheet, header=header, ids=ids, text=text, na=na, total_rows=total_rows,
        percent=percent, decimal=decimal, max_cells=max_cells,
    )  # fmt: skip
    return read_file(path_of(path), wanted)


@steady
def write(
    path: str | PathLike[str],
    tables: Mapping[str, Any],
    *,
    language: Language = "en",
    notes: Sequence[Note] = (),
    dialect: Dialect | None = None,
    inputs: Sequence[str | PathLike[str]] = (),
) -> None:
    """Write results and tables to a workbook (.xlsx), a CSV file or JSON, whole or not at all.

    A workbook has one sheet for each name: ids are text, numbers have the decimals they need, the
    heading stays in sight; the last sheet holds the notes and how each result was made. Text never
    becomes a formula: in a CSV file a text that a spreadsheet would run gets an apostrophe.

    Parameters
    ----------
    path : str or path
        A regular file, also through links, that is none of the inputs. One that is replaced keeps
        its mode and owner. The kind follows from its name.
    tables : mapping
        Name to result, `Sheet`, mapping of columns or dataframe. A CSV file takes one.
    language : {"en", "id"}
        Language of the last sheet.
    notes : sequence of Note
        Notes beside those of the sheets among the tables.
    dialect : Dialect, optional
        How a CSV file is written; by default as the sheet among the tables was read, else with
        commas and decimal points.
    inputs : sequence of path
        Files that must not be written over.

    Raises
    ------
    InputError
        If the place cannot be written to or is an input, if a text is longer than a cell, or if
        openpyxl is not installed. What stood there before is then untouched.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "out.csv"
    >>> write(path, {"scores": {"id": ["007", "=1+1"], "total": [80.5, None]}})
    >>> path.read_text().splitlines()
    ['id,total', '007,80.5', "'=1+1,"]
    """
    write_file(
        path_of(path),
        tables,
        language=language,
        notes=notes,
        dialect=dialect,
        inputs=[
            path_of(given, "inputs")
            for given in listed(inputs, "inputs", expected="paths of files")
        ],
    )
