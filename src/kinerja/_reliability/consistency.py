"""Internal consistency: how far the items of a scale move together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float, Ints, TableLike
from ..errors import InputError
from ..results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result, Unit
from .items import (
    Missing,
    alpha_if_dropped,
    as_correlation,
    covariance,
    item_rest,
    multiple_correlation,
    read_items,
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Alpha(Result):
    """Cronbach's alpha of a scale and what each item does to it.

    Examples
    --------
    >>> from kinerja.reliability import alpha
    >>> alpha([[1, 2], [2, 2], [3, 4], [4, 5]]).raw.__class__.__name__
    'float'
    """

    _keys: ClassVar = {"item": "items"}

    raw: float
    """Alpha from covariances: the reliability of the plain sum of the items."""
    standardized: float
    """Alpha from correlations: the reliability of the sum of standardized items."""
    lower: float
    """Lower end of Feldt's interval of `raw`; NaN with survey weights."""
    upper: float
    """Upper end."""
    item_rest: Annotated[FloatVector, Axis("item")]
    """(k,) correlation of each item with the sum of the others; NaN where that is constant."""
    if_dropped: Annotated[FloatVector, Axis("item")]
    """(k,) alpha without the item; NaN for two items, or where the rest has no variance."""
    lambda_6: float
    """Guttman's λ6, on correlations."""
    average_r: float
    """Mean correlation between two items."""
    standard_error: float
    """Large-sample standard error of `raw`; NaN with survey weights."""
    items: Annotated[LabelVector, Axis("item")]
    """(k,) names of the items, or their positions."""
    n: int
    """Rows that were used."""
    provenance: Provenance


@steady
def alpha(
    items: TableLike,
    *,
    weights: ArrayLike | None = None,
    missing: Missing = "raise",
    level: float = 0.95,
) -> Alpha:
    """Cronbach's alpha, raw and standardized, with its interval and what each item adds.

    Parameters
    ----------
    items : array_like or table (n, k)
        Answers, one row per person and one column per item, all coded in the same direction.
    weights : array_like (n,), optional
        Survey weights. Variances and covariances are then weighted, and there is no interval.
    missing : {"raise", "omit", "pairwise"}
        Refuse missing answers; leave out people with one; or take each covariance from the
        people who answered both items.
    level : float
        Probability of the interval.

    Returns
    -------
    Alpha

    Raises
    ------
    InputError
        If an answer is missing and `missing` is ``"raise"``, for fewer than two items or rows, a
        constant item, or items whose sum does not vary.

    Notes
    -----
    With C the covariances and R the correlations of the k items: raw is
    k/(k − 1)·(1 − tr C/Σ C); standardized is k·r̄/(1 + (k − 1)·r̄); λ6 is 1 − Σ(1 − smc)/Σ R, smc the
    squared multiple correlation of an item with the others. The interval is Feldt's,
    1 − (1 − raw)·F with F the quantiles on n − 1 and (n − 1)(k − 1) degrees of freedom; n counts
    all rows, also under ``"pairwise"``. It assumes items of equal covariance; the standard error
    does not, and needs a large sample. Alpha below 0 is not clipped: an item is probably reversed.

    References
    ----------
    Cronbach (1951), Psychometrika 16, 297–334. Feldt (1965), Psychometrika 30, 357–370.
    Guttman (1945), Psychometrika 10, 255–282. Duhachek & Iacobucci (2004), Journal of Applied
    Psychology 89, 792–808.

    Examples
    --------
    >>> answers = [[3, 4, 3], [4, 4, 5], [2, 1, 2], [5, 5, 4], [1, 2, 1], [4, 3, 4]]
    >>> out = alpha(answers)
    >>> round(out.raw, 4), round(out.lower, 4), round(out.upper, 4)
    (0.9298, 0.7027, 0.9894)
    >>> out.item_rest.round(2).tolist()
    [0.93, 0.79, 0.86]
    """
    level = _checks.confidence_level(level)
    data = read_items(items, missing, weights)
    c = covariance(data)
    k, n = data.k, data.n
    total = float(c.sum())
    if total <= 1e-12 * np.abs(c).sum():
        raise InputError.about(
            "items",
            code="constant",
            expected="items whose sum varies from person to person",
            found="a sum without variance",
            hint="Items that cancel each other are coded in opposite directions: reverse some.",
        )
    r = as_correlation(c)
    off = float(r.sum() - k)
    average_r = off / (k * (k - 1))
    raw = k / (k - 1) * (1 - float(np.trace(c)) / total)
    weighted = data.weights is not None
    lower, upper = (np.nan, np.nan) if weighted else _feldt(raw, n, k, level)
    return Alpha(
        raw=raw,
        standardized=_standardized(average_r, k),
        lower=lower,
        upper=upper,
        item_rest=item_rest(c),
        if_dropped=alpha_if_dropped(c),
        lambda_6=_lambda_6(r),
        average_r=average_r,
        standard_error=np.nan if weighted else _standard_error(c, n),
        items=data.names,
        n=n,
        provenance=Provenance(
            **made_from(items=items, weights=weights),
            options={"level": level, "weighted": weighted},
            missing=missing,
            left_out=data.left_out,
        ),
    )


def _standardized(average_r: float, k: int) -> float:
    sum_of_r = 1 + (k - 1) * average_r
    return k * average_r / sum_of_r if sum_of_r > 1e-12 else float("nan")


