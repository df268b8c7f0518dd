"""Difference in differences: the change of the treated beyond the change of the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._definitions import Language
from .._indicators.text import Text
from .._moments import taken_from
from .._quantiles import t_quantile
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Codes, Flags, Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatMatrix, Provenance, Result, Unit
from .dummies import Dummies
from .one_start import refuse_staggered, refuse_switching
from .robust import VARIANCES, Robust, Variance, fit
from .tails import no_variance, refuse_tiny, t_p_value, too_few


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DiD(Result):
    """Difference in differences with its cluster-robust error.

    Examples
    --------
    >>> from kinerja.impact import did
    >>> y = [5, 6, 4, 5, 7, 9, 6, 9]
    >>> did(y, [0, 0, 0, 0, 1, 1, 1, 1], [0, 1] * 4, clusters=list("aabbccdd")).value
    1.5
    """

    _single: ClassVar = True

    value: float
    """Effect: change of the treated less change of the control rows."""
    se: float
    """Its cluster-robust standard error."""
    lower: float
    """Lower end of the t interval."""
    upper: float
    """Upper end."""
    df: float
    """Degrees of freedom: Satterthwaite's with CR2, else clusters − 1."""
    t: float
    """value/se."""
    p_value: Annotated[float, Unit("p")]
    """Two-sided p-value of t."""
    means: Annotated[FloatMatrix, Axis("arm", "time")]
    """(2, 2) means of y: rows control and treated, columns before and after."""
    n: int
    """Rows used."""
    clusters: int
    """Clusters."""
    treated_clusters: int
    """Clusters with a treated row."""
    variance: Variance
    """Estimator of the variance."""
    level: float = 0.95
    """Probability of the interval."""
    provenance: Provenance = field(default_factory=Provenance)
    """Model, missing policy, and rows left out."""

    def text(
        self, *, language: Language = "en", outcome: Text | str = "", unit: Text | str = ""
    ) -> str:
        """Say to an official what this shows, how surely, and what it cannot tell.

        Parameters
        ----------
        language : {"en", "id"}
        outcome : str or Text, optional
            What was measured, in the language of the text.
        unit : str or Text, optional
            Unit of y, as it is to be read.

        Raises
        ------
        InputError
            If the language is unknown, or what people read is no text.

        Examples
        --------
        >>> from kinerja.impact import did
        >>> y = [5, 6, 4, 5, 7, 9, 6, 9]
        >>> effect = did(y, [0, 0, 0, 0, 1, 1, 1, 1], [0, 1] * 4, clusters=list("aabbccdd"))
        >>> effect.text(outcome="waiting time", unit="minutes").split(" (")[0]
        'Compared with the others, waiting time changed by +1.5 minutes where the measure was taken'
        """
        from .in_words import did_in_words

        return did_in_words(self, language, outcome, unit)

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.did


