"""Pools, part by part: what is pooled, how it is split and shared out again, and what is priced."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from networks import network
from test_programme import CAPS, MOVES, NONE, arcs, column, listed

from kinerja._balancing.network import merged
from kinerja._balancing.strategies import pools
from kinerja._balancing.strategies.columns import POOLED, Segments, build, keys_of
from kinerja._balancing.strategies.moves import Arcs
from kinerja._balancing.strategies.pools import Face
from kinerja._solve import Step

GROUPS = {
    "unit": [0, 0, 0, 2, 2, 2],
    "job": [0, 0, 1, 1, 1, 1],
    "size": [2, 3, 4, 1, 1, 2],
    "qualified": [[True, True], [True, True], [False, True], *[[True, True]] * 3],
    "pool": [0, 0, 1, 2, 2, 2],
    "cost_row": [0, 1, 1, 0, 1, 0],
    "fit_row": [1, 0, 1, 0, 0, 1],
    "overdue": [False, True, False, False, True, False],
    "forced": [False] * 6,
    "start": [0, 2, 5, 9, 10, 11, 13],
}
"""Six groups in three pools of 5, 4 and 4 people."""


def flows(*moves):
    return Arcs(*arcs(moves))


def told(moves):
    return listed((moves.group, moves.unit, moves.job, moves.count))


# --------------------------------------------------------------------- into pools, and out of them
def test_everybody_goes_into_the_pool_of_a_job_but_those_with_rules_of_their_own():
    into = [(0, POOLED, 0), (0, POOLED, 1), (1, POOLED, 1), (2, POOLED, 0), (2, POOLED, 1)]
    assert listed(pools._pool_columns(network())) == into
    # Group 1 may go where nothing is open; group 0 not to post 2: post 4 is left, and post 3.
    nowhere, some = np.zeros((3, 2), bool), np.ones((3, 2), bool)
    nowhere[2, 1], some[1, 0] = True, False
    found = pools._pool_columns(network(allowed={1: nowhere, 0: some}))
    assert listed(found) == [(0, 1, 1), (0, 2, 0), *into[3:]]


def pooled_model(net):
    return build(net, *pools._pool_columns(net), NONE, pooled=True)


def test_flows_through_a_pool_become_moves_to_another_unit():
    # Into pool 0 two of unit 0 and one of unit 2, into pool 1 one; posts 2 and 4 draw 1 and 2 of
    # the first. Whoever is of unit 2 must go to unit 1.
    net = network()
    model = pooled_model(net)
    x = np.array([2, 0, 1, 1, 0, 1, 1, 2]) + 1e-7
    found = pools._split(net, model, x)
    assert told(found) == [(0, 2, 0, 2), (2, 1, 0, 1), (1, 1, 1, 1)]
    assert found.count.dtype == np.int64
    # In order, where a change of job inside a unit is allowed.
    inside = network(within_unit=True)
    found = pools._split(inside, pooled_model(inside), x)
    assert told(found) == [(0, 1, 0, 1), (0, 2, 0, 1), (2, 2, 0, 1), (1, 1, 1, 1)]
    # Half a person, and one who could only come back to their own unit.
    assert pools._split(net, model, np.array([0.5, 0, 0, 0, 0, 0.5, 0, 0])) is None
    assert pools._split(net, model, np.array([0, 0, 1, 1, 0, 0, 1, 1.0])) is None
    assert told(pools._split(net, model, np.zeros(8))) == []


def test_moves_that_went_into_no_pool_stay_as_they_are():
    some = np.ones((3, 2), bool)
    net = network(allowed={0: some})
    model = pooled_model(net)
    assert listed((model.group, model.unit, model.job))[:3] == [(0, 1, 0), (0, 1, 1), (0, 2, 0)]
    # Three columns of group 0, then pool 1 from 1, pools 0 and 1 from 2; exits 2, 3 and 4.
    found = pools._split(net, model, np.array([0, 1, 2, 1, 1, 0, 1, 1, 0.0]))
    assert told(found) == [(0, 1, 1, 1), (0, 2, 0, 2), (2, 1, 0, 1), (1, 1, 1, 1)]


def test_a_split_keeps_what_comes_and_goes_and_returns_nobody():
    rng = np.random.default_rng(7)
    seen = {True: 0, False: 0}
    for _ in range(300):
        total, stocks, posts = (int(rng.integers(1, n)) for n in (9, 5, 5))
        home = np.sort(rng.integers(0, 4, stocks))
        unit = np.sort(rng.choice(4, min(posts, 4), replace=False))
        supply = np.bincount(rng.integers(0, stocks, total), minlength=stocks)
        demand = np.bincount(rng.integers(0, unit.size, total), minlength=unit.size)
        home, supply = home[supply > 0], supply[supply > 0]
        unit, demand = unit[demand > 0], demand[demand > 0]
        group = np.arange(home.size) * 3 + 1
        found = pools._transport(group, supply, home, unit, demand, apart=True)
        # Person by person: is there an order of the places that sends nobody home?
        people, places = np.repeat(home, supply), np.repeat(unit, demand)
        possible = all((people == u).sum() + (places == u).sum() <= total for u in range(4))
        if total <= 6:
            orders = set(itertools.permutations(places.tolist()))
            assert possible == any((np.array(order) != people).all() for order in orders)
        assert (found is not None) == possible
        seen[possible] += 1
        if found is not None:
            who, to, count = found
            rows = (who - 1) // 3
            assert (count > 0).all()
            assert len(set(zip(who.tolist(), to.tolist(), strict=True))) == count.size
            assert np.bincount(rows, count, home.size).tolist() == supply.tolist()
            assert [count[to == u].sum() for u in unit] == demand.tolist()
            assert (home[rows] != to).all()
    assert min(seen.values()) > 30


def test_a_split_in_order_where_nobody_has_to_be_kept_apart():
    # Three of 7, then two of 4; one place in unit 2, four in unit 0: 7 to both, 4 to the last.
    data = ([7, 4], [3, 2], [2, 0], [2, 0], [1, 4])
    found = pools._transport(*map(np.array, data), apart=False)
    assert listed(found) == [(7, 2, 1), (7, 0, 2), (4, 0, 2)]
    assert {part.dtype for part in found} == {np.dtype(np.int64)}
    nobody = np.empty(0, np.int64)
    empty = pools._transport(*[nobody] * 5, apart=True)
    assert listed(empty) == []
    assert {part.dtype for part in empty} == {np.dtype(np.int64)}


def test_the_groups_of_a_pool_send_their_people_one_group_after_the_other():
    # Pool 0 has 2 and 3 people: 3 to one post are both of the first and one of the second. Pool 2
    # has 1, 1 and 2: 1 to one post are the first, 2 to another the second and one of the third.
    net = network(**GROUPS)
    found = pools._shared(net, flows((2, 1, 0, 1), (0, 1, 1, 3), (2, 1, 1, 2), (0, 2, 0, 1)))
    assert told(found) == [
        (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 0, 1), (3, 1, 0, 1), (4, 1, 1, 1), (5, 1, 1, 1)
    ]  # fmt: skip
    # A whole pool, and nobody of another.
    assert told(pools._shared(net, flows((1, 1, 1, 4), (2, 1, 1, 4)))) == [
        (2, 1, 1, 4), (3, 1, 1, 1), (4, 1, 1, 1), (5, 1, 1, 2)
    ]  # fmt: skip
    assert told(pools._shared(net, Arcs.none())) == []


# --------------------------------------------------------------------------------------- prices
def prices(model):
    """A price for each row, no two alike: 1, 2, 4, …"""
    return 2.0 ** np.arange(model.program.row_lower.size)


@pytest.mark.parametrize("caps", [{}, {"max_out": CAPS["max_out"]}, {"max_moves": 5}, CAPS])
def test_a_move_is_priced_by_the_rows_that_it_is_in(caps):
    # What a departure and an arrival cost together is what the column of the move meets.
    net = network(**caps)
    model = build(net, *arcs(MOVES), NONE)
    price = prices(model)
    left, right = pools._prices(net, model, price)
    for at, (group, unit, job) in enumerate(MOVES):
        met = sum(price[row] * value for row, value in column(model.program, at).items())
        assert left[group] + right[unit * 2 + job] == met
    # An arrival: its post, and its unit's cap.
    own = price[3:9] + (np.repeat(price[12:15], 2) if "max_in" in caps else 0)
    assert right.tolist() == own.tolist()


def test_the_face_of_a_pool_is_that_of_each_of_its_groups():
    net = network(**GROUPS)
    few = merged(net)
    assert few.size.tolist() == [5, 4, 4]
    model = pooled_model(few)
    price = prices(model)
    step = Step(np.empty(0), price, np.empty(0), 0.0, 0.125)
    face = pools._face(net, few, model, step, 0.75)
    # Rows of the pools are 1, 2 and 4, of posts 8 to 256; theirs are posts 0, 1 and 5.
    assert face.left.tolist() == [-7, -7, 2 - 16, 4 - 256, 4 - 256, 4 - 256]
    assert face.right.tolist() == [8, 16, 32, 64, 128, 256]
    assert (face.per_move, face.tolerance) == (0.75, 0.125)


FREE = Face(np.array([0.5, 0.25, 0.0]), np.array([9, 9, 0.5, 0.75, 0.5, 9]), 1.0, 0.25)
"""A move costs 1: nothing is left of it for 0 → 2, 0 → 4 and 1 → 3, and a quarter, which is still
within the tolerance, for 0 → 3 and 2 → 3. Half a move is left of 2 → 2."""


def blocks(net, faces):
    return [
        (job, groups.tolist(), units.tolist(), is_open.tolist(), cost.tolist())
        for job, groups, units, is_open, cost in pools._blocks(net, faces)
    ]


def test_moves_come_in_tables_with_their_cost(monkeypatch):
    # Units 1 and 2 cost group 0 (row 0) 2 and 5, job 0 costs it 4 and job 1 1.5.
    net = network()
    assert blocks(net, []) == [
        (0, [0, 2], [1, 2], [[True, True], [True, False]], [[6, 9], [7, 4.5]]),
        (1, [0, 1, 2], [1], [[True]] * 3, [[3.5], [3.75], [4.5]]),
    ]
    assert blocks(net, [FREE]) == [
        (0, [0], [1, 2], [[True, True]], [[6, 9]]),
        (1, [0, 1, 2], [1], [[True]] * 3, [[3.5], [3.75], [4.5]]),
    ]
    # By its cost proper: group 2 → 2 comes to 0, 0 → 4 to a quarter, 0 → 3 to more.
    dear = Face(np.array([2.5, 2.75, 3.5]), np.array([9, 9, 3.5, 0.5, 6.25, 9]), None, 0.25)
    assert blocks(net, [dear])[0] == (
        0,
        [0, 2],
        [1, 2],
        [[True, True], [True, False]],
        [[6, 9], [7, 4.5]],
    )
    assert blocks(net, [dear])[1][1] == []
    assert blocks(net, [FREE, dear])[0][1] == [0]
    monkeypatch.setattr(pools, "BLOCK", 2)
    assert [x[1] for x in blocks(net, [])] == [[0, 2], [0, 1], [2]]
    shut = network(enter=[[False, False], [False, True], [False, False]])
    assert [(x[0], x[1]) for x in blocks(shut, [])] == [(1, [0, 1]), (1, [2])]


@pytest.mark.parametrize("block", [1, 2, 2_000])
def test_to_begin_with_the_people_nearest_to_each_post_are_offered(block, monkeypatch):
    # Costs: group 0 to posts 2, 3, 4: 7, 4.5, 4.5; group 1 to post 3: 3.75; group 2: 6 and 3.5.
    monkeypatch.setattr(pools, "BLOCK", block)
    net = network(cost_row=[1, 1, 0])
    for most, found in (
        (1, {(2, 1, 0), (2, 1, 1), (0, 2, 0)}),
        (2, {(2, 1, 0), (0, 1, 0), (2, 1, 1), (1, 1, 1), (0, 2, 0)}),
        (3, {(2, 1, 0), (0, 1, 0), (2, 1, 1), (1, 1, 1), (0, 1, 1), (0, 2, 0)}),
    ):
        monkeypatch.setattr(pools, "NEAREST_PEOPLE", most)
        cells = listed(pools._nearest(net, []))
        assert set(cells) == found
        assert len(cells) == len(found)
    assert set(listed(pools._nearest(net, [FREE]))) == found - {(2, 1, 0)}
    # Of two as near the first is offered.
    monkeypatch.setattr(pools, "NEAREST_PEOPLE", 1)
    even = network(costs=[[0.0] * 3] * 2, fits=[[0.0] * 2] * 2)
    if block == 1:
        assert listed(pools._nearest(even, [])) == [(0, 1, 0), (0, 1, 1), (0, 2, 0)]
    nothing = network(enter=[[False, False]] * 3)
    assert listed(pools._nearest(nothing, [])) == []


def test_to_begin_with_the_posts_nearest_to_each_stock_are_offered(monkeypatch):
    # Three people a group make them stocks; one fewer, and the posts choose.
    monkeypatch.setattr(pools, "NEAREST_POSTS", 1)
    monkeypatch.setattr(pools, "NEAREST_PEOPLE", 1)
    stocks = network(size=[4, 3, 2])
    every = {(0, 1, 0), (2, 1, 0), (0, 1, 1), (1, 1, 1), (2, 1, 1)}
    assert set(listed(pools._nearest(stocks, []))) == every
    few = pools._nearest(network(size=[4, 2, 2]), [])
    assert set(listed(few)) == {(0, 1, 0), (0, 2, 0), (0, 1, 1)}


def test_the_least_cells_of_each_row():
    rng = np.random.default_rng(3)
    table = rng.permuted(np.arange(1200.0).reshape(4, 300), axis=1)
    table[1, rng.permutation(300)[:7]] = np.inf
    table[2] = np.inf
    for k in (1, 2, 3, 7, 150, 295, 299, 300, 301):
        row, col = pools._least(table, k)
        expected = {
            (i, int(j))
            for i in range(4)
            for j in np.argsort(table[i])[:k]
            if np.isfinite(table[i, j])
        }
        assert set(listed((row, col))) == expected
        assert row.size == len(expected)


def test_moves_that_would_improve_a_level_are_found_and_the_rest_is_bounded(monkeypatch):
    # An eighth (0.01 of 12.5) or less is no improvement. Costs less what is paid are
    # 6 − 10.75 − 0.25 for 0 → 2, 9 − 10.75 + 1.6875 for 0 → 4, 7 − 5.75 − 0.25 for 2 → 2;
    # 3.5 − 10.75 + 7 for 0 → 3, 3.75 − 10.875 + 7 for 1 → 3 and 4.5 − 5.75 + 7 for 2 → 3.
    net = network()
    left, right = np.array([10.75, 10.875, 5.75]), np.array([9, 9, 0.25, -7, -1.6875, 9])
    now = Face(left, right, None, 12.5)
    cells, least = pools._improving(net, [], now)
    assert sorted(cells.tolist()) == [2, 3]
    assert least == -0.125
    # As a level that asks what a move costs, not where: 0 → 3 is the same, all costs being alike.
    flat = Face(np.array([1.0, 0.75, -1.0]), np.array([0, 0, 0.5, 0.0, -2.0, 0]), 0.5, 12.5)
    # 0.5 − 1 − 0.5, 0.5 − 1 + 2, 0.5 + 1 − 0.5; 0.5 − 1, 0.5 − 0.75, 0.5 + 1.
    cells, least = pools._improving(net, [], flat)
    assert sorted(cells.tolist()) == [2, 3, 9]
    assert least == 0.0
    shut = pools._improving(network(enter=[[False, False]] * 3), [], now)
    assert (shut[0].tolist(), shut[1]) == ([], 0.0)
    assert shut[0].dtype == np.int64
    monkeypatch.setattr(pools, "ADDED", 1)
    many = Face(np.array([99.0, 0.0, 0.0]), np.zeros(6), None, 12.5)
    # Of 0 → 2 (6) and 0 → 4 (9) the cheaper; 0 → 3 is of another job.
    assert sorted(pools._improving(net, [], many)[0].tolist()) == [2, 3]
    # What an earlier level forbids improves nothing.
    cheap = Face(np.array([0.0, 0.0, 99.0]), np.zeros(6), None, 12.5)
    assert sorted(pools._improving(net, [], cheap)[0].tolist()) == [14, 15]
    assert sorted(pools._improving(net, [FREE], cheap)[0].tolist()) == [15]


def test_moves_as_good_as_any_are_listed_up_to_a_limit(monkeypatch):
    jobs = [(0, 1, 0), (0, 2, 0), (2, 1, 0)], [(0, 1, 1), (1, 1, 1), (2, 1, 1)]
    net = network()
    assert listed(pools._equal(net, [])) == [*jobs[0], *jobs[1]]
    assert listed(pools._equal(net, [FREE])) == [*jobs[0][:2], *jobs[1]]
    monkeypatch.setattr(pools, "BLOCK", 1)
    for limit, count in ((1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 6)):
        # Two of group 0, one of group 2; then one each. The table that passes the limit is in.
        monkeypatch.setattr(pools, "FACE_LIMIT", limit)
        assert len(listed(pools._equal(net, []))) == count


def test_moves_have_numbers():
    # (2·3 + 1)·2 + 0 = 14 and (5·3 + 2)·2 + 1 = 35.
    net = network()
    moves = arcs([(2, 1, 0), (5, 2, 1)])
    assert keys_of(net, *moves).tolist() == [14, 35]
    assert listed(pools._cells(net, np.array([14, 35]))) == [(2, 1, 0), (5, 2, 1)]


# ----------------------------------------------------------------- from one programme to the next
PIECES = Segments(
    np.array([0, 2]), np.array([False, True]), np.array([3.0, 2.0]), np.array([0.0, -1.0])
)


def test_what_is_settled_for_pools_is_settled_for_their_groups():
    net = network(**GROUPS, **CAPS)
    few = merged(net)
    old = build(few, *pools._pool_columns(few), PIECES, pooled=True)
    new = build(net, *arcs(MOVES), PIECES)
    program = old.program
    program.lower[-2:], program.upper[-2:] = [1, 2], [5, 6]
    program.row_lower[:] = np.arange(18)
    program.row_upper[:] = np.arange(18) + 50
    # All of the pools 1 and 2 go, which are 4 and 4 people.
    program.row_lower[[1, 2]] = program.row_upper[[1, 2]] = [4, 4]
    pools._inherit(net, few, new, old)
    assert new.program.lower.tolist() == [0] * 6 + [1, 2]
    assert new.program.upper.tolist() == [np.inf] * 6 + [5, 6]
    assert new.program.row_lower.tolist() == [-np.inf, -np.inf, 4, 1, 1, 2, *range(3, 16)]
    assert new.program.row_upper.tolist() == [2, 3, 4, 1, 1, 2, *range(53, 66)]


def test_dear_moves_that_are_not_used_are_left_out():
    # Nine rows, and twelve columns whose dearest is used; a price of 8 is the ninth.
    model = build(network(), *arcs(MOVES * 2), PIECES)
    dear = np.array([3, 11, 0, 7, 5, 10, 8, 1, 9, 4, 2, 6.0])
    x = np.zeros(14)
    x[1], x[5] = 1.0, 0.5
    for tolerance, most in ((0.5, 7), (8.5, 8), (9.0, 9), (20.0, 11)):
        now = replace(model, program=replace(model.program))
        step = Step(x, np.empty(0), np.append(dear, [0, 0]), 0.0, tolerance)
        pools._drop(now, step)
        kept = [at for at in range(12) if dear[at] <= most or at == 1]
        moves = MOVES * 2
        assert listed((now.group, now.unit, now.job)) == [moves[at] for at in kept]
        assert now.program.matrix.shape == (9, len(kept) + 2)
        assert column(now.program, len(kept)) == {3: 1}
    # As many columns as rows stay.
    few = build(network(), *arcs((MOVES * 2)[:9]), PIECES)
    pools._drop(few, Step(np.zeros(11), np.empty(0), np.arange(11.0), 0.0, 0.5))
    assert few.moves == 9


def test_moves_that_are_added_stand_before_the_pieces_and_once():
    net = network()
    model = build(net, *arcs(MOVES[:2]), PIECES)
    pools._extend(net, model, arcs([MOVES[1], MOVES[0]]))
    assert listed((model.group, model.unit, model.job)) == MOVES[:2]
    pools._extend(net, model, arcs([MOVES[4], MOVES[1], MOVES[2]]))
    assert listed((model.group, model.unit, model.job)) == [*MOVES[:2], MOVES[4], MOVES[2]]
    whole = build(net, *arcs([*MOVES[:2], MOVES[4], MOVES[2]]), PIECES)
    assert (model.program.matrix != whole.program.matrix).nnz == 0
    assert model.program.room.tolist() == whole.program.room.tolist()
    assert model.program.upper.tolist() == whole.program.upper.tolist()
