"""An analyst: every result whole, raters by name included."""

from __future__ import annotations

from ..._definitions import Language
from ..._words import words
from ...results import Provenance, Result
from ..drawn import drawn
from ..section import Section
from ..tables import facts_of, tables_of
from .findings import findings
from .material import Material

_PICTURES = {
    "Scores": "grades",
    "SKM": "estimates",
    "Estimates": "estimates",
    "TransferPlan": "transfers",
    "BalanceSheet": "need",
    "RaterEffects": "severity",
    "Sensitivity": "ranks",
    "ServiceTimes": "waiting",
    "Trend": "trend",
    "ImportancePerformance": "priorities",
    "NineBox": "nine_box",
    "DiD": "before_after",
    "EventStudy": "before_after",
    "AdverseImpact": "fairness",
}


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
        *found.others,
    ]
    sections += [whole(one, title, language) for title, one in named if one is not None]
    return sections


def whole(result: Result, title: str, language: Language) -> Section:
    """One result: single values, every table, a picture where there is one."""
    shown = result._shown()
    tables: list[tuple[str, object]] = []
    if shown.facts and shown.size:
        tables.append(("", facts_of(shown, language)))
    tables += tables_of(result, language)
    name = _PICTURES.get(type(result).__name__)
    return Section(
        title or shown.title,
        text=[f"\n{text}\n" for text in shown.prose],
        tables=tables,
        figures=drawn(name, result, language=language) if name else (),
        method=_method(result, language),
    )


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
