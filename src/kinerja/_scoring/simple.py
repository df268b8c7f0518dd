"""Means of points without a scorecard."""

from __future__ import annotations

import numpy as np

from .._aggregate import Place, combine
from .._checks import choice, refuse_missing
from .._checks import weights as checked_weights
from .._indicators.aggregations import MPI, NAMED, OWA, Aggregation, Power, ignores_weights
from .._steady import steady
from .._types import ArrayLike, Float, TableLike
from ..errors import InputError, shown
from .policy import MissingPolicy, checked_policy
from .rows import columns_of, rows_of
from .tree import how_of


@steady
def weighted_mean(
    values: TableLike,
    weights: ArrayLike | None = None,
    *,
    missing: MissingPolicy = "raise",
) -> Float:
    """Weighted arithmetic mean of each row.

    Parameters
    ----------
    values : array_like (n, k) or (k,), mapping or dataframe
        Points of n subjects on k indicators; one dimension is one subject.
    weights : array_like (k,), optional
        Weights, 0 or more, divided by their sum; equal if not given.
    missing : {"raise", "reweight", "propagate"} or float
        A missing value is refused, its weight goes to the others, the mean is missing too, or a
        number takes its place. A row with nothing left is NaN, never 0.

    Returns
    -------
    ndarray of float64, (n,)

    Raises
    ------
    InputError
        If a value is missing under "raise", infinite or not a number, or the weights do not fit.

    Notes
    -----
    Σ wᵢ·xᵢ / Σ wᵢ, added in the order of the columns.

    Examples
    --------
    >>> weighted_mean([80, 90, 70], [2, 1, 1])
    array([80.])
    >>> weighted_mean([[80, float("nan")], [60, 90]], [3, 1], missing="reweight").tolist()
    [80.0, 67.5]
    """
    policy = checked_policy(missing)
    x, names = rows_of(values, missing="allow")
    given = checked_weights(weights, x.shape[1]).tolist()
    gaps = np.isnan(x)
    known = None
    if gaps.any():
        if policy == "raise":
            refuse_missing(x, "values", columns=names)
        if isinstance(policy, float):
            x = np.where(gaps, policy, x)
        if policy == "reweight":
            known = [np.ascontiguousarray(~gaps[:, j]) for j in range(x.shape[1])]
    columns = columns_of(x)
    return combine(columns, given, how_of("arithmetic"), Place("values"), known=known).value


@steady
def aggregate(
    values: TableLike, weights: ArrayLike | None = None, *, method: Aggregation = "arithmetic"
) -> Float:
    """Aggregate each row by any of the means a scorecard knows.

    Parameters
    ----------
    values : array_like (n, k) or (k,), mapping or dataframe
        Points of n subjects on k indicators, none missing; one dimension is one subject.
    weights : array_like (k,), optional
        Weights, 0 or more, divided by their sum. Refused with minimum, OWA and MPI, which have
        none, unless all are 1.
    method : {"arithmetic", "geometric", "harmonic", "minimum"}, Power, OWA or MPI
        The mean.

    Returns
    -------
    ndarray of float64, (n,)

    Raises
    ------
    InputError
        If a value is missing, or one that the mean cannot have; if weights do not fit.

    Notes
    -----
    arithmetic Σwᵢsᵢ; geometric Πsᵢ^wᵢ; harmonic 1/Σ(wᵢ/sᵢ); Power (Σwᵢsᵢᵖ)^(1/p); OWA Σwⱼs₍ⱼ₎ with
    s₍₁₎ the largest; MPI M ∓ S²/M. With geometric, harmonic and Power(p ≤ 0) any 0 gives 0.

    References
    ----------
    Hardy, Littlewood & Pólya (1934), *Inequalities*, chapter II. Yager (1988), IEEE Transactions on
    Systems, Man, and Cybernetics 18, 183–190. De Muro, Mazziotta & Pareto (2011), Social
    Indicators Research 104, 1–18.

    Examples
    --------
    >>> aggregate([[80, 20]], method="geometric").round(9).tolist()
    [40.0]
    >>> aggregate([[80, 20]], [3, 1], method="harmonic").round(6).tolist()
    [45.714286]
    """
    if not isinstance(method, Power | OWA | MPI):
        choice(method, "method", NAMED)
    x, _ = rows_of(values)
    k = x.shape[1]
    given = checked_weights(weights, k)
    if ignores_weights(method) and (given != 1).any():
        raise InputError.about(
            "weights",
            code="contradiction",
            expected=f"no weights with {getattr(method, 'kind', method)!r}, which has none",
            found=shown(given.tolist()),
        )
    if isinstance(method, OWA) and len(method.weights) != k:
        raise InputError.about(
            "method",
            code="wrong_shape",
            expected=f"{k} order weights, one per column",
            found=str(len(method.weights)),
        )
    return combine(columns_of(x), given.tolist(), how_of(method), Place("values")).value
