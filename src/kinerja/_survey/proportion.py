"""Shares of categories, with intervals that stay between 0 and 1."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from ..errors import InputError
from .answers import Answers, named, read_field
from .design import Design
from .estimates import Estimates, assemble, estimate, provenance_of, quantile_of_t

Float = NDArray[np.float64]
ProportionMethod = Literal["logit", "wald", "beta", "wilson", "likelihood"]
METHODS: tuple[ProportionMethod, ...] = ("logit", "wald", "beta", "wilson", "likelihood")

_BISECTIONS = 110


def proportion(
    y: Any,
    design: Design,
    *,
    by: Any = None,
    method: ProportionMethod = "logit",
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
    covariance: bool = False,
) -> Estimates:
    """Share of the population in each category, by domain.

    Parameters
    ----------
    y : array_like of labels or bool, shape (n,) or (n, v), or mapping or dataframe
        Categories (text or whole numbers): one row for each category, sorted. True and False: one
        row, the share of True.
    design : Design
        How the n rows were drawn.
    method : {"logit", "wald", "beta", "wilson", "likelihood"}
        Interval: t on the logit scale; plain t; Korn–Graubard (beta, with an effective sample
        size); Wilson's score with the effective size and t; or where the scaled likelihood ratio
        is within t².
    by, level, missing, covariance
        As for `mean`.

    Returns
    -------
    Estimates
        One row for each domain × variable × category; `variable` is the category, or the tuple
        (variable, category) where there are several variables.

    Raises
    ------
    InputError
        As `mean`; also if there is only one category, or numbers are no whole ones.

    Notes
    -----
    p is the mean of an indicator. With V its variance, the effective size is n* = p(1 − p)/V, the
    rows themselves where p is 0 or 1. logit: logit(p) ± t·√V/(p(1 − p)), and "beta" where p is 0
    or 1. beta: quantiles of Beta(m·p, m·(1 − p) + 1) and Beta(m·p + 1, m·(1 − p)), with
    m = n*·(t on n − 1 / t on df)². likelihood: 2n*·(n − 1)/n·KL(p, π) ≤ t²,
    the factor being the dispersion that R estimates.

    References
    ----------
    Korn & Graubard (1998), Survey Methodology 24, 193–201; Wilson (1927), JASA 22, 209–212;
    Rao & Scott (1984), Annals of Statistics 12, 46–60; R's ``survey::svyciprop``.

    Examples
    --------
    >>> from kinerja.survey import Design, proportion
    >>> p = proportion([True, True, False, True, False], Design())
    >>> p.value.tolist(), p.lower.round(3).tolist(), p.upper.round(3).tolist()
    ([0.6], [0.081], [0.962])
    """
    level = _checks.confidence_level(level)
    _checks.choice(method, "method", METHODS)
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    _checks.choice(covariance, "covariance", (True, False))
    answers, rows, labels = _read(y)
    field = read_field(design, by, missing, {"y": answers})

    def column(j: int) -> tuple[Float, Float, Float]:
        variable, code = rows[j]
        coded = answers.columns[variable]
        part = (coded == code).astype(np.float64)
        if missing == "propagate":
            part[np.isnan(coded)] = np.nan
        part = field.clean(part)
        share = field.sums(part) / field.total
        e = part - field.spread(share)
        if field.used is not None:
            e[~field.used] = 0.0
        return share, e, 1.0 / field.total

    done = estimate(field, len(rows), column, covariance=covariance)
    bounds = _interval(
        method, done.value, done.variance, field.count[:, None], field.design.df, level
    )
    return assemble(
        field,
        named(labels),
        done.value,
        done.variance,
        done.deff,
        made=provenance_of("proportion", field, missing, level=level, method=method),
        covariance=done.covariance,
        bounds=bounds,
    )


def _read(y: Any) -> tuple[Answers, list[tuple[int, int]], list[Any]]:
    """Columns of category codes (NaN where missing), and the rows of the result."""
    if _checks.is_table(y):
        names: list[Any] = _checks.column_names(y, "y")
        columns = _checks.read_columns(y, names, "y")
    else:
        wide = y if isinstance(y, np.ndarray) else None
        if wide is None and isinstance(y, list | tuple) and y and isinstance(y[0], list | tuple):
            wide = np.array(y, dtype=object)
            if {type(item) for row in y for item in row} <= {bool, np.bool_}:
                wide = wide.astype(np.bool_)
        if wide is not None and wide.ndim == 2:
            names, columns = list(range(wide.shape[1])), list(wide.T)
        else:
            names, columns = [0], [y]
    if not columns:
        raise InputError.about("y", code="too_few", expected="at least one variable", found="none")
    several = len(columns) > 1
    coded: list[Float] = []
    rows: list[tuple[int, int]] = []
    labels: list[Any] = []
    for at, (name, given) in enumerate(zip(names, columns, strict=True)):
        argument = f"y[{name!r}]" if several else "y"
        codes, found = categories(given, argument)
        coded.append(codes)
        if found.dtype.kind == "b":
            truth = found.tolist()
            if True in truth:
                rows.append((at, truth.index(True)))
            else:
                rows.append((at, -1))  # nobody: the share of True is 0
            labels.append(name if several else True)
            continue
        if found.size < 2:
            raise InputError.about(
                argument,
                code="constant",
                expected="at least two categories",
                found=f"only {_checks.joined(found.tolist())}",
                hint="For the share of one category pass True and False: y == category.",
            )
        rows += [(at, code) for code in range(found.size)]
        labels += [(name, label) if several else label for label in found.tolist()]
    sizes = [codes.size for codes in coded]
    if len(set(sizes)) > 1:
        raise InputError.about(
            "y", code="wrong_shape", expected="columns of one length", found=_checks.joined(sizes)
        )
    return Answers(tuple(coded), named(names)), rows, labels


def categories(given: Any, argument: str) -> tuple[Float, NDArray[Any]]:
    """Codes as floats, NaN where the answer is missing, and the sorted categories."""
    try:
        read = _checks.labels(given, argument)
    except InputError as error:
        if error.code != "missing_value":
            raise
    else:
        return read.codes.astype(np.float64), read.names
    items = _checks.items_of(given)
    gone = np.fromiter((_checks.is_missing(item) for item in items), np.bool_, len(items))
    if gone.all():
        raise InputError.about(
            argument, code="missing_value", expected="at least one answer", found="none"
        )
    kept = np.flatnonzero(~gone)
    read = _checks.labels([items[i] for i in kept.tolist()], argument)
    codes = np.full(len(items), np.nan)
    codes[kept] = read.codes
    return codes, read.names


def _interval(
    method: ProportionMethod,
    p: Float,
    variance: Float,
    n: NDArray[np.int64],
    df: int,
    level: float,
) -> tuple[Float, Float]:
    from scipy.special import expit, logit

    t = quantile_of_t(level, df)
    edge = (p == 0) | (p == 1)
    if method == "wald":
        half = t * np.sqrt(variance)
        return p - half, p + half
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = np.where(edge, n, p * (1 - p) / variance)
    exact = ~edge & (variance == 0)  # known without error
    if method == "wilson":
        low, high = _wilson(p, effective, t)
    elif method == "likelihood":
        low, high = _likelihood(p, effective * (n - 1) / n, t)
    elif method == "beta":
        low, high = _beta(p, effective, n, df, level)
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            half = t * np.sqrt(variance) / (p * (1 - p))
            low, high = expit(logit(p) - half), expit(logit(p) + half)
        at_edge = _beta(p, effective, n, df, level)
        low, high = np.where(edge, at_edge[0], low), np.where(edge, at_edge[1], high)
    unknown = np.isnan(p) | np.isnan(t)
    low, high = np.where(exact, p, low), np.where(exact, p, high)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def _wilson(p: Float, n: Float, t: float) -> tuple[Float, Float]:
    with np.errstate(invalid="ignore"):
        centre = (p + t * t / (2 * n)) / (1 + t * t / n)
        half = t / (1 + t * t / n) * np.sqrt(p * (1 - p) / n + t * t / (4 * n * n))
    return centre - half, centre + half


def _beta(
    p: Float, effective: Float, n: NDArray[np.int64], df: int, level: float
) -> tuple[Float, Float]:
    from scipy.special import betaincinv, stdtrit

    tail = (1 - level) / 2
    t_df = stdtrit(df, 1 - tail) if df > 0 else np.nan
    with np.errstate(invalid="ignore"):
        t_n = np.where(n > 1, stdtrit(np.maximum(n - 1, 1), 1 - tail), t_df)
        m = effective * (t_n / t_df) ** 2
        low = np.where(p == 0, 0.0, betaincinv(m * p, m * (1 - p) + 1, tail))
        high = np.where(p == 1, 1.0, betaincinv(m * p + 1, m * (1 - p), 1 - tail))
    return low, high


def _likelihood(p: Float, n: Float, t: float) -> tuple[Float, Float]:
    from scipy.special import rel_entr

    with np.errstate(divide="ignore"):
        limit = t * t / (2 * n)

    def bound(outer: Float) -> Float:
        inner = p.copy()
        far = np.broadcast_to(outer, p.shape).copy()
        for _ in range(_BISECTIONS):
            middle = (inner + far) / 2
            distance = rel_entr(p, middle) + rel_entr(1 - p, 1 - middle)
            inside = distance <= limit
            inner = np.where(inside, middle, inner)
            far = np.where(inside, far, middle)
        return (inner + far) / 2

    return bound(np.array(0.0)), bound(np.array(1.0))
