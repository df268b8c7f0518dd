"""What moves the overall verdict: shares of explained variance by driver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._moments import sized
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float, TableLike
from ..errors import InputError
from ..results import Axis, FloatVector, LabelVector, Provenance, Result, Unit
from .answers import named

MOST = 20
"""Drivers that are shared exactly: 2²⁰ models."""
MOST_MOVED = 12
"""Drivers of which every model's coefficients are kept, for the error of the shares."""
_SINGULAR = 1e-12
_CHUNK = 4_096


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class KeyDrivers(Result):
    """Share of the explained variance of each driver, by two methods.

    Examples
    --------
    >>> round(key_drivers([[1], [2], [3], [4]], [1, 3, 2, 4]).r2, 6)
    0.64
    """

    _keys: ClassVar = {"driver": "drivers"}

    drivers: Annotated[LabelVector, Axis("driver")]
    """(k,) names of the drivers, or positions."""
    share_of_r2: Annotated[FloatVector, Axis("driver"), Unit("share")]
    """(k,) LMG (Shapley) shares; they sum to `r2`."""
    johnson: Annotated[FloatVector, Axis("driver"), Unit("share")]
    """(k,) Johnson's relative weights; they sum to `r2`."""
    beta: Annotated[FloatVector, Axis("driver")]
    """(k,) standardized coefficients: they carry the sign, not the importance."""
    correlation: Annotated[FloatVector, Axis("driver")]
    """(k,) correlation with the outcome."""
    r2: Annotated[float, Unit("share")]
    """Share of the outcome's variance that all drivers explain together."""
    n: int
    """People."""
    provenance: Provenance


@steady
def key_drivers(
    x: TableLike,
    y: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    missing: _checks.MissingRows = "raise",
) -> KeyDrivers:
    """How much of an overall verdict each driver explains, whatever order they enter in.

    Parameters
    ----------
    x : array_like or table (n, k)
        Drivers, at most 20: the questions that may explain the verdict.
    y : array_like (n,)
        The verdict, such as overall satisfaction. The two may also come in the other order,
        outcome first as in `regression`: which of them has several columns tells them apart.
    weights : array_like (n,), optional
        Survey weights.
    missing : {"raise", "omit", "propagate"}
        Refuse missing values; leave out people with one; or give NaN where there is one.

    Returns
    -------
    KeyDrivers

    Raises
    ------
    InputError
        If a value is missing and `missing` is ``"raise"``, for more than 20 drivers, fewer people
        than drivers and two, a constant column, or a driver that follows from the others.

    Notes
    -----
    With R the (weighted) correlations of the drivers and r those with the verdict, a set S of
    drivers explains R²(S) = r_S'·R_S⁻¹·r_S. LMG gives a driver the mean of R²(S + driver) − R²(S)
    over all orders of entry. Johnson rotates: R = VDVᵀ, Λ = V√D Vᵀ, weight = Λ²·(Λ⁻¹r)², squares
    element by element. Both are 0 or more and sum to R². They describe association, not what would
    happen if an item were improved.

    References
    ----------
    Lindeman, Merenda & Gold (1980), Introduction to Bivariate and Multivariate Analysis, 119 ff.
    Grömping (2006), Journal of Statistical Software 17(1). Johnson (2000), Multivariate Behavioral
    Research 35, 1–19.

    Examples
    --------
    >>> x = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 6], [6, 4]]
    >>> out = key_drivers(x, [1, 2, 3, 5, 5, 6])
    >>> out.share_of_r2.round(3).tolist(), round(out.r2, 3)
    ([0.73, 0.231], 0.961)
    """
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    if _many_columns(y) and not _many_columns(x):
        x, y = y, x  # the outcome came first, as in `regression`
    drivers, data, outcome, w, left_out = _read(x, y, weights, missing)
    k = data.shape[1]
    made = Provenance(
        **made_from(y=y, x=x),
        options={"weighted": weights is not None},
        missing=missing,
        left_out=left_out,
    )
    if np.isnan(data).any() or np.isnan(outcome).any():  # let through
        return _unknown(drivers, data.shape[0], made)
    r = correlations(np.column_stack([data, outcome]), w, drivers)
    among, with_outcome = r[:k, :k], r[:k, k]
    values, vectors = apart(among, drivers)
    explained = every_r2(r)
    root = vectors * np.sqrt(values) @ vectors.T
    rotated = vectors / np.sqrt(values) @ vectors.T @ with_outcome
    return KeyDrivers(
        drivers=named(drivers),
        share_of_r2=np.maximum(shared(explained), 0.0),
        johnson=root**2 @ rotated**2,
        beta=np.asarray(np.linalg.solve(among, with_outcome), dtype=np.float64),
        correlation=with_outcome.copy(),
        r2=float(explained[-1]),
        n=data.shape[0],
        provenance=made,
    )


