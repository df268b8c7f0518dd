"""Refusals: the sentence that names the cells at fault, and the mend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import SHOWN, InputError

Names = Sequence[Any] | NDArray[Any] | None


def joined(items: Sequence[Any]) -> str:
    """List items in a sentence: ``'a', 'b' and 3 more``.

    >>> joined(["a", "b"])
    "'a', 'b'"
    """
    shown = ", ".join(repr(_plain(item)) for item in items[:SHOWN])
    more = len(items) - SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _plain(item: Any) -> Any:
    return item.item() if isinstance(item, np.generic) else item


def _name(names: Names, position: int) -> Any:
    return _plain(names[position]) if names is not None else int(position)


def refuse_cells(
    bad: NDArray[np.bool_],
    values: NDArray[Any],
    argument: str,
    *,
    code: str,
    expected: str,
    hint: str = "",
    rows: Names = None,
    columns: Names = None,
) -> None:
    """Raise an InputError naming the first five True cells of `bad`; return if there are none.

    Rows are named by `rows` (ids) and columns by `columns` where given, else by 0-based position.
    """
    if not bad.any():
        return
    if bad.ndim == 0:
        raise InputError.about(
            argument, code=code, expected=expected, found=_found(values[()]), hint=hint
        )
    # Only as many cells are located as are named: the rest is counted.
    flat = np.flatnonzero(bad.ravel(order="C"))
    first = [tuple(int(i) for i in np.unravel_index(f, bad.shape)) for f in flat[:SHOWN]]
    positions: list[Any] = []
    places: list[str] = []
    for cell in first:
        row = _name(rows, cell[0])
        found = _found(values[cell])
        if bad.ndim == 1:
            positions.append(row)
            places.append(f"row {row!r} ({found})")
        else:
            column = tuple(_name(columns, c) for c in cell[1:])
            shown = column[0] if len(column) == 1 else column
            positions.append((row, shown))
            places.append(f"row {row!r} column {shown!r} ({found})")
    more = int(flat.size) - len(first)
    found = "; ".join(places) + (f"; and {more} more" if more else "")
    raise InputError.about(
        argument,
        code=code,
        expected=expected,
        found=found,
        hint=hint,
        positions=tuple(positions),
    )


def in_column(
    error: InputError,
    argument: str,
    column: Any,
    values: NDArray[Any],
    rows: Names = None,
) -> InputError:
    """Say an error about a column that was read by itself as one about its table.

    `values` is the column as it was read; positions in it become (row, column), rows named by
    `rows`.
    """
    at = [p[0] if isinstance(p, tuple) else p for p in error.positions]
    cells = [p for p in at if isinstance(p, int) and p < len(values)]
    wanted = str(error.expected)
    positions: tuple[Any, ...]
    if len(cells) < len(at) or not cells:
        wanted, found, positions = f"{wanted} in column {column!r}", str(error.found), (column,)
    else:
        positions = tuple((_name(rows, p), column) for p in cells)
        places = [
            f"row {row!r} column {column!r} ({_found(values[p])})"
            for (row, _), p in zip(positions, cells, strict=True)
        ]
        more = re.search(r"; and \d+ more$", str(error.found))
        found = "; ".join(places) + (more.group() if more else "")
    return InputError.about(
        argument,
        code=error.code,
        expected=wanted,
        found=found,
        hint=error.own_hint,
        positions=positions,
    )


def _found(value: Any) -> str:
    value = _plain(value)
    if value is None or (isinstance(value, float) and value != value):
        return "missing"
    return f"{value:g}" if isinstance(value, float) else repr(value)


def refuse_missing(
    values: NDArray[np.float64],
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
    values: NDArray[np.float64], argument: str, *, rows: Names = None, columns: Names = None
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
