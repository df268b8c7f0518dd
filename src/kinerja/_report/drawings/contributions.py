"""Where the points come from: a waterfall of one person, stacked bars of a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..._plotting.labels import cut_apart, decimals_of_all
from ..._plotting.parts_of_totals import Stacks, Waterfall, stacks_of, waterfall_of
from ..._words import Grammar, words
from .drawing import WIDE, Drawing, Sheet, fitted, patterns_of, room, ticks, wrapped

_ROW, _BAR = 27.0, 19.0
"""Height of a row, and of the bar in it."""
_NAMES = 250.0
"""Most room that the names of the rows get."""
_FIGURE = 50.0
"""Room for a figure beside a bar."""


def waterfall(result: Any, *, names: Any, language: str) -> Drawing:
    """One person's explanation as bars that lead from the baseline to the total."""
    shown = waterfall_of(result, names, language)
    return Drawing(shown.title, shown.described, lambda prefix: _waterfall(shown, prefix, language))


def stacks(result: Any, *, language: str) -> Drawing:
    """Scores of a group as stacked bars."""
    shown = stacks_of(result, None, language)
    return Drawing(shown.title, shown.described, lambda prefix: _stacks(shown, prefix, language))


class _Frame:
    """Title, legend, names of the rows, axis and remarks around the bars."""

    def __init__(
        self,
        prefix: str,
        shown: Waterfall | Stacks,
        entries: Sequence[tuple[str, str]],
        limits: tuple[float, float],
        language: str,
    ) -> None:
        self.sheet, self.shown, self.entries = Sheet(prefix), shown, entries
        self.write: Grammar = words(language).grammar
        self.left = min(_NAMES, max(map(room, cut_apart(shown.rows, 34)))) + 12
        y = 14.0
        for line in wrapped(shown.title, WIDE - 10, 15):
            self.sheet.text(0, y, line, size=15, bold=True)
            y += 20
        self.top = self._legend(y + 2) + 6
        self.bottom = self.top + _ROW * len(shown.rows)
        self._axis(*limits)
        for row, name in enumerate(cut_apart(shown.rows, 34)):
            self.sheet.text(self.left - 10, self.middle(row), fitted(name, _NAMES), end=True)

    def _legend(self, y: float) -> float:
        """What the bars mean, in as many lines as it takes; returns where it ends."""
        x = 0.0
        for kind, label in self.entries:
            said = fitted(label, 240, 12)
            needed = 30 + room(said, 12) + 14
            if x and x + needed > WIDE:
                x, y = 0.0, y + 20
            self.sheet.bar(x, y - 6, 22, 12, kind, data=False)
            self.sheet.text(x + 28, y, said, size=12)
            x += needed
        return y + (14 if self.entries else -8)

    def _axis(self, low: float, high: float) -> None:
        # Figures stand left of bars that go down; nothing stands left of the zero of a stack.
        start = self.left + (_FIGURE if isinstance(self.shown, Waterfall) or low < 0 else 0)
        end = WIDE - _FIGURE
        self.low, self.scale, self.start = low, (end - start) / ((high - low) or 1.0), start
        figures = ticks(self.value(self.left), self.value(WIDE))
        decimals = decimals_of_all(figures)
        for at in figures:
            x = self.x(at)
            self.sheet.line(x, self.top, x, self.bottom)
            said = self.write.figure(at, decimals=decimals)
            middle = x + room(said, 12) / 2
            if middle <= WIDE:
                self.sheet.text(middle, self.bottom + 14, said, end=True, size=12, soft=True)
        self.sheet.line(self.left, self.bottom, WIDE, self.bottom, kind="soft")

    def x(self, value: float) -> float:
        """Where a value of the axis stands."""
        return self.start + (value - self.low) * self.scale

    def value(self, x: float) -> float:
        """Value of the axis at a place."""
        return self.low + (x - self.start) / self.scale

    def middle(self, row: int) -> float:
        """Where the middle of a row stands."""
        return self.top + _ROW * (row + 0.5)

    def finish(self) -> str:
        """Axis label and remarks below the bars; the whole SVG."""
        y = self.bottom + 34
        for at, said in enumerate([self.shown.axis, *self.shown.notes]):
            for line in wrapped(said, WIDE - 10, 12):
                self.sheet.text(0 if at else self.left, y, line, size=12, soft=bool(at))
                y += 17
        kinds = [kind for kind, _ in self.entries]
        return self.sheet.written(self.shown.title, self.shown.described, y - 4, patterns_of(kinds))


def _waterfall(shown: Waterfall, prefix: str, language: str) -> str:
    said = words(language).pictures.waterfall
    ends = (shown.start + np.cumsum([0.0, *shown.moves])).tolist()
    entries = [
        (kind, label)
        for kind, label, there in (
            ("up", said.up, any(move >= 0 for move in shown.moves)),
            ("down", said.down, any(move < 0 for move in shown.moves)),
        )
        if there
    ]
    limits = min(*ends, shown.end), max(*ends, shown.end)
    if limits[0] == limits[1]:
        limits = limits[0] - 1, limits[1] + 1
    frame = _Frame(prefix, shown, entries, limits, language)
    sheet, half = frame.sheet, _BAR / 2
    x = frame.x(shown.start)
    sheet.line(x, frame.middle(0) - half, x, frame.middle(1), kind="soft", wide=1.5)
    for row, (start, move) in enumerate(zip(ends, shown.moves, strict=False), start=1):
        up, y = move >= 0, frame.middle(row)
        tip = frame.x(start + move)
        sheet.line(tip, y, tip, frame.middle(row + 1), kind="soft", wide=0.8)
        sheet.bar(frame.x(start), y - half, tip - frame.x(start), _BAR, "up" if up else "down")
        figure = frame.write.figure(move, sign=True)
        sheet.text(tip + (6 if up else -6), y, figure, end=not up, size=12)
    last, x = frame.middle(len(shown.moves) + 1), frame.x(shown.end)
    sheet.line(x, last - half, x, last + half, kind="ink", wide=3)
    return frame.finish()


def _stacks(shown: Stacks, prefix: str, language: str) -> str:
    # The eighth part, where there is one, is what was joined or the last that can be told apart.
    kinds = [f"part{j}" for j in range(len(shown.labels))]
    above = np.maximum(shown.parts, 0).sum(axis=1)
    below = np.minimum(shown.parts, 0).sum(axis=1)
    limits = min(0.0, float(below.min())), max(0.0, float(above.max()))
    frame = _Frame(prefix, shown, list(zip(kinds, shown.labels, strict=True)), limits, language)
    for row, pieces in enumerate(shown.parts.tolist()):
        right = left = 0.0
        y = frame.middle(row)
        for kind, piece in zip(kinds, pieces, strict=True):
            start = right if piece >= 0 else left
            if piece:
                x = frame.x(start)
                frame.sheet.bar(x, y - _BAR / 2, frame.x(start + piece) - x, _BAR, kind)
            right, left = (start + piece, left) if piece >= 0 else (right, start + piece)
        total = frame.write.figure(float(shown.total[row]))
        frame.sheet.text(frame.x(right) + 6, y, total, size=12)
    frame.sheet.line(frame.x(0), frame.top, frame.x(0), frame.bottom, kind="soft")
    return frame.finish()
