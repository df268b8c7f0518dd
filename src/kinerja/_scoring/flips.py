"""The smallest change of weights that turns an order round: of one weight, and of all together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._digits import same
from .._types import Float, Ints
from .._words import words
from ..results import Axis, FloatVector, LabelVector, Result
from .tree import Node

_HALVINGS = 200
"""Halvings of an interval: more than a float64 can tell apart."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Flip(Result):
    """How far weights must move until two subjects tie; any further and they change places.

    Weights are effective shares, which sum to 1. Where a single weight moves, the others keep
    their proportions to each other.
    """

    _keys: ClassVar = {"indicator": "codes"}
    _aside: ClassVar = (
        "first",
        "second",
        "indicator",
        "weight",
        "new_weight",
        "change",
        "second_together",
        "distance",
    )

    first: Any
    """Who is in front, by id or position."""
    second: Any
    """Who overtakes with the smallest change of one weight; None if nobody can."""
    indicator: str
    """Code of the weight that moves least; empty if no single weight can do it."""
    weight: float
    """Its stated share; NaN if there is none."""
    new_weight: float
    """Its share at the tie; NaN if there is none."""
    change: float
    """How far it moves, always positive; NaN if there is none."""
    alone: Annotated[FloatVector, Axis("indicator")]
    """(k,) share of each indicator at which it alone makes the tie; NaN where it cannot."""
    second_together: Any
    """Who overtakes with the smallest change of all weights; None if nobody can."""
    together: Annotated[FloatVector, Axis("indicator")]
    """(k,) the nearest weights at which they tie; NaN if there are none."""
    distance: float
    """Length of that change: root of the summed squares; NaN if there is none."""
    weights: Annotated[FloatVector, Axis("indicator")]
    """(k,) the stated effective weights."""
    codes: Annotated[LabelVector, Axis("indicator")]
    """(k,) codes of the indicators."""

    def _headline(self, language: str = "en") -> str:
        if not self.indicator:
            return words(language).headlines.no_flip.format(first=repr(self.first))
        return words(language).headlines.flip.format(
            first=repr(self.first),
            second=repr(self.second),
            indicator=repr(self.indicator),
            old=f"{self.weight:.4g}",
            new=f"{self.new_weight:.4g}",
        )


class Linear(NamedTuple):
    """An order as a weighted sum: whoever has the larger ``terms @ weights`` is in front."""

    terms: Float
    """(n, k)"""
    weights: Float
    """(k,) effective shares."""


def linear_form(tree: Node, points: Float, weights: Float) -> Linear | None:
    """Write a card's order as a weighted sum, where it is one.

    A tree of arithmetic means is; so is one power mean of leaves, which orders as the weighted
    mean of sᵖ (of log s at p = 0) does. Other trees, and rows with a gap whose weight went to the
    others, are not.
    """
    if np.isnan(points).any():
        return None
    if all_arithmetic(tree):
        return Linear(points, weights)
    flat = not any(isinstance(part, Node) for part in tree.parts)
    if not flat or tree.how.kind not in {"power", "geometric"} or (points <= 0).any():
        return None
    p = tree.how.p if tree.how.kind == "power" else 0.0
    relative = points / points.max()
    with np.errstate(over="ignore", under="ignore"):
        terms = np.log(relative) if p == 0 else np.sign(p) * np.power(relative, p)
    return Linear(terms, weights) if np.isfinite(terms).all() else None


def all_arithmetic(tree: Node) -> bool:
    """Tell whether every node of a tree is a weighted arithmetic mean."""
    plain = tree.how.kind == "arithmetic" or (tree.how.kind == "power" and tree.how.p == 1)
    return plain and all(all_arithmetic(part) for part in tree.parts if isinstance(part, Node))


