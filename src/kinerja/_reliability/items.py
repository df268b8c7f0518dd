"""The one way in: answers to items become checked numbers and their covariances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._blocks import ROWS, blocks
from .._types import ArrayLike, Float, TableLike
from .._words import words
from ..errors import InputError

Missing = Literal["raise", "omit", "pairwise"]
MISSING: tuple[Missing, ...] = ("raise", "omit", "pairwise")

SINGULAR = 1e-12
"""A correlation matrix whose smallest eigenvalue is below this share of the largest is singular."""
_VANISHING = 1e-200


@dataclass(frozen=True, slots=True)
class Items:
    """Checked answers, one row per person and one column per item."""

    values: Float
    """(n, k) answers; NaN only under ``"pairwise"``."""
    weights: Float | None
    """(n,) survey weights, or None where every row counts once."""
    names: NDArray[Any]
    """(k,) what the columns are called; positions for an array."""
    omitted: int
    """Rows left out because an answer was missing."""

    @property
    def n(self) -> int:
        return int(self.values.shape[0])

    @property
    def k(self) -> int:
        return int(self.values.shape[1])

    @property
    def exponent(self) -> int:
        """Power of two that the largest answer is just below; dividing by it is exact."""
        low, high = self.extremes
        return int(np.frexp(max(-low.min(), high.max()))[1])

    @property
    def extremes(self) -> tuple[Float, Float]:
        """Smallest and largest answer (k,) to each item."""
        low, high = _checks.extremes(self.values)
        if np.isnan(low).any():
            known = ~np.isnan(self.values)
            low = np.where(known, self.values, np.inf).min(axis=0)
            high = np.where(known, self.values, -np.inf).max(axis=0)
        return low, high

    @property
    def has_gaps(self) -> bool:
        """Whether an answer is missing."""
        return bool(np.isnan(_checks.extremes(self.values)[0]).any())

    @property
    def left_out(self) -> tuple[str, ...]:
        return (words().notes.rows_without_answer.format(n=self.omitted),) if self.omitted else ()


def read_items(
    items: TableLike, missing: Missing, weights: ArrayLike | None = None, *, fewest: int = 2
) -> Items:
    """Check items (n, k) of an array, a mapping or a dataframe; at least `fewest` of them."""
    _checks.choice(missing, "missing", MISSING)
    x, columns, _ = _checks.read_all(items, "items")
    names = np.arange(x.shape[1], dtype=np.int64)
    if columns is not None:
        names = np.empty(len(columns), dtype=object)
        names[:] = columns
    if missing == "raise":
        hint = 'Fill it in, or say missing="omit" (whole rows) or "pairwise".'
        _checks.refuse_missing(x, "items", columns=names, hint=hint)
    w = None if weights is None else _checks.weights(weights, x.shape[0])
    if x.shape[1] < fewest:
        raise InputError.about(
            "items",
            code="too_few",
            expected=f"at least {fewest} items (columns)",
            found=str(x.shape[1]),
            hint="One row is one person, one column one item.",
        )
    # A row of weight 0 stands for nobody.
    kept = np.ones(x.shape[0], dtype=np.bool_) if w is None else w > 0
    omitted = 0
    if missing == "omit" and np.isnan(x).any():
        complete = ~np.isnan(x).any(axis=1)
        omitted = int((kept & ~complete).sum())
        kept &= complete
    if not kept.all():
        x, w = x[kept], None if w is None else w[kept]
    if x.shape[0] < 2:
        raise InputError.about(
            "items",
            code="too_few",
            expected="at least 2 rows to compare",
            found=f"{x.shape[0]}" + (f" after {omitted} with a missing answer" if omitted else ""),
        )
    out = Items(x, w, names, omitted)
    _refuse_constant(out, all_rows=len(kept))
    return out


def _refuse_constant(items: Items, *, all_rows: int) -> None:
    """Refuse an item with one answer only, and say whether it is so in the data as given."""
    low, high = items.extremes
    constant = np.flatnonzero(low >= high)
    if constant.size:
        named = items.names[constant].tolist()
        found = f"one answer only in {_checks.joined(named)}"
        hint = "An item that everybody answers alike measures nothing here: leave it out."
        if items.omitted:
            found += f" among the {len(items.values)} complete rows of {all_rows}"
            hint = (
                'Say missing="pairwise" to keep the rows with a gap. An item that everybody '
                "answers alike even so measures nothing here: leave it out."
            )
        raise InputError.about(
            "items",
            code="constant",
            expected="items whose answers differ",
            found=found,
            hint=hint,
            positions=_checks.columns_at(named[:5]),
        )


def _centred(items: Items) -> tuple[Float, Float]:
    """Answers as differences from the mean of their item, 0 where missing, and where known.

    They are brought near 1 first, so that nothing overflows.
    """
    known = (~np.isnan(items.values)).astype(np.float64)
    x = np.ldexp(np.where(known > 0, items.values, 0.0), -items.exponent)
    w = known if items.weights is None else known * items.weights[:, None]
    mean = (w * x).sum(axis=0) / w.sum(axis=0)
    return np.where(known > 0, x - mean, 0.0), known


def _refuse_apart(pairs: Float, items: Items) -> None:
    """Refuse two items that fewer than two people answered both."""
    i, j = np.unravel_index(int(pairs.argmin()), pairs.shape)
    if pairs[i, j] < 2:
        named = items.names[[i, j]].tolist()
        raise InputError.about(
            "items",
            code="too_few",
            expected="every two items answered together by at least 2 people",
            found=f"{named[0]!r} and {named[1]!r} by {int(pairs[i, j])}",
            hint="Leave one of the two out.",
            positions=_checks.columns_at(named),
        )


def covariance(items: Items) -> Float:
    """Covariances (k, k) up to one common factor, from the rows where both items are known."""
    if items.weights is None and not items.has_gaps:
        out = _of_complete(items)
        _refuse_vanishing(np.diag(out), items)
        return out
    x, known = _centred(items)
    if items.weights is None:
        pairs = weight = known.T @ known
        sums, products = x.T @ known, x.T @ x
    else:
        pairs = known.T @ known
        # The scale of the weights is free: the mean weight is 1.
        w = (items.weights / items.weights.max())[:, None]
        weight = known.T @ (w * known)
        sums, products = (w * x).T @ known, x.T @ (w * x)
    _refuse_apart(pairs, items)
    out = (products / weight - sums * sums.T / weight**2) * (pairs / (pairs - 1))
    _refuse_vanishing(np.diag(out), items)
    return out


def _of_complete(items: Items) -> Float:
    """Covariances (k, k) where nothing is missing: in blocks that stay near the processor."""
    x, n = items.values, items.n
    level = np.ldexp(1.0, -items.exponent)
    one = np.ones(min(n, ROWS))  # a sum down short rows is quickest as a product with ones
    mean = np.zeros(items.k)
    for rows in blocks(n):
        block = x[rows] * level
        mean += one[: len(block)] @ block
    mean /= n
    sums, products = np.zeros(items.k), np.zeros((items.k, items.k))
    for rows in blocks(n):
        away = x[rows] * level
        away -= mean
        sums += one[: len(away)] @ away  # what rounding took from the mean
        products += away.T @ away
    out: Float = (products - np.outer(sums, sums) / n) / (n - 1)
    return out


def _refuse_vanishing(variance: Float, items: Items) -> None:
    """Refuse an item beside which another is so large that its differences vanish."""
    vanished = np.flatnonzero(variance <= _VANISHING * variance.max())
    if vanished.size:
        named = items.names[vanished].tolist()
        raise InputError.about(
            "items",
            code="not_estimable",
            expected="items on scales that can be compared",
            found=f"differences in {_checks.joined(named)} that vanish beside the others",
            hint="Bring the items to one scale first.",
            positions=_checks.columns_at(named[:5]),
        )


def as_correlation(c: Float) -> Float:
    """Correlations from covariances: each divided by the two items' own standard deviations."""
    sd = np.sqrt(np.diag(c))
    out: Float = np.clip(c / sd[:, None] / sd[None, :], -1.0, 1.0)
    np.fill_diagonal(out, 1.0)
    return out


