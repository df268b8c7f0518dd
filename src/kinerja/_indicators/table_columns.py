"""The columns of a scorecard as a spreadsheet: fields of parts, and parameters of every scale."""

from __future__ import annotations

from typing import Any

from .parts import AnyScale

SCALES: dict[str, type[Any]] = {
    kind.model_fields["kind"].default: kind
    for kind in AnyScale.__origin__.__args__  # type: ignore[attr-defined]
}
PARAMETERS = list(
    dict.fromkeys(name for kind in SCALES.values() for name in kind.model_fields if name != "kind")
)
WORDS = ("unit", "description", "source")
FIELDS = [
    "code", "name", "name_id", "group", "weight", "aggregation", "scale", "unit", "unit_id",
    "description", "description_id", "lower_is_better", "valid_min", "valid_max", "source",
    "source_id",
]  # fmt: skip
NONE = "none"
"""Written where a parameter is left open although its default is a number: an empty cell keeps the
default."""
