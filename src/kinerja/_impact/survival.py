"""Kaplan–Meier curves of many groups at once, and the log-rank test between them."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .._digits import same
from .._types import Codes, Flags, Float

_SIZE = 32
"""Cases in a block of the log-rank test."""
_BLOCK = 2_000_000
"""Numbers in a table of blocks × groups."""


class Ordered(NamedTuple):
    """Cases in the order of their times; times equal at twelve digits are one."""

    order: Codes
    """(n,) positions of the cases, shortest first."""
    place: Codes
    """(n,) number of the distinct time of each, in that order."""
    time: Float
    """(j,) distinct times."""


class Steps(NamedTuple):
    """Curve of one group at the times when one of its cases was closed."""

    time: Float
    left: Float
    """Share not yet closed, S."""
    spread: Float
    """Greenwood's Σ d/(n(n − d)), the variance of ln S; infinite where S is 0."""


def ordered(t: Float) -> Ordered:
    """Sort cases by time."""
    order = np.argsort(t, kind="stable")
    x = t[order]
    new = np.empty(x.size, dtype=np.bool_)
    new[:1] = True
    new[1:] = x[1:] != x[:-1]
    step = x[1:] - x[:-1]
    near = np.flatnonzero(new[1:] & (step < 1e-10 * x[1:]))
    new[1 + near] = ~same(x[1 + near], x[near])
    return Ordered(order, np.cumsum(new) - 1, x[new])


def kaplan_meier(cases: Ordered, closed: Flags, cell: Codes, cells: int) -> list[Steps]:
    """Curves of all cells; a case closed at a time is counted before one still open at it."""
    mine = cell[cases.order]
    # A sort of small integers is a radix sort: linear.
    by_cell = np.argsort(mine.astype(np.int16) if cells < 2**15 else mine, kind="stable")
    place, mine = cases.place[by_cell], mine[by_cell]
    ends = np.searchsorted(mine, np.arange(cells), side="right")
    start = np.flatnonzero(np.diff(place, prepend=-1) | np.diff(mine, prepend=-1))
    d = np.add.reduceat(closed[cases.order[by_cell]].astype(np.float64), start)
    happened = d > 0
    start, d = start[happened], d[happened]
    n = (ends[mine[start]] - start).astype(np.float64)
    time, kept = cases.time[place[start]], 1 - d / n
    with np.errstate(divide="ignore"):
        part = d / (n * (n - d))
    edges = np.searchsorted(mine[start], np.arange(cells + 1))
    return [
        Steps(time[a:b], np.asarray(np.cumprod(kept[a:b])), np.asarray(np.cumsum(part[a:b])))
        for a, b in pairwise(edges)
    ]


def first_reached(x: Float, q: float) -> int:
    """Position of the first value that reaches q at twelve digits; −1 where none does."""
    for i in np.flatnonzero(x >= q - 1e-10).tolist():
        if x[i] >= q or same(x[i : i + 1], np.array([q]))[0]:
            return int(i)
    return -1


def last_within(time: Float, target: float) -> int:
    """Position of the last time no later than the target, at twelve digits; −1 where none is."""
    i = int(np.searchsorted(time, target, side="right"))
    if i < time.size and same(time[i : i + 1], np.array([target]))[0]:
        i += 1
    return i - 1


def log_rank(
    cases: Ordered, closed: Flags, group: Codes, groups: int
) -> tuple[Float, Float, Float]:
    """Observed and expected closings of each group, and their covariance, over one stratum.

    `group` −1 leaves a case out. At each time d of n close: expected d·nᵢ/n, covariance
    d(n − d)/(n − 1)·(δᵢₖnᵢ/n − nᵢnₖ/n²).
    """
    used = group[cases.order] >= 0
    order, place = cases.order[used], cases.place[used]
    g, done = group[order], closed[order]
    observed: Float = np.bincount(g, done, groups).astype(np.float64)
    happened = place[done]
    times = happened[np.flatnonzero(np.diff(happened, prepend=-1))]
    if not times.size:
        return observed, np.zeros(groups), np.zeros((groups, groups))
    start = np.searchsorted(place, times)
    d = np.bincount(np.searchsorted(times, happened), minlength=times.size).astype(np.float64)
    n = (order.size - start).astype(np.float64)
    w = d * (n - d) / np.maximum(n - 1, 1)
    # A case counts in nᵢ at every time up to its own: sums over times become sums over cases.
    seen = np.searchsorted(times, place, side="right")
    reached = np.append(0.0, np.cumsum(d / n))[seen]
    expected: Float = np.bincount(g, reached, groups).astype(np.float64)
    covariance = np.diag(np.bincount(g, np.append(0, np.cumsum(w / n))[seen], groups))
    value = np.append(0, np.cumsum(w / n**2))[seen]
    return observed, expected, covariance - _products(place, g, value, groups)


def _products(place: Codes, g: Codes, value: Float, groups: int) -> Float:
    """Σⱼ aⱼnᵢⱼnₖⱼ over times j as Σ A(the earlier of their times) over all pairs of cases.

    `value` is A, the sum of a up to a case's own time. Blocks of cases meet all later blocks in one
    matrix product; only pairs inside a block are gone through.
    """
    count = np.ones(place.size)
    if place.size and (int(place[-1]) + 1) * groups <= 4 * place.size:  # many ties: count them
        table = np.bincount(place * groups + g)
        cell = np.flatnonzero(table)
        first = np.searchsorted(place, cell // groups)
        g, count, value = cell % groups, table[cell].astype(np.float64), value[first]
    n = g.size
    out = np.zeros((groups, groups))
    left = np.bincount(g, count, groups)
    step = max(1, _BLOCK // groups) * _SIZE
    for low in range(0, n, step):
        rows = slice(low, min(n, low + step))
        cell = np.arange(rows.stop - low) // _SIZE * groups + g[rows]
        size = (-(-(rows.stop - low) // _SIZE), groups)
        held = np.bincount(cell, count[rows], size[0] * groups).reshape(size)
        weighted = np.bincount(cell, (count * value)[rows], size[0] * groups).reshape(size)
        later = left - np.cumsum(held, axis=0)
        left = later[-1]
        out += weighted.T @ later
    block = np.arange(n) // _SIZE
    for apart in range(1, min(_SIZE, n)):
        near = np.flatnonzero(block[:-apart] == block[apart:])
        pair = g[near] * groups + g[near + apart]
        product = count[near] * value[near] * count[near + apart]
        out += np.bincount(pair, product, groups * groups).reshape(groups, groups)
    return out + out.T + np.diag(np.bincount(g, count**2 * value, groups))
