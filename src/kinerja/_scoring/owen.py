"""Owen values on a scorecard's tree: what each leaf's change did to the total, exactly.

The game: every leaf stands at its figure before or after; a coalition's worth is the total when its
members stand at theirs after. The tree is the coalition structure: leaves move group by group, in
every order of the parts at every level (Owen 1977; for several levels Winter 1989).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import factorial

import numpy as np
from numpy.typing import NDArray

from .._aggregate import Mask, Place, combine
from ..errors import InputError
from .tree import Evaluated, Node, evaluate

Float = NDArray[np.float64]

_CELLS = 1 << 21
"""Worths computed at a time."""
_MOST_COALITIONS = 1 << 18
"""Coalitions a leaf may have before the exact value is refused."""


def owen_values(
    tree: Node,
    before: Sequence[Float],
    after: Sequence[Float],
    place: Place,
    *,
    known: Sequence[Mask | None] | None = None,
) -> list[Float]:
    """Owen value of each leaf's move from `before` to `after`, for every row.

    Below arithmetic nodes only, the value is the weight times the move: no coalition is counted.
    Below any other node each part doubles the coalitions of its siblings, so a leaf costs 2 to the
    number of siblings it has from there down.

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
    known: Sequence[Mask | None] | None,
) -> None:
    """Value of every leaf below a node whose own change counts `slope` times in the total."""
    node = start.node
    if not _is_linear(node):
        _through(start, end, [], slope, out, place, known)
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
    known: Sequence[Mask | None] | None,
) -> None:
    """Every leaf below a node, by counting coalitions from the leaf up to the first curved node."""
    for i, part in enumerate(start.node.parts):
        path = [*above, (start, end, i)]
        below, beyond = start.below[i], end.below[i]
        if below is not None and beyond is not None:
            _through(below, beyond, path, slope, out, place, known)
        elif isinstance(part, int):
            value = _leaf(path, place, known)
            mask = known[part] if known is not None else None
            out[part] = slope * (value if mask is None else np.where(mask, value, 0.0))


def _leaf(
    path: list[tuple[Evaluated, Evaluated, int]],
    place: Place,
    known: Sequence[Mask | None] | None,
) -> Float:
    start, _, i = path[-1]
    coalitions = 1
    for node_start, _, _ in path:
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
    n = start.columns[i].shape[0]
    out = np.empty(n)
    step = max(1, _CELLS // (2 * coalitions))
    for first in range(0, n, step):
        rows = slice(first, min(first + step, n))
        out[rows] = _leaf_rows(path, rows, place, known)
    return out


def _leaf_rows(
    path: list[tuple[Evaluated, Evaluated, int]],
    rows: slice,
    place: Place,
    known: Sequence[Mask | None] | None,
) -> Float:
    start, end, i = path[-1]
    # Axes: row, the leaf before or after, coalition.
    worth = np.stack([start.columns[i][rows], end.columns[i][rows]], axis=1)[:, :, np.newaxis]
    chance = np.ones(1)
    for node_start, node_end, at in reversed(path):
        node = node_start.node
        others = [j for j in range(len(node.parts)) if j != at]
        members = _coalitions(len(others))
        shape = (*worth.shape, len(members))
        columns: list[Float] = []
        masks: list[Mask | None] = []
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
            columns, node.weights, node.how, here, known=masks if known is not None else None
        )
        worth = combined.value.reshape(shape[0], 2, -1)
        chance = (chance[:, np.newaxis] * _chances(len(others))).reshape(-1)
    return np.asarray(((worth[:, 1] - worth[:, 0]) * chance).sum(axis=1))


def _mask(
    node: Evaluated,
    j: int,
    rows: slice,
    shape: tuple[int, ...],
    known: Sequence[Mask | None] | None,
) -> Mask | None:
    if known is None:
        return None
    part, below = node.node.parts[j], node.below[j]
    mask = below.combined.known if below is not None else known[part]  # type: ignore[index]
    if mask is None:
        return None
    full = np.broadcast_to(mask[rows][:, np.newaxis, np.newaxis, np.newaxis], shape)
    return np.ascontiguousarray(full).reshape(-1)


def _coalitions(q: int) -> NDArray[np.bool_]:
    """Every subset of q siblings, one a row."""
    return (np.arange(1 << q)[:, np.newaxis] >> np.arange(q) & 1).astype(np.bool_)


def _chances(q: int) -> Float:
    """Chance that exactly this subset of q siblings has moved before: s!(q − s)!/(q + 1)!."""
    size = _coalitions(q).sum(axis=1)
    by_size = np.array([factorial(s) * factorial(q - s) / factorial(q + 1) for s in range(q + 1)])
    return np.asarray(by_size[size])
