"""The bias-reduced variance by clusters (CR2), and the degrees of freedom of its tests.

It needs (I − H)⁻¹ᐟ² of every cluster's rows. H = QQᵀ with orthonormal Q, so
(I − QQᵀ)⁻¹ᐟ²Q = Q(I − QᵀQ)⁻¹ᐟ²: only Gram matrices of a cluster are ever taken apart, as large as
there are columns, however many rows the cluster has.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Codes, Float
from .dummies import Dummies, Sums, by_cluster, islands, pair_counts, sums

_SINGULAR = 1e-11
"""An eigenvalue of I − H below this is 0: the cluster alone fixes that direction."""

_SMALL = 0.1
"""Below this norm of H the series of its inverse root ends within 17 terms."""

_BLOCK = 8_000_000
"""Numbers in a block of Gram matrices."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What degrees of freedom need of the clusters' adjusted weights W, one a pattern."""

    own: Float
    """(p, r, r) WᵍᵀWᵍ."""
    shared: list[Any]
    """r matrices (p, m): QᵍᵀWᵍ."""
    count: Float
    """(p,) clusters of each pattern."""

    def of(self, at: Codes) -> Weights:
        """Those of some contrasts."""
        return Weights(self.own[:, at[:, None], at], [self.shared[i] for i in at], self.count)

    def crossed(self) -> Float:
        """(p, q, q) sharedₛ·sharedₜ of each pattern."""
        if isinstance(self.shared[0], np.ndarray):
            every = np.stack(self.shared, axis=1)
            return np.asarray(every @ every.transpose(0, 2, 1))
        q = len(self.shared)
        dots = [[(a * b).sum(axis=1) for b in self.shared] for a in self.shared]
        return np.moveaxis(np.array(dots).reshape(q, q, -1), -1, 0)

    def turned(self, scale: Float) -> list[Any]:
        """`shared` of the contrasts' combinations in the columns of `scale`.

        A pattern of c clusters stands for them as one with √c times their weights.
        """
        often = np.sqrt(self.count)[:, None]
        if isinstance(self.shared[0], np.ndarray):
            return list(np.tensordot(scale, np.stack(self.shared), (0, 0)) * often)
        every = range(len(self.shared))
        return [sum(scale[s, t] * self.shared[s] for s in every) * often for t in every]


def freedom(weights: Sequence[Weights]) -> float:
    """Satterthwaite's df of one contrast, or η of several: q(q + 1)/Σ[tr(S)² + tr(S²)].

    S_ab = P_aP_bᵀ = (a = b)·own_a − shared_aᵀshared_b, in units of ΣS_aa; 0 between islands.
    """
    inner = [one.crossed() for one in weights]
    whole, size = np.zeros(inner[0].shape[1:]), 0.0
    for one, cross in zip(weights, inner, strict=True):
        whole += np.einsum("p,pij->ij", one.count, one.own - cross)
        size += float(one.count @ _trace(one.own))
    value, vector = np.linalg.eigh(whole)
    if not value[0] > 1e-12 * max(size, 1e-300):
        return float("nan")
    scale = vector / np.sqrt(value) @ vector.T
    total = 0.0
    for one, cross in zip(weights, inner, strict=True):
        off = scale @ cross @ scale
        diagonal = scale @ one.own @ scale - off
        total += _pairs(one.turned(scale))
        total += float(one.count @ (np.square(_trace(diagonal)) - np.square(_trace(off))))
        # Symmetric: tr(S²) is the sum of squares.
        total += float(one.count @ (np.square(diagonal) - np.square(off)).sum(axis=(1, 2)))
    q = value.size
    return q * (q + 1) / total


def _trace(x: Float) -> Float:
    return np.asarray(np.einsum("gii->g", x))


