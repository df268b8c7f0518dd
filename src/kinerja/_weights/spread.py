"""Weights from how much each column differs, each by itself."""

from __future__ import annotations

from typing import Literal

import numpy as np

from .. import _checks
from .._moments import bend, centred, deviation
from .._steady import steady
from .._types import Float, TableLike
from .columns import Varying, weigh

Spread = Literal["min_max", "raw"]
_NEAR_MEAN = 0.03
"""Columns that stay this near to their mean are judged by a series: see `_moments.bend`."""

SPREADS: tuple[Spread, ...] = ("min_max", "raw")


@steady
def entropy(matrix: TableLike) -> Float:
    """Weights by information: one less Shannon's entropy of each column's shares.

    Parameters
    ----------
    matrix : array_like (n, k)
        Raw values, 0 or more; subjects by indicators. The direction does not matter.

    Returns
    -------
    ndarray of float64, (k,)
        Sums to 1; a column without differences weighs 0, whatever its value.

    Raises
    ------
    InputError
        If a value is missing, or negative in a column with differences, or no column differs
        (as with one row).

    Notes
    -----
    p = x/Σx; e = −Σ p ln p / ln n with 0·ln 0 = 0; w ∝ 1 − e. Computed as the divergence
    Σ p ln(n p)/ln n, which keeps its digits where a column differs little.

    References
    ----------
    Hwang, C.-L. & Yoon, K. (1981), *Multiple Attribute Decision Making*, section 3.1.2.

    Examples
    --------
    >>> entropy([[1, 3], [3, 3], [2, 3]]).tolist()
    [1.0, 0.0]
    >>> entropy([[1, 2], [3, 2], [2, 5]]).round(4).tolist()
    [0.4571, 0.5429]
    """
    return weigh(matrix, divergence, check=Varying.refuse_negative)


def divergence(columns: Varying) -> Float:
    """One less the entropy of each column, but for the factor ln n that all share."""
    x = columns.sized()
    mean = x.mean(axis=0)
    away = x / mean - 1.0
    part = np.where(away > -1.0, (1.0 + away) * np.log1p(away), 0.0) - away
    out = np.asarray(part.sum(axis=0))
    lowest, highest = _checks.extremes(away)
    near = np.maximum(-lowest, highest) < _NEAR_MEAN
    if near.any():
        out[near] = bend(centred(x[:, near]) / mean[near]).sum(axis=0)
    return out


@steady
def standard_deviation(matrix: TableLike, *, scale: Spread = "min_max") -> Float:
    """Weights by the standard deviation of each column.

    Parameters
    ----------
    matrix : array_like (n, k)
        Raw values; subjects by indicators. The direction does not matter.
    scale : {"min_max", "raw"}
        What the deviation is taken of: positions between the column's smallest and largest value,
        or the values as they are, for columns that share one unit.

    Returns
    -------
    ndarray of float64, (k,)
        Sums to 1; a column without differences weighs 0.

    Raises
    ------
    InputError
        If a value is missing, or no column differs (as with one row).

    Notes
    -----
    u = (x − min)/(max − min); w ∝ s(u), or w ∝ s(x) for "raw". The deviation of raw values weighs
    the unit too: an indicator in rupiah outweighs all others.

    References
    ----------
    Diakoulaki, D., Mavrotas, G. & Papayannakis, L. (1995), "Determining objective weights in
    multiple criteria problems: the CRITIC method", Computers & Operations Research 22, 763–770.

    Examples
    --------
    >>> standard_deviation([[0, 0], [1, 500], [2, 1000]]).tolist()
    [0.5, 0.5]
    >>> standard_deviation([[1, 2], [2, 5], [3, 8]], scale="raw").round(6).tolist()
    [0.25, 0.75]
    """
    _checks.choice(scale, "scale", SPREADS)
    if scale == "min_max":
        return weigh(matrix, lambda columns: deviation(columns.unit()))

    def of_values(columns: Varying) -> Float:
        # One power of two for all columns: nothing overflows, and their sizes stay comparable.
        _, exponent = np.frexp(np.abs(columns.x).max())
        return deviation(np.ldexp(columns.x, -exponent))

    return weigh(matrix, of_values)


