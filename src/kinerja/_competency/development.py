"""Who attends what: the plan, its proof, and a reason for each course and each gap that stays."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks
from .._definitions import LANGUAGES, Language, fingerprint
from .._digits import below
from .._indicators.text import figure, say
from .._progress import Progress, reporter
from .._solve import CLOSE, Level, Status
from ..errors import InputError
from ..results import (
    BoolMatrix,
    FloatMatrix,
    FloatVector,
    IntVector,
    LabelVector,
    Provenance,
    Result,
)
from .course import Course
from .learning import Flags, Float, Learning, exceeds
from .levels import read_importance, read_people
from .programme import solve

Why = Literal["no course", "hours", "seats", "budget", "closed better elsewhere"]
LIMITS: tuple[Literal["hours", "seats", "budget"], ...] = ("hours", "seats", "budget")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Assignment(Result):
    """One person in one course."""

    person: Any
    course: str
    closes: Mapping[str, float]
    """Competency to levels that this course closes of the person's gap; where several courses
    together would close more than the gap, each by its share."""
    hours: float
    cost: float
    """What the seat costs the office."""
    reason: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Unmet(Result):
    """A gap that stays, and what holds it."""

    person: Any
    competency: str
    left: float
    """Levels still missing."""
    reason: Why
    """See `development_plan`."""
    others: tuple[str, ...] = ()
    """Further limits of which each, lifted alone, would let a course close more."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DevelopmentPlan(Result):
    """Who attends which course, what that closes, and the proof that no plan closes more.

    Examples
    --------
    >>> from kinerja.competency import Course, development_plan
    >>> course = Course(code="B", name="Budgeting", gain={"budgeting": 1}, hours=8)
    >>> plan = development_plan([[2.0]], [course], competencies=["budgeting"])
    >>> plan.closed.tolist(), plan.unmet[0].left, plan.unmet[0].reason
    ([[1.0]], 1.0, 'no course')
    """

    attendance: BoolMatrix
    """(n, c) who attends what."""
    closed: FloatMatrix
    """(n, k) levels of the gap closed."""
    total_closed: float
    """Σ importance · closed."""
    total_gap: float
    """Σ importance · gap."""
    cost: float
    """What the plan costs the office: Σ cost · cost_share."""
    hours: FloatVector
    """(n,) hours that each person spends."""
    seats: IntVector
    """(c,) seats taken."""
    levels: tuple[Level, ...]
    """Closed (the most), then cost (the least at which as much is closed)."""
    status: Status
    """``"optimal"`` only if both gaps are 0."""
    bound: float
    """Of the first level whose gap is not 0, else of the first level."""
    gap: float
    """Distance of that level from its bound; NaN where the bound was never reached."""
    stopped_by: Literal["time_limit"] | None
    assignments: tuple[Assignment, ...]
    unmet: tuple[Unmet, ...]
    shortfall: FloatMatrix
    """(n, k) the gaps that were to be closed."""
    due: FloatVector
    """(n,) hours that each person had."""
    ids: LabelVector | None
    """(n,) who they are."""
    competencies: LabelVector
    """(k,) names of the competencies."""
    courses: tuple[Course, ...]
    """The courses on offer."""
    provenance: Provenance = field(default_factory=Provenance)
    """Options in force, and what of the courses was not used."""

    def letter(
        self, person: Any, *, language: Language = "en", names: Mapping[str, Any] | None = None
    ) -> str:
        """Say to a person which courses are proposed, why, and what stays open.

        Parameters
        ----------
        person : id or int
            Id of the person, or the position where there are no ids.
        language : {"en", "id"}
        names : mapping of competency to str or Text, optional
            What people read in place of a competency's label.

        Returns
        -------
        str
            States facts, promises nothing and names nobody else.

        Raises
        ------
        InputError
            If the person or the language is unknown.
        """
        _checks.choice(language, "language", LANGUAGES)
        i = _checks.row_of(person, self.ids, self.attendance.shape[0], "person")
        return letter_of(self, i, language, names or {})

    def _headline(self) -> str:
        return (
            f"Development plan: {self.total_closed:g} of {self.total_gap:g} closed by "
            f"{len(self.assignments)} attendances, cost {self.cost:g} ({self.status})"
        )

    def _columns(self) -> dict[str, NDArray[Any]]:
        names = ("person", "course", "hours", "cost", "reason")
        out: dict[str, NDArray[Any]] = {}
        for name in names:
            column = np.empty(len(self.assignments), dtype=object)
            column[:] = [getattr(item, name) for item in self.assignments]
            out[name] = column.astype(np.float64) if name in {"hours", "cost"} else column
        return out