def _lambda_6(r: Float) -> float:
    total = float(r.sum())
    if total <= 1e-12 * r.shape[0]:
        return float("nan")
    return 1 - float((1 - multiple_correlation(r)).sum()) / total


def _feldt(raw: float, n: int, k: int, level: float) -> tuple[float, float]:
    from scipy.special import fdtri

    df1, df2 = n - 1, (n - 1) * (k - 1)
    tail = (1 - level) / 2
    return (
        1 - (1 - raw) * float(fdtri(df1, df2, 1 - tail)),
        1 - (1 - raw) * float(fdtri(df1, df2, tail)),
    )


def _standard_error(c: Float, n: int) -> float:
    k = c.shape[0]
    c = c / c.sum()  # alpha does not depend on the unit: the sum of covariances is 1
    trace, square = float(np.trace(c)), c @ c
    q = float(np.trace(square)) + trace**2 - 2 * trace * float(square.sum())
    return float(np.sqrt(max(0.0, 2 * k**2 / (k - 1) ** 2 * q) / n))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ItemAnalysis(Result):
    """One row an item: how it is answered, and how it fits the others.

    Examples
    --------
    >>> from kinerja.reliability import item_analysis
    >>> item_analysis([[1, 2], [2, 2], [3, 4]]).mean.tolist()
    [2.0, 2.6666666666666665]
    """

    _keys: ClassVar = {"item": "items"}

    items: Annotated[LabelVector, Axis("item")]
    """(k,) names of the items, or their positions."""
    n: Annotated[IntVector, Axis("item")]
    """(k,) answers."""
    missing: Annotated[IntVector, Axis("item")]
    """(k,) people who did not answer, before any were left out."""
    mean: Annotated[FloatVector, Axis("item")]
    """(k,) mean answer."""
    sd: Annotated[FloatVector, Axis("item")]
    """(k,) standard deviation, n − 1 below."""
    lowest: Annotated[FloatVector, Axis("item")]
    """(k,) smallest answer given."""
    highest: Annotated[FloatVector, Axis("item")]
    """(k,) largest answer given."""
    floor: Annotated[FloatVector, Axis("item"), Unit("share")]
    """(k,) share of the answers at the lowest answer given to any item."""
    ceiling: Annotated[FloatVector, Axis("item"), Unit("share")]
    """(k,) share at the highest."""
    item_rest: Annotated[FloatVector, Axis("item")]
    """(k,) correlation with the sum of the other items; NaN where that is constant."""
    smc: Annotated[FloatVector, Axis("item")]
    """(k,) squared multiple correlation with the other items."""
    if_dropped: Annotated[FloatVector, Axis("item")]
    """(k,) alpha of the others; NaN for two items, or where they have no variance."""
    provenance: Provenance


@steady
def item_analysis(items: TableLike, *, missing: Missing = "raise") -> ItemAnalysis:
    """Describe each item of a scale, and say how well it fits the rest.

    Parameters
    ----------
    items : array_like or table (n, k)
        Answers, one row per person and one column per item, all coded in the same direction.
    missing : {"raise", "omit", "pairwise"}
        Refuse missing answers; leave out people with one; or use each answer there is.

    Returns
    -------
    ItemAnalysis

    Raises
    ------
    InputError
        If an answer is missing and `missing` is ``"raise"``, for fewer than two items or rows, or
        a constant item.

    Notes
    -----
    item_rest is cov(item, rest)/√(var item · var rest), from the covariances; an item near 0 or
    below measures something else, or is coded in reverse. floor and ceiling are read against the
    lowest and highest answer found anywhere: when most sit at one end, the item cannot tell good
    from very good.

    References
    ----------
    Nunnally & Bernstein (1994), Psychometric Theory, 3rd ed., ch. 8.

    Examples
    --------
    >>> answers = [[3, 4, 3], [4, 4, 5], [2, 1, 2], [5, 5, 4], [1, 2, 1], [4, 3, 4]]
    >>> out = item_analysis(answers)
    >>> out.if_dropped.round(3).tolist(), out.ceiling.round(3).tolist()
    ([0.839, 0.952, 0.898], [0.167, 0.167, 0.167])
    """
    data = read_items(items, missing)
    x = data.values
    c = covariance(data)
    known = ~np.isnan(x)
    absent = (~known).sum(axis=0) if missing != "omit" else _absent(items)
    count = known.sum(axis=0)
    near_one = np.ldexp(x, -data.exponent)
    return ItemAnalysis(
        items=data.names,
        n=count.astype(np.int64),
        missing=absent.astype(np.int64),
        mean=np.ldexp(np.nanmean(near_one, axis=0), data.exponent),
        sd=np.ldexp(np.nanstd(near_one, axis=0, ddof=1), data.exponent),
        lowest=np.nanmin(x, axis=0),
        highest=np.nanmax(x, axis=0),
        floor=(x == np.nanmin(x)).sum(axis=0) / count,
        ceiling=(x == np.nanmax(x)).sum(axis=0) / count,
        item_rest=item_rest(c),
        smc=multiple_correlation(as_correlation(c)),
        if_dropped=alpha_if_dropped(c),
        provenance=Provenance(**made_from(items=items), missing=missing, left_out=data.left_out),
    )


def _absent(items: Any) -> Ints:
    everyone = read_items(items, "pairwise").values
    out: Ints = np.isnan(everyone).sum(axis=0)
    return out
