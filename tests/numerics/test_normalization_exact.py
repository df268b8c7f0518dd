"""Normalization beside its formulas in exact numbers."""

from __future__ import annotations

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
    rows,
    total,
)

from kinerja import normalization as ours


def drawn(regime, rng):
    x = matrix(regime, rng)
    return x, rng.random(x.shape[1]) < 0.6


NORMALIZATION = Family(
    "normalization",
    drawn,
    ("ordinary", "far", "large", "huge", "small", "tiny", "smallest", "tied"),
)


def by_column(formula):
    """The formula of a column and its direction, over all columns."""

    def true(x, benefit):
        return rows(
            [formula(c, more) for c, more in zip(columns(x), benefit.tolist(), strict=True)]
        )

    return true


def enter(name, function, **promise):
    def to_case(formula):
        return NORMALIZATION.case(name, lambda x, b: function(x, benefit=b), **promise)(
            by_column(formula)
        )

    return to_case


@enter("min_max", ours.min_max)
def _(c, more):
    low, high = min(c), max(c)
    return [(v - low if more else high - v) / (high - low) for v in c]


@enter("z_score", ours.z_score, floor=1e-3)
def _(c, more):
    m, s = mean(c), exact.sqrt(moment(c) / len(c))
    return [(v - m) / s * (1 if more else -1) for v in c]


@enter("enhanced_accuracy", ours.enhanced_accuracy, floor=1e-3)
def _(c, more):
    behind = [max(c) - v if more else v - min(c) for v in c]
    return [1 - b / total(behind) for b in behind]


@enter("percentile", ours.percentile)
def _(c, more):
    return [number(sum((u < v) if more else (u > v) for u in c)) / (len(c) - 1) for v in c]


@enter("rank_scale", ours.rank_scale)
def _(c, more):
    ahead = [sum((u > v) if more else (u < v) for u in c) for v in c]
    return [
        number(a) + number(sum(u == v for u in c) + 1) / 2 for a, v in zip(ahead, c, strict=True)
    ]


@enter("max_share", ours.max_share)
def _(c, more):
    return [v / max(c) if more else min(c) / v for v in c]


@enter("sum_share", ours.sum_share)
def _(c, more):
    part = [v if more else 1 / v for v in c]
    return [p / total(part) for p in part]


@enter("vector", ours.vector, floor=1e-3)
def _(c, more):
    length = exact.sqrt(total(v * v for v in c))
    return [v / length if more else 1 - v / length for v in c]


@enter("logarithmic", ours.logarithmic)
def _(c, more):
    logs = [exact.log(v) for v in c]
    share = [v / total(logs) for v in logs]
    return [s if more else (1 - s) / max(len(c) - 1, 1) for s in share]


@enter("nonlinear", ours.nonlinear)
def _(c, more):
    return [(v / max(c)) ** 2 if more else (min(c) / v) ** 3 for v in c]


def with_goalposts(regime, rng):
    x = matrix(regime, rng, far=1e15)
    return x, x.min(axis=0) * 0.9, x.max(axis=0) * 1.05


@NORMALIZATION.case("goalposts", ours.goalposts, draw=with_goalposts)
def _(x, low, high):
    return rows(
        [
            [(v - number(a)) / (number(b) - number(a)) for v in c]
            for c, a, b in zip(columns(x), low.tolist(), high.tolist(), strict=True)
        ]
    )


@NORMALIZATION.case(
    "target_ratio",
    lambda x, low, high: ours.target_ratio(x, high, cost="ratio"),
    draw=with_goalposts,
)
def _(x, low, high):
    return rows(
        [[number(b) / v for v in c] for c, b in zip(columns(x), high.tolist(), strict=True)]
    )


@pytest.mark.parametrize(("case", "regime"), NORMALIZATION.trials(), ids=named)
def test_normalization_is_as_exact_as_promised(case, regime):
    hold(case, regime)
