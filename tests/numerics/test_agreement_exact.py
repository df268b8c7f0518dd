"""Reliability and agreement beside their formulas in exact numbers."""

from __future__ import annotations

import numpy as np
import pytest
from exact_figures import (
    Family,
    columns,
    exact,
    hold,
    matrix,
    mean,
    moment,
    named,
    number,
    numbers,
    total,
)

from kinerja import ratings, reliability

NUMERIC = ("ordinary", "far", "large", "huge", "small", "tiny", "smallest", "tied", "alike")


def items(regime, rng):
    """Answers of one trait: columns that go together, each with a part of its own."""
    x = matrix(regime, rng, far=1e15, fewest=3)
    if regime == "ordinary":
        x = x + 20.0 * rng.random((len(x), 1))
    return (x,)


RELIABILITY = Family("reliability", items, NUMERIC)


def covariances(x):
    cols = columns(x)
    return [[moment(a, b) / (len(a) - 1) for b in cols] for a in cols]


def correlations(x):
    c = covariances(x)
    k = range(len(c))
    return [[c[i][j] / exact.sqrt(c[i][i] * c[j][j]) for j in k] for i in k]


def reliable(x):
    out = reliability.alpha(x)
    return [out.raw, out.standardized, out.average_r, *out.item_rest]


@RELIABILITY.case("alpha", reliable, floor=1e-2)
def _(x):
    c, r, k = covariances(x), correlations(x), x.shape[1]
    every = [total(row) for row in c]
    raw = number(k) / (k - 1) * (1 - total(c[i][i] for i in range(k)) / total(every))
    mean_r = mean([r[i][j] for i in range(k) for j in range(k) if i != j])
    rest = [
        (every[i] - c[i][i]) / exact.sqrt(c[i][i] * (total(every) - 2 * every[i] + c[i][i]))
        for i in range(k)
    ]
    return [raw, k * mean_r / (1 + (k - 1) * mean_r), mean_r, *rest]


def regular(regime, rng):
    """Items none of which follows from the others, not even by their few digits."""
    while True:
        (x,) = items(regime, rng)
        away = (x - x[0]) / np.ptp(x)
        if np.ptp(away, axis=0).all() and np.linalg.cond(np.corrcoef(away, rowvar=False)) < 1e4:
            return (x,)


def adequate(x):
    return reliability.kmo(x).overall


@RELIABILITY.case("kmo", adequate, draw=regular, without=("smallest", "alike"))
def _(x):
    r, k = correlations(x), x.shape[1]
    inverse = exact.inverse(exact.matrix(r))
    pairs = [(i, j) for i in range(k) for j in range(k) if i != j]
    plain = total(r[i][j] ** 2 for i, j in pairs)
    part = total(inverse[i, j] ** 2 / (inverse[i, i] * inverse[j, j]) for i, j in pairs)
    return [plain / (plain + part)]


@RELIABILITY.case(
    "bartlett",
    lambda x: reliability.bartlett(x).chi_square,
    draw=regular,
    without=("smallest", "alike"),
)
def _(x):
    k = number(x.shape[1])
    return [-exact.log(exact.det(exact.matrix(correlations(x)))) * (len(x) - 1 - (2 * k + 5) / 6)]


def rated(regime, rng):
    return (matrix(regime, rng, fewest=3),)


AGREEMENT = Family("agreement", rated, NUMERIC)


@AGREEMENT.case("icc", lambda x: ratings.icc(x).value, floor=1e-2)
def _(x):
    n, k = number(len(x)), number(x.shape[1])
    table = numbers(x)
    m = mean([v for row in table for v in row])
    by_row, by_column = [mean(r) for r in table], [mean(c) for c in columns(x)]
    b = k * total((v - m) ** 2 for v in by_row) / (n - 1)
    j = n * total((v - m) ** 2 for v in by_column) / (k - 1)
    whole = total((v - m) ** 2 for row in table for v in row)
    w = (whole - b * (n - 1)) / (n * (k - 1))
    e = (whole - b * (n - 1) - j * (k - 1)) / ((n - 1) * (k - 1))
    parts = [
        (b - w, b + (k - 1) * w),
        (b - e, b + (k - 1) * e + k * (j - e) / n),
        (b - e, b + (k - 1) * e),
        (b - w, b),
        (b - e, b + (j - e) / n),
        (b - e, b),
    ]
    # A variance below 0 is no variance to have a share of.
    return [above / below if below > 0 else exact.nan for above, below in parts]


