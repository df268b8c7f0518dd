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
    total = np.concatenate([[0], np.cumsum(size)])
    # The k + 1 shortest of the k·m + 1 longest tasks, for each k; with k = 0 the longest of all.
    k = np.arange((tasks.n - 1) // tasks.m + 1)
    sums = total[k * tasks.m + 1] - total[k * (tasks.m - 1)]
    return max(-(-int(total[-1]) // tasks.m), int(sums.max()))


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
    low, high = 0, wanted * quick[0]
    while low < high:
        middle = (low + high) // 2
        if sum(middle // s for s in quick) >= wanted:
            high = middle
        else:
            low = middle + 1
    return low
