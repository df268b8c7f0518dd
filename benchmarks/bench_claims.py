"""Every ratio that README.md claims, beside its peer in the same run.

A figure is the peer's seconds over ours: above 1 the library is quicker. `claims` holds what the
README says at least; a test compares the two. A peer that is not installed is named.
"""

import importlib.util
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks import bench_analytics, bench_ranking, bench_scoring, bench_survey
from benchmarks.balancing_peers import by_flow
from benchmarks.bench_balancing import city, plan
from benchmarks.timing import paired
from kinerja import ranking, ratings, reliability
from kinerja.indicators import Group, Indicator, MinMax, Scorecard
from kinerja.scoring import benefit_of_the_doubt, score

Work = Callable[[], object]


class Claim(NamedTuple):
    """What README.md says of one work, and the two works."""

    work: str
    peer: str
    needs: str
    """The package that the peer needs; "R" and a package of R; "" for numpy and scipy."""
    least: float
    """Peer's seconds over ours, at least."""
    works: Callable[[], tuple[Work, Work]]
    """The peer's work and ours, in this order."""


def _positive() -> np.ndarray:
    return np.abs(np.random.default_rng(1).uniform(-0.02, 1.02, (1_000_000, 10))) + 1e-3


def _weighted_sum(peer: str) -> tuple[Work, Work]:
    x, card = _positive(), bench_scoring.card()
    return bench_scoring.weighted_sum(peer, x), lambda: score(card, x)


def _topsis(peer: str) -> tuple[Work, Work]:
    x = np.random.default_rng(1).uniform(1.0, 100.0, (1_000_000, 10))
    weights, benefit = bench_ranking.WEIGHTS, bench_ranking.BENEFIT
    return bench_ranking.topsis_of(peer, x), lambda: ranking.topsis(x, weights, benefit=benefit)


def lean(x: np.ndarray) -> tuple[np.ndarray, ...]:
    """The least that gives points, contributions and totals: no copy, no mask, no coverage."""
    points = (x - bench_scoring.WORST) * (100 / (bench_scoring.BEST - bench_scoring.WORST))
    np.clip(points, 0, 100, out=points)
    given = points * bench_scoring.EFFECTIVE
    groups = points[:, :5] @ bench_scoring.FIRST, points[:, 5:] @ bench_scoring.SECOND
    return points, given, *groups, given.sum(axis=1)


def _linear() -> tuple[Work, Work]:
    x, card = np.random.default_rng(1).uniform(-0.02, 1.02, (1_000_000, 10)), bench_scoring.card()
    return lambda: lean(x), lambda: score(card, x)


def _min_max() -> tuple[Work, Work]:
    x = np.random.default_rng(1).uniform(0, 1, (1_000_000, 10))
    leaves = [
        Indicator(code=f"i{j}", name=f"I{j}", scale=MinMax(), weight=j + 1) for j in range(10)
    ]
    parts = (
        Group(code="g1", name="G1", parts=tuple(leaves[:5]), weight=60),
        Group(code="g2", name="G2", parts=tuple(leaves[5:]), weight=40),
    )
    card = Scorecard(code="c", name="C", parts=parts)

    def plain() -> tuple[np.ndarray, ...]:
        low, high = x.min(axis=0), x.max(axis=0)
        points = (x - low) / (high - low) * 100
        given = points * bench_scoring.EFFECTIVE
        groups = points[:, :5] @ bench_scoring.FIRST, points[:, 5:] @ bench_scoring.SECOND
        return points, given, *groups, given.sum(axis=1)

    return plain, lambda: score(card, x)


def _alpha() -> tuple[Work, Work]:
    import pandas as pd
    import pingouin

    rng = np.random.default_rng(1)
    table = pd.DataFrame(rng.normal(size=(200_000, 1)) + rng.normal(size=(200_000, 9)))
    return lambda: pingouin.cronbach_alpha(table), lambda: reliability.alpha(table)


def _two_raters() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    a = rng.integers(0, 5, 200_000)
    return a, np.where(rng.random(a.size) < 0.6, a, rng.integers(0, 5, a.size))


def _kappa() -> tuple[Work, Work]:
    from statsmodels.stats.inter_rater import cohens_kappa, to_table

    a, b = _two_raters()
    return (
        lambda: cohens_kappa(to_table(np.column_stack([a, b]))[0]),
        lambda: ratings.cohen_kappa(a, b),
    )


