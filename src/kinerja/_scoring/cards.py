"""Several scorecards: each subject with the card of their post; a new card tried on old data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from .._checks import choice, identifiers, joined, labels, read_columns
from .._definitions import Language
from .._digits import rank
from .._indicators.aggregations import ignores_weights
from .._indicators.card import Group, Indicator, Scorecard, with_scales
from ..errors import InputError
from ..results import FloatVector, LabelVector, Provenance, Result
from .policy import MissingPolicy
from .score import score
from .scores import Scores

Float = NDArray[np.float64]
Comparable = Literal["points", "percentile", "z_score"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ScoresByCard(Result):
    """Scores of a group in which each subject is scored with the card of their post."""

    total: FloatVector
    """(n,) total of each subject, on their own card."""
    ids: LabelVector | None
    """(n,) ids, or None."""
    card_of: LabelVector
    """(n,) which card each subject was scored with."""
    scores: Mapping[Any, Scores]
    """Scores of each card's subjects, in the order of the rows."""
    comparable: FloatVector
    """(n,) figure on which subjects of different cards are ranked together; NaN unless asked."""
    made_comparable: str
    """How `comparable` was made; empty where totals of different cards are not ranked together."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the scores were made."""

    @property
    def rank(self) -> NDArray[np.float64]:
        """(n,) rank from 1 = best: over everybody where that was asked, else inside each card."""
        if self.made_comparable:
            out = rank(self.comparable)
        else:
            out = np.empty(self.total.size)
            for name, scores in self.scores.items():
                out[self.card_of == name] = scores.rank
        return cast("NDArray[np.float64]", self._remember("rank", out))

    @property
    def band(self) -> NDArray[Any]:
        """(n,) label of each subject's grade on their own card; empty without grades."""
        return self.grades()

    def grades(self, language: Language = "en") -> NDArray[Any]:
        """(n,) label of each subject's grade, in the language asked for."""
        return self._labels(lambda scores: scores.grades(language))

    def _labels(self, graded: Callable[[Scores], NDArray[Any]]) -> NDArray[Any]:
        out = np.full(self.total.size, "", dtype=object)
        for name, scores in self.scores.items():
            if scores.card.bands is not None:
                out[self.card_of == name] = graded(scores)
        return out

    def __len__(self) -> int:
        return int(self.total.size)

    def __getitem__(self, name: Any) -> Scores:
        """Scores of the subjects of one card."""
        return self.scores[name]

    def _columns(self) -> dict[str, NDArray[Any]]:
        ids = np.arange(len(self)) if self.ids is None else self.ids
        columns = {"id": ids, "card": self.card_of, "total": self.total, "rank": self.rank}
        if self.made_comparable:
            columns["comparable"] = self.comparable
        return columns | {"band": self._labels(lambda scores: scores._shown_bands())}

    def _frame(self) -> dict[str, NDArray[Any]]:
        return self._columns() | {"band": self.band}

    def _headline(self) -> str:
        how = f"ranked together by {self.made_comparable}" if self.made_comparable else (
            "ranked inside each card"
        )  # fmt: skip
        return f"Scores of {len(self)} subjects on {len(self.scores)} cards, {how}"


