"""From cells to estimates: counts and design effects are of rows again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import survey
from .._results.provenance import Provenance
from .._survey.estimates import all_alike
from .._survey.limits import Basis
from .._survey.proportion import FIXED
from .._survey.share_intervals import share_limits
from .._types import Float
from ..errors import InputError
from .cells import NOISE, Asked, Cells, design_of, finished, missing_labels, named


def estimated(cells: Cells, asked: Asked) -> survey.Estimates:
    """Estimates of a clustered sample, from its cells."""
    weights = weights_of(cells, asked)
    refuse_unweighted(asked)
    design = design_of(asked, cells.labels.__getitem__, weights)
    by = {name: cells.labels[name] for name in asked.by} or None
    found = finished(asked, answers_of(cells, asked), design, by, cells=True)
    return put_right(found, cells, asked)


def refuse_unweighted(asked: Asked) -> None:
    """Refuse a total of rows that stand for nobody knows how many."""
    if asked.kind == "total" and asked.weights is None and not asked.fpc:
        raise InputError.about(
            "weights",
            code="missing_argument",
            expected="weights, or the population of every stage (fpc), for a total",
            found="neither",
            hint="A total needs to know how many each row stands for.",
        )


def weights_of(cells: Cells, asked: Asked) -> Float:
    """Weight of each cell; where weights follow from populations, by the design of the cells."""
    if asked.weights is not None or not asked.fpc:
        return cells.weight
    of_row = design_of(asked, cells.labels.__getitem__, None).weights
    for key, values in cells.sums.items():
        cells.sums[key] = values * of_row ** (2 if key[0].startswith("ww") else 1)
    cells.weight = cells.n * of_row
    return cells.weight


def answers_of(cells: Cells, asked: Asked) -> list[Any]:
    """Mean answer of each cell, missing where its rows' answers are; shares have labels."""
    if asked.kind == "proportion":
        return [cells.labels[name] for name in asked.y]
    out = []
    weighed = cells.weight > 0
    safe = np.where(weighed, cells.weight, 1.0)
    for name in (*asked.y, *asked.x):
        mean = np.where(weighed, cells.sums["y", name] / safe, 0.0) + cells.shift[name]
        out.append(np.where(cells.gap[name], np.nan, mean))
    return out


def domain_rows(cells: Cells, asked: Asked, found: survey.Estimates) -> tuple[Any, int]:
    """Place (−1: none) of each cell's domain among those of the estimates, and variables each."""
    if not asked.by:
        return np.zeros(cells.n.size, dtype=np.int64), found.value.size
    labels = list(zip(*(found.domain[name].tolist() for name in asked.by), strict=True))
    place = {label: i for i, label in enumerate(dict.fromkeys(labels))}
    of_cell = zip(*(cells.labels[name] for name in asked.by), strict=True)
    at = np.array([place.get(label, -1) for label in of_cell], dtype=np.int64)
    return at, found.value.size // max(1, len(place))


def counted(cells: Cells, asked: Asked, at: Any, size: int) -> NDArray[np.int64]:
    """Rows (D, v) that took part, by the policy for missing answers."""
    columns = (
        [*zip(asked.y, asked.x, strict=True)] if asked.kind == "ratio" else [(c,) for c in asked.y]
    )
    gone = [np.logical_or.reduce([cells.gap[c] for c in names]) for names in columns]
    if asked.options["missing"] == "omit":
        gone = [np.logical_or.reduce(gone)] * len(gone)
    elif asked.options["missing"] in {"propagate", "raise"}:
        gone = [np.zeros(cells.n.size, dtype=np.bool_)] * len(gone)
    weighed = (cells.weight > 0) & (at >= 0)
    return np.column_stack(
        [
            np.bincount(at[weighed & ~g], cells.n[weighed & ~g], minlength=size).astype(np.int64)
            for g in gone
        ]
    )


