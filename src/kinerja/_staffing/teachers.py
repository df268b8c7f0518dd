"""Teachers: whole people share the weekly hours of a subject in a school."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

import numpy as np

from .. import _checks
from .._digits import significant
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike
from ..results import Axis, BoolVector, FloatVector, LabelVector, Provenance, Result
from .rounding import Rounding, per_row, rounded

TeacherRounding = Literal["teacher", "none", "half_up", "up", "down"]
TEACHER_ROUNDINGS: tuple[TeacherRounding, ...] = ("teacher", "none", "half_up", "up", "down")
OpenCases = Literal["up", "down", "refuse"]
OPEN_CASES: tuple[OpenCases, ...] = ("up", "down", "refuse")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TeacherNeed(Result):
    """Teachers that weekly hours ask for, and the hours that each of them then teaches."""

    _keys: ClassVar = {"row": "ids"}

    need: Annotated[FloatVector, Axis("row")]
    """(n,) teachers."""
    exact: Annotated[FloatVector, Axis("row")]
    """(n,) hours over weekly hours, before rounding."""
    hours_each: Annotated[FloatVector, Axis("row")]
    """(n,) hours a week that each teacher carries; 0 where none is needed."""
    hours_if_up: Annotated[FloatVector, Axis("row")]
    """(n,) the same if rounded up."""
    hours_if_down: Annotated[FloatVector, Axis("row")]
    """(n,) the same if rounded down; all hours where that leaves no teacher."""
    open: Annotated[BoolVector, Axis("row")]
    """(n,) cases that the guide leaves to judgement: down is more than a teacher may carry, up less
    than a teacher must."""
    ids: Annotated[LabelVector | None, Axis("row")] = None
    """(n,) names of the rows."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""


@steady
def teacher_need(
    hours: ArrayLike,
    *,
    weekly: float = 24,
    rounding: TeacherRounding = "teacher",
    most: float = 40,
    open_cases: OpenCases = "up",
    ids: ArrayLike | None = None,
) -> TeacherNeed:
    """Teachers needed for weekly teaching hours, rounded so that each carries a lawful load.

    Parameters
    ----------
    hours : array_like, scalar or shape (n,)
        Teaching hours a week of each subject in each school (classes · hours), 0 or more.
    weekly : float
        Fewest hours a week that make a full teacher, above 0.
    rounding : {"teacher", "none", "half_up", "up", "down"}
        ``"teacher"`` is the rule of the Indonesian guide, see Notes.
    most : float
        Most hours a week that a teacher may carry; `weekly` or more.
    open_cases : {"up", "down", "refuse"}
        What is done with the cases that the guide leaves open. They are marked in the result; up is
        the default because down would be more hours than `most`.
    ids : array_like, shape (n,), optional
        Names of the rows, each once.

    Returns
    -------
    TeacherNeed
        Teachers, and the hours each carries if rounded up and down.

    Raises
    ------
    InputError
        If hours are missing, negative or infinite, or an open case is to be refused.

    Notes
    -----
    ``exact = hours / weekly``. Below 1 it is rounded up. Above 1 it is rounded down as long as
    nobody carries more than `most`. The guide prints this for 24 and 40 hours: 1.01 to 1.66 down,
    1.67 to 1.99 case by case, above 2 down. Here the hours themselves are compared, so 40 hours
    (1.666…) are one teacher and 41 an open case.

    References
    ----------
    Petunjuk Teknis Pelaksanaan Peraturan Bersama tentang Penataan dan Pemerataan Guru PNS (2011),
    pp. 37–38. PP 74/2008 art. 52: 24 to 40 hours a week.

    Examples
    --------
    >>> out = teacher_need([12, 38.4, 43.2, 69.6])
    >>> out.need.tolist(), out.open.tolist()
    ([1.0, 1.0, 2.0, 2.0], [False, False, True, False])
    >>> out.hours_if_up.round(2).tolist(), out.hours_if_down.round(2).tolist()
    ([12.0, 19.2, 21.6, 23.2], [12.0, 38.4, 43.2, 34.8])
    """
    _checks.choice(rounding, "rounding", TEACHER_ROUNDINGS)
    _checks.choice(open_cases, "open_cases", OPEN_CASES)
    full = _checks.number(weekly, "weekly", lower=0.0, open_lower=True)
    limit = _checks.number(most, "most", lower=full)
    raw = _checks.floats(hours, "hours")
    n = raw.size if raw.ndim else 1
    names = _checks.identifiers(ids, n)
    total = _checks.nonnegative(per_row(raw, "hours", n, names), "hours", rows=names)
    exact = total / full
    judged = significant(exact)
    low = np.floor(judged)
    if_down = total / np.maximum(low, 1.0)
    if_up = total / np.maximum(np.ceil(judged), 1.0)
    # A whole number of teachers, or the part of one, carry no more than `weekly`.
    over = significant(if_down) > limit
    if rounding == "teacher":
        if open_cases == "refuse":
            _checks.refuse_cells(
                over,
                total,
                "hours",
                code="out_of_range",
                expected=f"hours that the rule decides: at most {limit:g} a teacher",
                hint='Decide each case, or pass open_cases="up" or "down".',
                rows=names,
            )
        up = (low < 1) | (over & (open_cases == "up"))
        need = np.where(up, np.ceil(judged), low)
    else:
        plain: Rounding = rounding
        need = rounded(exact, plain)
    each = total / np.where(need > 0, need, 1.0)
    return TeacherNeed(
        need=need,
        exact=exact,
        hours_each=each,
        hours_if_up=if_up,
        hours_if_down=if_down,
        open=over,
        ids=names,
        provenance=Provenance(
            **made_from(hours=hours),
            options={
                "weekly": full,
                "most": limit,
                "rounding": rounding,
                "open_cases": open_cases,
            },
            missing="raise",
        ),
    )
