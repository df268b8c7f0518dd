"""Development plans against every plan there is, and each reason against what it claims."""

from __future__ import annotations

import json
import math
import re
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from learners import best, broken, closed_by, closed_of, cost_of, learning_problems, value_of
from pydantic import ValidationError

from kinerja._competency.read_learning import read_learning
from kinerja._competency.strategies import rounded_pairs, search
from kinerja._competency.strategies.priced_bound import priced_bound
from kinerja._solve import Program
from kinerja.competency import REASONS, Course, DevelopmentPlan, development_plan
from kinerja.errors import ConvergenceError, InputError


def plan_for(problem, **more):
    data = {**problem, **more}
    gap = np.array(data.pop("gap"), dtype=float).reshape(len(problem["gap"]), -1)
    if "allowed" in data:
        data["allowed"] = np.array(data["allowed"], dtype=bool).reshape(
            len(gap), len(problem["courses"])
        )
    return development_plan(gap, data.pop("courses"), **data)


def course(code, gain, hours=10, **more):
    return Course(code=code, name=f"Course {code}", gain=gain, hours=hours, **more)


def check(problem, plan):
    """Everything that a plan says about itself, worked out again."""
    rows = plan.attendance.tolist()
    assert broken(problem, rows) == []
    closed = np.array(closed_of(problem, rows)).reshape(plan.closed.shape)
    np.testing.assert_allclose(plan.closed, closed, atol=1e-9)
    assert plan.total_closed == pytest.approx(value_of(problem, rows))
    assert plan.cost == pytest.approx(cost_of(problem, rows))
    assert plan.seats.tolist() == plan.attendance.sum(axis=0).tolist()
    given_out = np.zeros_like(plan.closed)
    names = list(problem["competencies"])
    for a in plan.assignments:
        for name, x in a.closes.items():
            given_out[a.id, names.index(name)] += x
    np.testing.assert_allclose(given_out, plan.closed, atol=1e-9)
    left = {(u.id, u.competency): u.left for u in plan.unmet}
    for i, row in enumerate(problem["gap"]):
        for k, gap in enumerate(row):
            assert left.get((i, names[k]), 0.0) == pytest.approx(gap - plan.closed[i, k])
    for level in plan.levels:
        assert not level.gap < 0


def compare(problem, plan):
    check(problem, plan)
    most, least = best(problem)
    assert plan.status == "optimal"
    assert plan.total_closed == pytest.approx(most)
    assert plan.cost == pytest.approx(least)
    assert (plan.gap, plan.stopped_by) == (0, None)
    assert [level.name for level in plan.levels] == ["closed", "cost"]


@given(learning_problems())
def test_the_optimum_of_every_small_problem(problem):
    compare(problem, plan_for(problem))


@given(learning_problems(maxima=True))
def test_the_optimum_where_courses_lead_up_to_a_level(problem):
    compare(problem, plan_for(problem))


@given(learning_problems(people=2, negatives=True))
def test_the_optimum_where_a_course_takes_something_away(problem):
    compare(problem, plan_for(problem))


@given(learning_problems(people=2, negatives=True, maxima=True))
@settings(max_examples=40)
def test_the_optimum_with_everything_at_once(problem):
    compare(problem, plan_for(problem))


