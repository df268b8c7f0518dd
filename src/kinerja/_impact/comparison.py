"""Two measurements of the same people, or one of two groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Annotated, Any, ClassVar, Literal, TypeVar

import numpy as np

from .. import _checks
from .._definitions import Language
from .._digits import same
from .._indicators.text import Text
from .._moments import deviation, sized, taken_from
from .._quantiles import t_quantile
from .._results.prints import prints_of
from .._steady import steady
from .._types import ArrayLike, Float
from .._words import words
from ..results import Provenance, Result, Unit
from .ranks import median_difference, median_of_means, rank_sum, signed_rank
from .tails import (
    hedges_factor,
    no_variance,
    noncentrality,
    t_p_value,
    too_few,
)

Variances = Literal["unequal", "equal"]
VARIANCES: tuple[Variances, ...] = ("unequal", "equal")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Paired(Result):
    """Change of the same people between two measurements.

    Examples
    --------
    >>> from kinerja.impact import paired
    >>> paired([1, 2, 3], [2, 4, 3]).value
    1.0
    """

    _single: ClassVar = True

    value: float
    """Mean of after − before."""
    se: float
    """Its standard error."""
    lower: float
    """Lower end of the interval of the mean change."""
    upper: float
    """Upper end."""
    t: float
    """value/se."""
    df: float
    """n − 1."""
    p_value: Annotated[float, Unit("p")]
    """Two-sided p-value of t."""
    sd: float
    """Standard deviation of the changes (n − 1)."""
    d: float
    """Cohen's d of the changes: value/sd."""
    g: float
    """Hedges g: d times the exact J."""
    g_lower: float
    """Lower end of its interval, from the noncentral t."""
    g_upper: float
    """Upper end."""
    n: int
    """Pairs used."""
    mean_before: float
    """Mean of the first measurement."""
    mean_after: float
    """Mean of the second."""
    shift: float
    """Hodges–Lehmann change: the median of the means of all pairs of changes."""
    rank_statistic: float
    """Wilcoxon's V: the rank sum of the changes upwards."""
    rank_p: Annotated[float, Unit("p")]
    """Its two-sided p-value: exact below 50 pairs without ties and zeros."""
    improved: float
    """Share of people whose value rose."""
    level: float
    """Probability of the intervals."""
    d_average: float = float("nan")
    """value/√((s₁² + s₂²)/2): in the spread of people, as d of two groups is."""
    d_repeated: float = float("nan")
    """d·√(2(1 − r)), r the correlation of the two measurements; NaN where one does not vary."""
    provenance: Provenance = field(default_factory=Provenance)
    """Missing policy, and pairs left out."""

    def text(self, *, language: Language = "en", unit: Text | str = "") -> str:
        """Say to an official what this shows, how surely, and what it cannot tell.

        Parameters
        ----------
        language : {"en", "id"}
        unit : str or Text, optional
            Unit of the values, as it is to be read.

        Raises
        ------
        InputError
            If the language is unknown, or what people read is no text.

        Examples
        --------
        >>> from kinerja.impact import paired
        >>> said = paired([3, 4, 5], [5, 6, 7.5], level=0.9).text(unit="points")
        >>> said.split(", a change")[0].split("the mean of ")[1]
        '3 people went from 4.00 points to 6.17 points'
        """
        from .in_words import paired_in_words

        return paired_in_words(self, language, unit)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TwoGroups(Result):
    """Difference between the means of two groups.

    Examples
    --------
    >>> from kinerja.impact import two_groups
    >>> two_groups([3, 4, 5], [1, 2, 3]).value
    2.0
    """

    _single: ClassVar = True

    value: float
    """Mean of the first less mean of the second."""
    se: float
    """Its standard error."""
    lower: float
    """Lower end of the interval of the difference."""
    upper: float
    """Upper end."""
    t: float
    """value/se."""
    df: float
    """Degrees of freedom: Welch's, or n − 2 with equal variances."""
    p_value: Annotated[float, Unit("p")]
    """Two-sided p-value of t."""
    sd: float
    """Pooled standard deviation inside the groups."""
    d: float
    """Cohen's d: value/sd."""
    g: float
    """Hedges g: d times the exact J."""
    g_lower: float
    """Lower end of its interval, from the noncentral t."""
    g_upper: float
    """Upper end."""
    n: tuple[int, int]
    """Size of each group."""
    mean: tuple[float, float]
    """Mean of each group."""
    shift: float
    """Hodges–Lehmann shift: the median of all differences between the groups."""
    rank_statistic: float
    """Mann–Whitney U: pairs in which the first is higher, a tie being half a pair."""
    rank_p: Annotated[float, Unit("p")]
    """Its two-sided p-value: exact where both groups are below 50 and no values tie."""
    superiority: float
    """U/(n₁n₂): probability that one of the first group is above one of the second."""
    variances: Variances
    """Assumption of the test."""
    level: float
    """Probability of the intervals."""
    provenance: Provenance = field(default_factory=Provenance)
    """Missing policy, and values left out."""

    def text(self, *, language: Language = "en", unit: Text | str = "") -> str:
        """Say to an official what this shows, how surely, and what it cannot tell.

        Parameters
        ----------
        language : {"en", "id"}
        unit : str or Text, optional
            Unit of the values, as it is to be read.

        Raises
        ------
        InputError
            If the language is unknown, or what people read is no text.

        Examples
        --------
        >>> from kinerja.impact import two_groups
        >>> two_groups([3, 4, 5], [1, 2, 3]).text().split(":")[0]
        'The mean of the first group (3 people) is 4.0, that of the second (3 people) 2.0'
        """
        from .in_words import groups_in_words

        return groups_in_words(self, language, unit)


