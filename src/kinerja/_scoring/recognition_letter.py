"""What a place among the first, or the last, rests on, in words for the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from .._indicators.text import (
    read_names,
    say,
    with_unit,
)
from .._letters import Reply, Templates, closing_of, layered
from .._words import words
from ..errors import InputError, named_class
from .explain import explained
from .scores import shown_decimals

if TYPE_CHECKING:
    from .._definitions import Language
    from .._words.letters import RecognitionLetter
    from .recognize import Recognition
    from .scores import Scores

_NAMED = 3
"""Indicators that a letter names."""


class SaysWhatHelps(Protocol):
    """What tells a person which help follows: learning needs, or a development plan."""

    def help_for(
        self, person: Any, *, language: Language = "en", names: Mapping[str, Any] | None = None
    ) -> tuple[str, ...]:
        """Lines on one person."""
        ...


def recognition_letter(
    found: Recognition,
    i: int,
    person: Any,
    *,
    language: Language,
    scores: Scores | None,
    needs: SaysWhatHelps | None,
    plan: SaysWhatHelps | None,
    names: Mapping[str, Any] | None,
    reply: Reply | None,
    templates: Templates | None,
) -> str:
    """Write to one person."""
    said, grammar = layered(words(language).letters.recognition, templates), words(language).grammar
    bottom = found.side == "bottom"
    status = str(found.status[i])
    parts = [said.heading, said.to.format(staff=person)]
    if not status:
        parts.append(said.absent)
    else:
        mould = (said.bottom if bottom else said.top)[status]
        peers = _peers(found, i)
        parts += [
            mould.format(
                total=grammar.figure(float(found.total[i])),
                count=grammar.figure(float(found.count[i]), decimals=0),
                n=grammar.figure(peers, decimals=0),
            ),
            _sure(found, i, peers, said, language),
            _rests(scores, person, said, language, bottom=bottom),
        ]
        if bottom and status != "not":
            indicators = () if scores is None else scores.card.indicators
            known = {indicator.code: indicator.name for indicator in indicators}
            parts.append(_help(person, needs, plan, {**known, **read_names(names)}, said, language))
    note = said.note_bottom if bottom else said.note_top
    answered = closing_of(said, grammar, reply)
    parts += [" ".join(part for part in (note, answered) if part), said.closing]
    return "\n\n".join(part for part in parts if part)


def _peers(found: Recognition, i: int) -> int:
    """How many people are judged together with one."""
    here = ~np.isnan(found.rank)
    if found.unit is not None:
        here &= found.unit == found.unit[i]
    return int(here.sum())


def _sure(
    found: Recognition, i: int, peers: int, said: RecognitionLetter, language: Language
) -> str:
    """How far the errors leave the place open."""
    grammar = words(language).grammar
    if np.isnan(found.lower[i]):
        return said.unknown
    mould = said.sure_of_place if found.best[i] == found.worst[i] else said.sure
    sentences = [
        mould.format(
            lower=grammar.figure(float(found.lower[i])),
            upper=grammar.figure(float(found.upper[i])),
            best=grammar.figure(float(found.best[i]), decimals=0),
            worst=grammar.figure(float(found.worst[i]), decimals=0),
            n=grammar.figure(peers, decimals=0),
            level=grammar.percent(found.level),
        )
    ]
    name = i if found.ids is None else found.ids.tolist()[i]
    if name in found.tied_at_cut.tolist():
        sentences.append(said.tied)
    if found.side == "top" and found.status[i] == "possibly":
        sentences.append(said.luck)
    return " ".join(sentence for sentence in sentences if sentence)


def _rests(
    scores: Scores | None,
    person: Any,
    said: RecognitionLetter,
    language: Language,
    *,
    bottom: bool,
) -> str:
    """The work behind the total: what lifted it, or what held it back."""
    if scores is None:
        return ""
    why = explained(scores, person, "mean", language, jointly=False)
    codes, grammar = list(why.codes), words(language).grammar
    items = []
    for code in (why.improvements if bottom else why.strengths)[:_NAMED]:
        j = codes.index(code)
        indicator = scores.card.indicators[j]
        decimals = min(shown_decimals(scores, j), 2)
        value = grammar.figure(float(why.values[j]), decimals=None, most=decimals)
        items.append(
            said.item.format(
                name=say(indicator.name, language),
                value=with_unit(value, indicator.unit, language),
                points=grammar.figure(float(why.contributions[j]), sign=True),
            )
        )
    mould = said.lacks if bottom else said.rests
    return mould.format(items="; ".join(items)) if items else ""


def _help(
    person: Any,
    needs: SaysWhatHelps | None,
    plan: SaysWhatHelps | None,
    names: Mapping[str, Any] | None,
    said: RecognitionLetter,
    language: Language,
) -> str:
    """Needs first, then the courses that are planned."""
    lines: list[str] = []
    for source, name in ((needs, "needs"), (plan, "plan")):
        if source is None:
            continue
        if not hasattr(source, "help_for"):
            raise InputError.about(
                name,
                code="wrong_type",
                expected="learning needs" if name == "needs" else "a development plan",
                found=named_class(type(source)),
            )
        lines += source.help_for(person, language=language, names=names)
    return "\n".join([said.help, *(f"- {line}" for line in lines)]) if lines else said.no_help
