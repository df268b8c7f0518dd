"""Talent management: person–job match, gaps and the nine boxes.

Covers PNS. Thresholds depend on the purpose (an appointment, a mapping): they are public tables,
and each function takes an agency's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .._checks import choice, flag, floats, nonnegative, positive, refuse_cells
from .._checks import matrix as checked_matrix
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import InputError, deprecated, shown
from ..indicators import Bands, Text
from ._codes import RATING_ALIASES, RATINGS, codes_of, graded, nonnegative_floats, together
from ._scheme import labelled, numbers, official
from ._talent.leads_to import ACTIONS, LEADS_TO, LeadsTo, leads_to

__all__ = [
    "BOXES",
    "JOB_MATCH",
    "JOB_MATCH_MAPPING",
    "LEADS_TO",
    "POOL",
    "SCHEMES",
    "TEXTS",
    "TRAINING_HOURS",
    "LeadsTo",
    "box",
    "gap",
    "in_pool",
    "job_match",
    "job_match_category",
    "job_person_match",
    "leads_to",
]


def __dir__() -> list[str]:
    return sorted(__all__)


TEXTS: Mapping[str, Text] = {
    "meets": Text(en="meets the requirement", id="Memenuhi Syarat (MS)"),
    "almost": Text(en="still meets the requirement", id="Masih Memenuhi Syarat (MMS)"),
    "not": Text(en="does not meet the requirement", id="Kurang Memenuhi Syarat (KMS)"),
    "optimal": Text(en="optimal", id="Optimal"),
    "fairly_optimal": Text(en="fairly optimal", id="Cukup Optimal"),
    "less_optimal": Text(en="less optimal", id="Kurang Optimal"),
    "above": Text(en="above expectation", id="Di Atas Ekspektasi"),
    "meets_expectation": Text(en="meets expectation", id="Sesuai Ekspektasi"),
    "below": Text(en="below expectation", id="Di Bawah Ekspektasi"),
    "low": Text(en="low", id="Rendah"),
    "middle": Text(en="middle", id="Menengah"),
    "high": Text(en="high", id="Tinggi"),
    **ACTIONS,
}

JOB_MATCH: Bands = official("job_match", "practice").bands("category")
"""Person–job match in per cent, for an appointment: meets from 80, still meets from 68."""

JOB_MATCH_MAPPING: Bands = official("job_match", "practice").bands("mapping")
"""For a mapping: optimal from 90, fairly optimal from 78 (Peraturan BRIN 3/2023 art. 33)."""

BOXES: Mapping[tuple[str, str], int] = {
    (performance, potential): int(number)
    for (performance, potential), number in official("talent", "2020").table("boxes").items()
}
"""PermenPANRB 3/2020: (performance, potential) to box."""

POOL = tuple(int(box) for box in official("talent", "2020").table("pool"))
"""Boxes of the talent pool."""

TRAINING_HOURS = int(numbers("talent", "2020", "training")["hours_a_year"])
"""Hours of training (JP) that are due to each civil servant in a year (PP 11/2017 art. 203)."""

_POTENTIAL = ("low", "middle", "high")
_POTENTIAL_ALIASES = {"rendah": "low", "menengah": "middle", "sedang": "middle", "tinggi": "high"}


@steady
def job_person_match(actual: ArrayLike, required: ArrayLike, *, cap: bool = False) -> Float:
    """Person–job match (JPM) in per cent.

    Parameters
    ----------
    actual : array_like (n, k) or (k,)
        Level reached by each person in each competency; 0 or more. One row (k,) is one person.
    required : array_like (k,)
        Level that the post requires; above 0.
    cap : bool
        True where a surplus in one competency may not make up for a gap in another.

    Returns
    -------
    ndarray of float64, (n,)

    Raises
    ------
    InputError
        If a level is missing or negative, or the competencies do not fit.

    Notes
    -----
    100 · Σ actual / Σ required; with `cap`, each actual level counts up to the required one.

    References
    ----------
    Practice of competency assessment for civil servants; verify against your agency's regulation.

    Examples
    --------
    >>> job_person_match([[3, 3, 4], [4, 2, 2]], [3, 3, 4]).tolist()
    [100.0, 80.0]
    >>> job_person_match([[4, 2, 2]], [3, 3, 4], cap=True).tolist()
    [70.0]
    """
    flag(cap, "cap")
    need = _requirement(required)
    rows = np.atleast_2d(floats(actual, "actual"))
    levels = nonnegative(checked_matrix(rows, "actual", k=need.size), "actual")
    counted = np.minimum(levels, need) if cap else levels
    total = np.zeros(levels.shape[0])
    for j in range(need.size):
        total = total + counted[:, j]
    return np.asarray(100.0 * total / need.sum())


@steady
def job_match(achieved: ArrayLike, required: ArrayLike, *, cap: bool = False) -> Float:
    """Former name of `job_person_match`.

    `competency.job_match` is another formula (a mean of ratios) and keeps the name.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     job_match([[4, 2, 2]], [3, 3, 4]).tolist()
    [80.0]
    """
    deprecated("talent.job_match", "talent.job_person_match", since="0.2", gone="0.3")
    return job_person_match(achieved, required, cap=cap)


def _requirement(required: ArrayLike) -> Float:
    need = positive(np.atleast_1d(nonnegative_floats(required, "required")), "required")
    if need.ndim != 1 or not need.size or np.isnan(need).any():
        raise InputError.about(
            "required",
            code="wrong_shape",
            expected="one level for each competency, (k,)",
            found=f"shape {need.shape}" if need.ndim != 1 or not need.size else "a missing level",
        )
    return need


@steady
def job_match_category(
    percent: ArrayLike,
    *,
    purpose: Literal["appointment", "mapping"] = "appointment",
    bands: Bands | None = None,
) -> Any:
    """Category of a person–job match: meets, almost or not; for a mapping, how optimal.

    Parameters
    ----------
    percent : array_like
        Person–job match in per cent, 0 or more; rounded half up at two decimals first.
    purpose : {"appointment", "mapping"}
        What the figure is used for: an appointment (meets from 80, almost from 68), or a mapping of
        people (optimal from 90, fairly_optimal from 78, else less_optimal). Name it in the report.
    bands : Bands, optional
        The agency's own thresholds instead.

    Returns
    -------
    str or ndarray of str
        Codes; empty where the value is missing.

    Raises
    ------
    InputError
        If a value is negative or infinite.

    References
    ----------
    Practice of competency assessment for civil servants; verify against your agency's regulation.

    Examples
    --------
    >>> job_match_category([80, 79.99, 68, 67.99]).tolist()
    ['meets', 'almost', 'almost', 'not']
    >>> job_match_category([90, 80, 70], purpose="mapping").tolist()
    ['optimal', 'fairly_optimal', 'less_optimal']
    """
    choice(purpose, "purpose", ("appointment", "mapping"))
    if bands is None:
        bands = JOB_MATCH if purpose == "appointment" else JOB_MATCH_MAPPING
    if not isinstance(bands, Bands):
        raise InputError.about("bands", code="wrong_type", expected="Bands", found=shown(bands))
    return graded(bands, nonnegative_floats(percent, "percent"), "percent")


@steady
def gap(*, actual: ArrayLike, required: ArrayLike) -> Float:
    """Competency gap: actual less required level; negative where something is lacking.

    Both are given by name, because until version 0.2 the required level came first.

    Parameters
    ----------
    actual, required : array_like
        Levels from 1 to 5; a missing level stays missing.

    Returns
    -------
    ndarray of float64

    Raises
    ------
    InputError
        If a level lies outside 1 to 5, or the shapes do not fit.

    References
    ----------
    PermenPANRB 38/2017: levels of competence from 1 to 5.

    Examples
    --------
    >>> gap(actual=[2, 4], required=[3, 3]).tolist()
    [-1.0, 1.0]
    """
    levels = {}
    for name, x in (("required", required), ("actual", actual)):
        levels[name] = nonnegative_floats(x, name)
        outside = (levels[name] < 1) | (levels[name] > 5)
        if outside.any():
            refuse_cells(
                outside, levels[name], name, code="out_of_range", expected="levels from 1 to 5"
            )
    need, have = together("actual", levels["required"], levels["actual"])
    return np.asarray(have - need)[()]


@steady
def box(performance: Any, potential: Any) -> NDArray[np.int64]:
    """Box of the nine-box talent matrix, 1 to 9.

    Parameters
    ----------
    performance : str or array_like of str
        above, meets or below (expectation); the Indonesian forms in use are understood.
    potential : str or array_like of str
        low, middle or high.

    Returns
    -------
    ndarray of int64
        9 is the best box; an ordinal code, never to be averaged.

    Raises
    ------
    InputError
        If a rating is unknown; the allowed ones are named.

    References
    ----------
    PermenPANRB 3/2020, on talent management.

    Examples
    --------
    >>> box(["above", "meets", "below"], ["high", "middle", "low"]).tolist()
    [9, 5, 1]
    """
    rows = codes_of(performance, "performance", RATINGS, RATING_ALIASES)
    columns = codes_of(potential, "potential", _POTENTIAL, _POTENTIAL_ALIASES)
    rows, columns = together("potential", rows, columns)
    grid = np.array([[BOXES[p, q] for q in _POTENTIAL] for p in RATINGS], dtype=np.int64)
    out: NDArray[np.int64] = grid[rows, columns]
    return out


@steady
def in_pool(boxes: ArrayLike) -> NDArray[np.bool_]:
    """Whether a box belongs to the talent pool, from which successors are drawn.

    Parameters
    ----------
    boxes : array_like of int
        Boxes, 1 to 9.

    Returns
    -------
    ndarray of bool

    Raises
    ------
    InputError
        If a box is not a whole number from 1 to 9.

    References
    ----------
    PermenPANRB 3/2020: boxes 7, 8 and 9.

    Examples
    --------
    >>> in_pool([9, 7, 6]).tolist()
    [True, True, False]
    """
    x = nonnegative_floats(boxes, "boxes")
    wrong = ~np.isin(x, np.arange(1, 10))
    if wrong.any():
        refuse_cells(wrong, x, "boxes", code="out_of_range", expected="whole numbers from 1 to 9")
    return np.isin(x, POOL)


SCHEMES = (
    labelled(
        "talent",
        "2020",
        {
            **{code: TEXTS[code] for code in (*_POTENTIAL, "above", "below")},
            "meets": TEXTS["meets_expectation"],
            **ACTIONS,
        },
    ),
    labelled(
        "job_match",
        "practice",
        {code: TEXTS[code] for code in (*JOB_MATCH.labels(), *JOB_MATCH_MAPPING.labels()) if code},
    ),
)
"""The schemes of this module, with their tables."""
