"""Dates of any library: one that carries a time zone means the day its own clock shows.

Libraries give a zoned column away in different ways: as moments of UTC without a word (polars,
pyarrow, to numpy), or as Python's zone-aware dates. Here all of them end as the same dates.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from ..errors import InputError, shown


def date_items(column: Any) -> Any:
    """A column of dates as a numpy array, or a list of Python's dates where they carry a zone.

    What holds no dates comes back as it is.
    """
    if hasattr(column, "to_pylist"):  # pyarrow
        return column.to_pylist()
    if getattr(getattr(column, "dtype", None), "time_zone", None):  # polars, narwhals
        return column.to_list()
    return column.to_numpy() if hasattr(column, "to_numpy") else column


def wall_clock(item: Any) -> Any:
    """A date as the clock of its own zone shows it, without the zone; anything else as it is.

    >>> jakarta = dt.timezone(dt.timedelta(hours=7))
    >>> wall_clock(dt.datetime(2026, 3, 6, 1, tzinfo=jakarta))
    datetime.datetime(2026, 3, 6, 1, 0)
    """
    if isinstance(item, dt.datetime) and item.tzinfo is not None:
        return item.replace(tzinfo=None)
    return item


def one_day(x: Any, argument: str, *, row: int | None = None) -> dt.date:
    """One day, from a date of any library or its text as YYYY-MM-DD.

    >>> one_day("2026-03-06", "on")
    datetime.date(2026, 3, 6)
    """
    if isinstance(x, np.datetime64) and not np.isnat(x):
        x = x.astype("datetime64[D]").item()
    if isinstance(x, dt.datetime) and x == x:  # a day that is missing equals nothing
        return x.date()
    if isinstance(x, dt.date) and not isinstance(x, dt.datetime):
        return x
    try:
        if isinstance(x, str) and len(x) == 10:
            return dt.date.fromisoformat(x)
    except ValueError:
        pass
    raise InputError.about(
        argument,
        code="wrong_type",
        expected="a date, or its text as YYYY-MM-DD",
        found=shown(x) + ("" if row is None else f" (row {row})"),
        positions=() if row is None else (row,),
    )


def local_dates(column: Any) -> Any:
    """A column with its dates as Python's, each as its own clock shows it; any other as it is."""
    raw = date_items(column)
    if isinstance(raw, np.ndarray) and raw.dtype.kind == "M":
        return raw.astype("datetime64[us]").astype(object)
    if isinstance(raw, np.ndarray) and raw.dtype == object:
        raw = raw.tolist()
    if isinstance(raw, list) and any(isinstance(item, dt.datetime) for item in raw):
        out = np.empty(len(raw), dtype=object)
        for i, item in enumerate(raw):
            out[i] = wall_clock(item)
        return out
    return column
