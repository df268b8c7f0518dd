"""Where the values of a series lie in time: whole steps from the first, holes included."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._types import Codes, Float
from ..errors import InputError
from .dates import refuse_unreal

_SPARSE = 100
"""Steps for each value beyond which the times have no common step in any useful sense."""
_EVERY = "Give the period its time: a period without a value has one too."
_ISO = re.compile(r"\d{4}(-\d{2}){0,2}([T ][\d:.]+)?")


def steps(time: Any, y: Any, n: int) -> Codes:
    """Steps of each value from the first, by `time`, by the index that y carries, or one each."""
    argument = "y" if time is None else "time"
    if time is None:
        time = _index(y)
    if time is None:
        return np.arange(n)
    at = _numbers(time, argument, n)
    if n < 2:
        return np.zeros(n, dtype=np.int64)
    apart = np.diff(at)
    _checks.refuse_cells(
        np.append(False, ~(apart > 0)),
        np.asarray(time, dtype=object),
        argument,
        code="contradiction",
        expected="times that grow from value to value",
        hint="Sort the series by time, and keep one value per period.",
    )
    ratio = apart / apart.min()
    odd = np.abs(ratio - np.round(ratio)) > 1e-9 * ratio
    if odd.any() or ratio.sum() > _SPARSE * n + 1_000:
        _checks.refuse_cells(
            np.append(False, odd if odd.any() else ratio > _SPARSE),
            np.asarray(time, dtype=object),
            argument,
            code="contradiction",
            expected="equally spaced times, holes of whole steps allowed",
            hint="Sum or average the values by week, month or quarter first, or pass the numbers "
            "of the periods as `time`.",
        )
    return np.append(0, np.round(ratio).cumsum()).astype(np.int64)


def _index(y: Any) -> Any:
    """The times that a pandas series carries, in its own time zone; None where it has none."""
    if type(y).__module__.partition(".")[0] != "pandas" or not hasattr(y, "index"):
        return None
    index = y.index
    if hasattr(index, "asi8"):
        return _wall_clock(index)
    if index.dtype.kind in "iu":
        return index.to_numpy()
    items = index.tolist() if index.dtype.kind not in "fcb" else []
    if not items or not all(_reads_as_date(item) for item in items):
        return None
    return np.asarray(items, dtype=object)


def _reads_as_date(item: Any) -> bool:
    if isinstance(item, str):
        return _ISO.fullmatch(item) is not None
    return hasattr(item, "isoformat") and hasattr(item, "year")


def _numbers(time: Any, argument: str, n: int) -> Codes | Float:
    """Times as numbers that a step can be taken of: months, days or microseconds of dates."""
    if hasattr(time, "asi8"):  # dates or periods of pandas
        time = _wall_clock(time)
    items = _checks.array_of(_checks.date_items(_checks.local_dates(time)), argument)
    if items.ndim == 1 and items.size and items.dtype.kind in "OU":
        flat = items.tolist()
        gone = np.array([_checks.is_missing(item) for item in flat])
        dates = all(_reads_as_date(x) for x, gap in zip(flat, gone, strict=True) if not gap)
        if dates and not gone.all():
            _checks.refuse_cells(
                gone, items.astype(object), argument, code="missing_value",
                expected="a time for every value", hint=_EVERY,
            )  # fmt: skip
            try:
                items = np.array(flat, dtype="datetime64")
            except ValueError:
                refuse_unreal(items, argument)
                raise
    if items.dtype.kind != "M":
        numbers = _checks.vector(time, argument, n=n, missing="allow")
        _checks.refuse_missing(numbers, argument, hint=_EVERY)
        whole = numbers.astype(np.int64)
        month = whole % 100
        if ((whole == numbers) & (whole // 100 > 1900) & (whole // 100 < 2200)).all() and (
            (month >= 1) & (month <= 12)
        ).all():
            return np.asarray(whole // 100 * 12 + month)  # 202412 comes right before 202501
        return numbers
    if items.size != n:
        raise InputError.about(
            argument, code="wrong_shape", expected=f"{n} times", found=f"{items.size}",
            hint="Pass one time for each value, in the same order.",
        )  # fmt: skip
    return _of_dates(items)


def _wall_clock(index: Any) -> Any:
    """Dates or periods of a pandas index: dates of its own zone, and periods as whole numbers."""
    if type(index).__name__ == "PeriodIndex":
        return index.asi8
    return (index if getattr(index, "tz", None) is None else index.tz_localize(None)).to_numpy()


def _of_dates(dates: NDArray[np.datetime64]) -> Codes:
    """Dates as counts of the largest unit they share: years or months, days, or microseconds."""
    if np.datetime_data(dates.dtype)[0] in {"Y", "M"}:
        return dates.astype(np.int64)
    exact = dates.astype("datetime64[us]")
    day = exact.astype("datetime64[D]")
    clock = exact - day
    if (clock != clock[0]).any():
        return exact.astype(np.int64)
    month = day.astype("datetime64[M]")
    place = (day - month.astype("datetime64[D]")).astype(np.int64)
    following = month + np.timedelta64(1, "M")
    last = (following.astype("datetime64[D]") - month.astype("datetime64[D]")).astype(np.int64)
    # The same day of every month, or its last where the month is shorter: steps of a month.
    if (place == np.minimum(place.max(), last - 1)).all():
        return month.astype(np.int64)
    return day.astype(np.int64)
