"""How a scorecard and its grades look: a card is shown as its tree.

The definitions call this room for their printed form, so it knows them by their fields alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .._results.display import Shown, fact
from .._words import words
from .text import say

_LINES = 60


def scale_in_words(scale: Any) -> str:
    """Kind of a scale and the figures that make it: ``linear, worst 80, best 100``."""
    words = [str(scale.kind).replace("_", " ")]
    for name, info in type(scale).model_fields.items():
        value = getattr(scale, name)
        if name == "kind" or (not info.is_required() and value == info.default):
            continue
        words.append(f"{name} {_value(value)}")
    return ", ".join(words)


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(
            f"({', '.join(map(_value, item))})" if isinstance(item, tuple) else _value(item)
            for item in value
        )
    return f"{value:g}" if isinstance(value, float) else fact(value)


def _rows(node: Any, share: float, indent: str) -> Iterator[tuple[str, float, str, str]]:
    """Name with its branch, share of the whole, code, and scale or mean, part by part."""
    last = len(node.parts) - 1
    for at, (part, own) in enumerate(zip(node.parts, node.shares, strict=True)):
        branch, below = ("└─ ", "   ") if at == last else ("├─ ", "│  ")
        name = f"{indent}{branch}{say(part.name)}"
        if hasattr(part, "scale"):
            yield name, share * own, part.code, scale_in_words(part.scale)
        else:
            yield name, share * own, part.code, _mean_in_words(part.aggregation)
            yield from _rows(part, share * own, indent + below)


def _mean_in_words(aggregation: Any) -> str:
    if isinstance(aggregation, str):
        return aggregation if aggregation == "minimum" else f"{aggregation} mean"
    return scale_in_words(aggregation)


def bands_in_words(bands: Any) -> str:
    """Grades from the lowest up, each with the value at which it begins."""
    word = "from" if bands.closed == "left" else "above"
    parts = [
        say(band.label) if band.lower is None else f"{say(band.label)} {word} {band.lower:g}"
        for band in bands.bands
    ]
    if bands.upper is not None:
        parts.append(words().headlines.up_to.format(upper=f"{bands.upper:g}"))
    return ", ".join(parts)


def shown_card(card: Any) -> Shown:
    """A card as its tree: share of the total, code, scale."""
    rows = list(_rows(card, 1.0, ""))
    names, shares, codes, how = (list(column) for column in zip(*rows, strict=True))
    facts: dict[str, Any] = {words().headlines.adds_up: _mean_in_words(card.aggregation)}
    if card.bands is not None:
        facts["grades"] = bands_in_words(card.bands)
    if say(card.source):
        facts["source"] = say(card.source)
    return Shown(
        title=words().headlines.card.format(
            name=say(card.name), code=repr(card.code), version=card.version
        ),
        facts=facts,
        columns={
            "part": np.array(names, dtype=object),
            "share": np.array(shares),
            "code": np.array(codes, dtype=object),
            words().headlines.how: np.array(how, dtype=object),
        },
        units={"share": "share"},
        keys=1,
        limit=_LINES,
    )


def shown_bands(bands: Any) -> Shown:
    """Grades, one per row, from the lowest up."""
    columns = {
        "grade": np.array([say(band.label) for band in bands.bands], dtype=object),
        "from" if bands.closed == "left" else "above": np.array(
            [-np.inf if band.lower is None else band.lower for band in bands.bands]
        ),
    }
    meanings = [say(band.meaning) for band in bands.bands]
    if any(meanings):
        columns["meaning"] = np.array(meanings, dtype=object)
    facts = {"upper": bands.upper, words().headlines.decimals: bands.decimals}
    return Shown(
        title="Grades",
        facts={name: value for name, value in facts.items() if value is not None},
        columns=columns,
        keys=1,
        limit=_LINES,
    )
