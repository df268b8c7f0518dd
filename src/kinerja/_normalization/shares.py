"""What share of its column a value is."""

from __future__ import annotations

from typing import Literal

import numpy as np

from .._blocks import blocks, rows_within
from .._checks import (
    choice,
)
from .._steady import steady
from .._types import ArrayLike, Float
from .columns import BLOCK_CELLS, Benefit, Columns

_NO_SHARE = "Shift the values, or use min_max."


@steady
def max_share(
    x: ArrayLike, *, benefit: Benefit = True, cost: Literal["ratio", "complement"] = "ratio"
) -> Float:
    """Share of the column's largest value.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values, 0 or more, none missing.
    benefit : bool or (k,) bool
        True where more is better.
    cost : {"ratio", "complement"}
        Where less is better: min/x, as in the SAW of Indonesian textbooks, or 1 − x/max.

    Returns
    -------
    ndarray of float64, of the shape of `x`

    Raises
    ------
    InputError
        If a value is missing or negative, a column holds only zeros, or under "ratio" a cost is 0.

    Notes
    -----
    x/max; cost min/x or 1 − x/max.

    References
    ----------
    Hwang & Yoon (1981), *Multiple Attribute Decision Making*, section 2.3. Kusrini (2007), *Konsep
    dan Aplikasi Sistem Pendukung Keputusan*.

    Examples
    --------
    >>> max_share([5, 10]).tolist()
    [0.5, 1.0]
    >>> max_share([5, 10], benefit=False).tolist()
    [1.0, 0.5]
    """
    choice(cost, "cost", ("ratio", "complement"))
    columns = Columns(x, benefit)
    if columns.empty:
        return columns.done(columns.x.copy())
    columns.refuse_negative(_NO_SHARE)
    ratio = ~columns.benefit & (cost == "ratio")
    columns.refuse_zero(ratio, expected="costs above 0", hint=_NO_SHARE)
    columns.refuse(
        (columns.highest == 0) & ~ratio,
        code="invalid_input",
        expected="a column with a value above 0",
        hint=_NO_SHARE,
    )
    largest = np.where(columns.highest == 0, 1.0, columns.highest)
    out = np.empty_like(columns.x)
    for rows in columns.blocks():
        share = np.divide(columns.x[rows], largest, out=out[rows])
        if ratio.any():
            share[:, ratio] = columns.lowest[ratio] / columns.x[rows, ratio]
        elif not columns.benefit.all():
            share[:, ~columns.benefit] = 1.0 - share[:, ~columns.benefit]
    return columns.done(out)


@steady
def sum_share(x: ArrayLike, *, benefit: Benefit = True) -> Float:
    """Share of the column's sum.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values, 0 or more, none missing.
    benefit : bool or (k,) bool
        True where more is better.

    Returns
    -------
    ndarray of float64, of the shape of `x`
        Each column sums to 1.

    Raises
    ------
    InputError
        If a value is missing or negative, a column holds only zeros, or a cost is 0.

    Notes
    -----
    x/Σx; cost (1/x)/Σ(1/x).

    Examples
    --------
    >>> sum_share([1, 3]).tolist(), sum_share([1, 3], benefit=False).tolist()
    ([0.25, 0.75], [0.75, 0.25])
    """
    columns = Columns(x, benefit)
    if columns.empty:
        return columns.done(columns.x.copy())
    columns.refuse_negative(_NO_SHARE)
    columns.refuse_zero(~columns.benefit, expected="costs above 0", hint=_NO_SHARE)
    columns.refuse(
        (columns.highest == 0) & columns.benefit,
        code="invalid_input",
        expected="a column with a value above 0",
        hint=_NO_SHARE,
    )
    # Relative to the largest, so that no sum overflows and no reciprocal underflows.
    parts = columns.x / np.where(columns.benefit, columns.highest, 1.0)
    parts = np.where(
        columns.benefit, parts, columns.lowest / np.where(columns.benefit, 1.0, columns.x)
    )
    return columns.done(parts / parts.sum(axis=0))


