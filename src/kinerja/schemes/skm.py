"""SKM: the community satisfaction survey of public service units, 2017 and 2004.

Items are named, never positional at the border, because published files swap items 8 and 9. An
agency's figure is the index of all its respondents together, or `agency` of its units where they do
not share all items; pass a design, or weights of units, to weight otherwise.
"""

from __future__ import annotations

from ._scheme import scheme
from ._skm.agency import agency
from ._skm.index import SKM, index
from ._skm.report import ReportForm, Waves, report_form, sample_size, waves
from ._skm.tables import GRADES, ITEM_WEIGHTS, ITEMS, TEXTS

__all__ = [
    "GRADES",
    "ITEMS",
    "ITEM_WEIGHTS",
    "SCHEMES",
    "SKM",
    "TEXTS",
    "ReportForm",
    "Waves",
    "agency",
    "index",
    "report_form",
    "sample_size",
    "waves",
]


def __dir__() -> list[str]:
    return sorted(__all__)


SCHEMES = tuple(
    scheme(
        {
            "id": "skm",
            "version": version,
            "regulation": regulation,
            "articles": "annex",
            "covers": ("units", "agencies"),
            "valid_from": version,
            "valid_until": until,
            "evidence": "regulation",
        },
        bands={"grade": GRADES[version]},
        tables={"item_weights": {f"{w:.6g}": w for w in ITEM_WEIGHTS[version]}},
        texts={**ITEMS[version], **TEXTS},
        disputed=(
            f"Weights in use: {', '.join(f'{w:.4g}' for w in ITEM_WEIGHTS[version])}.",
            "An item that does not apply leaves; it is not scored 4.",
        ),
    )
    for version, regulation, until in (
        ("2004", "KepMenPAN 25/2004", "2014"),
        ("2017", "PermenPANRB 14/2017", None),
    )
)
"""The versions of the scheme, with their tables."""
