"""A fairness audit: who is selected, and who scores what, by group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks
from .._digits import same
from .._quantiles import normal_quantile, t_quantile
from ..errors import InputError
from ..results import BoolVector, FloatVector, IntVector, LabelVector, Provenance, Result

Float = NDArray[np.float64]

LIMITS = {
    "en": "A difference between groups is not by itself bias, and its absence is not fairness: "
    "these figures do not know why groups differ, whether the criterion measures what the post "
    "needs, or whom a group label leaves out. With small groups a real difference is easily "
    "missed.",
    "id": "Perbedaan antarkelompok belum tentu berarti bias, dan tidak adanya perbedaan belum "
    "tentu berarti adil: angka ini tidak mengetahui mengapa kelompok berbeda, apakah kriterianya "
    "mengukur apa yang dibutuhkan jabatan, atau siapa yang tidak tercakup oleh label kelompok. "
    "Pada kelompok kecil, perbedaan yang nyata mudah terlewat.",
}
"""What the figures of this page cannot tell."""


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

    group: LabelVector
    """(g,) sorted labels."""
    n: IntVector
    """(g,) people."""
    selected: FloatVector
    """(g,) people selected; NaN where suppressed."""
    rate: FloatVector
    """(g,) selected/n."""
    ratio: FloatVector
    """(g,) rate over the reference's."""
    lower: FloatVector
    """(g,) lower end of the ratio's interval (Katz); NaN where a selected count is 0."""
    upper: FloatVector
    """(g,) upper end."""
    difference: FloatVector
    """(g,) rate less the reference's."""
    p_value: FloatVector
    """(g,) Fisher's exact test against the reference, two-sided."""
    below: BoolVector
    """(g,) True where the ratio is below the threshold."""
    reference: Any
    """Label of the reference group."""
    statistic: float
    """Pearson's chi-square over all groups shown, no correction."""
    df: int
    """Its degrees of freedom."""
    overall_p: float
    """Its p-value; NaN where everybody or nobody was selected."""
    suppressed: tuple[Any, ...] = ()
    """Groups with fewer people than the minimum: NaN throughout, and left out of the totals."""
    limits: dict[str, str] = field(default_factory=lambda: dict(LIMITS))
    """What this cannot tell, in English and Indonesian."""
    provenance: Provenance = field(default_factory=Provenance)
    """Threshold, minimum, level."""


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
        A missing `selected`: refuse it; leave the person out; or make the group's figures NaN.

    Returns
    -------
    AdverseImpact

    Raises
    ------
    InputError
        If fewer than two groups reach the minimum, or the reference is not one of them.

    Notes
    -----
    Ratio p/p₀ with the interval exp(ln(p/p₀) ± z·√(1/x − 1/n + 1/x₀ − 1/n₀)); Fisher's test sums
    the probabilities of all tables no more likely than the observed one (relative 1e-7). A
    reference rate of 0 leaves the ratio NaN. The ratio is compared at twelve significant digits.

    References
    ----------
    *Uniform Guidelines on Employee Selection Procedures* (1978), 29 CFR 1607.4 D. Katz, Baptista,
    Azen & Pike (1978), Biometrics 34, 469–474. Fisher (1935), *The Design of Experiments*.

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
    codes, names = _checks.labels(group, "group", n=chosen.size)
    gone = np.isnan(chosen)
    if missing == "raise":
        _checks.refuse_missing(chosen, "selected")
    kept = ~gone if missing == "omit" else np.ones(chosen.size, dtype=np.bool_)
    g = names.size
    n = np.bincount(codes[kept], minlength=g)
    x = np.asarray(np.bincount(codes[kept], chosen[kept], g), dtype=np.float64)
    shown = n >= least
    usable = shown & ~np.isnan(x)
    _refuse_few_groups(usable, least)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(shown, x / np.maximum(n, 1), np.nan)
        base = _reference(reference, names, rate, usable)
        ratio = rate / rate[base] if rate[base] > 0 else np.full(g, np.nan)
        error = np.sqrt(1 / x - 1 / n + 1 / x[base] - 1 / n[base])
        band = np.exp(z * error)
        has_interval = usable & (x > 0) & (x[base] > 0)
        lower = np.where(has_interval, ratio / band, np.nan)
        upper = np.where(has_interval, ratio * band, np.nan)
    p_value = np.array(
        [
            fisher_exact(x[i], n[i], x[base], n[base]) if usable[i] and i != base else np.nan
            for i in range(g)
        ]
    )
    if rate[base] > 0:
        ratio[base] = 1.0
    lower[base] = upper[base] = np.nan
    statistic = _pearson(x[usable], n[usable].astype(np.float64))
    df = int(usable.sum()) - 1
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
        reference=names[base].item() if isinstance(names[base], np.generic) else names[base],
        statistic=statistic,
        df=df,
        overall_p=float(chdtrc(df, statistic)) if statistic == statistic else float("nan"),
        suppressed=tuple(names[~shown].tolist()),
        provenance=Provenance(
            options={"threshold": limit, "minimum": least, "level": level},
            missing=missing,
            left_out=(f"{int(gone.sum())} people without `selected`",)
            if missing == "omit" and gone.any()
            else (),
        ),
    )