def development_plan(
    gap: ArrayLike,
    courses: Sequence[Course],
    *,
    competencies: Sequence[Any],
    importance: Any = None,
    hours: ArrayLike = 20.0,
    budget: float | None = None,
    allowed: ArrayLike | None = None,
    actual: ArrayLike | None = None,
    ids: Any = None,
    time_limit: float = 60.0,
    progress: Progress = False,
) -> DevelopmentPlan:
    """Who attends which course, so that most of the gaps is closed, proved and explained.

    Parameters
    ----------
    gap : array_like (n, k), mapping or dataframe
        Levels missing, 0 or more: `gaps(…).shortfall`.
    courses : sequence of Course
        What is on offer. A gain in a competency that is not asked about is not used, and the
        plan's provenance says so.
    competencies : sequence of k labels
        Names of the columns of `gap`, as the courses' gains name them.
    importance : array_like (k,) or mapping, optional
        Weight of each competency, 0 or more; default 1 each.
    hours : float or array_like (n,)
        Most training hours of each person; 20 a year are due to a civil servant.
    budget : float, optional
        Most that the office can spend, Σ cost · cost_share.
    allowed : array_like of bool (n, c), optional
        Who may attend what; default everyone everything.
    actual : array_like (n, k), mapping or dataframe, optional
        Levels before; needed where a course has a `maximum`.
    ids : array_like (n,), or name of a column
        Who they are.
    time_limit : float
        Seconds; when they run out the plan is ``"feasible"``, with its bound and gap.
    progress : bool or callable
        A progress bar, or a function called with (levels done, levels in all).

    Returns
    -------
    DevelopmentPlan

    Raises
    ------
    InputError
        If a gap is negative or missing, a label or a course repeats, a limit is negative, or a
        course has a maximum and `actual` is not given.
    ConvergenceError
        If the solver fails; its status is named, and there is no half plan.

    Notes
    -----
    First Σ importance · closed is made as large as possible, then among the plans that close as
    much the cheapest is taken; closed = min(gap, Σ gain of the courses taken) for each person and
    competency. Each course is taken at most once by a person; hours, seats and budget are limits.
    Where a course leads up to a maximum it adds min(gain, maximum − level reached), the courses
    with the lowest maximum being taken first. An attendance without which as much is closed is
    never part of the plan.

    Every set of courses that a person could usefully take within their hours is written out, and
    one is chosen for each person; only seats and money tie people to each other. The linear
    relaxation of this, solved by column generation, gives the bound, and a search among the bundles
    near its prices the plan. Up to 20,000 pairs of person and course that help, branch and bound
    then looks at every bundle that could still be in a better plan, until none is left or the time
    is over; above, a plan within 0.05 % of its bound is good enough, and the gap is stated. Where
    there are more than two million bundles, a programme over the pairs takes their place: branch
    and bound, or above 20,000 pairs its relaxation, rounded, filled up and pruned. Where gains,
    gaps and importance lie on a common grid, value and bound are read on that grid.

    The reason of a gap that stays is found by looking at the courses that would close more of it:
    ``"no course"``, there is none (none allowed, none left, or none that leads so far);
    ``"hours"``, none fits into the person's hours that are left; ``"seats"``, none of those that
    fit has a seat left; ``"budget"``, none of these can be paid; ``"closed better elsewhere"``, one
    could be taken, but would close less of what counts than it costs there. Where such a limit
    alone does not hold the gap and another one alone does, that one is named; `others` names all
    further ones of which each alone would do.

    References
    ----------
    Government Regulation 11/2017, article 203: at least 20 training hours a year. Barnhart, C. et
    al. (1998). Branch-and-price: column generation for solving huge integer programs. Operations
    Research 46(3), 316–329. Nemhauser, G. L. and Wolsey, L. A. (1988). Integer and Combinatorial
    Optimization, II.5: reduced-cost fixing.

    Examples
    --------
    >>> offer = [
    ...     Course(code="B", name="Budgeting", gain={"budgeting": 2}, hours=12, cost=4, seats=1),
    ...     Course(code="S", name="Service", gain={"service": 1}, hours=8, cost=1),
    ... ]
    >>> plan = development_plan(
    ...     [[2, 1], [1, 1]], offer, competencies=["budgeting", "service"], ids=["A1", "A2"]
    ... )
    >>> plan.status, plan.total_closed, plan.total_gap, plan.cost
    ('optimal', 4.0, 5.0, 6.0)
    >>> [(a.person, a.course, dict(a.closes)) for a in plan.assignments]
    [('A1', 'B', {'budgeting': 2.0}), ('A1', 'S', {'service': 1.0}), ('A2', 'S', {'service': 1.0})]
    >>> [(u.person, u.competency, u.left, u.reason) for u in plan.unmet]
    [('A2', 'budgeting', 1.0, 'seats')]
    """
    limit = _checks.number(time_limit, "time_limit", lower=0.0)
    deadline = time.monotonic() + limit
    problem, rows, names, offer, left_out = _read(
        gap,
        courses,
        competencies=competencies,
        importance=importance,
        hours=hours,
        budget=budget,
        allowed=allowed,
        actual=actual,
        ids=ids,
    )
    out = solve(problem, deadline, reporter(progress, 2, "levels"))
    taken = out.taken
    closed = problem.closed(np.arange(taken.shape[0]), taken)
    spent, seats, cost = problem.spent(taken)
    levels = (
        _level("closed", problem.value(closed), out.closed_bound, most=True),
        _level("cost", cost, out.cost_bound, most=False),
    )
    first_open = next((level for level in levels if level.gap != 0), levels[0])
    return DevelopmentPlan(
        attendance=taken,
        closed=closed,
        total_closed=levels[0].value,
        total_gap=problem.value(problem.gap),
        cost=cost,
        hours=spent,
        seats=seats.astype(np.int64),
        levels=levels,
        status="optimal" if all(level.gap == 0 for level in levels) else "feasible",
        bound=first_open.bound,
        gap=first_open.gap,
        stopped_by="time_limit" if out.stopped else None,
        assignments=_assignments(problem, taken, closed, rows, names, offer),
        unmet=_unmet(problem, taken, closed, rows, names),
        shortfall=problem.gap.copy(),
        due=problem.due.copy(),
        ids=rows,
        competencies=np.array(names, dtype=object),
        courses=offer,
        provenance=Provenance(
            definition=fingerprint(offer),
            options={
                "importance": tuple(problem.weight.tolist()),
                "budget": None if budget is None else problem.budget,
                "time_limit": limit,
            },
            missing="raise",
            left_out=left_out,
        ),
    )


