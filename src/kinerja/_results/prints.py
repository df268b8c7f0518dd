"""Fingerprints of the data that were read: whether a figure comes from a table can be checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MOST_VALUES = 2_000_000
_BLOCK = 65_536  # cells a step: small enough for the cache


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


def _numbers(column: NDArray[Any]) -> NDArray[np.float64] | None:
    """A column of numbers as floats; None for one of text."""
    if column.dtype.kind in "fiub":
        return column.astype(np.float64, copy=False)
    cells = column.tolist()
    if all(isinstance(cell, bool | int | float) or cell is None for cell in cells):
        return np.array([np.nan if cell is None else float(cell) for cell in cells])
    return None


def _sum_of_numbers(x: NDArray[np.float64]) -> int:
    total = 0
    for start in range(0, x.size, _BLOCK):
        block = x[start : start + _BLOCK] + 0.0  # −0 and 0 are one number
        block[np.isnan(block)] = np.nan
        bits = block.view(np.uint64)
        # The finalizer of SplitMix64 (Steele, Lea & Flood 2014): every bit reaches every other.
        bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        bits ^= bits >> np.uint64(31)
        total += int(bits.sum(dtype=np.uint64))
    return total & 0xFFFFFFFFFFFFFFFF


def _sum_of_texts(column: NDArray[Any]) -> int:
    names, counts = np.unique(np.array(list(map(str, column.tolist()))), return_counts=True)
    total = 0
    for name, count in zip(names.tolist(), counts.tolist(), strict=True):
        digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        total += int.from_bytes(digest, "big") * count
    return total & 0xFFFFFFFFFFFFFFFF


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
