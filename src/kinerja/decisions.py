"""Decisions: what was proposed, what a person decided, and where the two part.

A plan or a score proposes; an office decides. A `Decision` keeps both, with the fingerprint of the
result that was before the office, the day, and the grounds where it departs, so that a case can be
told years later. It is a definition: frozen, and JSON both ways.
"""

from ._decisions.decision import Decision, fingerprint
from ._decisions.plan_fairness import PlanFairness, plan_fairness
from ._decisions.reconciliation import Reconciliation, reconcile

__all__ = [
    "Decision",
    "PlanFairness",
    "Reconciliation",
    "fingerprint",
    "plan_fairness",
    "reconcile",
]


def __dir__() -> list[str]:
    return sorted(__all__)
