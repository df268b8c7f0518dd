"""PermenPANRB 6/2022: predicates without numbers, the guide, and credit points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..._checks import choice
from ..._definitions import Language
from ..._words import check_language, words
from ...errors import InputError
from ...indicators import Text, say
from ...results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result, Unit
from .._codes import RATING_ALIASES, RATINGS, codes_of, picked, together

Float = NDArray[np.float64]

MATRIX_2022: Mapping[tuple[str, str], str] = {
    ("above", "above"): "very_good",
    ("above", "meets"): "good",
    ("above", "below"): "poor",
    ("meets", "above"): "good",
    ("meets", "meets"): "good",
    ("meets", "below"): "poor",
    ("below", "above"): "needs_improvement",
    ("below", "meets"): "needs_improvement",
    ("below", "below"): "very_poor",
}
"""PermenPANRB 6/2022: (results, behaviour) to predicate."""

PREDICATES_2022 = ("very_good", "good", "needs_improvement", "poor", "very_poor")
"""Predicates of PermenPANRB 6/2022, the best first; qualitative, never averaged."""

TEXTS_2022: Mapping[str, Text] = {
    "very_good": Text(en="very good", id="Sangat Baik"),
    "good": Text(en="good", id="Baik"),
    "needs_improvement": Text(en="needs improvement", id="Butuh Perbaikan"),
    "poor": Text(en="poor", id="Kurang"),
    "very_poor": Text(en="very poor", id="Sangat Kurang"),
}
"""Words of the predicates."""

_PREDICATE_ALIASES = {
    "sangat baik": "very_good",
    "baik": "good",
    "butuh perbaikan": "needs_improvement",
    "kurang": "poor",
    "kurang (misconduct)": "poor",
    "kurang/misconduct": "poor",
    "misconduct": "poor",
    "sangat kurang": "very_poor",
}


def predicate_2022(results: Any, behaviour: Any) -> Any:
    """Predicate under PermenPANRB 6/2022, from two qualitative ratings.

    Parameters
    ----------
    results, behaviour : array_like of str
        Rating of the work results and of behaviour: above, meets or below (expectation); the
        Indonesian forms in use are understood.

    Returns
    -------
    str or ndarray of str
        very_good, good, needs_improvement, poor or very_poor.

    Raises
    ------
    InputError
        If a rating is unknown; the allowed ones are named.

    Notes
    -----
    A matrix, without numbers: predicates of 2022 are qualitative and are never averaged.

    References
    ----------
    PermenPANRB 6/2022, annex.

    Examples
    --------
    >>> predicate_2022(["above", "above", "di bawah"], ["above", "below", "below"]).tolist()
    ['very_good', 'poor', 'very_poor']
    """
    rows = codes_of(results, "results", RATINGS, RATING_ALIASES)
    columns = codes_of(behaviour, "behaviour", RATINGS, RATING_ALIASES)
    rows, columns = together("behaviour", rows, columns)
    return picked([MATRIX_2022[r, b] for r in RATINGS for b in RATINGS], 3 * rows + columns)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Findings(Result):
    """What a guide says of a distribution; advisory, no predicate changes."""

    _keys: ClassVar = {"predicate": "predicate"}

    predicate: Annotated[LabelVector, Axis("predicate")]
    """(5,) predicates, the best first."""
    count: Annotated[IntVector, Axis("predicate")]
    """(5,) people with that predicate."""
    share: Annotated[FloatVector, Axis("predicate"), Unit("share")]
    """(5,) share of the people."""
    findings: tuple[str, ...]
    """One sentence for each point that departs from the guide; empty if none does."""
    organisation: str
    """Predicate of the organisation."""
    provenance: Provenance = field(default_factory=Provenance)

    def _headline(self) -> str:
        said = "; ".join(self.findings) or "nothing departs from the guide"
        return f"Distribution of {int(self.count.sum())} people ({self.organisation}): {said}"


GUIDE: Mapping[str, tuple[tuple[tuple[str, ...], str, int], ...]] = {
    "special": ((("very_good",), "at most", 70),),
    "good": (
        (("good",), "at most", 70),
        (("needs_improvement", "poor"), "above", 0),
    ),
    "needs_improvement": (
        (("needs_improvement",), "at least", 60),
        (("very_good",), "at most", 10),
    ),
    "poor": (
        (("poor",), "at least", 60),
        (("needs_improvement",), "at least", 10),
        (("very_good",), "at most", 10),
    ),
    "very_poor": (
        (("very_poor",), "at least", 60),
        (("poor", "needs_improvement"), "at least", 10),
        (("very_good",), "at most", 0),
    ),
}
"""SE MenPANRB 3/2023: by the organisation's predicate, (predicates, rule, per cent of people)."""

_ORGANISATION_ALIASES = {
    "istimewa": "special",
    "excellent": "special",
    "exceptional": "special",
    "outstanding": "special",
    "baik": "good",
    "butuh perbaikan": "needs_improvement",
    "cukup": "needs_improvement",
    "kurang": "poor",
    "sangat kurang": "very_poor",
}


