"""One column of a table: numbers, dates, flags or text, settled by all of its cells together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from .apostrophe import without_apostrophe
from .cells import (
    BLANK,
    DATE,
    ERROR,
    FLAG,
    LONG,
    NAN,
    NUMBER,
    PERCENT,
    SPAN,
    TEXT,
    UNSTORED,
    Note,
    cell_name,
    letters,
)
from .numbers import SPACES, Reading, Sign, figure, is_code, reading

Percent = Literal["points", "fractions"]
Places = NDArray[np.int64]

EACH = 50
"""Cells of a column that are noted one by one; of more, the first few and their number."""
SHOWN = 60
"""Characters of a cell that a note shows."""
_EDGES = frozenset(SPACES)
WORDS = ("tr", "fa", "rp", "id")
"""First letters of flags and amounts."""
_FLAGS = {"true": 1.0, "false": 0.0}


@dataclass(slots=True)
class Cells:
    """The cells of one column in the rows that are data."""

    name: str
    j: int
    rows: Places
    values: NDArray[np.float64]
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

    at: Places
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


def settle(cells: Cells, reader: Reader, *, as_text: bool, is_ids: bool = False) -> NDArray[Any]:
    """Values of a column: float64, bool, datetime64, or objects where any is text."""
    if cells.ordinary:
        out = np.array(cells.words, dtype=object)
        if is_ids:
            _refuse_ids(cells, out)
        return out
    _refuse_without_a_value(cells, reader)
    words = look(cells, reader)
    _clear(cells, words)
    if is_ids or as_text:
        return _as_text(cells, reader, words, is_ids=is_ids)
    missing = _members(cells, words.at, words.marks)
    cells.note(missing, "missing", lambda i: _quoted(cells.words[i]), lambda _: "read as missing")
    cells.kinds[missing] = BLANK
    if words.flags and not words.readings and not words.others:
        at = _members(cells, words.at, words.flags)
        cells.values[at] = [_FLAGS[words.text(cells.words[i]).casefold()] for i in at]
        cells.kinds[at] = FLAG
    elif words.readings or words.others or words.flags:
        others = {*words.others, *words.flags}
        if _dates(cells, words, others):
            pass
        elif any(is_code(words.text(word)) for word in words.readings):
            return _codes(cells, words)
        elif others and _mostly_words(cells, words, others):
            return _text_column(cells, words)
        else:
            _numbers(cells, reader, words, others)
    return _finished(cells, reader, words)


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
    starts = {mark[:2] for mark in reader.na} | {flag[:2] for flag in _FLAGS} | {"rp", "id"}
    close = [w for w in distinct if not w[0].isalpha() or w[:2].casefold() in starts]
    plain = set(distinct).difference(close) if len(close) < len(distinct) else set()
    words.others = [w for w in distinct if w in plain] if close else distinct
    for word in close:
        bare = words.text(word)
        if bare.casefold() in reader.na:
            words.marks.add(word)
        elif bare.casefold() in _FLAGS:
            words.flags.add(word)
        elif bare.isascii() and bare.isdigit():
            words.readings[word] = Reading(float(bare), float(bare))
        elif (number := reading(bare)) is not None:
            words.readings[word] = number
        else:
            words.others.append(word)
    return words


def _clear(cells: Cells, words: Words) -> None:
    """Take cells of nothing but unseen characters as the blanks they look like."""
    unseen = {word for word, bare in words.bare.items() if not bare}
    if unseen:
        cells.kinds[_members(cells, words.at, unseen)] = BLANK
        words.marks -= unseen
        words.at = np.flatnonzero(cells.kinds == TEXT)


def _members(cells: Cells, at: Places, words: Iterable[str]) -> Places:
    chosen = words if isinstance(words, set | dict) else set(words)
    if not chosen or not len(at):
        return np.zeros(0, dtype=np.int64)
    return at[[word in chosen for word in cells.words[at].tolist()]]


def _quoted(word: str) -> str:
    return repr(word if len(word) <= SHOWN else f"{word[:SHOWN]}…")


def _refuse_without_a_value(cells: Cells, reader: Reader) -> None:
    """Refuse errors and formulas that were never calculated; #N/A is a missing value."""
    for i in np.flatnonzero(cells.kinds == UNSTORED):
        raise cells.refuse(
            int(i), "a formula without a stored value", "values",
            "Open the file in a spreadsheet, which calculates it, and save it again.",
        )  # fmt: skip
    found = np.flatnonzero(cells.kinds == ERROR)
    for i in found:
        if str(cells.words[i]).casefold() not in reader.na:
            raise cells.refuse(
                int(i), str(cells.words[i]), "values, and no errors",
                "Correct the formula, or clear the cell: an empty cell is missing.",
            )  # fmt: skip
    cells.note(found, "missing", lambda i: str(cells.words[i]), lambda _: "read as missing")
    cells.kinds[found] = BLANK


