"""Two-way tables: whether two questions are associated, under the design of the sample."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._results.small_counts import said_of_counts, withheld_counts
from .._steady import steady
from .._types import ArrayLike, Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result, Unit
from .answers import Answers, Field, read_field
from .design import Design
from .estimates import provenance_of, undetermined
from .freedom import DegreesOfFreedom
from .linear import Column, estimate
from .proportion import categories

Statistic = Literal["F", "chi2", "wald", "adj_wald"]
STATISTICS: tuple[Statistic, ...] = ("F", "chi2", "wald", "adj_wald")

_RANK = 1e-10
"""A direction of the table whose variance is below this share of the largest has none."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RaoScott(Result):
    """Test of association between the rows and the columns of a table, and the table itself."""

    _keys: ClassVar = {"row": "rows", "column": "columns"}
    _single: ClassVar = True

    statistic: float
    """Rao–Scott F; with ``"chi2"`` Pearson's X² of the table scaled to the rows asked; or the F of
    Wald's statistic."""
    df: Annotated[FloatVector, Axis("parameter")]
    """(2,) numerator and denominator of F, real numbers; (1,) for ``"chi2"``."""
    p_value: Annotated[float, Unit("p")]
    """Probability of a statistic as large without any association."""
    table: Annotated[FloatMatrix, Axis("row", "column")]
    """(rows, columns) estimated numbers in the population: sums of weights."""
    share: Annotated[FloatMatrix, Axis("row", "column")]
    """(rows, columns) the same as shares of the whole."""
    share_se: Annotated[FloatMatrix, Axis("row", "column")]
    """(rows, columns) design-based standard errors of the shares."""
    rows: Annotated[LabelVector, Axis("row")]
    """Categories of the rows, sorted."""
    columns: Annotated[LabelVector, Axis("column")]
    """Categories of the columns, sorted."""
    deff: Annotated[FloatVector, Axis("direction")]
    """Generalized design effects, largest first: 1 each under simple random sampling."""
    n: int
    """Rows of the sample that took part."""
    provenance: Provenance
    """Kind of statistic, missing policy and what was left out."""
    count: Annotated[FloatMatrix | None, Axis("row", "column")] = None
    """(rows, columns) respondents in each cell, not weighted; NaN where it is not shown."""
    suppressed: tuple[tuple[Any, Any], ...] = ()
    """Cells that are not shown, by row and column."""

    _optional: ClassVar = ("count",)

    def _withhold(self, least: int) -> RaoScott:
        """Leave small cells empty; the totals of rows and columns count as known."""
        if least == 1 or self.count is None or np.isnan(self.count).all():
            return self
        found = withheld_counts(np.nan_to_num(self.count).astype(np.int64), least)
        hidden = found.hidden
        if not hidden.any():
            return self
        names = [(r, c) for r in self.rows.tolist() for c in self.columns.tolist()]
        made = self.provenance
        return replace(
            self,
            table=np.where(hidden, np.nan, self.table),
            share=np.where(hidden, np.nan, self.share),
            share_se=np.where(hidden, np.nan, self.share_se),
            count=np.where(hidden, np.nan, self.count),
            suppressed=tuple(names[i] for i in np.flatnonzero(hidden).tolist()),
            provenance=replace(
                made,
                options={**made.options, "minimum": least},
                left_out=(*made.left_out, *said_of_counts(found, names, least)),
            ),
        )

    def _headline(self, language: str = "en") -> str:
        kind = self.provenance.options["statistic"]
        return words(language).headlines.association[kind]

    def _facts(self, language: str = "en") -> dict[str, Any]:
        df = ", ".join(f"{v:.6g}" for v in self.df.tolist())
        return {
            "statistic": self.statistic,
            words(language).headlines.df: df,
            "p_value": self.p_value,
            "n": self.n,
        }


