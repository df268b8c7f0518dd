"""Draws of weights and of measurements around those stated, and the totals that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._aggregate import Place
from .._checks import (
    columns_at,
    floats,
    is_table,
    joined,
    nonnegative,
    read_matrix,
    refuse_infinite,
    refuse_missing,
    vector,
)
from .._indicators.parts import Indicator
from .._types import Float
from ..errors import InputError
from .flips import all_arithmetic
from .tree import Node, evaluate

_STILL = 1e-15
"""A spread that no weight shows: nothing is drawn."""

Weights = dict[str, Float]
"""(draws, parts) weights of each node that has them, by its code."""


@dataclass(frozen=True, slots=True)
class World:
    """What every draw starts from; rows are the subjects that have a total."""

    tree: Node
    points: Float
    values: Float
    errors: Float | None
    indicators: Sequence[Indicator]

    def totals(self, weights: Weights, size: int, rng: np.random.Generator) -> Float:
        """(size, n) totals of a block of draws."""
        n, k = self.points.shape
        plain = all_arithmetic(self.tree) and not np.isnan(self.points).any()
        if plain:
            share = np.empty((size, k))
            _multiply(self.tree, weights, np.ones(size), share)
            out, term = np.zeros((size, n)), np.empty((size, n))
            for j in range(k):  # no BLAS: the same bits, and the same ties, on every machine
                out += np.multiply(share[:, [j]], self._measured(j, size, rng), out=term)
            return out
        columns = [np.ascontiguousarray(self._measured(j, size, rng)).ravel() for j in range(k)]
        known = [None if not (gap := np.isnan(c)).any() else ~gap for c in columns]
        try:
            out = evaluate(
                _reweighted(self.tree, weights, n), columns, Place("data"), known=known
            ).combined.value
        except InputError as error:
            if self.errors is None:  # pragma: no cover - the stated points have been through this
                raise
            raise _outside(self.tree.code, error) from None
        return out.reshape(size, n)

    def _measured(self, j: int, size: int, rng: np.random.Generator) -> Float:
        """(size, n) points of one indicator, measured again in each draw."""
        n = len(self.points)
        if self.errors is None or not self.errors[:, j].any():
            return np.broadcast_to(self.points[:, j], (size, n))
        indicator = self.indicators[j]
        raw = self.values[:, j] + self.errors[:, j] * rng.standard_normal((size, n))
        if indicator.valid_range is not None:
            low, high = indicator.valid_range
            raw = np.clip(raw, -np.inf if low is None else low, np.inf if high is None else high)
        gaps = np.isnan(self.values[:, j])
        raw[:, gaps] = 0.0
        out = np.empty((size, n))
        here = ~gaps
        flat = np.ascontiguousarray(raw[:, here]).ravel()
        points = np.empty(flat.size)
        try:
            indicator.scale.write_points(flat, points)
        except InputError as error:
            raise _outside(indicator.code, error) from None
        out[:, here] = points.reshape(size, -1)
        out[:, gaps] = self.points[gaps, j]
        return out


def _weighted(node: Node) -> bool:
    return node.how.kind in {"arithmetic", "power", "geometric"}


def drawn_weights(tree: Node, spread: float, size: int, rng: np.random.Generator) -> Weights:
    """Weights of every node for a block of draws, in the order of the tree."""
    out: Weights = {}
    given = np.array(tree.weights)
    shares = given / given.sum()
    some = shares > 0
    k = int(some.sum())
    if _weighted(tree):
        drawn = np.broadcast_to(shares, (size, shares.size)).copy()
        if spread > _STILL and k > 1:
            concentration = (k - 1) / spread**2 - 1.0
            drawn[:, some] = rng.dirichlet(concentration * shares[some], size=size)
        out[tree.code] = drawn
    for part in tree.parts:
        if isinstance(part, Node):
            out |= drawn_weights(part, spread, size, rng)
    return out


def _multiply(node: Node, weights: Weights, factor: Float, out: Float) -> None:
    """Effective weight of every leaf: the product of the drawn shares on its way."""
    for i, part in enumerate(node.parts):
        share = factor * weights[node.code][:, i]
        if isinstance(part, Node):
            _multiply(part, weights, share, out)
        else:
            out[:, part] = share


def _reweighted(node: Node, weights: Weights, n: int) -> Node:
    """The tree with a weight for each row: each draw's weights n times."""
    own: tuple[Any, ...] = node.weights
    if node.code in weights:
        # A part with weight keeps a trace of it, or 0 times the log of 0 would be missing.
        own = tuple(
            np.repeat(np.maximum(drawn, 1e-300), n) if weight > 0 else 0.0
            for weight, drawn in zip(node.weights, weights[node.code].T, strict=True)
        )
    parts = tuple(
        _reweighted(part, weights, n) if isinstance(part, Node) else part for part in node.parts
    )
    return replace(node, weights=own, parts=parts)


def _outside(code: str, error: InputError) -> InputError:
    return InputError.about(
        "standard_errors",
        code="out_of_range",
        expected=f"errors that leave {code!r} with values it can have ({error.expected})",
        found="a draw outside",
        hint="State a smaller error, or give the indicator a valid_range to stay inside.",
        positions=columns_at([code]),
    )


def read_errors(given: Any, codes: tuple[str, ...], n: int, rows: NDArray[Any]) -> Float | None:
    """(n, k) standard errors, or None."""
    if given is None:
        return None
    k = len(codes)
    if isinstance(given, Mapping):
        unknown = [code for code in given if code not in codes]
        if unknown:
            raise InputError.about(
                "standard_errors",
                code="unknown_label",
                expected="codes of the card's indicators",
                found=joined(unknown),
                positions=columns_at(unknown[:5]),
            )
        out = np.zeros((n, k))
        for code, value in given.items():
            x = floats(value, f"standard_errors[{code!r}]")
            column = np.full(n, float(x)) if x.ndim == 0 else x
            out[:, codes.index(code)] = vector(column, f"standard_errors[{code!r}]", n=n, rows=rows)
    elif is_table(given):
        out = read_matrix(given, codes, argument="standard_errors")[0]
    else:
        x = floats(given, "standard_errors")
        if x.ndim == 0:
            x = np.full(k, float(x))
        out = x if x.ndim == 2 else np.tile(vector(x, "standard_errors", n=k, rows=codes), (n, 1))
    if out.shape != (n, k):
        raise InputError.about(
            "standard_errors",
            code="wrong_shape",
            expected=f"a number, ({k},) or ({n}, {k})",
            found=f"shape {out.shape}",
        )
    refuse_missing(out, "standard_errors", rows=rows, columns=codes)
    refuse_infinite(out, "standard_errors", rows=rows, columns=codes)
    return nonnegative(out, "standard_errors", rows=rows, columns=codes)
