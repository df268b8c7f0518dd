"""How time grows: each hot function at three to five sizes, and the exponent of its upper part."""

import csv
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks import bench_balancing, bench_competency, bench_impact, bench_ratings, timing
from kinerja import balancing, competency, impact, ranking, ratings, sheets, staffing, survey
from kinerja import weights as wt
from kinerja.errors import KinerjaWarning
from kinerja.indicators import (
    OWA,
    Bands,
    Indicator,
    Linear,
    MinMax,
    Percentile,
    Power,
    Scale,
    Scorecard,
)
from kinerja.schemes import skm
from kinerja.scoring import benefit_of_the_doubt, explain, next_band, score, trend

Work = Callable[[], object]
ENOUGH = 0.15
"""Seconds after which a size is not run again."""


class Case(NamedTuple):
    """One function, what grows, at which sizes, and the work at a size."""

    name: str
    grows: str
    sizes: tuple[int, ...]
    at: Callable[[int], Work]


def _card(k: int, aggregation: object = "arithmetic", scale: Scale | None = None) -> Scorecard:
    return Scorecard(
        code="bench",
        name="Benchmark",
        aggregation=aggregation,
        bands=Bands.of({"low": 0, "middle": 60, "high": 95}),
        parts=tuple(
            Indicator(
                code=f"i{j}",
                name=f"I{j}",
                scale=scale or Linear(worst=0, best=100),
                weight=1 if isinstance(aggregation, OWA) else 1 + j % 3,
            )
            for j in range(k)
        ),
    )


def _drawn(*shape: int) -> np.ndarray:
    return np.random.default_rng(1).uniform(20.0, 100.0, shape)


def _scored(n: int, how: object = "arithmetic", scale: Scale | None = None) -> Work:
    card, x = _card(10, how, scale), _drawn(n, 10)
    return lambda: score(card, x)


def _by(groups: int, scale: Scale) -> Work:
    card, x = _card(10, scale=scale), _drawn(100_000, 10)
    by = np.arange(100_000) % groups
    return lambda: score(card, x, by=by)


def _explained(k: int, how: object) -> Work:
    card = _card(k, how).model_copy(update={"bands": None})  # the way to the next grade is apart
    scores = score(card, _drawn(100, k))
    return lambda: explain(scores, 0)


def _letters(n: int) -> Work:
    """What letters to fifty people of a group are made from: the total explained, the way up."""
    scores = score(_card(12, "geometric"), _drawn(n, 12))
    return lambda: [explain(scores, row).text for row in range(50)]


def _owa(k: int) -> OWA:
    return OWA(weights=tuple(range(1, k + 1)))


def _risen(k: int, how: object) -> Work:
    scores = score(_card(k, how), _drawn(100, k))
    return lambda: next_band(scores, 0)


def _scoring() -> Iterator[Case]:
    rows, parts, groups = (100_000, 300_000, 1_000_000), (12, 20, 40, 60), (100, 1_000, 10_000)
    yield Case("score, linear", "rows", rows, _scored)
    yield Case("score, min–max", "rows", rows, lambda n: _scored(n, scale=MinMax()))
    yield Case("score, geometric", "rows", rows, lambda n: _scored(n, "geometric"))
    yield Case("score(by=), min–max", "groups", groups, lambda g: _by(g, MinMax()))
    yield Case("score(by=), percentile", "groups", groups, lambda g: _by(g, Percentile()))
    for name, how in (
        ("geometric", lambda _: "geometric"),
        ("OWA", _owa),
        ("harmonic", lambda _: Power(p=-1)),
        ("power .5", lambda _: Power(p=0.5)),
        ("power .05", lambda _: Power(p=0.05)),
    ):
        yield Case(f"explain, {name}", "parts", parts, lambda k, how=how: _explained(k, how(k)))
    yield Case(
        "texts of 50 letters, geometric", "people in the group", (100, 1_000, 10_000), _letters
    )
    for name, how in (
        ("arithmetic", "arithmetic"),
        ("geometric", "geometric"),
        ("harmonic", Power(p=-1)),
    ):
        yield Case(f"next_band, {name}", "parts", parts, lambda k, how=how: _risen(k, how))
    yield Case("trend, 2,000 rows", "periods", (12, 48, 96, 192), _trend)
    yield Case("benefit_of_the_doubt", "rows", (500, 1_000, 2_000, 4_000), _best)


def _trend(periods: int) -> Work:
    y = _drawn(2_000, periods)
    return lambda: trend(y)


def _best(n: int) -> Work:
    y = _drawn(n, 6)
    return lambda: benefit_of_the_doubt(y)


