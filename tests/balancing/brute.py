"""A second opinion on transfers: every plan of a small problem, and a check of one from its moves.

Nothing here knows the library's formulation: the rules are written once more, person by person.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np

DEFAULTS = {
    "qualified": None,
    "movable": None,
    "months_in_post": None,
    "min_months": 24,
    "max_months": None,
    "home": None,
    "distance": None,
    "preference": None,
    "together": None,
    "fit": None,
    "within_unit": False,
    "max_moves": None,
    "max_out": None,
    "max_in": None,
    "chains": False,
    "objective": "shortage",
    "price_per_move": 0.0,
}


def tables(problem):
    """Headcount, need in millionths and its ceiling, as nested lists of ints."""
    units, jobs = np.shape(problem["need"])
    need = [[round(float(v) * 1_000_000) for v in row] for row in np.asarray(problem["need"])]
    count = [[0] * jobs for _ in range(units)]
    for u, c in zip(problem["unit"], problem["job"], strict=True):
        count[u][c] += 1
    top = [[-(-v // 1_000_000) for v in row] for row in need]
    return count, need, top


def cost_of(problem, i, v, d):
    """Cost of one person's move, term by term."""
    p = {**DEFAULTS, **problem}
    out = 0.0
    if p["preference"] is not None:
        out += float(p["preference"][i][v])
    if p["distance"] is not None:
        out += float(p["distance"][p["home"][i]][v])
    if p["fit"] is not None:
        out += float(p["fit"][i][d])
    return out


def broken(problem, moves):
    """Names of the rules that a plan breaks; `moves` holds (person, unit, job)."""
    p = {**DEFAULTS, **problem}
    count, need, top = tables(problem)
    units, jobs = len(count), len(count[0])
    out = []
    final = [row[:] for row in count]
    leaving, arriving = [0] * units, [0] * units
    for i, v, d in moves:
        u, c = p["unit"][i], p["job"][i]
        final[u][c] -= 1
        final[v][d] += 1
        if u != v:
            leaving[u] += 1
            arriving[v] += 1
        elif not p["within_unit"] or c == d:
            out.append("unit")
        if p["movable"] is not None and not p["movable"][i]:
            out.append("movable")
        if p["months_in_post"] is not None and p["months_in_post"][i] < p["min_months"]:
            out.append("tenure")
        if not (p["qualified"][i][d] if p["qualified"] is not None else c == d):
            out.append("qualified")
        if need[v][d] == 0:
            out.append("no need")
        if not p["chains"] and not count[u][c] > top[u][c]:
            out.append("leaves")
        if not p["chains"] and not count[v][d] * 1_000_000 < need[v][d]:
            out.append("enters")
    people = [i for i, _, _ in moves]
    if len(set(people)) < len(people):
        out.append("twice")
    for u, c in itertools.product(range(units), range(jobs)):
        if final[u][c] < min(count[u][c], top[u][c]):
            out.append("protect")
    if p["max_moves"] is not None and len(moves) > p["max_moves"]:
        out.append("max_moves")
    for name, used in (("max_out", leaving), ("max_in", arriving)):
        if p[name] is not None:
            caps = np.broadcast_to(p[name], (units,))
            if any(k > cap for k, cap in zip(used, caps, strict=True)):
                out.append(name)
    goes = {i: v for i, v, _ in moves}
    for a, b in p["together"] or ():
        if goes.get(a) != goes.get(b):
            out.append("together")
    return out


def values(problem, moves):
    """Value of each level of a plan before ties, exact where it can be."""
    p = {**DEFAULTS, **problem}
    count, need, _ = tables(problem)
    final = [row[:] for row in count]
    for i, v, d in moves:
        final[p["unit"][i]][p["job"][i]] -= 1
        final[v][d] += 1
    cells = list(itertools.product(range(len(count)), range(len(count[0]))))
    short = Fraction(sum(max(0, need[u][c] - 1_000_000 * final[u][c]) for u, c in cells), 1_000_000)
    cost = math.fsum(cost_of(p, i, v, d) for i, v, d in moves)
    if p["objective"] == "deviation":
        first = sum(
            (Fraction(need[u][c], 1_000_000) - final[u][c]) ** 2 / Fraction(need[u][c], 1_000_000)
            for u, c in cells
            if need[u][c]
        )
    elif p["objective"] == "peak":
        seen = [(u, c) for u, c in cells if need[u][c] >= 1_000_000]
        empty = sum(final[u][c] == 0 for u, c in seen)
        first = max(
            (Fraction(need[u][c], 1_000_000 * final[u][c]) for u, c in seen if final[u][c]),
            default=0,
        )
    else:
        first = short + Fraction(str(p["price_per_move"])) * len(moves)
    out = [first, cost] if p["price_per_move"] else [first, len(moves), cost]
    if p["max_months"] is not None:
        late = {i for i, m in enumerate(p["months_in_post"]) if m > p["max_months"]}
        out.append(len(late - {i for i, _, _ in moves}))
    if p["objective"] == "peak":
        out.insert(0, empty)
    return [float(v) for v in out]


def every_plan(problem):
    """Every plan that keeps all rules: for very small problems only."""
    p = {**DEFAULTS, **problem}
    units, jobs = np.shape(p["need"])
    stay = [None]
    choices = []
    for i, (u, c) in enumerate(zip(p["unit"], p["job"], strict=True)):
        options = [
            (i, v, d)
            for v in range(units)
            for d in range(jobs)
            if not {"unit", "movable", "tenure", "qualified", "no need", "leaves", "enters"}
            & set(broken({**p, "together": None}, [(i, v, d)]))
            and (v, d) != (u, c)
        ]
        choices.append(stay + options)
    for pick in itertools.product(*choices):
        moves = [m for m in pick if m is not None]
        if not broken(p, moves):
            yield moves


def close(a, b):
    """Lexicographic comparison at the precision that the levels are proved to: −1, 0 or 1."""
    for x, y in zip(a, b, strict=True):
        if abs(x - y) > 1e-6 * max(1.0, abs(x)):
            return -1 if x < y else 1
    return 0


def ties(problem, moves):
    """The levels that settle ties, to be small: months in post the other way round, then places."""
    people = [i for i, _, _ in moves]
    months = {**DEFAULTS, **problem}["months_in_post"]
    known = [] if months is None else [-sum(math.floor(months[i]) for i in people)]
    return [float(v) for v in (*known, sum(people))]


def best(problem):
    """Least values of all levels, and how many plans reach the first so many of them."""
    plans = [(values(problem, moves), ties(problem, moves)) for moves in every_plan(problem)]
    before = plans[0][0]
    for now, _ in plans:
        if close(now, before) < 0:
            before = now
    last = sorted(tie for now, tie in plans if close(now, before) == 0)
    counts = [sum(tie[:k] == last[0][:k] for tie in last) for k in range(len(last[0]) + 1)]
    return before + last[0], counts


def packable(sizes, m, makespan):
    """Whether the tasks fit into m bins of the makespan: every way, task by task."""
    loads = {(0,) * m}
    for size in sizes:
        loads = {
            tuple(sorted((*load[:k], load[k] + size, *load[k + 1 :])))
            for load in loads
            for k in range(m)
            if load[k] + size <= makespan
        }
    return bool(loads)


def fillings(size, count, makespan):
    """Every multiset of tasks that one bin holds, as a number of tasks of each size."""
    ranges = [
        range(min(c, makespan // s if s else c) + 1) for s, c in zip(size, count, strict=True)
    ]
    return [
        take
        for take in itertools.product(*ranges)
        if sum(t * s for t, s in zip(take, size, strict=True)) <= makespan
    ]
