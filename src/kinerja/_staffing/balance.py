"""The balance sheet: who is there, who is needed, and the difference post by post."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float, Ints
from .._words import words
from ..errors import SHOWN, InputError
from ..results import Axis, FloatMatrix, IntMatrix, LabelVector, Provenance, Result
from .rounding import ROUNDINGS, Rounding, rounded
from .workload import Need


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BalanceSheet(Result):
    """Need, staff, surplus and shortage by unit × job."""

    _keys: ClassVar = {"unit": "units", "job": "jobs"}
    _cells: ClassVar = ("unit", "job")

    need: Annotated[FloatMatrix, Axis("unit", "job")]
    """(units, jobs) persons needed, rounded by the rule asked for."""
    staff: Annotated[FloatMatrix, Axis("unit", "job")]
    """(units, jobs) persons there are."""
    surplus: Annotated[FloatMatrix, Axis("unit", "job")]
    """(units, jobs) persons above the need, 0 elsewhere."""
    shortage: Annotated[FloatMatrix, Axis("unit", "job")]
    """(units, jobs) persons below the need, 0 elsewhere."""
    units: Annotated[LabelVector | None, Axis("unit")] = None
    """(units,) names of the rows."""
    jobs: Annotated[LabelVector | None, Axis("job")] = None
    """(jobs,) names of the columns."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""

    @property
    def total_surplus(self) -> float:
        """Persons above the need, over all posts."""
        return float(self.surplus.sum())

    @property
    def total_shortage(self) -> float:
        """Persons below the need, over all posts."""
        return float(self.shortage.sum())

    @property
    def unfillable(self) -> Float:
        """(jobs,) shortage that would remain if everybody moved freely within their job."""
        out: Float = np.maximum(self.need.sum(axis=0) - self.staff.sum(axis=0), 0.0)
        return out

    def _headline(self, language: str = "en") -> str:
        rows, columns = self.need.shape
        return words(language).headlines.posts_balance.format(
            units=rows,
            jobs=columns,
            need=f"{self.need.sum():.6g}",
            staff=f"{self.staff.sum():.6g}",
            surplus=f"{self.total_surplus:.6g}",
            shortage=f"{self.total_shortage:.6g}",
        )


@steady
def headcount(unit: ArrayLike, job: ArrayLike, *, units: ArrayLike, jobs: ArrayLike) -> IntMatrix:
    """Persons in each post, counted from a list of staff.

    Parameters
    ----------
    unit, job : array_like, shape (n,)
        Unit and job of each person.
    units, jobs : array_like
        Names of the rows and columns, in the order wanted; those of a `Need`, say.

    Returns
    -------
    ndarray of int, shape (units, jobs)
        Persons.

    Raises
    ------
    InputError
        If a person's unit or job is not among the names, or a label is missing.

    Examples
    --------
    >>> headcount(
    ...     ["South", "North", "South"],
    ...     ["nurse", "clerk", "clerk"],
    ...     units=["North", "South"],
    ...     jobs=["clerk", "nurse"],
    ... ).tolist()
    [[1, 0], [1, 1]]
    """
    rows, row_count = _codes(unit, "unit", units, None)
    columns, column_count = _codes(job, "job", jobs, rows.size)
    cells = np.bincount(rows * column_count + columns, minlength=row_count * column_count)
    return cells.astype(np.int64).reshape(row_count, column_count)


def _codes(x: Any, argument: str, names: Any, n: int | None) -> tuple[Ints, int]:
    found = _checks.labels(x, argument, n=n)
    count = _checks.labels(names, f"{argument}s").codes.size
    known = _checks.identifiers(names, count, f"{argument}s")
    places = {} if known is None else {name: i for i, name in enumerate(known.tolist())}
    position = np.array([places.get(name, -1) for name in found.names.tolist()], dtype=np.int64)
    _checks.refuse_unknown(
        position,
        found,
        argument,
        expected=f"one of the labels in `{argument}s`",
        hint="A post without need is still a post: give it a row and a column, with need 0.",
    )
    return position[found.codes], count


