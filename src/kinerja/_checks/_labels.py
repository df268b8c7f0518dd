"""Labels: ids that name subjects, and labels that sort them into groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Ints
from ..errors import InputError, shown
from ._cells import Missing
from ._label_codes import mixed_kinds, names_array, read_labels
from ._options import is_whole
from ._refuse import Names, joined, plain, refuse_cells
from ._twins import in_order


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
    read = read_labels(x, argument)
    if n is not None and read.codes.size != n:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{n} labels, one per row",
            found=f"{read.codes.size}",
            hint="Pass one label for each row, in the same order.",
        )
    if missing == "refuse":
        _refuse_missing(read.codes, argument)
    if read.declared:
        codes, names = read.codes, read.names
        if not unused:
            codes, names = _used(codes, names)
        return Labels(codes, names_array(names.tolist()), ordered=read.ordered)
    if read.names.dtype != object:  # sorted as they were read
        return Labels(read.codes, read.names)
    found = read.names.tolist()
    try:
        ordered = in_order(found)
    except TypeError:
        raise mixed_kinds(found, argument) from None
    place = {name: i for i, name in enumerate(ordered)}
    # One more place for what is missing: the code −1 takes the last.
    moved = np.array([*(place[name] for name in found), -1], dtype=np.int64)
    return Labels(moved[read.codes], names_array(ordered))


def identifiers(ids: Any, n: int, argument: str = "ids") -> NDArray[Any] | None:
    """Ids that name `n` subjects, each once; None stays None. The array is a fresh one."""
    if ids is None:
        return None
    read = read_labels(ids, argument)
    people = argument == "ids"
    if read.codes.size != n:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected=f"{n} ids, one per row" if people else f"{n} labels",
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
    return names_array(names.tolist()) if names.dtype == object else names


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


def _used(codes: Ints, names: NDArray[Any]) -> tuple[Ints, NDArray[Any]]:
    """Leave out the names that no row has."""
    present = np.bincount(codes[codes >= 0], minlength=len(names)) > 0
    place = np.append(np.where(present, np.cumsum(present) - 1, -1), -1)
    return place[codes].astype(np.int64), names[present]


def rows_by_label(codes: Ints) -> list[Ints]:
    """Rows of each label that occurs, in the order of the labels."""
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(codes[order])) + 1) if order.size else []


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


def one_label(x: Any, argument: str) -> Any:
    """One label, of the kinds that `labels` takes, as it keeps them; a missing one is refused.

    >>> one_label(np.int64(7), "whose"), one_label("P1", "whose")
    (7, 'P1')
    """
    cell = np.empty(1, dtype=object)
    cell[0] = x
    return labels(cell, argument).names.tolist()[0]


def place_among(wanted: Any, names: Sequence[Any]) -> int | None:
    """Position of a label among names; None if it is none of them, whatever it is.

    Arrays and marks of what is missing have no single answer to ``==``, and are no label.

    >>> place_among("b", ["a", "b"]), place_among(np.array([]), ["a"])
    (1, None)
    """
    wanted = plain(wanted)
    for i, name in enumerate(names):
        if isinstance(name, bool) == isinstance(wanted, bool) and _equal(name, wanted):
            return i
    return None


def row_of(row: Any, ids: NDArray[Any] | None, n: int, argument: str = "row") -> int:
    """Position of the row that `row` names: an id where there are ids, else a position.

    A whole number that is the id of one row and the position of another is refused: whoever
    meant the other one would be told of somebody else.
    """
    position = int(row) if is_whole(row) and -n <= row < n else None
    if ids is None:
        if position is not None:
            return position % n
        raise InputError.about(
            argument,
            code="unknown_label",
            expected=f"a row position from 0 to {n - 1}" if n else "no row: there are none",
            found=shown(row),
        )
    wanted = plain(row)
    found = [
        i
        for i, name in enumerate(ids.tolist())
        if isinstance(name, bool) == isinstance(wanted, bool) and _equal(name, wanted)
    ]
    if found and position is not None and position % n != found[0]:
        raise InputError.about(
            argument,
            code="contradiction",
            expected="an id that is not the position of another row too",
            found=f"{wanted!r}, the id of row {found[0]} and the position of row {position % n}",
            hint="Give ids as text (str(id)), where positions cannot be meant.",
        )
    if found:
        return found[0]
    if position is not None and ids.dtype == object and not any(map(is_whole, ids.tolist())):
        return position % n
    raise InputError.about(
        argument,
        code="unknown_label",
        expected="one of the ids",
        found=shown(wanted),
        hint=f"The ids begin {joined(ids.tolist())}." if n else "There are no rows.",
    )


def _equal(name: Any, row: Any) -> bool:
    """Tell whether a label is the one asked for; what cannot be compared is not."""
    try:
        same = name == row
        # A comparison of arrays is one answer where there is one cell; of none it is no answer.
        return bool(same) if getattr(same, "size", 1) == 1 else False
    except (TypeError, ValueError, ArithmeticError):
        return False
