"""Standard error and interval of a domain mean: a survey design, or a simple random sample."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import InputError

Float = NDArray[np.float64]


def weights_of(design: Any, n: int) -> Float:
    """Weight of each respondent: the design's, or 1 for a simple random sample."""
    if design is None:
        return np.ones(n)
    survey = import_module("kinerja.survey") if find_spec("kinerja.survey") else None
    if survey is None or not isinstance(design, survey.Design):
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
            code="wrong_length",
            expected=f"a design of {n} rows",
            found=f"{weights.size}",
        )
    return weights


def spread(
    y: Float,
    mean: Float,
    row: NDArray[np.int64],
    weights: Float,
    design: Any,
    level: float,
) -> tuple[Float, Float]:
    """Standard error, and half the width of the interval, of each domain's mean.

    `row` is the domain of each respondent, −1 for one that belongs to none.
    """
    from scipy.special import stdtrit

    n, d = row.size, mean.size
    if design is not None:
        # Those outside every domain are missing, hence outside: the design keeps all its rows.
        known = np.where(row >= 0, y, np.nan)
        found = import_module("kinerja.survey").mean(
            known, design, by=np.maximum(row, 0), level=level, missing="omit"
        )
        return np.asarray(found.se), np.asarray(found.upper - found.lower) / 2
    inside = np.flatnonzero(row >= 0)
    place = row[inside]
    # Linearised mean: those outside a domain stay in the sample with 0.
    z = weights[inside] * (y[inside] - mean[place])
    z = z / np.bincount(place, weights=weights[inside], minlength=d)[place]
    squares = np.bincount(place, weights=z * z, minlength=d)
    if n < 2:
        empty = np.full(d, np.nan)
        return empty, empty
    se = np.sqrt(n / (n - 1) * squares)
    return se, se * float(stdtrit(n - 1, 0.5 + level / 2))
