"""Who bears the moves of a plan, by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._digits import below
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike
from .._words import words
from ..balancing import Move, TransferPlan
from ..errors import InputError
from ..ratings import adverse_impact
from ..results import (
    Axis,
    BoolVector,
    FloatVector,
    IntVector,
    LabelVector,
    Provenance,
    Result,
    Unit,
)
from .reconciliation import proposals_of


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PlanFairness(Result):
    """Who bears the moves of a plan, one row per group."""

    _keys: ClassVar = {"group": "group"}

    group: Annotated[LabelVector, Axis("group")]
    """(g,) groups."""
    n: Annotated[IntVector, Axis("group")]
    """(g,) people."""
    moved: Annotated[FloatVector, Axis("group")]
    """(g,) people whom the plan moves; NaN where the group is too small to be shown."""
    share_moved: Annotated[FloatVector, Axis("group"), Unit("share")]
    """(g,) moved/n."""
    ratio: Annotated[FloatVector, Axis("group")]
    """(g,) share moved over that of the group that is moved least; above 1 it bears more."""
    lower: Annotated[FloatVector, Axis("group")]
    """(g,) lower end of the ratio's interval."""
    upper: Annotated[FloatVector, Axis("group")]
    """(g,) upper end."""
    p_value: Annotated[FloatVector, Axis("group"), Unit("p")]
    """(g,) Fisher's exact test against the reference."""
    bears_more: Annotated[BoolVector, Axis("group")]
    """(g,) True where the ratio is above 1/threshold, 1.25 for four fifths."""
    distance: Annotated[FloatVector, Axis("group")]
    """(g,) mean distance of those who are moved; NaN without distances, without moves, or where
    fewer than the minimum are moved."""
    refused: Annotated[FloatVector, Axis("group"), Unit("share")]
    """(g,) share of those who asked to move and are not moved; NaN without wishes, without
    requests, or where fewer than the minimum asked."""
    reference: Any
    """Label of the group that is moved least."""
    overall_p: Annotated[float, Unit("p")]
    """Pearson's test that all groups are moved alike."""
    suppressed: tuple[Any, ...] = ()
    """Groups with fewer people than the minimum."""
    provenance: Provenance = field(default_factory=Provenance)

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.fairness


@steady
def plan_fairness(
    plan: TransferPlan | Sequence[Move],
    ids: ArrayLike,
    group: ArrayLike,
    *,
    distance: ArrayLike | None = None,
    wished: ArrayLike | None = None,
    threshold: float = 0.8,
    minimum: int = 5,
    level: float = 0.95,
) -> PlanFairness:
    """Compare who is moved, how far, and whose requests are refused, by group.

    Parameters
    ----------
    plan : balancing.TransferPlan or sequence of balancing.Move
        The plan.
    ids : array_like (n,)
        Everybody who could have been moved, each once.
    group : array_like (n,)
        Group of each person, such as sex or age class.
    distance : array_like (n,), optional
        Distance of each person's move, in km; looked at where the person is moved.
    wished : array_like of bool (n,), optional
        Whether each person asked to move.
    threshold : float
        A ratio of shares below it is adverse; .8 is four fifths.
    minimum : int
        Groups below this size are hidden, and so are means over fewer people.
    level : float
        Probability of the intervals.

    Returns
    -------
    PlanFairness

    Raises
    ------
    InputError
        If a moved person is not among `ids`, lengths differ, or fewer than two groups are shown.

    Notes
    -----
    A move is a burden here, so that the group moved least is the reference and a ratio above
    1/threshold, at twelve significant digits, is marked. Where moves are wished for, read `refused`
    instead. A difference is no proof of unfairness: posts, qualifications and homes differ between
    groups.

    References
    ----------
    *Uniform Guidelines on Employee Selection Procedures* (1978), 29 CFR 1607.4 D, turned round;
    UU 27/2022 art. 10 and 34.

    Examples
    --------
    >>> from kinerja.balancing import Move
    >>> moves = [Move(f"P{i}", "A", "nurse", "B", "nurse", 1.0, "") for i in (0, 1, 2, 3, 6)]
    >>> out = plan_fairness(moves, [f"P{i}" for i in range(12)], ["x"] * 6 + ["y"] * 6)
    >>> out.share_moved.round(2).tolist(), out.ratio.tolist(), out.bears_more.tolist()
    ([0.67, 0.17], [4.0, 1.0], [True, False])
    """
    people = _ids(ids)
    n = people.size
    place = {who: i for i, who in enumerate(people.tolist())}
    moved = np.zeros(n, dtype=np.bool_)
    for who in proposals_of(plan):
        if who not in place:
            raise InputError.about(
                "ids",
                code="unknown_label",
                expected="everybody whom the plan moves",
                found=f"no {who!r}",
            )
        moved[place[who]] = True
    limit = _checks.number(threshold, "threshold", lower=0.0, upper=1.0, open_lower=True)
    codes = _checks.labels(group, "group", n=n).codes
    first = adverse_impact(moved, group, minimum=minimum, level=level, threshold=limit)
    shown = ~np.isnan(first.rate)
    least = first.group[int(np.nanargmin(first.rate))]
    found = adverse_impact(
        moved, group, reference=least, minimum=minimum, level=level, threshold=limit
    )
    km = None if distance is None else _length(_checks.vector(distance, "distance"), n, "distance")
    asked = None if wished is None else _length(_checks.flags(wished, "wished"), n, "wished")
    return PlanFairness(
        group=found.group,
        n=found.n,
        moved=found.selected,
        share_moved=found.rate,
        ratio=found.ratio,
        lower=found.lower,
        upper=found.upper,
        p_value=found.p_value,
        bears_more=below(np.array(1 / limit), found.ratio),
        distance=_means(km, moved, codes, found.group.size, minimum, shown),
        refused=_means(
            None if asked is None else ~moved,
            asked,
            codes,
            found.group.size,
            minimum,
            shown,
        ),
        reference=found.reference,
        overall_p=found.overall_p,
        suppressed=found.suppressed,
        provenance=Provenance(
            **made_from(ids=ids, group=group, distance=distance, wished=wished),
            options={"threshold": limit, "minimum": minimum, "level": level},
            missing="raise",
            left_out=found.provenance.left_out,
        ),
    )


def _ids(ids: ArrayLike) -> NDArray[Any]:
    found = _checks.identifiers(ids, _checks.array_of(ids, "ids").size)
    if found is None:
        raise InputError.about("ids", code="too_few", expected="at least one", found="none")
    return found


def _length(x: NDArray[Any], n: int, argument: str) -> NDArray[Any]:
    if x.shape != (n,):
        raise InputError.about(
            argument, code="wrong_shape", expected=f"{n} values", found=f"shape {x.shape}"
        )
    return x


def _means(
    x: NDArray[Any] | None,
    who: NDArray[np.bool_] | None,
    codes: NDArray[np.int64],
    g: int,
    minimum: int,
    shown: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Mean by group over some of its people; NaN where they are fewer than the minimum."""
    if x is None or who is None:
        return np.full(g, np.nan)
    count = np.bincount(codes[who], minlength=g)
    total = np.bincount(codes[who], weights=x[who], minlength=g)
    return np.where(shown & (count >= minimum), total / count, np.nan)
