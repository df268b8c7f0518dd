"""PP 46/2011 and PP 30/2019: aspects, tasks, final values and their predicates."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..._checks import choice, flags, floats, number
from ..._steady import steady
from ..._types import ArrayLike, Float
from ...errors import InputError
from ...indicators import Bands
from .._codes import (
    finite_floats,
    grade_codes,
    graded,
    nonnegative_floats,
    per_cent_of,
    target_and_actual,
    together,
)
from .._scheme import numbers, official

PREDICATES_2011: Bands = official("skp", "2011").bands("predicate")
"""PP 46/2011 art. 17 and Perka BKN 1/2013: at least 91, 76, 61, 51."""

PREDICATES_2019: Bands = official("skp", "2019").bands("predicate")
"""PP 30/2019 art. 41: at least 110 (with an innovation), 90, 70, 50; at most 120."""


def _shares(version: str, *tables: str) -> Mapping[float, float]:
    found = [numbers("skp", version, table) for table in tables]
    return {float(table["results"]): float(table["behaviour"]) for table in found}


RESULTS_SHARES: Mapping[str, Mapping[float, float]] = {
    "2011": _shares("2011", "shares"),
    "2019": _shares("2019", "shares", "shares_alternative"),
}
"""Share of the work results, and of behaviour, in the final value. For 2019 the first holds where
peers and subordinates are not asked about behaviour, the second where they are."""

_SPAN = Fraction(24, 100)


@steady
def aspect_2011(
    *,
    target: ArrayLike,
    actual: ArrayLike,
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
    >>> [aspect_2011(target=12, actual=x, kind="time").tolist() for x in (9.12, 9)]
    [100.0, 75.0]
    """
    choice(kind, "kind", ("quantity", "quality", "time", "cost"))
    goal, result = target_and_actual(_as_written(target), _as_written(actual))
    percent = per_cent_of(goal, result)
    if kind in {"quantity", "quality"}:
        return percent[()]
    edge = 1.0 - float(_SPAN)
    ratio = result / goal
    value = np.array(np.where(ratio >= edge, 176.0 - percent, percent))
    near = np.flatnonzero(np.abs(ratio - edge) < 1e-9)
    pairs = list(zip(result.flat[near].tolist(), goal.flat[near].tolist(), strict=True))
    # Exact arithmetic is slow and the pairs on the edge are few: each is worked out once.
    exact = {(r, g): _time_exactly(Fraction(repr(r)) / Fraction(repr(g))) for r, g in set(pairs)}
    value.flat[near] = [exact[pair] for pair in pairs]
    return value[()]


def _as_written(x: Any) -> Any:
    """Single-precision numbers as the decimals they are printed as: 9.12, not 9.119999885559082."""
    single = getattr(x, "dtype", None) in (np.float16, np.float32)
    if single and not hasattr(x, "mask"):  # np.asarray would forget which cells are masked
        return np.asarray(x).astype(str).astype(np.float64)
    return x


def _time_exactly(ratio: Fraction) -> float:
    """Value of time or cost from the decimals as written: the cliff stands at exactly 24 %."""
    saving = 1 - ratio
    return float(76 + 100 * saving if saving <= _SPAN else 100 - 100 * saving)


@steady
def task_2011(
    quantity: ArrayLike,
    quality: ArrayLike,
    time: ArrayLike | None = None,
    cost: ArrayLike | None = None,
    *,
    missing: Literal["propagate", "reweight"] = "propagate",
) -> Float:
    """Value of a task: the mean of the aspects that it has.

    Parameters
    ----------
    quantity, quality, time, cost : array_like
        Values of the aspects; time and cost only where the task has them.
    missing : {"propagate", "reweight"}
        Where an aspect is NaN the task is NaN, or, with ``"reweight"``, time and cost may be NaN in
        tasks that do not have them and the mean is that of the others. A task without quantity or
        quality is NaN always.

    Returns
    -------
    ndarray of float64

    Raises
    ------
    InputError
        If the shapes differ, or `missing` is unknown.

    References
    ----------
    Perka BKN 1/2013, annex.

    Examples
    --------
    >>> task_2011(100, 90, 76, 76).tolist()
    85.5
    >>> task_2011([100, 100], [90, 90], [76, 76], [76, float("nan")], missing="reweight").round(
    ...     2
    ... ).tolist()
    [85.5, 88.67]
    """
    choice(missing, "missing", ("propagate", "reweight"))
    given = {"quantity": quantity, "quality": quality, "time": time, "cost": cost}
    aspects = [finite_floats(x, name) for name, x in given.items() if x is not None]
    total: Float = np.zeros(())
    count: Float = np.zeros(())
    for name, aspect in zip([n for n, x in given.items() if x is not None], aspects, strict=True):
        total, count, aspect = together(name, total, count, aspect)
        absent = np.isnan(aspect) & (missing == "reweight" and name in {"time", "cost"})
        total = total + np.where(absent, 0.0, aspect)
        count = count + ~absent
    return np.asarray(total / count)[()]


