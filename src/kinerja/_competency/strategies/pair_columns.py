"""The development plan as a mixed programme: whole attendances, gaps closed as columns.

A column for every pair of person and course that helps (attends or not) and one for every gap
(levels closed). The gap closed is at most the gap, and at most what the courses taken add up to;
where a course leads up to level t only, the level reached is at most t and what courses beyond t
add. Coefficients are cut to the gap itself, which changes no whole point and brings the linear
relaxation much closer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..._solve import HALF, Goal, Program, room_of
from ..._types import Flags, Float, Ints
from ..learning import Learning, grid

TINY = 1e-300
"""In place of a scale of 0."""


@dataclass(slots=True)
class Pairs:
    """A programme over pairs (its first columns) and cells, the gaps of people."""

    program: Program
    people: Ints
    courses: Ints
    weight: Float
    """(cells,) importance of each cell."""
    used: dict[str, tuple[Ints, int]]
    """Kind of limit to (its persons or courses, its first row)."""
    scale: dict[str, float]
    """Kind of limit to the divisor of its rows."""

    @property
    def size(self) -> int:
        """Number of pairs."""
        return int(self.people.size)

    @property
    def ceiling(self) -> float:
        """What would be closed if every gap could be.

        Valid because no cell exceeds its gap.
        """
        return float((self.weight * self.program.upper[self.size :]).sum())

    def spread(self, pair: Float | float, cell: Float | float) -> Float:
        """(columns,) of what stands at a pair and at a cell."""
        out = np.empty(self.program.lower.size)
        out[: self.size], out[self.size :] = pair, cell
        return out

    def attendance(self, x: Float, shape: tuple[int, ...]) -> Flags:
        """(n, c) of a point."""
        taken = np.zeros(shape, dtype=np.bool_)
        chosen = x[: self.size] > HALF
        taken[self.people[chosen], self.courses[chosen]] = True
        return taken

    def closing(self, step: float) -> Goal:
        """Close most, in units of the step or of the largest importance.

        Valid because a positive unit moves no optimum; it brings costs to the solver's size.
        """
        unit = step or max(float(self.weight.max(initial=0.0)), TINY)
        cost = self.spread(0.0, -self.weight / unit)
        return _goal("closed", cost, unit, whole=bool(step), most=self.ceiling, sign=-1.0)

    def spending(self, problem: Learning) -> Goal:
        """Spend least, in units of the step of prices or of the largest price.

        Valid for the same reason as `closing`.
        """
        price = problem.price[self.courses]
        step = grid(price)
        unit = step or float(price.max())
        cost = self.spread(price / unit, 0.0)
        return _goal("cost", cost, unit, whole=bool(step), most=float(price.sum()), sign=1.0)

    def keep(self, goal: Goal, reached: float, step: float) -> None:
        """Add the row that keeps what was reached.

        Valid because it leaves less than a step of room.
        """
        most = (-reached + room_of(reached, step)) * abs(goal.unit)
        self.program.add_row(goal.cost, -np.inf, most)


def _goal(name: str, cost: Float, unit: float, *, whole: bool, most: float, sign: float) -> Goal:
    """Objective whose values lie on a grid of whole numbers where `whole`, in the given unit."""
    return Goal(
        name,
        cost,
        whole=whole,
        unit=sign / unit,
        step=1.0 if whole else 0.0,
        most=max(most / unit, 1.0) if most > 0 else 0.0,
    )


@dataclass(slots=True)
class _Rows:
    """Entries and right sides of rows as they are written; left sides are free."""

    count: int = 0
    upper: list[Float] = field(default_factory=list)
    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    entry: list[Float] = field(default_factory=list)

    def put(self, row: Ints, column: Ints, entry: Float) -> None:
        """Write entries of the rows to come, the first of them being row 0."""
        self.row.append(self.count + row)
        self.column.append(column)
        self.entry.append(entry)

    def close(self, upper: Float) -> None:
        """Give the rows just written their right sides."""
        self.upper.append(upper)
        self.count += upper.size

    def program(self, lower: Float, upper: Float, whole: Flags) -> Program:
        """Programme of these rows."""
        from scipy import sparse

        matrix = sparse.csc_array(
            (np.concatenate(self.entry), (np.concatenate(self.row), np.concatenate(self.column))),
            shape=(self.count, lower.size),
        )
        right = np.concatenate(self.upper)
        return Program(matrix, lower, upper, upper, np.full(right.size, -np.inf), right, whole)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Columns of one competency: whose gap they are, and between what they lie."""

    who: Ints
    least: Float
    most: Float


def build(problem: Learning, people: Ints, courses: Ints) -> Pairs:
    """Write the rows of the pairs that help.

    Valid as the whole plan: an attendance that closes nothing is part of none.
    """
    rows = _Rows()
    cells: list[_Cells] = []
    weights: list[Float] = []
    at = people.size
    for k in np.flatnonzero(problem.weight > 0).tolist():
        new = _gap_rows(problem, people, courses, k, rows, at)
        cells.append(new)
        weights.append(np.full(new.who.size, problem.weight[k]))
        at += new.who.size
    used, scale = _limit_rows(problem, people, courses, rows)
    pairs = np.zeros(people.size)
    lower = np.concatenate([pairs, *(part.least for part in cells)])
    upper = np.concatenate([pairs + 1.0, *(part.most for part in cells)])
    whole = np.arange(at) < people.size
    program = rows.program(lower, upper, whole)
    return Pairs(program, people, courses, np.concatenate([*weights, pairs[:0]]), used, scale)