def score_by(
    cards: Mapping[Any, Scorecard] | Sequence[Scorecard],
    data: Any,
    card_of: Any,
    *,
    ids: Any = None,
    missing: MissingPolicy = "raise",
    min_coverage: float = 0.0,
    together: Comparable | None = None,
) -> ScoresByCard:
    """Score each subject with the card of their post.

    Parameters
    ----------
    cards : mapping of label to Scorecard, or sequence of Scorecard
        The cards; a sequence is labelled by the cards' codes.
    data : mapping or dataframe
        Raw values by code; each card reads its own columns. Cells of indicators that are not on a
        subject's card are not looked at.
    card_of : array_like (n,) or str
        Label of each subject's card; for a table also a column's name.
    ids : array_like (n,) or str, optional
        Ids of the subjects.
    missing, min_coverage
        As for ``score``.
    together : {"points", "percentile", "z_score"}, optional
        Rank subjects of different cards together: by their points as they are, by the share of
        their own card's subjects they leave behind, or by their distance from their own card's mean
        in its standard deviations. Not given: ranks hold inside each card only.

    Returns
    -------
    ScoresByCard
        Totals in the order of the rows, the Scores of each card, and how totals were made
        comparable.

    Raises
    ------
    InputError
        If a label has no card, `data` is an array (columns have no names), or as ``score`` does.

    Notes
    -----
    Totals of different cards measure different things. "points" trusts that the cards are equally
    demanding; "percentile" and "z_score" suppose that the people on them are equally able. Neither
    can be seen in the data: the choice is the office's, and the result names it.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> teacher = Scorecard(
    ...     code="teacher",
    ...     name="Teacher",
    ...     parts=(Indicator(code="lessons", name="Lessons", scale=Identity()),),
    ... )
    >>> clerk = Scorecard(
    ...     code="clerk",
    ...     name="Clerk",
    ...     parts=(Indicator(code="letters", name="Letters", scale=Identity()),),
    ... )
    >>> table = {"lessons": [80, None, 90], "letters": [None, 70, None]}
    >>> score_by([teacher, clerk], table, ["teacher", "clerk", "teacher"]).total.tolist()
    [80.0, 70.0, 90.0]
    """
    if together is not None:
        choice(together, "together", ("points", "percentile", "z_score"))
    by_label = dict(cards) if isinstance(cards, Mapping) else {card.code: card for card in cards}
    if len(by_label) < len(cards):
        raise InputError.about(
            "cards",
            code="duplicate",
            expected="cards with codes of their own",
            found=f"{len(cards)} cards with {joined(list(by_label))}",
            hint="Pass a mapping from label to card.",
        )
    needed = list(dict.fromkeys(code for card in by_label.values() for code in card.codes))
    columns = dict(zip(needed, read_columns(data, needed), strict=True))
    if isinstance(card_of, str):
        card_of = read_columns(data, [card_of], "card_of")[0]
    codes, names = labels(card_of, "card_of")
    n = codes.size
    unknown = [name for name in names.tolist() if name not in by_label]
    if unknown:
        raise InputError.about(
            "card_of", code="unknown_label", expected=f"labels among {joined(list(by_label))}",
            found=joined(unknown), positions=tuple(unknown[:5]),
        )  # fmt: skip
    if isinstance(ids, str):
        ids = read_columns(data, [ids], "ids")[0]
    own_ids = identifiers(ids, n)
    row_names = np.arange(n) if own_ids is None else own_ids
    total = np.full(n, np.nan)
    out: dict[Any, Scores] = {}
    for i, name in enumerate(names.tolist()):
        rows = np.flatnonzero(codes == i)
        card = by_label[name]
        part = {code: _cells(columns[code], rows, code, n) for code in card.codes}
        out[name] = score(
            card, part, ids=row_names[rows], missing=missing, min_coverage=min_coverage
        )
        total[rows] = out[name].total
    return ScoresByCard(
        total=total,
        ids=own_ids,
        card_of=names[codes],
        scores=out,
        comparable=_comparable(total, codes, together),
        made_comparable=together or "",
        provenance=Provenance(
            definition=None,
            options={
                "cards": {str(name): s.card.fingerprint for name, s in out.items()},
                "together": together,
                "min_coverage": min_coverage,
            },
            missing=missing,
        ),
    )


def _cells(column: Any, rows: NDArray[np.int64], code: str, n: int) -> Any:
    """Some rows of one column, whatever kind of column it is."""
    if hasattr(column, "to_native"):
        column = column.to_native()
    for method in ("to_pylist", "to_list", "tolist"):
        if not isinstance(column, np.ndarray) and hasattr(column, method):
            column = getattr(column, method)()
            break
    if len(column) != n:
        raise InputError.about(
            "data", code="wrong_length", expected=f"{n} values in column {code!r}",
            found=str(len(column)), positions=(code,),
        )  # fmt: skip
    if isinstance(column, np.ndarray):
        return column[rows]
    return [column[i] for i in rows.tolist()]


