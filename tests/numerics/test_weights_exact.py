"""Weights beside their formulas in exact numbers."""

from __future__ import annotations

import numpy as np
import pytest
from exact_figures import (
    SCALE,
    Family,
    columns,
    dot,
    exact,
    hold,
    matrix,
    mean,
    moment,
    named,
    number,
    numbers,
    solved,
    total,
)

from kinerja import weights as ours


def drawn(regime, rng):
    x = matrix(regime, rng)
    return x, rng.random(x.shape[1]) < 0.6


WEIGHTS = Family(
    "weights",
    drawn,
    ("ordinary", "far", "large", "huge", "small", "tiny", "smallest", "tied", "alike"),
)


def shares(parts):
    return [p / total(parts) for p in parts]


def unit(c, more=True):
    return [(v - min(c) if more else max(c) - v) / (max(c) - min(c)) for v in c]


def spread(c):
    return exact.sqrt(moment(c) / len(c))


def correlation(a, b):
    return moment(a, b) / exact.sqrt(moment(a) * moment(b))


def information(c):
    p = shares(c)
    return 1 + total(v * exact.log(v) for v in p) / exact.log(len(c))


def by_column(name, function, **promise):
    def to_case(importance):
        return WEIGHTS.case(name, lambda x, b: function(x), **promise)(
            lambda x, b: shares([importance(c) for c in columns(x)])
        )

    return to_case


by_column("entropy", ours.entropy)(information)
by_column("standard_deviation", ours.standard_deviation)(lambda c: spread(unit(c)))
by_column("standard_deviation, raw", lambda x: ours.standard_deviation(x, scale="raw"))(spread)
by_column("coefficient_of_variation", ours.coefficient_of_variation)(lambda c: spread(c) / mean(c))
by_column("angle", ours.angle)(lambda c: exact.acos(total(c) / exact.sqrt(len(c) * dot(c, c))))
by_column("gini", ours.gini)(
    lambda c: total(abs(u - v) for u in c for v in c) / (2 * len(c) ** 2 * mean(c))
)


@WEIGHTS.case("critic", lambda x, b: ours.critic(x, benefit=b), without=("smallest",))
def _(x, b):
    units = [unit(c, more) for c, more in zip(columns(x), b.tolist(), strict=True)]
    return shares([spread(u) * total(1 - correlation(u, v) for v in units) for u in units])


@WEIGHTS.case("merec", lambda x, b: ours.merec(x, benefit=b))
def _(x, b):
    k = x.shape[1]
    logs = [
        [exact.log(v / min(c) if more else max(c) / v) for v in c]
        for c, more in zip(columns(x), b.tolist(), strict=True)
    ]

    def level(parts):
        return exact.log(1 + total(parts) / k)

    return shares(
        [
            total(
                level(row) - level([v for i, v in enumerate(row) if i != j])
                for row in zip(*logs, strict=True)
            )
            for j in range(k)
        ]
    )


def gained(x, b):
    return [
        [v if more else min(c) / v for v in c]
        for c, more in zip(columns(x), b.tolist(), strict=True)
    ]


def cilos(x, b):
    """Share of its best value that each column loses where another is at its best."""
    cols, k = gained(x, b), x.shape[1]
    lost = [[number(0)] * k for _ in range(k)]
    for i, lead in enumerate(cols):
        best = [r for r, v in enumerate(lead) if v == max(lead)]
        for j, c in enumerate(cols):
            lost[i][j] = mean([1 - c[r] / max(c) for r in best])
    a = [
        [lost[i][j] - (total(row[i] for row in lost) if i == j else 0) for j in range(k)]
        for i in range(k)
    ]
    a[0] = [number(1)] * k
    return solved(a, [number(1)] + [number(0)] * (k - 1))


def apart(regime, rng):
    """Each column is best in a row of its own, so that the losses determine the weights."""
    x, b = drawn("ordinary" if regime == "smallest" else regime, rng)
    if regime == "smallest":
        x, b = x[:, :2], b[:2]
    k = x.shape[1]
    for j in range(k):
        ends = np.sort(x[:, j])[[0, -1]]
        best = ends[1] * (1 + 1e-3) if b[j] else ends[0] * (1 - 1e-3)
        x[j, j] = best if regime != "far" else ends[1] + 0.25 if b[j] else ends[0] - 0.25
    return x[: max(k, 2)] if regime == "smallest" else x, b


WEIGHTS.case("cilos", lambda x, b: ours.cilos(x, benefit=b), draw=apart)(cilos)
WEIGHTS.case("idocriw", lambda x, b: ours.idocriw(x, benefit=b), draw=apart)(
    lambda x, b: shares([information(c) * w for c, w in zip(columns(x), cilos(x, b), strict=True)])
)


@WEIGHTS.case("pca", lambda x, b: ours.pca(x), floor=1e-3)
def _(x, b):
    units = [unit(c) for c in columns(x)]
    values, vectors = exact.eigsy(exact.matrix([[correlation(u, v) for v in units] for u in units]))
    top = max(range(len(units)), key=lambda j: values[j])
    return [vectors[i, top] ** 2 for i in range(len(units))]


