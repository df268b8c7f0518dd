"""Relative scales frozen at a group's figures: the ruler that next period is measured with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._checks import in_column, read_matrix
from .._indicators.card import Scorecard
from .._indicators.parts import Indicator, with_scales
from .._indicators.relative import Relative
from .._indicators.scale import Scale
from .._steady import steady
from .._types import Float, Ints
from ..errors import InputError
from .intake import Peers, check_values, checked_card
from .policy import MissingPolicy, checked_policy


@steady
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
    return anchored_card(card, fit(card, values, rows))


def fit(card: Scorecard, values: Float, rows: NDArray[Any], at: Ints | None = None) -> list[Scale]:
    """Scale of each indicator, anchored where it is relative; at some of the rows, or at all."""
    numbers = np.arange(len(values)) if at is None else at
    return [
        fit_one(i, i.scale, values[:, j] if at is None else values[at, j], rows, numbers)
        if isinstance(i.scale, Relative)
        else i.scale
        for j, i in enumerate(card.indicators)
    ]


def fit_one(
    indicator: Indicator, scale: Relative, column: Float, rows: NDArray[Any], at: Ints
) -> Scale:
    """Scale of one indicator, anchored at the values of the rows `at`."""
    there = ~np.isnan(column)
    known = column[there]
    if not known.size:
        return scale  # nothing to score, nothing to anchor on
    try:
        return scale.anchored(known, lower_is_better=bool(indicator.lower_is_better))
    except InputError as error:
        at = at[there]
        raise in_column(error, "data", indicator.code, known, rows[at], at=at) from None


def anchored_card(card: Scorecard, fitted: list[Scale]) -> Scorecard:
    """The card with the scales that were fitted in the place of its relative ones."""
    # A column without a single value keeps its relative scale, direction and all.
    scales = {
        indicator.code: own
        for indicator, own in zip(card.indicators, fitted, strict=True)
        if indicator.scale.relative and not own.relative
    }
    anchored: Scorecard = with_scales(card, scales) if scales else card
    return anchored


class PeerCards(Mapping[Any, Scorecard]):
    """The card anchored at each peer group, made when it is first asked for.

    There may be thousands of groups, and scoring needs the card of none: points come by reductions.
    """

    __slots__ = ("_card", "_made", "_members", "_rows", "_values")

    def __init__(self, card: Scorecard, values: Float, rows: NDArray[Any], peers: Peers) -> None:
        self._card, self._values, self._rows = card, values, rows
        self._members = dict(zip(peers.names, peers.rows, strict=True))
        self._made: dict[Any, Scorecard] = {}

    def __getitem__(self, name: Any) -> Scorecard:
        if name not in self._made:
            fitted = fit(self._card, self._values, self._rows, self._members[name])
            self._made[name] = anchored_card(self._card, fitted)
        return self._made[name]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __reduce__(self) -> tuple[type[dict[Any, Any]], tuple[dict[Any, Scorecard]]]:
        return dict, (dict(self),)

    def __repr__(self) -> str:
        return repr(dict(self))
