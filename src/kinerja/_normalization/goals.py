"""How far a value has come towards a stated goal."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .._checks import (
    choice,
    flag,
    floats,
    number,
    refuse_cells,
    refuse_infinite,
    refuse_missing,
)
from .._checks import vector as one_dimensional
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import ErrorCode, InputError
from .columns import Columns

_WITHIN = "values whose result a float64 can hold"


@steady
def goalposts(x: ArrayLike, worst: ArrayLike, best: ArrayLike, *, clip: bool = True) -> Float:
    """Position between stated goalposts.

    Parameters
    ----------
    x : array_like (n, k) or (n,)
        Raw values, none missing.
    worst, best : float or (k,)
        Goalposts, once or a column; the direction follows from them.
    clip : bool
        Cut at 0 and 1.

    Returns
    -------
    ndarray of float64, of the shape of `x`

    Raises
    ------
    InputError
        If a value is missing, `worst` equals `best`, or without `clip` a position is too large
        for a float64.

    Notes
    -----
    (x − worst)/(best − worst).

    References
    ----------
    UNDP, *Human Development Report*, technical note 1 (goalposts of the dimension indices).

    Examples
    --------
    >>> goalposts([10, 25, 50, 110], 25, 100).round(6).tolist()
    [0.0, 0.0, 0.333333, 1.0]
    """
    columns = Columns(x, benefit=True)
    share = positions(columns, worst, best)
    if flag(clip, "clip"):
        return columns.done(np.clip(share, 0.0, 1.0) + 0.0)  # −0 is 0
    columns.refuse(np.isinf(share), code="out_of_range", expected=_WITHIN)
    return columns.done(share + 0.0)  # −0 is 0


def positions(columns: Columns, worst: ArrayLike, best: ArrayLike) -> Float:
    """Position of each value between its goalposts, not cut; infinite where no float64 holds it."""
    low, high = _each(worst, "worst", columns), _each(best, "best", columns)
    if (low == high).any():
        refuse_cells(
            low == high,
            high,
            "best",
            code="not_estimable",
            expected="goalposts that differ from `worst`",
            rows=columns.names,
        )
    ahead, span = columns.x - low, high - low
    share = ahead / span
    far = np.isinf(ahead) | np.isinf(span)
    if far.any():
        # A quarter of everything has the same position, and its differences do not overflow.
        quarter = (columns.x / 4 - low / 4) / (high / 4 - low / 4)
        share = np.where(far, quarter, share)
    return share


def _each(x: ArrayLike, argument: str, columns: Columns) -> Float:
    """One value for all columns, or one per column."""
    k = columns.x.shape[1]
    raw = floats(x, argument)
    return one_dimensional(np.full(k, raw) if raw.ndim == 0 else raw, argument, n=k)


@steady
def target_ratio(
    x: ArrayLike,
    target: ArrayLike,
    *,
    cost: Literal["linear", "ratio"] | None = None,
    cap: float | None = None,
) -> Float:
    """Achievement of a target, as a ratio: 1 is the target.

    Parameters
    ----------
    x : array_like
        Results, of any shape, none missing.
    target : array_like
        Targets above 0; broadcast against `x` (one, one per column, or one each).
    cost : {"linear", "ratio"}, optional
        Where less is better: 2 − x/T (the inverse achievement of Indonesian performance reports),
        or T/x.
    cap : float, optional
        Largest ratio given: 1.1 is 110 %.

    Returns
    -------
    ndarray of float64, of the shape of `x` against `target`

    Raises
    ------
    InputError
        If a value is missing, a target is not above 0, a ratio is too large for a float64, or under
        "ratio" a result is negative, or 0 without a cap.

    Notes
    -----
    x/T; cost 2 − x/T or T/x, where x = 0 gives the cap.

    Examples
    --------
    >>> target_ratio([80, 120], 100, cap=1.1).tolist()
    [0.8, 1.1]
    >>> target_ratio([8, 12], 10, cost="linear").tolist()
    [1.2, 0.8]
    """
    if cost is not None:
        choice(cost, "cost", ("linear", "ratio"))
    limit = np.inf if cap is None else number(cap, "cap", lower=0.0, open_lower=True)
    result, goal = (_finite(v, name) for v, name in ((x, "x"), (target, "target")))
    try:
        result, goal = np.broadcast_arrays(result, goal)
    except ValueError:
        raise InputError.about(
            "target",
            code="wrong_shape",
            expected=f"one target, or targets that broadcast against shape {result.shape}",
            found=f"shape {goal.shape}",
        ) from None
    _refuse_where(goal <= 0, goal, "target", "not_positive", "more than 0")
    if cost != "ratio":
        ratio = result / goal
        return _within(2.0 - ratio if cost == "linear" else ratio, limit, result)
    _refuse_where(result < 0, result, "x", "negative", "0 or more")
    if cap is None:
        expected = "more than 0, or a `cap` for results of 0"
        _refuse_where(result == 0, result, "x", "not_positive", expected)
    return _within(goal / (result + 0.0), limit, result)  # −0 is 0


def _within(ratio: Float, limit: float, result: Float) -> Float:
    out = np.asarray(np.minimum(ratio, limit))
    if np.isinf(out).any():
        refuse_cells(np.isinf(out), result, "x", code="out_of_range", expected=_WITHIN)
    return out


def _finite(x: ArrayLike, argument: str) -> Float:
    out = floats(x, argument)
    if np.isnan(out).any():
        refuse_missing(out, argument)
    if np.isinf(out).any():
        refuse_infinite(out, argument)
    return out


def _refuse_where(
    bad: NDArray[Any], values: Float, argument: str, code: ErrorCode, expected: str
) -> None:
    if bad.any():
        refuse_cells(bad, values, argument, code=code, expected=expected)
