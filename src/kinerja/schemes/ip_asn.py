"""IP ASN: the index of professionalism of civil servants. Covers PNS, not PPPK."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .._checks import choice, flags, identifiers, is_table, read_columns, refuse_cells
from ..errors import InputError
from ..indicators import Bands, Text
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result, Unit
from ._codes import codes_of, finite_floats, several
from ._scheme import scheme

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

QUALIFICATION: Mapping[str, float] = {"S3": 25, "S2": 20, "S1": 15, "D3": 10, "SMA": 5, "SD": 1}
"""Points of the highest formal education, at most 25."""

COMPETENCE: Mapping[str, Mapping[str, float]] = {
    "structural": {"leadership": 15, "technical": 15, "seminar": 10},
    "functional": {"functional": 15, "technical": 15, "seminar": 10},
    "general": {"technical": 22.5, "seminar": 17.5},
}
"""Points of training by group of posts, at most 40; technical training counts from 20 hours."""

PERFORMANCE: Mapping[str, float] = {"1": 1, "2": 5, "3": 15, "4": 25, "5": 30}
"""Points of the last performance predicate, 5 the best; at most 30."""

DISCIPLINE: Mapping[str, float] = {"none": 5, "light": 3, "medium": 2, "heavy": 1}
"""Points by the gravest sanction in force, at most 5."""

CATEGORIES = Bands.of(
    {"very_low": 0, "low": 61, "medium": 71, "high": 81, "very_high": 91}, upper=100, decimals=2
)
"""Printed as 61–70, 71–80, 81–90, 91–100; the half-open reading is this library's."""

