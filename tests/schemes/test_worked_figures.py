"""Every published worked figure to its last printed digit, and every printed band walked whole."""

from decimal import Decimal

import numpy as np
import pytest

from kinerja import schemes, staffing
from kinerja.balancing import Reply
from kinerja.schemes import (
    allowance,
    discipline,
    format_number,
    ip_asn,
    organisation,
    skm,
    skp,
    talent,
)
from kinerja.schemes import staffing as norms


def skm_2004():
    answers = np.full((1000, 14), 3.0)
    answers[:59] = 4  # 3.059
    return skm.index(answers, version="2004")


def wisn():
    return staffing.wisn(
        [12_000, 1_500],
        [20 / 60, 3],
        available_time=staffing.working_time(215, hours_per_day=8),
        category_allowance=0.125,
        individual_allowance=2 * 100,
    )


def abk(year):
    return norms.abk([1200, 300, 52], [30, 120, 480], effective_time=year)


def norm(id, version, table, *keys):
    return schemes.get(id, version).table(table)[keys if len(keys) > 1 else keys[0]]


FIGURES = {
    # SKM: an index of 3.059 converts to 76.475.
    "SKM 2004 index": ("3.059", lambda: skm_2004().index[0]),
    "SKM 2004 converted": ("76.475", lambda: skm_2004().converted[0]),
    # SKP 2011: exactly 24 per cent, and one task.
    "SKP 2011 exactly 24 %": ("100", lambda: skp.aspect_2011(target=12, actual=9.12, kind="time")),
    "SKP 2011 nothing saved": ("76", lambda: skp.aspect_2011(target=12, actual=12, kind="time")),
    "SKP 2011 task": ("85.50", lambda: skp.task_2011(100, 90, 76, 76)),
    # PermenPANRB 8/2021, pages 93, 100 and 243.
    "2021 below a range": (
        "87.5",
        lambda: skp.achievement_2021(target=80, actual=70, target_upper=90),
    ),
    "2021 above a range": (
        "102.2",
        lambda: skp.achievement_2021(target=80, actual=92, target_upper=90),
    ),
    "2021 special": (
        "107.14",
        lambda: skp.achievement_2021(target=7, actual=6.5, target_upper=8, inverse=True),
    ),
    "2021 special, late": (
        "87.5",
        lambda: skp.achievement_2021(target=7, actual=9, target_upper=8, inverse=True),
    ),
    "2021 printed achievement": ("98", lambda: skp.achievement_2021(target=95, actual=93)),
    "2021 score of it": (
        "88",
        lambda: skp.score_2021(skp.achievement_2021(target=95, actual=93), decimals=0),
    ),
    "2021 target met": ("109", lambda: skp.score_2021(skp.achievement_2021(target=85, actual=85))),
    "2021 most reachable": ("120", lambda: skp.score_2021(100, most_reachable=True)),
    "2021 beyond 110": ("120", lambda: skp.score_2021(110.01)),
    "2021 hole under 100": ("89", lambda: skp.score_2021(99.5)),
    "2021 hole under 80": ("69", lambda: skp.score_2021(79.5)),
    "2021 hole under 60": ("49", lambda: skp.score_2021(59.5)),
    "2021 value": ("102.8", lambda: skp.value_2021(59.2 + 43.6)),
    # PP 46/2011 art. 15; PP 30/2019 art. 41 (3), (4): 0.6 · 90 + 0.4 · 80, 0.7 · 90 + 0.3 · 80.
    "SKP 2011 final": ("86", lambda: skp.final(90, 80, version="2011")),
    "SKP 2019, peers not asked": ("87", lambda: skp.final(90, 80, version="2019")),
    "SKP 2019, peers asked": (
        "86",
        lambda: skp.final(90, 80, version="2019", peers_asked=True),
    ),
    # BKN's slides on Peraturan BKN 3/2023 (scribd 694983391, 667706939): 2/12 × 100 % × 12.5, the
    # sum with 18.75; and its annex, page 25: 100 % × 25 × 3 years.
    "credit points of 2 months": ("2.08", lambda: skp.credit_points("pertama", "good", months=2)),
    "credit points with them": (
        "20.83",
        lambda: skp.credit_total(
            [[18.75, float(skp.credit_points("pertama", "good", months=2))]], "pertama"
        ).total[0],
    ),
    "credit points of 3 years": ("75", lambda: skp.credit_points("muda", ["good"] * 3).sum()),
    # PermenPANRB 1/2023.
    "credit points pemula": ("3.75", lambda: skp.credit_points("pemula", "good")),
    "credit points utama, best": ("75", lambda: skp.credit_points("utama", "very_good")),
    # Staffing.
    "ABK load": ("96960", lambda: abk("1,250 h").load.sum()),
    "ABK 75,000": ("1.2928", lambda: abk("1,250 h").total),
    "ABK 72,000": ("1.346667", lambda: abk("1,200 h").total),
    "ABK 78,000": ("1.243077", lambda: abk("1,300 h").total),
    "ABK 298,000": ("3.973", lambda: norms.abk([298_000], 1).total),
    "ABK 298,000 posts": ("4", lambda: norms.abk([298_000], 1, job=["x"]).posts[0, 0]),
    "EJ": ("0.993", lambda: norms.unit_efficiency(298_000, 4, compare=()).ratio[0]),
    "working time": ("1720", lambda: staffing.working_time(215, hours_per_day=8)),
    "235 days of 5 h 30": ("1292.5", lambda: staffing.working_time(235, hours_per_day=5.5)),
    "WISN first task": ("2.325581", lambda: wisn().basic[0, 0]),
    "WISN second task": ("2.616279", lambda: wisn().basic[0, 1]),
    "WISN category": ("1.142857", lambda: wisn().category_factor[0]),
    "WISN individual": (".116279", lambda: wisn().individual_factor[0]),
    "WISN need": ("5.764120", lambda: wisn().need[0]),
    "teachers 1.6 down": ("38.40", lambda: norms.teachers(1.6 * 24).hours_if_down[0]),
    "teachers 1.6 up": ("19.20", lambda: norms.teachers(1.6 * 24).hours_if_up[0]),
    "teachers 2.9 down": ("34.80", lambda: norms.teachers(2.9 * 24).hours_if_down[0]),
    "teachers 2.9 up": ("23.20", lambda: norms.teachers(2.9 * 24).hours_if_up[0]),
    # UU 14/2005 art. 35 (2); PP 11/2017 art. 190 (3) and 203 (4); Perka BKN 19/2011: 240 d × 5 h;
    # KEP/75/M.PAN/7/2004: 1,300 h.
    "teachers, hours at least": ("24", lambda: norm("teachers", "2011", "weekly_hours", "least")),
    "teachers, hours at most": ("40", lambda: norm("teachers", "2011", "weekly_hours", "most")),
    "months before a transfer": ("24", lambda: norms.TRANSFER_OPTIONS["min_months"]),
    "months in a post at most": ("60", lambda: norms.TRANSFER_OPTIONS["max_months"]),
    "hours of training a year": ("20", lambda: talent.TRAINING_HOURS),
    "minutes of BKN 19/2011": (str(240 * 5 * 60), lambda: norms.EFFECTIVE_MINUTES["1,200 h"]),
    "minutes of KEP/75": (str(1300 * 60), lambda: norms.EFFECTIVE_MINUTES["1,300 h"]),
    # Krejcie and Morgan.
    "respondents of 1,000": ("278", lambda: skm.sample_size(1000)),
    "respondents of 2004": ("150", lambda: skm.sample_size(10_000, version="2004")),
    # Discipline.
    "7.5 h of lateness": ("1", lambda: discipline.late_days(7.5 * 60)),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_worked_figure_to_its_last_digit(name):
    printed, figure = FIGURES[name]
    places = -Decimal(printed).as_tuple().exponent
    written = format_number(float(figure()), "en", decimals=places).replace(",", "")
    assert Decimal(written) == Decimal(printed)


def whole_percents(low, high, step="0.01"):
    """Every printable figure from low to high, as a decimal text would give it."""
    unit = Decimal(step)
    first, last = Decimal(low), Decimal(high)
    return [float(first + k * unit) for k in range(int((last - first) / unit) + 1)]


PRINTED = {
    "SKM 2017": (
        skm.GRADES["2017"].label,
        {
            "A": ("88.31", "100"),
            "B": ("76.61", "88.30"),
            "C": ("65.00", "76.60"),
            "D": ("25.00", "64.99"),
        },
    ),
    "SKM 2004": (
        skm.GRADES["2004"].label,
        {
            "A": ("81.26", "100"),
            "B": ("62.51", "81.25"),
            "C": ("43.76", "62.50"),
            "D": ("25.00", "43.75"),
        },
    ),
    "SKP 2011": (
        skp.predicate_2011,
        {
            "very_good": ("91", "120"),
            "good": ("76", "90.99"),
            "fair": ("61", "75.99"),
            "poor": ("51", "60.99"),
            "bad": ("0", "50.99"),
        },
    ),
    "SKP 2019, with an innovation": (
        lambda x: skp.predicate_2019(x, innovation=True),
        {
            "very_good": ("110", "120"),
            "good": ("90", "109.99"),
            "fair": ("70", "89.99"),
            "poor": ("50", "69.99"),
            "very_poor": ("0", "49.99"),
        },
    ),
    "SKP 2019, without": (
        lambda x: skp.predicate_2019(x, innovation=False),
        {"good": ("90", "120"), "fair": ("70", "89.99")},
    ),
    "IP ASN": (
        ip_asn.CATEGORIES.label,
        {
            "very_high": ("91", "100"),
            "high": ("81", "90.99"),
            "medium": ("71", "80.99"),
            "low": ("61", "70.99"),
            "very_low": ("0", "60.99"),
        },
    ),
    "job match": (
        talent.job_match_category,
        {"meets": ("80", "130"), "almost": ("68", "79.99"), "not": ("0", "67.99")},
    ),
    # Peraturan BRIN 3/2023 art. 33.
    "job match, for a mapping": (
        lambda x: talent.job_match_category(x, purpose="mapping"),
        {
            "optimal": ("90", "130"),
            "fairly_optimal": ("78", "89.99"),
            "less_optimal": ("0", "77.99"),
        },
    ),
    # Published 2025: 4.61 and 4.69 A, 4.33 A−; the letters below are recalled.
    "public service index": (
        organisation.public_service_grade,
        {
            "A": ("4.51", "5"),
            "A-": ("4.01", "4.50"),
            "B": ("3.51", "4"),
            "B-": ("3.01", "3.50"),
            "C": ("2.51", "3"),
            "C-": ("2.01", "2.50"),
            "D": ("1.51", "2"),
            "E": ("1.01", "1.50"),
            "F": ("0", "1"),
        },
    ),
    "efficiency": (
        norms.efficiency_grade,
        {
            "A": ("1.01", "3"),
            "B": ("0.90", "1.00"),
            "C": ("0.70", "0.89"),
            "D": ("0.50", "0.69"),
            "E": ("0", "0.49"),
        },
    ),
    "SAKIP": (
        organisation.sakip,
        {
            "AA": ("90.01", "100"),
            "A": ("80.01", "90"),
            "BB": ("70.01", "80"),
            "B": ("60.01", "70"),
            "CC": ("50.01", "60"),
            "C": ("30.01", "50"),
            "D": ("0", "30"),
        },
    ),
    "Ombudsman 2021": (
        lambda x: organisation.ombudsman(x, version="2021"),
        {"green": ("81", "100"), "yellow": ("51", "80.99"), "red": ("0", "50.99")},
    ),
    "Ombudsman 2022": (
        lambda x: organisation.ombudsman(x, version="2022"),
        {
            "A": ("88", "100"),
            "B": ("78", "87.99"),
            "C": ("54", "77.99"),
            "D": ("32", "53.99"),
            "E": ("0", "31.99"),
        },
    ),
    "a local rule of lateness": (
        lambda x: [
            f"{p:g}"
            for p in allowance.deductions(
                range(len(x)), x, rule=allowance.EXAMPLES["local"]
            ).percent.tolist()
        ],
        {
            "0": ("0", "0.99"),
            "0.5": ("1", "30.99"),
            "1": ("31", "60.99"),
            "1.25": ("61", "90.99"),
            "1.5": ("91", "200"),
        },
    ),
}


@pytest.mark.parametrize("name", PRINTED)
def test_every_printable_figure_has_the_printed_grade(name):
    grade, bands = PRINTED[name]
    for label, (low, high) in bands.items():
        assert set(grade(whole_percents(low, high))) == {label}, (label, low, high)


def test_points_of_the_professionalism_index():
    tables = schemes.get("ip_asn", "2018")
    assert tables.table("qualification") == {
        "S3": 25, "S2": 20, "S1": 15, "D3": 10, "SMA": 5, "SD": 1,
    }  # fmt: skip
    assert list(tables.table("performance").values()) == [1, 5, 15, 25, 30]
    assert tables.table("discipline") == {"none": 5, "light": 3, "medium": 2, "heavy": 1}
    assert list(tables.table("competence_structural").values()) == [15, 15, 10]
    assert list(tables.table("competence_functional").values()) == [15, 15, 10]
    assert list(tables.table("competence_general").values()) == [22.5, 17.5]


def test_the_table_of_2018_cannot_have_given_what_was_published_since():
    # The city of Bima publishes qualification means of PNS 21.37 and PPPK 24.82. With everybody
    # else a master (20), a share d of doctors (25) gives 20 + 5·d.
    table = schemes.get("ip_asn", "2018").table("qualification")
    best, next_best = sorted(table.values())[-1], sorted(table.values())[-2]
    doctors = [(mean - next_best) / (best - next_best) for mean in (21.37, 24.82)]
    assert [round(100 * share, 1) for share in doctors] == [27.4, 96.4]
    assert not schemes.get("ip_asn", "2023").tables
    assert "PPPK" in schemes.get("ip_asn", "2023").covers


def test_what_follows_an_appraisal_under_pp_30_2019():
    # PP 30/2019 art. 41 (8): at most 20, 60 to 70 and at most 20 per cent; art. 39 (4), (5): 60 and
    # 40; art. 49 (2), (3) and 59 (1): 14 days; art. 53: two years; art. 58 (1): six months.
    scheme = schemes.get("skp", "2019")
    assert scheme.table("distribution") == {
        ("above", "most"): 0.2, ("meets", "least"): 0.6, ("meets", "most"): 0.7,
        ("below", "most"): 0.2,
    }  # fmt: skip
    assert scheme.table("behaviour_shares") == {"superior": 0.6, "peers_and_subordinates": 0.4}
    terms = scheme.table("terms")
    assert [terms[f"{name}_days"] for name in ("document", "signature", "objection")] == [14] * 3
    assert (terms["years_in_a_row"], terms["improve_months"]) == (2, 6)
    assert Reply("the office").days == terms["objection_days"]


def test_points_that_a_promotion_needs():
    # BKN's slides on Peraturan BKN 3/2023 (scribd 712964724, 704543330): expert ranks 50/100,
    # 100/200, 150/450, 200; skilled ranks 15, 20/60, 50/100, 100; a higher degree adds 25 %.
    printed = {
        "pertama": (50, 100), "muda": (100, 200), "madya": (150, 450), "utama": (200,),
        "pemula": (15,), "terampil": (20, 60), "mahir": (50, 100), "penyelia": (100,),
    }  # fmt: skip
    steps = ("grade", "rank")
    want = {
        (r, step): p
        for r, points in printed.items()
        for step, p in zip(steps[: len(points)], points, strict=True)
    }
    assert dict(skp.CREDIT_NEEDS) == want
    assert skp.HIGHER_DEGREE == 0.25


def test_absence_by_its_articles():
    # PP 94/2021 art. 9 (2) b, 10 (2) f, 11 (2) d: the last day of each step and the first of the
    # next; ten days in a row lead to dismissal by themselves. PP 53/2010, elucidation of art. 3
    # no. 11: 7 ½ hours are a day.
    last = [2, 3, 6, 10, 13, 16, 20, 24, 27]
    names = list(discipline.TEXTS)
    assert [str(x) for x in discipline.absence(last)] == names[:-1]
    assert [str(x) for x in discipline.absence(np.array(last) + 1)] == names[1:]
    assert discipline.absence([10], longest_run=[10]).tolist() == ["dismissal"]
    assert discipline.absence([9], longest_run=[9]).tolist() == ["statement"]


def test_zones_of_2021_are_printed_with_two_decimals():
    # 81.00–100, 51.00–80.99, 0–50.99; Medan's 89.22 is green (antaranews 2614273).
    bands = schemes.get("ombudsman", "2021").bands(
        schemes.get("ombudsman", "2021").gradings[0].name
    )
    assert bands.decimals == 2
    assert bands.label([89.22, 80.994, 80.995, 50.994, 50.995]).tolist() == [
        "green", "yellow", "green", "red", "yellow",
    ]  # fmt: skip


def test_weights_of_the_public_service_index():
    weights = schemes.get("public_service_index", "practice").table("weights")
    assert list(weights.values()) == [0.25, 0.24, 0.18, 0.12, 0.11, 0.10]


def test_credit_points_are_coefficient_times_share():
    shares = [1.5, 1.0, 0.75, 0.5, 0.25]
    coefficients = [3.75, 5, 12.5, 25, 12.5, 25, 37.5, 50]
    got = [
        skp.credit_points([rank] * 5, list(skp.PREDICATES_2022)).tolist()
        for rank in skp.COEFFICIENTS
    ]
    assert got == [[c * share for share in shares] for c in coefficients]