def _comparable(total: Float, codes: NDArray[np.int64], how: Comparable | None) -> Float:
    if how is None:
        return np.full(total.size, np.nan)
    if how == "points":
        return total.copy()
    from ..normalization import percentile, z_score

    out = np.full(total.size, np.nan)
    for code in range(int(codes.max(initial=-1)) + 1):
        rows = np.flatnonzero((codes == code) & ~np.isnan(total))
        if rows.size:
            out[rows] = (percentile if how == "percentile" else z_score)(total[rows])
    return out


_CAUSES = ("scale", "weight", "structure", "band")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CardChange(Result):
    """What a new card would have changed, on the same data."""

    ids: LabelVector | None
    """(n,) ids, or None."""
    old_total: FloatVector
    """(n,) totals on the old card."""
    new_total: FloatVector
    """(n,) totals on the new card."""
    change: FloatVector
    """(n,) new less old; the sum of the three effects."""
    scale: FloatVector
    """(n,) effect of other scales on indicators that stay."""
    weight: FloatVector
    """(n,) effect of other weights on indicators that stay, or leave."""
    structure: FloatVector
    """(n,) effect of other groups, aggregations and new indicators."""
    old_band: LabelVector
    """(n,) grades on the old card; empty without."""
    new_band: LabelVector
    """(n,) grades on the new card; empty without."""
    band_cause: LabelVector
    """(n,) the last step at which the grade moved: scale, weight, structure or band (other grade
    bounds or labels); empty where the grade stays."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the comparison was made."""

    @property
    def changes_band(self) -> NDArray[np.bool_]:
        """(n,) True for those who would have another grade."""
        return np.asarray(self.old_band != self.new_band, dtype=np.bool_)

    def _columns(self) -> dict[str, NDArray[Any]]:
        ids = np.arange(self.change.size) if self.ids is None else self.ids
        return {
            "id": ids,
            "old": self.old_total,
            "new": self.new_total,
            "scale": self.scale,
            "weight": self.weight,
            "structure": self.structure,
            "old_band": self.old_band,
            "new_band": self.new_band,
            "cause": self.band_cause,
        }

    def _headline(self) -> str:
        moved = int(self.changes_band.sum())
        return f"A new card on {self.change.size} subjects: {moved} would change grade"


