"""Curves of closing by group and channel, and the figures that are known of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .._digits import same
from .._quantiles import normal_quantile
from .._types import Codes, Flags, Float
from .survival import Ordered, Steps, first_reached, kaplan_meier, last_within
from .times import Curve, Interval


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


def curves_of(sample: Sample, whole: Flags) -> list[Steps | None]:
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


def known_cases(sample: Sample, target: float) -> Float:
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


def shown(one: Steps | None) -> Curve:
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


def figures_of(
    one: Steps, target: float, known: Float, shares: Float, interval: Interval, level: float
) -> Figures:
    """Figures of a curve; `known` (c,) as of :func:`known_cases`."""
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