@steady
def chi_square(
    rows: ArrayLike,
    cols: ArrayLike,
    design: Design,
    *,
    statistic: Statistic = "F",
    missing: _checks.MissingRows = "raise",
    domain: ArrayLike | None = None,
    df: DegreesOfFreedom = "domain",
    minimum: int = 1,
) -> RaoScott:
    """Test whether two questions are associated, with the design taken into account (Rao–Scott).

    Parameters
    ----------
    rows, cols : array_like of labels or bool, shape (n,)
        Category of each respondent in either question: text or whole numbers.
    design : Design
        How the n rows were drawn.
    statistic : {"F", "chi2", "wald", "adj_wald"}
        The F form (second-order correction, Satterthwaite); X² with the first-order correction; or
        Wald's test of the differences from independence, plain or adjusted, which needs many PSUs.
    missing : {"raise", "omit", "propagate"}
        Refuse missing answers; leave a row with either missing outside the domain; or give NaN.
    domain : array_like of bool, shape (n,), optional
        Rows that the table is about; the others stay in the design, outside the domain.
    df : {"domain", "nchs", "design"}
        Degrees of freedom of the design part, as for `mean`.
    minimum : int
        Smallest number of respondents in a cell that is shown; 1 shows all. Totals of rows and
        columns count as known, so further cells are left empty where these would give one away. The
        test stays: with the totals of a table of two rows and two columns it tells the cells.

    Returns
    -------
    RaoScott

    Raises
    ------
    InputError
        If an answer is missing (by default), a question has one category only, the lengths differ,
        or some direction of the table has no variance at all.

    Notes
    -----
    With p the shares of the cells, V their design-based covariance and C a basis of the interaction
    of the log-linear model, Δ = (C'D⁻¹C/n)⁻¹·C'D⁻¹VD⁻¹C, D = diag p; its eigenvalues are the
    generalized design effects. X² is Pearson's on the table scaled to n rows. "F": X²/tr Δ on d and
    d·ν degrees of freedom, d = (tr Δ)²/tr Δ², ν those of `mean` for the same rows. "chi2":
    `statistic` is X² itself, as R gives it, and the p-value that of X²·(r − 1)(c − 1)/tr Δ on
    (r − 1)(c − 1). F and both p-values do not depend on n; it counts rows with a weight above 0 and
    no answer missing.
    "wald": with Y the totals N_ij − N_i·N_j/N of all but one row and column, k = (r − 1)(c − 1),
    and V their linearised covariance, W/k on k and ν, W = Y'V⁻¹Y; "adj_wald": W·(ν − k + 1)/(kν) on
    k and ν − k + 1.
    A cell of nobody is 0, not missing.

    References
    ----------
    Rao & Scott (1984), Annals of Statistics 12, 46–60; Rao & Scott (1987), Annals of Statistics 15,
    385–397; Thomas & Rao (1987), JASA 82, 630–636 (all of these); Koch, Freeman & Freeman (1975),
    International Statistical Review 43, 59–78 (Wald); R's ``survey::svychisq``.

    Examples
    --------
    >>> from kinerja.survey import Design, chi_square
    >>> sex = ["f", "f", "f", "m", "m", "m", "f", "m"]
    >>> content = [True, True, False, False, False, True, True, False]
    >>> test = chi_square(sex, content, Design(clusters=[1, 1, 2, 2, 3, 3, 4, 4]))
    >>> round(test.statistic, 3), test.df.round(3).tolist(), round(test.p_value, 3)
    (2.25, [1.0, 3.0], 0.231)
    """
    _checks.choice(statistic, "statistic", STATISTICS)
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    least = _checks.whole_number(minimum, "minimum", lower=1)
    row_codes, row_names = categories(rows, "rows")
    column_codes, column_names = categories(cols, "cols")
    measured = {
        "rows": Answers((row_codes,), np.arange(1)),
        "cols": Answers((column_codes,), np.arange(1)),
    }
    field = read_field(design, None, missing, measured, df=df, domain=domain)
    row_codes, row_names = _observed(field, row_codes, row_names, "rows")
    column_codes, column_names = _observed(field, column_codes, column_names, "cols")
    shape = (row_names.size, column_names.size)
    inside = field.weights > 0
    unknown = np.isnan(row_codes) | np.isnan(column_codes)
    share, se = np.full(shape, np.nan), np.full(shape, np.nan)
    test = _untested(statistic, shape)
    said: tuple[str, ...] = ()
    if not (missing == "propagate" and (unknown & inside).any()):
        cell = np.where(inside, row_codes * shape[1] + column_codes, -1.0)
        which = [0] * (shape[0] * shape[1])
        done = estimate(field, which, _cell_column(field, cell), covariance=True)
        share, v = done.value[0].reshape(shape), done.covariance
        assert v is not None  # noqa: S101 - asked for
        if field.undetermined[0]:
            note = undetermined([words().notes.the_table])
            said = (words().notes.undetermined_test.format(note=note),)
        else:
            se = np.sqrt(np.diag(v)).reshape(shape)
            test = _tested(field, statistic, cell, share, v)
    made = provenance_of(
        "table", field, missing, given={"rows": rows, "cols": cols}, statistic=statistic
    )
    both = inside & ~unknown
    at = (row_codes[both] * shape[1] + column_codes[both]).astype(np.int64)
    result = RaoScott(
        statistic=test.statistic,
        df=test.df,
        p_value=test.p_value,
        table=share * float(field.total[0]),
        share=share,
        share_se=se,
        rows=row_names,
        columns=column_names,
        deff=test.deff,
        n=int(field.count[0]),
        provenance=replace(made, left_out=made.left_out + said),
        count=np.bincount(at, minlength=share.size).reshape(shape).astype(np.float64),
    )
    return result._withhold(least)


