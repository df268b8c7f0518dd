"""Points with intervals beside a line that matters: no severity, no change, four fifths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .._steady import steady
from .canvas import NAMED
from .inputs import expect
from .labels import cut, cut_apart
from .looks import BLUE, DASHED, GREY, ORANGE, VERMILION, sign
from .rows import draw_rows, open_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TWO_SIDED = 1.959963984540054
"""Standard errors to either side that hold 95 % of a normal distribution."""


@steady
def severity(result: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """How strict or mild each rater is, with the error of it; the strictest first.

    Parameters
    ----------
    result : RaterEffects
        Of `ratings.rater_effects`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure

    Raises
    ------
    InputError
        If it is another result, or no rater can be compared with another.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, severity
    >>> from kinerja.ratings import rater_effects
    >>> subject, rater = ["A", "A", "B", "B", "C", "C"], ["x", "y"] * 3
    >>> r = rater_effects(subject, rater, [70, 60, 81, 70, 90, 81], method="fixed")
    >>> alt_text(severity(r)).split(". ")[0]
    'How strict the raters are'
    """
    from ..ratings import RaterEffects

    expect(result, "result", RaterEffects)
    rows = open_rows(
        ax, language, result.severity, result.rater, head=1.7,
        expected="raters who can be compared", found="none: all are NaN",
    )  # fmt: skip
    canvas, order, names = rows
    said, write = canvas.words.severity, canvas.grammar
    value, error = result.severity[order], _TWO_SIDED * result.severity_se[order]
    draw_rows(canvas, names, value, value - error, value + error)
    rows.beside_zero([value, value - error, value + error])
    canvas.note(said.note)
    if np.isnan(error).all():
        canvas.note(said.no_errors)
    absent = result.severity.size - order.size
    if absent:
        canvas.note(write.plural(said.alone, absent))
    alt = canvas.counted(said.alt, order.size, items=rows.listed(value, sign=True))
    return canvas.finish(said.title, alt, x=said.axis)


@steady
def trend(result: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """Slope of each subject with its interval: who rises, who falls, who may do neither.

    Parameters
    ----------
    result : Trend
        Of `scoring.trend`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure

    Raises
    ------
    InputError
        If it is another result, or nobody has a slope.

    Examples
    --------
    >>> from kinerja.plotting import alt_text
    >>> from kinerja.plotting import trend as picture
    >>> from kinerja.scoring import trend
    >>> fig = picture(trend([[60, 64, 66, 71, 75], [70, 69, 71, 70, 70]]))
    >>> alt_text(fig).split(". ")[0]
    'Who rises and who falls'
    """
    from ..scoring import Trend

    expect(result, "result", Trend)
    rows = open_rows(
        ax, language, result.slope, result.ids, head=1.9,
        expected="at least one slope", found="none: fewer than two periods each",
    )  # fmt: skip
    canvas, order, names = rows
    said, write = canvas.words.trend, canvas.grammar
    slope, lower, upper = (v[order] for v in (result.slope, result.lower, result.upper))
    direction = result.direction[order]
    entries = []
    for way, color, marker, label in (
        (1, BLUE, "^", said.up),
        (0, GREY, "o", said.unclear),
        (-1, VERMILION, "v", said.down),
    ):
        here = direction == way
        if not here.any():
            continue
        at = [np.where(here, v, np.nan) for v in (slope, lower, upper)]
        face = "white" if way == 0 and order.size <= NAMED else color
        draw_rows(canvas, names, *at, color=color, face=face, sign=marker)
        entries.append(
            (
                _on_a_line(color, marker, face),
                f"{label}: {write.figure(int(here.sum()), decimals=0)}",
            )
        )
    canvas.legend(entries)
    rows.beside_zero([slope, lower, upper])
    canvas.note(said.note.format(level=write.percent(result.level)))
    absent = result.slope.size - order.size
    if absent:
        canvas.note(write.plural(said.no_slope, absent))
    items = rows.listed(slope, sign=True)
    up, down = (write.figure(int((direction == way).sum()), decimals=0) for way in (1, -1))
    alt = canvas.counted(said.alt, order.size, up=up, down=down, items=items)
    return canvas.finish(said.title, alt, x=said.axis)


def _on_a_line(color: str, marker: str, face: str = "") -> Any:
    return sign(color, marker, face=face, dashes="-")


@steady
def fairness(result: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """Rates of selection beside the reference group's, with the four-fifths line.

    Parameters
    ----------
    result : AdverseImpact
        Of `ratings.adverse_impact`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Ratio of rates with its interval for each group; groups below the line have a sign of
        their own. Groups too small to be shown are counted below the picture.

    Raises
    ------
    InputError
        If it is another result, or no group can be compared.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, fairness
    >>> from kinerja.ratings import adverse_impact
    >>> chosen, group = [True, False] * 5 + [True] * 5, ["a"] * 10 + ["b"] * 5
    >>> alt_text(fairness(adverse_impact(chosen, group))).split(". ")[0]
    'Rates of selection compared with b'
    """
    from ..ratings import AdverseImpact

    expect(result, "result", AdverseImpact)
    rows = open_rows(
        ax, language, result.ratio, result.group, head=2.1,
        expected="groups with a ratio", found="none: too small, or nobody was selected",
    )  # fmt: skip
    canvas, order, names = rows
    said, write = canvas.words.fairness, canvas.grammar
    limit = float(result.provenance.options.get("threshold", 0.8))
    ratio, lower, upper, below = (
        v[order] for v in (result.ratio, result.lower, result.upper, result.below)
    )
    # The reference has a ratio of 1 by definition, and no error of its own.
    own = np.array([bool(result.group[i] == result.reference) for i in order])
    lower, upper = (np.where(own, np.nan, v) for v in (lower, upper))
    most = max(2.0, 1.3 * float(ratio.max()))
    beyond = upper > most
    for here, color, marker in ((~below, BLUE, "o"), (below, ORANGE, "v")):
        at = [np.where(here, v, np.nan) for v in (ratio, lower, np.minimum(upper, most))]
        draw_rows(canvas, names, *at, color=color, sign=marker)
    canvas.legend([(_on_a_line(BLUE, "o"), said.above), (_on_a_line(ORANGE, "v"), said.below)])
    shown = [
        f"{n} ({write.percent(r)})"
        for n, r in zip(cut_apart(names, 24), result.rate[order], strict=True)
    ]
    canvas.names_on_rows(shown, most=34)
    canvas.line(1.0)
    canvas.line(limit, color=VERMILION, linestyle=DASHED, linewidth=1.3)
    canvas.span([0.0, ratio.max(), 1.0, *np.minimum(upper[np.isfinite(upper)], most)], zero=True)
    canvas.figures_on("x")
    canvas.note(said.note.format(limit=write.figure(limit, decimals=None)))
    if beyond.any():
        canvas.note(canvas.words.forest.wide)
    if result.suppressed:
        canvas.note(write.plural(said.suppressed, len(result.suppressed)))
    items = rows.listed(ratio, decimals=2)
    low = [cut(n) for n, b in zip(names, below, strict=True) if b]
    verdict = said.some.format(items=write.listed(low[:12])) if low else said.none
    alt = said.alt.format(items=items, verdict=verdict)
    title = said.title.format(reference=cut(result.reference))
    return canvas.finish(title, alt, x=said.axis)
