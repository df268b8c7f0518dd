"""The larger side eliminated: what its members add for each pair of those they met.

Each member i of the larger side met a few of the smaller side's m members. Eliminating i takes
weight·cᵢcᵢᵀ off the (m, m) matrix of the smaller side, cᵢ its counts; and its own variance needs
cᵢᵀTcᵢ with T the inverse. Both are sums over pairs of cells, gathered for all members of equal
size at once; the few members who met a large part of the smaller side go through BLAS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Float, Ints

_CHUNK = 1 << 20
"""Pairs at a time: some 20 MB."""
_KEPT = 1 << 23
"""Pairs that are remembered between calls rather than made again."""
_HEAVY = 12
"""A row with more than 1/12 of all columns is cheaper in BLAS than pair by pair."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    rows: Ints
    """(g,) members."""
    cells: Ints
    """(g, p) flat positions above the diagonal of the (m, m) matrix."""
    product: Float
    """(g, p) products of the two counts."""


class Pairs:
    """Pairs of columns that meet in a row of a sparse matrix of counts (q, m)."""

    def __init__(self, counts: Any) -> None:
        self.counts = counts
        self.squared = counts.copy()
        self.squared.data = counts.data**2
        size = np.diff(counts.indptr)
        self.m = int(counts.shape[1])
        self.heavy = np.flatnonzero(size > max(8, self.m // _HEAVY))
        light = size.copy()
        light[self.heavy] = 0
        self._size = light
        self._kept: list[_Chunk] | None = None
        if (light.astype(np.int64) * (light - 1) // 2).sum() <= _KEPT:
            self._kept = list(self._made())

    def _made(self) -> Iterator[_Chunk]:
        order = np.argsort(self._size, kind="stable")
        sizes, start = np.unique(self._size[order], return_index=True)
        ends = np.append(start[1:], order.size)
        for k, begin, end in zip(sizes.tolist(), start.tolist(), ends.tolist(), strict=True):
            if k < 2:
                continue
            one, other = np.triu_indices(k, 1)
            step = max(1, _CHUNK // one.size)
            for at in range(begin, end, step):
                rows = order[at : min(end, at + step)]
                place = self.counts.indptr[rows][:, None] + np.arange(k)
                column = self.counts.indices[place].astype(np.int64)
                count = self.counts.data[place]
                yield _Chunk(
                    rows,
                    column[:, one] * self.m + column[:, other],
                    count[:, one] * count[:, other],
                )

    def _chunks(self) -> Iterator[_Chunk]:
        return iter(self._kept) if self._kept is not None else self._made()

    def _heavy_blocks(self, dtype: Any) -> Iterator[tuple[Ints, NDArray[Any]]]:
        step = max(1, (1 << 22) // max(1, self.m))
        for at in range(0, self.heavy.size, step):
            rows = self.heavy[at : at + step]
            yield rows, self.counts[rows].toarray().astype(dtype, copy=False)

    def diagonal(self, weight: Float) -> Float:
        """(m,) Σ over rows of weight × squared count."""
        return np.asarray(self.squared.T @ weight, dtype=np.float64)

    def subtract(self, out: NDArray[Any], weight: Float) -> None:
        """Take Σ weight·c cᵀ off the part of `out` (m, m) above the diagonal, in place."""
        flat = out.reshape(-1)
        for chunk in self._chunks():
            values = (chunk.product * weight[chunk.rows, None]).astype(out.dtype, copy=False)
            np.subtract.at(flat, chunk.cells.reshape(-1), values.reshape(-1))
        if self.heavy.size:
            diagonal = out.diagonal().copy()
            for rows, block in self._heavy_blocks(out.dtype):
                out -= (block * weight[rows, None].astype(out.dtype)).T @ block
            np.fill_diagonal(out, diagonal)

    def quadratic(self, inverse: NDArray[Any]) -> Float:
        """(q,) cᵀTc of each row, T symmetric and read on and above the diagonal only."""
        out = np.asarray(self.squared @ inverse.diagonal().astype(np.float64), dtype=np.float64)
        flat = inverse.reshape(-1)
        out[self.heavy] = 0.0
        for chunk in self._chunks():
            out[chunk.rows] += 2.0 * (flat[chunk.cells] * chunk.product).sum(axis=1)
        if self.heavy.size:
            from scipy.linalg import blas

            multiply = blas.ssymm if inverse.dtype == np.float32 else blas.dsymm
            for rows, block in self._heavy_blocks(inverse.dtype):
                # The transpose is in column order; what was above its diagonal is now below.
                out[rows] = (multiply(1.0, inverse.T, block.T, lower=1).T * block).sum(axis=1)
        return out
