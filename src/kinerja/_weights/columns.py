"""The one way from a matrix to objective weights.

A column whose values are all equal does not distinguish the rows: it is left out, weight 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .. import _checks
from .._digits import same
from .._moments import sized
from .._types import Flags, Float, TableLike
from ..errors import ErrorCode, InputError

Benefit = bool | Sequence[bool] | Flags


@dataclass(frozen=True, slots=True)
class Varying:
    """The columns with differences: at least two, of a matrix of `k`."""

    x: Float
    benefit: Flags
    names: list[str] | list[int]
    k: int

    def refuse(self, bad: Flags, *, code: ErrorCode, expected: str, hint: str) -> None:
        _checks.refuse_cells(
            np.broadcast_to(bad, self.x.shape),
            self.x,
            "matrix",
            code=code,
            expected=expected,
            hint=hint,
            columns=self.names,
        )

    def refuse_negative(self) -> None:
        self.refuse(
            self.x < 0,
            code="negative",
            expected="values of 0 or more",
            hint="Shift the values, or use standard_deviation or critic.",
        )

    def sized(self) -> Float:
        """Each column brought to the size of 1 by an exact power of two: no square overflows."""
        return sized(self.x)[0]

    def unit(self) -> Float:
        """Each column from 0 for its worst to 1 for its best value."""
        x = self.sized()
        lowest, highest = x.min(axis=0), x.max(axis=0)
        return np.asarray(np.where(self.benefit, x - lowest, highest - x) / (highest - lowest))


def weigh(
    matrix: TableLike,
    importance: Callable[[Varying], Float],
    *,
    check: Callable[[Varying], None] | None = None,
    benefit: Benefit = True,
) -> Float:
    """Weights in proportion to the importance of each column with differences; 0 for the others.

    `check` refuses what the formula cannot have, also where a single column leaves no choice.
    """
    x, names, _ = _checks.read_all(matrix, "matrix")
    _checks.refuse_missing(x, "matrix", columns=names)
    direction = _checks.benefit(benefit, x.shape[1])
    if not x.size:
        raise InputError.about(
            "matrix",
            code="too_few",
            expected="at least one row and one column",
            found=f"shape {x.shape}",
            hint="Weights from data need data; without it use equal.",
        )
    constant = same(x.min(axis=0), x.max(axis=0))
    kept = np.flatnonzero(~constant)
    if not kept.size:
        raise InputError.about(
            "matrix",
            code="constant",
            expected="a column whose values differ",
            found=f"no differences in any of {x.shape[1]} columns over {len(x)} rows",
            hint="Nothing here tells the rows apart: state the weights, or use equal.",
        )
    varying = Varying(
        x=x if kept.size == x.shape[1] else x[:, kept],
        benefit=direction[kept],
        names=kept.tolist() if names is None else [names[j] for j in kept],
        k=x.shape[1],
    )
    if check is not None:
        check(varying)
    out = np.zeros(x.shape[1])
    if kept.size == 1:
        out[kept] = 1.0
        return out
    part = importance(varying)
    if not part.any():
        raise InputError.about(
            "matrix",
            code="not_estimable",
            expected="columns that do not all say the same",
            found="no column that this method could tell from the others",
            hint="Use standard_deviation, or state the weights.",
        )
    part = part / part.max()
    out[kept] = part / part.sum()
    return out
