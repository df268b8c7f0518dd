"""The first objectives by hand: peaks that can occur, posts that can be filled, and their costs."""

from __future__ import annotations

import numpy as np
import pytest
from brute import best
from networks import network
from test_programme import MOVES, arcs, build, pieces

from kinerja._balancing.network import group
from kinerja._balancing.reading import read_problem
from kinerja._balancing.rules import People, TransferRules
from kinerja._balancing.strategies import pools, ties
from kinerja._balancing.strategies.columns import keys_of
from kinerja._balancing.strategies.every_move import later_goals, solve_every_move
from kinerja._balancing.strategies.moves import Arcs, Search, demanding, measured
from kinerja._balancing.strategies.objectives import (
    _fill,
    empties,
    empty_goal,
    lead,
    least_headcount,
    peak_values,
    shortage_goal,
)
from kinerja._balancing.strategies.pools import Face, solve_pooled
from kinerja._balancing.strategies.whole_people import solve_whole_people

M = 1_000_000


def trail():
    return Search(None, lambda _: None, Arcs.none)


def in_post(net):
    return demanding(net) & (net.headcount >= 1)


def test_peaks_that_can_occur_from_the_least():
    # 5 for 2 and 4 for 1.5 may fall to 2 each; 1 for 2.25 may rise by all six people. Nobody may
    # come to the first, so that no peak is below 2/5: 1.5/4 is not, nor 2.25/6. Of 2/4 and 1.5/3,
    # and of 2.25/3 and 1.5/2, one is enough.
    net = network()
    assert peak_values(net, in_post(net)) == [
        (2 * M, 5), (2_250_000, 5), (1_500_000, 3), (2_250_000, 4), (2 * M, 3), (1_500_000, 2),
        (2 * M, 2), (2_250_000, 2), (2_250_000, 1),
    ]  # fmt: skip
    # A post that may be entered, and nobody leaves: 1 to 7 people. With no other there is no base.
    alone = np.zeros((3, 2), bool)
    alone[1, 0] = True
    assert peak_values(net, alone) == [(2_250_000, k) for k in range(7, 0, -1)]
    # An empty post that is filled begins at 1.
    alone[1] = [False, True]
    assert peak_values(net, alone) == [(M, k) for k in range(6, 0, -1)]
    assert peak_values(net, np.zeros((3, 2), bool)) == [(0, 1)]
    # Nobody leaves post 1, so that it keeps its 4; post 0 has fewer than its floor would be.
    kept = network(unit=[0, 0, 2], job=[0, 0, 1], floor=[[9, 0], [1, 0], [0, 0]])
    alone[1], alone[0] = False, True
    assert peak_values(kept, alone) == [(2 * M, 5)]
    low = network(floor=[[3, 4], [1, 0], [0, 0]])
    assert peak_values(low, alone) == [(2 * M, 5), (2 * M, 4), (2 * M, 3)]


def test_people_that_a_peak_asks_for():
    # need/n ≤ 2.25/2: at least 2/1.125 = 1.8, 1.5/1.125 = 1.3 and 2.25/1.125 = 2 people.
    net = network()
    there = in_post(net)
    assert least_headcount(net, there, (2_250_000, 2)).tolist() == [[2, 2], [2, 0], [0, 0]]
    # Below 2/5: 5, 3.75 and 5.6.
    assert least_headcount(net, there, (2 * M, 5)).tolist() == [[5, 4], [6, 0], [0, 0]]
    assert least_headcount(net, there, (0, 1)).tolist() == [[0, 0]] * 3


def test_empty_posts_to_which_somebody_may_move():
    # Post 3 needs 1 and has nobody; post 4 needs less than one person.
    net = network()
    only = np.zeros((3, 2), bool)
    only[1, 1] = True
    assert empties(net).tolist() == only.tolist()
    shut = network(enter=[[False, False], [True, False], [True, False]])
    assert not empties(shut).any()
    elsewhere = dict.fromkeys(range(3), ~only)
    assert not empties(network(allowed=elsewhere)).any()
    assert empties(network(allowed={0: ~only, 1: ~only})).tolist() == only.tolist()
    # Needs of 1 everywhere: unit 2 is out of the reach of group 2 alone, which is at home there.
    need = np.full((3, 2), M)
    wide = network(need=need, enter=[[False, False], [True, True], [True, True]])
    assert empties(wide).tolist() == [[False, False], [False, True], [True, False]]
    home = network(need=need, qualified=[[False, True], [False, True], [True, True]])
    assert empties(home).tolist() == only.tolist()


def made(net):
    return lambda segments: build(net, *arcs(MOVES), segments)


