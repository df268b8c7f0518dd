"""What a total is made of: a waterfall for one person, stacked bars for a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .._steady import steady
from .._types import Float
from .canvas import Canvas, rows_high
from .inputs import expect
from .looks import BLACK, BLUE, HATCHES, ORANGE, PALE, SERIES, patch
from .parts_of_totals import MOST_PARTS, stacks_of, waterfall_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@steady
def contributions(
    result: Any, ax: Axes | None = None, *, names: Any = None, language: str = "en"
) -> Figure:
    """Where the points come from: a waterfall of one person, stacked bars of a group.

    Parameters
    ----------
    result : Explanation or Scores
        One person's explanation: bars lead from the baseline to the total, the largest first; of
        more than 20 the smallest are joined. Scores: a bar a person by total, beyond 40 people one
        for each tenth of them.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    names : mapping or sequence, optional
        Name of each indicator, by code or in order; by default the card's name, or the code.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure

    Raises
    ------
    InputError
        If it is another result, or there is no total to draw.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, contributions
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> from kinerja.scoring import explain, score
    >>> parts = [Indicator(code=c, name=c.upper(), scale=Identity()) for c in "ab"]
    >>> card = Scorecard(code="demo", name="Demo", parts=parts)
    >>> fig = contributions(explain(score(card, [[90, 70], [70, 80]]), 0))
    >>> print(alt_text(fig))
    Where the 80.0 points come from. Bars lead from 77.5 (Group average) to the total of 80.0
    points. a +5.0; b −2.5.
    """
    from ..scoring import Explanation, Scores

    expect(result, "result", Explanation, Scores)
    if isinstance(result, Scores):
        return _of_group(result, ax, names, language)
    return _of_one(result, ax, names, language)


def _of_one(result: Any, ax: Axes | None, names: Any, language: str) -> Figure:
    shown = waterfall_of(result, names, language)
    canvas = Canvas(ax, language, height=rows_high(len(shown.rows) + 1, head=1.6))
    _steps(canvas, shown.moves, shown.start, shown.end)
    canvas.names_on_rows(shown.rows)
    canvas.figures_on("x")
    canvas.grid("x")
    _directions(canvas, shown.moves)
    for note in shown.notes:
        canvas.note(note)
    return canvas.finish(shown.title, shown.alt, x=shown.axis)


def _steps(canvas: Canvas, moves: list[float], start: float, end: float) -> None:
    """The waterfall: a bar a move, thin lines from one to the next, lines at both ends."""
    ends = start + np.cumsum([0.0, *moves])
    wide = float(np.ptp([*ends, end])) or 1.0
    canvas.thread([start, start], [-0.35, 1])
    for row, (left, move) in enumerate(zip(ends[:-1], moves, strict=True), start=1):
        up = move >= 0
        color, hatch = (BLUE, "") if up else (ORANGE, "///")
        canvas.row(row, move, left=left, facecolor=color, hatch=hatch)
        tip = left + move
        canvas.thread([tip, tip], [row, row + 1], linewidth=0.7, zorder=0.9)
        canvas.text(
            tip + (0.012 if up else -0.012) * wide, row, canvas.grammar.figure(move, sign=True),
            ha="left" if up else "right",
        )  # fmt: skip
    last = len(moves) + 1
    canvas.thread([end, end], [last - 0.5, last + 0.35], color=BLACK, linewidth=2.5)
    canvas.span([*ends, end], room=0.13)


def _directions(canvas: Canvas, moves: list[float]) -> None:
    said = canvas.words.waterfall
    entries: list[tuple[Any, str]] = []
    if any(move >= 0 for move in moves):
        entries.append((patch(BLUE), said.up))
    if any(move < 0 for move in moves):
        entries.append((patch(ORANGE, "///"), said.down))
    if entries:
        canvas.legend(entries)


def _of_group(scores: Any, ax: Axes | None, names: Any, language: str) -> Figure:
    shown = stacks_of(scores, names, language)
    canvas = Canvas(ax, language, height=rows_high(len(shown.rows), head=2.0))
    _stacks(canvas, shown.parts, shown.total)
    canvas.names_on_rows(shown.rows)
    canvas.span(
        [np.maximum(shown.parts, 0).sum(axis=1), np.minimum(shown.parts, 0).sum(axis=1)],
        zero=True,
        room=0.09,
    )
    canvas.figures_on("x")
    _parts_legend(canvas, shown.labels)
    for note in shown.notes:
        canvas.note(note)
    return canvas.finish(shown.title, shown.alt, x=shown.axis)


def _stacks(canvas: Canvas, parts: Float, total: Float) -> None:
    for row, pieces in enumerate(parts.tolist()):
        right = left = 0.0
        for j, piece in enumerate(pieces):
            start = right if piece >= 0 else left
            if piece:
                look = {"facecolor": _color(j), "hatch": HATCHES[j]}
                canvas.row(row, piece, left=start, high=0.76, **look)
            right, left = (start + piece, left) if piece >= 0 else (right, start + piece)
        canvas.beside(right, row, canvas.grammar.figure(float(total[row])))
    canvas.line(0, color=PALE, linewidth=0.8)


def _color(part: int) -> str:
    """Colour of a part; the last that there can be is what was joined, in grey."""
    return SERIES[part] if part < MOST_PARTS else "#999999"


def _parts_legend(canvas: Canvas, labels: list[str]) -> None:
    canvas.legend([(patch(_color(j), HATCHES[j]), label) for j, label in enumerate(labels)])
