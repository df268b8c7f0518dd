"""Several scorecards: each subject scored with the card of their post."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, cast

import numpy as np
from numpy.typing import NDArray

from .._checks import (
    choice,
    columns_at,
    identifiers,
    ids_of,
    items_of,
    joined,
    labels,
    listed,
    read_columns,
)
from .._definitions import Language
from .._digits import rank
from .._indicators.card import Scorecard
from .._steady import steady
from .._types import Float, Ints
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatVector, LabelVector, Provenance, Result, Unit
from .intake import checked_card
from .policy import MissingPolicy
from .score import score
from .scores import Scores

Comparable = Literal["points", "percentile", "z_score"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ScoresByCard(Result):
    """Scores of a group in which each subject is scored with the card of their post."""

    _keys: ClassVar = {"person": "ids"}
    _first: ClassVar = ("card_of", "total", "rank", "band")
    _aside: ClassVar = ("made_comparable",)

    total: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) total of each subject, on their own card."""
    ids: Annotated[LabelVector | None, Axis("person")]
    """(n,) ids, or None."""
    card_of: Annotated[LabelVector, Axis("person")]
    """(n,) which card each subject was scored with."""
    scores: Mapping[Any, Scores]
    """Scores of each card's subjects, in the order of the rows."""
    comparable: Annotated[FloatVector, Axis("person")]
    """(n,) figure on which subjects of different cards are ranked together; NaN unless asked."""
    made_comparable: str
    """How `comparable` was made; empty where totals of different cards are not ranked together."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the scores were made."""

    @property
    def rank(self) -> Annotated[Float, Axis("person")]:
        """(n,) rank from 1 = best: over everybody where that was asked, else inside each card."""
        if self.made_comparable:
            out = rank(self.comparable)
        else:
            out = np.empty(self.total.size)
            for name, scores in self.scores.items():
                out[self.card_of == name] = scores.rank
        return cast("Float", self._remember("rank", out))

    @property
    def band(self) -> Annotated[NDArray[Any], Axis("person")]:
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

    def _headline(self, language: str = "en") -> str:
        said = words(language).headlines
        title = said.scores_together if self.made_comparable else said.scores_apart
        return title.format(n=len(self), cards=len(self.scores), by=self.made_comparable)


@steady
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
    if not isinstance(cards, Mapping):
        cards = listed(cards, "cards", expected="a list of cards, or a mapping from label to card")
    for card in cards.values() if isinstance(cards, Mapping) else cards:
        checked_card(card, "cards")
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
    own_ids = identifiers(ids_of(data, ids), n)
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


def _cells(column: Any, rows: Ints, code: str, n: int) -> Any:
    """Some rows of one column, whatever kind of column it is."""
    if hasattr(column, "to_native"):
        column = column.to_native()
    if not isinstance(column, np.ndarray):
        column = items_of(column)
    if len(column) != n:
        raise InputError.about(
            "data", code="wrong_shape", expected=f"{n} values in column {code!r}",
            found=str(len(column)), positions=columns_at([code]),
        )  # fmt: skip
    if isinstance(column, np.ndarray):
        return column[rows]
    return [column[i] for i in rows.tolist()]


def _comparable(total: Float, codes: Ints, how: Comparable | None) -> Float:
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
