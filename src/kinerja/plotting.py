"""Pictures of results, to be printed and to be read: one function for each.

Every function takes a result and returns a `matplotlib.figure.Figure` that was made without
pyplot: no window, no backend, no setting is touched. With `ax` the picture is drawn there. What the
picture shows is kept in words (`alt_text`) and goes along in `svg`.

Marks that stand for data have a gid that begins with bar, point, interval, curve, cell, region or
ribbon. matplotlib comes with ``pip install kinerja[plot]`` and is loaded by the first picture.
"""

from __future__ import annotations

from ._plotting.as_svg import alt_text, svg
from ._plotting.choice import draw
from ._plotting.contributions import contributions
from ._plotting.effects import before_after, interrupted, waiting
from ._plotting.forests import estimates
from ._plotting.grades import coverage, grades
from ._plotting.judgements import judgements, priorities
from ._plotting.moves import shortage_reasons, transfers
from ._plotting.people import nine_box, profile, radar
from ._plotting.ranks import acceptability, ranks
from ._plotting.raters_and_trends import fairness, severity, trend
from ._plotting.workload import need, workload

__all__ = [
    "acceptability",
    "alt_text",
    "before_after",
    "contributions",
    "coverage",
    "draw",
    "estimates",
    "fairness",
    "grades",
    "interrupted",
    "judgements",
    "need",
    "nine_box",
    "priorities",
    "profile",
    "radar",
    "ranks",
    "severity",
    "shortage_reasons",
    "svg",
    "transfers",
    "trend",
    "waiting",
    "workload",
]


def __dir__() -> list[str]:
    return sorted(__all__)
