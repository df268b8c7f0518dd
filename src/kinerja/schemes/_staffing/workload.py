"""Need and efficiency by the official year of work, and what another official year would say."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from ..._checks import choice, number
from ..._results.prints import made_from
from ..._steady import steady
from ..._types import ArrayLike
from ...errors import KinerjaWarning, outside
from ...indicators import Bands, Text
from ...results import (
    Axis,
    FloatMatrix,
    FloatVector,
    LabelMatrix,
    LabelVector,
    Provenance,
    Result,
    Unit,
)
from ...staffing import EFFICIENCY_GRADES, Need, efficiency, workload_need
from .._codes import graded, nonnegative_floats, several
from .._scheme import numbers

Year = Literal["1,250 h", "1,200 h", "1,300 h"]
Rounding = Literal["none", "half_up", "up", "down", "wisn"]

EFFECTIVE_MINUTES: Mapping[str, int] = {
    name: int(minutes)
    for version in ("2020", "2004")
    for name, minutes in numbers("abk", version, "effective_minutes").items()
}
"""Effective working minutes of a year by its hours: 1,250 h of PermenPANRB 1/2020 (the default),
1,200 h of Perka BKN 19/2011, 1,300 h of KEP/75/M.PAN/7/2004. The rules conflict: name the year."""

EFFICIENCY: Bands = EFFICIENCY_GRADES
"""Grades of a unit's efficiency, after rounding half up at two decimals."""

GRADE_TEXTS: Mapping[str, Text] = {
    "A": Text(en="very good: more work than time", id="Sangat Baik"),
    "B": Text(en="good", id="Baik"),
    "C": Text(en="fair", id="Cukup"),
    "D": Text(en="middling", id="Sedang"),
    "E": Text(en="poor", id="Kurang"),
}
"""Words of the grades of efficiency."""


def minutes_of(effective_time: Any) -> float:
    """Minutes of the year by name, or the agency's own number of minutes."""
    if isinstance(effective_time, str):
        choice(effective_time, "effective_time", tuple(EFFECTIVE_MINUTES))
        return float(EFFECTIVE_MINUTES[effective_time])
    return number(effective_time, "effective_time", lower=0.0, open_lower=True)


@steady
def efficiency_grade(ratio: ArrayLike) -> Any:
    """Grade of a unit's efficiency: A, B, C, D or E.

    Parameters
    ----------
    ratio : array_like
        Load over the effective time of the staff (EJ), 0 or more; rounded half up at two decimals
        first, ties judged at twelve significant digits.

    Returns
    -------
    str or ndarray of str
        Codes; empty where the ratio is missing.

    Raises
    ------
    InputError
        If a ratio is negative, infinite or not a number.

    Notes
    -----
    A above 1.00, B 0.90–1.00, C 0.70–0.89, D 0.50–0.69, E below 0.50. A high grade means a full
    year's work for the staff there is, above 1 more than that: it praises no overload.

    References
    ----------
    Permendagri 12/2008, guidelines on workload analysis, as commonly applied. Recalled: verify
    against your agency's regulation.

    Examples
    --------
    >>> efficiency_grade([1.005, 1.00, 0.895, 0.69, 0.4949]).tolist()
    ['A', 'B', 'B', 'D', 'E']
    """
    return graded(EFFICIENCY, nonnegative_floats(ratio, "ratio"), "ratio")


