"""The one way in for agreement: what each rater said of each subject, one column a rater."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks
from ..errors import InputError
from ..results import Result

Float = NDArray[np.float64]
AnyResult = TypeVar("AnyResult", bound=Result)

_HINT = "Fill it in, or use missing='omit'."


@dataclass(frozen=True, slots=True)
class Marks:
    """Labels or numbers that raters gave, and what was missing."""

    values: NDArray[Any]
    """(n, r) float64 with NaN, or int64 codes into `names` with −1, where nothing was said."""
    names: NDArray[Any]
    """Labels that occur, sorted; empty for numbers."""
    known: NDArray[np.bool_]
    """(n, r) where something was said."""

    @property
    def complete(self) -> NDArray[np.bool_]:
        """(n,) subjects that every rater rated."""
        return np.asarray(self.known.all(axis=1))


def read_numbers(x: ArrayLike, argument: str, missing: _checks.MissingRows) -> Marks:
    """Numbers (subjects, raters) of an array, mapping or dataframe."""
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    if _checks.is_table(x):
        names = _checks.column_names(x, argument)
        values, _ = _checks.read_matrix(x, names, argument=argument)
    else:
        names = None
        values = _checks.matrix(x, argument, missing="allow")
    if missing == "raise":
        _checks.refuse_missing(values, argument, hint=_HINT, columns=names)
    return Marks(values, np.empty(0, dtype=object), ~np.isnan(values))


def read_labels(x: Any, argument: str, missing: _checks.MissingRows) -> Marks:
    """Labels (subjects, raters), text or whole numbers, of an array, mapping or dataframe."""
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    columns = _checks.column_names(x, argument) if _checks.is_table(x) else None
    cells = _cells(x, argument)
    if cells.ndim != 2:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="an array of shape (subjects, raters)",
            found=f"shape {cells.shape}",
            hint="One subject is one row, one rater one column.",
        )
    if cells.dtype.kind == "f":
        known = ~np.isnan(cells)
        _checks.refuse_cells(
            known & (cells != np.floor(cells)),
            cells,
            argument,
            code="wrong_type",
            expected="text or whole numbers",
            hint="A label is a name or a code, not a measurement.",
        )
    elif cells.dtype == object:
        flat = [not _checks.is_missing(value) for value in cells.ravel().tolist()]
        known = np.array(flat, dtype=np.bool_).reshape(cells.shape)
    else:
        known = np.ones(cells.shape, dtype=np.bool_)
    if missing == "raise":
        _checks.refuse_cells(
            ~known,
            cells,
            argument,
            code="missing_value",
            expected="a rating in every cell",
            hint=_HINT,
            columns=columns,
        )
    labels = _checks.labels(cells[known], argument)
    codes = np.full(cells.shape, -1, dtype=np.int64)
    codes[known] = labels.codes
    return Marks(codes, labels.names, known)


def _cells(x: Any, argument: str) -> NDArray[Any]:
    """A two-dimensional array of whatever was said; None or NaN where nothing was."""
    if _checks.is_table(x):
        names = _checks.column_names(x, argument)
        columns = [_checks.items_of(column) for column in _checks.read_columns(x, names, argument)]
        if len({len(column) for column in columns}) > 1:
            raise InputError.about(
                argument,
                code="wrong_shape",
                expected="columns of one length",
                found="columns of different lengths",
            )
        out = np.empty((len(columns[0]) if columns else 0, len(columns)), dtype=object)
        for j, column in enumerate(columns):
            out[:, j] = column
        return out
    if isinstance(x, np.ma.MaskedArray):
        return np.array(x.tolist(), dtype=object)
    if isinstance(x, np.ndarray):
        return x.astype(object) if x.dtype.kind in "US" else x
    cells: NDArray[Any]
    try:
        cells = np.array(x, dtype=object)
    except ValueError:
        cells = np.empty(0, dtype=object)
    if cells.ndim != 2 and len({np.size(row) for row in x}) > 1:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="rows of one length",
            found="rows of different lengths",
            hint="Make every row as long; a missing rating is None.",
        )
    return cells


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
    words = (f"{omitted} subjects with a missing rating",) if omitted else ()
    return (marks.values[kept] if omitted else marks.values), words


def propagated(result: AnyResult, marks: Marks, missing: _checks.MissingRows) -> AnyResult:
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
