"""What a missing value does: one vocabulary for everything that scores."""

from __future__ import annotations

from typing import Any, Literal

from .._checks import choice, is_number, number

MissingPolicy = Literal["raise", "reweight", "propagate"] | float
POLICIES = ("raise", "reweight", "propagate")


def checked_policy(missing: Any) -> MissingPolicy:
    """Return a named policy, or a finite number of points.

    >>> checked_policy("reweight"), checked_policy(0)
    ('reweight', 0.0)
    """
    if is_number(missing):
        return number(missing, "missing")
    choice(missing, "missing", POLICIES)
    policy: MissingPolicy = missing
    return policy
