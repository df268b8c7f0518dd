"""Weights read from a million rows, against the obvious numpy expressions."""

from collections.abc import Callable

import numpy as np

from benchmarks.timing import median, paired
from kinerja import weights as wt

K = 10
BENEFIT = np.arange(K) % 3 != 0


def plain_entropy(x: np.ndarray) -> np.ndarray:
    if not np.isfinite(x).all():
        raise ValueError
    p = x / x.sum(axis=0)
    away = 1 + (p * np.log(p)).sum(axis=0) / np.log(len(x))
    return away / away.sum()


def plain_critic(x: np.ndarray) -> np.ndarray:
    if not np.isfinite(x).all():
        raise ValueError
    low, high = x.min(axis=0), x.max(axis=0)
    u = np.where(BENEFIT, x - low, high - x) / (high - low)
    part = u.std(axis=0) * (1 - np.corrcoef(u.T)).sum(axis=0)
    return part / part.sum()


def run(report: Callable[[str, float, str], None]) -> None:
    x = np.random.default_rng(1).uniform(1.0, 100.0, (1_000_000, K))
    works: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "entropy": (lambda: wt.entropy(x), lambda: plain_entropy(x)),
        "critic": (lambda: wt.critic(x, benefit=BENEFIT), lambda: plain_critic(x)),
    }
    for name, (ours, plain) in works.items():
        ratio, mine, theirs = paired(ours, plain, runs=5)
        report(
            f"{name}, 1,000,000 × 10, over plain numpy",
            ratio,
            f"{mine:.2f} s against {theirs:.2f} s",
        )
    for name, work in {
        "critic, spearman": lambda: wt.critic(x, benefit=BENEFIT, correlation="spearman"),
        "merec": lambda: wt.merec(x, benefit=BENEFIT),
        "gini": lambda: wt.gini(x),
        "pca": lambda: wt.pca(x),
    }.items():
        report(f"{name}, 1,000,000 × 10, seconds", median(work, runs=3), "")
    rng = np.random.default_rng(2)
    judged = np.triu(rng.choice([1 / 5, 1 / 3, 1, 2, 3, 5], (15, 15)), 1)
    judged = judged + np.divide(1.0, judged, out=np.zeros_like(judged), where=judged > 0).T
    np.fill_diagonal(judged, 1.0)
    report(
        "ahp of 15 criteria, seconds",
        median(lambda: wt.ahp(judged)),
        "with the judgement to ask again",
    )
