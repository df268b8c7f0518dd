"""TransferRules: a definition, and the same plan by definition and by keyword."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from problems import transfer_problems
from pydantic import ValidationError

from kinerja.balancing import (
    People,
    Requirement,
    TransferPlan,
    TransferRules,
    plan_transfers,
    what_if,
)
from kinerja.errors import InputError
from kinerja.schemes.staffing import TRANSFER_OPTIONS

RULES = (
    "min_months", "max_months", "within_unit", "max_moves", "max_out", "max_in", "chains",
    "objective", "price_per_move",
)  # fmt: skip


def plain(value):
    return tuple(value.tolist()) if isinstance(value, np.ndarray) else value


@given(transfer_problems(people=5))
def test_both_forms_make_the_same_plan(problem):
    rules = TransferRules(**{name: plain(problem[name]) for name in RULES if name in problem})
    people = People(**{k: v for k, v in problem.items() if k not in (*RULES, "need")})
    keywords = dict(problem)
    expected = plan_transfers(
        keywords.pop("unit"), keywords.pop("job"), keywords.pop("need"), **keywords
    )
    for plan in (
        plan_transfers(people, problem["need"], rules),
        plan_transfers(people, problem["need"], rules=rules),
        plan_transfers(people=people, need=problem["need"], rules=rules),
    ):
        assert plan == expected
        assert plan.problem.rules == rules
    again = TransferRules.model_validate_json(rules.model_dump_json())
    assert (again, again.fingerprint) == (rules, rules.fingerprint)


def test_the_defaults_are_those_of_the_national_rules():
    assert TransferRules().min_months == TRANSFER_OPTIONS["min_months"] == 24
    assert TransferRules(max_moves=1).fingerprint != TransferRules().fingerprint


STAFF = {
    "id": ["x", "y", "z"],
    "unit": ["A", "A", "B"],
    "job": ["clerk", "clerk", "nurse"],
    "licence": ["STR", None, "STR"],
    "grade": [7, 9, 9],
}
NEED = {"unit": ["A", "B"], "clerk": [1, 0], "nurse": [0, 2]}


def test_requirements_say_who_is_qualified():
    assert plan_transfers(STAFF, NEED).moves == ()
    licence = Requirement(job="nurse", column="licence", one_of=("STR",))
    plan = plan_transfers(STAFF, NEED, TransferRules(requirements=(licence,)))
    assert [(m.staff, m.to_job) for m in plan.moves] == [("x", "nurse")]
    # x is of grade 7, y has no licence: nobody meets both.
    grade = Requirement(job="nurse", column="grade", at_least=8)
    both = TransferRules(requirements=(licence, grade))
    assert plan_transfers(STAFF, NEED, both).moves == ()
    # z keeps their own job whatever is asked.
    assert plan_transfers(STAFF, NEED, both).problem.qualified.tolist() == [
        [True, False], [True, False], [False, True]
    ]  # fmt: skip
    # The plan knows who met them: asking again with another rule needs no columns.
    assert what_if(plan, max_moves=0).moves == ()
    assert what_if(plan, max_moves=0).problem.rules.requirements == (licence,)
    with pytest.raises(InputError, match="expected a column 'licence'"):
        plan_transfers({k: STAFF[k] for k in ("id", "unit", "job")}, NEED, both)


def test_caps_by_label_and_a_copy_with_a_change():
    rules = TransferRules(
        max_in={"B": 0}, requirements=(Requirement(job="nurse", column="grade", at_least=7),)
    )
    plan = plan_transfers(STAFF, NEED, rules)
    assert (plan.moves, plan.remaining[0].rule) == ((), "max_in")
    freed = what_if(plan, rules=rules.model_copy(update={"max_in": None}))
    assert len(freed.moves) == 1
    assert what_if(plan, max_in={"A": 0}).moves == freed.moves
    with pytest.raises(InputError, match="`max_in`"):
        plan_transfers(STAFF, NEED, rules.model_copy(update={"max_in": {"C": 0}}))


def test_the_order_alone_may_settle_ties():
    people = People(unit=[0, 0, 1], job=[0, 0, 0], months_in_post=[30, 40, 30])
    assert plan_transfers(people, [[1], [2]]).moves[0].staff == 1
    plan = plan_transfers(people, [[1], [2]], TransferRules(ties=("order",)))
    assert plan.moves[0].staff == 0
    assert [level.name for level in plan.levels] == ["shortage", "moves", "cost", "order"]


def test_a_plan_made_by_rules_travels_with_its_problem():
    plan = plan_transfers(STAFF, NEED, TransferRules(max_out={"A": 1}))
    sent = json.loads(json.dumps(plan.to_dict(problem=True), allow_nan=False))
    read = TransferPlan.from_dict(sent)
    assert read == plan
    assert read.problem == plan.problem
    assert what_if(read) == plan


@pytest.mark.parametrize(
    "wrong",
    [
        {"min_months": -1},
        {"max_moves": 1.5},
        {"chains": 1},
        {"objective": "best"},
        {"objective": "peak", "price_per_move": 0.1},
        {"ties": ("order", "months")},
        {"max_in": {"B": -1}},
        {"color": "red"},
    ],
)
def test_rules_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValidationError):
        TransferRules(**wrong)


def test_requirements_hold_one_test():
    with pytest.raises(ValidationError, match="exactly one of"):
        Requirement(job="nurse", column="grade")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: plan_transfers(STAFF, NEED, TransferRules(), max_moves=1),
            "`rules`: expected each rule once",
        ),
        (
            lambda: plan_transfers(STAFF, NEED, ids=["x", "y", "z"]),
            "`ids`: expected each column once",
        ),
        (lambda: plan_transfers({"id": ["x"]}, NEED), "`people`: expected a column 'unit'"),
    ],
)
def test_refuses(call, message):
    with pytest.raises(InputError) as caught:
        call()
    assert message in str(caught.value)
