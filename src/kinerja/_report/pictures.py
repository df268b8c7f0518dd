"""Figures of matplotlib, and drawings of our own, as SVG in a page: the same bytes each time."""

from __future__ import annotations

import re
from typing import Any

from .._plotting import as_svg
from .._words import words
from ..errors import InputError
from ..plotting import alt_text
from .drawings.drawing import Drawing

_STYLE = re.compile(r"<style type=\"text/css\">[^<]*</style>")


def split(figure: Any) -> tuple[Any, str]:
    """A figure of a section, and its caption, which may be empty."""
    if isinstance(figure, Drawing):
        return figure, ""
    picture, caption = figure if isinstance(figure, tuple) and len(figure) == 2 else (figure, "")
    if isinstance(picture, Drawing):
        return picture, str(caption)
    if not (hasattr(picture, "savefig") and hasattr(picture, "axes")):
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
    if isinstance(figure, Drawing):
        return figure.title
    titles = (ax.get_title(loc="left") or ax.get_title() for ax in figure.axes)
    return next((" ".join(title.split()) for title in titles if title), "")


def described(figure: Any, caption: str, language: str) -> str:
    """What a picture shows, in words; of one drawn elsewhere, its caption and titles."""
    try:
        return alt_text(figure)
    except InputError:
        said = [caption]
        for ax in figure.axes:
            said += [ax.get_title(loc="left") or ax.get_title(), ax.get_xlabel(), ax.get_ylabel()]
        return ". ".join(filter(None, said)) or words(language).pages.picture


def inline(figure: Any, caption: str, prefix: str, language: str) -> str:
    """SVG of a figure whose ids begin with `prefix`."""
    if isinstance(figure, Drawing):
        return figure.draw(prefix)
    said = described(figure, caption, language)
    text = as_svg.written(figure, prefix, label(figure, caption) or said, said)
    return _STYLE.sub("", text)  # a rule for every element of the page, not of the picture alone
