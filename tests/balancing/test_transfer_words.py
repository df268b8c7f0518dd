"""What plans, letters and texts of transfers say: each rule, each requirement, each sentence."""

import datetime as dt

import pytest

from kinerja._balancing import holding
from kinerja.balancing import (
    People,
    Requirement,
    TransferRules,
    explain_move,
    explain_stay,
    plan_transfers,
)

STAFF = {
    "id": ["ana", "budi", "cici", "dedi", "eka"],
    "unit": ["office", "office", "office", "clinic", "school"],
    "job": ["clerk", "clerk", "clerk", "clerk", "nurse"],
    "months_in_post": [30, 90, 40, 50, 70],
    "degree": [4, 5, 3, 4, 5],
    "field": ["law", "tax", "tax", "law", "care"],
    "rank": ["III", "III", "III", "III", "IV"],
}
NEED = {"unit": ["office", "clinic", "school"], "clerk": [1, 2, 1], "nurse": [0, 1, 1]}
ASKED = (
    Requirement(job="nurse", column="field", one_of=("care",)),
    Requirement(job="clerk", column="degree", at_least=3),
    Requirement(job="clerk", column="field", one_of=("law", "tax")),
    Requirement(job="nurse", column="degree", at_least=4.5),
    Requirement(job="clerk", column="rank", one_of=("III",)),
)


def plan_of(staff=None, **rules):
    people = People.of(STAFF | (staff or {}))
    return plan_transfers(people, NEED, TransferRules(requirements=ASKED, **rules))


def test_what_a_job_asks_for_is_said_in_the_order_of_the_rules():
    # Two of the three clerks of the office (3 for a need of 1) fill the clinic and the school;
    # budi and cici have been there longest. What a nurse has to bring is not said to a clerk.
    plan = plan_of()
    assert sorted(move.staff for move in plan.moves) == ["budi", "cici"]
    for staff in ("budi", "cici"):
        said = explain_move(plan, staff)
        assert said.requirements == ("degree at least 3", "field: law or tax", "rank: III")
        assert (
            "You meet the requirements of the post: degree at least 3; field: law or tax; "
            "rank: III."
        ) in said.letter
    indonesian = explain_move(plan, "budi", language="id")
    assert indonesian.requirements[1:] == ("field: law atau tax", "rank: III")


FIRST = "Whoever moves has been in the present post for at least "
ALWAYS = ("whoever moves is qualified for the new post", "no post falls below its need")
LONGER = (
    "of plans that are equal so far, the one that moves more people who have been in post for more "
    "than {} is taken"
)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({}, (FIRST + "24 months (PP 11/2017 art. 190)", *ALWAYS)),
        ({"min_months": 23}, (FIRST + "23 months", *ALWAYS)),
        ({"min_months": 1}, (FIRST + "1 month", *ALWAYS)),
        ({"min_months": 0}, ALWAYS),
        (
            {"min_months": 0, "price_per_move": 0.75},
            (*ALWAYS, "a move removes at least 0.75 persons of shortage"),
        ),
        ({"min_months": 0, "max_moves": 1}, (*ALWAYS, "there is 1 move at most")),
        ({"min_months": 0, "max_moves": 2}, (*ALWAYS, "there are 2 moves at most")),
        ({"min_months": 0, "max_months": 60}, (*ALWAYS, LONGER.format("60 months"))),
        (
            {"price_per_move": 0.5, "max_moves": 2, "max_months": 60},
            (
                FIRST + "24 months (PP 11/2017 art. 190)",
                *ALWAYS,
                "a move removes at least 0.5 persons of shortage",
                "there are 2 moves at most",
                LONGER.format("60 months"),
            ),
        ),
    ],
)
def test_the_rules_that_a_plan_was_made_by_are_named_and_no_others(rules, said):
    plan = plan_of(**rules)
    why = explain_move(plan, "budi")
    assert why.rules == said
    assert f"By which rules. {'; '.join(said)}." in why.letter


def test_months_that_nobody_gave_are_no_rule():
    plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1], [2]])
    why = explain_move(plan, plan.moves[0].staff)
    assert why.rules == ALWAYS


def test_the_national_term_is_named_in_indonesian_too():
    rules = explain_move(plan_of(), "budi", language="id").rules
    assert rules[0].endswith("paling singkat 24 bulan (PP 11/2017 Pasal 190)")
    rules = explain_move(plan_of(min_months=30), "budi", language="id").rules
    assert rules[0].endswith("paling singkat 30 bulan")


