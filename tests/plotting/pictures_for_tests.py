"""One picture of each kind and size, for what holds of every picture."""

from __future__ import annotations

import functools

import numpy as np

from kinerja import plotting
from kinerja.balancing import plan_flows, plan_transfers
from kinerja.competency import nine_box
from kinerja.impact import did, event_study, interrupted_series, service_times, staggered_did
from kinerja.indicators import Bands, Identity, Indicator, Scorecard
from kinerja.ratings import adverse_impact, rater_effects
from kinerja.schemes import skm
from kinerja.scoring import explain, score, sensitivity, trend
from kinerja.staffing import balance_sheet, wisn, workload_need
from kinerja.survey import Design, importance_performance, mean, quantile
from kinerja.weights import ahp

BANDS = Bands.of({"low": 0, "middle": 50, "high": 70})


def rng(seed=1):
    return np.random.default_rng(seed)


@functools.cache
def scores(n, k, units=0):
    parts = [Indicator(code=f"k{j}", name=f"Part {j}", scale=Identity()) for j in range(k)]
    card = Scorecard(code="c", name="C", parts=parts, bands=BANDS)
    data = rng(n + k).uniform(30, 95, (n, k))
    data[0, 0] = np.nan
    by = [f"Unit {i % units}" for i in range(n)] if units else None
    return score(card, data, by=by, ids=[f"P{i}" for i in range(n)], missing="reweight")


@functools.cache
def drawn(n):
    return sensitivity(scores(n, 3).card, rng(n).uniform(40, 90, (n, 3)), draws=60, rng=1,
                       ids=[f"P{i}" for i in range(n)])  # fmt: skip


@functools.cache
def plan(units, people):
    r = rng(units)
    unit = r.integers(0, units, people)
    need = r.poisson(people / units, (units, 1))
    return plan_transfers(unit, np.zeros(people, dtype=int), need,
                          units=[f"Unit {i}" for i in range(units)])  # fmt: skip


def satisfaction(n):
    answers = rng(3).integers(2, 5, (n * 12, 9))
    return skm.index(answers, by=np.repeat([f"Unit {i:03}" for i in range(n)], 12),
                     item_weight=1 / 9)  # fmt: skip


def times(groups):
    by = np.repeat([f"Counter {g}" for g in range(groups)], 20) if groups > 1 else None
    return service_times(rng().gamma(3, 2, 20 * groups), target=5, by=by)


def event(start):
    unit, period = np.repeat(np.arange(12), 6), np.tile(np.arange(6), 12)
    y = rng().normal(0, 1, unit.size)
    if start:
        return event_study(y, unit < 6, period, start=3, unit=unit)
    return staggered_did(y, unit, period, [3 if u < 4 else 4 if u < 8 else None for u in unit])


def matters(k):
    return importance_performance(rng().integers(1, 5, (60, k)), rng(2).integers(1, 5, (60, k)),
                                  Design())  # fmt: skip


def boxes(n):
    cuts = {"performance_cuts": (33, 66), "potential_cuts": (33, 66)}
    return nine_box(rng().uniform(0, 99, n), rng(2).uniform(0, 99, n), **cuts,
                    ids=[f"P{i:03}" for i in range(n)])  # fmt: skip


def series():
    return [10, 12, 11, 13, 20, 22, 21, 23.0]


def rated():
    subject, rater = np.repeat(np.arange(20), 2), np.tile(list("xyzwxzyw"), 5)
    return rater_effects(subject, rater, rng(2).normal(70, 5, 40))


def slopes(n):
    return trend(rng(4).normal(70, 3, (n, 6)) + np.linspace(-4, 4, n)[:, None] * np.arange(6))


def sheet(n):
    return balance_sheet(np.arange(1.0, n + 1)[:, None], np.full((n, 1), n / 2),
                         units=[f"Unit {i}" for i in range(n)])  # fmt: skip


