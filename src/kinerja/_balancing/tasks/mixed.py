"""Workers who differ: bounds from shares of tasks, and whole tasks by branch and bound.

References
----------
Lenstra, J. K., Shmoys, D. B. and Tardos, E. (1990). Approximation algorithms for scheduling
unrelated parallel machines. Mathematical Programming 46, 259-271 (a guessed makespan rules out the
pairs of task and worker that are longer by themselves).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..._solve import linear, mixed
from ..._types import Flags, Float, Ints
from ...errors import InfeasibleError
from .first_plans import descending
from .problem import NO_CAP, Tasks

PRICE = 2.0**50
"""Prices are counted in this fraction of 1."""

TOLERANCE = 5e-7
"""Share of the makespan to which the solver's bound holds."""

SCALE = 10_000.0
"""Makespan in the units that the solver sees."""

MOST_PAIRS = 200_000
"""Pairs of task and worker up to which the linear programme is solved."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Least makespan when tasks may be cut and shared."""

    bound: int
    """Lagrangian bound of the prices: valid whatever the solver's tolerance."""
    task: Ints
    worker: Ints
    share: Float


def open_pairs(tasks: Tasks, longest: int | None = None) -> Flags:
    """(n, m) pairs that eligibility, capacity and a guessed makespan leave open."""
    out: Flags = tasks.times <= (tasks.cap if longest is None else np.minimum(tasks.cap, longest))
    return out if tasks.allowed is None else out & tasks.allowed


def _rows(tasks: Tasks, pairs: Flags, scale: float) -> tuple[Any, Float, Float, Ints, Ints]:
    """Each task once, each worker's time under the makespan (the last column) and its capacity."""
    from scipy import sparse

    n, m = pairs.shape
    task, worker = np.nonzero(pairs)
    time = tasks.times[task, worker] * scale
    col = np.arange(task.size)
    capped = np.flatnonzero(tasks.cap < NO_CAP)
    has = np.isin(worker, capped)
    place = np.searchsorted(capped, worker[has])
    row = np.concatenate([task, n + worker, n + np.arange(m), n + m + place])
    column = np.concatenate([col, col, np.full(m, task.size), col[has]])
    value = np.concatenate([np.ones(task.size), time, -np.ones(m), time[has]])
    matrix = sparse.csr_array((value, (row, column)), shape=(n + m + capped.size, task.size + 1))
    low = np.concatenate([np.ones(n), np.full(m + capped.size, -np.inf)])
    high = np.concatenate([np.ones(n), np.zeros(m), tasks.cap[capped] * scale])
    return matrix, low, high, task, worker


def shared(tasks: Tasks, longest: int | None, deadline: float) -> Shares:
    """Solve for shares of tasks, without the pairs that take longer than a guessed makespan.

    Raises
    ------
    InfeasibleError
        If not even shares of tasks keep eligibility and capacity.
    """
    n, m = tasks.times.shape
    scale = SCALE / float(tasks.times.max())
    pairs = open_pairs(tasks, longest)
    matrix, low, high, task, worker = _rows(tasks, pairs, scale)
    count = task.size
    cost = np.zeros(count + 1)
    cost[-1] = 1.0
    top = np.full(count + 1, np.inf)
    out = linear(cost, matrix, low, high, np.zeros(count + 1), top, deadline=deadline)
    # Prices of workers that sum to 1 give a bound by themselves: each task at its cheapest worker.
    price = np.maximum(-out.row_dual[n : n + m], 0.0)
    room = np.zeros(m)
    capped = np.flatnonzero(tasks.cap < NO_CAP)
    room[capped] = np.maximum(-out.row_dual[n + m :], 0.0)
    return Shares(_priced(tasks, pairs, price, room), task, worker, out.x[:count])


