"""The one primitive: linearised variance from influence values, over all stages of a design.

Two roads to one figure. `linearized_variance` takes any influence values (n, r). `Spread` serves
estimates by domain, where a row has influence on its own domain alone: it adds up the observed
(unit, domain) cells and never builds the (n, r) matrix.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks
from ..errors import InputError
from .crossing import Codes, cross, grouped
from .design import Design, Stage

Float = NDArray[np.float64]

_BLOCK = 4_000_000
"""Cells of a dense (units, columns) table handled at a time."""


def linearized_variance(influence: ArrayLike, design: Design) -> Float:
    """Covariance matrix of estimators, given the influence of each row on each of them.

    Parameters
    ----------
    influence : array_like of float, shape (n, r) or (n,)
        Influence u of each row on each estimator, not yet multiplied by the weight: (y − ȳ)/Σw
        for a mean, y for a total, (y − R·x)/Σwx for a ratio; 0 outside the domain.
    design : Design
        The design; calibrated ones take residuals first.

    Returns
    -------
    ndarray of float, shape (r, r)
        The covariance matrix; (1, 1) for influence (n,).

    Raises
    ------
    InputError
        If an influence is missing or infinite, or the length differs from the design's.

    Notes
    -----
    With z = w·u and z_c its total in unit c, a stratum of m units out of M adds
    (1 − m/M) · m/(m − 1) · Σ (z_c − z̄)(z_c − z̄)'. Each unit of a further stage adds the same over
    its own sub-units, times the sampled share m/M of all its parents. A calibrated design replaces
    u by its residuals, from the last step back to the first.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279–292; Särndal, Swensson & Wretman
    (1992), p. 137 (two stages); Deville & Särndal (1992), JASA 87, 376–382 (calibration).

    Examples
    --------
    Four rows with equal weights, drawn at random: s²/n = (5/3)/4 for the mean.

    >>> import numpy as np
    >>> from kinerja.survey import Design, linearized_variance
    >>> y = np.array([1.0, 2.0, 3.0, 4.0])
    >>> linearized_variance((y - y.mean()) / 4, Design(weights=np.ones(4))).round(6)
    array([[0.416667]])
    """
    u = _checks.floats(influence, "influence")
    if u.ndim == 1:
        u = u[:, None]
    u = _checks.matrix(u, "influence")
    if not isinstance(design, Design):
        raise InputError.about(
            "design", code="wrong_type", expected="a Design", found=type(design).__name__
        )
    design = design.sized(u.shape[0], "influence")
    w = design.weights
    for step in reversed(design.adjustments):
        u = u - step.x @ step.coefficients(u * step.weights[:, None])
    z = u * w[:, None]
    out = np.zeros((u.shape[1], u.shape[1]))
    for stage in design.stages:
        totals = np.column_stack([_totals(stage, column) for column in z.T])
        out += _covariance(stage, totals)
    return out


def _totals(stage: Stage, z: Float) -> Float:
    return grouped(stage.unit, z, stage.stratum.size)


def _deviations(stage: Stage, totals: Float) -> Float:
    """Distance of each unit's totals (U, r) from the mean of its stratum; overwrites `totals`."""
    strata = stage.size.size
    if strata == 1:
        mean = totals.sum(axis=0, keepdims=True) / stage.size[0]
        totals -= mean * stage.centred[0]
        return totals
    from scipy.sparse import csr_array

    units = stage.stratum.size
    home = csr_array(
        (1.0 / stage.size[stage.stratum], (stage.stratum, np.arange(units))), shape=(strata, units)
    )
    mean = np.where(stage.centred[:, None], np.asarray(home @ totals), 0.0)
    totals -= mean[stage.stratum]
    return totals


def _covariance(stage: Stage, totals: Float) -> Float:
    away = _deviations(stage, totals)
    away *= np.sqrt(stage.scale)[stage.stratum][:, None]
    return np.asarray(away.T @ away)


