"""staffing: laws over generated input, tables of every library, and what each argument refuses."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja import staffing as s
from kinerja.errors import InputError

LIBRARIES = ["pandas", "polars", "pyarrow"]
amounts = st.integers(0, 10**6)
times = st.integers(1, 10**4)


def frame_of(library, columns):
    module = __import__(library)
    return module.table(columns) if library == "pyarrow" else module.DataFrame(columns)


# --- workload ---------------------------------------------------------------------------------


@given(st.lists(st.tuples(amounts, times), min_size=1, max_size=8), st.integers(1, 10**5))
def test_need_is_the_exact_ratio(tasks, minutes):
    volume, norm = zip(*tasks, strict=True)
    got = s.workload_need(volume, norm, effective_time=minutes)
    exact = [Fraction(v * n, minutes) for v, n in tasks]
    assert got.need.tolist() == pytest.approx([float(x) for x in exact], rel=1e-14)
    # The unit of time does not matter, as long as it is one.
    hours = s.workload_need(volume, np.array(norm) / 60, effective_time=minutes / 60)
    np.testing.assert_allclose(hours.need, got.need, rtol=1e-13)


@given(st.lists(st.tuples(amounts, times, st.sampled_from("ab")), min_size=1, max_size=12))
def test_a_post_alone_has_the_need_it_has_among_others(tasks):
    volume, norm, unit = (np.array(x) for x in zip(*tasks, strict=True))
    whole = s.workload_need(volume, norm, effective_time=75_000, unit=unit)
    for i, name in enumerate(whole.units.tolist()):
        own = unit == name
        alone = s.workload_need(volume[own], norm[own], effective_time=75_000, unit=unit[own])
        assert alone.by_unit_job[0, 0] == whole.by_unit_job[i, 0]
    assert whole.by_unit.sum() == pytest.approx(whole.total)
    assert whole.load_by_unit.sum() == pytest.approx(float(np.dot(volume, norm)))


@pytest.mark.parametrize("library", LIBRARIES)
def test_columns_of_any_library(library):
    table = frame_of(
        library,
        {
            "task": ["t1", "t2", "t3"],
            "unit": ["North", "North", "South"],
            "job": ["clerk", "nurse", "clerk"],
            "volume": [1200, 300, 52],
            "norm": [30.0, 120.0, 480.0],
        },
    )
    got = s.workload_need(
        table["volume"],
        table["norm"],
        effective_time=75_000,
        unit=table["unit"],
        job=table["job"],
        ids=table["task"],
        rounding="up",
    )
    assert got.units.tolist() == ["North", "South"]
    assert got.jobs.tolist() == ["clerk", "nurse"]
    np.testing.assert_allclose(got.by_unit_job, [[0.48, 0.48], [0.3328, 0]])
    assert got.posts.tolist() == [[1, 1], [1, 0]]
    assert s.Need.from_dict(got.to_dict()) == got
    staff = frame_of(library, {"unit": ["South", "North"], "nurse": [0, 2], "clerk": [1, 0]})
    sheet = s.balance_sheet(got, staff, rounding="up")
    assert sheet.surplus.tolist() == [[0, 1], [0, 0]]
    assert sheet.shortage.tolist() == [[1, 0], [0, 0]]
    assert sheet.unfillable.tolist() == [1, 0]
    ahead = s.project_need(got, staff, growth=0.5, years=2, rounding="up")
    # Clerks of North: .48, then .72 and 1.08 persons, that is 1 and 2 posts, and nobody there.
    assert ahead.recruits[0, 0].tolist() == [1, 1]
    assert ahead.units.tolist() == ["North", "South"]
    rows = ahead.to_frame("pandas")
    assert rows.shape[0] == 2 * 2 * 2
    assert rows.query("unit == 'North' and job == 'clerk' and period == 2")["need"].item() == 2


def test_many_tasks_at_once():
    rng = np.random.default_rng(7)
    n = 200_000
    unit, job = rng.integers(0, 50, n), rng.integers(0, 12, n)
    volume, norm = rng.integers(0, 900, n), rng.integers(1, 90, n)
    got = s.workload_need(volume, norm, effective_time=75_000, unit=unit, job=job)
    assert got.by_unit_job.shape == (50, 12)
    assert got.load_by_unit_job.sum() == np.dot(volume.astype(np.int64), norm)


# --- rounding ---------------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.integers(0, 4))
def test_rounding_agrees_with_decimal_arithmetic(units, places):
    exact = Decimal(units).scaleb(-places)
    rules = {"half_up": ROUND_HALF_UP, "up": ROUND_CEILING, "down": ROUND_FLOOR}
    for rounding, rule in rules.items():
        expected = int(exact.to_integral_value(rule))
        assert s.round_need(float(exact), rounding=rounding) == expected
    assert s.round_need(float(exact), rounding="none") == float(exact)
    whole = int(exact)
    tolerance = Decimal(min(whole, 5)) / 10
    assert s.round_need(float(exact), rounding="wisn") == whole + (exact - whole > tolerance)


@given(st.floats(0, 1e4), st.floats(0, 1e4), st.sampled_from(["half_up", "up", "down", "wisn"]))
def test_rounding_keeps_the_order_and_moves_less_than_one(a, b, rounding):
    a, b = sorted((a, b))
    x, y = s.round_need([a, b], rounding=rounding)
    assert x <= y
    assert abs(x - a) <= 1
    assert s.round_need(x, rounding=rounding) == x


# --- WISN -------------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(amounts, times), min_size=1, max_size=6),
    st.integers(500, 10**5),
    st.fractions(0, Fraction(9, 10)),
    st.integers(0, 10**4),
)
def test_wisn_is_the_formula_of_the_manual(tasks, available, share, extra):
    workload, unit_time = zip(*tasks, strict=True)
    got = s.wisn(
        workload,
        unit_time,
        available_time=available,
        category_allowance=float(share),
        individual_allowance=extra,
    )
    standard = [Fraction(available, t) for t in unit_time]
    need = sum(Fraction(w) / sw for w, sw in zip(workload, standard, strict=True)) / (
        1 - Fraction(float(share))
    ) + Fraction(extra, available)
    assert got.need[0] == pytest.approx(float(need), rel=1e-12)
    assert got.standard_workload[0].tolist() == pytest.approx([float(x) for x in standard])
    assert got.ratio is None
    minutes = s.wisn(
        workload,
        np.array(unit_time) * 60,
        available_time=available * 60,
        category_allowance=float(share),
        individual_allowance=extra * 60,
    )
    np.testing.assert_allclose(minutes.need, got.need, rtol=1e-12)


@given(st.lists(st.tuples(amounts, amounts, times), min_size=1, max_size=6))
def test_a_facility_alone_has_the_need_it_has_among_others(units):
    workload = np.array([row[:2] for row in units], dtype=float)
    available = np.array([row[2] for row in units], dtype=float)
    whole = s.wisn(workload, [3, 7], available_time=available, rounding="wisn")
    for i in range(len(units)):
        alone = s.wisn(workload[i], [3, 7], available_time=available[i], rounding="wisn")
        assert alone.need[0] == whole.need[i]
        assert alone.posts[0] == whole.posts[i]
    assert s.WISN.from_dict(whole.to_dict()) == whole


def test_wisn_of_several_facilities_with_their_staff():
    got = s.wisn(
        [[1000, 0], [500, 500]],
        [1, 2],
        available_time=500,
        category_allowance=[0.0, 0.5],
        existing=[1, 6],
        ids=["A", "B"],
        rounding="wisn",
    )
    # A: 2 persons. B: (1 + 2)/(1 − .5) = 6.
    assert got.need.tolist() == [2, 6]
    assert got.ratio.tolist() == [0.5, 1]
    assert got.difference.tolist() == [-1, 0]
    assert got.posts.tolist() == [2, 6]


# --- teachers ---------------------------------------------------------------------------------


@given(st.integers(0, 3000))
def test_teachers_carry_what_the_law_allows(tenths):
    hours = tenths / 10
    got = s.teacher_need(hours)
    assert got.need[0] * got.hours_each[0] == pytest.approx(hours)
    assert got.exact[0] == pytest.approx(hours / 24)
    if hours >= 24 and not got.open[0]:
        assert 24 <= round(got.hours_each[0], 9) <= 40
    if 0 < hours < 24:
        assert got.need[0] == 1
    # Open: one teacher would carry more than 40 hours, two less than 24 each.
    assert got.open[0] == (40 < hours < 48)


def test_teachers_by_the_other_rules():
    hours = [36, 44, 60]  # 1.5, 1.833…, 2.5
    assert s.teacher_need(hours, rounding="half_up").need.tolist() == [2, 2, 3]
    assert s.teacher_need(hours, rounding="up").need.tolist() == [2, 2, 3]
    assert s.teacher_need(hours, rounding="down").need.tolist() == [1, 1, 2]
    assert s.teacher_need(hours, rounding="none").need.tolist() == pytest.approx(
        [1.5, 44 / 24, 2.5]
    )
    assert s.teacher_need(hours, open_cases="down").need.tolist() == [1, 1, 2]
    assert s.teacher_need(20, weekly=18).need.tolist() == [1]


# --- balance and projection -------------------------------------------------------------------


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=4),
    st.data(),
    st.sampled_from(["none", "half_up", "up", "down"]),
)
def test_recruits_end_every_shortage_and_are_never_too_many(need, data, rounding):
    n, years = len(need), 5
    draw = data.draw
    staff = draw(st.lists(st.integers(0, 30), min_size=n, max_size=n))
    leave = np.zeros((n, years))
    for i, people in enumerate(staff):
        left = people
        for y in range(years):
            leave[i, y] = draw(st.integers(0, min(left, 3)))
            left -= leave[i, y]
    growth = draw(st.floats(-0.2, 0.3))
    got = s.project_need(need, staff, growth=growth, retirements=leave, rounding=rounding)
    assert got.years.tolist() == [1, 2, 3, 4, 5]
    exact = np.array(need)[:, None] * (1 + growth) ** np.arange(1, 6)
    if rounding == "none":
        np.testing.assert_allclose(got.need, exact, rtol=1e-12)
    np.testing.assert_array_equal(got.staff, np.array(staff)[:, None] - leave.cumsum(axis=1))
    np.testing.assert_allclose(got.need + got.surplus, got.staff + got.shortage)
    there = got.staff + got.recruits.cumsum(axis=1)
    assert (there >= got.need - 1e-9).all()
    np.testing.assert_allclose(got.recruits.sum(axis=1), got.shortage.max(axis=1))
    assert s.Projection.from_dict(got.to_dict()) == got


def test_five_years_by_hand():
    # Need 10 grows by a tenth; staff 12 lose 1 by retirement and 2 by contract each year, 1 comes.
    got = s.project_need(
        10, 12, growth=0.1, retirements=1, contract_ends=2, arrivals=1, rounding="half_up"
    )
    assert got.need.tolist() == [11, 12, 13, 15, 16]  # 11, 12.1, 13.31, 14.641, 16.1051
    assert got.staff.tolist() == [10, 8, 6, 4, 2]
    assert got.shortage.tolist() == [1, 4, 7, 11, 14]
    assert got.recruits.tolist() == [1, 3, 3, 4, 3]
    named = s.project_need(10, 12, first_year=2027, other_leavers=[0, 0, 0, 0, 12])
    assert named.years.tolist() == [2027, 2028, 2029, 2030, 2031]
    assert named.staff.tolist() == [12, 12, 12, 12, 0]


# --- refusals ---------------------------------------------------------------------------------

TABLE = {"unit": ["A", "B"], "clerk": [1, 2]}
REFUSALS = [
    (lambda: s.workload_need([np.nan], [1], effective_time=9), "`volume`.*every cell"),
    (lambda: s.workload_need([np.inf], [1], effective_time=9), "`volume`.*finite"),
    (lambda: s.workload_need(["3"], [1], effective_time=9), "`volume`.*numbers"),
    (lambda: s.workload_need([True], [1], effective_time=9), "`volume`.*numbers"),
    (lambda: s.workload_need([[1]], [1], effective_time=9), r"`volume`.*\(n,\)"),
    (lambda: s.workload_need([1, 2], [1], effective_time=9), "`norm`.*2 values"),
    (lambda: s.workload_need([1], [-30], effective_time=9), "`norm`.*0 or more"),
    (lambda: s.workload_need([1], [1], effective_time=[9, 9]), "`effective_time`.*1 values"),
    (lambda: s.workload_need([1], [1], effective_time=-9), "`effective_time`.*more than 0"),
    (lambda: s.workload_need([1e300], [1e300], effective_time=9), "`volume`.*hold"),
    (lambda: s.workload_need([1], [1], effective_time=9, unit=[None]), "`unit`.*label"),
    (lambda: s.workload_need([1], [1], effective_time=9, unit=["a", "b"]), "`unit`.*1 labels"),
    (lambda: s.workload_need([1], [1], effective_time=9, job=["a", "b"]), "`job`.*1 labels"),
    (lambda: s.workload_need([1, 1], [1, 1], effective_time=9, ids=["t", "t"]), "`ids`.*once"),
    (lambda: s.workload_need([1], [1], effective_time=9, rounding="even"), "'half_up'"),
    (lambda: s.workload_need([1, -2], 1, effective_time=9, ids=["t", "u"]), "'u'"),
    (lambda: s.efficiency(-1, 1, effective_time=9), "`load`.*0 or more"),
    (lambda: s.efficiency([1, 1], [1, 0], effective_time=9, ids=["A", "B"]), "'B'.*leave it out"),
    (lambda: s.efficiency([1, 1], [1, 1, 1], effective_time=9), "values"),
    (lambda: s.efficiency(1, 1, effective_time=9, grades={"A": 1}), "`grades`.*Bands"),
    (lambda: s.round_need(-1), "`need`.*0 or more"),
    (lambda: s.round_need(np.nan), "`need`"),
    (lambda: s.round_need(1, rounding="bankers"), "'wisn'"),
    (lambda: s.wisn([-1], [1], available_time=9), "`workload`.*0 or more"),
    (lambda: s.wisn([1], [0], available_time=9), "`unit_time`.*more than 0"),
    (lambda: s.wisn([1, 2], [1], available_time=9), "`workload`.*1 columns"),
    (lambda: s.wisn([1], [1], available_time=[9, 9]), "`available_time`.*1 values"),
    (lambda: s.wisn([1], [1], available_time=9, category_allowance=-0.1), "0 or more"),
    (lambda: s.wisn([1], [1], available_time=9, category_allowance=12.5), "Write 12.5 % as 0.125"),
    (lambda: s.wisn([1], [1], available_time=9, individual_allowance=-1), "`individual_allowance`"),
    (lambda: s.wisn([1], [1], available_time=9, existing=-1), "`existing`.*0 or more"),
    (lambda: s.wisn([0], [1], available_time=9, existing=1), "need above 0"),
    (lambda: s.wisn([1], [1], available_time=9, rounding="x"), "'wisn'"),
    (lambda: s.working_time(0, hours_per_day=8), "`days`.*more than 0"),
    (lambda: s.working_time(20, leave=20, hours_per_day=8), "more days than are lost"),
    (lambda: s.working_time(20, leave=-1, hours_per_day=8), "`leave`.*0 or more"),
    (lambda: s.working_time(20, hours_per_day=25), "at most 24"),
    (lambda: s.working_time(20, hours_per_day=8, allowance=30), "Write 30 % as 0.3"),
    (lambda: s.working_time([20, 20], leave=[1, 2, 3], hours_per_day=8), "one shape"),
    (lambda: s.headcount(["A"], ["x"], units=["A"], jobs=["y"]), r"`job`.*row 0 \('x'\)"),
    (lambda: s.headcount(["A"], ["x", "y"], units=["A"], jobs=["x", "y"]), "`job`.*1 labels"),
    (lambda: s.headcount([None], ["x"], units=["A"], jobs=["x"]), "`unit`.*label"),
    (lambda: s.headcount(["A"], ["x"], units=["A", "A"], jobs=["x"]), "`units`.*once"),
    (lambda: s.balance_sheet([[np.nan]], [[1]]), "`need`"),
    (lambda: s.balance_sheet([[1]], [[-1]]), "`staff`.*0 or more"),
    (lambda: s.balance_sheet([1], [1]), r"`need`.*\(n, k\)"),
    (lambda: s.balance_sheet(TABLE, {"unit": ["A", "C"], "clerk": [1, 1]}), "'B', 'C' in one"),
    (lambda: s.balance_sheet(TABLE, {"unit": ["A", "B"], "nurse": [1, 1]}), "'clerk', 'nurse'"),
    (lambda: s.balance_sheet(TABLE, [[1], [1]], units=["A", "B"]), "brings its own"),
    (lambda: s.balance_sheet([[1]], {"unit": ["A"], "clerk": [1]}), "names in `need`"),
    (
        lambda: s.balance_sheet(s.workload_need([1], [1], effective_time=9), [[1]]),
        "summed by unit and job",
    ),
    (lambda: s.project_need([1], [1, 2]), "`staff`.*shape of `need`"),
    (lambda: s.project_need([1], [-1]), "`staff`.*0 or more"),
    (lambda: s.project_need([1], [1], growth=-1), "Write 2 % as 0.02"),
    (lambda: s.project_need([1], [1], growth=[0.1, 0.2]), "`growth`.*shape"),
    (lambda: s.project_need([1], [1], retirements=-1), "`retirements`.*0 or more"),
    (lambda: s.project_need([1], [1], contract_ends=1), "no more leavers than there are people"),
    (lambda: s.project_need([1], [1], years=0), "`years`.*at least 1"),
    (lambda: s.project_need(np.zeros((1, 1, 1)), 1), "`need`.*shape"),
    (lambda: s.project_need(TABLE, {"unit": ["A", "C"], "clerk": [1, 1]}), "'B', 'C' in one"),
    (lambda: s.project_need([1], TABLE), "names in `need`"),
    (lambda: s.teacher_need(np.nan), "`hours`"),
    (lambda: s.teacher_need(1, weekly=0), "`weekly`.*above 0"),
    (lambda: s.teacher_need(1, most=20), "`most`.*at least 24"),
    (lambda: s.teacher_need(1, rounding="wisn"), "'teacher'"),
    (lambda: s.teacher_need([24, 44], open_cases="refuse", ids=["a", "b"]), "'b'.*Decide each"),
    (lambda: s.teacher_need(1, open_cases="maybe"), "'refuse'"),
]


@pytest.mark.parametrize(("call", "message"), REFUSALS, ids=range(len(REFUSALS)))
def test_a_refusal_says_what_where_and_how_to_mend_it(call, message):
    with pytest.raises(InputError, match=message):
        call()


# --- what a result says ----------------------------------------------------------------------


def test_results_say_their_figures_in_one_line_and_a_table():
    need = s.workload_need([2, 4], [10, 10], effective_time=10, unit=["B", "A"], ids=["t", "u"])
    assert repr(need).splitlines()[0] == "Need of 6 persons for 2 tasks over 2 units"
    assert need.to_frame("pandas").columns.tolist() == ["task", "need", "load"]
    assert need.by_unit.tolist() == [4, 2]
    assert need.by_job is None
    assert need.load_by_job is None
    jobs = s.workload_need([2, 4], [10, 10], effective_time=10, job=["x", "y"])
    assert jobs.by_job.tolist() == [2, 4]
    assert jobs.load_by_job.tolist() == [20, 40]
    assert jobs.by_unit is None
    plain = s.workload_need([2], [10], effective_time=10)
    assert repr(plain).startswith("Need of 2 persons for 1 tasks")
    assert plain.by_unit is None
    sheet = s.balance_sheet([[1.5, 0]], [[1, 2]], units=["A"], jobs=["x", "y"])
    assert "1 units × 2 jobs: need 1.5, staff 3, surplus 2, shortage 0.5" in " ".join(
        repr(sheet).split()
    )
    assert (sheet.total_surplus, sheet.total_shortage) == (2, 0.5)
    assert sheet.to_frame("pandas")["job"].tolist() == ["x", "y"]
    assert s.balance_sheet([[1]], [[1]]).to_frame("pandas")["unit"].tolist() == [0]
    wisn = s.wisn([[10], [20]], [1], available_time=10, existing=[1, 1], ids=["A", "B"])
    assert wisn.to_frame("pandas").columns.tolist() == [
        "unit", "need", "posts", "existing", "ratio", "category_factor", "individual_factor",
        "basic_0", "standard_workload_0",
    ]  # fmt: skip
    assert wisn.difference.tolist() == [0, -1]
    alone = s.wisn([10], [1], available_time=10)
    assert alone.difference is None
    assert alone.to_frame("pandas").columns.tolist()[:3] == ["unit", "need", "posts"]


def test_a_projection_is_a_row_a_year_in_print_and_a_row_a_post_in_a_table():
    by_post = s.project_need([10, 6], [9, 7], years=2, first_year=2027)
    assert "2027" in repr(by_post)
    assert by_post.to_frame("pandas")["job"].tolist() == [0, 0, 1, 1]
    assert by_post.to_frame("pandas")["recruits"].tolist() == [1, 0, 0, 0]
    assert s.project_need(10, 9, years=2).to_frame("pandas")["period"].tolist() == [1, 2]
    cells = s.project_need([[10, 6]], [[9, 7]], years=1).to_frame("pandas")
    assert cells[["unit", "job"]].to_numpy().tolist() == [[0, 0], [0, 1]]
    with pytest.raises(InputError, match=r"`retirements`.*\(2,\) or shape \(2, 5\)"):
        s.project_need([1, 1], [1, 1], retirements=[[1, 0]])


def test_infinity_is_refused_wherever_a_scalar_may_stand():
    for call in (
        lambda x: s.round_need(x),
        lambda x: s.project_need(x, 1),
        lambda x: s.working_time(x, hours_per_day=8),
        lambda x: s.teacher_need(x),
        lambda x: s.efficiency(x, 1, effective_time=1),
    ):
        with pytest.raises(InputError, match="finite"):
            call(float("inf"))


def test_leavers_without_people_are_named_by_post_and_first_year():
    need = {"unit": ["North", "South"], "clerk": [3, 2], "nurse": [1, 1]}
    staff = {"unit": ["North", "South"], "clerk": [9, 3], "nurse": [9, 9]}
    # South has 3 clerks: after two years of 2 leavers it would have −1, and fewer later.
    with pytest.raises(InputError) as caught:
        s.project_need(need, staff, retirements=[[0, 0], [2, 0]], first_year=2027)
    assert caught.value.positions == ((("South", "clerk"), 2028),)
    assert "row ('South', 'clerk') column 2028 (-1)" in str(caught.value)
    assert caught.value.to_dict()["positions"] == [
        {"row": 2, "column": 2028, "id": ["South", "clerk"], "cell": -1.0}
    ]
