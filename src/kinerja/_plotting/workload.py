"""Work before and after, and the staff of each unit beside its need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._digits import half_up
from .._steady import steady
from .._types import ArrayLike, Float
from .canvas import NAMED, Canvas, rows_high
from .inputs import expect, named, nothing_to_draw
from .labels import decimals_of, listed_figures, names_of
from .looks import BLUE, DARK_VERMILION, GREY, INK, LIGHT, PALE, patch, sign
from .rows import order_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROWS = 100
"""Units up to which each has a row; more are points, one against the other."""


@steady
def workload(
    labels: Any,
    before: ArrayLike,
    after: ArrayLike,
    ax: Axes | None = None,
    *,
    language: str = "en",
) -> Figure:
    """Work of each unit before and after, joined by a line; the heaviest first.

    Parameters
    ----------
    labels : array_like (n,)
        Units or people.
    before, after : array_like (n,)
        Their work, in one measure: cases a person, hours, need over staff. NaN where unknown.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Beyond 100 units a point each, before against after.

    Raises
    ------
    InputError
        If the lengths differ, or no unit has both figures.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, workload
    >>> print(alt_text(workload(["North", "South"], [1.4, 0.6], [1.1, 0.9])))
    Work before and after. 2 rows, the heaviest first. Spread from lowest to highest: before 0.80,
    after 0.20. North 1.40 to 1.10; South 0.60 to 0.90.
    """
    then = _checks.vector(before, "before", missing="allow")
    now = _checks.vector(after, "after", n=then.size, missing="allow")
    names = named(labels, "labels", then.size)
    both = np.flatnonzero(np.isfinite(then) & np.isfinite(now))
    if not both.size:
        raise nothing_to_draw("before", "a unit with both figures", "none")
    order = both[order_of(then[both])]
    many = order.size > _ROWS
    canvas = Canvas(ax, language, height=5.6 if many else rows_high(order.size, head=1.7))
    said, write = canvas.words.workload, canvas.grammar
    rows, was, now_ = [names[i] for i in order], then[order], now[order]
    if many:
        _scatter(canvas, was, now_)
        x, y = said.before_axis, said.after_axis
    else:
        _dumbbells(canvas, rows, was, now_)
        x, y = said.axis, ""
    absent = then.size - order.size
    if absent:
        canvas.note(write.plural(said.unknown, absent))
    digits = decimals_of([was, now_])
    spread = [write.figure(float(np.ptp(v)), decimals=digits) for v in (was, now_)]
    items = listed_figures(
        [
            (
                name,
                said.item.format(
                    before=write.figure(a, decimals=digits), after=write.figure(b, decimals=digits)
                ),
            )
            for name, a, b in zip(rows, was, now_, strict=True)
        ]
    )
    alt = canvas.counted(said.alt, order.size, before=spread[0], after=spread[1], items=items)
    return canvas.finish(said.title, alt, x=x, y=y)


def _dumbbells(canvas: Canvas, rows: list[str], was: Float, now: Float) -> None:
    said = canvas.words.workload
    at, small = np.arange(len(rows)), len(rows) > NAMED
    canvas.intervals(was, now, at, color=PALE, linewidth=1.2 if small else 3)
    canvas.points(was, at, color=GREY, face="white", size=3 if small else 7)
    canvas.points(now, at, size=3 if small else 7)
    canvas.names_on_rows(rows)
    canvas.span([was, now])
    canvas.figures_on("x")
    canvas.grid("x")
    canvas.legend([(sign(GREY, "o", face="white"), said.before), (sign(BLUE, "o"), said.after)])


def _scatter(canvas: Canvas, x: Float, y: Float) -> None:
    canvas.points(x, y, size=3.5)
    canvas.span([x, y], axis="x")
    canvas.span([x, y], axis="y")
    low = float(x.min())
    canvas.ax.axline((low, low), slope=1, color=GREY, linewidth=1, linestyle="-", zorder=1.5)
    canvas.figures_on("x")
    canvas.figures_on("y")
    canvas.note(canvas.words.workload.diagonal)


@steady
def need(result: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """Need and staff of each unit; those with the largest shortage first.

    Parameters
    ----------
    result : BalanceSheet, WISN or Need
        Need and staff; of `Need` the need alone, by unit.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Bars are the staff, lines across them the need. Shortage and surplus are those of the posts,
        so that one job's surplus does not hide another's shortage. Beyond 100 units a point each.

    Raises
    ------
    InputError
        If it is another result, or has no units.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, need
    >>> from kinerja.staffing import balance_sheet
    >>> sheet = balance_sheet([[3, 2], [1, 1]], [[1, 2], [2, 1]], units=["North", "South"])
    >>> print(alt_text(need(sheet)))
    Need and staff by unit: 2 short, 1 too many. 2 rows, the largest shortage first. North needs 5,
    has 3; South needs 2, has 3.
    """
    from ..staffing import WISN, BalanceSheet, Need

    expect(result, "result", BalanceSheet, WISN, Need)
    names, needed, there, short, over = _of_units(result)
    if not len(names):
        raise nothing_to_draw("result", "at least one unit", "none")
    has_staff = bool(np.isfinite(there).any())
    order = np.lexsort((np.arange(len(names)), -needed, -(short if has_staff else needed)))
    many = order.size > _ROWS
    canvas = Canvas(ax, language, height=5.6 if many else rows_high(order.size, head=1.7))
    said, write = canvas.words.need, canvas.grammar
    rows = [names[i] for i in order]
    needed, there, short, over = (v[order] for v in (needed, there, short, over))
    if many and has_staff:
        _scatter(canvas, needed, there)
        canvas.notes[-1] = said.diagonal
        canvas.whole("x")
        canvas.whole("y")
        x, y = said.need, said.staff
    else:
        _staff_bars(canvas, rows, needed, there, short, over, has_staff=has_staff)
        x, y = said.axis, ""
    items = listed_figures(
        [
            (
                name,
                (said.item if np.isfinite(b) else said.need_item).format(
                    need=_persons(canvas, a), staff=_persons(canvas, b)
                ),
            )
            for name, a, b in zip(rows, needed, there, strict=True)
        ]
    )
    alt = canvas.counted(said.alt, order.size, items=items)
    total = float(needed.sum())
    title = write.plural(said.need_title, total, shown=_persons(canvas, total))
    if has_staff:
        title = said.title.format(
            short=_persons(canvas, float(np.nansum(short))),
            over=_persons(canvas, float(np.nansum(over))),
        )
    return canvas.finish(title, alt, x=x, y=y)


Units = tuple[list[str], Float, Float, Float, Float]


def _of_units(result: Any) -> Units:
    """Names, need, staff, shortage and surplus of each unit; NaN staff where it is unknown."""
    if hasattr(result, "surplus"):
        return (
            names_of(result.units, result.need.shape[0]),
            result.need.sum(axis=1), result.staff.sum(axis=1),
            result.shortage.sum(axis=1), result.surplus.sum(axis=1),
        )  # fmt: skip
    if hasattr(result, "existing"):
        needed = result.posts
        there = np.full(needed.size, np.nan) if result.existing is None else result.existing
        gap = needed - there
        return (
            names_of(result.ids, needed.size),
            needed,
            there,
            np.maximum(gap, 0),
            np.maximum(-gap, 0),
        )
    if result.units is None or result.by_unit is None:
        raise nothing_to_draw(
            "result", "need by unit", "need by task alone", "Call staffing.need(…, unit=…)."
        )
    needed = np.asarray(result.by_unit)
    empty = np.full(needed.size, np.nan)
    return names_of(result.units, needed.size), needed, empty, empty, empty


def _persons(canvas: Canvas, count: float) -> str:
    return canvas.grammar.figure(float(half_up(np.array([count]), 1)[0]), decimals=None)


def _staff_bars(
    canvas: Canvas,
    rows: list[str],
    needed: Float,
    there: Float,
    short: Float,
    over: Float,
    *,
    has_staff: bool,
) -> None:
    said = canvas.words.need
    at: NDArray[np.intp] = np.arange(len(rows))
    color = LIGHT if has_staff else BLUE
    for row, (a, b) in enumerate(zip(needed.tolist(), there.tolist(), strict=True)):
        canvas.row(row, b if has_staff else a, facecolor=color)
    if has_staff:
        canvas.intervals(at - 0.42, at + 0.42, needed, upright=True, color=INK, linewidth=2.2)
        line = sign(INK, "|", markersize=11, markeredgewidth=2.2)
        canvas.legend([(patch(LIGHT), said.staff), (line, said.need)])
    right = np.fmax(needed, there)
    if len(rows) <= NAMED:
        for row, (a, b, c, end) in enumerate(zip(needed, short, over, right, strict=True)):
            parts = [said.short.format(n=_persons(canvas, b))] if b > 0 else []
            parts += [said.over.format(n=_persons(canvas, c))] if c > 0 else []
            shown = ", ".join(parts) if has_staff else _persons(canvas, a)
            canvas.beside(end, row, shown, color=DARK_VERMILION if b > 0 else GREY)
    canvas.names_on_rows(rows)
    canvas.span(right, zero=True, room=0.3 if has_staff and len(rows) <= NAMED else 0.1)
    canvas.whole("x")
    canvas.figures_on("x")
    canvas.grid("x")