@steady
def vector(
    x: ArrayLike,
    *,
    benefit: Benefit = True,
    cost: Literal["complement", "plain"] = "complement",
) -> Float:
    """Share of the column's Euclidean length.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values, none missing.
    benefit : bool or (k,) bool
        True where more is better.
    cost : {"complement", "plain"}
        Where less is better: 1 − x/‖x‖₂, or x/‖x‖₂ as it is (original TOPSIS, MOORA), lower being
        better.

    Returns
    -------
    ndarray of float64, of the shape of `x`

    Raises
    ------
    InputError
        If a value is missing, or a column holds only zeros.

    Notes
    -----
    x/√Σx².

    References
    ----------
    Hwang & Yoon (1981), *Multiple Attribute Decision Making*, section 3.2.

    Examples
    --------
    >>> vector([3, 4]).tolist()
    [0.6, 0.8]
    """
    choice(cost, "cost", ("complement", "plain"))
    columns = Columns(x, benefit)
    if columns.empty:
        return columns.done(columns.x.copy())
    largest = np.maximum(np.abs(columns.lowest), np.abs(columns.highest))
    columns.refuse(
        largest == 0,
        code="invalid_input",
        expected="a column with a value other than 0",
        hint=_NO_SHARE,
    )
    share = over_length(columns.x, largest)
    if cost == "complement":
        for j in np.flatnonzero(~columns.benefit):
            np.subtract(1.0, share[:, j], out=share[:, j])
    return columns.done(share)


def over_length(x: Float, largest: Float, *, times: Float | None = None) -> Float:
    """x/√Σx² down the columns of a checked matrix, then times a number for each.

    In blocks that stay in the processor's cache; over the `largest` magnitude of each column first,
    so that no square overflows.
    """
    out = np.empty(x.shape)
    squares = np.zeros(x.shape[1])
    step = rows_within(BLOCK_CELLS, x.shape[1])
    for rows in blocks(len(x), step):
        block = np.divide(x[rows], largest, out=out[rows])
        squares += np.square(block).sum(axis=0)
    length = np.sqrt(squares)
    for rows in blocks(len(x), step):
        out[rows] /= length
        if times is not None:
            out[rows] *= times
    return out


@steady
def logarithmic(x: ArrayLike, *, benefit: Benefit = True) -> Float:
    """Share of the logarithm of the column's product.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values above 0, none missing; meant for values above 1, as published.
    benefit : bool or (k,) bool
        True where more is better.

    Returns
    -------
    ndarray of float64, of the shape of `x`
        Each column sums to 1; 1/n throughout a column without differences.

    Raises
    ------
    InputError
        If a value is missing or not above 0, or the column's product is 1 (its logarithm is 0).

    Notes
    -----
    ln x/ln Πx; cost (1 − ln x/ln Πx)/(n − 1). The product is taken as a sum of logarithms, so that
    it cannot overflow. Below 1 the logarithm is negative and the order of the shares may turn.

    References
    ----------
    Zavadskas, E. K. & Turskis, Z. (2008), "A new logarithmic normalization method in games theory",
    Informatica 19, 303–314.

    Examples
    --------
    >>> logarithmic([2, 8]).round(12).tolist()
    [0.25, 0.75]
    """
    columns = Columns(x, benefit)
    columns.refuse(columns.x <= 0, code="not_positive", expected="values above 0", hint=_NO_SHARE)
    if columns.empty:
        return columns.done(columns.x.copy())
    logs = np.log(columns.x)
    whole = logs.sum(axis=0)
    n = len(columns.x)
    vanishes = np.abs(whole) <= 1e-12 * np.abs(logs).sum(axis=0)
    columns.refuse(
        vanishes & ~columns.constant,
        code="not_estimable",
        expected="a column whose product is not 1",
        hint="Use another unit, or min_max.",
    )
    share = logs / np.where(columns.constant | vanishes, 1.0, whole)
    less = (1.0 - share) / max(n - 1, 1)
    return columns.done(np.where(columns.constant, 1.0 / n, np.where(columns.benefit, share, less)))


@steady
def nonlinear(x: ArrayLike, *, benefit: Benefit = True) -> Float:
    """Share of the best value, squared; for costs cubed.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values, 0 or more, none missing.
    benefit : bool or (k,) bool
        True where more is better.

    Returns
    -------
    ndarray of float64, of the shape of `x`

    Raises
    ------
    InputError
        If a value is missing or negative, a column holds only zeros, or a cost is 0.

    Notes
    -----
    (x/max)²; cost (min/x)³.

    References
    ----------
    Peldschus, F., Vaigauskas, E. & Zavadskas, E. K. (1983), "Technologische Entscheidungen bei der
    Berücksichtigung mehrerer Ziele", Bauplanung-Bautechnik 37, 173–175.

    Examples
    --------
    >>> nonlinear([5, 10]).tolist(), nonlinear([5, 10], benefit=False).tolist()
    ([0.25, 1.0], [1.0, 0.125])
    """
    share = max_share(x, benefit=benefit)
    columns = Columns(share, benefit)
    return columns.done(np.where(columns.benefit, columns.x**2, columns.x**3))