def check_distribution(
    predicates: Any, organisation: str, *, language: Language = "en"
) -> Findings:
    """Compare the predicates of an organisation's people with the guide for its own predicate.

    Parameters
    ----------
    predicates : array_like of str (n,)
        Predicates of 2022.
    organisation : str
        Predicate of the organisation: special, good, needs_improvement, poor or very_poor; the
        Indonesian forms in use are understood.
    language : {"en", "id"}
        Language of the sentences.

    Returns
    -------
    Findings
        Counts, shares, and a sentence for each departure. Advisory: nothing is forced.

    Raises
    ------
    InputError
        If a predicate is unknown, or there is none.

    References
    ----------
    SE MenPANRB 3/2023, guide to the distribution, points 1 to 5 (as quoted publicly; verify against
    your agency's regulation).

    Examples
    --------
    >>> check_distribution(["very_good"] * 8 + ["good"] * 2, "special").findings
    ('very good: 80.0%, the guide says at most 70%',)
    """
    given = np.atleast_1d(codes_of(predicates, "predicates", PREDICATES_2022, _PREDICATE_ALIASES))
    if not isinstance(organisation, str):
        choice(organisation, "organisation", tuple(GUIDE))
    own = str(
        picked(
            tuple(GUIDE),
            codes_of(organisation, "organisation", tuple(GUIDE), _ORGANISATION_ALIASES),
        )
    )
    check_language(language)
    if not given.size:
        raise InputError.about("predicates", code="too_few", expected="at least one", found="none")
    count = np.bincount(given, minlength=len(PREDICATES_2022)).astype(np.int64)
    people = dict(zip(PREDICATES_2022, count.tolist(), strict=True))
    grammar, findings = words(language).grammar, []
    for codes, rule, percent in GUIDE[own]:
        # Whole people against whole per cents: the comparison is exact.
        reached, limit = 100 * sum(people[code] for code in codes), percent * given.size
        kept = {
            "at most": reached <= limit,
            "at least": reached >= limit,
            "above": reached > limit,
        }[rule]
        if not kept:
            names = grammar.either([say(TEXTS_2022[code], language) for code in codes])
            there = grammar.percent(reached / given.size / 100, decimals=1)
            said = words(language).schemes
            most = said.limits[rule].format(percent=grammar.percent(percent / 100))
            findings.append(said.guide.format(names=names, there=there, limit=most))
    return Findings(
        predicate=np.array(PREDICATES_2022, dtype=object),
        count=count,
        share=count / given.size,
        findings=tuple(findings),
        organisation=own,
        provenance=Provenance(options={"guide": "SE MenPANRB 3/2023"}, missing="raise"),
    )


COEFFICIENTS: Mapping[str, float] = {
    "pemula": 3.75,
    "terampil": 5.0,
    "mahir": 12.5,
    "penyelia": 25.0,
    "pertama": 12.5,
    "muda": 25.0,
    "madya": 37.5,
    "utama": 50.0,
}
"""PermenPANRB 1/2023: yearly credit points of a functional rank at predicate good."""

_RANK_ALIASES = {
    "ahli pertama": "pertama",
    "ahli muda": "muda",
    "ahli madya": "madya",
    "ahli utama": "utama",
}

CREDIT_SHARES: Mapping[str, float] = {
    "very_good": 1.5,
    "good": 1.0,
    "needs_improvement": 0.75,
    "poor": 0.5,
    "very_poor": 0.25,
}
"""PermenPANRB 1/2023: share of the coefficient that a predicate earns."""


def credit_points(rank: Any, predicate: Any) -> Float:
    """Credit points of a year: the rank's coefficient times the predicate's share.

    Parameters
    ----------
    rank : array_like of str
        Functional rank: pemula, terampil, mahir, penyelia; pertama, muda, madya, utama.
    predicate : array_like of str
        Predicate of 2022.

    Returns
    -------
    ndarray of float64, (n,)

    Raises
    ------
    InputError
        If a rank or predicate is unknown; the allowed ones are named.

    References
    ----------
    PermenPANRB 1/2023, on functional posts, art. 37 (conversion of the predicate); Peraturan BKN
    3/2023.

    Examples
    --------
    >>> credit_points(["pertama", "utama"], ["very_good", "poor"]).tolist()
    [18.75, 25.0]
    """
    ranks = codes_of(rank, "rank", tuple(COEFFICIENTS), _RANK_ALIASES)
    predicates = codes_of(predicate, "predicate", PREDICATES_2022, _PREDICATE_ALIASES)
    ranks, predicates = together("predicate", ranks, predicates)
    coefficients = np.array(list(COEFFICIENTS.values()))
    shares = np.array([CREDIT_SHARES[code] for code in PREDICATES_2022])
    points: Float = coefficients[ranks] * shares[predicates]
    return points[()]
