"""The chapters of the report of a satisfaction survey, in the outline of PermenPANRB 14/2017."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from ..._indicators.text import say
from ..._results.small_counts import withheld_counts
from ..._words import words
from ..._words.skm_report import SKMReport
from ...schemes._skm.tables import shown_ends
from ...schemes.skm import ITEMS, SKM, TEXTS, report_form, sample_size
from ..drawn import drawn
from ..page.compose import Chapter
from ..readings.findings import domain_labels, item_name
from ..section import Column, Section, Table
from .inputs import Inputs

SAID = SKMReport()
_MOST = 3
"""Items that are named as the best, and as those to be improved first."""
_SHOWN = 12
"""Answers of a characteristic that have a row of their own."""


def chapters(given: Inputs) -> list[Chapter]:
    """All chapters, filled as far as the data go."""
    return [
        Chapter(SAID.introduction, _introduction()),
        Chapter(SAID.collection, _collection(given)),
        Chapter(SAID.profile, _profile(given)),
        Chapter(SAID.results, _results(given)),
        Chapter(SAID.analysis, _analysis(given)),
        Chapter(SAID.follow, [_follow(given)]),
        Chapter(SAID.closing, [_closing(given)]),
        Chapter(SAID.annexes, _annexes(given)),
    ]


def _figure(x: float, decimals: int = 2) -> str:
    return words("id").grammar.figure(x, decimals=decimals)


def _name(code: Any) -> str:
    return item_name(str(code), "2017", "id")


def _introduction() -> list[Section]:
    return [
        Section(SAID.background, text=[SAID.background_text, SAID.background_own]),
        Section(SAID.basis, text=SAID.basis_text),
        Section(SAID.aim, text=SAID.aim_text),
    ]


def _asked(result: SKM) -> list[int]:
    """Positions of the items that the service has."""
    return [i for i, n in enumerate(result.item_weight[0].tolist()) if n > 0]


def _collection(given: Inputs) -> list[Section]:
    result = given.result
    at = _asked(result)
    codes = [str(code) for code in result.item.tolist()]
    absent = [code for code in ITEMS["2017"] if code not in [codes[i] for i in at]]
    text = [SAID.items_text]
    if absent:
        named = words("id").grammar.listed([_name(code) for code in absent])
        text.append(SAID.items_left_out.format(items=named))
    items = Table({SAID.code: [codes[i] for i in at], SAID.item: [_name(codes[i]) for i in at]})
    weight = f"1/{len(at)}"
    level = words("id").grammar.percent(result.level)
    return [
        Section(SAID.by_whom, text=SAID.by_whom_text),
        Section(SAID.how, text=SAID.how_text),
        Section(SAID.items, text=text, tables=[("", items)]),
        Section(SAID.sample, text=_sample(given)),
        Section(
            SAID.processing,
            text=[
                SAID.processing_text.format(weight=weight),
                SAID.interval_text.format(level=level),
            ],
        ),
    ]


def _sample(given: Inputs) -> list[str]:
    n = int(given.result.n[0])
    text = [SAID.sample_text.format(n=_figure(n, 0))]
    if given.population is None:
        return [*text, SAID.sample_unknown]
    asked = sample_size(given.population)
    text.append(
        SAID.sample_of.format(population=_figure(given.population, 0), asked=_figure(asked, 0))
    )
    return [*text, SAID.sample_small] if n < asked else text


def _profile(given: Inputs) -> list[Section]:
    sections = []
    for name, cells in given.respondents.items():
        labels = [SAID.not_answered if x is None or x != x else str(x) for x in cells]
        counted = Counter(labels).most_common()
        rows = counted[:_SHOWN]
        rest = sum(count for _, count in counted[_SHOWN:])
        rows += [(SAID.others.format(n=len(counted) - _SHOWN), rest)] if rest else []
        sections.append(_characteristic(str(name), rows, max(len(labels), 1), given.minimum))
    return sections or [Section(SAID.profile_all, text=SAID.profile_missing)]


def _characteristic(name: str, rows: list[tuple[str, int]], n: int, least: int) -> Section:
    """People by answer; an answer of few people is empty, and others where the sum tells it."""
    title = SAID.profile_of.format(name=name)
    found = withheld_counts([count for _, count in rows], least)
    if found.exposed.any():
        return Section(title, text=SAID.profile_few.format(least=least))
    hidden = found.hidden.tolist()
    shown = [row for row, out in zip(rows, hidden, strict=True) if not out]
    # In the order of their numbers they would be told apart.
    empty = sorted(label for (label, _), out in zip(rows, hidden, strict=True) if out)
    counts: list[int | None] = [*(count for _, count in shown), *(None for _ in empty)]
    nan = float("nan")
    table = Table(
        {
            SAID.answer: [*(label for label, _ in shown), *empty],
            SAID.people: Column(
                [nan if x is None else x for x in counts], "number", decimals=0, bar=True
            ),
            SAID.share: Column([nan if x is None else x / n for x in counts], "share", decimals=1),
        }
    )
    note = SAID.profile_hidden.format(least=least) if empty else ""
    return Section(title, text=note, tables=[("", table)])


def whole_sentence(given: Inputs) -> str:
    """The index of the whole, with its interval and grade."""
    result = given.result
    value, (low, high) = float(result.converted[0]), shown_ends(result)[0]
    if value != value:
        return SAID.none
    mould = SAID.whole_text if low == low else SAID.whole_alone
    return mould.format(
        name=given.name or SAID.this_unit,
        index=_figure(value),
        level=words("id").grammar.percent(result.level),
        low=_figure(low),
        high=_figure(high),
        grade=result.grade[0],
        label=say(TEXTS[str(result.grade[0])], "id"),
    )


def _results(given: Inputs) -> list[Section]:
    result = given.result
    sections = [Section(SAID.whole, text=whole_sentence(given))]
    if result.index[0] == result.index[0]:
        form = report_form(result, language="id")
        table = Table(
            {
                SAID.item: form.name.tolist(),
                SAID.mean: Column(form.mean.tolist(), "number", decimals=2),
                SAID.converted: Column(form.converted.tolist(), "number", decimals=2, full=100.0),
                SAID.grade: form.grade.tolist(),
            }
        )
        sections.append(Section(SAID.by_item, tables=[("", table)]))
    if given.units is not None:
        sections.append(_by_unit(given.units))
    return sections


def _by_unit(units: SKM) -> Section:
    level = words("id").grammar.percent(units.level)
    table = Table(
        {
            SAID.unit: domain_labels(units),
            SAID.people: Column(units.n.tolist(), "number", decimals=0),
            SAID.index: Column(units.converted.tolist(), "number", decimals=2),
            SAID.interval.format(level=level): [
                words("id").grammar.ends(low, high, decimals=2) for low, high in shown_ends(units)
            ],
            SAID.grade: [str(grade) or "–" for grade in units.grade.tolist()],
        }
    )
    named = [", ".join(map(str, x)) if isinstance(x, tuple) else str(x) for x in units.suppressed]
    note = []
    if named:
        least = units.provenance.options["minimum"]
        note = [SAID.hidden_units.format(least=least, units=words("id").grammar.listed(named))]
    return Section(
        SAID.by_unit,
        text=note,
        figures=drawn("estimates", units, language="id"),
        tables=[("", table)],
    )


def ordered(result: SKM) -> list[int]:
    """Items that apply and have a mean, the lowest first."""
    means = result.item_mean[0]
    there = [i for i in _asked(result) if means[i] == means[i]]
    return sorted(there, key=lambda i: float(means[i]))


def _with_mean(result: SKM, at: list[int]) -> str:
    return words("id").grammar.listed(
        [f"{_name(result.item[i])} ({_figure(float(result.item_mean[0, i]))})" for i in at]
    )


def _analysis(given: Inputs) -> list[Section]:
    order = ordered(given.result)
    text = []
    if order:
        most = min(_MOST, len(order) // 2) or 1
        text = [
            SAID.strengths_text.format(best=_with_mean(given.result, order[::-1][:most])),
            SAID.weaknesses_text.format(worst=_with_mean(given.result, order[:most])),
        ]
    return [Section(SAID.strengths, text=[*text, SAID.causes]), _trend(given)]


def _trend(given: Inputs) -> Section:
    now = float(given.result.converted[0])
    if not given.trend or now != now:
        return Section(SAID.trend, text=SAID.trend_missing)
    period, last = list(given.trend.items())[-1]
    table = Table(
        {
            SAID.when: [*given.trend, given.period or SAID.no_period],
            SAID.index: Column(
                [*given.trend.values(), now], "number", decimals=2, bar=True, full=100.0
            ),
        }
    )
    change = words("id").grammar.figure(now - last, decimals=2, sign=True)
    return Section(
        SAID.trend,
        text=SAID.trend_text.format(change=change, period=period),
        tables=[("", table)],
    )


def _follow(given: Inputs) -> Section:
    rows = list(given.actions)
    if not rows:
        codes = [given.result.item[i] for i in ordered(given.result)[:_MOST]]
        empty = dict.fromkeys(("action", "due", "by", "done", "late"))
        rows = [{"item": code, **empty} for code in codes]
    columns: dict[str, Any] = {
        SAID.priority: [str(i) for i in range(1, len(rows) + 1)],
        SAID.item: [_name(row["item"]) for row in rows],
        SAID.action: [_or(row["action"], SAID.no_action) for row in rows],
        SAID.due: [_or(row["due"], SAID.no_due) for row in rows],
        SAID.by: [_or(row["by"], SAID.no_by) for row in rows],
    }
    text, done = [SAID.follow_text], sum(row["done"] is True for row in rows)
    if done or any(row["late"] is True for row in rows):
        columns[SAID.state] = [
            SAID.done if row["done"] is True else SAID.late if row["late"] is True else SAID.open
            for row in rows
        ]
        text.append(SAID.share_done.format(done=_figure(done, 0), n=_figure(len(rows), 0)))
    return Section(SAID.follow_title, text=text, tables=[("", Table(columns))])


def _or(value: Any, place: str) -> Any:
    """What is known, or the place for it."""
    if value is None or value != value or str(value).strip() == "":
        return place
    return value if isinstance(value, dt.date) else str(value)


def _closing(given: Inputs) -> Section:
    result, order = given.result, ordered(given.result)
    value = float(result.converted[0])
    text = [SAID.none]
    if value == value:
        text = [
            SAID.conclusion_text.format(
                n=_figure(int(result.n[0]), 0),
                index=_figure(value),
                grade=result.grade[0],
                worst=words("id").grammar.listed(
                    [_name(result.item[i]) for i in order[: min(_MOST, len(order) // 2) or 1]]
                ),
            )
        ]
    return Section(SAID.conclusion, text=[*text, SAID.signature])


def _annexes(given: Inputs) -> list[Section]:
    sections = []
    if given.result.index[0] == given.result.index[0]:
        form = report_form(given.result, language="id")
        table = Table(
            {
                SAID.code: [*map(str, form.item.tolist()), SAID.total],
                SAID.item: [*form.name.tolist(), ""],
                SAID.mean: Column([*form.mean.tolist(), None], "number", decimals=2),
                SAID.weighted: Column([*form.weighted.tolist(), form.index], "number", decimals=2),
                SAID.converted: Column(
                    [*form.converted.tolist(), form.total], "number", decimals=2
                ),
                SAID.grade: [*form.grade.tolist(), form.total_grade],
            },
            foot=1,
        )
        sections.append(Section(SAID.annex_table, tables=[("", table)]))
    return [*sections, Section(SAID.annex_other, text=SAID.annex_other_text)]
