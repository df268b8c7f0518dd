"""Interrupted series: whether level and slope changed when the policy began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._results.axes import Axis, Unit
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Codes, Flags, Float
from .._words import words
from ..errors import InputError, shown
from ..results import FloatVector, LabelVector, Provenance, Result
from .autocorrelation import Fitted, default_lag, newey_west, prais_winsten
from .did import refuse_constant, tested
from .segments import design, season_columns
from .spacing import steps
from .tails import too_few

Method = Literal["newey_west", "prais_winsten"]
METHODS: tuple[Method, ...] = ("newey_west", "prais_winsten")

LEAST = 3
"""Values between two starts: two of them make a line, the third shows its error."""

Terms = Annotated[FloatVector, Axis("term")]
Periods = Annotated[FloatVector, Axis("period")]
Later = Annotated[FloatVector, Axis("period_after")]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InterruptedSeries(Result):
    """Segmented regression of a series, and what would have been without the interruption.

    Examples
    --------
    >>> from kinerja.impact import interrupted_series
    >>> r = interrupted_series([10, 12, 11, 13, 20, 22, 21, 23], 4)
    >>> dict(zip(r.term.tolist(), (r.value.round(6) + 0).tolist()))
    {'intercept': 9.5, 'trend': 0.8, 'level': 6.8, 'slope': 0.0}
    """

    _keys: ClassVar = {"term": "term"}

    term: Annotated[LabelVector, Axis("term")]
    """(k,) intercept, trend, level (the jump at the start), slope (change of the trend); with m
    starts level_1, slope_1, … level_m, slope_m."""
    value: Terms
    """(k,) coefficients."""
    se: Terms
    """(k,) standard errors; 0 of a line from which no value departs."""
    lower: Terms
    """(k,) lower ends of the t intervals."""
    upper: Terms
    """(k,) upper ends."""
    p_value: Annotated[Terms, Unit("p")]
    """(k,) two-sided p-values; NaN where se is 0."""
    df: float
    """Values less coefficients."""
    season: Annotated[FloatVector, Axis("season")]
    """(s,) coefficients of the seasons after the first, or sine and cosine of each harmonic."""
    fitted: Periods
    """(n,) the model's series, also where a value is missing."""
    counterfactual: Periods
    """(n,) the model's series without levels and slopes: what would have been."""
    effect: Later
    """(n − start,) fitted less counterfactual from the first start on."""
    effect_se: Later
    """(n − start,) its standard errors."""
    effect_lower: Later
    """(n − start,) lower ends, one value at a time."""
    effect_upper: Later
    """(n − start,) upper ends."""
    average_effect: float
    """Mean of the effect."""
    average_effect_se: float
    """Its standard error."""
    average_effect_lower: float
    """Lower end of its interval."""
    average_effect_upper: float
    """Upper end."""
    lag: int | None
    """Lags of the Newey–West variance; None with Prais–Winsten."""
    rho: float
    """Autocorrelation of the Prais–Winsten model; NaN with Newey–West."""
    durbin_watson: float
    """Of the residuals of least squares, or with Prais–Winsten of the transformed ones."""
    start: int
    """Position of the first value after (the first) interruption."""
    method: Method
    """How the error allows for neighbours that are alike."""
    starts: tuple[int, ...] = ()
    """Positions of the first value after each interruption."""
    n: int = 0
    """Values there are."""
    provenance: Provenance = field(default_factory=Provenance)
    """Season, level, and how many values are missing."""


