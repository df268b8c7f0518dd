"""Plain numbers of a whole column at once: eight digits a step, bit for bit what ``float`` gives.

``float`` takes three times as long for a cell as the CSV reader does. Here the digits before and
after the decimal sign are read as whole numbers, eight at a time in one 64-bit word, and divided by
a power of ten. With at most fifteen digits both are exact and the quotient is rounded once, which
is what ``float`` does (Clinger 1990). With up to nineteen the quotient is taken in extended
precision, and the rare cell that lies half-way between two numbers there goes through ``float``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_PAD = b"0" * 24
_NEWLINE, _MINUS = 10, 45
_EXTENDED = int(np.finfo(np.longdouble).nmant) >= 63
_LONGEST = 19
"""Digits that a 64-bit word holds."""
_EXACT = 15
"""Digits that a float64 always holds."""
_POWERS = np.array([10**k for k in range(20)], dtype=np.uint64)
_POWERS_OF_TEN = _POWERS.astype(np.float64)
_FROM_BYTE = np.array([(2**64 - 1) << 8 * k & (2**64 - 1) for k in range(9)], dtype=np.uint64)
"""Masks that keep the bytes of a word from one place on: the last characters in it."""

Words = NDArray[np.uint64]
Places = NDArray[np.int64]


class Plain(NamedTuple):
    """A block of plain numbers."""

    values: NDArray[np.float64]
    """NaN where the cell is empty."""
    filled: NDArray[np.bool_]
    pointed: bool
    """Whether any has a decimal sign."""
    settled: bool
    """Whether one of them can be read in no other way, as 1.080 can."""


def plain_numbers(lines: str, count: int, sign: str) -> Plain | None:
    r"""Read cells, a line each, that are plain numbers or empty; None if any is something else.

    Leading zeros and whole numbers of more than fifteen digits are something else: they are codes.

    >>> plain_numbers("98.5\n\n-7", 3, ".").values.tolist()
    [98.5, nan, -7.0]
    >>> plain_numbers("98.5\n007", 2, ".") is None
    True
    """
    try:
        raw = lines.encode("ascii")
    except UnicodeEncodeError:
        return None
    if b"e" in raw and sign == ".":
        return _with_exponents(lines.split("\n"))
    text = np.frombuffer(_PAD + raw + b"\n", dtype=np.uint8)
    other = np.flatnonzero((text - np.uint8(48)) > 9)
    signs = text[other]
    ends = other[signs == _NEWLINE]
    if len(ends) != count:
        return None
    starts = np.empty_like(ends)
    starts[0], starts[1:] = len(_PAD), ends[:-1] + 1
    minus, points = other[signs == _MINUS], other[signs == ord(sign)]
    if len(minus) + len(points) + len(ends) != len(other):
        return None
    filled = ends > starts
    negative = np.zeros(count, dtype=np.bool_)
    if len(minus):
        negative = text[starts] == _MINUS
        if np.count_nonzero(negative) != len(minus):
            return None
        starts = starts + negative
    middle, of_cell = ends, np.zeros(0, dtype=np.int64)
    if len(points) == len(ends) and (points >= starts).all() and (points < ends).all():
        middle, of_cell = points, np.arange(len(ends))
    elif len(points):
        line_ends = signs == _NEWLINE
        of_cell = (np.cumsum(line_ends) - line_ends)[signs == ord(sign)]
        if (of_cell[1:] == of_cell[:-1]).any():
            return None
        middle = ends.copy()
        middle[of_cell] = points
    before = middle - starts
    after = np.maximum(ends - middle - 1, 0) if len(points) else np.zeros_like(before)
    length = before + after
    zero = text[starts] == 48
    if (
        (zero & (before > 1)).any()
        or int(before.max()) > 15
        or ((length == 0) & (filled | negative)).any()
    ):
        return None
    values = _values(text, middle, ends, before, after, lines, sign)
    if len(minus):
        np.negative(values, out=values, where=negative)
    if not filled.all():
        values[~filled] = np.nan
    before, after, zero = before[of_cell], after[of_cell], zero[of_cell]
    in_thousands = (after == 3) & (before > 0) & (before < 4) & ~zero
    return Plain(values, filled, bool(len(of_cell)), not bool(in_thousands.all()))


_EXPONENT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?e[+-][0-9]{1,3}")


def _with_exponents(cells: Sequence[str]) -> Plain | None:
    """Read a block with numbers such as 1e-07, as programs write them; they are few."""
    at = [i for i, cell in enumerate(cells) if "e" in cell]
    if not all(_EXPONENT.fullmatch(cells[i]) for i in at):
        return None
    rest = list(cells)
    for i in at:
        rest[i] = "0"
    out = plain_numbers("\n".join(rest), len(rest), ".")
    if out is not None:
        out.values[at] = [float(cells[i]) for i in at]
    return out if out is None or np.isfinite(out.values[at]).all() else None


def _values(
    text: NDArray[np.uint8],
    middle: Places,
    ends: Places,
    before: Places,
    after: Places,
    lines: str,
    sign: str,
) -> NDArray[np.float64]:
    """Read numbers without their minus: digits up to `middle`, and after the sign up to `ends`."""
    words, length = _words(text), before + after
    longest = int(length.max())
    if not after.any():
        return _whole(words, ends, before).astype(np.float64)
    if longest < 8:
        return _short(words[ends - 8], before, after, ends > middle) / _POWERS_OF_TEN[after]
    digits = _whole(words, middle, before) * _POWERS[np.minimum(after, _LONGEST)]
    digits = digits + _whole(words, ends, np.minimum(after, _LONGEST))
    out = digits.astype(np.float64) / _POWERS_OF_TEN[np.minimum(after, _LONGEST)]
    if longest <= _EXACT:
        return out
    beyond = length > (_LONGEST if _EXTENDED else _EXACT)
    long = np.flatnonzero((length > _EXACT) & ~beyond)
    exact = digits[long].astype(np.longdouble) / _POWERS[after[long]].astype(np.longdouble)
    out[long] = exact.astype(np.float64)
    half_way = np.abs(exact - out[long]) * 2 >= np.spacing(out[long])
    late = [*long[half_way], *np.flatnonzero(beyond)]
    cells = lines.split("\n") if late else []
    for i in late:
        out[i] = float(cells[i].lstrip("-").replace(sign, "."))
    return out


def _short(
    word: Words, before: Places, after: Places, pointed: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Digits of numbers of at most eight characters, the decimal sign taken out of their word."""
    fraction = _FROM_BYTE[8 - after]
    closed = (word & fraction) | (word << np.uint64(8) & ~fraction)
    word = closed if pointed.all() else np.where(pointed, closed, word)
    return _joined(word & _FROM_BYTE[8 - after - before]).astype(np.float64)


