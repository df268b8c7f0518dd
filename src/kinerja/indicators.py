"""What is measured: indicators, their scales, groups, scorecards and grades.

Definitions are frozen pydantic models, built by keyword. They validate themselves, travel as JSON
(``model_dump_json`` and ``model_validate_json``), have a JSON Schema (``model_json_schema``) and a
fingerprint, and are never changed by a calculation.
"""

from ._definitions import Language
from ._indicators.aggregations import MPI, OWA, Aggregation, Power
from ._indicators.bands import Band, Bands
from ._indicators.card import Scorecard
from ._indicators.curves import Logistic, LogNormal
from ._indicators.parts import AnyScale, Group, Indicator
from ._indicators.relative import MaxShare, MinMax, Percentile, SumShare, Vector, ZScore
from ._indicators.scale import Scale
from ._indicators.steps import Steps
from ._indicators.straight import Identity, Linear, Log, Piecewise
from ._indicators.targets import Target
from ._indicators.text import Text, say

__all__ = [
    "MPI",
    "OWA",
    "Aggregation",
    "AnyScale",
    "Band",
    "Bands",
    "Group",
    "Identity",
    "Indicator",
    "Language",
    "Linear",
    "Log",
    "LogNormal",
    "Logistic",
    "MaxShare",
    "MinMax",
    "Percentile",
    "Piecewise",
    "Power",
    "Scale",
    "Scorecard",
    "Steps",
    "SumShare",
    "Target",
    "Text",
    "Vector",
    "ZScore",
    "say",
]


def __dir__() -> list[str]:
    return sorted(__all__)
