"""Decisions: what was proposed, what a person decided, and where the two part.

A plan or a score proposes; an office decides. A `Decision` keeps both, with the fingerprint of the
result that was before the office, the day, and the grounds where it departs, so that a case can be
told years later. It is a definition: frozen, and JSON both ways.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from . import _checks
from ._definitions import Code, Definition, String
from ._definitions import fingerprint as _fingerprint
from .balancing import Move, TransferPlan
from .errors import InputError
from .ratings import AdverseImpact, adverse_impact
from .results import (
    Axis,
    BoolVector,
    FloatVector,
    IntVector,
    LabelVector,
    Provenance,
    Result,
    Unit,
)

__all__ = [
    "Decision",
    "PlanFairness",
    "Reconciliation",
    "fingerprint",
    "plan_fairness",
    "reconcile",
]


def __dir__() -> list[str]:
    return sorted(__all__)


def fingerprint(result: Result) -> str:
    """Fingerprint of a result: of its figures and how they were made, not of when.

    Parameters
    ----------
    result : Result
        What any function of the library returned.

    Returns
    -------
    str
        Sha256, as 64 hexadecimal digits; equal for equal results on every machine.

    Raises
    ------
    InputError
        If it is no result.

    Examples
    --------
    >>> from kinerja.schemes import skm
    >>> made = skm.check_report([3.2] * 9)
    >>> fingerprint(made) == fingerprint(skm.check_report([3.2] * 9))
    True
    """
    if not isinstance(result, Result):
        raise InputError.about(
            "result",
            code="wrong_type",
            expected="a result of the library",
            found=type(result).__name__,
        )
    told = result.to_dict()
    made = told.get("provenance")
    if isinstance(made, dict):
        # The same figures made elsewhere or later are the same proposal.
        told["provenance"] = {
            name: x for name, x in made.items() if name not in {"made_at", "library", "versions"}
        }
    return _fingerprint(told)


class _Frozen(dict[str, Any]):
    """A mapping inside a decision: read-only and hashable."""

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TypeError("a decision is read-only; make a new one")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = _refuse
    setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted((key, repr(x)) for key, x in self.items())))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def _told(x: Any) -> Any:
    """A move as its place; a mapping as such; anything else as it is."""
    if isinstance(x, Move):
        return {"unit": _plain(x.to_unit), "job": _plain(x.to_job)}
    if isinstance(x, Mapping):
        return {str(key): _plain(item) for key, item in x.items()}
    return _plain(x)


def _plain(x: Any) -> Any:
    return x.item() if isinstance(x, np.generic) else x


def _day(x: Any) -> Any:
    if isinstance(x, datetime.datetime):
        return x.date().isoformat()
    return x.isoformat() if isinstance(x, datetime.date) else x


def _is_day(x: str) -> str:
    try:
        return datetime.date.fromisoformat(x).isoformat()
    except ValueError:
        raise ValueError(f"expected a day as YYYY-MM-DD, found {x!r}") from None


def _print(x: Any) -> Any:
    return fingerprint(x) if isinstance(x, Result) else x


Scalar = str | int | float | bool | None
Said = Annotated[
    Annotated[dict[str, Scalar], AfterValidator(_Frozen)] | Scalar, BeforeValidator(_told)
]


class Decision(Definition):
    """What an office decided on what a result proposed.

    Parameters
    ----------
    result : str or Result
        Fingerprint of the result that was before the office; a result is turned into its own.
    id : str or int, optional
        Whom or what it concerns.
    proposed, decided : str, number, mapping or None
        What the result proposed, and what was decided: a text, a grade, a place as a mapping
        (``{"unit": …, "job": …}``; a `balancing.Move` is turned into one). None is "nothing": no
        proposal, or that nothing changes.
    by_office : str
        The office that decided. A person or an office decides, never a program.
    on : date or str
        Day of the decision, as YYYY-MM-DD.
    grounds : str
        Why; required where the decision departs from the proposal.

    Examples
    --------
    >>> made = Decision(
    ...     result="0" * 64,
    ...     id="P1",
    ...     proposed={"unit": "North", "job": "nurse"},
    ...     decided=None,
    ...     by_office="Head of personnel",
    ...     on="2026-03-02",
    ...     grounds="Cares for a parent in the present district.",
    ... )
    >>> made.departs, Decision.model_validate_json(made.model_dump_json()) == made
    (True, True)
    """

    result: Annotated[String, BeforeValidator(_print), Field(min_length=1)]
    id: str | int | None = None
    proposed: Said
    decided: Said
    by_office: Code
    on: Annotated[String, AfterValidator(_is_day), BeforeValidator(_day)]
    grounds: String = ""

    @model_validator(mode="after")
    def _said_why(self) -> Self:
        if self.departs and not self.grounds.strip():
            raise ValueError("the decision departs from the proposal: `grounds` has to say why")
        return self

    @property
    def departs(self) -> bool:
        """Whether another thing was decided than was proposed."""
        return bool(self.proposed != self.decided)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reconciliation(Result):
    """A plan beside what was decided, one row a person."""

    _keys: ClassVar = {"person": "ids"}
    _first: ClassVar = ("status", "proposed", "decided")

    ids: Annotated[LabelVector, Axis("person")]
    """(n,) everybody whom the plan moves or a decision concerns."""
    proposed: Annotated[LabelVector, Axis("person")]
    """(n,) what the plan proposes, in words; empty where it proposes nothing."""
    decided: Annotated[LabelVector, Axis("person")]
    """(n,) what was decided; empty where that nothing changes, or where nothing was decided."""
    status: Annotated[LabelVector, Axis("person")]
    """(n,) followed, changed (to another place), declined (nothing changes), added (decided without
    a proposal), or open (no decision yet)."""
    differs: Annotated[BoolVector, Axis("person")]
    """(n,) what was decided is not what the plan proposes; False where the case is open."""
    by_office: Annotated[LabelVector, Axis("person")]
    """(n,) the office that decided; empty where it is open."""
    on: Annotated[LabelVector, Axis("person")]
    """(n,) day of the decision."""
    grounds: Annotated[LabelVector, Axis("person")]
    """(n,) why it departs."""
    share_followed: Annotated[float, Unit("share")]
    """Share of the decided proposals that were followed; NaN where none is decided."""
    other_result: tuple[Any, ...] = ()
    """People whose decision rests on another result than this plan."""
    provenance: Provenance = field(default_factory=Provenance)

    def _headline(self) -> str:
        return "The plan and what was decided"

    def _facts(self) -> dict[str, Any]:
        codes, count = np.unique(self.status.astype(str), return_counts=True)
        return dict(zip(codes.tolist(), count.tolist(), strict=True))


def reconcile(
    plan: TransferPlan | Sequence[Move] | Mapping[Any, Any], decisions: Iterable[Decision]
) -> Reconciliation:
    """List where decisions and a plan part.

    Parameters
    ----------
    plan : balancing.TransferPlan, sequence of balancing.Move, or mapping
        The plan; a mapping from person to what was proposed does for other proposals.
    decisions : iterable of Decision
        What was decided; each names whom it concerns as `id`. Where a person has several, the
        latest counts and the others are named in the provenance.

    Returns
    -------
    Reconciliation
        One row for everybody whom the plan moves or a decision concerns, in the plan's order.

    Raises
    ------
    InputError
        If a decision names nobody, or one person has two decisions of one day.

    Notes
    -----
    Followed: decided as this plan proposes. Whether a decision rests on this very plan is told by
    the fingerprint it carries, and listed in `other_result` where it does not.

    Examples
    --------
    >>> plan = {"P1": {"unit": "North", "job": "nurse"}, "P2": {"unit": "East", "job": "clerk"}}
    >>> made = Decision(
    ...     result="0" * 64,
    ...     id="P1",
    ...     proposed=plan["P1"],
    ...     decided=plan["P1"],
    ...     by_office="Head of personnel",
    ...     on="2026-03-02",
    ... )
    >>> reconcile(plan, [made]).status.tolist()
    ['followed', 'open']
    """
    proposals = _proposals(plan)
    latest, earlier = _latest(decisions)
    own = fingerprint(plan) if isinstance(plan, TransferPlan) else None
    ids = [*proposals, *(who for who in latest if who not in proposals)]
    made = [latest.get(who) for who in ids]
    status = [_status(proposals.get(who), latest.get(who)) for who in ids]
    closed = [s for who, s in zip(ids, status, strict=True) if who in proposals and s != "open"]
    labels = np.empty(len(ids), dtype=object)
    labels[:] = ids
    return Reconciliation(
        ids=labels,
        proposed=_column([_words(proposals.get(who)) for who in ids]),
        decided=_column(["" if d is None else _words(d.decided) for d in made]),
        status=_column(status),
        differs=np.array([s in {"changed", "declined", "added"} for s in status], dtype=np.bool_),
        by_office=_column(["" if d is None else d.by_office for d in made]),
        on=_column(["" if d is None else d.on for d in made]),
        grounds=_column(["" if d is None else d.grounds for d in made]),
        share_followed=closed.count("followed") / len(closed) if closed else float("nan"),
        other_result=tuple(who for who, d in latest.items() if own and d.result != own),
        provenance=Provenance(definition=own, left_out=tuple(earlier), missing="raise"),
    )


def _column(x: list[str]) -> NDArray[Any]:
    out = np.empty(len(x), dtype=object)
    out[:] = x
    return out


def _who(move: Move) -> Any:
    """Name of the person, under its present or its former name."""
    return _plain(move.id if hasattr(move, "id") else move.staff)


def _proposals(plan: Any) -> dict[Any, Any]:
    if isinstance(plan, Mapping):
        return {_plain(who): _told(x) for who, x in plan.items()}
    moves = plan.moves if isinstance(plan, TransferPlan) else plan
    if isinstance(moves, str) or not isinstance(moves, Iterable):
        moves = (moves,)
    moves = tuple(moves)
    odd = next((x for x in moves if not isinstance(x, Move)), None)
    if odd is not None:
        raise InputError.about(
            "plan",
            code="wrong_type",
            expected="a transfer plan, moves, or a mapping from person to proposal",
            found=type(odd).__name__,
        )
    return {_who(move): _told(move) for move in moves}


def _latest(decisions: Iterable[Any]) -> tuple[dict[Any, Decision], list[str]]:
    """Latest decision of each person, and the earlier ones in words."""
    latest: dict[Any, Decision] = {}
    earlier = []
    for i, made in enumerate(decisions):
        if not isinstance(made, Decision) or made.id is None:
            raise InputError.about(
                "decisions",
                code="missing_value",
                expected="decisions that name whom they concern, as `id`",
                found=f"{type(made).__name__} without one (row {i})",
                positions=(i,),
            )
        old = latest.get(made.id)
        if old is not None and old.on == made.on:
            raise InputError.about(
                "decisions",
                code="duplicate",
                expected="one decision a day for each person",
                found=f"two on {made.on} for {made.id!r}",
                positions=(i,),
            )
        if old is not None:
            gone = min(old, made, key=lambda x: x.on)
            earlier.append(f"earlier decision on {made.id!r} of {gone.on} by {gone.by_office}")
        latest[made.id] = made if old is None or made.on > old.on else old
    return latest, earlier


def _status(proposed: Any, made: Decision | None) -> str:
    if made is None:
        return "open"
    if made.decided == proposed:
        return "followed"
    if made.decided is None:
        return "declined"
    return "added" if proposed is None else "changed"


def _words(x: Any) -> str:
    if x is None:
        return ""
    if isinstance(x, Mapping):
        return " / ".join(str(item) for item in x.values())
    return str(x)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PlanFairness(Result):
    """Who bears the moves of a plan, one row a group."""

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

    def _headline(self) -> str:
        return "Who bears the moves of the plan"


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
    1/threshold is marked. Where moves are wished for, read `refused` instead. A difference is no
    proof of unfairness: posts, qualifications and homes differ between groups.

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
    for who in _proposals(plan):
        if who not in place:
            raise InputError.about(
                "ids",
                code="unknown_label",
                expected="everybody whom the plan moves",
                found=f"no {who!r}",
            )
        moved[place[who]] = True
    limit = _checks.number(threshold, "threshold", lower=0.0, upper=1.0, open_lower=True)
    first = adverse_impact(moved, group, minimum=minimum, level=level, threshold=limit)
    shown = ~np.isnan(first.rate)
    least = first.group[int(np.nanargmin(np.where(shown, first.rate, np.nan)))]
    found = adverse_impact(
        moved, group, reference=least, minimum=minimum, level=level, threshold=limit
    )
    codes = _codes(group, found)
    km = None if distance is None else _length(_checks.vector(distance, "distance"), n, "distance")
    asked = None if wished is None else _length(_checks.flags(wished, "wished"), n, "wished")
    with np.errstate(invalid="ignore"):
        above = found.ratio > 1 / limit
    return PlanFairness(
        group=found.group,
        n=found.n,
        moved=found.selected,
        share_moved=found.rate,
        ratio=found.ratio,
        lower=found.lower,
        upper=found.upper,
        p_value=found.p_value,
        bears_more=np.asarray(above),
        distance=_means(km, moved, codes, found.group.size, minimum, shown),
        refused=_means(
            None if asked is None else (~moved).astype(np.float64),
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
            options={"threshold": limit, "minimum": minimum, "level": level}, missing="raise"
        ),
    )


def _ids(ids: ArrayLike) -> NDArray[Any]:
    held = np.asarray(ids, dtype=object)
    found = _checks.identifiers(ids, held.size)
    if found is None:
        raise InputError.about("ids", code="too_few", expected="at least one", found="none")
    return found


def _length(x: NDArray[Any], n: int, argument: str) -> NDArray[Any]:
    if x.shape != (n,):
        raise InputError.about(
            argument, code="wrong_shape", expected=f"{n} values", found=f"shape {x.shape}"
        )
    return x


def _codes(group: Any, found: AdverseImpact) -> NDArray[np.int64]:
    place = {label: i for i, label in enumerate(found.group.tolist())}
    labels = _checks.labels(group, "group")
    names = [place.get(name, -1) for name in np.asarray(labels.names).tolist()]
    return np.asarray(np.array([*names, -1], dtype=np.int64)[labels.codes])


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
    used = who & (codes >= 0)
    count = np.bincount(codes[used], minlength=g)
    total = np.bincount(codes[used], weights=x[used], minlength=g)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(shown & (count >= minimum), total / count, np.nan)
