"""Figures of matplotlib as SVG that stands in a page, the same bytes each time."""

from __future__ import annotations

import io
import re
from typing import Any

from ..errors import InputError

_STYLE = re.compile(r"<style type=\"text/css\">[^<]*</style>")
_IDS = re.compile(r'\bid="([^"]+)"|url\(#([^)]+)\)|(?:xlink:)?href="#([^"]+)"')


def split(figure: Any) -> tuple[Any, str]:
    """A figure of a section, and its caption, which may be empty."""
    picture, caption = figure if isinstance(figure, tuple) and len(figure) == 2 else (figure, "")
    if not hasattr(picture, "savefig"):
        raise InputError.about(
            "figures",
            code="wrong_type",
            expected="a matplotlib Figure, or a pair of a Figure and its caption",
            found=type(picture).__name__,
        )
    return picture, str(caption)


def label(figure: Any, caption: str) -> str:
    """What a picture is called in one line: its caption, or the title of its axes."""
    if caption:
        return caption
    return next(
        (text for ax in figure.axes if (text := ax.get_title(loc="left") or ax.get_title())), ""
    )


def inline(figure: Any, prefix: str, language: str) -> str:
    """SVG of a figure whose ids begin with `prefix`."""
    import matplotlib as mpl

    file = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": prefix}):
        figure.savefig(
            file,
            format="svg",
            metadata={"Date": None, "Creator": None, "Type": None, "Format": None},
        )
    text = file.getvalue()
    text = _STYLE.sub("", text[text.index("<svg") :])
    return _IDS.sub(lambda found: _renamed(found, prefix), text)


def _renamed(found: re.Match[str], prefix: str) -> str:
    name = found[1] or found[2] or found[3]
    return found[0].replace(name, f"{prefix}-{name}")