def _pairs(shared: list[Any]) -> float:
    """Σ tr(S_ab)² + tr(S_ab²) over all pairs of clusters, S_ab[s, t] = shared_s[a]·shared_t[b].

    By columns or by clusters, whichever are fewer; one product of two contrasts at a time.
    """
    q, (g, m) = len(shared), shared[0].shape
    by_columns = isinstance(shared[0], np.ndarray) and m <= g
    total, trace = 0.0, None
    for s in range(q):
        for t in range(s, q):
            a, b = shared[s], shared[t]
            product = a.T @ b if by_columns else a @ b.T
            twice = 1 if s == t else 2
            total += twice * float((product * product.T).sum())
            if by_columns:
                total += twice * float((product * product).sum())
            elif s == t:
                trace = product if trace is None else trace + product
    return total if trace is None else total + float((trace * trace).sum())


def adjusted(
    design: Dummies, ones: Sums, root: Float, target: Float, residual: Float
) -> tuple[Float, tuple[Weights, ...]]:
    """Scores (G, r) and what their degrees of freedom need, where each unit is in one cluster.

    Clusters that share no column, as the treated and the control units of an event study, are
    islands: each is worked out with its own columns only.
    """
    g, k = design.clusters, design.k
    left = by_cluster(design, ones, residual)
    scores = np.zeros((g, target.shape[1]))
    weights = []
    cluster, column = np.nonzero(sums(design.columns, k, design.cluster, g))
    for island in islands(cluster, g + column, g + k):
        clusters, columns = island[island < g], island[island >= g] - g
        mine = np.flatnonzero((root[columns] != 0).any(axis=0))
        if clusters.size and target[mine].any():  # otherwise nothing of them is in the contrasts
            part = root[np.ix_(columns, mine)]
            scores[clusters], one = _adjusted_island(
                design, ones, clusters, columns, part, target[mine],
                left[np.ix_(clusters, columns)] @ part,
            )  # fmt: skip
            weights.append(one)
    return scores, tuple(weights)


