"""Weights made to meet the known totals of variables, moved as little as possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np

from .. import _checks
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import ConvergenceError, InputError, shown
from .adjustment import on_variables, orthonormal
from .design import Design, refuse_other

CalibrationMethod = Literal["linear", "raking", "logit"]
METHODS: tuple[CalibrationMethod, ...] = ("linear", "raking", "logit")

_MET = 1e-9
"""Calibration totals that cannot be met to this share contradict each other."""
_ROUNDING = 1e-14
"""A calibrated weight this small beside the largest is a 0 with rounding."""


@steady
def calibrate(
    design: Design,
    x: Any,
    totals: ArrayLike | Mapping[str, float],
    *,
    method: CalibrationMethod = "linear",
    bounds: tuple[float, float] | None = None,
    max_iterations: int = 200,
) -> Design:
    """Weights that meet the known totals of variables, moved as little as possible.

    Parameters
    ----------
    design : Design
        The sample, as drawn or calibrated before.
    x : array_like of float, shape (n, p) or (n,), or mapping or dataframe of p columns
        Variables whose population totals are known. A column of ones asks for the population
        size; none is added.
    totals : array_like of float, shape (p,), or mapping from column to total
        Their totals in the population.
    method : {"linear", "raking", "logit"}
        How the factor g grows with the fit: 1 + u (the regression estimator, GREG); exp(u); or a
        logistic curve inside `bounds`.
    bounds : (float, float), optional
        Lowest and highest factor, around 1; "logit" needs them, the others cut off there.
    max_iterations : int
        Newton steps before it is given up.

    Returns
    -------
    Design
        The same sample with the new weights; its standard errors use residuals from the regression
        on x under the weights before the step.

    Raises
    ------
    InputError
        If a total or a value is missing, the totals contradict each other, or linear weights would
        turn negative.
    ConvergenceError
        If no weights meet the totals; the message names the variable furthest off.

    Notes
    -----
    w' = w·F(x'λ) with Σ w' x = totals, λ by Newton's method with a line search on the convex dual.
    Redundant columns are allowed as long as their totals agree.

    References
    ----------
    Deville & Särndal (1992), JASA 87, 376–382; R's ``survey::calibrate``.

    Examples
    --------
    >>> from kinerja.survey import Design, calibrate
    >>> design = calibrate(Design(), [[1, 2], [1, 4], [1, 6]], [30, 150])
    >>> design.weights.round(6).tolist()
    [2.5, 10.0, 17.5]
    """
    _checks.choice(method, "method", METHODS)
    limit = _checks.whole_number(max_iterations, "max_iterations", lower=1)
    refuse_other(design)
    values, names = _variables(x)
    design = design.sized(values.shape[0], "x")
    target = _targets(totals, names)
    low, high = _bounds(bounds, method)
    w = design.weights
    change, basis = orthonormal(values, w)
    wanted = change.T @ target
    factor = _newton(basis, w, wanted, _curve(method, low, high), limit)
    new = w * factor if factor is not None else w
    off = np.abs(new @ values - target)
    size = np.maximum(np.abs(target), w @ np.abs(values))
    share = off / np.where(size > 0, size, 1.0)
    if factor is None or share.max() > _MET:
        _refuse_totals(
            off, share, names, bounds, redundant=basis.shape[1] < len(names) and factor is not None
        )
    new[np.abs(new) <= _ROUNDING * new.max()] = 0.0
    if new.min() < 0:
        rows = np.flatnonzero(new < 0)
        raise InputError.about(
            "method",
            code="out_of_range",
            expected="weights of 0 or more",
            found=f"{rows.size} below 0, first in row {int(rows[0])} ({new[rows[0]]:.6g})",
            hint='Use method="raking", which keeps them positive, or set bounds=(0, …).',
            positions=tuple(int(r) for r in rows[:5]),
        )
    return design.calibrated(new, on_variables(basis, w))


def _variables(x: Any) -> tuple[Float, list[Any]]:
    if _checks.is_table(x):
        names: list[Any] = list(_checks.column_names(x, "x"))
        columns = _checks.read_columns(x, names, "x")
        vectors = [
            _checks.vector(c, f"x[{name!r}]") for c, name in zip(columns, names, strict=True)
        ]
        _checks.refuse_uneven({n: v.size for n, v in zip(names, vectors, strict=True)}, "x")
        values = np.column_stack(vectors) if vectors else np.empty((0, 0))
    else:
        values = _checks.floats(x, "x")
        values = _checks.matrix(values[:, None] if values.ndim == 1 else values, "x")
        names = list(range(values.shape[1]))
    if not values.size:
        raise InputError.about("x", code="too_few", expected="at least one variable", found="none")
    return values, names


def _targets(totals: Any, names: list[Any]) -> Float:
    if isinstance(totals, Mapping):
        odd = [name for name in (*names, *totals) if name not in totals or name not in names]
        if odd:
            raise InputError.about(
                "totals",
                code="contradiction",
                expected=f"a total for each of {_checks.joined(names)}",
                found=f"{_checks.joined(odd)} without a total or a column",
                positions=_checks.columns_at(odd[:5]),
            )
        totals = [totals[name] for name in names]
    return _checks.vector(totals, "totals", n=len(names))


def _bounds(bounds: Any, method: CalibrationMethod) -> tuple[float, float]:
    if bounds is None:
        if method == "logit":
            raise InputError.about(
                "bounds",
                code="missing_argument",
                expected='a lowest and a highest factor for method="logit"',
                found="None",
                hint="For instance bounds=(0.4, 2.5).",
            )
        return -np.inf, np.inf
    if not isinstance(bounds, tuple | list) or len(bounds) != 2:
        raise InputError.about(
            "bounds", code="wrong_shape", expected="a pair (lowest, highest)", found=shown(bounds)
        )
    low = _checks.number(bounds[0], "bounds", lower=0.0, upper=1.0, open_upper=True)
    return low, _checks.number(bounds[1], "bounds", lower=1.0, open_lower=True)


Curve = Callable[[Float], tuple[Float, Float, Float]]
"""u → factor F(u), slope F'(u), and the integral of F, whose sum the dual lowers."""


