"""Pictures for the sample report where it is a page; the terminal has none."""

from __future__ import annotations

from typing import Any

from .. import sample
from .._definitions import Language
from .._indicators.text import say
from .._words import words
from ..scoring import explain
from .drawn import drawn
from .page.compose import Chapter
from .readings.material import Material, material
from .sample_report import EXPLAINED, SampleReport
from .section import Section


def with_pictures(report: SampleReport, language: Language) -> list[Chapter]:
    """Chapters of the sample report, a picture in each section that has one."""
    found = material([sample.office(), sample.city()], None, language)
    pictures = _pictures(found, language)
    return [
        Chapter(question, [_with(section, pictures.get(section.title, ())) for section in sections])
        for question, sections in report.chapters
    ]


def _with(section: Section, figures: tuple[Any, ...]) -> Section:
    return Section(
        section.title,
        text=section.text,
        tables=section.tables,
        figures=[*section.figures, *figures],
        method=section.method,
    )


def _pictures(found: Material, language: Language) -> dict[str, tuple[Any, ...]]:
    """Pictures by the title of their section."""
    said, scores = words(language).report, found.scores
    assert scores is not None  # noqa: S101 - the sample office has scores
    why = explain(scores, EXPLAINED, language=language)
    names = {one.code: say(one.name, language) for one in scores.card.indicators}
    made = {
        said.explained.title.format(who=EXPLAINED): ("contributions", why, {"names": names}),
        said.raters.title: ("severity", found.raters, {}),
        said.workload.title: ("need", found.sheet, {}),
        said.plan.title: ("transfers", found.plan, {}),
        said.satisfaction.title: ("estimates", found.by_unit, {}),
    }
    return {
        title: drawn(name, result, language=language, **options)
        for title, (name, result, options) in made.items()
    }
