"""The one way from a caller's matrix to a problem that every method reads as its formula.

A column of weight 0 is left out before anything is normalized, as if it had never been there. So
is a column for which the method's formula is 0/0: one without differences where the method divides
by the range, one of zeros where it divides by the column's size. Provenance names what is left
out; every other column without differences stays, as published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._blocks import blocks
from .._digits import TIES, Ties, same
from .._results.prints import DataRead, made_from
from .._types import ArrayLike, Flags, Float, TableLike
from .._words import words
from ..errors import InputError
from ..results import Provenance
from .result import Ranking

Undefined = Literal["constant", "zeros", "never"]
"""Columns for which a method's formula is 0/0: without differences, all zeros, or none."""
Benefit = bool | Sequence[bool] | Flags

ROUNDING = 1e-13
"""Of the terms whose difference a score is: nearer scores than this share of them are tied."""

_FAR = 1e-2
"""Spread over size below which differences are taken before anything is divided."""

BLOCK = 8_192
"""Rows worked on at a time: their intermediates stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A clean decision problem: `x` (n, k) and `weights` (k,) of the columns that count."""

    x: Float
    weights: Float
    benefit: Flags
    lowest: Float
    highest: Float
    width: int
    """Columns that the caller passed."""
    kept: NDArray[np.intp]
    names: Sequence[Any]
    ids: NDArray[Any] | None
    ties: Ties
    left_out: tuple[str, ...]
    read: DataRead
    """Fingerprints of the matrix as it came."""

    @property
    def n(self) -> int:
        return len(self.x)

    @property
    def empty(self) -> bool:
        """No column is left to score by."""
        return not self.kept.size

    @property
    def idle(self) -> bool:
        """No column tells anybody apart: everybody ties."""
        return bool((self.lowest == self.highest).all())

    @property
    def best(self) -> Float:
        return np.where(self.benefit, self.highest, self.lowest)

    @property
    def largest(self) -> Float:
        """Largest magnitude of each column."""
        return np.maximum(np.abs(self.lowest), np.abs(self.highest))

    @property
    def side(self) -> Float:
        """1 for a benefit, −1 for a cost."""
        return np.where(self.benefit, 1.0, -1.0)

    def sized(self) -> tuple[Float, NDArray[np.intc]]:
        """Each column brought to about 1 by an exact power of two, and its exponent."""
        _, exponent = np.frexp(self.largest)
        return np.asarray(np.ldexp(self.x, -exponent)), exponent

    @property
    def far(self) -> bool:
        """Whether the values of a column are far from 0 next to their differences."""
        return bool((self.highest / 2 - self.lowest / 2 < _FAR / 2 * self.largest).any())

    def differences(self, low: Float, high: Float) -> tuple[Float, Float]:
        """Values whose differences are exact, and what turns each into one of shares.

        The difference of two shares near 1 has lost its digits, that of their values has not. `low`
        and `high` are the shares of the lowest and highest value of each column.
        """
        largest = self.largest
        at, share = np.where(largest == self.highest, (self.highest, high), (self.lowest, low))
        x, exponent = self.sized()
        return x, share / np.ldexp(at, -exponent)

    def need_nonnegative(self) -> None:
        if (self.lowest < 0).any():
            _checks.nonnegative(
                self.x,
                "matrix",
                rows=self.ids,
                columns=self.names,
                hint="The method takes shares; shift the values, or use topsis.",
            )

    def need_positive(self, *, costs_only: bool = False) -> None:
        """Refuse what a ratio cannot have: a zero or a negative value."""
        if costs_only:
            self.need_nonnegative()
        bad = (self.lowest <= 0) & (~self.benefit if costs_only else True)
        if np.any(bad):
            _checks.positive(
                np.where(bad, self.x, 1.0),
                "matrix",
                rows=self.ids,
                columns=self.names,
                hint="The method divides by it; shift the values, or use topsis.",
            )

    def ranking(
        self,
        method: str,
        score: Float,
        details: Mapping[str, Any],
        *,
        options: Mapping[str, Any] | None = None,
        higher_is_better: bool = True,
        size: float = 0.0,
    ) -> Ranking:
        """Freeze the outcome, with the columns and weights that were used.

        `size` is that of the terms, where a score is their difference.
        """
        return Ranking(
            score=np.array(score, dtype=np.float64),
            higher_is_better=higher_is_better,
            details={
                "columns": self.kept.astype(np.int64),
                "weights": self.weights.copy(),
                **details,
            },
            ids=self.ids,
            ties=self.ties,
            noise=ROUNDING * size,
            provenance=Provenance(
                **self.read,
                options={"method": method, **(options or {})},
                missing="raise",
                left_out=self.left_out,
            ),
        )

    def tied(
        self,
        method: str,
        score: float,
        *,
        options: Mapping[str, Any] | None = None,
        higher_is_better: bool = True,
        details: Mapping[str, Any] | None = None,
    ) -> Ranking:
        """Everybody at one stated score: nothing tells them apart."""
        return self.ranking(
            method,
            np.full(self.n, score),
            details or {},
            options=options,
            higher_is_better=higher_is_better,
        )


