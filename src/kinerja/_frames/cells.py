"""Survey estimates of a lazy table: the engine adds up, `kinerja.survey` finishes.

With clusters the rows are added up in cells, one for each cluster, domain and pattern of missing
answers. Cells are a sample themselves: the total of w·u in a cluster is linear in the answers, so
that a cell with the sum of its weights and the mean of its answers stands for its rows, and value,
error and degrees of freedom are those of the rows. Only counts are put in afterwards.

Without clusters every row is a unit, and sums of squares are needed too; see `rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks, survey
from .._types import Float
from ..errors import InputError
from .check import columns_of
from .engine import Engine
from .expressions import (
    Node,
    any_of,
    as_float,
    case,
    column,
    finite,
    infinite,
    not_a_number,
    number,
    yes,
)

Kind = Literal["mean", "total", "ratio", "proportion"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is estimated, from which columns."""

    kind: Kind
    y: tuple[str, ...]
    x: tuple[str, ...]
    by: tuple[str, ...]
    weights: str | None
    strata: tuple[str, ...]
    clusters: tuple[str, ...]
    fpc: tuple[str, ...]
    nested: bool
    lonely_psu: Any
    options: Mapping[str, Any]
    """level, missing, covariance, df, small and, for shares, method: as the survey's functions."""

    @property
    def measured(self) -> tuple[str, ...]:
        """Columns of answers that are numbers."""
        return () if self.kind == "proportion" else (*self.y, *self.x)


def names_of(columns: Any, argument: str) -> tuple[str, ...]:
    """One column, or a list of them, by name."""
    if columns is None:
        return ()
    names = (columns,) if isinstance(columns, str) else columns
    if not isinstance(names, Sequence) or not all(isinstance(name, str) for name in names):
        raise InputError.about(
            argument,
            code="wrong_type",
            expected="the name of a column, or a list of names",
            found=repr(columns),
        )
    return tuple(names)


def design_of(asked: Asked, read: Callable[[str], Any], weights: Any) -> survey.Design:
    """The design of rows or cells whose columns `read` gives."""

    def stages(names: Sequence[str]) -> Any:
        return [read(name) for name in names] or None

    return survey.Design(
        weights=weights,
        strata=stages(asked.strata),
        clusters=stages(asked.clusters),
        fpc=stages(asked.fpc),
        nested=asked.nested,
        lonely_psu=asked.lonely_psu,
    )


def finished(
    asked: Asked, columns: Sequence[Any], design: survey.Design, by: Any
) -> survey.Estimates:
    """Hand columns to the function of the survey that was asked for."""
    options = dict(asked.options)
    if asked.kind == "ratio":
        k = len(asked.y)
        tables = columns[0], columns[k]
        return survey.ratio(tables[0], tables[1], design, by=by, **options)
    y: Any = columns[0] if len(asked.y) == 1 else dict(zip(asked.y, columns, strict=True))
    functions: dict[str, Any] = {
        "mean": survey.mean,
        "total": survey.total,
        "proportion": survey.proportion,
    }
    found: survey.Estimates = functions[asked.kind](y, design, by=by, **options)
    return found


def named(asked: Asked, found: survey.Estimates) -> survey.Estimates:
    """Call a single variable by its column's name."""
    if asked.kind == "proportion" or len(asked.y) > 1:
        return found
    label = asked.y[0] if asked.kind != "ratio" else f"{asked.y[0]}/{asked.x[0]}"
    names = np.empty(found.variable.size, dtype=object)
    names[:] = label
    return replace(found, variable=names)


def in_memory(frame: Any, asked: Asked) -> survey.Estimates:
    """A table in memory goes to the survey's functions as it is."""
    numbers = [*asked.measured, *([asked.weights] if asked.weights else [])]
    labels = [*asked.by, *asked.strata, *asked.clusters, *asked.fpc]
    if asked.kind == "proportion":
        labels += asked.y
    wanted = list(dict.fromkeys([*numbers, *labels]))
    read = dict(zip(wanted, _checks.read_columns(frame, wanted, "frame"), strict=True))
    weights = None if asked.weights is None else read[asked.weights]
    design = design_of(asked, read.__getitem__, weights)
    by = {name: read[name] for name in asked.by} or None
    return named(asked, finished(asked, [read[c] for c in (*asked.y, *asked.x)], design, by))


# Adding up --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Cells:
    """Sums over the rows of each cell."""

    labels: dict[str, list[Any]]
    n: NDArray[np.int64]
    weight: Float
    gap: dict[str, NDArray[np.bool_]]
    """Where a variable is missing, by column."""
    sums: dict[tuple[str, ...], Float]
    """("y", column) Σ w·y; ("yy", a, b) Σ w·a·b; ("ww",) Σ w²; ("wwy", column); ("wwyy", a, b)."""
    shift: dict[str, float]
    """What was taken off each column before it was added up."""

    def take(self, keep: NDArray[np.bool_]) -> Cells:
        """Some of the cells."""
        return Cells(
            {
                name: [v for v, k in zip(items, keep.tolist(), strict=True) if k]
                for name, items in self.labels.items()
            },
            self.n[keep],
            self.weight[keep],
            {name: flags[keep] for name, flags in self.gap.items()},
            {key: values[keep] for key, values in self.sums.items()},
            self.shift,
        )


