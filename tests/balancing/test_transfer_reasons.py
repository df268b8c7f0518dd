"""Reasons, candidates, what-if: each claim is checked against the moves or by enumeration."""

from __future__ import annotations

import numpy as np
import pytest
from brute import DEFAULTS, broken, close, every_plan, tables, values
from hypothesis import given
from hypothesis import strategies as st
from problems import moves_of, transfer_problems

from kinerja._balancing import holding
from kinerja.balancing import (
    RULES,
    Candidates,
    TransferPlan,
    candidates,
    explain_move,
    plan_transfers,
    what_if,
)
from kinerja.errors import InfeasibleError, InputError


def solve(problem, **more):
    data = {**problem, **more}
    return plan_transfers(data.pop("unit"), data.pop("job"), data.pop("need"), **data)


WISH = [[0, 5], [0, 2], [0, 0]]
EVEN = {"unit": [0, 0, 1], "job": [0, 0, 0], "need": [[1], [2]]}
PAIR = {"unit": [0, 0, 1], "job": [0, 0, 0], "need": [[1], [2]], "preference": WISH}


def without(problem, rules):
    """The problem with some rules relaxed, or None where relaxing is not a change of the input."""
    new = {**DEFAULTS, **problem}
    for rule in rules:
        if rule in ("max_moves", "max_out", "max_in", "movable", "together"):
            new[rule] = None
        elif rule == "min_months":
            new["min_months"] = 0
        elif rule == "qualified":
            new["qualified"] = np.ones_like(problem["qualified"])
        elif rule == "objective":
            new["objective"] = "shortage"
        elif rule == "price_per_move":
            new["price_per_move"] = 0.0
        else:
            return None
    return new


PUBLIC = (
    "max_moves", "max_out", "max_in", "movable", "together", "min_months", "qualified",
    "objective", "price_per_move",
)  # fmt: skip


