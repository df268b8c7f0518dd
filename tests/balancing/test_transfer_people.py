"""People who are alike but for a demand, rules that hold a post, and who would do as well."""

import pytest

from kinerja._balancing import holding
from kinerja.balancing import explain_move, explain_stay, plan_flows, plan_transfers, what_if

ALIKE = ([0, 0, 0, 0, 1], [0, 0, 0, 0, 0], [[3], [2]])  # one of four people goes to unit 1


def pairs_of(plan):
    return [(move.staff, move.to_unit) for move in plan.moves]


@pytest.mark.parametrize("person", range(4))
def test_a_demand_about_one_of_those_who_are_alike_is_about_nobody_else(person):
    # With the same months the order of rows decides: person 0 goes, or 1 where 0 may not.
    plan = plan_transfers(*ALIKE, months_in_post=[30] * 5)
    assert pairs_of(plan) == [(0, 1)]
    assert pairs_of(what_if(plan, force=[(person, 1)])) == [(person, 1)]
    assert pairs_of(what_if(plan, forbid=[(person, 1)])) == [(1 if person == 0 else 0, 1)]
    assert pairs_of(what_if(plan, keep=[person])) == [(1 if person == 0 else 0, 1)]


@pytest.mark.parametrize("pair", [(0, 1), (1, 0), (0, 3), (1, 2), (2, 3)])
def test_two_who_belong_together_go_where_two_are_needed(pair):
    # Three of four are to go; the pair and one more, the first by rows of the two others.
    people = ([0, 0, 0, 0, 1], [0, 0, 0, 0, 0], [[1], [4]])
    plan = plan_transfers(*people, together=[pair])
    third = min({0, 1, 2, 3} - set(pair))
    assert pairs_of(plan) == [(person, 1) for person in sorted((*pair, third))]
    # Where one of them may not move neither does, and the two others go.
    others = sorted({0, 1, 2, 3} - set(pair))
    for bound in pair:
        movable = [person != bound for person in range(5)]
        held = plan_transfers(*people, together=[pair], movable=movable)
        assert pairs_of(held) == [(person, 1) for person in others]


SHORT = ([0, 0, 1], [0, 0, 0], [[1], [2]])
HELD = {
    "max_moves": ({"max_moves": 0}, {}, "max_moves", ()),
    "max_out": ({"max_out": 0}, {}, "max_out", ()),
    "max_in": ({"max_in": 0}, {}, "max_in", ()),
    "out of one unit": ({"max_out": [0, 5]}, {}, "max_out", ()),
    "into one unit": ({"max_in": [5, 0]}, {}, "max_in", ()),
    "months": ({"months_in_post": [5, 23, 60]}, {}, "min_months", ()),
    "not movable": ({"movable": [False, False, True]}, {}, "movable", ()),
    "kept": ({}, {"keep": [0, 1]}, "keep", ()),
    "forbidden": ({}, {"forbid": [(0, 1), (1, 1)]}, "demands", ()),
    "either": (
        {"months_in_post": [5, 60, 60], "movable": [True, False, True]},
        {},
        "min_months",
        ("movable",),
    ),
    "both": (
        {"months_in_post": [5, 5, 60], "movable": [False, False, True]},
        {},
        "min_months + movable",
        (),
    ),
    "three": (
        {"months_in_post": [5, 5, 60], "movable": [False, False, True], "max_in": 0},
        {},
        "max_in + min_months + movable",
        (),
    ),
}


@pytest.mark.parametrize("solved_again", [True, False])
@pytest.mark.parametrize("case", HELD)
def test_the_rule_that_holds_a_post_is_named_alone(case, solved_again, monkeypatch):
    # One may leave unit 0 and unit 1 lacks one: what forbids the two of unit 0 is the rule.
    data, change, rule, others = HELD[case]
    if not solved_again:
        monkeypatch.setattr(holding, "EXACT", -1)
    plan = plan_transfers(*SHORT, **data)
    if change:
        plan = what_if(plan, **change)
    (post,) = plan.remaining
    assert (post.unit, post.job, post.shortage) == (1, 0, 1.0)
    assert (post.rule, post.others) == (rule, others)


@pytest.mark.parametrize("solved_again", [True, False])
def test_what_holds_a_post_that_nobody_can_be_spared_for(solved_again, monkeypatch):
    if not solved_again:
        monkeypatch.setattr(holding, "EXACT", -1)
    two = plan_transfers([0, 0, 1], [0, 0, 0], [[2], [2]])
    assert [(p.unit, p.rule, p.others) for p in two.remaining] == [(1, "protect", ())]
    # Unit 1 lacks a nurse, and unit 0 has a clerk to spare.
    job = plan_transfers([0, 0, 1], [0, 0, 0], [[1, 0], [1, 1]])
    assert [(p.unit, p.job, p.rule) for p in job.remaining] == [(1, 1, "qualified")]
    alone = plan_transfers([0], [0], [[2]])
    assert [(p.unit, p.rule, p.others) for p in alone.remaining] == [(0, "nobody", ())]


