"""Feedback in words: facts, plainly and respectfully.

The text is read by the person concerned. It names indicators, never people, and promises nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from .._definitions import Language
from .._indicators.parts import Indicator
from .._indicators.text import say, with_unit
from .._letters import Reply, closing_of
from .._quantiles import normal_quantile
from .._words import figure, words

if TYPE_CHECKING:
    from .._words.en import Explanation as Sentences

_SHOWN = 3
"""Indicators named in one sentence."""
_LISTED = 12
"""Raw values that are listed."""
_LEVEL = 0.95
_OF_THE_OLD = 2
"""Decimals of the present value that are shown, where it has them, even if the step is large."""


class Reach(NamedTuple):
    """One change that reaches the next grade by itself."""

    indicator: Indicator
    old: float
    new: float
    decimals: int
    """Decimals that the indicator's values have, six at most."""


class Facts(NamedTuple):
    """What the text is made of."""

    total: float
    band: str | None
    baseline: str
    baseline_total: float
    lifted: Sequence[tuple[Indicator, float]]
    held: Sequence[tuple[Indicator, float]]
    next_band: str | None
    """Label of the next grade; empty at the highest, None without grades."""
    distance: float
    reach: Sequence[Reach]
    missing: Sequence[Indicator]
    work: Sequence[tuple[Indicator, float, int]] = ()
    """Raw values, with the decimals of their indicator."""
    error: float = float("nan")
    """Standard error of the total."""
    reached: tuple[str, str] = ("", "")
    """Grades at the two ends of the total's interval."""
    least: float = -float("inf")
    """What no total of the card falls below."""
    most: float = float("inf")
    """What no total of the card exceeds."""

    @property
    def half_width(self) -> float:
        """Half the 95% interval of the total; NaN without an error."""
        return half_width(self.error)


def half_width(error: float) -> float:
    """Half the 95% interval of a total with a standard error; NaN without one."""
    return error if error != error else normal_quantile(_LEVEL) * error


def feedback(facts: Facts, said: Sentences, language: Language, reply: Reply | None) -> str:
    """Compose the text, a sentence a line."""
    grammar = words(language).grammar
    lines = [*_lines(facts, said, language), said.note, closing_of(said, grammar, reply)]
    return "\n".join(line for line in lines if line)


def _lines(facts: Facts, said: Sentences, language: Language) -> list[str]:
    """Everything above the note."""
    grammar = words(language).grammar
    points = grammar.figure
    missing = said.missing.format(items=", ".join(say(i.name, language) for i in facts.missing))
    if facts.total != facts.total:
        return [said.no_total, _work(facts, said, language), missing if facts.missing else ""]
    lines = [
        said.total.format(total=points(facts.total))
        if facts.band is None
        else said.graded.format(total=points(facts.total), band=facts.band)
    ]
    lines.append(_work(facts, said, language))
    gap = facts.total - facts.baseline_total
    same = points(abs(gap)) == points(0.0)
    baseline = said.baselines[facts.baseline].format(other=points(facts.baseline_total))
    mould = said.equal if same else said.above if gap > 0 else said.below
    lines.append(mould.format(baseline=baseline, gap=points(abs(gap))))
    for mould, items in ((said.lifted, facts.lifted), (said.held, facts.held)):
        named = [
            f"{say(indicator.name, language)} ({points(x, sign=True)})"
            for indicator, x in items
            if points(abs(x)) != points(0.0)
        ]
        if named:
            lines.append(mould.format(items=", ".join(named[:_SHOWN])))
    lines += _measured(facts, said, language)
    lines += _next_grade(facts, said, language)
    return [*lines, missing if facts.missing else ""]


def _work(facts: Facts, said: Sentences, language: Language) -> str:
    """The raw values, in the units of the indicators."""
    grammar = words(language).grammar
    items = [
        said.valued.format(
            name=say(indicator.name, language),
            value=with_unit(
                grammar.figure(value, decimals=None, most=min(decimals, _OF_THE_OLD)),
                indicator.unit,
                language,
            ),
        )
        for indicator, value, decimals in facts.work[:_LISTED]
    ]
    further = len(facts.work) - len(items)
    if further:
        items.append(said.more.format(n=further))
    return said.work.format(items=", ".join(items)) if items else ""


def _measured(facts: Facts, said: Sentences, language: Language) -> list[str]:
    """The total with its error of measurement, where that is known."""
    grammar, half = words(language).grammar, facts.half_width
    if not half > 0:
        return []
    lowest, highest = facts.reached
    mould = said.error if lowest == highest else said.error_grades
    # The interval goes on where the card ends; a reader is told the end, not a total beyond it.
    beyond = facts.total + half > facts.most
    below = facts.total - half < facts.least
    told = mould.format(
        lower=grammar.figure(facts.least if below else facts.total - half),
        upper=grammar.figure(facts.most if beyond else facts.total + half),
        level=grammar.percent(_LEVEL),
        **({} if lowest == highest else {"lowest": lowest, "highest": highest}),
    )
    return [
        told,
        said.error_bottom.format(least=grammar.figure(facts.least)) if below else "",
        said.error_top.format(most=grammar.figure(facts.most)) if beyond else "",
    ]


def _next_grade(facts: Facts, said: Sentences, language: Language) -> list[str]:
    """How far the next grade is, and what alone would reach it."""
    grammar = words(language).grammar
    if facts.next_band is None:
        return []
    if facts.next_band == "":
        return [said.top]
    gap = _rounded_up(facts.distance, language)
    if facts.distance <= facts.half_width:
        return [said.near.format(band=facts.next_band, gap=gap)]
    ways = [_change(way, said, language) for way in facts.reach[:_SHOWN]]
    mould = said.ways[grammar.form(len(ways))] if len(ways) == 1 else said.ways["other"]
    how = mould.format(items=grammar.either(ways)) if ways else said.none
    return [said.next.format(band=facts.next_band, gap=gap), how]


def _rounded_up(x: float, language: Language) -> str:
    """A distance is never shown as 0.0 while something is missing."""
    return figure(max(x, 0.1) if x > 0 else x, language)


def _change(way: Reach, said: Sentences, language: Language) -> str:
    """A raw value rounded away from the present one, so that what is shown is enough.

    Its last digit is worth a fifth of the change at most, but it has no more decimals than the
    indicator's own values: nobody can reach 4.024 where ratings are given to two decimals.
    """
    step = abs(way.new - way.old)
    decimals = 0
    while decimals < way.decimals and (10.0**-decimals) > step / 5.0:
        decimals += 1
    unit = 10.0**-decimals
    ratio = way.new / unit
    nearest = round(ratio)
    if abs(ratio - nearest) > 1e-6:
        nearest = int(ratio // 1) + (1 if way.new > way.old else 0)
    grammar = words(language).grammar
    new = grammar.figure(nearest * unit, decimals=None, most=decimals)
    shown = max(decimals, min(way.decimals, _OF_THE_OLD))
    return said.change.format(
        name=say(way.indicator.name, language),
        old=grammar.figure(way.old, decimals=None, most=shown),
        new=with_unit(new, way.indicator.unit, language),
    )
