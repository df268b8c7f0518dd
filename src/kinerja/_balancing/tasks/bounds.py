"""What no plan can beat, before anything is searched.

References
----------
Dell'Amico, M. and Martello, S. (1995). Optimal scheduling of tasks on identical parallel
processors. ORSA Journal on Computing 7(2), 191-200.
"""

from __future__ import annotations

import numpy as np

from .problem import NO_CAP, Tasks


def simple_bound(tasks: Tasks) -> int:
    """Mean load, longest task, and counting: some worker has k + 1 of the k·m + 1 longest tasks."""
    if not tasks.n:
        return 0
    if not tasks.alike:
        times = tasks.times
        if tasks.allowed is not None:
            times = np.where(tasks.allowed, times, NO_CAP)
        quickest = times.min(axis=1)
        out = max(int(quickest.max()), -(-int(quickest.sum()) // tasks.m))
        return max(out, _by_speed(tasks)) if tasks.related else out
    size = -np.sort(-tasks.size)
    out = max(-(-int(size.sum()) // tasks.m), int(size[0]))
    total = np.concatenate([[0], np.cumsum(size)])
    last = np.arange(1, (tasks.n - 1) // tasks.m + 1) * tasks.m + 1
    # The k + 1 shortest of the k·m + 1 longest tasks, for each k.
    sums = total[last] - total[last - 1 - (last - 1) // tasks.m]
    return max(out, int(sums.max(initial=0)))


def _by_speed(tasks: Tasks) -> int:
    """The k longest tasks use k workers at most: no quicker than the k quickest, for each k."""
    size = -np.sort(-tasks.size)
    slow = np.sort(tasks.slow)
    k = min(tasks.n, tasks.m)
    work = np.cumsum(size)[:k]
    if k == tasks.m:
        work[-1] = size.sum()
    rate = np.cumsum(1.0 / slow)[:k]
    at = int((work / rate).argmax())
    wanted, quick = int(work[at]), slow[: at + 1].tolist()
    # Whole pieces of work: the least time in which these workers do as many.
    low, high = 0, int(-(-wanted * quick[0] // 1))
    while low < high:
        middle = (low + high) // 2
        if sum(middle // s for s in quick) >= wanted:
            high = middle
        else:
            low = middle + 1
    return low
