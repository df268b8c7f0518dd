"""Few tasks: every plan that may be best, longest load first and squared loads second."""

from __future__ import annotations

from ..._types import Ints
from .exchange import Plan
from .first_plans import by_length, descending
from .problem import Tasks

MOST_TASKS = 16
"""Tasks up to which every plan is tried."""

ALLOWANCE = 50_000
"""Partial plans that may be looked at."""


class Every:
    """Depth-first search over the worker of each task, longest task first."""

    def __init__(self, tasks: Tasks, worker: Ints) -> None:
        plan = Plan.of(tasks, worker)
        self.tasks = tasks
        self.worker = worker.copy()
        self.best = (max(plan.load), sum(x * x for x in plan.load))
        self.left = ALLOWANCE
        order = descending(tasks.size) if tasks.alike else by_length(tasks)
        self.order = order.tolist()
        self.options = [
            [
                (w, tasks.time(i, w))
                for w in range(tasks.m)
                if tasks.allowed is None or tasks.allowed[i, w]
            ]
            for i in self.order
        ]
        quickest = [min(time for _, time in options) for options in self.options]
        # Least time that the tasks from each place on take in all.
        self.rest = [sum(quickest[at:]) for at in range(tasks.n)]
        self.cap = tasks.cap.tolist()
        self.load = [0] * tasks.m
        self.chosen: list[int] = []

    def run(self) -> bool:
        """Search, and tell whether nothing was left out."""
        self._from(0)
        return self.left >= 0

    def _from(self, at: int) -> None:
        self.left -= 1
        if self.left < 0:
            return
        load = self.load
        if at == len(self.order):
            now = (max(load), sum(x * x for x in load))
            if now < self.best:
                self.best = now
                self.worker[self.order] = self.chosen
            return
        total = sum(load) + self.rest[at]
        m = len(load)
        # The mean load bounds the longest, and the squares are least when loads are even.
        if (max(*load, -(-total // m)), -(-total * total // m)) >= self.best:
            return
        seen = set()
        for w, time in sorted(self.options[at], key=lambda option: load[option[0]] + option[1]):
            done = load[w] + time
            if done > self.best[0] or done > self.cap[w]:
                continue
            if self.tasks.alike:
                if load[w] in seen:
                    continue
                seen.add(load[w])
            load[w] = done
            self.chosen.append(w)
            self._from(at + 1)
            self.chosen.pop()
            load[w] = done - time
