"""Performance allowance (TPP): an engine over an agency's own rule; there is no national default.

A `Rule` says what lateness, early leave, absence and missing scans cost; it travels as JSON, so
that each agency ships its own. `deductions` applies it to a month of days, `monthly` to the month's
components. `EXAMPLES` holds published rules to start from; verify them before use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field, model_validator

from .._checks import labels, nonnegative, read_matrix, refuse_cells, refuse_missing, vector
from .._definitions import Code, Definition, NonNegative, String, Whole
from .._digits import significant
from ..errors import InputError
from ..indicators import Text
from ..results import FloatMatrix, FloatVector, IntVector, LabelVector, Result
from ._codes import flags
from ._scheme import Scheme

__all__ = [
    "EXAMPLES",
    "SCHEMES",
    "Allowance",
    "Cut",
    "Deductions",
    "Rule",
    "deductions",
    "monthly",
]

Float = NDArray[np.float64]
Percent = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=100)]


class Cut(Definition):
    """From so many minutes on, so many per cent of the allowance are cut for the day.

    Parameters
    ----------
    minutes : float
        Where the step begins, inclusive.
    percent : float
        Per cent of a month's allowance, 0 to 100.
    """

    minutes: NonNegative
    percent: Percent


class Rule(Definition):
    """An agency's rule for cutting the allowance.

    Parameters
    ----------
    code : str
        Name of the rule.
    source : str or Text
        The regulation that it comes from.
    late, early : tuple of Cut
        Steps for minutes late and minutes left early, ascending; below the first nothing is cut.
    absent : float
        Per cent for a day of absence without leave; then lateness does not count as well.
    missing_scan : float
        Per cent for each missing scan.
    grace : float
        Minutes late, or left early, up to which a day is not cut.
    made_up : float
        Minutes late up to which a day is not cut where they were made up on the same day; 0 if the
        rule knows no making up.
    free_days : int
        The first so many days of a month with a cut for lateness are free of it.
    applies_to : str
        Component that is cut; the whole allowance if empty.

    Examples
    --------
    >>> rule = Rule(code="own", late=(Cut(minutes=1, percent=0.5),), absent=1.5)
    >>> Rule.model_validate_json(rule.model_dump_json()) == rule
    True
    """

    code: Code
    source: Text | String = ""
    late: tuple[Cut, ...] = ()
    early: tuple[Cut, ...] = ()
    absent: Percent = 0.0
    missing_scan: Percent = 0.0
    grace: NonNegative = 0.0
    made_up: NonNegative = 0.0
    free_days: Whole = 0
    applies_to: Annotated[str, Field(strict=True)] = ""

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        for name in ("late", "early"):
            for a, b in pairwise(getattr(self, name)):
                if not (a.minutes < b.minutes and a.percent <= b.percent):
                    raise ValueError(f"`{name}`: steps must ascend in minutes and per cent")
        return self


EXAMPLES: Mapping[str, Rule] = {
    "local": Rule(
        code="local",
        source="A common local rule, as published; verify against your agency's regulation",
        late=(
            Cut(minutes=1, percent=0.5),
            Cut(minutes=31, percent=1),
            Cut(minutes=61, percent=1.25),
            Cut(minutes=91, percent=1.5),
        ),
        absent=1.5,
    ),
    "pmk_221_2021": Rule(
        code="pmk_221_2021",
        source="PMK 221/2021, as published: from 09:01, 09:31 and 10:01 with work from 07:30",
        late=(
            Cut(minutes=1, percent=1),
            Cut(minutes=121, percent=1.25),
            Cut(minutes=151, percent=2.5),
        ),
        made_up=90,
    ),
}
"""Published rules to start from; none of them is a default."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Deductions(Result):
    """What a month of days costs each person."""

    id: LabelVector
    """(m,) people, sorted."""
    percent: FloatVector
    """(m,) per cent of the allowance that is cut, at most 100."""
    late: FloatVector
    """(m,) thereof for lateness."""
    early: FloatVector
    """(m,) thereof for leaving early."""
    absent: FloatVector
    """(m,) thereof for absence."""
    missing_scan: FloatVector
    """(m,) thereof for missing scans."""
    late_days: IntVector
    """(m,) days whose lateness the rule would cut, free ones included."""
    rule: str
    """Code of the rule."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Allowance(Result):
    """What is paid, in per cent of the full allowance."""

    percent: FloatVector
    """(n,) per cent that is paid, never below 0."""
    parts: FloatMatrix
    """(n, k) what each component gives, before the cut."""
    cut: FloatVector
    """(n,) what is taken off."""
    component: LabelVector
    """(k,) codes of the components."""
    rule: str
    """Code of the rule."""


def _cost(minutes: Float, steps: Sequence[Cut]) -> Float:
    starts = np.array([step.minutes for step in steps])
    percent = np.array([0.0, *(step.percent for step in steps)])
    out: Float = percent[np.searchsorted(starts, significant(minutes), side="right")]
    return out


def _days(x: Any, argument: str, n: int) -> NDArray[np.bool_]:
    out = np.zeros(n, dtype=np.bool_) if x is None else flags(x, argument)
    if out.shape != (n,):
        raise InputError.about(
            argument, code="wrong_length", expected=f"{n} values", found=f"shape {out.shape}"
        )
    return out


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
        Days of approved flexible time or place: late and early do not count.

    Returns
    -------
    Deductions

    Raises
    ------
    InputError
        If minutes or counts are negative or missing, or the lengths differ.

    References
    ----------
    The agency's own regulation; flexible work: PermenPANRB 4/2025.

    Examples
    --------
    >>> month = deductions(["P1", "P1", "P2"], [0, 45, 95], rule=EXAMPLES["local"])
    >>> month.percent.tolist()
    [1.0, 1.5]
    """
    if not isinstance(rule, Rule):
        raise InputError.about("rule", code="wrong_type", expected="a Rule", found=repr(rule))
    person, names = labels(ids, "ids")
    n = person.size

    def amounts(x: ArrayLike | None, argument: str) -> Float:
        return np.zeros(n) if x is None else nonnegative(vector(x, argument, n=n), argument)

    away = _days(absent, "absent", n)
    here = ~away & ~_days(flexible, "flexible", n)
    minutes, left = amounts(late, "late"), amounts(early, "early")
    recovered = _days(made_up, "made_up", n) & (minutes <= rule.made_up)
    counts = here & ~recovered & (minutes > rule.grace)
    cost = np.where(counts, _cost(minutes, rule.late), 0.0)
    dated = cost > 0
    cost = np.where(_count_so_far(person, dated) > rule.free_days, cost, 0.0)
    causes = {
        "late": cost,
        "early": np.where(here & (left > rule.grace), _cost(left, rule.early), 0.0),
        "absent": np.where(away, rule.absent, 0.0),
        "missing_scan": np.where(
            away, 0.0, rule.missing_scan * amounts(missing_scans, "missing_scans")
        ),
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
    )


