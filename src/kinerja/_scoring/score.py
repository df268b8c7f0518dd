"""Scoring a group with a scorecard: points, group figures, totals, contributions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .._aggregate import Place
from .._checks import (
    in_column,
    labels,
    number,
    positive,
    read_columns,
    read_matrix,
    refuse_cells,
    refuse_missing,
    vector,
)
from .._digits import same
from .._indicators.card import Indicator, Scorecard, with_scales
from .._indicators.relative import Relative
from .._indicators.scales import Scale, Target
from ..errors import InputError
from ..results import Provenance
from .policy import MissingPolicy, checked_policy
from .scores import Scores
from .tree import contribute, evaluate, figures, tree_of

Float = NDArray[np.float64]

BLOCK = 16_384
"""Rows worked on at a time: the columns of a block stay in the processor's cache."""


class _Peers(NamedTuple):
    """Peer groups: their names, and the rows of each."""

    of_row: NDArray[Any]
    names: list[Any]
    rows: list[NDArray[np.int64]]


def score(
    card: Scorecard,
    data: Any,
    *,
    ids: Any = None,
    by: Any = None,
    missing: MissingPolicy = "raise",
    min_coverage: float = 0.0,
    targets: Mapping[str, ArrayLike] | None = None,
) -> Scores:
    """Score every subject of a group with a scorecard, and show how each score came about.

    Parameters
    ----------
    card : Scorecard
        Indicators, weights, groups and grades.
    data : array_like (n, k), mapping or dataframe
        Raw values: an array in the order of ``card.codes``, or columns by code. Columns the card
        does not name are ignored; a missing or repeated one is refused. NaN and null are missing.
    ids : array_like (n,) or str, optional
        Ids of the subjects, each once; for a table also a column's name.
    by : array_like (n,) or str, optional
        Peer group of each subject; relative scales and ranks then hold inside each group.
    missing : {"raise", "reweight", "propagate"} or float
        What a missing value does: it is refused; the parts that are there share its weight, inside
        its own group first; the total is missing too; or so many points are put in its place.
    min_coverage : float
        Below this share of weight really there, the total is missing (NaN).
    targets : mapping of code to array_like (n,), optional
        A personal target for indicators on a Target scale.

    Returns
    -------
    Scores
        Values, points, group figures, totals, contributions, coverage, ids and the anchored card.

    Raises
    ------
    InputError
        If a value is missing (with ``missing="raise"``), infinite, outside its ``valid_range``, or
        one that a scale or mean cannot have; if columns, ids, peers or targets do not fit.

    Notes
    -----
    Points come from each indicator's scale; a relative scale is anchored on the group first. A
    group's figure is its aggregation of its parts, weights divided by their sum. The contribution
    of a leaf is its Euler share sᵢ·∂f/∂sᵢ multiplied down the tree, which sums to the total exactly
    because every aggregation is homogeneous of degree 1 (Euler's theorem); for the arithmetic
    mean that is weight times points. A row comes out the same alone or among others, unless a scale
    is relative to the group. Time and memory are linear in n·k.

    References
    ----------
    OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, steps 5 and 6.
    Tasche, D. (2007), "Capital allocation to business units and sub-portfolios: the Euler
    principle", arXiv:0708.2542, section 3.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Linear, Scorecard
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Demo",
    ...     parts=(
    ...         Indicator(
    ...             code="attendance",
    ...             name="Attendance",
    ...             scale=Linear(worst=70, best=100),
    ...             weight=40,
    ...         ),
    ...         Indicator(code="tasks", name="Tasks", scale=Identity(), weight=60),
    ...     ),
    ... )
    >>> score(card, {"attendance": [97, 85], "tasks": [80, 95]}).total.round(6).tolist()
    [84.0, 77.0]
    """
    card = checked_card(card)
    missing = checked_policy(missing)
    min_coverage = number(min_coverage, "min_coverage", lower=0.0, upper=1.0)
    values, names = read_matrix(data, card.codes, ids=ids)
    n, k = values.shape
    rows = np.arange(n) if names is None else names
    there = _check_values(card, values, missing, rows)
    peers = _peers(data, by, n)
    personal = _targets(card, targets, n, rows)

    fitted = _fit(card, values, rows, None if peers is None else peers.rows)
    points = np.empty((n, k), order="F")
    clipped = np.zeros((n, k), dtype=np.bool_, order="F")
    contributions = np.empty((n, k), order="F")
    total = np.empty(n)
    groups = {group.code: np.empty(n) for group in card.groups}
    tree = tree_of(card)
    lonely = [j for j in range(k) if len(fitted[j]) > 1]
    for j in lonely:
        for scale, members in zip(fitted[j], peers.rows if peers else [], strict=True):
            _score_column(
                card.indicators[j], scale, values, points, clipped, members, j, rows, personal
            )
    for start in range(0, n, BLOCK):
        block = slice(start, min(start + BLOCK, n))
        for j in range(k):
            if j not in lonely:
                _score_column(
                    card.indicators[j],
                    fitted[j][0],
                    values,
                    points,
                    clipped,
                    block,
                    j,
                    rows,
                    personal,
                )
        known = None
        if there is not None:
            gaps = ~there[block]
            if isinstance(missing, float):
                points[block][gaps] = missing
            elif missing == "reweight" and gaps.any():
                known = [np.ascontiguousarray(there[block, j]) for j in range(k)]
        columns = [points[block, j] for j in range(k)]
        place = Place("data", ids=names, first=start)
        evaluated = evaluate(tree, columns, place, known=known)
        total[block] = evaluated.combined.value
        figures(evaluated, groups, block)
        contribute(evaluated, [contributions[block, j] for j in range(k)], known)

    coverage = _coverage(card, there, n)
    if there is not None:
        total[
            (coverage == 0)
            | ((coverage < min_coverage) & ~same(coverage, np.full(n, min_coverage)))
        ] = np.nan
        contributions[np.isnan(total)] = np.nan
    return Scores(
        values=values,
        points=points,
        total=total,
        groups=groups,
        contributions=contributions,
        coverage=coverage,
        clipped=clipped,
        ids=names,
        card=card,
        anchored=_anchored(card, fitted, peers),
        peers=None if peers is None else peers.of_row,
        targets=personal,
        provenance=Provenance(
            definition=card.fingerprint,
            options={
                "min_coverage": min_coverage,
                "by": peers is not None,
                "targets": list(personal),
            },
            missing=missing,
            left_out=_left_out(there, total),
        ),
    )


