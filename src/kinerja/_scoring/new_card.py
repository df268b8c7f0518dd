"""A new card tried on old data: who changes, by how much, and which change did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, cast

import numpy as np
from numpy.typing import NDArray

from .._checks import row_of
from .._definitions import Language
from .._indicators.aggregations import ignores_weights
from .._indicators.card import Scorecard
from .._indicators.parts import Group, Indicator, with_scales
from .._letters import Reply, Templates, layered, read_reply
from .._steady import steady
from .._types import Flags, Float
from .._words import words
from ..results import Axis, FloatVector, LabelVector, Provenance, Result, Unit
from .intake import checked_card
from .policy import MissingPolicy
from .score import score
from .scores import Scores

_CAUSES = ("scale", "weight", "structure", "band")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CardChange(Result):
    """What a new card would have changed, on the same data."""

    _keys: ClassVar = {"person": "ids"}
    _first: ClassVar = ("old_total", "new_total", "old_band", "new_band", "band_cause")

    ids: Annotated[LabelVector | None, Axis("person")]
    """(n,) ids, or None."""
    old_total: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) totals on the old card."""
    new_total: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) totals on the new card."""
    change: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) new less old; the sum of the three effects."""
    scale: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) effect of other scales on indicators that stay."""
    weight: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) effect of other weights on indicators that stay, or leave."""
    structure: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) effect of other groups, aggregations and new indicators."""
    old_band: Annotated[LabelVector, Axis("person")]
    """(n,) grades on the old card; empty without."""
    new_band: Annotated[LabelVector, Axis("person")]
    """(n,) grades on the new card; empty without."""
    band_cause: Annotated[LabelVector, Axis("person")]
    """(n,) the last step at which the grade moved: scale, weight, structure or band (other grade
    bounds or labels); empty where the grade stays."""
    old_card: Scorecard
    """The card in force."""
    new_card: Scorecard
    """The card proposed."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the comparison was made."""

    def text(self, *, language: Language = "en", templates: Templates | None = None) -> str:
        """Say to the agency how many would change, by how much, and through what.

        Parameters
        ----------
        language : {"en", "id"}
        templates : mapping of name to sentence, optional
            Sentences in place of those of `letters.sentences("new_card")`.

        Raises
        ------
        InputError
            If the language is unknown, or a template does not fit.

        Examples
        --------
        >>> from kinerja.indicators import Identity, Indicator, Scorecard
        >>> def card(*weights):
        ...     parts = [
        ...         Indicator(code=code, name=code, scale=Identity(), weight=weight)
        ...         for code, weight in zip("ab", weights, strict=True)
        ...     ]
        ...     return Scorecard(code="c", name="C", parts=parts)
        >>> tried = compare_cards(card(50, 50), card(80, 20), [[90, 50], [80, 80]])
        >>> tried.text().split(". ")[1].split(";")[0]
        'The mean total would go from 75.0 to 81.0 (+6.0)'
        """
        from .new_card_texts import text_of

        return text_of(self, layered(words(language).letters.new_card, templates), language)

    def letter(
        self,
        person: Any,
        *,
        language: Language = "en",
        reply: Reply | None = None,
        templates: Templates | None = None,
    ) -> str:
        """Say to a person what the new card would change for them.

        Parameters
        ----------
        person : id or int
            Id of the person, or the position where there are no ids.
        language : {"en", "id"}
        reply : Reply, optional
            Whom the person answers to, and until when.
        templates : mapping of name to sentence, optional
            Sentences in place of those of `letters.sentences("new_card")`.

        Raises
        ------
        InputError
            If the person or the language is unknown, or a template does not fit.

        Examples
        --------
        >>> from kinerja.indicators import Identity, Indicator, Scorecard
        >>> def card(*weights):
        ...     parts = [
        ...         Indicator(code=code, name=code, scale=Identity(), weight=weight)
        ...         for code, weight in zip("ab", weights, strict=True)
        ...     ]
        ...     return Scorecard(code="c", name="C", parts=parts)
        >>> tried = compare_cards(card(50, 50), card(80, 20), {"a": [90], "b": [50]}, ids=["x"])
        >>> tried.letter("x").splitlines()[4]
        'Your total would go from 70.0 to 82.0 (+12.0). Of this +12.0 come from other weights.'
        """
        i = row_of(person, self.ids, self.change.size, "person")
        from .new_card_texts import letter_of

        name = i if self.ids is None else self.ids.tolist()[i]
        said = layered(words(language).letters.new_card, templates)
        return letter_of(self, i, name, said, language, read_reply(reply))

    @property
    def changes_band(self) -> Flags:
        """(n,) True for those who would have another grade."""
        return np.asarray(self.old_band != self.new_band, dtype=np.bool_)

    def _headline(self, language: str = "en") -> str:
        moved = int(self.changes_band.sum())
        return words(language).headlines.cards_compared.format(n=self.change.size, moved=moved)


@steady
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
    checked_card(old, "old")
    checked_card(new, "new")
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
        old_card=old,
        new_card=new,
        provenance=Provenance(
            definition=new.fingerprint,
            options={"old": old.fingerprint, "min_coverage": min_coverage},
            missing=missing,
        ),
    )


def _grades(scores: Scores) -> NDArray[Any]:
    bands = scores.card.bands
    if bands is None:
        return np.full(len(scores), "", dtype=object)
    return np.asarray(bands.labels()[scores.band_codes(argument="data")], dtype=object)


def _between(card: Scorecard, total: Float) -> NDArray[Any]:
    """Grades on the way: a total that nobody has may lie outside, and takes the nearest grade."""
    bands = card.bands
    if bands is None:
        return np.full(total.size, "", dtype=object)
    return np.asarray(bands.labels()[bands.codes(bands.judged(total))], dtype=object)


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