def _many_columns(x: Any) -> bool:
    """Tell a table or a matrix from one column."""
    if _checks.is_table(x) or isinstance(x, Mapping):
        return True
    try:
        return _checks.axes_of(x) == 2
    except ValueError:  # rows of different lengths: refused where they are read
        return False


def _unknown(drivers: list[str | int], n: int, made: Provenance) -> KeyDrivers:
    nothing = [np.full(len(drivers), np.nan) for _ in range(4)]
    return KeyDrivers(
        drivers=named(drivers),
        share_of_r2=nothing[0],
        johnson=nothing[1],
        beta=nothing[2],
        correlation=nothing[3],
        r2=float("nan"),
        n=n,
        provenance=made,
    )


def _read(
    x: TableLike, y: ArrayLike, weights: ArrayLike | None, missing: _checks.MissingRows
) -> tuple[list[str | int], Float, Float, Float, tuple[str, ...]]:
    data, columns, _ = _checks.read_all(x, "x")
    drivers: list[str | int] = [*(range(data.shape[1]) if columns is None else columns)]
    n, k = data.shape
    if not 1 <= k <= MOST:
        raise InputError.about(
            "x",
            code="out_of_range",
            expected=f"1 to {MOST} drivers (columns)",
            found=str(k),
            hint="Join questions that belong together first.",
        )
    outcome = _checks.vector(y, "y", n=n, missing="allow")
    w = _checks.weights(weights, n)
    if missing == "raise":
        _checks.refuse_missing(data, "x", columns=drivers)
        _checks.refuse_missing(outcome, "y")
    known = ~(np.isnan(data).any(axis=1) | np.isnan(outcome))
    if missing == "propagate":
        known[:] = True
    gone = int((~known & (w > 0)).sum())
    kept = known & (w > 0)
    if kept.sum() < k + 2:
        raise InputError.about(
            "x",
            code="too_few",
            expected=f"at least {k + 2} people for {k} drivers",
            found=str(int(kept.sum())),
        )
    words = (f"{gone} people with a missing value",) if gone else ()
    return drivers, data[kept], outcome[kept], w[kept], words


def correlations(columns: Float, w: Float, drivers: list[str | int]) -> Float:
    """Weighted correlations of the drivers, and in the last place of the outcome."""
    low, high = _checks.extremes(columns)
    constant = np.flatnonzero(low == high)
    if constant.size:
        j = int(constant[0])
        outcome = j == len(drivers)
        raise InputError.about(
            "y" if outcome else "x",
            code="constant",
            expected="values that differ",
            found="one value only" + ("" if outcome else f" in {drivers[j]!r}"),
            hint="What does not vary neither explains nor is explained.",
            positions=() if outcome else _checks.columns_at([drivers[j]]),
        )
    share = w / w.max()
    share = share / share.sum()
    near, _ = sized(columns)
    near = near - near[0]  # exact where values are far from 0
    centred = near - share @ near
    covariance = centred.T @ (share[:, None] * centred)
    sd = np.sqrt(np.diag(covariance))
    out: Float = np.clip(covariance / sd[:, None] / sd[None, :], -1.0, 1.0)
    np.fill_diagonal(out, 1.0)
    return out


