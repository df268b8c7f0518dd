"""Every possible move in one programme: small problems, and those that pools cannot hold."""

from __future__ import annotations

from ..._solve import Goal, climb, is_whole
from ..._types import Float
from ..network import Network
from .columns import Model, Segments, arcs_of, build
from .moves import Arcs, Search
from .objectives import lead
from .ties import settle


def solve_every_move(net: Network, search: Search) -> Arcs | None:
    """Level after level; None when a vertex is not one of whole people.

    Valid because every move that the rules allow is a column, so that every plan is a point.
    """
    arcs = arcs_of(net)

    def make(segments: Segments) -> Model:
        return build(net, *arcs, segments)

    def read(model: Model, x: Float) -> Arcs | None:
        return Arcs.of(model, x) if is_whole(x[: model.moves]) else None

    led = lead(net, make, search, read)
    if led is None:
        return None
    model, _ = led
    for goal in later_goals(net, model):
        found = read(model, climb(model.program, goal, search).x)
        search.note(found)
    return settle(net, model, search)


def later_goals(net: Network, model: Model) -> list[Goal]:
    """Cost and delay over the moves of a model without pools."""
    price = net.cost(model.group, model.unit, model.job)
    out = [Goal("cost", model.spread(price), whole=False)]
    if net.late is not None:
        marked = -net.overdue[model.group].astype(float)
        out.append(Goal("overdue", model.spread(marked), base=float(net.late)))
    return out
