"""The third question: what citizens experience, and whether it got better."""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._definitions import Language
from .._indicators.text import say
from .._words import words
from ..errors import KinerjaWarning
from ..impact import rate_ratio
from ..reliability import alpha, omega
from ..sample import City
from ..schemes import skm
from ..schemes._skm.tables import SCALE, shown_ends
from ..survey import Changes, Design, compare_waves, importance_performance
from .section import Column, Section, Table

YEARS = (2024, 2025)
_CLEAR = 0.8
"""Below this probability a verdict on an item is said to be unclear."""
_SURE = 0.05


class Wave(NamedTuple):
    """One year's survey of the made-up city."""

    answers: dict[str, NDArray[np.float64]]
    overall: NDArray[np.float64]
    unit: NDArray[np.object_]
    design: Design
    population: dict[str, int]
    channel: NDArray[np.object_]


def wave(city: City, year: int) -> Wave:
    """Read one year: a sample stratified by unit, weighted to the visitors of the year."""
    rows = city.survey(year)
    size = dict(zip(rows["unit"].tolist(), rows["population"].astype(int).tolist(), strict=True))
    design = Design(strata=rows["unit"], fpc=rows["population"])  # the weights follow
    answers = {code: rows[code] for code in skm.ITEMS["2017"]}
    return Wave(answers, rows["overall"], rows["unit"], design, size, rows["channel"])


def indices(
    this: Wave,
    *,
    by_unit: bool = False,
    by_channel: bool = False,
    item_weight: float | None = None,
) -> skm.SKM:
    """Satisfaction index of the units, of counter and online, or of the city."""
    by = {"unit": this.unit} if by_unit else {"channel": this.channel} if by_channel else None
    with warnings.catch_warnings():
        # The report says itself, for every unit, where the weights in use give other grades.
        warnings.simplefilter("ignore", KinerjaWarning)
        return skm.index(
            this.answers,
            design=this.design,
            by=by,
            missing="omit",
            item_weight=item_weight,
        )


def satisfaction(city: City, this: Wave, language: Language) -> Section:
    """Index and grade of each unit and of the city, with their intervals."""
    said, grammar = words(language).report.satisfaction, words(language).grammar
    units, whole = indices(this, by_unit=True), indices(this, by_unit=False)
    labels = units.domain["unit"].tolist()
    names = [*(say(city.units[unit], language) for unit in labels), said.city]
    asked = [skm.sample_size(this.population[unit]) for unit in labels]
    n = [*units.n.tolist(), int(whole.n[0])]
    ends = [*shown_ends(units), *shown_ends(whole)]
    grades = skm.GRADES["2017"]
    table = Table(
        {
            said.unit: names,
            said.n: Column(n, "number", decimals=0),
            said.asked: Column([*asked, None], "number", decimals=0),
            said.value: Column([*units.converted, *whole.converted], "number", decimals=2),
            said.interval: ["–".join(map(grammar.figure, pair)) for pair in ends],
            said.grade: [*units.grade.tolist(), *whole.grade.tolist()],
            said.may: ["–".join(dict.fromkeys(grades.label(pair).tolist())) for pair in ends],
        },
        foot=1,
    )
    answered = np.column_stack(list(this.answers.values()))
    consistent, one = alpha(answered, missing="omit"), omega(answered, missing="omit")
    measured = {
        "alpha": consistent.raw,
        "low": consistent.lower,
        "high": consistent.upper,
        "omega": one.total,
    }
    lowest = {
        f"{label}": grammar.figure(grades.entry(label.upper()), decimals=2) for label in "abc"
    }
    few = any(count < least for count, least in zip(n, asked, strict=False))
    channel = _by_channel(indices(this, by_channel=True), language)
    return Section(
        said.title,
        text=[
            said.intro.format(
                n=grammar.figure(answered.shape[0], decimals=0),
                visitors=grammar.figure(sum(this.population.values()), decimals=0),
                dropped=int(np.isnan(answered).any(axis=1).sum()),
            ),
            *([said.few] if few else []),
        ],
        tables=[("", table), (said.by_channel, channel)],
        method=[
            said.method.format(**lowest),
            said.reliability.format(
                **{name: grammar.figure(x, decimals=2) for name, x in measured.items()}
            ),
        ],
    )


def _by_channel(found: skm.SKM, language: Language) -> Table:
    """Index of those who came to the counter and of those who came online."""
    said, grammar = words(language).report.satisfaction, words(language).grammar
    names = words(language).report.waiting.channels
    return Table(
        {
            said.channel: [names[label] for label in found.domain["channel"].tolist()],
            said.n: Column(found.n.tolist(), "number", decimals=0),
            said.value: Column(found.converted.tolist(), "number", decimals=2),
            said.interval: ["–".join(map(grammar.figure, pair)) for pair in shown_ends(found)],
            said.grade: found.grade.tolist(),
        }
    )


