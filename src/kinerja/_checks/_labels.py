"""Labels: ids that name subjects, and labels that sort them into groups."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from ._cells import is_masked, is_missing, items_of
from ._refuse import Names, joined, refuse_cells

_BLOCK = 32_768


class Labels(NamedTuple):
    """Group labels, read once."""

    codes: NDArray[np.int64]
    """(n,) position of each row's label in `names`."""
    names: NDArray[Any]
    """(g,) the labels that occur, sorted; int64 or Python objects (text)."""


def _one_dimensional(x: Any, argument: str) -> NDArray[Any]:
    """Labels as a 1-D array of int64, bool or Python objects; missing labels are refused."""
    if type(x).__module__.partition(".")[0] in {"pandas", "polars", "pyarrow", "narwhals"}:
        for name in ("to_pylist", "to_list", "tolist"):
            if hasattr(x, name):  # a column; a whole table has none of them
                x = getattr(x, name)()
                break
        else:
            raise InputError.about(
                argument, code="wrong_shape", expected="one label a row", found=type(x).__name__
            )
    if isinstance(x, str | bytes) or not hasattr(x, "__len__"):
        raise InputError.about(
            argument, code="wrong_shape", expected="one label a row", found=repr(x)
        )
    if is_masked(x):
        x = x.tolist()  # masked cells become None, which is refused below
    if isinstance(x, np.ndarray):
        out = x
    else:
        items = list(x)
        out = np.empty(len(items), dtype=object)
        out[:] = items
    if out.ndim != 1:
        raise InputError.about(
            argument, code="wrong_shape", expected="one label a row", found=f"shape {out.shape}"
        )
    if out.dtype.kind in "iu":
        return out.astype(np.int64, copy=False)
    if out.dtype.kind == "b":
        return out
    if out.dtype.kind == "f":
        return _whole(out, argument)
    if out.dtype.kind != "O":
        return out.astype(object)
    if any(kind.__hash__ is None for kind in set(map(type, out.tolist()))):
        raise InputError.about(
            argument, code="wrong_shape", expected="one label a row", found="nested values"
        )
    return _from_objects(out, argument)


def _whole(x: NDArray[Any], argument: str) -> NDArray[np.int64]:
    """Integer codes that a file reader turned into floats: 1.0, 2.0 … are 1, 2 …."""
    refuse_cells(
        np.isnan(x),
        x,
        argument,
        code="missing_value",
        expected="a label in every row",
        hint="Give the row a label, or leave the row out.",
    )
    refuse_cells(
        x != np.floor(x),
        x,
        argument,
        code="wrong_type",
        expected="text or whole numbers",
        hint="A label is a name or a code, not a measurement.",
    )
    return x.astype(np.int64)


def _from_objects(objects: NDArray[np.object_], argument: str) -> NDArray[Any]:
    flat = objects.tolist()
    kinds = set(map(type, flat))
    if not all(issubclass(k, str | int | np.integer) for k in kinds):
        bad = np.fromiter(map(is_missing, flat), dtype=np.bool_, count=len(flat))
        refuse_cells(
            bad,
            objects,
            argument,
            code="missing_value",
            expected="a label in every row",
            hint="Give the row a label, or leave the row out.",
        )
    if kinds and all(issubclass(k, bool | np.bool_) for k in kinds):
        return np.array(flat, dtype=np.bool_)
    if kinds and all(issubclass(k, int | np.integer) and not issubclass(k, bool) for k in kinds):
        try:
            return np.array(flat, dtype=np.int64)
        except OverflowError:
            return objects
    if kinds and all(
        issubclass(k, int | float | np.number) and not issubclass(k, bool) for k in kinds
    ):
        return _whole(np.array(flat, dtype=np.float64), argument)
    return objects


def identifiers(ids: Any, n: int, argument: str = "ids") -> NDArray[Any] | None:
    """Ids that name `n` subjects, each once; None stays None. The array is a fresh one."""
    if ids is None:
        return None
    out = _one_dimensional(ids, argument)
    people = argument == "ids"
    if out.size != n:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{n} ids, one a row" if people else f"{n} labels",
            found=f"{out.size}",
            hint="Pass one id for each subject, in the order of the rows."
            if people
            else "Pass one label for each, in the same order.",
        )
    items = out.tolist()
    if len(set(items)) != len(items):
        seen: set[Any] = set()
        twice = list(dict.fromkeys(i for i in items if i in seen or seen.add(i)))  # type: ignore[func-returns-value]
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
    return out.copy()


def labels(x: Any, argument: str, *, n: int | None = None) -> Labels:
    """Group labels as integer codes into the sorted labels that occur."""
    values = _one_dimensional(x, argument)
    if n is not None and values.size != n:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{n} labels, one a row",
            found=f"{values.size}",
            hint="Pass one label for each row, in the same order.",
        )
    if values.dtype != object:
        return _integer_codes(values)
    # A dictionary meets every label once, without a line of Python for each row; sorting a million
    # strings would cost ten times more.
    items = values.tolist()
    first_seen = dict.fromkeys(items)
    try:
        ordered = sorted(first_seen)
    except TypeError:
        kinds = sorted({type(item).__name__ for item in first_seen})
        raise InputError.about(
            argument,
            code="wrong_type",
            expected="labels of one kind",
            found=" and ".join(kinds),
            hint="Make them all text, or all whole numbers.",
        ) from None
    names = np.empty(len(ordered), dtype=object)
    names[:] = ordered
    position = {item: i for i, item in enumerate(ordered)}
    return Labels(np.fromiter(map(position.__getitem__, items), np.int64, len(items)), names)


def refuse_unknown(
    positions: NDArray[np.int64],
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


def _integer_codes(values: NDArray[Any]) -> Labels:
    if values.size == 0:
        return Labels(np.empty(0, dtype=np.int64), values)
    low, high = int(values.min()), int(values.max())
    if values.dtype.kind == "b" or high - low > 4 * values.size + 1024:
        names, codes = np.unique(values, return_inverse=True)
        return Labels(codes.astype(np.int64), names)
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
    return Labels(codes, names)


def row_of(row: Any, ids: NDArray[Any] | None, n: int, argument: str = "row") -> int:
    """Position of the row that `row` names: an id where there are ids, else a position.

    A whole number that is the id of one row and the position of another is refused: whoever
    meant the other one would be told of somebody else.
    """
    whole = isinstance(row, int | np.integer) and not isinstance(row, bool | np.bool_)
    position = int(row) if whole and -n <= row < n else None
    if ids is None:
        if position is not None:
            return position % n
        raise InputError.about(
            argument,
            code="unknown_label",
            expected=f"a row position from 0 to {n - 1}" if n else "no row: there are none",
            found=repr(row),
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


def labels_or_missing(
    x: Any, argument: str, *, n: int | None = None, what: str = "label"
) -> Labels:
    """Group labels as `labels` reads them, with code -1 where there is none or only blanks."""
    try:
        return labels(x, argument, n=n)
    except InputError as error:
        if error.code != "missing_value":
            raise
    items = items_of(x)
    gone = np.fromiter(map(_is_blank, items), np.bool_, len(items))
    if gone.all():
        raise InputError.about(
            argument, code="missing_value", expected=f"at least one {what}", found="none"
        )
    kept = np.flatnonzero(~gone)
    read = labels([items[i] for i in kept.tolist()], argument)
    codes = np.full(len(items), -1)
    codes[kept] = read.codes
    return Labels(codes, read.names)


def _is_blank(item: Any) -> bool:
    return is_missing(item) or (isinstance(item, str) and not item.strip())
