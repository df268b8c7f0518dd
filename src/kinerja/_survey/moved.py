"""Answers far from 0, huge or tiny: moved to where floats have digits, and their estimates back.

A mean moves with its answers, and its error stays. Where a first look at the estimates shows that
digits or the range of floats ran out, each column is taken from its lowest value, as a difference
that is exact, and brought to the size of 1 by a power of two. Ordinary answers are never moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from .._moments import sized
from .._types import Float, Ints
from ..errors import InputError
from .answers import Answers, Field
from .linear import Linear

_FAR = 1e-8
"""Variance over squared mean below which digits run out: a spread of a ten-thousandth."""
_NEAR_RANGE = 1e100
"""Sizes whose fourth powers, of a variance's error, are in the range of floats no more."""
_LEAST = float(np.finfo(np.float64).tiny)


def doubtful(done: Linear, field: Field) -> bool:
    """Whether estimates show that answers are far from 0 next to their spread, huge or tiny."""
    value, variance = done.value, done.variance
    there = np.isfinite(value)
    if done.blurred or not np.isfinite(variance[there]).all() or np.isinf(value).any():
        return True
    with np.errstate(over="ignore", under="ignore"):
        size = np.where(there, np.abs(value), 0.0).max(axis=0)
        spread = np.where(there, variance * field.count[:, None], 0.0).max(axis=0)
        beyond = (size > _NEAR_RANGE) | ((size < 1.0 / _NEAR_RANGE) & (size > 0))
        beyond |= spread > _NEAR_RANGE**2
        return bool((beyond | ((spread > 0) & (spread <= _FAR * size * size))).any())


class Moved(NamedTuple):
    """Columns as origin + 2^exponent·answers."""

    answers: Answers
    origin: Float
    """(v,) lowest value of a column that is far from 0, else 0."""
    exponent: Ints
    """(v,) exponent of the power of two."""

    def back(self, done: Linear, *, squared: bool = False, weight: Float | None = None) -> Linear:
        """Estimates of the answers from those of the moved ones.

        Variances are `squared`; a total moves by the sum of the weights that is behind it.
        """
        exponent = self.exponent * (2 if squared else 1)
        origin = 0.0 if squared else self.origin if weight is None else self.origin * weight
        with np.errstate(over="ignore", under="ignore"):
            value = origin + np.ldexp(done.value, exponent)
            if squared:
                # Squares that vanish are out of range as those that are too large.
                lost = (value < _LEAST) & (done.value > 0)
                value = np.where(lost, np.inf, value)
            covariance = done.covariance
            if covariance is not None:
                each = np.tile(exponent, len(done.value))
                scaled = np.ldexp(covariance, each[:, None] + each)
                refuse_lost(covariance, scaled)
                covariance = scaled
        return replace(done, value=value, covariance=covariance, exponent=exponent)


def refuse_lost(before: Float, after: Float) -> None:
    """Refuse covariances that left the range of floats on their way back."""
    before, after = np.diag(before), np.diag(after)
    lost = np.isfinite(before) & (~np.isfinite(after) | ((after < _LEAST) & (before != 0)))
    if lost.any():
        raise InputError.about(
            "y",
            code="out_of_range",
            expected="answers whose covariances stay within the range of numbers",
            found="squares beyond it",
            hint="Divide the answers by a constant.",
        )


def moved(answers: Answers, *, still: bool = False) -> Moved:
    """Answers taken from their lowest value where they are far from 0, at the size of 1.

    With `still` the origin stays 0: a total moves with the sum of the weights, whose error counts.
    """
    columns, origins, exponents = [], [], []
    for column in answers.columns:
        known = column[~np.isnan(column)]
        low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
        far = high / 2 - low / 2 < 1e-3 * max(abs(low), abs(high))
        origin = low if far and not still else 0.0
        values, exponent = sized(np.where(np.isnan(column), 0.0, column - origin))
        columns.append(np.where(np.isnan(column), np.nan, values))
        origins.append(origin)
        exponents.append(int(exponent))
    return Moved(Answers(tuple(columns), answers.names), np.array(origins), np.array(exponents))


def at_one_size(one: Sequence[Float], other: Sequence[Float]) -> tuple[list[list[Float]], Ints]:
    """Columns of two samples at the size of 1 where squares do not fit, and exponents (v,)."""
    out = np.zeros(len(one), dtype=np.int64)
    for j, pair in enumerate(zip(one, other, strict=True)):
        size = max(float(np.fmax.reduce(np.abs(column), initial=0.0)) for column in pair)
        if size > _NEAR_RANGE or 0 < size < 1.0 / _NEAR_RANGE:
            out[j] = np.frexp(size)[1]
    sized_all = [
        [np.ldexp(x, -e) if e else x for x, e in zip(columns, out.tolist(), strict=True)]
        for columns in (one, other)
    ]
    return sized_all, out


def back_in_range(figures: Iterable[Float], exponent: Ints) -> list[Float]:
    """Figures of answers that were brought to one size; refused where no float holds them."""
    figures = list(figures)
    with np.errstate(over="ignore"):
        out = [np.ldexp(v, exponent) for v in figures]
    if any((np.isinf(after) & ~np.isinf(v)).any() for v, after in zip(figures, out, strict=True)):
        raise InputError.about(
            "first",
            code="out_of_range",
            expected="answers whose change and interval stay within the range of numbers",
            found="an interval beyond it",
            hint="Divide the answers of both waves by a constant.",
        )
    return out
