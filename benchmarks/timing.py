"""Fair timing on a noisy machine: warm up, interleave, take medians."""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

Work = Callable[[], Any]


clock = time.perf_counter
"""Wall time; the processor's own time where the machine is shared with other work."""


def use_processor_time() -> None:
    """Count the seconds that the work itself took, whatever else runs; threads add up."""
    global clock
    clock = time.process_time


def seconds(work: Work) -> float:
    """Time of one run."""
    gc.collect()
    start = clock()
    work()
    return clock() - start


def paired(one: Work, other: Work, *, runs: int = 7) -> tuple[float, float, float]:
    """Median ratio one/other of interleaved runs after a warm-up, and the median seconds."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(runs)]
    return (
        statistics.median(a / b for a, b in pairs),
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
    )


def median(work: Work, *, runs: int = 5) -> float:
    """Median seconds after a warm-up."""
    work()
    return statistics.median(seconds(work) for _ in range(runs))


def peak(work: Work) -> int:
    """Largest number of bytes allocated at once while the work runs."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
