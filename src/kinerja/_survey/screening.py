"""A look at the answers before any figure: what may be wrong, and where. Nothing is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Float, TableLike
from .._words import words
from ..errors import InputError, shown
from ..results import Axis, BoolVector, LabelVector, Provenance, Result

FINDINGS = ("straight_lining", "out_of_scale", "missing", "duplicate", "too_fast")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Screening(Result):
    """Findings about answers, one row each; a person may have several.

    Examples
    --------
    >>> screen([[4, 4, 4], [3, 4, 2]]).counts["straight_lining"]
    1
    """

    _keys: ClassVar = {"finding": "row"}

    row: Annotated[LabelVector, Axis("finding")]
    """(f,) id of the person, or position."""
    finding: Annotated[LabelVector, Axis("finding")]
    """(f,) straight_lining, out_of_scale, missing, duplicate or too_fast."""
    detail: Annotated[LabelVector, Axis("finding")]
    """(f,) what was found, in words."""
    flagged: Annotated[BoolVector, Axis("person")]
    """(n,) people with a finding."""
    counts: Mapping[str, int]
    """How many people each finding is about."""
    n: int
    """People."""
    provenance: Provenance


@steady
def screen(
    responses: TableLike,
    *,
    scale: tuple[float, float] | None = None,
    whole: bool = True,
    seconds: ArrayLike | None = None,
    fastest: float | None = None,
    most_missing: float = 0.5,
    straight_from: int = 3,
    ids: Any = None,
) -> Screening:
    """List answers that deserve a second look; drop none of them.

    Parameters
    ----------
    responses : array_like or table (n, k)
        Answers, NaN where there is none.
    scale : (lowest, highest), optional
        Ends of the scale; an answer beyond them is a finding.
    whole : bool
        Whether a broken number is outside the scale too.
    seconds : array_like (n,), optional
        Time each person took; NaN if unknown.
    fastest : float, optional
        Fewer seconds than this are too fast; without it half of the median time.
    most_missing : float
        A larger share of questions without an answer is too much.
    straight_from : int
        The same answer to every question counts from this many answers on.
    ids : array_like (n,), optional
        Names of the people.

    Returns
    -------
    Screening

    Raises
    ------
    InputError
        If an answer is not a number or infinite, the scale has no width, or a length is wrong.

    Notes
    -----
    A finding is a question, not a verdict: a content citizen may well answer 4 nine times. The
    rows that give the same answers as an earlier one are duplicates; rows of one single answer
    are left to straight_lining, since they are alike by chance so often. Deleting respondents
    changes the sample: say so, or keep them and report both figures.

    References
    ----------
    Krosnick (1991), Applied Cognitive Psychology 5, 213–236 (straight-lining). Greszki, Meyer &
    Schoen (2015), Public Opinion Quarterly 79, 471–503 (speeding relative to the median).

    Examples
    --------
    >>> answers = [[4, 4, 4], [3, 4, 2], [3, 4, 9], [3, 4, 2], [float("nan"), float("nan"), 1]]
    >>> out = screen(answers, scale=(1, 4))
    >>> for row, finding in zip(out.row.tolist(), out.finding.tolist()):
    ...     print(row, finding)
    0 straight_lining
    2 out_of_scale
    3 duplicate
    4 missing
    """
    x, columns, names = _checks.read_all(responses, "responses", ids=ids)
    questions: list[Any] = [*(range(x.shape[1]) if columns is None else columns)]
    n, k = x.shape
    if not k:
        raise InputError.about(
            "responses", code="too_few", expected="at least one question (column)", found="none"
        )
    share = _checks.number(most_missing, "most_missing", lower=0, upper=1)
    from_answers = _checks.whole_number(straight_from, "straight_from", lower=2)
    known = ~np.isnan(x)
    answered = known.sum(axis=1)
    label = np.arange(n) if names is None else names
    straight = _straight(x, known) & (answered >= from_answers)
    outside = _outside(x, known, scale, whole=whole)
    twin = _twins(x, (answered > 0) & ~_straight(x, known))
    quick, limit, time = _quick(seconds, fastest, n)
    blank = (k - answered) / k > share
    said = words().notes
    details = {
        0: {r: _said_of_straight(x, known, answered, r) for r in np.flatnonzero(straight).tolist()},
        1: {
            r: ", ".join(f"{questions[c]}: {x[r, c]:g}" for c in np.flatnonzero(outside[r]))
            for r in np.flatnonzero(outside.any(axis=1)).tolist()
        },
        2: {r: said.blank.format(n=k - answered[r], all=k) for r in np.flatnonzero(blank).tolist()},
        3: {r: said.twin.format(row=label[twin[r]]) for r in np.flatnonzero(twin >= 0).tolist()},
        4: {
            r: said.quick.format(seconds=f"{time[r]:g}", least=f"{limit:g}")
            for r in np.flatnonzero(quick).tolist()
        },
    }
    found = sorted((row, kind, text) for kind, by in details.items() for row, text in by.items())
    rows = np.array([row for row, _, _ in found], dtype=np.int64)
    kinds = np.array([kind for _, kind, _ in found], dtype=np.int64)
    flagged = np.zeros(n, dtype=np.bool_)
    flagged[rows] = True
    return Screening(
        row=label[rows],
        finding=np.array(FINDINGS, dtype=object)[kinds],
        detail=np.array([text for _, _, text in found], dtype=object),
        flagged=flagged,
        counts={name: int((kinds == i).sum()) for i, name in enumerate(FINDINGS)},
        n=n,
        provenance=Provenance(
            **made_from(responses=responses, seconds=seconds, without=ids),
            options={
                "scale": scale,
                "whole": whole,
                "fastest": limit,
                "most_missing": share,
                "straight_from": from_answers,
            },
        ),
    )


def _said_of_straight(
    x: Float, known: NDArray[np.bool_], answered: NDArray[np.int64], row: int
) -> str:
    answer = f"{x[row][known[row]][0]:g}"
    return words().notes.straight.format(answer=answer, n=answered[row])


def _straight(x: Float, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows whose answers are all the same; a row without answers is not one."""
    low = np.where(known, x, np.inf).min(axis=1)
    return np.asarray(low == np.where(known, x, -np.inf).max(axis=1))


