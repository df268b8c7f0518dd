"""Where a value stands inside its column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from .._checks import (
    whole_number,
)
from .._digits import rank
from .._steady import steady
from .._types import ArrayLike, Float
from .columns import Benefit, Columns

_LARGE = 1e307


def _filled(
    columns: Columns, value: float, formula: Callable[[Float, Float, Float], Float]
) -> Float:
    """Formula of (x, lowest, highest) over columns with differences; a stated value elsewhere."""
    if columns.empty:
        return columns.done(columns.x.copy())
    x, lowest, highest = columns.x, columns.lowest, columns.highest
    if max(-lowest.min(), highest.max()) > _LARGE:
        # A position does not depend on the unit, but max − min must not overflow.
        x, lowest, highest = x * 0.25, lowest * 0.25, highest * 0.25
    highest = np.where(columns.constant, lowest + 1.0, highest)
    highest = np.where(highest == lowest, np.nextafter(lowest, np.inf), highest)
    return columns.done(np.where(columns.constant, value, formula(x, lowest, highest)))


@steady
def min_max(x: ArrayLike, *, benefit: Benefit = True) -> Float:
    """Position between the column's worst and best value.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values, none missing.
    benefit : bool or (k,) bool
        True where more is better.

    Returns
    -------
    ndarray of float64, of the shape of `x`
        0 for the worst, 1 for the best; .5 throughout a column without differences.

    Raises
    ------
    InputError
        If a value is missing, infinite or not a number; row and column are named.

    Notes
    -----
    (x − min)/(max − min); cost (max − x)/(max − min).

    References
    ----------
    OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, step 5.

    Examples
    --------
    >>> min_max([10, 15, 20]).tolist()
    [0.0, 0.5, 1.0]
    >>> min_max([[1, 7], [3, 7]], benefit=[False, True]).tolist()
    [[1.0, 0.5], [0.0, 0.5]]
    """
    columns = Columns(x, benefit)

    def formula(x: Float, lowest: Float, highest: Float) -> Float:
        return np.where(columns.benefit, x - lowest, highest - x) / (highest - lowest)

    return _filled(columns, 0.5, formula)


@steady
def z_score(x: ArrayLike, *, benefit: Benefit = True, ddof: int = 0) -> Float:
    """Distance from the column's mean in its standard deviations.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values, none missing.
    benefit : bool or (k,) bool
        True where more is better; elsewhere the sign turns.
    ddof : int
        0 for the population's deviation, 1 for the sample's.

    Returns
    -------
    ndarray of float64, of the shape of `x`
        0 throughout a column without differences.

    Raises
    ------
    InputError
        If a value is missing, or `ddof` is neither 0 nor more.

    Notes
    -----
    ±(x − mean)/s with s² = Σ(x − mean)²/(n − ddof).

    Examples
    --------
    >>> z_score([1, 2, 3]).round(6).tolist()
    [-1.224745, 0.0, 1.224745]
    """
    ddof = whole_number(ddof, "ddof", upper=1)
    columns = Columns(x, benefit)

    def formula(x: Float, lowest: Float, highest: Float) -> Float:
        # In units of the range: squares of huge or tiny values stay inside a float64.
        scaled = (x - lowest) / (highest - lowest)
        centred = scaled - scaled.mean(axis=0)
        deviation = np.sqrt(np.square(centred).sum(axis=0) / max(len(x) - ddof, 1))
        side = np.where(columns.benefit, 1.0, -1.0)
        return np.asarray(side * centred / np.where(deviation > 0, deviation, 1.0))

    return _filled(columns, 0.0, formula)


def _ranks(columns: Columns, ties: Literal["min", "average"], *, best_first: bool) -> Float:
    out = np.empty_like(columns.x)
    for j, more in enumerate(columns.benefit):
        out[:, j] = rank(columns.x[:, j], ties=ties, higher_is_better=bool(more) is best_first)
    return out


@steady
def rank_scale(x: ArrayLike, *, benefit: Benefit = True) -> Float:
    """Rank in the column, 1 for the best, ties averaged.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values, none missing; equal at twelve significant digits is tied.
    benefit : bool or (k,) bool
        True where more is better.

    Returns
    -------
    ndarray of float64, of the shape of `x`
        The mean rank (n + 1)/2 throughout a column without differences.

    Raises
    ------
    InputError
        If a value is missing.

    Examples
    --------
    >>> rank_scale([7, 9, 9]).tolist(), rank_scale([7, 9, 9], benefit=False).tolist()
    ([3.0, 1.5, 1.5], [1.0, 2.5, 2.5])
    """
    columns = Columns(x, benefit)
    return columns.done(_ranks(columns, "average", best_first=True))


@steady
def percentile(x: ArrayLike, *, benefit: Benefit = True) -> Float:
    """Share of the others that a value leaves behind.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values, none missing; equal at twelve significant digits is tied.
    benefit : bool or (k,) bool
        True where more is better.

    Returns
    -------
    ndarray of float64, of the shape of `x`
        0 for the worst, 1 for the best; .5 throughout a column without differences.

    Raises
    ------
    InputError
        If a value is missing.

    Notes
    -----
    (r − 1)/(n − 1), r the rank counted from the worst, ties at the smallest: as Excel's PERCENTRANK
    and R's dplyr::percent_rank.

    Examples
    --------
    >>> percentile([3, 9, 9, 12, 20]).tolist()
    [0.0, 0.25, 0.25, 0.75, 1.0]
    """
    columns = Columns(x, benefit)

    def formula(x: Float, _: Float, __: Float) -> Float:
        return (_ranks(columns, "min", best_first=False) - 1.0) / max(len(x) - 1, 1)

    return _filled(columns, 0.5, formula)


@steady
def enhanced_accuracy(x: ArrayLike, *, benefit: Benefit = True) -> Float:
    """One less the share of the column's whole distance from its best value.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values, none missing.
    benefit : bool or (k,) bool
        True where more is better.

    Returns
    -------
    ndarray of float64, of the shape of `x`
        1 for the best; 1 throughout a column without differences, where nobody is behind.

    Raises
    ------
    InputError
        If a value is missing.

    Notes
    -----
    1 − (max − x)/Σ(max − x); cost 1 − (x − min)/Σ(x − min).

    References
    ----------
    Zeng, Q.-L., Li, D.-D. & Yang, Y.-B. (2013), "VIKOR method with enhanced accuracy for multiple
    criteria decision making in healthcare management", Journal of Medical Systems 37, 9908.

    Examples
    --------
    >>> enhanced_accuracy([10, 6, 4]).round(9).tolist()
    [1.0, 0.6, 0.4]
    """
    columns = Columns(x, benefit)

    def formula(x: Float, lowest: Float, highest: Float) -> Float:
        behind = np.where(columns.benefit, highest - x, x - lowest) / (highest - lowest)
        return np.asarray(1.0 - behind / behind.sum(axis=0))

    return _filled(columns, 1.0, formula)
