"""Posts are whole: how a need in persons becomes a number of posts."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._digits import half_up, significant
from .._steady import steady
from .._types import ArrayLike, Float

Rounding = Literal["none", "half_up", "up", "down", "wisn"]
ROUNDINGS: tuple[Rounding, ...] = ("none", "half_up", "up", "down", "wisn")

WISN_TOLERANCE = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
"""How far above 0, 1, 2 … 5 persons the WISN manual still rounds down; above 5 as at 5."""


def rounded(need: Float, rounding: Rounding) -> Float:
    """Posts for a checked need; whole numbers and edges are judged at twelve significant digits."""
    if rounding == "none":
        return need.copy()
    if rounding == "half_up":
        return half_up(need, 0)
    exact = significant(need)
    if rounding == "up":
        return np.ceil(exact)
    whole = np.floor(exact)
    if rounding == "down":
        return whole
    tolerance = np.array(WISN_TOLERANCE)[
        np.minimum(whole, len(WISN_TOLERANCE) - 1).astype(np.int64)
    ]
    out: Float = np.where(exact > significant(whole + tolerance), whole + 1, whole)
    return out


@steady
def round_need(need: ArrayLike, *, rounding: Rounding = "half_up") -> Float:
    """Whole posts for a need in persons.

    Parameters
    ----------
    need : array_like
        Persons needed, 0 or more, of any shape.
    rounding : {"none", "half_up", "up", "down", "wisn"}
        The rule, see Notes.

    Returns
    -------
    ndarray, shape of `need`
        Posts.

    Raises
    ------
    InputError
        If a need is missing, negative or infinite, or the rule unknown.

    Notes
    -----
    Edges are judged at twelve significant digits, so that the float noise of a sum makes no post.

    - ``"none"``: as it is, in fractions of a person.
    - ``"half_up"``: to the nearest, .5 up; the practice of workload analysis (ABK).
    - ``"up"``, ``"down"``: the next whole number above or below.
    - ``"wisn"``: a fraction is dropped where it adds at most a tenth to each person's load: need up
      to 1.1, 2.2, 3.3, 4.4 and 5.5 is rounded down, more is rounded up. Below 1 person the result
      is 1, and 0 stays 0. The manual's list ends at 5; above it .5 and less is rounded down.

    References
    ----------
    World Health Organization (2010). *Workload Indicators of Staffing Need: User's manual*, step
    "determining staff requirements based on WISN". The tolerances are recalled: verify against
    your edition.

    Examples
    --------
    >>> round_need([3.973, 2.5, 0.2]).tolist()
    [4.0, 3.0, 0.0]
    >>> round_need([0.2, 1.1, 1.12, 2.2, 5.5, 5.6], rounding="wisn").tolist()
    [1.0, 1.0, 2.0, 2.0, 5.0, 6.0]
    """
    _checks.choice(rounding, "rounding", ROUNDINGS)
    out = _checks.nonnegative(finite(need, "need"), "need")
    return rounded(out, rounding)[()]


def finite(x: ArrayLike, argument: str) -> Float:
    """Finite float64 of whatever shape, without missing values."""
    out = _checks.floats(x, argument)
    if np.isnan(out).any():
        _checks.refuse_missing(out, argument)
    if np.isinf(out).any():
        _checks.refuse_infinite(out, argument)
    return out


def per_row(x: ArrayLike, argument: str, n: int, rows: NDArray[np.object_] | None = None) -> Float:
    """One finite value for each of `n` rows, or one for all of them."""
    out = _checks.floats(x, argument)
    if out.ndim == 0:
        return np.broadcast_to(finite(out, argument), (n,))
    return _checks.vector(out, argument, n=n, rows=rows)
