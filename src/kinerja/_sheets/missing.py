"""How offices write that a value is missing."""

from __future__ import annotations

NA = (
    "", "-", "–", "—", "--", "n/a", "#n/a", "na", "n.a.", "nan", "null", "none", "tidak ada",
    "tidak tersedia", "t/a",
)  # fmt: skip
"""Marks of a missing value, in any case; other marks are given as `na`."""

_OWN = frozenset(NA)


def is_mark(word: str) -> bool:
    """Tell whether a text is one of the usual marks.

    >>> is_mark("N/A"), is_mark("Tidak ada"), is_mark("0")
    (True, True, False)
    """
    return word.casefold() in _OWN
