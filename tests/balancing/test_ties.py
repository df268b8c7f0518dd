"""Which rule decides between people who would do as well, and the columns that settle it."""

from __future__ import annotations

import numpy as np
import pytest
from networks import network
from test_objectives import network_of, trail
from test_programme import MOVES, arcs, build, column, listed

from kinerja._balancing.strategies import ties, whole_people
from kinerja._balancing.strategies.columns import peak_segments, shortage_segments
from kinerja._balancing.strategies.every_move import solve_every_move
from kinerja._balancing.strategies.moves import Arcs, measured, moved_of
from kinerja._balancing.strategies.ties import settle
from kinerja._balancing.strategies.whole_people import _fill_or_not
from kinerja.errors import ConvergenceError

MONTHS = np.array([80, 70, 30, 60, 50, 45])


def flows(*moves):
    return Arcs(*arcs(moves))


def tied(net, moves=MOVES, **more):
    model = build(net, *arcs(moves), shortage_segments(net))
    return ties._Ties(net, model, trail(), linear=True, **more)


def test_each_person_of_the_groups_that_may_move_becomes_a_column():
    # Of group 0 (7, 1, 4) and group 2 (5); group 1 has no move. Rows of groups 0 and 2 are 0 and 2;
    # whoever must move is at 1 from the first.
    net = network(forced=[False, False, True], months=MONTHS)
    few = tied(net, [MOVES[0], MOVES[5]])
    before = few.model.program.lower.size
    few.add_people()
    program = few.model.program
    assert few.people.tolist() == [0, 1, 2, 5]
    assert [column(program, before + at) for at in range(4)] == [{0: -1}, {0: -1}, {0: -1}, {2: -1}]
    assert program.lower[before:].tolist() == [0, 0, 0, 1]
    assert program.upper[before:].tolist() == program.room[before:].tolist() == [1] * 4
    assert program.row_lower[:3].tolist() == [0, -np.inf, 0]
    assert program.row_upper[:3].tolist() == [0, 2, 0]
    months, order = few.goals()
    zeros = [0] * before
    assert (months.name, months.unit, months.whole) == ("months", -1.0, True)
    assert months.cost.tolist() == [*zeros, -80, -70, -30, -45]
    assert (order.name, order.unit, order.whole) == ("order", 1.0, True)
    assert order.cost.tolist() == [*zeros, 7, 1, 4, 5]
    unknown = tied(network(), [MOVES[0]])
    unknown.add_people()
    assert [goal.name for goal in unknown.goals()] == ["order"]


def test_columns_of_a_plan():
    net = network()
    turned = [MOVES[at] for at in (4, 0, 5, 2, 1, 3)]
    model = tied(net, turned).model
    plan = flows((0, 2, 0, 1), (1, 1, 1, 2), (2, 1, 0, 1))
    assert ties._columns(net, model, plan).tolist() == [3, 5, 0]
    assert moved_of(net, plan).tolist() == [1, 2, 1]
    assert moved_of(net, Arcs.none()).tolist() == [0, 0, 0]


def test_where_part_of_a_group_moves_or_it_parts_there_are_other_plans():
    # Two of three: another would do as well. All three, to two posts: they could change places.
    net = network()
    assert tied(net).other_plans(flows((0, 1, 0, 2)))
    assert tied(net).other_plans(flows((0, 1, 0, 2), (0, 2, 0, 1)))
    # One of a single person to post 2, where prices of nothing speak for it: as good as staying.
    assert tied(net).other_plans(flows((2, 1, 0, 1)))
    # Where no other move is left, and that one is held, there is no other plan.
    alone = network(forced=[False, False, True])
    assert not tied(alone, [MOVES[4]]).other_plans(flows((2, 1, 0, 1)))
    assert tied(alone, MOVES[4:]).other_plans(flows((2, 1, 0, 1)))


def test_nothing_to_settle():
    net = network(named=False)
    model = build(net, *arcs(MOVES), shortage_segments(net))
    search = trail()
    plan = flows((0, 1, 0, 2))
    search.note(plan)
    assert settle(net, model, search) is plan
    assert (search.bounds, search.others, search.decided_by) == ({}, False, None)
    search.note(None)
    assert settle(network(), model, search) is None
    # Without any move the only plan is proved as it is.
    empty = network(enter=[[False, False]] * 3, months=MONTHS)
    model = build(empty, *(np.empty(0, np.int64),) * 3, shortage_segments(empty))
    search.note(Arcs.none())
    assert settle(empty, model, search).count.size == 0
    assert search.bounds == {"months": 0.0, "order": 0.0}
    assert (search.others, search.decided_by) == (False, None)


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("price", [0.0, 0.25])
def test_one_month_more_weighs_more_than_any_place(at_once, price, monkeypatch):
    # The last of six has 51 months and the first 50: by one month the last goes, five places later.
    if at_once:
        monkeypatch.setattr(ties, "SETTLED", -1)
    data = {
        "unit": [0] * 6, "job": [0] * 6, "need": [[5], [1]], "price_per_move": price,
        "months_in_post": [50, 30, 30, 30, 30, 51],
    }  # fmt: skip
    net = network_of(data)
    search = trail()
    plan = solve_every_move(net, search)
    levels = measured(net, plan)
    assert (levels["months"], levels["order"]) == (51.0, 5.0)
    assert search.bounds == pytest.approx(levels)
    assert (search.others, search.decided_by) == (True, "order" if at_once else "months")


