"""An independent checker of development plans, and every plan of a very small problem."""

from __future__ import annotations

import itertools
import math

import numpy as np
from hypothesis import strategies as st

from kinerja.competency import Course

NAMES = ("a", "b", "c")


def closed_by(gap, level, courses, names):
    """Levels closed of one person's gaps by a set of courses: the best of every order."""
    out = []
    for k, name in enumerate(names):
        rising = [c for c in courses if c.gain.get(name, 0) > 0]
        falling = sum(c.gain[name] for c in courses if c.gain.get(name, 0) < 0)
        best = -math.inf
        orders = itertools.permutations(rising) if any(c.maximum for c in rising) else [rising]
        for order in orders:
            now = 0.0 if level is None else level[k]
            risen = 0.0
            for c in order:
                room = math.inf
                if c.maximum and name in c.maximum:
                    room = max(0.0, c.maximum[name] - now - risen)
                risen += min(c.gain[name], room)
            best = max(best, risen)
        out.append(min(gap[k], best + falling))
    return out


def limits(problem):
    """The problem with every option spelled out."""
    n = len(problem["gap"])
    p = {"importance": None, "hours": 20.0, "budget": None, "allowed": None, "actual": None}
    p |= problem
    p["importance"] = p["importance"] or [1.0] * len(p["competencies"])
    p["hours"] = [p["hours"]] * n if np.ndim(p["hours"]) == 0 else p["hours"]
    p["budget"] = math.inf if p["budget"] is None else p["budget"]
    return p


def broken(problem, attendance):
    """Names of the rules that an attendance breaks."""
    p = limits(problem)
    courses, out = p["courses"], []
    for i, row in enumerate(attendance):
        if sum(c.hours for c, there in zip(courses, row, strict=True) if there) > (
            p["hours"][i] + 1e-9
        ):
            out.append("hours")
        if p["allowed"] is not None and any(
            there and not p["allowed"][i][j] for j, there in enumerate(row)
        ):
            out.append("allowed")
    for j, course in enumerate(courses):
        if course.seats is not None and sum(row[j] for row in attendance) > course.seats:
            out.append("seats")
    if cost_of(p, attendance) > p["budget"] + 1e-9:
        out.append("budget")
    return out


def cost_of(problem, attendance):
    return sum(
        c.cost * c.cost_share
        for row in attendance
        for c, there in zip(problem["courses"], row, strict=True)
        if there
    )


def closed_of(problem, attendance):
    """(n, k) closed."""
    p = limits(problem)
    return [
        closed_by(
            p["gap"][i],
            None if p["actual"] is None else p["actual"][i],
            [c for c, there in zip(p["courses"], row, strict=True) if there],
            p["competencies"],
        )
        for i, row in enumerate(attendance)
    ]


def value_of(problem, attendance):
    p = limits(problem)
    return sum(
        w * x
        for row in closed_of(problem, attendance)
        for w, x in zip(p["importance"], row, strict=True)
    )


def best(problem):
    """Most that can be closed, and the least cost of it, over every attendance."""
    p = limits(problem)
    n, count = len(p["gap"]), len(p["courses"])
    one_person = []
    for i in range(n):
        rows = []
        for row in itertools.product((False, True), repeat=count):
            alone = [[False] * count for _ in range(n)]
            alone[i] = list(row)
            if not broken(
                {
                    **problem,
                    "courses": [c.model_copy(update={"seats": None}) for c in p["courses"]],
                    "budget": None,
                },
                alone,
            ):
                level = None if p["actual"] is None else p["actual"][i]
                chosen = [c for c, there in zip(p["courses"], row, strict=True) if there]
                closed = closed_by(p["gap"][i], level, chosen, p["competencies"])
                worth = sum(w * x for w, x in zip(p["importance"], closed, strict=True))
                rows.append((row, worth, sum(c.cost * c.cost_share for c in chosen)))
        one_person.append(rows)
    top, least = -math.inf, math.inf
    for pick in itertools.product(*one_person):
        cost = sum(x[2] for x in pick)
        if cost > p["budget"] + 1e-9:
            continue
        if any(
            c.seats is not None and sum(x[0][j] for x in pick) > c.seats
            for j, c in enumerate(p["courses"])
        ):
            continue
        value = sum(x[1] for x in pick)
        if value > top + 1e-9:
            top, least = value, cost
        elif value > top - 1e-9:
            least = min(least, cost)
    return top, least


@st.composite
def learning_problems(draw, *, people=3, courses=3, maxima=False, negatives=False):
    """Small problems with levels in halves, so that sums are exact."""
    k = draw(st.integers(1, 3))
    names = NAMES[:k]
    n = draw(st.integers(1, people))
    halves = st.integers(0, 6).map(lambda x: x / 2)
    gap = [[draw(halves) for _ in names] for _ in range(n)]
    offer = []
    for j in range(draw(st.integers(0, courses))):
        low = -2 if negatives else 0
        gain = {
            name: x / 2 for name in names if (x := draw(st.integers(low, 4))) or draw(st.booleans())
        }
        top = {
            name: draw(st.integers(2, 8)) / 2
            for name, x in gain.items()
            if maxima and x > 0 and draw(st.booleans())
        }
        offer.append(
            Course(
                code=f"C{j}",
                name=f"Course {j}",
                gain=gain,
                hours=draw(st.sampled_from([0.0, 4.0, 7.5, 10.0, 30.0])),
                seats=draw(st.sampled_from([None, 0, 1, 2])),
                cost=draw(st.sampled_from([0.0, 1.0, 2.5])),
                cost_share=draw(st.sampled_from([1.0, 0.5, 0.0])),
                maximum=top or None,
            )
        )
    problem = {
        "gap": gap,
        "courses": offer,
        "competencies": names,
        "hours": draw(st.sampled_from([20.0, 10.0, [0.0, 20.0, 14.0, 20.0][:n]])),
        "budget": draw(st.sampled_from([None, 0.0, 2.5, 4.0])),
    }
    if draw(st.booleans()):
        problem["importance"] = [1.0, *[draw(st.sampled_from([0.0, 1.0, 2.5])) for _ in names[1:]]]
    if draw(st.booleans()):
        problem["allowed"] = [[draw(st.booleans()) for _ in offer] for _ in range(n)]
    if maxima:
        problem["actual"] = [[draw(halves) for _ in names] for _ in range(n)]
    return problem
