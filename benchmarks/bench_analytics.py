"""Sensitivity, trends and the benefit of the doubt: seconds, memory, and against the obvious."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import linprog

from benchmarks.timing import median, paired, peak
from kinerja.indicators import Identity, Indicator, Scorecard
from kinerja.scoring import benefit_of_the_doubt, sensitivity, trend

K = 10


def card() -> Scorecard:
    return Scorecard(
        code="bench",
        name="Benchmark",
        parts=tuple(
            Indicator(code=f"i{j}", name=f"I{j}", scale=Identity(), weight=j + 1) for j in range(K)
        ),
    )


def draw_by_draw(x: np.ndarray, draws: int) -> np.ndarray:
    """The obvious loop: weights, totals, ranks, counted one draw at a time."""
    rng = np.random.default_rng(1)
    weight = np.arange(1.0, K + 1) / np.arange(1.0, K + 1).sum()
    counts = np.zeros((len(x), len(x)))
    rows = np.arange(len(x))
    for w in rng.dirichlet(224 * weight, size=draws):
        place = np.argsort(np.argsort(-(x @ w)))
        counts[rows, place] += 1
    return counts / draws


def programme_by_programme(x: np.ndarray) -> list[float]:
    return [-linprog(-row, A_ub=x, b_ub=np.ones(len(x)), method="highs").fun for row in x]


def run(report: Callable[[str, float, str], None]) -> None:
    rng = np.random.default_rng(1)
    c = card()
    x = rng.uniform(0, 100, (1_000, K))
    ratio, ours, theirs = paired(
        lambda: sensitivity(c, x, rng=1), lambda: draw_by_draw(x, 10_000), runs=3
    )
    report(
        "sensitivity, 10,000 draws × 1,000 × 10, seconds",
        ours,
        f"at most 2; {ratio:.2f} of a loop of draws without ties ({theirs:.2f} s)",
    )
    report(
        "the same with errors of measurement, seconds",
        median(lambda: sensitivity(c, x, rng=1, standard_errors=2.0), runs=3),
        "100,000,000 normal draws more",
    )
    used = peak(lambda: sensitivity(c, x, rng=1)) / 2**20
    more = peak(lambda: sensitivity(c, x, rng=1, draws=40_000)) / 2**20
    report("peak memory, MB", used, f"{more:.0f} with four times the draws; the result holds 8")

    y = rng.normal(60, 10, (1_000_000, 12))
    report("trend, 1,000,000 × 12 with intervals, seconds", median(lambda: trend(y)), "at most 5")
    report("peak memory of it over the input", peak(lambda: trend(y)) / y.nbytes, "")

    z = rng.uniform(0.2, 1, (200, K))
    ratio, ours, theirs = paired(
        lambda: programme_by_programme(z), lambda: benefit_of_the_doubt(z), runs=3
    )
    report(
        "a programme a subject by HiGHS over benefit_of_the_doubt, 200 × 10",
        ratio,
        f"{ours:.2f} s against {theirs:.3f} s",
    )
    z = rng.uniform(0.2, 1, (1_000, K))
    report(
        "benefit_of_the_doubt, 1,000 × 10, seconds",
        median(lambda: benefit_of_the_doubt(z), runs=3),
        "every score proved",
    )
