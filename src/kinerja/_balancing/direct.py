"""The levels in their order: first objective, moves, cost, delay, order of ids."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from .._solve import TIME_LIMIT, Mixed, mixed
from ..errors import ConvergenceError, InfeasibleError
from .groups import Flags, Float, Ints, Network
from .levels import HALF, Program, Step, is_whole
from .model import (
    Model,
    Segments,
    arcs_of,
    build,
    deviation_segments,
    peak_segments,
    shortage_segments,
)
from .problem import MILLIONTHS

Make = Callable[[Segments], Model]


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
class Trail:
    """What has been proved so far, and the best plan so far."""

    deadline: float | None
    tick: Callable[[int], None]
    bounds: dict[str, float] = field(default_factory=dict)
    """Level to proved bound, in the order in which they were solved."""
    latest: Callable[[], Arcs | None] = field(default=Arcs.none)
    """Reads the plan of the last level solved; None if it is not one of whole people."""
    others: bool = False
    cut: bool = False
    """True when the time ran out while ties were settled, all levels being proved."""
    named: bool = True
    """False when no person is named: then ties need not be settled."""

    def prove(self, name: str, bound: float) -> None:
        """Note the bound of a level that was solved."""
        self.bounds[name] = bound
        self.tick(1)


def level_names(net: Network, *, late: bool) -> list[str]:
    """Names of the levels in their order."""
    first = [net.objective, "moves"] if net.price == 0 else ["shortage_and_moves"]
    return [*first, "cost", *(["overdue"] if late else [])]


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


def peak_posts(net: Network) -> Flags:
    """Posts that the peak looks at: a need of 1 or more, and somebody there."""
    return (net.need >= MILLIONTHS) & (net.headcount >= 1)


def peak(net: Network, headcount: Ints) -> float:
    """Largest need/n over the posts that the peak looks at; 0 when there are none."""
    at = peak_posts(net)
    with np.errstate(divide="ignore"):
        ratio = net.need[at] / MILLIONTHS / headcount[at]
    return float(ratio.max(initial=0.0))


def measured(net: Network, arcs: Arcs, names: list[str]) -> dict[str, float]:
    """Value of each level, worked out from the moves alone."""
    final = after(net, arcs)
    moves = int(arcs.count.sum())
    short = shortage(net.need, final)
    costs = net.cost(arcs.group, arcs.unit, arcs.job) * arcs.count
    late = net.late - int(arcs.count[net.overdue[arcs.group]].sum())
    known = {
        "shortage": lambda: short / MILLIONTHS,
        "shortage_and_moves": lambda: short / MILLIONTHS + net.price * moves,
        "deviation": lambda: deviation(net.need, final),
        "peak": lambda: peak(net, final),
        "moves": lambda: float(moves),
        "cost": lambda: math.fsum(costs.tolist()),
        "overdue": lambda: float(late),
    }
    return {name: float(known[name]()) for name in names}


def lead(
    net: Network, make: Make, trail: Trail, read: Callable[[Model, Float], Arcs | None]
) -> tuple[Model, list[tuple[Step, float]]]:
    """Solve the first objective and the moves; return the model on the face, and its steps.

    Each step comes with the cost that the level puts on one move.
    """
    steps: list[tuple[Step, float]] = []

    def settle(model: Model, name: str, step: Step, per_move: float, bound: float) -> None:
        trail.prove(name, bound)
        model.program.narrow(step)
        steps.append((step, per_move))
        trail.latest = lambda: read(model, step.x)

    if net.objective == "peak":
        model, bound = _lead_peak(net, make, trail)
        trail.prove("peak", bound)
    elif net.objective == "deviation":
        model, step = _lead_deviation(net, make, trail)
        bound = deviation(net.need, net.headcount) + step.bound
        settle(model, "deviation", step, 0.0, bound)
    else:
        segments = shortage_segments(net)
        model = make(segments)
        price = net.price * MILLIONTHS
        whole = price == np.rint(price)
        cost = model.spread(price, segments.marginal)
        step = model.program.minimise(cost, whole=whole, deadline=trail.deadline, first=True)
        total = shortage(net.need, net.headcount) + step.bound
        # Whole millionths: the bound may be rounded up to the next of them.
        total = math.ceil(total - HALF) if whole else total
        name = "shortage" if net.price == 0 else "shortage_and_moves"
        settle(model, name, step, price, total / MILLIONTHS)
    if net.price == 0:
        step = model.program.minimise(model.spread(1.0), whole=True, deadline=trail.deadline)
        settle(model, "moves", step, 1.0, math.ceil(step.bound - 1e-6))
    return model, steps


def _lead_deviation(net: Network, make: Make, trail: Trail) -> tuple[Model, Step]:
    reach = np.maximum(-(-net.need // MILLIONTHS) - net.headcount, 0).ravel() + 2
    while True:
        reach = np.minimum(reach, net.size.sum())
        segments = deviation_segments(net, reach)
        model = make(segments)
        cost = model.spread(0.0, segments.marginal)
        step = model.program.minimise(cost, whole=False, deadline=trail.deadline, first=True)
        used = step.x[model.moves + model.exits.size :] > HALF
        arrivals = np.bincount(segments.post[used & segments.up], minlength=reach.size)
        full = (arrivals >= reach) & (reach < net.size.sum()) & net.enter.ravel()
        if not full.any():
            # Pieces left out cost more than the last one offered, which was not used up.
            return model, step
        reach = np.where(full, 2 * reach + 2, reach)


def _lead_peak(net: Network, make: Make, trail: Trail) -> tuple[Model, float]:
    """Least peak by bisection over the values a peak can have.

    A peak of at most a/m (need a, headcount m) asks for n ≥ need·m/a in every post looked at:
    whole arithmetic. A value below the least one is ruled out by the bound of a programme.
    """
    at = peak_posts(net)
    values = peak_values(net)

    def attempt(position: int) -> Model | None:
        least = least_headcount(net, at, values[position])
        if ((least > net.headcount) & ~net.enter).any():
            return None
        segments = peak_segments(net, least)
        model = make(segments)
        cost = model.spread(0.0, segments.marginal)
        wanted = float(segments.width[segments.marginal < 0].sum())
        try:
            step = model.program.minimise(cost, whole=True, deadline=trail.deadline)
        except InfeasibleError:
            # A move laid down would take a post below what this peak asks of it.
            return None
        # With chains or couples the least cost may be half a person short: that is short, too.
        if step.bound > HALF - wanted or float(cost @ step.x) > 1e-6 - wanted:
            return None
        model.program.narrow(step)
        must = model.moves + model.exits.size + np.flatnonzero(segments.marginal < 0)
        model.program.lower[must] = model.program.upper[must]
        return model

    low, high = 0, len(values) - 1
    best = attempt(high)
    if best is None:
        raise InfeasibleError("No plan keeps all the rules at once.")
    while low < high:
        middle = (low + high) // 2
        tried = attempt(middle)
        if tried is None:
            low = middle + 1
        else:
            best, high = tried, middle
    need, n = values[high]
    return best, need / MILLIONTHS / n


def peak_values(net: Network) -> list[tuple[int, int]]:
    """Peaks that can occur, least first, as (need in millionths, headcount)."""
    at = peak_posts(net)
    need, n = net.need[at], net.headcount[at]
    if not need.size:
        return [(0, 1)]
    left = np.zeros(net.need.size, dtype=np.bool_)
    left[net.origin] = True
    enter, floor = net.enter[at], net.floor[at]
    least = np.where(left.reshape(net.need.shape)[at], np.minimum(floor, n), n)
    # No plan brings the peak below that of a post that nobody may enter.
    base = float((need[~enter] / n[~enter]).max(initial=0.0))
    supply = int(net.size.sum())
    found: set[tuple[int, int]] = set()
    rows = zip(need.tolist(), n.tolist(), least.tolist(), enter.tolist(), strict=True)
    for a, now, low, more in rows:
        last = now
        if more:
            last = now + supply if base == 0 else min(now + supply, int(a / base) + 1)
        found.update(
            (a, k) for k in range(max(low, 1), max(last, now) + 1) if a >= 0.999 * base * k
        )
    ordered = sorted(found, key=lambda v: (v[0] / v[1], v))
    # Equal ratios count once.
    return [
        v for v, u in zip(ordered, [(-1, 1), *ordered], strict=False) if v[0] * u[1] != u[0] * v[1]
    ]


def least_headcount(net: Network, at: Flags, value: tuple[int, int]) -> Ints:
    """Fewest people in each post so that need/n is at most the value; 0 where it does not count."""
    need, n = value
    out = np.zeros(net.need.shape, dtype=np.int64)
    if need:
        out[at] = [-(-a * n // need) for a in net.need[at].tolist()]
    return out


def finish(net: Network, model: Model, trail: Trail, *, late: bool) -> Arcs | None:
    """Cost, delay and order of ids on the face of a model that has every column and no pools."""
    program = model.program

    def level(name: str, cost: Float, *, whole: bool, base: float) -> None:
        step = program.minimise(cost, whole=whole, deadline=trail.deadline)
        bound = base + step.bound
        trail.prove(name, math.ceil(bound - 1e-6) if whole else bound)
        program.narrow(step)
        trail.latest = lambda: Arcs.of(model, step.x) if is_whole(step.x) else None

    price = net.cost(model.group, model.unit, model.job)
    level("cost", model.spread(price), whole=False, base=0.0)
    if late:
        marked = -net.overdue[model.group].astype(np.float64)
        level("overdue", model.spread(marked), whole=True, base=float(net.late))
    return settle_ties(net, model, trail)


def settle_ties(net: Network, model: Model, trail: Trail, *, face: bool = True) -> Arcs | None:
    """Among plans equal in every level take the one whose people come first in the order of ids."""
    before = trail.latest()
    if before is None or not trail.named:
        return before
    try:
        trail.others = differs(net, before) or not _unique(
            model, before, trail, whole=face and net.laminar
        )
        return _first_by_id(net, model, before, trail) if trail.others else before
    except ConvergenceError as error:
        if not out_of_time(error):
            raise
        # Every level is proved; only the choice among equal plans was cut short.
        trail.cut = trail.others = True
        return before


def _first_by_id(net: Network, model: Model, before: Arcs, trail: Trail) -> Arcs:
    from scipy import sparse

    program = model.program
    if model.moves == 0:
        return before
    moving = np.unique(model.group)
    people = np.concatenate(
        [np.arange(net.start[g], net.start[g + 1]) for g in moving.tolist()]
        or [np.empty(0, np.int64)]
    ).astype(np.int64)
    owner = np.repeat(moving, net.size[moving])
    columns = sparse.coo_array(
        (-np.ones(people.size), (owner, np.arange(people.size))),
        shape=(program.row_lower.size, people.size),
    )
    every = program.row_lower[owner] == program.row_upper[owner]
    program.append(
        columns.tocsc(), every.astype(np.float64), np.ones(people.size), np.ones(people.size)
    )
    program.row_lower[moving] = 0.0
    program.row_upper[moving] = 0.0
    cost = model.spread(0.0)
    cost[-people.size :] = net.place[people]
    step = program.minimise(cost, whole=True, deadline=trail.deadline)
    if is_whole(step.x):
        return Arcs.of(model, step.x)
    return Arcs.of(model, whole_point(program, cost, trail).x)


def whole_point(program: Program, cost: Float, trail: Trail) -> Mixed:
    """Minimise over whole people, where the rows do not give them by themselves."""
    out = mixed(
        cost,
        program.matrix,
        program.row_lower,
        program.row_upper,
        program.lower,
        np.where(np.isfinite(program.upper), program.upper, program.room),
        deadline=trail.deadline,
    )
    return Mixed(np.rint(out.x), out.value, out.bound, out.finished)


def differs(net: Network, arcs: Arcs) -> bool:
    """Tell whether swapping interchangeable people gives another plan of the same values."""
    moved = np.bincount(arcs.group, weights=arcs.count, minlength=net.size.size)
    posts = np.bincount(arcs.group, minlength=net.size.size)
    return bool(((moved > 0) & (moved < net.size)).any() or (posts > 1).any())


def _unique(model: Model, arcs: Arcs, trail: Trail, *, whole: bool) -> bool:
    """Tell whether the face holds no other plan than this one."""
    cost, value = _away_from(model, arcs)
    step = model.program.minimise(cost, whole=True, deadline=trail.deadline)
    if step.bound >= value - HALF:
        return True
    if whole:
        return False
    # The better point may consist of halves.
    return whole_point(model.program, cost, trail).bound >= value - HALF


def _away_from(model: Model, arcs: Arcs) -> tuple[Float, float]:
    """Cost that falls as soon as a plan departs from this one, and its value here.

    Where every group that moves moves as a whole to one post, another plan must use a move that
    this one does not, or make fewer.
    """
    point = np.zeros(model.moves)
    point[_found(model, arcs)] = arcs.count
    free = (model.program.lower < model.program.upper)[: model.moves]
    cost = model.spread(np.where(free, np.where(point > 0, 1.0, -1.0), 0.0))
    return cost, float(cost[: model.moves] @ point)


def _found(model: Model, arcs: Arcs) -> Ints:
    """Columns of the moves of a plan."""

    def key(group: Ints, unit: Ints, job: Ints) -> Ints:
        return (group * (1 + int(model.unit.max(initial=0))) + unit) * (
            1 + int(model.job.max(initial=0))
        ) + job

    keys = key(model.group, model.unit, model.job)
    order = np.argsort(keys, kind="stable")
    return order[np.searchsorted(keys, key(arcs.group, arcs.unit, arcs.job), sorter=order)]


def solve_whole(net: Network, trail: Trail, *, late: bool) -> Arcs | None:
    """All arcs in one programme, level after level; None when a vertex is not of whole people."""
    arcs = arcs_of(net)

    def make(segments: Segments) -> Model:
        return build(net, *arcs, segments)

    def read(model: Model, x: Float) -> Arcs | None:
        return Arcs.of(model, x) if is_whole(x[: model.moves]) else None

    model, _ = lead(net, make, trail, read)
    return finish(net, model, trail, late=late)


def out_of_time(error: ConvergenceError) -> bool:
    """Tell the end of the time from a failure of the solver."""
    return error.code == TIME_LIMIT


def merged(net: Network) -> Network:
    """Pools in place of groups: cost and delay forgotten."""
    first = np.flatnonzero(np.diff(net.pool, prepend=-1) != 0)
    size = np.add.reduceat(net.size, first) if first.size else net.size
    position = np.cumsum(np.diff(net.pool, prepend=-1) != 0) - 1
    return replace(
        net,
        unit=net.unit[first],
        job=net.job[first],
        size=size,
        qualified=net.qualified[first],
        pool=np.arange(first.size),
        forced=net.forced[first],
        couples=position[net.couples],
        allowed={int(position[g]): mask for g, mask in net.allowed.items()},
        overdue=net.overdue[first],
        cost_row=np.zeros(first.size, dtype=np.int64),
        fit_row=np.zeros(first.size, dtype=np.int64),
    )
