"""Krippendorff's alpha: agreement on any level of measurement, with values missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from .. import _checks
from .._blocks import blocks
from .._results.prints import made_from
from .._steady import steady
from .._types import Float, Ints
from .._words import words
from ..errors import InputError, shown
from ..results import Provenance, Result
from .marks import (
    Marks,
    has_text,
    propagated,
    read_labels,
    read_numbers,
    refuse_few,
    refuse_no_variance,
    refuse_unordered,
)

Measurement = Literal["nominal", "ordinal", "interval", "ratio"]
MEASUREMENTS: tuple[Measurement, ...] = ("nominal", "ordinal", "interval", "ratio")

_BLOCK = 1_024
"""Distinct values compared with all others at a time."""
_STEP = 2 * np.pi / 27
"""Step h in ln u: |Γ(2 + 27i)| is 2e-16."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class KrippendorffAlpha(Result):
    """Krippendorff's alpha: 1 full agreement, 0 what chance gives.

    Examples
    --------
    >>> from kinerja.ratings import krippendorff_alpha
    >>> krippendorff_alpha([["a", "a"], ["b", "b"]]).value
    1.0
    """

    _single: ClassVar = True

    value: float
    """Alpha."""
    lower: float
    """Lower percentile over resampled units; NaN without `resamples`."""
    upper: float
    """Upper percentile."""
    observed: float
    """Mean δ² of two values of a unit; interval: with the range of values as 1."""
    expected: float
    """Mean δ² of any two values, in the same unit."""
    measurement: str
    """What δ² compares: the option of that name."""
    n: int
    """Units with two values or more."""
    values: int
    """Values that can be paired."""
    undefined: int
    """Resamples left out because all their values were alike."""
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class _Pairable:
    """Values of the units that two raters or more rated, unit after unit."""

    unit: Ints
    """(v,) unit of each value, from 0."""
    code: Ints
    """(v,) position of each value among the distinct ones."""
    distinct: Float
    """(d,) distinct values, sorted; positions for labels."""
    size: Float
    """(u,) values in each unit."""


@steady
def krippendorff_alpha(
    ratings: Any,
    *,
    measurement: Measurement = "nominal",
    order: Any = None,
    missing: _checks.MissingRows = "raise",
    level: float = 0.95,
    resamples: int = 0,
    rng: int | np.random.Generator | None = None,
) -> KrippendorffAlpha:
    """Krippendorff's alpha of any number of raters, on the level of measurement they used.

    Parameters
    ----------
    ratings : array_like or table (units, raters)
        One column per rater. Numbers; for ``"nominal"`` also text, and for ``"ordinal"`` text with
        an order: ordered categoricals, or `order`.
    measurement : {"nominal", "ordinal", "interval", "ratio"}
        What a difference between two values means.
    order : array_like, optional
        For ``"ordinal"``: the labels from low to high.
    missing : {"raise", "omit", "propagate"}
        Refuse missing values; use every value that another rater's can be paired with; or return
        NaN.
    level : float
        Probability of the interval.
    resamples : int
        How often units are drawn again for the interval; 0 for none, 1,000 is usual.
    rng : int or Generator
        Seed of the draws; required with `resamples`.

    Returns
    -------
    KrippendorffAlpha

    Raises
    ------
    InputError
        If a value is missing and `missing` is ``"raise"``, for fewer than two units or raters, no
        unit with two values, values that are all alike, or a negative value on a ratio scale.

    Notes
    -----
    α = 1 − D_o/D_e. A unit of m values gives Σ δ²/(m − 1) over its ordered pairs to the observed
    disagreement, divided by the number N of pairable values; the expected one is Σ δ² over all
    ordered pairs of them, divided by N(N − 1). δ² is 1 for different labels (nominal), the squared
    difference of values (interval) or of their mean ranks (ordinal, which is Krippendorff's sum of
    frequencies between), or ((a − b)/(a + b))² (ratio; 0 for two zeros). A unit with one value is
    left out. The interval draws whole units with replacement and takes percentiles.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania.
    Hayes & Krippendorff (2007), Communication Methods and Measures 1, 77–89. Zapf et al. (2016),
    BMC Medical Research Methodology 16, 93 (bootstrap over units).

    Examples
    --------
    >>> nan = float("nan")
    >>> four = [
    ...     [1, 1, nan, 1],
    ...     [2, 2, 3, 2],
    ...     [3, 3, 3, 3],
    ...     [3, 3, 3, 3],
    ...     [2, 2, 2, 2],
    ...     [1, 2, 3, 4],
    ...     [4, 4, 4, 4],
    ...     [1, 1, 2, 1],
    ...     [2, 2, 2, 2],
    ...     [nan, 5, 5, 5],
    ...     [nan, nan, 1, 1],
    ...     [nan, 3, nan, nan],
    ... ]
    >>> out = krippendorff_alpha(four, measurement="interval", missing="omit")
    >>> round(out.value, 3), out.n, out.values
    (0.849, 11, 40)
    """
    level = _checks.confidence_level(level)
    _checks.choice(measurement, "measurement", MEASUREMENTS)
    resamples = _checks.whole_number(resamples, "resamples", upper=_checks.MOST_DRAWS)
    marks = _read(ratings, measurement, order, missing)
    data, left_out = _pairable(marks, measurement)
    every = np.ones(data.size.size)
    observed, expected = _disagreement(data, every, measurement)
    if expected == 0:
        refuse_no_variance("ratings", "values that are all alike")
    lower, upper, undefined = np.nan, np.nan, 0
    if resamples:
        drawn = _resampled(data, measurement, resamples, _checks.generator(rng))
        undefined = resamples - drawn.size
        if drawn.size:
            lower, upper = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2]).tolist()
    result = KrippendorffAlpha(
        value=1 - observed / expected,
        lower=lower,
        upper=upper,
        observed=observed,
        expected=expected,
        measurement=measurement,
        n=data.size.size,
        values=data.unit.size,
        undefined=undefined,
        provenance=Provenance(
            **made_from(ratings=ratings),
            options={"measurement": measurement, "level": level, "resamples": resamples},
            missing=missing,
            left_out=left_out,
        ),
    )
    return propagated(result, marks, missing)


