"""Ranks over many draws, counted: who had which place how often, and how far the draws agree."""

from __future__ import annotations

import numpy as np

from .._blocks import blocks, rows_within
from .._digits import same
from .._types import Flags, Float, Ints

_NEAR = 1.1e-11
"""Values equal at twelve significant digits lie nearer than this share of themselves."""


_CELLS = 2**20


class RankCounts:
    """Places of n subjects, from 1 = largest; tied subjects share the best of their places."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.draws = 0
        self.counts: Float = np.zeros((n, n))  # whole numbers, so that shares need no copy
        self._beyond: Float = np.zeros(n)  # summed mean rank less the best rank, of tied subjects
        self._ties = 0.0  # Σ(t³ − t) over the tied groups of all draws

    def add(self, totals: Float) -> None:
        """Count the places of a block of draws, (draws, n)."""
        n = self.n
        order = np.argsort(-totals, axis=1)
        ordered = np.take_along_axis(totals, order, axis=1)
        place = order * n + np.arange(n)
        tied = _tied_neighbours(ordered)
        if tied is not None:
            rows = np.flatnonzero(tied.any(axis=1))
            first, last = _groups(tied[rows])
            place[rows] += first - np.arange(n)
            size = last - first + 1.0
            self._beyond += np.bincount(
                order[rows].ravel(), ((last - first) / 2.0).ravel(), minlength=n
            )
            self._ties += float((size * size - 1.0).sum())
        np.add.at(self.counts.reshape(-1), place.ravel(), 1.0)  # of one type: else it is slow
        self.draws += len(totals)

    def expected(self) -> Float:
        """(n,) mean rank over the draws."""
        return self._sums() / self.draws

    def _sums(self) -> Float:
        return np.asarray(self.counts @ np.arange(1.0, self.n + 1))

    def quantile(self, p: float) -> Float:
        """(n,) smallest rank that a subject has or betters in a share `p` of the draws."""
        out = np.empty(self.n)
        for rows in blocks(self.n, rows_within(_CELLS, self.n)):
            reached = np.cumsum(self.counts[rows], axis=1) >= p * self.draws * (1.0 - 1e-12)
            out[rows] = reached.argmax(axis=1) + 1.0
        return out

    def shares(self) -> Float:
        """(n, n) share of the draws in each place; the counts themselves, which end here."""
        self.counts /= self.draws
        return self.counts

    def agreement(self) -> float:
        """Kendall's W of the draws, corrected for ties; 1 where nothing can disagree.

        W = 12·S/(m²(n³ − n) − m·ΣT), S the summed squares of rank sums about their mean.
        """
        m, n = float(self.draws), float(self.n)
        sums = self._sums() + self._beyond
        room = m * m * (n**3 - n) - m * self._ties
        if room <= 0:
            return 1.0
        return float(min(1.0, 12.0 * ((sums - m * (n + 1) / 2.0) ** 2).sum() / room))


def _tied_neighbours(ordered: Float) -> Flags | None:
    """Tell where a value ties with the one before it in its row; None where none does."""
    before, after = ordered[:, :-1], ordered[:, 1:]
    gap = before - after
    if not gap.size or gap.min() > _NEAR * np.abs(ordered[:, [0, -1]]).max():
        return None
    tied = same(before, after)
    return tied if tied.any() else None


def _groups(tied: Flags) -> tuple[Ints, Ints]:
    """First and last place, from 0, of the tied group that each place belongs to."""
    draws, gaps = tied.shape
    places = np.arange(gaps + 1)
    edge = np.ones((draws, 1), dtype=np.bool_)
    starts, ends = np.hstack([edge, ~tied]), np.hstack([~tied, edge])
    first = np.maximum.accumulate(np.where(starts, places, 0), axis=1)
    last = np.minimum.accumulate(np.where(ends, places, gaps)[:, ::-1], axis=1)[:, ::-1]
    return first, last
