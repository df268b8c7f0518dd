"""Whether a questionnaire measures anything, and whether each item belongs to it.

Items are columns, people are rows. Every function says what it does with missing answers, and
refuses a constant item, about which no statistic of agreement between items says anything.
"""

from ._reliability.adequacy import KMO, Bartlett, bartlett, kmo
from ._reliability.consistency import Alpha, ItemAnalysis, alpha, item_analysis
from ._reliability.factor import Omega, omega

__all__ = [
    "KMO",
    "Alpha",
    "Bartlett",
    "ItemAnalysis",
    "Omega",
    "alpha",
    "bartlett",
    "item_analysis",
    "kmo",
    "omega",
]


def __dir__() -> list[str]:
    return sorted(__all__)