Compared = TypeVar("Compared", Paired, TwoGroups)


@steady
def paired(
    before: ArrayLike,
    after: ArrayLike,
    *,
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
) -> Paired:
    """Change of the same people between two measurements: interval, test and effect size.

    Parameters
    ----------
    before, after : array_like (n,)
        One value per person, in the same order; at least two persons.
    level : float
        Probability of the intervals.
    missing : {"raise", "omit", "propagate"}
        A missing value: refuse it; leave the person out; or make every figure NaN.

    Returns
    -------
    Paired

    Raises
    ------
    InputError
        If a value is missing, fewer than two pairs are left, or all changes are equal.

    Notes
    -----
    D = after − before; t = D̄/(s/√n) on n − 1. g = J·D̄/s with J = Γ(m/2)/(√(m/2)·Γ((m − 1)/2)),
    m = n − 1; its interval is J/√n times the noncentralities whose t distributions have the
    observed t at their upper and lower tail. s is the standard deviation of the *changes*: g says
    how regular a change is, and is not comparable with g of two groups; `d_average` and
    `d_repeated` are (without correction for small samples).

    References
    ----------
    Hedges (1981), Journal of Educational Statistics 6, 107–128. Steiger & Fouladi (1997), in *What
    If There Were No Significance Tests?*, 221–257. Wilcoxon (1945), Biometrics Bulletin 1, 80–83.
    Morris & DeShon (2002), Psychological Methods 7, 105–125.

    Examples
    --------
    >>> r = paired([60, 62, 70, 68], [66, 64, 75, 77])
    >>> r.value, round(r.se, 6), round(r.g, 6)
    (5.5, 1.443376, 1.378646)
    """
    level = _checks.confidence_level(level)
    first, second, origin = _read_pairs(before, after, level, missing)
    n = first.size
    if missing == "propagate" and (np.isnan(first) | np.isnan(second)).any():
        return _undetermined(Paired, n=n, level=level, provenance=origin)
    change = second - first
    scale = np.maximum(np.abs(first), np.abs(second)).max()
    if _alike(change, scale):
        raise no_variance("after", f"the same change, {change[0]:g}, in all {n} pairs")
    value, sd = float(change.mean()), float(deviation(change, ddof=1))
    se = sd / np.sqrt(n)
    t, df = value / se, n - 1.0
    half = float(t_quantile(df, level)) * se
    j = hedges_factor(df) if df > 1 else float("nan")
    low, high = noncentrality(t, df, level)
    spread = float(deviation(first, ddof=1)), float(deviation(second, ddof=1))
    unchanged = same(first, second)
    v, rank_p = signed_rank(np.where(unchanged, 0.0, change))
    return Paired(
        value=value,
        se=float(se),
        lower=float(value - half),
        upper=float(value + half),
        t=float(t),
        df=df,
        p_value=float(t_p_value(t, df)),
        sd=sd,
        d=value / sd,
        g=j * value / sd,
        g_lower=float(j * low / np.sqrt(n)),
        g_upper=float(j * high / np.sqrt(n)),
        n=n,
        mean_before=float(first.mean()),
        mean_after=float(second.mean()),
        shift=median_of_means(change),
        rank_statistic=v,
        rank_p=rank_p,
        improved=float(((change > 0) & ~unchanged).mean()),
        level=level,
        d_average=float(value / np.hypot(*spread) * np.sqrt(2)),
        d_repeated=value / sd * _apart(first, second, spread),
        provenance=origin,
    )


