"""Event study: the effect period by period, and whether the groups moved apart before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._checks import Labels
from .._definitions import Language
from .._indicators.text import Text
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Codes, Flags, Float
from ..errors import InputError, shown
from ..results import Axis, FloatVector, IntVector, Provenance, Result, Unit
from .did import recoded, refuse_constant, refuse_few_clusters, result_of, rows_left_out, tested
from .dummies import Dummies
from .periods import STAGGERED, moment, time_labels
from .robust import VARIANCES, Robust, Variance, fit
from .tails import too_few


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EventStudy(Result):
    """Difference between treated and control units in each period, less that of the base period.

    Examples
    --------
    >>> from kinerja.impact import event_study
    >>> y = [5, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9]
    >>> treated, unit, period = [0] * 6 + [1] * 6, list("aaabbbcccddd"), [1, 2, 3] * 4
    >>> event_study(y, treated, period, start=3, unit=unit).relative.tolist()
    [-2, 0]
    """

    _keys: ClassVar = {"relative": "relative"}

    relative: Annotated[IntVector, Axis("relative")]
    """(r,) periods since the start (0 the first treated one), the base left out."""
    value: Annotated[FloatVector, Axis("relative")]
    """(r,) effect; before the start, how far the groups had moved apart."""
    se: Annotated[FloatVector, Axis("relative")]
    """(r,) cluster-robust standard errors."""
    lower: Annotated[FloatVector, Axis("relative")]
    """(r,) lower ends of the t intervals, one period at a time."""
    upper: Annotated[FloatVector, Axis("relative")]
    """(r,) upper ends."""
    df: Annotated[FloatVector, Axis("relative")]
    """(r,) degrees of freedom."""
    p_value: Annotated[FloatVector, Axis("relative"), Unit("p")]
    """(r,) two-sided p-values."""
    pretrend_f: float
    """F of no difference in any period before the start; NaN without such a period besides base."""
    pretrend_df: tuple[float, float]
    """Its degrees of freedom."""
    pretrend_p: Annotated[float, Unit("p")]
    """Its p-value."""
    base: int
    """Period that the others are compared with."""
    n: int
    """Rows used."""
    clusters: int
    """Clusters."""
    treated_clusters: int
    """Clusters with a treated row."""
    variance: Variance
    """Estimator of the variance."""
    provenance: Provenance = field(default_factory=Provenance)
    """Level, missing policy, and rows left out."""

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
        >>> from kinerja.impact import event_study
        >>> y = [5, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9]
        >>> treated, unit, period = [0] * 6 + [1] * 6, list("aaabbbcccddd"), [1, 2, 3] * 4
        >>> effect = event_study(y, treated, period, start=3, unit=unit)
        >>> effect.text(outcome="the queue", unit="people").split(": ")[1].split(" (")[0]
        '+2.0 people in the period of the start'
        """
        from .in_words import events_in_words

        return events_in_words(self, language, outcome, unit)


@steady
def event_study(
    y: ArrayLike,
    treated: Any,
    period: Any,
    *,
    start: Any,
    unit: Any,
    clusters: Any = None,
    base: int = -1,
    variance: Variance = "CR2",
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
) -> EventStudy:
    """Effect in each period around one common start, with a test of the periods before it.

    Parameters
    ----------
    y : array_like (n,)
        Outcome.
    treated : array_like (n,) of bool
        True for rows of units that get the treatment, before it too.
    period : array_like (n,)
        Period of each row; numbers, dates or text that sorts in time.
    start : label
        First treated period, the same for all treated units.
    unit : array_like (n,)
        Unit of each row: its effect is absorbed, and that of each period.
    clusters : array_like (n,), optional
        What was treated together; the unit by default.
    base : int
        Period before the start that the others are compared with, counted from the start.
    variance : {"CR2", "CR1", "CR0"}
        As in :func:`did`.
    level : float
        Probability of the intervals.
    missing : {"raise", "omit", "propagate"}
        A missing y: refuse it; leave the row out; or make every figure NaN.

    Returns
    -------
    EventStudy

    Raises
    ------
    InputError
        If there is no period before the start, units start at different times, a period has no
        treated or no control row, or fewer than two clusters are treated or control.

    Notes
    -----
    y = unit + period + Σ βₖ·treated·[relative = k], k ≠ base. `relative` is the position among the
    sorted periods that occur, less the start's. Test of the q periods before the start besides
    base: with CR2 F·(η − q + 1)/η on (q, η − q + 1), η = q(q + 1)/Σ[tr(S)² + tr(S²)] over pairs of
    clusters, S_ab = PₐP_bᵀ, Pᵍ = Ω⁻¹ᐟ²C(XᵀX)⁻¹XᵍᵀAᵍ(I − H)ᵍ, Ω = ΣPᵍPᵍᵀ before scaling; else F on
    (q, G − 1). A large p-value does not prove that the groups moved alike: look at the width of the
    intervals.

    References
    ----------
    Pustejovsky & Tipton (2018), Journal of Business & Economic Statistics 36, 672–683. Roth (2022),
    American Economic Review: Insights 4, 305–322 (on what a pre-trend test cannot tell).

    Examples
    --------
    >>> y = [5, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9]
    >>> unit, period = list("aaabbbcccddd"), [2021, 2022, 2023] * 4
    >>> r = event_study(y, [0] * 6 + [1] * 6, period, start=2023, unit=unit)
    >>> r.relative.tolist(), r.value.round(6).tolist()
    ([-2, 0], [0.5, 2.0])
    """
    level = _checks.confidence_level(level)
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    _checks.choice(variance, "variance", VARIANCES)
    values = _checks.vector(y, "y", missing="refuse" if missing == "raise" else "allow")
    n = values.size
    given = np.asarray(_checks.yes_no(treated, "treated", n=n) == 1)
    periods = time_labels(period, n)
    units = _checks.labels(unit, "unit", n=n)
    cluster = units.codes if clusters is None else _checks.labels(clusters, "clusters", n=n).codes
    first = _start(start, periods)
    given = _ever(given, periods.codes >= first, units)
    relative = periods.codes - first
    _refuse_base(base, first)
    gone = np.isnan(values)
    one = units.codes
    if missing == "omit" and gone.any():
        kept = ~gone
        values, given, relative = values[kept], given[kept], relative[kept]
        one, cluster = recoded(one[kept]), recoded(cluster[kept])
    _refuse_empty(given, relative, periods, first)
    count = refuse_few_clusters(cluster, given)
    at = np.arange(-first, periods.names.size - first)
    at = at[at != base]
    origin = Provenance(
        **made_from(y=y, unit=unit, period=period, treated=treated, clusters=clusters),
        options={"start": str(start), "base": int(base), "variance": variance, "level": level},
        missing=missing,
        left_out=rows_left_out(gone, missing),
    )
    test: tuple[float, float, float] = (float("nan"),) * 3
    if missing == "propagate" and gone.any():
        value = se = df = np.full(at.size, np.nan)
    else:
        refuse_constant(values)
        fitted = _fitted(values, given, relative, at, first, (cluster, one), variance)
        value, se = result_of(fitted)
        df = fitted.df
        if (at < 0).any():
            test = fitted.joint(at < 0)
    _, p_value, half = tested(value, se, df, level)
    return EventStudy(
        relative=at,
        value=value,
        se=se,
        lower=value - half,
        upper=value + half,
        df=df,
        p_value=p_value,
        pretrend_f=test[0],
        pretrend_df=(test[1], test[2]),
        pretrend_p=_f_tail(test),
        base=int(base),
        n=values.size,
        clusters=int(cluster.max()) + 1,
        treated_clusters=count,
        variance=variance,
        provenance=origin,
    )


