"""Service times: how long cases take, cases still open included, and the share within a promise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks
from .._checks import Labels
from .._quantiles import normal_quantile
from ..errors import InputError
from ..results import Provenance
from .survival import Ordered, Steps, first_reached, kaplan_meier, last_within, log_rank, ordered
from .times import INTERVALS, Curve, Interval, LogRank, ServiceTimes

Float = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

TESTED = 1_000
"""More groups than this are not tested against each other: the test would tell nobody anything."""


def service_times(
    t: ArrayLike,
    *,
    target: float,
    censored: Any = None,
    by: Any = None,
    channel: Any = None,
    mix: Mapping[Any, float] | None = None,
    interval: Interval = "loglog",
    level: float = 0.95,
    minimum: int = 1,
    missing: _checks.MissingRows = "raise",
) -> ServiceTimes:
    """How long cases take: median, 90th percentile, and the share within the promised time.

    Parameters
    ----------
    t : array_like (n,)
        Time from opening to closing, 0 or more, in any unit; of a case still open, the time so far.
    target : float
        The promised time, in the same unit: a case closed at it was in time.
    censored : array_like (n,) of bool, optional
        True for a case still open: it lasted at least `t`. None: all are closed.
    by : array_like (n,), or mapping or table of such, optional
        Group of each case: unit, period (before, after), channel. Several by name
        (``{"unit": unit, "period": period}``) are crossed: a group is a tuple of labels.
    channel : array_like (n,), optional
        Adjust each group for its mix of these: curves of the channels, weighted by one mix.
    mix : mapping of channel to share, optional
        Shares of the channels, summing to 1; by default those of all cases shown together.
    interval : {"loglog", "log"}
        Scale on which the intervals of the curve are symmetric.
    level : float
        Probability of the intervals, each on its own.
    minimum : int
        Smallest group that is shown.
    missing : {"raise", "omit", "propagate"}
        A missing time: refuse it; leave the case out; or make the group's figures NaN.

    Returns
    -------
    ServiceTimes

    Raises
    ------
    InputError
        If a time is negative or missing, or a group has no case of a channel in the mix.

    Notes
    -----
    Kaplan–Meier: S(t) = Π(1 − d/n) over the times at which d of n cases at hand were closed, a case
    closed at a time coming before one still open at it; share closed F = 1 − S; Greenwood
    var(ln S) = Σ d/(n(n − d)). Limits S^exp(±z·se(ln S)/ln S), or exp(ln S ± z·se(ln S)) cut at 1;
    none where nobody or everybody is closed. Median and 90th percentile: the smallest t with
    F(t) ≥ .5 or .9 at twelve digits, their limits by the same rule on the band of F; R's `survfit`
    takes the middle of a flat curve instead. Beyond the last time the curve stays where it is.

    Closing must not depend on what makes a case be still open at the reading: cases withdrawn
    because they took long would make the office look faster than it is.

    With `channel`: F = Σ mixᶜ·Fᶜ and variance Σ mixᶜ²·varᶜ (direct standardization), so that groups
    differ by their speed and not by how many came online; the log-rank test is stratified. With
    :func:`working_days` for `t` and the legal number of days for `target`, `within` is the share of
    complaints resolved within their deadline.

    References
    ----------
    Kaplan & Meier (1958), Journal of the American Statistical Association 53, 457–481. Greenwood
    (1926), *The Natural Duration of Cancer*. Brookmeyer & Crowley (1982), Biometrics 38, 29–41.
    Mantel (1966), Cancer Chemotherapy Reports 50, 163–170. Kalbfleisch & Prentice (2002), *The
    Statistical Analysis of Failure Time Data*, section 1.4.

    Examples
    --------
    >>> r = service_times([3, 5, 5, 8, 10, 12], target=7, censored=[0, 0, 0, 0, 1, 0])
    >>> r.median.tolist(), r.within.tolist(), r.within_lower.round(4).tolist()
    ([5.0], [0.5], [0.1963])
    """
    level = _checks.confidence_level(level)
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    _checks.choice(interval, "interval", INTERVALS)
    limit = _checks.number(target, "target", lower=0.0)
    least = _checks.whole_number(minimum, "minimum", lower=1)
    time = _times(t, missing)
    n = time.size
    closed = np.ones(n, dtype=np.bool_)
    if censored is not None:
        closed = np.asarray(_checks.yes_no(censored, "censored", n=n) == 0)
    groups, crossed = _groups(by, n)
    channels = None if channel is None else _checks.labels(channel, "channel", n=n)
    gone = np.isnan(time)
    kept = ~gone
    d = groups.names.size
    code = groups.codes[kept]
    size = np.bincount(code, minlength=d)
    shown = (size >= least) & (size > 0)
    if missing == "propagate":
        size = np.bincount(groups.codes, minlength=d)
        shown = size >= least
    whole = shown.copy()
    if missing == "propagate":
        whole &= np.bincount(groups.codes, gone, d) == 0
    time, closed = time[kept], closed[kept]
    cases = ordered(time)
    if channels is None:
        if mix is not None:
            raise InputError.about(
                "mix", code="missing_argument", expected="`channel` too", found="None"
            )
        stratum, shares = np.zeros(code.size, dtype=np.int64), np.ones(1)
        curves = _curves(kaplan_meier(cases, closed, code, d), whole)
    else:
        stratum = channels.codes[kept]
        shares = _shares(mix, channels.names, stratum[whole[code]])
        _refuse_gaps(code, stratum, whole, shares, groups.names, channels.names)
        c = shares.size
        parts = kaplan_meier(cases, closed, code * c + stratum, d * c)
        curves = [_mixed(parts[i * c : i * c + c], shares) if whole[i] else None for i in range(d)]
    figures = np.array([_figures(one, limit, interval, level) for one in curves]).T
    ended = np.bincount(code, closed, d)
    left_out: tuple[str, ...] = (
        (f"{int(gone.sum())} cases with a missing time",)
        if missing == "omit" and gone.any()
        else ()
    )
    test = None
    if int(whole.sum()) > TESTED:
        left_out += (f"the log-rank test: more than {TESTED:,} groups",)
    elif whole.sum() > 1:
        test = _test(cases, closed, code, stratum, whole, shares)
    return ServiceTimes(
        domain=groups.names,
        n=size.astype(np.int64),
        closed=np.where(whole, ended, np.nan),
        median=figures[0],
        median_lower=figures[1],
        median_upper=figures[2],
        p90=figures[3],
        p90_lower=figures[4],
        p90_upper=figures[5],
        within=figures[6],
        within_se=figures[7],
        within_lower=figures[8],
        within_upper=figures[9],
        curves=tuple(_shown(one) for one in curves),
        test=test,
        suppressed=tuple(groups.names[~shown].tolist()),
        target=limit,
        interval=interval,
        level=level,
        provenance=Provenance(
            options={
                "minimum": least,
                "by": crossed,
                "mix": None
                if channels is None
                else dict(zip(map(str, channels.names.tolist()), shares.tolist(), strict=True)),
            },
            missing=missing,
            left_out=left_out,
        ),
    )


def _groups(by: Any, n: int) -> tuple[Labels, list[str] | None]:
    """Groups that occur, sorted; tuples of labels where several are crossed, and their names."""
    found = _checks.read_domains(by, n)
    if len(found.names) == 1:
        return Labels(found.codes, *found.names.values()), None
    names = np.empty(found.size, dtype=object)
    names[:] = found.labels() if found.names else ["all"]
    return Labels(found.codes, names), list(map(str, found.names)) or None


def _times(t: ArrayLike, missing: _checks.MissingRows) -> Float:
    time = _checks.vector(t, "t", missing="allow")
    if missing == "raise":
        _checks.refuse_missing(
            time, "t",
            hint="Of a case still open give the time so far, and mark it as censored.",
        )  # fmt: skip
    if not time.size or (missing == "omit" and np.isnan(time).all()):
        raise InputError.about("t", code="too_few", expected="a case", found="none")
    return _checks.nonnegative(
        time, "t", hint="Look for opening and closing exchanged."
    )  # fmt: skip


def _curves(steps: list[Steps], whole: Flags) -> list[Steps | None]:
    return [one if ok else None for one, ok in zip(steps, whole, strict=True)]


def _error(one: Steps) -> Float:
    """(j,) standard error of F; NaN where everything is closed."""
    with np.errstate(invalid="ignore"):
        return np.where(one.left > 0, one.left * np.sqrt(one.spread), np.nan)


def _shown(one: Steps | None) -> Curve:
    if one is None:
        return Curve(np.empty(0), np.empty(0), np.empty(0))
    return Curve(one.time, 1 - one.left, _error(one))


def _mixed(parts: list[Steps], shares: Float) -> Steps:
    """Curve of a stated mix of channels.

    A channel that is closed entirely has no variance left to give.
    """
    used = [(part, share) for part, share in zip(parts, shares.tolist(), strict=True) if share > 0]
    time = np.unique(np.concatenate([part.time for part, _ in used]))
    left, variance = np.zeros(time.size), np.zeros(time.size)
    for part, share in used:
        at = np.searchsorted(part.time, time, side="right")
        error = np.nan_to_num(_error(part))
        left += share * np.append(1.0, part.left)[at]
        variance += share**2 * np.append(0.0, error**2)[at]
    left[np.abs(left) < 1e-14] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        return Steps(time, left, np.where(left > 0, variance / left**2, np.inf))


def _figures(one: Steps | None, target: float, interval: Interval, level: float) -> list[float]:
    nan = float("nan")
    if one is None:
        return [nan] * 10
    within = 1 - one.left
    lower, upper = _band(one, interval, level)

    def reached(x: Float, q: float) -> float:
        at = first_reached(x, q)
        return float(one.time[at]) if at >= 0 else nan

    out = [reached(x, q) for q in (0.5, 0.9) for x in (within, upper, lower)]
    at = last_within(one.time, target)
    if at < 0:
        return [*out, 0.0, nan, nan, nan]
    return [*out, float(within[at]), float(_error(one)[at]), float(lower[at]), float(upper[at])]


def _band(one: Steps, interval: Interval, level: float) -> tuple[Float, Float]:
    """Limits of the share closed."""
    z = normal_quantile(level)
    some = (one.left > 0) & (one.left < 1)
    s = np.where(some, one.left, 0.5)
    log, error = np.log(s), z * np.sqrt(np.where(some, one.spread, 0.0))
    if interval == "loglog":
        upper, lower = np.exp(log * np.exp(error / log)), np.exp(log * np.exp(-error / log))
    else:
        upper, lower = np.minimum(1.0, np.exp(log + error)), np.exp(log - error)
    return np.where(some, 1 - upper, np.nan), np.where(some, 1 - lower, np.nan)


def _shares(mix: Mapping[Any, float] | None, names: NDArray[Any], stratum: Codes) -> Float:
    """(c,) share of each channel."""
    if mix is None:
        count = np.bincount(stratum, minlength=names.size)
        return np.asarray(count / max(1, count.sum()))  # nobody shown: nothing to mix
    unknown = [label for label in mix if label not in names.tolist()]
    lacking = [label for label in names.tolist() if label not in mix]
    if unknown or lacking:
        raise InputError.about(
            "mix",
            code="unknown_label",
            expected=f"a share for each channel, {_checks.joined(names.tolist())}",
            found=f"{_checks.joined(unknown)} without cases"
            if unknown
            else f"none for {_checks.joined(lacking)}",
            hint="Give 0 to a channel that is not to count.",
        )
    shares = _checks.nonnegative(
        _checks.vector([mix[label] for label in names.tolist()], "mix"), "mix"
    )
    if abs(shares.sum() - 1) > 1e-9:
        raise InputError.about(
            "mix", code="invalid_input", expected="shares that sum to 1", found=f"{shares.sum():g}"
        )
    return np.asarray(shares / shares.sum())


def _refuse_gaps(
    code: Codes, stratum: Codes, whole: Flags, shares: Float, domain: NDArray[Any],
    channels: NDArray[Any],
) -> None:  # fmt: skip
    d, c = whole.size, shares.size
    count = np.bincount(code * c + stratum, minlength=d * c).reshape(d, c)
    empty = np.argwhere(whole[:, None] & (shares > 0) & (count == 0))
    if len(empty):
        i, j = empty[0].tolist()
        raise InputError.about(
            "channel",
            code="missing_value",
            expected="cases of every channel of the mix in every group",
            found=f"none of {channels.tolist()[j]!r} in {domain.tolist()[i]!r}",
            hint="Join channels or groups, or give the channel the share 0.",
            positions=tuple((domain.tolist()[a], channels.tolist()[b]) for a, b in empty[:5]),
        )


def _test(
    cases: Ordered, closed: Flags, code: Codes, stratum: Codes, whole: Flags, shares: Float
) -> LogRank | None:
    from scipy.special import chdtrc

    place = np.full(whole.size, -1)
    place[whole] = np.arange(whole.sum())
    group, groups = place[code], int(whole.sum())
    observed, expected, covariance = np.zeros(groups), np.zeros(groups), np.zeros((groups, groups))
    for s in np.flatnonzero(shares > 0).tolist():
        o, e, v = log_rank(cases, closed, np.where(stratum == s, group, -1), groups)
        observed, expected, covariance = observed + o, expected + e, covariance + v
    at = np.flatnonzero(expected > 0)
    if at.size < 2:
        return None
    away, v = (observed - expected)[at[1:]], covariance[np.ix_(at[1:], at[1:])]
    try:
        root = np.linalg.cholesky(v)
        statistic = float(np.square(np.linalg.solve(root, away)).sum())
    except np.linalg.LinAlgError:  # a group that was never at hand when another lost a case
        statistic = float(away @ np.linalg.lstsq(v, away, rcond=1e-12)[0])
    full = np.full((2, whole.size), np.nan)
    full[:, whole] = observed, expected
    df = at.size - 1
    return LogRank(statistic, df, float(chdtrc(df, statistic)), full[0], full[1])
