"""Decisions: what was proposed, what was decided, where they part; who bears a plan."""

import datetime
import json

import numpy as np
import pytest
from pydantic import ValidationError

from kinerja import decisions
from kinerja.balancing import Move, plan_transfers
from kinerja.decisions import Decision
from kinerja.errors import InputError

NURSE = {"unit": "North", "job": "nurse"}


def decided(who, what, *, proposed=NURSE, on="2026-03-02", result="0" * 64, grounds="because"):
    return Decision(
        result=result,
        id=who,
        proposed=proposed,
        decided=what,
        by_office="Head of personnel",
        on=on,
        grounds=grounds,
    )


def small_plan():
    # Two nurses in A where one is needed, none in B where one is.
    return plan_transfers(
        ["A", "A"], ["nurse", "nurse"], [[1], [1]], units=["A", "B"], jobs=["nurse"]
    )


def test_a_decision_is_frozen_and_travels_as_json():
    made = decided("P1", None, on=datetime.date(2026, 3, 2))
    assert made.departs
    assert made.on == "2026-03-02"
    assert Decision.model_validate_json(made.model_dump_json()) == made
    assert json.loads(made.model_dump_json())["proposed"] == NURSE
    assert hash(made) == hash(decided("P1", None))
    with pytest.raises(ValidationError):
        made.grounds = "another"
    with pytest.raises(TypeError, match="read-only"):
        made.proposed["unit"] = "South"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"grounds": " "}, "has to say why"),
        ({"by_office": ""}, "by_office"),
        ({"on": "March 2026"}, "YYYY-MM-DD"),
        ({"result": ""}, "result"),
    ],
)
def test_what_a_decision_has_to_say(change, what):
    given = {
        "result": "0" * 64,
        "id": "P1",
        "proposed": "move",
        "decided": "stay",
        "by_office": "Head of personnel",
        "on": "2026-03-02",
        "grounds": "because",
    }
    with pytest.raises(ValidationError, match=what):
        Decision(**{**given, **change})


def test_a_decision_takes_a_result_and_a_move():
    plan = small_plan()
    (move,) = plan.moves
    made = decided("x", move, proposed=move, result=plan, grounds="")
    assert made.result == decisions.fingerprint(plan)
    assert len(made.result) == 64
    assert not made.departs
    with pytest.raises(InputError, match="a result of the library"):
        decisions.fingerprint(3)


def test_what_differs_from_a_plan_is_listed():
    plan = {f"P{i}": NURSE for i in range(1, 5)}
    clerk = {"unit": "East", "job": "clerk"}
    got = decisions.reconcile(
        plan,
        [
            decided("P1", NURSE),
            decided("P2", clerk),
            decided("P3", None),
            decided("P9", clerk, proposed=None),
        ],
    )
    assert got.ids.tolist() == ["P1", "P2", "P3", "P4", "P9"]
    assert got.status.tolist() == ["followed", "changed", "declined", "open", "added"]
    assert got.differs.tolist() == [False, True, True, False, True]
    # One of three decided proposals was followed.
    assert got.share_followed == pytest.approx(1 / 3)
    assert got.decided.tolist() == ["North / nurse", "East / clerk", "", "", "East / clerk"]
    assert len(got.to_records()) == 5


def test_a_transfer_plan_knows_decisions_on_another_result():
    plan = small_plan()
    (move,) = plan.moves
    who = move.id if hasattr(move, "id") else move.staff
    who = who.item() if isinstance(who, np.generic) else who
    good = decided(who, move, proposed=move, result=plan)
    got = decisions.reconcile(plan, [good])
    assert (got.status.tolist(), got.other_result) == (["followed"], ())
    other = decided(who, move, proposed=move)
    assert decisions.reconcile(plan, [other]).other_result == (who,)


def test_the_latest_decision_counts():
    later = decided("P1", NURSE, on="2026-04-01")
    got = decisions.reconcile({"P1": NURSE}, [later, decided("P1", None)])
    assert got.status.tolist() == ["followed"]
    assert "2026-03-02" in got.provenance.left_out[0]
    with pytest.raises(InputError, match="two on 2026-03-02"):
        decisions.reconcile({"P1": NURSE}, [decided("P1", NURSE), decided("P1", None)])
    with pytest.raises(InputError, match="name whom they concern"):
        decisions.reconcile({"P1": NURSE}, [decided(None, NURSE)])
    with pytest.raises(InputError, match="a transfer plan, moves"):
        decisions.reconcile([1], [])


def moves_of(*who):
    return [Move(f"P{i}", "A", "nurse", "B", "nurse", 1.0, "") for i in who]


def test_who_bears_moves_distances_and_refusals():
    ids = [f"P{i}" for i in range(23)]
    group = ["x"] * 10 + ["y"] * 10 + ["z"] * 3
    distance = [float(i) for i in range(23)]
    wished = [False] * 10 + [True] * 10 + [False] * 3
    plan = moves_of(0, 1, 2, 3, 4, 10, 20)
    got = decisions.plan_fairness(plan, ids, group, distance=distance, wished=wished)
    assert got.group.tolist() == ["x", "y", "z"]
    # 5 of 10 and 1 of 10 are moved: five times as many.
    assert got.share_moved[:2].tolist() == [0.5, 0.1]
    assert got.ratio[:2].tolist() == [5.0, 1.0]
    assert got.bears_more.tolist() == [True, False, False]
    assert (got.reference, got.suppressed) == ("y", ("z",))
    assert np.isnan(got.share_moved[2])
    # Mean of 0 … 4; one person of y is too few to be shown.
    assert got.distance[0] == 2.0
    assert np.isnan(got.distance[1:]).all()
    # Nine of ten who asked are not moved.
    assert got.refused[1] == pytest.approx(0.9)
    assert np.isnan(got.refused[[0, 2]]).all()


def test_a_move_of_somebody_unknown_is_refused():
    with pytest.raises(InputError, match="everybody whom the plan moves"):
        decisions.plan_fairness(moves_of(99), ["P1", "P2"], ["x", "y"], minimum=1)
    with pytest.raises(InputError, match="`distance`"):
        decisions.plan_fairness(moves_of(1), ["P1", "P2"], ["x", "y"], minimum=1, distance=[1.0])
