"""One factor behind the items, and McDonald's omega from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from .. import _checks
from .._results.prints import made_from
from .._steady import steady
from .._types import Float, TableLike
from ..errors import ConvergenceError
from ..results import Axis, BoolVector, FloatVector, LabelVector, Provenance, Result
from .items import Missing, correlation, read_items, refuse_singular

Method = Literal["ml", "minres"]
METHODS: tuple[Method, ...] = ("ml", "minres")

SMALLEST = 0.005
"""Smallest uniqueness tried, as in R's factanal: an item without any error is no result."""
_GRADIENT = 1e-6
"""Largest slope, in units of the discrepancy, that counts as the bottom."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Omega(Result):
    """McDonald's omega from one factor.

    Examples
    --------
    >>> from kinerja.reliability import omega
    >>> answers = [[3, 4, 3], [4, 4, 5], [2, 1, 2], [5, 5, 4], [1, 2, 1], [4, 3, 4], [2, 4, 3]]
    >>> omega(answers).method
    'ml'
    """

    _keys: ClassVar = {"item": "items"}

    total: float
    """(Σ λ)²/((Σ λ)² + Σ u): share of the variance of the sum that the model gives the factor."""
    loadings: Annotated[FloatVector, Axis("item")]
    """(k,) λ, on correlations; their sum is 0 or more."""
    uniqueness: Annotated[FloatVector, Axis("item")]
    """(k,) u, the share of an item's variance that is its own."""
    observed: float
    """1 − Σ u/Σ R: the same with the observed variance of the sum below, as psych prints it."""
    at_bound: Annotated[BoolVector, Axis("item")]
    """(k,) uniqueness held at .005: one factor does not fit (a Heywood case)."""
    method: str
    """How the factor was fitted: the option of that name."""
    items: Annotated[LabelVector, Axis("item")]
    """(k,) names of the items, or their positions."""
    provenance: Provenance


@steady
def omega(items: TableLike, *, missing: Missing = "raise", method: Method = "ml") -> Omega:
    """McDonald's omega total: reliability of a sum whose items load unequally on one factor.

    Parameters
    ----------
    items : array_like or table (n, k)
        Answers, k ≥ 3, one row per person and one column per item, coded in the same direction.
    missing : {"raise", "omit", "pairwise"}
        Refuse missing answers; leave out people with one; or take each correlation from the
        people who answered both items.
    method : {"ml", "minres"}
        Maximum likelihood, or least squares on the correlations off the diagonal.

    Returns
    -------
    Omega

    Raises
    ------
    InputError
        If an answer is missing and `missing` is ``"raise"``, for fewer than three items, a
        constant item, or an item that follows from the others.
    ConvergenceError
        If no minimum is reached.

    Notes
    -----
    The model is R ≈ λλᵀ + diag(u), fitted to correlations. ``"ml"`` minimises
    tr(Σ⁻¹R) + ln det Σ with Σ = λλᵀ + diag(u); ``"minres"`` Σ_{i<j} (r − λᵢλⱼ)² with u = 1 − λ². A
    uniqueness is kept at .005 or more. `total` uses the variance of the sum that the model implies.

    References
    ----------
    McDonald (1999), Test Theory: A Unified Treatment, ch. 6. Jöreskog (1967), Psychometrika 32,
    443–482. Harman & Jones (1966), Psychometrika 31, 351–368.

    Examples
    --------
    >>> rng = np.random.default_rng(7)
    >>> factor = rng.normal(size=(400, 1))
    >>> out = omega(factor + rng.normal(size=(400, 4)))
    >>> 0.75 < out.total < 0.85
    True
    """
    _checks.choice(method, "method", METHODS)
    data = read_items(items, missing, fewest=3)
    r = correlation(data)
    refuse_singular(r, data, "a factor")
    loadings, u = _maximum_likelihood(r) if method == "ml" else _minres(r)
    # A factor has no sign of its own: more of it is more of the sum.
    loadings = loadings if loadings.sum() >= 0 else -loadings
    common = float(loadings.sum()) ** 2
    return Omega(
        total=common / (common + float(u.sum())),
        loadings=loadings,
        uniqueness=u,
        observed=1 - float(u.sum()) / float(r.sum()),
        at_bound=u <= SMALLEST * (1 + 1e-9),
        method=method,
        items=data.names,
        provenance=Provenance(
            **made_from(items=items),
            options={"method": method},
            missing=missing,
            left_out=data.left_out,
        ),
    )


