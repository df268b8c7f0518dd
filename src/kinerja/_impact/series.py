"""Interrupted series: whether level and slope changed when the policy began."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks
from ..errors import ConvergenceError, InputError
from ..results import FloatVector, LabelVector, Provenance, Result
from .did import refuse_constant, tested
from .tails import too_few

Float = NDArray[np.float64]

Method = Literal["newey_west", "prais_winsten"]
METHODS: tuple[Method, ...] = ("newey_west", "prais_winsten")

TERMS = ("intercept", "trend", "level", "slope")
LEAST = 3
"""Values on each side of the start: two of them make a line, the third shows its error."""

_STEPS = 1_000
_TOLERANCE = 1e-14
_ROUNDING = 1e-12
"""Steps below this that no longer shrink are rounding."""


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

    term: LabelVector
    """(4,) intercept, trend, level (the jump at the start), slope (change of the trend)."""
    value: FloatVector
    """(4,) coefficients."""
    se: FloatVector
    """(4,) standard errors."""
    lower: FloatVector
    """(4,) lower ends of the t intervals."""
    upper: FloatVector
    """(4,) upper ends."""
    p_value: FloatVector
    """(4,) two-sided p-values; NaN where the model fits exactly."""
    df: float
    """Values less coefficients."""
    season: FloatVector
    """(s,) coefficients of the seasons after the first, or sine and cosine of each harmonic."""
    fitted: FloatVector
    """(n,) the model's series."""
    counterfactual: FloatVector
    """(n,) the model's series without level and slope: what would have been."""
    effect: FloatVector
    """(n − start,) fitted less counterfactual from the start on."""
    effect_se: FloatVector
    """(n − start,) its standard errors."""
    effect_lower: FloatVector
    """(n − start,) lower ends, one value at a time."""
    effect_upper: FloatVector
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
    """Position of the first value after."""
    method: Method
    """How the error allows for neighbours that are alike."""
    provenance: Provenance = field(default_factory=Provenance)
    """Season, level."""

    def _columns(self) -> dict[str, NDArray[Any]]:
        names = ("term", "value", "se", "lower", "upper", "p_value")
        return {name: getattr(self, name) for name in names}


