"""The weighted score: points, totals, and how each total came about."""

from ._scoring.score import anchor, score
from ._scoring.scores import Scores
from ._scoring.simple import aggregate, weighted_mean

__all__ = [
    "Scores",
    "aggregate",
    "anchor",
    "score",
    "weighted_mean",
]
