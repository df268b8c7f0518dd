"""Means, totals, variances and ratios by domain, with their errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import _checks
from .._steady import steady
from .._types import Float, TableLike
from ..errors import InputError
from .answers import MISSING_ANSWERS, Answers, Field, MissingAnswers, read_answers, read_field
from .design import Design
from .estimates import Estimates, assemble, provenance_of
from .freedom import DegreesOfFreedom
from .limits import SMALL, basis_of, is_small, read_small, symmetric
from .linear import Column, Linear, estimate, swept
from .moved import Moved, doubtful, moved

_STEADY = 1e-24
"""Variance over the square of the sum of the weights, below which rounding is all there is."""


def mean_column(field: Field, answers: Answers) -> Column:
    e = np.empty(field.weights.size)

    def column(j: int) -> tuple[Float, Float, Float]:
        here = field.of(j)
        y = here.clean(answers.columns[j])
        mean = here.sums(y) / here.total
        np.subtract(y, here.spread(mean), out=e)
        if here.used is not None:
            e[~here.used] = 0.0
        return mean, e, 1.0 / here.total

    return column


@steady
def mean(
    y: Any,
    design: Design,
    *,
    by: Any = None,
    level: float = 0.95,
    missing: MissingAnswers = "raise",
    covariance: bool = False,
    df: DegreesOfFreedom = "domain",
    small: tuple[int, int] = SMALL,
    minimum: int = 1,
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
    missing : {"raise", "omit", "available", "propagate"}
        Refuse missing answers; leave a row with any of the v missing outside the domain (as R's
        ``na.rm``); take each variable over those who answered it; or let the estimates that meet a
        missing one be NaN. With "omit" and "available" a row without a label in `by` is in no
        domain, and its PSU stays in the design.
    covariance : bool
        Also give the covariance between all domains and variables, which `difference` needs.
    df : {"domain", "nchs", "design"}
        Degrees of freedom: the domain's own; the PSUs that hold it less their strata; or those of
        the whole design, as R takes them. See Notes.
    small : (int, int)
        A row with fewer respondents, or fewer degrees of freedom, than these is marked as small.
    minimum : int
        Domains of fewer respondents are left empty, and others where totals would give them away:
        see `results.suppress`. 1 shows all.

    Returns
    -------
    Estimates
        One row for each domain × variable, domains first.

    Raises
    ------
    InputError
        If answers are missing (by default), infinite, of another length than the design or so
        large that their squares overflow, or if nobody at all has an answer.

    Notes
    -----
    ȳ_d = Σ_d w y / Σ_d w, with influence u = (y − ȳ_d)/Σ_d w inside the domain and 0 outside it:
    a domain keeps all PSUs of the design.

    Intervals use t. Its degrees of freedom are the smaller of (PSUs that hold somebody of the
    domain, less 1) and (sampled PSUs of the strata that hold it, less these strata). Strata taken
    whole count in neither. Where none is left, as for a domain inside one PSU, the error is
    undetermined: NaN, and `provenance` says so. A domain wholly in PSUs taken with certainty has
    the error 0. Where all answers of a small domain are alike the limits are undetermined. A domain
    without an answer is a row of NaN with `n` 0.

    References
    ----------
    Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, §5.7–5.8, §10.3; Korn &
    Graubard (1999), Analysis of Health Surveys, §5.2.

    Examples
    --------
    >>> from kinerja.survey import Design, mean
    >>> design = Design(strata=["a", "a", "b", "b"], fpc=[10, 10, 6, 6])
    >>> m = mean([1.0, 3.0, 4.0, 8.0], design)
    >>> m.value.tolist(), m.se.round(4).tolist(), m.df.tolist()
    ([3.5], [0.8292], [2])
    """
    options = _Options("mean", level, missing, covariance, df, small, minimum)
    return _measured(mean_column, y, design, by, options)


@dataclass(frozen=True, slots=True)
class _Options:
    """Options that means, totals, variances and ratios share, checked."""

    kind: str
    level: float
    missing: MissingAnswers
    covariance: bool
    df: DegreesOfFreedom
    small: tuple[int, int]
    minimum: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "level", _checks.confidence_level(self.level))
        object.__setattr__(self, "small", read_small(self.small))
        _checks.whole_number(self.minimum, "minimum", lower=1)
        _checks.choice(self.missing, "missing", MISSING_ANSWERS)
        _checks.flag(self.covariance, "covariance")


