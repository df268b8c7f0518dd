"""The time that one person has for work in a year."""

from __future__ import annotations

import numpy as np

from .. import _checks
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import InputError
from .rounding import finite


@steady
def working_time(
    days: ArrayLike,
    *,
    leave: ArrayLike = 0,
    holidays: ArrayLike = 0,
    sick: ArrayLike = 0,
    training: ArrayLike = 0,
    other: ArrayLike = 0,
    hours_per_day: ArrayLike,
    allowance: ArrayLike = 0,
) -> Float:
    """Working time of one person in a year, in hours: days that remain, times hours a day.

    Parameters
    ----------
    days : array_like
        Possible working days in the year (weeks · days a week), above 0. A scalar, or one value for
        each group of staff; all arguments broadcast.
    leave, holidays, sick, training, other : array_like
        Days of the year lost to each, 0 or more.
    hours_per_day : array_like
        Hours worked on a day, above 0 and at most 24.
    allowance : array_like
        Share of the day for rest and personal needs that does no work, at least 0 and below 1.

    Returns
    -------
    float or ndarray
        Hours a year; 60 times as many minutes.

    Raises
    ------
    InputError
        If a number is missing, negative or infinite, or no time remains.

    Notes
    -----
    ``(days − leave − holidays − sick − training − other) · hours_per_day · (1 − allowance)``. An
    official figure for the year is taken as it stands and not worked out anew: guides print rounded
    ones.

    References
    ----------
    World Health Organization (2010). *Workload Indicators of Staffing Need: User's manual*, step
    "estimating available working time". KEP/75/M.PAN/7/2004 for the allowance.

    Examples
    --------
    >>> float(working_time(52 * 5, leave=20, holidays=15, sick=5, training=5, hours_per_day=8))
    1720.0
    """
    lost = {
        "leave": leave,
        "holidays": holidays,
        "sick": sick,
        "training": training,
        "other": other,
    }
    possible = _checks.positive(finite(days, "days"), "days")
    deductions = {name: _checks.nonnegative(finite(x, name), name) for name, x in lost.items()}
    hours = _checks.positive(finite(hours_per_day, "hours_per_day"), "hours_per_day")
    _checks.refuse_cells(
        hours > 24, hours, "hours_per_day", code="out_of_range", expected="at most 24 hours"
    )
    idle = _checks.nonnegative(finite(allowance, "allowance"), "allowance")
    _checks.refuse_cells(
        idle >= 1,
        idle,
        "allowance",
        code="out_of_range",
        expected="a share below 1",
        hint="Write 30 % as 0.3.",
    )
    given = {"days": possible, **deductions, "hours_per_day": hours, "allowance": idle}
    try:
        np.broadcast_shapes(*(x.shape for x in given.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {x.shape}" for name, x in given.items() if x.ndim)
        raise InputError.about(
            "days",
            code="wrong_shape",
            expected="arguments of one shape, or scalars",
            found=shapes,
        ) from None
    present = possible - sum(deductions.values(), np.zeros(()))
    _checks.refuse_cells(
        np.asarray(present <= 0),
        np.asarray(present),
        "days",
        code="not_positive",
        expected="more days than are lost to leave, holidays, sickness, training and the rest",
        hint="A year without working time gives no need: check the days.",
    )
    out: Float = np.asarray(present * hours * (1 - idle))
    return out[()]
