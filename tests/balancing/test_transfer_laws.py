"""Who else could go, and what that would do: held against the rules written once more."""

from __future__ import annotations

import numpy as np
import pytest
from brute import broken, values
from hypothesis import given
from hypothesis import strategies as st
from problems import moves_of, transfer_problems
from test_transfers import solve

from kinerja._balancing.alternatives import _instead
from kinerja._balancing.candidates import rule_for
from kinerja.balancing import candidates, plan_transfers, what_if

OWN = {"unit", "movable", "tenure", "qualified"}
"""Rules that a person breaks alone, whatever the others do."""


def posts(problem):
    units, jobs = np.shape(problem["need"])
    return [(v, d) for v in range(units) for d in range(jobs)]


@given(transfer_problems(), st.data())
def test_everybody_who_may_have_a_post_is_listed_and_nobody_else(problem, data):
    plan = solve(problem)
    v, d = data.draw(st.sampled_from(posts(problem)))
    able = {
        i
        for i, here in enumerate(zip(problem["unit"], problem["job"], strict=True))
        if here != (v, d) and not OWN & set(broken({**problem, "together": None}, [(i, v, d)]))
    }
    ranked = candidates(plan, v, d)
    assert set(ranked.staff.tolist()) == able
    assert len(ranked.staff) == len(able)


@given(transfer_problems(people=7, chains=False))
def test_who_could_go_instead_breaks_no_rule_and_whoever_breaks_one_is_told(problem):
    problem.pop("together", None)
    plan = solve(problem)
    moves = moves_of(plan)
    shortage = {**problem, "objective": "shortage", "price_per_move": 0.0, "max_months": None}
    for person, v, d in moves:
        others = [move for move in moves if move[0] != person]
        for other in candidates(plan, v, d).staff.tolist():
            if other == person or other in {i for i, _, _ in others}:
                continue
            then = [*others, (other, v, d)]
            rule = rule_for(plan, plan.problem, other, (v, d), instead_of=person)
            assert (rule == "") == (broken(problem, then) == [])
            u, c = problem["unit"][other], problem["job"][other]
            gain = values(shortage, others)[0] - values(shortage, then)[0]
            found = _instead(plan, plan.problem, person, u, c, v, d)
            assert found == pytest.approx(gain, abs=1e-9)


COUPLES = {
    "unit": ["A", "A", "A", "A", "B"],
    "job": ["g"] * 5,
    "need": [[1], [4]],
    "units": ["A", "B"],
    "jobs": ["g"],
    "ids": ["u", "v", "w", "x", "y"],
    "together": [("u", "w"), ("v", "x")],
}


def couples(plan):
    names = plan.problem.ids.tolist()
    return sorted(tuple(sorted(names[i] for i in pair)) for pair in plan.problem.together.tolist())


def test_couples_are_taken_over_by_id():
    plan = plan_transfers(
        COUPLES["unit"], COUPLES["job"], COUPLES["need"],
        **{name: COUPLES[name] for name in ("units", "jobs", "ids", "together")},
    )  # fmt: skip
    assert couples(plan) == [("u", "w"), ("v", "x")]
    assert couples(what_if(plan, max_moves=2)) == [("u", "w"), ("v", "x")]
    # In another order they are the same people; whose other half has left is nobody's half.
    turned = what_if(plan, ids=["y", "x", "w", "v", "u"], unit=["B", *"AAAA"], job=["g"] * 5)
    assert couples(turned) == [("u", "w"), ("v", "x")]
    assert couples(what_if(plan, ids=["u", "w", "x", "y"])) == [("u", "w")]
    assert couples(what_if(plan, ids=["v", "w", "x", "y"])) == [("v", "x")]


def test_couples_without_ids_keep_their_places():
    plan = plan_transfers([0, 0, 0, 0, 1], [0] * 5, [[1], [4]], together=[(0, 2), (1, 3)])
    same = what_if(plan, max_moves=2)
    assert sorted(map(sorted, same.problem.together.tolist())) == [[0, 2], [1, 3]]
    assert len(same.moves) == 2
    assert {m.staff for m in same.moves} in ({0, 2}, {1, 3})
