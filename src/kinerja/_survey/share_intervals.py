"""Intervals of a share: logit, Wald, Korn–Graubard, Wilson, and the likelihood ratio."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .._quantiles import beta_quantile
from .._types import Float
from .limits import Basis, Limits, quantile_of_t

ProportionMethod = Literal["logit", "wald", "beta", "wilson", "likelihood"]
METHODS: tuple[ProportionMethod, ...] = ("logit", "wald", "beta", "wilson", "likelihood")

_BISECTIONS = 110
_CERTAIN = 1e40
"""An effective sample beyond which the limits are the share itself, to the last digit."""


def share_limits(
    method: ProportionMethod,
    p: Float,
    variance: Float,
    basis: Basis,
    level: float,
    *,
    known: NDArray[np.bool_],
    capped: bool,
) -> Limits:
    """Limits (D, v) of shares p, which contain p and lie between 0 and 1.

    `known` are shares without any error: their limits are p. `capped`: the effective size is never
    above the rows, t on n − 1 over t on df never above 1, and Wald's limits never beyond 0 and 1;
    without it they are R's.
    """
    n = basis.n.astype(np.float64)
    t = quantile_of_t(level, basis.df)
    edge = (p == 0) | (p == 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = p * (1 - p) / variance
        if capped:
            effective = np.fmin(n, effective)
        effective = np.where(edge, basis.psus, effective)
        beta = edge if method != "beta" else np.ones_like(edge)
        narrowing = (quantile_of_t(level, n - 1) / t) ** 2
        if capped:
            narrowing = np.minimum(1.0, narrowing)
        # One respondent, where the design's degrees of freedom are asked for.
        narrowing = np.where(n > 1, narrowing, 1.0)
        low, high = _beta(p, np.where(beta, effective * narrowing, np.nan), level)
        if method == "wald":
            half = t * np.sqrt(variance)
            inner = p - half, p + half
        elif method == "wilson":
            inner = _wilson(p, effective, t)
        elif method == "likelihood":
            inner = _likelihood(p, effective * (n - 1) / n, t)
        else:
            inner = _logit(p, effective, t)
    low, high = np.where(beta, low, inner[0]), np.where(beta, high, inner[1])
    unknown = np.isnan(p) | np.isnan(t)
    if capped or method != "wald":
        # Also what rounding leaves on the wrong side of the share, or outside 0 to 1.
        low, high = np.clip(low, 0.0, p), np.clip(high, p, 1.0)
    low, high = np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
    return Limits(np.where(known, p, low), np.where(known, p, high))


def _logit(p: Float, n: Float, t: Float) -> tuple[Float, Float]:
    from scipy.special import expit, logit

    half = t / np.sqrt(n * p * (1 - p))
    return expit(logit(p) - half), expit(logit(p) + half)


def _wilson(p: Float, n: Float, t: Float) -> tuple[Float, Float]:
    centre = (p + t * t / (2 * n)) / (1 + t * t / n)
    half = t / (1 + t * t / n) * np.sqrt(p * (1 - p) / n + t * t / (4 * n * n))
    return centre - half, centre + half


def _beta(p: Float, m: Float, level: float) -> tuple[Float, Float]:
    """Clopper–Pearson limits for m·p of m."""
    tail = (1 - level) / 2
    m = np.minimum(m, _CERTAIN)
    low = np.where(p == 0, 0.0, beta_quantile(m * p, m * (1 - p) + 1, tail))
    high = np.where(p == 1, 1.0, beta_quantile(m * p + 1, m * (1 - p), 1 - tail))
    return low, high


def _likelihood(p: Float, n: Float, t: Float) -> tuple[Float, Float]:
    from scipy.special import rel_entr

    limit = t * t / (2 * n)

    def bound(outer: Float) -> Float:
        inner = p.copy()
        far = np.broadcast_to(outer, p.shape).copy()
        for _ in range(_BISECTIONS):
            middle = (inner + far) / 2
            distance = rel_entr(p, middle) + rel_entr(1 - p, 1 - middle)
            inside = distance <= limit
            inner = np.where(inside, middle, inner)
            far = np.where(inside, far, middle)
        return (inner + far) / 2

    return bound(np.array(0.0)), bound(np.array(1.0))
