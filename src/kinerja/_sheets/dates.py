"""Dates: serial days of spreadsheets, and dates written as text."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._types import Float
from .cells import BLANK, DATE, TEXT, Note
from .column_cells import Cells, Words

_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)?"
)
_SLASHED = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")


def read_dates(cells: Cells, words: Words, others: set[str]) -> bool:
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
        days = {w: _serial(stamp, base_1904=cells.base_1904) for w, stamp in stamps.items()}
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
_MARCH_1900 = 61
"""Spreadsheets count the days from 1900 with a 29th of February that never was, day 60."""


def _epoch(*, base_1904: bool) -> np.datetime64:
    return np.datetime64("1904-01-01" if base_1904 else "1899-12-30")


def _serial(stamp: str, *, base_1904: bool) -> float:
    """Return the serial day of a date, as a spreadsheet would store it."""
    day = float((np.datetime64(stamp, "us") - _epoch(base_1904=base_1904)) / _DAY)
    return day if base_1904 or day >= _MARCH_1900 else day - 1


def stamps(values: Float, *, base_1904: bool) -> NDArray[Any]:
    """Serial days as datetime64: whole days as dates, else to the second."""
    there = ~np.isnan(values)
    early = (values < _MARCH_1900 - 1) & (not base_1904)
    seconds = np.round(np.where(there, values + early, 0) * 86_400).astype(np.int64)
    out = np.full(len(values), np.datetime64("NaT", "s"))
    out[there] = (_epoch(base_1904=base_1904) + seconds.astype("timedelta64[s]"))[there]
    days = out.astype("datetime64[D]")
    return days if (seconds % 86_400 == 0).all() else out


def date_text(value: float, *, base_1904: bool) -> str:
    """Return a serial day as people write dates, year first.

    >>> date_text(45658.0, base_1904=False)
    '2025-01-01'
    """
    return str(stamps(np.array([value]), base_1904=base_1904)[0]).replace("T", " ")


def clock(value: float) -> str:
    """Return a share of a day as hours and minutes."""
    seconds = round(value * 86_400)
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02}:{rest // 60:02}" + (f":{rest % 60:02}" if rest % 60 else "")
