"""Least squares whose errors depend on their neighbours: Newey & West, Prais & Winsten."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from .._types import Codes, Float
from ..errors import ConvergenceError
from .tails import refuse_exact

_STEPS = 1_000
_TOLERANCE = 1e-14
_ROUNDING = 1e-12
_LAST_BITS = 4 * np.finfo(np.float64).eps
"""Steps below this that no longer shrink are rounding."""


class Fitted(NamedTuple):
    """Coefficients of a series with their uncertainty."""

    b: Float
    """(k,) coefficients."""
    spread: Float
    """(m, k) matrix F with covariance FᵀF: a variance of any contrast is a sum of squares."""
    durbin_watson: float
    rho: float
    """Autocorrelation of the model; NaN where it has none."""

    def error(self, contrasts: Float) -> Float:
        """(r,) standard errors of contrasts (r, k)."""
        return np.asarray(np.linalg.norm(self.spread @ contrasts.T, axis=0))


def default_lag(n: int) -> int:
    """Lags by the rule of thumb of Newey & West (1994).

    >>> default_lag(60)
    3
    """
    return math.floor(4 * math.pow(n / 100, 2 / 9))


def newey_west(x: Float, y: Float, at: Codes, lag: int, *, adjust: bool) -> Fitted:
    """Least squares; Bartlett weights by the real distance in steps `at` (n,) between values."""
    n, k = x.shape
    middle = float(y.mean())
    q, r = np.linalg.qr(x)
    b = np.linalg.solve(r, q.T @ (y - middle))
    residual = y - middle - x @ b
    refuse_exact(residual, y)
    # What the mean and the fit may have left of rounding is none.
    noise = _ROUNDING * np.abs(y - middle).max() + _LAST_BITS * np.abs(y).max()
    residual[np.abs(residual) <= noise] = 0.0
    # Σ Bartlett weights · products of scores = Σ of squares of their moving sums over lag + 1
    # steps, a period without a value adding 0: never negative, whatever rounding does.
    score = np.zeros((int(at[-1]) + 1 + 2 * lag, k))
    score[at + lag] = (q * residual[:, None]) @ np.linalg.inv(r).T
    moving = np.zeros((score.shape[0] - lag, k))
    for j in range(lag + 1):
        moving += score[j : score.shape[0] - lag + j]
    spread = moving / math.sqrt(lag + 1)
    if adjust:
        spread *= math.sqrt(n / (n - k))
    # One side without any deviation leaves coefficients whose error is rounding alone.
    usual = np.linalg.norm(np.linalg.inv(r), axis=1) * np.linalg.norm(residual)
    spread[:, np.linalg.norm(spread, axis=0) <= 1e-10 * usual] = 0.0
    b[0] += middle
    return Fitted(b, spread, durbin_watson(residual, at), float("nan"))


def prais_winsten(x: Float, y: Float) -> Fitted:
    """First-order autoregressive errors: ρ and the coefficients in turn, until ρ rests."""
    n, k = x.shape
    middle = float(y.mean())
    z = y - middle
    b = np.linalg.lstsq(x, z, rcond=None)[0]
    refuse_exact(z - x @ b, y)
    rho, moved = 0.0, math.inf
    for _ in range(_STEPS):
        residual = z - x @ b
        residual = residual / (np.abs(residual).max() or 1.0)  # squares of any size fit
        total = float(residual[:-1] @ residual[:-1])
        new = float(residual[1:] @ residual[:-1]) / total if total else 0.0
        if abs(new) >= 1:
            raise ConvergenceError(
                f"`y`: the residuals' autocorrelation came to {new:g}, and a series that never "
                "returns to its line has none. Use method='newey_west', or the differences of y.",
                code="no_convergence",
                argument="y",
                expected="an autocorrelation between -1 and 1",
                found=f"{new:g}",
            )
        first = math.sqrt(1 - new**2)
        left = np.vstack([first * x[:1], x[1:] - new * x[:-1]])
        right = np.append(first * z[:1], z[1:] - new * z[:-1])
        q, r = np.linalg.qr(left)
        b = np.linalg.solve(r, q.T @ right)
        before, moved, rho = moved, abs(new - rho), new
        if moved < _TOLERANCE or (moved < _ROUNDING and moved >= before):
            break
    else:
        raise ConvergenceError(
            f"`y`: the residuals' autocorrelation did not rest within {_STEPS} steps. Use "
            "method='newey_west'.",
            argument="y",
        )
    residual = right - left @ b
    spread = np.linalg.inv(r).T * (np.linalg.norm(residual) / math.sqrt(n - k))
    b[0] += middle
    return Fitted(np.asarray(b), spread, durbin_watson(residual, np.arange(n)), rho)


def durbin_watson(residual: Float, at: Codes) -> float:
    """Σ(e[t] − e[t−1])²/Σe² over neighbours in time, made up to n − 1 pairs where some lack."""
    total, near = float(residual @ residual), np.diff(at) == 1
    if not total or not near.any():
        return float("nan")
    moved = np.square(np.diff(residual)[near])
    return float(moved.mean() * near.size / total)
