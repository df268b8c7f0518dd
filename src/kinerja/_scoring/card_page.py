"""A card explained to the staff, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np

from .._checks import instance
from .._definitions import Language
from .._indicators.card import Scorecard
from .._indicators.parts import Indicator
from .._indicators.text import say, with_unit
from .._letters import Templates, layered
from .._steady import steady
from .._words import check_language, words
from ..results import Axis, FloatVector, LabelVector, Provenance, Result, Unit

if TYPE_CHECKING:
    from .._words.letters import CardPage


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CardExplanation(Result):
    """What a card measures, how much each part counts, and where the grades begin."""

    _keys: ClassVar = {"indicator": "codes"}

    codes: Annotated[LabelVector, Axis("indicator")]
    """(k,) codes of the indicators."""
    name: Annotated[LabelVector, Axis("indicator")]
    """(k,) their names."""
    weight: Annotated[FloatVector, Axis("indicator"), Unit("share")]
    """(k,) shares of the total; they sum to 1."""
    scale: Annotated[LabelVector, Axis("indicator")]
    """(k,) scales, in words."""
    grades: tuple[str, ...]
    """Grades with their bounds, in words, the best first."""
    text: Annotated[str, Unit("text")]
    """The page."""
    provenance: Provenance = field(default_factory=Provenance)
    """Fingerprint of the card."""

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.card_explained


@steady
def explain_card(
    card: Scorecard, *, language: Language = "en", templates: Templates | None = None
) -> CardExplanation:
    """Explain a card to the staff: what is measured, how it adds up, where grades begin.

    Parameters
    ----------
    card : Scorecard
    language : {"en", "id"}
    templates : mapping of name to sentence, optional
        Sentences in place of those of `letters.sentences("card")`.

    Returns
    -------
    CardExplanation
        The page as text, and what it states in fields.

    Raises
    ------
    InputError
        If it is no card, the language is unknown, or a template does not fit.

    Examples
    --------
    >>> from kinerja.indicators import Bands, Indicator, Linear, Scorecard
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Counter",
    ...     bands=Bands.of({"fair": 0, "good": 75}),
    ...     parts=(Indicator(code="w", name="Wait", scale=Linear(worst=60, best=10), unit="min"),),
    ... )
    >>> print(explain_card(card).text)
    Counter (version 1)
    This card measures one thing, in points; 100 is full marks.
    - Wait, 100%: 60 to 10 min; less is better
    Behind each indicator stands the range of its values: the first end brings the fewest points,
    the last the most.
    The total is the weighted mean of the parts.
    Grades: good from 75, fair below that.
    You may see your own values and points, have wrong data corrected, and object to the result.
    """
    instance(card, "card", Scorecard)
    check_language(language)
    said, grammar = layered(words(language).letters.card, templates), words(language).grammar
    weights = card.weights
    grades = _grades(card, said, language)
    lines = [
        said.title.format(name=say(card.name, language), version=card.version),
        grammar.plural(said.what, len(card.indicators)),
        *_parts(card.parts, 0, weights, said, language),
        said.ranges,
        said.whole[_kind(card.aggregation)],
        said.grades.format(items=", ".join(grades)) if grades else "",
        said.source.format(source=card.source) if card.source else "",
        said.rights,
    ]
    return CardExplanation(
        codes=np.array(card.codes, dtype=object),
        name=np.array([say(one.name, language) for one in card.indicators], dtype=object),
        weight=np.array([weights[code] for code in card.codes]),
        scale=np.array([scale_in_words(one, language) for one in card.indicators], dtype=object),
        grades=tuple(grades),
        text="\n".join(line for line in lines if line),
        provenance=Provenance(definition=card.fingerprint, options={"language": language}),
    )


def _parts(
    parts: tuple[Any, ...],
    depth: int,
    weights: Mapping[str, float],
    said: CardPage,
    language: Language,
) -> list[str]:
    """One line a part, set in under its group."""
    grammar, out = words(language).grammar, []
    for part in parts:
        share = sum(weights[leaf.code] for leaf in _leaves(part))
        name, shown = say(part.name, language), grammar.percent(share, decimals=None, most=1)
        if isinstance(part, Indicator):
            below = said.lower if part.lower_is_better or _falls(part) else ""
            scale = scale_in_words(part, language)
            line = said.indicator.format(name=name, share=shown, scale=scale) + below
            out.append(f"{'  ' * depth}- {line}")
            continue
        line = said.group.format(name=name, share=shown, how=said.how[_kind(part.aggregation)])
        out.append(f"{'  ' * depth}- {line}")
        out += _parts(part.parts, depth + 1, weights, said, language)
    return out


def _leaves(part: Any) -> list[Indicator]:
    if isinstance(part, Indicator):
        return [part]
    return [leaf for inner in part.parts for leaf in _leaves(inner)]


def _falls(indicator: Indicator) -> bool:
    """Whether more of it is worse, by the ends of its scale."""
    worst, best = (getattr(indicator.scale, name, None) for name in ("worst", "best"))
    return worst is not None and best is not None and worst > best


def _kind(aggregation: Any) -> str:
    if isinstance(aggregation, str):
        return aggregation
    raised = getattr(aggregation, "penalty", "") == "plus"
    return f"{aggregation.kind}_plus" if raised else str(aggregation.kind)


def _grades(card: Scorecard, said: CardPage, language: Language) -> list[str]:
    """Grades from the best down, with where each begins."""
    if card.bands is None:
        return []
    grammar = words(language).grammar
    from_bound = card.bands.closed == "left"
    mould, lowest = (
        (said.grade, said.lowest) if from_bound else (said.grade_above, said.lowest_above)
    )
    bands = card.bands.bands
    out = [
        mould.format(
            label=say(band.label, language), lower=grammar.figure(band.lower or 0.0, decimals=None)
        )
        for band in reversed(bands[1:])
    ]
    return [*out, lowest.format(label=say(bands[0].label, language))]


def scale_in_words(indicator: Indicator, language: Language) -> str:
    """What a scale makes of raw values, shortly."""
    scale, grammar = indicator.scale, words(language).grammar

    def shown(x: float) -> str:
        return grammar.figure(x, decimals=None)

    facts = {
        name: shown(value)
        for name in type(scale).model_fields
        if isinstance(value := getattr(scale, name), float)
    }
    if scale.kind == "piecewise":
        facts |= {"first": shown(scale.points[0][0]), "last": shown(scale.points[-1][0])}
    if scale.kind == "steps":
        facts["thresholds"] = grammar.listed([shown(x) for x in scale.thresholds])
    mould = words(language).report.measures.scales[scale.kind]
    return mould.format(unit=with_unit("", indicator.unit, language), **facts)