def _note_spaces(cells: Cells, words: Words, at: Places) -> None:
    spaced = set(words.bare)
    cells.note(
        _members(cells, at, spaced), "spaces",
        lambda i: _quoted(cells.words[i]), lambda i: f"read as {_quoted(words.text(cells.words[i]))}",
    )  # fmt: skip


def _as_text(cells: Cells, reader: Reader, words: Words, *, is_ids: bool) -> NDArray[Any]:
    """Text of every cell as the file has it, without spaces around it; None where blank."""
    _judge_long(cells)
    if is_ids:
        cells.kinds[_members(cells, words.at, words.marks)] = BLANK
    text_at = np.flatnonzero(cells.kinds == TEXT)
    _note_spaces(cells, words, text_at)
    out = np.full(len(cells.rows), None, dtype=object)
    out[text_at] = words.texts(cells.words[text_at])
    for i in np.flatnonzero((cells.kinds != TEXT) & (cells.kinds != BLANK)).tolist():
        out[i] = _cell_text(cells, i)
    if is_ids:
        _refuse_ids(cells, out)
    return out


def _cell_text(cells: Cells, i: int) -> str:
    value, kind = float(cells.values[i]), cells.kinds[i]
    if kind == FLAG:
        return "TRUE" if value else "FALSE"
    if kind == DATE:
        return date_text(value, base_1904=cells.base_1904)
    if kind == SPAN:
        return _clock(value)
    return f"{figure(_points(value))}%" if kind == PERCENT else figure(value)


def _refuse_ids(cells: Cells, out: NDArray[Any]) -> None:
    distinct = set(out.tolist())
    if len(distinct) == len(out) and None not in distinct:
        return
    blank = [i for i, item in enumerate(out.tolist()) if item is None]
    if blank:
        shown = ", ".join(cells.cell(i) for i in blank[:5])
        more = f" and {len(blank) - 5} more" if len(blank) > 5 else ""
        raise InputError.about(
            "ids", code="missing_value", expected=f"an id in every row of column {cells.name!r}",
            found=f"nothing in {shown}{more}",
            hint="Fill it in, or delete the row; a row of totals is set apart by its label.",
            positions=tuple(cells.cell(i) for i in blank[:5]),
        )  # fmt: skip
    seen: dict[str, int] = {}
    for i, item in enumerate(out.tolist()):
        if item in seen:
            raise InputError.about(
                "ids", code="duplicate", expected=f"each id once in column {cells.name!r}",
                found=f"{item!r} more than once, in {cells.cell(seen[item])} and {cells.cell(i)}",
                hint="Correct one of them; several rows of one person are brought together first.",
                positions=(cells.cell(seen[item]), cells.cell(i)),
            )  # fmt: skip
        seen[item] = i


