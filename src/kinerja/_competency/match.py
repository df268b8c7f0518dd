"""How well people match posts: the match, the depth behind a post, and the paths."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from .. import _checks
from .._blocks import blocks, rows_within
from .._digits import NEAR, below
from .._steady import steady
from .._types import ArrayLike, Flags, Float, Ints, TableLike
from ..errors import InputError
from .read_levels import ASSESS, competency_names, read_importance, read_people, read_required

CELLS = 2**16
"""People × posts worked on at a time: two blocks of half a megabyte stay in the cache."""


@steady
def job_match(
    actual: TableLike,
    required: Any,
    *,
    importance: Any = None,
    cap: bool = False,
    competencies: Any = None,
    missing: _checks.MissingRows = "raise",
) -> Float:
    """Match of every person with every post, in per cent.

    Parameters
    ----------
    actual : array_like (n, k), mapping or dataframe
        Level of each person in each competency, 0 or more.
    required : array_like (jobs, k), mapping or dataframe
        Level that each post requires, 0 where it requires none.
    importance : array_like (k,) or (jobs, k), or mapping, optional
        Weight of each competency, 0 or more; default equal.
    cap : bool
        True where a surplus in one competency may not make up for a gap in another.
    competencies : sequence of k labels, optional
        Names of the competencies: the columns to read of a table.
    missing : {"raise", "omit", "propagate"}
        A missing level of a person: refuse it; take the mean over the competencies that were
        assessed; or make the match NaN. A missing requirement is always refused.

    Returns
    -------
    ndarray of float64, shape (n, jobs)
        100 where every requirement is met exactly; more than 100 is possible without `cap`. NaN
        under "omit" where nothing that the post requires was assessed.

    Raises
    ------
    InputError
        If a level is missing or negative, or beyond all measure of what is required; if shapes do
        not fit, or a post requires nothing (no requirement above 0 with an importance above 0).

    Notes
    -----
    100 · Σ importance · (actual / required) / Σ importance over the competencies with required > 0;
    with `cap` each ratio counts up to 1. Every ratio is taken for itself and summed in the order of
    the competencies, in blocks that stay in the cache, so a person's match is bitwise the same
    alone or among others. `schemes.talent.job_match` gives the ratio of sums instead.

    References
    ----------
    Practice of the person–job match (*kesesuaian*) in assessment centres of civil servants; Edwards
    (1991), Person–job fit, International Review of Industrial and Organizational Psychology 6,
    283–357.

    Examples
    --------
    >>> job_match([[4, 2], [3, 3]], [[4, 4], [2, 0]]).tolist()
    [[75.0, 200.0], [75.0, 150.0]]
    >>> job_match([[4, 2], [3, 3]], [[4, 4], [2, 0]], cap=True).tolist()
    [[75.0, 100.0], [75.0, 100.0]]
    """
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    cap = _checks.flag(cap, "cap")
    names = competency_names(competencies, required, actual)
    need = posts_of(required, names)
    have, _ = read_people(actual, names, need.shape[1], missing=missing)
    _checks.nonnegative(have, "actual", columns=names)
    weight = importance_of(importance, need, names)
    return match_of(have, need, weight, cap=cap, omit=missing == "omit")


def posts_of(required: Any, names: Any) -> Float:
    need = read_required(required, names)
    if need.ndim == 1:
        if not (_checks.is_table(required)):
            raise InputError.about(
                "required",
                code="wrong_shape",
                expected="one row per post, shape (jobs, k)",
                found=f"shape {need.shape}",
                hint="One post is one row: write [[…]].",
            )
        need = need[None, :]
    if not len(need):
        raise InputError.about(
            "required", code="too_few", expected="one row per post", found=f"shape {need.shape}"
        )
    return _checks.nonnegative(need, "required", columns=names)


def importance_of(importance: Any, need: Float, names: Any) -> Float:
    """(jobs, k) weight of what each post requires; a post that requires nothing is refused."""
    jobs, k = need.shape
    if importance is None or isinstance(importance, Mapping) or _checks.axes_of(importance) != 2:
        weight = np.broadcast_to(read_importance(importance, k, names), need.shape)
    else:
        weight = _checks.nonnegative(_checks.matrix(importance, "importance", k=k), "importance")
        if weight.shape[0] != jobs:
            raise InputError.about(
                "importance",
                code="wrong_shape",
                expected=f"shape ({k},) or ({jobs}, {k})",
                found=f"shape {weight.shape}",
            )
    out = np.where(need > 0, weight, 0.0)
    idle = ~(out > 0).any(axis=1)
    if idle.any():
        rows = np.flatnonzero(idle).tolist()
        raise InputError.about(
            "required",
            code="too_few",
            expected="at least one level above 0, of importance above 0, in every post",
            found=f"none in post {_checks.joined(rows)}",
            hint="A match with a post that requires nothing has no meaning; leave the post out.",
            positions=tuple(rows[:5]),
        )
    return out


def match_of(have: Float, need: Float, weight: Float, *, cap: bool, omit: bool) -> Float:
    n, (jobs, k) = have.shape[0], need.shape
    out = np.empty((n, jobs))
    # Contiguous by competency; what is not required has a ratio of 0, and weighs 0.
    divisor = np.where(need > 0, need, np.inf).T.copy()
    factor = weight.T.copy()
    # A weight of 1 changes no bit, and what is not required has a ratio of 0 already.
    plain = ((factor == 1) | (divisor == np.inf)).all(axis=1)
    whole = np.zeros(jobs)
    for j in range(k):
        whole = whole + factor[j]
    _refuse_extreme(have, float(divisor.min()), float(whole.max()))
    step = rows_within(CELLS, jobs)
    ratio = np.empty((min(step, n), jobs))
    for here in blocks(n, step):
        rows = have[here]
        block, part = out[here], ratio[: rows.shape[0]]
        block[...] = 0.0
        known = ~np.isnan(rows) if omit else None
        partial = known is not None and not known.all()
        base = np.zeros(block.shape) if partial else whole
        for j in range(k):
            column = rows[:, j]
            if partial and known is not None:
                column = np.where(known[:, j], column, 0.0)
                base += known[:, j, None] * factor[j]
            np.divide(column[:, None], divisor[j], out=part)
            if cap:
                np.minimum(part, 1.0, out=part)
            if not plain[j]:
                part *= factor[j]
            block += part
        if partial:
            np.divide(block, base, out=block, where=base > 0)
            block[base == 0] = np.nan
        else:
            block /= base
        block *= 100.0
    return out


def _refuse_extreme(have: Float, least: float, weight: float) -> None:
    """Refuse levels whose ratio to the smallest one required is not a number any more."""
    highest = float(np.nanmax(have, initial=0.0)) if have.size else 0.0
    if (
        math.log10(max(highest, 1.0)) - math.log10(min(least, 1.0)) + math.log10(max(weight, 1.0))
        > 300
    ):
        raise InputError.about(
            "actual",
            code="out_of_range",
            expected="levels and requirements on one scale",
            found=f"a level of {highest:g} where {least:g} is required",
        )


@steady
def succession_depth(match: ArrayLike, *, ready: float = 100.0) -> Ints:
    """How many people are ready for each post.

    Parameters
    ----------
    match : array_like (n, jobs)
        Match of each person with each post in per cent, as `job_match` gives it.
    ready : float
        Match from which a person counts as ready; a match that equals it counts.

    Returns
    -------
    ndarray of int64, (jobs,)

    Raises
    ------
    InputError
        If a match is missing or infinite.

    Notes
    -----
    One person may stand behind several posts; depth is a count of choices, not a plan.

    Examples
    --------
    >>> succession_depth([[100, 80], [120, 99]]).tolist()
    [2, 0]
    >>> succession_depth([[100, 80], [120, 99]], ready=80).tolist()
    [2, 2]
    """
    level = _checks.number(ready, "ready")
    x = _checks.matrix(match, "match")
    jobs = x.shape[1]
    out = np.zeros(jobs, dtype=np.int64)
    for rows in blocks(x.shape[0], rows_within(CELLS, jobs)):
        out += (~below(x[rows], np.full(jobs, level))).sum(axis=0)
    return out


@steady
def career_paths(
    actual: TableLike, required: Any, *, within: int = 2, competencies: Any = None
) -> Flags:
    """Which posts each person can reach by closing at most so many gaps.

    Parameters
    ----------
    actual : array_like (n, k), mapping or dataframe
        Level of each person in each competency.
    required : array_like (jobs, k), mapping or dataframe
        Level that each post requires, 0 where it requires none.
    within : int
        Most competencies that may be below the requirement.
    competencies : sequence of k labels, optional
        Names of the competencies: the columns to read of a table.

    Returns
    -------
    ndarray of bool, (n, jobs)

    Raises
    ------
    InputError
        If a level is missing or negative, shapes do not fit, or `within` is negative.

    Examples
    --------
    >>> career_paths([[3, 2, 1], [1, 1, 1]], [[3, 3, 1], [4, 4, 4]], within=1).tolist()
    [[True, False], [False, False]]
    """
    most = _checks.whole_number(within, "within")
    names = competency_names(competencies, required, actual)
    need = posts_of(required, names)
    have, _ = read_people(actual, names, need.shape[1], hint=ASSESS)
    _checks.nonnegative(have, "actual", columns=names)
    n, (jobs, k) = have.shape[0], need.shape
    out = np.empty((n, jobs), dtype=np.bool_)
    levels = need.T.copy()
    near = [n > 0 and _near(have[:, j], levels[j]) for j in range(k)]
    for here in blocks(n, rows_within(CELLS, jobs)):
        rows = have[here]
        short = np.zeros((rows.shape[0], jobs), dtype=np.int32)
        for j in range(k):
            column = rows[:, j, None]
            short += below(column, need[:, j]) if near[j] else column < levels[j]
        out[here] = short <= most
    return out


def _near(x: Float, levels: Float) -> bool:
    """Tell whether some value is close to a level without being it, so that digits decide."""
    ordered = np.unique(levels)
    after = np.minimum(np.searchsorted(ordered, x), ordered.size - 1)
    before = np.maximum(after - 1, 0)
    for at in (before, after):
        distance = np.abs(x - ordered[at])
        if ((distance > 0) & (distance <= 2 * NEAR * np.abs(ordered[at]))).any():
            return True
    return False