class Spread:
    """Variances of estimates by domain, for influence that a row has on its own domain alone.

    Parameters
    ----------
    design : Design
    domain : (n,) domain of each row
    size : number of domains
    """

    def __init__(self, design: Design, domain: Codes, size: int) -> None:
        self.design, self.domain, self.size = design, domain, size

    def variances(self, columns: Iterator[Float], factors: Float) -> Float:
        """Variances (D, v) of influence u = factor·e; `columns` yields v times e (n,).

        `factors` is (D, v). Rows outside the domains have e = 0.
        """
        if self.design.adjustments:
            return self._dense(columns, factors, diagonal=True)
        out = np.empty(factors.shape)
        levels = _levels(self.design, self.domain, self.size)
        w = self.design.weights
        for j, e in enumerate(columns):
            z = w * e
            out[:, j] = 0.0
            for level in levels:
                z = level.total(z)
                out[:, j] += level.variance(z, self.size)
        return out * factors**2

    def covariance(self, columns: Iterator[Float], factors: Float) -> Float:
        """Covariance matrix (D·v, D·v), domain-major."""
        return self._dense(columns, factors, diagonal=False)

    def _dense(self, columns: Iterator[Float], factors: Float, *, diagonal: bool) -> Float:
        """Unit totals as dense tables: needed between domains, and for residuals."""
        size, v = factors.shape
        design, w = self.design, self.design.weights
        steps = design.adjustments
        levels = _levels(design, self.domain, size)
        cells: list[list[Float]] = [[] for _ in levels]
        betas: list[list[Float]] = [[] for _ in steps]
        for e in columns:
            z = w * e
            for level, kept in zip(levels, cells, strict=True):
                z = level.total(z)
                kept.append(z)
            for step_betas, beta in zip(betas, self._coefficients(e), strict=True):
                step_betas.append(beta)
        out = np.zeros((size, v) if diagonal else (size * v, size * v))
        for level, kept in zip(levels, cells, strict=True):
            stage = level.stage
            units = stage.stratum.size
            weighted_x = [_unit_sums(stage, step.x, w) for step in steps]
            by_domain = np.argsort(level.cell_domain, kind="stable")
            first = np.searchsorted(level.cell_domain[by_domain], np.arange(size + 1))
            width = max(1, _BLOCK // (units * v)) if diagonal else size
            for start in range(0, size, width):
                stop = min(size, start + width)
                rows = by_domain[first[start] : first[stop]]
                at = (level.cell_unit[rows], level.cell_domain[rows] - start)
                table = np.zeros((units, stop - start, v))
                for j in range(v):
                    table[(*at, j)] = kept[j][rows]
                    for sums, known in zip(weighted_x, betas, strict=True):
                        table[:, :, j] -= sums @ known[j][:, start:stop]
                table *= factors[start:stop]
                flat = table.reshape(units, -1)
                if diagonal:
                    away = _deviations(stage, flat)
                    part = np.einsum("u,ur,ur->r", stage.scale[stage.stratum], away, away)
                    out[start:stop] += part.reshape(stop - start, v)
                else:
                    out += _covariance(stage, flat)
        return out

    def _coefficients(self, e: Float) -> list[Float]:
        """Coefficients (p, D) of each step, first step first, of influence e split by domain."""
        from scipy.sparse import csr_array

        steps = self.design.adjustments
        n = e.size
        out: list[Float] = []
        for k in range(len(steps) - 1, -1, -1):
            step = steps[k]
            split = csr_array(
                (step.weights * e, self.domain, np.arange(n + 1)), shape=(n, self.size)
            )
            beta = step.coefficients(split)
            for later, known in zip(range(len(steps) - 1, k, -1), out, strict=True):
                # What the later steps have taken away already is taken from the regression too.
                beta -= step.coefficients(_scaled(steps[later].x, step.weights)) @ known
            out.append(beta)
        return out[::-1]


def _scaled(x: Any, weights: Float) -> Any:
    if isinstance(x, np.ndarray):
        return x * weights[:, None]
    return x.multiply(weights[:, None]).tocsr()


def _unit_sums(stage: Stage, x: Any, weights: Float) -> Float:
    """Weighted totals (U, p) of the variables of a step in each unit."""
    from scipy.sparse import csr_array

    n = weights.size
    home = csr_array((weights, (stage.unit, np.arange(n))), shape=(stage.stratum.size, n))
    sums = home @ x
    return np.asarray(sums if isinstance(sums, np.ndarray) else sums.toarray())


class _Level:
    """The observed (unit, domain) cells of one stage."""

    def __init__(
        self, stage: Stage, index: Codes | None, unit: Codes, domain: Codes, size: int
    ) -> None:
        self.stage = stage
        self.index = index  # from rows, or from the cells of the stage after; None: one to one
        self.cell_unit, self.cell_domain = unit, domain
        strata = stage.size.size
        home = stage.stratum[unit]
        self.group, keys = cross(home, domain, strata, size)
        self.group_stratum, self.group_domain = keys // size, keys % size
        seen = np.bincount(self.group, minlength=keys.size)
        self.size = stage.size[self.group_stratum]
        self.unseen = self.size - seen
        self.scale = stage.scale[self.group_stratum]
        self.share = stage.centred[self.group_stratum] / self.size

    def total(self, z: Float) -> Float:
        if self.index is None:
            return z
        return grouped(self.index, z, self.cell_unit.size)

    def variance(self, totals: Float, size: int) -> Float:
        """Variance of each domain; the units that hold none of it count as zeros."""
        groups = self.group_stratum.size
        mean = grouped(self.group, totals, groups) * self.share
        away = totals - mean[self.group]
        away *= away
        squares = grouped(self.group, away, groups) + self.unseen * mean**2
        return grouped(self.group_domain, self.scale * squares, size)


def _levels(design: Design, domain: Codes, size: int) -> list[_Level]:
    """Cells of every stage, last stage first, each pointing from the cells before it."""
    out: list[_Level] = []
    unit = design.stages[-1].unit
    for k in range(len(design.stages) - 1, -1, -1):
        stage = design.stages[k]
        units = stage.stratum.size
        if not out and units == domain.size:
            level = _Level(stage, None, unit, domain, size)
        else:
            index, keys = cross(unit, domain, units, size)
            level = _Level(stage, index, keys // size, keys % size, size)
        out.append(level)
        if k:
            # From here on a row is a cell of this stage.
            parent = np.empty(units, dtype=np.int64)
            parent[stage.unit] = design.stages[k - 1].unit
            unit, domain = parent[level.cell_unit], level.cell_domain
    return out
