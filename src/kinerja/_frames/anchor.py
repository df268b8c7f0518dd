"""Relative scales frozen at the figures of a lazy table: one pass, one row comes back.

A scale is fitted by its own definition, on one or two values that have the group's figures: its
smallest and largest, its mean and deviation, its length, or its sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from .._checks import in_column, is_missing
from .._digits import same
from .._indicators.card import Scorecard
from .._indicators.parts import Indicator, with_scales
from .._indicators.relative import (
    MaxShare,
    MinMax,
    Percentile,
    Relative,
    SumShare,
    Vector,
    ZScore,
)
from .._indicators.scale import Scale
from .._indicators.straight import Identity, Piecewise
from ..errors import InputError
from .check import free_prefix, refuse_bad
from .engine import Engine
from .expressions import Node, case, column, number, unlabelled
from .peers import FIGURES, figures_of
from .plan import Plan, Ruler, plan
from .request import Request

MOST_VALUES = 1_000
"""Different values up to which a percentile is written out."""


def no_group_of(asked: Request, kinds: Mapping[str, str]) -> Node | None:
    """Condition that a row has no peer group."""
    return None if asked.by is None else unlabelled(asked.by, kinds[asked.by])


def _door(asked: Request, exact: frozenset[str], prefix: str, no_group: Node | None = None) -> Plan:
    """The plan up to the door: relative columns are taken as they are, faults are looked for."""
    card = asked.card
    plain = with_scales(card, {i.code: Identity() for i in card.indicators if i.scale.relative})
    only = replace(asked, card=plain, columns=())
    rulers = {i.code: Ruler(i.scale) for i in plain.indicators}
    # Groups of raw values mean nothing: what they would refuse is looked for after anchoring.
    made = plan(only, rulers, exact=exact, prefix=prefix, no_group=no_group)
    return replace(made, later=())


def _relative(card: Scorecard) -> list[Indicator]:
    return [i for i in card.indicators if i.scale.relative]


_NEEDS: dict[type[Scale], tuple[str, ...]] = {
    MinMax: (),
    ZScore: ("mean", "sd"),
    Percentile: (),
    Vector: ("squares",),
    MaxShare: (),
    SumShare: ("sum", "inverse"),
}


def _wanted(indicator: Indicator, x: Node) -> dict[str, tuple[str, Node]]:
    out: dict[str, tuple[str, Node]] = {
        "count": ("count", x),
        "min": ("min", x),
        "max": ("max", x),
    }
    safe = case([(x > 0.0, x)])
    more = {
        "mean": ("mean", x),
        "sd": ("sd", x),
        "squares": ("sum", x * x),
        "sum": ("sum", x),
        "inverse": ("sum", 1.0 / safe),
    }
    for name in _NEEDS[type(indicator.scale)]:
        out[name] = more[name]
    return out


def _prepared(
    engine: Engine, frame: Any, asked: Request, exact: frozenset[str], carried: Sequence[str]
) -> tuple[Any, dict[str, Node]]:
    """The table at its door, and the clean column of each relative indicator."""
    kinds = engine.kinds(frame)
    made = _door(asked, exact, free_prefix(list(kinds)), no_group_of(asked, kinds))
    if asked.on_bad == "raise":
        refuse_bad(engine, frame, made, asked)
    codes = [i.code for i in _relative(asked.card)]
    clean = {code: made.clean[code] for code in codes}
    stages = made.program.stages({f"_a{n}": node for n, node in enumerate(clean.values())})
    frame = engine.extend(frame, list(carried), stages)
    return frame, {code: column(f"_a{n}") for n, code in enumerate(clean)}


def anchored(
    engine: Engine,
    frame: Any,
    asked: Request,
    exact: frozenset[str],
    *,
    empty: Literal["allow", "refuse"] = "allow",
) -> Scorecard:
    """The card with its relative scales frozen at the table's figures."""
    card = asked.card
    frame, clean = _prepared(engine, frame, asked, exact, [])
    aggregates = {
        f"{i.code}\n{name}": what
        for i in _relative(card)
        for name, what in _wanted(i, clean[i.code]).items()
    }
    labels = {f"a{n}": key for n, key in enumerate(aggregates)}
    row = engine.one_row(
        frame,
        {a: aggregates[key] for a, key in labels.items()} | {"rows": ("rows", number(1.0))},
    )
    if not row["rows"] and empty == "refuse":
        raise InputError.about(
            "frame", code="too_few", expected="at least one row to anchor on", found="none"
        )
    figures: dict[str, dict[str, Any]] = defaultdict(dict)
    for a, key in labels.items():
        code, name = key.rsplit("\n", 1)
        figures[code][name] = row[a]
    scales: dict[str, Scale] = {}
    for indicator in _relative(card):
        code, own = indicator.code, figures[indicator.code]
        if not own["count"]:
            continue
        values = None
        if isinstance(indicator.scale, Percentile) and not is_constant(own):
            values = _tallies(engine, frame, clean[code], code)
        scale = fitted(indicator, own, values)
        if not scale.relative:
            scales[code] = scale
    out: Scorecard = with_scales(card, scales) if scales else card
    return out


