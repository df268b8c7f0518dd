"""What people read about scores, cards and awards: whole texts, in both languages.

The figures in them are worked out beside the tables that they come from.
"""

from __future__ import annotations

import pytest

from kinerja.indicators import (
    MPI,
    OWA,
    Bands,
    Group,
    Identity,
    Indicator,
    Linear,
    MinMax,
    Piecewise,
    Power,
    Scorecard,
    Steps,
    Target,
    Text,
)
from kinerja.letters import Reply
from kinerja.scoring import compare_cards, explain, explain_card, recognize, score

nan = float("nan")
GRADES = Bands.of({"fair": 0, "good": 60, "very good": 80})


def leaf(code, weight=1.0, *, name=None, scale=None, **more):
    return Indicator(code=code, name=name or code, scale=scale or Identity(), weight=weight, **more)


# Weights 3 : 2 : 5 of four parts, the group's halves 1 : 3. With points (a, b, c, d) the total is
# .3a + .2b + .5(.25c + .75d) = .3a + .2b + .125c + .375d.
CARD = Scorecard(
    code="card",
    name=Text(en="Counter", id="Loket"),
    version="2",
    source="Decree 7/2026",
    bands=GRADES,
    parts=(
        leaf(
            "a", 3, name=Text(en="Wait", id="Antrean"), scale=Linear(worst=60, best=10), unit="min"
        ),
        leaf("b", 2, name=Text(en="Reports", id="Laporan"), scale=Linear(worst=0, best=40)),
        Group(
            code="g",
            name=Text(en="Service", id="Layanan"),
            weight=5,
            parts=(leaf("c", 1, name="Calls"), leaf("d", 3, name="Visits", unit="%")),
        ),
    ),
)
# Points 76, 50, 40, 72 | 40, 75, 90, 60 | 100, 25, missing, 80: totals 22.8 + 10 + 5 + 27 = 64.8;
# 12 + 15 + 11.25 + 22.5 = 60.75; and .3·100 + .2·25 + .5·80 = 75, as d takes the weight of c.
X = [[22, 20, 40, 72], [40, 30, 90, 60], [10, 10, nan, 80]]
MADE = score(CARD, X, ids=["x", "y", "z"], missing="reweight")

# Points 100, 100, 90, 88 and 50, 50, 80, 66: totals 94.25 and 59.75.
BEST = score(CARD, [[10, 40, 90, 88], [35, 20, 80, 66]])
# Fourteen indicators of one weight: a dozen values are listed.
LONG = score(
    Scorecard(code="l", name="L", parts=tuple(leaf(f"i{n}") for n in range(14))),
    [[10 + n for n in range(14)], [20.5 - n for n in range(14)]],
)
MIXED = Scorecard(
    code="m",
    name="Mixed",
    aggregation=Power(p=-1.0),
    bands=Bands.of({"low": 0, "high": 50}, closed="right"),
    parts=(
        leaf("i", 2, scale=MinMax(), lower_is_better=True),
        Group(
            code="owa",
            name="Places",
            aggregation=OWA(weights=(2, 1)),
            parts=(
                leaf("s", scale=Steps(thresholds=(1, 2.5), points=(0, 50, 100))),
                leaf("t", scale=Target(target=12)),
            ),
        ),
        Group(
            code="mpi",
            name="Evenness",
            aggregation=MPI(penalty="plus"),
            weight=5,
            parts=(leaf("p", scale=Piecewise(points=((2, 0), (8, 70), (9, 100)))), leaf("q")),
        ),
    ),
)
# New weights 1 : 4 : 5, and a is full at 10 and nothing at 35 minutes: points 52, 0 and 100.
# x: 64.8, by the scale −.3·24 = −7.2, by the weights −.2·52 + .2·50 = −.4: 57.2.
# y: 60.75, −.3·40 = −12, −.2·0 + .2·75 = 15: 63.75. Means 62.775 and 60.475.
_NEW = CARD.model_copy(
    update={
        "version": "3",
        "parts": (
            leaf("a", 1, name="Wait", scale=Linear(worst=35, best=10), unit="min"),
            leaf("b", 4, name="Reports", scale=Linear(worst=0, best=40)),
            CARD.parts[2],
        ),
    }
)
NEW = compare_cards(CARD, _NEW, X, ids=["x", "y", "z"], missing="propagate")
SAME = compare_cards(CARD, CARD, X[:2])
UNGRADED = compare_cards(
    CARD.model_copy(update={"bands": None}), _NEW.model_copy(update={"bands": None}), X[:2]
)
RELABELLED = compare_cards(
    CARD, _NEW.model_copy(update={"bands": Bands.of({"C": 0, "B": 50, "A": 58})}), X[:2]
)
FIRST = recognize(
    [90, 84, 83, 60, 99, 70, 70],
    [1, 1, 1, 1, 1, 0, nan],
    count=2,
    by=["u", "u", "u", "u", "u", "v", "v"],
    eligible=[True, True, True, True, False, True, True],
    ids=["p", "q", "r", "s", "t", "x", "y"],
)
LAST = recognize(
    [90, 84, 83, 60, 60],
    [1, 1, 1, 1, 1],
    count=1,
    side="bottom",
    level=0.9,
    ids=["u", "v", "w", "x", "z"],
)

