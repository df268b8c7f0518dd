"""The satisfaction index of any table: cells of clusters are a sample themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from .. import _checks
from .._checks import texts
from .._survey.limits import quantile_of_t
from ..errors import (
    InputError,
    said_of,
)
from ..schemes import skm
from ..schemes._skm.index import labels_of
from ..schemes._skm.items import further_items
from ..schemes._skm.respondents import table_size
from .cell_estimates import answers_of, of_table, weights_of
from .cells import Asked, Cells, added_up, design_of, missing_labels
from .engine import Engine
from .engines import engine_of, is_eager, library_of
from .expressions import all_of, as_float, case, column, finite, total
from .programs import Stage
from .rows import UNDETERMINED, estimated_from_rows, weigh_by_populations
from .survey_of import asked_of, columns_in_memory


def index_of(
    frame: Any,
    items: Sequence[str] | None,
    design: Mapping[str, Any],
    options: Mapping[str, Any],
) -> skm.SKM:
    """Index of a table, wherever it is."""
    version = options["version"]
    _checks.choice(version, "version", tuple(skm.ITEMS))
    codes, names = _items_of(frame, items, version)
    used = {"covariance": False, "small": (30, 8)} | {
        key: options[key] for key in ("level", "missing", "df")
    }
    asked = asked_of("mean", [n for n in names if n], None, design, used)
    if is_eager(frame):
        return _in_memory(frame, asked, names, codes, options)
    if library_of(frame) == ("dask", "DataFrame"):
        return _in_memory(columns_in_memory(frame, asked), asked, names, codes, options)
    engine = engine_of(frame)
    _refuse_outside(engine, frame, names)
    cells = added_up(engine, frame, asked, patterns=True)
    found = _of_cells(cells, asked, codes, options)
    if asked.clusters:
        return found
    return _of_rows(engine, frame, asked, found, names, codes, options)


def _items_of(
    frame: Any, items: Sequence[str] | None, version: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the items, and their columns; further items come after the regulation's."""
    own = tuple(skm.ITEMS[version])
    if items is None:
        in_memory = is_eager(frame) or library_of(frame) == ("dask", "DataFrame")
        there = _checks.names_in(frame) or [] if in_memory else list(engine_of(frame).kinds(frame))
        codes = (*own, *further_items(there, own))
        return codes, codes
    names = texts(items, "items", expected="names of columns")
    if len(names) < len(own):
        raise InputError.about(
            "items",
            code="wrong_shape",
            expected=f"{len(own)} columns or more, in the regulation's order",
            found=str(len(names)),
        )
    return (*own, *(f"U{j}" for j in range(len(own) + 1, len(names) + 1))), names


def _in_memory(
    frame: Any, asked: Asked, names: Sequence[str], codes: Sequence[str], options: Mapping[str, Any]
) -> skm.SKM:
    others = [*asked.by, *asked.strata, *asked.clusters, *asked.fpc]
    others += asked.weighing
    wanted = list(dict.fromkeys([*names, *others]))
    read = dict(zip(wanted, _checks.read_columns(frame, wanted, "frame"), strict=True))
    drawn = asked.weighing or asked.strata or asked.clusters or asked.fpc
    weights = None if asked.weights is None else read[asked.weights]
    design = design_of(asked, read.__getitem__, weights) if drawn else None
    answers = {code: read[name] for code, name in zip(codes, names, strict=True)}
    by = {name: read[name] for name in asked.by} or None
    with said_of(responses="frame"):
        return skm.index(answers, design=design, by=by, **options)


def _refuse_outside(engine: Engine, frame: Any, names: Sequence[str]) -> None:
    """Answers outside 1 to 4: the mean of a cell would hide them."""
    kinds = engine.kinds(frame)
    here = [name for name in names if kinds.get(name) in {"float", "exact"}]
    ends = {f"{side}{i}": (side, as_float(column(name))) for i, name in enumerate(here)
            for side in ("min", "max")}  # fmt: skip
    clean = {key: (side, case([(finite(x), x)])) for key, (side, x) in ends.items()}
    row = engine.one_row(frame, clean) if clean else {}
    wrong = [
        (name, row[f"min{i}"], row[f"max{i}"])
        for i, name in enumerate(here)
        if row[f"min{i}"] is not None and not (row[f"min{i}"] >= 1 and row[f"max{i}"] <= 4)
    ]
    if wrong:
        raise InputError.about(
            "frame",
            code="out_of_range",
            expected="answers from 1 to 4",
            found="; ".join(f"{low:g} to {high:g} in {name!r}" for name, low, high in wrong[:5]),
            positions=tuple(name for name, _, _ in wrong[:5]),
        )


