"""Each picture at 1,000 marks, drawn and written as SVG."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from benchmarks import timing
from kinerja import balancing, competency, impact, plotting, ratings, scoring, staffing, survey
from kinerja.indicators import Bands, Identity, Indicator, Scorecard

N = 1_000


def results() -> dict[str, Callable[[], Any]]:
    """A picture of about 1,000 marks for each kind of result; made-up data."""
    rng = np.random.default_rng(1)
    units = [f"Unit {i}" for i in range(N)]
    parts = [Indicator(code=f"i{j}", name=f"Indicator {j}", scale=Identity()) for j in range(6)]
    bands = Bands.of({"D": 0, "C": 50, "B": 60, "A": 70})
    card = Scorecard(code="c", name="C", parts=parts, bands=bands)
    data = rng.uniform(30, 95, (5 * N, 6))
    data[rng.random(data.shape) < 0.05] = np.nan
    scores = scoring.score(card, data, by=units * 5, missing="reweight")
    firm = scoring.sensitivity(card, np.nan_to_num(data[:N], nan=50), draws=100, rng=1)
    trend = scoring.trend(rng.normal(70, 4, (N, 6)))
    subject, rater = np.repeat(np.arange(2 * N), 2), rng.integers(0, N, 4 * N)
    effects = ratings.rater_effects(subject, rater, rng.normal(70, 5, 4 * N), islands="separate")
    mean = survey.mean(rng.normal(70, 9, 10 * N), survey.Design(), by=units * 10)
    boxes = competency.nine_box(
        *rng.uniform(0, 99, (2, N)), performance_cuts=(33, 66), potential_cuts=(33, 66)
    )
    sheet = staffing.balance_sheet(*rng.integers(1, 9, (2, N, 3)), units=units)
    times = impact.service_times(rng.gamma(3, 2, 10 * N), target=5, by=units * 10)
    unit, job = rng.integers(0, 200, 2000), np.zeros(2000, dtype=int)
    need = rng.poisson(10, (200, 1))
    plan = balancing.plan_transfers(unit, job, need, units=units[:200])
    before, after = rng.uniform(1, 2, (2, N))
    return {
        "contributions": lambda: plotting.contributions(scores),
        "grades": lambda: plotting.grades(scores),
        "coverage": lambda: plotting.coverage(scores),
        "ranks": lambda: plotting.ranks(firm),
        "acceptability": lambda: plotting.acceptability(firm),
        "trend": lambda: plotting.trend(trend),
        "severity": lambda: plotting.severity(effects),
        "estimates": lambda: plotting.estimates(mean, second=mean),
        "nine_box": lambda: plotting.nine_box(boxes),
        "need": lambda: plotting.need(sheet),
        "waiting": lambda: plotting.waiting(times),
        "transfers": lambda: plotting.transfers(plan),
        "workload": lambda: plotting.workload(units, before, after),
        "profile": lambda: plotting.profile(units, before, after),
    }


def run(report: Callable[[str, float, str], None]) -> None:
    """Report the seconds of each picture, drawn and written as SVG."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pictures = results()
        plotting.svg(next(iter(pictures.values()))(), prefix="warm")  # fonts are read once
        for name, draw in pictures.items():
            drawn = timing.seconds(draw)
            fig = draw()
            written = timing.seconds(partial(plotting.svg, fig, prefix="p"))
            size = len(plotting.svg(fig, prefix="p")) / 1024
            note = f"drawn in {drawn:.2f} s, {size:.0f} KB of SVG; at most 0.5"
            report(f"{name} of {N:,} marks, seconds", drawn + written, note)
