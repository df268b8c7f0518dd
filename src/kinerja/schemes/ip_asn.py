"""IP ASN: the index of professionalism of civil servants.

The table of 2018 covers PNS and was used until the measurement of 2022. Since 2023 BKN measures
PPPK as well, on another scale of qualification whose table was not found in a public text; an
agency that has it passes its own. No version is a default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from .._checks import axes_of, choice, identifiers, ids_of, refuse_cells
from .._definitions import Language
from .._results.prints import made_from
from .._steady import steady
from .._words import check_language, words
from ..errors import InputError
from ..indicators import Bands, Text, say
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result, Unit
from ._codes import codes_of, finite_floats, several
from ._ip_asn.points import (
    DISCIPLINE_ALIASES,
    EDUCATION_ALIASES,
    GROUP_ALIASES,
    PREDICATE_ALIASES,
    points_of,
    trained,
)
from ._scheme import labelled, numbers, official

__all__ = [
    "CATEGORIES",
    "COMPETENCE",
    "DISCIPLINE",
    "IPASN",
    "PERFORMANCE",
    "QUALIFICATION",
    "SCHEMES",
    "TEXTS",
    "index",
]


def __dir__() -> list[str]:
    return sorted(__all__)


TEXTS: Mapping[str, Text] = {
    "very_high": Text(en="very high", id="Sangat Tinggi"),
    "high": Text(en="high", id="Tinggi"),
    "medium": Text(en="medium", id="Sedang"),
    "low": Text(en="low", id="Rendah"),
    "very_low": Text(en="very low", id="Sangat Rendah"),
    "S3": Text(en="doctorate", id="S3"),
    "S2": Text(en="master's degree", id="S2"),
    "S1": Text(en="bachelor's degree or D4", id="S1/D4"),
    "D3": Text(en="three-year diploma", id="D3"),
    "SMA": Text(en="upper secondary school, D1 or D2", id="SMA/D1/D2"),
    "SD": Text(en="below upper secondary school", id="Di bawah SMA"),
    "none": Text(en="none", id="Tidak pernah"),
    "light": Text(en="light sanction", id="Ringan"),
    "medium_sanction": Text(en="medium sanction", id="Sedang"),
    "heavy": Text(en="heavy sanction", id="Berat"),
}

QUALIFICATION: Mapping[str, float] = numbers("ip_asn", "2018", "qualification")
"""2018: points of the highest formal education, at most 25."""

COMPETENCE: Mapping[str, Mapping[str, float]] = {
    group: numbers("ip_asn", "2018", f"competence_{group}")
    for group in ("structural", "functional", "general")
}
"""2018: points of training by group of posts, at most 40; technical training counts from 20
hours."""

PERFORMANCE: Mapping[str, float] = numbers("ip_asn", "2018", "performance")
"""2018: points of the last performance predicate, 5 the best; at most 30."""

DISCIPLINE: Mapping[str, float] = numbers("ip_asn", "2018", "discipline")
"""2018: points by the gravest sanction in force, at most 5."""

CATEGORIES: Bands = official("ip_asn", "2018").bands("category")
"""Printed as 61–70, 71–80, 81–90, 91–100; the half-open reading is this library's."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IPASN(Result):
    """Index of professionalism, one row per person."""

    _keys: ClassVar = {"person": "ids", "aspect": "_aspects"}
    _first: ClassVar = ("total", "category", "label")
    _opened: ClassVar = ("parts",)
    _aspects: ClassVar = ("qualification", "competence", "performance", "discipline")

    total: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) index, 0 to 100."""
    parts: Annotated[FloatMatrix, Axis("person", "aspect"), Unit("points")]
    """(n, 4) points of qualification, competence, performance and discipline."""
    category: Annotated[LabelVector, Axis("person")]
    """(n,) very_high, high, medium, low or very_low."""
    ids: Annotated[LabelVector | None, Axis("person")] = None
    """(n,) names of the people."""
    label: Annotated[LabelVector | None, Axis("person")] = None
    """(n,) the category in words."""
    provenance: Provenance = field(default_factory=Provenance)

    def _headline(self, language: str = "en") -> str:
        return words(language).results.titles["IPASN"].format(n=self.total.size)


@steady
def index(
    qualification: Any,
    competence: Any,
    performance: Any,
    discipline: Any,
    *,
    version: Literal["2018"] | None = None,
    table: Any = None,
    group: Any = "structural",
    ids: Any = None,
    language: Language = "en",
) -> IPASN:
    """Index of professionalism of civil servants.

    Parameters
    ----------
    qualification : str or array_like of str (n,)
        Highest formal education: S3, S2, S1 (or D4), D3, SMA (or D1, D2), SD (below SMA), in the
        spellings in use (S-1, D-III, D-IV, Sarjana …); with `table`, its own codes.
    competence : array_like of bool (n, 3), mapping or dataframe
        Whether leadership (or functional) training, technical training of 20 hours, and a seminar
        were attended; (n, 2), technical and seminar, where everybody is of the group
        ``"general"``. By name: leadership, functional, technical, seminar, as the groups ask for.
        One row (3,) or (2,) is one person.
    performance : array_like (n,)
        Predicate of the last appraisal: 1 to 5, 5 the best, or its code or words (very_good,
        "Sangat Baik", "Baik", "Cukup", "Butuh Perbaikan", "Kurang", "Sangat Kurang", "Buruk").
    discipline : array_like of str (n,)
        Gravest sanction: none, light, medium or heavy.
    version : {"2018"}, optional
        The table of PermenPANRB 38/2018, in use until the measurement of 2022.
    table : Scheme or mapping, optional
        The agency's own table: a `schemes.Scheme` with the tables of ``get("ip_asn", "2018")``, or
        a mapping with ``qualification``, ``competence`` (points of training, by group where there
        is more than one), ``performance`` and ``discipline``, and ``category`` (Bands), those of
        2018 if not given. `version` or `table` is required, one of the two.
    group : {"structural", "functional", "general"} or array_like of them (n,)
        Group of posts, for all or for each person.
    ids : array_like (n,), optional
        Names of the people, each once; where `competence` is a table, a column's name works too.
    language : {"en", "id"}
        Language of `label`.

    Returns
    -------
    IPASN
        Total, its four parts, and the category.

    Raises
    ------
    InputError
        If neither or both of `version` and `table` are given, a code is unknown, a predicate is not
        1 to 5, training is marked that the person's group does not count, or the lengths differ.

    Notes
    -----
    The sum of qualification (2018: at most 25), competence (40), performance (30) and discipline
    (5).

    References
    ----------
    PermenPANRB 38/2018; Peraturan BKN 8/2019.

    Examples
    --------
    >>> result = index(["S-1"], [[True, True, False]], ["Baik"], ["none"], version="2018")
    >>> result.total.tolist(), result.parts.tolist(), result.category.tolist()
    ([75.0], [[15.0, 30.0, 25.0, 5.0]], ['medium'])
    """
    check_language(language)
    points, said = points_of(version, table)
    ids = ids_of(competence, ids, "competence")
    held = several(qualification, "qualification")
    n = len(held)
    names = identifiers(ids, n)
    education = codes_of(
        held, "qualification", tuple(points.qualification), EDUCATION_ALIASES, rows=names
    )
    groups = _groups(group, tuple(points.competence), n, names)
    predicate = _predicates(performance, tuple(points.performance), names)
    sanction = np.atleast_1d(
        codes_of(discipline, "discipline", tuple(points.discipline), DISCIPLINE_ALIASES, rows=names)
    )
    for name, x in (("performance", predicate), ("discipline", sanction)):
        if x.shape != (n,):
            raise InputError.about(
                name, code="wrong_shape", expected=f"{n} values", found=f"shape {x.shape}"
            )
    parts = np.column_stack(
        [
            np.array(list(points.qualification.values()), dtype=np.float64)[education],
            trained(competence, points.competence, groups, names),
            np.array(list(points.performance.values()), dtype=np.float64)[predicate],
            np.array(list(points.discipline.values()), dtype=np.float64)[sanction],
        ]
    )
    total = parts[:, 0] + parts[:, 1] + parts[:, 2] + parts[:, 3]
    category = points.category.label(total)
    texts = {code: say(text, language) for code, text in TEXTS.items()}
    return IPASN(
        total=total,
        parts=parts,
        category=category,
        ids=names,
        label=np.array([texts.get(code, code) for code in category.tolist()], dtype=object),
        provenance=Provenance(
            **made_from(
                qualification=qualification,
                competence=competence,
                performance=performance,
                discipline=discipline,
            ),
            options={"version": said, "group": group if isinstance(group, str) else "per person"},
            missing="raise",
        ),
    )


def _groups(
    group: Any, known: tuple[str, ...], n: int, names: NDArray[Any] | None
) -> NDArray[np.int64]:
    """Group of each person (n,), as a position."""
    if isinstance(group, str):
        choice(group, "group", known)
        return np.full(n, known.index(group), dtype=np.int64)
    out = np.atleast_1d(codes_of(group, "group", known, GROUP_ALIASES, rows=names))
    if out.shape != (n,):
        raise InputError.about(
            "group", code="wrong_shape", expected=f"one, or {n}", found=f"shape {out.shape}"
        )
    return out


def _predicates(x: Any, known: tuple[str, ...], names: NDArray[Any] | None) -> NDArray[np.int64]:
    """Place (n,) of each predicate among the codes of the table, from numbers or words."""
    items = several(x, "performance") if isinstance(x, str) or axes_of(x) else (x,)
    if any(isinstance(item, str) for item in items):
        aliases = {name: code for name, code in PREDICATE_ALIASES.items() if code in known}
        return np.atleast_1d(codes_of(items, "performance", known, aliases, rows=names))
    numbers_ = np.atleast_1d(finite_floats(x, "performance"))
    allowed = np.array([float(code) if code.isdigit() else np.nan for code in known])
    place = np.argmax(numbers_[:, None] == allowed, axis=1) if numbers_.ndim == 1 else numbers_
    wrong = ~np.isin(numbers_, allowed)
    if wrong.any():
        *head, last = known
        refuse_cells(
            wrong,
            numbers_,
            "performance",
            code="out_of_range",
            expected=f"{', '.join(head)} or {last}",
            rows=names,
        )
    return np.asarray(place, dtype=np.int64)


SCHEMES = (labelled("ip_asn", "2018", TEXTS), labelled("ip_asn", "2023"))
"""The versions of the scheme, with their tables."""
