"""What a figure of impact says to an official, and what it cannot say."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .._digits import half_up
from .._indicators.text import with_unit, wording
from .._words import check_language, words
from .._words.grammar import WRITTEN_OUT

if TYPE_CHECKING:
    from .._definitions import Language
    from .._indicators.text import Text
    from .._words.letters import Effects
    from .comparison import Paired, TwoGroups
    from .did import DiD
    from .events import EventStudy
    from .learning import NGain
    from .staggered import StaggeredDiD
    from .times import ServiceTimes

_GROUPS = 6
"""Groups that a text names."""
_SMALLEST_P = 0.001
_DECIMALS = 12
"""The most that a text shows."""


def gain_in_words(result: NGain, language: Language) -> str:
    """Say how much of what could be learned was learned."""
    said, grammar = _room(language), words(language).grammar
    interval = ""
    if math.isfinite(result.lower):
        level = float(result.provenance.options.get("level", 0.95))
        interval = said.interval.format(
            level=grammar.percent(level),
            lower=grammar.percent(result.lower),
            upper=grammar.percent(result.upper),
        )
    return " ".join(
        [
            said.gain.format(
                group=grammar.percent(result.gain_of_means),
                mean=grammar.percent(result.mean_of_gains),
                interval=interval,
            ),
            said.gain_classes.format(low=result.low, medium=result.medium, high=result.high),
            said.gain_limits,
        ]
    )


def did_in_words(result: DiD, language: Language, outcome: Text | str, unit: Text | str) -> str:
    """Say how much more the treated changed, how sure that is, and on what it rests."""
    said = _room(language)
    outcome = wording(outcome, "outcome", language)
    unit = wording(unit, "unit", language)
    figures = _Figures(language, unit, result.value, (result.lower, result.upper))
    lines = [
        said.did.format(
            outcome=outcome or said.outcome,
            value=figures.change,
            interval=figures.interval(result.level),
        )
    ]
    lines += _judged(result, said.did_shown, said.did_open, language)
    lines.append(said.did_limits.format(clusters=result.clusters, treated=result.treated_clusters))
    return " ".join(lines)


def paired_in_words(result: Paired, language: Language, unit: Text | str) -> str:
    """Say how the same people changed, how sure that is, and that nobody else was looked at."""
    said, grammar = _room(language), words(language).grammar
    unit = wording(unit, "unit", language)
    means = (result.mean_after, result.mean_before)
    figures = _Figures(language, unit, result.value, (result.lower, result.upper), means)
    first = said.paired.format(
        n=result.n,
        before=figures.amount(result.mean_before),
        after=figures.amount(result.mean_after),
        value=figures.change,
        interval=figures.interval(result.level),
        improved=grammar.percent(result.improved) if math.isfinite(result.improved) else "–",
    )
    judged = _judged(result, said.change_shown, said.change_open, language)
    return " ".join([first, *judged, said.paired_limits])


def groups_in_words(result: TwoGroups, language: Language, unit: Text | str) -> str:
    """Say how far two groups are apart, how sure that is, and that it tells no cause."""
    said = _room(language)
    unit = wording(unit, "unit", language)
    figures = _Figures(language, unit, result.value, (result.lower, result.upper), result.mean)
    first = said.two_groups.format(
        n_first=result.n[0],
        n_second=result.n[1],
        first=figures.amount(result.mean[0]),
        second=figures.amount(result.mean[1]),
        value=figures.change,
        interval=figures.interval(result.level),
    )
    judged = _judged(result, said.groups_shown, said.groups_open, language)
    return " ".join([first, *judged, said.two_groups_limits])


def events_in_words(
    result: EventStudy, language: Language, outcome: Text | str, unit: Text | str
) -> str:
    """Say what came in each period from the start on, and whether the groups moved alike before."""
    said, grammar = _room(language), words(language).grammar
    outcome = wording(outcome, "outcome", language)
    unit = wording(unit, "unit", language)
    level = float(result.provenance.options.get("level", 0.95))
    rows = [i for i in np.flatnonzero(result.relative >= 0).tolist() if _known(result.value[i])]
    items = []
    for i in rows[:_GROUPS]:
        ends = (float(result.lower[i]), float(result.upper[i]))
        figures = _Figures(language, unit, float(result.value[i]), ends)
        shown = {"value": figures.change, "interval": figures.interval(level)}
        after = int(result.relative[i])
        items.append(
            grammar.plural(said.event_after, after, **shown)
            if after
            else said.event_start.format(**shown)
        )
    if len(rows) > _GROUPS:
        items.append(grammar.plural(said.event_more, len(rows) - _GROUPS))
    first = (
        said.event.format(outcome=outcome or said.outcome, items=grammar.listed(items))
        if items
        else said.event_none
    )
    limits = said.did_limits.format(clusters=result.clusters, treated=result.treated_clusters)
    return " ".join([first, _before(result.pretrend_p, level, said, language), limits])


def staggered_in_words(
    result: StaggeredDiD, language: Language, outcome: Text | str, unit: Text | str
) -> str:
    """Say the mean effect over all that started, and whether the groups moved alike before."""
    said = _room(language)
    outcome = wording(outcome, "outcome", language)
    unit = wording(unit, "unit", language)
    limits = said.staggered_limits.format(units=result.n_units, clusters=result.clusters)
    if not _known(result.overall):
        return f"{said.staggered_none} {limits}"
    ends = (result.overall_lower, result.overall_upper)
    figures = _Figures(language, unit, result.overall, ends)
    first = said.staggered.format(
        control=said.controls[result.control],
        outcome=outcome or said.outcome,
        value=figures.change,
        interval=figures.interval(result.level),
    )
    lines = [first]
    if _known(result.overall_lower):
        zero = result.overall_lower <= 0 <= result.overall_upper
        lines.append(said.did_open if zero else said.did_shown)
    return " ".join([*lines, _before(result.pretrend_p, result.level, said, language), limits])


def _before(p: float, level: float, said: Effects, language: Language) -> str:
    """Whether the groups had moved apart before the start."""
    if not _known(p):
        return said.pretrend_unknown
    mould = said.pretrend_apart if p < 1 - level else said.pretrend_none
    return mould.format(p=_shown_p(p, said, language))


def _judged(
    result: DiD | Paired | TwoGroups, shown: str, still_open: str, language: Language
) -> list[str]:
    """Whether the interval reaches zero, and the p-value with what it is not."""
    if not _known(result.p_value):
        return []
    zero = result.lower <= 0 <= result.upper
    return [still_open if zero else shown, _p(result.p_value, _room(language), language)]


@dataclass(frozen=True)
class _Figures:
    """A difference, its interval and the two means it is made of, all with the same decimals.

    Half the width of the interval has two significant digits (JCGM 100:2008, 7.2.6); there are more
    where an end would else read as 0, or the means would not add up to the difference.
    """

    language: Language
    unit: str
    value: float
    ends: tuple[float, float]
    means: tuple[float, float] | None = None

    @cached_property
    def decimals(self) -> int | None:
        given = [self.value, *self.ends, *(self.means or ())]
        largest = max((abs(x) for x in given if math.isfinite(x)), default=0.0) or 1.0
        if largest >= WRITTEN_OUT:
            return None
        half = (self.ends[1] - self.ends[0]) / 2
        size, digits = (half, 2) if half > 0 else (largest, 3)
        least = min(max(digits - 1 - math.floor(math.log10(size)), 0), _DECIMALS)
        return next((d for d in range(least, _DECIMALS) if self._tells(d)), _DECIMALS)

    def _tells(self, decimals: int) -> bool:
        """Whether nothing that is not 0 reads as 0, and what is shown adds up."""
        lower, upper, value = (_shown(x, decimals) for x in (*self.ends, self.value))
        hidden = any(x and not shown for x, shown in zip(self.ends, (lower, upper), strict=True))
        if hidden or self.means is None:
            return not hidden
        first, second = (_shown(x, decimals) for x in self.means)
        return not math.isfinite(first - second) or _shown(first - second, decimals) == value

    @property
    def change(self) -> str:
        return self._signed(self.value)

    def _signed(self, x: float) -> str:
        figure = words(self.language).grammar.figure
        return with_unit(figure(x, decimals=self.decimals, sign=True), self.unit)

    def amount(self, x: float) -> str:
        """A mean, without a sign of its own."""
        figure = words(self.language).grammar.figure
        return with_unit(figure(x, decimals=self.decimals), self.unit)

    def interval(self, level: float) -> str:
        """The interval of the difference; nothing where there is none."""
        if not _known(self.ends[0]):
            return ""
        return _room(self.language).interval.format(
            level=words(self.language).grammar.percent(level),
            lower=self._signed(self.ends[0]),
            upper=self._signed(self.ends[1]),
        )


def _shown(x: float, decimals: int) -> float:
    return float(half_up(np.array(x), decimals)) if math.isfinite(x) else x


def _known(x: float) -> bool:
    return math.isfinite(x)


def times_in_words(result: ServiceTimes, language: Language, unit: Text | str) -> str:
    """Say how long cases take in each group, and how many are in time."""
    said, grammar = _room(language), words(language).grammar
    unit = wording(unit, "unit", language)

    def shown(x: float) -> str:
        return with_unit(grammar.figure(_digits(x), decimals=None), unit)

    lines, d = [], len(result.domain)
    for i in range(min(d, _GROUPS)):
        within = float(result.within[i])
        if math.isnan(within) or math.isnan(float(result.median[i])):
            lines.append(said.times_unknown.format(group=_group(result, i, said)))
            continue
        nine = float(result.p90[i])
        lines.append(
            said.times.format(
                group=_group(result, i, said),
                median=shown(float(result.median[i])),
                nine=said.times_nine.format(p90=shown(nine)) if math.isfinite(nine) else "",
                within=grammar.percent(within),
                target=shown(result.target),
                interval=said.interval.format(
                    level=grammar.percent(result.level),
                    lower=grammar.percent(float(result.within_lower[i])),
                    upper=grammar.percent(float(result.within_upper[i])),
                )
                if np.isfinite(result.within_lower[i])
                else "",
            )
        )
    if d > _GROUPS:
        lines.append(said.times_more.format(n=d - _GROUPS))
    if result.test is not None and math.isfinite(result.test.p_value):
        lines.append(_p(result.test.p_value, said, language))
    return " ".join([*lines, said.times_limits])


def _room(language: Language) -> Effects:
    check_language(language)
    return words(language).letters.effects


def _group(result: ServiceTimes, i: int, said: Effects) -> str:
    """Label of a group, as it stands before its sentence."""
    if len(result.domain) == 1:
        return said.all_cases
    label = result.domain[i]
    return f"{', '.join(map(str, label)) if isinstance(label, tuple) else label}: "


def _p(p: float, said: Effects, language: Language) -> str:
    return said.p_value.format(p=_shown_p(p, said, language))


def _shown_p(p: float, said: Effects, language: Language) -> str:
    small = p < _SMALLEST_P
    shown = words(language).grammar.percent(_SMALLEST_P if small else p, decimals=1)
    return said.below.format(p=shown) if small else shown


def _digits(x: float) -> float:
    """Three significant digits: what an official can use."""
    return float(f"{x:.3g}") if math.isfinite(x) else x
