"""Distinct labels of a column, and which of them each row has.

A label is text, a whole number, True or False, a date, or any other value that can be compared.
Blank text is missing. A float is a whole number that a file reader made one, up to 2^53: beyond
it two people's numbers become one.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AnySet
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._blocks import blocks
from .._types import Flags, Ints
from ..errors import InputError, named_class, shown
from ._categories import declared_levels
from ._cells import is_masked, is_missing, own_list
from ._refuse import plain, refuse_cells
from ._twins import is_blank, refuse_lost_digits, refuse_twins

_BLOCK = 32_768
_EXACT = 2.0**53
"""Beyond it not every whole number is a float."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    codes: Ints
    names: NDArray[Any]
    declared: bool = False
    ordered: bool = False


def read_labels(x: Any, argument: str) -> Read:
    """Distinct labels, and where each row has which; −1 where one is missing."""
    levels = declared_levels(x)
    if levels is not None:
        given = np.array([_label(name) for name in [*levels.names, None]], dtype=object)
        gone = np.array([name is None for name in given])
        _refuse_mute(given[~gone].tolist(), argument)
        refuse_twins([name for name in given if name is not None], argument)
        place = np.where(gone, -1, np.cumsum(~gone) - 1)
        return Read(place[levels.codes], given[~gone], declared=True, ordered=levels.ordered)
    values = _one_dimensional(x, argument)
    if values.dtype.kind in "ib":
        return Read(*_integer_codes(values))
    if values.dtype.kind == "f":
        known = ~np.isnan(values)
        codes = np.full(values.size, -1, dtype=np.int64)
        codes[known], names = _integer_codes(_whole(values, known, argument))
        return Read(codes, names)
    return _from_objects(values, argument)


def _one_dimensional(x: Any, argument: str) -> NDArray[Any]:
    """Labels as a 1-D array: int64, bool, float64, or of another kind, to be read as a list."""
    if type(x).__module__.partition(".")[0] in {"pandas", "polars", "pyarrow", "narwhals"}:
        name = own_list(x)
        if name is None:  # a whole table has none
            raise _not_one_a_row(argument, type(x).__name__)
        x = getattr(x, name)()
    if isinstance(x, AnySet | Mapping):
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="one label per row, in the order of the rows",
            found=f"{named_class(type(x))}, which has none",
            hint="Pass a list.",
        )
    if isinstance(x, str | bytes) or not hasattr(x, "__len__"):
        raise _not_one_a_row(argument, shown(x))
    if getattr(x, "ndim", 1) != 1:  # a masked cell has no length, a matrix has rows
        raise _not_one_a_row(argument, f"shape {x.shape}" if hasattr(x, "shape") else shown(x))
    if is_masked(x):
        x = x.tolist()  # masked cells become None
    if isinstance(x, np.ndarray):
        out = x
    else:
        items = list(x)
        out = np.empty(len(items), dtype=object)
        out[:] = items
    if out.ndim != 1:
        raise _not_one_a_row(argument, f"shape {out.shape}")
    if out.dtype.kind == "i" or (out.dtype.kind == "u" and out.dtype.itemsize < 8):
        return out.astype(np.int64, copy=False)
    if out.dtype.kind in "bf":
        return out if out.dtype.kind == "b" else out.astype(np.float64, copy=False)
    if out.dtype.kind == "M" and np.datetime_data(out.dtype)[0] in {"ns", "ps", "fs", "as"}:
        out = out.astype("datetime64[us]")  # finer ones would become bare numbers
    return out


def _not_one_a_row(argument: str, found: str) -> InputError:
    return InputError.about(argument, code="wrong_shape", expected="one label per row", found=found)


def _whole(x: NDArray[Any], known: Flags, argument: str) -> Ints:
    """Integer codes that a file reader turned into floats: 1.0, 2.0 … are 1, 2 …."""
    with np.errstate(invalid="ignore"):
        refuse_cells(
            known & (x != np.floor(x)),
            x,
            argument,
            code="wrong_type",
            expected="text or whole numbers",
            hint="A label is a name or a code, not a measurement.",
        )
    refuse_cells(
        known & (np.abs(x) > _EXACT),
        x,
        argument,
        code="out_of_range",
        expected="labels with all their digits (a float has 15)",
        hint="Read the column as text: beyond 2^53 different numbers become one float.",
    )
    return x[known].astype(np.int64)


def _label(item: Any) -> Any:
    """A label as it is kept: Python's own types, whole floats as whole numbers, None if missing."""
    if isinstance(item, str):
        return None if is_missing(item) else str(item)
    if is_missing(item):
        return None
    if isinstance(item, bool | np.bool_):
        return bool(item)
    if isinstance(item, float | np.floating | Decimal):
        exact = abs(float(item)) <= _EXACT and item == int(item)
        return int(item) if exact else item
    if isinstance(item, np.datetime64) and np.datetime_data(item.dtype)[0] in {"ns", "ps"}:
        return item.astype("datetime64[us]").item()
    return plain(item)


