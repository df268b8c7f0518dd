"""Variance by replication: the statistic again and again, on the sample with units left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

from .. import _checks
from .._progress import Progress, reporter
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import InputError
from ..results import Axis, FloatMatrix, FloatVector, Provenance, Result
from .design import Design
from .drawing import Stage
from .limits import quantile_of_t

Statistic = Callable[[Float], ArrayLike]
ReplicateKind = Literal["jackknife", "bootstrap"]
KINDS: tuple[ReplicateKind, ...] = ("jackknife", "bootstrap")
Centre = Literal["replicates", "estimate"]
CENTRES: tuple[Centre, ...] = ("replicates", "estimate")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Replicates(Result):
    """A statistic with the error that replication gives it."""

    value: Annotated[FloatVector, Axis("estimate")]
    """(r,) the statistic under the design's weights."""
    se: Annotated[FloatVector, Axis("estimate")]
    """(r,) standard errors."""
    lower: Annotated[FloatVector, Axis("estimate")]
    """(r,) lower bounds of the intervals, t on `df`."""
    upper: Annotated[FloatVector, Axis("estimate")]
    """(r,) upper bounds of the intervals."""
    df: int
    """Degrees of freedom of the design."""
    covariance: Annotated[FloatMatrix, Axis("estimate", "estimate")]
    """(r, r) covariance matrix."""
    replicates: Annotated[FloatMatrix, Axis("replicate", "estimate")]
    """(R, r) the statistic under each replicate's weights."""
    provenance: Provenance
    """Kind and options."""


@steady
def replicate_variance(
    statistic: Statistic,
    design: Design,
    *,
    kind: ReplicateKind = "jackknife",
    rng: int | np.random.Generator | None = None,
    replicates: int = 1000,
    centre: Centre = "replicates",
    level: float = 0.95,
    progress: Progress = False,
) -> Replicates:
    """Standard error of any statistic that is a function of the weights.

    Parameters
    ----------
    statistic : callable
        Takes weights (n,) and returns a number, or an array (r,).
    design : Design
        How the n rows were drawn. Of a design in several stages the first counts.
    kind : {"jackknife", "bootstrap"}
        One PSU left out at a time (JK1; JKn with strata), or Rao–Wu: m − 1 of the m PSUs of each
        stratum drawn with replacement.
    rng : int or numpy.random.Generator, optional
        Needed by the bootstrap; the same number gives the same answer.
    replicates : int
        How often the bootstrap draws.
    centre : {"replicates", "estimate"}
        Deviations from the mean of the replicates, or from the statistic itself (R's ``mse``).
    level : float
        Probability of the intervals.
    progress : bool or callable(done, total)
        A bar, or a function that is told.

    Returns
    -------
    Replicates
        Values, errors, intervals, covariance and the replicates themselves.

    Raises
    ------
    InputError
        If the design is calibrated, the statistic is not finite, or the bootstrap has no `rng`.

    Notes
    -----
    Jackknife: weights of the other PSUs of the stratum times m/(m − 1), variance
    Σ_h (1 − f_h)(m_h − 1)/m_h Σ (θ_c − θ̄)². Bootstrap: a PSU drawn k times weighs
    1 + √(1 − f)·(k·m/(m − 1) − 1) times its weight, variance Σ (θ_b − θ̄)²/(B − 1), or /B around
    the statistic. Strata that were sampled in full vary no more. Replicates of a calibrated design
    have to be calibrated each: do that inside `statistic`, from the design before calibration.

    References
    ----------
    Rao & Wu (1988), JASA 83, 231–241; Rao, Wu & Yue (1992), Survey Methodology 18, 209–217;
    Wolter (2007), Introduction to Variance Estimation, ch. 4.

    Examples
    --------
    >>> import numpy as np
    >>> from kinerja.survey import Design, replicate_variance
    >>> y = np.array([1.0, 2.0, 3.0, 4.0])
    >>> r = replicate_variance(lambda w: w @ y / w.sum(), Design(weights=np.ones(4)))
    >>> r.value.tolist(), r.se.round(6).tolist()
    ([2.5], [0.645497])
    """
    _checks.function(statistic, "statistic", expected="a function of the weights (n,)")
    _checks.choice(kind, "kind", KINDS)
    _checks.choice(centre, "centre", CENTRES)
    level = _checks.confidence_level(level)
    count = _checks.whole_number(replicates, "replicates", lower=2, upper=_checks.MOST_DRAWS)
    _refuse_design(design)
    stage, w = design.stages[0], design.weights
    theta = _value(statistic, w, "the weights of the design", None)
    if kind == "jackknife":
        factors, scales = _jackknife(stage, design)
        count = scales.size
    else:
        if rng is None:
            raise InputError.about(
                "rng",
                code="missing_argument",
                expected='a whole number or a Generator for kind="bootstrap"',
                found="None",
                hint="Pass rng=1, say: the same number gives the same answer.",
            )
        factors = _bootstrap(stage, _checks.generator(rng), count)
        scales = np.full(count, 1 / (count - 1) if centre == "replicates" else 1 / count)
    tell = reporter(progress, count, "replicates")
    # A census varies no more: no replicates, and an error of 0.
    values = np.empty((count, theta.size))
    for i, factor in enumerate(factors):
        values[i] = _value(statistic, w * factor[stage.unit], f"replicate {i}", theta.size)
        tell(1)
    middle = values.mean(axis=0) if centre == "replicates" and count else theta
    away = (values - middle) * np.sqrt(scales)[:, None]
    covariance = away.T @ away
    se = np.sqrt(np.diag(covariance))
    half = quantile_of_t(level, design.df) * se
    return Replicates(
        value=theta,
        se=se,
        lower=theta - half,
        upper=theta + half,
        df=design.df,
        covariance=covariance,
        replicates=values,
        provenance=Provenance(
            options={"kind": kind, "centre": centre, "level": level, "replicates": count},
            left_out=design.notes,
        ),
    )