def anchor(card: Scorecard, data: Any, *, missing: MissingPolicy = "raise") -> Scorecard:
    """Freeze the relative scales of a card at a group's figures: next period, the same ruler.

    Parameters
    ----------
    card : Scorecard
        The card; one without relative scales comes back as it is.
    data : array_like (n, k), mapping or dataframe
        Raw values of the group, as for ``score``.
    missing : {"raise", "reweight", "propagate"} or float
        ``"raise"`` refuses a missing value; otherwise the values that are there set the ruler.

    Returns
    -------
    Scorecard
        The card with every relative scale replaced by one that stands by itself: MinMax and ZScore
        by Linear, Percentile by Piecewise, shares by Linear or Target, a constant column by Steps.

    Raises
    ------
    InputError
        As ``score``; also if there is no row to anchor on.

    Notes
    -----
    Scoring the same data with the anchored card gives the same points, bit for bit.

    Examples
    --------
    >>> from kinerja.indicators import Indicator, MinMax, Scorecard
    >>> card = Scorecard(code="c", name="C", parts=(Indicator(code="a", name="A", scale=MinMax()),))
    >>> scale = anchor(card, [[10], [20]]).indicators[0].scale
    >>> scale.kind, scale.worst, scale.best
    ('linear', 10.0, 20.0)
    """
    card = checked_card(card)
    values, _ = read_matrix(data, card.codes)
    if not len(values) and any(i.scale.relative for i in card.indicators):
        raise InputError.about(
            "data", code="empty", expected="at least one row to anchor on", found="none"
        )
    rows = np.arange(len(values))
    _check_values(card, values, checked_policy(missing), rows)
    anchored = _anchored(card, _fit(card, values, rows, None), None)
    assert isinstance(anchored, Scorecard)  # noqa: S101 - a mapping comes from peer groups only
    return anchored


def checked_card(card: Any, argument: str = "card") -> Scorecard:
    """Return the card; what was read from JSON is not one yet."""
    if not isinstance(card, Scorecard):
        raise InputError.about(
            argument,
            code="not_a_card",
            expected="a Scorecard",
            found=type(card).__name__,
            hint="Scorecard.model_validate makes one of what json.loads returned.",
        )
    return card


def _check_values(
    card: Scorecard, values: Float, missing: MissingPolicy, rows: NDArray[Any]
) -> NDArray[np.bool_] | None:
    """Refuse what is missing or impossible; return where values are there, None for everywhere."""
    if not values.size:
        return None
    lowest, highest = values.min(axis=0), values.max(axis=0)  # NaN where a column has one
    gaps = bool(np.isnan(lowest).any())
    if gaps and missing == "raise":
        refuse_missing(
            values,
            "data",
            hint="Fill it in, or say what a missing value means: missing='reweight' lets the "
            "other indicators share its weight.",
            rows=rows,
            columns=card.codes,
        )
    for j, indicator in enumerate(card.indicators):
        if indicator.valid_range is None:
            continue
        low, high = (
            limit if limit is not None else side
            for limit, side in zip(indicator.valid_range, (-np.inf, np.inf), strict=True)
        )
        if not (lowest[j] >= low and highest[j] <= high):
            with np.errstate(invalid="ignore"):
                bad = (values[:, [j]] < low) | (values[:, [j]] > high)
            refuse_cells(
                bad,
                values[:, [j]],
                "data",
                code="out_of_range",
                expected=f"values from {low:g} to {high:g} (valid_range)",
                hint="Correct the value, or the indicator's valid_range.",
                rows=rows,
                columns=[indicator.code],
            )
    return ~np.isnan(values) if gaps else None