def _measured(
    make: Callable[[Field, Answers], Column], y: Any, design: Design, by: Any, options: _Options
) -> Estimates:
    kind = options.kind
    plain = (
        kind != "variance"
        and not options.covariance
        and options.missing != "available"
        and not getattr(design, "adjustments", ())
    )
    answers = read_answers(y, "y", by_rows=plain)
    field = read_field(design, by, options.missing, {"y": answers}, df=options.df)
    if kind == "total":
        _refuse_unweighted(field.design)

    def found(answers: Answers) -> Linear:
        if plain:
            return swept(field, answers, centred=kind == "mean")
        return estimate(
            field,
            range(answers.names.size),
            make(field, answers),
            covariance=options.covariance,
            centred=kind != "total",
        )

    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        done = found(answers)
        if kind == "variance" or doubtful(done, field):
            done = _at_home(found, answers, kind)
    return _assembled(field, answers, done, options)


def _at_home(found: Callable[[Answers], Linear], answers: Answers, kind: str) -> Linear:
    """Estimates of answers that are far from 0, huge or tiny, found where floats have digits."""
    there = moved(answers)
    if kind != "total" or not there.origin.any():
        return there.back(found(there.answers), squared=kind == "variance")
    # A total moves with the sum of the weights: it is steady where that sum has no error.
    still = moved(answers, still=True)
    known = [np.where(np.isnan(column), column, 1.0) for column in answers.columns]
    weight = found(Answers(tuple(known), answers.names))
    steady = weight.variance <= _STEADY * weight.value**2
    return still.back(found(still.answers)).where(
        ~steady,
        there.back(found(there.answers), weight=weight.value),
        there.exponent - still.exponent,
    )


def _assembled(
    field: Field,
    answers: Answers,
    done: Linear,
    options: _Options,
    given: Mapping[str, Any] | None = None,
) -> Estimates:
    which = range(answers.names.size)
    basis = basis_of(field, which)
    alike = done.alike & is_small(basis, options.small) & ~basis.certain
    if options.kind == "total" and alike.any():
        # A column of ones counts people: it is no answer that all of them could have in common.
        alike &= [not (column == 1).all() for column in answers.columns]
    # With the degrees of freedom of the design the intervals are R's, here too.
    undetermined = None if options.df == "design" else alike
    return assemble(
        field,
        answers.names,
        done,
        basis,
        symmetric(done, basis, options.level, alike=undetermined),
        made=provenance_of(
            options.kind, field, options.missing, answers, given, level=options.level
        ),
        small=options.small,
        minimum=options.minimum,
        which=which,
        alike=undetermined,
    )


def _refuse_unweighted(design: Design) -> None:
    if not design.weighted:
        raise InputError.about(
            "design",
            code="missing_argument",
            expected="weights, or the population of every stage (fpc), for a total",
            found="neither",
            hint="A total needs to know how many each row stands for.",
        )


def _total_column(field: Field, answers: Answers) -> Column:
    def column(j: int) -> tuple[Float, Float, Float]:
        here = field.of(j)
        y = here.clean(answers.columns[j])
        return here.sums(y), y, np.ones(field.domains.size)

    return column


@steady
def total(
    y: Any,
    design: Design,
    *,
    by: Any = None,
    level: float = 0.95,
    missing: MissingAnswers = "raise",
    covariance: bool = False,
    df: DegreesOfFreedom = "domain",
    small: tuple[int, int] = SMALL,
    minimum: int = 1,
) -> Estimates:
    """Population total of each variable in each domain, with its design-based error.

    Parameters
    ----------
    y : array_like of float, shape (n,) or (n, v), or mapping or dataframe of v columns
        What is added up, in its own unit.
    design : Design
        How the n rows were drawn; with weights, or with an fpc for every stage.
    by, level, missing, covariance, df, small, minimum
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
    options = _Options("total", level, missing, covariance, df, small, minimum)
    return _measured(_total_column, y, design, by, options)


def _variance_column(field: Field, answers: Answers) -> Column:
    for here in field.columns or (field,):
        alone = np.flatnonzero(here.count == 1)
        if alone.size:
            raise InputError.about(
                "by" if field.domains.names else "y",
                code="too_few",
                expected="at least two rows with a weight above 0 in each domain",
                found=f"one in {field.domains.label(int(alone[0]))}",
            )
    deviations = mean_column(field, answers)

    def column(j: int) -> tuple[Float, Float, Float]:
        here = field.of(j)
        factor = here.count / np.maximum(here.count - 1.0, 1.0)
        _, e, scale = deviations(j)
        e *= e
        value = here.sums(e) / here.total
        e -= here.spread(value)
        if here.used is not None:
            e[~here.used] = 0.0
        return value * factor, e, scale * factor

    return column


@steady
def variance(
    y: Any,
    design: Design,
    *,
    by: Any = None,
    level: float = 0.95,
    missing: MissingAnswers = "raise",
    covariance: bool = False,
    df: DegreesOfFreedom = "domain",
    small: tuple[int, int] = SMALL,
    minimum: int = 1,
) -> Estimates:
    """Population variance of each variable in each domain, with its design-based error.

    Parameters
    ----------
    y : array_like of float, shape (n,) or (n, v), or mapping or dataframe of v columns
        Answers, in their own unit.
    design, by, level, missing, covariance, df, small, minimum
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
    options = _Options("variance", level, missing, covariance, df, small, minimum)
    return _measured(_variance_column, y, design, by, options)


