"""The report on the sample: three questions, each a list of sections over the data."""

from __future__ import annotations

from typing import NamedTuple

from .. import sample
from .._definitions import Language
from .._version import VERSION
from .._words import words
from . import citizens, people, places
from .certainty import certainty
from .courses import development
from .predicates import predicates
from .raters import office_raters, raters
from .section import Section
from .waiting import waiting

EXPLAINED = "P17"
"""Whose score the report explains."""


class Chapter(NamedTuple):
    """One of the three questions."""

    question: str
    sections: tuple[Section, ...]


class SampleReport(NamedTuple):
    """The whole report, for whoever shows it."""

    title: str
    intro: str
    chapters: tuple[Chapter, ...]
    made: str
    """What the figures were made with."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections, in order; the first has number 1."""
        return tuple(section for chapter in self.chapters for section in chapter.sections)


def sample_report(language: Language = "en") -> SampleReport:
    """Compose the report on the bundled data.

    Examples
    --------
    >>> report = sample_report()
    >>> len(report.chapters), report.sections[0].title
    (3, 'What is measured, and how much it counts')
    """
    said = words(language).report.frame
    office = sample.office()
    chapters = (
        Chapter(said.people, _people(office, language)),
        Chapter(said.places, _places(language)),
        Chapter(said.citizens, _citizens(language)),
    )
    titles = [section.title for chapter in chapters for section in chapter.sections]
    schools = titles.index(words(language).report.schools.title) + 1
    card = office.card
    return SampleReport(
        title=said.title,
        intro=said.intro.format(schools=schools),
        chapters=chapters,
        made=said.made.format(
            version=VERSION,
            card=card.code,
            card_version=card.version,
            fingerprint=card.fingerprint[:12],
        ),
    )


def _people(office: sample.Office, language: Language) -> tuple[Section, ...]:
    last, this = (people.score_office(office, year) for year in (2024, 2025))
    units, effects = office.records[2025]["unit"], office_raters(office)
    return (
        people.measures(office.card, language),
        people.grades(office, this, units, language),
        predicates(this, language),
        people.explained(this, EXPLAINED, language),
        people.near(this, language),
        people.changes(last, this, language),
        certainty(this, effects, language),
        raters(effects, language),
        development(office, language),
        people.real_schools(sample.schools(), language),
    )


def _places(language: Language) -> tuple[Section, ...]:
    city = sample.city()
    here = places.workforce(city)
    plan = places.transfers(city, here, language)
    return (
        places.need_and_staff(city, here, language),
        places.plan_section(plan, language),
        places.letter(plan, language),
    )


def _citizens(language: Language) -> tuple[Section, ...]:
    city = sample.city()
    last, this = (citizens.wave(city, year) for year in citizens.YEARS)
    return (
        citizens.satisfaction(city, this, language),
        citizens.priorities(this, language),
        citizens.changes(city, last, this, language),
        waiting(city, language),
    )
