"""Letters to people: how they are answered, and sentences of an agency's own in them.

Every letter takes `reply=`, a `Reply` that says whom the person answers to and until when, and
`templates=`, a mapping from the names of sentences to the sentences that take their place.
`sentences` lists the names. A sentence that is empty is left out; any other has to hold the same
placeholders, so that nothing a letter states is lost unseen. ``heading`` and ``closing`` are empty
places for a letterhead and a signature.
"""

from __future__ import annotations

from typing import Literal

from . import _checks
from ._definitions import Language
from ._letters import Reply as Reply
from ._letters import Templates, sentences_of
from ._steady import steady
from ._words import words

__all__ = ["KINDS", "Kind", "Templates", "sentences"]

Kind = Literal[
    "move", "stay", "score", "recognition", "box", "development", "new_card", "card",
    "eligibility", "needs", "candidates",
]  # fmt: skip
"""What a letter or text is about."""

KINDS: tuple[Kind, ...] = (
    "move",
    "stay",
    "score",
    "recognition",
    "box",
    "development",
    "new_card",
    "card",
    "eligibility",
    "needs",
    "candidates",
)
"""Kinds of letters and texts whose sentences can be replaced."""

_ROOMS = {
    "score": "explanation",
    "development": "development",
    "eligibility": "eligibility",
    "needs": "needs",
    "candidates": "candidates",
}
"""Rooms of sentences that stand beside the letters."""


def __dir__() -> list[str]:
    return sorted(__all__)


@steady
def sentences(kind: Kind, *, language: Language = "en") -> dict[str, str | dict[str, str]]:
    """Sentences of a kind of letter, by the names that `templates=` knows them by.

    Parameters
    ----------
    kind : {"move", "stay", "score", "recognition", "box", "development", "new_card", "card", …}
        ``"move"`` and ``"stay"``: `balancing.explain_move` and `explain_stay`; ``"score"``:
        `scoring.explain`; ``"recognition"``: the text of `scoring.recognize`; ``"box"``: the
        letter of `schemes.talent.leads_to`; ``"development"``: the letter of
        `competency.development_plan`; ``"new_card"``: the texts of
        `scoring.compare_cards`; ``"card"``: `scoring.explain_card`; ``"eligibility"``,
        ``"needs"`` and ``"candidates"``: the texts of these results of `competency`.
    language : {"en", "id"}

    Returns
    -------
    dict
        Name to the sentence with its placeholders in braces; where a sentence has plural forms, to
        those, by the form. A sentence of a table is called ``table.key``.

    Raises
    ------
    InputError
        If there is no such kind or language.

    Examples
    --------
    >>> sentences("move")["starts"]
    'The proposed first day is {day}.'
    >>> sentences("stay", language="id")["because.distance"]
    'tempat tinggalnya lebih dekat'
    """
    _checks.choice(kind, "kind", KINDS)
    said = words(language)
    room = getattr(said, _ROOMS[kind]) if kind in _ROOMS else getattr(said.letters, kind)
    return sentences_of(room)
