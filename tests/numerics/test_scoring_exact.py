"""Aggregation and whole scorecards beside their formulas in exact numbers."""

from __future__ import annotations

import numpy as np
import pytest
from exact_figures import (
    Family,
    dot,
    exact,
    hold,
    matrix,
    mean,
    moment,
    named,
    number,
    numbers,
    total,
    weights,
)

from kinerja import scoring as ours
from kinerja.indicators import (
    MPI,
    Group,
    Identity,
    Indicator,
    Linear,
    Log,
    LogNormal,
    MinMax,
    Power,
    Scorecard,
    ZScore,
)


def drawn(regime, rng):
    x = matrix(regime, rng, far=1e15, fewest=1)
    return x, weights(regime, rng, x.shape[1])


SCORING = Family("scoring", drawn)


def aggregate(name, method, **promise):
    """The formula of one row and its weights, which sum to 1, over all rows."""

    def to_case(formula):
        def true(x, w):
            w = numbers(w)
            shares = [v / total(w) for v in w]
            return [formula(row, shares) for row in numbers(x)]

        def function(x, w):
            return ours.aggregate(x, None if name in {"minimum", "MPI"} else w, method=method)

        return SCORING.case(name, function, **promise)(true)

    return to_case


@aggregate("arithmetic", "arithmetic")
def _(s, w):
    return dot(s, w)


@aggregate("geometric", "geometric")
def _(s, w):
    return exact.exp(dot(w, [exact.log(v) for v in s]))


@aggregate("harmonic", "harmonic")
def _(s, w):
    return 1 / total(b / a for a, b in zip(s, w, strict=True))


def power(p):
    @aggregate(f"power({p:g})", Power(p=p))
    def _(s, w):
        return total(b * a ** number(p) for a, b in zip(s, w, strict=True)) ** (1 / number(p))


for p in (-20.0, -2.0, -1e-4, -1e-9, 1e-16, 1e-9, 9e-4, 1.1e-3, 0.01, 0.5, 3.0, 20.0):
    power(p)


@aggregate("minimum", "minimum")
def _(s, w):
    return min(s)


# A difference of the mean and a penalty.
@aggregate("MPI", MPI(), floor=1e-3)
def _(s, w):
    return mean(s) - moment(s) / len(s) / mean(s)


def order(k):
    return np.arange(k, 0.0, -1.0) ** 2


@SCORING.case("owa", lambda x, w: ours.owa(x, order(x.shape[1])))
def _(x, w):
    o = numbers(order(x.shape[1]))
    return [dot(sorted(row, reverse=True), o) / total(o) for row in numbers(x)]


@SCORING.case(
    "weighted_mean, missing left out",
    lambda x, w: ours.weighted_mean(x, w, missing="reweight"),
    draw=lambda regime, rng: holed(*drawn(regime, rng)),
)
def _(x, w):
    return [
        dot(*(zip(*kept, strict=True))) / total(b for _, b in kept)
        for row in x.tolist()
        for kept in [
            [(number(a), number(b)) for a, b in zip(row, w.tolist(), strict=True) if a == a]
        ]
    ]


def holed(x, w):
    x = x.copy()
    for i in range(len(x)):
        x[i, (i * 7) % x.shape[1]] = np.nan
    return x, w


@SCORING.case("choquet", lambda x, w: ours.choquet(x, *interacting(x.shape[1])))
def _(x, w):
    phi, pairs = interacting(x.shape[1])
    return [
        dot(numbers(phi), row)
        - total(number(v) * abs(row[i] - row[j]) for (i, j), v in pairs.items()) / 2
        for row in numbers(x)
    ]


def interacting(k):
    return np.full(k, 1.0 / k), {(0, 1): 0.25, (1, 2): -0.125}


@SCORING.case(
    "mpi",
    lambda x, w: ours.mpi(x),
    without=("smallest",),
    draw=lambda regime, rng: (matrix(regime, rng), None),
)
def _(x, w):
    z = [
        [100 + 10 * (v - mean(c)) / exact.sqrt(moment(c) / len(c)) for v in c]
        for c in zip(*numbers(x), strict=True)
    ]
    return [mean(r) - moment(r) / len(r) / mean(r) for r in zip(*z, strict=True)]


