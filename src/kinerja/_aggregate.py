"""The one aggregation step: the parts of a node become its value, and the value's gradient.

Everything that adds parts up stands on `combine`: whole scorecards, `scoring.aggregate`, Owen
values. Parts are contiguous columns, and every operation runs over them in their order, so that a
row comes out the same, bit for bit, alone or among a million others.

Every aggregation is homogeneous of degree 1. By Euler's theorem its value is therefore the exact
sum Σ sᵢ·∂f/∂sᵢ, which is what contributions are made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ._checks import refuse_cells
from ._digits import same
from ._types import Flags, Float
from .errors import ErrorCode

Kind = Literal["arithmetic", "power", "geometric", "minimum", "owa", "mpi"]

_NEARLY_GEOMETRIC = 1e-3
"""Exponents nearer to 0 than this are summed as sᵖ − 1, whose digits do not cancel."""
_GEOMETRIC = 1e-200
"""Exponents nearer to 0 than this are 0: no ratio of floats shows the difference."""

_HINT = "Use a scale that does not go below 0, or the arithmetic mean."


class How(NamedTuple):
    """One aggregation, with its parameters."""

    kind: Kind
    p: float = 1.0
    """Exponent of a power mean."""
    order: tuple[float, ...] = ()
    """Order weights of an OWA, the first for the largest."""
    sign: float = -1.0
    """−1 where an MPI subtracts its penalty, +1 where it adds it."""


@dataclass(frozen=True)
class Place:
    """Where columns come from, for the words of an error."""

    argument: str
    parts: Sequence[str] | None = None
    ids: NDArray[np.object_] | None = None
    first: int = 0
    """Row number of the columns' first row."""
    node: str = ""

    def refuse(
        self, bad: Flags, values: Sequence[Float], *, code: ErrorCode, expected: str
    ) -> None:
        """Raise the InputError that names the cells."""
        n = bad.shape[0]
        rows = None if self.ids is None else self.ids[self.first : self.first + n]
        refuse_cells(
            bad,
            np.column_stack(values),
            self.argument,
            code=code,
            expected=expected + (f" in group {self.node!r}" if self.node else ""),
            hint=_HINT,
            rows=rows,
            columns=self.parts,
            first=self.first,
        )


class Combined(NamedTuple):
    """A node's value, and how much of it each part explains."""

    value: Float
    gradient: list[Float | float]
    """∂f/∂sᵢ for each part: a number where it is the same in every row."""
    known: Flags | None
    """Where at least one part is there; None where in every row."""


def combine(
    parts: Sequence[Float],
    weights: Sequence[float | Float],
    how: How,
    place: Place,
    *,
    known: Sequence[Flags | None] | None = None,
    slopes: bool = True,
) -> Combined:
    """Combine columns of points into one.

    Parameters
    ----------
    parts : sequence of ndarray of float64, each (n,)
        Points of each part. Where a part is not known its points are not read.
    weights : sequence of float or ndarray (n,)
        One a part, 0 or more, not all 0; ignored by minimum, OWA and MPI. An array is a weight for
        each row, above 0 in every row or 0 in all.
    how : How
        The aggregation.
    place : Place
        What errors call the cells.
    known : sequence of (n,) masks, optional
        Where each part is there; None: everywhere. The others share the weight of a missing part.
    slopes : bool
        Whether the gradient is wanted; without it that of a power mean is left at 0.
    """
    if known is not None and all(mask is None for mask in known):
        known = None
    if how.kind == "arithmetic" or (how.kind == "power" and how.p == 1):
        return _arithmetic(parts, weights, known)
    if how.kind in {"power", "geometric"}:
        p = how.p if how.kind == "power" else 0.0
        return _power(parts, weights, p, place, known, slopes=slopes)
    if how.kind == "minimum":
        return _minimum(parts, known)
    if how.kind == "owa":
        return _owa(parts, how.order, known)
    return _mpi(parts, how.sign, place, known)


