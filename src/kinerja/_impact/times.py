"""What service times come to: curves, figures by group, the test between groups, a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._definitions import Language
from .._indicators.text import Text
from .._quantiles import normal_quantile
from ..errors import InputError, shown
from ..results import (
    Axis,
    BoolVector,
    FloatVector,
    IntVector,
    LabelVector,
    Provenance,
    Result,
    Unit,
)

Interval = Literal["loglog", "log"]
INTERVALS: tuple[Interval, ...] = ("loglog", "log")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Curve(Result):
    """Share closed over time.

    Examples
    --------
    >>> from kinerja.impact import service_times
    >>> service_times([1, 2, 2, 4], target=2).curves[0].within.tolist()
    [0.25, 0.75, 1.0]
    """

    _keys: ClassVar = {"time": "time"}

    time: Annotated[FloatVector, Axis("time")]
    """(j,) times at which a case was closed."""
    within: Annotated[FloatVector, Axis("time"), Unit("share")]
    """(j,) share closed by then."""
    se: Annotated[FloatVector, Axis("time")]
    """(j,) its standard error (Greenwood); NaN where all are closed."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LogRank(Result):
    """Log-rank test that groups do not differ.

    Examples
    --------
    >>> from kinerja.impact import service_times
    >>> service_times([1, 2, 3, 4], target=2, by=list("aabb")).test.df
    1
    """

    _single: ClassVar = True

    statistic: float
    """Chi-square."""
    df: int
    """Groups less one."""
    p_value: Annotated[float, Unit("p")]
    """Upper tail; NaN where a group is too small to be tested."""
    observed: Annotated[FloatVector, Axis("domain")]
    """(d,) cases closed; NaN where suppressed."""
    expected: Annotated[FloatVector, Axis("domain")]
    """(d,) closings expected if all groups were alike."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TimesChange(Result):
    """Difference of two groups' shares within the promised time.

    Examples
    --------
    >>> from kinerja.impact import service_times
    >>> r = service_times([1, 2, 3, 4, 1, 1, 2, 4], target=2, by=["before"] * 4 + ["after"] * 4)
    >>> r.change("before", "after").value
    0.25
    """

    _single: ClassVar = True

    value: float
    """Second share less the first."""
    se: float
    """Its standard error, the groups being independent."""
    lower: float
    """Lower end of the normal interval."""
    upper: float
    """Upper end."""
    p_value: Annotated[float, Unit("p")]
    """Two-sided p-value of no difference."""
    median: float
    """Second median less the first."""
    p90: float
    """Second 90th percentile less the first."""
    provenance: Provenance = field(default_factory=Provenance)
    """How the result was made."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ServiceTimes(Result):
    """Median, 90th percentile and share within the promised time, by group.

    Examples
    --------
    >>> from kinerja.impact import service_times
    >>> r = service_times([2, 3, 5, 8], target=5, censored=[False, False, False, True])
    >>> r.median.tolist(), r.within.tolist()
    ([3.0], [0.75])
    """

    _keys: ClassVar = {"domain": "by"}

    domain: Annotated[LabelVector, Axis("domain")]
    """(d,) sorted labels of `by`, tuples where it names several groupings; "all" without it."""
    n: Annotated[IntVector, Axis("domain")]
    """(d,) cases."""
    closed: Annotated[FloatVector, Axis("domain")]
    """(d,) cases closed; NaN where suppressed."""
    median: Annotated[FloatVector, Axis("domain")]
    """(d,) smallest time by which half are closed; NaN where not reached."""
    median_lower: Annotated[FloatVector, Axis("domain")]
    """(d,) lower end of its interval."""
    median_upper: Annotated[FloatVector, Axis("domain")]
    """(d,) upper end; NaN where not reached."""
    p90: Annotated[FloatVector, Axis("domain")]
    """(d,) smallest time by which nine in ten are closed."""
    p90_lower: Annotated[FloatVector, Axis("domain")]
    """(d,) lower end."""
    p90_upper: Annotated[FloatVector, Axis("domain")]
    """(d,) upper end."""
    within: Annotated[FloatVector, Axis("domain"), Unit("share")]
    """(d,) share closed within the target; NaN where nobody was watched as long."""
    within_se: Annotated[FloatVector, Axis("domain")]
    """(d,) its standard error."""
    within_lower: Annotated[FloatVector, Axis("domain"), Unit("share")]
    """(d,) lower end of its interval."""
    within_upper: Annotated[FloatVector, Axis("domain"), Unit("share")]
    """(d,) upper end."""
    exact: Annotated[BoolVector, Axis("domain")]
    """(d,) True where `within` is 0 or 1, and its limits are Clopper & Pearson's."""
    curves: tuple[Curve, ...]
    """Curve of each group."""
    test: LogRank | None
    """Between the groups; stratified by channel where there are channels. None with one group."""
    suppressed: tuple[Any, ...]
    """Groups with fewer cases than the minimum: NaN throughout, and left out of the test."""
    target: float
    """The promised time."""
    interval: Interval
    """Scale of the intervals."""
    level: float
    """Probability of the intervals."""
    provenance: Provenance = field(default_factory=Provenance)
    """Names of several groupings, mix of channels, missing policy, and what was left out."""

    def _value(self, name: str) -> Any:
        return None if name == "domain" else getattr(self, name)  # its parts are the keys

    @property
    def by(self) -> Mapping[str, NDArray[Any]]:
        """Labels (d,) of the groups by the name of the grouping; "domain" where it has no name."""
        names = self.provenance.options.get("by") or ()
        if not names:
            return {"domain": self.domain}
        parts = zip(*self.domain.tolist(), strict=True)
        return {name: np.array(part, dtype=object) for name, part in zip(names, parts, strict=True)}

    def text(self, *, language: Language = "en", unit: Text | str = "") -> str:
        """Say to an official how long cases take, and what this cannot tell.

        Parameters
        ----------
        language : {"en", "id"}
        unit : str or Text, optional
            Unit of the times, as it is to be read.

        Raises
        ------
        InputError
            If the language is unknown, or what people read is no text.

        Examples
        --------
        >>> from kinerja.impact import service_times
        >>> service_times([1, 2, 2, 4], target=2).text(unit="days").split(", and")[0]
        'All cases: half of the cases are closed within 2 days, nine in ten within 4 days'
        """
        from .in_words import times_in_words

        return times_in_words(self, language, unit)

    def change(self, first: Any, second: Any) -> TimesChange:
        """Compare the shares within the target of two groups: second less first.

        Parameters
        ----------
        first, second : label
            Two of `domain`, as ``"before"`` and ``"after"``.

        Returns
        -------
        TimesChange

        Raises
        ------
        InputError
            If a label is not one of the groups.

        Examples
        --------
        >>> from kinerja.impact import service_times
        >>> r = service_times([1, 2, 3, 4, 1, 1, 2, 4], target=2, by=[2025] * 4 + [2026] * 4)
        >>> round(r.change(2025, 2026).se, 6)
        0.330719
        """
        from scipy.special import ndtr

        a, b = (_place(self.domain, label, name) for label, name in
                ((first, "first"), (second, "second")))  # fmt: skip
        value = float(self.within[b] - self.within[a])
        se = float(np.hypot(self.within_se[a], self.within_se[b]))
        half = normal_quantile(self.level) * se
        return TimesChange(
            value=value,
            se=se,
            lower=value - half,
            upper=value + half,
            p_value=float(2 * ndtr(-abs(value / se))) if se > 0 else float("nan"),
            median=float(self.median[b] - self.median[a]),
            p90=float(self.p90[b] - self.p90[a]),
            provenance=Provenance(
                options={
                    **self.provenance.options,
                    "first": first,
                    "second": second,
                    "level": self.level,
                },
                missing=self.provenance.missing,
                left_out=self.provenance.left_out,
            ),
        )


def _place(domain: NDArray[Any], label: Any, argument: str) -> int:
    names = domain.tolist()
    place = _checks.place_among(label, names)
    if place is None:
        raise InputError.about(
            argument,
            code="unknown_label",
            expected=f"one of the groups, {_checks.joined(names)}",
            found=shown(label),
        )
    return place
