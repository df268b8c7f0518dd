"""Effects, trends, workload and imbalance beside their formulas in exact numbers."""

from __future__ import annotations

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
    quantile_of_t,
    total,
    weights,
)

from kinerja import balancing, impact, scoring, staffing

BEYOND = ("huge", "tiny")
"""Errors are compared by their squares: what squares cannot hold is refused."""
NUMERIC = ("ordinary", "far", "large", "huge", "small", "tiny", "smallest", "tied")


def values(regime, rng, n, fewest=2, far=1e9):
    n = fewest if regime == "smallest" else n
    x = np.exp(rng.uniform(0.0, np.log(100.0), n))
    if regime == "far":
        return far + np.round(x / 50.0, 2)
    if regime == "tied":
        x = rng.choice([3.0, 7.0, 7.5], n)
        x[:2] = 3.0, 7.5
        return x
    return x * SCALE.get(regime, 1.0)


def two(regime, rng):
    return values(regime, rng, 9), values(regime, rng, 7)


EFFECTS = Family("effects", two, NUMERIC)


def compared(a, b):
    out = impact.two_groups(a, b)
    return [out.value, out.se, out.t, out.df, out.d]


@EFFECTS.case("two_groups", compared, floor=1e-3)
def _(a, b):
    a, b = numbers(a), numbers(b)
    m, n = len(a), len(b)
    u, v = moment(a) / (m - 1) / m, moment(b) / (n - 1) / n
    se = exact.sqrt(u + v)
    pooled = exact.sqrt((moment(a) + moment(b)) / (m + n - 2))
    away = mean(a) - mean(b)
    df = (u + v) ** 2 / (u**2 / (m - 1) + v**2 / (n - 1))
    return [away, se, away / se, df, away / pooled]


def before_after(regime, rng):
    a = values(regime, rng, 9)
    step = np.round(rng.uniform(-1.0, 2.0, a.size), 2) * (1.0 if regime == "far" else a[0] / 10)
    if regime in SCALE:
        step = rng.uniform(-1.0, 2.0, a.size) * SCALE[regime]
    step[:2] = step[:2] + np.array([0.0, 0.5]) * (
        1.0 if regime == "far" else SCALE.get(regime, 1.0)
    )
    return a, a + step


def changed(a, b):
    out = impact.paired(a, b)
    return [out.value, out.se, out.lower, out.upper, out.d]


@EFFECTS.case("paired", changed, draw=before_after)
def _(a, b):
    d = [v - u for u, v in zip(numbers(a), numbers(b), strict=True)]
    sd = exact.sqrt(moment(d) / (len(d) - 1))
    se = sd / exact.sqrt(len(d))
    t = quantile_of_t(number(len(d) - 1))
    return [mean(d), se, mean(d) - t * se, mean(d) + t * se, mean(d) / sd]


def panel(regime, rng):
    """Clusters with rows before and after, of several sizes."""
    g = 6
    cluster = np.repeat(np.arange(g), 2 * rng.integers(2, 4, g))
    post = np.arange(cluster.size) % 2
    treated = (cluster < 3).astype(int)
    y = values("ordinary" if regime == "smallest" else regime, rng, cluster.size)
    return y, treated, post, cluster


def differed(y, treated, post, cluster):
    out = impact.did(y, treated, post, clusters=cluster)
    return [out.value, out.se, out.df]


