"""Linear regression on a sample: weighted least squares with the errors of the design."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np

from .. import _checks
from .._moments import sized
from .._steady import steady
from .._types import ArrayLike, Flags, Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result, Unit
from .answers import Answers, Field, named, read_answers, read_field
from .design import Design
from .estimates import provenance_of
from .freedom import DegreesOfFreedom
from .limits import quantile_of_t, two_sided
from .moved import refuse_lost
from .proportion import categories
from .variance import linearized_variance

INTERCEPT = "intercept"
_SINGULAR = 1e-10
"""A direction of x below this share of the strongest one carries no information of its own."""

_FAR = 1e-3
"""What is left of a column over its size, below which it is taken from its mean first."""
_LARGE = 1e75
"""Sizes whose fourth powers, in squares of squares, are in the range of floats no more."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Regression(Result):
    """Coefficients of a linear regression with design-based errors, one row for each term."""

    _keys: ClassVar = {"term": "term"}
    _first: ClassVar = ("value", "se", "p_value")

    term: Annotated[LabelVector, Axis("term")]
    """(p,) ``"intercept"``, and columns by name or position; ``name=category`` for a category."""
    value: Annotated[FloatVector, Axis("term")]
    """(p,) coefficients, in units of y for one unit of the term."""
    se: Annotated[FloatVector, Axis("term")]
    """(p,) design-based standard errors."""
    lower: Annotated[FloatVector, Axis("term")]
    """(p,) lower bounds of the intervals; NaN where there are no degrees of freedom."""
    upper: Annotated[FloatVector, Axis("term")]
    """(p,) upper bounds of the intervals."""
    t: Annotated[FloatVector, Axis("term")]
    """(p,) value over standard error; 0 where both are 0, infinite where the error alone is 0."""
    p_value: Annotated[FloatVector, Axis("term")]
    """(p,) two-sided probability of a t as large if the coefficient were 0."""
    df: int
    """Degrees of freedom of t: those of the rows it is about + 1 − p; 0 where none is left."""
    covariance: Annotated[FloatMatrix, Axis("term", "term")]
    """(p, p) design-based covariance of the coefficients."""
    r2: Annotated[float, Unit("share")]
    """Share of the weighted variance of y that is explained (about 0 without an intercept)."""
    n: int
    """Rows with a weight above 0 that took part."""
    provenance: Provenance
    """Options, missing policy and what was left out."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.regression

    def _facts(self, language: str = "en") -> dict[str, Any]:
        return {"r2": self.r2, "df": self.df, "n": self.n}


@steady
def regression(
    y: ArrayLike,
    x: Any,
    design: Design,
    *,
    intercept: bool = True,
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
    domain: ArrayLike | None = None,
    df: DegreesOfFreedom = "domain",
) -> Regression:
    """Survey-weighted linear regression of y on x, with design-based errors.

    Parameters
    ----------
    y : array_like of float, shape (n,)
        Outcome, in its own unit.
    x : array_like of float, shape (n, p) or (n,), or mapping or dataframe of columns
        Explanatory variables. In a mapping or dataframe a column of text or of True and False is a
        category: one term for each but the first in order, which is the reference.
    design : Design
        How the n rows were drawn; calibrated designs too.
    intercept : bool
        Put a constant first.
    level : float
        Probability of the intervals.
    missing : {"raise", "omit", "propagate"}
        Refuse missing values; leave a row with any of them outside the domain; or give NaN.
    domain : array_like of bool, shape (n,), optional
        Rows that the regression is about; the others stay in the design, outside the domain.
    df : {"domain", "nchs", "design"}
        Degrees of freedom, as for `mean`.

    Returns
    -------
    Regression

    Raises
    ------
    InputError
        If values are missing (by default), there are no more rows than terms, or a column is
        constant or follows from the others.

    Notes
    -----
    b solves X'W(y − Xb) = 0. With A = X'WX and residuals e the influence of row i is A⁻¹x_i·e_i,
    and the covariance that of its total (Binder's sandwich). t has the degrees of freedom of `mean`
    for the same rows, + 1 − p as in R's svyglm; where none is left errors and tests are NaN.
    R² = 1 − Σwe²/Σw(y − ȳ)².

    References
    ----------
    Fuller (1975), Sankhyā C 37, 117–132; Binder (1983), International Statistical Review 51,
    279–292; Lumley (2010), Complex Surveys, ch. 5; R's ``survey::svyglm``.

    Examples
    --------
    >>> from kinerja.survey import Design, regression
    >>> wait = [5.0, 10.0, 15.0, 20.0, 25.0, 30.0]
    >>> fit = regression([4.0, 3.6, 3.3, 2.9, 2.9, 2.2], {"wait": wait}, Design())
    >>> fit.term.tolist(), fit.value.round(3).tolist(), fit.df
    (['intercept', 'wait'], [4.3, -0.066], 4)
    >>> fit.se.round(4).tolist(), round(fit.r2, 3)
    ([0.0666, 0.0062], 0.957)
    """
    level = _checks.confidence_level(level)
    intercept = _checks.flag(intercept, "intercept")
    outcome = _outcome(y)
    explaining = _explaining(x)
    measured = {"y": outcome, "x": explaining}
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    field = read_field(design, None, missing, measured, df=df, domain=domain)
    terms = [INTERCEPT] * intercept + explaining.names.tolist()
    columns = [np.ones(field.weights.size)] * intercept
    columns += [field.clean(column) for column in explaining.columns]
    values = np.column_stack(columns)
    target = field.clean(outcome.columns[0])
    inside = field.weights > 0
    values[~inside] = 0.0
    p = values.shape[1]
    left = max(0, int(field.df[0]) + 1 - p)
    if np.isnan(values[inside]).any() or np.isnan(target[inside]).any():
        b, covariance, r2 = np.full(p, np.nan), np.full((p, p), np.nan), float("nan")
    else:
        target = np.where(inside, target, 0.0)
        b, covariance, r2 = _fitted(values, target, field, terms, intercept=intercept)
    certain = bool(field.certain[0])
    if field.undetermined[0]:
        covariance = np.full((p, p), np.nan)
    se = np.sqrt(np.diag(covariance))
    half = np.where(certain, 0.0, quantile_of_t(level, left) * se)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where((b == 0) & (se == 0), 0.0, b / se)
    return Regression(
        term=named(terms),
        value=b,
        se=se,
        lower=b - half,
        upper=b + half,
        t=t,
        p_value=np.where(b == 0, 1.0, 0.0) if certain else two_sided(t, left),
        df=left,
        covariance=covariance,
        r2=r2,
        n=int(field.count[0]),
        provenance=provenance_of(
            "regression", field, missing, given={"y": y, "x": x}, level=level, intercept=intercept
        ),
    )


def _outcome(y: Any) -> Answers:
    outcome = read_answers(y, "y")
    if outcome.names.size != 1:
        raise InputError.about(
            "y",
            code="wrong_shape",
            expected="one outcome, shape (n,)",
            found=f"{outcome.names.size} columns",
            hint="Fit one regression for each.",
        )
    return outcome


def _explaining(x: Any) -> Answers:
    """Columns of numbers; a category becomes one indicator for each level but the first."""
    if not _checks.is_table(x):
        return read_answers(x, "x")
    names: list[Any] = []
    columns: list[Float] = []
    sizes: dict[Any, int] = {}
    given = _checks.column_names(x, "x")
    for name, column in zip(given, _checks.read_columns(x, given, "x"), strict=True):
        argument = f"x[{name!r}]"
        if not _is_category(column):
            columns.append(_checks.vector(column, argument, missing="allow"))
            names.append(name)
            sizes[name] = columns[-1].size
            continue
        codes, levels = categories(column, argument)
        sizes[name] = codes.size
        # A declared level that nobody has would be a column of zeros.
        there = np.unique(codes[~np.isnan(codes)]).astype(np.int64)
        for code in there[1:].tolist():
            columns.append(np.where(np.isnan(codes), np.nan, codes == code))
            names.append(f"{name}={levels[code]}")
        if there.size < 2:
            raise InputError.about(
                argument,
                code="constant",
                expected="at least two categories",
                found=f"only {_checks.plain(levels[there[0]])!r}",
                hint="A column that is alike everywhere explains nothing: leave it out.",
            )
    if not columns:
        raise InputError.about("x", code="too_few", expected="at least one variable", found="none")
    _checks.refuse_uneven(sizes, "x")
    return Answers(tuple(columns), named(names))


def _is_category(column: Any) -> bool:
    """Text, or True and False; one value is no column, and none of both."""
    if not _checks.length_of(column):
        return False
    if isinstance(column, np.ndarray) and column.dtype.kind in "bUS":
        return True
    if isinstance(column, np.ndarray) and column.dtype.kind in "iuf":
        return False
    return any(isinstance(item, str | bool | np.bool_) for item in _checks.items_of(column))


class _Fit(NamedTuple):
    """Coefficients (p,), their covariance (p, p), and R²."""

    b: Float
    covariance: Float
    r2: float


def _fitted(x: Float, y: Float, field: Field, terms: list[Any], *, intercept: bool) -> _Fit:
    """Least squares about the means, at the size of 1: no digit and no square is lost.

    With an intercept the variables are taken from their means, and the intercept follows. Ordinary
    values stay where they are.
    """
    inside = field.weights > 0
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        found = _solved(x, y, field, terms, hasty=True)
    if found is not None:
        b, u, e = found
        away = y - float(field.sums(y)[0] / field.total[0]) if intercept else y
        return _Fit(b, linearized_variance(u, field.design), _explained(away, e, field.weights))
    centre, centre_y = np.zeros(x.shape[1] - intercept), 0.0
    if intercept:
        x, centre = _from_mean(x[:, 1:], field.weights, inside)
        y_column, level = _from_mean(y[:, None], field.weights, inside)
        y, centre_y = y_column[:, 0], float(level[0])
    x, size = sized(x)
    y, size_y = sized(y)
    table = np.column_stack([inside.astype(np.float64), x]) if intercept else x
    solved = _solved(table, y, field, terms)
    assert solved is not None  # noqa: S101 - only the hasty give up
    b, u, e = solved
    exponent = np.concatenate([[size_y] * intercept, size_y - size]).astype(np.int64)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        value = np.ldexp(b, exponent)
        if intercept:
            value[0] += centre_y - value[1:] @ centre
            u[:, 0] -= u[:, 1:] @ np.ldexp(centre, -size)
        scaled = linearized_variance(u, field.design)
        covariance = np.ldexp(scaled, exponent[:, None] + exponent)
        refuse_lost(scaled, covariance)
    return _Fit(value, covariance, _explained(y, e, field.weights))


def _from_mean(x: Float, w: Float, inside: Flags) -> tuple[Float, Float]:
    """Columns less their weighted mean, 0 in rows outside; and the means.

    Taken from a first row first, so that values far from 0 lose nothing and equal ones are 0.
    """
    first = x[np.argmax(inside)]
    away = np.where(inside[:, None], x - first, 0.0)
    share = w / w.sum()
    mean = share @ away
    away = np.where(inside[:, None], away - mean, 0.0)
    return away, first + mean


def _solved(
    x: Float, y: Float, field: Field, terms: list[Any], *, hasty: bool = False
) -> tuple[Float, Float, Float] | None:
    """Coefficients (p,), their influence (n, p) and the residuals (n,).

    The `hasty` are back with nothing where digits run out: of what is far from 0, huge or tiny.
    """
    w = field.weights  # where it is 0, x and y are 0 as well
    n, p = int(field.count[0]), x.shape[1]
    if n <= p:
        raise InputError.about(
            "x",
            code="too_few",
            expected=f"more rows than the {p} terms",
            found=f"{n}",
            hint="Leave out variables.",
        )
    root = np.sqrt(w / w.max())
    weighted = x * root[:, None]
    norm = np.sqrt((weighted**2).sum(axis=0))
    empty = [terms[j] for j in np.flatnonzero(norm == 0)]
    if hasty and (empty or not ((norm < _LARGE) & (norm > 1.0 / _LARGE)).all()):
        return None
    norm = np.where(norm > 0, norm, 1.0)
    orthogonal, triangle = np.linalg.qr(weighted / norm)
    _, strength, right = np.linalg.svd(triangle)
    if hasty and strength[-1] <= _FAR * strength[0]:
        return None
    if empty or strength[-1] <= _SINGULAR * strength[0]:
        if empty and terms[0] == INTERCEPT:
            empty = [INTERCEPT, *empty]
        involved = empty or [terms[j] for j in np.flatnonzero(np.abs(right[-1]) > 1e-6)]
        raise InputError.about(
            "x",
            code="not_estimable",
            expected="columns none of which is constant or follows from the others",
            found=f"a dependence among {_checks.joined(involved)}",
            hint="Leave one of them out; a constant column of your own needs intercept=False.",
            positions=_checks.columns_at(involved[:5]),
        )
    inverse = np.linalg.inv(triangle)
    b = inverse @ (orthogonal.T @ (y * root)) / norm
    e = y - x @ b
    # A⁻¹ = R⁻¹R⁻ᵀ of the scaled problem; the scale of the weights cancels against the influence's.
    bread = inverse @ inverse.T / norm[:, None] / norm[None, :] / w.max()
    if hasty:
        left, whole = float(w @ e**2), float(w @ y**2)
        if not (whole < _LARGE**2 and left > _FAR**2 * whole and left > 1.0 / _LARGE**2):
            return None
    return b, (x * e[:, None]) @ bread, e


def _explained(y: Float, e: Float, w: Float) -> float:
    """R² of an outcome that is taken from its mean where there is an intercept."""
    whole = float(w @ y**2)
    return 1.0 - float(w @ e**2) / whole if whole > 0 else float("nan")
