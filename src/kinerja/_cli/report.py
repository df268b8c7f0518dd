"""The sample report in the terminal."""

from __future__ import annotations

from .._definitions import Language
from .._report.sample_report import sample_report
from .terminal import WIDTH, chapter, paragraph, section, title


def printed_report(language: Language = "en") -> str:
    """Write the whole report on the bundled data as plain text."""
    report = sample_report(language)
    parts = [title(report.title), paragraph(report.intro)]
    number = 0
    for question, sections in report.chapters:
        parts.append(chapter(question))
        for one in sections:
            number += 1
            parts.append(section(number, one, language))
    return "\n".join([*parts, "", "─" * WIDTH, report.made])