def _peers(data: Any, by: Any, n: int) -> _Peers | None:
    if by is None:
        return None
    if isinstance(by, str):
        by = read_columns(data, [by], "by")[0]
    codes, names = labels(by, "by", n=n)
    order = np.argsort(codes, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(codes[order])) + 1) if n else []
    return _Peers(names[codes], names.tolist(), members)


def _targets(
    card: Scorecard, targets: Mapping[str, ArrayLike] | None, n: int, rows: NDArray[Any]
) -> dict[str, Float]:
    out: dict[str, Float] = {}
    scales = {indicator.code: indicator.scale for indicator in card.indicators}
    for code, target in (targets or {}).items():
        if not isinstance(scales.get(code), Target):
            raise InputError.about(
                "targets",
                code="unknown_label",
                expected="codes of indicators on a Target scale",
                found=repr(code),
                positions=(code,),
            )
        argument = f"targets[{code!r}]"
        out[code] = positive(vector(target, argument, n=n, rows=rows), argument, rows=rows).copy()
    return out


def _fit(
    card: Scorecard,
    values: Float,
    rows: NDArray[Any],
    members: list[NDArray[np.int64]] | None,
) -> list[list[Scale]]:
    """Scale of each indicator, anchored where relative: one for all, or one a peer group."""
    out: list[list[Scale]] = []
    groups: list[Any] = [slice(None)] if members is None else list(members)
    for j, indicator in enumerate(card.indicators):
        scale = indicator.scale
        if isinstance(scale, Relative):
            fitted = [_fit_one(indicator, scale, values[g, j], rows[g]) for g in groups]
            out.append(fitted or [scale])
        else:
            out.append([scale])
    return out


def _fit_one(indicator: Indicator, scale: Relative, column: Float, rows: NDArray[Any]) -> Scale:
    there = ~np.isnan(column)
    known = column[there]
    if not known.size:
        return scale  # nothing to score, nothing to anchor on
    try:
        return scale.anchored(known, lower_is_better=bool(indicator.lower_is_better))
    except InputError as error:
        raise in_column(error, "data", indicator.code, known, rows[there]) from None


def _score_column(
    indicator: Indicator,
    scale: Scale,
    values: Float,
    points: Float,
    clipped: NDArray[np.bool_],
    where: slice | NDArray[np.int64],
    j: int,
    rows: NDArray[Any],
    personal: Mapping[str, Float],
) -> None:
    """Points of some rows of one indicator, written into their place."""
    raw = values[where, j]
    out = points[where, j]  # a view for a block of rows, a copy for the rows of a peer group
    try:
        if indicator.code in personal:
            assert isinstance(scale, Target)  # noqa: S101 - checked with the targets
            cut = scale._against(raw, personal[indicator.code][where], out)
        else:
            cut = scale._points(raw, out)
    except InputError as error:
        raise in_column(error, "data", indicator.code, raw, rows[where]) from None
    if not isinstance(where, slice):
        points[where, j] = out
    if cut is not None:
        clipped[where, j] = cut


def _anchored(
    card: Scorecard, fitted: list[list[Scale]], peers: _Peers | None
) -> Scorecard | dict[Any, Scorecard]:
    relative = [j for j, indicator in enumerate(card.indicators) if indicator.scale.relative]

    def at(group: int) -> Scorecard:
        scales = {card.codes[j]: fitted[j][group] for j in relative}
        # A column without a single value keeps its relative scale, direction and all.
        scales = {code: scale for code, scale in scales.items() if not scale.relative}
        anchored: Scorecard = with_scales(card, scales) if scales else card
        return anchored

    if peers is None:
        return at(0)
    return {name: at(group) for group, name in enumerate(peers.names)}


def _coverage(card: Scorecard, there: NDArray[np.bool_] | None, n: int) -> Float:
    """Share of the effective weight that is really there, exactly 1 and 0 at the ends."""
    if there is None:
        return np.ones(n)
    absent = np.zeros(n)
    present = np.zeros(n)
    for j, weight in enumerate(card.weights.values()):
        absent += np.where(there[:, j], 0.0, weight)
        present += np.where(there[:, j], weight, 0.0)
    return np.where(present == 0, 0.0, 1.0 - absent)


def _left_out(there: NDArray[np.bool_] | None, total: Float) -> tuple[str, ...]:
    if there is None:
        return ()
    cells = int(there.size - there.sum())
    without = int(np.isnan(total).sum())
    notes = [f"{cells} missing values"]
    if without:
        notes.append(f"{without} subjects without a total")
    return tuple(notes)
