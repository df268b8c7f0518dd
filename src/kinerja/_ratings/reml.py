"""Restricted maximum likelihood of subjects, raters and chance, by average information.

Steps that leave the cone are halved; a component that wants to leave it five times in a row is
tried at 0, where it stays if the likelihood falls from there.

References
----------
Gilmour, Thompson & Cullis (1995), Biometrics 51, 1440–1450.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .._types import Float
from ..errors import ConvergenceError, InputError
from .equations import Layout
from .islands import Graph
from .likelihood import Likelihood, Point

_STEPS = 100
_ENOUGH = 1e-8
"""Relative change of every component that ends the iteration."""
_DIGITS = 1e-14
_NEAR = 1e-4
"""The same, for the estimate at which the inverse is made."""
_HALVINGS = 5
"""Steps in a row that leave the cone before a component is tried at 0."""
_FLOOR = 1e-3
"""Least share of a balanced layout's information that a step relies on."""
_SMALL = 1e-3
"""Share of the variance below which a falling residual counts as 0, if nothing is left for it."""
_DENSE_AGAIN = 2_000
"""Largest smaller side that is tried densely where conjugate gradients did not settle."""
_TINY = 1e-10
"""Share of the variance below which a component that still falls counts as 0."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Variances at the maximum, and the point they belong to."""

    layout: Layout
    point: Point
    covariance: Float
    """Asymptotic covariance of the variances that are not 0: larger, smaller, residual."""
    exact: bool


def maximise(found: Graph, y: Float, tell: Callable[[int], None]) -> Fit:
    """Restricted maximum likelihood of `y`, near 0 and of variance near 1."""
    names, start = ("subject", "rater"), np.full(3, 1 / 3)
    try:
        return _climb(found, y, names, start, tell)
    except ConvergenceError:
        if min(found.subject.size, found.rater.size) > _DENSE_AGAIN:
            raise
        # With the likelihood itself at hand a step can be judged, and cut.
        return _climb(found, y, names, start, tell, dense=True)


def _climb(
    found: Graph,
    y: Float,
    names: tuple[str, ...],
    start: Float,
    tell: Callable[[int], None],
    *,
    dense: bool = False,
) -> Fit:
    """Maximise over the named components, the others being 0."""
    layout = Layout(found, names)
    likelihood = Likelihood(layout, y, dense=dense)
    active = [*range(len(layout.names)), 2]
    point = likelihood.at(start, 1e-4)
    exact = likelihood.dense
    inverse: _Inverse | None = None
    outside = np.zeros(3, dtype=np.int64)
    patience = np.full(3, _HALVINGS)
    change = 1.0
    for _ in range(_STEPS):
        unit = _unit(layout, y.size, point.variances)
        step = _step(point, unit, active)
        leaves = np.zeros(3, dtype=np.bool_)
        leaves[active] = (point.variances + step)[active] <= 0
        outside = np.where(leaves, outside + 1, 0)
        _refuse_additive(found, point)
        wants = (outside >= patience) | (leaves & (point.variances < _TINY))
        returned = False
        for i in (i for i in active if i < 2 and wants[i]):
            kept = tuple(name for name in layout.names if name != layout.names[i])
            without = _climb(found, y, kept, _without(point.variances, i), tell)
            slope = _slope_at_zero(found, without, layout.names[i], y)
            if slope <= 0:
                return without
            # The likelihood rises from 0: go on from there.
            point = likelihood.at(_with(without, layout, i, unit, slope), 1e-4)
            patience[i] = _STEPS
            returned = True
            break
        if returned:
            continue
        new = point.variances + step
        while new[active].min() <= 0:
            new = (new + point.variances) / 2
        change = _change(new, point.variances, active)
        # Without an inverse to come, the equations are solved as closely as the end needs.
        rough = max(1e-6 if likelihood.affordable else 1e-10, change / 100)
        point = _risen(likelihood, point, new, 1e-10 if exact else min(1e-4, rough))
        tell(1)
        if change > _NEAR:
            continue
        if exact and inverse is not None:
            exact = _change(point.variances, inverse.variances, active) <= likelihood.loose
        if not exact and likelihood.affordable:
            inverse = _Inverse(point.variances, *likelihood.make_exact(point.variances))
            point, exact = likelihood.at(point.variances, 1e-10), True
        # Chance far below the rest leaves fewer digits to settle.
        elif change <= max(_ENOUGH, _DIGITS * float(point.variances.sum() / point.variances[2])):
            return _ended(layout, point, active, inverse, exact=exact)
    raise ConvergenceError(
        f"The variance components did not settle in {_STEPS} steps.",
        code="no_convergence",
        argument="value",
        hint="Look for people or raters joined to the others by very few ratings.",
    )


