"""Service times: how long cases take, cases still open included, and the share within a promise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _checks
from .._checks import Labels
from .._digits import same
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
    minimum_test: int = 5,
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
    minimum_test : int
        Smallest group that may be tested: with a smaller one the p-value of the log-rank test is
        NaN, for its chi-square needs more cases; all other figures stay.
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
    none where nobody or everybody is closed. Where nobody was watched as long as the target, and
    not all are closed, `within` is not known: NaN. Where it is 0 or 1 its limits are Clopper &
    Pearson's, n being the cases watched to the target or closed before it, and `exact` says so;
    with channels n = 1/Σ(mixᶜ²/nᶜ). Median and 90th percentile: the smallest t with F(t) ≥ .5 or .9
    at twelve digits, their limits by the same rule on the band of F; R's `survfit` takes the middle
    of a flat curve instead.

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
    Statistical Analysis of Failure Time Data*, section 1.4. Clopper & Pearson (1934), Biometrika
    26, 404–413.

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
    least_tested = _checks.whole_number(minimum_test, "minimum_test", lower=1)
    time = _times(t, missing)
    n = time.size
    closed = np.ones(n, dtype=np.bool_)
    if censored is not None:
        closed = np.asarray(_checks.yes_no(censored, "censored", n=n) == 0)
    groups, crossed = _groups(by, n)
    channels = None if channel is None else _checks.labels(channel, "channel", n=n)
    if channels is None and mix is not None:
        raise InputError.about(
            "mix", code="missing_argument", expected="`channel` too", found="None"
        )
    kept = ~np.isnan(time)
    field = _field(groups, kept, least, missing)
    code = groups.codes[kept]
    stratum, shares = _strata(channels, mix, code, kept, groups.names, field.whole)
    sample = Sample(ordered(time[kept]), closed[kept], code, stratum, groups.names.size, shares)
    curves = _curves(sample, field.whole)
    known = _known(sample, limit)
    figures = [
        Figures() if one is None else _figures(one, limit, known[i], shares, interval, level)
        for i, one in enumerate(curves)
    ]
    test, untested = _tested(sample, field, least_tested)
    gone = int((~kept).sum())
    left_out = (f"{gone} cases with a missing time",) if missing == "omit" and gone else ()
    return ServiceTimes(
        domain=groups.names,
        n=field.size,
        closed=np.where(field.whole, np.bincount(code, sample.closed, groups.names.size), np.nan),
        **{name: np.array([getattr(one, name) for one in figures]) for name in Figures._fields},
        curves=tuple(_shown(one) for one in curves),
        test=test,
        suppressed=tuple(groups.names[~field.shown].tolist()),
        target=limit,
        interval=interval,
        level=level,
        provenance=Provenance(
            options={
                "minimum": least,
                "minimum_test": least_tested,
                "by": crossed,
                "mix": None
                if channels is None
                else dict(zip(map(str, channels.names.tolist()), shares.tolist(), strict=True)),
            },
            missing=missing,
            left_out=left_out + untested,
        ),
    )


class Sample(NamedTuple):
    """Cases with a time, each in a group and a channel (stratum)."""

    cases: Ordered
    closed: Flags
    code: Codes
    stratum: Codes
    groups: int
    shares: Float
    """(c,) share of each channel in the mix."""

    @property
    def cell(self) -> Codes:
        return self.code * self.shares.size + self.stratum


class Field(NamedTuple):
    """Which groups are shown, and which have all their figures."""

    size: Codes
    shown: Flags
    whole: Flags


class Figures(NamedTuple):
    """Figures of one group; NaN where they are not known."""

    median: float = float("nan")
    median_lower: float = float("nan")
    median_upper: float = float("nan")
    p90: float = float("nan")
    p90_lower: float = float("nan")
    p90_upper: float = float("nan")
    within: float = float("nan")
    within_se: float = float("nan")
    within_lower: float = float("nan")
    within_upper: float = float("nan")
    exact: bool = False


def _field(groups: Labels, kept: Flags, least: int, missing: _checks.MissingRows) -> Field:
    """Sizes of the groups, and which reach the minimum; a missing time may spoil a group."""
    d = groups.names.size
    size = np.bincount(groups.codes if missing == "propagate" else groups.codes[kept], minlength=d)
    shown = (size >= least) & (size > 0)
    whole = shown.copy()
    if missing == "propagate":
        whole &= np.bincount(groups.codes, ~kept, d) == 0
    return Field(size.astype(np.int64), shown, whole)


def _strata(
    channels: Labels | None, mix: Mapping[Any, float] | None, code: Codes, kept: Flags,
    domain: NDArray[Any], whole: Flags,
) -> tuple[Codes, Float]:  # fmt: skip
    """Channel of each case and the mix; one channel where there are none."""
    if channels is None:
        return np.zeros(code.size, dtype=np.int64), np.ones(1)
    stratum = channels.codes[kept]
    shares = _shares(mix, channels.names, stratum[whole[code]])
    _refuse_gaps(code, stratum, whole, shares, domain, channels.names)
    return stratum, shares


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


def _curves(sample: Sample, whole: Flags) -> list[Steps | None]:
    """Curve of each group, its channels in the mix; None where its figures are not known."""
    c = sample.shares.size
    parts = kaplan_meier(sample.cases, sample.closed, sample.cell, sample.groups * c)
    if c == 1:
        return [one if ok else None for one, ok in zip(parts, whole, strict=True)]
    last = np.zeros(sample.groups * c)
    np.maximum.at(last, sample.cell, _time_of(sample))
    return [
        _mixed(parts[i * c : i * c + c], sample.shares, last[i * c : i * c + c]) if ok else None
        for i, ok in enumerate(whole.tolist())
    ]


def _time_of(sample: Sample) -> Float:
    """(n,) time of each case, equal ones (at twelve digits) made the same."""
    time = np.empty(sample.code.size)
    time[sample.cases.order] = sample.cases.time[sample.cases.place]
    return time


def _known(sample: Sample, target: float) -> Float:
    """(d, c) cases whose state at the target is known, or NaN where it is not known of the curve.

    Known are those closed by then and those watched as long. Of the curve nothing is known where
    some were still open at the end of a watch that did not reach the target.
    """
    shape = (sample.groups, sample.shares.size)
    time, last = sample.cases.time, last_within(sample.cases.time, target)
    place = np.empty(sample.code.size, dtype=np.int64)
    place[sample.cases.order] = sample.cases.place
    meets = last >= 0 and bool(same(time[last : last + 1], np.array([target]))[0])
    reached = place >= (last if meets else last + 1)
    closed = sample.closed & (place <= last)
    count = np.bincount(sample.cell, reached | closed, shape[0] * shape[1])
    seen = np.bincount(sample.cell, reached, count.size) > 0
    # Beyond the longest watch the curve is known only if it ended with all closed.
    end = np.full(count.size, -1)
    np.maximum.at(end, sample.cell, place)
    open_at_end = np.bincount(sample.cell, ~sample.closed & (place == end[sample.cell]), count.size)
    known = seen | (open_at_end == 0)
    return np.where(known, count, np.nan).reshape(shape)


def _error(one: Steps) -> Float:
    """(j,) standard error of F; NaN where everything is closed."""
    with np.errstate(invalid="ignore"):
        return np.where(one.left > 0, one.left * np.sqrt(one.spread), np.nan)


def _shown(one: Steps | None) -> Curve:
    if one is None:
        return Curve(np.empty(0), np.empty(0), np.empty(0))
    return Curve(one.time, 1 - one.left, _error(one))


def _mixed(parts: list[Steps], shares: Float, last: Float) -> Steps:
    """Curve of a stated mix of channels, as far as all of them were watched (`last`).

    A channel that is closed entirely has no variance left to give, and is known for ever.
    """
    used = [
        (part, share, end if not part.left.size or part.left[-1] > 0 else np.inf)
        for part, share, end in zip(parts, shares.tolist(), last.tolist(), strict=True)
        if share > 0
    ]
    time = np.unique(np.concatenate([part.time for part, _, _ in used]))
    time = time[time <= min(end for _, _, end in used)]
    left, variance = np.zeros(time.size), np.zeros(time.size)
    for part, share, _ in used:
        at = np.searchsorted(part.time, time, side="right")
        error = np.nan_to_num(_error(part))
        left += share * np.append(1.0, part.left)[at]
        variance += share**2 * np.append(0.0, error**2)[at]
    left[np.abs(left) < 1e-14] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        return Steps(time, left, np.where(left > 0, variance / left**2, np.inf))


def _figures(
    one: Steps, target: float, known: Float, shares: Float, interval: Interval, level: float
) -> Figures:
    """Figures of a curve; `known` (c,) as of :func:`_known`."""
    within = 1 - one.left
    lower, upper = _band(one, interval, level)

    def reached(x: Float, q: float) -> float:
        at = first_reached(x, q)
        return float(one.time[at]) if at >= 0 else float("nan")

    figures = Figures(
        median=reached(within, 0.5),
        median_lower=reached(upper, 0.5),
        median_upper=reached(lower, 0.5),
        p90=reached(within, 0.9),
        p90_lower=reached(upper, 0.9),
        p90_upper=reached(lower, 0.9),
    )
    used = shares > 0
    if np.isnan(known[used]).any():
        return figures
    at = last_within(one.time, target)
    share = float(within[at]) if at >= 0 else 0.0
    if 0 < share < 1:
        return figures._replace(
            within=share, within_se=float(_error(one)[at]),
            within_lower=float(lower[at]), within_upper=float(upper[at]),
        )  # fmt: skip
    n = 1 / float((shares[used] ** 2 / known[used]).sum())
    # Clopper and Pearson's limit where all n agree: (α/2)^(1/n), and its mirror.
    edge = float(((1 - level) / 2) ** (1 / n))
    low, high = (0.0, 1 - edge) if share == 0 else (edge, 1.0)
    return figures._replace(within=share, within_lower=low, within_upper=high, exact=True)


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


def _tested(sample: Sample, field: Field, least: int) -> tuple[LogRank | None, tuple[str, ...]]:
    """Log-rank test between the groups shown, and in words what of it is withheld."""
    from scipy.special import chdtrc

    whole = field.whole
    count = int(whole.sum())
    if count > TESTED:
        return None, (f"the log-rank test: more than {TESTED:,} groups",)
    if count < 2:
        return None, ()
    place = np.full(whole.size, -1)
    place[whole] = np.arange(count)
    group = place[sample.code]
    observed, expected, covariance = np.zeros(count), np.zeros(count), np.zeros((count, count))
    for s in np.flatnonzero(sample.shares > 0).tolist():
        mine = np.where(sample.stratum == s, group, -1)
        o, e, v = log_rank(sample.cases, sample.closed, mine, count)
        observed, expected, covariance = observed + o, expected + e, covariance + v
    at = np.flatnonzero(expected > 0)
    if at.size < 2:
        return None, ()
    away, v = (observed - expected)[at[1:]], covariance[np.ix_(at[1:], at[1:])]
    try:
        root = np.linalg.cholesky(v)
        statistic = float(np.square(np.linalg.solve(root, away)).sum())
    except np.linalg.LinAlgError:  # a group that was never at hand when another lost a case
        statistic = float(away @ np.linalg.lstsq(v, away, rcond=1e-12)[0])
    full = np.full((2, whole.size), np.nan)
    full[:, whole] = observed, expected
    df = at.size - 1
    small = bool((field.size[whole] < least).any())
    p_value = float("nan") if small else float(chdtrc(df, statistic))
    withheld = (f"the p-value of the log-rank test: a group of fewer than {least} cases",)
    return LogRank(statistic, df, p_value, full[0], full[1]), withheld if small else ()
