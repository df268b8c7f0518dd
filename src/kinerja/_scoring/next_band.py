"""How far the next grade is, and what would reach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Annotated, Any, ClassVar

import numpy as np

from .._checks import (
    instance,
    joined,
    mapped,
    number,
    row_of,
    texts,
)
from .._indicators.bands import Bands
from .._indicators.steps import Steps
from .._steady import steady
from .._types import Flags, Float
from ..errors import InputError
from ..results import Axis, FloatVector, LabelVector, Provenance, Result, Unit
from .cheapest_rise import cheapest_rise
from .scores import Scores
from .subject import Subject, nearly
from .tree import Node

_NEARER = 10.0 ** -np.arange(1.0, 13.0)
"""How near to the meeting place of a straight line the total is read, in shares of the way."""
_BISECTIONS = 80
_MOST_STAIRS = 256


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NextBand(Result):
    """The next grade of one subject, and raw values that would reach it."""

    _keys: ClassVar = {"indicator": "codes"}

    band: str
    """Label of the next grade; empty at the highest, or without a total."""
    distance: Annotated[float, Unit("points")]
    """Points of the total still missing; NaN at the highest grade."""
    raw_value: Annotated[FloatVector, Axis("indicator")]
    """(k,) raw value of each indicator that reaches it alone, the others as they are; NaN where
    none does."""
    joint: Annotated[FloatVector, Axis("indicator")]
    """(k,) cheapest joint change of raw values that reaches it; 0 where nothing changes, NaN if
    none does."""
    joint_value: Annotated[FloatVector, Axis("indicator")]
    """(k,) raw values after the joint change."""
    joint_cost: float
    """Cost of the joint change: Σ cost·points gained."""
    codes: Annotated[LabelVector, Axis("indicator")]
    """(k,) codes of the indicators."""
    points_needed: Annotated[FloatVector, Axis("indicator"), Unit("points")] = field(
        default_factory=lambda: np.empty(0)
    )
    """(k,) points that each raw value of `raw_value` adds to its indicator."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""


@steady
def next_band(
    scores: Scores,
    row: Any,
    *,
    costs: Mapping[str, float] | None = None,
    changeable: Sequence[str] | None = None,
) -> NextBand:
    """How far one subject is from the next grade, and which raw values would reach it.

    Parameters
    ----------
    scores : Scores
        Scores made with a card that has bands.
    row : id or int
        The subject: an id where there are ids, else a 0-based position.
    costs : mapping of code to float, optional
        Cost of one point on an indicator's own scale, 0 or more; 1 for those not named.
    changeable : sequence of str, optional
        Codes of the indicators that may change; all if not given. A missing one never does.

    Returns
    -------
    NextBand
        The grade, the distance in points of the total, for each indicator alone the raw value that
        reaches it (NaN where none inside its ``valid_range`` does), and the cheapest joint change.

    Raises
    ------
    InputError
        If the card has no bands, the row or a code is unknown, or a cost is negative.

    Notes
    -----
    Alone: the points are found by halving the interval in which the total, which rises with every
    indicator, crosses the goal, and read back through the scale; under an MPI, which may fall
    again, by the first of many small steps that is enough. Only a rise is looked for: an MPI may
    also gain by a fall of one part, but nobody is advised to do worse.

    Jointly: minimise Σ cost·Δpoints subject to total ≥ the grade's first value. Where the top adds
    its parts up by a geometric, harmonic or power mean with p < 1 of leaves and arithmetic groups,
    the one price of a point is sought at which the goal is just met; elsewhere it is done by
    cutting planes on the total's gradient (Kelley 1960), each step a linear programme. That is the
    exact optimum where the total is concave in the points (arithmetic, geometric, harmonic,
    minimum, Power with p ≤ 1, and any nesting of them); otherwise it is the cheapest change found,
    and in every case one that reaches the grade. Stairs are tried tread by tread.

    References
    ----------
    Kelley, J. E. (1960), "The cutting-plane method for solving convex programs", Journal of the
    SIAM 8, 703–712.

    Examples
    --------
    >>> from kinerja.indicators import Bands, Indicator, Linear, Scorecard
    >>> from kinerja.scoring import score
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Demo",
    ...     bands=Bands.of({"fair": 0, "good": 80}),
    ...     parts=(
    ...         Indicator(code="a", name="A", scale=Linear(worst=0, best=20), weight=3),
    ...         Indicator(code="b", name="B", scale=Linear(worst=0, best=10), weight=1),
    ...     ),
    ... )
    >>> nearest = next_band(score(card, [[14, 9]]), 0)
    >>> nearest.band, nearest.distance, nearest.raw_value.tolist()
    ('good', 5.0, [15.333333333333332, nan])
    """
    instance(scores, "scores", Scores, hint="Pass what score returned.")
    return nearest(scores, row, costs, changeable, jointly=True)


