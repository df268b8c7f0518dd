"""Definitions of rules, courses and links that contradict themselves: the whole sentence."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from kinerja.competency import Course, DevelopmentMap, Link, Requirement, Rule, Training

AGE = Rule(code="age", column="age", at_most=56)
LAW = Rule(code="law", column="x", one_of=("law",), after=Training(name="Law", hours=20))
LINK = Link(indicator="a", competency="x")


def rule(**fields):
    return Rule(code="r", column="x", **fields)


def course(**fields):
    return Course(**({"code": "C", "name": "C", "gain": {"a": 1}, "hours": 1} | fields))


REFUSED = [
    (
        lambda: rule(),
        (
            "rule 'r': exactly one kind of test (one_of, not_one_of, or at_least/at_most); found "
            "none"
        ),
    ),
    (
        lambda: rule(one_of=("a",), at_least=1),
        (
            "rule 'r': exactly one kind of test (one_of, not_one_of, or at_least/at_most); found "
            "one_of and at_least/at_most"
        ),
    ),
    (
        lambda: rule(one_of=("a",), not_one_of=("b",), at_most=2),
        (
            "rule 'r': exactly one kind of test (one_of, not_one_of, or at_least/at_most); found "
            "one_of and not_one_of and at_least/at_most"
        ),
    ),
    (
        lambda: rule(order=("a", "b"), one_of=("a",)),
        ("rule 'r': `order` goes with at_least or at_most only"),
    ),
    (lambda: rule(one_of=("a", 1)), ("rule 'r': values of one kind; found number and text")),
    (
        lambda: rule(not_one_of=(True, "b", 2)),
        ("rule 'r': values of one kind; found number and text and yes or no"),
    ),
    (
        lambda: rule(order=("a", 1), at_least="a"),
        ("rule 'r': values of one kind; found number and text"),
    ),
    (lambda: rule(one_of=("a", "b", "a")), ("rule 'r': 'a' stands twice")),
    (lambda: rule(not_one_of=(2, 2, 1)), ("rule 'r': 2 stands twice")),
    (lambda: rule(order=("a", "b", "a"), at_least="a"), ("rule 'r': 'a' stands twice")),
    (
        lambda: rule(at_least="a"),
        ("rule 'r': `at_least` is 'a'; it must be a number, or a value of `order`"),
    ),
    (
        lambda: rule(at_most=True),
        ("rule 'r': `at_most` is True; it must be a number, or a value of `order`"),
    ),
    (lambda: rule(order=("a", "b"), at_least="c"), ("rule 'r': `at_least` 'c' is not in `order`")),
    (lambda: rule(order=("a", "b"), at_most=1), ("rule 'r': `at_most` 1 is not in `order`")),
    (lambda: rule(order=(1, 2), at_least=True), ("rule 'r': `at_least` True is not in `order`")),
    (
        lambda: rule(at_least=3, at_most=2.5),
        ("rule 'r': `at_least` is above `at_most`; nobody can pass"),
    ),
    (
        lambda: rule(order=("a", "b"), at_least="b", at_most="a"),
        ("rule 'r': `at_least` is above `at_most`; nobody can pass"),
    ),
    (
        lambda: Requirement(job="j", rules=(AGE, LAW, AGE)),
        ("requirement of 'j': code 'age' stands twice"),
    ),
    (
        lambda: Requirement(
            job="j",
            rules=(
                LAW,
                Rule(code="o", column="y", at_least=1, after=Training(name="Law", hours=3)),
            ),
        ),
        ("requirement of 'j': training 'Law' has two lengths or costs"),
    ),
    (
        lambda: Requirement(
            job="j",
            rules=(
                LAW,
                Rule(
                    code="o", column="y", at_least=1, after=Training(name="Law", hours=20, cost=1)
                ),
            ),
        ),
        ("requirement of 'j': training 'Law' has two lengths or costs"),
    ),
    (lambda: course(cost_share=1.1), ("course 'C': `cost_share` is a part, from 0 to 1")),
    (lambda: course(cost_share=-0.1), ("course 'C': `cost_share` is a part, from 0 to 1")),
    (
        lambda: course(maximum={"b": 3}),
        ("course 'C': a maximum for 'b', which the course does not raise"),
    ),
    (
        lambda: course(gain={"a": -1}, maximum={"a": 3}),
        ("course 'C': a maximum for 'a', which the course does not raise"),
    ),
    (
        lambda: course(gain={"a": 0}, maximum={"a": 3}),
        ("course 'C': a maximum for 'a', which the course does not raise"),
    ),
    (
        lambda: DevelopmentMap(links=(LINK, Link(indicator="b", competency="x"), LINK)),
        ("'a' and 'x' are linked twice"),
    ),
    (
        lambda: DevelopmentMap(links=(LINK, Link(indicator="a", competency="y", weight=0))),
        ("competency 'y': all weights are 0; give one link a weight"),
    ),
]


@pytest.mark.parametrize(("made", "sentence"), REFUSED)
def test_a_definition_refused_in_full(made, sentence):
    with pytest.raises(ValidationError) as caught:
        made()
    (fault,) = caught.value.errors()
    assert fault["msg"] == f"Value error, {sentence}"


def test_limits_that_just_hold_are_none():
    assert rule(at_least=3, at_most=3).at_most == 3
    assert rule(order=("a", "b"), at_least="b", at_most="b").at_least == "b"
    assert course(cost_share=1).price == 0
    assert course(cost_share=0, cost=5).price == 0
    assert course(cost_share=0.25, cost=8).price == 2
    both = Requirement(
        job="j",
        rules=(LAW, AGE, Rule(code="o", column="y", at_least=1, after=LAW.after)),
    )
    assert both.codes == ("law", "age", "o")
    assert both.trainings == (LAW.after,)
    assert both.fingerprint != Requirement(job="j", rules=(LAW, AGE)).fingerprint
    assert both.fingerprint == Requirement.model_validate_json(both.model_dump_json()).fingerprint