def _ranking() -> Iterator[Case]:
    w = np.arange(1.0, 11.0)

    def over(method: Callable[..., object], **more: object) -> Callable[[int], Work]:
        def at(n: int) -> Work:
            x = _drawn(n, 10)
            return lambda: method(x, w, **more)

        return at

    rows = (100_000, 300_000, 1_000_000)
    yield Case("topsis", "rows", rows, over(ranking.topsis))
    yield Case("saw", "rows", rows, over(ranking.saw))
    yield Case("codas", "rows", (10_000, 30_000, 100_000), over(ranking.codas))
    yield Case("promethee_ii, usual", "rows", (10_000, 30_000, 100_000), over(ranking.promethee_ii))
    yield Case(
        "promethee_ii, Gaussian",
        "rows",
        (1_000, 2_000, 4_000),
        over(ranking.promethee_ii, preference="gaussian", p=20.0),
    )
    for name, method in (("entropy", wt.entropy), ("critic", wt.critic)):
        yield Case(name, "rows", rows, lambda n, method=method: _weighed(method, n))


def _weighed(method: Callable[..., object], n: int) -> Work:
    x = _drawn(n, 10)
    return lambda: method(x)


def _survey_of(n: int, domains: int) -> Work:
    rng = np.random.default_rng(1)
    design = survey.Design(weights=rng.uniform(1, 3, n), strata=np.arange(n) % 20)
    y, by = rng.integers(1, 6, (n, 9)).astype(float), rng.integers(0, domains, n)
    return lambda: survey.mean(y, design, by=by)


def _median(n: int) -> Work:
    rng = np.random.default_rng(1)
    design = survey.Design(weights=rng.uniform(1, 3, n))
    y, by = rng.normal(size=n), rng.integers(0, 20, n)
    return lambda: survey.quantile(y, design, by=by)


def _drivers(k: int) -> Work:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(1_000, k)) + rng.normal(size=(1_000, 1))
    y = x.sum(axis=1) + rng.normal(size=1_000)
    return lambda: survey.key_drivers(x, y)


def _surveys() -> Iterator[Case]:
    yield Case(
        "survey.mean, 600 domains", "rows", (100_000, 300_000, 1_000_000),
        lambda n: _survey_of(n, 600),
    )  # fmt: skip
    yield Case(
        "survey.mean, 200,000 rows", "domains", (100, 1_000, 10_000),
        lambda d: _survey_of(200_000, d),
    )  # fmt: skip
    yield Case("survey.quantile, 20 domains", "rows", (20_000, 60_000, 200_000), _median)
    yield Case("key_drivers", "drivers", (8, 12, 16, 20), _drivers)
    yield Case("skm.index, 600 units", "rows", (100_000, 300_000, 1_000_000), _index)


def _index(n: int) -> Work:
    rng = np.random.default_rng(1)
    y, by = rng.integers(1, 5, (n, 9)).astype(float), rng.integers(0, 600, n)
    return lambda: skm.index(y, by=by)


