"""One page for a leader: five sentences and three pictures, nobody by name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from ..._definitions import Language
from ..._words import words
from ..section import Section
from .findings import findings
from .material import Material

SENTENCES = 5
PICTURES = 3


def leader(found: Material, language: Language) -> list[Section]:
    """The most important sentence and picture of each subject, then the next, until it is full."""
    said = words(language).pages.readings
    subjects = findings(found, language)
    sentences = _in_turn([one.sentences for one in subjects], SENTENCES)
    pictures = _in_turn([one.pictures for one in subjects], PICTURES)
    return [
        Section(
            said.leader,
            text=sentences,
            figures=pictures,
            method=[one.method for one in subjects],
        )
    ]


def _in_turn(lists: Sequence[Sequence[Any]], most: int) -> list[Any]:
    """Items of several lists: how many each may give, in turn; the lists keep their order."""
    turns = [
        (i, j)
        for j, row in enumerate(zip_longest(*lists))
        for i, item in enumerate(row)
        if item is not None
    ]
    return [lists[i][j] for i, j in sorted(turns[:most])]
