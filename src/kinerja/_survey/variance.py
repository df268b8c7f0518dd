"""The one primitive: linearised variance from influence values, over all stages of a design.

Two roads to one figure. `linearized_variance` takes any influence values (n, r). `Spread` serves
estimates by domain, where a row has influence on its own domain alone: it adds up the observed
(unit, domain) cells and never builds the (n, r) matrix.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from .. import _checks
from .._blocks import ROWS, blocks
from .._checks import cross
from .._steady import steady
from .._types import ArrayLike, Codes, Float
from .design import Design, refuse_other
from .drawing import Stage
from .sums import grouped, grouped_rows

Columns = Iterator[tuple[Float, Float]]

_ROUNDING = 1e-13
"""Share of a sum of squares that is taken for rounding."""

_BLOCK = 4_000_000
"""Cells of a dense (units, columns) table handled at a time."""


@steady
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
    refuse_other(design)
    design = design.sized(u.shape[0], "influence")
    w = design.weights
    for step in reversed(design.adjustments):
        u = u - step.x @ step.coefficients(u * step.weights[:, None])
    out = np.zeros((u.shape[1], u.shape[1]))
    for stage in design.stages:
        out += _covariance(stage, grouped_rows(stage.unit, u, stage.stratum.size, w))
    return out


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


class UnitTotals(NamedTuple):
    """Totals of w·u of units (L) in domains (D): table − x @ beta, never written out."""

    table: Any
    """(L, D) sparse: totals before residuals are taken."""
    x: Float
    """(L, p) totals of the variables of all calibrations; p = 0 without one."""
    beta: Float
    """(p, D) what is taken away of them."""


class Spread:
    """Variances of estimates by domain, for influence that a row has on its own domain alone.

    Parameters
    ----------
    design : Design
    domain : (n,) domain of each row
    size : number of domains
    levels : cells of every stage, from `unit_cells` for the same rows and domains
    """

    def __init__(self, design: Design, domain: Codes, size: int, levels: list[Cells]) -> None:
        self.design, self.domain, self.size, self.levels = design, domain, size, levels
        self._projected: dict[tuple[int, int], Float] = {}

    def variances(self, columns: Columns, factors: Float) -> Float:
        """Variances (D, v) of influence u = factor·e.

        `columns` yields e (n,) and w·e, v times, in the same memory if it likes. `factors` is
        (D, v). Rows outside the domains have e = 0.
        """
        if self.design.adjustments:
            return self._dense(columns, factors, diagonal=True)
        out = np.empty(factors.shape)
        for j, (_, z) in enumerate(columns):
            out[:, j] = 0.0
            for level in self.levels:
                z = level.total(z)
                out[:, j] += level.variance(z, self.size)
        return out * factors**2

    def covariance(self, columns: Columns, factors: Float) -> Float:
        """Covariance matrix (D·v, D·v), domain-major."""
        return self._dense(columns, factors, diagonal=False)

    def _dense(self, columns: Columns, factors: Float, *, diagonal: bool) -> Float:
        """Unit totals as dense tables: needed between domains, and for residuals."""
        size, v = factors.shape
        design, w = self.design, self.design.weights
        steps = design.adjustments
        levels = self.levels
        cells: list[list[Float]] = [[] for _ in levels]
        betas: list[list[Float]] = [[] for _ in steps]
        for e, z in columns:
            for level, kept in zip(levels, cells, strict=True):
                z = level.total(z)
                kept.append(z if level.index is not None else z.copy())
            for step_betas, beta in zip(betas, self._coefficients(e), strict=True):
                step_betas.append(beta)
        out = np.zeros((size, v) if diagonal else (size * v, size * v))
        for level, kept in zip(levels, cells, strict=True):
            stage = level.stage
            weighted_x = [_unit_sums(stage, step.x, w) for step in steps]
            mean = self._stratum_means(level, kept, weighted_x, betas, factors)
            units = stage.stratum.size
            by_unit = np.argsort(level.cell_unit, kind="stable")
            height = max(1, _BLOCK // (size * v))
            starts = np.arange(0, units, height)
            first = np.searchsorted(level.cell_unit[by_unit], np.append(starts, units))
            for i, start in enumerate(starts.tolist()):
                block = slice(start, min(units, start + height))
                home = stage.stratum[block]
                rows = by_unit[first[i] : first[i + 1]]
                at = (level.cell_unit[rows] - start, level.cell_domain[rows])
                table = np.zeros((home.size, size, v))
                for j in range(v):
                    table[(*at, j)] = kept[j][rows]
                    for sums, known in zip(weighted_x, betas, strict=True):
                        table[:, :, j] -= sums[block] @ known[j]
                table *= factors
                table -= mean[home]
                table *= np.sqrt(stage.scale)[home][:, None, None]
                if diagonal:
                    out += np.einsum("udv,udv->dv", table, table)
                else:
                    flat = table.reshape(home.size, -1)
                    out += flat.T @ flat
        return out

    def unit_totals(
        self, e: Float, z: Float, factor: Float, units: list[Codes], domains: Codes
    ) -> list[UnitTotals]:
        """Totals of one influence u = factor·e, for chosen units of each stage and chosen domains.

        `units` holds the chosen units of the first stage, then of each further one.
        """
        from scipy.sparse import csr_array

        betas = [beta[:, domains] * factor[domains] for beta in self._coefficients(e)]
        column = np.full(self.size, -1)
        column[domains] = np.arange(domains.size)
        out = []
        for level, chosen in zip(self.levels, reversed(units), strict=True):
            z = level.total(z)
            row = np.full(level.stage.stratum.size, -1)
            row[chosen] = np.arange(chosen.size)
            at = row[level.cell_unit], column[level.cell_domain]
            here = np.flatnonzero((at[0] >= 0) & (at[1] >= 0))
            values = z[here] * factor[level.cell_domain[here]]
            table = csr_array(
                (values, (at[0][here], at[1][here])), shape=(chosen.size, domains.size)
            )
            sums = [
                _unit_sums(level.stage, step.x, self.design.weights)[chosen]
                for step in self.design.adjustments
            ]
            out.append(
                UnitTotals(
                    table,
                    np.hstack([np.zeros((chosen.size, 0)), *sums]),
                    np.vstack([np.zeros((0, domains.size)), *betas]),
                )
            )
        return out[::-1]

    def _stratum_means(
        self,
        level: Cells,
        cells: list[Float],
        weighted_x: list[Float],
        betas: list[list[Float]],
        factors: Float,
    ) -> Float:
        """Mean (S, D, v) of the unit totals of each stratum; 0 where it is not centred."""
        stage = level.stage
        strata = stage.size.size
        mean = np.zeros((strata, *factors.shape))
        x_sums = [
            np.column_stack([grouped(stage.stratum, column, strata) for column in sums.T])
            for sums in weighted_x
        ]
        for j, z in enumerate(cells):
            sums_of_groups = grouped(level.group, z, level.group_stratum.size)
            mean[level.group_stratum, level.group_domain, j] = sums_of_groups
            for sums, known in zip(x_sums, betas, strict=True):
                mean[:, :, j] -= sums @ known[j]
        mean *= factors
        mean *= (stage.centred / stage.size)[:, None, None]
        return mean

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
                beta -= self._projection(k, later) @ known
            out.append(beta)
        return out[::-1]

    def _projection(self, k: int, later: int) -> Float:
        """Coefficients (p, q) of the variables of a later step on those of step k."""
        if (k, later) not in self._projected:
            step, other = self.design.adjustments[k], self.design.adjustments[later]
            self._projected[k, later] = step.coefficients(_scaled(other.x, step.weights))
        return self._projected[k, later]


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


class Cells:
    """The observed (unit, domain) cells of one stage, and their (stratum, domain) groups."""

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
        self.seen = np.bincount(self.group, minlength=keys.size)
        self.unseen = stage.size[self.group_stratum] - self.seen
        self.scale = stage.scale[self.group_stratum]
        self.share = (stage.centred / stage.size)[self.group_stratum]

    def total(self, z: Float) -> Float:
        """Totals of the cells, (C,) or (C, v), from rows or from the cells of the stage after."""
        if self.index is None:
            return z
        return _added(self.index, z, self.cell_unit.size)

    def variance(self, totals: Float, size: int) -> Float:
        """Variance of each domain, (D,) or (D, v), from the totals of the cells.

        The units of a stratum that hold nobody of a domain count as zeros. Cells are gone through
        in blocks that stay in the cache.
        """
        groups = self.group_stratum.size
        mean = (_added(self.group, totals, groups).T * self.share).T
        squares = (self.unseen * (mean**2).T).T
        for block in blocks(totals.shape[0], max(ROWS, groups)):
            group = self.group[block]
            away = totals[block] - mean[group]
            away *= away
            # Cells are in the order of units, and these of strata: the groups of a block are near.
            first = int(group.min())
            width = int(group.max()) - first + 1
            squares[first : first + width] += _added(group - first, away, width)
        return _added(self.group_domain, (self.scale * squares.T).T, size)


def variance_of_sums(
    total: Float,
    squares: Float,
    *,
    stratum: Codes,
    domain: Codes,
    share: Float,
    scale: Float,
    size: int,
) -> Float:
    """Variance (D, v) as `Cells.variance`, from Σ z and Σ z² (G, v) of each (stratum, domain).

    For samples whose rows are the units and stay with a database that adds them up: the units of a
    stratum that hold nobody of a domain are zeros and change neither sum. `share` (S,) is 1 over
    the sampled units of the stratum, 0 where a lonely unit is measured from zero; `scale` (S,) is
    (1 − f)·m/(m − 1). Digits are lost where the mean of z in a stratum is far above its spread:
    take z from the domain's mean.
    """
    deviations = squares - share[stratum, None] * total**2
    # Of units that are all alike rounding is left; NaN stays.
    deviations = np.where(deviations <= _ROUNDING * squares, 0.0, deviations)
    return _added(domain, scale[stratum, None] * deviations, size)


def _added(codes: Codes, values: Float, size: int) -> Float:
    """Sums of each code, of one column or of the rows of a matrix."""
    return grouped(codes, values, size) if values.ndim == 1 else grouped_rows(codes, values, size)


def unit_cells(design: Design, domain: Codes, size: int) -> list[Cells]:
    """Cells of every stage, last stage first, each pointing from the cells before it."""
    out: list[Cells] = []
    unit = design.stages[-1].unit
    for k in range(len(design.stages) - 1, -1, -1):
        stage = design.stages[k]
        units = stage.stratum.size
        if not out and units == domain.size:
            level = Cells(stage, None, unit, domain, size)
        else:
            index, keys = cross(unit, domain, units, size)
            level = Cells(stage, index, keys // size, keys % size, size)
        out.append(level)
        if k:
            # From here on a row is a cell of this stage.
            parent = parents(stage, design.stages[k - 1])
            unit, domain = parent[level.cell_unit], level.cell_domain
    return out


def parents(stage: Stage, before: Stage) -> Codes:
    """Unit of the stage before that holds each unit (U,) of a stage."""
    out = np.empty(stage.stratum.size, dtype=np.int64)
    out[stage.unit] = before.unit
    return out
