"""Small whole programmes and all of their points, for tests of the solver."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st
from scipy import sparse

from kinerja._solve import Program, Trail


def points_of(program: Program) -> np.ndarray:
    """Every whole point that keeps bounds and rows, by trying them all."""
    ranges = [
        range(int(low), int(high) + 1)
        for low, high in zip(program.lower, np.minimum(program.upper, program.room), strict=True)
    ]
    points = np.array(list(itertools.product(*ranges)), dtype=float).reshape(-1, len(ranges))
    sides = points @ program.matrix.toarray().T
    kept = (sides >= program.row_lower - 1e-9) & (sides <= program.row_upper + 1e-9)
    return points[kept.all(axis=1)]


@dataclass
class Drawn:
    """A programme that some point keeps, and objectives for it."""

    program: Program
    costs: list[np.ndarray]


@st.composite
def programs(draw, *, runs: bool) -> Drawn:
    """Irregular small programmes; with `runs` a row adds up neighbours, and vertices are whole."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    k, m = int(rng.integers(2, 6)), int(rng.integers(1, 4))
    lower = rng.integers(-1, 2, k).astype(float)
    upper = lower + rng.integers(0, 4, k)
    matrix = np.zeros((m, k))
    for row in matrix:
        if runs:
            start = int(rng.integers(k))
            row[start : int(rng.integers(start, k)) + 1] = rng.choice([1.0, -1.0])
        else:
            row[:] = rng.integers(-3, 4, k)
    inside = rng.integers(lower, upper + 1)  # this point is kept, so there is one
    at = matrix @ inside
    kind = rng.integers(4, size=m)
    low = np.where(kind == 0, -np.inf, at - np.where(kind == 1, 0, rng.integers(0, 4, m)))
    high = np.where(kind == 2, np.inf, at + np.where(kind == 1, 0, rng.integers(0, 4, m)))
    room = upper.copy()
    free = rng.random(k) < 0.3  # no bound of its own: only a room that follows from the rows
    program = Program(
        sparse.csc_array(np.vstack([matrix, np.eye(k)])),
        lower,
        np.where(free, np.inf, upper),
        room,
        np.append(low, np.full(k, -np.inf)),
        np.append(high, upper),
    )
    costs = [rng.integers(-4, 5, k) * float(rng.choice([1, 3])) for _ in range(3)]
    return Drawn(program, costs)


def trail_of(deadline: float | None = None) -> Trail[Any]:
    return Trail(deadline, lambda _: None, lambda: None)
