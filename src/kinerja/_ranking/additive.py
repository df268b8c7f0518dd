"""Sums and products of shares: SAW, WP, WASPAS, SMART."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from .. import _checks
from .._digits import Ties
from .._steady import steady
from .._types import ArrayLike, Float, TableLike
from ..normalization import goalposts, max_share, min_max, sum_share
from .problem import Benefit, Problem, problem, weighted_sum
from .result import Ranking

Shares = Literal["linear", "min_max", "sum"]
SHARES: tuple[Shares, ...] = ("linear", "min_max", "sum")
Powers = Literal["raw", "linear", "sum"]
POWERS: tuple[Powers, ...] = ("raw", "linear", "sum")


@steady
def saw(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
    normalization: Shares = "linear",
) -> Ranking:
    """Simple additive weighting: the weighted mean of each subject's shares.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values, none missing; 0 or more (costs above 0) unless under "min_max".
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
    normalization : {"linear", "min_max", "sum"}
        x/max and min/x for costs, as in Indonesian textbooks; position between the column's worst
        and best; or share of the column's sum.

    Returns
    -------
    Ranking
        Details: normalized (n, k).

    Raises
    ------
    InputError
        If a value is missing, or one that the normalization cannot have; row and column are named.

    Notes
    -----
    Vᵢ = Σ wⱼ·rᵢⱼ. A column for which r is 0/0 is left out: of zeros only, or without differences
    under "min_max". Where none is left everybody has the score of such a column: 1, .5 or 1/n.

    References
    ----------
    Hwang & Yoon (1981), *Multiple Attribute Decision Making*, section 3.2.

    Examples
    --------
    >>> saw([[80, 4], [100, 5]], [0.6, 0.4], benefit=[True, False]).score.round(6).tolist()
    [0.88, 0.92]
    """
    _checks.choice(normalization, "normalization", SHARES)
    p = problem(
        matrix,
        weights,
        benefit,
        ties,
        ids,
        undefined="constant" if normalization == "min_max" else "zeros",
        normalize=normalize,
    )
    options = {"normalization": normalization}
    if p.empty:
        same_score = {"linear": 1.0, "min_max": 0.5, "sum": 1.0 / p.n}[normalization]
        return p.tied("saw", same_score, options=options)
    shares = _shares(p, normalization)
    return p.ranking(
        "saw", weighted_sum(shares, p.weights), {"normalized": shares}, options=options
    )


def _shares(p: Problem, normalization: Shares) -> Float:
    if normalization == "min_max":
        return min_max(p.x, benefit=p.benefit)
    p.need_positive(costs_only=True)
    if normalization == "sum":
        return sum_share(p.x, benefit=p.benefit)
    return max_share(p.x, benefit=p.benefit)


def log_shares(p: Problem) -> Float:
    """Logarithms of x/max and, for costs, min/x: no share is too small for them."""
    logs = np.log(p.x)
    return np.asarray(np.where(p.benefit, logs - np.log(p.highest), np.log(p.lowest) - logs))


@steady
def wp(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
    normalization: Powers = "raw",
) -> Ranking:
    """Weighted product: values to the power of their weights, multiplied.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values above 0, none missing.
    weights : array_like (k,)
        0 or more, not all 0; divided by their sum unless `normalize` is False.
    benefit : bool or (k,) bool
        True where more is better; a cost has a negative power.
    ties : {"min", "average", "dense"}
        Rank of subjects with equal scores.
    ids : array_like (n,) or str, optional
        Labels of the subjects, or the dataframe's column that holds them.
    normalize : bool
        Whether weights are divided by their sum; False keeps them as they are.
    normalization : {"raw", "linear", "sum"}
        Values as they are, the products then divided by their sum (the WP of Indonesian
        textbooks); shares of the best value; or shares of the sum.

    Returns
    -------
    Ranking
        Details: log_power (n, k), the terms ±wⱼ·ln of each value or share; for "raw" also S (n,),
        the products before they are divided.

    Raises
    ------
    InputError
        If a value is missing, or not above 0; row and column are named.

    Notes
    -----
    Sᵢ = Π xᵢⱼ^±wⱼ and Vᵢ = Sᵢ/ΣS; or Vᵢ = Π rᵢⱼ^wⱼ. Taken as sums of logarithms, so that no product
    leaves the range of a float. A column without differences is a common factor.

    References
    ----------
    Bridgman (1922), *Dimensional Analysis*. Triantaphyllou (2000), *Multi-Criteria Decision Making
    Methods*, section 2.2.2.

    Examples
    --------
    >>> wp([[2, 8], [8, 2]], [0.5, 0.5], benefit=[True, False]).score.round(6).tolist()
    [0.2, 0.8]
    """
    _checks.choice(normalization, "normalization", POWERS)
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    options = {"normalization": normalization}
    p.need_positive()
    if p.empty:
        same_score = 1.0 if normalization == "linear" else 1.0 / p.n
        return p.tied("wp", same_score, options=options)
    if normalization == "sum":
        # A share too small for a float counts as the smallest there is: its logarithm is finite.
        shares = sum_share(p.x, benefit=p.benefit)
        terms = p.weights * np.log(np.maximum(shares, np.finfo(np.float64).smallest_subnormal))
    elif normalization == "linear":
        terms = p.weights * log_shares(p)
    else:
        terms = p.weights * p.side * np.log(p.x)
    logs = terms.sum(axis=1)
    details = {"log_power": terms}
    if normalization == "raw":
        product = np.exp(logs - logs.max())
        score = product / product.sum()
        # Only one over a subnormal cost is beyond the largest float.
        details["S"] = np.exp(np.minimum(logs, np.log(np.finfo(np.float64).max)))
    else:
        score = np.exp(logs)
    return p.ranking("wp", score, details, options=options)


@steady
def waspas(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
    mix: float = 0.5,
) -> Ranking:
    """Weighted aggregated sum and product assessment (WASPAS).

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
    mix : float
        Share of the sum, from 0 (product only) to 1 (sum only).

    Returns
    -------
    Ranking
        Details: normalized (n, k), weighted_sum and weighted_product (n,).

    Raises
    ------
    InputError
        If a value is missing or negative, or a cost is 0; row and column are named.

    Notes
    -----
    Qᵢ = λ·Σ wⱼ·rᵢⱼ + (1 − λ)·Π rᵢⱼ^wⱼ with r = x/max, cost min/x. A column of zeros only, for
    which r is 0/0, is left out; where none is left everybody has 1.

    References
    ----------
    Zavadskas, Turskis, Antucheviciene & Zakarevicius (2012), Elektronika ir Elektrotechnika 122(6),
    3–6.

    Examples
    --------
    >>> waspas([[80, 4], [100, 5]], [0.5, 0.5], benefit=[True, False]).score.round(6).tolist()
    [0.897214, 0.897214]
    """
    mix = _checks.number(mix, "mix", lower=0.0, upper=1.0)
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    p.need_positive(costs_only=True)
    options = {"mix": mix}
    if p.empty:
        return p.tied("waspas", 1.0, options=options)
    shares = max_share(p.x, benefit=p.benefit)
    sums = weighted_sum(shares, p.weights)
    products = np.prod(shares**p.weights, axis=1)
    details = {"normalized": shares, "weighted_sum": sums, "weighted_product": products}
    return p.ranking("waspas", mix * sums + (1.0 - mix) * products, details, options=options)


@steady
def smart(
    matrix: TableLike,
    points: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
) -> Ranking:
    """Simple multi-attribute rating (SMART): utilities between stated bounds.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values inside the bounds, none missing.
    points : array_like (k,)
        Importance in points, 0 or more, not all 0; divided by their sum.
    low, high : float or array_like (k,)
        Bounds of each column, low below high.
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
        Score from 0 to 100. Details: utilities (n, k), each from 0 to 100.

    Raises
    ------
    InputError
        If a value is missing or outside its bounds, or `low` is not below `high`.

    Notes
    -----
    u = 100·(x − low)/(high − low), cost 100·(high − x)/(high − low); score Σ wⱼ·uⱼ. The bounds are
    stated, so a subject's score does not depend on the others and no column is left out.

    References
    ----------
    Edwards & Barron (1994), Organizational Behavior and Human Decision Processes 60, 306–325.

    Examples
    --------
    >>> smart([[90, 3], [70, 1]], [60, 40], [50, 0], [100, 5], benefit=[True, False]).score.tolist()
    [64.0, 56.0]
    """
    p = problem(
        matrix, points, benefit, ties, ids, normalize=normalize, undefined="never", named="points"
    )
    lower, upper = bounded(p, low, high)
    worst, best = np.where(p.benefit, lower, upper), np.where(p.benefit, upper, lower)
    utilities = 100.0 * goalposts(p.x, worst, best, clip=False)
    return p.ranking("smart", weighted_sum(utilities, p.weights), {"utilities": utilities})


def bounded(
    p: Problem, low: ArrayLike, high: ArrayLike, *, argument: str | None = None
) -> tuple[Float, Float]:
    """Bounds (k,) each, with the matrix inside them; `argument` where both came as one."""
    k = p.width
    pair = []
    for bound, name in ((low, argument or "low"), (high, argument or "high")):
        raw = _checks.floats(bound, name)
        wide = np.full(k, raw) if raw.ndim == 0 else raw
        pair.append(_checks.vector(wide, name, n=k, rows=p.names))
    lower, upper = pair
    _checks.refuse_cells(
        lower >= upper,
        upper,
        argument or "high",
        code="out_of_range",
        expected="an upper bound above the lower one",
        rows=p.names,
    )
    if (p.lowest < lower).any() or (p.highest > upper).any():
        _checks.refuse_cells(
            (p.x < lower) | (p.x > upper),
            p.x,
            "matrix",
            code="out_of_range",
            expected="values inside their bounds",
            hint="Widen the bounds, or correct the value.",
            rows=p.ids,
            columns=p.names,
        )
    return lower, upper
