"""PermenPANRB 6/2022: predicates without numbers, the guide, and credit points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from ..._checks import choice
from ..._definitions import Language
from ..._steady import steady
from ..._words import check_language, words
from ...errors import InputError
from ...indicators import Text, say
from ...results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result, Unit
from .._codes import RATING_ALIASES, RATINGS, codes_of, picked, together
from .._scheme import official

MATRIX_2022: Mapping[tuple[str, str], str] = {
    (results, behaviour): str(code)
    for (results, behaviour), code in official("skp", "2022").table("matrix").items()
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

PREDICATE_ALIASES = {
    "sangat baik": "very_good",
    "baik": "good",
    "butuh perbaikan": "needs_improvement",
    "cukup": "needs_improvement",
    "cukup/butuh perbaikan": "needs_improvement",
    "butuh perbaikan/cukup": "needs_improvement",
    "perlu perbaikan": "needs_improvement",
    "kurang": "poor",
    "kurang (misconduct)": "poor",
    "kurang/misconduct": "poor",
    "misconduct": "poor",
    "sangat kurang": "very_poor",
}


@steady
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
    _aside: ClassVar = ("organisation",)

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

    def _headline(self, language: str = "en") -> str:
        said = words(language).results
        return said.titles["Findings"].format(
            n=int(self.count.sum()),
            organisation=self.organisation,
            said="; ".join(self.findings) or said.nothing_departs,
        )


def _guide() -> Mapping[str, tuple[tuple[tuple[str, ...], str, int], ...]]:
    rules: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for (organisation, codes, rule), percent in official("skp", "2022").table("guide").items():
        rules.setdefault(organisation, []).append((tuple(codes.split(" or ")), rule, int(percent)))
    return {organisation: tuple(found) for organisation, found in rules.items()}


GUIDE: Mapping[str, tuple[tuple[tuple[str, ...], str, int], ...]] = _guide()
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


@steady
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
    given = np.atleast_1d(codes_of(predicates, "predicates", PREDICATES_2022, PREDICATE_ALIASES))
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