def _judge_long(cells: Cells) -> None:
    for i in np.flatnonzero(cells.kinds == LONG):
        raise cells.refuse(
            int(i), f"the number {cells.words[i]}", "at most 15 digits, all that a spreadsheet keeps of a number",
            "Its last digits may be lost already: format the column as text and enter it again.",
        )  # fmt: skip


def _mostly_words(cells: Cells, words: Words, others: set[str]) -> bool:
    """Tell whether a column is text; a few words among numbers are what somebody must look at."""
    held = int(np.count_nonzero(cells.kinds))
    return 2 * len(_members(cells, words.at, others)) >= held


def _text_column(cells: Cells, words: Words) -> NDArray[Any]:
    _judge_long(cells)
    text_at = np.flatnonzero(cells.kinds == TEXT)
    _note_spaces(cells, words, text_at)
    out = np.full(len(cells.rows), None, dtype=object)
    out[text_at] = words.texts(cells.words[text_at])
    for i in np.flatnonzero((cells.kinds != TEXT) & (cells.kinds != BLANK)).tolist():
        out[i] = _cell_text(cells, i)
    return out


def _codes(cells: Cells, words: Words) -> NDArray[Any]:
    first = next(i for i in words.at if is_code(words.text(cells.words[i])))
    why = (
        "a leading zero"
        if words.text(cells.words[first]).startswith("0")
        else "more than 15 digits"
    )
    cells.notes.append(
        Note(
            cells.place,
            "codes",
            f"{_quoted(cells.words[first])} in {cells.cell(first)} has {why}:",
            "the column is kept as text",
        )
    )
    return _text_column(cells, words)


def _numbers(cells: Cells, reader: Reader, words: Words, others: set[str]) -> None:
    """Read the texts that are numbers, by the decimal sign that the column shows."""
    sign, why = _decimal_sign(cells, reader, words)
    at = _members(cells, words.at, words.readings)
    odd = []
    for i in at.tolist():
        word = cells.words[i]
        found = words.readings[word]
        value = found.under(sign)
        if value is None:
            value = found.under("." if sign == "," else ",")
        cells.values[i] = NAN if value is None else value
        if found.percent:
            cells.kinds[i] = PERCENT
            cells.values[i] /= 100
        else:
            cells.kinds[i] = NUMBER
        if cells.typed or not found.plain or found.ambiguous or word in words.bare:
            odd.append(i)
    because = {
        i: f" ({why})" if why and words.readings[cells.words[i]].ambiguous else "" for i in odd
    }
    cells.note(
        odd, "number", lambda i: _quoted(cells.words[i]),
        lambda i: f"read as {_read_as(cells, reader, i)}{because[i]}",
    )  # fmt: skip
    left = _members(cells, words.at, others)
    if len(left):
        shown = ", ".join(
            f"{cells.cell(i)} {_quoted(words.text(cells.words[i]))}" for i in left[:3]
        )
        more = "" if len(left) <= 3 else f" and {len(left) - 3} more"
        cells.notes.append(
            Note(
                cells.place, "words_among_numbers", f"{shown}{more} among numbers:", "kept as text"
            )
        )


def _read_as(cells: Cells, reader: Reader, i: int) -> str:
    value = float(cells.values[i])
    if cells.kinds[i] == PERCENT and reader.percent == "points":
        value = _points(value)
    return figure(value)


def _points(value: float) -> float:
    return round(value * 100, 10)


def votes(words: Words) -> dict[Sign, str]:
    """Decimal signs that a column shows beyond doubt, each with a text that shows it."""
    out: dict[Sign, str] = {}
    for word, found in words.readings.items():
        if (sign := found.votes_for) is not None:
            out.setdefault(sign, word)
    return out