def is_constant(own: Mapping[str, Any]) -> bool:
    """Whether a group's values are all alike, at twelve digits."""
    return bool(same(np.array([float(own["min"])]), np.array([float(own["max"])]))[0])


def _tallies(engine: Engine, frame: Any, x: Node, code: str) -> list[tuple[float, int]]:
    """How many rows have each value; too many values are refused."""
    read = engine.grouped(engine.only(frame, x.there), {"value": x}, {"n": ("count", x)})
    pairs = sorted((float(v), int(n)) for v, n in zip(read["value"], read["n"], strict=True) if n)
    refuse_many(len(pairs), code)
    return pairs


def refuse_many(found: int, code: str) -> None:
    """Refuse a percentile that no engine can write out."""
    if found > MOST_VALUES:
        raise InputError.about(
            "card",
            code="not_in_engine",
            expected=f"at most {MOST_VALUES:,} different values for a Percentile scale",
            found=f"{found:,} in {code!r}",
            hint="Use another scale (z_score, min_max), or scoring.anchor on the collected column.",
            positions=(code,),
        )


def fitted(
    indicator: Indicator, own: Mapping[str, Any], tallies: list[tuple[float, int]] | None
) -> Scale:
    """The scale of a group with these figures, by its own definition."""
    scale = indicator.scale
    assert isinstance(scale, Relative)  # noqa: S101 - only relative scales are fitted
    less = bool(indicator.lower_is_better)
    low, high = float(own["min"]), float(own["max"])
    ends = np.array([low, high])
    try:
        if isinstance(scale, Percentile) and tallies is not None:
            return _percentile(tallies, lower_is_better=less)
        if isinstance(scale, ZScore) and not is_constant(own):
            ends = float(own["mean"]) + float(own["sd"]) * np.array([-1.0, 1.0])
        elif isinstance(scale, Vector):
            ends = np.array([float(np.sqrt(float(own["squares"])))])
        elif isinstance(scale, SumShare):
            scale.anchored(ends, lower_is_better=less)  # refuses what has no share
            ends = np.array([float(own["sum"])])
            if less:
                ends = np.array([1.0 / float(own["inverse"])])
        return scale.anchored(ends, lower_is_better=less)
    except InputError as error:
        raise in_column(
            InputError.about(
                "x",
                code=error.code,
                expected=str(error.expected),
                found=f"values from {low:g} to {high:g}",
                hint=error.own_hint,
            ),
            "frame",
            indicator.code,
            np.empty(0),
        ) from None


