"""Moves as counts, what they come to level by level, and the search's notes on the way."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..._solve import Trail
from ..._types import Flags, Float, Ints
from ..network import Network
from ..rules import MILLIONTHS
from .columns import Model

DecidedBy = Literal["months", "order", "fixed"]


@dataclass(slots=True)
class Arcs:
    """People who move: how many of each group to which post."""

    group: Ints
    unit: Ints
    job: Ints
    count: Ints

    @staticmethod
    def none() -> Arcs:
        """Nobody moves."""
        return Arcs(*(np.empty(0, np.int64) for _ in range(4)))

    @staticmethod
    def of(model: Model, x: Float) -> Arcs:
        """Read the moves of a point of whole people, from a model without pools."""
        count = np.rint(x[: model.moves]).astype(np.int64)
        used = count > 0
        return Arcs(model.group[used], model.unit[used], model.job[used], count[used])


@dataclass(slots=True)
class Search(Trail[Arcs]):
    """What has been proved so far, the best plan so far, and how ties were settled."""

    others: bool = False
    """True when other plans are equal in every level before `months` and `order`."""
    decided_by: DecidedBy | None = None
    """Last rule that was needed to choose between them."""


def level_names(net: Network) -> list[str]:
    """Names of the levels in their order."""
    first = ["empty", "peak"] if net.objective == "peak" else [net.objective]
    out = [*first, "moves"] if net.price == 0 else ["shortage_and_moves"]
    out.append("cost")
    if net.late is not None:
        out.append("overdue")
    if net.named:
        out += ["order"] if net.months is None else ["months", "order"]
    return out


def after(net: Network, arcs: Arcs) -> Ints:
    """Headcount once the moves are made."""
    out = net.headcount.copy()
    np.subtract.at(out, (net.unit[arcs.group], net.job[arcs.group]), arcs.count)
    np.add.at(out, (arcs.unit, arcs.job), arcs.count)
    return out


def shortage(need: Ints, headcount: Ints) -> int:
    """Total shortage in millionths of a person."""
    return int(np.maximum(need - headcount * MILLIONTHS, 0).sum())


def deviation(need: Ints, headcount: Ints) -> float:
    """Σ (n − need)²/need over posts with a need."""
    at = need > 0
    wanted = need[at] / MILLIONTHS
    return math.fsum((np.square(headcount[at] - wanted) / wanted).tolist())


def demanding(net: Network) -> Flags:
    """Posts that empty and peak look at: a need of 1 or more."""
    out: Flags = net.need >= MILLIONTHS
    return out


def empty_posts(need: Ints, headcount: Ints) -> float:
    """Posts with a need of 1 or more and nobody."""
    return float(((need >= MILLIONTHS) & (headcount < 1)).sum())


def peak(need: Ints, headcount: Ints) -> float:
    """Largest need/n over posts with a need of 1 or more that have somebody; 0 without any."""
    at = (need >= MILLIONTHS) & (headcount >= 1)
    return float((need[at] / MILLIONTHS / headcount[at]).max(initial=0.0))


def measured(net: Network, arcs: Arcs) -> dict[str, float]:
    """Value of each level, worked out from the moves alone."""
    final = after(net, arcs)
    moves = int(arcs.count.sum())
    short = shortage(net.need, final)
    costs = net.cost(arcs.group, arcs.unit, arcs.job) * arcs.count
    late = int(arcs.count[net.overdue[arcs.group]].sum())
    known = {
        "shortage": lambda: short / MILLIONTHS,
        "shortage_and_moves": lambda: short / MILLIONTHS + net.price * moves,
        "deviation": lambda: deviation(net.need, final),
        "empty": lambda: empty_posts(net.need, final),
        "peak": lambda: peak(net.need, final),
        "moves": lambda: float(moves),
        "cost": lambda: math.fsum(costs.tolist()),
        "overdue": lambda: float((net.late or 0) - late),
        "months": lambda: _of_first(net, arcs, net.months),
        "order": lambda: _of_first(net, arcs, net.place),
    }
    return {name: float(known[name]()) for name in level_names(net)}


def moved_of(net: Network, arcs: Arcs) -> Ints:
    """(g,) people of each group who move."""
    out = np.zeros_like(net.size)
    np.add.at(out, arcs.group, arcs.count)
    return out


def _of_first(net: Network, arcs: Arcs, value: Ints | None) -> float:
    """Sum of a value over the people who move: the first of each group."""
    if value is None:
        return 0.0
    total = np.concatenate([[0], np.cumsum(value)])
    first = net.start[:-1]
    return float((total[first + moved_of(net, arcs)] - total[first]).sum())
