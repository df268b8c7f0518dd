"""Who could come to a post: in which order, with what effect, and held by which rule."""

import pytest

from kinerja._words import words
from kinerja.balancing import (
    People,
    Requirement,
    TransferRules,
    candidates,
    explain_move,
    explain_stay,
    plan_transfers,
    what_if,
)
from kinerja.errors import InputError

# Six people of unit 0, which needs two; unit 1 has one and needs three. Rows and ids are in
# opposite order. To unit 1 f and b cost 1; e, d and c cost 2; a costs 3. Only d is overdue.
PEOPLE = People(
    unit=[0] * 6 + [1],
    job=[0] * 7,
    ids=["f", "e", "d", "c", "b", "a", "g"],
    preference=[[0, cost] for cost in (1, 2, 2, 2, 1, 3, 0)],
    months_in_post=[30, 30, 90, 30, 30, 30, 30],
)
PLAN = plan_transfers(PEOPLE, [[2], [3]], TransferRules(max_months=60))


def test_candidates_come_by_effect_cost_delay_and_id():
    assert [move.staff for move in PLAN.moves] == ["b", "f"]
    found = candidates(PLAN, 1, 0)
    # The two that the plan sends remove one each; for the others nothing is left to remove.
    assert found.staff.tolist() == ["b", "f", "d", "c", "e", "a"]
    assert found.effect.tolist() == [1, 1, 0, 0, 0, 0]
    assert found.cost.tolist() == [1, 1, 2, 2, 2, 3]
    assert found.planned.tolist() == [True, True, False, False, False, False]
    assert found.destination.tolist() == [1, 1, None, None, None, None]
    assert found.rule.tolist() == [""] * 6
    assert (found.from_unit.tolist(), found.from_job.tolist()) == ([0] * 6, [0] * 6)
    assert (found.unit, found.job, found.shortage) == (1, 0, 0.0)


def test_among_equals_the_longest_in_post_comes_first_as_in_the_plan():
    # All cost the same. One is wanted: c has been there longest, then d (71.9 months are 71), b.
    people = People(
        unit=[0] * 4 + [1],
        job=[0] * 5,
        ids=["a", "b", "c", "d", "e"],
        months_in_post=[24, 70, 90, 71.9, 30],
    )
    plan = plan_transfers(people, [[3], [2]])
    assert [move.staff for move in plan.moves] == ["c"]
    assert candidates(plan, 1, 0).staff.tolist() == ["c", "d", "b", "a"]
    assert explain_move(plan, "c").runner_up == "d"
    # Whoever would come next in the letter is who comes when the one proposed stays.
    assert [move.staff for move in what_if(plan, keep=["c"]).moves] == ["d"]
    by_id = plan_transfers(people, [[3], [2]], TransferRules(ties=("order",)))
    assert candidates(by_id, 1, 0).staff.tolist() == ["a", "b", "c", "d"]


@pytest.mark.parametrize("months", [[90, 70, 24, 71.9, 30], [24, 70, 90, 71.9, 30]])
def test_months_that_settle_no_ties_are_no_reason(months):
    people = People(
        unit=[0] * 4 + [1], job=[0] * 5, ids=["a", "b", "c", "d", "e"], months_in_post=months
    )
    plan = plan_transfers(people, [[3], [2]], TransferRules(ties=("order",)))
    assert [move.staff for move in plan.moves] == ["a"]
    assert explain_move(plan, "a").decided_by == "order"
    for staff in "bcd":
        assert "longer" not in explain_stay(plan, staff).text
        assert {row.because for row in explain_stay(plan, staff).considered} == {"order"}


def test_a_cost_in_a_small_unit_decides_in_the_letter_too():
    # b costs a third of what a costs; the plan sends b, and not because of the order of ids.
    people = People(
        unit=[0] * 3 + [1],
        job=[0] * 4,
        ids=["a", "b", "c", "d"],
        preference=[[0, 3e-9], [0, 1e-9], [0, 2e-9], [0, 0]],
    )
    plan = plan_transfers(people, [[2], [2]])
    why = explain_move(plan, "b")
    assert (why.runner_up, why.runner_up_cost, why.decided_by) == ("c", 2e-9, None)
    assert explain_stay(plan, "a").considered[0].because == "cost"


