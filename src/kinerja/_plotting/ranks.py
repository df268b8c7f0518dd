"""How firm ranks are: their ranges, and how often each came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .._steady import steady
from .._types import Float
from .canvas import NAMED, Canvas, rows_high
from .inputs import expect, nothing_to_draw
from .labels import cut, listed_figures, names_of
from .looks import BLUE, INK, between, sign
from .rows import draw_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MATRIX = 60
"""Subjects up to which the cells of rank acceptability can be seen."""
_WRITTEN = 15
"""Subjects up to which each cell says its share."""
_SELDOM, _ALWAYS = (0.95, 0.97, 0.99), (0.0, 0.27, 0.45)
"""From almost white to the dark blue of the palette."""


@steady
def ranks(result: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """Ranks, and how far they move when the weights are not quite as stated.

    Parameters
    ----------
    result : Sensitivity
        Of `scoring.sensitivity`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Average rank and range of each subject, in the order of the ranks as stated.

    Raises
    ------
    InputError
        If it is another result, or nobody has a total.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, ranks
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> from kinerja.scoring import score, sensitivity
    >>> parts = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
    >>> card = Scorecard(code="demo", name="Demo", parts=parts)
    >>> drawn = sensitivity(card, [[90, 70], [70, 80], [60, 60]], draws=100, rng=1)
    >>> alt_text(ranks(drawn, language="id")).split(". ")[0]
    'Seberapa mantap peringkatnya'
    """
    from ..scoring import Sensitivity

    expect(result, "result", Sensitivity)
    return _ranks(result, ax, language)


def _ranks(result: Any, ax: Axes | None, language: str, *, remark: bool = False) -> Figure:
    there = np.flatnonzero(np.isfinite(result.total))
    if not there.size:
        raise nothing_to_draw("result", "at least one subject with a total", "none")
    order = there[np.argsort(result.rank[there], kind="stable")]
    canvas = Canvas(ax, language, height=rows_high(order.size, head=1.9))
    said, write = canvas.words.ranks, canvas.grammar
    names = names_of(result.ids, result.total.size)
    rows = [names[i] for i in order]
    value, lower, upper = (v[order] for v in (result.expected_rank, result.lower, result.upper))
    draw_rows(canvas, rows, value, lower, upper)
    stated = result.rank[order]
    if order.size <= NAMED:
        canvas.points(stated, np.arange(order.size), sign="|", size=11, color=INK, zorder=3.5)
        drawn, mark = sign(BLUE, "o", dashes="-"), sign(INK, "|", markersize=11)
        canvas.legend([(drawn, said.drawn), (mark, said.stated)])
    canvas.names_on_rows(rows)
    canvas.span([value, lower, upper])
    canvas.whole("x")
    canvas.figures_on("x")
    canvas.grid("x")
    share = write.percent(result.level)
    draws = write.figure(result.draws, decimals=0)
    canvas.note(said.note.format(draws=draws, level=share))
    _without_total(canvas, result.total)
    if remark:
        canvas.note(said.too_many.format(n=write.figure(order.size, decimals=0)))
    items = listed_figures(
        [
            (
                name,
                said.item.format(
                    value=write.figure(value[i]),
                    lower=write.figure(lower[i], decimals=0),
                    upper=write.figure(upper[i], decimals=0),
                ),
            )
            for i, name in enumerate(rows[:13])
        ]
    )
    alt = canvas.counted(said.alt, order.size, items=items)
    return canvas.finish(said.title, alt, x=said.axis)


def _without_total(canvas: Canvas, total: Float) -> None:
    absent = int(np.isnan(total).sum())
    if absent:
        canvas.note(canvas.grammar.plural(canvas.words.ranks.no_total, absent))


@steady
def acceptability(result: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """How often each subject had each rank, as a shaded matrix.

    Parameters
    ----------
    result : Sensitivity
        Of `scoring.sensitivity`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Beyond 60 subjects the picture of `ranks`: single shares can no longer be seen.

    Raises
    ------
    InputError
        If it is another result, or nobody has a total.

    Examples
    --------
    >>> from kinerja.plotting import acceptability, alt_text
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> from kinerja.scoring import score, sensitivity
    >>> parts = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
    >>> card = Scorecard(code="demo", name="Demo", parts=parts)
    >>> drawn = sensitivity(card, [[90, 70], [70, 80], [60, 60]], draws=100, rng=1)
    >>> alt_text(acceptability(drawn)).split(". ")[0]
    'How often each rank comes out'
    """
    from ..scoring import Sensitivity

    expect(result, "result", Sensitivity)
    there = np.flatnonzero(np.isfinite(result.total))
    if there.size > _MATRIX:
        return _ranks(result, ax, language, remark=True)
    if not there.size:
        raise nothing_to_draw("result", "at least one subject with a total", "none")
    order = there[np.argsort(result.rank[there], kind="stable")]
    canvas = Canvas(ax, language, height=rows_high(min(order.size, NAMED), head=1.7))
    said, write = canvas.words.ranks, canvas.grammar
    every = names_of(result.ids, result.total.size)
    names = [every[i] for i in order]
    share = result.rank_acceptability[np.ix_(order, np.arange(order.size))]
    for i, j in np.argwhere(share >= 0.005).tolist():
        often = float(share[i, j])
        shade = between(_SELDOM, _ALWAYS, often**0.6)
        canvas.cell(j + 0.5, i - 0.5, 1, 1, facecolor=shade)
        if order.size <= _WRITTEN:
            canvas.within(j + 1, i, write.percent(often), shade)
    canvas.names_on_rows(names) if order.size <= NAMED else _sparse_names(canvas, names)
    canvas.ax.set_ylim(order.size - 0.5, -0.5)
    canvas.ax.set_xlim(0.5, order.size + 0.5)
    canvas.whole("x")
    canvas.note(said.acceptability_note.format(draws=write.figure(result.draws, decimals=0)))
    _without_total(canvas, result.total)
    most = share.argmax(axis=1)
    items = listed_figures(
        [
            (
                name,
                said.acceptability_item.format(
                    rank=int(most[i]) + 1, share=write.percent(float(share[i, most[i]]))
                ),
            )
            for i, name in enumerate(names[:13])
        ]
    )
    alt = canvas.counted(said.acceptability_alt, order.size, items=items)
    return canvas.finish(said.acceptability_title, alt, x=said.acceptability_axis)


def _sparse_names(canvas: Canvas, names: Sequence[str]) -> None:
    """Every name of up to `_MATRIX` rows, small."""
    canvas.ax.set_yticks(range(len(names)), labels=[cut(n) for n in names], parse_math=False)
    canvas.ax.tick_params(axis="y", length=0, labelsize=6)