def _kappa_of_words() -> tuple[Work, Work]:
    from statsmodels.stats.inter_rater import cohens_kappa, to_table

    words = np.array(["poor", "fair", "good", "very good", "best"], dtype=object)
    a, b = (words[codes] for codes in _two_raters())
    return (
        lambda: cohens_kappa(to_table(np.column_stack([a, b]))[0]),
        lambda: ratings.cohen_kappa(a, b),
    )


def _best() -> tuple[Work, Work]:
    z = np.random.default_rng(1).uniform(0.2, 1, (200, 10))
    return lambda: bench_analytics.programme_by_programme(z), lambda: benefit_of_the_doubt(z)


def _transfers(people: int) -> tuple[Work, Work]:
    data = city(people, people // 50, 10)
    return lambda: by_flow(data), plan(data)


def claims() -> Iterator[Claim]:
    """What README.md says, and where a peer is ahead."""
    rows = "1,000,000 × 10"
    for peer, needs in (("scikit-criteria", "skcriteria"), ("pymcdm", "pymcdm")):
        yield Claim(f"scores, {rows}", f"{peer}'s weighted sum", needs, 4,
                    lambda needs=needs: _weighted_sum(needs))  # fmt: skip
        yield Claim(f"TOPSIS, {rows}", f"{peer}'s", needs, 5, lambda needs=needs: _topsis(needs))
    yield Claim("benefit of the doubt, 200 × 10", "a programme a subject by HiGHS", "", 8, _best)
    yield Claim("Cohen's kappa of numbers, 200,000", "statsmodels'", "statsmodels", 1.5, _kappa)
    yield Claim(
        "Cohen's kappa of words, 200,000", "statsmodels'", "statsmodels", 1.5, _kappa_of_words
    )
    yield Claim(f"scores on linear scales, {rows}", "the leanest numpy", "", 0.5, _linear)
    yield Claim(f"scores on min–max scales, {rows}", "plain numpy", "", 0.6, _min_max)
    yield Claim("alpha, 200,000 × 9", "pingouin's", "pingouin", 0.4, _alpha)
    yield Claim("transfers of 5,000 people", "OR-tools' flow alone", "ortools", 0.02,
                lambda: _transfers(5_000))  # fmt: skip


def _report_r(report: Callable[[str, float, str], None]) -> None:
    """`svymean` of nine items by 600 domains, by R's package survey where it is installed."""
    name = "survey means with errors, 100,000 × 9 × 600 domains: R's svyby over ours"
    if shutil.which("Rscript") is None:
        print(f"| claims | {name} | | Rscript is not installed |")
        return
    data = bench_survey.sample(100_000, text=False)
    with tempfile.TemporaryDirectory() as folder:
        table = np.column_stack([data[key] for key in ("strata", "clusters", "by", "weights", "y")])
        path = Path(folder, "answers.csv")
        head = ",".join(["strata", "clusters", "by", "weights", *(f"y{j}" for j in range(9))])
        np.savetxt(path, table, delimiter=",", header=head, comments="")
        code = (
            f"suppressMessages(library(survey)); d <- read.csv('{path}');"
            "s <- svydesign(ids=~clusters, strata=~strata, weights=~weights, data=d, nest=TRUE);"
            "t <- system.time(svyby(~y0+y1+y2+y3+y4+y5+y6+y7+y8, ~by, s, svymean));"
            "cat(t[['user.self']] + t[['sys.self']])"
        )
        run = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=False)
    if run.returncode:
        print(f"| claims | {name} | | R's package survey is not installed |")
        return
    _, _, ours = paired(bench_survey.work(data), bench_survey.work(data), runs=3)
    theirs = float(run.stdout.split()[-1])
    report(name, theirs / ours, f"{theirs:.1f} s against {ours:.3f} s; at least 100")


def run(report: Callable[[str, float, str], None]) -> None:
    warnings.simplefilter("ignore")
    for claim in claims():
        name = f"{claim.work}: {claim.peer} over ours"
        if claim.needs and importlib.util.find_spec(claim.needs) is None:
            print(f"| claims | {name} | | {claim.needs} is not installed |")
            continue
        theirs, ours = claim.works()
        ratio, slow, mine = paired(theirs, ours, runs=3)
        report(name, ratio, f"{slow:.3g} s against {mine:.3g} s; at least {claim.least:g}")
    _report_r(report)