@steady
def balance_sheet(
    need: Any,
    staff: Any,
    *,
    units: ArrayLike | None = None,
    jobs: ArrayLike | None = None,
    rounding: Rounding = "none",
) -> BalanceSheet:
    """Surplus and shortage of staff, by unit × job.

    Parameters
    ----------
    need : Need, array_like of shape (units, jobs), or table
        Persons needed in each post, 0 or more. A `Need` that was summed by unit and job brings its
        names; so does a table, whose first column holds the units and whose others are the jobs.
    staff : array_like of shape (units, jobs), or table
        Persons in each post, 0 or more, in the same order; see `headcount`. A table is matched by
        name.
    units, jobs : array_like, optional
        Names of the rows and columns, each once, where `need` has none.
    rounding : {"none", "half_up", "up", "down", "wisn"}
        How the need of each post is rounded first, see `round_need`.

    Returns
    -------
    BalanceSheet
        Need, staff, surplus and shortage.

    Raises
    ------
    InputError
        If shapes or names differ, or a number is missing, negative or infinite.

    Notes
    -----
    ``surplus = max(staff − need, 0)`` and ``shortage = max(need − staff, 0)``, so that
    ``need + surplus = staff + shortage`` in every post.

    Examples
    --------
    >>> out = balance_sheet(
    ...     [[3.4, 2.0], [1.5, 0.0]], [[3, 4], [3, 0]], units=["A", "B"], jobs=["clerk", "nurse"]
    ... )
    >>> out.shortage.round(9).tolist(), out.surplus.tolist()
    ([[0.4, 0.0], [0.0, 0.0]], [[0.0, 2.0], [1.5, 0.0]])
    >>> balance_sheet([[3.4]], [[3]], rounding="up").total_shortage
    1.0
    """
    _checks.choice(rounding, "rounding", ROUNDINGS)
    wanted, unit_names, job_names = posts(need, "need", units, jobs)
    if _checks.is_table(staff):
        people, staff_units, staff_jobs = posts(staff, "staff", None, None)
        people = matched(people, "unit", staff_units, unit_names, 0)
        people = matched(people, "job", staff_jobs, job_names, 1)
    else:
        people = _checks.matrix(staff, "staff", rows=unit_names, columns=job_names)
    if people.shape != wanted.shape:
        raise InputError.about(
            "staff",
            code="wrong_shape",
            expected=f"the shape of `need`, {wanted.shape}",
            found=f"{people.shape}",
            hint="Rows are units and columns jobs, in the order of `need`.",
        )
    _checks.nonnegative(
        wanted,
        "need",
        rows=unit_names,
        columns=job_names,
        hint="A surplus is staff above the need, not a negative need.",
    )
    _checks.nonnegative(people, "staff", rows=unit_names, columns=job_names)
    wanted = rounded(wanted, rounding)
    return BalanceSheet(
        need=wanted,
        staff=people.copy(),
        surplus=np.maximum(people - wanted, 0.0),
        shortage=np.maximum(wanted - people, 0.0),
        units=unit_names,
        jobs=job_names,
        provenance=Provenance(
            **made_from(need=need, staff=staff),
            options={"rounding": rounding},
            missing="raise",
        ),
    )


def posts(x: Any, argument: str, units: Any, jobs: Any) -> tuple[Float, Any, Any]:
    """Cells by unit and job, with their names where there are any."""
    rows, columns = "units", "jobs"
    if isinstance(x, Need):
        if x.by_unit_job is None or x.units is None or x.jobs is None:
            raise InputError.about(
                argument,
                code="wrong_shape",
                expected="a need summed by unit and job",
                found="a need by task only",
                hint="Pass `unit=` and `job=` to `workload_need`.",
            )
        x, names = x.by_unit_job, (x.units, x.jobs)
    elif _checks.is_table(x):
        own_units, own_jobs, x = _checks.read_posts(x, argument)
        names = (own_units, own_jobs)
        rows = columns = argument  # a name that is wrong is the table's fault
    else:
        names = (units, jobs)
        units = jobs = None
    if units is not None or jobs is not None:
        raise InputError.about(
            "units" if units is not None else "jobs",
            code="contradiction",
            expected=f"names once: `{argument}` brings its own",
            found="names beside it",
            hint="Leave `units` and `jobs` out.",
        )
    cells = _checks.floats(x, argument)
    if cells.ndim == 2:
        names = (
            _checks.identifiers(names[0], cells.shape[0], rows),
            _checks.identifiers(names[1], cells.shape[1], columns),
        )
    return _checks.matrix(cells, argument, rows=names[0], columns=names[1]), *names


def matched(cells: Float, what: str, own: Any, wanted: Any, axis: int) -> Float:
    """The cells in the order of `wanted`; names on one side only are refused."""
    if wanted is None:
        raise InputError.about(
            f"{what}s",
            code="missing_argument",
            expected="names in `need` that the table of staff can be matched with",
            found="none",
            hint="Pass `units=` and `jobs=`, or `staff` as an array.",
        )
    places = {name: i for i, name in enumerate(own.tolist())}
    asked = set(wanted.tolist())
    odd = [name for name in wanted.tolist() if name not in places]
    odd += [name for name in own.tolist() if name not in asked]
    if odd:
        raise InputError.about(
            "staff",
            code="unknown_label",
            expected=f"the {what}s of `need`, each once",
            found=f"{_checks.joined(odd)} in one of the two only",
            hint="Give both tables the same names; a post without people or need has 0.",
            positions=tuple(odd[:SHOWN]),
        )
    return np.take(cells, [places[name] for name in wanted.tolist()], axis=axis)