def _read(
    ratings: Any, measurement: Measurement, order: Any, missing: _checks.MissingRows
) -> Marks:
    """Labels, or numbers; on an ordinal scale labels where they have an order."""
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    if order is not None and measurement != "ordinal":
        raise InputError.about(
            "order", code="contradiction", expected="measurement='ordinal' with an order",
            found=shown(measurement),
        )  # fmt: skip
    if measurement == "nominal" or order is not None:
        return read_labels(ratings, "ratings", missing, order=order)
    if measurement == "ordinal" and has_text(ratings, "ratings"):
        marks = read_labels(ratings, "ratings", missing)
        refuse_unordered(marks, "the scale is ordinal")
        return marks
    return read_numbers(ratings, "ratings", missing)


def _pairable(marks: Marks, measurement: Measurement) -> tuple[_Pairable, tuple[str, ...]]:
    refuse_few(marks.values.shape[0], marks.values.shape[1], "ratings")
    many = marks.known.sum(axis=1)
    kept = many >= 2
    if not kept.any():
        raise InputError.about(
            "ratings",
            code="too_few",
            expected="at least one unit with two values",
            found="none",
            hint="One row is one unit, one column one rater.",
        )
    values, known = marks.values[kept], marks.known[kept]
    if measurement == "ratio":
        _checks.nonnegative(
            marks.values, "ratings", hint="A ratio scale has no values below its zero."
        )
    distinct, code = np.unique(values[known], return_inverse=True)
    alone = int((many == 1).sum())
    notes = (words().notes.units_with_one.format(n=alone),) if alone else ()
    size = many[kept].astype(np.float64)
    unit = np.repeat(np.arange(size.size), many[kept])
    data = _Pairable(unit, code.astype(np.int64), distinct.astype(np.float64), size)
    return data, notes


def _disagreement(data: _Pairable, times: Float, measurement: Measurement) -> tuple[float, float]:
    """Observed and expected disagreement when unit u counts `times[u]` times."""
    each = times[data.unit]
    frequency = np.asarray(
        np.bincount(data.code, weights=each, minlength=data.distinct.size), dtype=np.float64
    )
    n = float(frequency.sum())
    per_unit = times / (data.size - 1)
    if measurement == "nominal":
        alike = _alike(data, per_unit)
        observed = float((per_unit * data.size**2).sum()) - alike
        expected = n**2 - float((frequency**2).sum())
    elif measurement == "ratio":
        observed = _ratio_within(data, per_unit)
        expected = _ratio_between(data.distinct, frequency)
    else:
        place = data.distinct
        if measurement == "ordinal":
            place = np.cumsum(frequency) - frequency / 2
        else:
            # Differences do not depend on unit and origin; near 1 nothing overflows.
            low, high = float(place[0]), float(place[-1])
            place = place / 2 - low / 2
            place = place / (high / 2 - low / 2) if high > low else place
        x = place[data.code]
        mean = np.bincount(data.unit, weights=x) / data.size
        within = np.bincount(data.unit, weights=(x - mean[data.unit]) ** 2)
        # Σ over ordered pairs of (a − b)² is 2m times the sum of squares about the mean.
        observed = 2 * float((per_unit * data.size * within).sum())
        centre = float((frequency * place).sum()) / n
        expected = 2 * n * float((frequency * (place - centre) ** 2).sum())
        if np.count_nonzero(frequency) == 1:
            expected = 0.0
    return max(0.0, observed / n), expected / (n * (n - 1))


