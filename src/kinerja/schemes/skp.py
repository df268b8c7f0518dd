"""SKP: individual performance of civil servants, by the regulation that was in force.

Covers PNS; PermenPANRB 6/2022 covers PPPK as well. Labels in and out are codes; `TEXTS` has their
names in English and Indonesian. Every table is a public definition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .._checks import choice, number, positive, refuse_cells
from .._digits import significant
from ..errors import InputError
from ..indicators import Bands, Text
from ..results import FloatVector, LabelVector, Result
from ._codes import codes_of, finite_floats, flags, nonnegative_floats, picked, together
from ._scheme import scheme

__all__ = [
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
    "aspect_2011",
    "check_distribution",
    "credit_points",
    "final",
    "predicate_2011",
    "predicate_2019",
    "predicate_2022",
    "score_2021",
    "task_2011",
]

Float = NDArray[np.float64]

TEXTS: Mapping[str, Text] = {
    "very_good": Text(en="very good", id="Sangat Baik"),
    "good": Text(en="good", id="Baik"),
    "fair": Text(en="fair", id="Cukup"),
    "needs_improvement": Text(en="needs improvement", id="Butuh Perbaikan"),
    "poor": Text(en="poor", id="Kurang"),
    "bad": Text(en="bad", id="Buruk"),
    "very_poor": Text(en="very poor", id="Sangat Kurang"),
    "above": Text(en="above expectation", id="Di Atas Ekspektasi"),
    "meets": Text(en="meets expectation", id="Sesuai Ekspektasi"),
    "below": Text(en="below expectation", id="Di Bawah Ekspektasi"),
    "special": Text(en="special", id="Istimewa"),
}

PREDICATES_2011 = Bands.of(
    {"bad": None, "poor": 51, "fair": 61, "good": 76, "very_good": 91}, decimals=2
)
"""PP 46/2011 art. 17 and Perka BKN 1/2013: at least 91, 76, 61, 51."""

PREDICATES_2019 = Bands.of(
    {"very_poor": None, "poor": 50, "fair": 70, "good": 90, "very_good": 110},
    upper=120,
    decimals=2,
)
"""PP 30/2019 art. 41: at least 110 (with an innovation), 90, 70, 50; at most 120."""

RESULTS_SHARES: Mapping[str, Mapping[float, float]] = {
    "2011": {0.6: 0.4},
    "2019": {0.7: 0.3, 0.6: 0.4},
}
"""Share of the work results, and of behaviour, in the final value; the first is the default."""

_SPAN = Fraction(24, 100)


def _pair(target: ArrayLike, actual: ArrayLike) -> tuple[Float, Float]:
    goal = positive(finite_floats(target, "target"), "target")
    result = nonnegative_floats(actual, "actual")
    goal, result = together("actual", goal, result)
    return goal, result


def aspect_2011(
    target: ArrayLike,
    actual: ArrayLike,
    *,
    kind: Literal["quantity", "quality", "time", "cost"] = "quantity",
) -> Float:
    """Value of one aspect of a task under PP 46/2011.

    Parameters
    ----------
    target, actual : array_like
        Target (above 0) and realisation (0 or more), of one shape or one of them a single number;
        NaN stays missing.
    kind : {"quantity", "quality", "time", "cost"}
        Which aspect.

    Returns
    -------
    ndarray of float64

    Raises
    ------
    InputError
        If a target is not above 0, a realisation is negative, or the kind is unknown.

    Notes
    -----
    Quantity and quality: 100·R/T. Time and cost, with the saving e = 100 − 100·R/T: 76 + e up to
    and at 24 per cent, 100 − e beyond. The side of the edge is decided with exact arithmetic on the
    decimals as written, because floats miss it (9.12 of 12 is exactly 24 per cent).

    References
    ----------
    Perka BKN 1/2013, annex, on PP 46/2011.

    Examples
    --------
    >>> aspect_2011(12, 9.12, kind="time").tolist(), aspect_2011(12, 9, kind="time").tolist()
    (100.0, 75.0)
    """
    choice(kind, "kind", ("quantity", "quality", "time", "cost"))
    goal, result = _pair(target, actual)
    percent = 100.0 * (result / goal)
    if kind in {"quantity", "quality"}:
        return percent[()]
    edge = 1.0 - float(_SPAN)
    ratio = result / goal
    value = np.array(np.where(ratio >= edge, 176.0 - percent, percent))
    near = np.flatnonzero(np.abs(ratio - edge) < 1e-9)
    pairs = zip(result.flat[near].tolist(), goal.flat[near].tolist(), strict=True)
    value.flat[near] = [_time_exactly(Fraction(repr(r)) / Fraction(repr(g))) for r, g in pairs]
    return value[()]


def _time_exactly(ratio: Fraction) -> float:
    """Value of time or cost from the decimals as written: the cliff stands at exactly 24 %."""
    saving = 1 - ratio
    return float(76 + 100 * saving if saving <= _SPAN else 100 - 100 * saving)


def task_2011(
    quantity: ArrayLike,
    quality: ArrayLike,
    time: ArrayLike | None = None,
    cost: ArrayLike | None = None,
) -> Float:
    """Value of a task: the mean of the aspects that it has.

    Parameters
    ----------
    quantity, quality, time, cost : array_like
        Values of the aspects; time and cost only where the task has them.

    Returns
    -------
    ndarray of float64

    Raises
    ------
    InputError
        If the shapes differ.

    References
    ----------
    Perka BKN 1/2013, annex.

    Examples
    --------
    >>> task_2011(100, 90, 76, 76).tolist()
    85.5
    """
    given = {"quantity": quantity, "quality": quality, "time": time, "cost": cost}
    aspects = [finite_floats(x, name) for name, x in given.items() if x is not None]
    total: Float = np.zeros(())
    for name, aspect in zip([n for n, x in given.items() if x is not None], aspects, strict=True):
        total, aspect = together(name, total, aspect)
        total = total + aspect
    return np.asarray(total / len(aspects))[()]


def final(
    results: ArrayLike,
    behaviour: ArrayLike,
    *,
    version: Literal["2011", "2019"] = "2011",
    results_share: float | None = None,
) -> Float:
    """Final value: work results and behaviour, weighted.

    Parameters
    ----------
    results, behaviour : array_like
        Value of the work results (SKP) and of behaviour.
    version : {"2011", "2019"}
        60 and 40 per cent (2011); 70 and 30, or 60 and 40 (2019).
    results_share : float, optional
        Share of the results, one that the version allows; its default if not given.

    Returns
    -------
    ndarray of float64

    Raises
    ------
    InputError
        If the version does not allow the share.

    References
    ----------
    PP 46/2011 art. 15; PP 30/2019 art. 41.

    Examples
    --------
    >>> final(90, 80).tolist(), final(90, 80, version="2019").tolist()
    (86.0, 87.0)
    """
    choice(version, "version", tuple(RESULTS_SHARES))
    allowed = RESULTS_SHARES[version]
    share = next(iter(allowed)) if results_share is None else number(results_share, "results_share")
    if share not in allowed:
        raise InputError.about(
            "results_share",
            code="unknown_choice",
            expected=f"one of {', '.join(map(str, allowed))} (version {version})",
            found=f"{share:g}",
        )
    x, y = finite_floats(results, "results"), finite_floats(behaviour, "behaviour")
    x, y = together("behaviour", x, y)
    return np.asarray(x * share + y * allowed[share])[()]


def predicate_2011(value: ArrayLike) -> NDArray[Any]:
    """Predicate under PP 46/2011: very_good, good, fair, poor or bad.

    Parameters
    ----------
    value : array_like
        Final value; rounded half up at two decimals first.

    Returns
    -------
    str or ndarray of str
        Codes; empty where the value is missing.

    Raises
    ------
    InputError
        If a value is infinite or not a number.

    References
    ----------
    PP 46/2011 art. 17.

    Examples
    --------
    >>> predicate_2011([91, 90.99, 50]).tolist()
    ['very_good', 'good', 'bad']
    """
    out: NDArray[Any] = PREDICATES_2011.label(value)
    return out


def predicate_2019(value: ArrayLike, *, innovation: ArrayLike) -> NDArray[Any]:
    """Predicate under PP 30/2019: very_good, good, fair, poor or very_poor.

    Parameters
    ----------
    value : array_like
        Final value, at most 120; rounded half up at two decimals first.
    innovation : array_like of bool
        Whether an innovation was shown; without it 110 and more is good.

    Returns
    -------
    str or ndarray of str
        Codes; empty where the value is missing.

    Raises
    ------
    InputError
        If a value lies above 120, or `innovation` is not True or False.

    References
    ----------
    PP 30/2019 art. 41.

    Examples
    --------
    >>> predicate_2019([115, 115, 89.99], innovation=[True, False, True]).tolist()
    ['very_good', 'good', 'fair']
    """
    code, shown = together(
        "innovation", np.asarray(PREDICATES_2019.code(value)), flags(innovation, "innovation")
    )
    top = len(PREDICATES_2019.bands) - 1
    graded = np.where((code == top) & ~shown, top - 1, code)
    out: NDArray[Any] = PREDICATES_2019.labels()[graded]
    return out


def achievement_2021(
    target: ArrayLike,
    actual: ArrayLike,
    *,
    target_upper: ArrayLike | None = None,
    inverse: bool = False,
) -> Float:
    """Achievement of an indicator in per cent under PermenPANRB 8/2021.

    Parameters
    ----------
    target, actual : array_like
        Target (above 0) and realisation (0 or more).
    target_upper : array_like, optional
        Upper end where the target is a range; inside it the achievement is 100. NaN where a row
        has no upper end.
    inverse : bool
        True where less is better (the regulation's special conditions).

    Returns
    -------
    ndarray of float64

    Raises
    ------
    InputError
        If a target is not above 0, or `target_upper` lies below `target`.

    Notes
    -----
    100·R/T, or (1 + (1 − R/T))·100 where less is better; above a range its upper end counts, below
    it its lower end. Where less is better, more than twice the target gives a negative achievement.
    The text prints 92 against 80–90 as 113 per cent; its own formula gives 102.2, and the formula
    rules.

    References
    ----------
    PermenPANRB 8/2021, annex, pages 91 to 93.

    Examples
    --------
    >>> achievement_2021(80, 70, target_upper=90).tolist()
    87.5
    >>> achievement_2021(7, [6.5, 9], target_upper=8, inverse=True).round(2).tolist()
    [107.14, 87.5]
    """
    low, result = _pair(target, actual)
    goal = low
    inside = np.zeros(low.shape, dtype=np.bool_)
    if target_upper is not None:
        low, result, high = together(
            "target_upper", low, result, finite_floats(target_upper, "target_upper")
        )
        if (high < low).any():
            refuse_cells(
                high < low, high, "target_upper", code="out_of_range", expected="at least `target`"
            )
        inside = (result >= low) & (result <= high)
        goal = np.where(result > high, high, low)
    percent = 100.0 * (result / goal)
    value = 200.0 - percent if inverse else percent
    return np.where(inside, 100.0, value)[()]


def score_2021(achievement: ArrayLike, *, most_reachable: bool = False) -> Float:
    """Score of an achievement under PermenPANRB 8/2021.

    Parameters
    ----------
    achievement : array_like
        Achievement C in per cent. A negative one, as `achievement_2021` gives where less is better
        and more than twice the target was used, scores 0.
    most_reachable : bool
        True where the target is the most that can be reached: C = 100 and more then scores 120.

    Returns
    -------
    ndarray of float64
        0 to 120.

    Raises
    ------
    InputError
        If an achievement is infinite or not a number.

    Notes
    -----
    Above 110: 120. 101 to 110: 110 + (C − 101)·10/9. 100: 109 (120 if `most_reachable`). 80 to 99:
    70 + (C − 80). 60 to 79: 50 + (C − 60). Up to 59: C/59·49. The text leaves holes between whole
    per cents; here the upper end of a piece holds until the next begins, and 100 to 101 is joined
    linearly from 109 to 110. That reading is this library's; verify it against your agency's
    regulation.

    References
    ----------
    PermenPANRB 8/2021, annex, page 100.

    Examples
    --------
    >>> score_2021([120, 101, 100, 99.5, 85, 59]).tolist()
    [120.0, 110.0, 109.0, 89.0, 75.0, 49.0]
    """
    c = significant(finite_floats(achievement, "achievement"))
    top = 120.0 if most_reachable else 109.0
    pieces = [
        (c > 110, np.full(c.shape, 120.0)),
        (c >= 101, 110.0 + (c - 101.0) * 10.0 / 9.0),
        (c >= 100, top + (c - 100.0)),
        (c >= 80, 70.0 + np.minimum(c, 99.0) - 80.0),
        (c >= 60, 50.0 + np.minimum(c, 79.0) - 60.0),
        (c <= 60, np.clip(c, 0.0, 59.0) / 59.0 * 49.0),
    ]
    if most_reachable:
        pieces.insert(0, (c >= 100, np.full(c.shape, top)))
    return np.select([p for p, _ in pieces], [v for _, v in pieces], default=np.nan)[()]


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

_RATINGS = ("above", "meets", "below")
_ALIASES = {
    "di atas": "above",
    "diatas": "above",
    "di atas ekspektasi": "above",
    "diatas ekspektasi": "above",
    "sesuai": "meets",
    "sesuai ekspektasi": "meets",
    "di bawah": "below",
    "dibawah": "below",
    "di bawah ekspektasi": "below",
    "dibawah ekspektasi": "below",
}
PREDICATES_2022 = ("very_good", "good", "needs_improvement", "poor", "very_poor")
"""Predicates of PermenPANRB 6/2022, the best first; qualitative, never averaged."""

_PREDICATE_ALIASES = {
    "sangat baik": "very_good",
    "baik": "good",
    "butuh perbaikan": "needs_improvement",
    "kurang": "poor",
    "kurang (misconduct)": "poor",
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
    rows = codes_of(results, "results", _RATINGS, _ALIASES)
    columns = codes_of(behaviour, "behaviour", _RATINGS, _ALIASES)
    rows, columns = together("behaviour", rows, columns)
    return picked([MATRIX_2022[r, b] for r in _RATINGS for b in _RATINGS], 3 * rows + columns)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Findings(Result):
    """What a guide says of a distribution; advisory, no predicate changes."""

    predicate: LabelVector
    """(5,) predicates, the best first."""
    count: FloatVector
    """(5,) people with that predicate."""
    share: FloatVector
    """(5,) share of the people."""
    findings: tuple[str, ...]
    """One sentence for each point that departs from the guide; empty if none does."""
    organisation: str
    """Predicate of the organisation."""


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


def check_distribution(predicates: Any, organisation: str) -> Findings:
    """Compare the predicates of an organisation's people with the guide for its own predicate.

    Parameters
    ----------
    predicates : array_like of str (n,)
        Predicates of 2022.
    organisation : str
        Predicate of the organisation: special, good, needs_improvement, poor or very_poor.

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
    SE MenPANRB 3/2023 (as practised; verify against your agency's regulation).

    Examples
    --------
    >>> check_distribution(["very_good"] * 8 + ["good"] * 2, "special").findings
    ('very_good: 80.0 %, the guide says at most 70 %',)
    """
    given = np.atleast_1d(codes_of(predicates, "predicates", PREDICATES_2022, _PREDICATE_ALIASES))
    choice(organisation, "organisation", tuple(GUIDE))
    if not given.size:
        raise InputError.about("predicates", code="empty", expected="at least one", found="none")
    count = np.bincount(given, minlength=len(PREDICATES_2022)).astype(np.float64)
    people = dict(zip(PREDICATES_2022, count.tolist(), strict=True))
    findings = []
    for codes, rule, percent in GUIDE[organisation]:
        # Whole people against whole per cents: the comparison is exact.
        reached, limit = 100 * sum(people[code] for code in codes), percent * given.size
        kept = {
            "at most": reached <= limit,
            "at least": reached >= limit,
            "above": reached > limit,
        }[rule]
        if not kept:
            x = reached / given.size
            findings.append(f"{' or '.join(codes)}: {x:.1f} %, the guide says {rule} {percent} %")
    return Findings(
        predicate=np.array(PREDICATES_2022, dtype=object),
        count=count,
        share=count / given.size,
        findings=tuple(findings),
        organisation=organisation,
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
    PermenPANRB 1/2023, on functional posts.

    Examples
    --------
    >>> credit_points(["pertama", "utama"], ["very_good", "poor"]).tolist()
    [18.75, 25.0]
    """
    ranks = codes_of(rank, "rank", tuple(COEFFICIENTS))
    predicates = codes_of(predicate, "predicate", PREDICATES_2022, _PREDICATE_ALIASES)
    ranks, predicates = together("predicate", ranks, predicates)
    coefficients = np.array(list(COEFFICIENTS.values()))
    shares = np.array([CREDIT_SHARES[code] for code in PREDICATES_2022])
    points: Float = coefficients[ranks] * shares[predicates]
    return points[()]


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
            "articles": "annex, pages 91 to 93 and 100",
            "covers": ("PNS",),
            "valid_from": "2021",
            "valid_until": "2022",
            "evidence": "recalled",
        },
        tables={
            "score_from": {"60": 50.0, "80": 70.0, "100": 109.0, "101": 110.0, "110": 120.0},
            "score_up_to": {"59": 49.0, "79": 69.0, "99": 89.0},
        },
        disputed=(
            "Between whole per cents the upper end of a piece holds until the next begins.",
            "From 100 to 101 the value is joined linearly: this library's reading.",
            "From 101 to 110 the end values are the regulation's; the line is recalled.",
            "92 against a target of 80 to 90 is printed as 113 per cent; the formula gives 102.2.",
        ),
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
        texts={code: TEXTS[code] for code in (*PREDICATES_2022, *_RATINGS)},
        disputed=("The distribution guide is advisory: no predicate is forced.",),
    ),
)
"""The versions of the scheme, with their tables."""
