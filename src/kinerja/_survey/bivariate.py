"""Probability that two jointly normal figures both lie above a line."""

from __future__ import annotations

import numpy as np

from .._types import Float

_NOTHING = 1e-100


def both_above(h: Float, k: Float, rho: Float) -> Float:
    """Bivariate normal probability P(Z₁ ≤ h, Z₂ ≤ k) for correlation ρ, from Owen's T.

    Infinite h or k are allowed: there the other one decides.

    References
    ----------
    Owen (1956), Annals of Mathematical Statistics 27, 1075–1090.

    Examples
    --------
    >>> both_above(np.zeros(2), np.zeros(2), np.array([0.0, 0.5])).round(6).tolist()
    [0.25, 0.333333]
    """
    from scipy.special import ndtr, owens_t

    rho = np.clip(rho, -1.0, 1.0)
    spread = np.sqrt(np.maximum(1.0 - rho**2, 1e-30))
    infinite = ~(np.isfinite(h) & np.isfinite(k))
    # What is next to nothing is nothing, or products of it would vanish.
    x, y = (np.where(np.abs(v) < _NOTHING, 0.0, np.where(infinite, 1.0, v)) for v in (h, k))

    def slope(own: Float, other: Float) -> Float:
        rise = other - rho * own
        with np.errstate(divide="ignore", invalid="ignore"):
            out = rise / (own * spread)
        # At 0 the slope is infinite, with the sign of what is above it; 0/0 is settled below.
        return np.where(own == 0, np.sign(rise) * np.inf, out)

    product = x * y
    apart = (product < 0) | ((product == 0) & (x + y < 0))
    with np.errstate(invalid="ignore"):
        value = (ndtr(x) + ndtr(y)) / 2 - owens_t(x, slope(x, y)) - owens_t(y, slope(y, x))
    value = np.where(apart, value - 0.5, value)
    value = np.where((x == 0) & (y == 0), 0.25 + np.arcsin(rho) / (2 * np.pi), value)
    value = np.where(infinite, ndtr(h) * ndtr(k), value)
    return np.clip(value, 0.0, 1.0)
