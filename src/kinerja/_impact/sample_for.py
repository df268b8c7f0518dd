"""How many people, offices or weeks it takes to see an effect of a given size."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import numpy as np

from .. import _checks
from .._digits import significant
from .._quantiles import normal_quantile, t_quantile
from .._steady import steady
from ..errors import InputError
from ..results import Provenance, Result
from .series import LEAST, METHODS, Method
from .simulation import Noise, rejected
from .tails import noncentral, root

LEAST_EFFECT = 1e-100
"""Smallest effect in standard deviations whose sample a float can hold at every stage."""
MOST = 1e12
"""Largest effect in standard deviations; two people show one that is far smaller."""

Design = Literal["two_groups", "paired", "series"]
DESIGNS: tuple[Design, ...] = ("two_groups", "paired", "series")

LONGEST = 2_000
"""Values after the start that a planned series may have."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SampleFor(Result):
    """Size that a comparison needs.

    Examples
    --------
    >>> from kinerja.impact import sample_for
    >>> sample_for(0.5).n
    64
    """

    _single: ClassVar = True

    exact: float
    """Size before the design effect and rounding up: people a group, or pairs; NaN for a series."""
    n: int
    """Size: people a group, pairs, or values of the series after the start."""
    total: int
    """People in both groups, pairs, or values of the whole series."""
    power: float
    """Power at this size: above the one asked for by rounding up; of a series, simulated."""
    power_se: float
    """Simulation error of the power; 0 where it is exact."""
    false_alarms: float
    """Share of series without any effect that the test calls changed; 1 − level for the others."""
    deff: float
    """Design effect."""
    clusters: int | None
    """Clusters a group (or of pairs) when `cluster_size` is given."""
    design: Design
    """What is compared."""
    provenance: Provenance = field(default_factory=Provenance)
    """Effect, spread, power, level, and the options of a series."""


@steady
def sample_for(
    effect: float,
    *,
    sd: float = 1.0,
    power: float = 0.8,
    level: float = 0.95,
    design: Design = "two_groups",
    deff: float = 1.0,
    cluster_size: float | None = None,
    icc: float | None = None,
    before: int | None = None,
    autocorrelation: float = 0.0,
    method: Method = "prais_winsten",
    draws: int = 2_000,
    rng: int | np.random.Generator | None = None,
) -> SampleFor:
    """Size that shows an effect with a given probability.

    Parameters
    ----------
    effect : float
        Difference that must not be missed, in the unit of `sd`; its sign does not matter.
    sd : float
        Standard deviation inside a group, of the changes of a pair, or of a series about its line.
    power : float
        Probability of seeing it.
    level : float
        1 − the two-sided level of the test.
    design : {"two_groups", "paired", "series"}
        Two groups of n each; n pairs; or an interrupted series with n values after the start.
    deff : float
        Design effect: how much larger the variance is than with independent people.
    cluster_size : float, optional
        People a cluster, for the number of clusters; with `icc` it gives the design effect too.
    icc : float, optional
        Intra-cluster correlation: deff = 1 + (cluster_size − 1)·icc.
    before : int, optional
        Values that the series has before the start; by default as many as after.
    autocorrelation : float
        Correlation of neighbouring values of the series about its line.
    method : {"prais_winsten", "newey_west"}
        How the series will be judged.
    draws : int
        Simulated series.
    rng : int or numpy.random.Generator
        Required for a series: the same number gives the same answer.

    Returns
    -------
    SampleFor

    Raises
    ------
    InputError
        If the effect is 0, the power not above the error of the first kind, an option belongs to
        another design, or no series of up to 2,000 values after the start reaches the power.

    Notes
    -----
    Two groups: P(T > t(1 − α/2, 2n − 2)) for noncentral T with effect/sd·√(n/2); pairs:
    n − 1 and effect/sd·√n. The tail on the far side is left out. The real n that solves it is
    `exact`, at least 2; n = ⌈deff·exact⌉. With few clusters ask for two or three more: their errors
    have fewer degrees of freedom than this counts.

    Series: values about a line with a jump of `effect`, errors first-order autoregressive; the test
    is that of the level in :func:`interrupted_series` with the same `method`. n is the smallest
    for which the simulated power reaches what is asked for; the same errors serve every n. Both
    methods reject too often in short series, Newey–West by far: `false_alarms` says how often, and
    where it is well above 1 − level the power is not to be believed either.

    References
    ----------
    Cohen (1988), *Statistical Power Analysis for the Behavioral Sciences*, chapter 2. Donner & Klar
    (2000), *Design and Analysis of Cluster Randomization Trials*, chapter 5. Zhang, Wagner &
    Ross-Degnan (2011), Journal of Clinical Epidemiology 64, 1252–1261.

    Examples
    --------
    >>> r = sample_for(0.5)
    >>> round(r.exact, 4), r.n, r.total
    (63.7658, 64, 128)
    >>> sample_for(0.5, cluster_size=20, icc=0.05).clusters
    7
    """
    size = abs(_checks.number(effect, "effect"))
    if size == 0:
        raise InputError.about(
            "effect", code="out_of_range", expected="a difference other than 0", found="0",
            hint="Give the smallest effect that would matter.",
        )  # fmt: skip
    spread = _checks.number(sd, "sd", lower=0.0, open_lower=True)
    if not LEAST_EFFECT <= size / spread <= MOST:
        raise InputError.about(
            "effect",
            code="out_of_range",
            expected=f"an effect from {LEAST_EFFECT:g} to {MOST:g} standard deviations",
            found=f"{size / spread:g}",
            hint="Give `effect` and `sd` in the same unit.",
        )
    level = _checks.confidence_level(level)
    _checks.choice(design, "design", DESIGNS)
    wanted = _checks.number(
        power, "power", lower=(1 - level) / 2, upper=1.0, open_lower=True, open_upper=True
    )
    _checks.choice(method, "method", METHODS)
    count = _checks.whole_number(draws, "draws", lower=100, upper=_checks.MOST_DRAWS)
    inflation, people = _inflation(deff, cluster_size, icc)
    _refuse_unused(design, before, autocorrelation, rng, inflation, people)
    options: dict[str, Any] = {"effect": size, "sd": spread, "power": wanted, "level": level}
    if design == "series":
        return _series(
            size / spread, wanted, level, before, autocorrelation, method, count, rng, options
        )
    exact = _exact(size / spread, wanted, level, design)
    n = _ceiling(inflation * exact)
    return SampleFor(
        exact=exact,
        n=n,
        total=2 * n if design == "two_groups" else n,
        power=_power(n / inflation, size / spread, level, design) if n / inflation > 1 else wanted,
        power_se=0.0,
        false_alarms=1 - level,
        deff=inflation,
        clusters=None if people is None else _ceiling(n / people),
        design=design,
        provenance=Provenance(options=options),
    )


