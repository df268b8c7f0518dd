"""Labels: ids that name subjects, and labels that sort them into groups.

A label is text, a whole number, True or False, a date, or any other value that can be compared.
Blank text is missing. A float is a whole number that a file reader made one, up to 2^53: beyond
it two people's numbers become one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AnySet
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Flags, Ints
from ..errors import InputError
from ._cells import Missing, is_masked, is_missing
from ._levels import declared_levels
from ._refuse import Names, joined, refuse_cells, shown
from ._twins import in_order, is_blank, refuse_lost_digits, refuse_twins

_BLOCK = 32_768
_EXACT = 2.0**53
"""Beyond it not every whole number is a float."""


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Group labels, read once; ``codes, names = labels(…)`` unpacks them."""

    codes: Ints
    """(n,) position of each row's label in `names`; −1 where missing, if that is allowed."""
    names: NDArray[Any]
    """(g,) the labels as the column orders them, else sorted; int64, bool or objects."""
    ordered: bool = False
    """Whether the column declares which label is more."""

    def __iter__(self) -> Iterator[NDArray[Any]]:
        return iter((self.codes, self.names))


def labels(
    x: Any,
    argument: str,
    *,
    n: int | None = None,
    missing: Missing = "refuse",
    unused: bool = False,
) -> Labels:
    """Group labels as codes into the labels that occur, in declared order, else sorted.

    With ``missing="allow"`` a missing label has the code −1. With `unused` the levels that an
    ordered categorical declares and nobody has are among the names.
    """
    read = _read(x, argument)
    if n is not None and read.codes.size != n:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{n} labels, one a row",
            found=f"{read.codes.size}",
            hint="Pass one label for each row, in the same order.",
        )
    if missing == "refuse":
        _refuse_missing(read.codes, argument)
    if read.declared:
        codes, names = read.codes, read.names
        if not unused:
            codes, names = _used(codes, names)
        return Labels(codes, _array(names.tolist()), ordered=read.ordered)
    if read.names.dtype != object:  # sorted as they were read
        return Labels(read.codes, read.names)
    found = read.names.tolist()
    try:
        ordered = in_order(found)
    except TypeError:
        raise _mixed(found, argument) from None
    place = {name: i for i, name in enumerate(ordered)}
    # One more place for what is missing: the code −1 takes the last.
    moved = np.array([*(place[name] for name in found), -1], dtype=np.int64)
    return Labels(moved[read.codes], _array(ordered))


def identifiers(ids: Any, n: int, argument: str = "ids") -> NDArray[Any] | None:
    """Ids that name `n` subjects, each once; None stays None. The array is a fresh one."""
    if ids is None:
        return None
    read = _read(ids, argument)
    people = argument == "ids"
    if read.codes.size != n:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{n} ids, one a row" if people else f"{n} labels",
            found=f"{read.codes.size}",
            hint="Pass one id for each subject, in the order of the rows."
            if people
            else "Pass one label for each, in the same order.",
        )
    _refuse_missing(read.codes, argument)
    count = np.bincount(read.codes, minlength=len(read.names))
    if (count > 1).any():
        # In the order of the rows, which says where to look first.
        seen = np.zeros(len(read.names), dtype=np.bool_)
        twice: list[Any] = []
        for code in read.codes[count[read.codes] > 1].tolist():
            if seen[code] and (name := read.names[code]) not in twice:
                twice.append(name)
            seen[code] = True
        raise InputError.about(
            argument,
            code="duplicate",
            expected="every id once" if people else "every label once",
            found=f"{joined(twice)} more than once",
            hint="Join the rows of one subject first, or make the ids distinct."
            if people
            else "Leave out what is there twice, or name it apart.",
            positions=tuple(twice[:5]),
        )
    names = read.names[read.codes]
    return _array(names.tolist()) if names.dtype == object else names


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    codes: Ints
    names: NDArray[Any]
    declared: bool = False
    ordered: bool = False