@contextmanager
def without_bundles():
    """As if there were too many sets of courses to write them out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "write_out", lambda *_: None)
        yield patch


@given(learning_problems(maxima=True))
def test_the_optimum_where_bundles_are_too_many(problem):
    with without_bundles():
        compare(problem, plan_for(problem))


@given(learning_problems(people=2, negatives=True, maxima=True))
@settings(max_examples=40)
def test_the_optimum_with_everything_at_once_where_bundles_are_too_many(problem):
    with without_bundles():
        compare(problem, plan_for(problem))


@pytest.mark.parametrize("bundles", ["all", "some", "none"])
@given(problem=learning_problems(maxima=True))
def test_a_large_plan_keeps_every_limit_and_never_beats_its_bound(bundles, problem):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "EXACT", 0)
        patch.setattr(rounded_pairs, "NEAREST", (2,))
        if bundles != "all":
            patch.setattr(search, "write_out", lambda *_: None)
        if bundles == "none":
            patch.setattr(rounded_pairs, "write_out", lambda *_: None)
        plan = plan_for(problem)
    check(problem, plan)
    most, least = best(problem)
    assert plan.levels[0].bound >= most - 1e-6
    assert plan.total_closed <= most + 1e-6
    if plan.total_closed == pytest.approx(most):
        assert plan.levels[1].bound <= least + 1e-6
    if plan.status == "optimal":
        assert plan.total_closed == pytest.approx(most)
        assert plan.cost == pytest.approx(least)


@given(learning_problems(people=4, courses=4))
def test_bundles_are_the_useful_sets_and_know_their_worth(problem):
    from kinerja._competency.strategies.bundles import write_out

    options = {"importance": None, "budget": None, "allowed": None, "actual": None, "ids": None}
    data = options | problem
    gap, offer = data.pop("gap"), data.pop("courses")
    data["allowed"] = None
    learning = read_learning(np.array(gap), offer, **data)[0]
    found = write_out(learning, *learning.helpful())
    seen = set()
    weight = problem.get("importance") or [1.0] * len(problem["competencies"])
    for person, row, worth, price in zip(
        found.person, found.courses, found.worth, found.price, strict=True
    ):
        chosen = [offer[c] for c in row if c < len(offer)]

        def of(some, person=person):
            closed = closed_by(gap[person], None, some, problem["competencies"])
            return sum(w * x for w, x in zip(weight, closed, strict=True))

        assert worth == pytest.approx(of(chosen))
        assert price == pytest.approx(sum(c.price for c in chosen))
        for out in chosen:
            assert of([c for c in chosen if c is not out]) < worth
        seen.add((person, tuple(row)))
    assert len(seen) == len(found)
    # and the positions of an attendance lead back to it
    if len(found):
        pick = np.unique(found.person, return_index=True)[1]
        shape = learning.able.shape
        np.testing.assert_array_equal(found.of(found.attendance(pick, shape)), pick)
    assert write_out(learning, *learning.helpful(), most=0) is None or not len(found)


@given(learning_problems(people=3, courses=4))
def test_reasons_hold_what_they_claim(problem):
    plan = plan_for(problem)
    rows, courses = plan.attendance, problem["courses"]
    names = list(problem["competencies"])
    due = np.broadcast_to(problem["hours"], len(rows))
    left = due - plan.hours
    weight = problem.get("importance") or [1.0] * len(names)
    for u in plan.unmet:
        i = u.id
        useful = [
            j
            for j, c in enumerate(courses)
            if c.gain.get(u.competency, 0) > 0
            and not rows[i, j]
            and ("allowed" not in problem or problem["allowed"][i][j])
        ]
        long = {j for j in useful if courses[j].hours > left[i] + 1e-9}
        full = {
            j for j in useful if courses[j].seats is not None and plan.seats[j] >= courses[j].seats
        }
        budget = problem["budget"]
        dear = {
            j for j in useful if budget is not None and plan.cost + courses[j].price > budget + 1e-9
        }
        alone = {
            name
            for name, mine, others in (
                ("hours", long, full | dear),
                ("seats", full, long | dear),
                ("budget", dear, long | full),
            )
            if mine - others
        }
        if u.reason == "no course":
            assert not useful
        elif u.reason == "closed better elsewhere":
            # It could be taken and was not: it does not count.
            assert set(useful) - long - full - dear
            assert weight[names.index(u.competency)] == 0
        else:
            assert useful
            assert not set(useful) - long - full - dear
            assert u.reason in alone or not alone
            assert {u.reason, *u.others} >= alone
        assert set(u.others) <= alone


def test_each_reason_by_hand():
    def reason(gap, courses, **more):
        plan = development_plan(gap, courses, competencies=["a", "b"], **more)
        return [(u.id, u.competency, u.reason) for u in plan.unmet]

    one = course("one", {"a": 1})
    assert reason([[1, 1]], [one]) == [(0, "b", "no course")]
    assert reason([[2, 0]], [one]) == [(0, "a", "no course")]
    assert reason([[1, 0]], [one], allowed=[[False]]) == [(0, "a", "no course")]
    assert reason([[1, 0]], [one], hours=9) == [(0, "a", "hours")]
    both = [one, course("two", {"b": 1})]
    assert reason([[1, 1]], both, hours=10, importance=[2, 1]) == [(0, "b", "hours")]
    few = [course("few", {"a": 1}, seats=1)]
    assert reason([[1, 0], [1, 0]], few)[0][2] == "seats"
    paid = [course("paid", {"a": 1}, cost=5)]
    assert reason([[1, 0], [1, 0]], paid, budget=9)[0][2] == "budget"
    assert reason([[1, 1]], both, importance=[1, 0]) == [(0, "b", "closed better elsewhere")]
    harm = [course("harm", {"a": 1, "b": -3})]
    assert reason([[1, 2]], harm)[0] == (0, "a", "closed better elsewhere")
    assert set(REASONS) >= {"no course", "hours", "seats", "budget", "closed better elsewhere"}


def test_closed_comes_before_cost_and_the_cheapest_of_equals_is_taken():
    offer = [
        course("dear", {"a": 2}, cost=10),
        course("cheap", {"a": 2}, cost=4, cost_share=0.5),
        course("small", {"a": 1}, cost=0),
    ]
    plan = development_plan([[2.0]], offer, competencies=["a"])
    assert [a.course for a in plan.assignments] == ["cheap"]
    assert (plan.total_closed, plan.cost, plan.assignments[0].cost) == (2, 2, 2)
    plan = development_plan([[2.0]], offer, competencies=["a"], budget=1)
    assert [a.course for a in plan.assignments] == ["small"]


def test_a_maximum_raises_nobody_beyond_it():
    offer = [
        course("basic", {"a": 2}, hours=5, maximum={"a": 3}),
        course("more", {"a": 1}, hours=5),
    ]
    plan = development_plan(
        [[3.0], [3.0], [1.0]], offer, competencies=["a"], actual=[[2.0], [0.0], [3.0]]
    )
    # 2 → 3 → 4: two of three; 0 → 2 → 3: all; at 3 already the basic course gives nothing
    assert plan.closed.tolist() == [[2], [3], [1]]
    assert plan.attendance.tolist() == [[True, True], [True, True], [False, True]]
    assert [(u.id, u.reason) for u in plan.unmet] == [(0, "no course")]
    with pytest.raises(InputError, match=r"`actual`.*'basic'"):
        development_plan([[3.0]], offer, competencies=["a"])


def test_two_courses_to_the_same_level_do_not_add_up_beyond_it():
    offer = [course(code, {"a": 1}, hours=5, maximum={"a": 3}) for code in "xy"]
    plan = development_plan([[2.0]], offer, competencies=["a"], actual=[[2.0]])
    assert plan.closed.tolist() == [[1]]
    assert len(plan.assignments) == 1


def test_shares_of_a_gap_that_two_courses_close():
    offer = [course("x", {"a": 2, "b": 1}), course("y", {"a": 2, "c": 1})]
    plan = development_plan([[3.0, 1, 1]], offer, competencies=["a", "b", "c"])
    assert [dict(a.closes) for a in plan.assignments] == [{"a": 1.5, "b": 1}, {"a": 1.5, "c": 1}]
    assert plan.assignments[0].reason == "Closes 1.5 of 3 in a, 1 of 1 in b."


def test_nothing_to_close_is_an_optimal_plan():
    for gap, offer in (
        ([[0.0]], [course("x", {"a": 1})]),
        ([[1.0]], []),
        ([[1.0]], [course("x", {"z": 1}), course("y", {})]),
        (np.empty((0, 1)), [course("x", {"a": 1})]),
    ):
        plan = development_plan(gap, offer, competencies=["a"])
        assert (plan.status, plan.cost, plan.total_closed) == ("optimal", 0, 0)
        assert plan.assignments == ()
    assert (
        "'z'"
        in development_plan(
            [[1.0]], [course("x", {"z": 1})], competencies=["a"]
        ).provenance.left_out[0]
    )


def test_a_course_of_no_hours_is_taken_and_one_that_helps_nobody_is_not():
    offer = [course("free", {"a": 1}, hours=0), course("idle", {"b": 1}, hours=0)]
    plan = development_plan([[1.0, 0.0]], offer, competencies=["a", "b"], hours=0)
    assert plan.attendance.tolist() == [[True, False]]


@given(learning_problems(maxima=True))
def test_prices_bound_every_plan(problem):
    data = {"importance": None, "hours": 20.0, "budget": None, "allowed": None, "actual": None}
    data |= problem | {"ids": None}
    shape = (len(problem["gap"]), -1)
    gap = np.array(data.pop("gap"), dtype=float).reshape(shape)
    if data["allowed"] is not None:
        data["allowed"] = np.array(data["allowed"], dtype=bool).reshape(
            len(gap), len(data["courses"])
        )
    learning = read_learning(gap, data.pop("courses"), **data)[0]
    people, courses = learning.helpful()
    most, _ = best(problem)
    if not people.size:
        assert most == 0
        return
    for reached in (0.0, most / 2, most):
        bound = priced_bound(learning, people, courses, reached, math.inf)
        assert bound >= most * (1 - 1e-12)


def test_a_plan_that_ran_out_of_time_minds_the_budget_and_knows_its_bound(monkeypatch):
    # One quick course uses the whole budget; the slow one costs a third of it.
    quick = course("quick", {"a": 1}, hours=1, cost=3)
    slow = course("slow", {"a": 1}, hours=2, cost=1)
    problem = {"gap": [[1.0]] * 9, "courses": [quick, slow], "competencies": ["a"], "budget": 3.0}
    assert plan_for(problem, time_limit=0).total_closed == 3
    monkeypatch.setattr(search, "EXACT", 0)
    monkeypatch.setattr(search, "write_out", lambda *_: None)

    def late(*_, **__):
        raise ConvergenceError("time", code="time_limit")

    monkeypatch.setattr(Program, "vertex", late)
    plan = plan_for(problem)
    assert (plan.status, plan.stopped_by) == ("feasible", "time_limit")
    # Money for three of nine: without its price the bound would be nine.
    assert (plan.total_closed, plan.levels[0].bound) == (3, 3)


def test_time_that_runs_out_is_said():
    rng = np.random.default_rng(3)
    offer = [
        course(f"c{j}", {"ab"[j % 2]: 1 + j % 3}, hours=3 + j % 5, seats=4, cost=1 + j % 3)
        for j in range(12)
    ]
    gap = rng.integers(0, 4, (40, 2)).astype(float)
    problem = {"gap": gap, "courses": offer, "competencies": ("a", "b"), "budget": 30.0}
    plan = plan_for(problem, time_limit=0)
    check({**problem, "hours": 20.0, "gap": gap.tolist()}, plan)
    assert (plan.status, plan.stopped_by) == ("feasible", "time_limit")
    assert plan.levels[0].bound >= plan.total_closed > 0
    assert np.isnan(plan.levels[1].bound)
    done = plan_for(problem)
    assert done.total_closed >= plan.total_closed
    assert plan.levels[0].bound >= done.total_closed
    if done.status == "optimal":
        assert done.stopped_by is None


@pytest.mark.parametrize("bundles", [True, False])
def test_a_solver_failure_is_an_error(bundles, monkeypatch):
    import kinerja._solve as solver

    def fail(*_, **__):
        raise solver.failure(4, "numerical trouble", None)

    if bundles:
        monkeypatch.setattr(Program, "vertex", fail)
    else:
        monkeypatch.setattr(search, "write_out", lambda *_: None)
        monkeypatch.setattr(Program, "whole_point", fail)
    with pytest.raises(ConvergenceError, match="status 4"):
        development_plan([[1.0]], [course("x", {"a": 1})], competencies=["a"])


def test_the_same_input_gives_the_same_plan_and_it_travels_as_json():
    problem = {
        "gap": [[2.0, 1], [1, 1], [0, 2]],
        "courses": [course("x", {"a": 1, "b": 1}, seats=2), course("y", {"b": 1}, cost=1)],
        "competencies": ("a", "b"),
    }
    plan = plan_for(problem, ids=["p", "q", "r"])
    again = plan_for(problem, ids=["p", "q", "r"])
    assert plan == again
    read = DevelopmentPlan.from_dict(json.loads(json.dumps(plan.to_dict(), allow_nan=False)))
    assert read == plan
    assert read.letter("p") == plan.letter("p")
    assert list(plan.to_frame("pandas").columns) == [
        "id",
        "course",
        "closes",
        "hours",
        "cost",
        "reason",
    ]
    assert "attendances" in repr(plan)


def test_letters_in_two_languages():
    offer = [course("x", {"a": 1}, hours=7.5, provider="University", seats=1)]
    plan = development_plan(
        [[2.0, 1], [1, 0], [0, 0]],
        offer,
        competencies=["a", "b"],
        ids=["p", "q", "r"],
        importance=[3, 1],
        allowed=[[True], [False], [True]],
    )
    letter = plan.letter("p", names={"a": "Budgeting"})
    assert "- Course x (University), 7.5 hours: closes 1 of 2 in Budgeting." in letter
    assert "7.5 of the 20 training hours" in letter
    assert "- b, 1: no course on offer" in letter
    assert "no judgement" in letter
    indonesian = plan.letter("p", language="id")
    assert "7,5 jam: menutup 1 dari 2 pada a." in indonesian
    assert "bukan penilaian" in indonesian
    assert "no course is proposed" in plan.letter("q")
    assert "q" not in plan.letter("p").split()
    assert "no gap was stated" in plan.letter("r")
    for bad in ({"language": "fr"}, {}):
        with pytest.raises(InputError):
            plan.letter("nobody", **bad)


def test_a_letter_without_a_course_names_no_course_above():
    # Five hours are left unused: the course takes ten. Two of budget are left: it costs three.
    offer = [course("X", {"a": 1}, cost=3)]
    for limit in ({"hours": 5.0}, {"budget": 2.0}):
        plan = development_plan([[1.0]], offer, competencies=["a"], **limit)
        assert re.search("(are|is) not enough for more", plan.letter(0))
        assert "tidak mencukupi" in plan.letter(0, language="id")


def test_progress_counts_levels():
    seen = []
    development_plan(
        [[1.0]],
        [course("x", {"a": 1}, cost=1)],
        competencies=["a"],
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("gap", "options", "message"),
    [
        ([[-1.0]], {}, r"`gap`.*row 'p' column 'a'.*shortfall"),
        ([[np.nan]], {}, "`gap`.*missing"),
        ([[np.inf]], {}, "finite"),
        ([[1.0, 2.0]], {}, "1 columns"),
        ([[1.0]], {"hours": -1}, "hours"),
        ([[1.0]], {"hours": [1, 2]}, "1 values"),
        ([[1.0]], {"hours": np.nan}, "hours"),
        ([[1.0]], {"budget": -1}, "budget"),
        ([[1.0]], {"budget": np.inf}, "budget"),
        ([[1.0]], {"allowed": [[2]]}, "True or False"),
        ([[1.0]], {"allowed": [[True, False]]}, "shape"),
        ([[1.0]], {"importance": [-1]}, "0 or more"),
        ([[1.0]], {"importance": [0]}, "above 0"),
        ([[1.0]], {"time_limit": -1}, "time_limit"),
        ([[1.0]], {"ids": ["p", "q"]}, "1 ids"),
        ([[1.0]], {"competencies": ["a", "a"]}, "once"),
        ([[1.0]], {"courses": [course("x", {"a": 1})] * 2}, "once"),
        ([[1.0]], {"courses": ["x"]}, "a sequence of Course"),
        ([[1.0]], {"progress": "yes"}, "progress"),
    ],
)
def test_development_plan_refuses(gap, options, message):
    arguments = {"courses": [course("x", {"a": 1})], "competencies": ["a"], "ids": ["p"]} | options
    with pytest.raises(InputError, match=message):
        development_plan(gap, arguments.pop("courses"), **arguments)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"hours": -1}, "greater than or equal"),
        ({"seats": -1}, "greater than or equal"),
        ({"seats": 1.5}, "integer"),
        ({"cost": -1}, "greater than or equal"),
        ({"cost_share": 1.1}, "from 0 to 1"),
        ({"gain": {"a": float("nan")}}, "finite"),
        ({"gain": {"a": None}}, "number"),
        ({"gain": {"a": "2"}}, "number"),
        ({"gain": {"a": True}}, "number"),
        ({"maximum": {"b": 3}}, "does not raise"),
        ({"gain": {"a": -1}, "maximum": {"a": 3}}, "does not raise"),
        ({"code": ""}, "at least 1"),
    ],
)
def test_courses_refuse(fields, message):
    with pytest.raises(ValidationError, match=message):
        Course(**({"code": "x", "name": "X", "gain": {"a": 1}, "hours": 1} | fields))


def test_a_course_is_read_only_and_travels():
    one = course("x", {"a": 1, "b": -0.5}, seats=3, maximum={"a": 4})
    assert Course.model_validate_json(one.model_dump_json()) == one
    assert Course.model_validate(json.loads(one.model_dump_json())) == one
    assert hash(one) == hash(one.model_copy())
    with pytest.raises(TypeError, match="read-only"):
        one.gain["a"] = 2
    with pytest.raises(TypeError, match="read-only"):
        one.gain.update(a=2)
    assert one.fingerprint == Course.model_validate_json(one.model_dump_json()).fingerprint
    import copy
    import pickle

    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own object
    assert copy.deepcopy(one) == one