def _leading(r: Float, u: Float) -> tuple[Float, Float, Float]:
    """Eigenvalues and last eigenvector of R scaled by u, and the ML loadings for this u."""
    root = np.sqrt(u)
    values, vectors = np.linalg.eigh(r / root[:, None] / root[None, :])
    first = vectors[:, -1]
    return values, first, root * first * np.sqrt(max(values[-1] - 1, 0.0))


def _maximum_likelihood(r: Float) -> tuple[Float, Float]:
    k = r.shape[0]

    def discrepancy(u: Float) -> tuple[float, Float]:
        values, _, loadings = _leading(r, u)
        rest = values[:-1]
        gradient = (np.outer(loadings, loadings) - r).diagonal() + u
        return float((rest - np.log(rest)).sum()) - (k - 1), gradient / u**2

    start = np.clip((1 - 0.5 / k) / np.diag(np.linalg.inv(r)), SMALLEST, 1.0)
    u = _bottom(discrepancy, start, SMALLEST, 1.0)
    return _leading(r, u)[2], u


def _minres(r: Float) -> tuple[Float, Float]:
    off = r - np.eye(r.shape[0])

    def misfit(loadings: Float) -> tuple[float, Float]:
        residual = off - np.outer(loadings, loadings)
        np.fill_diagonal(residual, 0.0)
        return float((residual**2).sum()) / 2, -2 * residual @ loadings

    values, vectors = np.linalg.eigh(r)
    most = float(np.sqrt(1 - SMALLEST))
    start = np.clip(vectors[:, -1] * np.sqrt(values[-1]), -most, most)
    loadings = _bottom(misfit, start, -most, most)
    return loadings, 1 - loadings**2


def _bottom(
    f: Callable[[Float], tuple[float, Float]], start: Float, low: float, high: float
) -> Float:
    """Minimum of `f` within bounds: quasi-Newton, then Newton steps on the gradient."""
    from scipy.optimize import minimize

    k = start.size
    found = minimize(
        f,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(low, high)] * k,
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 5_000, "maxfun": 50_000},
    )
    x: Float = np.asarray(found.x, dtype=np.float64)
    for _ in range(5):
        gradient = f(x)[1]
        free = ~(((x <= low) & (gradient > 0)) | ((x >= high) & (gradient < 0)))
        if not free.any() or np.abs(gradient[free]).max() < 1e-13:
            break
        where = np.flatnonzero(free)
        step = 1e-6
        slope = np.empty((where.size, where.size))
        for column, j in enumerate(where):
            shift = np.zeros(k)
            shift[j] = step
            slope[:, column] = (f(x + shift)[1] - f(x - shift)[1])[where] / (2 * step)
        try:
            move = np.linalg.solve(slope, gradient[where])
        except np.linalg.LinAlgError:
            break
        new = x.copy()
        new[where] -= move
        if (new < low).any() or (new > high).any():
            break
        after = f(new)[1]
        if not np.abs(after[where]).max() < np.abs(gradient[where]).max():
            break
        x = new
    gradient = f(x)[1]
    free = ~(((x <= low) & (gradient > 0)) | ((x >= high) & (gradient < 0)))
    left = float(np.abs(gradient[free]).max(initial=0.0))
    if left > _GRADIENT:
        raise ConvergenceError(
            f"`items`: the factor was not found: slope {left:.2g} left after {found.nit} steps. "
            "Look at the correlations: one item may be nearly a copy of another.",
            argument="items",
            expected=f"a slope below {_GRADIENT:g}",
            found=f"{left:.2g}",
        )
    return x
