"""Shares of categories, with intervals that stay between 0 and 1."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._steady import steady
from .._types import Float
from ..errors import InputError
from .answers import MISSING_ANSWERS, Answers, MissingAnswers, named, read_field
from .design import Design
from .estimates import Estimates, assemble, provenance_of
from .freedom import DegreesOfFreedom
from .limits import SMALL, basis_of, read_small
from .linear import estimate
from .share_intervals import METHODS, ProportionMethod, share_limits

FIXED = 1e-20
"""A variance below this share of p(1 − p) is none."""


@steady
def proportion(
    y: Any,
    design: Design,
    *,
    by: Any = None,
    method: ProportionMethod = "logit",
    level: float = 0.95,
    missing: MissingAnswers = "raise",
    covariance: bool = False,
    df: DegreesOfFreedom = "domain",
    small: tuple[int, int] = SMALL,
    minimum: int = 1,
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
    by, level, missing, covariance, df, small, minimum
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
    p is the mean of an indicator. With V its variance and n the rows of the domain, the effective
    size is n* = min(n, p(1 − p)/V): clusters may be worth fewer answers than were given, but none
    is worth more. t has the degrees of freedom of `mean`. logit: logit(p) ± t/√(n*·p(1 − p)).
    wilson: Wilson's score with n* and t. beta: quantiles of Beta(m·p, m·(1 − p) + 1) and
    Beta(m·p + 1, m·(1 − p)), with m = n*·min(1, (t on n − 1 / t on df)²). likelihood:
    2n*·(n − 1)/n·KL(p, π) ≤ t², the factor being the dispersion that R estimates. wald: p ± t·√V,
    cut at 0 and 1. Where p is 0 or 1 the variance says nothing, and every method gives the limits
    of "beta" with n* the number of PSUs that hold the domain. A share that is known in full has the
    limits p. With df="design" n* and m are not capped, as in R.

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
    small = read_small(small)
    _checks.whole_number(minimum, "minimum", lower=1)
    _checks.choice(method, "method", METHODS)
    _checks.choice(missing, "missing", MISSING_ANSWERS)
    covariance = _checks.flag(covariance, "covariance")
    answers, rows, labels = _read(y)
    field = read_field(design, by, missing, {"y": answers}, df=df)
    which = [variable for variable, _ in rows]

    def column(j: int) -> tuple[Float, Float, Float]:
        variable, code = rows[j]
        here = field.of(variable)
        coded = answers.columns[variable]
        part = (coded == code).astype(np.float64)
        if missing == "propagate":
            part[np.isnan(coded)] = np.nan
        part = here.clean(part)
        share = here.sums(part) / here.total
        e = part - here.spread(share)
        if here.used is not None:
            e[~here.used] = 0.0
        return share, e, 1.0 / here.total

    done = estimate(field, which, column, covariance=covariance)
    basis = basis_of(field, which)
    known = basis.certain
    if field.design.adjustments or df == "design":
        # A share that calibration fixes leaves residuals of rounding only. R takes any share
        # without variance for known.
        inner = (done.value > 0) & (done.value < 1)
        known = known | inner & (done.variance <= FIXED * done.value * (1 - done.value))
    return assemble(
        field,
        named(labels),
        done,
        basis,
        share_limits(
            method, done.value, done.variance, basis, level, known=known, capped=df != "design"
        ),
        made=provenance_of(
            "proportion", field, missing, given={"y": y}, level=level, method=method
        ),
        small=small,
        minimum=minimum,
        which=which,
    )


def _read(y: Any) -> tuple[Answers, list[tuple[int, int]], list[Any]]:
    """Columns of category codes (NaN where missing), and the rows of the result."""
    if _checks.is_table(y):
        names: list[Any] = _checks.column_names(y, "y")
        columns = _checks.read_columns(y, names, "y")
    else:
        wide = y if isinstance(y, np.ndarray) else None
        rows_of_lists = isinstance(y, list | tuple) and {type(row) for row in y} <= {list, tuple}
        if wide is None and rows_of_lists and len(y):
            wide = np.array(y, dtype=object)
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
    _checks.refuse_uneven({n: c.size for n, c in zip(names, coded, strict=True)}, "y")
    return Answers(tuple(coded), named(names)), rows, labels


def categories(given: Any, argument: str) -> tuple[Float, NDArray[Any]]:
    """Codes as floats, NaN where the answer is missing, and the categories in order."""
    read = _checks.labels(given, argument, missing="allow", unused=True)
    if not (read.codes >= 0).any():
        raise InputError.about(
            argument, code="missing_value", expected="at least one answer", found="none"
        )
    return np.where(read.codes < 0, np.nan, read.codes), read.names
