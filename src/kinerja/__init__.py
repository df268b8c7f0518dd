"""Kinerja: competency and performance scoring for public service.

Three questions, each with its working shown: how well do people and units perform, who is needed
where, and what do citizens experience. Start with :mod:`kinerja.indicators` (what is measured) and
:mod:`kinerja.scoring` (what it comes to).

Importing the package loads nothing heavy: a module is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import VERSION as __version__

if TYPE_CHECKING:
    from . import (
        balancing,
        competency,
        decisions,
        errors,
        frames,
        impact,
        indicators,
        letters,
        normalization,
        plotting,
        ranking,
        ratings,
        records,
        reliability,
        results,
        sample,
        schemes,
        scoring,
        sheets,
        staffing,
        survey,
        weights,
    )
    from .indicators import Band, Bands, Group, Indicator, Scorecard
    from .scoring import anchor, compare, explain, next_band, score

_MODULES = (
    "balancing",
    "competency",
    "decisions",
    "errors",
    "frames",
    "impact",
    "indicators",
    "letters",
    "normalization",
    "plotting",
    "ranking",
    "ratings",
    "records",
    "reliability",
    "report",
    "results",
    "sample",
    "schemes",
    "scoring",
    "sheets",
    "staffing",
    "survey",
    "weights",
)
_NAMES = {
    "Band": "indicators",
    "Bands": "indicators",
    "Group": "indicators",
    "Indicator": "indicators",
    "Scorecard": "indicators",
    "anchor": "scoring",
    "compare": "scoring",
    "explain": "scoring",
    "next_band": "scoring",
    "score": "scoring",
}

__all__ = [
    "Band",
    "Bands",
    "Group",
    "Indicator",
    "Scorecard",
    "__version__",
    "anchor",
    "balancing",
    "compare",
    "competency",
    "decisions",
    "errors",
    "explain",
    "frames",
    "impact",
    "indicators",
    "letters",
    "next_band",
    "normalization",
    "plotting",
    "ranking",
    "ratings",
    "records",
    "reliability",
    "report",
    "results",
    "sample",
    "schemes",
    "score",
    "scoring",
    "sheets",
    "staffing",
    "survey",
    "weights",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        value = import_module(f".{name}", __name__)
    elif name in _NAMES:
        value = getattr(import_module(f".{_NAMES[name]}", __name__), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
