"""The programme of a network, row by row and column by column, beside what is written by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from networks import HEADCOUNT, NEED, network

from kinerja._balancing.strategies.columns import (
    POOLED,
    Segments,
    arcs_of,
    build,
    deviation_segments,
    move_columns,
    peak_segments,
    rows_of,
    shortage_segments,
)

CAPS = {"max_out": [4, 9, 1], "max_in": [9, 3, 2], "max_moves": 5}
NONE = Segments(np.empty(0, np.int64), np.empty(0, bool), np.empty(0), np.empty(0))
MOVES = [(0, 1, 0), (0, 1, 1), (0, 2, 0), (1, 1, 1), (2, 1, 0), (2, 1, 1)]
"""Group, unit and job of all that may be done: unit 2 is where group 2 is at home."""


def arcs(moves):
    return tuple(np.array(part, dtype=np.int64) for part in zip(*moves, strict=True))


def listed(found):
    return list(zip(*(part.tolist() for part in found), strict=True))


def column(program, at):
    """Row to coefficient of one column."""
    part = program.matrix[:, [at]].toarray()[:, 0]
    return {int(row): float(part[row]) for row in np.flatnonzero(part)}


def pieces(segments):
    """Post, direction, width and marginal cost of each piece, in order."""
    return listed((segments.post, segments.up, segments.width, segments.marginal))


def test_rows_stand_behind_one_another():
    # Three groups, six posts; then 3 units out, 3 in, the total, and for pools the 2 jobs.
    rows = rows_of(network(**CAPS), pooled=False)
    assert (rows.groups, rows.posts, rows.out, rows.into, rows.total) == (0, 3, 9, 12, 15)
    assert (rows.pools, rows.couples, rows.count) == (None, 16, 16)
    rows = rows_of(network(**CAPS, couples=[[0, 2], [1, 2]]), pooled=True)
    assert (rows.total, rows.pools, rows.couples, rows.count) == (15, 16, 18, 18 + 2 * 3)
    rows = rows_of(network(), pooled=False)
    assert (rows.out, rows.into, rows.total, rows.couples, rows.count) == (None, None, None, 9, 9)
    rows = rows_of(network(max_in=[1, 1, 1]), pooled=True)
    assert (rows.out, rows.into, rows.total, rows.pools, rows.count) == (None, 9, None, 12, 14)
    rows = rows_of(network(max_moves=1), pooled=True)
    assert (rows.total, rows.pools, rows.count) == (9, 10, 12)


def test_every_move_that_the_rules_allow_is_listed_group_by_group():
    found = arcs_of(network())
    assert listed(found) == MOVES
    assert {part.dtype for part in found} == {np.dtype(np.int64)}
    inside = arcs_of(network(within_unit=True))
    assert listed(inside) == [*MOVES, (2, 2, 0)]
    # Nobody may take job 0 anywhere; then nobody any job.
    only = arcs_of(network(enter=[[False, False], [False, True], [False, False]]))
    assert listed(only) == [(0, 1, 1), (1, 1, 1), (2, 1, 1)]
    nothing = arcs_of(network(enter=[[False, False]] * 3))
    assert listed(nothing) == []
    assert [part.dtype for part in nothing] == [np.dtype(np.int64)] * 3


def test_moves_leave_a_group_and_a_post_and_come_to_a_post():
    # Posts stand from row 3, so unit 1 has 5 and 6, unit 2 has 7 and 8; out 9, in 12, total 15.
    model = build(network(**CAPS), *arcs(MOVES), NONE)
    program = model.program
    assert listed((model.group, model.unit, model.job)) == MOVES
    assert (model.moves, model.pieces, model.rows.total) == (6, 6, 15)
    assert (model.exits.tolist(), model.exits.dtype) == ([], np.int64)
    assert program.matrix.shape == (16, 6)
    assert [column(program, at) for at in range(6)] == [
        {0: 1, 3: -1, 5: 1, 9: 1, 13: 1, 15: 1},
        {0: 1, 3: -1, 6: 1, 9: 1, 13: 1, 15: 1},
        {0: 1, 3: -1, 7: 1, 9: 1, 14: 1, 15: 1},
        {1: 1, 4: -1, 6: 1, 9: 1, 13: 1, 15: 1},
        {2: 1, 8: -1, 5: 1, 11: 1, 13: 1, 15: 1},
        {2: 1, 8: -1, 6: 1, 11: 1, 13: 1, 15: 1},
    ]
    assert program.lower.tolist() == [0] * 6
    assert program.upper.tolist() == [np.inf] * 6
    assert program.room.tolist() == [3, 3, 3, 2, 1, 1]
    assert program.room.dtype == np.float64
    # At most its size leaves a group; a post ends between its floor and what pays, by its pieces.
    assert program.row_lower.tolist() == [-np.inf] * 3 + [0] * 6 + [-np.inf] * 7
    assert program.row_upper.tolist() == [3, 2, 1, *[0] * 6, 4, 9, 1, 9, 3, 2, 5]


def test_a_change_inside_a_unit_is_no_departure_and_no_arrival():
    caps = {"max_out": [4, 9, 1], "max_in": [9, 3, 2]}
    program = build(network(**caps, within_unit=True), *arcs([(2, 2, 0), (2, 1, 0)]), NONE).program
    assert column(program, 0) == {2: 1, 8: -1, 7: 1}
    assert column(program, 1) == {2: 1, 8: -1, 5: 1, 11: 1, 13: 1}


def test_whoever_must_move_is_held_from_below_too():
    model = build(network(forced=[False, True, False]), *arcs(MOVES), NONE)
    assert model.program.row_lower[:3].tolist() == [-np.inf, 2, -np.inf]
    assert model.program.row_upper[:3].tolist() == [3, 2, 1]


def test_two_who_belong_together_go_to_one_unit():
    # A row for each pair and unit, from row 9: what comes of the one less what comes of the other.
    net = network(couples=[[0, 2], [2, 1]])
    program = build(net, *arcs(MOVES), NONE).program
    assert program.matrix.shape == (15, 6)
    assert [column(program, at) for at in range(6)] == [
        {0: 1, 3: -1, 5: 1, 10: 1},
        {0: 1, 3: -1, 6: 1, 10: 1},
        {0: 1, 3: -1, 7: 1, 11: 1},
        {1: 1, 4: -1, 6: 1, 13: -1},
        {2: 1, 8: -1, 5: 1, 10: -1, 13: 1},
        {2: 1, 8: -1, 6: 1, 10: -1, 13: 1},
    ]
    assert program.row_lower[9:].tolist() == program.row_upper[9:].tolist() == [0] * 6


def test_pools_take_people_in_and_posts_draw_from_them():
    # Into the pool of job 0 from groups 0 and 2, of job 1 from group 1; group 0 also straight to a
    # post. Posts 2 and 3 (unit 1) and 4 (unit 2) draw; out 9, in 12, total 15, pools 16 and 17.
    moves = [(0, POOLED, 0), (0, 1, 1), (1, POOLED, 1), (2, POOLED, 0)]
    segments = Segments(
        np.array([0, 2]), np.array([False, True]), np.array([3.0, 2.0]), np.array([0.0, -1.0])
    )
    model = build(network(**CAPS), *arcs(moves), segments, pooled=True)
    program = model.program
    assert (model.moves, model.exits.tolist(), model.pieces) == (4, [2, 3, 4], 7)
    assert [column(program, at) for at in range(9)] == [
        {0: 1, 3: -1, 16: 1, 9: 1, 15: 1},
        {0: 1, 3: -1, 6: 1, 9: 1, 13: 1, 15: 1},
        {1: 1, 4: -1, 17: 1, 9: 1, 15: 1},
        {2: 1, 8: -1, 16: 1, 11: 1, 15: 1},
        {16: -1, 5: 1, 13: 1},
        {17: -1, 6: 1, 13: 1},
        {16: -1, 7: 1, 14: 1},
        {3: 1},
        {5: -1},
    ]
    # Nobody knows how many draw from a pool: six people at most.
    assert program.room.tolist() == [3, 3, 2, 1, 6, 6, 6, 3, 2]
    assert program.upper.tolist() == [np.inf] * 7 + [3, 2]
    assert program.lower.tolist() == [0] * 9
    assert program.row_lower[16:].tolist() == program.row_upper[16:].tolist() == [0, 0]
    assert program.row_lower[:16].tolist() == [-np.inf] * 3 + [0] * 6 + [-np.inf] * 7
    # A pool that nobody goes to has no exits.
    alone = build(network(), *arcs(moves[:2]), NONE, pooled=True)
    assert alone.exits.tolist() == [2, 4]
    assert [column(alone.program, at) for at in (2, 3)] == [{9: -1, 5: 1}, {9: -1, 7: 1}]


def test_costs_are_spread_over_moves_and_pieces_and_nothing_else():
    moves = [(0, POOLED, 0), (0, 1, 1)]
    segments = Segments(
        np.array([0, 2]), np.array([False, True]), np.array([3.0, 2.0]), np.array([0.0, -1.0])
    )
    model = build(network(), *arcs(moves), segments, pooled=True)
    model.program.append(np.zeros((11, 1)), np.zeros(1), np.ones(1), np.ones(1))
    both = model.spread(np.array([7.0, 8.0]), np.array([3.0, 4.0]))
    assert both.tolist() == [7, 8, 0, 0, 3, 4, 0]
    assert model.spread(2.5).tolist() == [2.5, 2.5, 0, 0, 0, 0, 0]
    assert segments.take(np.array([False, True])).width.tolist() == [2]


SPARE = [(0, False, 3, 0), (1, False, 2, 0), (5, False, 3, 0)]
SHORT = [(2, True, 1, -1e6), (3, True, 1, -1e6), (2, True, 1, -250_000)]
"""1.25 short in post 2, 1 in post 3, and 0.4 in post 4."""
RESTS = [(3, True, 1, 0), (4, True, 1, -400_000)]


def test_pieces_of_the_shortage_are_its_slopes_at_whole_people():
    assert pieces(shortage_segments(network())) == [*SPARE, *SHORT, *RESTS]
    # Where post 0 may be entered too it is not short; post 3 may not be.
    enter = [[True, False], [True, False], [True, False]]
    assert pieces(shortage_segments(network(enter=enter))) == [
        *SPARE, SHORT[0], SHORT[2], RESTS[1]
    ]  # fmt: skip
    # A millionth of a person is short, too.
    need = np.array([[2_000_000, 1_500_000], [2_250_000, 1], [0, 0]])
    least = pieces(shortage_segments(network(need=need)))
    assert least == [*SPARE, SHORT[0], SHORT[2], (3, True, 1, -1)]
    free = [(at, True, 6, 0) for at in (2, 3, 4)]
    for demand in ({"forced": [False, False, True]}, {"couples": [[0, 2]]}):
        assert pieces(shortage_segments(network(**demand))) == [*SPARE, *SHORT, *RESTS, *free]


def test_pieces_of_the_deviation_are_its_differences():
    def change(post, count, step):
        """What one more or less does to (n − need)²/need, in fractions."""
        need = Fraction(str(np.ravel(NEED)[post]))
        return float(((count + step - need) ** 2 - (count - need) ** 2) / need)

    found = deviation_segments(network(), np.array([9, 9, 2, 0, 3, 9]))
    count = np.ravel(HEADCOUNT)
    expected = [
        (5, False, 3, 0),
        *((0, False, 1, change(0, 5 - k, -1)) for k in range(3)),
        *((1, False, 1, change(1, 4 - k, -1)) for k in range(2)),
        *((2, True, 1, change(2, int(count[2]) + k, 1)) for k in range(2)),
        *((4, True, 1, change(4, k, 1)) for k in range(3)),
    ]
    assert [x[:3] for x in pieces(found)] == [x[:3] for x in expected]
    assert found.marginal == pytest.approx([x[3] for x in expected], rel=1e-14)


def test_pieces_of_the_peak_bring_each_post_to_what_it_is_to_have():
    # Post 0 keeps 4 of its 5 and post 5 none of its 3; post 2 is to have 4, which is 3 more.
    least = np.array([[4, 0], [4, 1], [0, 0]])
    some = [(0, False, 1, 0), (1, False, 2, 0), (5, False, 3, 0)]
    wanted, more = [(2, True, 3, -1), (3, True, 1, -1)], [(at, True, 6, 0) for at in (2, 3, 4)]
    assert pieces(peak_segments(network(), least)) == [*some, *wanted, *more]
    shut = np.array([[False, False], [False, True], [False, False]])
    found = peak_segments(network(), least, shut)
    assert pieces(found) == [*some, wanted[0], more[0], more[2]]
    assert (found.post.dtype, found.up.dtype) == (np.dtype(np.int64), np.dtype(np.bool_))
    assert (found.width.dtype, found.marginal.dtype) == (np.dtype(np.float64),) * 2
    # A post that has more than its least keeps its floor.
    high = peak_segments(network(), np.array([[6, 0], [0, 0], [0, 0]]))
    assert pieces(high)[:2] == [(1, False, 2, 0), (5, False, 3, 0)]


def test_the_rows_of_moves_have_no_bounds_of_their_own():
    # They are those of the programme that the moves come into.
    net = network()
    program = move_columns(net, rows_of(net, pooled=False), *arcs(MOVES))
    assert (program.row_lower.size, program.row_upper.size) == (0, 0)
