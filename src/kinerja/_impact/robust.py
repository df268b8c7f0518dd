"""Least squares on dummies with one factor absorbed, and variances robust to clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .._types import Flags, Float
from ..errors import InputError
from .cr2 import Weights, adjusted, adjusted_across, freedom
from .dummies import Dummies, Sums, by_cluster, residuals
from .tails import exact, refuse_exact

Variance = Literal["CR2", "CR1", "CR0"]
VARIANCES: tuple[Variance, ...] = ("CR2", "CR1", "CR0")


@dataclass(frozen=True, slots=True)
class Robust:
    """Contrasts of the coefficients with their variance and what their tests need."""

    value: Float
    """(r,) contrasts."""
    covariance: Float
    """(r, r) by clusters."""
    df: Float
    """(r,) degrees of freedom of t."""
    clusters: int
    _weights: tuple[Weights, ...]
    """Of each island of clusters; none unless CR2."""

    def joint(self, rows: Flags) -> tuple[float, float, float]:
        """F that the contrasts in `rows` are all 0, and its two degrees of freedom.

        With CR2 the approximate Hotelling test (HTZ) of Pustejovsky & Tipton (2018); else Wald's
        F on (q, G − 1). NaN where the degrees of freedom do not suffice.
        """
        at = np.flatnonzero(rows)
        q = at.size
        nothing = (float("nan"), float(q), float("nan"))
        if np.linalg.matrix_rank(self.covariance[np.ix_(at, at)], hermitian=True) < q:
            return nothing
        b, v = self.value[at], self.covariance[np.ix_(at, at)]
        f = float(b @ np.linalg.solve(v, b)) / q
        if not self._weights:
            return f, float(q), self.clusters - 1.0
        eta = freedom([one.of(at) for one in self._weights])
        if not eta - q + 1 > 0:
            return nothing
        return f * (eta - q + 1) / eta, float(q), eta - q + 1


def fit(design: Dummies, y: Float, contrasts: Float, variance: Variance) -> Robust:
    """Least squares of y (n,) on the design; `contrasts` (k, r) of its coefficients."""
    ones = Sums(design)
    root = ones.root(contrasts)
    target = root.T @ contrasts
    centred = y - y.mean()
    residual, b = residuals(design, ones, root, centred)
    n, g = y.size, design.clusters
    spare = n - root.shape[1] - (ones.size.size if design.unit is not None else 0)
    if spare < 1:
        raise InputError.about(
            "y", code="too_few", expected="more rows than effects", found=f"{n} rows",
            hint="With an effect for every row nothing is left to judge the error by.",
        )  # fmt: skip
    refuse_exact(residual, y)
    weights: tuple[Weights, ...] = ()
    if variance == "CR2":
        if design.unit is None or ones.nested:
            scores, weights = adjusted(design, ones, root, target, residual)
        else:
            scores, weights = adjusted_across(design, ones, root, target, residual)
        each = np.arange(target.shape[1])[:, None]
        df = np.array([freedom([one.of(at) for one in weights]) for at in each])
    else:
        scores = by_cluster(design, ones, residual) @ root @ target
        df = np.full(target.shape[1], g - 1.0)
    covariance = scores.T @ scores
    if variance == "CR1":
        covariance *= g / (g - 1) * (n - 1) / spare
    if np.sqrt(np.diag(covariance)).max() <= 1e-12 * np.abs(y).max():
        raise exact("y", "clusters that all change exactly alike")
    return Robust(contrasts.T @ b, covariance, df, g, weights)
