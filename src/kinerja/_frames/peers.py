"""Relative scales inside peer groups: the figures of each group, joined back as columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._indicators.scale import FULL_MARKS, Scale
from .._indicators.straight import Linear, Piecewise
from .._indicators.targets import Target
from .expressions import NULL, Node, all_of, any_of, as_node, case, column
from .programs import Program
from .scales import Points, lines

FIGURES = ("constant", "from", "over", "low", "rise", "least", "most", "ratio")
"""Columns that hold one scale of a group: constant points, a straight line, or a ratio."""


def figures_of(scale: Scale) -> dict[str, float | None]:
    """One group's scale as numbers; all None for a group without a value."""
    out: dict[str, float | None] = dict.fromkeys(FIGURES)
    if isinstance(scale, Linear):
        out |= {
            "from": scale.worst,
            "over": scale.best - scale.worst,
            "low": scale.low,
            "rise": scale.high - scale.low,
        }
        if scale.clip:
            out |= {"least": min(scale.worst, scale.best), "most": max(scale.worst, scale.best)}
    elif isinstance(scale, Target):
        out["ratio"] = scale.target
    elif not scale.relative:
        out["constant"] = scale.best_points
    return out


def points_by_group(ruler: Any, x: Node, program: Program) -> Points:
    """Points of a column by the scale of each row's own group."""
    if "group" in ruler.by_group:
        return _percentile(ruler, x)
    at = {name: column(label) for name, label in ruler.by_group.items()}
    cut = None
    inside = x
    if "least" in at:
        below = all_of([at["least"].there, x < at["least"]])
        above = all_of([at["most"].there, x > at["most"]])
        inside = program.name(case([(below, at["least"]), (above, at["most"])], x))
        cut = any_of([below, above])
    branches: list[tuple[Node, Node | float]] = []
    if "constant" in at:
        branches.append((all_of([x.there, at["constant"].there]), at["constant"]))
    if "ratio" in at:
        safe = case([(x > 0.0, x)], 1.0)
        branches.append((all_of([x > 0.0, at["ratio"].there]), at["ratio"] / safe * FULL_MARKS))
    if "from" in at:
        # Exact at the ends of the group, whatever the rounding in between.
        share = (inside - at["from"]) / case([(at["over"].equals(0.0), 1.0)], at["over"])
        branches.append((all_of([x.there, at["over"].there]), share * at["rise"] + at["low"]))
    return Points(case(branches), cut)


def _percentile(ruler: Any, x: Node) -> Points:
    """Each group's own stair of ranks: a choice among groups, then among values."""
    group = column(ruler.by_group["group"])
    scales: Sequence[Scale] = ruler.scales

    def of(scale: Scale) -> Node:
        if isinstance(scale, Piecewise):
            return lines(x, scale.points)
        return NULL if scale.relative else as_node(scale.best_points)

    def between(i: int, j: int) -> Node:
        if i == j:
            return of(scales[i])
        middle = (i + j) // 2
        return case([(group <= float(middle), between(i, middle))], between(middle + 1, j))

    return Points(case([(all_of([x.there, group.there]), between(0, len(scales) - 1))]))