def _read(x: Any, argument: str) -> _Read:
    """Distinct labels, and where each row has which; −1 where one is missing."""
    levels = declared_levels(x)
    if levels is not None:
        given = np.array([_label(name) for name in [*levels.names, None]], dtype=object)
        gone = np.array([name is None for name in given])
        refuse_twins([name for name in given if name is not None], argument)
        place = np.where(gone, -1, np.cumsum(~gone) - 1)
        return _Read(place[levels.codes], given[~gone], declared=True, ordered=levels.ordered)
    values = _one_dimensional(x, argument)
    if values.dtype.kind in "ib":
        return _Read(*_integer_codes(values))
    if values.dtype.kind == "f":
        known = ~np.isnan(values)
        codes = np.full(values.size, -1, dtype=np.int64)
        codes[known], names = _integer_codes(_whole(values, known, argument))
        return _Read(codes, names)
    return _from_objects(values, argument)


def _one_dimensional(x: Any, argument: str) -> NDArray[Any]:
    """Labels as a 1-D array of int64, bool, float64 or Python objects."""
    if type(x).__module__.partition(".")[0] in {"pandas", "polars", "pyarrow", "narwhals"}:
        for name in ("to_pylist", "to_list", "tolist"):
            if hasattr(x, name):  # a column; a whole table has none of them
                x = getattr(x, name)()
                break
        else:
            raise _not_one_a_row(argument, type(x).__name__)
    if isinstance(x, AnySet | Mapping):
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="one label a row, in the order of the rows",
            found=f"a {type(x).__name__}, which has none",
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
    return out if out.dtype == object else out.astype(object)


def _not_one_a_row(argument: str, found: str) -> InputError:
    return InputError.about(argument, code="wrong_shape", expected="one label a row", found=found)


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
    return item.item() if isinstance(item, np.generic) else item


def _from_objects(objects: NDArray[np.object_], argument: str) -> _Read:
    items = objects.tolist()
    kinds = set(map(type, items))
    # True and 1 are one key of a dictionary: kinds are told apart first.
    truth = {kind for kind in kinds if issubclass(kind, bool | np.bool_)}
    if truth and any(issubclass(k, int | float | np.number | Decimal) for k in kinds - truth):
        raise _mixed([True, *(v for v in items if type(v) not in truth)], argument)
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
    refuse_twins(names, argument)
    refuse_lost_digits(names, argument)
    position = {name: i for i, name in enumerate(names)}
    code_of = {item: -1 if name is None else position[name] for item, name in kept.items()}
    codes = np.fromiter(map(code_of.__getitem__, items), np.int64, len(items))
    array = _array(names)
    if array.dtype.kind in "ib" and array.size:  # whole numbers are sorted at once
        order = np.argsort(array, kind="stable")
        place = np.full(array.size + 1, -1, dtype=np.int64)
        place[order] = np.arange(array.size)
        return _Read(place[codes], array[order])
    return _Read(codes, array)


def _from_texts(items: list[str], distinct: list[str], argument: str) -> _Read:
    """Codes of text, in passes that run inside Python: ids may be a million."""
    if not all(map(str.strip, distinct)) or not "".join(distinct).isascii():
        names = [name for name in distinct if not is_blank(name)]
    else:
        names = distinct
    refuse_twins(names, argument)
    refuse_lost_digits(names, argument)
    if len(names) == len(items):
        return _Read(np.arange(len(items), dtype=np.int64), _array(names))
    code_of = dict.fromkeys(distinct, -1) | {name: i for i, name in enumerate(names)}
    return _Read(np.fromiter(map(code_of.__getitem__, items), np.int64, len(items)), _array(names))


def _refuse_odd_numbers(
    objects: NDArray[np.object_], kept: Mapping[Any, Any], argument: str
) -> None:
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


def _refuse_missing(codes: Ints, argument: str) -> None:
    if codes.size and codes.min() < 0:
        refuse_cells(
            codes < 0,
            np.full(codes.size, None, dtype=object),
            argument,
            code="missing_value",
            expected="a label in every row",
            hint="Give the row a label, or leave the row out.",
        )


