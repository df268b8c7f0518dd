"""Linearised estimators: values, variances and design effects by domain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .._types import Flags, Float, Ints
from .answers import Answers, Field
from .sums import grouped
from .sweep import sweep
from .variance import Spread


@dataclass(slots=True)
class Linear:
    """Values, variances and design effects of a linearised estimator, each (D, v)."""

    value: Float
    variance: Float
    deff: Float
    covariance: Float | None
    blurred: bool = False
    """Whether all that a variable varies in is lost in the rounding of its figure."""
    exponent: Ints | None = None
    """(v,) powers of two that errors are still to be multiplied by: squares would not hold them."""

    @property
    def se(self) -> Float:
        """Standard errors (D, v), in the unit of the values."""
        root = np.sqrt(self.variance)
        if self.exponent is None:
            return root
        with np.errstate(over="ignore", under="ignore"):
            return np.asarray(np.ldexp(root, self.exponent))

    def where(self, chosen: Flags, other: Linear, unit: Ints) -> Linear:
        """These estimates where `chosen`, elsewhere those of another road to the same figures.

        Errors of the other road are in a unit 2^`unit` (v,) as large.
        """
        with np.errstate(under="ignore", divide="ignore", invalid="ignore"):
            variance = np.ldexp(other.variance, 2 * unit)
            # Under simple random sampling the other road has lost no digits.
            deff = other.deff * (self.variance / variance)
        covariance = self.covariance
        if covariance is not None and other.covariance is not None and not chosen.any():
            covariance = other.covariance
        return Linear(
            np.where(chosen, self.value, other.value),
            np.where(chosen, self.variance, variance),
            np.where(chosen, deff, other.deff),
            covariance,
            exponent=self.exponent,
        )

    @property
    def alike(self) -> Flags:
        """Where the answers do not vary at all, so that there is no design effect."""
        return np.isfinite(self.value) & np.isnan(self.deff)


_NOISE = 1e-14


def swept(field: Field, answers: Answers, *, centred: bool) -> Linear:
    """Means or totals that need neither residuals nor covariances: the road of large samples."""
    table = answers.table
    if table is None:
        table = np.column_stack(answers.columns)
    value, variance, within = sweep(field, table, centred=centred)
    total, n = field.total[:, None], field.count[:, None]
    factor = 1.0 / total if centred else np.ones_like(total)
    with np.errstate(divide="ignore", invalid="ignore"):
        srs = np.where(n > 1, within * total / (n - 1), 0.0)
    variance *= factor**2
    return _linear(value, variance, srs, factor, value, None)


def _linear(
    value: Float, variance: Float, srs: Float, factor: Float, level: Float, matrix: Float | None
) -> Linear:
    """Estimates with design effects, variance over that under simple random sampling.

    `srs` is the latter of Σ w e, without the factor; rounding is relative to `level`.
    """
    # Answers that are all alike leave rounding only, and no variance to compare with.
    rounding = (_NOISE * level / factor) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = np.where(srs > rounding, variance / factor**2 / srs, np.nan)
    lost = (srs > 0) & ~(srs > rounding)
    blurred = bool((lost.any(axis=0) & ~(srs > rounding).any(axis=0)).any())
    return Linear(value, variance, deff, matrix, blurred=blurred)


Column = Callable[[int], tuple[Float, Float, Float]]


def estimate(
    field: Field,
    which: Sequence[int],
    column: Column,
    *,
    covariance: bool,
    centred: bool = True,
    unit: float | None = None,
) -> Linear:
    """Estimate several figures by domain.

    `column(j)` gives the values (D,), the row part e (n,) of the influence, 0 for rows that take
    no part, and its factor (D,): u = factor·e. With `centred` Σ w·e is 0 in each domain.
    `which` names the variable that each figure is about: its rows may be others than those of the
    next one. Rounding is relative to `unit` where given, else to the figure that is estimated.
    """
    size, v = field.domains.size, len(which)
    value, srs, factors = np.empty((3, size, v))

    z = np.empty(field.weights.size)

    def influence() -> Iterator[tuple[Float, Float]]:
        for j in range(v):
            here = field.of(which[j])
            value[:, j], e, factors[:, j] = column(j)
            np.multiply(here.weights, e, out=z)
            srs[:, j] = _srs_variance(here, e, z, centred=centred)
            yield e, z

    spread = Spread(field.design, field.domains.codes, size, field.levels)
    if covariance:
        matrix = spread.covariance(influence(), factors)
        variance = np.diag(matrix).reshape(size, v).copy()
    else:
        matrix = None
        variance = spread.variances(influence(), factors)
    level = value if unit is None else unit * factors * field.total[:, None]
    return _linear(value, variance, srs, factors, level, matrix)


def _srs_variance(field: Field, e: Float, z: Float, *, centred: bool) -> Float:
    """Variance (D,) of Σ w e under simple random sampling with replacement of as many rows."""
    total, n = field.total, field.count
    codes, size = field.domains.codes, field.domains.size
    if not centred:
        e = e - field.spread(grouped(codes, z, size) / total)
        z = field.weights * e
    within = grouped(codes, np.multiply(z, e, out=field.scratch), size)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 1, within * total / (n - 1), 0.0)
