"""staffing: published worked figures, hand values, laws, refusals."""

import csv
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja import staffing as s
from kinerja.balancing import plan_transfers
from kinerja.errors import InputError


@pytest.mark.parametrize(
    ("minutes", "need"), [(75_000, 1.2928), (72_000, 96_960 / 72_000), (78_000, 96_960 / 78_000)]
)
def test_workload_analysis_by_the_years_norm(minutes, need):
    # 1,200 × 30 + 300 × 120 + 52 × 480 = 36,000 + 36,000 + 24,960 = 96,960 minutes.
    got = s.workload_need([1200, 300, 52], [30, 120, 480], effective_time=minutes)
    assert got.load.tolist() == [36_000, 36_000, 24_960]
    assert got.need.sum() == pytest.approx(need)


def test_one_task_may_be_given_as_numbers():
    # 298,000 / 75,000 = 3.9733…
    got = s.workload_need(298_000, 1, effective_time=75_000)
    assert got == s.workload_need([298_000], [1], effective_time=75_000)
    assert got.need == pytest.approx([298 / 75])


def test_need_by_unit_and_job_keeps_every_minute():
    got = s.workload_need(
        [10, 20, 30, 40],
        [60, 30, 10, 5],
        effective_time=600,
        unit=["b", "a", "b", "b"],
        job=["x", "x", "y", "x"],
    )
    # b·x: 600 + 200 = 800 minutes; b·y: 300; a·x: 600.
    assert got.units.tolist() == ["a", "b"]
    assert got.jobs.tolist() == ["x", "y"]
    np.testing.assert_allclose(got.by_unit_job, [[1.0, 0.0], [800 / 600, 0.5]])


@given(
    st.lists(st.tuples(st.integers(0, 999), st.integers(1, 99), st.sampled_from("abc")), min_size=1)
)
def test_sums_are_the_tasks(rows):
    volume, norm, unit = zip(*rows, strict=True)
    got = s.workload_need(volume, norm, effective_time=1000, unit=unit, job=["j"] * len(rows))
    assert got.by_unit_job.sum() == pytest.approx(np.dot(volume, norm) / 1000)
    again = s.workload_need(
        volume[::-1], norm[::-1], effective_time=1000, unit=unit[::-1], job=["j"] * len(rows)
    )
    np.testing.assert_allclose(again.by_unit_job, got.by_unit_job)


def test_wisn_by_the_worked_figures():
    # Available 215 × 8 = 1,720 h; 12,000 cases of 20 minutes: 4,000/1,720 = 2.325581; 1,500 of 3 h:
    # 2.616279; category 1/(1 − .125) = 1.142857; individual 200/1,720 = .116279.
    available = float(s.working_time(215, hours_per_day=8))
    assert available == 1720
    got = s.wisn(
        [12_000, 1_500],
        [20 / 60, 3],
        available_time=available,
        category_allowance=0.125,
        individual_allowance=200,
        existing=5,
    )
    need = (4000 / 1720 + 4500 / 1720) / 0.875 + 200 / 1720
    assert got.need.tolist() == pytest.approx([need])
    assert need == pytest.approx(5.764120, abs=1e-6)
    assert got.ratio.tolist() == pytest.approx([5 / need])
    assert got.category_factor == pytest.approx(1.142857, abs=1e-6)
    assert got.individual_factor == pytest.approx(0.116279, abs=1e-6)


@pytest.mark.parametrize(
    ("ratio", "grade"),
    [(1.01, "A"), (1.0, "B"), (0.9, "B"), (0.89, "C"), (0.7, "C"), (0.5, "D"), (0.49, "E")],
)
def test_efficiency_grades_at_their_edges(ratio, grade):
    got = s.efficiency(ratio * 300_000, 4, effective_time=75_000)
    assert got.ratio.tolist() == pytest.approx([ratio])
    assert got.grade.tolist() == [grade]


def test_working_time_by_hand():
    # (365 − 104 − 15 − 12 − 4) × 5.5.
    got = s.working_time(365, leave=12, holidays=15, sick=4, other=104, hours_per_day=5.5)
    assert float(got) == 230 * 5.5


@pytest.mark.parametrize(
    ("hours", "need"), [(24, 1), (38.4, 1), (40, 1), (48, 2), (69.6, 2), (72, 3), (0, 0)]
)
def test_teachers(hours, need):
    # 38.4 h: one teacher carries 38.4, two would carry 19.2, under 24. 69.6 h: two carry 34.8.
    assert s.teacher_need(hours).need.tolist() == [need]


