"""Aggregation beyond the mean, without a scorecard: ordered, interacting, penalised, benevolent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from .._aggregate import How, Place, combine
from .._checks import benefit as checked_benefit
from .._checks import choice, is_whole, nonnegative, number, refuse_cells, square, vector
from .._checks import weights as checked_weights
from .._normalization.columns import Columns
from .._normalization.goals import positions
from .._steady import steady
from .._types import ArrayLike, Flags, Float, TableLike
from ..errors import InputError, shown
from ..normalization import z_score
from .frontier import best_shares
from .rows import columns_of, rows_of

Penalty = Literal["minus", "plus"]
PENALTIES: tuple[Penalty, ...] = ("minus", "plus")

_SLACK = 1e-9
"""How far shares may miss their sum, and monotonicity its bound, by rounding."""

_FAR = 1e100
"""Distance from goalposts beyond which the squares of the penalty would overflow."""


@steady
def owa(values: TableLike, order_weights: ArrayLike) -> Float:
    """Ordered weighted average of each row: weights go to places, not to indicators.

    Parameters
    ----------
    values : array_like (n, k) or (k,), mapping or dataframe
        Points of n subjects on k indicators, none missing; one dimension is one subject.
    order_weights : array_like (k,)
        Weight of each place, the first for a subject's largest value; divided by their sum.
        (1, 0, …) is the maximum, (…, 0, 1) the minimum, equal weights the mean.

    Returns
    -------
    ndarray of float64, (n,)

    Raises
    ------
    InputError
        If a value is missing, or the weights are not k numbers of 0 or more, not all 0.

    Notes
    -----
    Σ wⱼ·x₍ⱼ₎ with x₍₁₎ ≥ x₍₂₎ ≥ ….

    References
    ----------
    Yager, R. R. (1988), "On ordered weighted averaging aggregation operators in multicriteria
    decisionmaking", IEEE Transactions on Systems, Man, and Cybernetics 18, 183–190.

    Examples
    --------
    >>> owa([80, 65, 90, 70], [0, 1, 1, 0]).tolist()
    [75.0]
    """
    x, _ = rows_of(values)
    order = checked_weights(order_weights, x.shape[1], "order_weights")
    how = How("owa", order=tuple(order.tolist()))
    return combine(columns_of(x), [1.0] * x.shape[1], how, Place("values")).value


@steady
def choquet(
    values: TableLike,
    shapley: ArrayLike,
    interaction: ArrayLike | Mapping[tuple[int, int], float],
) -> Float:
    """Choquet integral of each row for a 2-additive capacity: indicators that interact in pairs.

    A positive interaction asks for both indicators at once; a negative one is content with either.

    Parameters
    ----------
    values : array_like (n, k) or (k,), mapping or dataframe
        Points of n subjects on k indicators, on one scale, none missing.
    shapley : array_like (k,)
        Importance of each indicator, 0 or more; they sum to 1.
    interaction : array_like (k, k) or mapping of (i, j) to float
        Interaction of each pair, −1 to 1: a symmetric matrix with a diagonal of 0 (or its upper
        triangle), or the pairs that interact, by position.

    Returns
    -------
    ndarray of float64, (n,)

    Raises
    ------
    InputError
        If a value is missing, shares do not sum to 1, interactions are not symmetric, or a better
        value of some indicator would lower the result.

    Notes
    -----
    Σ φᵢ·xᵢ − ½·Σ_{i<j} Iᵢⱼ·|xᵢ − xⱼ|. It never falls where a value rises if and only if
    φᵢ ≥ ½·Σⱼ|Iᵢⱼ| for every i, which is checked.

    References
    ----------
    Grabisch, M. (1997), "k-order additive discrete fuzzy measures and their representation", Fuzzy
    Sets and Systems 92, 167–189.

    Examples
    --------
    >>> pairs = {(0, 1): -0.2, (0, 2): 0.1, (1, 2): 0.1}
    >>> choquet([18, 16, 10], [0.35, 0.35, 0.3], pairs).round(9).tolist()
    [14.4]
    """
    x, _ = rows_of(values)
    k = x.shape[1]
    phi = nonnegative(vector(shapley, "shapley", n=k), "shapley")
    if abs(phi.sum() - 1.0) > _SLACK:
        raise InputError.about(
            "shapley",
            code="invalid_input",
            expected="shares that sum to 1",
            found=f"{phi.sum():g}",
            hint="Divide them by their sum; interactions are on the same scale.",
        )
    pairs = _interactions(interaction, k)
    room = phi - 0.5 * np.abs(pairs).sum(axis=1)
    if (room < -_SLACK).any():
        i = int(room.argmin())
        raise InputError.about(
            "interaction",
            code="invalid_input",
            expected="for each indicator at most twice its share in interactions, signs aside",
            found=f"{np.abs(pairs[i]).sum():g} at position {i}, whose share is {phi[i]:g}",
            hint="Make its interactions smaller or its share larger: as it is, a better value "
            "would lower the result.",
            positions=(i,),
        )
    columns = columns_of(x)
    out = np.zeros(len(x))
    for i in range(k):
        out += phi[i] * columns[i]
    for i, j in np.argwhere(np.triu(pairs, 1)).tolist():
        out -= 0.5 * pairs[i, j] * np.abs(columns[i] - columns[j])
    return out


def _interactions(given: ArrayLike | Mapping[tuple[int, int], float], k: int) -> Float:
    """Symmetric (k, k) with a diagonal of 0."""
    if isinstance(given, Mapping):
        pairs = np.zeros((k, k))
        key: Any
        for key, value in given.items():
            pair: Any = key if isinstance(key, tuple) else (key,)
            whole = all(is_whole(i) and 0 <= i < k for i in pair)
            if len(pair) != 2 or not whole or pair[0] == pair[1] or pair[::-1] in given:
                raise InputError.about(
                    "interaction",
                    code="unknown_label",
                    expected=f"each pair once, of two different positions from 0 to {k - 1}",
                    found=shown(key),
                )
            pairs[pair] = pairs[pair[::-1]] = number(value, f"interaction[{key!r}]")
        return pairs
    pairs = square(given, "interaction")
    if pairs.shape[0] != k:
        raise InputError.about(
            "interaction", code="wrong_shape", expected=f"({k}, {k})", found=f"{pairs.shape}"
        )
    if not np.tril(pairs).any():
        pairs = pairs + pairs.T
    odd = (np.abs(pairs - pairs.T) > _SLACK) | ((pairs != 0) & np.eye(k, dtype=np.bool_))
    if odd.any():
        i, j = np.argwhere(odd)[0].tolist()
        other = "" if i == j else f" and {pairs[j, i]:g} at ({j}, {i})"
        raise InputError.about(
            "interaction",
            code="invalid_input",
            expected="a symmetric matrix with a diagonal of 0",
            found=f"{pairs[i, j]:g} at ({i}, {j}){other}",
            positions=((i, j),),
        )
    return pairs


@steady
def mpi(
    matrix: TableLike,
    *,
    benefit: bool | Sequence[bool] | Flags = True,
    penalty: Penalty = "minus",
) -> Float:
    """Mazziotta–Pareto index: the mean of standardized indicators, less a penalty for unevenness.

    Parameters
    ----------
    matrix : array_like (n, k), mapping or dataframe
        Raw values of n subjects on k indicators, none missing; each column in its own unit.
    benefit : bool or array_like of bool (k,)
        True where more is better.
    penalty : {"minus", "plus"}
        ``"minus"`` for an index of which more is better, ``"plus"`` for one of which less is.

    Returns
    -------
    ndarray of float64, (n,)
        100 is the average subject; ten points are a standard deviation.

    Raises
    ------
    InputError
        If a value is missing or infinite, or the direction does not fit.

    Notes
    -----
    zᵢⱼ = 100 ± 10·(xᵢⱼ − x̄ⱼ)/Sⱼ with the population Sⱼ; a constant column gives 100. Then
    M ∓ S·cv = M ∓ S²/M over the k values of a row, with the population S. In a scorecard the
    MPI aggregation works on the points as they are.

    References
    ----------
    De Muro, P., Mazziotta, M. and Pareto, A. (2011), "Composite indices of development and
    poverty: an application to MDGs", Social Indicators Research 104, 1–18.

    Examples
    --------
    >>> mpi([[1, 30], [2, 20], [3, 10]]).round(4).tolist()
    [98.5, 100.0, 98.5]
    """
    choice(penalty, "penalty", PENALTIES)
    x, _ = rows_of(matrix, "matrix")
    more = checked_benefit(benefit, x.shape[1])
    if not len(x):
        return np.empty(0)
    return _penalised(100.0 + 10.0 * z_score(x, benefit=more), penalty)


@steady
def adjusted_mpi(
    matrix: TableLike, worst: ArrayLike, best: ArrayLike, *, penalty: Penalty = "minus"
) -> Float:
    """Adjusted Mazziotta–Pareto index: by goalposts, so that years and places can be compared.

    Parameters
    ----------
    matrix : array_like (n, k), mapping or dataframe
        Raw values of n subjects on k indicators, none missing; each column in its own unit.
    worst, best : array_like (k,)
        Goalposts of each indicator, the same for every year; the direction follows from them.
    penalty : {"minus", "plus"}
        ``"minus"`` for an index of which more is better, ``"plus"`` for one of which less is.

    Returns
    -------
    ndarray of float64, (n,)
        70 at the worst goalposts and 130 at the best, with nothing to penalise.

    Raises
    ------
    InputError
        If a value is missing or infinite, goalposts are equal, or values lie so far below them that
        a row's mean is not above 0.

    Notes
    -----
    rᵢⱼ = 70 + 60·(xᵢⱼ − worstⱼ)/(bestⱼ − worstⱼ), not cut at the goalposts; then M ∓ S·cv as in
    ``mpi``. Goalposts R ± Δ around a reference R, Δ half the range over all years, make the
    reference 100.

    References
    ----------
    Mazziotta, M. and Pareto, A. (2016), "On a generalized non-compensatory composite index for
    measuring socio-economic phenomena", Social Indicators Research 127, 983–1003.

    Examples
    --------
    >>> adjusted_mpi([[5, 5], [10, 0]], worst=[0, 0], best=[10, 10]).tolist()
    [100.0, 91.0]
    """
    choice(penalty, "penalty", PENALTIES)
    x, names = rows_of(matrix, "matrix")
    place = positions(Columns(x, benefit=True), worst, best)
    refuse_cells(
        np.abs(place) > _FAR,
        x,
        "matrix",
        code="out_of_range",
        expected=f"values within {_FAR:g} times the distance of their goalposts",
        hint="Are the goalposts in the unit of the column?",
        columns=names,
    )
    return _penalised(70.0 + 60.0 * place, penalty)


def _penalised(z: Float, penalty: Penalty) -> Float:
    how = How("mpi", sign=1.0 if penalty == "plus" else -1.0)
    return combine(columns_of(z), [1.0] * z.shape[1], how, Place("matrix")).value


@steady
def benefit_of_the_doubt(values: TableLike, *, min_share: float = 0.0) -> Float:
    """Score each subject with the weights that show it best, against all others.

    Parameters
    ----------
    values : array_like (n, k), mapping or dataframe
        Indicators of n subjects, 0 or more, more is better, none missing; each column in its own
        unit.
    min_share : float
        Least share of each indicator in the subject's own score, 0 to 1/k: 0 lets a subject count
        on its best indicator alone, 1/k gives every indicator the same share.

    Returns
    -------
    ndarray of float64, (n,)
        1 for a subject that no other beats at its own best weights; a subject at 0.8 reaches four
        fifths of what another would with them.

    Raises
    ------
    InputError
        If a value is missing or negative, or `min_share` is above 1/k.

    Notes
    -----
    max Σ wⱼ·yᵢⱼ subject to Σ wⱼ·yₗⱼ ≤ 1 for every subject l, w ≥ 0, and wⱼ·yᵢⱼ ≥ `min_share` of
    the sum. One linear programme a subject, solved exactly for many at once by the simplex method
    and proved by its dual; subjects that another equals or betters in everything set no bound. The
    unit of a column does not matter. With a floor, a subject with a value of 0 scores 0, as does
    one with nothing but 0.

    References
    ----------
    Cherchye, L., Moesen, W., Rogge, N. and Van Puyenbroeck, T. (2007), "An introduction to 'benefit
    of the doubt' composite indicators", Social Indicators Research 82, 111–145.

    Examples
    --------
    >>> benefit_of_the_doubt([[4, 1], [1, 4], [2, 2]]).round(6).tolist()
    [1.0, 1.0, 0.8]
    >>> benefit_of_the_doubt([[4, 1], [1, 4], [2, 2]], min_share=0.5).round(6).tolist()
    [0.470588, 0.470588, 0.8]
    """
    x, names = rows_of(values)
    nonnegative(x, "values", hint="Turn costs round and shift to 0 first.", columns=names)
    k = x.shape[1]
    share = number(min_share, "min_share", lower=0.0, upper=1.0)
    if share > 1.0 / k + 1e-12:
        raise InputError.about(
            "min_share",
            code="out_of_range",
            expected=f"at most 1/{k}, as there are {k} indicators",
            found=f"{share:g}",
        )
    return best_shares(x, min(share, 1.0 / k))
