"""Dask: every partition takes the road of tables in memory; groups are anchored over all of them.

Dask's own expressions do not align columns of one table that are made one from the other, and are
slow; a partition is a pandas table, and numpy is faster.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from .._indicators.card import Scorecard
from .._indicators.parts import with_scales
from .._indicators.relative import Percentile
from ..errors import InputError
from .anchor import MOST_VALUES, fitted, is_constant, refuse_many
from .check import columns_of, free_names, raise_fault
from .eager import append, door, flagged, labels_of, numbers
from .engine import ColumnKind
from .request import Request


def score_partitions(frame: Any, asked: Request) -> Any:
    """Append the asked columns to a Dask table, partition by partition, and stay lazy."""
    names = [str(name) for name in frame.columns]
    also = [name for name in (asked.by, asked.ids) if name is not None]
    columns_of(_kinds(frame), asked.reads, any_kind=also)
    free_names(names, asked.appended)
    rulers: Any = asked.card
    if any(i.scale.relative for i in asked.card.indicators):
        rulers = _anchored(frame, asked)
        if asked.by is None:
            rulers = rulers[None]
    elif asked.by is not None:
        rulers = _Same(asked.card)
    if asked.on_bad == "raise":
        _refuse_bad(frame, asked, rulers)
    meta = _scored(frame._meta, asked, rulers)
    return frame.map_partitions(_scored, asked, rulers, meta=meta)


def anchor_partitions(frame: Any, asked: Request) -> Scorecard:
    """Freeze the relative scales of a card at the figures of all partitions."""
    columns_of(_kinds(frame), asked.reads)
    if not any(i.scale.relative for i in asked.card.indicators):
        return asked.card
    _refuse_bad(frame, replace(asked, columns=()), None)
    rulers = _anchored(frame, asked)
    if None not in rulers:
        raise InputError.about(
            "frame", code="too_few", expected="at least one row to anchor on", found="none"
        )
    return rulers[None]


class _Same(dict[Any, Scorecard]):
    """One card for every group; pickles, which a function would not."""

    def __init__(self, card: Scorecard) -> None:
        super().__init__()
        self.card = card

    def get(self, _: Any, default: Any = None) -> Any:
        del default
        return self.card

    def __reduce__(self) -> tuple[Any, ...]:
        return _Same, (self.card,)


def _kinds(frame: Any) -> dict[str, ColumnKind]:
    import pandas as pd

    out: dict[str, ColumnKind] = {}
    for name, dtype in frame.dtypes.items():
        types = pd.api.types
        if types.is_bool_dtype(dtype):
            out[str(name)] = "boolean"
        elif types.is_float_dtype(dtype):
            out[str(name)] = "float"
        elif types.is_numeric_dtype(dtype) or "decimal" in str(dtype):
            out[str(name)] = "exact"
        else:
            out[str(name)] = "text"
    return out


def _scored(part: Any, asked: Request, rulers: Any) -> Any:
    """One partition with its columns."""
    columns = flagged(part, replace(asked, on_bad="flag"), rulers)
    if asked.on_bad == "raise":
        del columns[asked.prefix + "problem"]
    return append(part, columns)


def _computed(frame: Any, work: Any, *args: Any) -> list[Any]:
    from dask.base import compute
    from dask.delayed import delayed

    computed: Any = compute
    return list(computed(*[delayed(work)(p, *args) for p in frame.to_delayed()]))


# Bad rows ---------------------------------------------------------------------------------------


def _refuse_bad(frame: Any, asked: Request, rulers: Any) -> None:
    parts = _computed(frame, _problems, asked, rulers)
    counts = Counter[str]()
    smallest: dict[str, list[Any]] = defaultdict(list)
    for found, ids in parts:
        counts.update(found)
        for words, some in ids.items():
            smallest[words] += some
    if not counts:
        return
    order = sorted(counts, key=lambda words: _place_of(words, asked))
    code: Any = order[0].rsplit(": ", 1)[1]
    same = [words for words in order if words.endswith(": " + code)]
    positions = sorted(
        (item, words.rsplit(": ", 1)[0]) for words in same for item in sorted(smallest[words])[:5]
    )[:5]
    raise_fault(
        code, [(words.rsplit(": ", 1)[0], counts[words]) for words in same], positions, asked.card
    )


def _place_of(words: str, asked: Request) -> tuple[int, int]:
    place, code = words.rsplit(": ", 1)
    kinds = ["infinite_value", "missing_value", "out_of_range", "not_positive", "negative"]
    codes = [*asked.card.codes]
    return kinds.index(code), codes.index(place) if place in codes else len(codes)


def _problems(part: Any, asked: Request, rulers: Any) -> tuple[Counter[str], dict[str, list[Any]]]:
    if rulers is None:
        raw = numbers(part, list(dict.fromkeys(asked.reads)))
        words = door(asked, raw, np.zeros(len(part), dtype=np.bool_), len(part)).words
    else:
        words = flagged(part, replace(asked, on_bad="flag", prefix=""), rulers)["problem"]
    bad = np.fromiter((w is not None for w in words), np.bool_, words.size)
    found = Counter(words[bad].tolist())
    ids: dict[str, list[Any]] = {}
    if asked.ids is not None and found:
        column = part[asked.ids].to_numpy()
        for word in found:
            ids[word] = sorted(column[words == word].tolist())[:5]
    return found, ids


# Figures of groups over all partitions ----------------------------------------------------------


def _anchored(frame: Any, asked: Request) -> dict[Any, Scorecard]:
    relative = [i for i in asked.card.indicators if i.scale.relative]
    if asked.on_bad == "raise":
        _refuse_bad(frame, replace(asked, columns=()), None)
    merged: dict[Any, dict[str, dict[str, Any]]] = {}
    for part in _computed(frame, _figures, asked):
        for group, by_code in part.items():
            own = merged.setdefault(group, {})
            for code, figures in by_code.items():
                own[code] = _merged(own[code], figures) if code in own else figures
    out: dict[Any, Scorecard] = {}
    for group, by_code in merged.items():
        scales = {}
        for indicator in relative:
            figures = by_code.get(indicator.code)
            if figures is None:
                continue
            tallies = None
            if isinstance(indicator.scale, Percentile):
                refuse_many(len(figures["tallies"]), indicator.code)
                if not is_constant(figures):
                    tallies = sorted(figures["tallies"].items())
            figures["sd"] = float(np.sqrt(figures["squares_off"] / figures["count"]))
            scales[indicator.code] = fitted(indicator, figures, tallies)
        out[group] = with_scales(asked.card, scales) if scales else asked.card
    return out


def _figures(part: Any, asked: Request) -> dict[Any, dict[str, dict[str, Any]]]:
    raw = numbers(part, list(dict.fromkeys(asked.reads)))
    n = len(part)
    labels = labels_of(part, asked.by, n)
    gone = (
        np.array([x is None for x in labels], dtype=np.bool_)
        if asked.by
        else np.zeros(n, dtype=np.bool_)
    )
    good = door(asked, raw, gone, n).good
    groups: dict[Any, np.ndarray[Any, Any]] = {None: good}
    if asked.by is not None:
        names = dict.fromkeys(x for x in labels if x is not None)
        groups = {g: good & np.array([x == g for x in labels], dtype=np.bool_) for g in names}
    out: dict[Any, dict[str, dict[str, Any]]] = {}
    for group, rows in groups.items():
        own: dict[str, dict[str, Any]] = {}
        for indicator in asked.card.indicators:
            x = raw[indicator.code][rows]
            x = x[~np.isnan(x)]
            if indicator.scale.relative and x.size:
                own[indicator.code] = _of_column(x, counted=isinstance(indicator.scale, Percentile))
        if rows.any():
            out[group] = own
    return out


def _of_column(x: Any, *, counted: bool) -> dict[str, Any]:
    mean = float(x.mean())
    tallies: dict[float, int] = {}
    if counted:
        values, n = np.unique(x, return_counts=True)
        # Beyond what can be used only the number of values matters.
        values, n = values[: MOST_VALUES + 1], n[: MOST_VALUES + 1]
        tallies = dict(zip(values.tolist(), n.tolist(), strict=True))
    return {
        "count": int(x.size),
        "min": float(x.min()),
        "max": float(x.max()),
        "mean": mean,
        "squares_off": float(np.square(x - mean).sum()),
        "squares": float(np.square(x).sum()),
        "sum": float(x.sum()),
        "inverse": float((1.0 / x[x > 0]).sum()),
        "tallies": tallies,
    }


def _merged(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, Any]:
    n, m = a["count"], b["count"]
    gap = b["mean"] - a["mean"]
    return {
        "count": n + m,
        "min": min(a["min"], b["min"]),
        "max": max(a["max"], b["max"]),
        "mean": a["mean"] + gap * m / (n + m),
        "squares_off": a["squares_off"] + b["squares_off"] + gap * gap * n * m / (n + m),
        "squares": a["squares"] + b["squares"],
        "sum": a["sum"] + b["sum"],
        "inverse": a["inverse"] + b["inverse"],
        "tallies": dict(Counter(a["tallies"]) + Counter(b["tallies"])),
    }
