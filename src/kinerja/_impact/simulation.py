"""Many series at once: errors that depend on their neighbours, and the tests of a jump in them."""

from __future__ import annotations

import math

import numpy as np

from .._quantiles import t_quantile
from .._types import Float
from .autocorrelation import default_lag
from .segments import design
from .series import Method

_STEPS = 100
_RESTING = 1e-8
_LARGEST = 0.999
"""An autocorrelation from here on has no Prais–Winsten fit; a simulation goes on from its edge."""


class Noise:
    """Autoregressive errors of unit variance, made longer when a longer series is tried."""

    def __init__(self, rng: np.random.Generator, draws: int, rho: float) -> None:
        self.rng, self.rho = rng, rho
        self.values = rng.standard_normal((draws, 1))

    def first(self, n: int) -> Float:
        """(draws, n) errors."""
        if self.values.shape[1] < n:
            from scipy.signal import lfilter

            draws, had = self.values.shape
            fresh = self.rng.standard_normal((draws, n - had)) * math.sqrt(1 - self.rho**2)
            start = self.rho * self.values[:, -1:]
            more, _ = lfilter([1.0], [1.0, -self.rho], fresh, axis=1, zi=start)
            self.values = np.hstack([self.values, more])
        return self.values[:, :n]


def rejected(
    noise: Noise, before: int, after: int, effect: float, level: float, method: Method
) -> float:
    """Share of the series whose level is judged to have changed."""
    n = before + after
    x = design(np.arange(n), np.array([before]), np.empty((n, 0)))
    y = noise.first(n) + effect * x[:, 2]
    value, se = (_prais_winsten if method == "prais_winsten" else _newey_west)(x, y, 2)
    return float((np.abs(value) > float(t_quantile(n - x.shape[1], level)) * se).mean())


def _newey_west(x: Float, y: Float, column: int) -> tuple[Float, Float]:
    """One coefficient of each series (draws, n) and its error, adjusted, at the default lag."""
    n, k = x.shape
    q, r = np.linalg.qr(x)
    weight = q @ np.linalg.inv(r)[column]  # the coefficient is weightᵀy
    part = (y - (y @ q) @ q.T) * weight
    variance = np.square(part).sum(axis=1)
    lag = default_lag(n)
    for j in range(1, lag + 1):
        variance += 2 * (1 - j / (lag + 1)) * (part[:, j:] * part[:, :-j]).sum(axis=1)
    return y @ weight, np.sqrt(np.maximum(variance, 0.0) * n / (n - k))


def _prais_winsten(x: Float, y: Float, column: int) -> tuple[Float, Float]:
    """One coefficient of each series (draws, n) and its error.

    The moments of the transformed series are polynomials of ρ: X*ᵀX* = A₀ + ρA₁ + ρ²A₂.
    """
    n, k = x.shape
    now, last, first = x[1:], x[:-1], np.outer(x[0], x[0])
    cross = now.T @ last
    xx = np.stack([first + now.T @ now, -(cross + cross.T), last.T @ last - first])
    y_now, y_last, y_first = y[:, 1:], y[:, :-1], y[:, :1] * x[0]
    xy = np.stack([y_first + y_now @ now, -(y_now @ last + y_last @ now), y_last @ last - y_first])
    yy = np.stack(
        [
            np.square(y).sum(axis=1),
            -2 * (y_now * y_last).sum(axis=1),
            np.square(y_last).sum(axis=1) - np.square(y[:, 0]),
        ]
    )
    rho = np.zeros(len(y))
    for _ in range(_STEPS):
        power = np.stack([np.ones_like(rho), rho, rho**2])
        left, right = np.einsum("pd,pij->dij", power, xx), np.einsum("pd,pdi->di", power, xy)
        b = np.linalg.solve(left, right[:, :, None])[:, :, 0]
        e = y - b @ x.T
        new = (e[:, 1:] * e[:, :-1]).sum(axis=1) / np.square(e[:, :-1]).sum(axis=1)
        new = np.clip(new, -_LARGEST, _LARGEST)
        rested = float(np.abs(new - rho).max()) < _RESTING
        if rested:
            break
        rho = new
    rest = np.einsum("pd,pd->d", power, yy) - (b * right).sum(axis=1)
    variance = np.linalg.inv(left)[:, column, column] * rest / (n - k)
    return b[:, column], np.sqrt(np.maximum(variance, 0.0))
