"""Two workers put their tasks together and divide them anew, as evenly as sums of tasks allow.

Which sums can be made is a row of bits: adding a task of size s turns `bits` into
``bits | bits << s`` (Bellman's recursion, a machine word at a time).

References
----------
Bellman, R. (1957). Dynamic Programming, chapter 1.
Pisinger, D. (1999). Linear time algorithms for knapsack problems with bounded weights. Journal of
Algorithms 33(1), 1-14.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from ..._types import Ints
from .problem import NO_CAP, Tasks

MOST_BITS = 2**20
"""Longest row of sums; larger tasks are counted in coarser steps, and the result is checked."""

MOST_CELLS = 2**15
"""Longest table of sums for workers whose times are unrelated."""

MOST_TASKS = 64
"""So many tasks of two workers are divided anew; the others stay where they are."""

SWEEPS = 30


@dataclass(slots=True)
class Plan:
    """Who does what, kept worker by worker."""

    tasks: Tasks
    bins: list[list[int]]
    load: list[int]

    @classmethod
    def of(cls, tasks: Tasks, worker: Ints) -> Plan:
        """Build from the worker of each task."""
        bins: list[list[int]] = [[] for _ in range(tasks.m)]
        for i, w in enumerate(worker.tolist()):
            bins[w].append(i)
        return cls(tasks, bins, tasks.loads(worker))

    def worker(self) -> Ints:
        """(n,) worker of each task."""
        out = np.zeros(self.tasks.n, dtype=np.int64)
        for w, members in enumerate(self.bins):
            out[members] = w
        return out

    def divide(self, a: int, b: int, mine: list[int], other: list[int]) -> None:
        """Give the two workers these tasks."""
        self.bins[a], self.bins[b] = mine, other
        self.load[a] = sum(self.tasks.time(i, a) for i in mine)
        self.load[b] = sum(self.tasks.time(i, b) for i in other)


def level(plan: Plan, bound: int, deadline: float) -> None:
    """Relieve the fullest worker, with one other at a time, until none helps or `bound` is met."""
    while max(plan.load) > bound:
        full = max(range(len(plan.load)), key=plan.load.__getitem__)
        if not any(
            _better(plan, full, w, plan.load[full] - 1)
            for w in sorted(range(len(plan.load)), key=plan.load.__getitem__)
            if w != full and time.monotonic() < deadline
        ):
            return


def even_out(plan: Plan, deadline: float) -> None:
    """Divide the tasks of every two workers anew while the sum of squared loads falls."""
    last = set(range(len(plan.load)))
    for _ in range(SWEEPS):
        order = sorted(range(len(plan.load)), key=lambda w: -plan.load[w])
        changed: set[int] = set()
        for i, a in enumerate(order):
            for b in reversed(order[i + 1 :]):
                # Nothing new since these two were last tried.
                if last.isdisjoint((a, b)) and changed.isdisjoint((a, b)):
                    continue
                if time.monotonic() >= deadline:
                    return
                if _better(plan, a, b, max(plan.load[a], plan.load[b]), squares=True):
                    changed |= {a, b}
        if not changed:
            return
        last = changed


def _better(plan: Plan, a: int, b: int, most: int, *, squares: bool = False) -> bool:
    """Divide the tasks of two workers anew, if neither then has more than `most`."""
    tasks = plan.tasks
    before = plan.load[a] ** 2 + plan.load[b] ** 2
    if tasks.alike and abs(plan.load[a] - plan.load[b]) <= 1:
        return False
    items = sorted(plan.bins[a] + plan.bins[b])
    found = _related(plan, a, b, items) if tasks.related else _unrelated(plan, a, b, items)
    for mine in found:
        taken = set(mine)
        other = [i for i in items if i not in taken]
        x = sum(tasks.time(i, a) for i in mine)
        y = sum(tasks.time(i, b) for i in other)
        if max(x, y) > most or x > tasks.cap[a] or y > tasks.cap[b]:
            continue
        if squares and x * x + y * y >= before:
            continue
        plan.divide(a, b, mine, other)
        return True
    return False


def _free(plan: Plan, a: int, b: int, items: list[int]) -> tuple[list[int], list[int]]:
    """Tasks that only worker `a` may take now, and those that are divided anew."""
    allowed = plan.tasks.allowed
    free = items if allowed is None else [i for i in items if allowed[i, a] and allowed[i, b]]
    if len(free) > MOST_TASKS:
        by_size = sorted(free, key=lambda i: (-plan.tasks.time(i, a), i))
        picks = np.linspace(0, len(free) - 1, MOST_TASKS).astype(np.int64).tolist()
        free = [by_size[k] for k in picks]
    moving = set(free)
    return [i for i in plan.bins[a] if i not in moving], free


def _related(plan: Plan, a: int, b: int, items: list[int]) -> list[list[int]]:
    """Divisions next to the even one, where times are work times slowness."""
    tasks = plan.tasks
    stays, free = _free(plan, a, b, items)
    size = tasks.size[free]
    total = sum(int(tasks.size[i]) for i in items)
    base = sum(int(tasks.size[i]) for i in stays)
    slow_a, slow_b = int(tasks.slow[a]), int(tasks.slow[b])
    # Even where slow_a · W = slow_b · (total − W).
    aim = total * slow_b // (slow_a + slow_b) - base
    top = int(size.sum())
    step, coarse = _in_steps(size, top, MOST_BITS)
    bits, reach = 1, []
    for s in coarse:
        reach.append(bits)
        bits |= bits << s
    aim = min(max(aim, 0), top) // step
    below = bits & ((1 << aim + 1) - 1)
    above = bits >> aim + 1
    goals = [below.bit_length() - 1]
    if above:
        goals.append(aim + (above ^ above - 1).bit_length())
    return [stays + [free[k] for k in _picked(coarse, reach, goal)] for goal in goals]


def _in_steps(time: Ints, total: int, most: int) -> tuple[int, list[int]]:
    """Step in which sums up to `total` have `most` places, and each time in the nearest steps."""
    step = max(1, -(-total // most))
    return step, ((time + step // 2) // step).tolist()


def _picked(size: list[int], reach: list[int], goal: int) -> list[int]:
    """Positions whose sizes sum to `goal`."""
    out = []
    for k in range(len(size) - 1, -1, -1):
        if not reach[k] >> goal & 1:
            out.append(k)
            goal -= size[k]
    return out


def _unrelated(plan: Plan, a: int, b: int, items: list[int]) -> list[list[int]]:
    """Least time of `b` for each time of `a`; the division whose longer one is shortest."""
    tasks = plan.tasks
    stays, free = _free(plan, a, b, items)
    most = max(plan.load[a], plan.load[b])
    step, here = _in_steps(tasks.times[free, a], most, MOST_CELLS)
    _, there = _in_steps(tasks.times[free, b], most, MOST_CELLS)
    width = most // step + 1
    rest = np.full(width, NO_CAP)
    rest[0] = 0
    kept = []
    for x, y in zip(here, there, strict=True):
        stay = np.minimum(rest + y, NO_CAP)
        go = np.full(width, NO_CAP)
        if x < width:
            go[x:] = rest[: width - x]
        kept.append(go < stay)
        rest = np.minimum(go, stay)
    moving = {*free, *stays}
    reached = np.flatnonzero(rest < NO_CAP)
    mine = reached * step + sum(tasks.time(i, a) for i in stays)
    other = rest[reached] * step + sum(tasks.time(i, b) for i in items if i not in moving)
    best = np.lexsort((mine + other, np.maximum(mine, other)))[:2]
    out = []
    for at in reached[best].tolist():
        picks = []
        for k in range(len(free) - 1, -1, -1):
            if kept[k][at]:
                picks.append(free[k])
                at -= here[k]
        out.append(stays + picks)
    return out
