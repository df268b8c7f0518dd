"""Did it help: before and after, a series with its counterfactual, waiting times."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import _checks
from .._steady import steady
from .._types import ArrayLike
from .canvas import Canvas, rows_high
from .inputs import expect, nothing_to_draw
from .labels import clean, decimals_of, listed_figures
from .looks import (
    BAND,
    BLUE,
    DARK_VERMILION,
    DASHED,
    DASHES,
    DOTTED,
    GREY,
    INK,
    SERIES,
    VERMILION,
    patch,
    sign,
)
from .rows import draw_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_CURVES = 8
"""Curves that can be told apart; the medians of more groups are drawn."""


@steady
def interrupted(
    result: Any, observed: ArrayLike, ax: Axes | None = None, *, language: str = "en"
) -> Figure:
    """A series before and after, and what would have been without the interruption.

    Parameters
    ----------
    result : InterruptedSeries
        Of `impact.interrupted_series`.
    observed : array_like (n,)
        The series it was made from; NaN where a value is missing.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Values, the model, and the counterfactual with the band of the effect's error round it.

    Raises
    ------
    InputError
        If it is another result, or the series has another length.

    Examples
    --------
    >>> from kinerja.impact import interrupted_series
    >>> from kinerja.plotting import alt_text, interrupted
    >>> y = [10, 12, 11, 13, 20, 22, 21, 23]
    >>> alt_text(interrupted(interrupted_series(y, 4), y)).split(". ")[0]
    'Average effect from period 5 on: +6.80'
    """
    from ..impact import InterruptedSeries

    expect(result, "result", InterruptedSeries)
    n, start = result.fitted.size, result.start
    y = _checks.vector(observed, "observed", n=n, missing="allow")
    canvas = Canvas(ax, language, height=4.4)
    said, write = canvas.words.interrupted, canvas.grammar
    level = write.percent(result.provenance.options["level"])
    x = np.arange(1, n + 1)
    later, without = x[start:], result.counterfactual[start:]
    lower, upper = (result.fitted[start:] - v for v in (result.effect_upper, result.effect_lower))
    canvas.region(later, lower, upper, color=VERMILION)
    starts = [start, *[s for s in result.starts if s > start]]
    edges = [0, *starts, n]
    for a, b in pairwise(edges):
        canvas.curve(x[a:b], result.fitted[a:b])
    canvas.curve(later, without, color=VERMILION, linestyle=DASHED)
    canvas.points(x, y, size=3 if n > 60 else 5, color=INK)
    for at in starts:
        canvas.line(at + 0.5, color=GREY, linestyle=DOTTED)
    ends = [y, result.fitted, result.counterfactual, lower, upper]
    canvas.span(np.concatenate(ends), axis="y", room=0.08)
    canvas.ax.set_xlim(0.4, n + 0.6)
    canvas.whole("x")
    canvas.figures_on("x")
    canvas.figures_on("y")
    canvas.grid("y")
    canvas.legend(
        [
            (sign(INK, "o", markersize=5), said.observed),
            (sign(BLUE, dashes="-"), said.fitted),
            (sign(VERMILION, dashes=DASHED), said.without),
            (patch(VERMILION, alpha=BAND), said.band.format(level=level)),
        ]
    )
    digits = decimals_of(
        [result.average_effect, result.average_effect_lower, result.average_effect_upper]
    )
    figure = [
        write.figure(v, decimals=digits, sign=True)
        for v in (result.average_effect, result.average_effect_lower, result.average_effect_upper)
    ]
    title = said.title.format(start=start + 1, value=figure[0])
    alt = said.alt.format(n=n, level=level, lower=figure[1], upper=figure[2])
    return canvas.finish(title, alt, x=said.axis, y=said.value)


@steady
def waiting(
    result: Any, ax: Axes | None = None, *, target: float | None = None, language: str = "en"
) -> Figure:
    """Share of cases closed by each time, one curve a group, with the promised time.

    Parameters
    ----------
    result : ServiceTimes
        Of `impact.service_times`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    target : float, optional
        The promised time; by default that of the result.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Beyond 8 groups their medians with intervals.

    Raises
    ------
    InputError
        If it is another result, or every group is too small to be shown.

    Examples
    --------
    >>> from kinerja.impact import service_times
    >>> from kinerja.plotting import alt_text, waiting
    >>> alt_text(waiting(service_times([2, 3, 5, 8], target=5))).split(". ")[0]
    'How long cases take'
    """
    from ..impact import ServiceTimes

    expect(result, "result", ServiceTimes)
    promised = (
        result.target
        if target is None
        else _checks.positive(_checks.vector([target], "target"), "target").item()
    )
    names = [clean(label) for label in result.domain.tolist()]
    shown = [
        i
        for i, curve in enumerate(result.curves)
        if curve.time.size and np.isfinite(curve.within).any()
    ]
    if not shown:
        raise nothing_to_draw(
            "result", "a group with closed cases that is large enough to be shown", "none"
        )
    many = len(shown) > _CURVES
    canvas = Canvas(ax, language, height=rows_high(len(shown), head=1.9) if many else 4.4)
    said, write = canvas.words.waiting, canvas.grammar
    if not result.provenance.options.get("by") and names == ["all"]:
        names = [said.all]
    (_medians if many else _curves)(canvas, result, shown, names)
    canvas.line(promised, color=VERMILION, linestyle=DASHED)
    low, high = canvas.ax.get_xlim()
    canvas.ax.set_xlim(low, max(high, promised * 1.05))
    time = write.figure(promised, decimals=None)
    canvas.note(said.target.format(target=time))
    if result.suppressed:
        canvas.note(write.plural(said.suppressed, len(result.suppressed)))
    items = listed_figures(
        [
            (
                names[i],
                said.item.format(
                    median=write.figure(result.median[i], decimals=None),
                    within=write.percent(result.within[i]),
                ),
            )
            for i in shown
        ]
    )
    alt = canvas.counted(said.alt, len(shown), target=time, items=items)
    return canvas.finish(
        said.title, alt, x=said.median if many else said.axis, y="" if many else said.share
    )


def _curves(canvas: Canvas, result: Any, shown: list[int], names: list[str]) -> None:
    entries: list[tuple[Any, str]] = []
    last = max(float(result.curves[i].time[-1]) for i in shown)
    for place, i in enumerate(shown):
        curve = result.curves[i]
        x, y = np.r_[0.0, curve.time, last], np.r_[0.0, curve.within, curve.within[-1]]
        error = 1.96 * np.nan_to_num(np.r_[0.0, curve.se, curve.se[-1]])
        color, dash = SERIES[place], DASHES[place]
        canvas.region(
            x,
            np.clip(y - error, 0, 1),
            np.clip(y + error, 0, 1),
            color=color,
            alpha=0.12,
            step="post",
        )
        canvas.curve(x, y, color=color, linestyle=dash, drawstyle="steps-post")
        entries.append((sign(color, dashes=dash), names[i]))
    if len(shown) > 1:
        canvas.legend(entries)
    canvas.ax.set_ylim(0, 1.02)
    canvas.ax.set_xlim(0, last * 1.02)
    canvas.figures_on("x")
    canvas.figures_on("y", percent=True)
    canvas.grid("y")
    canvas.note(canvas.words.waiting.band)


def _medians(canvas: Canvas, result: Any, shown: list[int], names: list[str]) -> None:
    at = np.array(shown)
    median = result.median[at]
    order = at[np.argsort(np.where(np.isnan(median), np.inf, median), kind="stable")]
    value, lower, upper = (
        v[order] for v in (result.median, result.median_lower, result.median_upper)
    )
    top = float(np.nanmax([*np.ravel(value), *np.ravel(lower), *np.ravel(upper), result.target]))
    # A median that was not reached lies beyond every time that was seen.
    draw_rows(
        canvas, [names[i] for i in order], value, lower, np.where(np.isnan(upper), top, upper)
    )
    canvas.names_on_rows([names[i] for i in order])
    canvas.span([0, top], zero=True)
    canvas.figures_on("x")
    canvas.grid("x")
    canvas.note(canvas.words.waiting.interval.format(level=canvas.grammar.percent(result.level)))


@steady
def before_after(result: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """What a measure did: difference in differences, or the effect in each period.

    Parameters
    ----------
    result : DiD, EventStudy or StaggeredDiD
        Of `impact.did`, `impact.event_study` or `impact.staggered_did`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        DiD: means of both groups, and where the treated would be had they changed as the others
        did. The others: effects by time since the start, intervals one at a time, and for staggered
        starts the band that holds the whole profile.

    Raises
    ------
    InputError
        If it is another result, or no effect could be estimated.

    Examples
    --------
    >>> from kinerja.impact import did
    >>> from kinerja.plotting import alt_text, before_after
    >>> y = [5, 6, 4, 5, 7, 9, 6, 9]
    >>> r = did(y, [0, 0, 0, 0, 1, 1, 1, 1], [0, 1] * 4, clusters=list("aabbccdd"))
    >>> alt_text(before_after(r)).split(". ")[0]
    'Effect: +1.50'
    """
    from ..impact import DiD, EventStudy, StaggeredDiD

    expect(result, "result", DiD, EventStudy, StaggeredDiD)
    if isinstance(result, DiD):
        return _two_by_two(result, ax, language)
    return _by_period(result, ax, language)


def _two_by_two(result: Any, ax: Axes | None, language: str) -> Figure:
    if not np.isfinite(result.means).all():
        raise nothing_to_draw("result", "means of both groups before and after", "NaN")
    canvas = Canvas(ax, language)
    said, write = canvas.words.before_after, canvas.grammar
    control, treated = result.means
    without = treated[0] + control[1] - control[0]
    canvas.curve([0, 1], control, color=GREY)
    canvas.curve([0, 1], treated)
    canvas.curve([0, 1], [treated[0], without], linestyle=DASHED, linewidth=1.3)
    canvas.points([0, 1], control, color=GREY, sign="s", face="white", size=7)
    canvas.points([0, 1], treated, size=7)
    canvas.intervals([without], [treated[1]], [1.03], upright=True, color=VERMILION, linewidth=3)
    digits = decimals_of([result.value, *result.means.ravel()])
    value = write.figure(result.value, decimals=digits, sign=True)
    canvas.text(1.05, (without + treated[1]) / 2, value, color=DARK_VERMILION, fontweight="bold")
    ends = [(control[1], said.control), (treated[1], said.treated), (without, said.without)]
    gap = 0.07 * (float(np.ptp([*result.means.ravel(), without])) or 1.0)
    for at, label in _apart(ends, gap):
        canvas.text(1.17, at, label)
    canvas.ax.set_xlim(-0.12, 1.75)
    canvas.ax.set_xticks([0, 1], labels=[said.before, said.after], parse_math=False)
    canvas.span([*result.means.ravel(), without], axis="y", room=0.1)
    canvas.figures_on("y")
    canvas.grid("y")
    _note_interval(canvas, result.level, result.lower, result.upper, digits)
    figures = [write.figure(float(v), decimals=digits) for v in (*control, *treated)]
    alt = said.did_alt.format(c0=figures[0], c1=figures[1], t0=figures[2], t1=figures[3])
    return canvas.finish(said.title.format(value=value), alt, y=said.mean)


def _note_interval(canvas: Canvas, level: float, lower: float, upper: float, digits: int) -> None:
    """The interval of an effect, where it has one."""
    if not np.isfinite([lower, upper]).all():
        return
    low, high = (canvas.grammar.figure(v, decimals=digits, sign=True) for v in (lower, upper))
    said = canvas.words.before_after.interval
    canvas.note(said.format(level=canvas.grammar.percent(level), lower=low, upper=high))


def _apart(ends: list[tuple[Any, str]], gap: float) -> list[tuple[float, str]]:
    """Heights of labels, moved up where they would lie on each other."""
    out: list[tuple[float, str]] = []
    for at, label in sorted((float(at), label) for at, label in ends):
        out.append((max(at, out[-1][0] + gap) if out else at, label))
    return out


def _by_period(result: Any, ax: Axes | None, language: str) -> Figure:
    staggered = hasattr(result, "band_lower")
    value, lower, upper = (
        getattr(result, f"relative_{name}" if staggered else name)
        for name in ("value", "lower", "upper")
    )
    if not np.isfinite(value).any():
        raise nothing_to_draw("result", "at least one effect", "none: all are NaN")
    canvas = Canvas(ax, language, height=4.4)
    said, write = canvas.words.before_after, canvas.grammar
    at, base = result.relative.astype(float), float(getattr(result, "base", -1))
    entries: list[tuple[Any, str]] = []
    if staggered:
        x, low, high = _with_base(at, base, result.band_lower, result.band_upper)
        canvas.region(x, low, high)
        entries.append(
            (patch(BLUE, alpha=BAND), said.band.format(level=write.percent(result.level)))
        )
    canvas.intervals(lower, upper, at, upright=True)
    before = at < 0
    canvas.points(at[before], value[before], size=6, face="white")
    canvas.points(at[~before], value[~before], size=6)
    canvas.points([base], [0.0], size=6, sign="D", color=INK, face="white")
    entries += [
        (sign(BLUE, "o", face="white", dashes="-"), said.pre),
        (sign(BLUE, "o", dashes="-"), said.post),
        (sign(INK, "D", face="white"), said.base),
    ]
    canvas.legend(entries)
    canvas.line(0, axis="y")
    canvas.line(-0.5, color=GREY, linestyle=DOTTED)
    ends = [result.band_lower, result.band_upper] if staggered else [lower, upper]
    canvas.span([value, *ends], axis="y", zero=True)
    canvas.span([*at, base], room=0.06)
    canvas.whole("x")
    canvas.figures_on("x")
    canvas.figures_on("y")
    canvas.grid("y")
    digits = decimals_of(value)
    figure = [write.figure(float(v), decimals=digits, sign=True) for v in value]
    p = result.pretrend_p
    if np.isfinite(p):
        canvas.note(said.pretrend.format(p=write.figure(p, decimals=3)))
    items = listed_figures(
        [(write.figure(t, decimals=0), f) for t, f in zip(at, figure, strict=True)], 20
    )
    title = said.event_title
    if staggered and np.isfinite(result.overall):
        title = said.title.format(value=write.figure(result.overall, decimals=digits, sign=True))
        _note_interval(canvas, result.level, result.overall_lower, result.overall_upper, digits)
    return canvas.finish(title, said.event_alt.format(items=items), x=said.periods, y=said.effect)


def _with_base(at: Any, base: float, lower: Any, upper: Any) -> tuple[Any, Any, Any]:
    """The band with its base, where nothing varies."""
    x, low, high = np.r_[at, base], np.r_[lower, 0.0], np.r_[upper, 0.0]
    order = np.argsort(x)
    return x[order], low[order], high[order]
