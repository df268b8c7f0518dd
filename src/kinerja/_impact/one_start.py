"""Whether all treated units start at one time, as a single difference in differences supposes."""

from __future__ import annotations

import numpy as np

from .._types import Codes, Flags
from ..errors import InputError
from .periods import STAGGERED


def refuse_staggered(unit: Codes, period: Codes, treated: Flags, post: Flags) -> None:
    """Refuse units whose `treated` changes with time, and a `post` of each unit's own."""
    treated_somewhere, treated_nowhere = _pure(unit, period, treated)
    if (treated_somewhere.any(axis=1) & treated_nowhere.any(axis=1)).any():
        raise _staggered("treated", "units in which `treated` switches on")
    begun, not_begun = _pure(unit[treated], period[treated], post[treated])
    if (begun.any(axis=0) & not_begun.any(axis=0)).any():
        raise _staggered("post", "a period that is after the start of one unit, before another's")


def refuse_switching(cluster: Codes, treated: Flags, post: Flags) -> None:
    """Refuse clusters in which `treated` looks switched on, where no time is given to see it by.

    A switch leaves no treated rows before or no control rows after. Clusters that hold treated and
    control people side by side have both: one such cluster, and nothing is concluded.
    """
    count = int(cluster.max()) + 1
    cell = np.bincount(4 * cluster + 2 * treated + post, minlength=4 * count).reshape(count, 4) > 0
    control_before, control_after, treated_before, treated_after = cell.T
    mixed = (control_before | control_after) & (treated_before | treated_after)
    switched = control_before & treated_after & ~(control_after & treated_before)
    if switched.any() and not (mixed & ~switched).any():
        raise _staggered("treated", "clusters in which `treated` switches on")


def _pure(unit: Codes, period: Codes, flag: Flags) -> tuple[Flags, Flags]:
    """(units, periods) where all rows are flagged, and where rows are and none is."""
    shape = (int(unit.max()) + 1, int(period.max()) + 1)
    cell = unit * shape[1] + period
    size = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    flagged = np.bincount(cell, flag, shape[0] * shape[1]).reshape(shape)
    return (size > 0) & (flagged == size), (size > 0) & (flagged == 0)


def _staggered(argument: str, found: str) -> InputError:
    return InputError.about(
        argument,
        code="contradiction",
        expected="one start for all treated units, each of them marked before it too",
        found=found,
        hint=STAGGERED,
    )