TEXTS = [
    (
        lambda: explain(MADE, "x").text,
        [
            "The total is 64.8 points: grade good.",
            "What was measured: Wait 22 min, Reports 20, Calls 40, Visits 72%.",
            ("The group's average values would give 66.2 points; this total is 1.4 points lower."),
            "What lifted it: Wait (+1.2), Visits (+0.5).",
            "What held it back: Calls (−3.1).",
            "The next grade, very good, is 15.2 points away.",
            "No single indicator is enough for it; several together are needed.",
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: explain(MADE, "x", language="id").text,
        [
            "Nilai totalnya 64,8 poin: kategori good.",
            "Yang diukur: Antrean 22 min, Laporan 20, Calls 40, Visits 72%.",
            (
                "Dengan data rata-rata kelompok, nilainya 66,2 poin; nilai ini 1,4 poin lebih "
                "rendah."
            ),
            "Yang menaikkan nilai: Antrean (+1,2), Visits (+0,5).",
            "Yang menurunkan nilai: Calls (−3,1).",
            "Kategori berikutnya, very good, berjarak 15,2 poin.",
            "Tidak ada satu indikator pun yang cukup sendirian; perlu beberapa bersama-sama.",
            (
                "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh "
                "pejabat yang berwenang."
            ),
            (
                "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari (PP "
                "30/2019 Pasal 59)."
            ),
        ],
    ),
    (
        lambda: explain(MADE, "y", baseline="x").text,
        [
            "The total is 60.8 points: grade good.",
            "What was measured: Wait 40 min, Reports 30, Calls 90, Visits 60%.",
            ("The comparison that was chosen gives 64.8 points; this total is 4.1 points lower."),
            "What lifted it: Calls (+6.3), Reports (+5.0).",
            "What held it back: Wait (−10.8), Visits (−4.5).",
            "The next grade, very good, is 19.3 points away.",
            "No single indicator is enough for it; several together are needed.",
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: explain(MADE, "y", baseline="x", language="id").text,
        [
            "Nilai totalnya 60,8 poin: kategori good.",
            "Yang diukur: Antrean 40 min, Laporan 30, Calls 90, Visits 60%.",
            ("Pada pembanding yang dipilih, nilainya 64,8 poin; nilai ini 4,1 poin lebih rendah."),
            "Yang menaikkan nilai: Calls (+6,3), Laporan (+5,0).",
            "Yang menurunkan nilai: Antrean (−10,8), Visits (−4,5).",
            "Kategori berikutnya, very good, berjarak 19,3 poin.",
            "Tidak ada satu indikator pun yang cukup sendirian; perlu beberapa bersama-sama.",
            (
                "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh "
                "pejabat yang berwenang."
            ),
            (
                "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari (PP "
                "30/2019 Pasal 59)."
            ),
        ],
    ),
    (
        lambda: explain(MADE, "z").text,
        [
            "The total is 75.0 points: grade good.",
            "What was measured: Wait 10 min, Reports 10, Visits 80%.",
            ("The group's average values would give 66.9 points; this total is 8.1 points higher."),
            "What lifted it: Wait (+8.4), Visits (+4.7).",
            "What held it back: Reports (−5.0).",
            "The next grade, very good, is 5.0 points away.",
            ("Any one of these would be enough: Visits from 80 to 90% or Reports from 10 to 20."),
            "Not counted, because no value was there: Calls.",
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: explain(MADE, "z", language="id").text,
        [
            "Nilai totalnya 75,0 poin: kategori good.",
            "Yang diukur: Antrean 10 min, Laporan 10, Visits 80%.",
            (
                "Dengan data rata-rata kelompok, nilainya 66,9 poin; nilai ini 8,1 poin lebih "
                "tinggi."
            ),
            "Yang menaikkan nilai: Antrean (+8,4), Visits (+4,7).",
            "Yang menurunkan nilai: Laporan (−5,0).",
            "Kategori berikutnya, very good, berjarak 5,0 poin.",
            (
                "Salah satu dari perubahan ini sudah cukup: Visits dari 80 menjadi 90% atau "
                "Laporan dari 10 menjadi 20."
            ),
            "Tidak dihitung karena datanya tidak tersedia: Calls.",
            (
                "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh "
                "pejabat yang berwenang."
            ),
            (
                "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari (PP "
                "30/2019 Pasal 59)."
            ),
        ],
    ),
    (
        lambda: explain(MADE, "z", baseline="target").text,
        [
            "The total is 75.0 points: grade good.",
            "What was measured: Wait 10 min, Reports 10, Visits 80%.",
            "Full achievement would give 100.0 points; this total is 25.0 points lower.",
            "What held it back: Reports (−15.0), Visits (−10.0).",
            "The next grade, very good, is 5.0 points away.",
            ("Any one of these would be enough: Visits from 80 to 90% or Reports from 10 to 20."),
            "Not counted, because no value was there: Calls.",
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: explain(MADE, "y", baseline={"a": 35, "b": 30, "c": 90, "d": 60}).text,
        [
            "The total is 60.8 points: grade good.",
            "What was measured: Wait 40 min, Reports 30, Calls 90, Visits 60%.",
            ("The comparison that was chosen gives 63.8 points; this total is 3.0 points lower."),
            "What held it back: Wait (−3.0).",
            "The next grade, very good, is 19.3 points away.",
            "No single indicator is enough for it; several together are needed.",
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: (
            explain(MADE, "y", baseline={"a": 40, "b": 30, "c": 90, "d": 60}, language="id").text
        ),
        [
            "Nilai totalnya 60,8 poin: kategori good.",
            "Yang diukur: Antrean 40 min, Laporan 30, Calls 90, Visits 60%.",
            "Pada pembanding yang dipilih, nilainya 60,8 poin; nilai ini sama.",
            "Kategori berikutnya, very good, berjarak 19,3 poin.",
            "Tidak ada satu indikator pun yang cukup sendirian; perlu beberapa bersama-sama.",
            (
                "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh "
                "pejabat yang berwenang."
            ),
            (
                "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari (PP "
                "30/2019 Pasal 59)."
            ),
        ],
    ),
    (
        lambda: explain(MADE, "y", standard_errors=[2.5, 0.5, 1]).text,
        [
            "The total is 60.8 points: grade good.",
            "What was measured: Wait 40 min, Reports 30, Calls 90, Visits 60%.",
            ("The group's average values would give 66.2 points; this total is 5.5 points lower."),
            "What lifted it: Reports (+5.0), Calls (+3.1).",
            "What held it back: Wait (−9.6), Visits (−4.0).",
            (
                "With its error of measurement the total lies between 59.8 and 61.7 (95%), "
                "which reaches from fair to good."
            ),
            "The next grade, very good, is 19.3 points away.",
            "No single indicator is enough for it; several together are needed.",
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: explain(MADE, "z", standard_errors=[2.5, 0.5, 3], language="id").text,
        [
            "Nilai totalnya 75,0 poin: kategori good.",
            "Yang diukur: Antrean 10 min, Laporan 10, Visits 80%.",
            (
                "Dengan data rata-rata kelompok, nilainya 66,9 poin; nilai ini 8,1 poin lebih "
                "tinggi."
            ),
            "Yang menaikkan nilai: Antrean (+8,4), Visits (+4,7).",
            "Yang menurunkan nilai: Laporan (−5,0).",
            (
                "Dengan galat pengukurannya, nilai total berada di antara 69,1 dan 80,9 (95%), "
                "sehingga dapat termasuk kategori good sampai very good."
            ),
            (
                "Kategori berikutnya, very good, berjarak 5,0 poin. Jarak itu lebih kecil "
                "daripada galat pengukuran: kedua kategori tidak dapat dibedakan dengan nilai "
                "ini."
            ),
            "Tidak dihitung karena datanya tidak tersedia: Calls.",
            (
                "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh "
                "pejabat yang berwenang."
            ),
            (
                "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari (PP "
                "30/2019 Pasal 59)."
            ),
        ],
    ),
    (
        lambda: explain(MADE, "x", standard_errors=[2.5, 0.5, 3]).text,
        [
            "The total is 64.8 points: grade good.",
            "What was measured: Wait 22 min, Reports 20, Calls 40, Visits 72%.",
            ("The group's average values would give 66.2 points; this total is 1.4 points lower."),
            "What lifted it: Wait (+1.2), Visits (+0.5).",
            "What held it back: Calls (−3.1).",
            (
                "With its error of measurement the total lies between 59.9 and 69.7 (95%), "
                "which reaches from fair to good."
            ),
            "The next grade, very good, is 15.2 points away.",
            "No single indicator is enough for it; several together are needed.",
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: (
            explain(
                MADE,
                "x",
                standard_errors=0,
                reply=Reply("room 12", 10),
                templates={"note": "Ours."},
            ).text
        ),
        [
            "The total is 64.8 points: grade good.",
            "What was measured: Wait 22 min, Reports 20, Calls 40, Visits 72%.",
            ("The group's average values would give 66.2 points; this total is 1.4 points lower."),
            "What lifted it: Wait (+1.2), Visits (+0.5).",
            "What held it back: Calls (−3.1).",
            "The next grade, very good, is 15.2 points away.",
            "No single indicator is enough for it; several together are needed.",
            "Ours.",
            (
                "You may ask for an explanation or object within 10 days of receiving this "
                "letter. Please write to room 12."
            ),
        ],
    ),
    (
        lambda: explain(score(CARD, X, missing="propagate"), 2).text,
        [
            "There is no total: too few values are there to give one.",
            "What was measured: Wait 10 min, Reports 10, Visits 80%.",
            "Not counted, because no value was there: Calls.",
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: explain(score(CARD, X, missing="propagate"), 2, language="id").text,
        [
            "Tidak ada nilai total: data yang tersedia terlalu sedikit.",
            "Yang diukur: Antrean 10 min, Laporan 10, Visits 80%.",
            "Tidak dihitung karena datanya tidak tersedia: Calls.",
            (
                "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh "
                "pejabat yang berwenang."
            ),
            (
                "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari (PP "
                "30/2019 Pasal 59)."
            ),
        ],
    ),
    (
        lambda: explain(BEST, 0).text,
        [
            "The total is 94.3 points: grade very good.",
            "What was measured: Wait 10 min, Reports 40, Calls 90, Visits 88%.",
            (
                "The group's average values would give 77.0 points; this total is 17.3 points "
                "higher."
            ),
            "What lifted it: Wait (+7.5), Reports (+5.0), Visits (+4.1).",
            "This is the highest grade.",
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: explain(BEST, 1).text,
        [
            "The total is 59.8 points: grade fair.",
            "What was measured: Wait 35 min, Reports 20, Calls 80, Visits 66%.",
            ("The group's average values would give 77.0 points; this total is 17.3 points lower."),
            "What held it back: Wait (−7.5), Reports (−5.0), Visits (−4.1).",
            "The next grade, good, is 0.3 points away.",
            (
                "Any one of these would be enough: Visits from 66 to 67% or Wait from 35 to 34 "
                "min or Reports from 20 to 21."
            ),
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: explain(BEST, 1, language="id").text,
        [
            "Nilai totalnya 59,8 poin: kategori fair.",
            "Yang diukur: Antrean 35 min, Laporan 20, Calls 80, Visits 66%.",
            (
                "Dengan data rata-rata kelompok, nilainya 77,0 poin; nilai ini 17,3 poin lebih "
                "rendah."
            ),
            "Yang menurunkan nilai: Antrean (−7,5), Laporan (−5,0), Visits (−4,1).",
            "Kategori berikutnya, good, berjarak 0,3 poin.",
            (
                "Salah satu dari perubahan ini sudah cukup: Visits dari 66 menjadi 67% atau "
                "Antrean dari 35 menjadi 34 min atau Laporan dari 20 menjadi 21."
            ),
            (
                "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh "
                "pejabat yang berwenang."
            ),
            (
                "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari (PP "
                "30/2019 Pasal 59)."
            ),
        ],
    ),
    (
        lambda: explain(LONG, 0).text,
        [
            "The total is 16.5 points.",
            (
                "What was measured: i0 10, i1 11, i2 12, i3 13, i4 14, i5 15, i6 16, i7 17, i8 "
                "18, i9 19, i10 20, i11 21, and 2 more."
            ),
            ("The group's average values would give 15.3 points; this total is 1.3 points higher."),
            "What lifted it: i13 (+0.6), i12 (+0.5), i11 (+0.4).",
            "What held it back: i0 (−0.4), i1 (−0.3), i2 (−0.2).",
            "This explains a calculation. The official in charge decides about people.",
            "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59).",
        ],
    ),
    (
        lambda: explain(LONG, 1, language="id").text,
        [
            "Nilai totalnya 14,0 poin.",
            (
                "Yang diukur: i0 20,5, i1 19,5, i2 18,5, i3 17,5, i4 16,5, i5 15,5, i6 14,5, i7"
                " 13,5, i8 12,5, i9 11,5, i10 10,5, i11 9,5, dan 2 lainnya."
            ),
            (
                "Dengan data rata-rata kelompok, nilainya 15,3 poin; nilai ini 1,3 poin lebih "
                "rendah."
            ),
            "Yang menaikkan nilai: i0 (+0,4), i1 (+0,3), i2 (+0,2).",
            "Yang menurunkan nilai: i13 (−0,6), i12 (−0,5), i11 (−0,4).",
            (
                "Teks ini menjelaskan perhitungan; keputusan mengenai pegawai ditetapkan oleh "
                "pejabat yang berwenang."
            ),
            (
                "Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14 hari (PP "
                "30/2019 Pasal 59)."
            ),
        ],
    ),
    (
        lambda: explain_card(CARD).text,
        [
            "Counter (version 2)",
            (
                "This card measures 4 things and puts them together to one total in points; 100"
                " is full marks."
            ),
            "- Wait, 30%: 60 to 10 min; less is better",
            "- Reports, 20%: 0 to 40",
            "- Service, 50% of the total",
            "  - Calls, 12.5%: points as they are",
            "  - Visits, 37.5%: points as they are",
            (
                "Behind each indicator stands the range of its values: the first end brings the"
                " fewest points, the last the most."
            ),
            "The total is the weighted mean of the parts.",
            "Grades: very good from 80, good from 60, fair below that.",
            "Source: Decree 7/2026.",
            (
                "You may see your own values and points, have wrong data corrected, and object "
                "to the result."
            ),
        ],
    ),
    (
        lambda: explain_card(CARD, language="id").text,
        [
            "Loket (versi 2)",
            (
                "Kartu ini mengukur 4 hal dan menggabungkannya menjadi satu nilai total dalam "
                "poin; nilai penuh adalah 100."
            ),
            "- Antrean, 30%: 60 sampai 10 min; makin kecil makin baik",
            "- Laporan, 20%: 0 sampai 40",
            "- Layanan, 50% dari nilai total",
            "  - Calls, 12,5%: poin apa adanya",
            "  - Visits, 37,5%: poin apa adanya",
            (
                "Di belakang setiap indikator tercantum rentang datanya: ujung pertama "
                "menghasilkan poin terendah, ujung terakhir poin tertinggi."
            ),
            "Nilai total adalah rata-rata tertimbang bagian-bagiannya.",
            "Kategori: very good mulai 80, good mulai 60, fair di bawahnya.",
            "Sumber: Decree 7/2026.",
            (
                "Saudara dapat melihat data dan poin Saudara sendiri, meminta perbaikan data "
                "yang salah, dan mengajukan keberatan atas hasilnya."
            ),
        ],
    ),
    (
        lambda: explain_card(MIXED).text,
        [
            "Mixed (version 1)",
            (
                "This card measures 5 things and puts them together to one total in points; 100"
                " is full marks."
            ),
            "- i, 25%: worst to best of the group; less is better",
            "- Places, 12.5% of the total (the parts count by their rank)",
            "  - s, 6.3%: steps at 1 and 2.5",
            "  - t, 6.3%: share of target 12",
            "- Evenness, 62.5% of the total (uneven parts raise the whole)",
            "  - p, 31.3%: linear in parts, 2 to 9",
            "  - q, 31.3%: points as they are",
            (
                "Behind each indicator stands the range of its values: the first end brings the"
                " fewest points, the last the most."
            ),
            "The total is a power mean of the parts.",
            "Grades: high above 50, low up to that.",
            (
                "You may see your own values and points, have wrong data corrected, and object "
                "to the result."
            ),
        ],
    ),
    (
        lambda: explain_card(MIXED, language="id").text,
        [
            "Mixed (versi 1)",
            (
                "Kartu ini mengukur 5 hal dan menggabungkannya menjadi satu nilai total dalam "
                "poin; nilai penuh adalah 100."
            ),
            "- i, 25%: terburuk sampai terbaik dalam kelompok; makin kecil makin baik",
            "- Places, 12,5% dari nilai total (bagian dihitung menurut peringkatnya)",
            "  - s, 6,3%: bertingkat pada 1 dan 2,5",
            "  - t, 6,3%: bagian dari target 12",
            ("- Evenness, 62,5% dari nilai total (bagian yang tidak merata menaikkan keseluruhan)"),
            "  - p, 31,3%: linear, 2 sampai 9",
            "  - q, 31,3%: poin apa adanya",
            (
                "Di belakang setiap indikator tercantum rentang datanya: ujung pertama "
                "menghasilkan poin terendah, ujung terakhir poin tertinggi."
            ),
            "Nilai total adalah rata-rata pangkat bagian-bagiannya.",
            "Kategori: high di atas 50, low sampai dengan batas itu.",
            (
                "Saudara dapat melihat data dan poin Saudara sendiri, meminta perbaikan data "
                "yang salah, dan mengajukan keberatan atas hasilnya."
            ),
        ],
    ),
    (
        lambda: explain_card(MIXED, templates={"title": "{name}! {version}", "rights": ""}).text,
        [
            "Mixed! 1",
            (
                "This card measures 5 things and puts them together to one total in points; 100"
                " is full marks."
            ),
            "- i, 25%: worst to best of the group; less is better",
            "- Places, 12.5% of the total (the parts count by their rank)",
            "  - s, 6.3%: steps at 1 and 2.5",
            "  - t, 6.3%: share of target 12",
            "- Evenness, 62.5% of the total (uneven parts raise the whole)",
            "  - p, 31.3%: linear in parts, 2 to 9",
            "  - q, 31.3%: points as they are",
            (
                "Behind each indicator stands the range of its values: the first end brings the"
                " fewest points, the last the most."
            ),
            "The total is a power mean of the parts.",
            "Grades: high above 50, low up to that.",
        ],
    ),
    (
        lambda: NEW.text(),
        [
            (
                "“Counter” (version 3) tried in place of “Counter” (version 2) on the same data"
                " (people: 2). The mean total would go from 62.8 to 60.5 (−2.3); a person's "
                "total would change by 5.3 points on average, and by 7.6 at most. Of the mean "
                "change −9.6 come from other scales and +7.3 come from other weights. Of the "
                "grades 0 would rise, 1 would fall and 1 would stay. The last step that moved a"
                " grade: scales 1. Not counted, because there is no total on one of the cards: "
                "1. This says what would change, not which card is better: it tries the new "
                "rule on work that was done under the old one."
            )
        ],
    ),
    (
        lambda: NEW.text(language="id"),
        [
            (
                "“Loket” (versi 3) dicoba sebagai pengganti “Loket” (versi 2) pada data yang "
                "sama untuk 2 pegawai. Rata-rata nilai total berubah dari 62,8 menjadi 60,5 "
                "(−2,3); nilai seorang pegawai berubah rata-rata 5,3 poin, dan paling banyak "
                "7,6 poin. Dari perubahan rata-rata itu, −9,6 berasal dari skala dan +7,3 "
                "berasal dari bobot. Kategori 0 pegawai naik, 1 turun, dan 1 tetap. Langkah "
                "terakhir yang mengubah kategori: skala 1. Sebanyak 1 pegawai tidak "
                "memiliki nilai total pada salah satu kartu dan tidak dihitung. Angka ini "
                "menunjukkan apa yang berubah, bukan kartu mana yang lebih baik: ketentuan "
                "baru dicoba pada pekerjaan yang dilakukan menurut ketentuan lama."
            )
        ],
    ),
    (
        lambda: NEW.letter("x"),
        [
            "To x,",
            "",
            (
                "the agency considers a new scorecard, “Counter” (version 3), in place of "
                "“Counter” (version 2). This is what it would change for you, on the same data."
            ),
            "",
            (
                "Your total would go from 64.8 to 57.2 (−7.6). Of this −7.2 come from other "
                "scales and −0.4 come from other weights. Your grade would change from good to "
                "fair; what moved it: scales."
            ),
            "",
            (
                "The score that you have does not change by this. It is a proposal; the "
                "official in charge decides. You may ask for an explanation or object within 14"
                " days."
            ),
        ],
    ),
    (
        lambda: NEW.letter("y", language="id"),
        [
            "Yth. Saudara y,",
            "",
            (
                "instansi mempertimbangkan kartu penilaian baru, “Loket” (versi 3), sebagai "
                "pengganti “Loket” (versi 2). Berikut perubahannya bagi Saudara, dengan data "
                "yang sama."
            ),
            "",
            (
                "Nilai total Saudara berubah dari 60,8 menjadi 63,8 (+3,0). Dari perubahan itu,"
                " −12,0 berasal dari skala dan +15,0 berasal dari bobot. Kategori Saudara tetap"
                " good."
            ),
            "",
            (
                "Nilai yang sudah Saudara peroleh tidak berubah karenanya. Ini adalah usulan; "
                "keputusan ditetapkan oleh pejabat yang berwenang. Saudara dapat meminta "
                "penjelasan atau mengajukan keberatan dalam 14 hari."
            ),
        ],
    ),
    (
        lambda: NEW.letter("z"),
        [
            "To z,",
            "",
            (
                "the agency considers a new scorecard, “Counter” (version 3), in place of "
                "“Counter” (version 2). This is what it would change for you, on the same data."
            ),
            "",
            "There is no total of yours on one of the two cards.",
            "",
            (
                "The score that you have does not change by this. It is a proposal; the "
                "official in charge decides. You may ask for an explanation or object within 14"
                " days."
            ),
        ],
    ),
    (
        lambda: NEW.letter("x", reply=Reply("room 12", 10)),
        [
            "To x,",
            "",
            (
                "the agency considers a new scorecard, “Counter” (version 3), in place of "
                "“Counter” (version 2). This is what it would change for you, on the same data."
            ),
            "",
            (
                "Your total would go from 64.8 to 57.2 (−7.6). Of this −7.2 come from other "
                "scales and −0.4 come from other weights. Your grade would change from good to "
                "fair; what moved it: scales."
            ),
            "",
            (
                "The score that you have does not change by this. It is a proposal; the "
                "official in charge decides. You may ask for an explanation or object within 10"
                " days of receiving this letter. Please write to room 12."
            ),
        ],
    ),
    (
        lambda: NEW.text(templates={"limits": "That is all.", "effects": ""}),
        [
            (
                "“Counter” (version 3) tried in place of “Counter” (version 2) on the same data"
                " (people: 2). The mean total would go from 62.8 to 60.5 (−2.3); a person's "
                "total would change by 5.3 points on average, and by 7.6 at most. Of the grades"
                " 0 would rise, 1 would fall and 1 would stay. The last step that moved a "
                "grade: scales 1. Not counted, because there is no total on one of the cards: "
                "1. That is all."
            )
        ],
    ),
    (
        lambda: SAME.text(),
        [
            (
                "“Counter” (version 2) tried in place of “Counter” (version 2) on the same data"
                " (people: 2). No total would change. Of the grades 0 would rise, 0 would fall "
                "and 2 would stay. This says what would change, not which card is better: it "
                "tries the new rule on work that was done under the old one."
            )
        ],
    ),
    (
        lambda: SAME.letter(0),
        [
            "To 0,",
            "",
            (
                "the agency considers a new scorecard, “Counter” (version 2), in place of "
                "“Counter” (version 2). This is what it would change for you, on the same data."
            ),
            "",
            "Your total would stay at 64.8. Your grade would stay good.",
            "",
            (
                "The score that you have does not change by this. It is a proposal; the "
                "official in charge decides. You may ask for an explanation or object within 14"
                " days."
            ),
        ],
    ),
    (
        lambda: SAME.letter(0, language="id"),
        [
            "Yth. Saudara 0,",
            "",
            (
                "instansi mempertimbangkan kartu penilaian baru, “Loket” (versi 2), sebagai "
                "pengganti “Loket” (versi 2). Berikut perubahannya bagi Saudara, dengan data "
                "yang sama."
            ),
            "",
            "Nilai total Saudara tetap 64,8. Kategori Saudara tetap good.",
            "",
            (
                "Nilai yang sudah Saudara peroleh tidak berubah karenanya. Ini adalah usulan; "
                "keputusan ditetapkan oleh pejabat yang berwenang. Saudara dapat meminta "
                "penjelasan atau mengajukan keberatan dalam 14 hari."
            ),
        ],
    ),
    (
        lambda: UNGRADED.text(),
        [
            (
                "“Counter” (version 3) tried in place of “Counter” (version 2) on the same data"
                " (people: 2). The mean total would go from 62.8 to 60.5 (−2.3); a person's "
                "total would change by 5.3 points on average, and by 7.6 at most. Of the mean "
                "change −9.6 come from other scales and +7.3 come from other weights. This says"
                " what would change, not which card is better: it tries the new rule on work "
                "that was done under the old one."
            )
        ],
    ),
    (
        lambda: UNGRADED.letter(1),
        [
            "To 1,",
            "",
            (
                "the agency considers a new scorecard, “Counter” (version 3), in place of "
                "“Counter” (version 2). This is what it would change for you, on the same data."
            ),
            "",
            (
                "Your total would go from 60.8 to 63.8 (+3.0). Of this −12.0 come from other "
                "scales and +15.0 come from other weights."
            ),
            "",
            (
                "The score that you have does not change by this. It is a proposal; the "
                "official in charge decides. You may ask for an explanation or object within 14"
                " days."
            ),
        ],
    ),
    (
        lambda: RELABELLED.text(),
        [
            (
                "“Counter” (version 3) tried in place of “Counter” (version 2) on the same data"
                " (people: 2). The mean total would go from 62.8 to 60.5 (−2.3); a person's "
                "total would change by 5.3 points on average, and by 7.6 at most. Of the mean "
                "change −9.6 come from other scales and +7.3 come from other weights. Of the "
                "grades 1 would rise, 0 would fall and 1 would stay. The last step that moved a"
                " grade: bounds of the grades 2. This says what would change, not which card is"
                " better: it tries the new rule on work that was done under the old one."
            )
        ],
    ),
    (
        lambda: FIRST.text("p"),
        [
            "To p,",
            "",
            "your total of 90.0 is surely among the first 2 of 4.",
            "",
            (
                "How sure this is. Totals have errors: with yours it lies between 87.5 and "
                "92.5, and your place is 1 all the same. That holds for all 4 places at once with"
                " a probability of 95%."
            ),
            "",
            (
                "This is a proposal. The official in charge decides. You may ask for an "
                "explanation or object within 14 days."
            ),
        ],
    ),
    (
        lambda: FIRST.text("q", language="id"),
        [
            "Yth. Saudara q,",
            "",
            (
                "nilai total Saudara, 84,0, mungkin termasuk 2 tertinggi dari 4 pegawai; data "
                "yang ada tidak dapat memastikannya."
            ),
            "",
            (
                "Tingkat kepastian. Setiap nilai mengandung galat: nilai Saudara berada di "
                "antara 81,5 dan 86,5, dan peringkat Saudara di antara 2 dan 3. Hal itu berlaku"
                " untuk seluruh 4 peringkat sekaligus dengan peluang 95%. Penghargaan yang "
                "hanya berdasarkan peringkat sebagian akan ditentukan oleh kebetulan."
            ),
            "",
            (
                "Ini adalah usulan; keputusan mengenai pegawai ditetapkan oleh pejabat yang "
                "berwenang. Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14"
                " hari."
            ),
        ],
    ),
    (
        lambda: FIRST.text("q"),
        [
            "To q,",
            "",
            "your total of 84.0 may be among the first 2 of 4; the figures cannot tell.",
            "",
            (
                "How sure this is. Totals have errors: with yours it lies between 81.5 and "
                "86.5, and your place between 2 and 3. That holds for all 4 places at once with"
                " a probability of 95%. An award that rests on the place alone would partly be "
                "luck."
            ),
            "",
            (
                "This is a proposal. The official in charge decides. You may ask for an "
                "explanation or object within 14 days."
            ),
        ],
    ),
    (
        lambda: FIRST.text("s"),
        [
            "To s,",
            "",
            "your total of 60.0 is not among the first 2 of 4.",
            "",
            (
                "How sure this is. Totals have errors: with yours it lies between 57.5 and "
                "62.5, and your place is 4 all the same. That holds for all 4 places at once with"
                " a probability of 95%."
            ),
            "",
            (
                "This is a proposal. The official in charge decides. You may ask for an "
                "explanation or object within 14 days."
            ),
        ],
    ),
    (
        lambda: FIRST.text("t", language="id"),
        [
            "Yth. Saudara t,",
            "",
            "Saudara tidak disertakan dalam perbandingan ini.",
            "",
            (
                "Ini adalah usulan; keputusan mengenai pegawai ditetapkan oleh pejabat yang "
                "berwenang. Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14"
                " hari."
            ),
        ],
    ),
    (
        lambda: FIRST.text("x", scores=MADE),
        [
            "To x,",
            "",
            "your total of 70.0 is surely among the first 2 of 2.",
            "",
            (
                "How sure this is. Totals have errors: with yours it lies between 70.0 and "
                "70.0, and your place between 1 and 2. That holds for all 2 places at once with"
                " a probability of 95%."
            ),
            "",
            (
                "What it rests on. Wait 22 min (+1.2 points against the group); Visits 72% "
                "(+0.5 points against the group)."
            ),
            "",
            (
                "This is a proposal. The official in charge decides. You may ask for an "
                "explanation or object within 14 days."
            ),
        ],
    ),
    (
        lambda: FIRST.text("x", scores=MADE, language="id"),
        [
            "Yth. Saudara x,",
            "",
            "nilai total Saudara, 70,0, pasti termasuk 2 tertinggi dari 2 pegawai.",
            "",
            (
                "Tingkat kepastian. Setiap nilai mengandung galat: nilai Saudara berada di "
                "antara 70,0 dan 70,0, dan peringkat Saudara di antara 1 dan 2. Hal itu berlaku"
                " untuk seluruh 2 peringkat sekaligus dengan peluang 95%."
            ),
            "",
            (
                "Dasar penilaian. Antrean 22 min (+1,2 poin terhadap kelompok); Visits 72% "
                "(+0,5 poin terhadap kelompok)."
            ),
            "",
            (
                "Ini adalah usulan; keputusan mengenai pegawai ditetapkan oleh pejabat yang "
                "berwenang. Saudara dapat meminta penjelasan atau mengajukan keberatan dalam 14"
                " hari."
            ),
        ],
    ),
    (
        lambda: LAST.text("u", reply=Reply("room 12", 10)),
        [
            "To u,",
            "",
            "your total of 90.0 is not among the 1 of 5 that support is meant for first.",
            "",
            (
                "How sure this is. Totals have errors: with yours it lies between 87.7 and "
                "92.3, and your place is 5 all the same. That holds for all 5 places at once with"
                " a probability of 90%."
            ),
            "",
            (
                "This is about support and no judgement of you. The official in charge decides."
                " You may ask for an explanation or object within 10 days of receiving this "
                "letter. Please write to room 12."
            ),
        ],
    ),
    (
        lambda: LAST.text("v", language="id"),
        [
            "Yth. Saudara v,",
            "",
            (
                "nilai total Saudara, 84,0, tidak termasuk 1 dari 5 pegawai yang didahulukan "
                "untuk memperoleh dukungan."
            ),
            "",
            (
                "Tingkat kepastian. Setiap nilai mengandung galat: nilai Saudara berada di "
                "antara 81,7 dan 86,3, dan peringkat Saudara di antara 3 dan 4. Hal itu berlaku"
                " untuk seluruh 5 peringkat sekaligus dengan peluang 90%."
            ),
            "",
            (
                "Ini mengenai dukungan, bukan penilaian atas pribadi Saudara; keputusan "
                "mengenai pegawai ditetapkan oleh pejabat yang berwenang. Saudara dapat meminta"
                " penjelasan atau mengajukan keberatan dalam 14 hari."
            ),
        ],
    ),
    (
        lambda: LAST.text("w", templates={"no_help": "None.", "closing": "HR"}),
        [
            "To w,",
            "",
            "your total of 83.0 is not among the 1 of 5 that support is meant for first.",
            "",
            (
                "How sure this is. Totals have errors: with yours it lies between 80.7 and "
                "85.3, and your place between 3 and 4. That holds for all 5 places at once with"
                " a probability of 90%."
            ),
            "",
            (
                "This is about support and no judgement of you. The official in charge decides."
                " You may ask for an explanation or object within 14 days."
            ),
            "",
            "HR",
        ],
    ),
    (
        lambda: LAST.text("x", scores=MADE),
        [
            "To x,",
            "",
            (
                "your total of 60.0 may be among the 1 of 5 that support is meant for first; "
                "the figures cannot tell."
            ),
            "",
            (
                "How sure this is. Totals have errors: with yours it lies between 57.7 and "
                "62.3, and your place between 1 and 2. That holds for all 5 places at once with"
                " a probability of 90%. Others have the same total, and there are not enough "
                "places for all of you."
            ),
            "",
            "What held it back. Calls 40 (−3.1 points against the group).",
            "",
            "What help follows is for you and your superior to agree on.",
            "",
            (
                "This is about support and no judgement of you. The official in charge decides."
                " You may ask for an explanation or object within 14 days."
            ),
        ],
    ),
    (
        lambda: LAST.text("x", scores=MADE, language="id"),
        [
            "Yth. Saudara x,",
            "",
            (
                "nilai total Saudara, 60,0, mungkin termasuk 1 dari 5 pegawai yang didahulukan "
                "untuk memperoleh dukungan; data yang ada tidak dapat memastikannya."
            ),
            "",
            (
                "Tingkat kepastian. Setiap nilai mengandung galat: nilai Saudara berada di "
                "antara 57,7 dan 62,3, dan peringkat Saudara di antara 1 dan 2. Hal itu berlaku"
                " untuk seluruh 5 peringkat sekaligus dengan peluang 90%. Ada pegawai lain "
                "dengan nilai yang sama, sedangkan tempatnya tidak cukup untuk semua."
            ),
            "",
            "Yang menurunkan nilai. Calls 40 (−3,1 poin terhadap kelompok).",
            "",
            "Dukungan yang diberikan disepakati bersama atasan Saudara.",
            "",
            (
                "Ini mengenai dukungan, bukan penilaian atas pribadi Saudara; keputusan "
                "mengenai pegawai ditetapkan oleh pejabat yang berwenang. Saudara dapat meminta"
                " penjelasan atau mengajukan keberatan dalam 14 hari."
            ),
        ],
    ),
]


@pytest.mark.parametrize(("text", "lines"), TEXTS)
def test_a_text_as_it_is_read(text, lines):
    assert text().split("\n") == lines
