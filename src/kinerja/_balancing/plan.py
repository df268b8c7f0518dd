"""The plan: its moves, its proof, and what is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from .._solve import Level, Status
from .._words import words
from ..results import Axis, IntMatrix, Provenance, Result
from .problem import Problem
from .strategies.moves import DecidedBy


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Move(Result):
    """One person's transfer."""

    _shown_as: ClassVar = {"staff": "id"}

    staff: Any
    from_unit: Any
    from_job: Any
    to_unit: Any
    to_job: Any
    cost: float
    reason: str

    @property
    def id(self) -> Any:
        """The person, by the name that tables use: the same as `staff`."""
        return self.staff


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Remaining(Result):
    """A post that stays short, and the rule that holds it."""

    unit: Any
    job: Any
    shortage: float
    """Persons still missing."""
    rule: str
    """Relaxing this rule alone would let one more person come (`RULES` says it in words); two
    joined by ``+`` where only both together would."""
    others: tuple[str, ...] = ()
    """Further rules of which each, relaxed alone, would do the same."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TransferPlan(Result):
    """Moves, and the proof that no plan is better."""

    _optional: ClassVar = ("problem",)
    _keys: ClassVar = {"move": (), "unit": "problem.units", "job": "problem.jobs"}

    moves: Annotated[tuple[Move, ...], Axis("move")]
    shortage_before: float
    shortage_after: float
    cost: float
    levels: Annotated[tuple[Level, ...], Axis("level")]
    bound: float
    """Of the first level whose gap is not 0, else of the first level."""
    gap: float
    status: Status
    """``"optimal"`` only if every gap is 0."""
    stopped_by: Literal["time_limit"] | None
    other_plans: bool
    """True when other plans are equal in every level before `months` and `order`."""
    tenure_checked: bool
    """False when no months in post were given: then nobody's tenure was looked at."""
    mean_fit: float
    """Mean of `fit` over the moves; NaN without moves or without `fit`."""
    wishes_met: float
    """Share of the moves to the unit that the person likes best (or that is nearest to home),
    their present unit apart; NaN without moves or wishes."""
    headcount_before: Annotated[IntMatrix, Axis("unit", "job")]
    """(units, jobs)"""
    headcount_after: Annotated[IntMatrix, Axis("unit", "job")]
    """(units, jobs)"""
    remaining: Annotated[tuple[Remaining, ...], Axis("post")]
    provenance: Provenance
    decided_by: DecidedBy | None = None
    """Last rule that was needed to choose among plans equal so far: the level ``"months"`` (longest
    in post, taken together) or ``"order"`` (first by id), or, where plans are still equal, the
    ``"fixed"`` order of the posts; None where there was nothing to choose."""
    problem: Problem | None = field(default=None, compare=False)
    """Frozen copy of the inputs and options; in `to_dict` only if asked for, and no part of
    equality."""

    def to_dict(self, *, problem: bool = False) -> dict[str, Any]:
        """Return the fields in plain JSON types; the problem only if asked for."""
        # Slotted dataclasses are made anew, which a bare super() does not follow.
        out = Result.to_dict(self)
        if not problem:
            del out["problem"]
        return out

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.plan

    def _facts(self, language: str = "en") -> dict[str, Any]:
        return {
            name: getattr(self, name)
            for name in ("status", "shortage_before", "shortage_after", "cost", "decided_by")
        }
