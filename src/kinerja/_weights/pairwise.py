"""The analytic hierarchy process: weights from pairwise judgements."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import numpy as np

from .. import _checks
from .._digits import same
from .._steady import steady
from .._types import ArrayLike, Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatVector, Provenance, Result

Fill = Literal["upper"]
Method = Literal["eigenvector", "geometric", "column_mean"]
Pairs = tuple[tuple[int, int], ...]
METHODS: tuple[Method, ...] = ("eigenvector", "geometric", "column_mean")

RANDOM_INDEX_TABLE = "Saaty 1977"
# For n = 1 … 15, as published from random matrices on the scale 1/9 … 9.
RANDOM_INDEX = (
    0.0,
    0.0,
    0.58,
    0.90,
    1.12,
    1.24,
    1.32,
    1.41,
    1.45,
    1.49,
    1.51,
    1.48,
    1.56,
    1.57,
    1.59,
)

_RECIPROCAL = 1e-9
_MOST_DECIMALS = 12
_NOISE = 1e-12


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AHP(Result):
    """Weights from pairwise judgements, and how consistent the judgements are.

    Examples
    --------
    >>> out = ahp([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
    >>> out.weights.round(4).tolist(), round(out.consistency_ratio, 4)
    ([0.6483, 0.2297, 0.122], 0.0032)
    """

    _keys: ClassVar = {}

    weights: Annotated[FloatVector, Axis("criterion")]
    """(k,) weights, summing to 1."""
    lambda_max: float
    """Largest eigenvalue; k for consistent judgements. The same for every method."""
    consistency_index: float
    """(λ − k)/(k − 1); 0 for k of 1."""
    consistency_ratio: float
    """Consistency index over random index; .1 or less is usually accepted. 0 for k of 2 or less."""
    random_index: float
    """Mean consistency index of random judgements on k criteria; 0 for k of 2 or less."""
    worst_judgement: tuple[int, int] | None
    """(i, j), i < j: the judgement that costs the most consistency; None where all agree."""
    suggested_judgement: float | None
    """What the other judgements together say about the worst one, in place of its value."""
    suggested_ratio: float | None
    """Consistency ratio with the suggestion in place."""
    method: str
    """How the weights follow from the judgements."""
    random_index_table: str
    """Name of the table of random indices."""
    rounded: tuple[tuple[int, int], ...]
    """(i, j) of each judgement read as the rounding of its twin's inverse: 0.33 for 1/3."""
    filled: tuple[tuple[int, int], ...]
    """(i, j) of each judgement that was not given and is the inverse of its twin."""
    provenance: Provenance
    """Options in force, library version."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.pairwise


@steady
def ahp(pairwise: ArrayLike, *, method: Method = "eigenvector", fill: Fill | None = "upper") -> AHP:
    """Weights by the analytic hierarchy process.

    Parameters
    ----------
    pairwise : array_like (k, k), k ≤ 15
        Entry (i, j): how many times i is as important as j; above 0, with (j, i) its inverse.
    method : {"eigenvector", "geometric", "column_mean"}
        The principal eigenvector (Saaty), the geometric means of the rows, or the row means of the
        columns divided by their sums, the hand calculation of Indonesian textbooks.
    fill : {"upper"} or None
        With "upper" a judgement below the diagonal that is missing or 0 is the inverse of the one
        above it, and a missing diagonal is 1; with None every judgement must be given.

    Returns
    -------
    AHP
        Judgements that were filled in, or read as rounded inverses, are listed.

    Raises
    ------
    InputError
        If a judgement is missing or not above 0, the diagonal is not 1, two judgements of a pair
        do not multiply to 1 and neither is the printed rounding of the other's inverse, or k is
        above 15, where the table ends.

    Notes
    -----
    Aw = λw; consistency index (λ − k)/(k − 1), divided by the random index of Saaty (1977). Tables
    differ from library to library, so the result names this one; λ is the eigenvalue whatever the
    method: one matrix has one consistency ratio.

    A judgement below 1 that is the inverse of its twin rounded at the decimals it is written with
    (0.33 or 0.333 for 1/3, 0.14 for 1/7) is read as that inverse; failing that, a judgement above 1
    with at least one decimal (2.9 for 1/0.35).

    The worst judgement is the pair whose replacement by what the others say, the geometric mean of
    aᵢₗ aₗⱼ over every third criterion l, lowers λ the most; the first such pair where several do
    (with three criteria any one of the three restores consistency).

    References
    ----------
    Saaty, T. L. (1977), "A scaling method for priorities in hierarchical structures", Journal of
    Mathematical Psychology 15, 234–281. Crawford, G. & Williams, C. (1985), "A note on the analysis
    of subjective judgment matrices", Journal of Mathematical Psychology 29, 387–405.

    Examples
    --------
    >>> out = ahp([[1, 2, 4, 8], [1 / 2, 1, 2, 9], [1 / 4, 1 / 2, 1, 2], [1 / 8, 1 / 9, 1 / 2, 1]])
    >>> out.worst_judgement, round(out.suggested_judgement, 6), out.suggested_ratio
    ((1, 3), 4.0, 0.0)
    >>> nan = float("nan")
    >>> ahp([[1, 3, 5], [nan, 1, 3], [nan, nan, 1]]).weights.round(4).tolist()
    [0.637, 0.2583, 0.1047]
    >>> ahp([[1, 3], [0.33, 1]]).rounded
    ((1, 0),)
    """
    _checks.choice(method, "method", METHODS)
    judged = judgements(pairwise, "pairwise", checked_fill(fill))
    return result_of(
        judged.a, method, {"method": method, "fill": fill}, judged.rounded, judged.filled
    )


class Judged(NamedTuple):
    """Reciprocal judgements, and the places that were not so as given."""

    a: Float
    rounded: Pairs
    filled: Pairs


def checked_fill(fill: Any) -> Fill | None:
    """Refuse what is no way of filling in judgements."""
    _checks.choice(fill, "fill", ("upper", None))
    return None if fill is None else "upper"


def _filled_in(a: Float) -> tuple[Float, Pairs]:
    """Inverses below the diagonal where nothing, or 0, is written there."""
    open_ = np.isnan(a) | (a == 0)
    known = ~np.isnan(a) & (a > 0)
    below = np.tril(open_ & known.T, -1)
    out = np.where(np.eye(len(a), dtype=np.bool_) & np.isnan(a), 1.0, a)
    out[below] = 1.0 / a.T[below]
    return out, tuple((int(i), int(j)) for i, j in np.argwhere(below))


def _inverses_rounded(a: Float) -> tuple[Float, Pairs]:
    """Judgements that are the rounding of their twin's inverse, put right, and where they stand."""
    out, places = a.copy(), []
    for i, j in zip(*(index.tolist() for index in np.triu_indices(len(a), 1)), strict=True):
        if abs(np.log(a[i, j]) + np.log(a[j, i])) <= _RECIPROCAL:
            continue
        # The one below 1 first: judgements are given from 1 up, and their inverses rounded.
        for row, column in sorted(((i, j), (j, i)), key=lambda at: float(a[at])):
            written, exact = float(a[row, column]), 1.0 / float(a[column, row])
            decimals = -int(Decimal(repr(written)).normalize().as_tuple().exponent)
            if not 1 <= decimals <= _MOST_DECIMALS:
                continue
            if abs(exact - written) <= 0.5 * 10.0**-decimals * (1.0 + _RECIPROCAL):
                out[row, column] = exact
                places.append((row, column))
                break
    return out, tuple(places)


def judgements(pairwise: ArrayLike, argument: str, fill: Fill | None) -> Judged:
    """Read judgements: positive, reciprocal, of a size that the table of random indices has."""
    a = _checks.square(pairwise, argument, missing="allow")
    filled: Pairs = ()
    if fill == "upper":
        a, filled = _filled_in(a)
    if np.isnan(a).any():
        hint = "State every judgement above the diagonal; those below follow from them."
        _checks.refuse_missing(a, argument, hint=hint)
    a = _checks.positive(a, argument)
    a, rounded = _inverses_rounded(a)
    k = len(a)
    if not 1 <= k <= len(RANDOM_INDEX):
        raise InputError.about(
            argument,
            code="out_of_range",
            expected=f"1 to {len(RANDOM_INDEX)} criteria",
            found=f"{k}",
            hint=f"The table of random indices ({RANDOM_INDEX_TABLE}) ends there: judge groups of "
            "criteria first, then the criteria inside each.",
        )
    _checks.refuse_cells(
        (np.abs(a - 1.0) > _RECIPROCAL) & np.eye(k, dtype=np.bool_),
        a,
        argument,
        code="invalid_input",
        expected="1 on the diagonal",
    )
    # In logarithms, so that no product overflows; above the diagonal, so that a pair is named once.
    logs = np.log(a)
    _checks.refuse_cells(
        np.triu(np.abs(logs + logs.T) > _RECIPROCAL, 1),
        a,
        argument,
        code="invalid_input",
        expected="judgements (i, j) and (j, i) that multiply to 1",
        hint="Write the inverse, 1/3 or 0.33 for 3, or only the judgements above the diagonal.",
    )
    return Judged(a, rounded, filled)


def _principal(a: Float) -> tuple[float, Float]:
    """Principal eigenvalue and eigenvector; balanced first, so that large ratios do not blur it."""
    size = np.exp(np.log(a).mean(axis=1))
    balanced = a * (size / size[:, None])
    values, vectors = np.linalg.eig(balanced)
    top = int(np.argmax(values.real))
    w = np.abs(vectors[:, top].real) * size
    return float(values[top].real), w / w.sum()


def _weights(a: Float, method: Method, principal: Float) -> Float:
    if method == "eigenvector":
        return principal
    if method == "geometric":
        logs = np.log(a).mean(axis=1)
        w = np.exp(logs - logs.max())
    else:
        largest = a.max(axis=0)
        share = a / largest
        w = (share / share.sum(axis=0)).mean(axis=1)
    return np.asarray(w / w.sum())


def _index(largest: float, k: int) -> float:
    """Consistency index; rounding alone is no inconsistency."""
    away = largest - k
    return away / (k - 1) if k > 2 and away > _NOISE * k else 0.0


def weights_of(a: Float, method: Method) -> tuple[Float, float]:
    """Weights of judgements, and their consistency ratio."""
    largest, principal = _principal(a)
    random_index = RANDOM_INDEX[len(a) - 1]
    ratio = _index(largest, len(a)) / random_index if random_index else 0.0
    return _weights(a, method, principal), ratio


def result_of(
    a: Float, method: Method, options: dict[str, Any], rounded: Pairs, filled: Pairs
) -> AHP:
    """All that judgements say, the worst of them named."""
    k = len(a)
    largest, principal = _principal(a)
    index = _index(largest, k)
    random_index = RANDOM_INDEX[k - 1]
    worst, suggested, mended = _worst(a) if index > 0 else (None, None, None)
    return AHP(
        weights=_weights(a, method, principal),
        lambda_max=largest if index > 0 else float(k),
        consistency_index=index,
        consistency_ratio=index / random_index if random_index else 0.0,
        random_index=random_index,
        worst_judgement=worst,
        suggested_judgement=suggested,
        suggested_ratio=None if mended is None else _index(mended, k) / random_index,
        method=method,
        random_index_table=RANDOM_INDEX_TABLE,
        rounded=rounded,
        filled=filled,
        provenance=Provenance(options={**options, "random_index": RANDOM_INDEX_TABLE}),
    )


def _worst(a: Float) -> tuple[tuple[int, int], float, float]:
    """Pair whose mending lowers the eigenvalue most, the mended value, the eigenvalue then."""
    k = len(a)
    logs = np.log(a)
    best = ((0, 1), float(a[0, 1]), np.inf)
    for i, j in zip(*(index.tolist() for index in np.triu_indices(k, 1)), strict=True):
        # Σₗ (log aᵢₗ + log aₗⱼ) counts the judgement itself twice, at l = i and l = j.
        said = float((logs[i] + logs[:, j]).sum() - 2.0 * logs[i, j]) / (k - 2)
        mended = logs.copy()
        mended[i, j], mended[j, i] = said, -said
        largest, _ = _principal(np.exp(mended))
        if largest < best[2] and not same(np.array(largest), np.array(best[2])):
            best = (i, j), float(np.exp(said)), largest
    return best
