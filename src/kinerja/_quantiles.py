"""Half-widths of two-sided intervals, in standard errors, from `scipy.special` alone."""

from __future__ import annotations

import numpy as np

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
    if _scipy_before_1_17():
        t = _polished(np.asarray(t, dtype=np.float64), freedom, 0.5 - level / 2)
    return np.where(far, normal_quantile(level), t)


def _scipy_before_1_17() -> bool:
    """Whether the quantile of scipy is the former one, which is good to 1e-11 only."""
    import scipy

    return tuple(int(part) for part in scipy.__version__.split(".")[:2]) < (1, 17)


def _polished(t: Float, df: Float, tail: float) -> Float:
    """Newton's steps on the probability of the lower tail, which keeps its relative precision."""
    from scipy.special import gammaln, stdtr

    scale = np.exp(gammaln((df + 1) / 2) - gammaln(df / 2)) / np.sqrt(df * np.pi)
    for _ in range(2):
        density = scale * np.exp(-(df + 1) / 2 * np.log1p(t * t / df))
        step = np.divide(stdtr(df, -t) - tail, density, out=np.zeros_like(t), where=density > 0)
        t = t + np.where(np.isfinite(step), step, 0.0)
    return t
