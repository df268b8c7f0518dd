"""Bounds, prices and losses of the programmes behind a plan, each against another route to it."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learners import best, learning_problems, value_of
from scipy.optimize import linprog
from test_greedy import learning_of, small

from kinerja._competency.strategies import search
from kinerja._competency.strategies.bundle_columns import Choice, relax, sizes, starts
from kinerja._competency.strategies.bundles import Bundles, write_out
from kinerja._competency.strategies.one_bundle_each import Found, choose, closing_choice
from kinerja._competency.strategies.pair_columns import build, loss_of, toll_of
from kinerja._competency.strategies.priced_bound import priced_bound
from kinerja.competency import Course, development_plan

UNEVEN = np.random.default_rng(2)


def test_runs_of_equal_values():
    ordered = np.array([2, 2, 5, 7, 7, 7])
    assert starts(ordered).tolist() == [0, 2, 3]
    assert sizes(starts(ordered), 6).tolist() == [2, 1, 3]


def uneven(seed, n=4, c=4, k=2, **more):
    """A problem in which nothing equals anything else."""
    rng = np.random.default_rng(seed)
    fields = {
        "weight": rng.uniform(0.5, 2, k),
        "length": rng.uniform(2, 9, c),
        "due": rng.uniform(8, 16, n),
        "seats": rng.integers(1, 3, c).astype(float),
        "price": rng.uniform(1, 4, c),
        "budget": 9.0,
    }
    return small(rng.uniform(0.5, 4, (n, k)), rng.uniform(0, 2.5, (c, k)), **fields | more)


def full_relaxation(problem, b, cost, floor=None):
    """The linear programme over all bundles, by another solver and written out anew."""
    count = problem.able.shape[1]
    rows, right = [], []
    for i in np.unique(b.person):
        rows.append((b.person == i).astype(float))
        right.append(1.0)
    for c in range(count):
        if math.isfinite(problem.seats[c]):
            rows.append((b.courses == c).any(axis=1).astype(float))
            right.append(problem.seats[c])
    if math.isfinite(problem.budget):
        rows.append(b.price)
        right.append(problem.budget)
    if floor is not None:
        rows.append(-b.worth)
        right.append(-floor)
    return linprog(cost, A_ub=np.array(rows), b_ub=right, method="highs").fun


def plans_of(problem, b):
    """Every choice of at most one bundle a person that keeps seats and budget."""
    own = [[-1, *np.flatnonzero(b.person == i)] for i in range(problem.able.shape[0])]
    for pick in itertools.product(*own):
        chosen = np.array([x for x in pick if x >= 0], dtype=int)
        taken = b.attendance(chosen, problem.able.shape)
        if problem.fits(taken):
            yield chosen


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("floored", [False, True])
def test_column_generation_is_the_whole_programme_and_losses_hold(seed, floored):
    more = {"budget": math.inf} if seed == 1 else {"seats": np.full(4, np.inf)} if seed == 2 else {}
    problem = uneven(seed, n=3, **more)
    b = write_out(problem, *problem.helpful())
    floor = None
    choice = closing_choice(problem, b)
    if floored:
        floor = -0.8 * full_relaxation(problem, b, -b.worth)
        choice = Choice(problem, b, b.price, 0.0, floor=floor, floor_scale=1.7)
    whole = full_relaxation(problem, b, choice.cost, floor)
    for start in (np.empty(0, int), np.flatnonzero(UNEVEN.uniform(size=len(b)) < 0.3)):
        if floored:
            start = np.arange(len(b))  # a start has to keep the floor
        found = relax(choice, start, None)
        assert found.bound == pytest.approx(whole, rel=1e-7)
        assert found.inside[start].all()
        assert (found.loss >= -1e-9).all()
        # No plan with a bundle costs less than the bound and what the bundle loses.
        for chosen in plans_of(problem, b):
            if floor is None or b.worth[chosen].sum() >= floor:
                assert choice.cost[chosen].sum() >= found.bound + found.loss[chosen].sum() - 1e-7


@pytest.mark.parametrize("seed", range(4))
def test_prices_charge_what_a_bundle_takes_up(seed):
    problem = uneven(seed, seats=[1, np.inf, 2, np.inf])
    b = write_out(problem, *problem.helpful())
    choice = Choice(problem, b, b.price, 0.0, floor=2.5, floor_scale=0.5)
    dual = -np.array([0.3, 0.7, 1.1, 0.9])  # seats of two courses, the budget, the floor
    charge, base = choice.charges(dual)
    expected = (
        0.3 * (b.courses == 0).any(axis=1)
        + 0.7 * (b.courses == 2).any(axis=1)
        + 1.1 * b.price
        - 0.9 * b.worth / 0.5
    )
    np.testing.assert_allclose(charge, expected)
    assert base == pytest.approx(-0.3 * 1 - 0.7 * 2 - 1.1 * 9 + 0.9 * 2.5 / 0.5)
    table = np.array([5.0, 7, 11, 13])
    np.testing.assert_allclose(
        b.charged(table), [table[[c for c in row if c < 4]].sum() for row in b.courses]
    )


def test_a_purse_is_counted_in_whole_steps():
    b = Bundles(np.array([0]), np.array([[0]], dtype=np.int32), np.ones(1), np.ones(1))
    stepped = Choice(small([[1.0]], [[1], [1]], price=[1.5, 4], budget=3.4), b, np.ones(1), 1.0)
    assert (stepped.coin, stepped.purse) == (0.5, 6)
    free = Choice(small([[1.0]], [[1], [1]], price=[1 / 3, 4], budget=3.4), b, np.ones(1), 1.0)
    assert (free.coin, free.purse) == (1.0, 3.4)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("prove", [True, False])
def test_what_is_chosen_is_the_best_there_is(seed, prove):
    problem = uneven(seed, n=3)
    b = write_out(problem, *problem.helpful())
    choice = closing_choice(problem, b)
    found = choose(choice, np.empty(0, int), None, prove=prove)
    most = min(choice.cost[chosen].sum() for chosen in plans_of(problem, b))
    taken = b.attendance(found.chosen, problem.able.shape)
    assert problem.fits(taken)
    assert found.value == pytest.approx(choice.cost[found.chosen].sum())
    assert found.value == pytest.approx(-problem.reached(taken))
    assert found.bound <= most + 1e-9
    assert found.value >= most - 1e-9
    assert found.value <= most + (1e-6 if prove else 6e-4 * abs(most))
    assert not found.stopped
    if prove:
        assert found.bound >= most - 1e-6


def test_proved_within_half_a_step_where_no_other_figure_of_the_grid_lies_between():
    assert Found(np.empty(0, int), -3.0, -3.2).proved(0.5)
    assert not Found(np.empty(0, int), -3.0, -3.3).proved(0.5)
    assert Found(np.empty(0, int), -3.0, -3.0).proved(0.0)
    assert not Found(np.empty(0, int), -3.0, -3.01).proved(0.0)


# --- prices alone


def bound_of(problem, reached, deadline=None):
    return priced_bound(problem, *problem.helpful(), reached, deadline)


def test_a_bound_from_prices_alone_by_hand():
    # Without limits: everybody's hours. 3 in 2 hours and 4 in 4: in 4 hours 3 + half of 4.
    one = small([[9.0]], [[3], [4]], length=[2, 4], due=[4])
    assert bound_of(one, 4) == pytest.approx(5)
    # never more than there is to close, of each person
    two = small([[9.0], [1.5]], [[3], [4]], length=[2, 4], due=[4, 9])
    assert bound_of(two, 5) == pytest.approx(6.5)
    # one seat for two who would close 3 each, at a plan that closes 3: the price of the seat is 3
    seat = small([[3.0], [3]], [[3]], seats=[1])
    assert bound_of(seat, 3) == pytest.approx(3)
    # money for one of them
    money = small([[3.0], [3]], [[3]], price=[2], budget=2)
    assert bound_of(money, 3) == pytest.approx(3)
    # what takes something away has no such bound
    assert bound_of(small([[3.0]], [[3], [-1]]), 3) == math.inf
    # and before the first step there is none
    assert bound_of(seat, 3, deadline=0.0) == math.inf


@pytest.mark.parametrize("seed", range(8))
def test_prices_come_near_what_a_linear_programme_proves(seed):
    problem = uneven(seed, n=5)
    b = write_out(problem, *problem.helpful())
    whole = -full_relaxation(problem, b, -b.worth)
    most = problem.reached(
        b.attendance(choose(closing_choice(problem, b), np.empty(0, int), None, prove=True).chosen,
                     problem.able.shape)
    )  # fmt: skip
    bound = bound_of(problem, most)
    free = bound_of(uneven(seed, n=5, seats=np.full(4, np.inf), budget=math.inf), 0)
    assert whole - 1e-9 <= bound <= free + 1e-9
    # Prices of seats and money take most of what the limits take away.
    assert bound - whole <= 0.75 * (free - whole) + 1e-9


# --- the programme over pairs


@given(learning_problems(people=2, negatives=True, maxima=True), st.booleans())
@settings(max_examples=60)
def test_every_attendance_is_a_point_of_the_programme(problem, everybody):
    """What an attendance closes is what the programme lets it close, and not more."""
    learning = learning_of(problem)
    people, courses = learning.helpful()
    if not people.size:
        return
    pairs = build(learning, people, courses)
    assert pairs.ceiling >= best(problem)[0] - 1e-9
    rows = list(itertools.product((0.0, 1.0), repeat=people.size))
    for row in rows if everybody else rows[-3:]:
        taken = pairs.attendance(np.array(row), learning.able.shape)
        if not learning.fits(taken):
            continue
        x = np.array(row)
        program = pairs.program
        lower, upper = program.lower.copy(), program.upper.copy()
        lower[: x.size] = upper[: x.size] = x
        found = linprog(
            pairs.spread(0.0, -pairs.weight),
            A_ub=program.matrix,
            b_ub=program.row_upper,
            bounds=list(zip(lower, upper, strict=True)),
            method="highs",
        )
        assert found.success
        assert -found.fun == pytest.approx(value_of(problem, taken.tolist()), abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_losses_and_tolls_of_pairs_at_prices(seed):
    problem = uneven(seed, n=3)
    people, courses = problem.helpful()
    pairs = build(problem, people, courses)
    rng = np.random.default_rng(seed)
    dual = rng.uniform(-2, 0, pairs.program.row_upper.size)
    matrix = pairs.program.matrix.toarray()
    np.testing.assert_allclose(loss_of(pairs, dual), -(dual @ matrix)[: pairs.size])
    toll = np.zeros(pairs.size)
    for name, size in (
        ("hours", problem.length[courses]),
        ("seats", np.ones(pairs.size)),
        ("budget", problem.price[courses]),
    ):
        tight, first = pairs.used[name]
        whose = {"hours": people, "seats": courses, "budget": np.zeros(pairs.size, int)}[name]
        for at, which in enumerate(tight.tolist()):
            toll -= np.where(whose == which, size * dual[first + at] / pairs.scale[name], 0.0)
    np.testing.assert_allclose(toll_of(problem, pairs, dual), toll)
    assert pairs.spread(2.0, 3.0).tolist() == [2.0] * pairs.size + [3.0] * (
        pairs.program.lower.size - pairs.size
    )


# --- reasons


def test_a_reason_counts_every_course_that_would_close_more():
    # Ten hours are left of none: the long course alone is held by hours, whatever course follows.
    offer = [
        Course(code="long", name="Long", gain={"a": 2}, hours=12),
        Course(code="none", name="None", gain={"b": 1}, hours=1),
        Course(code="full", name="Full", gain={"a": 1}, hours=1, seats=0),
        Course(code="dear", name="Dear", gain={"a": 1}, hours=1, cost=9),
    ]
    plan = development_plan(
        [[2.0, 1.0]], offer, competencies=["a", "b"], hours=10, budget=5, ids=["p"]
    )
    (gap,) = plan.unmet
    assert (gap.competency, gap.left) == ("a", 2)
    # dear alone stands in the way of money once seats do not: each limit lifted alone would do
    assert gap.reason == "budget"
    assert gap.others == ("hours", "seats")


# --- rows and sets, by hand


def sets_of(bundles):
    """Courses of each bundle; the number of all courses (three here) stands for none."""
    return [[c for c in row if c < 3] for row in bundles.courses.tolist()]


def test_bundles_by_hand_and_how_many_are_too_many():
    # 3, 2 and 4 hours of 6: {0}, {1}, {2}, {0, 1}, {1, 2}; 0 and 2 are too long together
    problem = small([[9.0], [1]], [[1], [2], [4]], length=[3, 2, 4], due=[6, 2], price=[1, 3, 5])
    pairs = problem.helpful()
    assert list(zip(*pairs, strict=True)) == [(0, 0), (0, 1), (0, 2), (1, 1)]
    found = write_out(problem, *pairs)
    assert found.person.tolist() == [0, 0, 0, 0, 0, 1]
    assert sets_of(found) == [[0], [1], [2], [0, 1], [1, 2], [1]]
    assert found.worth.tolist() == [1, 2, 4, 3, 6, 1]
    assert found.price.tolist() == [1, 3, 5, 4, 8, 3]
    assert len(found) == 6
    assert write_out(problem, *pairs, most=6) is not None
    assert write_out(problem, *pairs, most=5) is None
    # a course that adds nothing beside another is in no set with it
    close = small([[2.0]], [[1], [2], [1]], length=[1, 1, 1])
    assert sets_of(write_out(close, *close.helpful())) == [[0], [1], [2], [0, 2]]
    # unless some course takes something away: then every set that fits is one
    harm = small([[2.0]], [[1], [2], [-1]], length=[1, 1, 1])
    sets = sets_of(write_out(harm, np.zeros(3, int), np.arange(3)))
    assert sets == [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]


def test_limits_are_written_in_whole_steps():
    # hours 1.5 and 2 (steps of a half) of 3.2: together 3.5, so 7 of 6; money .4 and 1 (steps of
    # .2) of 1.1: 7 of 5; of the seats those of the second are short
    problem = small(
        [[3.0], [3]],
        [[1], [2]],
        length=[1.5, 2],
        due=[3.2, 9],
        seats=[2, 1],
        price=[0.4, 1],
        budget=1.1,
    )
    people, courses = problem.helpful()
    pairs = build(problem, people, courses)
    rows = pairs.program.matrix.toarray()[2:, :4]
    assert pairs.scale == {"hours": 0.5, "seats": 1.0, "budget": pytest.approx(0.2)}
    assert {name: (at.tolist(), first) for name, (at, first) in pairs.used.items()} == {
        "hours": ([0], 2),
        "seats": ([1], 3),
        "budget": ([0], 4),
    }
    np.testing.assert_allclose(rows, [[3, 4, 0, 0], [0, 1, 0, 1], [2, 5, 2, 5]])
    np.testing.assert_allclose(pairs.program.row_upper[2:], [6, 1, 5])
    assert pairs.ceiling == 6
    # What is closed is at most what the courses add, cut to the gap.
    cells = pairs.program.matrix.toarray()[:2]
    np.testing.assert_allclose(cells, [[-1, -2, 0, 0, 1, 0], [0, 0, -1, -2, 0, 1]])
    tight = small([[1.5]], [[1], [2]])
    np.testing.assert_allclose(
        build(tight, *tight.helpful()).program.matrix.toarray(), [[-1, -1.5, 1]]
    )


def test_goals_in_units_of_their_grid():
    problem = small([[3.0, 1]], [[1, 0], [2, 1]], weight=[2, 3], price=[0.4, 1])
    pairs = build(problem, *problem.helpful())
    closing = pairs.closing(0.5)
    assert closing.cost.tolist() == [0, 0, -4, -6]
    assert (closing.name, closing.whole, closing.unit, closing.step) == ("closed", True, -2, 1)
    assert closing.most == 18  # 2·3 + 3·1 in halves
    free = pairs.closing(0.0)
    assert free.cost.tolist() == pytest.approx([0, 0, -2 / 3, -1])
    assert (free.whole, free.step, free.unit) == (False, 0, pytest.approx(-1 / 3))
    spending = pairs.spending(problem)
    np.testing.assert_allclose(spending.cost, [2, 5, 0, 0])
    assert (spending.name, spending.whole, spending.most) == ("cost", True, pytest.approx(7))
    before = pairs.program.row_upper.size
    pairs.keep(closing, 4.0, 0.5)
    assert pairs.program.row_upper.size == before + 1
    # 4 less half a step, in halves
    assert pairs.program.row_upper[-1] == pytest.approx(-7.5)
    np.testing.assert_allclose(pairs.program.matrix.toarray()[-1], closing.cost)


def test_a_limit_that_holds_alone_is_named_before_one_that_does_not():
    # The short course has neither a seat nor the money: only the long one waits for one thing.
    offer = [
        Course(code="long", name="Long", gain={"a": 1}, hours=12),
        Course(code="short", name="Short", gain={"a": 1}, hours=1, seats=0, cost=9),
    ]
    plan = development_plan([[1.0]], offer, competencies=["a"], hours=10, budget=5)
    assert [(u.reason, u.others) for u in plan.unmet] == [("hours", ())]


def test_rows_of_a_course_that_leads_up_to_a_level():
    # At level 2 the first brings one of its two levels, up to 3; only the second leads beyond.
    problem = small([[3.0]], [[2], [1]], top=[[3], [np.inf]], level=[[2]])
    pairs = build(problem, *problem.helpful())
    np.testing.assert_allclose(pairs.program.matrix.toarray(), [[-1, -1, 1], [0, -1, 1]])
    np.testing.assert_allclose(pairs.program.row_upper, [0, 1])
    np.testing.assert_allclose(pairs.program.upper, [1, 1, 3])
    # Whoever is beyond the level already gains nothing from the first, and has no row for it.
    beyond = small([[3.0]], [[2], [1]], top=[[3], [np.inf]], level=[[4]])
    alone = build(beyond, np.zeros(2, int), np.arange(2))
    np.testing.assert_allclose(alone.program.matrix.toarray(), [[0, -1, 1]])


def reason_of(problem, plan, i, name):
    """Reason and further limits of a gap, from what the plan says and the words of its rules."""
    courses = problem["courses"]
    rows = plan.attendance
    left = np.broadcast_to(problem["hours"], len(rows))[i] - plan.hours[i]
    money = math.inf if problem["budget"] is None else problem["budget"] - plan.cost
    useful = [
        j
        for j, c in enumerate(courses)
        if c.gain.get(name, 0) > 0
        and not rows[i, j]
        and ("allowed" not in problem or problem["allowed"][i][j])
    ]
    blocked = {
        j: {
            limit
            for limit, holds in (
                ("hours", courses[j].hours > left + 1e-9),
                ("seats", courses[j].seats is not None and plan.seats[j] >= courses[j].seats),
                ("budget", courses[j].price > money + 1e-9),
            )
            if holds
        }
        for j in useful
    }
    alone = [x for x in ("hours", "seats", "budget") if {x} in blocked.values()]
    if not useful:
        return "no course", ()
    if set() in blocked.values():
        return "closed better elsewhere", tuple(alone)
    fit = [limits for limits in blocked.values() if "hours" not in limits]
    seated = [limits for limits in fit if "seats" not in limits]
    reason = "hours" if not fit else "seats" if not seated else "budget"
    if alone and reason not in alone:
        reason = alone[0]
    return reason, tuple(x for x in alone if x != reason)


@pytest.mark.parametrize("seed", range(40))
def test_reasons_are_those_of_the_rules(seed):
    rng = np.random.default_rng([seed, 3])
    offer = [
        Course(
            code=f"C{j}",
            name=f"C{j}",
            gain={name: float(rng.integers(0, 3)) for name in "ab"},
            hours=float(rng.choice([2, 5, 9])),
            seats=[None, 0, 1][int(rng.integers(3))],
            cost=float(rng.choice([0, 1, 4])),
        )
        for j in range(5)
    ]
    problem = {
        "gap": rng.integers(0, 5, (2, 2)).astype(float),
        "courses": offer,
        "competencies": ["a", "b"],
        "hours": [6.0, 10.0],
        "budget": float(rng.choice([1, 3, 20])),
    }
    data = dict(problem)
    plan = development_plan(data.pop("gap"), data.pop("courses"), **data)
    for u in plan.unmet:
        assert (u.reason, u.others) == reason_of(problem, plan, u.id, u.competency)


def test_the_cheapest_of_equals_where_sets_are_too_many(monkeypatch, capsys):
    monkeypatch.setattr(search, "write_out", lambda *_: None)
    offer = [
        Course(code="dear", name="Dear", gain={"a": 2}, hours=3, cost=5, seats=2),
        Course(code="cheap", name="Cheap", gain={"a": 2}, hours=3, cost=2, seats=1),
        Course(code="half", name="Half", gain={"a": 1}, hours=2, cost=1.5),
    ]
    plan = development_plan([[2.0], [2.0]], offer, competencies=["a"], hours=4, progress=True)
    # both can be closed only by one seat of each: 2 + 5; two halves take four hours but are one
    assert (plan.status, plan.total_closed, plan.cost) == ("optimal", 4, 7)
    assert sorted(a.course for a in plan.assignments) == ["cheap", "dear"]
    assert "levels" in capsys.readouterr().err
