"""What is handed in with a card: values, peer groups and targets, judged before any is scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._checks import (
    columns_at,
    instance,
    labels,
    nonnegative,
    read_columns,
    refuse_cells,
    refuse_missing,
    rows_by_label,
    vector,
)
from .._indicators.card import Scorecard
from .._indicators.targets import Target
from .._types import ArrayLike, Flags, Float, Ints
from ..errors import InputError, shown
from .policy import MissingPolicy


class Peers(NamedTuple):
    """Peer groups: their names, and the rows of each."""

    of_row: NDArray[Any]
    names: list[Any]
    rows: list[Ints]


def checked_card(card: Any, argument: str = "card") -> Scorecard:
    """Return the card; what was read from JSON is not one yet."""
    if not isinstance(card, Scorecard):
        raise InputError.about(
            argument,
            code="wrong_type",
            expected="a Scorecard",
            found=type(card).__name__,
            hint="Scorecard.model_validate makes one of what json.loads returned.",
        )
    return card


def check_values(
    card: Scorecard,
    values: Float,
    missing: MissingPolicy,
    rows: NDArray[Any],
) -> Flags | None:
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


def peers_of(data: Any, by: Any, n: int) -> Peers | None:
    if by is None:
        return None
    if isinstance(by, str):
        by = read_columns(data, [by], "by")[0]
    codes, names = labels(by, "by", n=n)
    return Peers(names[codes], names.tolist(), rows_by_label(codes))


def personal_targets(
    card: Scorecard,
    targets: Mapping[str, ArrayLike] | None,
    n: int,
    rows: NDArray[Any],
    missing: MissingPolicy,
) -> dict[str, Float]:
    """Checked targets by indicator; NaN for whom the indicator has none, which a 0 says too."""
    if targets is not None:
        instance(targets, "targets", Mapping, hint="Map the code of an indicator to its targets.")
    out: dict[str, Float] = {}
    scales = {indicator.code: indicator.scale for indicator in card.indicators}
    for code, target in (targets or {}).items():
        if not isinstance(scales.get(code), Target):
            raise InputError.about(
                "targets",
                code="unknown_label",
                expected="codes of indicators on a Target scale",
                found=shown(code),
                positions=columns_at([code]),
            )
        argument = f"targets[{code!r}]"
        given = vector(target, argument, n=n, rows=rows, missing="allow")
        none = np.isnan(given) | (given == 0)
        if missing == "raise" and none.any():
            refuse_cells(
                none,
                given,
                argument,
                code="missing_value" if np.isnan(given).any() else "not_positive",
                expected="a target above 0 for everybody",
                hint="Fill it in, or say what no target means: missing='reweight' lets the other "
                "indicators share its weight.",
                rows=rows,
            )
        nonnegative(given, argument, rows=rows, hint="Without a target write nothing, or 0.")
        out[code] = np.where(none, np.nan, given)
    return out


def without_targets(card: Scorecard, values: Float, personal: Mapping[str, Float]) -> int:
    """Make the value of whoever has no target for it a missing one; return how many were there."""
    count = 0
    for code, target in personal.items():
        column = values[:, card.codes.index(code)]
        idle = np.isnan(target) & ~np.isnan(column)
        column[idle] = np.nan
        count += int(idle.sum())
    return count
