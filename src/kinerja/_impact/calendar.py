"""Days that count: from receipt to answer without weekends and holidays, and the day it is due."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._steady import steady
from .._types import ArrayLike, Float, Ints
from ..errors import InputError
from .dates import Dates, read_dates, refuse_dates
from .days_off import Calendar, read_calendar, read_calendars

MOST = 1_000_000
"""Working days beyond which no deadline lies."""


@steady
def working_days(
    opened: Any,
    closed: Any,
    *,
    holidays: Any = (),
    weekmask: Any = "1111100",
    half_days: Any = (),
    office: Any = None,
) -> Ints | Float:
    """Working days from opening to closing, the day of opening not counted.

    Parameters
    ----------
    opened, closed : array_like (n,) of dates, or one date
        numpy `datetime64`, `datetime.date` or ISO text; a time of day is dropped. One `closed` is
        that of all cases: the day of the reading, for cases still open.
    holidays : dates, or mapping of office to dates
        Days off besides the weekly ones: a list, set, column, or a mapping with dates as keys, such
        as a calendar of the package `holidays` (which is filled for the years that occur).
    weekmask : str, or seven numbers
        Seven digits from Monday to Sunday, 1 a working day; names such as "Mon Tue Wed"; or the
        share of a day that each counts for, as .5 for a half Friday. May be a mapping by office.
    half_days : dates, or mapping of office to dates
        Days that count for one half, or in a mapping of date to number for that share. A holiday
        stays one, and a day counts for no more than its weekday.
    office : array_like (n,), optional
        Office of each case, where offices have calendars of their own: those arguments above that
        are mappings by office are then read so, the others hold for all.

    Returns
    -------
    ndarray of int64, (n,)
        Days d with opened < d ≤ closed that are working days; 0 on the same day. Of float64 where
        days count in part.

    Raises
    ------
    InputError
        If a date is missing, unreadable, none of the calendar's (29 February) or in a time zone, an
        office has no calendar, or `closed` comes before `opened`.

    Notes
    -----
    A case opened on Friday and closed on Monday took one working day; opened on Saturday and closed
    on Monday, one as well.

    References
    ----------
    Undang-Undang 30/2014 tentang Administrasi Pemerintahan, Pasal 53 ayat (2) as first enacted (ten
    working days). The holidays of a year are an annual joint decree: pass them.

    Examples
    --------
    >>> working_days(["2026-03-06", "2026-03-06"], ["2026-03-06", "2026-03-09"]).tolist()
    [0, 1]
    >>> working_days(["2026-12-23"], ["2026-12-28"], holidays={"2026-12-25"}).tolist()
    [2]
    >>> working_days("2026-12-21", "2026-12-28", half_days=["2026-12-24"]).tolist()
    [4.5]
    """
    first, last = read_dates(opened, "opened"), read_dates(closed, "closed")
    if _checks.axes_of(closed) == 0 and first.size:
        last = np.repeat(last, first.size)  # the day of the reading, for cases still open
    if first.size != last.size:
        raise InputError.about(
            "closed", code="wrong_shape", expected=f"{first.size} dates", found=f"{last.size}"
        )
    refuse_dates(
        last < first,
        last,
        "closed",
        code="out_of_range",
        expected="no date before `opened`",
        hint="Look for exchanged columns, or day and month exchanged.",
    )
    calendars, codes = _calendars(
        holidays, half_days, weekmask, office, first.size, _years(first, last)
    )
    count = np.zeros(first.size)
    for i, calendar in enumerate(calendars):
        mine = codes == i
        count[mine] = calendar.count(first[mine], last[mine])
    if all(calendar.whole for calendar in calendars):
        return count.astype(np.int64)
    return count


@steady
def due_date(
    opened: Any,
    days: ArrayLike,
    *,
    holidays: Any = (),
    weekmask: Any = "1111100",
    half_days: Any = (),
    office: Any = None,
) -> NDArray[np.datetime64]:
    """Day on which a deadline of so many working days ends, the day of opening not counted.

    Parameters
    ----------
    opened : array_like (n,) of dates, or one date
        As in :func:`working_days`.
    days : array_like (n,), or one number
        Working days allowed, 0 or more.
    holidays, weekmask, half_days, office
        As in :func:`working_days`.

    Returns
    -------
    ndarray of datetime64[D], (n,)
        First day d, not before opening, with working_days(opened, d) ≥ days: for 1 or more always a
        working day; for 0 the day of opening itself.

    Raises
    ------
    InputError
        As :func:`working_days`; if `days` is negative or missing, or no deadline lies so far.

    References
    ----------
    Undang-Undang 30/2014 tentang Administrasi Pemerintahan, Pasal 53 ayat (2) as first enacted (ten
    working days).

    Examples
    --------
    Received on Friday, ten working days, two of the days in between off:

    >>> due_date("2026-03-06", 10, holidays=["2026-03-18", "2026-03-19"]).tolist()
    [datetime.date(2026, 3, 24)]
    """
    first = read_dates(opened, "opened")
    allowed = _checks.floats(days, "days")
    if allowed.ndim == 0:
        allowed = np.full(first.size, float(allowed))
    elif _checks.axes_of(opened) == 0 and first.size == 1:
        first = np.repeat(first, allowed.size)
    allowed = _checks.vector(allowed, "days", n=first.size)
    _checks.refuse_cells(
        ~((allowed >= 0) & (allowed <= MOST)),
        allowed,
        "days",
        code="out_of_range",
        expected=f"0 to {MOST:,} working days",
    )
    furthest = int(allowed.max(initial=0.0) // 100) + 2
    years = _years(first, first)
    years = range(years.start, min(years.stop + furthest, 10_000))
    calendars, codes = _calendars(holidays, half_days, weekmask, office, first.size, years)
    due = first.copy()
    for i, calendar in enumerate(calendars):
        mine = codes == i
        due[mine] = calendar.after(first[mine], allowed[mine])
    return due


def _years(first: Dates, last: Dates) -> range:
    """Years that a calendar is asked about."""
    if not first.size:
        return range(0)
    low, high = (
        day.astype("datetime64[Y]").astype(int) + 1970 for day in (first.min(), last.max())
    )
    return range(int(low), int(high) + 1)


def _calendars(
    holidays: Any, half_days: Any, weekmask: Any, office: Any, n: int, years: range
) -> tuple[list[Calendar], Ints]:
    """Calendars, and which of them holds for each row."""
    if office is None:
        one = read_calendar(holidays, half_days, weekmask, years)
        return [one], np.zeros(n, dtype=np.int64)
    codes, names = _checks.labels(office, "office", n=n)
    return read_calendars(holidays, half_days, weekmask, names.tolist(), years), codes
