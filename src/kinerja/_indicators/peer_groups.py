"""Points of many peer groups in one pass: what a relative scale needs of each, by reductions.

A group is a run of values; `starts` says where each begins. Every value meets the same operations
as in a group by itself, and ends at the same bits.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .._digits import same
from .._types import Flags, Float, Ints
from .straight import Linear


class ByGroup(NamedTuple):
    """Points of groups that lie one after the other."""

    points: Float
    """(n,) points."""
    cut: Flags | None
    """(n,) where a value was cut; None where nowhere."""
    alone: Flags
    """(g,) groups without a common rule, or that are refused: each goes its own way."""


def along_lines(
    line: Linear,
    x: Float,
    starts: Ints,
    worst: Float,
    best: Float,
    *,
    flat: tuple[Flags, float] | None = None,
    alone: Flags | None = None,
) -> ByGroup:
    """Points of groups that each have goalposts of their own on lines alike otherwise.

    Parameters
    ----------
    line : Linear
        What the lines share: their points and whether they cut.
    x : ndarray (n,)
        Values, group after group.
    starts : ndarray (g,)
        Where each group begins.
    worst, best : ndarray (g,)
        Goalposts of each group.
    flat : (g,) bool and float, optional
        Groups all of whose values are one, and their points.
    alone : (g,) bool, optional
        Groups that are known to be refused.
    """
    size = np.diff(np.append(starts, x.size))
    level = np.zeros(starts.size, dtype=np.bool_) if flat is None else flat[0]
    with np.errstate(over="ignore", invalid="ignore"):
        length = best - worst
    # A line by itself refuses such goalposts, and says so.
    own = ~level & ((length == 0) | ~np.isfinite(length))
    if alone is not None:
        own |= alone
    off = own | level
    if off.any():
        x = np.where(np.repeat(off, size), 0.0, x)
        worst, length = np.where(off, 0.0, worst), np.where(off, 1.0, length)
    points = np.subtract(x, np.repeat(worst, size))
    points /= np.repeat(length, size)
    cut = line.spread(points)
    if flat is not None and level.any():
        points[np.repeat(level, size)] = flat[1]
        if cut is not None:
            cut &= ~np.repeat(level, size)
    return ByGroup(points, cut, own)


def sums(x: Float, starts: Ints) -> Float:
    """Sum of each group, added in the same order as `np.sum` adds the group by itself.

    A sum begins at 0 and takes all values in pairs of halves; a reduction of runs begins at the
    first value of each. A 0 before each run makes the two alike, to the last bit.
    """
    group = np.zeros(x.size, dtype=np.int64)
    group[starts[1:]] = 1
    group = np.cumsum(group)
    padded = np.zeros(x.size + starts.size)
    padded[np.arange(1, x.size + 1) + group] = x
    return np.asarray(np.add.reduceat(padded, starts + np.arange(starts.size)))


def last_places(x: Float, starts: Ints, *, higher_is_better: bool) -> Float:
    """Place of each value in its group, 1 for the worst; values equal at twelve digits share it.

    They share the lowest of their places, as `_digits.rank` with ``ties="min"`` counts from below.
    """
    size = np.diff(np.append(starts, x.size))
    group = np.repeat(np.arange(starts.size), size)
    values = x if higher_is_better else -x
    order = np.lexsort((values, group))
    ordered = values[order]
    new = np.ones(x.size, dtype=np.bool_)
    new[1:] = (group[1:] != group[:-1]) | ~same(ordered[1:], ordered[:-1])
    first = np.flatnonzero(new)[np.cumsum(new) - 1]
    out = np.empty(x.size)
    out[order] = first - starts[group] + 1.0
    return out