class _Test(NamedTuple):
    statistic: float
    df: Float
    p_value: float
    deff: Float


def _untested(statistic: Statistic, shape: tuple[int, int]) -> _Test:
    nothing = float("nan")
    inner = (shape[0] - 1) * (shape[1] - 1)
    df = np.full(1 if statistic == "chi2" else 2, np.nan)
    return _Test(nothing, df, nothing, np.full(inner, np.nan))


def _tested(field: Field, statistic: Statistic, cell: Float, share: Float, v: Float) -> _Test:
    """The test, from shares (r, c) and their covariance."""
    from scipy.special import chdtrc, fdtrc

    r, c = share.shape
    x2, delta = _pearson(share, v, int(field.count[0]))
    trace = float(np.trace(delta))
    nu = int(field.df[0])
    if statistic == "F":
        d = trace**2 / float(np.trace(delta @ delta))
        value, df = x2 / trace, np.array([d, d * nu])
        p = float(fdtrc(d, d * nu, value))  # NaN without degrees of freedom, here and below
    elif statistic == "chi2":
        k = (r - 1) * (c - 1)
        value, df = x2, np.array([float(k)])
        p = float(chdtrc(k, x2 * k / trace))
    else:
        value, df = _wald(field, cell, r, c, adjusted=statistic == "adj_wald")
        p = float(fdtrc(df[0], df[1], value))
    return _Test(value, df, p, np.sort(np.linalg.eigvals(delta).real)[::-1].copy())


def _cell_column(field: Field, cell: Float) -> Column:
    def column(j: int) -> tuple[Float, Float, Float]:
        part = (cell == j).astype(np.float64)
        share = field.sums(part) / field.total
        part -= share
        part[cell < 0] = 0.0
        return share, part, 1.0 / field.total

    return column


def _observed(
    field: Field, codes: Float, names: NDArray[Any], argument: str
) -> tuple[Float, NDArray[Any]]:
    """Codes into the categories that somebody in the domain is in; one only is refused."""
    here = codes[(field.weights > 0) & ~np.isnan(codes)].astype(np.int64)
    kept = np.flatnonzero(np.bincount(here, minlength=names.size))
    if kept.size < 2:
        found = _checks.joined(names[kept].tolist()) if kept.size else "none"
        raise InputError.about(
            argument,
            code="constant",
            expected="at least two categories",
            found=f"only {found}",
            hint="A question that everybody answers alike is associated with nothing.",
        )
    position = np.full(names.size, np.nan)
    position[kept] = np.arange(kept.size)
    known = ~np.isnan(codes)
    out = np.full(codes.size, np.nan)
    out[known] = position[codes[known].astype(np.int64)]
    return out, names[kept]


