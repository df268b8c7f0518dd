"""A fairness audit of a selection: who is selected, by group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._digits import same
from .._quantiles import normal_quantile
from .._results.prints import made_from
from .._results.small_cells import groups_not_shown
from .._steady import steady
from .._types import ArrayLike, Flags, Float, Ints
from .._words import words
from ..results import (
    Axis,
    BoolVector,
    FloatVector,
    IntVector,
    LabelVector,
    Provenance,
    Result,
    Unit,
)
from .groups import LIMITS, left_out, read_groups, reference_group, refuse_few_groups
from .score_ratio import score_ratio


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AdverseImpact(Result):
    """Rates of selection by group, beside the reference group's.

    Examples
    --------
    >>> from kinerja.ratings import adverse_impact
    >>> chosen, group = [True, False] * 5 + [True] * 5, ["a"] * 10 + ["b"] * 5
    >>> adverse_impact(chosen, group).ratio.tolist()
    [0.5, 1.0]
    """

    _keys: ClassVar = {"group": "group"}

    group: Annotated[LabelVector, Axis("group")]
    """(g,) sorted labels."""
    n: Annotated[IntVector, Axis("group")]
    """(g,) people."""
    selected: Annotated[FloatVector, Axis("group")]
    """(g,) people selected; NaN where suppressed."""
    rate: Annotated[FloatVector, Axis("group"), Unit("share")]
    """(g,) selected/n."""
    ratio: Annotated[FloatVector, Axis("group")]
    """(g,) rate over the reference's."""
    lower: Annotated[FloatVector, Axis("group")]
    """(g,) lower end of the ratio's interval; NaN where nobody of the reference was selected."""
    upper: Annotated[FloatVector, Axis("group")]
    """(g,) upper end."""
    difference: Annotated[FloatVector, Axis("group")]
    """(g,) rate less the reference's."""
    p_value: Annotated[FloatVector, Axis("group"), Unit("p")]
    """(g,) Fisher's exact test against the reference, two-sided."""
    below: Annotated[BoolVector, Axis("group")]
    """(g,) True where the ratio is below the threshold."""
    reference: Any
    """Label of the reference group."""
    statistic: float
    """Pearson's chi-square over all groups shown, no correction."""
    df: int
    """Its degrees of freedom."""
    overall_p: Annotated[float, Unit("p")]
    """Its p-value; NaN where everybody or nobody was selected, or a value passed on is missing."""
    suppressed: tuple[Any, ...] = ()
    """Groups with fewer people than the minimum: NaN throughout, and left out of the totals."""
    limits: dict[str, str] = field(default_factory=lambda: dict(LIMITS))
    """What this cannot tell, in English and Indonesian."""
    provenance: Provenance = field(default_factory=Provenance)
    """Threshold, minimum, level."""


