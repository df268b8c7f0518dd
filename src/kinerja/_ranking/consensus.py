"""One order out of several: Borda and Copeland."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._digits import TIES, Ties, rank
from .._steady import steady
from .._types import Float, TableLike
from ..results import Provenance
from .problem import read
from .result import Ranking

_BLOCK_CELLS = 1 << 20


@steady
def borda(ranks: TableLike, *, ties: Ties = "min", ids: Any = None) -> Ranking:
    """Borda count: points for everybody that a ranking leaves behind.

    Parameters
    ----------
    ranks : array_like (n, m) or dataframe
        One ranking a column, 1 = best; only the order inside a column counts.
    ties : {"min", "average", "dense"}
        Rank of subjects with equal points.
    ids : array_like (n,) or str, optional
        Labels of the subjects, or the dataframe's column that holds them.

    Returns
    -------
    Ranking
        Details: points (n, m).

    Raises
    ------
    InputError
        If a rank is missing; row and column are named.

    Notes
    -----
    n − r points from each ranking, where tied subjects share the mean of their places: each ranking
    gives n(n − 1)/2 points in all, whatever tie rule it was made with.

    References
    ----------
    de Borda (1781), *Mémoire sur les élections au scrutin*, Histoire de l'Académie royale.

    Examples
    --------
    >>> borda([[1, 2], [2, 1], [3, 3]]).score.tolist()
    [3.0, 3.0, 0.0]
    """
    x, labels = _rankings(ranks, ties, ids)
    points = len(x) - _places(x)
    return _consensus("borda", points.sum(axis=1), {"points": points}, ties, labels)


@steady
def copeland(ranks: TableLike, *, ties: Ties = "min", ids: Any = None) -> Ranking:
    """Copeland: duels won less duels lost, each decided by the majority of the rankings.

    Parameters
    ----------
    ranks : array_like (n, m) or dataframe
        One ranking a column, 1 = best; only the order inside a column counts.
    ties : {"min", "average", "dense"}
        Rank of subjects with equal scores.
    ids : array_like (n,) or str, optional
        Labels of the subjects, or the dataframe's column that holds them.

    Returns
    -------
    Ranking
        Details: wins and losses (n,).

    Raises
    ------
    InputError
        If a rank is missing; row and column are named.

    Notes
    -----
    a beats b where more rankings place a before b than b before a. All pairs are compared, in
    blocks: time grows with n²·m, memory with n.

    References
    ----------
    Copeland (1951), *A 'reasonable' social welfare function*, University of Michigan.

    Examples
    --------
    >>> copeland([[1, 1, 3], [2, 3, 1], [3, 2, 2]]).score.tolist()
    [2.0, 0.0, -2.0]
    """
    x, labels = _rankings(ranks, ties, ids)
    n, m = x.shape
    wins, losses = _duels(_dense(x), n, m)
    return _consensus("copeland", wins - losses, {"wins": wins, "losses": losses}, ties, labels)


def _rankings(ranks: TableLike, ties: Ties, ids: Any) -> tuple[Float, NDArray[Any] | None]:
    _checks.choice(ties, "ties", TIES)
    x, _, labels = read(ranks, ids, "ranks")
    return x, labels


def _places(x: Float) -> Float:
    """Each column as places from 1 = best, ties averaged."""
    return np.column_stack([rank(c, ties="average", higher_is_better=False) for c in x.T])


def _dense(x: Float) -> NDArray[Any]:
    """(m, n) places without gaps, in the narrowest integers: comparisons run at their width."""
    places = [rank(column, ties="dense", higher_is_better=False) for column in x.T]
    narrow = np.int16 if len(x) <= np.iinfo(np.int16).max else np.int32
    return np.array(places).astype(narrow)


def _duels(places: NDArray[Any], n: int, m: int) -> tuple[Float, Float]:
    """Duels won and lost by each, every pair compared once."""
    wins, losses = np.zeros(n), np.zeros(n)
    count = np.int8 if m <= np.iinfo(np.int8).max else np.int32
    start = 0
    while start < n:
        stop = min(n, start + max(1, _BLOCK_CELLS // n))
        net = np.zeros((stop - start, n - start), dtype=count)
        for column in places:
            own, other = column[start:stop, None], column[None, start:]
            net += (own < other).view(np.int8)
            net -= (own > other).view(np.int8)
        # Inside the block each pair stands twice; the second time is not counted.
        square = net[:, : stop - start]
        square[np.tril_indices(stop - start)] = 0
        won, lost = net > 0, net < 0
        wins[start:stop] += won.sum(axis=1)
        losses[start:stop] += lost.sum(axis=1)
        wins[start:] += lost.sum(axis=0)
        losses[start:] += won.sum(axis=0)
        start = stop
    return wins, losses


def _consensus(
    method: str, score: Float, details: dict[str, Any], ties: Ties, ids: NDArray[Any] | None
) -> Ranking:
    return Ranking(
        score=score,
        higher_is_better=True,
        details=details,
        ids=ids,
        ties=ties,
        provenance=Provenance(options={"method": method}, missing="raise"),
    )
