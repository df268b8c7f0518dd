"""Relative scales frozen at a group's figures: the ruler that next period is measured with."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._checks import in_column, read_matrix
from .._indicators.card import Scorecard
from .._indicators.parts import Indicator, with_scales
from .._indicators.relative import Relative
from .._indicators.scale import Scale
from .._types import Float, Ints
from ..errors import InputError
from .intake import Peers, check_values, checked_card
from .policy import MissingPolicy, checked_policy


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
            "data", code="too_few", expected="at least one row to anchor on", found="none"
        )
    rows = np.arange(len(values))
    check_values(card, values, checked_policy(missing), rows)
    anchored = anchored_card(card, fit(card, values, rows, None), None)
    assert isinstance(anchored, Scorecard)  # noqa: S101 - a mapping comes from peer groups only
    return anchored


def fit(
    card: Scorecard,
    values: Float,
    rows: NDArray[Any],
    members: list[Ints] | None,
) -> list[list[Scale]]:
    """Scale of each indicator, anchored where relative: one for all, or one per peer group."""
    out: list[list[Scale]] = []
    groups: list[Any] = [slice(None)] if members is None else list(members)
    numbers = np.arange(len(values))
    for j, indicator in enumerate(card.indicators):
        scale = indicator.scale
        if isinstance(scale, Relative):
            fitted = [_fit_one(indicator, scale, values[g, j], rows, numbers[g]) for g in groups]
            out.append(fitted or [scale])
        else:
            out.append([scale])
    return out


def _fit_one(
    indicator: Indicator, scale: Relative, column: Float, rows: NDArray[Any], at: Ints
) -> Scale:
    there = ~np.isnan(column)
    known = column[there]
    if not known.size:
        return scale  # nothing to score, nothing to anchor on
    try:
        return scale.anchored(known, lower_is_better=bool(indicator.lower_is_better))
    except InputError as error:
        at = at[there]
        raise in_column(error, "data", indicator.code, known, rows[at], at=at) from None


def anchored_card(
    card: Scorecard, fitted: list[list[Scale]], peers: Peers | None
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
