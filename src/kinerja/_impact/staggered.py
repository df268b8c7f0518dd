"""Effects where units start at different times: group by group, and put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from .. import _checks
from .._definitions import Language
from .._indicators.text import Text
from .._quantiles import normal_quantile
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Flags, Float
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatVector, IntVector, LabelVector, Provenance, Result, Unit
from .did import refuse_constant
from .group_times import GroupTimes, group_times
from .panel import Panel, read_panel
from .tails import exact, too_few

Control = Literal["never", "not_yet"]
CONTROLS: tuple[Control, ...] = ("never", "not_yet")

DRAWS = 999
"""Draws of the largest deviation of the profile."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StaggeredDiD(Result):
    """Group-time effects of a treatment that units get at different times.

    Examples
    --------
    >>> from kinerja.impact import staggered_did
    >>> y = [5, 6, 7, 4, 6, 6, 6, 9, 9, 5, 9, 9, 6, 6, 9, 4, 6, 9]
    >>> unit, period = list("aaabbbcccdddeeefff"), [1, 2, 3] * 6
    >>> start = [None] * 6 + [2] * 6 + [3] * 6
    >>> r = staggered_did(y, unit, period, start)
    >>> r.relative.tolist(), r.relative_value.tolist()
    ([-2, 0, 1], [0.5, 2.25, 1.5])
    """

    _keys: ClassVar = {"cell": ("group", "period"), "relative": "relative", "start": "groups"}

    group: Annotated[LabelVector, Axis("cell")]
    """(c,) first treated period of the cell's units."""
    period: Annotated[LabelVector, Axis("cell")]
    """(c,) period of the cell."""
    value: Annotated[FloatVector, Axis("cell")]
    """(c,) effect on the group in the period; before the start, how far it had moved apart."""
    se: Annotated[FloatVector, Axis("cell")]
    """(c,) standard errors by clusters; NaN where a side is one cluster."""
    lower: Annotated[FloatVector, Axis("cell")]
    """(c,) lower ends of the normal intervals, one cell at a time."""
    upper: Annotated[FloatVector, Axis("cell")]
    """(c,) upper ends."""
    relative: Annotated[IntVector, Axis("relative")]
    """(r,) periods since the start, 0 the first treated one; −1, the base, is left out."""
    relative_value: Annotated[FloatVector, Axis("relative")]
    """(r,) effect by time since the start: its cells weighted by the sizes of their groups."""
    relative_se: Annotated[FloatVector, Axis("relative")]
    """(r,) standard errors."""
    relative_lower: Annotated[FloatVector, Axis("relative")]
    """(r,) lower ends, one time at a time."""
    relative_upper: Annotated[FloatVector, Axis("relative")]
    """(r,) upper ends."""
    band_lower: Annotated[FloatVector, Axis("relative")]
    """(r,) lower ends of the band that holds the whole profile with probability `level`."""
    band_upper: Annotated[FloatVector, Axis("relative")]
    """(r,) upper ends."""
    groups: Annotated[LabelVector, Axis("start")]
    """(g,) groups, by their first treated period."""
    by_group_value: Annotated[FloatVector, Axis("start")]
    """(g,) mean of the group's effects from its start on; NaN where it has none."""
    by_group_se: Annotated[FloatVector, Axis("start")]
    """(g,) standard errors."""
    overall: float
    """Mean of all effects from the start on, weighted by the sizes of the groups."""
    overall_se: float
    """Its standard error."""
    overall_lower: float
    """Lower end of its interval."""
    overall_upper: float
    """Upper end."""
    pretrend_statistic: float
    """Wald statistic of no difference at any time before −1; NaN without such a time."""
    pretrend_df: int
    """Rank of the covariance of those times."""
    pretrend_p: Annotated[float, Unit("p")]
    """Its p-value."""
    control: Control
    """Whom the groups are compared with."""
    n_units: int
    """Units used."""
    clusters: int
    """Clusters they are in."""
    level: float = 0.95
    """Probability of the intervals and of the band."""
    provenance: Provenance = field(default_factory=Provenance)
    """Options, missing policy; units and cells left out."""

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
            Unit of the values, as it is to be read.

        Raises
        ------
        InputError
            If the language is unknown, or what people read is no text.

        Examples
        --------
        >>> from kinerja.impact import staggered_did
        >>> y = [5, 6, 7, 4, 6, 6, 6, 9, 9, 5, 9, 9, 6, 6, 9, 4, 6, 9]
        >>> unit, period = list("aaabbbcccdddeeefff"), [1, 2, 3] * 6
        >>> effect = staggered_did(y, unit, period, [None] * 6 + [2] * 6 + [3] * 6)
        >>> effect.text(outcome="the queue", unit="people").split(", ", 1)[1].split(" (")[0]
        'the queue changed from the start on by +2.00 people on average over all that started'
        """
        from .in_words import staggered_in_words

        return staggered_in_words(self, language, outcome, unit)

    def _headline(self, language: str = "en") -> str:
        return words(language).headlines.staggered

    def _facts(self, language: str = "en") -> dict[str, Any]:
        names = ("overall", "overall_se", "overall_lower", "overall_upper", "pretrend_p", "n_units")
        return {name: getattr(self, name) for name in names}


@steady
def staggered_did(
    y: ArrayLike,
    unit: Any,
    period: Any,
    start: Any,
    *,
    clusters: Any = None,
    control: Control = "never",
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
) -> StaggeredDiD:
    """Effect of a treatment that starts at different times, by group, time since, and over all.

    Parameters
    ----------
    y : array_like (n,)
        Outcome, one row per unit and period.
    unit : array_like (n,)
        Unit of each row.
    period : array_like (n,)
        Period of each row; numbers, dates or text that sorts in time.
    start : array_like (n,)
        First treated period of the row's unit, in the terms of `period`; missing (NaN, None) if
        it is never treated. A start between two periods is that of the later one. A unit that
        starts after the last period is a control until then; one that starts at or before the
        first is left out and listed, for nobody saw it untreated.
    clusters : array_like (n,), optional
        What was treated together; the unit by default. A unit lies in one cluster.
    control : {"never", "not_yet"}
        Compare with units that are never treated, or also with those that start later than the
        period and than the base.
    level : float
        Probability of the intervals and of the band.
    missing : {"raise", "omit", "propagate"}
        A missing y: refuse it; leave the row out; or make every figure NaN.

    Returns
    -------
    StaggeredDiD

    Raises
    ------
    InputError
        If no unit is a control, no group has a period before its start, a unit has two starts,
        two clusters or two rows in one period, all values are equal, or every effect fits exactly.

    Notes
    -----
    Cell (g, t), t ≠ g − 1: mean of y[t] − y[g−1] over the units that start at g, less the same
    over the controls; g − 1 is the period before g, and a unit counts where it has both periods.
    By time since the start and over all, cells are weighted by their number of treated units; by
    group, they are averaged. The influence of a unit on a cell is ±(Δy − mean)/n of its side; on a
    weighted mean θ of cells, also Σ(θ[c] − θ)·[unit treated in c]/Σn, the error of the weights. A
    variance is the sum over clusters of the square of their units' influence. The band takes the
    `level` quantile of max|Z| for Z with the correlation of the profile, from 999 fixed draws, and
    never less than the normal one; times with a standard error of 0 stay out of it. Test before
    the start: Wald's W over all times before −1, with p from F(q, C − 1) of W/q, q the rank of
    their covariance and C the number of clusters; NaN where q ≥ C − 1. A cell without a unit on
    either side is left out and listed.

    Two-way effects in place of this compare late starters with early ones, whose effect is still
    growing, and may come out with the wrong sign. There are no covariates: groups and controls
    must have moved alike but for the treatment.

    References
    ----------
    Callaway & Sant'Anna (2021), Journal of Econometrics 225, 200–230. Goodman-Bacon (2021),
    Journal of Econometrics 225, 254–277. Montiel Olea & Plagborg-Møller (2019), Journal of Applied
    Econometrics 34, 1–17 (the band).

    Examples
    --------
    Two offices never got a queue machine, two got it in the second quarter, two in the third:

    >>> y = [30, 31, 29, 32, 31, 31, 29, 20, 19, 33, 22, 24, 30, 31, 21, 28, 27, 20]
    >>> unit, quarter = list("aaabbbcccdddeeefff"), [1, 2, 3] * 6
    >>> start = [None] * 6 + [2] * 6 + [3] * 6
    >>> r = staggered_did(y, unit, quarter, start)
    >>> r.value.tolist()
    [-10.0, -8.5, 0.0, -7.5]
    >>> round(r.overall, 4), round(r.overall_se, 4)
    (-8.6667, 0.5386)
    """
    level = _checks.confidence_level(level)
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    _checks.choice(control, "control", CONTROLS)
    panel = read_panel(y, unit, period, start, clusters, missing)
    if not panel.unknown:
        refuse_constant(panel.y[panel.here])
    cells = group_times(panel, later=control == "not_yet")
    _refuse_no_control(panel, cells, control)
    if cells.exact:
        raise exact("y", "the same change in all units of every group and of its controls")
    profile, influence = cells.relative
    covariance = influence @ influence.T
    if np.isinf(covariance).any():
        raise InputError.about(
            "y",
            code="out_of_range",
            expected="outcomes whose covariances a float64 holds",
            found="squares beyond it",
            hint="Measure in a larger unit.",
        )
    relative_se = np.sqrt(np.diag(covariance))
    by_group, of_group = cells.by_group
    overall, of_all = float(cells.overall[0][0]), cells.overall[1]
    overall_se = float(np.sqrt(np.square(of_all).sum()))
    statistic, rank, p = _pretrend(profile, covariance, cells.at < -1, panel.clusters)
    z = normal_quantile(level)
    wide = max(z, _largest(covariance, level))
    return StaggeredDiD(
        group=panel.names[cells.group],
        period=panel.names[cells.period],
        value=cells.value,
        se=cells.se,
        lower=cells.value - z * cells.se,
        upper=cells.value + z * cells.se,
        relative=cells.at,
        relative_value=profile,
        relative_se=relative_se,
        relative_lower=profile - z * relative_se,
        relative_upper=profile + z * relative_se,
        band_lower=profile - wide * relative_se,
        band_upper=profile + wide * relative_se,
        groups=panel.names[cells.groups],
        by_group_value=by_group,
        by_group_se=np.sqrt(np.square(of_group).sum(axis=1)),
        overall=overall,
        overall_se=overall_se,
        overall_lower=overall - z * overall_se,
        overall_upper=overall + z * overall_se,
        pretrend_statistic=statistic,
        pretrend_df=rank,
        pretrend_p=p,
        control=control,
        n_units=panel.start.size,
        clusters=panel.clusters,
        level=level,
        provenance=Provenance(
            **made_from(y=y, unit=unit, period=period, start=start, clusters=clusters),
            options={"control": control, "level": level},
            missing=missing,
            left_out=panel.left_out + cells.left_out,
        ),
    )


def _refuse_no_control(panel: Panel, cells: GroupTimes, control: Control) -> None:
    """Refuse a panel without an effect after a start."""
    if (cells.period >= cells.group).any():
        return
    never = (panel.start == panel.names.size).any()
    if control == "never" and not never:
        raise too_few(
            "start", "units that are never treated", "none",
            "With control='not_yet' the later starters are compared with as long as they are not "
            "treated. Where a unit is never treated its start is missing (NaN, None), not 0.",
        )  # fmt: skip
    raise too_few(
        "start", "units to compare with in a period after a start", "none",
        "A unit counts where it has both the period and the one before the start of the group.",
    )  # fmt: skip


def _largest(covariance: Float, level: float) -> float:
    """Quantile of the largest deviation in standard errors; 0 where nothing deviates."""
    some = np.flatnonzero(np.diag(covariance) > 0)
    if not some.size:
        return 0.0
    error = np.sqrt(np.diag(covariance)[some])
    values, vectors = np.linalg.eigh(covariance[np.ix_(some, some)] / np.outer(error, error))
    # The symmetric root does not depend on how the solver turns its vectors.
    spread = np.sqrt(np.where(values > 1e-12 * values[-1], values, 0.0))
    draws = np.random.default_rng(0).standard_normal((DRAWS, some.size))
    most = np.abs(draws @ (vectors * spread) @ vectors.T).max(axis=1)
    return float(np.quantile(most, level, method="inverted_cdf"))


def _pretrend(
    profile: Float, covariance: Float, before: Flags, clusters: int
) -> tuple[float, int, float]:
    """Wald statistic that nothing happened before the start, its rank, and its p-value."""
    from scipy.special import fdtrc

    at = np.flatnonzero(before)
    b, v = profile[at], covariance[np.ix_(at, at)]
    if not at.size or not np.isfinite(v).all():
        return float("nan"), 0, float("nan")
    values, vectors = np.linalg.eigh(v)
    kept = values > 1e-10 * values[-1]
    rank = int(kept.sum())
    if not 0 < rank < clusters - 1:
        return float("nan"), rank, float("nan")
    statistic = float((np.square(vectors.T @ b)[kept] / values[kept]).sum())
    return statistic, rank, float(fdtrc(rank, clusters - 1, statistic / rank))
