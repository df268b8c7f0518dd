"""The cheapest way to the next grade, against other routes to it; and cards side by side."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from kinerja.indicators import MPI, Bands, Group, Power, Scorecard
from kinerja.scoring import combine_periods, compare_cards, next_band, score
from test_scoring_words import leaf


def mean_of(how, goal, *parts, weights=None):
    weights = weights or [1.0] * len(parts)
    leaves = tuple(
        p if not isinstance(p, str) else leaf(p, w) for p, w in zip(parts, weights, strict=True)
    )
    bands = Bands.of({"low": None, "high": goal})
    return Scorecard(code="c", name="C", parts=leaves, aggregation=how, bands=bands)


@pytest.mark.parametrize(
    ("how", "lowest"),
    [
        # (√a + √40)/2 = √20; √(40a) = 20; 2/(1/a + 1/40) = 20: b stays, as it is dearer there
        (Power(p=0.5), (2 * 20**0.5 - 40**0.5) ** 2),
        ("geometric", 10),
        ("harmonic", 1 / (2 / 20 - 1 / 40)),
        (Power(p=-1.0), 1 / (2 / 20 - 1 / 40)),
    ],
)
def test_from_nothing_the_lowest_part_rises(how, lowest):
    found = next_band(score(mean_of(how, 20, "a", "b"), [[0, 40]]), 0)
    np.testing.assert_allclose(found.joint_value, [lowest, 40], rtol=1e-8)
    np.testing.assert_allclose(found.raw_value[0], lowest, rtol=1e-9)
    assert found.joint_cost == pytest.approx(lowest)


@pytest.mark.parametrize("how", ["geometric", "harmonic", Power(p=0.5), "arithmetic", "minimum"])
def test_a_power_of_one_is_the_arithmetic_mean(how):
    def tree(inner):
        group = Group(
            code="g",
            name="G",
            weight=2,
            aggregation=inner,
            parts=(
                leaf("a", 3),
                leaf("b", 1),
                Group(
                    code="h",
                    name="H",
                    weight=4,
                    parts=(leaf("c", 1), leaf("d", 2)),
                    aggregation=inner,
                ),
            ),
        )
        unweighted = group if how != "minimum" else group.model_copy(update={"weight": 1.0})
        return mean_of(how, 60, unweighted, "z", weights=[2, 1])

    costs = {"a": 2, "b": 3, "c": 0.5, "d": 4, "z": 1}
    x = [[30, 20, 40, 50, 45]]
    plain = next_band(score(tree("arithmetic"), x), 0, costs=costs)
    power = next_band(score(tree(Power(p=1.0)), x), 0, costs=costs)
    assert np.isfinite(plain.joint_cost)
    assert power.joint_cost == pytest.approx(plain.joint_cost, rel=1e-6)
    np.testing.assert_allclose(power.joint_value, plain.joint_value, rtol=1e-5)
    assert score(tree("arithmetic"), [plain.joint_value]).band.tolist() == ["high"]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    "how", ["geometric", "harmonic", Power(p=0.5), Power(p=-3.0), "arithmetic"]
)
def test_no_general_solver_finds_a_cheaper_change(how, seed):
    """Weights, prices, points and ceilings all unequal; a group of unequal leaves inside."""
    rng = np.random.default_rng([seed, 5])
    w = rng.uniform(0.5, 4, 5)
    group = Group(code="g", name="G", weight=w[4], parts=(leaf("a", w[0]), leaf("b", w[1])))
    card = mean_of(how, 70, group, leaf("c", w[2], valid_range=(0, 80)), leaf("d", w[3]))
    card = mean_of(how, 70, *card.parts)
    x, price = rng.uniform(5, 65, 4), rng.uniform(0.2, 5, 4)
    found = next_band(score(card, [x]), 0, costs=dict(zip("abcd", price, strict=True)))
    full = np.array([100, 100, 80, 100.0])
    if not np.isfinite(found.joint_cost):
        assert score(card, [full]).total[0] < 70
        return
    assert score(card, [found.joint_value]).band.tolist() == ["high"]
    assert (found.joint_value <= full + 1e-9).all()
    assert found.joint_cost == pytest.approx(price @ (found.joint_value - x), rel=1e-9)
    best = min(
        (
            minimize(
                lambda y: price @ (y - x),
                start,
                bounds=list(zip(x, full, strict=True)),
                constraints={"type": "ineq", "fun": lambda y: score(card, [y]).total[0] - 70},
                method="SLSQP",
                options={"ftol": 1e-10, "maxiter": 300},
            )
            for start in (full, (x + full) / 2)
        ),
        key=lambda r: r.fun if r.success else np.inf,
    )
    if best.success and score(card, [np.clip(best.x, x, full)]).total[0] >= 70 - 1e-7:
        assert found.joint_cost <= best.fun * (1 + 1e-5) + 1e-6


def test_under_an_mpi_in_a_group_the_first_step_that_is_enough_is_found():
    # a alone: (48 + 30 + 30)/3 = 36 less 72/36 = 34, half of which and half of z = 50 is 42
    group = Group(
        code="g", name="G", aggregation=MPI(penalty="minus"), parts=tuple(map(leaf, "abc"))
    )
    card = mean_of("arithmetic", 42, group, "z")
    found = next_band(score(card, [[30, 30, 30, 50]]), 0)
    np.testing.assert_allclose(found.raw_value, [48, 48, 48, 54], rtol=1e-9)
    np.testing.assert_allclose(found.points_needed, [18, 18, 18, 4], rtol=1e-9)
    assert score(card, [[48, 30, 30, 50]]).total[0] == pytest.approx(42)


def test_a_period_without_anybody_counts_for_nobody():
    card = mean_of("arithmetic", 50, "a", "b")
    some = score(card, [[60, 40], [20, 30]], ids=["x", "y"])
    none = score(card, np.empty((0, 2)), ids=[])
    year = combine_periods([none, some], weights=[3, 1])
    assert year.ids.tolist() == ["x", "y"]
    assert year.total.tolist() == [50, 25]
    assert year.weight.tolist() == [[0, 1], [0, 1]]


def test_weights_of_a_node_that_has_none_are_left_alone():
    """A minimum has none: the old tree cannot carry new ones, and all is a matter of structure."""

    def tree(top, inner):
        group = Group(
            code="g", name="G", aggregation="minimum", parts=(leaf("a"), leaf("b")), weight=inner
        )
        return Scorecard(code="c", name="C", parts=(group, leaf("z", top)))

    tried = compare_cards(tree(1, 1), tree(3, 2), [[40, 60, 80]])
    # minimum of 40 and 60, with z: (40 + 80)/2 = 60; weights 2 and 3: (80 + 240)/5 = 64
    assert tried.old_total.tolist() == [60]
    assert tried.new_total.tolist() == [64]
    assert tried.weight.tolist() == [0]
    assert tried.structure.tolist() == [pytest.approx(4)]
