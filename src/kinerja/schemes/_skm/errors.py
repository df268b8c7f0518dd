"""Standard error and interval of a domain mean: a survey design, or a simple random sample."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import InputError

Float = NDArray[np.float64]


def weights_of(design: Any, n: int) -> Float:
    """Weight of each respondent: the design's, or 1 for a simple random sample."""
    from ...survey import Design

    if design is None:
        return np.ones(n)
    if not isinstance(design, Design):
        raise InputError.about(
            "design",
            code="wrong_type",
            expected="a kinerja.survey.Design, or None for a simple random sample",
            found=type(design).__name__,
        )
    weights: Float = np.asarray(design.weights, dtype=np.float64)
    if weights.shape != (n,):
        raise InputError.about(
            "design",
            code="wrong_shape",
            expected=f"a design of {n} rows",
            found=f"{weights.size}",
        )
    return weights


def spread(
    y: Float, row: NDArray[np.int64], weights: Float, design: Any, level: float
) -> tuple[Float, Float, float]:
    """Standard error, and half the width of the interval, of each domain's mean; and their df.

    `row` is the domain of each respondent, −1 for one that belongs to none.
    """
    from ...survey import Design, mean

    if design is None:
        if row.size < 2:
            empty = np.full(int(row.max()) + 1, np.nan)
            return empty, empty, 0.0
        design = Design(weights=weights)
    # Those outside every domain are missing, hence outside: the design keeps all its rows.
    known = np.where(row >= 0, y, np.nan)
    found = mean(known, design, by=np.maximum(row, 0), level=level, missing="omit")
    return np.asarray(found.se), np.asarray(found.upper - found.lower) / 2, float(found.df)