def _priced(tasks: Tasks, pairs: Flags, price: Float, room: Float) -> int:
    """Bound that prices of time and of capacity imply, whatever the solver's tolerance.

    With prices that sum to 1 over the workers, no plan is shorter than each task at its cheapest
    worker, less what the capacities give back. Whole prices keep it exact.
    """
    if not price.any():
        return 0
    whole = np.rint(price / price.sum() * PRICE).astype(np.int64).astype(object)
    back = np.rint(room / price.sum() * PRICE).astype(np.int64).astype(object)
    cost = tasks.times.astype(object) * (whole + back)
    cheapest = [min(row[ok].tolist()) for row, ok in zip(cost, pairs, strict=True)]
    given = sum(b * c for b, c in zip(back.tolist(), tasks.cap.tolist(), strict=True))
    return int(-(-(sum(cheapest) - given) // sum(whole.tolist())))


def bound_by_shares(tasks: Tasks, bound: int, deadline: float) -> tuple[int, Shares]:
    """Least makespan that is not refuted by sharing tasks, by bisection of the guess."""
    free = shared(tasks, None, deadline)
    bound = max(bound, free.bound)
    lengths = np.unique(tasks.times)
    while True:
        # The guess matters only where it rules pairs out that the last one did not.
        at = shared_or_none(tasks, bound, deadline)
        if at is not None and at.bound <= bound:
            return bound, at
        # No makespan up to `bound` will do; above it, pairs come back at the next length.
        steps = lengths[lengths > bound].tolist()
        if at is not None:
            steps.append(at.bound)
        bound = min(steps)


def shared_or_none(tasks: Tasks, longest: int, deadline: float) -> Shares | None:
    """As `shared`; None where a task has no worker left, or shares do not fit."""
    try:
        return shared(tasks, longest, deadline)
    except InfeasibleError:
        return None


def from_shares(tasks: Tasks, shares: Shares) -> Ints | None:
    """Each task to the worker with its largest share, the divided ones by least finishing time."""
    share: Float = np.zeros(tasks.times.shape)
    share[shares.task, shares.worker] = shares.share
    out: Ints = share.argmax(axis=1)
    whole = share.max(axis=1) > 0.99
    load = np.zeros_like(tasks.cap)
    at = np.flatnonzero(whole)
    np.add.at(load, out[at], tasks.times[at, out[at]])
    if (load > tasks.cap).any():
        return None
    pairs = open_pairs(tasks)
    divided = np.flatnonzero(~whole)
    for i in divided[descending(tasks.times[divided].min(axis=1))]:
        done = load + tasks.times[i]
        ok = pairs[i] & (done <= tasks.cap)
        if not ok.any():
            return None
        out[i] = int(np.where(ok, done, NO_CAP).argmin())
        load[out[i]] = done[out[i]]
    return out


def whole_tasks(
    tasks: Tasks, bound: int, makespan: int | None, deadline: float
) -> tuple[Ints | None, int, bool]:
    """Branch and bound for a plan below a makespan: the plan, a bound, and whether it finished.

    Raises
    ------
    InfeasibleError
        If there is no such plan.
    """
    longest = None if makespan is None else makespan - 1
    pairs = open_pairs(tasks, longest)
    most = float(tasks.times.max()) if makespan is None else makespan
    scale = min(1.0, SCALE / most)
    matrix, low, high, task, worker = _rows(tasks, pairs, scale)
    count = task.size
    cost = np.zeros(count + 1)
    cost[-1] = 1.0
    lower, upper = np.zeros(count + 1), np.ones(count + 1)
    lower[-1] = bound * scale
    upper[-1] = np.inf if longest is None else longest * scale
    whole = np.arange(count + 1) < count
    out = mixed(cost, matrix, low, high, lower, upper, whole=whole, deadline=deadline)
    found = np.zeros(tasks.n, dtype=np.int64)
    chosen = out.x[:count] > 0.5
    found[task[chosen]] = worker[chosen]
    # The solver's word holds to about a millionth of the makespan.
    least = math.ceil(out.bound / scale - TOLERANCE * max(1.0, out.bound / scale))
    if chosen.sum() != tasks.n or (np.array(tasks.loads(found)) > tasks.cap).any():
        return None, max(bound, least), False
    return found, max(bound, least), out.finished
