"""Plain numbers of a whole column at once: eight digits a step, bit for bit what ``float`` gives.

``float`` takes three times as long for a cell as the CSV reader does. Here the digits before and
after the decimal sign are read as whole numbers, eight at a time in one 64-bit word, and divided by
a power of ten. With at most fifteen digits both are exact and the quotient is rounded once, which
is what ``float`` does (Clinger 1990). With up to nineteen the quotient is taken in extended
precision, and the rare cell that lies half-way between two numbers there goes through ``float``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._types import Flags, Float, Ints

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


def watch(beginnings: Collection[str]) -> Flags:
    """Table of the pairs of letters with which a text may be more than a plain word."""
    table = np.zeros(1 << 16, dtype=np.bool_)
    for start in beginnings:
        pair = start[:2].casefold().encode("latin-1", "replace")
        if len(pair) == 2:
            table[(pair[0] | 32) << 8 | (pair[1] | 32)] = True
        else:
            table[(pair[0] | 32) << 8 : ((pair[0] | 32) << 8) + 256] = True
    return table


def ordinary(text: NDArray[np.uint8], starts: Ints, ends: Ints, watched: Flags) -> bool:
    """Tell whether cells of a block are plain words: letters first, none of them watched."""
    first, second, last = text[starts] | 32, text[starts + 1] | 32, text[ends - 1]
    pair = first.astype(np.uint16) << 8 | second
    return bool(
        (
            (first >= 97)
            & (first <= 122)
            & (text[starts] >= 65)
            & (last > 32)
            & (last < 127)
            & (ends > starts)
            & ~watched[pair]
        ).all()
    )


class Plain(NamedTuple):
    """Cells of a block of text, those that are plain numbers read."""

    starts: Ints
    """Where each cell begins in the bytes, and where it ends."""
    ends: Ints
    last: Flags
    """Whether a line ends with the cell."""
    values: Float
    """NaN where the cell is empty; without meaning where it is no plain number."""
    filled: Flags
    plain: Flags
    """Whether it is a plain number, or empty."""
    pointed: Flags
    """Whether it has a decimal sign."""
    settled: Flags
    """Whether that sign can be no sign of thousands, as it may be in 1.080."""


def padded(raw: bytes) -> NDArray[np.uint8]:
    """Bytes of a block with room in front, so that words of eight can be read before its first."""
    return np.frombuffer(_PAD + raw, dtype=np.uint8)


def plain_cells(text: NDArray[np.uint8], separator: int, sign: str) -> Plain:
    """Read the cells of a block whose bytes are `padded`; it ends with a line's end.

    Leading zeros and whole numbers of more than fifteen digits are no plain numbers: they are codes.
    """
    other = np.flatnonzero((text - np.uint8(48)) > 9)
    signs = text[other]
    line = signs == _NEWLINE
    is_end = line | (signs == separator)
    ends, last = other[is_end], line[is_end]
    starts = np.empty_like(ends)
    starts[0], starts[1:] = len(_PAD), ends[:-1] + 1
    begin, filled = starts, ends > starts
    plain = np.ones(len(ends), dtype=np.bool_)
    negative = pointed = np.zeros(len(ends), dtype=np.bool_)
    middle = ends
    if len(other) > len(ends):
        inner, kinds = other[~is_end], signs[~is_end]
        of_cell = np.cumsum(is_end)[~is_end]
        at_start = (kinds == _MINUS) & (inner == starts[of_cell])
        points = kinds == ord(sign)
        plain[of_cell[~(points | at_start)]] = False
        if at_start.any():
            negative = np.zeros(len(ends), dtype=np.bool_)
            negative[of_cell[at_start]] = True
            begin = starts + negative
        at, place = of_cell[points], inner[points]
        if len(at):
            plain[at[1:][at[1:] == at[:-1]]] = False
            pointed = np.zeros(len(ends), dtype=np.bool_)
            pointed[at] = True
            middle = ends.copy()
            middle[at] = place
    before = middle - begin
    after = np.maximum(ends - middle - 1, 0)
    zero = text[begin] == 48
    length = before + after
    plain &= ~((zero & (before > 1)) | (before > _EXACT) | ((length == 0) & (filled | negative)))
    if not plain.all():
        gone = ~plain
        before[gone] = after[gone] = 0
        middle = np.where(gone, ends, middle)
    values = _values(text, middle, ends, before, after, sign)
    np.negative(values, out=values, where=negative)
    values[~filled] = np.nan
    in_thousands = (after == 3) & (before > 0) & (before < 4) & ~zero
    return Plain(starts, ends, last, values, filled, plain, pointed, pointed & ~in_thousands)


def plain_numbers(lines: str, count: int, sign: str) -> Plain | None:
    r"""Read cells, a line each, that are plain numbers or empty; None if any is something else.

    >>> plain_numbers("98.5\n\n-7", 3, ".").values.tolist()
    [98.5, nan, -7.0]
    >>> plain_numbers("98.5\n007", 2, ".") is None
    True
    """
    try:
        raw = lines.encode("ascii")
    except UnicodeEncodeError:
        return None
    out = plain_cells(padded(raw + b"\n"), _NEWLINE, sign)
    if len(out.ends) != count:
        return None
    if not out.plain.all():
        cells = lines.split("\n")
        if not with_exponents(out.values, np.flatnonzero(~out.plain), cells.__getitem__):
            return None
    return out


_EXPONENT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?e[+-][0-9]{1,3}")


def with_exponents(values: Float, at: Ints, cell: Callable[[int], str]) -> bool:
    """Read cells such as 1e-07, as programs write them; tell whether they all are such."""
    if len(at) > max(10, len(values) // 10):
        return False
    for i in at.tolist():
        text = cell(i)
        if _EXPONENT.fullmatch(text) is None:
            return False
        values[i] = float(text)
    return bool(np.isfinite(values[at]).all())


def _values(
    text: NDArray[np.uint8], middle: Ints, ends: Ints, before: Ints, after: Ints, sign: str
) -> Float:
    """Read numbers without their minus: digits up to `middle`, and after the sign up to `ends`."""
    words, length = _words(text), before + after
    longest = int(length.max(initial=0))
    if not after.any():
        return _whole(words, middle, before).astype(np.float64)
    if longest < 8:
        return _short(words[ends - 8], before, after, ends > middle) / _POWERS_OF_TEN[after]
    shown = np.minimum(after, _LONGEST)
    digits = _whole(words, middle, before) * _POWERS[shown] + _whole(words, ends, shown)
    out = digits.astype(np.float64) / _POWERS_OF_TEN[shown]
    if longest <= _EXACT:
        return out
    beyond = length > (_LONGEST if _EXTENDED else _EXACT)
    long = np.flatnonzero((length > _EXACT) & ~beyond)
    exact = digits[long].astype(np.longdouble) / _POWERS[after[long]].astype(np.longdouble)
    out[long] = exact.astype(np.float64)
    half_way = np.abs(exact - out[long]) * 2 >= np.spacing(out[long])
    for i in [*long[half_way].tolist(), *np.flatnonzero(beyond).tolist()]:
        digits_of = text[middle[i] - before[i] : ends[i]].tobytes().decode("ascii")
        out[i] = float(digits_of.replace(sign, "."))
    return out


def _short(word: Words, before: Ints, after: Ints, pointed: Flags) -> Float:
    """Digits of numbers of at most eight characters, the decimal sign taken out of their word."""
    fraction = _FROM_BYTE[8 - after]
    closed = (word & fraction) | (word << np.uint64(8) & ~fraction)
    word = closed if pointed.all() else np.where(pointed, closed, word)
    return _joined(word & _FROM_BYTE[8 - after - before]).astype(np.float64)


def _words(text: NDArray[np.uint8]) -> Words:
    """The eight characters from each place on, as one word."""
    return np.ndarray(len(text) - 7, dtype="<u8", buffer=text.data, strides=(1,))


def _whole(words: Words, ends: Ints, length: Ints) -> Words:
    """Whole numbers of `length` digits that end before `ends`."""
    out = _eight(words, ends - 8, np.minimum(length, 8))
    longest = int(length.max(initial=0))
    for step in (1, 2):
        if longest > 8 * step:
            more = np.clip(length - 8 * step, 0, 8)
            out = out + _eight(words, ends - 8 * (step + 1), more) * np.uint64(10 ** (8 * step))
    return out


def _eight(words: Words, places: Ints, length: Ints) -> Words:
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