def _adjusted_island(
    design: Dummies, ones: Sums, clusters: Codes, columns: Codes, root: Float, target: Float,
    left: Float,
) -> tuple[Float, Weights]:  # fmt: skip
    k, r = columns.size, target.shape[1]
    member = np.full(design.clusters, -1)
    member[clusters] = np.arange(clusters.size)
    place = np.full(design.k + 1, -1)  # its last entry is that of no column
    place[columns] = np.arange(k)
    cluster, column = _of_members(member[design.cluster], place[design.columns])
    if design.unit is not None:
        spread = ones.by_unit[:, columns] / np.sqrt(ones.size)[:, None]
        owner, spread = _of_members(member[ones.cluster_of_unit], spread)
        starts = np.searchsorted(owner, np.arange(clusters.size + 1))
    scores = np.empty((clusters.size, r))
    own, shared, count = [], [], []
    step = max(1, _BLOCK // (k * k))
    for low in range(0, clusters.size, step):
        high = min(clusters.size, low + step)
        rows = slice(*np.searchsorted(cluster, [low, high]))
        gram = pair_counts(column[rows], k, cluster[rows] - low, high - low)
        if design.unit is not None:
            for i in range(low, high):
                part = spread[starts[i] : starts[i + 1]]
                gram[i - low] -= part.T @ part
        for pattern, same in _patterns(gram):
            s = root.T @ pattern @ root
            z = _inverse_root(s, target)
            at = low + same
            scores[at] = left[at] @ z
            own.append(z.T @ s @ z)
            shared.append((s @ z).T)
            count.append(float(at.size))
    return scores, Weights(np.stack(own), list(np.stack(shared, axis=1)), np.array(count))


def _of_members(member: Codes, x: NDArray[Any]) -> tuple[Codes, NDArray[Any]]:
    """Rows that belong to a member, −1 for none, ordered by it."""
    order = np.argsort(member, kind="stable")
    order = order[np.searchsorted(member[order], 0) :]
    return member[order], x[order]


def _patterns(gram: Float) -> list[tuple[Float, Codes]]:
    """Distinct matrices and where they stand: in a balanced panel nearly all clusters are alike."""
    found: dict[bytes, list[int]] = {}
    for i, one in enumerate(gram):
        found.setdefault(one.tobytes(), []).append(i)
    return [(gram[at[0]], np.array(at, dtype=np.int64)) for at in found.values()]


def _inverse_root(s: Float, target: Float) -> Float:
    """(I − S)⁻¹ᐟ²·target, directions that the cluster alone fixes left out.

    Of many clusters each holds little of a direction: S is small, and the binomial series
    Σ (2i choose i)/4ⁱ·Sⁱ ends after a few products, without eigenvectors.
    """
    size = float(np.linalg.norm(s))  # at least the largest eigenvalue
    if size < _SMALL:
        out, term, left = target, target, 1.0
        for i in itertools.count(1):
            term, left = (2 * i - 1) / (2 * i) * (s @ term), left * size
            out = out + term
            if left < 1e-17:
                return np.asarray(out)
    value, vector = np.linalg.eigh(s)
    rest = 1.0 - value
    power = np.where(rest > _SINGULAR, 1 / np.sqrt(np.maximum(rest, _SINGULAR)), 0.0)
    return np.asarray(vector @ (power[:, None] * (vector.T @ target)))


def adjusted_across(
    design: Dummies, ones: Sums, root: Float, target: Float, residual: Float
) -> tuple[Float, tuple[Weights, ...]]:
    """As `_adjusted`, where units move between clusters: H then has the units' own part too."""
    from scipy.sparse import csr_array

    assert design.unit is not None  # noqa: S101 - only called with units
    g, r, rank = design.clusters, target.shape[1], root.shape[1]
    units = ones.size.size
    pair, cell = np.unique(design.cluster * units + design.unit, return_inverse=True)
    owner, unit = pair // units, pair % units
    count = np.bincount(cell).astype(np.float64)
    size = ones.size[unit]
    seen = sums(design.columns, design.k, cell, pair.size) @ root
    mean = ones.by_unit[unit] @ root / size[:, None]
    without = seen - count[:, None] * mean  # Σ of the rows' columns without the unit's mean
    errors = np.bincount(cell, residual) / np.sqrt(size)
    left = by_cluster(design, ones, residual) @ root
    starts = np.searchsorted(owner, np.arange(g + 1))
    order = np.argsort(design.cluster, kind="stable")
    row_starts = np.searchsorted(design.cluster[order], np.arange(g + 1))
    scores = np.empty((g, r))
    own = np.empty((g, r, r))
    rest = np.empty((r, g, rank))
    of_units = np.empty((r, pair.size))
    for i in range(g):
        at = slice(starts[i], starts[i + 1])
        rows = design.columns[order[row_starts[i] : row_starts[i + 1]]]
        gram = pair_counts(rows, design.k, np.zeros(len(rows), dtype=np.int64), 1)[0]
        cross = seen[at].T @ mean[at]
        block = root.T @ gram @ root - cross - cross.T
        block += mean[at].T @ (count[at, None] * mean[at])
        held = at.stop - at.start
        s = np.empty((held + rank, held + rank))
        s[:held, :held] = np.diag(count[at] / size[at])
        s[:held, held:] = without[at] / np.sqrt(size[at])[:, None]
        s[held:, :held] = s[:held, held:].T
        s[held:, held:] = block
        z = _inverse_root(s, np.vstack([np.zeros((held, r)), target]))
        scores[i] = np.concatenate([errors[at], left[i]]) @ z
        both = s @ z
        own[i] = z.T @ both
        of_units[:, at], rest[:, i] = both[:held].T, both[held:].T
    where = (np.concatenate([owner, np.repeat(np.arange(g), rank)]),
             np.concatenate([unit, units + np.tile(np.arange(rank), g)]))  # fmt: skip
    shape = (g, units + rank)
    shared = [
        csr_array((np.concatenate([of_units[j], rest[j].ravel()]), where), shape=shape)
        for j in range(r)
    ]
    return scores, (Weights(own, shared, np.ones(g)),)
