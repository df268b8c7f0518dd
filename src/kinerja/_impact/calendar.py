"""Days that count: from receipt to answer without weekends and holidays."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from ..errors import InputError


def working_days(
    opened: Any, closed: Any, *, holidays: Any = (), weekmask: str = "1111100"
) -> NDArray[np.int64]:
    """Working days from opening to closing, the day of opening not counted.

    Parameters
    ----------
    opened, closed : array_like (n,) of dates, or one date
        numpy `datetime64`, `datetime.date` or ISO text; a time of day is dropped.
    holidays : array_like of dates
        Days off besides the weekly ones.
    weekmask : str
        Seven digits from Monday to Sunday; 1 is a working day.

    Returns
    -------
    ndarray of int64, (n,)
        Days d with opened < d ≤ closed that are working days; 0 on the same day.

    Raises
    ------
    InputError
        If a date is missing or unreadable, or `closed` comes before `opened`.

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
    >>> working_days(["2026-12-23"], ["2026-12-28"], holidays=["2026-12-25"]).tolist()
    [2]
    """
    if not re.fullmatch("(?=.*1)[01]{7}", str(weekmask)):
        raise InputError.about(
            "weekmask",
            code="unknown_choice",
            expected="seven digits 0 or 1 from Monday to Sunday, not all 0",
            found=repr(weekmask),
        )
    first, last = np.atleast_1d(_dates(opened, "opened")), np.atleast_1d(_dates(closed, "closed"))
    if first.size != last.size:
        raise InputError.about(
            "closed", code="wrong_length", expected=f"{first.size} dates", found=f"{last.size}"
        )
    _checks.refuse_cells(
        last < first,
        last.astype(str).astype(object),
        "closed",
        code="before_opened",
        expected="no date before `opened`",
        hint="Look for exchanged columns, or day and month exchanged.",
    )
    off = np.atleast_1d(_dates(holidays, "holidays"))
    day = np.timedelta64(1, "D")
    return np.asarray(
        np.busday_count(first + day, last + day, weekmask=weekmask, holidays=off), dtype=np.int64
    )


def _dates(x: Any, argument: str) -> NDArray[np.datetime64]:
    """Dates without time of day; a missing or unreadable one is refused by row."""
    if hasattr(x, "to_numpy"):
        x = x.to_numpy()
    raw = np.asarray(x)
    if not raw.size:
        return raw.reshape(-1)[:0].astype("datetime64[D]")
    if raw.dtype.kind not in "MOU" or raw.ndim > 1:
        raise InputError.about(
            argument,
            code="not_a_date",
            expected="dates (n,)",
            found=f"an array of {raw.dtype.name}, shape {raw.shape}",
            hint="Pass datetime64, datetime.date or ISO text such as '2026-03-06'.",
        )
    try:
        out = raw.astype("datetime64[us]" if raw.dtype.kind == "O" else raw.dtype)
        out = out.astype("datetime64[D]")
    except (ValueError, TypeError) as error:
        raise InputError.about(
            argument, code="not_a_date", expected="dates", found=str(error),
            hint="Write dates as in ISO 8601: '2026-03-06'.",
        ) from None  # fmt: skip
    _checks.refuse_cells(
        np.atleast_1d(np.isnat(out)),
        np.atleast_1d(out).astype(str).astype(object),
        argument,
        code="missing_value",
        expected="a date in every row",
        hint="For cases still open, give the day of the reading and mark them as censored.",
    )
    return out
