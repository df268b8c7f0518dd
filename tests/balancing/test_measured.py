"""What moves come to, by hand: levels, bounds before anything is solved, and who moves."""

from __future__ import annotations

import math

import numpy as np
import pytest
from networks import HEADCOUNT, network
from test_programme import MOVES, NONE, arcs, build

from kinerja._balancing import make_plan
from kinerja._balancing.problem import Problem
from kinerja._balancing.strategies import search as search_module
from kinerja._balancing.strategies.moves import (
    Arcs,
    Search,
    after,
    demanding,
    deviation,
    empty_posts,
    level_names,
    measured,
    peak,
    shortage,
)
from kinerja._words import words
from kinerja.balancing import plan_flows
from kinerja.errors import ConvergenceError


def flows(*moves):
    return Arcs(*arcs(moves))


SENT = flows((0, 1, 0, 1), (0, 2, 0, 1), (2, 1, 1, 1))
"""Two of unit 0 to posts 2 and 4, and one of unit 2 to post 3."""
FINAL = [[3, 4], [2, 1], [1, 2]]
MONTHS = [80, 70, 30, 60, 50, 45]


def test_levels_have_their_names_in_their_order():
    named = {"months": MONTHS, "late": 3}
    cases = [
        ({}, ["shortage", "moves", "cost", "order"]),
        (named, ["shortage", "moves", "cost", "overdue", "months", "order"]),
        ({"late": 0}, ["shortage", "moves", "cost", "overdue", "order"]),
        ({"price": 0.5}, ["shortage_and_moves", "cost", "order"]),
        ({"objective": "peak", "named": False}, ["empty", "peak", "moves", "cost"]),
        (
            {"objective": "deviation", **named, "named": False},
            ["deviation", "moves", "cost", "overdue"],
        ),
    ]
    for changes, names in cases:
        assert level_names(network(**changes)) == names


def test_figures_of_posts():
    net = network()
    need, count = net.need, net.headcount
    assert after(net, SENT).tolist() == FINAL
    assert count.tolist() == HEADCOUNT
    # 2.25 − 1, 1 − 0 and 0.4 − 0; then 0.25.
    assert (shortage(need, count), shortage(need, np.array(FINAL))) == (2_650_000, 250_000)
    # A need of 1 counts, one of 0.4 does not.
    assert demanding(net).tolist() == [[True, True], [True, True], [False, False]]
    assert (empty_posts(need, count), empty_posts(need, np.array(FINAL))) == (1.0, 0.0)
    # 2/5, 1.5/4, 2.25/1; then 2/3, 1.5/4, 2.25/2, 1/1.
    assert (peak(need, count), peak(need, np.array(FINAL))) == (2.25, 1.125)
    # A peak below 1, one of a single post, and none at all.
    assert peak(need[:1], count[:1]) == 0.4
    assert peak(need[2:], np.array([[1, 1]])) == 0.0
    # 1/2 + 2.5²/1.5 + 0.25²/2.25 + 0 + 0.6²/0.4, the last post without a need.
    expected = 0.5 + 6.25 / 1.5 + 0.0625 / 2.25 + 0.36 / 0.4
    assert deviation(need, np.array(FINAL)) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        # 2 + 4, 5 + 4 and 3 + 1.5; the first two of group 0 and the first of group 2.
        ({}, {"shortage": 0.25, "moves": 3, "cost": 19.5, "order": 7 + 1 + 5}),
        (
            {"price": 0.5, "months": MONTHS},
            {"shortage_and_moves": 1.75, "cost": 19.5, "months": 80 + 70 + 45, "order": 13},
        ),
        (
            {"objective": "peak", "late": 3, "overdue": [True, False, False]},
            {"empty": 0, "peak": 1.125, "moves": 3, "cost": 19.5, "overdue": 3 - 2, "order": 13},
        ),
        (
            {"late": 3, "overdue": [False, True, True], "named": False},
            {"shortage": 0.25, "moves": 3, "cost": 19.5, "overdue": 3 - 1},
        ),
    ],
)
def test_levels_are_measured_from_the_moves_alone(changes, values):
    found = measured(network(**changes), SENT)
    assert found == values
    assert list(found) == list(values)
    assert {type(value) for value in found.values()} == {float}
    nothing = measured(network(**changes), Arcs.none())
    assert nothing["cost"] == 0.0
    assert nothing.get("overdue", 3.0) == 3.0


