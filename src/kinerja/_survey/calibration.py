"""Weights made to agree with known totals, and standard errors that know about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks, _digits
from ..errors import ConvergenceError, InputError
from .adjustment import Adjustment, on_groups, on_variables, orthonormal
from .crossing import Codes, cross, grouped, read_domains
from .design import Design

Float = NDArray[np.float64]
CalibrationMethod = Literal["linear", "raking", "logit"]
METHODS: tuple[CalibrationMethod, ...] = ("linear", "raking", "logit")

_RAKED = 1e-13
"""Raking ends when no margin is further from its total than this share of the sum of weights."""
_MET = 1e-9
"""Calibration totals that cannot be met to this share contradict each other."""
_ROUNDING = 1e-14
"""A calibrated weight this small beside the largest is a 0 with rounding."""


def _is_design(design: Any) -> None:
    if not isinstance(design, Design):
        raise InputError.about(
            "design", code="wrong_type", expected="a Design", found=type(design).__name__
        )


def _new_weights(design: Design, weights: Float, step: Adjustment) -> Design:
    return design.of_same_draw(weights, adjustments=(*design.adjustments, step), notes=design.notes)


class _Margin(NamedTuple):
    codes: Codes
    names: list[Any]
    totals: Float


def _margin(labels: Any, totals: Any, n: int, argument: str, totals_name: str) -> _Margin:
    """Group of each row and the known total of each group, in one order."""
    groups = read_domains(labels, n, argument)
    names = groups.labels()
    if not isinstance(totals, Mapping):
        raise InputError.about(
            totals_name,
            code="wrong_type",
            expected="a mapping from label to known total",
            found=type(totals).__name__,
        )
    absent = [name for name in names if name not in totals]
    if absent:
        raise InputError.about(
            totals_name,
            code="missing_total",
            expected=f"a total for each group of `{argument}`",
            found=f"none for {_checks.joined(absent)}",
            hint="Add it, or join the group with another.",
            positions=tuple(absent[:5]),
        )
    known = set(names)
    empty = [label for label in totals if label not in known]
    if empty:
        raise InputError.about(
            argument,
            code="empty_cell",
            expected=f"rows in each group of `{totals_name}`",
            found=f"nobody in {_checks.joined(empty)}",
            hint="A group without a sample cannot stand for its population: join it with another.",
            positions=tuple(empty[:5]),
        )
    values = _checks.vector([totals[name] for name in names], totals_name, rows=names)
    return _Margin(groups.codes, names, _checks.positive(values, totals_name, rows=names))


def _refuse_weightless(margin: _Margin, weights: Float, argument: str) -> Float:
    sums = grouped(margin.codes, weights, len(margin.names))
    none = [margin.names[int(g)] for g in np.flatnonzero(sums == 0)]
    if none:
        raise InputError.about(
            argument,
            code="empty_cell",
            expected="a weight above 0 in each group",
            found=f"only weights of 0 in {_checks.joined(none)}",
            hint="Join the group with another.",
            positions=tuple(none[:5]),
        )
    return sums


def _start(design: Any, labels: Any) -> Design:
    _is_design(design)
    if not design.stages:
        first = next(iter(labels.values())) if isinstance(labels, Mapping) else labels
        sized: Design = design.sized(len(first), "design")
        return sized
    out: Design = design
    return out


def poststratify(design: Design, group: Any, totals: Mapping[Any, float]) -> Design:
    """Weights that add up to the known size of each group.

    Parameters
    ----------
    design : Design
        The sample, as drawn or calibrated before.
    group : array_like of labels, shape (n,), or mapping from name to labels
        Post-stratum of each row; a mapping crosses several groupings, and a label is a tuple then.
    totals : mapping from label to float
        Population of each group.

    Returns
    -------
    Design
        The same sample with the new weights; its standard errors use residuals from the groups'
        means.

    Raises
    ------
    InputError
        If a group has no total, or a total has nobody in the sample, by name.

    Notes
    -----
    w' = w·N_g / Σ_g w. For a standard error y is replaced by its distance from the mean of its
    group under the weights before the step.

    References
    ----------
    Holt & Smith (1979), JRSS A 142, 33–46; Valliant (1993), JASA 88, 89–96.

    Examples
    --------
    >>> from kinerja.survey import Design, poststratify
    >>> design = poststratify(Design(), ["a", "a", "b"], {"a": 10, "b": 20})
    >>> design.weights.tolist()
    [5.0, 5.0, 20.0]
    """
    design = _start(design, group)
    margin = _margin(group, totals, design.n, "group", "totals")
    w = design.weights
    sums = _refuse_weightless(margin, w, "group")
    step = on_groups([margin.codes], [len(margin.names)], w)
    return _new_weights(design, w * (margin.totals / sums)[margin.codes], step)


def rake(
    design: Design,
    margins: Sequence[tuple[Any, Mapping[Any, float]]],
    *,
    max_iterations: int = 1000,
) -> Design:
    """Weights that add up to the known sizes of several groupings at once.

    Parameters
    ----------
    design : Design
        The sample, as drawn or calibrated before.
    margins : sequence of (labels, totals)
        Groupings with their populations, each as for `poststratify`.
    max_iterations : int
        Passes over the margins before it is given up.

    Returns
    -------
    Design
        The same sample with the new weights; its standard errors use residuals from the regression
        on all margins.

    Raises
    ------
    InputError
        If the margins add up to different populations, a group has no total, or a total has nobody
        in the sample.
    ConvergenceError
        If no weights are found; the message names the margin that stays furthest off.

    Notes
    -----
    Iterative proportional fitting, until every margin is met to 1e-13 of the population. Standard
    errors are those of calibration (Deville & Särndal), as R's ``calibrate(calfun="raking")``;
    R's ``rake`` approximates them and gives other figures where weights differ at the start.

    References
    ----------
    Deming & Stephan (1940), Annals of Mathematical Statistics 11, 427–444; Deville, Särndal &
    Sautory (1993), JASA 88, 1013–1020.

    Examples
    --------
    >>> from kinerja.survey import Design, rake
    >>> sex, age = ["f", "f", "m", "m"], ["old", "young", "old", "young"]
    >>> design = rake(Design(), [(sex, {"f": 60, "m": 40}), (age, {"old": 30, "young": 70})])
    >>> design.weights.round(6).tolist()
    [18.0, 42.0, 12.0, 28.0]
    """
    limit = _checks.whole_number(max_iterations, "max_iterations", lower=1)
    given: Any = margins
    if isinstance(given, str | Mapping) or not isinstance(given, Sequence) or not given:
        raise InputError.about(
            "margins",
            code="wrong_shape",
            expected="a list of (labels, totals), one pair for each margin",
            found=repr(given),
        )
    for at, pair in enumerate(given):
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise InputError.about(
                f"margins[{at}]",
                code="wrong_shape",
                expected="a pair (labels, totals)",
                found=repr(type(pair).__name__),
            )
    design = _start(design, margins[0][0])
    read = [
        _margin(labels, totals, design.n, f"margins[{at}]", f"margins[{at}]")
        for at, (labels, totals) in enumerate(margins)
    ]
    w = design.weights
    for at, margin in enumerate(read):
        _refuse_weightless(margin, w, f"margins[{at}]")
    whole = float(read[0].totals.sum())
    for at, margin in enumerate(read[1:], start=1):
        other = float(margin.totals.sum())
        if not _digits.same(np.array(other), np.array(whole)):
            raise InputError.about(
                f"margins[{at}]",
                code="contradiction",
                expected=f"the same population as margins[0]: {whole:.12g}",
                found=f"{other:.12g}",
                hint="Margins of one population add up to one figure: scale one of them.",
            )
    factor = _fit_margins(read, w, whole, limit)
    step = on_groups([m.codes for m in read], [len(m.names) for m in read], w)
    return _new_weights(design, w * factor, step)


def _fit_margins(read: list[_Margin], w: Float, whole: float, limit: int) -> Float:
    """Factor of each row, found on the observed crossing of all margins."""
    codes, size = read[0].codes, len(read[0].names)
    inside: list[Codes] = [np.arange(size)]
    for margin in read[1:]:
        width = len(margin.names)
        codes, keys = cross(codes, margin.codes, size, width)
        inside = [old[keys // width] for old in inside]
        inside.append(keys % width)
        size = keys.size
    cell = grouped(codes, w, size)
    g = np.ones(size)
    targets = [margin.totals * (whole / margin.totals.sum()) for margin in read]
    off = np.inf
    for _ in range(limit):
        for at, target in zip(inside, targets, strict=True):
            sums = grouped(at, cell * g, target.size)
            g *= (target / sums)[at]
        misses = [
            np.abs(grouped(at, cell * g, target.size) - target)
            for at, target in zip(inside, targets, strict=True)
        ]
        off = max(float(miss.max()) for miss in misses) / whole
        if off <= _RAKED:
            return np.asarray(g[codes])
    worst = int(np.argmax([miss.max() for miss in misses]))
    label = read[worst].names[int(misses[worst].argmax())]
    raise ConvergenceError.about(
        f"margins[{worst}]",
        code="no_convergence",
        expected=f"weights that meet every margin within {limit} passes",
        found=f"group {label!r} still off by {misses[worst].max():.6g}",
        hint="Crossings that nobody is in may make the margins impossible: join groups, or give "
        "more passes (max_iterations).",
        positions=(label,),
    )


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
    _is_design(design)
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
            code="negative_weights",
            expected="weights of 0 or more",
            found=f"{rows.size} below 0, first in row {int(rows[0])} ({new[rows[0]]:.6g})",
            hint='Use method="raking", which keeps them positive, or set bounds=(0, …).',
            positions=tuple(int(r) for r in rows[:5]),
        )
    return _new_weights(design, new, on_variables(basis, w))


def _variables(x: Any) -> tuple[Float, list[Any]]:
    if _checks.is_table(x):
        names: list[Any] = list(_checks.column_names(x, "x"))
        columns = _checks.read_columns(x, names, "x")
        vectors = [
            _checks.vector(c, f"x[{name!r}]") for c, name in zip(columns, names, strict=True)
        ]
        if len({v.size for v in vectors}) > 1:
            raise InputError.about(
                "x",
                code="ragged",
                expected="columns of one length",
                found=_checks.joined([v.size for v in vectors]),
            )
        values = np.column_stack(vectors) if vectors else np.empty((0, 0))
    else:
        values = _checks.floats(x, "x")
        values = _checks.matrix(values[:, None] if values.ndim == 1 else values, "x")
        names = list(range(values.shape[1]))
    if not values.size:
        raise InputError.about("x", code="empty", expected="at least one variable", found="none")
    return values, names


def _targets(totals: Any, names: list[Any]) -> Float:
    if isinstance(totals, Mapping):
        odd = [name for name in (*names, *totals) if name not in totals or name not in names]
        if odd:
            raise InputError.about(
                "totals",
                code="wrong_names",
                expected=f"a total for each of {_checks.joined(names)}",
                found=f"{_checks.joined(odd)} without a total or a column",
                positions=tuple(odd[:5]),
            )
        totals = [totals[name] for name in names]
    return _checks.vector(totals, "totals", n=len(names))


def _bounds(bounds: Any, method: CalibrationMethod) -> tuple[float, float]:
    if bounds is None:
        if method == "logit":
            raise InputError.about(
                "bounds",
                code="missing_bounds",
                expected='a lowest and a highest factor for method="logit"',
                found="None",
                hint="For instance bounds=(0.4, 2.5).",
            )
        return -np.inf, np.inf
    if not isinstance(bounds, tuple | list) or len(bounds) != 2:
        raise InputError.about(
            "bounds", code="wrong_shape", expected="a pair (lowest, highest)", found=repr(bounds)
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
            positions=(names[worst],),
        )
    raise ConvergenceError.about(
        "totals",
        code="no_convergence",
        expected="totals that some weights meet" + (" inside the bounds" if bounds else ""),
        found=f"none; before calibration the total of {names[worst]!r} is off by {off[worst]:.6g}",
        hint="Widen the bounds, or check that totals and columns are in one unit.",
        positions=(names[worst],),
    )


def trim_weights(design: Design, lower: float, upper: float) -> Design:
    """Weights cut to a range, with what was cut shared equally among the others.

    Parameters
    ----------
    design : Design
        The sample.
    lower, upper : float
        Range of the weights. One pass: the rows that take the excess may end above `upper`.

    Returns
    -------
    Design
        The same sample with the new weights. Where something was cut an earlier calibration is
        dropped, and `notes` says so: calibrate again afterwards. Rows of weight 0 stay outside.

    Raises
    ------
    InputError
        If the range is empty, or no row is left to take the excess.

    Notes
    -----
    As R's ``trimWeights(strict=FALSE)``: the sum of the weights stays.

    References
    ----------
    Potter (1990), Proceedings of the Survey Research Methods Section, ASA, 225–230.

    Examples
    --------
    >>> from kinerja.survey import Design, trim_weights
    >>> trim_weights(Design(weights=[1, 2, 3, 10]), 1.5, 7).weights.tolist()
    [1.5, 3.25, 4.25, 7.0]
    """
    _is_design(design)
    low = _checks.number(lower, "lower", lower=0.0)
    high = _checks.number(upper, "upper", lower=low)
    w = design.weights
    outside = ((w < low) | (w > high)) & (w > 0)
    if not outside.any():
        return design
    others = ~outside & (w > 0)
    new = np.where(outside, np.clip(w, low, high), w)
    excess = float((w - new).sum())
    if not others.any():
        raise InputError.about(
            "upper",
            code="nothing_left",
            expected="some weights inside the range, to take what is cut",
            found="none",
            hint="Widen the range.",
        )
    new = np.where(others, new + excess / others.sum(), new)
    if new.min() < 0:
        raise InputError.about(
            "lower",
            code="negative_weights",
            expected="weights of 0 or more after trimming",
            found=f"{new.min():.6g}",
            hint="Lower `lower`: raising so many weights takes more than the others have.",
        )
    note = f"weights trimmed to {low:g}–{high:g} in {int(outside.sum())} rows"
    if design.adjustments:
        note += "; the earlier calibration is dropped"
    return design.of_same_draw(new, weighted=design.weighted, notes=(*design.notes, note))
