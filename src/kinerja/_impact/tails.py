"""Tails and factors that several rooms need, from `scipy.special` alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .._types import ArrayLike, Float
from ..errors import InputError

_TINIEST = 1e-152
"""Values are compared by their squares, and those below this have none."""


def t_p_value(t: ArrayLike, df: ArrayLike) -> Float:
    """Two-sided p-value of t, which keeps its digits in the far tail."""
    from scipy.special import stdtr

    freedom = np.asarray(df, dtype=np.float64)
    return np.asarray(2.0 * stdtr(freedom, -np.abs(np.asarray(t, dtype=np.float64))))


def noncentrality(t: float, df: float, level: float) -> tuple[float, float]:
    """Interval for the noncentrality of a t distribution from one observed t.

    >>> [round(x, 4) for x in noncentrality(2.0, 18, 0.95)]
    [-0.0894, 4.0396]
    """
    if t < 0:  # the mirror keeps the distribution function away from its far left tail
        low, high = noncentrality(-t, df, level)
        return -high, -low
    tail = (1.0 - level) / 2

    def at(target: float) -> float:
        return root(lambda nc: noncentral(t, df, nc) - target, t - 1.0, t + 1.0)

    return at(1.0 - tail), at(tail)


def noncentral(t: float, df: float, nc: float) -> float:
    """P(T ≤ t) of the noncentral t, t > 0.

    scipy's series loses its digits where t is very large, and ends without a figure beyond. There
    the mean of P(χ ≥ (nc + Z)·√df/t) over a standard normal Z is exact: it hardly bends.
    """
    from scipy.special import gammaincc, nctdtr

    p = float(nctdtr(df, nc, t)) if t < 1000 * df**0.5 else float("nan")
    if p == p:
        return p
    z, weight = np.polynomial.hermite_e.hermegauss(40)
    u = np.maximum(nc + z, 0.0) / t
    return float(weight @ gammaincc(df / 2, df * u * u / 2) / weight.sum())


def root(f: Callable[[float], float], low: float, high: float) -> float:
    """Root of a falling function, from a first guess at its bracket."""
    from scipy.optimize import brentq

    step = high - low
    while f(low) < 0:
        low, step = low - step, 2 * step
    step = high - low
    while f(high) > 0:
        high, step = high + step, 2 * step
    return float(brentq(f, low, high, xtol=1e-13, rtol=1e-14))


def hedges_factor(df: float) -> float:
    """Exact factor J that takes the small-sample bias off a standardized difference.

    >>> round(hedges_factor(10), 6)
    0.922746
    """
    from scipy.special import gammaln

    return float(np.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / np.sqrt(df / 2))


def too_few(argument: str, expected: str, found: Any, hint: str = "") -> InputError:
    """Error of a sample that is smaller than its figure needs."""
    return InputError.about(
        argument, code="too_few", expected=expected, found=str(found), hint=hint
    )


def no_variance(argument: str, found: str) -> InputError:
    """Error of values that do not differ: no test, no effect size."""
    return InputError.about(
        argument,
        code="constant",
        expected="values that differ",
        found=found,
        hint="Without variance there is no error to compare with, and so no number to give.",
    )


def exact(argument: str, found: str) -> InputError:
    """Error of a fit that leaves nothing over to judge it by."""
    return InputError.about(
        argument,
        code="constant",
        expected="values that differ from the model's",
        found=found,
        hint="With nothing left over there is no error, and an effect without one is no "
        "finding: rounded or averaged figures may have lost it.",
    )


def refuse_tiny(argument: str, x: Float) -> None:
    """Refuse values all of whose squares are less than a float64 holds."""
    largest = float(np.abs(x).max())
    if 0 < largest < _TINIEST:
        raise InputError.about(
            argument,
            code="out_of_range",
            expected=f"values whose squares a float64 holds, above {_TINIEST:g}",
            found=f"none above {largest:g}",
            hint="Measure in a smaller unit.",
        )


def refuse_exact(residual: Float, y: Float) -> None:
    """Refuse a model that fits every value: without anything left over it has no error."""
    if np.abs(residual).max() <= 1e-12 * np.abs(y).max():
        raise exact("y", "a model that fits every value exactly")
