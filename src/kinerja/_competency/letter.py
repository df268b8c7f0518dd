"""The letter to one person: facts, plainly and respectfully."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from .._definitions import Language
from .._indicators.text import say
from .._words import EveryLanguage, figure, words

if TYPE_CHECKING:
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
    names: Mapping[str, Any] | None = None,
) -> str:
    def shown(x: float) -> str:
        return figure(float(f"{x:.6g}"), language, decimals=None)

    part = words(language).development.part
    return ", ".join(
        part.format(
            closed=shown(x), gap=shown(of[name]), name=say((names or {}).get(name, name), language)
        )
        for name, x in closes.items()
    )


def letter_of(plan: DevelopmentPlan, i: int, language: Language, names: Mapping[str, Any]) -> str:
    """Compose the letter to one person."""
    said = words(language).development
    person = _name(plan, i)
    by_code = {course.code: course for course in plan.courses}
    labels = plan.competencies.tolist()
    of = dict(zip(labels, plan.shortfall[i].tolist(), strict=True))

    def shown(x: float) -> str:
        return figure(float(f"{x:.6g}"), language, decimals=None)

    mine = [item for item in plan.assignments if item.id == person]
    open_ = [item for item in plan.unmet if item.id == person]
    lines = [said.to.format(person=person), ""]
    if mine:
        lines.append(said.courses)
        for item in mine:
            course = by_code[item.course]
            lines.append(
                said.course.format(
                    name=say(course.name, language),
                    provider=f" ({course.provider})" if course.provider else "",
                    hours=shown(item.hours),
                    closes=said.closes.format(items=amounts(item.closes, of, language, names)),
                )
            )
        lines += ["", said.hours.format(hours=shown(plan.hours[i]), due=shown(plan.due[i]))]
    elif any(of.values()):
        lines.append(said.no_course)
    else:
        lines.append(said.no_gap)
    if open_:
        lines += ["", said.rest]
        lines += [
            said.open_gap.format(
                name=say(names.get(item.competency, item.competency), language),
                left=shown(item.left),
                reason=said.reasons[item.reason],
            )
            for item in open_
        ]
    elif mine:
        lines.append(said.all_closed)
    return "\n".join([*lines, "", said.note])


def _name(plan: DevelopmentPlan, i: int) -> Any:
    if plan.ids is None:
        return i
    return plan.ids[i].item() if isinstance(plan.ids[i], np.generic) else plan.ids[i]
