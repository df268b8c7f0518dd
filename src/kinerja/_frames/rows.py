"""Samples without clusters, from sums and squares: every row is a unit of its own.

The engine adds up Σ w, Σ w·y, Σ w², Σ w²·y and Σ w²·y² by stratum and domain; the variance of the
strata follows from sums and squares of z = w·u (`_survey.variance.variance_of_sums`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import survey
from .._survey.drawing import CENSUS, population_of
from .._survey.estimates import undetermined
from .._survey.freedom import Held, Reach
from .._survey.limits import quantile_of_t
from .._survey.variance import variance_of_sums
from .._types import Float
from ..errors import InputError
from .cell_estimates import (
    answers_of,
    domain_rows,
    kept,
    lost,
    places_of,
    put_right,
    refuse_unweighted,
)
from .cells import NOISE, Asked, Cells, design_of, finished

UNDETERMINED = "the error is undetermined"
"""How a note on an error without a degree of freedom begins."""


def estimated_from_rows(cells: Cells, asked: Asked) -> survey.Estimates:
    """Estimates of a sample whose rows are its units."""
    if len(asked.strata) > 1 or len(asked.fpc) > 1:
        raise InputError.about(
            "clusters",
            code="missing_argument",
            expected="clusters for a sample of several stages",
            found=f"{len(asked.strata)} strata, {len(asked.fpc)} fpc and no clusters",
        )
    strata = _strata(cells, asked)
    units = np.bincount(strata, cells.n).astype(np.int64)
    fraction = _fractions(cells, asked, strata, units)
    _refuse_lonely(units, fraction, asked)
    if asked.weights is None and asked.fpc:
        _weigh(cells, fraction, strata)
    loose = replace(
        asked, lonely_psu="certainty", fpc=(), options={**asked.options, "covariance": False}
    )
    refuse_unweighted(asked)
    design = design_of(loose, cells.labels.__getitem__, cells.weight)
    by = {name: cells.labels[name] for name in asked.by} or None
    found = finished(loose, answers_of(cells, asked), design, by, cells=True)
    drawn = _drawn(cells, asked, strata, units, fraction)
    return _with_errors(found, cells, asked, drawn)


def _strata(cells: Cells, asked: Asked) -> NDArray[np.int64]:
    if not asked.strata:
        return np.zeros(cells.n.size, dtype=np.int64)
    place: dict[Any, int] = {}
    return np.array(
        [place.setdefault(label, len(place)) for label in cells.labels[asked.strata[0]]],
        dtype=np.int64,
    )


def _refuse_lonely(units: NDArray[np.int64], fraction: Float, asked: Asked) -> None:
    """Let the design itself refuse a stratum of one row: two rows stand for any more."""
    alone = (units == 1) & (1.0 - fraction >= CENSUS)
    rows = np.where(alone, 1, 2)
    survey.Design(strata=np.repeat(np.arange(rows.size), rows), lonely_psu=asked.lonely_psu)


def _fractions(
    cells: Cells, asked: Asked, strata: NDArray[np.int64], units: NDArray[np.int64]
) -> Float:
    """Share of each stratum that was sampled; 0 without an fpc."""
    if not asked.fpc:
        return np.zeros(units.size)
    given = np.array([float(v) for v in cells.labels[asked.fpc[0]]])
    low, high = np.full(units.size, np.inf), np.full(units.size, -np.inf)
    np.minimum.at(low, strata, given)
    np.maximum.at(high, strata, given)
    if (low != high).any():
        s = int(np.flatnonzero(low != high)[0])
        raise InputError.about(
            "fpc",
            code="contradiction",
            expected="one value in each stratum",
            found=f"{low[s]:g} and {high[s]:g} in one of column {asked.fpc[0]!r}",
            hint="The finite population belongs to the stratum, not to the row.",
        )
    names = _named(cells, asked, strata)
    return units / population_of(low, "fpc", np.arange(units.size), units, names)


def _named(cells: Cells, asked: Asked, strata: NDArray[np.int64]) -> list[str]:
    """Label of each stratum."""
    if not asked.strata:
        return ["the one stratum"]
    first = np.unique(strata, return_index=True)[1].tolist()
    labels = cells.labels[asked.strata[0]]
    return [f"stratum {label!r}" for label in (labels[i] for i in first)]


def weigh_by_populations(cells: Cells, asked: Asked) -> None:
    """Let cells of rows stand for the population, where weights follow from it."""
    if asked.weights is not None or not asked.fpc:
        return
    strata = _strata(cells, asked)
    units = np.bincount(strata, cells.n).astype(np.int64)
    _weigh(cells, _fractions(cells, asked, strata, units), strata)


def _weigh(cells: Cells, fraction: Float, strata: NDArray[np.int64]) -> None:
    of_row = (1.0 / fraction)[strata]
    for key, values in cells.sums.items():
        cells.sums[key] = values * of_row ** (2 if key[0].startswith("ww") else 1)
    cells.weight = cells.n * of_row


@dataclass(frozen=True, slots=True)
class _Strata:
    """How each stratum was drawn, and what it counts for."""

    of_cell: NDArray[np.int64]
    share: Float
    """1 over the rows of the stratum; 0 where a lonely one is measured from zero."""
    scale: Float
    """(1 − f)·m/(m − 1)."""
    open: NDArray[np.bool_]
    """Whether it was not taken whole."""
    sampled: NDArray[np.int64]
    """Rows with a weight above 0."""


def _drawn(
    cells: Cells, asked: Asked, strata: NDArray[np.int64], units: NDArray[np.int64], fraction: Float
) -> _Strata:
    adjusted = asked.lonely_psu == "adjust"
    open_ = 1.0 - fraction >= CENSUS
    counts = open_ & ((units > 1) | adjusted)
    weighed = cells.weight > 0
    sampled = np.bincount(strata[weighed], cells.n[weighed], minlength=units.size)
    return _Strata(
        strata,
        share=np.where(adjusted & open_ & (units == 1), 0.0, 1.0 / units),
        scale=np.where(counts, (1.0 - fraction) * units / np.maximum(units - 1, 1), 0.0),
        open=open_,
        sampled=np.rint(sampled).astype(np.int64),
    )


def _with_errors(
    found: survey.Estimates, cells: Cells, asked: Asked, strata: _Strata
) -> survey.Estimates:
    at, v = domain_rows(cells, asked, found)
    size = found.value.size // v
    value = found.value.reshape(size, v)
    variance, df = np.empty((size, v)), np.empty((size, v), dtype=np.int64)
    certain, empty = np.zeros((2, size, v), dtype=np.bool_)
    for j in range(v):
        keep, z, squares = influence(cells, asked, at, value[:, j], j, found)
        empty[:, j] = np.bincount(at[keep], minlength=size) == 0
        variance[:, j], reach = _spread(cells, at, strata, size, (keep, z, squares))
        certain[:, j] = reach.uncertain() == 0
        if asked.options["df"] == "design":
            df[:, j] = int((strata.sampled - 1)[strata.sampled > 0].sum())
        else:
            df[:, j] = reach.degrees(asked.options["df"])
    unknown = (df == 0) & ~certain & ~empty
    if asked.options["df"] == "design":
        unknown[:] = False
    df = np.where(empty | certain, 0, df)
    se = np.where(unknown | np.isnan(value), np.nan, np.sqrt(variance))
    half = np.where(certain, 0.0, quantile_of_t(asked.options["level"], df) * se)
    matrix = held = None
    if asked.options["covariance"]:
        matrix = covariances(cells, asked, at, found, strata, variance)
        matrix[np.isnan(se.ravel()), :] = matrix[:, np.isnan(se.ravel())] = np.nan
        held = held_by_rows(cells, asked, at, strata, size, v)
    made = replace(
        found,
        se=se.ravel(),
        df=df.ravel(),
        lower=(value - half).ravel(),
        upper=(value + half).ravel(),
        covariance=matrix,
        held=held,
        provenance=replace(found.provenance, left_out=_said(found, asked, unknown)),
    )
    return put_right(made, cells, asked)


def _spread(
    cells: Cells,
    at: Any,
    strata: _Strata,
    size: int,
    sums: tuple[NDArray[np.bool_], Float, Float],
) -> tuple[Float, Reach]:
    """Variance of each domain from Σ z and Σ z², and the rows of each stratum that hold it."""
    keep, z, squares = sums
    group = strata.of_cell * size + at
    keys, index = np.unique(group[keep], return_inverse=True)
    total = np.bincount(index, z[keep]).astype(np.float64)
    square = np.bincount(index, squares[keep]).astype(np.float64)
    variance = variance_of_sums(
        total[:, None],
        square[:, None],
        stratum=keys // size,
        domain=keys % size,
        share=strata.share,
        scale=strata.scale,
        size=size,
    )[:, 0]
    held = np.rint(np.bincount(index, cells.n[keep])).astype(np.int64)
    open_ = strata.open[keys // size]
    reach = Reach((keys // size)[open_], (keys % size)[open_], held[open_], strata.sampled, size)
    return variance, reach


def covariances(
    cells: Cells, asked: Asked, at: Any, found: survey.Estimates, strata: _Strata, variance: Float
) -> Float:
    """Covariance (D·v, D·v), domain-major.

    A row is in one domain, so that between domains only the strata's means are left:
    Σ_h scale_h·(Σ z_j·z_k − Σ z_j·Σ z_k/m_h), the first sum 0 between domains.
    """
    size, v = variance.shape
    value = found.value.reshape(size, v)
    totals = np.zeros((strata.share.size, size, v))
    out = np.zeros((size * v, size * v))
    own = np.arange(size) * v
    for j in range(v):
        keep, z, _ = influence(cells, asked, at, value[:, j], j, found)
        np.add.at(totals[:, :, j], (strata.of_cell[keep], at[keep]), z[keep])
        for k in range(j):
            keep, both = products(cells, asked, at, value, (j, k), found)
            weighed = (strata.scale[strata.of_cell] * both)[keep]
            block = np.bincount(at[keep], weighed, minlength=size)
            out[own + j, own + k] = out[own + k, own + j] = block
    away = totals.reshape(strata.share.size, -1) * np.sqrt(strata.scale * strata.share)[:, None]
    out -= away.T @ away
    np.fill_diagonal(out, variance.ravel())
    return out


def held_by_rows(cells: Cells, asked: Asked, at: Any, strata: _Strata, size: int, v: int) -> Held:
    """Rows behind each estimate: those of a cell are counted, and cells have no row in common."""
    apart = asked.options["missing"] == "available" and asked.kind != "proportion"
    columns = asked.y if apart else asked.y[:1]
    sets, units = [], []
    for f, name in enumerate(columns):
        names = (name, asked.x[f]) if asked.kind == "ratio" else (name,)
        here = np.flatnonzero(kept(cells, asked, names, at) & strata.open[strata.of_cell])
        sets.append(at[here] * len(columns) + f)
        units.append(here)
    unit = np.concatenate(units)
    of_variable = np.arange(v) if apart else np.zeros(v, dtype=np.int64)
    return Held(
        row=np.repeat(np.arange(size), v) * len(columns) + np.tile(of_variable, size),
        set=np.concatenate(sets),
        unit=unit,
        stratum=strata.of_cell[unit],
        sampled=strata.sampled,
        count=cells.n[unit],
    )


def _said(found: survey.Estimates, asked: Asked, unknown: NDArray[np.bool_]) -> tuple[str, ...]:
    """What was left out, with the errors that are undetermined for the rows."""
    others = tuple(w for w in found.provenance.left_out if not w.startswith(UNDETERMINED))
    if not unknown.any():
        return others
    return (*others, undetermined(places_of(found, asked, unknown)))


def influence(
    cells: Cells, asked: Asked, at: Any, value: Float, j: int, found: survey.Estimates
) -> tuple[NDArray[np.bool_], Float, Float]:
    """Σ z and Σ z² of each cell, z = w·u about the domain's estimate."""
    size = value.size
    safe_at = np.maximum(at, 0)
    squared = cells.sums[("ww",)]
    if asked.kind == "proportion":
        keep = kept(cells, asked, asked.y, at)
        label = found.variable[j]
        name = asked.y[0]
        inside = np.array([v is not None and v == label for v in cells.labels[name]], dtype=float)
        total = np.bincount(at[keep], cells.weight[keep], minlength=size)[safe_at]
        e = inside - value[safe_at]
        e = np.where(lost(cells, asked, (name,)), np.nan, e)
        with np.errstate(divide="ignore", invalid="ignore"):
            return keep, cells.weight * e / total, squared * (e / total) ** 2
    y = asked.y[j]
    x = asked.x[j] if asked.kind == "ratio" else None
    keep = kept(cells, asked, (y,) if x is None else (y, x), at)
    weight = cells.weight
    total = np.bincount(at[keep], weight[keep], minlength=size)[safe_at]
    first, second = cells.sums["wwy", y], cells.sums["wwyy", y, y]
    if x is not None:
        r = value[safe_at]
        a = cells.shift[y] - r * cells.shift[x]  # e = (y' − r·x') + a
        line = cells.sums["y", y] - r * cells.sums["y", x]
        lines = first - r * cells.sums["wwy", x]
        square = second - 2 * r * cells.sums["wwyy", y, x] + r**2 * cells.sums["wwyy", x, x]
        whole = cells.sums["y", x] + cells.shift[x] * weight
        below = np.bincount(at[keep], whole[keep], minlength=size)[safe_at]
        size_of = second + r**2 * cells.sums["wwyy", x, x]
    else:
        a = np.broadcast_to(cells.shift[y], at.shape)
        if asked.kind == "mean":
            a = cells.shift[y] - value[safe_at]
        line, lines, square = cells.sums["y", y], first, second
        size_of = second
        below = total if asked.kind == "mean" else np.ones_like(total)
    spread = square + 2 * a * lines + a**2 * squared
    # What is left of answers that are all alike is rounding.
    spread = np.where(spread > NOISE * (size_of + a**2 * squared), spread, 0.0)
    line = np.where(lost(cells, asked, (y,) if x is None else (y, x)), np.nan, line)
    with np.errstate(divide="ignore", invalid="ignore"):
        return keep, (line + a * weight) / below, spread / below**2


