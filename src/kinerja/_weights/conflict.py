"""Weights from how the columns stand to each other."""

from __future__ import annotations

from typing import Literal

import numpy as np

from .._checks import choice
from .._digits import rank, same
from .._moments import centred, deviation
from .._steady import steady
from .._types import Flags, Float, TableLike
from .columns import Benefit, Varying, weigh
from .spread import divergence

_NOISE = 1e-12


def _correlation(x: Float) -> Float:
    apart = centred(x)
    apart = apart / np.sqrt(np.square(apart).sum(axis=0))
    return np.asarray(np.clip(apart.T @ apart, -1.0, 1.0))


@steady
def critic(
    matrix: TableLike,
    *,
    benefit: Benefit = True,
    correlation: Literal["pearson", "spearman"] = "pearson",
) -> Float:
    """Weights by contrast and conflict (CRITIC, as published).

    Parameters
    ----------
    matrix : array_like (n, k)
        Raw values; subjects by indicators.
    benefit : bool or (k,) bool
        True where more is better. Cost columns are flipped before the correlation.
    correlation : {"pearson", "spearman"}
        Of the values, or of their ranks (ties averaged).

    Returns
    -------
    ndarray of float64, (k,)
        Sums to 1; a column without differences weighs 0 and conflicts with none.

    Raises
    ------
    InputError
        If a value is missing, no column differs, or all columns with differences are perfectly
        correlated, so that there is no conflict to weigh.

    Notes
    -----
    u = min-max towards the best value; w ∝ s(u) Σₗ(1 − rₗ), over the columns with differences.
    Some libraries scale every column as benefit, which turns agreement into conflict.

    References
    ----------
    Diakoulaki, D., Mavrotas, G. & Papayannakis, L. (1995), "Determining objective weights in
    multiple criteria problems: the CRITIC method", Computers & Operations Research 22, 763–770.

    Examples
    --------
    >>> critic([[1, 9, 3], [2, 5, 1], [3, 1, 2]], benefit=[True, False, True]).round(4).tolist()
    [0.25, 0.25, 0.5]
    """
    choice(correlation, "correlation", ("pearson", "spearman"))

    def conflict(columns: Varying) -> Float:
        unit = columns.unit()
        judged = unit if correlation == "pearson" else np.empty_like(unit)
        if correlation == "spearman":
            for j, more in enumerate(columns.benefit):
                judged[:, j] = rank(columns.x[:, j], ties="average", higher_is_better=not more)
        apart = 1.0 - _correlation(judged)
        apart[apart < _NOISE] = 0.0
        return np.asarray(deviation(unit) * apart.sum(axis=0))

    return weigh(matrix, conflict, benefit=benefit)


def _small_logs(x: Float, benefit: Flags) -> Float:
    """ln(x/min), cost ln(max/x), of columns whose values are near each other."""
    lowest, highest = x.min(axis=0), x.max(axis=0)
    apart = np.where(benefit, x - lowest, highest - x)
    return np.asarray(np.log1p(apart / np.where(benefit, lowest, x)))


@steady
def merec(matrix: TableLike, *, benefit: Benefit = True) -> Float:
    """Weights by what the removal of each column changes (MEREC).

    Parameters
    ----------
    matrix : array_like (n, k)
        Raw values, above 0; subjects by indicators.
    benefit : bool or (k,) bool
        True where more is better.

    Returns
    -------
    ndarray of float64, (k,)
        Sums to 1; a column without differences weighs 0, whatever its value.

    Raises
    ------
    InputError
        If a value is missing, or not above 0 in a column with differences, or no column differs.

    Notes
    -----
    n = min/x, cost x/max; S = ln(1 + (1/k) Σ|ln n|), S₋ⱼ the same without column j (k as it was);
    w ∝ Σᵢ|S₋ⱼ − S|. A column without differences adds nothing to S, but counts in k.

    References
    ----------
    Keshavarz-Ghorabaee, M., Amiri, M., Zavadskas, E. K., Turskis, Z. & Antucheviciene, J. (2021),
    "Determination of objective weights using a new method based on the removal effects of criteria
    (MEREC)", Symmetry 13(4), 525.

    Examples
    --------
    >>> merec([[1, 8], [2, 4], [4, 1]]).round(4).tolist()
    [0.3872, 0.6128]
    """

    def removal(columns: Varying) -> Float:
        logs = np.log(columns.x)
        away = np.where(columns.benefit, logs - logs.min(axis=0), logs.max(axis=0) - logs)
        near = columns.x.max(axis=0) < 2.0 * columns.x.min(axis=0)
        away[:, near] = _small_logs(columns.x[:, near], columns.benefit[near])
        away = away / columns.k
        # S₋ⱼ − S in one logarithm: the difference of two would lose the digits of a small one.
        whole = 1.0 + away.sum(axis=1, keepdims=True)
        return np.asarray(-np.log1p(-away / whole).sum(axis=0))

    return weigh(matrix, removal, check=_refuse_not_positive, benefit=benefit)


def _refuse_not_positive(columns: Varying) -> None:
    columns.refuse(
        columns.x <= 0,
        code="not_positive",
        expected="values above 0",
        hint="Shift the values, or use standard_deviation or critic.",
    )


def _refuse_for_cilos(columns: Varying) -> None:
    columns.refuse_negative()
    columns.refuse(
        (columns.x == 0) & ~columns.benefit,
        code="not_positive",
        expected="costs above 0",
        hint="Shift the values, or use standard_deviation or critic.",
    )