def _refuse_few_groups(usable: NDArray[np.bool_], least: int) -> None:
    if usable.sum() < 2:
        raise InputError.about(
            "group",
            code="too_few_groups",
            expected=f"at least two groups of {least} people or more",
            found=f"{int(usable.sum())}",
            hint="Join small groups, or lower `minimum` if nobody can be identified.",
        )


def _reference(reference: Any, names: NDArray[Any], rate: Float, usable: NDArray[np.bool_]) -> int:
    labels = names.tolist()
    if reference in labels:
        place: int = labels.index(reference)
        if usable[place]:
            return place
        raise InputError.about(
            "reference",
            code="too_few",
            expected="a group that is shown",
            found=f"{reference!r}, which has fewer people than `minimum`",
        )
    if reference == "highest":
        return int(np.nanargmax(np.where(usable, rate, -1.0)))
    raise InputError.about(
        "reference",
        code="unknown_label",
        expected=f"'highest' or one of {_checks.joined(labels)}",
        found=repr(reference),
    )


def _pearson(x: Float, n: Float) -> float:
    """Chi-square of selected and not selected by group."""
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ScoreDifferences(Result):
    """Differences of mean scores between groups, raw and at equal covariates.

    Examples
    --------
    >>> from kinerja.ratings import score_differences
    >>> r = score_differences([1, 2, 3, 4, 5, 6], list("aaabbb"), reference="a", minimum=3)
    >>> r.difference.round(9).tolist()
    [0.0, 3.0]
    """

    group: LabelVector
    """(g,) sorted labels."""
    n: IntVector
    """(g,) people."""
    mean: FloatVector
    """(g,) mean score; NaN where suppressed."""
    difference: FloatVector
    """(g,) mean less the reference's."""
    lower: FloatVector
    """(g,) lower end of its interval."""
    upper: FloatVector
    """(g,) upper end."""
    standardized: FloatVector
    """(g,) difference over the pooled standard deviation inside groups."""
    adjusted: FloatVector
    """(g,) difference at equal covariates; equal to `difference` without covariates."""
    adjusted_lower: FloatVector
    """(g,) lower end of its interval."""
    adjusted_upper: FloatVector
    """(g,) upper end."""
    adjusted_standardized: FloatVector
    """(g,) adjusted difference over the standard deviation of the adjusted residuals."""
    reference: Any
    """Label of the reference group."""
    suppressed: tuple[Any, ...] = ()
    """Groups with fewer people than the minimum: left out of everything."""
    limits: dict[str, str] = field(default_factory=lambda: dict(LIMITS))
    """What this cannot tell, in English and Indonesian."""
    provenance: Provenance = field(default_factory=Provenance)
    """Minimum, level."""