def smallest_flip(
    form: Linear, first: int, rivals: Ints, names: NDArray[Any], codes: NDArray[Any]
) -> Flip:
    """Smallest changes after which one of `rivals` ties with `first`, who is in front of them."""
    v = form.weights
    k = v.size
    lead = form.terms[first] - form.terms[rivals]
    total = form.terms @ v
    ahead = np.where(same(total[rivals], total[first]), 0.0, np.maximum(lead @ v, 0.0))

    alone = _alone(lead, ahead, v)
    change = np.abs(alone - v)
    best = np.where(np.isnan(change), np.inf, change)
    nearest = best.argmin(axis=0)
    at, j = np.unravel_index(int(best.argmin()), best.shape)
    possible = bool(np.isfinite(best[at, j]))
    rival, together, distance = _together(lead, ahead, v)
    name = names.tolist()
    return Flip(
        first=name[first],
        second=name[rivals[at]] if possible else None,
        indicator=str(codes[j]) if possible else "",
        weight=float(v[j]) if possible else np.nan,
        new_weight=float(alone[at, j]) if possible else np.nan,
        change=float(change[at, j]) if possible else np.nan,
        alone=alone[nearest, np.arange(k)],
        second_together=None if rival is None else name[rivals[rival]],
        together=together,
        distance=distance,
        weights=v.copy(),
        codes=codes.copy(),
    )


def _alone(lead: Float, ahead: Float, v: Float) -> Float:
    """(m, k) share of indicator j at which rival i ties; NaN where no share from 0 to 1 does.

    Moving v to (1 − t)·v + t·eⱼ leaves the lead (1 − t)·R + t·Δⱼ, which is 0 at t = R/(R − Δⱼ).
    """
    slope = ahead[:, None] - lead
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        t = ahead[:, None] / slope
        share = v + t * (1.0 - v)
    share[np.abs(share) < 1e-15] = 0.0  # a rival level at weight 0, but for the last bits
    share[~np.isfinite(share) | (share < 0) | (t > 1)] = np.nan
    share[ahead == 0] = v
    return np.asarray(share)


def _together(lead: Float, ahead: Float, v: Float) -> tuple[int | None, Float, float]:
    """Rival, weights and distance of the nearest tie over all weights.

    Without the bound v ≥ 0 the distance is R/‖Δ − mean Δ‖, never more than with it. Rivals are
    tried in that order until the next one cannot be nearer.
    """
    spread = np.sqrt(((lead - lead.mean(axis=1, keepdims=True)) ** 2).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = np.where(ahead == 0, 0.0, ahead / spread)
    bound[np.isnan(bound)] = np.inf
    best: tuple[int | None, Float, float] = (None, np.full(v.size, np.nan), np.inf)
    for i in np.argsort(bound, kind="stable").tolist():
        if not bound[i] < best[2]:
            break
        w = v.copy() if ahead[i] == 0 else nearest_tie(v, lead[i])
        if w is not None and (distance := float(np.sqrt(((w - v) ** 2).sum()))) < best[2]:
            best = (i, w, distance)
    return best if best[0] is not None else (None, best[1], np.nan)


def nearest_tie(v: Float, lead: Float) -> Float | None:
    """Nearest w to v with w ≥ 0, Σw = 1 and w·Δ = 0, for v·Δ > 0; None where there is none.

    The Lagrangian gives w = P(v − λΔ), P the projection on the simplex, and w·Δ falls in λ; the
    root is found by halving, and made exact by solving the two equations on the weights above 0.
    """
    delta = lead / np.abs(lead).max()
    if delta.min() > 0:
        return None
    if delta.min() == 0:
        level = delta == 0
        w = np.zeros(v.size)
        w[level] = _on_simplex(v[level])
        return w
    low, high = 0.0, 1.0
    while _on_simplex(v - high * delta) @ delta > 0:
        low, high = high, 2.0 * high
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if middle in {low, high}:
            break
        if _on_simplex(v - middle * delta) @ delta > 0:
            low = middle
        else:
            high = middle
    w = _on_simplex(v - high * delta)
    inside = w > 0
    d, u, m = delta[inside], v[inside], int(inside.sum())
    matrix = np.array([[m, d.sum()], [d.sum(), d @ d]])
    if abs(np.linalg.det(matrix)) > 1e-12:
        mu, step = np.linalg.solve(matrix, [u.sum() - 1.0, u @ d])
        exact = u - mu - step * d
        if (exact >= 0).all():
            w[inside] = exact
    return w


def _on_simplex(x: Float) -> Float:
    """Nearest point with entries of 0 or more that sum to 1 (Held, Wolfe & Crowder 1974)."""
    ordered = np.sort(x)[::-1]
    over = (np.cumsum(ordered) - 1.0) / np.arange(1, x.size + 1)
    level = over[np.flatnonzero(ordered > over)[-1]]
    return np.asarray(np.maximum(x - level, 0.0))