def test_the_first_objective_as_a_cost():
    net = network()
    model, goal = shortage_goal(net, made(net))
    assert (goal.name, goal.whole, goal.base, goal.unit) == ("shortage", True, 2_650_000, M)
    assert goal.cost[:6].tolist() == [0] * 6
    assert goal.cost[6:].tolist() == model.segments.marginal.tolist()
    # A price of half a person is half a million millionths; a third is no whole number of them.
    for price, whole in ((0.5, True), (1 / 3, False)):
        priced = network(price=price)
        model, goal = shortage_goal(priced, made(priced))
        assert (goal.name, goal.whole, goal.unit) == ("shortage_and_moves", whole, M)
        assert goal.cost.tolist() == [price * M] * 6 + model.segments.marginal.tolist()
    model, goal = empty_goal(net, made(net))
    assert (goal.name, goal.whole, goal.base, goal.unit) == ("empty", True, 1.0, 1.0)
    assert goal.cost.tolist() == [0] * 6 + model.segments.marginal.tolist()
    # One comes to post 3 for it; whoever comes elsewhere counts nothing.
    gains = [piece for piece in pieces(model.segments) if piece[3]]
    assert gains == [(3, True, 1, -1)]


def test_later_objectives_as_costs():
    net = network(late=2, overdue=[True, False, True])
    model = made(net)(shortage_goal(net, made(net))[0].segments)
    cost, late = later_goals(net, model)
    zeros = [0] * model.segments.post.size
    # 2 + 4, 2 + 1.5, 5 + 4; 3 + 0.75; 3 + 4, 3 + 1.5. Those of groups 0 and 2 are late.
    assert (cost.name, cost.whole, cost.base, cost.unit) == ("cost", False, 0.0, 1.0)
    assert cost.cost.tolist() == [6, 3.5, 9, 3.75, 7, 4.5, *zeros]
    assert (late.name, late.whole, late.base, late.unit) == ("overdue", True, 2.0, 1.0)
    assert late.cost.tolist() == [-1, -1, -1, 0, -1, -1, *zeros]
    assert [goal.name for goal in later_goals(network(), made(net)(model.segments))] == ["cost"]


def filled(net):
    search = trail()
    out = _fill(net, made(net), search)
    return None if out is None else out.tolist(), search.bounds["empty"]


def test_empty_posts_that_every_plan_fills():
    # Posts 3 and 4 need one and have nobody.
    posts = {"need": np.full((3, 2), M), "enter": [[False, False], [True, True], [True, True]]}
    both = [[False, False], [False, True], [True, False]]
    none = [[False, False]] * 3
    assert filled(network(**posts)) == (both, 0)
    # One move fills either: which one is open. No move fills none.
    assert filled(network(**posts, max_moves=1)) == (None, 1)
    assert filled(network(**posts, max_moves=0)) == (none, 2)
    # Nobody may come to post 3, which stays empty; no post is empty at all.
    shut = network(enter=[[False, False], [True, False], [True, False]])
    assert filled(shut) == (none, 1)
    assert filled(network(headcount=[[5, 4], [1, 1], [0, 3]])) == (none, 0)


@pytest.mark.parametrize(
    ("changes", "names", "per_move"),
    [
        ({}, ["shortage", "moves"], [0.0, 1.0]),
        ({"price": 0.25}, ["shortage_and_moves"], [250_000.0]),
        ({"objective": "deviation"}, ["deviation", "moves"], [0.0, 1.0]),
        ({"objective": "peak"}, ["empty", "peak", "moves"], [1.0]),
    ],
)
def test_what_comes_first_is_settled_with_what_it_costs_a_move(changes, names, per_move):
    net, search = network(**changes), trail()
    model, steps = lead(net, made(net), search, Arcs.of)
    assert list(search.bounds) == names
    assert [cost for _, cost in steps] == per_move
    # The plan so far is that of the last step, and the face holds nothing worse.
    plan = search.latest()
    again = Arcs.of(model, steps[-1][0].x)
    assert plan.group.tolist() == again.group.tolist()
    assert plan.count.tolist() == again.count.tolist()
    levels = measured(net, plan)
    assert [levels[name] for name in names] == pytest.approx(list(search.bounds.values()))
    assert (model.program.lower <= steps[-1][0].x + 1e-9).all()
    assert (model.program.upper >= steps[-1][0].x - 1e-9).all()


def test_where_posts_to_fill_are_a_choice_there_is_no_face():
    posts = {"need": np.full((3, 2), M), "enter": [[False, False], [True, True], [True, True]]}
    net = network(**posts, objective="peak", max_moves=1)
    assert lead(net, made(net), trail(), Arcs.of) is None


