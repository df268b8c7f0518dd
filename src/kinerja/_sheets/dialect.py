"""How a CSV file is written: its encoding, its separator, its decimal sign."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from .._checks import choice, instance
from ..errors import InputError, shown
from .cells import Note
from .numbers import Sign
from .workbook import unreadable

_SEPARATORS = (",", ";", "\t", "|")
_LINES = 60
"""Lines from which the separator is judged."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written.

    Examples
    --------
    >>> Dialect(separator=";", decimal=",").decimal
    ','
    """

    separator: str = ","
    """Between cells."""
    decimal: Sign = "."
    """Decimal sign."""
    encoding: str = "utf-8"
    """Encoding of the text."""


def refuse_odd(dialect: Dialect, argument: str = "dialect") -> None:
    """Refuse what is no dialect, or one in which no file can be written."""
    instance(dialect, argument, Dialect)
    choice(dialect.separator, f"{argument}.separator", _SEPARATORS)
    choice(dialect.decimal, f"{argument}.decimal", (".", ","))
    try:
        codecs.lookup(dialect.encoding)
    except (LookupError, TypeError, ValueError):
        raise InputError.about(
            f"{argument}.encoding",
            code="unknown_option",
            expected="the name of an encoding",
            found=shown(dialect.encoding),
        ) from None


def encoding_of(path: Path) -> tuple[str, str]:
    """Encoding of a text file, and in words how it was found where it had to be judged."""
    with path.open("rb") as file:
        start = file.read(4096)
        for mark, name in (
            (codecs.BOM_UTF8, "utf-8-sig"),
            (codecs.BOM_UTF32_LE, "utf-32"),
            (codecs.BOM_UTF32_BE, "utf-32"),
            (codecs.BOM_UTF16_LE, "utf-16"),
            (codecs.BOM_UTF16_BE, "utf-16"),
        ):
            if start.startswith(mark):
                return name, ""
        if b"\0" in start:
            even, odd = start[::2].count(0), start[1::2].count(0)
            if max(even, odd) > len(start) // 5 and min(even, odd) * 10 <= max(even, odd):
                name = "utf-16-be" if even > odd else "utf-16-le"
                return name, f"text in {name.upper()} without a byte order mark"
            raise unreadable(path, "bytes that are no text")
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        file.seek(0)
        try:
            while piece := file.read(1 << 20):
                if b"\0" in piece:
                    raise unreadable(path, "bytes that are no text")
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8", ""
        file.seek(0)
        control = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
        undefined = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
        name = "cp1252"
        while piece := file.read(1 << 20):
            if control.search(piece):
                raise unreadable(path, "bytes that are no text")
            if undefined.search(piece):
                name = "latin-1"
    return name, "text that is not UTF-8"


@dataclass(slots=True)
class Delimited:
    """A CSV file whose encoding and separator are known."""

    path: Path
    encoding: str
    separator: str
    stated: bool
    """Whether the first line says the separator, as ``sep=;`` does."""
    notes: list[Note]

    def records(self, file: TextIO) -> Any:
        """Records of the open file from its beginning."""
        file.seek(0)
        if self.stated:
            file.readline()
        return csv.reader(file, delimiter=self.separator, strict=True)

    def open(self) -> TextIO:
        """Open the file as text, line ends as they are."""
        return self.path.open(encoding=self.encoding, newline="")


def open_delimited(path: Path) -> Delimited:
    """Find out how a CSV file is written."""
    encoding, judged = encoding_of(path)
    notes = []
    if judged:
        shown = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}.get(encoding, encoding.upper())
        notes.append(
            Note("file", "encoding", judged, f"read as {shown}; look at accents and dashes")
        )
    with path.open(encoding=encoding, newline="") as file:
        first = _piece(path, 200, file.readline)
        stated = re.fullmatch(r'"?sep=(.)"?\s*', first)
        if stated and stated[1] not in _SEPARATORS:
            raise unreadable(path, f"a first line that names {stated[1]!r} as the separator")
        if stated:
            return Delimited(path, encoding, stated[1], stated=True, notes=notes)
        file.seek(0)
        sample = _piece(path, 1 << 18, file.read)
    separator = max(_SEPARATORS, key=lambda s: _fit(sample, s))
    return Delimited(path, encoding, separator, stated=False, notes=notes)


def _piece(path: Path, most: int, read: Callable[[int], str]) -> str:
    """The next characters of a file, which need not be text in its encoding."""
    try:
        return read(most)
    except UnicodeError as error:
        raise unreadable(path, f"text that cannot be decoded ({error})") from None


def _fit(sample: str, separator: str) -> tuple[float, int]:
    """How well a separator parts a file: share of the lines of the commonest width, and that width."""
    lines = sample.splitlines()
    if len(lines) > 1:
        lines.pop()  # the sample may end inside it
    widths: Counter[int] = Counter()
    try:
        for record in islice(csv.reader(lines, delimiter=separator), _LINES):
            if any(record):
                widths[len(record)] += 1
    except csv.Error:
        pass
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return (0.0, 0)
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total(), width
