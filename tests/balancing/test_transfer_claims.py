"""Claims of a plan that only a second look can refute: whom it compares, and which rule holds."""

import pytest

from kinerja._balancing import holding
from kinerja.balancing import assign_tasks, explain_move, explain_stay, plan_transfers, what_if
from kinerja.errors import InfeasibleError


# -------------------------------------------- objectives other than the shortage
@pytest.mark.parametrize("objective", ["peak", "deviation"])
def test_a_move_for_another_objective_is_told_against_those_who_would_make_it_worse(objective):
    # One may come to the clinic, from the office (3 for a need of 1) or the school (2 for 1). Need
    # over people is then 3/4 in the clinic, and 1/2 in the office or 1 in the school: a peak of 3/4
    # or 1. The squares of surplus over need are 1 + 1 if the office gives, 4 + 0 if the school.
    plan = plan_transfers(
        ["office"] * 3 + ["school"] * 2 + ["clinic"], ["clerk"] * 6, [[1], [1], [1.5]],
        ids=["ana", "budi", "cici", "dedi", "eka", "fajar"], units=["office", "school", "clinic"],
        jobs=["clerk"], objective=objective, max_moves=1,
    )  # fmt: skip
    assert [(move.staff, move.to_unit) for move in plan.moves] == [("ana", "clinic")]
    why = explain_move(plan, "ana")
    assert (why.candidates, why.others_worse, why.others_alike) == (5, 2, 2)
    told = "Of the others, 2 would make the plan as a whole worse and 2 would do as well."
    assert told in why.letter
    assert explain_stay(plan, "dedi").considered[0].because == "effect"
    assert explain_stay(plan, "budi").considered[0].because == "order"


@pytest.mark.parametrize(
    ("months", "left"),
    # People beyond a term of 60 months who do not move, where one of the first three does.
    [([30, 40, 50, 30], 0), ([30, 70, 50, 30], 0), ([30, 70, 80, 30], 1), ([30, 70, 80, 90], 2)],
)
def test_those_beyond_the_term_who_stay_are_counted(months, left):
    plan = plan_transfers([0, 0, 0, 1], [0] * 4, [[2], [2]], months_in_post=months, max_months=60)
    assert [level.value for level in plan.levels if level.name == "overdue"] == [left]


# --------------------------------------------------------- couples, and who was laid down
@pytest.mark.parametrize("pair", [(0, 1), (1, 2), (2, 0)])
def test_a_couple_of_the_only_two_who_may_move_goes_where_two_are_missing(pair):
    may = [i in pair for i in range(3)] + [True]
    plan = plan_transfers([0, 0, 0, 1], [0] * 4, [[1], [3]], together=[pair], movable=may)
    assert {(move.staff, move.to_unit) for move in plan.moves} == {(i, 1) for i in pair}


def test_whoever_was_laid_down_to_move_did_not_win_by_their_id():
    # Two of four go to two posts, and any two would do. One is laid down: nobody could be exchanged
    # with them.
    plan = plan_transfers([0] * 4, [0] * 4, [[2], [1], [1]], ids=["ana", "budi", "cici", "dedi"])
    forced = what_if(plan, force=[("cici", 1)])
    assert {move.staff for move in forced.moves} == {"ana", "cici"}
    assert explain_move(forced, "cici").decided_by == "order_together"
    assert explain_move(forced, "ana").decided_by == "order"


# -------------------------------------------------------- what holds a shortage
def held(plan):
    """Posts that stay short, with every rule named."""
    return {(post.unit, post.job): (post.rule, *post.others) for post in plan.remaining}


@pytest.mark.parametrize(
    "first", [{"objective": "peak"}, {"objective": "deviation"}, {"price_per_move": 0.5}]
)
def test_a_rule_beside_another_objective_is_named_alone_where_it_alone_holds(first):
    # With one move more the plan by that objective has less shortage: nothing else has to go.
    plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1], [2]], max_moves=0, **first)
    assert held(plan) == {(1, 0): ("max_moves",)}