def _count_so_far(person: NDArray[np.int64], dated: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many marked days a person has up to and with each row."""
    order = np.argsort(person, kind="stable")
    running = np.cumsum(dated[order])
    starts = np.searchsorted(person[order], person[order], side="left")
    before = np.concatenate([[0], running])[starts]
    out = np.empty(person.size, dtype=np.int64)
    out[order] = running - before
    return out


def monthly(
    components: Any,
    shares: Any,
    *,
    rule: Rule,
    cut: ArrayLike | None = None,
) -> Allowance:
    """Per cent of the allowance that is paid for a month.

    Parameters
    ----------
    components : array_like (n, k), mapping or dataframe
        Achievement of each component in per cent, 0 to 100, none missing.
    shares : mapping of str to float, or array_like (k,)
        Share of each component by code (or in order); they sum to 1.
    rule : Rule
        The agency's rule; it says what is cut.
    cut : array_like (n,), optional
        Per cent to cut, as ``deductions(...).percent`` in the order of the rows; none if not given.

    Returns
    -------
    Allowance

    Raises
    ------
    InputError
        If the shares do not sum to 1, a component lies outside 0 to 100, or the rule cuts a
        component that is not there.

    Notes
    -----
    Σ share · achievement, less the cut: of the whole allowance, or of the part of the component
    that the rule names (which then cannot fall below 0).

    References
    ----------
    The agency's own regulation: there is no national default.

    Examples
    --------
    >>> result = monthly(
    ...     {"output": [100, 90], "presence": [100, 100]},
    ...     {"output": 0.6, "presence": 0.4},
    ...     rule=EXAMPLES["local"],
    ...     cut=[1, 1.5],
    ... )
    >>> result.percent.round(9).tolist()
    [99.0, 92.5]
    """
    if not isinstance(rule, Rule):
        raise InputError.about("rule", code="wrong_type", expected="a Rule", found=repr(rule))
    named = isinstance(shares, Mapping)
    given = vector(list(shares.values()) if named else shares, "shares")
    weights = nonnegative(given, "shares")
    codes = tuple(shares) if named else tuple(str(j) for j in range(weights.size))
    if float(significant(np.asarray(weights.sum()))) != 1.0:
        raise InputError.about(
            "shares",
            code="wrong_sum",
            expected="shares that sum to 1",
            found=f"{weights.sum():.12g}",
        )
    values, _ = read_matrix(components, codes, argument="components")
    if np.isnan(values).any():
        refuse_missing(values, "components", columns=codes)
    outside = (values < 0) | (values > 100)
    if outside.any():
        refuse_cells(
            outside,
            values,
            "components",
            code="out_of_range",
            expected="per cents from 0 to 100",
            columns=codes,
        )
    n = values.shape[0]
    taken = np.zeros(n) if cut is None else nonnegative(vector(cut, "cut", n=n), "cut")
    if rule.applies_to and rule.applies_to not in codes:
        raise InputError.about(
            "rule",
            code="unknown_choice",
            expected=f"a rule that cuts one of {', '.join(codes)}",
            found=f"applies_to={rule.applies_to!r}",
        )
    parts = values * weights
    total = np.zeros(n)
    for j in range(weights.size):
        total = total + parts[:, j]
    if rule.applies_to:
        whole = parts[:, codes.index(rule.applies_to)]
        loss = whole * np.minimum(taken, 100.0) / 100.0
    else:
        loss = np.minimum(taken, total)
    return Allowance(
        percent=total - loss,
        parts=parts,
        cut=loss,
        component=np.array(codes, dtype=object),
        rule=rule.code,
    )


SCHEMES: tuple[Scheme, ...] = ()
"""None: each agency has its own rule, see `Rule`."""
