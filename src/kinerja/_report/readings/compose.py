"""Sections and heading of a report for one reader."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from ..._checks import one_label
from ..._definitions import Language
from ..._words import words
from ...errors import InputError
from ..section import Section
from .analyst import analyst
from .employee import employee
from .head import head
from .leader import leader
from .material import Material

Reader = Literal["leader", "head", "employee", "analyst"]


class Report(NamedTuple):
    """What a page is made of."""

    title: str
    sections: list[Section]


def report_for(reader: Reader, found: Material, language: Language, whose: Any = None) -> Report:
    """Compose the sections of a reader, under a title of their own."""
    if whose is not None:
        whose = one_label(whose, "whose")
    title = words(language).pages.readings.titles[reader].format(whose=whose)
    if reader == "leader":
        sections = leader(found, language)
    elif reader == "head":
        sections = head(found, whose, language)
    elif reader == "employee":
        sections = employee(found, whose, language)
    else:
        sections = analyst(found, language)
    if not any(one.text or one.tables for one in sections):
        raise InputError.about(
            "data",
            code="too_few",
            expected=f"results that a {reader} reads",
            found="none of that kind",
            hint="Scores, a satisfaction index, a balance sheet, a plan; the analyst reads any.",
        )
    return Report(title, sections)
