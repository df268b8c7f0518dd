"""SKP: individual performance of civil servants, by the regulation that was in force.

Covers PNS; PermenPANRB 6/2022 covers PPPK as well. Labels in and out are codes; `TEXTS` has their
names in English and Indonesian. Every table is a public definition.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..indicators import Text
from ._codes import RATINGS
from ._scheme import labelled
from ._skp.credit import (
    COEFFICIENTS,
    CREDIT_NEEDS,
    CREDIT_SHARES,
    HIGHER_DEGREE,
    CreditTotal,
    credit_points,
    credit_total,
)
from ._skp.follow_up import FOLLOW_UP, follow_up
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
    GUIDE,
    MATRIX_2022,
    PREDICATES_2022,
    TEXTS_2022,
    Findings,
    check_distribution,
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
    "CREDIT_NEEDS",
    "CREDIT_SHARES",
    "FOLLOW_UP",
    "GUIDE",
    "HIGHER_DEGREE",
    "MATRIX_2022",
    "PREDICATES_2011",
    "PREDICATES_2019",
    "PREDICATES_2022",
    "RESULTS_SHARES",
    "SCHEMES",
    "TEXTS",
    "CreditTotal",
    "Findings",
    "achievement_2021",
    "additional_2021",
    "aspect_2011",
    "category_2021",
    "check_distribution",
    "credit_points",
    "credit_total",
    "final",
    "follow_up",
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
    *(
        labelled("skp", version, {code: TEXTS[code] for code in bands.labels().tolist() if code})
        for version, bands in (
            ("2011", PREDICATES_2011),
            ("2019", PREDICATES_2019),
            ("2021", CATEGORIES_2021),
        )
    ),
    labelled("skp", "2022", {c: TEXTS[c] for c in (*PREDICATES_2022, *RATINGS, "special")}),
)
"""The versions of the scheme, with their tables."""
