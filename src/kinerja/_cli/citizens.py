"""The third question: what citizens experience, and whether it got better."""

from __future__ import annotations

import textwrap
import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._definitions import Language
from .._indicators.text import figure, say
from ..errors import KinerjaWarning
from ..reliability import alpha, omega
from ..schemes import skm
from ..schemes._skm.tables import SCALE
from ..survey import Changes, Design, compare_waves, importance_performance
from .samples import column, rows_of
from .terminal import Section, left_last, paragraph, percent, table
from .waiting import waiting
from .words import UNITS

YEARS = ("2024", "2025")

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "index": "Satisfaction of visitors, 2025",
        "intro": "Made-up answers of {n} visitors of six units, of {visitors} in the year. The index, "
        "from 25 to 100, and its grade follow PermenPANRB 14/2017; the interval is that of a "
        "stratified sample (95 %). {dropped} people left an item open and are not counted.",
        "unit": "unit",
        "n": "people",
        "value": "index",
        "interval": "interval",
        "grade": "grade",
        "may": "may be",
        "city": "city",
        "weighting": "The city's figure counts a unit by its visitors. Grades: A from 88.31, B from "
        "76.61, C from 65.00; “may be” lists the grades that the interval reaches.",
        "measures": "Do the nine items measure one thing? Alpha {alpha} ({low} to {high}), omega {omega}; "
        "from 0.8 on an index of them is usually trusted.",
        "item": "item",
        "fix": "What to fix first",
        "fix_intro": "Performance is an item's mean (1 to 4), importance its share of what explains "
        "the overall verdict (Shapley shares of R²). Above the mean of the "
        "items in importance and below it in performance: fix first. “certain” is the probability "
        "that the item belongs where it stands.",
        "performance": "performance",
        "importance": "importance",
        "certain": "certain",
        "where": "verdict",
        "concentrate": "fix first",
        "keep_up": "keep up",
        "low_priority": "fix later",
        "overkill": "strong enough",
        "waiting": "Did appointments shorten the wait?",
        "waves": "Did satisfaction change since 2024?",
        "waves_intro": "Two samples of different visitors, so both errors count: ± is half the 95 % interval. The last column is "
        "how often chance alone would bring a change this large, corrected for {units} comparisons "
        "at once (Holm).",
        "change": "change",
        "error": "±",
        "chance": "by chance",
        "sure": "Changed beyond chance (below 5 %): {names}. Of the others this sample cannot tell.",
        "nobody": "nobody",
        "by_item": "Largest change by item: {item}, {change} on the scale of 1 to 4 "
        "(by chance {chance}, corrected for nine items).",
        "weights": "Mind the item weights. In 2024 {unit} is {first} with 1/9 and {other} with the "
        "rounded 0.111 and 0.11 of many published reports: a grade needs its weight beside it.",
    },
    "id": {
        "index": "Kepuasan pengunjung, 2025",
        "intro": "Jawaban rekaan {n} pengunjung enam unit, dari {visitors} pengunjung setahun. "
        "Indeks, dari 25 sampai 100, dan mutunya mengikuti PermenPANRB 14/2017; selangnya selang "
        "sampel berstrata (95 %). {dropped} orang mengosongkan satu unsur dan tidak dihitung.",
        "unit": "unit",
        "n": "orang",
        "value": "indeks",
        "interval": "selang",
        "grade": "mutu",
        "may": "mungkin",
        "city": "kota",
        "weighting": "Angka kota menimbang unit menurut jumlah pengunjungnya. Mutu: A mulai 88,31, "
        "B mulai 76,61, C mulai 65,00; “mungkin” memuat mutu yang dijangkau selangnya.",
        "measures": "Apakah kesembilan unsur mengukur satu hal? Alfa {alpha} ({low} sampai {high}), omega "
        "{omega}; mulai 0,8 indeksnya lazim dipercaya.",
        "item": "unsur",
        "fix": "Apa yang diperbaiki lebih dulu",
        "fix_intro": "Kinerja adalah rata-rata unsur (1 sampai 4), kepentingan adalah bagiannya dalam "
        "menjelaskan penilaian keseluruhan (bagian Shapley dari R²). Kepentingan di atas rata-rata "
        "semua unsur dan kinerja di bawahnya: perbaiki dulu. “pasti” adalah peluang unsur itu memang "
        "berada di tempatnya.",
        "performance": "kinerja",
        "importance": "kepentingan",
        "certain": "pasti",
        "where": "kesimpulan",
        "concentrate": "perbaiki dulu",
        "keep_up": "pertahankan",
        "low_priority": "perbaiki nanti",
        "overkill": "cukup kuat",
        "waiting": "Apakah janji temu memperpendek waktu tunggu?",
        "waves": "Apakah kepuasan berubah sejak 2024?",
        "waves_intro": "Dua sampel dengan pengunjung berbeda, jadi kedua galat ikut dihitung: ± adalah setengah selang 95 %. Kolom "
        "terakhir adalah seberapa sering kebetulan saja menghasilkan perubahan sebesar itu, dikoreksi "
        "untuk {units} perbandingan sekaligus (Holm).",
        "change": "perubahan",
        "error": "±",
        "chance": "kebetulan",
        "sure": "Berubah melebihi kebetulan (di bawah 5 %): {names}. Tentang yang lain sampel ini tidak dapat "
        "memastikan.",
        "nobody": "tidak ada",
        "by_item": "Perubahan terbesar per unsur: {item}, {change} pada skala 1 sampai 4 "
        "(kebetulan {chance}, dikoreksi untuk sembilan unsur).",
        "weights": "Perhatikan bobot unsur. Pada 2024 {unit} bermutu {first} dengan 1/9 dan {other} "
        "dengan pembulatan 0,111 dan 0,11 yang dipakai banyak laporan: mutu perlu disertai bobotnya.",
    },
}


