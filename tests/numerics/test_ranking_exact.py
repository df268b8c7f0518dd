"""Ranking scores beside their formulas in exact numbers."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from exact_figures import (
    Family,
    columns,
    dot,
    exact,
    hold,
    matrix,
    mean,
    named,
    number,
    numbers,
    rows,
    total,
    weights,
)

from kinerja import ranking as ours


def drawn(regime, rng):
    x = matrix(regime, rng)
    benefit = rng.random(x.shape[1]) < 0.6
    benefit[:2] = True, False
    return x, weights(regime, rng, x.shape[1]), benefit


RANKING = Family("ranking", drawn)


def shared(w):
    w = numbers(w)
    return [v / total(w) for v in w]


def enter(name, function, **promise):
    """The scores of the formula of (columns, shares of the weights, directions)."""

    def to_case(formula):
        return RANKING.case(name, lambda x, w, b: function(x, w, benefit=b).score, **promise)(
            lambda x, w, b: formula(columns(x), shared(w), b.tolist())
        )

    return to_case


def each(formula):
    """Formula of a column and its direction, over all of them."""
    return lambda cols, b: [formula(c, more) for c, more in zip(cols, b, strict=True)]


@each
def share_of_best(c, more):
    return [v / max(c) if more else min(c) / v for v in c]


@each
def unit(c, more):
    return [(v - min(c) if more else max(c) - v) / (max(c) - min(c)) for v in c]


@each
def share_of_sum(c, more):
    parts = [v if more else 1 / v for v in c]
    return [p / total(parts) for p in parts]


def lengths(cols):
    return [[v / exact.sqrt(dot(c, c)) for v in c] for c in cols]


def added(cols, w):
    return [dot(row, w) for row in rows(cols)]


def multiplied(cols, w):
    return [exact.exp(dot([exact.log(v) for v in row], w)) for row in rows(cols)]


enter("saw", ours.saw)(lambda c, w, b: added(share_of_best(c, b), w))
enter("saw, min_max", partial(ours.saw, normalization="min_max"))(
    lambda c, w, b: added(unit(c, b), w)
)
enter("saw, sum", partial(ours.saw, normalization="sum"))(
    lambda c, w, b: added(share_of_sum(c, b), w)
)


@enter("wp", ours.wp)
def _(c, w, b):
    signed = [v if more else -v for v, more in zip(w, b, strict=True)]
    parts = multiplied(c, signed)
    return [p / total(parts) for p in parts]


@enter("topsis", ours.topsis)
def _(c, w, b):
    v = [[a * u for a in col] for col, u in zip(lengths(c), w, strict=True)]
    best = [max(col) if more else min(col) for col, more in zip(v, b, strict=True)]
    worst = [min(col) if more else max(col) for col, more in zip(v, b, strict=True)]

    def far(row, end):
        return exact.sqrt(total((a - e) ** 2 for a, e in zip(row, end, strict=True)))

    return [far(r, worst) / (far(r, best) + far(r, worst)) for r in rows(v)]


@enter("vikor", ours.vikor, floor=1e-3)
def _(c, w, b):
    terms = rows([[u * (1 - a) for a in col] for col, u in zip(unit(c, b), w, strict=True)])
    s, r = [total(t) for t in terms], [max(t) for t in terms]

    def part(z):
        return [(v - min(z)) / (max(z) - min(z)) if max(z) > min(z) else 0 for v in z]

    return [(p + q) / 2 for p, q in zip(part(s), part(r), strict=True)]


@enter("copras", ours.copras)
def _(c, w, b):
    d = [[u * v / total(col) for v in col] for col, u in zip(c, w, strict=True)]
    plus = [total(v for v, more in zip(r, b, strict=True) if more) for r in rows(d)]
    less = [total(v for v, more in zip(r, b, strict=True) if not more) for r in rows(d)]
    q = [
        p + total(less) / (m * total(1 / v for v in less)) for p, m in zip(plus, less, strict=True)
    ]
    return [v / max(q) for v in q]


@enter("aras", ours.aras)
def _(c, w, b):
    with_best = [[max(col) if more else min(col), *col] for col, more in zip(c, b, strict=True)]
    s = added(share_of_sum(with_best, b), w)
    return [v / s[0] for v in s[1:]]


@enter("waspas", ours.waspas)
def _(c, w, b):
    r = share_of_best(c, b)
    return [(p + q) / 2 for p, q in zip(added(r, w), multiplied(r, w), strict=True)]


@enter("marcos", ours.marcos)
def _(c, w, b):
    ideal = [max(col) if more else min(col) for col, more in zip(c, b, strict=True)]
    anti = [min(col) if more else max(col) for col, more in zip(c, b, strict=True)]
    k = range(len(c))

    def level(row):
        return total(w[j] * (row[j] / ideal[j] if b[j] else ideal[j] / row[j]) for j in k)

    out = []
    for s in map(level, rows(c)):
        plus, minus = s / level(ideal), s / level(anti)
        f, g = minus / (plus + minus), plus / (plus + minus)
        out.append((plus + minus) / (1 + (1 - f) / f + (1 - g) / g))
    return out


@enter("codas", ours.codas, floor=1.0)
def _(c, w, b):
    v = [[a * u for a in col] for col, u in zip(share_of_best(c, b), w, strict=True)]
    away = rows([[a - min(col) for a in col] for col in v])
    e, t = [exact.sqrt(dot(r, r)) for r in away], [total(r) for r in away]
    tau = number(0.02)
    return [
        total(x - y + (p - q if abs(x - y) >= tau else 0) for y, q in zip(e, t, strict=True))
        for x, p in zip(e, t, strict=True)
    ]


@enter("cocoso", ours.cocoso, without=("smallest",))
def _(c, w, b):
    r = unit(c, b)
    s = added(r, w)
    p = [total(a**u if a else number(0) for a, u in zip(row, w, strict=True)) for row in rows(r)]
    if min(s) <= number("1e-12") * max(s):  # as good as worst everywhere
        k_b = [(1 + x) / (1 + min(s)) + (1 + y) / (1 + min(p)) for x, y in zip(s, p, strict=True)]
    else:
        k_b = [x / min(s) + y / min(p) for x, y in zip(s, p, strict=True)]
    out = []
    for x, y, z in zip(s, p, k_b, strict=True):
        a, m = (x + y) / (total(s) + total(p)), (x + y) / (max(s) + max(p))
        out.append((a * z * m) ** (number(1) / 3) + (a + z + m) / 3)
    return out


@enter("edas", ours.edas)
def _(c, w, b):
    away = [
        [(v - mean(col)) / mean(col) * (1 if more else -1) for v in col]
        for col, more in zip(c, b, strict=True)
    ]
    over = added([[max(v, 0) for v in col] for col in away], w)
    under = added([[max(-v, 0) for v in col] for col in away], w)
    return [(o / max(over) + 1 - u / max(under)) / 2 for o, u in zip(over, under, strict=True)]


@enter("mabac", ours.mabac, floor=1.0)
def _(c, w, b):
    v = [[u * (a + 1) for a in col] for col, u in zip(unit(c, b), w, strict=True)]
    border = [exact.exp(mean([exact.log(a) for a in col])) for col in v]
    return [total(r) - total(border) for r in rows(v)]


def moored(c, w, b):
    return [
        [u * v * (1 if more else -1) for v in col]
        for col, u, more in zip(lengths(c), w, b, strict=True)
    ]


@enter("moora", ours.moora, floor=1.0)
def _(c, w, b):
    return [total(r) for r in rows(moored(c, w, b))]


@enter("moora_reference_point", ours.moora_reference_point)
def _(c, w, b):
    return [max(r) for r in rows([[max(col) - v for v in col] for col in moored(c, w, b)])]


@enter("full_multiplicative", ours.full_multiplicative)
def _(c, w, b):
    return multiplied(lengths(c), [u if more else -u for u, more in zip(w, b, strict=True)])


@enter("promethee_ii", ours.promethee_ii, floor=1.0)
def _(c, w, b):
    n = len(c[0])
    flow = [
        [total((v > u) - (v < u) for u in col) * (1 if more else -1) / number(n - 1) for v in col]
        for col, more in zip(c, b, strict=True)
    ]
    return added(flow, w)


def thresholds(x):
    return np.ptp(x, axis=0) * 0.1, np.ptp(x, axis=0) * 0.6


def preference(name, formula):
    def function(x, w, b):
        q, p = thresholds(x)
        needs_q = name in {"linear"}
        return ours.promethee_ii(
            x, w, benefit=b, preference=name, q=q if needs_q else None, p=p
        ).score

    # Leads are compared with thresholds at twelve digits of the values, here 1e-3.
    @RANKING.case(
        f"promethee_ii, {name}", function, floor=1.0, without=("tied",), limits={"far": 1e-3}
    )
    def _(x, w, b):
        flow = []
        for col, more, q, p in zip(
            columns(x), b.tolist(), *map(numbers, thresholds(x)), strict=True
        ):

            def net(v, u, q=q, p=p):
                d = v - u
                return formula(d, q, p) if d > 0 else -formula(-d, q, p)

            flow.append(
                [total(net(v, u) for u in col) * (1 if more else -1) / (len(col) - 1) for v in col]
            )
        return added(flow, shared(w))


preference("v_shape", lambda d, q, p: min(d / p, number(1)))
preference("linear", lambda d, q, p: min(max((d - q) / (p - q), number(0)), number(1)))
preference("gaussian", lambda d, q, p: 1 - exact.exp(-(d**2) / (2 * p**2)))


def bounded(regime, rng):
    x, w, b = drawn(regime, rng)
    return x, w, b, x.min(axis=0) * 0.75, x.max(axis=0) * 1.25


@RANKING.case(
    "spotis",
    lambda x, w, b, low, high: (
        ours.spotis(x, w, benefit=b, bounds=np.column_stack([low, high])).score
    ),
    draw=bounded,
)
def _(x, w, b, low, high):
    w = shared(w)
    ends = list(zip(numbers(low), numbers(high), b.tolist(), strict=True))
    return [
        total(
            u * ((h - v) if more else (v - a)) / (h - a)
            for v, u, (a, h, more) in zip(row, w, ends, strict=True)
        )
        for row in numbers(x)
    ]


@RANKING.case(
    "smart", lambda x, w, b, low, high: ours.smart(x, w, low, high, benefit=b).score, draw=bounded
)
def _(x, w, b, low, high):
    w = shared(w)
    ends = list(zip(numbers(low), numbers(high), b.tolist(), strict=True))
    return [
        total(
            100 * u * ((v - a) if more else (h - v)) / (h - a)
            for v, u, (a, h, more) in zip(row, w, ends, strict=True)
        )
        for row in numbers(x)
    ]


@pytest.mark.parametrize(("case", "regime"), RANKING.trials(), ids=named)
def test_ranking_scores_are_as_exact_as_promised(case, regime):
    hold(case, regime)
