"""A picture that can be written as SVG, and the sheet that its parts are put on."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, NamedTuple

from ..._plotting.labels import clean
from ...errors import InputError

WIDE = 720
"""Width of a drawing in its own units; on a page about one pixel each."""
INK, SOFT, GRID = "#1b2430", "#4c5a6a", "#cfd7df"
_NARROW, _BROAD = frozenset("iljtfrI.,:;'|!()[] "), frozenset("mwMW@%")
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


class Drawing(NamedTuple):
    """A picture: what it is called, what it shows in words, and how it is written."""

    title: str
    alt: str
    draw: Callable[[str], str]
    """SVG whose ids begin with the prefix that is given."""


def where_there_is_one(
    picture: Callable[..., Drawing], result: Any, **options: Any
) -> tuple[Drawing, ...]:
    """A drawing of a result; none where there is nothing to draw: the sentences say it then."""
    try:
        return (picture(result, **options),)
    except InputError:
        return ()


class Sheet:
    """Elements of one SVG; their colours can be changed by the page's style for its dark theme."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.elements: list[str] = []
        self.marks = 0

    def text(
        self,
        x: float,
        y: float,
        said: str,
        *,
        end: bool = False,
        size: float = 13,
        bold: bool = False,
        soft: bool = False,
    ) -> None:
        """Words whose line is centred on y; `end` puts their last letter at x."""
        look = ' text-anchor="end"' if end else ""
        look += f' font-size="{_short(size)}"' if size != 13 else ""
        look += ' font-weight="bold"' if bold else ""
        look += f' class="soft" fill="{SOFT}"' if soft else ""
        at = f'x="{_short(x)}" y="{_short(y + 0.35 * size)}"'
        self.elements.append(f"<text {at}{look}>{escape(said, quote=False)}</text>")

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, kind: str = "grid", wide: float = 1
    ) -> None:
        """A line: of the grid, a soft or a dark one."""
        ends = f'x1="{_short(x1)}" y1="{_short(y1)}" x2="{_short(x2)}" y2="{_short(y2)}"'
        color = {"grid": GRID, "soft": SOFT, "ink": INK}[kind]
        self.elements.append(
            f'<line class="{kind}-line" {ends} stroke="{color}" stroke-width="{_short(wide)}"/>'
        )

    def bar(
        self, x: float, y: float, width: float, height: float, kind: str, *, data: bool = True
    ) -> None:
        """A bar in the look of its kind; one that stands for data has an id."""
        mark = ""
        if data:
            mark = f' id="{self.prefix}-bar-{self.marks}"'
            self.marks += 1
        left, across = min(x, x + width), abs(width)
        place = (
            f'x="{_short(left)}" y="{_short(y)}" width="{_short(across)}" height="{_short(height)}"'
        )
        for fill in looks(kind, self.prefix):
            self.elements.append(f"<rect{mark} {place} {fill}/>")
            mark = ""

    def written(self, title: str, alt: str, high: float, patterns: Sequence[str] = ()) -> str:
        """The whole SVG."""
        p = self.prefix
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" '
            f'viewBox="0 0 {WIDE} {_short(high)}" role="img" '
            f'aria-labelledby="{p}-title {p}-desc" font-family="system-ui, sans-serif" '
            f'font-size="13" fill="{INK}">\n'
            f'<title id="{p}-title">{escape(title, quote=False)}</title>\n'
            f'<desc id="{p}-desc">{escape(alt, quote=False)}</desc>\n'
            f"<defs>{''.join(map(self._pattern, patterns))}</defs>\n"
            + "\n".join(self.elements)
            + "\n</svg>"
        )

    def _pattern(self, kind: str) -> str:
        """Strokes over a bar, so that its kind is told apart in grey print."""
        return (
            f'<pattern id="{self.prefix}-{kind}" width="6" height="6" '
            f'patternUnits="userSpaceOnUse">'
            f'<path d="{_STROKES[kind]}" stroke="#fff" stroke-width="1.3" fill="none"/></pattern>'
        )


_STROKES = {
    "rising": "M-1,7 L7,-1 M-1,1 L1,-1 M5,7 L7,5",
    "falling": "M-1,-1 L7,7 M5,-1 L7,1 M-1,5 L1,7",
    "dots": "M2,3 h2 M5,0 h2 M-1,0 h2",
    "crossed": "M-1,7 L7,-1 M-1,-1 L7,7",
    "plus": "M3,1 v4 M1,3 h4",
}
PATTERNS = tuple(_STROKES)
_LOOKS = {
    "up": ("#0072B2", ""),
    "down": ("#E69F00", "rising"),
    # Parts of a stack, in the order and with the strokes of kinerja.plotting.
    "part0": ("#0072B2", ""),
    "part1": ("#E69F00", "rising"),
    "part2": ("#009E73", "dots"),
    "part3": ("#CC79A7", "falling"),
    "part4": ("#D55E00", "crossed"),
    "part5": ("#56B4E9", ""),
    "part6": ("#F0E442", "plus"),
    "part7": ("#999999", ""),
}


def looks(kind: str, prefix: str) -> list[str]:
    """Fill of a bar, and the strokes that lie over it."""
    color, strokes = _LOOKS[kind]
    out = [f'class="{kind}" fill="{color}"']
    return [*out, f'fill="url(#{prefix}-{strokes})"'] if strokes else out


def patterns_of(kinds: Sequence[str]) -> list[str]:
    """Strokes that bars of these kinds need."""
    return [name for name in PATTERNS if name in {_LOOKS[kind][1] for kind in kinds}]


def _short(x: float) -> str:
    """A length to a tenth, without a needless zero."""
    return f"{x:.1f}".rstrip("0").rstrip(".") if x else "0"


def room(text: str, size: float = 13) -> float:
    """Room that words need, from above: the font is the reader's own."""
    em = 0.0
    for sign in text:
        if sign in _NARROW:
            em += 0.41
        elif sign in _BROAD:
            em += 1.0
        elif unicodedata.east_asian_width(sign) in "WF":
            em += 1.02
        else:
            em += 0.77 if sign.isupper() else 0.63
    return em * size


def fitted(text: str, most: float, size: float = 13) -> str:
    """Words in one line that need no more room; "…" stands for the rest."""
    text = clean(text)
    if room(text, size) <= most:
        return text
    while text and room(text + "…", size) > most:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, most: float, size: float = 13) -> list[str]:
    """Words in lines that need no more room."""
    lines = [""]
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and room(longer, size) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return [fitted(line, most, size) for line in lines if line]


def ticks(low: float, high: float, most: int = 8) -> list[float]:
    """Round figures between two limits, at most so many."""
    span = high - low
    if not span > 0:
        return [low]
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(s * power for s in (*_STEPS, 20.0) if span / (s * power) <= most - 1)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    # Multiplied, not added up: 0.1 + 0.2 is not 0.3.
    return [float(f"{step * i:.12g}") for i in range(first, last + 1)]
