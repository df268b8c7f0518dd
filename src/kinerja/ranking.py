"""Multi-criteria ranking: who is first, by a stated method with its working shown.

Every method takes a matrix (n, k) of raw values, weights (k,) and the direction of each column, and
returns a `Ranking`: score, direction, intermediate arrays by name, ids, and ranks by one tie rule.
Weights are divided by their sum. A column without differences, or of weight 0, is left out before
anything is normalized. None returns NaN or infinity for finite input.
"""

from ._ranking.additive import saw, smart, waspas, wp
from ._ranking.agreement import RankAgreement, compare_rankings
from ._ranking.average import codas, edas, mabac
from ._ranking.consensus import borda, copeland
from ._ranking.distance import spotis, topsis, vikor
from ._ranking.moora import full_multiplicative, moora, moora_reference_point, multimoora
from ._ranking.outranking import electre_i, promethee_ii
from ._ranking.profile import KUSRINI, profile_matching
from ._ranking.relative import aras, cocoso, copras, marcos
from ._ranking.result import Outranking, Ranking

__all__ = [
    "KUSRINI",
    "Outranking",
    "RankAgreement",
    "Ranking",
    "aras",
    "borda",
    "cocoso",
    "codas",
    "compare_rankings",
    "copeland",
    "copras",
    "edas",
    "electre_i",
    "full_multiplicative",
    "mabac",
    "marcos",
    "moora",
    "moora_reference_point",
    "multimoora",
    "profile_matching",
    "promethee_ii",
    "saw",
    "smart",
    "spotis",
    "topsis",
    "vikor",
    "waspas",
    "wp",
]


def __dir__() -> list[str]:
    return sorted(__all__)