def test_a_rule_that_holds_one_post_is_not_named_at_another():
    # One clerk can be spared. The clinic lacks a clerk and may take nobody: the cap alone holds
    # that. The school lacks a nurse, and the clerk who can be spared is none.
    plan = plan_transfers(
        [0, 0, 1], [0, 0, 0], [[1, 0], [2, 0], [0, 1]], max_in=[9, 0, 9]
    )  # fmt: skip
    assert held(plan) == {(1, 0): ("max_in",), (2, 1): ("qualified",)}


def test_when_time_ran_out_other_posts_are_told_what_holds_them_in_a_finished_plan():
    # One clerk can be spared; the clinic lacks a clerk, the school a nurse. A finished plan fills
    # the clinic. The school would take a second one to spare, who may be a nurse besides.
    plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1, 0], [2, 0], [0, 1]], time_limit=0.0)
    assert plan.moves == ()
    assert held(plan) == {(1, 0): ("time_limit",), (2, 1): ("protect + qualified",)}


def test_what_an_objective_leaves_short_is_named_whether_solved_again_or_searched(monkeypatch):
    # Two for a need of 1, three for 2.25: need over people is 3/4 at most. Whoever of the two went
    # to the last post, which is too small to count among the peaks, would make it 1.
    for most in (holding.EXACT, -1):
        monkeypatch.setattr(holding, "EXACT", most)
        plan = plan_transfers(
            [0, 0, 1, 1, 1], [0] * 5, [[1, 0], [2.25, 0.4]], qualified=[[1, 1]] * 5,
            objective="peak",
        )  # fmt: skip
        assert held(plan) == {(1, 1): ("objective",)}


def test_whoever_is_elsewhere_is_at_a_post_that_can_spare_nobody():
    # Two units, one person each, and both lack some: a move would only carry the shortage along.
    plan = plan_transfers([0, 1], [0, 0], [[2], [3]])
    assert held(plan) == {(0, 0): ("protect",), (1, 0): ("protect",)}
    # One unit that lacks a clerk and a nurse: no nurse could become a clerk, and clerks could
    # become nurses only where changes of job inside a unit are allowed.
    inside = ([0, 0], [0, 0], [[3, 1]])
    assert held(plan_transfers(*inside)) == {(0, 0): ("nobody",), (0, 1): ("nobody",)}
    within = plan_transfers(*inside, within_unit=True)
    assert held(within) == {(0, 0): ("nobody",), (0, 1): ("protect",)}


# ------------------------------------------------------------------ how a letter was made, and read
@pytest.mark.parametrize("language", ["en", "id"])
def test_an_own_heading_stands_first_and_the_letter_says_how_it_was_made(language):
    plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1], [2]], ids=["ana", "budi", "cici"])
    for explain, staff in ((explain_move, "ana"), (explain_stay, "budi")):
        plain = explain(plan, staff, language=language)
        headed = explain(plan, staff, language=language, templates={"heading": "City of Sample"})
        assert headed.letter == f"City of Sample\n\n{plain.letter}"
        assert plain.provenance.options == {"language": language, "templates": False}
        assert headed.provenance.options == {"language": language, "templates": True}


def test_every_figure_of_a_reason_is_written_as_its_language_writes_it():
    # 1 of 1.75 wanted, 2 after; 2 of 0.25 wanted, 1 left.
    plan = plan_transfers([0, 0, 1], [0, 0, 0], [[0.25], [1.75]], ids=["ana", "budi", "cici"])
    assert explain_move(plan, "ana", language="id").text.startswith(
        "ana diusulkan pindah dari unit 0 (jabatan 0) ke unit 1 (jabatan 0). unit 1 membutuhkan "
        "1,75 jabatan 0; saat ini tersedia 1 orang, dan dengan rencana ini menjadi 2 orang. unit 0 "
        "tetap memiliki 1 jabatan 0 dengan kebutuhan 0,25. Kekurangan yang dihilangkan: 0,75,"
    )


def test_a_task_for_which_the_others_leave_no_room_is_named():
    # Two workers with room for 3 have one task of 2 each, and 1 left: the third fits nowhere.
    with pytest.raises(InfeasibleError) as caught:
        assign_tasks([2.0, 2.0, 2.0], 2, capacity=[3.0, 3.0])
    assert str(caught.value) == (
        "`capacity`: no worker has room left for task 2. Raise a capacity, or leave the task out."
    )
    assert (caught.value.argument, caught.value.positions) == ("capacity", (2,))
