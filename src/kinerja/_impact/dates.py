"""Dates of any library as days, with the row of what is not a date."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._types import Flags
from ..errors import ErrorCode, InputError, shown

Dates = NDArray[np.datetime64]

_FIRST, _LAST = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")
_FORM = "Write dates as in ISO 8601: '2026-03-06'."


def read_dates(x: Any, argument: str) -> Dates:
    """Dates without time of day; a missing or unreadable one is refused by row."""
    raw = _checks.array_of(_checks.date_items(x), argument)
    if not raw.size:
        return raw.reshape(-1)[:0].astype("datetime64[D]")
    if raw.dtype.kind not in "MOU" or raw.ndim > 1:
        raise InputError.about(
            argument,
            code="wrong_type",
            expected="dates (n,)",
            found=f"an array of {raw.dtype.name}, shape {raw.shape}",
            hint="Pass datetime64, datetime.date or ISO text such as '2026-03-06'.",
        )
    raw = np.atleast_1d(raw)
    if raw.dtype.kind == "M" and np.datetime_data(raw.dtype)[0] in {"Y", "M", "W"}:
        raise InputError.about(
            argument, code="wrong_type", expected="whole dates", found=f"{raw.dtype.name}",
            hint="A month does not say on which day.",
        )  # fmt: skip
    if raw.dtype.kind == "O":
        raw = _from_objects(raw, argument)
    if raw.dtype.kind == "U":
        _refuse_text(raw, argument)
    try:
        out = raw.astype("datetime64[D]")
    except (ValueError, TypeError):
        refuse_unreal(raw, argument)
        raise
    refuse_dates(
        np.isnat(out),
        out,
        argument,
        code="missing_value",
        expected="a date in every row",
        hint="For cases still open, give the day of the reading and mark them as censored.",
    )
    refuse_dates(
        (out < _FIRST) | (out > _LAST), out, argument, code="out_of_range",
        expected="dates of the years 1 to 9999", hint=_FORM,
    )  # fmt: skip
    return out


def refuse_unreal(raw: NDArray[Any], argument: str) -> None:
    """Refuse, by row, what has the form of a date and is none: 29 February, 25 o'clock."""
    bad = np.zeros(raw.size, dtype=np.bool_)
    for i, item in enumerate(raw.tolist()):
        try:
            np.datetime64(item, "D")
        except (ValueError, TypeError):
            bad[i] = True
    _checks.refuse_cells(
        bad, raw.astype(object), argument, code="wrong_type",
        expected="dates that the calendar has", hint=_FORM,
    )  # fmt: skip


def refuse_dates(
    bad: Flags, dates: Dates, argument: str, *, code: ErrorCode,
    expected: str, hint: str,
) -> None:  # fmt: skip
    if bad.any():  # a million dates are not written out to show none of them
        text = dates.astype(str).astype(object)
        _checks.refuse_cells(bad, text, argument, code=code, expected=expected, hint=hint)


def _from_objects(raw: NDArray[np.object_], argument: str) -> NDArray[Any]:
    """Objects as datetime64, or as text where there is text among them."""
    items = raw.tolist()
    kinds = set(map(type, items))
    absent = {
        kind for kind in kinds if kind is type(None) or kind.__name__ in {"NAType", "NaTType"}
    }
    numbers = {kind for kind in kinds if issubclass(kind, bool | int | float | complex)}
    if numbers:
        bad = np.fromiter((type(i) in numbers for i in items), np.bool_, raw.size)
        _checks.refuse_cells(
            bad, raw, argument, code="wrong_type", expected="dates",
            hint="A number does not say which calendar it counts on.",
        )  # fmt: skip
    if any(hasattr(kind, "tzinfo") for kind in kinds):
        zoned = np.array([getattr(i, "tzinfo", None) is not None for i in items])
        _checks.refuse_cells(
            zoned, raw, argument, code="wrong_type", expected="dates without a time zone",
            hint="Turn them into the office's local dates first: the day may differ.",
        )  # fmt: skip
    if str in kinds:
        text = ["" if type(i) in absent else _text_of(i) for i in items]
        return np.array(text)
    if absent:
        items = [None if type(i) in absent else i for i in items]
    out = np.empty(len(items), dtype=object)
    out[:] = items
    try:
        return out.astype("datetime64[us]")
    except (ValueError, TypeError) as error:
        raise InputError.about(
            argument, code="wrong_type", expected="dates", found=str(error)
        ) from None


def _text_of(item: Any) -> str:
    """A date among texts as text; NaT is blank, and anything else is refused as what it shows."""
    if isinstance(item, np.datetime64):
        return "" if np.isnat(item) else str(item)
    return item if isinstance(item, str) else str(getattr(item, "isoformat", lambda: shown(item))())


def _refuse_text(raw: NDArray[np.str_], argument: str) -> None:
    """Refuse text that is not a whole date: a month alone, a time zone, 'today'."""
    width = max(11, raw.dtype.itemsize // 4)
    text = np.ascontiguousarray(raw.astype(f"U{width}", copy=False))
    code = text.view(np.uint32).reshape(raw.size, width)
    day, rest = code[:, :11].T.copy(), code[:, 11:]  # by position: a column is one run of memory
    good = np.isin(day[10], [0, ord("T"), ord(" ")])
    for i in range(10):
        if i in {4, 7}:
            good &= day[i] == ord("-")
        else:
            good &= (day[i] >= ord("0")) & (day[i] <= ord("9"))
    if rest.any():  # a time of day; a sign or a letter in it would be a time zone
        clock = np.array([0, ord(":"), ord("."), *range(ord("0"), ord("9") + 1)], dtype=np.uint32)
        good &= np.isin(rest, clock).all(axis=1)
    _checks.refuse_cells(
        ~good & (day[0] != 0),
        raw.astype(object),
        argument,
        code="wrong_type",
        expected="dates as in ISO 8601, '2026-03-06', without a time zone",
        hint="Turn other forms, and times of another zone, into local dates first.",
    )