@EFFECTS.case("did, CR2", differed, draw=panel, without=("smallest",), refused=BEYOND)
def _(y, treated, post, cluster):
    """The contrast of four means; CR2 by eigenvectors of I − H of each cluster."""
    x = [[1, a, b, a * b] for a, b in zip(treated.tolist(), post.tolist(), strict=True)]
    y, x = exact.matrix(numbers(y)), exact.matrix(x)
    with exact.workdps(60):
        bread = exact.inverse(x.T * x)
        e = y - x * (bread * (x.T * y))
        n = len(y)
        h = x * bread * x.T
        names = sorted(set(cluster.tolist()))
        at = [[i for i in range(n) if cluster[i] == g] for g in names]
        value = (bread * (x.T * y))[3]
        variance, lines = number(0), []
        for own in at:
            k = len(own)
            block = exact.matrix(k, k)
            for p in range(k):
                for q in range(k):
                    block[p, q] = (p == q) - h[own[p], own[q]]
            root, vectors = exact.eigsy(block)
            half = exact.matrix(k, k)
            for j in range(k):
                if root[j] > number("1e-12"):
                    half += vectors[:, j] * vectors[:, j].T / exact.sqrt(root[j])
            c = exact.matrix([(x[i, :] * bread)[3] for i in own])
            line = half * c
            variance += sum(line[p] * e[own[p]] for p in range(k)) ** 2
            lines.append(
                [sum(line[p] * ((own[p] == i) - h[own[p], i]) for p in range(k)) for i in range(n)]
            )
        inner = [[dot(u, v) for v in lines] for u in lines]
        df = total(inner[i][i] for i in range(len(at))) ** 2 / total(v**2 for r in inner for v in r)
        return [value, exact.sqrt(variance), df]


def schooled(regime, rng):
    a, b = values(regime, rng, 8), values(regime, rng, 8)
    top = max(a.max(), b.max()) + (4.0 if regime == "far" else 0.5 * a.max())
    return a, b[: a.size], float(top)


def gained(a, b, top):
    out = impact.n_gain(a, b, top)
    return [out.mean_of_gains, out.se, out.gain_of_means]


@EFFECTS.case("n_gain", gained, draw=schooled, floor=1e-2)
def _(a, b, top):
    a, b, top = numbers(a), numbers(b), number(top)
    g = [(v - u) / (top - u) for u, v in zip(a, b, strict=True)]
    se = exact.sqrt(moment(g) / (len(g) - 1) / len(g))
    return [mean(g), se, (mean(b) - mean(a)) / (top - mean(a))]


def counted(regime, rng):
    size = SCALE.get(regime, 1.0)
    return rng.integers(3, 40, 2), rng.uniform(10.0, 99.0, 2) * size


def ratioed(count, exposure):
    out = impact.rate_ratio(count, exposure)
    return [out.value, out.lower, out.upper]


@EFFECTS.case(
    "rate_ratio", ratioed, draw=counted, regimes=("ordinary", "large", "small"), limits={}
)
def _(count, exposure):
    """Clopper–Pearson limits p of the share of the first, as p/(1 − p)·e₂/e₁."""
    (a, b), (e, f) = count.tolist(), numbers(exposure)

    def share(x, n, tail):
        with exact.workdps(30):
            guess = number(x) / n
            return exact.findroot(
                lambda p: exact.betainc(x, n - x + 1, 0, p, regularized=True) - tail,
                (guess * 0.9, guess * 1.01),
            )

    low = share(a, a + b, number("0.025"))
    high = 1 - share(b, a + b, number("0.025"))
    return [number(a) / e / (number(b) / f), *(p / (1 - p) * f / e for p in (low, high))]


@EFFECTS.case(
    "rate",
    lambda count, exposure: np.concatenate(
        [(r := impact.rate(count, exposure)).value, r.lower, r.upper]
    ),
    draw=counted,
    regimes=("ordinary", "large", "huge", "small"),
)
def _(count, exposure):
    """The means with which so few or so many have the chance 2.5 % (Poisson), by exposure."""
    e = numbers(exposure)

    def met(x, tail, guess):
        with exact.workdps(30):
            return exact.findroot(
                lambda m: exact.gammainc(x, 0, m, regularized=True) - tail, (guess, guess * 1.05)
            )

    counts = [number(v) for v in count.tolist()]
    spread = [2 * exact.sqrt(v) for v in counts]
    low = [met(v, number("0.025"), v * v / (v + s)) for v, s in zip(counts, spread, strict=True)]
    high = [met(v + 1, number("0.975"), v + s) for v, s in zip(counts, spread, strict=True)]
    return [[v / b for v, b in zip(part, e, strict=True)] for part in (counts, low, high)]


def waits(regime, rng):
    n = 2 if regime == "smallest" else 24
    size = SCALE.get(regime, 1.0)
    t = rng.integers(1, 30, n).astype(float) * size
    open_ = rng.random(n) < 0.3
    t[0], open_[0] = 1.0 * size, False
    t[-1] = 30.0 * size
    return t, open_, 12.5 * size, np.arange(n) % 2