def compare_cards(
    old: Scorecard,
    new: Scorecard,
    data: Any,
    *,
    ids: Any = None,
    missing: MissingPolicy = "raise",
    min_coverage: float = 0.0,
) -> CardChange:
    """Try a new card on the same data: who changes, by how much, and which change did it.

    Parameters
    ----------
    old, new : Scorecard
        The card in force and the one proposed.
    data : mapping or dataframe
        Raw values by code, for the indicators of both cards. An array will do where both have the
        same codes in the same order.
    ids : array_like (n,) or str, optional
        Ids of the subjects.
    missing, min_coverage
        As for ``score``.

    Returns
    -------
    CardChange
        Each subject's change, split exactly into a scale, a weight and a structure effect; grades
        before and after, and which step moved them.

    Raises
    ------
    InputError
        As ``score``.

    Notes
    -----
    The old card becomes the new one in four steps, and each effect is what its step adds: (1) the
    new *scales* on the indicators that stay, in the old tree; (2) the new *weights*: effective
    weights of the new card on the old tree, an indicator that leaves getting 0; (3) the new
    *structure*: groups, aggregations, new indicators, which is the new card; (4) the new *bands*,
    which move no total. Relative scales are anchored on the data first. The steps depend on this
    order, which is the order in which a card is written; their sum does not. Where the old tree
    cannot carry the new weights (an aggregation without weights, or a group that loses all of its
    indicators) step 2 is empty and its effect is part of step 3.

    Examples
    --------
    >>> from kinerja.indicators import Bands, Identity, Indicator, Scorecard
    >>> def card(a, b):
    ...     return Scorecard(
    ...         code="c",
    ...         name="C",
    ...         bands=Bands.of({"fair": 0, "good": 75}),
    ...         parts=(
    ...             Indicator(code="a", name="A", scale=Identity(), weight=a),
    ...             Indicator(code="b", name="B", scale=Identity(), weight=b),
    ...         ),
    ...     )
    >>> tried = compare_cards(card(50, 50), card(80, 20), [[90, 50], [80, 80]])
    >>> tried.weight.tolist(), tried.new_band.tolist(), tried.band_cause.tolist()
    ([12.0, 0.0], ['good', 'good'], ['weight', ''])
    """
    options: dict[str, Any] = {"missing": missing, "min_coverage": min_coverage}
    first, last = score(old, data, ids=ids, **options), score(new, data, ids=ids, **options)
    old_card, new_card = cast("Scorecard", first.anchored), cast("Scorecard", last.anchored)
    scales = {i.code: i.scale for i in new_card.indicators if i.code in old_card.codes}
    rescaled = cast("Scorecard", with_scales(old_card, scales))
    values = first.values
    after_scales = score(rescaled, values, **options)
    reweighted = _reweighted(rescaled, new_card.weights)
    after_weights = after_scales if reweighted is None else score(reweighted, values, **options)
    steps = [first.total, after_scales.total, after_weights.total, last.total]
    old_band = _grades(first)
    trail = [old_band, *(_between(old, total) for total in steps[1:]), _grades(last)]
    cause = np.full(len(first), "", dtype=object)
    for name, was, now in zip(_CAUSES, trail, trail[1:], strict=False):
        cause[was != now] = name
    cause[trail[0] == trail[-1]] = ""
    return CardChange(
        ids=first.ids,
        old_total=first.total,
        new_total=last.total,
        change=last.total - first.total,
        scale=steps[1] - steps[0],
        weight=steps[2] - steps[1],
        structure=steps[3] - steps[2],
        old_band=old_band,
        new_band=trail[-1],
        band_cause=cause,
        provenance=Provenance(
            definition=new.fingerprint,
            options={"old": old.fingerprint, "min_coverage": min_coverage},
            missing=missing,
        ),
    )


def _grades(scores: Scores) -> NDArray[Any]:
    if scores.card.bands is None:
        return np.full(len(scores), "", dtype=object)
    return scores.band


def _between(card: Scorecard, total: Float) -> NDArray[Any]:
    """Grades on the way: a total that nobody has may lie outside, and takes the nearest grade."""
    bands = card.bands
    if bands is None:
        return np.full(total.size, "", dtype=object)
    return np.asarray(bands.labels()[bands._codes(bands._judged(total))], dtype=object)


def _reweighted(card: Scorecard, weights: Mapping[str, float]) -> Scorecard | None:
    """The card with each part weighing what it weighs on another card; None where it cannot."""

    def weigh(node: Any) -> tuple[Any, float] | None:
        if isinstance(node, Indicator):
            weight = weights.get(node.code, 0.0)
            fields = {name: getattr(node, name) for name in Indicator.model_fields}
            return Indicator.model_construct(**{**fields, "weight": weight}), weight
        if ignores_weights(node.aggregation):
            return None
        parts = [weigh(part) for part in node.parts]
        if any(part is None for part in parts):
            return None
        known = [part for part in parts if part is not None]
        total = sum(weight for _, weight in known)
        if total <= 0:
            return None
        fields = {name: getattr(node, name) for name in type(node).model_fields}
        fields["parts"] = tuple(part for part, _ in known)
        if isinstance(node, Group):
            fields["weight"] = total
        return type(node).model_construct(**fields), total

    weighed = weigh(card)
    return None if weighed is None else cast("Scorecard", weighed[0])
