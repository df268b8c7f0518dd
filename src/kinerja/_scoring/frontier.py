"""Benefit of the doubt: a linear programme for each subject, many solved at once, each proved.

In shares of the subject's own score, d = own contributions beyond the floor s, the programme of
subject i is: maximise Σd subject to A·d ≤ 1, d ≥ 0, with A[l, j] = (1 − k·s)·r[l, j] + s·Σ r[l, :]
and r[l, j] = y[l, j]/y[i, j]. It starts feasible at 0, so the simplex method needs no first phase,
and the tableau of k columns is short enough to hold those of many subjects at once.
"""

from __future__ import annotations

import numpy as np

from .._blocks import MANY_CELLS, blocks, rows_within
from .._solve import linear
from .._types import Float, Ints

_ZERO = 1e-10
"""A reduced price or pivot nearer to 0 than this is noise: entries are of size 1."""

_TINY = 1e-100
"""A value this small beside the largest of its column adds nothing, and would overflow a ratio."""

_GAP = 1e-9
"""Largest distance between a score and the bound that proves it, as a share of the score."""


_MANY_PEERS = 100
"""Fewer rows than this are all looked at."""

_ON_HULL = 1e-6
"""A row this near to 1 is kept: its bound may count where rounding decides."""


def best_shares(y: Float, floor: float) -> Float:
    """Score of each row of `y` (n, k), entries 0 or more, at its own best weights."""
    n, k = y.shape
    out = np.zeros(n)
    top = y.max(axis=0, initial=0.0)
    if not n or not top.any():
        return out
    used = top > 0
    relative = y[:, used] / top[used]  # units do not matter
    relative[relative < _TINY] = 0.0
    if floor > 0 and not used.all():
        return out  # an indicator that nobody has: every share of it is 0
    # Where a subject is 0 an indicator cannot help it; with a floor it brings it to 0.
    positive = relative > 0
    patterns, group = np.unique(positive, axis=0, return_inverse=True)
    frontier = relative[_undominated(relative)]
    for number, pattern in enumerate(patterns):
        rows = np.flatnonzero(group.ravel() == number)
        if not pattern.any() or (floor > 0 and not pattern.all()):
            continue
        peers = frontier[:, pattern]
        peers = _on_hull(peers[_undominated(peers)])
        step = rows_within(MANY_CELLS, len(peers) * k)
        for block in blocks(rows.size, step):
            part = rows[block]
            out[part] = _scores(relative[part][:, pattern], peers, floor)
    return out


def _undominated(y: Float) -> Ints:
    """Rows that no other row equals or betters in everything; of equal rows the first."""
    order = np.argsort(-y.sum(axis=1), kind="stable")
    kept: list[int] = []
    held = np.empty_like(y)
    for row in order.tolist():  # whoever betters a row has the larger sum and came before
        if not (held[: len(kept)] >= y[row]).all(axis=1).any():
            held[len(kept)] = y[row]
            kept.append(row)
    return np.array(kept, dtype=np.int64)


def _on_hull(peers: Float) -> Float:
    """The rows that set a bound at some weights: those that no mixture of others betters.

    Whoever stays below 1 against some of the rows is bettered by a mixture of these, and can set no
    bound that they do not set. The first of them are the best at many weights, drawn once for all.
    """
    n, k = peers.shape
    if n < _MANY_PEERS or k == 1:
        return peers
    weights = np.random.default_rng(0).dirichlet(np.full(k, 0.5), size=16 * k)
    top = np.zeros(n, dtype=np.bool_)
    for weight in np.vstack([weights, np.eye(k)]):
        top[(peers * weight).sum(axis=1).argmax()] = True
    first = peers[top]
    step = rows_within(MANY_CELLS, len(first) * k)
    for block in blocks(n, step):
        part = np.arange(n)[block]
        part = part[~top[part]]
        top[part] = _scores(peers[part], first, 0.0) >= 1.0 - _ON_HULL
    return peers[top]


