"""Estimates with their errors, and how they are put together from influence values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._quantiles import t_quantile
from ..errors import InputError
from ..results import FloatMatrix, FloatVector, IntVector, LabelVector, Provenance, Result
from .answers import Answers, Field
from .sums import grouped
from .sweep import sweep
from .variance import Spread

Float = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Estimates(Result):
    """Estimates and their errors, one row for each domain × variable, domains first."""

    value: FloatVector
    """(r,) the estimates."""
    se: FloatVector
    """(r,) design-based standard errors."""
    lower: FloatVector
    """(r,) lower bounds of the intervals; NaN where the design has no degrees of freedom."""
    upper: FloatVector
    """(r,) upper bounds of the intervals."""
    deff: FloatVector
    """(r,) variance over that of simple random sampling with replacement; NaN where there is no
    such figure (quantiles, constant answers)."""
    df: int
    """Degrees of freedom of the whole design, in domains too."""
    n: IntVector
    """(r,) rows with a weight above 0 that took part."""
    variable: LabelVector
    """(r,) label of the variable: a column's name, or its position."""
    domain: Mapping[str, LabelVector]
    """Labels (r,) of the domain by the name of the grouping; empty without `by`."""
    q: FloatVector | None
    """(r,) share of the population below each quantile; None for other estimates."""
    covariance: FloatMatrix | None
    """(r, r) covariance of the estimates where it was asked for."""
    provenance: Provenance
    """Kind of estimate, options, missing policy and what was left out."""

    @property
    def labels(self) -> tuple[Any, ...]:
        """Label of each row: the domain, the variable, or a tuple where it takes several."""
        parts = [column.tolist() for column in self.domain.values()]
        several_q = self.q is not None and len(set(self.q.tolist())) > 1
        if not (parts or several_q) or len(set(self.variable.tolist())) > 1:
            parts.append(self.variable.tolist())
        if self.q is not None and several_q:
            parts.append(self.q.tolist())
        return tuple(parts[0]) if len(parts) == 1 else tuple(zip(*parts, strict=True))

    def _columns(self) -> dict[str, NDArray[Any]]:
        which = ("variable",) if self.q is None else ("variable", "q")
        return self._beside(self.domain, (*which, "value", "se", "lower", "upper", "deff", "n"))

    def _headline(self) -> str:
        options = self.provenance.options
        out = f"Estimates({options['estimate']}, df={self.df}, level={options['level']:g}"
        return out + ("".join(f", {item}" for item in self.provenance.left_out)) + ")"


def quantile_of_t(level: float, df: int) -> float:
    """Two-sided t quantile; NaN without degrees of freedom."""
    return float(t_quantile(df, level)) if df > 0 else float("nan")


def provenance_of(estimate: str, field: Field, missing: str, **options: Any) -> Provenance:
    """Say how estimates were made."""
    left_out = (f"{field.left_out} rows with a missing value",) if field.left_out else ()
    return Provenance(
        options={"estimate": estimate, **options},
        missing=missing,
        left_out=left_out + field.design.notes,
    )


def assemble(
    field: Field,
    variable: NDArray[Any],
    value: Float,
    variance: Float,
    deff: Float,
    *,
    made: Provenance,
    covariance: Float | None = None,
    bounds: tuple[Float, Float] | None = None,
    se: Float | None = None,
    q: Float | None = None,
) -> Estimates:
    """Estimates from (D, v) arrays, flat and domain-major."""
    v = variable.size
    _refuse_overflow(field, value, variance)
    se = np.sqrt(variance) if se is None else se
    if bounds is None:
        half = quantile_of_t(made.options["level"], field.design.df) * se
        bounds = (value - half, value + half)
    return Estimates(
        value=value.ravel(),
        se=se.ravel(),
        lower=bounds[0].ravel(),
        upper=bounds[1].ravel(),
        deff=deff.ravel(),
        df=field.design.df,
        n=np.repeat(field.count, v),
        variable=np.tile(variable, field.domains.size),
        domain={name: np.repeat(labels, v) for name, labels in field.domains.names.items()},
        q=None if q is None else np.tile(q, field.domains.size),
        covariance=covariance,
        provenance=made,
    )


def _refuse_overflow(field: Field, value: Float, variance: Float) -> None:
    """Refuse what left the range of numbers: its NaN would look like a missing answer."""
    lost = np.argwhere(np.isinf(value) | (np.isfinite(value) & ~np.isfinite(variance)))
    if lost.size:
        raise InputError.about(
            "y",
            code="out_of_range",
            expected="answers and weights whose squares stay within the range of numbers",
            found=f"an estimate beyond it in {field.domains.label(int(lost[0, 0]))}",
            hint="Divide the answers, or the weights, by a constant.",
        )


@dataclass(slots=True)
class Linear:
    """Values, variances and design effects of a linearised estimator."""

    value: Float
    variance: Float
    deff: Float
    covariance: Float | None


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
    return Linear(value, variance, _design_effect(value, variance, srs, factor), None)


def _design_effect(value: Float, variance: Float, srs: Float, factor: Float) -> Float:
    """Variance over that under simple random sampling; `srs` is of Σ w e, without the factor."""
    # Answers that are all alike leave rounding only, and no variance to compare with.
    rounding = (_NOISE * value / factor) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(srs > rounding, variance / (srs * factor**2), np.nan)


Column = Callable[[int], tuple[Float, Float, Float]]


def estimate(
    field: Field, v: int, column: Column, *, covariance: bool, centred: bool = True
) -> Linear:
    """Estimate v variables by domain.

    `column(j)` gives the values (D,), the row part e (n,) of the influence, 0 for rows that take
    no part, and its factor (D,): u = factor·e. With `centred` Σ w·e is 0 in each domain.
    """
    size = field.domains.size
    value, srs, factors = np.empty((3, size, v))

    z = np.empty(field.weights.size)

    def influence() -> Iterator[tuple[Float, Float]]:
        for j in range(v):
            value[:, j], e, factors[:, j] = column(j)
            np.multiply(field.weights, e, out=z)
            srs[:, j] = _srs_variance(field, e, z, centred=centred)
            yield e, z

    spread = Spread(field.design, field.domains.codes, size)
    if covariance:
        matrix = spread.covariance(influence(), factors)
        variance = np.diag(matrix).reshape(size, v).copy()
    else:
        matrix = None
        variance = spread.variances(influence(), factors)
    return Linear(value, variance, _design_effect(value, variance, srs, factors), matrix)


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