def _outside(
    x: Float, known: NDArray[np.bool_], scale: tuple[float, float] | None, *, whole: bool
) -> NDArray[np.bool_]:
    if scale is None:
        return np.zeros(x.shape, dtype=np.bool_)
    ends = _checks.vector(scale, "scale", n=2)
    if not ends[0] < ends[1]:
        raise InputError.about(
            "scale",
            code="out_of_range",
            expected="(lowest, highest), the lowest below the highest",
            found=shown(scale),
        )
    out = (x < ends[0]) | (x > ends[1])
    if _checks.flag(whole, "whole"):
        out |= known & (x != np.floor(x))
    return np.asarray(out)


def _twins(x: Float, compared: NDArray[np.bool_]) -> NDArray[np.int64]:
    """First earlier row with the same answers, −1 where there is none."""
    out = np.full(x.shape[0], -1, dtype=np.int64)
    where = np.flatnonzero(compared)
    if where.size < 2:
        return out
    # −0.0 + 0.0 is 0.0, and one NaN stands for all: equal answers have equal bytes.
    rows = np.ascontiguousarray(np.where(np.isnan(x[where]), np.nan, x[where] + 0.0))
    keys = rows.view(np.dtype((np.void, rows.shape[1] * rows.itemsize))).ravel()
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    earliest = where[first[which.ravel()]]
    out[where] = np.where(earliest < where, earliest, -1)
    return out


def _quick(
    seconds: ArrayLike | None, fastest: float | None, n: int
) -> tuple[NDArray[np.bool_], float, Float]:
    if seconds is None:
        if fastest is not None:
            raise InputError.about(
                "seconds",
                code="missing_argument",
                expected="the time each person took, to compare with `fastest`",
                found="None",
            )
        return np.zeros(n, dtype=np.bool_), 0.0, np.empty(0)
    time = _checks.vector(seconds, "seconds", n=n, missing="allow")
    _checks.nonnegative(time, "seconds")
    if fastest is None:
        known = time[~np.isnan(time)]
        limit = float(np.median(known)) / 2 if known.size else 0.0
    else:
        limit = _checks.number(fastest, "fastest", lower=0)
    return np.asarray(time < limit), limit, time
