"""Two periods of the same subjects: who changed by how much, and through which indicator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .._aggregate import Place
from .._checks import flag, instance, joined
from .._indicators.card import Scorecard
from .._steady import steady
from .._types import Flags, Float, Ints
from .._words import words
from ..errors import InputError
from ..results import (
    Axis,
    BoolVector,
    FloatMatrix,
    FloatVector,
    LabelVector,
    Provenance,
    Result,
    Unit,
)
from .owen import owen_values
from .score import score
from .scores import Scores
from .tree import tree_of


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Change(Result):
    """What changed between two periods, for the m subjects of both."""

    _keys: ClassVar = {"person": "ids", "indicator": "codes"}
    _first: ClassVar = ("before", "after", "change")

    ids: Annotated[LabelVector, Axis("person")]
    """(m,) ids of those in both periods, in the order of the later one."""
    total: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(m,) later total less the earlier one; NaN where either is missing."""
    contributions: Annotated[FloatMatrix, Axis("person", "indicator"), Unit("points")]
    """(m, k) part of the change that each indicator accounts for; rows sum to `total`."""
    joiners: Annotated[LabelVector, Axis("joiner")]
    """Ids of the later period only."""
    leavers: Annotated[LabelVector, Axis("leaver")]
    """Ids of the earlier period only."""
    before: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(m,) earlier totals."""
    after: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(m,) later totals."""
    codes: Annotated[LabelVector, Axis("indicator")]
    """(k,) codes of the indicators."""
    pattern_changed: Annotated[BoolVector, Axis("person")]
    """(m,) True where other indicators were missing than before."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the comparison was made."""

    @property
    def change(self) -> Annotated[FloatVector, Axis("person"), Unit("points")]:
        """(m,) after less before: `total`, by the name that a table gives it."""
        return self.total

    def _value(self, name: str) -> Any:
        return None if name == "total" else getattr(self, name)  # a table calls it change

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.change.format(
            n=self.ids.size, joined=self.joiners.size, left=self.leavers.size
        )


@steady
def compare(before: Scores, after: Scores, *, rebase: bool = False) -> Change:
    """Compare two periods, subject by subject and indicator by indicator.

    Parameters
    ----------
    before, after : Scores
        Scores of the two periods. Subjects are matched by id; without ids both must have the same
        number of rows, in one order.
    rebase : bool
        Score the earlier values again with the later card, so that both stand on one ruler. Without
        it different definitions, or relative scales anchored on different groups, are refused.

    Returns
    -------
    Change
        For those in both periods the change of the total and each indicator's part of it; joiners
        and leavers by id.

    Raises
    ------
    InputError
        If the definitions differ and `rebase` is False, only one of the two has ids, or a
        scale cannot take an earlier value.

    Notes
    -----
    An indicator's part is the Owen value of its move (see ``explain``), with the subject's earlier
    points as baseline: it sums to the change exactly, and an indicator that did not move has 0.
    Where other values are missing than before, weights moved as well; there the part is the
    difference of the two contributions, which sums just as exactly.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> from kinerja.scoring import score
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Demo",
    ...     parts=(
    ...         Indicator(code="a", name="A", scale=Identity(), weight=3),
    ...         Indicator(code="b", name="B", scale=Identity(), weight=1),
    ...     ),
    ... )
    >>> last, this = (
    ...     score(card, [[60, 80]], ids=["x"]),
    ...     score(card, [[70, 60], [1, 2]], ids=["x", "y"]),
    ... )
    >>> change = compare(last, this)
    >>> change.total.tolist(), change.contributions.tolist(), change.joiners.tolist()
    ([2.5], [[7.5, -5.0]], ['y'])
    """
    for name, scores in (("before", before), ("after", after)):
        instance(scores, name, Scores, hint="Pass what score returned.")
    flag(rebase, "rebase")
    left_out: tuple[str, ...] = ()
    if rebase:
        before = _rebased(before, after)
        left_out = (words().notes.rebased,)
    elif rulers(before) != rulers(after):
        same_card = before.card.fingerprint == after.card.fingerprint
        raise InputError.about(
            "after",
            code="contradiction",
            expected="scores on the definition of `before`",
            found="relative scales anchored on another group"
            if same_card
            else f"card {after.card.code!r} version {after.card.version}",
            hint="Score the later data with anchor(card, earlier data), or pass rebase=True.",
        )
    first, second, joiners, leavers = _matched(before, after)
    ids = second if after.ids is None else after.ids[second]
    total = after.total[second] - before.total[first]
    parts, moved = _parts(before, after, first, second)
    return Change(
        ids=ids,
        total=total,
        contributions=parts,
        joiners=joiners,
        leavers=leavers,
        before=before.total[first],
        after=after.total[second],
        codes=np.array(after.card.codes, dtype=object),
        pattern_changed=moved,
        provenance=Provenance(
            definition=after.card.fingerprint,
            options={"rebase": rebase},
            missing=after.provenance.missing,
            left_out=left_out,
        ),
    )