def _refuse_design(design: Any) -> None:
    if not isinstance(design, Design) or not design.stages:
        raise InputError.about(
            "design",
            code="wrong_type",
            expected="a Design that knows its rows",
            found=type(design).__name__,
            hint="Pass weights, strata or clusters to Design.",
        )
    if design.adjustments:
        raise InputError.about(
            "design",
            code="contradiction",
            expected="the design before calibration",
            found="a calibrated one",
            hint="Calibrate inside `statistic`: each replicate needs weights of its own.",
        )


def _value(statistic: Statistic, w: Float, where: str, size: int | None) -> Float:
    out = np.atleast_1d(np.array(_checks.floats(statistic(w), "statistic")))
    if out.ndim != 1 or (size is not None and out.size != size) or not out.size:
        raise InputError.about(
            "statistic",
            code="wrong_shape",
            expected="a number, or an array (r,) of one length",
            found=f"shape {out.shape} for {where}",
        )
    if not np.isfinite(out).all():
        raise InputError.about(
            "statistic",
            code="infinite_value",
            expected="finite values",
            found=f"{out[~np.isfinite(out)][0]} for {where}",
            hint="A domain may live in one PSU only: leaving it out leaves nobody.",
        )
    return out


def _jackknife(stage: Stage, design: Design) -> tuple[Iterator[Float], Float]:
    """Factors of the PSUs (U,) of each replicate, and the scale of its square."""
    m = stage.size[stage.stratum]
    rest = 1.0 - stage.fraction
    rest[rest < 1e-7] = 0.0
    strata = stage.size.size
    adjusted = design.lonely_psu == "adjust" and strata > 1
    # Without the PSUs of a census, and of a lonely one unless it is to be "adjusted" for.
    taken = np.flatnonzero((rest[stage.stratum] > 0) & ((m > 1) | adjusted))
    several = m[taken] > 1
    home = stage.stratum[taken]
    scales = np.where(several, rest[home] * (m[taken] - 1) / m[taken], (strata - 1) / strata)

    def factors() -> Iterator[Float]:
        for unit, shared in zip(taken.tolist(), several.tolist(), strict=True):
            same = stage.stratum == stage.stratum[unit]
            if shared:
                out = np.where(same, m / np.maximum(m - 1, 1), 1.0)
                out[unit] = 0.0
            else:
                out = np.where(same, 0.0, strata / (strata - 1))
            yield out

    return factors(), scales


def _bootstrap(stage: Stage, rng: np.random.Generator, count: int) -> Iterator[Float]:
    lonely = np.flatnonzero(~stage.centred)
    if lonely.size:
        raise InputError.about(
            "design",
            code="lonely_psu",
            expected="at least two PSUs in each stratum",
            found=f"{lonely.size} lonely ones, to be adjusted for",
            hint='A bootstrap cannot draw from one PSU: join strata, or use "certainty".',
        )
    order = np.argsort(stage.stratum, kind="stable")
    first = np.concatenate([[0], np.cumsum(stage.size)[:-1]])
    several = stage.size > 1
    draws = np.where(several, stage.size - 1, 0)
    home = np.repeat(np.arange(stage.size.size), draws)
    m = stage.size[stage.stratum]
    growth = m / np.maximum(m - 1, 1)
    pull = np.where(several, np.sqrt(np.maximum(1.0 - stage.fraction, 0.0)), 0.0)[stage.stratum]

    def factors() -> Iterator[Float]:
        for _ in range(count):
            picked = order[first[home] + rng.integers(0, stage.size[home])]
            times = np.bincount(picked, minlength=stage.stratum.size)
            yield 1.0 + pull * (growth * times - 1.0)

    return factors()
