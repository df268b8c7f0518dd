"""The best-worst method: weights from two rows of judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from .. import _checks
from .._digits import same
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatVector, Provenance, Result

_HIGHEST = 1000.0
"""Far above the scale of 1 to 9; beyond it the solver's tolerance would show in the weights."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BWM(Result):
    """Weights of the best-worst method, and how consistent the judgements are.

    Examples
    --------
    >>> out = bwm([2, 1, 4], [2, 4, 1])
    >>> out.best, out.worst, round(out.ksi, 9), out.input_consistency
    (1, 2, 0.0, 0.0)
    """

    _keys: ClassVar = {}
    _first: ClassVar = ("weights",)

    weights: Annotated[FloatVector, Axis("criterion")]
    """(k,) weights, summing to 1."""
    ksi: float
    """Largest deviation of the linear model, in units of weight; 0 for consistent judgements."""
    input_consistency: float
    """Largest of `consistency_by_criterion`: 0 for consistent judgements, 1 at worst."""
    consistency_by_criterion: Annotated[FloatVector, Axis("criterion")]
    """(k,) |a(best, j)·a(j, worst) − a(best, worst)| / (a(best, worst)² − a(best, worst))."""
    best: int
    """Position of the best criterion."""
    worst: int
    """Position of the worst criterion."""
    provenance: Provenance
    """Options in force, library version."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.best_worst


@steady
def bwm(best_to_others: ArrayLike, others_to_worst: ArrayLike) -> BWM:
    """Weights by the best-worst method, linear model.

    Parameters
    ----------
    best_to_others : array_like (k,)
        How many times the best criterion is as important as each: 1 to 9 as published, any number
        from 1 to 1000; 1 at the best itself.
    others_to_worst : array_like (k,)
        How many times each is as important as the worst criterion; 1 at the worst itself.

    Returns
    -------
    BWM

    Raises
    ------
    InputError
        If a judgement is missing or not between 1 and 1000, no criterion has a 1, or the two lists
        disagree about the best over the worst.

    Notes
    -----
    Minimise ξ subject to |w_B − a_Bj wⱼ| ≤ ξ, |wⱼ − a_jW w_W| ≤ ξ, Σw = 1, w ≥ 0: a linear
    programme, solved exactly. The best is the criterion with a 1 in `best_to_others` (of several,
    that furthest above the worst), and the worst likewise.

    References
    ----------
    Rezaei, J. (2016), "Best-worst multi-criteria decision-making method: some properties and a
    linear model", Omega 64, 126–130. Liang, F., Brunelli, M. & Rezaei, J. (2020), "Consistency
    issues in the best worst method: measurements and thresholds", Omega 96, 102175.

    Examples
    --------
    >>> bwm([2, 1, 4, 2, 8], [4, 8, 2, 4, 1]).weights.round(6).tolist()
    [0.210526, 0.421053, 0.105263, 0.210526, 0.052632]
    """
    down = _judged(best_to_others, "best_to_others")
    up = _judged(others_to_worst, "others_to_worst", n=down.size)
    best = _extreme(down, up, "best_to_others")
    worst = _extreme(up, down, "others_to_worst")
    span = float(down[worst])
    if not same(down[worst], up[best]):
        raise InputError.about(
            "others_to_worst",
            code="contradiction",
            expected=f"{span:g} at position {best}, as `best_to_others` says at position {worst}",
            found=f"{up[best]:g}",
            hint="Both are the best over the worst.",
        )
    w, ksi = _solve(down, up, best, worst)
    each = np.abs(down * up - span) / (span * span - span) if span > 1 else np.zeros(down.size)
    each = np.where(same(down * up, np.full(down.size, span)), 0.0, each)
    return BWM(
        weights=w,
        ksi=ksi,
        input_consistency=float(each.max()),
        consistency_by_criterion=each,
        best=best,
        worst=worst,
        provenance=Provenance(
            **made_from(best_to_others=best_to_others, others_to_worst=others_to_worst),
            options={"model": "linear"},
        ),
    )


def _judged(x: ArrayLike, argument: str, n: int | None = None) -> Float:
    out = _checks.vector(x, argument, n=n)
    if not out.size:
        raise InputError.about(
            argument, code="too_few", expected="at least one value", found="none"
        )
    _checks.refuse_cells(
        (out < 1) | (out > _HIGHEST),
        out,
        argument,
        code="out_of_range",
        expected=f"judgements from 1 to {_HIGHEST:g} (1 to 9 as published)",
    )
    return out


def _extreme(own: Float, other: Float, argument: str) -> int:
    ones = own == 1.0
    if not ones.any():
        raise InputError.about(
            argument,
            code="invalid_input",
            expected="a judgement of 1 at the criterion compared with itself",
            found=f"a smallest of {own.min():g}",
        )
    return int(np.argmax(np.where(ones, other, 0.0)))


def _solve(down: Float, up: Float, best: int, worst: int) -> tuple[Float, float]:
    k = down.size
    if same(down * up, np.full(k, down[worst])).all():
        return np.asarray((1.0 / down) / (1.0 / down).sum()), 0.0  # consistent: no deviation
    from .._solve import linear

    # Columns: the weights, then ξ. Rows: each difference − ξ ≤ 0 and its negative − ξ ≤ 0.
    first, second = -np.diag(down), np.eye(k)
    first[:, best] += 1.0
    second[:, worst] -= up
    differences = np.vstack([first, second])
    differences = differences[np.abs(differences).sum(axis=1) > 0]
    m = len(differences)
    rows = np.vstack(
        [
            np.column_stack([np.vstack([differences, -differences]), -np.ones(2 * m)]),
            np.append(np.ones(k), 0.0),
        ]
    )
    upper = np.append(np.zeros(2 * m), 1.0)
    lower = np.append(np.full(2 * m, -np.inf), 1.0)
    cost = np.append(np.zeros(k), 1.0)
    out = linear(cost, rows, lower, upper, np.zeros(k + 1), np.full(k + 1, np.inf))
    w = np.maximum(out.x[:k], 0.0)
    w = w / w.sum()
    # The deviation of these very weights, not the solver's own figure for it.
    return w, float(np.abs(differences @ w).max())
