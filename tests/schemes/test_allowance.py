"""The allowance: an engine over an agency's own rule."""

import json

import numpy as np
import pytest
from pydantic import ValidationError

from kinerja.errors import InputError
from kinerja.schemes import allowance
from kinerja.schemes.allowance import Cut, Rule

LOCAL = allowance.EXAMPLES["local"]
OWN = Rule(
    code="own",
    late=(Cut(minutes=1, percent=1), Cut(minutes=60, percent=2)),
    early=(Cut(minutes=1, percent=0.5),),
    absent=5,
    missing_scan=1.5,
    grace=10,
    made_up=30,
    free_days=1,
    applies_to="presence",
)


def test_the_common_local_table():
    minutes = [0, 0.9, 1, 30.9, 31, 60.9, 61, 90.9, 91, 300]
    result = allowance.deductions(range(10), minutes, rule=LOCAL)
    assert result.percent.tolist() == [0, 0, 0.5, 0.5, 1, 1, 1.25, 1.25, 1.5, 1.5]
    absent = allowance.deductions([1], [200], rule=LOCAL, absent=[True])
    assert absent.percent.tolist() == [1.5]
    assert absent.late.tolist() == [0]


def test_the_ministry_of_finance_forgives_what_is_made_up():
    rule = allowance.EXAMPLES["pmk_221_2021"]
    late = [90, 90, 91, 121, 151]
    back = [True, False, True, True, True]
    result = allowance.deductions(range(5), late, rule=rule, made_up=back)
    assert result.percent.tolist() == [0, 1, 1, 1.25, 2.5]


def test_grace_free_days_flexibility_and_scans():
    result = allowance.deductions(
        ["b", "a", "a", "a", "a", "b"],
        [70, 10, 11, 20, 61, 70],
        rule=OWN,
        early=[0, 0, 0, 12, 0, 0],
        made_up=[True, False, False, True, False, False],
        missing_scans=[0, 2, 0, 0, 0, 0],
        flexible=[False, False, False, False, False, True],
    )
    assert result.id.tolist() == ["a", "b"]
    # a: 10 is grace; 11 is the free day; 20 was made up; 61 costs 2. b: 70 is the free day.
    assert result.late.tolist() == [2, 0]
    assert result.late_days.tolist() == [2, 1]
    assert result.early.tolist() == [0.5, 0]
    assert result.missing_scan.tolist() == [3, 0]
    assert result.percent.tolist() == [5.5, 0]
    assert allowance.Deductions.from_dict(result.to_dict()) == result


def test_a_month_cannot_cost_more_than_all():
    result = allowance.deductions([1] * 30, [0] * 30, rule=OWN, absent=[True] * 30)
    assert result.absent.tolist() == [150]
    assert result.percent.tolist() == [100]


def test_monthly_adds_up_components_less_the_cut():
    shares = {"output": 0.6, "presence": 0.4}
    data = {"output": [100, 50, 0], "presence": [100, 100, 0]}
    whole = allowance.monthly(data, shares, rule=LOCAL, cut=[1, 0, 5])
    assert whole.percent.tolist() == pytest.approx([99, 70, 0])  # never below nothing
    part = allowance.monthly(data, shares, rule=OWN, cut=[10, 0, 200])
    assert part.percent.tolist() == pytest.approx([96, 70, 0])  # 60 + 40·.9
    assert part.component.tolist() == ["output", "presence"]
    np.testing.assert_allclose(part.percent, part.parts.sum(axis=1) - part.cut)
    plain = allowance.monthly([[100, 50]], [0.5, 0.5], rule=LOCAL)
    assert plain.percent.tolist() == [75]
    assert allowance.Allowance.from_dict(part.to_dict()) == part


@pytest.mark.parametrize("rule", [*allowance.EXAMPLES.values(), OWN], ids=lambda rule: rule.code)
def test_a_rule_travels_as_json(rule):
    assert Rule.model_validate_json(rule.model_dump_json()) == rule
    assert Rule.model_validate(json.loads(rule.model_dump_json())) == rule


def test_steps_ascend():
    with pytest.raises(ValidationError, match="`late`: steps must ascend"):
        Rule(code="x", late=(Cut(minutes=5, percent=1), Cut(minutes=5, percent=2)))
    with pytest.raises(ValidationError, match="`early`: steps must ascend"):
        Rule(code="x", early=(Cut(minutes=5, percent=2), Cut(minutes=6, percent=1)))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: allowance.deductions([1], [-1], rule=LOCAL), "`late`.*0 or more"),
        (lambda: allowance.deductions([1], [np.nan], rule=LOCAL), "`late`"),
        (lambda: allowance.deductions([1], [1, 2], rule=LOCAL), "`late`.*1 values"),
        (lambda: allowance.deductions([1], [1], rule=LOCAL, absent=[1]), "True or False"),
        (lambda: allowance.deductions([1], [1], rule=LOCAL, absent=[True] * 2), "1 values"),
        (lambda: allowance.deductions([1], [1], rule={"code": "x"}), "a Rule"),
        (lambda: allowance.monthly([[1]], [1], rule=None), "a Rule"),
        (lambda: allowance.monthly([[1, 1]], [0.5, 0.4], rule=LOCAL), "sum to 1; found 0.9"),
        (lambda: allowance.monthly([[101]], [1], rule=LOCAL), "from 0 to 100"),
        (lambda: allowance.monthly([[np.nan]], [1], rule=LOCAL), "`components`"),
        (lambda: allowance.monthly([[1]], [1], rule=OWN), "cuts one of 0"),
        (lambda: allowance.monthly([[1]], [1], rule=LOCAL, cut=[-1]), "`cut`.*0 or more"),
    ],
)
def test_refusals_say_why(call, message):
    with pytest.raises(InputError, match=message):
        call()
