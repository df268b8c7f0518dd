"""The development plan as a mixed programme: whole attendances, gaps closed as columns.

A column for every pair of person and course that helps (attends or not) and one for every gap
(levels closed). The gap closed is at most the gap, and at most what the courses taken add up to;
where a course leads up to level t only, the level reached is at most t and what courses beyond t
add. Coefficients are cut to the gap itself, which changes no whole point and brings the linear
relaxation much closer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .._solve import TIME_LIMIT, Linear, Mixed, linear, mixed
from ..errors import ConvergenceError
from .bundles import Bundles, write_out
from .fill import fill, prune, repair, settle
from .learning import Flags, Float, Ints, Learning, grid
from .selection import Choice, choose, starts

EXACT = 20_000
"""Up to so many pairs that help, branch and bound; above, a rounded linear programme."""

NEAREST = (14, 10, 7)
"""Pairs of a person from which bundles are made where there are too many of them."""

HALF = 0.5


@dataclass(slots=True)
class Solution:
    """An attendance and what was proved of it."""

    taken: Flags
    closed_bound: float
    """Nobody can close more."""
    cost_bound: float
    """Closing as much cannot cost less; NaN when never asked."""
    stopped: bool = False
    """True when the time ran out."""


@dataclass(slots=True)
class Programme:
    """Columns (pairs, then cells) and rows."""

    people: Ints
    courses: Ints
    cells: int
    weight: Float
    """(cells,) importance of each cell."""
    most: Float
    """(cells,) largest value of each cell."""
    least: Float
    """(cells,) smallest one."""
    matrix: Any
    upper: Float
    """(rows,) right sides; left sides are free."""
    used: dict[str, tuple[Ints, int]] = field(default_factory=dict)
    """Kind of limit to (its persons or courses, its first row)."""
    scale: dict[str, float] = field(default_factory=dict)
    """Kind of limit to the divisor of its rows."""

    @property
    def pairs(self) -> int:
        """Number of pairs."""
        return int(self.people.size)

    def bounds(self) -> tuple[Float, Float]:
        """Lower and upper bounds of the columns."""
        zero, one = np.zeros(self.pairs), np.ones(self.pairs)
        return np.concatenate([zero, self.least]), np.concatenate([one, self.most])

    def attendance(self, x: Float, shape: tuple[int, ...]) -> Flags:
        """(n, c) of a point."""
        taken = np.zeros(shape, dtype=np.bool_)
        chosen = x[: self.pairs] > HALF
        taken[self.people[chosen], self.courses[chosen]] = True
        return taken


def build(problem: Learning, people: Ints, courses: Ints) -> Programme:
    """Write the rows of the pairs that help."""
    from scipy import sparse

    pairs = people.size
    n, k_count = problem.gap.shape
    rows: list[Ints] = []
    columns: list[Ints] = []
    entries: list[Float] = []
    upper: list[Float] = []
    weights: list[Float] = []
    most: list[Float] = []
    least: list[Float] = []
    row = cells = 0

    def put(r: Ints, c: Ints, v: Float) -> None:
        rows.append(r)
        columns.append(c)
        entries.append(v)

    for k in range(k_count):
        if problem.weight[k] <= 0:
            continue
        gain = problem.gain[courses, k]
        start = None if problem.level is None else problem.level[people, k]
        room = np.inf if start is None else np.maximum(problem.top[courses, k] - start, 0.0)
        effect = np.where(gain > 0, np.minimum(gain, room), gain)
        gap = problem.gap[:, k]
        falls = np.bincount(people, weights=np.minimum(gain, 0.0), minlength=n)
        lost = falls < 0
        rises = np.bincount(people, weights=np.maximum(effect, 0.0), minlength=n) > 0
        active = (rises & (gap > 0)) | lost
        cell = np.full(n, -1, dtype=np.int64)
        who = np.flatnonzero(active)
        cell[who] = np.arange(who.size)
        # A gain beyond the gap is worth the gap, unless something else takes from it.
        cut = np.where(lost[people], effect, np.minimum(effect, gap[people]))
        at = np.flatnonzero(active[people] & (effect != 0))
        put(row + cell[people[at]], at, -cut[at])
        put(row + np.arange(who.size), pairs + cells + np.arange(who.size), np.ones(who.size))
        upper.append(np.zeros(who.size))
        row += who.size
        if problem.level is not None:
            raising = problem.gain[:, k] > 0
            for t in np.unique(problem.top[raising & np.isfinite(problem.top[:, k]), k]).tolist():
                before = problem.level[:, k]
                bound = active & (before < t) & ((t - before < gap) | lost)
                there = np.flatnonzero(bound)
                if not there.size:
                    continue
                place = np.full(n, -1, dtype=np.int64)
                place[there] = np.arange(there.size)
                beyond = np.where(
                    gain > 0,
                    np.minimum(effect, np.maximum(problem.top[courses, k] - t, 0.0)),
                    gain,
                )
                at = np.flatnonzero(bound[people] & (beyond != 0))
                put(row + place[people[at]], at, -beyond[at])
                put(
                    row + np.arange(there.size),
                    pairs + cells + cell[there],
                    np.ones(there.size),
                )
                upper.append(t - before[there])
                row += there.size
        weights.append(np.full(who.size, problem.weight[k]))
        most.append(gap[who])
        least.append(np.asarray(falls[who], dtype=np.float64))
        cells += who.size
    out = Programme(
        people,
        courses,
        cells,
        np.concatenate([*weights, np.empty(0)]),
        np.concatenate([*most, np.empty(0)]),
        np.concatenate([*least, np.empty(0)]),
        None,
        np.empty(0),
    )
    for name, size, limit, groups in (
        ("hours", problem.length[courses], problem.due, people),
        ("seats", np.ones(pairs), problem.seats, courses),
        ("budget", problem.price[courses], np.array([problem.budget]), np.zeros_like(people)),
    ):
        # Whole steps: nothing then slips through the solver's tolerance, and the rows are tighter.
        step = grid(size)
        scaled = np.floor(limit / step + 1e-6) if step else limit
        total = np.bincount(groups, weights=size, minlength=limit.size)
        tight = np.flatnonzero(total / (step or 1.0) > scaled)
        place = np.full(limit.size, -1, dtype=np.int64)
        place[tight] = np.arange(tight.size)
        at = np.flatnonzero((place[groups] >= 0) & (size > 0))
        put(row + place[groups[at]], at, size[at] / (step or 1.0))
        upper.append(scaled[tight])
        out.used[name], out.scale[name] = (tight, row), step or 1.0
        row += tight.size
    out.matrix = sparse.csr_array(
        (np.concatenate(entries), (np.concatenate(rows), np.concatenate(columns))),
        shape=(row, pairs + cells),
    )
    out.upper = np.concatenate(upper)
    return out


def value_grid(problem: Learning) -> float:
    """Step of which every possible Σ importance·closed is a multiple; 0 if there is none."""
    parts: list[Float] = []
    for k in np.flatnonzero(problem.weight > 0).tolist():
        values = [np.unique(problem.gap[:, k]), problem.gain[:, k]]
        if problem.level is not None:
            tops = problem.top[np.isfinite(problem.top[:, k]), k]
            values.append((tops[:, None] - np.unique(problem.level[:, k])).ravel())
        if not grid(np.concatenate(values)):
            return 0.0
        parts.append(problem.weight[k] * np.concatenate(values))
    return grid(np.concatenate(parts)) if parts else 0.0


def solve(
    problem: Learning, deadline: float, tell: Callable[[int], None], *, exact: int = EXACT
) -> Solution:
    """Close most, then spend least."""
    people, courses = problem.helpful()
    shape = problem.able.shape
    if not people.size:
        tell(2)
        return Solution(np.zeros(shape, dtype=np.bool_), 0.0, 0.0)
    bundles = write_out(problem, people, courses)
    if bundles is not None:
        prove = people.size <= exact
        return _chosen(problem, bundles, people, courses, deadline, tell, prove=prove)
    programme = build(problem, people, courses)
    if people.size > exact:
        return _rounded(problem, programme, deadline, tell)
    return _whole(problem, programme, deadline, tell)


def _chosen(
    problem: Learning,
    bundles: Bundles,
    people: Ints,
    courses: Ints,
    deadline: float,
    tell: Callable[[int], None],
    *,
    prove: bool,
) -> Solution:
    """One bundle a person: what closes most, then what costs least."""
    shape = problem.able.shape
    ready = settle(problem, np.zeros(shape, dtype=np.bool_), people, courses)
    most = float(np.maximum.reduceat(bundles.worth, starts(bundles.person)).clip(0).sum())
    step = value_grid(problem)
    first = choose(
        Choice(problem, bundles, -bundles.worth, step), bundles.of(ready), deadline, prove=prove
    )
    taken = repair(problem, bundles.attendance(first.chosen, shape))
    best = Solution(settle(problem, taken, people, courses), min(most, -first.bound), math.nan)
    tell(1)
    if not bundles.price.any():
        best.cost_bound, best.stopped = 0.0, first.stopped
        tell(1)
        return best
    if first.stopped:
        best.stopped = True
        return best
    reached = problem.value(_closed(problem, best.taken))
    second = choose(
        _cost_choice(problem, bundles, reached, step),
        bundles.of(best.taken),
        deadline,
        prove=prove,
    )
    best.cost_bound, best.stopped = second.bound, second.stopped
    _cheaper(problem, best, bundles.attendance(second.chosen, shape), reached, step)
    tell(1)
    return best


def _cost_choice(problem: Learning, bundles: Bundles, reached: float, step: float) -> Choice:
    return Choice(
        problem,
        bundles,
        bundles.price,
        grid(problem.price),
        floor=reached - _slack(reached, step),
        floor_scale=step or max(float(problem.weight.max()), 1e-300),
    )


def _cheaper(problem: Learning, best: Solution, found: Flags, reached: float, step: float) -> None:
    """Take an attendance that closes as much for less; leave out what is idle."""
    found = repair(problem, found)
    if problem.value(_closed(problem, found)) >= reached - _slack(reached, step) and (
        problem.spent(found)[2] <= problem.spent(best.taken)[2]
    ):
        best.taken = found
    best.taken = prune(problem, best.taken)


def _ceiling(programme: Programme) -> float:
    """What would be closed if every gap could be."""
    return float((programme.weight * programme.most).sum())


def _whole(
    problem: Learning, programme: Programme, deadline: float, tell: Callable[[int], None]
) -> Solution:
    shape = problem.able.shape
    nobody = np.zeros(shape, dtype=np.bool_)
    ready = settle(problem, nobody, programme.people, programme.courses)
    best = Solution(ready, _ceiling(programme), math.nan)
    step = value_grid(problem)
    try:
        out = _closing(programme, step, deadline)
    except ConvergenceError as error:
        return _stopped(error, best)
    best.closed_bound = min(best.closed_bound, _down(-out.bound, step))
    best.taken = _better(problem, programme, out.x, ready)
    tell(1)
    if not out.finished:
        best.stopped = True
        return best
    reached = problem.value(_closed(problem, best.taken))
    if not problem.price[programme.courses].any():
        best.cost_bound = 0.0
        tell(1)
        return best
    try:
        cheap, best.cost_bound = _cheapest(problem, programme, reached, step, deadline)
    except ConvergenceError as error:
        return _stopped(error, best)
    best.stopped = not cheap.finished
    _cheaper(problem, best, programme.attendance(cheap.x, shape), reached, step)
    tell(1)
    return best


def _closed(problem: Learning, taken: Flags) -> Float:
    return problem.closed(np.arange(taken.shape[0]), taken)


def _slack(value: float, step: float) -> float:
    return HALF * step if step else 1e-9 * max(1.0, abs(value))


def _down(bound: float, step: float) -> float:
    """Bound of something that is maximised, on its grid."""
    return step * math.floor(bound / step + 1e-6) if step and math.isfinite(bound) else bound


def _stopped(error: ConvergenceError, best: Solution) -> Solution:
    if error.code != TIME_LIMIT:
        raise error
    best.stopped = True
    return best


def _closing(programme: Programme, step: float, deadline: float) -> Mixed:
    scale = step or max(float(programme.weight.max(initial=0.0)), 1e-300)
    lower, upper = programme.bounds()
    ceiling = _ceiling(programme)
    out = mixed(
        np.concatenate([np.zeros(programme.pairs), -programme.weight / scale]),
        programme.matrix,
        np.full(programme.upper.size, -np.inf),
        programme.upper,
        lower,
        upper,
        whole=np.arange(lower.size) < programme.pairs,
        relative_gap=0.99 * step / ceiling if step and ceiling > 0 else 0.0,
        deadline=deadline,
    )
    return Mixed(out.x, out.value * scale, out.bound * scale, out.finished)


def _better(problem: Learning, programme: Programme, x: Float, ready: Flags) -> Flags:
    """The solver's attendance, filled up where it ended early; or the ready one if it is better."""
    found = repair(problem, programme.attendance(x, ready.shape))
    found = settle(problem, found, programme.people, programme.courses)
    if problem.value(_closed(problem, found)) >= problem.value(_closed(problem, ready)):
        return found
    return ready


