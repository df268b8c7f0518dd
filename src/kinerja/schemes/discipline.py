"""Discipline: unexcused absence in a year and the sanction it leads to. Covers PNS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._checks import number
from .._steady import steady
from .._types import ArrayLike
from ..indicators import Bands, Text
from ._codes import nonnegative_floats, together
from ._scheme import labelled, numbers, official

__all__ = ["ABSENCE", "MINUTES_PER_DAY", "RUN", "SCHEMES", "TEXTS", "absence", "late_days"]


def __dir__() -> list[str]:
    return sorted(__all__)


TEXTS: Mapping[str, Text] = {
    "none": Text(en="none", id="Tidak ada"),
    "oral": Text(en="oral warning", id="Teguran lisan"),
    "written": Text(en="written warning", id="Teguran tertulis"),
    "statement": Text(
        en="written statement of dissatisfaction", id="Pernyataan tidak puas secara tertulis"
    ),
    "cut_6": Text(
        en="performance allowance cut by 25 % for 6 months",
        id="Pemotongan tunjangan kinerja 25 % selama 6 bulan",
    ),
    "cut_9": Text(
        en="performance allowance cut by 25 % for 9 months",
        id="Pemotongan tunjangan kinerja 25 % selama 9 bulan",
    ),
    "cut_12": Text(
        en="performance allowance cut by 25 % for 12 months",
        id="Pemotongan tunjangan kinerja 25 % selama 12 bulan",
    ),
    "demotion": Text(
        en="a post one level lower for 12 months",
        id="Penurunan jabatan setingkat lebih rendah 12 bulan",
    ),
    "release": Text(
        en="released from the post for 12 months",
        id="Pembebasan dari jabatan menjadi jabatan pelaksana 12 bulan",
    ),
    "dismissal": Text(
        en="honourable dismissal, not at own request",
        id="Pemberhentian dengan hormat tidak atas permintaan sendiri",
    ),
}

ABSENCE: Bands = official("absence", "2021").bands("sanction")

"""PP 94/2021 art. 9 to 11: unexcused working days in a year to the sanction; whole days count."""

RUN = int(numbers("absence", "2021", "limits")["run"])
"""PP 94/2021 art. 11: so many unexcused working days in a row lead to dismissal."""

MINUTES_PER_DAY = float(numbers("absence", "2021", "limits")["minutes_per_day"])
"""7.5 hours: lateness that adds up to one day. Recalled; verify against your agency's rule."""


@steady
def absence(days: ArrayLike, *, longest_run: ArrayLike = 0) -> Any:
    """Sanction that unexcused absence in a year leads to.

    Parameters
    ----------
    days : array_like
        Unexcused working days in the calendar year, 0 or more; a part of a day is not yet a day.
    longest_run : array_like
        The longest run of unexcused days in a row; one for all, or one for each. A run may begin in
        the year before, so that it may be longer than `days`. NaN where it is not known.

    Returns
    -------
    str or ndarray of str
        none, oral, written, statement, cut_6, cut_9, cut_12, demotion, release or dismissal;
        empty where the days are missing, or the run is missing and could decide.

    Raises
    ------
    InputError
        If a number is negative or infinite.

    Notes
    -----
    What the rule provides for, not a decision: the superior examines the case first (art. 26).

    References
    ----------
    PP 94/2021, on discipline of civil servants, art. 9 to 11.

    Examples
    --------
    >>> absence([2, 3, 10, 28]).tolist(), absence(10, longest_run=10)
    (['none', 'oral', 'statement', 'dismissal'], 'dismissal')
    """
    x = nonnegative_floats(days, "days")
    run = nonnegative_floats(longest_run, "longest_run")
    x, run = together("longest_run", x, run)
    code = np.asarray(ABSENCE.code(x))
    top = len(ABSENCE.bands) - 1
    graded = np.where((run >= RUN) & (code >= 0), top, code)
    # A run that is not known may be ten days long, with days of the year before: never zero.
    unknown = np.isnan(run) & (x > 0) & (graded < top)
    return ABSENCE.labels()[np.where(unknown, -1, graded)]


@steady
def late_days(minutes: ArrayLike, *, minutes_per_day: float = MINUTES_PER_DAY) -> NDArray[np.int64]:
    """Whole days that a year's lateness adds up to.

    Parameters
    ----------
    minutes : array_like
        Minutes of lateness and early leave in the year; 0 or more, none missing.
    minutes_per_day : float
        Minutes that count as one day of absence.

    Returns
    -------
    ndarray of int64

    Raises
    ------
    InputError
        If minutes are negative or missing, or `minutes_per_day` is not above 0.

    References
    ----------
    PP 53/2010, elucidation of art. 3 no. 11: 7.5 hours are one day. PP 94/2021 repealed it and does
    not repeat this: name your agency's own rule beside it.

    Examples
    --------
    >>> late_days([449, 450, 1350]).tolist()
    [0, 1, 3]
    """
    from .._checks import as_counts, refuse_missing
    from .._digits import significant

    unit = number(minutes_per_day, "minutes_per_day", lower=0.0, open_lower=True)
    x = nonnegative_floats(minutes, "minutes")
    if np.isnan(x).any():
        refuse_missing(x, "minutes")
    with np.errstate(over="ignore"):  # a quotient beyond a float is refused below
        days = np.floor(significant(x / unit))
    out = as_counts(days, "minutes", given=x, hint="A year has 525,600 minutes: check the unit.")
    return out[()]


SCHEMES = (labelled("absence", "2021", TEXTS),)
"""The versions of the scheme, with their tables."""
