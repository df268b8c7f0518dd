"""Every level of a plan by hand, with its bound, by the long way and by the short one."""

import pytest

from kinerja._balancing.strategies import search
from kinerja.balancing import plan_flows, plan_transfers

# Nine for five; units 1 and 2 lack 2.5 and 3. Four moves remove 4 at most, of 5.5: two to each, or
# one and three. To unit 1 a move costs 1, to unit 2 it costs 5: two and two are 12.
NEED = [[5], [2.5], [3]]
COST = [[0, 1, 5], [0, 0, 0], [0, 0, 0]]
MONTHS = [30, 110, 40, 100, 50, 90, 60, 80, 70]


@pytest.fixture(params=[20_000, -1], autouse=True)
def dense(request, monkeypatch):
    monkeypatch.setattr(search, "DENSE", request.param)


def levels_of(plan):
    assert (plan.status, plan.stopped_by) == ("optimal", None)
    assert all(level.bound == level.value for level in plan.levels)
    return {level.name: level.value for level in plan.levels}


@pytest.mark.parametrize(("cost", "sum_"), [(None, 0.0), (COST, 12.0)])
def test_flows(cost, sum_):
    plan = plan_flows([[9], [0], [0]], NEED, cost=cost)
    assert levels_of(plan) == {"shortage": 1.5, "moves": 4.0, "cost": sum_}
    assert plan.cost == sum_


@pytest.mark.parametrize(
    ("more", "late"),
    [
        # Those of 90, 100 and 110 months are among the four who have been there longest.
        ({"max_months": 85}, {"overdue": 0.0}),
        # Five are beyond 60 (70, 80, 90, 100, 110), and four go.
        ({"max_months": 60}, {"overdue": 1.0}),
        ({"max_months": 200}, {"overdue": 0.0}),
        ({}, {}),
    ],
)
@pytest.mark.parametrize(("cost", "sum_"), [(None, 0.0), (COST, 12.0)])
def test_transfers(more, late, cost, sum_):
    home = {} if cost is None else {"home": [0] * 9, "distance": cost}
    plan = plan_transfers([0] * 9, [0] * 9, NEED, months_in_post=MONTHS, **home, **more)
    # 110 + 100 + 90 + 80 months; they stand in rows 1, 3, 5 and 7, which sum to 16.
    assert levels_of(plan) == {
        "shortage": 1.5,
        "moves": 4.0,
        "cost": sum_,
        **late,
        "months": 380.0,
        "order": 16.0,
    }
    assert [move.staff for move in plan.moves] == [1, 3, 5, 7]


def test_without_months_the_first_rows_go():
    plan = plan_transfers([0] * 9, [0] * 9, NEED)
    assert levels_of(plan) == {"shortage": 1.5, "moves": 4.0, "cost": 0.0, "order": 6.0}


def test_a_price_is_added_for_each_move():
    # At 0.75 a move must remove more than that: the last half person to unit 1 is left anyway.
    plan = plan_transfers([0] * 9, [0] * 9, NEED, price_per_move=0.75)
    assert levels_of(plan)["shortage_and_moves"] == 1.5 + 4 * 0.75
    # Where seven are to spare, two and three are sent, and the half is not worth a sixth move.
    plan = plan_transfers([0] * 12, [0] * 12, NEED, price_per_move=0.75)
    assert levels_of(plan)["shortage_and_moves"] == 0.5 + 5 * 0.75
    assert plan.shortage_after == 0.5
