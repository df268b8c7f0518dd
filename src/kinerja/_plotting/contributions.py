"""What a total is made of: a waterfall for one person, stacked bars for a group."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .._types import Float
from .canvas import (
    BLACK,
    BLUE,
    GREY,
    HATCHES,
    INK,
    NAMED,
    ORANGE,
    PALE,
    SERIES,
    Canvas,
    check_names,
    expect,
    nothing_to_draw,
    rows_high,
)
from .labels import cut, listed_figures, names_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_BARS = 20
"""Bars of a waterfall; beyond them the smallest are joined."""
_MOST_PARTS = 7
"""Parts of a stacked bar that can be told apart; beyond them the smallest are joined."""
_TENTHS = 10


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
    if not np.isfinite([result.total, result.baseline_total, *result.contributions]).all():
        raise nothing_to_draw(
            "result",
            "an explanation of a total",
            "no total: too few values are there to give one",
            "Score with missing='reweight', or draw another person.",
        )
    name = check_names(names, "names", result.codes.tolist())
    every = [name[code] for code in result.codes.tolist()]
    order = np.argsort(-np.abs(result.contributions), kind="stable")
    kept, joined = order, order[:0]
    if order.size > _MOST_BARS:
        kept, joined = order[: _MOST_BARS - 1], order[_MOST_BARS - 1 :]
    moves = [float(result.contributions[i]) for i in kept]
    rows = [every[i] for i in kept]
    canvas = Canvas(ax, language, height=rows_high(kept.size + 3, head=1.6))
    said, write = canvas.words.waterfall, canvas.grammar
    if joined.size:
        # As the remainder, so that the bars sum to the difference to the last digit.
        moves.append(result.total - result.baseline_total - float(np.sum(moves)))
        rows.append(write.plural(said.others, joined.size))
    baseline = said.baselines.get(result.baseline, result.baseline)
    _steps(canvas, moves, result.baseline_total, result.total)
    start, total = (write.figure(v) for v in (result.baseline_total, result.total))
    canvas.names_on_rows([f"{baseline}: {start}", *rows, f"{said.total}: {total}"])
    canvas.figures_on("x")
    canvas.grid("x")
    _directions(canvas, moves)
    if result.missing:
        lacking = [cut(name.get(code, code)) for code in result.missing]
        canvas.note(said.missing.format(items=write.listed(lacking)))
    items = listed_figures(
        [(row, write.figure(move, sign=True)) for row, move in zip(rows, moves, strict=True)], 20
    )
    alt = said.alt.format(start=start, baseline=baseline, total=total, items=items)
    return canvas.finish(said.title.format(total=total), alt, x=said.axis)


def _steps(canvas: Canvas, moves: list[float], start: float, end: float) -> None:
    """The waterfall: a bar a move, thin lines from one to the next, lines at both ends."""
    ends = start + np.cumsum([0.0, *moves])
    wide = float(np.ptp([*ends, end])) or 1.0
    canvas.ax.plot([start, start], [-0.35, 1], color=GREY, linewidth=1)
    for row, (left, move) in enumerate(zip(ends[:-1], moves, strict=True), start=1):
        up = move >= 0
        canvas.bar(
            left, row - 0.36, move, 0.72, facecolor=BLUE if up else ORANGE,
            hatch="" if up else "///",
        )  # fmt: skip
        tip = left + move
        canvas.ax.plot([tip, tip], [row, row + 1], color=GREY, linewidth=0.7, zorder=0.9)
        canvas.text(
            tip + (0.012 if up else -0.012) * wide, row, canvas.grammar.figure(move, sign=True),
            ha="left" if up else "right",
        )  # fmt: skip
    last = len(moves) + 1
    canvas.ax.plot([end, end], [last - 0.5, last + 0.35], color=BLACK, linewidth=2.5)
    canvas.span([*ends, end], room=0.13)


def _directions(canvas: Canvas, moves: list[float]) -> None:
    from matplotlib.patches import Patch

    said = canvas.words.waterfall
    entries: list[tuple[Any, str]] = []
    if any(move >= 0 for move in moves):
        entries.append((Patch(facecolor=BLUE), said.up))
    if any(move < 0 for move in moves):
        entries.append((Patch(facecolor=ORANGE, hatch="///", edgecolor="white"), said.down))
    if entries:
        canvas.legend(entries)


def _of_group(scores: Any, ax: Axes | None, names: Any, language: str) -> Figure:
    there = np.flatnonzero(np.isfinite(scores.total))
    if not there.size:
        raise nothing_to_draw("result", "at least one person with a total", "none")
    order = there[np.argsort(-scores.total[there], kind="stable")]
    from ..indicators import say

    codes = list(scores.card.codes)
    own = {part.code: say(part.name, language) for part in scores.card.indicators}
    name = check_names(own if names is None else names, "names", codes)
    parts, labels = _parts(scores.contributions[order], [name[code] for code in codes])
    tenths = order.size > NAMED
    every = names_of(scores.ids, scores.total.size)
    rows = [every[i] for i in order]
    canvas = Canvas(ax, language, height=rows_high(_TENTHS if tenths else order.size, head=2.0))
    said, write = canvas.words.waterfall, canvas.grammar
    if parts.shape[1] > len(labels):
        labels.append(write.plural(said.others, len(codes) - len(labels)))
    total = scores.total[order]
    if tenths:
        rows, parts, total = _by_tenths(canvas, parts, total)
        canvas.note(said.tenths_note)
    _stacks(canvas, parts, total)
    canvas.names_on_rows(rows)
    canvas.span(
        [np.maximum(parts, 0).sum(axis=1), np.minimum(parts, 0).sum(axis=1)], zero=True, room=0.09
    )
    canvas.figures_on("x")
    _parts_legend(canvas, labels)
    absent = scores.total.size - order.size
    if absent:
        canvas.note(write.plural(said.no_total, absent))
    made = write.listed(
        [
            said.item.format(name=cut(label, 40), mean=write.figure(float(mean)))
            for label, mean in zip(labels, parts.mean(axis=0), strict=True)
        ]
    )
    totals = listed_figures(list(zip(rows, map(write.figure, total.tolist()), strict=True)))
    alt = canvas.counted(said.group_alt, order.size, items=made, totals=totals)
    return canvas.finish(said.group_title, alt, x=said.axis)


def _parts(moves: Float, names: list[str]) -> tuple[Float, list[str]]:
    """Contributions in the card's order, the smallest joined where there are many."""
    moves = np.nan_to_num(moves)
    if len(names) <= _MOST_PARTS + 1:
        return moves, names
    size = np.abs(moves).mean(axis=0)
    kept = np.sort(np.argsort(-size, kind="stable")[:_MOST_PARTS])
    rest = moves.sum(axis=1) - moves[:, kept].sum(axis=1)
    return np.column_stack([moves[:, kept], rest]), [names[j] for j in kept]