@steady
def abk(
    volume: ArrayLike,
    norm: ArrayLike,
    *,
    effective_time: Year | float = "1,250 h",
    unit: ArrayLike | None = None,
    job: ArrayLike | None = None,
    rounding: Rounding = "half_up",
    ids: ArrayLike | None = None,
) -> Need:
    """Staff needed by workload analysis (ABK), with the official year of work.

    Parameters
    ----------
    volume : array_like, shape (n,)
        Pieces of work of each task in a year, 0 or more.
    norm : array_like, scalar or shape (n,)
        Minutes that one piece of each task takes, 0 or more.
    effective_time : {"1,250 h", "1,200 h", "1,300 h"} or float
        The year of work by its name in `EFFECTIVE_MINUTES`, or the agency's own in minutes.
    unit, job : array_like, shape (n,), optional
        Unit and job of each task; the need is then also summed by unit × job.
    rounding : {"none", "half_up", "up", "down", "wisn"}
        How `posts` are made of the summed need.
    ids : array_like, shape (n,), optional
        Names of the tasks, each once.

    Returns
    -------
    kinerja.staffing.Need
        Need and load of each task, and by unit × job; what `kinerja.staffing.balance_sheet` takes.
        Its `by_unit_job` is the need of `kinerja.balancing.plan_transfers`.

    Raises
    ------
    InputError
        If the year is unknown (the known ones are named), or a number is missing or negative.

    Notes
    -----
    ``need = Σ volume · norm / effective_time``; sums are rounded, never single tasks.

    References
    ----------
    PermenPANRB 1/2020, guidelines on job analysis and workload analysis; KEP/75/M.PAN/7/2004.

    Examples
    --------
    >>> need = abk([1200, 300, 52], [30, 120, 480], job=["clerk"] * 3)
    >>> round(need.total, 4), need.posts.tolist()
    (1.2928, [[1.0]])
    >>> round(abk([1200, 300, 52], [30, 120, 480], effective_time="1,200 h").total, 6)
    1.346667
    """
    return workload_need(
        volume,
        norm,
        effective_time=minutes_of(effective_time),
        unit=unit,
        job=job,
        rounding=rounding,
        ids=ids,
    )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class UnitEfficiency(Result):
    """Efficiency of units by the year of work in force, and by the other official ones."""

    _keys: ClassVar = {"unit": "ids", "year": "year"}
    _first: ClassVar = ("ratio", "grade")

    ratio: Annotated[FloatVector, Axis("unit"), Unit("share")]
    """(n,) load over the effective time of the staff, by the year in force."""
    grade: Annotated[LabelVector, Axis("unit")]
    """(n,) its grade, A to E."""
    year: Annotated[LabelVector, Axis("year")]
    """(y,) names of the years compared, the one in force first."""
    minutes: Annotated[FloatVector, Axis("year")]
    """(y,) minutes of each year."""
    ratio_by_year: Annotated[FloatMatrix, Axis("unit", "year"), Unit("share")]
    """(n, y) ratio by each year."""
    grade_by_year: Annotated[LabelMatrix, Axis("unit", "year")]
    """(n, y) grade by each year."""
    ids: Annotated[LabelVector | None, Axis("unit")] = None
    """(n,) names of the units."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""

    @property
    def disputed(self) -> Annotated[NDArray[np.bool_], Axis("unit")]:
        """(n,) whether another official year would give another grade."""
        out: NDArray[np.bool_] = (self.grade_by_year != self.grade[:, None]).any(axis=1)
        return out


@steady
def unit_efficiency(
    load: ArrayLike,
    staff: ArrayLike,
    *,
    effective_time: Year | float = "1,250 h",
    compare: Year | Sequence[Year] = ("1,250 h", "1,200 h"),
    ids: ArrayLike | None = None,
) -> UnitEfficiency:
    """Efficiency of units (EJ) with its grade, and whether another official year changes it.

    Parameters
    ----------
    load : array_like, scalar or shape (n,)
        Minutes a year that the work of each unit takes, 0 or more.
    staff : array_like, scalar or shape (n,)
        Persons in each unit, above 0.
    effective_time : {"1,250 h", "1,200 h", "1,300 h"} or float
        The year of work in force, by name or in minutes.
    compare : str or sequence of str
        Other official years to compare with; none if empty.
    ids : array_like, shape (n,), optional
        Names of the units, each once.

    Returns
    -------
    UnitEfficiency

    Raises
    ------
    InputError
        If a year is unknown, a number is missing or negative, or a unit has no staff.

    Warns
    -----
    KinerjaWarning
        If the years compared give a unit different grades; the units and grades are named.

    Notes
    -----
    ``EJ = load / (staff · effective_time)``.

    References
    ----------
    Permendagri 12/2008; the years: see `EFFECTIVE_MINUTES`. The letters are recalled: verify
    against your agency's regulation.

    Examples
    --------
    >>> out = unit_efficiency([298_000, 200_000], [4, 4], ids=["North", "South"], compare=())
    >>> out.ratio.round(3).tolist(), out.grade.tolist()
    ([0.993, 0.667], ['B', 'D'])
    """
    in_force = minutes_of(effective_time)
    known = {minutes: name for name, minutes in EFFECTIVE_MINUTES.items()}
    names = {
        known.get(int(in_force), f"{in_force:g} min")
        if in_force.is_integer()
        else f"{in_force:g} min": in_force
    }
    others = several(compare, "compare")
    for name in others:
        choice(name, "compare", tuple(EFFECTIVE_MINUTES))
        names.setdefault(name, float(EFFECTIVE_MINUTES[name]))
    found = [efficiency(load, staff, effective_time=minutes, ids=ids) for minutes in names.values()]
    grades = np.column_stack([item.grade for item in found])
    out = UnitEfficiency(
        ratio=found[0].ratio.copy(),
        grade=found[0].grade.copy(),
        year=np.array(list(names), dtype=object),
        minutes=np.array(list(names.values())),
        ratio_by_year=np.column_stack([item.ratio for item in found]),
        grade_by_year=grades,
        ids=found[0].ids,
        provenance=Provenance(
            **made_from(load=load, staff=staff),
            definition=found[0].provenance.definition,
            options={"effective_time": in_force, "compare": others},
            missing="raise",
        ),
    )
    _warn_if_years_matter(out)
    return out


def _warn_if_years_matter(out: UnitEfficiency) -> None:
    rows = np.flatnonzero(out.disputed)
    if not rows.size:
        return
    said = []
    for i in rows[:5].tolist():
        given = ", ".join(
            f"{grade} at {year}"
            for grade, year in zip(out.grade_by_year[i].tolist(), out.year.tolist(), strict=True)
        )
        said.append(f"{i if out.ids is None else out.ids[i]}: {given}")
    more = f"; and {rows.size - 5} more" if rows.size > 5 else ""
    warnings.warn(
        f"The official years of work give different grades: {'; '.join(said)}{more}. "
        "Name the year next to the grade.",
        KinerjaWarning,
        stacklevel=outside(),
    )
