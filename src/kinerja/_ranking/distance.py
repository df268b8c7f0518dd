"""Distances from an ideal: TOPSIS, VIKOR, SPOTIS."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from .. import _checks
from .._blocks import blocks
from .._digits import Ties, rank, same
from .._normalization.shares import over_length
from .._steady import steady
from .._types import ArrayLike, Flags, Float, TableLike
from ..errors import InputError
from ..normalization import goalposts, min_max
from .additive import bounded
from .problem import BLOCK, ROUNDING, Benefit, Problem, problem, weighted_sum
from .result import Ranking

Lengths = Literal["vector", "min_max"]
LENGTHS: tuple[Lengths, ...] = ("vector", "min_max")


@steady
def topsis(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
    normalization: Lengths = "vector",
) -> Ranking:
    """TOPSIS: near the ideal and far from the anti-ideal.

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
    normalization : {"vector", "min_max"}
        Share of the column's length, as published, or position between worst and best.

    Returns
    -------
    Ranking
        Score from 0 to 1. Details: weighted (n, k), ideal and anti_ideal (k,), distance_ideal and
        distance_anti_ideal (n,).

    Raises
    ------
    InputError
        If a value is missing; row and column are named.

    Notes
    -----
    v = w·x/√Σx²; D₊ and D₋ the Euclidean distances of v from the best and the worst of each column;
    score D₋/(D₊ + D₋). Where no column has differences everybody is as near to both: .5. With
    vector lengths a better value can cost a place: it lengthens the column for everybody.

    References
    ----------
    Hwang & Yoon (1981), *Multiple Attribute Decision Making*, section 3.2.

    Examples
    --------
    >>> topsis([[3, 4], [4, 3], [4, 4]], [0.5, 0.5]).score.round(6).tolist()
    [0.5, 0.5, 1.0]
    """
    _checks.choice(normalization, "normalization", LENGTHS)
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
    if p.idle:
        return p.tied("topsis", 0.5, options=options)
    if normalization == "vector":
        weighted = over_length(p.x, p.largest, times=p.weights)
        low, high = _checks.extremes(weighted)
        ideal, anti = np.where(p.benefit, high, low), np.where(p.benefit, low, high)
    else:
        weighted = min_max(p.x, benefit=p.benefit) * p.weights
        ideal, anti = p.weights, np.zeros(p.weights.size)
    if normalization == "vector" and p.far:
        near, far = _from_ends(p, low, high)
    else:
        near, far = _distance(weighted, ideal), _distance(weighted, anti)
    details = {
        "weighted": weighted,
        "ideal": ideal,
        "anti_ideal": anti,
        "distance_ideal": near,
        "distance_anti_ideal": far,
    }
    both = near + far
    # Where both distances are 0 everybody stands on the ideal and the anti-ideal alike.
    score = np.where(both > 0, far / np.where(both > 0, both, 1.0), 0.5)
    return p.ranking("topsis", score, details, options=options)


def _from_ends(p: Problem, low: Float, high: Float) -> tuple[Float, Float]:
    """Distances from the ideal and the anti-ideal, of columns whose values are near each other."""
    x, share = p.differences(low, high)
    highest, lowest = x.max(axis=0), x.min(axis=0)
    best, worst = np.where(p.benefit, highest, lowest), np.where(p.benefit, lowest, highest)
    nothing = np.zeros(share.size)
    return _distance((x - best) * share, nothing), _distance((x - worst) * share, nothing)


def _distance(x: Float, point: Float) -> Float:
    out = np.empty(len(x))
    for rows in blocks(len(x), BLOCK):
        total = np.zeros(len(out[rows]))
        for column, value in zip(x[rows].T, point, strict=True):
            total += np.square(column - value)
        out[rows] = np.sqrt(total)
    return out


@steady
def vikor(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
    mix: float = 0.5,
) -> Ranking:
    """VIKOR: a compromise of the mean and the largest regret, and who belongs to it.

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
        Weight v of the mean regret S, from 0 (largest regret only) to 1.

    Returns
    -------
    Ranking
        Score Q, lower is better. Details: S, R and Q (n,); acceptable_advantage (C1) and
        acceptable_stability (C2), True or False; compromise, the ids (or positions) of the
        compromise set, best first.

    Raises
    ------
    InputError
        If a value is missing; row and column are named.

    Notes
    -----
    S = Σ wⱼ·(x*ⱼ − x)/(x*ⱼ − x⁻ⱼ), R the largest of its terms,
    Q = v·(S − min S)/(max S − min S) + (1 − v)·(R − min R)/(max R − min R); a part in which nobody
    differs is 0. C1: Q of the second less Q of the first is at least 1/(n − 1). C2: the first is
    also best by S or by R. Both: the first alone; C1 only: the first two; else all whose Q is less
    than 1/(n − 1) above the first. Where no column has differences everybody has 0; a single row
    meets both conditions.

    References
    ----------
    Opricovic & Tzeng (2004), European Journal of Operational Research 156, 445–455.

    Examples
    --------
    >>> r = vikor([[1, 5], [2, 4], [9, 9]], [0.5, 0.5])
    >>> r.rank.tolist(), r.details["compromise"].tolist()
    ([2.0, 3.0, 1.0], [2])
    """
    mix = _checks.number(mix, "mix", lower=0.0, upper=1.0)
    p = problem(matrix, weights, benefit, ties, ids, undefined="constant", normalize=normalize)
    options = {"mix": mix}
    if p.idle:
        nothing = np.zeros(p.n)
        details = _compromise(p, nothing, nothing, nothing)
        return p.tied("vikor", 0.0, options=options, higher_is_better=False, details=details)
    regret = (1.0 - min_max(p.x, benefit=p.benefit)) * p.weights
    s, r = weighted_sum(regret, np.ones(p.weights.size)), regret.max(axis=1)
    q = mix * _spread(s) + (1.0 - mix) * _spread(r)
    details = _compromise(p, s, r, q)
    return p.ranking("vikor", q, details, options=options, higher_is_better=False, size=1.0)


def _spread(x: Float) -> Float:
    """Position from the least (0) to the largest (1); 0 where nobody differs."""
    low, high = x.min(), x.max()
    if same(np.array([low]), np.array([high]))[0]:
        return np.zeros(x.size)
    return np.asarray((x - low) / (high - low))


def _compromise(p: Problem, s: Float, r: Float, q: Float) -> dict[str, Any]:
    """Conditions C1 and C2 and the set that follows; differences of rounding decide nothing."""
    place = rank(q, higher_is_better=False, noise=ROUNDING)
    order = np.lexsort((np.arange(p.n), rank(s, higher_is_better=False), place))
    first = order[0]
    lead = q[order] - q[first]
    needed = 1.0 / max(p.n - 1, 1) - ROUNDING
    advantage = p.n == 1 or bool(lead[1] >= needed)
    stability = bool(
        same(s[[first]], s[[np.argmin(s)]])[0] or same(r[[first]], r[[np.argmin(r)]])[0]
    )
    alone = order[: 1 if stability else 2]
    members = alone if advantage else order[lead < needed]
    return {
        "S": s,
        "R": r,
        "Q": q,
        "acceptable_advantage": advantage,
        "acceptable_stability": stability,
        "compromise": members.astype(np.int64) if p.ids is None else p.ids[members],
    }


@steady
def spotis(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
    bounds: ArrayLike,
    expected: ArrayLike | None = None,
) -> Ranking:
    """Stable preference ordering towards an ideal solution (SPOTIS).

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values inside the bounds, none missing.
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
    bounds : array_like (k, 2)
        Lowest and highest possible value of each column.
    expected : array_like (k,), optional
        The value wished for in each column, inside the bounds; without it the better bound.

    Returns
    -------
    Ranking
        Lower is better, 0 to 1. Details: distance (n, k), ideal (k,).

    Raises
    ------
    InputError
        If a value is missing or outside its bounds, or a lower bound is not below the upper.

    Notes
    -----
    Σ wⱼ·|xᵢⱼ − x*ⱼ|/|upperⱼ − lowerⱼ|. The bounds are stated, so a subject's score does not depend
    on the others, no rank changes when another row leaves, and no column is left out.

    References
    ----------
    Dezert, Tchamova, Han & Tacnet (2020), Proceedings of FUSION 2020, 1–8.

    Examples
    --------
    >>> spotis([[80], [60]], [1], bounds=[[0, 100]]).score.round(6).tolist()
    [0.2, 0.4]
    """
    p = problem(matrix, weights, benefit, ties, ids, normalize=normalize, undefined="never")
    limits = _checks.matrix(bounds, "bounds", k=2, rows=p.names)
    if len(limits) != p.weights.size:
        raise InputError.about(
            "bounds",
            code="wrong_shape",
            expected=f"shape ({p.weights.size}, 2)",
            found=f"shape {limits.shape}",
            hint="Pass the lowest and highest possible value of each column.",
        )
    low, high = bounded(p, limits[:, 0], limits[:, 1], argument="bounds")
    ideal = np.where(p.benefit, high, low)
    if expected is not None:
        ideal = _checks.vector(expected, "expected", n=p.weights.size, rows=p.names)
        outside: Flags = (ideal < low) | (ideal > high)
        _checks.refuse_cells(
            outside,
            ideal,
            "expected",
            code="out_of_range",
            expected="values inside their bounds",
            rows=p.names,
        )
    at = goalposts(p.x, low, high, clip=False)
    distance = np.abs(at - goalposts(ideal[None, :], low, high, clip=False))
    score = weighted_sum(distance, p.weights)
    details = {"distance": distance, "ideal": ideal}
    return p.ranking("spotis", score, details, higher_is_better=False, size=1.0)