def closed(t, open_, target, by):
    out = impact.service_times(t, target=target, censored=open_)
    return [float(out.within[0]), float(out.within_se[0])]


WAITS = ("ordinary", "large", "huge", "small", "tiny", "smallest")


@EFFECTS.case("service_times, Kaplan–Meier", closed, draw=waits, regimes=WAITS)
def _(t, open_, target, by):
    left, spread = number(1), number(0)
    for at in sorted(set(t[~open_].tolist())):
        if at <= target:
            d, n = int(((t == at) & ~open_).sum()), int((t >= at).sum())
            left *= 1 - number(d) / n
            spread += number(d) / (n * (n - d))
    return [1 - left, left * exact.sqrt(spread)]


@EFFECTS.case(
    "service_times, log-rank",
    lambda t, o, target, by: (
        impact.service_times(t, target=target, censored=o, by=by).test.statistic
    ),
    draw=waits,
    regimes=WAITS[:-1],
)
def _(t, open_, target, by):
    away, spread = number(0), number(0)
    for at in sorted(set(t[~open_].tolist())):
        d, n = int(((t == at) & ~open_).sum()), int((t >= at).sum())
        own, first = int(((t >= at) & (by == 0)).sum()), int(((t == at) & ~open_ & (by == 0)).sum())
        away += first - number(d) * own / n
        if n > 1:
            spread += number(d) * own * (n - own) * (n - d) / (number(n) ** 2 * (n - 1))
    return [away**2 / spread]


def series(regime, rng):
    n = 16
    y = values("ordinary" if regime == "smallest" else regime, rng, n, far=1e9)
    return (y,)


def design(n, start):
    return [
        [number(1), number(t), number(t > start), number(max(0, t - start - 1))]
        for t in range(1, n + 1)
    ]


def interrupted(y):
    out = impact.interrupted_series(y, 8, lag=2, adjust=False)
    return np.concatenate([out.value, out.se])


@EFFECTS.case(
    "interrupted_series, Newey–West",
    interrupted,
    draw=series,
    without=("smallest",),
    refused=BEYOND,
    floor=1e-3,
)
def _(y):
    x, y = exact.matrix(design(len(y), 8)), exact.matrix(numbers(y))
    bread = exact.inverse(x.T * x)
    b = bread * (x.T * y)
    e, n = y - x * b, len(y)
    meat = exact.matrix(4, 4)
    for i in range(n):
        for j in range(n):
            if abs(i - j) <= 2:
                share = 1 - number(abs(i - j)) / 3
                meat += share * e[i] * e[j] * (x[i, :].T * x[j, :])
    v = bread * meat * bread
    return [*b, *(exact.sqrt(v[j, j]) for j in range(4))]


def winsten(y):
    out = impact.interrupted_series(y, 8, method="prais_winsten")
    return np.concatenate([[out.rho], out.value])


@EFFECTS.case(
    "interrupted_series, Prais–Winsten",
    winsten,
    draw=series,
    without=("smallest",),
    limit=1e-10,
    refused=BEYOND,
)
def _(y):
    """ρ rests where another round leaves it."""
    with exact.workdps(50):
        x, y, rho = exact.matrix(design(len(y), 8)), exact.matrix(numbers(y)), number(0)
        n = len(y)
        for _ in range(3000):
            u, v = exact.matrix(n, 4), exact.matrix(n, 1)
            u[0, :], v[0] = exact.sqrt(1 - rho**2) * x[0, :], exact.sqrt(1 - rho**2) * y[0]
            for i in range(1, n):
                u[i, :], v[i] = x[i, :] - rho * x[i - 1, :], y[i] - rho * y[i - 1]
            b = exact.lu_solve(u.T * u, u.T * v)
            e = y - x * b
            new = total(e[i] * e[i - 1] for i in range(1, n)) / total(
                e[i - 1] ** 2 for i in range(1, n)
            )
            if abs(new - rho) < number("1e-20"):
                break
            rho = new
        return [rho, *b]


def totals(regime, rng):
    n = 2 if regime == "smallest" else 6
    base = values("ordinary" if regime == "smallest" else regime, rng, 3 * n)
    return (base.reshape(3, n),)


