"""Why a course, and why a gap stays: worked out again from the attendance."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._checks import plain
from .._digits import below
from .._types import Flags, Float
from .._words import words
from .course import Course
from .learning import Learning, exceeds
from .letter import amounts
from .plan import LIMITS, Assignment, Unmet, Why


def person_of(rows: NDArray[Any] | None, i: int) -> Any:
    """Id of a person, or the position where there are no ids."""
    return i if rows is None else plain(rows[i])


def _shares(problem: Learning, taken: Flags, closed: Float, k: int) -> Float:
    """(n, c) what each course taken closes of one competency; rows sum to `closed`."""
    effect = np.where(taken, problem.effect(k), 0.0)
    up, down = np.maximum(effect, 0.0), np.minimum(effect, 0.0)
    rises = up.sum(axis=1)
    scale = np.divide(
        closed[:, k] - down.sum(axis=1), rises, out=np.zeros(rises.size), where=rises > 0
    )
    # Nothing is given out where all is used: a single course keeps its own figure.
    scale = np.where(np.abs(scale - 1.0) < 1e-12, 1.0, scale)
    return np.asarray(up * scale[:, None] + down)


def assignments_of(
    problem: Learning,
    taken: Flags,
    closed: Float,
    rows: NDArray[Any] | None,
    names: list[str],
    offer: tuple[Course, ...],
) -> tuple[Assignment, ...]:
    people, courses = np.nonzero(taken)
    parts = [_shares(problem, taken, closed, k)[people, courses] for k in range(len(names))]
    table = np.column_stack(parts) if parts else np.empty((people.size, 0))
    why, out = words("en").development.why, []
    for row, (i, c) in enumerate(zip(people.tolist(), courses.tolist(), strict=True)):
        closes = {names[k]: float(table[row, k]) for k in np.flatnonzero(table[row]).tolist()}
        of = {name: float(problem.gap[i, names.index(name)]) for name in closes}
        out.append(
            Assignment(
                id=person_of(rows, i),
                course=offer[c].code,
                closes=closes,
                hours=float(problem.length[c]),
                cost=float(problem.price[c]),
                reason=why.format(items=amounts(closes, of, "en")),
            )
        )
    return tuple(out)


def unmet_of(
    problem: Learning,
    taken: Flags,
    closed: Float,
    rows: NDArray[Any] | None,
    names: list[str],
) -> tuple[Unmet, ...]:
    """Every gap that stays, with the limit that holds it."""
    short = below(closed, problem.gap)
    n, count = taken.shape
    hours, seats, cost = problem.spent(taken)
    full = seats + 1 > problem.seats
    dear = np.asarray(exceeds(cost + problem.price, problem.budget))
    everyone = np.arange(n)
    found = {
        name: np.zeros(short.shape, dtype=np.bool_)
        for name in ("course", "hours", "seats", "free", "only hours", "only seats", "only budget")
    }
    for c in range(count):
        who = problem.able[:, c] & ~taken[:, c]
        if not who.any():
            continue
        more = short & who[:, None]
        if problem.simple:
            more &= problem.gain[c] > 0
        else:
            with_it = taken.copy()
            with_it[:, c] = True
            more &= below(closed, problem.closed(everyone, with_it))
        long = np.asarray(exceeds(hours + problem.length[c], problem.due))[:, None]
        found["course"] |= more
        found["hours"] |= more & ~long
        found["seats"] |= more & ~long & ~full[c]
        found["free"] |= more & ~long & ~full[c] & ~dear[c]
        found["only hours"] |= more & long & ~full[c] & ~dear[c]
        found["only seats"] |= more & ~long & full[c] & ~dear[c]
        found["only budget"] |= more & ~long & ~full[c] & dear[c]
    out = []
    for i, k in np.argwhere(short).tolist():
        alone = [name for name in LIMITS if found[f"only {name}"][i, k]]
        reason: Why
        if not found["course"][i, k]:
            reason = "no course"
        elif found["free"][i, k]:
            reason = "closed better elsewhere"
        else:
            passed = [name for name in ("hours", "seats") if found[name][i, k]]
            reason = LIMITS[len(passed)]
            if alone and reason not in alone:
                reason = alone[0]
        out.append(
            Unmet(
                id=person_of(rows, i),
                competency=names[k],
                left=float(problem.gap[i, k] - closed[i, k]),
                reason=reason,
                others=tuple(name for name in alone if name != reason),
            )
        )
    return tuple(out)
