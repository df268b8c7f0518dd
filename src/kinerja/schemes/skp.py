"""SKP: individual performance of civil servants, by the regulation that was in force.

Covers PNS; PermenPANRB 6/2022 covers PPPK as well. Labels in and out are codes; `TEXTS` has their
names in English and Indonesian. Every table is a public definition.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..indicators import Text
from ._codes import RATINGS
from ._scheme import scheme
from ._skp.points_2021 import (
    ADDITIONAL_LIMIT,
    ADDITIONAL_SHARES,
    CATEGORIES_2021,
    achievement_2021,
    additional_2021,
    category_2021,
    score_2021,
    value_2021,
)
from ._skp.predicates_2022 import (
    COEFFICIENTS,
    CREDIT_SHARES,
    GUIDE,
    MATRIX_2022,
    PREDICATES_2022,
    TEXTS_2022,
    Findings,
    check_distribution,
    credit_points,
    predicate_2022,
)
from ._skp.until_2019 import (
    PREDICATES_2011,
    PREDICATES_2019,
    RESULTS_SHARES,
    aspect_2011,
    final,
    predicate_2011,
    predicate_2019,
    task_2011,
)

__all__ = [
    "ADDITIONAL_LIMIT",
    "ADDITIONAL_SHARES",
    "CATEGORIES_2021",
    "COEFFICIENTS",
    "CREDIT_SHARES",
    "GUIDE",
    "MATRIX_2022",
    "PREDICATES_2011",
    "PREDICATES_2019",
    "PREDICATES_2022",
    "RESULTS_SHARES",
    "SCHEMES",
    "TEXTS",
    "Findings",
    "achievement_2021",
    "additional_2021",
    "aspect_2011",
    "category_2021",
    "check_distribution",
    "credit_points",
    "final",
    "predicate_2011",
    "predicate_2019",
    "predicate_2022",
    "score_2021",
    "task_2011",
    "value_2021",
]


def __dir__() -> list[str]:
    return sorted(__all__)


TEXTS: Mapping[str, Text] = {
    **TEXTS_2022,
    "fair": Text(en="fair", id="Cukup"),
    "bad": Text(en="bad", id="Buruk"),
    "above": Text(en="above expectation", id="Di Atas Ekspektasi"),
    "meets": Text(en="meets expectation", id="Sesuai Ekspektasi"),
    "below": Text(en="below expectation", id="Di Bawah Ekspektasi"),
    "special": Text(en="special", id="Istimewa"),
}

SCHEMES = (
    scheme(
        {
            "id": "skp",
            "version": "2011",
            "regulation": "PP 46/2011; Perka BKN 1/2013",
            "articles": "PP art. 15 and 17; Perka annex",
            "covers": ("PNS",),
            "valid_from": "2014",
            "valid_until": "2021",
            "evidence": "regulation",
        },
        bands={"predicate": PREDICATES_2011},
        tables={"shares": {"results": 0.6, "behaviour": 0.4}},
        texts={band.label: TEXTS[band.label] for band in PREDICATES_2011.bands},  # type: ignore[index, misc]
        disputed=("Time and cost at a saving of exactly 24 per cent: 100, decided exactly.",),
    ),
    scheme(
        {
            "id": "skp",
            "version": "2019",
            "regulation": "PP 30/2019",
            "articles": "art. 41",
            "covers": ("PNS",),
            "valid_from": "2019",
            "evidence": "regulation",
        },
        bands={"predicate": PREDICATES_2019},
        tables={
            "shares": {"results": 0.7, "behaviour": 0.3},
            "shares_alternative": {"results": 0.6, "behaviour": 0.4},
        },
        texts={band.label: TEXTS[band.label] for band in PREDICATES_2019.bands},  # type: ignore[index, misc]
        disputed=("110 and more is very good only where an innovation was shown, else good.",),
    ),
    scheme(
        {
            "id": "skp",
            "version": "2021",
            "regulation": "PermenPANRB 8/2021",
            "articles": "annex, pages 91 to 96 and 100",
            "covers": ("PNS",),
            "valid_from": "2021",
            "valid_until": "2022",
            "evidence": "recalled",
        },
        bands={"category": CATEGORIES_2021},
        tables={
            "additional_shares": ADDITIONAL_SHARES,
            "additional_limit": {"all": ADDITIONAL_LIMIT},
            "score_from": {"60": 50.0, "80": 70.0, "100": 109.0, "101": 110.0, "110": 120.0},
            "score_up_to": {"59": 49.0, "79": 69.0, "99": 89.0},
        },
        disputed=(
            "Between whole per cents the upper end of a piece holds until the next begins.",
            "From 100 to 101 the value is joined linearly: this library's reading.",
            "From 101 to 110 the ends are the regulation's; the line has the form of page 93.",
            "The annex prints whole per cents: 93 of 95 is 98 and scores 88 (`decimals=0`).",
            "92 against a target of 80 to 90 is printed as 113 per cent; the formula gives 102.2.",
        ),
        texts={band.label: TEXTS[band.label] for band in CATEGORIES_2021.bands},  # type: ignore[index, misc]
    ),
    scheme(
        {
            "id": "skp",
            "version": "2022",
            "regulation": "PermenPANRB 6/2022; SE MenPANRB 3/2023; PermenPANRB 1/2023",
            "articles": "annexes",
            "covers": ("PNS", "PPPK"),
            "valid_from": "2022",
            "evidence": "practice",
        },
        tables={
            "matrix": MATRIX_2022,
            "coefficients": COEFFICIENTS,
            "credit_shares": CREDIT_SHARES,
            "guide": {
                (organisation, " or ".join(codes), rule): percent
                for organisation, rules in GUIDE.items()
                for codes, rule, percent in rules
            },
        },
        texts={code: TEXTS[code] for code in (*PREDICATES_2022, *RATINGS, "special")},
        disputed=("The distribution guide is advisory: no predicate is forced.",),
    ),
)
"""The versions of the scheme, with their tables."""
