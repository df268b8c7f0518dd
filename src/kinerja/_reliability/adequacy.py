"""Whether there is a common factor to look for: two checks before a factor analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from .._results.prints import made_from
from .._steady import steady
from .._types import TableLike
from ..errors import InputError
from ..results import Axis, FloatVector, LabelVector, Provenance, Result, Unit
from .items import Missing, correlation, read_items, refuse_singular


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class KMO(Result):
    """Kaiser–Meyer–Olkin measure of sampling adequacy, 0 to 1; below .5 is unacceptable.

    Examples
    --------
    >>> from kinerja.reliability import kmo
    >>> round(kmo([[1, 2], [2, 2], [3, 4], [4, 5]]).overall, 6)
    0.5
    """

    _keys: ClassVar = {"item": "items"}

    overall: float
    """Measure of all items together."""
    per_item: Annotated[FloatVector, Axis("item")]
    """(k,) measure of each; NaN for an item that correlates with no other at all."""
    items: Annotated[LabelVector, Axis("item")]
    """(k,) names of the items, or their positions."""
    provenance: Provenance


@steady
def kmo(items: TableLike, *, missing: Missing = "raise") -> KMO:
    """Kaiser–Meyer–Olkin measure of sampling adequacy, overall and for each item.

    Parameters
    ----------
    items : array_like or table (n, k)
        Answers, one row per person and one column per item.
    missing : {"raise", "omit", "pairwise"}
        Refuse missing answers; leave out people with one; or take each correlation from the
        people who answered both items.

    Returns
    -------
    KMO

    Raises
    ------
    InputError
        If an answer is missing and `missing` is ``"raise"``, for fewer than two items or rows, a
        constant item, an item that follows from the others, or items without any correlation.

    Notes
    -----
    Σ r²/(Σ r² + Σ q²) over the pairs of different items, r their correlation and q their partial
    correlation given all the others, from the inverse of the correlation matrix.

    References
    ----------
    Kaiser (1970), Psychometrika 35, 401–415. Kaiser (1974), Psychometrika 39, 31–36.

    Examples
    --------
    >>> answers = [[3, 4, 3], [4, 4, 5], [2, 1, 2], [5, 5, 4], [1, 2, 1], [4, 3, 4]]
    >>> out = kmo(answers)
    >>> round(out.overall, 4), out.per_item.round(4).tolist()
    (0.6818, [0.6145, 0.7951, 0.6787])
    """
    data = read_items(items, missing)
    r = correlation(data)
    refuse_singular(r, data, "KMO")
    inverse = np.linalg.inv(r)
    sd = np.sqrt(np.diag(inverse))
    partial = inverse / sd[:, None] / sd[None, :]
    np.fill_diagonal(r, 0.0)
    np.fill_diagonal(partial, 0.0)
    plain, given = (r**2).sum(axis=1), (partial**2).sum(axis=1)
    if plain.sum() == 0:
        raise InputError.about(
            "items",
            code="constant",
            expected="items that correlate",
            found="correlations of exactly 0",
        )
    with np.errstate(invalid="ignore"):
        per_item = plain / (plain + given)
    return KMO(
        overall=float(plain.sum() / (plain.sum() + given.sum())),
        per_item=per_item,
        items=data.names,
        provenance=Provenance(**made_from(items=items), missing=missing, left_out=data.left_out),
    )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bartlett(Result):
    """Bartlett's test that no two items correlate in the population.

    Examples
    --------
    >>> from kinerja.reliability import bartlett
    >>> bartlett([[1, 2], [2, 2], [3, 4], [4, 5]]).df
    1
    """

    _single: ClassVar = True

    chi_square: float
    """Test statistic."""
    df: int
    """k(k − 1)/2 for k items."""
    p_value: Annotated[float, Unit("p")]
    """Probability of a statistic as large if no two items correlate."""
    n: int
    """Rows the statistic counts."""
    provenance: Provenance


@steady
def bartlett(items: TableLike, *, missing: Missing = "raise") -> Bartlett:
    """Bartlett's test of sphericity: whether the items are correlated at all.

    Parameters
    ----------
    items : array_like or table (n, k)
        Answers, one row per person and one column per item.
    missing : {"raise", "omit", "pairwise"}
        Refuse missing answers; leave out people with one; or take each correlation from the
        people who answered both items.

    Returns
    -------
    Bartlett

    Raises
    ------
    InputError
        If an answer is missing and `missing` is ``"raise"``, for fewer than two items or rows, a
        constant item, or an item that follows from the others.

    Notes
    -----
    chi_square is −ln det R·(n − 1 − (2k + 5)/6) on k(k − 1)/2 degrees of freedom; n counts all
    rows, also under ``"pairwise"``. With many people it rejects almost always: a large p-value is a
    warning, a small one says little.

    References
    ----------
    Bartlett (1951), Biometrika 38, 337–344.

    Examples
    --------
    >>> answers = [[3, 4, 3], [4, 4, 5], [2, 1, 2], [5, 5, 4], [1, 2, 1], [4, 3, 4]]
    >>> out = bartlett(answers)
    >>> round(out.chi_square, 3), out.df, round(out.p_value, 4)
    (8.977, 3, 0.0296)
    """
    from scipy.special import chdtrc

    data = read_items(items, missing)
    r = correlation(data)
    refuse_singular(r, data, "Bartlett's test")
    n, k = data.n, data.k
    factor = n - 1 - (2 * k + 5) / 6
    df = k * (k - 1) // 2
    # A tiny negative value is float noise about a determinant of 1.
    chi_square = max(0.0, float(-np.linalg.slogdet(r)[1] * factor))
    return Bartlett(
        chi_square=chi_square,
        df=df,
        p_value=float(chdtrc(df, chi_square)),
        n=n,
        provenance=Provenance(**made_from(items=items), missing=missing, left_out=data.left_out),
    )
