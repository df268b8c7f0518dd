"""Agreement about amounts: intraclass correlation, and Kendall's W for rankings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from .. import _checks, _digits
from .._results.prints import made_from
from .._steady import steady
from .._types import Float, TableLike
from ..results import Axis, FloatVector, LabelVector, Provenance, Result, Unit
from .marks import complete_rows, propagated, read_numbers, refuse_no_variance

FORMS = ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ICC(Result):
    """Six intraclass correlations, one row each.

    Examples
    --------
    >>> from kinerja.ratings import icc
    >>> icc([[9, 8], [6, 5], [8, 8], [4, 3]]).form.tolist()
    ['ICC1', 'ICC2', 'ICC3', 'ICC1k', 'ICC2k', 'ICC3k']
    """

    _keys: ClassVar = {"form": "form"}

    form: Annotated[LabelVector, Axis("form")]
    """(6,) ICC1 one-way; ICC2 agreement of random raters; ICC3 consistency of these raters; with k
    the same for the mean of all raters."""
    value: Annotated[FloatVector, Axis("form")]
    """(6,); NaN where the variances below the line come to nothing."""
    f: Annotated[FloatVector, Axis("form")]
    """(6,) F statistic against 0; infinite where raters agree fully."""
    df1: Annotated[FloatVector, Axis("form")]
    """(6,) degrees of freedom of F above the line."""
    df2: Annotated[FloatVector, Axis("form")]
    """(6,) degrees of freedom of F below the line."""
    p_value: Annotated[FloatVector, Axis("form"), Unit("p")]
    """(6,) probability of an F as large if subjects did not differ."""
    lower: Annotated[FloatVector, Axis("form")]
    """(6,) lower end of the interval; NaN where it is not defined."""
    upper: Annotated[FloatVector, Axis("form")]
    """(6,) upper end."""
    mean_squares: Annotated[FloatVector, Axis("component")]
    """(4,) between subjects, within subjects, between raters, residual."""
    n: int
    """Subjects."""
    raters: int
    """Raters."""
    provenance: Provenance


@steady
def icc(matrix: TableLike, *, missing: _checks.MissingRows = "raise", level: float = 0.95) -> ICC:
    """Intraclass correlation of raters' values, in all six forms of Shrout and Fleiss.

    Parameters
    ----------
    matrix : array_like or table (subjects, raters)
        One value for each subject and rater.
    missing : {"raise", "omit", "propagate"}
        Refuse missing values; leave out subjects with one; or return NaN.
    level : float
        Probability of the intervals.

    Returns
    -------
    ICC

    Raises
    ------
    InputError
        If a value is missing and `missing` is ``"raise"``, for fewer than two subjects or raters,
        or where subjects do not differ in any way.

    Notes
    -----
    With n subjects, k raters and the mean squares B (subjects), W (within subjects), J (raters) and
    E (residual): ICC1 = (B − W)/(B + (k − 1)W); ICC2 = (B − E)/(B + (k − 1)E + k(J − E)/n);
    ICC3 = (B − E)/(B + (k − 1)E); ICC1k = (B − W)/B; ICC2k = (B − E)/(B + (J − E)/n);
    ICC3k = (B − E)/B. F is B/W for the first of each three and B/E for the others. Intervals are
    those of Shrout and Fleiss; for ICC2 with Satterthwaite's degrees of freedom, for ICC2k by
    stepping up the limits of ICC2.

    References
    ----------
    Shrout & Fleiss (1979), Psychological Bulletin 86, 420–428. McGraw & Wong (1996), Psychological
    Methods 1, 30–46.

    Examples
    --------
    >>> marks = [
    ...     [9, 2, 5, 8],
    ...     [6, 1, 3, 2],
    ...     [8, 4, 6, 8],
    ...     [7, 1, 2, 6],
    ...     [10, 5, 6, 9],
    ...     [6, 2, 4, 7],
    ... ]
    >>> icc(marks).value.round(2).tolist()
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    """
    level = _checks.confidence_level(level)
    marks = read_numbers(matrix, "matrix", missing)
    x, left_out = complete_rows(marks, "matrix")
    n, k = x.shape
    # A power of two near the largest value: ratios do not change, and nothing overflows.
    exponent = int(np.frexp(np.abs(x).max())[1])
    b, w, j, e = squares = _mean_squares(np.ldexp(x, -exponent))
    if b == 0 and e == 0:
        refuse_no_variance("matrix", "subjects that differ in nothing")
    with np.errstate(divide="ignore", invalid="ignore"):
        below = np.array(
            [
                b + (k - 1) * w,
                b + (k - 1) * e + k * (j - e) / n,
                b + (k - 1) * e,
                b,
                b + (j - e) / n,
                b,
            ]
        )
        above = b - np.array([w, e, e] * 2)
        value = np.where(below > 0, above / below, np.nan)
        f = b / np.array([w, e, e] * 2)
    df2 = np.array([n * (k - 1.0), (n - 1.0) * (k - 1), (n - 1.0) * (k - 1)] * 2)
    lower, upper = _limits(squares, n, k, (1 - level) / 2)
    from scipy.special import fdtrc

    with np.errstate(over="ignore"):
        mean_squares = np.ldexp(squares, 2 * exponent)
    finite = np.isfinite(f)
    result = ICC(
        form=np.array(FORMS, dtype=object),
        value=value,
        f=f,
        df1=np.full(6, n - 1.0),
        df2=df2,
        p_value=np.where(finite, fdtrc(n - 1, df2, np.where(finite, f, 1.0)), 0.0),
        lower=lower,
        upper=upper,
        mean_squares=mean_squares,
        n=n,
        raters=k,
        provenance=Provenance(
            **made_from(matrix=matrix), options={"level": level}, missing=missing, left_out=left_out
        ),
    )
    return propagated(result, marks, missing)


def _mean_squares(x: Float) -> Float:
    """Mean squares of values near 1; those that rounding alone could leave are 0."""
    n, k = x.shape
    x = x - x.mean()
    x -= x.mean()  # what rounding left in a mean far from 0
    rows, columns = x.mean(axis=1), x.mean(axis=0)
    residual = x - rows[:, None] - columns[None, :]
    sums = np.array(
        [
            k * (rows**2).sum(),
            ((x - rows[:, None]) ** 2).sum(),
            n * (columns**2).sum(),
            (residual**2).sum(),
        ]
    )
    sums[sums <= n * k * (8 * np.finfo(np.float64).eps) ** 2] = 0.0
    out: Float = sums / np.array([n - 1, n * (k - 1), k - 1, (n - 1) * (k - 1)])
    return out


def _limits(squares: Float, n: int, k: int, tail: float) -> tuple[Float, Float]:
    from scipy.special import fdtri

    b, w, j, e = (float(v) for v in squares)
    lower, upper = np.full(6, np.nan), np.full(6, np.nan)
    df1 = n - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        for form, (error, df2) in {0: (w, n * (k - 1)), 2: (e, (n - 1) * (k - 1))}.items():
            low = b / float(fdtri(df1, df2, 1 - tail))
            high = b * float(fdtri(df2, df1, 1 - tail))
            lower[form] = (low - error) / (low + (k - 1) * error)
            upper[form] = (high - error) / (high + (k - 1) * error)
            # Both limits are 1 − error/mean square: not defined where subjects do not differ.
            lower[form + 3] = 1 - error / low if b > 0 else np.nan
            upper[form + 3] = 1 - error / high if b > 0 else np.nan
        single = np.divide(b - e, b + (k - 1) * e + k * (j - e) / n)
        if np.isfinite(single):
            raters = k * single * j
            rest = (n * (1 + (k - 1) * single) - k * single) * e
            below = (n - 1) * raters**2 + rest**2
            v = (k - 1) * (n - 1) * (raters + rest) ** 2 / below if below > 0 else 0.0
            if v > 0:
                up, down = float(fdtri(n - 1, v, 1 - tail)), float(fdtri(v, n - 1, 1 - tail))
                common = k * j + (k * n - k - n) * e
                lower[1] = n * (b - up * e) / (up * common + n * b)
                upper[1] = n * (down * b - e) / (common + n * down * b)
        for limit in (lower, upper):
            stepped = 1 + limit[1] * (k - 1)
            limit[4] = limit[1] * k / stepped if stepped > 0 else np.nan
    return (
        np.where(np.isfinite(lower), lower, np.nan),
        np.where(np.isfinite(upper), upper, np.nan),
    )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class KendallW(Result):
    """Kendall's coefficient of concordance, 0 to 1.

    Examples
    --------
    >>> from kinerja.ratings import kendall_w
    >>> kendall_w([[1, 1], [2, 2], [3, 3]]).value
    1.0
    """

    _single: ClassVar = True

    value: float
    """W, corrected for ties."""
    chi_square: float
    """m(n − 1)W for m raters and n subjects."""
    df: int
    """n − 1."""
    p_value: Annotated[float, Unit("p")]
    """Probability of a chi-square as large if the ranks were chance."""
    mean_rank: Annotated[FloatVector, Axis("person")]
    """(n,) mean over raters of each subject's rank, 1 = smallest value."""
    n: int
    """Subjects."""
    raters: int
    """Raters."""
    provenance: Provenance