def _masks(parts: Sequence[Float], known: Sequence[Flags | None]) -> list[Flags]:
    everywhere = np.ones(parts[0].shape, dtype=np.bool_)
    return [everywhere if mask is None else mask for mask in known]


def _shares(
    parts: Sequence[Float], weights: Sequence[float | Float], known: Sequence[Flags | None] | None
) -> tuple[list[Float | float], Flags | None]:
    """Weight of each part over the weight that is there, added in the order of the parts."""
    if known is None:
        total: Float | float = 0.0
        for weight in weights:
            total = total + weight
        return [weight / total for weight in weights], None
    masks = _masks(parts, known)
    there = np.zeros(parts[0].shape)
    for weight, mask in zip(weights, masks, strict=True):
        there += np.where(mask, weight, 0.0)
    some = there > 0
    safe = np.where(some, there, 1.0)
    return [np.where(m & some, w, 0.0) / safe for w, m in zip(weights, masks, strict=True)], some


def _filled(
    parts: Sequence[Float], known: Sequence[Flags | None] | None, value: float
) -> list[Float]:
    """The parts, with `value` in the place of what is not known."""
    if known is None:
        return list(parts)
    return [
        part if mask is None else np.where(mask, part, value)
        for part, mask in zip(parts, known, strict=True)
    ]


def _missing_where(value: Float, some: Flags | None) -> Float:
    value += 0.0  # never −0
    if some is not None:
        value[~some] = np.nan
    return value


def _arithmetic(
    parts: Sequence[Float], weights: Sequence[float | Float], known: Sequence[Flags | None] | None
) -> Combined:
    shares, some = _shares(parts, weights, known)
    columns = _filled(parts, known, 0.0)
    value = np.multiply(columns[0], shares[0])
    term = np.empty_like(value)
    for column, share in zip(columns[1:], shares[1:], strict=True):
        np.multiply(column, share, out=term)
        value += term
    return Combined(_missing_where(value, some), shares, some)


def _power(
    parts: Sequence[Float],
    weights: Sequence[float | Float],
    p: float,
    place: Place,
    known: Sequence[Flags | None] | None,
    *,
    slopes: bool,
) -> Combined:
    """(Σ wᵢ·sᵢᵖ)^(1/p), its limit Π sᵢ^wᵢ at p = 0; ∂f/∂sᵢ = wᵢ·(sᵢ/f)^(p−1).

    Parts are taken relative to their largest (p ≥ 0) or smallest, so that no power overflows and
    equal parts give exactly that value. A part of weight 0 has no say. Near p = 0 all powers are
    near 1, and their sum would keep no digits: there the sum is that of sᵢᵖ − 1.
    """
    if abs(p) < _GEOMETRIC:
        p = 0.0
    _refuse_negative(_filled(parts, known, 0.0), place)
    shares, some = _shares(parts, weights, known)
    weighs = [i for i, weight in enumerate(weights) if _counts(weight)]
    # A share too small for a float adds nothing, but its 0 still kills a geometric mean.
    counted = [i for i in weighs if _counts(shares[i])] or weighs
    columns = _filled(parts, known, np.nan)
    largest = np.fmax.reduce([columns[i] for i in counted])
    smallest = np.fmin.reduce([columns[i] for i in counted])
    bound = largest if p >= 0 else smallest
    alive = largest > 0 if p > 0 else np.fmin.reduce([columns[i] for i in weighs]) > 0
    safe = np.where(alive, bound, 1.0)
    columns = [np.where(alive & (column >= 0), column, safe) for column in columns]
    total = np.zeros(safe.shape)
    # A zero has log −∞ and a power of 0 or ∞, as it should; where it kills f the row is not alive.
    with np.errstate(divide="ignore", over="ignore", under="ignore"):
        for i in counted:
            if abs(p) < _NEARLY_GEOMETRIC:
                logs = np.log(columns[i]) - np.log(safe)
                total += shares[i] * (logs if p == 0 else np.expm1(p * logs))
            else:
                total += shares[i] * np.power(columns[i] / safe, p)
        if p == 0:
            level = np.exp(total)
        elif abs(p) < _NEARLY_GEOMETRIC:
            level = np.exp(np.log1p(total) / p)
        else:
            level = np.power(total, 1.0 / p)
        value = np.where(alive, bound * level, 0.0)
        alive = value > 0  # a zero part under a small p leaves less than a float can hold
        gradient: list[Float | float] = [0.0] * len(parts)
        for i in counted if slopes else []:
            relative = columns[i] / np.where(alive, value, 1.0)
            slope = shares[i] * np.power(relative, p - 1.0)
            gradient[i] = np.where(alive & np.isfinite(slope), slope, 0.0)
    # What is missing is missing, whatever it weighs.
    masks = [None] * len(parts) if known is None else _masks(parts, known)
    for part, mask in zip(parts, masks, strict=True):
        value[np.isnan(part) & (True if mask is None else mask)] = np.nan
    return Combined(_missing_where(value, some), gradient, some)


