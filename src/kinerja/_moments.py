"""Centre and spread: what is far from 0 loses no digits, and no square leaves the floats.

The mean of values near 1e15 is rounded to an eighth. Their distances from it are exact, though, and
so the mean of these distances says what the rounding took away: it is taken out as well. Sizes are
taken out as powers of two, which change no digit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ._types import Float

_TERMS = 10
"""Terms of the series about 0: enough for twelve digits up to .03."""
_FAR = 1e-3
"""Spread over size below which values are far from 0."""


def sized(x: Float) -> tuple[Float, NDArray[np.intc]]:
    """Each column brought to the size of 1 by an exact power of two, and the exponents.

    >>> values, exponent = sized(np.array([3e300, 1e300]))
    >>> np.ldexp(values, exponent).tolist(), bool(values.max() < 1)
    ([3e+300, 1e+300], True)
    """
    _, exponent = np.frexp(np.abs(x).max(axis=0, initial=0.0))
    return np.asarray(np.ldexp(x, -exponent)), exponent


def centred(x: Float) -> Float:
    """Distances from the mean of each column, to all of their digits.

    >>> centred(np.array([1e15, 1e15 + 1, 1e15 + 0.5])).tolist()
    [-0.5, 0.5, 0.0]
    """
    out = np.asarray(x - x.mean(axis=0))
    out -= out.mean(axis=0)
    return out


def deviation(x: Float, *, ddof: int = 0) -> Float:
    """Standard deviation of each column, √(Σ(x − mean)²/(n − ddof)).

    >>> float(deviation(np.array([1e15 - 1, 1e15 + 1]))), float(deviation(np.array([1e300, 3e300])))
    (1.0, 1e+300)
    """
    values, exponent = sized(x)
    squares = np.square(centred(values)).sum(axis=0)
    return np.asarray(np.ldexp(np.sqrt(squares / (x.shape[0] - ddof)), exponent))


def taken_from(*samples: Float) -> tuple[list[Float], float]:
    """Samples together less an origin, which is 0 unless all are far from 0 next to their spread.

    >>> samples, origin = taken_from(np.array([1e9, 1e9 + 2]), np.array([1e9 + 1]))
    >>> [x.tolist() for x in samples], origin
    ([[0.0, 2.0], [1.0]], 1000000000.0)
    """
    low, high = min(float(x.min()) for x in samples), max(float(x.max()) for x in samples)
    if high / 2 - low / 2 >= _FAR * max(abs(low), abs(high)):
        return list(samples), 0.0
    return [x - low for x in samples], low


def bend(a: Float) -> Float:
    """(1 + a)·ln(1 + a) − a for a near 0, where the terms cancel: Σ (−a)ʲ/(j(j − 1)) from j = 2.

    >>> bend(np.array([0.0, 0.01])).round(10).tolist()
    [0.0, 4.98342e-05]
    """
    out = np.zeros_like(a)
    for j in range(_TERMS + 1, 1, -1):
        out = 1.0 / (j * (j - 1)) - a * out
    return np.asarray(a * a * out)
