"""What a caller hands in for a development plan, checked once."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._types import Float
from ..errors import InputError
from .course import Course
from .learning import Learning
from .read_levels import ASSESS, read_importance, read_people


def read_learning(
    gap: Any,
    courses: Any,
    *,
    competencies: Any,
    importance: Any,
    hours: Any,
    budget: Any,
    allowed: Any,
    actual: Any,
    ids: Any,
) -> tuple[Learning, NDArray[Any] | None, list[str], tuple[Course, ...], tuple[str, ...]]:
    """Check everything a caller hands in."""
    size = _checks.length_of(competencies)
    labels = _checks.identifiers(competencies, size, "competencies")
    names = [] if labels is None else [str(name) for name in labels.tolist()]
    if not names:
        raise InputError.about(
            "competencies",
            code="too_few",
            expected="a name for each column of `gap`",
            found="none",
        )
    offer = read_courses(courses)
    missing, rows = read_people(gap, names, len(names), ids=ids, argument="gap", hint=ASSESS)
    _checks.nonnegative(
        missing,
        "gap",
        rows=rows,
        columns=names,
        hint="Pass gaps(…).shortfall: what is missing, not actual less required.",
    )
    n = missing.shape[0]
    weight = read_importance(importance, len(names), names)
    due = _checks.floats(hours, "hours")
    due = np.full(n, _checks.number(hours, "hours", lower=0.0)) if due.ndim == 0 else due
    due = _checks.nonnegative(_checks.vector(due, "hours", n=n, rows=rows), "hours", rows=rows)
    able = np.ones((n, len(offer)), dtype=np.bool_)
    if allowed is not None:
        able = _checks.flags(allowed, "allowed", (n, len(offer)))
    gain = np.array([[c.gain.get(name, 0.0) for name in names] for c in offer])
    top = np.array([[(c.maximum or {}).get(name, np.inf) for name in names] for c in offer])
    shape = (len(offer), len(names))
    gain, top = gain.reshape(shape), top.reshape(shape)
    level = _levels_before(actual, offer, names, top, n)
    unused = [
        f"gain of course {c.code!r} in {_checks.joined(odd)}: not asked about"
        for c in offer
        if (odd := [name for name in c.gain if name not in names])
    ]
    problem = Learning(
        gap=missing,
        weight=weight,
        gain=gain,
        top=top,
        level=level,
        due=due.copy(),
        length=np.array([c.hours for c in offer], dtype=np.float64),
        seats=np.array([np.inf if c.seats is None else c.seats for c in offer], dtype=np.float64),
        price=np.array([c.price for c in offer], dtype=np.float64),
        budget=math.inf if budget is None else _checks.number(budget, "budget", lower=0.0),
        able=able,
    )
    return problem, rows, names, offer, tuple(unused)


def _levels_before(
    actual: Any, offer: tuple[Course, ...], names: list[str], top: Float, n: int
) -> Float | None:
    """Levels of people before, (n, k), where a course ends at a level; None where none does."""
    bounded_above = bool(np.isfinite(top).any())
    if bounded_above and actual is None:
        bounded = [c.code for c in offer if set(names) & set(c.maximum or ())]
        raise InputError.about(
            "actual",
            code="missing_argument",
            expected="the levels before, where a course has a maximum",
            found=f"none, and a maximum in course {_checks.joined(bounded)}",
            hint="Pass actual=, the levels that the gaps were counted from.",
            positions=tuple(bounded[:5]),
        )
    if actual is None:
        return None
    level, _ = read_people(actual, names, len(names), argument="actual", hint=ASSESS)
    if level.shape[0] != n:
        raise InputError.about(
            "actual",
            code="wrong_shape",
            expected=f"{n} rows, one per person",
            found=f"{level.shape[0]}",
        )
    return level if bounded_above else None


def read_courses(courses: Any) -> tuple[Course, ...]:
    """Courses, each code once."""
    items = (courses,) if isinstance(courses, Course) else courses
    expected = "a sequence of Course"
    hint = "Read one from JSON with Course.model_validate_json(…)."
    out = tuple(_checks.listed(items, "courses", expected=expected, hint=hint))
    wrong = [item for item in out if not isinstance(item, Course)]
    if wrong:
        raise InputError.about(
            "courses",
            code="wrong_type",
            expected=expected,
            found=type(wrong[0]).__name__,
            hint=hint,
        )
    _checks.identifiers([course.code for course in out], len(out), "courses")
    return out