def _counts(weight: Float | float) -> bool:
    """Tell whether a weight is above 0 in any row."""
    return bool((weight > 0).any()) if isinstance(weight, np.ndarray) else weight > 0


def _refuse_negative(columns: Sequence[Float], place: Place) -> None:
    if any(column.size and np.fmin.reduce(column) < 0 for column in columns):
        with np.errstate(invalid="ignore"):
            bad = np.column_stack(columns) < 0
        place.refuse(bad, columns, code="negative", expected="points of 0 or more")


def _minimum(parts: Sequence[Float], known: Sequence[Flags | None] | None) -> Combined:
    """The lowest part; parts that share the lowest place share its contribution."""
    masks = None if known is None else _masks(parts, known)
    columns = _filled(parts, masks, np.inf)
    value = columns[0].copy()
    for column in columns[1:]:
        np.minimum(value, column, out=value)  # NaN goes through
    some = None if masks is None else np.logical_or.reduce(masks)
    value = _missing_where(value, some)
    lowest = [same(column, value) for column in columns]
    count = np.zeros(value.shape)
    for tied in lowest:
        count += tied
    # Tied parts may differ in the last bits: value/part keeps their sum exactly the value.
    gradient: list[Float | float] = []
    for column, tied in zip(columns, lowest, strict=True):
        usable = tied & (column != 0)
        ratio = np.divide(value, column, out=np.ones_like(value), where=usable)
        gradient.append(np.where(tied, ratio / np.maximum(count, 1.0), 0.0))
    return Combined(value, gradient, some)


def order_weights(order: Sequence[float]) -> Float:
    """Weight of each place, (k + 1, k), where 0 … k of the k parts are there."""
    return _order_weights(tuple(order))


@lru_cache(maxsize=64)
def _order_weights(order: tuple[float, ...]) -> Float:
    k = len(order)
    weights = np.array(order) / sum(order)
    table = np.zeros((k + 1, k))
    quantifier = np.concatenate([[0.0], np.cumsum(weights)])
    for m in range(1, k + 1):
        read = np.interp(np.arange(m + 1) / m, np.arange(k + 1) / k, quantifier)
        table[m, :m] = weights if m == k else np.diff(read)
    table.flags.writeable = False
    return table


