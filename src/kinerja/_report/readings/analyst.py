"""An analyst: every result whole, raters by name included."""

from __future__ import annotations

from typing import Any

from ..._definitions import Language
from ..._indicators.text import say
from ..._words import words
from ...balancing import FlowPlan
from ...results import Provenance, Result
from ...scoring import Explanation, Scores
from ..drawn import drawn
from ..section import Section
from ..tables import facts_of, tables_of
from .findings import findings
from .material import Material


def analyst(found: Material, language: Language) -> list[Section]:
    """What was found, then each result: its figures, its rows, its picture, how it was made."""
    said = words(language).pages.readings
    subjects = findings(found, language)
    sections = []
    if subjects:
        sections.append(
            Section(
                said.summary,
                text=[sentence for one in subjects for sentence in one.sentences],
                method=[one.method for one in subjects],
            )
        )
    named: list[tuple[str, Result | None]] = [
        (said.people, found.scores),
        (said.raters, found.raters),
        (said.citizens, found.whole),
        (said.citizens_by_unit, found.by_unit),
        (said.posts, found.sheet),
        (said.moves, found.plan),
        (said.development, found.courses),
        (said.boxes, found.boxes),
        *found.others,
    ]
    sections += [whole(one, title, language, found) for title, one in named if one is not None]
    return sections


def whole(result: Result, title: str, language: Language, found: Material) -> Section:
    """One result: single values, every table, a picture where there is one."""
    shown = result._shown(language)
    tables: list[tuple[str, object]] = []
    if shown.facts and shown.size:
        tables.append(("", facts_of(shown, language)))
    tables += tables_of(result, language)
    return Section(
        title or shown.title,
        text=[f"\n{text}\n" for text in shown.prose],
        tables=tables,
        figures=_pictures(result, language, found),
        method=_method(result, language),
    )


def _pictures(result: Result, language: Language, found: Material) -> tuple[Any, ...]:
    """The picture of its kind; codes and rows are named where another result knows their names."""
    if isinstance(result, Scores):
        return drawn("grades", result, language=language)
    options: dict[str, Any] = {}
    if isinstance(result, Explanation) and found.scores is not None:
        names = {one.code: say(one.name, language) for one in found.scores.card.indicators}
        options["names"] = names
    if isinstance(result, FlowPlan) and found.sheet is not None:
        units = [] if found.sheet.units is None else found.sheet.units.tolist()
        options["names"] = units if len(units) == len(result.headcount_after) else None
    return drawn("draw", result, language=language, **options)


def _method(result: Result, language: Language) -> list[str]:
    """How a result was made, as its provenance has it."""
    made = getattr(result, "provenance", None)
    if not isinstance(made, Provenance):
        return []
    said = words(language).pages.readings
    out = []
    if made.definition:
        out.append(said.definition.format(fingerprint=made.definition[:12]))
    options = [f"{name} = {value}" for name, value in made.options.items() if value is not None]
    if options:
        out.append(said.options.format(options=", ".join(options)))
    if made.missing is not None:
        out.append(said.missing.format(missing=made.missing))
    out += [said.left_out.format(what=what) for what in made.left_out]
    return [*out, said.made.format(version=made.library)]
