"""A plan beside what was decided, one row per person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .._checks import (
    listed,
    plain,
)
from .._steady import steady
from .._words import words
from ..balancing import Move, TransferPlan
from ..errors import InputError, named_class, shown
from ..results import Axis, BoolVector, LabelVector, Provenance, Result, Unit
from .decision import Decision, fingerprint, proposal_of


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reconciliation(Result):
    """A plan beside what was decided, one row per person."""

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

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.reconciliation

    def _facts(self, language: str = "en") -> dict[str, Any]:
        codes, count = np.unique(self.status.astype(str), return_counts=True)
        return dict(zip(codes.tolist(), count.tolist(), strict=True))


@steady
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
    proposals = proposals_of(plan)
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
        proposed=_column([_shown(proposals.get(who)) for who in ids]),
        decided=_column(["" if d is None else _shown(d.decided) for d in made]),
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


def proposals_of(plan: Any) -> dict[Any, Any]:
    if isinstance(plan, Mapping):
        places = {plain(who): proposal_of(x) for who, x in plan.items()}
        odd = [
            (who, part)
            for who, x in places.items()
            for part in (x.values() if isinstance(x, Mapping) else (x,))
            if not isinstance(part, str | int | float | None)
        ]
        if odd:
            raise InputError.about(
                "plan",
                code="wrong_type",
                expected="a text, a number, a Move or a mapping of them for each person",
                found=f"{named_class(type(odd[0][1]))} for {shown(odd[0][0])}",
            )
        return places
    expected = "a transfer plan, moves, or a mapping from person to proposal"
    moves = plan.moves if isinstance(plan, TransferPlan) else plan
    moves = (moves,) if isinstance(moves, Move) else tuple(listed(moves, "plan", expected=expected))
    odd = [x for x in moves if not isinstance(x, Move)]
    if odd:
        raise InputError.about(
            "plan",
            code="wrong_type",
            expected=expected,
            found=type(odd[0]).__name__,
        )
    return {plain(move.id): proposal_of(move) for move in moves}


def _latest(decisions: Iterable[Any]) -> tuple[dict[Any, Decision], list[str]]:
    """Latest decision of each person, and the earlier ones in words."""
    latest: dict[Any, Decision] = {}
    earlier = []
    for i, made in enumerate(listed(decisions, "decisions", expected="a sequence of Decision")):
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
            note = words().notes.earlier_decision
            earlier.append(note.format(who=repr(made.id), day=gone.on, office=gone.by_office))
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


def _shown(x: Any) -> str:
    if x is None:
        return ""
    if isinstance(x, Mapping):
        return " / ".join(str(item) for item in x.values())
    return str(x)