@dataclass(frozen=True, slots=True)
class _Inverse:
    """What the one dense inverse tells, and where it was made."""

    variances: Float
    diagonal: Float
    quadratic: Float


def _change(new: Float, old: Float, active: list[int]) -> float:
    """Largest relative change of a component."""
    return float(np.abs(new[active] / old[active] - 1).max())


def _ended(
    layout: Layout, point: Point, active: list[int], inverse: _Inverse | None, *, exact: bool
) -> Fit:
    covariance = np.zeros((3, 3))
    part = np.ix_(active, active)
    covariance[part] = np.linalg.pinv(point.information[part], hermitian=True)
    if inverse is not None:
        point = replace(point, diagonal=inverse.diagonal, quadratic=inverse.quadratic)
    return Fit(layout, point, covariance, exact)


def _unit(layout: Layout, n: int, variances: Float) -> Float:
    """Standard error of each component in a balanced layout of its side alone."""
    sizes = np.maximum(np.array([layout.big.size, layout.m, n], dtype=np.float64), 1.0)
    seen = variances + np.array([1.0, 1.0, 0.0]) * variances[2] * sizes / n
    return np.asarray(seen / np.sqrt(sizes / 2))


def _step(point: Point, unit: Float, active: list[int]) -> Float:
    """Average-information step of the components that are not 0.

    Average information can vanish where the likelihood still rises (equal totals, say), so it is
    kept above a floor; a step too long is cut afterwards.
    """
    scale = unit[active]
    bend = point.information[np.ix_(active, active)] * np.outer(scale, scale)
    values, axes = np.linalg.eigh(bend)
    along = axes.T @ (scale * point.score[active]) / np.maximum(values, _FLOOR)
    out = np.zeros(3)
    out[active] = scale * (axes @ along)
    return out


def _risen(likelihood: Likelihood, point: Point, new: Float, tolerance: float) -> Point:
    """The point at `new`, or on the way there if the likelihood would fall."""
    candidate = None
    for _ in range(30):
        try:
            candidate = likelihood.at(new, tolerance)
        except ConvergenceError:
            if not likelihood.dense:
                raise
        else:
            before, after = point.log_likelihood, candidate.log_likelihood
            if not after < before - 1e-9 * max(1.0, abs(before)):
                return candidate
        new = (new + point.variances) / 2
    return candidate or point


def _without(variances: Float, dropped: int) -> Float:
    """Start of what is left when one of the sides is at 0: its variance goes to chance."""
    other = float(variances[1 - dropped])
    return np.array([other, 0.0, float(variances[2] + variances[dropped])])


def _with(fit: Fit, layout: Layout, returned: int, unit: Float, slope: float) -> Float:
    """Variances of a fit, with the side that it left out a step above 0."""
    out = fit.point.variances.copy()
    out[0], out[1] = (out[0], 0.0) if returned == 1 else (0.0, out[0])
    out[returned] = min(unit[returned] ** 2 * slope, 0.1 * float(out[2]))
    if not fit.layout.names:  # the other one is at 0 too: it starts as low
        out[1 - returned] = 0.01 * float(out[2])
    return out


def _slope_at_zero(found: Graph, fit: Fit, name: str, y: Float) -> float:
    """Slope of the likelihood in the variance of `name` at 0, from the fit without it."""
    side = found.subject if name == "subject" else found.rater
    likelihood = Likelihood(fit.layout, y, dense=True)
    equations, residual = fit.point.equations, float(fit.point.variances[2])
    effect = side.total(likelihood.residuals(fit.point.solution)) / residual
    count = side.count.copy()
    column = side.count.copy()
    if fit.layout.names:
        met = found.pairs if name == "subject" else found.pairs.T.tocsr()
        squared = met.copy()
        squared.data = squared.data**2
        count -= squared @ equations.shrink
        column -= met @ (fit.layout.big.count * equations.shrink)
    trace = (count - column**2 / equations.schur[side.island]).sum() / residual
    slope = float(effect @ effect - trace) / 2
    return slope if abs(slope) > 1e-9 * abs(trace) else 0.0


def _refuse_additive(found: Graph, point: Point) -> None:
    """Refuse ratings that a person's and a rater's effect add up to exactly."""
    share = float(point.variances[2] / point.variances.sum())
    left = found.count.sum() - found.subject.size - found.rater.size + found.islands
    if point.score[2] < 0 and share < (_TINY if left > 0 else _SMALL):
        raise InputError.about(
            "value",
            code="constant",
            expected="ratings that chance has a part in",
            found="values that are exactly the sum of a person's effect and a rater's",
            hint="With few more ratings than people and raters this is so by itself: add ratings.",
        )
