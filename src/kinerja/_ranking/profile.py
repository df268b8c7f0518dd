"""Profile matching as Indonesian offices teach it: gaps, core and secondary factors, aspects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._digits import TIES, Ties, significant
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float, Ints, TableLike
from ..errors import InputError, shown
from ..results import Provenance
from .problem import read, weighted_sum
from .result import Ranking, names_of

KUSRINI: Mapping[float, float] = MappingProxyType(
    {0: 5.0, 1: 4.5, -1: 4.0, 2: 3.5, -2: 3.0, 3: 2.5, -3: 2.0, 4: 1.5, -4: 1.0}
)
"""Gap (actual less ideal) to score, Kusrini (2007): no gap is best, too much beats too little."""


@steady
def profile_matching(
    actual: TableLike,
    ideal: ArrayLike,
    *,
    core: ArrayLike,
    core_share: float | Mapping[Any, float] = 0.6,
    gap_scores: Mapping[float, float] = KUSRINI,
    aspects: Sequence[Any] | NDArray[Any] | None = None,
    aspect_shares: Mapping[Any, float] | None = None,
    ties: Ties = "min",
    ids: Any = None,
) -> Ranking:
    """Profile matching: how well people fit the profile of a post.

    Parameters
    ----------
    actual : array_like (n, k) or dataframe
        Levels that the people have.
    ideal : array_like (k,)
        Levels that the post asks for.
    core : (k,) bool
        True for a core factor, False for a secondary one.
    core_share : float, or mapping from aspect to float
        Share of the core factors, from 0 to 1.
    gap_scores : mapping from gap to score
        Score of each gap, actual less ideal.
    aspects : sequence (k,), optional
        The aspect that each column belongs to; without it all belong to one.
    aspect_shares : mapping from aspect to float, optional
        Share of each aspect, 0 or more, divided by their sum; without it all count the same.
    ties : {"min", "average", "dense"}
        Rank of people with equal scores.
    ids : array_like (n,) or str, optional
        Labels of the people, or the dataframe's column that holds them.

    Returns
    -------
    Ranking
        Details: gap and gap_score (n, k), core and secondary (n,). With aspects core, secondary and
        aspect_score are (n, a), and aspects (a,) names their columns in order of appearance.

    Raises
    ------
    InputError
        If a level is missing, a gap is not in the table (row and column are named), an aspect has
        no core or no secondary factor although these have a share, or the shares do not fit.

    Notes
    -----
    Of each aspect N = c·NCF + (1 − c)·NSF, NCF and NSF the means of the gap scores of its core and
    its secondary factors; the score is Σ share·N. A kind of factor that has no share may be absent;
    its mean is then given as 0. The profile is stated, so a person's score does not depend on the
    others and no column is left out.

    References
    ----------
    Kusrini (2007), *Konsep dan Aplikasi Sistem Pendukung Keputusan*.

    Examples
    --------
    >>> r = profile_matching([[4, 4, 3], [5, 3, 5]], [4, 3, 5], core=[True, False, True])
    >>> r.score.tolist(), r.details["gap"].tolist()
    ([4.2, 4.85], [[0.0, 1.0, -2.0], [1.0, 0.0, 0.0]])
    """
    _checks.choice(ties, "ties", TIES)
    x, names, labels = read(actual, ids, "actual")
    k = x.shape[1]
    wanted = _checks.vector(ideal, "ideal", n=k, rows=names)
    is_core = _checks.flags(core, "core", (k,))
    groups, order = _aspects(aspects, k)
    shares = _aspect_shares(aspect_shares, order, given=aspects is not None)
    core_shares = _core_shares(core_share, order, given=aspects is not None)
    gap = x - wanted
    scores = _looked_up(gap, gap_scores, rows=labels, columns=names)
    # Means of core and of secondary factors, one column an aspect.
    parts = np.zeros((2, len(x), len(order)))
    for a, aspect in enumerate(order):
        for part, kind, share in ((0, is_core, core_shares[a]), (1, ~is_core, 1 - core_shares[a])):
            members = scores[:, kind & (groups == a)]
            if members.shape[1]:
                parts[part, :, a] = members.mean(axis=1)
            elif share > 0:
                raise _no_factor("core" if part == 0 else "secondary", aspect, aspects is not None)
    each = core_shares * parts[0] + (1.0 - core_shares) * parts[1]
    details: dict[str, Any] = {"gap": gap, "gap_score": scores}
    if aspects is None:
        details |= {"core": parts[0, :, 0], "secondary": parts[1, :, 0]}
    else:
        details |= {"core": parts[0], "secondary": parts[1], "aspect_score": each}
        details["aspects"] = names_of(order)
    return Ranking(
        score=weighted_sum(each, shares),
        higher_is_better=True,
        details=details,
        ids=labels,
        ties=ties,
        provenance=Provenance(
            **made_from(actual=actual, without=ids),
            options={
                "method": "profile_matching",
                "core_share": tuple(core_shares.tolist()),
                "aspect_share": tuple(shares.tolist()),
            },
            missing="raise",
        ),
    )


def _aspects(aspects: Any, k: int) -> tuple[Ints, tuple[Any, ...]]:
    """Aspect of each column by position, and the aspects in order of appearance."""
    if aspects is None:
        return np.zeros(k, dtype=np.int64), (None,)
    codes, names = _checks.labels(aspects, "aspects", n=k)
    seen = list(dict.fromkeys(codes.tolist()))
    place = np.empty(len(names), dtype=np.int64)
    place[seen] = np.arange(len(seen))
    labels = names.tolist()
    return place[codes], tuple(labels[code] for code in seen)


def _by_aspect(values: Any, order: Sequence[Any], argument: str, *, given: bool) -> list[Any]:
    values = _checks.mapped(values, argument, expected="a mapping from aspect to share")
    if not given or set(values) != set(order):
        raise InputError.about(
            argument,
            code="contradiction",
            expected=f"a share for each of {_checks.joined(order)}" if given else "`aspects` too",
            found=f"shares for {_checks.joined(list(values))}",
            hint="Name every aspect of `aspects` once.",
        )
    return [values[aspect] for aspect in order]


def _aspect_shares(values: Any, order: Sequence[Any], *, given: bool) -> Float:
    listed = None if values is None else _by_aspect(values, order, "aspect_shares", given=given)
    out = _checks.weights(listed, len(order), "aspect_shares", names=order)
    return np.asarray(out / out.max() / (out / out.max()).sum())


def _core_shares(value: Any, order: Sequence[Any], *, given: bool) -> Float:
    mapped = isinstance(value, Mapping)
    listed = _by_aspect(value, order, "core_share", given=given) if mapped else [value] * len(order)
    return np.array([_checks.number(v, "core_share", lower=0.0, upper=1.0) for v in listed])


def _no_factor(kind: str, aspect: Any, named: bool) -> InputError:  # noqa: FBT001
    return InputError.about(
        "core",
        code="too_few",
        expected=f"at least one {kind} factor" + (f" in aspect {aspect!r}" if named else ""),
        found="none",
        hint=f"Mark one, or set `core_share` so that {kind} factors have no share.",
    )


def _looked_up(gap: Float, table: Any, *, rows: Any, columns: Any) -> Float:
    """Score of each gap; a gap that the table does not hold is refused by its cell."""
    if not isinstance(table, Mapping) or not table:
        raise InputError.about(
            "gap_scores",
            code="not_a_table",
            expected="a mapping from gap to score",
            found=shown(table),
        )
    keys = _checks.vector(list(table.keys()), "gap_scores")
    values = _checks.vector(list(table.values()), "gap_scores", rows=list(table))
    by_key = np.argsort(keys)
    keys, values = significant(keys[by_key]), values[by_key]
    rounded = significant(gap)
    place = np.minimum(np.searchsorted(keys, rounded), keys.size - 1)
    _checks.refuse_cells(
        keys[place] != rounded,
        gap,
        "actual",
        code="out_of_range",
        expected=f"gaps to `ideal` that `gap_scores` holds ({keys[0]:g} to {keys[-1]:g})",
        hint="Correct the level, or pass a table that holds this gap.",
        rows=rows,
        columns=columns,
    )
    return np.asarray(values[place])
