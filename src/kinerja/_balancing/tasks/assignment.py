"""The plan of who does which task, and the function that makes it."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from ... import _checks
from ..._results.prints import made_from
from ..._steady import steady
from ..._types import ArrayLike, Ints
from ..._words import words
from ...errors import InputError
from ...results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result
from .best_plan import Search
from .problem import Tasks, read_tasks

Method = Literal["auto", "lpt", "ldm", "multifit", "exact"]
METHODS: tuple[Method, ...] = ("auto", "lpt", "ldm", "multifit", "exact")

CLOSE = 1e-6
"""A gap of at most this share counts as none where durations had to be rounded."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Assignment(Result):
    """Who does which task, and how far from the best that can be at most."""

    _keys: ClassVar = {"worker": "workers", "task": ()}

    worker: Annotated[IntVector, Axis("task")]
    """(n,) position of the worker of each task."""
    load: Annotated[FloatVector, Axis("worker")]
    """(m,) time of each worker; 0 for a worker without a task."""
    makespan: float
    """The largest load."""
    bound: float
    """No plan has a smaller makespan than this."""
    gap: float
    """(makespan - bound)/bound; 0 means proved best."""
    method: str
    """What found it: "lpt", "ldm", "multifit", "shares", "exchange" or "exact"."""
    stopped_by: Literal["time_limit"] | None
    """``"time_limit"`` when the search was cut short."""
    workers: Annotated[LabelVector, Axis("worker")]
    """(m,) labels of the workers, or their positions."""
    provenance: Provenance

    def tasks_of(self, worker: Any) -> Ints:
        """Positions of the tasks of one worker, named by label or position."""
        names = None if self.workers.dtype.kind == "i" and self._plain else self.workers
        at = _checks.row_of(worker, names, self.workers.size, "worker")
        return np.flatnonzero(self.worker == at)

    @property
    def _plain(self) -> bool:
        return bool((self.workers == np.arange(self.workers.size)).all())

    @property
    def tasks(self) -> Annotated[IntVector, Axis("worker")]:
        """(m,) number of tasks of each worker."""
        return np.bincount(self.worker, minlength=self.workers.size)

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.assignment

    def _facts(self, language: str = "en") -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("makespan", "bound", "gap", "method")}


