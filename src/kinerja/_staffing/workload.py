"""From workload to need: the time that the work takes, over the time that a person has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._definitions import fingerprint
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float, Ints
from .._words import words
from ..errors import InputError
from ..indicators import Bands
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result, Unit
from .rounding import ROUNDINGS, Rounding, per_row, rounded

EFFICIENCY_GRADES = Bands.of({"E": 0, "D": 0.5, "C": 0.7, "B": 0.9, "A": 1.01}, decimals=2)
"""A above 1.00, B 0.90–1.00, C 0.70–0.89, D 0.50–0.69, E below 0.50, after rounding half up at two
decimals; common practice of workload analysis in Indonesia, see `kinerja.schemes.staffing`."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Need(Result):
    """Staff that the workload asks for, by task and, where labels were given, by unit and job."""

    _keys: ClassVar = {"task": "ids", "unit": "units", "job": "jobs"}

    need: Annotated[FloatVector, Axis("task")]
    """(n,) persons that each task needs, in fractions of a person."""
    load: Annotated[FloatVector, Axis("task")]
    """(n,) time that each task takes: volume · norm."""
    by_unit_job: Annotated[FloatMatrix | None, Axis("unit", "job")]
    """(units, jobs) need summed over the tasks of each post; 0 where a unit has no such job.
    One row without `unit`, one column without `job`; None without either."""
    load_by_unit_job: Annotated[FloatMatrix | None, Axis("unit", "job")]
    """(units, jobs) load, summed in the same way."""
    posts: Annotated[FloatMatrix | None, Axis("unit", "job")]
    """(units, jobs) the need of each post, rounded by the rule asked for."""
    units: Annotated[LabelVector | None, Axis("unit")]
    """(units,) the units, sorted."""
    jobs: Annotated[LabelVector | None, Axis("job")]
    """(jobs,) the jobs, sorted."""
    ids: Annotated[LabelVector | None, Axis("task")] = None
    """(n,) names of the tasks."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""

    @property
    def total(self) -> float:
        """Persons needed for all tasks together."""
        return float(self.need.sum())

    @property
    def by_unit(self) -> Float | None:
        """(units,) need of each unit; None without `unit`."""
        return _summed(self.by_unit_job, 1, self.units)

    @property
    def by_job(self) -> Float | None:
        """(jobs,) need of each job; None without `job`."""
        return _summed(self.by_unit_job, 0, self.jobs)

    @property
    def load_by_unit(self) -> Float | None:
        """(units,) load of each unit, as `efficiency` takes it; None without `unit`."""
        return _summed(self.load_by_unit_job, 1, self.units)

    @property
    def load_by_job(self) -> Float | None:
        """(jobs,) load of each job; None without `job`."""
        return _summed(self.load_by_unit_job, 0, self.jobs)

    def _headline(self, language: str = "en") -> str:
        said, where = words(language).headlines, []
        if self.units is not None:
            where.append(said.units.format(n=self.units.size))
        if self.jobs is not None:
            where.append(said.jobs.format(n=self.jobs.size))
        title = said.workload_over if where else said.workload
        over = words(language).grammar.listed(where)
        return title.format(total=f"{self.total:.6g}", n=self.need.size, where=over)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Efficiency(Result):
    """How much of their time the staff of each unit need for the work there is."""

    _keys: ClassVar = {"unit": "ids"}

    ratio: Annotated[FloatVector, Axis("unit"), Unit("share")]
    """(n,) load over the time of the staff; above 1 there is more work than time."""
    grade: Annotated[LabelVector, Axis("unit")]
    """(n,) grade of the ratio."""
    ids: Annotated[LabelVector | None, Axis("unit")] = None
    """(n,) names of the units."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""


def _summed(table: Float | None, axis: int, names: NDArray[Any] | None) -> Float | None:
    return None if table is None or names is None else np.asarray(table.sum(axis=axis))