def shortage_left(problem):
    """Least shortage, without asking which rules hold it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holding, "EXACT", -1)
        return solve(problem).shortage_after


def check_rules(problem):
    """Relaxing what is named lowers the shortage; relaxing any one rule that is not does not."""
    plan = solve(problem)
    _, need, _ = tables(problem)
    final = plan.headcount_after
    alone = set()
    for post in plan.remaining:
        assert post.shortage == pytest.approx(
            need[post.unit][post.job] / 1e6 - final[post.unit, post.job]
        )
        for named in (post.rule, *post.others):
            rules = named.split(" + ")
            assert set(rules) <= set(RULES)
            if len(rules) == 1:
                alone |= set(rules)
            relaxed = without(problem, rules)
            if relaxed is not None:
                assert shortage_left(relaxed) < plan.shortage_after - 1e-9
    for rule in set(PUBLIC) - alone:
        # Where something else comes first, another rule may make the shortage larger.
        assert shortage_left(without(problem, [rule])) > plan.shortage_after - 1e-9
    missing = np.maximum(np.array(need) - 1e6 * final, 0)
    assert len(plan.remaining) == (missing > 0).sum()


@given(transfer_problems(people=9, chains=False))
def test_the_rule_said_to_hold_a_shortage_holds_it(problem):
    check_rules(problem)


@given(transfer_problems(people=8, chains=True))
def test_the_rule_said_to_hold_a_shortage_holds_it_in_chains(problem):
    check_rules(problem)


@given(transfer_problems(people=8), st.data())
def test_the_rule_said_to_hold_a_shortage_holds_it_for_couples(problem, data):
    n = len(problem["unit"])
    if n < 2:
        return
    pair = data.draw(st.lists(st.integers(0, n - 1), min_size=2, max_size=2, unique=True))
    check_rules({**problem, "together": [tuple(pair)]})


@given(transfer_problems(people=5, chains=False))
def test_a_rule_said_to_hold_a_post_lets_one_more_come_there(problem):
    problem.pop("together", None)
    problem.pop("price_per_move", None)
    problem["objective"] = "shortage"
    plan = solve(problem)
    for post in plan.remaining:
        for rule in (post.rule, *post.others):
            if (relaxed := without(problem, rule.split(" + "))) is not None:
                assert any(
                    gains(relaxed, moves, plan, post.unit, post.job)
                    for moves in every_plan(relaxed)
                )


@given(transfer_problems(people=9))
def test_in_problems_too_large_to_try_every_rule_those_named_hold_it_too(problem):
    problem.pop("price_per_move", None)
    problem["objective"] = "shortage"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holding, "EXACT", -1)
        plan = solve(problem)
    for post in plan.remaining:
        for rule in (post.rule, *post.others):
            if (relaxed := without(problem, rule.split(" + "))) is not None:
                assert shortage_left(relaxed) < plan.shortage_after - 1e-9


def gains(problem, moves, plan, u, c):
    """Less shortage in all, and one more person at (u, c)."""
    final = plan.headcount_before.copy()
    for i, v, d in moves:
        final[problem["unit"][i], problem["job"][i]] -= 1
        final[v, d] += 1
    short = values({**problem, "max_months": None}, moves)[0]
    return final[u, c] > plan.headcount_after[u, c] and short < plan.shortage_after - 1e-9


def hold(need, **more):
    """Rule that holds the only short post."""
    plan = plan_transfers([0, 0, 1], [0, 0, 0], need, **more)
    assert len(plan.remaining) == 1
    return plan.remaining[0].rule


def test_each_rule_is_named():
    short = [[1], [2]]
    assert hold(short, max_moves=0) == "max_moves"
    assert hold(short, max_out=0) == "max_out"
    assert hold(short, max_in=0) == "max_in"
    assert hold(short, months_in_post=[1, 1, 1]) == "min_months"
    assert hold(short, movable=np.array([False, False, True])) == "movable"
    assert hold([[2], [2]]) == "protect"
    assert hold(short, max_moves=0, max_in=0) == "max_moves + max_in"
    assert hold(short, price_per_move=1.5) == "price_per_move"
    assert hold([[1], [4]], time_limit=0.0) == "time_limit"


def test_nobody_qualified_is_named():
    plan = plan_transfers([0, 0], [0, 0], [[1, 0], [0, 1]])
    assert plan.remaining[0].rule == "qualified"
    assert plan_transfers([0], [0], [[2]]).remaining[0].rule == "nobody"


@given(transfer_problems(chains=False), st.data())
def test_candidates_say_what_the_moves_would_do(problem, data):
    problem.pop("together", None)
    problem["objective"] = "shortage"
    plan = solve(problem)
    units, jobs = np.shape(problem["need"])
    v, d = data.draw(st.integers(0, units - 1)), data.draw(st.integers(0, jobs - 1))
    ranked = candidates(plan, v, d)
    moves = moves_of(plan)
    shortage = {**problem, "price_per_move": 0.0, "max_months": None}
    for i, effect, cost, rule, here in zip(
        ranked.staff, ranked.effect, ranked.cost, ranked.rule, ranked.planned, strict=True
    ):
        others = [m for m in moves if m[0] != i]
        with_move = [*others, (i, v, d)]
        gain = values(shortage, others)[0] - values(shortage, with_move)[0]
        assert effect == pytest.approx(gain, abs=1e-9)
        one = values({**problem, "max_months": None, "price_per_move": 0.0}, [(i, v, d)])
        assert cost == pytest.approx(one[2])
        assert here == ((i, v, d) in moves)
        assert (rule == "") == (broken(problem, with_move) == [])
    free = [rule == "" for rule in ranked.rule]
    assert free == sorted(free, reverse=True)


def test_candidates_hand_value():
    # Person 1 goes (cost 2 against 5); with them gone person 0 is the last one left.
    ranked = candidates(solve(PAIR), 1, 0)
    assert ranked.staff.tolist() == [1, 0]
    assert ranked.cost.tolist() == [2.0, 5.0]
    assert ranked.rule.tolist() == ["", "protect"]
    assert ranked.planned.tolist() == [True, False]
    assert ranked.destination.tolist() == [1, None]
    assert Candidates.from_dict(ranked.to_dict()) == ranked


def test_explain_names_the_runner_up_and_its_cost():
    plan = solve(PAIR, ids=["ana", "budi", "cici"])
    why = explain_move(plan, "budi")
    assert (why.cost, why.effect, why.candidates) == (2.0, 1.0, 2)
    assert (why.runner_up, why.runner_up_cost, why.runner_up_effect) == ("ana", 5.0, 1.0)
    assert "Runner-up: ana, at a cost of 5" in why.text
    assert "unit 1 needs 2 people as job 0 and has 1; under this plan it would have 2." in why.text
    # The re-solved problem agrees that this is what staying would cost.
    assert what_if(plan, keep=["budi"]).cost == 5.0


def test_without_an_alternative_there_is_no_runner_up():
    plan = solve(PAIR, movable=np.array([False, True, True]))
    why = explain_move(plan, 1)
    assert why.runner_up is None
    assert np.isnan(why.runner_up_cost)
    assert "There is no runner-up." in why.text


def test_a_letter_states_facts_names_nobody_else_and_promises_nothing():
    plan = solve(
        {**PAIR, "need": [[1, 0], [2, 3]]},
        ids=["P-01", "P-02", "P-03"],
        units=["kantor", "puskesmas"],
        jobs=["perawat", "bidan"],
        qualified=np.ones((3, 2), bool),
        fit=[[0, 9], [0, 9], [0, 9]],
        months_in_post=[30, 31, 32],
    )
    (move,) = plan.moves
    english = explain_move(plan, move.staff).letter
    indonesian = explain_move(plan, move.staff, language="id").letter
    for letter in (english, indonesian):
        assert letter.startswith((f"To {move.staff},", f"Yth. Saudara {move.staff},"))
        others = {"P-01", "P-02", "P-03"} - {move.staff}
        assert not any(name in letter for name in others)
        assert "kantor" in letter
        assert "puskesmas" in letter
    assert "is a proposal, not a decision" in english
    assert "adalah usulan, bukan keputusan" in indonesian
    assert "months" in english
    assert "bulan" in indonesian
    for word in ("will ", "guarantee", "promise"):
        assert word not in english
    for word in ("akan ", "dijamin", "janji"):
        assert word not in indonesian
    assert all(set(text) == {"en", "id"} for text in RULES.values())


def test_numbers_are_written_as_people_read_them():
    plan = solve(
        {**PAIR, "need": [[0.75], [2.912487]]},
        ids=["a", "b", "c"],
        preference=[[0, 1234.5], [0, 2.004], [0, 0]],
        months_in_post=[30, 31.5, 32],
    )
    (move,) = plan.moves
    assert move.reason == (
        "unit 1 needs 2.91 people as job 0 and has 1; under this plan it would have 2. unit 0 "
        "keeps 1 as job 0 for a need of 0.75."
    )
    why = explain_move(plan, "b")
    # 2.004 is written out: two decimals would make it a whole number.
    assert "Shortage removed: 1, at a cost of 2.004." in why.text
    assert "at a cost of 1,234.5, removing 1 of the shortage" in why.text
    assert "for 31.5 months" in why.letter
    indonesian = explain_move(plan, "b", language="id")
    assert "unit 1 membutuhkan 2,91 jabatan 0; saat ini tersedia 1 orang," in indonesian.text
    assert "dengan biaya 2,004." in indonesian.text
    said = "Pilihan berikutnya: a, dengan biaya 1.234,5, menghilangkan kekurangan 1,"
    assert said in indonesian.text
    assert "jabatan sekarang selama 31,5 bulan." in indonesian.letter


def test_a_letter_names_the_distance_as_one_and_who_else_there_is_in_words():
    plan = solve(
        {**PAIR, "preference": None},
        ids=["a", "b", "c"],
        home=[0, 0, 1],
        distance=[[0, 2.5], [2.5, 0]],
        months_in_post=[1, 30, 30],
        min_months=12,
    )
    letter = explain_move(plan, "b").letter
    assert "Of those who are not moved already, only you could fill this post." in letter
    assert "The distance from your home to unit 1 is 2.5 km." in letter
    indonesian = explain_move(plan, "b", language="id").letter
    assert "Jarak dari tempat tinggal Saudara ke unit 1 adalah 2,5 km." in indonesian


@given(transfer_problems(people=6))
def test_what_decided_between_two_people_is_said_only_where_they_could_be_exchanged(problem):
    problem["months_in_post"] = [24 + 3 * (i % 3) for i in range(len(problem["unit"]))]
    plan = solve(problem)
    moves = moves_of(plan)
    months = problem["months_in_post"]
    for i, v, d in moves:
        said = explain_move(plan, i).decided_by
        if not plan.other_plans:
            assert said is None
            continue
        stay = set(range(len(months))) - {m[0] for m in moves}
        swaps = [(j, [*(m for m in moves if m[0] != i), (j, v, d)]) for j in stay]
        alike = [
            j
            for j, swapped in swaps
            if not broken(problem, swapped)
            and close(values(problem, swapped), values(problem, moves)) == 0
        ]
        if not alike:
            assert said == "months_together"
        else:
            longest = max(months[j] for j in alike)
            assert months[i] >= longest
            assert said == ("months" if months[i] > longest else "order")


def test_the_text_and_the_letter_say_which_rule_decided():
    why = explain_move(solve(EVEN, months_in_post=[30, 40, 30]), 1)
    assert why.decided_by == "months"
    assert "longer time in the present post decided." in why.text
    assert "longer time in the present post decided." in why.letter
    indonesian = explain_move(solve(EVEN, months_in_post=[30, 40, 30]), 1, language="id")
    assert "masa jabatan yang lebih lama menentukan." in indonesian.letter
    assert "the order of ids decided." in explain_move(solve(EVEN), 0).text
    # The cost decided: there is nothing to say of ties.
    assert "decided" not in explain_move(solve(PAIR, months_in_post=[30, 40, 30]), 1).text


def test_what_if_keeps_what_the_plan_already_holds():
    plan = solve(PAIR)
    kept = what_if(plan, keep=[1])
    assert moves_of(kept) == [(0, 1, 0)]
    assert what_if(kept, keep=[0]).moves == ()
    assert what_if(plan, forbid=[(1, 1)]).cost == 5.0
    assert what_if(plan, forbid=[(1, 1, 0)], objective="peak").levels[1].name == "peak"
    assert what_if(plan, force=[(0, 1)]).cost == 5.0
    assert what_if(plan, max_moves=0).moves == ()
    assert what_if(plan, need=[[0], [3]]).shortage_after == 0.0
    assert what_if(plan) == plan


def test_what_if_somebody_has_left_or_come():
    problem = {**EVEN, "units": ["A", "B"], "jobs": ["g"], "ids": ["x", "y", "z"]}
    problem |= {"unit": ["A", "A", "B"], "job": ["g"] * 3, "months_in_post": [40, 30, 50]}
    plan = what_if(solve(problem), keep=["x"], force=[("y", "B")])
    assert [m.staff for m in plan.moves] == ["y"]
    # y resigns: only their id is left out; that they were to move goes with them.
    left = what_if(plan, ids=["x", "z"])
    assert (left.headcount_before.tolist(), left.moves) == ([[1], [1]], ())
    assert left.problem.months_in_post.tolist() == [40, 50]
    assert left.problem.keep.tolist() == [0]
    same = what_if(plan, ids=["x", "z"], unit=["A", "B"], job=["g"] * 2)
    assert same == left
    with pytest.raises(InputError, match="`unit`: expected `unit` with `ids`"):
        what_if(plan, ids=["x", "y", "z", "new"])
    more = what_if(
        plan, ids=["new", "x", "y", "z"], unit=["A", "A", "A", "B"], job=["g"] * 4,
        months_in_post=[60, 40, 30, 50], need=[[1], [3]],
    )  # fmt: skip
    assert sorted(m.staff for m in more.moves) == ["new", "y"]


@given(transfer_problems(people=5), st.data())
def test_what_if_reaches_the_optimum_under_demands(problem, data):
    plan = solve(problem)
    n = len(problem["unit"])
    units = len(problem["need"])
    keep = data.draw(st.lists(st.integers(0, n - 1), max_size=1))
    forbid = data.draw(
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, units - 1)), max_size=2)
    )
    force = data.draw(
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, units - 1)), max_size=2)
    )
    allowed = [
        moves
        for moves in every_plan(problem)
        if not any(i in keep or (i, v) in forbid for i, v, _ in moves)
        and set(force) <= {(i, v) for i, v, _ in moves}
    ]
    if not allowed:
        with pytest.raises(InfeasibleError, match="Rules that clash: force"):
            what_if(plan, keep=keep, forbid=forbid, force=force)
        return
    new = what_if(plan, keep=keep, forbid=forbid, force=force)
    least = min([round(v, 6) for v in values(problem, moves)] for moves in allowed)
    reached = [level.value for level in new.levels[: len(least)]]
    assert reached == pytest.approx(least, abs=2e-6)
    assert new.status == "optimal"
    assert broken(problem, moves_of(new)) == []


def test_a_move_laid_down_may_raise_the_peak():
    # Two people for a need of 1 (peak ½), three for 2.25 (peak ¾). Sending one of the two away,
    # to a post that the peak does not look at, makes it 1.
    plan = plan_transfers(
        [0, 0, 1, 1, 1], [0] * 5, [[1, 0], [2.25, 0.4]],
        qualified=np.ones((5, 2), dtype=bool), objective="peak",
    )  # fmt: skip
    assert plan.levels[1].value == 0.75
    forced = what_if(plan, force=[(1, 1, 1)])
    assert [(m.staff, m.to_unit, m.to_job) for m in forced.moves] == [(1, 1, 1)]
    assert (forced.levels[1].value, forced.status) == (1.0, "optimal")


@pytest.mark.parametrize(
    ("demand", "rules"),
    [
        ({"force": [(1, 1)], "keep": [1]}, "force, keep"),
        ({"force": [(1, 1)], "forbid": [(1, 1)]}, "force, forbid"),
        ({"force": [(1, 1)], "max_moves": 0}, "force, max_moves"),
        ({"force": [(1, 1)], "max_out": 0}, "force, max_out"),
        ({"force": [(0, 1), (1, 1)]}, "force, protect"),
        ({"force": [(2, 0)]}, "force, direct"),
        ({"force": [(1, 0)]}, "force, within_unit"),
        ({"force": [(1, 1)], "need": [[1], [0]]}, "force, need"),
        ({"force": [(1, 1)], "movable": np.array([True, False, True])}, "force, movable"),
        ({"force": [(1, 1)], "months_in_post": [30, 3, 30]}, "force, min_months"),
        ({"force": [(1, 1)], "need": [[2], [2]]}, "force, protect"),
    ],
)
def test_contradictions_name_the_rules(demand, rules):
    with pytest.raises(InfeasibleError) as caught:
        what_if(solve(PAIR), **demand)
    assert f"Rules that clash: {rules}" in str(caught.value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: what_if(p, color="red"), "`color`: expected an option of plan_transfers"),
        (lambda p: what_if(p, keep=[9]), "`keep`: expected a row position from 0 to 2"),
        (lambda p: what_if(p, force=[(0,)]), "`force`: expected (staff, unit)"),
        (lambda p: what_if(p, force=[(0, 9)]), "`force`: expected a code from 0 to 1"),
        (lambda p: candidates(p, 5, 0), "`unit`: expected a code from 0 to 1; found 5"),
        (lambda p: candidates(p, 0, "x"), "`job`: expected a code from 0 to 0; found 'x'"),
        (lambda p: explain_move(p, 0), "`staff`: expected a person whom the plan moves; found 0"),
        (lambda p: explain_move(p, 1, language="fr"), "`language`: expected one of 'en', 'id'"),
        (
            lambda p: candidates(TransferPlan.from_dict(p.to_dict()), 0, 0),
            "`plan`: expected a plan that holds its problem",
        ),
    ],
)
def test_refuses(call, message):
    with pytest.raises(InputError) as caught:
        call(solve(PAIR))
    assert message in str(caught.value)
