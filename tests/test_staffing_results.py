"""staffing: what a result says of itself, its edges, and arrays that stay the caller's own."""

import numpy as np
import pytest

from kinerja import staffing as s
from kinerja._definitions import fingerprint
from kinerja.errors import InputError
from kinerja.indicators import Bands

POST = {"unit": ["b", "a", "b"], "job": ["x", "x", "y"]}
MADE = {
    "workload_need": (
        lambda **r: s.workload_need([1, 2, 3], [4, 5, 6], effective_time=7, **POST, **r),
        {"rounding": "none"},
    ),
    "balance_sheet": (lambda **r: s.balance_sheet([[1.5]], [[2]], **r), {"rounding": "none"}),
    "project_need": (lambda **r: s.project_need([1.5], [2], **r), {"rounding": "none"}),
    "wisn": (lambda **r: s.wisn([3], [2], available_time=5, **r), {"rounding": "none"}),
    "teacher_need": (
        lambda **r: s.teacher_need([30, 44], **r),
        {"weekly": 24.0, "most": 40.0, "rounding": "teacher", "open_cases": "up"},
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_a_result_says_how_it_was_made(name):
    make, options = MADE[name]
    assert make().provenance.options == options
    assert make().provenance.missing == "raise"
    assert make(rounding="down").provenance.options == {**options, "rounding": "down"}


def test_teachers_say_every_option():
    got = s.teacher_need([30, 44], weekly=18, most=36, open_cases="down")
    assert got.provenance.options == {
        "weekly": 18.0,
        "most": 36.0,
        "rounding": "teacher",
        "open_cases": "down",
    }


def test_efficiency_says_by_which_grades_it_was_judged():
    own = Bands.of({"low": 0, "high": 0.8})
    usual = s.efficiency([6, 7], [1, 1], effective_time=8)
    other = s.efficiency([6, 7], [1, 1], effective_time=8, grades=own)
    assert usual.provenance.definition == fingerprint(s.EFFICIENCY_GRADES)
    assert other.provenance.definition == fingerprint(own)
    assert usual.provenance.missing == other.provenance.missing == "raise"
    # 6/8 = .75 and 7/8 = .875, which is .88 at two decimals.
    assert usual.grade.tolist() == ["C", "C"]
    assert other.grade.tolist() == ["low", "high"]


def test_one_figure_of_efficiency_serves_every_unit():
    got = s.efficiency(90, [1, 2, 4], effective_time=30, ids=["a", "b", "c"])
    assert got.ratio.tolist() == [3, 1.5, 0.75]
    assert s.efficiency([30, 90], 2, effective_time=30).ratio.tolist() == [0.5, 1.5]
    assert s.efficiency(90, 2, effective_time=[30, 45]).ratio.tolist() == [1.5, 1]
    assert s.efficiency(90, 2, effective_time=30).ratio.tolist() == [1.5]
    assert got.ids.tolist() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("more", "english", "indonesian"),
    [
        ({}, "for 3 tasks", "3 "),
        ({"unit": POST["unit"]}, "over 2 units", "2 unit"),
        ({"job": POST["job"]}, "over 2 jobs", "2 jabatan"),
        (POST, "over 2 units and 2 jobs", "2 jabatan"),
    ],
)
def test_a_title_says_what_the_need_is_summed_over(more, english, indonesian):
    # 4 + 10 + 18 = 32 over 8.
    got = s.workload_need([1, 2, 3], [4, 5, 6], effective_time=8, **more)
    title = got._headline()
    assert title == got._headline("en")
    assert title.startswith("Need of 4 persons")
    assert title.endswith(english)
    assert ("over" in title) == bool(more)
    assert indonesian in got._headline("id")


def test_one_label_alone_makes_one_row_or_one_column():
    by_unit = s.workload_need([1, 2, 3], [4, 5, 6], effective_time=2, unit=POST["unit"])
    # Unit a has 10 over 2, unit b 4 and 18.
    assert by_unit.by_unit_job.tolist() == [[5], [11]]
    assert by_unit.load_by_unit.tolist() == [10, 22]
    assert (by_unit.by_job, by_unit.load_by_job, by_unit.jobs) == (None, None, None)
    by_job = s.workload_need([1, 2, 3], [4, 5, 6], effective_time=2, job=POST["job"])
    assert by_job.by_unit_job.tolist() == [[7, 9]]  # x: (4 + 10)/2; y: 18/2
    assert by_job.load_by_job.tolist() == [14, 18]
    assert (by_job.by_unit, by_job.load_by_unit, by_job.units) == (None, None, None)
    both = s.workload_need([1, 2, 3], [4, 5, 6], effective_time=2, **POST)
    assert both.load_by_unit_job.tolist() == [[10, 0], [4, 18]]
    assert both.load_by_unit.tolist() == [10, 22]
    assert both.load_by_job.tolist() == [14, 18]
    assert both.by_job.tolist() == [7, 9]
    plain = s.workload_need([1], [4], effective_time=2)
    assert (plain.by_unit_job, plain.load_by_unit_job, plain.posts) == (None, None, None)
    assert both.total == 16


def test_a_need_names_its_tasks_and_the_columns_it_was_made_from():
    got = s.workload_need([1, 2, 3], [4, 5, 6], effective_time=[7, 7, 9], ids=list("pqr"), **POST)
    assert got.ids.tolist() == ["p", "q", "r"]
    table = {"volume": [1, 2, 3], "norm": [4, 5, 6], "effective_time": [7, 7, 9], **POST}
    assert set(got.provenance.data) == set(table)
    assert got.provenance.same_data(table)
    more = {"available_time": [5, 6], "category_allowance": [0.5, 0.25]}
    more |= {"individual_allowance": [1, 2.5], "existing": [4, 3]}
    facilities = s.wisn([[3, 1], [7, 2]], [2, 1], **more)
    table = {"0": [3, 7], "1": [1, 2], **more}
    assert set(facilities.provenance.data) == set(table)
    assert facilities.provenance.same_data(table)


def test_ratios_and_projections_know_the_columns_they_were_made_from():
    table = {"load": [6, 7], "staff": [1, 2], "effective_time": [8, 9]}
    found = {"efficiency": (s.efficiency(**table), table)}
    table = {"need": [3, 5], "staff": [2, 4], "growth": [0.5, 0], "retirements": [1, 0]}
    table |= {"contract_ends": [0, 1], "other_leavers": [0, 2], "arrivals": [1, 3]}
    found["projection"] = (s.project_need(**table), table)
    for name, (result, made_of) in found.items():
        assert set(result.provenance.data) == set(made_of), name
        assert result.provenance.same_data(made_of), name
        assert not result.provenance.same_data({**made_of, "staff": [9, 9]}), name


def test_arrays_of_the_caller_stay_theirs():
    need, staff = np.array([[1.5, 2.0]]), np.array([[2.0, 1.0]])
    sheet = s.balance_sheet(need, staff)
    kept = s.round_need(need, rounding="none")
    existing = np.array([3.0])
    wisn = s.wisn([[4.0]], [1.0], available_time=2, existing=existing)
    ahead = s.project_need(need, staff, years=1)
    need[:], staff[:], existing[:] = 99, 99, 99
    assert sheet.need.tolist() == [[1.5, 2]]
    assert sheet.staff.tolist() == [[2, 1]]
    assert kept.tolist() == [[1.5, 2]]
    assert wisn.existing.tolist() == [3]
    assert ahead.staff[..., 0].tolist() == [[2, 1]]


def test_everybody_may_move_within_a_job_only():
    names = {"units": ["North", "South"], "jobs": ["clerk", "cook"]}
    sheet = s.balance_sheet([[3, 1], [2, 5]], [[1, 4], [2.5, 1]], **names)
    assert {"units": sheet.units.tolist(), "jobs": sheet.jobs.tolist()} == names
    # First job: need 5, there 3.5; second: need 6, there 5. Rows: 4 and 5, 7 and 3.5.
    assert sheet.unfillable.tolist() == [1.5, 1]
    assert (sheet.total_surplus, sheet.total_shortage) == (3.5, 6)
    title = sheet._headline()
    assert title == sheet._headline("en")
    for figure in ("2 units", "2 jobs", "need 11", "staff 8.5", "surplus 3.5", "shortage 6"):
        assert figure in title
    assert sheet._headline("id") != title


def test_years_are_counted_from_the_first_to_a_thousand():
    assert s.project_need(1, 1).years.tolist() == [1, 2, 3, 4, 5]
    assert s.project_need(1, 1, first_year=0, years=2).years.tolist() == [0, 1]
    assert s.project_need(1, 1, years=1_000).years[-1] == 1_000
    for years in (0, 1_001, 2.5):
        with pytest.raises(InputError) as caught:
            s.project_need(1, 1, years=years)
        assert caught.value.argument == "years"
    with pytest.raises(InputError) as caught:
        s.project_need(1, 1, first_year=-1)
    assert caught.value.argument == "first_year"


def test_parts_of_persons_end_at_nobody_and_not_below():
    # 0.3 − 0.1 − 0.1 − 0.1 is −2.8e-17 in floats.
    got = s.project_need([1.0, 1.0], [0.3, 5.0], retirements=[0.1, 0.5], years=3)
    assert got.staff[0, 2] == 0.0
    assert got.staff[1].tolist() == [4.5, 4.0, 3.5]
    # A billionth of the people is noise, of one person where there are fewer.
    assert s.project_need(1, 1e6, other_leavers=1e6 + 5e-4, years=1).staff.tolist() == [0]
    assert s.project_need(1, 0.01, other_leavers=0.01 + 5e-10, years=1).staff.tolist() == [0]
    for there, leave in ((1e6, 1e6 + 2e-3), (0.01, 0.01 + 2e-9)):
        with pytest.raises(InputError, match="no more leavers than there are people"):
            s.project_need(1, there, other_leavers=leave, years=1)


def test_whoever_was_recruited_is_there_in_every_later_year():
    # Need 10 at each end; staff 8, 6, 9, 5: short by 2, 4, 1, 5.
    got = s.project_need(
        10, 10, retirements=[2, 2, 0, 4], arrivals=[0, 0, 3, 0], years=4, first_year=2030
    )
    assert got.staff.tolist() == [8, 6, 9, 5]
    assert got.shortage.tolist() == [2, 4, 1, 5]
    assert got.surplus.tolist() == [0, 0, 0, 0]
    assert got.recruits.tolist() == [2, 2, 0, 1]
    # Rates compound, each year by its own: 10, 20, 15, and staff is left over.
    grown = s.project_need(10, 18, growth=[0, 1, -0.25], years=3)
    assert grown.need.tolist() == [10, 20, 15]
    assert grown.surplus.tolist() == [8, 0, 3]
    assert grown.recruits.tolist() == [0, 2, 0]


@pytest.mark.parametrize(
    ("hours", "need", "each", "up", "down", "left_open"),
    [
        (0, 0, 0, 0, 0, False),
        (12, 1, 12, 12, 12, False),
        (24, 1, 24, 24, 24, False),
        (40, 1, 40, 20, 40, False),
        (40.001, 2, 20.0005, 20.0005, 40.001, True),
        (48, 2, 24, 24, 24, False),
        (60, 2, 30, 20, 30, False),
    ],
)
def test_hours_of_each_teacher_by_hand(hours, need, each, up, down, left_open):
    got = s.teacher_need([hours, 24])
    figures = got.need, got.hours_each, got.hours_if_up, got.hours_if_down
    assert [x[0] for x in figures] == pytest.approx([need, each, up, down])
    assert got.open.tolist() == [left_open, False]


def test_other_limits_of_a_teachers_week():
    # 18 to 30 hours: 31 are too many for one, 36 are two whole ones; 33 of 20 would be 16.5 each.
    got = s.teacher_need([30, 31, 36, 17], weekly=18, most=30)
    assert got.need.tolist() == [1, 2, 2, 1]
    assert got.open.tolist() == [False, True, False, False]
    assert s.teacher_need(31, weekly=18, most=30, open_cases="down").hours_each.tolist() == [31]
    # Rounded down to nobody, all hours are left to whoever there is.
    none = s.teacher_need([12, 30], rounding="down")
    assert none.need.tolist() == [0, 1]
    assert none.hours_each.tolist() == [12, 30]
    with pytest.raises(InputError) as caught:
        s.teacher_need(30, weekly=18, most=17)
    assert caught.value.argument == "most"
    assert s.teacher_need(30, weekly=18, most=18).open.tolist() == [True]


def test_posts_of_each_rule_stand_where_the_rules_differ():
    need = [0.2, 1.1, 1.11, 2.5, 5.5, 5.51, 7.5, 7.51]
    want = {
        "none": need,
        "half_up": [0, 1, 1, 3, 6, 6, 8, 8],
        "up": [1, 2, 2, 3, 6, 6, 8, 8],
        "down": [0, 1, 1, 2, 5, 5, 7, 7],
        "wisn": [1, 1, 2, 3, 5, 6, 7, 8],
    }
    for rounding, posts in want.items():
        assert s.round_need(need, rounding=rounding).tolist() == posts
        wisn = s.wisn([[x] for x in need], [1], available_time=1, rounding=rounding)
        assert wisn.posts.tolist() == posts
    assert s.round_need(need).tolist() == want["half_up"]
    assert s.round_need(2.5) == 3


def test_each_loss_of_days_is_taken_off_once():
    days = {"leave": 1, "holidays": 2, "sick": 4, "training": 8, "other": 16}
    for name, lost in days.items():
        assert s.working_time(100, hours_per_day=2, **{name: lost}) == 2 * (100 - lost)
    got = s.working_time([100, 50], hours_per_day=[2, 4], allowance=0.25, **days)
    assert got.tolist() == [0.75 * 2 * 69, 0.75 * 4 * 19]
    assert s.working_time(1, hours_per_day=24) == 24
    assert np.ndim(s.working_time(100, hours_per_day=8)) == 0