def interrupted_series(
    y: ArrayLike,
    start: int,
    *,
    season: Any = None,
    harmonics: int | None = None,
    method: Method = "newey_west",
    lag: int | None = None,
    adjust: bool = True,
    level: float = 0.95,
) -> InterruptedSeries:
    """Change of level and slope of one series at a known time (interrupted time series).

    Parameters
    ----------
    y : array_like (n,)
        Equally spaced values in time order.
    start : int
        0-based position of the first value after the interruption; at least 3 on each side.
    season : int or array_like (n,), optional
        Period of the season (12 for months), or the season of each value as a label: an effect of
        each season beside the first.
    harmonics : int, optional
        Sines and cosines 1 … h of the period `season` in place of an effect of each season.
    method : {"newey_west", "prais_winsten"}
        Least squares with a variance that allows for autocorrelation of any kind up to a lag; or
        the first-order autoregressive model itself.
    lag : int, optional
        Lags of the Newey–West variance; ⌊4·(n/100)^(2/9)⌋ by default.
    adjust : bool
        Multiply the Newey–West variance by n/(n − k).
    level : float
        Probability of the intervals, from t on n − k.

    Returns
    -------
    InterruptedSeries

    Raises
    ------
    InputError
        If a value is missing, a side has fewer than 3 values, all values are equal, no degree of
        freedom is left, or a season does not occur before the start.
    ConvergenceError
        If the autocorrelation of Prais–Winsten reaches 1 or does not settle.

    Notes
    -----
    y[t] = β₀ + β₁·t + β₂·[t > start] + β₃·(t − start − 1)⁺ + season, t = 1 … n, so that β₂ is the
    jump at the start itself. Harmonics are sin and cos of 2πjt/period. Newey–West: Bartlett weights
    1 − j/(lag + 1), no prewhitening. Prais–Winsten: ρ = Σe[t]e[t−1]/Σe[t−1]² and least squares on
    y[t] − ρ·y[t−1], the first value times √(1 − ρ²), in turn until ρ rests (1e-14).

    The interruption explains the change only if nothing else began at that time and the trend would
    have gone on: a comparison series, or :func:`did`, guards against the first.

    References
    ----------
    Wagner, Soumerai, Zhang & Ross-Degnan (2002), Journal of Clinical Pharmacy and Therapeutics 27,
    299–309. Newey & West (1987), Econometrica 55, 703–708; (1994), Review of Economic Studies 61,
    631–653. Prais & Winsten (1954), Cowles Commission Discussion Paper 383. Durbin & Watson (1950),
    Biometrika 37, 409–428.

    Examples
    --------
    >>> minutes = [41, 43, 42, 44, 43, 45, 36, 35, 36, 34, 35, 33]
    >>> r = interrupted_series(minutes, 6)
    >>> r.value.round(4).tolist(), round(r.average_effect, 4), round(r.average_effect_se, 4)
    ([40.8, 0.6286, -9.1524, -1.1143], -11.9381, 0.5728)
    """
    level = _checks.confidence_level(level)
    _checks.choice(method, "method", METHODS)
    _checks.choice(adjust, "adjust", (True, False))
    values = _checks.vector(y, "y")
    n = values.size
    first = _checks.whole_number(start, "start")
    for side, count in (("before", first), ("after", n - first)):
        if count < LEAST:
            raise too_few(
                "start", f"at least {LEAST} values {side} the start", max(count, 0),
                "Fewer do not show a trend.",
            )  # fmt: skip
    lags = _lags(lag, n) if method == "newey_west" else None
    if method == "prais_winsten" and lag is not None:
        raise InputError.about(
            "lag", code="contradiction", expected="no lag with 'prais_winsten'", found=repr(lag)
        )
    x = design(n, first, _season(season, harmonics, n, first))
    df = n - x.shape[1]
    if df < 1:
        raise too_few(
            "y", f"more than the model's {x.shape[1]} coefficients", f"{n} values",
            "Fewer seasons, or harmonics, need fewer values.",
        )  # fmt: skip
    refuse_constant(values)
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise InputError.about(
            "season", code="not_estimable", expected="seasons that differ from trend and level",
            found="a season that they explain entirely",
            hint="More values before the start, or fewer harmonics.",
        )  # fmt: skip
    if method == "newey_west":
        b, covariance, watson = newey_west(x, values, lags or 0, adjust=adjust)
        rho = float("nan")
    else:
        b, covariance, watson, rho = _prais_winsten(x, values)
    se = np.sqrt(np.diag(covariance))[:4]
    freedom = np.full(4, float(df))
    _, p_value, half = tested(b[:4], se, freedom, level)
    fitted = x @ b
    steps = np.arange(n - first, dtype=np.float64)
    weights = np.column_stack([np.ones(n - first), steps])
    weights = np.vstack([weights, weights.mean(axis=0)])  # the average effect last
    effect = weights @ b[2:4]
    error = np.sqrt(np.maximum(0.0, ((weights @ covariance[2:4, 2:4]) * weights).sum(axis=1)))
    _, _, width = tested(effect, error, np.full(effect.size, float(df)), level)
    counterfactual = fitted.copy()
    counterfactual[first:] -= effect[:-1]
    return InterruptedSeries(
        term=np.array(TERMS, dtype=object),
        value=b[:4],
        se=se,
        lower=b[:4] - half,
        upper=b[:4] + half,
        p_value=p_value,
        df=float(df),
        season=b[4:],
        fitted=fitted,
        counterfactual=counterfactual,
        effect=effect[:-1],
        effect_se=error[:-1],
        effect_lower=(effect - width)[:-1],
        effect_upper=(effect + width)[:-1],
        average_effect=float(effect[-1]),
        average_effect_se=float(error[-1]),
        average_effect_lower=float(effect[-1] - width[-1]),
        average_effect_upper=float(effect[-1] + width[-1]),
        lag=lags,
        rho=rho,
        durbin_watson=watson,
        start=first,
        method=method,
        provenance=Provenance(
            options={
                "season": season if isinstance(season, int | float) else season is not None,
                "harmonics": harmonics,
                "adjust": adjust,
                "level": level,
            },
            missing="raise",
        ),
    )


def design(n: int, start: int, season: Float) -> Float:
    """(n, 4 + s) intercept, trend 1 … n, level, slope, season."""
    t = np.arange(1.0, n + 1)
    after = np.maximum(t - start - 1, 0.0)
    return np.column_stack([np.ones(n), t, (t > start).astype(np.float64), after, season])


def _lags(lag: int | None, n: int) -> int:
    if lag is None:
        return default_lag(n)
    return _checks.whole_number(lag, "lag", upper=n - 1)


def default_lag(n: int) -> int:
    """Lags by the rule of thumb of Newey & West (1994).

    >>> default_lag(60)
    3
    """
    return math.floor(4 * math.pow(n / 100, 2 / 9))


