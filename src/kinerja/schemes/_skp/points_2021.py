"""PermenPANRB 8/2021: achievement of an indicator, and its score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..._checks import flags, number, refuse_cells, refuse_missing, whole_number
from ..._digits import half_up, significant
from ..._steady import steady
from ..._types import ArrayLike, Float
from ...errors import InputError
from ...indicators import Bands
from .._codes import (
    codes_of,
    finite_floats,
    nonnegative_floats,
    per_cent_of,
    target_and_actual,
    together,
)
from .._scheme import numbers, official

CATEGORIES_2021: Bands = official("skp", "2021").bands("category")
"""PermenPANRB 8/2021, categories of an achievement in per cent; printed in whole per cents, the
half-open reading between them is this library's."""

ADDITIONAL_SHARES: Mapping[str, float] = numbers("skp", "2021", "additional_shares")
"""PermenPANRB 8/2021, annex page 95: share that an additional plan counts with, by category."""

ADDITIONAL_LIMIT = float(numbers("skp", "2021", "additional_limit")["all"])
"""PermenPANRB 8/2021, annex page 95: the most that all additional plans together add."""


@steady
def achievement_2021(
    *,
    target: ArrayLike,
    actual: ArrayLike,
    target_upper: ArrayLike | None = None,
    inverse: ArrayLike = False,
) -> Float:
    """Achievement of an indicator in per cent under PermenPANRB 8/2021.

    Parameters
    ----------
    target, actual : array_like
        Target (above 0) and realisation (0 or more).
    target_upper : array_like, optional
        Upper end where the target is a range; inside it the achievement is 100. NaN where a row
        has no upper end.
    inverse : bool or array_like of bool
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
    >>> achievement_2021(target=80, actual=70, target_upper=90).tolist()
    87.5
    >>> achievement_2021(target=7, actual=[6.5, 9], target_upper=8, inverse=True).round(2).tolist()
    [107.14, 87.5]
    """
    low, result = target_and_actual(target, actual)
    low, result, less = together("inverse", low, result, flags(inverse, "inverse"))
    goal = low
    inside = np.zeros(low.shape, dtype=np.bool_)
    if target_upper is not None:
        low, result, less, high = together(
            "target_upper", low, result, less, finite_floats(target_upper, "target_upper")
        )
        if (high < low).any():
            refuse_cells(
                high < low, high, "target_upper", code="out_of_range", expected="at least `target`"
            )
        inside = (result >= low) & (result <= high)
        goal = np.where(result > high, high, low)
    percent = per_cent_of(goal, result)
    value = np.where(less, 200.0 - percent, percent)
    return np.where(inside, 100.0, value)[()]


@steady
def category_2021(achievement: ArrayLike, *, most_reachable: ArrayLike = False) -> Any:
    """Category of an achievement under PermenPANRB 8/2021.

    Parameters
    ----------
    achievement : array_like
        Achievement C in per cent.
    most_reachable : bool or array_like of bool
        True where the target is the most that can be reached: C = 100 is then very good.

    Returns
    -------
    str or ndarray of str
        very_good, good, fair, poor or very_poor; empty where the achievement is missing.

    Raises
    ------
    InputError
        If an achievement is infinite or not a number.

    Notes
    -----
    From 101 very good, 100 good, 80–99 fair, 60–79 poor, up to 59 very poor; a category holds until
    the next begins, which is this library's reading of the holes between whole per cents.

    References
    ----------
    PermenPANRB 8/2021, annex, pages 92 and 93.

    Examples
    --------
    >>> category_2021([101, 100, 99.5, 79, 59]).tolist(), category_2021(100, most_reachable=True)
    (['very_good', 'good', 'fair', 'poor', 'very_poor'], 'very_good')
    """
    code, most = together(
        "most_reachable",
        np.asarray(CATEGORIES_2021.code(finite_floats(achievement, "achievement"))),
        flags(most_reachable, "most_reachable"),
    )
    top = len(CATEGORIES_2021.bands) - 1
    return CATEGORIES_2021.labels()[np.where((code == top - 1) & most, top, code)]


