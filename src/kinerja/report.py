"""Reports as pages of HTML: one file each that needs no network and can be printed on A4.

>>> from kinerja import report
>>> page = report.html([report.Section("Scores", text="39 people.")], title="Office", language="en")
>>> page.startswith("<!DOCTYPE html>")
True
"""

from __future__ import annotations

from collections.abc import Sequence

from ._definitions import Language
from ._report.page.compose import Chapter, page
from ._report.section import Column, Section, Table
from ._words import check_language
from .errors import InputError

__all__ = ["Column", "Section", "Table", "html"]


def __dir__() -> list[str]:
    return sorted(__all__)


def html(
    sections: Sequence[Section],
    *,
    title: str,
    lead: str | Sequence[str] = "",
    language: Language = "en",
) -> str:
    """Write sections as one page of HTML that holds everything it needs.

    The page loads nothing from anywhere and its content security policy forbids it; its tables sort
    by a click and read well without a script; it fits a phone, a dark screen and paper (A4). How a
    figure was made stands below it, folded until asked for. The same input gives the same bytes.

    Parameters
    ----------
    sections : sequence of Section
        Subjects of the report, in order.
    title : str
        Title of the page.
    lead : str or sequence of str, default ""
        What it is about, in a sentence or a few.
    language : {"en", "id"}, default "en"
        Language of the words around the sections, and of how numbers are written.

    Returns
    -------
    str
        The page, from ``<!DOCTYPE html>`` to ``</html>``.

    Raises
    ------
    InputError
        If the title is empty, something is no section, a table is none, a figure is not one of
        matplotlib, the language is unknown, or jinja2 is not installed.

    Notes
    -----
    Every text is escaped, and each label stands in a ``<bdi>`` of its own: a label that runs from
    right to left does not turn what stands beside it.

    Examples
    --------
    >>> sections = [Section("Units", tables=[("Means", {"unit": ["A"], "mean": [1234.5]})])]
    >>> "1.234,5" in html(sections, title="Laporan", language="id")
    True
    """
    check_language(language)
    heading: object = title
    if not (isinstance(heading, str) and heading.strip()):
        raise InputError.about("title", code="wrong_type", expected="a title", found=repr(title))
    return page(
        [Chapter("", checked(sections))],
        title=title,
        lead=_sentences(lead),
        language=language,
    )


def checked(sections: Sequence[Section]) -> list[Section]:
    """Sections, each of which is one."""
    given: object = sections
    if isinstance(given, Section | str) or not isinstance(given, Sequence):
        raise InputError.about(
            "sections",
            code="wrong_type",
            expected="a list of sections",
            found=type(given).__name__,
        )
    for i, one in enumerate(given):
        if not isinstance(one, Section):
            raise InputError.about(
                "sections",
                code="wrong_type",
                expected="a list of sections",
                found=f"{type(one).__name__} in place {i}",
            )
    return list(sections)


def _sentences(lead: str | Sequence[str]) -> list[str]:
    parts = [lead] if isinstance(lead, str) else list(lead)
    for part in parts:
        if not isinstance(part, str):
            raise InputError.about(
                "lead", code="wrong_type", expected="sentences", found=type(part).__name__
            )
    return [part for part in parts if part.strip()]