@steady
def adverse_impact(
    selected: ArrayLike,
    group: Any,
    *,
    reference: Any = "highest",
    threshold: float = 0.8,
    minimum: int = 5,
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
) -> AdverseImpact:
    """Compare rates of selection between groups (the four-fifths rule), with exact tests.

    Parameters
    ----------
    selected : array_like (n,) of bool
        True where a person was selected; 1 and 0 do as well, and NaN is missing.
    group : array_like (n,)
        Group of each person.
    reference : label or "highest"
        Group that the others are compared with; the one with the highest rate, the first on a tie.
    threshold : float
        A ratio below it is flagged; .8 is four fifths.
    minimum : int
        Smallest group that is shown.
    level : float
        Probability of the intervals.
    missing : {"raise", "omit", "propagate"}
        A missing `selected`: refuse it; leave the person out; or make the group's figures, and
        those over all groups, NaN. A person without a group is left out with "omit", and refused
        otherwise.

    Returns
    -------
    AdverseImpact

    Raises
    ------
    InputError
        If fewer than two groups reach the minimum, or the reference is not one of them.

    Notes
    -----
    Ratio p/p₀ with Katz's interval exp(ln(p/p₀) ± z·√(1/x − 1/n + 1/x₀ − 1/n₀)), and Miettinen &
    Nurminen's score interval where either rate is 0 or 1. Fisher's test sums the probabilities of
    all tables no more likely than the observed one (relative 1e-7). A reference rate of 0 leaves
    the ratio NaN. The ratio is compared at twelve significant digits.

    References
    ----------
    *Uniform Guidelines on Employee Selection Procedures* (1978), 29 CFR 1607.4 D. Katz, Baptista,
    Azen & Pike (1978), Biometrics 34, 469–474. Miettinen & Nurminen (1985), Statistics in Medicine
    4, 213–226. Fisher (1935), *The Design of Experiments*.

    Examples
    --------
    >>> chosen = [True] * 48 + [False] * 32 + [True] * 12 + [False] * 28
    >>> r = adverse_impact(chosen, ["x"] * 80 + ["y"] * 40)
    >>> r.rate.tolist(), r.ratio.round(6).tolist(), r.below.tolist()
    ([0.6, 0.3], [1.0, 0.5], [False, True])
    """
    from scipy.special import chdtrc

    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    limit = _checks.number(threshold, "threshold", lower=0.0)
    least = _checks.whole_number(minimum, "minimum", lower=1)
    z = normal_quantile(_checks.confidence_level(level))
    chosen = _checks.yes_no(selected, "selected", missing="allow")
    found = read_groups(group, chosen.size, missing)
    codes, names = found.codes, found.names
    unstated = codes < 0
    gone = np.isnan(chosen) & ~unstated
    if missing == "raise":
        _checks.refuse_missing(chosen, "selected")
    kept = ~(gone | unstated) if missing == "omit" else np.ones(chosen.size, dtype=np.bool_)
    g = names.size
    n = np.bincount(codes[kept], minlength=g)
    x = np.asarray(np.bincount(codes[kept], chosen[kept], g), dtype=np.float64)
    shown = n >= least
    usable = shown & ~np.isnan(x)
    refuse_few_groups(shown, least)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(shown, x / np.maximum(n, 1), np.nan)
        base = reference_group(reference, names, rate, shown)
    ratio, lower, upper = _ratios(x, n, rate, base, usable, z)
    others = usable & usable[base] & (np.arange(g) != base)
    p_value = np.full(g, np.nan)
    for i in np.flatnonzero(others).tolist():
        p_value[i] = fisher_exact(x[i], n[i], x[base], n[base])
    said = words().notes
    statistic = _pearson(x[shown], n[shown].astype(np.float64))
    df = int(shown.sum()) - 1
    return AdverseImpact(
        group=names,
        n=n.astype(np.int64),
        selected=np.where(shown, x, np.nan),
        rate=rate,
        ratio=ratio,
        lower=lower,
        upper=upper,
        difference=rate - rate[base],
        p_value=p_value,
        below=usable & (ratio < limit) & ~same(ratio, np.full(g, limit)),
        reference=_checks.plain(names[base]),
        statistic=statistic,
        df=df,
        overall_p=float(chdtrc(df, statistic)) if statistic == statistic else float("nan"),
        suppressed=tuple(names[~shown].tolist()),
        provenance=Provenance(
            **made_from(selected=selected, group=group),
            options={"threshold": limit, "minimum": least, "level": level},
            missing=missing,
            left_out=groups_not_shown(n, least, names)
            + left_out(
                missing,
                {said.people_without_selected: gone, said.people_without_group: unstated},
            ),
        ),
    )


def _ratios(
    x: Float, n: Ints, rate: Float, base: int, usable: Flags, z: float
) -> tuple[Float, Float, Float]:
    """Ratio of each group's rate to that of the reference, and the ends of its interval."""
    if not rate[base] > 0:
        nothing = np.full(n.size, np.nan)
        return nothing, nothing.copy(), nothing.copy()
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = rate / rate[base]
        band = np.exp(z * np.sqrt(1 / x - 1 / n + 1 / x[base] - 1 / n[base]))
        has_interval = usable & (x > 0)
        lower = np.where(has_interval, ratio / band, np.nan)
        upper = np.where(has_interval, ratio * band, np.nan)
    # The log of the ratio has no error where a rate is 0, and none of its own where one is 1.
    edge = usable & usable[base] & ((x == 0) | (x == n) | (x[base] == n[base]))
    for i in np.flatnonzero(edge).tolist():
        lower[i], upper[i] = score_ratio(x[i], n[i], x[base], n[base], z)
    ratio[base] = 1.0
    lower[base] = upper[base] = np.nan
    return ratio, lower, upper


def _pearson(x: Float, n: Float) -> float:
    """Chi-square of selected and not selected by group; NaN passes through."""
    p = x.sum() / n.sum()
    if p in {0.0, 1.0}:
        return float("nan")
    return float((np.square(x - n * p) / (n * p * (1 - p))).sum())


def fisher_exact(x: float, n: float, x0: float, n0: float) -> float:
    """Two-sided p-value of a 2 × 2 table by the rule of small probabilities.

    >>> round(fisher_exact(3, 4, 1, 4), 6)
    0.485714
    """
    from scipy.special import gammaln

    def choose(a: float, b: Any) -> Float:
        return np.asarray(gammaln(a + 1) - gammaln(b + 1) - gammaln(a - b + 1))

    hits = x + x0
    k = np.arange(max(0.0, hits - n0), min(n, hits) + 1)
    log_p = choose(n, k) + choose(n0, hits - k) - choose(n + n0, hits)
    observed = log_p[int(x - k[0])]
    total = np.exp(log_p[log_p <= observed + np.log1p(1e-7)]).sum()
    return min(1.0, float(total))
