"""Answers by item: which items apply to whom, and what each answer is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..._checks import (
    Domains,
    choice,
    columns_at,
    is_table,
    joined,
    number,
    read_matrix,
    refuse_cells,
)
from ..._types import Flags, Float
from ...errors import SHOWN, InputError
from .._codes import several
from .tables import ITEM_WEIGHTS


def named_items(not_applicable: Any, codes: Sequence[str]) -> dict[Any, tuple[str, ...]]:
    """Items that do not apply, by domain label; None for those that apply to nobody."""
    given = not_applicable if isinstance(not_applicable, Mapping) else {None: not_applicable}
    named = {label: several(items, "not_applicable") for label, items in given.items()}
    for items in named.values():
        for code in items:
            choice(code, "not_applicable", tuple(codes))
        if set(items) >= set(codes):
            raise InputError.about(
                "not_applicable", code="too_few", expected="at least one item left", found="none"
            )
    return named


def applicable(
    named: Mapping[Any, tuple[str, ...]], codes: Sequence[str], domains: Domains
) -> Flags:
    """(d, k) whether each item applies to each domain."""
    out = np.ones((domains.size, len(codes)), dtype=np.bool_)
    if list(named) == [None]:
        out[:] = [code not in named[None] for code in codes]
        return out
    if len(domains.names) != 1:
        raise InputError.about(
            "not_applicable",
            code="missing_argument",
            expected="one grouping in `by`, whose labels the mapping names",
            found=f"{len(domains.names)} groupings",
            hint="Pass `by=`, or the items that apply to nobody as a list.",
        )
    places = {label: i for i, label in enumerate(domains.labels())}
    odd = [label for label in named if label not in places]
    if odd:
        raise InputError.about(
            "not_applicable",
            code="unknown_label",
            expected=f"labels of `by`: {joined(list(places))}",
            found=joined(odd),
            positions=columns_at(odd[:SHOWN]),
        )
    for label, items in named.items():
        out[places[label]] = [code not in items for code in codes]
    return out


def read_answers(
    responses: Any, codes: Sequence[str], named: Mapping[Any, tuple[str, ...]]
) -> Float:
    """Answers (n, k); NaN where missing. Columns of a table that apply to nobody may be absent."""
    nobody = set(named.get(None, ()))
    wanted = [code for code in codes if code not in nobody]
    if not is_table(responses):
        values, _ = read_matrix(responses, codes, argument="responses")
        return values
    _refuse_further(responses, codes)
    found, _ = read_matrix(responses, wanted, argument="responses")
    values = np.full((found.shape[0], len(codes)), np.nan, order="F")
    values[:, [j for j, code in enumerate(codes) if code not in nobody]] = found
    return values


def _refuse_further(responses: Any, codes: Sequence[str]) -> None:
    """Refuse items beyond those of the regulation: their answers would be ignored in silence."""
    if isinstance(responses, Mapping):
        names = list(responses)
    else:
        found = getattr(responses, "column_names", getattr(responses, "columns", ()))
        names = list(found) if not callable(found) else []
    odd = [
        name
        for name in names
        if isinstance(name, str) and name[:1] == "U" and name[1:].isdigit() and name not in codes
    ]
    if odd:
        raise InputError.about(
            "responses",
            code="unknown_label",
            expected=f"items {codes[0]} to {codes[-1]}",
            found=joined(odd),
            positions=columns_at(odd[:SHOWN]),
            hint="Further items are not put into the index: leave their columns out, and hold an "
            "index that counts them against its means with `check_report`.",
        )


def refuse_outside(values: Float, asked: Flags, codes: Sequence[str]) -> None:
    """Refuse answers to the items that apply that lie outside 1 to 4."""
    outside = ((values < 1) | (values > 4)) & asked
    if outside.any():
        refuse_cells(
            outside,
            values,
            "responses",
            code="out_of_range",
            expected="answers from 1 to 4",
            columns=codes,
        )


def weight_of_item(item_weight: float | None, version: str) -> float:
    """Weight of an item: 1/k, or the rounding of it that some reports use."""
    exact = ITEM_WEIGHTS[version][0]
    if item_weight is None:
        return exact
    weight = number(item_weight, "item_weight")
    if not abs(weight / exact - 1) <= 0.02:
        raise InputError.about(
            "item_weight",
            code="out_of_range",
            expected=f"1/{round(1 / exact)} or a rounding of it, such as "
            + " or ".join(f"{w:g}" for w in ITEM_WEIGHTS[version][1:]),
            found=f"{weight:g}",
        )
    return weight
