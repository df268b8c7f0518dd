"""Twelve significant digits: where a difference is a difference, and where it is float noise.

0.3·80 + 0.7·80 may come out as 79.99999999999999. Grades and ranks that decide about people are
therefore judged on the value at twelve significant digits, everywhere by this module.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from ._types import Flags, Float

Ties = Literal["min", "average", "dense"]
TIES: tuple[Ties, ...] = ("min", "average", "dense")

DIGITS = 12
NEAR = 1e-10
"""Values that agree in twelve digits differ by less than this share of either."""

_NEAR = 1.1e-11  # of the larger: further apart than this, two values differ in twelve digits
_BITS = 8 * np.finfo(np.float64).eps
_LARGEST_EXACT_POWER = 22  # 10**22 is the largest power of ten that a float64 holds exactly


def significant(x: Float) -> Float:
    """Round to twelve significant digits, half to even; NaN and infinity stay.

    >>> significant(np.array([79.99999999999999, 64.995, 0.1 + 0.2])).tolist()
    [80.0, 64.995, 0.3]
    """
    x = np.asarray(x, dtype=np.float64)
    with np.errstate(all="ignore"):
        exponent = np.floor(np.log10(np.abs(x)))
        shift = DIGITS - 1 - exponent
        # One exact power of ten, one rounding: the result is the float nearest to the decimal.
        usable = np.isfinite(shift) & (np.abs(shift) <= _LARGEST_EXACT_POWER)
        power = np.power(10.0, np.abs(np.where(usable, shift, 0.0)))
        scaled = np.where(shift >= 0, x * power, x / power)
        whole = np.rint(scaled)
        out: Float = np.where(shift >= 0, whole / power, whole * power)
    # Zero, NaN and infinity come through the formula as they are.
    odd = ~usable & np.isfinite(x) & (x != 0)
    if odd.any():
        # Magnitudes that no percentage or count has: the slow exact way.
        out[odd] = [float(f"{value:.{DIGITS - 1}e}") for value in x[odd].tolist()]
    return out


def half_up(x: Float, decimals: int) -> Float:
    """Round half up at `decimals`, ties judged at twelve significant digits (64.995 → 65.00).

    >>> half_up(np.array([64.995, 64.9949, 2.675]), 2).tolist()
    [65.0, 64.99, 2.68]
    """
    power = 10.0**decimals
    out: Float = np.floor(significant(np.asarray(x, dtype=np.float64) * power) + 0.5) / power
    return out


def rounded_up_from(bounds: Float, decimals: int, *, closed: Literal["left", "right"]) -> Float:
    """Smallest value that `half_up` takes into the interval that begins at each bound.

    With ``closed="left"`` the bound itself belongs to the interval, with ``"right"`` it does not.

    >>> rounded_up_from(np.array([80.1, 100.0]), 1, closed="left").round(9).tolist()
    [80.05, 99.95]
    """
    power = 10.0**decimals
    scaled = significant(np.asarray(bounds, dtype=np.float64) * power)
    # The first printed figure inside; half a unit below it rounds up to it.
    first = np.ceil(scaled) if closed == "left" else np.floor(scaled) + 1.0
    return np.asarray((first - 0.5) / power)


def last_digit(x: Float) -> Float:
    """One unit in the twelfth significant digit of each value: the least step that is judged."""
    finite = np.where(np.isfinite(x) & (x != 0), np.abs(x), 1.0)
    return np.asarray(10.0 ** (np.floor(np.log10(finite)) - (DIGITS - 1)))


def rank(
    x: Float, *, ties: Ties = "min", higher_is_better: bool = True, noise: float = 0.0
) -> Float:
    """Rank from 1 = best; values equal at twelve significant digits are tied; NaN has no rank.

    ``"min"`` gives tied values the best of their places, ``"average"`` the mean of them, and
    ``"dense"`` the best without leaving a gap after them. Values no further apart than `noise` are
    tied as well: what a difference of larger terms leaves near 0 has no twelve digits of its own.

    >>> rank(np.array([0.9, 0.7, 0.7, np.nan, 0.1])).tolist()
    [1.0, 2.0, 2.0, nan, 4.0]
    """
    x = np.asarray(x, dtype=np.float64)
    out = np.full(x.shape, np.nan)
    known = np.flatnonzero(~np.isnan(x))
    if known.size == 0:
        return out
    values = -x[known] if higher_is_better else x[known]
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    equal = same(ordered[1:], ordered[:-1])
    if noise > 0:
        equal |= ordered[1:] - ordered[:-1] <= noise
    starts = np.concatenate([[True], ~equal])
    group = np.cumsum(starts) - 1
    if ties == "dense":
        place = group + 1.0
    else:
        first = np.flatnonzero(starts) + 1.0
        if ties == "average":
            size = np.diff(np.append(np.flatnonzero(starts), ordered.size))
            first = first + (size - 1) / 2.0
        place = first[group]
    out[known[order]] = place
    return out


def same(a: Float, b: Float) -> Flags:
    """Tell where two arrays are equal at twelve significant digits.

    Values that straddle a rounding edge by a few last bits count as equal too: that is noise.

    >>> same(np.array([1.0, 1.0]), np.array([1.0 + 1e-15, 1.0 + 1e-9])).tolist()
    [True, False]
    """
    a, b = np.broadcast_arrays(a, b)
    size, other = np.abs(a), np.abs(b)
    with np.errstate(all="ignore"):
        gap = np.abs(a - b)
        out = np.array((gap <= _BITS * np.minimum(size, other)) | (a == b))
        # Rounding is slow: only what is near at all goes through it.
        near = (gap <= _NEAR * np.maximum(size, other)) & ~out
    if near.any():
        out[near] = significant(a[near]) == significant(b[near])
    return out


def below(a: Float, b: Float) -> Flags:
    """Tell where `a` is less than `b` and not equal to it at twelve significant digits.

    NaN is below nothing. Only what is close is looked at digit by digit.

    >>> below(np.array([0.1 + 0.2, 0.2, np.nan]), np.array([0.3, 0.3, 0.3])).tolist()
    [False, True, False]
    >>> below(np.array(0.3), np.array([0.1 + 0.2, 0.4])).tolist()
    [False, True]
    """
    a, b = np.broadcast_arrays(np.asarray(a, np.float64), np.asarray(b, np.float64))
    out = np.asarray(a < b)
    with np.errstate(all="ignore"):
        close = out & (b - a <= NEAR * np.maximum(np.abs(a), np.abs(b)))
    if close.any():
        out[close] = ~same(a[close], b[close])
    return out
