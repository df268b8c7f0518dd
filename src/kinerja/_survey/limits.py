"""What stands behind an estimate, and the limits of its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._quantiles import t_quantile
from .._types import ArrayLike, Flags, Float
from ..errors import InputError, shown
from .answers import Field
from .linear import Linear

SMALL = (30, 8)
"""Below these numbers of respondents or degrees of freedom an estimate is marked as small."""


def quantile_of_t(level: float, df: ArrayLike) -> Float:
    """Two-sided t quantiles; NaN without degrees of freedom."""
    freedom = np.asarray(df, dtype=np.float64)
    return np.where(freedom > 0, t_quantile(np.maximum(freedom, 1.0), level), np.nan)


def two_sided(t: Float, df: ArrayLike) -> Float:
    """Two-sided p-values of t; NaN without degrees of freedom."""
    from scipy.special import stdtr

    freedom = np.asarray(df, dtype=np.float64)
    return np.where(freedom > 0, 2.0 * stdtr(np.maximum(freedom, 1.0), -np.abs(t)), np.nan)


def read_small(small: Any) -> tuple[int, int]:
    """Check the numbers of respondents and degrees of freedom below which a row is small."""
    if not isinstance(small, tuple | list) or len(small) != 2:
        raise InputError.about(
            "small",
            code="wrong_shape",
            expected="two whole numbers: respondents, degrees of freedom",
            found=shown(small),
            hint="(30, 8) marks estimates from fewer than 30 people or 8 degrees of freedom.",
        )
    n, df = (_checks.whole_number(each, "small", lower=0) for each in small)
    return n, df


class Basis(NamedTuple):
    """What stands behind each estimate, by domain and variable, each (D, v)."""

    n: NDArray[np.int64]
    df: NDArray[np.int64]
    psus: NDArray[np.int64]
    certain: Flags
    undetermined: Flags


def basis_of(field: Field, which: Sequence[int]) -> Basis:
    """What stands behind the estimates of variables `which`."""
    fields = [field.of(j) for j in which] if field.columns else [field]
    shape = (field.domains.size, len(which))

    def table(columns: list[NDArray[Any]]) -> NDArray[Any]:
        return np.broadcast_to(np.column_stack(columns), shape)

    return Basis(
        table([each.count for each in fields]),
        table([each.df for each in fields]),
        table([each.holding.psus for each in fields]),
        table([each.certain for each in fields]),
        table([each.undetermined for each in fields]),
    )


class Limits(NamedTuple):
    """Ends of intervals (D, v), and standard errors where they come from the intervals."""

    lower: Float
    upper: Float
    se: Float | None = None


def symmetric(done: Linear, basis: Basis, level: float, *, alike: Flags | None = None) -> Limits:
    """Limits value ± t·se; undetermined where the answers of a small domain are `alike`."""
    half = quantile_of_t(level, basis.df) * done.se
    half = np.where(basis.certain, 0.0, half)
    if alike is not None:
        half = np.where(alike, np.nan, half)
    return Limits(done.value - half, done.value + half)


def is_small(basis: Basis, small: tuple[int, int]) -> Flags:
    """Rows with few respondents, or with few degrees of freedom unless they are known in full."""
    return np.asarray((basis.n < small[0]) | ((basis.df < small[1]) & ~basis.certain))
