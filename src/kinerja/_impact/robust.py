"""Least squares on dummies with one factor absorbed, and variances robust to clusters.

The bias-reduced variance (CR2) needs (I − H)⁻¹ᐟ² of every cluster's rows. H = QQᵀ with orthonormal
Q, so (I − QQᵀ)⁻¹ᐟ²Q = Q(I − QᵀQ)⁻¹ᐟ²: only Gram matrices of a cluster are ever taken apart, as
large as there are columns, however many rows the cluster has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError

Float = NDArray[np.float64]
Codes = NDArray[np.int64]

Variance = Literal["CR2", "CR1", "CR0"]
VARIANCES: tuple[Variance, ...] = ("CR2", "CR1", "CR0")

_SINGULAR = 1e-11
"""An eigenvalue of I − H below this is 0: the cluster alone fixes that direction."""

_BLOCK = 8_000_000
"""Numbers in a block of Gram matrices."""


@dataclass(frozen=True, slots=True)
class Dummies:
    """A design of 0/1 columns, with the units' means taken out where there are units.

    `columns` (n, m) holds the columns that are 1 in a row, −1 for none; `k` is their number;
    `unit` (n,) are codes to absorb.
    """

    columns: Codes
    k: int
    cluster: Codes
    unit: Codes | None = None

    @property
    def clusters(self) -> int:
        return int(self.cluster.max()) + 1


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


@dataclass(frozen=True, slots=True)
class Robust:
    """Contrasts of the coefficients with their variance and what their tests need."""

    value: Float
    """(r,) contrasts."""
    covariance: Float
    """(r, r) by clusters."""
    df: Float
    """(r,) degrees of freedom of t."""
    exact: bool
    """True where nothing is left over: the errors are 0 and no test can be made."""
    clusters: int
    _weights: Weights | None
    """None unless CR2."""

    def joint(self, rows: NDArray[np.bool_]) -> tuple[float, float, float]:
        """F that the contrasts in `rows` are all 0, and its two degrees of freedom.

        With CR2 the approximate Hotelling test (HTZ) of Pustejovsky & Tipton (2018); else Wald's
        F on (q, G − 1). NaN where the degrees of freedom do not suffice.
        """
        at = np.flatnonzero(rows)
        q = at.size
        nothing = (float("nan"), float(q), float("nan"))
        if self.exact or np.linalg.matrix_rank(self.covariance[np.ix_(at, at)], hermitian=True) < q:
            return nothing
        b, v = self.value[at], self.covariance[np.ix_(at, at)]
        f = float(b @ np.linalg.solve(v, b)) / q
        if self._weights is None:
            return f, float(q), self.clusters - 1.0
        eta = _freedom(self._weights.of(at))
        if not eta - q + 1 > 0:
            return nothing
        return f * (eta - q + 1) / eta, float(q), eta - q + 1


def fit(design: Dummies, y: Float, contrasts: Float, variance: Variance) -> Robust:
    """Least squares of y (n,) on the design; `contrasts` (k, r) of its coefficients."""
    ones = _Sums(design)
    root = ones.root(contrasts)
    target = root.T @ contrasts
    centred = y - y.mean()
    residual, b = _residuals(design, ones, root, centred)
    exact = bool(np.abs(residual).max() <= 1e-12 * np.abs(y).max())
    if exact:
        residual = np.zeros_like(residual)
    n, g = y.size, design.clusters
    freedom = n - root.shape[1] - (ones.size.size if design.unit is not None else 0)
    if freedom < 1:
        raise InputError.about(
            "y", code="too_few", expected="more rows than effects", found=f"{n} rows",
            hint="With an effect for every row nothing is left to judge the error by.",
        )  # fmt: skip
    weights: Weights | None = None
    if variance == "CR2":
        if design.unit is None or ones.nested:
            scores, weights = _adjusted(design, ones, root, target, residual)
        else:
            scores, weights = _adjusted_across(design, ones, root, target, residual)
        df = np.array([_freedom(weights.of(np.array([i]))) for i in range(target.shape[1])])
    else:
        scores = _by_cluster(design, ones, residual) @ root @ target
        df = np.full(target.shape[1], g - 1.0)
    covariance = scores.T @ scores
    if variance == "CR1":
        covariance *= g / (g - 1) * (n - 1) / freedom
    return Robust(contrasts.T @ b, covariance, df, exact, g, weights)


def _freedom(weights: Weights) -> float:
    """Satterthwaite's df of one contrast, or η of several: q(q + 1)/Σ[tr(S)² + tr(S²)].

    S_ab = P_aP_bᵀ = (a = b)·own_a − shared_aᵀshared_b, in units of ΣS_aa.
    """
    own, shared, count = weights.own, weights.shared, weights.count
    q = len(shared)
    cross = np.stack([[_dots(shared[s], shared[t]) for t in range(q)] for s in range(q)])
    inner = np.moveaxis(cross, -1, 0)
    whole = np.einsum("p,pij->ij", count, own - inner)
    value, vector = np.linalg.eigh(whole)
    if not value[0] > 1e-12 * max(float(count @ _trace(own)), 1e-300):
        return float("nan")
    scale = vector / np.sqrt(value) @ vector.T
    own, inner = scale @ own @ scale, scale @ inner @ scale
    # A pattern of c clusters stands for them as one with √c times their weights.
    often = np.sqrt(count)[:, None]
    turned = [sum(scale[s, t] * shared[s] for s in range(q)) * often for t in range(q)]
    traces, squares = _pairs(turned)
    diagonal = own - inner
    traces += float(count @ (np.square(_trace(diagonal)) - np.square(_trace(inner))))
    # Symmetric: tr(S²) is the sum of squares.
    squares += float(count @ (np.square(diagonal) - np.square(inner)).sum(axis=(1, 2)))
    return q * (q + 1) / (traces + squares)


def _dots(a: Any, b: Any) -> Float:
    """(p,) products of the rows of two matrices, dense or sparse."""
    return np.asarray((a * b).sum(axis=1))


def _trace(x: Float) -> Float:
    return np.asarray(np.einsum("gii->g", x))


def _pairs(shared: list[Any]) -> tuple[float, float]:
    """Σ tr(S_ab)² and Σ tr(S_ab²) over all pairs of clusters, S_ab[s, t] = shared_s[a]·shared_t[b].

    By columns or by clusters, whichever are fewer.
    """
    q, (g, m) = len(shared), shared[0].shape
    if isinstance(shared[0], np.ndarray) and m * q <= g:
        every = np.hstack(shared)
        product = (every.T @ every).reshape(q, m, q, m)
        traces = float(np.square(product).sum())
        return traces, float((product * product.transpose(2, 1, 0, 3)).sum())
    products = [[a @ b.T for b in shared] for a in shared]
    trace = sum((products[i][i] for i in range(1, q)), products[0][0])
    squares = sum(float((p * p.T).sum()) for row in products for p in row)
    return float((trace * trace).sum()), squares


class _Sums:
    """Counts of the design: by unit, by cluster, and the Gram matrix without the units' means."""

    def __init__(self, design: Dummies) -> None:
        self.design = design
        columns, k, unit = design.columns, design.k, design.unit
        self.nested = True
        self.gram = _pair_counts(columns, k, np.zeros(len(columns), dtype=np.int64), 1)[0]
        if unit is None:
            self.size = np.array([float(len(columns))])
            return
        units = int(unit.max()) + 1
        self.size = np.bincount(unit, minlength=units).astype(np.float64)
        self.by_unit = _sums(columns, k, unit, units)
        self.gram = self.gram - self.by_unit.T @ (self.by_unit / self.size[:, None])
        first = np.empty(units, dtype=np.int64)
        first[unit] = design.cluster
        self.nested = bool((first[unit] == design.cluster).all())
        self.cluster_of_unit = first

    def root(self, contrasts: Float) -> Float:
        """L (k, rank) with LLᵀ the pseudo-inverse of the Gram matrix; contrasts must be in it."""
        value, vector = np.linalg.eigh(self.gram)
        held = value > 1e-10 * max(value[-1], 1.0)
        kept = vector[:, held]
        if np.abs(contrasts - kept @ (kept.T @ contrasts)).max(initial=0.0) > 1e-8:
            raise InputError.about(
                "treated",
                code="not_identified",
                expected="treated and control rows before and after that can be compared",
                found="an effect that the other effects of the model explain entirely",
                hint="Look for units seen only before or only after, and for periods without "
                "control rows.",
            )
        return np.asarray(kept / np.sqrt(value[held]))