def test_moves_are_read_from_a_point():
    model = build(network(), *arcs(MOVES), NONE)
    x = np.array([2, 0, 1, 0, 0.9999999, 1e-9])
    found = Arcs.of(model, x)
    parts = [getattr(found, name) for name in ("group", "unit", "job", "count")]
    assert [part.tolist() for part in parts] == [[0, 0, 2], [1, 2, 1], [0, 0, 0], [2, 1, 1]]
    assert {part.dtype for part in parts} == {np.dtype(np.int64)}
    nobody = Arcs.none()
    parts = [getattr(nobody, name) for name in ("group", "unit", "job", "count")]
    assert [(part.size, part.dtype) for part in parts] == [(0, np.int64)] * 4


# ------------------------------------------------- before anything is solved, and who moves
def test_a_bound_holds_before_anything_is_solved():
    least = make_plan._least
    some = network(months=MONTHS)
    # 2.65 are short, and six could move.
    assert least(some, "shortage", {}) == 0.0
    for name in ("shortage", "shortage_and_moves"):
        assert least(network(max_moves=1), name, {}) == pytest.approx(1.65)
        assert least(network(max_moves=9), name, {}) == 0.0
    assert least(some, "months", {}) == sum(MONTHS)
    assert least(network(), "months", {}) == 0.0
    # The cheapest move costs 0 + 0.25; with wishes below 0, −2 + 0.25.
    assert least(some, "cost", {"moves": 3.0}) == 0.75
    assert least(some, "cost", {}) == 0.0
    liked = network(costs=[[1.0, -2.0, 5.0], [1.0, 3.0, 0.5]])
    assert least(liked, "cost", {"moves": 3.0}) == -5.25
    assert least(liked, "cost", {}) == -1.75 * 6
    assert least(network(costs=np.empty((0, 3))), "cost", {"moves": 3.0}) == 0.0
    assert least(network(fits=np.empty((0, 2))), "cost", {"moves": 3.0}) == 0.0
    assert least(liked, "overdue", {}) == 0.0


def test_plans_are_ranked_with_many_months_first():
    assert make_plan._ranked({"shortage": 1.5, "months": 40.0, "order": 3.0}) == (1.5, -40.0, 3.0)


def test_the_first_of_each_group_are_named_in_the_order_of_ids():
    # Group 0 is 7, 1 and 4, group 1 is 2 and 9, group 2 is 5, and these are their places, too.
    # Post 2 comes before post 3, and that before post 4: 7 to the first, 1 and 4 to the last.
    net = network()
    sent = flows((2, 1, 1, 1), (0, 2, 0, 2), (1, 1, 1, 1), (0, 1, 0, 1))
    people, unit, job = make_plan._people(net, sent)
    assert people.tolist() == [1, 2, 4, 5, 7]
    assert unit.tolist() == [2, 1, 2, 1, 1]
    assert job.tolist() == [0, 1, 0, 1, 0]
    other = network(place=[0, 5, 1, 4, 3, 2])
    assert make_plan._people(other, sent)[0].tolist() == [7, 4, 5, 2, 1]
    assert [part.tolist() for part in make_plan._people(net, Arcs.none())] == [[], [], []]


def test_wishes_that_are_met():
    # 0 goes to the better of the two others; 1 to the worse; 2 changes the job in the unit that
    # they like best; 3 would rather stay, and goes to the one of two that is liked as well.
    wish = np.array([[0.0, 3, 2], [1, 0, 4], [5, 5, 1], [2, 2, 0]])
    at = {"unit": np.array([0, 1, 2, 2]), "job": np.array([0, 0, 0, 0]), "need": np.ones((3, 1))}
    people, unit = np.arange(4), np.array([2, 2, 2, 0])
    by_wish = Problem(**at, preference=wish.copy())
    assert make_plan._wishes(by_wish, people, unit) == 0.75
    assert make_plan._wishes(by_wish, people[[1]], unit[[1]]) == 0.0
    assert by_wish.preference.tolist() == wish.tolist()
    home = np.array([1, 0, 1, 2])
    far = Problem(**at, home=home, distance=np.array([[1.0, 0, 4], [0, 3, 2], [2, 2, 0]]))
    # 0 lives in unit 1 (2 away, the other 3), 1 in unit 0 (4, the other 1), 2 in unit 1 (2 in the
    # present unit, 0 elsewhere), 3 in unit 2 (2 and 2).
    assert make_plan._wishes(far, people, unit) == 0.5
    assert math.isnan(make_plan._wishes(Problem(**at), people, unit))
    nobody = np.empty(0, np.int64)
    assert math.isnan(make_plan._wishes(by_wish, nobody, nobody))
    assert math.isnan(make_plan._wishes(far, nobody, nobody))