def test_two_months_more_of_the_last_two_weigh_more_than_the_first_two():
    # 1 and 4 have 50 months, the last two 51 each, in a plan of two: 102 against 100, 101 …
    data = {
        "unit": [0] * 7, "job": [0] * 7, "need": [[5], [2]],
        "months_in_post": [30, 50, 30, 30, 50, 51, 51],
    }  # fmt: skip
    net = network_of(data)
    levels = measured(net, solve_every_move(net, trail()))
    assert (levels["months"], levels["order"]) == (102.0, 11.0)


def test_too_many_columns_to_ask_whether_a_choice_is_left(monkeypatch):
    # One of two goes, in post as long; places decide, but nobody asks what was needed last.
    monkeypatch.setattr(ties, "SETTLED", -1)
    monkeypatch.setattr(ties, "EXACT", -1)
    data = {"unit": [0, 0], "job": [0, 0], "need": [[1], [1]], "months_in_post": [40, 40]}
    search = trail()
    plan = solve_every_move(network_of(data), search)
    assert plan.count.tolist() == [1]
    assert (search.others, search.decided_by) == (True, "fixed")
    assert search.bounds["order"] == 0.0


def test_a_place_is_settled_by_months_where_they_differ(monkeypatch):
    data = {"unit": [0, 0], "job": [0, 0], "need": [[1], [1]], "months_in_post": [40, 41]}
    search = trail()
    net = network_of(data)
    assert measured(net, solve_every_move(net, search))["order"] == 1.0
    assert search.decided_by == "months"


# ---------------------------------------------------------------------------- posts that are filled
def test_an_empty_post_gets_all_that_the_peak_asks_for_or_nobody():
    # Post 2 is to have 4, three more; post 3 one, and both may get up to six beyond. One of them is
    # filled. Three pieces stand before: posts 0, 1 and 5 may fall.
    net = network()
    segments = peak_segments(net, np.array([[0, 0], [4, 1], [0, 0]]))
    model = build(net, *arcs(MOVES), segments)
    at, rows = model.program.lower.size, model.program.row_lower.size
    names = listed((segments.post, segments.width, segments.marginal))
    assert names[3:] == [(2, 3, -1), (3, 1, -1), (2, 6, 0), (3, 6, 0), (4, 6, 0)]
    _fill_or_not(model, np.array([2, 3]), 1)
    program = model.program
    assert program.lower[at:].tolist() == [0, 0]
    assert program.upper[at:].tolist() == program.room[at:].tolist() == [1, 1]
    added = program.matrix.toarray()[rows:]
    first = model.pieces
    assert [{int(k): float(row[k]) for k in np.flatnonzero(row)} for row in added] == [
        {first + 3: 1, at: -3},
        {first + 5: 1, at: -6},
        {first + 4: 1, at + 1: -1},
        {first + 6: 1, at + 1: -6},
        {at: 1, at + 1: 1},
    ]
    assert not program.matrix.toarray()[:rows, at:].any()
    assert program.row_lower[rows:].tolist() == [0, -np.inf, 0, -np.inf, 1]
    assert program.row_upper[rows:].tolist() == [0, 0, 0, 0, 2]
    # Where there is none to fill the programme stays as it was.
    same = build(net, *arcs(MOVES), segments)
    _fill_or_not(same, np.array([], dtype=np.int64), 0)
    assert (same.program.lower.size, same.program.row_lower.size) == (at, rows)


def test_when_time_runs_out_after_the_peak_its_plan_is_the_best_so_far(monkeypatch):
    # Need 2 in unit 1, which has 1, and 2 are to spare: a peak of 1 takes one move.
    def late(*_, **__):
        raise ConvergenceError("The time is used up.", code="time_limit")

    monkeypatch.setattr(whole_people, "climb_whole", late)
    data = {"unit": [0] * 3 + [1], "job": [0] * 4, "need": [[1], [2]], "objective": "peak"}
    net, search = network_of(data), trail()
    with pytest.raises(ConvergenceError):
        whole_people.solve_whole_people(net, search)
    assert search.bounds == {"empty": 0.0, "peak": 1.0}
    assert measured(net, search.latest())["peak"] == 1.0