def test_a_whole_letter_to_a_person_who_moves():
    # The office gives one of two clerks to the clinic. budi (90 months) has been there longer
    # than ana (30), and nothing else differs.
    plan = plan_transfers(
        ["office", "office", "clinic"], ["clerk"] * 3, [[1.0], [2.0], [1.5]],
        ids=["ana", "budi", "dedi"], units=["office", "clinic", "school"], jobs=["clerk"],
        months_in_post=[30, 90, 50], max_moves=1, movable=[True, True, False],
        max_in={"school": 0},
    )  # fmt: skip
    why = explain_move(plan, "budi", starts=dt.date(2026, 4, 1), ground="decree 7")
    paragraphs = why.letter.split("\n\n")
    assert paragraphs[:3] == [
        "To budi,",
        (
            "it is proposed that you move from office (clerk) to clinic (clerk). The "
            "proposed first "
            "day is 1 April 2026."
        ),
        (
            "Why this post. clinic needs 2 people as clerk and has 1; with this plan it "
            "would have 2. "
            "office keeps 1 as clerk for a need of 1."
        ),
    ]
    assert paragraphs[3] == (
        "Why you. You are qualified for the post. You have been in your present post for 90 "
        "months. 2 people could fill this post. Of the others, 1 would do as well. Among people "
        "who could be sent with the same result, longer time in the present post decided."
    )
    assert paragraphs[4] == (
        "What else is open. You also qualify for these posts, which stay short: school, clerk "
        "(1.5 short)."
    )
    assert paragraphs[5] == (
        "By which rules. Whoever moves has been in the present post for at least 24 months (PP "
        "11/2017 art. 190); whoever moves is qualified for the new post; no post falls below its "
        "need; there is 1 move at most. Ground: decree 7."
    )
    assert paragraphs[6:] == [
        (
            "This letter is a proposal, not a decision. The official in charge decides. "
            "You may ask "
            "for an explanation or object within 14 days."
        )
    ]


def test_what_a_person_is_next_in_line_for_is_said_post_by_post():
    # Three clerks for a need of one: to the clinic ana counts 1, budi 2, cici 9; to the school ana
    # 9, budi 5, cici 3. ana goes to the clinic and cici to the school, at 4 together; budi is the
    # one who stays, and so next in line for both.
    plan = plan_transfers(
        ["office"] * 3, ["clerk"] * 3, [[1.0], [1.0], [1.0]], ids=["ana", "budi", "cici"],
        units=["office", "clinic", "school"], jobs=["clerk"],
        preference=[[0, 1, 9], [0, 2, 5], [0, 9, 3]],
    )  # fmt: skip
    assert [(m.staff, m.to_unit) for m in plan.moves] == [("ana", "clinic"), ("cici", "school")]
    assert explain_stay(plan, "budi").text == (
        "budi stays at office as clerk. Every post that was short and whose requirements the "
        "person meets is filled with others. Runner-up for: clinic, clerk; school, clerk."
    )
    asked = explain_stay(plan, "budi", asked="school")
    assert asked.text.endswith(
        "Runner-up for: clinic, clerk; school, clerk. Asked for school (clerk): somebody else is "
        "proposed."
    )
    lower = "the cost counted for their move is lower"
    assert asked.letter.split("\n\n")[:5] == [
        "To budi,",
        "the plan of transfers leaves you at office as clerk.",
        "Why. Every post that was short and whose requirements you meet is filled with others.",
        (
            "You could have filled 2 of the posts that the plan fills. You are the next "
            "in line for "
            f"clinic, clerk. For clinic, clerk, somebody else is proposed: {lower}. You "
            f"are the next "
            f"in line for school, clerk. For school, clerk, somebody else is proposed: {lower}."
        ),
        f"What you asked for. You asked for school (clerk). It was not proposed: {lower}.",
    ]


def test_whoever_is_not_next_is_not_said_to_be():
    # budi at 1 goes; ana at 2 is next, cici at 3 is not.
    plan = plan_transfers(
        [0, 0, 0, 1], [0, 0, 0, 0], [[2.0], [2.0]], ids=["ana", "budi", "cici", "dedi"],
        preference=[[0, 2], [0, 1], [0, 3], [0, 0]],
    )  # fmt: skip
    assert [move.staff for move in plan.moves] == ["budi"]
    assert explain_stay(plan, "ana").text.endswith("Runner-up for: unit 1, job 0.")
    assert explain_stay(plan, "cici").text.endswith("is filled with others.")


def remaining(monkeypatch, *args, **more):
    """Posts left short with their rules, the plan taken as too large to be solved again."""
    monkeypatch.setattr(holding, "EXACT", -1)
    return [(p.unit, p.shortage, p.rule, p.others) for p in plan_transfers(*args, **more).remaining]


def test_a_post_of_a_large_plan_that_a_price_leaves_short(monkeypatch):
    # A move would remove half a person of shortage, and its price is three quarters.
    people = ([0, 0, 1], [0, 0, 0], [[1.0], [1.5]])
    assert remaining(monkeypatch, *people, price_per_move=0.75) == [(1, 0.5, "price_per_move", ())]
    assert remaining(monkeypatch, *people, price_per_move=0.25) == []
    # Without a price the move is made.
    assert remaining(monkeypatch, *people) == []


def test_a_post_of_a_large_plan_that_time_leaves_short(monkeypatch):
    people = ([0, 0, 1], [0, 0, 0], [[1.0], [1.5]])
    assert remaining(monkeypatch, *people, time_limit=0.0) == [(1, 0.5, "time_limit", ())]
