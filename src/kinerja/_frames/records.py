"""Records and decisions in tables: what their engine counts or adds up for other functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from .._steady import steady
from .request import named_columns

if TYPE_CHECKING:
    from ..impact import ServiceTimes
    from ..ratings import AdverseImpact

Columns = str | Sequence[str] | None
"""A column by name, several of them, or none."""


@steady
def attendance(
    frame: Any,
    by: str | Sequence[str],
    *,
    present: str,
    scheduled: str,
    excused: str | None = None,
    remote: str | None = None,
    duty: str | None = None,
    name: str = "attendance",
) -> Any:
    """Rate of attendance of each person or unit, from records of days.

    Parameters
    ----------
    frame : table
        As for :func:`score`: a row per day or month, or whatever is recorded.
    by : str or sequence of str
        Columns of the person, the unit, the period; one row comes back for each combination.
    present, scheduled, excused, remote, duty : str
        Columns of days, as for ``records.attendance``.
    name : str
        Name of the rate's column.

    Returns
    -------
    table
        Of the same kind, lazy where it was lazy: the columns of `by`, and the rate; null where no
        day was due, or a count is missing. Dask gives lazy polars.

    Raises
    ------
    InputError
        If a column is not there or not of numbers, a count is negative, or a group has more days
        than are due.

    Notes
    -----
    Σ (present + remote + duty) / Σ (scheduled − excused).

    Examples
    --------
    >>> import polars as pl
    >>> days = pl.DataFrame({"id": ["a", "a", "b"], "there": [1, 0, 1], "due": [1, 1, 1]})
    >>> attendance(days, "id", present="there", scheduled="due").rows()
    [('a', 0.5), ('b', 1.0)]
    """
    from .records_of import rate_by

    given = {"present": present, "scheduled": scheduled, "excused": excused, "remote": remote}
    named_columns(**given, duty=duty, name=name)
    worked = dict.fromkeys([c for c in (present, remote, duty) if c is not None], 1.0)
    due = {scheduled: 1.0} | ({} if excused is None else {excused: -1.0})
    return rate_by(frame, by, name, earned=worked, owed=due, counted=worked, argument="present")


@steady
def completion(
    frame: Any,
    by: str | Sequence[str],
    *,
    done: str,
    due: str,
    late: str | None = None,
    open: str | None = None,
    late_credit: float = 0.0,
    name: str = "completion",
) -> Any:
    """Share of the tasks due that were done, of each person or unit.

    Parameters
    ----------
    frame : table
        As for :func:`score`.
    by : str or sequence of str
        As for :func:`attendance`.
    done, due, late, open : str
        Columns of counts, as for ``records.completion``.
    late_credit : float
        What a late task counts, 0 to 1.
    name : str
        Name of the rate's column.

    Returns
    -------
    table
        As for :func:`attendance`.

    Raises
    ------
    InputError
        As for :func:`attendance`.

    Notes
    -----
    Σ (done + late_credit·late) / Σ (due − open), the ratio of sums.

    Examples
    --------
    >>> import polars as pl
    >>> tasks = pl.DataFrame({"id": ["a", "a"], "done": [9, 1], "due": [10, 2]})
    >>> completion(tasks, "id", done="done", due="due")["completion"].round(4).to_list()
    [0.8333]
    """
    from .records_of import late_credit_of, rate_by

    named_columns(done=done, due=due, late=late, open=open, name=name)
    credit = late_credit_of(late_credit)
    counted = dict.fromkeys([c for c in (done, late) if c is not None], 1.0)
    earned = {done: 1.0} | ({} if late is None else {late: credit})
    owed = {due: 1.0} | ({} if open is None else {open: -1.0})
    return rate_by(frame, by, name, earned=earned, owed=owed, counted=counted, argument="done")


@steady
def service_times(
    frame: Any,
    t: str,
    *,
    target: float,
    by: Columns = None,
    censored: str | None = None,
    channel: str | None = None,
    level: float = 0.95,
    minimum: int = 1,
    missing: Literal["raise", "omit"] = "raise",
) -> ServiceTimes:
    """How long cases take, by group: ``impact.service_times`` of a table.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is counted by group, time and whether the case is open.
    t : str
        Column of the times.
    target : float
        The promised time.
    by, censored, channel : str, optional
        Columns of the groups, of open cases, and of the channel.
    level, minimum, missing
        As for ``impact.service_times``.

    Returns
    -------
    impact.ServiceTimes

    Raises
    ------
    InputError
        As ``impact.service_times``.

    Examples
    --------
    >>> import polars as pl
    >>> cases = pl.LazyFrame({"days": [1, 2, 2, 5]})
    >>> service_times(cases, "days", target=3).within.tolist()
    [0.75]
    """
    from .records_of import times_of

    return times_of(
        frame,
        t,
        by=by,
        censored=censored,
        channel=channel,
        target=target,
        level=level,
        minimum=minimum,
        missing=missing,
    )


@steady
def headcount(frame: Any, *, unit: str, job: str) -> tuple[Any, list[Any], list[Any]]:
    """People in each post, as ``staffing.balance_sheet`` and ``balancing`` take them.

    Parameters
    ----------
    frame : table
        As for :func:`score`, one row per person.
    unit, job : str
        Columns of the unit and the job.

    Returns
    -------
    matrix : ndarray of int64, (units, jobs)
    units, jobs : list
        Labels of its rows and columns, sorted.

    Raises
    ------
    InputError
        If a column or a label is missing.

    Examples
    --------
    >>> import polars as pl
    >>> staff = pl.LazyFrame({"unit": ["b", "a", "b"], "job": ["x", "x", "x"]})
    >>> matrix, units, jobs = headcount(staff, unit="unit", job="job")
    >>> matrix.tolist(), units, jobs
    ([[1], [2]], ['a', 'b'], ['x'])
    """
    from .records_of import staff_of

    return staff_of(frame, unit, job)


@steady
def adverse_impact(
    frame: Any,
    selected: str,
    group: str,
    *,
    reference: Any = "highest",
    threshold: float = 0.8,
    minimum: int = 5,
    level: float = 0.95,
    missing: Literal["raise", "omit", "propagate"] = "raise",
) -> AdverseImpact:
    """Compare rates of selection between groups: ``ratings.adverse_impact`` of a table.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is counted by group.
    selected, group : str
        Columns of who was selected, and of the group.
    reference, threshold, minimum, level, missing
        As for ``ratings.adverse_impact``.

    Returns
    -------
    ratings.AdverseImpact

    Raises
    ------
    InputError
        As ``ratings.adverse_impact``.

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.LazyFrame({"chosen": [True] * 8 + [False] * 12, "sex": ["f", "m"] * 10})
    >>> adverse_impact(people, "chosen", "sex").rate.tolist()
    [0.4, 0.4]
    """
    from .records_of import impact_of

    return impact_of(
        frame,
        selected,
        group,
        reference=reference,
        threshold=threshold,
        minimum=minimum,
        level=level,
        missing=missing,
    )
