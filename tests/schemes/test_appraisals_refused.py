"""schemes of appraisals, posts and agencies: refusals in all their words, with rows by name."""

import numpy as np
import pytest

from kinerja import schemes
from kinerja.schemes import discipline, organisation, skp, staffing, talent
from shared_laws import refused_at

GAP = float("nan")
PEOPLE = ["P1", "P2", "P3"]
MISSING = "a number in every cell"
FILL = "Fill it in, or leave the row out."
SHAPE = "shape (2,), as the values before it"
UNITS = "Check the units of target and realisation."
ASKED = "0.7 where peers and subordinates were not asked, 0.6 where they were "
SUCH = "(PP 30/2019 art. 41 (3), (4))"
PREDICATES = "very_good, good, needs_improvement, poor, very_poor"
MONTHS = "whole months from 1 to 12"


APPRAISAL = {
    "a target of nothing": (
        lambda: skp.aspect_2011(target=[1, 0], actual=1),
        ("target", "not_positive", "more than 0", "row 1 (0)", ""),
        [1],
    ),
    "a realisation below 0": (
        lambda: skp.achievement_2021(target=[1, 2], actual=[1, -2]),
        ("actual", "negative", "0 or more", "row 1 (-2)", ""),
        [1],
    ),
    "a realisation beyond its target": (
        lambda: skp.aspect_2011(target=[1, 1e-200], actual=[1, 1e200]),
        ("actual", "out_of_range", "a realisation that its target can measure", None, UNITS),
        [1],
    ),
    "realisations of another length": (
        lambda: skp.aspect_2011(target=[1, 2], actual=[1, 2, 3]),
        ("actual", "wrong_shape", SHAPE, "shape (3,)", ""),
        [],
    ),
    "an aspect of another length": (
        lambda: skp.task_2011([1, 2], [1, 2], [1, 2, 3]),
        ("time", "wrong_shape", SHAPE, "shape (3,)", ""),
        [],
    ),
    "a share of no version": (
        lambda: skp.final(1, 1, version="2019", results_share=0.5),
        ("results_share", "unknown_option", "one of 0.7, 0.6 (version 2019)", "0.5", ""),
        [],
    ),
    "peers in 2011": (
        lambda: skp.final(1, 1, version="2011", peers_asked=True),
        (
            "peers_asked",
            "contradiction",
            "nothing: only PP 30/2019 weighs by who was asked",
            "version 2011",
            "",
        ),
        [],
    ),
    "a share of peers who were not asked": (
        lambda: skp.final(1, 1, version="2019", results_share=0.6),
        (
            "results_share",
            "contradiction",
            ASKED + SUCH,
            "0.6 with nothing said",
            "Article 41 (4): 0.6 needs peers_asked=True.",
        ),
        [],
    ),
    "a share without peers who were asked": (
        lambda: skp.final(1, 1, version="2019", results_share=0.7, peers_asked=[True]),
        (
            "results_share",
            "contradiction",
            ASKED + SUCH,
            "0.7 with peers_asked=True",
            "Article 41 (3): 0.7 needs peers_asked=False.",
        ),
        [],
    ),
    "peers of another length": (
        lambda: skp.final([1, 2], 1, version="2019", peers_asked=[True] * 3),
        ("peers_asked", "wrong_shape", SHAPE, "shape (3,)", ""),
        [],
    ),
    "an upper end below": (
        lambda: skp.achievement_2021(target=[80, 80], actual=70, target_upper=[90, 79]),
        ("target_upper", "out_of_range", "at least `target`", "row 1 (79)", ""),
        [1],
    ),
    "an additional plan missing": (
        lambda: skp.value_2021([1, 2], [[1, 2], [GAP, 3]]),
        (
            "additional",
            "missing_value",
            MISSING,
            "row 1 column 0 (missing)",
            "A person without a further plan has 0.",
        ),
        [(1, 0)],
    ),
    "additional plans of another shape": (
        lambda: skp.value_2021([1, 2], [1, 2]),
        ("additional", "wrong_shape", "shape (2, p): one column a plan", "shape (2,)", ""),
        [],
    ),
    "a scope missing": (
        lambda: skp.additional_2021(["good", "poor"], [1, GAP]),
        ("scope_weight", "missing_value", MISSING, "row 1 (missing)", FILL),
        [1],
    ),
    "a score missing": (
        lambda: skp.additional_2021(["good", "poor"], 1, score=[GAP, 1]),
        ("score", "missing_value", MISSING, "row 0 (missing)", FILL),
        [0],
    ),
    "predicates that are none": (
        lambda: skp.follow_up(["good"] * 7, [*"abcdefg"]),
        (
            "latest",
            "unknown_option",
            f"one of {PREDICATES}",
            "'a' (row 0); 'b' (row 1); 'c' (row 2); 'd' (row 3); 'e' (row 4); and 2 more",
            "",
        ),
        [0, 1, 2, 3, 4],
    ),
    "a rating that is a number": (
        lambda: skp.predicate_2022(3, "above"),
        ("results", "wrong_type", "codes, as text", "3", ""),
        [],
    ),
    "a rating among texts that is none": (
        lambda: skp.predicate_2022("above", ["above", 3, ["x"]]),
        (
            "behaviour",
            "unknown_option",
            "one of above, meets, below",
            "3 (row 1); ['x'] (row 2)",
            "",
        ),
        [1, 2],
    ),
    "no predicates": (
        lambda: skp.check_distribution([], "good"),
        ("predicates", "too_few", "at least one", "none", ""),
        [],
    ),
    "half a month": (
        lambda: skp.credit_points("muda", "good", months=[12, 2.5, 13]),
        ("months", "out_of_range", MONTHS, "row 1 (2.5); row 2 (13)", ""),
        [1, 2],
    ),
    "a rank that is none": (
        lambda: skp.credit_points(["muda", "tua"], "good"),
        ("rank", "unknown_option", None, "'tua' (row 1)", ""),
        [1],
    ),
    "a need that was not published": (
        lambda: skp.credit_total([1.0, 2.0, 3.0], ["muda", "utama", "pemula"], step="rank"),
        (
            "rank",
            "not_estimable",
            "a rank whose need for the next rank is known: terampil, mahir, pertama, muda, madya",
            "'utama' (row 1)",
            "",
        ),
        [1, 2],
    ),
    "points missing": (
        lambda: skp.credit_total([1.0, GAP], "muda"),
        ("points", "missing_value", MISSING, "row 1 (missing)", FILL),
        [1],
    ),
    "a need that was not published, of a named person": (
        lambda: skp.credit_total(
            [1.0, 2.0, 3.0], ["muda", "utama", "mahir"], step="rank", ids=PEOPLE
        ),
        ("rank", "not_estimable", None, "'utama' (row 'P2')", ""),
        ["P2"],
    ),
    "a rank that is none, of a named person": (
        lambda: skp.credit_total(1.0, ["muda", "mahir", "tua"], ids=PEOPLE),
        ("rank", "unknown_option", None, "'tua' (row 'P3')", ""),
        ["P3"],
    ),
    "points of a named person missing": (
        lambda: skp.credit_total([[1.0, 2.0], [1.0, 2.0], [3.0, GAP]], "muda", ids=PEOPLE),
        ("points", "missing_value", MISSING, "row 'P3' column 1 (missing)", FILL),
        [("P3", 1)],
    ),
    "points of a named person below 0": (
        lambda: skp.credit_total([1.0, -2.0, 3.0], "muda", ids=PEOPLE),
        ("points", "negative", "0 or more", "row 'P2' (-2)", ""),
        ["P2"],
    ),
    "points brought along below 0": (
        lambda: skp.credit_total([1.0], "muda", brought=[0, 1, -1], ids=PEOPLE),
        ("brought", "negative", "0 or more", "row 'P3' (-1)", ""),
        ["P3"],
    ),
    "points of all below 0": (
        lambda: skp.credit_total([-1.0], ["muda"] * 3, ids=PEOPLE),
        ("points", "negative", "0 or more", "row 0 (-1)", ""),
        [0],
    ),
    "names for others": (
        lambda: skp.credit_total([1.0], "muda", higher_degree=[True, False], ids=PEOPLE),
        ("ids", "wrong_shape", "2 ids, one per row", "3", None),
        [],
    ),
}