def _cheapest(
    problem: Learning, programme: Programme, reached: float, step: float, deadline: float
) -> tuple[Mixed, float]:
    """Least cost at which as much is closed, and its bound."""
    price = problem.price[programme.courses]
    matrix, upper = _kept(programme, reached, step)
    own = grid(price)
    scale = own or float(price.max())
    lower, top = programme.bounds()
    out = mixed(
        np.concatenate([price / scale, np.zeros(programme.cells)]),
        matrix,
        np.full(upper.size, -np.inf),
        upper,
        lower,
        top,
        whole=np.arange(lower.size) < programme.pairs,
        relative_gap=0.99 * own / max(float(price.sum()), own) if own else 0.0,
        deadline=deadline,
    )
    bound = out.bound * scale
    return out, own * math.ceil(bound / own - 1e-6) if own and math.isfinite(bound) else bound


def _kept(programme: Programme, reached: float, step: float) -> tuple[Any, Float]:
    """Rows that also keep what is closed."""
    from scipy import sparse

    scale = step or max(float(programme.weight.max()), 1e-300)
    extra = np.concatenate([np.zeros(programme.pairs), -programme.weight / scale])
    matrix = sparse.vstack([programme.matrix, sparse.csr_array(extra[None, :])], format="csr")
    return matrix, np.append(programme.upper, (-reached + _slack(reached, step)) / scale)


