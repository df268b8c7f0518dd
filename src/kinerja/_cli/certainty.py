"""How sure the ranking of the sample office is."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._indicators.text import figure
from ..scoring import Scores, Sensitivity, sensitivity
from .terminal import bar, paragraph, percent, table

_PLACES = 5
_SHOWN = 9
_SPREAD = 0.2
_DRAWS = 2_000
_SEED = 2025

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "intro": "Weights are a choice. Drawn {draws} times around the stated ones, typically "
        "{off} % of itself up or down for a weight of average size, they give these ranks. The "
        "interval holds {level} % of the draws; the bar is the probability of being among the "
        "first {q}.",
        "id": "id",
        "total": "total",
        "rank": "rank",
        "mean": "mean rank",
        "interval": "interval",
        "top": "first {q}",
        "sure": "{sure} of the first {q} stay there in at least {level} % of the draws. Where the "
        "bar is not full, an award that rests on the place alone would partly be luck.",
        "agreement": "The draws agree with each other to {w} (Kendall's W; 1 is one and the same "
        "order).",
    },
    "id": {
        "intro": "Bobot adalah pilihan. Ditarik {draws} kali di sekitar bobot yang ditetapkan, "
        "biasanya {off} % dari dirinya ke atas atau ke bawah untuk bobot berukuran rata-rata, "
        "hasilnya urutan berikut. Selang memuat {level} % penarikan; batang menunjukkan peluang "
        "masuk {q} besar.",
        "id": "id",
        "total": "total",
        "rank": "urutan",
        "mean": "rata-rata urutan",
        "interval": "selang",
        "top": "{q} besar",
        "sure": "{sure} dari {q} besar tetap di sana dalam sedikitnya {level} % penarikan. Bila "
        "batang tidak penuh, penghargaan yang hanya berdasarkan urutan sebagian adalah "
        "keberuntungan.",
        "agreement": "Kesepakatan antarpenarikan {w} (W Kendall; 1 berarti urutannya selalu sama).",
    },
}


def certainty(office: Scores, language: Language) -> str:
    """Ranks of the office under other weights."""
    w = WORDS[language]
    drawn = sensitivity(
        office.card,
        office.values,
        ids=office.ids,
        missing="reweight",
        weight_spread=_SPREAD,
        draws=_DRAWS,
        rng=_SEED,
    )
    level = figure(100 * drawn.level, language, decimals=0)
    chance = drawn.top(_PLACES)
    order = np.argsort(drawn.rank, kind="stable")[:_SHOWN]
    rows = [_row(office, drawn, int(i), float(chance[i]), language) for i in order]
    head = [
        w["id"],
        w["total"],
        w["rank"],
        w["mean"],
        w["interval"],
        w["top"].format(q=_PLACES),
        "",
    ]
    sure = int((chance[order[:_PLACES]] >= drawn.level).sum())
    return "\n".join(
        [
            paragraph(
                w["intro"].format(
                    draws=figure(_DRAWS, language, decimals=0),
                    off=figure(100 * _SPREAD, language, decimals=0),
                    level=level,
                    q=_PLACES,
                )
            ),
            "",
            table(head, rows),
            "",
            paragraph(w["sure"].format(sure=sure, q=_PLACES, level=level)),
            paragraph(w["agreement"].format(w=figure(drawn.agreement, language, decimals=2))),
        ]
    )


def _row(
    office: Scores, drawn: Sensitivity, i: int, chance: float, language: Language
) -> list[str]:
    low, high = (figure(float(end[i]), language, decimals=0) for end in (drawn.lower, drawn.upper))
    return [
        str(office.name_of(i)),
        figure(float(drawn.total[i]), language),
        figure(float(drawn.rank[i]), language, decimals=0),
        figure(float(drawn.expected_rank[i]), language),
        low if low == high else f"{low} – {high}",
        percent(chance, language),
        bar(chance, 1.0, 16),
    ]
