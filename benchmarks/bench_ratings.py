"""Rater effects with their standard errors, by number of ratings and raters: seconds."""

from collections.abc import Callable

import numpy as np

from benchmarks.timing import median, peak, seconds
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


def run(report: Callable[[str, float, str], None]) -> None:
    small = sample(100_000, 10_000, 1_000)
    took = median(lambda: ratings.rater_effects(*small), runs=5)
    report(
        "100,000 ratings by 1,000 raters, seconds",
        took,
        "at most 2; lme4: 10.4, and 16.3 more for the errors",
    )
    took = median(lambda: ratings.rater_effects(*small, method="fixed"), runs=5)
    report("the same, fixed effects, seconds", took, "")
    items = small[2][:, None] + np.random.default_rng(2).normal(0, 3, (100_000, 9))
    took = median(lambda: ratings.rater_style(small[0], small[1], items), runs=5)
    report("style of 1,000 raters, 100,000 forms × 9 items, seconds", took, "")
    middle = sample(1_000_000, 100_000, 3_000)
    took = median(lambda: ratings.rater_effects(*middle), runs=3)
    report("1,000,000 by 3,000, seconds", took, "at most 10")
    for name, units in (("at random", 0), ("inside 100 units", 100)):
        large = sample(1_000_000, 100_000, 10_000, units=units)
        took = min(seconds(lambda large=large: ratings.rater_effects(*large)) for _ in range(2))
        report(f"1,000,000 of 100,000 by 10,000 {name}, seconds", took, "at most 20, errors too")
    report("the same, peak memory, MB", peak(lambda: ratings.rater_effects(*large)) / 1e6, "")