@steady
def did(
    y: ArrayLike,
    treated: Any,
    post: Any,
    *,
    clusters: Any,
    unit: Any = None,
    period: Any = None,
    variance: Variance = "CR2",
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
) -> DiD:
    """Effect of a treatment by difference in differences, with cluster-robust errors.

    Parameters
    ----------
    y : array_like (n,)
        Outcome, one row per person, visit, or unit and period.
    treated : array_like (n,) of bool
        True for rows of the group that gets the treatment, before it too.
    post : array_like (n,) of bool
        True for rows after the start.
    clusters : array_like (n,)
        What was treated together: rows of one cluster may be related in any way. At least two
        clusters with treated and two with control rows.
    unit, period : array_like (n,), both or neither
        Absorb an effect of each unit and of each period (two-way fixed effects).
    variance : {"CR2", "CR1", "CR0"}
        Bell & McCaffrey's bias-reduced variance with Satterthwaite's degrees of freedom, made for
        few clusters; the usual one with t on clusters − 1; or that without any correction.
    level : float
        Probability of the interval.
    missing : {"raise", "omit", "propagate"}
        A missing y: refuse it; leave the row out; or make every figure NaN.

    Returns
    -------
    DiD

    Raises
    ------
    InputError
        If a group or a side of the start has no rows, fewer than two clusters are treated or
        control, units start at different times, the model fits every row exactly, or the effect
        cannot be told from those of units and periods.

    Notes
    -----
    Least squares of y on treated·post with treated and post, or with unit and period effects:
    without these the effect is the contrast of the four means. CR0 = Σ sᵍsᵍᵀ with
    sᵍ = (XᵀX)⁻¹Xᵍᵀeᵍ over clusters g. CR1 = CR0·G/(G − 1)·(N − 1)/(N − K), K counting the dummies.
    CR2 puts (I − Hᵍ)⁻¹ᐟ² before eᵍ (identity as working model), with
    df = (Σ pᵍ'pᵍ)²/Σ (pᵍ'pʰ)², pᵍ = (I − H)ᵍᵀ(I − Hᵍ)⁻¹ᐟ²Xᵍ(XᵀX)⁻¹c.

    It is the effect only if both groups would have changed alike without the treatment: look at
    :func:`event_study`. Units that start at different times would bias it: they are refused where
    `treated` or `post` shows them, and belong to :func:`staggered_did`. With `unit` and `period`
    that is certain; without, it is read off clusters in which `treated` switches on.

    References
    ----------
    Bell & McCaffrey (2002), Survey Methodology 28, 169–181. Pustejovsky & Tipton (2018), Journal of
    Business & Economic Statistics 36, 672–683. Cameron & Miller (2015), Journal of Human Resources
    50, 317–372. Goodman-Bacon (2021), Journal of Econometrics 225, 254–277.

    Examples
    --------
    Two offices got a queue machine, two did not; minutes of waiting before and after:

    >>> y = [30, 28, 32, 31, 29, 20, 33, 22]
    >>> r = did(y, [0, 0, 0, 0, 1, 1, 1, 1], [0, 1] * 4, clusters=list("aabbccdd"))
    >>> r.value, round(r.se, 4), round(r.df, 4), r.means.tolist()
    (-8.5, 1.118, 2.0, [[31.0, 29.5], [31.0, 21.0]])
    """
    level = _checks.confidence_level(level)
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    _checks.choice(variance, "variance", VARIANCES)
    values = _checks.vector(y, "y", missing="refuse" if missing == "raise" else "allow")
    n = values.size
    given, after = (
        _checks.yes_no(x, name, n=n) == 1 for x, name in ((treated, "treated"), (post, "post"))
    )
    cluster = _checks.labels(clusters, "clusters", n=n).codes
    one, time = _pair(unit, period, n)
    gone = np.isnan(values)
    origin = Provenance(
        **made_from(y=y, unit=unit, period=period, treated=treated, post=post, clusters=clusters),
        options={
            "model": "two-way effects" if one is not None else "treated, post",
            "variance": variance,
            "level": level,
        },
        missing=missing,
        left_out=rows_left_out(gone, missing),
    )
    if missing == "omit" and gone.any():
        kept = ~gone
        values, given, after = values[kept], given[kept], after[kept]
        cluster = recoded(cluster[kept])
        if one is not None and time is not None:
            one, time = recoded(one[kept]), recoded(time[kept])
    _refuse_empty(given, after)
    count = refuse_few_clusters(cluster, given)
    if one is None or time is None:
        refuse_switching(cluster, given, after)
    else:
        refuse_staggered(one, time, given, after)
    means = _means(values, given, after)
    value = se = df = float("nan")
    if not (missing == "propagate" and gone.any()):
        refuse_constant(values)
        fitted = _fitted(values, given, after, cluster, one, time, variance)
        # Without effects of units the contrast of the four means is the value, digit by digit.
        value = float(fitted.value[0])
        if one is None:
            (away,), _ = taken_from(values)
            part = _means(away, given, after)
            value = float(part[1, 1] - part[1, 0] - part[0, 1] + part[0, 0])
        se, df = float(np.sqrt(fitted.covariance[0, 0])), float(fitted.df[0])
    t, p, half = tested(np.array([value]), np.array([se]), np.array([df]), level)
    return DiD(
        value=value,
        se=se,
        lower=value - float(half[0]),
        upper=value + float(half[0]),
        df=df,
        t=float(t[0]),
        p_value=float(p[0]),
        means=means,
        n=values.size,
        clusters=int(cluster.max()) + 1,
        treated_clusters=count,
        variance=variance,
        level=level,
        provenance=origin,
    )


