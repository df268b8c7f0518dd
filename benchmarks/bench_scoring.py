"""Scoring a million subjects against the plain numpy expression of the same arrays."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np

from benchmarks.timing import median, paired, peak
from kinerja.indicators import Bands, Group, Indicator, Linear, Scorecard
from kinerja.scoring import score

K = 10
WORST = np.array([1.0 if j % 2 == 0 else 0.0 for j in range(K)])
BEST = 1.0 - WORST
WEIGHT = np.arange(1.0, K + 1)
FIRST, SECOND = WEIGHT[:5] / WEIGHT[:5].sum(), WEIGHT[5:] / WEIGHT[5:].sum()
EFFECTIVE = np.concatenate([0.6 * FIRST, 0.4 * SECOND])


def card() -> Scorecard:
    leaves = [
        Indicator(
            code=f"i{j}", name=f"I{j}", scale=Linear(worst=WORST[j], best=BEST[j]), weight=j + 1
        )
        for j in range(K)
    ]
    return Scorecard(
        code="bench",
        name="Benchmark",
        bands=Bands.of({"low": 0, "middle": 40, "high": 60}),
        parts=(
            Group(code="g1", name="G1", parts=tuple(leaves[:5]), weight=60),
            Group(code="g2", name="G2", parts=tuple(leaves[5:]), weight=40),
        ),
    )


def plain(x: np.ndarray) -> tuple[np.ndarray, ...]:
    """The obvious expression that yields the same arrays, checked for finite input."""
    if not np.isfinite(x).all():
        raise ValueError
    share = (x - WORST) / (BEST - WORST)
    clipped = (share < 0) | (share > 1)
    points = np.clip(share, 0, 1) * 100
    contributions = points * EFFECTIVE
    groups = points[:, :5] @ FIRST, points[:, 5:] @ SECOND
    total = contributions.sum(axis=1)
    return x.copy(), points, contributions, *groups, total, clipped, np.ones(len(x))


def first_score() -> float:
    """Milliseconds that a first score of three people takes beyond importing numpy and pydantic."""
    base = "import numpy; from pydantic import BaseModel"
    own = (
        base + "\nfrom kinerja import Indicator, Scorecard, score\n"
        "from kinerja.indicators import Linear\n"
        "card = Scorecard(code='c', name='C', parts=(\n"
        "    Indicator(code='a', name='A', scale=Linear(worst=0, best=1)),))\n"
        "score(card, [[.5], [.2], [1]]).rank"
    )

    def run(code: str) -> Callable[[], object]:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        return lambda: subprocess.run([sys.executable, "-c", code], check=True, env=environment)

    _, with_score, without = paired(run(own), run(base), runs=9)
    return 1000 * (with_score - without)


def run(report: Callable[[str, float, str], None]) -> None:
    rng = np.random.default_rng(1)
    x = rng.uniform(-0.02, 1.02, (1_000_000, K))
    c = card()
    ratio, ours, theirs = paired(lambda: score(c, x), lambda: plain(x))
    report(
        "score, 1,000,000 × 10, over plain numpy",
        ratio,
        f"{ours:.2f} s against {theirs:.2f} s; at most 1.5",
    )
    report("peak memory over the input, array", peak(lambda: score(c, x)) / x.nbytes, "at most 4")
    table = {f"i{j}": np.ascontiguousarray(x[:, j]) for j in range(K)}
    if importlib.util.find_spec("polars"):
        import polars as pl

        frame = pl.DataFrame(table)
        used = peak(lambda: score(c, frame)) / x.nbytes
        report("peak memory over the input, polars table", used, "at most 5")
    report(
        "peak memory over the input, mapping", peak(lambda: score(c, table)) / x.nbytes, "at most 5"
    )
    scored = score(c, x)
    report(
        "rank on access, seconds", median(lambda: score_rank(scored), runs=3), "1,000,000 totals"
    )
    report("band on access, seconds", median(lambda: c.bands.label(scored.total), runs=3), "same")
    big = rng.uniform(0, 1, (10_000_000, K))
    ratio, _, _ = paired(lambda: score(c, big), lambda: score(c, x), runs=3)
    report("10,000,000 rows over 1,000,000", ratio, "at most 11")
    report(
        "first score of three people, ms", first_score(), "beyond numpy and pydantic; at most 100"
    )
    _peers(report, x)


def score_rank(scored: object) -> object:
    """Rank without what an earlier access has kept."""
    from kinerja._digits import rank

    return rank(scored.total)


def weighted_sum(peer: str, x: np.ndarray) -> Callable[[], object]:
    """The same weighted sum by another library."""
    weights = EFFECTIVE / EFFECTIVE.sum()
    if peer == "skcriteria":
        from skcriteria import mkdm
        from skcriteria.agg.simple import WeightedSumModel

        return lambda: WeightedSumModel().evaluate(mkdm(x, [max] * K, weights=weights))
    from pymcdm.methods import WSM

    return lambda: WSM()(x, weights, np.ones(K, dtype=int))


def _peers(report: Callable[[str, float, str], None], x: np.ndarray) -> None:
    """The same weighted sum by the libraries in use, where they are installed."""
    positive = np.abs(x) + 1e-3
    c = card()
    for name, package in (("scikit-criteria", "skcriteria"), ("pymcdm", "pymcdm")):
        if importlib.util.find_spec(package):
            theirs = weighted_sum(package, positive)
            ratio, took, _ = paired(theirs, lambda: score(c, positive), runs=3)
            report(f"{name}'s weighted sum over score", ratio, f"{took:.2f} s; at least 5")