@steady
def ratio(
    y: Any,
    x: TableLike,
    design: Design,
    *,
    by: Any = None,
    level: float = 0.95,
    missing: MissingAnswers = "raise",
    covariance: bool = False,
    df: DegreesOfFreedom = "domain",
    small: tuple[int, int] = SMALL,
    minimum: int = 1,
) -> Estimates:
    """Ratio of two totals in each domain, with its design-based error.

    Parameters
    ----------
    y : array_like of float, shape (n,) or (n, v), or mapping or dataframe of v columns
        Numerators.
    x : array_like of float, shape (n,), (n, 1) or (n, v), or mapping or dataframe
        Denominator of all, or one for each numerator.
    design, by, level, missing, covariance, df, small, minimum
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
    options = _Options("ratio", level, missing, covariance, df, small, minimum)
    above, below = read_answers(y, "y"), read_answers(x, "x")
    v = above.names.size
    if below.names.size not in (1, v):
        raise InputError.about(
            "x",
            code="wrong_shape",
            expected=f"one denominator, or {v}: one for each numerator",
            found=f"{below.names.size}",
        )
    beside = [j if below.names.size > 1 else 0 for j in range(v)]
    field = read_field(
        design,
        by,
        missing,
        {"y": above, "x": below},
        df=df,
        pairs=tuple((j, v + k) for j, k in enumerate(beside)),
    )
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        column = _ratio_column(field, above, below, beside)
        done = estimate(field, range(v), column, covariance=covariance)
        if doubtful(done, field):
            top, bottom = moved(above), moved(below)
            column = _moved_ratio(field, top, bottom, beside)
            done = estimate(field, range(v), column, covariance=covariance, unit=1.0)
            exponent = top.exponent - bottom.exponent[beside]
            done = top._replace(origin=np.zeros(v), exponent=exponent).back(done)
    return _assembled(field, above, done, options, {"y": y, "x": x})


def _ratio_column(field: Field, above: Answers, below: Answers, beside: list[int]) -> Column:
    def column(j: int) -> tuple[Float, Float, Float]:
        here = field.of(j)
        top = here.clean(above.columns[j])
        bottom = here.clean(below.columns[beside[j]])
        whole = here.sums(bottom)
        zero = np.flatnonzero((whole == 0) & (here.count > 0))
        if zero.size:
            raise InputError.about(
                "x",
                code="out_of_range",
                expected="a total other than 0 in each domain",
                found=f"0 in {field.domains.label(int(zero[0]))}",
                hint="A ratio to nothing has no value.",
            )
        whole[here.count == 0] = np.nan
        share = here.sums(top) / whole
        return share, top - here.spread(share) * bottom, 1.0 / whole

    return column


def _moved_ratio(field: Field, above: Moved, below: Moved, beside: list[int]) -> Column:
    """A ratio from what is left of both when their means are taken out: y − Rx about (ȳ, x̄)."""

    def column(j: int) -> tuple[Float, Float, Float]:
        here, k = field.of(j), beside[j]
        top, bottom = here.clean(above.answers.columns[j]), here.clean(below.answers.columns[k])
        y, x = here.sums(top) / here.total, here.sums(bottom) / here.total
        whole = np.ldexp(below.origin[k], -below.exponent[k]) + x
        share = (np.ldexp(above.origin[j], -above.exponent[j]) + y) / whole
        e = top - here.spread(y) - here.spread(share) * (bottom - here.spread(x))
        if here.used is not None:
            e[~here.used] = 0.0
        return share, e, 1.0 / (whole * here.total)

    return column
