"""The one way in for agreement: what each rater said of each subject, one column per rater."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._types import ArrayLike, Flags, Float, Ints, TableLike
from .._words import words
from ..errors import InputError, named_class, shown
from ..results import Result

AnyResult = TypeVar("AnyResult", bound=Result)

Policy = Literal["raise", "omit", "propagate", "available"]
"""What is done about missing ratings; not every function knows all of them."""
POLICIES: tuple[Policy, ...] = ("raise", "omit", "propagate", "available")

_HINT = "Fill it in, or use missing='omit'."


@dataclass(frozen=True, slots=True)
class Marks:
    """Labels or numbers that raters gave, and what was missing."""

    values: NDArray[Any]
    """(n, r) float64 with NaN, or int64 codes into `names` with −1, where nothing was said."""
    names: NDArray[Any]
    """Labels that occur, or that a column declares, in order; empty for numbers."""
    known: Flags
    """(n, r) where something was said."""
    ordered: bool = True
    """Whether the order of `names` says which is more: declared, or that of numbers."""

    @property
    def complete(self) -> Flags:
        """(n,) subjects that every rater rated."""
        return np.asarray(self.known.all(axis=1))


def read_numbers(x: TableLike, argument: str, missing: _checks.MissingRows) -> Marks:
    """Numbers (subjects, raters) of an array, mapping or dataframe."""
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    if _checks.is_table(x):
        names = _checks.column_names(x, argument)
        values, _ = _checks.read_matrix(x, names, argument=argument)
    else:
        names = None
        values = _checks.matrix(cast(ArrayLike, x), argument, missing="allow")
    if missing == "raise":
        _checks.refuse_missing(values, argument, hint=_HINT, columns=names)
    return Marks(values, np.empty(0, dtype=object), ~np.isnan(values))


def read_labels(
    x: Any, argument: str, missing: Policy, *, order: Any = None, apart: bool = False
) -> Marks:
    """Labels (subjects, raters), text or whole numbers, of an array, mapping or dataframe.

    Their order is `order`, or the one that the columns declare, else they are sorted. With `apart`
    the columns are arguments of their own, and errors speak of these.
    """
    _checks.choice(missing, "missing", POLICIES)
    names, columns = _columns(x, argument)
    if not columns:
        refuse_few(0, 0, argument)
    read = [
        _column(column, argument, name, apart=apart)
        for name, column in zip(names, columns, strict=True)
    ]
    labels, ordered = _common(read, names[-1] if apart else argument)
    codes = np.column_stack([_placed(one, labels) for one in read])
    if order is not None:
        place, labels = _on_scale(labels, order)
        codes, ordered = np.append(place, -1)[codes], True
    known = codes >= 0
    if missing == "raise" and not known.all():
        if apart:
            first = int((~known).any(axis=0).argmax())
            _refuse_unsaid(known[:, first], names[first], None)
        _refuse_unsaid(known, argument, names)
    return Marks(codes, labels, known, ordered)


def has_text(x: Any, argument: str) -> bool:
    """Tell whether labels are among the ratings, or levels that a column declares."""
    if isinstance(x, np.ndarray) and x.dtype.kind in "fiub":
        return False
    _, columns = _columns(x, argument)
    return any(
        _checks.declared_levels(column) is not None
        or any(isinstance(item, str) for item in _checks.items_of(column))
        for column in columns
    )


def _refuse_unsaid(known: Flags, argument: str, columns: Any) -> None:
    _checks.refuse_cells(
        ~known, np.full(known.shape, None, dtype=object), argument, code="missing_value",
        expected="a rating in every cell", hint=_HINT, columns=columns,
    )  # fmt: skip


def _columns(x: Any, argument: str) -> tuple[Any, list[Any]]:
    """Names of the columns, or their numbers, and what stands in them."""
    if _checks.is_table(x):
        names = _checks.column_names(x, argument)
        columns = _checks.read_columns(x, names, argument)
        odd = [column for column in columns if not _checks.axes_of(column)]
        if odd:
            raise InputError.about(
                argument, code="wrong_type", expected="a column for each rater", found=shown(odd[0])
            )
        _checks.refuse_uneven({n: len(c) for n, c in zip(names, columns, strict=True)}, argument)
        return names, columns
    cells = _cells(x, argument)
    if cells.ndim != 2:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="an array of shape (subjects, raters)",
            found=f"shape {cells.shape}",
            hint="One subject is one row, one rater one column.",
        )
    return range(cells.shape[1]), list(cells.T)


class _Rater(NamedTuple):
    """What one rater said."""

    codes: Ints
    """(n,) positions in `names`; −1 where nothing was said."""
    names: NDArray[Any]
    """Labels that occur, sorted, or all that the column declares, in its order."""
    ordered: bool = False
    """Whether the column declares which label is more."""


def _column(column: Any, argument: str, name: Any, *, apart: bool) -> _Rater:
    """Labels of one rater; an error names the column."""
    try:
        return _said(column, name if apart else argument)
    except InputError as error:
        if apart:
            raise
        cells = _objects(_checks.items_of(column))
        raise _checks.in_column(error, argument, name, cells, None) from None


def _said(column: Any, argument: str) -> _Rater:
    levels = _checks.declared_levels(column)
    if levels is not None:
        return _Rater(levels.codes, _objects(levels.names), levels.ordered)
    if isinstance(column, np.ndarray) and column.dtype.kind in "iub":
        return _Rater(*_checks.labels(column, argument))
    if isinstance(column, np.ndarray) and column.dtype.kind == "f":
        items, known = column, ~np.isnan(column)
    else:
        items = _objects(_checks.items_of(column))
        known = _stated(items)
    if not known.any():
        return _Rater(np.full(items.size, -1), _objects([]))
    filled = items
    if not known.all():
        filled = items.copy()
        filled[~known] = items[known][0]  # a label of the others keeps every row in its place
    read = _checks.labels(filled, argument)
    return _Rater(np.where(known, read.codes, -1), read.names)


def _stated(items: NDArray[Any]) -> Flags:
    """Where something was said; each different item is judged once, however many cells hold it."""
    known = np.ones(items.size, dtype=np.bool_)
    try:
        gone = {item for item in set(items.tolist()) if _is_none(item)}
    except TypeError:  # lists inside: refused by name where labels are read
        return known
    if gone:
        known = np.fromiter(
            (i not in gone and i == i for i in items.tolist()), np.bool_, known.size
        )
    return known


def _is_none(item: Any) -> bool:
    return _checks.is_missing(item) or (isinstance(item, str) and not item.strip())


def _common(read: list[_Rater], argument: str) -> tuple[NDArray[Any], bool]:
    """Labels of all columns together, and whether their order says which is more."""
    declared = {tuple(one.names.tolist()) for one in read if one.ordered}
    every = {name for one in read for name in one.names.tolist()}
    if declared:
        levels = max(declared, key=len)
        if len(declared) > 1 or every > set(levels):
            other = min(declared, key=len) if len(declared) > 1 else sorted(every - set(levels))
            raise InputError.about(
                argument,
                code="contradiction",
                expected=f"the declared order of one column, {_checks.joined(levels)}, in all",
                found=_checks.joined(other),
                hint="Give all columns the same ordered categories, or pass order=.",
            )
        return _objects(levels), True
    names = _checks.labels(list(every), argument).names
    if all(isinstance(name, str) and _is_number(name) for name in names.tolist()):
        names = _objects(sorted(names.tolist(), key=float))  # 10 comes after 9
    return names, all(not isinstance(name, str) or _is_number(name) for name in names.tolist())


def _is_number(text: str) -> bool:
    """Tell whether a label is a number written as text, which sorts as one."""
    try:
        return bool(np.isfinite(float(text)))
    except ValueError:
        return False


def _placed(one: _Rater, labels: NDArray[Any]) -> Ints:
    """Codes of a column among the labels of all; −1 stays."""
    place = {name: i for i, name in enumerate(labels.tolist())}
    moved = np.array([*(place[name] for name in one.names.tolist()), -1], dtype=np.int64)
    return np.asarray(moved[one.codes])


def _objects(items: Sequence[Any]) -> NDArray[Any]:
    return np.fromiter(items, dtype=object, count=len(items))


def _on_scale(names: NDArray[Any], order: Any) -> tuple[Ints, NDArray[Any]]:
    """Place of each label on the whole scale, and the scale."""
    scale = _checks.identifiers(order, _checks.length_of(order), "order")
    place = {name: i for i, name in enumerate([] if scale is None else scale.tolist())}
    unknown = [name for name in names.tolist() if name not in place]
    if unknown:
        raise InputError.about(
            "order",
            code="unknown_label",
            expected="every label that occurs",
            found=f"no {_checks.joined(unknown)}",
            hint="Correct the label, or add it to the scale.",
            positions=tuple(unknown[:5]),
        )
    return np.array([place[name] for name in names.tolist()], dtype=np.int64), _objects([*place])


def refuse_unordered(marks: Marks, because: str) -> None:
    """Refuse labels that are text in no declared order, where their order counts."""
    if not marks.ordered:
        raise InputError.about(
            "order",
            code="missing_argument",
            expected=f"the labels from low to high, because {because}",
            found=f"plain text, {_checks.joined(marks.names.tolist())}",
            hint="Pass order=, the whole scale in its order, or an ordered categorical; by the "
            "alphabet 'good' is below 'poor'.",
        )


def _cells(x: Any, argument: str) -> NDArray[Any]:
    """A two-dimensional array of whatever was said; None or NaN where nothing was."""
    if isinstance(x, np.ma.MaskedArray):
        return np.array(x.tolist(), dtype=object)
    if not isinstance(x, list | tuple):
        return _checks.array_of(x, argument)
    if not any(map(_checks.axes_of, x)):
        return _objects(x)
    deep = [i for i, row in enumerate(x) if _checks.axes_of(row) > 1]
    if deep:  # a list of a table would be the names of its columns
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="one row of ratings in each place",
            found=f"{named_class(type(x[deep[0]]))} with rows of its own in row {deep[0]}",
            positions=tuple(deep),
        )
    # Cells are put in one by one: what calls itself an array is a label like any other here.
    rows = [_checks.items_of(row) if _checks.axes_of(row) else [row] for row in x]
    if len({len(row) for row in rows}) > 1:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="rows of one length",
            found="rows of different lengths",
            hint="Make every row as long; a missing rating is None.",
        )
    return _objects([cell for row in rows for cell in row]).reshape(len(rows), len(rows[0]))


def refuse_few(subjects: int, raters: int, argument: str, *, omitted: int = 0) -> None:
    """Refuse fewer than two subjects or raters: there is nothing to agree about."""
    if raters < 2:
        raise InputError.about(
            argument, code="too_few", expected="at least 2 raters (columns)", found=str(raters)
        )
    if subjects < 2:
        after = f" after {omitted} with a missing rating" if omitted else ""
        raise InputError.about(
            argument,
            code="too_few",
            expected="at least 2 subjects (rows)",
            found=f"{subjects}{after}",
        )


def complete_rows(marks: Marks, argument: str) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Ratings of the subjects whom everybody rated, and what was left out in words."""
    kept = marks.complete
    omitted = int((~kept).sum())
    refuse_few(int(kept.sum()), marks.values.shape[1], argument, omitted=omitted)
    notes = (words().notes.subjects_with_gap.format(n=omitted),) if omitted else ()
    return (marks.values[kept] if omitted else marks.values), notes


def propagated(result: AnyResult, marks: Marks, missing: Policy) -> AnyResult:
    """Every figure as NaN, if something is missing and that is to be passed on."""
    if missing != "propagate" or marks.known.all():
        return result
    changes: dict[str, Any] = {}
    for item in fields(result):
        value = getattr(result, item.name)
        if isinstance(value, float):
            changes[item.name] = float("nan")
        elif isinstance(value, np.ndarray) and value.dtype.kind == "f":
            changes[item.name] = np.full(value.shape, np.nan)
    return replace(result, **changes)


def refuse_no_variance(argument: str, found: str) -> None:
    """Refuse ratings among which there is nothing to tell apart."""
    raise InputError.about(
        argument,
        code="constant",
        expected="ratings that differ",
        found=found,
        hint="Where everybody is rated alike, agreement cannot be told from chance.",
    )


def two_sided(z: Float | float) -> Float:
    """Two-sided p-value of a standard normal."""
    from scipy.special import erfc

    return np.asarray(erfc(np.abs(z) / np.sqrt(2.0)), dtype=np.float64)
