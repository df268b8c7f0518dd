"""What each result says, in sentences: the most important first."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..._definitions import Language
from ..._indicators.text import say
from ..._words import words
from ...balancing import TransferPlan
from ...competency import DevelopmentPlan
from ...schemes._skm.tables import shown_ends
from ...schemes.skm import ITEMS, SKM
from ...scoring import Scores
from ...staffing import BalanceSheet
from ..drawn import drawn_narrow
from .material import Material


class Finding(NamedTuple):
    """Sentences on one subject, pictures of it, and how it was made."""

    sentences: list[str]
    pictures: list[object]
    method: str


def findings(found: Material, language: Language) -> list[Finding]:
    """Say what was found of each subject, for somebody who answers for the whole."""
    out = []
    if found.scores is not None:
        out.append(_scores(found.scores, found, language))
    if found.whole is not None or found.by_unit is not None:
        out.append(_satisfaction(found.whole, found.by_unit, language))
    if found.sheet is not None:
        out.append(_need(found.sheet, language))
    if found.plan is not None:
        out.append(_plan(found.plan, language))
    if found.courses is not None:
        out.append(_courses(found.courses, language))
    return out


def grade_counts(scores: Scores, language: Language, minimum: int = 1) -> str:
    """How many people have each grade, the best grade first; empty without grades.

    A grade of fewer people than the minimum is not told, nor another that the number of all gives
    away.
    """
    if scores.card.bands is None:
        return ""
    found = scores.grade_counts(minimum=minimum, language=language)
    grammar = words(language).grammar
    pairs = list(zip(found.grade.tolist(), found.count[0].tolist(), strict=True))[::-1]
    shown = [f"{label} {grammar.figure(n, decimals=0)}" for label, n in pairs if n == n]
    return grammar.listed(shown) if shown else ""


def _scores(scores: Scores, found: Material, language: Language) -> Finding:
    said, grammar = words(language).pages.readings, words(language).grammar
    total = scores.total[np.isfinite(scores.total)]
    sentences = []
    if not total.size:
        sentences.append(grammar.plural(said.no_totals, len(scores)))
    else:
        mean = grammar.figure(float(total.mean()))
        sentences.append(grammar.plural(said.scored, int(total.size), mean=mean))
        counts = grade_counts(scores, language, found.minimum)
        small = bool(_small_grades(scores, found.minimum))
        mould = said.by_grade_some if small else said.by_grade
        sentences += [mould.format(counts=counts, least=found.minimum)] if counts else []
        sentences += _units(scores, found, language)
    sentences += _weakest(scores, language)
    gaps = float(np.isnan(scores.values).mean()) if scores.values.size else 0.0
    if gaps and total.size:
        sentences.append(said.gaps.format(share=grammar.percent(gaps, decimals=1)))
    # No picture that names people, or counts one: a leader reads of the whole.
    drawable = not _small_grades(scores, found.minimum)
    pictures = list(drawn_narrow("grades", scores, language=language)) if drawable else []
    return Finding(sentences, pictures, card_method(scores, language))


def _small_grades(scores: Scores, minimum: int) -> tuple[Any, ...]:
    """Grades whose number of people is not told."""
    return () if scores.card.bands is None else scores.grade_counts(minimum=minimum).suppressed


def card_method(scores: Scores, language: Language) -> str:
    """Which scorecard the scores were made with."""
    card = scores.card
    return words(language).pages.readings.card.format(
        name=say(card.name, language),
        version=card.version,
        n=len(card.indicators),
        fingerprint=card.fingerprint[:12],
    )


def _units(scores: Scores, found: Material, language: Language) -> list[str]:
    """Units with the highest and the lowest mean, among those that are large enough."""
    if found.units is None:
        return []
    said, grammar = words(language).pages.readings, words(language).grammar
    means = {}
    for unit in dict.fromkeys(found.units.tolist()):
        own = scores.total[(found.units == unit) & np.isfinite(scores.total)]
        if own.size >= found.minimum and unit:
            means[unit] = float(own.mean())
    if len(means) < 2:
        return []
    best, worst = max(means, key=means.__getitem__), min(means, key=means.__getitem__)
    return [
        said.units.format(
            best=best,
            high=grammar.figure(means[best]),
            worst=worst,
            low=grammar.figure(means[worst]),
        )
    ]


def _weakest(scores: Scores, language: Language) -> list[str]:
    """The indicator on which the mean loses the most points of the total."""
    there = np.isfinite(scores.points)
    counts = there.sum(axis=0)
    if not counts.any():
        return []
    sums = np.where(there, scores.points, 0.0).sum(axis=0)
    means = np.divide(sums, counts, out=np.full(counts.size, np.nan), where=counts > 0)
    weights = np.array([scores.card.weights[code] for code in scores.card.codes])
    lost = np.where(np.isfinite(means), weights * (100 - means), -np.inf)
    at = int(np.argmax(lost))
    if not lost[at] > 0:
        return []
    grammar = words(language).grammar
    return [
        words(language).pages.readings.weakest.format(
            indicator=say(scores.card.indicators[at].name, language),
            points=grammar.figure(float(means[at])),
            weight=grammar.percent(float(weights[at])),
        )
    ]


def skm_sentence(skm: SKM, row: int, language: Language) -> str:
    """Index of one row with its interval and grade."""
    said, grammar = words(language).pages.readings, words(language).grammar
    value = float(skm.converted[row])
    if value != value:
        return said.no_index
    low, high = shown_ends(skm)[row]
    mould = said.index if low == low else said.index_alone
    return mould.format(
        index=grammar.figure(value, decimals=2),
        low=grammar.figure(low, decimals=2),
        high=grammar.figure(high, decimals=2),
        level=grammar.percent(skm.level),
        grade=skm.grade[row],
        people=grammar.plural(words(language).schemes.respondents, int(skm.n[row])),
    )


def item_name(code: str, version: str, language: Language) -> str:
    """Name of an item of the survey; its code where the regulation has none."""
    names = ITEMS["2004" if version == "2004" else "2017"]
    return say(names[code], language) if code in names else code


def lowest_item(skm: SKM, row: int, language: Language) -> list[str]:
    """The item of the lowest mean."""
    means = skm.item_mean[row]
    if not np.isfinite(means).any():
        return []
    at = int(np.nanargmin(means))
    return [
        words(language).pages.readings.item.format(
            item=item_name(str(skm.item[at]), skm.version, language),
            mean=words(language).grammar.figure(float(means[at]), decimals=2),
        )
    ]


def domain_labels(skm: SKM) -> list[str]:
    """One label per row; of several groupings with commas between."""
    columns = [column.tolist() for column in skm.domain.values()]
    return [", ".join(map(str, row)) for row in zip(*columns, strict=True)]


def _satisfaction(whole: SKM | None, by_unit: SKM | None, language: Language) -> Finding:
    said, grammar = words(language).pages.readings, words(language).grammar
    sentences: list[str] = []
    pictures: list[object] = []
    if whole is not None:
        sentences.append(skm_sentence(whole, 0, language))
    if by_unit is not None:
        labels, value = domain_labels(by_unit), by_unit.converted
        if np.isfinite(value).sum() > 1:
            low, high = int(np.nanargmin(value)), int(np.nanargmax(value))
            sentences.append(
                said.index_units.format(
                    worst=labels[low],
                    low=grammar.figure(float(value[low]), decimals=2),
                    low_grade=by_unit.grade[low],
                    best=labels[high],
                    high=grammar.figure(float(value[high]), decimals=2),
                    high_grade=by_unit.grade[high],
                )
            )
        elif len(labels) == 1:
            sentences.append(f"{labels[0]}: {skm_sentence(by_unit, 0, language)}")
        sentences += hidden_units(by_unit, language)
        pictures += drawn_narrow("estimates", by_unit, language=language)
    if whole is not None:
        sentences += lowest_item(whole, 0, language)
    one = whole if whole is not None else by_unit
    assert one is not None  # noqa: S101 - one of them is there
    regulation = "KepMenPAN 25/2004" if one.version == "2004" else "PermenPANRB 14/2017"
    return Finding(sentences, pictures, said.skm_method.format(regulation=regulation))


def need_sentence(sheet: BalanceSheet, rows: Any, language: Language) -> str:
    """Need and staff of some units, and what is too much or too little where there is any."""
    said, grammar = words(language).pages.readings, words(language).grammar
    over, under = (float(x[rows].sum()) for x in (sheet.surplus, sheet.shortage))
    surplus, shortage, nothing = grammar.figure(over), grammar.figure(under), grammar.figure(0.0)
    moulds = {
        (False, False): said.need,
        (False, True): said.need_over,
        (True, False): said.need_under,
        (True, True): said.need_alone,
    }
    return moulds[surplus == nothing, shortage == nothing].format(
        need=grammar.figure(float(sheet.need[rows].sum())),
        staff=grammar.figure(float(sheet.staff[rows].sum()), decimals=0),
        surplus=surplus,
        shortage=shortage,
    )


def hidden_units(skm: SKM, language: Language) -> list[str]:
    """Which units are not shown, and why."""
    if not skm.suppressed:
        return []
    names = [", ".join(map(str, x)) if isinstance(x, tuple) else str(x) for x in skm.suppressed]
    return [
        words(language).pages.readings.hidden_units.format(
            least=skm.provenance.options["minimum"],
            units=words(language).grammar.listed(names),
        )
    ]


def _need(sheet: BalanceSheet, language: Language) -> Finding:
    said, grammar = words(language).pages.readings, words(language).grammar
    sentences = [need_sentence(sheet, slice(None), language)]
    never = float(sheet.unfillable.sum())
    if never > 0:
        jobs = sheet.jobs.tolist() if sheet.jobs is not None else []
        short = [str(jobs[j]) for j in np.flatnonzero(sheet.unfillable > 0).tolist() if jobs]
        sentences.append(
            said.unfillable.format(short=grammar.figure(never), jobs=grammar.listed(short))
            if short
            else said.unfillable_alone.format(short=grammar.figure(never))
        )
    return Finding(
        sentences, list(drawn_narrow("need", sheet, language=language)), said.need_method
    )


def _plan(plan: TransferPlan, language: Language) -> Finding:
    said, grammar = words(language).pages.readings, words(language).grammar
    sentence = grammar.plural(
        said.plan,
        len(plan.moves),
        before=grammar.figure(plan.shortage_before, decimals=2),
        after=grammar.figure(plan.shortage_after, decimals=2),
        proven=said.proven if plan.status == "optimal" else "",
    )
    return Finding(
        [sentence], list(drawn_narrow("transfers", plan, language=language)), said.plan_method
    )


def _courses(plan: DevelopmentPlan, language: Language) -> Finding:
    said, grammar = words(language).pages.readings, words(language).grammar
    sentence = grammar.plural(
        said.courses,
        len(plan.assignments),
        closed=grammar.figure(plan.total_closed, decimals=0),
        total=grammar.figure(plan.total_gap, decimals=0),
    )
    return Finding([sentence], [], said.courses_method)
