"""The table that was read: columns by name, ids, notes, and where each cell stood."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._checks import (
    array_of,
    choice,
    listed,
    mapped,
    whole_number,
)
from .._types import Ints
from ..errors import InputError, shown
from ..results import BACKENDS, Backend
from .cells import Note, cell_name, column_number, letters
from .dialect import Dialect

_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table came from.

    Examples
    --------
    >>> Source(path="staff.csv", kind="csv").sheet
    ''
    """

    path: str
    """The file."""
    kind: str
    """``"xlsx"``, ``"csv"`` or ``"parquet"``."""
    sheet: str = ""
    """Sheet of the workbook; empty for other files."""
    other_sheets: tuple[str, ...] = ()
    """The other sheets of the workbook."""
    heading: tuple[int, int] | None = None
    """First and last row of the heading, counted from 1; None where the file names its columns."""
    dialect: Dialect | None = None
    """How a CSV file is written, so that ``write`` can write alike."""


class NoSuchColumnError(InputError, KeyError):
    """A column that the sheet does not have; also a ``KeyError``, as mappings raise it."""

    def __str__(self) -> str:
        return str(self.args[0])


class Sheet(Mapping[str, NDArray[Any]]):
    """A table read from a file: a mapping from heading to column, and what was noted.

    Every function of kinerja takes it as data. Numbers are float64 with NaN where a value is
    missing; text, and columns in which some cell is text, are objects with None; dates are
    datetime64; flags are bool. Arrays are read-only. Numbers that are infinite, as a Parquet
    file may have them, stay as they stand: what computes with them refuses them by their place.

    Examples
    --------
    >>> sheet = Sheet(
    ...     {"NIP": np.array(["01", "02"], dtype=object), "Nilai": np.array([80.0, 90.0])}
    ... )
    >>> sheet.names, len(sheet), sheet["Nilai"].tolist()
    (('NIP', 'Nilai'), 2, [80.0, 90.0])
    """

    __slots__ = ("_columns", "_letters", "_rows", "ids", "ids_name", "notes", "source")

    ids: NDArray[np.object_] | None
    """(n,) ids of the rows, as text; None where no column of ids was named."""
    ids_name: str | None
    """Heading of the column of ids."""
    notes: tuple[Note, ...]
    """Every repair, and everything that was set apart."""
    source: Source

    def __init__(
        self,
        columns: Mapping[str, NDArray[Any]],
        *,
        ids: str | None = None,
        notes: Sequence[Note] = (),
        source: Source | None = None,
        rows: Ints | None = None,
        places: Mapping[str, int] | None = None,
    ) -> None:
        own: dict[str, NDArray[Any]] = {}
        for name, column in mapped(columns, "columns", expected="columns by their heading").items():
            kept = array_of(column, "columns").view()
            if kept.ndim != 1:
                raise InputError.about(
                    "columns", code="wrong_shape", expected="one value a row in each column",
                    found=f"shape {kept.shape} in {shown(name)}",
                )  # fmt: skip
            kept.flags.writeable = False
            own[name] = kept
        self._columns = own
        self.notes = tuple(listed(notes, "notes", expected="a sequence of notes"))
        self.source = Source("", "") if source is None else source
        self.ids_name = ids
        if ids is not None:
            choice(ids, "ids", tuple(own))
        self.ids = own[ids] if ids is not None else None
        size = len(next(iter(own.values()))) if own else 0
        self._rows = np.arange(1, size + 1) if rows is None else rows
        numbered = {name: j for j, name in enumerate(own)}
        found = mapped(places, "places", expected="number of each column, by its heading")
        self._letters = numbered if places is None else dict(found)

    @property
    def names(self) -> tuple[str, ...]:
        """Headings, in the order of the columns."""
        return tuple(self._columns)

    @property
    def n_rows(self) -> int:
        """Number of rows of data."""
        return len(self._rows)

    def __getitem__(self, name: str) -> NDArray[Any]:
        try:
            return self._columns[name]
        except (KeyError, TypeError):  # a list is no name either
            raise self._no(name) from None

    def _no(self, name: Any) -> NoSuchColumnError:
        near = close_names(name if isinstance(name, str) else "", self.names)
        there = ", ".join(map(repr, self.names[:8])) + (", …" if len(self.names) > 8 else "")
        where = f" ({Path(self.source.path).name})" if self.source.path else ""
        return NoSuchColumnError.about(
            "name", code="missing_column", expected=f"a heading of the sheet{where}", found=shown(name),
            hint=f"Did you mean {near[0]!r}?" if near else f"The headings are: {there}.",
        )  # fmt: skip

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sheet):
            return NotImplemented
        return self.names == other.names and all(
            _equal(self[name], other[name]) for name in self.names
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        where = f" of {self.source.path}" if self.source.path else ""
        sheet = f", sheet {self.source.sheet!r}" if self.source.sheet else ""
        head = f"Sheet{where}{sheet}: {self.n_rows:,} rows, {len(self.names)} columns"
        kinds = {"f": "numbers", "b": "flags", "M": "dates"}
        lines = [
            f"  {letters(self._letters[name]):<3} {name[:40]:<40}  {kinds.get(self[name].dtype.kind, 'text')}"
            + ("  ids" if name == self.ids_name else "")
            for name in self.names[:30]
        ]
        if len(self.names) > 30:
            lines.append(f"  … and {len(self.names) - 30} more")
        return "\n".join([head, *lines, *(f"  {note}" for note in self.notes[:20])])

    def cell(self, name: str, row: int) -> str:
        """Name of a cell as the spreadsheet has it, by heading and row of data, from 0.

        Examples
        --------
        >>> Sheet({"a": np.array([1.0, 2.0])}, rows=np.array([4, 5])).cell("a", 1)
        'A6'
        """
        heading: Any = name
        if not isinstance(heading, str) or heading not in self._letters:
            raise self._no(name)
        i = whole_number(row, "row", upper=len(self._rows) - 1)
        return cell_name(int(self._rows[i]), self._letters[name])

    def place(self, cell: str) -> tuple[str, int] | None:
        """Heading and row of data of a cell such as ``"F4"``; None where it is no data.

        Examples
        --------
        >>> Sheet({"a": np.array([1.0, 2.0])}, rows=np.array([4, 5])).place("A6")
        ('a', 1)
        """
        given: Any = cell
        if not isinstance(given, str) or not _CELL.fullmatch(given):
            raise InputError.about(
                "cell", code="wrong_type", expected="the name of a cell, such as 'F4'",
                found=shown(cell),
            )  # fmt: skip
        name = cell.rstrip("0123456789")
        column = {j: heading for heading, j in self._letters.items()}.get(column_number(name))
        row = np.flatnonzero(self._rows == int(cell[len(name) :]) - 1)
        return (column, int(row[0])) if column is not None and len(row) else None

    def to_frame(self, backend: Backend | None = None) -> Any:
        """Return the table as a dataframe.

        Parameters
        ----------
        backend : {"pandas", "polars", "pyarrow"}, optional
            Library of the table; without it the first of these three that is installed.

        Raises
        ------
        InputError
            If the library is unknown or not installed.

        Examples
        --------
        >>> Sheet({"a": np.array([1.0, 2.0])}, rows=np.array([4, 5])).to_frame("pandas").shape
        (2, 1)
        """
        import importlib.util

        if backend is None:
            installed = [name for name in BACKENDS if importlib.util.find_spec(name)]
            backend = installed[0] if installed else "pandas"
        choice(backend, "backend", BACKENDS)
        if importlib.util.find_spec(backend) is None:
            raise InputError.about(
                "backend", code="not_installed", expected="an installed dataframe library",
                found=shown(backend), hint=f"Install it with: pip install {backend}",
            )  # fmt: skip
        import narwhals as nw

        columns = {name: _of_one_kind(self[name]) for name in self.names}
        return nw.from_dict(columns, backend=backend).to_native()


def _of_one_kind(column: NDArray[Any]) -> Any:
    """A column as a dataframe takes it: text beside numbers becomes text, a flag may be missing."""
    if column.dtype.kind != "O":
        return column.copy()
    items = column.tolist()
    if len({type(item) for item in items if item is not None}) < 2:
        return items
    return [item if item is None or isinstance(item, str) else str(item) for item in items]


def _equal(a: NDArray[Any], b: NDArray[Any]) -> bool:
    if a.dtype.kind in "fM" and b.dtype.kind in "fM":
        return np.array_equal(a, b, equal_nan=True)
    return bool(a.tolist() == b.tolist())


def close_names(name: str, names: Sequence[str]) -> list[str]:
    """Names that a mistyped one may mean, the nearest first.

    >>> close_names("Kehadirn", ["Nama", "Kehadiran"]), close_names("nip", ["NIP"])
    (['Kehadiran'], ['NIP'])
    """
    lowered = {" ".join(own.casefold().split()): own for own in reversed(names)}
    near = difflib.get_close_matches(" ".join(name.casefold().split()), lowered, n=3, cutoff=0.7)
    return [lowered[own] for own in near]
