"""Posts as stocks of people without names: what the network of a plan by headcount holds."""

from __future__ import annotations

import numpy as np
import pytest
from networks import HEADCOUNT, NEED

from kinerja._balancing.headcounts import _stocks
from kinerja.balancing import plan_flows
from kinerja.errors import InputError

CONVERTIBLE = [[True, True], [False, True]]


def stocks(need=NEED, may=CONVERTIBLE, headcount=HEADCOUNT, **more):
    given = {"max_out": None, "max_in": None, "max_moves": None, "objective": "shortage", **more}
    wanted = np.round(np.array(need) * 1_000_000).astype(np.int64)
    costs = np.arange(9.0).reshape(3, 3)
    return _stocks(np.array(headcount), wanted, np.array(may), costs, **given)


def test_each_post_with_somebody_to_spare_is_a_stock():
    # Of 5, 4 and 3 people 2, 2 and none are needed; 1 for 2.25, 0 for 1 and 0 for 0.4 are short.
    net = stocks()
    assert (net.unit.tolist(), net.job.tolist(), net.size.tolist()) == (
        [0, 0, 2],
        [0, 1, 1],
        [3, 2, 3],
    )
    assert net.headcount.tolist() == HEADCOUNT
    assert net.need.tolist() == [[2_000_000, 1_500_000], [2_250_000, 1_000_000], [400_000, 0]]
    assert net.floor.tolist() == [[2, 2], [1, 0], [0, 0]]
    assert net.floor.dtype == net.size.dtype == np.int64
    assert net.enter.tolist() == [[False, False], [True, True], [True, False]]
    assert net.qualified.tolist() == [[True, True], [False, True], [False, True]]
    assert (net.pool.tolist(), net.cost_row.tolist()) == ([0, 1, 2], [0, 0, 2])
    assert net.costs.tolist() == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    # Nothing is known of single people: no fit, no delay, no demand, no name.
    assert (net.fit_row.tolist(), net.fits.tolist()) == ([0] * 3, [[0.0, 0.0]])
    assert (net.overdue.tolist(), net.late, net.forced.tolist()) == ([False] * 3, None, [False] * 3)
    assert (net.allowed, net.couples.shape, net.months, net.named) == ({}, (0, 2), None, False)
    assert (net.members.tolist(), net.place.tolist(), net.start.tolist()) == ([], [], [0] * 4)
    assert {x.dtype for x in (net.members, net.place, net.start, net.couples)} == {
        np.dtype(np.int64)
    }
    assert (net.overdue.dtype, net.forced.dtype) == (np.dtype(np.bool_),) * 2
    assert (net.chains, net.within_unit, net.price) == (False, False, 0.0)
    assert {x.dtype for x in (net.unit, net.job, net.cost_row, net.fit_row)} == {np.dtype(np.int64)}


def test_rules_of_a_plan_by_headcount_reach_its_network():
    caps = {"max_out": np.array([1, 2, 3]), "max_in": np.array([3, 2, 1]), "max_moves": 4}
    net = stocks(**caps, objective="peak")
    assert net.caps() == {"max_moves": 4, "max_out": [1, 2, 3], "max_in": [3, 2, 1]}
    assert net.objective == "peak"


def test_whoever_could_go_nowhere_is_no_stock():
    # Only job 1 is short anywhere: those of job 0 who may not become it stay, and so do all where
    # nothing is short. A post that has just what it needs is not short, and spares nobody.
    some = stocks(need=[[2, 1.5], [1, 1], [0, 0]], may=[[True, False], [False, True]])
    assert (some.unit.tolist(), some.job.tolist()) == ([0, 2], [1, 1])
    assert some.qualified.tolist() == [[False, True]] * 2
    assert some.enter.tolist() == [[False, False], [False, True], [False, False]]
    nobody = stocks(need=[[5, 4], [1, 0], [0, 3]])
    assert (nobody.unit.size, nobody.start.tolist(), nobody.enter.any()) == (0, [0], False)


REFUSED = {
    "one more than all people": (
        {"headcount": [[3], [1_000_000_001]]},
        "out_of_range",
        "`headcount`: expected whole numbers of people, at most 1e+09; found row 1 column 0",
    ),
    "fewer than none": (
        {"headcount": [[3], [-1]]},
        "negative",
        "`headcount`: expected 0 or more; found row 1 column 0 (-1).",
    ),
    "no figure": (
        {"headcount": [[3], [float("nan")]]},
        "missing_value",
        "`headcount`: expected a number in every cell; found row 1 column 0 (missing).",
    ),
    "costs that are no square": (
        {"cost": [[0.0, 1.0]]},
        "wrong_shape",
        "`cost`: expected as many rows as columns; found shape (1, 2).",
    ),
    "an objective that is none": (
        {"objective": "cost"},
        "unknown_option",
        "`objective`: expected one of 'shortage', 'deviation', 'peak'; found 'cost'.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_a_plan_by_headcount_refuses(case):
    change, code, message = REFUSED[case]
    data = {"headcount": [[3], [1]], "need": [[1], [2]], **change}
    with pytest.raises(InputError) as caught:
        plan_flows(data.pop("headcount"), data.pop("need"), **data)
    assert (caught.value.argument, caught.value.code) == (message.split("`")[1], code)
    assert str(caught.value).startswith(message)


def test_as_many_people_as_there_may_be():
    full = plan_flows([[1_000_000_000], [0]], [[0], [1.0]])
    assert full.headcount_after.tolist() == [[999_999_999], [1]]


def test_a_plan_by_headcount_that_leaves_some_short():
    # Three of the four who are short; what is left is 1.25 of 4.25.
    flow = plan_flows([[5], [1]], [[2], [5.25]], objective="shortage")
    assert (flow.shortage_before, flow.shortage_after) == (4.25, 1.25)
    assert (flow.levels[0].value, flow.bound) == (1.25, 1.25)
    late = plan_flows([[5], [1]], [[2], [5.25]], time_limit=0.0)
    assert (late.stopped_by, late.shortage_after, late.bound) == ("time_limit", 4.25, 1.25)
