"""The cells of one column, and what its texts may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .._types import Float, Ints
from ..errors import InputError
from .apostrophe import without_apostrophe
from .cells import TEXT, Note, cell_name, letters
from .numbers import SPACES, Reading, Sign, reading

Percent = Literal["points", "fractions"]

EACH = 50
"""Cells of a column that are noted one by one; of more, the first few and their number."""
SHOWN = 60
"""Characters of a cell that a note shows."""
_EDGES = frozenset(SPACES)
WORDS = ("tr", "fa", "rp", "id")
"""First letters of flags and amounts."""
FLAGS = {"true": 1.0, "false": 0.0}


@dataclass(slots=True)
class Cells:
    """The cells of one column in the rows that are data."""

    name: str
    j: int
    rows: Ints
    values: Float
    kinds: NDArray[np.uint8]
    words: NDArray[Any]
    typed: bool
    base_1904: bool
    ordinary: bool = False
    notes: list[Note] = field(default_factory=list)

    def cell(self, i: int) -> str:
        """Name of the cell in row `i` of the data."""
        return cell_name(int(self.rows[i]), self.j)

    @property
    def place(self) -> str:
        """The column in words."""
        return f"column {letters(self.j)}"

    def note(
        self, at: Iterable[int], kind: str, found: Callable[[int], str], done: Callable[[int], str]
    ) -> None:
        """Note cells one by one, or together where they are many."""
        at = list(at)
        if len(at) <= EACH:
            self.notes += [Note(self.cell(i), kind, found(i), done(i)) for i in at]
            return
        shown = ", ".join(f"{self.cell(i)} {found(i)} {done(i)}" for i in at[:3])
        self.notes.append(Note(self.place, kind, f"{len(at):,} cells like these:", f"{shown} …"))

    def refuse(self, i: int, found: str, expected: str, hint: str) -> InputError:
        """Return the error about one cell."""
        return InputError.about(
            "path", code="invalid_input", expected=expected,
            found=f"{found} in {self.cell(i)} (column {self.name!r})", hint=hint,
            positions=(self.cell(i),),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """What a caller asked for, and what the rest of the file says."""

    na: frozenset[str]
    percent: Percent = "points"
    given: Sign | None = None
    """The decimal sign, where the caller says it."""
    sign: Callable[[], Sign | None] = lambda: None
    """The decimal sign that the rest of the file shows."""


@dataclass(slots=True)
class Words:
    """The texts of a column: what each distinct one is."""

    at: Ints
    """Cells that hold text."""
    bare: dict[str, str]
    """Texts with spaces around them, without those."""
    readings: dict[str, Reading]
    """Each text that is a number in some way of writing."""
    marks: set[str]
    """Texts that mark a missing value."""
    flags: set[str]
    others: list[str]
    """Texts that are none of these."""

    def text(self, word: str) -> str:
        """Return a text without the spaces around it."""
        return self.bare.get(word, word)

    def texts(self, words: NDArray[Any]) -> Any:
        """Return texts without the spaces around them."""
        if not self.bare:
            return words
        return [self.bare.get(word, word) for word in words.tolist()]


def look(cells: Cells, reader: Reader) -> Words:
    """Sort the distinct texts of a column by what they may be."""
    at = np.flatnonzero(cells.kinds == TEXT)
    words = Words(at, {}, {}, set(), set(), [])
    if not len(at):
        return words
    distinct = list(dict.fromkeys(cells.words[at].tolist()))
    words.bare = {w: w.strip(SPACES) for w in distinct if w[0] in _EDGES or w[-1] in _EDGES}
    if not cells.typed:  # a CSV file protects what a spreadsheet would run by an apostrophe
        words.bare |= {
            w: freed for w in distinct if w[0] == "'" and (freed := without_apostrophe(w)) != w
        }
    # Among a million names only those that begin as a mark, a flag or an amount are looked at.
    starts = {mark[:2] for mark in reader.na} | {flag[:2] for flag in FLAGS} | {"rp", "id"}
    close = [w for w in distinct if not w[0].isalpha() or w[:2].casefold() in starts]
    plain = set(distinct).difference(close) if len(close) < len(distinct) else set()
    words.others = [w for w in distinct if w in plain] if close else distinct
    for word in close:
        bare = words.text(word)
        if bare.casefold() in reader.na:
            words.marks.add(word)
        elif bare.casefold() in FLAGS:
            words.flags.add(word)
        elif bare.isascii() and bare.isdigit():
            words.readings[word] = Reading(float(bare), float(bare))
        elif (number := reading(bare)) is not None:
            words.readings[word] = number
        else:
            words.others.append(word)
    return words


def members(cells: Cells, at: Ints, words: Iterable[str]) -> Ints:
    """Cells whose text is one of some words."""
    chosen = words if isinstance(words, set | dict) else set(words)
    if not chosen or not len(at):
        return np.zeros(0, dtype=np.int64)
    return at[[word in chosen for word in cells.words[at].tolist()]]


def quoted(word: str) -> str:
    """Return a text as a note shows it: in quotes, and not at any length."""
    return repr(word if len(word) <= SHOWN else f"{word[:SHOWN]}…")
