"""Distances from an average, a border or a worst point: EDAS, MABAC, CODAS."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _checks
from .._digits import Ties
from .._moments import centred
from .._steady import steady
from .._types import ArrayLike, Float, TableLike
from ..normalization import max_share, min_max
from .problem import Benefit, problem, weighted_sum
from .result import Ranking
from .sorted_pairs import below_by


@steady
def edas(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
) -> Ranking:
    """Evaluation based on distance from the average solution (EDAS).

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
        Score from 0 to 1. Details: average (k,), above and below (n, k), SP and SN (n,).

    Raises
    ------
    InputError
        If a value is missing or negative; row and column are named.

    Notes
    -----
    With AV the column's mean, above = max(0, ±(x − AV))/AV and below = max(0, ∓(x − AV))/AV;
    SP = Σ w·above, SN = Σ w·below; score ½·(SP/max SP + 1 − SN/max SN). Values of 0 or more that
    differ have an average above 0. Where no column has differences everybody is neither above nor
    below: .5.

    References
    ----------
    Keshavarz Ghorabaee, Zavadskas, Olfat & Turskis (2015), Informatica 26, 435–451.

    Examples
    --------
    >>> edas([[80], [100], [90]], [1]).score.tolist()
    [0.0, 1.0, 0.5]
    """
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    p.need_nonnegative()
    if p.idle:
        return p.tied("edas", 0.5)
    sized, exponent = p.sized()
    average = sized.mean(axis=0)
    lead = p.side * centred(sized) / average
    above, below = np.maximum(lead, 0.0), np.maximum(-lead, 0.0)
    sp, sn = weighted_sum(above, p.weights), weighted_sum(below, p.weights)
    details = {
        "average": np.ldexp(average, exponent),
        "above": above,
        "below": below,
        "SP": sp,
        "SN": sn,
    }
    # Largest leads of 0 come from weights too small for a float next to the others'.
    # 1 less the share of a lag is taken as a difference of lags, whose digits do not cancel.
    led, lagged = float(sp.max()), float(sn.max())
    ahead = (lagged - sn) / lagged if lagged else np.ones(p.n)
    return p.ranking("edas", 0.5 * (sp / (led or 1.0) + ahead), details, size=1.0)


@steady
def mabac(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
) -> Ranking:
    """Multi-attributive border approximation area comparison (MABAC).

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
        Above 0 is above the border. Details: weighted (n, k), border (k,).

    Raises
    ------
    InputError
        If a value is missing; row and column are named.

    Notes
    -----
    v = w·(r + 1) with r by min–max; the border g is the geometric mean of each column of v; score
    Σ (v − g). Where no column has differences everybody stands on the border: 0.

    References
    ----------
    Pamučar & Ćirović (2015), Expert Systems with Applications 42, 3016–3028.

    Examples
    --------
    >>> mabac([[1], [2]], [1]).score.round(6).tolist()
    [-0.414214, 0.585786]
    """
    p = problem(matrix, weights, benefit, ties, ids, undefined="constant", normalize=normalize)
    if p.idle:
        return p.tied("mabac", 0.0)
    raised = min_max(p.x, benefit=p.benefit) + 1.0
    # The weight is a common factor of the column, so it may leave the mean of the logarithms.
    border = p.weights * np.exp(np.log(raised).mean(axis=0))
    weighted = p.weights * raised
    score = weighted_sum(weighted - border, np.ones(p.weights.size))
    return p.ranking("mabac", score, {"weighted": weighted, "border": border}, size=2.0)


@steady
def codas(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
    tau: float = 0.02,
) -> Ranking:
    """Combinative distance-based assessment (CODAS): far from the worst point.

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
    tau : float
        From this difference of Euclidean distances on, the taxicab distances count too.

    Returns
    -------
    Ranking
        Details: weighted (n, k), anti_ideal (k,), euclidean and taxicab (n,).

    Raises
    ------
    InputError
        If a value is missing or negative, or a cost is 0; row and column are named.

    Notes
    -----
    r = x/max, cost min/x; E and T the Euclidean and taxicab distances of w·r from the column's
    smallest; Hᵢ = Σₘ (Eᵢ − Eₘ) + ψ(Eᵢ − Eₘ)·(Tᵢ − Tₘ), ψ(d) = 1 where |d| ≥ τ. The sum over pairs
    is taken by sorting E and running sums of T: n log n, and no matrix of pairs. A difference next
    to τ makes the score jump. Where no column has differences everybody has 0.

    References
    ----------
    Keshavarz Ghorabaee, Zavadskas, Turskis & Antucheviciene (2016), Economic Computation and
    Economic Cybernetics Studies and Research 50(3), 25–44.

    Examples
    --------
    >>> codas([[80], [100]], [1]).score.round(6).tolist()
    [-0.4, 0.4]
    """
    tau = _checks.number(tau, "tau", lower=0.0)
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    p.need_positive(costs_only=True)
    options = {"tau": tau}
    if p.idle:
        return p.tied("codas", 0.0, options=options)
    weighted = max_share(p.x, benefit=p.benefit) * p.weights
    worst = weighted.min(axis=0)
    # x/max − min/max and min/x − min/max, without the difference of two shares near 1.
    share = np.where(p.benefit, 1.0, p.lowest / np.where(p.benefit, 1.0, p.x))
    beyond = p.weights * share * (np.where(p.benefit, p.x - p.lowest, p.highest - p.x) / p.highest)
    ones = np.ones(p.weights.size)
    euclid = np.sqrt(weighted_sum(np.square(beyond), ones))
    taxicab = weighted_sum(beyond, ones)
    details = {
        "weighted": weighted,
        "anti_ideal": worst,
        "euclidean": euclid,
        "taxicab": taxicab,
    }
    score = p.n * (euclid - euclid.mean()) + _taxicab_leads(euclid, taxicab, tau)
    # A sum over n pairs of differences: rounding is relative to n times what is subtracted.
    size = p.n * float(euclid.max() + taxicab.max())
    return p.ranking("codas", score, details, options=options, size=size)


def _taxicab_leads(euclid: Float, taxicab: Float, tau: float) -> Float:
    """Σₘ (Tᵢ − Tₘ) over those m whose E is at least τ away from that of i."""
    n = euclid.size
    if tau == 0:  # everybody counts for everybody
        return np.asarray(n * (taxicab - taxicab.mean()))
    order = np.argsort(euclid, kind="stable")
    e, t = euclid[order], taxicab[order] - taxicab.mean()
    running = np.concatenate([[0.0], np.cumsum(t)])
    lower = below_by(e, tau, inclusive=True)
    # Above by τ is below by τ of the mirrored order.
    upper = below_by(-e[::-1], tau, inclusive=True)[::-1]
    out = np.empty(n)
    out[order] = (lower + upper) * t - running[lower] - (running[n] - running[n - upper])
    return out
