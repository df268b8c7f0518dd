"""A figure as SVG to stand inside a page: text as text, ids of its own, the same bytes twice."""

from __future__ import annotations

import io
import re
import warnings
from html import escape
from threading import Lock
from typing import Any

from ..errors import InputError

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


def written(fig: Any, prefix: Any, title: str, alt: str) -> str:
    """The SVG of a figure; see `kinerja.plotting.svg`."""
    if not _PREFIX.fullmatch(prefix if isinstance(prefix, str) else ""):
        raise InputError.about(
            "prefix",
            code="invalid_input",
            expected="a letter, then letters, digits, - or _",
            found=repr(prefix),
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
