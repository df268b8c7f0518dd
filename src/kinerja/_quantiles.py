"""Quantiles of intervals: normal, t and beta, from `scipy.special` alone."""

from __future__ import annotations

import numpy as np

from ._scipy import before_1_17
from ._types import ArrayLike, Float

_WIDE = 1e15


def normal_quantile(level: float) -> float:
    """Half-width of a normal interval.

    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def t_quantile(df: ArrayLike, level: float) -> Float:
    """Half-width of a t interval; infinite df is the normal.

    >>> t_quantile([4, np.inf], 0.95).round(6).tolist()
    [2.776445, 1.959964]
    """
    from scipy.special import stdtrit

    freedom = np.asarray(df, dtype=np.float64)
    far = freedom > _WIDE
    freedom = np.where(far, 1.0, freedom)
    t = stdtrit(freedom, 0.5 + level / 2)
    if before_1_17():
        t = _polished(np.asarray(t, dtype=np.float64), freedom, 0.5 - level / 2)
    return np.where(far, normal_quantile(level), t)


def _polished(t: Float, df: Float, tail: float) -> Float:
    """Newton's steps on the probability of the lower tail, which keeps its relative precision."""
    from scipy.special import gammaln, stdtr

    scale = np.exp(gammaln((df + 1) / 2) - gammaln(df / 2)) / np.sqrt(df * np.pi)
    for _ in range(2):
        density = scale * np.exp(-(df + 1) / 2 * np.log1p(t * t / df))
        step = np.divide(stdtr(df, -t) - tail, density, out=np.zeros_like(t), where=density > 0)
        t = t + np.where(np.isfinite(step), step, 0.0)
    return t


_LARGE, _FAR = 1e5, 1e13
"""Sums of parameters up to which scipy's quantile, and its probability, keep their digits."""


def beta_quantile(a: ArrayLike, b: ArrayLike, q: float) -> Float:
    """Quantile of the beta distribution with finite parameters above 0; NaN where one is NaN.

    Up to a + b = 1e5 it is that of scipy, which loses digits beyond, the first of them at 1e15, and
    in version 1.15 may never end. Beyond, Newton's steps on the probability from where an
    asymptotic formula begins; above 1e13 that formula alone, which is then good to 1e-12.

    >>> beta_quantile([11, 5e29], [990, 5e29], 0.025).round(6).tolist()
    [0.005504, 0.5]
    """
    from scipy.special import betaincinv

    first, second = np.broadcast_arrays(
        np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    )
    out = np.full(first.shape, np.nan)
    total = first + second
    plain = total <= _LARGE
    out[plain] = betaincinv(first[plain], second[plain], q)
    for upper in (False, True):
        large = (total > _LARGE) & ((first > second) == upper)
        if large.any():
            small, other = (second, first) if upper else (first, second)
            found = _large_beta(small[large], other[large], 1 - q if upper else q)
            out[large] = 1 - found if upper else found
    return out


def _large_beta(a: Float, b: Float, q: float) -> Float:
    """Quantiles where a ≤ b and a + b is large.

    A small a: −log(1 − x)·(b + (a − 1)/2) is nearly gamma (Wise 1950, Biometrika 37, 208). A large
    one: the expansion of Cornish and Fisher (1938), with the third and the fourth moment.
    """
    from scipy.special import betainc, betaln, gammaincinv, ndtri, xlog1py, xlogy

    n, z = a + b, float(ndtri(q))
    narrow = (a < np.where(n > _FAR, 1e6, 1e4)) & (a < 0.01 * b)
    wise = -np.expm1(-gammaincinv(np.where(narrow, a, 1.0), q) / (b + (a - 1) / 2))
    sd = np.sqrt(a / n * (b / n) / (n + 1))
    skew = 2 * (b - a) / (n + 2) * np.sqrt((n + 1) / a / b)
    excess = 6 * (((a - b) / n) ** 2 * (n + 1) / a / b * n - (n + 2) / n) * (n / (n + 2) / (n + 3))
    series = z + (z * z - 1) * skew / 6 + (z**3 - 3 * z) * excess / 24
    series -= (2 * z**3 - 5 * z) * skew * skew / 36
    x = np.where(narrow, wise, a / n + sd * series)
    near = n <= _FAR
    a, b, step = a[near], b[near], x[near]
    for _ in range(3):
        density = np.exp(xlogy(a - 1, step) + xlog1py(b - 1, -step) - betaln(a, b))
        step = step - (betainc(a, b, step) - q) / density
    x[near] = step
    return x