def _level(name: str, value: float, bound: float, *, most: bool) -> Level:
    gap = bound - value if most else value - bound
    if gap <= CLOSE * max(1.0, abs(value)):
        gap, bound = 0.0, value
    return Level(name=name, value=value, bound=bound, gap=gap)


def _read(
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
    size = len(competencies) if hasattr(competencies, "__len__") else 0
    labels = _checks.identifiers(competencies, size, "competencies")
    names = [] if labels is None else [str(name) for name in labels.tolist()]
    offer = _courses(courses)
    missing, rows = read_people(gap, names, len(names), ids=ids, argument="gap")
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
    level = None
    if np.isfinite(top).any() and actual is None:
        bounded = [c.code for c in offer if set(names) & set(c.maximum or ())]
        raise InputError.about(
            "actual",
            code="needs_other",
            expected="the levels before, where a course has a maximum",
            found=f"none, and a maximum in course {_checks.joined(bounded)}",
            hint="Pass actual=, the levels that the gaps were counted from.",
            positions=tuple(bounded[:5]),
        )
    if actual is not None:
        level, _ = read_people(actual, names, len(names), argument="actual")
        if level.shape[0] != n:
            raise InputError.about(
                "actual",
                code="wrong_length",
                expected=f"{n} rows, one a person",
                found=f"{level.shape[0]}",
            )
        if not np.isfinite(top).any():
            level = None
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


def _courses(courses: Any) -> tuple[Course, ...]:
    items = (courses,) if isinstance(courses, Course) else courses
    out = tuple(items) if hasattr(items, "__iter__") else (items,)
    wrong = [item for item in out if not isinstance(item, Course)]
    if wrong:
        raise InputError.about(
            "courses",
            code="not_a_definition",
            expected="a sequence of Course",
            found=type(wrong[0]).__name__,
            hint="Read one from JSON with Course.model_validate_json(…).",
        )
    _checks.identifiers([course.code for course in out], len(out), "courses")
    return out


def _person(rows: NDArray[Any] | None, i: int) -> Any:
    if rows is None:
        return i
    return rows[i].item() if isinstance(rows[i], np.generic) else rows[i]


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


def _assignments(
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
    out = []
    for row, (i, c) in enumerate(zip(people.tolist(), courses.tolist(), strict=True)):
        closes = {names[k]: float(table[row, k]) for k in np.flatnonzero(table[row]).tolist()}
        of = {name: float(problem.gap[i, names.index(name)]) for name in closes}
        out.append(
            Assignment(
                person=_person(rows, i),
                course=offer[c].code,
                closes=closes,
                hours=float(problem.length[c]),
                cost=float(problem.price[c]),
                reason="Closes " + _amounts(closes, of, "en") + ".",
            )
        )
    return tuple(out)


def _amounts(
    closes: Mapping[str, float],
    of: Mapping[str, float],
    language: Language,
    names: Mapping[str, Any] | None = None,
) -> str:
    def shown(x: float) -> str:
        return figure(float(f"{x:.6g}"), language, decimals=None)

    word = {"en": "{x} of {gap} in {name}", "id": "{x} dari {gap} pada {name}"}[language]
    return ", ".join(
        word.format(
            x=shown(x), gap=shown(of[name]), name=say((names or {}).get(name, name), language)
        )
        for name, x in closes.items()
    )


def _unmet(
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
                person=_person(rows, i),
                competency=names[k],
                left=float(problem.gap[i, k] - closed[i, k]),
                reason=reason,
                others=tuple(name for name in alone if name != reason),
            )
        )
    return tuple(out)


REASONS: Mapping[str, Mapping[str, str]] = {
    "no course": {
        "en": "no course on offer would take you further here",
        "id": "belum ada pelatihan yang dapat menambahnya",
    },
    "hours": {
        "en": "the training hours of this period are used for the courses above",
        "id": "jam pelatihan pada periode ini sudah terpakai",
    },
    "seats": {
        "en": "the courses that would help have no seat left",
        "id": "kursi pelatihan yang sesuai sudah terisi",
    },
    "budget": {
        "en": "the budget of this period is used",
        "id": "anggaran pada periode ini sudah terpakai",
    },
    "closed better elsewhere": {
        "en": "the courses that would help close more in another place",
        "id": "pelatihan yang sesuai lebih banyak menutup kesenjangan di tempat lain",
    },
}
"""Reason of a gap that stays to what it means, in English and Indonesian."""

_LETTER: dict[Language, dict[str, str]] = {
    "en": {
        "to": "To {person},",
        "courses": "for your development the following is proposed:",
        "course": "- {name}{provider}, {hours} hours: {closes}.",
        "hours": "Together {hours} of the {due} training hours that are yours in this period.",
        "none": "no course is proposed for you in this period.",
        "rest": "Still open:",
        "open": "- {name}, {left}: {reason}.",
        "all": "With this every gap that was stated is closed.",
        "no gap": "For the posts considered, no gap was stated.",
        "note": (
            "This is a proposal and no judgement of your work. Your own wishes matter: please talk "
            "them over with your superior."
        ),
        "closes": "closes {items}",
    },
    "id": {
        "to": "Kepada {person},",
        "courses": "untuk pengembangan kompetensi Saudara diusulkan:",
        "course": "- {name}{provider}, {hours} jam: {closes}.",
        "hours": (
            "Seluruhnya {hours} dari {due} jam pelatihan yang menjadi hak Saudara pada periode ini."
        ),
        "none": "pada periode ini belum ada pelatihan yang diusulkan untuk Saudara.",
        "rest": "Yang masih terbuka:",
        "open": "- {name}, {left}: {reason}.",
        "all": "Dengan ini seluruh kesenjangan yang tercatat tertutup.",
        "no gap": "Untuk jabatan yang ditinjau tidak ada kesenjangan yang tercatat.",
        "note": (
            "Ini adalah usulan, bukan penilaian atas pekerjaan Saudara. Keinginan Saudara penting: "
            "silakan membicarakannya dengan atasan."
        ),
        "closes": "menutup {items}",
    },
}


def letter_of(plan: DevelopmentPlan, i: int, language: Language, names: Mapping[str, Any]) -> str:
    """Compose the letter to one person."""
    words = _LETTER[language]
    person = _person(plan.ids, i)
    by_code = {course.code: course for course in plan.courses}
    labels = plan.competencies.tolist()
    of = dict(zip(labels, plan.shortfall[i].tolist(), strict=True))

    def shown(x: float) -> str:
        return figure(float(f"{x:.6g}"), language, decimals=None)

    mine = [item for item in plan.assignments if item.person == person]
    open_ = [item for item in plan.unmet if item.person == person]
    lines = [words["to"].format(person=person), ""]
    if mine:
        lines.append(words["courses"])
        for item in mine:
            course = by_code[item.course]
            lines.append(
                words["course"].format(
                    name=say(course.name, language),
                    provider=f" ({course.provider})" if course.provider else "",
                    hours=shown(item.hours),
                    closes=words["closes"].format(items=_amounts(item.closes, of, language, names)),
                )
            )
        lines += ["", words["hours"].format(hours=shown(plan.hours[i]), due=shown(plan.due[i]))]
    elif any(of.values()):
        lines.append(words["none"])
    else:
        lines.append(words["no gap"])
    if open_:
        lines += ["", words["rest"]]
        lines += [
            words["open"].format(
                name=say(names.get(item.competency, item.competency), language),
                left=shown(item.left),
                reason=REASONS[item.reason][language],
            )
            for item in open_
        ]
    elif mine:
        lines.append(words["all"])
    return "\n".join([*lines, "", words["note"]])