def products(
    cells: Cells,
    asked: Asked,
    at: Any,
    value: Float,
    pair: tuple[int, int],
    found: survey.Estimates,
) -> tuple[NDArray[np.bool_], Float]:
    """Σ z_j·z_k of each cell, for two variables of means, totals or shares."""
    j, k = pair
    size = value.shape[0]
    safe_at = np.maximum(at, 0)
    squared = cells.sums[("ww",)]
    names = asked.y if asked.kind == "proportion" else (asked.y[j], asked.y[k])
    keep = kept(cells, asked, names, at)
    below = np.ones((2, at.size))
    if asked.kind != "total":
        for i, one in enumerate(pair):
            own = names if asked.kind == "proportion" else (asked.y[one],)
            used = kept(cells, asked, own, at)
            below[i] = np.bincount(at[used], cells.weight[used], minlength=size)[safe_at]
    if asked.kind == "proportion":
        labels = cells.labels[asked.y[0]]
        e = [
            np.array([v is not None and v == found.variable[one] for v in labels], dtype=float)
            - value[safe_at, one]
            for one in pair
        ]
        whole = squared * e[0] * e[1]
    else:
        a, b = (
            np.broadcast_to(cells.shift[asked.y[one]], at.shape)
            - (value[safe_at, one] if asked.kind == "mean" else 0.0)
            for one in pair
        )
        y, x = asked.y[j], asked.y[k]
        key = ("wwyy", y, x) if ("wwyy", y, x) in cells.sums else ("wwyy", x, y)
        first, second = cells.sums["wwy", y], cells.sums["wwy", x]
        whole = cells.sums[key] + a * second + b * first + a * b * squared
    with np.errstate(divide="ignore", invalid="ignore"):
        return keep, whole / (below[0] * below[1])