def _of_cells(
    cells: Cells, asked: Asked, codes: Sequence[str], options: Mapping[str, Any]
) -> skm.SKM:
    drawn = asked if asked.clusters else replace(asked, fpc=(), lonely_psu="certainty")
    if asked.clusters:
        weights_of(cells, asked)
    else:
        weigh_by_populations(cells, asked)
    design = design_of(drawn, cells.labels.__getitem__, cells.weight)
    # Sums of answers from 1 to 4 may leave their range by a last digit.
    means = [np.clip(mean, 1.0, 4.0) for mean in answers_of(cells, asked)]
    answers = dict(zip(codes, means, strict=True))
    by = {name: cells.labels[name] for name in asked.by} or None
    with said_of(responses="frame"):
        found = skm.index(answers, design=design, by=by, **options)
    # Counts are of rows again.
    labels = list(zip(*(found.domain[name].tolist() for name in asked.by), strict=True)) or [()]
    place = {label: i for i, label in enumerate(labels)}
    of_cell = list(zip(*(cells.labels[name] for name in asked.by), strict=True)) or (
        [()] * cells.n.size
    )
    at = np.array([place.get(label, -1) for label in of_cell])
    applies = found.item_weight > 0
    asked_here = applies[np.maximum(at, 0)]
    gaps = np.column_stack([cells.gap[name] for name in asked.y])
    holes = gaps & asked_here
    full = (
        ~holes.any(axis=1)
        if options["missing"] != "available"
        else (asked_here & ~gaps).any(axis=1)
    )
    kept = full & (at >= 0)
    n = np.bincount(at[kept], cells.n[kept], minlength=len(labels)).astype(np.int64)
    item_n = np.zeros_like(found.item_n)
    for j in range(len(codes)):
        here = kept & asked_here[:, j] & ~gaps[:, j]
        item_n[:, j] = np.bincount(at[here], cells.n[here], minlength=len(labels))
    left = int(cells.n[~full].sum())
    words = "incomplete rows" if options["missing"] != "available" else "rows without an answer"
    said = tuple(
        f"{left} {words}" if text.endswith(words) else text for text in found.provenance.left_out
    )
    weight = np.asarray(cells.weight, dtype=np.float64)
    served = np.bincount(at[kept], weight[kept], len(labels)).astype(float) if asked.fpc else None
    respondents = table_size(
        options["population"], served, n, labels_of(found.domain),
        options["version"], options["language"],
    )  # fmt: skip
    return replace(
        found,
        n=n,
        item_n=item_n,
        required=respondents.required,
        text=respondents.text,
        provenance=replace(of_table(found.provenance, cells), left_out=said),
    )


def _of_rows(
    engine: Engine,
    frame: Any,
    asked: Asked,
    found: skm.SKM,
    names: Sequence[str],
    codes: Sequence[str],
    options: Mapping[str, Any],
) -> skm.SKM:
    """The error where each respondent is a unit: that of the mean of their own indices."""
    applies = found.item_weight > 0
    if options["missing"] == "available" or not (applies == applies[:1]).all():
        raise InputError.about(
            "clusters",
            code="not_in_engine",
            expected="clusters, where respondents answered different items",
            found="none",
            hint="Name the column of the respondents' ids as clusters.",
        )
    asked_items = [name for name, used in zip(names, applies[0].tolist(), strict=True) if used]
    share = found.item_weight[0, applies[0]]
    if (share == share[0]).all():
        value = total([as_float(column(name)) for name in asked_items]) * (25.0 * float(share[0]))
    else:
        parts = zip(asked_items, share.tolist(), strict=True)
        value = total([as_float(column(name)) * (25.0 * w) for name, w in parts])
    own = [
        *asked.by,
        *asked.strata,
        *asked.fpc,
        *asked.weighing,
    ]
    complete = all_of([column(name).there for name in asked_items])
    stage = Stage((), {"kinerja_index": case([(complete, value)])})
    table = engine.extend(frame, list(dict.fromkeys(own)), [stage])
    only = replace(asked, y=("kinerja_index",), options={**asked.options})
    cells = added_up(engine, table, only)
    together = _one_domain(cells, only)
    errors = estimated_from_rows(cells, only)
    whole = estimated_from_rows(together, replace(only, by=()))
    keep = errors.n > 0
    half = quantile_of_t(asked.options["level"], errors.df[keep]) * errors.se[keep]
    said = [w for w in found.provenance.left_out if not w.startswith(UNDETERMINED)]
    said += [w for w in errors.provenance.left_out if w.startswith(UNDETERMINED)]
    return replace(
        found,
        se=errors.se[keep],
        df=errors.df[keep],
        df_all=int(whole.df[0]),
        lower=found.converted - half,
        upper=found.converted + half,
        provenance=replace(found.provenance, left_out=tuple(said)),
    )


def _one_domain(cells: Cells, asked: Asked) -> Cells:
    """The cells as those of one domain; whoever is in none of the domains is in none."""
    (name,) = asked.y
    outside = np.logical_or.reduce(
        [np.zeros(cells.n.size, np.bool_), *(missing_labels(cells.labels[c]) for c in asked.by)]
    )
    return replace(cells, gap={name: cells.gap[name] | outside}, sums=dict(cells.sums))
