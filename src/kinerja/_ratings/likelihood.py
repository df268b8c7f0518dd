"""The restricted likelihood at given variances, its gradient and its average information.

Up to 500 members on the smaller side the equations are factored and inverted at every step. Above,
they are solved by conjugate gradients, and the two traces in the gradient are estimated with a
fixed set of random signs, until a dense inverse puts the estimate right.

References
----------
Gilmour, Thompson & Cullis (1995), Biometrics 51, 1440–1450 (average information). Johnson &
Thompson (1995), Journal of Dairy Science 78, 449–456. Hutchinson (1990), Communications in
Statistics: Simulation and Computation 19, 433–450 (traces).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Float
from ..errors import ConvergenceError
from .equations import Equations, Factor, Layout, Sides, conjugate_gradients

DENSE = 500
"""Largest smaller side whose matrix is inverted at each step."""
DOUBLE = 4_000
"""Largest smaller side whose inverse is in double precision, and made at the maximum itself."""
MEMORY = 1 << 31
"""Bytes that an inverse may take."""
_SINGLE = 1e-5
"""Relative error of a solution above which single precision is not enough."""
_PROBES = 8


@dataclass(frozen=True, slots=True)
class Point:
    """The likelihood at some variances (larger side, smaller side, residual), and what it took."""

    variances: Float
    solution: Sides
    score: Float
    information: Float
    log_likelihood: float
    traces: Float
    """tr T and Σ shrink²·cᵀTc, T the inverse over the smaller side: exact or estimated."""
    equations: Equations
    diagonal: Float | None
    """(m,) diagonal of T."""
    quadratic: Float | None
    """(q,) cᵀTc of the larger side."""


class Likelihood:
    """The restricted likelihood of ratings `y`, near 0 and of variance near 1."""

    def __init__(self, layout: Layout, y: Float, *, dense: bool) -> None:
        self.layout = layout
        self.y = y
        small = layout.small.total(y) if layout.small is not None else np.empty(0)
        big = layout.big.total(y)
        self.right = Sides(layout.by_island(layout.big, big), big, small)
        self.dense = dense or layout.m <= DENSE
        self._probes: Float = np.empty((layout.m, 0))
        if not self.dense:
            # The same signs every time: the same ratings give the same answer.
            signs = np.random.default_rng(20_250_101).integers(0, 2, (layout.m, _PROBES))
            self._probes = np.where(signs == 1, 1.0, -1.0)
        self._first = np.zeros((layout.m, 2 + self._probes.shape[1]))
        self._second = np.zeros((layout.m, 3))
        self.correction = np.zeros(2)
        """What the estimated traces are put right by."""

    def at(self, variances: Float, tolerance: float) -> Point:
        """The point at these variances; conjugate gradients to this relative residual."""
        equations = Equations(self.layout, variances)
        rights = [equations.column, equations.reduced(self.right)]
        if not self.layout.m:
            return self._point(equations, variances, np.empty((0, 2)), None, tolerance)
        if self.dense:
            factor = Factor(equations.matrix())
            return self._point(
                equations, variances, factor.solve(np.column_stack(rights)), factor, tolerance
            )
        right = np.column_stack([*rights, self._probes])
        self._first = conjugate_gradients(equations, right, self._first, tolerance)
        return self._point(equations, variances, self._first, None, tolerance)

    def _point(
        self,
        equations: Equations,
        variances: Float,
        solved: Float,
        factor: Factor | None,
        tolerance: float,
    ) -> Point:
        layout, residual = self.layout, float(variances[2])
        equations.with_column(solved[:, 0])
        solution = equations.complete(self.right, solved[:, 1])
        working, inner = self._working(solution, variances)
        reduced = np.column_stack([equations.reduced(right) for right in working])
        log_det = 0.0
        if factor is not None:
            second = factor.solve(reduced)
            log_det = factor.log_determinant()
        elif layout.m:
            second = self._second = conjugate_gradients(equations, reduced, self._second, tolerance)
        else:
            second = reduced
        back = [equations.complete(w, second[:, i]) for i, w in enumerate(working)]
        explained = np.array([[one.dot(other) for other in back] for one in working])
        scale = np.array([v if v > 0 else np.inf for v in variances.tolist()])
        information = (inner - explained) / (2 * residual * np.outer(scale, scale))
        diagonal = quadratic = None
        if factor is not None:
            inverse = factor.inverse()
            diagonal = inverse.diagonal().copy()
            quadratic = layout.pairs.quadratic(inverse)
            traces = np.array([diagonal.sum(), (equations.shrink**2 * quadratic).sum()])
        else:
            traces = self._estimated(equations, solved[:, 2:]) + self.correction
        score, log_likelihood = self._score(
            equations, solution, variances, traces, float(inner[2, 2])
        )
        if not self.dense:
            log_likelihood = np.nan
        return Point(
            variances=variances,
            solution=solution,
            score=score,
            information=information,
            log_likelihood=log_likelihood - log_det / 2,
            traces=traces,
            equations=equations,
            diagonal=diagonal,
            quadratic=quadratic,
        )

    @property
    def affordable(self) -> bool:
        """Whether there is memory for an inverse."""
        return np.dtype(self._precision).itemsize * self.layout.m**2 <= MEMORY

    @property
    def loose(self) -> float:
        """How far, relatively, the components may end from where the inverse was made."""
        return 1e-7 if self._precision is np.float64 else 1e-3

    @property
    def _precision(self) -> type[np.float64] | type[np.float32]:
        """Of an inverse: its variances are good to 6e-7 in single precision."""
        return np.float64 if self.layout.m <= DOUBLE else np.float32

    def make_exact(self, variances: Float) -> tuple[Float, Float]:
        """Put the estimated traces right at these variances by a dense inverse."""
        point = self.at(variances, 1e-10)
        inverse = self._inverse(point.equations)
        diagonal = inverse.diagonal().astype(np.float64)
        quadratic = self.layout.pairs.quadratic(inverse)
        squared = point.equations.shrink**2
        exact = np.array([diagonal.sum(), (squared * quadratic).sum()])
        self.correction = self.correction + exact - point.traces
        return diagonal, quadratic

    def _inverse(self, equations: Equations) -> NDArray[Any]:
        """T on and above its diagonal, in single precision where that is enough."""
        from scipy.linalg import blas

        if self._precision is np.float64:
            return Factor(equations.matrix()).inverse()
        probe, solved = self._probes[:, 0], self._first[:, 2]
        try:
            inverse = Factor(equations.matrix(np.float32)).inverse()
        except ConvergenceError:
            if 8 * self.layout.m**2 > MEMORY:
                raise
            away = np.inf
        else:
            image = blas.ssymv(1.0, inverse.T, probe.astype(np.float32), lower=1)
            away = float(np.linalg.norm(image - solved) / np.linalg.norm(solved))
        if away > _SINGLE and 8 * self.layout.m**2 <= MEMORY:
            # Raters differ by far more than chance does, or hardly meet.
            return Factor(equations.matrix()).inverse()
        return inverse

    def _working(self, solution: Sides, variances: Float) -> tuple[list[Sides], Float]:
        """Right sides of the working variates Bu, Sv and e, and their inner products."""
        layout = self.layout
        u, v = solution.big, solution.small
        one = layout.big.count * u
        both = layout.up(u)
        other = layout.small.count * v if layout.small is not None else v
        across = layout.down(v)
        # What the residuals sum to within a member is its effect times the ratio of variances.
        ratio = [variances[2] / x if x > 0 else 0.0 for x in variances[:2].tolist()]
        e = self.residuals(solution)
        left = Sides(
            np.zeros(layout.islands),
            ratio[0] * u if variances[0] > 0 else layout.big.total(e),
            ratio[1] * v,
        )
        rights = [
            Sides(layout.by_island(layout.big, one), one, both),
            Sides(layout.by_island(layout.small, other), across, other),
            left,
        ]
        inner = np.empty((3, 3))
        inner[0] = [one @ u, both @ v, left.big @ u]
        inner[1] = [both @ v, other @ v, left.small @ v]
        inner[2] = [left.big @ u, left.small @ v, e @ e]
        return rights, inner

    def residuals(self, solution: Sides) -> Float:
        """(n,) what is left of `y`."""
        layout = self.layout
        e = self.y - (solution.mean[layout.big.island] + solution.big)[layout.big.code]
        if layout.small is not None:
            e -= solution.small[layout.small.code]
        return e

    def _estimated(self, equations: Equations, solved: Float) -> Float:
        """Both traces from the probes; the second about what the diagonal alone gives."""
        layout, squared = self.layout, equations.shrink**2
        if not layout.m:
            return np.zeros(2)
        weighted = layout.up(squared[:, None] * layout.down(self._probes))
        alone = 1.0 / equations.diagonal
        known = layout.pairs.diagonal(squared) @ alone
        apart = (weighted * (solved - alone[:, None] * self._probes)).sum(axis=0)
        return np.array([(self._probes * solved).sum(axis=0).mean(), known + apart.mean()])

    def _score(
        self,
        equations: Equations,
        solution: Sides,
        variances: Float,
        traces: Float,
        squares: float,
    ) -> tuple[Float, float]:
        layout = self.layout
        big, small, residual = variances.tolist()
        n, islands = self.y.size, layout.islands
        sizes = [layout.big.size, layout.m]
        effects = [float(solution.big @ solution.big), float(solution.small @ solution.small)]
        w = equations.solved_column
        rest = layout.big.count - layout.down(w)
        own = rest**2 / equations.schur[layout.big.island]
        inverse = [
            float((equations.shrink + equations.shrink**2 * own).sum() + traces[1]),
            float(traces[0]),
        ]
        if layout.small is not None:
            inverse[1] += float((w**2 / equations.schur[layout.small.island]).sum())
        score = np.zeros(3)
        left = n - islands
        value = 0.0
        for i, variance in enumerate((big, small)):
            if variance > 0:
                used = residual * inverse[i] / variance
                score[i] = (effects[i] / variance - sizes[i] + used) / (2 * variance)
                left -= sizes[i] - used
                value += sizes[i] * np.log(variance)
        score[2] = (squares / residual - left) / (2 * residual)
        active = sum(s for s, v in zip(sizes, (big, small), strict=True) if v > 0)
        value += (n - islands - active) * np.log(residual) + np.log(equations.schur).sum()
        if big > 0:
            value -= np.log(equations.shrink).sum()
        value += (self.y @ self.residuals(solution)) / residual
        return score, -value / 2