@steady
def two_groups(
    a: ArrayLike,
    b: ArrayLike,
    *,
    variances: Variances = "unequal",
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
) -> TwoGroups:
    """Difference between two groups: interval, test and effect size.

    Parameters
    ----------
    a, b : array_like (n,), (m,)
        One value per person; at least two persons each. The difference is a − b.
    variances : {"unequal", "equal"}
        Welch's test, or Student's with the pooled variance. The effect size is the same.
    level : float
        Probability of the intervals.
    missing : {"raise", "omit", "propagate"}
        A missing value: refuse it; leave the person out; or make every figure NaN.

    Returns
    -------
    TwoGroups

    Raises
    ------
    InputError
        If a value is missing, a group has fewer than two, or values differ in neither group.

    Notes
    -----
    Welch: se² = s₁²/n₁ + s₂²/n₂, df = se⁴/Σ (sᵢ²/nᵢ)²/(nᵢ − 1). g = J·(ā − b̄)/s with s the pooled
    standard deviation and J = Γ(m/2)/(√(m/2)·Γ((m − 1)/2)), m = n₁ + n₂ − 2; its interval is
    J·√(1/n₁ + 1/n₂) times the noncentralities whose t distributions have the pooled t at their
    upper and lower tail.

    References
    ----------
    Welch (1947), Biometrika 34, 28–35. Hedges (1981), Journal of Educational Statistics 6, 107–128.
    Steiger & Fouladi (1997), in *What If There Were No Significance Tests?*, 221–257. Mann &
    Whitney (1947), Annals of Mathematical Statistics 18, 50–60. Hodges & Lehmann (1963), Annals of
    Mathematical Statistics 34, 598–611.

    Examples
    --------
    >>> r = two_groups([72, 75, 78, 81], [70, 71, 74, 73])
    >>> r.value, round(r.df, 4), round(r.g, 4), r.superiority
    (4.5, 4.2706, 1.291, 0.875)
    """
    level = _checks.confidence_level(level)
    _checks.choice(variances, "variances", VARIANCES)
    x, y, origin = _read_groups(a, b, {"level": level, "variances": variances}, missing)
    n, m = x.size, y.size
    mean = (float(x.mean()), float(y.mean()))
    if missing == "propagate" and (np.isnan(x).any() or np.isnan(y).any()):
        return _undetermined(
            TwoGroups, n=(n, m), mean=mean, variances=variances, level=level, provenance=origin
        )
    scale = max(np.abs(x).max(), np.abs(y).max())
    if _alike(x, scale) and _alike(y, scale):
        raise no_variance("a", f"only {x[0]:g} in the one group and {y[0]:g} in the other")
    # Taken together from where they lie and brought to the size of 1, groups lose no digit.
    (x_away, y_away), _ = taken_from(x, y)
    both, exponent = sized(np.append(x_away, y_away))
    x_away, y_away = both[:n], both[n:]
    value = float(x_away.mean() - y_away.mean())
    var = np.square([deviation(x_away, ddof=1), deviation(y_away, ddof=1)])
    size = np.array([n, m], dtype=np.float64)
    pooled_df = n + m - 2.0
    sd = float(np.sqrt((var * (size - 1)).sum() / pooled_df))
    per = float(np.sqrt((1 / size).sum()))
    se, df = (sd * per, pooled_df) if variances == "equal" else _welch(var / size, size)
    half = float(t_quantile(df, level)) * se
    j = hedges_factor(pooled_df)
    low, high = noncentrality(value / (sd * per), pooled_df, level)
    u, rank_p = rank_sum(x, y)
    t, d = value / se, value / sd
    value, se, sd, half = (float(np.ldexp(v, exponent)) for v in (value, se, sd, half))
    return TwoGroups(
        value=value,
        se=se,
        lower=value - half,
        upper=value + half,
        t=t,
        df=df,
        p_value=float(t_p_value(t, df)),
        sd=sd,
        d=d,
        g=j * d,
        g_lower=j * low * per,
        g_upper=j * high * per,
        n=(n, m),
        mean=mean,
        shift=median_difference(x, y),
        rank_statistic=u,
        rank_p=rank_p,
        superiority=u / (n * m),
        variances=variances,
        level=level,
        provenance=origin,
    )


