"""Did it help? Changes, differences, rates and waiting times, each with its uncertainty."""

from ._impact.calendar import due_date, working_days
from ._impact.comparison import Paired, TwoGroups, paired, two_groups
from ._impact.counts import Rate, RateRatio, rate, rate_ratio
from ._impact.did import DiD, did
from ._impact.events import EventStudy, event_study
from ._impact.learning import NGain, n_gain
from ._impact.sample_for import SampleFor, sample_for
from ._impact.series import InterruptedSeries, interrupted_series
from ._impact.staggered import StaggeredDiD, staggered_did
from ._impact.times import Curve, LogRank, ServiceTimes, TimesChange
from ._impact.waiting import service_times

__all__ = [
    "Curve",
    "DiD",
    "EventStudy",
    "InterruptedSeries",
    "LogRank",
    "NGain",
    "Paired",
    "Rate",
    "RateRatio",
    "SampleFor",
    "ServiceTimes",
    "StaggeredDiD",
    "TimesChange",
    "TwoGroups",
    "did",
    "due_date",
    "event_study",
    "interrupted_series",
    "n_gain",
    "paired",
    "rate",
    "rate_ratio",
    "sample_for",
    "service_times",
    "staggered_did",
    "two_groups",
    "working_days",
]


def __dir__() -> list[str]:
    return sorted(__all__)