@steady
def workload_need(
    volume: ArrayLike,
    norm: ArrayLike,
    *,
    effective_time: ArrayLike,
    unit: ArrayLike | None = None,
    job: ArrayLike | None = None,
    rounding: Rounding = "none",
    ids: ArrayLike | None = None,
) -> Need:
    """Staff that a workload asks for: volume times norm over effective time (ABK).

    Volume, norm and effective time are of one period and one unit of time throughout: minutes a
    year, say. The year's effective time is a rule of the employer, not a constant of nature; the
    official figures of Indonesia are in `kinerja.schemes.staffing.EFFECTIVE_MINUTES`.

    Parameters
    ----------
    volume : array_like, scalar or shape (n,)
        Pieces of work of each task in the period, 0 or more; a scalar is one task.
    norm : array_like, scalar or shape (n,)
        Time that one piece of each task takes, 0 or more.
    effective_time : array_like, scalar or shape (n,)
        Time that one person has for work in the period, above 0; one for all tasks, or each task's.
    unit, job : array_like, shape (n,), optional
        Unit and job of each task; need and load are then also summed over the tasks of each post.
    rounding : {"none", "half_up", "up", "down", "wisn"}
        How `posts` are made of the summed need, see `round_need`. The need itself stays exact.
    ids : array_like, shape (n,), optional
        Names of the tasks, each once.

    Returns
    -------
    Need
        Need and load of each task, and by unit × job.

    Raises
    ------
    InputError
        If a number is missing, negative or infinite, the effective time is not above 0, or the
        lengths differ.

    Notes
    -----
    ``need = volume · norm / effective_time``, summed over tasks before it is rounded: rounding each
    task would make posts out of fractions.

    References
    ----------
    PermenPANRB 1/2020, guidelines on job analysis and workload analysis; KEP/75/M.PAN/7/2004,
    approach by tasks.

    Examples
    --------
    >>> out = workload_need(
    ...     [1200, 300, 52],
    ...     [30, 120, 480],
    ...     effective_time=75_000,
    ...     unit=["North", "North", "South"],
    ...     job=["clerk", "clerk", "clerk"],
    ... )
    >>> out.load.tolist(), round(out.total, 4)
    ([36000.0, 36000.0, 24960.0], 1.2928)
    >>> out.units.tolist(), out.by_unit_job.round(4).tolist()
    (['North', 'South'], [[0.96], [0.3328]])
    """
    _checks.choice(rounding, "rounding", ROUNDINGS)
    pieces = _checks.vector(np.atleast_1d(_checks.floats(volume, "volume")), "volume")
    n = pieces.size
    names = _checks.identifiers(ids, n)
    _checks.nonnegative(pieces, "volume", rows=names)
    each = _checks.nonnegative(per_row(norm, "norm", n, names), "norm", rows=names)
    time = per_row(effective_time, "effective_time", n, names)
    _checks.positive(
        time, "effective_time", rows=names, hint="A person without time needs a leave."
    )
    load = pieces * each
    need = load / time
    _refuse_overflow(load, need, names)

    unit_labels = None if unit is None else _checks.labels(unit, "unit", n=n)
    job_labels = None if job is None else _checks.labels(job, "job", n=n)
    table: Float | None = None
    load_table: Float | None = None
    if unit_labels is not None or job_labels is not None:
        rows = 1 if unit_labels is None else unit_labels.names.size
        columns = 1 if job_labels is None else job_labels.names.size
        cell = np.zeros(n, dtype=np.int64)
        if unit_labels is not None:
            cell += unit_labels.codes * columns
        if job_labels is not None:
            cell += job_labels.codes
        shape = (rows, columns)
        table = _table(cell, need, shape)
        load_table = _table(cell, load, shape)
    return Need(
        need=need,
        load=load,
        by_unit_job=table,
        load_by_unit_job=load_table,
        posts=None if table is None else rounded(table, rounding),
        units=None if unit_labels is None else unit_labels.names,
        jobs=None if job_labels is None else job_labels.names,
        ids=names,
        provenance=Provenance(
            **made_from(
                volume=volume, norm=norm, effective_time=effective_time, unit=unit, job=job
            ),
            options={"rounding": rounding},
            missing="raise",
        ),
    )


def _table(cell: Ints, amount: Float, shape: tuple[int, int]) -> Float:
    sums = np.bincount(cell, amount, shape[0] * shape[1])
    return sums.astype(np.float64, copy=False).reshape(shape)


def _refuse_overflow(
    load: Float, need: Float, names: NDArray[Any] | None, argument: str = "volume"
) -> None:
    bad = ~(np.isfinite(load) & np.isfinite(need))
    _checks.refuse_cells(
        bad,
        load,
        argument,
        code="out_of_range",
        expected="a load that a float64 can hold, also against the time there is",
        hint="Check it, the time and their units.",
        rows=names,
    )


@steady
def efficiency(
    load: ArrayLike,
    staff: ArrayLike,
    *,
    effective_time: ArrayLike,
    grades: Bands = EFFICIENCY_GRADES,
    ids: ArrayLike | None = None,
) -> Efficiency:
    """Efficiency of units: their load over the time that their staff have, with its grade.

    Parameters
    ----------
    load : array_like, scalar or shape (n,)
        Time that the work of each unit takes, 0 or more.
    staff : array_like, scalar or shape (n,)
        Persons in each unit, above 0; parts of a person are allowed.
    effective_time : array_like, scalar or shape (n,)
        Time that one person has for work in the same period, above 0.
    grades : Bands
        Grades of the ratio; the default is A to E, judged at two decimals.
    ids : array_like, shape (n,), optional
        Names of the units, each once.

    Returns
    -------
    Efficiency
        Ratio and grade of each unit; one row where all are scalars.

    Raises
    ------
    InputError
        If a number is missing, negative or infinite, or a unit has no staff: its efficiency is not
        zero, it has none.

    Notes
    -----
    ``ratio = load / (staff · effective_time)``.

    References
    ----------
    Permendagri 12/2008, guidelines on workload analysis; KEP/75/M.PAN/7/2004. The letters are
    recalled: verify against your agency's regulation, or pass its own as `grades`.

    Examples
    --------
    >>> out = efficiency([298_000, 298_000], [4, 6], effective_time=75_000)
    >>> out.ratio.round(3).tolist(), out.grade.tolist()
    ([0.993, 0.662], ['B', 'D'])
    """
    load = _checks.floats(load, "load")
    staff = _checks.floats(staff, "staff")
    effective_time = _checks.floats(effective_time, "effective_time")
    sizes = [x.size for x in (load, staff, effective_time) if x.ndim]
    n = max(sizes, default=1)
    names = _checks.identifiers(ids, n)
    work = _checks.nonnegative(per_row(load, "load", n, names), "load", rows=names)
    people = _checks.positive(
        per_row(staff, "staff", n, names),
        "staff",
        rows=names,
        hint="A unit without staff has no efficiency: leave it out.",
    )
    time = per_row(effective_time, "effective_time", n, names)
    _checks.positive(time, "effective_time", rows=names)
    ratio = work / people / time
    _refuse_overflow(work, ratio, names, "load")
    if not isinstance(grades, Bands):
        raise InputError.about(
            "grades", code="wrong_type", expected="Bands", found=type(grades).__name__
        )
    return Efficiency(
        ratio=ratio,
        grade=np.asarray(grades.label(ratio), dtype=object),
        ids=names,
        provenance=Provenance(
            **made_from(load=load, staff=staff, effective_time=effective_time),
            definition=fingerprint(grades),
            missing="raise",
        ),
    )