# Unit 0 has 4 for 3, unit 1 has 6 for 3, unit 2 has 1 for 1.5.
GIVERS = ([0] * 4 + [1] * 6 + [2], [0] * 11, [[3], [3], [1.5]])


@pytest.mark.parametrize("objective", ["peak", "deviation"])
def test_those_who_would_make_the_plan_worse_are_told_from_those_who_would_not(objective):
    # peak: from unit 0 it is 3/3 = 1 there; from unit 1 it is 3/4 in unit 0, as in unit 2.
    # deviation: unit 0 falls from 1/3 to 0, unit 1 from 9/3 to 4/3, which is more.
    plan = plan_transfers(*GIVERS, objective=objective)
    assert pairs_of(plan) == [(4, 2)]
    why = explain_move(plan, 4)
    assert (why.candidates, why.others_worse, why.others_alike) == (10, 4, 5)
    assert (why.others_dearer, why.others_not_overdue, why.decided_by) == (0, 0, "order")
    assert "4 would make the plan as a whole worse and 5 would do as well." in why.letter


def test_by_the_shortage_all_of_them_would_do_as_well():
    why = explain_move(plan_transfers(*GIVERS), 0)
    assert (why.candidates, why.others_worse, why.others_alike) == (10, 0, 9)
    assert "Of the others, 9 would do as well." in why.letter


@pytest.mark.parametrize(
    ("months", "alone", "together"),
    [(None, "order", "order_together"), ([30, 50, 40, 60], "months", "months_together")],
)
def test_a_demanded_move_is_not_decided_between_people(months, alone, together):
    # Person 0 is demanded; of 1 and 2, who would do as well, 1 comes first, or has longer months.
    plan = plan_transfers([0, 0, 0, 1], [0] * 4, [[1], [3]], months_in_post=months)
    plan = what_if(plan, force=[(0, 1)])
    assert pairs_of(plan) == [(0, 1), (1, 1)]
    assert explain_move(plan, 0).decided_by == together
    assert explain_move(plan, 1).decided_by == alone


@pytest.mark.parametrize("solved_again", [True, False])
def test_each_post_has_the_rule_that_holds_it_and_not_that_of_another(solved_again, monkeypatch):
    # Unit 0 can spare a clerk who is not movable, a nurse of 5 months and a cook without a bar;
    # unit 1 lacks one of each.
    if not solved_again:
        monkeypatch.setattr(holding, "EXACT", -1)
    plan = plan_transfers(
        [0, 0, 0], [0, 1, 2], [[0, 0, 0], [1, 0.75, 1]],
        movable=[False, True, True], months_in_post=[60, 5, 60],
    )  # fmt: skip
    assert pairs_of(plan) == [(2, 1)]
    assert [(p.unit, p.job, p.shortage, p.rule, p.others) for p in plan.remaining] == [
        (1, 0, 1.0, "movable", ()),
        (1, 1, 0.75, "min_months", ()),
    ]


def test_a_post_that_the_objective_leaves_short():
    # deviation: unit 0 would fall from 1/3 to 0 and unit 1 rise from 0.1²/1.1 to 0.9²/1.1 = 0.74.
    people = ([0] * 4 + [1], [0] * 5, [[3], [1.1]])
    plan = plan_transfers(*people, objective="deviation")
    assert plan.moves == ()
    (post,) = plan.remaining
    assert (post.unit, post.rule, post.others) == (1, "objective", ())
    assert post.shortage == pytest.approx(0.1)
    assert pairs_of(plan_transfers(*people)) == [(0, 1)]


WHY = {
    # Unit 0 is at its peak if one leaves it.
    "effect": (GIVERS, {"objective": "peak"}, {}, 0),
    "cost": (SHORT, {"preference": [[0, 1], [0, 2], [0, 0]]}, {}, 1),
    "distance": (SHORT, {"home": [0, 1, 1], "distance": [[0, 3], [3, 0]]}, {}, 0),
    "overdue": (SHORT, {"months_in_post": [50, 61, 30], "max_months": 60}, {}, 0),
    "months": (SHORT, {"months_in_post": [50, 61, 30]}, {}, 0),
    "order": (SHORT, {"months_in_post": [50, 50, 30]}, {}, 1),
    "forced": (SHORT, {}, {"force": [(1, 1)]}, 0),
}


