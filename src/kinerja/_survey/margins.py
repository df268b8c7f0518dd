"""Weights made to agree with the known sizes of groups, one grouping or several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from .. import _checks, _digits
from .._checks import cross, read_domains
from .._steady import steady
from .._types import Codes, Float
from ..errors import ConvergenceError, InputError, shown
from .adjustment import on_groups
from .design import Design, refuse_other
from .sums import grouped

_RAKED = 1e-13
"""Raking ends when no margin is further from its total than this share of the sum of weights."""


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
            code="missing_value",
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
            code="missing_value",
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
            code="missing_value",
            expected="a weight above 0 in each group",
            found=f"only weights of 0 in {_checks.joined(none)}",
            hint="Join the group with another.",
            positions=tuple(none[:5]),
        )
    return sums


def _start(design: Any, labels: Any, argument: str) -> Design:
    refuse_other(design)
    if not design.stages:
        first = next(iter(labels.values()), None) if isinstance(labels, Mapping) else labels
        n = 0 if isinstance(first, str | bytes) else _checks.length_of(first)
        if not n:
            raise InputError.about(
                argument,
                code="wrong_type",
                expected="a column of labels, one for each row",
                found=shown(first),
            )
        sized: Design = design.sized(n, "design")
        return sized
    out: Design = design
    return out


@steady
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
    design = _start(design, group, "group")
    margin = _margin(group, totals, design.n, "group", "totals")
    w = design.weights
    sums = _refuse_weightless(margin, w, "group")
    step = on_groups([margin.codes], [len(margin.names)], w)
    return design.calibrated(w * (margin.totals / sums)[margin.codes], step)


@steady
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
            found=shown(given),
        )
    for at, pair in enumerate(given):
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise InputError.about(
                f"margins[{at}]",
                code="wrong_shape",
                expected="a pair (labels, totals)",
                found=shown(type(pair).__name__),
            )
    design = _start(design, margins[0][0], "margins[0]")
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
    return design.calibrated(w * factor, step)


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