def correlation(items: Items) -> Float:
    """Correlations (k, k), each with the means and deviations of its own pair's rows."""
    x, known = _centred(items)
    pairs = known.T @ known
    _refuse_apart(pairs, items)
    sums = x.T @ known
    squares = (x * x).T @ known
    spread = squares - sums**2 / pairs
    product = x.T @ x - sums * sums.T / pairs
    flat = spread <= 64 * np.finfo(np.float64).eps * squares.max()
    if flat.any():
        i, j = (int(v) for v in np.argwhere(flat)[0])
        named = items.names[[i, j]].tolist()
        raise InputError.about(
            "items",
            code="constant",
            expected="items that differ among the people who answered both of any two",
            found=f"one answer to {named[0]!r} among those who answered {named[1]!r}",
            hint="Leave one of the two out, or use missing='omit'.",
            positions=_checks.columns_at(named),
        )
    out: Float = np.clip(product / np.sqrt(spread * spread.T), -1.0, 1.0)
    np.fill_diagonal(out, 1.0)
    return out


def refuse_singular(r: Float, items: Items, what: str) -> None:
    """Refuse correlations among which one item follows from the others."""
    values, vectors = np.linalg.eigh(r)
    if values[0] > SINGULAR * values[-1]:
        return
    involved = np.flatnonzero(np.abs(vectors[:, 0]) > 1e-6)
    named = items.names[involved].tolist()
    raise InputError.about(
        "items",
        code="not_estimable",
        expected=f"items none of which follows from the others, as {what} needs",
        found=f"a dependence among {_checks.joined(named)} over {items.n} rows",
        hint="Leave out a repeated item, or a total; ask more people than there are items.",
        positions=_checks.columns_at(named[:5]),
    )