@given(
    st.lists(st.lists(st.floats(0, 20), min_size=2, max_size=2), min_size=1, max_size=5),
    st.data(),
)
def test_balance_sheet_is_exact_on_both_sides(need, data):
    staff = data.draw(
        st.lists(
            st.lists(st.integers(0, 20), min_size=2, max_size=2),
            min_size=len(need),
            max_size=len(need),
        )
    )
    got = s.balance_sheet(need, staff)
    assert (got.surplus >= 0).all()
    assert (got.shortage >= 0).all()
    assert ((got.surplus == 0) | (got.shortage == 0)).all()
    np.testing.assert_allclose(got.surplus - got.shortage, np.array(staff) - np.array(need))


def test_projection_by_hand():
    # Need 10 grows by a tenth a year: 11, 12.1. Staff 10 lose 2, then 1: 8, 7.
    got = s.project_need(10, 10, growth=0.1, retirements=[2, 1], years=2)
    np.testing.assert_allclose(got.need, [11.0, 12.1])
    np.testing.assert_allclose(got.staff, [8.0, 7.0])
    np.testing.assert_allclose(got.shortage, [3.0, 5.1])


def rows(name):
    text = (files("kinerja") / "_sample" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_from_the_citys_tasks_to_a_plan():
    tasks, people = rows("city_tasks.csv"), rows("city_staff.csv")
    need = s.workload_need(
        [float(row["volume"]) for row in tasks],
        [float(row["minutes"]) for row in tasks],
        effective_time=75_000,
        unit=[row["unit"] for row in tasks],
        job=[row["job"] for row in tasks],
    )
    units, jobs = need.units.tolist(), need.jobs.tolist()
    unit, job = ([row[name] for row in people] for name in ("unit", "job"))
    staff = s.headcount(unit, job, units=units, jobs=jobs)
    sheet = s.balance_sheet(need.by_unit_job, staff)
    plan = plan_transfers(unit, job, need.by_unit_job, units=units, jobs=jobs)
    count = {}
    for place in zip(unit, job, strict=True):
        count[place] = count.get(place, 0) + 1
    wanted = {}
    for row in tasks:
        place = row["unit"], row["job"]
        wanted[place] = wanted.get(place, 0.0) + float(row["volume"]) * float(row["minutes"]) / 75e3
    short = sum(max(0.0, wanted[place] - count.get(place, 0)) for place in wanted)
    assert sheet.shortage.sum() == pytest.approx(short)
    assert plan.shortage_before == pytest.approx(short, abs=1e-4)
    assert plan.status == "optimal"
    assert plan.shortage_after < 0.7 * plan.shortage_before


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: s.workload_need([-1], [1], effective_time=9), "volume"),
        (lambda: s.workload_need([1], [np.nan], effective_time=9), "norm"),
        (lambda: s.workload_need([1], [1], effective_time=0), "effective_time"),
        (lambda: s.wisn([1], [1], available_time=0), "available_time"),
        (lambda: s.wisn([1], [1], available_time=9, category_allowance=1), "category_allowance"),
        (lambda: s.efficiency(10, 0, effective_time=9), "staff"),
        (lambda: s.balance_sheet([[1, 2]], [[1]]), "staff"),
        (lambda: s.balance_sheet([[-1]], [[1]]), "need"),
        (lambda: s.teacher_need(-1), "hours"),
    ],
)
def test_refusals_name_the_argument(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument


def test_a_table_with_a_unit_twice_is_named():
    need = {"unit": ["North", "South"], "clerk": [1, 2]}
    for argument, tables in {
        "staff": (need, {"unit": ["North", "North"], "clerk": [1, 2]}),
        "need": ({"unit": ["North", None], "clerk": [1, 2]}, need),
    }.items():
        with pytest.raises(InputError) as caught:
            s.balance_sheet(*tables)
        assert caught.value.argument == argument
    with pytest.raises(InputError, match="`units`"):
        s.balance_sheet([[1], [2]], [[1], [2]], units=["North", "North"], jobs=["clerk"])


@pytest.mark.parametrize("rounding", ["half_up", "up", "down", "wisn"])
@pytest.mark.parametrize("need", [1e19, 2.0**63, 1e308])
def test_posts_beyond_whole_numbers_of_64_bits_do_not_wrap(rounding, need):
    assert s.round_need([need], rounding=rounding).tolist() == [pytest.approx(need, rel=1e-11)]
