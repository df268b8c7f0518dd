"""How uneven a load is, and whether a plan of transfers evens it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

import numpy as np

from .. import _checks
from .._moments import bend, sized
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import InputError
from ..results import Axis, LabelVector, Provenance, Result
from .plan import TransferPlan


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Imbalance(Result):
    """Six readings of one unevenness; all are blind to the level, only the shares count."""

    gini: float
    """0 when all are equal; towards 1 when one carries everything."""
    theil: float
    """Theil's T, 0 when all are equal, ln n when one of n carries everything."""
    cv: float
    """Coefficient of variation: population standard deviation over the mean."""
    jain: float
    """Jain's fairness, 1/(1 + cv²): 1 when all are equal, 1/n when one carries everything."""
    max_over_mean: float
    """Largest over mean: 1 when all are equal."""
    hoover: float
    """Share of the whole that would have to change hands to make all equal."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ImbalanceChange(Result):
    """How uneven the staffing is before a plan and after it."""

    _keys: ClassVar = {"index": "index"}

    before: Annotated[Imbalance, Axis("index")]
    """Of the staff as they are."""
    after: Annotated[Imbalance, Axis("index")]
    """Of the staff once everybody has moved."""
    by: str
    """``"unit"`` or ``"post"``: what was compared."""
    left_out: int
    """Units or posts without any need, which have no staff per need."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""

    @property
    def index(self) -> Annotated[LabelVector, Axis("index")]:
        """Names of the six readings."""
        names = list(self.before._facts())
        out = np.empty(len(names), dtype=object)
        out[:] = names
        return out


@steady
def imbalance(load: ArrayLike, capacity: ArrayLike | None = None) -> Imbalance:
    """How unevenly a load lies on those who carry it.

    Parameters
    ----------
    load : array_like, shape (n,)
        Load of each person or unit, 0 or more.
    capacity : array_like, shape (n,), optional
        What each could carry, above 0: staff, hours, or need. The indices are then of
        load/capacity, weighted by capacity, so that a large unit counts for more.

    Returns
    -------
    Imbalance
        gini, theil, cv, jain, max_over_mean, hoover. Without any load nothing is uneven: 0, and 1
        for jain and max_over_mean.

    Raises
    ------
    InputError
        If there is nobody, a load is negative or missing, or a capacity is not above 0.

    Notes
    -----
    With x = load/capacity, shares p = capacity/Σ capacity and mean μ = Σ p·x, in population form:
    Gini = Σᵢ Σⱼ pᵢpⱼ·abs(xᵢ − xⱼ)/(2μ), Theil T = Σ p·(x/μ)·ln(x/μ) with 0·ln 0 = 0,
    cv² = Σ p·(x/μ − 1)², Jain = 1/(1 + cv²), Hoover = ½ Σ p·abs(x/μ − 1).

    All six are blind to the level: an even shortage scores perfect. Look at the balance sheet too.

    References
    ----------
    Jain, R., Chiu, D. and Hawe, W. (1984). A quantitative measure of fairness and discrimination
    for resource allocation in shared computer systems. DEC-TR-301, 9-12.
    Cowell, F. A. (2011). Measuring Inequality, 3rd ed., appendix A.

    Examples
    --------
    >>> uneven = imbalance([2, 4, 4, 6, 9])
    >>> round(uneven.gini, 3), round(uneven.jain, 6), round(uneven.max_over_mean, 6)
    (0.256, 0.816993, 1.8)

    Twice the load on twice the staff is even:

    >>> imbalance([30, 60], capacity=[1, 2]).gini
    0.0
    """
    x = _checks.nonnegative(_checks.vector(load, "load"), "load")
    if not x.size:
        raise InputError.about(
            "load", code="too_few", expected="a load for at least one", found="none"
        )
    if capacity is None:
        p = np.full(x.size, 1.0 / x.size)
    else:
        c = _checks.positive(
            _checks.vector(capacity, "capacity", n=x.size),
            "capacity",
            hint="Leave out those who can carry nothing.",
        )
        # Largest first to 1: neither the sum nor the ratio can overflow.
        c = c / c.max()
        x = sized(x)[0] / c
        if np.isinf(x).any():
            raise InputError.about(
                "capacity",
                code="out_of_range",
                expected="capacities within 300 orders of magnitude of each other",
                found="a load over a capacity that no float64 holds",
            )
        p = c / c.sum()
    origin = Provenance(**made_from(load=load, capacity=capacity), missing="raise")
    top = x.max()
    if top == 0 or top == x.min():
        return Imbalance(
            gini=0.0,
            theil=0.0,
            cv=0.0,
            jain=1.0,
            max_over_mean=1.0,
            hoover=0.0,
            provenance=origin,
        )
    # Distances from the mean, over it: what is nearly even keeps its digits.
    x = sized(x)[0]
    mean = float((p * x).sum())
    away = (x - mean) / mean
    away -= (p * away).sum()
    order = np.argsort(away, kind="stable")
    up_to = np.cumsum(p[order])
    # Σᵢ Σⱼ pᵢpⱼ·abs(rᵢ − rⱼ)/2 by ranks: what lies below a value minus what lies above it.
    gini = float((p[order] * away[order] * (2 * up_to - p[order] - up_to[-1])).sum())
    spread = float((p * away**2).sum())
    return Imbalance(
        gini=max(0.0, gini),
        theil=float((p * _theil(away)).sum()),
        cv=float(np.sqrt(spread)),
        jain=1 / (1 + spread),
        max_over_mean=float(1.0 + away.max()),
        hoover=float((p * np.abs(away)).sum() / 2),
        provenance=origin,
    )


def _theil(away: Float) -> Float:
    """(1 + a)·ln(1 + a) − a, with 0·ln 0 = 0; the sum of p·a is 0."""
    rest = np.maximum(1.0 + away, 0.0)
    some = rest > 0
    out = np.where(some, rest * np.log(np.where(some, rest, 1.0)), 0.0) - away
    return np.where(np.abs(away) < 0.03, bend(np.clip(away, -0.03, 0.03)), out)


@steady
def imbalance_change(plan: TransferPlan, *, by: str = "unit") -> ImbalanceChange:
    """How uneven the staffing is before a plan of transfers and after it.

    Parameters
    ----------
    plan : TransferPlan
    by : {"unit", "post"}
        Compare units as wholes, or every post (unit × job).

    Returns
    -------
    ImbalanceChange
        `imbalance` of staff per need, weighted by need. What has no need is left out, and counted.

    Raises
    ------
    InputError
        If nothing is needed anywhere, or the plan was read back without its problem.

    Examples
    --------
    >>> from kinerja.balancing import plan_transfers
    >>> plan = plan_transfers([0, 0, 0, 1], [0, 0, 0, 0], [[2], [2]])
    >>> change = imbalance_change(plan)
    >>> change.before.gini, change.after.gini
    (0.25, 0.0)
    """
    from .candidates import problem_of

    _checks.choice(by, "by", ("unit", "post"))
    need = np.asarray(problem_of(plan).need)
    tables = [need, plan.headcount_before.astype(float), plan.headcount_after.astype(float)]
    due, before, after = (table.sum(axis=1) if by == "unit" else table.ravel() for table in tables)
    some = due > 0
    if not some.any():
        raise InputError.about(
            "plan", code="too_few", expected="a need above 0 somewhere", found="none"
        )
    return ImbalanceChange(
        before=imbalance(before[some], due[some]),
        after=imbalance(after[some], due[some]),
        by=by,
        left_out=int((~some).sum()),
        provenance=Provenance(options={"by": by}, left_out=plan.provenance.left_out),
    )