def score_differences(
    score: ArrayLike,
    group: Any,
    *,
    reference: Any,
    covariates: ArrayLike | None = None,
    minimum: int = 5,
    level: float = 0.95,
) -> ScoreDifferences:
    """Compare mean scores of groups with a reference group, raw and at equal covariates.

    Parameters
    ----------
    score : array_like (n,)
        One score a person, none missing.
    group : array_like (n,)
        Group of each person.
    reference : label
        Group that the others are compared with.
    covariates : array_like (n, c), optional
        What may explain a difference: length of service, grade of the post …
    minimum : int
        Smallest group that is shown.
    level : float
        Probability of the intervals.

    Returns
    -------
    ScoreDifferences

    Raises
    ------
    InputError
        If fewer than two groups reach the minimum, the reference is not one of them, too few
        people are left for the covariates, or these are linearly dependent.

    Notes
    -----
    Least squares on indicators of the groups and the covariates; intervals with the HC3 covariance
    and t on the residual degrees of freedom, because groups need not vary alike.

    References
    ----------
    MacKinnon & White (1985), Journal of Econometrics 29, 305–325. Cohen (1988), *Statistical Power
    Analysis for the Behavioral Sciences*, chapter 2.

    Examples
    --------
    >>> r = score_differences(
    ...     [60, 62, 70, 72, 80, 82],
    ...     list("ababab"),
    ...     reference="a",
    ...     minimum=3,
    ...     covariates=[[1], [1], [2], [2], [3], [3]],
    ... )
    >>> r.adjusted.round(6).tolist()
    [0.0, 2.0]
    """
    y = _checks.vector(score, "score")
    codes, names = _checks.labels(group, "group", n=y.size)
    least = _checks.whole_number(minimum, "minimum", lower=2)
    level = _checks.confidence_level(level)
    more = np.empty((y.size, 0))
    if covariates is not None:
        raw = _checks.floats(covariates, "covariates")
        more = _checks.matrix(raw[:, None] if raw.ndim == 1 else raw, "covariates")
        if len(more) != y.size:
            raise InputError.about(
                "covariates", code="wrong_length", expected=f"{y.size} rows", found=f"{len(more)}"
            )
    count = np.bincount(codes, minlength=names.size)
    usable = count >= least
    _refuse_few_groups(usable, least)
    base = _reference(reference, names, count.astype(np.float64), usable)
    kept = usable[codes]
    y, more, codes = y[kept], more[kept], codes[kept]
    others = [i for i in np.flatnonzero(usable).tolist() if i != base]
    dummies = (codes[:, None] == np.array(others)[None, :]).astype(np.float64)
    one = np.ones((y.size, 1))
    raw_fit = _hc3(np.hstack([one, dummies]), y, len(others), level, "group")
    adjusted_fit = (
        _hc3(np.hstack([one, dummies, more - more.mean(axis=0)]), y, len(others), level,
             "covariates")
        if more.shape[1]
        else raw_fit
    )  # fmt: skip

    def spread_out(values: Float, at_base: float) -> Float:
        out = np.full(names.size, np.nan)
        out[others] = values
        out[base] = at_base
        return out

    mean = np.full(names.size, np.nan)
    mean[usable] = (np.bincount(codes, y, names.size) / np.maximum(count, 1))[usable]
    return ScoreDifferences(
        group=names,
        n=count.astype(np.int64),
        mean=mean,
        difference=spread_out(raw_fit[0], 0.0),
        lower=spread_out(raw_fit[1], np.nan),
        upper=spread_out(raw_fit[2], np.nan),
        standardized=spread_out(raw_fit[3], 0.0),
        adjusted=spread_out(adjusted_fit[0], 0.0),
        adjusted_lower=spread_out(adjusted_fit[1], np.nan),
        adjusted_upper=spread_out(adjusted_fit[2], np.nan),
        adjusted_standardized=spread_out(adjusted_fit[3], 0.0),
        reference=reference,
        suppressed=tuple(names[~usable].tolist()),
        provenance=Provenance(options={"minimum": least, "level": level}, missing="raise"),
    )


def _hc3(
    x: Float, y: Float, wanted: int, level: float, argument: str
) -> tuple[Float, Float, Float, Float]:
    """Coefficients after the constant, their intervals, and in standard deviations of residuals."""
    q, r = np.linalg.qr(x)
    if len(x) <= x.shape[1] or np.abs(np.diag(r)).min() <= 1e-10 * np.abs(np.diag(r)).max():
        raise InputError.about(
            argument,
            code="not_estimable",
            expected="more people than columns, and columns that are no sum of others",
            found=f"{len(x)} people, {x.shape[1]} columns",
            hint="Leave out a covariate that the groups or the others already tell.",
        )
    beta = np.linalg.solve(r, q.T @ y)
    residual = y - x @ beta
    df = len(x) - x.shape[1]
    leverage = np.square(q).sum(axis=1)
    half = np.linalg.solve(r, (q * (residual / np.maximum(1.0 - leverage, 1e-12))[:, None]).T)
    error = np.sqrt(np.square(half).sum(axis=1))[1 : wanted + 1]
    t = float(t_quantile(df, level))
    value = beta[1 : wanted + 1]
    sd = float(np.sqrt(np.square(residual).sum() / df))
    noise = 1e-12 * float(np.abs(y).max(initial=0.0))
    inside = value / sd if sd > noise else np.full(wanted, np.nan)
    return value, value - t * error, value + t * error, inside