def _relaxed(
    programme: Programme, cost: Float, matrix: Any, right: Float, deadline: float
) -> Linear:
    lower, upper = programme.bounds()
    return linear(
        cost,
        matrix,
        np.full(right.size, -np.inf),
        right,
        lower,
        upper,
        interior=True,
        deadline=deadline,
    )


def _rounded(
    problem: Learning, programme: Programme, deadline: float, tell: Callable[[int], None]
) -> Solution:
    """Relaxation over the pairs for the bound; a choice among its best pairs for the plan."""
    people, courses = programme.people, programme.courses
    nobody = np.zeros(problem.able.shape, dtype=np.bool_)
    best = Solution(settle(problem, nobody, people, courses), _ceiling(programme), math.nan)
    step = value_grid(problem)
    scale = step or max(float(programme.weight.max(initial=0.0)), 1e-300)
    cost = np.concatenate([np.zeros(programme.pairs), -programme.weight / scale])
    try:
        out = _relaxed(programme, cost, programme.matrix, programme.upper, deadline)
    except ConvergenceError as error:
        return _stopped(error, best)
    best.closed_bound = min(best.closed_bound, _down(-out.value * scale, step))
    x = out.x[: programme.pairs]
    toll = _toll(problem, programme, out.row_dual * scale)
    for least in (1 - 1e-6, HALF):
        start = repair(problem, programme.attendance(np.where(x >= least, x, 0.0), nobody.shape))
        found = fill(problem, start, people, courses, toll=toll)
        _take_better(problem, best, settle(problem, found, people, courses))
    loss = -(programme.matrix.T @ out.row_dual)[: programme.pairs]
    bundles, near = _narrowed(problem, programme, loss, best.taken)
    if bundles is not None:
        chosen = choose(
            Choice(problem, bundles, -bundles.worth, step),
            bundles.of(best.taken),
            deadline,
            prove=False,
        )
        best.stopped = chosen.stopped
        found = repair(problem, bundles.attendance(chosen.chosen, nobody.shape))
        _take_better(problem, best, settle(problem, found, people[near], courses[near]))
    tell(1)
    _thrifty(problem, programme, best, bundles, step, deadline)
    tell(1)
    return best