def problem(
    matrix: TableLike,
    weights: ArrayLike,
    benefit: Benefit,
    ties: Ties,
    ids: Any,
    *,
    undefined: Undefined = "zeros",
    normalize: bool = True,
    named: str = "weights",
) -> Problem:
    """Check everything a method is given, once.

    With `undefined` of "never" the method reads its columns by position, and all of them stay.
    """
    _checks.choice(ties, "ties", TIES)
    normalize = _checks.flag(normalize, "normalize")
    x, names, labels = read(matrix, ids)
    k = x.shape[1]
    direction = _checks.benefit(benefit, k)
    share = _checks.weights(weights, k, named, names=names)
    lowest, highest = _checks.extremes(x)
    columns: Sequence[Any] = list(range(k)) if names is None else names
    constant = same(lowest, highest)
    without_value = {
        "constant": constant,
        "zeros": (lowest == 0) & (highest == 0),
        "never": np.zeros(k, dtype=np.bool_),
    }[undefined]
    out = (without_value | (share == 0)) & (undefined != "never")
    kept = np.flatnonzero(~out)
    if kept.size < k:
        x = x[:, kept]
        direction, share = direction[kept], share[kept]
        lowest, highest = lowest[kept], highest[kept]
    if kept.size and normalize:
        share = share / share.max()
        share = share / share.sum()
    if constant[kept].any():
        # What differs in the last bits only does not differ.
        x, highest = np.where(constant[kept], lowest, x), np.where(constant[kept], lowest, highest)
    # Sums down a column have other last bits in Fortran order: one order, whatever came in.
    x = np.ascontiguousarray(x)
    said = words().notes
    reason = [
        (said.no_differences if without_value[j] else said.no_weight).format(name=repr(columns[j]))
        for j in np.flatnonzero(out).tolist()
    ]
    return Problem(
        x=x,
        weights=share,
        benefit=direction,
        lowest=lowest,
        highest=highest,
        width=k,
        kept=kept,
        names=[columns[j] for j in kept.tolist()],
        ids=labels,
        ties=ties,
        left_out=tuple(reason),
        read=made_from(matrix=matrix, without=ids),
    )


def read(
    data: Any, ids: Any, argument: str = "matrix"
) -> tuple[Float, list[str] | None, NDArray[Any] | None]:
    """A matrix with at least one row and column, the names of its columns, and the ids."""
    x, names, labels = _checks.read_all(data, argument, ids=ids)
    if np.isnan(x).any():
        _checks.refuse_missing(x, argument, rows=labels, columns=names)
    if not x.size:
        raise InputError.about(
            argument,
            code="too_few",
            expected="at least one row and one column",
            found=f"shape {x.shape}",
        )
    return x, names, labels


def weighted_sum(x: Float, weights: Float) -> Float:
    """Σ wⱼ·xᵢⱼ in the order of the columns: a row's sum is the same wherever the row stands."""
    out = np.zeros(len(x))
    for rows in blocks(len(x), BLOCK):
        for column, weight in zip(x[rows].T, weights, strict=True):
            out[rows] += column * weight
    return out
