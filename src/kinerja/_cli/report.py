"""The sample report: the three questions on the bundled data, in the terminal."""

from __future__ import annotations

from .._definitions import Language
from .._version import VERSION
from . import citizens, people, places
from .samples import office
from .terminal import WIDTH, chapter, paragraph, section, title
from .words import WORDS

_CHAPTERS = (("q1", people.sections), ("q2", places.sections), ("q3", citizens.sections))


def sample_report(language: Language = "en") -> str:
    """Write the whole report on the bundled data."""
    w = WORDS[language]
    body: list[str] = []
    number, place = 0, {}
    for question, sections in _CHAPTERS:
        body.append(chapter(w[question]))
        for heading, text in sections(language):
            number += 1
            place[heading] = number
            body += [section(number, heading), text]
    parts = [title(w["title"]), paragraph(w["intro"].format(schools=place[w["s7"]])), *body]
    card = office(2025).scores.card
    parts += [
        "─" * WIDTH,
        w["made"].format(
            version=VERSION, card=card.code, cv=card.version, fp=card.fingerprint[:12]
        ),
    ]
    return "\n".join(parts)
