"""The first question: how well people perform, why, and what would help."""

from __future__ import annotations

from typing import Any

import numpy as np

from .._definitions import Language
from .._indicators.text import say, with_unit
from .._scoring.card_page import scale_in_words
from .._scoring.feedback import half_width
from .._scoring.next_band import nearest
from .._types import Float
from .._words import words
from ..indicators import Indicator, Scorecard
from ..sample import Office, Schools
from ..scoring import Explanation, Scores, compare, explain, score
from .section import Column, Section, Table

_NEAR = 2.0
"""Points within which somebody is close to the next grade."""
_ENDS = 3
"""Largest gains and losses that are shown."""


def score_office(office: Office, year: int) -> Scores:
    """Score the office in one year; what is missing is reweighted."""
    return score(office.card, office.values(year), ids="id", missing="reweight")


def measures(card: Scorecard, language: Language) -> Section:
    """Say what a card measures, on which scale, and how much it counts."""
    said = words(language).report.measures
    notes = [
        said.aggregated.format(
            group=say(group.name, language), how=said.means[str(group.aggregation)]
        )
        for group in card.groups
        if group.aggregation in said.means
    ]
    return Section(said.title, tables=[("", _measures_table(card, language))], method=notes)


def _measures_table(card: Scorecard, language: Language) -> Table:
    said, weights = words(language).report.measures, card.weights
    rows = []
    for group in card.groups:
        share = sum(weights[part.code] for part in group.parts)
        rows.append((say(group.name, language), share, ""))
        rows += [
            (f"  {say(part.name, language)}", weights[part.code], scale_in_words(part, language))
            for part in group.parts
            if isinstance(part, Indicator)
        ]
    names, shares, scales = zip(*rows, strict=True)
    return Table(
        {
            said.indicator: names,
            said.weight: Column(shares, "share", decimals=0),
            said.scale: scales,
        }
    )


def grades(office: Office, scores: Scores, units: np.ndarray, language: Language) -> Section:
    """Totals and grades of a year, by unit, and the highest."""
    said, grammar = words(language).report.grades, words(language).grammar
    bands, total, names = scores.card.bands, scores.total, scores.grades(language)
    assert bands is not None  # noqa: S101 - the sample card has grades
    labels = bands.labels(language)[:-1][::-1].tolist()
    own = {unit: total[units == unit] for unit in dict.fromkeys(units.tolist())}
    by_unit = Table(
        {
            said.unit: [say(office.units[unit], language) for unit in own],
            said.people: Column([x.size for x in own.values()], "number", decimals=0),
            said.mean: Column([float(np.nanmean(x)) for x in own.values()], "number"),
            said.lowest: Column([float(np.nanmin(x)) for x in own.values()], "number"),
            said.highest: Column([float(np.nanmax(x)) for x in own.values()], "number"),
        }
    )
    counts = [int((names == label).sum()) for label in labels]
    return Section(
        said.title,
        text=said.summary.format(n=len(scores), mean=grammar.figure(float(np.nanmean(total)))),
        tables=[
            (
                "",
                Table(
                    {
                        said.grade: labels,
                        said.people: Column(counts, "number", decimals=0, bar=True),
                    }
                ),
            ),
            ("", by_unit),
            (said.top, _highest(scores, language)),
        ],
        method=said.missing.format(n=int(np.isnan(scores.values).sum()), m=scores.values.size),
    )


def _highest(scores: Scores, language: Language) -> Table:
    said = words(language).report.grades
    best = scores.top(5)
    groups = {group.code: say(group.name, language) for group in scores.card.groups}
    incomplete = bool((scores.coverage < 1).any())
    return Table(
        {
            said.id: [str(best.name_of(i)) for i in range(len(best))],
            said.total: Column(best.total.tolist(), "number"),
            said.grade: best.grades(language).tolist(),
            **(
                {said.coverage: Column(best.coverage.tolist(), "share", decimals=0)}
                if incomplete
                else {}
            ),
            **{
                groups[code]: Column(column.tolist(), "number")
                for code, column in best.groups.items()
            },
        }
    )


def explained(
    scores: Scores, who: Any, language: Language, why: Explanation | None = None
) -> Section:
    """One person's score, part by part, and in words."""
    said, grammar = words(language).report.explained, words(language).grammar
    one, why = scores[who], why or explain(scores, who, language=language)
    indicators = scores.card.indicators
    values = []
    for indicator, value in zip(indicators, one.values[0].tolist(), strict=True):
        shown = grammar.figure(value, decimals=None, most=2)
        values.append(shown if value != value else with_unit(shown, indicator.unit, language))
    parts = Table(
        {
            words(language).report.measures.indicator: [
                *(say(indicator.name, language) for indicator in indicators),
                said.sum,
            ],
            said.value: [*values, ""],
            said.points: Column([*one.points[0].tolist(), None], "number"),
            said.share: Column([*one.contributions[0].tolist(), why.total], "number"),
            said.against: Column(
                [*why.contributions.tolist(), why.total - why.baseline_total], "number", sign=True
            ),
        },
        foot=1,
    )
    totals = scores.total[~np.isnan(scores.total)]
    means = said.two_means.format(
        baseline=grammar.figure(why.baseline_total),
        mean=grammar.figure(float(totals.mean()) if totals.size else float("nan")),
    )
    return Section(
        said.title.format(who=who),
        text=why.text,
        tables=[("", parts)],
        method=means,
    )


