"""The lightest formulation that fits a network, and what there is when the time runs out."""

from __future__ import annotations

from ..._solve import out_of_time
from ...errors import ConvergenceError
from ..network import Network
from .every_move import solve_every_move
from .moves import Arcs, Search
from .pools import solve_pooled
from .whole_people import solve_whole_people

DENSE = 20_000
"""Up to so many possible moves all of them stand in one programme."""


def searched(net: Network, search: Search) -> tuple[Arcs, bool]:
    """Find the best moves, and tell if time ran out.

    Valid because each formulation either proves its levels over all plans, or gives way (None) to
    the next, of which the last always fits.
    """
    try:
        arcs: Arcs | None = None
        if _poolable(net):
            arcs = solve_pooled(net, search)
        if arcs is None:
            arcs = solve_every_move(net, search)
        if arcs is None:
            arcs = solve_whole_people(net, search)
    except ConvergenceError as error:
        if not out_of_time(error):
            raise
        best = search.latest() or Arcs.none()
        if net.forced.any() and not best.count.size:
            # Nobody moving would break a demand, and half a plan is no use to anybody.
            raise
        return best, True
    return arcs or Arcs.none(), False


def moves_at_most(net: Network) -> int:
    """Columns of a programme in which every possible move stands."""
    return int((net.qualified @ net.enter.sum(axis=0)).sum())


def _poolable(net: Network) -> bool:
    if net.chains or net.couples.size:
        return False
    if net.within_unit and (net.max_out is not None or net.max_in is not None):
        return False
    return moves_at_most(net) > DENSE
