"""How marks look: colours, dashes, hatching, sizes of letters, and the signs of a legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Color = tuple[float, float, float]

# Okabe & Ito (2008): told apart by every kind of colour vision; the order goes from dark to light
# in grey, so that neighbours differ in print.
BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
SKY, PURPLE, YELLOW, BLACK = "#56B4E9", "#CC79A7", "#F0E442", "#000000"
SERIES = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY, YELLOW, BLACK)
HATCHES = ("", "///", "...", "\\\\\\", "xx", "", "++", "")
DASHES: tuple[Any, ...] = (
    "-", (0, (5, 2)), (0, (1, 1.2)), (0, (6, 2, 1, 2)), (0, (3, 1)), "-", (0, (8, 3)), (0, (2, 3)),
)  # fmt: skip
SIGNS = ("o", "s", "^", "D", "v", "P", "X", "*")
INK, GREY, PALE, RULE, FAINT = "#222222", "#666666", "#BBBBBB", "#DDDDDD", "#EEEEEE"
DASHED, DOTTED = (0, (5, 2)), (0, (1, 1.5))
"""Dashes of what was promised or would have been, and of what parts two times."""
SMALL, FINE = 8, 7
"""Points of letters inside cells and boxes, and of the many that a box has to hold."""
LINE, BAND = 1.8, 0.15
"""Points of the width of lines that stand for data; how much colour a band has before white."""
LIGHT = "#A9CBE3"
"""Blue for what lies behind."""
DARK_VERMILION = "#B85100"
"""Vermilion for words: 5 to 1 on white, where the brighter one has 3.9."""


def ink_on(face: Any) -> str:
    """Black or white, whichever is read better on a colour: never below 4.58 to 1 by WCAG 2.

    >>> ink_on("#0072B2"), ink_on((0.9, 0.9, 0.9))
    ('white', '#000000')
    """
    from matplotlib.colors import to_rgb

    part = np.array(to_rgb(face))
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    # 1.05 / (light + .05) and (light + .05) / .05 are one where light + .05 is their mean in logs.
    return "white" if linear @ np.array([0.2126, 0.7152, 0.0722]) + 0.05 < 0.0525**0.5 else BLACK


def between(pale: Sequence[float], dark: Sequence[float], share: float) -> Color:
    """The colour at a share of the way from one to another: more is darker, also in grey.

    >>> between((1.0, 1.0, 1.0), (0.0, 0.5, 1.0), 0.5)
    (0.5, 0.75, 1.0)
    """
    red, green, blue = (a * (1 - share) + b * share for a, b in zip(pale, dark, strict=True))
    return red, green, blue


def sign(color: str, marker: str = "", *, face: str = "", dashes: Any = "", **look: Any) -> Any:
    """What stands in a legend for points, for a line, or for points on a line."""
    from matplotlib.lines import Line2D

    look = {"markersize": 6, "linewidth": LINE, **look}
    return Line2D(
        [], [], color=color, marker=marker, markerfacecolor=face or color, linestyle=dashes, **look
    )


def patch(color: Any, hatch: str = "", **look: Any) -> Any:
    """What stands in a legend for bars and areas."""
    from matplotlib.patches import Patch

    return Patch(facecolor=color, hatch=hatch, edgecolor="white", **look)