@steady
def final(
    results: ArrayLike,
    behaviour: ArrayLike,
    *,
    version: Literal["2011", "2019"],
    results_share: float | None = None,
    peers_asked: ArrayLike | None = None,
) -> Float:
    """Final value: work results and behaviour, weighted.

    Parameters
    ----------
    results, behaviour : array_like
        Value of the work results (SKP), and of behaviour, 0 or more. The formula for time and cost
        of 2011 can make the results negative.
    version : {"2011", "2019"}
        The regulation; both are superseded, so that none is the default.
    results_share : float, optional
        Share of the results, one that the version allows. For 2019 it follows from `peers_asked`
        and is a check only: 0.6 where they were asked, else 0.7.
    peers_asked : bool or array_like of bool, optional
        2019: whether peers and subordinates were asked about behaviour, for all or for each person;
        not asked if it is not given.

    Returns
    -------
    ndarray of float64
        NaN where one of the two is missing.

    Raises
    ------
    InputError
        If the version does not allow the share, the share is not the one of `peers_asked`,
        `peers_asked` is given for 2011, or behaviour is negative.

    Notes
    -----
    2011: 60 and 40 per cent. 2019: 70 and 30 where peers and subordinates are not asked, 60 and 40
    where they are (art. 41 (3) and (4)): the choice is not free. From 29 April 2024 they had to be
    asked (art. 64 (4)).

    References
    ----------
    PP 46/2011 art. 15; PP 30/2019 art. 41 and 64.

    Examples
    --------
    >>> final(90, 80, version="2011").tolist(), final(90, 80, version="2019").tolist()
    (86.0, 87.0)
    >>> final([90, 90], 80, version="2019", peers_asked=[True, False]).tolist()
    [86.0, 87.0]
    """
    choice(version, "version", tuple(RESULTS_SHARES))
    x, y = finite_floats(results, "results"), nonnegative_floats(behaviour, "behaviour")
    x, y = together("behaviour", x, y)
    shares = RESULTS_SHARES[version]
    asked = _asked(version, results_share, peers_asked)
    x, y, asked = together("peers_asked", x, y, asked)
    pairs = np.array(list(shares.items()))[asked.astype(np.int64)]
    return np.asarray(x * pairs[..., 0] + y * pairs[..., 1])[()]


def _asked(version: str, share: float | None, peers_asked: ArrayLike | None) -> NDArray[np.bool_]:
    """Whether the second pair of shares holds; a share that does not follow from it is refused."""
    allowed = tuple(RESULTS_SHARES[version])
    if share is not None and number(share, "results_share") not in allowed:
        raise InputError.about(
            "results_share",
            code="unknown_option",
            expected=f"one of {', '.join(map(str, allowed))} (version {version})",
            found=f"{float(share):g}",
        )
    asked = (
        np.zeros((), dtype=np.bool_) if peers_asked is None else flags(peers_asked, "peers_asked")
    )
    if len(allowed) == 1:
        if peers_asked is not None:
            raise InputError.about(
                "peers_asked",
                code="contradiction",
                expected="nothing: only PP 30/2019 weighs by who was asked",
                found=f"version {version}",
            )
        return asked
    if share is not None and (asked != (share != allowed[0])).any():
        told = "nothing said" if peers_asked is None else f"peers_asked={share == allowed[0]}"
        paragraph = "(4)" if share != allowed[0] else "(3)"
        raise InputError.about(
            "results_share",
            code="contradiction",
            expected="0.7 where peers and subordinates were not asked, 0.6 where they were "
            "(PP 30/2019 art. 41 (3), (4))",
            found=f"{share:g} with {told}",
            hint=f"Article 41 {paragraph}: {share:g} needs peers_asked={share != allowed[0]}.",
        )
    return asked


@steady
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
    out: NDArray[Any] = graded(PREDICATES_2011, floats(value, "value"), "value")
    return out


@steady
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
        "innovation",
        grade_codes(PREDICATES_2019, floats(value, "value"), "value"),
        flags(innovation, "innovation"),
    )
    top = len(PREDICATES_2019.bands) - 1
    out: NDArray[Any] = PREDICATES_2019.labels()[np.where((code == top) & ~shown, top - 1, code)]
    return out