def _curve(method: CalibrationMethod, low: float, high: float) -> Curve:
    if method == "logit":
        steep = (high - low) / ((1 - low) * (high - 1))

        def logistic(u: Float) -> tuple[Float, Float, Float]:
            from scipy.special import expit

            # (1 − L)e^{Au} / ((U − 1) + (1 − L)e^{Au}), written so that it cannot overflow.
            shift = np.log(1 - low) - np.log(high - 1)
            share = expit(steep * u + shift)
            integral = low * u + (high - low) / steep * np.logaddexp(0.0, steep * u + shift)
            return low + (high - low) * share, (high - low) * steep * share * (1 - share), integral

        return logistic
    linear = method == "linear"
    ends = (low - 1, high - 1) if linear else (np.log(low) if low > 0 else -np.inf, np.log(high))

    def cut(u: Float) -> tuple[Float, Float, Float]:
        inner = np.clip(u, *ends)
        with np.errstate(over="ignore"):
            f = 1 + inner if linear else np.exp(inner)
            integral = inner + inner**2 / 2 if linear else f
        free = (u >= ends[0]) & (u <= ends[1])
        slope = np.where(free, 1.0 if linear else f, 0.0)
        return f, slope, integral + np.where(free, 0.0, f * (u - inner))

    return cut


def _newton(basis: Float, w: Float, wanted: Float, curve: Curve, limit: int) -> Float | None:
    """Factors that meet the totals of an orthonormal basis; None if there are none."""
    scale = np.maximum(np.abs(wanted), w @ np.abs(basis))
    enough = 4e-15 * np.sqrt(w.size) * scale
    eta = np.zeros(wanted.size)
    u = np.zeros(w.size)
    f, slope, integral = curve(u)
    misfit = wanted - (w * f) @ basis
    dual = float(w @ integral - wanted @ eta)
    for _ in range(limit):
        if (np.abs(misfit) <= enough).all():
            return f
        hessian = basis.T @ (basis * (w * slope)[:, None])
        if not (np.isfinite(hessian).all() and np.isfinite(misfit).all()):
            return None
        step = np.linalg.lstsq(hessian, misfit, rcond=1e-13)[0]
        size = 1.0
        while True:
            trial = eta + size * step
            u = basis @ trial
            f_new, slope_new, integral = curve(u)
            with np.errstate(invalid="ignore", over="ignore"):
                misfit_new = wanted - (w * f_new) @ basis
                dual_new = float(w @ integral - wanted @ trial)
            good = np.isfinite(misfit_new).all() and (
                dual_new <= dual - 1e-4 * size * float(misfit @ step)
                or np.abs(misfit_new / scale).max() < np.abs(misfit / scale).max()
            )
            if good:
                break
            size /= 2
            if size < 1e-10:
                # No step improves it: as near as the figures allow, for the caller to judge.
                close = bool((np.abs(misfit) <= 1e-10 * scale).all())
                return f if close else None
        eta, f, slope, misfit, dual = trial, f_new, slope_new, misfit_new, dual_new
    return f if (np.abs(misfit) <= 1e-10 * scale).all() else None


def _refuse_totals(
    off: Float, share: Float, names: list[Any], bounds: Any, *, redundant: bool
) -> None:
    worst = int(share.argmax())
    if redundant:
        raise InputError.about(
            "totals",
            code="contradiction",
            expected="totals that agree where columns of `x` follow from each other",
            found=f"{names[worst]!r} off by {off[worst]:.6g} from what the others imply",
            hint="Correct the total, or leave the column out.",
            positions=_checks.columns_at([names[worst]]),
        )
    raise ConvergenceError.about(
        "totals",
        code="no_convergence",
        expected="totals that some weights meet" + (" inside the bounds" if bounds else ""),
        found=f"none; before calibration the total of {names[worst]!r} is off by {off[worst]:.6g}",
        hint="Widen the bounds, or check that totals and columns are in one unit.",
        positions=_checks.columns_at([names[worst]]),
    )
