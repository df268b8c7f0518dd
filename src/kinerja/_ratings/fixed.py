"""Subjects and raters as fixed effects: least squares on the graph, sum contrasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .._types import Float
from ..errors import InputError
from .equations import Equations, Factor, Layout, conjugate_gradients
from .islands import Graph
from .likelihood import MEMORY


@dataclass(frozen=True, slots=True)
class Estimates:
    """Effects within each island and their standard errors, in the units of `y`."""

    mean: Float
    mean_se: Float
    rater: Float
    rater_se: Float
    subject: Float
    """(n,) mean over all raters of the island equally."""
    subject_se: Float
    residual: float
    """Variance over all islands; each island's errors go by its own."""
    df: int
    exact: bool


def least_squares(found: Graph, y: Float) -> Estimates:
    """Fit `y`, near 0 and of variance near 1, by a subject's and a rater's effect.

    Let A be what is left over the smaller side when the larger one is eliminated. Its inverse on
    the contrasts that sum to 0 in each island follows from A with a constant added to each block.
    """
    df = y.size - found.subject.size - found.rater.size + found.islands
    if df <= 0:
        raise InputError.about(
            "value",
            code="constant",
            expected="more ratings than people and raters together, less one",
            found=f"{y.size} ratings of {found.subject.size} people by {found.rater.size} raters",
            hint="Use method='random', or add ratings: nothing is left to judge errors by.",
        )
    layout = Layout(found, ("subject", "rater"))
    equations = Equations(layout, np.array([1.0, 1.0, 0.0]))
    big, small = layout.big, layout.small
    assert small is not None  # noqa: S101 - both sides were named
    shrink, island = equations.shrink, small.island
    members = np.bincount(island, minlength=found.islands)
    # What is added to each block: of the size of its entries, so that it is well conditioned.
    added = layout.by_island(small, small.count) / members**2
    solver = _Solver(equations, island, members, added)
    effect = solver.solve(small.total(y) - layout.up(shrink * big.total(y)))
    level = shrink * (big.total(y) - layout.down(effect))
    many = np.bincount(big.island, minlength=found.islands)
    mean = layout.by_island(big, level) / many
    residuals = y - level[big.code] - effect[small.code]
    variance = float(residuals @ residuals) / df
    own = _variances(found, residuals, big.island[big.code])
    if variance < 1e-20:
        raise InputError.about(
            "value",
            code="constant",
            expected="ratings that chance has a part in",
            found="values that are exactly the sum of a person's effect and a rater's",
            hint="Look how the values were made: real ratings do not add up exactly.",
        )
    share = (1.0 / many)[big.island]
    across = layout.up(shrink * share)
    centred = across - (layout.by_island(small, across) / members)[island]
    met = solver.solve(centred)
    of_mean = layout.by_island(big, shrink * share**2) + layout.by_island(small, across * met)
    diagonal, quadratic = solver.variances(big.count, big.island)
    of_level = shrink + shrink**2 * quadratic
    both = shrink * share + shrink * layout.down(met)
    contrast = of_level - 2 * both + of_mean[big.island]
    whole = of_mean[island] + diagonal - 2 * met
    subject_is_big = layout.names[0] == "subject"
    middle = mean[big.island]

    def error(unscaled: Float, of: Any) -> Float:
        return np.asarray(np.sqrt(own[of] * np.maximum(unscaled, 0.0)))

    of_big, of_small = error(of_level, big.island), error(whole, island)

    return Estimates(
        mean=mean,
        mean_se=error(of_mean, slice(None)),
        rater=effect if subject_is_big else level - middle,
        rater_se=error(diagonal, island) if subject_is_big else error(contrast, big.island),
        subject=level if subject_is_big else mean[island] + effect,
        subject_se=of_big if subject_is_big else of_small,
        residual=variance,
        df=df,
        exact=solver.factor is not None,
    )


def _variances(found: Graph, residuals: Float, island: Any) -> Float:
    """(islands,) residual variance of each; NaN where nothing is left to judge it by."""
    squares, values = (np.bincount(island, x, found.islands) for x in (residuals**2, None))
    taken = sum(
        np.bincount(side.island, minlength=found.islands) for side in (found.subject, found.rater)
    )
    df = values - taken + 1
    return np.where(df > 0, squares / np.maximum(df, 1), np.nan)


class _Solver:
    """A⁺ on what sums to 0 in each island: by a dense factor, or by conjugate gradients."""

    def __init__(self, equations: Equations, island: Any, members: Any, added: Float) -> None:
        self.equations = equations
        self.island = island
        self.members = members
        self.added = added
        self.factor: Factor | None = None
        m = equations.layout.m
        if 8 * m**2 > MEMORY:
            equations.diagonal = np.where(equations.diagonal > 0, equations.diagonal, 1.0)
            return
        matrix = equations.matrix()
        if members.size == 1:
            matrix += added[0]
        else:
            for number, rows in enumerate(_blocks(island, members)):
                matrix[np.ix_(rows, rows)] += added[number]
        self.factor = Factor(matrix)

    def solve(self, right: Float) -> Float:
        """Effects that sum to 0 in each island."""
        if self.factor is not None:
            out = self.factor.solve(right[:, None])[:, 0]
        else:
            column = right[:, None]
            out = conjugate_gradients(self.equations, column, np.zeros_like(column), 1e-12)[:, 0]
        return np.asarray(out - (_sums(out, self.island, self.members) / self.members)[self.island])

    def variances(self, count: Float, big_island: Any) -> tuple[Float, Float]:
        """Diagonal of A⁺, and cᵀA⁺c of the larger side; NaN where there is no factor."""
        layout = self.equations.layout
        if self.factor is None:
            return np.full(layout.m, np.nan), np.full(layout.big.size, np.nan)
        inverse = self.factor.inverse()
        constant = 1.0 / (self.added * self.members**2)
        diagonal = inverse.diagonal() - constant[self.island]
        quadratic = layout.pairs.quadratic(inverse) - count**2 * constant[big_island]
        return diagonal, quadratic


def _sums(x: Float, island: Any, members: Any) -> Float:
    return np.asarray(np.bincount(island, x, members.size), dtype=np.float64)


def _blocks(island: Any, members: Any) -> list[Any]:
    """Members of each island, in their order."""
    return np.split(np.argsort(island, kind="stable"), np.cumsum(members)[:-1])