def priorities(this: Wave, language: Language) -> Section:
    """Which items to fix first, and how certain that is."""
    said, grammar = words(language).report.priorities, words(language).grammar
    found = importance_performance(this.answers, this.overall, this.design, missing="omit")
    order = np.lexsort((found.performance, -found.importance)).tolist()
    clear = found.certainty >= _CLEAR
    table = Table(
        {
            said.item: [say(skm.ITEMS["2017"][found.item[j]], language) for j in order],
            said.performance: Column(found.performance[order].tolist(), "number", decimals=2),
            said.importance: Column(found.importance[order].tolist(), "share"),
            said.certain: Column(found.certainty[order].tolist(), "share", decimals=0),
            said.verdict: [
                said.verdicts[found.quadrant[j] if clear[j] else "unclear"] for j in order
            ],
        }
    )
    total = grammar.percent(float(found.importance.sum()), decimals=1)
    method = said.method.format(total=total, least=grammar.percent(_CLEAR))
    return Section(said.title, tables=[("", table)], method=method)


def changes(city: City, last: Wave, this: Wave, language: Language) -> Section:
    """Whether the index changed, by unit and for the city, and where weights change a grade."""
    said, grammar = words(language).report.waves, words(language).grammar
    found = compare_waves(
        last.answers,
        this.answers,
        (last.design, this.design),
        by=({"unit": last.unit}, {"unit": this.unit}),
        missing="omit",
    )
    units, whole = found.units, found.overall
    assert units is not None  # noqa: S101 - asked for by unit
    names = [say(city.units[name], language) for name in units.domain["unit"].tolist()]

    def both(field: str) -> list[float]:
        parts: tuple[Changes, Changes] = (units, whole)
        return [SCALE * float(x) for part in parts for x in getattr(part, field)]

    p = [*units.holm.tolist(), float(whole.p_value[0])]
    table = Table(
        {
            said.unit: [*names, said.city],
            str(YEARS[0]): Column(both("first"), "number"),
            str(YEARS[1]): Column(both("second"), "number"),
            said.change: Column(both("change"), "number", sign=True),
            said.error: Column(
                [x - low for x, low in zip(both("change"), both("lower"), strict=True)], "number"
            ),
            said.p: [p_value(x, language) for x in p],
        },
        foot=1,
    )
    sure = [name for name, x in zip(names, units.holm.tolist(), strict=True) if x < _SURE]
    j = int(np.argmax(np.abs(found.items.change)))
    exact = indices(last, by_unit=True)
    rounded = indices(last, by_unit=True, item_weight=skm.ITEM_WEIGHTS["2017"][1])
    doubts = [
        said.weights.format(
            unit=say(city.units[unit], language), first=exact.grade[i], other=rounded.grade[i]
        )
        for i, unit in enumerate(exact.domain["unit"].tolist())
        if exact.grade[i] != rounded.grade[i]
    ]
    return Section(
        said.title,
        text=[
            said.sure.format(names=grammar.listed(sure) or said.nobody),
            said.by_item.format(
                item=say(skm.ITEMS["2017"][found.items.item[j]], language),
                change=grammar.figure(float(found.items.change[j]), decimals=2, sign=True),
                p=p_value(float(found.items.holm[j]), language),
            ),
            *doubts,
        ],
        tables=[("", table), (said.complaints, complaints(city, language))],
        method=[said.method.format(units=len(names)), said.ratio_of],
    )


def complaints(city: City, language: Language) -> Table:
    """Complaints per thousand visitors in both years, and the ratio of the later to the earlier."""
    said, grammar = words(language).report.waves, words(language).grammar
    asked, came = (
        {
            (int(year), unit): float(x)
            for year, unit, x in zip(
                table["year"].tolist(), table["unit"].tolist(), table[name].tolist(), strict=True
            )
        }
        for table, name in ((city.complaints, "complaints"), (city.visitors, "visitors"))
    )
    units = sorted({unit for _, unit in asked})
    counts = np.array([[asked[year, unit] for year in YEARS] for unit in units])
    visitors = np.array([[came[year, unit] for year in YEARS] for unit in units])
    counts = np.vstack([counts, counts.sum(axis=0)])
    visitors = np.vstack([visitors, visitors.sum(axis=0)])
    ratios = [rate_ratio(x[::-1], e[::-1]) for x, e in zip(counts, visitors, strict=True)]
    per_thousand = 1_000 * counts / visitors
    return Table(
        {
            said.unit: [*(say(city.units[unit], language) for unit in units), said.city],
            **{
                str(year): Column(per_thousand[:, t].tolist(), "number", decimals=2)
                for t, year in enumerate(YEARS)
            },
            said.ratio: Column([r.value for r in ratios], "number", decimals=2),
            said.interval: [
                "–".join(grammar.figure(x, decimals=2) for x in (r.lower, r.upper)) for r in ratios
            ],
        }
    )


def p_value(p: float, language: Language) -> str:
    """Write a p-value in per cent; a tiny one as an upper limit.

    >>> p_value(0.068, "id"), p_value(0.00001, "en")
    ('6,8%', '< 0.1%')
    """
    grammar = words(language).grammar
    if p < 0.001:
        return f"< {grammar.percent(0.001, decimals=1)}"
    return grammar.percent(p, decimals=1)
