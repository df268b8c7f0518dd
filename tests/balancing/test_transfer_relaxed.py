"""Rules relaxed: what each changes, which are in force, and which of them hold a post."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import numpy as np
import pytest

from kinerja._balancing import holding
from kinerja._balancing.holding import Relaxation, held_by, in_force, without
from kinerja._balancing.problem import Problem
from kinerja._balancing.reading import read_problem
from kinerja._balancing.rules import People, TransferRules


def problem_of(rules: dict[str, Any] | None = None, **changes: Any) -> Problem:
    """Three clerks and a nurse in two units, and no rule but those of the changes."""
    people = People(unit=[0, 0, 1, 1], job=[0, 1, 0, 0])
    own = {"min_months": 0.0, **(rules or {})}
    problem = read_problem(people, [[1, 1], [3, 1]], TransferRules(**own))
    return dataclasses.replace(problem, **{"qualified": np.ones((4, 2), bool), **changes})


FULL = problem_of(
    {"max_moves": 2, "price_per_move": 0.5, "min_months": 24.0},
    max_out=np.array([1, 2]),
    max_in=np.array([2, 1]),
    months_in_post=np.array([30.0, 10.0, 50.0, 40.0]),
    movable=np.array([True, False, True, True]),
    together=np.array([[0, 2]]),
    keep=np.array([3]),
    forbid=np.array([[0, 1, -1]]),
    force=np.array([[2, 0, 1], [0, 0, 1]]),
    qualified=np.array([[1, 0], [0, 1], [1, 1], [1, 0]], dtype=bool),
)
EMPTY = np.empty(0, np.int64)
CHANGED = {
    "price_per_move": {"price_per_move": 0.0},
    "max_moves": {"max_moves": None},
    "max_out": {"max_out": None},
    "max_in": {"max_in": None},
    "min_months": {"min_months": 0.0},
    "movable": {"movable": None},
    "keep": {"keep": EMPTY},
    "demands": {"forbid": np.empty((0, 3)), "force": np.empty((0, 3))},
    "together": {"together": None},
    "protect": {},
    "qualified": {"qualified": np.ones((4, 2), dtype=bool)},
}


def facts(problem: Problem) -> dict[str, Any]:
    """Every field and every rule, as plain lists."""
    own = {f.name: getattr(problem, f.name) for f in dataclasses.fields(problem)}
    rules = own.pop("rules").model_dump()
    # The caps of the rules are those of the problem, by unit.
    rules = {name: x for name, x in rules.items() if name not in ("max_out", "max_in")}
    return {
        name: x.tolist() if isinstance(x, np.ndarray) else x for name, x in (own | rules).items()
    }


@pytest.mark.parametrize("number", [1, 2, len(CHANGED)])
def test_a_rule_that_is_relaxed_changes_its_own_and_nothing_else(number):
    for rules in itertools.combinations(CHANGED, number):
        want = facts(FULL)
        for rule in rules:
            for name, x in CHANGED[rule].items():
                want[name] = x.tolist() if isinstance(x, np.ndarray) else x
        assert facts(without(FULL, frozenset(rules))) == want
    assert without(FULL, frozenset()) is FULL


def test_an_objective_that_is_relaxed_is_the_shortage():
    other = problem_of({"objective": "peak"})
    assert without(other, frozenset(["objective"])).rules.objective == "shortage"
    assert without(other, frozenset(["price_per_move"])).rules.objective == "peak"


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        (problem_of(), []),
        (problem_of({"objective": "deviation"}), ["objective"]),
        (problem_of({"price_per_move": 0.25}), ["price_per_move"]),
        (problem_of({"max_moves": 0}), ["max_moves"]),
        (problem_of(max_out=np.array([0, 9])), ["max_out"]),
        (problem_of(max_in=np.array([9, 9])), ["max_in"]),
        (
            problem_of({"min_months": 12.0}, months_in_post=np.array([12.0, 13, 11, 50])),
            ["min_months"],
        ),
        (problem_of({"min_months": 12.0}, months_in_post=np.array([12.0, 13, 12, 50])), []),
        (problem_of(movable=np.array([True, True, False, True])), ["movable"]),
        (problem_of(movable=np.ones(4, dtype=bool)), []),
        (problem_of(keep=np.array([0])), ["keep"]),
        (problem_of(forbid=np.array([[0, 1, -1]])), ["demands"]),
        (problem_of(force=np.array([[0, 1, -1]])), ["demands"]),
        (problem_of(together=np.array([[0, 2]])), ["together"]),
        (problem_of(together=np.empty((0, 2), np.int64)), []),
        (problem_of(qualified=np.array([[1, 1], [1, 1], [1, 0], [1, 1]], bool)), ["qualified"]),
        (problem_of(qualified=None), ["qualified"]),
        (
            FULL,
            [
                *("price_per_move", "max_moves", "max_out", "max_in", "min_months", "movable"),
                *("keep", "demands", "together", "qualified"),
            ],
        ),
    ],
)
def test_rules_that_could_hold_anything(problem, rules):
    found = in_force(problem)
    assert "protect" in found
    assert [rule for rule in found if rule != "protect"] == rules
    assert found == [rule for rule in holding.RELAXED if rule in found]


def test_one_job_alone_asks_for_nothing():
    people = People(unit=[0, 1], job=[0, 0])
    problem = read_problem(people, [[1], [3]], TransferRules(min_months=0))
    assert in_force(problem) == ["protect"]


@pytest.mark.parametrize(
    ("rules", "first"),
    [
        ({}, {(): False, ("objective",): False, ("price_per_move",): False}),
        (
            {"objective": "peak"},
            {(): True, ("objective",): False, ("price_per_move",): True, ("max_in",): True},
        ),
        (
            {"price_per_move": 0.5},
            {(): True, ("objective",): True, ("price_per_move",): False, ("max_in",): True},
        ),
    ],
)
def test_whether_something_comes_before_the_shortage(rules, first):
    again = Relaxation(problem_of(rules), np.zeros((2, 2), np.int64), 0)
    assert {relaxed: again.by_objective(frozenset(relaxed)) for relaxed in first} == first


def test_shortage_counts_where_there_was_one_at_first():
    # One for 1 clerk and one for 1 nurse in the first unit; two clerks for 3, no nurse for 1.
    again = Relaxation(problem_of(), np.zeros((2, 2), np.int64), 0)
    assert again._short(np.array([[1, 1], [2, 0]])) == 2_000_000
    assert again._short(np.array([[0, 0], [3, 1]])) == 0  # those who had enough do not count
    assert again._short(np.array([[1, 1], [4, 0]])) == 1_000_000


@pytest.mark.parametrize("least", [0, -1, 1])
def test_small_enough_up_to_just_so_many_moves(least, monkeypatch):
    # Relaxing all: either of two clerks of the first unit to the one post that is short.
    problem = dataclasses.replace(
        read_problem(
            People(unit=[0, 0, 1], job=[0, 0, 0]), [[1], [2]], TransferRules(min_months=0)
        ),
        keep=np.array([0, 1]),
    )
    seen = []
    monkeypatch.setattr(holding, "moves_at_most", lambda net: seen.append(net) or 7)
    monkeypatch.setattr(holding, "EXACT", 7 + least)
    assert holding.small_enough(problem, ["keep"]) is (least >= 0)
    (net,) = seen
    assert (net.size.tolist(), net.floor.tolist()) == ([2], [[0], [1]])  # not guarded, none kept


# --- which of them hold a post -----------------------------------------------------------------


class Told:
    """Lets somebody come to the post (1, 0) where one of these sets of rules is relaxed."""

    def __init__(self, *enough: str, problem: Problem | None = None) -> None:
        self.enough = [set(rules) for rules in enough]
        self.problem = problem_of() if problem is None else problem

    def lets_come(self, rules: frozenset[str], unit: int, job: int) -> bool:
        assert (unit, job) == (1, 0)
        return any(some <= rules for some in self.enough)


@pytest.mark.parametrize(
    ("enough", "held"),
    [
        (("a",), ["a"]),
        (("a", "c"), ["a", "c"]),
        (("bd",), ["b + d"]),
        (("cd", "ab"), ["a + b"]),
        (("acd",), ["a + c + d"]),
        (("abcd",), ["a + b + c + d"]),
        (("bcd", "abc"), ["a + b + c"]),
        ((), ["protect"]),
    ],
)
def test_the_fewest_rules_that_hold_a_post_together(enough, held):
    assert held_by(Told(*enough), list("abcd"), 1, 0) == held


def test_nobody_is_elsewhere():
    alone = read_problem(People(unit=[1], job=[0]), [[0], [2]], TransferRules(min_months=0))
    assert held_by(Told(problem=alone), ["a"], 1, 0) == ["nobody"]
    unneeded = read_problem(People(unit=[0], job=[0]), [[1], [0]], TransferRules(min_months=0))
    assert held_by(Told(problem=unneeded), ["a"], 1, 0) == ["nobody"]
