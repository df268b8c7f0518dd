"""Owen values on a scorecard's tree: what each leaf's change did to the total, exactly.

The game: every leaf stands at its figure before or after; a coalition's worth is the total when its
members stand at theirs after. The tree is the coalition structure: leaves move group by group, in
every order of the parts at every level (Owen 1977; for several levels Winter 1989).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import factorial

import numpy as np

from .._aggregate import Place, combine
from .._blocks import MANY_CELLS, blocks, rows_within
from .._types import Flags, Float
from ..errors import InputError
from .coalitions import Worth, has_closed_form, worth_of_moves
from .tree import Evaluated, Node, evaluate

_WIDE = 11
"""Parts up to which a node's coalitions are counted out one by one."""
_MOST_COALITIONS = 1 << 18
"""Coalitions a leaf may have before the exact value is refused."""


def owen_values(
    tree: Node,
    before: Sequence[Float],
    after: Sequence[Float],
    place: Place,
    *,
    known: Sequence[Flags | None] | None = None,
) -> list[Float]:
    """Owen value of each leaf's move from `before` to `after`, for every row.

    Below arithmetic nodes only, the value is the weight times the move: no coalition is counted.
    The first other node on the way down has a formula (geometric, minimum, OWA, power means but for
    exponents near 0); it is used for wide nodes. At every node without one each part doubles the
    coalitions of its siblings.

    Raises
    ------
    InputError
        If a leaf has more than 2**18 coalitions: groups that wide need a group in between.
    """
    start = evaluate(tree, before, place, known=known)
    end = evaluate(tree, after, place, known=known)
    out = [np.zeros_like(column) for column in before]
    _share_out(start, end, 1.0, out, place, known)
    return out


def _is_linear(node: Node) -> bool:
    return node.how.kind == "arithmetic" or (node.how.kind == "power" and node.how.p == 1)


def _share_out(
    start: Evaluated,
    end: Evaluated,
    slope: Float | float,
    out: list[Float],
    place: Place,
    known: Sequence[Flags | None] | None,
) -> None:
    """Value of every leaf below a node whose own change counts `slope` times in the total."""
    node = start.node
    if not _is_linear(node):
        worth = _closed_form(start, end, known)
        _through(start, end, [], slope, out, place, known, worth)
        return
    for i, part in enumerate(node.parts):
        own = slope * start.combined.gradient[i]
        below, beyond = start.below[i], end.below[i]
        if below is not None and beyond is not None:
            _share_out(below, beyond, own, out, place, known)
        elif isinstance(part, int):
            move = end.columns[i] - start.columns[i]
            mask = known[part] if known is not None else None
            out[part] = own * (move if mask is None else np.where(mask, move, 0.0))


def _through(
    start: Evaluated,
    end: Evaluated,
    above: list[tuple[Evaluated, Evaluated, int]],
    slope: Float | float,
    out: list[Float],
    place: Place,
    known: Sequence[Flags | None] | None,
    worth: Worth | None,
) -> None:
    """Every leaf below a node, by counting coalitions from the leaf up to the first curved node.

    At the first curved node itself a formula, where there is one, stands for the counting.
    """
    for i, part in enumerate(start.node.parts):
        path = [*above, (start, end, i)]
        below, beyond = start.below[i], end.below[i]
        if below is not None and beyond is not None:
            _through(below, beyond, path, slope, out, place, known, worth)
        elif isinstance(part, int):
            value = _leaf(path, place, known, worth)
            mask = known[part] if known is not None else None
            out[part] = slope * (value if mask is None else np.where(mask, value, 0.0))


def _leaf(
    path: list[tuple[Evaluated, Evaluated, int]],
    place: Place,
    known: Sequence[Flags | None] | None,
    worth: Worth | None,
) -> Float:
    start, _, i = path[-1]
    coalitions = 1
    for node_start, _, _ in path if worth is None else path[1:]:
        coalitions <<= len(node_start.node.parts) - 1
    if coalitions > _MOST_COALITIONS:
        raise InputError.about(
            "card",
            code="out_of_range",
            expected=f"at most 2**18 coalitions a leaf for an exact explanation below "
            f"{path[0][0].node.code!r}",
            found=f"2**{coalitions.bit_length() - 1} for {start.node.names[i]!r}",
            hint="Split a wide group that is not arithmetic into groups of groups.",
        )
    if worth is not None:
        figures, chance = _figures(path[1:], path[-1], slice(None), place, known)
        moved = worth(path[0][2], figures[:, 0], figures[:, 1])
        return np.asarray((moved * chance).sum(axis=1))
    n = start.columns[i].shape[0]
    out = np.empty(n)
    for rows in blocks(n, rows_within(MANY_CELLS, 2 * coalitions)):
        out[rows] = _leaf_rows(path, rows, place, known)
    return out


