"""How a language writes numbers, money, dates, lists and plurals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

_DIGITS = 12
"""Significant digits at which a half is a half: 64.995 is one, although no float is 64.995."""
_MOST = 6
"""Decimals of a number that is written with as many as it has."""
WRITTEN_OUT = 1e15
"""From here on a number is written with an exponent."""


class Plural(dict[str, str]):
    """The forms that a phrase takes with a number, by the name of the form.

    The names are those of Unicode's plural rules: every language has ``other``; English has ``one``
    besides, others have ``few`` or ``many``.
    """

    def __init__(self, other: str, **forms: str) -> None:
        super().__init__(forms, other=other)


class Grammar:
    """The marks and rules of one language; each language overrides what it does differently."""

    decimal = "."
    thousands = ","
    currency = "Rp{amount}"
    percent_sign = "%"
    p_value_below = ".001"
    """The smallest p-value that is written in figures."""
    yes = "yes"
    no = "no"
    nothing = "–"
    """Written where there is no number."""
    pair = "{first} and {last}"
    series = "{first} and {last}"
    """Three parts or more: the last stands apart from the others, which commas separate."""
    choice = "{first} or {last}"
    day = "{day} {month} {year}"
    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )

    def form(self, n: float) -> str:
        """Name of the plural form that goes with a number."""
        return "one" if n == 1 else "other"

    def plural(self, phrase: Plural, n: float, *, shown: str = "", **fields: object) -> str:
        """Say a phrase for a number, which stands in it as ``{n}``: as shown, or with its digits.

        Other fields of the phrase are filled in as given.

        >>> Grammar().plural(Plural("{n} people", one="{n} person"), 1)
        '1 person'
        """
        chosen = phrase.get(self.form(n), phrase["other"])
        return chosen.format(n=shown or self.figure(n, decimals=None), **fields)

    def figure(
        self, x: float, *, decimals: int | None = 1, sign: bool = False, most: int = _MOST
    ) -> str:
        """Write a number with its separators and a true minus, rounded half up.

        A half is judged at twelve significant digits and is rounded away from 0, so that a gain and
        a loss of the same size show the same digits. Without `decimals` as many digits as the
        number has, `most` at most.

        >>> Grammar().figure(67.25), Grammar().figure(-1234.5), Grammar().figure(3, sign=True)
        ('67.3', '−1,234.5', '+3.0')
        >>> Grammar().figure(2.25, decimals=None), Grammar().figure(2.125, decimals=None, most=2)
        ('2.25', '2.13')
        """
        if x != x:
            return self.nothing
        plus = "+" if sign else ""
        if (decimals is None and abs(x) >= WRITTEN_OUT) or abs(x) == float("inf"):
            text = f"{x:{plus}g}"
        else:
            text = f"{_half_up(x, most if decimals is None else decimals):{plus},f}"
            if decimals is None and "." in text:
                text = text.rstrip("0").rstrip(".")
        if not text.strip("+-0.,"):
            text = text.lstrip("+-")  # nothing is not a loss
        return text.translate({ord(","): self.thousands, ord("."): self.decimal, ord("-"): "−"})

    def ends(self, low: float, high: float, *, decimals: int = 1) -> str:
        """Write the two ends of an interval; nothing where either is missing.

        >>> Grammar().ends(61.84, 100), Grammar().ends(float("nan"), 2.0)
        ('61.8–100.0', '–')
        """
        if low != low or high != high:
            return self.nothing
        return "–".join(self.figure(x, decimals=decimals) for x in (low, high))

    def percent(
        self, share: float, *, decimals: int | None = 0, sign: bool = False, most: int = _MOST
    ) -> str:
        """Write a share of 1 in per cent.

        >>> Grammar().percent(0.8125, decimals=1)
        '81.3%'
        """
        if share != share:
            return self.nothing
        text = self.figure(100 * share, decimals=decimals, sign=sign, most=most)
        return text + self.percent_sign

    def money(self, amount: float) -> str:
        """Write an amount of rupiah, in full.

        >>> Grammar().money(8_950_000)
        'Rp8,950,000'
        """
        if amount != amount:
            return self.nothing
        shown = self.currency.format(amount=self.figure(abs(amount), decimals=0))
        return f"−{shown}" if amount < 0 else shown

    def date(self, day: dt.date) -> str:
        """Write a day with the name of its month.

        >>> Grammar().date(dt.date(2025, 8, 17))
        '17 August 2025'
        """
        month = self.months[day.month - 1]
        return self.day.format(day=day.day, month=month, year=day.year)

    def listed(self, items: Sequence[object]) -> str:
        """Join what stands together.

        >>> Grammar().listed(["a", "b", "c"])
        'a, b and c'
        """
        if len(items) < 2:
            return "".join(map(str, items))
        mould = self.pair if len(items) == 2 else self.series
        return mould.format(first=", ".join(map(str, items[:-1])), last=items[-1])

    def either(self, items: Sequence[object]) -> str:
        """Join what is a choice.

        >>> Grammar().either(["a", "b", "c"])
        'a or b or c'
        """
        out = str(items[0]) if items else ""
        for item in items[1:]:
            out = self.choice.format(first=out, last=item)
        return out


def _half_up(x: float, decimals: int) -> Decimal:
    rounded = Decimal(f"{x:.{_DIGITS - 1}e}")
    # Where more digits than these are shown, the float itself is.
    exact = rounded if rounded.adjusted() + 1 + decimals < _DIGITS else Decimal(repr(float(x)))
    with localcontext(prec=400):  # a float may have more than 300 digits before the point
        return exact.quantize(Decimal(1).scaleb(-int(decimals)), rounding=ROUND_HALF_UP)
