"""The third question: what citizens experience, and whether it got better."""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._definitions import Language
from .._indicators.text import figure
from ..errors import KinerjaWarning
from ..schemes import skm
from ..survey import Design
from .samples import column, rows_of
from .terminal import Section, paragraph, table
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
        "weights": "Mind the item weights: published reports use 1/9, 0.111 or 0.11. Here they give "
        "different grades. {what}",
        "item": "item",
        "mean": "mean",
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
        "weights": "Perhatikan bobot unsur: laporan terbit memakai 1/9, 0,111, atau 0,11. Di sini "
        "hasilnya mutu yang berbeda. {what}",
        "item": "unsur",
        "mean": "rata-rata",
    },
}


class Wave(NamedTuple):
    """One year's survey of the made-up city."""

    answers: dict[str, NDArray[np.float64]]
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
    return Wave(answers, unit, design, sum(served.values()))


class Index(NamedTuple):
    """An index, and what its weights put in doubt."""

    result: skm.SKM
    doubts: tuple[str, ...]


def indices(this: Wave, *, by_unit: bool) -> Index:
    """Satisfaction index of the units or of the city, with the warnings that came with it."""
    by = {"unit": this.unit} if by_unit else None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", KinerjaWarning)
        result = skm.index(this.answers, design=this.design, by=by, missing="omit")
    return Index(result, tuple(str(warning.message) for warning in caught))


def sections(language: Language) -> list[Section]:
    """Satisfaction by unit, what to fix first, and whether it got better."""
    w = WORDS[language]
    this = wave(YEARS[1])
    return [(w["index"], _index(this, language))]


def _index(this: Wave, language: Language) -> str:
    w = WORDS[language]
    units, whole = indices(this, by_unit=True).result, indices(this, by_unit=False).result
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
        ]
    )