CRITERIA = np.array([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
LOOSE = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]
PICTURES = {
    "waterfall": lambda **o: plotting.contributions(explain(scores(8, 5), "P3"), **o),
    "stacks": lambda **o: plotting.contributions(scores(6, 4), **o),
    "stacks of many": lambda **o: plotting.contributions(scores(300, 12), **o),
    "grades": lambda **o: plotting.grades(scores(30, 3), guide={"high": 0.2, "low": 0.3}, **o),
    "grades of units": lambda **o: plotting.grades(scores(60, 3, 5), guide={"high": 0.3}, **o),
    "grades of many units": lambda **o: plotting.grades(scores(300, 3, 60), **o),
    "coverage": lambda **o: plotting.coverage(scores(12, 4), **o),
    "coverage of units": lambda **o: plotting.coverage(scores(60, 3, 5), **o),
    "ranks": lambda **o: plotting.ranks(drawn(8), **o),
    "ranks of many": lambda **o: plotting.ranks(drawn(60), **o),
    "acceptability": lambda **o: plotting.acceptability(drawn(8), **o),
    "acceptability of many": lambda **o: plotting.acceptability(drawn(70), **o),
    "estimates": lambda **o: plotting.estimates(satisfaction(6), second=satisfaction(4), **o),
    "estimates of many": lambda **o: plotting.estimates(
        mean(rng().normal(70, 5, 240), Design(), by=[f"Unit {i:02}" for i in range(60)] * 4), **o
    ),
    "quantiles": lambda **o: plotting.estimates(
        quantile(rng().normal(70, 5, 60), Design(), [0.25, 0.5]), line=70, **o
    ),
    "means": lambda **o: plotting.estimates(
        mean(rng().normal(70, 5, 60), Design(), by=list("abc") * 20), **o
    ),
    "severity": lambda **o: plotting.severity(rated(), **o),
    "trend": lambda **o: plotting.trend(slopes(9), **o),
    "trend of many": lambda **o: plotting.trend(slopes(60), **o),
    "fairness": lambda **o: plotting.fairness(
        adverse_impact([True] * 9 + [False] + [True] * 4 + [False] * 6, ["a"] * 10 + ["b"] * 10),
        **o,
    ),
    "nine boxes": lambda **o: plotting.nine_box(boxes(20), **o),
    "nine boxes of many": lambda **o: plotting.nine_box(boxes(400), **o),
    "profile": lambda **o: plotting.profile(list("abcd"), [3, 1, 4, np.nan], [3, 4, 2, 5], **o),
    "radar": lambda **o: plotting.radar(list("abcde"), [3, 1, 4, 2, 2], [3, 4, 2, 5, 2], **o),
    "workload": lambda **o: plotting.workload(list("abc"), [1.4, 0.6, 2], [1.1, 0.9, 1], **o),
    "workload of many": lambda **o: plotting.workload(
        [f"U{i}" for i in range(130)], rng().uniform(1, 2, 130), rng(2).uniform(1, 2, 130), **o
    ),
    "need and staff": lambda **o: plotting.need(sheet(7), **o),
    "need of many": lambda **o: plotting.need(sheet(120), **o),
    "need alone": lambda **o: plotting.need(
        workload_need([750.0] * 3, [100, 250, 420], effective_time=75_000, unit=list("abc")), **o
    ),
    "posts": lambda **o: plotting.need(
        wisn([[1500], [3000], [4500]], [1], available_time=1500, existing=[2, 7, 1]), **o
    ),
    "ribbons": lambda **o: plotting.transfers(plan(5, 40), kind="alluvial", **o),
    "balance": lambda **o: plotting.transfers(plan(12, 90), kind="balance", **o),
    "matrix": lambda **o: plotting.transfers(plan(12, 90), kind="matrix", **o),
    "flows": lambda **o: plotting.transfers(plan_flows([[3], [0]], [[1], [2]]), **o),
    "reasons": lambda **o: plotting.shortage_reasons(
        plan_transfers([0, 0, 1, 2], [0] * 4, [[1], [4], [4]], units=list("abc")), **o
    ),
    "interrupted": lambda **o: plotting.interrupted(interrupted_series(series(), 4), series(), **o),
    "waiting": lambda **o: plotting.waiting(times(4), **o),
    "waiting of one": lambda **o: plotting.waiting(times(1), target=4, **o),
    "waiting of many": lambda **o: plotting.waiting(times(12), **o),
    "before and after": lambda **o: plotting.before_after(
        did([5, 6, 4, 5, 7, 9, 6, 9], [0] * 4 + [1] * 4, [0, 1] * 4, clusters=list("aabbccdd")), **o
    ),
    "event": lambda **o: plotting.before_after(event(True), **o),
    "staggered": lambda **o: plotting.before_after(event(False), **o),
    "priorities": lambda **o: plotting.priorities(matters(5), **o),
    "priorities of many": lambda **o: plotting.priorities(matters(31), **o),
    "judgements": lambda **o: plotting.judgements(
        {"Head": ahp(CRITERIA), "Union": ahp(LOOSE)}, **o
    ),
    "judgements of many": lambda **o: plotting.judgements(
        {f"S{i}": ahp(CRITERIA) for i in range(9)}, **o
    ),
    "one judgement": lambda **o: plotting.judgements(ahp(CRITERIA), **o),
}