def _closed_form(
    start: Evaluated, end: Evaluated, known: Sequence[Flags | None] | None
) -> Worth | None:
    """Formula for a wide node; narrow ones are counted out, which costs less."""
    node = start.node
    if len(node.parts) <= _WIDE or not has_closed_form(node.how) or _has_penalty(start):
        return None
    masks = [None if known is None else _known_of(start, j, known) for j in range(len(node.parts))]
    leaves = [*_leaves(start), *_leaves(end)]
    limits = np.fmin.reduce(leaves), np.fmax.reduce(leaves)
    return worth_of_moves(node.how, node.weights, start.columns, end.columns, masks, limits)


def _has_penalty(evaluated: Evaluated) -> bool:
    """Whether an MPI lies below: its figure may leave the range of its parts."""
    inner = [below for below in evaluated.below if below is not None]
    return any(below.node.how.kind == "mpi" or _has_penalty(below) for below in inner)


def _leaves(evaluated: Evaluated) -> Iterator[Float]:
    for column, below in zip(evaluated.columns, evaluated.below, strict=True):
        if below is None:
            yield column
        else:
            yield from _leaves(below)


def _leaf_rows(
    path: list[tuple[Evaluated, Evaluated, int]],
    rows: slice,
    place: Place,
    known: Sequence[Flags | None] | None,
) -> Float:
    worth, chance = _figures(path, path[-1], rows, place, known)
    return np.asarray(((worth[:, 1] - worth[:, 0]) * chance).sum(axis=1))


def _figures(
    path: list[tuple[Evaluated, Evaluated, int]],
    leaf: tuple[Evaluated, Evaluated, int],
    rows: slice,
    place: Place,
    known: Sequence[Flags | None] | None,
) -> tuple[Float, Float]:
    """Figure of the first node of a path with the leaf before and after, by coalition (n, 2, c).

    Also the chance of each coalition. An empty path gives the leaf's own points.
    """
    start, end, i = leaf
    # Axes: row, the leaf before or after, coalition.
    worth = np.stack([start.columns[i][rows], end.columns[i][rows]], axis=1)[:, :, np.newaxis]
    chance = np.ones(1)
    for node_start, node_end, at in reversed(path):
        node = node_start.node
        others = [j for j in range(len(node.parts)) if j != at]
        members = _coalitions(len(others))
        shape = (*worth.shape, len(members))
        columns: list[Float] = []
        masks: list[Flags | None] = []
        for j in range(len(node.parts)):
            if j == at:
                column = np.broadcast_to(worth[..., np.newaxis], shape)
            else:
                moved = members[:, others.index(j)]
                low, high = node_start.columns[j][rows], node_end.columns[j][rows]
                pick = np.where(moved, high[:, np.newaxis], low[:, np.newaxis])
                column = np.broadcast_to(pick[:, np.newaxis, np.newaxis, :], shape)
            columns.append(np.ascontiguousarray(column).reshape(-1))
            masks.append(_mask(node_start, j, rows, shape, known))
        here = replace(place, parts=node.names, node=node.code, ids=None)
        combined = combine(
            columns,
            node.weights,
            node.how,
            here,
            known=masks if known is not None else None,
            slopes=False,
        )
        worth = combined.value.reshape(shape[0], 2, -1)
        chance = (chance[:, np.newaxis] * _chances(len(others))).reshape(-1)
    return worth, chance


def _mask(
    node: Evaluated,
    j: int,
    rows: slice,
    shape: tuple[int, ...],
    known: Sequence[Flags | None] | None,
) -> Flags | None:
    if known is None:
        return None
    mask = _known_of(node, j, known)
    if mask is None:
        return None
    full = np.broadcast_to(mask[rows][:, np.newaxis, np.newaxis, np.newaxis], shape)
    return np.ascontiguousarray(full).reshape(-1)


def _known_of(node: Evaluated, j: int, known: Sequence[Flags | None]) -> Flags | None:
    """Where a part of a node is there."""
    part, below = node.node.parts[j], node.below[j]
    return below.combined.known if below is not None else known[part]  # type: ignore[index]


def _coalitions(q: int) -> Flags:
    """Every subset of q siblings, one per row."""
    return (np.arange(1 << q)[:, np.newaxis] >> np.arange(q) & 1).astype(np.bool_)


def _chances(q: int) -> Float:
    """Chance that exactly this subset of q siblings has moved before: s!(q − s)!/(q + 1)!."""
    size = _coalitions(q).sum(axis=1)
    by_size = np.array([factorial(s) * factorial(q - s) / factorial(q + 1) for s in range(q + 1)])
    return np.asarray(by_size[size])
