"""Means over coalitions by formula, against counting every coalition."""

from itertools import combinations
from math import factorial

import numpy as np
import pytest

from kinerja._aggregate import How, Place
from kinerja._scoring import owen
from kinerja._scoring.owen import owen_values
from kinerja._scoring.tree import Node, evaluate
from kinerja.indicators import Bands, Group, Identity, Indicator, Power, Scorecard
from kinerja.scoring import explain, score

PLACE = Place("points")
RNG = np.random.default_rng(20)
HOWS = [
    How("geometric"),
    How("minimum"),
    How("owa", order=(3.0, 0.0, 1.0, 2.0, 0.5, 0.1, 0.0, 4.0)),
    *(
        How("power", p=p)
        for p in (
            -20.0,
            -1.0,
            -0.2,
            -0.02,
            2e-6,
            4e-4,
            0.01,
            0.06,
            0.124,
            0.13,
            0.4,
            0.5,
            0.99,
            1.01,
            2.0,
            20.0,
        )
    ),
]


def named(how):
    return f"{how.kind} {how.p}"


def node(how, k, weights=None):
    if weights is None:
        free = how.kind in {"power", "geometric"}
        weights = tuple(RNG.uniform(0.5, 3, k)) if free else (1.0,) * k
    return Node("top", how, weights, tuple(range(k)), tuple(map(str, range(k))))


def shapley(top, before, after):
    """The definition, coalition by coalition, for one row."""
    k = len(before)

    def worth(members):
        points = [np.array([after[j] if j in members else before[j]]) for j in range(k)]
        return evaluate(top, points, PLACE).combined.value[0]

    out = np.zeros(k)
    for i in range(k):
        others = [j for j in range(k) if j != i]
        for size in range(k):
            chance = factorial(size) * factorial(k - 1 - size) / factorial(k)
            for members in combinations(others, size):
                out[i] += chance * (worth({*members, i}) - worth(set(members)))
    return out


@pytest.mark.parametrize("how", HOWS, ids=named)
@pytest.mark.parametrize("zero", [False, True])
def test_the_formula_is_the_definition(how, zero, monkeypatch):
    monkeypatch.setattr(owen, "_WIDE", 1)
    k = 8
    top = node(how, k)
    before, after = RNG.uniform(1, 100, (2, k))
    if zero:
        before[1] = after[4] = 0.0
    got = owen_values(top, [np.array([x]) for x in before], [np.array([x]) for x in after], PLACE)
    np.testing.assert_allclose(np.ravel(got), shapley(top, before, after), atol=1e-10)


@pytest.mark.parametrize("how", HOWS, ids=named)
def test_a_missing_part_is_out_of_the_formula(how, monkeypatch):
    k, n = 8, 3
    top = node(how, k)
    before, after = RNG.uniform(1, 100, (2, k, n))
    known = [None] * k
    known[2] = np.array([True, False, True])
    known[5] = np.array([False, False, True])
    counted = owen_values(top, list(before), list(after), PLACE, known=known)
    monkeypatch.setattr(owen, "_WIDE", 1)
    got = owen_values(top, list(before), list(after), PLACE, known=known)
    np.testing.assert_allclose(got, counted, atol=1e-10)


@pytest.mark.parametrize("how", [h for h in HOWS if h.kind != "owa"], ids=named)
def test_groups_below_are_counted_and_joined(how, monkeypatch):
    inner = Node("in", How("arithmetic"), (1.0, 2.0, 3.0), (5, 6, 7), ("5", "6", "7"))
    curved = Node("curved", How("geometric"), (1.0, 1.0), (8, 9), ("8", "9"))
    weights = (1.0,) * 7 if how.kind == "minimum" else (1.0, 2.0, 1.0, 1.5, 1.0, 2.0, 0.5)
    parts = (0, 1, 2, 3, 4, inner, curved)
    top = Node("top", how, weights, parts, ("0", "1", "2", "3", "4", "in", "curved"))
    before, after = RNG.uniform(1, 100, (2, 10, 2))
    counted = owen_values(top, list(before), list(after), PLACE)
    monkeypatch.setattr(owen, "_WIDE", 1)
    np.testing.assert_allclose(
        owen_values(top, list(before), list(after), PLACE), counted, atol=1e-10
    )


@pytest.mark.parametrize("how", HOWS, ids=named)
def test_sixty_parts_sum_to_the_change(how):
    k = 60
    if how.kind == "owa":
        how = How("owa", order=tuple(RNG.uniform(0, 3, k)))
    top = node(how, k)
    before, after = RNG.uniform(1, 100, (2, k, 1))
    got = owen_values(top, list(before), list(after), PLACE)
    change = (evaluate(top, list(x), PLACE).combined.value for x in (after, before))
    assert np.sum(got) == pytest.approx(np.subtract(*change)[0], abs=1e-9)


@pytest.mark.parametrize("aggregation", ["geometric", "harmonic", "minimum", Power(p=0.5)])
def test_a_wide_card_is_explained(aggregation):
    leaves = tuple(Indicator(code=f"i{j}", name="I", scale=Identity()) for j in range(40))
    group = Group(code="g", name="G", parts=leaves, aggregation=aggregation, weight=3)
    last = Indicator(code="z", name="Z", scale=Identity())
    card = Scorecard(code="c", name="C", parts=(group, last), bands=Bands.of({"a": 0, "b": 99}))
    s = score(card, RNG.uniform(20, 90, (5, 41)))
    told = explain(s, 2)
    assert told.contributions.sum() == pytest.approx(told.total - told.baseline_total, abs=1e-9)


def test_the_steep_formula_is_a_power():
    # Re Σ w·e^(−sd) is (1 − d)^α, from the power itself.
    from kinerja._scoring.coalitions import _line

    for alpha in (8.1, 20.0, 1000.0, 5e5):
        s, weight = _line(alpha)
        d = np.array([0.0, 0.3 / alpha, 3.0 / alpha, 0.2, 0.9, 1.0])
        got = (np.exp(-np.outer(d, s)) @ weight).real
        np.testing.assert_allclose(got, (1.0 - d) ** alpha, atol=3e-13)
