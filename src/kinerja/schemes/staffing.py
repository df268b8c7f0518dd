"""Staffing norms: the official year of work, efficiency grades, roundings, and rules of transfer.

The arithmetic is that of `kinerja.staffing`; here are the official figures it is done with. The
year of work is 1,250, 1,200 or 1,300 hours by the regulation: where the choice changes a grade, a
warning says so. Covers agencies and their units; the rules of transfer cover PNS.
"""

from __future__ import annotations

from collections.abc import Mapping

from .._steady import steady
from .._types import ArrayLike
from ..indicators import Text
from ..results import FloatVector
from ..staffing import TeacherNeed, round_need, teacher_need
from ._scheme import labelled, numbers
from ._staffing.transfers import (
    TRANSFER_KINDS,
    TRANSFER_OPTIONS,
    TRANSFER_OPTIONS_STATED,
    TRANSFER_RULES,
    Transferable,
    transferable,
)
from ._staffing.workload import (
    EFFECTIVE_MINUTES,
    EFFICIENCY,
    GRADE_TEXTS,
    UnitEfficiency,
    abk,
    efficiency_grade,
    unit_efficiency,
)

__all__ = [
    "EFFECTIVE_MINUTES",
    "EFFICIENCY",
    "SCHEMES",
    "TEACHER_HOURS",
    "TEXTS",
    "TRANSFER_KINDS",
    "TRANSFER_OPTIONS",
    "TRANSFER_OPTIONS_STATED",
    "TRANSFER_RULES",
    "WISN_ROUNDED_DOWN",
    "Transferable",
    "UnitEfficiency",
    "abk",
    "efficiency_grade",
    "teachers",
    "transferable",
    "unit_efficiency",
    "wisn_posts",
]


def __dir__() -> list[str]:
    return sorted(__all__)


TEXTS: Mapping[str, Text] = {**GRADE_TEXTS, **TRANSFER_RULES, **TRANSFER_KINDS}

WISN_ROUNDED_DOWN: Mapping[str, float] = numbers("wisn", "2010", "rounded_down_to")
"""By whole persons, the largest need that WISN still rounds down to them. Recalled; above 5 the
tolerance of 5 is kept, which is this library's reading."""

TEACHER_HOURS: Mapping[str, int] = {
    name: int(hours) for name, hours in numbers("teachers", "2011", "weekly_hours").items()
}
"""Hours a week that a full teacher carries: at least 24, at most 40 (PP 74/2008 art. 52)."""


@steady
def wisn_posts(need: ArrayLike) -> FloatVector:
    """Whole posts for a need by WISN, rounded as the manual does.

    Parameters
    ----------
    need : array_like
        Persons needed, 0 or more, of any shape.

    Returns
    -------
    ndarray of float64, shape of `need`

    Raises
    ------
    InputError
        If a need is missing, negative or infinite.

    Notes
    -----
    1.0–1.1, 2.0–2.2, 3.0–3.3, 4.0–4.4 and 5.0–5.5 are rounded down, more is rounded up; below 1
    one person. Edges are judged at twelve significant digits.

    References
    ----------
    World Health Organization (2010). *Workload Indicators of Staffing Need: User's manual*.
    Recalled: verify against your edition.

    Examples
    --------
    >>> wisn_posts([1.1, 1.11, 2.2, 5.764120]).tolist()
    [1.0, 2.0, 2.0, 6.0]
    """
    return round_need(need, rounding="wisn")


@steady
def teachers(hours: ArrayLike, *, ids: ArrayLike | None = None) -> TeacherNeed:
    """Teachers for weekly hours, by the guide to the redistribution of teachers.

    Parameters
    ----------
    hours : array_like, scalar or shape (n,)
        Teaching hours a week of a subject in a school, 0 or more.
    ids : array_like, shape (n,), optional
        Names of the rows, each once.

    Returns
    -------
    kinerja.staffing.TeacherNeed
        Teachers, the hours that each then carries if rounded up or down, and the open cases.

    Raises
    ------
    InputError
        If hours are missing, negative or infinite.

    Notes
    -----
    Hours over 24: below 1 up; 1.01–1.66 down; 1.67–1.99 case by case (marked `open`, rounded up
    here); above 2 down. `kinerja.staffing.teacher_need` has the options.

    References
    ----------
    Petunjuk Teknis Pelaksanaan Peraturan Bersama tentang Penataan dan Pemerataan Guru PNS (2011),
    pp. 37–38; PP 74/2008 art. 52.

    Examples
    --------
    >>> out = teachers([38.4, 69.6])  # 1.6 and 2.9 teachers
    >>> out.need.tolist(), out.hours_if_down.round(2).tolist(), out.hours_if_up.round(2).tolist()
    ([1.0, 2.0], [38.4, 34.8], [19.2, 23.2])
    """
    return teacher_need(hours, weekly=TEACHER_HOURS["least"], most=TEACHER_HOURS["most"], ids=ids)


SCHEMES = (
    labelled("abk", "2020", GRADE_TEXTS),
    labelled("abk", "2004"),
    labelled("wisn", "2010"),
    labelled("teachers", "2011"),
    labelled("transfer", "2019", {**TRANSFER_RULES, **TRANSFER_KINDS}),
)
"""The schemes of this module, with their tables."""
