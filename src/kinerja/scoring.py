"""The weighted score: points, totals, and how each total came about."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._scoring.anchor import anchor
from ._scoring.grade_counts import GradeCounts
from ._scoring.score import score
from ._scoring.scores import Scores
from ._scoring.simple import aggregate, weighted_mean

if TYPE_CHECKING:
    from ._scoring.card_page import CardExplanation, explain_card
    from ._scoring.compare import Change, compare
    from ._scoring.explain import Explanation, explain
    from ._scoring.flips import Flip
    from ._scoring.means import adjusted_mpi, benefit_of_the_doubt, choquet, mpi, owa
    from ._scoring.new_card import CardChange, compare_cards
    from ._scoring.next_band import NextBand, next_band
    from ._scoring.periods import Combined, combine_periods
    from ._scoring.posts import ScoresByCard, score_by
    from ._scoring.recognize import Recognition, recognize
    from ._scoring.sensitivity import Sensitivity, sensitivity
    from ._scoring.trend import Trend, trend

__all__ = [
    "CardChange",
    "CardExplanation",
    "Change",
    "Combined",
    "Explanation",
    "Flip",
    "GradeCounts",
    "NextBand",
    "Recognition",
    "Scores",
    "ScoresByCard",
    "Sensitivity",
    "Trend",
    "adjusted_mpi",
    "aggregate",
    "anchor",
    "benefit_of_the_doubt",
    "choquet",
    "combine_periods",
    "compare",
    "compare_cards",
    "explain",
    "explain_card",
    "mpi",
    "next_band",
    "owa",
    "recognize",
    "score",
    "score_by",
    "sensitivity",
    "trend",
    "weighted_mean",
]

# A first score needs none of these: each is loaded when it is first asked for.
_LATER = {
    "CardChange": "new_card",
    "CardExplanation": "card_page",
    "Change": "compare",
    "Combined": "periods",
    "Explanation": "explain",
    "Flip": "flips",
    "NextBand": "next_band",
    "Recognition": "recognize",
    "ScoresByCard": "posts",
    "Sensitivity": "sensitivity",
    "Trend": "trend",
    "adjusted_mpi": "means",
    "benefit_of_the_doubt": "means",
    "choquet": "means",
    "combine_periods": "periods",
    "compare": "compare",
    "compare_cards": "new_card",
    "explain": "explain",
    "explain_card": "card_page",
    "mpi": "means",
    "next_band": "next_band",
    "owa": "means",
    "recognize": "recognize",
    "score_by": "posts",
    "sensitivity": "sensitivity",
    "trend": "trend",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"._scoring.{_LATER[name]}", __package__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