def _words(text: NDArray[np.uint8]) -> Words:
    """The eight characters from each place on, as one word."""
    return np.ndarray(len(text) - 7, dtype="<u8", buffer=text.data, strides=(1,))


def _whole(words: Words, ends: Places, length: Places) -> Words:
    """Whole numbers of `length` digits that end before `ends`."""
    out = _eight(words, ends - 8, np.minimum(length, 8))
    longest = int(length.max(initial=0))
    for step in (1, 2):
        if longest > 8 * step:
            more = np.clip(length - 8 * step, 0, 8)
            out = out + _eight(words, ends - 8 * (step + 1), more) * np.uint64(10 ** (8 * step))
    return out


def _eight(words: Words, places: Places, length: Places) -> Words:
    """Up to eight digits that end the word at each place, as a number."""
    return _joined(words[places] & _FROM_BYTE[8 - length])


def _joined(word: Words) -> Words:
    """Eight digits of a word as a number.

    Pairs, then fours, then all eight are put together by one multiplication each (Lemire 2018,
    "Quickly parsing eight digits"); numpy does so for all cells at once.
    """
    word = word & np.uint64(0x0F0F0F0F0F0F0F0F)
    word = word * np.uint64(10) + (word >> np.uint64(8))
    mask = np.uint64(0x000000FF000000FF)
    return (
        (word & mask) * np.uint64(0x000F424000000064)
        + (word >> np.uint64(16) & mask) * np.uint64(0x0000271000000001)
    ) >> np.uint64(32)
