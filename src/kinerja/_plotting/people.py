"""People: nine boxes, and the competencies of one beside what a post requires."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import _checks
from .._steady import steady
from .._types import ArrayLike, Float
from ..errors import InputError
from .canvas import NAMED, Canvas, rows_high
from .inputs import expect, named, nothing_to_draw
from .labels import cut, cut_apart, listed_figures, names_of
from .looks import BLUE, DASHED, FINE, GREY, INK, PALE, RULE, SMALL, VERMILION, between, sign
from .rows import BEHIND

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_IN_A_BOX = 24
"""Ids that a box has room for."""
_AXES_OF_A_RADAR = (3, 16)
_UNSURE = 0.5
_EMPTY, _FULL = (0.96, 0.97, 0.98), (0.74, 0.85, 0.92)
"""Colours of a box with nobody, and of one with everybody."""


@steady
def nine_box(result: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """Nine boxes of performance and potential: how many are in each, and who.

    Parameters
    ----------
    result : NineBox
        Of `competency.nine_box`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        The number of people in each box; up to 24 also their ids, with "?" where the box is less
        than even likely.

    Raises
    ------
    InputError
        If it is another result, or nobody has a box.

    Examples
    --------
    >>> from kinerja.competency import nine_box as boxes
    >>> from kinerja.plotting import alt_text, nine_box
    >>> r = boxes([70, 90], [50, 85], performance_cuts=(60, 80), potential_cuts=(60, 80))
    >>> print(alt_text(nine_box(r)))
    2 people by performance and potential. Number of people in each box, from 1 (both low) to 9
    (both high): box 2: 1; box 9: 1. The others are empty.
    """
    from ..competency import NineBox

    expect(result, "result", NineBox)
    there = result.box > 0
    if not there.any():
        raise nothing_to_draw("result", "at least one person with a box", "none")
    canvas = Canvas(ax, language, height=6.4)
    said, write = canvas.words.nine_box, canvas.grammar
    names = names_of(result.ids, result.box.size)
    apart = cut_apart(names, 18), cut_apart(names, 14)
    unsure = result.certainty < _UNSURE
    counts = np.bincount(result.box[there], minlength=10)[1:]
    for box, count in enumerate(counts.tolist(), start=1):
        x, y = (box - 1) % 3, (box - 1) // 3
        share = count / counts.sum()
        canvas.cell(x, y, 1, 1, facecolor=between(_EMPTY, _FULL, share**0.5), linewidth=2)
        canvas.text(x + 0.04, y + 0.9, str(box), color=GREY, fontsize=SMALL)
        canvas.text(
            x + 0.96, y + 0.88, write.figure(count, decimals=0), ha="right", fontsize=14,
            fontweight="bold",
        )  # fmt: skip
        if 0 < count <= _IN_A_BOX:
            inside = np.flatnonzero(result.box == box)
            shown = apart[count > _IN_A_BOX // 2]
            who = [shown[i] + ("?" if unsure[i] else "") for i in inside]
            body = "\n".join(textwrap.wrap(", ".join(who), 34, break_on_hyphens=False))
            canvas.text(x + 0.04, y + 0.8, body, va="top", fontsize=FINE)
    canvas.ax.set_xlim(0, 3)
    canvas.ax.set_ylim(0, 3)
    levels = [said.low, said.middle, said.high]
    canvas.ax.set_xticks([0.5, 1.5, 2.5], labels=levels, parse_math=False)
    canvas.ax.set_yticks([0.5, 1.5, 2.5], labels=levels, rotation=90, va="center", parse_math=False)
    canvas.ax.tick_params(length=0)
    if (unsure & there).any():
        canvas.note(said.unsure)
    absent = int((~there).sum())
    if absent:
        canvas.note(write.plural(said.absent, absent))
    items = "; ".join(
        said.item.format(box=box, n=write.figure(count, decimals=0))
        for box, count in enumerate(counts.tolist(), start=1)
        if count
    )
    title = write.plural(
        said.title, int(there.sum()), shown=write.figure(int(there.sum()), decimals=0)
    )
    return canvas.finish(title, said.alt.format(items=items), x=said.performance, y=said.potential)


def _levels(names: Any, actual: ArrayLike, required: ArrayLike) -> tuple[list[str], Float, Float]:
    have = _checks.vector(actual, "actual", missing="allow")
    want = _checks.vector(required, "required", n=have.size, missing="allow")
    labels = named(names, "names", have.size)
    if not np.isfinite(have).any():
        raise nothing_to_draw("actual", "at least one level", "none")
    return labels, have, want


@steady
def profile(
    names: Any,
    actual: ArrayLike,
    required: ArrayLike,
    ax: Axes | None = None,
    *,
    language: str = "en",
) -> Figure:
    """Levels that a person has beside those that a post requires; the largest gap first.

    Parameters
    ----------
    names : array_like (k,)
        Competencies.
    actual, required : array_like (k,)
        Levels there are and levels required; NaN where unknown or not required.
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
        If the lengths differ, or no level is known.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, profile
    >>> print(alt_text(profile(["Integrity", "Teamwork"], [3, 2], [3, 4])))
    Levels there are and levels required: 1 of 2 met. Teamwork has 2, requires 4; Integrity has 3,
    requires 3.
    """
    labels, have, want = _levels(names, actual, required)
    gap = have - want
    order = np.argsort(np.where(np.isnan(gap), np.inf, gap), kind="stable")
    canvas = Canvas(ax, language, height=rows_high(order.size, head=1.7))
    said, write = canvas.words.profile, canvas.grammar
    rows, a, b = [labels[i] for i in order], have[order], want[order]
    at = np.arange(order.size)
    short = a < b
    many = order.size > NAMED
    for here, color in ((short, BEHIND[VERMILION] if many else VERMILION), (~short, PALE)):
        start, end = (np.where(here, v, np.nan) for v in (a, b))
        canvas.intervals(start, end, at, color=color, linewidth=2.5)
    canvas.points(b, at, sign="D", size=3.5 if many else 8, color=INK, face="white")
    canvas.points(a, at, size=3 if many else 6.5, zorder=3.5)
    canvas.names_on_rows(rows, most=36)
    canvas.span([a, b], room=0.08)
    canvas.whole("x")
    canvas.figures_on("x")
    canvas.grid("x")
    canvas.legend(
        [
            (sign(BLUE, "o"), said.actual),
            (sign(INK, "D", face="white"), said.required),
            (sign(VERMILION, dashes="-", linewidth=2.5), said.short),
        ]
    )
    unknown = int(np.isnan(a).sum())
    if unknown:
        canvas.note(write.plural(said.unknown, unknown))
    title, alt = _profile_words(canvas, rows, a, b)
    return canvas.finish(title, alt, x=said.axis)


def _profile_words(canvas: Canvas, rows: list[str], a: Float, b: Float) -> tuple[str, str]:
    said, write = canvas.words.profile, canvas.grammar
    asked = np.isfinite(a) & np.isfinite(b)
    met = int((a >= b)[asked].sum())
    count = int(asked.sum())
    title = said.title.format(met=write.figure(met, decimals=0), n=write.figure(count, decimals=0))
    items = listed_figures(
        [
            (
                row,
                said.item.format(
                    actual=write.figure(x, decimals=None), required=write.figure(y, decimals=None)
                ),
            )
            for row, x, y in zip(rows, a, b, strict=True)
        ]
    )
    return title, f"{items}."


@steady
def radar(
    names: Any,
    actual: ArrayLike,
    required: ArrayLike,
    ax: Axes | None = None,
    *,
    language: str = "en",
) -> Figure:
    """The same as `profile` on spokes. Its area depends on the order of the spokes: prefer that.

    Parameters
    ----------
    names : array_like (k,)
        3 to 16 competencies, in the order of the spokes.
    actual, required : array_like (k,)
        Levels there are and levels required, none missing, none below 0.
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
        If there are fewer or more spokes, or a level is missing or negative.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, radar
    >>> alt_text(radar(["a", "b", "c"], [3, 2, 4], [3, 4, 4])).split(". ")[0]
    'Levels there are and levels required: 2 of 3 met'
    """
    from matplotlib.patches import Polygon

    labels, have, want = _levels(names, actual, required)
    _checks.nonnegative(_checks.vector(have, "actual"), "actual")
    _checks.nonnegative(_checks.vector(want, "required"), "required")
    least, most = _AXES_OF_A_RADAR
    if not least <= have.size <= most:
        raise InputError.about(
            "names",
            code="out_of_range",
            expected=f"{least} to {most} spokes",
            found=str(have.size),
            hint="Use profile(…), which has room for more.",
        )
    canvas = Canvas(ax, language, height=6.2)
    said = canvas.words.profile
    angle = np.pi / 2 - 2 * np.pi * np.arange(have.size) / have.size
    spokes = np.column_stack([np.cos(angle), np.sin(angle)])
    top = max(float(np.max([have, want])), 1e-12)
    for ring in _rings(top):
        canvas.ax.add_patch(Polygon(spokes * ring, fill=False, edgecolor=RULE, linewidth=0.8))
        canvas.text(
            0.02 * top, ring, canvas.grammar.figure(ring, decimals=None), fontsize=FINE, color=GREY
        )
    for spoke, label in zip(spokes, labels, strict=True):
        canvas.thread([0, spoke[0] * top], [0, spoke[1] * top], color=RULE, linewidth=0.8)
        side = "center" if abs(spoke[0]) < 0.2 else "left" if spoke[0] > 0 else "right"
        x, y = (spoke * top * 1.08).tolist()
        canvas.text(x, y, cut(label, 22), ha=side)
    canvas.mark(
        Polygon(spokes * have[:, None], facecolor=BLUE, alpha=0.25, edgecolor=BLUE, linewidth=1),
        "region",
    )
    closed = np.vstack([spokes * want[:, None], spokes[:1] * want[0]])
    canvas.curve(closed[:, 0], closed[:, 1], color=INK, linestyle=DASHED)
    canvas.points(*(spokes * have[:, None]).T, size=5)
    canvas.ax.set_aspect("equal")
    canvas.ax.set_xlim(-1.75 * top, 1.75 * top)
    canvas.ax.set_ylim(-1.2 * top, 1.2 * top)
    canvas.ax.set_axis_off()
    canvas.legend(
        [
            (sign(BLUE, "o", dashes="-"), said.actual),
            (sign(INK, dashes=DASHED), said.required),
        ]
    )
    title, alt = _profile_words(canvas, labels, have, want)
    return canvas.finish(title, alt)


def _rings(top: float) -> Float:
    """Rings of a radar up to a level: at every whole level, or at every so many of them."""
    if top < 1:
        return np.array([top])
    step = max(1.0, np.floor(top) // 6)
    rings: Float = step * np.arange((np.floor(top) - 1) // step + 1) + 1
    return rings