def _thrifty(
    problem: Learning,
    programme: Programme,
    best: Solution,
    bundles: Bundles | None,
    step: float,
    deadline: float,
) -> None:
    """Bound of the cost of closing as much, and a cheaper plan where the bundles hold one."""
    price = problem.price[programme.courses]
    if not price.any():
        best.cost_bound = 0.0
        return
    reached = problem.value(_closed(problem, best.taken))
    matrix, right = _kept(programme, reached, step)
    cost = np.concatenate([price, np.zeros(programme.cells)])
    try:
        best.cost_bound = _relaxed(programme, cost, matrix, right, deadline).value
    except ConvergenceError as error:
        _stopped(error, best)
        return
    if bundles is None or best.stopped:
        return
    second = choose(
        _cost_choice(problem, bundles, reached, step), bundles.of(best.taken), deadline, prove=False
    )
    best.stopped = second.stopped
    _cheaper(problem, best, bundles.attendance(second.chosen, best.taken.shape), reached, step)


def _take_better(problem: Learning, best: Solution, found: Flags) -> None:
    if problem.value(_closed(problem, found)) > problem.value(_closed(problem, best.taken)):
        best.taken = found


def _narrowed(
    problem: Learning, programme: Programme, loss: Float, taken: Flags
) -> tuple[Bundles | None, Flags]:
    """Bundles of each person's nearest pairs, as many as can be written out, and of the plan's."""
    people, courses = programme.people, programme.courses
    order = np.lexsort((loss, people))
    first = starts(people)
    place = np.empty(people.size, dtype=np.int64)
    place[order] = np.arange(people.size) - np.repeat(first, np.diff(np.append(first, people.size)))
    held = taken[people, courses]
    for most in NEAREST:
        near = (place < most) | held
        bundles = write_out(problem, people[near], courses[near])
        if bundles is not None:
            return bundles, near
    return None, np.ones(people.size, dtype=np.bool_)


def _toll(problem: Learning, programme: Programme, dual: Float) -> Float:
    """What each pair uses up of hours, seats and money, at the prices of the linear programme."""
    out = np.zeros(programme.pairs)
    for name, size, groups, limit in (
        ("hours", problem.length[programme.courses], programme.people, problem.due.size),
        ("seats", np.ones(programme.pairs), programme.courses, problem.seats.size),
        ("budget", problem.price[programme.courses], np.zeros_like(programme.people), 1),
    ):
        tight, first = programme.used[name]
        price = np.zeros(limit)
        price[tight] = dual[first : first + tight.size] / programme.scale[name]
        out -= price[groups] * size
    return out
