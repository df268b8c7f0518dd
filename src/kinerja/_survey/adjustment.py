"""What a calibration leaves behind for the standard errors: a regression to take residuals from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Float

_RANK = 1e-11
"""Directions below this share of the strongest one carry no information."""


@dataclass(frozen=True, slots=True, eq=False)
class Adjustment:
    """One step of calibration: its variables, and the weights that it started from."""

    x: Any
    """(n, p) variables that the totals were known for: an array, or a sparse matrix of zeros and
    ones where the step was about groups."""
    inverse: Float
    """(p, p) generalized inverse of X'WX."""
    weights: Float
    """(n,) weights before the step."""

    def coefficients(self, weighted: Any) -> Float:
        """Regression coefficients (p, r) of u on X; `weighted` (n, r) is w·u, or sparse."""
        cross = self.x.T @ weighted
        return np.asarray(
            self.inverse @ (cross if isinstance(cross, np.ndarray) else cross.toarray())
        )


def on_groups(codes: list[NDArray[np.int64]], sizes: list[int], weights: Float) -> Adjustment:
    """Adjustment to the totals of groups, (post-strata or margins)."""
    from scipy.sparse import csr_array

    n, margins = weights.size, len(codes)
    starts = np.cumsum([0, *sizes[:-1]])
    columns = np.column_stack([c + s for c, s in zip(codes, starts, strict=True)]).ravel()
    pointer = np.arange(0, n * margins + 1, margins)
    x = csr_array((np.ones(n * margins), columns, pointer), shape=(n, sum(sizes)))
    gram = (x.T @ x.multiply(weights[:, None]).tocsr()).toarray()
    if margins == 1:
        # One set of groups does not overlap: a group of no weight keeps a coefficient of 0.
        total = np.diag(gram)
        safe = np.where(total > 0, total, 1.0)
        return Adjustment(x, np.diag(np.where(total > 0, 1.0 / safe, 0.0)), weights)
    scale = 1.0 / np.sqrt(np.maximum(np.diag(gram), np.finfo(float).tiny))
    values, vectors = np.linalg.eigh(gram * scale * scale[:, None])
    kept = values > _RANK * values.max()
    half = scale[:, None] * vectors[:, kept] / np.sqrt(values[kept])
    return Adjustment(x, half @ half.T, weights)


def orthonormal(x: Float, weights: Float) -> tuple[Float, Float]:
    """Matrix M (p, q) with (XM)'W(XM) = I, and XM (n, q); q is the rank of X."""
    norms = np.sqrt(np.einsum("ij,ij,i->j", x, x, weights))
    scale = 1.0 / np.where(norms > 0, norms, 1.0)
    triangle = np.linalg.qr((x * scale) * np.sqrt(weights)[:, None], mode="r")
    _, strength, right = np.linalg.svd(triangle, full_matrices=False)
    kept = strength > _RANK * strength[0]
    change = scale[:, None] * (right[kept].T / strength[kept])
    return change, x @ change


def on_variables(basis: Float, weights: Float) -> Adjustment:
    """Adjustment to the totals of variables, given as an orthonormal basis of them."""
    return Adjustment(basis, np.eye(basis.shape[1]), weights)
