"""A picture in words, and as SVG inside a page: text as text, own ids, the same bytes twice."""

from __future__ import annotations

import io
import re
import warnings
from html import escape
from threading import Lock
from typing import Any

from .._steady import steady
from ..errors import InputError, shown

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ID = re.compile(r'(?<=\sid=")[^"]*(?=")')
_REFERENCE = re.compile(r'((?:xlink:)?href="#|url\(#)([^")]*)')
_OPENING = re.compile(r"<svg\b[^>]*>")
_VIEW = re.compile(r'viewBox="[^"]*"')
_SETTINGS: Any = {
    "svg.fonttype": "none", "svg.hashsalt": "kinerja", "svg.id": None, "path.simplify": True,
    "svg.image_inline": True,
}  # fmt: skip
_ONE_AT_A_TIME = Lock()
"""matplotlib reads how to write SVG from settings that all threads share."""


@steady
def alt_text(fig: Any) -> str:
    """What a picture shows, in words: its title and the figures that matter.

    Parameters
    ----------
    fig : Figure or Axes
        A picture of this module, or a figure in which some were drawn.

    Returns
    -------
    str
        30 to 2,000 characters.

    Raises
    ------
    InputError
        If there is no picture of this module in it.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, estimates
    >>> from kinerja.survey import Design, mean
    >>> alt_text(estimates(mean([3, 4, 2, 3.0], Design())))[:10]
    'Estimates.'
    """
    said = [text for _, text in _pictures(fig)]
    whole = " ".join(said)
    return whole if len(whole) <= 2000 else whole[:1999].rstrip() + "…"


def _pictures(fig: Any) -> list[tuple[Any, str]]:
    """Axes with a picture, each with its words."""
    axes = fig.axes if hasattr(fig, "get_figwidth") else [fig]
    labels = [(ax, str(ax.get_label())) for ax in axes if hasattr(ax, "get_xlim")]
    found = [(ax, said) for ax, said in labels if said and not said.startswith(("_", "<"))]
    if not found:
        raise InputError.about(
            "fig",
            code="wrong_type",
            expected="a Figure with a picture of kinerja.plotting",
            found=type(fig).__name__,
        )
    return found


@steady
def svg(fig: Any, *, prefix: str) -> str:
    """Write a picture as SVG to stand inside a page.

    Parameters
    ----------
    fig : Figure
        A picture of this module.
    prefix : str
        Begins every id: two pictures of one page need two prefixes.

    Returns
    -------
    str
        ``<svg …>`` with ``role="img"``, title and description; text stays text; the same figure
        gives the same bytes.

    Raises
    ------
    InputError
        If the prefix is no name, or it is no picture of this module.

    Examples
    --------
    >>> from kinerja.plotting import estimates, svg
    >>> from kinerja.survey import Design, mean
    >>> text = svg(estimates(mean([3, 4, 2, 3.0], Design())), prefix="fig1")
    >>> text.startswith("<svg"), 'role="img"' in text, 'id="fig1-title"' in text
    (True, True, True)
    """
    (ax, _), *_ = _pictures(fig)
    top = fig.get_suptitle() if hasattr(fig, "get_suptitle") else ""
    title = " ".join((top or ax.get_title("left") or "").split())
    whole = ax.get_figure(root=True)
    return written(whole, prefix, title, alt_text(fig))


def written(fig: Any, prefix: Any, title: str, alt: str) -> str:
    """The SVG of a figure, with its title and description inside."""
    if not _PREFIX.fullmatch(prefix if isinstance(prefix, str) else ""):
        raise InputError.about(
            "prefix",
            code="invalid_input",
            expected="a letter, then letters, digits, - or _",
            found=shown(prefix),
            hint="Each picture of a page needs a prefix of its own, such as 'fig1'.",
        )
    from matplotlib import rc_context

    buffer = io.StringIO()
    with _ONE_AT_A_TIME, rc_context(_SETTINGS), warnings.catch_warnings():
        # The letters are drawn by the reader's browser, not from the font measured with here.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        fig.savefig(buffer, format="svg", metadata=nothing)
    text = buffer.getvalue()
    body = text[text.index("<svg") :]
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = _own_ids(body, prefix)
    opening = _OPENING.search(body)
    assert opening is not None  # noqa: S101 - matplotlib writes one
    view = _VIEW.search(opening.group())
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'{view.group() if view else ""} role="img" '
        f'aria-labelledby="{prefix}-title {prefix}-desc">\n'
        f'<title id="{prefix}-title">{escape(title)}</title>\n'
        f'<desc id="{prefix}-desc">{escape(alt)}</desc>'
    )
    return body[: opening.start()] + head + body[opening.end() :]


def _own_ids(body: str, prefix: str) -> str:
    """Every id once and with the prefix; a reference is to the first that had the name."""
    seen: dict[str, int] = {}

    def renamed(found: re.Match[str]) -> str:
        name = found.group()
        seen[name] = seen.get(name, 0) + 1
        return f"{prefix}-{name}" if seen[name] == 1 else f"{prefix}-{name}--{seen[name]}"

    body = _ID.sub(renamed, body)
    return _REFERENCE.sub(rf"\g<1>{prefix}-\g<2>", body)
