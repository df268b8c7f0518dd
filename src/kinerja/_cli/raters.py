"""Whether the sample office's ratings are fair: how strict each rater is, and what that changes."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._indicators.text import figure
from ..ratings import RaterEffects, rater_effects
from .samples import column, rows_of
from .terminal import left_last, paragraph, percent, table

_ENDS = 3

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "intro": "Colleagues rated each other from 1 to 5: {ratings} ratings of {people} people by "
        "{raters} raters, nobody by all. Severity is what a rater takes off, compared with the "
        "others, as far as the ratings tell (crossed random effects, REML).",
        "rater": "rater",
        "severity": "severity",
        "error": "± se",
        "ratings": "ratings",
        "strict": "strictest",
        "mild": "mildest",
        "parts": "Of the spread of single ratings {subject} lies in the people, {rater} in the raters, "
        "{residual} in neither: one rating alone has a reliability of {single}.",
        "moved": "Without the severities the order changes. Largest changes of place:",
        "person": "person",
        "raw": "mean",
        "adjusted": "adjusted",
        "places": "place",
        "note": "An adjusted mean is drawn towards the mean of all the less a person was rated. It "
        "compares people; it does not say who rated whom.",
    },
    "id": {
        "intro": "Rekan saling menilai dari 1 sampai 5: {ratings} penilaian atas {people} orang oleh "
        "{raters} penilai, tidak seorang pun dinilai oleh semua. Ketegasan adalah poin yang "
        "dikurangkan seorang penilai dibanding yang lain, sejauh data menunjukkannya (efek acak "
        "bersilang, REML).",
        "rater": "penilai",
        "severity": "ketegasan",
        "error": "± galat",
        "ratings": "penilaian",
        "strict": "paling tegas",
        "mild": "paling murah hati",
        "parts": "Dari sebaran satu penilaian, {subject} ada pada orangnya, {rater} pada penilainya, "
        "{residual} pada keduanya tidak: keandalan satu penilaian saja {single}.",
        "moved": "Tanpa pengaruh ketegasan urutannya berubah. Perpindahan urutan terbesar:",
        "person": "orang",
        "raw": "rata-rata",
        "adjusted": "disesuaikan",
        "places": "urutan",
        "note": "Rata-rata yang disesuaikan ditarik ke rata-rata semua orang, makin kuat makin "
        "sedikit orang itu dinilai. Ia membandingkan orang; ia tidak menunjukkan siapa menilai siapa.",
    },
}


def office_raters() -> RaterEffects:
    """Severity of each rater of the sample office; what people say of themselves is left aside."""
    rows = [row for row in rows_of("office_ratings.csv") if row["source"] != "self"]
    return rater_effects(
        [row["person"] for row in rows], [row["rater"] for row in rows], column(rows, "value")
    )


def raters(language: Language) -> str:
    """Strictest and mildest raters, and whose place it changes."""
    w = WORDS[language]
    found = office_raters()
    order = np.argsort(-found.severity, kind="stable")
    rows = [
        [
            str(found.rater[i]),
            figure(float(found.severity[i]), language, decimals=2, sign=True),
            figure(float(found.severity_se[i]), language, decimals=2),
            str(int(found.n_ratings[i])),
            said,
        ]
        for said, ends in ((w["strict"], order[:_ENDS]), (w["mild"], order[-_ENDS:]))
        for i in ends.tolist()
    ]
    # Means of few ratings tie by chance of rounding; places go by the mean, then by id.
    before, after = (
        np.argsort(np.argsort(-np.round(x, 9), kind="stable"), kind="stable") + 1
        for x in (found.raw, found.adjusted)
    )
    moved = np.argsort(-np.abs(after - before), kind="stable")[: 2 * _ENDS]
    people = [
        [
            str(found.subject[i]),
            figure(float(found.raw[i]), language, decimals=2),
            figure(float(found.adjusted[i]), language, decimals=2),
            figure(float(found.adjusted_se[i]), language, decimals=2),
            f"{before[i]} → {after[i]}",
        ]
        for i in moved.tolist()
    ]
    head = [w["rater"], w["severity"], w["error"], w["ratings"], ""]
    whole = sum(found.components.values())

    return "\n".join(
        [
            paragraph(
                w["intro"].format(
                    ratings=int(found.n_ratings.sum()),
                    people=found.subject.size,
                    raters=found.rater.size,
                )
            ),
            "",
            left_last(table(head, rows), rows, ""),
            "",
            paragraph(
                w["parts"].format(
                    single=figure(found.single_rating, language, decimals=2),
                    **{name: percent(x / whole, language) for name, x in found.components.items()},
                )
            ),
            "",
            paragraph(w["moved"]),
            table([w["person"], w["raw"], w["adjusted"], w["error"], w["places"]], people),
            "",
            paragraph(w["note"]),
        ]
    )
