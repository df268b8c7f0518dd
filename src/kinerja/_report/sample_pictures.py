"""Pictures for the sample report where it is a page; the terminal has none."""

from __future__ import annotations

from typing import Any

from .._definitions import Language
from .._indicators.text import say
from .._words import words
from .drawings.contributions import waterfall
from .drawings.drawing import where_there_is_one
from .drawn import drawn
from .page.compose import Chapter
from .sample_report import EXPLAINED, SampleReport
from .section import Section


def with_pictures(report: SampleReport, language: Language) -> list[Chapter]:
    """Chapters of the sample report, a picture in each section that has one."""
    pictures = _pictures(report, language)
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


def _pictures(report: SampleReport, language: Language) -> dict[str, tuple[Any, ...]]:
    """Pictures by the title of their section."""
    said, found = words(language).report, report.results
    assert found.scores is not None  # noqa: S101 - the sample office has scores
    names = {one.code: say(one.name, language) for one in found.scores.card.indicators}
    own = where_there_is_one(waterfall, report.why, names=names, language=language)
    made = {
        said.raters.title: ("severity", found.raters),
        said.workload.title: ("need", found.sheet),
        said.plan.title: ("transfers", found.plan),
        said.satisfaction.title: ("estimates", found.by_unit),
    }
    return {
        said.explained.title.format(who=EXPLAINED): own,
        **{title: drawn(name, result, language=language) for title, (name, result) in made.items()},
    }
