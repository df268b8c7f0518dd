"""The report on the sample: three questions, each a list of sections over the data."""

from __future__ import annotations

from typing import NamedTuple

from .. import sample
from .._definitions import Language
from .._scoring.explain import explained
from .._types import Float
from .._version import VERSION
from .._words import words
from ..scoring import Explanation
from . import citizens, people, places
from .certainty import certainty, total_errors
from .courses import development
from .predicates import predicates
from .raters import office_raters, raters
from .readings.material import Material, by_unit, in_words
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
    results: Material
    """Results that pictures can show."""
    why: Explanation
    """Of the person whose score is explained."""

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
    office, city, results = sample.office(), sample.city(), Material()
    results.scores = people.score_office(office, citizens.YEARS[1])
    results.raters = office_raters(office)
    errors = total_errors(results.scores, results.raters)
    why = explained(
        results.scores, EXPLAINED, "mean", language, jointly=False, standard_errors=errors
    )
    chapters = (
        Chapter(said.people, _people(office, results, why, errors, language)),
        Chapter(said.places, _places(city, results, language)),
        Chapter(said.citizens, _citizens(city, results, language)),
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
        results=results,
        why=why,
    )


def _people(
    office: sample.Office,
    results: Material,
    why: Explanation,
    errors: Float,
    language: Language,
) -> tuple[Section, ...]:
    last, this = people.score_office(office, citizens.YEARS[0]), results.scores
    units, effects = office.records[2025]["unit"], results.raters
    assert this is not None  # noqa: S101 - scored above
    assert effects is not None  # noqa: S101 - likewise
    return (
        people.measures(office.card, language),
        people.grades(office, this, units, language),
        predicates(this, language),
        people.explained(this, EXPLAINED, language, why),
        people.near(this, errors, language),
        people.changes(last, this, language),
        certainty(this, effects, language),
        raters(effects, language),
        development(office, language),
        people.real_schools(sample.schools(), language),
    )


def _places(city: sample.City, results: Material, language: Language) -> tuple[Section, ...]:
    here = places.workforce(city)
    results.sheet = in_words(city, here, language)
    results.plan = plan = places.transfers(city, here, language)
    return (
        places.need_and_staff(city, here, language),
        places.plan_section(plan, language),
        places.letter(plan, language),
    )


def _citizens(city: sample.City, results: Material, language: Language) -> tuple[Section, ...]:
    last, this = (citizens.wave(city, year) for year in citizens.YEARS)
    results.by_unit = by_unit(city, this, language)
    return (
        citizens.satisfaction(city, this, language),
        citizens.priorities(this, language),
        citizens.changes(city, last, this, language),
        waiting(city, language),
    )
