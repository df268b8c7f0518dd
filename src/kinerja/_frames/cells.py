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
from .engine import ColumnKind, Engine
from .expressions import (
    Node,
    all_of,
    any_of,
    as_float,
    case,
    column,
    finite,
    infinite,
    not_a_number,
    number,
    total,
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

    @property
    def weighing(self) -> tuple[str, ...]:
        """The column of weights, or none."""
        return () if self.weights is None else (self.weights,)


def names_of(columns: Any, argument: str) -> tuple[str, ...]:
    """One column, or a list of them, by name."""
    if columns is None:
        return ()
    return _checks.texts(columns, argument, expected="the name of a column, or a list of names")


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
    asked: Asked, columns: Sequence[Any], design: survey.Design, by: Any, *, cells: bool = False
) -> survey.Estimates:
    """Hand columns to the function of the survey that was asked for."""
    options = dict(asked.options)
    if cells:
        # Whether a domain is small is told from its rows, which are put in afterwards.
        options["small"] = (0, 0)
    if asked.kind == "ratio":
        k = len(asked.y)
        above, below = columns[:k], columns[k:]
        if k == 1:
            return survey.ratio(above[0], below[0], design, by=by, **options)
        names = [f"{a}/{b}" for a, b in zip(asked.y, asked.x, strict=True)]
        y, x = (dict(zip(names, part, strict=True)) for part in (above, below))
        return survey.ratio(y, x, design, by=by, **options)
    y = columns[0] if len(asked.y) == 1 else dict(zip(asked.y, columns, strict=True))
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
    numbers = [*asked.measured, *asked.weighing]
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

    labels: dict[str, Any]
    """Label of each cell, by column: arrays of numbers or words, lists of anything else."""
    n: NDArray[np.int64]
    weight: Float
    gap: dict[str, NDArray[np.bool_]]
    """Where a variable is missing, by column."""
    sums: dict[tuple[str, ...], Float]
    """("y", column) Σ w·y; ("yy", a, b) Σ w·a·b; ("ww",) Σ w²; ("wwy", column); ("wwyy", a, b)."""
    shift: dict[str, float]
    """What was taken off each column before it was added up."""


NOISE = 1e-12
"""Share of a sum of squares below which what differences leave of it is rounding."""

_FAR = 1e3
"""Mean² over variance beyond which squares are added up about the mean, in a second pass."""


