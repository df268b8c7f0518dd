"""The weighted score: points, totals, and how each total came about."""

from ._scoring.anchor import anchor
from ._scoring.compare import Change, compare
from ._scoring.explain import Explanation, explain
from ._scoring.flips import Flip
from ._scoring.means import adjusted_mpi, benefit_of_the_doubt, choquet, mpi, owa
from ._scoring.new_card import CardChange, compare_cards
from ._scoring.next_band import NextBand, next_band
from ._scoring.periods import Combined, combine_periods
from ._scoring.posts import ScoresByCard, score_by
from ._scoring.recognize import Recognition, recognize
from ._scoring.score import score
from ._scoring.scores import Scores
from ._scoring.sensitivity import Sensitivity, sensitivity
from ._scoring.simple import aggregate, weighted_mean
from ._scoring.trend import Trend, trend

__all__ = [
    "CardChange",
    "Change",
    "Combined",
    "Explanation",
    "Flip",
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
