"""Step by step to the best plan: first plans, shares, exchange, exact search."""

from __future__ import annotations

import time

import numpy as np

from ..._solve import TIME_LIMIT
from ..._types import Ints
from ...errors import ConvergenceError, InfeasibleError
from .bounds import simple_bound
from .exchange import Plan, even_out, level
from .few_tasks import MOST_TASKS, Every
from .first_plans import (
    descending,
    largest_differences,
    least_choice_first,
    longest_first,
    multifit,
)
from .mixed import MOST_PAIRS, bound_by_shares, from_shares, whole_tasks
from .packing import search
from .problem import NO_CAP, Tasks, nobody

UNKNOWN = 2**62
"""Makespan while there is no plan."""

MOST_DIFFERENCES = 2_000_000
"""Tasks times workers up to which "auto" tries largest differencing."""


class Search:
    """The best plan so far, and the best bound."""

    def __init__(self, tasks: Tasks, deadline: float) -> None:
        self.tasks = tasks
        self.deadline = deadline
        self.worker: Ints = np.zeros(tasks.n, dtype=np.int64)
        self.makespan = UNKNOWN if tasks.n else 0
        self.bound = simple_bound(tasks)
        self.method = "lpt"
        self.stopped = False

    @property
    def open(self) -> bool:
        """Tell whether the plan may not be the best yet."""
        return self.makespan > self.bound

    def offer(self, worker: Ints | None, method: str) -> None:
        """Take a plan if it is better than the one in hand."""
        if worker is None:
            return
        makespan = max(self.tasks.loads(worker))
        if makespan < self.makespan:
            self.worker, self.makespan, self.method = worker, makespan, method

    def run(self, method: str) -> None:
        """Go through the steps that a method has."""
        if method in {"auto", "exact", "lpt"}:
            self.offer(longest_first(self.tasks), "lpt")
            if self.makespan == UNKNOWN:
                self.offer(longest_first(self.tasks, least_choice_first(self.tasks)), "lpt")
        small = self.tasks.n * self.tasks.m <= MOST_DIFFERENCES
        if method == "ldm" or (method == "auto" and self.tasks.alike and self.open and small):
            self.offer(largest_differences(self.tasks), "ldm")
        if method == "multifit" or (
            method == "auto" and self.tasks.free and self.tasks.related and self.open and small
        ):
            self._multifit()
        if not self.tasks.alike and self.open:
            self._shares()
        if self.makespan == UNKNOWN:
            self._whole()
        if method in {"auto", "exact"}:
            if method == "auto":
                self._exchange()
            if self.tasks.n <= MOST_TASKS and self._every():
                return
            if self.open:
                self._exact()
            self._even_out()

    def _multifit(self) -> None:
        high = self.makespan
        if high == UNKNOWN:
            # With everything on the slowest worker the first fit is one.
            high = int(self.tasks.size.sum()) * int(self.tasks.slow.max()) + 1
        self.offer(multifit(self.tasks, self.bound, high), "multifit")

    def _shares(self) -> None:
        if self.tasks.times.size > MOST_PAIRS:
            return
        try:
            self.bound, shares = bound_by_shares(self.tasks, self.bound, self.deadline)
        except InfeasibleError as error:
            raise _no_room(self.tasks) from error
        except ConvergenceError as error:
            _only_time(error)
            self.stopped = True
            return
        self.offer(from_shares(self.tasks, shares), "shares")

    def _whole(self) -> None:
        """Any plan at all, where capacities are so tight that the quick ways find none."""
        try:
            found, self.bound, _ = whole_tasks(self.tasks, self.bound, None, self.deadline)
        except InfeasibleError as error:
            raise _no_room(self.tasks) from error
        if found is None:
            raise ConvergenceError(
                "No plan within the capacities was found, and none was ruled out.",
                code="no_convergence",
                argument="capacity",
                hint="Allow a little more capacity.",
            )
        self.offer(found, "exact")

    def _exchange(self) -> None:
        plan = Plan.of(self.tasks, self.worker)
        level(plan, self.bound, self.deadline)
        self.offer(plan.worker(), "exchange")

    def _every(self) -> bool:
        """Try every plan where there are few, and tell whether that was enough."""
        every = Every(self.tasks, self.worker)
        finished = every.run()
        self.offer(every.worker, "exact")
        self.worker = every.worker
        if finished:
            self.bound = self.makespan
        return finished

    def _exact(self) -> None:
        if time.monotonic() >= self.deadline:
            self.stopped = True
        elif self.tasks.alike:
            self._pack()
        else:
            self._branch()

    def _pack(self) -> None:
        order = descending(self.tasks.size)
        order = order[self.tasks.size[order] > 0]
        sizes = self.tasks.size[order].tolist()
        bins, self.bound = search(sizes, self.tasks.m, self.bound, self.makespan, self.deadline)
        if bins is not None:
            worker = self.worker.copy()
            waiting: dict[int, list[int]] = {}
            for i, size in zip(order.tolist()[::-1], sizes[::-1], strict=True):
                waiting.setdefault(size, []).append(i)
            for w, members in enumerate(bins):
                for size in members:
                    worker[waiting[size].pop()] = w
            self.offer(worker, "exact")
        self.stopped = self.open

    def _branch(self) -> None:
        while self.open:
            if self.tasks.times.size > MOST_PAIRS:
                self.stopped = True
                return
            before = self.makespan
            try:
                found, bound, finished = whole_tasks(self.tasks, self.bound, before, self.deadline)
            except InfeasibleError:
                self.bound = before
                return
            except ConvergenceError as error:
                _only_time(error)
                self.stopped = True
                return
            self.bound = max(self.bound, min(bound, before))
            self.offer(found, "exact")
            if not finished or self.makespan == before:
                self.stopped = self.open
                return

    def _even_out(self) -> None:
        plan = Plan.of(self.tasks, self.worker)
        even_out(plan, self.deadline)
        self.worker = plan.worker()


def _only_time(error: ConvergenceError) -> None:
    if error.code != TIME_LIMIT:
        raise error


def _no_room(tasks: Tasks) -> InfeasibleError:
    """Name the tasks that find no room when the others are placed."""
    order = least_choice_first(tasks)
    load = np.zeros_like(tasks.cap)
    lost = []
    for i in order.tolist():
        done = load + tasks.times[i]
        ok = done <= tasks.cap
        if tasks.allowed is not None:
            ok &= tasks.allowed[i]
        if ok.any():
            w = int(np.where(ok, done, NO_CAP).argmin())
            load[w] = done[w]
        else:
            lost.append(i)
    return nobody(
        "capacity", np.array(sorted(lost)), "has room left for", "Raise a capacity, or leave"
    )
