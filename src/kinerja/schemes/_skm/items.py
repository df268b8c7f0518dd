"""Answers by item: which items apply to whom, and what each answer is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..._checks import (
    Domains,
    array_of,
    axes_of,
    choice,
    columns_at,
    floats,
    is_table,
    joined,
    names_in,
    number,
    read_matrix,
    refuse_cells,
)
from ..._types import Flags, Float
from ...errors import SHOWN, InputError
from .._codes import several
from .tables import ITEM_WEIGHTS, ITEMS

_CODE = re.compile(r"U[1-9][0-9]*")


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


def codes_of(responses: Any, version: str) -> tuple[str, ...]:
    """Codes of the items asked: the regulation's, and further ones of the agency after them.

    Further items are the columns U10, U11 … of a table (2004: U15 …), or the columns of an array
    beyond those of the regulation.
    """
    own = tuple(ITEMS[version])
    if is_table(responses):
        return (*own, *further_items(names_in(responses) or [], own))
    if axes_of(responses) != 2:
        return own
    width = array_of(responses, "responses").shape[1]
    return (*own, *(f"U{j}" for j in range(len(own) + 1, width + 1)))


def further_items(names: Sequence[Any], own: Sequence[str]) -> list[str]:
    """Column names that are codes of items beyond those of the regulation, by their number."""
    found = [
        name
        for name in names
        if isinstance(name, str) and _CODE.fullmatch(name) and name not in own
    ]
    return sorted(found, key=lambda name: int(name[1:]))


def read_answers(
    responses: Any, codes: Sequence[str], named: Mapping[Any, tuple[str, ...]]
) -> Float:
    """Answers (n, k); NaN where missing. Columns of a table that apply to nobody may be absent."""
    nobody = set(named.get(None, ()))
    wanted = [code for code in codes if code not in nobody]
    if not is_table(responses):
        values, _ = read_matrix(responses, codes, argument="responses")
        return values
    found, _ = read_matrix(responses, wanted, argument="responses")
    values = np.full((found.shape[0], len(codes)), np.nan, order="F")
    values[:, [j for j, code in enumerate(codes) if code not in nobody]] = found
    return values


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


class Weighting(NamedTuple):
    """What each item counts."""

    relative: Float
    """(k,) against each other; all 1 where they are alike."""
    sum: float
    """What they add up to: 1, or k times a rounded weight."""
    single: float | None
    """Weight of an item where all are alike; None where they are not."""


def weighting(
    item_weight: Any, codes: Sequence[str], version: str, nobody: Sequence[str] = ()
) -> Weighting:
    """Read the weights: 1/k, a rounding of it, or unequal ones that sum to 1.

    A mapping may leave out the items that apply to `nobody`.
    """
    k = len(codes)
    if item_weight is None or np.isscalar(item_weight):
        single = weight_of_item(item_weight, version, k)
        return Weighting(np.ones(k), 1.0 if item_weight is None else single * k, single)
    asked = list(codes)
    if isinstance(item_weight, Mapping):
        asked = [code for code in codes if code not in nobody or code in item_weight]
    relative = np.zeros(k)
    relative[[codes.index(code) for code in asked]] = unequal(item_weight, asked)
    return Weighting(relative, 1.0, None)


def weight_of_item(item_weight: Any, version: str, k: int) -> float:
    """Weight of an item: 1/k, or the rounding of it that some reports use."""
    known = ITEM_WEIGHTS[version]
    usual = k == len(ITEMS[version])
    exact = known[0] if usual else 1.0 / k
    if item_weight is None:
        return exact
    weight = number(item_weight, "item_weight")
    if not abs(weight / exact - 1) <= 0.02:
        such = " or ".join(f"{w:g}" for w in known[1:]) if usual else f"{exact:.3f}"
        raise InputError.about(
            "item_weight",
            code="out_of_range",
            expected=f"1/{k} or a rounding of it, such as {such}; or one weight for each item, "
            "which sum to 1",
            found=f"{weight:g}",
        )
    return weight


def unequal(item_weight: Any, items: Sequence[str]) -> Float:
    """Weights (k,) by item, of any size above 0, that sum to 1."""
    if isinstance(item_weight, Mapping):
        odd = [name for name in item_weight if name not in items]
        absent = [name for name in items if name not in item_weight]
        if odd or absent:
            raise InputError.about(
                "item_weight",
                code="unknown_label" if odd else "missing_value",
                expected=f"a weight for each of {', '.join(items)}",
                found=f"{', '.join(map(str, odd))} beside them" if odd else f"none for {absent[0]}",
                positions=tuple((odd or absent)[:5]),
            )
        item_weight = [item_weight[name] for name in items]
    weights = floats(item_weight, "item_weight")
    if weights.shape != (len(items),):
        raise InputError.about(
            "item_weight",
            code="wrong_shape",
            expected=f"{len(items)} weights, one for each item",
            found=f"shape {weights.shape}",
        )
    if not (weights > 0).all() or abs(float(weights.sum()) - 1) > 1e-6:
        raise InputError.about(
            "item_weight",
            code="out_of_range",
            expected="weights above 0 that sum to 1",
            found=f"a sum of {float(weights.sum()):g}",
        )
    return np.asarray(weights / weights.sum())
