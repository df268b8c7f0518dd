"""What citizens experience, with its error: design-based survey estimation.

A `Design` says how the sample was drawn; every estimate takes it and gives a value with its
standard error, interval and design effect. All of them rest on one primitive,
`linearized_variance`.
"""

from ._survey.design import Design
from ._survey.estimates import Estimates, mean, ratio, total, variance
from ._survey.variance import linearized_variance

__all__ = ["Design", "Estimates", "linearized_variance", "mean", "ratio", "total", "variance"]