@steady
def kendall_w(matrix: TableLike, *, missing: _checks.MissingRows = "raise") -> KendallW:
    """Kendall's W: how far raters put the same subjects in the same order.

    Parameters
    ----------
    matrix : array_like or table (subjects, raters)
        Values or ranks; only their order within a rater counts.
    missing : {"raise", "omit", "propagate"}
        Refuse missing values; leave out subjects with one; or return NaN.

    Returns
    -------
    KendallW

    Raises
    ------
    InputError
        If a value is missing and `missing` is ``"raise"``, for fewer than two subjects or raters,
        or if every rater rates all subjects alike.

    Notes
    -----
    With m raters, n subjects, R the sums of ranks, ties sharing their mean rank, and
    T = Σ(t³ − t) over a rater's ties: W = 12·Σ(R − R̄)²/(m²(n³ − n) − m·ΣT). The test is
    chi-square = m(n − 1)W on n − 1 degrees of freedom, good from about eight subjects.

    References
    ----------
    Kendall & Babington Smith (1939), Annals of Mathematical Statistics 10, 275–287. Siegel &
    Castellan (1988), Nonparametric Statistics, 2nd ed., 262–272.

    Examples
    --------
    >>> out = kendall_w([[1, 2, 1], [2, 1, 3], [3, 3, 2], [4, 4, 4]])
    >>> round(out.value, 4), out.df
    (0.7778, 3)
    """
    from scipy.special import chdtrc

    marks = read_numbers(matrix, "matrix", missing)
    x, left_out = complete_rows(marks, "matrix")
    n, m = x.shape
    ranks = np.column_stack(
        [_digits.rank(x[:, j], ties="average", higher_is_better=False) for j in range(m)]
    )
    # The sum of squares of n tied ranks falls short of that of 1 … n by (t³ − t)/12 a tie.
    centred = ranks - (n + 1) / 2
    most = m * float((centred**2).sum())
    if most == 0:
        refuse_no_variance("matrix", "every rater rating all subjects alike")
    sums = centred.sum(axis=1)
    value = min(1.0, float((sums**2).sum()) / most)
    chi_square = m * (n - 1) * value
    result = KendallW(
        value=value,
        chi_square=chi_square,
        df=n - 1,
        p_value=float(chdtrc(n - 1, chi_square)),
        mean_rank=ranks.mean(axis=1),
        n=n,
        raters=m,
        provenance=Provenance(**made_from(matrix=matrix), missing=missing, left_out=left_out),
    )
    return propagated(result, marks, missing)
