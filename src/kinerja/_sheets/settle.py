"""One column of a table: numbers, dates, flags or text, settled by all of its cells together."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from .._types import Ints
from ..errors import InputError
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
)
from .column_cells import FLAGS, Cells, Reader, Words, look, members, quoted
from .dates import clock, date_text, read_dates, stamps
from .numbers import SPACES, Sign, figure, is_code


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
    missing = members(cells, words.at, words.marks)
    cells.note(missing, "missing", lambda i: quoted(cells.words[i]), lambda _: "read as missing")
    cells.kinds[missing] = BLANK
    if words.flags and not words.readings and not words.others:
        at = members(cells, words.at, words.flags)
        cells.values[at] = [FLAGS[words.text(cells.words[i]).casefold()] for i in at]
        cells.kinds[at] = FLAG
    elif words.readings or words.others or words.flags:
        others = {*words.others, *words.flags}
        if read_dates(cells, words, others):
            pass
        elif any(is_code(words.text(word)) for word in words.readings):
            return _codes(cells, words)
        elif others and _mostly_words(cells, words, others):
            return _text_column(cells, words)
        else:
            _numbers(cells, reader, words, others)
    return _finished(cells, reader, words)


def _clear(cells: Cells, words: Words) -> None:
    """Take cells of nothing but unseen characters as the blanks they look like."""
    unseen = {word for word, bare in words.bare.items() if not bare}
    if unseen:
        cells.kinds[members(cells, words.at, unseen)] = BLANK
        words.marks -= unseen
        words.at = np.flatnonzero(cells.kinds == TEXT)


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


def _note_spaces(cells: Cells, words: Words, at: Ints) -> None:
    spaced = set(words.bare)
    cells.note(
        members(cells, at, spaced), "spaces",
        lambda i: quoted(cells.words[i]), lambda i: f"read as {quoted(words.text(cells.words[i]))}",
    )  # fmt: skip


def _as_text(cells: Cells, reader: Reader, words: Words, *, is_ids: bool) -> NDArray[Any]:
    """Text of every cell as the file has it, without spaces around it; None where blank."""
    _judge_long(cells)
    if is_ids:
        cells.kinds[members(cells, words.at, words.marks)] = BLANK
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
        return clock(value)
    return f"{figure(_points(value))}%" if kind == PERCENT else figure(value)


def _refuse_ids(cells: Cells, out: NDArray[Any]) -> None:
    # Two ways of writing one letter look alike: é as one sign, and as e with an accent.
    alike = [item if item is None else normalize("NFC", item) for item in out.tolist()]
    if len(set(alike)) == len(out) and None not in alike:
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
    first: dict[str | None, int] = {}
    i = next(i for i, item in enumerate(alike) if first.setdefault(item, i) != i)
    places = cells.cell(first[alike[i]]), cells.cell(i)
    raise InputError.about(
        "ids", code="duplicate", expected=f"each id once in column {cells.name!r}",
        found=f"{quoted(str(alike[i]))} more than once, in {places[0]} and {places[1]}",
        hint="Correct one of them; several rows of one person are brought together first.",
        positions=places,
    )  # fmt: skip


def _judge_long(cells: Cells) -> None:
    for i in np.flatnonzero(cells.kinds == LONG):
        raise cells.refuse(
            int(i), f"the number {cells.words[i]}", "at most 15 digits, all that a spreadsheet keeps of a number",
            "Its last digits may be lost already: format the column as text and enter it again.",
        )  # fmt: skip


def _mostly_words(cells: Cells, words: Words, others: set[str]) -> bool:
    """Tell whether a column is text; a few words among numbers are what somebody must look at."""
    held = int(np.count_nonzero(cells.kinds))
    return 2 * len(members(cells, words.at, others)) >= held


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
            f"{quoted(cells.words[first])} in {cells.cell(first)} has {why}:",
            "the column is kept as text",
        )
    )
    return _text_column(cells, words)


def _numbers(cells: Cells, reader: Reader, words: Words, others: set[str]) -> None:
    """Read the texts that are numbers, by the decimal sign that the column shows."""
    sign, why = _decimal_sign(cells, reader, words)
    other: Sign = "." if sign == "," else ","
    at = members(cells, words.at, words.readings)
    odd, against = [], set()
    for i in at.tolist():
        word = cells.words[i]
        found = words.readings[word]
        value = found.under(sign)
        if value is None:
            value = found.under(other)
            against.add(i)
        cells.values[i] = NAN if value is None else value
        if found.percent:
            cells.kinds[i] = PERCENT
            cells.values[i] /= 100
        else:
            cells.kinds[i] = NUMBER
        if cells.typed or not found.plain or found.ambiguous or word in words.bare or i in against:
            odd.append(i)
    because = {
        i: f" ({why})" if why and words.readings[cells.words[i]].ambiguous else "" for i in odd
    }
    because |= dict.fromkeys(against, f" (a number only with the decimal sign {other!r})")
    cells.note(
        odd, "number", lambda i: quoted(cells.words[i]),
        lambda i: f"read as {_read_as(cells, reader, i)}{because[i]}",
    )  # fmt: skip
    left = members(cells, words.at, others)
    if len(left):
        shown = ", ".join(f"{cells.cell(i)} {quoted(words.text(cells.words[i]))}" for i in left[:3])
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
        places = [int(members(cells, words.at, {word})[0]) for word in seen.values()]
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
    i = int(members(cells, words.at, ambiguous)[0])
    found = words.readings[cells.words[i]]
    raise cells.refuse(
        i, f"{cells.words[i]!r}, which may be {figure(found.comma or 0.0)} or {figure(found.point or 0.0)},",
        "numbers that can be read in one way",
        "Enter them as numbers, or give `decimal=','` or `decimal='.'`.",
    )  # fmt: skip


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
        return stamps(np.where(blank, NAN, cells.values), base_1904=cells.base_1904)
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
