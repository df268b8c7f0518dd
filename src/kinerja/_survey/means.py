"""Means, totals, variances and ratios by domain, with their errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks
from ..errors import InputError
from .answers import Answers, Field, read_answers, read_field
from .design import Design
from .estimates import Column, Estimates, Linear, assemble, estimate, provenance_of, swept

Float = NDArray[np.float64]


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
        If answers are missing (by default), infinite, of another length than the design or so
        large that their squares overflow, or if a domain holds nobody.

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
        done = swept(field, answers, centred=kind == "mean")
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
            code="missing_argument",
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
                code="out_of_range",
                expected="a total other than 0 in each domain",
                found=f"0 in {field.domains.label(int(zero[0]))}",
                hint="A ratio to nothing has no value.",
            )
        share = field.sums(top) / whole
        return share, top - field.spread(share) * bottom, 1.0 / whole

    done = estimate(field, v, column, covariance=covariance)
    return _assembled("ratio", field, above, done, level, missing)
