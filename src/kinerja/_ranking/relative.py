"""Shares of an ideal, or of the group: ARAS, COPRAS, MARCOS, CoCoSo."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _checks
from .._digits import Ties
from .._steady import steady
from .._types import ArrayLike, TableLike
from ..normalization import max_share, min_max, sum_share
from .problem import Benefit, problem, weighted_sum
from .result import Ranking

_NOTHING = 1e-12
"""A share of the best below which a smallest sum is float noise around 0."""


@steady
def aras(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
) -> Ranking:
    """Additive ratio assessment (ARAS): the weighted sum as a share of the optimal row's.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values, none missing; 0 or more, costs above 0.
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
        Score from 0 to 1 = the optimal row. Details: normalized (n + 1, k) with the optimal row
        first, optimality (n,) and optimal (one number).

    Raises
    ------
    InputError
        If a value is missing or negative, or a cost is 0; row and column are named.

    Notes
    -----
    The row of the best values x₀ joins the matrix; r = x/Σx, cost (1/x)/Σ(1/x); Sᵢ = Σ wⱼ·rᵢⱼ;
    Kᵢ = Sᵢ/S₀. A column of zeros only is left out; where none is left everybody has 1.

    References
    ----------
    Zavadskas & Turskis (2010), Technological and Economic Development of Economy 16, 159–172.

    Examples
    --------
    >>> aras([[80, 4], [100, 5]], [0.5, 0.5], benefit=[True, False]).score.round(6).tolist()
    [0.9, 0.9]
    """
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    p.need_positive(costs_only=True)
    if p.empty:
        return p.tied("aras", 1.0)
    shares = sum_share(np.vstack([p.best, p.x]), benefit=p.benefit)
    optimality = weighted_sum(shares, p.weights)
    details = {"normalized": shares, "optimality": optimality[1:], "optimal": float(optimality[0])}
    return p.ranking("aras", optimality[1:] / optimality[0], details)


@steady
def copras(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
) -> Ranking:
    """Complex proportional assessment (COPRAS): benefits, and an inverse share of the costs.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values, 0 or more, none missing.
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
        Score as a share of the best. Details: normalized (n, k), S_plus, S_minus and Q (n,).

    Raises
    ------
    InputError
        If a value is missing or negative; row and column are named.

    Notes
    -----
    With d = w·x/Σx, S₊ the sum over benefits and S₋ over costs,
    Qᵢ = S₊ᵢ + ΣS₋/(S₋ᵢ·Σ(1/S₋)), score Q/max Q. Without costs Q = S₊. Those with S₋ = 0 share the
    whole cost term equally, the limit of the formula as their costs go to 0. A column of zeros
    only is left out; where none is left everybody has 1.

    References
    ----------
    Zavadskas & Kaklauskas (1996), *Pastatų sistemotechninis įvertinimas*. Zavadskas, Kaklauskas &
    Sarka (1994), Technological and Economic Development of Economy 1, 131–139.

    Examples
    --------
    >>> copras([[80, 4], [80, 40], [90, 5]], [1, 1], benefit=[True, False]).rank.tolist()
    [1.0, 3.0, 2.0]
    """
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    p.need_nonnegative()
    if p.empty:
        return p.tied("copras", 1.0)
    shares = sum_share(p.x)  # costs too: COPRAS turns them round only in their sum
    plus = weighted_sum(shares, np.where(p.benefit, p.weights, 0.0))
    minus = weighted_sum(shares, np.where(p.benefit, 0.0, p.weights))
    q = plus
    if not p.benefit.all():
        least = minus.min()
        inverse = least / minus if least > 0 else (minus == 0).astype(np.float64)
        q = plus + minus.sum() * inverse / inverse.sum()
    details = {"normalized": shares, "S_plus": plus, "S_minus": minus, "Q": q}
    return p.ranking("copras", q / q.max(), details)


@steady
def marcos(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
) -> Ranking:
    """Measurement of alternatives and ranking by compromise solution (MARCOS).

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values, none missing; 0 or more, costs above 0.
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
        Details: normalized (n, k), S (n,), S_ideal and S_anti_ideal (one number each).

    Raises
    ------
    InputError
        If a value is missing or negative, or a cost is 0; row and column are named.

    Notes
    -----
    r = x/x_AI, cost x_AI/x, with AI the row of best and AAI that of worst values; Sᵢ = Σ wⱼ·rᵢⱼ;
    K₊ = S/S_AI, K₋ = S/S_AAI, f(K₊) = K₋/(K₊ + K₋), f(K₋) = K₊/(K₊ + K₋) and the score
    (K₊ + K₋)/(1 + (1 − f(K₊))/f(K₊) + (1 − f(K₋))/f(K₋)). With a = S_AI and b = S_AAI that is
    S·(a + b)/(a² + a·b + b²), which is computed: it has a value also where b = 0. A column of
    zeros only is left out; where none is left everybody has 2/3.

    References
    ----------
    Stević, Pamučar, Puška & Chatterjee (2020), Computers & Industrial Engineering 140, 106231.

    Examples
    --------
    >>> marcos([[80, 4], [100, 5]], [0.6, 0.4], benefit=[True, False]).score.round(6).tolist()
    [0.64918, 0.678689]
    """
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    p.need_positive(costs_only=True)
    if p.empty:
        return p.tied("marcos", 2.0 / 3.0)
    shares = max_share(p.x, benefit=p.benefit)
    total = weighted_sum(shares, p.weights)
    ideal = float((shares.max(axis=0) * p.weights).sum())
    anti = float((shares.min(axis=0) * p.weights).sum())
    score = total * ((ideal + anti) / (ideal**2 + ideal * anti + anti**2))
    details = {"normalized": shares, "S": total, "S_ideal": ideal, "S_anti_ideal": anti}
    return p.ranking("marcos", score, details)


@steady
def cocoso(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
    mix: float = 0.5,
) -> Ranking:
    """Combined compromise solution (CoCoSo) of a weighted sum and a sum of powers.

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
    mix : float
        Share of the sum in the third strategy, from 0 to 1.

    Returns
    -------
    Ranking
        Details: normalized (n, k), S, P, k_a, k_b and k_c (n,).

    Raises
    ------
    InputError
        If a value is missing; row and column are named.

    Notes
    -----
    With r by min–max, S = Σ wⱼ·rⱼ and P = Σ rⱼ^wⱼ: k_a = (S + P)/Σ(S + P); k_b = S/min S + P/min P;
    k_c = (λS + (1 − λ)P)/(λ max S + (1 − λ) max P); score (k_a·k_b·k_c)^⅓ + (k_a + k_b + k_c)/3.
    A subject that is worst everywhere has S = P = 0 and the published k_b has no value; k_b is then
    (1 + S)/(1 + min S) + (1 + P)/(1 + min P), which keeps the order and stays finite. Where no
    column has differences everybody has the score of S = P: k_a = 1/n, k_b = 2, k_c = 1.

    References
    ----------
    Yazdani, Zarate, Zavadskas & Turskis (2019), Management Decision 57, 2501–2519.

    Examples
    --------
    >>> cocoso([[1, 5], [2, 4], [3, 7]], [0.5, 0.5]).rank.tolist()
    [3.0, 2.0, 1.0]
    """
    mix = _checks.number(mix, "mix", lower=0.0, upper=1.0)
    p = problem(matrix, weights, benefit, ties, ids, undefined="constant", normalize=normalize)
    options = {"mix": mix}
    if p.idle:
        return p.tied("cocoso", (2.0 / p.n) ** (1 / 3) + (1.0 / p.n + 3.0) / 3.0, options=options)
    shares = min_max(p.x, benefit=p.benefit)
    s = weighted_sum(shares, p.weights)
    powers = (shares**p.weights).sum(axis=1)
    both = s + powers
    ka = both / both.sum()
    shift = 1.0 if s.min() <= _NOTHING * s.max() else 0.0
    kb = sum((shift + part) / (shift + part.min()) for part in (s, powers))
    kc = (mix * s + (1.0 - mix) * powers) / (mix * s.max() + (1.0 - mix) * powers.max())
    score = np.cbrt(ka * kb * kc) + (ka + kb + kc) / 3.0
    details = {"normalized": shares, "S": s, "P": powers, "k_a": ka, "k_b": kb, "k_c": kc}
    return p.ranking("cocoso", score, details, options=options)
