"""Which way subjects go over the periods, and whether a change is more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .._blocks import CELLS, blocks, rows_within
from .._checks import (
    MISSING_ROWS,
    MissingRows,
    choice,
    confidence_level,
    number,
    read_all,
    refuse_cells,
    refuse_missing,
    vector,
)
from .._digits import same
from .._quantiles import normal_quantile
from .._results.prints import made_from
from .._steady import steady
from .._types import ArrayLike, Flags, Float, Ints, TableLike
from .._words import words
from ..errors import InputError, shown
from ..results import Axis, FloatVector, LabelVector, Provenance, Result


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Trend(Result):
    """Slope of each subject with its interval, and the change that is more than chance."""

    _keys: ClassVar = {"person": "ids"}
    _aside: ClassVar = ("level",)

    slope: Annotated[FloatVector, Axis("person")]
    """(n,) median slope, in points a unit of time; NaN with fewer than two periods."""
    lower: Annotated[FloatVector, Axis("person")]
    """(n,) lower end of its interval."""
    upper: Annotated[FloatVector, Axis("person")]
    """(n,) upper end of its interval."""
    reliable_change: Annotated[FloatVector | None, Axis("person")]
    """(n,) change from first to last in standard errors of a difference; None if not asked for."""
    periods: Annotated[FloatVector, Axis("person")]
    """(n,) periods that the slope rests on."""
    level: float
    """Probability of the intervals."""
    ids: Annotated[LabelVector | None, Axis("person")]
    """(n,) ids, or None."""
    provenance: Provenance
    """How the result was made."""

    @property
    def direction(self) -> Annotated[Ints, Axis("person")]:
        """(n,) 1 where the interval lies above 0, −1 where below, 0 where it says neither.

        Also 0 with so few periods that no interval reaches `level`: T periods in perfect order are
        a matter of chance with probability 2/T!.
        """
        enough = 2.0 / _factorials(self.periods) <= 1.0 - self.level
        up, down = self.lower > 0, self.upper < 0
        return np.where(enough & up, 1, np.where(enough & down, -1, 0)).astype(np.int64)

    @property
    def reliably(self) -> Ints:
        """(n,) 1 where the change is reliably up, −1 where down, 0 where it may be chance.

        Raises
        ------
        InputError
            If no reliability was given.
        """
        if self.reliable_change is None:
            raise InputError.about(
                "reliability",
                code="missing_argument",
                expected="the reliability of the totals",
                found="none",
                hint="Call trend(…, reliability=…).",
            )
        limit = normal_quantile(self.level)
        change = self.reliable_change
        return np.where(change > limit, 1, np.where(change < -limit, -1, 0)).astype(np.int64)

    def _headline(self, language: str = "en") -> str:
        up, down = int((self.direction > 0).sum()), int((self.direction < 0).sum())
        return words(language).headlines.trend.format(
            n=self.slope.size, up=up, down=down, level=f"{self.level:.4g}"
        )


@steady
def trend(
    totals: TableLike,
    *,
    times: ArrayLike | None = None,
    reliability: float | None = None,
    level: float = 0.95,
    missing: MissingRows = "raise",
    ids: Any = None,
) -> Trend:
    """Slope of each subject's totals over the periods, with its interval.

    One exceptional period hardly moves the slope: it is the median over all pairs of periods.

    Parameters
    ----------
    totals : array_like (n, T), mapping or dataframe
        Totals of n subjects in T periods, in order of time; at least two periods.
    times : array_like (T,), optional
        Time of each period, increasing; 0, 1, 2 … if not given. The slope is in points a unit.
    reliability : float, optional
        Reliability of the totals, from 0 to below 1 (Cronbach's alpha, test–retest …). With it
        comes `reliable_change`.
    level : float
        Probability of the intervals.
    missing : {"raise", "omit", "propagate"}
        A missing total is refused; or the subject's slope rests on the other periods; or it is
        missing too.
    ids : array_like (n,) or str, optional
        Ids of the subjects, each once; for a table also a column's name.

    Returns
    -------
    Trend
        Slope, lower, upper and reliable change of each subject.

    Raises
    ------
    InputError
        If there are fewer than two periods, times do not increase, a total is missing under
        "raise", a slope is beyond what a float can hold, or first totals do not differ where a
        reliable change is asked for.

    Notes
    -----
    Slope: median of (yⱼ − yᵢ)/(tⱼ − tᵢ) over the N pairs i < j of periods (Theil 1950; Sen 1968).
    Interval: the slopes in places (N − z·σ)/2 and (N + z·σ)/2 + 1 from the smallest, with
    σ² = [T(T−1)(2T+5) − Σ g(g−1)(2g+5)]/18, g the sizes of groups of equal totals, places rounded
    half to even and kept among 1 … N (as ``theilslopes`` of SciPy does). Kept so, the interval of
    too few periods (at .95: fewer than five) holds with less confidence than asked, and
    `direction` says nothing.
    Reliable change: (last − first)/(SD₁·√(2(1 − r))), SD₁ the standard deviation (n − 1) over the
    subjects in the first period (Jacobson & Truax 1991); NaN where first or last is missing.

    References
    ----------
    Theil, H. (1950), "A rank-invariant method of linear and polynomial regression analysis",
    Proceedings of the Royal Netherlands Academy of Sciences 53, 386–392, 521–525, 1397–1412.
    Sen, P. K. (1968), "Estimates of the regression coefficient based on Kendall's tau", Journal of
    the American Statistical Association 63, 1379–1389.
    Jacobson, N. S. and Truax, P. (1991), "Clinical significance", Journal of Consulting and
    Clinical Psychology 59, 12–19.

    Examples
    --------
    >>> t = trend([[60, 62, 64, 66, 90], [70, 70, 71, 69, 70]], reliability=0.8)
    >>> t.slope.tolist()
    [2.0, 0.0]
    >>> t.reliable_change.round(3).tolist()
    [6.708, 0.0]
    """
    choice(missing, "missing", MISSING_ROWS)
    level = confidence_level(level)
    y, columns, names = read_all(totals, "totals", ids=ids)
    n, periods = y.shape
    rows = np.arange(n) if names is None else names
    if missing == "raise":
        refuse_missing(
            y,
            "totals",
            hint="Fill it in, or leave the period out for this subject: missing='omit'.",
            rows=rows,
            columns=columns,
        )
    if periods < 2:
        raise InputError.about(
            "totals",
            code="too_few",
            expected="at least two periods (columns)",
            found=str(periods),
        )
    t = _times(times, periods)
    gaps = np.isnan(y)
    some = bool(gaps.any())
    slope, lower, upper = _slopes(y, t, gaps, level)
    _refuse_too_large(y, periods - gaps.sum(axis=1), (slope, lower, upper), rows)
    if missing == "propagate" and some:
        incomplete = gaps.any(axis=1)
        for column in (slope, lower, upper):
            column[incomplete] = np.nan
    return Trend(
        slope=slope,
        lower=lower,
        upper=upper,
        reliable_change=None if reliability is None else _reliable_change(y, reliability, rows),
        periods=(periods - gaps.sum(axis=1)).astype(np.float64),
        level=level,
        ids=names,
        provenance=Provenance(
            **made_from(totals=totals, without=ids),
            options={"level": level, "times": t.tolist(), "reliability": reliability},
            missing=missing,
            left_out=(words().notes.missing_totals.format(n=int(gaps.sum())),) if some else (),
        ),
    )


def _slopes(y: Float, t: Float, gaps: Flags, level: float) -> tuple[Float, Float, Float]:
    """Slope of each row of totals, and the ends of its interval."""
    n, periods = y.shape
    some = bool(gaps.any())
    z = normal_quantile(level)
    slope, lower, upper = (np.empty(n) for _ in range(3))
    earlier, later = np.triu_indices(periods, 1)
    span = t[later] - t[earlier]
    for here in blocks(n, rows_within(CELLS, span.size)):
        known = periods - gaps[here].sum(axis=1) if some else np.full(len(y[here]), periods)
        with np.errstate(over="ignore", invalid="ignore"):  # looked for in what comes out
            slopes = (np.take(y[here], later, axis=1) - np.take(y[here], earlier, axis=1)) / span
            slopes.sort(axis=1)  # missing ones come last
            _read(slopes, known, _ties(y[here]), z, slope[here], lower[here], upper[here])
    return slope, lower, upper


def _factorials(periods: Float) -> Float:
    """T! of each subject's number of periods; beyond 20 it only matters that it is large."""
    table = np.cumprod(np.maximum(np.arange(21.0), 1.0))
    return np.asarray(table[np.minimum(periods, 20).astype(np.int64)])


def _refuse_too_large(y: Float, known: Ints, ends: tuple[Float, ...], rows: NDArray[Any]) -> None:
    """Refuse totals so far apart, or times so close, that no float holds their slope."""
    beyond = (known > 1) & ~np.logical_and.reduce([np.isfinite(end) for end in ends])
    if beyond.any():
        refuse_cells(
            beyond[:, None] & ~np.isnan(y),
            y,
            "totals",
            code="out_of_range",
            expected="totals whose slopes a float can hold (below 1.8e308)",
            hint="State them, or the times, in a larger unit.",
            rows=rows,
        )


def _times(times: ArrayLike | None, periods: int) -> Float:
    if times is None:
        return np.arange(float(periods))
    t = vector(times, "times", n=periods)
    if (np.diff(t) <= 0).any():
        raise InputError.about(
            "times",
            code="invalid_input",
            expected="times that increase from period to period",
            found=shown(t.tolist()),
            hint="Put the columns of `totals` in the order of time.",
        )
    return t


def _weight(size: Ints) -> Ints:
    return size * (size - 1) * (2 * size + 5)


def _ties(y: Float) -> Ints:
    """Σ g(g − 1)(2g + 5) over the groups of equal totals of each row."""
    ordered = np.sort(y, axis=1)
    out = np.zeros(len(y), dtype=np.int64)
    tied = same(ordered[:, :-1], ordered[:, 1:])
    if not tied.any():
        return out
    run = np.ones(len(y), dtype=np.int64)
    for j in range(tied.shape[1]):  # a group that grows by one adds the difference
        run = np.where(tied[:, j], run + 1, 1)
        out += _weight(run) - np.where(run > 1, _weight(run - 1), 0)
    return out


def _read(
    slopes: Float, known: Ints, ties: Ints, z: float, slope: Float, lower: Float, upper: Float
) -> None:
    """Median and interval of each row of sorted slopes, of which the first N are known."""
    pairs = known * (known - 1) // 2
    sigma = np.sqrt(np.maximum(_weight(known) - ties, 0) / 18.0)
    last = np.maximum(pairs - 1, 0)
    low = np.clip(np.rint((pairs - z * sigma) / 2.0).astype(np.int64) - 1, 0, last)
    high = np.clip(np.rint((pairs + z * sigma) / 2.0).astype(np.int64), 0, last)
    row = np.arange(len(slopes))
    below = slopes[row, last // 2]
    slope[:] = below + (slopes[row, (last + 1) // 2] - below) / 2.0
    lower[:] = slopes[row, low]
    upper[:] = slopes[row, high]


def _reliable_change(y: Float, reliability: float, rows: NDArray[Any]) -> Float:
    r = number(reliability, "reliability", lower=0.0, upper=1.0, open_upper=True)
    first, last = y[:, 0], y[:, -1]
    seen = first[~np.isnan(first)]
    if seen.size < 2 or same(seen, np.full(seen.size, seen[0])).all():
        raise InputError.about(
            "totals",
            code="constant",
            expected="first totals of at least two subjects that differ",
            found=f"{seen.size} that do not",
            hint="A reliable change is measured against their spread; leave `reliability` out.",
        )
    # Sizes are taken out as exact powers of two: neither square nor difference leaves the floats.
    _, own = np.frexp(np.abs(seen).max())
    _, size = np.frexp(np.nanmax(np.abs([first, last])))
    spread = np.ldexp(seen, -own).std(ddof=1) * np.sqrt(2.0 * (1.0 - r))
    with np.errstate(over="ignore"):
        change = (np.ldexp(last, -size) - np.ldexp(first, -size)) / spread
        out = np.ldexp(change, size - own)
    refuse_cells(
        np.isinf(out)[:, None] & np.isin(np.arange(y.shape[1]), [0, y.shape[1] - 1]),
        y,
        "totals",
        code="out_of_range",
        expected="changes that a float can hold in units of the first period's spread",
        rows=rows,
    )
    return np.asarray(out)