def judged(regime, rng):
    """Reciprocal judgements, not quite consistent; in "weights" up to 1e12 apart."""
    k = 2 if regime == "smallest" else int(rng.integers(3, 7))
    size = 12.0 * np.log(10.0) if regime == "weights" else 1.5
    worth = rng.uniform(-size / 2, size / 2, k)
    a = np.exp(worth[:, None] - worth + np.triu(rng.normal(0.0, 0.3, (k, k)), 1))
    if regime == "tied":
        a = rng.choice([1.0, 2.0, 4.0], (k, k))
    upper = np.triu(a, 1)
    lower = np.zeros((k, k))
    lower.T[np.triu_indices(k, 1)] = 1.0 / upper[np.triu_indices(k, 1)]
    return (upper + lower + np.eye(k),)


JUDGED = ("ordinary", "smallest", "tied", "weights")


@WEIGHTS.case("ahp, eigenvector", lambda a: ours.ahp(a).weights, draw=judged, regimes=JUDGED)
def _(a):
    """The power method: a positive matrix has one largest eigenvalue."""
    with exact.workdps(40):
        m = exact.matrix(numbers(a))
        size = [exact.exp(mean([exact.log(v) for v in row])) for row in numbers(a)]
        w = exact.matrix(size)
        for _ in range(2000):
            new = m * w
            new /= total(new)
            if max(abs(new[i] - w[i]) / new[i] for i in range(len(a))) < number("1e-25"):
                break
            w = new
    return list(new)


@WEIGHTS.case(
    "ahp, geometric", lambda a: ours.ahp(a, method="geometric").weights, draw=judged, regimes=JUDGED
)
def _(a):
    return shares([exact.exp(mean([exact.log(v) for v in row])) for row in numbers(a)])


def preferred(regime, rng):
    k = 2 if regime == "smallest" else int(rng.integers(3, 6))
    best = np.sort(rng.uniform(1.0, 9.0, k))
    if regime == "tied":
        best = np.sort(rng.choice([1.0, 3.0, 9.0], k))
        best[-1] = 9.0
    best[0] = 1.0
    worst = best[-1] / best
    worst[-1] = 1.0
    return best, worst


@WEIGHTS.case(
    "bwm, consistent",
    lambda b, w: ours.bwm(b, w).weights,
    draw=preferred,
    regimes=("ordinary", "smallest", "tied"),
)
def _(b, w):
    """Consistent judgements have the deviation 0, and weights as the inverses of the first."""
    return shares([1 / v for v in numbers(b)])


@WEIGHTS.case(
    "fucom", lambda b, w: ours.fucom(b), draw=preferred, regimes=("ordinary", "smallest", "tied")
)
def _(b, w):
    return shares([1 / v for v in numbers(b)])


def ordered(regime, rng):
    """Places without ties, and steps of importance down them."""
    k = 2 if regime == "smallest" else int(rng.integers(3, 12))
    steps = np.concatenate([[0.0], rng.uniform(0.0, 2.0, k - 1)])
    return rng.permutation(np.arange(1.0, k + 1.0)), steps


def by_place(name, function):
    def to_case(formula):
        return WEIGHTS.case(
            name,
            lambda r, s: function(r),
            draw=ordered,
            regimes=("ordinary", "smallest"),
        )(lambda r, s: shares([formula(int(v), len(r)) for v in r]))

    return to_case


by_place("rank_sum", ours.rank_sum)(lambda r, k: number(k - r + 1))
by_place("rank_reciprocal", ours.rank_reciprocal)(lambda r, k: 1 / number(r))
by_place("rank_exponent", lambda r: ours.rank_exponent(r, 1.7))(
    lambda r, k: number(k - r + 1) ** number(1.7)
)
by_place("rank_order_centroid", ours.rank_order_centroid)(
    lambda r, k: total(1 / number(i) for i in range(r, k + 1))
)


@WEIGHTS.case("swara", lambda r, s: ours.swara(s), draw=ordered, regimes=("ordinary", "smallest"))
def _(r, s):
    return shares([1 / exact.fprod(1 + v for v in numbers(s)[: j + 1]) for j in range(len(s))])


def given(regime, rng):
    k = 1 if regime == "smallest" else 6
    if regime == "weights":
        return (10.0 ** rng.uniform(-12.0, 12.0, k),)
    return (rng.uniform(1.0, 100.0, k) * SCALE.get(regime, 1.0),)


@WEIGHTS.case(
    "from_points",
    ours.from_points,
    draw=given,
    regimes=("ordinary", "large", "huge", "small", "tiny", "smallest", "weights"),
)
def _(points):
    return shares(numbers(points))


@pytest.mark.parametrize(("case", "regime"), WEIGHTS.trials(), ids=named)
def test_weights_are_as_exact_as_promised(case, regime):
    hold(case, regime)