def _fitted(
    y: Float, given: Flags, after: Flags, cluster: Codes, unit: Codes | None, time: Codes | None,
    variance: Variance,
) -> Robust:  # fmt: skip
    """Regression on the four groups of rows, or on treated·post with units and periods absorbed."""
    if unit is None or time is None:
        design = Dummies((2 * given + after)[:, None].astype(np.int64), 4, cluster)
        return fit(design, y, np.array([[1.0], [-1.0], [-1.0], [1.0]]), variance)
    # The first period is the base: its column, 0, is none after −1; the effect stands there.
    columns = np.column_stack([np.where(given & after, 0, -1), np.where(time > 0, time, -1)])
    design = Dummies(columns, int(time.max()) + 1, cluster, unit)
    contrast = np.zeros((design.k, 1))
    contrast[0] = 1.0
    return fit(design, y, contrast, variance)


def tested(value: Float, se: Float, df: Float, level: float) -> tuple[Float, Float, Float]:
    """t, its p-value, and the half-width of the interval; an se of 0 has no test."""
    sure = se > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.where(sure, value / np.where(sure, se, 1.0), np.nan)
        half = np.where(sure, t_quantile(df, level) * se, se)
        return t, np.where(sure, t_p_value(t, df), np.nan), half


def rows_left_out(gone: Flags, missing: _checks.MissingRows) -> tuple[str, ...]:
    """Say how many rows without y are not used."""
    if missing != "omit" or not gone.any():
        return ()
    return (words().notes.rows_without_y.format(n=int(gone.sum())),)


def recoded(codes: Codes) -> Codes:
    """Codes 0, 1, … of the labels still there."""
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)


def refuse_constant(y: Float) -> None:
    """Refuse an outcome that does not vary."""
    if np.ptp(y) <= 1e-12 * np.abs(y).max():
        raise no_variance("y", f"{y[0]:g} in all {y.size} rows")
    refuse_tiny("y", y)


def refuse_few_clusters(cluster: Codes, treated: Flags) -> int:
    """Refuse one treated or one control cluster; return how many have a treated row."""
    sides = [int(np.unique(cluster[treated == side]).size) for side in (True, False)]
    for count, name in zip(sides, ("treated", "control"), strict=True):
        if count < 2:
            raise too_few(
                "clusters",
                f"at least 2 clusters with {name} rows",
                count,
                "What happened to one cluster for other reasons cannot be told from the effect.",
            )
    return sides[0]


def _pair(unit: Any, period: Any, n: int) -> tuple[Codes | None, Codes | None]:
    if (unit is None) != (period is None):
        name, other = ("period", "unit") if period is None else ("unit", "period")
        raise InputError.about(
            name, code="missing_argument", expected=f"labels, because `{other}` is given",
            found="None", hint="Two-way effects need both; leave both out for the plain model.",
        )  # fmt: skip
    if unit is None:
        return None, None
    return _checks.labels(unit, "unit", n=n).codes, _checks.labels(period, "period", n=n).codes


def _refuse_empty(treated: Flags, post: Flags) -> None:
    for flag, argument, names in (
        (treated, "treated", ("treated", "control")),
        (post, "post", ("post", "pre")),
    ):
        for side, word in ((True, names[0]), (False, names[1])):
            if not (flag == side).any():
                raise too_few(argument, f"{word} rows", "none")
    for side, word in ((True, "treated"), (False, "control")):
        for time, when in ((False, "before"), (True, "after")):
            if not ((treated == side) & (post == time)).any():
                raise too_few(
                    "post", f"{word} rows {when} the start", "none",
                    "Without them the change of this group is not known.",
                )  # fmt: skip


def _means(y: Float, treated: Flags, post: Flags) -> Float:
    cell = 2 * treated + post.astype(np.int64)
    middle = float(y.mean())
    sums = np.bincount(cell, y - middle, 4) / np.bincount(cell, minlength=4)
    return np.asarray((sums + middle).reshape(2, 2))


def result_of(fitted: Robust) -> tuple[Float, Float]:
    """Values and standard errors of all contrasts."""
    return fitted.value, np.sqrt(np.diag(fitted.covariance))
