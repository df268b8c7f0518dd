"""Who fits one post best, where they exceed it and where they fall short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import _checks
from .._checks import plain
from .._definitions import Language
from .._digits import below, rank, significant
from .._letters import Templates, layered
from .._steady import steady
from .._types import Flags, Float, TableLike
from .._words import check_language, words
from ..errors import InputError
from ..results import Result
from .match import importance_of, match_of
from .read_levels import competency_names, read_people, read_required


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Candidate(Result):
    """A person for a post, and where they stand above and below what it requires."""

    id: Any
    """Id of the person, or the position where there are no ids."""
    match: float
    """Match with the post in per cent."""
    exceeds: Mapping[Any, float]
    """Competency to levels above the requirement, the largest first."""
    short: Mapping[Any, float]
    """Competency to levels below the requirement, the largest first."""
    rank: int
    """Place by match; equal matches share the best place."""
    tied: int
    """How many people have this match, the person included; some may not be in the list."""
    unknown: tuple[Any, ...] = ()
    """Required competencies that were not assessed."""

    def text(self, language: Language = "en", *, templates: Templates | None = None) -> str:
        """Say where the person stands, for those who choose and for the person.

        Parameters
        ----------
        language : {"en", "id"}
        templates : mapping of name to sentence, optional
            Sentences in place of the library's: ``letters.sentences("candidates")``.

        Raises
        ------
        InputError
            If the language is unknown, or a template does not fit.

        Examples
        --------
        >>> print(candidates([[4, 2]], {"service": 3, "planning": 3})[0].text())
        Matches the post at 100.0%. Above the requirement: service (+1). To be developed: planning
        (−1). A match is one source among several; the official in charge decides.
        """
        check_language(language)
        said, grammar = layered(words(language).candidates, templates), words(language).grammar
        parts = [said.match.format(match=grammar.percent(self.match / 100, decimals=1))]
        for mould, amounts, sign in ((said.above, self.exceeds, 1), (said.short, self.short, -1)):
            if amounts:
                items = ", ".join(
                    f"{name} ({grammar.figure(sign * x, decimals=None, sign=True)})"
                    for name, x in amounts.items()
                )
                parts.append(mould.format(items=items))
        if self.unknown:
            parts.append(said.unknown.format(items=", ".join(map(str, self.unknown))))
        parts.append(said.note)
        return " ".join(parts)


@steady
def candidates(
    actual: TableLike,
    required: Any,
    *,
    count: int = 5,
    minimum: float | None = None,
    importance: Any = None,
    cap: bool = False,
    ids: Any = None,
    competencies: Any = None,
    missing: _checks.MissingRows = "raise",
) -> tuple[Candidate, ...]:
    """Who could fill a post: the best matches, with where they exceed and where they fall short.

    Parameters
    ----------
    actual : array_like (n, k), mapping or dataframe
        Level of each person in each competency, 0 or more.
    required : array_like (k,) or mapping
        Level that the post requires.
    count : int
        How many candidates at most.
    minimum : float, optional
        Least match in per cent; a match that equals it counts.
    importance, cap, competencies, missing
        As in `job_match`. A person without a match (missing="propagate") is no candidate.
    ids : array_like (n,), or name of a column
        Who they are.

    Returns
    -------
    tuple of Candidate
        The best first; equal matches by the smaller sum of shortfalls, then in the order of the
        rows. `rank` and `tied` say where others stand level, also beyond the list.

    Raises
    ------
    InputError
        As `job_match`; or if `count` is negative.

    Examples
    --------
    >>> best = candidates(
    ...     [[3, 4, 2], [3, 3, 3], [1, 2, 2]],
    ...     {"integrity": 3, "planning": 3, "service": 3},
    ...     count=2,
    ...     ids=["A1", "A2", "A3"],
    ... )
    >>> [(c.id, round(c.match, 6), dict(c.exceeds), dict(c.short), c.tied) for c in best]
    [('A2', 100.0, {}, {}, 2), ('A1', 100.0, {'planning': 1.0}, {'service': 1.0}, 2)]
    """
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    cap = _checks.flag(cap, "cap")
    most = _checks.whole_number(count, "count")
    least = None if minimum is None else _checks.number(minimum, "minimum")
    names = competency_names(competencies, required, actual, ids)
    need = read_required(required, names)
    if need.ndim != 1:
        raise InputError.about(
            "required",
            code="wrong_shape",
            expected="the levels of one post, shape (k,)",
            found=f"shape {need.shape}",
            hint="Ask for one post after the other; job_match takes them all.",
        )
    _checks.nonnegative(need, "required", rows=names)
    have, rows = read_people(actual, names, need.size, ids=ids, missing=missing)
    _checks.nonnegative(have, "actual", rows=rows, columns=names)
    weight = importance_of(importance, need[None, :], names)
    match = match_of(have, need[None, :], weight, cap=cap, omit=missing == "omit")[:, 0]
    able = ~np.isnan(match)
    if least is not None:
        able &= ~below(match, np.full(match.size, least))
    people = np.flatnonzero(able)
    lacking = np.zeros(match.size)
    for j in range(need.size):
        lacking += np.nan_to_num(np.maximum(need[j] - have[:, j], 0.0))
    place, level = rank(match), significant(match)
    order = people[np.lexsort((significant(lacking[people]), place[people]))][:most]
    labels = list(range(need.size)) if names is None else names
    # People level with the last one are counted whether they are in the list or not.
    levels, counts = np.unique(place[people], return_counts=True)
    tied = dict(zip(levels.tolist(), counts.tolist(), strict=True))
    return tuple(
        Candidate(
            id=plain(i if rows is None else rows[i]),
            match=float(match[i]),
            exceeds=_amounts(have[i] - need, below(need, have[i]) & (need > 0), labels),
            short=_amounts(need - have[i], below(have[i], need), labels),
            rank=int(place[i]),
            tied=int(tied[float(place[i])]),
            unknown=tuple(
                labels[j] for j in np.flatnonzero(np.isnan(have[i]) & (need > 0)).tolist()
            ),
        )
        for i in order.tolist()
        if level[i] == level[i]
    )


def _amounts(x: Float, where: Flags, labels: list[Any]) -> dict[Any, float]:
    chosen = np.flatnonzero(where)
    ordered = chosen[np.argsort(-x[chosen], kind="stable")]
    return {labels[j]: float(x[j]) for j in ordered.tolist()}
