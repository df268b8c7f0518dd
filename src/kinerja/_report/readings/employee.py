"""An employee: their own letter and picture, and nothing of anybody else."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..._definitions import Language
from ..._indicators.text import say
from ..._scoring.explain import explained
from ..._words import words
from ...balancing import explain_move
from ...errors import InputError
from ...scoring import Scores
from .. import people
from ..drawings.contributions import waterfall
from ..drawings.drawing import where_there_is_one
from ..section import Section
from .material import Material


def people_of(found: Material) -> list[Any]:
    """Everybody that there is something to say of: by id, or by position without ids."""
    out: list[Any] = []
    if found.scores is not None:
        out += [found.scores.name_of(i) for i in range(len(found.scores))]
    if found.courses is not None and found.courses.ids is not None:
        out += found.courses.ids.tolist()
    if found.plan is not None:
        out += [_who(move) for move in found.plan.moves]
    return list({str(who): who for who in reversed(out)}.values())[::-1]


def _who(move: Any) -> Any:
    return move.id if hasattr(move, "id") else move.staff


def employee(found: Material, person: Any, language: Language) -> list[Section]:
    """Sections on one person."""
    if person is None:
        raise InputError.about(
            "whose", code="missing_argument", expected="whose page it is", found="none"
        )
    sections = []
    if found.scores is not None and _has(found.scores, person):
        sections.append(_score(found.scores, person, language))
    if found.courses is not None and found.courses.ids is not None:
        own = {str(x): x for x in found.courses.ids.tolist()}
        if str(person) in own:
            letter = found.courses.letter(
                own[str(person)], language=language, names=found.competencies or None
            )
            sections.append(
                Section(words(language).pages.readings.development, text=f"\n{letter}\n")
            )
    if found.plan is not None:
        moving = {str(_who(move)): _who(move) for move in found.plan.moves}
        if str(person) in moving:
            why = explain_move(found.plan, moving[str(person)], language=language)
            sections.append(
                Section(words(language).pages.readings.transfer, text=f"\n{why.letter}\n")
            )
    if not sections:
        raise InputError.about(
            "whose",
            code="unknown_label",
            expected="somebody that there are results of",
            found=repr(person),
        )
    return sections


def _has(scores: Scores, person: Any) -> bool:
    if scores.ids is None:
        return isinstance(person, int | np.integer) and bool(0 <= person < len(scores))
    return bool((scores.ids == person).any())


def _score(scores: Scores, person: Any, language: Language) -> Section:
    why = explained(scores, person, "mean", language, jointly=False)
    names = {one.code: say(one.name, language) for one in scores.card.indicators}
    section = people.explained(scores, person, language, why)
    return Section(
        words(language).pages.readings.own,
        text=section.text,
        tables=section.tables,
        figures=where_there_is_one(waterfall, why, names=names, language=language),
        method=section.method,
    )