def nearest(
    scores: Scores,
    row: Any,
    costs: Mapping[str, float] | None = None,
    changeable: Sequence[str] | None = None,
    *,
    jointly: bool,
) -> NextBand:
    """The next grade; without the cheapest joint change, a search of its own, where not asked."""
    bands = _bands_of(scores)
    codes = scores.card.codes
    position = row_of(row, scores.ids, len(scores))
    cost = _costs(codes, costs)
    free = _free(codes, changeable)
    total = float(scores.total[position])
    band = int(scores.band_codes([position], "scores")[0])
    distance = float(bands.to_next(total)) if np.isfinite(total) else np.nan
    nothing = np.full(len(codes), np.nan)
    made = Provenance(
        definition=scores.provenance.definition,
        options={
            "costs": dict(zip(codes, cost.tolist(), strict=True)),
            "changeable": [code for code, may in zip(codes, free.tolist(), strict=True) if may],
        },
        missing=scores.provenance.missing,
    )
    if not np.isfinite(distance):
        return NextBand(
            band="",
            distance=np.nan,
            raw_value=nothing,
            joint=nothing.copy(),
            joint_value=nothing.copy(),
            joint_cost=np.nan,
            codes=np.array(codes, dtype=object),
            points_needed=nothing.copy(),
            provenance=made,
        )
    subject = Subject(scores, position)
    free = free & subject.there & ~np.isnan(subject.values)
    goal = total + distance
    ceiling = np.array([subject.ceiling(j) if free[j] else p for j, p in enumerate(subject.points)])
    alone = _alone(subject, goal, free, ceiling)
    raw = np.array([subject.raw(j, p) if np.isfinite(p) else np.nan for j, p in enumerate(alone)])
    gain = np.where(np.isfinite(raw), _earned(subject, raw, alone) - subject.points, np.nan)
    points, joint_cost = nothing, np.nan
    if jointly:
        points, joint_cost = _jointly(subject, goal, free, ceiling, cost, gain)
    joint_value = np.array(
        [
            subject.raw(j, p) if free[j] and p > subject.points[j] else subject.values[j]
            for j, p in enumerate(points)
        ]
    )
    if np.isnan(points).all() or np.isnan(joint_value[free]).any():
        joint_value, joint_cost = nothing.copy(), np.nan
    return NextBand(
        band=str(bands.labels()[band + 1]),
        distance=distance,
        raw_value=raw,
        joint=np.where(np.isnan(subject.values), 0.0, joint_value - subject.values)
        if np.isfinite(joint_cost)
        else nothing,
        joint_value=joint_value,
        joint_cost=joint_cost,
        codes=np.array(codes, dtype=object),
        points_needed=gain,
        provenance=made,
    )


def _bands_of(scores: Scores) -> Bands:
    """Grades of the card; a card without them is refused."""
    if scores.card.bands is None:
        raise InputError.about(
            "scores",
            code="missing_argument",
            expected="scores of a card with bands",
            found=f"card {scores.card.code!r} without",
            hint="Give the Scorecard its `bands`.",
        )
    return scores.card.bands


def _costs(codes: Sequence[str], costs: Mapping[str, float] | None) -> Float:
    costs = mapped(costs, "costs", expected="a cost for each of some indicators, by code")
    unknown = [code for code in costs if code not in codes]
    if unknown:
        raise _unknown("costs", unknown, codes)
    given = [
        number(costs[code], f"costs[{code!r}]", lower=0.0) if code in costs else 1.0
        for code in codes
    ]
    return np.array(given)


def _free(codes: Sequence[str], changeable: Sequence[str] | None) -> Flags:
    if changeable is None:
        return np.ones(len(codes), dtype=np.bool_)
    changeable = texts(changeable, "changeable", expected="codes of indicators")
    unknown = [code for code in changeable if code not in codes]
    if unknown:
        raise _unknown("changeable", unknown, codes)
    return np.array([code in set(changeable) for code in codes])


def _unknown(argument: str, unknown: Sequence[str], codes: Sequence[str]) -> InputError:
    return InputError.about(
        argument,
        code="unknown_label",
        expected=f"codes among {joined(list(codes))}",
        found=joined(unknown),
        positions=tuple(unknown[:5]),
    )