def added_up(engine: Engine, frame: Any, asked: Asked) -> Cells:
    """Add the rows up in cells, after one pass that looks for what cannot be added."""
    kinds = engine.kinds(frame)
    numbers = [*asked.measured, *([asked.weights] if asked.weights else [])]
    others = [*asked.by, *asked.strata, *asked.clusters, *asked.fpc]
    if asked.kind == "proportion":
        others += asked.y
    columns_of(kinds, numbers, any_kind=others)
    exact = {name for name, kind in kinds.items() if kind == "exact"}
    shift = _first_pass(engine, frame, asked, exact)

    def missing(name: str) -> Node:
        x = column(name)
        return x.missing if kinds[name] != "float" else any_of([x.missing, not_a_number(x)])

    weight = number(1.0) if asked.weights is None else as_float(column(asked.weights))
    values = {
        name: case([(finite(as_float(column(name))), as_float(column(name)) - shift[name])], 0.0)
        for name in asked.measured
    }
    keys = {f"k{i}": column(name) for i, name in enumerate(dict.fromkeys(others))}
    gaps = {f"g{i}": yes(missing(name)) for i, name in enumerate((*asked.y, *asked.x))}
    keys |= gaps if asked.kind != "proportion" else {}
    aggregates: dict[str, tuple[str, Node]] = {"n": ("rows", number(1.0))}
    if asked.weights is not None:
        keys["positive"] = yes(weight > 0.0)
        aggregates["w"] = ("sum", weight)
    sums: dict[str, tuple[str, ...]] = {}

    def add(key: tuple[str, ...], node: Node) -> None:
        sums[f"s{len(sums)}"] = key
        aggregates[f"s{len(sums) - 1}"] = ("sum", node)

    squares = not asked.clusters
    pairs = _pairs(asked, squares=squares)
    for name, y in values.items():
        add(("y", name), weight * y)
    for a, b in pairs:
        add(("yy", a, b), weight * values[a] * values[b])
    if squares:
        if asked.weights is not None:
            add(("ww",), weight * weight)
        for name, y in values.items():
            add(("wwy", name), weight * weight * y)
        for a, b in pairs:
            add(("wwyy", a, b), weight * weight * (values[a] * values[b]))
    read = engine.grouped(frame, keys, aggregates)
    return _read(asked, read, sums, shift, list(dict.fromkeys(others)))


def _pairs(asked: Asked, *, squares: bool) -> list[tuple[str, str]]:
    """Products that are needed: squares, and all of them for ratios and covariances."""
    names = asked.measured
    every = asked.kind == "ratio" or (squares and asked.options.get("covariance"))
    return [
        (a, b)
        for i, a in enumerate(names)
        for j, b in enumerate(names)
        if (i <= j if every else i == j)
    ]


def _read(
    asked: Asked,
    read: dict[str, list[Any]],
    sums: dict[str, tuple[str, ...]],
    shift: dict[str, float],
    others: list[str],
) -> Cells:
    def floats(items: list[Any]) -> Float:
        return np.array([0.0 if v is None else float(v) for v in items])

    cells = Cells(
        labels={name: read[f"k{i}"] for i, name in enumerate(others)},
        n=np.array([int(v) for v in read["n"]], dtype=np.int64),
        weight=floats(read["n" if asked.weights is None else "w"]),
        gap={},
        sums={key: floats(read[label]) for label, key in sums.items()},
        shift=shift,
    )
    cells.sums.setdefault(("ww",), cells.weight.copy())
    for i, name in enumerate((*asked.y, *asked.x)):
        if asked.kind == "proportion":
            flags = [_checks.is_missing(v) for v in cells.labels[name]]
        else:
            flags = [float(v) > 0 for v in read[f"g{i}"]]
        cells.gap[name] = np.array(flags, dtype=np.bool_)
    return cells


def _first_pass(engine: Engine, frame: Any, asked: Asked, exact: set[str]) -> dict[str, float]:
    """Refuse what cannot be added up; return a middle value of each column of numbers."""
    aggregates: dict[str, tuple[str, Node]] = {"n": ("rows", number(1.0))}
    for i, name in enumerate(asked.measured):
        x = as_float(column(name))
        clean = case([(finite(x), x)])
        aggregates[f"m{i}"] = ("mean", clean)
        aggregates[f"c{i}"] = ("count", clean)
        if name not in exact:
            aggregates[f"i{i}"] = ("count", case([(infinite(x), number(1.0))]))
    if asked.weights is not None:
        w = as_float(column(asked.weights))
        aggregates["w_there"] = ("count", case([(finite(w), w)]))
        aggregates["w_low"] = ("min", case([(finite(w), w)]))
    for i, name in enumerate((*asked.strata, *asked.clusters, *asked.fpc)):
        aggregates[f"l{i}"] = ("count", case([(column(name).there, number(1.0))]))
    row = engine.one_row(frame, aggregates)
    n = int(row["n"])
    if not n:
        raise InputError.about("frame", code="too_few", expected="at least one row", found="none")

    def refuse(name: str, code: Any, expected: str, count: int) -> None:
        if count:
            raise InputError.about(
                "frame",
                code=code,
                expected=f"{expected} in column {name!r}",
                found=f"{code} in {count} row{'s' if count != 1 else ''}",
                hint='Correct it, or say missing="omit" to leave such rows out.'
                if code == "missing_value"
                else "",
                positions=(name,),
            )

    for i, name in enumerate(asked.measured):
        bad = int(row.get(f"i{i}") or 0)
        refuse(name, "infinite_value", "finite numbers", bad)
        if asked.options["missing"] == "raise":
            refuse(name, "missing_value", "an answer in every row", n - int(row[f"c{i}"]))
    if asked.weights is not None:
        refuse(asked.weights, "missing_value", "a weight in every row", n - int(row["w_there"]))
        if float(row["w_low"]) < 0:
            refuse(asked.weights, "negative", "weights of 0 or more", 1)
    for i, name in enumerate((*asked.strata, *asked.clusters, *asked.fpc)):
        refuse(name, "missing_value", "a label in every row", n - int(row[f"l{i}"]))
    return {name: float(row[f"m{i}"] or 0.0) for i, name in enumerate(asked.measured)}