def _by_tenths(canvas: Canvas, parts: Float, total: Float) -> tuple[list[str], Float, Float]:
    """Means of people in the order of their totals, a tenth of them in each row."""
    edges = np.linspace(0, total.size, _TENTHS + 1).astype(int)
    said, write = canvas.words.waterfall, canvas.grammar
    rows = [
        said.tenth.format(first=write.figure(a + 1, decimals=0), last=write.figure(b, decimals=0))
        for a, b in pairwise(edges.tolist())
    ]
    slices: list[NDArray[np.intp]] = [np.arange(a, b) for a, b in pairwise(edges.tolist())]
    mean = np.array([parts[at].mean(axis=0) for at in slices])
    return rows, mean, np.array([total[at].mean() for at in slices])


def _stacks(canvas: Canvas, parts: Float, total: Float) -> None:
    for row, pieces in enumerate(parts.tolist()):
        right = left = 0.0
        for j, piece in enumerate(pieces):
            start = right if piece >= 0 else left
            if piece:
                canvas.bar(
                    start, row - 0.38, piece, 0.76, facecolor=_color(j), hatch=HATCHES[j],
                )  # fmt: skip
            right, left = (start + piece, left) if piece >= 0 else (right, start + piece)
        canvas.text(right, row, f"  {canvas.grammar.figure(float(total[row]))}", color=INK)
    canvas.ax.axvline(0, color=PALE, linewidth=0.8)


def _color(part: int) -> str:
    """Colour of a part; the last that there can be is what was joined, in grey."""
    return SERIES[part] if part < _MOST_PARTS else "#999999"


def _parts_legend(canvas: Canvas, labels: list[str]) -> None:
    from matplotlib.patches import Patch

    canvas.legend(
        [
            (Patch(facecolor=_color(j), hatch=HATCHES[j], edgecolor="white"), label)
            for j, label in enumerate(labels)
        ]
    )