def _loss(columns: Varying) -> Float:
    """Null vector of the matrix of relative losses."""
    x, k = columns.x, columns.x.shape[1]
    lowest = x.min(axis=0)
    highest = x.max(axis=0)
    # 1 − x/max and 1 − min/x, without a difference from 1.
    lost = np.where(columns.benefit, highest - x, x - lowest)
    lost = lost / np.where(columns.benefit, highest, x)
    # Row i: the subjects that are best in column i, averaged, so that their order does not matter.
    best = same(1.0 - lost, np.ones_like(lost))
    losses = (best.T / best.sum(axis=0)[:, None]) @ lost
    losses[losses < _NOISE] = 0.0
    np.fill_diagonal(losses, 0.0)
    balance = losses - np.diag(losses.sum(axis=0))
    singular = np.linalg.svd(balance, compute_uv=False)
    if singular[-2] <= _NOISE * max(singular[0], 1.0):
        return np.zeros(k)
    # The rows sum to 0: one of them is replaced by "the weights sum to 1".
    balance[0] = 1.0
    right = np.zeros(k)
    right[0] = 1.0
    return np.asarray(np.maximum(np.linalg.solve(balance, right), 0.0))


@steady
def cilos(matrix: TableLike, *, benefit: Benefit = True) -> Float:
    """Weights by the impact of loss (CILOS).

    Parameters
    ----------
    matrix : array_like (n, k)
        Raw values, 0 or more (costs above 0); subjects by indicators.
    benefit : bool or (k,) bool
        True where more is better.

    Returns
    -------
    ndarray of float64, (k,)
        Sums to 1; a column without differences weighs 0: it is left out, for the equations alone
        would give it all the weight.

    Raises
    ------
    InputError
        If a value is missing, negative, or a cost of 0 in a column with differences; no column
        differs; or the equations have no single answer, as when one subject is best throughout.

    Notes
    -----
    Costs become min/x. pᵢⱼ is the share of column j's best value that is lost at the subject best
    in column i (the mean over subjects tied at the best). w solves Fw = 0, Σw = 1 with
    F = P − diag(Σᵢ pᵢⱼ): the less a column loses, the more it weighs. A column that loses nothing
    wherever another is at its best takes all the weight.

    References
    ----------
    Zavadskas, E. K. & Podvezko, V. (2016), "Integrated determination of objective criteria weights
    in MCDM", International Journal of Information Technology & Decision Making 15, 267–283.

    Examples
    --------
    >>> cilos([[4, 1], [2, 2]]).round(6).tolist()
    [0.5, 0.5]
    >>> cilos([[4, 1], [1, 2]]).round(6).tolist()
    [0.4, 0.6]
    """
    return weigh(matrix, _loss, check=_refuse_for_cilos, benefit=benefit)


@steady
def idocriw(matrix: TableLike, *, benefit: Benefit = True) -> Float:
    """Weights by entropy and impact of loss together (IDOCRIW).

    Parameters
    ----------
    matrix : array_like (n, k)
        Raw values, 0 or more (costs above 0); subjects by indicators.
    benefit : bool or (k,) bool
        True where more is better.

    Returns
    -------
    ndarray of float64, (k,)
        Sums to 1; a column without differences weighs 0.

    Raises
    ------
    InputError
        Where `entropy` or `cilos` does.

    Notes
    -----
    w ∝ entropy weight · CILOS weight; the entropy of the raw values, as in `entropy`.

    References
    ----------
    Zavadskas, E. K. & Podvezko, V. (2016), "Integrated determination of objective criteria weights
    in MCDM", International Journal of Information Technology & Decision Making 15, 267–283.

    Examples
    --------
    >>> idocriw([[4, 1], [1, 2]]).round(4).tolist()
    [0.6941, 0.3059]
    """
    return weigh(
        matrix,
        lambda columns: divergence(columns) * _loss(columns),
        check=_refuse_for_cilos,
        benefit=benefit,
    )


@steady
def pca(matrix: TableLike, *, rule: Literal["first", "kaiser"] = "first") -> Float:
    """Weights from the principal components of the correlation matrix.

    Parameters
    ----------
    matrix : array_like (n, k)
        Raw values; subjects by indicators. The direction does not matter.
    rule : {"first", "kaiser"}
        The first component, or all with an eigenvalue of 1 or more.

    Returns
    -------
    ndarray of float64, (k,)
        Sums to 1; a column without differences weighs 0.

    Raises
    ------
    InputError
        If a value is missing, or no column differs (as with one row).

    Notes
    -----
    With eigenvalues λ and unit eigenvectors v: w = v₁², or w ∝ Σ λ v² over λ ≥ 1. Where several
    components share the largest eigenvalue, the first is not determined; the mean of their squares
    is, and is taken.

    References
    ----------
    OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, step 6. Kaiser, H. F. (1960),
    "The application of electronic computers to factor analysis", Educational and Psychological
    Measurement 20, 141–151.

    Examples
    --------
    >>> pca([[1, 1, 4], [2, 3, 1], [3, 2, 2], [4, 5, 3]]).round(4).tolist()
    [0.4491, 0.4555, 0.0954]
    """
    choice(rule, "rule", ("first", "kaiser"))

    def components(columns: Varying) -> Float:
        values, vectors = np.linalg.eigh(_correlation(columns.unit()))
        if rule == "first":
            first = values >= values[-1] * (1.0 - 1e-9)
            return np.asarray(np.square(vectors[:, first]).sum(axis=1))
        kept = values >= 1.0 - 1e-9
        return np.asarray((np.square(vectors[:, kept]) * values[kept]).sum(axis=1))

    return weigh(matrix, components)