def added_up(engine: Engine, frame: Any, asked: Asked, *, patterns: bool = False) -> Cells:
    """Add the rows up in cells: in one pass where all is there, and the sums themselves tell.

    Reading is most of the work. The first pass takes every row as it is; a NaN or an infinity
    shows in a sum, a null in a count, a weight of 0 in the smallest. Only then are rows looked at
    one by one. `patterns` keeps rows apart by which answers are missing, not only whether any is.
    """
    kinds = engine.kinds(frame)
    numbers = [*asked.measured, *asked.weighing]
    others = [*asked.by, *asked.strata, *asked.clusters, *asked.fpc]
    if asked.kind == "proportion":
        others += asked.y
    columns_of(kinds, numbers, any_kind=others)
    whole = _Adding(asked, kinds, tuple(dict.fromkeys(others)), shift={}, guarded=False)
    cells, found = whole.done(engine, frame)
    _refuse_unlabelled(cells, asked)
    complete = found.rows > 0 and found.weighed and found.numbers
    if complete and found.complete:
        if not _far(cells, asked):
            return cells
        return replace(whole, shift=_middles(cells, asked)).done(engine, frame)[0]
    if complete and asked.options["missing"] != "raise":
        shift = _middles(cells, asked)
    else:
        exact = {name for name, kind in kinds.items() if kind == "exact"}
        shift = _first_pass(engine, frame, asked, exact)
    bits = patterns or asked.options["missing"] in {"available", "propagate"}
    careful = _Adding(asked, kinds, whole.others, shift, guarded=True, patterns=bits)
    return careful.done(engine, frame)[0]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the sums tell about the rows."""

    rows: int
    weighed: bool
    """Whether every row has a weight above 0."""
    numbers: bool
    """Whether every sum is a finite number."""
    complete: bool
    """Whether no answer is null."""


@dataclass(frozen=True, slots=True)
class _Adding:
    """Keys and sums of one pass."""

    asked: Asked
    kinds: Mapping[str, ColumnKind]
    others: tuple[str, ...]
    """Columns of labels."""
    shift: Mapping[str, float]
    guarded: bool
    """Whether each row is looked at: missing answers apart, and weights of 0 too."""
    patterns: bool = False

    def done(self, engine: Engine, frame: Any) -> tuple[Cells, _Found]:
        """Let the engine add up."""
        asked = self.asked
        weight = number(1.0) if asked.weights is None else as_float(column(asked.weights))
        values = {name: self._value(name) for name in asked.measured}
        keys = {f"k{i}": column(name) for i, name in enumerate(self.others)}
        aggregates: dict[str, tuple[str, Node]] = {"n": ("rows", number(1.0))}
        if asked.weights is not None:
            aggregates["w"] = ("sum", weight)
        answers = (*asked.y, *asked.x)
        if not self.guarded:
            if asked.measured:
                there = all_of([column(name).there for name in asked.measured])
                aggregates["whole"] = ("count", case([(there, number(1.0))]))
            if asked.weights is not None:
                aggregates["low"] = ("min", weight)
                aggregates["there"] = ("count", weight)
        else:
            if asked.weights is not None:
                keys["positive"] = yes(weight > 0.0)
            if asked.measured:
                keys["gaps"] = self._gaps(answers)
        sums = self._sums(weight, values, aggregates)
        if keys:
            read = engine.many(frame, keys, aggregates)
        else:
            whole = engine.one_row(frame, aggregates)
            read = {name: [figure] for name, figure in whole.items()}
        return self._read(read, sums)

    def _value(self, name: str) -> Node:
        x = as_float(column(name))
        value = x - self.shift.get(name, 0.0)
        return case([(finite(x), value)], 0.0) if self.guarded else value

    def _gaps(self, answers: Sequence[str]) -> Node:
        """Which answers are missing, as one number; or whether any is."""

        def missing(name: str) -> Node:
            x = column(name)
            return (
                x.missing if self.kinds[name] != "float" else any_of([x.missing, not_a_number(x)])
            )

        if not self.patterns:
            return yes(any_of([missing(name) for name in answers]))
        return total([case([(missing(name), 2.0**i)], 0.0) for i, name in enumerate(answers)])

    def _sums(
        self,
        weight: Node,
        values: Mapping[str, Node],
        aggregates: dict[str, tuple[str, Node]],
    ) -> dict[str, tuple[str, ...]]:
        sums: dict[str, tuple[str, ...]] = {}

        def add(key: tuple[str, ...], node: Node) -> None:
            label = f"s{len(sums)}"
            sums[label] = key
            aggregates[label] = ("sum", node)

        squares = not self.asked.clusters
        pairs = _pairs(self.asked, squares=squares)
        for name, y in values.items():
            add(("y", name), weight * y)
        for a, b in pairs:
            add(("yy", a, b), weight * values[a] * values[b])
        if squares and self.asked.weights is not None:
            add(("ww",), weight * weight)
            for name, y in values.items():
                add(("wwy", name), weight * weight * y)
            for a, b in pairs:
                add(("wwyy", a, b), weight * weight * (values[a] * values[b]))
        return sums

    def _read(self, read: dict[str, Any], sums: dict[str, tuple[str, ...]]) -> tuple[Cells, _Found]:
        asked = self.asked
        n = np.asarray(read["n"], dtype=np.int64)
        cells = Cells(
            labels={name: read[f"k{i}"] for i, name in enumerate(self.others)},
            n=n,
            weight=_floats(read["n" if asked.weights is None else "w"]),
            gap={},
            sums={key: _floats(read[label]) for label, key in sums.items()},
            shift={name: self.shift.get(name, 0.0) for name in asked.measured},
        )
        if not asked.clusters and asked.weights is None:
            cells.sums["ww",] = cells.weight.copy()
            for key, values in list(cells.sums.items()):
                if key[0] in {"y", "yy"}:
                    cells.sums["ww" + key[0], *key[1:]] = values.copy()
        for i, name in enumerate((*asked.y, *asked.x)):
            if asked.kind == "proportion":
                cells.gap[name] = missing_labels(cells.labels[name])
            elif self.guarded:
                bits = np.rint(_floats(read["gaps"])).astype(np.int64)
                cells.gap[name] = (bits >> i & 1 if self.patterns else bits) > 0
            else:
                cells.gap[name] = np.zeros(n.size, dtype=np.bool_)
        whole = _floats(read["whole"]) if "whole" in read else n
        weighed = "low" not in read or (
            bool((_floats(read["low"], np.nan) > 0).all())
            and bool((_floats(read["there"]) == n).all())
        )
        return cells, _Found(
            rows=int(n.sum()),
            weighed=weighed,
            numbers=all(
                bool(np.isfinite(values).all()) for values in (cells.weight, *cells.sums.values())
            ),
            complete=bool((whole == n).all()),
        )


def _floats(values: Any, missing: float = 0.0) -> Float:
    """Figures as floats; those of nothing are null."""
    if isinstance(values, np.ndarray) and values.dtype != object:
        return values.astype(np.float64, copy=False)
    return np.array([missing if v is None else float(v) for v in values], dtype=np.float64)


def missing_labels(labels: Any) -> NDArray[np.bool_]:
    """Where a label is missing."""
    if isinstance(labels, np.ndarray) and labels.dtype.kind in "iub":
        return np.zeros(labels.size, dtype=np.bool_)
    return np.array([_checks.is_missing(v) for v in labels], dtype=np.bool_)


def _middles(cells: Cells, asked: Asked) -> dict[str, float]:
    """A middle value of each column of numbers."""
    weight = float(cells.weight.sum()) or 1.0
    return {name: float(cells.sums["y", name].sum()) / weight for name in asked.measured}


def _far(cells: Cells, asked: Asked) -> bool:
    """Whether a column lies so far from 0 that its sums of squares lose digits."""
    weight = float(cells.weight.sum())
    for name in asked.measured:
        mean = float(cells.sums["y", name].sum()) / weight
        spread = float(cells.sums["yy", name, name].sum()) / weight - mean**2
        if mean**2 > _FAR * max(spread, 0.0) and mean:
            return True
    return False


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


def _refuse_unlabelled(cells: Cells, asked: Asked) -> None:
    """Refuse rows without a label in the design, or in no domain where that is not allowed."""
    strict = asked.options["missing"] in {"raise", "propagate"}
    for name in (*asked.strata, *asked.clusters, *asked.fpc, *(asked.by if strict else ())):
        count = int(cells.n[missing_labels(cells.labels[name])].sum())
        _refuse(name, "missing_value", "a label in every row", count, "")


def _refuse(name: str, code: Any, expected: str, count: int, hint: str) -> None:
    if count:
        raise InputError.about(
            "frame",
            code=code,
            expected=f"{expected} in column {name!r}",
            found=f"{code} in {count} row{'s' if count != 1 else ''}",
            hint=hint,
            positions=(name,),
        )


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
    row = engine.one_row(frame, aggregates)
    n = int(row["n"])
    if not n:
        raise InputError.about("frame", code="too_few", expected="at least one row", found="none")

    def refuse(name: str, code: Any, expected: str, count: int) -> None:
        way_out = 'Correct it, or say missing="omit" to leave such rows out.'
        _refuse(name, code, expected, count, way_out if code == "missing_value" else "")

    for i, name in enumerate(asked.measured):
        bad = int(row.get(f"i{i}") or 0)
        refuse(name, "infinite_value", "finite numbers", bad)
        if asked.options["missing"] == "raise":
            refuse(name, "missing_value", "an answer in every row", n - int(row[f"c{i}"]))
    if asked.weights is not None:
        refuse(asked.weights, "missing_value", "a weight in every row", n - int(row["w_there"]))
        if float(row["w_low"]) < 0:
            refuse(asked.weights, "negative", "weights of 0 or more", 1)
    return {name: float(row[f"m{i}"] or 0.0) for i, name in enumerate(asked.measured)}
