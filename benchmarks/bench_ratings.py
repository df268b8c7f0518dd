"""Rater effects with their standard errors, by number of ratings and raters: seconds."""

import time
from collections.abc import Callable

import numpy as np

from benchmarks.timing import peak
from kinerja import ratings

Ratings = tuple[np.ndarray, np.ndarray, np.ndarray]


def sample(n: int, people: int, raters: int, *, units: int = 0) -> Ratings:
    """Everybody rated alike often; by anybody, or nineteen times in twenty inside a unit."""
    rng = np.random.default_rng(1)
    subject, rater = np.arange(n) % people, rng.integers(0, raters, n)
    if units:
        size = raters // units
        inside = (subject * units // people) * size + rng.integers(0, size, n)
        rater = np.where(rng.random(n) < 0.95, inside, rater)
    u, v = rng.normal(0, 5, people), rng.normal(0, 3, raters)
    return subject, rater, 70 + u[subject] + v[rater] + rng.normal(0, 6, n)


def best(work: Callable[[], object], runs: int) -> tuple[float, str]:
    """Least wall seconds of several runs, and the CPU seconds of that run in words."""
    seen = []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        seen.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall, cpu = min(seen)
    return wall, f"{cpu:.2g} CPU seconds"


def run(report: Callable[[str, float, str], None]) -> None:
    small = sample(100_000, 10_000, 1_000)
    wall, note = best(lambda: ratings.rater_effects(*small), 7)
    report("100,000 ratings by 1,000 raters, seconds", wall, f"{note}; at most 2 (lme4: 10.8)")
    wall, note = best(lambda: ratings.rater_effects(*small, method="fixed"), 7)
    report("the same, fixed effects, seconds", wall, note)
    middle = sample(1_000_000, 100_000, 3_000)
    wall, note = best(lambda: ratings.rater_effects(*middle), 4)
    report("1,000,000 by 3,000, seconds", wall, f"{note}; at most 10")
    for name, units in (("at random", 0), ("inside 100 units", 100)):
        large = sample(1_000_000, 100_000, 10_000, units=units)
        wall, note = best(lambda large=large: ratings.rater_effects(*large), 3)
        what = f"1,000,000 of 100,000 by 10,000 {name}, seconds"
        report(what, wall, f"{note}; at most 20")
    report("the same, peak memory, MB", peak(lambda: ratings.rater_effects(*large)) / 1e6, "")
    items = small[2][:, None] + np.random.default_rng(2).normal(0, 3, (100_000, 9))
    wall, note = best(lambda: ratings.rater_style(small[0], small[1], items), 5)
    report("style of 1,000 raters, 100,000 forms × 9 items, seconds", wall, note)
