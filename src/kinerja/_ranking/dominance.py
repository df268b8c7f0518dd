"""One order out of several, by dominance in pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .._digits import rank
from .._types import Float

_SAMPLE = 2_048
"""Rows among which a cycle is looked for first: among many rows one is nearly always there."""


def by_dominance(orders: Sequence[Float]) -> Float | None:
    """Place of each row, 1 for those whom nobody dominates; None where dominance makes a cycle.

    A row dominates another that stands behind it in more of the `orders` (ranks, 1 = best) than
    ahead of it. Its place is one more than the longest chain of rows that dominate it.
    """
    ranks = np.array(orders)
    total = ranks.sum(axis=0)
    best_first = np.lexsort((*ranks, total))
    if (np.diff(ranks[:, best_first], axis=1) >= 0).all():
        return rank(total, ties="dense", higher_is_better=False)  # no two orders disagree
    if ranks.shape[1] > _SAMPLE and _places(ranks[:, :_SAMPLE]) is None:
        return None
    return _places(ranks)


def _places(ranks: Float) -> Float | None:
    """Layers of the relation in pairs, from those whom nobody dominates down; n × n by nature."""
    n = ranks.shape[1]
    ahead = np.zeros((n, n), dtype=np.int8)
    for order in ranks.astype(np.int32):
        ahead += (order[:, None] < order[None, :]).view(np.int8)
        ahead -= (order[:, None] > order[None, :]).view(np.int8)
    dominates = ahead > 0
    above = dominates.sum(axis=0)
    places = np.zeros(n)
    place, layer = 1.0, np.flatnonzero(above == 0)
    while layer.size:
        places[layer] = place
        above[layer] = -1
        above -= dominates[layer].sum(axis=0)
        place, layer = place + 1.0, np.flatnonzero(above == 0)
    return None if (places == 0).any() else places
