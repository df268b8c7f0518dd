"""An employee: their own letter and picture, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..._checks import is_whole, place_among
from ..._definitions import Language
from ..._indicators.text import say
from ..._scoring.explain import explained
from ..._words import words
from ...balancing import explain_move, explain_stay
from ...errors import InputError, shown
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
    for result in (found.boxes, found.courses):
        if result is not None and result.ids is not None:
            out += result.ids.tolist()
    if found.plan is not None:
        out += [_who(move) for move in found.plan.moves]
        out += _in_plan(found.plan)
    return list({str(who): who for who in reversed(out)}.values())[::-1]


def _who(move: Any) -> Any:
    return move.id if hasattr(move, "id") else move.staff


def _in_plan(plan: Any) -> list[Any]:
    """Everybody whom a plan looked at by name; none where it does not hold its problem."""
    ids = getattr(getattr(plan, "problem", None), "ids", None)
    return [] if ids is None else list(ids.tolist())


def employee(found: Material, person: Any, language: Language) -> list[Section]:
    """Sections on one person."""
    if person is None:
        raise InputError.about(
            "whose", code="missing_argument", expected="whose page it is", found="none"
        )
    sections = []
    if found.scores is not None and _has(found.scores, person):
        sections.append(_score(found.scores, person, language))
    titles = words(language).pages.readings
    for title, letter in (
        (titles.boxes, _box(found, person, language)),
        (titles.development, _courses(found, person, language)),
        (titles.transfer, _move(found, person, language)),
        (titles.stays, _stay(found, person, language)),
    ):
        if letter:
            sections.append(Section(title, text=f"\n{letter}\n"))
    if not sections:
        raise InputError.about(
            "whose",
            code="unknown_label",
            expected="somebody that there are results of",
            found=shown(person),
        )
    return sections


def _own(person: Any, names: Iterable[Any]) -> tuple[Any, ...]:
    """The person as a result names them; nothing where it does not."""
    return tuple({str(x): x for x in names if str(x) == str(person)}.values())


def _named(result: Any, person: Any) -> tuple[Any, ...]:
    if result is None or result.ids is None:
        return ()
    return _own(person, result.ids.tolist())


def _box(found: Material, person: Any, language: Language) -> str:
    own = _named(found.boxes, person)
    if found.boxes is None or not own:
        return ""
    return found.boxes.letter(own[0], language=language, reply=found.reply)


def _courses(found: Material, person: Any, language: Language) -> str:
    own = _named(found.courses, person)
    if found.courses is None or not own:
        return ""
    return found.courses.letter(
        own[0], language=language, names=found.competencies or None, reply=found.reply
    )


def _move(found: Material, person: Any, language: Language) -> str:
    plan = found.plan
    own = () if plan is None else _own(person, (_who(move) for move in plan.moves))
    if plan is None or not own:
        return ""
    return explain_move(plan, own[0], language=language, reply=found.reply).letter


def _stay(found: Material, person: Any, language: Language) -> str:
    plan = found.plan
    if plan is None or _own(person, (_who(move) for move in plan.moves)):
        return ""
    own = _own(person, _in_plan(plan))
    return explain_stay(plan, own[0], language=language, reply=found.reply).letter if own else ""


def _has(scores: Scores, person: Any) -> bool:
    if scores.ids is None:
        return is_whole(person) and bool(0 <= person < len(scores))
    return place_among(person, scores.ids.tolist()) is not None


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
