"""Solving over pairs of person and course: where the bundles are too many to be written out."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from .._solve import Mixed, mixed
from ..errors import ConvergenceError
from .bundles import Bundles, write_out
from .fill import fill, ready_plan, repair, settle
from .learning import Flags, Float, Learning, grid, value_grid
from .prices import priced_bound
from .programme import Programme, kept, relaxed, toll_of
from .selection import Choice, choose, starts
from .solution import HALF, Solution, cheaper, cost_choice, down, stopped, take_better

NEAREST = (14, 10, 7)
"""Pairs of a person from which bundles are made where there are too many of them."""


def whole(
    problem: Learning, programme: Programme, deadline: float, tell: Callable[[int], None]
) -> Solution:
    shape = problem.able.shape
    ready = ready_plan(problem, programme.people, programme.courses)
    best = Solution(ready, programme.ceiling(), math.nan)
    step = value_grid(problem)
    try:
        out = _closing(programme, step, deadline)
    except ConvergenceError as error:
        return stopped(error, best)
    best.closed_bound = min(best.closed_bound, down(-out.bound, step))
    best.taken = _better(problem, programme, out.x, ready)
    tell(1)
    if not out.finished:
        best.stopped = True
        return best
    reached = problem.reached(best.taken)
    if not problem.price[programme.courses].any():
        best.cost_bound = 0.0
        tell(1)
        return best
    try:
        cheap, best.cost_bound = _cheapest(problem, programme, reached, step, deadline)
    except ConvergenceError as error:
        return stopped(error, best)
    best.stopped = not cheap.finished
    cheaper(problem, best, programme.attendance(cheap.x, shape), reached, step)
    tell(1)
    return best


def _closing(programme: Programme, step: float, deadline: float) -> Mixed:
    scale = step or max(float(programme.weight.max(initial=0.0)), 1e-300)
    lower, upper = programme.bounds()
    ceiling = programme.ceiling()
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
    if problem.reached(found) >= problem.reached(ready):
        return found
    return ready


def _cheapest(
    problem: Learning, programme: Programme, reached: float, step: float, deadline: float
) -> tuple[Mixed, float]:
    """Least cost at which as much is closed, and its bound."""
    price = problem.price[programme.courses]
    matrix, upper = kept(programme, reached, step)
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


def rounded(
    problem: Learning, programme: Programme, deadline: float, tell: Callable[[int], None]
) -> Solution:
    """Relaxation over the pairs for the bound; a choice among its best pairs for the plan."""
    people, courses = programme.people, programme.courses
    shape = problem.able.shape
    best = Solution(ready_plan(problem, people, courses), programme.ceiling(), math.nan)
    step = value_grid(problem)
    quick = priced_bound(problem, people, courses, problem.reached(best.taken), deadline)
    best.closed_bound = min(best.closed_bound, down(quick, step))
    scale = step or max(float(programme.weight.max(initial=0.0)), 1e-300)
    cost = np.concatenate([np.zeros(programme.pairs), -programme.weight / scale])
    try:
        out = relaxed(programme, cost, programme.matrix, programme.upper, deadline)
    except ConvergenceError as error:
        return stopped(error, best)
    best.closed_bound = min(best.closed_bound, down(-out.value * scale, step))
    x = out.x[: programme.pairs]
    toll = toll_of(problem, programme, out.row_dual * scale)
    for least in (1 - 1e-6, HALF):
        start = repair(problem, programme.attendance(np.where(x >= least, x, 0.0), shape))
        found = fill(problem, start, people, courses, toll=toll)
        take_better(problem, best, settle(problem, found, people, courses))
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
        found = repair(problem, bundles.attendance(chosen.chosen, shape))
        take_better(problem, best, settle(problem, found, people[near], courses[near]))
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
    reached = problem.reached(best.taken)
    matrix, right = kept(programme, reached, step)
    cost = np.concatenate([price, np.zeros(programme.cells)])
    try:
        best.cost_bound = relaxed(programme, cost, matrix, right, deadline).value
    except ConvergenceError as error:
        stopped(error, best)
        return
    if bundles is None or best.stopped:
        return
    second = choose(
        cost_choice(problem, bundles, reached, step), bundles.of(best.taken), deadline, prove=False
    )
    best.stopped = second.stopped
    cheaper(problem, best, bundles.attendance(second.chosen, best.taken.shape), reached, step)


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
