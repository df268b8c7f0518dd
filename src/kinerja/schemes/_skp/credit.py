"""Credit points of functional posts: of a year, of months of it, and towards a promotion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from ..._checks import choice, flags, identifiers, length_of, refuse_cells, refuse_missing
from ..._results.prints import made_from
from ..._steady import steady
from ..._types import ArrayLike, Float
from ..._words import words
from ...errors import InputError
from ...results import Axis, BoolVector, FloatVector, LabelVector, Provenance, Result, Unit
from .._codes import codes_of, nonnegative_floats, together
from .._scheme import numbers, official
from .predicates_2022 import PREDICATE_ALIASES, PREDICATES_2022

COEFFICIENTS: Mapping[str, float] = numbers("skp", "2022", "coefficients")
"""PermenPANRB 1/2023: yearly credit points of a functional rank at predicate good."""

_RANK_ALIASES = {
    "pelaksana": "terampil",
    "pelaksana lanjutan": "mahir",
    "ahli pertama": "pertama",
    "ahli muda": "muda",
    "ahli madya": "madya",
    "ahli utama": "utama",
}

CREDIT_SHARES: Mapping[str, float] = numbers("skp", "2022", "credit_shares")
"""PermenPANRB 1/2023: share of the coefficient that a predicate earns."""


CREDIT_NEEDS: Mapping[tuple[str, str], float] = {
    (rank, step): float(points)
    for (rank, step), points in official("skp", "2022").table("credit_needs").items()
}
"""Points needed in a rank for the next grade (pangkat) and for the next rank (jenjang), by (rank,
step); as published in slides on Peraturan BKN 3/2023: verify against your agency's regulation. A
pair that is not here was not found published."""

HIGHER_DEGREE = float(numbers("skp", "2022", "higher_degree")["share_of_grade"])
"""Share of the points for the next grade that a higher degree earns once."""


@steady
def credit_points(rank: Any, predicate: Any, *, months: ArrayLike = 12) -> Float:
    """Credit points of a year, or of months of it.

    Parameters
    ----------
    rank : array_like of str
        Functional rank: pemula, terampil, mahir, penyelia; pertama, muda, madya, utama.
    predicate : array_like of str
        Predicate of 2022; the forms in use are understood, such as "Cukup/Butuh Perbaikan".
    months : array_like of int
        Months of the year that the predicate covers, 1 to 12.

    Returns
    -------
    ndarray of float64, (n,)
        Not rounded.

    Raises
    ------
    InputError
        If a rank or predicate is unknown (the allowed ones are named), or months are not whole
        numbers from 1 to 12.

    Notes
    -----
    months/12 × the predicate's share × the rank's coefficient.

    References
    ----------
    PermenPANRB 1/2023, on functional posts, art. 37 (conversion of the predicate); Peraturan BKN
    3/2023 (part-years).

    Examples
    --------
    >>> credit_points(["pertama", "utama"], ["very_good", "poor"]).tolist()
    [18.75, 25.0]
    >>> credit_points("pertama", "Baik", months=2).round(2).tolist()
    2.08
    """
    ranks = codes_of(rank, "rank", tuple(COEFFICIENTS), _RANK_ALIASES)
    predicates = codes_of(predicate, "predicate", PREDICATES_2022, PREDICATE_ALIASES)
    ranks, predicates = together("predicate", ranks, predicates)
    covered = nonnegative_floats(months, "months")
    wrong = ~np.isin(covered, np.arange(1, 13))
    if wrong.any():
        refuse_cells(
            np.atleast_1d(wrong),
            np.atleast_1d(covered),
            "months",
            code="out_of_range",
            expected="whole months from 1 to 12",
        )
    ranks, predicates, covered = together("months", ranks, predicates, covered)
    coefficients = np.array(list(COEFFICIENTS.values()))
    shares = np.array([CREDIT_SHARES[code] for code in PREDICATES_2022])
    points: Float = coefficients[ranks] * shares[predicates] * covered / 12.0
    return points[()]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CreditTotal(Result):
    """Credit points gathered, and what a promotion still asks for."""

    _keys: ClassVar = {"person": "ids"}
    _first: ClassVar = ("rank", "total", "need", "short", "reached")
    _aside: ClassVar = ("step",)

    rank: Annotated[LabelVector, Axis("person")]
    """(n,) functional rank."""
    total: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) points gathered in the rank."""
    need: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) points that the step needs."""
    short: Annotated[FloatVector, Axis("person"), Unit("points")]
    """(n,) points that are lacking; 0 where the need is reached."""
    reached: Annotated[BoolVector, Axis("person")]
    """(n,) whether the need is reached; the other conditions of a promotion are not judged."""
    step: str
    """grade or rank."""
    ids: Annotated[LabelVector | None, Axis("person")] = None
    """(n,) names of the people."""
    provenance: Provenance = field(default_factory=Provenance)

    def _headline(self, language: str = "en") -> str:
        return (
            words(language)
            .results.titles["CreditTotal"]
            .format(step=self.step, reached=int(self.reached.sum()))
        )


@steady
def credit_total(
    points: ArrayLike,
    rank: Any,
    *,
    step: Literal["grade", "rank"] = "grade",
    brought: ArrayLike = 0.0,
    higher_degree: Any = False,
    ids: ArrayLike | None = None,
) -> CreditTotal:
    """Add up credit points and hold them against what the next grade or rank needs.

    Parameters
    ----------
    points : array_like (n, t) or (n,)
        Points of each period in the present rank, as `credit_points` gives them; none missing.
    rank : str or array_like of str (n,)
        Functional rank.
    step : {"grade", "rank"}
        Next grade (kenaikan pangkat) or next rank (kenaikan jenjang).
    brought : array_like (n,) or float
        Points brought along.
    higher_degree : bool or array_like of bool (n,)
        Whether a higher degree was earned: it adds 25 per cent of the need for a grade.
    ids : array_like (n,), optional
        Names of the people, each once.

    Returns
    -------
    CreditTotal

    Raises
    ------
    InputError
        If points are missing or negative, a rank is unknown, or no need was found published for it.

    Notes
    -----
    total = brought + Σ points + 0.25 · need for a grade, where a higher degree was earned. Reached
    is judged at twelve significant digits.

    References
    ----------
    Peraturan BKN 3/2023, as published in slides; verify against your agency's regulation.

    Examples
    --------
    >>> got = credit_total([[18.75, 12.5 * 2 / 12]], "pertama", higher_degree=True)
    >>> got.total.round(2).tolist(), got.need.tolist(), got.reached.tolist()
    ([33.33], [50.0], [False])
    """
    from ..._digits import significant

    choice(step, "step", ("grade", "rank"))
    columns = (points, rank, brought, higher_degree)
    n = max(1, *(0 if isinstance(x, str) else length_of(x) for x in columns))
    names = identifiers(ids, n)

    def who(x: Any) -> NDArray[Any] | None:
        return names if length_of(x) == n else None

    given = nonnegative_floats(points, "points", rows=who(points))
    refuse_missing(np.atleast_1d(given), "points", rows=who(points))
    gathered = np.atleast_1d(given).sum(axis=1) if given.ndim == 2 else np.atleast_1d(given)
    ranks = np.atleast_1d(codes_of(rank, "rank", tuple(COEFFICIENTS), _RANK_ALIASES, rows=names))
    gathered, ranks = together("rank", gathered, ranks)
    degree = flags(higher_degree, "higher_degree")
    begun = nonnegative_floats(brought, "brought", rows=who(brought))
    gathered, degree = together("higher_degree", gathered, degree)
    gathered, begun = together("brought", gathered, begun)
    need, grade = _needs(ranks, step, names), _needs(ranks, "grade", names, asked=degree)
    total = begun + gathered + np.where(degree, HIGHER_DEGREE * grade, 0.0)
    reached = np.asarray(significant(total) >= significant(need))
    codes = np.array(list(COEFFICIENTS), dtype=object)
    return CreditTotal(
        rank=codes[ranks],
        total=total,
        need=need,
        short=np.where(reached, 0.0, need - total),
        reached=reached,
        step=step,
        ids=names,
        provenance=Provenance(
            **made_from(points=points, rank=rank, brought=brought, higher_degree=higher_degree),
            options={"step": step, "evidence": "Peraturan BKN 3/2023, as published in slides"},
            missing="raise",
        ),
    )


def _needs(
    ranks: NDArray[np.int64],
    step: str,
    names: NDArray[Any] | None,
    *,
    asked: NDArray[np.bool_] | None = None,
) -> Float:
    """Need (n,) of each rank; one that was not found published is refused where it is asked for."""
    codes = tuple(COEFFICIENTS)
    table = np.array([CREDIT_NEEDS.get((code, step), np.nan) for code in codes])
    need: Float = table[ranks]
    unknown = np.isnan(need) if asked is None else np.isnan(need) & asked
    if unknown.any():
        rows = np.flatnonzero(unknown)
        who = (rows if names is None else names[rows]).tolist()
        raise InputError.about(
            "rank",
            code="not_estimable",
            expected="a rank whose need for the next "
            + step
            + " is known: "
            + ", ".join(code for code in codes if (code, step) in CREDIT_NEEDS),
            found=f"{codes[int(ranks[rows[0]])]!r} (row {who[0]!r})",
            positions=tuple(who[:5]),
        )
    return np.where(np.isnan(need), 0.0, need)