@pytest.mark.parametrize("because", WHY)
def test_what_decided_against_a_person_is_said(because):
    people, data, change, person = WHY[because]
    plan = plan_transfers(*people, **data)
    plan = what_if(plan, **change) if change else plan
    (row,) = explain_stay(plan, person).considered
    assert (row.unit, row.job, row.because) == (people[2].index(people[2][-1]), 0, because)
    # Beside a peak the next in line is a colleague of the one who moves, who is as good.
    next_one = 5 if because == "effect" else person
    assert row.next_in_line == (next_one == person)
    if because != "forced":
        movers = [move.staff for move in plan.moves]
        assert [move.staff for move in what_if(plan, keep=movers).moves] == [next_one]


def test_what_decided_for_a_pair_is_that_they_are_one():
    # Two are to go; 1 and 2 are a pair and liked better than 0 with either.
    plan = plan_transfers(
        [0, 0, 0, 1], [0] * 4, [[1], [3]], together=[(1, 2)],
        preference=[[0, 9], [0, 1], [0, 1], [0, 0]],
    )  # fmt: skip
    assert pairs_of(plan) == [(1, 1), (2, 1)]
    assert {row.because for row in explain_stay(plan, 0).considered} <= {"pair"}


@pytest.mark.parametrize("objective", ["shortage", "deviation", "peak"])
def test_nobody_is_sent_to_a_post_that_is_not_short(objective):
    # By the squares it would pay: unit 0 has nine too many, and one more is little for unit 1.
    flows = plan_flows([[10], [10]], [[1], [10]], objective=objective)
    assert flows.count.tolist() == []
    assert flows.headcount_after.tolist() == [[10], [10]]
    people = plan_transfers([0] * 10 + [1] * 10, [0] * 20, [[1], [10]], objective=objective)
    assert people.moves == ()
    # Where it lacks one, one removes the shortage. By squares (9 − k)² + (k − 1)²/11 is least at
    # k = 8 (60/11 against 64/11 at 9); so is the larger of 1/(10 − k) and 11/(10 + k), 11/18.
    flows = plan_flows([[10], [10]], [[1], [11]], objective=objective)
    k = 1 if objective == "shortage" else 8
    assert flows.headcount_after.tolist() == [[10 - k], [10 + k]]


def test_every_figure_of_a_letter_has_the_comma_of_its_language():
    # Unit 0 keeps two for 1.25; unit 1 has one for 2.5 and gets one; unit 2 stays at 0 of 0.75.
    plan = plan_transfers(
        [0, 0, 0, 1], [0] * 4, [[1.25], [2.5], [0.75]], ids=["ana", "budi", "cici", "dedi"],
        fit=[[0.25], [1.5], [2.5], [0]], home=[0, 1, 2, 1], max_moves=1,
        distance=[[0, 3.5, 9], [3.5, 0, 4.5], [9, 4.5, 0]],
    )  # fmt: skip
    assert pairs_of(plan) == [("budi", 1)]  # 1.5 + 0, ana 0.25 + 3.5, cici 2.5 + 4.5
    english = explain_move(plan, "budi")
    fact = (
        "unit 1 needs 2.5 people as job 0 and has 1; under this plan it would have 2. unit 0 keeps "
        "2 as job 0 for a need of 1.25."
    )
    assert plan.moves[0].reason == fact
    assert fact in english.text
    assert "Shortage removed: 1, at a cost of 1.5." in english.text
    assert "Runner-up: ana, at a cost of 3.75, removing 1 of the shortage" in english.text
    assert "How well you fit the post is counted as 1.5 (less is better)." in english.letter
    assert "unit 2, job 0 (0.75 short, 4.5 km from your home)" in english.letter
    indonesian = explain_move(plan, "budi", language="id")
    for said in (indonesian.text, indonesian.letter):
        assert "2,5" in said
        assert "1,25" in said
        assert not any(wrong in said for wrong in ("2.5", "1.25", "1.5", "4.5", "0.75", "3.75"))
    assert "3,75" in indonesian.text
    assert "(kurang 0,75, 4,5 km dari tempat tinggal Saudara)" in indonesian.letter


def test_templates_and_language_of_a_letter_are_in_its_provenance():
    plan = plan_transfers(*SHORT)
    for explain, person in ((explain_move, 0), (explain_stay, 1)):
        for language in ("en", "id"):
            said = explain(plan, person, language=language)
            assert said.provenance.options["language"] == language
            assert said.provenance.options["templates"] is False
            own = explain(plan, person, language=language, templates={"heading": "AGENCY"})
            assert own.provenance.options["templates"] is True
            assert own.letter == f"AGENCY\n\n{said.letter}"
            below = explain(plan, person, language=language, templates={"closing": "The head"})
            assert below.letter == f"{said.letter}\n\nThe head"
