"""Raw values to a common scale, column by column.

Every function takes a matrix (n, k) or one column (n,), works down the columns, and returns ratios:
1 (or the largest share) is best. `benefit` says, once or a column, whether more is better. None
returns NaN or infinity for finite input: what a formula cannot have is refused by column, and
a column without differences (or with one row) has a stated value.
"""

from ._normalization.goals import goalposts, target_ratio
from ._normalization.shares import logarithmic, max_share, nonlinear, sum_share, vector
from ._normalization.spread import enhanced_accuracy, min_max, percentile, rank_scale, z_score

__all__ = [
    "enhanced_accuracy",
    "goalposts",
    "logarithmic",
    "max_share",
    "min_max",
    "nonlinear",
    "percentile",
    "rank_scale",
    "sum_share",
    "target_ratio",
    "vector",
    "z_score",
]


def __dir__() -> list[str]:
    return sorted(__all__)