@AGREEMENT.case(
    "krippendorff_alpha, interval",
    lambda x: ratings.krippendorff_alpha(x, measurement="interval").value,
    floor=1e-2,
)
def _(x):
    table = numbers(x)
    observed = total(
        total((a - b) ** 2 for a in row for b in row) / (len(row) - 1) for row in table
    )
    flat = [v for row in table for v in row]
    expected = total((a - b) ** 2 for a in flat for b in flat) / (len(flat) - 1)
    return [1 - observed / expected]


@AGREEMENT.case("kendall_w", lambda x: ratings.kendall_w(x).value, without=("far",))
def _(x):
    m, n = x.shape[1], len(x)
    ranks = [
        [number(sum(u < v for u in c)) + number(sum(u == v for u in c) + 1) / 2 for v in c]
        for c in columns(x)
    ]
    ties = total(
        number(sum(u == v for u in c)) ** 2 - 1 for c in columns(x) for v in c
    )  # each of t tied values adds t² − 1, together t³ − t
    sums = [total(r) for r in zip(*ranks, strict=True)]
    return [12 * moment(sums) / (m * m * (number(n) ** 3 - n) - m * ties)]


def judgements(regime, rng):
    n = 4 if regime == "smallest" else 40
    level = rng.integers(0, 4, n)
    a = np.where(rng.random(n) < 0.6, level, rng.integers(0, 4, n))
    b = np.where(rng.random(n) < 0.6, level, rng.integers(0, 4, n))
    if regime == "tied":
        a, b = np.minimum(a, 1), np.minimum(b, 1)
    a[:2], b[:2] = (0, 1), (1, 0)
    return a, b


JUDGED = ("ordinary", "smallest", "tied")


def weighted_kappa(power):
    def true(a, b):
        labels = sorted({*a.tolist(), *b.tolist()})
        c, n = len(labels), len(a)
        share = {
            (i, j): number(
                sum((p, q) == (i, j) for p, q in zip(a.tolist(), b.tolist(), strict=True))
            )
            / n
            for i in labels
            for j in labels
        }
        row = {i: total(share[i, j] for j in labels) for i in labels}
        column = {j: total(share[i, j] for i in labels) for j in labels}

        def credit(i, j):
            away = abs(labels.index(i) - labels.index(j))
            return number(i == j) if power == 0 else 1 - (number(away) / (c - 1)) ** power

        observed = total(credit(i, j) * share[i, j] for i in labels for j in labels)
        chance = total(credit(i, j) * row[i] * column[j] for i in labels for j in labels)
        return [(observed - chance) / (1 - chance)]

    return true


for weighting, power in ((None, 0), ("linear", 1), ("quadratic", 2)):
    AGREEMENT.case(
        f"cohen_kappa, {weighting}",
        lambda a, b, how=weighting: ratings.cohen_kappa(a, b, weighting=how).value,
        draw=judgements,
        regimes=JUDGED,
        floor=1e-2,
    )(weighted_kappa(power))


@AGREEMENT.case(
    "fleiss_kappa",
    lambda a, b: ratings.fleiss_kappa(np.column_stack([a, b, np.minimum(a, b)])).value,
    draw=judgements,
    regimes=JUDGED,
)
def _(a, b):
    table = np.column_stack([a, b, np.minimum(a, b)]).tolist()
    labels, r, n = sorted({v for row in table for v in row}), 3, len(table)
    observed = mean(
        [
            total(number(row.count(v)) * (row.count(v) - 1) for v in labels) / (r * (r - 1))
            for row in table
        ]
    )
    chance = total((number(sum(row.count(v) for row in table)) / (n * r)) ** 2 for v in labels)
    return [(observed - chance) / (1 - chance)]


@pytest.mark.parametrize(("case", "regime"), RELIABILITY.trials() + AGREEMENT.trials(), ids=named)
def test_agreement_is_as_exact_as_promised(case, regime):
    hold(case, regime)
