"""How many are in each grade, and where values are missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .._steady import steady
from .._types import Float
from ..errors import InputError, shown
from .canvas import NAMED, Canvas, rows_high
from .inputs import expect, nothing_to_draw
from .labels import clean, distinct, listed_figures
from .looks import BLUE, LIGHT, ORANGE, VERMILION, Color, between, patch, sign
from .rows import order_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLUMNS = 40
"""Indicators that a matrix shows."""
_LOWEST, _HIGHEST = (0.87, 0.92, 0.96), (0.0, 0.27, 0.45)
"""Colours of the lowest grade and of the highest."""
_WHOLE, _LACKING = (0.96, 0.96, 0.96), (0.65, 0.25, 0.0)
"""Colours of a cell without a gap, and of one where every value is missing."""


@steady
def grades(
    scores: Any, ax: Axes | None = None, *, guide: Any = None, language: str = "en"
) -> Figure:
    """How many are in each grade; by unit where the scores were made with `by`.

    Parameters
    ----------
    scores : Scores
        Of a card with bands.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    guide : mapping, optional
        Grade to the share that is expected, as ``{"A": .1, "B": .7}``: a line in each bar, or a row
        above the units.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Beyond 40 units: for each grade the median of their shares and where the middle 80 % lie.

    Raises
    ------
    InputError
        If it is another result, the card has no bands, nobody has a total, or `guide` names a grade
        that is not there or a share outside 0 to 1.

    Examples
    --------
    >>> from kinerja.indicators import Bands, Identity, Indicator, Scorecard
    >>> from kinerja.plotting import alt_text, grades
    >>> from kinerja.scoring import score
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Demo",
    ...     parts=[Indicator(code="a", name="a", scale=Identity())],
    ...     bands=Bands.of({"low": 0, "high": 60}),
    ... )
    >>> print(alt_text(grades(score(card, [[90], [70], [20]]))))
    Grades of 3 people. From the highest grade down: high 2 (67%); low 1 (33%).
    """
    from ..indicators import say
    from ..scoring import Scores

    expect(scores, "scores", Scores)
    bands = scores.card.bands
    if bands is None:
        raise nothing_to_draw("scores", "scores of a card with bands", "a card without bands")
    code = bands.code(scores.total)
    graded = code >= 0
    if not graded.any():
        raise nothing_to_draw("scores", "at least one graded person", "none: nobody has a total")
    labels = [clean(say(band.label, language)) for band in bands.bands]
    expected = _guide(guide, [band.label for band in bands.bands])
    units = [] if scores.peers is None else distinct(scores.peers)
    canvas: Canvas
    if not units:
        count = np.bincount(code[graded], minlength=len(labels)).astype(np.float64)
        canvas = Canvas(ax, language, height=rows_high(len(labels), head=1.9))
        out = _counts(
            canvas, count[::-1], labels[::-1], None if expected is None else expected[::-1]
        )
    else:
        places = {unit: i for i, unit in enumerate(units)}
        table = np.zeros((len(units), len(labels)))
        for unit, grade in zip(np.asarray(scores.peers)[graded], code[graded], strict=True):
            table[places[unit], grade] += 1
        out_of = table.sum(axis=1, keepdims=True)
        there = out_of[:, 0] > 0
        share = table[there] / out_of[there]
        names = [clean(unit) for unit, kept in zip(units, there, strict=True) if kept]
        rows = len(labels) if len(names) > NAMED else len(names) + (expected is not None)
        canvas = Canvas(ax, language, height=rows_high(rows, head=2.1))
        shown = _spread if len(names) > NAMED else _by_unit
        out = shown(canvas, share, names, labels, expected)
    absent = int((~graded).sum())
    if absent:
        canvas.note(canvas.grammar.plural(canvas.words.grades.no_total, absent))
    title, alt, axis = out
    return canvas.finish(title, alt, x=axis)


def _guide(guide: Any, labels: list[Any]) -> Float | None:
    """Expected share of each grade, ascending; NaN where the guide says nothing."""
    if guide is None:
        return None
    names: dict[str, int] = {}
    for i, label in enumerate(labels):
        said = label.model_dump().values() if hasattr(label, "model_dump") else [label]
        names |= {str(word): i for word in said if word is not None}
    out = np.full(len(labels), np.nan)
    given = guide if isinstance(guide, Mapping) else {}
    for label, share in given.items():
        good = isinstance(share, int | float) and not isinstance(share, bool) and 0 <= share <= 1
        if str(label) not in names or not good:
            break
        out[names[str(label)]] = share
    else:
        if given:
            return out
    raise InputError.about(
        "guide",
        code="invalid_input",
        expected=f"shares from 0 to 1 by grade ({', '.join(map(str, names))})",
        found=shown(guide),
    )


Said = tuple[str, str, str]


def _counts(canvas: Canvas, count: Float, labels: list[str], expected: Float | None) -> Said:
    said, write = canvas.words.grades, canvas.grammar
    total = float(count.sum())
    marks = np.full(count.size, np.nan) if expected is None else expected * total
    for row, (number, mark) in enumerate(zip(count.tolist(), marks.tolist(), strict=True)):
        canvas.row(row, number, facecolor=BLUE)
        shown = f"{write.figure(number, decimals=0)} ({write.percent(number / total)})"
        # Words that the guide's line would cross stand behind it.
        crossed = number <= mark <= number + 0.16 * max(count.max(), np.nanmax(marks))
        canvas.beside(mark if crossed else number, row, shown)
    if expected is not None:
        for row, share in enumerate(expected.tolist()):
            canvas.intervals(
                [row - 0.44],
                [row + 0.44],
                [share * total],
                upright=True,
                color=VERMILION,
                linewidth=2.4,
                zorder=4,
            )
        _guide_legend(canvas)
    canvas.names_on_rows(labels)
    most = [*count.tolist(), *([] if expected is None else np.nan_to_num(expected) * total)]
    canvas.span(most, zero=True, room=0.16)
    canvas.whole("x")
    canvas.figures_on("x")
    canvas.grid("x")
    figures = [
        f"{write.figure(c, decimals=0)} ({write.percent(c / total)})" for c in count.tolist()
    ]
    alt = said.alt.format(items=listed_figures(list(zip(labels, figures, strict=True)), 20))
    return canvas.counted(said.title, total), alt, said.axis


def _guide_legend(canvas: Canvas) -> None:
    mark = sign(VERMILION, "|", markersize=11, markeredgewidth=2.4)
    canvas.legend([(mark, canvas.words.grades.guide)])


def _by_unit(
    canvas: Canvas, share: Float, names: list[str], labels: list[str], expected: Float | None
) -> Said:
    """A bar of shares for each unit, the best unit first; the guide as a bar above them."""
    said, write = canvas.words.grades, canvas.grammar
    order = order_of(share @ np.arange(len(labels)))
    rows, shown = [names[i] for i in order], share[order]
    if expected is not None:
        rows, shown = [said.guide, *rows], np.vstack([np.nan_to_num(expected), shown])
    colors = _ramp(len(labels))
    for row, parts in enumerate(shown.tolist()):
        start = 0.0
        for grade in range(len(labels) - 1, -1, -1):
            part = parts[grade]
            if part <= 0:
                continue
            line = (
                {"edgecolor": VERMILION, "linewidth": 1.4}
                if expected is not None and not row
                else {}
            )
            canvas.row(row, part, left=start, high=0.8, facecolor=colors[grade], **line)
            if part >= 0.08:
                canvas.within(start + part / 2, row, write.percent(part), colors[grade])
            start += part
    canvas.names_on_rows(rows)
    canvas.ax.set_xlim(0, 1.0)
    canvas.figures_on("x", percent=True)
    canvas.legend([(patch(c), label) for c, label in zip(colors[::-1], labels[::-1], strict=True)])
    top = listed_figures([(names[i], write.percent(float(share[i, -1]))) for i in order])
    alt = canvas.counted(said.unit_alt, len(names), grade=labels[-1], items=top)
    return said.unit_title, alt, said.unit_axis


def _spread(
    canvas: Canvas, share: Float, names: list[str], labels: list[str], expected: Float | None
) -> Said:
    """Shares of many units: the middle 80 % and the median, a row for each grade."""
    said, write = canvas.words.grades, canvas.grammar
    low, middle, high = np.quantile(share[:, ::-1], [0.1, 0.5, 0.9], axis=0)
    at = np.arange(len(labels))
    canvas.intervals(low, high, at, linewidth=7, color=LIGHT)
    canvas.points(middle, at, size=9)
    if expected is not None:
        canvas.points(expected[::-1], at, sign="|", size=20, color=VERMILION, zorder=4)
        _guide_legend(canvas)
    canvas.names_on_rows(labels[::-1])
    canvas.span([0, high.max(), *([] if expected is None else np.nan_to_num(expected))], zero=True)
    canvas.figures_on("x", percent=True)
    canvas.grid("x")
    canvas.note(said.spread_note.format(n=write.figure(len(names), decimals=0)))
    items = listed_figures(
        [
            (
                label,
                said.spread_item.format(
                    middle=write.percent(m), low=write.percent(a), high=write.percent(b)
                ),
            )
            for label, a, m, b in zip(labels[::-1], low, middle, high, strict=True)
        ],
        20,
    )
    return said.unit_title, said.spread_alt.format(items=items), said.spread_axis


def _ramp(size: int) -> list[Color]:
    """Colours of ordered grades, from pale to dark: their order is seen in grey too."""
    steps = np.linspace(0, 1, size) if size > 1 else np.ones(1)
    return [between(_LOWEST, _HIGHEST, step) for step in steps.tolist()]


@steady
def coverage(scores: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """What is missing: by indicator, and by unit where the scores were made with `by`.

    Parameters
    ----------
    scores : Scores
        Scores with the values they were made from.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Without units a bar for each indicator; with units a matrix, the units that lack most
        first. Of more than 40 units or indicators those that lack most.

    Raises
    ------
    InputError
        If it is another result.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> from kinerja.plotting import alt_text, coverage
    >>> from kinerja.scoring import score
    >>> parts = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
    >>> card = Scorecard(code="demo", name="Demo", parts=parts)
    >>> scores = score(card, [[90, None], [70, 60]], missing="reweight")
    >>> alt_text(coverage(scores))
    'What is missing: 1 of 4 values. By indicator: b 1 of 2 (50%); a 0 of 2 (0%).'
    """
    from ..indicators import say
    from ..scoring import Scores

    expect(scores, "scores", Scores)
    lacking = np.isnan(scores.values)
    if not lacking.size:
        raise nothing_to_draw("scores", "at least one row", "none")
    names = [clean(say(part.name, language)) for part in scores.card.indicators]
    order = order_of(lacking.sum(axis=0))[:_COLUMNS]
    lacking_shown, shown = lacking[:, order], [names[j] for j in order]
    units = [] if scores.peers is None else distinct(scores.peers)
    rows = len(shown) if not units else min(len(units), NAMED)
    canvas = Canvas(ax, language, height=rows_high(rows, head=1.7 if not units else 2.6))
    said, write = canvas.words.coverage, canvas.grammar
    count = lacking_shown.sum(axis=0)
    if units:
        places = {unit: i for i, unit in enumerate(units)}
        at = np.array([places[unit] for unit in scores.peers.tolist()])
        table = np.zeros((len(units), len(shown)))
        np.add.at(table, at, lacking_shown)
        share = table / np.bincount(at, minlength=len(units))[:, None]
        _matrix(canvas, share, [clean(unit) for unit in units], shown)
        axis = ""
    else:
        _lacking(canvas, count, shown)
        axis = said.axis
    if len(names) > _COLUMNS:
        canvas.note(said.columns.format(shown=_COLUMNS, n=len(names)))
    n = lacking.shape[0]
    items = listed_figures(
        [
            (
                name,
                said.item.format(
                    k=write.figure(k, decimals=0),
                    n=write.figure(n, decimals=0),
                    share=write.percent(k / n),
                ),
            )
            for name, k in zip(shown, count.tolist(), strict=True)
        ]
    )
    missing, cells = int(lacking.sum()), lacking.size
    title = said.title.format(
        k=write.figure(missing, decimals=0), n=write.figure(cells, decimals=0)
    )
    return canvas.finish(title if missing else said.nothing, said.alt.format(items=items), x=axis)


def _lacking(canvas: Canvas, count: NDArray[np.int64], names: list[str]) -> None:
    for row, number in enumerate(count.tolist()):
        canvas.row(row, number, facecolor=ORANGE)
        canvas.text(number, row, f" {canvas.grammar.figure(number, decimals=0)}")
    canvas.names_on_rows(names)
    canvas.span([0, max(1, int(count.max()))], zero=True, room=0.1)
    canvas.whole("x")
    canvas.figures_on("x")
    canvas.grid("x")


def _matrix(canvas: Canvas, share: Float, units: list[str], names: list[str]) -> None:
    """Share missing by unit and indicator; of many units those that lack most."""
    said, write = canvas.words.coverage, canvas.grammar
    order = order_of(share.mean(axis=1))
    if order.size > NAMED:
        canvas.note(said.units.format(shown=NAMED, n=write.figure(order.size, decimals=0)))
        order = order[:NAMED]
    written = len(names) <= 12
    for row, unit in enumerate(order.tolist()):
        for column, part in enumerate(share[unit].tolist()):
            shade = between(_WHOLE, _LACKING, part)
            canvas.cell(column - 0.5, row - 0.5, 1, 1, facecolor=shade)
            if written and part > 0:
                canvas.within(column, row, write.percent(part), shade)
    canvas.names_on_rows([units[i] for i in order])
    canvas.names_on_columns(names)
    canvas.ax.set_xlim(-0.5, len(names) - 0.5)
    canvas.ax.set_ylim(order.size - 0.5, -0.5)
    canvas.note(said.matrix_note)
