"""The first question: how well people perform, and what would help them."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._indicators.text import figure, say, with_unit
from ..indicators import Indicator, Scorecard
from ..scoring import Scores, compare, explain, next_band
from .certainty import certainty
from .development import development
from .predicates import predicates
from .raters import raters
from .samples import Office, office, schools
from .terminal import Section, bar, bars, left_last, paragraph, percent, table
from .words import KINDS, UNITS, WORDS

_NEAR = 2.0
"""Points within which somebody is close to the next grade."""
_EXPLAINED = "P17"


def sections(language: Language) -> list[Section]:
    """How well people perform, why, and what would help: headings with their text."""
    w = WORDS[language]
    last, this = office(2024), office(2025)
    real = schools()
    return [
        (w["s1"], _measures(this.scores.card, language)),
        (w["s2"], _grades(this, language)),
        (w["predicates"], predicates(this.scores, language)),
        (f"{w['s3']}: {_EXPLAINED}", _explained(this.scores, _EXPLAINED, language)),
        (w["s4"], _near(this.scores, language)),
        (w["s5"], _changes(last.scores, this.scores, language)),
        (w["s6"], certainty(this.scores, language)),
        (w["raters"], raters(language)),
        (w["development"], development(language)),
        (w["s7"], _schools(real, language)),
    ]


def _scale_words(indicator: Indicator, language: Language) -> str:
    scale = indicator.scale

    def shown(x: float) -> str:
        return figure(x, language, decimals=None)

    facts = {
        name: shown(value)
        for name in type(scale).model_fields
        if isinstance(value := getattr(scale, name), float)
    }
    if scale.kind == "piecewise":
        facts |= {"first": shown(scale.points[0][0]), "last": shown(scale.points[-1][0])}
    if scale.kind == "steps":
        facts["thresholds"] = ", ".join(map(shown, scale.thresholds))
    return KINDS[language][scale.kind].format(unit=with_unit("", indicator.unit, language), **facts)


def _measures(card: Scorecard, language: Language) -> str:
    w = WORDS[language]
    weights = card.weights
    rows = []
    for group in card.groups:
        share = sum(weights[part.code] for part in group.parts)
        rows.append([say(group.name, language), percent(share, language), ""])
        for part in group.parts:
            if isinstance(part, Indicator):
                weight = percent(weights[part.code], language)
                rows.append([f"  {say(part.name, language)}", weight, _scale_words(part, language)])
    lines = [left_last(table([w["indicator"], w["weight"], ""], rows), rows, w["scale"])]
    for group in card.groups:
        if isinstance(group.aggregation, str) and group.aggregation != "arithmetic":
            how = KINDS[language][group.aggregation]
            lines.append("  " + w["aggregated"].format(group=say(group.name, language), how=how))
    return "\n".join(lines)


def _grades(year: Office, language: Language) -> str:
    w, scores = WORDS[language], year.scores
    bands = scores.card.bands
    assert bands is not None  # noqa: S101 - the sample card has grades
    total, names = scores.total, scores.grades(language)
    lines = [
        paragraph(
            w["grades"].format(n=len(scores), mean=figure(float(np.nanmean(total)), language))
        ),
        "",
    ]
    labels = bands.labels(language)[:-1][::-1]
    counts = [int((names == label).sum()) for label in labels]
    lines += bars(labels.tolist(), counts)
    rows = []
    for unit in dict.fromkeys(year.units.tolist()):
        own = total[year.units == unit]
        shown = [figure(float(f(own)), language) for f in (np.nanmean, np.nanmin, np.nanmax)]
        rows.append([UNITS[language].get(unit, unit), str(own.size), *shown])
    lines += ["", table([w["unit"], w["people"], w["mean"], w["lowest"], w["highest"]], rows)]
    best = scores.top(5)
    group_names = {g.code: say(g.name, language) for g in scores.card.groups}
    rows = [
        [
            str(best.name_of(i)),
            figure(float(best.total[i]), language),
            str(best.grades(language)[i]),
            percent(float(best.coverage[i]), language),
            *(figure(float(column[i]), language) for column in best.groups.values()),
        ]
        for i in range(len(best))
    ]
    head = [w["id"], w["total"], w["grade"], w["coverage"], *(group_names[c] for c in best.groups)]
    lines += ["", f"  {w['top']}", table(head, rows), ""]
    gaps = int(np.isnan(scores.values).sum())
    lines.append(paragraph(w["missing"].format(n=gaps, m=scores.values.size)))
    return "\n".join(lines)


def _explained(scores: Scores, who: str, language: Language) -> str:
    w = WORDS[language]
    one, why = scores[who], explain(scores, who, language=language)
    rows = []
    for j, indicator in enumerate(scores.card.indicators):
        value, points = float(one.values[0, j]), float(one.points[0, j])
        shown = figure(value, language, decimals=1 if value % 1 else 0)
        rows.append(
            [
                say(indicator.name, language),
                shown if value != value else with_unit(shown, indicator.unit, language),
                figure(points, language),
                figure(float(one.contributions[0, j]), language),
                figure(float(why.contributions[j]), language, sign=True),
            ]
        )
    difference = why.total - why.baseline_total
    rows.append(
        [w["sum"], "", "", figure(why.total, language), figure(difference, language, sign=True)]
    )
    head = [w["indicator"], w["value"], w["points"], w["gave"], w["against"]]
    return table(head, rows) + "\n\n" + paragraph(why.text, indent=2)


def _near(scores: Scores, language: Language) -> str:
    w = WORDS[language]
    bands = scores.card.bands
    assert bands is not None  # noqa: S101 - the sample card has grades
    distance = bands.to_next(scores.total)
    near = [int(i) for i in np.argsort(distance, kind="stable") if distance[i] <= _NEAR]
    labels = bands.labels(language)
    rows = []
    for i in near:
        nearest = next_band(scores, scores.name_of(i))
        ways = np.where(np.isfinite(nearest.raw_value), nearest.points_needed, np.inf)
        change = "–"
        if np.isfinite(ways).any():
            j = int(np.argmin(ways))
            indicator = scores.card.indicators[j]
            change = w["from_to"].format(
                name=say(indicator.name, language),
                old=figure(float(scores.values[i, j]), language),
                new=with_unit(
                    figure(_outward(nearest.raw_value[j], scores.values[i, j]), language),
                    indicator.unit,
                    language,
                ),
            )
        rows.append(
            [
                str(scores.name_of(i)),
                figure(float(scores.total[i]), language),
                figure(float(distance[i]), language, decimals=2),
                str(labels[int(bands.code(scores.total[i])) + 1]),
                change,
            ]
        )
    intro = w["close"].format(n=len(rows), gap=figure(_NEAR, language, decimals=0))
    if not rows:
        return paragraph(intro)
    head = [w["id"], w["total"], w["gap"], w["next"], ""]
    return paragraph(intro) + "\n\n" + left_last(table(head, rows), rows, w["change"])


def _outward(new: float, old: float) -> float:
    """One decimal, away from the present value: what is shown is enough."""
    tenths = new * 10
    if abs(tenths - round(tenths)) < 1e-6:
        return round(tenths) / 10
    return float(np.ceil(tenths) if new > old else np.floor(tenths)) / 10


def _changes(before: Scores, after: Scores, language: Language) -> str:
    w = WORDS[language]
    change = compare(before, after)
    bands = after.card.bands
    assert bands is not None  # noqa: S101 - the sample card has grades
    steps = bands.code(change.after) - bands.code(change.before)
    text = w["changed"].format(
        n=change.ids.size,
        joined=change.joiners.size,
        left=change.leavers.size,
        change=figure(float(change.total.mean()), language, sign=True),
        up=int((steps > 0).sum()),
        down=int((steps < 0).sum()),
    )
    names = [say(indicator.name, language) for indicator in after.card.indicators]
    mean = change.contributions.mean(axis=0)
    wide = max(map(len, names))
    lines = [paragraph(text), "", f"  {w['by_indicator']}"]
    for name, x in zip(names, mean.tolist(), strict=True):
        half = 16
        left = bar(-x, float(np.abs(mean).max()), half).rstrip()[::-1].rjust(half)
        left = "".join("█" if block != " " else " " for block in left)
        right = bar(x, float(np.abs(mean).max()), half)
        shown = figure(x, language, decimals=2, sign=True)
        lines.append(f"  {name.ljust(wide)}  {left}│{right}  {shown:>6}")
    order = np.argsort(-change.total, kind="stable")
    rows = []
    for i in [*order[:3], *order[-3:]]:
        j = int(np.argmax(np.abs(change.contributions[i])))
        rows.append(
            [
                str(change.ids[i]),
                figure(float(change.before[i]), language),
                figure(float(change.after[i]), language),
                figure(float(change.total[i]), language, sign=True),
                f"{names[j]} ({figure(float(change.contributions[i, j]), language, sign=True)})",
            ]
        )
    head = [w["id"], "2024", "2025", "±", ""]
    lines += ["", f"  {w['largest']}", left_last(table(head, rows), rows, w["mostly"])]
    return "\n".join(lines)


def _schools(scores: Scores, language: Language) -> str:
    w = WORDS[language]
    best = scores.top(5)
    groups = {group.code: say(group.name, language) for group in scores.card.groups}
    rows = [
        [
            str(best.name_of(i)),
            figure(float(best.total[i]), language),
            str(best.grades(language)[i]),
            *(figure(float(column[i]), language) for column in best.groups.values()),
        ]
        for i in range(len(best))
    ]
    head = [w["id"], w["total"], w["grade"], *groups.values()]
    return "\n".join(
        [
            paragraph(w["schools"]),
            "",
            _measures(scores.card, language),
            "",
            table(head, rows),
            "",
            paragraph(w["weights_note"]),
        ]
    )