def _alike(data: _Pairable, per_unit: Float) -> float:
    """Ordered pairs of equal labels within units, each value with itself included."""
    cells = data.unit * data.distinct.size + data.code
    found, count = np.unique(cells, return_counts=True)
    unit = found // data.distinct.size
    return float((per_unit[unit] * count.astype(np.float64) ** 2).sum())


def _ratio(a: Float, b: Float) -> Float:
    total = a + b
    out: Float = np.where(total > 0, ((a - b) / np.where(total > 0, total, 1.0)) ** 2, 0.0)
    return out


def _ratio_within(data: _Pairable, per_unit: Float) -> float:
    """Σ over ordered pairs within units: each value against the one `shift` places after it."""
    x = data.distinct[data.code] / max(1.0, 2 * float(data.distinct[-1]))
    out = 0.0
    for shift in range(1, int(data.size.max())):
        same = data.unit[:-shift] == data.unit[shift:]
        apart = _ratio(x[:-shift][same], x[shift:][same])
        out += 2 * float((per_unit[data.unit[:-shift][same]] * apart).sum())
    return out


def _ratio_between(distinct: Float, frequency: Float) -> float:
    """Σ over all pairs of values of their frequencies and ((a − b)/(a + b))²."""
    x = distinct / max(1.0, 2 * float(distinct[-1]))
    nodes = _scales_of(x)
    if x.size > 2 * nodes.size:
        return _ratio_by_scale(x, frequency, nodes)
    out = 0.0
    for part in blocks(x.size, _BLOCK):
        out += float(frequency[part] @ (_ratio(x[part, None], x[None, :]) @ frequency))
    return out


def _scales_of(x: Float) -> Float:
    """Logarithms of u at which the integral of `_ratio_by_scale` is read, for sorted values.

    Below the first u·(a + b) is so small, above the last so large, that nothing is left.
    """
    least = float(x[0] + x[1]) if x.size > 1 else 1.0
    start, stop = np.log(1e-9 / (2 * x[-1])), np.log(60.0 / max(least, 1e-300))
    return np.asarray(start + _STEP * np.arange(np.ceil((stop - start) / _STEP) + 1))


def _ratio_by_scale(x: Float, frequency: Float, nodes: Float) -> float:
    """The same sum without looking at pairs, from one pass over the values for each u.

    1/(a + b)² = ∫ u·e^(−ua)·e^(−ub) du. With the weights f·e^(−ua) the sum over pairs of (a − b)²
    is twice the total weight times the weighted sum of squares about the mean: no pair is listed,
    and nothing cancels. The trapezoid in ln u is wrong by 2·|Γ(2 + 2πi/h)| of every pair, 1e-15.
    """
    out = 0.0
    with np.errstate(under="ignore"):
        for part in blocks(nodes.size, max(1, _BLOCK * 256 // x.size)):
            u = np.exp(nodes[part])
            weight = frequency * np.exp(-u[:, None] * x)
            total = weight.sum(axis=1)
            some = total > 0
            mean = (weight * x).sum(axis=1) / np.where(some, total, 1.0)
            squares = (weight * (x - mean[:, None]) ** 2).sum(axis=1)
            out += float((u**2 * 2 * total * squares).sum()) * _STEP
    return out


def _resampled(
    data: _Pairable, measurement: Measurement, resamples: int, rng: np.random.Generator
) -> Float:
    units = data.size.size
    out = np.full(resamples, np.nan)
    for i in range(resamples):
        times = np.bincount(rng.integers(0, units, units), minlength=units).astype(np.float64)
        observed, expected = _disagreement(data, times, measurement)
        if expected > 0:
            out[i] = 1 - observed / expected
    kept: Float = out[~np.isnan(out)]
    return kept