def test_whoever_is_held_by_a_rule_comes_last():
    found = candidates(what_if(PLAN, forbid=[("d", 1)]), 1, 0)
    assert found.staff.tolist() == ["b", "f", "c", "e", "a", "d"]
    assert found.rule.tolist() == [""] * 5 + ["forbid"]
    # One move is allowed, which b makes: a second would break the cap.
    found = candidates(what_if(PLAN, max_moves=1), 1, 0)
    assert found.staff.tolist() == ["b", "f", "d", "c", "e", "a"]
    assert found.rule.tolist() == ["", *["max_moves"] * 5]
    assert found.effect.tolist() == [1] * 6
    assert found.shortage == 1.0
    # Back to unit 0, which is not short, g may not come directly.
    back = candidates(PLAN, 0, 0)
    assert (back.staff.tolist(), back.rule.tolist(), back.effect.tolist()) == (
        ["g"],
        ["direct"],
        [-1],
    )


@pytest.mark.parametrize(
    ("need", "effect"),
    [
        # Unit 1 gains one; unit 0 loses one of two for 3, and a quarter of two for 1.25.
        ([[3], [1]], 0.0),
        ([[1.25], [1]], 0.75),
        # Unit 1 gains half a person.
        ([[2], [0.5]], -0.5),
    ],
)
def test_the_effect_counts_what_the_post_that_is_left_comes_to_lack(need, effect):
    plan = plan_transfers([0, 0], [0, 0], need, chains=True, max_moves=0)
    assert candidates(plan, 1, 0).effect.tolist() == [effect, effect]


@pytest.mark.parametrize("chains", [False, True])
def test_nobody_is_taken_below_what_a_post_keeps(chains):
    # Unit 0 has two for two, and nobody comes to it in this plan.
    plan = plan_transfers([0, 0], [0, 0], [[2], [1]], chains=chains, max_moves=1)
    held = candidates(plan, 1, 0).rule.tolist()
    assert held == ["protect", "protect"]
    # Where it has one more than it needs, one may go; then the next would be one too many.
    more = plan_transfers([0, 0, 0], [0, 0, 0], [[2], [2]], chains=chains)
    assert candidates(more, 1, 0).rule.tolist() == ["", "protect", "protect"]


def test_requirements_for_a_job_that_is_none_name_the_requirements():
    asked = Requirement(job="cook", column="rank", at_least=3)
    people = {"unit": ["A"], "job": ["clerk"], "rank": [4]}
    need = {"unit": ["A"], "clerk": [1]}
    with pytest.raises(InputError) as caught:
        plan_transfers(people, need, TransferRules(requirements=(asked,)))
    assert (caught.value.argument, caught.value.code) == ("requirements", "unknown_label")
    assert str(caught.value).startswith("`requirements`: expected one of 'clerk'; found 'cook'.")


def test_two_requirements_of_one_job_must_both_be_met():
    # Of job 1 a rank of 3 and a licence; of job 0 nothing is asked, and nobody becomes it.
    people = People(
        unit=[0] * 4,
        job=[0, 0, 0, 1],
        attributes={"rank": [3, 2, 5, 1], "licence": ["x", "x", None, None]},
    )
    rules = TransferRules(
        requirements=(
            Requirement(job=1, column="rank", at_least=3),
            Requirement(job=1, column="licence", one_of=("x", "y")),
        )
    )
    plan = plan_transfers(people, [[1, 1]], rules)
    assert plan.problem.qualified.tolist() == [
        [True, True], [True, False], [True, False], [False, True]
    ]  # fmt: skip


def test_one_of_a_pair_does_not_come_without_the_other():
    # Four for two; one may go to unit 1, so that no pair does. It is not for want of room.
    plan = plan_transfers([0] * 4, [0] * 4, [[2], [1]], together=[(2, 0)], max_moves=2)
    assert [move.staff for move in plan.moves] == [1]
    found = candidates(plan, 1, 0)
    assert dict(zip(found.staff.tolist(), found.rule.tolist(), strict=True)) == {
        0: "together", 1: "", 2: "together", 3: ""
    }  # fmt: skip


def test_half_a_person_under_either_cap_is_refused_by_its_name():
    for cap in ("max_out", "max_in"):
        with pytest.raises(InputError) as caught:
            plan_transfers([0], [0], [[1], [1]], **{cap: [1, 0.5]})
        assert (caught.value.argument, caught.value.code) == (cap, "out_of_range")
        with pytest.raises(InputError) as caught:
            plan_transfers([0], [0], [[1], [1]], **{cap: -1})
        assert caught.value.argument == cap


def test_headings_are_english_unless_another_language_is_asked_for():
    for name, result in {
        "problem": PLAN.problem,
        "candidates": candidates(PLAN, 1, 0),
        "move": explain_move(PLAN, "b"),
        "stay": explain_stay(PLAN, "a"),
    }.items():
        for language in ("en", "id"):
            assert result._headline(language) == getattr(words(language).headlines, name)
        assert result._headline() == result._headline("en") != result._headline("id")
