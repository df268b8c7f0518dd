"""What a new card would change, in words: for the agency, and for one person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from .._indicators.text import say
from .._letters import Reply, closing_of
from .._words import words

if TYPE_CHECKING:
    from .._definitions import Language
    from .._words.letters import NewCardLetter
    from .new_card import CardChange

_EFFECTS = ("scale", "weight", "structure")


def text_of(change: CardChange, said: NewCardLetter, language: Language) -> str:
    """Say to the agency how many would change, by how much, and through what."""
    grammar = words(language).grammar
    known = ~np.isnan(change.change)
    moved = change.change[known]
    lines = [said.compared.format(n=moved.size, **_cards(change, language))]
    if moved.size and np.abs(moved).max() > 0:
        lines += [
            said.mean.format(
                before=grammar.figure(float(change.old_total[known].mean())),
                after=grammar.figure(float(change.new_total[known].mean())),
                change=grammar.figure(float(moved.mean()), sign=True),
                size=grammar.figure(float(np.abs(moved).mean())),
                most=grammar.figure(float(np.abs(moved).max())),
            ),
            said.effects.format(
                items=_shares(
                    {name: float(getattr(change, name)[known].mean()) for name in _EFFECTS},
                    said,
                    language,
                )
            ),
        ]
    else:
        lines.append(said.none)
    lines += _grades(change, said)
    if not known.all():
        lines.append(said.unknown.format(n=int((~known).sum())))
    return " ".join(line for line in [*lines, said.limits] if line)


def _shares(effects: Mapping[str, float], said: NewCardLetter, language: Language) -> str:
    """The steps that moved something, each with its points."""
    grammar = words(language).grammar
    nothing = grammar.figure(0.0)
    figures = {name: grammar.figure(x, sign=True) for name, x in effects.items()}
    items = [
        said.parts[name].format(points=points)
        for name, points in figures.items()
        if points != nothing
    ]
    return grammar.listed(items) if items else nothing


def _grades(change: CardChange, said: NewCardLetter) -> list[str]:
    """How many rise and fall, and which step moved them."""
    old, new = change.old_card.bands, change.new_card.bands
    if old is None or new is None:
        return []
    known = ~np.isnan(change.change)
    # Grades of two cards are compared by label where the new one has all, else by their place.
    order = new.labels().tolist()
    shared = set(old.labels().tolist()) <= set(order)
    was = (
        np.array([order.index(label) for label in change.old_band[known].tolist()], dtype=np.int64)
        if shared
        else old.code(change.old_total[known])
    )
    now = new.code(change.new_total[known])
    counts = {name: int((change.band_cause[known] == name).sum()) for name in said.names}
    items = [said.cause.format(name=said.names[name], n=n) for name, n in counts.items() if n]
    return [
        said.grades.format(
            up=int((now > was).sum()), down=int((now < was).sum()), same=int((now == was).sum())
        ),
        said.causes.format(items=", ".join(items)) if items else "",
    ]


def letter_of(
    change: CardChange,
    i: int,
    person: Any,
    said: NewCardLetter,
    language: Language,
    reply: Reply | None,
) -> str:
    """Write to one person."""
    answered = closing_of(said, words(language).grammar, reply)
    parts = [
        said.heading,
        said.to.format(staff=person),
        said.consider.format(**_cards(change, language)),
        " ".join(line for line in _own(change, i, said, language) if line),
        " ".join(line for line in (said.note, answered) if line),
        said.closing,
    ]
    return "\n\n".join(part for part in parts if part)


def _own(change: CardChange, i: int, said: NewCardLetter, language: Language) -> list[str]:
    """One person's total, what moved it, and the grade."""
    grammar = words(language).grammar
    totals = (change.old_total, change.new_total, change.change)
    before, after, moved = (float(x[i]) for x in totals)
    if moved != moved:
        return [said.own_unknown]
    shown = grammar.figure(moved, sign=True)
    if shown == grammar.figure(0.0):
        lines = [said.own_same.format(before=grammar.figure(before))]
    else:
        shares = {name: float(getattr(change, name)[i]) for name in _EFFECTS}
        lines = [
            said.own.format(
                before=grammar.figure(before), after=grammar.figure(after), change=shown
            ),
            said.own_parts.format(items=_shares(shares, said, language)),
        ]
    old, new = change.old_card.bands, change.new_card.bands
    if old is not None and new is not None:
        was, now = str(old.label(before, language)), str(new.label(after, language))
        cause = str(change.band_cause[i])
        lines.append(
            said.grade_moves.format(before=was, after=now, cause=said.names[cause])
            if cause
            else said.grade_same.format(grade=now)
        )
    return lines


def _cards(change: CardChange, language: Language) -> dict[str, str]:
    old, new = change.old_card, change.new_card
    return {
        "old": say(old.name, language),
        "new": say(new.name, language),
        "old_version": old.version,
        "new_version": new.version,
    }