def _percentile(tallies: list[tuple[float, int]], *, lower_is_better: bool) -> Scale:
    """The percentile of counted values: a value stands where its first or last copy would."""
    # Ties at twelve digits are told on the values alone; then places are counted with the copies.
    at = np.array([value for value, _ in tallies])
    counts = np.array([n for _, n in tallies])
    whole = int(counts.sum())
    apart = np.concatenate([[True], ~same(at[1:], at[:-1])])
    group = np.cumsum(apart) - 1
    size = np.bincount(group, counts)
    before = np.concatenate([[0.0], np.cumsum(size)[:-1]])
    if lower_is_better:
        before = whole - before - size
    points = 100.0 * (before[group] / (whole - 1.0))
    knots = tuple(zip(at.tolist(), points.tolist(), strict=True))
    return Piecewise.model_construct(points=knots, extrapolate=False)


def rulers_by_group(
    engine: Engine, frame: Any, asked: Request, exact: frozenset[str], prefix: str
) -> tuple[dict[str, Ruler], Any]:
    """A scale for each peer group, and the table with the groups' figures beside its columns."""
    card, by = asked.card, str(asked.by)
    ready, clean = _prepared(engine, frame, asked, exact, [by])
    relative = _relative(card)
    aggregates = {
        (i.code, name): what for i in relative for name, what in _wanted(i, clean[i.code]).items()
    }
    labels = {f"a{n}": key for n, key in enumerate(aggregates)}
    read = engine.grouped(
        ready, {"g": column(by)}, {a: aggregates[key] for a, key in labels.items()}
    )
    groups = [g for g in read["g"] if not is_missing(g)]
    table: dict[str, list[Any]] = {f"{prefix}peers": groups}
    rulers = {i.code: Ruler(i.scale) for i in card.indicators}
    for n, indicator in enumerate(relative):
        own = [
            {name: read[a][at] for a, (code, name) in labels.items() if code == indicator.code}
            for at, g in enumerate(read["g"])
            if not is_missing(g)
        ]
        if isinstance(indicator.scale, Percentile):
            scales = _percentiles(engine, ready, indicator, clean[indicator.code], by, groups, own)
            label = f"{prefix}peer_of{n}"
            table[label] = [float(at) for at in range(len(groups))]
            rulers[indicator.code] = Ruler(indicator.scale, {"group": label}, tuple(scales))
            continue
        scales = [
            fitted(indicator, figures, None) if figures["count"] else indicator.scale
            for figures in own
        ]
        rows = [figures_of(scale) for scale in scales]
        used = [f for f in FIGURES if any(row[f] is not None for row in rows)]
        names = {f: f"{prefix}peer{n}_{f}" for f in used}
        for f, label in names.items():
            table[label] = [row[f] for row in rows]
        rulers[indicator.code] = Ruler(indicator.scale, names or {"over": _none(table, prefix, n)})
    return rulers, engine.joined(frame, by, table)


def _none(table: dict[str, list[Any]], prefix: str, n: int) -> str:
    """A figure that no group has, so that every row's points are missing."""
    label = f"{prefix}peer{n}_over"
    table[label] = [None] * len(next(iter(table.values())))
    return label


def _percentiles(
    engine: Engine,
    frame: Any,
    indicator: Indicator,
    x: Node,
    by: str,
    groups: Sequence[Any],
    own: Sequence[Mapping[str, Any]],
) -> list[Scale]:
    read = engine.grouped(
        engine.only(frame, x.there), {"g": column(by), "value": x}, {"n": ("count", x)}
    )
    refuse_many(len(read["n"]), indicator.code)
    tallies: dict[Any, list[tuple[float, int]]] = defaultdict(list)
    for g, value, n in zip(read["g"], read["value"], read["n"], strict=True):
        if n and not is_missing(g):
            tallies[g].append((float(value), int(n)))
    return [
        indicator.scale
        if not figures["count"]
        else fitted(indicator, figures, None if is_constant(figures) else sorted(tallies[g]))
        for g, figures in zip(groups, own, strict=True)
    ]