def _sums(columns: Codes, k: int, group: Codes, groups: int, weight: Float | None = None) -> Float:
    """(groups, k) how often each column is 1 in each group, or the sum of `weight` there."""
    out = np.zeros(groups * k)
    for column in columns.T:
        at = column >= 0
        w = None if weight is None else weight[at]
        out += np.bincount(group[at] * k + column[at], w, groups * k)
    return out.reshape(groups, k)


def _pair_counts(columns: Codes, k: int, group: Codes, groups: int) -> Float:
    """(groups, k, k) Gram matrices of the 0/1 columns."""
    out = np.zeros(groups * k * k)
    for a in columns.T:
        for b in columns.T:
            at = (a >= 0) & (b >= 0)
            out += np.bincount((group[at] * k + a[at]) * k + b[at], minlength=out.size)
    return out.reshape(groups, k, k)


def _residuals(design: Dummies, ones: _Sums, root: Float, y: Float) -> tuple[Float, Float]:
    unit, columns, k = design.unit, design.columns, design.k

    def within(x: Float) -> Float:
        if unit is None:
            return x
        return np.asarray(x - (np.bincount(unit, x) / ones.size)[unit])

    none = np.zeros(y.size, dtype=np.int64)
    b = root @ (root.T @ _sums(columns, k, none, 1, within(y))[0])
    padded = np.append(b, 0.0)  # column −1 is no column
    return within(y - padded[columns].sum(axis=1)), b


