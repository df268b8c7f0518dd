"""Designs of 0/1 columns with one factor absorbed: counts instead of matrices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .._checks import rows_by_label
from .._types import Codes, Float
from ..errors import InputError


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


class Sums:
    """Counts of the design: by unit, by cluster, and the Gram matrix without the units' means."""

    def __init__(self, design: Dummies) -> None:
        self.design = design
        columns, k, unit = design.columns, design.k, design.unit
        self.nested = True
        self.gram = pair_counts(columns, k, np.zeros(len(columns), dtype=np.int64), 1)[0]
        if unit is None:
            self.size = np.array([float(len(columns))])
            return
        units = int(unit.max()) + 1
        self.size = np.bincount(unit, minlength=units).astype(np.float64)
        self.by_unit = sums(columns, k, unit, units)
        self.gram = self.gram - self.by_unit.T @ (self.by_unit / self.size[:, None])
        first = np.empty(units, dtype=np.int64)
        first[unit] = design.cluster
        self.nested = bool((first[unit] == design.cluster).all())
        self.cluster_of_unit = first

    def root(self, contrasts: Float) -> Float:
        """L (k, rank) with LLᵀ the pseudo-inverse of the Gram matrix; contrasts must be in it.

        A column of L is 0 outside one island of columns, so that islands stay apart.
        """
        values, vectors = [], []
        row, column = np.nonzero(self.gram)
        for at in islands(row, column, self.design.k):
            value, part = np.linalg.eigh(self.gram[np.ix_(at, at)])
            vector = np.zeros((self.design.k, at.size))
            vector[at] = part
            values.append(value)
            vectors.append(vector)
        value, vector = np.concatenate(values), np.hstack(vectors)
        held = value > 1e-10 * max(value.max(), 1.0)
        value, kept = value[held], vector[:, held]
        if np.abs(contrasts - kept @ (kept.T @ contrasts)).max(initial=0.0) > 1e-8:
            raise InputError.about(
                "treated",
                code="not_estimable",
                expected="treated and control rows before and after that can be compared",
                found="an effect that the other effects of the model explain entirely",
                hint="Look for units seen only before or only after, and for periods without "
                "control rows.",
            )
        return np.asarray(kept / np.sqrt(value))


def sums(columns: Codes, k: int, group: Codes, groups: int, weight: Float | None = None) -> Float:
    """(groups, k) how often each column is 1 in each group, or the sum of `weight` there."""
    out = np.zeros(groups * k)
    for column in columns.T:
        at = column >= 0
        w = None if weight is None else weight[at]
        out += np.bincount(group[at] * k + column[at], w, groups * k)
    return out.reshape(groups, k)


def pair_counts(columns: Codes, k: int, group: Codes, groups: int) -> Float:
    """(groups, k, k) Gram matrices of the 0/1 columns."""
    out = np.zeros(groups * k * k)
    for a in columns.T:
        for b in columns.T:
            at = (a >= 0) & (b >= 0)
            out += np.bincount((group[at] * k + a[at]) * k + b[at], minlength=out.size)
    return out.reshape(groups, k, k)


def residuals(design: Dummies, ones: Sums, root: Float, y: Float) -> tuple[Float, Float]:
    unit, columns, k = design.unit, design.columns, design.k

    def within(x: Float) -> Float:
        if unit is None:
            return x
        return np.asarray(x - (np.bincount(unit, x) / ones.size)[unit])

    none = np.zeros(y.size, dtype=np.int64)
    b = root @ (root.T @ sums(columns, k, none, 1, within(y))[0])
    padded = np.append(b, 0.0)  # column −1 is no column
    return within(y - padded[columns].sum(axis=1)), b


def by_cluster(design: Dummies, ones: Sums, residual: Float) -> Float:
    """(G, k) XᵍᵀE, X without the units' means."""
    g, k = design.clusters, design.k
    out = sums(design.columns, k, design.cluster, g, residual)
    if not ones.nested and design.unit is not None:  # nested: a unit's residuals sum to 0
        from scipy.sparse import csr_array

        mean = residual / ones.size[design.unit]
        left = csr_array((mean, (design.cluster, design.unit)), shape=(g, ones.size.size))
        out = out - left @ ones.by_unit
    return out


def islands(a: Codes, b: Codes, n: int) -> list[Codes]:
    """Which of 0 … n − 1 are linked by the pairs (a, b), directly or by others."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    links = csr_array((np.ones(a.size), (a, b)), shape=(n, n))
    label = connected_components(links, directed=False)[1]
    return rows_by_label(label.astype(np.int64))