def _ceiling(x: float) -> int:
    """Round up, unless no more than rounding lies above a whole number."""
    return math.ceil(float(significant(np.array([x]))[0]))


def _inflation(
    deff: float, cluster_size: float | None, icc: float | None
) -> tuple[float, float | None]:
    inflation = _checks.number(deff, "deff", lower=0.0, open_lower=True)
    people = None
    if cluster_size is not None:
        people = _checks.number(cluster_size, "cluster_size", lower=1.0)
    if icc is None:
        return inflation, people
    alike = _checks.number(icc, "icc", lower=0.0, upper=1.0)
    if people is None or inflation != 1.0:
        raise InputError.about(
            "icc", code="contradiction", expected="`cluster_size` with it, and no `deff`",
            found="no cluster size" if people is None else f"deff {inflation:g}",
        )  # fmt: skip
    return 1 + (people - 1) * alike, people


def _refuse_unused(
    design: Design, before: Any, autocorrelation: Any, rng: Any, deff: float, people: float | None
) -> None:
    series = {"before": before is not None, "rng": rng is not None}
    none = _checks.is_number(autocorrelation) and autocorrelation == 0
    series["autocorrelation"] = not none
    others = {"deff": deff != 1.0, "cluster_size": people is not None}
    for name, given in (others if design == "series" else series).items():
        if given:
            raise InputError.about(
                name,
                code="contradiction",
                expected=f"nothing for the design {design!r}",
                found="a value",
            )
    if design == "series" and rng is None:
        raise InputError.about(
            "rng", code="missing_argument", expected="a whole number or a Generator", found="None",
            hint="A series is simulated: rng=1 gives the same answer every time.",
        )  # fmt: skip


def _power(n: float, effect: float, level: float, design: Design) -> float:
    groups = 2 if design == "two_groups" else 1
    df = groups * (n - 1)
    return 1 - noncentral(float(t_quantile(df, level)), df, effect * math.sqrt(n / groups))


def _exact(effect: float, power: float, level: float, design: Design) -> float:
    from scipy.special import ndtri

    least = 2.0
    if _power(least, effect, level, design) >= power:
        return least
    groups = 2 if design == "two_groups" else 1
    guess = groups * ((normal_quantile(level) + float(ndtri(power))) / effect) ** 2

    def lacking(log_n: float) -> float:
        return power - _power(max(least, math.exp(log_n)), effect, level, design)

    near = math.log(max(guess, least))
    return math.exp(root(lacking, near - 0.1, near + 0.5))


def _series(
    effect: float, power: float, level: float, before: Any, autocorrelation: Any, method: Method,
    count: int, rng: Any, options: dict[str, Any],
) -> SampleFor:  # fmt: skip
    first = None if before is None else _checks.whole_number(before, "before", lower=LEAST)
    rho = _checks.number(
        autocorrelation, "autocorrelation", lower=-1.0, upper=1.0, open_lower=True, open_upper=True
    )
    noise = Noise(_checks.generator(rng), count, rho)
    tried: dict[int, float] = {}

    def seen(n: int) -> float:
        if n not in tried:
            tried[n] = rejected(noise, first or n, n, effect, level, method)
        return tried[n]

    low, high = LEAST - 1, LEAST
    while seen(high) < power:
        if high == LONGEST:
            raise InputError.about(
                "effect", code="out_of_range",
                expected=f"an effect that {LONGEST:,} values after the start show",
                found=f"{effect:g} standard deviations, seen with probability {seen(high):.3f}",
                hint="More values before the start, or a comparison with other units, see more.",
            )  # fmt: skip
        low, high = high, min(2 * high, LONGEST)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if seen(middle) >= power else (middle, high)
    chance = seen(high)
    return SampleFor(
        exact=float("nan"),
        n=high,
        total=high + (first or high),
        power=chance,
        power_se=math.sqrt(chance * (1 - chance) / count),
        false_alarms=rejected(noise, first or high, high, 0.0, level, method),
        deff=1.0,
        clusters=None,
        design="series",
        provenance=Provenance(
            options={
                **options,
                "before": first,
                "autocorrelation": rho,
                "method": method,
                "draws": count,
            }
        ),
    )
