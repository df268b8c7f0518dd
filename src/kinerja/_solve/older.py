"""What an older solver says of a programme in whole numbers is tried before it is taken.

HiGHS 1.8 to 1.10, in scipy before 1.17, now and then hands over a point that breaks a row (scipy
issue 24141), or calls a point the best that is not (3 of 3,000 small programmes of tasks).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from .._types import Float
from ..errors import ConvergenceError, InfeasibleError
from .points import Mixed

Rows = tuple[Any, Float, Float]
"""A matrix, and both sides of its rows."""
_NO_BETTER = 1e-6
"""Share of a value by which another has to be better: what a solution may miss its rows by."""
_BROKEN = 1e-5
"""Share of what stands in a row by which a point may miss it."""


Search = Callable[[Rows, dict[str, Any]], Mixed]
"""One search with these rows, and with settings other than the usual ones."""


def tried(search: Search, cost: Float, rows: Rows, settings: dict[str, Any]) -> Mixed:
    """Search for the best point until asking for a better one finds none.

    Raises
    ------
    InfeasibleError
        If no point keeps all rows.
    ConvergenceError
        If the solver's point breaks a row, found with presolve and without it.
    """
    from scipy import sparse

    out = _kept(search, rows, settings)
    matrix, lower, upper = rows
    more = sparse.vstack([sparse.csr_array(matrix), sparse.csr_array(cost[None])])
    while out.finished:
        size = max(1.0, abs(out.value))
        below = out.value - max(_NO_BETTER, settings["mip_rel_gap"]) * size
        asked = (more, np.append(lower, -np.inf), np.append(upper, below))
        try:
            better = _kept(search, asked, settings)
        except InfeasibleError:
            return out
        except ConvergenceError:  # no time is left to ask
            return Mixed(out.x, out.value, -math.inf, finished=False)
        if better.value >= out.value:
            return out
        out = better
    return out


def _kept(search: Search, rows: Rows, settings: dict[str, Any]) -> Mixed:
    """Search for a point that keeps the rows; without presolve where one with it does not."""
    out = search(rows, {})
    if settings["presolve"] and not _keeps(out.x, rows):
        out = search(rows, {"presolve": False})
    if not _keeps(out.x, rows):
        raise ConvergenceError(
            "The solver's point breaks a row of its programme.",
            code="no_convergence",
            hint="Install scipy 1.17 or newer.",
        )
    return out


def _keeps(x: Float, rows: Rows) -> bool:
    matrix, lower, upper = rows
    value, size = matrix @ x, abs(matrix) @ abs(x)
    slack = _BROKEN * np.maximum(1.0, size)
    return bool(((value >= lower - slack) & (value <= upper + slack)).all())
