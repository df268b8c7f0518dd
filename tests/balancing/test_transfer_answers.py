"""What becomes of a wish: each rule that stands against it, in field, text and letter."""

import pytest

from kinerja._balancing import holding
from kinerja.balancing import candidates, explain_stay, plan_transfers, what_if

NAN = float("nan")
TWO = ([0, 0, 1], [0, 0, 0], [[1], [2]])  # one of two may go to unit 1
THREE = ([0, 0, 0, 1], [0, 0, 0, 0], [[1], [2], [0.5]])  # two of three may go, to units 1 and 2

ANSWERS = {
    # case: (people, rules, what if, person, asked, official answer, the person's answer)
    "here": (TWO, {}, {}, 1, 0, "the present post", "That is where you are."),
    "qualified": (
        ([0, 0, 1], [0, 0, 0], [[1, 0], [2, 1]]), {}, {}, 1, (1, 1),
        "the requirements are not met",
        "It was not proposed: you do not meet the requirements of the post.",
    ),
    "other": (
        TWO, {}, {}, 1, 1, "somebody else is proposed",
        "It was not proposed: everything else being equal, the order of ids decided.",
    ),
    "keep": (
        TWO, {}, {"keep": [0]}, 0, 1, "it was asked that the person stay",
        "It was not proposed: it was asked that you stay.",
    ),
    "movable": (
        TWO, {"movable": [False, True, True]}, {}, 0, 1, "not to be moved",
        "It was not proposed: you are listed as not to be moved.",
    ),
    "min_months": (
        TWO, {"months_in_post": [23, 24, 60]}, {}, 0, 1, "not long enough in post",
        "It was not proposed: you have not been long enough in your present post.",
    ),
    "unknown_months": (
        TWO, {"months_in_post": [NAN, 24, 60]}, {}, 0, 1, "time in post not on record",
        "It was not proposed: how long you have been in your present post is not on record.",
    ),
    "protect": (
        ([0, 0, 1], [0, 0, 0], [[2], [2]]), {}, {}, 0, 1, "the present post can spare nobody",
        "It was not proposed: your present post can spare nobody.",
    ),
    "direct": (
        ([0, 0, 1], [0, 0, 0], [[1], [1]]), {}, {}, 0, 1, "the post is not short",
        "It was not proposed: the post is not short.",
    ),
    "need": (
        ([0, 0, 1], [0, 0, 0], [[1], [0]]), {}, {}, 0, 1, "the post has no need",
        "It was not proposed: the post has no need.",
    ),
    "max_moves": (
        THREE, {"max_moves": 1}, {}, 1, 2, "the number of moves allowed is reached",
        "It was not proposed: the number of moves allowed is reached.",
    ),
    "max_out": (
        THREE, {"max_out": 1}, {}, 1, 2, "the unit left has reached its departures",
        "It was not proposed: your unit has reached the number of departures allowed.",
    ),
    "max_in": (
        THREE, {"max_in": [9, 9, 0]}, {}, 1, 2, "the unit asked for has reached its arrivals",
        "It was not proposed: that unit has reached the number of arrivals allowed.",
    ),
    "forbid": (
        ([0, 0, 1], [0, 0, 0], [[0], [3]]), {}, {"forbid": [(0, 1)]}, 0, 1,
        "this move was ruled out",
        "It was not proposed: this move was ruled out.",
    ),
    "objective": (
        # By the squares a move makes it worse: 1/3 + 0.1²/1.1 before, 0.9²/1.1 = 0.74 after.
        ([0] * 4 + [1], [0] * 5, [[3], [1.1]]), {"objective": "deviation"}, {}, 0, 1,
        "the plan would be no better", "It was not proposed: it would not make the plan better.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", ANSWERS)
def test_who_asked_is_told_what_stands_against_it(rule):
    people, data, change, person, asked, official, answer = ANSWERS[rule]
    plan = plan_transfers(*people, **data)
    plan = what_if(plan, **change) if change else plan
    unit, job = asked if isinstance(asked, tuple) else (asked, 0)
    why = explain_stay(plan, person, asked=asked)
    assert (why.asked_unit, why.asked_job, why.asked_rule) == (unit, job, rule)
    assert why.text.endswith(f" Asked for unit {unit} (job {job}): {official}.")
    said = f"What you asked for. You asked for unit {unit} (job {job}). {answer}"
    assert said in why.letter.split("\n\n")
    unasked = explain_stay(plan, person)
    assert "sked for" not in unasked.text + unasked.letter
    assert why.text.startswith(unasked.text)


@pytest.mark.parametrize("solved_again", [True, False])
def test_inside_a_unit_a_post_is_held_by_the_need_of_the_others(solved_again, monkeypatch):
    # One unit with one clerk, who is needed, and no nurse: with changes of job inside the unit it
    # is the need for the clerk that stands against it, without them there is nobody.
    if not solved_again:
        monkeypatch.setattr(holding, "EXACT", -1)
    people = ([0], [0], [[1, 0.5]])
    for within, rule in ((True, "protect"), (False, "nobody")):
        plan = plan_transfers(*people, qualified=[[1, 1]], within_unit=within)
        assert plan.moves == ()
        assert [(p.unit, p.job, p.rule) for p in plan.remaining] == [(0, 1, rule)]
    # A second clerk goes.
    plan = plan_transfers([0, 0], [0, 0], people[2], qualified=[[1, 1]] * 2, within_unit=True)
    assert [(m.staff, m.to_unit, m.to_job) for m in plan.moves] == [(0, 0, 1)]


def test_a_move_that_was_ruled_out_is_said_before_what_others_have_used_up():
    # Person 1 goes in the place of 0, so that unit 0 can spare nobody any more; but it could have
    # spared 0, had the move not been ruled out.
    plan = what_if(plan_transfers(*TWO, max_moves=1, max_out=1, max_in=1), forbid=[(0, 1)])
    assert [move.staff for move in plan.moves] == [1]
    assert explain_stay(plan, 0, asked=1).asked_rule == "forbid"
    ranked = candidates(plan, 1, 0)
    assert dict(zip(ranked.staff.tolist(), ranked.rule.tolist(), strict=True)) == {
        0: "forbid",
        1: "",
    }
    # Whom nothing was ruled out for is told that somebody else goes.
    assert explain_stay(plan_transfers(*TWO), 1, asked=1).asked_rule == "other"


@pytest.mark.parametrize("job", [0, 1])
def test_what_decided_is_the_fit_for_the_job_that_is_filled(job):
    # For job 0 person 0 fits better, for job 1 person 1 does; one of the two goes.
    need = [[1, 0], [1, 0]]
    need[1][job] += 1
    plan = plan_transfers(
        [0, 0, 1], [0, 0, 0], need, qualified=[[1, 1]] * 3, fit=[[1, 4], [2, 3], [9, 9]]
    )
    assert [(move.staff, move.to_job, move.cost) for move in plan.moves] == [
        (job, job, (1.0, 3.0)[job])
    ]
    why = explain_stay(plan, 1 - job)
    assert [(row.unit, row.job, row.because) for row in why.considered] == [(1, job, "cost")]


def test_posts_that_stay_short_are_told_with_figure_and_rule():
    plan = plan_transfers(*THREE, max_moves=1)
    assert [(post.unit, post.shortage) for post in plan.remaining] == [(2, 0.5)]
    paragraphs = explain_stay(plan, 1).letter.split("\n\n")
    assert (
        "Posts that stay short and whose requirements you meet: unit 2, job 0 (0.5 short): the "
        "number of moves allowed is reached."
    ) in paragraphs
    indonesian = explain_stay(plan, 1, language="id").letter
    assert "0,5" in indonesian
    assert "0.5" not in indonesian
    filled = explain_stay(plan_transfers(*TWO), 1).letter.split("\n\n")
    assert "No post that stays short has requirements that you meet." in filled