def _mixed(names: list[Any], argument: str) -> InputError:
    kinds = sorted({type(name).__name__ for name in names if name is not None})
    return InputError.about(
        argument,
        code="wrong_type",
        expected="labels of one kind",
        found=" and ".join(kinds),
        hint="Make them all text, or all whole numbers.",
    )


def _array(names: list[Any]) -> NDArray[Any]:
    """Names as int64 where all are whole numbers that fit, as bool, else as objects."""
    kinds = set(map(type, names))
    if kinds == {bool}:
        return np.array(names, dtype=np.bool_)
    if kinds == {int}:
        try:
            return np.array(names, dtype=np.int64)
        except OverflowError:
            pass
    out = np.empty(len(names), dtype=object)
    out[:] = names
    return out


def _used(codes: Ints, names: NDArray[Any]) -> tuple[Ints, NDArray[Any]]:
    """Leave out the names that no row has."""
    present = np.bincount(codes[codes >= 0], minlength=len(names)) > 0
    place = np.append(np.where(present, np.cumsum(present) - 1, -1), -1)
    return place[codes].astype(np.int64), names[present]


def refuse_unknown(
    positions: Ints,
    found: Labels,
    argument: str,
    *,
    expected: str,
    hint: str,
    rows: Names = None,
) -> None:
    """Refuse labels without a place: `positions` (g,) is negative for them; rows are named."""
    if (positions < 0).any():
        refuse_cells(
            (positions < 0)[found.codes],
            found.names[found.codes],
            argument,
            code="unknown_label",
            expected=expected,
            hint=hint,
            rows=rows,
        )


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
    for start in range(0, values.size, _BLOCK):
        block = codes[start : start + _BLOCK]
        np.subtract(values[start : start + _BLOCK], low, out=block)
        present[block] = True
    names = np.flatnonzero(present).astype(np.int64) + low
    if names.size < present.size:
        position = np.cumsum(present, dtype=np.int64) - 1
        for start in range(0, values.size, _BLOCK):
            block = codes[start : start + _BLOCK]
            block[:] = position[block]
    return codes, names


def row_of(row: Any, ids: NDArray[Any] | None, n: int, argument: str = "row") -> int:
    """Position of the row that `row` names: an id where there are ids, else a position.

    A whole number that is the id of one row and the position of another is refused: whoever
    meant the other one would be told of somebody else.
    """
    whole = isinstance(row, int | np.integer) and not isinstance(
        row, bool | np.bool_ | np.timedelta64
    )
    position = int(row) if whole and -n <= row < n else None
    if ids is None:
        if position is not None:
            return position % n
        raise InputError.about(
            argument,
            code="unknown_label",
            expected=f"a row position from 0 to {n - 1}" if n else "no row: there are none",
            found=shown(row),
        )
    plain = row.item() if isinstance(row, np.generic) else row
    found = [
        i
        for i, name in enumerate(ids.tolist())
        if isinstance(name, bool) == isinstance(plain, bool) and _equal(name, plain)
    ]
    if found and position is not None and position % n != found[0]:
        raise InputError.about(
            argument,
            code="contradiction",
            expected="an id that is not the position of another row too",
            found=f"{plain!r}, the id of row {found[0]} and the position of row {position % n}",
            hint="Give ids as text (str(id)), where positions cannot be meant.",
        )
    if found:
        return found[0]
    if position is not None and ids.dtype == object and not any(map(_is_whole, ids.tolist())):
        return position % n
    raise InputError.about(
        argument,
        code="unknown_label",
        expected="one of the ids",
        found=repr(plain),
        hint=f"The ids begin {joined(ids.tolist())}." if n else "There are no rows.",
    )


def _is_whole(name: Any) -> bool:
    return isinstance(name, int | np.integer) and not isinstance(name, bool)


def _equal(name: Any, row: Any) -> bool:
    """Tell whether a label is the one asked for; what cannot be compared is not."""
    try:
        return bool(name == row)
    except (TypeError, ValueError):
        return False
