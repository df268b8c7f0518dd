"""What citizens experience, with its error: design-based survey estimation.

A `Design` says how the sample was drawn; every estimate takes it and gives a value with its
standard error, interval and design effect. All of them rest on one primitive,
`linearized_variance`. Calibration gives a new design whose errors know about it.
"""

from ._survey.allocation import allocate
from ._survey.calibration import calibrate
from ._survey.design import Design
from ._survey.difference import Differences, difference
from ._survey.drivers import KeyDrivers, key_drivers
from ._survey.estimates import Estimates
from ._survey.margins import poststratify, rake
from ._survey.means import mean, ratio, total, variance
from ._survey.printed_sizes import krejcie_morgan, slovin
from ._survey.priorities import ImportancePerformance, importance_performance
from ._survey.proportion import proportion
from ._survey.quantile import quantile
from ._survey.regression import Regression, regression
from ._survey.replicates import Replicates, replicate_variance
from ._survey.sample_sizes import (
    PlanMargins,
    domain_sizes,
    margin_of_error,
    plan_margins,
    sample_size,
)
from ._survey.screening import Screening, screen
from ._survey.tables import RaoScott, chi_square
from ._survey.trimming import trim_weights
from ._survey.variance import linearized_variance
from ._survey.wave_changes import Changes, WaveComparison
from ._survey.wave_trend import WaveTrend, waves
from ._survey.waves import compare_waves

__all__ = [
    "Changes",
    "Design",
    "Differences",
    "Estimates",
    "ImportancePerformance",
    "KeyDrivers",
    "PlanMargins",
    "RaoScott",
    "Regression",
    "Replicates",
    "Screening",
    "WaveComparison",
    "WaveTrend",
    "allocate",
    "calibrate",
    "chi_square",
    "compare_waves",
    "difference",
    "domain_sizes",
    "importance_performance",
    "key_drivers",
    "krejcie_morgan",
    "linearized_variance",
    "margin_of_error",
    "mean",
    "plan_margins",
    "poststratify",
    "proportion",
    "quantile",
    "rake",
    "ratio",
    "regression",
    "replicate_variance",
    "sample_size",
    "screen",
    "slovin",
    "total",
    "trim_weights",
    "variance",
    "waves",
]


def __dir__() -> list[str]:
    return sorted(__all__)