def _alone(subject: Subject, goal: float, free: Flags, ceiling: Float) -> Float:
    """Points that each indicator alone must have for the goal; NaN where it cannot."""
    k = len(free)
    low, high = subject.points.copy(), ceiling.copy()
    open_ended = free & np.isinf(high)
    high[open_ended] = low[open_ended] + 1.0

    def totals(points: Float) -> Float:
        """Total with each indicator alone at these points, (k,) or several of each."""
        each = points.reshape(k, -1)
        trial = np.tile(subject.points, (each.size, 1))
        trial[np.arange(each.size), np.repeat(np.arange(k), each.shape[1])] = each.reshape(-1)
        return subject.totals(trial).reshape(points.shape)

    for _ in range(40):  # no ceiling: double the step until it is enough
        short = open_ended & ~(totals(high) >= goal)
        if not short.any():
            break
        high[short] += 2.0 * (high - low)[short]
    if _may_fall(subject.tree):
        low, high = _first_reach(subject, goal, free, low, high)
    ends = totals(np.column_stack([low, high]))
    possible = free & (ends[:, 1] >= nearly(goal))
    low = np.where(possible, low, high)  # nothing to look for
    for _ in range(_BISECTIONS):
        between = low[:, None] + _ways(goal, ends) * (high - low)[:, None]
        found = totals(between)
        short = (~(found >= goal)).cumprod(axis=1).sum(axis=1)
        at = np.arange(k)[:, None], short[:, None] + np.arange(2)
        low, high = np.column_stack([low, between, high])[at].T
        ends = np.column_stack([ends[:, 0], found, ends[:, 1]])[at]
        if (np.nextafter(low, high) >= high).all():
            break
    return np.where(possible, high, np.nan)


def _earned(subject: Subject, raw: Float, points: Float) -> Float:
    """Points that raw values earn: those looked for, but a step of a stair is taken whole."""
    out = points.copy()
    for j in np.flatnonzero(np.isfinite(raw)).tolist():
        scale = subject.scale(j)
        if isinstance(scale, Steps):
            out[j] = float(scale.apply(raw[j]))
    return out


def _ways(goal: float, ends: Float) -> Float:
    """Shares of an interval at which the total is read, (k, m), ascending.

    Some divide it evenly; the others lie ever closer around the place where a straight line from
    end to end meets the goal, so that a smooth total is met in a few rounds.
    """
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        met = (goal - ends[:, 0]) / (ends[:, 1] - ends[:, 0])
    met = np.where((met >= 0) & (met <= 1), met, 0.5)[:, None]
    even = np.broadcast_to(np.arange(1, 8) / 8.0, (len(ends), 7))
    return np.sort(np.clip(np.hstack([even, met - _NEARER, met + _NEARER]), 0.0, 1.0), axis=1)


def _may_fall(node: Node) -> bool:
    """Whether more points of one indicator can lower the total: an MPI penalises unevenness."""
    return node.how.kind == "mpi" or any(
        _may_fall(part) for part in node.parts if isinstance(part, Node)
    )


def _first_reach(
    subject: Subject, goal: float, free: Flags, low: Float, high: Float
) -> tuple[Float, Float]:
    """Ends of the first of many small steps, for each indicator alone, that crosses the goal."""
    share = np.unique(np.concatenate([np.linspace(0.0, 1.0, 257), 0.5 ** np.arange(1.0, 41.0)]))
    low, high = low.copy(), high.copy()
    for j in np.flatnonzero(free).tolist():
        way = low[j] + share * (high[j] - low[j])
        trial = np.tile(subject.points, (way.size, 1))
        trial[:, j] = way
        enough = np.flatnonzero(subject.totals(trial) >= goal)
        if enough.size:
            low[j], high[j] = way[max(enough[0] - 1, 0)], way[enough[0]]
    return low, high


def _jointly(
    subject: Subject,
    goal: float,
    free: Flags,
    ceiling: Float,
    cost: Float,
    gain: Float,
) -> tuple[Float, float]:
    """Points of the cheapest joint change, and its cost; NaN where none is enough."""
    best: tuple[float, Float] | None = None
    for j in np.flatnonzero(np.isfinite(gain)):  # a single change is a joint change too
        points = subject.points.copy()
        points[int(j)] += float(gain[j])
        if best is None or cost[j] * gain[j] < best[0]:
            best = (float(cost[j] * gain[j]), points)
    stairs = [j for j in np.flatnonzero(free) if isinstance(subject.scale(int(j)), Steps)]
    treads = []
    for j in stairs:
        scale = subject.scale(int(j))
        assert isinstance(scale, Steps)  # noqa: S101 - chosen above
        now = float(subject.points[j])
        treads.append([now, *sorted({p for p in scale.points if p > now})])
    if np.prod([len(t) for t in treads], initial=1.0) > _MOST_STAIRS:
        treads = [t[:1] for t in treads]  # too many: leave the stairs as they are
    smooth = free.copy()
    smooth[stairs] = False
    for chosen in product(*treads):
        start = subject.points.copy()
        start[stairs] = chosen
        climbed = float((cost[stairs] * (start - subject.points)[stairs]).sum())
        if best is not None and climbed >= best[0]:
            continue
        found = cheapest_rise(subject, goal, start, smooth, ceiling, cost)
        if found is not None:
            total_cost = climbed + float((cost * np.where(smooth, found - start, 0.0)).sum())
            if best is None or total_cost < best[0] * (1 - 1e-12):
                best = (total_cost, found)
    if best is None:
        return np.full(len(free), np.nan), np.nan
    return best[1], best[0]