def rulers(scores: Scores) -> Any:
    if isinstance(scores.anchored, Scorecard):
        return scores.anchored.fingerprint
    return {name: card.fingerprint for name, card in scores.anchored.items()}


def _rebased(before: Scores, after: Scores) -> Scores:
    """The earlier values on the later ruler."""
    if not isinstance(after.anchored, Scorecard):
        raise InputError.about(
            "after",
            code="contradiction",
            expected="scores without peer groups for rebase=True",
            found="scores made with by=",
            hint="Rebase each peer group by itself, with its anchored card.",
        )
    card = after.anchored
    absent = [code for code in card.codes if code not in before.card.codes]
    if absent:
        raise InputError.about(
            "before",
            code="missing_column",
            expected="a value for every indicator of the later card",
            found=f"none for {joined(absent)}",
            positions=tuple(absent[:5]),
        )
    at = [before.card.codes.index(code) for code in card.codes]
    return score(
        card,
        before.values[:, at],
        ids=before.ids,
        missing=before.provenance.missing or "raise",  # type: ignore[arg-type]
        min_coverage=before.provenance.options["min_coverage"],
        targets={code: t for code, t in before.targets.items() if code in card.codes},
    )


def _matched(before: Scores, after: Scores) -> tuple[Ints, Ints, NDArray[Any], NDArray[Any]]:
    """Rows of those in both periods, and who is in one only."""
    if (before.ids is None) is not (after.ids is None):
        raise InputError.about(
            "after",
            code="contradiction",
            expected="ids in both periods or in neither",
            found="one of them",
        )
    nobody = np.empty(0, dtype=object)
    if before.ids is None or after.ids is None:
        if len(before) != len(after):
            raise InputError.about(
                "after",
                code="wrong_shape",
                expected=f"{len(before)} subjects, as before",
                found=str(len(after)),
                hint="Pass ids to match subjects that join or leave.",
            )
        rows = np.arange(len(after))
        return rows, rows, nobody, nobody.copy()
    row_before = {name: i for i, name in enumerate(before.ids.tolist())}
    earlier = np.array([row_before.get(name, -1) for name in after.ids.tolist()], dtype=np.int64)
    stays = earlier >= 0
    left = np.ones(len(before), dtype=np.bool_)
    left[earlier[stays]] = False
    return earlier[stays], np.flatnonzero(stays), after.ids[~stays], before.ids[left]


def _parts(before: Scores, after: Scores, first: Ints, second: Ints) -> tuple[Float, Flags]:
    """Each indicator's part of the change, and where the missing pattern is another."""
    old, new = before.points[first], after.points[second]
    moved = (np.isnan(old) != np.isnan(new)).any(axis=1)
    parts = after.contributions[second] - before.contributions[first]
    rows = np.flatnonzero(~moved & ~np.isnan(parts).any(axis=1))
    if rows.size:
        there = ~np.isnan(new[rows])
        known = None
        if not there.all():
            known = [np.ascontiguousarray(there[:, j]) for j in range(there.shape[1])]
        values = owen_values(
            tree_of(after.card),
            [np.where(there[:, j], old[rows, j], 0.0) for j in range(there.shape[1])],
            [np.where(there[:, j], new[rows, j], 0.0) for j in range(there.shape[1])],
            Place("after"),
            known=known,
        )
        parts[rows] = np.column_stack(values)
    return np.asfortranarray(parts), moved
