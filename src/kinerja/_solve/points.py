"""What a solver call hands back: a vertex with its prices, or whole numbers with a bound."""

from __future__ import annotations

from dataclasses import dataclass

from .._types import Float


@dataclass(frozen=True, slots=True)
class Linear:
    """A vertex that is optimal, and the price of each row."""

    x: Float
    """(k,) the columns."""
    row_dual: Float
    """(m,) change of the least cost for one more on the right side of the row."""
    value: float
    """Least cost."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """The best point with whole numbers, and a bound that no point can beat."""

    x: Float
    value: float
    bound: float
    finished: bool
    """False when the time ran out first: `x` is then feasible, not proved best."""
