"""One page of HTML that needs nothing else: the template, filled and escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import quote

from ..._definitions import Language
from ..._version import VERSION
from ..._words import words
from ...errors import InputError
from ..cells import View, view
from ..pictures import inline, label, split
from ..section import Section
from ..tables import as_table

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MARK = re.compile(r"(\[Diisi:[^\]\n]{0,300}\])")
"""A place that the office fills in."""
_LONG = re.compile(r"[^\s\u00ad\u200b-]{32,}")
_FILES = ("page.css", "sort.js")
_PIECE = 16
"""Letters after which a word that is longer than a line may be broken."""


class Chapter(NamedTuple):
    """Sections under a heading, which may be empty."""

    question: str
    sections: Sequence[Section]


class _Picture(NamedTuple):
    svg: Any
    caption: str
    label: str


class _Part(NamedTuple):
    id: str
    number: str
    title: str
    text: Sequence[str]
    tables: Sequence[View]
    pictures: Sequence[_Picture]
    method: Sequence[str]


class _Chapter(NamedTuple):
    id: str
    question: str
    first: int
    sections: Sequence[_Part]


def page(
    chapters: Iterable[Chapter],
    *,
    title: str,
    lead: Sequence[str] = (),
    made: Sequence[str] = (),
    links: Sequence[tuple[str, str]] = (),
    brief: bool = False,
    outline: bool = False,
    language: Language = "en",
) -> str:
    """Fill the template; what the sections hold is read in their order.

    `links` are files beside the page and what they are called; a `brief` page fits one sheet.
    Sections are numbered through, or within their chapter in an `outline`.
    """
    template, style, script = environment()
    said = words(language).pages
    parts: list[_Chapter] = []
    number = 0
    for i, chapter in enumerate(chapters, 1):
        first = number + 1
        own = []
        for j, section in enumerate(chapter.sections, 1):
            number += 1
            own.append(_part(section, number, f"{i}.{j}" if outline else "", language))
        parts.append(_Chapter(f"chapter-{i}", clean(chapter.question), first, own))
    filled: str = template.get_template("page").render(
        language=language,
        title=clean(title),
        lead=lead,
        chapters=[chapter for chapter in parts if chapter.sections or chapter.question],
        count=number,
        links=[(quote(file), clean(name)) for file, name in links],
        brief=brief,
        outline=outline,
        made=made or [said.made.format(version=VERSION)],
        said=said,
        version=VERSION,
        style=style,
        script=script,
        policy=policy(str(script)),
    )
    return filled


def _part(section: Section, number: int, shown: str, language: Language) -> _Part:
    from markupsafe import Markup

    said = words(language).pages
    pictures = []
    for i, figure in enumerate(section.figures, 1):
        drawn, caption = split(figure)
        svg = Markup(inline(drawn, caption, f"s{number}-{i}", language))  # noqa: S704 - made by us, escaped there
        where = said.figure.format(number=f"{number}.{i}")
        pictures.append(
            _Picture(svg, caption, f"{where}: {clean(label(drawn, caption) or section.title)}")
        )
    return _Part(
        id=f"section-{number}",
        number=shown or str(number),
        title=section.title,
        text=section.text,
        tables=[
            view(clean(caption), as_table(data, language), language)
            for caption, data in section.tables
        ],
        pictures=pictures,
        method=section.method,
    )


def policy(script: str) -> str:
    """Content security policy of a page: nothing is loaded, and only its own script runs."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def clean(text: Any) -> str:
    """Text without characters that no page may hold."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", str(text))


@cache
def environment() -> tuple[Any, Any, Any]:
    """Environment, style and script; read once."""
    try:
        import jinja2
        from markupsafe import Markup, escape
    except ImportError:
        raise InputError.about(
            "html",
            code="not_installed",
            expected="the package jinja2",
            found="none",
            hint="Install it with: pip install 'kinerja[report]'",
        ) from None

    def breakable(text: Any) -> Any:
        """Escaped text in which a word longer than a line may be broken."""
        out, end = Markup(""), 0
        text = clean(text)
        for found in _LONG.finditer(text):
            word = found[0]
            pieces = [word[i : i + _PIECE] for i in range(0, len(word), _PIECE)]
            out += escape(text[end : found.start()]) + Markup("<wbr>").join(pieces)
            end = found.end()
        whole = out + escape(text[end:])
        return Markup(MARK.sub(r"<mark>\1</mark>", str(whole)))  # noqa: S704 - escaped above

    here = files(__package__)
    made = jinja2.Environment(
        loader=jinja2.DictLoader({"page": here.joinpath("page.html.jinja").read_text("utf-8")}),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters["words"] = breakable
    style, script = (here.joinpath(name).read_text("utf-8").strip() for name in _FILES)
    return made, Markup(style), Markup(script)  # noqa: S704 - files of the package
