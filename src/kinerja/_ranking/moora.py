"""Ratios to the column's length: MOORA, its reference point, and MULTIMOORA."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _checks
from .._digits import Ties, rank
from .._normalization.shares import over_length
from .._steady import steady
from .._types import ArrayLike, Float, TableLike
from .dominance import by_dominance
from .problem import ROUNDING, Benefit, Problem, problem, weighted_sum
from .result import Ranking


def _ratio(p: Problem, shares: Float) -> Float:
    return weighted_sum(shares, p.weights * p.side)


def _from_reference(p: Problem, shares: Float) -> tuple[Float, Float]:
    low, high = _checks.extremes(shares)
    x, share = p.differences(low, high)
    best = np.where(p.benefit, x.max(axis=0), x.min(axis=0))
    away = (p.weights * share * np.abs(best - x)).max(axis=1)
    return np.asarray(away), np.where(p.benefit, high, low)


def _largest(p: Problem, shares: Float) -> float:
    """Largest weighted sum that the signs could leave standing: what rounding is relative to."""
    low, high = _checks.extremes(shares)
    return float((p.weights * np.maximum(np.abs(low), np.abs(high))).sum())


def _log_lengths(p: Problem) -> Float:
    """Logarithms of x/‖x‖₂: no share is too small for them."""
    sized, exponent = p.sized()
    length = np.log(np.sqrt(np.square(sized).sum(axis=0))) + exponent * np.log(2.0)
    return np.asarray(np.log(p.x) - length)


@steady
def moora(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
) -> Ranking:
    """MOORA's ratio system: benefits less costs, each as a share of its column's length.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values, none missing.
    weights : array_like (k,)
        0 or more, not all 0; divided by their sum unless `normalize` is False.
    benefit : bool or (k,) bool
        True where more is better.
    ties : {"min", "average", "dense"}
        Rank of subjects with equal scores.
    ids : array_like (n,) or str, optional
        Labels of the subjects, or the dataframe's column that holds them.
    normalize : bool
        Whether weights are divided by their sum; False keeps them as they are.

    Returns
    -------
    Ranking
        Details: normalized (n, k).

    Raises
    ------
    InputError
        If a value is missing; row and column are named.

    Notes
    -----
    y = Σ_benefit w·r − Σ_cost w·r with r = x/√Σx². A column of zeros only is left out.
    Meant for values of 0 or more: below 0 a better value can shorten its column and cost a place.

    References
    ----------
    Brauers & Zavadskas (2006), Control and Cybernetics 35, 445–469.

    Examples
    --------
    >>> moora([[3, 4], [4, 3]], [0.5, 0.5], benefit=[True, False]).score.round(6).tolist()
    [-0.1, 0.1]
    """
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    if p.empty:
        return p.tied("moora", 0.0)
    shares = over_length(p.x, p.largest)
    return p.ranking("moora", _ratio(p, shares), {"normalized": shares}, size=_largest(p, shares))


@steady
def moora_reference_point(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
) -> Ranking:
    """MOORA's reference point: the largest weighted distance from the best values.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values, none missing.
    weights : array_like (k,)
        0 or more, not all 0; divided by their sum unless `normalize` is False.
    benefit : bool or (k,) bool
        True where more is better.
    ties : {"min", "average", "dense"}
        Rank of subjects with equal scores.
    ids : array_like (n,) or str, optional
        Labels of the subjects, or the dataframe's column that holds them.
    normalize : bool
        Whether weights are divided by their sum; False keeps them as they are.

    Returns
    -------
    Ranking
        Lower is better. Details: normalized (n, k), reference (k,).

    Raises
    ------
    InputError
        If a value is missing; row and column are named.

    Notes
    -----
    maxⱼ wⱼ·|r*ⱼ − rᵢⱼ| with r = x/√Σx² and r* the best of the column. Only the largest distance
    counts, so a subject may tie with one that it dominates. Where no column has differences
    everybody has 0.

    References
    ----------
    Brauers & Zavadskas (2006), Control and Cybernetics 35, 445–469.

    Examples
    --------
    >>> moora_reference_point([[3, 8], [4, 6]], [0.5, 0.5]).score.round(6).tolist()
    [0.1, 0.1]
    """
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    if p.empty:
        return p.tied("moora_reference_point", 0.0, higher_is_better=False)
    shares = over_length(p.x, p.largest)
    score, best = _from_reference(p, shares)
    details = {"normalized": shares, "reference": best}
    return p.ranking(
        "moora_reference_point",
        score,
        details,
        higher_is_better=False,
        size=_largest(p, shares),
    )


@steady
def full_multiplicative(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
) -> Ranking:
    """Full multiplicative form: benefits to the power of their weights over costs to theirs.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values above 0, none missing.
    weights : array_like (k,)
        0 or more, not all 0; divided by their sum unless `normalize` is False.
    benefit : bool or (k,) bool
        True where more is better.
    ties : {"min", "average", "dense"}
        Rank of subjects with equal scores.
    ids : array_like (n,) or str, optional
        Labels of the subjects, or the dataframe's column that holds them.
    normalize : bool
        Whether weights are divided by their sum; False keeps them as they are.

    Returns
    -------
    Ranking
        Details: log_power (n, k), the terms ±wⱼ·ln rᵢⱼ.

    Raises
    ------
    InputError
        If a value is missing, or not above 0; row and column are named.

    Notes
    -----
    Π_benefit r^w/Π_cost r^w with r = x/√Σx². The weights are exponents: a weight that multiplies r
    is a common factor and cannot change the order.

    References
    ----------
    Brauers & Zavadskas (2010), Technological and Economic Development of Economy 16, 5–24.

    Examples
    --------
    >>> full_multiplicative([[3, 4], [4, 3]], [1, 1], benefit=[True, False]).score.round(6).tolist()
    [0.866025, 1.154701]
    """
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    p.need_positive()
    if p.empty:
        return p.tied("full_multiplicative", 1.0)
    terms = p.weights * p.side * _log_lengths(p)
    # 700 is short of where exp leaves the float64 range; no real ratio comes near it.
    score = np.exp(np.clip(terms.sum(axis=1), -700.0, 700.0))
    return p.ranking("full_multiplicative", score, {"log_power": terms})


@steady
def multimoora(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
) -> Ranking:
    """MULTIMOORA: ratio system, reference point and multiplicative form, joined by dominance.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values above 0, none missing.
    weights : array_like (k,)
        0 or more, not all 0; divided by their sum unless `normalize` is False. The
        multiplicative form takes none.
    benefit : bool or (k,) bool
        True where more is better.
    ties : {"min", "average", "dense"}
        Rank of subjects with equal scores, in the three orders and in the final one.
    ids : array_like (n,) or str, optional
        Labels of the subjects, or the dataframe's column that holds them.
    normalize : bool
        Whether weights are divided by their sum; False keeps them as they are.

    Returns
    -------
    Ranking
        Score: the place by dominance, or where the three orders make a cycle the sum of the three
        ranks; lower is better. Details: ratio, reference_point and log_multiplicative (n,), their
        orders ratio_rank, reference_point_rank and multiplicative_rank (n,), rank_sum (n,), and
        decided_by, "dominance" or "rank_sum".

    Raises
    ------
    InputError
        If a value is missing, or not above 0; row and column are named.

    Notes
    -----
    One subject dominates another that stands behind it in more of the three orders than ahead; a
    subject's place is one more than the longest chain of those that dominate it. The theory of
    dominance leaves the order open where a cycle arises (a dominates b, b dominates c, c dominates
    a); the rank sum never does, and then decides about everybody.

    References
    ----------
    Brauers & Zavadskas (2010), Technological and Economic Development of Economy 16, 5–24; (2012),
    Informatica 23, 1–25.

    Examples
    --------
    >>> multimoora([[3, 4], [4, 3], [5, 6]], [0.5, 0.5]).score.tolist()
    [2.0, 2.0, 1.0]
    """
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    p.need_positive()
    if p.empty:
        return p.tied("multimoora", 1.0, higher_is_better=False)
    shares = over_length(p.x, p.largest)
    ratio = _ratio(p, shares)
    reference, _ = _from_reference(p, shares)
    logs = _log_lengths(p)
    product = weighted_sum(logs, p.side)
    near = ROUNDING * _largest(p, shares)
    orders = {
        "ratio_rank": rank(ratio, ties=ties, noise=near),
        "reference_point_rank": rank(reference, ties=ties, higher_is_better=False, noise=near),
        "multiplicative_rank": rank(
            product, ties=ties, noise=ROUNDING * float(np.abs(logs).sum(axis=1).max())
        ),
    }
    details = {"ratio": ratio, "reference_point": reference, "log_multiplicative": product}
    rank_sum = np.sum(list(orders.values()), axis=0)
    places = by_dominance(list(orders.values()))
    joined = {"rank_sum": rank_sum, "decided_by": "rank_sum" if places is None else "dominance"}
    score = rank_sum if places is None else places
    return p.ranking("multimoora", score, {**details, **orders, **joined}, higher_is_better=False)
