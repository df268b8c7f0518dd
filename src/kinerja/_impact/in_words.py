"""What a figure of impact says to an official, and what it cannot say."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from .._indicators.text import with_unit
from .._words import check_language, words

if TYPE_CHECKING:
    from .._definitions import Language
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


def did_in_words(result: DiD, language: Language, outcome: str, unit: str) -> str:
    """Say how much more the treated changed, how sure that is, and on what it rests."""
    said = _room(language)
    lines = [
        said.did.format(
            outcome=outcome or said.outcome,
            value=_change(result.value, unit, language),
            interval=_interval(result.lower, result.upper, result.level, unit, language),
        )
    ]
    lines += _judged(result, said.did_shown, said.did_open, language)
    lines.append(said.did_limits.format(clusters=result.clusters, treated=result.treated_clusters))
    return " ".join(lines)


def paired_in_words(result: Paired, language: Language, unit: str) -> str:
    """Say how the same people changed, how sure that is, and that nobody else was looked at."""
    said, grammar = _room(language), words(language).grammar
    first = said.paired.format(
        n=result.n,
        before=_amount(result.mean_before, unit, language),
        after=_amount(result.mean_after, unit, language),
        value=_change(result.value, unit, language, fine=True),
        interval=_interval(result.lower, result.upper, result.level, unit, language, fine=True),
        improved=grammar.percent(result.improved) if math.isfinite(result.improved) else "–",
    )
    judged = _judged(result, said.change_shown, said.change_open, language)
    return " ".join([first, *judged, said.paired_limits])


def groups_in_words(result: TwoGroups, language: Language, unit: str) -> str:
    """Say how far two groups are apart, how sure that is, and that it tells no cause."""
    said = _room(language)
    first = said.two_groups.format(
        n_first=result.n[0],
        n_second=result.n[1],
        first=_amount(result.mean[0], unit, language),
        second=_amount(result.mean[1], unit, language),
        value=_change(result.value, unit, language, fine=True),
        interval=_interval(result.lower, result.upper, result.level, unit, language, fine=True),
    )
    judged = _judged(result, said.groups_shown, said.groups_open, language)
    return " ".join([first, *judged, said.two_groups_limits])


def events_in_words(result: EventStudy, language: Language, outcome: str, unit: str) -> str:
    """Say what came in each period from the start on, and whether the groups moved alike before."""
    said, grammar = _room(language), words(language).grammar
    level = float(result.provenance.options.get("level", 0.95))
    rows = [i for i in np.flatnonzero(result.relative >= 0).tolist() if _known(result.value[i])]
    items = []
    for i in rows[:_GROUPS]:
        shown = {
            "value": _change(float(result.value[i]), unit, language),
            "interval": _interval(
                float(result.lower[i]), float(result.upper[i]), level, unit, language
            ),
        }
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


def staggered_in_words(result: StaggeredDiD, language: Language, outcome: str, unit: str) -> str:
    """Say the mean effect over all that started, and whether the groups moved alike before."""
    said = _room(language)
    limits = said.staggered_limits.format(units=result.n_units, clusters=result.clusters)
    if not _known(result.overall):
        return f"{said.staggered_none} {limits}"
    first = said.staggered.format(
        control=said.controls[result.control],
        outcome=outcome or said.outcome,
        value=_change(result.overall, unit, language),
        interval=_interval(
            result.overall_lower, result.overall_upper, result.level, unit, language
        ),
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


def _change(x: float, unit: str, language: Language, *, fine: bool = False) -> str:
    """A difference with its sign, in three digits; `fine` beside the figures it is made of."""
    x = _digits(x)
    decimals = None if fine or abs(x) < 1 else 1
    return with_unit(words(language).grammar.figure(x, decimals=decimals, sign=True), unit)


def _amount(x: float, unit: str, language: Language) -> str:
    return with_unit(words(language).grammar.figure(_digits(x), decimals=None), unit)


def _interval(
    lower: float, upper: float, level: float, unit: str, language: Language, *, fine: bool = False
) -> str:
    """An interval of a difference; nothing where there is none."""
    if not _known(lower):
        return ""
    return _room(language).interval.format(
        level=words(language).grammar.percent(level),
        lower=_change(lower, unit, language, fine=fine),
        upper=_change(upper, unit, language, fine=fine),
    )


def _known(x: float) -> bool:
    return math.isfinite(x)


def times_in_words(result: ServiceTimes, language: Language, unit: str) -> str:
    """Say how long cases take in each group, and how many are in time."""
    said, grammar = _room(language), words(language).grammar

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
