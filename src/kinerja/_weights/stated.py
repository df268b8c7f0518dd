"""Weights from what people state: an order, points, steps of importance."""

from __future__ import annotations

import numpy as np

from .. import _checks
from .._digits import TIES, rank, same
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import InputError


@steady
def equal(k: int) -> Float:
    """Equal weights.

    Parameters
    ----------
    k : int
        Number of indicators, 1 or more.

    Returns
    -------
    ndarray of float64, (k,)

    Raises
    ------
    InputError
        If `k` is not a whole number of at least 1.

    Examples
    --------
    >>> equal(4).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    count = _checks.whole_number(k, "k", lower=1, upper=_checks.MOST_DRAWS)
    return np.full(count, 1.0 / count)


@steady
def from_points(points: ArrayLike) -> Float:
    """Weights in proportion to the points given (direct rating, point allocation).

    Parameters
    ----------
    points : array_like (k,)
        0 or more, not all 0.

    Returns
    -------
    ndarray of float64, (k,)

    Raises
    ------
    InputError
        If a value is missing or negative, or all are 0.

    Examples
    --------
    >>> from_points([30, 50, 20]).tolist()
    [0.3, 0.5, 0.2]
    """
    x = _some(_checks.vector(points, "points"), "points")
    x = _checks.weights(x, x.size, "points")
    x = x / x.max()
    return np.asarray(x / x.sum())


def _some(x: Float, argument: str) -> Float:
    if not x.size:
        raise InputError.about(
            argument, code="too_few", expected="at least one value", found="none"
        )
    return x


def _by_place(ranks: ArrayLike, by_place: Float) -> Float:
    """Weight of each place, shared equally between those tied on it."""
    x = np.asarray(ranks, dtype=np.float64)
    first = rank(x, higher_is_better=False)
    size = (first[:, None] == first).sum(axis=1)
    ahead = np.concatenate([[0.0], np.cumsum(by_place)])
    start = first.astype(np.int64) - 1
    out = np.where(size == 1, by_place[start], (ahead[start + size] - ahead[start]) / size)
    return np.asarray(out / out.sum())


def _ranks(ranks: ArrayLike) -> Float:
    x = _some(_checks.vector(ranks, "ranks"), "ranks")
    if not any(same(x, rank(x, ties=ties, higher_is_better=False)).all() for ties in TIES):
        raise InputError.about(
            "ranks",
            code="invalid_input",
            expected=f"ranks from 1 (best) to {x.size}, ties as 1 2 2, 1 2.5 2.5 or 1 1 2",
            found=_checks.joined(x.tolist()),
        )
    return x


@steady
def rank_order_centroid(ranks: ArrayLike) -> Float:
    """Weights from an order: the centroid of all weights that keep to it.

    Parameters
    ----------
    ranks : array_like (k,)
        1 for the most important. Tied ranks (as 1 2 2, 1 2.5 2.5, or 1 1 2) share the weight of
        their places.

    Returns
    -------
    ndarray of float64, (k,)

    Raises
    ------
    InputError
        If `ranks` is not a ranking.

    Notes
    -----
    w(r) = (1/k) Σ_{i=r}^{k} 1/i.

    References
    ----------
    Barron, F. H. & Barrett, B. E. (1996), "Decision quality using ranked attribute weights",
    Management Science 42, 1515–1523.

    Examples
    --------
    >>> rank_order_centroid([2, 1]).tolist()
    [0.25, 0.75]
    """
    x = _ranks(ranks)
    return _by_place(x, np.cumsum((1.0 / np.arange(1, x.size + 1))[::-1])[::-1] / x.size)


@steady
def rank_sum(ranks: ArrayLike) -> Float:
    """Weights from an order, falling by equal steps.

    Parameters
    ----------
    ranks : array_like (k,)
        1 for the most important; tied ranks share the weight of their places.

    Returns
    -------
    ndarray of float64, (k,)

    Raises
    ------
    InputError
        If `ranks` is not a ranking.

    Notes
    -----
    w ∝ k − r + 1.

    References
    ----------
    Stillwell, W. G., Seaver, D. A. & Edwards, W. (1981), "A comparison of weight approximation
    techniques in multiattribute utility decision making", Organizational Behavior and Human
    Performance 28, 62–77.

    Examples
    --------
    >>> rank_sum([1, 3, 2]).round(4).tolist()
    [0.5, 0.1667, 0.3333]
    """
    return rank_exponent(ranks, 1.0)


@steady
def rank_reciprocal(ranks: ArrayLike) -> Float:
    """Weights from an order, in proportion to 1/rank.

    Parameters
    ----------
    ranks : array_like (k,)
        1 for the most important; tied ranks share the weight of their places.

    Returns
    -------
    ndarray of float64, (k,)

    Raises
    ------
    InputError
        If `ranks` is not a ranking.

    References
    ----------
    Stillwell, W. G., Seaver, D. A. & Edwards, W. (1981), as in `rank_sum`.

    Examples
    --------
    >>> rank_reciprocal([1, 2]).round(4).tolist()
    [0.6667, 0.3333]
    """
    x = _ranks(ranks)
    return _by_place(x, 1.0 / np.arange(1, x.size + 1))


@steady
def rank_exponent(ranks: ArrayLike, p: float) -> Float:
    """Weights from an order, with a chosen steepness.

    Parameters
    ----------
    ranks : array_like (k,)
        1 for the most important; tied ranks share the weight of their places.
    p : float
        0 gives equal weights, 1 those of `rank_sum`; more is steeper.

    Returns
    -------
    ndarray of float64, (k,)

    Raises
    ------
    InputError
        If `ranks` is not a ranking, or `p` is negative.

    Notes
    -----
    w ∝ (k − r + 1)ᵖ.

    References
    ----------
    Stillwell, W. G., Seaver, D. A. & Edwards, W. (1981), as in `rank_sum`.

    Examples
    --------
    >>> rank_exponent([1, 2], 2).tolist()
    [0.8, 0.2]
    """
    power = _checks.number(p, "p", lower=0.0)
    x = _ranks(ranks)
    return _by_place(x, (np.arange(x.size, 0, -1) / x.size) ** power)


@steady
def swara(comparative_importance: ArrayLike) -> Float:
    """Weights from steps of importance, down an order (SWARA).

    Parameters
    ----------
    comparative_importance : array_like (k,)
        In order of importance: by how much the one before is more important, .2 being 20 %. The
        first entry is 0.

    Returns
    -------
    ndarray of float64, (k,)
        In the same order; never rises.

    Raises
    ------
    InputError
        If a value is missing or negative, or the first is not 0.

    Notes
    -----
    q₁ = 1, qⱼ = qⱼ₋₁/(1 + sⱼ); w = q/Σq.

    References
    ----------
    Keršulienė, V., Zavadskas, E. K. & Turskis, Z. (2010), "Selection of rational dispute resolution
    method by applying new step-wise weight assessment ratio analysis (SWARA)", Journal of Business
    Economics and Management 11, 243–258.

    Examples
    --------
    >>> swara([0, 1, 1]).round(4).tolist()
    [0.5714, 0.2857, 0.1429]
    """
    name = "comparative_importance"
    x = _checks.nonnegative(_some(_checks.vector(comparative_importance, name), name), name)
    if x[0] != 0:
        raise InputError.about(
            name,
            code="invalid_input",
            expected="0 first: nothing stands before the most important",
            found=f"{x[0]:g}",
        )
    part = np.exp(-np.cumsum(np.log1p(x)))
    return np.asarray(part / part.sum())


@steady
def fucom(priorities: ArrayLike) -> Float:
    """Weights from priorities on one scale (FUCOM).

    Parameters
    ----------
    priorities : array_like (k,)
        1 for the most important; 2 is half as important. In any order.

    Returns
    -------
    ndarray of float64, (k,)

    Raises
    ------
    InputError
        If a value is missing, below 1, or none is 1.

    Notes
    -----
    The weights of least deviation χ keep wⱼ/wₗ = φₗ/φⱼ. Priorities on one scale are consistent, so
    that χ = 0 and w ∝ 1/φ.

    References
    ----------
    Pamučar, D., Stević, Ž. & Sremac, S. (2018), "A new model for determining weight coefficients of
    criteria in MCDM models: full consistency method (FUCOM)", Symmetry 10(9), 393.

    Examples
    --------
    >>> fucom([2, 1, 4]).round(4).tolist()
    [0.2857, 0.5714, 0.1429]
    """
    x = _some(_checks.vector(priorities, "priorities"), "priorities")
    _checks.refuse_cells(
        x < 1, x, "priorities", code="out_of_range", expected="1 or more (1 = most important)"
    )
    if not same(x, np.ones_like(x)).any():
        raise InputError.about(
            "priorities",
            code="invalid_input",
            expected="a priority of 1 for the most important",
            found=f"a smallest of {x.min():g}",
            hint="Divide all of them by the smallest.",
        )
    return np.asarray((1.0 / x) / (1.0 / x).sum())
