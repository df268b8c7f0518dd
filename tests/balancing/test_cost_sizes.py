"""plan_transfers: the least cost is found in whatever unit, and beside however dear a move."""

import itertools

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from kinerja.balancing import plan_transfers
from kinerja.errors import InputError


def cheapest(costs, places):
    """Least cost of sending so many people to each unit, each cost a row of a person."""
    wanted = [unit for unit, n in enumerate(places) for _ in range(n)]
    return min(
        sum(costs[person][unit] for person, unit in zip(chosen, wanted, strict=True))
        for chosen in itertools.permutations(range(len(costs)), len(wanted))
    )


def planned(costs, places):
    """A plan of people in unit 0, who may all go, to units that want so many each."""
    rows = [[0, *row] for row in costs]
    need = [[0.0], *([float(n)] for n in places)]
    people = len(rows)
    return plan_transfers([0] * people, [0] * people, need, preference=rows)


@pytest.mark.parametrize("unit", [1e-300, 1e-20, 1e-8, 1.0, 1e6, 1e100])
@pytest.mark.parametrize("together", [None, [(0, 3)]])
def test_the_unit_of_the_cost_changes_nothing(unit, together):
    # Two of four go. Alone 0.25 + 0.5 is least; 0 and 3 go together for 1.5, or 1 and 2 for 1.75.
    costs = np.array([[0, 0.25], [0, 1.25], [0, 0.5], [0, 1.25]])
    plan = plan_transfers([0] * 4, [0] * 4, [[2], [2]], preference=costs * unit, together=together)
    assert [m.staff for m in plan.moves] == ([0, 3] if together else [0, 2])
    assert plan.cost == pytest.approx((1.5 if together else 0.75) * unit, rel=1e-12)
    assert plan.status == "optimal"


@pytest.mark.parametrize("dear", [1e4, 1e6, 1e9, 1e12])
def test_a_move_that_nobody_would_make_hides_no_difference(dear):
    plan = plan_transfers(
        [0, 0, 0, 1], [0] * 4, [[2], [2]], preference=[[0, dear], [0, 1.02], [0, 1], [0, 0]]
    )
    assert [m.staff for m in plan.moves] == [2]
    assert plan.cost == 1
    assert plan.status == "optimal"


def test_a_dear_move_that_must_be_made_hides_no_difference():
    # Unit 1 wants both people; who goes where in unit 2 or 3 differs by a thousandth.
    costs = [[1e7, 1e7 + 3], [1e7 + 1, 1e7 + 4.001]]
    plan = planned(costs, [1, 1])
    # 0 to the first and 1 to the second: 2e7 + 4.001; crossed: 2e7 + 4.
    assert [(m.staff, m.to_unit) for m in plan.moves] == [(0, 2), (1, 1)]
    assert plan.cost == 2e7 + 4
    assert plan.status == "optimal"


@given(
    costs=st.lists(
        st.tuples(*[st.integers(0, 30)] * 3).map(lambda row: [x / 16 for x in row]),
        min_size=3,
        max_size=5,
    ),
    dear=st.integers(0, 2),
    power=st.integers(3, 11),
)
def test_the_least_cost_is_that_of_all_plans_tried(costs, dear, power):
    costs[dear] = [10.0**power * (1 + x) for x in costs[dear]]
    plan = planned(costs, [1, 0, 1])
    least = cheapest(costs, [1, 0, 1])
    assert plan.cost == pytest.approx(least, rel=1e-12, abs=1e-12)
    assert plan.status == "optimal"


def test_months_that_are_no_months_are_refused():
    with pytest.raises(InputError, match=r"`months_in_post`: .*at most 12,000; found row 1"):
        plan_transfers([0, 0], [0, 0], [[1], [1]], months_in_post=[12_000, 12_001])
