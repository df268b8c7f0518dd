"""Performance allowance (TPP): an engine over an agency's own rule; there is no national default.

A `Rule` says what lateness, early leave, absence and missing scans cost; it travels as JSON, so
that each agency ships its own. `deductions` applies it to a month of days, `monthly` to the month's
components. `EXAMPLES` holds published rules to start from; verify them before use.
"""

from __future__ import annotations

from ._allowance.deductions import Deductions, deductions
from ._allowance.monthly import Allowance, monthly
from ._allowance.rule import EXAMPLES, Component, Cut, Rule
from ._scheme import scheme

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


def _tables(rule: Rule) -> dict[str, dict[str, float]]:
    limits = {
        "absent_percent": rule.absent or None,
        "made_up_minutes": rule.made_up or None,
        "made_up_days_a_month": rule.made_up_days,
    }
    tables = {
        "late_percent_from_minutes": {f"{step.minutes:g}": step.percent for step in rule.late},
        "limits": {name: value for name, value in limits.items() if value is not None},
    }
    return {name: table for name, table in tables.items() if table}


SCHEMES = tuple(
    scheme(
        {
            "id": "allowance",
            "version": code,
            "regulation": regulation,
            "covers": ("agencies",),
            "valid_from": valid_from,
            "evidence": "practice",
        },
        tables=_tables(EXAMPLES[code]),
        disputed=("An example to start from: each agency has its own rule, see `Rule`.",),
    )
    for code, regulation, valid_from in (
        ("local", "A common local rule, as published", None),
        ("permenpanrb_6_2018", "PermenPANRB 6/2018, as published", "2018"),
        ("pmk_221_2021", "PMK 221/2021, as published", "2021"),
    )
)
"""Examples, none of them a default: each agency has its own rule, see `Rule`."""
