"""The letter to one person: facts, plainly and respectfully."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .._checks import plain
from .._definitions import Language
from .._indicators.text import say
from .._letters import Reply, Templates, closing_of, layered
from .._words import EveryLanguage, figure, words

if TYPE_CHECKING:
    from .._words.en import Development as Sentences
    from .plan import DevelopmentPlan

_CODES = ("no course", "hours", "seats", "budget", "closed better elsewhere")


def _meaning(code: str) -> EveryLanguage:
    return EveryLanguage(lambda words: words.development.reasons[code])


REASONS: Mapping[str, Mapping[str, str]] = {code: _meaning(code) for code in _CODES}
"""Reason of a gap that stays to what it means, in every language."""


def amounts(
    closes: Mapping[str, float],
    of: Mapping[str, float],
    language: Language,
    names: Mapping[str, Any] = MappingProxyType({}),
) -> str:
    part = words(language).development.part
    return ", ".join(
        part.format(
            closed=_shown(x, language),
            gap=_shown(of[name], language),
            name=say(names.get(name, name), language),
        )
        for name, x in closes.items()
    )


def letter_of(
    plan: DevelopmentPlan,
    i: int,
    language: Language,
    names: Mapping[str, Any],
    reply: Reply | None,
    templates: Templates | None,
) -> str:
    """Compose the letter to one person."""
    said = layered(words(language).development, templates)
    person = _name(plan, i)
    courses = course_lines(plan, i, said, language, names)
    open_ = open_lines(plan, i, said, language, names)
    lines = [said.heading, "", said.to.format(person=person), ""]
    if courses:
        hours = _shown(plan.hours[i], language)
        due = said.hours.format(hours=hours, due=_shown(plan.due[i], language))
        lines += [said.courses, *(f"- {line}" for line in courses), "", due]
    else:
        lines.append(said.no_course if plan.shortfall[i].any() else said.no_gap)
    if open_:
        lines += ["", said.rest, *(f"- {line}" for line in open_)]
    elif courses:
        lines.append(said.all_closed)
    answered = "" if reply is None else closing_of(said, words(language).grammar, reply)
    note = " ".join(part for part in (said.note, answered) if part)
    return "\n".join([*lines, "", note, "", said.closing]).strip("\n")


def course_lines(
    plan: DevelopmentPlan, i: int, said: Sentences, language: Language, names: Mapping[str, Any]
) -> list[str]:
    """Say of each course of a person what it closes."""
    by_code = {course.code: course for course in plan.courses}
    of = dict(zip(plan.competencies.tolist(), plan.shortfall[i].tolist(), strict=True))
    return [
        said.course.format(
            name=say(course.name, language),
            provider=f" ({course.provider})" if course.provider else "",
            hours=_shown(item.hours, language),
            closes=said.closes.format(items=amounts(item.closes, of, language, names)),
        )
        for item in plan.assignments
        if item.id == _name(plan, i)
        for course in (by_code[item.course],)
    ]


def open_lines(
    plan: DevelopmentPlan, i: int, said: Sentences, language: Language, names: Mapping[str, Any]
) -> list[str]:
    """Say of each gap of a person that stays open, and why."""
    return [
        said.open_gap.format(
            name=say(names.get(item.competency, item.competency), language),
            left=_shown(item.left, language),
            reason=said.reasons[item.reason],
        )
        for item in plan.unmet
        if item.id == _name(plan, i)
    ]


def _shown(x: float, language: Language) -> str:
    return figure(float(f"{x:.6g}"), language, decimals=None)


def _name(plan: DevelopmentPlan, i: int) -> Any:
    return i if plan.ids is None else plain(plan.ids[i])