OTHERS = {
    "months below 0": (
        lambda: staffing.transferable([30, -1, 30], ids=PEOPLE),
        ("months_in_post", "negative", "0 or more", "row 'P2' (-1)", ""),
        ["P2"],
    ),
    "months missing": (
        lambda: staffing.transferable([30, 31, GAP], ids=PEOPLE),
        ("months_in_post", "missing_value", MISSING, "row 'P3' (missing)", FILL),
        ["P3"],
    ),
    "months of one": (
        lambda: staffing.transferable(30),
        ("months_in_post", "wrong_shape", "an array of shape (n,)", "shape ()", None),
        [],
    ),
    "a year that is none": (
        lambda: staffing.unit_efficiency(1, 1, compare=72_000),
        ("compare", "wrong_type", "codes, as text", "72000", ""),
        [],
    ),
    "minutes without end": (
        lambda: discipline.late_days([450, 1e22]),
        (
            "minutes",
            "out_of_range",
            None,
            "row 1 (1e+22)",
            "A year has 525,600 minutes: check the unit.",
        ),
        [1],
    ),
    "minutes that are missing": (
        lambda: discipline.late_days([450, GAP]),
        ("minutes", "missing_value", MISSING, "row 1 (missing)", FILL),
        [1],
    ),
    "runs of another length": (
        lambda: discipline.absence([1, 2], longest_run=[1, 2, 3]),
        ("longest_run", "wrong_shape", SHAPE, "shape (3,)", ""),
        [],
    ),
    "an aspect missing": (
        lambda: organisation.public_service_index([[1, 2, 3, 4, 5, 5], [1, 2, GAP, 4, 5, 5]]),
        ("aspects", "missing_value", MISSING, "row 1 column 'facilities' (missing)", FILL),
        [(1, "facilities")],
    ),
    "an aspect below 0": (
        lambda: organisation.public_service_index([[1, 2, 3, 4, 5, 5], [1, 2, 3, 4, -5, 5]]),
        ("aspects", "negative", "0 or more", "row 1 column 'information' (-5)", ""),
        [(1, "information")],
    ),
    "the Ombudsman of 2025": (
        lambda: organisation.ombudsman(80, version="2025"),
        (
            "version",
            "unknown_option",
            "2021 or 2022",
            "2025: the cut-offs of Ombudsman Regulation 61/2025 are not known here",
            "Report the opinion as the Ombudsman published it.",
        ),
        [],
    ),
    "a requirement that is missing": (
        lambda: talent.job_person_match([[1, 2]], [1, GAP]),
        ("required", "wrong_shape", "one level for each competency, (k,)", "a missing level", ""),
        [],
    ),
    "requirements of each person": (
        lambda: talent.job_person_match([[1, 2]], [[1, 2]]),
        ("required", "wrong_shape", "one level for each competency, (k,)", "shape (1, 2)", ""),
        [],
    ),
    "no requirement": (
        lambda: talent.job_person_match([[1, 2]], []),
        ("required", "wrong_shape", "one level for each competency, (k,)", "shape (0,)", ""),
        [],
    ),
    "a requirement of nothing": (
        lambda: talent.job_person_match([[1, 2]], [1, 0]),
        ("required", "not_positive", "more than 0", "row 1 (0)", ""),
        [1],
    ),
    "a level below 0": (
        lambda: talent.job_person_match([[1, 2], [1, -2]], [1, 2]),
        ("actual", "negative", "0 or more", "row 1 column 1 (-2)", ""),
        [(1, 1)],
    ),
    "thresholds that are none": (
        lambda: talent.job_match_category(80, bands="own"),
        ("bands", "wrong_type", "Bands", "'own'", ""),
        [],
    ),
    "a level beyond 5": (
        lambda: talent.gap(actual=[2, 5.5], required=3),
        ("actual", "out_of_range", "levels from 1 to 5", "row 1 (5.5)", ""),
        [1],
    ),
    "a required level below 1": (
        lambda: talent.gap(actual=[2, 5], required=[3, 0.5]),
        ("required", "out_of_range", "levels from 1 to 5", "row 1 (0.5)", ""),
        [1],
    ),
    "a box beyond 9": (
        lambda: talent.in_pool([1, 10, 2.5]),
        ("boxes", "out_of_range", "whole numbers from 1 to 9", "row 1 (10); row 2 (2.5)", ""),
        [1, 2],
    ),
    "a box that leads nowhere": (
        lambda: talent.leads_to([1, 10]),
        ("boxes", "out_of_range", "whole numbers from 1 to 9", "row 1 (10)", ""),
        [1],
    ),
    "a table of boxes": (
        lambda: talent.leads_to([[1]]),
        ("boxes", "wrong_shape", "one box a person, (n,)", "(1, 1)", ""),
        [],
    ),
    "a scheme that is none": (
        lambda: schemes.get("skpp", "2022"),
        ("id", "unknown_option", None, "'skpp'", ""),
        [],
    ),
    "a version that is none": (
        lambda: schemes.get("skp", "2020"),
        ("version", "unknown_option", "one of 2011, 2019, 2021, 2022 (scheme skp)", "'2020'", ""),
        [],
    ),
    "a table of a scheme that is none": (
        lambda: schemes.get("ip_asn", "2023").table("points"),
        ("name", "unknown_option", "nothing: the scheme has none", "'points'", ""),
        [],
    ),
    "several figures at once": (
        lambda: schemes.format_number([1, 2], "en"),
        (
            "x",
            "wrong_shape",
            "one finite number, or NaN",
            "shape (2,)",
            "Write one figure at a time.",
        ),
        [],
    ),
    "a figure without end": (
        lambda: schemes.format_number(-np.inf, "en"),
        ("x", "infinite_value", "one finite number, or NaN", "-inf", None),
        [],
    ),
}


@pytest.mark.parametrize("name", APPRAISAL)
def test_a_refusal_of_an_appraisal_is_said_whole(name):
    refused_at(*APPRAISAL[name])


@pytest.mark.parametrize("name", OTHERS)
def test_a_refusal_of_other_schemes_is_said_whole(name):
    refused_at(*OTHERS[name])