def put_right(found: survey.Estimates, cells: Cells, asked: Asked) -> survey.Estimates:
    """Counts, design effects and what rests on counts: of rows, no longer of cells."""
    at, v = domain_rows(cells, asked, found)
    size = found.value.size // v
    n = counted(cells, asked, at, size)
    n = np.repeat(n, v // n.shape[1], axis=1) if asked.kind == "proportion" else n
    n = n if n.shape[1] == v else np.repeat(n[:, :1], v, axis=1)
    few, freedom = asked.options["small"]
    # Without a population nothing is taken whole; degrees of the design are those of all of it.
    whole = bool(asked.fpc) and asked.options["df"] != "design"
    certain = (found.df == 0) & (found.se == 0) & whole
    flat = n.ravel()
    small = (flat < few) | ((found.df < freedom) & ~certain)
    lower, upper = found.lower, found.upper
    if asked.kind == "proportion":
        psus = _psus(cells, asked, at, size)
        lower, upper = _share_limits(found, n, psus, asked, certain, size)
    within = _within(cells, asked, at, found, size)
    deff = _design_effects(found, within, n, asked, at, cells, size)
    said = _left_out(found, cells, asked)
    unknown = np.isnan(found.se)
    if asked.kind != "proportion" and asked.options["df"] != "design":
        # The limits of a small domain whose answers are all alike are undetermined.
        alike = np.isnan(deff) & ~np.isnan(found.value) & small & ~certain
        if asked.kind == "total":
            alike &= ~_of_ones(found, within, at, cells, asked, size)
        lower, upper = np.where(alike, np.nan, lower), np.where(alike, np.nan, upper)
        silent = (alike & ~unknown).reshape(size, v)
        if silent.any():
            said = (*said, all_alike(places_of(found, asked, silent)))
    options = {**found.provenance.options, "small": list(asked.options["small"])}
    return replace(
        named(asked, found),
        n=flat,
        small=small,
        lower=lower,
        upper=upper,
        deff=np.where(unknown, np.nan, deff),
        provenance=replace(of_table(found.provenance, cells), left_out=said, options=options),
    )


def of_table(provenance: Provenance, cells: Cells) -> Provenance:
    """Where figures come from: rows that an engine added up, and nobody else has seen."""
    return replace(provenance, data={}, rows=int(cells.n.sum()))


def _of_ones(
    found: survey.Estimates, within: Float, at: Any, cells: Cells, asked: Asked, size: int
) -> NDArray[np.bool_]:
    """Columns of ones, which count people: no answer that all of them could have in common."""
    ones = np.zeros_like(within, dtype=np.bool_)
    for j, y in enumerate(asked.y):
        weight = _sum(cells.weight, at, kept(cells, asked, (y,), at), size)
        mean = found.value.reshape(size, -1)[:, j] / np.where(weight > 0, weight, np.nan)
        ones[:, j] = bool((within[:, j] == 0).all() and (abs(mean[weight > 0] - 1) < 1e-12).all())
    return ones.ravel()


def places_of(found: survey.Estimates, asked: Asked, flags: NDArray[np.bool_]) -> list[str]:
    """Domains, or variables of domains, where a flag (D, v) is set."""
    v = flags.shape[1]
    labels = [found.domain[name].tolist()[::v] for name in asked.by]

    def label(d: int) -> str:
        parts = [f"{n}={own[d]!r}" for n, own in zip(asked.by, labels, strict=True)]
        return ", ".join(parts) or "the whole sample"

    whole = np.asarray(flags.all(axis=1))
    places = [label(d) for d in np.flatnonzero(whole).tolist()]
    return places + [
        f"{found.variable[j]!r} of {label(d)}"
        for d, j in np.argwhere(flags & ~whole[:, None]).tolist()
    ]


def _share_limits(
    found: survey.Estimates,
    n: NDArray[np.int64],
    psus: NDArray[np.int64],
    asked: Asked,
    certain: NDArray[np.bool_],
    size: int,
) -> tuple[Float, Float]:
    shape = (size, found.value.size // size)
    p, se = found.value.reshape(shape), found.se.reshape(shape)
    df, known = found.df.reshape(shape), certain.reshape(shape)
    if asked.options["df"] == "design":
        known = known | ((p > 0) & (p < 1) & (se**2 <= FIXED * p * (1 - p)))
    basis = Basis(n, df, np.broadcast_to(psus[:, None], shape), known, np.isnan(se) & ~np.isnan(p))
    with np.errstate(invalid="ignore"):
        limits = share_limits(
            asked.options["method"],
            p,
            se**2,
            basis,
            asked.options["level"],
            known=known,
            capped=asked.options["df"] != "design",
        )
    gone = np.isnan(se)
    lower, upper = np.where(gone, np.nan, limits.lower), np.where(gone, np.nan, limits.upper)
    return lower.ravel(), upper.ravel()


def _psus(cells: Cells, asked: Asked, at: Any, size: int) -> NDArray[np.int64]:
    """First-stage units that hold somebody of each domain."""
    if not asked.clusters:
        here = kept(cells, asked, asked.y, at)
        return np.rint(_sum(cells.n.astype(np.float64), at, here, size)).astype(np.int64)
    names = [*asked.strata[:1], *asked.clusters[:1]]
    units: list[set[Any]] = [set() for _ in range(size)]
    gone = np.logical_or.reduce([cells.gap[c] for c in asked.y])
    for i in np.flatnonzero((at >= 0) & (cells.weight > 0) & ~gone).tolist():
        units[at[i]].add(tuple(cells.labels[name][i] for name in names))
    return np.array([len(held) for held in units], dtype=np.int64)


def _sum(values: Float, at: Any, keep: NDArray[np.bool_], size: int) -> Float:
    return np.bincount(at[keep], values[keep], minlength=size).astype(np.float64)


def kept(cells: Cells, asked: Asked, names: Sequence[str], at: Any) -> NDArray[np.bool_]:
    """Cells whose rows take part in the estimate of some columns."""
    here = (at >= 0) & (cells.weight > 0)
    if asked.options["missing"] == "propagate":
        return np.asarray(here)
    watched = names if asked.options["missing"] == "available" else (*asked.y, *asked.x)
    return np.asarray(here & ~np.logical_or.reduce([cells.gap[c] for c in watched]))


def lost(cells: Cells, asked: Asked, names: Sequence[str]) -> NDArray[np.bool_]:
    """Cells whose missing answers make an estimate missing."""
    gone = np.logical_or.reduce([cells.gap[c] for c in names])
    return np.asarray(gone & (asked.options["missing"] == "propagate"))


def _within(cells: Cells, asked: Asked, at: Any, found: survey.Estimates, size: int) -> Float:
    """Σ w·e² (D, v) about each estimate, and the factor of the influence."""
    value = found.value.reshape(size, -1)
    out = np.empty_like(value)
    if asked.kind == "proportion":
        keep = kept(cells, asked, asked.y, at)
        weight = _sum(cells.weight, at, keep, size)
        return value * (1.0 - value) * weight[:, None]
    for j in range(value.shape[1]):
        y = asked.y[j]
        if asked.kind == "ratio":
            x = asked.x[j]
            keep = kept(cells, asked, (y, x), at)
            r = value[:, j]
            above, below = (_product(cells, c, c, at, keep, size) for c in (y, x))
            cross = _product(cells, y, x, at, keep, size)
            out[:, j] = _beyond_noise(above - 2.0 * r * cross + r**2 * below, above)
        else:
            keep = kept(cells, asked, (y,), at)
            weight = _sum(cells.weight, at, keep, size)
            first = _sum(cells.sums["y", y], at, keep, size)
            with np.errstate(divide="ignore", invalid="ignore"):
                square = _sum(cells.sums["yy", y, y], at, keep, size)
                out[:, j] = _beyond_noise(square - first**2 / weight, square)
    return out


def _beyond_noise(left: Float, whole: Float) -> Float:
    """What a difference leaves of a sum of squares; 0 where that is rounding."""
    return np.where(np.abs(left) > NOISE * whole, left, 0.0)


def _product(cells: Cells, a: str, b: str, at: Any, keep: NDArray[np.bool_], size: int) -> Float:
    """Σ w·a·b of a domain, what was taken off put back."""
    key = ("yy", a, b) if ("yy", a, b) in cells.sums else ("yy", b, a)
    c, d = cells.shift[a], cells.shift[b]
    return (
        _sum(cells.sums[key], at, keep, size)
        + d * _sum(cells.sums["y", a], at, keep, size)
        + c * _sum(cells.sums["y", b], at, keep, size)
        + c * d * _sum(cells.weight, at, keep, size)
    )


def _design_effects(
    found: survey.Estimates,
    within: Float,
    n: NDArray[np.int64],
    asked: Asked,
    at: Any,
    cells: Cells,
    size: int,
) -> Float:
    """Variance over that of simple random sampling with replacement of as many rows."""
    value = found.value.reshape(size, -1)
    variance = found.se.reshape(size, -1) ** 2
    total = np.empty_like(value)
    factor = np.ones_like(value)
    for j in range(value.shape[1]):
        names = (asked.y[j], asked.x[j]) if asked.kind == "ratio" else asked.y[j : j + 1]
        names = names or asked.y[:1]
        keep = kept(cells, asked, names, at)
        total[:, j] = _sum(cells.weight, at, keep, size)
        if asked.kind == "ratio":
            x = asked.x[j]
            factor[:, j] = _sum(cells.sums["y", x], at, keep, size) + cells.shift[x] * total[:, j]
        elif asked.kind != "total":
            factor[:, j] = total[:, j]
    with np.errstate(divide="ignore", invalid="ignore"):
        srs = np.where(n > 1, within * total / (n - 1), 0.0)
        rounding = (1e-14 * value * factor) ** 2
        out = np.where(
            srs > rounding, variance * (1.0 if asked.kind == "total" else factor**2) / srs, np.nan
        )
    return np.asarray(out.ravel())


def _left_out(found: survey.Estimates, cells: Cells, asked: Asked) -> tuple[str, ...]:
    """What was left out, counted in rows."""
    gone = np.logical_or.reduce([*cells.gap.values()])
    rows = int(cells.n[gone].sum())
    nowhere = np.logical_or.reduce(
        [np.zeros_like(gone), *(missing_labels(cells.labels[name]) for name in asked.by)]
    )
    out = []
    for words in found.provenance.left_out:
        number_of, _, rest = words.partition(" ")
        if number_of.isdigit() and rest.startswith("rows with a missing"):
            out.append(f"{rows} {rest}")
        elif number_of.isdigit() and rest.startswith("rows without a label"):
            out.append(f"{int(cells.n[nowhere].sum())} {rest}")
        elif number_of.isdigit() and rest.startswith("missing values"):
            absent = sum(int(cells.n[flags].sum()) for flags in cells.gap.values())
            out.append(f"{absent} {rest}")
        else:
            out.append(words)
    return tuple(out)