class Wave(NamedTuple):
    """One year's survey of the made-up city."""

    answers: dict[str, NDArray[np.float64]]
    overall: NDArray[np.float64]
    unit: NDArray[np.object_]
    design: Design
    visitors: int


def wave(year: str) -> Wave:
    """Read one year: a sample stratified by unit, weighted to the visitors of the year."""
    rows = [row for row in rows_of("city_survey.csv") if row["year"] == year]
    served = {
        row["unit"]: int(row["visitors"])
        for row in rows_of("city_visitors.csv")
        if row["year"] == year
    }
    unit = np.array([row["unit"] for row in rows], dtype=object)
    size = np.array([served[name] for name in unit.tolist()])
    design = Design(strata=unit, fpc=size)  # the weights follow: visitors over respondents
    answers = {code: column(rows, code) for code in skm.ITEMS["2017"]}
    return Wave(answers, column(rows, "overall"), unit, design, sum(served.values()))


def indices(this: Wave, *, by_unit: bool, item_weight: float | None = None) -> skm.SKM:
    """Satisfaction index of the units or of the city."""
    by = {"unit": this.unit} if by_unit else None
    with warnings.catch_warnings():
        # The report says itself, for every unit, where the weights in use give other grades.
        warnings.simplefilter("ignore", KinerjaWarning)
        return skm.index(
            this.answers, design=this.design, by=by, missing="omit", item_weight=item_weight
        )


def sections(language: Language) -> list[Section]:
    """Satisfaction by unit, what to fix first, and whether it got better."""
    w = WORDS[language]
    last, this = (wave(year) for year in YEARS)
    return [
        (w["index"], _index(this, language)),
        (w["fix"], _priorities(this, language)),
        (w["waves"], _changes(last, this, language)),
        (w["waiting"], waiting(language)),
    ]


def _index(this: Wave, language: Language) -> str:
    w = WORDS[language]
    units, whole = indices(this, by_unit=True), indices(this, by_unit=False)
    rows = []
    for result, names in ((units, units.domain["unit"].tolist()), (whole, [w["city"]])):
        for i, name in enumerate(names):
            ends = np.clip([result.lower[i], result.upper[i]], 25, 100)
            reached = skm.GRADES["2017"].label(ends).tolist()
            rows.append(
                [
                    UNITS[language].get(name, name),
                    str(int(result.n[i])),
                    figure(float(result.converted[i]), language, decimals=2),
                    " – ".join(figure(float(end), language) for end in ends),
                    str(result.grade[i]),
                    " – ".join(dict.fromkeys(reached)),
                ]
            )
    answered = np.column_stack(list(this.answers.values()))
    dropped = int(np.isnan(answered).any(axis=1).sum())
    head = [w["unit"], w["n"], w["value"], w["interval"], w["grade"], w["may"]]
    consistent, one = alpha(answered, missing="omit"), omega(answered, missing="omit")
    measured = {
        "alpha": consistent.raw,
        "low": consistent.lower,
        "high": consistent.upper,
        "omega": one.total,
    }
    return "\n".join(
        [
            paragraph(
                w["intro"].format(
                    n=figure(answered.shape[0], language, decimals=0),
                    visitors=figure(this.visitors, language, decimals=0),
                    dropped=dropped,
                )
            ),
            "",
            table(head, rows),
            "",
            paragraph(w["weighting"]),
            paragraph(
                w["measures"].format(
                    **{name: figure(x, language, decimals=2) for name, x in measured.items()}
                )
            ),
        ]
    )


