"""The canvas of a picture: a figure without pyplot, its style, its marks and its words.

Nothing global is touched: no backend is chosen, no style is set, no figure stays open. Every
artist that stands for data is marked with a gid (bar, point, interval, curve, cell, region,
ribbon), and the picture in words is kept as the label of its axes.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from .._words import Plural, words
from ..errors import InputError
from .labels import MOST, clean, cut_apart, decimals_of_all
from .looks import BAND, BLUE, FAINT, GREY, INK, LINE, PALE, SMALL, ink_on

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


NAMED = 40
"""Rows that each have a name; of more only the first and the last have one."""
SINGLE = 200
"""Marks that are artists of their own; more of a kind become one artist, which draws faster."""
WIDE, LEAST, TALL = 7.2, 2.6, 14.0
"""Inches: width of a picture on an A4 page, least and greatest height."""
NARROW = 4.4
"""Inches: width of a picture that shares a page with others, two beside each other."""
_WIDTH: ContextVar[float] = ContextVar("width", default=WIDE)
LONGEST = 2000
"""Characters of an alternative text."""
_IN_A_LEGEND = 48
_AID: dict[str, Any] = {"color": GREY, "linewidth": 1.0, "linestyle": "-", "zorder": 1.5}
"""Lines that are no marks of data: below those that are."""
_LINES, _LINE = 2, 0.18
"""Lines of a legend for which a picture has room, and inches of each further one."""
_LETTER, _SIGN = 0.071, 8.5
"""Inches of a letter of a legend, and letters that the sign before each entry is wide."""


def rows_high(rows: int, *, head: float = 1.5) -> float:
    """Height of a picture with so many named rows; a fixed one where they have no names."""
    if rows > NAMED:
        return 5.6
    return float(min(TALL, max(LEAST, head + 0.27 * rows)))


@contextmanager
def narrow() -> Iterator[None]:
    """Draw what is drawn inside in half the width of a page."""
    before = _WIDTH.set(NARROW)
    try:
        yield
    finally:
        _WIDTH.reset(before)


class Canvas:
    """Axes that a picture is drawn on, with the words of its language."""

    def __init__(self, ax: Axes | None, language: str, *, height: float = 4.2) -> None:
        _installed()
        self.words = words(language).pictures
        self.grammar = words(language).grammar
        self.own, self.wide = ax is None, _WIDTH.get()
        if ax is None:
            from matplotlib.figure import Figure

            figure = Figure(figsize=(self.wide, height), layout="constrained", facecolor="white")
            self.ax = figure.add_subplot()
        else:
            self.ax = _axes(ax)
        self.counts: Counter[str] = Counter()
        self.notes: list[str] = []
        self.widest = 0
        self._entries: list[tuple[Any, str]] = []
        self._style()

    @property
    def figure(self) -> Figure:
        """The whole figure, also where the axes given are in a part of it."""
        found: Figure = self.ax.get_figure(root=True)  # type: ignore[assignment]
        return found

    def _style(self) -> None:
        self.ax.set_facecolor("white")
        for side in ("top", "right"):
            self.ax.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            self.ax.spines[side].set_color(PALE)
        self.ax.tick_params(colors=INK, labelsize=9, length=3, color=PALE)
        self.ax.set_axisbelow(True)

    def mark(self, artist: Artist, kind: str) -> Any:
        """Count an artist as a mark of its kind, put it on the axes and return it."""
        artist.set_gid(f"{kind}-{self.counts[kind]}")
        self.counts[kind] += 1
        if artist.axes is None:
            self.ax.add_artist(artist)
        return artist

    def bar(self, x: float, y: float, width: float, height: float, **look: Any) -> Any:
        """One bar from (x, y); width or height may be negative and stays so."""
        from matplotlib.patches import Rectangle

        look = {"edgecolor": "white", "linewidth": 0.6, **look}
        return self.mark(Rectangle((x, y), width, height, **look), "bar")

    def row(self, row: int, length: float, *, left: float = 0.0, high: float = 0.72,
            **look: Any) -> Any:  # fmt: skip
        """A bar along a row, in its middle."""
        return self.bar(left, row - high / 2, length, high, **look)

    def cell(self, x: float, y: float, width: float, height: float, **look: Any) -> Any:
        """One cell of a matrix."""
        from matplotlib.patches import Rectangle

        look = {"edgecolor": "white", "linewidth": 0.6, **look}
        return self.mark(Rectangle((x, y), width, height, **look), "cell")

    def points(self, x: Any, y: Any, *, sign: str = "o", size: float = 6, **look: Any) -> None:
        """Points: an artist each up to `SINGLE`, else one for all."""
        from matplotlib.collections import PathCollection
        from matplotlib.lines import Line2D
        from matplotlib.markers import MarkerStyle
        from matplotlib.transforms import Affine2D

        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        there = np.isfinite(x) & np.isfinite(y)
        x, y = x[there], y[there]
        color = look.pop("color", BLUE)
        face, zorder = look.pop("face", color), look.pop("zorder", 3.0)
        if x.size <= SINGLE:
            for a, b in zip(x, y, strict=True):
                line = Line2D([a], [b], linestyle="", marker=sign, markersize=size, color=color)
                line.set_markerfacecolor(face)
                line.set_zorder(zorder)
                self.mark(line, "point")
            return
        style = MarkerStyle(sign)
        path = style.get_path().transformed(style.get_transform())
        several = PathCollection(
            [path], [size**2], offsets=np.column_stack([x, y]), facecolors=face, edgecolors=color,
            linewidths=0.5, offset_transform=self.ax.transData, zorder=zorder,
        )  # fmt: skip
        several.set_transform(Affine2D())
        self.mark(several, "point")

    def intervals(
        self, start: Any, end: Any, at: Any, *, upright: bool = False, **look: Any
    ) -> None:
        """Lines from start to end, lying or upright: an artist each up to `SINGLE`, else one."""
        from matplotlib.collections import LineCollection
        from matplotlib.lines import Line2D

        start, end, at = (np.asarray(v, dtype=np.float64) for v in (start, end, at))
        there = np.isfinite(start) & np.isfinite(end) & np.isfinite(at)
        look = {"color": BLUE, "linewidth": LINE, "linestyle": "-", "zorder": 2.5, **look}
        if there.sum() <= SINGLE:
            look["solid_capstyle"] = "butt"
            for a, b, c in zip(start[there], end[there], at[there], strict=True):
                along, across = [a, b], [c, c]
                pair = (across, along) if upright else (along, across)
                self.mark(Line2D(*pair, **look), "interval")
            return
        ends = np.stack([np.column_stack([start, at]), np.column_stack([end, at])], axis=1)[there]
        ends = ends[:, :, ::-1] if upright else ends
        self.mark(LineCollection(list(ends), **(look | {"linewidth": 0.8})), "interval")

    def curve(self, x: Any, y: Any, **look: Any) -> Any:
        """One curve."""
        from matplotlib.lines import Line2D

        look = {"color": BLUE, "linewidth": LINE, "linestyle": "-", **look}
        return self.mark(Line2D(np.asarray(x), np.asarray(y), **look), "curve")

    def region(self, x: Any, lower: Any, upper: Any, **look: Any) -> Any:
        """The area between two curves."""
        look = {"alpha": BAND, "linewidth": 0, "color": BLUE, **look}
        return self.mark(self.ax.fill_between(x, lower, upper, **look), "region")

    def text(self, x: float, y: float, said: str, **look: Any) -> Any:
        """Words inside the picture."""
        look = {"fontsize": 8.5, "color": INK, "va": "center", "clip_on": False, **look}
        # Spaces at the ends and in a row would be lost in SVG.
        said = re.sub("^ +| +$| {2,}", lambda found: "\N{NO-BREAK SPACE}" * len(found[0]), said)
        return self.ax.text(x, y, said, parse_math=False, **look)

    def beside(self, x: float, row: float, said: str, **look: Any) -> Any:
        """Words beside the end of a bar, a little apart from it."""
        return self.text(x, row, f"  {said}", **look)

    def within(self, x: float, y: float, said: str, face: Any) -> Any:
        """Words in the middle of a cell, in the ink that its colour asks for."""
        return self.text(x, y, said, ha="center", fontsize=SMALL, color=ink_on(face))

    def names_on_rows(self, names: Sequence[str], *, most: int = MOST) -> None:
        """Names at rows 0, 1, … from the top; beyond `NAMED` only of the first and the last."""
        at = list(range(len(names)))
        if len(names) > NAMED:
            at = [0, len(names) - 1]
            number = self.grammar.figure(len(names), decimals=0)
            self.rows = self.words.unnamed.format(n=number)
        shown = cut_apart([names[i] for i in at], most)
        self.widest = max([self.widest, *map(len, shown)])
        self.ax.set_yticks(at, labels=shown, parse_math=False)
        self.ax.tick_params(axis="y", length=0)
        # One bar alone would be as high as the picture: few rows stand in its middle.
        spare = max(0, 3 - len(names)) / 2
        self.ax.set_ylim(len(names) - 0.4 + spare, -0.6 - spare)

    def names_on_columns(self, names: Sequence[str], *, most: int = 24) -> None:
        """Names at columns 0, 1, …, slanted where they are many or long."""
        room = self.wide / 0.1 / max(len(names), 1)
        slanted = max(map(len, names), default=0) > room
        shown = cut_apart(names, most if slanted else MOST)
        turn: dict[str, Any] = {}
        if slanted:
            turn = {"rotation": 40, "ha": "right", "rotation_mode": "anchor"}
        self.ax.set_xticks(range(len(shown)), labels=shown, parse_math=False, **turn)
        self.ax.tick_params(axis="x", length=0)
        self.ax.set_xlim(-0.6, len(shown) - 0.4)

    def span(self, values: Any, *, axis: str = "x", zero: bool = False, room: float = 0.05) -> None:
        """Limits that hold all finite values with a little room; `zero` keeps 0 in."""
        finite = np.asarray(values, dtype=np.float64).ravel()
        finite = finite[np.isfinite(finite)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        if zero:
            low, high = min(low, 0.0), max(high, 0.0)
        wide = (high - low) or abs(high) or 1.0
        # Zeros alone have room to both sides: an axis has two ends.
        low, high = (
            low if zero and low == 0.0 < high else low - room * wide,
            high if zero and high == 0.0 > low else high + room * wide,
        )
        (self.ax.set_xlim if axis == "x" else self.ax.set_ylim)(low, high)

    def whole(self, axis: str = "x") -> None:
        """Whole numbers, in the way of the language, on an axis of counts."""
        from matplotlib.ticker import MaxNLocator

        self._of(axis).set_major_locator(MaxNLocator(integer=True, nbins=7, min_n_ticks=1))

    def line(self, at: float, *, axis: str = "x", **look: Any) -> None:
        """A reference line; it is no mark of data."""
        look = _AID | look
        (self.ax.axvline if axis == "x" else self.ax.axhline)(at, **look)

    def thread(self, x: Sequence[float], y: Sequence[float], **look: Any) -> None:
        """A thin line that joins or guides; it is no mark of data."""
        self.ax.plot(x, y, **(_AID | look))

    def grid(self, axis: str = "x") -> None:
        """Faint lines to read figures by."""
        self.ax.grid(visible=True, axis=axis, color=FAINT, linewidth=0.8)  # type: ignore[arg-type]

    def counted(self, phrase: Plural, n: float, **fields: object) -> str:
        """Say a phrase for a whole number of things."""
        shown = self.grammar.figure(n, decimals=0)
        return self.grammar.plural(phrase, n, shown=shown, **fields)

    def _of(self, axis: str) -> Any:
        return self.ax.xaxis if axis == "x" else self.ax.yaxis

    def figures_on(self, axis: str, *, percent: bool = False) -> None:
        """Write the figures of an axis as readers of the language know them."""
        from matplotlib.ticker import FuncFormatter

        def written(x: float, decimals: int | None) -> str:
            if 0 < abs(x) < 1e-5:
                return f"{x:.3g}"
            shown = self.grammar.figure(x, decimals=decimals)
            return shown + (self.grammar.percent_sign if percent else "")

        class OneNumberOfDecimals(FuncFormatter):
            def format_ticks(self, values: Any) -> list[str]:
                figures = [float(x) * (100 if percent else 1) for x in values]
                decimals = decimals_of_all(figures)
                return [written(x, decimals) for x in figures]

        alone = OneNumberOfDecimals(lambda x, _: written(100 * x if percent else x, None))
        self._of(axis).set_major_formatter(alone)

    def legend(self, entries: Sequence[tuple[Any, str]]) -> None:
        """What the signs mean, above the data, never on it."""
        self._entries = list(entries)

    def _draw_legend(self) -> int:
        """Draw the legend in as many columns as there is room for; returns its rows."""
        if not self._entries:
            return 0
        shown = cut_apart([label for _, label in self._entries], _IN_A_LEGEND)
        room = self._letters()
        columns = next(c for c in range(len(shown), 0, -1) if c == 1 or _fits(shown, c, room))
        made = self.ax.legend(
            [handle for handle, _ in self._entries], shown, loc="lower left", ncols=columns,
            bbox_to_anchor=(0.0, 1.0), frameon=False, fontsize=8.5, borderpad=0.2, labelcolor=INK,
            handlelength=2.2, columnspacing=1.4, borderaxespad=0.2,
        )  # fmt: skip
        for said in made.get_texts():
            said.set_parse_math(False)
        rows = -(-len(shown) // columns)
        if self.own and rows > _LINES:
            high = self.figure.get_figheight() + _LINE * (rows - _LINES)
            self.figure.set_figheight(min(TALL, high))
        return rows

    def _letters(self) -> float:
        """Letters of a legend that fit above the axes."""
        if self.own:
            return self.wide / _LETTER - 5 - 1.1 * self.widest
        return float(self.ax.get_position().width * self.figure.get_figwidth()) / _LETTER

    rows = ""
    """What the rows are, where most of them have no name."""

    def note(self, said: str) -> None:
        """A remark under the picture: what is left out, what a sign means."""
        self.notes.append(said)

    def finish(self, title: str, alt: str, *, x: str = "", y: str = "") -> Figure:
        """Write title, axes and notes, and keep the picture in words."""
        title = clean(title)
        share = self.wide / WIDE
        lines = textwrap.wrap(title, round(72 * share) if self.own else 60) or [title]
        head = "\n".join(lines[:3])
        rows = self._draw_legend()
        look: dict[str, Any] = {"fontsize": 11, "fontweight": "bold", "color": INK}
        if self.own:
            self.figure.suptitle(head, x=0.01, ha="left", **look).set_parse_math(False)
        else:
            said = self.ax.set_title(head, loc="left", pad=6 + 14 * rows, **look)
            said.set_parse_math(False)
        below = [x] if x else []
        # The names of the rows take room from what stands below the axes.
        wide = max(36, round(100 * share - 1.1 * self.widest))
        below += [line for note in self.notes for line in textwrap.wrap(note, wide)]
        self.ax.set_xlabel("\n".join(below), fontsize=9, color=INK, parse_math=False)
        self.ax.set_ylabel(y or self.rows, fontsize=9, color=INK, parse_math=False)
        self.ax.set_label(in_words(title, alt, self.notes))
        return self.figure


def in_words(title: str, alt: str, notes: Sequence[str]) -> str:
    """The alternative text of a picture: its title, what it shows, and its remarks."""
    whole = " ".join(clean(part) for part in (_stop(title), alt, *map(_stop, notes)) if part)
    return whole if len(whole) <= LONGEST else whole[: LONGEST - 1].rstrip() + "…"


def _stop(said: str) -> str:
    return said if said.endswith((".", "?", "!", "…")) else f"{said}."


def _fits(shown: Sequence[str], columns: int, room: float) -> bool:
    """Whether entries in so many columns fit: they fill one column after the other."""
    high, longer = divmod(len(shown), columns)
    ends = np.cumsum([high + (at < longer) for at in range(columns)]).tolist()
    parts = [shown[start:end] for start, end in pairwise([0, *ends])]
    return sum(max(map(len, part)) + _SIGN for part in parts) <= room


def _installed() -> None:
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        raise InputError.about(
            "matplotlib",
            code="not_installed",
            expected="an installed matplotlib",
            found="none",
            hint="Install it with: pip install 'kinerja[plot]'",
        )


def _axes(ax: Any) -> Axes:
    from matplotlib.axes import Axes

    if not isinstance(ax, Axes):
        raise InputError.about(
            "ax",
            code="wrong_type",
            expected="Axes of matplotlib, or None for a figure of its own",
            found=type(ax).__name__,
        )
    return ax
