"""Staffing norms: the official year of work, efficiency grades, roundings, and rules of transfer.

The arithmetic is that of `kinerja.staffing`; here are the official figures it is done with. The
year of work is 1,250, 1,200 or 1,300 hours by the regulation: where the choice changes a grade, a
warning says so. Covers agencies and their units; the rules of transfer cover PNS.
"""

from __future__ import annotations

from collections.abc import Mapping

from numpy.typing import ArrayLike

from ..indicators import Text
from ..results import FloatVector
from ..staffing import WISN_TOLERANCE, TeacherNeed, round_need, teacher_need
from ._scheme import scheme
from ._staffing.transfers import (
    TRANSFER_KINDS,
    TRANSFER_OPTIONS,
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

WISN_ROUNDED_DOWN: Mapping[str, float] = {
    str(whole): round(whole + tolerance, 1)
    for whole, tolerance in enumerate(WISN_TOLERANCE)
    if whole
}
"""By whole persons, the largest need that WISN still rounds down to them. Recalled; above 5 the
tolerance of 5 is kept, which is this library's reading."""

TEACHER_HOURS: Mapping[str, int] = {"least": 24, "most": 40}
"""Hours a week that a full teacher carries: at least 24, at most 40 (PP 74/2008 art. 52)."""


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
    scheme(
        {
            "id": "abk",
            "version": "2020",
            "regulation": "PermenPANRB 1/2020; Perka BKN 19/2011; Permendagri 12/2008",
            "articles": "annexes",
            "covers": ("agencies", "units"),
            "valid_from": "2020",
            "evidence": "recalled",
        },
        bands={"efficiency": EFFICIENCY},
        tables={
            "effective_minutes": {name: EFFECTIVE_MINUTES[name] for name in ("1,250 h", "1,200 h")}
        },
        texts=GRADE_TEXTS,
        disputed=(
            "A year has 75,000 effective minutes, the default; Perka BKN 19/2011 has 72,000.",
            "The letters of efficiency are common practice, recalled from Permendagri 12/2008.",
        ),
    ),
    scheme(
        {
            "id": "abk",
            "version": "2004",
            "regulation": "KEP/75/M.PAN/7/2004",
            "articles": "annex",
            "covers": ("agencies", "units"),
            "valid_from": "2004",
            "valid_until": "2020",
            "evidence": "regulation",
        },
        tables={"effective_minutes": {"1,300 h": EFFECTIVE_MINUTES["1,300 h"]}},
        disputed=("Guides print 1,245 hours for 235 days of 5 h 30: take the official figure.",),
    ),
    scheme(
        {
            "id": "wisn",
            "version": "2010",
            "regulation": "WHO, Workload Indicators of Staffing Need: User's manual",
            "articles": "determining staff requirements",
            "covers": ("health facilities",),
            "valid_from": "2010",
            "evidence": "recalled",
        },
        tables={"rounded_down_to": WISN_ROUNDED_DOWN},
        disputed=("Above 5 persons the tolerance of 5 is kept: this library's reading.",),
    ),
    scheme(
        {
            "id": "teachers",
            "version": "2011",
            "regulation": "Guide to the joint regulation on redistributing teachers; PP 74/2008",
            "articles": "guide pp. 37–38; PP art. 52",
            "covers": ("PNS",),
            "valid_from": "2011",
            "evidence": "regulation",
        },
        tables={"weekly_hours": TEACHER_HOURS},
        disputed=("1.67 to 1.99 is decided case by case; it is marked, and rounded up.",),
    ),
    scheme(
        {
            "id": "transfer",
            "version": "2019",
            "regulation": "Peraturan BKN 5/2019",
            "articles": "art. 2",
            "covers": ("PNS",),
            "valid_from": "2019-04-05",
            "evidence": "regulation",
        },
        tables={"tenure": TRANSFER_OPTIONS},
        texts={**TRANSFER_RULES, **TRANSFER_KINDS},
        disputed=(
            "More than five years counts as overdue: the person goes first, and is not barred.",
            "Transfers at one's own request follow other conditions.",
        ),
    ),
)
"""The schemes of this module, with their tables."""
