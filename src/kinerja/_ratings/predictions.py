"""Predicted effects and the variances of their errors, at the maximum of the likelihood.

References
----------
Henderson (1975), Biometrics 31, 423–447.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .._types import Float
from .reml import Fit


@dataclass(frozen=True, slots=True)
class PredictedSide:
    """Effects of one side in the units of the fit, and variances over the residual one."""

    effect: Float
    held: Float
    """The mean held."""
    free: Float
    """Of mean plus effect, the mean unknown."""


def sides_of(fit: Fit) -> dict[str, PredictedSide]:
    """Each side that has a variance, from the point at the maximum."""
    layout, point = fit.layout, fit.point
    equations, out = point.equations, {}
    shrink, schur = equations.shrink, equations.schur
    n = layout.big.count
    quadratic = point.quadratic
    if layout.small is None:
        quadratic = np.zeros(layout.big.size)
    elif point.diagonal is None:
        quadratic = np.full(layout.big.size, np.nan)
    for name in layout.names:
        if name == layout.names[0] or layout.small is None:
            held = shrink + shrink**2 * quadratic
            # The mean's error, less the part of it that the member's own ratings take up.
            left = 1.0 - shrink * (n - layout.down(equations.solved_column))
            free = held + left**2 / schur[layout.big.island]
            out[name] = PredictedSide(point.solution.big, held, free)
        else:
            held = np.full(layout.m, np.nan) if point.diagonal is None else point.diagonal
            left = 1.0 - equations.solved_column
            out[name] = PredictedSide(
                point.solution.small, held, held + left**2 / schur[layout.small.island]
            )
    return out
