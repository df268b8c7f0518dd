"""Staffing norms: the shared worked figures, the disputed year, roundings, rules of transfer."""

import warnings
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja import schemes
from kinerja.balancing import plan_transfers
from kinerja.errors import InputError, KinerjaWarning
from kinerja.schemes import staffing


def test_the_official_years_of_work():
    assert dict(staffing.EFFECTIVE_MINUTES) == {
        "1,250 h": 75_000,
        "1,200 h": 72_000,
        "1,300 h": 78_000,
    }
    for name, minutes in staffing.EFFECTIVE_MINUTES.items():
        hours = int(name.removesuffix(" h").replace(",", ""))
        assert minutes == 60 * hours


@pytest.mark.parametrize(
    ("year", "need"),
    [
        ("1,250 h", "1.292800"),
        ("1,200 h", "1.346667"),
        ("1,300 h", "1.243077"),
        (96_960, "1.000000"),
    ],
)
def test_need_by_the_year_to_the_last_printed_digit(year, need):
    # 1,200 × 30 + 300 × 120 + 52 × 480 = 96,960 minutes.
    got = staffing.abk([1200, 300, 52], [30, 120, 480], effective_time=year)
    assert f"{got.total:.6f}" == need


def test_the_default_year_and_the_rounding_of_posts():
    got = staffing.abk([298_000], 1, unit=["u"], job=["j"])
    assert f"{got.total:.3f}" == "3.973"
    assert got.posts.tolist() == [[4]]
    assert staffing.abk([298_000], 1, unit=["u"], rounding="down").posts.tolist() == [[3]]


@pytest.mark.parametrize(
    ("ratio", "grade"),
    [
        (1.01, "A"),
        (1.005, "A"),  # half up: 1.01
        (1.00499999999, "B"),
        (1.00, "B"),
        (0.90, "B"),
        (0.895, "B"),
        (0.89499999999, "C"),
        (0.70, "C"),
        (0.695, "C"),
        (0.6949, "D"),
        (0.50, "D"),
        (0.495, "D"),
        (0.4949, "E"),
        (0, "E"),
        (np.nan, ""),
    ],
)
def test_grades_of_efficiency(ratio, grade):
    assert staffing.efficiency_grade(ratio) == grade


@given(st.integers(0, 10**6), st.integers(1, 400), st.sampled_from([75_000, 72_000]))
def test_grades_agree_with_rational_arithmetic(load, staff, minutes):
    exact = Fraction(load, staff * minutes)
    printed = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    edges = [Decimal("1.01"), Decimal("0.90"), Decimal("0.70"), Decimal("0.50")]
    grade = "ABCDE"[sum(printed < edge for edge in edges)]
    got = staffing.unit_efficiency(load, staff, effective_time=minutes, compare=())
    assert got.grade.tolist() == [grade]
    assert staffing.efficiency_grade(load / (staff * minutes)) == grade


def test_where_the_year_changes_the_grade_it_is_said():
    # 298,000 over 4 · 75,000 is .993, B; over 4 · 72,000 it is 1.0347, A.
    with pytest.warns(KinerjaWarning, match=r"Clinic: B at 1,250 h, A at 1,200 h\. Name") as caught:
        got = staffing.unit_efficiency([298_000, 150_000], [4, 4], ids=["Clinic", "Office"])
    assert len(caught) == 1
    assert "Office" not in str(caught[0].message)
    assert f"{got.ratio[0]:.3f}" == "0.993"
    assert got.grade.tolist() == ["B", "D"]
    assert got.grade_by_year.tolist() == [["B", "A"], ["D", "D"]]
    assert got.disputed.tolist() == [True, False]
    assert got.minutes.tolist() == [75_000, 72_000]
    assert staffing.UnitEfficiency.from_dict(got.to_dict()) == got
    assert "grade_by_year_1,200 h" in got.to_frame("pandas").columns
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        staffing.unit_efficiency(150_000, 4)
        staffing.unit_efficiency(298_000, 4, compare=())


def test_an_agencys_own_year_is_compared_with_the_official_ones():
    with pytest.warns(KinerjaWarning, match="0: B at 76000 min, B at 1,250 h, A at 1,200 h"):
        got = staffing.unit_efficiency(298_000, 4, effective_time=76_000)
    assert got.year.tolist() == ["76000 min", "1,250 h", "1,200 h"]
    own = staffing.unit_efficiency(150_000, 4, effective_time=75_000)
    assert own.year.tolist() == ["1,250 h", "1,200 h"]
    one = staffing.unit_efficiency(180_000, 4, compare="1,300 h")
    assert one.year.tolist() == ["1,250 h", "1,300 h"]


def test_wisn_posts_at_each_edge():
    edges = {1.1: 1, 2.2: 2, 3.3: 3, 4.4: 4, 5.5: 5}
    for edge, posts in edges.items():
        unit = 1e-11
        assert staffing.wisn_posts([edge - unit, edge, edge + unit]).tolist() == [
            posts,
            posts,
            posts + 1,
        ]
    assert staffing.wisn_posts([0, 0.01, 5.764120]).tolist() == [0, 1, 6]
    table = schemes.get("wisn", "2010").table("rounded_down_to")
    assert table == {str(posts): edge for edge, posts in edges.items()}


