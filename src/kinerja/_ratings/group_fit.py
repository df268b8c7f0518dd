"""Least squares on groups and covariates without a column for each group.

What groups explain is taken out by their means (Frisch & Waugh 1933), so that a thousand groups
cost as much as two: coefficients, leverages and the HC3 covariance follow from the rows' distances
from their own group.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .._moments import sized
from .._quantiles import t_quantile
from .._types import Float, Ints
from ..errors import InputError


class GroupFit(NamedTuple):
    """Differences of all groups from one, with their intervals."""

    difference: Float
    """(g,) difference from the reference group; 0 for itself."""
    lower: Float
    """(g,) lower end; NaN for the reference group."""
    upper: Float
    """(g,) upper end."""
    standardized: Float
    """(g,) difference in standard deviations of the residuals."""


def fit_groups(
    y: Float, group: Ints, more: Float, base: int, count: Ints, level: float, argument: str
) -> GroupFit:
    """Compare groups with one of them by least squares, with HC3 intervals.

    Parameters
    ----------
    y : ndarray (n,)
        Outcome.
    group : ndarray (n,)
        Group of each row, 0 to g − 1.
    more : ndarray (n, c)
        Covariates; c may be 0.
    base : int
        The reference group.
    count : ndarray (g,)
        Rows of each group; a group without any gets NaN.
    level : float
        Probability of the intervals.
    argument : str
        What an error is about.
    """
    groups = count.size
    if np.isnan(y).any() or np.isnan(more).any():
        nothing = np.full(groups, np.nan)
        return GroupFit(nothing, nothing, nothing, nothing)
    # No square leaves the floats: scores and covariates are brought to the size of 1.
    (y, exponent), (more, _) = sized(y), sized(more)
    used, n = int((count > 0).sum()), y.size
    size = np.where(count > 0, count, np.nan).astype(np.float64)
    away, mean = _inside(np.column_stack([y, more]), group, size)
    # Units do not matter to what follows from the others: columns are judged at length 1.
    length = np.sqrt(np.square(more - more.mean(axis=0)).sum(axis=0))
    safe = np.where(length > 0, length, 1.0)
    q, r = np.linalg.qr(away[:, 1:] / safe)
    df = n - used - more.shape[1]
    if df <= 0 or (np.abs(np.diag(r)) <= 1e-10).any():
        raise InputError.about(
            argument,
            code="not_estimable",
            expected="more people than columns, and columns that are no sum of others",
            found=f"{n} people, {used + more.shape[1]} columns",
            hint="Leave out a covariate that the groups or the others already tell.",
        )
    along = q.T @ away[:, 0]
    residual = away[:, 0] - q @ along
    apart = (mean - mean[base]) / np.append(1.0, safe)
    turned = np.linalg.solve(r.T, apart[:, 1:].T).T  # (g, c): a group's distance along q
    difference = apart[:, 0] - turned @ along
    left = 1.0 - 1.0 / size[group] - np.square(q).sum(axis=1)
    left = np.where(left > 1e-10, left, np.nan)  # one person alone in a column: 0/0
    error = _hc3(np.square(residual / left), q, group, size, turned, base)
    sd = float(np.sqrt(np.square(residual).sum() / df))
    noise = 1e-12 * float(np.abs(y).max(initial=0.0))
    if not np.abs(residual).max() > noise:
        raise InputError.about(
            "score",
            code="constant",
            expected="scores that differ inside the groups",
            found="scores that groups and covariates explain exactly",
            hint="With nothing left over a difference has no error, and is no finding.",
        )
    half = float(t_quantile(df, level)) * np.where(error > noise, error, np.nan)
    half[base] = np.nan
    unit = np.ldexp
    return GroupFit(
        unit(difference, exponent),
        unit(difference - half, exponent),
        unit(difference + half, exponent),
        difference / sd,
    )


def _inside(x: Float, group: Ints, size: Float) -> tuple[Float, Float]:
    """Distances (n, m) from the mean of the own group, and the means (g, m).

    What rounding took from a mean is found among the distances, and taken out too.
    """
    mean = np.zeros((size.size, x.shape[1]))
    away = x
    for _ in range(2):
        sums = np.column_stack([np.bincount(group, column, size.size) for column in away.T])
        rest = sums / size[:, None]
        away = away - rest[group]
        mean += rest
    return away, mean


def _hc3(square: Float, q: Float, group: Ints, size: Float, turned: Float, base: int) -> Float:
    """Standard error (g,) of each difference: √Σ s·u² with the squared residuals s and influence u.

    A row counts in the difference of group g from b by u = 1(g)/n_g − 1(b)/n_b − D_g·q.
    """
    total = np.bincount(group, square, size.size) / size**2
    weighted = square[:, None] * q
    part = np.empty((size.size, q.shape[1]))
    for j, column in enumerate(weighted.T):
        part[:, j] = np.bincount(group, column, size.size) / size
    middle = weighted.T @ q
    variance = total + total[base] + np.einsum("gi,ij,gj->g", turned, middle, turned)
    variance -= 2.0 * (turned * (part - part[base])).sum(axis=1)
    return np.asarray(np.sqrt(np.maximum(variance, 0.0)))