def nested(k, w):
    """A geometric card over a power mean of two and the others."""

    def indicator(j):
        return Indicator(code=f"i{j}", name="", weight=float(w[j]), scale=Identity())

    inner = Group(
        code="inner",
        name="",
        aggregation=Power(p=-2.0),
        parts=(indicator(0), indicator(1)),
        weight=float(w[0]),
    )
    return Scorecard(
        code="nested",
        name="",
        aggregation="geometric",
        parts=(inner, *(indicator(j) for j in range(2, k))),
    )


def scored(x, w):
    out = ours.score(nested(x.shape[1], w), {f"i{j}": x[:, j] for j in range(x.shape[1])})
    return np.column_stack([out.total, out.contributions])


@SCORING.case("score, nested", scored, floor=1e-3)
def _(x, w):
    """Contributions are Euler shares: of a geometric mean w·f, of a power mean w·(s/f)^p·f."""
    w = numbers(w)
    out = []
    for row in numbers(x):
        two = total(w[:2])
        low = exact.sqrt(two / total(b / a**2 for a, b in zip(row[:2], w[:2], strict=True)))
        outer = total([w[0], *w[2:]])
        logs = [w[0] * exact.log(low)] + [
            b * exact.log(a) for a, b in zip(row[2:], w[2:], strict=True)
        ]
        f = exact.exp(total(logs) / outer)
        inside = [w[0] / outer * f * w[j] / two * (low / row[j]) ** 2 for j in range(2)]
        out.append([f, *inside, *(b / outer * f for b in w[2:])])
    return out


def covered(x, w):
    card = Scorecard(
        code="flat",
        name="",
        parts=tuple(
            Indicator(
                code=f"i{j}",
                name="",
                weight=float(w[j]),
                scale=Linear(worst=0.0, best=float(x[0, -1]), clip=False),
            )
            for j in range(x.shape[1])
        ),
    )
    data = {f"i{j}": holed(x, w)[0][:, j] for j in range(x.shape[1])}
    out = ours.score(card, data, missing="reweight")
    return np.column_stack([out.total, out.coverage])


@SCORING.case("score, missing left out", covered, limits={"weights": 1e-12})
def _(x, w):
    """Points are 100·x/best; the weights of what is there are divided by their sum."""
    best, w, out = number(float(x[0, -1])), numbers(w), []
    for row in holed(x, w)[0].tolist():
        there = [(number(a) * 100 / best, b) for a, b in zip(row, w, strict=True) if a == a]
        weight = total(b for _, b in there)
        out.append([total(a * b for a, b in there) / weight, weight / total(w)])
    return out


def column(regime, rng):
    x = matrix(regime, rng)[:, 0]
    return x, float(x.min()) * 0.875, float(x.max()) * 1.125


def scale(name, made, **promise):
    """Points of a column on a scale; the formula gets the exact values and two goalposts."""

    def to_case(formula):
        def true(x, low, high):
            return formula(numbers(x), number(low), number(high))

        return SCORING.case(
            f"scale {name}",
            lambda x, low, high: made(low, high).apply(x),
            draw=column,
            without=("alike", "weights"),
            **promise,
        )(true)

    return to_case


scale("linear", lambda a, b: Linear(worst=a, best=b))(
    lambda x, a, b: [100 * (v - a) / (b - a) for v in x]
)
scale("log", lambda a, b: Log(worst=a, best=b))(
    lambda x, a, b: [100 * exact.log(v / a) / exact.log(b / a) for v in x]
)
scale("min_max", lambda a, b: MinMax())(
    lambda x, a, b: [100 * (v - min(x)) / (max(x) - min(x)) for v in x]
)
# The mean is kept as a double with the card: 1e-7 of a spread of 1 at 1e9.
scale("z_score", lambda a, b: ZScore(), limits={"far": 1e-6})(
    lambda x, a, b: [50 + 10 * (v - mean(x)) / exact.sqrt(moment(x) / len(x)) for v in x]
)
scale("log-normal", lambda a, b: LogNormal(median=b, p10=a))(
    lambda x, a, b: [
        100
        * exact.ncdf(
            -exact.log(v / b) * exact.sqrt(2) * exact.erfinv(number("0.8")) / exact.log(b / a)
        )
        for v in x
    ]
)


@pytest.mark.parametrize(("case", "regime"), SCORING.trials(), ids=named)
def test_scores_are_as_exact_as_promised(case, regime):
    hold(case, regime)