def _apart(n: int) -> Work:
    marks = _drawn(n // 2, 2)
    return lambda: ratings.krippendorff_alpha(marks, measurement="ratio")


def _differing(groups: int) -> Work:
    rng = np.random.default_rng(1)
    y, group = rng.normal(size=20_000), np.arange(20_000) % groups
    more = rng.normal(size=(20_000, 2))
    return lambda: ratings.score_differences(y, group, reference=0, covariates=more)


def _rated(n: int) -> Work:
    data = bench_ratings.sample(n, n // 10, n // 100)
    return lambda: ratings.rater_effects(*data)


def _ratings() -> Iterator[Case]:
    yield Case("krippendorff_alpha, ratio", "distinct values", (1_000, 4_000, 16_000), _apart)
    yield Case("score_differences, 20,000 people", "groups", (10, 30, 100, 300), _differing)
    yield Case(
        "rater_effects, 10 a person, 100 a rater", "ratings", (10_000, 30_000, 100_000), _rated
    )


def _did(rows: int) -> Work:
    p = bench_impact.panel(rows, rows // 100)
    treated, post = p["clusters"] % 2 == 0, p["period"] >= 5
    return lambda: impact.did(
        p["y"], treated, post, clusters=p["clusters"], unit=p["unit"], period=p["period"]
    )


def _events(periods: int) -> Work:
    p = bench_impact.panel(20_000, 200, periods)
    return lambda: impact.event_study(
        p["y"], p["clusters"] % 2 == 0, p["period"], start=periods * 6 // 10,
        unit=p["unit"], clusters=p["clusters"],
    )  # fmt: skip


def _waited(n: int) -> Work:
    rng = np.random.default_rng(2)
    by, t, still = rng.integers(0, 100, n), rng.exponential(10, n), rng.random(n) < 0.2
    return lambda: impact.service_times(t, target=10, censored=still, by=by)


def _impact() -> Iterator[Case]:
    yield Case("did, unit and period effects", "rows", (10_000, 30_000, 100_000), _did)
    yield Case("event_study, 20,000 rows", "periods", (10, 20, 40), _events)
    yield Case("service_times, 100 groups", "rows", (30_000, 100_000, 300_000), _waited)


def _moved(people: int) -> Work:
    data = bench_balancing.city(people, people // 50, 10)
    return lambda: balancing.plan_transfers(**data)


def _tasked(n: int) -> Work:
    durations = np.random.default_rng(1).integers(1, 10_000, n)
    return lambda: balancing.assign_tasks(durations, n // 20)


def _developed(n: int) -> Work:
    gap, offer, options = bench_competency.learning(n, 20, 6)
    return lambda: competency.development_plan(gap, offer, **options)


def _allowed(n: int) -> Work:
    people, asked = bench_competency.staff(n), bench_competency.jobs(20)
    return lambda: competency.eligible(people, asked)


def _needed(n: int) -> Work:
    rng = np.random.default_rng(1)
    volume, unit, job = (rng.integers(0, most, n) for most in (200, 600, 20))
    return lambda: staffing.workload_need(volume, 30.0, effective_time=75_000, unit=unit, job=job)


def _plans() -> Iterator[Case]:
    yield Case("plan_transfers", "people", (1_000, 3_000, 10_000), _moved)
    yield Case("assign_tasks, 20 a worker", "tasks", (100, 300, 1_000), _tasked)
    yield Case("development_plan, 20 courses", "people", (100, 200, 400), _developed)
    yield Case("eligible, 20 jobs of 5 rules", "people", (10_000, 30_000, 100_000), _allowed)
    yield Case("workload_need", "tasks", (100_000, 300_000, 1_000_000), _needed)


def _sheets(folder: str) -> Iterator[Case]:
    def text(n: int) -> Work:
        path = Path(folder, f"{n}.csv")
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([[f"c{j}" for j in range(20)], *_drawn(n, 20).round(2)])
        return lambda: sheets.read(path)

    def book(n: int) -> Work:
        path = Path(folder, f"{n}.xlsx")
        bench_book(path, n)
        return lambda: sheets.read(path)

    yield Case("sheets.read, CSV of 20 columns", "rows", (10_000, 30_000, 100_000), text)
    yield Case("sheets.read, workbook of 20 columns", "rows", (1_000, 3_000, 10_000), book)


def bench_book(path: Path, n: int) -> None:
    from benchmarks.bench_sheets import write_book

    write_book(path, [[f"c{j}" for j in range(20)], *_drawn(n, 20).round(2).tolist()])


def _quickest(work: Work) -> float:
    """Least seconds of a few runs: what else runs on the machine only adds."""
    times = [timing.seconds(work)]
    while len(times) < (3 if times[0] < 1 else 2 if times[0] < 2 else 1) or (
        sum(times) < ENOUGH and len(times) < 7
    ):
        times.append(timing.seconds(work))
    return min(times)


def exponent(sizes: tuple[int, ...], times: list[float]) -> float:
    """Slope of log time on log size over the upper part: the last three sizes, or two of three."""
    upper = slice(-3, None) if len(sizes) > 3 else slice(-2, None)
    return float(np.polyfit(np.log(sizes[upper]), np.log(times[upper]), 1)[0])


def cases(folder: str) -> Iterator[Case]:
    """Every function that is measured; files are written into the folder."""
    yield from _scoring()
    yield from _ranking()
    yield from _surveys()
    yield from _ratings()
    yield from _impact()
    yield from _plans()
    yield from _sheets(folder)


def measured(case: Case) -> tuple[float, str]:
    """Exponent, and the time at each size in words."""
    case.at(case.sizes[0])()  # what is loaded once
    times = [_quickest(case.at(size)) for size in case.sizes]
    pairs = zip(case.sizes, times, strict=True)
    return exponent(case.sizes, times), "; ".join(f"{n:,}: {1000 * took:.3g}" for n, took in pairs)


def run(report: Callable[[str, float, str], None]) -> None:
    warnings.simplefilter("ignore", KinerjaWarning)
    with tempfile.TemporaryDirectory() as folder:
        for case in cases(folder):
            slope, note = measured(case)
            report(f"{case.name}, by {case.grows}", slope, f"ms: {note}")