@steady
def assign_tasks(
    durations: ArrayLike,
    workers: int | ArrayLike,
    *,
    speed: ArrayLike | None = None,
    eligible: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
    method: Method = "auto",
    time_limit: float = 10.0,
) -> Assignment:
    """Give tasks to workers so that the longest load is as short as can be, with a bound.

    Among equal longest loads the one with the smallest sum of squared loads that was found is
    taken, so the division is fair below the peak too.

    Parameters
    ----------
    durations : array_like, shape (n,) or (n, m)
        Time of each task, 0 or more, in any one unit; by worker where they differ by task.
    workers : int or array_like, shape (m,)
        Number of workers, a million at most, or their labels.
    speed : array_like, shape (m,), optional
        Speed of each worker: the time of a task is duration / speed.
    eligible : array_like of bool, shape (n, m), optional
        Who may take which task; default everyone.
    capacity : float or array_like, shape (m,), optional
        Longest load of each worker, in the unit of the durations.
    method : {"auto", "lpt", "ldm", "multifit", "exact"}
        "auto" takes the best of longest first, largest differencing and multifit, then lets workers
        exchange tasks in pairs, then searches until the optimum is proved or the time is up.
        "exact" goes straight to the search. The others are what they are called, and no more.
    time_limit : float
        Seconds for all of it; the plan in hand is returned with its gap.

    Returns
    -------
    Assignment
        `worker` of each task, `load` of each worker, `makespan`, `bound` and `gap`.

    Raises
    ------
    InputError
        If a duration is missing, negative or infinite, the durations sum to more than 2^53, a shape
        does not fit, or the method cannot treat such workers.
    InfeasibleError
        If a task has nobody who may take it and has room for it; the tasks are named.
    ConvergenceError
        If the time is up before any plan within the capacities was found.

    Notes
    -----
    Minimise max over workers w of the sum of the times of the tasks of w. The bound is the largest
    of: the mean load (rounded up where durations are whole), the longest task, and for each k the
    k + 1 shortest of the k·m + 1 longest tasks; with speeds, the k longest tasks on the k quickest
    workers; with unrelated times, eligibility or capacity, the linear programme in which tasks are
    shared, without the pairs longer than the makespan. The exact search raises it further.

    Durations that are whole, or decimals of up to six places, are counted exactly. The gap is
    (makespan - bound) / bound, and 0 only if the plan is proved best.

    References
    ----------
    Graham, R. L. (1969). Bounds on multiprocessing timing anomalies. SIAM Journal on Applied
    Mathematics 17(2), 416-429.
    Schreiber, E. L., Korf, R. E. and Moffitt, M. D. (2018). Optimal multi-way number partitioning.
    Journal of the ACM 65(4), article 24.

    Examples
    --------
    Longest first gives 17 hours, the optimum is 15.

    >>> from kinerja.balancing import assign_tasks
    >>> assign_tasks([8, 7, 6, 5, 4], 2, method="lpt").makespan
    17.0
    >>> plan = assign_tasks([8, 7, 6, 5, 4], ["Ani", "Budi"])
    >>> plan.makespan, plan.bound, plan.gap, plan.load.tolist()
    (15.0, 15.0, 0.0, [15.0, 15.0])
    """
    _checks.choice(method, "method", METHODS)
    limit = _checks.number(time_limit, "time_limit", lower=0.0)
    tasks = read_tasks(durations, workers, speed=speed, eligible=eligible, capacity=capacity)
    _refuse_method(tasks, method)
    found = Search(tasks, time.monotonic() + limit)
    if tasks.n:
        found.run(method)
    origin = Provenance(
        **made_from(durations=durations, speed=speed, capacity=capacity),
        options={"method": method, "time_limit": limit},
    )
    return _assignment(found, origin)


def _refuse_method(tasks: Tasks, method: str) -> None:
    needs = {
        "ldm": (tasks.alike, "workers who are alike"),
        "multifit": (tasks.free and tasks.related, "workers who differ in speed at most"),
    }
    fits, expected = needs.get(method, (True, ""))
    if not fits:
        raise InputError.about(
            "method",
            code="contradiction",
            expected=expected,
            found=f"{method!r} with workers who differ otherwise",
            hint='Take "auto", "lpt" or "exact".',
        )


def _assignment(found: Search, origin: Provenance) -> Assignment:
    tasks = found.tasks
    if tasks.exact:
        steps = tasks.loads(found.worker)
        hours = {x: float(Fraction(x) * tasks.unit) for x in set(steps)}
        load = [hours[x] for x in steps]
        makespan = float(Fraction(found.makespan) * tasks.unit)
        bound = float(Fraction(found.bound) * tasks.unit)
    else:
        load = _given_loads(tasks, found.worker)
        makespan = max(load)
        # Rounding moved each duration by half a step at most.
        bound = float(Fraction(max(found.bound - tasks.n, 0)) * tasks.unit)
        if makespan - bound <= CLOSE * makespan:
            bound = makespan
    gap = 0.0 if makespan <= bound else math.inf if bound == 0 else (makespan - bound) / bound
    return Assignment(
        worker=found.worker,
        load=np.array(load),
        makespan=makespan,
        bound=bound,
        gap=gap,
        method=found.method,
        stopped_by="time_limit" if found.stopped and gap > 0 else None,
        workers=np.arange(tasks.m) if tasks.names is None else tasks.names,
        provenance=origin,
    )


def _given_loads(tasks: Tasks, worker: Ints) -> list[float]:
    """Loads from the durations as given, correctly rounded."""
    if tasks.seconds.ndim == 2:
        taken = tasks.seconds[np.arange(tasks.n), worker]
    else:
        taken = tasks.seconds if tasks.speed is None else tasks.seconds / tasks.speed[worker]
    parts: list[list[float]] = [[] for _ in range(tasks.m)]
    for w, x in zip(worker.tolist(), taken.tolist(), strict=True):
        parts[w].append(x)
    return [math.fsum(part) for part in parts]
