"""From office records to raw values: days into attendance, tasks into completion."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ._checks import choice, floats, nonnegative, number, refuse_cells, refuse_infinite
from ._steady import steady
from ._types import ArrayLike, Float
from .errors import InputError

__all__ = ["attendance", "completion"]


def __dir__() -> list[str]:
    return sorted(__all__)


def _counts(**given: ArrayLike) -> list[Float]:
    """Counts of one shape, each 0 or more; missing stays missing."""
    arrays = []
    for name, x in given.items():
        array = floats(x, name)
        if np.isinf(array).any():
            refuse_infinite(array, name)
        arrays.append(nonnegative(array, name, hint="A count of days or tasks is 0 or more."))
    try:
        return list(np.broadcast_arrays(*arrays))
    except ValueError:
        shapes = ", ".join(f"{name} {x.shape}" for name, x in zip(given, arrays, strict=True))
        raise InputError.about(
            next(iter(given)),
            code="wrong_shape",
            expected="counts of one shape",
            found=shapes,
            hint="Pass one count a person (and period), in the same order.",
        ) from None


def _refuse_more(bad: NDArray[np.bool_], values: Float, argument: str, expected: str) -> None:
    if bad.any():
        refuse_cells(
            np.atleast_1d(bad),
            np.atleast_1d(values),
            argument,
            code="out_of_range",
            expected=expected,
            hint="Correct the record: a day or task was counted twice.",
        )


@steady
def attendance(
    present: ArrayLike,
    scheduled: ArrayLike,
    *,
    excused: ArrayLike = 0,
    remote: ArrayLike = 0,
    duty: ArrayLike = 0,
) -> Float:
    """Share of the days due on which a person was at work, wherever that was.

    Parameters
    ----------
    present : array_like
        Days at the office. Any shape; all arguments broadcast.
    scheduled : array_like
        Days on the person's schedule.
    excused : array_like
        Scheduled days of approved leave or illness; not due.
    remote, duty : array_like
        Days of approved remote work, and of official duty elsewhere; count as at work.

    Returns
    -------
    ndarray of float64
        Rate from 0 to 1. NaN (not applicable) where no day was due, and where a count is missing:
        never 0, never 1.

    Raises
    ------
    InputError
        If a count is negative, excused days exceed those scheduled, or days at work exceed those
        due.

    Notes
    -----
    (present + remote + duty) / (scheduled − excused).

    Examples
    --------
    >>> attendance([18, 15, 0], [20, 20, 20], excused=[0, 2, 20], remote=[1, 3, 0]).tolist()
    [0.95, 1.0, nan]
    """
    at_office, days, leave, away, elsewhere = _counts(
        present=present, scheduled=scheduled, excused=excused, remote=remote, duty=duty
    )
    with np.errstate(invalid="ignore"):
        _refuse_more(leave > days, leave, "excused", "no more days than are scheduled")
        due = days - leave
        worked = at_office + away + elsewhere
        _refuse_more(
            worked > due, worked, "present", "no more days (present, remote, duty) than are due"
        )
        rate: Float = np.divide(worked, due, out=np.full(due.shape, np.nan), where=due > 0)
    return rate[()]


@steady
def completion(
    done: ArrayLike,
    due: ArrayLike,
    *,
    late: ArrayLike = 0,
    open: ArrayLike = 0,
    late_credit: float = 0.0,
    method: Literal["ratio_of_sums", "mean_of_ratios"] = "ratio_of_sums",
) -> Float:
    """Share of the tasks due that were done.

    Parameters
    ----------
    done : array_like (n,) or (n, T)
        Tasks done in time; with two dimensions, T periods or kinds of task a person.
    due : array_like
        Tasks given, of the same shape.
    late : array_like
        Tasks done after their deadline; each counts `late_credit`.
    open : array_like
        Tasks whose deadline has not come; not due yet.
    late_credit : float
        What a late task counts, 0 to 1; 0 unless the office says otherwise.
    method : {"ratio_of_sums", "mean_of_ratios"}
        With T columns: all tasks together, so that a busy month weighs more; or the mean of the
        columns' ratios, each weighing the same.

    Returns
    -------
    ndarray of float64, (n,)
        Rate from 0 to 1. NaN (not applicable) where nothing was due; such a column does not count
        in a mean of ratios. A missing count makes the rate missing.

    Raises
    ------
    InputError
        If a count is negative, or tasks done, late and open exceed those given.

    Notes
    -----
    (done + late_credit·late) / (due − open).

    Examples
    --------
    >>> completion([18, 0], [20, 0]).tolist()
    [0.9, nan]
    >>> completion([[9, 1]], [[10, 2]]).round(6).tolist()
    [0.833333]
    >>> completion([[9, 1]], [[10, 2]], method="mean_of_ratios").tolist()
    [0.7]
    """
    choice(method, "method", ("ratio_of_sums", "mean_of_ratios"))
    credit = number(late_credit, "late_credit", lower=0.0, upper=1.0)
    finished, given, after, waiting = _counts(done=done, due=due, late=late, open=open)
    if finished.ndim > 2:
        raise InputError.about(
            "done", code="wrong_shape", expected="(n,) or (n, T)", found=f"shape {finished.shape}"
        )
    with np.errstate(invalid="ignore"):
        counted = finished + after + waiting
        _refuse_more(counted > given, counted, "done", "no more (done, late, open) than are due")
    earned, owed = finished + credit * after, given - waiting
    if finished.ndim == 2 and method == "ratio_of_sums":
        earned, owed = earned.sum(axis=1), owed.sum(axis=1)
    rate: Float = np.divide(earned, owed, out=np.full(owed.shape, np.nan), where=owed > 0)
    if rate.ndim == 2:
        applies = ~(owed == 0)
        count = applies.sum(axis=1)
        total = np.where(applies, rate, 0.0).sum(axis=1)
        rate = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    return rate[()]
