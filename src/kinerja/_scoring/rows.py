"""Values without a scorecard: rows and columns of an array, a mapping or a dataframe."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from .._checks import floats, is_table, matrix, read_all, refuse_missing
from .._types import Float
from ..errors import InputError


def rows_of(
    values: Any, argument: str = "values", *, missing: Literal["refuse", "allow"] = "refuse"
) -> tuple[Float, list[str] | None]:
    """Values (n, k) and the names of their columns; one dimension is one subject."""
    names = None
    if is_table(values):
        x, names, _ = read_all(values, argument)
    else:
        x = floats(values, argument)
        x = matrix(x[np.newaxis, :] if x.ndim == 1 else x, argument, missing="allow")
    if not x.shape[1]:
        raise InputError.about(
            argument, code="too_few", expected="at least one column", found="none"
        )
    if missing == "refuse":
        refuse_missing(x, argument, columns=names)
    return x, names


def columns_of(x: Float) -> list[Float]:
    """Each column of its own, contiguous."""
    return [np.ascontiguousarray(x[:, j]) for j in range(x.shape[1])]