def _read_pairs(
    before: ArrayLike, after: ArrayLike, level: float, missing: _checks.MissingRows
) -> tuple[Float, Float, Provenance]:
    """Both measurements of everybody who is used, and how they came about."""
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    allow: Literal["refuse", "allow"] = "refuse" if missing == "raise" else "allow"
    first = _checks.vector(before, "before", missing=allow)
    second = _checks.vector(after, "after", n=first.size, missing=allow)
    read, rows = prints_of({"before": first, "after": second}), first.size
    gone = 0
    if missing == "omit":
        known = ~(np.isnan(first) | np.isnan(second))
        gone = int((~known).sum())
        first, second = first[known], second[known]
    if first.size < 2:
        raise too_few("before", "at least 2 pairs", first.size)
    origin = Provenance(
        options={"level": level},
        missing=missing,
        left_out=(words().notes.pairs.format(n=gone),) if gone else (),
        data=read,
        rows=rows,
    )
    return first, second, origin


def _read_groups(
    a: ArrayLike, b: ArrayLike, options: Mapping[str, Any], missing: _checks.MissingRows
) -> tuple[Float, Float, Provenance]:
    """Values of both groups that are used, and how they came about."""
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    allow: Literal["refuse", "allow"] = "refuse" if missing == "raise" else "allow"
    x = _checks.vector(a, "a", missing=allow)
    y = _checks.vector(b, "b", missing=allow)
    read = prints_of({"a": x, "b": y})
    gone = 0
    if missing == "omit":
        gone = int(np.isnan(x).sum() + np.isnan(y).sum())
        x, y = x[~np.isnan(x)], y[~np.isnan(y)]
    for values, name in ((x, "a"), (y, "b")):
        if values.size < 2:
            raise too_few(name, "at least 2 values", values.size)
    origin = Provenance(
        options=options,
        missing=missing,
        left_out=(words().notes.missing_values.format(n=gone),) if gone else (),
        data=read,
    )
    return x, y, origin


def _undetermined(kind: type[Compared], **known: Any) -> Compared:
    """A comparison whose figures are all NaN, but for those that are known."""
    return kind(**{item.name: float("nan") for item in fields(kind)} | known)


def _welch(part: Float, size: Float) -> tuple[float, float]:
    """Standard error and degrees of freedom of groups whose means have the variances `part`."""
    share = part / part.sum()
    return float(np.sqrt(part.sum())), float(1 / (np.square(share) / (size - 1)).sum())


def _apart(first: Float, second: Float, spread: tuple[float, float]) -> float:
    """√(2(1 − r)) as the spread of the difference of both in standard units: exact near r = 1."""
    if not min(spread) > 0:
        return float("nan")
    apart = (first - first.mean()) / spread[0] - (second - second.mean()) / spread[1]
    return float(apart.std(ddof=1))


def _alike(x: Float, scale: float) -> bool:
    """Tell whether values differ by no more than rounding."""
    return bool(np.ptp(x) <= 1e-12 * scale)