_EDUCATION_ALIASES = {
    "d4": "S1",
    "s1/d4": "S1",
    "div": "S1",
    "diii": "D3",
    "d1": "SMA",
    "d2": "SMA",
    "sma/d1/d2": "SMA",
    "slta": "SMA",
    "smk": "SMA",
    "smp": "SD",
    "sltp": "SD",
}
_DISCIPLINE_ALIASES = {
    "tidak pernah": "none",
    "ringan": "light",
    "sedang": "medium",
    "berat": "heavy",
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IPASN(Result):
    """Index of professionalism, one row a person."""

    _keys: ClassVar = {"person": "ids", "aspect": "_aspects"}
    _first: ClassVar = ("total", "category")
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
    provenance: Provenance = field(default_factory=Provenance)

    def _headline(self) -> str:
        return f"IP ASN of {self.total.size} people"


def index(
    qualification: Any,
    competence: Any,
    performance: ArrayLike,
    discipline: Any,
    *,
    group: Literal["structural", "functional", "general"] = "structural",
    ids: Any = None,
) -> IPASN:
    """Index of professionalism of civil servants.

    Parameters
    ----------
    qualification : str or array_like of str (n,)
        Highest formal education: S3, S2, S1 (or D4), D3, SMA (or D1, D2), SD (below SMA).
    competence : array_like of bool (n, 3), mapping or dataframe
        Whether leadership (or functional) training, technical training of 20 hours, and a seminar
        were attended; (n, 2), technical and seminar, for the group ``"general"``. By name:
        leadership (or functional), technical, seminar. One row (3,) or (2,) is one person.
    performance : array_like of int (n,)
        Predicate of the last appraisal, 1 to 5, 5 the best.
    discipline : array_like of str (n,)
        Gravest sanction: none, light, medium or heavy.
    group : {"structural", "functional", "general"}
        Group of posts.
    ids : array_like (n,), optional
        Names of the people, each once; where `competence` is a table, a column's name works too.

    Returns
    -------
    IPASN
        Total, its four parts, and the category.

    Raises
    ------
    InputError
        If a code is unknown, a predicate is not 1 to 5, or the lengths differ.

    Notes
    -----
    The sum of qualification (at most 25), competence (40), performance (30) and discipline (5).

    References
    ----------
    PermenPANRB 38/2018; Peraturan BKN 8/2019.

    Examples
    --------
    >>> result = index(["S1"], [[True, True, False]], [4], ["none"])
    >>> result.total.tolist(), result.parts.tolist(), result.category.tolist()
    ([75.0], [[15.0, 30.0, 25.0, 5.0]], ['medium'])
    """
    choice(group, "group", tuple(COMPETENCE))
    points = COMPETENCE[group]
    if isinstance(ids, str) and is_table(competence):
        ids = read_columns(competence, [ids], "ids")[0]
    held = several(qualification, "qualification")
    n = len(held)
    names = identifiers(ids, n)
    education = codes_of(
        held, "qualification", tuple(QUALIFICATION), _EDUCATION_ALIASES, rows=names
    )
    attended = np.atleast_2d(_attended(competence, tuple(points)))
    if attended.shape != (n, len(points)):
        raise InputError.about(
            "competence",
            code="wrong_shape",
            expected=f"shape ({n}, {len(points)}): {', '.join(points)} (group {group})",
            found=f"shape {attended.shape}",
        )
    predicate = np.atleast_1d(finite_floats(performance, "performance"))
    sanction = np.atleast_1d(
        codes_of(discipline, "discipline", tuple(DISCIPLINE), _DISCIPLINE_ALIASES, rows=names)
    )
    for name, x in (("performance", predicate), ("discipline", sanction)):
        if x.shape != (n,):
            raise InputError.about(
                name, code="wrong_shape", expected=f"{n} values", found=f"shape {x.shape}"
            )
    wrong = ~np.isin(predicate, np.arange(1, 6))
    if wrong.any():
        refuse_cells(
            wrong,
            predicate,
            "performance",
            code="out_of_range",
            expected="1, 2, 3, 4 or 5",
            rows=names,
        )
    parts = np.empty((n, 4))
    parts[:, 0] = np.array(list(QUALIFICATION.values()))[education]
    parts[:, 1] = np.where(attended, np.array(list(points.values())), 0.0).sum(axis=1)
    parts[:, 2] = np.array(list(PERFORMANCE.values()))[predicate.astype(np.int64) - 1]
    parts[:, 3] = np.array(list(DISCIPLINE.values()))[sanction]
    total = parts[:, 0] + parts[:, 1] + parts[:, 2] + parts[:, 3]
    return IPASN(
        total=total,
        parts=parts,
        category=CATEGORIES.label(total),
        ids=names,
        provenance=Provenance(options={"version": "2018", "group": group}, missing="raise"),
    )


def _attended(competence: Any, codes: tuple[str, ...]) -> NDArray[np.bool_]:
    """Training attended, (n, k), from an array or by the name of each kind."""
    if not is_table(competence):
        return flags(competence, "competence")
    columns = [flags(x, "competence") for x in read_columns(competence, codes, "competence")]
    sizes = {x.shape for x in columns}
    if len(sizes) > 1 or columns[0].ndim != 1:
        raise InputError.about(
            "competence",
            code="wrong_shape",
            expected="columns of one length",
            found=", ".join(f"{c!r}: {x.shape}" for c, x in zip(codes, columns, strict=True)),
        )
    return np.column_stack(columns)


SCHEMES = (
    scheme(
        {
            "id": "ip_asn",
            "version": "2018",
            "regulation": "PermenPANRB 38/2018; Peraturan BKN 8/2019",
            "articles": "annexes",
            "covers": ("PNS",),
            "valid_from": "2018",
            "evidence": "regulation",
        },
        bands={"category": CATEGORIES},
        tables={
            "qualification": QUALIFICATION,
            "performance": PERFORMANCE,
            "discipline": DISCIPLINE,
            **{f"competence_{group}": points for group, points in COMPETENCE.items()},
        },
        texts=TEXTS,
        disputed=(
            "Printed in whole numbers (81 to 90, 91 to 100); half-open is this library's reading.",
        ),
    ),
)
"""The versions of the scheme, with their tables."""
