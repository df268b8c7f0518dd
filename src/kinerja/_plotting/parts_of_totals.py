"""What the pictures of contributions show, before anybody draws it.

`kinerja.plotting` draws it with matplotlib; the pages of thousands of employees write it as SVG.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._types import Float
from .._words import words
from .canvas import NAMED, in_words
from .inputs import check_names, expect, nothing_to_draw
from .labels import cut, listed_figures, names_of
from .rows import order_of

MOST_BARS = 20
"""Bars of a waterfall; beyond them the smallest are joined."""
MOST_PARTS = 7
"""Parts of a stacked bar that can be told apart; beyond them the smallest are joined."""
_TENTHS = 10


class Waterfall(NamedTuple):
    """Bars that lead from a baseline to one person's total."""

    rows: list[str]
    """Names of all rows: the baseline, each move, the total."""
    moves: list[float]
    start: float
    end: float
    title: str
    alt: str
    """What the bars show, without title and notes."""
    axis: str
    notes: list[str]

    @property
    def described(self) -> str:
        """The whole picture in words."""
        return in_words(self.title, self.alt, self.notes)


class Stacks(NamedTuple):
    """A bar for each person or each tenth of them, made up of parts."""

    rows: list[str]
    parts: Float
    """(rows, parts) points."""
    labels: list[str]
    total: Float
    title: str
    alt: str
    axis: str
    notes: list[str]

    @property
    def described(self) -> str:
        """The whole picture in words."""
        return in_words(self.title, self.alt, self.notes)


def waterfall_of(result: Any, names: Any, language: str) -> Waterfall:
    """Read an explanation: the largest moves first, of many the smallest joined."""
    from ..scoring import Explanation

    expect(result, "result", Explanation)
    said, write = words(language).pictures.waterfall, words(language).grammar
    if not np.isfinite([result.total, result.baseline_total, *result.contributions]).all():
        raise nothing_to_draw(
            "result",
            "an explanation of a total",
            "no total: too few values are there to give one",
            "Score with missing='reweight', or draw another person.",
        )
    codes = result.codes.tolist()
    name = check_names(names, "names", codes)
    order = order_of(np.abs(result.contributions))
    kept, joined = order, order[:0]
    if order.size > MOST_BARS:
        kept, joined = order[: MOST_BARS - 1], order[MOST_BARS - 1 :]
    moves = [float(result.contributions[i]) for i in kept]
    rows = [name[codes[i]] for i in kept]
    if joined.size:
        # As the remainder, so that the bars sum to the difference to the last digit.
        moves.append(result.total - result.baseline_total - float(np.sum(moves)))
        rows.append(write.plural(said.others, joined.size))
    baseline = said.baselines.get(result.baseline, result.baseline)
    start, total = (write.figure(v) for v in (result.baseline_total, result.total))
    items = listed_figures(
        [(row, write.figure(move, sign=True)) for row, move in zip(rows, moves, strict=True)], 20
    )
    lacking = [cut(name[code]) for code in result.missing]
    return Waterfall(
        rows=[f"{baseline}: {start}", *rows, f"{said.total}: {total}"],
        moves=moves,
        start=result.baseline_total,
        end=result.total,
        title=said.title.format(total=total),
        alt=said.alt.format(start=start, baseline=baseline, total=total, items=items),
        axis=said.axis,
        notes=[said.missing.format(items=write.listed(lacking))] if lacking else [],
    )


def stacks_of(result: Any, names: Any, language: str) -> Stacks:
    """Read the scores of a group: a bar a person by total, of many a bar for each tenth."""
    from ..indicators import say
    from ..scoring import Scores

    expect(result, "result", Scores)
    order = order_of(result.total)
    if not order.size:
        raise nothing_to_draw("result", "at least one person with a total", "none")
    said, write = words(language).pictures.waterfall, words(language).grammar
    codes = list(result.card.codes)
    own = {part.code: say(part.name, language) for part in result.card.indicators}
    name = check_names(own if names is None else names, "names", codes)
    parts, labels = _parts(result.contributions[order], [name[code] for code in codes])
    if parts.shape[1] > len(labels):
        labels.append(write.plural(said.others, len(codes) - len(labels)))
    every = names_of(result.ids, result.total.size)
    rows, total, notes = [every[i] for i in order], result.total[order], []
    if order.size > NAMED:
        rows, parts, total = _by_tenths(parts, total, language)
        notes.append(said.tenths_note)
    absent = result.total.size - order.size
    if absent:
        notes.append(write.plural(said.no_total, absent))
    made = write.listed(
        [
            said.item.format(name=cut(label, 40), mean=write.figure(float(mean)))
            for label, mean in zip(labels, parts.mean(axis=0), strict=True)
        ]
    )
    totals = listed_figures(list(zip(rows, map(write.figure, total.tolist()), strict=True)))
    shown = write.figure(order.size, decimals=0)
    alt = write.plural(said.group_alt, order.size, shown=shown, items=made, totals=totals)
    return Stacks(rows, parts, labels, total, said.group_title, alt, said.axis, notes)


def _parts(moves: Float, names: list[str]) -> tuple[Float, list[str]]:
    """Contributions in the card's order, the smallest joined where there are many."""
    moves = np.nan_to_num(moves)
    if len(names) <= MOST_PARTS + 1:
        return moves, names
    size = np.abs(moves).mean(axis=0)
    kept = np.sort(order_of(size)[:MOST_PARTS])
    rest = moves.sum(axis=1) - moves[:, kept].sum(axis=1)
    return np.column_stack([moves[:, kept], rest]), [names[j] for j in kept]


def _by_tenths(parts: Float, total: Float, language: str) -> tuple[list[str], Float, Float]:
    """Means of people in the order of their totals, a tenth of them in each row."""
    edges = np.linspace(0, total.size, _TENTHS + 1).astype(int)
    said, write = words(language).pictures.waterfall, words(language).grammar
    rows = [
        said.tenth.format(first=write.figure(a + 1, decimals=0), last=write.figure(b, decimals=0))
        for a, b in pairwise(edges.tolist())
    ]
    slices: list[NDArray[np.intp]] = [np.arange(a, b) for a, b in pairwise(edges.tolist())]
    mean = np.array([parts[at].mean(axis=0) for at in slices])
    return rows, mean, np.array([total[at].mean() for at in slices])
