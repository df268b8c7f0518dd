"""Labels that look alike: those that differ in blanks or Unicode form only, or in case only."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from ..errors import InputError, KinerjaWarning, outside

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Characters without a width: they are seen nowhere, and tell no two labels apart."""
_ODD_BLANKS = ("  ", "\x00 ", " \x00", *"\t\n\r\v\f\x1c\x1d\x1e\x1f")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_LARGE = re.compile(r"\d(\.\d+)?[eE]\+\d\d")


def is_blank(text: str) -> bool:
    r"""Tell whether nothing is to be read: no characters, or none but blanks.

    >>> is_blank("\u00a0 "), is_blank("0")
    (True, False)
    """
    return not text or text.isspace() or not text.translate(_UNSEEN).strip()


def as_read(text: str) -> str:
    r"""Reduce a text to what is seen of it: one Unicode form, one kind of blank, none at the ends.

    >>> as_read(" Cafe\u0301\u00a0 North") == "Café North"
    True
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).split())


def _texts(labels: Iterable[Any]) -> list[str]:
    labels = list(labels)
    if set(map(type, labels)) == {str}:
        return labels
    return [label for label in labels if isinstance(label, str)]


def refuse_twins(labels: Iterable[Any], argument: str) -> None:
    """Refuse labels that differ in blanks or Unicode form only; warn where only in case.

    `labels` are distinct; what is no text is left alone.
    """
    texts = _texts(labels)
    if len(texts) < 2:
        return
    # Ids may be a million: plain text with single blanks inside has no twins, seen in few passes.
    whole = "\x00" + "\x00".join(texts) + "\x00"
    if not whole.isascii() or any(blank in whole for blank in _ODD_BLANKS):
        seen: dict[str, str] = {}
        for text in texts:
            other = seen.setdefault(as_read(text), text)
            if other != text:
                raise InputError.about(
                    argument,
                    code="duplicate",
                    expected="labels that differ in what is read",
                    found=f"{other!a} and {text!a}, which differ in blanks or Unicode form only",
                    hint="Write them alike, for instance with str.strip(), or name them apart.",
                    positions=(other, text),
                )
    if len(set(map(str.casefold, texts))) < len(texts):
        cases: dict[str, str] = {}
        for text in texts:
            other = cases.setdefault(text.casefold(), text)
            if other != text:
                warnings.warn(
                    f"`{argument}`: {other!r} and {text!r} differ in case only, and count as two.",
                    KinerjaWarning,
                    stacklevel=outside(),
                )
                return


def refuse_lost_digits(labels: Iterable[Any], argument: str) -> None:
    """Refuse text such as ``1.98501E+17``: a number of 16 digits and more that lost its last."""
    for text in _texts(labels):
        if "+" in text and _LARGE.fullmatch(text) and float(text) > 2.0**53:
            raise InputError.about(
                argument,
                code="out_of_range",
                expected="labels as they are written",
                found=f"{text!r}, a long number cut by a spreadsheet",
                hint="Read the column as text, from a file that has all digits.",
                positions=(text,),
            )


def in_order(names: Sequence[Any]) -> list[Any]:
    """Sort labels: text that is numbers throughout by its numbers, else as Python does.

    >>> in_order(["10", "9", "1"]), in_order(["b", "10", "9"])
    (['1', '9', '10'], ['10', '9', 'b'])
    """
    if names and all(isinstance(name, str) and _NUMBER.fullmatch(name) for name in names):
        return sorted(names, key=lambda name: (Decimal(name), name))
    return sorted(names)
