"""Performance allowance (TPP): an engine over an agency's own rule; there is no national default.

A `Rule` says what lateness, early leave, absence and missing scans cost; it travels as JSON, so
that each agency ships its own. `deductions` applies it to a month of days, `monthly` to the month's
components. `EXAMPLES` holds published rules to start from; verify them before use.
"""

from __future__ import annotations

from ._allowance.deductions import Deductions, deductions
from ._allowance.monthly import Allowance, monthly
from ._allowance.rule import EXAMPLES, Component, Cut, Rule
from ._scheme import labelled

__all__ = [
    "EXAMPLES",
    "SCHEMES",
    "Allowance",
    "Component",
    "Cut",
    "Deductions",
    "Rule",
    "deductions",
    "monthly",
]


def __dir__() -> list[str]:
    return sorted(__all__)


SCHEMES = tuple(
    labelled("allowance", version) for version in ("local", "permenpanrb_6_2018", "pmk_221_2021")
)
"""Examples, none of them a default: each agency has its own rule, see `Rule`."""
