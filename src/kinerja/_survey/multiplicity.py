"""p-values of many comparisons, adjusted for how many there are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .._types import Float


def holm(p: Float) -> Float:
    """Holm's p-values: the chance of even one false finding is held down; NaN counts as no test.

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6, 65–70.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, 0.03])).round(6).tolist()
    [0.03, 0.06, 0.06]
    """
    return _adjusted(p, lambda sorted_p, m: sorted_p * (m - np.arange(m)), falling=False)


def benjamini_hochberg(p: Float) -> Float:
    """Benjamini and Hochberg's: the share of false findings among the findings is held down.

    References
    ----------
    Benjamini & Hochberg (1995), JRSS B 57, 289–300.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(6).tolist()
    [0.03, 0.04, 0.04]
    """
    return _adjusted(p, lambda sorted_p, m: sorted_p * m / (1 + np.arange(m)), falling=True)


def _adjusted(p: Float, raised: Callable[[Float, int], Float], *, falling: bool) -> Float:
    out = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    values = raised(p[order], order.size)
    # Kept in the order of the p-values themselves.
    values = np.minimum.accumulate(values[::-1])[::-1] if falling else np.maximum.accumulate(values)
    out[order] = np.minimum(values, 1.0)
    return out
