"""Words of the sample report, in English and Indonesian."""

from __future__ import annotations

from .._definitions import Language

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "KINERJA · sample report",
        "intro": "A made-up education office, 2025 against 2024: nobody in it exists. "
        "Section 6 scores real schools. Every figure comes from the data that ships "
        "with the package.",
        "s1": "What is measured, and how much it counts",
        "indicator": "indicator",
        "weight": "weight",
        "scale": "scale",
        "aggregated": "Parts of {group} are combined by the {how} mean.",
        "s2": "Scores and grades, 2025",
        "grades": "{n} people, mean {mean} points. A total of 100 is full marks.",
        "unit": "unit",
        "people": "people",
        "mean": "mean",
        "lowest": "lowest",
        "highest": "highest",
        "top": "Highest totals:",
        "id": "id",
        "total": "total",
        "rank": "rank",
        "grade": "grade",
        "missing": "{n} of {m} values are missing (people who serve no visitors, ratings not handed "
        "in). Their weight goes to the other indicators, first inside the same group; coverage says "
        "how much of the weight is really there.",
        "coverage": "coverage",
        "s3": "One person's score explained",
        "points": "points",
        "value": "value",
        "gave": "gave",
        "against": "against the mean",
        "sum": "sum",
        "s4": "Close to the next grade",
        "close": "{n} people are within {gap} points of the next grade. One change that reaches it:",
        "gap": "gap",
        "next": "next grade",
        "change": "for example",
        "from_to": "{name} {old} → {new}",
        "s5": "What changed since 2024",
        "changed": "{n} people are in both years; {joined} joined, {left} left. The mean change is "
        "{change} points; {up} rose a grade, {down} went down one.",
        "by_indicator": "Mean change by indicator, in points of the total:",
        "largest": "Largest changes, and the indicator behind most of each:",
        "mostly": "mostly",
        "s6": "Real data: 71 elementary schools, California 2000",
        "schools": "The same functions on real figures, with five kinds of scale. The percentile is "
        "relative to this group; anchored, it becomes a ruler for next year.",
        "weights_note": "Source: California Department of Education, Academic Performance Index 2000.",
        "made": "kinerja {version} · card {card} version {cv} · fingerprint {fp}…",
    },
    "id": {
        "title": "KINERJA · laporan contoh",
        "intro": "Kantor pendidikan rekaan, 2025 dibandingkan 2024: tidak seorang pun di dalamnya "
        "nyata. Bagian 6 menilai sekolah sungguhan. Semua angka berasal dari data yang disertakan "
        "dalam paket.",
        "s1": "Apa yang diukur, dan berapa bobotnya",
        "indicator": "indikator",
        "weight": "bobot",
        "scale": "skala",
        "aggregated": "Bagian dari {group} digabung dengan rata-rata {how}.",
        "s2": "Nilai dan predikat, 2025",
        "grades": "{n} orang, rata-rata {mean} poin. Nilai penuh adalah 100.",
        "unit": "unit",
        "people": "orang",
        "mean": "rata-rata",
        "lowest": "terendah",
        "highest": "tertinggi",
        "top": "Nilai tertinggi:",
        "id": "id",
        "total": "total",
        "rank": "urutan",
        "grade": "predikat",
        "missing": "{n} dari {m} data tidak ada (pegawai yang tidak melayani pengunjung, penilaian "
        "yang tidak dikumpulkan). Bobotnya dibagi ke indikator lain, pertama di dalam kelompok yang "
        "sama; cakupan menunjukkan berapa bobot yang benar-benar ada.",
        "coverage": "cakupan",
        "s3": "Nilai satu orang dijelaskan",
        "points": "poin",
        "value": "data",
        "gave": "memberi",
        "against": "terhadap rata-rata",
        "sum": "jumlah",
        "s4": "Dekat dengan predikat berikutnya",
        "close": "{n} orang berjarak paling jauh {gap} poin dari predikat berikutnya. Satu perubahan "
        "yang mencapainya:",
        "gap": "jarak",
        "next": "predikat berikut",
        "change": "misalnya",
        "from_to": "{name} {old} → {new}",
        "s5": "Apa yang berubah sejak 2024",
        "changed": "{n} orang ada di kedua tahun; {joined} masuk, {left} keluar. Perubahan rata-rata "
        "{change} poin; {up} naik predikat, {down} turun.",
        "by_indicator": "Perubahan rata-rata per indikator, dalam poin nilai total:",
        "largest": "Perubahan terbesar, dan indikator yang paling berperan:",
        "mostly": "terutama",
        "s6": "Data nyata: 71 sekolah dasar, California 2000",
        "schools": "Fungsi yang sama pada angka nyata, dengan lima jenis skala. Persentil bersifat "
        "relatif terhadap kelompok ini; setelah ditambatkan, ia menjadi penggaris untuk tahun depan.",
        "weights_note": "Sumber: California Department of Education, Academic Performance Index 2000.",
        "made": "kinerja {version} · kartu {card} versi {cv} · sidik jari {fp}…",
    },
}

KINDS: dict[Language, dict[str, str]] = {
    "en": {
        "identity": "points as they are",
        "linear": "{worst} → {best}{unit}",
        "log": "{worst} → {best}{unit}, equal ratios",
        "target": "share of target {target}{unit}",
        "piecewise": "straight lines from {first} to {last}{unit}",
        "steps": "steps at {thresholds}{unit}",
        "lognormal": "half at {median}, 90 % at {p10}{unit}",
        "logistic": "S-curve, half at {midpoint}{unit}",
        "min_max": "worst to best of the group",
        "z_score": "standard score in the group",
        "percentile": "percentile in the group",
        "vector": "share of the group's length",
        "max_share": "share of the group's best",
        "sum_share": "share of the group's sum",
        "geometric": "geometric",
        "harmonic": "harmonic",
        "minimum": "lowest",
    },
    "id": {
        "identity": "poin apa adanya",
        "linear": "{worst} → {best}{unit}",
        "log": "{worst} → {best}{unit}, rasio sama",
        "target": "bagian dari target {target}{unit}",
        "piecewise": "garis lurus dari {first} ke {last}{unit}",
        "steps": "tangga di {thresholds}{unit}",
        "lognormal": "setengah di {median}, 90 % di {p10}{unit}",
        "logistic": "kurva S, setengah di {midpoint}{unit}",
        "min_max": "terburuk ke terbaik kelompok",
        "z_score": "skor baku dalam kelompok",
        "percentile": "persentil dalam kelompok",
        "vector": "bagian dari panjang kelompok",
        "max_share": "bagian dari nilai terbaik",
        "sum_share": "bagian dari jumlah kelompok",
        "geometric": "geometris",
        "harmonic": "harmonik",
        "minimum": "terendah",
    },
}

UNITS: dict[Language, dict[str, str]] = {
    "en": {},
    "id": {
        "secretariat": "sekretariat",
        "early childhood": "usia dini",
        "primary schools": "sekolah dasar",
        "lower secondary": "menengah pertama",
    },
}