def _priorities(this: Wave, language: Language) -> str:
    w = WORDS[language]
    found = importance_performance(this.answers, this.overall, this.design, missing="omit")
    names = skm.ITEMS["2017"]
    rows = [
        [
            _short(say(names[found.item[j]], language)),
            figure(float(found.performance[j]), language, decimals=2),
            percent(float(found.importance[j]), language, decimals=1),
            percent(float(found.certainty[j]), language),
            w[found.quadrant[j]],
        ]
        for j in np.lexsort((found.performance, -found.importance)).tolist()
    ]
    head = [w["item"], w["performance"], w["importance"], w["certain"], ""]
    return "\n".join(
        [paragraph(w["fix_intro"]), "", left_last(table(head, rows), rows, w["where"])]
    )


def _short(name: str) -> str:
    """Keep a long official name on its line."""
    return textwrap.shorten(name, 26, placeholder=" …")


def _changes(last: Wave, this: Wave, language: Language) -> str:
    w = WORDS[language]
    found = compare_waves(
        last.answers,
        this.answers,
        (last.design, this.design),
        by=({"unit": last.unit}, {"unit": this.unit}),
        missing="omit",
    )
    units = found.units
    assert units is not None  # noqa: S101 - asked for by unit
    names = [UNITS[language].get(name, name) for name in units.domain["unit"].tolist()]

    def row(name: str, changes: Changes, i: int, chance: str) -> list[str]:
        scaled = (SCALE * float(x[i]) for x in (changes.first, changes.second))
        return [
            name,
            *(figure(x, language) for x in scaled),
            figure(SCALE * float(changes.change[i]), language, sign=True),
            figure(SCALE * float(changes.change[i] - changes.lower[i]), language),
            chance,
        ]

    rows = [
        row(name, units, i, _chance(float(units.holm[i]), language)) for i, name in enumerate(names)
    ]
    whole = found.overall
    rows.append(row(w["city"], whole, 0, _chance(float(whole.p_value[0]), language)))
    sure = [name for name, p in zip(names, units.holm.tolist(), strict=True) if p < 0.05]
    j = int(np.argmax(np.abs(found.items.change)))
    exact = indices(last, by_unit=True)
    rounded = indices(last, by_unit=True, item_weight=skm.ITEM_WEIGHTS["2017"][1])
    doubts = [
        w["weights"].format(
            unit=UNITS[language].get(unit, unit), first=exact.grade[i], other=rounded.grade[i]
        )
        for i, unit in enumerate(exact.domain["unit"].tolist())
        if exact.grade[i] != rounded.grade[i]
    ]
    head = [w["unit"], *YEARS, w["change"], w["error"], w["chance"]]
    return "\n".join(
        [
            paragraph(w["waves_intro"].format(units=len(names))),
            "",
            table(head, rows),
            "",
            paragraph(w["sure"].format(names=", ".join(sure) or w["nobody"])),
            paragraph(
                w["by_item"].format(
                    item=say(skm.ITEMS["2017"][found.items.item[j]], language),
                    change=figure(float(found.items.change[j]), language, decimals=2, sign=True),
                    chance=_chance(float(found.items.holm[j]), language),
                )
            ),
            *map(paragraph, doubts),
        ]
    )


def _chance(p: float, language: Language) -> str:
    """Write a p-value as a percentage; a tiny one as an upper limit."""
    if p < 0.001:
        return f"< {percent(0.001, language, decimals=1)}"
    return percent(p, language, decimals=1)