def _owa(
    parts: Sequence[Float], order: Sequence[float], known: Sequence[Flags | None] | None
) -> Combined:
    """Σ wⱼ·s₍ⱼ₎, the largest first; tied parts share the mean of their order weights.

    With m of k parts there, the weights are read again from the cumulative quantifier Q, piecewise
    linear through (j/k, Σ_{i≤j} wᵢ): w'ⱼ = Q(j/m) − Q((j−1)/m).
    """
    k, n = len(parts), parts[0].shape[0]
    stack = np.column_stack(parts)
    masks = None if known is None else np.column_stack(_masks(parts, known))
    count = np.full(n, k) if masks is None else masks.sum(axis=1)
    unknown = np.isnan(stack if masks is None else np.where(masks, stack, 0.0)).any(axis=1)
    keyed = np.where(np.isnan(stack), -np.inf, stack)
    if masks is not None:
        keyed = np.where(masks, keyed, -np.inf)
    at = np.argsort(-keyed, axis=1, kind="stable")
    ordered = np.take_along_axis(keyed, at, axis=1)

    own = order_weights(order)[count]
    # Tied neighbours: running groups share their mean.
    tied = same(ordered[:, 1:], ordered[:, :-1]) & (np.arange(1, k) < count[:, None])
    if tied.any():
        own = _shared(own, tied)
    value = np.zeros(n)
    for j in range(k):
        value += np.where(ordered[:, j] > -np.inf, ordered[:, j], 0.0) * own[:, j]
    spread = np.empty((n, k))
    np.put_along_axis(spread, at, own, axis=1)
    some = None if masks is None else count > 0
    value[unknown] = np.nan
    return Combined(
        _missing_where(value, some), [np.ascontiguousarray(spread[:, i]) for i in range(k)], some
    )


def _shared(own: Float, tied: Flags) -> Float:
    """Order weights in which places tied with the one before them share their mean."""
    n, k = own.shape
    group = np.zeros((n, k), dtype=np.int64)
    np.cumsum(~tied, axis=1, out=group[:, 1:])
    flat = (group + k * np.arange(n)[:, None]).ravel()
    total = np.bincount(flat, own.ravel(), minlength=n * k)
    size = np.bincount(flat, minlength=n * k)
    return np.asarray((total[flat] / size[flat]).reshape(n, k))


def _mpi(
    parts: Sequence[Float], sign: float, place: Place, known: Sequence[Flags | None] | None
) -> Combined:
    """M ∓ S²/M = M·(1 ∓ cv²) with cv² the population variance of sᵢ/M over the parts.

    ∂f/∂sᵢ = (1 ± (2dᵢ − cv²))/m with dᵢ = sᵢ/M − 1: + for a bonus, − for a penalty.
    """
    masks = None if known is None else _masks(parts, known)
    columns = _filled(parts, masks, 0.0)
    n = parts[0].shape
    count = np.full(n, float(len(parts)))
    if masks is not None:
        count = np.zeros(n)
        for mask in masks:
            count += mask
    safe_count = np.maximum(count, 1.0)
    mean, zero = np.zeros(n), np.ones(n, dtype=np.bool_)
    for column in columns:
        mean += column
        zero &= column == 0
    mean /= safe_count
    with np.errstate(invalid="ignore"):
        bad = (mean <= 0) & ~zero
    if bad.any():
        cells = np.repeat(bad[:, None], len(parts), axis=1)
        place.refuse(
            cells, columns, code="not_positive", expected="points with a mean above 0 (MPI)"
        )
    safe = np.where(zero, 1.0, mean)
    # Relative to the mean: no square overflows, and a penalty that eats up the mean leaves 0.
    variance = np.zeros(n)
    deviations = []
    for i, column in enumerate(columns):
        deviation = column / safe - 1.0
        if masks is not None:
            deviation = np.where(masks[i], deviation, 0.0)
        deviations.append(deviation)
        variance += deviation * deviation
    variance /= safe_count
    gone = np.abs(1.0 + sign * variance) <= 1e-15 * (1.0 + len(parts))
    value = np.where(zero | gone, 0.0, mean + sign * (mean * variance))
    gradient: list[Float | float] = []
    for i, deviation in enumerate(deviations):
        slope = (1.0 + sign * (2.0 * deviation - variance)) / safe_count
        there = ~zero if masks is None else ~zero & masks[i]
        gradient.append(np.where(there, slope, 0.0))
    some = None if masks is None else count > 0
    return Combined(_missing_where(value, some), gradient, some)
