"""Pictures with a row each: who has one, how it is named, its point and its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .._digits import significant
from .._types import Codes, Float
from .canvas import NAMED, Canvas, rows_high
from .inputs import nothing_to_draw
from .labels import decimals_of, listed_figures, names_of
from .looks import BLUE, GREY, LIGHT, LINE, ORANGE, VERMILION

if TYPE_CHECKING:
    from matplotlib.axes import Axes


BEHIND = {BLUE: LIGHT, GREY: "#CFCFCF", ORANGE: "#F5D48F", VERMILION: "#F0BD99"}
"""Light colours for intervals that lie close together."""


class Rows(NamedTuple):
    """A canvas whose rows are those that have a value, the highest first."""

    canvas: Canvas
    order: Codes
    names: list[str]

    def listed(self, value: Float, *, decimals: int | None = None, sign: bool = False) -> str:
        """Names with their figures, for the alternative text."""
        digits = decimals_of(value) if decimals is None else decimals
        write = self.canvas.grammar
        pairs = zip(self.names, value, strict=True)
        return listed_figures(
            [(name, write.figure(x, decimals=digits, sign=sign)) for name, x in pairs]
        )

    def beside_zero(self, figures: Sequence[Any]) -> None:
        """Names, a line at 0, and an axis that holds the figures and 0."""
        self.canvas.names_on_rows(self.names)
        self.canvas.line(0)
        self.canvas.span(figures, zero=True)
        self.canvas.figures_on("x")
        self.canvas.grid("x")


def open_rows(
    ax: Axes | None,
    language: str,
    value: Float,
    labels: Any,
    *,
    head: float,
    expected: str,
    found: str,
) -> Rows:
    """Open a picture with a row for each value that there is; refuse one that would be empty."""
    order = order_of(value)
    if not order.size:
        raise nothing_to_draw("result", expected, found)
    canvas = Canvas(ax, language, height=rows_high(order.size, head=head))
    every = names_of(labels, value.size)
    return Rows(canvas, order, [every[i] for i in order])


def order_of(value: Float) -> Codes:
    """Rows that have a value, the highest first, those with the same digits in their own order."""
    there = np.flatnonzero(np.isfinite(value))
    return there[np.argsort(-significant(value[there]), kind="stable")]


def draw_rows(
    canvas: Canvas,
    names: Sequence[str],
    value: Float,
    lower: Float,
    upper: Float,
    *,
    shift: float = 0.0,
    **look: Any,
) -> None:
    """One point and one interval in each row; `shift` moves them off the middle of the row."""
    at = np.arange(len(names)) + shift
    color = look.get("color", BLUE)
    small = len(names) > NAMED
    # Intervals that lie close together are light, or they would hide the points.
    lines = BEHIND.get(color, color) if small else color
    canvas.intervals(lower, upper, at, color=lines, linewidth=look.get("linewidth", LINE))
    canvas.points(
        value, at, color=color, face=look.get("face", color), size=3 if small else 6,
        sign=look.get("sign", "o"),
    )  # fmt: skip