def _from_objects(objects: NDArray[Any], argument: str) -> Read:
    items = objects.tolist()
    kinds = set(map(type, items))
    # True and 1 are one key of a dictionary: kinds are told apart first.
    truth = {kind for kind in kinds if issubclass(kind, bool | np.bool_)}
    if truth and any(issubclass(k, int | float | np.number | Decimal) for k in kinds - truth):
        raise mixed_kinds([True, *(v for v in items if type(v) not in truth)], argument)
    try:
        # A dictionary meets every label once, without a line of Python for each row; sorting a
        # million strings would cost ten times more.
        first_seen = dict.fromkeys(items)
    except TypeError:
        # A masked cell and a signalling NaN have no hash, yet are missing and nothing else.
        clean = np.empty(len(items), dtype=object)
        clean[:] = [None if is_missing(item) else item for item in items]
        if any(a is not b for a, b in zip(clean, items, strict=True)):
            return _from_objects(clean, argument)
        raise _not_one_a_row(argument, "nested values") from None
    except ValueError:
        raise _not_one_a_row(argument, "nested values") from None
    if kinds == {str}:
        return _from_texts(items, list(first_seen), argument)
    kept = {item: _label(item) for item in first_seen}
    odd = [v for v in kept.values() if isinstance(v, float | Decimal | complex)]
    if odd:
        _refuse_odd_numbers(objects, kept, argument)
    distinct = dict.fromkeys(name for name in kept.values() if name is not None)
    names = list(distinct)
    _refuse_mute(names, argument)
    refuse_twins(names, argument)
    refuse_lost_digits(names, argument)
    position = {name: i for i, name in enumerate(names)}
    code_of = {item: -1 if name is None else position[name] for item, name in kept.items()}
    codes = np.fromiter(map(code_of.__getitem__, items), np.int64, len(items))
    array = names_array(names)
    if array.dtype.kind in "ib" and array.size:  # whole numbers are sorted at once
        order = np.argsort(array, kind="stable")
        place = np.full(array.size + 1, -1, dtype=np.int64)
        place[order] = np.arange(array.size)
        return Read(place[codes], array[order])
    return Read(codes, array)


def _from_texts(items: list[str], distinct: list[str], argument: str) -> Read:
    """Codes of text, in passes that run inside Python: ids may be a million."""
    if not all(map(str.strip, distinct)) or not "".join(distinct).isascii():
        names = [name for name in distinct if not is_blank(name)]
    else:
        names = distinct
    refuse_twins(names, argument)
    refuse_lost_digits(names, argument)
    if len(names) == len(items):
        return Read(np.arange(len(items), dtype=np.int64), names_array(names))
    code_of = dict.fromkeys(distinct, -1) | {name: i for i, name in enumerate(names)}
    return Read(
        np.fromiter(map(code_of.__getitem__, items), np.int64, len(items)), names_array(names)
    )


def _refuse_odd_numbers(objects: NDArray[Any], kept: Mapping[Any, Any], argument: str) -> None:
    x = np.array(
        [
            np.nan if (name := kept[v]) is None or not isinstance(name, float | Decimal) else name
            for v in objects.tolist()
        ],
        dtype=np.float64,
    )
    _whole(x, ~np.isnan(x), argument)
    refuse_cells(
        np.array([isinstance(kept[v], float | Decimal | complex) for v in objects.tolist()]),
        objects,
        argument,
        code="wrong_type",
        expected="text or whole numbers",
        hint="A label is a name or a code, not a measurement.",
    )


def _refuse_mute(names: list[Any], argument: str) -> None:
    """Refuse labels that cannot be written: they stand in tables, letters and messages."""
    for name in names:
        try:
            str(name)
        except Exception:  # whatever another class raises on its way
            raise InputError.about(
                argument,
                code="wrong_type",
                expected="labels that can be written as text",
                found=shown(name),
                hint="Name each by a text or a whole number.",
            ) from None


def mixed_kinds(names: list[Any], argument: str) -> InputError:
    kinds = sorted({type(name).__name__ for name in names if name is not None})
    return InputError.about(
        argument,
        code="wrong_type",
        expected="labels of one kind",
        found=" and ".join(kinds),
        hint="Make them all text, or all whole numbers.",
    )


def names_array(names: list[Any]) -> NDArray[Any]:
    """Names as int64 where all are whole numbers that fit, as bool, else as objects."""
    kinds = set(map(type, names))
    if kinds == {bool}:
        return np.array(names, dtype=np.bool_)
    if kinds == {int}:
        try:
            return np.array(names, dtype=np.int64)
        except OverflowError:
            pass
    return np.fromiter(names, dtype=object, count=len(names))


def _integer_codes(values: NDArray[Any]) -> tuple[Ints, NDArray[Any]]:
    """Codes into the sorted distinct values of an int64 or bool array."""
    if values.size == 0:
        return np.empty(0, dtype=np.int64), values
    low, high = int(values.min()), int(values.max())
    if values.dtype.kind == "b" or high - low > 4 * values.size + 1024:
        names, codes = np.unique(values, return_inverse=True)
        return codes.astype(np.int64), names
    # Codes in a narrow range are counted, not sorted: linear in the rows, and in blocks that stay
    # in the cache.
    codes = np.empty(values.size, dtype=np.int64)
    present = np.zeros(high - low + 1, dtype=np.bool_)
    for rows in blocks(values.size, _BLOCK):
        np.subtract(values[rows], low, out=codes[rows])
        present[codes[rows]] = True
    names = np.flatnonzero(present).astype(np.int64) + low
    if names.size < present.size:
        position = np.cumsum(present, dtype=np.int64) - 1
        for rows in blocks(values.size, _BLOCK):
            codes[rows] = position[codes[rows]]
    return codes, names