def _scores(own: Float, peers: Float, floor: float) -> Float:
    k = own.shape[1]
    # Rows of the programme over their largest entry: ratios to a tiny value would swamp the rest.
    scale = own.max(axis=1, keepdims=True)
    ratio = peers[None, :, :] / (own / scale)[:, None, :]
    free = 1.0 - k * floor
    a = floor * ratio.sum(axis=2, keepdims=True) + max(free, 0.0) * ratio
    # Columns of one size, and gains up to 1: in another unit the optimum is the same.
    unit = a.max(axis=1)
    primal, dual = _simplex(a / unit[:, None, :], unit.min(axis=1, keepdims=True) / unit)
    # Whatever rounding did, d scaled to feasibility is a score that weights reach, and λ scaled to
    # feasibility is one that none can pass.
    d, price = primal / unit, dual
    with np.errstate(divide="ignore", invalid="ignore"):  # no price, no proof: solved below
        reached = d.sum(axis=1) / np.einsum("blj,bj->bl", a, d).max(axis=1)
        bound = price.sum(axis=1) / np.einsum("blj,bl->bj", a, price).min(axis=1)
    score = reached * scale[:, 0]
    for i in np.flatnonzero(~(bound - reached <= _GAP * reached)):
        score[i] = _solved(a[i], unit[i]) * scale[i, 0]
    return np.asarray(np.minimum(score, 1.0))


def _solved(a: Float, unit: Float) -> float:
    """One programme by the general solver."""
    m, k = a.shape
    found = linear(
        -unit.min() / unit,
        a / unit,
        np.full(m, -np.inf),
        np.ones(m),
        np.zeros(k),
        np.full(k, np.inf),
    )
    d = np.maximum(found.x, 0.0) / unit
    return float(d.sum() / (a @ d).max())


def _simplex(a: Float, gain: Float) -> tuple[Float, Float]:
    """Maximise gain·x subject to A·x ≤ 1, x ≥ 0 for a batch; return x and the dual prices.

    Dantzig's rule on the condensed tableau, then Bland's, which cannot cycle.
    """
    batch, m, k = a.shape
    table = np.empty((batch, m + 1, k + 1))
    table[:, :m, :k] = a
    table[:, :m, k] = 1.0
    table[:, m, :k] = -gain
    table[:, m, k] = 0.0
    column = np.tile(np.arange(k), (batch, 1))  # the variable of each column; slack l is k + l
    row = np.tile(np.arange(k, k + m), (batch, 1))
    active = np.arange(batch)
    dantzig, most = 10 * k + 20, 40 * k + 200
    for step in range(most):
        price = table[active, m, :k]
        improves = price < -_ZERO
        active = active[improves.any(axis=1)]
        if not active.size:
            break
        price, improves = table[active, m, :k], table[active, m, :k] < -_ZERO
        bland = step >= dantzig
        rule = np.where(improves, column[active] if bland else price, np.inf)
        enter = rule.argmin(axis=1)
        down = table[active, :m, enter]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(down > _ZERO, table[active, :m, k] / down, np.inf)
        least = ratio.min(axis=1, keepdims=True)
        among = ratio <= least * (1.0 + 1e-12)
        # Of equal ratios the largest pivot is the safest, the smallest variable the one of Bland.
        leave = np.where(among, row[active] if bland else -down, np.inf).argmin(axis=1)
        _pivot(table, active, leave, enter)
        column[active, enter], row[active, leave] = row[active, leave], column[active, enter]
    x = np.zeros((batch, k + m))
    np.put_along_axis(x, row, table[:, :m, k], axis=1)
    dual = np.zeros((batch, k + m))
    np.put_along_axis(dual, column, np.maximum(table[:, m, :k], 0.0), axis=1)
    return np.maximum(x[:, :k], 0.0), dual[:, k:]


def _pivot(table: Float, active: Ints, leave: Ints, enter: Ints) -> None:
    """Exchange a row's variable with a column's in the tableau of each active programme."""
    t = table[active]
    here = np.arange(active.size)
    pivot = t[here, leave, enter]
    line = t[here, leave] / pivot[:, None]
    line[here, enter] = 1.0 / pivot
    down = t[here, :, enter].copy()
    down[here, leave] = 0.0
    t[here, :, enter] = 0.0
    t[here, leave] = 0.0
    t -= down[:, :, None] * line[:, None, :]
    t[here, leave] = line
    table[active] = t
