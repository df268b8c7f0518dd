"""How far two rankings agree."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._digits import rank
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float, Ints
from ..errors import InputError
from ..results import Provenance, Result
from .result import Ranking


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RankAgreement(Result):
    """Four coefficients of agreement, 1 where two rankings are the same.

    Examples
    --------
    >>> from kinerja.ranking import compare_rankings
    >>> compare_rankings([1, 2, 3], [1, 2, 3]).ws
    1.0
    """

    spearman: float
    """Correlation of the ranks, −1 to 1."""
    kendall_tau_b: float
    """Pairs in the same order less pairs in the opposite one, corrected for ties, −1 to 1."""
    weighted_spearman: float
    """Spearman with differences near the top counting more."""
    ws: float
    """Similarity with differences near the top of the first ranking counting most; 0 to 1."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""


@steady
def compare_rankings(a: ArrayLike | Ranking, b: ArrayLike | Ranking) -> RankAgreement:
    """Compare two rankings of the same subjects.

    Parameters
    ----------
    a, b : array_like (n,) or Ranking
        Ranks, 1 = best, in the same order of subjects; `a` is the reference of ``ws``.

    Returns
    -------
    RankAgreement

    Raises
    ------
    InputError
        If a rank is missing, the lengths differ, or two Rankings have different ids.

    Notes
    -----
    Tied subjects first share the mean of their places R, Q, whatever tie rule made them.
    spearman: Pearson's correlation of R and Q. kendall_tau_b: (concordant − discordant)/√((n₀ −
    n₁)(n₀ − n₂)), n₁ and n₂ the pairs tied in each, counted in n·log n. weighted_spearman:
    1 − 6·Σ(R − Q)²·((n − R + 1) + (n − Q + 1))/(n⁴ + n³ − n² − n).
    ws: 1 − Σ 2^(−R)·|R − Q|/max(R − 1, n − R). Two rankings without any order agree fully, 1; where
    only one has an order, spearman and kendall_tau_b are 0.

    References
    ----------
    Kendall (1945), Biometrika 33, 239–251. Pinto da Costa & Soares (2005), Australian & New Zealand
    Journal of Statistics 47, 515–529. Sałabun & Urbaniak (2020), ICCS 2020, LNCS 12138, 632–645.

    Examples
    --------
    >>> r = compare_rankings([1, 2, 3, 4], [2, 1, 3, 4])
    >>> round(r.spearman, 6), round(r.kendall_tau_b, 6), round(r.ws, 6)
    (0.8, 0.666667, 0.708333)
    """
    _same_subjects(a, b)
    first = _places(a, "a", None)
    second = _places(b, "b", first.size)
    n = first.size
    gap = first - second
    weight = 2.0 * n + 2.0 - first - second
    whole = float(n) * (n + 1.0) * (n**2 - 1.0) if n > 1 else 1.0
    reach = np.maximum(np.maximum(first - 1.0, n - first), 1.0)
    return RankAgreement(
        spearman=_spearman(first, second),
        kendall_tau_b=_kendall(first, second),
        weighted_spearman=float(1.0 - 6.0 * (gap**2 * weight).sum() / whole),
        ws=float(1.0 - (np.exp2(-first) * np.abs(gap) / reach).sum()),
        provenance=Provenance(**made_from(a=a, b=b), missing="raise"),
    )


def _same_subjects(a: Any, b: Any) -> None:
    if not (isinstance(a, Ranking) and isinstance(b, Ranking)):
        return
    if a.ids is None or b.ids is None or a.ids.tolist() == b.ids.tolist():
        return
    raise InputError.about(
        "b",
        code="contradiction",
        expected="a ranking of the same subjects in the same order as `a`",
        found="other ids",
        hint="Rank the same rows in the same order.",
    )


def _places(x: Any, argument: str, n: int | None) -> Float:
    """Places from 1 = best, ties averaged."""
    ranks = _checks.vector(x.rank if isinstance(x, Ranking) else x, argument, n=n)
    if not ranks.size:
        raise InputError.about(argument, code="too_few", expected="at least one rank", found="none")
    return rank(ranks, ties="average", higher_is_better=False)


def _spearman(a: Float, b: Float) -> float:
    x, y = a - a.mean(), b - b.mean()
    spread = math.sqrt(float((x**2).sum()) * float((y**2).sum()))
    if spread == 0:
        return float(np.array_equal(a, b))
    return max(-1.0, min(1.0, float((x * y).sum()) / spread))


def _kendall(a: Float, b: Float) -> float:
    n = a.size
    order = np.lexsort((b, a))
    pairs = n * (n - 1) // 2
    tied_a, tied_b = _tied(a), _tied(b)
    together = np.flatnonzero(
        np.concatenate([[True], (np.diff(a[order]) != 0) | (np.diff(b[order]) != 0), [True]])
    )
    both = _pairs(np.diff(together))
    if tied_a == pairs or tied_b == pairs:
        return float(tied_a == tied_b)
    dense = (rank(b, ties="dense", higher_is_better=False)[order] - 1).astype(np.int64)
    lead = pairs - tied_a - tied_b + both - 2 * _inversions(dense)
    return lead / math.sqrt((pairs - tied_a) * (pairs - tied_b))


def _pairs(sizes: NDArray[Any]) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def _tied(x: Float) -> int:
    return _pairs(np.unique(x, return_counts=True)[1])


def _inversions(x: Ints) -> int:
    """Pairs that stand in the opposite order, bit by bit from the highest: n·log n.

    Two values are told apart by the highest bit in which they differ. Kept sorted by the bits above
    it, the array holds each such set of values together and in its first order, so an inversion is
    a 1 in front of a 0 inside one of these groups.
    """
    count = 0
    for bit in range(int(x.max()).bit_length() - 1, -1, -1):
        one = (x >> bit) & 1
        prefix = x >> (bit + 1)
        start = np.flatnonzero(np.concatenate([[True], prefix[1:] != prefix[:-1]]))
        size = np.diff(np.append(start, x.size))
        before = np.cumsum(one) - one
        ones = before - np.repeat(before[start], size)
        count += int(ones[one == 0].sum())
        first = np.repeat(start, size)
        zeros = np.arange(x.size) - first - ones
        all_zeros = np.repeat(size - np.add.reduceat(one, start), size)
        place = first + np.where(one == 1, all_zeros + ones, zeros)
        moved = np.empty_like(x)
        moved[place] = x
        x = moved
    return count
