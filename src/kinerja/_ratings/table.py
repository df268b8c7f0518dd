"""The one way in: a long table of who was rated by whom, and with what value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._types import ArrayLike, Float, Ints
from ..errors import InputError


@dataclass(frozen=True, slots=True)
class Ratings:
    """Rows with a value, as codes into sorted labels."""

    row: Ints
    """(n,) code of the one who is rated."""
    column: Ints
    """(n,) code of the rater, or of the source."""
    value: Float
    row_names: NDArray[Any]
    column_names: NDArray[Any]
    left_out: int
    """Rows without a value."""


def long_table(
    subject: Any, other: Any, value: ArrayLike, name: str, missing: _checks.MissingRows
) -> Ratings:
    """Check a long table; `name` is what the second column is called."""
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    values = _checks.vector(value, "value", missing="allow")
    rows = _checks.labels(subject, "subject", n=values.size)
    columns = _checks.labels(other, name, n=values.size)
    gone = np.isnan(values)
    if not values.size or (missing == "omit" and gone.all()):
        raise InputError.about(
            "value", code="too_few", expected="at least one rating", found="none"
        )
    if missing == "raise" and gone.any():
        first = int(np.argmax(gone))
        one, by = (x.names.tolist()[x.codes[first]] for x in (rows, columns))
        _checks.refuse_missing(
            values,
            "value",
            hint=f"Row {first} holds the rating of {one!r}, {name} {by!r}. Fill it in, leave the "
            "row out, or say what becomes of it with missing=.",
        )
    if missing != "omit" or not gone.any():
        return Ratings(rows.codes, columns.codes, values, rows.names, columns.names, 0)
    kept = ~gone
    return Ratings(
        rows.codes[kept],
        columns.codes[kept],
        values[kept],
        rows.names,
        columns.names,
        int(gone.sum()),
    )
