"""Points with intervals, a row each: how they are drawn, and the estimates of a survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._steady import steady
from .._types import Float
from .._words import words
from ..errors import InputError
from .canvas import Canvas
from .inputs import expect
from .labels import cut, decimals_of, domain_names, listed_figures, names_of
from .looks import BLUE, DASHED, GREY, VERMILION, sign
from .rows import Rows, draw_rows, open_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@steady
def estimates(
    result: Any,
    ax: Axes | None = None,
    *,
    second: Any = None,
    line: float | None = None,
    language: str = "en",
) -> Figure:
    """Estimates with their intervals, a row each, the highest first.

    Parameters
    ----------
    result : Estimates or SKM
        What is drawn; a satisfaction index stands over the bands of its grades.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    second : Estimates or SKM, optional
        The wave before, drawn in grey beside it; rows are found by their labels.
    line : float, optional
        A value to compare with.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Beyond 40 rows only the first and the last have a name.

    Raises
    ------
    InputError
        If it is another result, no row has an estimate, or the two waves share no row.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, estimates
    >>> from kinerja.survey import Design, mean
    >>> fig = estimates(mean([3, 4, 2, 3, 4, 4.0], Design(), by=list("aaabbb")))
    >>> alt_text(fig).split(". ")[0]
    'Estimates by domain'
    """
    from ..schemes._skm.index import SKM
    from ..survey import Estimates

    expect(result, "result", Estimates, SKM)
    if line is not None:
        line = float(_checks.vector([line], "line")[0])
    if second is not None:
        expect(second, "second", type(result))
    value, lower, upper = _figures(result)
    names = _row_names(result, words(language).pictures.forest.whole)
    opened = open_rows(
        ax, language, value, names, head=1.9,
        expected="at least one estimate", found="none: all are NaN",
    )  # fmt: skip
    canvas, order, rows = opened
    said, write = canvas.words.forest, canvas.grammar
    earlier = None if second is None else _matched(result, second, order)
    draw_rows(canvas, rows, value[order], lower[order], upper[order])
    if earlier is not None:
        draw_rows(
            canvas, rows, *earlier, shift=0.28, color=GREY, face="white", sign="s", linewidth=1.0
        )
    canvas.names_on_rows(rows)
    level = _level(result)
    everything = [value, lower, upper, *(earlier or ())]
    _limits(canvas, everything, line)
    if isinstance(result, SKM):
        _bands(canvas, result)
    canvas.figures_on("x")
    if line is not None:
        canvas.line(line, color=VERMILION, linestyle=DASHED)
    if second is not None:
        _two_waves(canvas)
    canvas.note(said.interval.format(level=write.percent(level)))
    absent = [name for i, name in enumerate(names) if not np.isfinite(value[i])]
    if absent:
        listed = write.listed([cut(name, 24) for name in absent[:8]])
        canvas.note(write.plural(said.not_shown, len(absent), items=listed))
    items = _listed(opened, value, lower, upper, earlier)
    alt = canvas.counted(said.alt, order.size, items=items)
    split = bool(result.domain)
    if isinstance(result, SKM):
        title, axis = (said.skm_title if split else said.skm_whole_title), said.skm_axis
    else:
        title, axis = (said.title if split else said.whole_title), said.axis
    return canvas.finish(title, alt, x=axis)


def _listed(
    opened: Rows, value: Float, lower: Float, upper: Float, earlier: tuple[Float, ...] | None
) -> str:
    """The first rows with their figures, intervals and the wave before."""
    said, write = opened.canvas.words.forest, opened.canvas.grammar
    digits = decimals_of(value)

    def one(i: int, at: int) -> str:
        figure = write.figure(value[i], decimals=digits)
        if np.isfinite(lower[i]) and np.isfinite(upper[i]):
            ends = [write.figure(v[i], decimals=digits) for v in (lower, upper)]
            figure = said.item.format(value=figure, lower=ends[0], upper=ends[1])
        if earlier is not None and np.isfinite(earlier[0][at]):
            then = write.figure(earlier[0][at], decimals=digits)
            figure += f", {said.change.format(value=then)}"
        return figure

    first = enumerate(opened.order[:13].tolist())
    return listed_figures([(opened.names[at], one(i, at)) for at, i in first])


def _figures(result: Any) -> tuple[Float, Float, Float]:
    """Value and interval of each row; of a satisfaction index on its converted scale."""
    value = result.converted if hasattr(result, "converted") else result.value
    return value, result.lower, result.upper


def _level(result: Any) -> float:
    own = getattr(result, "level", None)
    return float(result.provenance.options.get("level", 0.95) if own is None else own)


def _row_names(result: Any, whole: str) -> list[str]:
    """Names of the rows: domains, with the variable where there are several."""
    size = _figures(result)[0].size
    names = domain_names(result.domain, size, whole)
    variable = getattr(result, "variable", None)
    if variable is None:
        return names
    parts = [names_of(variable, size)]
    if getattr(result, "q", None) is not None:
        parts.append([f"q={q:g}" for q in result.q])
    for part in parts:
        if len(set(part)) > 1:
            pairs = zip(names, part, strict=True)
            names = [f"{name} · {own}" if result.domain else own for name, own in pairs]
    return names


def _matched(result: Any, second: Any, order: NDArray[np.intp]) -> tuple[Float, Float, Float]:
    """Figures of the other wave in the rows of this one; NaN where it has no such row."""
    names, others = _row_names(result, ""), _row_names(second, "")
    place = {name: i for i, name in enumerate(others)}
    if not set(names) & set(others):
        raise InputError.about(
            "second",
            code="contradiction",
            expected="a wave with some of the rows of the first",
            found="no row of the same name",
        )
    at = np.array([place.get(names[i], -1) for i in order])
    out = [np.where(at >= 0, figures[at], np.nan) for figures in _figures(second)]
    return out[0], out[1], out[2]


def _limits(canvas: Canvas, everything: Sequence[Any], line: float | None) -> None:
    """Limits that hold every point; an interval far longer than the rest goes beyond the edge."""
    value = np.concatenate([np.ravel(v) for v in everything[::3]])
    value = value[np.isfinite(value)]
    ends = np.concatenate([np.ravel(v) for v in everything])
    ends = ends[np.isfinite(ends)]
    wide = np.concatenate([np.ravel(v) for v in everything[2::3]]) - np.concatenate(
        [np.ravel(v) for v in everything[1::3]]
    )
    usual = float(np.nanmedian(wide)) if np.isfinite(wide).any() else 0.0
    reach = max(float(np.ptp(value)), usual)
    kept = np.clip(ends, value.min() - 2.5 * reach, value.max() + 2.5 * reach)
    if value.size < 3 or (kept == ends).all():
        kept = ends
    else:
        canvas.note(canvas.words.forest.wide)
    canvas.span([*kept.tolist(), *([] if line is None else [line])])


def _bands(canvas: Canvas, result: Any) -> None:
    """Grades behind the points: grounds by turns, with the letter above."""
    from ..schemes.skm import GRADES

    grades = GRADES[result.version]
    low, high = canvas.ax.get_xlim()
    low, high = max(low, 25.0 - 0.5), min(high, 100.0 + 0.5)
    starts = [float(band.lower or 0.0) for band in grades.bands]
    ends = [*starts[1:], float(grades.upper or 100.0)]
    for i, (band, start, end) in enumerate(zip(grades.bands, starts, ends, strict=True)):
        left, right = max(start, low), min(end, high)
        if right <= left:
            continue
        ground = "#F3F3F3" if i % 2 else "#E2E2E2"
        canvas.mark(canvas.ax.axvspan(left, right, color=ground, linewidth=0, zorder=0), "region")
        if right - left > 0.03 * (high - low):
            canvas.ax.annotate(
                str(band.label), ((left + right) / 2, 1.0), xycoords=("data", "axes fraction"),
                xytext=(0, -2), textcoords="offset points", ha="center", va="top", fontsize=9,
                color=GREY, fontweight="bold", parse_math=False,
            )  # fmt: skip
    canvas.ax.set_xlim(low, high)
    canvas.ax.set_ylim(rows := canvas.ax.get_ylim()[0], -0.9 - 0.05 * rows)


def _two_waves(canvas: Canvas) -> None:
    said = canvas.words.forest
    now = sign(BLUE, "o", dashes="-")
    before = sign(GREY, "s", face="white", dashes="-", linewidth=1.0)
    canvas.legend([(now, said.now), (before, said.before)])
