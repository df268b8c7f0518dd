"""Whether appointments shortened the wait in the made-up city."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._indicators.text import figure
from ..impact import did, service_times
from .samples import column, rows_of
from .terminal import paragraph, percent, table

BOOKING = ("East District", "Market Clinic", "South District")
FIRST_MONTH = 7
TARGET = 30.0

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "intro": "Since July three of the six units take appointments. {cases} made-up visits, from "
        "arrival to the end, each group weighted to the same mix of counter and online; promised: "
        "{target} minutes.",
        "group": "units, half-year",
        "with": "with appointments",
        "without": "without",
        "cases": "cases",
        "median": "median",
        "interval": "interval",
        "p90": "9 in 10",
        "within": "in time",
        "both": "Both groups became faster, so before and after alone would credit appointments with "
        "too much. Against the units without them (difference in differences, errors by unit, "
        "CR2):",
        "effect": "effect on the mean: {value} minutes, 95 % interval {low} to {high} "
        "({df} degrees of freedom; by chance {p})",
        "share": "as a share of the wait: {value}%, {low}% to {high}%",
        "open": "The interval reaches zero: six units are too few to prove an effect of this size. "
        "It is likely, not shown.",
        "shown": "The interval does not reach zero: the effect is shown, and the interval says how large it is.",
    },
    "id": {
        "intro": "Sejak Juli tiga dari enam unit menerima janji temu. {cases} kunjungan rekaan, dari "
        "datang sampai selesai, tiap kelompok ditimbang ke campuran loket dan daring yang sama; "
        "janji layanan: {target} menit.",
        "group": "unit, semester",
        "with": "dengan janji temu",
        "without": "tanpa",
        "cases": "kasus",
        "median": "median",
        "interval": "selang",
        "p90": "9 dari 10",
        "within": "tepat waktu",
        "both": "Kedua kelompok menjadi lebih cepat, jadi membandingkan sebelum dan sesudah saja "
        "memberi janji temu terlalu banyak jasa. Dibandingkan unit tanpa janji temu (selisih dalam "
        "selisih, galat per unit, CR2):",
        "effect": "pengaruh pada rata-rata: {value} menit, selang 95 % {low} sampai {high} "
        "({df} derajat bebas; karena kebetulan {p})",
        "share": "sebagai bagian dari waktu tunggu: {value}%, {low}% sampai {high}%",
        "open": "Selangnya mencapai nol: enam unit terlalu sedikit untuk membuktikan pengaruh "
        "sebesar ini. Mungkin ada, belum terbukti.",
        "shown": "Selangnya tidak mencapai nol: pengaruhnya terbukti, dan selang itu menunjukkan besarnya.",
    },
}


def waiting(language: Language) -> str:
    """Times with and without appointments, and the effect with its interval."""
    w = WORDS[language]
    rows = rows_of("city_waiting.csv")
    minutes, month = column(rows, "minutes"), column(rows, "month")
    unit = np.array([row["unit"] for row in rows], dtype=object)
    booked = np.isin(unit, BOOKING)
    after = month >= FIRST_MONTH
    times = service_times(
        minutes,
        target=TARGET,
        by={"group": np.where(booked, "with", "without"), "half": np.where(after, 2, 1)},
        channel=[row["channel"] for row in rows],
    )

    def whole(x: float) -> str:
        return figure(x, language, decimals=0)

    shown = [
        [
            f"{w[name]}, {half}",
            whole(float(times.n[i])),
            whole(float(times.median[i])),
            f"{whole(float(times.median_lower[i]))} – {whole(float(times.median_upper[i]))}",
            whole(float(times.p90[i])),
            percent(float(times.within[i]), language),
        ]
        for i, (name, half) in enumerate(times.domain.tolist())
    ]
    head = [w["group"], w["cases"], w["median"], w["interval"], w["p90"], w["within"]]
    mean = did(minutes, booked, after, clusters=unit, unit=unit, period=month)
    ratio = did(np.log(minutes), booked, after, clusters=unit, unit=unit, period=month)
    facts = {
        "value": figure(mean.value, language, sign=True),
        "low": figure(mean.lower, language, sign=True),
        "high": figure(mean.upper, language, sign=True),
        "df": figure(mean.df, language),
        "p": percent(mean.p_value, language, decimals=1),
    }
    share = {
        name: figure(100 * float(np.expm1(x)), language, decimals=0, sign=True)
        for name, x in (("value", ratio.value), ("low", ratio.lower), ("high", ratio.upper))
    }
    return "\n".join(
        [
            paragraph(w["intro"].format(cases=whole(minutes.size), target=whole(TARGET))),
            "",
            table(head, shown),
            "",
            paragraph(w["both"]),
            paragraph(w["effect"].format(**facts), indent=2),
            paragraph(w["share"].format(**share), indent=2),
            paragraph(w["open" if mean.lower <= 0 <= mean.upper else "shown"]),
        ]
    )