def near(scores: Scores, errors: Float, language: Language) -> Section:
    """Who is close to the next grade, and one change that reaches it, where it can be told."""
    said, grammar = words(language).report.near, words(language).grammar
    bands = scores.card.bands
    assert bands is not None  # noqa: S101 - the sample card has grades
    distance = bands.to_next(scores.total)
    close = [int(i) for i in np.argsort(distance, kind="stable") if distance[i] <= _NEAR]
    reach = half_width(1.0) * errors
    following = bands.labels(language)[bands.code(scores.total[close]) + 1]
    intro = grammar.plural(said.intro, len(close), gap=grammar.figure(_NEAR, decimals=0))
    heads = words(language).report.grades
    table = Table(
        {
            heads.id: [str(scores.name_of(i)) for i in close],
            heads.total: Column(scores.total[close].tolist(), "number"),
            said.gap: Column(distance[close].tolist(), "number", decimals=2),
            said.next: following.tolist(),
            said.change: [
                said.within if distance[i] <= reach[i] else _easiest(scores, i, language)
                for i in close
            ],
        }
    )
    return Section(said.title, text=intro, tables=[("", table)] if close else [])


def _easiest(scores: Scores, i: int, language: Language) -> str:
    """The change of one indicator that reaches the next grade with the fewest points."""
    grammar = words(language).grammar
    following = nearest(scores, scores.name_of(i), jointly=False)
    ways = np.where(np.isfinite(following.raw_value), following.points_needed, np.inf)
    if not np.isfinite(ways).any():
        return grammar.nothing
    j = int(np.argmin(ways))
    indicator, old = scores.card.indicators[j], float(scores.values[i, j])
    new = grammar.figure(_outward(float(following.raw_value[j]), old))
    return words(language).report.near.from_to.format(
        name=say(indicator.name, language),
        old=grammar.figure(old),
        new=with_unit(new, indicator.unit, language),
    )


def _outward(new: float, old: float) -> float:
    """One decimal, away from the present value: what is shown is enough."""
    tenths = new * 10
    if abs(tenths - round(tenths)) < 1e-6:
        return round(tenths) / 10
    return float(np.ceil(tenths) if new > old else np.floor(tenths)) / 10


def changes(before: Scores, after: Scores, language: Language) -> Section:
    """What changed between two years, and which indicators moved it."""
    said, grammar = words(language).report.year_change, words(language).grammar
    change = compare(before, after)
    bands = after.card.bands
    assert bands is not None  # noqa: S101 - the sample card has grades
    steps = bands.code(change.after) - bands.code(change.before)

    def far(count: int) -> str:
        return grammar.plural(said.far, count) if count else ""

    text = [
        said.both.format(
            n=change.ids.size,
            joined=change.joiners.size,
            left=change.leavers.size,
            change=grammar.figure(float(change.total.mean()), sign=True),
        ),
        said.grades.format(
            up=int((steps > 0).sum()),
            down=int((steps < 0).sum()),
            up_far=far(int((steps > 1).sum())),
            down_far=far(int((steps < -1).sum())),
        ),
    ]
    names = [say(indicator.name, language) for indicator in after.card.indicators]
    mean = Column(
        change.contributions.mean(axis=0).tolist(), "number", decimals=2, sign=True, bar=True
    )
    order = np.argsort(-change.total, kind="stable")
    ends = [*order[:_ENDS].tolist(), *order[-_ENDS:].tolist()]
    most = [int(np.argmax(np.abs(change.contributions[i]))) for i in ends]
    largest = Table(
        {
            words(language).report.grades.id: [str(change.ids[i]) for i in ends],
            "2024": Column(change.before[ends].tolist(), "number"),
            "2025": Column(change.after[ends].tolist(), "number"),
            said.change: Column(change.total[ends].tolist(), "number", sign=True),
            said.mostly: [
                f"{names[j]} ({grammar.figure(float(change.contributions[i, j]), sign=True)})"
                for i, j in zip(ends, most, strict=True)
            ],
        }
    )
    return Section(
        said.title,
        text=" ".join(text),
        tables=[
            (said.by_indicator, Table({said.indicator: names, said.mean: mean})),
            (said.largest, largest),
        ],
    )


def real_schools(schools: Schools, language: Language) -> Section:
    """Score the real schools by the same functions."""
    said = words(language).report.schools
    scores = score(schools.card, schools.table, ids="school")
    card = measures(schools.card, language)
    return Section(
        said.title,
        text=said.intro,
        tables=[*card.tables, (said.top, _highest(scores, language))],
        method=[*card.method, said.source],
    )
