"""What a day counts for: weekly days off, holidays, half days, one calendar or one an office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import _checks
from .._types import Float
from ..errors import InputError, shown
from .dates import Dates, read_dates

HALF = 0.5
"""What a half day counts for unless its calendar says otherwise."""
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Shares of a working day that dates count for."""

    week: Float
    """(7,) share of each day from Monday to Sunday."""
    off: Dates
    """Days that count for nothing, in order."""
    half: Dates
    """Days that count for part of a day, in order."""
    share: Float
    """What each of these counts for."""

    @property
    def whole(self) -> bool:
        """Tell whether every day counts for 0 or 1."""
        return not self.half.size and bool(np.isin(self.week, (0.0, 1.0)).all())

    def count(self, first: Dates, last: Dates) -> Float:
        """Working days after `first`, up to and including `last`."""
        total = np.zeros(first.size)
        for share in np.unique(self.week[self.week > 0]).tolist():
            total += share * np.busday_count(
                first + _DAY, last + _DAY, weekmask=(self.week == share).tolist(), holidays=self.off
            )
        if not self.half.size:
            return total
        # Days of a week start on Thursday, 1 January 1970, the third of a week from 0.
        usual = self.week[(self.half.astype(np.int64) + 3) % 7]
        usual = np.where(np.isin(self.half, self.off), 0.0, usual)
        less = np.append(0.0, np.cumsum(np.maximum(usual - self.share, 0.0)))
        at = [np.searchsorted(self.half, day, side="right") for day in (last, first)]
        return np.asarray(total - (less[at[0]] - less[at[1]]))

    def after(self, first: Dates, days: Float) -> Dates:
        """First day by which so many working days have passed since `first`."""
        if self.whole:
            whole = np.ceil(days).astype(np.int64)
            later = np.busday_offset(
                first, whole, roll="backward", weekmask=(self.week > 0).tolist(), holidays=self.off
            )
            return np.where(whole > 0, later, first)
        # Widen the search until every case is passed, then halve it.
        low, high = first - _DAY, first.copy()
        step = np.full(first.size, 7)
        while (short := self.count(first, high) < days - 1e-9).any():
            high = np.where(short, high + step * _DAY, high)
            step = step * 2
        while (open_ := high - low > _DAY).any():
            middle = low + (high - low) // 2
            passed = self.count(first, np.maximum(middle, first)) >= days - 1e-9
            passed &= middle >= first
            high = np.where(open_ & passed, middle, high)
            low = np.where(open_ & ~passed, middle, low)
        return high


def read_calendar(holidays: Any, half_days: Any, weekmask: Any, years: range) -> Calendar:
    """One calendar from what holds its dates; `years` are those that it is asked about."""
    half, share = _shares(half_days, years)
    return Calendar(_week(weekmask), _sorted(holidays, "holidays", years), half, share)


def read_calendars(
    holidays: Any, half_days: Any, weekmask: Any, names: list[Any], years: range
) -> list[Calendar]:
    """A calendar for each office of `names`; a mapping by office may stand for each part."""
    parts = [
        [by_office[name] for name in names] if by_office is not None else [given] * len(names)
        for by_office, given in (
            (_by_office(holidays, names, "holidays"), holidays),
            (_by_office(half_days, names, "half_days"), half_days),
            (_by_office(weekmask, names, "weekmask"), weekmask),
        )
    ]
    return [read_calendar(off, half, week, years) for off, half, week in zip(*parts, strict=True)]


def _by_office(given: Any, names: list[Any], argument: str) -> Mapping[Any, Any] | None:
    """A mapping by office as such; None for what all offices have in common."""
    if not isinstance(given, Mapping) or hasattr(given, "expand"):
        return None
    if not any(name in given for name in names):
        return None
    lacking = [name for name in names if name not in given]
    if lacking:
        raise InputError.about(
            argument,
            code="missing_value",
            expected="a calendar for each office",
            found=f"none for {_checks.joined(lacking)}",
            hint="An office without days off of its own has an empty one, ().",
            positions=tuple(lacking[:5]),
        )
    return given


def _sorted(given: Any, argument: str, years: range) -> Dates:
    """Dates of a calendar, in order and each once."""
    return np.unique(read_dates(_dates_in(given, argument, years), argument))


def _dates_in(given: Any, argument: str, years: range) -> Any:
    """What holds dates as something that can be read: keys of a mapping, items of a set."""
    if isinstance(given, Mapping):
        if getattr(given, "expand", False) and hasattr(given, "years"):
            # A calendar that fills itself year by year, when it is asked for a day.
            from copy import deepcopy
            from datetime import date

            given = deepcopy(given)
            for year in years:
                given.get(date(year, 1, 1))
        return list(given)
    if isinstance(given, str) or not isinstance(given, Iterable):
        return [given]
    if isinstance(given, np.ndarray) or hasattr(given, "to_numpy") or hasattr(given, "to_pylist"):
        return given
    items = list(given)
    if any(isinstance(item, str | bytes) is False and isinstance(item, Iterable) for item in items):
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="one list of dates, or a mapping of office to dates",
            found="lists inside a list",
            hint="Several calendars are a mapping by office, with `office` for the rows.",
        )
    return items


def _shares(given: Any, years: range) -> tuple[Dates, Float]:
    """Half days in order, with what each counts for: one half, or the number mapped to it."""
    dates = read_dates(_dates_in(given, "half_days", years), "half_days")
    share = np.full(dates.size, HALF)
    if isinstance(given, Mapping) and len(given) == dates.size:
        for i, part in enumerate(given.values()):
            if isinstance(part, int | float | np.number):
                share[i] = _checks.number(part, "half_days", lower=0.0, upper=1.0)
    order = np.argsort(dates, kind="stable")
    dates, share = dates[order], share[order]
    first = np.append(True, dates[1:] != dates[:-1])[: dates.size]
    return dates[first], share[first]


def _week(weekmask: Any) -> Float:
    """(7,) what the days of the week count for, from digits, names of days or shares."""
    if isinstance(weekmask, str):
        words = weekmask.lower().split()
        if words and all(word in _NAMES for word in words):
            return np.array([float(name in words) for name in _NAMES])
        if len(weekmask) == 7 and set(weekmask) <= {"0", "1"} and "1" in weekmask:
            return np.array([float(digit) for digit in weekmask])
    elif isinstance(weekmask, list | tuple | np.ndarray) and _checks.length_of(weekmask) == 7:
        week = _checks.vector(weekmask, "weekmask")
        if ((week >= 0) & (week <= 1)).all() and week.any():
            return week
    raise InputError.about(
        "weekmask",
        code="unknown_option",
        expected="seven digits 0 or 1 from Monday to Sunday, not all 0",
        found=shown(weekmask),
        hint="Names of days ('Mon Tue Wed') do as well, or seven shares such as .5 for half days.",
    )