# ------------------------------------------------------------------ three ways to the same optimum
def problem_of(seed):
    """Seven people in three units and two jobs; who are short, and by what rules, differs."""
    rng = np.random.default_rng(seed)
    people, units, jobs = 7, 3, 2
    qualified = rng.random((people, jobs)) < 0.4
    job = rng.integers(0, jobs, people)
    qualified[np.arange(people), job] = True
    data = {
        # Most are in one unit, so that there is somebody to spare and somewhere to go.
        "unit": rng.choice(units, people, p=[0.7, 0.2, 0.1]).tolist(),
        "job": job.tolist(),
        "need": rng.choice([0, 0.4, 1, 1.25, 2, 2.25], (units, jobs)),
        "qualified": qualified,
        "months_in_post": rng.integers(20, 70, people).tolist(),
        "min_months": 24,
    }
    if seed % 3:
        data["preference"] = np.round(rng.random((people, units)) * 9 - 1, 1)
        data["fit"] = rng.integers(0, 3, (people, jobs)).astype(float)
    if seed % 4 == 1:
        data["max_months"] = 50
    if seed % 5 == 2:
        data |= {"max_out": rng.integers(1, 4, units), "max_in": rng.integers(1, 3, units)}
    if seed % 6 == 3:
        data["max_moves"] = 2
    data["objective"] = ("shortage", "deviation", "peak", "shortage")[seed % 4]
    if seed % 8 == 3:
        data["price_per_move"] = 0.25
    return data


SEEDS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 13, 15, 16, 17, 18, 20, 21, 23, 24, 25, 28, 30, 34, 36, 38)
"""Problems in which somebody may move, and in which people can be kept from their own unit when
pools are split."""


def network_of(data):
    names = ("max_months", "min_months", "max_moves", "objective", "price_per_move")
    rules = {name: data[name] for name in names if name in data}
    rules |= {x: tuple(data[x].tolist()) for x in ("max_out", "max_in") if x in data}
    own = ("unit", "job", "qualified", "months_in_post", "preference", "fit")
    people = People(**{name: data[name] for name in own if name in data})
    return group(read_problem(people, data["need"], TransferRules(**rules)))


@pytest.fixture
def few(monkeypatch):
    """Offer next to nothing at first, so that prices have to ask for the rest."""
    for name, value in (("NEAREST_PEOPLE", 1), ("NEAREST_POSTS", 1), ("ADDED", 1), ("BLOCK", 2)):
        monkeypatch.setattr(pools, name, value)


@pytest.mark.parametrize("seed", SEEDS)
def test_pools_and_all_moves_and_branch_and_bound_end_at_the_same_levels(seed, few, monkeypatch):
    data = problem_of(seed)
    net = network_of(data)
    ways = [(solve, trail()) for solve in (solve_every_move, solve_pooled, solve_whole_people)]
    found = [solve(net, search) for solve, search in ways]
    if found[0] is None:
        # A choice of posts to fill takes whole numbers, whichever way it is met.
        assert found[1] is None
        found, ways = found[2:], ways[2:]
    reached = [measured(net, plan) for plan in found]
    least, counts = best(data)
    needed = sum(count > 1 for count in counts)
    for levels, (_, search) in zip(reached, ways, strict=True):
        assert levels["months"] >= 0
        assert list((levels | {"months": -levels["months"]}).values()) == pytest.approx(least)
        # Each level is proved, in its order: the bound is the value.
        assert list(search.bounds) == list(levels)
        assert search.bounds == pytest.approx(levels, abs=1e-6)
        assert search.others == (counts[0] > 1)
        assert search.decided_by == (None, "months", "order", "fixed")[needed]
    # All ties at once, as where there are many columns; and again where their weights are too far
    # apart for that.
    for name in ("SETTLED", "EXACT"):
        monkeypatch.setattr(ties, name, -1)
        for solve, _ in ways:
            plan = solve(net, search := trail())
            assert measured(net, plan) == pytest.approx(reached[0], abs=1e-9)
            assert list(search.bounds) == list(reached[0])
            assert search.bounds == pytest.approx(reached[0], abs=1e-6)
            assert search.others == (counts[0] > 1)


def test_moves_that_improve_are_added_until_none_does(monkeypatch):
    # Prices ask for one move after the other, six times; four times those unused are left out.
    net = network()
    segments = shortage_goal(net, made(net))[0].segments
    model = build(net, *arcs(MOVES[:1]), segments)
    real, asked, dropped = pools._improving, [], []
    keys = keys_of(net, *arcs(MOVES[1:]))

    def improving(*args):
        asked.append(args)
        extra = keys[len(asked) - 1 : len(asked)]
        return (extra, 0.0) if extra.size else (real(*args)[0], -0.25)

    monkeypatch.setattr(pools, "_improving", improving)
    monkeypatch.setattr(pools, "_drop", lambda model, step: dropped.append((model, step)))
    search, faces = trail(), []
    pools._level(net, model, faces, search, "cost", None)
    assert (len(asked), len(dropped)) == (6, pools.DROPS)
    assert all(each is model for each, _ in dropped)
    assert model.moves == 6
    # Nobody has to move: the cost is 0, and six people might each be cheaper by a quarter.
    assert search.bounds == {"cost": -1.5}
    assert (len(faces), faces[0].per_move) == (1, None)
    assert search.latest().count.size == 0
    assert isinstance(faces[0], Face)
