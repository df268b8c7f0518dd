"""Periods and starts in time order: whole numbers, dates or text that sorts in time."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import Any

import numpy as np

from .. import _checks
from .._checks import Labels
from .._types import Codes
from ..errors import InputError, shown

STAGGERED = "Where units start at different times, use staggered_did with the start of each unit."


def time_labels(period: Any, n: int) -> Labels:
    """Periods in time order; dates as such, whatever their resolution."""
    return _checks.labels(_checks.local_dates(period), "period", n=n)


def moment(date: Any) -> Any:
    """A date as ISO text of one form, from any of its forms; anything else as it is.

    >>> moment("2024-01-01") == moment(np.datetime64("2024-01-01T00:00"))
    True
    """
    if isinstance(date, str):
        try:
            date = dt.datetime.fromisoformat(date)
        except ValueError:
            return date
    date = _checks.wall_clock(date)
    if isinstance(date, dt.date | np.datetime64):
        return str(np.datetime64(date).astype("datetime64[us]")).removesuffix("T00:00:00.000000")
    return date


def first_treated(start: Any, times: Labels, n: int) -> tuple[Codes, Codes]:
    """Position of the first treated period of each row, and codes of the starts as given.

    The position of a start between two periods is that of the later one; of a start after the last
    period, and of none at all (missing), it is the number of periods.
    """
    names = times.names
    if names.dtype != object:
        given = _checks.vector(start, "start", n=n, missing="allow")
        distinct, codes = np.unique(given, return_inverse=True)
        place = np.searchsorted(names.astype(np.float64), distinct)  # NaN sorts last
        return place[codes].astype(np.int64), codes.astype(np.int64)
    if not hasattr(start, "__len__") or isinstance(start, str):
        raise InputError.about(
            "start",
            code="wrong_shape",
            expected="the first treated period of the unit in every row",
            found=shown(start),
            hint="A unit that is never treated has None.",
        )
    items = _checks.items_of(_checks.local_dates(start))
    if len(items) != n:
        raise InputError.about(
            "start", code="wrong_shape", expected=f"{n} values", found=f"{len(items)}",
            hint="Pass one value for each row, in the same order.",
        )  # fmt: skip
    return _placed(items, [moment(name) for name in names.tolist()])


def _placed(items: list[Any], ordered: list[Any]) -> tuple[Codes, Codes]:
    number: dict[Any, int] = {}
    codes = np.empty(len(items), dtype=np.int64)
    for i, item in enumerate(items):
        codes[i] = number.setdefault(None if _never(item) else item, len(number))
    place = np.empty(len(number), dtype=np.int64)
    for item, code in number.items():
        try:
            place[code] = len(ordered) if item is None else bisect_left(ordered, moment(item))
        except TypeError:
            raise InputError.about(
                "start",
                code="wrong_type",
                expected=f"periods as in `period`, {_checks.joined(ordered)}",
                found=shown(item),
                hint="A unit that is never treated has None.",
            ) from None
    return place[codes], codes


def _never(item: Any) -> bool:
    """Tell whether a start is missing, which means never."""
    if isinstance(item, str):
        return not item.strip()
    return _checks.is_missing(item) or bool(item != item)
