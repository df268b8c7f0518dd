"""Published satisfaction reports against their own means, and the follow-up of a survey."""

import datetime

import numpy as np
import pytest

from kinerja.errors import InputError
from kinerja.schemes import skm

# Sengkuang village (jurnal.unived.ac.id, fokusman 3376): printed index 80.50, B.
VILLAGE = [93.75, 76.00, 76.25, 96.00, 93.75, 94.00, 88.00, 94.00, 93.25]
# Religious Affairs, West Sulawesi: prints both 91.48 (1/9) and 90.56 (0.11), A; the sum of its item
# means is 9 · 91.4751 / 25.
OFFICE = [9 * 91.4751 / 25 / 9] * 9


def test_an_index_that_is_a_sum_over_ten_is_found():
    got = skm.check_report(VILLAGE, index=80.50, grade="B")
    # 805 / 9 = 89.44
    assert got.index == pytest.approx(805 / 9)
    assert (got.grade, got.agrees) == ("A", False)
    assert got.findings == (
        (
            "The index is printed as 80.50; the item means give 89.44. "
            "80.50 is their sum over 10; there are 9."
        ),
        "SKM is graded B (good); 89.44 is A (very good).",
    )
    said = skm.check_report(VILLAGE, index=80.50, grade="Baik", language="id").findings
    assert said[0].startswith("Indeks dicetak 80,50")
    assert "A (Sangat Baik)" in said[1]


def test_both_published_figures_of_one_survey_agree():
    exact = skm.check_report(OFFICE, index=91.48, grade="Sangat Baik")
    assert (exact.findings, exact.grade, exact.item_weight) == ((), "A", pytest.approx(1 / 9))
    rounded = skm.check_report(OFFICE, index=90.56, grade="A")
    assert (rounded.findings, rounded.item_weight) == ((), 0.11)
    # 0.11 · 9 · 91.4751 = 90.5603
    assert rounded.index == pytest.approx(90.560349)
    said = skm.check_report(OFFICE, index=90.56, item_weight=0.11)
    assert said.agrees
    assert not skm.check_report(OFFICE, index=91.48, item_weight=0.11).agrees


def test_grades_of_the_old_scale_and_of_items():
    # Health centre Maron: 74.926 "good", which it was by the table of 2004; C by that of 2017.
    got = skm.check_report([74.926] * 9, index=74.926, grade="baik")
    assert got.grade == "C"
    assert got.findings == (
        "SKM is graded B (good); 74.93 is C (less good). It would be right by the grades of 2004.",
    )
    # Sidomulyo: an item of 3.40 called very good is B, one of 2.44 is D.
    got = skm.check_report(
        {"U1": 3.40, "U2": 2.44}, item_grades={"U1": "very good", "U2": "tidak baik"}
    )
    assert got.item_grade.tolist() == ["B", "D"]
    assert len(got.findings) == 1
    assert got.findings[0].startswith("U1 is graded A")


def test_rounding_of_the_means_is_no_error():
    # Two decimals of a mean leave 25 · 0.005 open: 0.125.
    means = [3.33] * 9
    assert skm.check_report(means, index=83.33).agrees
    assert skm.check_report(means, index=83.37).agrees
    assert not skm.check_report(means, index=83.39).agrees
    assert skm.check_report(means, index=3.33).index == pytest.approx(3.33)


def test_the_sample_against_the_table():
    got = skm.check_report([3.2] * 9, n=29, population=1000)
    assert got.required == 278
    assert got.findings == ("29 respondents answered; the table asks for 278.",)
    assert skm.check_report([3.2] * 9, n=278, population=1000).agrees
    assert skm.check_report([3.2] * 9, n=29).required is None


def test_unequal_weights_and_further_items():
    weights = {"U1": 0.5, "U2": 0.3, "U10": 0.2}
    got = skm.check_report({"U1": 4.0, "U2": 3.0, "U10": 2.0}, item_weight=weights)
    assert got.index == pytest.approx(25 * (2 + 0.9 + 0.4))


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (lambda: skm.check_report([3, 80]), "from 1 to 4, or from 25 to 100"),
        (lambda: skm.check_report([]), "means"),
        (lambda: skm.check_report([3, np.nan]), "means"),
        (lambda: skm.check_report([3, 3], grade="E"), "one of A, B, C, D"),
        (lambda: skm.check_report([3, 3], item_weight=[0.5, 0.6]), "sum to 1"),
        (lambda: skm.check_report([3, 3], item_weight={"U1": 1.0}), "none for U2"),
        (lambda: skm.check_report([3, 3], item_grades=["A"]), "2 grades"),
        (lambda: skm.action_plan(["U1"], ["x"], ["y"], ["soon"]), "YYYY-MM-DD"),
        (lambda: skm.action_plan(["U1"], ["x", "z"], ["y"]), "1 values"),
        (lambda: skm.action_plan([{"item": "U1", "action": "x"}]), "no who"),
        (lambda: skm.action_plan([{"item": "U1", "action": "", "who": "y"}]), "a text"),
    ],
)
def test_refusals(call, what):
    with pytest.raises(InputError, match=what):
        call()


def test_a_plan_of_actions_from_rows_columns_or_a_table():
    rows = [
        {"item": "U3", "action": "second counter", "who": "head", "by": "2026-03-31", "done": True},
        {"item": "U9", "action": "roof", "who": "affairs", "by": "2026-06-30", "done": False},
        {"item": "U9", "action": "benches", "who": "affairs", "by": None, "done": None},
    ]
    plan = skm.action_plan(rows, on=datetime.date(2026, 7, 1))
    assert plan.share_done == pytest.approx(1 / 3)
    assert plan.overdue.tolist() == [False, True, False]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    assert skm.action_plan(columns, on="2026-07-01") == plan
    assert len(plan.to_records()) == 3
    assert np.isnan(skm.action_plan([], [], []).share_done)
