"""What citizens experience, with its error: design-based survey estimation.

A `Design` says how the sample was drawn; every estimate takes it and gives a value with its
standard error, interval and design effect. All of them rest on one primitive,
`linearized_variance`. Calibration gives a new design whose errors know about it.
"""

from ._survey.calibration import calibrate, poststratify, rake, trim_weights
from ._survey.design import Design
from ._survey.difference import Differences, difference
from ._survey.estimates import Estimates, mean, ratio, total, variance
from ._survey.proportion import proportion
from ._survey.quantile import quantile
from ._survey.replicates import Replicates, replicate_variance
from ._survey.variance import linearized_variance

__all__ = [
    "Design",
    "Differences",
    "Estimates",
    "Replicates",
    "calibrate",
    "difference",
    "linearized_variance",
    "mean",
    "poststratify",
    "proportion",
    "quantile",
    "rake",
    "ratio",
    "replicate_variance",
    "total",
    "trim_weights",
    "variance",
]
