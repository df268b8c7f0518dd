"""Fingerprints of the data that were read: whether a figure comes from a table can be checked."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from .._checks import (
    axes_of,
    column_names,
    floats,
    is_missing,
    is_table,
    items_of,
    read_columns,
    vector,
)
from ..errors import InputError

_MOST_VALUES = 2_000_000
_MOST_GIVEN = 500_000
_EXACT = 2**53
_BLOCK = 16_384  # cells a step: they stay near the processor
_FINALIZER = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
    (np.uint64(31), None),
)


def column_print(column: NDArray[Any]) -> str:
    """Fingerprint of the values of a column, whatever the order of its rows.

    Each value is scrambled to 64 bits by a fixed bijection (of numbers) or a hash (of text), and
    the results are added: the order does not matter, how often a value occurs does. 16 hexadecimal
    digits; it tells tables apart, and is no protection against somebody who wants it to agree.

    >>> column_print(np.array([1.0, 2.0, np.nan])) == column_print(np.array([np.nan, 2, 1]))
    True
    >>> column_print(np.array([1.0, 2.0])) == column_print(np.array([1.0, 2.5]))
    False
    """
    numbers = _numbers(column)
    total = _sum_of_numbers(numbers) if numbers is not None else _sum_of_texts(column)
    return f"{total:016x}"


_MOST = int(np.finfo(np.float64).max)
"""Whole numbers beyond it are told apart by their digits, as text is."""


def _numbers(column: NDArray[Any]) -> NDArray[np.float64] | None:
    """A column of numbers as floats; None for one of text."""
    if column.dtype.kind in "fiub":
        return column.astype(np.float64, copy=False)
    cells = column.tolist()
    if all(
        isinstance(cell, bool | float)
        or cell is None
        or (isinstance(cell, int) and abs(cell) <= _MOST)
        for cell in cells
    ):
        return np.array([np.nan if cell is None else float(cell) for cell in cells])
    return None


def _sum_of_numbers(x: NDArray[np.float64]) -> int:
    total = 0
    held, moved = np.empty(min(x.size, _BLOCK)), np.empty(min(x.size, _BLOCK), dtype=np.uint64)
    for start in range(0, x.size, _BLOCK):
        size = min(_BLOCK, x.size - start)
        block = np.add(x[start : start + size], 0.0, out=held[:size])  # −0 and 0 are one number
        bits, shifted = block.view(np.uint64), moved[:size]
        gone = np.isnan(block)
        if gone.any():
            block[gone] = np.nan
        # The finalizer of SplitMix64 (Steele, Lea & Flood 2014): every bit reaches every other.
        for shift, factor in _FINALIZER:
            np.right_shift(bits, shift, out=shifted)
            np.bitwise_xor(bits, shifted, out=bits)
            if factor:
                np.multiply(bits, factor, out=bits)
        total += int(bits.sum(dtype=np.uint64))
    return total & 0xFFFFFFFFFFFFFFFF


def _sum_of_texts(column: NDArray[Any]) -> int:
    total = 0
    cells = column.tolist()
    # 1, 1.0 and True are one key of a dictionary, so only texts are counted as they are.
    plain = set(map(type, cells)) <= {str, type(None)}
    for cell, count in Counter(cells if plain else map(_word, cells)).items():
        digest = hashlib.blake2b(
            _word(cell).encode("utf-8", "surrogatepass"), digest_size=8
        ).digest()
        total += int.from_bytes(digest, "big") * count
    return total & 0xFFFFFFFFFFFFFFFF


def _word(cell: Any) -> str:
    """A cell among texts: missing is missing however a library writes it, 1 and 1.0 are one."""
    if is_missing(cell):
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return repr(float(cell)) if abs(cell) < _EXACT else str(cell)
    return cell if isinstance(cell, str) else _said(cell)


def _said(cell: Any) -> str:
    """Text of any object; its type, where the object cannot be shown."""
    try:
        return str(cell)
    except Exception:  # whatever another class raises
        return type(cell).__name__


def as_column(raw: Any) -> NDArray[Any]:
    """A column of any library as floats (NaN where missing), or as objects where it has texts."""
    if isinstance(raw, np.ndarray) and raw.dtype.kind in "fiub":
        return raw.astype(np.float64)
    cells = items_of(raw)
    texts = {str, type(None)}
    if not set(map(type, cells)) <= texts or not any(cells):
        try:
            return vector(raw, "data", missing="allow")
        except InputError:
            cells = [None if is_missing(cell) else cell for cell in cells]
    out = np.empty(len(cells), dtype=object)
    out[:] = cells
    return out


class DataRead(TypedDict):
    """What the provenance of a result says of the data it was made from."""

    data: Mapping[str, str]
    rows: int | None


def made_from(*, without: Any = None, **given: Any) -> DataRead:
    """Fingerprints of the data that a function was given, and the number of rows.

    A table counts by its columns, except that `without` (its ids, where they are a column of it);
    a matrix by the positions of its columns, the last axes taken together; anything else by the
    name of the argument. What is None was not given, and one value for all rows is no column. Above
    half a million values (a text counts for ten) there are no fingerprints: they would cost as much
    as the work.
    """
    ids = without if isinstance(without, str) else None
    found: list[tuple[str, str, Any]] = []
    for argument, data in given.items():
        if data is None or _alone(data):
            continue
        if is_table(data):
            names = [name for name in column_names(data, argument) if name != ids]
            pairs = zip(map(str, names), read_columns(data, names, argument), strict=True)
            found += [(argument, name, column) for name, column in pairs]
        elif axes_of(data) >= 2:
            matrix = _matrix(data, argument)
            found += [(argument, str(j), matrix[:, j]) for j in range(matrix.shape[1])]
        else:
            found.append((argument, argument, data))
    sizes = [len(column) for _, _, column in found]
    rows = max(sizes, default=0)
    if (
        sum(size * _worth(column) for size, (*_, column) in zip(sizes, found, strict=True))
        > _MOST_GIVEN
    ):
        return {"data": {}, "rows": rows}
    often = Counter(name for _, name, _ in found)
    named = {
        f"{argument}[{name}]" if often[name] > 1 else name: column_print(as_column(column))
        for argument, name, column in found
    }
    return {"data": named, "rows": rows}


def _matrix(data: Any, argument: str) -> NDArray[Any]:
    """Rows and columns of an array or of lists in lists; the last axes are taken together."""
    try:
        # A masked cell is missing, whatever is in it.
        cells: NDArray[Any] = floats(data, argument)
    except InputError:
        cells = np.asarray(data, dtype=object)  # as strings, 1 would be another value
    return cells.reshape(len(cells), math.prod(cells.shape[1:]))


def _alone(data: Any) -> bool:
    """Whether it is one value for all rows, or a result, which knows its own data."""
    return (
        isinstance(data, str)
        or not hasattr(data, "__len__")
        or getattr(data, "ndim", 1) == 0
        or hasattr(data, "provenance")
    )


def _worth(column: Any) -> int:
    """How many numbers a value counts for: arrays of numbers are read much faster."""
    return 1 if getattr(getattr(column, "dtype", None), "kind", "O") in "fiub" else 10


def prints_of(columns: Mapping[Any, NDArray[Any]]) -> dict[str, str]:
    """Fingerprints of columns by name, now: for results that do not keep their data.

    None above two million values, where reading them once more would cost as much as the work.
    """
    if sum(column.size for column in columns.values()) > _MOST_VALUES:
        return {}
    return {str(name): column_print(column) for name, column in columns.items()}


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    from importlib.metadata import version

    return tuple((name, version(name)) for name in ("numpy", "scipy"))


def versions() -> dict[str, str]:
    """Versions of the numerical libraries, by name."""
    return dict(_versions())


class Prints(Mapping[str, str]):
    """Fingerprints of columns by name, computed when first looked at.

    A result that keeps its data anyway pays nothing for them until somebody asks.
    """

    __slots__ = ("_columns", "_found")

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        self._columns: Mapping[str, NDArray[Any]] | None = columns
        self._found: dict[str, str] = {}

    def _all(self) -> dict[str, str]:
        if self._columns is not None:
            self._found = {name: column_print(x) for name, x in self._columns.items()}
            self._columns = None
        return self._found

    def __getitem__(self, name: str) -> str:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (self._all(),)

    def __repr__(self) -> str:
        return repr(self._all())