@steady
def gini(matrix: TableLike) -> Float:
    """Weights by the Gini coefficient of each column.

    Parameters
    ----------
    matrix : array_like (n, k)
        Raw values, 0 or more; subjects by indicators. The direction does not matter.

    Returns
    -------
    ndarray of float64, (k,)
        Sums to 1; a column without differences weighs 0.

    Raises
    ------
    InputError
        If a value is missing, or negative in a column with differences, or no column differs.

    Notes
    -----
    w ∝ ΣΣ|xᵢ − xₗ| / (2 n² mean), by sorting: no n × n matrix.

    References
    ----------
    Li, G. & Chi, G. (2009), "A new determining objective weights method: Gini coefficient weight",
    First International Conference on Information Science and Engineering, 3726–3729.

    Examples
    --------
    >>> gini([[1, 5], [3, 5], [2, 6]]).round(4).tolist()
    [0.8421, 0.1579]
    """

    def coefficient(columns: Varying) -> Float:
        x = np.sort(columns.sized(), axis=0)
        n = len(x)
        side = 2.0 * np.arange(1, n + 1) - n - 1.0
        # The sides sum to 0, so the lowest value may go first: small differences keep their digits.
        return np.asarray((side[:, None] * (x - x[0])).sum(axis=0) / x.sum(axis=0))

    return weigh(matrix, coefficient, check=Varying.refuse_negative)


@steady
def angle(matrix: TableLike) -> Float:
    """Weights by the angle between each column and a column without differences.

    Parameters
    ----------
    matrix : array_like (n, k)
        Raw values, 0 or more; subjects by indicators. The direction does not matter.

    Returns
    -------
    ndarray of float64, (k,)
        Sums to 1; a column without differences weighs 0.

    Raises
    ------
    InputError
        If a value is missing, or negative in a column with differences, or no column differs.

    Notes
    -----
    w ∝ arccos(Σx/(√n ‖x‖)), computed as arctan(‖x − mean‖/(√n mean)): the arc cosine loses half
    of the digits near 0.

    References
    ----------
    Shuai, D., Zongzhun, Z., Yongji, W. & Lei, L. (2012), "A new angular method to determine the
    objective weights", 24th Chinese Control and Decision Conference, 3889–3892.

    Examples
    --------
    >>> angle([[1, 5], [3, 5], [2, 6]]).round(4).tolist()
    [0.8147, 0.1853]
    """

    def radians(columns: Varying) -> Float:
        x = columns.sized()
        return np.asarray(np.arctan2(deviation(x), x.mean(axis=0)))

    return weigh(matrix, radians, check=Varying.refuse_negative)


@steady
def coefficient_of_variation(matrix: TableLike) -> Float:
    """Weights by the standard deviation of each column relative to its mean.

    Parameters
    ----------
    matrix : array_like (n, k)
        Raw values; subjects by indicators. The direction does not matter.

    Returns
    -------
    ndarray of float64, (k,)
        Sums to 1; a column without differences weighs 0.

    Raises
    ------
    InputError
        If a value is missing, the mean of a column with differences is 0, or no column differs.

    Notes
    -----
    w ∝ s/|mean|; the divisor of the variance (n or n − 1) cancels. Meant for ratio scales: where 0
    is an arbitrary point, so is the weight.

    Examples
    --------
    >>> coefficient_of_variation([[1, 5], [3, 5], [2, 6]]).round(4).tolist()
    [0.822, 0.178]
    """

    def check(columns: Varying) -> None:
        x = columns.sized()
        columns.refuse(
            np.abs(x.mean(axis=0)) <= 1e-12 * np.abs(x).mean(axis=0),
            code="not_estimable",
            expected="columns whose mean is not 0",
            hint="Use standard_deviation.",
        )

    def relative(columns: Varying) -> Float:
        x = columns.sized()
        return np.asarray(deviation(x) / np.abs(x.mean(axis=0)))

    return weigh(matrix, relative, check=check)
