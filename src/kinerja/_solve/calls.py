"""The solver calls: a linear programme, or one with whole numbers, and what their end means.

HiGHS (through scipy) does the work. Whatever is not a finished solution becomes an error that
names the solver's status; only a mixed programme that ran out of time may come back with the best
point found, together with the bound that was proved.

References
----------
Huangfu, Q. and Hall, J. A. J. (2018). Parallelizing the dual revised simplex method. Mathematical
Programming Computation 10(1), 119-142.
"""

from __future__ import annotations

import math
import time
from typing import Any, Literal

import numpy as np

from .._scipy import before_1_17
from .._types import Flags, Float
from ..errors import ConvergenceError, InfeasibleError
from .older import Rows, tried
from .points import Linear, Mixed

TIME_LIMIT: Literal["time_limit"] = "time_limit"
"""Code of the error that says that the time was used up before anything was found."""


def seconds_left(deadline: float | None) -> float:
    """Seconds until a deadline of the monotonic clock; raise when it has passed."""
    if deadline is None:
        return math.inf
    left = deadline - time.monotonic()
    if left <= 0:
        raise out_of_time_error()
    return left


def linear(
    cost: Float,
    matrix: Any,
    row_lower: Float,
    row_upper: Float,
    lower: Float,
    upper: Float,
    *,
    interior: bool = False,
    deadline: float | None = None,
) -> Linear:
    """Minimise ``cost @ x`` subject to ``row_lower <= matrix @ x <= row_upper`` and the bounds.

    Parameters
    ----------
    cost, lower, upper : ndarray, shape (k,)
        One entry a column; bounds may be infinite.
    matrix : sparse or dense array, shape (m, k)
    row_lower, row_upper : ndarray, shape (m,)
        Equal for an equation, infinite where a side is free.
    interior : bool
        Interior point with crossover in place of the simplex: ten times as quick where many
        columns are tied.
    deadline : float, optional
        Reading of ``time.monotonic()`` at which to stop.

    Raises
    ------
    InfeasibleError
        If no point keeps all rows.
    ConvergenceError
        If it is unbounded, the solver fails, or the time is used up; the status is named.

    Examples
    --------
    Two tasks share one hour; the dearer hour is worth 3.

    >>> one = np.ones(1)
    >>> linear(
    ...     np.array([-3.0, -1.0]), np.ones((1, 2)), -np.inf * one, one, np.zeros(2), 9 * np.ones(2)
    ... )
    Linear(x=array([1., 0.]), row_dual=array([-3.]), value=-3.0)
    """
    from scipy import optimize, sparse

    rows = sparse.csr_array(matrix)
    same = row_lower == row_upper
    above = ~same & np.isfinite(row_upper)
    below = ~same & np.isfinite(row_lower)
    left = seconds_left(deadline)
    options: dict[str, Any] = {} if math.isinf(left) else {"time_limit": left}
    ub = sparse.vstack([rows[above], -rows[below]]) if (above | below).any() else None
    solve: Any = optimize.linprog
    out = solve(
        cost,
        A_ub=ub,
        b_ub=None if ub is None else np.concatenate([row_upper[above], -row_lower[below]]),
        A_eq=rows[same] if same.any() else None,
        b_eq=row_upper[same] if same.any() else None,
        bounds=np.column_stack([lower, upper]),
        method="highs-ipm" if interior else "highs-ds",
        options=options,
    )
    if out.status != 0:
        raise failure(int(out.status), str(out.message), deadline)
    dual = np.zeros(row_lower.size)
    if ub is not None:
        above_count = int(above.sum())
        dual[above] = out.ineqlin.marginals[:above_count]
        dual[below] -= out.ineqlin.marginals[above_count:]
    if same.any():
        dual[same] = out.eqlin.marginals
    return Linear(np.asarray(out.x, dtype=np.float64), dual, float(out.fun))


def mixed(
    cost: Float,
    matrix: Any,
    row_lower: Float,
    row_upper: Float,
    lower: Float,
    upper: Float,
    *,
    whole: Flags | None = None,
    relative_gap: float = 0.0,
    presolve: bool = True,
    deadline: float | None = None,
) -> Mixed:
    """Minimise as `linear` does, the columns marked in `whole` (default all) being whole numbers.

    With `relative_gap` the search ends once value and bound are that close, as a share of the
    value: where values lie on a known grid, less than one step is proof enough. Without `presolve`
    the time limit holds better, where there is little to reduce.

    Raises
    ------
    InfeasibleError
        If no point keeps all rows.
    ConvergenceError
        If the solver fails, or the time is used up before a point is found; the status is named.

    Examples
    --------
    One and a half units of room hold one whole item.

    >>> one = np.ones(1)
    >>> out = mixed(-one, np.ones((1, 1)), -np.inf * one, 1.5 * one, 0 * one, 9 * one)
    >>> out.value, out.bound, out.finished
    (-1.0, -1.0, True)
    """
    settings: dict[str, Any] = {"mip_rel_gap": relative_gap, "presolve": presolve}

    def search(rows: Rows, other: dict[str, Any]) -> Mixed:
        return _searched(cost, rows, (lower, upper), whole, settings | other, deadline)

    rows = (matrix, row_lower, row_upper)
    if before_1_17():
        return tried(search, cost, rows, settings)
    return search(rows, {})


def _searched(
    cost: Float,
    rows: tuple[Any, Float, Float],
    ends: tuple[Float, Float],
    whole: Flags | None,
    settings: dict[str, Any],
    deadline: float | None,
) -> Mixed:
    """One search of HiGHS."""
    from scipy import optimize

    left = seconds_left(deadline)
    options = dict(settings)
    if not math.isinf(left):
        options["time_limit"] = left
    solve: Any = optimize.milp
    out = solve(
        cost,
        integrality=np.ones(cost.size, dtype=np.int64) if whole is None else whole.astype(np.int64),
        bounds=optimize.Bounds(*ends),
        constraints=optimize.LinearConstraint(*rows),
        options=options,
    )
    if out.status == 1 and out.x is not None:
        bound = -math.inf if out.mip_dual_bound is None else float(out.mip_dual_bound)
        return Mixed(np.asarray(out.x, dtype=np.float64), float(out.fun), bound, finished=False)
    if out.status != 0:
        raise failure(int(out.status), str(out.message), deadline)
    bound = out.fun if out.mip_dual_bound is None else out.mip_dual_bound
    return Mixed(np.asarray(out.x, dtype=np.float64), float(out.fun), float(bound), finished=True)


def out_of_time_error() -> ConvergenceError:
    """Error that says that the time is used up."""
    return ConvergenceError(
        "The time limit was reached before the solver finished.",
        code=TIME_LIMIT,
        argument="time_limit",
        hint="Allow more time.",
    )


def failure(status: int, message: str, deadline: float | None) -> Exception:
    """Error for a call that ended without a solution."""
    if status == 1 and deadline is not None:
        return out_of_time_error()
    if status == 2:
        return InfeasibleError(
            f"No solution keeps all the rules at once (solver status {status}: {message})",
            found=message,
        )
    return ConvergenceError(
        f"The solver stopped without a solution: status {status}, {message}",
        code="no_convergence",
        found=f"status {status}: {message}",
    )
