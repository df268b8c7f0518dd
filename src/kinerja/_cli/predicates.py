"""Predicates of 2022 in the sample office, and what the distribution guide says of them."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._indicators.text import figure, say
from ..indicators import Bands
from ..schemes import skp
from ..scoring import Scores
from .terminal import bars, paragraph, table

RESULTS = Bands.of({"below": 0, "meets": 70, "above": 90})
BEHAVIOUR = Bands.of({"below": 1, "meets": 3.25, "above": 4.25}, upper=5)
"""The made-up office's own cut-offs; the regulation gives none."""

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "intro": "PermenPANRB 6/2022 knows no numbers: two ratings, results and behaviour, meet in "
        "a matrix. This made-up office rates results (points of Results) above expectation from "
        "{r2}, as expected from {r1}; behaviour (rating 1 to 5) from {b2} and {b1}. Without "
        "a behaviour rating there is no predicate ({out} here).",
        "results": "results \\ behaviour",
        "below": "below",
        "meets": "as expected",
        "above": "above",
        "guide": "The guide for an office that is itself “{own}” (SE MenPANRB 3/2023; advisory, "
        "no predicate changes):",
        "kept": "nothing departs from it",
    },
    "id": {
        "intro": "PermenPANRB 6/2022 tidak mengenal angka: dua penilaian, hasil kerja dan perilaku, "
        "bertemu dalam matriks. Kantor rekaan ini menilai hasil (poin Hasil kerja) di atas "
        "ekspektasi mulai {r2}, sesuai ekspektasi mulai {r1}; perilaku (1 sampai 5) mulai {b2} dan "
        "{b1}. Tanpa nilai perilaku tidak ada predikat ({out} di sini).",
        "results": "hasil \\ perilaku",
        "below": "di bawah",
        "meets": "sesuai",
        "above": "di atas",
        "guide": "Panduan untuk kantor yang sendiri berpredikat “{own}” (SE MenPANRB 3/2023; "
        "bersifat saran, tidak ada predikat yang berubah):",
        "kept": "tidak ada yang menyimpang",
    },
}


def predicates(scores: Scores, language: Language) -> str:
    """Matrix of the office's people, their predicates, and the guide's advice."""
    w = WORDS[language]
    results = scores.groups["results"]
    behaviour = scores.values[:, scores.card.codes.index("behaviour")]
    rated = ~np.isnan(results) & ~np.isnan(behaviour)
    result = RESULTS.label(results[rated])
    conduct = BEHAVIOUR.label(behaviour[rated])
    given = skp.predicate_2022(result, conduct)
    order = ("above", "meets", "below")
    matrix = [
        [w[r], *(str(int(((result == r) & (conduct == b)).sum())) for b in order[::-1])]
        for r in order
    ]
    found = skp.check_distribution(given, "good", language=language)
    names = [say(skp.TEXTS[code], language) for code in found.predicate.tolist()]
    cuts = {
        f"{letter}{i}": figure(band.lower or 0.0, language, decimals=None)
        for letter, grades in (("r", RESULTS), ("b", BEHAVIOUR))
        for i, band in enumerate(grades.bands)
    }
    own = say(skp.TEXTS[found.organisation], language)
    return "\n".join(
        [
            paragraph(w["intro"].format(out=int((~rated).sum()), **cuts)),
            "",
            table([w["results"], *(w[b] for b in order[::-1])], matrix),
            "",
            *bars(names, found.count.tolist()),
            "",
            paragraph(w["guide"].format(own=own)),
            *(paragraph(f"{line}.", indent=2) for line in found.findings or (w["kept"],)),
        ]
    )