def _gap_rows(
    problem: Learning, people: Ints, courses: Ints, k: int, rows: _Rows, first: int
) -> _Cells:
    """Write what may be closed of one competency; its cells are the columns from `first` on.

    Valid because a cell is at most what the courses add, and the objective brings it up to that.
    """
    n = problem.gap.shape[0]
    gain = problem.gain[courses, k]
    start = None if problem.level is None else problem.level[people, k]
    room = np.inf if start is None else np.maximum(problem.top[courses, k] - start, 0.0)
    effect = np.where(gain > 0, np.minimum(gain, room), gain)
    gap = problem.gap[:, k]
    falls = np.bincount(people, weights=np.minimum(gain, 0.0), minlength=n)
    lost = falls < 0
    rises = np.bincount(people, weights=np.maximum(effect, 0.0), minlength=n) > 0
    active = (rises & (gap > 0)) | lost
    who = np.flatnonzero(active)
    cell = _places(who, n)
    # A gain beyond the gap is worth the gap, unless something else takes from it.
    cut = np.where(lost[people], effect, np.minimum(effect, gap[people]))
    at = np.flatnonzero(active[people] & (effect != 0))
    rows.put(cell[people[at]], at, -cut[at])
    rows.put(np.arange(who.size), first + np.arange(who.size), np.ones(who.size))
    rows.close(np.zeros(who.size))
    if problem.level is not None:
        before = problem.level[:, k]
        ends = problem.top[(problem.gain[:, k] > 0) & np.isfinite(problem.top[:, k]), k]
        for t in np.unique(ends).tolist():
            # The level reached is at most t and what the courses that lead beyond t add.
            there = np.flatnonzero(active & (before < t) & ((t - before < gap) | lost))
            if not there.size:
                continue
            place = _places(there, n)
            beyond = np.maximum(problem.top[courses, k] - t, 0.0)
            beyond = np.where(gain > 0, np.minimum(effect, beyond), gain)
            at = np.flatnonzero((place[people] >= 0) & (beyond != 0))
            rows.put(place[people[at]], at, -beyond[at])
            rows.put(np.arange(there.size), first + cell[there], np.ones(there.size))
            rows.close(t - before[there])
    return _Cells(who, np.asarray(falls[who], dtype=np.float64), gap[who])


def _limits(
    problem: Learning, people: Ints, courses: Ints
) -> tuple[tuple[str, Float, Float, Ints], ...]:
    """Kinds of limit: name, what each pair takes up, right sides, whose limit a pair counts in."""
    return (
        ("hours", problem.length[courses], problem.due, people),
        ("seats", np.ones(people.size), problem.seats, courses),
        ("budget", problem.price[courses], np.array([problem.budget]), np.zeros_like(people)),
    )


def _limit_rows(
    problem: Learning, people: Ints, courses: Ints, rows: _Rows
) -> tuple[dict[str, tuple[Ints, int]], dict[str, float]]:
    """Write the limits that all pairs together would exceed; say where, and in what steps.

    Valid without the others: no attendance exceeds those.
    """
    used: dict[str, tuple[Ints, int]] = {}
    scale: dict[str, float] = {}
    for name, size, limit, groups in _limits(problem, people, courses):
        # Whole steps: nothing then slips through the solver's tolerance, and the rows are tighter.
        step = grid(size)
        scaled = np.floor(limit / step + 1e-6) if step else limit
        total = np.bincount(groups, weights=size, minlength=limit.size)
        tight = np.flatnonzero(total / (step or 1.0) > scaled)
        place = _places(tight, limit.size)
        at = np.flatnonzero((place[groups] >= 0) & (size > 0))
        used[name], scale[name] = (tight, rows.count), step or 1.0
        rows.put(place[groups[at]], at, size[at] / (step or 1.0))
        rows.close(scaled[tight])
    return used, scale


def toll_of(problem: Learning, pairs: Pairs, dual: Float) -> Float:
    """What each pair uses up of hours, seats and money, at the prices of the linear programme.

    Valid as what it is worth elsewhere: a price says what one more of the limit would close.
    """
    out = np.zeros(pairs.size)
    for name, size, limit, groups in _limits(problem, pairs.people, pairs.courses):
        tight, first = pairs.used[name]
        price = np.zeros(limit.size)
        price[tight] = dual[first : first + tight.size] / pairs.scale[name]
        out -= price[groups] * size
    return out


def _places(chosen: Ints, size: int) -> Ints:
    """(size,) position of each number among the chosen ones, −1 for the others."""
    out = np.full(size, -1, dtype=np.int64)
    out[chosen] = np.arange(chosen.size)
    return out


def loss_of(pairs: Pairs, dual: Any) -> Float:
    """(pairs,) reduced cost of each pair.

    Valid as a loss: it is what the bound falls by where the pair is taken.
    """
    return np.asarray(-(pairs.program.matrix.T @ dual)[: pairs.size])
