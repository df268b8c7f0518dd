"""plan_flows: the same optimum as one person at a time, hand values, refusals."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja._balancing.strategies import search as plan_module
from kinerja.balancing import FlowPlan, plan_flows, plan_transfers
from kinerja.errors import InputError


@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from(["shortage", "deviation", "peak"]),
    st.sampled_from([-1, 20_000]),
)
def test_flows_agree_with_named_people(seed, objective, dense):
    rng = np.random.default_rng(seed)
    units, jobs = int(rng.integers(2, 6)), int(rng.integers(1, 4))
    count = rng.integers(0, 6, (units, jobs))
    need = np.round(rng.random((units, jobs)) * 6, 2)
    may = np.eye(jobs, dtype=bool) | (rng.random((jobs, jobs)) < 0.3)
    cost = np.round(rng.random((units, units)) * 9, 1)
    caps = {"max_moves": int(rng.integers(1, 9)), "max_out": 3, "max_in": rng.integers(1, 5, units)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan_module, "DENSE", dense)
        flows = plan_flows(count, need, convertible=may, cost=cost, objective=objective, **caps)
    unit, job = (np.repeat(axis.ravel(), count.ravel()) for axis in np.indices(count.shape))
    people = plan_transfers(
        unit,
        job,
        need,
        qualified=may[job],
        home=unit,
        distance=cost,
        objective=objective,
        **caps,
    )
    assert flows.status == people.status == "optimal"
    # Flows name nobody, so that there are no ties among people to settle.
    named = [x.value for x in people.levels[: len(flows.levels)]]
    assert [x.value for x in flows.levels] == pytest.approx(named)
    assert [x.name for x in people.levels[len(flows.levels) :]] == ["order"]
    after = count.copy()
    np.subtract.at(after, (flows.from_unit, flows.from_job), flows.count)
    np.add.at(after, (flows.to_unit, flows.to_job), flows.count)
    assert after.tolist() == flows.headcount_after.tolist()
    assert (after >= np.minimum(count, np.ceil(need))).all()
    assert may[flows.from_job, flows.to_job].all()
    assert (flows.from_unit != flows.to_unit).all()
    assert flows.count.sum() <= caps["max_moves"]
    assert (np.bincount(flows.from_unit, flows.count, units) <= 3).all()
    assert (np.bincount(flows.to_unit, flows.count, units) <= caps["max_in"]).all()


def test_the_caps_are_in_the_provenance():
    caps = {"max_moves": 2, "max_out": 2, "max_in": [0, 1]}
    flows = plan_flows([[3], [0]], [[1], [2]], **caps)
    people = plan_transfers([0, 0, 0], [0, 0, 0], [[1], [2]], **caps)
    for plan in (flows, people):
        options = plan.to_dict()["provenance"]["options"]
        assert {name: options[name] for name in caps} == {**caps, "max_out": [2, 2]}
        assert type(plan).from_dict(plan.to_dict()) == plan
    assert plan_flows([[1]], [[1]]).provenance.options["max_out"] is None


def test_hand_value():
    # Surplus 4 in unit 0; units 1 and 2 lack 2.5 and 3: four moves remove 4 at most.
    # The third into unit 1 would gain 0.5 only: 1 + 1 there, or 3 in unit 2: 2 + 2 or 1 + 3 gain 4.
    flows = plan_flows([[9], [0], [0]], [[5], [2.5], [3]], cost=[[0, 1, 5], [0, 0, 0], [0, 0, 0]])
    assert flows.shortage_before == 5.5
    assert flows.shortage_after == 1.5
    # Two at a cost of 1 and two at 5.
    assert flows.cost == 12.0
    assert list(zip(flows.to_unit.tolist(), flows.count.tolist(), strict=True)) == [(1, 2), (2, 2)]
    assert FlowPlan.from_dict(json.loads(json.dumps(flows.to_dict()))) == flows


def test_nothing_to_do():
    flows = plan_flows([[1, 2]], [[1, 2]])
    assert flows.count.size == 0
    assert flows.status == "optimal"


def test_a_time_limit_leaves_a_feasible_plan():
    flows = plan_flows([[9], [0]], [[5], [4]], time_limit=0.0)
    assert (flows.status, flows.stopped_by, flows.count.size) == ("feasible", "time_limit", 0)
    assert flows.gap > 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"headcount": [[1.5], [1]]}, "`headcount`: expected whole numbers of people"),
        ({"headcount": [[-1], [1]]}, "`headcount`: expected 0 or more"),
        ({"headcount": [[1, 1]]}, "`headcount`: expected the shape of `need`, (2, 1)"),
        ({"need": [[np.nan], [1]]}, "`need`: expected a number in every cell"),
        ({"need": [[-2], [1]]}, "`need`: expected 0 or more"),
        ({"convertible": [[2]]}, "`convertible`: expected True or False, shape (1, 1)"),
        ({"cost": [[0, 1]]}, "`cost`: expected as many rows as columns"),
        ({"cost": [[0]]}, "`cost`: expected one row and one column for each of 2 units"),
        ({"max_moves": -1}, "`max_moves`: expected a whole number of at least 0"),
        ({"max_out": [1, 2, 3]}, "`max_out`: expected 2 values; found 3"),
        ({"objective": "cost"}, "`objective`: expected one of"),
        ({"time_limit": np.inf}, "`time_limit`: expected a finite number"),
    ],
)
def test_refuses(change, message):
    data = {"headcount": [[3], [1]], "need": [[1], [2]], **change}
    with pytest.raises(InputError) as caught:
        plan_flows(data.pop("headcount"), data.pop("need"), **data)
    assert message in str(caught.value)
