"""Five years ahead: how the need grows, who leaves, and how many to recruit each year."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Flags, Float
from ..errors import InputError
from ..results import (
    Axis,
    FloatCube,
    FloatMatrix,
    FloatVector,
    IntVector,
    LabelVector,
    Provenance,
    Result,
)
from .balance import matched, posts
from .rounding import ROUNDINGS, Rounding, finite, rounded
from .workload import Need

ByYear = FloatVector | FloatMatrix | FloatCube


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Projection(Result):
    """Need and staff of each post at the end of each coming year; the last axis is the years."""

    _keys: ClassVar = {"unit": "units", "job": "jobs", "period": "years"}
    _cells: ClassVar = ("unit", "job", "period")

    need: Annotated[ByYear, Axis("unit", "job", "period")]
    """(…, years) persons needed, rounded by the rule asked for."""
    staff: Annotated[ByYear, Axis("unit", "job", "period")]
    """(…, years) persons left of today's, with those known to arrive."""
    surplus: Annotated[ByYear, Axis("unit", "job", "period")]
    """(…, years) persons above the need, 0 elsewhere."""
    shortage: Annotated[ByYear, Axis("unit", "job", "period")]
    """(…, years) persons below the need, 0 elsewhere."""
    recruits: Annotated[ByYear, Axis("unit", "job", "period")]
    """(…, years) persons to recruit in each year so that no year ends short; recruits stay."""
    years: Annotated[IntVector, Axis("period")]
    """(years,) the years."""
    units: Annotated[LabelVector | None, Axis("unit")] = None
    """(units,) names of the rows, where `need` brought them."""
    jobs: Annotated[LabelVector | None, Axis("job")] = None
    """(jobs,) names of the columns, where `need` brought them."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""


@steady
def project_need(
    need: Any,
    staff: Any,
    *,
    growth: ArrayLike = 0,
    retirements: ArrayLike = 0,
    contract_ends: ArrayLike = 0,
    other_leavers: ArrayLike = 0,
    arrivals: ArrayLike = 0,
    years: int = 5,
    first_year: int = 1,
    rounding: Rounding = "none",
) -> Projection:
    """Need, staff, surplus and shortage in each of the coming years.

    Each of the yearly arguments is a scalar (the same for every post and year), or has the shape of
    `need` (the same every year), or that shape with a last axis of years.

    Parameters
    ----------
    need : Need, array_like (scalar, (posts,) or (units, jobs)), or table
        Persons needed today, 0 or more. A `Need` summed by unit and job brings its names; so does a
        table, whose first column holds the units and whose others are the jobs.
    staff : array_like, shape of `need`, or table
        Persons there are today, 0 or more. A table is matched by name.
    growth : array_like
        Growth of the need in a year as a share: .02 is 2 %; above −1. It compounds.
    retirements, contract_ends, other_leavers : array_like
        Persons who leave in each year, 0 or more.
    arrivals : array_like
        Persons already known to come in each year, 0 or more.
    years : int
        How many years, at least 1. Five is the horizon of the Indonesian staffing plan.
    first_year : int
        Name of the first coming year.
    rounding : {"none", "half_up", "up", "down", "wisn"}
        How the need of each year is rounded, see `round_need`.

    Returns
    -------
    Projection
        Arrays of the shape of `need` with a last axis of years; ``to_frame()`` has a row for each
        post and year.

    Raises
    ------
    InputError
        If a number is missing, negative or infinite, shapes do not fit, or more people leave a post
        than there are.

    Notes
    -----
    With g the growth of each year, at the end of year y ::

        need_y  = need · Π_{k ≤ y} (1 + g_k)
        staff_y = staff + Σ_{k ≤ y} (arrivals_k − retirements_k − contract_ends_k − other_leavers_k)
        recruits_y = max(0, shortage_y − shortage that earlier recruits already fill)

    References
    ----------
    UU 20/2023 on the state civil service and PP 11/2017 art. 5–6: staffing need is planned for five
    years, by priority of each year.

    Examples
    --------
    >>> out = project_need([10, 6], [9, 7], growth=0.1, retirements=[[1, 0, 2], [0, 0, 1]], years=3)
    >>> out.need.round(2).tolist()
    [[11.0, 12.1, 13.31], [6.6, 7.26, 7.99]]
    >>> out.staff.tolist()
    [[8.0, 8.0, 6.0], [7.0, 7.0, 6.0]]
    >>> out.recruits.round(2).tolist()
    [[3.0, 1.1, 3.21], [0.0, 0.26, 1.73]]
    """
    _checks.choice(rounding, "rounding", ROUNDINGS)
    count = _checks.whole_number(years, "years", lower=1, upper=1_000)
    start = _checks.whole_number(first_year, "first_year")
    today, people, units, jobs = _read_today(need, staff)
    flows = {
        "retirements": retirements,
        "contract_ends": contract_ends,
        "other_leavers": other_leavers,
        "arrivals": arrivals,
    }
    plan = _Posts(today.shape, range(start, start + count), units, jobs)
    moves = {name: plan.yearly(x, name) for name, x in flows.items()}
    coming = moves.pop("arrivals")
    wanted = plan.grown(today, growth)
    left = people[..., None] + np.cumsum(coming - sum(moves.values(), np.zeros(())), axis=-1)
    # Sums of parts of persons may end a few last bits below nobody.
    plan.refuse_leavers(left, -1e-9 * np.maximum(people, 1.0)[..., None])
    left = np.maximum(left, 0.0)
    wanted = rounded(wanted, rounding)
    shortage = np.maximum(wanted - left, 0.0)
    # Whoever is recruited for the worst year so far is there in every later one.
    filled = np.maximum.accumulate(shortage, axis=-1)
    return Projection(
        need=wanted,
        staff=left,
        surplus=np.maximum(left - wanted, 0.0),
        shortage=shortage,
        recruits=np.diff(filled, axis=-1, prepend=0.0),
        years=np.arange(start, start + count, dtype=np.int64),
        units=units,
        jobs=jobs,
        provenance=Provenance(
            **made_from(need=need, staff=staff, growth=growth, **flows),
            options={"rounding": rounding},
            missing="raise",
        ),
    )


def _read_today(need: Any, staff: Any) -> tuple[Float, Float, Any, Any]:
    """Need and staff of each post today, in one shape, with names where tables bring them."""
    units, jobs = None, None
    if isinstance(need, Need) or _checks.is_table(need):
        need, units, jobs = posts(need, "need", None, None)
    today = _checks.nonnegative(finite(need, "need"), "need", rows=units, columns=jobs)
    if today.ndim > 2:
        raise InputError.about(
            "need",
            code="wrong_shape",
            expected="a scalar, (posts,) or (units, jobs)",
            found=f"shape {today.shape}",
        )
    if _checks.is_table(staff):
        staff, own_units, own_jobs = posts(staff, "staff", None, None)
        staff = matched(staff, "unit", own_units, units, 0)
        staff = matched(staff, "job", own_jobs, jobs, 1)
    people = _checks.nonnegative(finite(staff, "staff"), "staff", rows=units, columns=jobs)
    if people.shape != today.shape:
        raise InputError.about(
            "staff",
            code="wrong_shape",
            expected=f"the shape of `need`, {today.shape}",
            found=f"{people.shape}",
            hint="Pass one number for each post, in the same order.",
        )
    return today, people, units, jobs


class _Posts(NamedTuple):
    """Shape of the posts, and what posts and years are called in an error."""

    shape: tuple[int, ...]
    years: range
    units: Any
    jobs: Any

    def cells(self, values: NDArray[Any]) -> NDArray[Any]:
        """Figures with one row for each post, and a column for each year if they have years."""
        if not values.ndim:
            return values
        return values.reshape(math.prod(self.shape), *values.shape[len(self.shape) :])

    def named(self, values: NDArray[Any]) -> dict[str, Any]:
        """Names of the rows and columns of `cells`."""
        years = self.years if values.ndim > len(self.shape) else None
        if len(self.shape) < 2:
            return {"rows": None, "columns": years}
        units, jobs = (
            range(k) if names is None else names
            for k, names in zip(self.shape, (self.units, self.jobs), strict=True)
        )
        return {"rows": [(unit, job) for unit in units for job in jobs], "columns": years}

    def read(self, x: ArrayLike, argument: str) -> Float:
        """Finite figures: one for all, one for each post, or one for each post and year."""
        out = _checks.floats(x, argument)
        shape, full = self.shape, (*self.shape, len(self.years))
        if out.ndim and out.shape not in (shape, full):
            expected = (
                f"a scalar, shape {shape} or shape {full}" if shape else f"a scalar or {full}"
            )
            raise InputError.about(
                argument,
                code="wrong_shape",
                expected=expected,
                found=f"shape {out.shape}",
                hint="The last axis is the years; repeat a path of years for each post.",
            )
        if not np.isfinite(out).all():
            _checks.refuse_missing(self.cells(out), argument, **self.named(out))
            _checks.refuse_infinite(self.cells(out), argument, **self.named(out))
        return out

    def spread(self, x: Float) -> Float:
        """A last axis of years, where it has none."""
        full = (*self.shape, len(self.years))
        return x if x.shape == full else np.broadcast_to(x[..., None], full)

    def yearly(self, x: ArrayLike, argument: str) -> Float:
        """The persons of each post and year, (…, years), 0 or more."""
        out = self.read(x, argument)
        self.refuse(out < 0, out, argument, code="negative", expected="0 or more")
        return self.spread(out)

    def grown(self, today: Float, growth: Any) -> Float:
        """Need at the end of each year, before it is rounded."""
        said: dict[str, Any] = {"code": "out_of_range", "hint": "Write 2 % as 0.02."}
        rates = self.read(growth, "growth")
        self.refuse(rates <= -1, rates, "growth", expected="a share above −1", **said)
        with np.errstate(over="ignore"):
            wanted: Float = today[..., None] * np.cumprod(1 + self.spread(rates), axis=-1)
        expected = "a need that a float64 can hold"
        self.refuse(~np.isfinite(wanted), wanted, "growth", expected=expected, **said)
        return wanted

    def refuse_leavers(self, left: Float, limit: Float) -> None:
        """Refuse more leavers than there are people, by post and by the first year it happens."""
        gone = left < limit
        self.refuse(
            gone & (np.cumsum(gone, axis=-1) == 1),
            left,
            "staff",
            code="negative",
            expected="no more leavers than there are people, in each post (row) and year (column)",
            hint="Check retirements, contract ends and other leavers: nobody leaves twice.",
        )

    def refuse(self, bad: Flags, values: Float, argument: str, **said: Any) -> None:
        """Refuse cells by post and year; names are written only where there are any."""
        if bad.any():
            _checks.refuse_cells(
                self.cells(bad), self.cells(values), argument, **said, **self.named(values)
            )
