"""Did it help? Changes, differences, rates and waiting times, each with its uncertainty."""

from ._impact.calendar import working_days
from ._impact.comparison import Paired, TwoGroups, paired, two_groups
from ._impact.counts import Rate, RateRatio, rate, rate_ratio
from ._impact.learning import NGain, n_gain

__all__ = [
    "NGain",
    "Paired",
    "Rate",
    "RateRatio",
    "TwoGroups",
    "n_gain",
    "paired",
    "rate",
    "rate_ratio",
    "two_groups",
    "working_days",
]
