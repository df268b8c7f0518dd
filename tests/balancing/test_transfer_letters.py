"""balancing: why a person moves or stays, in fields and in letters."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given

from balancing.brute import broken, close, values
from balancing.problems import transfer_problems
from kinerja.balancing import (
    MoveExplanation,
    Requirement,
    StayExplanation,
    TransferRules,
    explain_move,
    explain_stay,
    plan_transfers,
    what_if,
)
from kinerja.errors import InputError

STAFF = {
    "id": ["ana", "budi", "cici", "dedi", "eka"],
    "unit": ["office", "office", "office", "office", "clinic"],
    "job": ["clerk"] * 4 + ["clerk"],
    "months_in_post": [30, 70, 80, 40, 50],
    "home": ["office", "clinic", "clinic", "clinic", "clinic"],
    "degree": [4, 4, 4, 4, 4],
}
NEED = {"unit": ["office", "clinic", "school"], "clerk": [3, 2, 1]}
KM = [[0, 6, 9], [6, 0.5, 4], [9, 4, 0]]


def plan_of(**changes):
    from kinerja.balancing import People

    people = People.of(STAFF)
    people = People(
        **{f: getattr(people, f) for f in people.__dataclass_fields__} | {"distance": KM}
    )
    rules = {
        "requirements": (Requirement(job="clerk", column="degree", at_least=3),),
        "max_months": 60,
    }
    return plan_transfers(people, NEED, TransferRules(**rules | changes))


def test_a_move_is_told_in_fields_as_in_words():
    # One may leave the office (4 for a need of 3) and the clinic and the school each lack one.
    # To the clinic: 0.5 km for budi, cici, dedi, 6 km for ana; to the school 4 and 9 km. The clinic
    # is nearer; budi and cici are overdue, cici longer in post.
    plan = plan_of()
    (move,) = plan.moves
    assert (move.staff, move.to_unit) == ("cici", "clinic")
    why = explain_move(plan, "cici", starts=dt.date(2026, 4, 1), ground="decree 7")
    assert (why.need, why.before, why.after, why.own_need, why.left) == (2.0, 1, 2, 3.0, 3)
    assert (why.distance, why.months, why.candidates) == (0.5, 80.0, 4)
    assert np.isnan([why.preference, why.fit]).all()
    counts = (why.others_worse, why.others_dearer, why.others_not_overdue, why.others_alike)
    assert counts == (0, 1, 1, 1)  # ana further; dedi within the term; budi as good
    assert why.requirements == ("degree at least 3",)
    assert (why.starts, why.ground, why.laid_down) == ("2026-04-01", "decree 7", None)
    (open_post,) = why.open_posts
    assert (open_post.unit, open_post.shortage, open_post.distance) == ("school", 1.0, 4.0)
    for said in (
        "The proposed first day is 1 April 2026.",
        "clinic needs 2 people as clerk and has 1; with this plan it would have 2.",
        "You meet the requirements of the post: degree at least 3.",
        "You have been in your present post for 80 months.",
        "The distance from your home to clinic is 0.5 km.",
        "1 lives further away, 1 has not been in post for more than 60 months and 1 would",
        "longer time in the present post decided.",
        "school, clerk (1 short, 4 km from your home)",
        "at least 24 months (PP 11/2017 art. 190)",
        "Ground: decree 7.",
        "a proposal, not a decision",
    ):
        assert said in why.letter
    assert MoveExplanation.from_dict(why.to_dict()) == why


def test_fit_and_distance_are_named_apart_where_the_cost_is_their_sum():
    plan = plan_transfers(
        [0, 0, 1], [0, 0, 0], [[1], [2]], home=[0, 0, 1], distance=[[0, 3.25], [3.25, 0]],
        fit=[[2.0], [1.5], [0.0]],
    )  # fmt: skip
    why = explain_move(plan, 1)
    assert (why.cost, why.distance, why.fit) == (4.75, 3.25, 1.5)
    assert "to unit 1 is 3.3 km." in why.letter
    assert "How well you fit the post is counted as 1.5 (less is better)." in why.letter
    assert "1 has a higher cost" in why.letter


def test_a_move_that_was_laid_down_says_so_and_compares_nobody():
    forced = what_if(plan_of(), force=[("ana", "clinic")])
    why = explain_move(forced, "ana")
    assert why.laid_down == "forced"
    assert "This move was laid down in the plan." in why.letter
    assert "Of the others" not in why.letter


def test_those_who_stay_are_told_what_they_were_considered_for():
    plan = plan_of()
    why = explain_stay(plan, "budi")
    (row,) = why.considered
    assert (row.unit, row.next_in_line, row.because, row.distance) == (
        "clinic",
        True,
        "months",
        0.5,
    )
    assert why.reason == "filled"
    assert "You are the next in line for clinic, clerk." in why.letter
    assert "they have been longer in their present post" in why.letter
    assert "cici" not in why.letter
    assert explain_move(plan, "cici").runner_up == "budi"
    assert explain_stay(plan, "ana").considered[0].because == "distance"
    assert explain_stay(plan, "dedi").considered[0].because == "overdue"
    assert [post.unit for post in why.open_posts] == ["school"]
    assert why.open_posts[0].rule == "protect"  # the office could give one, and has
    assert StayExplanation.from_dict(why.to_dict()) == why


def test_those_who_asked_are_answered():
    plan = plan_of()
    assert explain_stay(plan, "budi", asked="clinic").asked_rule == "other"
    assert explain_stay(plan, "budi", asked="school").asked_rule == "protect"
    assert explain_stay(plan, "budi", asked="office").asked_rule == "here"
    why = explain_stay(plan, "budi", asked=("school", "clerk"), language="id")
    assert "Permintaan Saudara. Saudara meminta school (clerk)." in why.letter
    assert "tidak ada pegawai yang dapat dilepas" in why.letter
    assert "Permintaan school (clerk): tidak ada pegawai yang dapat dilepas" in why.text
    # Without `asked` it is the unit liked best.
    liked = plan_transfers(*([0, 0, 1], [0, 0, 0], [[1], [2]]), preference=[[3, 1], [3, 0], [0, 0]])
    assert (explain_stay(liked, 0).asked_unit, explain_stay(liked, 0).asked_rule) == (1, "other")
    assert explain_stay(liked, 2).asked_rule == ""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"movable": [True, False, True]}, "movable"),
        ({"months_in_post": [30, 5, 30]}, "min_months"),
        ({"months_in_post": [30, np.nan, 30]}, "unknown_months"),
        ({"need": [[2], [2]]}, "protect"),
        ({"need": [[1], [1]]}, "no_post"),
        ({}, "filled"),
    ],
)
def test_what_keeps_a_person_is_named(change, reason):
    inputs = {"need": [[1], [2]], "months_in_post": [40, 30, 30]} | change
    plan = plan_transfers([0, 0, 1], [0, 0, 0], inputs.pop("need"), **inputs)
    assert explain_stay(plan, 1).reason == reason
    assert explain_stay(what_if(plan, keep=[1]), 1).reason == "keep"
    for language in ("en", "id"):
        assert explain_stay(plan, 1, language=language).letter


def test_moves_and_stays_are_not_confused():
    plan = plan_of()
    with pytest.raises(InputError, match=r"leaves in place.*explain_move"):
        explain_stay(plan, "cici")
    with pytest.raises(InputError, match=r"whom the plan moves.*explain_stay"):
        explain_move(plan, "budi")
    with pytest.raises(InputError, match="`asked`"):
        explain_stay(plan, "budi", asked="moon")
    with pytest.raises(InputError, match="`starts`: expected a date"):
        explain_move(plan, "cici", starts="tomorrow")
    with pytest.raises(InputError, match="`ground`: expected text"):
        explain_move(plan, "cici", ground=59)


@given(transfer_problems(people=6))
def test_who_could_have_gone_instead_is_who_keeps_every_rule(problem):
    plan = plan_transfers(**problem)
    moves = [
        (m.staff, plan.problem.unit_at(m.to_unit), plan.problem.job_at(m.to_job))
        for m in plan.moves
    ]
    stay = set(range(len(problem["unit"]))) - {i for i, _, _ in moves}
    for j in stay:
        swaps = {
            (v, d)
            for i, v, d in moves
            if not broken(problem, [*(m for m in moves if m[0] != i), (j, v, d)])
        }
        rows = explain_stay(plan, j).considered
        assert {(row.unit, row.job) for row in rows} == swaps
        lined = {(row.unit, row.job) for row in rows if row.next_in_line}
        assert lined == {(v, d) for i, v, d in moves if explain_move(plan, i).runner_up == j}
    for i, v, d in moves:
        why = explain_move(plan, i)
        if why.laid_down:
            continue
        swapped = [
            [*(m for m in moves if m[0] != i), (j, v, d)]
            for j in stay
            if not broken(problem, [*(m for m in moves if m[0] != i), (j, v, d)])
        ]
        assert why.candidates == len(swapped) + 1
        alike = sum(close(values(problem, other), values(problem, moves)) == 0 for other in swapped)
        assert why.others_alike == alike
        told = why.others_worse + why.others_dearer + why.others_not_overdue + why.others_alike
        assert told == len(swapped)