@steady
def interrupted_series(
    y: ArrayLike,
    start: int | Sequence[int],
    *,
    time: Any = None,
    season: Any = None,
    harmonics: int | None = None,
    method: Method = "newey_west",
    lag: int | None = None,
    adjust: bool = True,
    level: float = 0.95,
) -> InterruptedSeries:
    """Change of level and slope of one series at known times (interrupted time series).

    Parameters
    ----------
    y : array_like (n,)
        Values in time order, one per period; a period without a value is NaN, never left out unless
        `time` or a date index says when the others were. A pandas index of dates, periods or whole
        numbers is read as `time`.
    start : int, or several
        0-based position in `y` of the first value after the interruption, or after each of them;
        at least 3 values before, after and between.
    time : array_like (n,), optional
        When the values were: dates, text such as "2024-01", or numbers. Equally spaced, with holes
        of whole periods; months, quarters and years count as equal.
    season : int or array_like (n,), optional
        Period of the season (12 for months), or the season of each value as a label: an effect of
        each season beside the first.
    harmonics : int, optional
        Sines and cosines 1 … h of the period `season` in place of an effect of each season.
    method : {"newey_west", "prais_winsten"}
        Least squares with a variance that allows for autocorrelation of any kind up to a lag; or
        the first-order autoregressive model itself, which needs a value in every period.
    lag : int, optional
        Lags of the Newey–West variance, in periods; ⌊4·(n/100)^(2/9)⌋ by default.
    adjust : bool
        Multiply the Newey–West variance by n/(n − k).
    level : float
        Probability of the intervals, from t on n − k, n the values there are.

    Returns
    -------
    InterruptedSeries

    Raises
    ------
    InputError
        If fewer than 3 values lie before, after or between the starts, times are not equally
        spaced, all values are equal or fit exactly, no degree of freedom is left, or a season does
        not occur before the start.
    ConvergenceError
        If the autocorrelation of Prais–Winsten reaches 1 or does not settle.

    Notes
    -----
    y[t] = β₀ + β₁·t + β₂·[t > start] + β₃·(t − start − 1)⁺ + season, t = 1 … n, so that β₂ is the
    jump at the start itself; a further start adds a level and a slope of its own, each the change
    against the segment before. Harmonics are sin and cos of 2πjt/period. Newey–West: Bartlett
    weights 1 − j/(lag + 1) at j periods apart, no prewhitening; a missing period adds nothing, but
    keeps its place (the amplitude-modulated series of Parzen). Prais–Winsten:
    ρ = Σe[t]e[t−1]/Σe[t−1]² and least squares on y[t] − ρ·y[t−1], the first value times √(1 − ρ²),
    in turn until ρ rests (1e-14). Durbin–Watson takes neighbours in time only.

    The interruption explains the change only if nothing else began at that time and the trend would
    have gone on: a comparison series, or :func:`did`, guards against the first.

    References
    ----------
    Wagner, Soumerai, Zhang & Ross-Degnan (2002), Journal of Clinical Pharmacy and Therapeutics 27,
    299–309. Newey & West (1987), Econometrica 55, 703–708; (1994), Review of Economic Studies 61,
    631–653. Parzen (1963), Sankhyā A 25, 383–392 (missing periods). Prais & Winsten (1954), Cowles
    Commission Discussion Paper 383. Durbin & Watson (1950), Biometrika 37, 409–428.

    Examples
    --------
    >>> minutes = [41, 43, 42, 44, 43, 45, 36, 35, 36, 34, 35, 33]
    >>> r = interrupted_series(minutes, 6)
    >>> r.value.round(4).tolist(), round(r.average_effect, 4), round(r.average_effect_se, 4)
    ([40.8, 0.6286, -9.1524, -1.1143], -11.9381, 0.5728)

    The office was closed in the third month:

    >>> minutes[2] = None
    >>> interrupted_series(minutes, 6).value.round(4).tolist()
    [41.0233, 0.6047, -9.2082, -1.0904]
    """
    level = _checks.confidence_level(level)
    _checks.choice(method, "method", METHODS)
    adjust = _checks.flag(adjust, "adjust")
    values = _checks.vector(y, "y", missing="allow")
    n = values.size
    here = ~np.isnan(values)
    starts = _starts(start, here)
    at = steps(time, y, n)
    seen = values[here]
    columns = season_columns(season, harmonics, at, here, int(at[starts[0]]))
    x = design(at, at[starts], columns)
    _refuse_unidentified(x[here], seen)
    lags: int | None = None
    if method == "newey_west":
        last = int(at[here][-1] - at[here][0])
        lags = default_lag(seen.size) if lag is None else lag
        lags = _checks.whole_number(lags, "lag", upper=last)
        fitted = newey_west(x[here], seen, at[here], lags, adjust=adjust)
    else:
        _refuse_prais_winsten(lag, values, at)
        fitted = prais_winsten(x, seen)
    gone = int((~here).sum())
    return _result(
        fitted, x, starts, seen.size, level, lags, method,
        Provenance(**made_from(y=y),
            options={
                "season": season if isinstance(season, int | float) else season is not None,
                "harmonics": harmonics,
                "adjust": adjust,
                "level": level,
            },
            missing="omit" if gone else "raise",
            left_out=(words().notes.periods.format(n=gone, all=n),) if gone else (),
        ),
    )  # fmt: skip