def multiple_correlation(r: Float) -> Float:
    """Squared multiple correlation (k,) of each item with all the others, 0 to 1.

    Defined through the pseudo-inverse, so that it stays meaningful (1) for a repeated item.
    """
    k = r.shape[0]
    values = np.linalg.eigvalsh(r)
    if values[0] > SINGULAR * values[-1]:
        out: Float = 1.0 - 1.0 / np.diag(np.linalg.inv(r))
        return np.clip(out, 0.0, 1.0)
    out = np.empty(k)
    for j in range(k):
        rest = np.arange(k) != j
        out[j] = r[j, rest] @ np.linalg.pinv(r[np.ix_(rest, rest)], hermitian=True) @ r[rest, j]
    return np.clip(out, 0.0, 1.0)


def item_rest(c: Float) -> Float:
    """Correlation (k,) of each item with the sum of the others; NaN where that sum is constant."""
    total = c.sum()
    row = c.sum(axis=1)
    own = np.diag(c)
    rest = total - 2 * row + own
    noise = 1e-12 * np.abs(c).sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        out = (row - own) / np.sqrt(own * rest)
    return np.where(rest > noise, np.clip(out, -1.0, 1.0), np.nan)


def alpha_if_dropped(c: Float) -> Float:
    """Cronbach's alpha (k,) of all items but one; NaN where it is not defined."""
    k = c.shape[0]
    own = np.diag(c)
    rest = c.sum() - 2 * c.sum(axis=1) + own
    if k < 3:
        return np.full(k, np.nan)
    noise = 1e-12 * np.abs(c).sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        out = (k - 1) / (k - 2) * (1 - (own.sum() - own) / rest)
    return np.where(rest > noise, out, np.nan)
