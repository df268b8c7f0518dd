"""How much each indicator counts: stated by people, judged in pairs, or read from the data.

Every function returns weights (k,) that sum to 1, or a result that holds them as ``.weights``
together with how consistent the judgements are. Weights from data give 0 to a column without
differences and refuse data without any; none returns NaN for finite input.
"""

from ._weights.best_worst import BWM, bwm
from ._weights.conflict import cilos, critic, idocriw, merec, pca
from ._weights.group import GroupAHP, ahp_group
from ._weights.pairwise import AHP, ahp
from ._weights.spread import angle, coefficient_of_variation, entropy, gini, standard_deviation
from ._weights.stated import (
    equal,
    from_points,
    fucom,
    rank_exponent,
    rank_order_centroid,
    rank_reciprocal,
    rank_sum,
    swara,
)

__all__ = [
    "AHP",
    "BWM",
    "GroupAHP",
    "ahp",
    "ahp_group",
    "angle",
    "bwm",
    "cilos",
    "coefficient_of_variation",
    "critic",
    "entropy",
    "equal",
    "from_points",
    "fucom",
    "gini",
    "idocriw",
    "merec",
    "pca",
    "rank_exponent",
    "rank_order_centroid",
    "rank_reciprocal",
    "rank_sum",
    "standard_deviation",
    "swara",
]


def __dir__() -> list[str]:
    return sorted(__all__)