def _result(
    fitted: Fitted, x: Float, starts: Codes, n: int, level: float, lag: int | None,
    method: Method, provenance: Provenance,
) -> InterruptedSeries:  # fmt: skip
    """The figures of a fitted series: coefficients, lines, and the effect with its errors."""
    k, first = x.shape[1], int(starts[0])
    own = 2 + 2 * starts.size
    df = float(n - k)
    b = fitted.b
    se = fitted.error(np.eye(k)[:own])
    _, p_value, half = tested(b[:own], se, np.full(own, df), level)
    # The effect is what the levels and slopes add from the first start on; its mean comes last.
    change = np.zeros((x.shape[0] - first, k))
    change[:, 2:own] = x[first:, 2:own]
    change = np.vstack([change, change.mean(axis=0)])
    effect, error = change @ b, fitted.error(change)
    _, _, width = tested(effect, error, np.full(effect.size, df), level)
    line = x @ b
    without = line.copy()
    without[first:] -= effect[:-1]
    return InterruptedSeries(
        term=_terms(starts.size),
        value=b[:own],
        se=se,
        lower=b[:own] - half,
        upper=b[:own] + half,
        p_value=p_value,
        df=df,
        season=b[own:],
        fitted=line,
        counterfactual=without,
        effect=effect[:-1],
        effect_se=error[:-1],
        effect_lower=(effect - width)[:-1],
        effect_upper=(effect + width)[:-1],
        average_effect=float(effect[-1]),
        average_effect_se=float(error[-1]),
        average_effect_lower=float(effect[-1] - width[-1]),
        average_effect_upper=float(effect[-1] + width[-1]),
        lag=lag,
        rho=fitted.rho,
        durbin_watson=fitted.durbin_watson,
        start=first,
        method=method,
        starts=tuple(starts.tolist()),
        n=n,
        provenance=provenance,
    )


def _terms(m: int) -> NDArray[Any]:
    changes = ["level", "slope"]
    if m > 1:
        changes = [f"{name}_{i + 1}" for i in range(m) for name in changes]
    return np.array(["intercept", "trend", *changes], dtype=object)


def _starts(start: int | Sequence[int], here: Flags) -> Codes:
    """Positions of the first values after each interruption, with enough values around them."""
    several = isinstance(start, Sequence | np.ndarray) and _checks.axes_of(start) > 0
    given = list(start) if several else [start]  # type: ignore[arg-type]
    if not given:
        raise too_few("start", "a start", "none")
    starts = [_checks.whole_number(one, "start") for one in given]
    if any(b <= a for a, b in pairwise(starts)):
        raise InputError.about(
            "start", code="contradiction", expected="starts in time order, each once",
            found=_checks.joined(starts),
        )  # fmt: skip
    edges = [0, *starts, max(here.size, starts[-1])]
    for i, (a, b) in enumerate(pairwise(edges)):
        side = "before" if i == 0 else "after" if i == len(starts) else "between"
        count = int(here[a:b].sum())
        if count < LEAST:
            raise too_few(
                "start",
                f"at least {LEAST} values {side} the start{'s' if side == 'between' else ''}",
                count,
                "Fewer do not show a trend.",
            )
    return np.array(starts, dtype=np.int64)


def _refuse_unidentified(x: Float, y: Float) -> None:
    """Refuse a model with too many coefficients, or with seasons that the lines explain."""
    if y.size <= x.shape[1]:
        raise too_few(
            "y", f"more than the model's {x.shape[1]} coefficients", f"{y.size} values",
            "Fewer seasons, or harmonics, need fewer values.",
        )  # fmt: skip
    refuse_constant(y)
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise InputError.about(
            "season", code="not_estimable", expected="seasons that differ from trend and level",
            found="a season that they explain entirely",
            hint="More values before the start, or fewer harmonics.",
        )  # fmt: skip


def _refuse_prais_winsten(lag: int | None, y: Float, at: Codes) -> None:
    """Refuse what its model has no place for: a lag, and periods without a value."""
    if lag is not None:
        raise InputError.about(
            "lag", code="contradiction", expected="no lag with 'prais_winsten'", found=shown(lag)
        )
    hint = "method='newey_west' takes a period without a value at its real distance."
    _checks.refuse_missing(y, "y", hint=hint)
    if (np.diff(at) > 1).any():
        raise InputError.about(
            "y", code="missing_value", expected="a value in every period with 'prais_winsten'",
            found=f"{int(at[-1]) + 1 - at.size} periods without one", hint=hint,
        )  # fmt: skip
