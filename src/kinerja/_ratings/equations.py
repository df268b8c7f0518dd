"""The mixed-model equations at given variances, with the larger side eliminated.

    [X'X   X'B       X'S     ] [mean ]   [X'y]
    [B'X   B'B + β   B'S     ] [big  ] = [B'y]        β, σ: residual variance over the side's
    [S'X   S'B       S'S + σ ] [small]   [S'y]

B'B + β is diagonal, so the larger side goes first; X'X then is diagonal too (an island is a mean),
and what is left, A (m, m) over the smaller side, falls into the islands' blocks. A system of many
islands therefore needs one column per kind of right side, not one per island.

References
----------
Henderson (1975), Biometrics 31, 423–447.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Float
from ..errors import ConvergenceError
from .eliminated_side import Pairs
from .islands import Graph, Side

_STEPS = 5_000
"""Steps of conjugate gradients before it is given up."""


class Layout:
    """The graph as its larger and its smaller side; the smaller one may be left out."""

    def __init__(self, found: Graph, names: tuple[str, ...]) -> None:
        sides = {"subject": found.subject, "rater": found.rater}
        ordered = sorted(names or ("subject",), key=lambda name: -sides[name].size)
        self.names = tuple(name for name in ordered if name in names)
        self.big = sides[ordered[0]]
        self.small: Side | None = sides[ordered[1]] if len(ordered) > 1 else None
        self.islands = found.islands
        self.island_count = found.count
        self.m = self.small.size if self.small is not None else 0
        if self.small is not None:
            counts = found.pairs if ordered[0] == "subject" else found.pairs.T.tocsr()
            counts.sort_indices()
            self.counts: Any = counts
            self.turned: Any = counts.T.tocsr()
            self.pairs = Pairs(counts)

    def up(self, x: Float) -> Float:
        """(m, …) sums over the larger side's members that each smaller one met."""
        return np.asarray(self.turned @ x) if self.m else np.zeros((0, *x.shape[1:]))

    def down(self, x: Float) -> Float:
        """(q, …) sums over the smaller side's members that each larger one met."""
        if self.m:
            return np.asarray(self.counts @ x)
        return np.zeros((self.big.size, *x.shape[1:]))

    def by_island(self, side: Side | None, x: Float) -> Float:
        """(k,) sums over the members of each island."""
        if side is None:
            return np.zeros(self.islands)
        return np.asarray(np.bincount(side.island, x, self.islands), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Sides:
    """A right side, or a solution: one figure an island, and one for each member."""

    mean: Float
    big: Float
    small: Float

    def dot(self, other: Sides) -> float:
        """Inner product."""
        return float(self.mean @ other.mean + self.big @ other.big + self.small @ other.small)


class Equations:
    """The equations at the variances (larger side, smaller side, residual)."""

    def __init__(self, layout: Layout, variances: Float) -> None:
        big, small, residual = variances.tolist()
        self.layout = layout
        n = layout.big.count
        self.shrink = big / (big * n + residual)  # 1/(n + β), 0 for a variance of 0
        self.residual = residual
        self.apart = layout.by_island(layout.big, n * (residual / (big * n + residual)))
        if layout.small is not None:
            self.column = layout.small.count - layout.up(n * self.shrink)
            self.own = layout.small.count + residual / small
            self.diagonal = self.own - layout.pairs.diagonal(self.shrink)
        else:
            self.column = self.own = self.diagonal = np.empty(0)

    def reduced(self, right: Sides) -> Float:
        """(m,) right side over the smaller side, the larger one eliminated."""
        return np.asarray(right.small - self.layout.up(self.shrink * right.big))

    def with_column(self, solved: Float) -> None:
        """Take A⁻¹ times the column of the means: what eliminates the means."""
        self.solved_column = solved
        taken = self.layout.by_island(self.layout.small, self.column * solved)
        self.schur = self.apart - taken

    def complete(self, right: Sides, solved: Float) -> Sides:
        """Whole solution from A⁻¹ times the reduced right side."""
        layout, n = self.layout, self.layout.big.count
        mean = right.mean - layout.by_island(layout.big, n * self.shrink * right.big)
        mean = (mean - layout.by_island(layout.small, self.column * solved)) / self.schur
        small = solved
        if layout.small is not None:
            small = solved - self.solved_column * mean[layout.small.island]
        big = self.shrink * (right.big - n * mean[layout.big.island] - layout.down(small))
        return Sides(mean, big, small)

    def apply(self, x: Float) -> Float:
        """A times (m, c), never formed."""
        layout = self.layout
        met = layout.up(self.shrink[:, None] * layout.down(x))
        return np.asarray(self.own[:, None] * x - met)

    def matrix(self, dtype: Any = np.float64) -> NDArray[Any]:
        """A (m, m), on and above the diagonal."""
        out = np.zeros((self.layout.m, self.layout.m), dtype=dtype)
        self.layout.pairs.subtract(out, self.shrink)
        np.fill_diagonal(out, self.diagonal)
        return out


class Factor:
    """Cholesky factor of a matrix read on and above its diagonal, which it overwrites."""

    def __init__(self, matrix: NDArray[Any]) -> None:
        from scipy.linalg import lapack

        single = matrix.dtype == np.float32
        self._solve: Any = lapack.spotrs if single else lapack.dpotrs
        self._invert: Any = lapack.spotri if single else lapack.dpotri
        self._kept = matrix
        factorise: Any = lapack.spotrf if single else lapack.dpotrf
        if not matrix.size:
            return
        # The transpose is in the column order that LAPACK works on in place.
        _, info = factorise(matrix.T, lower=1, clean=0, overwrite_a=1)
        if info:
            raise ConvergenceError(
                "The equations of the rater effects are singular to working precision.",
                code="not_estimable",
                argument="value",
                hint="The ratings connect people and raters too weakly; add ratings.",
            )

    def log_determinant(self) -> float:
        """Log determinant of the matrix."""
        return 2.0 * float(np.log(self._kept.diagonal()).sum())

    def solve(self, right: Float) -> Float:
        """Solution (m, c)."""
        if not right.size:
            return right
        out, _ = self._solve(self._kept.T, right, lower=1)
        return np.ascontiguousarray(out)

    def inverse(self) -> NDArray[Any]:
        """Inverse, on and above the diagonal; the factor is gone."""
        if self._kept.size:
            self._invert(self._kept.T, lower=1, overwrite_c=1)
        return self._kept


def conjugate_gradients(
    equations: Equations, right: Float, start: Float, tolerance: float
) -> Float:
    """Solve A x = b for each column of b (m, c), to a relative residual.

    Preconditioned by the diagonal; a start from a solution nearby saves most of the steps.
    """
    size = np.sqrt(np.square(right).sum(axis=0))
    limit = tolerance * np.where(size > 0, size, 1.0)
    scale = 1.0 / equations.diagonal[:, None]
    x = start.copy()
    left = right - equations.apply(x)
    away = scale * left
    direction = away.copy()
    rho = (left * away).sum(axis=0)
    for _ in range(_STEPS):
        if (np.sqrt(np.square(left).sum(axis=0)) <= limit).all():
            return x
        image = equations.apply(direction)
        bend = (direction * image).sum(axis=0)
        step = np.divide(rho, bend, out=np.zeros_like(rho), where=bend > 0)
        x += step * direction
        left -= step * image
        away = scale * left
        new = (left * away).sum(axis=0)
        direction = away + np.divide(new, rho, out=np.zeros_like(rho), where=rho > 0) * direction
        rho = new
    raise ConvergenceError(
        f"The equations of the rater effects were not solved in {_STEPS} steps.",
        code="no_convergence",
        argument="value",
        hint="The ratings connect people and raters too weakly; add ratings.",
    )