def _season(season: Any, harmonics: int | None, n: int, start: int) -> Float:
    """(n, s) columns of the season."""
    if harmonics is not None:
        return _harmonics(season, harmonics, n)
    if season is None:
        return np.empty((n, 0))
    if isinstance(season, int | float | np.number):
        period = _checks.whole_number(season, "season", lower=2, upper=n)
        codes = np.arange(n) % period
        names = np.arange(period)
    else:
        codes, names = _checks.labels(season, "season", n=n)
    unseen = np.setdiff1d(np.arange(names.size), codes[:start])
    if unseen.size:
        raise InputError.about(
            "season",
            code="too_few",
            expected="every season before the start",
            found=f"none of {_checks.joined(names[unseen].tolist())} there",
            hint="Its effect could not be told from the interruption: use more values before, "
            "coarser seasons, or harmonics.",
        )
    return np.asarray(codes[:, None] == np.arange(1, names.size), dtype=np.float64)


def _harmonics(season: Any, harmonics: int, n: int) -> Float:
    if season is None or not isinstance(season, int | float | np.number):
        raise InputError.about(
            "season", code="missing_argument", expected="the period of the harmonics, a number",
            found="None" if season is None else "labels",
            hint="For months write season=12.",
        )  # fmt: skip
    period = _checks.number(season, "season", lower=2.0)
    count = _checks.whole_number(harmonics, "harmonics", lower=1, upper=int(period // 2))
    t = np.arange(1.0, n + 1)
    columns = []
    for j in range(1, count + 1):
        if 2 * j < period:  # at half the period every sine is 0
            columns.append(np.sin(2 * np.pi * j * t / period))
        columns.append(np.cos(2 * np.pi * j * t / period))
    return np.column_stack(columns)


def newey_west(x: Float, y: Float, lag: int, *, adjust: bool) -> tuple[Float, Float, float]:
    """Coefficients, their covariance with Bartlett weights, and Durbin & Watson's statistic."""
    n, k = x.shape
    q, r = np.linalg.qr(x)
    b = np.linalg.solve(r, q.T @ y)
    residual = _or_nothing(y - x @ b, y)
    score = x * residual[:, None]
    meat = score.T @ score
    for j in range(1, lag + 1):
        cross = score[j:].T @ score[:-j]
        meat += (1 - j / (lag + 1)) * (cross + cross.T)
    bread = np.linalg.inv(r)
    covariance = bread @ (bread.T @ meat @ bread) @ bread.T
    if adjust:
        covariance *= n / (n - k)
    return b, covariance, _durbin_watson(residual)


def _prais_winsten(x: Float, y: Float) -> tuple[Float, Float, float, float]:
    n, k = x.shape
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    rho, moved = 0.0, math.inf
    for _ in range(_STEPS):
        residual = _or_nothing(y - x @ b, y)
        total = float(residual[:-1] @ residual[:-1])
        new = float(residual[1:] @ residual[:-1]) / total if total else 0.0
        if abs(new) >= 1:
            raise ConvergenceError(
                f"`y`: the residuals' autocorrelation came to {new:g}, and a series that never "
                "returns to its line has none. Use method='newey_west', or the differences of y.",
                code="no_convergence",
                argument="y",
                expected="an autocorrelation between -1 and 1",
                found=f"{new:g}",
            )
        first = math.sqrt(1 - new**2)
        left = np.vstack([first * x[:1], x[1:] - new * x[:-1]])
        right = np.append(first * y[:1], y[1:] - new * y[:-1])
        q, r = np.linalg.qr(left)
        b = np.linalg.solve(r, q.T @ right)
        before, moved, rho = moved, abs(new - rho), new
        if moved < _TOLERANCE or (moved < _ROUNDING and moved >= before):
            break
    else:
        raise ConvergenceError(
            f"`y`: the residuals' autocorrelation did not rest within {_STEPS} steps. Use "
            "method='newey_west'.",
            argument="y",
        )
    residual = _or_nothing(right - left @ b, y)
    bread = np.linalg.inv(r)
    covariance = np.asarray(float(residual @ residual) / (n - k) * (bread @ bread.T))
    return np.asarray(b), covariance, _durbin_watson(residual), rho


def _or_nothing(residual: Float, y: Float) -> Float:
    """Residuals; exactly 0 where they are no more than rounding."""
    if np.abs(residual).max() <= 1e-12 * np.abs(y).max():
        return np.zeros_like(residual)
    return residual


def _durbin_watson(residual: Float) -> float:
    total = float(residual @ residual)
    return float(np.square(np.diff(residual)).sum()) / total if total else float("nan")
