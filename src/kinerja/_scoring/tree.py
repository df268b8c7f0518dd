"""A scorecard's tree, evaluated: every group's figure, the total, and what each leaf gave to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from .._aggregate import Combined, How, Place, combine
from .._indicators.aggregations import MPI, OWA, Aggregation, Power
from .._indicators.card import Scorecard
from .._indicators.parts import Group
from .._types import Flags, Float


@dataclass(frozen=True, slots=True)
class Node:
    """One group of the tree, or its root."""

    code: str
    how: How
    weights: tuple[float | Float, ...]
    """One a part; an array where each row has its own."""
    parts: tuple[Node | int, ...]
    """Nodes, or positions of leaves."""
    names: tuple[str, ...]
    """Codes of the parts."""


def how_of(aggregation: Aggregation) -> How:
    """Read the definition of an aggregation."""
    if isinstance(aggregation, Power):
        return How("power", p=aggregation.p)
    if isinstance(aggregation, OWA):
        return How("owa", order=aggregation.weights)
    if isinstance(aggregation, MPI):
        return How("mpi", sign=1.0 if aggregation.penalty == "plus" else -1.0)
    if aggregation == "harmonic":
        return How("power", p=-1.0)
    return How(aggregation)


def tree_of(card: Scorecard) -> Node:
    """Compile a card: leaves become positions in the order of its codes."""
    position = {code: j for j, code in enumerate(card.codes)}

    def node(part: Group | Scorecard) -> Node:
        return Node(
            code=part.code,
            how=how_of(part.aggregation),
            weights=tuple(inner.weight for inner in part.parts),
            parts=tuple(
                node(inner) if isinstance(inner, Group) else position[inner.code]
                for inner in part.parts
            ),
            names=tuple(inner.code for inner in part.parts),
        )

    return node(card)


class Evaluated(NamedTuple):
    """A node's figure for every row, with all that lies below it."""

    node: Node
    combined: Combined
    columns: list[Float]
    below: list[Evaluated | None]


def evaluate(
    node: Node,
    points: Sequence[Float],
    place: Place,
    *,
    known: Sequence[Flags | None] | None = None,
    slopes: bool = True,
) -> Evaluated:
    """Evaluate a tree on columns of points, one a leaf; `known` says where a leaf is there.

    Without `slopes` only figures are wanted, and no gradient.
    """
    columns: list[Float] = []
    masks: list[Flags | None] = []
    below: list[Evaluated | None] = []
    for part in node.parts:
        if isinstance(part, Node):
            inner = evaluate(part, points, place, known=known, slopes=slopes)
            columns.append(inner.combined.value)
            masks.append(inner.combined.known)
            below.append(inner)
        else:
            columns.append(points[part])
            masks.append(known[part] if known is not None else None)
            below.append(None)
    here = replace(place, parts=node.names, node=node.code)
    combined = combine(
        columns,
        node.weights,
        node.how,
        here,
        known=masks if known is not None else None,
        slopes=slopes,
    )
    return Evaluated(node, combined, columns, below)


def figures(evaluated: Evaluated, out: dict[str, Float], rows: slice) -> None:
    """Write the figure of every group below the root into its column."""
    for inner in evaluated.below:
        if inner is not None:
            out[inner.node.code][rows] = inner.combined.value
            figures(inner, out, rows)


def contribute(
    evaluated: Evaluated,
    out: Sequence[Float],
    known: Sequence[Flags | None] | None,
    slope: Float | float = 1.0,
) -> None:
    """Write what each leaf gave: its points times the gradients on its way to the root.

    A group's gradient passes through to its parts; a group without a known part passes nothing on.
    """
    for i, part in enumerate(evaluated.node.parts):
        own = slope * evaluated.combined.gradient[i]
        inner = evaluated.below[i]
        if inner is not None:
            contribute(inner, out, known, own)
            continue
        assert isinstance(part, int)  # noqa: S101 - a part without a node below it is a leaf
        mask = known[part] if known is not None else None
        column = evaluated.columns[i]
        np.multiply(column if mask is None else np.where(mask, column, 0.0), own, out=out[part])
        if isinstance(own, np.ndarray):
            out[part] += 0.0  # never −0: a slope may be below 0 where points are 0