def _pearson(share: Float, v: Float, n: int) -> tuple[float, Float]:
    """Pearson's X² of the table (r, c) scaled to n rows, and Δ ((r − 1)(c − 1) square)."""
    r, c = share.shape
    expected = np.outer(share.sum(axis=1), share.sum(axis=0))
    x2 = n * float(((share - expected) ** 2 / expected).sum())
    share = share.ravel()
    # Contrasts of rows times contrasts of columns: what is left of the interaction when the main
    # effects are taken out. Any basis of that space gives the same eigenvalues.
    basis = np.kron(_contrasts(r), _contrasts(c))
    inverse = np.where(share > 0, 1.0 / np.where(share > 0, share, 1.0), 0.0)
    scaled = basis * inverse[:, None]
    under_srs = basis.T @ scaled / n
    if np.linalg.eigvalsh(under_srs)[0] <= _RANK * np.linalg.eigvalsh(under_srs)[-1]:
        raise InputError.about(
            "rows",
            code="too_few",
            expected="cells that leave something to test",
            found="so many empty cells that the association is not determined",
            hint="Join categories.",
        )
    delta = np.asarray(np.linalg.solve(under_srs, scaled.T @ v @ scaled), dtype=np.float64)
    if not np.trace(delta) > _RANK:
        known = not np.diag(v).max() > 0
        raise InputError.about(
            "design" if known else "cols",
            code="constant" if known else "not_estimable",
            expected="a table that the sample could have shown otherwise"
            if known
            else "categories that do not follow from those of `rows`",
            found="shares without any error" if known else "a complete association",
            hint="Post-strata or strata that are the rows or the columns fix the table."
            if known
            else "Each category goes with one other: there is nothing to estimate an error from.",
        )
    return x2, delta


def _wald(field: Field, cell: Float, r: int, c: int, *, adjusted: bool) -> tuple[float, Float]:
    """F of Wald's statistic for independence, and its degrees of freedom."""
    one = np.ones(1)

    def column(j: int) -> tuple[Float, Float, Float]:
        part = (cell == j).astype(np.float64)
        return field.sums(part), part, one

    done = estimate(field, [0] * (r * c), column, covariance=True)
    total, v = done.value.reshape(r, c), done.covariance
    assert v is not None  # noqa: S101 - asked for
    whole, row, col = total.sum(), total.sum(axis=1), total.sum(axis=0)
    # How each difference N_ij − N_i·N_j/N moves with each cell.
    same_row, same_col = np.kron(np.eye(r), np.ones((c, c))), np.kron(np.ones((r, r)), np.eye(c))
    expected = np.outer(row, col).ravel() / whole
    slope = np.eye(r * c) - same_row * np.tile(col, r)[:, None] / whole
    slope += (expected / whole)[:, None] - same_col * np.repeat(row, c)[:, None] / whole
    free = np.arange(r * c).reshape(r, c)[1:, 1:].ravel()
    y = (total.ravel() - expected)[free]
    spread = (slope @ v @ slope.T)[np.ix_(free, free)]
    k, nu = free.size, int(field.df[0])
    if np.linalg.matrix_rank(spread, hermitian=True) < k:
        raise InputError.about(
            "statistic",
            code="too_few",
            expected=f"more PSUs than the {k} differences that Wald's test weighs together",
            found=f"{nu} degrees of freedom",
            hint='Join categories, or use statistic="F".',
        )
    w = float(y @ np.linalg.solve(spread, y))
    if adjusted:
        value = w * (nu - k + 1) / (k * nu) if nu else float("nan")
        return value, np.array([float(k), float(nu - k + 1)])
    return w / k, np.array([float(k), float(nu)])


def _contrasts(size: int) -> Float:
    """Columns (size, size − 1) that sum to 0."""
    return np.eye(size)[:, 1:] - 1.0 / size
