"""One objective after the other, each proved before the next is touched.

A later objective may only use plans that are optimal for all earlier ones. These plans are a face
of the polytope of all plans, and complementary slackness names it: a column whose reduced cost is
not zero stays at its bound, a row whose price is not zero stays tight. Nothing is weighted against
anything, so no weight can grow past what a float holds, and no extra row disturbs the network.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._solve import TIME_LIMIT, Linear, linear
from ..errors import ConvergenceError, InfeasibleError

Float = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOISE = 1e-7
"""Reduced costs below this share of the largest coefficient count as zero."""

LARGE = 10_000
"""Programmes of more columns may go to the interior point."""

HALF = 0.5
"""Whole reduced costs are zero or at least one."""


@dataclass(slots=True)
class Step:
    """One solved objective."""

    x: Float
    price: Float
    """(m,) of the rows, in the units of the objective."""
    reduced: Float
    """(k,) reduced cost of the columns."""
    bound: float
    """Lagrangian bound of these prices over the columns that were given."""
    tolerance: float


@dataclass(slots=True)
class Program:
    """Columns and rows, narrowed from objective to objective."""

    matrix: Any
    """(m, k) sparse, by column."""
    lower: Float
    upper: Float
    room: Float
    """(k,) an upper bound that follows from the rows, for the Lagrangian bound."""
    row_lower: Float
    row_upper: Float

    def minimise(
        self, cost: Float, *, whole: bool, deadline: float | None, first: bool = False
    ) -> Step:
        """Solve for one objective on the present face.

        With `whole` every coefficient is a whole number, and prices are rounded to whole numbers:
        the vertices of a network have such prices, and the bound is then free of rounding. `first`
        says that no face is laid down yet.
        """
        free = self.lower < self.upper
        fixed = np.where(free, 0.0, self.lower)
        base = self.matrix @ fixed
        part = self.matrix[:, free]
        used = np.diff(part.tocsr().indptr) > 0
        beyond = np.maximum(self.row_lower - base, base - self.row_upper)
        if (beyond[~used] > HALF).any():
            raise InfeasibleError("No plan keeps all the rules at once.")
        divisor = _divisor(cost[free], whole=whole)
        price = np.zeros(base.size)
        x = fixed
        if used.any():
            out = _vertex(
                cost[free] / divisor,
                part.tocsr()[used],
                (self.row_lower - base)[used],
                (self.row_upper - base)[used],
                self.lower[free],
                self.upper[free],
                first=first,
                deadline=deadline,
            )
            x = fixed.copy()
            x[free] = out.x
            price[used] = out.row_dual * divisor
        elif free.any():
            x = np.where(free, np.where(cost < 0, self.upper, self.lower), fixed)
        tolerance = NOISE * max(1.0, float(np.abs(cost).max(initial=0.0)))
        best = self._priced(cost, x, price, tolerance)
        if whole:
            rounded = self._priced(cost, x, np.rint(price), HALF)
            if rounded.bound >= best.bound - HALF:
                return rounded
        return best

    def _priced(self, cost: Float, x: Float, price: Float, tolerance: float) -> Step:
        # A price of the wrong sign would ask for a side that the row does not have.
        side = np.where(price > 0, self.row_lower, self.row_upper)
        price = np.where(np.isfinite(side), price, 0.0)
        side = np.where(price != 0, side, 0.0)
        reduced = cost - self.matrix.T @ price
        top = np.where(np.isfinite(self.upper), self.upper, self.room)
        bound = float(
            price @ side + np.where(reduced > 0, reduced * self.lower, reduced * top).sum()
        )
        return Step(x, price, reduced, bound, tolerance)

    def narrow(self, step: Step) -> None:
        """Keep only the plans that are optimal for the objective just solved."""
        up = (step.reduced < -step.tolerance) & (np.abs(step.x - self.upper) < NOISE)
        down = (step.reduced > step.tolerance) & (np.abs(step.x - self.lower) < NOISE)
        self.lower = np.where(up, self.upper, self.lower)
        self.upper = np.where(down, self.lower, self.upper)
        held = np.abs(step.price) > step.tolerance
        side = np.where(step.price > 0, self.row_lower, self.row_upper)
        self.row_lower = np.where(held, side, self.row_lower)
        self.row_upper = np.where(held, side, self.row_upper)

    def append(self, matrix: Any, lower: Float, upper: Float, room: Float) -> None:
        """Add columns."""
        from scipy import sparse

        self.matrix = sparse.hstack([self.matrix, matrix], format="csc")
        self.lower = np.concatenate([self.lower, lower])
        self.upper = np.concatenate([self.upper, upper])
        self.room = np.concatenate([self.room, room])


def _vertex(
    cost: Float,
    matrix: Any,
    row_lower: Float,
    row_upper: Float,
    *bounds: Float,
    first: bool,
    deadline: float | None,
) -> Linear:
    """Solve by the simplex, or by interior point with crossover where that is the quicker.

    On the first objective, and where the cap on all moves is used up, plans tie by the thousand,
    and the simplex walks from one to the next: at 17,000 to 87,000 columns the interior point took
    0.15 to 0.6 of its time, and elsewhere two to four times as long. Where its crossover does not
    end at whole people, or it fails otherwise, the simplex decides.
    """
    length = np.diff(matrix.indptr)
    at = int(np.argmax(length))
    capped = 2 * length[at] > cost.size and row_lower[at] == row_upper[at]
    if cost.size > LARGE and (first or capped):
        try:
            out = linear(
                cost, matrix, row_lower, row_upper, *bounds, interior=True, deadline=deadline
            )
        except InfeasibleError:
            pass
        except ConvergenceError as error:
            if error.code == TIME_LIMIT:
                raise
        else:
            if is_whole(out.x):
                return out
    return linear(cost, matrix, row_lower, row_upper, *bounds, deadline=deadline)


def is_whole(x: Float) -> bool:
    """Tell whether a point is one of whole people."""
    return bool((np.abs(x - np.rint(x)) < 1e-5).all())


def _divisor(cost: Float, *, whole: bool) -> float:
    """Bring coefficients to a size the solver's tolerances are made for."""
    largest = float(np.abs(cost).max(initial=0.0))
    if largest == 0:
        return 1.0
    if whole:
        step = float(np.gcd.reduce(np.abs(cost[cost != 0]).astype(np.int64)))
        # Powers of two keep whole prices whole to the last bit.
        return step * max(1.0, 2.0 ** math.ceil(math.log2(largest / step / 2**14)))
    return largest / 1000.0
