"""Standard error and interval of a domain mean: a survey design, or a simple random sample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..._checks import joined
from ..._types import Float
from ...errors import InputError

DegreesOfFreedom = Literal["domain", "nchs", "design"]
DEGREES: tuple[DegreesOfFreedom, ...] = ("domain", "nchs", "design")

_SAID = 5
"""Domains that a sentence names."""


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


class Spread(NamedTuple):
    """Errors of the domains, each (d,)."""

    se: Float
    half: Float
    """Half the width of the interval."""
    df: NDArray[np.int64]
    df_all: int
    """Degrees of freedom of all domains together."""
    said: tuple[str, ...]
    """Domains whose error is undetermined, in words."""


def spread(
    y: Float,
    row: NDArray[np.int64],
    weights: Float,
    design: Any,
    level: float,
    *,
    names: Mapping[str, NDArray[Any]],
    df: DegreesOfFreedom,
) -> Spread:
    """Standard error, half the width of the interval, and df of each domain's mean.

    `row` is the domain of each respondent, −1 for one that belongs to none; `names` its labels.
    """
    from ...survey import Design, mean

    if design is None:
        # One respondent alone is no reason to refuse: his error is undetermined.
        design = Design(weights=weights, lonely_psu="certainty")
    # Those outside every domain are missing, hence outside: the design keeps all its rows.
    known = np.where(row >= 0, y, np.nan)
    found = mean(known, design, by=np.maximum(row, 0), level=level, missing="omit", df=df)
    unknown = np.flatnonzero(np.isnan(found.se) & (found.n > 0)).tolist()
    places = [
        ", ".join(f"{name}={joined([x[i]])}" for name, x in names.items()) or "the whole sample"
        for i in unknown
    ]
    said = f"the error is undetermined (no degrees of freedom) in {'; '.join(places[:_SAID])}"
    if len(places) > _SAID:
        said += f" and {len(places) - _SAID} more"
    half = np.asarray(found.upper - found.lower) / 2
    freedom = np.asarray(found.df)
    whole = found if freedom.size == 1 else mean(known, design, missing="omit", df=df)
    said_of = (said,) if places else ()
    return Spread(np.asarray(found.se), half, freedom, int(whole.df[0]), said_of)
