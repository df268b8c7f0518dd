"""One objective after the other, each proved before the next is touched.

A later objective may only use plans that are optimal for all earlier ones. These plans are a face
of the polytope of all plans, and complementary slackness names it: a column whose reduced cost is
not zero stays at its bound, a row whose price is not zero stays tight. Nothing is weighted against
anything, so no weight can grow past what a float holds, and no extra row disturbs the structure
that makes the vertices whole numbers. Where they are not, `whole` climbs the same ladder by branch
and bound.

References
----------
Schrijver, A. (1986). Theory of Linear and Integer Programming, section 7.9 (complementary
slackness) and 8.3 (faces).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .._types import Flags, Float
from ..errors import ConvergenceError, InfeasibleError
from .bound import HALF, Trail, on_grid, out_of_time
from .calls import linear
from .points import Linear
from .program import Program

NOISE = 1e-7
"""Reduced costs below this share of the largest coefficient are as the solver leaves them."""

ROUNDING = 1e-14
"""Reduced costs below this share of the largest coefficient are zero but for the last bits."""

REFINEMENTS = 3
"""Each adds seven digits to the prices; a float has sixteen."""

LARGE = 10_000
"""Programmes of more columns may go to the interior point."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One objective: its level's name, and a total of ``(base + cost · x) / unit``.

    ``cost · x`` is to be small; with a negative unit the total is to be large.
    """

    name: str
    cost: Float
    """(k,) of the columns."""
    whole: bool = True
    """True where every coefficient and the total are whole numbers."""
    base: float = 0.0
    unit: float = 1.0
    step: float | None = None
    """Step of the grid of ``cost · x``, 0 without one; None: read from whole coefficients."""
    most: float = 0.0
    """A size that ``cost · x`` does not exceed; 0 where none is known."""

    def proved(self, bound: float) -> float:
        """Bound of the total, from a bound of ``cost · x``.

        Valid rounded up where the total is whole: there is nothing between two whole numbers.
        """
        return on_grid(self.base + bound, float(self.whole)) / self.unit

    @property
    def grid(self) -> float:
        """Step of the values of ``cost · x``; 0 without one."""
        if self.step is not None:
            return self.step
        return step_of(self.cost) if self.whole else 0.0


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
    """Reduced costs and prices below this count as zero."""


def step_of(cost: Float) -> float:
    """Largest number that divides all whole coefficients; 1 where there are none.

    Valid as the step of the values: a sum of whole multiples of it is one itself.
    """
    whole = np.abs(cost[cost != 0]).astype(np.int64)
    return float(np.gcd.reduce(whole)) if whole.size else 1.0


def climb(program: Program, goal: Goal, trail: Trail[Any], *, first: bool = False) -> Step:
    """Solve one level on the present face, note what is proved, and narrow to the next face.

    Valid by linear programming duality: the bound of any prices is a bound of the level.
    """
    step = minimise(program, goal.cost, whole=goal.whole, deadline=trail.deadline, first=first)
    trail.prove(goal.name, goal.proved(step.bound))
    narrow(program, step)
    return step


def minimise(
    program: Program, cost: Float, *, whole: bool, deadline: float | None, first: bool = False
) -> Step:
    """Solve for one objective on the present face.

    With `whole` every coefficient is a whole number, and prices are rounded to whole numbers:
    the vertices of a network have such prices, and the bound is then free of rounding. `first`
    says that no face is fixed yet. Valid whatever the solver's tolerances did: the bound is
    worked out again from the prices alone.
    """
    free = program.lower < program.upper
    x, price = _solved(program, cost, free, deadline, whole=whole, first=first)
    largest = float(np.abs(cost).max(initial=0.0))
    best = _priced(program, cost, x, price, NOISE * (max(1.0, largest) if whole else largest))
    if whole:
        # Whole reduced costs are zero or at least one.
        rounded = _priced(program, cost, x, np.rint(price), HALF)
        return rounded if rounded.bound >= best.bound - HALF else best
    return _refined(program, cost, best, ROUNDING * largest, deadline)


def _solved(
    program: Program,
    cost: Float,
    free: Flags,
    deadline: float | None,
    *,
    whole: bool = False,
    first: bool = False,
) -> tuple[Float, Float]:
    """A best point over the free columns, and the prices (m,) of the rows."""
    fixed = np.where(free, 0.0, program.lower)
    base = program.matrix @ fixed
    part = program.matrix[:, free]
    used = np.diff(part.tocsr().indptr) > 0
    beyond = np.maximum(program.row_lower - base, base - program.row_upper)
    if (beyond[~used] > HALF).any():
        raise InfeasibleError("No plan keeps all the rules at once.")
    divisor = _divisor(cost[free], whole=whole)
    price = np.zeros(base.size)
    x = fixed
    if used.any():
        out = _vertex(
            cost[free] / divisor,
            part.tocsr()[used],
            (program.row_lower - base)[used],
            (program.row_upper - base)[used],
            program.lower[free],
            program.upper[free],
            first=first,
            deadline=deadline,
        )
        x = fixed.copy()
        x[free] = out.x
        price[used] = out.row_dual * divisor
    elif free.any():
        x = np.where(free, np.where(cost < 0, program.upper, program.lower), fixed)
    return x, price


def _refined(
    program: Program, cost: Float, step: Step, rounding: float, deadline: float | None
) -> Step:
    """Solve again among plans that the tolerance cannot tell apart, for what they differ by.

    A coefficient of 1e6 among some of 1 leaves differences of 0.1 to the solver's tolerance. On the
    face of the prices, the cost and the reduced cost differ by a constant (Gleixner, Steffy &
    Wolter 2016, INFORMS Journal on Computing 28, 449–464, iterative refinement); the latter is
    small, and is solved to as many digits. The prices add up, and prove a bound as any prices do.
    """
    for _ in range(REFINEMENTS):
        if _doubtful(step) <= rounding:
            break
        face = replace(program)
        narrow(face, step)
        free = face.lower < face.upper
        # Rows of a price within the tolerance are not held: what they cost is solved again, too.
        held = np.where(np.abs(step.price) > step.tolerance, step.price, 0.0)
        rest = np.where(free, cost - program.matrix.T @ held, 0.0)
        if not rest.any():
            break
        try:
            finer = _solved(face, rest, free, deadline)
        except (InfeasibleError, ConvergenceError):
            break  # to the last digits the face is empty, or the time is over: what is there stands
        tolerance = max(NOISE * float(np.abs(rest).max()), rounding)
        better = _priced(program, cost, finer[0], held + finer[1], tolerance)
        if better.bound < step.bound - rounding * max(1.0, float(np.abs(step.x).sum())):
            break
        step = better
    return step


def _doubtful(step: Step) -> float:
    """Largest reduced cost or price that counts as zero and may be none."""
    either = np.abs(np.concatenate([step.reduced, step.price]))
    return float(either[either <= step.tolerance].max(initial=0.0))


def _priced(program: Program, cost: Float, x: Float, price: Float, tolerance: float) -> Step:
    """Reduced costs and the Lagrangian bound of some prices, a bound whatever the prices are."""
    # A price of the wrong sign would ask for a side that the row does not have.
    side = np.where(price > 0, program.row_lower, program.row_upper)
    price = np.where(np.isfinite(side), price, 0.0)
    side = np.where(price != 0, side, 0.0)
    reduced = cost - program.matrix.T @ price
    top = np.where(np.isfinite(program.upper), program.upper, program.room)
    bound = float(
        price @ side + np.where(reduced > 0, reduced * program.lower, reduced * top).sum()
    )
    return Step(x, price, reduced, bound, tolerance)


def narrow(program: Program, step: Step) -> None:
    """Keep only the plans that are optimal for the objective just solved.

    Valid by complementary slackness: with optimal prices, exactly the points that leave every
    column of a reduced cost at its bound, and every row of a price tight, are optimal.
    """
    up = (step.reduced < -step.tolerance) & (np.abs(step.x - program.upper) < NOISE)
    down = (step.reduced > step.tolerance) & (np.abs(step.x - program.lower) < NOISE)
    program.lower = np.where(up, program.upper, program.lower)
    program.upper = np.where(down, program.lower, program.upper)
    held = np.abs(step.price) > step.tolerance
    side = np.where(step.price > 0, program.row_lower, program.row_upper)
    program.row_lower = np.where(held, side, program.row_lower)
    program.row_upper = np.where(held, side, program.row_upper)


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
            if out_of_time(error):
                raise
        else:
            if is_whole(out.x):
                return out
    return linear(cost, matrix, row_lower, row_upper, *bounds, deadline=deadline)


def is_whole(x: Float) -> bool:
    """Tell whether a point is one of whole numbers, as far as the solver can tell."""
    return bool((np.abs(x - np.rint(x)) < 1e-5).all())


def _divisor(cost: Float, *, whole: bool) -> float:
    """Divisor that brings coefficients to a size the solver's tolerances are made for.

    Valid because minimising a multiple of the cost is minimising the cost.
    """
    largest = float(np.abs(cost).max(initial=0.0))
    if largest == 0:
        return 1.0
    if whole:
        step = step_of(cost)
        # Powers of two keep whole prices whole to the last bit.
        return step * max(1.0, 2.0 ** math.ceil(math.log2(largest / step / 2**14)))
    return max(largest / 1000.0, math.ulp(0.0))  # a thousandth of the smallest floats is 0