# ---------------------------------------------------------------- which formulation is taken
def test_pools_are_for_many_moves_without_chains_or_pairs(monkeypatch):
    # Two posts of job 0 and one of job 1 are open: 3 + 1 + 3 moves at most.
    assert search_module.moves_at_most(network()) == 7
    for dense, fits in ((7, False), (6, True)):
        monkeypatch.setattr(search_module, "DENSE", dense)
        assert search_module._poolable(network()) == fits
    cap = [1, 1, 1]
    for changes, fits in (
        ({"chains": True}, False),
        ({"couples": [[0, 2]]}, False),
        ({"within_unit": True}, True),
        ({"within_unit": True, "max_out": cap}, False),
        ({"within_unit": True, "max_in": cap}, False),
        ({"max_out": cap, "max_in": cap, "max_moves": 2}, True),
    ):
        assert search_module._poolable(network(**changes)) == fits


def searching(seconds=None):
    return Search(seconds, lambda _: None, Arcs.none)


@pytest.mark.parametrize("forced", [False, True])
@pytest.mark.parametrize("found", [None, SENT])
def test_when_time_runs_out_there_is_the_best_plan_so_far(forced, found, monkeypatch):
    def late(_net, search):
        search.latest = lambda: found
        raise ConvergenceError("The time is used up.", code="time_limit")

    monkeypatch.setattr(search_module, "solve_every_move", late)
    net = network(forced=[forced, False, False])
    if forced and found is None:
        with pytest.raises(ConvergenceError, match="used up"):
            search_module.searched(net, searching())
        return
    plan, stopped = search_module.searched(net, searching())
    assert stopped is True
    assert plan.count.tolist() == ([] if found is None else [1, 1, 1])


def test_what_gives_way_is_followed_by_the_next(monkeypatch):
    asked = []

    def way(name, found):
        def solve(net, search):
            asked.append((name, net is given, search is trail))
            return found

        return solve

    given, trail = network(), searching()
    monkeypatch.setattr(search_module, "DENSE", 0)
    for name, found in (("pooled", None), ("every_move", None), ("whole_people", SENT)):
        monkeypatch.setattr(search_module, f"solve_{name}", way(name, found))
    assert search_module.searched(given, trail) == (SENT, False)
    assert asked == [(name, True, True) for name in ("pooled", "every_move", "whole_people")]
    monkeypatch.setattr(search_module, "solve_whole_people", way("whole_people", None))
    plan, stopped = search_module.searched(given, trail)
    assert (plan.count.size, stopped) == (0, False)

    def failed(*_):
        raise ConvergenceError("The solver stopped.", code="no_convergence")

    monkeypatch.setattr(search_module, "solve_every_move", failed)
    with pytest.raises(ConvergenceError, match="The solver stopped"):
        search_module.searched(given, trail)


# ------------------------------------------------------------------------------- by headcount alone
def test_every_figure_of_a_plan_by_headcount():
    # Spare are 3 and 2 in unit 0 and 3 in unit 2; short are 1.25, 1 and 0.4 in posts 2, 3 and 4.
    # Of job 0, all three of unit 0 go: two to unit 1 at 2 each, one to unit 2 at 5. To post 3 comes
    # one of unit 2, at a half, and not one of unit 0, at 2.
    flow = plan_flows(
        HEADCOUNT, [[2, 1.5], [2.25, 1], [0.4, 0]], convertible=[[1, 1], [0, 1]],
        cost=[[0, 2, 5], [9, 0, 9], [9, 0.5, 0]], time_limit=50,
    )  # fmt: skip
    moves = zip(flow.from_unit, flow.from_job, flow.to_unit, flow.to_job, flow.count, strict=True)
    assert [tuple(map(int, move)) for move in moves] == [
        (0, 0, 1, 0, 2), (0, 0, 2, 0, 1), (2, 1, 1, 1, 1)
    ]  # fmt: skip
    assert (flow.shortage_before, flow.shortage_after, flow.cost) == (2.65, 0.0, 9.5)
    assert [(level.name, level.value, level.bound, level.gap) for level in flow.levels] == [
        ("shortage", 0, 0, 0), ("moves", 4, 4, 0), ("cost", 9.5, 9.5, 0)
    ]  # fmt: skip
    assert (flow.bound, flow.gap, flow.status, flow.stopped_by) == (0.0, 0.0, "optimal", None)
    assert flow.headcount_after.tolist() == [[2, 4], [3, 1], [1, 2]]
    assert flow.provenance.options == {
        "max_moves": None, "max_out": None, "max_in": None,
        "objective": "shortage", "time_limit": 50.0,
    }  # fmt: skip
    assert flow._facts() == {
        "status": "optimal", "shortage_before": 2.65, "shortage_after": 0.0, "cost": 9.5
    }  # fmt: skip
    assert flow._facts("id") == flow._facts()
    for language in ("en", "id"):
        assert flow._headline(language) == words(language).headlines.flows
    assert flow._headline() == words("en").headlines.flows != words("id").headlines.flows
