"""First plans: longest task first, largest differencing, multifit.

References
----------
Graham, R. L. (1969). Bounds on multiprocessing timing anomalies. SIAM Journal on Applied
Mathematics 17(2), 416-429 (longest first: at most 4/3 - 1/(3m) times the optimum).
Karmarkar, N. and Karp, R. M. (1982). The differencing method of set partitioning. Report
UCB/CSD 82/113, University of California, Berkeley.
Coffman, E. G., Garey, M. R. and Johnson, D. S. (1978). An application of bin-packing to
multiprocessor scheduling. SIAM Journal on Computing 7(1), 1-17 (multifit).
"""

from __future__ import annotations

import heapq
import itertools
from typing import Any

import numpy as np

from ..._types import Ints
from .problem import Tasks


def longest_first(tasks: Tasks, order: Ints | None = None) -> Ints | None:
    """Each task, longest first, to whoever is done with it first; None when one finds no room."""
    out = np.zeros(tasks.n, dtype=np.int64)
    if tasks.alike:
        heap = [(0, w) for w in range(tasks.m)]
        sizes = tasks.size.tolist()
        for i in descending(tasks.size).tolist():
            load, w = heap[0]
            out[i] = w
            heapq.heapreplace(heap, (load + sizes[i], w))
        return out
    load_ = np.zeros_like(tasks.cap)
    for i in (by_length(tasks) if order is None else order).tolist():
        done = load_ + tasks.times[i]
        open_ = done <= tasks.cap
        if tasks.allowed is not None:
            open_ &= tasks.allowed[i]
        if not open_.any():
            return None
        w = int(np.where(open_, done, np.iinfo(np.int64).max).argmin())
        out[i] = w
        load_[w] = done[w]
    return out


def descending(time: Ints) -> Ints:
    """Places from the longest to the shortest; equals in the order in which they stand."""
    return np.lexsort([-time])


def by_length(tasks: Tasks) -> Ints:
    """Tasks by the time of their quickest worker, longest first."""
    times = tasks.times
    if tasks.allowed is not None:
        times = np.where(tasks.allowed, times, np.iinfo(np.int64).max)
    return descending(times.min(axis=1))


def least_choice_first(tasks: Tasks) -> Ints:
    """Tasks with the fewest possible workers first, the longest of these first."""
    fits = tasks.times <= tasks.cap
    if tasks.allowed is not None:
        fits &= tasks.allowed
    order = by_length(tasks)
    return order[descending(-fits.sum(axis=1)[order])]


def largest_differences(tasks: Tasks) -> Ints:
    """Join the two partial plans of largest spread, the full of one with the empty of the other."""
    m = tasks.m
    # A plan is m loads, largest first and the least of them taken off, each with its tree of tasks.
    heap: list[tuple[int, int, list[int], list[Any]]] = []
    for i, size in enumerate(tasks.size.tolist()):
        heap.append((-size, i, [size] + [0] * (m - 1), [(i,), *[()] * (m - 1)]))
    heapq.heapify(heap)
    number = itertools.count(tasks.n)
    while len(heap) > 1:
        _, _, loads, trees = heapq.heappop(heap)
        _, _, other, others = heapq.heappop(heap)
        joined = [
            (x + y, (a, b) if a and b else a or b)
            for x, y, a, b in zip(loads, reversed(other), trees, reversed(others), strict=True)
        ]
        joined.sort(key=lambda part: -part[0])
        least = joined[-1][0]
        loads = [x - least for x, _ in joined]
        heapq.heappush(heap, (-loads[0], next(number), loads, [tree for _, tree in joined]))
    out = np.zeros(tasks.n, dtype=np.int64)
    for w, tree in enumerate(heap[0][3]):
        stack = [tree]
        while stack:
            for part in stack.pop():
                if isinstance(part, tuple):
                    stack.append(part)
                else:
                    out[part] = w
    return out


def multifit(tasks: Tasks, low: int, high: int) -> Ints | None:
    """Bisect for the least makespan at which first fit, longest first, places every task."""
    found = None
    while low < high:
        middle = (low + high) // 2
        fit = _first_fit(tasks, middle)
        if fit is None:
            low = middle + 1
        else:
            found, high = fit, middle
    return found


def _first_fit(tasks: Tasks, makespan: int) -> Ints | None:
    # The slowest worker is filled first: what it cannot hold in time goes to quicker ones.
    workers = descending(tasks.slow).tolist()
    slow = tasks.slow.tolist()
    room = [makespan // slow[w] for w in workers]
    sizes = tasks.size.tolist()
    out = np.zeros(tasks.n, dtype=np.int64)
    for i in descending(tasks.size).tolist():
        size = sizes[i]
        for k, space in enumerate(room):
            if size <= space:
                room[k] = space - size
                out[i] = workers[k]
                break
        else:
            return None
    return out
