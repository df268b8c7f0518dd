"""Generators of scorecards and data for the property tests."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from kinerja.indicators import (
    MPI,
    OWA,
    Group,
    Identity,
    Indicator,
    Linear,
    Log,
    Logistic,
    LogNormal,
    MinMax,
    Percentile,
    Piecewise,
    Power,
    Scorecard,
    Steps,
    Target,
    ZScore,
)

WEIGHTED = ["arithmetic", "geometric", "harmonic", Power(p=0.5), Power(p=-2.0), Power(p=3.0)]
finite = st.floats(-1e6, 1e6, allow_nan=False)


def absolute_scales() -> st.SearchStrategy:
    """Scales that stand by themselves, monotone, on raw values from 1 to 100."""
    return st.sampled_from(
        [
            Identity(),
            Linear(worst=0, best=100),
            Linear(worst=80, best=20),
            Linear(worst=1, best=60, clip=False, low=5, high=95),
            Log(worst=1, best=100),
            Target(target=50, cap=150),
            Target(target=50, cost="linear"),
            Target(target=50, cost="ratio", cap=120),
            Piecewise(points=((0, 0), (40, 70), (100, 100))),
            Steps(thresholds=(20, 60), points=(10, 60, 100)),
            LogNormal(median=40, p10=10),
            Logistic(midpoint=50, slope=0.1),
        ]
    )


def relative_scales() -> st.SearchStrategy:
    return st.sampled_from([MinMax(), ZScore(mean=60, sd=5), Percentile()])


@st.composite
def cards(draw, *, scales=None, max_leaves=7, aggregations=None):
    """Scorecards of up to three levels; every aggregation at every level."""
    scales = absolute_scales() if scales is None else scales
    counter = iter(range(1000))
    hows = aggregations or [*WEIGHTED, "minimum", "owa", MPI(), MPI(penalty="plus")]

    def leaf(weight):
        code = f"i{next(counter)}"
        return Indicator(code=code, name=code.upper(), scale=draw(scales), weight=weight)

    def node(depth, size, make, **extra):
        # An MPI with a penalty can fall below 0, which a group above may not take: root only.
        allowed = hows if make is Scorecard else [h for h in hows if h != MPI()]
        how = draw(st.sampled_from(allowed))
        if how == "owa":
            how = OWA(
                weights=tuple(draw(st.lists(st.floats(0.1, 5), min_size=size, max_size=size)))
            )
        weighted = how in WEIGHTED
        parts = []
        for _ in range(size):
            weight = draw(st.sampled_from([0.5, 1.0, 2.0, 30.0])) if weighted else 1.0
            if depth and draw(st.booleans()):
                inner = draw(st.integers(1, 3))
                parts.append(node(depth - 1, inner, Group, weight=weight))
            else:
                parts.append(leaf(weight))
        code = f"g{next(counter)}"
        return make(code=code, name=code, parts=tuple(parts), aggregation=how, **extra)

    return node(2, draw(st.integers(1, max(1, max_leaves // 2))), Scorecard)


@st.composite
def data_for(draw, card, *, most_rows=6, missing=False):
    """Raw values from 1 to 100 for a card, some of them missing if asked."""
    n, k = draw(st.integers(1, most_rows)), len(card.codes)
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    values = rng.choice([rng.uniform(1, 100, (n, k)), rng.integers(1, 11, (n, k)) * 10.0])
    if missing:
        values[rng.uniform(size=(n, k)) < 0.3] = np.nan
    return values
