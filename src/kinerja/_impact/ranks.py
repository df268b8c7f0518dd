"""Tests on ranks: what a comparison says when no distribution is assumed."""

from __future__ import annotations

import numpy as np

from .._digits import rank
from .._types import Float

EXACT_BELOW = 50
"""Samples smaller than this, without ties, have an exact p-value."""

_PAIRS = 4_000_000


def signed_rank(difference: Float) -> tuple[float, float]:
    """Wilcoxon's V, the rank sum of positive differences, and its two-sided p-value.

    Zeros are left out; exact without ties and zeros below 50 pairs, else the normal approximation
    with corrections for ties and continuity.
    """
    from scipy.special import ndtr

    moved = difference[difference != 0]
    n = moved.size
    if not n:
        return 0.0, 1.0
    ranks = rank(np.abs(moved), ties="average", higher_is_better=False)
    v = float(ranks[moved > 0].sum())
    if n < EXACT_BELOW and n == difference.size and np.unique(ranks).size == n:
        ways = np.ones(1)
        for i in range(1, n + 1):
            ways = np.concatenate([ways, np.zeros(i)]) + np.concatenate([np.zeros(i), ways])
        return v, _two_sided(ways / ways.sum(), round(v))
    ties = np.unique(ranks, return_counts=True)[1].astype(np.float64)
    away = v - n * (n + 1) / 4
    spread = np.sqrt(n * (n + 1) * (2 * n + 1) / 24 - (ties**3 - ties).sum() / 48)
    return v, float(min(1.0, 2 * ndtr(-abs(away - np.sign(away) * 0.5) / spread)))


def rank_sum(a: Float, b: Float) -> tuple[float, float]:
    """Mann–Whitney U, the pairs in which `a` is higher (a tie is half), and its p-value."""
    from scipy.special import ndtr

    m, n = a.size, b.size
    ranks = rank(np.concatenate([a, b]), ties="average", higher_is_better=False)
    u = float(ranks[:m].sum() - m * (m + 1) / 2)
    ties = np.unique(ranks, return_counts=True)[1].astype(np.float64)
    if max(m, n) < EXACT_BELOW and (ties == 1).all():
        return u, _two_sided(_mann_whitney(m, n), round(u))
    total = m + n
    spread = np.sqrt(m * n / 12 * (total + 1 - (ties**3 - ties).sum() / (total * (total - 1))))
    if spread == 0:
        return u, 1.0
    away = u - m * n / 2
    return u, float(min(1.0, 2 * ndtr(-abs(away - np.sign(away) * 0.5) / spread)))


def _mann_whitney(m: int, n: int) -> Float:
    """Probability of each U from 0 to m·n when both samples are alike.

    Ways f(i, j) = f(i − 1, j) shifted by j, plus f(i, j − 1): the largest value is of the first
    sample, which beats all j of the second, or of the second.
    """
    size = m * n + 1
    before = [np.zeros(size) for _ in range(n + 1)]
    for ways in before:
        ways[0] = 1.0
    for _ in range(m):
        now = [before[0]]
        for j in range(1, n + 1):
            moved = np.zeros(size)
            moved[j:] = before[j][: size - j]
            now.append(moved + now[j - 1])
        before = now
    ways = before[n]
    return np.asarray(ways / ways.sum())


def _two_sided(probability: Float, at: int) -> float:
    """Twice the smaller tail, at most 1."""
    lower, upper = probability[: at + 1].sum(), probability[at:].sum()
    return float(min(1.0, 2 * min(lower, upper)))


def median_of_means(difference: Float) -> float:
    """Hodges–Lehmann: the median of the means of all pairs, each with itself too."""
    n = difference.size
    if n * (n + 1) // 2 > _PAIRS:
        return _median_of_sums(np.sort(difference) / 2, np.sort(difference) / 2, own=True)
    i, j = np.triu_indices(n)
    return float(np.median((difference[i] + difference[j]) / 2))


def median_difference(a: Float, b: Float) -> float:
    """Hodges–Lehmann: the median of all differences a − b."""
    if a.size * b.size > _PAIRS:
        return _median_of_sums(np.sort(a), np.sort(-b), own=False)
    return float(np.median(np.subtract.outer(a, b)))


def _median_of_sums(x: Float, y: Float, *, own: bool) -> float:
    """Median of all x[i] + y[j] without a list of them: bisection on how many are no larger.

    With `own`, x and y are one sorted sample and only i ≤ j count.
    """
    n = x.size
    total = n * (n + 1) // 2 if own else n * y.size
    scale = float(max(abs(x[0] + y[0]), abs(x[-1] + y[-1]), 1e-300))

    def at_most(value: float) -> int:
        held = int(np.searchsorted(y, value - x, side="right").sum())
        if own:
            held = (held + int((2 * x <= value).sum())) // 2
        return held

    def order_statistic(k: int) -> float:
        low, high = float(x[0] + y[0]), float(x[-1] + y[-1])
        while high - low > 4e-16 * scale:
            middle = low + (high - low) / 2
            if middle in {low, high}:
                break
            if at_most(middle) >= k:
                high = middle
            else:
                low = middle
        return high

    first, second = (total + 1) // 2, total // 2 + 1
    value = order_statistic(first)
    return value if first == second else (value + order_statistic(second)) / 2
