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

from .._solve import Linear, linear
from .learning import Flags, Float, Ints, Learning, grid
from .solution import HALF, slack


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

    def ceiling(self) -> float:
        """What would be closed if every gap could be."""
        return float((self.weight * self.most).sum())

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


def relaxed(
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


def kept(programme: Programme, reached: float, step: float) -> tuple[Any, Float]:
    """Rows that also keep what is closed."""
    from scipy import sparse

    scale = step or max(float(programme.weight.max()), 1e-300)
    extra = np.concatenate([np.zeros(programme.pairs), -programme.weight / scale])
    matrix = sparse.vstack([programme.matrix, sparse.csr_array(extra[None, :])], format="csr")
    return matrix, np.append(programme.upper, (-reached + slack(reached, step)) / scale)


def toll_of(problem: Learning, programme: Programme, dual: Float) -> Float:
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
