"""Estimates with their errors: means, totals, ratios and variances, by domain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks
from .._quantiles import t_quantile
from ..errors import InputError
from ..results import FloatMatrix, FloatVector, IntVector, LabelVector, Provenance, Result
from .answers import Answers, Field, read_answers, read_field
from .crossing import grouped
from .design import Design
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
        numbers = ("value", "se", "lower", "upper", "deff", "n")
        return {
            **self.domain,
            "variable": self.variable,
            **({} if self.q is None else {"q": self.q}),
            **{name: getattr(self, name) for name in numbers},
        }

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


@dataclass(slots=True)
class Linear:
    """Values, variances and design effects of a linearised estimator."""

    value: Float
    variance: Float
    deff: Float
    covariance: Float | None


_NOISE = 1e-14


def _swept(field: Field, answers: Answers, *, centred: bool) -> Linear:
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


def mean_column(field: Field, answers: Answers) -> Column:
    e = np.empty(field.weights.size)

    def column(j: int) -> tuple[Float, Float, Float]:
        y = field.clean(answers.columns[j])
        mean = field.sums(y) / field.total
        np.subtract(y, field.spread(mean), out=e)
        if field.used is not None:
            e[~field.used] = 0.0
        return mean, e, 1.0 / field.total

    return column


def mean(
    y: Any,
    design: Design,
    *,
    by: Any = None,
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
    covariance: bool = False,
) -> Estimates:
    """Mean of each variable in each domain, with its design-based error.

    Parameters
    ----------
    y : array_like of float, shape (n,) or (n, v), or mapping or dataframe of v columns
        Answers, in their own unit.
    design : Design
        How the n rows were drawn.
    by : array_like of labels, shape (n,), or mapping from name to labels, optional
        Domains: one grouping, or the observed crossings of several.
    level : float
        Probability of the interval.
    missing : {"raise", "omit", "propagate"}
        Refuse missing answers; leave a row with any of the v missing outside the domain (as R's
        ``na.rm``); or let the estimates that meet one be NaN.
    covariance : bool
        Also give the covariance between all domains and variables, which `difference` needs.

    Returns
    -------
    Estimates
        One row for each domain × variable, domains first.

    Raises
    ------
    InputError
        If answers are missing (by default), infinite or of another length than the design, or if a
        domain holds nobody.

    Notes
    -----
    ȳ_d = Σ_d w y / Σ_d w, with influence u = (y − ȳ_d)/Σ_d w inside the domain and 0 outside it:
    a domain keeps all PSUs of the design. Intervals use t with the degrees of freedom of the whole
    design.

    References
    ----------
    Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, §5.7–5.8, §10.3.

    Examples
    --------
    >>> from kinerja.survey import Design, mean
    >>> design = Design(strata=["a", "a", "b", "b"], fpc=[10, 10, 6, 6])
    >>> m = mean([1.0, 3.0, 4.0, 8.0], design)
    >>> m.value.tolist(), m.se.round(4).tolist(), m.df
    ([3.5], [0.8292], 2)
    """
    return _measured("mean", mean_column, y, design, by, level, missing, covariance=covariance)


def _measured(
    kind: str,
    make: Callable[[Field, Answers], Column],
    y: Any,
    design: Design,
    by: Any,
    level: float,
    missing: _checks.MissingRows,
    *,
    covariance: bool,
) -> Estimates:
    level = _checks.confidence_level(level)
    _checks.choice(covariance, "covariance", (True, False))
    plain = kind != "variance" and not covariance and not getattr(design, "adjustments", ())
    answers = read_answers(y, "y", by_rows=plain)
    field = read_field(design, by, missing, {"y": answers})
    if kind == "total":
        _refuse_unweighted(field.design)
    if plain:
        done = _swept(field, answers, centred=kind == "mean")
        return _assembled(kind, field, answers, done, level, missing)
    done = estimate(
        field,
        answers.names.size,
        make(field, answers),
        covariance=covariance,
        centred=kind != "total",
    )
    return _assembled(kind, field, answers, done, level, missing)


def _assembled(
    kind: str,
    field: Field,
    answers: Answers,
    done: Linear,
    level: float,
    missing: _checks.MissingRows,
) -> Estimates:
    return assemble(
        field,
        answers.names,
        done.value,
        done.variance,
        done.deff,
        made=provenance_of(kind, field, missing, level=level),
        covariance=done.covariance,
    )


def _refuse_unweighted(design: Design) -> None:
    if not design.weighted:
        raise InputError.about(
            "design",
            code="no_weights",
            expected="weights, or the population of every stage (fpc), for a total",
            found="neither",
            hint="A total needs to know how many each row stands for.",
        )


def _total_column(field: Field, answers: Answers) -> Column:
    def column(j: int) -> tuple[Float, Float, Float]:
        y = field.clean(answers.columns[j])
        return field.sums(y), y, np.ones(field.domains.size)

    return column


def total(
    y: Any,
    design: Design,
    *,
    by: Any = None,
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
    covariance: bool = False,
) -> Estimates:
    """Population total of each variable in each domain, with its design-based error.

    Parameters
    ----------
    y : array_like of float, shape (n,) or (n, v), or mapping or dataframe of v columns
        What is added up, in its own unit.
    design : Design
        How the n rows were drawn; with weights, or with an fpc for every stage.
    by, level, missing, covariance
        As for `mean`.

    Returns
    -------
    Estimates
        One row for each domain × variable, domains first.

    Raises
    ------
    InputError
        As `mean`; also if the design knows neither weights nor populations.

    Notes
    -----
    Σ_d w y, with influence u = y inside the domain.

    References
    ----------
    Horvitz & Thompson (1952), JASA 47, 663–685.

    Examples
    --------
    >>> from kinerja.survey import Design, total
    >>> design = Design(strata=["a", "a", "b", "b"], fpc=[10, 10, 6, 6])
    >>> total([1.0, 3.0, 4.0, 8.0], design).value.tolist()
    [56.0]
    """
    return _measured("total", _total_column, y, design, by, level, missing, covariance=covariance)


def _variance_column(field: Field, answers: Answers) -> Column:
    alone = np.flatnonzero(field.count < 2)
    if alone.size:
        raise InputError.about(
            "by" if field.domains.names else "y",
            code="too_few",
            expected="at least two rows with a weight above 0 in each domain",
            found=f"one in {field.domains.label(int(alone[0]))}",
        )
    factor = field.count / (field.count - 1.0)

    def column(j: int) -> tuple[Float, Float, Float]:
        _, e, scale = mean_column(field, answers)(j)
        e *= e
        value = field.sums(e) / field.total
        e -= field.spread(value)
        if field.used is not None:
            e[~field.used] = 0.0
        return value * factor, e, scale * factor

    return column


def variance(
    y: Any,
    design: Design,
    *,
    by: Any = None,
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
    covariance: bool = False,
) -> Estimates:
    """Population variance of each variable in each domain, with its design-based error.

    Parameters
    ----------
    y : array_like of float, shape (n,) or (n, v), or mapping or dataframe of v columns
        Answers, in their own unit.
    design, by, level, missing, covariance
        As for `mean`.

    Returns
    -------
    Estimates
        One row for each domain × variable, domains first; in the square of the unit.

    Raises
    ------
    InputError
        As `mean`; also if a domain has one row only.

    Notes
    -----
    s² = n/(n − 1) · Σ w (y − ȳ)² / Σ w, n the rows of the domain; its error is that of the mean of
    n/(n − 1)·(y − ȳ)².

    References
    ----------
    Lumley (2010), Complex Surveys, §2.2; R's ``survey::svyvar``.

    Examples
    --------
    >>> from kinerja.survey import Design, variance
    >>> variance([1.0, 2.0, 3.0, 4.0], Design()).value.round(6).tolist()
    [1.666667]
    """
    return _measured(
        "variance", _variance_column, y, design, by, level, missing, covariance=covariance
    )


def ratio(
    y: Any,
    x: ArrayLike,
    design: Design,
    *,
    by: Any = None,
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
    covariance: bool = False,
) -> Estimates:
    """Ratio of two totals in each domain, with its design-based error.

    Parameters
    ----------
    y : array_like of float, shape (n,) or (n, v), or mapping or dataframe of v columns
        Numerators.
    x : array_like of float, shape (n,), (n, 1) or (n, v), or mapping or dataframe
        Denominator of all, or one for each numerator.
    design, by, level, missing, covariance
        As for `mean`.

    Returns
    -------
    Estimates
        One row for each domain × numerator, domains first.

    Raises
    ------
    InputError
        As `mean`; also if a denominator's total is 0.

    Notes
    -----
    R = Σ_d w y / Σ_d w x, with influence u = (y − R x)/Σ_d w x.

    References
    ----------
    Särndal, Swensson & Wretman (1992), §5.6.

    Examples
    --------
    >>> from kinerja.survey import Design, ratio
    >>> ratio([2.0, 4.0, 6.0], [4.0, 10.0, 10.0], Design()).value.tolist()
    [0.5]
    """
    level = _checks.confidence_level(level)
    _checks.choice(covariance, "covariance", (True, False))
    above, below = read_answers(y, "y"), read_answers(x, "x")
    v = above.names.size
    if below.names.size not in (1, v):
        raise InputError.about(
            "x",
            code="wrong_shape",
            expected=f"one denominator, or {v}: one for each numerator",
            found=f"{below.names.size}",
        )
    field = read_field(design, by, missing, {"y": above, "x": below})

    def column(j: int) -> tuple[Float, Float, Float]:
        top = field.clean(above.columns[j])
        bottom = field.clean(below.columns[j if below.names.size > 1 else 0])
        whole = field.sums(bottom)
        zero = np.flatnonzero(whole == 0)
        if zero.size:
            raise InputError.about(
                "x",
                code="zero_total",
                expected="a total other than 0 in each domain",
                found=f"0 in {field.domains.label(int(zero[0]))}",
                hint="A ratio to nothing has no value.",
            )
        share = field.sums(top) / whole
        return share, top - field.spread(share) * bottom, 1.0 / whole

    done = estimate(field, v, column, covariance=covariance)
    return _assembled("ratio", field, above, done, level, missing)