TRENDS = Family("trend", totals, NUMERIC)


@TRENDS.case("trend, slope", lambda x: scoring.trend(x).slope, floor=1e-3)
def _(x):
    out = []
    for row in numbers(x):
        n = len(row)
        slopes = sorted((row[j] - row[i]) / (j - i) for i in range(n) for j in range(i + 1, n))
        half = len(slopes) // 2
        out.append(slopes[half] if len(slopes) % 2 else (slopes[half - 1] + slopes[half]) / 2)
    return out


def tasks(regime, rng):
    n = 1 if regime == "smallest" else 7
    size = SCALE.get(regime, 1.0)
    volume, norm = rng.uniform(1.0, 900.0, n) * size, rng.uniform(0.1, 9.0, n)
    if regime == "weights":
        norm = weights("weights", rng, n)
    return volume, norm


STAFFING = Family(
    "staffing", tasks, ("ordinary", "large", "huge", "small", "tiny", "smallest", "weights")
)


@STAFFING.case(
    "workload_need", lambda v, norm: staffing.workload_need(v, norm, effective_time=1250.0).need
)
def _(v, norm):
    return [a * b / 1250 for a, b in zip(numbers(v), numbers(norm), strict=True)]


@STAFFING.case(
    "wisn",
    lambda v, norm: (
        staffing.wisn(
            v[None, :],
            norm,
            available_time=1500.0,
            category_allowance=0.1,
            individual_allowance=60.0,
        ).need
    ),
)
def _(v, norm):
    work = total(a / (1500 / b) for a, b in zip(numbers(v), numbers(norm), strict=True))
    return [work / (1 - number(0.1)) + number(60) / 1500]


@STAFFING.case(
    "efficiency", lambda v, t: staffing.efficiency(v, 3 + t, effective_time=1250.0).ratio
)
def _(v, t):
    # 3 + t is a double before anything is calculated.
    return [a / (b * 1250) for a, b in zip(numbers(v), numbers(3 + t), strict=True)]


def loads(regime, rng):
    n = 2 if regime == "smallest" else 8
    x = values(regime, rng, n)
    return x, weights(regime, rng, n)


IMBALANCE = Family("imbalance", loads, (*NUMERIC, "weights"))


def uneven(load, capacity):
    out = balancing.imbalance(load, capacity)
    return [out.gini, out.theil, out.cv, out.jain, out.max_over_mean, out.hoover]


# Two loads may happen to be nearly as their capacities, and their shares agree in most digits.
@IMBALANCE.case("imbalance", uneven, limits={"smallest": 1e-10})
def _(load, capacity):
    c = numbers(capacity)
    x = [a / b for a, b in zip(numbers(load), c, strict=True)]
    p = [v / total(c) for v in c]
    m = dot(p, x)
    r = [v / m for v in x]
    gini = total(p[i] * p[j] * abs(r[i] - r[j]) for i in range(len(r)) for j in range(len(r))) / 2
    cv2 = dot(p, [(v - 1) ** 2 for v in r])
    return [
        gini,
        dot(p, [v * exact.log(v) for v in r]),
        exact.sqrt(cv2),
        1 / (1 + cv2),
        max(r),
        dot(p, [abs(v - 1) for v in r]) / 2,
    ]


def even(regime, rng):
    x = values(regime, rng, 8)
    return x, np.ones(x.size)


@IMBALANCE.case(
    "imbalance, equal capacity", lambda x, c: uneven(x, c)[:4], draw=even, regimes=NUMERIC
)
def _(x, c):
    x = numbers(x)
    m, n = mean(x), len(x)
    cv2 = moment(x) / n / m**2
    gini = total(abs(a - b) for a in x for b in x) / (2 * n * n * m)
    return [gini, mean([v / m * exact.log(v / m) for v in x]), exact.sqrt(cv2), 1 / (1 + cv2)]


@pytest.mark.parametrize(
    ("case", "regime"),
    EFFECTS.trials() + TRENDS.trials() + STAFFING.trials() + IMBALANCE.trials(),
    ids=named,
)
def test_effects_and_needs_are_as_exact_as_promised(case, regime):
    hold(case, regime)