def _by_cluster(design: Dummies, ones: _Sums, residual: Float) -> Float:
    """(G, k) XᵍᵀE, X without the units' means."""
    g, k = design.clusters, design.k
    out = _sums(design.columns, k, design.cluster, g, residual)
    if not ones.nested and design.unit is not None:  # nested: a unit's residuals sum to 0
        from scipy.sparse import csr_array

        mean = residual / ones.size[design.unit]
        left = csr_array((mean, (design.cluster, design.unit)), shape=(g, ones.size.size))
        out = out - left @ ones.by_unit
    return out


def _adjusted(
    design: Dummies, ones: _Sums, root: Float, target: Float, residual: Float
) -> tuple[Float, Weights]:
    """Scores (G, r) and what their degrees of freedom need, where each unit is in one cluster."""
    g, k, r = design.clusters, design.k, target.shape[1]
    scores = np.empty((g, r))
    own, shared, count = [], [], []
    left = _by_cluster(design, ones, residual) @ root
    order = np.argsort(design.cluster, kind="stable")
    sorted_cluster, sorted_columns = design.cluster[order], design.columns[order]
    step = max(1, _BLOCK // (k * k))
    if design.unit is not None:
        by_cluster = np.argsort(ones.cluster_of_unit, kind="stable")
        spread = (ones.by_unit / np.sqrt(ones.size)[:, None])[by_cluster]
        starts = np.searchsorted(ones.cluster_of_unit[by_cluster], np.arange(g + 1))
    for low in range(0, g, step):
        high = min(g, low + step)
        rows = slice(*np.searchsorted(sorted_cluster, [low, high]))
        gram = _pair_counts(sorted_columns[rows], k, sorted_cluster[rows] - low, high - low)
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


def _patterns(gram: Float) -> list[tuple[Float, Codes]]:
    """Distinct matrices and where they stand: in a balanced panel nearly all clusters are alike."""
    found: dict[bytes, list[int]] = {}
    for i, one in enumerate(gram):
        found.setdefault(one.tobytes(), []).append(i)
    return [(gram[at[0]], np.array(at, dtype=np.int64)) for at in found.values()]


def _inverse_root(s: Float, target: Float) -> Float:
    """(I − S)⁻¹ᐟ²·target, directions that the cluster alone fixes left out."""
    value, vector = np.linalg.eigh(s)
    left = 1.0 - value
    power = np.where(left > _SINGULAR, 1 / np.sqrt(np.maximum(left, _SINGULAR)), 0.0)
    return np.asarray(vector @ (power[:, None] * (vector.T @ target)))


def _adjusted_across(
    design: Dummies, ones: _Sums, root: Float, target: Float, residual: Float
) -> tuple[Float, Weights]:
    """As `_adjusted`, where units move between clusters: H then has the units' own part too."""
    from scipy.sparse import csr_array

    assert design.unit is not None  # noqa: S101 - only called with units
    g, r, rank = design.clusters, target.shape[1], root.shape[1]
    units = ones.size.size
    pair, cell = np.unique(design.cluster * units + design.unit, return_inverse=True)
    owner, unit = pair // units, pair % units
    count = np.bincount(cell).astype(np.float64)
    size = ones.size[unit]
    seen = _sums(design.columns, design.k, cell, pair.size) @ root
    mean = ones.by_unit[unit] @ root / size[:, None]
    without = seen - count[:, None] * mean  # Σ of the rows' columns without the unit's mean
    errors = np.bincount(cell, residual) / np.sqrt(size)
    left = _by_cluster(design, ones, residual) @ root
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
        gram = _pair_counts(rows, design.k, np.zeros(len(rows), dtype=np.int64), 1)[0]
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
    return scores, Weights(own, shared, np.ones(g))