def _decimal_sign(cells: Cells, reader: Reader, words: Words) -> tuple[Sign, str]:
    """The decimal sign of a column's texts, and in words how it is known."""
    if reader.given is not None:
        return reader.given, f"the decimal sign given is {reader.given!r}"
    seen = votes(words)
    if len(seen) == 2:
        places = [int(_members(cells, words.at, {word})[0]) for word in seen.values()]
        shown = " and ".join(f"{cells.words[i]!r} in {cells.cell(i)}" for i in places)
        raise InputError.about(
            "path", code="contradiction", expected=f"one decimal sign in column {cells.name!r}",
            found=shown, hint="Write them alike, or give `decimal`.",
            positions=tuple(cells.cell(i) for i in places),
        )  # fmt: skip
    if seen:
        sign = next(iter(seen))
        return sign, f"as {seen[sign].strip(SPACES)!r} in the same column shows"
    ambiguous = {word for word, found in words.readings.items() if found.ambiguous}
    if not ambiguous:
        return ".", ""
    if (of_file := reader.sign()) is not None:
        return of_file, f"the decimal sign of the file is {of_file!r}"
    i = int(_members(cells, words.at, ambiguous)[0])
    found = words.readings[cells.words[i]]
    raise cells.refuse(
        i, f"{cells.words[i]!r}, which may be {figure(found.comma or 0.0)} or {figure(found.point or 0.0)},",
        "numbers that can be read in one way",
        "Enter them as numbers, or give `decimal=','` or `decimal='.'`.",
    )  # fmt: skip


_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?")
_SLASHED = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")


def _dates(cells: Cells, words: Words, others: set[str]) -> bool:
    """Read the texts of a column as dates where all are; the day or the month may come first."""
    if words.readings or not all(kind in (BLANK, TEXT, DATE) for kind in np.unique(cells.kinds)):
        return False
    first_word = words.text(next(iter(others)))
    if not (_ISO.fullmatch(first_word) or _SLASHED.fullmatch(first_word)):
        return False
    bare = {word: words.text(word) for word in others}
    if all(_ISO.fullmatch(text) for text in bare.values()):
        stamps = {word: text.replace(" ", "T") for word, text in bare.items()}
        how = "year-month-day"
    else:
        parts = {word: _SLASHED.fullmatch(text) for word, text in bare.items()}
        if not all(parts.values()):
            return False
        first = max(int(part[1]) for part in parts.values() if part)
        second = max(int(part[2]) for part in parts.values() if part)
        if (first > 12) == (second > 12):
            return False  # 05/03/2025 may be in March or in May: it stays text
        day, month = (1, 2) if first > 12 else (2, 1)
        how = "day/month/year" if first > 12 else "month/day/year"
        stamps = {w: f"{p[3]}-{int(p[month]):02}-{int(p[day]):02}" for w, p in parts.items() if p}
    try:
        days = {
            w: (np.datetime64(s, "s") - _epoch(base_1904=cells.base_1904)) / _DAY
            for w, s in stamps.items()
        }
    except ValueError:
        return False  # the 31st of February: text, for somebody to look at
    at = np.flatnonzero(cells.kinds == TEXT)
    cells.values[at] = [days[word] for word in cells.words[at].tolist()]
    cells.kinds[at] = DATE
    cells.notes.append(
        Note(cells.place, "dates", f"{len(at):,} dates written as {how}", "read as dates")
    )
    return True


_DAY = np.timedelta64(1, "D")


def _epoch(*, base_1904: bool) -> np.datetime64:
    # Spreadsheets count the days from 1900 with a 29th of February that never was.
    return np.datetime64("1904-01-01" if base_1904 else "1899-12-30", "s")


def _stamps(values: NDArray[np.float64], *, base_1904: bool) -> NDArray[Any]:
    """Serial days as datetime64: whole days as dates, else to the second."""
    there = ~np.isnan(values)
    early = there & (values < 61) & (not base_1904)
    seconds = np.round(np.where(there, values + (early & (values < 60)), 0) * 86_400).astype(
        np.int64
    )
    out = np.full(len(values), np.datetime64("NaT", "s"))
    out[there] = (_epoch(base_1904=base_1904) + seconds.astype("timedelta64[s]"))[there]
    days = out.astype("datetime64[D]")
    return days if (seconds % 86_400 == 0).all() else out


