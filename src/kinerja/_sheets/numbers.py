"""Numbers as people write them: ``1.250.000,50``, ``98%``, ``(12)``, ``1 250``, ``Rp1.500``."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Sign = Literal[",", "."]
"""The decimal sign."""

SPACES = " \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\ufeff\u200b"
"""What may stand around a figure, or part its thousands, without being seen."""

_FRAME = re.compile(
    r"(?P<open>\()?(?P<sign>[+\-−–])?(?P<rupiah>(?:Rp|IDR)\.? ?)?(?P<minus>[\-−])?"
    r"(?P<figure>[0-9.](?:[0-9., ]*[0-9.])?(?:[eE][+-][0-9]{1,3})?)(?P<dash>,-{1,2})?(?P<percent> ?%)?(?P<close>\))?",
    re.IGNORECASE,
)
_FORMS: dict[Sign, re.Pattern[str]] = {
    ",": re.compile(r"(?:[1-9][0-9]{0,2}(?:[. ][0-9]{3})+|[0-9]+)(?:,[0-9]+)?"),
    ".": re.compile(
        r"(?:[1-9][0-9]{0,2}(?:[, ][0-9]{3})+|[0-9]+)(?:\.[0-9]*)?(?:[eE][+-][0-9]{1,3})?"
        r"|\.[0-9]+(?:[eE][+-][0-9]{1,3})?"
    ),
}
PLAIN = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-][0-9]+)?")
LEADING_ZERO = re.compile(r"0[0-9]+")
_LONG = re.compile(r"-?[0-9]{16,}")


class Reading(NamedTuple):
    """What a text may say as a number."""

    comma: float | None
    """Its value where a comma is the decimal sign; None where it is not a number then."""
    point: float | None
    percent: bool = False
    plain: bool = True
    """Digits and a decimal sign, nothing that had to be interpreted."""

    def under(self, sign: Sign) -> float | None:
        """Return its value with this decimal sign."""
        return self.comma if sign == "," else self.point

    @property
    def votes_for(self) -> Sign | None:
        """Return the only decimal sign with which it is a number; None where both or neither."""
        if (self.comma is None) == (self.point is None):
            return None
        return "," if self.comma is not None else "."

    @property
    def ambiguous(self) -> bool:
        """Tell whether it is another number with the other decimal sign, as ``1.080`` is."""
        return self.comma is not None and self.point is not None and self.comma != self.point


def reading(text: str) -> Reading | None:
    """Read a text, already without spaces around it, as a number; None where it is none.

    >>> reading("1.250.000,50")
    Reading(comma=1250000.5, point=None, percent=False, plain=False)
    >>> reading("1.080").ambiguous, reading("98%").percent, reading("(12)").comma
    (True, True, -12.0)
    >>> reading("sakit"), reading("1.2.3"), reading("12 5")
    (None, None, None)
    """
    if len(text) > 60:
        return None
    for space in SPACES[4:]:
        text = text.replace(space, " ")
    frame = _FRAME.fullmatch(text)
    if frame is None or (frame["open"] is None) != (frame["close"] is None):
        return None
    if frame["sign"] and (frame["minus"] or frame["open"]):
        return None
    figure = frame["figure"]
    negative = bool(frame["open"] or frame["minus"] or (frame["sign"] or "+") != "+")
    comma, point = (_value(figure, sign, negative=negative) for sign in (",", "."))
    if frame["dash"]:
        point = None  # 1.500,- is written with a comma
    if comma is None and point is None:
        return None
    return Reading(comma, point, bool(frame["percent"]), PLAIN.fullmatch(text) is not None)


def _value(figure: str, sign: Sign, *, negative: bool) -> float | None:
    if not _FORMS[sign].fullmatch(figure):
        return None
    figure = figure.replace(" ", "")
    if sign == ",":
        figure = figure.replace(".", "").replace(",", ".")
    value = float(figure.replace(",", ""))
    if value in (float("inf"), float("-inf")):
        return None
    return -value if negative else value


def is_code(text: str) -> bool:
    """Tell digits that are a code and no quantity: leading zeros, or more digits than a float has.

    >>> is_code("007"), is_code("198501012010011001"), is_code("0,5"), is_code("12")
    (True, True, False, False)
    """
    return LEADING_ZERO.fullmatch(text) is not None or _LONG.fullmatch(text) is not None


def figure(value: float) -> str:
    """Return the shortest text of a number; a whole number is written as one.

    >>> figure(35.0), figure(0.5)
    ('35', '0.5')
    """
    return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
