"""Refusals: the sentence that names the cells at fault, and what to do about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Flags, Float, Ints
from ..errors import SHOWN, ErrorCode, InputError, Position, shown

Names = Sequence[Any] | NDArray[Any] | None


def joined(items: Sequence[Any]) -> str:
    """List items in a sentence: ``'a', 'b' and 3 more``.

    >>> joined(["a", "b"])
    "'a', 'b'"
    """
    listed = ", ".join(shown(plain(item)) for item in items[:SHOWN])
    more = len(items) - SHOWN
    return f"{listed} and {more} more" if more > 0 else listed


def columns_at(names: Sequence[Any]) -> tuple[Position, ...]:
    """Columns as the positions of an error."""
    return tuple(Position(column=plain(name)) for name in names)


def refuse_repeated(twice: Sequence[Any], argument: str) -> None:
    """Refuse columns of one table that have the same name; `twice` lists those names."""
    if twice:
        raise InputError.about(
            argument,
            code="duplicate",
            expected="each column once",
            found=f"{joined(twice)} more than once",
            hint="Rename or drop one of them.",
            positions=columns_at(twice[:5]),
        )


def refuse_uneven(sizes: Mapping[Any, int], argument: str, *, where: str = "") -> None:
    """Refuse columns of one table, by name, that are not of one length."""
    if len(set(sizes.values())) > 1:
        told = [f"{shown(plain(name))}: {size}" for name, size in list(sizes.items())[:SHOWN]]
        more = f" and {len(sizes) - SHOWN} more" if len(sizes) > SHOWN else ""
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"columns of one length{where}",
            found=", ".join(told) + more,
        )


def plain(item: Any) -> Any:
    """Return a value of numpy as one of Python; anything else as it is.

    >>> plain(np.datetime64("2025-01-02T08:30:00.000000001"))
    datetime.datetime(2025, 1, 2, 8, 30)
    """
    return of_microseconds(item).item() if isinstance(item, np.generic) else item


def of_microseconds(times: Any) -> Any:
    """Times to the microsecond, all that Python's have; numpy gives finer ones as whole numbers."""
    if times.dtype.kind in "mM" and np.datetime_data(times.dtype)[0] in {"ns", "ps", "fs", "as"}:
        return times.astype(np.dtype(f"{times.dtype.kind}8[us]"))
    return times


def _name(names: Names, position: int) -> Any:
    return plain(names[position]) if names is not None else int(position)


def refuse_cells(
    bad: Flags,
    values: NDArray[Any],
    argument: str,
    *,
    code: ErrorCode,
    expected: str,
    hint: str = "",
    rows: Names = None,
    columns: Names = None,
    first: int = 0,
) -> None:
    """Raise an InputError naming the first five True cells of `bad`; return if there are none.

    Rows are named by `rows` (ids) and columns by `columns` where given, else by 0-based position;
    `first` is the number of the first row, where a block of a longer table is judged.
    """
    if not bad.any():
        return
    if bad.ndim == 0:
        raise InputError.about(
            argument, code=code, expected=expected, found=_found(values[()]), hint=hint
        )
    # Only as many cells are located as are named: the rest is counted.
    flat = np.flatnonzero(bad.ravel(order="C"))
    cells = [tuple(int(i) for i in np.unravel_index(f, bad.shape)) for f in flat[:SHOWN]]
    positions: list[Position] = []
    for cell in cells:
        column = tuple(_name(columns, c) for c in cell[1:])
        positions.append(
            Position(
                row=cell[0] + first,
                column=(column[0] if len(column) == 1 else column) if column else None,
                id=None if rows is None else _name(rows, cell[0]),
                cell=plain(values[cell]),
            )
        )
    more = int(flat.size) - len(cells)
    raise InputError.about(
        argument,
        code=code,
        expected=expected,
        found=_listed(positions, more),
        hint=hint,
        positions=tuple(positions),
        more=more,
    )


def _listed(positions: Sequence[Position], more: int) -> str:
    """The places of cells in a sentence, and how many more there are."""
    places = [
        f"row {p.row if p.id is None else shown(p.id)}"
        + ("" if p.column is None else f" column {p.column!r}")
        + f" ({_found(p.cell)})"
        for p in positions
    ]
    return "; ".join(places) + (f"; and {more} more" if more else "")


def in_column(
    error: InputError,
    argument: str,
    column: Any,
    values: NDArray[Any],
    rows: Names = None,
    *,
    at: Ints | None = None,
) -> InputError:
    """Say an error about a column that was read by itself as one about its table.

    `values` is the column as it was read; positions in it become (row, column), rows named by
    `rows`. Where the column was read for some rows only, `at` holds their numbers.
    """
    cells = [p.row for p in error.positions if p.row is not None and p.row < len(values)]
    wanted = str(error.expected)
    if len(cells) < len(error.positions) or not cells:
        wanted, found = f"{wanted} in column {column!r}", str(error.found)
        positions: tuple[Position, ...] = (Position(column=column),)
    else:
        positions = tuple(
            Position(
                row=p if at is None else int(at[p]),
                column=column,
                id=None if rows is None else _name(rows, p),
                cell=plain(values[p]),
            )
            for p in cells
        )
        found = _listed(positions, error.more)
    return InputError.about(
        argument,
        code=error.code,
        expected=wanted,
        found=found,
        hint=error.own_hint,
        positions=positions,
        more=error.more,
    )


def _found(value: Any) -> str:
    value = plain(value)
    if value is None or (isinstance(value, float) and value != value):
        return "missing"
    return f"{value:g}" if isinstance(value, float) else shown(value)


def refuse_missing(
    values: Float,
    argument: str,
    *,
    hint: str = "Fill it in, or leave the row out.",
    rows: Names = None,
    columns: Names = None,
) -> None:
    """Raise an InputError that names the first five missing cells."""
    refuse_cells(
        np.isnan(values),
        values,
        argument,
        code="missing_value",
        expected="a number in every cell",
        hint=hint,
        rows=rows,
        columns=columns,
    )


def refuse_infinite(
    values: Float, argument: str, *, rows: Names = None, columns: Names = None
) -> None:
    """Raise an InputError that names the first five infinite cells."""
    refuse_cells(
        np.isinf(values),
        values,
        argument,
        code="infinite_value",
        expected="finite numbers",
        hint="Correct it, or mark it as missing (NaN).",
        rows=rows,
        columns=columns,
    )