def test_teachers_by_the_guide():
    # 1.6 teachers: down 38.40 hours each, up 19.20; 2.9: down 34.80, up 23.20.
    got = staffing.teachers([1.6 * 24, 2.9 * 24])
    assert [f"{x:.2f}" for x in got.hours_if_down] == ["38.40", "34.80"]
    assert [f"{x:.2f}" for x in got.hours_if_up] == ["19.20", "23.20"]
    assert got.need.tolist() == [1, 2]
    ratios = np.array([0.2, 1.0, 1.01, 1.66, 1.67, 1.99, 2.0, 2.01, 2.99, 3.5])
    got = staffing.teachers(ratios * 24)
    assert got.need.tolist() == [1, 1, 1, 1, 2, 2, 2, 2, 2, 3]
    assert got.open.tolist() == [False] * 4 + [True] * 2 + [False] * 4


def test_tenure_is_counted_from_two_years_and_overdue_past_five():
    got = staffing.transferable([0, 23.9, 24, 60, 60.1])
    assert got.allowed.tolist() == [False, False, True, True, True]
    assert got.overdue.tolist() == [False] * 4 + [True]
    assert got.not_checked == (
        "civil_servant",
        "competence",
        "career_pattern",
        "no_conflict",
        "no_case",
    )


def test_each_rule_of_transfer_is_named_where_it_fails():
    yes, no = [True] * 6, [False] * 6

    def but(flags, i):
        return [(not x) if j == i else x for j, x in enumerate(flags)]

    got = staffing.transferable(
        [36, 36, 36, 36, 36, 36],
        civil_servant=but(yes, 0),
        competence=but(yes, 1),
        career_pattern=but(yes, 2),
        conflict=but(no, 3),
        case=but(no, 4),
        ids=["a", "b", "c", "d", "e", "f"],
    )
    assert got.failed == (
        ("civil_servant",),
        ("competence",),
        ("career_pattern",),
        ("no_conflict",),
        ("no_case",),
        (),
    )
    assert got.allowed.tolist() == [False] * 5 + [True]
    assert got.not_checked == ()
    assert staffing.Transferable.from_dict(got.to_dict()) == got
    assert "no_case" in repr(got)


def test_the_rules_of_transfer_are_options_of_the_plan():
    assert schemes.get("transfer", "2019").table("tenure") == dict(staffing.TRANSFER_OPTIONS)
    months = [23, 24, 61]
    plan = plan_transfers(
        ["A"] * 3,
        ["clerk"] * 3,
        [[0], [3]],
        units=["A", "B"],
        jobs=["clerk"],
        months_in_post=months,
        **staffing.TRANSFER_OPTIONS,
    )
    assert sorted(move.staff for move in plan.moves) == [1, 2]
    one = plan_transfers(
        ["A"] * 3,
        ["clerk"] * 3,
        [[0], [1]],
        units=["A", "B"],
        jobs=["clerk"],
        months_in_post=months,
        movable=staffing.transferable(months).allowed,
        **staffing.TRANSFER_OPTIONS,
    )
    assert [move.staff for move in one.moves] == [2]  # the overdue one goes first


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: staffing.efficiency_grade(-0.1), "`ratio`.*0 or more"),
        (lambda: staffing.efficiency_grade(np.inf), "`ratio`.*finite"),
        (lambda: staffing.efficiency_grade("1"), "`ratio`.*numbers"),
        (lambda: staffing.abk([1], [1], effective_time="1,245 h"), "'1,250 h', '1,200 h'"),
        (lambda: staffing.abk([1], [1], effective_time=0), "`effective_time`.*above 0"),
        (lambda: staffing.abk([1], [1], effective_time=True), "`effective_time`"),
        (lambda: staffing.abk([-1], [1]), "`volume`.*0 or more"),
        (lambda: staffing.abk([1], [-30]), "`norm`.*0 or more"),
        (lambda: staffing.abk([1], [np.nan]), "`norm`"),
        (lambda: staffing.unit_efficiency(1, 0), "`staff`.*more than 0"),
        (lambda: staffing.unit_efficiency(1, 1, compare=("x",)), "`compare`.*'1,250 h'"),
        (lambda: staffing.unit_efficiency(1, 1, compare=72_000), "`compare`.*codes"),
        (lambda: staffing.abk([1], [1], effective_time=10**400), "`effective_time`.*finite"),
        (lambda: staffing.wisn_posts(-1), "`need`.*0 or more"),
        (lambda: staffing.teachers(-1), "`hours`.*0 or more"),
        (lambda: staffing.transferable([-1]), "`months_in_post`.*0 or more"),
        (lambda: staffing.transferable([np.nan]), "`months_in_post`"),
        (lambda: staffing.transferable([30], case=[2]), "`case`.*True or False"),
        (lambda: staffing.transferable([30], conflict=[True, False]), "`conflict`.*1 values"),
        (lambda: staffing.transferable([30, 30], ids=["a", "a"]), "`ids`.*once"),
    ],
)
def test_refusals_name_what_is_allowed(call, message):
    with pytest.raises(InputError, match=message):
        call()
