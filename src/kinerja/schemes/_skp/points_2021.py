"""PermenPANRB 8/2021: achievement of an indicator, and its score."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..._checks import refuse_cells
from ..._digits import significant
from .._codes import finite_floats, target_and_actual, together

Float = NDArray[np.float64]


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
    low, result = target_and_actual(target, actual)
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
