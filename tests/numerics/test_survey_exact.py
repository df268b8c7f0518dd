"""Survey estimates and their errors beside their formulas in exact numbers."""

from __future__ import annotations

import numpy as np
import pytest
from exact_figures import (
    SCALE,
    Family,
    dot,
    exact,
    hold,
    named,
    number,
    numbers,
    quantile_of_t,
    total,
)

from kinerja import survey as ours


class Sample:
    """A stratified sample of clusters, drawn without replacement, some rows of weight 0."""

    def __init__(self, regime, rng):
        self.regime = regime
        n = 4 if regime == "smallest" else int(rng.integers(24, 33))
        strata = 1 if regime == "smallest" else 3
        self.h = np.arange(n) % strata
        self.c = self.h * 100 + rng.permutation(np.arange(n) // strata % (2 if n == 4 else 4))
        self.w = rng.uniform(0.5, 4.0, n)
        if regime == "weights":
            self.w = 10.0 ** rng.uniform(-12.0, 12.0, n)
        if n > 4:
            self.w[int(rng.integers(n))] = 0.0
        self.fpc = np.where(self.h == 0, 7.0, np.where(self.h == 1, 11.0, 40.0))
        self.d = (np.arange(n) * 7 % 5 < 3) if n > 4 else np.ones(n, dtype=bool)
        y, x = (np.exp(rng.uniform(0.0, np.log(100.0), n)) for _ in range(2))
        if regime == "far":
            y, x = 1e15 + np.round(y / 50.0, 2), 1e15 + np.round(x / 50.0, 2)
        if regime == "tied":
            y, x = (rng.choice([3.0, 7.0, 7.5], n) for _ in range(2))
        if regime == "alike":
            x = y * (1.0 + 1e-6 * rng.uniform(-1.0, 1.0, n))
        self.y, self.x = (v * SCALE.get(regime, 1.0) for v in (y, x))
        self.design = ours.Design(weights=self.w, strata=self.h, clusters=self.c, fpc=self.fpc)
        # Clusters and strata in which somebody has a weight.
        c, h = self.c[self.w > 0], self.h[self.w > 0]
        self.df = len(set(c.tolist())) - len(set(h.tolist()))

    def variance(self, u, v=None):
        """Σ over strata of (1 − m/M)·m/(m − 1)·Σ(z − z̄)², z the totals of w·u in clusters."""
        v = u if v is None else v
        w, out = numbers(self.w), number(0)
        for h in sorted(set(self.h.tolist())):
            names = sorted(
                {c for c, s in zip(self.c.tolist(), self.h.tolist(), strict=True) if s == h}
            )
            z, y = (
                [
                    total(
                        a * b for a, b, c in zip(w, part, self.c.tolist(), strict=True) if c == name
                    )
                    for name in names
                ]
                for part in (u, v)
            )
            m, M = number(len(names)), number(float(self.fpc[self.h == h][0]))
            p, q = total(z) / m, total(y) / m
            out += (
                (1 - m / M)
                * m
                / (m - 1)
                * total((a - p) * (b - q) for a, b in zip(z, y, strict=True))
            )
        return out

    def mean(self, y, where=None):
        """Mean and influence."""
        w = numbers(self.w)
        inside = [number(1)] * len(w) if where is None else [number(int(v)) for v in where]
        whole = dot(w, inside)
        m = total(a * b * i for a, b, i in zip(w, y, inside, strict=True)) / whole
        return m, [(v - m) / whole * i for v, i in zip(y, inside, strict=True)]


def drawn(regime, rng):
    return (Sample(regime, rng),)


SURVEY = Family("survey", drawn)


def estimated(e):
    return np.concatenate([e.value, e.se, e.lower, e.upper])


def around(value, variance, df):
    se = exact.sqrt(variance)
    t = quantile_of_t(df)
    return [value, se, value - t * se, value + t * se]


@SURVEY.case("mean", lambda s: estimated(ours.mean(s.y, s.design)))
def _(s):
    m, u = s.mean(numbers(s.y))
    return around(m, s.variance(u), s.df)


def domain_errors(s):
    e = ours.mean(s.y, s.design, by=s.d.astype(int))
    return np.concatenate([e.value[-1:], e.se[-1:]])


# Errors far below the estimate, as weights far apart make them, are judged beside the estimate.
@SURVEY.case("mean, domain", domain_errors, floor=1e-3)
def _(s):
    m, u = s.mean(numbers(s.y), s.d)
    return [m, exact.sqrt(s.variance(u))]


@SURVEY.case("mean, design effect", lambda s: ours.mean(s.y, s.design).deff)
def _(s):
    """Against n/(n − 1)·Σw(y − ȳ)²/Σw over n."""
    y, w, n = numbers(s.y), numbers(s.w), number(int((s.w > 0).sum()))
    m, u = s.mean(y)
    spread = dot(w, [(v - m) ** 2 for v in y]) / total(w) * n / (n - 1)
    return [s.variance(u) / (spread / n)]


@SURVEY.case("total", lambda s: estimated(ours.total(s.y, s.design)))
def _(s):
    y = numbers(s.y)
    return around(dot(numbers(s.w), y), s.variance(y), s.df)


# Residuals are 1e-6 of the values where both are nearly alike, and digits are lost before them.
@SURVEY.case("ratio", lambda s: estimated(ours.ratio(s.y, s.x, s.design)), limits={"alike": 1e-9})
def _(s):
    y, x, w = numbers(s.y), numbers(s.x), numbers(s.w)
    r = dot(w, y) / dot(w, x)
    return around(r, s.variance([(a - r * b) / dot(w, x) for a, b in zip(y, x, strict=True)]), s.df)


def spread_and_error(s):
    e = ours.variance(s.y, s.design)
    return np.concatenate([e.value, e.se])


@SURVEY.case("variance", spread_and_error, refused=("huge", "tiny"))
def _(s):
    y, n = numbers(s.y), number(int((s.w > 0).sum()))
    m, _ = s.mean(y)
    square = [(v - m) ** 2 * n / (n - 1) for v in y]
    v, u = s.mean(square)
    return [v, exact.sqrt(s.variance(u))]


def apart(s):
    e = ours.mean(s.y, s.design, by=s.d.astype(int), covariance=True)
    d = ours.difference(e, (1, 0))
    # Of means near 1e15 the last digit is an eighth: their difference has no more than that.
    return d.se if s.regime == "far" else np.concatenate([d.value, d.se])


@SURVEY.case("difference", apart, without=("smallest",), refused=("huge", "tiny"))
def _(s):
    y = numbers(s.y)
    (a, u), (b, v) = s.mean(y, s.d), s.mean(y, ~s.d)
    se = exact.sqrt(s.variance([p - q for p, q in zip(u, v, strict=True)]))
    return [se] if s.regime == "far" else [a - b, se]


def fitted(s):
    r = ours.regression(s.y, s.x, s.design)
    return np.concatenate([r.value, r.se])


@SURVEY.case(
    "regression",
    fitted,
    without=("smallest", "tied"),
    refused=("huge", "tiny"),
    limits={"alike": 1e-7, "weights": 1e-11},
)
def _(s):
    """A line about the means; influence (x − x̄)e/Σw(x − x̄)², and of the intercept what is left."""
    y, x, w = numbers(s.y), numbers(s.x), numbers(s.w)
    a, b = dot(w, x) / total(w), dot(w, y) / total(w)
    square = dot(w, [(v - a) ** 2 for v in x])
    slope = dot(w, [(v - a) * (u - b) for v, u in zip(x, y, strict=True)]) / square
    e = [u - b - slope * (v - a) for v, u in zip(x, y, strict=True)]
    steep = [(v - a) * r / square for v, r in zip(x, e, strict=True)]
    level = [r / total(w) - a * v for r, v in zip(e, steep, strict=True)]
    errors = [exact.sqrt(s.variance(u)) for u in (level, steep)]
    return [b - slope * a, slope, *errors]


def share(s, method):
    e = ours.proportion(s.y > np.median(s.y), s.design, method=method)
    return np.concatenate([part[-1:] for part in (e.value, e.se, e.lower, e.upper)])


PLAIN = ("ordinary", "tied", "weights")


def divided(regime, rng):
    """A sample in which some, not all, are above the median."""
    while True:
        s = Sample(regime, rng)
        above = s.y[s.w > 0] > np.median(s.y)
        if above.any() and not above.all():
            return (s,)


def shares(s):
    p, u = s.mean([number(int(v)) for v in s.y > np.median(s.y)])
    v = s.variance(u)
    n = min(number(int((s.w > 0).sum())), p * (1 - p) / v)
    return p, exact.sqrt(v), n, quantile_of_t(s.df)


@SURVEY.case(
    "proportion, wilson", lambda s: share(s, "wilson"), regimes=PLAIN, draw=divided, floor=1e-3
)
def _(s):
    p, se, n, t = shares(s)
    middle, half = p + t**2 / (2 * n), t * exact.sqrt(p * (1 - p) / n + t**2 / (4 * n**2))
    return [p, se, (middle - half) / (1 + t**2 / n), (middle + half) / (1 + t**2 / n)]


@SURVEY.case(
    "proportion, logit", lambda s: share(s, "logit"), regimes=PLAIN, draw=divided, floor=1e-3
)
def _(s):
    p, se, n, t = shares(s)
    half = t / exact.sqrt(n * p * (1 - p))
    return [p, se, *(1 / (1 + (1 - p) / p * exact.exp(-side * half)) for side in (-1, 1))]


def middle(s):
    e = ours.quantile(s.y, s.design, 0.5)
    return np.concatenate([e.value, e.se])


@SURVEY.case("quantile", middle)
def _(s):
    """The smallest y at which the share is reached; Woodruff's limits by the same rule."""
    y, w = numbers(s.y), numbers(s.w)

    def reached(share):
        if not 0 <= share <= 1:
            return exact.nan
        kept = sorted((a, b) for a, b in zip(y, w, strict=True) if b > 0)
        ran = number(0)
        for a, b in kept:
            ran += b
            if ran / total(w) >= share * (1 - number("1e-12")):
                return a
        return kept[-1][0]

    q = reached(number(0.5))
    p, u = s.mean([number(int(v <= q)) for v in y])
    t = quantile_of_t(s.df)
    half = t * exact.sqrt(s.variance(u))
    return [q, (reached(p + half) - reached(p - half)) / (2 * t)]


@pytest.mark.parametrize(("case", "regime"), SURVEY.trials(), ids=named)
def test_survey_estimates_are_as_exact_as_promised(case, regime):
    hold(case, regime)
