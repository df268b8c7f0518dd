"""Complaints and errors as rates: counts over an exposure, with exact intervals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

import numpy as np

from .. import _checks
from .._quantiles import beta_quantile
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike
from ..errors import InputError
from ..results import Axis, FloatVector, Provenance, Result, Unit


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rate(Result):
    """Counts over their exposure.

    Examples
    --------
    >>> from kinerja.impact import rate
    >>> rate([2], [4]).value.tolist()
    [0.5]
    """

    _keys: ClassVar = {"row": ()}

    value: Annotated[float | FloatVector, Axis("row")]
    """(n,) count/exposure; a number where the count was one."""
    lower: Annotated[float | FloatVector, Axis("row")]
    """(n,) lower end of the exact interval; 0 for a count of 0."""
    upper: Annotated[float | FloatVector, Axis("row")]
    """(n,) upper end."""
    provenance: Provenance = field(default_factory=Provenance)
    """Level."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RateRatio(Result):
    """First rate over the second.

    Examples
    --------
    >>> from kinerja.impact import rate_ratio
    >>> rate_ratio([6, 3], [100, 100]).value
    2.0
    """

    _single: ClassVar = True

    value: float
    """Ratio; infinite where the second count is 0."""
    lower: float
    """Lower end of the exact interval."""
    upper: float
    """Upper end; infinite where the second count is 0."""
    p_value: Annotated[float, Unit("p")]
    """Exact two-sided p-value of equal rates."""
    provenance: Provenance = field(default_factory=Provenance)
    """Level."""


@steady
def rate(count: ArrayLike, exposure: ArrayLike, *, level: float = 0.95) -> Rate:
    """Rates with exact Poisson intervals: complaints a thousand visits, errors a month.

    Parameters
    ----------
    count : array_like (n,) or a number
        Events, whole numbers of 0 or more.
    exposure : array_like (n,) or a number
        What they are counted over, above 0: visits, person-months, days.
    level : float
        Probability of the intervals.

    Returns
    -------
    Rate

    Raises
    ------
    InputError
        If a count is negative or not whole, or an exposure is not above 0.

    Notes
    -----
    Limits χ²(α/2; 2x)/2 and χ²(1 − α/2; 2x + 2)/2 over the exposure: coverage is never below the
    level.

    References
    ----------
    Garwood (1936), Biometrika 28, 437–442.

    Examples
    --------
    >>> r = rate([0, 10], [100, 100])
    >>> r.value.tolist(), r.lower.round(6).tolist(), r.upper.round(6).tolist()
    ([0.0, 0.1], [0.0, 0.047954], [0.036889, 0.183904])
    """
    from scipy.special import gammaincinv

    level = _checks.confidence_level(level)
    x, e = _counted(count, exposure)
    tail = (1 - level) / 2
    low = np.where(x > 0, gammaincinv(np.maximum(x, 1.0), tail), 0.0)
    high = gammaincinv(x + 1.0, 1 - tail)
    single = _checks.floats(count, "count").ndim == 0

    def shaped(values: FloatVector) -> float | FloatVector:
        return float(values[0]) if single else values

    return Rate(
        value=shaped(x / e),
        lower=shaped(low / e),
        upper=shaped(high / e),
        provenance=Provenance(
            **made_from(count=count, exposure=exposure),
            options={"level": level},
            missing="raise",
        ),
    )


