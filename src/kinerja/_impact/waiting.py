"""Service times: how long cases take, cases still open included, and the share within a promise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._checks import Labels
from .._results.prints import made_from
from .._results.small_cells import groups_not_shown
from .._steady import steady
from .._types import ArrayLike, Codes, Flags, Float
from .._words import words
from ..errors import InputError
from ..results import Provenance
from .closing import Figures, Sample, curves_of, figures_of, known_cases, shown
from .survival import log_rank, ordered
from .times import INTERVALS, Interval, LogRank, ServiceTimes

TESTED = 1_000
"""More groups than this are not tested against each other: the test would tell nobody anything."""


@steady
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
    curves = curves_of(sample, field.whole)
    known = known_cases(sample, limit)
    figures = [
        Figures() if one is None else figures_of(one, limit, known[i], shares, interval, level)
        for i, one in enumerate(curves)
    ]
    test, untested = _tested(sample, field, least_tested)
    gone = int((~kept).sum())
    without = (words().notes.cases.format(n=gone),) if missing == "omit" and gone else ()
    left_out = (*without, *groups_not_shown(field.size, least, groups.names))
    return ServiceTimes(
        domain=groups.names,
        n=field.size,
        closed=np.where(field.whole, np.bincount(code, sample.closed, groups.names.size), np.nan),
        **{name: np.array([getattr(one, name) for one in figures]) for name in Figures._fields},
        curves=tuple(shown(one) for one in curves),
        test=test,
        suppressed=tuple(groups.names[~field.shown].tolist()),
        target=limit,
        interval=interval,
        level=level,
        provenance=Provenance(
            **made_from(t=t, censored=censored, by=by, channel=channel),
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


class Field(NamedTuple):
    """Which groups are shown, and which have all their figures."""

    size: Codes
    shown: Flags
    whole: Flags


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
        return Labels(found.codes, next(iter(found.names.values()))), None
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


def _shares(mix: Mapping[Any, float] | None, names: NDArray[Any], stratum: Codes) -> Float:
    """(c,) share of each channel."""
    if mix is None:
        count = np.bincount(stratum, minlength=names.size)
        return np.asarray(count / max(1, count.sum()))  # nobody shown: nothing to mix
    labels = names.tolist()
    unknown = [label for label in mix if label not in labels]
    lacking = [label for label in labels if label not in mix]
    if unknown or lacking:
        raise InputError.about(
            "mix",
            code="unknown_label",
            expected=f"a share for each channel, {_checks.joined(labels)}",
            found=f"{_checks.joined(unknown)} without cases"
            if unknown
            else f"none for {_checks.joined(lacking)}",
            hint="Give 0 to a channel that is not to count.",
            positions=tuple((unknown or lacking)[:5]),
        )
    given = _checks.vector([mix[label] for label in labels], "mix", rows=labels)
    shares = _checks.nonnegative(given, "mix", rows=labels)
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
        return None, (words().notes.too_many_groups.format(n=f"{TESTED:,}"),)
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
    withheld = (words().notes.small_group.format(n=least),)
    return LogRank(statistic, df, p_value, full[0], full[1]), withheld if small else ()
