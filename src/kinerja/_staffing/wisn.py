"""Workload Indicators of Staffing Need, the method of the World Health Organization."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result
from .rounding import ROUNDINGS, Rounding, per_row, rounded


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WISN(Result):
    """Staff that each unit needs by WISN, and how it compares with the staff there is."""

    _keys: ClassVar = {"unit": "ids"}
    _first: ClassVar = ("need", "posts", "existing", "ratio")

    need: Annotated[FloatVector, Axis("unit")]
    """(u,) persons needed, in fractions of a person."""
    ratio: Annotated[FloatVector | None, Axis("unit")]
    """(u,) existing staff over need: below 1 there is pressure; None without `existing`."""
    category_factor: Annotated[FloatVector, Axis("unit")]
    """(u,) 1 / (1 − category allowance): what work beside the tasks, shared by all, multiplies."""
    individual_factor: Annotated[FloatVector, Axis("unit")]
    """(u,) persons that work beside the tasks, done by some, adds."""
    basic: Annotated[FloatMatrix, Axis("unit", "task")]
    """(u, t) persons that each task alone needs: workload over standard workload."""
    standard_workload: Annotated[FloatMatrix, Axis("unit", "task")]
    """(u, t) pieces of each task that one person could do in a year of nothing else."""
    posts: Annotated[FloatVector, Axis("unit")]
    """(u,) need, rounded by the rule asked for."""
    existing: Annotated[FloatVector | None, Axis("unit")] = None
    """(u,) staff there is."""
    ids: Annotated[LabelVector | None, Axis("unit")] = None
    """(u,) names of the units."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""

    @property
    def difference(self) -> Float | None:
        """(u,) existing staff less need; negative is a shortage."""
        return None if self.existing is None else np.asarray(self.existing - self.need)


@steady
def wisn(
    workload: ArrayLike,
    unit_time: ArrayLike,
    *,
    available_time: ArrayLike,
    category_allowance: ArrayLike = 0,
    individual_allowance: ArrayLike = 0,
    existing: ArrayLike | None = None,
    rounding: Rounding = "none",
    ids: ArrayLike | None = None,
) -> WISN:
    """Staff needed by WISN: work over standard workload, with allowances for all other work.

    Parameters
    ----------
    workload : array_like, shape (t,) or (u, t)
        Pieces of each health service task in a year, of one unit or of several.
    unit_time : array_like, shape (t,)
        Time that one piece of each task takes, above 0.
    available_time : array_like, scalar or shape (u,)
        Time that one person has in a year, above 0, in the same unit of time throughout.
    category_allowance : array_like, scalar or shape (u,)
        Share of working time that *all* staff of the category spend on other work (records,
        meetings), at least 0 and below 1.
    individual_allowance : array_like, scalar or shape (u,)
        Time in a year that *some* of the staff spend on other work (supervision), in all.
    existing : array_like, scalar or shape (u,), optional
        Staff there is; adds `ratio` and `difference`.
    rounding : {"none", "half_up", "up", "down", "wisn"}
        How `posts` are made of the need, see `round_need`. Need and ratio stay exact.
    ids : array_like, shape (u,), optional
        Names of the units, each once.

    Returns
    -------
    WISN
        Need of each unit, with its factors; ``ratio`` where `existing` is given.

    Raises
    ------
    InputError
        If a number is missing, negative or infinite, a time is not above 0, the category allowance
        is 1 or more, or a unit without need is compared with its staff.

    Notes
    -----
    Standard workload is ``SW = available_time / unit_time``; then ::

        need = Σ workload / SW · 1 / (1 − category_allowance)
             + individual_allowance / available_time

    The ratio is of the exact need; rounded posts would move it by up to a half in a small clinic.

    References
    ----------
    World Health Organization (2010). *Workload Indicators of Staffing Need (WISN): User's manual*,
    steps 5 to 8; second edition 2023.

    Examples
    --------
    >>> out = wisn(
    ...     [12_000, 1_500],
    ...     [20 / 60, 3],
    ...     available_time=215 * 8,
    ...     category_allowance=0.125,
    ...     individual_allowance=2 * 100,
    ...     existing=5,
    ...     rounding="wisn",
    ... )
    >>> out.basic.round(6).tolist(), out.category_factor.round(6).tolist()
    ([[2.325581, 2.616279]], [1.142857])
    >>> out.need.round(6).tolist(), out.posts.tolist(), out.ratio.round(3).tolist()
    ([5.76412], [6.0], [0.867])
    """
    _checks.choice(rounding, "rounding", ROUNDINGS)
    raw = _checks.floats(workload, "workload")
    each = _checks.vector(unit_time, "unit_time")
    _checks.positive(each, "unit_time", hint="A task that takes no time needs no staff: drop it.")
    pieces = _checks.matrix(raw[None, :] if raw.ndim == 1 else raw, "workload", k=each.size)
    n = pieces.shape[0]
    names = _checks.identifiers(ids, n)
    _checks.nonnegative(pieces, "workload", rows=names)
    time, share, extra = _read_allowances(
        available_time, category_allowance, individual_allowance, n, names
    )
    standard = time[:, None] / each
    basic = pieces * (each / time[:, None])
    category = 1 / (1 - share)
    individual = extra / time
    # A loop over the few tasks: every unit then sums alike, alone or among many.
    total = np.zeros(n)
    for j in range(each.size):
        total += basic[:, j]
    need = total * category + individual
    _checks.refuse_cells(
        ~np.isfinite(need),
        need,
        "workload",
        code="out_of_range",
        expected="a need that a float64 can hold",
        hint="Check the workload, the times and their units.",
        rows=names,
    )
    staff, ratio = _compared(need, existing, names)
    return WISN(
        need=need,
        ratio=ratio,
        category_factor=category,
        individual_factor=individual,
        basic=basic,
        standard_workload=standard,
        posts=rounded(need, rounding),
        existing=staff,
        ids=names,
        provenance=Provenance(
            **made_from(
                workload=pieces,
                available_time=available_time,
                category_allowance=category_allowance,
                individual_allowance=individual_allowance,
                existing=existing,
            ),
            options={"rounding": rounding},
            missing="raise",
        ),
    )


def _read_allowances(
    available_time: Any, category_allowance: Any, individual_allowance: Any, n: int, names: Any
) -> tuple[Float, Float, Float]:
    """Time of one person, share of other work of all, and time of other work of some, by unit."""
    time = _checks.positive(
        per_row(available_time, "available_time", n, names), "available_time", rows=names
    )
    share = _checks.nonnegative(
        per_row(category_allowance, "category_allowance", n, names),
        "category_allowance",
        rows=names,
    )
    _checks.refuse_cells(
        share >= 1,
        share,
        "category_allowance",
        code="out_of_range",
        expected="a share below 1",
        hint="Write 12.5 % as 0.125; staff who do nothing but other work never meet the tasks.",
        rows=names,
    )
    extra = _checks.nonnegative(
        per_row(individual_allowance, "individual_allowance", n, names),
        "individual_allowance",
        rows=names,
    )
    return time, share, extra


def _compared(need: Float, existing: Any, names: Any) -> tuple[Float | None, Float | None]:
    """Staff there is and its share of the need; None where no staff is stated."""
    if existing is None:
        return None, None
    staff = _checks.nonnegative(
        per_row(existing, "existing", need.size, names), "existing", rows=names
    ).copy()
    _checks.refuse_cells(
        need == 0,
        need,
        "workload",
        code="not_positive",
        expected="a need above 0 in each unit that is compared with its staff",
        hint="Leave the unit out, or leave out `existing`.",
        rows=names,
    )
    return staff, staff / need