@steady
def rate_ratio(count: ArrayLike, exposure: ArrayLike, *, level: float = 0.95) -> RateRatio:
    """Compare two rates exactly: the first over the second.

    Parameters
    ----------
    count : array_like (2,)
        Events of each, whole numbers of 0 or more, not both 0.
    exposure : array_like (2,)
        What they are counted over, above 0.
    level : float
        Probability of the interval.

    Returns
    -------
    RateRatio

    Raises
    ------
    InputError
        If both counts are 0, a count is negative or not whole, or an exposure is not above 0.

    Notes
    -----
    Given x₁ + x₂, x₁ is binomial with odds (rate₁·e₁)/(rate₂·e₂): the Clopper–Pearson limits of its
    probability p become limits p/(1 − p)·e₂/e₁ of the ratio. The p-value adds up the outcomes no
    more likely than the observed one (relative 1e-7).

    References
    ----------
    Clopper & Pearson (1934), Biometrika 26, 404–413. Lehmann & Romano (2005), *Testing Statistical
    Hypotheses*, section 4.5.

    Examples
    --------
    >>> r = rate_ratio([11, 20], [800, 800])
    >>> round(r.value, 4), round(r.lower, 4), round(r.upper, 4), round(r.p_value, 4)
    (0.55, 0.238, 1.2041, 0.1496)
    """
    level = _checks.confidence_level(level)
    x, e = _counted(count, exposure)
    if x.size != 2:
        raise InputError.about(
            "count", code="wrong_shape", expected="two counts", found=f"{x.size}"
        )
    if not x.any():
        raise InputError.about(
            "count", code="too_few", expected="at least one event", found="0 and 0",
            hint="Two rates of 0 have no ratio; look at rate() of each.",
        )  # fmt: skip
    tail = (1 - level) / 2
    low = float(beta_quantile(x[0], x[1] + 1, tail)) if x[0] else 0.0
    high = float(beta_quantile(x[1], x[0] + 1, tail)) if x[1] else 0.0  # of 1 − p: exact near 1
    scale = float(e[1] / e[0])
    return RateRatio(
        value=float(x[0] / x[1]) * scale if x[1] else float("inf"),
        lower=low / (1 - low) * scale,
        upper=(1 - high) / high * scale if x[1] else float("inf"),
        p_value=_binomial(float(x[0]), float(x.sum()), *(e / e.sum()).tolist()),
        provenance=Provenance(
            **made_from(count=count, exposure=exposure),
            options={"level": level},
            missing="raise",
        ),
    )


def _binomial(x: float, n: float, p: float, q: float) -> float:
    """Two-sided p-value of x among n: all outcomes no more likely than x; q is 1 − p.

    Probabilities rise to the mode and fall after it, so these are two tails, whose ends are found
    by halving: a comparison of millions of events takes no longer than one of ten.
    """
    from scipy.special import betainc, gammaln, xlogy

    def log(k: float) -> float:
        return float(xlogy(k, p) + xlogy(n - k, q) - gammaln(k + 1) - gammaln(n - k + 1))

    bound = log(x) + np.log1p(1e-7)
    mode = min(n, np.floor((n + 1) * p))
    if log(mode) <= bound:
        return 1.0

    def tail(unlikely: float, likely: float) -> float:
        """The outcome nearest to the mode that is no more likely than x."""
        if log(unlikely) > bound:
            return float("nan")
        while abs(likely - unlikely) > 1:
            middle = np.floor((unlikely + likely) / 2)
            if log(middle) <= bound:
                unlikely = middle
            else:
                likely = middle
        return unlikely

    low, high = tail(0.0, mode), tail(n, mode)
    below = float(betainc(n - low, low + 1, q)) if low == low else 0.0
    above = float(betainc(high, n - high + 1, p)) if high == high else 0.0
    return min(1.0, below + above)


def _counted(count: ArrayLike, exposure: ArrayLike) -> tuple[FloatVector, FloatVector]:
    x = np.atleast_1d(_checks.floats(count, "count"))
    x = _checks.nonnegative(_checks.vector(x, "count"), "count")
    _checks.refuse_cells(
        x != np.floor(x), x, "count", code="out_of_range", expected="whole numbers",
        hint="Pass the number of events, and what they are counted over as `exposure`.",
    )  # fmt: skip
    _checks.refuse_cells(
        x > _checks.LARGEST, x, "count", code="out_of_range",
        expected=f"counts of at most {_checks.LARGEST}",
        hint="Larger floats are not every whole number.",
    )  # fmt: skip
    e = np.atleast_1d(_checks.floats(exposure, "exposure"))
    e = np.broadcast_to(e, x.shape) if e.shape == (1,) else e
    return x, _checks.positive(_checks.vector(e, "exposure", n=x.size), "exposure")