def date_text(value: float, *, base_1904: bool) -> str:
    """Return a serial day as people write dates, year first.

    >>> date_text(45658.0, base_1904=False)
    '2025-01-01'
    """
    return str(_stamps(np.array([value]), base_1904=base_1904)[0]).replace("T", " ")


def _clock(value: float) -> str:
    seconds = round(value * 86_400)
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02}:{rest // 60:02}" + (f":{rest % 60:02}" if rest % 60 else "")


def _finished(cells: Cells, reader: Reader, words: Words) -> NDArray[Any]:
    """Values of a column whose texts are read, by the kinds that are left."""
    _judge_long_amounts(cells)
    kinds = set(np.unique(cells.kinds).tolist()) - {BLANK}
    if PERCENT in kinds:
        _percent(cells, reader)
        kinds = kinds - {PERCENT} | {NUMBER}
    blank = cells.kinds == BLANK
    if kinds <= {NUMBER}:
        cells.values[blank] = NAN
        return cells.values
    if kinds == {FLAG}:
        flags: NDArray[Any] = cells.values != 0
        if not blank.any():
            return flags
        out = flags.astype(object)
        out[blank] = None
        return out
    if kinds == {DATE}:
        return _stamps(np.where(blank, NAN, cells.values), base_1904=cells.base_1904)
    if TEXT in kinds:
        _note_spaces(cells, words, np.flatnonzero(cells.kinds == TEXT))
    out = np.full(len(cells.rows), None, dtype=object)
    for i in np.flatnonzero(~blank).tolist():
        kind = cells.kinds[i]
        value = float(cells.values[i])
        if kind == TEXT:
            out[i] = words.text(cells.words[i])
        elif kind == NUMBER:
            out[i] = int(value) if value.is_integer() else value
        else:
            out[i] = _cell_text(cells, i)
    return out


_FEW_DIGITS = 12


def _judge_long_amounts(cells: Cells) -> None:
    """Take large round amounts as numbers; any other long number is an id that lost its digits."""
    for i in np.flatnonzero(cells.kinds == LONG):
        value = abs(float(cells.words[i]))
        digits = repr(value).partition("e")[0].replace(".", "").rstrip("0")
        if len(digits) > _FEW_DIGITS:
            _judge_long(cells)
        cells.kinds[i] = NUMBER


def _percent(cells: Cells, reader: Reader) -> None:
    """Turn cells shown as percent into points of 100; beside plain numbers they are refused."""
    shown = cells.kinds == PERCENT
    plain = (cells.kinds == NUMBER) & (cells.values != 0)
    if plain.any() and (shown & (cells.values != 0)).any():
        a = int(np.flatnonzero(shown & (cells.values != 0))[0])
        b = int(np.flatnonzero(plain)[0])
        raise InputError.about(
            "path", code="contradiction", expected=f"column {cells.name!r} all in percent or all in plain numbers",
            found=f"{figure(_points(float(cells.values[a])))}% in {cells.cell(a)} and {figure(float(cells.values[b]))} in {cells.cell(b)}",
            hint="Format the whole column alike: with one of them a value would count a hundredfold.",
            positions=(cells.cell(a), cells.cell(b)),
        )  # fmt: skip
    at = np.flatnonzero(shown)
    first = int(at[0])
    if reader.percent == "points":
        cells.values[at] = np.round(cells.values[at] * 100, 10)
        done = f"read as points of 100: {cells.cell(first)} is {figure(float(cells.values[first]))}"
    else:
        done = f"read as fractions: {cells.cell(first)} is {figure(float(cells.values[first]))}"
    cells.kinds[at] = NUMBER
    many = "1 cell" if len(at) == 1 else f"{len(at):,} cells"
    cells.notes.append(Note(cells.place, "percent", f"{many} shown as percent", done))
