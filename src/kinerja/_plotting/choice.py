"""The picture of a result that has one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .._steady import steady
from ..errors import InputError
from .contributions import contributions
from .effects import before_after, waiting
from .forests import estimates
from .judgements import judgements, priorities
from .moves import transfers
from .people import nine_box
from .ranks import ranks
from .raters_and_trends import fairness, severity, trend
from .workload import need

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PICTURES: dict[str, Callable[..., Figure]] = {
    "kinerja._balancing.headcounts.FlowPlan": transfers,
    "kinerja._balancing.plan.TransferPlan": transfers,
    "kinerja._competency.nine_box.NineBox": nine_box,
    "kinerja._impact.did.DiD": before_after,
    "kinerja._impact.events.EventStudy": before_after,
    "kinerja._impact.staggered.StaggeredDiD": before_after,
    "kinerja._impact.times.ServiceTimes": waiting,
    "kinerja._ratings.effects.RaterEffects": severity,
    "kinerja._ratings.adverse_impact.AdverseImpact": fairness,
    "kinerja._scoring.explain.Explanation": contributions,
    "kinerja._scoring.scores.Scores": contributions,
    "kinerja._scoring.sensitivity.Sensitivity": ranks,
    "kinerja._scoring.trend.Trend": trend,
    "kinerja._staffing.balance.BalanceSheet": need,
    "kinerja._staffing.wisn.WISN": need,
    "kinerja._staffing.workload.Need": need,
    "kinerja._survey.estimates.Estimates": estimates,
    "kinerja._survey.priorities.ImportancePerformance": priorities,
    "kinerja._weights.pairwise.AHP": judgements,
    "kinerja.schemes._skm.index.SKM": estimates,
}
"""By the name of the class, so that a picture does not load what it does not draw."""


@steady
def draw(result: Any, ax: Axes | None = None, **options: Any) -> Figure:
    """Draw a result with the picture that is made for its kind; ``result.plot()`` does the same.

    Parameters
    ----------
    result : Result
        What is drawn.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    **options
        Of that picture, ``language="id"`` for one.

    Returns
    -------
    Figure

    Raises
    ------
    InputError
        If no picture is made for results of its kind.

    Examples
    --------
    >>> from kinerja.plotting import alt_text
    >>> from kinerja.survey import Design, mean
    >>> alt_text(mean([3, 4, 2, 3.0], Design()).plot(language="id"))[:9]
    'Estimasi.'
    """
    kind = type(result)
    picture = _PICTURES.get(f"{kind.__module__}.{kind.__qualname__}")
    if picture is None:
        raise InputError.about(
            "result",
            code="wrong_type",
            expected="a result that has a picture",
            found=kind.__name__,
            hint="kinerja.plotting has a function for each picture; to_frame() gives the figures.",
        )
    return picture(result, ax, **options)
