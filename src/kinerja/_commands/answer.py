"""What a command answers: sections to read, things that need a look, tables to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .._cli.terminal import section
from .._definitions import Language
from .._report.section import Section
from .._sheets.cells import Note
from .._sheets.dialect import Dialect
from .._sheets.sheet import Sheet
from .._words import words

SHOWN = 15
"""Notes that are printed; a workbook that is written has all of them."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def printable(text: str) -> str:
    r"""Return a text without what would steer a terminal: escapes and marks of direction.

    >>> printable("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


@dataclass(slots=True)
class Answer:
    """What one command has to say and to write."""

    language: Language
    sections: list[Section] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    """What needs a look: the exit code is 1 then."""
    tables: dict[str, Any] = field(default_factory=dict)
    """Tables to be written, by the name of their sheet."""
    notes: list[Note] = field(default_factory=list)
    inputs: list[Path] = field(default_factory=list)
    dialect: Dialect | None = None
    understood: list[str] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)

    @property
    def said(self) -> Any:
        """Sentences of the commands in the language of the answer."""
        return words(self.language).commands

    @property
    def grammar(self) -> Any:
        """How the language writes figures."""
        return words(self.language).grammar

    def read(self, sheet: Sheet, path: Path) -> None:
        """Say which table was read, and keep what was noted."""
        rows = self.grammar.plural(self.said.rows, sheet.n_rows)
        columns = self.grammar.plural(self.said.columns, len(sheet.names))
        form = self.said.read_sheet if sheet.source.sheet else self.said.read
        line = form.format(file=path.name, sheet=sheet.source.sheet, rows=rows, columns=columns)
        if sheet.ids_name is not None:
            line += " " + self.said.ids.format(name=sheet.ids_name)
        self.understood.append(line)
        self.notes += sheet.notes
        self.inputs.append(path)
        self.dialect = self.dialect or sheet.source.dialect

    def add_letters(self, ids: Sequence[str], letters: Sequence[str]) -> None:
        """Add letters to the one sheet of letters, below those of another section."""
        table = self.tables.setdefault(self.said.letters, {"id": [], self.said.letter: []})
        table["id"] += ids
        table[self.said.letter] += letters

    @property
    def all_sections(self) -> list[Section]:
        """What was understood, the results, and what needs a look."""
        return [*self._before(), *self.sections, *self._after()]

    def text(self) -> str:
        """Everything as plain text, for the terminal."""
        parts = [section(i, one, self.language) for i, one in enumerate(self.all_sections, 1)]
        parts += ["", *(self.said.written.format(file=path) for path in self.written)]
        return printable("\n".join(parts).strip("\n"))

    def _before(self) -> list[Section]:
        if not self.understood:
            return []
        notes = [in_language(note, self.language) for note in self.notes]
        shown = notes[:SHOWN]
        if len(notes) > SHOWN:
            shown.append(self.said.more_notes.format(n=len(notes) - SHOWN))
        text = list(self.understood)
        if shown:
            text.append("\n".join([f"{self.said.notes}:", *(f"  {note}" for note in shown)]))
        return [Section(self.said.understood, text=text)]

    def _after(self) -> list[Section]:
        return [Section(self.said.look, text=self.findings)] if self.findings else []


def in_language(note: Note, language: Language) -> str:
    """Return a note in a language: its phrases are translated, what stood in the cell is not."""
    phrases = words(language).commands.phrases
    pieces = re.split(r"('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", str(note))
    for i in range(0, len(pieces), 2):
        for english, own in phrases.items():
            pieces[i] = re.sub(rf"(?<!\w){re.escape(english)}(?!\w)", own, pieces[i])
    return "".join(pieces)


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names in a row, the first few of many."""
    more = f" … (+{len(names) - most})" if len(names) > most else ""
    return ", ".join(names[:most]) + more
