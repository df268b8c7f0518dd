"""The sample report in the terminal, and as a page of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from .._definitions import Language
from .._report.sample_report import sample_report
from .._words import words
from .terminal import WIDTH, chapter, paragraph, section, title


def printed_report(language: Language) -> str:
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


def write_page(path: Path, language: Language) -> str:
    """Write the whole report on the bundled data as one page of HTML; returns what is printed.

    The place is looked at before anything is computed, and the file appears whole or not at all.
    """
    from .._report.page.compose import environment, page
    from .._report.sample_pictures import with_pictures
    from .._sheets.files import an_output, write_whole

    an_output(path)
    environment()
    report = sample_report(language)
    text = page(
        with_pictures(report, language),
        title=report.title,
        lead=[report.intro],
        made=[report.made],
        language=language,
    )
    content = text.encode()

    def fill(file: BinaryIO) -> None:
        file.write(content)

    write_whole(path, fill)
    return words(language).commands.written.format(file=path)
