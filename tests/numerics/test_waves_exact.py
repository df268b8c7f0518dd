"""Drivers, waves, margins and the satisfaction index beside their formulas in exact numbers."""

from __future__ import annotations

from itertools import combinations
from math import factorial

import numpy as np
import pytest
from exact_figures import (
    SCALE,
    Family,
    dot,
    exact,
    hold,
    mean,
    moment,
    named,
    number,
    numbers,
    solved,
    total,
)
from test_impact_exact import values

from kinerja import survey as ours
from kinerja.schemes import skm

NUMERIC = ("ordinary", "far", "large", "huge", "small", "tiny", "tied")
"""Regimes of `values`."""


def answered(regime, rng):
    """Three drivers that share a part, and a verdict."""
    while True:
        x = np.column_stack([values(regime, rng, 12) for _ in range(3)])
        y = values(regime, rng, 12)
        away = np.column_stack([x, y])
        away = (away - away[0]) / np.ptp(away)
        if np.linalg.cond(np.corrcoef(away, rowvar=False)) < 1e3:
            return x, y


PRIORITIES = Family("priorities", answered, NUMERIC)


def correlations(x, y):
    cols = [*map(list, zip(*numbers(x), strict=True)), numbers(y)]

    def r(a, b):
        return moment(a, b) / exact.sqrt(moment(a) * moment(b))

    k = len(cols) - 1
    between = [[r(a, b) for b in cols[:k]] for a in cols[:k]]
    return between, [r(a, cols[k]) for a in cols[:k]]


def explained(between, with_y, chosen):
    """R² of a set of drivers."""
    if not chosen:
        return number(0)
    b = [with_y[i] for i in chosen]
    return dot(b, solved([[between[i][j] for j in chosen] for i in chosen], b))


@PRIORITIES.case(
    "key_drivers, LMG",
    lambda x, y: [*(d := ours.key_drivers(x, y)).share_of_r2, d.r2],
    floor=1e-3,
)
def _(x, y):
    between, with_y = correlations(x, y)
    k, out = len(with_y), []
    for j in range(k):
        others = [i for i in range(k) if i != j]
        out.append(
            total(
                (
                    explained(between, with_y, [*chosen, j])
                    - explained(between, with_y, list(chosen))
                )
                * factorial(size)
                * factorial(k - 1 - size)
                / factorial(k)
                for size in range(k)
                for chosen in combinations(others, size)
            )
        )
    return [*out, explained(between, with_y, list(range(k)))]


@PRIORITIES.case("key_drivers, Johnson", lambda x, y: ours.key_drivers(x, y).johnson, floor=1e-3)
def _(x, y):
    between, with_y = correlations(x, y)
    k = range(len(with_y))
    values, vectors = exact.eigsy(exact.matrix(between))
    root = [
        [total(vectors[i, m] * vectors[j, m] * exact.sqrt(values[m]) for m in k) for j in k]
        for i in k
    ]
    beta = solved(root, with_y)
    return [total(root[i][j] ** 2 * beta[j] ** 2 for j in k) for i in k]


def asked_twice(regime, rng):
    """Ten people, of whom seven are asked again, with some new ones."""
    a = values(regime, rng, 10)
    b = values(regime, rng, 11)
    return a, b


WAVES = Family("waves", asked_twice, NUMERIC)


def changed(a, b):
    first, second = np.arange(10), np.arange(3, 14)
    found = ours.compare_waves({"item": a}, {"item": b}, ids=(first, second)).items
    # Of means near 1e9 a double keeps 1e-7: their difference has no more than that.
    return found.se if a.min() > 1e8 and a.max() < 1e10 else [*found.change, *found.se]


@WAVES.case("compare_waves", changed)
def _(a, b):
    """V₁ + V₂ − 2C, with C over the seven who are in both."""
    far = a.min() > 1e8 and a.max() < 1e10
    a, b = numbers(a), numbers(b)
    u, v = ([(x - mean(y)) / len(y) for x in y] for y in (a, b))
    first, second = (number(len(y)) / (len(y) - 1) * dot(y, y) for y in (u, v))
    shared = number(7) / 6 * moment(u[3:], v[:7])
    se = exact.sqrt(first + second - 2 * shared)
    return [se] if far else [mean(b) - mean(a), se]


def estimated(regime, rng):
    """Means of four years and their errors, not evenly apart."""
    size = SCALE.get(regime, 1.0)
    when = np.array([2019.0, 2020.0, 2023.0, 2024.5])
    y = rng.uniform(1.0, 4.0, (4, 6)) * size
    return when, y


def by_year(when, y):
    years = {t: ours.mean(row, ours.Design()) for t, row in zip(when.tolist(), y, strict=True)}
    found = ours.waves(years)
    return [*found.slope, *found.se]


@WAVES.case(
    "waves", by_year, draw=estimated, regimes=("ordinary", "large", "huge", "small", "tiny")
)
def _(when, y):
    """Least squares weighted by 1/se², for samples that have nobody in common."""
    t, rows = numbers(when), numbers(y)
    means = [mean(row) for row in rows]
    w = [6 * 5 / moment(row) for row in rows]
    middle = dot(w, t) / total(w)
    away = [x - middle for x in t]
    squares = total(a * a * v for a, v in zip(away, w, strict=True))
    slope = total(a * v * m for a, v, m in zip(away, w, means, strict=True)) / squares
    return [slope, 1 / exact.sqrt(squares)]


def margin(regime, rng):
    n = int(rng.integers(30, 900))
    return n, n * int(rng.integers(2, 90)), float(rng.uniform(0.05, 0.95))


@WAVES.case(
    "margin_of_error",
    lambda n, population, p: ours.margin_of_error(n, population=population, proportion=p),
    draw=margin,
    regimes=("ordinary",),
)
def _(n, population, p):
    z, p = exact.sqrt(2) * exact.erfinv(number("0.95")), number(p)
    left = number(population - n) / (population - 1)
    return [z * exact.sqrt(p * (1 - p) / n * left)]


def questionnaire(regime, rng):
    n = 2 if regime == "smallest" else int(rng.integers(5, 40))
    answers = rng.integers(1, 5, (n, 9))
    answers[0, 0], answers[1] = 4, 1
    return (answers,)


OFFICIAL = Family("official rules", questionnaire, ("ordinary", "smallest"))


@OFFICIAL.case("skm.index", lambda x: [*(r := skm.index(x)).index, *r.converted, *r.se])
def _(x):
    """The mean of each respondent's own index, its error in points of 25 to 100."""
    own = [mean(row) for row in numbers(x)]
    n = len(own)
    m = mean(own)
    return [m, 25 * m, 25 * exact.sqrt(moment(own) / (n - 1) / n)]


@pytest.mark.parametrize(
    ("case", "regime"), PRIORITIES.trials() + WAVES.trials() + OFFICIAL.trials(), ids=named
)
def test_drivers_and_waves_are_as_exact_as_promised(case, regime):
    hold(case, regime)
