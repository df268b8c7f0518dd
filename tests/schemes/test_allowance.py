"""The allowance: an engine over an agency's own rule."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kinerja.errors import InputError
from kinerja.schemes import allowance
from kinerja.schemes.allowance import Component, Cut, Rule

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


def test_making_up_lasts_for_so_many_days_a_month():
    rule = allowance.EXAMPLES["permenpanrb_6_2018"]
    assert (rule.made_up, rule.made_up_days) == (30, 5)
    own = rule.model_copy(update={"late": (Cut(minutes=1, percent=0.5),)})
    late = [30, 20, 10, 31, 5, 30, 1, 15]
    result = allowance.deductions(["p"] * 8, late, rule=own, made_up=[True] * 8)
    # Five days are made up (30, 20, 10, 5, 30); 31 minutes cannot be; 1 and 15 come after the five.
    assert result.late.tolist() == [1.5]
    assert result.late_days.tolist() == [3]
    unmade = allowance.deductions(["p"] * 2, [30, 20], rule=own)
    assert unmade.late.tolist() == [1]


def test_a_grace_day_uses_up_no_making_up():
    own = OWN.model_copy(update={"made_up_days": 1, "free_days": 0})
    result = allowance.deductions(["p"] * 3, [10, 20, 20], rule=own, made_up=[True] * 3)
    assert result.late.tolist() == [1]  # the second day is made up, the third is cut


def test_what_a_flexible_day_frees_is_data():
    day = {"early": [30], "missing_scans": [1], "flexible": [True]}
    rule = OWN.model_copy(update={"free_days": 0})
    assert allowance.deductions(["p"], [70], rule=rule, **day).percent.tolist() == [1.5]
    place = rule.model_copy(update={"flexible": ("missing_scan",)})
    assert allowance.deductions(["p"], [70], rule=place, **day).percent.tolist() == [2.5]
    nothing = rule.model_copy(update={"flexible": ()})
    assert allowance.deductions(["p"], [70], rule=nothing, **day).percent.tolist() == [4]


def test_a_rule_may_name_its_components():
    rule = Rule(
        code="x",
        components=(
            Component(code="output", share=0.6, name="Output"),
            Component(code="presence", share=0.4),
        ),
        applies_to="presence",
    )
    assert Rule.model_validate_json(rule.model_dump_json()) == rule
    assert rule.shares == {"output": 0.6, "presence": 0.4}
    data = {"presence": [100], "output": [50]}
    got = allowance.monthly(data, rule=rule, cut=[10])
    assert got.percent.tolist() == pytest.approx([30 + 36])
    assert got == allowance.monthly(data, rule.shares, rule=rule, cut=[10])
    with pytest.raises(ValidationError, match=r"shares must sum to 1; got 0\.9"):
        Rule(code="x", components=(Component(code="a", share=0.9),))
    with pytest.raises(ValidationError, match="every code once"):
        Rule(code="x", components=(Component(code="a", share=0.5),) * 2)
    with pytest.raises(ValidationError, match="`applies_to`: one of"):
        Rule(code="x", components=(Component(code="a", share=1.0),), applies_to="b")


def test_deductions_are_matched_by_person():
    month = allowance.deductions(["b", "a", "b"], [0, 95, 40], rule=LOCAL)
    data = {"person": ["b", "a"], "presence": [100, 100]}
    got = allowance.monthly(data, {"presence": 1}, rule=LOCAL, cut=month, ids="person")
    assert got.ids.tolist() == ["b", "a"]
    assert got.percent.tolist() == [99, 98.5]
    with pytest.raises(InputError, match="'c', 'b' in one of the two only"):
        allowance.monthly([[1], [1]], [1], rule=LOCAL, cut=month, ids=["a", "c"])
    with pytest.raises(InputError, match=r"`ids`.*person of each row"):
        allowance.monthly([[1], [1]], [1], rule=LOCAL, cut=month)


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 200), st.booleans()), min_size=1),
    st.integers(0, 3),
    st.one_of(st.none(), st.integers(0, 3)),
)
def test_the_engine_agrees_with_a_clerk_who_goes_day_by_day(days, free, made_up_days):
    rule = OWN.model_copy(update={"free_days": free, "made_up_days": made_up_days})
    people, late, back = zip(*days, strict=True)
    got = allowance.deductions(people, late, rule=rule, made_up=back)
    expected = {}
    for person in sorted(set(people)):
        cut, cut_days, made = 0.0, 0, 0
        for who, minutes, recovered in days:
            if who != person or minutes <= rule.grace:
                continue
            if recovered and minutes <= rule.made_up:
                made += 1
                if made_up_days is None or made <= made_up_days:
                    continue
            cut_days += 1
            if cut_days > free:
                cut += 2 if minutes >= 60 else 1
        expected[person] = cut
    assert got.id.tolist() == list(expected)
    assert got.late.tolist() == list(expected.values())


def test_steps_may_cost_alike():
    rule = Rule(code="x", late=(Cut(minutes=1, percent=1), Cut(minutes=9, percent=1)))
    assert allowance.deductions([1, 2], [1, 9], rule=rule).late.tolist() == [1, 1]


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
        (lambda: allowance.deductions([1], [1], rule=LOCAL, absent=[2]), "True or False"),
        (lambda: allowance.deductions([1], [1], rule=LOCAL, absent=[True] * 2), "1 values"),
        (lambda: allowance.deductions([1], [1], rule={"code": "x"}), "a Rule"),
        (lambda: allowance.deductions([1], [0], rule=LOCAL, missing_scans=[0.5]), "whole numbers"),
        (lambda: allowance.deductions([1], [0], rule=LOCAL, missing_scans=[-1]), "0 or more"),
        (lambda: allowance.monthly([[1]], [1], rule=None), "a Rule"),
        (lambda: allowance.monthly([[1]], rule=LOCAL), "`shares`.*names its components"),
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
