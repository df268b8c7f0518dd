"""What a month of days costs each person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..._checks import flags, labels, nonnegative, refuse_cells, vector
from ..._definitions import fingerprint
from ..._digits import significant
from ..._results.prints import made_from
from ..._steady import steady
from ..._types import ArrayLike, Float
from ...errors import InputError, shown
from ...results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result
from .rule import Cut, Rule


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Deductions(Result):
    """What a month of days costs each person."""

    _keys: ClassVar = {"person": "id"}

    id: Annotated[LabelVector, Axis("person")]
    """(m,) people, sorted."""
    percent: Annotated[FloatVector, Axis("person")]
    """(m,) per cent of the allowance that is cut, at most 100."""
    late: Annotated[FloatVector, Axis("person")]
    """(m,) thereof for lateness."""
    early: Annotated[FloatVector, Axis("person")]
    """(m,) thereof for leaving early."""
    absent: Annotated[FloatVector, Axis("person")]
    """(m,) thereof for absence."""
    missing_scan: Annotated[FloatVector, Axis("person")]
    """(m,) thereof for missing scans."""
    late_days: Annotated[IntVector, Axis("person")]
    """(m,) days whose lateness the rule would cut, free ones included."""
    rule: str
    """Code of the rule."""
    provenance: Provenance = field(default_factory=Provenance)
    """Holds the fingerprint of the rule."""


_FLEXIBLE = ("late", "early", "missing_scan")


def _cost(minutes: Float, steps: Sequence[Cut]) -> Float:
    starts = np.array([step.minutes for step in steps])
    percent = np.array([0.0, *(step.percent for step in steps)])
    out: Float = percent[np.searchsorted(starts, significant(minutes), side="right")]
    return out


def _days(x: Any, argument: str, n: int) -> NDArray[np.bool_]:
    out = np.zeros(n, dtype=np.bool_) if x is None else flags(x, argument)
    if out.shape != (n,):
        raise InputError.about(
            argument, code="wrong_shape", expected=f"{n} values", found=f"shape {out.shape}"
        )
    return out


@steady
def deductions(
    ids: Any,
    late: ArrayLike,
    *,
    rule: Rule,
    early: ArrayLike | None = None,
    absent: Any = None,
    made_up: Any = None,
    missing_scans: ArrayLike | None = None,
    flexible: Any = None,
) -> Deductions:
    """Apply a rule to the days of one month.

    Parameters
    ----------
    ids : array_like (n,)
        Person of each day; the days of a person in order of time.
    late : array_like (n,)
        Minutes late, 0 or more.
    rule : Rule
        The agency's rule.
    early : array_like (n,), optional
        Minutes left early, 0 or more.
    absent : array_like of bool (n,), optional
        Absence without leave.
    made_up : array_like of bool (n,), optional
        Whether the lateness was made up on the same day.
    missing_scans : array_like (n,), optional
        How many scans are missing.
    flexible : array_like of bool (n,), optional
        Days of approved flexible time or place: what the rule's `flexible` names does not count.

    Returns
    -------
    Deductions

    Raises
    ------
    InputError
        If minutes or counts are negative or missing, a count is not whole, or the lengths differ.

    Notes
    -----
    For each day: no cut up to the grace; none for lateness within `made_up` minutes that was made
    up, as long as `made_up_days` lasts; else the step that the minutes reach, except on the first
    `free_days` such days of the month. An absent day costs `absent` alone. The sum is cut at 100.

    References
    ----------
    The agency's own regulation; flexible work: PermenPANRB 4/2025.

    Examples
    --------
    >>> from kinerja.schemes.allowance import EXAMPLES
    >>> month = deductions(["P1", "P1", "P2"], [0, 45, 95], rule=EXAMPLES["local"])
    >>> month.percent.tolist()
    [1.0, 1.5]
    """
    if not isinstance(rule, Rule):
        raise InputError.about("rule", code="wrong_type", expected="a Rule", found=shown(rule))
    person, names = labels(ids, "ids")
    n = person.size

    def amounts(x: ArrayLike | None, argument: str) -> Float:
        return np.zeros(n) if x is None else nonnegative(vector(x, argument, n=n), argument)

    away = _days(absent, "absent", n)
    free = _days(flexible, "flexible", n)
    here = {name: ~away & ~(free & (name in rule.flexible)) for name in _FLEXIBLE}
    minutes, left = amounts(late, "late"), amounts(early, "early")
    scans = amounts(missing_scans, "missing_scans")
    refuse_cells(
        scans != np.floor(scans),
        scans,
        "missing_scans",
        code="out_of_range",
        expected="whole numbers of scans",
    )
    late_here = here["late"] & (minutes > rule.grace)
    recovered = late_here & _days(made_up, "made_up", n) & (minutes <= rule.made_up)
    if rule.made_up_days is not None:
        recovered &= _count_so_far(person, recovered) <= rule.made_up_days
    cost = np.where(late_here & ~recovered, _cost(minutes, rule.late), 0.0)
    dated = cost > 0
    if rule.free_days:
        cost = np.where(_count_so_far(person, dated) > rule.free_days, cost, 0.0)
    causes = {
        "late": cost,
        "early": np.where(here["early"] & (left > rule.grace), _cost(left, rule.early), 0.0),
        "absent": np.where(away, rule.absent, 0.0),
        "missing_scan": np.where(here["missing_scan"], rule.missing_scan * scans, 0.0),
    }
    sums: dict[str, Float] = {
        name: np.bincount(person, weights=x, minlength=len(names)).astype(np.float64)
        for name, x in causes.items()
    }
    total = sums["late"] + sums["early"] + sums["absent"] + sums["missing_scan"]
    return Deductions(
        id=names,
        percent=np.minimum(total, 100.0),
        late=sums["late"],
        early=sums["early"],
        absent=sums["absent"],
        missing_scan=sums["missing_scan"],
        late_days=np.bincount(person[dated], minlength=len(names)).astype(np.int64),
        rule=rule.code,
        provenance=Provenance(
            **made_from(
                ids=ids,
                late=late,
                early=early,
                absent=absent,
                made_up=made_up,
                missing_scans=missing_scans,
                flexible=flexible,
            ),
            definition=fingerprint(rule),
            missing="raise",
        ),
    )


def _count_so_far(person: NDArray[np.int64], dated: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many marked days a person has up to and with each row."""
    order = np.argsort(person, kind="stable")
    running = np.cumsum(dated[order])
    size = np.bincount(person)
    first = np.cumsum(size) - size
    before = np.concatenate([[0], running])[first]
    out = np.empty(person.size, dtype=np.int64)
    out[order] = running - np.repeat(before, size)
    return out
