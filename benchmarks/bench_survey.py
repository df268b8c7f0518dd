"""Survey means with errors, by domain: seconds, memory and growth with the rows."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from benchmarks.timing import median, paired, peak
from kinerja import survey

ITEMS, DOMAINS, STRATA = 9, 600, 20


def sample(n: int, *, text: bool) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    strata = rng.integers(0, STRATA, n)
    out = {
        "strata": strata,
        "clusters": strata * 1000 + rng.integers(0, 50, n),
        "by": rng.integers(0, DOMAINS, n),
    }
    if text:
        out = {k: np.array([f"{k}{i}" for i in v.tolist()], dtype=object) for k, v in out.items()}
    out["weights"] = rng.uniform(1.0, 3.0, n)
    out["y"] = rng.integers(1, 6, (n, ITEMS)).astype(float)
    return out


def work(
    s: dict[str, np.ndarray], df: Literal["domain", "design"] = "domain"
) -> Callable[[], object]:
    """The whole of it: the labels of the design are read too."""

    def run() -> object:
        design = survey.Design(weights=s["weights"], strata=s["strata"], clusters=s["clusters"])
        return survey.mean(s["y"], design, by=s["by"], df=df)

    return run


def available(s: dict[str, np.ndarray]) -> Callable[[], object]:
    """The same where an item is answered by some only."""
    design = survey.Design(weights=s["weights"], strata=s["strata"], clusters=s["clusters"])
    return lambda: survey.mean(s["y"], design, by=s["by"], missing="available")


def plain_means(s: dict[str, np.ndarray]) -> Callable[[], object]:
    """Weighted means by domain alone, without any error: a bound on what is possible."""

    def run() -> object:
        total = np.bincount(s["by"], s["weights"], DOMAINS)
        return [np.bincount(s["by"], s["weights"] * y, DOMAINS) / total for y in s["y"].T]

    return run


def run(report: Callable[[str, float, str], None]) -> None:
    large, small = sample(1_000_000, text=False), sample(100_000, text=False)
    ratio, mine, theirs = paired(work(large), plain_means(large), runs=5)
    size = f"× {ITEMS} items × {DOMAINS} domains"
    report(f"mean and error, 1,000,000 {size}, seconds", mine, "at most 0.5 (R 4.2: 65)")
    report("the same, over plain means without error", ratio, f"{theirs:.2f} s")
    ratio, _, _ = paired(work(large), work(large, "design"), runs=5)
    report("the domain's degrees of freedom over the design's", ratio, "at most 1.3")
    skipped = (np.arange(ITEMS) == 7) & (np.arange(1_000_000) % 3 > 0)[:, None]
    holes = {**large, "y": np.where(skipped, np.nan, large["y"])}
    seconds = median(available(holes), runs=3)
    report(f"each item over its own answers, 1,000,000 {size}, seconds", seconds, "at most 3")
    read = sum(a.nbytes for a in large.values())
    report("memory over the input", peak(work(large)) / read, "at most 6")
    growth, _, seconds = paired(work(large), work(small), runs=5)
    report("1,000,000 rows over 100,000", growth, "at most 11")
    report(f"mean and error, 100,000 {size}, seconds", seconds, "R 4.2: 11; at most 0.055")
    for n, limit in ((1_000_000, "1.5"), (100_000, "0.18")):
        took = median(work(sample(n, text=True)), runs=3)
        report(f"text labels, {n:,} {size}, seconds", took, f"at most {limit}")
