"""SKM: the community satisfaction survey of public service units, 2017 and 2004.

Items are named, never positional at the border, because published files swap items 8 and 9. An
agency's figure is the index of all its respondents together, or `agency` of its units where they do
not share all items; pass a design, or weights of units, to weight otherwise.
"""

from __future__ import annotations

from ._scheme import labelled
from ._skm.agency import agency
from ._skm.follow_up import ActionPlan, action_plan
from ._skm.index import SKM, index
from ._skm.published import ReportCheck, check_report
from ._skm.report import ReportForm, Waves, report_form, waves
from ._skm.respondents import sample_size
from ._skm.tables import GRADES, ITEM_WEIGHTS, ITEMS, TEXTS

__all__ = [
    "GRADES",
    "ITEMS",
    "ITEM_WEIGHTS",
    "SCHEMES",
    "SKM",
    "TEXTS",
    "ActionPlan",
    "ReportCheck",
    "ReportForm",
    "Waves",
    "action_plan",
    "agency",
    "check_report",
    "index",
    "report_form",
    "sample_size",
    "waves",
]


def __dir__() -> list[str]:
    return sorted(__all__)


SCHEMES = tuple(
    labelled("skm", version, {**ITEMS[version], **TEXTS}) for version in ("2004", "2017")
)
"""The versions of the scheme, with their tables."""