def apart(among: Float, drivers: Sequence[str | int]) -> tuple[Float, Float]:
    """Eigenvalues and vectors of the drivers' correlations; a driver that follows is refused."""
    values, vectors = np.linalg.eigh(among)
    if values[0] <= _SINGULAR * values[-1]:
        involved = [drivers[int(j)] for j in np.flatnonzero(np.abs(vectors[:, 0]) > 1e-6)]
        raise InputError.about(
            "x",
            code="not_estimable",
            expected="drivers none of which follows from the others",
            found=f"a dependence among {_checks.joined(involved)}",
            hint="Leave out a repeated driver, or a total.",
            positions=_checks.columns_at(involved[:5]),
        )
    return values, vectors


def every_r2(r: Float) -> Float:
    """R² (2^k,) of every set of drivers; bit j of its position: driver j is in.

    The correlations r (k + 1, k + 1) end with those of the outcome.
    Drivers are taken one after the other, each left out and swept out (Gauss): what is left of the
    outcome's variance is 1 − R². The sets double and the matrices shrink, so that all of them cost
    about ten times 2^k operations.
    """
    left = r[np.newaxis]
    for _ in range(len(r) - 1):
        without = left[:, 1:, 1:]
        column = left[:, 1:, 0]
        swept = without - column[:, :, None] * (column / left[:, 0, 0, None])[:, None, :]
        left = np.concatenate([without, swept])
    return np.clip(1.0 - left[:, 0, 0], 0.0, 1.0)


def shared(worth: Float) -> Float:
    """Shapley share (k,) of each member in the worth (2^k,) of every set."""
    k = worth.size.bit_length() - 1
    size = np.zeros(1, dtype=np.int64)
    for _ in range(k - 1):
        size = np.concatenate([size, size + 1])
    weight = _weight_of_size(k)[size]  # of every set of the others
    out = np.empty(k)
    for j in range(k):
        halves = worth.reshape(-1, 2, 1 << j)
        out[j] = (weight * (halves[:, 1] - halves[:, 0]).ravel()).sum()
    return out


def _weight_of_size(k: int) -> Float:
    """|S|!(k − |S| − 1)!/k!, which is 1/(k·C(k − 1, |S|)), for a set S without the driver."""
    return np.array([1 / (k * comb(k - 1, s)) for s in range(k)])


def every_set(among: Float, with_outcome: Float) -> tuple[Float, Float]:
    """R² (2^k,) and coefficients (2^k, k) of every set; bit j of its position: driver j is in."""
    k = with_outcome.size
    masks = np.arange(2**k)
    inside = (masks[:, None] >> np.arange(k)) & 1
    size = inside.sum(axis=1)
    out = np.zeros(masks.size)
    coefficients = np.zeros((masks.size, k))
    for s in range(1, k + 1):
        chosen = masks[size == s]
        members = np.nonzero(inside[chosen])[1].reshape(-1, s)
        for start in range(0, chosen.size, _CHUNK):
            part = members[start : start + _CHUNK]
            matrix = among[part[:, :, None], part[:, None, :]]
            right = with_outcome[part]
            solved = np.linalg.solve(matrix, right[:, :, None])[:, :, 0]
            rows = chosen[start : start + _CHUNK]
            out[rows] = (right * solved).sum(axis=1)
            coefficients[rows[:, None], part] = solved
    return np.clip(out, 0.0, 1.0), coefficients


def shapley_weights(k: int) -> Float:
    """Weights (k, 2^k) that turn the worth of every set into each driver's Shapley share."""
    masks = np.arange(2**k)
    size = ((masks[:, None] >> np.arange(k)) & 1).sum(axis=1)
    weight = _weight_of_size(k)
    has = ((masks >> np.arange(k)[:, None]) & 1).astype(bool)
    out: Float = np.where(has, weight[np.maximum(size - 1, 0)], -weight[np.minimum(size, k - 1)])
    return out