@steady
def score_2021(
    achievement: ArrayLike, *, most_reachable: ArrayLike = False, decimals: int | None = None
) -> Float:
    """Score of an achievement under PermenPANRB 8/2021.

    Parameters
    ----------
    achievement : array_like
        Achievement C in per cent. A negative one, as `achievement_2021` gives where less is better
        and more than twice the target was used, scores 0.
    most_reachable : bool or array_like of bool
        True where the target is the most that can be reached: C = 100 and more then scores 120.
    decimals : int, optional
        Round the achievement half up first: 0 gives the whole per cents that the annex works with
        (93 of 95 is 98 per cent and scores 88). Nothing is rounded if not given.

    Returns
    -------
    ndarray of float64
        0 to 120; NaN where the achievement is missing.

    Raises
    ------
    InputError
        If an achievement is infinite or not a number.

    Notes
    -----
    Above 110: 120. 101 to 110: 110 + (C − 101)·10/9. 100: 109 (120 if `most_reachable`). 80 to 99:
    70 + (C − 80). 60 to 79: 50 + (C − 60). Up to 59: C/59·49. The text leaves holes between whole
    per cents; here the upper end of a piece holds until the next begins, and 100 to 101 is joined
    linearly from 109 to 110. That reading is this library's, and the line from 101 to 110 is
    recalled; verify both against your agency's regulation.

    References
    ----------
    PermenPANRB 8/2021, annex, pages 92, 93 and 100.

    Examples
    --------
    >>> score_2021([120, 101, 100, 99.5, 85, 59]).tolist()
    [120.0, 110.0, 109.0, 89.0, 75.0, 49.0]
    >>> score_2021(93 / 95 * 100).round(2).tolist(), score_2021(93 / 95 * 100, decimals=0).tolist()
    (87.89, 88.0)
    """
    c = significant(finite_floats(achievement, "achievement"))
    if decimals is not None:
        c = half_up(c, whole_number(decimals, "decimals", upper=9))
    c, most = together("most_reachable", c, flags(most_reachable, "most_reachable"))
    pieces = [
        ((c > 110) | (most & (c >= 100)), np.full(c.shape, 120.0)),
        (c >= 101, 110.0 + (c - 101.0) * 10.0 / 9.0),
        (c >= 100, 109.0 + (c - 100.0)),
        (c >= 80, 70.0 + np.minimum(c, 99.0) - 80.0),
        (c >= 60, 50.0 + np.minimum(c, 79.0) - 60.0),
        (c <= 60, np.clip(c, 0.0, 59.0) / 59.0 * 49.0),
    ]
    return np.select([p for p, _ in pieces], [v for _, v in pieces], default=np.nan)[()]


@steady
def additional_2021(category: Any, scope_weight: ArrayLike, *, score: ArrayLike = 100.0) -> Float:
    """Weighted value of additional work plans under PermenPANRB 8/2021.

    Parameters
    ----------
    category : str or array_like of str
        Category of each plan's achievement: very_good, good, fair, poor or very_poor.
    scope_weight : array_like
        Weight of the scope of the assignment, 0 or more, none missing; the agency's table.
    score : array_like
        Score of the plan's indicator, 0 or more, which the annex multiplies with as a per cent for
        heads of agencies and independent units; 100 leaves it out.

    Returns
    -------
    ndarray of float64
        Not capped: `value_2021` caps the sum.

    Raises
    ------
    InputError
        If a category is unknown, or a weight or score is negative or missing.

    Notes
    -----
    share · scope weight · score / 100, with shares of 100, 80, 60, 40 and 20 per cent.

    References
    ----------
    PermenPANRB 8/2021, annex, page 95.

    Examples
    --------
    >>> additional_2021(["very_good", "fair"], [5, 4]).round(9).tolist()
    [5.0, 2.4]
    """
    aliases = {"sangat baik": "very_good", "baik": "good", "cukup": "fair", "kurang": "poor"}
    aliases["sangat kurang"] = "very_poor"
    position = codes_of(category, "category", tuple(ADDITIONAL_SHARES), aliases)
    weight, points = (
        nonnegative_floats(x, name)
        for x, name in ((scope_weight, "scope_weight"), (score, "score"))
    )
    for x, name in ((weight, "scope_weight"), (points, "score")):
        if np.isnan(x).any():
            refuse_missing(x, name)
    position, weight = together("scope_weight", position, weight)
    position, weight, points = together("score", position, weight, points)
    shares = np.array(list(ADDITIONAL_SHARES.values()))
    return np.asarray(shares[position] * weight * points / 100.0)[()]


@steady
def value_2021(
    main: ArrayLike, additional: ArrayLike | None = None, *, limit: float = ADDITIONAL_LIMIT
) -> Float:
    """SKP value under PermenPANRB 8/2021: the main plan, and additional plans up to 10.

    Parameters
    ----------
    main : array_like, scalar or shape (n,)
        Weighted value of the main plan.
    additional : array_like, shape (p,) for a scalar `main`, else (n, p), optional
        Weighted values of the additional plans, 0 or more; 0 where a person has fewer.
    limit : float
        The most that all additional plans together add.

    Returns
    -------
    ndarray of float64

    Raises
    ------
    InputError
        If an additional value is negative or missing, or the shapes do not fit.

    References
    ----------
    PermenPANRB 8/2021, annex, pages 95 and 96; example on page 243: 102.8 + 0.

    Examples
    --------
    >>> value_2021(102.8).tolist(), value_2021([100, 90], [[6, 3], [8, 7]]).tolist()
    (102.8, [109.0, 100.0])
    """
    most = number(limit, "limit", lower=0.0)
    value = finite_floats(main, "main")
    if additional is None:
        return np.asarray(value + 0.0)[()]
    plans = nonnegative_floats(additional, "additional")
    if plans.ndim != value.ndim + 1 or plans.shape[:-1] != value.shape:
        raise InputError.about(
            "additional",
            code="wrong_shape",
            expected=f"shape {(*value.shape, 'p')}: one column a plan".replace("'", ""),
            found=f"shape {plans.shape}",
        )
    if np.isnan(plans).any():
        refuse_missing(plans, "additional", hint="A person without a further plan has 0.")
    total = np.zeros(value.shape)
    for j in range(plans.shape[-1]):
        total = total + plans[..., j]
    return np.asarray(value + np.minimum(total, most))[()]
