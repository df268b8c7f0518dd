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
    from .did import DiD
    from .learning import NGain
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
    said, grammar = _room(language), words(language).grammar

    def shown(x: float) -> str:
        return with_unit(grammar.figure(x, decimals=None if abs(x) < 1 else 1, sign=True), unit)

    lines = [
        said.did.format(
            outcome=outcome or said.outcome,
            value=shown(_digits(result.value)),
            interval=said.interval.format(
                level=grammar.percent(result.level),
                lower=shown(_digits(result.lower)),
                upper=shown(_digits(result.upper)),
            )
            if math.isfinite(result.lower)
            else "",
        )
    ]
    if math.isfinite(result.p_value):
        zero = result.lower <= 0 <= result.upper
        lines += [said.did_open if zero else said.did_shown, _p(result.p_value, said, language)]
    lines.append(said.did_limits.format(clusters=result.clusters, treated=result.treated_clusters))
    return " ".join(lines)


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
    grammar = words(language).grammar
    small = p < _SMALLEST_P
    shown = grammar.percent(_SMALLEST_P if small else p, decimals=1)
    return said.p_value.format(p=said.below.format(p=shown) if small else shown)


def _digits(x: float) -> float:
    """Three significant digits: what an official can use."""
    return float(f"{x:.3g}") if math.isfinite(x) else x