def _refuse_base(base: Any, first: int) -> None:
    """Refuse a base that is no period before the start."""
    if not _checks.is_whole(base) or base not in set(range(-first, 0)):
        raise InputError.about(
            "base",
            code="out_of_range",
            expected=f"a period before the start, from {-first} to -1",
            found=shown(base),
        )


def _fitted(
    y: Float, given: Flags, relative: Codes, at: Codes, first: int, by: tuple[Codes, Codes],
    variance: Variance,
) -> Robust:  # fmt: skip
    """Regression with a column for each group and period but the base, whose column is −1.

    The groups then share no column, and an effect is the treated column less the control one.
    """
    r = at.size
    place = np.full(max(int(relative.max()), int(at.max())) + first + 1, -1)
    place[at + first] = np.arange(r)
    mine = place[relative + first]
    columns = np.where(mine >= 0, mine + r * given, -1)[:, None]
    contrasts = np.vstack([-np.eye(r), np.eye(r)])
    cluster, unit = by
    return fit(Dummies(columns, 2 * r, cluster, unit), y, contrasts, variance)


def _f_tail(test: tuple[float, float, float]) -> float:
    from scipy.special import fdtrc

    f, numerator, denominator = test
    return float(fdtrc(numerator, denominator, f)) if f == f else float("nan")


def _start(start: Any, periods: Labels) -> int:
    """Position of the start among the sorted periods, at least one before it."""
    if not isinstance(start, str) and _checks.length_of(start):
        raise InputError.about(
            "start",
            code="contradiction",
            expected="one start for all treated units",
            found=f"{len(start)} values",
            hint=STAGGERED,
        )
    names = periods.names.tolist()
    wanted = _checks.plain(start)
    if isinstance(names[0], dt.date):
        wanted, names = moment(start), [moment(name) for name in names]
    first = _checks.place_among(wanted, names)
    if isinstance(wanted, bool) or first is None:
        raise InputError.about(
            "start",
            code="unknown_label",
            expected=f"one of the periods, {_checks.joined(names)}",
            found=shown(start),
        )
    if first == 0:
        raise too_few(
            "start", "a period before the start", "none",
            "Without one nothing shows how the groups differed before.",
        )  # fmt: skip
    return first


def _ever(given: Flags, after: Flags, units: Labels) -> Flags:
    """Rows of units that are ever treated; treatment may be marked from the start on only."""
    ever = np.bincount(units.codes, given) > 0
    whole = ever[units.codes]
    # Each unit in one of two ways: marked throughout, or from the start on.
    odd = np.ones(ever.size, dtype=np.bool_)
    for marked in (whole, whole & after):
        odd &= np.bincount(units.codes, given != marked) > 0
    if not odd.any():
        return whole
    raise InputError.about(
        "treated",
        code="contradiction",
        expected="units that are treated throughout, never, or from `start` on",
        found=f"other starts in {_checks.joined(units.names[odd].tolist())}",
        hint=STAGGERED,
        positions=tuple(units.names[odd][:5].tolist()),
    )


def _refuse_empty(given: Flags, relative: Codes, periods: Labels, first: int) -> None:
    for side, word in ((True, "treated"), (False, "control")):
        seen = np.bincount(relative[given == side] + first, minlength=periods.names.size) > 0
        if not seen.any():
            raise too_few("treated", f"{word} rows", "none")
        if not seen.all():
            raise too_few(
                "period", f"{word} rows in every period",
                f"none in {_checks.joined(periods.names[~seen].tolist())}",
                "Leave such a period out, or join it with its neighbour.",
            )  # fmt: skip
